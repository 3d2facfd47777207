/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-date.h"
#include "atlas-register-private.h"

/* Who of the members has which role, asked of the database: of roles there are few, and the packed columns
 * know nothing of them. */

typedef struct
{
  gint64 organisation;
  guint members;
} Tally;

static int
compare_tallies (gconstpointer a, gconstpointer b)
{
  const Tally *x = a, *y = b;

  return x->members != y->members ? (x->members > y->members ? -1 : 1)
                                  : (x->organisation > y->organisation) - (x->organisation < y->organisation);
}

static gboolean
is_counted (AtlasPointSet *set, int region, gint64 id)
{
  AtlasPointIndex *index = atlas_point_set_get_index (set);
  const AtlasBitset *rows = atlas_point_set_get_rows (set);
  guint row;

  return atlas_point_index_find (index, id, &row) && (rows == NULL || atlas_bitset_get (rows, row)) &&
         (region < 0 || atlas_point_index_get_columns (index)->region[row] == region);
}

/* (element-type Tally): NULL with @error */
static GArray *
tally_roles (AtlasConnection *connection, AtlasPointSet *set, int region, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (
    connection,
    "SELECT DISTINCT o.organisation, m.id FROM organisation_role AS o JOIN member AS m ON m.uuid = o.member "
    "WHERE o.since <= :today AND o.until >= :today ORDER BY o.organisation",
    error);
  g_autoptr (GArray) tallies = g_array_new (FALSE, FALSE, sizeof (Tally));
  g_autoptr (GError) failure = NULL;
  char today[ATLAS_DATE_TEXT_SIZE];
  Tally tally = { 0 };

  if (select == NULL)
    return NULL;
  atlas_date_today (today);
  atlas_statement_bind_text (select, ":today", today);
  while (atlas_statement_step (select, &failure))
    {
      gint64 organisation = atlas_statement_get_integer (select, 0);

      if (tally.organisation != organisation)
        {
          if (tally.members > 0)
            g_array_append_val (tallies, tally);
          tally = (Tally){ organisation, 0 };
        }
      tally.members += is_counted (set, region, atlas_statement_get_integer (select, 1));
    }
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  if (tally.members > 0)
    g_array_append_val (tallies, tally);
  g_array_sort (tallies, compare_tallies);
  return g_steal_pointer (&tallies);
}

static gboolean
add_named (AtlasConnection *connection, GArray *tallies, guint limit, GPtrArray *associations, GError **error)
{
  for (guint i = 0; i < MIN (limit, tallies->len); i++)
    {
      const Tally *tally = &g_array_index (tallies, Tally, i);
      g_autoptr (AtlasRecord) record =
        atlas_record_load (connection, &atlas_kind_organisation, tally->organisation, error);
      AtlasProfileAssociation *association;

      if (record == NULL)
        return FALSE;
      association = g_new0 (AtlasProfileAssociation, 1);
      association->name = atlas_record_dup_title (record);
      association->members = tally->members;
      g_ptr_array_add (associations, association);
    }
  return TRUE;
}

gboolean
atlas_register_count_associations (AtlasRegister *self,
                                   AtlasPointSet *set,
                                   int region,
                                   guint limit,
                                   AtlasProfile *profile,
                                   GCancellable *cancellable,
                                   GError **error)
{
  AtlasConnection *connection;
  g_autoptr (GArray) tallies = NULL;
  gboolean done;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);
  g_return_val_if_fail (ATLAS_IS_POINT_SET (set), FALSE);
  g_return_val_if_fail (profile != NULL, FALSE);

  connection = atlas_store_acquire_reader (self->store, error);
  if (connection == NULL)
    return FALSE;
  atlas_connection_set_cancellable (connection, cancellable);
  tallies = tally_roles (connection, set, region, error);
  done = tallies != NULL && add_named (connection, tallies, limit, profile->associations, error);
  atlas_connection_set_cancellable (connection, NULL);
  atlas_store_release_reader (self->store, connection);
  return done;
}
