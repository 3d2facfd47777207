/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "atlas-csv-reader.h"
#include "atlas-import.h"

/* Rows as "line|cell|cell", one a line; "…" for a line end within a cell, "~" for a NUL; behind them the
 * error. */
static char *
read_stream (GInputStream *stream, const AtlasCsvDialect *dialect, AtlasCsvDialect *found, gint64 *n_mended)
{
  g_autoptr (AtlasRowReader) reader = atlas_csv_reader_new (stream, dialect);
  GString *out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AtlasRow row;

  while (atlas_row_reader_next (reader, &row, NULL, &error))
    {
      g_string_append_printf (out, "%d", (int) row.line);
      for (guint i = 0; i < row.n_cells; i++)
        {
          g_string_append_c (out, '|');
          for (gsize j = 0; j < row.cells[i].length; j++)
            {
              char c = row.cells[i].text[j];

              if (c == '\n' || c == '\r')
                g_string_append (out, "…");
              else
                g_string_append_c (out, c == '\0' ? '~' : c);
            }
        }
      g_string_append_c (out, '\n');
    }
  if (error != NULL)
    {
      g_assert_true (error->domain == ATLAS_IMPORT_ERROR);
      g_string_append_printf (out, "! %s\n", error->message);
    }
  if (found != NULL)
    *found = *atlas_csv_reader_get_dialect (ATLAS_CSV_READER (reader));
  if (n_mended != NULL)
    *n_mended = atlas_csv_reader_get_n_mended (ATLAS_CSV_READER (reader));
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *text;
  gsize length; /* 0: NUL-terminated */
  const char *rows;
  AtlasEncoding encoding;
  char separator;
} tables[] = {
  { "", 0, "", ATLAS_ENCODING_UTF_8, ',' },
  { "a,b\n1,2\n", 0, "1|a|b\n2|1|2\n", ATLAS_ENCODING_UTF_8, ',' },
  { "a,b\r\n1,2", 0, "1|a|b\n2|1|2\n", ATLAS_ENCODING_UTF_8, ',' },
  { "a,b\r1,2\r\r3,4", 0, "1|a|b\n2|1|2\n4|3|4\n", ATLAS_ENCODING_UTF_8, ',' },
  { "\n\na;b\n1,5;2\n", 0, "3|a|b\n4|1,5|2\n", ATLAS_ENCODING_UTF_8, ';' },
  { "a\tb, c\n1\t2, 3\n", 0, "1|a|b, c\n2|1|2, 3\n", ATLAS_ENCODING_UTF_8, '\t' },
  { "a|b\n1|2\n", 0, "1|a|b\n2|1|2\n", ATLAS_ENCODING_UTF_8, '|' },
  { "name\nUwase, Ada\nMugabo, Jean\n", 0, "1|name\n2|Uwase| Ada\n3|Mugabo| Jean\n", ATLAS_ENCODING_UTF_8,
    ',' },
  { "sep=;\r\na;b\r\n", 0, "2|a|b\n", ATLAS_ENCODING_UTF_8, ';' },
  { "\xef\xbb\xbf\"sep=^\"\na^b\n", 0, "2|a|b\n", ATLAS_ENCODING_UTF_8, '^' },
  /* Ragged rows are given as they are. */
  { "a,b,c\n1\n1,2,3,4\n,,\n", 0, "1|a|b|c\n2|1\n3|1|2|3|4\n4|||\n", ATLAS_ENCODING_UTF_8, ',' },
  /* Quotes. */
  { "a,b\n\"1\n2\",\"say \"\"x\"\"\"\n3,4\n", 0, "1|a|b\n2|1…2|say \"x\"\n4|3|4\n", ATLAS_ENCODING_UTF_8,
    ',' },
  { "a,b\n\"1\r\n2\r3\",\"\"\n3,4\n", 0, "1|a|b\n2|1……2…3|\n5|3|4\n", ATLAS_ENCODING_UTF_8, ',' },
  { "a,b\n5\" pipe,\"Bob\" Smith\n", 0, "1|a|b\n2|5\" pipe|Bob Smith\n", ATLAS_ENCODING_UTF_8, ',' },
  { "a,b\n\"1\" \"2\",3\n", 0, "1|a|b\n2|1 \"2\"|3\n", ATLAS_ENCODING_UTF_8, ',' },
  { "'a','b'\n'1,2','it''s'\n", 0, "1|a|b\n2|1,2|it's\n", ATLAS_ENCODING_UTF_8, ',' },
  { "a,b\n1,\"2\n3,4\n", 0,
    "1|a|b\n! line 2: a quote is opened in the row that begins here and never closed; part of the file may "
    "be "
    "missing\n",
    ATLAS_ENCODING_UTF_8, ',' },
  { "\"\"\"\"\n", 0, "1|\"\n", ATLAS_ENCODING_UTF_8, ',' },
  /* Encodings. */
  { "\xef\xbb\xbfn,o\nRen\xc3\xa9,1\n", 0, "1|n|o\n2|René|1\n", ATLAS_ENCODING_UTF_8, ',' },
  { "n,o\nRen\xe9,\x80\n", 0, "1|n|o\n2|René|€\n", ATLAS_ENCODING_WINDOWS_1252, ',' },
  /* Excel for Mac, and for MS-DOS. */
  { "Nom;Pr\x8enom\rN;F\x8elicit\x8e d\xd5"
    "Arc\r",
    0, "1|Nom|Prénom\n2|N|Félicité d’Arc\n", ATLAS_ENCODING_MAC_ROMAN, ';' },
  { "Nom;Pr\x82nom\r\nLo\x8bs;Fran\x87oise\r\n", 0, "1|Nom|Prénom\n2|Loïs|Françoise\n",
    ATLAS_ENCODING_IBM_850, ';' },
  { "n;o\nRen\xe9;\x8eX\x82\n", 0, "1|n|o\n2|René|ŽX‚\n", ATLAS_ENCODING_WINDOWS_1252, ';' },
  { "n,o\n\"\xab \"\"x\"\" \xbb\",\x92\n", 0, "1|n|o\n2|« \"x\" »|’\n", ATLAS_ENCODING_WINDOWS_1252, ',' },
  { "\xff\xfen\0,\0o\0\n\0\xe9\0,\0\x3d\xd8\x00\xde\n\0", 20, "1|n|o\n2|é|😀\n", ATLAS_ENCODING_UTF_16_LE,
    ',' },
  { "\xfe\xff\0n\0;\0o\0\n\0\xe9\0;\xd8\x3d\xde\x00\0\n", 20, "1|n|o\n2|é|😀\n", ATLAS_ENCODING_UTF_16_BE,
    ';' },
  { "n\0,\0o\0\n\0001\0,\0002\0\n\0", 16, "1|n|o\n2|1|2\n", ATLAS_ENCODING_UTF_16_LE, ',' },
  /* Half a pair, and half a unit. */
  { "\xff\xfe\x3d\xd8,\0\x00\xde\n\0x", 11, "1|\xef\xbf\xbd|\xef\xbf\xbd\n2|\xef\xbf\xbd\n",
    ATLAS_ENCODING_UTF_16_LE, ',' },
  { "\xff\xfe", 0, "", ATLAS_ENCODING_UTF_16_LE, ',' },
  /* NUL bytes are the cells' own. */
  { "a,b\n1\0002,\xc3\xa9\0\n", 11, "1|a|b\n2|1~2|é~\n", ATLAS_ENCODING_UTF_8, ',' },
};

