/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-vcard-card.h"

#include <string.h>

#include "atlas-clean.h"
#include "atlas-kind.h"
#include "atlas-uuid.h"
#include "atlas-vcard-text.h"

/* Apple's programs write it as the year of a birthday whose year nobody told. */
#define NO_YEAR "1604"

static const char *const keys[ATLAS_VCARD_N_COLUMNS] = {
  [ATLAS_VCARD_ID] = "id",
  [ATLAS_VCARD_GIVEN_NAME] = "given_name",
  [ATLAS_VCARD_FAMILY_NAME] = "family_name",
  [ATLAS_VCARD_OTHER_NAMES] = "other_names",
  [ATLAS_VCARD_SEX] = "sex",
  [ATLAS_VCARD_BIRTH_YEAR] = "birth_year",
  [ATLAS_VCARD_EMAILS] = "emails",
  [ATLAS_VCARD_PHONES] = "phones",
  [ATLAS_VCARD_PREFERRED_LANGUAGE] = "preferred_language",
  [ATLAS_VCARD_LANGUAGES] = "languages",
  [ATLAS_VCARD_STREET] = "address.street",
  [ATLAS_VCARD_CITY] = "address.city",
  [ATLAS_VCARD_REGION] = "address.region",
  [ATLAS_VCARD_POSTCODE] = "address.postcode",
  [ATLAS_VCARD_COUNTRY] = "address.country",
  [ATLAS_VCARD_LATITUDE] = "location.latitude",
  [ATLAS_VCARD_LONGITUDE] = "location.longitude",
  [ATLAS_VCARD_TITLE] = "occupation.title",
  [ATLAS_VCARD_EMPLOYER] = "occupation.employer",
  [ATLAS_VCARD_TAGS] = "tags",
  [ATLAS_VCARD_STATUS] = "status",
  [ATLAS_VCARD_NOTES] = "notes",
  [ATLAS_VCARD_REST] = "vCard",
};

/* What a program says to itself. */
static const char *const passed_over[] = { "PRODID",      "REV",     "VERSION",        "X-PRODID",
                                           "X-ABLABEL",   "X-ABADR", "MAILER",         "CLASS",
                                           "SORT-STRING", "PROFILE", "X-RADICALE-NAME" };

static void
append (AtlasVcardCard *self, AtlasVcardColumn column, const char *separator, const char *text)
{
  GString *cell = self->columns[column];

  if (*text == '\0')
    return;
  if (cell->len > 0)
    g_string_append (cell, separator);
  g_string_append (cell, text);
}

static void
append_value (AtlasVcardCard *self, AtlasVcardColumn column, const char *separator, const char *value)
{
  g_autofree char *text = g_strstrip (atlas_vcard_unescape (value));

  append (self, column, separator, text);
}

/* The first that is preferred most stands first. */
static void
insert_value (AtlasVcardCard *self, AtlasVcardColumn column, const AtlasVcardLine *line, const char *text)
{
  GString *cell = self->columns[column];

  if (line->preferred == 1 && cell->len > 0 && *text != '\0')
    {
      g_string_prepend (cell, "; ");
      g_string_prepend (cell, text);
    }
  else
    append (self, column, "; ", text);
}

static void
set (AtlasVcardCard *self, AtlasVcardColumn column, const char *value)
{
  g_string_truncate (self->columns[column], 0);
  append_value (self, column, "", value);
}

/* What has no field of ours stands beside the others, a line each. */
static void
keep (AtlasVcardCard *self, const char *name, const char *text)
{
  append (self, ATLAS_VCARD_REST, "\n", name);
  g_string_append (self->columns[ATLAS_VCARD_REST], ": ");
  g_string_append (self->columns[ATLAS_VCARD_REST], text);
}

static void
take_rest (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  g_autofree char *text = g_strstrip (atlas_vcard_unescape (line->value));

  if (*text == '\0')
    return;
  keep (self, line->name, text);
}

