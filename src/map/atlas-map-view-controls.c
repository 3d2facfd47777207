/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

#include "atlas-i18n.h"

static GtkWidget *
new_button (const char *icon, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

static GtkWidget *
new_tool_button (const char *icon, const char *label, const char *tooltip, const char *tool)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "map.tool");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", tool);
  /* What is drawn with the keyboard is drawn on the map. */
  gtk_widget_set_focus_on_click (button, FALSE);

  return button;
}

static void
add_tools (AtlasMapView *self)
{
  static const struct
  {
    const char *icon, *label, *tooltip, *tool;
  } tools[] = {
    { "atlas-select-pointer-symbolic", N_ ("Move the Map"), N_ ("Move the Map (P)"), "pointer" },
    { "atlas-select-rectangle-symbolic", N_ ("Select a Rectangle"), N_ ("Select a Rectangle (R)"),
      "rectangle" },
    { "atlas-select-lasso-symbolic", N_ ("Select with a Lasso"), N_ ("Select with a Lasso (L)"), "lasso" },
    { "atlas-select-circle-symbolic", N_ ("Select a Circle"), N_ ("Select a Circle (C)"), "circle" },
  };

  self->tools = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->tools, "map-card");
  gtk_widget_add_css_class (self->tools, "map-zoom");
  gtk_widget_set_visible (self->tools, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tools), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Selecting"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    gtk_box_append (GTK_BOX (self->tools),
                    new_tool_button (tools[i].icon, _ (tools[i].label), _ (tools[i].tooltip), tools[i].tool));
}

void
atlas_map_view_add_controls (AtlasMapView *self)
{
  GtkWidget *zoom = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->controls = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_widget_set_halign (self->controls, GTK_ALIGN_END);
  gtk_widget_set_valign (self->controls, GTK_ALIGN_END);
  gtk_widget_set_margin_end (self->controls, 12);
  gtk_widget_set_margin_bottom (self->controls, 12);

  atlas_map_view_add_notes (self);

  gtk_widget_add_css_class (zoom, "map-card");
  gtk_widget_add_css_class (zoom, "map-zoom");
  gtk_box_append (GTK_BOX (zoom), new_button ("zoom-in-symbolic", _ ("Zoom In"), "map.zoom-in"));
  gtk_box_append (GTK_BOX (zoom), new_button ("zoom-out-symbolic", _ ("Zoom Out"), "map.zoom-out"));

  add_tools (self);
  gtk_widget_set_valign (zoom, GTK_ALIGN_END);
  self->buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_set_valign (self->buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (self->buttons), self->tools);
  gtk_box_append (GTK_BOX (self->buttons), zoom);
  gtk_box_append (GTK_BOX (self->controls), self->buttons);

  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->controls);
}
