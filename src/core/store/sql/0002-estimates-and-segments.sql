-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema version 2: what sources say of how many people live where, and searches kept under a name.

CREATE TABLE estimate (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  country TEXT,
  region TEXT,
  place TEXT,
  year INTEGER,
  source TEXT,
  definition TEXT,
  total INTEGER,
  female INTEGER,
  male INTEGER,
  low INTEGER,
  high INTEGER,
  note TEXT,
  link TEXT,
  created TEXT,
  updated TEXT,
  extra TEXT
) STRICT;

CREATE TABLE segment (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  name TEXT,
  query TEXT,
  note TEXT,
  created TEXT,
  updated TEXT,
  extra TEXT
) STRICT;
