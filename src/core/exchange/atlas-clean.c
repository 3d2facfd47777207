/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-clean.h"

#include <stdio.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-field-checks.h"
#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-list.h"
#include "atlas-record.h"

/* Which way of cleaning a field wants, and lists. */

/* What people write where there is nothing. */
static gboolean
is_nothing (const char *text)
{
  static const char *const words[] = {
    "-",    "--",   "—",   "–",      ".",     "?",   "n/a",   "#n/a",    "na",
    "n.a.", "null", "nil", "(null)", "néant", "s/o", "#ref!", "#value!",
  };
  g_autofree char *lower = NULL;

  if (text[0] == '\0')
    return TRUE;
  if (strlen (text) > 8)
    return FALSE;
  lower = g_utf8_strdown (text, -1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i], lower) == 0)
      return TRUE;
  return FALSE;
}

/* Outlook writes "Unspecified" where nobody chose a sex, "0/0/00" where there is no birthday, and phones and
 * mailing lists keep birthdays without a year ("--04-03", "04/03"), of which nothing is recorded. */
static gboolean
is_unspecified (const AtlasField *field, const char *text)
{
  static const char *const words[] = {
    "unspecified",  "not specified", "unknown",     "not known",     "not provided", "none given",
    "non specifie", "non specifiee", "non precise", "non renseigne", "inconnu",      "inconnue",
    NULL,
  };
  char folded[32];
  int first, second;
  char end;

  if (field->type == ATLAS_FIELD_DATE || field->type == ATLAS_FIELD_YEAR)
    {
      if (strspn (text, "0/.-") == strlen (text) && strpbrk (text, "/.-") != NULL)
        return TRUE;
      if (strcmp (field->key, "birth_year") == 0 &&
          (sscanf (text, "--%2d-%2d%c", &first, &second, &end) == 2 ||
           sscanf (text, "%2d/%2d%c", &first, &second, &end) == 2))
        return MIN (first, second) >= 1 && MIN (first, second) <= 12 && MAX (first, second) <= 31;
    }
  else if (field->type != ATLAS_FIELD_CHOICE && field->type != ATLAS_FIELD_LEVEL)
    return FALSE;
  atlas_fold_words (text, -1, folded, sizeof folded);
  /* Of a sex it says something: that it is undisclosed. */
  return g_strv_contains (words, folded) &&
         (field->vocabulary == NULL || atlas_vocabulary_match (field->vocabulary, text) == NULL);
}

/* "Na" and "Nil" are names, and NA is Namibia. */
static gboolean
says_nothing (const AtlasField *field, const char *text)
{
  if (!is_nothing (text))
    return is_unspecified (field, text);
  if (g_strcmp0 (field->search, "name") == 0)
    return g_ascii_strcasecmp (text, "na") != 0 && g_ascii_strcasecmp (text, "nil") != 0;
  return field->vocabulary == NULL || atlas_vocabulary_find (field->vocabulary, text, -1) < 0;
}

static gboolean
refuse (const char *text, char **rest, GError **error, const char *reason)
{
  *rest = g_strdup (text);
  g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, reason);
  return FALSE;
}

/* What atlas_field_parse() makes of it; what it refuses is handed back. */
static gboolean
parse (const AtlasField *field, const char *text, AtlasValue *value, char **rest, GError **error)
{
  if (atlas_field_parse (field, text, value, error))
    return TRUE;
  *rest = g_strdup (text);
  return FALSE;
}

/* --- Numbers. */

/* "6,105", "6 105", "6.105", "1’234’567": the digits alone, where separators stand as those of thousands do,
 * and behind them nothing but a word ("12 years"). */
