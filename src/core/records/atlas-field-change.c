/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-field-change.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-json-scanner.h"

/* What is longer is said to have changed, without saying to what; bytes. */
#define MAX_DESCRIBED 120

void
atlas_field_change_free (AtlasFieldChange *self)
{
  if (self == NULL)
    return;
  atlas_value_clear (&self->before);
  atlas_value_clear (&self->after);
  g_free (self);
}

static const AtlasField *
find_column (const AtlasKind *kind, const char *column, gsize length)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (strlen (kind->fields[i].column) == length && memcmp (kind->fields[i].column, column, length) == 0)
      return &kind->fields[i];
  return NULL;
}

/* A value of the journal: a list stands in it as the text that holds its JSON. */
static gboolean
read_value (AtlasJsonScanner *scanner, const AtlasField *field, AtlasValue *value)
{
  AtlasJsonToken token = atlas_json_scanner_next (scanner, NULL);
  gsize length;
  const char *text = atlas_json_scanner_get_text (scanner, &length);
  g_autofree char *digits = NULL;

  switch (token)
    {
    case ATLAS_JSON_NULL:
      return TRUE;
    case ATLAS_JSON_STRING:
      atlas_value_set_text (value, text, (gssize) length);
      return TRUE;
    case ATLAS_JSON_NUMBER:
      digits = g_strndup (text, length);
      if (field != NULL && field->type == ATLAS_FIELD_REAL)
        atlas_value_set_real (value, g_ascii_strtod (digits, NULL));
      else
        atlas_value_set_integer (value, g_ascii_strtoll (digits, NULL, 10));
      return TRUE;
    default:
      return FALSE;
    }
}

/* Of an update a pair, else the one value that came or went. */
static gboolean
read_change (AtlasJsonScanner *scanner, AtlasChangeType type, AtlasFieldChange *change)
{
  if (type == ATLAS_CHANGE_INSERT)
    return read_value (scanner, change->field, &change->after);
  if (type == ATLAS_CHANGE_DELETE)
    return read_value (scanner, change->field, &change->before);
  return atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_ARRAY_START &&
         read_value (scanner, change->field, &change->before) &&
         read_value (scanner, change->field, &change->after) &&
         atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_ARRAY_END;
}

GPtrArray *
atlas_field_changes_read (const AtlasKind *kind, AtlasChangeType type, const char *changes)
{
  GPtrArray *read = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_field_change_free);
  g_autoptr (AtlasJsonScanner) scanner = NULL;

  g_return_val_if_fail (kind != NULL, read);

  if (changes == NULL)
    return read;
  scanner = atlas_json_scanner_new (changes, strlen (changes));
  if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_OBJECT_START)
    return read;
  while (atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_KEY)
    {
      g_autoptr (AtlasFieldChange) change = g_new0 (AtlasFieldChange, 1);
      gsize length;
      const char *column = atlas_json_scanner_get_text (scanner, &length);

      change->field = find_column (kind, column, length);
      if (!read_change (scanner, type, change))
        break;
      g_ptr_array_add (read, g_steal_pointer (&change));
    }
  return read;
}

char *
atlas_field_change_describe (const AtlasFieldChange *self)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char *label;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->field == NULL)
    return g_strdup (_ ("What a file told beyond our fields"));
  label = atlas_field_get_label (self->field);
  if (self->field->type == ATLAS_FIELD_ITEM_LIST)
    return g_strdup (label);
  before = atlas_field_display (self->field, &self->before);
  after = atlas_field_display (self->field, &self->after);
  if (strlen (before) + strlen (after) > MAX_DESCRIBED)
    return g_strdup (label);
  if (*before == '\0')
    /* Translators: a field and what was written into it: "City: Ottawa" */
    return g_strdup_printf (_ ("%s: %s"), label, after);
  if (*after == '\0')
    /* Translators: a field and what was taken out of it */
    return g_strdup_printf (_ ("%s: no longer %s"), label, before);
  /* Translators: a field, what it was and what it is now: "City: Toronto → Ottawa" */
  return g_strdup_printf (_ ("%s: %s → %s"), label, before, after);
}
