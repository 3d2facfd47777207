/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-record-row-private.h"

enum
{
  PROP_0,
  PROP_RECORD,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasRecordRow, atlas_record_row, G_TYPE_OBJECT)

/* The record was read anew. */
static void
on_record (AtlasRecordRow *self)
{
  self->stale = TRUE;
  if (self->rows != NULL)
    atlas_record_rows_begin_work (self->rows);
}

static void
keep_item (AtlasRecordRow *self, AtlasRecordItem *item)
{
  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, on_record, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    g_signal_connect_swapped (item, "notify::record", G_CALLBACK (on_record), self);
}

static void
atlas_record_row_finalize (GObject *object)
{
  AtlasRecordRow *self = ATLAS_RECORD_ROW (object);

  if (self->rows != NULL)
    atlas_record_rows_forget (self->rows, self);
  keep_item (self, NULL);

  G_OBJECT_CLASS (atlas_record_row_parent_class)->finalize (object);
}

static void
atlas_record_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_RECORD:
      g_value_set_boxed (value, atlas_record_row_get_record (ATLAS_RECORD_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_record_row_class_init (AtlasRecordRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = atlas_record_row_finalize;
  object_class->get_property = atlas_record_row_get_property;

  properties[PROP_RECORD] =
    g_param_spec_boxed ("record", NULL, NULL, ATLAS_TYPE_RECORD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
atlas_record_row_init (AtlasRecordRow *self)
{
}

AtlasRecord *
atlas_record_row_get_record (AtlasRecordRow *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_ROW (self), NULL);
  return self->item ? atlas_record_item_get_record (self->item) : NULL;
}

gboolean
atlas_record_row_is_there (AtlasRecordRow *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_ROW (self), FALSE);
  return self->there;
}

void
atlas_record_row_set_item (AtlasRecordRow *self, AtlasRecordItem *item)
{
  keep_item (self, item);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}
