/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quark-table.h"

#include <glib.h>

/* GLib begins with a table of 2,048 quarks, allocated as the library is loaded; a larger one takes its place
 * without freeing it, which is on purpose, and the sanitizer tells of it. To know that leak from ours by its
 * stack all stacks would have to be walked slowly, which trebles the time of the largest windows. So the
 * table is looked for while it is still in use. */

#ifdef __SANITIZE_ADDRESS__

#include <link.h>
#include <sanitizer/lsan_interface.h>
#include <string.h>

/* Of sanitizer/allocator_interface.h, which gcc does not install. */
int __sanitizer_get_ownership (const volatile void *block);
size_t __sanitizer_get_allocated_size (const volatile void *block);

#define TABLE_SIZE (2048 * sizeof (char *))

static gboolean
is_table (gpointer block)
{
  return block != NULL && __sanitizer_get_ownership (block) &&
         __sanitizer_get_allocated_size (block) == TABLE_SIZE &&
         ((const char *const *) block)[1] == g_quark_to_string (1);
}

/* Among GLib's own variables. */
static int
search_library (struct dl_phdr_info *info, gsize size, gpointer data)
{
  if (strstr (info->dlpi_name, "libglib-2.0.so") == NULL)
    return 0;
  for (guint i = 0; i < info->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *part = &info->dlpi_phdr[i];
      gpointer *variables = (gpointer *) (info->dlpi_addr + part->p_vaddr);

      if (part->p_type != PT_LOAD || !(part->p_flags & PF_W))
        continue;
      for (gsize k = 0; k < part->p_memsz / sizeof *variables; k++)
        if (is_table (variables[k]))
          {
            __lsan_ignore_object (variables[k]);
            return 1;
          }
    }
  return 0;
}

void
quark_table_ignore (void)
{
  dl_iterate_phdr (search_library, NULL);
}

#else

void
quark_table_ignore (void)
{
}

#endif
