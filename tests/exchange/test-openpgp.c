/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-export.h"
#include "atlas-import-look.h"
#include "atlas-openpgp.h"
#include "import-test-support.h"
#include "openpgp-test-support.h"

/* Files that only their receivers can read, there and back, by us and by GnuPG's own program. */

#define SECRET "correct horse"
#define TEXT   "Ada Uwase, Québec\n"

static const char *why_not;

static gboolean
skips (void)
{
  if (why_not != NULL)
    g_test_skip (why_not);
  return why_not != NULL;
}

static AtlasPassphrase *
make_passphrase (const char *text)
{
  g_autoptr (GError) error = NULL;
  AtlasPassphrase *self = atlas_passphrase_new (text, &error);

  g_assert_no_error (error);
  return self;
}

/* @recipient, @secret: (nullable) */
static AtlasEncryption *
make_encryption (const char *recipient, const char *secret)
{
  const char *recipients[] = { recipient, NULL };
  g_autoptr (AtlasPassphrase) passphrase = secret != NULL ? make_passphrase (secret) : NULL;
  g_autoptr (GError) error = NULL;
  AtlasEncryption *self = atlas_encryption_new (recipients, passphrase, FALSE, &error);

  g_assert_no_error (error);
  return self;
}

static GBytes *
encrypt (AtlasEncryption *how, gboolean armor, const void *text, gsize length)
{
  g_autoptr (GOutputStream) base = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) stream = atlas_encrypting_stream_new (how, base, armor, &error);

  g_assert_no_error (error);
  g_output_stream_write_all (stream, text, length, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (base, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (base));
}

