/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sys/stat.h>

#include "store-test-support.h"

/** In the environment of a child: the database it is to work on. */
#define CHILD_PATH "ATLAS_TEST_CHILD_PATH"

/** A name in the fixture's folder. (transfer full) */
char *beside (Fixture *fixture, const char *name);

/** Names in a folder, sorted, with blanks between. (transfer full) */
char *list (const char *folder);
#define assert_list(folder, expected)      \
  G_STMT_START                             \
  {                                        \
    g_autofree char *got_ = list (folder); \
    g_assert_cmpstr (got_, ==, expected);  \
  }                                        \
  G_STMT_END

void assert_mode (const char *path, mode_t mode);
void write_text (const char *path, const char *text);
char *read_text (const char *path);

/** Half of the file's pages become what SQLite can't read. */
void spoil (const char *path);

/** A backup that must succeed. */
void backup (AtlasStore *store, const char *path);

/** All of the database at @path, which must be sound and is opened for reading alone. (transfer full) */
char *dump_file (const char *path);
void assert_holds (const char *path, const char *expected);

/** Noon of that day is now; to be unset by the test. */
void set_day (const char *day);

/** Runs the test @name of this program in another process, with @path known to it. */
void run_child (const char *name, const char *path);
