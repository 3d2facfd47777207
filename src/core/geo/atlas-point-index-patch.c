/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-point-index.h"

#include <string.h>

#include "atlas-memory.h"
#include "atlas-point-pyramid.h"

/* A patch copies runs of rows between the few that change, column by column: 47 MB for a million members,
 * which memory does in a few milliseconds. Columns in which nothing changes are shared with the old snapshot;
 * so an edit that moves nobody copies one or two of them. */

typedef struct
{
  AtlasPoint point;
  guint64 key;
  gboolean placed;
  guint position; /* before which row of the old index it belongs */
} Fresh;

/* A run of the new index: @count rows of the old one, or the fresh points from @from on. */
typedef struct
{
  gboolean fresh;
  guint from;
  guint count;
} Run;

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a;
  guint32 second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

static int
compare_fresh (gconstpointer a, gconstpointer b)
{
  const Fresh *first = a;
  const Fresh *second = b;

  if (first->placed != second->placed)
    return first->placed ? -1 : 1;
  if (first->key != second->key)
    return first->key < second->key ? -1 : 1;
  return first->point.id < second->point.id ? -1 : first->point.id > second->point.id;
}

/* Making the table from id to row takes longer than looking for a few ids one by one. */
static gboolean
find_row (AtlasPointIndex *self, gint64 id, gboolean few, guint *row)
{
  const gint64 *ids = self->columns.ids;

  if (!few || g_atomic_int_get (&self->lookup_ready))
    return atlas_point_index_find (self, id, row);

  for (guint i = 0; i < self->columns.n_points; i++)
    if (ids[i] == id)
      {
        *row = i;
        return TRUE;
      }
  return FALSE;
}

/* The first row that does not come before @fresh. */
static guint
find_position (const AtlasPointColumns *columns, const Fresh *fresh)
{
  guint low = fresh->placed ? 0 : columns->n_placed;
  guint high = fresh->placed ? columns->n_placed : columns->n_points;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      guint64 key = fresh->placed ? atlas_morton_encode (columns->x[middle], columns->y[middle]) : 0;

      if (key < fresh->key || (key == fresh->key && columns->ids[middle] < fresh->point.id))
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* (element-type Fresh): in the order of rows; of two with one id the later counts. */
static GArray *
list_fresh (AtlasPointIndex *self, const AtlasPoint *points, guint n_points)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *fresh = g_array_sized_new (FALSE, FALSE, sizeof (Fresh), n_points);

  for (guint i = n_points; i-- > 0;)
    {
      Fresh one = { .point = points[i], .placed = atlas_point_is_placed (&points[i]) };

      if (!g_hash_table_add (seen, (gpointer) &points[i].id))
        continue;
      one.key = one.placed ? atlas_morton_of (&points[i]) : 0;
      one.position = find_position (&self->columns, &one);
      g_array_append_val (fresh, one);
    }
  g_array_sort (fresh, compare_fresh);

  return fresh;
}

/* (element-type guint32): rows of the old index that go, or come back changed; ascending. */
static GArray *
list_stale (AtlasPointIndex *self, GArray *fresh, const gint64 *removed, guint n_removed)
{
  GArray *stale = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean few = fresh->len + n_removed <= 8;
  guint n = 0;
  guint row;

  for (guint i = 0; i < fresh->len; i++)
    if (find_row (self, g_array_index (fresh, Fresh, i).point.id, few, &row))
      g_array_append_val (stale, row);
  for (guint i = 0; i < n_removed; i++)
    if (find_row (self, removed[i], few, &row))
      g_array_append_val (stale, row);
  g_array_sort (stale, compare_rows);

  for (guint i = 0; i < stale->len; i++)
    if (i == 0 || g_array_index (stale, guint32, i) != g_array_index (stale, guint32, i - 1))
      g_array_index (stale, guint32, n++) = g_array_index (stale, guint32, i);
  g_array_set_size (stale, n);

  return stale;
}

static void
add_run (GArray *runs, gboolean fresh, guint from, guint count)
{
  Run run = { fresh, from, count };

  if (count > 0)
    g_array_append_val (runs, run);
}

static GArray *
plan_runs (AtlasPointIndex *self, GArray *fresh, GArray *stale)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (Run));
  guint at = 0;
  guint f = 0;
  guint s = 0;

  while (f < fresh->len || s < stale->len)
    {
      guint next_fresh = f < fresh->len ? g_array_index (fresh, Fresh, f).position : G_MAXUINT;
      guint next_stale = s < stale->len ? g_array_index (stale, guint32, s) : G_MAXUINT;

      if (next_fresh <= next_stale)
        {
          add_run (runs, FALSE, at, next_fresh - at);
          add_run (runs, TRUE, f++, 1);
          at = next_fresh;
        }
      else
        {
          add_run (runs, FALSE, at, next_stale - at);
          s++;
          at = next_stale + 1;
        }
    }
  add_run (runs, FALSE, at, self->columns.n_points - at);

  return runs;
}

