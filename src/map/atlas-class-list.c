/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-class-list.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-legend-swatch.h"
#include "atlas-map-paint.h"
#include "atlas-measure.h"

#define BAR_WIDTH  44
#define BAR_HEIGHT 6

/* Of limits, as "10,000–49,999". */
#define LIMITS_CHARS 14

/* Of a pair's square. */
#define CELL_WIDTH  44
#define CELL_HEIGHT 24

typedef struct
{
  GtkWidget *button, *swatch, *limits, *bar;
} Row;

struct _AtlasClassList
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *hidden, *n_hidden;
  GtkWidget *list;
  gboolean has_ground;
  GdkRGBA ground;
  AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];
  Row rows[ATLAS_MAP_MAX_CLASSES]; /* as classes; those that are too many are hidden */
  guint n_classes;
  guint n_rows; /* that the list has; 0: it has a square */
  char *pair_names[2];
  gboolean counties;
  gboolean stale; /* rows say something else than they would be made to say now */
};

enum
{
  CLASS_TOGGLED,
  ALL_SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasClassList, atlas_class_list, GTK_TYPE_WIDGET)

/* The place of a widget of a row, in this widget's own pixels. */
static gboolean
get_bounds (AtlasClassList *self, GtkWidget *widget, graphene_rect_t *bounds)
{
  return gtk_widget_compute_bounds (widget, GTK_WIDGET (self), bounds);
}

static void
atlas_class_list_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AtlasClassList *self = ATLAS_CLASS_LIST (widget);
  GdkRGBA text, faint;
  guint most = 1;

  GTK_WIDGET_CLASS (atlas_class_list_parent_class)->snapshot (widget, snapshot);

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  faint = text;
  faint.alpha *= 0.25;
  /* As in a picture: a bar that is as long says as many. */
  for (guint i = 0; i < self->n_classes; i++)
    most = MAX (most, self->classes[i].n_regions);

  for (guint i = 0; i < self->n_classes; i++)
    {
      graphene_rect_t bounds;

      if (get_bounds (self, self->rows[i].swatch, &bounds))
        atlas_legend_swatch_append (snapshot, &bounds, &self->classes[i],
                                    self->has_ground ? &self->ground : NULL, &text);
      if (self->rows[i].bar != NULL && get_bounds (self, self->rows[i].bar, &bounds))
        {
          bounds.size.width *= (float) self->classes[i].n_regions / most;
          bounds.size.width = self->classes[i].n_regions > 0 ? MAX (bounds.size.width, 2) : 0;
          atlas_map_paint_rounded (snapshot, &bounds, 2, &faint);
        }
    }
}

static void
on_row_clicked (AtlasClassList *self, GtkWidget *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));

  g_signal_emit (self, signals[CLASS_TOGGLED], 0, index, !self->classes[index].hidden);
}

static char *
describe_row (AtlasClassList *self, const AtlasMapClass *class)
{
  if (self->counties)
    /* Translators: of a row in the legend: its limits, and how many counties lie within them. */
    return g_strdup_printf (ngettext ("%s: %u county. Click to hide or show it.",
                                      "%s: %u counties. Click to hide or show them.", class->n_regions),
                            class->label, class->n_regions);
  /* Translators: of a row in the legend: its limits, and how many regions lie within them. */
  return g_strdup_printf (ngettext ("%s: %u region. Click to hide or show it.",
                                    "%s: %u regions. Click to hide or show them.", class->n_regions),
                          class->label, class->n_regions);
}

/* When somebody asks: gtk_widget_set_tooltip_text() asks the display where the pointer is, each time. */
static gboolean
on_query_tooltip (
  AtlasClassList *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip, GtkWidget *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  g_autofree char *text = describe_row (self, &self->classes[index]);

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* A class that is hidden is struck out. */
static void
strike (const Row *row, gboolean hidden)
{
  g_autoptr (PangoAttrList) attributes = NULL;

  if (row->limits == NULL ||
      hidden == (gtk_inscription_get_attributes (GTK_INSCRIPTION (row->limits)) != NULL))
    return;
  if (hidden)
    {
      attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
    }
  gtk_inscription_set_attributes (GTK_INSCRIPTION (row->limits), attributes);
}

static void
update_button (AtlasClassList *self, guint index)
{
  const AtlasMapClass *class = &self->classes[index];
  GtkWidget *button = self->rows[index].button;
  g_autofree char *text = describe_row (self, class);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_PRESSED,
                               class->hidden ? GTK_ACCESSIBLE_TRISTATE_FALSE : GTK_ACCESSIBLE_TRISTATE_TRUE,
                               -1);
  if (class->hidden)
    gtk_widget_add_css_class (button, "hidden-class");
  else
    gtk_widget_remove_css_class (button, "hidden-class");
  strike (&self->rows[index], class->hidden);
}

