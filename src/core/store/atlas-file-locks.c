/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-file-locks-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef F_OFD_SETLK

/* SQLite counts what its connections hold of a file and locks for the process as a whole, through whichever
 * descriptor is at hand. So all locks of a file are taken by one description of our own, for as long as
 * SQLite has the file open. */
typedef struct
{
  dev_t device;
  ino_t inode;
  int description; /* -1: none could be made; then the locks are POSIX's, as ever */
  guint n_descriptors;
} LockedFile;

static GMutex lock;
static GHashTable *files; /* descriptor of SQLite's -> LockedFile; there once SQLite has locked through it */

static int
open_description (int descriptor)
{
  char path[64];
  int description;

  /* By its descriptor, since the file may have got another name. */
  g_snprintf (path, sizeof path, "/proc/self/fd/%d", descriptor);
  description = open (path, O_RDWR | O_CLOEXEC);
  return description >= 0 ? description : open (path, O_RDONLY | O_CLOEXEC);
}

/* With the lock. NULL where the descriptor is none. */
static LockedFile *
find_file (int descriptor)
{
  LockedFile *file = g_hash_table_lookup (files, GINT_TO_POINTER (descriptor));
  struct stat info;
  GHashTableIter iter;

  if (file != NULL)
    return file;
  if (fstat (descriptor, &info) != 0)
    return NULL;

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &file))
    if (file->device == info.st_dev && file->inode == info.st_ino)
      break;
    else
      file = NULL;
  if (file == NULL)
    {
      file = g_new0 (LockedFile, 1);
      file->device = info.st_dev;
      file->inode = info.st_ino;
      file->description = open_description (descriptor);
    }
  file->n_descriptors++;
  g_hash_table_insert (files, GINT_TO_POINTER (descriptor), file);
  return file;
}

static int
lock_file (int descriptor, int command, struct flock *range)
{
  LockedFile *file;
  int result;

  g_mutex_lock (&lock);
  file = find_file (descriptor);
  if (file == NULL || file->description < 0)
    result = fcntl (descriptor, command, range);
  else
    {
      range->l_pid = 0;
      result = fcntl (file->description, command == F_SETLK ? F_OFD_SETLK : F_OFD_GETLK, range);
    }
  g_mutex_unlock (&lock);
  return result;
}

/* In place of SQLite's fcntl(); what is not about locks goes by. */
static int
control_file (int descriptor, int command, ...)
{
  va_list arguments;
  int result;

  va_start (arguments, command);
  switch (command)
    {
    case F_SETLK:
    case F_GETLK:
      result = lock_file (descriptor, command, va_arg (arguments, struct flock *));
      break;
    case F_GETFD:
    case F_GETFL:
      result = fcntl (descriptor, command);
      break;
    default:
      result = fcntl (descriptor, command, va_arg (arguments, int));
      break;
    }
  va_end (arguments);
  return result;
}

/* In place of SQLite's close(). */
static int
close_file (int descriptor)
{
  LockedFile *file;

  g_mutex_lock (&lock);
  file = g_hash_table_lookup (files, GINT_TO_POINTER (descriptor));
  if (file != NULL)
    {
      g_hash_table_remove (files, GINT_TO_POINTER (descriptor));
      if (--file->n_descriptors == 0)
        {
          if (file->description >= 0)
            close (file->description);
          g_free (file);
        }
    }
  g_mutex_unlock (&lock);
  return close (descriptor);
}

void
atlas_file_locks_install (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);

      files = g_hash_table_new (NULL, NULL);
      if (vfs != NULL && vfs->iVersion >= 3 && vfs->xSetSystemCall != NULL &&
          vfs->xSetSystemCall (vfs, "close", (sqlite3_syscall_ptr) close_file) == SQLITE_OK &&
          vfs->xSetSystemCall (vfs, "fcntl", (sqlite3_syscall_ptr) control_file) != SQLITE_OK)
        vfs->xSetSystemCall (vfs, "close", NULL);
      g_once_init_leave (&once, 1);
    }
}

#else

void
atlas_file_locks_install (void)
{
}

#endif
