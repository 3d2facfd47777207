/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-area-table.h"

#include <math.h>
#include <string.h>

#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-region.h"

/* Of a heading that somebody named. */
#define HEADING_CHARS 12

/* One row. */
#define ATLAS_TYPE_AREA_ITEM (atlas_area_item_get_type ())
G_DECLARE_FINAL_TYPE (AtlasAreaItem, atlas_area_item, ATLAS, AREA_ITEM, GObject)

struct _AtlasAreaItem
{
  GObject parent_instance;

  guint region;
  guint members;
  double value; /* NaN: nothing to tell */
  char *text;
  guint second; /* of a comparison; the value is the first */
};

G_DEFINE_FINAL_TYPE (AtlasAreaItem, atlas_area_item, G_TYPE_OBJECT)

static void
atlas_area_item_finalize (GObject *object)
{
  g_free (ATLAS_AREA_ITEM (object)->text);
  G_OBJECT_CLASS (atlas_area_item_parent_class)->finalize (object);
}

static void
atlas_area_item_class_init (AtlasAreaItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_area_item_finalize;
}

static void
atlas_area_item_init (AtlasAreaItem *self)
{
}

struct _AtlasAreaTable
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkColumnView *view;
  GtkColumnViewColumn *value_column, *second_column;
  GListStore *items;
  GtkSingleSelection *selection;

  AtlasMapView *map;  /* weak */
  gboolean following; /* the map, and not the other way round */
};

enum
{
  REGION_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasAreaTable, atlas_area_table, GTK_TYPE_WIDGET)

/* Cells. */

typedef enum
{
  COLUMN_NAME,
  COLUMN_VALUE,
  COLUMN_SECOND,
  COLUMN_MEMBERS,
} Column;

static void
set_up_cell (GtkSignalListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_INT (data) == COLUMN_NAME ? 0 : 1);
  if (GPOINTER_TO_INT (data) == COLUMN_NAME)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 12);
    }
  else
    {
      gtk_widget_add_css_class (label, "numeric");
    }
  gtk_list_item_set_child (cell, label);
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  AtlasAreaItem *item = gtk_list_item_get_item (cell);
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (cell));
  g_autofree char *number = NULL;

  switch ((Column) GPOINTER_TO_INT (data))
    {
    case COLUMN_NAME:
      gtk_label_set_text (label, atlas_region_get_name (item->region));
      gtk_widget_set_tooltip_text (GTK_WIDGET (label), atlas_region_get_name (item->region));
      break;
    case COLUMN_VALUE:
      gtk_label_set_text (label, item->text);
      break;
    case COLUMN_SECOND:
      number = atlas_number_format (item->second);
      gtk_label_set_text (label, number);
      break;
    case COLUMN_MEMBERS:
    default:
      number = atlas_number_format (item->members);
      gtk_label_set_text (label, number);
      break;
    }
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_utf8_collate (atlas_region_get_name (((const AtlasAreaItem *) a)->region),
                         atlas_region_get_name (((const AtlasAreaItem *) b)->region));
}

/* Where there is nothing to tell comes before all numbers. */
static int
compare_values (gconstpointer a, gconstpointer b, gpointer data)
{
  double first = ((const AtlasAreaItem *) a)->value, second = ((const AtlasAreaItem *) b)->value;

  if (isnan (first) || isnan (second))
    return isnan (second) - isnan (first);
  return (first > second) - (first < second);
}

static int
compare_seconds (gconstpointer a, gconstpointer b, gpointer data)
{
  guint first = ((const AtlasAreaItem *) a)->second, second = ((const AtlasAreaItem *) b)->second;

  return (first > second) - (first < second);
}

static int
compare_members (gconstpointer a, gconstpointer b, gpointer data)
{
  guint first = ((const AtlasAreaItem *) a)->members, second = ((const AtlasAreaItem *) b)->members;

  return (first > second) - (first < second);
}

static GtkColumnViewColumn *
add_column (AtlasAreaTable *self, Column column, const char *title, GCompareDataFunc compare)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) added = NULL;
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cell), GINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), GINT_TO_POINTER (column));
  added = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_sorter (added, sorter);
  gtk_column_view_column_set_expand (added, column == COLUMN_NAME);
  gtk_column_view_append_column (self->view, added);
  return added;
}

/* In step with the map. */

static void
select_region (AtlasAreaTable *self)
{
  guint region = self->map ? atlas_map_view_get_selected_region (self->map) : ATLAS_REGION_NONE;
  GListModel *model = G_LIST_MODEL (self->selection);
  guint found = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < g_list_model_get_n_items (model) && found == GTK_INVALID_LIST_POSITION; i++)
    {
      g_autoptr (AtlasAreaItem) item = g_list_model_get_item (model, i);

      if (item->region == region)
        found = i;
    }
  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection, found);
  self->following = FALSE;
}

