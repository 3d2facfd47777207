-- SPDX-License-Identifier: GPL-3.0-or-later
-- What can be dropped and rebuilt at any time. The search index of each table and its view are made from the table's
-- description (atlas-schema.c); the tables that a kind derives, from its own. An index costs about a second for a
-- million members: add one only for what is asked often and cannot be answered by the point index.

CREATE INDEX event_start ON event (start);
-- Somebody's page shows their contacts.
CREATE INDEX interaction_member ON interaction (member);
CREATE INDEX interaction_organisation ON interaction (organisation);
