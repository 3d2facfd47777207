/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-counter.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-fold.h"
#include "atlas-gazetteer.h"
#include "atlas-query-said.h"
#include "atlas-region.h"

/* The values of those facets that have no list of their own: what members have is looked up. */

/* As many as a person looks through; further ones are found by typing. */
#define MAX_PLACES 60
#define MAX_SKILLS 100
#define MAX_TEXTS  200

/* Of a place's name: of one region it is its index and one. */
#define SEVERAL_REGIONS G_MAXUINT

/* Of so few members the database is asked one by one, of more it is read through. */
#define FEW 20000

/* --- Texts in the database. */

/* How many of those who are counted have each text, by @sql, which gives row ids and texts; where only few
 * are counted it is asked of `:ids`. (transfer full): NULL with @error */
static GHashTable *
tally_texts (AtlasFacetCounter *self, const char *sql, GError **error)
{
  AtlasStore *store = atlas_register_get_store (self->records);
  AtlasConnection *connection = atlas_store_acquire_reader (store, error);
  g_autoptr (GHashTable) tally = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;
  g_autofree char *all = NULL;
  AtlasStatement *statement;

  if (connection == NULL)
    return NULL;
  if (self->rows != NULL && atlas_bitset_count (self->rows) <= FEW)
    {
      for (guint row = 0; row < self->rows->n_bits; row++)
        if (atlas_bitset_get (self->rows, row))
          {
            gint64 id = atlas_point_index_get_id (self->index, row);

            g_array_append_val (ids, id);
          }
      all = g_strconcat (sql, " AND r.id IN (SELECT value FROM json_each (:ids))", NULL);
    }
  atlas_connection_set_cancellable (connection, self->cancellable);
  statement = atlas_statement_new (connection, all ? all : sql, &failure);
  if (statement != NULL && all != NULL)
    atlas_statement_bind_ids (statement, ":ids", (const gint64 *) ids->data, ids->len);
  if (statement != NULL && strstr (sql, ":today") != NULL)
    {
      char today[ATLAS_DATE_TEXT_SIZE];

      atlas_date_today (today);
      atlas_statement_bind_text (statement, ":today", today);
    }
  while (statement != NULL && atlas_statement_step (statement, &failure))
    {
      const char *text = atlas_statement_get_text (statement, 1, NULL);
      gpointer key, n;
      guint row;

      if (text == NULL ||
          !atlas_point_index_find (self->index, atlas_statement_get_integer (statement, 0), &row) ||
          !atlas_facet_counter_has (self, row))
        continue;
      if (g_hash_table_lookup_extended (tally, text, &key, &n))
        g_hash_table_insert (tally, g_strdup (text), GUINT_TO_POINTER (GPOINTER_TO_UINT (n) + 1));
      else
        g_hash_table_insert (tally, g_strdup (text), GUINT_TO_POINTER (1));
    }
  g_clear_pointer (&statement, atlas_statement_free);
  atlas_connection_set_cancellable (connection, NULL);
  atlas_store_release_reader (store, connection);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&tally);
}

typedef struct
{
  const char *text;
  guint n;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;

  return x->n != y->n ? (x->n > y->n ? -1 : 1) : g_strcmp0 (x->text, y->text);
}

/* (element-type Candidate): the most frequent first; texts are the table's */
static GArray *
list_frequent (GHashTable *tally)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, tally);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Candidate candidate = { key, GPOINTER_TO_UINT (value) };

      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  return candidates;
}

/* The most frequent of the texts of a field whose values are asked for as they stand, each once whatever its
 * case. */
