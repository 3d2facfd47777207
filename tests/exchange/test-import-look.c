/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-import-look.h"
#include "import-test-support.h"

/* A file before it is imported, and what becomes of several tables. */

static GFile *
write_file (Fixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  if (content != NULL)
    g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static AtlasImportLook *
look_at (Fixture *fixture, GFile *file, const AtlasImportChoice *choice)
{
  g_autoptr (GError) error = NULL;
  AtlasImportLook *look =
    atlas_import_look_new (file, choice, atlas_register_get_store (fixture->source), NULL, &error);

  g_assert_no_error (error);
  return look;
}

/* "form headings: target target ..." */
static char *
format_look (const AtlasImportLook *look)
{
  GString *out = g_string_new (NULL);

  g_string_printf (out, "%d %u:", (int) look->form, look->mapping != NULL ? look->mapping->n_headings : 0);
  for (guint i = 0; look->mapping != NULL && i < look->mapping->n_columns; i++)
    g_string_append_printf (out, " %s", atlas_mapping_get_target (look->mapping, i));
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *name, *content;
  AtlasImportChoice choice;
  const char *look;
  gboolean clear;
} table[] = {
  { "a.json", "[{\"given_name\":\"Ada\"}]", { .n_headings = -1 }, "0 0:", TRUE },
  { "a.csv", "Name;City\nAda;Ottawa\n", { .n_headings = -1 }, "1 1: name address.city", FALSE },
  { "own.csv", "given_name,emails\nAda,a@b.org\n", { .n_headings = -1 }, "1 1: given_name emails", TRUE },
  { "a.vcf", "BEGIN:VCARD\r\nN:Uwase;Ada\r\nEND:VCARD\r\n", { .n_headings = -1 }, NULL, TRUE },
  /* As a person says. */
  { "b.csv",
    "Name;City\nFamily name;Street\nAda;Ottawa\n",
    { .n_headings = 2 },
    "1 2: family_name address.street",
    FALSE },
  { "c.csv", "Name;City\nAda;Ottawa\n", { .n_headings = 0 }, "1 0: keep keep", FALSE },
  { "d.csv",
    "Name;City\nAda;Ottawa\n",
    { .dialect = { .separator = ',' }, .n_headings = -1 },
    "1 1: keep",
    FALSE },
  { "e.csv",
    "Title;Start;City\nFair;2026-05-01 10:00;Ottawa\n",
    { .kind = &atlas_kind_event, .n_headings = -1 },
    "1 1: title start address.city",
    FALSE },
};

static void
test_looks (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GFile) file = write_file (fixture, table[i].name, table[i].content);
      g_autoptr (AtlasImportLook) look = look_at (fixture, file, &table[i].choice);
      g_autofree char *got = format_look (look);

      g_test_message ("%s", table[i].name);
      g_assert_cmpstr (look->name, ==, table[i].name);
      if (table[i].look != NULL)
        g_assert_cmpstr (got, ==, table[i].look);
      else
        g_assert_cmpint (look->form, ==, ATLAS_IMPORT_FORM_CARDS);
      g_assert_cmpint (atlas_import_look_is_clear (look), ==, table[i].clear);
    }
}

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name, *content, *says;
  } files[] = {
    { "empty.csv", "\xff\xfe", "the file is empty" },
    { "none.csv", NULL, "" },
    { "zip.xlsx", "PK\003\004 and no more", "" },
    { "a.ods", "PK\003\004....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "save it as .xlsx" },
    { "a.numbers", "PK\003\004....Index/Document.iwa", "export it to Excel or CSV" },
    { "a.xls", "<html><table><tr><td>Name</td></tr></table>", "save it as .xlsx" },
    { "a.csv", "%PDF-1.4", "PDF" },
    { "a.rtf", "{\\rtf1 Name}", "RTF" },
    { "a.jpg", "\xff\xd8\xff\xe0", "picture" },
    { "a.doc", "Dear colleague", "no kind of file that is read here" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GFile) file = write_file (fixture, files[i].name, files[i].content);
      g_autoptr (GError) error = NULL;

      g_assert_null (atlas_import_look_new (file, NULL, NULL, NULL, &error));
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, files[i].name));
      g_assert_nonnull (strstr (error->message, files[i].says));
    }
}

