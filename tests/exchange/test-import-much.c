/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-json-writer.h"
#include "atlas-share-writer.h"
#include "import-test-support.h"

/* --- Much and huge. */

static void
test_huge_record (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("[\n{\"given_name\":\"A\"},\n{\"given_name\":\"B\",\"notes\":\"");
  g_autofree char *refusals = NULL, *counts = NULL;
  g_autoptr (AtlasImport) run = NULL;
  g_autoptr (GError) error = NULL;
  File file = { 0 };

  for (guint i = 0; i < 5 * 1024; i++)
    g_string_append_printf (text, "%01024u", i);
  g_string_append (text, "\"},\n{\"given_name\":\"C\"}]");
  file.text = text->str;
  run = make_import (fixture->source, &file);
  atlas_import_run (run, NULL, &error);
  g_assert_no_error (error);
  counts = format_counts (run);
  refusals = format_refusals (run);
  g_assert_cmpstr (counts, ==, "3 2 0 0 0 1 2");
  g_assert_cmpstr (refusals, ==, "2:3::the record is longer than 4 MiB");
}

static void
test_many_refusals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("[{\"given_name\":\"A\"}");
  g_autoptr (AtlasImport) run = NULL;
  g_autoptr (GError) error = NULL;
  File file = { 0 };

  for (guint i = 0; i < 10100; i++)
    g_string_append (text, ",\n{}");
  g_string_append_c (text, ']');
  file.text = text->str;
  run = make_import (fixture->source, &file);
  atlas_import_run (run, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (atlas_import_get_counts (run)->refused, ==, 10100);
  g_assert_cmpuint (atlas_import_get_refusals (run)->len, ==, 10000);
  g_assert_cmpint (((AtlasRefusal *) g_ptr_array_index (atlas_import_get_refusals (run), 9999))->line, ==,
                   10001);
}

/* A stream that makes a document up as it is read: far more than may be kept. */
#define ENDLESS_TYPE_STREAM (endless_stream_get_type ())
G_DECLARE_FINAL_TYPE (EndlessStream, endless_stream, ENDLESS, STREAM, GInputStream)

struct _EndlessStream
{
  GInputStream parent_instance;
  guint n, n_records;
  GString *pending;
};

G_DEFINE_FINAL_TYPE (EndlessStream, endless_stream, G_TYPE_INPUT_STREAM)

static gssize
endless_stream_read (
  GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  EndlessStream *self = ENDLESS_STREAM (stream);
  gsize n;

  while (self->pending->len < count && self->n < self->n_records)
    {
      g_string_append (self->pending, self->n == 0 ? "[" : ",");
      g_string_append_printf (self->pending, "{\"given_name\":\"A%u\",\"birth_year\":1,\"x\":\"%0900u\"}\n",
                              self->n, self->n);
      if (++self->n == self->n_records)
        g_string_append (self->pending, "]");
    }
  n = MIN (count, self->pending->len);
  memcpy (buffer, self->pending->str, n);
  g_string_erase (self->pending, 0, (gssize) n);
  return (gssize) n;
}

static void
endless_stream_finalize (GObject *object)
{
  g_string_free (ENDLESS_STREAM (object)->pending, TRUE);
  G_OBJECT_CLASS (endless_stream_parent_class)->finalize (object);
}

static void
endless_stream_class_init (EndlessStreamClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = endless_stream_read;
  G_OBJECT_CLASS (klass)->finalize = endless_stream_finalize;
}

static void
endless_stream_init (EndlessStream *self)
{
  self->pending = g_string_new (NULL);
}

static gint64
read_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return -1;
  line = strstr (text, "VmRSS:");
  return line != NULL ? g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10) : -1;
}

static void
note_memory (gint64 done, gint64 total, gpointer data)
{
  gint64 *most = data;

  *most = MAX (*most, read_memory ());
}

/* A sanitizer keeps what was freed, to notice who still uses it. */
#if defined(__SANITIZE_ADDRESS__)
static const gboolean is_sanitized = TRUE;
#else
static const gboolean is_sanitized = FALSE;
#endif

/* 100 MiB of records, all of them refused, so that none of it need go anywhere. */
static void
test_bounded_memory (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasImport) run = atlas_import_new (fixture->source);
  g_autoptr (EndlessStream) stream = g_object_new (ENDLESS_TYPE_STREAM, NULL);
  gint64 before = read_memory (), most = 0;
  g_autoptr (GError) error = NULL;

  stream->n_records = 110000;
  atlas_import_add_stream (run, G_INPUT_STREAM (stream), "endless");
  atlas_import_set_progress (run, note_memory, &most);
  atlas_import_run (run, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (atlas_import_get_counts (run)->refused, ==, 110000);
  g_assert_cmpint (atlas_import_get_n_cut (run, ATLAS_IMPORT_REFUSED), ==, 100000);
  g_assert_cmpint (atlas_import_get_n_cut (run, ATLAS_IMPORT_ADDED), ==, 0);
  if (before < 0 || most <= 0 || is_sanitized)
    g_test_skip ("the memory in use can't be told here");
  else
    g_assert_cmpint (most - before, <, 60 * 1024); /* KiB */
}

/* --- The corpora. */

static char *
wrap (const char *value, gsize length, gsize *whole)
{
  GString *out = g_string_new ("[{\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"x\":");

  g_string_append_len (out, value, (gssize) length);
  g_string_append (out, "}]");
  *whole = out->len;
  return g_string_free (out, FALSE);
}

/* Each file of the JSON corpus by itself, and as the value of an unknown key: what is JSON is kept and comes
 * back, what is not changes nothing. */