static GBytes *
decrypt (GBytes *message, const char *secret, GError **error)
{
  g_autoptr (GInputStream) base = g_memory_input_stream_new_from_bytes (message);
  g_autoptr (GOutputStream) text = g_memory_output_stream_new_resizable ();
  g_autoptr (AtlasPassphrase) passphrase = secret != NULL ? make_passphrase (secret) : NULL;
  g_autoptr (GInputStream) stream = NULL;
  AtlasOpenpgpMessage head;

  g_assert_true (
    atlas_openpgp_message_read (&head, g_bytes_get_data (message, NULL), g_bytes_get_size (message)));
  stream = atlas_decrypting_stream_new (&head, base, passphrase, error);
  if (stream == NULL ||
      g_output_stream_splice (text, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (text));
}

static void
assert_bytes (GBytes *got, const char *expected)
{
  g_assert_nonnull (got);
  g_assert_cmpmem (g_bytes_get_data (got, NULL), g_bytes_get_size (got), expected, strlen (expected));
}

/* --- heads --------------------------------------------------------------------------------------------- */

#define SKESK                \
  "\xc3\x0d\x04\x09\x03\x02" \
  "ABCDEFGH\xff"
#define PKESK "\xc1\x0b\x03\x01\x23\x45\x67\x89\xab\xcd\xef\x12\x00"
#define DATA  "\xd2\x05\x01xxxx"
#define BEGIN "-----BEGIN PGP MESSAGE-----\n"

static const struct
{
  const char *bytes;
  gsize length;
  gboolean passphrase;
  guint n_keys;
} heads[] = {
#define HEAD(text, passphrase, n_keys)          \
  {                                             \
    text, sizeof (text) - 1, passphrase, n_keys \
  }
  HEAD (SKESK DATA, TRUE, 0),
  HEAD (PKESK DATA, FALSE, 1),
  HEAD (PKESK SKESK PKESK DATA, TRUE, 2),
  HEAD ("\xca\x03PGP" SKESK DATA, TRUE, 0), /* with the marker of old */
  HEAD (SKESK "\xd2\xe9x", TRUE, 0),        /* data in parts */
  HEAD ("\x8c\x0d\x04\x09\x03\x02"
        "ABCDEFGH\xff"
        "\xacx",
        FALSE,
        0), /* what follows is no data */
  HEAD ("\x8c\x0d\x04\x09\x03\x02"
        "ABCDEFGH\xff" DATA,
        TRUE,
        0),                                  /* lengths of old */
  HEAD (PKESK "\xc1\x0b\x03\x01", FALSE, 1), /* cut short */
  HEAD (BEGIN "Comment: x\n\nww0ECQMCQUJDREVGR0j/0gUBeHh4eA==\n=abcd\n-----END", TRUE, 0),
  HEAD ("\r\n" BEGIN "\r\nww0ECQMCQUJDREVGR0j/\r\n0gUBeHh4eA==\r\n", TRUE, 0),
  /* None of them. */
  HEAD ("", FALSE, 0),
  HEAD (DATA, FALSE, 0),
  HEAD ("\xc3", FALSE, 0),
  HEAD ("\xc3\x8e"
        "cole;Nom\n",
        FALSE,
        0),
  HEAD ("\xc1\x0b\x07\x01\x23\x45\x67\x89\xab\xcd\xef\x12\x00" DATA, FALSE, 0),
  HEAD ("\xff\xfe"
        "N\0a\0",
        FALSE,
        0),
  HEAD ("\xef\xbb\xbfName;City\n", FALSE, 0),
  HEAD (BEGIN, FALSE, 0),
  HEAD (BEGIN "\n", FALSE, 0),
  HEAD ("-----BEGIN PGP SIGNED MESSAGE-----\n\nx", FALSE, 0),
  HEAD ("{\"format\":\"diaspora-atlas\"}", FALSE, 0),
};

static void
test_heads (void)
{
  AtlasOpenpgpMessage head;

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      /* A copy of its own size, so that reading beyond is seen. */
      g_autofree char *copy = g_memdup2 (heads[i].bytes, heads[i].length);
      gboolean found = atlas_openpgp_message_read (&head, copy, heads[i].length);

      g_test_message ("%u", i);
      g_assert_cmpint (found, ==, heads[i].passphrase || heads[i].n_keys > 0);
      if (found)
        {
          g_assert_cmpint (head.passphrase, ==, heads[i].passphrase);
          g_assert_cmpuint (head.n_keys, ==, heads[i].n_keys);
        }
    }
  atlas_openpgp_message_read (&head, PKESK DATA, sizeof (PKESK DATA) - 1);
  g_assert_cmphex (head.keys[0], ==, 0x0123456789abcdef);
}