static void
test_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      gsize length = tables[i].length > 0 ? tables[i].length : strlen (tables[i].text);
      g_autoptr (GBytes) bytes = g_bytes_new (tables[i].text, length);
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
      g_autoptr (GInputStream) again = g_memory_input_stream_new_from_bytes (bytes);
      g_autofree char *got = NULL;
      g_autofree char *told = NULL;
      AtlasCsvDialect found;

      g_test_message ("%u", i);
      got = read_stream (stream, NULL, &found, NULL);
      g_assert_cmpstr (got, ==, tables[i].rows);
      g_assert_cmpint (found.encoding, ==, tables[i].encoding);
      g_assert_cmpint (found.separator, ==, tables[i].separator);
      /* What was found reads the same when it is told. */
      told = read_stream (again, &found, NULL, NULL);
      g_assert_cmpstr (told, ==, got);
    }
}

/* A dialect that is told stands against what the content says. */
static void
test_told (void)
{
  static const struct
  {
    const char *text;
    AtlasCsvDialect dialect;
    const char *rows;
  } cases[] = {
    { "a;b,c\n1;2,3\n", { .separator = ',' }, "1|a;b|c\n2|1;2|3\n" },
    { "sep=;\na,b\n", { .separator = ',' }, "2|a|b\n" },
    { "\"a\",b\n", { .quote = ATLAS_CSV_NO_QUOTE }, "1|\"a\"|b\n" },
    { "\x01,b\n", { .quote = ATLAS_CSV_NO_QUOTE }, "1|\x01|b\n" },
    { "\xc3\xa9,b\n", { .encoding = ATLAS_ENCODING_WINDOWS_1252 }, "1|Ã©|b\n" },
    { "\xef\xbb\xbf\xc3\xa9,b\n", { .encoding = ATLAS_ENCODING_UTF_8 }, "1|é|b\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (cases[i].text, -1, NULL);
      g_autofree char *got = read_stream (stream, &cases[i].dialect, NULL, NULL);

      g_assert_cmpstr (got, ==, cases[i].rows);
    }
}

/* A file put together from two: what is no UTF-8 far behind is read cell by cell. */
static void
test_mixed (void)
{
  g_autoptr (GString) text = g_string_new ("n,o\n");
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *got = NULL;
  AtlasCsvDialect found;
  gint64 n_mended;

  while (text->len < 200 * 1024)
    g_string_append (text, "plain,text\n");
  g_string_append (text, "Zo\xc3\xab,Ren\xe9\n");
  stream = g_memory_input_stream_new_from_data (text->str, (gssize) text->len, NULL);
  got = read_stream (stream, NULL, &found, &n_mended);
  g_assert_true (g_str_has_suffix (got, "|Zoë|René\n"));
  g_assert_cmpint (found.encoding, ==, ATLAS_ENCODING_UTF_8);
  g_assert_cmpint (n_mended, ==, 1);
}

/* Rows across the window's ends, from a stream that gives a few bytes at a time. */
static void
test_windows (void)
{
  g_autoptr (GString) text = g_string_new ("id,text\r\n");
  g_autoptr (GString) expected = g_string_new ("1|id|text\n");
  g_autofree char *wide = NULL;
  gsize n_bytes;

  for (guint i = 0, line = 2; text->len < 700 * 1024; i++)
    {
      guint n = i % 977 * (i % 13 == 0 ? 300 : 1);

      g_string_append_printf (text, "%u,\"%0*u\n\"\"é\"\"\"\r\n", i, (int) n, i);
      g_string_append_printf (expected, "%u|%u|%0*u…\"é\"\n", line, i, (int) n, i);
      line += 2;
    }
  wide = g_convert (text->str, (gssize) text->len, "UTF-16LE", "UTF-8", NULL, &n_bytes, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GInputStream) stream =
        i == 0 ? g_memory_input_stream_new_from_data (text->str, (gssize) text->len, NULL)
               : g_memory_input_stream_new_from_data (wide, (gssize) n_bytes, NULL);
      g_autofree char *got = read_stream (stream, NULL, NULL, NULL);

      if (strcmp (got, expected->str) != 0)
        g_error ("rows differ");
    }
}