/* Whether something is hidden, and the way back. */
static void
update_hidden (AtlasClassList *self)
{
  guint n = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->n_classes; i++)
    n += self->classes[i].hidden;
  /* Translators: of the classes in a legend: "2 hidden" */
  text = g_strdup_printf (ngettext ("%u hidden", "%u hidden", n), n);
  gtk_label_set_text (GTK_LABEL (self->n_hidden), text);
  gtk_widget_set_visible (self->hidden, n > 0);
}

/* The whole of a row, or a cell, hides its class or shows it again. */
static GtkWidget *
make_button (AtlasClassList *self, guint index, GtkWidget *child)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), child);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_has_tooltip (button, TRUE);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "query-tooltip", G_CALLBACK (on_query_tooltip), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_row_clicked), self, G_CONNECT_SWAPPED);
  self->rows[index].button = button;
  update_button (self, index);
  return button;
}

/* Of one width for most limits, so that a legend of other numbers is not laid out anew. */
static void
set_limits (Row *row, const char *text)
{
  GtkInscription *limits = GTK_INSCRIPTION (row->limits);

  gtk_inscription_set_text (limits, text);
  gtk_inscription_set_min_chars (limits, MAX ((guint) g_utf8_strlen (text, -1), LIMITS_CHARS));
}

static void
add_row (AtlasClassList *self, guint index)
{
  const AtlasMapClass *class = &self->classes[index];
  Row *row = &self->rows[index];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  row->swatch = gtk_drawing_area_new ();
  gtk_widget_set_size_request (row->swatch, ATLAS_LEGEND_SWATCH_WIDTH, ATLAS_LEGEND_SWATCH_HEIGHT);
  gtk_widget_set_valign (row->swatch, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), row->swatch);

  row->limits = gtk_inscription_new (NULL);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (row->limits), 0);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (row->limits), 1);
  set_limits (row, class->label);
  gtk_widget_set_hexpand (row->limits, TRUE);
  gtk_widget_add_css_class (row->limits, "caption");
  gtk_widget_add_css_class (row->limits, "numeric");
  gtk_box_append (GTK_BOX (box), row->limits);

  row->bar = gtk_drawing_area_new ();
  gtk_widget_set_size_request (row->bar, BAR_WIDTH, BAR_HEIGHT);
  gtk_widget_set_valign (row->bar, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), row->bar);

  gtk_box_prepend (GTK_BOX (self->list), make_button (self, index, box));
}

/* The name of a side; a long one is not what the legend is as wide as. */
static GtkWidget *
make_pair_name (gboolean upwards, const char *name)
{
  /* Translators: beside the upright side of a legend's square: a name, and that its numbers grow upwards */
  g_autofree char *text = upwards ? g_strdup_printf (_ ("↑ %s"), name)
                                  /* Translators: below the level side: that they grow to the right */
                                  : g_strdup_printf (_ ("→ %s"), name);
  GtkWidget *label = atlas_legend_caption_new (text, 0);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 26);
  gtk_widget_set_tooltip_text (label, name);
  return label;
}