static gboolean
is_shown (guint region)
{
  return strcmp (atlas_region_get_country (region), "RW") != 0;
}

/* A column is as wide as its heading; whose numbers these are the legend says in full. */
static char *
dup_heading (AtlasMeasure *measure, guint side)
{
  g_autofree char *name = atlas_measure_dup_side_name (measure, side);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (name, -1) <= HEADING_CHARS)
    return g_steal_pointer (&name);
  start = g_utf8_substring (name, 0, HEADING_CHARS - 1);
  return g_strconcat (start, "…", NULL);
}

static void
fill (AtlasAreaTable *self)
{
  AtlasPointSet *points = self->map ? atlas_map_view_get_points (self->map) : NULL;
  AtlasMeasured *measured = self->map ? atlas_map_view_get_measured (self->map) : NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean pair = measured && atlas_measure_get_type (measured->measure) == ATLAS_MEASURE_COMPARE;
  g_autofree char *heading = pair ? dup_heading (measured->measure, 0) : g_strdup (_ ("Value"));
  g_autofree char *second = pair ? dup_heading (measured->measure, 1) : NULL;

  for (guint region = 0; points != NULL && region < atlas_region_get_n (); region++)
    {
      const AtlasAreaValue *value = measured ? atlas_measured_find (measured, region) : NULL;
      AtlasAreaItem *item;

      if (!is_shown (region))
        continue;
      item = g_object_new (ATLAS_TYPE_AREA_ITEM, NULL);
      item->region = region;
      item->members = atlas_point_set_get_regions (points)[region].members;
      item->value = value ? value->value : measured ? NAN : item->members;
      item->second = value ? value->pair[1] : 0;
      item->text = value && pair ? atlas_number_format (value->pair[0])
                   : value       ? atlas_measure_format (measured->measure, value)
                                 : atlas_number_format (item->members);
      g_ptr_array_add (items, item);
    }
  self->following = TRUE;
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata,
                       items->len);
  self->following = FALSE;
  /* What it is the map's button says beside it; members twice would be once too often. */
  gtk_column_view_column_set_visible (self->value_column, measured != NULL);
  gtk_column_view_column_set_title (self->value_column, heading);
  gtk_column_view_column_set_visible (self->second_column, pair);
  gtk_column_view_column_set_title (self->second_column, second);
  select_region (self);
}

static void
on_selected (AtlasAreaTable *self)
{
  AtlasAreaItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (!self->following && item != NULL)
    g_signal_emit (self, signals[REGION_ACTIVATED], 0, item->region);
}

void
atlas_area_table_set_map (AtlasAreaTable *self, AtlasMapView *map)
{
  g_return_if_fail (ATLAS_IS_AREA_TABLE (self));
  g_return_if_fail (map == NULL || ATLAS_IS_MAP_VIEW (map));

  if (self->map == map)
    return;
  if (self->map != NULL)
    g_signal_handlers_disconnect_by_data (self->map, self);
  g_set_weak_pointer (&self->map, map);
  if (map != NULL)
    {
      g_signal_connect_object (map, "values-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (map, "notify::selected-region", G_CALLBACK (select_region), self,
                               G_CONNECT_SWAPPED);
    }
  fill (self);
}

/* GObject. */

static void
atlas_area_table_dispose (GObject *object)
{
  AtlasAreaTable *self = ATLAS_AREA_TABLE (object);

  g_clear_weak_pointer (&self->map);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (atlas_area_table_parent_class)->dispose (object);
}

static void
atlas_area_table_class_init (AtlasAreaTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_area_table_dispose;
  signals[REGION_ACTIVATED] = g_signal_new ("region-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
atlas_area_table_init (AtlasAreaTable *self)
{
  GtkColumnViewColumn *members;
  GtkSortListModel *sorted;

  self->items = g_list_store_new (ATLAS_TYPE_AREA_ITEM);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  add_column (self, COLUMN_NAME, _ ("Region"), compare_names);
  self->value_column = add_column (self, COLUMN_VALUE, _ ("Value"), compare_values);
  self->second_column = add_column (self, COLUMN_SECOND, NULL, compare_seconds);
  members = add_column (self, COLUMN_MEMBERS, _ ("People"), compare_members);

  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->items)),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (self->selection);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_sort_by_column (self->view, members, GTK_SORT_DESCENDING);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Provinces and states"), -1);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}