/* --- properties
 * ---------------------------------------------------------------------------------------------- */

/* "Dr.", "Jr.": what stands before and behind a name is no name by which one would look for somebody. */
static void
keep_affix (AtlasVcardCard *self, const char *name, const char *value)
{
  g_autofree char *text = g_strstrip (atlas_vcard_unescape (value));

  if (*text != '\0')
    keep (self, name, text);
}

static void
take_name (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  g_auto (GStrv) parts = atlas_vcard_split (line->value, ';');
  guint n = g_strv_length (parts);

  if (self->columns[ATLAS_VCARD_GIVEN_NAME]->len > 0 || self->columns[ATLAS_VCARD_FAMILY_NAME]->len > 0)
    {
      take_rest (self, line);
      return;
    }
  set (self, ATLAS_VCARD_FAMILY_NAME, parts[0]);
  if (n > 1)
    set (self, ATLAS_VCARD_GIVEN_NAME, parts[1]);
  for (guint i = 2; i < n; i++)
    {
      g_auto (GStrv) values = atlas_vcard_split (parts[i], ',');

      for (char **value = values; *value != NULL; value++)
        if (i == 2)
          append_value (self, ATLAS_VCARD_OTHER_NAMES, " ", *value);
        else
          keep_affix (self, i == 3 ? "PREFIX" : "SUFFIX", *value);
    }
}

static void
take_full_name (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  if (self->full_name == NULL)
    self->full_name = g_strstrip (atlas_vcard_unescape (line->value));
}

static void
take_list (AtlasVcardCard *self, AtlasVcardColumn column, const char *separator, const AtlasVcardLine *line)
{
  g_auto (GStrv) values = atlas_vcard_split (line->value, ',');

  for (char **value = values; *value != NULL; value++)
    append_value (self, column, separator, *value);
}

static void
take_sex (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  static const struct
  {
    char letter;
    const char *key;
  } sexes[] = { { 'F', "female" }, { 'M', "male" }, { 'O', "other" }, { 'N', "undisclosed" } };

  for (guint i = 0; i < G_N_ELEMENTS (sexes); i++)
    if (g_ascii_toupper (line->value[0]) == sexes[i].letter &&
        (line->value[1] == '\0' || line->value[1] == ';' || g_ascii_isalpha (line->value[1])))
      g_string_assign (self->columns[ATLAS_VCARD_SEX], sexes[i].key);
}

/* "1980-05-21", "19800521", "1980", "1980-05"; nothing where the year is not told: "--0521". */
static void
take_birthday (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  for (guint i = 0; i < 4; i++)
    if (!g_ascii_isdigit (line->value[i]))
      return;
  if (strncmp (line->value, NO_YEAR, 4) == 0 || self->columns[ATLAS_VCARD_BIRTH_YEAR]->len > 0)
    return;
  g_string_append_len (self->columns[ATLAS_VCARD_BIRTH_YEAR], line->value, 4);
}

static void
take_email (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  g_autofree char *address = g_strstrip (atlas_vcard_unescape (line->value));

  insert_value (self, ATLAS_VCARD_EMAILS, line, address);
}

/* "tel:+1-418-656-9254;ext=102" is "+1-418-656-9254 ext. 102" (RFC 3966). */
static void
take_phone (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  g_autofree char *text = g_strstrip (atlas_vcard_unescape (line->value));
  const char *number = text;
  char *parameters;

  if (atlas_vcard_line_has_type (line, "fax") || atlas_vcard_line_has_type (line, "pager"))
    {
      take_rest (self, line);
      return;
    }
  if (g_ascii_strncasecmp (text, "tel:", 4) != 0)
    {
      insert_value (self, ATLAS_VCARD_PHONES, line, text);
      return;
    }

  number += 4;
  parameters = strchr (text, ';');
  if (parameters == NULL)
    insert_value (self, ATLAS_VCARD_PHONES, line, number);
  else
    {
      const char *extension = strstr (parameters, "ext=");
      g_autofree char *whole = NULL;

      *parameters = '\0';
      whole = extension != NULL ? g_strconcat (number, " ext. ", extension + 4, NULL) : g_strdup (number);
      insert_value (self, ATLAS_VCARD_PHONES, line, whole);
    }
}

