/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-journal.h"
#include "atlas-store.h"
#include "atlas-unit.h"

/* Two tables over the canonical ones, with a search index and a derived table, as the record kinds have them.
 */
extern const AtlasTable test_member;
extern const AtlasTable test_event;
extern const AtlasTable *const test_tables[];

enum
{
  MEMBER_GIVEN_NAME = 0,
  MEMBER_FAMILY_NAME = 1,
  MEMBER_BIRTH_YEAR = 4,
  MEMBER_CITY = 9,
  MEMBER_REGION = 10,
  MEMBER_LATITUDE = 13,
  MEMBER_NOTES = 34,
  MEMBER_EXTRA = 37,
  EVENT_TITLE = 0,
  EVENT_END = 4,
};

#define MEMBER_N_COLUMNS 38
#define EVENT_N_COLUMNS  24

/** A folder for one test, and a database path in it. */
typedef struct
{
  char *folder;
  char *path;
  AtlasStore *store; /* closed by the fixture where set */
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);

/** Creates or opens fixture->store; aborts on failure. */
AtlasStore *fixture_open (Fixture *fixture);
void fixture_close (Fixture *fixture);

#define STORE_TEST(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

/** Number @n's UUID and values: names, year, city, position, notes. Values are owned. */
void make_uuid (guint n, AtlasUuid *uuid);
void make_member (guint n, AtlasValue values[MEMBER_N_COLUMNS]);
void clear_values (AtlasValue *values, guint n);

/** Inserts members from..to-1. */
void insert_member_rows (AtlasUnit *unit, guint from, guint to);

/** One unit that does. */
void insert_members (AtlasStore *store, guint from, guint to, AtlasUnitFlags flags);

/** In a unit of its own: sets one text column of a member. */
void set_member_text (AtlasStore *store, gint64 id, guint column, const char *text);
void delete_member (AtlasStore *store, gint64 id);

/** First column of the first row of a query, as text; "" for none. (transfer full) */
char *query (AtlasStore *store, const char *sql);
#define assert_query(store, sql, expected)      \
  G_STMT_START                                  \
  {                                             \
    g_autofree char *got_ = query (store, sql); \
    g_assert_cmpstr (got_, ==, expected);       \
  }                                             \
  G_STMT_END

/** All record tables and settings as text, one line a row; with @journal units, journal and sequences too.
 * (transfer full) */
char *dump (AtlasStore *store, gboolean journal);

/** Everything that is derived, as text. (transfer full) */
char *dump_derived (AtlasStore *store);
