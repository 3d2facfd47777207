/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debriefing-private.h"

#include <string.h>

#include "atlas-fold.h"

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
  gsize size = strlen (name) * 4 + 1;
  char *folded = g_malloc (size);

  atlas_fold_words (name, -1, folded, size);
  return g_strstrip (folded);
}

static gboolean
share_text (AtlasRecord *a, AtlasRecord *b, const char *key)
{
  g_auto (GStrv) left = atlas_record_dup_list (a, key);
  g_auto (GStrv) right = atlas_record_dup_list (b, key);

  for (guint i = 0; left != NULL && left[i] != NULL; i++)
    for (guint k = 0; right != NULL && right[k] != NULL; k++)
      {
        g_autofree char *x = g_utf8_casefold (left[i], -1);
        g_autofree char *y = g_utf8_casefold (right[k], -1);

        if (g_str_equal (x, y))
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
         (share_text (a, b, "emails") || share_text (a, b, "phones"));
}

/* By its id, with which a file that is read again names who was recorded then. */
static gboolean
find_by_id (AtlasRegister *source, AtlasRecord *person, AtlasRecord **known, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *known = atlas_register_load_uuid (source, &atlas_kind_member, atlas_record_get_uuid (person), &failure);
  if (failure == NULL || g_error_matches (failure, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
atlas_debriefing_find_known (
  AtlasRegister *source, AtlasRecord *person, AtlasRecord **known, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (GArray) ids = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);
  g_return_val_if_fail (person != NULL && known != NULL, FALSE);

  if (!find_by_id (source, person, known, error))
    return FALSE;
  name = fold_name (person);
  if (*known != NULL || *name == '\0')
    return TRUE;
  query = atlas_query_parse (&atlas_kind_member, name, error);
  ids =
    query != NULL ? atlas_register_list_ids (source, query, NULL, MAX_NAMESAKES, cancellable, error) : NULL;
  for (guint i = 0; ids != NULL && *known == NULL && i < ids->len; i++)
    {
      g_autoptr (AtlasRecord) other =
        atlas_register_load (source, &atlas_kind_member, g_array_index (ids, gint64, i), NULL);

      if (other != NULL && atlas_debriefing_is_same_person (person, other))
        *known = g_steal_pointer (&other);
    }
  return ids != NULL;
}