/* However long the row, the memory is bounded. */
static void
test_too_big (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n1,2\n\"");
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GInputStream) wide = NULL;
  g_autofree char *got = NULL;
  g_autofree char *got_wide = NULL;

  while (text->len <= 2 * ATLAS_CSV_MAX_ROW)
    g_string_append (text, "an officer forgot to close the quote,\n");
  stream = g_memory_input_stream_new_from_data (text->str, (gssize) text->len, NULL);
  got = read_stream (stream, NULL, NULL, NULL);
  g_assert_cmpstr (
    got, ==,
    "1|a|b\n2|1|2\n! line 3: the row that begins here is longer than 4 MiB; most likely a quote is "
    "opened in it and never closed\n");

  g_string_assign (text, "a,b\n");
  for (guint i = 0; i < ATLAS_CSV_MAX_COLUMNS; i++)
    g_string_append_c (text, ',');
  wide = g_memory_input_stream_new_from_data (text->str, (gssize) text->len, NULL);
  got_wide = read_stream (wide, NULL, NULL, NULL);
  g_assert_cmpstr (got_wide, ==, "1|a|b\n! line 2: the row has more than 16,384 columns\n");
}

static void
test_names (void)
{
  AtlasEncoding encoding;
  char separator;

  g_assert_true (atlas_encoding_find ("UTF-16", &encoding));
  g_assert_cmpint (encoding, ==, ATLAS_ENCODING_UTF_16_LE);
  g_assert_true (atlas_encoding_find ("latin1", &encoding));
  g_assert_cmpstr (atlas_encoding_get_name (encoding), ==, "windows-1252");
  g_assert_true (atlas_encoding_find ("MacRoman", &encoding));
  g_assert_cmpstr (atlas_encoding_get_name (encoding), ==, "macintosh");
  g_assert_true (atlas_encoding_find ("cp850", &encoding));
  g_assert_cmpstr (atlas_encoding_get_name (encoding), ==, "ibm850");
  g_assert_false (atlas_encoding_find ("utf-7", &encoding));
  g_assert_true (atlas_csv_separator_find ("tab", &separator));
  g_assert_cmpint (separator, ==, '\t');
  g_assert_true (atlas_csv_separator_find ("^", &separator));
  g_assert_false (atlas_csv_separator_find ("\"", &separator));
  g_assert_false (atlas_csv_separator_find ("ab", &separator));
  g_assert_false (atlas_csv_separator_find ("é", &separator));
}

