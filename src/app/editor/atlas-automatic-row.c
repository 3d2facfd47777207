/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-automatic-row.h"

#include "atlas-i18n.h"

struct _AtlasAutomaticRow
{
  AdwActionRow parent_instance;

  const AtlasField *field;
  GtkLabel *label;
};

static void atlas_automatic_row_field_row_init (AtlasFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasAutomaticRow,
                               atlas_automatic_row,
                               ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_FIELD_ROW,
                                                      atlas_automatic_row_field_row_init))

/* AtlasFieldRow. */

static void
load (AtlasFieldRow *row, AtlasRecord *record)
{
  AtlasAutomaticRow *self = ATLAS_AUTOMATIC_ROW (row);
  g_autofree char *text = atlas_field_display (self->field, atlas_record_get_value (record, self->field));

  gtk_label_set_text (self->label, *text != '\0' ? text : _ ("Not yet"));
}

static gboolean
store (AtlasFieldRow *row, AtlasRecord *record, GError **error)
{
  return TRUE;
}

static void
set_error (AtlasFieldRow *row, const char *message)
{
}

static void
atlas_automatic_row_field_row_init (AtlasFieldRowInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->set_error = set_error;
}

/* GObject. */

static void
atlas_automatic_row_class_init (AtlasAutomaticRowClass *klass)
{
}

static void
atlas_automatic_row_init (AtlasAutomaticRow *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  self->label = GTK_LABEL (label);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), label);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

GtkWidget *
atlas_automatic_row_new (const AtlasField *field)
{
  AtlasAutomaticRow *self;

  g_return_val_if_fail (field != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_AUTOMATIC_ROW, "title", atlas_field_get_label (field), NULL);
  self->field = field;
  return GTK_WIDGET (self);
}
