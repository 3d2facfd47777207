/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-change-private.h"

#define N_TYPES (ATLAS_CHANGE_DELETE + 1)

typedef struct
{
  const AtlasTable *table;
  GArray *ids[N_TYPES]; /* of gint64; NULL for none */
} TableChange;

struct _AtlasChange
{
  gatomicrefcount ref_count;
  gint64 unit;
  gint64 generation;
  char *label;
  gboolean everything;
  gboolean foreign; /* which tables it touched is not known */
  GArray *tables;   /* of TableChange */
};

G_DEFINE_BOXED_TYPE (AtlasChange, atlas_change, atlas_change_ref, atlas_change_unref)

static void
table_change_clear (gpointer data)
{
  TableChange *change = data;

  for (guint i = 0; i < N_TYPES; i++)
    g_clear_pointer (&change->ids[i], g_array_unref);
}

AtlasChange *
atlas_change_new (gint64 unit, const char *label)
{
  AtlasChange *self = g_new0 (AtlasChange, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->unit = unit;
  self->label = g_strdup (label ? label : "");
  self->tables = g_array_new (FALSE, TRUE, sizeof (TableChange));
  g_array_set_clear_func (self->tables, table_change_clear);
  return self;
}

AtlasChange *
atlas_change_new_everything (void)
{
  AtlasChange *self = atlas_change_new (0, NULL);

  self->everything = TRUE;
  self->foreign = TRUE;
  return self;
}

void
atlas_change_set_generation (AtlasChange *self, gint64 generation)
{
  self->generation = generation;
}

gint64
atlas_change_get_generation (AtlasChange *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->generation;
}

AtlasChange *
atlas_change_ref (AtlasChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
atlas_change_unref (AtlasChange *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->tables);
  g_free (self->label);
  g_free (self);
}

static TableChange *
find (AtlasChange *self, const AtlasTable *table)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      TableChange *change = &g_array_index (self->tables, TableChange, i);

      if (change->table == table)
        return change;
    }
  return NULL;
}

static TableChange *
find_or_add (AtlasChange *self, const AtlasTable *table)
{
  TableChange *change = find (self, table);
  TableChange fresh = { .table = table };

  if (change)
    return change;
  g_array_append_val (self->tables, fresh);
  return &g_array_index (self->tables, TableChange, self->tables->len - 1);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

void
atlas_change_add (
  AtlasChange *self, const AtlasTable *table, AtlasChangeType type, const gint64 *ids, guint n_ids)
{
  TableChange *change;
  GArray *sorted;
  guint to = 0;

  if (n_ids == 0)
    return;
  if (n_ids > ATLAS_CHANGE_MAX_IDS)
    {
      atlas_change_add_everything (self, table);
      return;
    }

  change = find_or_add (self, table);
  g_assert (change->ids[type] == NULL);
  sorted = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
  g_array_append_vals (sorted, ids, n_ids);
  g_array_sort (sorted, compare_ids);
  for (guint i = 0; i < n_ids; i++)
    {
      gint64 id = g_array_index (sorted, gint64, i);

      if (to == 0 || g_array_index (sorted, gint64, to - 1) != id)
        g_array_index (sorted, gint64, to++) = id;
    }
  g_array_set_size (sorted, to);
  change->ids[type] = sorted;
}

void
atlas_change_add_everything (AtlasChange *self, const AtlasTable *table)
{
  find_or_add (self, table);
  self->everything = TRUE;
}

gint64
atlas_change_get_unit (AtlasChange *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->unit;
}

const char *
atlas_change_get_label (AtlasChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->label;
}

gboolean
atlas_change_is_everything (AtlasChange *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->everything;
}

gboolean
atlas_change_touches (AtlasChange *self, const AtlasTable *table)
{
  g_return_val_if_fail (self != NULL, TRUE);
  g_return_val_if_fail (table != NULL, TRUE);

  return self->foreign || find (self, table) != NULL;
}

const gint64 *
atlas_change_get_ids (AtlasChange *self, const AtlasTable *table, AtlasChangeType type, guint *n_ids)
{
  TableChange *change;
  GArray *ids;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (table != NULL, NULL);
  g_return_val_if_fail ((guint) type < N_TYPES, NULL);
  g_return_val_if_fail (n_ids != NULL, NULL);

  change = self->everything ? NULL : find (self, table);
  ids = change ? change->ids[type] : NULL;
  *n_ids = ids ? ids->len : 0;
  return ids ? (const gint64 *) ids->data : NULL;
}