static char *
read_thousands (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gunichar separator = 0;
  guint n_group = 0;

  if (*text == '-' || *text == '+')
    {
      if (*text == '-')
        g_string_append_c (digits, '-');
      text++;
    }
  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char (text);

      if (g_ascii_isdigit (*text))
        {
          g_string_append_c (digits, *text);
          n_group++;
        }
      else
        {
          const char *next = g_utf8_next_char (text);

          /* "12.0" of a spreadsheet. */
          if (separator == 0 && g_str_has_prefix (text, ".0") && strspn (next, "0") == strlen (next))
            return n_group > 0 ? g_strdup (digits->str) : NULL;
          if (n_group == 0 || !(c == ',' || c == '.' || c == ' ' || c == '\'' || c == 0x2019) ||
              !g_ascii_isdigit (*next))
            break;
          if (separator == 0 ? n_group > 3 : c != separator || n_group != 3)
            return NULL;
          separator = c;
          n_group = 0;
        }
      text = g_utf8_next_char (text);
    }
  if (n_group == 0 || (separator != 0 && n_group != 3))
    return NULL;
  while (*text == ' ' || *text == '+')
    text++;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isalpha (g_utf8_get_char (text)) && strchr (" .", *text) == NULL)
      return NULL;
  return g_strdup (digits->str);
}

/* The one number of four digits in "12/1979", "Mars 1979", "c. 1979". */
static gboolean
find_year (const char *text, char year[5])
{
  guint n_years = 0;

  while (*text != '\0')
    {
      gsize n = strspn (text, "0123456789");

      if (n == 3 || n > 4)
        return FALSE;
      if (n == 4)
        {
          g_strlcpy (year, text, 5);
          n_years++;
        }
      text += MAX (n, 1);
    }
  return n_years == 1;
}

static gboolean
clean_number (const AtlasField *field, const char *text, AtlasValue *value, char **rest, GError **error)
{
  g_autofree char *digits = read_thousands (text);
  char date[ATLAS_DATE_TEXT_SIZE];

  if (field->type == ATLAS_FIELD_YEAR && strlen (text) > 4)
    {
      AtlasDayOrder order = atlas_clean_find_day_order (text);

      /* Whichever is the day, the year is the same. */
      if (atlas_clean_date (text, order == ATLAS_DAY_ORDER_UNKNOWN ? ATLAS_DAY_FIRST : order, date, NULL))
        {
          date[4] = '\0';
          return parse (field, date, value, rest, error);
        }
      if (find_year (text, date))
        return parse (field, date, value, rest, error);
    }
  if (field->type == ATLAS_FIELD_LEVEL)
    {
      const char *key = digits != NULL ? NULL : atlas_clean_education (text);

      return parse (field, key != NULL ? key : text, value, rest, error);
    }
  if (!parse (field, digits != NULL ? digits : text, value, rest, error))
    {
      g_free (*rest);
      *rest = g_strdup (text);
      return FALSE;
    }
  return TRUE;
}

static gboolean
clean_date (const AtlasField *field,
            const char *text,
            AtlasDayOrder order,
            AtlasValue *value,
            char **rest,
            GError **error)
{
  char date[ATLAS_DATE_TEXT_SIZE];
  gboolean ambiguous;

  if (atlas_clean_date (text, order, date, &ambiguous))
    {
      atlas_value_set_text (value, date, -1);
      return TRUE;
    }
  if (ambiguous)
    return refuse (text, rest, error, _ ("may be read in two ways; write the day as 2026-11-24"));
  return parse (field, text, value, rest, error);
}

/* --- Words. */

static const char *
match_choice (const AtlasField *field, const char *text)
{
  const char *key = NULL;

  if (field->vocabulary == &atlas_vocabulary_country)
    return atlas_clean_country (text);
  if (field->vocabulary == &atlas_vocabulary_language)
    return atlas_clean_language (text);
  if (field->vocabulary == &atlas_vocabulary_language_level)
    return atlas_clean_language_level (text);
  if (field->vocabulary == &atlas_vocabulary_sex)
    key = atlas_clean_sex (text);
  if (field->vocabulary == &atlas_vocabulary_occupation)
    {
      if (atlas_vocabulary_accepts (field->vocabulary, text, -1))
        return text;
      key = atlas_clean_occupation (text);
    }
  return key != NULL ? key : atlas_vocabulary_match (field->vocabulary, text);
}

