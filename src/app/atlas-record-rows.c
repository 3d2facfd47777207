/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-record-row-private.h"

#include <time.h>

/* What the main thread may work on rows in a frame, microseconds: layout and drawing take their time, too. */
#define WORK_US 1000

/* And while widgets are still made, as when the list is first shown. GTK finds the styles of all rows anew
 * for each frame in which there are more, 5 ms: a row a frame would make all frames slow for long. */
#define MAKE_US 20000

/* GTK has widgets for so many rows, at most; the rest costs nothing. */
#define N_WITH_WIDGETS 256

/* Larger changes are others standing in the same rows. */
#define N_SINGLE 16

/* Filled above and below what is in sight, so that scrolling shows none that is empty. */
#define N_BEYOND 4

/* In sight, as long as nobody knows how high a row is. */
#define N_IN_SIGHT 48

struct _AtlasRecordRows
{
  GObject parent_instance;

  AtlasRecordList *list;
  GtkWidget *view;           /* weak */
  GtkAdjustment *adjustment; /* the view's, once it is to be seen */

  guint n; /* rows that there are; those beyond the list's are empty and not to be seen */
  guint n_listed;
  guint first, end;  /* of those in sight, in this frame */
  GHashTable *alive; /* position -> row, of all that somebody holds; not owned */
  gboolean settled;
  guint tick;
};

enum
{
  PROP_0,
  PROP_SETTLED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];
static guint replaced;

static void atlas_record_rows_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasRecordRows,
                               atlas_record_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, atlas_record_rows_list_model_init))

/* Rows. */

void
atlas_record_rows_forget (AtlasRecordRows *self, AtlasRecordRow *row)
{
  g_hash_table_remove (self->alive, GUINT_TO_POINTER (row->position));
}

static gboolean
is_listed (const AtlasRecordRow *row)
{
  return row->position < row->rows->n_listed;
}

/* With what stands there, or only that something does. */
static void
fill (AtlasRecordRow *row, gboolean read)
{
  g_autoptr (AtlasRecordItem) item = NULL;

  if (read)
    item = g_list_model_get_item (G_LIST_MODEL (row->rows->list), row->position);
  row->stale = !read;
  row->there = is_listed (row);
  atlas_record_row_set_item (row, item);
}

/* As many rows as the list has. */

static void
resize (AtlasRecordRows *self, guint n)
{
  guint before = self->n;

  self->n = n;
  if (n < before)
    g_list_model_items_changed (G_LIST_MODEL (self), n, before - n, 0);
  else if (n > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, n - before);
}

/* Widgets that were made are kept for when there are more rows again. */
static guint
count_kept (AtlasRecordRows *self)
{
  GHashTableIter iter;
  gpointer position;
  guint n = self->n_listed;

  g_hash_table_iter_init (&iter, self->alive);
  while (g_hash_table_iter_next (&iter, &position, NULL))
    if (GPOINTER_TO_UINT (position) < N_WITH_WIDGETS)
      n = MAX (n, GPOINTER_TO_UINT (position) + 1);
  return n;
}

static gboolean
approach_size (AtlasRecordRows *self)
{
  guint n = self->n;

  if (n < self->n_listed)
    n = n < N_WITH_WIDGETS ? n + 1 : self->n_listed;
  else if (n > self->n_listed)
    n = count_kept (self);
  if (n == self->n)
    return FALSE;
  resize (self, n);
  return TRUE;
}

/* Those in sight as the list says. */

static GtkWidget *
find_list_view (GtkWidget *view)
{
  GtkWidget *child = view;

  if (!GTK_IS_LIST_VIEW (view))
    for (child = gtk_widget_get_first_child (view); child != NULL && !GTK_IS_LIST_VIEW (child);)
      child = gtk_widget_get_next_sibling (child);
  return child;
}

/* Pixels; 0 where there are none yet. Not the height of all by their number: they do not change together. */
static int
measure_row (AtlasRecordRows *self)
{
  GtkWidget *list_view = find_list_view (self->view);
  GtkWidget *row = list_view ? gtk_widget_get_first_child (list_view) : NULL;
  int height = 0;

  for (; row != NULL && height == 0; row = gtk_widget_get_next_sibling (row))
    gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  return height;
}