static void
test_passphrases (void)
{
  static const char *const bad[] = { "", "one\ntwo", NULL };
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "passphrase", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (AtlasPassphrase) read = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; bad[i] != NULL; i++)
    {
      g_assert_null (atlas_passphrase_new (bad[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_clear_error (&error);
    }
  g_file_set_contents (path, SECRET "\r\nand more\n", -1, &error);
  g_assert_no_error (error);
  read = atlas_passphrase_new_from_file (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (atlas_passphrase_get_text (read), ==, SECRET);
  g_file_set_contents (path, "\n", -1, NULL);
  g_assert_null (atlas_passphrase_new_from_file (file, NULL, &error));
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_strength (void)
{
  static const struct
  {
    const char *text;
    AtlasStrength strength;
  } cases[] = {
    { "", ATLAS_STRENGTH_WEAK },
    { "password", ATLAS_STRENGTH_WEAK },
    { "Rwanda1994", ATLAS_STRENGTH_FAIR },
    { "aaaaaaaaaaaaaaaaaaaaaaa1", ATLAS_STRENGTH_WEAK },
    { "abcdefghijklmnopqrstuvwxyz0123456789", ATLAS_STRENGTH_WEAK },
    { "correct horse", ATLAS_STRENGTH_WEAK },
    { "correct horse battery", ATLAS_STRENGTH_FAIR },
    { "correct horse battery staple", ATLAS_STRENGTH_GOOD },
    { "kF4$wq9!Zt2x", ATLAS_STRENGTH_GOOD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (atlas_passphrase_estimate (cases[i].text), ==, cases[i].strength);
    }
}

/* --- there and back ------------------------------------------------------------------------------------ */

static void
test_passphrase (void)
{
  if (skips ())
    return;
  for (int armor = 0; armor < 2; armor++)
    {
      g_autoptr (AtlasEncryption) how = make_encryption (NULL, SECRET);
      g_autoptr (GBytes) message = encrypt (how, armor, TEXT, strlen (TEXT));
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) ours = decrypt (message, SECRET, &error);
      g_autoptr (GBytes) theirs =
        openpgp_test_gpg ("--pinentry-mode loopback --passphrase '" SECRET "' --decrypt", message);

      g_assert_no_error (error);
      assert_bytes (ours, TEXT);
      assert_bytes (theirs, TEXT);
      g_assert_cmpint (g_str_has_prefix (g_bytes_get_data (message, NULL), "-----BEGIN"), ==, armor);
    }
}

static void
test_key (void)
{
  g_autofree char *fingerprint = NULL;
  const char *names[] = { ADA_ADDRESS, NULL, NULL };

  if (skips ())
    return;
  names[1] = fingerprint = openpgp_test_find (ADA_ADDRESS);
  for (guint i = 0; i < 2; i++)
    {
      /* Those who have the key need no passphrase, and the other way round. */
      g_autoptr (AtlasEncryption) how = make_encryption (names[i], i == 1 ? SECRET : NULL);
      g_autoptr (GBytes) message = encrypt (how, FALSE, TEXT, strlen (TEXT));
      g_autoptr (GString) log = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) ours = decrypt (message, NULL, &error);
      g_autoptr (GBytes) theirs = openpgp_test_gpg ("--decrypt", message);

      g_assert_no_error (error);
      assert_bytes (ours, TEXT);
      assert_bytes (theirs, TEXT);
      atlas_encryption_append_json (how, log);
      g_assert_nonnull (strstr (log->str, fingerprint));
      g_assert_cmpint (strstr (log->str, "\"passphrase\"") != NULL, ==, i == 1);
    }
}

/* What gpg writes. */
static void
test_foreign (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static (TEXT, strlen (TEXT));
  g_autoptr (GBytes) message = NULL, got = NULL;
  g_autoptr (GError) error = NULL;

  if (skips ())
    return;
  message = openpgp_test_gpg ("--pinentry-mode loopback --passphrase '" SECRET
                              "' --symmetric --encrypt --hidden-recipient " ADA_ADDRESS,
                              text);
  got = decrypt (message, NULL, &error);
  g_assert_no_error (error);
  assert_bytes (got, TEXT);
}

/* --- what goes wrong ----------------------------------------------------------------------------------- */

static void
test_keys (void)
{
  static const struct
  {
    const char *name;
    const char *message;
  } bad[] = {
    { "nobody@example.org", "*no key of “nobody@example.org”*gpg --import*" },
    { "example.org", "*neither an e-mail address*" },
    { "ADA", "*neither an e-mail address*" },
    { "da@example.org", "*no key of*" },
    { OLD_ADDRESS, "*can’t be used: it has expired*" },
    { STRANGER_ADDRESS, "*does not know whether*--lsign-key*" },
  };
  const char *strangers[] = { STRANGER_ADDRESS, NULL };
  g_autoptr (AtlasEncryption) how = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GError) error = NULL;

  if (skips ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *recipients[] = { bad[i].name, NULL };
      g_autoptr (GError) failure = NULL;

      g_assert_null (atlas_encryption_new (recipients, NULL, FALSE, &failure));
      g_assert_error (failure, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_KEY);
      if (!g_pattern_match_simple (bad[i].message, failure->message))
        g_error ("%s: %s", bad[i].name, failure->message);
    }

  /* Where that is said to be wanted. */
  how = atlas_encryption_new (strangers, NULL, TRUE, &error);
  g_assert_no_error (error);
  g_bytes_unref (encrypt (how, FALSE, TEXT, strlen (TEXT)));

  keys = atlas_openpgp_list_keys (&error);
  g_assert_no_error (error);
  g_assert_cmpuint (keys->len, ==, 3);
  g_assert_cmpstr (((AtlasOpenpgpKey *) keys->pdata[0])->owner, ==, "A & B <" STRANGER_ADDRESS ">");
  g_assert_false (((AtlasOpenpgpKey *) keys->pdata[0])->trusted);
  g_assert_cmpstr (((AtlasOpenpgpKey *) keys->pdata[1])->owner, ==, "Ada Uwase <" ADA_ADDRESS ">");
  g_assert_true (((AtlasOpenpgpKey *) keys->pdata[1])->trusted);
}

/* Once more with @at changed, or cut there. */
static GBytes *
damage (GBytes *message, gsize at, gboolean cut)
{
  gsize length = g_bytes_get_size (message);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (message, NULL), length);

  copy[at] ^= 0x55;
  return g_bytes_new (copy, cut ? at : length);
}

static void
test_failures (void)
{
  g_autofree char *text = g_strnfill (300000, 'x');
  g_autoptr (AtlasEncryption) by_passphrase = NULL, by_key = NULL, for_others = NULL;
  g_autoptr (GBytes) secret = NULL, ours = NULL, theirs = NULL;

  if (skips ())
    return;
  for (gsize i = 0; i < 300000; i++)
    text[i] = (char) g_random_int_range (1, 128);
  by_passphrase = make_encryption (NULL, SECRET);
  by_key = make_encryption (ADA_ADDRESS, NULL);
  for_others = make_encryption (OTHER_ADDRESS, NULL);
  secret = encrypt (by_passphrase, FALSE, text, 300000);
  ours = encrypt (by_key, FALSE, text, 300000);
  theirs = encrypt (for_others, FALSE, text, 300000);
  {
    const struct
    {
      GBytes *message;
      gssize at; /* where it is changed; -1: nowhere */
      gboolean cut;
      const char *secret;
      AtlasOpenpgpError expected;
    } cases[] = {
      { secret, -1, FALSE, NULL, ATLAS_OPENPGP_ERROR_NEEDS_PASSPHRASE },
      { secret, -1, FALSE, "wrong", ATLAS_OPENPGP_ERROR_WRONG_PASSPHRASE },
      { secret, 150000, FALSE, SECRET, ATLAS_OPENPGP_ERROR_DAMAGED },
      { secret, 150000, TRUE, SECRET, ATLAS_OPENPGP_ERROR_DAMAGED },
      { ours, 150000, FALSE, NULL, ATLAS_OPENPGP_ERROR_DAMAGED },
      { ours, (gssize) g_bytes_get_size (ours) - 2, FALSE, NULL, ATLAS_OPENPGP_ERROR_DAMAGED },
      { ours, (gssize) g_bytes_get_size (ours) - 1, TRUE, NULL, ATLAS_OPENPGP_ERROR_DAMAGED },
      { theirs, -1, FALSE, NULL, ATLAS_OPENPGP_ERROR_NO_SECRET_KEY },
      { theirs, -1, FALSE, "wrong", ATLAS_OPENPGP_ERROR_NO_SECRET_KEY },
    };

    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autoptr (GBytes) message = cases[i].at < 0
                                       ? g_bytes_ref (cases[i].message)
                                       : damage (cases[i].message, (gsize) cases[i].at, cases[i].cut);
        g_autoptr (GError) error = NULL;

        g_assert_null (decrypt (message, cases[i].secret, &error));
        g_test_message ("%u: %s", i, error->message);
        g_assert_error (error, ATLAS_OPENPGP_ERROR, (int) cases[i].expected);
      }
  }
}

