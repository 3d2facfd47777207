/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-base-map-dialog.h"

#include "atlas-credit.h"
#include "atlas-i18n.h"
#include "atlas-tile-address.h"

struct _AtlasBaseMapDialog
{
  AdwWindow parent_instance;

  GtkWidget *add_button;
  AdwEntryRow *name, *address, *credit, *link;
  GtkSpinButton *max_zoom;
  GtkSwitch *has_names;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (AtlasBaseMapDialog, atlas_base_map_dialog, ADW_TYPE_WINDOW)

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* "openstreetmap.org" where nobody gave a name. */
static char *
dup_name (AtlasBaseMapDialog *self, const char *address)
{
  char *name = dup_text (self->name);

  if (*name != '\0')
    return name;
  g_free (name);
  return atlas_tile_address_dup_host (address);
}

static void
show_problem (AtlasBaseMapDialog *self, const char *words, gboolean wrong)
{
  gtk_label_set_text (self->problem, words);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *words != '\0');
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->problem), "error");
}

static void
on_changed (AtlasBaseMapDialog *self)
{
  g_autofree char *address = dup_text (self->address);
  g_autofree char *link = dup_text (self->link);
  g_autoptr (GError) error = NULL;
  gboolean good = atlas_tile_address_check (address, &error);

  if (!good)
    show_problem (self, *address != '\0' ? error->message : "", TRUE);
  else if (*link != '\0' && !atlas_credit_is_link (link))
    {
      show_problem (self, _ ("The link must begin with https:// or http://."), TRUE);
      good = FALSE;
    }
  else if (!atlas_tile_address_is_encrypted (address))
    show_problem (
      self, _ ("This address is not encrypted: others on the way see which area is looked at. Try https://."),
      FALSE);
  else
    show_problem (self, "", FALSE);
  gtk_widget_set_sensitive (self->add_button, good);
}

static const char *
non_empty (const char *text)
{
  return *text != '\0' ? text : NULL;
}

static void
on_add_clicked (AtlasBaseMapDialog *self)
{
  g_autofree char *address = dup_text (self->address);
  g_autofree char *name = dup_name (self, address);
  g_autofree char *credit = dup_text (self->credit);
  g_autofree char *link = dup_text (self->link);
  g_autoptr (AtlasBaseMap) map = atlas_base_map_new_address (
    name, address, non_empty (credit), non_empty (link),
    (guint) gtk_spin_button_get_value_as_int (self->max_zoom), gtk_switch_get_active (self->has_names));

  g_signal_emit_by_name (self, "added", map);
  gtk_window_close (GTK_WINDOW (self));
}

static void
atlas_base_map_dialog_class_init (AtlasBaseMapDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-base-map-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasBaseMapDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasBaseMapDialog, name);
  gtk_widget_class_bind_template_child (widget_class, AtlasBaseMapDialog, address);
  gtk_widget_class_bind_template_child (widget_class, AtlasBaseMapDialog, credit);
  gtk_widget_class_bind_template_child (widget_class, AtlasBaseMapDialog, link);
  gtk_widget_class_bind_template_child (widget_class, AtlasBaseMapDialog, max_zoom);
  gtk_widget_class_bind_template_child (widget_class, AtlasBaseMapDialog, has_names);
  gtk_widget_class_bind_template_child (widget_class, AtlasBaseMapDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
atlas_base_map_dialog_init (AtlasBaseMapDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

GtkWidget *
atlas_base_map_dialog_new (void)
{
  return g_object_new (ATLAS_TYPE_BASE_MAP_DIALOG, NULL);
}
