-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema version 5: ways to export that are kept under a name, and who was in which export.

CREATE TABLE export_profile (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  name TEXT,
  kinds TEXT,
  query TEXT,
  purpose TEXT,
  channel TEXT,
  basis TEXT,
  partner TEXT,
  identity TEXT,
  format TEXT,
  fields TEXT,
  note TEXT,
  created TEXT,
  updated TEXT,
  extra TEXT
) STRICT;

-- Row ids of the members that the file of a unit held, those from "first" to "last" packed in a row: each is the
-- step from the one before it (from 0 for the first), seven bits a byte, the low ones first, the eighth set in every
-- byte but a number's last. Row ids are never used twice.
CREATE TABLE disclosure (
  unit INTEGER NOT NULL REFERENCES unit (id),
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  members BLOB NOT NULL,
  PRIMARY KEY (unit, first)
) STRICT, WITHOUT ROWID;