static void
find_sight (AtlasRecordRows *self)
{
  int height = measure_row (self);
  double top, bottom;

  self->first = 0;
  self->end = N_IN_SIGHT;
  if (self->adjustment == NULL || height == 0)
    return;
  top = gtk_adjustment_get_value (self->adjustment);
  bottom = top + gtk_adjustment_get_page_size (self->adjustment);
  self->first = (guint) MAX (0, top / height - N_BEYOND);
  self->end = (guint) (bottom / height) + 1 + N_BEYOND;
}

static gboolean
fill_next (AtlasRecordRows *self)
{
  for (guint i = self->first; i < MIN (self->end, self->n); i++)
    {
      AtlasRecordRow *row = g_hash_table_lookup (self->alive, GUINT_TO_POINTER (i));

      if (row != NULL && row->stale)
        {
          fill (row, TRUE);
          return TRUE;
        }
    }
  return FALSE;
}

/* Out of sight it only matters how much room all take. */
static gboolean
tell_next (AtlasRecordRows *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->alive);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (ATLAS_RECORD_ROW (row)->there != is_listed (row))
      {
        fill (row, FALSE);
        return TRUE;
      }
  return FALSE;
}

/* A little in each frame. */

static void
settle (AtlasRecordRows *self, gboolean settled)
{
  if (self->settled == settled)
    return;
  self->settled = settled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SETTLED]);
}

/* Of this thread alone: on a busy machine as much is done in a frame. */
static gint64
get_busy_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static int
get_time_for_work (AtlasRecordRows *self)
{
  return self->n < MIN (self->n_listed, N_WITH_WIDGETS) ? MAKE_US : WORK_US;
}

/* Of an empty list another page is shown. */
static gboolean
work (AtlasRecordRows *self)
{
  return self->n_listed > 0 && (fill_next (self) || tell_next (self) || approach_size (self));
}

static gboolean
on_tick (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  AtlasRecordRows *self = data;
  gint64 start = get_busy_us ();

  find_sight (self);
  do
    if (!work (self))
      {
        self->tick = 0;
        settle (self, TRUE);
        return G_SOURCE_REMOVE;
      }
  while (get_busy_us () < start + get_time_for_work (self));
  return G_SOURCE_CONTINUE;
}

void
atlas_record_rows_begin_work (AtlasRecordRows *self)
{
  settle (self, FALSE);
  if (self->tick == 0 && self->view != NULL && gtk_widget_get_mapped (self->view))
    self->tick = gtk_widget_add_tick_callback (self->view, on_tick, self, NULL);
}

static void
end_work (AtlasRecordRows *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (self->view, self->tick);
  self->tick = 0;
}

/* The view. */

static void
on_mapped (AtlasRecordRows *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  if (self->adjustment != adjustment)
    {
      if (self->adjustment != NULL)
        g_signal_handlers_disconnect_by_data (self->adjustment, self);
      g_set_object (&self->adjustment, adjustment);
      g_signal_connect_swapped (adjustment, "changed", G_CALLBACK (atlas_record_rows_begin_work), self);
      g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (atlas_record_rows_begin_work), self);
    }
  atlas_record_rows_begin_work (self);
}

/* The list. */

/* Those from @position on now stand @added - @removed further. */
static void
shift (AtlasRecordRows *self, guint position, guint removed, guint added)
{
  GHashTable *before = self->alive;
  GHashTableIter iter;
  gpointer row;

  self->alive = g_hash_table_new (NULL, NULL);
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      AtlasRecordRow *alive = row;

      if (alive->position >= position && alive->position < position + removed)
        {
          alive->rows = NULL;
          continue;
        }
      if (alive->position >= position)
        alive->position += added - removed;
      g_hash_table_insert (self->alive, GUINT_TO_POINTER (alive->position), alive);
    }
  g_hash_table_unref (before);
  self->n += added - removed;
  self->n_listed += added - removed;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
replace (AtlasRecordRows *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->alive);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    ATLAS_RECORD_ROW (row)->stale = TRUE;
  self->n_listed = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  atlas_record_rows_begin_work (self);
  g_signal_emit (self, replaced, 0);
}

