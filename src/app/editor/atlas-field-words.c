/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-field-words.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-field-checks.h"
#include "atlas-i18n.h"
#include "atlas-mission-place.h"
#include "atlas-region.h"

gboolean
atlas_field_is_region (const AtlasField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);
  return field->check == atlas_check_region;
}

static const char *
find_region_name (const AtlasValue *value)
{
  guint region = value->type == ATLAS_VALUE_TEXT ? atlas_region_find (value->text, (gssize) value->length)
                                                 : ATLAS_REGION_NONE;

  return region != ATLAS_REGION_NONE ? atlas_region_get_name (region) : NULL;
}

/* In a column of days, the month's name is noise. */
static char *
display_short (const AtlasField *field, const AtlasValue *value)
{
  g_autoptr (GDateTime) then = atlas_timestamp_to_date_time (value->text, (gssize) value->length);
  g_autoptr (GDateTime) here = NULL;

  if (then == NULL)
    return atlas_field_display (field, value);
  here = g_date_time_to_local (then);
  /* Translators: a day in a narrow column, as in "24 Nov 2026"; see the documentation of
   * g_date_time_format().
   */
  return g_date_time_format (here, _ ("%-e %b %Y"));
}

char *
atlas_field_words_display (const AtlasField *field, const AtlasValue *value)
{
  g_return_val_if_fail (field != NULL && value != NULL, NULL);

  if (atlas_field_is_region (field) && find_region_name (value) != NULL)
    return g_strdup (find_region_name (value));
  if (field->type == ATLAS_FIELD_TIMESTAMP && value->type == ATLAS_VALUE_TEXT)
    return display_short (field, value);
  return atlas_field_display (field, value);
}

/* "2026-11-24 18:30", by the clocks where it takes place. */
static char *
format_date_time (const AtlasValue *value)
{
  g_autoptr (GDateTime) there = atlas_timestamp_to_date_time (value->text, (gssize) value->length);

  if (there == NULL)
    return g_strndup (value->text, value->length);
  return g_date_time_format (there,
                             g_date_time_get_second (there) == 0 ? "%Y-%m-%d %H:%M" : "%Y-%m-%d %H:%M:%S");
}

char *
atlas_field_words_format (const AtlasField *field, const AtlasValue *value)
{
  g_return_val_if_fail (field != NULL && value != NULL, NULL);

  if (atlas_field_is_region (field) && find_region_name (value) != NULL)
    return g_strdup (find_region_name (value));
  if (field->type == ATLAS_FIELD_DATE_TIME && value->type == ATLAS_VALUE_TEXT)
    return format_date_time (value);
  if (field->vocabulary != NULL && !atlas_field_is_list (field) && value->type != ATLAS_VALUE_NULL)
    return atlas_field_display (field, value);
  return atlas_field_format (field, value);
}

static const char *
get_country (AtlasRecord *draft)
{
  return draft && atlas_kind_find_field (atlas_record_get_kind (draft), "address.country", -1)
           ? atlas_record_get_text (draft, "address.country")
           : NULL;
}

/* A stop's clocks are those of the place it names. */
static GTimeZone *
dup_zone (AtlasRecord *draft)
{
  const char *name = draft && atlas_record_get_kind (draft) == &atlas_kind_stop
                       ? atlas_stop_get_timezone (draft)
                     : draft && atlas_kind_find_field (atlas_record_get_kind (draft), "timezone", -1)
                       ? atlas_record_get_text (draft, "timezone")
                       : NULL;

  return name ? g_time_zone_new_identifier (name) : NULL;
}

gboolean
atlas_field_words_parse (
  const AtlasField *field, const char *text, AtlasRecord *draft, AtlasValue *value, GError **error)
{
  g_return_val_if_fail (field != NULL && text != NULL && value != NULL, FALSE);

  if (atlas_field_is_region (field))
    {
      guint region = atlas_region_match (text, -1, get_country (draft));

      if (region == ATLAS_REGION_NONE)
        region = atlas_region_match (text, -1, NULL);
      if (region != ATLAS_REGION_NONE)
        text = atlas_region_get_code (region);
    }
  else if (field->type == ATLAS_FIELD_DATE_TIME)
    {
      g_autoptr (GTimeZone) zone = dup_zone (draft);

      return atlas_field_parse_in_zone (field, text, zone, value, error);
    }
  return atlas_field_parse (field, text, value, error);
}

char *
atlas_field_words_dup_code (const AtlasField *field, const AtlasValue *value)
{
  g_autofree char *code = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (field != NULL && value != NULL, NULL);

  if (value->type == ATLAS_VALUE_NULL || (field->vocabulary == NULL && !atlas_field_is_region (field)))
    return NULL;
  code = atlas_field_format (field, value);
  words = atlas_field_words_format (field, value);
  return g_strcmp0 (code, words) != 0 ? g_steal_pointer (&code) : NULL;
}

const char *
atlas_field_without_key (const AtlasField *field, const char *message)
{
  gsize n;

  g_return_val_if_fail (field != NULL && message != NULL, NULL);

  n = strlen (field->key);
  return strncmp (message, field->key, n) == 0 && g_str_has_prefix (message + n, ": ") ? message + n + 2
                                                                                       : message;
}

/* Of the same kind, the other of those of which one must be there. */
static const AtlasField *
find_other (const AtlasField *field)
{
  const AtlasKind *const *kinds = atlas_kinds ();

  for (guint k = 0; kinds[k] != NULL; k++)
    for (guint i = 0;
         field >= kinds[k]->fields && field < kinds[k]->fields + kinds[k]->n_fields && i < kinds[k]->n_fields;
         i++)
      if (&kinds[k]->fields[i] != field && (kinds[k]->fields[i].flags & ATLAS_FIELD_ONE_OF) != 0)
        return &kinds[k]->fields[i];
  return NULL;
}

char *
atlas_field_words_dup_need (const AtlasField *field)
{
  const AtlasField *other;

  g_return_val_if_fail (field != NULL, NULL);

  other = (field->flags & ATLAS_FIELD_ONE_OF) != 0 ? find_other (field) : NULL;
  if (other != NULL)
    /* Translators: of two fields of a form this one must be filled, or the one that is named */
    return g_strdup_printf (_ ("required, or %s"), atlas_field_get_label (other));
  /* Translators: a field of a form that must be filled */
  return (field->flags & ATLAS_FIELD_REQUIRED) != 0 ? g_strdup (_ ("required")) : NULL;
}
