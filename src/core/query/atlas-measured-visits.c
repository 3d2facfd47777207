/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where somebody of us was last: events that were held, and stops of missions that were. */
#include <string.h>

#include "atlas-facet.h"
#include "atlas-measure-private.h"
#include "atlas-mission-audience.h"
#include "atlas-point-area.h"

/* @day: since 1970 */
typedef struct
{
  double latitude, longitude, radius_km;
  guint day;
} Visit;

static double
get_real (AtlasStatement *statement, guint column, double fallback)
{
  g_auto (AtlasValue) value = { 0 };

  atlas_statement_get_value (statement, column, &value);
  return value.type == ATLAS_VALUE_REAL      ? value.real
         : value.type == ATLAS_VALUE_INTEGER ? (double) value.integer
                                             : fallback;
}

/* The columns are latitude, longitude, radius and day. */
static gboolean
read_visits (AtlasConnection *connection, const char *sql, GArray *visits, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (connection, sql, error);
  g_autoptr (GError) failure = NULL;
  guint today = atlas_facet_today ();

  if (select == NULL)
    return FALSE;
  while (atlas_statement_step (select, &failure))
    {
      const char *day = atlas_statement_get_text (select, 3, NULL);
      Visit visit = {
        .latitude = get_real (select, 0, 0),
        .longitude = get_real (select, 1, 0),
        .radius_km = get_real (select, 2, ATLAS_MISSION_RADIUS_KM),
        .day = day != NULL ? atlas_facet_pack_day (day, (gssize) MIN (strlen (day), 10)) : 0,
      };

      if (visit.day != 0 && visit.day <= today)
        g_array_append_val (visits, visit);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The latest first; of one day from north to south, so that the same ones come to lie beside each other. */
static int
compare_visits (gconstpointer a, gconstpointer b)
{
  const Visit *x = a, *y = b;

  return x->day != y->day             ? (x->day > y->day ? -1 : 1)
         : x->latitude != y->latitude ? (x->latitude > y->latitude ? -1 : 1)
                                      : (x->longitude > y->longitude) - (x->longitude < y->longitude);
}

static gboolean
is_same (const Visit *a, const Visit *b)
{
  return a->latitude == b->latitude && a->longitude == b->longitude && a->radius_km == b->radius_km;
}

/* An event at a stop is the same visit; and where one was again and again only the last counts. */
static void
drop_repeated (GArray *visits)
{
  g_array_sort (visits, compare_visits);
  for (guint i = 0; i < visits->len; i++)
    for (guint k = visits->len - 1; k > i; k--)
      if (is_same (&g_array_index (visits, Visit, i), &g_array_index (visits, Visit, k)))
        g_array_remove_index (visits, k);
}

static GArray *
list_visits (AtlasConnection *connection, GError **error)
{
  static const char events[] =
    "SELECT location_latitude, location_longitude, NULL, ifnull (\"end\", start) FROM event "
    "WHERE status = 'held' AND location_latitude IS NOT NULL AND location_longitude IS NOT NULL";
  /* One that is under way has been where it has left. */
  static const char stops[] =
    "SELECT s.value ->> 'latitude', s.value ->> 'longitude', s.value ->> 'radius', "
    "coalesce (s.value ->> 'departure', s.value ->> 'arrival', m.\"end\", m.start) "
    "FROM mission AS m, json_each (m.stops) AS s WHERE m.status IN ('under-way', 'held', 'reported') "
    "AND s.value ->> 'latitude' IS NOT NULL AND s.value ->> 'longitude' IS NOT NULL";
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (Visit));

  if (!read_visits (connection, events, visits, error) || !read_visits (connection, stops, visits, error))
    return NULL;
  drop_repeated (visits);
  return g_steal_pointer (&visits);
}

static void
mark (const Visit *visit, const AtlasPointColumns *columns, AtlasBitset *rows, guint16 *days)
{
  AtlasPointCircle circle;

  atlas_point_circle_init (&circle, visit->latitude, visit->longitude, visit->radius_km);
  atlas_bitset_fill (rows, FALSE);
  atlas_point_circle_match (&circle, columns, rows);
  for (guint word = 0; word < rows->n_words; word++)
    for (guint64 bits = rows->words[word]; bits != 0; bits &= bits - 1)
      {
        guint row = word * 64 + (guint) __builtin_ctzll (bits);

        if (days[row] == 0)
          days[row] = (guint16) visit->day;
      }
}

guint16 *
atlas_measured_find_visits (AtlasRegister *self,
                            const AtlasPointColumns *columns,
                            GCancellable *cancellable,
                            GError **error)
{
  AtlasStore *store = atlas_register_get_store (self);
  AtlasConnection *connection = atlas_store_acquire_reader (store, error);
  g_autoptr (GArray) visits = NULL;
  g_autoptr (AtlasBitset) rows = NULL;
  guint16 *days;

  if (connection == NULL)
    return NULL;
  atlas_connection_set_cancellable (connection, cancellable);
  visits = list_visits (connection, error);
  atlas_connection_set_cancellable (connection, NULL);
  atlas_store_release_reader (store, connection);
  if (visits == NULL)
    return NULL;

  days = g_new0 (guint16, columns->n_points + 1);
  rows = atlas_bitset_new (columns->n_points);
  for (guint i = 0; i < visits->len && !g_cancellable_is_cancelled (cancellable); i++)
    mark (&g_array_index (visits, Visit, i), columns, rows, days);
  return days;
}