static void
on_items_changed (AtlasRecordRows *self, guint position, guint removed, guint added)
{
  if (atlas_record_list_is_halfway (self->list))
    return;
  if (removed + added > N_SINGLE || self->n < self->n_listed)
    replace (self);
  else
    shift (self, position, removed, added);
}

/* GListModel. */

static GType
get_item_type (GListModel *model)
{
  return ATLAS_TYPE_RECORD_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return ATLAS_RECORD_ROWS (model)->n;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AtlasRecordRows *self = ATLAS_RECORD_ROWS (model);
  AtlasRecordRow *row;

  if (position >= self->n)
    return NULL;
  row = g_hash_table_lookup (self->alive, GUINT_TO_POINTER (position));
  if (row != NULL)
    return g_object_ref (row);
  row = g_object_new (ATLAS_TYPE_RECORD_ROW, NULL);
  row->rows = self;
  row->position = position;
  row->stale = TRUE;
  row->there = is_listed (row);
  g_hash_table_insert (self->alive, GUINT_TO_POINTER (position), row);
  atlas_record_rows_begin_work (self);
  return row;
}

static void
atlas_record_rows_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* GObject. */

static void
atlas_record_rows_dispose (GObject *object)
{
  AtlasRecordRows *self = ATLAS_RECORD_ROWS (object);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->alive);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    ATLAS_RECORD_ROW (row)->rows = NULL;
  g_hash_table_remove_all (self->alive);
  if (self->view != NULL)
    {
      end_work (self);
      g_signal_handlers_disconnect_by_data (self->view, self);
    }
  g_clear_weak_pointer (&self->view);
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_clear_object (&self->adjustment);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (atlas_record_rows_parent_class)->dispose (object);
}

static void
atlas_record_rows_finalize (GObject *object)
{
  g_hash_table_unref (ATLAS_RECORD_ROWS (object)->alive);

  G_OBJECT_CLASS (atlas_record_rows_parent_class)->finalize (object);
}

static void
atlas_record_rows_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SETTLED:
      g_value_set_boolean (value, atlas_record_rows_is_settled (ATLAS_RECORD_ROWS (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_record_rows_class_init (AtlasRecordRowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = atlas_record_rows_dispose;
  object_class->finalize = atlas_record_rows_finalize;
  object_class->get_property = atlas_record_rows_get_property;

  properties[PROP_SETTLED] =
    g_param_spec_boolean ("settled", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  replaced =
    g_signal_new ("replaced", ATLAS_TYPE_RECORD_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
atlas_record_rows_init (AtlasRecordRows *self)
{
  self->alive = g_hash_table_new (NULL, NULL);
  self->settled = TRUE;
}

AtlasRecordRows *
atlas_record_rows_new (AtlasRecordList *list, GtkWidget *view)
{
  AtlasRecordRows *self;

  g_return_val_if_fail (ATLAS_IS_RECORD_LIST (list), NULL);
  g_return_val_if_fail (GTK_IS_SCROLLABLE (view), NULL);

  self = g_object_new (ATLAS_TYPE_RECORD_ROWS, NULL);
  self->list = g_object_ref (list);
  g_set_weak_pointer (&self->view, view);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_connect_swapped (view, "map", G_CALLBACK (on_mapped), self);
  g_signal_connect_swapped (view, "unmap", G_CALLBACK (end_work), self);
  self->n_listed = g_list_model_get_n_items (G_LIST_MODEL (list));
  if (self->n_listed > 0)
    atlas_record_rows_begin_work (self);
  return self;
}

AtlasRecordList *
atlas_record_rows_get_list (AtlasRecordRows *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_ROWS (self), NULL);
  return self->list;
}

gboolean
atlas_record_rows_is_settled (AtlasRecordRows *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_ROWS (self), FALSE);
  return self->settled || self->view == NULL || !gtk_widget_get_mapped (self->view);
}

void
atlas_record_rows_complete (AtlasRecordRows *self)
{
  g_return_if_fail (ATLAS_IS_RECORD_ROWS (self));
  if (self->n < self->n_listed)
    resize (self, self->n_listed);
}
