/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debriefing-private.h"

#include "atlas-references.h"

/* Whether the contact log says something already. */

/* When it was recorded is no part of what was said; the event may have been made since, and a follow-up
 * seen to. */
static gboolean
is_compared (const AtlasField *field)
{
  return (field->flags & ATLAS_FIELD_AUTOMATIC) == 0 && !g_str_equal (field->key, "event") &&
         !g_str_equal (field->key, "follow_up_done");
}

static gboolean
says_the_same (AtlasRecord *a, AtlasRecord *b)
{
  const AtlasKind *kind = &atlas_kind_interaction;

  for (guint i = 0; i < kind->n_fields; i++)
    if (is_compared (&kind->fields[i]) && !atlas_value_equal (atlas_record_get_value (a, &kind->fields[i]),
                                                              atlas_record_get_value (b, &kind->fields[i])))
      return FALSE;
  return TRUE;
}

/* -1 with @error */
static int
has_id (AtlasConnection *connection, AtlasRecord *contact, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (AtlasRecord) same =
    atlas_record_find_uuid (connection, &atlas_kind_interaction, atlas_record_get_uuid (contact), &failure);

  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), -1;
  return same != NULL;
}

/* @with: the id of a record of @kind. -1 with @error */
static int
is_logged_with (
  AtlasConnection *connection, AtlasRecord *contact, const AtlasKind *kind, const char *with, GError **error)
{
  g_autoptr (GArray) ids =
    atlas_references_list (connection, &atlas_kind_interaction, kind, with, FALSE, error);

  if (ids == NULL)
    return -1;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AtlasRecord) other =
        atlas_record_load (connection, &atlas_kind_interaction, g_array_index (ids, gint64, i), error);

      if (other == NULL)
        return -1;
      if (says_the_same (contact, other))
        return TRUE;
    }
  return FALSE;
}

int
atlas_debriefing_is_logged (AtlasConnection *connection, AtlasRecord *contact, GError **error)
{
  const char *member, *organisation;
  int same;

  g_return_val_if_fail (connection != NULL && contact != NULL, -1);

  same = has_id (connection, contact, error);
  if (same != FALSE)
    return same;
  member = atlas_record_get_text (contact, "member");
  organisation = atlas_record_get_text (contact, "organisation");
  if (member != NULL)
    return is_logged_with (connection, contact, &atlas_kind_member, member, error);
  if (organisation != NULL)
    return is_logged_with (connection, contact, &atlas_kind_organisation, organisation, error);
  return FALSE;
}
