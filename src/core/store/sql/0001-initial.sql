-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema version 1. Never edited after it landed: a later change is a step of its own.

PRAGMA application_id = 1145140332; -- 0x4441746c, "DAtl"

-- What belongs to the database as a whole: "office.id", "office.name", "synthetic".
CREATE TABLE setting (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Numbers that only grow: "generation" with every commit, and the highest row id ever given out in each table, so
-- that no id is used twice even where its row was undone or deleted.
CREATE TABLE sequence (
  name TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO sequence (name, value) VALUES ('generation', 1);

-- A unit of work. Its journal entries are those from first_entry to last_entry; both are NULL where it changed nothing
-- and is kept for the log alone.
CREATE TABLE unit (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  time TEXT NOT NULL,
  author TEXT,
  office TEXT,
  state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)), -- done, undone, dropped
  n_inserted INTEGER NOT NULL DEFAULT 0,
  n_updated INTEGER NOT NULL DEFAULT 0,
  n_deleted INTEGER NOT NULL DEFAULT 0,
  first_entry INTEGER,
  last_entry INTEGER,
  details TEXT
) STRICT;

CREATE INDEX unit_undone ON unit (id) WHERE state = 1;

-- One entry for each record that a unit changed. "changes" is a JSON object: of an update {"column": [before, after]},
-- of a delete the whole row; of an insert NULL while the unit stands, as the row itself tells, and the whole row while
-- the unit is undone.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  unit INTEGER NOT NULL REFERENCES unit (id),
  record_table TEXT NOT NULL,
  record INTEGER NOT NULL,
  uuid BLOB,
  type INTEGER NOT NULL CHECK (type IN (0, 1, 2)), -- insert, update, delete
  changes TEXT
) STRICT;

CREATE TABLE member (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  given_name TEXT,
  family_name TEXT,
  other_names TEXT,
  sex TEXT,
  birth_year INTEGER,
  emails TEXT,
  phones TEXT,
  preferred_language TEXT,
  address_street TEXT,
  address_city TEXT,
  address_region TEXT,
  address_postcode TEXT,
  address_country TEXT,
  location_latitude REAL,
  location_longitude REAL,
  location_precision TEXT,
  location_source TEXT,
  origin_province TEXT,
  origin_district TEXT,
  arrival_year INTEGER,
  citizenships TEXT,
  education_level INTEGER,
  education_field TEXT,
  occupation_code TEXT,
  occupation_title TEXT,
  occupation_sector TEXT,
  occupation_employer TEXT,
  occupation_years INTEGER,
  languages TEXT,
  skills TEXT,
  interests TEXT,
  consents TEXT,
  status TEXT,
  confirmed TEXT,
  notes TEXT,
  created TEXT,
  updated TEXT,
  extra TEXT
) STRICT;

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  title TEXT,
  type TEXT,
  status TEXT,
  start TEXT,
  "end" TEXT,
  timezone TEXT,
  venue TEXT,
  address_street TEXT,
  address_city TEXT,
  address_region TEXT,
  address_postcode TEXT,
  address_country TEXT,
  location_latitude REAL,
  location_longitude REAL,
  location_precision TEXT,
  location_source TEXT,
  capacity INTEGER,
  organiser TEXT,
  description TEXT,
  attendance TEXT,
  notes TEXT,
  created TEXT,
  updated TEXT,
  extra TEXT
) STRICT;
