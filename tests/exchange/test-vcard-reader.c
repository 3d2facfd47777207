/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "atlas-import.h"
#include "atlas-mapping.h"
#include "atlas-vcard-card.h"
#include "atlas-vcard-lines.h"
#include "atlas-vcard-reader.h"
#include "atlas-vcard-text.h"

/* Cards as "key=value" of what is there, " | " between, one card a line after its line number; "/" for a
 * line break; behind them the error. */
static char *
read_bytes (const char *bytes, gsize length)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  g_autoptr (AtlasRowReader) reader = atlas_vcard_reader_new (stream);
  gboolean headed = FALSE;
  GString *out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AtlasRow row;

  while (atlas_row_reader_next (reader, &row, NULL, &error))
    {
      g_assert_cmpuint (row.n_cells, ==, ATLAS_VCARD_N_COLUMNS);
      if (!headed)
        {
          headed = TRUE;
          continue;
        }
      g_string_append_printf (out, "%d", (int) row.line);
      for (guint i = 0; i < row.n_cells; i++)
        {
          g_autofree char *text = g_strndup (row.cells[i].text, row.cells[i].length);

          g_assert_true (g_utf8_validate (row.cells[i].text, (gssize) row.cells[i].length, NULL));
          if (*text != '\0')
            g_string_append_printf (out, " | %s=%s", atlas_vcard_column_get_key (i),
                                    g_strdelimit (text, "\n", '/'));
        }
      g_string_append_c (out, '\n');
    }
  g_assert_true (headed);
  if (error != NULL)
    {
      g_assert_true (error->domain == ATLAS_IMPORT_ERROR);
      g_string_append_printf (out, "! %s\n", error->message);
    }
  return g_string_free (out, FALSE);
}

#define CARD(lines) "BEGIN:VCARD\r\n" lines "END:VCARD\r\n"

