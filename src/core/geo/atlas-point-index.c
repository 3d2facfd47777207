/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-point-index.h"

#include <string.h>

#include "atlas-memory.h"
#include "atlas-point-pyramid.h"

G_DEFINE_FINAL_TYPE (AtlasPointIndex, atlas_point_index, G_TYPE_OBJECT)

#define COLUMN(name)                                                                          \
  {                                                                                           \
    G_STRUCT_OFFSET (AtlasPointColumns, name), sizeof *((AtlasPointColumns *) 0)->name, FALSE \
  }
#define PLACED_COLUMN(name)                                                                  \
  {                                                                                          \
    G_STRUCT_OFFSET (AtlasPointColumns, name), sizeof *((AtlasPointColumns *) 0)->name, TRUE \
  }

const AtlasPointColumn atlas_point_columns[ATLAS_POINT_N_COLUMNS] = {
  COLUMN (ids),        PLACED_COLUMN (x),     PLACED_COLUMN (y),  COLUMN (languages), COLUMN (place),
  COLUMN (city),       COLUMN (postcode),     COLUMN (updated),   COLUMN (country),   COLUMN (birth_year),
  COLUMN (occupation), COLUMN (interests),    COLUMN (region),    COLUMN (sex),       COLUMN (status),
  COLUMN (education),  COLUMN (sector),       COLUMN (consents),  COLUMN (has),       COLUMN (confirmed),
  COLUMN (created),    COLUMN (arrival_year), COLUMN (contacted),
};

/* Fewer than these are put in place sooner than a thread starts. */
#define FEW_POINTS 50000

/* A member on its way to its row: sorted by position, then by id. */
typedef struct
{
  guint64 key;
  guint32 point;
} Order;

/* Not inline: gcc 12, looking for overflows behind a sanitizer, takes any column for the numbers before the
 * first. */
void
atlas_point_column_set (AtlasPointColumns *columns, guint column, gpointer box)
{
  G_STRUCT_MEMBER (gpointer, columns, atlas_point_columns[column].offset) = box;
}

void
atlas_point_columns_alloc (AtlasPointColumns *columns, guint column)
{
  const AtlasPointColumn *description = &atlas_point_columns[column];
  gsize n = description->placed ? columns->n_placed : columns->n_points;

  atlas_point_column_set (columns, column, atlas_memory_box_new (n * description->size));
}

void
atlas_point_columns_put (AtlasPointColumns *columns, guint row, const AtlasPoint *point)
{
  if (row < columns->n_placed)
    {
      ((guint32 *) columns->x)[row] = atlas_point_quantise (point->x);
      ((guint32 *) columns->y)[row] = atlas_point_quantise (point->y);
    }
  ((gint64 *) columns->ids)[row] = point->id;
  ((guint64 *) columns->languages)[row] = point->languages;
  ((guint32 *) columns->place)[row] = point->place;
  ((guint32 *) columns->city)[row] = point->city;
  ((guint32 *) columns->postcode)[row] = point->postcode;
  ((guint32 *) columns->updated)[row] = point->updated;
  ((guint16 *) columns->country)[row] = point->country;
  ((guint16 *) columns->birth_year)[row] = point->birth_year;
  ((guint16 *) columns->occupation)[row] = point->occupation;
  ((guint16 *) columns->interests)[row] = point->interests;
  ((guint16 *) columns->confirmed)[row] = point->confirmed;
  ((guint16 *) columns->created)[row] = point->created;
  ((guint16 *) columns->arrival_year)[row] = point->arrival_year;
  ((guint16 *) columns->contacted)[row] = point->contacted;
  ((guint8 *) columns->region)[row] = point->region;
  ((guint8 *) columns->sex)[row] = point->sex;
  ((guint8 *) columns->status)[row] = point->status;
  ((guint8 *) columns->education)[row] = point->education;
  ((guint8 *) columns->sector)[row] = point->sector;
  ((guint8 *) columns->consents)[row] = point->consents;
  ((guint8 *) columns->has)[row] = point->has;
}

/* Rows for one thread. */
typedef struct
{
  AtlasPointColumns *columns;
  const AtlasPoint *points;
  const Order *orders;
  guint from, to;
} Stretch;

static gpointer
put_stretch (gpointer data)
{
  const Stretch *stretch = data;

  for (guint row = stretch->from; row < stretch->to; row++)
    {
      /* The points lie in memory by id and are read by position: ask for one before it is needed. */
      if (row + 8 < stretch->to)
        __builtin_prefetch (&stretch->points[stretch->orders[row + 8].point]);
      atlas_point_columns_put (stretch->columns, row, &stretch->points[stretch->orders[row].point]);
    }
  return NULL;
}

