/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-area-table.h"

#include <math.h>
#include <string.h>

#include "atlas-area-item.h"
#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-list-scroll.h"
#include "atlas-number.h"
#include "atlas-region.h"

/* Of a heading that somebody named. */
#define HEADING_CHARS 12

/* Longer than this a table is sorted and narrowed down in slices, between frames. */
#define LONG 2000

/* Where a place that was chosen is looked at. */
#define PLACE_ZOOM 10

#define N_LEVELS (ATLAS_AREAS_PLACES + 1)

struct _AtlasAreaTable
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *levels[N_LEVELS];
  GtkWidget *search;
  GtkWidget *note; /* why a value is what nobody expects */
  GtkColumnView *view;
  GtkColumnViewColumn *name_column, *value_column, *second_column;
  GListStore *items;
  GtkFilter *filter;
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;
  GtkSingleSelection *selection;

  AtlasMapView *map;        /* weak */
  AtlasMapShading *shading; /* weak */
  AtlasAreas areas;
  gboolean stale;     /* to be filled when it is seen */
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
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_width_chars (GTK_LABEL (label), 12);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_lines (GTK_LABEL (label), 2);
    }
  else
    {
      gtk_widget_add_css_class (label, "numeric");
    }
  gtk_list_item_set_child (cell, label);
}

/* A percentage of few people is told, but stands back. */
static void
bind_restraint (GtkWidget *label, AtlasAreaItem *item)
{
  g_autofree char *words = atlas_area_item_dup_restraint (item);

  if (words != NULL)
    gtk_widget_add_css_class (label, "dim-label");
  else
    gtk_widget_remove_css_class (label, "dim-label");
  gtk_widget_set_tooltip_text (label, words);
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  AtlasAreaItem *item = gtk_list_item_get_item (cell);
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (cell));
  g_autofree char *text = NULL;

  switch ((Column) GPOINTER_TO_INT (data))
    {
    case COLUMN_NAME:
      text = atlas_area_item_dup_long_name (item);
      gtk_label_set_text (label, atlas_area_item_get_name (item));
      gtk_widget_set_tooltip_text (GTK_WIDGET (label), text);
      break;
    case COLUMN_VALUE:
      text = atlas_area_item_dup_text (item);
      gtk_label_set_text (label, text);
      bind_restraint (GTK_WIDGET (label), item);
      break;
    case COLUMN_SECOND:
      text = atlas_number_format (atlas_area_item_get_second (item));
      gtk_label_set_text (label, text);
      break;
    case COLUMN_MEMBERS:
    default:
      text = atlas_number_format (atlas_area_item_get_members (item));
      gtk_label_set_text (label, text);
      break;
    }
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_utf8_collate (atlas_area_item_get_name ((AtlasAreaItem *) a),
                         atlas_area_item_get_name ((AtlasAreaItem *) b));
}

/* Where there is nothing to tell comes before all numbers. */
static int
compare_values (gconstpointer a, gconstpointer b, gpointer data)
{
  double first = atlas_area_item_get_value ((AtlasAreaItem *) a);
  double second = atlas_area_item_get_value ((AtlasAreaItem *) b);

  if (isnan (first) || isnan (second))
    return isnan (second) - isnan (first);
  return (first > second) - (first < second);
}

static int
compare_seconds (gconstpointer a, gconstpointer b, gpointer data)
{
  guint first = atlas_area_item_get_second ((AtlasAreaItem *) a);
  guint second = atlas_area_item_get_second ((AtlasAreaItem *) b);

  return (first > second) - (first < second);
}

static int
compare_members (gconstpointer a, gconstpointer b, gpointer data)
{
  guint first = atlas_area_item_get_members ((AtlasAreaItem *) a);
  guint second = atlas_area_item_get_members ((AtlasAreaItem *) b);

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

/* The key of what is chosen on the map, if it is one of these areas; else G_MAXUINT. */
static guint
get_chosen (AtlasAreaTable *self)
{
  const AtlasSelectionShape *shape =
    self->map ? atlas_selection_get_chosen (atlas_map_view_get_selection (self->map)) : NULL;
  guint region = self->map ? atlas_map_view_get_selected_region (self->map) : ATLAS_REGION_NONE;

  switch (self->areas)
    {
    case ATLAS_AREAS_COUNTIES:
      return shape != NULL && shape->type == ATLAS_SELECTION_COUNTY ? shape->county : G_MAXUINT;
    case ATLAS_AREAS_PLACES:
      return shape != NULL && shape->type == ATLAS_SELECTION_PLACE ? shape->place : G_MAXUINT;
    case ATLAS_AREAS_REGIONS:
    default:
      return region != ATLAS_REGION_NONE ? region : G_MAXUINT;
    }
}

static void
select_chosen (AtlasAreaTable *self)
{
  guint key = get_chosen (self);
  GListModel *model = G_LIST_MODEL (self->selection);
  AtlasAreaItem *selected = gtk_single_selection_get_selected_item (self->selection);
  guint found = GTK_INVALID_LIST_POSITION;

  if (selected != NULL && atlas_area_item_get_key (selected) == key)
    return;
  for (guint i = 0;
       key != G_MAXUINT && i < g_list_model_get_n_items (model) && found == GTK_INVALID_LIST_POSITION; i++)
    {
      g_autoptr (AtlasAreaItem) item = g_list_model_get_item (model, i);

      if (atlas_area_item_get_key (item) == key)
        found = i;
    }
  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection, found);
  self->following = FALSE;
  /* The rows are in a list of the view's own. */
  if (found != GTK_INVALID_LIST_POSITION)
    atlas_list_scroll_to (gtk_widget_get_last_child (GTK_WIDGET (self->view)), found);
}