static const struct
{
  const char *text;
  const char *rows;
} cards[] = {
  { "", "" },
  { "Dear all,\n", "" },
  { CARD ("VERSION:3.0\r\nN:Uwase;Ada;Marie,Rose;Dr.;Jr.,PhD\r\nFN:Dr. Ada Uwase\r\n"),
    "1 | given_name=Ada | family_name=Uwase | other_names=Marie Rose | vCard=PREFIX: Dr./SUFFIX: Jr./SUFFIX: "
    "PhD\n" },
  { CARD ("FN:UWASE Ada\r\n"), "1 | given_name=Ada | family_name=UWASE\n" },
  { CARD ("N:;;;;\r\nFN:Ada Uwase\r\n"), "1 | given_name=Ada | family_name=Uwase\n" },
  /* Whom one knows by an address alone. */
  { CARD ("EMAIL:a@example.org\r\nEMAIL:b@example.org\r\n"),
    "1 | family_name=a@example.org | emails=a@example.org; b@example.org\n" },
  /* Folding, groups, any case, a bare LF, and lines that are broken without being folded. */
  { "begin:vcard\nitem1.n:Uwa\n se;A\n\tda\nNote:first\nsecond\nthird\nend:vcard\n",
    "1 | given_name=Ada | family_name=Uwase | notes=first/second/third\n" },
  { CARD ("N:O\\;Neil\\, \\\\;Ada\r\nNOTE:a\\nb\\Nc\\;d\\:e\r\n"),
    "1 | given_name=Ada | family_name=O;Neil, \\ | notes=a/b/c;d:e\n" },
  /* 2.1: quoted-printable with soft breaks, character sets, types without a name. */
  { CARD ("VERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Niyonz=\r\nima;Ren=C3=A9\r\n"
          "TEL;CELL;PREF:613 555 0100\r\nTEL;HOME:613 555 0101\r\nTEL;FAX:613 555 0102\r\n"
          "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo=\r\n\r\n"),
    "1 | given_name=René | family_name=Niyonzima | phones=613 555 0100; 613 555 0101 | notes=one/two | "
    "vCard=TEL: 613 555 0102\n" },
  { CARD ("N;CHARSET=ISO-8859-2:\xa3\xb1"
          "cki;Ada\r\n"),
    "1 | given_name=Ada | family_name=Łącki\n" },
  { CARD ("N:C\xf4t\xe9;Ren\xe9\r\n"), "1 | given_name=René | family_name=Côté\n" },
  { CARD ("N;ENCODING=QUOTED-PRINTABLE:C=F4t=E9;=00Ren=E9=\r\n"),
    "1 | given_name=René | family_name=Côté\n" },
  /* Pictures are passed over in each way in which they are written. */
  { CARD ("N:Uwase;Ada\r\nPHOTO;ENCODING=b;TYPE=JPEG:AAAA\r\n BBBB\r\nPHOTO;BASE64:\r\n  CCCC\r\n\r\n"
          "KEY;ENCODING=BASE64:DDDD\r\nEEEE\r\nEMAIL:a@b.ca\r\n"),
    "1 | given_name=Ada | family_name=Uwase | emails=a@b.ca\n" },
  /* 4.0: quoted parameters with all that ends one elsewhere, preferences, addresses of every kind. */
  { CARD (
      "N:U;A\r\nADR;TYPE=work;LABEL=\"12: Main; St\":;Suite 3;12 Main St;Ottawa;ON;K1A 0B1;Canada\r\n"
      "ADR;TYPE=home:;;5 Rue Principale;Gatineau;QC;J8X 1A1;Canada\r\n"
      "EMAIL;PREF=2:second@b.ca\r\nEMAIL;PREF=1:first@b.ca\r\nTEL;VALUE=uri:tel:+1-418-656-9254;ext=102\r\n"
      "GEO:geo:46.5,-71.25;u=10\r\nLANG;PREF=2:en\r\nLANG;PREF=1:fr-CA\r\nGENDER:F;woman\r\n"
      "UID:urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8\r\nCATEGORIES:myContacts,Nurses\r\nBDAY:"
      "19800521\r\n"),
    "1 | id=6ba7b810-9dad-11d1-80b4-00c04fd430c8 | given_name=A | family_name=U | sex=female | "
    "birth_year=1980 | "
    "emails=first@b.ca; second@b.ca | phones=+1-418-656-9254 ext. 102 | preferred_language=fr | "
    "languages=en; fr | address.street=5 Rue Principale | address.city=Gatineau | address.region=QC | "
    "address.postcode=J8X 1A1 "
    "| "
    "address.country=Canada | location.latitude=46.5 | location.longitude=-71.25 | tags=Nurses | "
    "vCard=ADR: 12 Main St, Suite 3;Ottawa;ON;K1A 0B1;Canada \n" },
  { CARD ("N:U;A\r\nADR:;;12 Main St\\nOttawa\\, ON K1A 0B1;;;;\r\n"),
    "1 | given_name=A | family_name=U | address.street=12 Main St | address.city=Ottawa | "
    "address.region=CA-ON | "
    "address.postcode=K1A 0B1\n" },
  { CARD ("N:U;A\r\nBDAY:--0203\r\n") CARD ("N:V;B\r\nBDAY:1604-05-01\r\n") CARD ("N:W;C\r\nBDAY:1980\r\n"),
    "1 | given_name=A | family_name=U\n5 | given_name=B | family_name=V\n"
    "9 | given_name=C | family_name=W | birth_year=1980\n" },
  { CARD ("N:U;A\r\nORG:Hospital;Ward 3\r\nTITLE:Nurse\r\nX-SKYPE:ada\r\nUID:17\r\n"),
    "1 | given_name=A | family_name=U | occupation.title=Nurse | occupation.employer=Hospital, Ward 3 | "
    "vCard=X-SKYPE: ada/UID: 17\n" },
  /* What is no firm is kept, but for what a person's card says of itself. */
  { CARD ("N:U;A\r\nKIND:individual\r\n") CARD ("N:V;B\r\nKIND:application\r\n"),
    "1 | given_name=A | family_name=U\n5 | given_name=B | family_name=V | vCard=KIND: application\n" },
  /* An agent is a card within a card. */
  { CARD ("N:U;A\r\nAGENT:\r\nBEGIN:VCARD\r\nN:X;Y\r\nEND:VCARD\r\nEMAIL:a@b.ca\r\n"),
    "1 | given_name=A | family_name=U | emails=a@b.ca\n" },
  { CARD ("N:U;A\r\n") "BEGIN:VCARD\r\nN:V;B\r\n",
    "1 | given_name=A | family_name=U\n"
    "! line 4: the card that begins here does not end; part of the file is missing. Fetch it again.\n" },
};

