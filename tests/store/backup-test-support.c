/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backup-test-support.h"

#include <glib/gstdio.h>
#include <string.h>

#include "atlas-backup.h"

char *
beside (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Names in a folder, sorted, with blanks between. */
char *
list (const char *folder)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (GStrv) names->pdata);
}

void
assert_mode (const char *path, mode_t mode)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, mode);
}

void
write_text (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

char *
read_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Whatever pages lie at the end are lost; those that hold the records as well as others. */
void
spoil (const char *path)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize n;

  g_file_get_contents (path, &content, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, >, 30 * 4096);
  memset (content + n / 2, 0x5a, n / 2);
  g_file_set_contents (path, content, (gssize) n, &error);
  g_assert_no_error (error);
}

void
backup (AtlasStore *store, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (atlas_backup_write (store, path, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* All of a database at @path, which must be sound; opened for reading alone, so that nothing is mended. */
char *
dump_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasStore) store = atlas_store_open (path, ATLAS_STORE_READ_ONLY, test_tables, &error);
  g_auto (GStrv) faults = NULL;

  g_assert_no_error (error);
  faults = atlas_store_check (store, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (faults[0], ==, NULL);
  return dump (store, TRUE);
}

void
assert_holds (const char *path, const char *expected)
{
  g_autofree char *got = dump_file (path);

  g_assert_cmpstr (got, ==, expected);
}

void
set_day (const char *day)
{
  g_autofree char *now = g_strconcat (day, "T12:00:00Z", NULL);

  g_setenv ("ATLAS_NOW", now, TRUE);
}

/* Runs the test @name of this program in another process, with @path known to it. */
void
run_child (const char *name, const char *path)
{
  g_setenv (CHILD_PATH, path, TRUE);
  g_test_trap_subprocess (name, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}
