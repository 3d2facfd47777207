-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema version 6: missions. Their events are ordinary events.

CREATE TABLE mission (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  title TEXT,
  objective TEXT,
  type TEXT,
  status TEXT,
  start TEXT,
  "end" TEXT,
  timezone TEXT,
  base_place TEXT,
  base_region TEXT,
  base_country TEXT,
  base_latitude REAL,
  base_longitude REAL,
  team TEXT,
  audience TEXT,
  expected INTEGER,
  reached INTEGER,
  stops TEXT,
  legs TEXT,
  currency TEXT,
  budget TEXT,
  tags TEXT,
  plan TEXT,
  notes TEXT,
  created TEXT,
  updated TEXT,
  extra TEXT
) STRICT;
