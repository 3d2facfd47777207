/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-record-source.h"

G_DEFINE_INTERFACE (AtlasRecordSource, atlas_record_source, G_TYPE_LIST_MODEL)

static void
atlas_record_source_default_init (AtlasRecordSourceInterface *iface)
{
  g_object_interface_install_property (
    iface, g_param_spec_boolean ("current", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

void
atlas_record_source_set_session (AtlasRecordSource *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_RECORD_SOURCE (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  ATLAS_RECORD_SOURCE_GET_IFACE (self)->set_session (self, session);
}

void
atlas_record_source_set_query (AtlasRecordSource *self, AtlasQuery *query)
{
  g_return_if_fail (ATLAS_IS_RECORD_SOURCE (self));

  ATLAS_RECORD_SOURCE_GET_IFACE (self)->set_query (self, query);
}

gboolean
atlas_record_source_is_current (AtlasRecordSource *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_SOURCE (self), FALSE);
  return ATLAS_RECORD_SOURCE_GET_IFACE (self)->is_current (self);
}

guint
atlas_record_source_get_n_records (AtlasRecordSource *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_SOURCE (self), 0);
  return ATLAS_RECORD_SOURCE_GET_IFACE (self)->get_n_records (self);
}

gboolean
atlas_record_source_find (AtlasRecordSource *self, gint64 id, guint *position)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_SOURCE (self), FALSE);
  return ATLAS_RECORD_SOURCE_GET_IFACE (self)->find (self, id, position);
}
