/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-legend.h"

#include "atlas-circle-legend.h"
#include "atlas-class-list.h"
#include "atlas-i18n.h"
#include "atlas-legend-swatch.h"

#define RAMP_WIDTH 72

/* Of a title's line, of which a search that somebody wrote may be part. */
#define TITLE_CHARS 28

struct _AtlasMapLegend
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *title;
  GtkWidget *fold, *fold_label; /* instead of the title, where there is little room */
  GtkWidget *scroller;          /* of the body, where there is no room for all of it */
  GtkWidget *body;
  GtkWidget *note;
  GtkWidget *classes;
  GtkWidget *heat, *ramp;
  GtkWidget *circles;
  GtkWidget *marks;
  gboolean dark;
  gboolean has_classes;
  gboolean has_ground;
  GdkRGBA ground; /* another map */
};

enum
{
  CLASS_TOGGLED,
  ALL_SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (AtlasMapLegend, atlas_map_legend, GTK_TYPE_WIDGET)

/* The ramp of heat is of no theme. */
static void
atlas_map_legend_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AtlasMapLegend *self = ATLAS_MAP_LEGEND (widget);
  graphene_rect_t bounds, seen;
  GdkRGBA text;

  GTK_WIDGET_CLASS (atlas_map_legend_parent_class)->snapshot (widget, snapshot);

  if (!gtk_widget_get_mapped (self->ramp) || !gtk_widget_compute_bounds (self->ramp, widget, &bounds) ||
      !gtk_widget_compute_bounds (self->scroller, widget, &seen))
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  gtk_snapshot_push_clip (snapshot, &seen);
  atlas_legend_ramp_append (snapshot, &bounds, self->dark, self->has_ground ? &self->ground : NULL, &text);
  gtk_snapshot_pop (snapshot);
}

static void
atlas_map_legend_dispose (GObject *object)
{
  AtlasMapLegend *self = ATLAS_MAP_LEGEND (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_map_legend_parent_class)->dispose (object);
}

static void
atlas_map_legend_class_init (AtlasMapLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_map_legend_dispose;
  widget_class->snapshot = atlas_map_legend_snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[CLASS_TOGGLED] = g_signal_new ("class-toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
  signals[ALL_SHOWN] = g_signal_new ("all-shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "map-legend");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_heat_row (AtlasMapLegend *self)
{
  const char *words = _ ("Heat: from few members close together to many");

  self->heat = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->ramp = gtk_drawing_area_new ();
  gtk_widget_set_size_request (self->ramp, RAMP_WIDTH, ATLAS_LEGEND_SWATCH_HEIGHT);
  gtk_widget_set_valign (self->ramp, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (self->ramp, TRUE);
  /* Translators: at the ends of a ramp of colours that goes from few members to many */
  gtk_box_append (GTK_BOX (self->heat), atlas_legend_caption_new (C_ ("heat", "Few"), 0));
  gtk_box_append (GTK_BOX (self->heat), self->ramp);
  gtk_box_append (GTK_BOX (self->heat), atlas_legend_caption_new (C_ ("heat", "Many"), 1));
  gtk_widget_set_margin_start (self->heat, 6);
  gtk_widget_set_margin_end (self->heat, 6);
  gtk_widget_set_tooltip_text (self->heat, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->ramp), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (self->heat, FALSE);
  gtk_box_append (GTK_BOX (self->body), self->heat);
}

static GtkWidget *
make_marks_row (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *mark = gtk_label_new ("◆");
  GtkWidget *label = gtk_label_new (_ ("Upcoming event"));

  gtk_widget_set_size_request (mark, ATLAS_LEGEND_SWATCH_WIDTH, -1);
  gtk_widget_add_css_class (mark, "map-mark");
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), label);
  gtk_widget_set_margin_start (row, 6);
  return row;
}

/* Folding. */

static void
set_folded (AtlasMapLegend *self, gboolean folded)
{
  gtk_widget_set_visible (self->scroller, !folded);
  gtk_image_set_from_icon_name (
    GTK_IMAGE (gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (self->fold)))),
    folded ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_STATE_EXPANDED, !folded, -1);
}

static void
on_fold_clicked (AtlasMapLegend *self)
{
  set_folded (self, gtk_widget_get_visible (self->scroller));
}

/* Without shades there is no title, but what else stands in the legend can be folded too. */
static void
update_title (AtlasMapLegend *self)
{
  gboolean foldable = gtk_widget_get_visible (self->fold);
  const char *title = gtk_label_get_label (GTK_LABEL (self->title));

  gtk_widget_set_visible (self->title, !foldable && self->has_classes);
  gtk_label_set_label (GTK_LABEL (self->fold_label), self->has_classes ? title : _ ("Legend"));
}

static void
update_note (AtlasMapLegend *self)
{
  gtk_widget_set_visible (self->note,
                          self->has_classes && *gtk_label_get_label (GTK_LABEL (self->note)) != '\0');
}

static void
add_fold (AtlasMapLegend *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->fold_label = atlas_legend_caption_new (NULL, 0);
  gtk_widget_remove_css_class (self->fold_label, "caption");
  gtk_widget_add_css_class (self->fold_label, "caption-heading");
  gtk_label_set_ellipsize (GTK_LABEL (self->fold_label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->fold_label), TITLE_CHARS);
  gtk_widget_set_hexpand (self->fold_label, TRUE);
  gtk_box_append (GTK_BOX (box), self->fold_label);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  self->fold = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->fold), box);
  gtk_widget_add_css_class (self->fold, "flat");
  gtk_widget_set_visible (self->fold, FALSE);
  g_signal_connect_object (self->fold, "clicked", G_CALLBACK (on_fold_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->fold);
}