static gboolean
clean_choice (const AtlasField *field, const char *text, AtlasValue *value, char **rest, GError **error)
{
  const char *key = match_choice (field, text);
  g_autofree char *complaint = NULL;

  if (key != NULL)
    {
      atlas_value_set_text (value, key, -1);
      return TRUE;
    }
  complaint = atlas_vocabulary_dup_complaint (field->vocabulary);
  return refuse (text, rest, error, complaint);
}

/* --- Lists. */

/* One entry of a list, ours or NULL. (transfer full) */
static char *
clean_entry (const AtlasField *field, const char *text, const AtlasCleanContext *context)
{
  if (field->vocabulary != NULL)
    return g_strdup (match_choice (field, text));
  if (field->check == atlas_check_email)
    {
      g_autofree char *email = atlas_clean_email (text);

      return email != NULL && atlas_check_email (field, email, strlen (email), NULL)
               ? g_steal_pointer (&email)
               : NULL;
    }
  if (field->check == atlas_check_phone)
    return atlas_clean_phone (text, context->country);
  if (field->check != NULL && !field->check (field, text, strlen (text), NULL))
    return NULL;
  return strlen (text) <= atlas_field_get_max_length (field) ? g_strdup (text) : NULL;
}

/* Where one entry of a list ends: ";" and line ends, Google's " ::: ", for what holds no comma itself ",",
 * between numbers and addresses " / " or "et" as well, and for words of a vocabulary "/", "&", "and" and
 * "et". */
static GStrv
split_list (const AtlasField *field, const char *text)
{
  static GRegex *wide, *comma, *contacts, *words;
  static gsize once;
  const GRegex *regex;
  gboolean has_semicolon = strpbrk (text, ";\n") != NULL || strstr (text, ":::") != NULL;

  if (g_once_init_enter (&once))
    {
      wide = g_regex_new ("\\s*(?:;|[\\r\\n]+|:::)\\s*", G_REGEX_OPTIMIZE, 0, NULL);
      comma = g_regex_new ("\\s*(?:[;,|]|[\\r\\n]+|:::|\\s+(?:or|ou)\\s+)\\s*", G_REGEX_OPTIMIZE, 0, NULL);
      /* Of "1,61355E+10" the comma is of the number. */
      contacts = g_regex_new ("\\s*(?:[;|]|,(?!\\d+E\\+\\d)|[\\r\\n]+|:::|\\s+(?:or|ou|and|et|[/&])\\s+)\\s*",
                              G_REGEX_OPTIMIZE | G_REGEX_CASELESS, 0, NULL);
      words = g_regex_new ("\\s*(?:[;,|/&+]|[\\r\\n]+|\\s+(?:and|et)\\s+)\\s*",
                           G_REGEX_OPTIMIZE | G_REGEX_CASELESS, 0, NULL);
      g_once_init_leave (&once, 1);
    }
  if (field->check == atlas_check_email || field->check == atlas_check_phone)
    regex = contacts;
  else if (field->vocabulary != NULL || field->items != NULL)
    regex = has_semicolon ? wide : words;
  else
    regex = has_semicolon || strchr (text, ',') == NULL ? wide : comma;
  return g_regex_split (regex, text, 0);
}

/* Mailing lists quote each tag within a cell that is quoted itself. */
static void
strip_quotes (char *text)
{
  gsize n = strlen (text);

  if (n < 2 || text[0] != '"' || text[n - 1] != '"' || strchr (text + 1, '"') != text + n - 1)
    return;
  memmove (text, text + 1, n - 2);
  text[n - 2] = '\0';
}

static gboolean
has_text (GPtrArray *texts, const char *text)
{
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

static void
add_rest (GString *out, const char *text)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? "; " : "", text);
}

