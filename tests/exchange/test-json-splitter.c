/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-drip-stream.h"
#include "atlas-import.h"
#include "atlas-json-splitter.h"

/* What a file is split into: "KIND@LINE TEXT" for each record, "|" between them, and behind that "!MESSAGE"
 * where it fails. A record that is too long is "...", one that a line end is missing from ends in "~". */
static char *
split (const char *text, gsize length, gsize step, AtlasShareForm form)
{
  g_autoptr (GInputStream) stream = atlas_drip_stream_new (text, length, step);
  g_autoptr (AtlasJsonSplitter) splitter = atlas_json_splitter_new (stream, form);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  AtlasJsonPiece piece;
  gint64 n = 0;

  while (atlas_json_splitter_next (splitter, &piece, NULL, &error))
    {
      g_assert_cmpint (piece.record, ==, ++n);
      if (out->len > 0)
        g_string_append_c (out, '|');
      g_string_append_printf (out, "%s@%d ", piece.kind != NULL ? piece.kind->name : "?", (int) piece.line);
      if (piece.text != NULL)
        g_string_append_len (out, piece.text, (gssize) piece.length);
      else
        g_string_append (out, "...");
      if (piece.breaks_off)
        g_string_append_c (out, '~');
    }
  if (error != NULL)
    g_string_append_printf (out, "!%s", error->message);
  else
    {
      g_autoptr (GError) again = NULL;

      g_assert_false (atlas_json_splitter_next (splitter, &piece, NULL, &again));
      g_assert_no_error (again);
      g_assert_cmpint (atlas_json_splitter_get_n_read (splitter), ==, (gint64) length);
    }
  return g_strdup (out->str);
}

#define BREAKS_OFF    "the file breaks off here; part of it is missing. Fetch it again."
#define NO_SHARE_FILE "this is not a share file: it has neither “format” nor “members” nor “kind”"