/* Some programs write a whole address as a street of several lines. */
static void
take_apart (AtlasVcardCard *self)
{
  AtlasCleanAddress address = { 0 };
  g_autofree char *text = g_strdup (self->columns[ATLAS_VCARD_STREET]->str);

  if (strchr (text, '\n') == NULL)
    return;
  for (AtlasVcardColumn i = ATLAS_VCARD_CITY; i <= ATLAS_VCARD_COUNTRY; i++)
    if (self->columns[i]->len > 0)
      return;
  atlas_clean_address (text, NULL, &address);
  if (address.city != NULL)
    {
      g_string_assign (self->columns[ATLAS_VCARD_STREET], address.street != NULL ? address.street : "");
      g_string_assign (self->columns[ATLAS_VCARD_CITY], address.city);
      g_string_assign (self->columns[ATLAS_VCARD_REGION], address.region != NULL ? address.region : "");
      g_string_assign (self->columns[ATLAS_VCARD_POSTCODE], address.postcode != NULL ? address.postcode : "");
      g_string_assign (self->columns[ATLAS_VCARD_COUNTRY], address.country != NULL ? address.country : "");
    }
  atlas_clean_address_clear (&address);
}

static int
rank_address (const AtlasVcardLine *line)
{
  return line->preferred * 4 + (atlas_vcard_line_has_type (line, "home")   ? 1
                                : atlas_vcard_line_has_type (line, "work") ? 3
                                                                           : 2);
}

/* One address is kept: the preferred one, or that of the home. */
static void
take_address (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  static const AtlasVcardColumn columns[] = { ATLAS_VCARD_STREET, ATLAS_VCARD_STREET, ATLAS_VCARD_STREET,
                                              ATLAS_VCARD_CITY,   ATLAS_VCARD_REGION, ATLAS_VCARD_POSTCODE,
                                              ATLAS_VCARD_COUNTRY };
  g_auto (GStrv) parts = atlas_vcard_split (line->value, ';');
  guint n = MIN (g_strv_length (parts), G_N_ELEMENTS (columns));
  int rank = rank_address (line);

  if (self->address_rank != 0 && self->address_rank <= rank)
    {
      take_rest (self, line);
      return;
    }
  if (self->address_rank != 0)
    {
      append (self, ATLAS_VCARD_REST, "\n", "ADR: ");
      for (AtlasVcardColumn i = ATLAS_VCARD_STREET; i <= ATLAS_VCARD_COUNTRY; i++)
        {
          g_string_append (self->columns[ATLAS_VCARD_REST], self->columns[i]->str);
          g_string_append_c (self->columns[ATLAS_VCARD_REST], i < ATLAS_VCARD_COUNTRY ? ';' : ' ');
          g_string_truncate (self->columns[i], 0);
        }
    }
  self->address_rank = rank;
  /* A street stands before its floor: box and "Suite 3" after it. */
  if (n > 2)
    append_value (self, ATLAS_VCARD_STREET, ", ", parts[2]);
  for (guint i = 0; i < n; i++)
    if (i != 2)
      append_value (self, columns[i], ", ", parts[i]);
  take_apart (self);
}

/* "geo:46.77,-71.28" (RFC 5870) or, before 4.0, "46.77;-71.28". */
static void
take_position (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  const char *text = g_ascii_strncasecmp (line->value, "geo:", 4) == 0 ? line->value + 4 : line->value;
  g_autofree char *pair = g_strdelimit (atlas_vcard_unescape (text), ";", ',');
  char *comma = strchr (pair, ',');
  char *end;

  if (comma == NULL || self->columns[ATLAS_VCARD_LATITUDE]->len > 0)
    return;
  *comma = '\0';
  end = comma + 1 + strcspn (comma + 1, ",?");
  *end = '\0';
  g_string_assign (self->columns[ATLAS_VCARD_LATITUDE], g_strstrip (pair));
  g_string_assign (self->columns[ATLAS_VCARD_LONGITUDE], g_strstrip (comma + 1));
}

