/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-field.h"

#include <stdlib.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-list.h"
#include "atlas-number.h"
#include "atlas-record.h"

/* Whether an entry of a list survives being joined with ";" and split again. */
static gboolean
is_plain_entry (const char *text, gboolean first)
{
  gsize n = strlen (text);

  return n > 0 && strpbrk (text, ";\n\r") == NULL && !g_ascii_isspace (text[0]) &&
         !g_ascii_isspace (text[n - 1]) && !(first && text[0] == '[');
}

/* "a;b", or NULL where only JSON will do. */
static char *
join_texts (const char *const *texts)
{
  for (gsize i = 0; texts[i] != NULL; i++)
    if (!is_plain_entry (texts[i], i == 0))
      return NULL;
  return g_strjoinv (";", (char **) texts);
}

/* "fr:B2", or NULL where only JSON will do. */
static char *
format_item (AtlasRecord *item)
{
  const AtlasKind *kind = atlas_record_get_kind (item);
  guint n_fields = kind->n_short ? kind->n_short : kind->n_fields;
  g_autoptr (GString) text = g_string_new (NULL);
  gsize end = 0;

  if (atlas_record_get_extra (item) != NULL)
    return NULL;
  for (guint i = n_fields; i < kind->n_fields; i++)
    if (atlas_record_has (item, &kind->fields[i]))
      return NULL;
  for (guint i = 0; i < n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];
      g_autofree char *part = atlas_field_format (field, atlas_record_get_value (item, field));

      if (i + 1 < n_fields && strchr (part, ':') != NULL)
        return NULL;
      if (part[0] != '\0' && !is_plain_entry (part, i == 0))
        return NULL;
      if (i > 0)
        g_string_append_c (text, ':');
      g_string_append (text, part);
      if (part[0] != '\0')
        end = text->len;
    }
  g_string_truncate (text, end);
  return end > 0 ? g_strdup (text->str) : NULL;
}

static char *
join_items (GPtrArray *items)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *item = format_item (g_ptr_array_index (items, i));

      if (item == NULL)
        return NULL;
      if (i > 0)
        g_string_append_c (text, ';');
      g_string_append (text, item);
    }
  return g_strdup (text->str);
}

static char *
format_list (const AtlasField *self, const AtlasValue *value)
{
  char *joined = NULL;

  if (self->type == ATLAS_FIELD_ITEM_LIST)
    {
      g_autoptr (GPtrArray) items = atlas_list_to_items (self, value->text, value->length, NULL);

      if (items != NULL)
        joined = join_items (items);
    }
  else
    {
      g_auto (GStrv) texts = atlas_list_to_texts (value->text, value->length);

      if (texts != NULL)
        joined = join_texts ((const char *const *) texts);
    }
  return joined ? joined : g_strndup (value->text, value->length);
}

char *
atlas_field_format (const AtlasField *self, const AtlasValue *value)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  switch ((AtlasValueType) value->type)
    {
    case ATLAS_VALUE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case ATLAS_VALUE_REAL:
      {
        GString *text = g_string_new (NULL);

        atlas_json_append_real (text, value->real);
        return g_string_free (text, FALSE);
      }
    case ATLAS_VALUE_TEXT:
      return atlas_field_is_list (self) ? format_list (self, value) : g_strndup (value->text, value->length);
    case ATLAS_VALUE_NULL:
    default:
      return g_strdup ("");
    }
}

/* Degrees to a metre, without idle zeros, with the locale's decimal sign. */
static char *
display_real (double number)
{
  char *text = g_strdup_printf ("%.5f", number);
  gsize n = strlen (text);

  while (n > 1 && text[n - 1] == '0')
    n--;
  if (!g_ascii_isdigit (text[n - 1]))
    while (n > 1 && !g_ascii_isdigit (text[n - 1]))
      n--;
  text[n] = '\0';
  return text;
}

static char *
display_date (const char *date)
{
  g_autoptr (GDateTime) day = g_date_time_new_utc (atoi (date), atoi (date + 5), atoi (date + 8), 0, 0, 0);

  /* Translators: a day, as in "24 November 2026"; see the documentation of g_date_time_format(). */
  return day ? g_date_time_format (day, _ ("%-e %B %Y")) : g_strdup (date);
}

