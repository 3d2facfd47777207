/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicate-columns.h"

#include <string.h>

#include "atlas-fold.h"
#include "atlas-json-scanner.h"
#include "atlas-memory.h"

enum
{
  FIELD_GIVEN,
  FIELD_FAMILY,
  FIELD_OTHERS,
  FIELD_SEX,
  FIELD_BIRTH_YEAR,
  FIELD_EMAILS,
  FIELD_PHONES,
  FIELD_STREET,
  FIELD_CITY,
  FIELD_POSTCODE,
  FIELD_PROVINCE,
  FIELD_DISTRICT,
};

const char *const atlas_duplicate_fields[] = {
  "given_name",   "family_name",      "other_names",     "sex",
  "birth_year",   "emails",           "phones",          "address.street",
  "address.city", "address.postcode", "origin.province", "origin.district",
  NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (atlas_duplicate_fields) == ATLAS_DUPLICATE_N_FIELDS + 1);
G_STATIC_ASSERT (sizeof (AtlasDuplicateRow) == 128);
G_STATIC_ASSERT (G_STRUCT_OFFSET (AtlasDuplicateRow, others) == 64);

#define MAX_TEXT 256 /* bytes of a folded text that are looked at */

AtlasDuplicateColumns *
atlas_duplicate_columns_new (void)
{
  AtlasDuplicateColumns *self = g_new0 (AtlasDuplicateColumns, 1);

  self->names = atlas_duplicate_words_new (TRUE);
  self->places = atlas_duplicate_words_new (TRUE);
  self->origins = atlas_duplicate_words_new (FALSE);
  self->postcodes = atlas_duplicate_words_new (FALSE);
  self->phones = g_hash_table_new (NULL, NULL);
  self->emails = atlas_duplicate_words_new (FALSE);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
atlas_duplicate_columns_free (AtlasDuplicateColumns *self)
{
  if (self == NULL)
    return;
  atlas_duplicate_words_free (self->names);
  atlas_duplicate_words_free (self->places);
  atlas_duplicate_words_free (self->origins);
  atlas_duplicate_words_free (self->postcodes);
  g_hash_table_unref (self->phones);
  atlas_duplicate_words_free (self->emails);
  g_clear_pointer (&self->box, atlas_memory_box_unref);
  g_array_unref (self->ids);
  g_free (self);
}

/* --- names --------------------------------------------------------------------------------------------- */

/* What stands before or between names and says nothing of who it is, English and French. */
static gboolean
is_filler (const char *word, gsize length)
{
  static const char *const fillers[] = { "mr", "mrs", "ms", "dr",  "prof", "mme", "mlle", "m",
                                         "de", "du",  "la", "van", "von",  "the", "da",   "jr" };

  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    if (strlen (fillers[i]) == length && memcmp (fillers[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

/* Splits what atlas_fold_words() made; fillers are left out unless nothing else is there. */
static guint
split_words (char *text, const char **words, guint max)
{
  guint n = 0;

  for (guint pass = 0; n == 0 && pass < 2; pass++)
    {
      const char *at = text;

      while (*at && n < max)
        {
          gsize length = strcspn (at, " ");

          if (length > 0 && (pass == 1 || !is_filler (at, length)))
            words[n++] = at;
          at += length;
          at += *at == ' ';
        }
    }
  for (char *c = text; *c; c++)
    if (*c == ' ')
      *c = '\0';
  return n;
}

static guint
fold_names (const AtlasValue *value, char text[MAX_TEXT], const char **words, guint max)
{
  if (value->type != ATLAS_VALUE_TEXT)
    return 0;
  atlas_fold_words (value->text, value->length, text, MAX_TEXT);
  return split_words (text, words, max);
}

static void
add_names (AtlasDuplicateColumns *self, const char *const *words, guint n, guint32 *numbers, guint32 *letters)
{
  for (guint i = 0; i < n; i++)
    {
      numbers[i] = atlas_duplicate_words_add (self->names, words[i], strlen (words[i]));
      if (letters != NULL)
        *letters |= atlas_duplicate_words_get_word (self->names, numbers[i])->letters;
    }
}

static guint32
get_code (AtlasDuplicateWords *words, guint32 number)
{
  const AtlasNameWord *word = atlas_duplicate_words_get_word (words, number);

  return number == 0 ? 0 : word->forms[0] != 0 ? word->forms[0] : word->code;
}

/* The first letters of a word, whatever follows. */
static guint32
get_start (AtlasDuplicateWords *words, guint32 number)
{
  guint32 start = 0;
  const char *text;

  if (number == 0)
    return 0;
  text = atlas_duplicate_words_get (words, number, NULL);
  for (guint i = 0; i < 3 && text[i]; i++)
    start |= (guint32) (guchar) text[i] << (8 * i);
  return start;
}

static void
pack_names (AtlasDuplicateColumns *self, const AtlasValue *const *values, AtlasDuplicateRow *row)
{
  char texts[3][MAX_TEXT];
  const char *given[ATLAS_DUPLICATE_NAMES], *family[ATLAS_DUPLICATE_NAMES], *others[ATLAS_DUPLICATE_OTHERS];
  guint n_given = fold_names (values[FIELD_GIVEN], texts[0], given, ATLAS_DUPLICATE_NAMES);
  guint n_family = fold_names (values[FIELD_FAMILY], texts[1], family, ATLAS_DUPLICATE_NAMES);
  guint n_others = fold_names (values[FIELD_OTHERS], texts[2], others, ATLAS_DUPLICATE_OTHERS);

  /* All in one field: the last word is the other name. */
  if (n_family == 0 && n_given > 1)
    family[n_family++] = given[--n_given];
  else if (n_given == 0 && n_family > 1)
    given[n_given++] = family[--n_family];
  add_names (self, given, n_given, row->given, &row->given_letters);
  add_names (self, family, n_family, row->family, &row->family_letters);
  add_names (self, others, n_others, row->others, NULL);
  row->given_code = get_code (self->names, row->given[0]);
  row->family_code = get_code (self->names, row->family[0]);
  row->given_start = get_start (self->names, row->given[0]);
  row->family_start = get_start (self->names, row->family[0]);
}

/* --- ways to reach somebody ---------------------------------------------------------------------------- */

static void
count_phone (AtlasDuplicateColumns *self, guint32 number, int more)
{
  gpointer key = GUINT_TO_POINTER (number);

  g_hash_table_insert (self->phones, key,
                       GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (self->phones, key)) + more));
}

static guint32
pack_phone (AtlasDuplicateColumns *self, const char *text, gsize length)
{
  guint64 number = 0;
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    {
      /* An extension is behind the number. */
      if (text[i] == 'x' || text[i] == 'X' || text[i] == ';')
        break;
      if (g_ascii_isdigit (text[i]))
        {
          number = (number * 10 + (guint64) (text[i] - '0')) % 1000000000;
          n++;
        }
    }
  if (n < 7 || number == 0)
    return 0;
  count_phone (self, (guint32) number, 1);
  return (guint32) number;
}

/* Without what stands between "+" and "@", where many sort their mail by. */
static guint32
pack_email (AtlasDuplicateColumns *self, const char *text, gsize length)
{
  char folded[MAX_TEXT];
  gsize n = atlas_fold_into (text, (gssize) length, folded, sizeof folded);
  char *at = memchr (folded, '@', n);
  char *plus = at ? memchr (folded, '+', (gsize) (at - folded)) : NULL;

  if (plus != NULL && plus > folded)
    {
      memmove (plus, at, n - (gsize) (at - folded));
      n -= (gsize) (at - plus);
    }
  return n == 0 ? 0 : atlas_duplicate_words_add (self->emails, folded, n);
}

static guint32
get_mailbox (AtlasDuplicateWords *words, guint32 number)
{
  gsize length;
  const char *text = atlas_duplicate_words_get (words, number, &length);
  guint64 hash = 14695981039346656037u;
  guint n = 0;

  for (gsize i = 0; i < length && text[i] != '@'; i++)
    if (g_ascii_isalnum (text[i]))
      {
        hash = (hash ^ (guchar) text[i]) * 1099511628211u;
        n++;
      }
  return n >= 7 ? (guint32) (hash ^ hash >> 32) | 1 : 0;
}

static void
pack_ways (AtlasDuplicateColumns *self,
           const AtlasValue *value,
           guint32 (*pack) (AtlasDuplicateColumns *, const char *, gsize),
           guint32 *numbers)
{
  g_autoptr (AtlasJsonScanner) scanner = NULL;
  guint n = 0;

  if (value->type != ATLAS_VALUE_TEXT)
    return;
  scanner = atlas_json_scanner_new (value->text, value->length);
  if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_ARRAY_START)
    return;
  while (n < ATLAS_DUPLICATE_WAYS && atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_STRING)
    {
      gsize length;
      const char *text = atlas_json_scanner_get_text (scanner, &length);

      numbers[n] = pack (self, text, length);
      n += numbers[n] != 0;
    }
}

/* --- addresses ----------------------------------------------------------------------------------------- */

/* Sorts of street and of dwelling, and the winds, English and French: written in many ways or not at all. */
static gboolean
is_street_filler (const char *word, gsize length)
{
  static const char *const fillers[] = {
    "street",  "st",   "avenue", "ave",   "av",    "road",    "rd",      "rue",     "boulevard",
    "boul",    "blvd", "bd",     "drive", "dr",    "court",   "ct",      "crt",     "crescent",
    "cres",    "cr",   "place",  "pl",    "way",   "lane",    "ln",      "circuit", "close",
    "terrace", "terr", "chemin", "ch",    "route", "rte",     "highway", "hwy",     "north",
    "south",   "east", "west",   "nord",  "sud",   "est",     "ouest",   "n",       "s",
    "e",       "w",    "o",      "ne",    "nw",    "se",      "sw",      "de",      "du",
    "la",      "le",   "les",    "des",   "the",   "parkway", "pkwy",    "square",  "sq",
  };

  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    if (strlen (fillers[i]) == length && memcmp (fillers[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_dwelling (const char *word, gsize length)
{
  static const char *const dwellings[] = { "apt",   "app", "apartment", "appartement", "unit",  "unite",
                                           "suite", "ste", "bureau",    "room",        "floor", "etage" };

  for (guint i = 0; i < G_N_ELEMENTS (dwellings); i++)
    if (strlen (dwellings[i]) == length && memcmp (dwellings[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

/* "52", "52b": the digits; 0: no number of a house. */
static guint32
read_number (const char *word, gsize length)
{
  guint32 number = 0;
  gsize i;

  for (i = 0; i < length && i < 9 && g_ascii_isdigit (word[i]); i++)
    number = number * 10 + (guint32) (word[i] - '0');
  return length - i <= 1 ? number : 0;
}

/* One part of the line, between commas: its name as one word, and its number. */
static gsize
read_street (const char *part, gsize length, char name[MAX_TEXT], guint32 *number)
{
  char text[MAX_TEXT];
  gsize n = 0, n_fillers = 0;
  char fillers[MAX_TEXT];
  gboolean skip = FALSE;

  atlas_fold_words (part, (gssize) length, text, sizeof text);
  for (const char *at = text; *at;)
    {
      gsize word = strcspn (at, " ");
      guint32 found = g_ascii_isdigit (*at) ? read_number (at, word) : 0;

      if (found != 0 && (n == 0 || skip))
        {
          /* Of "204 - 77 Main" the last before the name is the house. */
          if (!skip)
            *number = found;
          skip = FALSE;
        }
      else if (is_dwelling (at, word))
        skip = TRUE;
      else if (is_street_filler (at, word))
        {
          memcpy (fillers + n_fillers, at, word);
          n_fillers += word;
        }
      else
        {
          memcpy (name + n, at, word);
          n += word;
        }
      at += word;
      at += *at == ' ';
    }
  /* "North Street" */
  if (n == 0 && n_fillers > 0)
    {
      memcpy (name, fillers, n_fillers);
      n = n_fillers;
    }
  return n;
}

static void
pack_street (AtlasDuplicateColumns *self, const AtlasValue *value, AtlasDuplicateRow *row)
{
  const char *at, *end;

  if (value->type != ATLAS_VALUE_TEXT)
    return;
  at = value->text;
  end = at + value->length;
  while (at < end)
    {
      const char *comma = at;
      char name[MAX_TEXT];
      guint32 number = 0;
      gsize n;

      while (comma < end && *comma != ',' && *comma != '\n' && *comma != ';')
        comma++;
      n = read_street (at, (gsize) (comma - at), name, &number);
      if (row->number == 0)
        row->number = number;
      if (n > 0 && row->street == 0)
        row->street = atlas_duplicate_words_add (self->places, name, n);
      else if (n > 0 && row->annex == 0)
        row->annex = atlas_duplicate_words_add (self->places, name, n);
      at = comma + 1;
    }
}

/* The words as one, "Sainte" as it is mostly shortened. */
static guint32
pack_city (AtlasDuplicateColumns *self, const AtlasValue *value)
{
  char text[MAX_TEXT], name[MAX_TEXT];
  gsize n = 0;

  if (value->type != ATLAS_VALUE_TEXT)
    return 0;
  atlas_fold_words (value->text, value->length, text, sizeof text);
  for (const char *at = text; *at;)
    {
      gsize word = strcspn (at, " ");
      gboolean saint =
        (word == 5 && memcmp (at, "saint", 5) == 0) || (word == 6 && memcmp (at, "sainte", 6) == 0);

      memcpy (name + n, saint ? "st" : at, saint ? 2 : word);
      n += saint ? 2 : word;
      at += word;
      at += *at == ' ';
    }
  return n == 0 ? 0 : atlas_duplicate_words_add (self->places, name, n);
}

static guint32
pack_postcode (AtlasDuplicateColumns *self, const AtlasValue *value)
{
  char code[10];
  gsize n = 0;

  if (value->type != ATLAS_VALUE_TEXT)
    return 0;
  for (gsize i = 0; i < value->length && n < sizeof code; i++)
    {
      if (g_ascii_isalnum (value->text[i]))
        code[n++] = g_ascii_toupper (value->text[i]);
      /* What follows the five digits of a ZIP code is often left out. */
      else if (value->text[i] == '-' && n == 5)
        break;
    }
  return n == 0 ? 0 : atlas_duplicate_words_add (self->postcodes, code, n);
}

static guint16
pack_origin (AtlasDuplicateColumns *self, const AtlasValue *value)
{
  char text[MAX_TEXT];
  gsize n;
  guint32 number;

  if (value->type != ATLAS_VALUE_TEXT)
    return 0;
  n = atlas_fold_words (value->text, value->length, text, sizeof text);
  number = n == 0 ? 0 : atlas_duplicate_words_add (self->origins, text, n);
  /* There are thirty districts; who has more has something else in this field. */
  return number <= G_MAXUINT16 ? (guint16) number : 0;
}

/* --- all together -------------------------------------------------------------------------------------- */

void
atlas_duplicate_columns_pack (AtlasDuplicateColumns *self,
                              const AtlasValue *const *values,
                              AtlasDuplicateRow *row)
{
  const AtlasValue *sex, *year;

  g_return_if_fail (self != NULL);
  g_return_if_fail (values != NULL);
  g_return_if_fail (row != NULL);

  memset (row, 0, sizeof *row);
  pack_names (self, values, row);
  sex = values[FIELD_SEX];
  /* "Undisclosed" tells nothing. */
  if (sex->type == ATLAS_VALUE_TEXT && sex->length > 0 && sex->text[0] != 'u')
    row->sex = sex->text[0];
  year = values[FIELD_BIRTH_YEAR];
  if (year->type == ATLAS_VALUE_INTEGER && year->integer > 0 && year->integer < 10000)
    row->birth_year = (gint16) year->integer;
  pack_ways (self, values[FIELD_EMAILS], pack_email, row->emails);
  pack_ways (self, values[FIELD_PHONES], pack_phone, row->phones);
  for (guint i = 0; i < ATLAS_DUPLICATE_WAYS && row->emails[i] != 0; i++)
    row->mailboxes[i] = get_mailbox (self->emails, row->emails[i]);
  pack_street (self, values[FIELD_STREET], row);
  row->street_code = get_code (self->places, row->street);
  row->city = pack_city (self, values[FIELD_CITY]);
  row->postcode = pack_postcode (self, values[FIELD_POSTCODE]);
  row->province = pack_origin (self, values[FIELD_PROVINCE]);
  row->district = pack_origin (self, values[FIELD_DISTRICT]);
}

void
atlas_duplicate_columns_pack_record (AtlasDuplicateColumns *self, AtlasRecord *member, AtlasDuplicateRow *row)
{
  const AtlasValue *values[ATLAS_DUPLICATE_N_FIELDS];

  g_return_if_fail (member != NULL && atlas_record_get_kind (member) == &atlas_kind_member);

  for (guint i = 0; i < ATLAS_DUPLICATE_N_FIELDS; i++)
    values[i] = atlas_record_get_value (
      member, atlas_kind_find_field (&atlas_kind_member, atlas_duplicate_fields[i], -1));
  atlas_duplicate_columns_pack (self, values, row);
}

void
atlas_duplicate_columns_unpack (AtlasDuplicateColumns *self, const AtlasDuplicateRow *row)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (row != NULL);

  for (guint i = 0; i < ATLAS_DUPLICATE_NAMES; i++)
    {
      atlas_duplicate_words_remove (self->names, row->given[i]);
      atlas_duplicate_words_remove (self->names, row->family[i]);
    }
  for (guint i = 0; i < ATLAS_DUPLICATE_OTHERS; i++)
    atlas_duplicate_words_remove (self->names, row->others[i]);
  for (guint i = 0; i < ATLAS_DUPLICATE_WAYS; i++)
    {
      if (row->phones[i] != 0)
        count_phone (self, row->phones[i], -1);
      atlas_duplicate_words_remove (self->emails, row->emails[i]);
    }
  atlas_duplicate_words_remove (self->places, row->city);
  atlas_duplicate_words_remove (self->places, row->street);
  atlas_duplicate_words_remove (self->places, row->annex);
  atlas_duplicate_words_remove (self->postcodes, row->postcode);
  atlas_duplicate_words_remove (self->origins, row->province);
  atlas_duplicate_words_remove (self->origins, row->district);
}

#define CACHE_LINE 64
#define FIRST_ROOM 256

/* In large pages, where there are many. */
void
atlas_duplicate_columns_reserve (AtlasDuplicateColumns *self, guint n)
{
  AtlasDuplicateRow *members;
  gpointer box;

  g_return_if_fail (self != NULL);

  if (n <= self->room)
    return;
  box = atlas_memory_box_new (((gsize) n + 1) * sizeof (AtlasDuplicateRow));
  members = (AtlasDuplicateRow *) (((guintptr) box + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE);
  if (self->n_members > 0)
    memcpy (members, self->members, self->n_members * sizeof (AtlasDuplicateRow));
  g_clear_pointer (&self->box, atlas_memory_box_unref);
  self->box = box;
  self->members = members;
  self->room = n;
}

void
atlas_duplicate_columns_append (AtlasDuplicateColumns *self, const AtlasDuplicateRow *row, gint64 id)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (row != NULL);

  if (self->n_members == self->room)
    atlas_duplicate_columns_reserve (self, MAX (FIRST_ROOM, self->room * 2));
  self->members[self->n_members++] = *row;
  g_array_append_val (self->ids, id);
}

#define N_DRAWERS 65536

static guint
get_drawer (const AtlasDuplicateRow *row)
{
  return (row->family_code * 0x9e3779b9u) >> 16;
}

/* Takes each member to where it belongs, and whoever is in its place to theirs, until all are: a second box
 * of a million members would not be small. */
static void
move_members (AtlasDuplicateColumns *self, guint32 *places)
{
  gint64 *ids = (gint64 *) self->ids->data;

  for (guint i = 0; i < self->n_members; i++)
    while (places[i] != i)
      {
        guint32 to = places[i];
        AtlasDuplicateRow row = self->members[to];
        gint64 id = ids[to];

        self->members[to] = self->members[i];
        self->members[i] = row;
        ids[to] = ids[i];
        ids[i] = id;
        places[i] = places[to];
        places[to] = to;
      }
}

void
atlas_duplicate_columns_arrange (AtlasDuplicateColumns *self)
{
  g_autofree guint32 *starts = NULL;
  g_autofree guint32 *places = NULL;
  guint32 sum = 0;

  g_return_if_fail (self != NULL);

  atlas_duplicate_columns_reserve (self, 1);
  /* As in a cabinet of drawers: in order within each, and the drawers in any. */
  starts = g_new0 (guint32, N_DRAWERS);
  places = g_new (guint32, MAX (self->n_members, 1u));
  for (guint i = 0; i < self->n_members; i++)
    starts[get_drawer (&self->members[i])]++;
  for (guint drawer = 0; drawer < N_DRAWERS; drawer++)
    {
      guint32 own = starts[drawer];

      starts[drawer] = sum;
      sum += own;
    }
  for (guint i = 0; i < self->n_members; i++)
    places[i] = starts[get_drawer (&self->members[i])]++;
  move_members (self, places);
}