static const struct
{
  const char *text;
  const char *pieces;
} files[] = {
  /* Documents. */
  { "{\"format\":\"diaspora-atlas\",\"version\":1,\"members\":[{\"a\":1},{\"b\":[{}]}],\"events\":[{}]}",
    "member@1 {\"a\":1}|member@1 {\"b\":[{}]}|event@1 {}" },
  { "\xef\xbb\xbf{\n \"members\" : [\n  {\n \"a\": 1},\n\n {} ] }\n", "member@3 {\n \"a\": 1}|member@6 {}" },
  { "{\"events\":[{}],\"members\":[{}],\"version\":1}", "event@1 {}|member@1 {}" },
  { "{\"members\":[]}", "" },
  { "{\"members\":null,\"events\":[1, \"x\" ,null]}", "event@1 1|event@1 \"x\"|event@1 null" },
  { "{\"members\":[{\"a\":\"}]\\\"{[\\\\\"}]}", "member@1 {\"a\":\"}]\\\"{[\\\\\"}" },
  { "{\"members\":[{}],\"members\":[{}]}", "member@1 {}|member@1 {}" },
  { "{\"x\":{\"kind\":1},\"members\":[{}]}", "member@1 {}" },
  { "{\"\\u006dembers\":[{\"a\":1}],\"format\":\"diaspora-atlas\"}", "member@1 {\"a\":1}" },
  /* Arrays and lines. */
  { "[{\"a\":1}\n,{}]", "member@1 {\"a\":1}|member@2 {}" },
  { " [ ] ", "" },
  { "{\"kind\":\"member\"}\n\n  {\"kind\":\"event\"} \r\n",
    "?@1 {\"kind\":\"member\"}|?@3 {\"kind\":\"event\"}" },
  { "{\"a\":{\"b\":1},\"kind\":\"member\"}\n{broken\n{}\n",
    "?@1 {\"a\":{\"b\":1},\"kind\":\"member\"}|?@2 {broken|?@3 {}" },
  { "{\"kind\":\"member\"}", "?@1 {\"kind\":\"member\"}~" },
  { "{\"kind\":\"member\"}\n{\"kind", "?@1 {\"kind\":\"member\"}|?@2 {\"kind~" },
  { "{\"kind\":\"member\",\n\"a\":1}\n{\n}", "?@1 {\"kind\":\"member\",\n\"a\":1}|?@3 {\n}" },
  /* Not sound. */
  { "", "!line 1: the file is empty" },
  { " \n ", "!line 2: the file is empty" },
  { "{}", "!line 1: " NO_SHARE_FILE },
  { "{\"a\":[1,2,{}]}", "!line 1: " NO_SHARE_FILE },
  { "id,name\n1,Ada\n", "!line 1: this is not a share file, which is JSON: a “{” or “[” was expected" },
  { "SQLite format 3", "!line 1: this is a database, not a file to import; open it instead" },
  { "PK\003\004abc", "!line 1: this is a ZIP archive. Unpack it and import the files in it." },
  { "\037\213", "!line 1: this file is compressed (gzip); unpack it first" },
  { "\377\376{", "!line 1: this text is UTF-16; save it as UTF-8" },
  { "<html>", "!line 1: this is a web page or an XML document, whatever its name says. Open it in a "
              "spreadsheet program and save it as .xlsx." },
  { "{\"members\":[{}", "member@1 {}!line 1: " BREAKS_OFF },
  { "{\"members\":[\n{},\n{\"a\":\"", "member@2 {}!line 3: " BREAKS_OFF },
  { "{\"members\":[{}]", "member@1 {}!line 1: " BREAKS_OFF },
  { "{\"members\":", "!line 1: " BREAKS_OFF },
  { "{\"members\"", "!line 1: " BREAKS_OFF },
  { "{\"mem", "!line 1: " BREAKS_OFF },
  { "{", "!line 1: " BREAKS_OFF },
  { "[", "!line 1: " BREAKS_OFF },
  { "[1", "!line 1: " BREAKS_OFF },
  { "[{},]", "member@1 {}!line 1: a value was expected" },
  { "[,{}]", "!line 1: a value was expected" },
  { "[{} {}]", "member@1 {}!line 1: a comma or a closing bracket is missing" },
  { "[{}}", "member@1 {}!line 1: a comma or a closing bracket is missing" },
  { "[{}]\n]", "member@1 {}!line 2: there is more text after the end" },
  { "{\"members\":[]}{}", "!line 1: there is more text after the end" },
  { "{\"members\":[],}", "!line 1: a name in quotes was expected" },
  { "{\"members\":[] \"events\":[]}", "!line 1: a comma or a closing bracket is missing" },
  { "{members:[]}", "!line 1: a name in quotes was expected" },
  { "{\"members\" []}", "!line 1: a colon is missing after a name" },
  { "{\"members\":{}}", "!line 1: “members” must be a list" },
  { "{\"members\":nope}", "!line 1: a word stands without quotes" },
  { "{\"members\":[],\"x\":nope}", "!line 1: a word stands without quotes" },
  { "{\"members\":[],\n\"x\":[1,\n2,\nnope]}", "!line 4: a word stands without quotes" },
  /* The header. */
  { "{\"format\":\"other\"}", "!line 1: this is not a share file: its “format” is not “diaspora-atlas”" },
  { "{\"format\":7}", "!line 1: this is not a share file: its “format” is not “diaspora-atlas”" },
  { "{\"format\":\"diaspora-atlas\",\n\"version\":2}",
    "!line 2: this file was written in version 2 of the share format, and this program reads version 1; "
    "update the "
    "program, or ask for the file in version 1" },
  { "{\"members\":[{}],\"version\":99999}", "member@1 {}!line 1: this file was written in version 99999 of "
                                            "the share format, and this program reads version "
                                            "1; update the program, or ask for the file in version 1" },
  { "{\"members\":[],\"version\":\"1\"}", "!line 1: “version” must be 1" },
  { "{\"members\":[],\"version\":0}", "!line 1: “version” must be 1" },
  { "{\"members\":[],\"office\":\"Ottawa\"}", "!line 1: “office” must be an object with “id” and “name”" },
  { "{\"members\":[],\"office\":{\"name\":1}}", "!line 1: “office” must be an object with “id” and “name”" },
};