/* An event's time as it stands on its poster, by the clocks where it takes place; a timestamp by our own. */
static char *
display_time (const AtlasField *self, const char *text)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) there = NULL;
  gint64 seconds;
  int offset;

  if (!atlas_timestamp_parse (text, -1, &seconds, &offset))
    return g_strdup (text);
  utc = g_date_time_new_from_unix_utc (seconds);
  zone = self->type == ATLAS_FIELD_TIMESTAMP ? g_time_zone_new_local () : g_time_zone_new_offset (offset);
  there = g_date_time_to_timezone (utc, zone);
  /* Translators: a day and time, as in "24 November 2026, 18:30"; see g_date_time_format(). */
  return g_date_time_format (there, _ ("%-e %B %Y, %H:%M"));
}

/* "French (B2)": what an item is, and in brackets what is said of it. */
static char *
display_item (AtlasRecord *item)
{
  const AtlasKind *kind = atlas_record_get_kind (item);
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];
      g_autofree char *part = atlas_field_display (field, atlas_record_get_value (item, field));
      GString *to = i == 0 ? head : rest;

      if (part[0] == '\0')
        continue;
      if (to->len > 0)
        g_string_append (to, ", ");
      g_string_append (to, part);
    }
  if (rest->len > 0)
    g_string_append_printf (head, head->len > 0 ? " (%s)" : "%s", rest->str);
  return g_strdup (head->str);
}

static char *
display_list (const AtlasField *self, const AtlasValue *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->type == ATLAS_FIELD_ITEM_LIST)
    {
      g_autoptr (GPtrArray) items = atlas_list_to_items (self, value->text, value->length, NULL);

      for (guint i = 0; items != NULL && i < items->len; i++)
        {
          g_autofree char *item = display_item (g_ptr_array_index (items, i));

          g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", item);
        }
    }
  else
    {
      g_auto (GStrv) texts = atlas_list_to_texts (value->text, value->length);

      for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
        g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                                self->vocabulary ? atlas_vocabulary_label_for (self->vocabulary, texts[i])
                                                 : texts[i]);
    }
  return g_strdup (text->str);
}

void
atlas_field_append_json (const AtlasField *self, const AtlasValue *value, GString *out)
{
  g_return_if_fail (value != NULL && out != NULL);

  switch ((AtlasValueType) value->type)
    {
    case ATLAS_VALUE_INTEGER:
      atlas_json_append_integer (out, value->integer);
      break;
    case ATLAS_VALUE_REAL:
      atlas_json_append_real (out, value->real);
      break;
    case ATLAS_VALUE_TEXT:
      if (self == NULL || atlas_field_is_list (self))
        g_string_append_len (out, value->text, value->length);
      else
        atlas_json_append_string (out, value->text, value->length);
      break;
    case ATLAS_VALUE_NULL:
    default:
      g_string_append (out, "null");
    }
}

char *
atlas_field_display (const AtlasField *self, const AtlasValue *value)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  switch ((AtlasValueType) value->type)
    {
    case ATLAS_VALUE_NULL:
      return g_strdup ("");
    case ATLAS_VALUE_REAL:
      return display_real (value->real);
    case ATLAS_VALUE_INTEGER:
      if (self->type == ATLAS_FIELD_INTEGER)
        return atlas_number_format (value->integer);
      text = atlas_field_format (self, value);
      return self->vocabulary ? g_strdup (atlas_vocabulary_label_for (self->vocabulary, text))
                              : g_steal_pointer (&text);
    case ATLAS_VALUE_TEXT:
    default:
      break;
    }

  if (atlas_field_is_list (self))
    return display_list (self, value);
  text = g_strndup (value->text, value->length);
  switch (self->type)
    {
    case ATLAS_FIELD_CHOICE:
      return g_strdup (atlas_vocabulary_label_for (self->vocabulary, text));
    case ATLAS_FIELD_DATE:
      return display_date (text);
    case ATLAS_FIELD_TIMESTAMP:
    case ATLAS_FIELD_DATE_TIME:
      return display_time (self, text);
    default:
      return g_steal_pointer (&text);
    }
}
