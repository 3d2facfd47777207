/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-complete.h"

#include <string.h>

#include "atlas-register.h"

void
atlas_import_take (AtlasRecord *theirs, AtlasRecord *ours, const AtlasField *field)
{
  const AtlasValue *value = atlas_record_get_value (ours, field);

  atlas_value_clear (atlas_record_edit_value (theirs, field));
  if (value->type == ATLAS_VALUE_TEXT)
    atlas_value_borrow_text (atlas_record_edit_value (theirs, field), value->text, value->length);
  else
    *atlas_record_edit_value (theirs, field) = *value;
}

static gboolean
is_same (AtlasRecord *a, AtlasRecord *b, const AtlasField *field)
{
  return atlas_value_equal (atlas_record_get_value (a, field), atlas_record_get_value (b, field));
}

gboolean
atlas_import_has_same_address (AtlasRecord *a, AtlasRecord *b)
{
  const AtlasKind *kind = atlas_record_get_kind (a);

  for (guint i = 0; i < kind->n_fields; i++)
    if (atlas_field_is_within (&kind->fields[i], "address") && !is_same (a, b, &kind->fields[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_named (const AtlasImportSaid *said, const AtlasKind *kind, const AtlasField *field)
{
  return (said->named >> atlas_kind_index_of (kind, field) & 1) != 0;
}

static void
complete_address (AtlasRecord *theirs, AtlasRecord *ours, const AtlasImportSaid *said)
{
  static const char *const keys[] = { "address.country", "address.region", "address.city", "address.postcode",
                                      "address.street" };
  const AtlasKind *kind = atlas_record_get_kind (theirs);
  gboolean moved = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const AtlasField *field = atlas_kind_find_field (kind, keys[i], -1);

      if (field == NULL)
        continue;
      if (is_named (said, kind, field))
        moved |= i <= 2 && !is_same (theirs, ours, field);
      else if (moved)
        atlas_record_unset (theirs, field);
      else
        atlas_import_take (theirs, ours, field);
    }
}

/* Theirs was placed by the part of the address that the file has. */
static void
complete_position (AtlasRecord *theirs, AtlasRecord *ours, const AtlasImportSaid *said)
{
  const AtlasKind *kind = atlas_record_get_kind (theirs);
  const AtlasField *latitude = atlas_kind_find_field (kind, "location.latitude", -1);
  gboolean is_placed = kind == &atlas_kind_member || kind == &atlas_kind_organisation;

  if (latitude == NULL || said->had_position || is_named (said, kind, latitude))
    return;
  for (guint i = 0; i < kind->n_fields; i++)
    if (!atlas_field_is_within (&kind->fields[i], "location"))
      continue;
    else if (is_placed && !atlas_import_has_same_address (theirs, ours))
      atlas_record_unset (theirs, &kind->fields[i]);
    else
      atlas_import_take (theirs, ours, &kind->fields[i]);
  if (is_placed)
    atlas_register_place (theirs);
}

/* What a row has for the notes without a column of their own stands behind ours, once. */
static void
complete_notes (AtlasRecord *theirs, AtlasRecord *ours, const AtlasField *field)
{
  const char *old = atlas_record_get_text (ours, field->key);
  const char *new = atlas_record_get_text (theirs, field->key);
  g_autofree char *both = NULL;

  if (new == NULL || old == NULL)
    {
      if (old != NULL)
        atlas_import_take (theirs, ours, field);
      return;
    }
  both = g_strconcat (old, "\n", new, NULL);
  if (strstr (old, new) != NULL || strlen (both) > atlas_field_get_max_length (field))
    atlas_import_take (theirs, ours, field);
  else
    atlas_record_set_text (theirs, field->key, both);
}

static void
complete_extra (AtlasRecord *theirs, AtlasRecord *ours)
{
  const char *old = atlas_record_get_extra (ours), *new = atlas_record_get_extra (theirs);
  g_autofree char *both = new != NULL &&old != NULL ? atlas_share_extra_merge (old, new) : g_strdup (old);

  if (old != NULL)
    atlas_record_set_extra (theirs, both);
}

void
atlas_import_complete (AtlasRecord *theirs, AtlasRecord *ours, const AtlasImportSaid *said)
{
  const AtlasKind *kind;

  g_return_if_fail (theirs != NULL);
  g_return_if_fail (ours != NULL);
  g_return_if_fail (said != NULL);

  kind = atlas_record_get_kind (theirs);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];

      if (is_named (said, kind, field) || (field->flags & ATLAS_FIELD_APPEND_ONLY) != 0 ||
          atlas_field_is_within (field, "address") || atlas_field_is_within (field, "location"))
        continue;
      if (said->is_row && field->type == ATLAS_FIELD_LONG_TEXT)
        complete_notes (theirs, ours, field);
      else if (atlas_record_has (ours, field))
        atlas_import_take (theirs, ours, field);
    }
  complete_address (theirs, ours, said);
  complete_position (theirs, ours, said);
  complete_extra (theirs, ours);
}
