/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-row-value.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-kind.h"
#include "atlas-list.h"
#include "atlas-record.h"

/* A million of our own rows are read back in the time that the database takes to write them; so what stands
 * there as we wrote it takes no detour. */

static gboolean
take_integer (const char *text, gsize length, AtlasValue *value)
{
  gboolean negative = text[0] == '-';
  gsize i = negative;
  gint64 number = 0;

  if (i == length || length > 18)
    return FALSE;
  for (; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      number = number * 10 + (text[i] - '0');
    }
  atlas_value_set_integer (value, negative ? -number : number);
  return TRUE;
}

/* Positions have few decimals: the quotient of two numbers that a double holds exactly is what the whole
 * reading gives. */
static gboolean
take_decimal (const char *text, gsize length, AtlasValue *value)
{
  static const double powers[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9 };
  gboolean negative = text[0] == '-';
  gsize n_digits = 0, n_decimals = 0;
  gboolean dotted = FALSE;
  gint64 digits = 0;

  for (gsize i = negative; i < length; i++)
    {
      if (text[i] == '.' && !dotted && n_digits > 0)
        {
          dotted = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (text[i]) || ++n_digits > 15)
        return FALSE;
      digits = digits * 10 + (text[i] - '0');
      n_decimals += dotted;
    }
  if (n_digits == 0 || digits == 0 || n_decimals >= G_N_ELEMENTS (powers) || (dotted && n_decimals == 0))
    return FALSE;
  atlas_value_set_real (value, (double) (negative ? -digits : digits) / powers[n_decimals]);
  return TRUE;
}

static gboolean
take_real (const char *text, gsize length, AtlasValue *value)
{
  char copy[40];
  double number;
  char *end;

  if (take_decimal (text, length, value))
    return TRUE;
  if (length >= sizeof copy)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]) && (text[i] == '\0' || strchr ("+-.eE", text[i]) == NULL))
      return FALSE;
  memcpy (copy, text, length);
  copy[length] = '\0';
  number = g_ascii_strtod (copy, &end);
  if (end == copy || *end != '\0')
    return FALSE;
  atlas_value_set_real (value, number);
  return TRUE;
}

/* A good text of an entry, which stands in JSON as it is here; FALSE where more has to be thought about. */
static gboolean
append_text (GString *out, const AtlasField *field, const char *text, gsize length)
{
  AtlasValue value = { 0 };

  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] < ' ' || text[i] == '"' || text[i] == '\\' ||
        (text[i] == '\xe2' && length - i >= 3 && text[i + 1] == '\x80' && (text[i + 2] & '\xfe') == '\xa8'))
      return FALSE; /* U+2028 and U+2029 are line ends that are escaped */
  atlas_value_borrow_text (&value, text, length);
  if (!atlas_field_check_value (field, &value, NULL))
    return FALSE;
  g_string_append_c (out, '"');
  g_string_append_len (out, text, (gssize) length);
  g_string_append_c (out, '"');
  return TRUE;
}

/* "rw:C2": the fields of an item in the order of their table; the last may hold colons. */
static gboolean
append_item (GString *out, const AtlasKind *kind, const char *text, const char *end)
{
  gboolean any = FALSE;

  g_string_append_c (out, '{');
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];
      const char *colon =
        i + 1 < kind->n_fields && text <= end ? memchr (text, ':', (gsize) (end - text)) : NULL;
      const char *stop = colon != NULL ? colon : end;

      if (stop > text)
        {
          g_string_append (out, any ? ",\"" : "\"");
          g_string_append (out, field->key);
          g_string_append (out, "\":");
          if (!append_text (out, field, text, (gsize) (stop - text)))
            return FALSE;
          any = TRUE;
        }
      else if ((field->flags & ATLAS_FIELD_REQUIRED) != 0)
        return FALSE;
      text = stop + 1;
    }
  g_string_append_c (out, '}');
  return TRUE;
}

/* Entries between ";", as JSON, each looked at on the way. */
static gboolean
take_list (const AtlasField *field, const char *text, gsize length, GString *scratch, AtlasValue *value)
{
  const char *end = text + length;
  AtlasField entry = *field; /* the field with its list taken away */

  if (text[0] == '[')
    {
      atlas_value_borrow_text (value, text, length);
      if (atlas_list_is_good (field, text, length))
        return TRUE;
      atlas_field_normalise (field, value);
      return atlas_field_check_value (field, value, NULL);
    }
  if (!g_utf8_validate (text, (gssize) length, NULL))
    return FALSE;
  entry.type = field->type == ATLAS_FIELD_CHOICE_LIST ? ATLAS_FIELD_CHOICE : ATLAS_FIELD_TEXT;
  g_string_assign (scratch, "[");
  while (text <= end)
    {
      const char *stop = memchr (text, ';', (gsize) (end - text));

      if (stop == NULL)
        stop = end;
      if (stop == text || g_ascii_isspace (text[0]) || g_ascii_isspace (stop[-1]))
        return FALSE;
      if (scratch->len > 1)
        g_string_append_c (scratch, ',');
      if (!(field->items != NULL ? append_item (scratch, field->items, text, stop)
                                 : append_text (scratch, &entry, text, (gsize) (stop - text))))
        return FALSE;
      text = stop + 1;
    }
  g_string_append_c (scratch, ']');
  atlas_value_set_text (value, scratch->str, (gssize) scratch->len);
  return TRUE;
}

