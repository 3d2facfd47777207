/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-field-row.h"

G_DEFINE_INTERFACE (AtlasFieldRow, atlas_field_row, GTK_TYPE_WIDGET)

enum
{
  EDITED, /* not "changed", which GtkEditable has already */
  TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
atlas_field_row_default_init (AtlasFieldRowInterface *iface)
{
  signals[EDITED] =
    g_signal_new ("edited", ATLAS_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TOLD] = g_signal_new ("told", ATLAS_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

void
atlas_field_row_load (AtlasFieldRow *self, AtlasRecord *record)
{
  g_return_if_fail (ATLAS_IS_FIELD_ROW (self));
  g_return_if_fail (record != NULL);

  ATLAS_FIELD_ROW_GET_IFACE (self)->load (self, record);
}

gboolean
atlas_field_row_store (AtlasFieldRow *self, AtlasRecord *record, GError **error)
{
  g_return_val_if_fail (ATLAS_IS_FIELD_ROW (self), FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  return ATLAS_FIELD_ROW_GET_IFACE (self)->store (self, record, error);
}

void
atlas_field_row_set_session (AtlasFieldRow *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_FIELD_ROW (self));

  if (ATLAS_FIELD_ROW_GET_IFACE (self)->set_session)
    ATLAS_FIELD_ROW_GET_IFACE (self)->set_session (self, session);
}

void
atlas_field_row_set_draft (AtlasFieldRow *self, AtlasRecord *draft)
{
  g_return_if_fail (ATLAS_IS_FIELD_ROW (self));
  g_return_if_fail (draft != NULL);

  if (ATLAS_FIELD_ROW_GET_IFACE (self)->set_draft)
    ATLAS_FIELD_ROW_GET_IFACE (self)->set_draft (self, draft);
}

void
atlas_field_row_set_error (AtlasFieldRow *self, const char *message)
{
  g_return_if_fail (ATLAS_IS_FIELD_ROW (self));

  ATLAS_FIELD_ROW_GET_IFACE (self)->set_error (self, message);
}

void
atlas_field_row_emit_changed (AtlasFieldRow *self)
{
  g_return_if_fail (ATLAS_IS_FIELD_ROW (self));
  g_signal_emit (self, signals[EDITED], 0);
}

void
atlas_field_row_emit_told (AtlasFieldRow *self, const char *key, const char *text)
{
  g_return_if_fail (ATLAS_IS_FIELD_ROW (self));
  g_return_if_fail (key != NULL && text != NULL);
  g_signal_emit (self, signals[TOLD], 0, key, text);
}