/* The numbers along a side. A class without regions has none. */
static void
label_side (AtlasClassList *self, GtkGrid *grid, guint first, gboolean rows)
{
  for (guint i = 0; i < ATLAS_PAIR_CLASSES; i++)
    {
      const AtlasMapClass *class = NULL;
      g_autofree char *from = NULL;

      for (guint k = first; k < self->n_classes; k++)
        if (self->classes[k].label[0] != '\0' && (rows ? self->classes[k].row : self->classes[k].column) == i)
          class = &self->classes[k];
      if (class == NULL)
        continue;
      from = atlas_measure_format_from (rows ? class->high : class->low);
      gtk_grid_attach (grid, atlas_legend_caption_new (from, rows ? 1 : 0), rows ? 0 : (int) i + 1,
                       rows ? ATLAS_PAIR_CLASSES - (int) i : ATLAS_PAIR_CLASSES + 1, 1, 1);
    }
}

/* The cells from @first on, as a square of which each cell is a button. */
static void
add_square (AtlasClassList *self, guint first)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_widget_add_css_class (grid, "pair");
  gtk_grid_set_column_spacing (GTK_GRID (grid), 3);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_grid_attach (GTK_GRID (grid), make_pair_name (TRUE, self->pair_names[1]), 0, 0, 4, 1);
  /* From the upper left, as one reads and as the focus goes. */
  for (guint row = ATLAS_PAIR_CLASSES; row-- > 0;)
    for (guint column = 0; column < ATLAS_PAIR_CLASSES; column++)
      {
        guint index = first + atlas_pair_cell (column, row);
        GtkWidget *swatch = gtk_drawing_area_new ();
        GtkWidget *button;

        gtk_widget_set_size_request (swatch, CELL_WIDTH, CELL_HEIGHT);
        self->rows[index] = (Row){ .swatch = swatch };
        button = make_button (self, index, swatch);
        gtk_widget_set_sensitive (button, self->classes[index].n_regions > 0);
        gtk_grid_attach (GTK_GRID (grid), button, (int) column + 1, ATLAS_PAIR_CLASSES - (int) row, 1, 1);
      }
  label_side (self, GTK_GRID (grid), first, TRUE);
  label_side (self, GTK_GRID (grid), first, FALSE);
  gtk_grid_attach (GTK_GRID (grid), make_pair_name (FALSE, self->pair_names[0]), 1, ATLAS_PAIR_CLASSES + 2, 3,
                   1);
  gtk_box_prepend (GTK_BOX (self->list), grid);
}

static void
atlas_class_list_dispose (GObject *object)
{
  AtlasClassList *self = ATLAS_CLASS_LIST (object);

  self->n_classes = 0;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->pair_names[0], g_free);
  g_clear_pointer (&self->pair_names[1], g_free);

  G_OBJECT_CLASS (atlas_class_list_parent_class)->dispose (object);
}

static void
atlas_class_list_class_init (AtlasClassListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_class_list_dispose;
  widget_class->snapshot = atlas_class_list_snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[CLASS_TOGGLED] = g_signal_new ("class-toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
  signals[ALL_SHOWN] = g_signal_new ("all-shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
}

static void
on_show_all (AtlasClassList *self)
{
  /* The button goes, and the focus with it. */
  if (self->n_classes > 0 && gtk_widget_has_focus (gtk_widget_get_last_child (self->hidden)))
    gtk_widget_grab_focus (self->rows[self->n_classes - 1].button);
  g_signal_emit (self, signals[ALL_SHOWN], 0);
}

/* Above the rows, so that these stay where they are under the pointer. */
static void
add_hidden_row (AtlasClassList *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Show All"));

  self->hidden = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->hidden, "hidden-classes");
  self->n_hidden = atlas_legend_caption_new (NULL, 0);
  gtk_widget_add_css_class (self->n_hidden, "dim-label");
  gtk_widget_set_hexpand (self->n_hidden, TRUE);
  gtk_box_append (GTK_BOX (self->hidden), self->n_hidden);
  gtk_widget_add_css_class (button, "caption");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_show_all), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->hidden), button);
  gtk_widget_set_visible (self->hidden, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->hidden);
}

static void
atlas_class_list_init (AtlasClassList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  add_hidden_row (self);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->list);
}

GtkWidget *
atlas_class_list_new (void)
{
  return g_object_new (ATLAS_TYPE_CLASS_LIST, NULL);
}

void
atlas_class_list_set_areas (AtlasClassList *self, gboolean counties)
{
  g_return_if_fail (ATLAS_IS_CLASS_LIST (self));

  self->stale |= self->counties != counties;
  self->counties = counties;
}

