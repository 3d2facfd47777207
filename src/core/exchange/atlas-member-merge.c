/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-member-merge.h"

#include <string.h>

#include "atlas-consent.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-member-links.h"

static const AtlasField *
get_field (const char *key)
{
  return atlas_kind_find_field (&atlas_kind_member, key, -1);
}

static void
take (AtlasRecord *merged, AtlasRecord *from, const AtlasField *field)
{
  atlas_value_copy (atlas_record_get_value (from, field), atlas_record_edit_value (merged, field));
}

/* --- groups that belong together ----------------------------------------------------------------------- */

static gboolean
has_group (AtlasRecord *record, const char *group)
{
  for (guint i = 0; i < atlas_kind_member.n_fields; i++)
    if (atlas_field_is_within (&atlas_kind_member.fields[i], group) &&
        atlas_record_has (record, &atlas_kind_member.fields[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_group_equal (AtlasRecord *a, AtlasRecord *b, const char *group)
{
  for (guint i = 0; i < atlas_kind_member.n_fields; i++)
    {
      const AtlasField *field = &atlas_kind_member.fields[i];

      if (atlas_field_is_within (field, group) &&
          !atlas_value_equal (atlas_record_get_value (a, field), atlas_record_get_value (b, field)))
        return FALSE;
    }
  return TRUE;
}

static void
take_group (AtlasRecord *merged, AtlasRecord *from, const char *group)
{
  for (guint i = 0; i < atlas_kind_member.n_fields; i++)
    if (atlas_field_is_within (&atlas_kind_member.fields[i], group))
      take (merged, from, &atlas_kind_member.fields[i]);
}

/* The position is that of the address that is taken; where it is of neither record, it is looked up anew. */
static void
settle_position (AtlasRecord *merged, AtlasRecord *left, AtlasRecord *right)
{
  gboolean of_left = is_group_equal (merged, left, "address");
  gboolean of_right = is_group_equal (merged, right, "address");

  if (of_left && has_group (left, "location"))
    take_group (merged, left, "location");
  else if (of_right && has_group (right, "location"))
    take_group (merged, right, "location");
  else if (!of_left && !of_right &&
           g_strcmp0 (atlas_record_get_text (merged, "location.source"), "officer") != 0)
    for (guint i = 0; i < atlas_kind_member.n_fields; i++)
      if (atlas_field_is_within (&atlas_kind_member.fields[i], "location"))
        atlas_record_unset (merged, &atlas_kind_member.fields[i]);
}

/* --- lists --------------------------------------------------------------------------------------------- */

static void
unite_texts (AtlasRecord *merged, AtlasRecord *left, AtlasRecord *right, const char *key)
{
  g_auto (GStrv) ours = atlas_record_dup_list (left, key);
  g_auto (GStrv) theirs = atlas_record_dup_list (right, key);
  char **const sides[] = { ours, theirs };
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint side = 0; side < G_N_ELEMENTS (sides); side++)
    for (guint i = 0; sides[side] && sides[side][i]; i++)
      if (!g_ptr_array_find_with_equal_func (all, sides[side][i], g_str_equal, NULL))
        g_ptr_array_add (all, sides[side][i]);
  g_ptr_array_add (all, NULL);
  atlas_record_set_list (merged, key, (const char *const *) all->pdata);
}

/* Languages are one a code, what @left says of it. */
static gboolean
has_item (GPtrArray *items, AtlasRecord *item)
{
  for (guint i = 0; i < items->len; i++)
    {
      AtlasRecord *known = g_ptr_array_index (items, i);

      if (atlas_record_equal (known, item) ||
          (atlas_record_get_kind (item) == &atlas_kind_language &&
           g_strcmp0 (atlas_record_get_text (known, "code"), atlas_record_get_text (item, "code")) == 0))
        return TRUE;
    }
  return FALSE;
}

static void
unite_items (AtlasRecord *merged, AtlasRecord *left, AtlasRecord *right, const char *key)
{
  g_autoptr (GPtrArray) all = atlas_record_dup_items (left, key);
  g_autoptr (GPtrArray) more = atlas_record_dup_items (right, key);

  for (guint i = 0; i < more->len; i++)
    {
      AtlasRecord *item = g_ptr_array_index (more, i);

      if (!has_item (all, item))
        g_ptr_array_add (all, atlas_record_ref (item));
    }
  atlas_record_set_items (merged, key, all);
}

/* --- consents ------------------------------------------------------------------------------------------ */

/* What was taken back counts, whether or not what was agreed to is over by now. */
static void
evaluate (AtlasRecord *record, const char *purpose, AtlasConsentStatus *status)
{
  const AtlasValue *value = atlas_record_get_value (record, get_field ("consents"));
  gboolean is_text = value->type == ATLAS_VALUE_TEXT;

  atlas_consents_get_status (is_text ? value->text : NULL, is_text ? value->length : 0, purpose, NULL,
                             status);
}

/* The latest date of the entries of a purpose; NULL: none is dated. */
static const char *
get_latest (GPtrArray *consents, const char *purpose)
{
  const char *latest = NULL;

  for (guint i = 0; i < consents->len; i++)
    {
      AtlasRecord *consent = g_ptr_array_index (consents, i);
      const char *date = atlas_record_get_text (consent, "date");

      if (g_strcmp0 (atlas_record_get_text (consent, "purpose"), purpose) == 0 &&
          g_strcmp0 (date, latest) > 0)
        latest = date;
    }
  return latest;
}

static void
withdraw (GPtrArray *consents, const char *purpose, AtlasChannel channel)
{
  AtlasRecord *consent = atlas_record_new (&atlas_kind_consent);

  atlas_record_set_text (consent, "purpose", purpose);
  atlas_record_set_text (consent, "channel", atlas_channel_get_name (channel));
  atlas_record_set_text (consent, "status", "withdrawn");
  /* Of that day, on which a withdrawal counts before a consent; not of today, for nobody said so today. */
  atlas_record_set_text (consent, "date", get_latest (consents, purpose));
  atlas_record_set_text (consent, "source", _ ("Merged records: withdrawn in one of them"));
  g_ptr_array_add (consents, consent);
}

static void
unite_consents (AtlasRecord *merged, AtlasRecord *left, AtlasRecord *right)
{
  const AtlasVocabulary *purposes = &atlas_vocabulary_consent_purpose;
  g_autoptr (GPtrArray) consents = NULL;

  unite_items (merged, left, right, "consents");
  consents = atlas_record_dup_items (merged, "consents");
  for (guint i = 0; i < atlas_vocabulary_get_n_terms (purposes); i++)
    {
      const char *purpose = atlas_vocabulary_get_key (purposes, i);
      AtlasConsentStatus ours, theirs, both;
      guint given;

      evaluate (left, purpose, &ours);
      evaluate (right, purpose, &theirs);
      evaluate (merged, purpose, &both);
      given = both.given & (ours.withdrawn | theirs.withdrawn);
      for (guint channel = 1; channel <= ATLAS_CHANNEL_ALL; channel <<= 1)
        if ((given & channel) != 0)
          withdraw (consents, purpose, (AtlasChannel) channel);
    }
  atlas_record_set_items (merged, "consents", consents);
}

/* --- all fields ---------------------------------------------------------------------------------------- */

static void
unite_notes (AtlasRecord *merged, AtlasRecord *left, AtlasRecord *right)
{
  const char *ours = atlas_record_get_text (left, "notes");
  const char *theirs = atlas_record_get_text (right, "notes");
  g_autofree char *both = NULL;

  if (ours == NULL || theirs == NULL || strstr (ours, theirs) != NULL)
    return;
  both = g_strconcat (ours, "\n\n", theirs, NULL);
  if (strlen (both) <= atlas_field_get_max_length (get_field ("notes")))
    atlas_record_set_text (merged, "notes", both);
}

/* Dates and timestamps in their one form compare as texts. */
static void
take_extreme (AtlasRecord *merged, AtlasRecord *left, AtlasRecord *right, const char *key, gboolean latest)
{
  const char *ours = atlas_record_get_text (left, key);
  const char *theirs = atlas_record_get_text (right, key);

  if (ours != NULL && theirs != NULL && (strcmp (theirs, ours) > 0) == latest)
    take (merged, right, get_field (key));
}

AtlasRecord *
atlas_member_merge_make (AtlasRecord *left, AtlasRecord *right)
{
  AtlasRecord *merged;

  g_return_val_if_fail (left != NULL && atlas_record_get_kind (left) == &atlas_kind_member, NULL);
  g_return_val_if_fail (right != NULL && atlas_record_get_kind (right) == &atlas_kind_member, NULL);

  merged = atlas_record_copy (left);
  for (guint i = 0; i < atlas_kind_member.n_fields; i++)
    {
      const AtlasField *field = &atlas_kind_member.fields[i];

      if (field->type == ATLAS_FIELD_TEXT_LIST || field->type == ATLAS_FIELD_CHOICE_LIST)
        unite_texts (merged, left, right, field->key);
      else if (field->type == ATLAS_FIELD_ITEM_LIST)
        unite_items (merged, left, right, field->key);
      else if (!atlas_record_has (left, field) && !atlas_field_is_within (field, "address") &&
               !atlas_field_is_within (field, "location"))
        take (merged, right, field);
    }
  if (!has_group (left, "address"))
    take_group (merged, right, "address");
  settle_position (merged, left, right);
  unite_consents (merged, left, right);
  unite_notes (merged, left, right);
  take_extreme (merged, left, right, "created", FALSE);
  take_extreme (merged, left, right, "confirmed", TRUE);
  if (atlas_record_get_extra (left) == NULL)
    atlas_record_set_extra (merged, atlas_record_get_extra (right));
  return merged;
}

gboolean
atlas_member_merge_choose (
  AtlasRecord *merged, AtlasRecord *left, AtlasRecord *right, const char *choice, GError **error)
{
  const char *equals;
  g_autofree char *key = NULL;
  const AtlasField *field;

  g_return_val_if_fail (merged != NULL && left != NULL && right != NULL, FALSE);
  g_return_val_if_fail (choice != NULL, FALSE);

  equals = strchr (choice, '=');
  key = g_strndup (choice, equals ? (gsize) (equals - choice) : strlen (choice));
  field = get_field (key);
  if (equals == NULL || field == NULL || (field->flags & ATLAS_FIELD_AUTOMATIC) != 0)
    {
      g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN,
                   _ ("“%s” chooses nothing: write a field of a person, “=”, and left, right or a value."),
                   choice);
      return FALSE;
    }
  if (g_str_equal (key, "consents"))
    {
      g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE,
                           _ ("consents: can’t be chosen; all entries are kept, and the strictest counts"));
      return FALSE;
    }
  if (g_str_equal (equals + 1, "left") || g_str_equal (equals + 1, "right"))
    take (merged, equals[1] == 'l' ? left : right, field);
  else if (!atlas_record_set_from_text (merged, key, equals + 1, error))
    return FALSE;
  if (atlas_field_is_within (field, "address"))
    settle_position (merged, left, right);
  return TRUE;
}

/* --- as one step --------------------------------------------------------------------------------------- */

typedef struct
{
  AtlasUuid left, right;
  char **choices;
  AtlasRecord *merged;
} Merge;

gboolean
atlas_member_merge_remember (AtlasUnit *unit, const AtlasUuid *left, const AtlasUuid *right, GError **error)
{
  g_autoptr (AtlasRecord) verdict = atlas_record_new (&atlas_kind_verdict);
  char id[ATLAS_UUID_TEXT_SIZE];

  g_return_val_if_fail (unit != NULL, FALSE);
  g_return_val_if_fail (left != NULL && right != NULL, FALSE);

  atlas_uuid_format (left, id);
  atlas_record_set_text (verdict, "member", id);
  atlas_uuid_format (right, id);
  atlas_record_set_text (verdict, "other", id);
  atlas_record_set_text (verdict, "verdict", "same");
  return atlas_record_save (verdict, unit, FALSE, error);
}

static gboolean
merge_in_unit (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Merge *merge = data;
  AtlasConnection *connection = atlas_unit_get_connection (unit);
  g_autoptr (AtlasRecord) left = NULL;
  g_autoptr (AtlasRecord) right = NULL;
  g_autoptr (AtlasRecord) merged = NULL;

  left = atlas_record_load_uuid (connection, &atlas_kind_member, &merge->left, error);
  right = left ? atlas_record_load_uuid (connection, &atlas_kind_member, &merge->right, error) : NULL;
  if (right == NULL)
    return FALSE;
  merged = atlas_member_merge_make (left, right);
  for (guint i = 0; merge->choices && merge->choices[i]; i++)
    if (!atlas_member_merge_choose (merged, left, right, merge->choices[i], error))
      return FALSE;
  atlas_register_place (merged);
  if (!atlas_record_save (merged, unit, FALSE, error) ||
      !atlas_member_links_move (unit, &merge->right, &merge->left, cancellable, error) ||
      !atlas_record_delete (right, unit, error) ||
      !atlas_member_merge_remember (unit, &merge->left, &merge->right, error))
    return FALSE;
  merge->merged = g_steal_pointer (&merged);
  return TRUE;
}

static char *
make_label (AtlasRegister *target, const AtlasUuid *left, const AtlasUuid *right, GError **error)
{
  g_autoptr (AtlasRecord) first = NULL;
  g_autoptr (AtlasRecord) second = NULL;
  g_autofree char *first_title = NULL;
  g_autofree char *second_title = NULL;

  first = atlas_register_load_uuid (target, &atlas_kind_member, left, error);
  second = first ? atlas_register_load_uuid (target, &atlas_kind_member, right, error) : NULL;
  if (second == NULL)
    return NULL;
  first_title = atlas_record_dup_title (first);
  second_title = atlas_record_dup_title (second);
  /* Translators: two people, whose records were made one. */
  return g_strdup_printf (_ ("Merge %s and %s"), first_title, second_title);
}

AtlasRecord *
atlas_member_merge (AtlasRegister *target,
                    const AtlasUuid *left,
                    const AtlasUuid *right,
                    char **choices,
                    GCancellable *cancellable,
                    GError **error)
{
  Merge merge = { .choices = choices };
  g_autofree char *label = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (target), NULL);
  g_return_val_if_fail (left != NULL && right != NULL, NULL);

  if (atlas_uuid_equal (left, right))
    {
      g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE,
                           _ ("Both are the same record: choose two."));
      return NULL;
    }
  merge.left = *left;
  merge.right = *right;
  label = make_label (target, left, right, error);
  if (label == NULL)
    return NULL;
  if (!atlas_register_write (target, label, ATLAS_UNIT_DEFAULT, merge_in_unit, &merge, cancellable, error))
    {
      g_clear_pointer (&merge.merged, atlas_record_unref);
      return NULL;
    }
  return merge.merged;
}
