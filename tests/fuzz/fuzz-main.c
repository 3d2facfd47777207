/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz entry as a unit test: over every file below the folders named as arguments, each as it is, cut
 * short, and with bytes changed. What is changed depends on the file alone, so that a failure comes again. */
#include <gio/gio.h>
#include <string.h>

#include "atlas-fuzz.h"

/* A sanitizer sees at once what goes wrong, and takes ten times as long for each. */
#ifdef __SANITIZE_ADDRESS__
#define CUTS    16
#define CHANGES 16
#else
#define CUTS    64
#define CHANGES 64
#endif
#define MAX_BYTES \
  (256 * 1024) /* longer files are fed once, as they are: time grows with length times changes */

/* In a block of its own length, so that a sanitizer sees a read beyond the end. */
static void
feed (const char *bytes, gsize length)
{
  g_autofree uint8_t *copy = g_memdup2 (bytes, length);

  LLVMFuzzerTestOneInput (copy, length);
}

static void
feed_changed (const char *bytes, gsize length)
{
  static const char telling[] = "\0\"\\{}[]:,;-+.eE\n\r\t \xff\xc3\xed";
  g_autoptr (GRand) random = g_rand_new_with_seed (g_str_hash (bytes) ^ (guint32) length);
  g_autofree char *copy = g_memdup2 (bytes, length);

  for (guint i = 0; i < CHANGES; i++)
    {
      gsize at = (gsize) g_rand_int_range (random, 0, (gint32) length);

      copy[at] = telling[g_rand_int_range (random, 0, sizeof telling - 1)];
      feed (copy, length);
      if (i % 4 == 3) /* few changes at a time get deeper than many */
        memcpy (copy, bytes, length);
    }
}

static void
test_file (gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (data, &bytes, &length, &error);
  g_assert_no_error (error);

  feed (bytes, length);
  if (length == 0 || length > MAX_BYTES)
    return;
  for (guint i = 0; i < CUTS; i++)
    feed (bytes, length * i / CUTS);
  feed_changed (bytes, length);
}

static void
add_tests (const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *test = g_strdup_printf ("%s/%s", prefix, name);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        add_tests (path, test);
      else
        g_test_add_data_func_full (test, g_strdup (path), test_file, g_free);
    }
}

static void
test_missing (gconstpointer folder)
{
  g_autofree char *message = g_strdup_printf ("%s is not here", (const char *) folder);

  g_test_skip (message);
}

static void
test_nothing (void)
{
  feed ("", 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fuzz/nothing", test_nothing);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *name = g_path_get_basename (argv[i]);
      g_autofree char *prefix = g_strconcat ("/fuzz/", name, NULL);

      if (g_file_test (argv[i], G_FILE_TEST_IS_DIR))
        add_tests (argv[i], prefix);
      else
        g_test_add_data_func (prefix, argv[i], test_missing);
    }

  return g_test_run ();
}
