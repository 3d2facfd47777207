/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

#define NOW "2026-05-06T07:08:09Z"

/** A folder for one test with an open register in it; the clock stands at NOW. */
typedef struct
{
  char *folder;
  char *path;
  AtlasRegister *source;
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);

#define QUERY_TEST(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

/** Imports records in the share format's JSON, all of which must be good. */
void add_json (AtlasRegister *source, const char *json);

/** People made to be awkward: values missing, accents, other countries, 180 degrees, poles, no position. */
extern const char awkward_members[];

AtlasQuery *make_query (const AtlasKind *kind, const char *text);

/** Row ids that match over the kind's own table, ascending, asked of SQLite. (transfer full) */
GArray *ask_table (AtlasRegister *source, AtlasQuery *query);

/** The same over the facets, of members. (transfer full) */
GArray *ask_facets (AtlasRegister *source, AtlasQuery *query);

/** The same in memory, over @index; with @connected the database may be asked. (transfer full) */
GArray *ask_memory (AtlasRegister *source, AtlasQuery *query, AtlasPointIndex *index, gboolean connected);

void sort_ids (GArray *ids);

/** Aborts unless both hold the same ids. */
void assert_same_ids (GArray *got, GArray *expected, const char *text, const char *way);

/** Given names of @ids, sorted, with spaces between. (transfer full) */
char *list_names (AtlasRegister *source, GArray *ids);

/** Runs the default main context until nothing is pending for a while and @done says so. */
void iterate_until (gboolean (*done) (gpointer data), gpointer data);

/* Members one by one. @city: NULL for no address. */
AtlasRecord *make_member (const char *name, const char *city);
gint64 save (AtlasRegister *source, AtlasRecord *record);
gint64 add_member (AtlasRegister *source, const char *name, const char *city);
AtlasRecord *load (AtlasRegister *source, gint64 id);

/** How many records of @kind match. */
gint64 count (AtlasRegister *source, const AtlasKind *kind, const char *text);