static void
add_regions (AtlasAreaTable *self, GPtrArray *items)
{
  AtlasPointSet *points = self->map ? atlas_map_view_get_points (self->map) : NULL;
  AtlasMeasured *measured = self->map ? atlas_map_view_get_measured (self->map) : NULL;

  for (guint region = 0; points != NULL && region < atlas_region_get_n (); region++)
    if (strcmp (atlas_region_get_country (region), "RW") != 0)
      g_ptr_array_add (items,
                       atlas_area_item_new (ATLAS_AREAS_REGIONS, region,
                                            atlas_point_set_get_regions (points)[region].members, measured,
                                            measured ? atlas_measured_find (measured, region) : NULL));
}

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  return compare_members (*(gpointer *) b, *(gpointer *) a, NULL);
}

static AtlasMeasured *
get_measured (AtlasAreaTable *self)
{
  if (self->areas == ATLAS_AREAS_REGIONS)
    return self->map ? atlas_map_view_get_measured (self->map) : NULL;
  return self->shading ? atlas_map_shading_get_measured (self->shading, self->areas) : NULL;
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

static gboolean
has_few (AtlasMeasured *measured)
{
  for (guint i = 0; i < measured->values->len; i++)
    if (atlas_measure_is_of_few (measured->measure, &g_array_index (measured->values, AtlasAreaValue, i)))
      return TRUE;
  return FALSE;
}

/* What is to be known of the values. */
static void
show_note (AtlasAreaTable *self, AtlasMeasured *measured)
{
  const char *metros = measured ? atlas_measured_explain_metros (measured) : NULL;
  g_autoptr (GString) text = g_string_new (metros);

  for (guint i = 0; measured != NULL && i < measured->values->len; i++)
    {
      const char *why =
        atlas_measure_explain (measured->measure, &g_array_index (measured->values, AtlasAreaValue, i));

      if (why != NULL && strstr (text->str, why) == NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", why);
    }
  if (measured != NULL && has_few (measured))
    {
      g_autofree char *few = atlas_measure_dup_few_label ();

      /* Translators: below a table: what dim numbers mean: "Dim: Fewer than 10 people" */
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("Dim: %s"), few);
    }
  gtk_label_set_text (GTK_LABEL (self->note), text->str);
  gtk_widget_set_visible (self->note, text->len > 0);
}

static void
fill (AtlasAreaTable *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  AtlasMeasured *measured = get_measured (self);
  AtlasMeasureType type = measured ? atlas_measure_get_type (measured->measure) : ATLAS_MEASURE_MEMBERS;
  gboolean pair = type == ATLAS_MEASURE_COMPARE;
  g_autofree char *heading = pair ? dup_heading (measured->measure, 0) : g_strdup (_ ("Value"));
  g_autofree char *second = pair ? dup_heading (measured->measure, 1) : NULL;

  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale)
    return;

  if (self->areas == ATLAS_AREAS_REGIONS)
    add_regions (self, items);
  for (guint i = 0; self->areas != ATLAS_AREAS_REGIONS && measured != NULL && i < measured->values->len; i++)
    {
      const AtlasAreaValue *value = &g_array_index (measured->values, AtlasAreaValue, i);

      g_ptr_array_add (items, atlas_area_item_new (self->areas, value->key, value->members, measured, value));
    }
  /* As it most often is to be, so that what is sorted in slices is not seen in disorder. */
  g_ptr_array_sort (items, compare_sizes);
  self->following = TRUE;
  gtk_filter_list_model_set_incremental (self->filtered, items->len > LONG);
  gtk_sort_list_model_set_incremental (self->sorted, items->len > LONG);
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata,
                       items->len);
  self->following = FALSE;
  /* What it is the map's button says beside it; members twice would be once too often. */
  gtk_column_view_column_set_visible (self->value_column, type != ATLAS_MEASURE_MEMBERS);
  gtk_column_view_column_set_title (self->value_column, heading);
  gtk_column_view_column_set_visible (self->second_column, pair);
  gtk_column_view_column_set_title (self->second_column, second);
  show_note (self, measured);
  select_chosen (self);
}