/* "03/04" alone tells nothing; a 25th, or what a person says, does. */
static void
test_open_dates (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[] = { "Name;Confirmed\nA;03/04/2021\n",
                                          "Name;Confirmed\nA;03/04/2021\nB;25/04/2021\n",
                                          "Name;Confirmed\nA;2021-04-03\n" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (GFile) file = write_file (fixture, "dates.csv", contents[i]);
      g_autoptr (AtlasImportLook) look = look_at (fixture, file, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (atlas_mapping_set_target (look->mapping, 1, "confirmed", &error));
      g_assert_cmpint (atlas_mapping_has_open_dates (look->mapping, 1, look->sample), ==, i == 0);
      g_assert_false (atlas_mapping_has_open_dates (look->mapping, 0, look->sample));
    }
}

static AtlasImport *
run_files (Fixture *fixture, GFile *first, GFile *second, GFile *refused)
{
  GFile *files[] = { first, second };
  AtlasImport *import = atlas_import_new (fixture->source);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files) && files[i] != NULL; i++)
    {
      g_autoptr (AtlasImportLook) look = look_at (fixture, files[i], NULL);

      atlas_import_add_file (import, files[i]);
      g_assert_true (
        atlas_mapping_set_target (look->mapping, 1, i == 0 ? "origin.district" : "notes", &error));
      atlas_import_set_file_table (import, i, look->mapping, &look->choice.dialect, look->sheet);
    }
  atlas_import_set_refused_file (import, refused);
  atlas_import_run (import, NULL, &error);
  g_assert_no_error (error);
  return import;
}

/* Each of several tables has its own mapping, and its own file of refused rows, which is mapped as the table
 * they came from, however often they are refused. */
static void
test_several (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) first = write_file (fixture, "a.csv", "First name,Weird\nAda,Huye\n,Gasabo\n");
  g_autoptr (GFile) second =
    write_file (fixture, "b.csv", "First name;Odd;City\nJean;a note;Ottawa\n;b;Ottawa\n");
  g_autoptr (GFile) refused = write_file (fixture, "r.csv", NULL);
  g_autoptr (GFile) again = write_file (fixture, "s.csv", NULL);
  g_autoptr (GFile) numbered = write_file (fixture, "r-2.csv", NULL);
  g_autoptr (AtlasImport) import = run_files (fixture, first, second, refused);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (atlas_import_get_counts (import)->added, ==, 2);
  g_assert_cmpuint (atlas_import_get_list (import, ATLAS_IMPORT_ADDED)->len, ==, 2);
  g_assert_cmpuint (atlas_import_get_list (import, ATLAS_IMPORT_REFUSED)->len, ==, 2);
  g_assert_cmpuint (atlas_import_get_list (import, ATLAS_IMPORT_UNPLACED)->len, ==, 1);
  g_assert_cmpuint (atlas_import_get_n_refused_files (import), ==, 2);
  assert_query (fixture->source, "SELECT origin_district FROM member WHERE given_name = 'Ada'", "Huye");
  assert_query (fixture->source, "SELECT notes FROM member WHERE given_name = 'Jean'", "a note");
  g_assert_true (g_file_load_contents (numbered, NULL, &text, NULL, NULL, &error));
  assert_contains (text, "First name,Odd,City," ATLAS_REFUSED_HEADING "\r\n,b,Ottawa,");

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AtlasImportLook) look = look_at (fixture, i == 0 ? refused : again, NULL);
      g_autoptr (AtlasImport) next = NULL;

      g_assert_cmpstr (atlas_mapping_get_target (look->mapping, 1), ==, "origin.district");
      g_assert_cmpint (look->mapping->columns[1].reason, ==, ATLAS_MAP_BY_MEMORY);
      g_assert_cmpstr (atlas_mapping_get_target (look->mapping, 2), ==, "leave");
      if (i == 0)
        {
          next = run_files (fixture, refused, NULL, again);
          g_assert_cmpint (atlas_import_get_counts (next)->refused, ==, 1);
        }
    }
}