static void
put_placed (AtlasPointIndex *self, const AtlasPoint *points, const Order *orders)
{
  guint n = self->columns.n_placed;
  Stretch first = { &self->columns, points, orders, 0, n };
  Stretch second = { &self->columns, points, orders, n / 2, n };
  GThread *thread = NULL;

  if (n >= FEW_POINTS)
    {
      first.to = second.from;
      thread = g_thread_new ("points", put_stretch, &second);
    }
  put_stretch (&first);
  if (thread != NULL)
    g_thread_join (thread);
}

static int
compare_points_by_id (gconstpointer a, gconstpointer b)
{
  const AtlasPoint *first = a;
  const AtlasPoint *second = b;

  return first->id < second->id ? -1 : first->id > second->id;
}

static Order *
new_orders (guint n)
{
  Order *orders = g_new (Order, MAX (n, 1));

  atlas_memory_expect_all (orders, n * sizeof *orders);
  return orders;
}

/* Radix sort, 11 bits a pass, passes in which all agree left out; stable, so that equal positions stay in the
 * order of ids. A million take 40 ms, qsort() 190. Returns where the result is: @orders or @spare. */
static Order *
sort_orders (Order *orders, Order *spare, guint n)
{
  for (guint shift = 0; shift < 64; shift += 11)
    {
      guint counts[2048] = { 0 };
      guint at = 0;
      Order *swap = orders;

      for (guint i = 0; i < n; i++)
        counts[orders[i].key >> shift & 2047]++;
      if (n == 0 || counts[orders[0].key >> shift & 2047] == n)
        continue;
      for (guint digit = 0; digit < G_N_ELEMENTS (counts); digit++)
        {
          guint count = counts[digit];

          counts[digit] = at;
          at += count;
        }
      for (guint i = 0; i < n; i++)
        spare[counts[orders[i].key >> shift & 2047]++] = orders[i];
      orders = spare;
      spare = swap;
    }
  return orders;
}

/* Points by id, for one thread to bring into order. */
typedef struct
{
  const AtlasPoint *points;
  guint n_points;
  Order *orders, *spare; /* room for all of them */
  guint32 first;         /* the first one's number among all */

  Order *sorted; /* @orders or @spare: the placed ones */
  guint n_placed;
  guint32 *unplaced; /* the others' numbers, room for all */
  guint n_unplaced;
  guint32 n_places;
} Share;

static gpointer
sort_share (gpointer data)
{
  Share *share = data;

  for (guint i = 0; i < share->n_points; i++)
    {
      const AtlasPoint *point = &share->points[i];

      if (atlas_point_is_placed (point))
        share->orders[share->n_placed++] = (Order){ atlas_morton_of (point), share->first + i };
      else
        share->unplaced[share->n_unplaced++] = share->first + i;
      if (point->place != ATLAS_POINT_NO_PLACE && point->place >= share->n_places)
        share->n_places = point->place + 1;
    }
  share->sorted = sort_orders (share->orders, share->spare, share->n_placed);
  return NULL;
}

/* Into that of @orders and @spare which holds neither share. Of equal positions those of the first share come
 * first: their ids are lower. */
static const Order *
merge_shares (Share *shares, Order *orders, Order *spare)
{
  Order *to = shares[0].sorted == orders ? spare : orders;
  Order *merged = to;
  const Order *a, *a_end, *b, *b_end;

  if (shares[1].sorted == to + shares[1].first)
    shares[1].sorted = memcpy (to == orders ? spare + shares[1].first : orders + shares[1].first,
                               shares[1].sorted, shares[1].n_placed * sizeof *to);
  a = shares[0].sorted, a_end = a + shares[0].n_placed;
  b = shares[1].sorted, b_end = b + shares[1].n_placed;
  while (a < a_end && b < b_end)
    *merged++ = b->key < a->key ? *b++ : *a++;
  memcpy (merged, a, (a_end - a) * sizeof *a);
  memcpy (merged + (a_end - a), b, (b_end - b) * sizeof *b);
  return to;
}

