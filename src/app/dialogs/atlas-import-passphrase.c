/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-passphrase.h"

#include "atlas-row-message.h"

struct _AtlasImportPassphrase
{
  AdwBin parent_instance;

  AdwPasswordEntryRow *entry;
  GtkLabel *message;
};

enum
{
  PROP_0,
  PROP_FILLED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasImportPassphrase, atlas_import_passphrase, ADW_TYPE_BIN)

static void
show_wrong (AtlasImportPassphrase *self, const char *wrong)
{
  atlas_row_message_set (self->message, GTK_WIDGET (self->entry), GTK_WIDGET (self->entry), wrong);
}

static void
on_changed (AtlasImportPassphrase *self)
{
  if (atlas_import_passphrase_is_filled (self))
    show_wrong (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILLED]);
}

static gboolean
atlas_import_passphrase_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ATLAS_IMPORT_PASSPHRASE (widget)->entry));
}

static void
atlas_import_passphrase_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FILLED:
      g_value_set_boolean (value, atlas_import_passphrase_is_filled (ATLAS_IMPORT_PASSPHRASE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_import_passphrase_class_init (AtlasImportPassphraseClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = atlas_import_passphrase_get_property;
  widget_class->grab_focus = atlas_import_passphrase_grab_focus;

  properties[PROP_FILLED] = g_param_spec_boolean (
    "filled", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-import-passphrase.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPassphrase, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
atlas_import_passphrase_init (AtlasImportPassphrase *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->message = atlas_row_message_new (GTK_LIST_BOX_ROW (self->entry));
}

void
atlas_import_passphrase_ask (AtlasImportPassphrase *self, const char *wrong)
{
  g_return_if_fail (ATLAS_IS_IMPORT_PASSPHRASE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  show_wrong (self, wrong);
}

gboolean
atlas_import_passphrase_is_filled (AtlasImportPassphrase *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT_PASSPHRASE (self), FALSE);

  return *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0';
}

AtlasPassphrase *
atlas_import_passphrase_take (AtlasImportPassphrase *self)
{
  AtlasPassphrase *passphrase;

  g_return_val_if_fail (ATLAS_IS_IMPORT_PASSPHRASE (self), NULL);

  passphrase = atlas_passphrase_new (gtk_editable_get_text (GTK_EDITABLE (self->entry)), NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  return passphrase;
}