static void
on_selected (AtlasAreaTable *self)
{
  AtlasAreaItem *item = gtk_single_selection_get_selected_item (self->selection);
  AtlasSelectionShape shape = { .type = ATLAS_SELECTION_PLACE };
  g_autoptr (AtlasSelection) selection = NULL;
  AtlasPlace place;
  guint key;

  if (self->following || item == NULL || self->map == NULL)
    return;
  key = atlas_area_item_get_key (item);
  if (self->areas == ATLAS_AREAS_REGIONS)
    {
      g_signal_emit (self, signals[REGION_ACTIVATED], 0, key);
      return;
    }

  shape.type = self->areas == ATLAS_AREAS_COUNTIES ? ATLAS_SELECTION_COUNTY : ATLAS_SELECTION_PLACE;
  shape.county = shape.place = key;
  selection = atlas_selection_add (NULL, &shape, FALSE);
  atlas_map_view_set_selection (self->map, selection);
  if (self->areas == ATLAS_AREAS_COUNTIES)
    atlas_map_view_show_county (self->map, key, TRUE);
  else if (atlas_gazetteer_get_place (key, &place))
    atlas_map_view_go_to (self->map, place.latitude, place.longitude, PLACE_ZOOM, TRUE);
}

/* Regions, counties or places. */

static void
show_areas (AtlasAreaTable *self)
{
  static const char *const titles[N_LEVELS] = { N_ ("Region"), N_ ("County"), N_ ("Place") };
  static const char *const names[N_LEVELS] = { N_ ("Provinces and states"), N_ ("Counties of the USA"),
                                               N_ ("Places") };

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->levels[self->areas]), TRUE);
  gtk_widget_set_visible (self->search, self->areas != ATLAS_AREAS_REGIONS);
  gtk_column_view_column_set_title (self->name_column, _ (titles[self->areas]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (names[self->areas]), -1);
  self->following = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  self->following = FALSE;
  fill (self);
}

/* Only what is seen is measured. */
static void
tell_shading (AtlasAreaTable *self)
{
  if (self->shading != NULL)
    atlas_map_shading_set_listed (
      self->shading, gtk_widget_get_mapped (GTK_WIDGET (self)) ? self->areas : ATLAS_AREAS_REGIONS);
}

AtlasAreas
atlas_area_table_get_areas (AtlasAreaTable *self)
{
  g_return_val_if_fail (ATLAS_IS_AREA_TABLE (self), ATLAS_AREAS_REGIONS);

  return self->areas;
}

void
atlas_area_table_set_areas (AtlasAreaTable *self, AtlasAreas areas)
{
  g_return_if_fail (ATLAS_IS_AREA_TABLE (self));
  g_return_if_fail (areas < N_LEVELS);

  if (self->areas == areas)
    return;
  self->areas = areas;
  show_areas (self);
  tell_shading (self);
}

static void
on_level_toggled (AtlasAreaTable *self, GtkWidget *button)
{
  for (guint i = 0; i < N_LEVELS; i++)
    if (self->levels[i] == button && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)))
      atlas_area_table_set_areas (self, i);
}