/* The pyramid and the starts of its finest cells, from rows in Morton order. */
static void
build_cells (AtlasPointIndex *self)
{
  const AtlasPointColumns *columns = &self->columns;
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_keys;
  gsize size;

  for (guint row = 0; row < columns->n_placed; row++)
    {
      guint32 key =
        (guint32) (atlas_morton_encode (columns->x[row], columns->y[row]) >> (64 - 2 * ATLAS_PYRAMID_FINEST));

      if (keys->len == 0 || key != g_array_index (keys, guint32, keys->len - 1))
        {
          g_array_append_val (keys, key);
          g_array_append_val (starts, row);
        }
    }
  g_array_append_val (starts, columns->n_placed);

  n_keys = keys->len;
  size = starts->len * sizeof (guint32);
  self->pyramid =
    atlas_pyramid_new ((guint32 *) (gpointer) g_array_free (g_steal_pointer (&keys), FALSE), n_keys);
  self->starts = g_atomic_rc_box_alloc (size);
  memcpy (self->starts, starts->data, size);
}

/* Sorts @points by id where they are not. */
static void
ensure_order (AtlasPoint *points, guint n_points)
{
  for (guint i = 1; i < n_points; i++)
    if (points[i - 1].id > points[i].id)
      {
        qsort (points, n_points, sizeof *points, compare_points_by_id);
        break;
      }
}

AtlasPointIndex *
atlas_point_index_new (AtlasPoint *points, guint n_points)
{
  AtlasPointIndex *self;
  g_autofree Order *orders = NULL;
  g_autofree Order *spare = NULL;
  g_autofree guint32 *unplaced = NULL;
  const Order *merged;
  Share shares[2];
  GThread *thread = NULL;
  guint half, row;

  g_return_val_if_fail (points != NULL || n_points == 0, NULL);

  self = g_object_new (ATLAS_TYPE_POINT_INDEX, NULL);
  ensure_order (points, n_points);

  orders = new_orders (n_points);
  spare = new_orders (n_points);
  unplaced = g_new (guint32, MAX (n_points, 1));
  half = n_points >= FEW_POINTS ? n_points / 2 : n_points;
  shares[0] = (Share){ points, half, orders, spare, 0, .unplaced = unplaced };
  shares[1] =
    (Share){ points + half, n_points - half, orders + half, spare + half, half, .unplaced = unplaced + half };
  if (half < n_points)
    thread = g_thread_new ("points", sort_share, &shares[1]);
  sort_share (&shares[0]);
  if (thread != NULL)
    g_thread_join (thread);
  else
    sort_share (&shares[1]);
  merged = merge_shares (shares, orders, spare);

  self->columns.n_points = n_points;
  self->columns.n_placed = shares[0].n_placed + shares[1].n_placed;
  self->n_places = MAX (shares[0].n_places, shares[1].n_places);
  for (guint column = 0; column < ATLAS_POINT_N_COLUMNS; column++)
    atlas_point_columns_alloc (&self->columns, column);

  put_placed (self, points, merged);
  row = self->columns.n_placed;
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    for (guint j = 0; j < shares[i].n_unplaced; j++)
      atlas_point_columns_put (&self->columns, row++, &points[shares[i].unplaced[j]]);

  build_cells (self);
  g_free (points);
  return self;
}

static void
atlas_point_index_init (AtlasPointIndex *self)
{
  g_mutex_init (&self->lookup_lock);
}

static void
atlas_point_index_finalize (GObject *object)
{
  AtlasPointIndex *self = ATLAS_POINT_INDEX (object);

  for (guint column = 0; column < ATLAS_POINT_N_COLUMNS; column++)
    atlas_memory_box_unref (atlas_point_column_get (&self->columns, column));
  atlas_pyramid_unref (self->pyramid);
  g_atomic_rc_box_release (self->starts);
  g_free (self->lookup);
  g_mutex_clear (&self->lookup_lock);

  G_OBJECT_CLASS (atlas_point_index_parent_class)->finalize (object);
}

static void
atlas_point_index_class_init (AtlasPointIndexClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = atlas_point_index_finalize;
}

guint
atlas_point_index_get_n_points (AtlasPointIndex *self)
{
  g_return_val_if_fail (ATLAS_IS_POINT_INDEX (self), 0);

  return self->columns.n_points;
}

guint
atlas_point_index_get_n_placed (AtlasPointIndex *self)
{
  g_return_val_if_fail (ATLAS_IS_POINT_INDEX (self), 0);

  return self->columns.n_placed;
}

gint64
atlas_point_index_get_id (AtlasPointIndex *self, guint row)
{
  g_return_val_if_fail (ATLAS_IS_POINT_INDEX (self), 0);
  g_return_val_if_fail (row < self->columns.n_points, 0);

  return self->columns.ids[row];
}