/* --- much ---------------------------------------------------------------------------------------------- */

#define MUCH (8 * 1024 * 1024)

/* A message is read no further than what comes of it is taken. */
static void
test_bounded (void)
{
  g_autofree guint32 *block = g_new (guint32, MUCH / 4);
  g_autoptr (AtlasEncryption) how = NULL;
  g_autoptr (GBytes) message = NULL;
  g_autoptr (GInputStream) base = NULL, stream = NULL;
  g_autoptr (GError) error = NULL;
  AtlasOpenpgpMessage head;
  gint64 n_read = 0;
  guint32 x = 1;

  if (skips ())
    return;
  /* What can't be made smaller. */
  for (gsize i = 0; i < MUCH / 4; i++)
    {
      x ^= x << 13;
      x ^= x >> 17;
      x ^= x << 5;
      block[i] = x;
    }
  how = make_encryption (ADA_ADDRESS, NULL);
  message = encrypt (how, FALSE, block, MUCH);
  g_assert_true (atlas_openpgp_message_read (&head, g_bytes_get_data (message, NULL), 4096));
  base = g_memory_input_stream_new_from_bytes (message);
  stream = atlas_decrypting_stream_new (&head, base, NULL, &error);
  g_assert_no_error (error);
  for (gsize n = 0; n < MUCH;)
    {
      gssize more = g_input_stream_read (stream, (char *) block, 64 * 1024, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (more, >, 0);
      n += (gsize) more;
      n_read = atlas_decrypting_stream_get_n_read (stream);
      g_assert_cmpint (n_read, <, (gint64) n + 4 * 1024 * 1024);
    }
  g_assert_cmpint (g_input_stream_read (stream, block, 1, NULL, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (atlas_decrypting_stream_get_n_read (stream), ==, (gint64) g_bytes_get_size (message));
  /* Given up in the middle. */
  g_clear_object (&stream);
  g_seekable_seek (G_SEEKABLE (base), 0, G_SEEK_SET, NULL, NULL);
  stream = atlas_decrypting_stream_new (&head, base, NULL, &error);
  g_assert_cmpint (g_input_stream_read (stream, block, 1, NULL, &error), ==, 1);
}

/* --- export and import --------------------------------------------------------------------------------- */

static void
fill (Fixture *fixture)
{
  add_record (fixture, &atlas_kind_member, "{\"id\":\"" ADA "\",\"given_name\":\"Ada\"}");
  add_record (fixture, &atlas_kind_member, "{\"id\":\"" BEN "\",\"given_name\":\"Ben\"}");
}

static void
export_to (Fixture *fixture, const char *format, GFile *file, AtlasEncryption *how)
{
  g_autoptr (AtlasQuery) query = make_query (&atlas_kind_member, "");
  AtlasQuery *queries[] = { query, NULL };
  const AtlasExportOrder order = { .queries = queries, .format = format };
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasOutput) output = atlas_output_new_for_file (file, NULL, &error);

  g_assert_no_error (error);
  atlas_output_encrypt (output, how, FALSE, &error);
  g_assert_no_error (error);
  atlas_export_write_order (fixture->source, &order, output, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
import_from (Fixture *fixture, GFile *file, const char *secret, GError **error)
{
  g_autoptr (AtlasImport) run = atlas_import_new (fixture->source);
  g_autoptr (AtlasPassphrase) passphrase = secret != NULL ? make_passphrase (secret) : NULL;

  atlas_import_add_file (run, file);
  atlas_import_set_passphrase (run, passphrase);
  return atlas_import_run (run, NULL, error);
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "a.json.gpg", "a.csv.gpg", "a.xlsx.gpg", "a.vcf.gpg" };
  static const char *const formats[] = { "json", "csv", "xlsx", "vcard" };
  g_autoptr (AtlasEncryption) how = NULL;
  g_autofree char *folder = NULL;

  if (skips ())
    return;
  fill (fixture);
  how = make_encryption (NULL, SECRET);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GFile) file = make_file (fixture, names[i]);
      g_autoptr (AtlasPassphrase) passphrase = make_passphrase (SECRET);
      AtlasImportChoice choice = { .n_headings = -1, .passphrase = passphrase };
      g_autoptr (AtlasImportLook) look = NULL;
      g_autofree char *unit = NULL;
      g_autoptr (GError) error = NULL;

      export_to (fixture, formats[i], file, how);
      unit = dup_last_unit (fixture);
      assert_contains (unit, ",\"encrypted\":[\"passphrase\"]");

      look = atlas_import_look_new (file, &choice, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (look->encrypted);
      g_assert_true (import_from (fixture, file, SECRET, &error));
      g_assert_no_error (error);
      if (i < 3)
        assert_query (fixture->source, "SELECT count(*) FROM member", "2");
      g_clear_pointer (&look, atlas_import_look_free);
      choice.passphrase = NULL;
      g_assert_null (atlas_import_look_new (file, &choice, NULL, NULL, &error));
      g_assert_error (error, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_NEEDS_PASSPHRASE);
      assert_contains (error->message, names[i]);
    }
  folder = list_folder (fixture);
  g_assert_cmpstr (folder, ==, "a.csv.gpg,a.json.gpg,a.vcf.gpg,a.xlsx.gpg");
}

/* A file that somebody changed on its way: nothing of it stays, however far it could be read. */
static void
test_tampered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_file (fixture, "a.json");
  g_autoptr (AtlasEncryption) how = NULL;
  g_autofree char *document = make_document (5000, NULL);
  g_autofree char *before = NULL;
  gsize length = strlen (document);

  if (skips ())
    return;
  how = make_encryption (ADA_ADDRESS, NULL);
  before = dump (fixture->source, TRUE);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GBytes) message = encrypt (how, FALSE, document, length);
      gsize size = g_bytes_get_size (message);
      g_autoptr (GBytes) changed = damage (message, i == 0 ? size / 2 : size - 4, i == 2);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      g_file_set_contents (g_file_peek_path (file), g_bytes_get_data (changed, NULL),
                           (gssize) g_bytes_get_size (changed), &error);
      g_assert_no_error (error);
      g_assert_false (import_from (fixture, file, NULL, &error));
      g_assert_error (error, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_DAMAGED);
      g_assert_true (g_str_has_prefix (error->message, "a.json: "));
      after = dump (fixture->source, TRUE);
      assert_same_dump (after, before);
    }
}