static void
copy_column (AtlasPointIndex *self, const AtlasPointColumns *old, guint column, GArray *runs)
{
  const AtlasPointColumn *description = &atlas_point_columns[column];
  guint length = description->placed ? old->n_placed : old->n_points;
  const char *from = atlas_point_column_get (old, column);
  char *to;

  atlas_point_columns_alloc (&self->columns, column);
  to = atlas_point_column_get (&self->columns, column);

  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);
      guint count = run->count;

      if (!run->fresh)
        {
          if (run->from >= length)
            break;
          count = MIN (count, length - run->from);
          memcpy (to, from + (gsize) run->from * description->size, (gsize) count * description->size);
        }
      to += (gsize) count * description->size;
    }
}

static void
put_fresh (AtlasPointIndex *self, GArray *fresh, GArray *runs)
{
  guint row = 0;

  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);

      if (run->fresh)
        atlas_point_columns_put (&self->columns, row, &g_array_index (fresh, Fresh, run->from).point);
      row += run->count;
    }
}

static guint32
finest_key (guint64 key)
{
  return (guint32) (key >> (64 - 2 * ATLAS_PYRAMID_FINEST));
}

/* The pyramid with those cells added that had nobody so far. */
static AtlasPyramid *
patch_pyramid (AtlasPyramid *old, GArray *fresh)
{
  const guint32 *old_keys = old->keys[ATLAS_PYRAMID_FINEST];
  guint n_old = old->n_cells[ATLAS_PYRAMID_FINEST];
  guint32 *keys = g_new (guint32, n_old + fresh->len + 1);
  guint n = 0;
  guint c = 0;

  for (guint f = 0; f < fresh->len && g_array_index (fresh, Fresh, f).placed; f++)
    {
      guint32 key = finest_key (g_array_index (fresh, Fresh, f).key);

      while (c < n_old && old_keys[c] <= key)
        keys[n++] = old_keys[c++];
      if (n == 0 || keys[n - 1] != key)
        keys[n++] = key;
    }
  while (c < n_old)
    keys[n++] = old_keys[c++];

  if (n == n_old)
    {
      g_free (keys);
      return atlas_pyramid_ref (old);
    }
  return atlas_pyramid_new (keys, n);
}

static void
patch_cells (AtlasPointIndex *self, AtlasPointIndex *old, GArray *fresh, GArray *stale)
{
  const AtlasPyramid *pyramid;
  guint n_old = old->pyramid->n_cells[ATLAS_PYRAMID_FINEST];
  guint n;
  guint c = 0;
  guint f = 0;
  guint s = 0;

  self->pyramid = patch_pyramid (old->pyramid, fresh);
  pyramid = self->pyramid;
  n = pyramid->n_cells[ATLAS_PYRAMID_FINEST];
  self->starts = g_atomic_rc_box_alloc ((n + 1) * sizeof (guint32));

  for (guint i = 0; i < n; i++)
    {
      guint32 key = pyramid->keys[ATLAS_PYRAMID_FINEST][i];

      while (c < n_old && old->pyramid->keys[ATLAS_PYRAMID_FINEST][c] < key)
        c++;
      while (f < fresh->len && g_array_index (fresh, Fresh, f).placed &&
             finest_key (g_array_index (fresh, Fresh, f).key) < key)
        f++;
      while (s < stale->len && g_array_index (stale, guint32, s) < old->starts[c])
        s++;
      self->starts[i] = old->starts[c] + f - s;
    }
  self->starts[n] = self->columns.n_placed;
}

