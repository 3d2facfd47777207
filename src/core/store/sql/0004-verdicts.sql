-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema version 4: what officers said of two records that look like one person's.

CREATE TABLE verdict (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  member TEXT,
  other TEXT,
  verdict TEXT,
  note TEXT,
  created TEXT,
  updated TEXT,
  extra TEXT
) STRICT;