/* What is not finished leaves nothing. */
static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_file (fixture, "a.gpg");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (AtlasQuery) query = make_query (&atlas_kind_member, "");
  AtlasQuery *queries[] = { query, NULL };
  const AtlasExportOrder order = { .queries = queries, .format = "json" };
  g_autoptr (AtlasEncryption) how = NULL;
  g_autoptr (AtlasOutput) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;

  if (skips ())
    return;
  fill (fixture);
  how = make_encryption (NULL, SECRET);
  output = atlas_output_new_for_file (file, NULL, &error);
  g_assert_no_error (error);
  atlas_output_encrypt (output, how, FALSE, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_false (
    atlas_export_write_order (fixture->source, &order, output, NULL, NULL, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_pointer (&output, atlas_output_free);
  folder = list_folder (fixture);
  g_assert_cmpstr (folder, ==, "");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  openpgp_test_begin (&why_not);

  g_test_add_func ("/openpgp/heads", test_heads);
  g_test_add_func ("/openpgp/passphrases", test_passphrases);
  g_test_add_func ("/openpgp/strength", test_strength);
  g_test_add_func ("/openpgp/passphrase", test_passphrase);
  g_test_add_func ("/openpgp/key", test_key);
  g_test_add_func ("/openpgp/foreign", test_foreign);
  g_test_add_func ("/openpgp/keys", test_keys);
  g_test_add_func ("/openpgp/failures", test_failures);
  g_test_add_func ("/openpgp/bounded", test_bounded);
  EXCHANGE_TEST ("/openpgp/export", test_export);
  EXCHANGE_TEST ("/openpgp/tampered", test_tampered);
  EXCHANGE_TEST ("/openpgp/given-up", test_given_up);
  status = g_test_run ();
  openpgp_test_end ();
  return status;
}
