/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicates-private.h"

/* More who share all words of a name are not told apart by it. */
#define MAX_ALIKE 200

/* Somebody with one name only is like too many. */
#define LEAST_WORDS 2

static guint
add_words (GString *text, const char *name)
{
  guint n = 0;
  gboolean inside = FALSE;

  for (const char *p = name; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);
      gboolean alnum = g_unichar_isalnum (letter) || g_unichar_ismark (letter);

      if (alnum && !inside)
        {
          g_string_append_c (text, ' ');
          n++;
        }
      if (alnum)
        g_string_append_unichar (text, letter);
      inside = alnum;
    }
  return n;
}

/* Whoever has all words of the name, in any order; NULL where there are too few. */
static AtlasQuery *
make_query (AtlasRegister *source, AtlasRecord *member, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = add_words (text, atlas_record_get_text (member, "given_name"));

  n += add_words (text, atlas_record_get_text (member, "family_name"));
  return n >= LEAST_WORDS ? atlas_register_parse_query (source, &atlas_kind_member, text->str, error) : NULL;
}

static GPtrArray *
load_all (AtlasRegister *source, GArray *ids, gint64 but, GError **error)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);

  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) != but)
      {
        AtlasRecord *member =
          atlas_register_load (source, &atlas_kind_member, g_array_index (ids, gint64, i), error);

        if (member == NULL)
          return NULL;
        g_ptr_array_add (members, member);
      }
  return g_steal_pointer (&members);
}

GArray *
atlas_duplicates_find_alike (
  AtlasRegister *source, AtlasRecord *member, double threshold, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (AtlasDuplicates) duplicates = NULL;
  g_autoptr (GArray) pairs = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (member != NULL, NULL);

  query = make_query (source, member, &failure);
  if (query == NULL && failure == NULL)
    return g_array_new (FALSE, FALSE, sizeof (AtlasDuplicatePair));
  if (query != NULL)
    ids = atlas_register_list_ids (source, query, "", MAX_ALIKE, cancellable, &failure);
  if (ids != NULL)
    members = load_all (source, ids, atlas_record_get_id (member), &failure);
  if (members == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  duplicates = atlas_duplicates_new_for_records (members);
  pairs = atlas_duplicates_find (duplicates, member, threshold, 0);
  return atlas_duplicates_sift (source, pairs, NULL, NULL, cancellable, error);
}