/* Who is new and looks like somebody who stands here is told of, and still comes in. */
static void
test_doubles (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file =
    write_file (fixture, "a.csv",
                "Name,E-mail,City\nUWASE Ada,ada.uwase@example.org,Ottawa\nJean Mugabo,j@x.org,Toronto\n");
  g_autoptr (AtlasImport) import = atlas_import_new (fixture->source);
  g_autoptr (GError) error = NULL;
  GPtrArray *list;

  add_record (fixture, &atlas_kind_member,
              "{\"id\":\"" ADA
              "\",\"given_name\":\"Ada\",\"family_name\":\"Uwase\",\"emails\":[\"ada.uwase@example.org\"]}");
  atlas_import_add_file (import, file);
  atlas_import_set_find_doubles (import, TRUE);
  atlas_import_set_dry_run (import, TRUE);
  atlas_import_run (import, NULL, &error);
  g_assert_no_error (error);
  list = atlas_import_get_list (import, ATLAS_IMPORT_DOUBLES);
  g_assert_cmpint (atlas_import_get_counts (import)->added, ==, 2);
  g_assert_cmpint (atlas_import_get_counts (import)->doubles, ==, 1);
  g_assert_cmpuint (list->len, ==, 1);
  assert_contains (((AtlasRefusal *) g_ptr_array_index (list, 0))->reason, "may be Ada Uwase: ");
  assert_query (fixture->source, "SELECT COUNT(*) FROM member", "1");
}

#define DOUBLED_ROWS                                           \
  "Name,E-mail,Phone,City,Year of birth\n"                     \
  "Ada Uwase,ada.uwase@example.org,,Ottawa,1980\n"             \
  "Jean Mugabo,jean@example.org,+1 613 555 0101,Ottawa,1975\n" \
  "UWASE Ada,ada.uwase@example.org,+1 613 555 0199,,1980\n"    \
  "Jean Mugabo,jean@example.org,+1 613 555 0101,Ottawa,1975\n" \
  "Alice Mugabo,,+1 613 555 0101,Ottawa,1978\n"                \
  "Ada Uwase,,+1 613 555 0199,Ottawa,1980\n"

static AtlasImport *
run_doubled (Fixture *fixture, GFile *first, GFile *second, AtlasOnDuplicate what, gboolean dry_run)
{
  AtlasImport *import = atlas_import_new (fixture->source);
  g_autoptr (GError) error = NULL;

  atlas_import_add_file (import, first);
  if (second != NULL)
    atlas_import_add_file (import, second);
  atlas_import_set_on_doubled (import, what);
  atlas_import_set_dry_run (import, dry_run);
  atlas_import_run (import, NULL, &error);
  g_assert_no_error (error);
  return import;
}

static char *
format_doubled (AtlasImport *run)
{
  const AtlasImportCounts *counts = atlas_import_get_counts (run);
  g_autofree char *all = format_counts (run);

  return g_strdup_printf ("%s, %d %d %d", all, (int) counts->doubled, (int) counts->united,
                          (int) counts->dropped);
}

/* Who is listed twice is told of before anything is written; a family is not. Then both come in, the first
 * one, or one of both, by what was asked for; the very same row comes in once. */
