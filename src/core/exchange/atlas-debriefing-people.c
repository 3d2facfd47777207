/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debriefing-private.h"

#include "atlas-fold.h"
#include "atlas-merged.h"

/* Whether somebody who is said to be new is known already. */

/* Of so many who bear a name those are looked at that stand first. */
#define MAX_NAMESAKES 500

/* The words of the name, in their order; "" where there is none. */
static char *
fold_name (AtlasRecord *person)
{
  const char *given = atlas_record_get_text (person, "given_name");
  const char *family = atlas_record_get_text (person, "family_name");
  g_autofree char *name = g_strdup_printf ("%s %s", given != NULL ? given : "", family != NULL ? family : "");

  return atlas_fold_dup_words (name, -1);
}

/* "00 1 (613) 555-0100" and "+16135550100" are one. (transfer full) */
static char *
fold_phone (const char *phone)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *at = phone; *at != '\0'; at++)
    if (g_ascii_isdigit (*at))
      g_string_append_c (digits, *at);
  return g_strdup (g_str_has_prefix (digits->str, "00") ? digits->str + 2 : digits->str);
}

static char *
fold_email (const char *email)
{
  return g_utf8_casefold (email, -1);
}

static gboolean
share_text (AtlasRecord *a, AtlasRecord *b, const char *key, char *(*fold) (const char *) )
{
  g_auto (GStrv) left = atlas_record_dup_list (a, key);
  g_auto (GStrv) right = atlas_record_dup_list (b, key);

  for (guint i = 0; left != NULL && left[i] != NULL; i++)
    for (guint k = 0; right != NULL && right[k] != NULL; k++)
      {
        g_autofree char *x = fold (left[i]);
        g_autofree char *y = fold (right[k]);

        if (*x != '\0' && g_str_equal (x, y))
          return TRUE;
      }
  return FALSE;
}

gboolean
atlas_debriefing_is_same_person (AtlasRecord *a, AtlasRecord *b)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  left = fold_name (a);
  right = fold_name (b);
  return *left != '\0' && g_str_equal (left, right) &&
         (share_text (a, b, "emails", fold_email) || share_text (a, b, "phones", fold_phone));
}

/* The member of that id, or into whom theirs was merged; NULL where there is none, or with @error. */
static AtlasRecord *
load_member (AtlasConnection *connection, const AtlasUuid *uuid, GError **error)
{
  AtlasUuid stays;
  gboolean stands;

  if (!atlas_merged_find (connection, uuid, &stays, &stands, error) || !stands)
    return NULL;
  return atlas_record_load_uuid (connection, &atlas_kind_member, &stays, error);
}

/* Somebody of that name on the list; NULL where there is none, or with @error. */
static AtlasRecord *
find_namesake (AtlasConnection *connection, AtlasRecord *event, const char *name, GError **error)
{
  g_autoptr (GPtrArray) attendance = atlas_record_dup_items (event, "attendance");

  for (guint i = 0; i < attendance->len; i++)
    {
      const char *id = atlas_record_get_text (g_ptr_array_index (attendance, i), "member");
      g_autoptr (AtlasRecord) member = NULL;
      g_autofree char *other = NULL;
      GError *failure = NULL;
      AtlasUuid uuid;

      if (id == NULL || !atlas_uuid_parse (id, -1, &uuid))
        continue;
      member = load_member (connection, &uuid, &failure);
      if (failure != NULL)
        return g_propagate_error (error, failure), NULL;
      other = member != NULL ? fold_name (member) : NULL;
      if (g_strcmp0 (other, name) == 0)
        return g_steal_pointer (&member);
    }
  return NULL;
}

/* With neither an address nor a number somebody is known by nothing but having been there. */
static AtlasRecord *
find_listed (
  AtlasConnection *connection, AtlasRecord *person, const char *name, const char *event, GError **error)
{
  g_auto (GStrv) emails = atlas_record_dup_list (person, "emails");
  g_auto (GStrv) phones = atlas_record_dup_list (person, "phones");
  g_autoptr (AtlasRecord) held = NULL;

  if (*name == '\0' || (emails != NULL && emails[0] != NULL) || (phones != NULL && phones[0] != NULL))
    return NULL;
  held = atlas_record_find_id (connection, &atlas_kind_event, event, error);
  return held != NULL ? find_namesake (connection, held, name, error) : NULL;
}

/* By its id, with which a file that is read again names who was recorded then, or by the list. */
static gboolean
find_near (AtlasRegister *source,
           AtlasRecord *person,
           const char *name,
           const char *event,
           AtlasRecord **known,
           GError **error)
{
  AtlasStore *store = atlas_register_get_store (source);
  AtlasConnection *connection = atlas_store_acquire_reader (store, error);
  g_autoptr (GError) failure = NULL;

  *known = NULL;
  if (connection == NULL)
    return FALSE;
  *known = load_member (connection, atlas_record_get_uuid (person), &failure);
  if (*known == NULL && failure == NULL)
    *known = find_listed (connection, person, name, event, &failure);
  atlas_store_release_reader (store, connection);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
atlas_debriefing_find_known (AtlasRegister *source,
                             AtlasRecord *person,
                             const char *event,
                             AtlasRecord **known,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (GArray) ids = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);
  g_return_val_if_fail (person != NULL && known != NULL, FALSE);

  name = fold_name (person);
  if (!find_near (source, person, name, event, known, error))
    return FALSE;
  if (*known != NULL || *name == '\0')
    return TRUE;
  query = atlas_query_parse (&atlas_kind_member, name, error);
  ids =
    query != NULL ? atlas_register_list_ids (source, query, NULL, MAX_NAMESAKES, cancellable, error) : NULL;
  for (guint i = 0; ids != NULL && *known == NULL && i < ids->len; i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (AtlasRecord) other =
        atlas_register_load (source, &atlas_kind_member, g_array_index (ids, gint64, i), &failure);

      if (other != NULL && atlas_debriefing_is_same_person (person, other))
        *known = g_steal_pointer (&other);
      /* Somebody may have gone since the list was made. */
      if (failure != NULL && !g_error_matches (failure, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN))
        return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
    }
  return ids != NULL;
}