static char *
dup_complaint (const AtlasField *field, const char *text)
{
  if (field->check == atlas_check_phone && atlas_clean_is_rounded (text))
    return g_strdup (
      _ ("was rounded by a spreadsheet, its last digits are lost; look it up where it came from"));
  if (field->vocabulary != NULL)
    return atlas_vocabulary_dup_complaint (field->vocabulary);
  if (field->check == atlas_check_email)
    return g_strdup (_ ("is no e-mail address; write it as name@example.org"));
  if (field->check == atlas_check_phone)
    return g_strdup (_ ("is no telephone number of that country; write it as +1 613 555 0100"));
  return g_strdup (_ ("is not understood"));
}

/* @failed: what the complaint is about */
static gboolean
end_list (const AtlasField *field,
          const char *text,
          const char *failed,
          GString *left,
          gboolean any,
          char **rest,
          GError **error)
{
  g_autofree char *complaint = NULL;

  if (left->len == 0)
    return TRUE;
  complaint = dup_complaint (field, failed);
  return refuse (any ? left->str : text, rest, error, complaint);
}

static gboolean
end_rounded (const AtlasField *field,
             const char *text,
             const AtlasCleanContext *context,
             AtlasValue *value,
             char **rest,
             GError **error)
{
  g_autofree char *phone = clean_entry (field, text, context);
  const char *const texts[] = { phone, NULL };
  g_autofree char *complaint = NULL;

  if (phone != NULL)
    {
      atlas_value_take_text (value, atlas_list_from_texts (texts));
      return TRUE;
    }
  complaint = dup_complaint (field, text);
  return refuse (text, rest, error, complaint);
}

static gboolean
clean_texts (const AtlasField *field,
             const char *text,
             const AtlasCleanContext *context,
             AtlasValue *value,
             char **rest,
             GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) left = g_string_new (NULL);
  g_auto (GStrv) entries = NULL;
  const char *failed = text;
  char *whole = field->vocabulary != NULL ? clean_entry (field, text, context) : NULL;

  /* Of "1,61355E+10" the comma is of the number. */
  if (field->check == atlas_check_phone && atlas_clean_is_rounded (text))
    return end_rounded (field, text, context, value, rest, error);
  /* "Congo, The Democratic Republic of the" is one. */
  if (whole != NULL)
    g_ptr_array_add (texts, whole);
  else
    entries = text[0] == '[' ? atlas_list_to_texts (text, strlen (text)) : NULL;
  if (whole == NULL && entries == NULL)
    entries = split_list (field, text);
  for (guint i = 0; entries != NULL && entries[i] != NULL; i++)
    {
      char *entry;

      strip_quotes (g_strstrip (entries[i]));
      if (says_nothing (field, entries[i]))
        continue;
      entry = clean_entry (field, entries[i], context);
      if (entry == NULL)
        {
          if (atlas_clean_is_rounded (entries[i]))
            failed = entries[i];
          add_rest (left, entries[i]);
        }
      else if (has_text (texts, entry))
        g_free (entry);
      else
        g_ptr_array_add (texts, entry);
    }
  g_ptr_array_add (texts, NULL);
  atlas_value_take_text (value, atlas_list_from_texts ((const char *const *) texts->pdata));
  return end_list (field, text, failed, left, texts->len > 1, rest, error);
}

/* "French (fluent)", "fr:B2", "English - native", "Kinyarwanda". */
static AtlasRecord *
read_language (const char *text)
{
  g_autoptr (AtlasRecord) item = atlas_record_new (&atlas_kind_language);
  const char *code = atlas_clean_language (text);
  gsize at = strcspn (text, "(:-–");
  g_autofree char *head = NULL;
  g_autofree char *tail = NULL;
  const char *level;

  if (code == NULL)
    {
      head = g_strndup (text, at);
      code = atlas_clean_language (g_strstrip (head));
      if (code == NULL)
        return NULL;
      tail = g_strdup (text + at);
      level = atlas_clean_language_level (tail);
      if (level == NULL)
        return NULL;
      atlas_record_set_text (item, "level", level);
    }
  atlas_record_set_text (item, "code", code);
  return g_steal_pointer (&item);
}