static void
test_doubled (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    AtlasOnDuplicate what;
    const char *counts, *names, *phones, *verdicts;
  } table[] = {
    { ATLAS_ON_DUPLICATE_ADD, "6 5 0 1 0 0 1, 3 1 0",
      "Ada Uwase, Ada UWASE, Ada Uwase, Alice Mugabo, Jean Mugabo", NULL, "0" },
    { ATLAS_ON_DUPLICATE_UPDATE, "6 3 1 2 0 0 0, 3 3 0", "Ada Uwase, Alice Mugabo, Jean Mugabo",
      "[\"+16135550199\"]", "2" },
    { ATLAS_ON_DUPLICATE_SKIP, "6 3 0 0 3 0 0, 3 0 3", "Ada Uwase, Alice Mugabo, Jean Mugabo", NULL, "0" },
  };
  g_autoptr (GFile) file = write_file (fixture, "a.csv", DOUBLED_ROWS);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (AtlasImport) plan = run_doubled (fixture, file, NULL, table[i].what, TRUE);
      g_autoptr (AtlasImport) run = NULL;
      g_autoptr (AtlasImport) again = NULL;
      g_autofree char *planned = format_doubled (plan);
      g_autofree char *done = NULL;
      GPtrArray *list = atlas_import_get_list (plan, ATLAS_IMPORT_DOUBLED);

      g_assert_cmpstr (planned, ==, table[i].counts);
      assert_query (fixture->source, "SELECT count (*) FROM member", "0");
      g_assert_cmpuint (list->len, ==, 3);
      assert_contains (((AtlasRefusal *) g_ptr_array_index (list, 0))->reason,
                       "Ada UWASE: line 2 has Ada Uwase: same e-mail address");
      g_assert_cmpint (((AtlasRefusal *) g_ptr_array_index (list, 0))->line, ==, 4);
      assert_contains (((AtlasRefusal *) g_ptr_array_index (list, 1))->reason, "line 3 has Jean Mugabo");

      run = run_doubled (fixture, file, NULL, table[i].what, FALSE);
      done = format_doubled (run);
      g_assert_cmpstr (done, ==, table[i].counts);
      assert_query (fixture->source,
                    "SELECT group_concat (given_name || ' ' || family_name, ', ') FROM (SELECT * FROM member "
                    "ORDER BY given_name, family_name COLLATE NOCASE, id)",
                    table[i].names);
      if (table[i].phones != NULL)
        assert_query (fixture->source, "SELECT phones FROM member WHERE given_name = 'Ada'", table[i].phones);
      assert_query (fixture->source, "SELECT count (*) FROM verdict", table[i].verdicts);
      assert_sound (fixture->source);

      /* The same file once more brings nobody. */
      again = run_doubled (fixture, file, NULL, table[i].what, FALSE);
      g_assert_cmpint (atlas_import_get_counts (again)->added, ==, 0);
      g_assert_cmpint (atlas_import_get_counts (again)->updated, ==, 0);
      undo (fixture->source);
    }
}

/* Also in two files of one import; but who bears an id was told apart by somebody. */
static void
test_doubled_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) first = write_file (fixture, "a.csv", DOUBLED_ROWS);
  g_autoptr (GFile) second =
    write_file (fixture, "b.csv", "Family name,First name,E-mail\nUWASE,Ada,ada.uwase@example.org\n");
  g_autoptr (GFile) ids =
    write_file (fixture, "c.json",
                "[{\"id\":\"" ADA "\",\"given_name\":\"Eve\",\"family_name\":\"Ineza\",\"emails\":"
                "[\"eve@example.org\"]},{\"id\":\"" BEN "\",\"given_name\":\"Eve\",\"family_name\":"
                "\"Ineza\",\"emails\":[\"eve@example.org\"]}]");
  g_autoptr (AtlasImport) run = run_doubled (fixture, first, second, ATLAS_ON_DUPLICATE_SKIP, FALSE);
  g_autoptr (AtlasImport) own = NULL;
  GPtrArray *list = atlas_import_get_list (run, ATLAS_IMPORT_DOUBLED);

  g_assert_cmpint (atlas_import_get_counts (run)->dropped, ==, 4);
  assert_contains (((AtlasRefusal *) g_ptr_array_index (list, 3))->reason, "line 2 of a.csv has Ada Uwase");
  own = run_doubled (fixture, ids, NULL, ATLAS_ON_DUPLICATE_UPDATE, FALSE);
  g_assert_cmpint (atlas_import_get_counts (own)->doubled, ==, 0);
  g_assert_cmpint (atlas_import_get_counts (own)->added, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  EXCHANGE_TEST ("/import-look/looks", test_looks);
  EXCHANGE_TEST ("/import-look/failures", test_failures);
  EXCHANGE_TEST ("/import-look/open-dates", test_open_dates);
  EXCHANGE_TEST ("/import-look/several", test_several);
  EXCHANGE_TEST ("/import-look/doubles", test_doubles);
  EXCHANGE_TEST ("/import-look/doubled", test_doubled);
  EXCHANGE_TEST ("/import-look/doubled-elsewhere", test_doubled_elsewhere);
  return g_test_run ();
}