/* Whether the fresh points take the rows that are stale, one for one, so that no row shifts. */
static gboolean
is_in_place (const AtlasPointColumns *old, GArray *fresh, GArray *stale)
{
  if (fresh->len != stale->len)
    return FALSE;
  for (guint i = 0; i < fresh->len; i++)
    {
      const Fresh *one = &g_array_index (fresh, Fresh, i);
      guint row = g_array_index (stale, guint32, i);

      if (one->position != row || one->placed != (row < old->n_placed))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_column_equal (const AtlasPointColumns *columns,
                 guint column,
                 const AtlasPointColumns *fresh,
                 GArray *stale)
{
  const AtlasPointColumn *description = &atlas_point_columns[column];
  const char *old_values = atlas_point_column_get (columns, column);
  const char *new_values = atlas_point_column_get (fresh, column);

  for (guint i = 0; i < stale->len; i++)
    {
      guint row = g_array_index (stale, guint32, i);

      if (description->placed && row >= columns->n_placed)
        continue;
      if (memcmp (old_values + (gsize) row * description->size, new_values + (gsize) i * description->size,
                  description->size) != 0)
        return FALSE;
    }
  return TRUE;
}

/* Shares every column in which the fresh points say what stood there already. */
static void
copy_in_place (AtlasPointIndex *self, const AtlasPointColumns *old, GArray *fresh, GArray *stale)
{
  AtlasPointColumns news = { .n_points = fresh->len };

  while (news.n_placed < fresh->len && g_array_index (fresh, Fresh, news.n_placed).placed)
    news.n_placed++;
  for (guint column = 0; column < ATLAS_POINT_N_COLUMNS; column++)
    atlas_point_columns_alloc (&news, column);
  for (guint i = 0; i < fresh->len; i++)
    atlas_point_columns_put (&news, i, &g_array_index (fresh, Fresh, i).point);

  for (guint column = 0; column < ATLAS_POINT_N_COLUMNS; column++)
    {
      const AtlasPointColumn *description = &atlas_point_columns[column];
      gsize length = description->placed ? old->n_placed : old->n_points;
      char *from = atlas_point_column_get (old, column);
      char *values = atlas_point_column_get (&news, column);
      char *to;

      if (is_column_equal (old, column, &news, stale))
        {
          atlas_point_column_set (&self->columns, column, atlas_memory_box_ref (from));
          continue;
        }
      atlas_point_columns_alloc (&self->columns, column);
      to = atlas_point_column_get (&self->columns, column);
      memcpy (to, from, length * description->size);
      for (guint i = 0; i < stale->len; i++)
        memcpy (to + (gsize) g_array_index (stale, guint32, i) * description->size,
                values + (gsize) i * description->size, description->size);
    }

  for (guint column = 0; column < ATLAS_POINT_N_COLUMNS; column++)
    atlas_memory_box_unref (atlas_point_column_get (&news, column));
}

AtlasPointIndex *
atlas_point_index_patch (
  AtlasPointIndex *self, const AtlasPoint *points, guint n_points, const gint64 *removed, guint n_removed)
{
  g_autoptr (GArray) fresh = NULL;
  g_autoptr (GArray) stale = NULL;
  AtlasPointIndex *next;

  g_return_val_if_fail (ATLAS_IS_POINT_INDEX (self), NULL);
  g_return_val_if_fail (points != NULL || n_points == 0, NULL);
  g_return_val_if_fail (removed != NULL || n_removed == 0, NULL);

  fresh = list_fresh (self, points, n_points);
  stale = list_stale (self, fresh, removed, n_removed);
  if (fresh->len == 0 && stale->len == 0)
    return g_object_ref (self);

  next = g_object_new (ATLAS_TYPE_POINT_INDEX, NULL);
  next->n_places = self->n_places;
  for (guint i = 0; i < fresh->len; i++)
    {
      guint32 place = g_array_index (fresh, Fresh, i).point.place;

      if (place != ATLAS_POINT_NO_PLACE && place >= next->n_places)
        next->n_places = place + 1;
    }

  next->columns.n_points = self->columns.n_points + fresh->len - stale->len;
  next->columns.n_placed = self->columns.n_placed;
  for (guint i = 0; i < fresh->len; i++)
    next->columns.n_placed += g_array_index (fresh, Fresh, i).placed;
  for (guint i = 0; i < stale->len; i++)
    next->columns.n_placed -= g_array_index (stale, guint32, i) < self->columns.n_placed;

  if (is_in_place (&self->columns, fresh, stale))
    {
      copy_in_place (next, &self->columns, fresh, stale);
    }
  else
    {
      g_autoptr (GArray) runs = plan_runs (self, fresh, stale);

      for (guint column = 0; column < ATLAS_POINT_N_COLUMNS; column++)
        copy_column (next, &self->columns, column, runs);
      put_fresh (next, fresh, runs);
    }

  if (next->columns.x == self->columns.x && next->columns.y == self->columns.y)
    {
      next->pyramid = atlas_pyramid_ref (self->pyramid);
      next->starts = g_atomic_rc_box_acquire (self->starts);
    }
  else
    {
      patch_cells (next, self, fresh, stale);
    }

  return next;
}
