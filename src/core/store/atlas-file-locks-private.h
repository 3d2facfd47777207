/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * atlas_file_locks_install:
 *
 * Makes the locks of SQLite's files hold until they are given back. A POSIX lock is lost as soon as this
 * process closes any descriptor of the file, whoever opened it: GTK's file chooser, which looks into each
 * file of the folder it shows, is enough. Another program then takes the database for one that nobody has
 * open, and removes the log that we write to ("How To Corrupt An SQLite Database File", 2.2, at sqlite.org).
 *
 * Called before the first file is opened; does nothing from the second call on, nor where the system knows no
 * locks of an open file description (Linux does since 3.15). They keep out the POSIX locks of other
 * programs, and are kept out by them.
 */
void atlas_file_locks_install (void);

G_END_DECLS
