/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-kept-row.h"

struct _AtlasKeptRow
{
  AdwPreferencesRow parent_instance;

  const AtlasField *field;
  AtlasValue value;
};

static void atlas_kept_row_field_row_init (AtlasFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasKeptRow,
                               atlas_kept_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_FIELD_ROW, atlas_kept_row_field_row_init))

/* AtlasFieldRow. */

static void
load (AtlasFieldRow *row, AtlasRecord *record)
{
  AtlasKeptRow *self = ATLAS_KEPT_ROW (row);

  atlas_value_clear (&self->value);
  atlas_value_copy (atlas_record_get_value (record, self->field), &self->value);
}

static gboolean
store (AtlasFieldRow *row, AtlasRecord *record, GError **error)
{
  AtlasKeptRow *self = ATLAS_KEPT_ROW (row);

  atlas_value_clear (atlas_record_edit_value (record, self->field));
  atlas_value_copy (&self->value, atlas_record_edit_value (record, self->field));
  return TRUE;
}

static void
set_error (AtlasFieldRow *row, const char *message)
{
}

static void
atlas_kept_row_field_row_init (AtlasFieldRowInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->set_error = set_error;
}

/* GObject. */

static void
atlas_kept_row_finalize (GObject *object)
{
  atlas_value_clear (&ATLAS_KEPT_ROW (object)->value);

  G_OBJECT_CLASS (atlas_kept_row_parent_class)->finalize (object);
}

static void
atlas_kept_row_class_init (AtlasKeptRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_kept_row_finalize;
}

static void
atlas_kept_row_init (AtlasKeptRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
atlas_kept_row_new (const AtlasField *field)
{
  AtlasKeptRow *self;

  g_return_val_if_fail (field != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_KEPT_ROW, "title", atlas_field_get_label (field), NULL);
  self->field = field;
  return GTK_WIDGET (self);
}

void
atlas_kept_row_set_text (AtlasKeptRow *self, const char *value)
{
  g_return_if_fail (ATLAS_IS_KEPT_ROW (self));

  atlas_value_clear (&self->value);
  if (value != NULL)
    atlas_value_set_text (&self->value, value, -1);
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}