/* All of them, and the one that is preferred most by itself. */
static void
take_language (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  g_autofree char *code = g_ascii_strdown (line->value, (gssize) strcspn (line->value, "-_"));

  g_strstrip (code);
  append (self, ATLAS_VCARD_LANGUAGES, "; ", code);
  if (self->language_rank == 0 || line->preferred < self->language_rank)
    {
      self->language_rank = line->preferred;
      g_string_assign (self->columns[ATLAS_VCARD_PREFERRED_LANGUAGE], code);
    }
}

static void
take_employer (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  g_auto (GStrv) parts = atlas_vcard_split (line->value, ';');

  if (self->columns[ATLAS_VCARD_EMPLOYER]->len > 0)
    {
      take_rest (self, line);
      return;
    }
  for (char **part = parts; *part != NULL; part++)
    append_value (self, ATLAS_VCARD_EMPLOYER, ", ", *part);
}

static void
take_tags (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  g_auto (GStrv) values = atlas_vcard_split (line->value, ',');

  /* The group of all contacts says nothing of one of them. */
  for (char **value = values; *value != NULL; value++)
    if (g_ascii_strcasecmp (*value, "myContacts") != 0 && g_ascii_strcasecmp (*value, "My Contacts") != 0)
      append_value (self, ATLAS_VCARD_TAGS, "; ", *value);
}

/* A program that knows its people by UUID sends an update the second time, not a double. */
static void
take_id (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  const char *text = g_ascii_strncasecmp (line->value, "urn:uuid:", 9) == 0 ? line->value + 9 : line->value;
  AtlasUuid uuid;

  if (atlas_uuid_parse (text, strlen (text), &uuid))
    g_string_assign (self->columns[ATLAS_VCARD_ID], text);
  else
    take_rest (self, line);
}

static void
take_note (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  append_value (self, ATLAS_VCARD_NOTES, "\n", line->value);
}

static void
take_title (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  if (self->columns[ATLAS_VCARD_TITLE]->len > 0)
    take_rest (self, line);
  else
    append_value (self, ATLAS_VCARD_TITLE, "", line->value);
}

static void
take_nickname (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  take_list (self, ATLAS_VCARD_OTHER_NAMES, " ", line);
}

static void
take_death (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  g_string_assign (self->columns[ATLAS_VCARD_STATUS], "deceased");
  take_rest (self, line);
}

/* What phones show as a company, and vCard 4.0 calls an organisation, is nobody, unless it names somebody. */
static void
take_kind (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  static const char *const firms[] = { "company", "org", "organization", "group", "location" };
  g_autofree char *kind = g_ascii_strdown (line->value, -1);

  g_strstrip (kind);
  for (guint i = 0; i < G_N_ELEMENTS (firms); i++)
    if (g_str_equal (kind, firms[i]))
      {
        self->of_firm = TRUE;
        return;
      }
  /* Of a person it says nothing new. */
  if (kind[0] != '\0' && !g_str_equal (kind, "individual"))
    take_rest (self, line);
}

void
atlas_vcard_card_take (AtlasVcardCard *self, const AtlasVcardLine *line)
{
  static const struct
  {
    const char *name;
    void (*take) (AtlasVcardCard *self, const AtlasVcardLine *line);
  } properties[] = { { "N", take_name },          { "FN", take_full_name },    { "NICKNAME", take_nickname },
                     { "GENDER", take_sex },      { "BDAY", take_birthday },   { "EMAIL", take_email },
                     { "TEL", take_phone },       { "ADR", take_address },     { "GEO", take_position },
                     { "LANG", take_language },   { "TITLE", take_title },     { "ORG", take_employer },
                     { "NOTE", take_note },       { "CATEGORIES", take_tags }, { "UID", take_id },
                     { "DEATHDATE", take_death }, { "KIND", take_kind },       { "X-ABSHOWAS", take_kind } };

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (strcmp (line->name, properties[i].name) == 0)
      {
        properties[i].take (self, line);
        return;
      }
  for (guint i = 0; i < G_N_ELEMENTS (passed_over); i++)
    if (strcmp (line->name, passed_over[i]) == 0)
      return;
  take_rest (self, line);
}