static void
test_cards (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      g_autofree char *rows = read_bytes (cards[i].text, strlen (cards[i].text));

      g_assert_cmpstr (rows, ==, cards[i].rows);
    }
}

static void
test_encodings (void)
{
  static const char *const names[] = { "UTF-16LE", "UTF-16BE" };
  static const char text[] = "BEGIN:VCARD\r\nN:Côté;René 😀\r\nEND:VCARD\r\n";

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *marked = g_strconcat (i < 2 ? "\xef\xbb\xbf" : "", text, NULL);
      gsize n;
      g_autofree char *bytes = g_convert (marked, -1, names[i % 2], "UTF-8", NULL, &n, NULL);
      g_autofree char *rows = read_bytes (bytes, n);

      g_assert_true (atlas_vcard_reader_is_vcard (bytes, n));
      g_assert_cmpstr (rows, ==, "1 | given_name=René 😀 | family_name=Côté\n");
    }
  g_assert_true (atlas_vcard_reader_is_vcard ("\n begin:VCARD", 13));
  g_assert_false (atlas_vcard_reader_is_vcard ("BEGIN:VCAR", 10));
  g_assert_false (atlas_vcard_reader_is_vcard ("BEGIN:VCALENDAR", 15));
  g_assert_false (atlas_vcard_reader_is_vcard ("", 0));
}

/* Each column finds its field by itself, and not by our own key. */
static void
test_mapping (void)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (CARD ("N:U;A\r\n"), -1, NULL);
  g_autoptr (AtlasRowReader) reader = atlas_vcard_reader_new (stream);
  g_autoptr (AtlasTableSample) sample = NULL;
  g_autoptr (AtlasMapping) mapping = NULL;
  g_autoptr (GError) error = NULL;

  sample = atlas_table_sample_new (reader, NULL, &error);
  g_assert_no_error (error);
  mapping = atlas_mapping_guess (&atlas_kind_member, sample, NULL);
  g_assert_false (mapping->own);
  g_assert_cmpuint (mapping->n_columns, ==, ATLAS_VCARD_N_COLUMNS);
  for (guint i = 0; i < ATLAS_VCARD_REST; i++)
    {
      const char *key = atlas_vcard_column_get_key (i);

      if (atlas_kind_find_field (&atlas_kind_member, key, -1) == NULL)
        continue;
      g_assert_cmpstr (atlas_mapping_get_target (mapping, i), ==, key);
      if (i != ATLAS_VCARD_ID)
        g_assert_cmpint (mapping->columns[i].reason, ==, ATLAS_MAP_BY_HEADING);
    }
  g_assert_cmpint (mapping->columns[ATLAS_VCARD_REST].how, ==, ATLAS_MAP_KEEP);
}

