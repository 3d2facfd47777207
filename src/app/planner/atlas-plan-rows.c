/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-rows.h"

#include <adwaita.h>

#include "atlas-i18n.h"
#include "atlas-itinerary.h"
#include "atlas-number.h"
#include "atlas-plan-words.h"

#define DISC_SIZE 26

/* The number of a row's stop, from one on: none is none. */
static GQuark
stop_quark (void)
{
  return g_quark_from_static_string ("atlas-plan-stop");
}

guint
atlas_plan_row_get_stop (GtkListBoxRow *row)
{
  g_return_val_if_fail (GTK_IS_LIST_BOX_ROW (row), G_MAXUINT);

  return GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (row), stop_quark ())) - 1;
}

static GtkWidget *
make_label (const char *text, const char *const *classes)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_css_classes (label, (const char **) classes);
  return label;
}

/* Ways. */

GtkWidget *
atlas_plan_leg_row_new (const AtlasPlan *plan, const AtlasPlanLeg *leg, guint day)
{
  static const char *const icons[] = {
    [ATLAS_LEG_DRIVE] = "atlas-drive-symbolic",
    [ATLAS_LEG_FLY] = "airplane-mode-symbolic",
    [ATLAS_LEG_TRAIN] = "atlas-train-symbolic",
  };
  static const char *const classes[] = { "caption", "dim-label", "numeric", NULL };
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (icons[leg->mode]);
  g_autofree char *text = atlas_plan_leg_dup_words (plan, leg);

  g_return_val_if_fail (plan != NULL && leg != NULL, NULL);

  gtk_widget_set_size_request (icon, DISC_SIZE, -1);
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), make_label (text, classes));
  gtk_widget_add_css_class (box, "leg");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

/* Stops. */

/* The disc of the map. */
static void
draw_disc (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  double rgb[3];

  atlas_itinerary_get_day_color (GPOINTER_TO_UINT (data),
                                 adw_style_manager_get_dark (adw_style_manager_get_default ()), rgb);
  cairo_arc (cr, width / 2.0, height / 2.0, MIN (width, height) / 2.0, 0, 2 * G_PI);
  cairo_set_source_rgb (cr, rgb[0], rgb[1], rgb[2]);
  cairo_fill (cr);
}

static GtkWidget *
make_disc (guint number, guint day)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *area = gtk_drawing_area_new ();
  g_autofree char *text = atlas_number_format (number);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_size_request (area, DISC_SIZE, DISC_SIZE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_disc, GUINT_TO_POINTER (day), NULL);
  gtk_widget_add_css_class (label, "disc");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), area);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), label);
  gtk_widget_set_valign (overlay, GTK_ALIGN_START);
  return overlay;
}

static void
append_item (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GtkWidget *
make_menu (const AtlasPlan *plan, guint index)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) keep = g_menu_new ();
  g_autoptr (GMenu) order = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  append_item (keep, _ ("Keep on This _Day"), "plan.pin-day", g_variant_new_uint32 (index));
  append_item (keep, _ ("Plan _Without This Place"), "plan.bar", g_variant_new_uint32 (index));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (keep));
  if (index > 0)
    append_item (order, _ ("Move _Earlier"), "plan.move", g_variant_new ("(uu)", index, index - 1));
  if (index + 1 < plan->stops->len)
    append_item (order, _ ("Move _Later"), "plan.move", g_variant_new ("(uu)", index, index + 1));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("More"));
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
make_pin (const AtlasPlanStop *stop, guint index)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), "view-pin-symbolic");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), stop->pinned);
  gtk_widget_set_tooltip_text (button, stop->pinned ? _ ("Need Not Be Kept") : _ ("Keep This Stop"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", index);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "plan.pin");
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
make_stop_text (const AtlasPlan *plan, const AtlasPlanStop *stop)
{
  static const char *const times_classes[] = { "numeric", NULL };
  static const char *const name_classes[] = { "heading", NULL };
  static const char *const reason_classes[] = { "caption", "dim-label", NULL };
  static const char *const count_classes[] = { "heading", "accent", "numeric", NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *name = atlas_plan_spot_dup_name (stop->spot);
  g_autofree char *times = atlas_plan_stop_dup_times (stop);
  g_autofree char *reason = atlas_plan_dup_reason (plan, stop);
  g_autofree char *number = atlas_number_format (stop->newly_reached);
  /* Translators: so many people more, whom a stop reaches and none before it */
  g_autofree char *count = g_strdup_printf (_ ("+%s"), number);
  GtkWidget *title = make_label (name, name_classes);
  GtkWidget *plus = make_label (count, count_classes);

  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (line), title);
  gtk_label_set_wrap (GTK_LABEL (plus), FALSE);
  gtk_widget_set_valign (plus, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (line), plus);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), make_label (times, times_classes));
  gtk_box_append (GTK_BOX (box), make_label (reason, reason_classes));
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

/* Dragging a stop to another's place. */

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, gpointer data)
{
  return gdk_content_provider_new_typed (G_TYPE_UINT, GPOINTER_TO_UINT (data));
}

static void
on_drag_begin (GtkDragSource *source)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, paintable, 12, 12);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  guint from = g_value_get_uint (value), to = GPOINTER_TO_UINT (data);

  return from != to && gtk_widget_activate_action (row, "plan.move", "(uu)", from, to);
}

static void
add_dragging (GtkWidget *row, guint index)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_UINT, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), GUINT_TO_POINTER (index));
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), NULL);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), GUINT_TO_POINTER (index));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
atlas_plan_stop_row_new (const AtlasPlan *plan, guint index)
{
  const AtlasPlanStop *stop = g_ptr_array_index (plan->stops, index);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *description = atlas_plan_dup_reason (plan, stop);

  gtk_box_append (GTK_BOX (box), make_disc (index + 1, stop->day - 1));
  gtk_box_append (GTK_BOX (box), make_stop_text (plan, stop));
  gtk_box_append (GTK_BOX (buttons), make_pin (stop, index));
  gtk_box_append (GTK_BOX (buttons), make_menu (plan, index));
  gtk_widget_set_valign (buttons, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (box, "stop");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, stop->spot->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  g_object_set_qdata (G_OBJECT (row), stop_quark (), GUINT_TO_POINTER (index + 1));
  add_dragging (row, index);
  return row;
}