/* Somebody at work in the table must not lose their row. */
static void
follow_level (AtlasAreaTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->areas != ATLAS_AREAS_PLACES &&
      (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    atlas_area_table_set_areas (self, atlas_map_view_get_level (self->map));
}

static gboolean
match (gpointer item, gpointer data)
{
  return atlas_area_item_matches (item,
                                  gtk_editable_get_text (GTK_EDITABLE (((AtlasAreaTable *) data)->search)));
}

static void
on_search_changed (AtlasAreaTable *self)
{
  gboolean was_following = self->following;

  self->following = TRUE;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  self->following = was_following;
  select_chosen (self);
}

static void
on_values_changed (AtlasAreaTable *self)
{
  if (self->areas == ATLAS_AREAS_REGIONS)
    fill (self);
}

static void
on_measured (AtlasAreaTable *self)
{
  if (self->areas != ATLAS_AREAS_REGIONS)
    fill (self);
}

void
atlas_area_table_set_shading (AtlasAreaTable *self, AtlasMapShading *shading)
{
  g_return_if_fail (ATLAS_IS_AREA_TABLE (self));
  g_return_if_fail (shading == NULL || ATLAS_IS_MAP_SHADING (shading));

  if (self->shading == shading)
    return;
  if (self->shading != NULL)
    g_signal_handlers_disconnect_by_data (self->shading, self);
  g_set_weak_pointer (&self->shading, shading);
  if (shading != NULL)
    g_signal_connect_object (shading, "measured", G_CALLBACK (on_measured), self, G_CONNECT_SWAPPED);
  tell_shading (self);
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
      g_signal_connect_object (map, "values-changed", G_CALLBACK (on_values_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (map, "notify::level", G_CALLBACK (follow_level), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (map, "notify::selection", G_CALLBACK (select_chosen), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (map, "notify::selected-region", G_CALLBACK (select_chosen), self,
                               G_CONNECT_SWAPPED);
    }
  fill (self);
}

/* GObject. */

static void
atlas_area_table_map (GtkWidget *widget)
{
  AtlasAreaTable *self = ATLAS_AREA_TABLE (widget);

  GTK_WIDGET_CLASS (atlas_area_table_parent_class)->map (widget);

  tell_shading (self);
  if (self->stale)
    fill (self);
}

static void
atlas_area_table_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (atlas_area_table_parent_class)->unmap (widget);

  tell_shading (ATLAS_AREA_TABLE (widget));
}

static void
atlas_area_table_dispose (GObject *object)
{
  AtlasAreaTable *self = ATLAS_AREA_TABLE (object);

  atlas_area_table_set_shading (self, NULL);
  atlas_area_table_set_map (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (atlas_area_table_parent_class)->dispose (object);
}

static void
atlas_area_table_class_init (AtlasAreaTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_area_table_dispose;
  widget_class->map = atlas_area_table_map;
  widget_class->unmap = atlas_area_table_unmap;
  signals[REGION_ACTIVATED] = g_signal_new ("region-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_levels (AtlasAreaTable *self)
{
  static const char *const labels[N_LEVELS] = { N_ ("Regions"), N_ ("Counties"), N_ ("Places") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_add_css_class (box, "area-levels");
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  for (guint i = 0; i < N_LEVELS; i++)
    {
      self->levels[i] = gtk_toggle_button_new_with_label (_ (labels[i]));
      gtk_widget_set_hexpand (self->levels[i], TRUE);
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->levels[i]),
                                     GTK_TOGGLE_BUTTON (self->levels[0]));
      gtk_box_append (GTK_BOX (box), self->levels[i]);
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->levels[ATLAS_AREAS_REGIONS]), TRUE);
  for (guint i = 0; i < N_LEVELS; i++)
    g_signal_connect_object (self->levels[i], "toggled", G_CALLBACK (on_level_toggled), self,
                             G_CONNECT_SWAPPED);
  return box;
}

static GtkWidget *
make_search (AtlasAreaTable *self)
{
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Name"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find by Name"), -1);
  gtk_widget_set_margin_start (self->search, 12);
  gtk_widget_set_margin_end (self->search, 12);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->search), 8);
  gtk_widget_set_visible (self->search, FALSE);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (on_search_changed), self,
                           G_CONNECT_SWAPPED);
  return self->search;
}

static GtkWidget *
make_note (AtlasAreaTable *self)
{
  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_width_chars (GTK_LABEL (self->note), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (self->note), 30);
  gtk_widget_set_margin_start (self->note, 12);
  gtk_widget_set_margin_end (self->note, 12);
  gtk_widget_set_margin_bottom (self->note, 12);
  gtk_widget_add_css_class (self->note, "caption");
  gtk_widget_add_css_class (self->note, "dim-label");
  gtk_widget_set_visible (self->note, FALSE);
  return self->note;
}

static void
make_view (AtlasAreaTable *self)
{
  GtkColumnViewColumn *members;

  self->items = g_list_store_new (ATLAS_TYPE_AREA_ITEM);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  self->name_column = add_column (self, COLUMN_NAME, _ ("Region"), compare_names);
  self->value_column = add_column (self, COLUMN_VALUE, _ ("Value"), compare_values);
  self->second_column = add_column (self, COLUMN_SECOND, NULL, compare_seconds);
  members = add_column (self, COLUMN_MEMBERS, _ ("People"), compare_members);

  self->filter = GTK_FILTER (gtk_custom_filter_new (match, self, NULL));
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), self->filter);
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (self->filtered),
                                          g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->sorted));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (self->selection);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_sort_by_column (self->view, members, GTK_SORT_DESCENDING);
}

static void
atlas_area_table_init (AtlasAreaTable *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->stale = TRUE;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), make_levels (self));
  gtk_box_append (GTK_BOX (self->box), make_search (self));
  make_view (self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->box), scrolled);
  gtk_box_append (GTK_BOX (self->box), make_note (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  show_areas (self);
}