/* A picture of any size costs nothing; a note without end is refused. */
static void
test_limits (void)
{
  GString *text = g_string_new ("BEGIN:VCARD\nN:U;A\nPHOTO;ENCODING=b:");
  g_autofree char *rows = NULL, *refused = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append (text, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n ");
  g_string_append (text, "\nEND:VCARD\n");
  rows = read_bytes (text->str, text->len);
  g_assert_cmpstr (rows, ==, "1 | given_name=A | family_name=U\n");

  g_string_assign (text, "BEGIN:VCARD\nN:U;A\nNOTE:");
  for (guint i = 0; i < 200000; i++)
    g_string_append (text, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n ");
  refused = read_bytes (text->str, text->len);
  g_assert_cmpstr (refused, ==, "! line 3: what begins here is longer than 4 MiB\n");
  g_string_free (text, TRUE);
}

/* --- files of others
 * ----------------------------------------------------------------------------------------- */

static char *
corpus_path (const char *name)
{
  const char *folder = g_getenv ("ATLAS_CORPUS_DIR");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : "", "vcard", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

static char *
read_corpus (const char *name)
{
  g_autofree char *path = corpus_path (name), *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (path == NULL)
    return NULL;
  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_assert_true (atlas_vcard_reader_is_vcard (bytes, length));
  return read_bytes (bytes, length);
}

/* What each program's export must give, in words that no other line holds. */
static const struct
{
  const char *file;
  guint n_cards;
  const char *pieces[8];
} exports[] = {
  { "ez-vcard/John_Doe_ANDROID.vcf",
    6,
    { "1 | family_name=john.doe@company.com | emails=john.doe@company.com\n",
      "36 | given_name=Ñ Ñ Ñ | family_name=Ñ Ñ | ", "emails=henry@company.com | phones=55556666" } },
  { "ez-vcard/John_Doe_BLACK_BERRY.vcf",
    1,
    { "given_name=john | family_name=Doe", "phones=+96123456789", "occupation.employer=Acme Solutions" } },
  { "ez-vcard/John_Doe_EVOLUTION.vcf",
    1,
    { "phones=905-666-1234; 905-555-1234",
      "address.street=15 Crescent moon drive, ASB-123 | address.city=Albaney",
      "occupation.employer=IBM, Accounting, Dungeon | tags=VIP" } },
  { "ez-vcard/John_Doe_GMAIL.vcf",
    1,
    { "given_name=John | family_name=Doe | other_names=Richter, James | birth_year", "birth_year=1980",
      "phones=905-555-1234; 905-666-1234" } },
  { "ez-vcard/John_Doe_IPHONE.vcf",
    1,
    { "phones=905-555-1234; 905-666-1234; 905-777-1234; 905-222-1234", "address.city=New York",
      "occupation.title=Money Counter" } },
  { "ez-vcard/John_Doe_LOTUS_NOTES.vcf",
    1,
    { "birth_year=1980 | emails=john.doe@ibm.com; billy_bob@gmail.com | phones=+1 (212) 204-34456",
      "address.street=25334/South cresent drive, Building 5, 3rd floo r | address.city=New York",
      "occupation.title=Generic Accountant | occupation.employer=IBM, SUN", "URL: http://www.sun.com" } },
  { "ez-vcard/John_Doe_MAC_ADDRESS_BOOK.vcf",
    1,
    { "given_name=John | family_name=Doe", "birth_year=2012", "occupation.employer=IBM, Accounting" } },
  { "ez-vcard/John_Doe_MS_OUTLOOK.vcf",
    1,
    { "emails=john.doe@ibm.cm | phones=(905) 555-1234; (905) 666-1234 | address.street=Cresent moon "
      "drive" } },
  { "ez-vcard/fullcontact.vcf",
    1,
    { "sex=male", "emails=home@example.com; work@example.com; school@example.com",
      "address.city=HomeCity | address.region=HomeState", "tags=Tag", "TITLE: Title2" } },
  { "ez-vcard/gmail-list.vcf",
    3,
    { "1 | given_name=Arnold | family_name=Smith | emails=asmithk@gmail.com\n", "7 | given_name=Chris",
      "13 | given_name=Doug" } },
  { "ez-vcard/gmail-single.vcf",
    1,
    { "emails=gdartmouth@hotmail.com", "phones=555 555 1111; 555 555 2222", "birth_year=1960",
      "note field./It should be added as a NOTE type./ACustomField: CustomField" } },
  { "ez-vcard/gmail-single2.vcf",
    1,
    { "address.street=112 Main St | address.city=NY | address.region=New York | address.postcode=10011" } },
  { "ez-vcard/issue114.vcf",
    1,
    { "phones=+49 1234 56789; +49 9876 54321", "address.street=Dummy-Dummy-Strasse 1",
      "address.city=Bad Homburg | address.postcode=61352 | address.country=Germany" } },
  { "ez-vcard/outlook-2003.vcf",
    1,
    { "notes=This is the note field!!/Second line//Third line is empty",
      "address.street=123 Main St, TheOffice | address.city=Austin",
      "occupation.employer=Company, The, TheDepartment", "phones=BusinessPhone; HomePhone; MobilePhone",
      "emails=jdoe@hotmail.com", "birth_year=1980" } },
  { "ez-vcard/outlook-2007.vcf",
    1,
    { "birth_year=1922 | emails=mike.angstadt@gmail.com",
      "phones=(111) 555-1111; (111) 555-2222; (111) 555-4444", "address.street=222 Broadway, TheOffice" } },
  { "ez-vcard/rfc2426-example.vcf",
    2,
    { "1 | given_name=Frank | family_name=Dawson | emails=Frank_Dawson@Lotus.com; fdawson@earthlink.net",
      "phones=+1-919-676-9515 | address.street=6544 Battleford Drive",
      "given_name=Tim | family_name=Howes" } },
  { "ez-vcard/rfc6350-example.vcf",
    1,
    { "given_name=Simon | family_name=Perreault", "sex=male", "preferred_language=fr | languages=fr; en",
      "phones=+1-418-656-9254 ext. 102; +1-418-262-6501",
      "location.latitude=46.772673 | location.longitude=-71.282945" } },
  { "ez-vcard/thunderbird-MoreFunctionsForAddressBook-extension.vcf",
    1,
    { "birth_year=1970",
      "Second Line//Fourth Line/You can put anything in the \"note\" field; even curse words." } },
};

static void
test_exports (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      g_autofree char *rows = read_corpus (exports[i].file);
      guint n = 0;

      if (rows == NULL)
        {
          g_test_skip ("the shared corpus is not here");
          return;
        }
      for (const char *c = rows; *c != '\0'; c++)
        n += *c == '\n';
      g_test_message ("%s\n%s", exports[i].file, rows);
      g_assert_cmpuint (n, ==, exports[i].n_cards);
      g_assert_null (strstr (rows, "! "));
      for (guint j = 0; exports[i].pieces[j] != NULL; j++)
        if (strstr (rows, exports[i].pieces[j]) == NULL)
          g_error ("%s: no \"%s\" in %s", exports[i].file, exports[i].pieces[j], rows);
    }
}

static char *
without_marks (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (strchr ("-:\\", *text) == NULL)
      g_string_append_c (out, *text);
  return g_string_free (out, FALSE);
}

/* A part of a value, or values of one property: the text itself, or an array of what commas separate. */
static void
check_value (const char *value, JsonNode *expected, gboolean as_text)
{
  if (JSON_NODE_HOLDS_ARRAY (expected))
    {
      g_auto (GStrv) values = atlas_vcard_split (value, ',');
      JsonArray *array = json_node_get_array (expected);

      g_assert_cmpuint (g_strv_length (values), ==, json_array_get_length (array));
      for (guint i = 0; values[i] != NULL; i++)
        check_value (values[i], json_array_get_element (array, i), as_text);
    }
  else if (json_node_get_value_type (expected) != G_TYPE_STRING)
    g_assert_cmpfloat (g_ascii_strtod (value, NULL), ==, json_node_get_double (expected));
  else
    {
      g_autofree char *text = atlas_vcard_unescape (value);
      const char *other = json_node_get_string (expected);
      g_autofree char *plain = without_marks (text), *other_plain = without_marks (other);

      /* jCard writes dates and offsets with signs between, whatever the card does. */
      if (as_text)
        g_assert_cmpstr (text, ==, other);
      else
        g_assert_cmpstr (plain, ==, other_plain);
    }
}

static void
check_property (const AtlasVcardLine *line, JsonArray *property)
{
  g_autofree char *name = g_ascii_strup (json_array_get_string_element (property, 0), -1);
  const char *type = json_array_get_string_element (property, 2);
  guint n = json_array_get_length (property) - 3;
  JsonNode *first = json_array_get_element (property, 3);
  gboolean as_text = strcmp (type, "text") == 0;

  g_assert_cmpstr (line->name, ==, name);
  if (n > 1)
    {
      g_auto (GStrv) values = atlas_vcard_split (line->value, ',');

      g_assert_cmpuint (g_strv_length (values), ==, n);
      for (guint i = 0; i < n; i++)
        check_value (values[i], json_array_get_element (property, 3 + i), as_text);
    }
  else if (JSON_NODE_HOLDS_ARRAY (first))
    {
      g_auto (GStrv) parts = atlas_vcard_split (line->value, ';');
      JsonArray *expected = json_node_get_array (first);

      g_assert_cmpuint (g_strv_length (parts), ==, json_array_get_length (expected));
      for (guint i = 0; parts[i] != NULL; i++)
        check_value (parts[i], json_array_get_element (expected, i), as_text);
    }
  else
    check_value (line->value, first, as_text);
}

static gboolean
is_picture (JsonArray *property)
{
  static const char *const names[] = { "photo", "logo", "sound", "key", NULL };

  return g_strv_contains (names, json_array_get_string_element (property, 0));
}

/* Every property of the jCard beside the file (RFC 7095), in order, but for pictures. */
static void
test_jcards (void)
{
  static const char *const names[] = { "test_parser_vcard", "test_parser_vcard3", "test_parser_vcard_author",
                                       "test_parser_vcard_grouped" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strdup_printf ("ical.js/%s", names[i]);
      g_autofree char *card_name = g_strconcat (name, ".vcf", NULL),
                      *json_name = g_strconcat (name, ".json", NULL);
      g_autofree char *card = corpus_path (card_name), *json = corpus_path (json_name);
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GFile) file = NULL;
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (AtlasVcardLines) lines = NULL;
      AtlasVcardLine line;
      JsonArray *properties;
      guint at = 0;

      if (card == NULL)
        {
          g_test_skip ("the shared corpus is not here");
          return;
        }
      json_parser_load_from_file (parser, json, &error);
      g_assert_no_error (error);
      properties = json_array_get_array_element (json_node_get_array (json_parser_get_root (parser)), 1);
      file = g_file_new_for_path (card);
      stream = G_INPUT_STREAM (g_file_read (file, NULL, &error));
      g_assert_no_error (error);
      lines = atlas_vcard_lines_new (stream);
      while (atlas_vcard_lines_next (lines, &line, NULL, &error))
        {
          if (strcmp (line.name, "BEGIN") == 0 || strcmp (line.name, "END") == 0)
            continue;
          while (at < json_array_get_length (properties) &&
                 is_picture (json_array_get_array_element (properties, at)))
            at++;
          g_assert_cmpuint (at, <, json_array_get_length (properties));
          check_property (&line, json_array_get_array_element (properties, at++));
        }
      g_assert_no_error (error);
      while (at < json_array_get_length (properties) &&
             is_picture (json_array_get_array_element (properties, at)))
        at++;
      g_assert_cmpuint (at, ==, json_array_get_length (properties));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vcard-reader/cards", test_cards);
  g_test_add_func ("/vcard-reader/encodings", test_encodings);
  g_test_add_func ("/vcard-reader/mapping", test_mapping);
  g_test_add_func ("/vcard-reader/limits", test_limits);
  g_test_add_func ("/vcard-reader/exports", test_exports);
  g_test_add_func ("/vcard-reader/jcards", test_jcards);

  return g_test_run ();
}