static gboolean
take (const AtlasField *field, const char *text, gsize length, GString *scratch, AtlasValue *value)
{
  gint64 seconds;

  switch (field->type)
    {
    case ATLAS_FIELD_INTEGER:
    case ATLAS_FIELD_YEAR:
    case ATLAS_FIELD_LEVEL:
      return take_integer (text, length, value);
    case ATLAS_FIELD_REAL:
      return take_real (text, length, value);
    case ATLAS_FIELD_TIMESTAMP:
    case ATLAS_FIELD_DATE_TIME:
      if (length <= 10 || !atlas_timestamp_parse (text, (gssize) length, &seconds, NULL))
        return FALSE;
      break;
    case ATLAS_FIELD_TEXT_LIST:
    case ATLAS_FIELD_CHOICE_LIST:
    case ATLAS_FIELD_ITEM_LIST:
      return take_list (field, text, length, scratch, value);
    case ATLAS_FIELD_TEXT:
    case ATLAS_FIELD_LONG_TEXT:
    default:
      break;
    }
  atlas_value_borrow_text (value, text, length);
  return TRUE;
}

gboolean
atlas_row_take_exact (
  const AtlasField *field, const char *text, gsize length, GString *scratch, AtlasValue *value)
{
  g_assert (length > 0);

  /* Lists have been looked at, and what a text without a form may be the record's own check says. */
  if (take (field, text, length, scratch, value) &&
      (atlas_field_is_list (field) || (field->type <= ATLAS_FIELD_LONG_TEXT && field->check == NULL) ||
       atlas_field_check_value (field, value, NULL)))
    return TRUE;
  atlas_value_clear (value);
  return FALSE;
}

gboolean
atlas_row_is_settled (const AtlasField *field, const AtlasValue *value)
{
  if (atlas_field_is_list (field))
    return TRUE;
  if ((field->flags & ATLAS_FIELD_LOWER_CASE) != 0)
    return FALSE;
  if (field->type == ATLAS_FIELD_REAL)
    return value->real != 0; /* or it may be -0 */
  if (field->type == ATLAS_FIELD_TIMESTAMP)
    return value->length == 20 && value->text[10] == 'T' && value->text[17] < '6' && value->text[19] == 'Z';
  return value->type != ATLAS_VALUE_TEXT || value->length <= atlas_field_get_max_length (field);
}

/* --- Several columns of one field. */

/* What stands between the values of several columns for one text. */
static const char *
get_joint (const AtlasField *field)
{
  if (field->type == ATLAS_FIELD_LONG_TEXT)
    return "\n";
  if (strcmp (field->key, "address.street") == 0)
    return ", ";
  return strcmp (field->key, "other_names") == 0 ? " " : NULL;
}

static gboolean
append_list (const AtlasField *field, AtlasValue *ours, const AtlasValue *more)
{
  if (field->type == ATLAS_FIELD_ITEM_LIST)
    {
      g_autoptr (GPtrArray) items = atlas_list_to_items (field, ours->text, ours->length, NULL);
      g_autoptr (GPtrArray) others = atlas_list_to_items (field, more->text, more->length, NULL);

      if (items == NULL || others == NULL)
        return FALSE;
      g_ptr_array_extend (items, others, (GCopyFunc) (gpointer) atlas_record_copy, NULL);
      atlas_value_take_text (ours, atlas_list_from_items (items));
      return TRUE;
    }
  else
    {
      g_auto (GStrv) texts = atlas_list_to_texts (ours->text, ours->length);
      g_auto (GStrv) others = atlas_list_to_texts (more->text, more->length);
      g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
      g_auto (GStrv) joined = NULL;

      if (texts == NULL || others == NULL)
        return FALSE;
      g_strv_builder_addv (all, (const char **) texts);
      for (guint i = 0; others[i] != NULL; i++)
        if (!g_strv_contains ((const char *const *) texts, others[i]))
          g_strv_builder_add (all, others[i]);
      joined = g_strv_builder_end (all);
      atlas_value_take_text (ours, atlas_list_from_texts ((const char *const *) joined));
      return TRUE;
    }
}

gboolean
atlas_row_value_add (const AtlasField *field, AtlasValue *ours, AtlasValue *more)
{
  const char *joint = get_joint (field);

  if (ours->type == ATLAS_VALUE_NULL)
    {
      *ours = *more;
      *more = (AtlasValue){ 0 };
      return TRUE;
    }
  if (atlas_value_equal (ours, more))
    return TRUE;
  if (atlas_field_is_list (field))
    return append_list (field, ours, more);
  if (joint == NULL)
    return FALSE;
  atlas_value_take_text (ours, g_strdup_printf ("%.*s%s%.*s", (int) ours->length, ours->text, joint,
                                                (int) more->length, more->text));
  return TRUE;
}