static void
test_files (void)
{
  static const gsize steps[] = { 1, 2, 7, 100000 };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (steps); j++)
      {
        g_autofree char *pieces = split (files[i].text, strlen (files[i].text), steps[j], ATLAS_SHARE_AUTO);

        g_assert_cmpstr (pieces, ==, files[i].pieces);
      }
}

/* A good document, cut after each of its bytes, never passes for whole. */
static void
test_cut_short (void)
{
  const char *whole =
    "\xef\xbb\xbf{\"format\": \"diaspora-atlas\", \"version\": 1, \"office\": {\"id\": \"x\"},\n"
    "\"members\": [{\"a\": [1, \"\\\"\"]}, {\"b\": null}], \"later\": [true]}";

  for (gsize n = 0; n < strlen (whole); n++)
    {
      g_autofree char *pieces = split (whole, n, 3, ATLAS_SHARE_AUTO);

      g_assert_nonnull (strchr (pieces, '!'));
    }
}

static void
test_header (void)
{
  const char *text = "{\"format\":\"diaspora-atlas\",\"version\":1,\"exported\":\"2026-11-24T07:00:00Z\","
                     "\"office\":{\"id\":\"abc\",\"seat\":[1],\"name\":\"Ottaw\\u0061\"},\"synthetic\":true,"
                     "\"placements\":[ {\"id\" : 1},\n2.50 ],\"members\":[{}],\"x\":null,\"journeys\":{},"
                     "\"placements\":\"twice\"}";
  g_autoptr (GInputStream) stream = atlas_drip_stream_new (text, strlen (text), 5);
  g_autoptr (AtlasJsonSplitter) splitter = atlas_json_splitter_new (stream, ATLAS_SHARE_AUTO);
  const AtlasShareHeader *header;
  g_autoptr (GError) error = NULL;
  AtlasJsonPiece piece;

  while (atlas_json_splitter_next (splitter, &piece, NULL, &error))
    ;
  g_assert_no_error (error);
  g_assert_cmpint (atlas_json_splitter_get_form (splitter), ==, ATLAS_SHARE_DOCUMENT);
  header = atlas_json_splitter_get_header (splitter);
  g_assert_cmpstr (header->office_id, ==, "abc");
  g_assert_cmpstr (header->office_name, ==, "Ottawa");
  g_assert_cmpstr (header->exported, ==, "2026-11-24T07:00:00Z");
  g_assert_true (header->synthetic);
  g_assert_cmpstr (header->extra, ==, "{\"placements\":\"twice\",\"journeys\":{}}");
}