void
atlas_class_list_set_pair_names (AtlasClassList *self, const char *first, const char *second)
{
  g_return_if_fail (ATLAS_IS_CLASS_LIST (self));
  g_return_if_fail (first != NULL && second != NULL);

  if (g_strcmp0 (self->pair_names[0], first) == 0 && g_strcmp0 (self->pair_names[1], second) == 0)
    return;
  self->stale = TRUE;
  g_free (self->pair_names[0]);
  g_free (self->pair_names[1]);
  self->pair_names[0] = g_strdup (first);
  self->pair_names[1] = g_strdup (second);
}

void
atlas_class_list_set_ground (AtlasClassList *self, const GdkRGBA *ground)
{
  g_return_if_fail (ATLAS_IS_CLASS_LIST (self));

  self->has_ground = ground != NULL;
  if (ground != NULL)
    self->ground = *ground;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The class whose row has the focus; -1: none. Rows are made anew, and whoever works by keyboard must not be
 * lost. */
static int
find_focused (AtlasClassList *self)
{
  for (guint i = 0; i < self->n_classes; i++)
    if (gtk_widget_has_focus (self->rows[i].button))
      return (int) i;
  return -1;
}

static gboolean
is_class_equal (const AtlasMapClass *a, const AtlasMapClass *b)
{
  return a->type == b->type && a->low == b->low && a->high == b->high && a->n_regions == b->n_regions &&
         gdk_rgba_equal (&a->color, &b->color) && a->hidden == b->hidden &&
         strcmp (a->label, b->label) == 0 && a->column == b->column && a->row == b->row;
}

/* Whether rows can tell of these classes. */
static gboolean
are_rows (const AtlasMapClass *classes, guint n_classes)
{
  for (guint i = 0; i < n_classes; i++)
    if (classes[i].type == ATLAS_MAP_CLASS_PAIR)
      return FALSE;
  return TRUE;
}

/* Rows that stand are told what they are of now. */
static void
update_rows (AtlasClassList *self, const AtlasMapClass *classes, guint n_classes)
{
  self->n_classes = n_classes;
  for (guint i = 0; i < n_classes; i++)
    {
      self->classes[i] = classes[i];
      if (i == self->n_rows)
        {
          add_row (self, i);
          self->n_rows++;
        }
      set_limits (&self->rows[i], classes[i].label);
      update_button (self, i);
    }
  for (guint i = 0; i < self->n_rows; i++)
    gtk_widget_set_visible (self->rows[i].button, i < n_classes);
}

static void
make_rows (AtlasClassList *self, const AtlasMapClass *classes, guint n_classes)
{
  GtkWidget *child;
  int focused = find_focused (self);

  self->n_classes = n_classes;
  for (guint i = 0; i < n_classes; i++)
    self->classes[i] = classes[i];
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  self->n_rows = are_rows (classes, n_classes) ? n_classes : 0;
  for (guint i = 0; i < self->n_classes; i++)
    {
      if (self->classes[i].type == ATLAS_MAP_CLASS_PAIR)
        {
          add_square (self, i);
          break;
        }
      add_row (self, i);
    }
  if (focused >= 0 && focused < (int) self->n_classes)
    gtk_widget_grab_focus (self->rows[focused].button);
}

/* At each letter of a search: what is the same is left alone, and rows are made to say what is new. */
void
atlas_class_list_set_classes (AtlasClassList *self, const AtlasMapClass *classes, guint n_classes)
{
  gboolean equal;

  g_return_if_fail (ATLAS_IS_CLASS_LIST (self));
  g_return_if_fail (n_classes <= ATLAS_MAP_MAX_CLASSES);

  gtk_widget_set_visible (GTK_WIDGET (self), n_classes > 0);
  equal = n_classes == self->n_classes && !self->stale;
  for (guint i = 0; equal && i < n_classes; i++)
    equal = is_class_equal (&self->classes[i], &classes[i]);
  if (equal)
    return;

  if (self->n_rows > 0 && are_rows (classes, n_classes))
    update_rows (self, classes, n_classes);
  else
    make_rows (self, classes, n_classes);
  self->stale = FALSE;
  update_hidden (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
