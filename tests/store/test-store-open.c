/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-test-support.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>

static void
assert_mode (const char *path, mode_t mode)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, mode);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (fixture->folder, "new", "deep", NULL);
  g_autofree char *path = g_build_filename (folder, "atlas.db", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  AtlasStore *store;
  mode_t mask = umask (0);

  g_assert_null (atlas_store_open (path, ATLAS_STORE_OPEN_EXISTING, test_tables, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));

  store = atlas_store_open (path, ATLAS_STORE_CREATE | ATLAS_STORE_EXCLUSIVE, test_tables, &error);
  g_assert_no_error (error);
  assert_mode (folder, 0700);
  assert_mode (path, 0600);
  insert_members (store, 0, 1, ATLAS_UNIT_DEFAULT);
  assert_mode (wal, 0600);
  assert_query (store, "PRAGMA user_version", "1");
  assert_query (store, "PRAGMA application_id", "1145140332");
  assert_query (store, "PRAGMA journal_mode", "wal");
  assert_query (store, "PRAGMA foreign_keys", "1");
  assert_query (store,
                "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND name IN ('member', 'event',"
                " 'unit', 'journal', 'setting', 'sequence') AND strict",
                "6");
  g_assert_true (atlas_store_is_database (path));
  g_assert_cmpstr (atlas_store_get_path (store), ==, path);
  g_object_unref (store);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));

  g_assert_null (atlas_store_open (path, ATLAS_STORE_CREATE | ATLAS_STORE_EXCLUSIVE, test_tables, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  umask (mask);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/open/create", test_create);
  return g_test_run ();
}