/* --- The corpus. */

static gboolean
get_corpus (const char *name, char **folder)
{
  const char *corpus = g_getenv ("ATLAS_CORPUS_DIR");

  *folder = g_build_filename (corpus != NULL ? corpus : "", "csv", name, NULL);
  if (g_file_test (*folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_test_skip ("the corpus is not here");
  return FALSE;
}

static void
check_against_json (const char *csv, const char *json)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GFile) file = g_file_new_for_path (csv);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (AtlasRowReader) reader = NULL;
  g_autoptr (GPtrArray) headings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  JsonArray *objects;
  AtlasRow row;
  guint n = 0;

  json_parser_load_from_file (parser, json, &error);
  g_assert_no_error (error);
  objects = json_node_get_array (json_parser_get_root (parser));
  stream = G_INPUT_STREAM (g_file_read (file, NULL, &error));
  g_assert_no_error (error);
  reader = atlas_csv_reader_new (stream, NULL);
  g_assert_true (atlas_row_reader_next (reader, &row, NULL, &error));
  for (guint i = 0; i < row.n_cells; i++)
    g_ptr_array_add (headings, g_strndup (row.cells[i].text, row.cells[i].length));
  for (; atlas_row_reader_next (reader, &row, NULL, &error); n++)
    {
      JsonObject *object = json_array_get_object_element (objects, n);

      g_assert_cmpuint (row.n_cells, ==, headings->len);
      for (guint i = 0; i < row.n_cells; i++)
        {
          g_autofree char *cell = g_strndup (row.cells[i].text, row.cells[i].length);

          g_assert_cmpstr (cell, ==, json_object_get_string_member (object, g_ptr_array_index (headings, i)));
        }
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, json_array_get_length (objects));
}

static void
test_spectrum (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *csvs = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!get_corpus ("csv-spectrum", &folder))
    return;
  csvs = g_build_filename (folder, "csvs", NULL);
  dir = g_dir_open (csvs, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *csv = g_build_filename (csvs, name, NULL);
      g_autofree char *base = g_strndup (name, strlen (name) - strlen (".csv"));
      g_autofree char *json_name = g_strconcat (base, ".json", NULL);
      g_autofree char *json = g_build_filename (folder, "json", json_name, NULL);

      g_test_message ("%s", name);
      /* Its JSON tells another telephone number than its CSV, and is no array. */
      if (strcmp (name, "location_coordinates.csv") == 0)
        continue;
      check_against_json (csv, json);
    }
}

static void
test_papaparse (void)
{
  static const struct
  {
    const char *name;
    const char *begins;
    guint n_rows;
  } files[] = {
    { "sample.csv", "1|A|B|C\n2|X|Y|Z\n", 2 },
    { "sample-header.csv", "1|title|name\n2|test title 01|test name 01\n3||test name 02\n", 3 },
    { "utf-8-bom-sample.csv", "1|A|B|C\n2|X|Y|Z\n", 2 },
    { "long-sample.csv", "1|Grant|Dyer|Donec.elementum@orciluctuset.example|2013-11-23T02:30:31-08:00|", 8 },
  };
  g_autofree char *folder = NULL;

  if (!get_corpus ("papaparse", &folder))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GInputStream) stream = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
      g_autofree char *got = read_stream (stream, NULL, NULL, NULL);
      guint n_rows = 0;

      for (const char *at = got; *at != '\0'; at++)
        n_rows += *at == '\n';
      g_test_message ("%s: %s", files[i].name, got);
      g_assert_true (g_str_has_prefix (got, files[i].begins));
      g_assert_cmpuint (n_rows, ==, files[i].n_rows);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-reader/tables", test_tables);
  g_test_add_func ("/csv-reader/told", test_told);
  g_test_add_func ("/csv-reader/mixed", test_mixed);
  g_test_add_func ("/csv-reader/windows", test_windows);
  g_test_add_func ("/csv-reader/too-big", test_too_big);
  g_test_add_func ("/csv-reader/names", test_names);
  g_test_add_func ("/csv-reader/spectrum", test_spectrum);
  g_test_add_func ("/csv-reader/papaparse", test_papaparse);
  return g_test_run ();
}