static void
test_merge_extra (void)
{
  static const struct
  {
    const char *ours, *theirs, *merged;
  } cases[] = {
    { NULL, NULL, NULL },
    { "{}", NULL, NULL },
    { "{\"a\":1}", NULL, "{\"a\":1}" },
    { NULL, "{\"a\": [1, 2]}", "{\"a\":[1,2]}" },
    { "{\"a\":1,\"b\":2}", "{\"c\":{},\"a\":\"x\"}", "{\"a\":\"x\",\"b\":2,\"c\":{}}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *merged = atlas_share_extra_merge (cases[i].ours, cases[i].theirs);

      g_assert_cmpstr (merged, ==, cases[i].merged);
    }
}

/* A record of @size bytes between two others. */
static char *
make_long (const char *before, gsize size, const char *after)
{
  GString *text = g_string_new (before);

  g_string_append (text, "{\"notes\":\"");
  while (text->len < strlen (before) + size - 2)
    g_string_append_len (text, "xxxx\\nxxx", MIN (9, (gssize) (strlen (before) + size - 2 - text->len)));
  g_string_append (text, "\"}");
  g_string_append (text, after);
  return g_string_free (text, FALSE);
}

static void
test_too_long (void)
{
  static const struct
  {
    const char *before;
    gsize size;
    const char *after;
    const char *pieces; /* of which the long one is left out if it is whole */
  } cases[] = {
    { "{\"members\":[{},\n", ATLAS_JSON_MAX_RECORD + 3, "\n,{\"a\":1}]}",
      "member@1 {}|member@2 ...|member@3 {\"a\":1}" },
    { "{\"members\":[{},\n", 3 * ATLAS_JSON_MAX_RECORD, "\n,{\"a\":1}]}",
      "member@1 {}|member@2 ...|member@3 {\"a\":1}" },
    { "{\"kind\":\"member\"}\n", ATLAS_JSON_MAX_RECORD + 3, "\n{}\n",
      "?@1 {\"kind\":\"member\"}|?@2 ...|?@3 {}" },
    { "{\"kind\":\"member\"}\n", 3 * ATLAS_JSON_MAX_RECORD, "\n{}\n",
      "?@1 {\"kind\":\"member\"}|?@2 ...|?@3 {}" },
    { "{\"members\":[],\n\"later\":", 3 * ATLAS_JSON_MAX_RECORD, "}",
      "!line 2: what this program does not know of in the file would be kept, but is more than 8 MiB" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = make_long (cases[i].before, cases[i].size, cases[i].after);
      g_autofree char *pieces = split (text, strlen (text), 100000, ATLAS_SHARE_AUTO);

      g_assert_cmpstr (pieces, ==, cases[i].pieces);
    }
}

static void
test_just_short_enough (void)
{
  g_autofree char *text = make_long ("[", ATLAS_JSON_MAX_RECORD - 9, "]");
  g_autofree char *pieces = split (text, strlen (text), 100000, ATLAS_SHARE_AUTO);

  g_assert_cmpuint (strlen (pieces), >, ATLAS_JSON_MAX_RECORD - 10);
  g_assert_true (g_str_has_suffix (pieces, "x\"}"));
}

/* A million brackets cost no stack and no error but the record's own. */
static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new ("[");
  g_autofree char *pieces = NULL;

  for (int i = 0; i < 1000000; i++)
    g_string_append_c (text, '[');
  for (int i = 0; i < 1000000; i++)
    g_string_append_c (text, ']');
  g_string_append (text, ",{}]");
  pieces = split (text->str, text->len, 100000, ATLAS_SHARE_AUTO);
  g_assert_true (g_str_has_suffix (pieces, "]]|member@1 {}"));
}

static void
test_forced_lines (void)
{
  const char *text = "{\"a\":1}\n{\"kind\":\"member\"}\n";
  g_autofree char *pieces = split (text, strlen (text), 4, ATLAS_SHARE_LINES);

  g_assert_cmpstr (pieces, ==, "?@1 {\"a\":1}|?@2 {\"kind\":\"member\"}");
}

static void
test_nul_bytes (void)
{
  const char text[] = "{\"members\":[{\"a\":\"x\0y\"},\0{}]}";
  g_autofree char *pieces = split (text, sizeof text - 1, 4, ATLAS_SHARE_AUTO);

  g_assert_true (g_str_has_prefix (pieces, "member@1 "));
}

static void
test_cancelled (void)
{
  const char *text = "[{}]";
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (AtlasJsonSplitter) splitter = atlas_json_splitter_new (stream, ATLAS_SHARE_AUTO);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  AtlasJsonPiece piece;

  g_cancellable_cancel (cancellable);
  g_assert_false (atlas_json_splitter_next (splitter, &piece, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-splitter/files", test_files);
  g_test_add_func ("/json-splitter/cut-short", test_cut_short);
  g_test_add_func ("/json-splitter/header", test_header);
  g_test_add_func ("/json-splitter/merge-extra", test_merge_extra);
  g_test_add_func ("/json-splitter/too-long", test_too_long);
  g_test_add_func ("/json-splitter/just-short-enough", test_just_short_enough);
  g_test_add_func ("/json-splitter/deep", test_deep);
  g_test_add_func ("/json-splitter/forced-lines", test_forced_lines);
  g_test_add_func ("/json-splitter/nul-bytes", test_nul_bytes);
  g_test_add_func ("/json-splitter/cancelled", test_cancelled);
  return g_test_run ();
}
