/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-page.h"

G_DEFINE_INTERFACE (AtlasPage, atlas_page, GTK_TYPE_WIDGET)

static void
atlas_page_default_init (AtlasPageInterface *iface)
{
}

void
atlas_page_set_session (AtlasPage *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_PAGE (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  ATLAS_PAGE_GET_IFACE (self)->set_session (self, session);
}

const AtlasKind *
atlas_page_get_kind (AtlasPage *self)
{
  g_return_val_if_fail (ATLAS_IS_PAGE (self), NULL);
  return ATLAS_PAGE_GET_IFACE (self)->get_kind (self);
}

gboolean
atlas_page_is_settled (AtlasPage *self)
{
  g_return_val_if_fail (ATLAS_IS_PAGE (self), TRUE);
  return ATLAS_PAGE_GET_IFACE (self)->is_settled (self);
}

void
atlas_page_show_record (AtlasPage *self, gint64 id)
{
  g_return_if_fail (ATLAS_IS_PAGE (self));

  if (ATLAS_PAGE_GET_IFACE (self)->show_record)
    ATLAS_PAGE_GET_IFACE (self)->show_record (self, id);
}

void
atlas_page_new_record (AtlasPage *self, GHashTable *fields)
{
  g_return_if_fail (ATLAS_IS_PAGE (self));

  if (ATLAS_PAGE_GET_IFACE (self)->new_record)
    ATLAS_PAGE_GET_IFACE (self)->new_record (self, fields);
}

void
atlas_page_show_place (AtlasPage *self, double latitude, double longitude)
{
  g_return_if_fail (ATLAS_IS_PAGE (self));

  if (ATLAS_PAGE_GET_IFACE (self)->show_place)
    ATLAS_PAGE_GET_IFACE (self)->show_place (self, latitude, longitude);
}

gboolean
atlas_page_leave (AtlasPage *self)
{
  g_return_val_if_fail (ATLAS_IS_PAGE (self), TRUE);

  return ATLAS_PAGE_GET_IFACE (self)->leave == NULL || ATLAS_PAGE_GET_IFACE (self)->leave (self);
}

void
atlas_page_fill_draft (AtlasRecord *draft, GHashTable *fields)
{
  GHashTableIter iter;
  gpointer key, text;

  g_return_if_fail (draft != NULL);

  if (fields == NULL)
    return;
  g_hash_table_iter_init (&iter, fields);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      g_autoptr (GError) error = NULL;

      if (!atlas_record_set_from_text (draft, key, text, &error))
        g_info ("A new record begins without %s", error->message);
    }
}
