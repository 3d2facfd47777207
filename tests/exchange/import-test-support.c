/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-test-support.h"

#include <string.h>

#include "atlas-export.h"

char *
format_counts (AtlasImport *import)
{
  const AtlasImportCounts *counts = atlas_import_get_counts (import);

  return g_strdup_printf ("%d %d %d %d %d %d %d", (int) counts->read, (int) counts->added,
                          (int) counts->updated, (int) counts->unchanged, (int) counts->skipped,
                          (int) counts->refused, (int) counts->unplaced);
}

char *
format_refusals (AtlasImport *import)
{
  GPtrArray *refusals = atlas_import_get_refusals (import);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < refusals->len; i++)
    {
      const AtlasRefusal *refusal = g_ptr_array_index (refusals, i);

      g_assert_nonnull (refusal->file);
      g_string_append_printf (out, "%s%d:%d:%s:%s", i > 0 ? "\n" : "", (int) refusal->record,
                              (int) refusal->line, refusal->field ? refusal->field : "", refusal->reason);
    }
  return g_string_free (out, FALSE);
}

AtlasImport *
make_import (AtlasRegister *source, const File *file)
{
  AtlasImport *import = atlas_import_new (source);
  gsize length = file->length > 0 ? (gsize) file->length : strlen (file->text);
  g_autoptr (GBytes) bytes = g_bytes_new (file->text, length);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GError) error = NULL;

  atlas_import_set_format (import, file->format, &error);
  g_assert_no_error (error);
  atlas_import_set_on_duplicate (import, file->on_duplicate);
  atlas_import_set_dry_run (import, file->dry_run);
  atlas_import_add_stream (import, stream, "a.json");
  return import;
}

char *
import (AtlasRegister *source, const char *text)
{
  File file = { .text = text };
  g_autoptr (AtlasImport) run = make_import (source, &file);
  g_autoptr (GError) error = NULL;

  atlas_import_run (run, NULL, &error);
  g_assert_no_error (error);
  return format_counts (run);
}

void
run_counted (AtlasImport *run, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *counts = NULL;

  atlas_import_run (run, NULL, &error);
  g_assert_no_error (error);
  counts = format_counts (run);
  g_assert_cmpstr (counts, ==, expected);
}

void
assert_count (Fixture *fixture, const char *text, gint64 expected)
{
  g_autoptr (AtlasQuery) asked = make_query (&atlas_kind_member, text);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (atlas_register_count (fixture->source, asked, NULL, &error), ==, expected);
  g_assert_no_error (error);
}

char *
query (AtlasRegister *source, const char *sql)
{
  AtlasStore *store = atlas_register_get_store (source);
  g_autoptr (GError) error = NULL;
  AtlasConnection *reader = atlas_store_acquire_reader (store, &error);
  AtlasStatement *select = atlas_statement_new (reader, sql, &error);
  char *text;

  g_assert_no_error (error);
  text = atlas_statement_step (select, &error) ? g_strdup (atlas_statement_get_text (select, 0, NULL)) : NULL;
  g_assert_no_error (error);
  atlas_statement_free (select);
  atlas_store_release_reader (store, reader);
  return text ? text : g_strdup ("");
}

char *
make_document (guint n, const char *tail)
{
  GString *out =
    g_string_new ("{\"format\":\"diaspora-atlas\",\"version\":1,\"x-file\":{\"a\":[1]},\"members\":[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (
      out,
      "%s\n{\"id\":\"%08x-2222-4333-8444-555555555500\",\"given_name\":\"Given%u\",\"family_name\":\"Éa%u\","
      "\"birth_year\":%u,\"address\":{\"city\":\"%s\",\"country\":\"CA\"},\"emails\":[\"p%u@example.org\"],"
      "\"x-own\":{\"n\":%u},\"updated\":\"2026-01-01T00:00:00Z\"}",
      i > 0 ? "," : "", i * 2654435761u, i, i % 97, 1940 + i % 60, i % 2 ? "Toronto" : "Montréal", i, i);
  g_string_append (out, tail != NULL ? tail : "]}");
  return g_string_free (out, FALSE);
}

char *
export_all (AtlasRegister *source, const char *format)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AtlasQuery) members = make_query (&atlas_kind_member, NULL);
  g_autoptr (AtlasQuery) events = make_query (&atlas_kind_event, NULL);
  AtlasQuery *queries[] = { members, strcmp (format, "csv") != 0 ? events : NULL, NULL };
  g_autoptr (GError) error = NULL;

  atlas_export_write (source, queries, format, FALSE, stream, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write (stream, "", 1, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}