const AtlasPointColumns *
atlas_point_index_get_columns (AtlasPointIndex *self)
{
  g_return_val_if_fail (ATLAS_IS_POINT_INDEX (self), NULL);

  return &self->columns;
}

void
atlas_point_index_get_point (AtlasPointIndex *self, guint row, AtlasPoint *point)
{
  const AtlasPointColumns *columns;
  gboolean placed;

  g_return_if_fail (ATLAS_IS_POINT_INDEX (self));
  g_return_if_fail (row < self->columns.n_points);
  g_return_if_fail (point != NULL);

  columns = &self->columns;
  placed = row < columns->n_placed;
  *point = (AtlasPoint){
    .id = columns->ids[row],
    .x = placed ? atlas_point_unquantise (columns->x[row]) : __builtin_nan (""),
    .y = placed ? atlas_point_unquantise (columns->y[row]) : __builtin_nan (""),
    .languages = columns->languages[row],
    .place = columns->place[row],
    .city = columns->city[row],
    .postcode = columns->postcode[row],
    .updated = columns->updated[row],
    .country = columns->country[row],
    .birth_year = columns->birth_year[row],
    .occupation = columns->occupation[row],
    .interests = columns->interests[row],
    .confirmed = columns->confirmed[row],
    .created = columns->created[row],
    .arrival_year = columns->arrival_year[row],
    .contacted = columns->contacted[row],
    .region = columns->region[row],
    .sex = columns->sex[row],
    .status = columns->status[row],
    .education = columns->education[row],
    .sector = columns->sector[row],
    .consents = columns->consents[row],
    .has = columns->has[row],
  };
}

static int
compare_rows_by_id (gconstpointer a, gconstpointer b, gpointer data)
{
  const gint64 *ids = data;
  gint64 first = ids[*(const guint32 *) a];
  gint64 second = ids[*(const guint32 *) b];

  return first < second ? -1 : first > second;
}

/* Row ids are handed out one after the other, so a table from id to row is nearly full; only where most of it
 * would be holes are rows sorted by id instead. */
static void
build_lookup (AtlasPointIndex *self)
{
  const gint64 *ids = self->columns.ids;
  guint n = self->columns.n_points;
  gint64 first = G_MAXINT64;
  gint64 last = G_MININT64;

  for (guint row = 0; row < n; row++)
    {
      first = MIN (first, ids[row]);
      last = MAX (last, ids[row]);
    }

  if (n > 0 && (guint64) last - (guint64) first < (guint64) n * 4 + 1024)
    {
      self->lookup_first = first;
      self->lookup_length = (gsize) (last - first) + 1;
      self->lookup = g_malloc (self->lookup_length * sizeof (guint32));
      memset (self->lookup, 0xff, self->lookup_length * sizeof (guint32));
      for (guint row = 0; row < n; row++)
        self->lookup[ids[row] - first] = row;
    }
  else
    {
      self->lookup = g_new (guint32, MAX (n, 1));
      for (guint row = 0; row < n; row++)
        self->lookup[row] = row;
      g_qsort_with_data (self->lookup, (int) n, sizeof (guint32), compare_rows_by_id, (gpointer) ids);
    }
}

gboolean
atlas_point_index_find (AtlasPointIndex *self, gint64 id, guint *row)
{
  const gint64 *ids;
  guint low = 0;
  guint high;

  g_return_val_if_fail (ATLAS_IS_POINT_INDEX (self), FALSE);
  g_return_val_if_fail (row != NULL, FALSE);

  if (!g_atomic_int_get (&self->lookup_ready))
    {
      g_mutex_lock (&self->lookup_lock);
      if (!self->lookup_ready)
        build_lookup (self);
      g_atomic_int_set (&self->lookup_ready, TRUE);
      g_mutex_unlock (&self->lookup_lock);
    }

  if (self->lookup_length > 0)
    {
      if (id < self->lookup_first || (guint64) id - (guint64) self->lookup_first >= self->lookup_length)
        return FALSE;
      *row = self->lookup[id - self->lookup_first];
      return *row != G_MAXUINT32;
    }

  ids = self->columns.ids;
  high = self->columns.n_points;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (ids[self->lookup[middle]] < id)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == self->columns.n_points || ids[self->lookup[low]] != id)
    return FALSE;
  *row = self->lookup[low];
  return TRUE;
}