static gboolean
clean_languages (const AtlasField *field, const char *text, AtlasValue *value, char **rest, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  g_autoptr (GString) left = g_string_new (NULL);
  g_auto (GStrv) entries = split_list (field, text);

  for (guint i = 0; entries[i] != NULL; i++)
    {
      AtlasRecord *item;

      g_strstrip (entries[i]);
      if (says_nothing (field, entries[i]))
        continue;
      item = read_language (entries[i]);
      if (item == NULL)
        add_rest (left, entries[i]);
      else if (has_text (codes, atlas_record_get_text (item, "code")))
        atlas_record_unref (item);
      else
        {
          g_ptr_array_add (codes, (gpointer) atlas_record_get_text (item, "code"));
          g_ptr_array_add (items, item);
        }
    }
  if (items->len > 0)
    atlas_value_take_text (value, atlas_list_from_items (items));
  return end_list (field, text, text, left, items->len > 0, rest, error);
}

/* --- Any. */

static gboolean
clean_text (const AtlasField *field,
            const char *text,
            const AtlasCleanContext *context,
            AtlasValue *value,
            char **rest,
            GError **error)
{
  g_autofree char *cleaned = NULL;

  if (field->check == atlas_check_region)
    {
      const char *code = atlas_clean_region (text, context->country);

      if (code == NULL)
        return refuse (text, rest, error, _ ("is no province or state of that country"));
      atlas_value_set_text (value, code, -1);
      return TRUE;
    }
  if (g_str_has_suffix (field->key, "postcode"))
    text = cleaned = atlas_clean_postcode (text, context->country);
  return parse (field, text, value, rest, error);
}

gboolean
atlas_clean (const AtlasField *field,
             const char *text,
             gsize length,
             const AtlasCleanContext *context,
             AtlasValue *value,
             char **rest,
             GError **error)
{
  static const AtlasCleanContext none;
  g_autofree char *cleaned = NULL;

  g_return_val_if_fail (field != NULL, FALSE);
  g_return_val_if_fail (text != NULL || length == 0, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);
  g_return_val_if_fail (rest != NULL, FALSE);

  atlas_value_clear (value);
  *rest = NULL;
  if (context == NULL)
    context = &none;
  if (memchr (text, '\0', length) != NULL)
    {
      g_autofree char *before = g_strndup (text, length);

      return refuse (before, rest, error, _ ("must not contain a NUL character"));
    }
  cleaned = atlas_clean_text (text, length);
  if (says_nothing (field, cleaned))
    return TRUE;

  switch (field->type)
    {
    case ATLAS_FIELD_INTEGER:
    case ATLAS_FIELD_YEAR:
    case ATLAS_FIELD_LEVEL:
      return clean_number (field, cleaned, value, rest, error);
    case ATLAS_FIELD_DATE:
      return clean_date (field, cleaned, context->day_order, value, rest, error);
    case ATLAS_FIELD_CHOICE:
      return clean_choice (field, cleaned, value, rest, error);
    case ATLAS_FIELD_TEXT_LIST:
    case ATLAS_FIELD_CHOICE_LIST:
      return clean_texts (field, cleaned, context, value, rest, error);
    case ATLAS_FIELD_ITEM_LIST:
      if (field->items == &atlas_kind_language && cleaned[0] != '[')
        return clean_languages (field, cleaned, value, rest, error);
      return parse (field, cleaned, value, rest, error);
    case ATLAS_FIELD_REAL:
    case ATLAS_FIELD_TIMESTAMP:
    case ATLAS_FIELD_DATE_TIME:
      return parse (field, cleaned, value, rest, error);
    case ATLAS_FIELD_TEXT:
    case ATLAS_FIELD_LONG_TEXT:
    default:
      return clean_text (field, cleaned, context, value, rest, error);
    }
}