static gboolean
add_texts (AtlasFacetCounter *self, const char *sql, GError **error)
{
  g_autoptr (GHashTable) tally = tally_texts (self, sql, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) candidates = NULL;

  if (tally == NULL)
    return FALSE;
  candidates = list_frequent (tally);
  for (guint i = 0; i < candidates->len && self->counts->len < MAX_TEXTS; i++)
    {
      const char *text = g_array_index (candidates, Candidate, i).text;
      g_autofree char *quoted = atlas_query_quote_value (text, FALSE);
      char folded[512];

      if (atlas_fold_words (text, -1, folded, sizeof folded) > 0 &&
          g_hash_table_add (seen, g_strdup (folded)) && !atlas_facet_counter_add (self, quoted, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
atlas_facet_counter_add_tags (AtlasFacetCounter *self, GError **error)
{
  /* Through the narrow table, so that members without any are not read. */
  return add_texts (self,
                    "SELECT r.id, j.value FROM (SELECT DISTINCT id FROM member_tag) AS t "
                    "CROSS JOIN member AS r ON r.id = t.id, json_each (r.tags) AS j WHERE 1",
                    error);
}

gboolean
atlas_facet_counter_add_associations (AtlasFacetCounter *self, GError **error)
{
  return add_texts (
    self,
    "SELECT r.id, g.name FROM organisation_role AS o JOIN organisation AS g ON g.id = o.organisation "
    "JOIN member AS r ON r.uuid = o.member WHERE o.since <= :today AND o.until >= :today",
    error);
}

/* "Nursing" and "nursing" are the same skill. */
gboolean
atlas_facet_counter_add_skills (AtlasFacetCounter *self, GError **error)
{
  g_autoptr (GHashTable) tally = tally_texts (
    self, "SELECT r.id, j.value FROM member AS r, json_each (r.skills) AS j WHERE r.skills IS NOT NULL",
    error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) candidates = NULL;

  if (tally == NULL)
    return FALSE;
  candidates = list_frequent (tally);
  for (guint i = 0; i < candidates->len && self->counts->len < MAX_SKILLS; i++)
    {
      const char *text = g_array_index (candidates, Candidate, i).text;
      g_autofree char *quoted = atlas_query_quote_value (text, TRUE);
      g_autofree char *value = atlas_query_normalize_value (&atlas_kind_member, "skill", quoted);

      /* One without a letter or digit can't be asked for. */
      if (value != NULL && g_hash_table_add (seen, atlas_fold (text, -1)) &&
          !atlas_facet_counter_add (self, value, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
atlas_facet_counter_add_languages (AtlasFacetCounter *self, GError **error)
{
  const char *code;

  for (guint bit = 0; (code = atlas_facet_get_language (bit)) != NULL; bit++)
    atlas_facet_counter_add_known (self, code, self->tally[bit]);

  if (self->tally[63] > 0)
    {
      g_autoptr (GHashTable) tally = tally_texts (
        self,
        "SELECT DISTINCT r.id, j.value ->> 'code' FROM member_facet AS f JOIN member AS r ON r.id = f.id, "
        "json_each (r.languages) AS j WHERE f.languages < 0",
        error);
      GHashTableIter iter;
      gpointer key, n;
      gboolean exact;

      if (tally == NULL)
        return FALSE;
      g_hash_table_iter_init (&iter, tally);
      while (g_hash_table_iter_next (&iter, &key, &n))
        {
          g_autofree char *value = NULL;

          atlas_facet_language_bit (key, -1, &exact);
          value = exact ? NULL : atlas_query_normalize_value (&atlas_kind_member, "language", key);
          if (value != NULL)
            atlas_facet_counter_add_known (self, value, GPOINTER_TO_UINT (n));
        }
    }
  return TRUE;
}

/* --- Places: by name, of those that addresses name. */

/* In Morton order neighbours live in the same town: a run of them is looked up once. */
static GArray *
list_homes (const AtlasFacetCounter *self)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (self->index);
  g_autoptr (GHashTable) positions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GArray *homes = g_array_new (FALSE, FALSE, sizeof (AtlasFacetHome));
  guint last = 0;

  for (guint row = 0; row < columns->n_points; row++)
    {
      gboolean named = (columns->has[row] & ATLAS_POINT_HAS_PLACE_NAME) != 0;
      AtlasFacetHome home = { columns->city[row], named ? columns->place[row] : ATLAS_POINT_NO_PLACE,
                              columns->region[row], 0 };
      const AtlasFacetHome *before = homes->len > 0 ? &g_array_index (homes, AtlasFacetHome, last) : NULL;

      if (!atlas_facet_counter_has (self, row))
        continue;
      if (before == NULL || before->city != home.city || before->place != home.place ||
          before->region != home.region)
        {
          /* Of places there are fewer than 2^24. */
          gint64 key =
            (gint64) ((guint64) home.city << 32 | (guint64) home.region << 24 | (home.place & 0xffffff));
          gpointer found;

          if (g_hash_table_lookup_extended (positions, &key, NULL, &found))
            last = GPOINTER_TO_UINT (found);
          else
            {
              last = homes->len;
              g_array_append_val (homes, home);
              g_hash_table_insert (positions, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (last));
            }
        }
      g_array_index (homes, AtlasFacetHome, last).n++;
    }
  return homes;
}

/* Towns of one name in several regions are told apart by these. (transfer full) */
static char *
dup_home_value (const AtlasPlace *place, GHashTable *regions)
{
  guint only = GPOINTER_TO_UINT (g_hash_table_lookup (regions, place->name));
  g_autofree char *both = NULL;

  if (only != SEVERAL_REGIONS || place->region == ATLAS_REGION_NONE)
    return atlas_query_quote_value (place->name, FALSE);
  both = g_strdup_printf ("%s, %s", place->name, atlas_region_get_code (place->region));
  return atlas_query_quote_value (both, FALSE);
}

gboolean
atlas_facet_counter_add_places (AtlasFacetCounter *self, GError **error)
{
  g_autoptr (GHashTable) regions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) candidates = NULL;

  self->homes = list_homes (self);
  for (guint counting = 0; counting < 2; counting++)
    for (guint i = 0; i < self->homes->len; i++)
      {
        const AtlasFacetHome *home = &g_array_index (self->homes, AtlasFacetHome, i);
        AtlasPlace place;
        char *value;
        guint before;

        if (home->place == ATLAS_POINT_NO_PLACE || !atlas_gazetteer_get_place (home->place, &place))
          continue;
        if (!counting)
          {
            before = GPOINTER_TO_UINT (g_hash_table_lookup (regions, place.name));
            g_hash_table_insert (regions, g_strdup (place.name),
                                 GUINT_TO_POINTER (before == 0 || before == place.region + 1
                                                     ? place.region + 1
                                                     : SEVERAL_REGIONS));
            continue;
          }
        value = dup_home_value (&place, regions);
        before = GPOINTER_TO_UINT (g_hash_table_lookup (values, value));
        g_hash_table_insert (values, value, GUINT_TO_POINTER (before + home->n));
      }

  candidates = list_frequent (values);
  for (guint i = 0; i < MIN (candidates->len, MAX_PLACES); i++)
    if (!atlas_facet_counter_add (self, g_array_index (candidates, Candidate, i).text, error))
      return FALSE;
  return TRUE;
}
