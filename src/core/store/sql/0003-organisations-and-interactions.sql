-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema version 3: organisations and who has which role in them, the contact log, and tags.

CREATE TABLE organisation (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  name TEXT,
  abbreviation TEXT,
  other_names TEXT,
  type TEXT,
  status TEXT,
  tags TEXT,
  emails TEXT,
  phones TEXT,
  website TEXT,
  address_street TEXT,
  address_city TEXT,
  address_region TEXT,
  address_postcode TEXT,
  address_country TEXT,
  location_latitude REAL,
  location_longitude REAL,
  location_precision TEXT,
  location_source TEXT,
  description TEXT,
  roles TEXT,
  notes TEXT,
  created TEXT,
  updated TEXT,
  extra TEXT
) STRICT;

CREATE TABLE interaction (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  date TEXT,
  member TEXT,
  organisation TEXT,
  event TEXT,
  officer TEXT,
  channel TEXT,
  direction TEXT,
  summary TEXT,
  outcome TEXT,
  follow_up TEXT,
  follow_up_done TEXT,
  notes TEXT,
  created TEXT,
  updated TEXT,
  extra TEXT
) STRICT;

ALTER TABLE member ADD COLUMN tags TEXT;
ALTER TABLE event ADD COLUMN tags TEXT;