void
atlas_vcard_card_clear (AtlasVcardCard *self)
{
  for (guint i = 0; i < ATLAS_VCARD_N_COLUMNS; i++)
    g_string_truncate (self->columns[i], 0);
  self->address_rank = 0;
  self->language_rank = 0;
  self->of_firm = FALSE;
  g_clear_pointer (&self->full_name, g_free);
}

static gboolean
is_nameless (AtlasVcardCard *self)
{
  return self->columns[ATLAS_VCARD_GIVEN_NAME]->len == 0 && self->columns[ATLAS_VCARD_FAMILY_NAME]->len == 0;
}

/* A person needs a name. Mail programs keep those whom one has only written to once by their address alone,
 * and that is how one knows them; the first telephone tells as much. */
static void
take_address_for_name (AtlasVcardCard *self)
{
  static const AtlasVcardColumn columns[] = { ATLAS_VCARD_EMAILS, ATLAS_VCARD_PHONES };

  for (guint i = 0; i < G_N_ELEMENTS (columns) && is_nameless (self); i++)
    {
      const char *first = self->columns[columns[i]]->str;

      g_string_append_len (self->columns[ATLAS_VCARD_FAMILY_NAME], first, (gssize) strcspn (first, ";"));
    }
}

/* A card whose parts of the name are empty may still have a whole one, and else an address. */
void
atlas_vcard_card_end (AtlasVcardCard *self)
{
  AtlasCleanName name = { 0 };

  self->of_firm &= is_nameless (self);
  if (self->full_name != NULL && is_nameless (self))
    {
      atlas_clean_name (self->full_name, ATLAS_NAME_ORDER_GIVEN_FIRST, &name);
      g_string_assign (self->columns[ATLAS_VCARD_GIVEN_NAME], name.given);
      g_string_assign (self->columns[ATLAS_VCARD_FAMILY_NAME], name.family);
      keep_affix (self, "PREFIX", name.other);
      atlas_clean_name_clear (&name);
    }
  take_address_for_name (self);
}

gsize
atlas_vcard_card_get_size (const AtlasVcardCard *self)
{
  gsize size = 0;

  for (guint i = 0; i < ATLAS_VCARD_N_COLUMNS; i++)
    size += self->columns[i]->len;
  return size;
}

const char *
atlas_vcard_column_get_key (AtlasVcardColumn column)
{
  g_return_val_if_fail (column < ATLAS_VCARD_N_COLUMNS, NULL);

  return keys[column];
}

const char *
atlas_vcard_column_get_heading (AtlasVcardColumn column)
{
  const AtlasField *field;

  g_return_val_if_fail (column < ATLAS_VCARD_N_COLUMNS, NULL);

  field = atlas_kind_find_field (&atlas_kind_member, keys[column], -1);
  return field != NULL ? field->label : keys[column];
}

AtlasVcardCard *
atlas_vcard_card_new (void)
{
  AtlasVcardCard *self = g_new0 (AtlasVcardCard, 1);

  for (guint i = 0; i < ATLAS_VCARD_N_COLUMNS; i++)
    self->columns[i] = g_string_new (NULL);
  return self;
}

void
atlas_vcard_card_free (AtlasVcardCard *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < ATLAS_VCARD_N_COLUMNS; i++)
    g_string_free (self->columns[i], TRUE);
  g_free (self->full_name);
  g_free (self);
}