static void
on_class_toggled (AtlasMapLegend *self, guint index, gboolean hidden)
{
  g_signal_emit (self, signals[CLASS_TOGGLED], 0, index, hidden);
}

static void
on_all_shown (AtlasMapLegend *self)
{
  g_signal_emit (self, signals[ALL_SHOWN], 0);
}

static void
atlas_map_legend_init (AtlasMapLegend *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "map-card");

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->title), TITLE_CHARS);
  gtk_widget_add_css_class (self->title, "caption-heading");
  gtk_box_append (GTK_BOX (self->box), self->title);
  add_fold (self);
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->body);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_box_append (GTK_BOX (self->box), self->scroller);

  self->note = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_widget_add_css_class (self->note, "caption");
  gtk_widget_add_css_class (self->note, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->note), 24);
  gtk_widget_set_margin_start (self->note, 6);
  gtk_widget_set_margin_end (self->note, 6);
  gtk_box_append (GTK_BOX (self->body), self->note);

  self->classes = atlas_class_list_new ();
  g_signal_connect_object (self->classes, "class-toggled", G_CALLBACK (on_class_toggled), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->classes, "all-shown", G_CALLBACK (on_all_shown), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->body), self->classes);
  add_heat_row (self);
  self->circles = atlas_circle_legend_new ();
  gtk_widget_set_visible (self->circles, FALSE);
  gtk_box_append (GTK_BOX (self->body), self->circles);
  self->marks = make_marks_row ();
  gtk_widget_set_visible (self->marks, FALSE);
  gtk_box_append (GTK_BOX (self->body), self->marks);

  atlas_map_legend_set_title (self, _ ("Members by region"), NULL);
}

GtkWidget *
atlas_map_legend_new (void)
{
  return g_object_new (ATLAS_TYPE_MAP_LEGEND, NULL);
}

void
atlas_map_legend_set_title (AtlasMapLegend *self, const char *title, const char *note)
{
  g_return_if_fail (ATLAS_IS_MAP_LEGEND (self));

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->note), note != NULL ? note : "");
  update_note (self);
  update_title (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

void
atlas_map_legend_set_has_heat (AtlasMapLegend *self, gboolean has_heat)
{
  g_return_if_fail (ATLAS_IS_MAP_LEGEND (self));

  gtk_widget_set_visible (self->heat, has_heat);
}

void
atlas_map_legend_set_dark (AtlasMapLegend *self, gboolean dark)
{
  g_return_if_fail (ATLAS_IS_MAP_LEGEND (self));

  self->dark = dark;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
atlas_map_legend_set_foldable (AtlasMapLegend *self, gboolean foldable)
{
  g_return_if_fail (ATLAS_IS_MAP_LEGEND (self));

  if (gtk_widget_get_visible (self->fold) == foldable)
    return;
  gtk_widget_set_visible (self->fold, foldable);
  set_folded (self, foldable);
  update_title (self);
}

void
atlas_map_legend_fold (AtlasMapLegend *self)
{
  g_return_if_fail (ATLAS_IS_MAP_LEGEND (self));

  if (gtk_widget_get_visible (self->fold))
    set_folded (self, TRUE);
}

void
atlas_map_legend_set_has_marks (AtlasMapLegend *self, gboolean has_marks)
{
  g_return_if_fail (ATLAS_IS_MAP_LEGEND (self));

  gtk_widget_set_visible (self->marks, has_marks);
}

void
atlas_map_legend_set_circles (AtlasMapLegend *self, guint largest, gboolean split, gboolean dark)
{
  g_return_if_fail (ATLAS_IS_MAP_LEGEND (self));

  if (largest > 0)
    atlas_circle_legend_set (ATLAS_CIRCLE_LEGEND (self->circles), largest, split, dark);
  gtk_widget_set_visible (self->circles, largest > 0);
}

void
atlas_map_legend_set_areas (AtlasMapLegend *self, gboolean counties)
{
  g_return_if_fail (ATLAS_IS_MAP_LEGEND (self));

  atlas_class_list_set_areas (ATLAS_CLASS_LIST (self->classes), counties);
}

void
atlas_map_legend_set_pair_names (AtlasMapLegend *self, const char *first, const char *second)
{
  g_return_if_fail (ATLAS_IS_MAP_LEGEND (self));

  atlas_class_list_set_pair_names (ATLAS_CLASS_LIST (self->classes), first, second);
}

void
atlas_map_legend_set_ground (AtlasMapLegend *self, const GdkRGBA *ground)
{
  g_return_if_fail (ATLAS_IS_MAP_LEGEND (self));

  self->has_ground = ground != NULL;
  if (ground != NULL)
    self->ground = *ground;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  atlas_class_list_set_ground (ATLAS_CLASS_LIST (self->classes), ground);
}

void
atlas_map_legend_set_classes (AtlasMapLegend *self, const AtlasMapClass *classes, guint n_classes)
{
  g_return_if_fail (ATLAS_IS_MAP_LEGEND (self));

  self->has_classes = n_classes > 0;
  atlas_class_list_set_classes (ATLAS_CLASS_LIST (self->classes), classes, n_classes);
  update_title (self);
  update_note (self);
}