static void
test_json_corpus (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder =
    g_build_filename (g_getenv ("ATLAS_CORPUS_DIR"), "json", "JSONTestSuite", "test_parsing", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_kept = 0, n_refused = 0;
  const char *name;

  if (dir == NULL)
    {
      g_test_skip ("the corpus is not here");
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *value = NULL, *text = NULL, *before = NULL, *after = NULL;
      g_autoptr (AtlasImport) run = NULL, bare = NULL;
      g_autoptr (GError) error = NULL;
      gsize length, whole;
      gboolean done;

      g_assert_true (g_file_get_contents (path, &value, &length, NULL));
      before = dump (fixture->source, TRUE);
      if (length > 0)
        {
          File itself = { .text = value, .length = (gssize) length, .dry_run = TRUE };

          bare = make_import (fixture->source, &itself);
          done = atlas_import_run (bare, NULL, &error);
          g_assert_true (done == (error == NULL));
          g_clear_error (&error);
        }

      text = wrap (value, length, &whole);
      {
        File file = { .text = text, .length = (gssize) whole };

        run = make_import (fixture->source, &file);
        done = atlas_import_run (run, NULL, &error);
      }
      if (name[0] == 'y')
        g_assert_no_error (error);
      if (done && atlas_import_get_counts (run)->added == 1)
        {
          g_autofree char *exported = export_all (fixture->source, "json");
          Fixture other = { 0 };

          /* Out and in again it is the same. */
          fixture_set_up (&other, NULL);
          assert_import (other.source, exported, "1 1 0 0 0 0 1");
          {
            g_autofree char *ours = query (fixture->source, "SELECT extra FROM member");
            g_autofree char *theirs = query (other.source, "SELECT extra FROM member");

            g_assert_cmpstr (theirs, ==, ours);
          }
          fixture_tear_down (&other, NULL);
          g_assert_cmpint (name[0], !=, 'n');
          n_kept++;
          undo (fixture->source); /* the export's own line stands behind it */
        }
      else
        {
          g_assert_cmpint (name[0], !=, 'y');
          n_refused++;
          after = dump (fixture->source, TRUE);
          assert_same_dump (after, before);
        }
    }
  g_assert_cmpuint (n_kept, >=, 95);
  g_assert_cmpuint (n_refused, >=, 188);
}

typedef struct
{
  GString *text;
  guint n;
} Naughty;

static void
add_naughty (const char *string, gpointer data)
{
  Naughty *naughty = data;
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
  const char *const list[] = { string, NULL };
  g_autoptr (GString) extra = NULL;
  AtlasUuid uuid;

  atlas_uuid_generate (&uuid);
  atlas_record_set_uuid (record, &uuid);
  atlas_record_set_text (record, "given_name", string);
  atlas_record_set_text (record, "family_name", "Naughty");
  atlas_record_set_text (record, "address.city", string);
  atlas_record_set_text (record, "notes", string);
  atlas_record_set_list (record, "skills", list);
  if (naughty->n++ > 0)
    g_string_append (naughty->text, ",\n");
  extra = g_string_new ("{\"x\":");
  atlas_json_append_string (extra, string, -1);
  g_string_append_c (extra, '}');
  atlas_record_set_extra (record, extra->str);
  atlas_share_append_record (naughty->text, record);
}

/* Import, export, import into another database: the same members. */
static void
test_naughty_strings (Fixture *fixture, gconstpointer data)
{
  Naughty naughty = { g_string_new ("{\"format\":\"diaspora-atlas\",\"members\":["), 0 };
  static const char *const formats[] = { "json", "ndjson" };

  if (!foreach_naughty_string (add_naughty, &naughty))
    {
      g_string_free (naughty.text, TRUE);
      return;
    }
  g_string_append (naughty.text, "]}");
  {
    g_autofree char *counts = import (fixture->source, naughty.text->str);

    g_test_message ("%s", counts);
    g_assert_true (strstr (counts, " 0 0 0 ") != NULL);
  }
  assert_sound (fixture->source);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *exported = export_all (fixture->source, formats[i]);
      g_autofree char *ours = NULL, *theirs = NULL, *again = NULL;
      Fixture other = { 0 };

      fixture_set_up (&other, NULL);
      {
        g_autofree char *counts = import (other.source, exported);

        g_assert_nonnull (counts);
      }
      again = import (fixture->source, exported);
      g_test_message ("%s", again);
      ours = query (fixture->source,
                    "SELECT group_concat (hex (uuid) || quote (given_name) || quote (address_city) ||"
                    " quote (notes) || quote (skills) || quote (extra), char (10)) FROM"
                    " (SELECT * FROM member ORDER BY uuid)");
      theirs = query (other.source,
                      "SELECT group_concat (hex (uuid) || quote (given_name) || quote (address_city) ||"
                      " quote (notes) || quote (skills) || quote (extra), char (10)) FROM"
                      " (SELECT * FROM member ORDER BY uuid)");
      g_assert_cmpuint (strlen (ours), >, 100000);
      assert_same_dump (theirs, ours);
      fixture_tear_down (&other, NULL);
    }
  g_string_free (naughty.text, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  EXCHANGE_TEST ("/import/huge-record", test_huge_record);
  EXCHANGE_TEST ("/import/many-refusals", test_many_refusals);
  EXCHANGE_TEST ("/import/bounded-memory", test_bounded_memory);
  EXCHANGE_TEST ("/import/json-corpus", test_json_corpus);
  EXCHANGE_TEST ("/import/naughty-strings", test_naughty_strings);
  return g_test_run ();
}
