/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-memory.h"

#include <sys/mman.h>

#define LARGE_PAGE ((guintptr) 2 << 20)

void
atlas_memory_expect_all (gpointer memory, gsize size)
{
#ifdef MADV_HUGEPAGE
  guintptr start = ((guintptr) memory + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1);
  guintptr end = ((guintptr) memory + size) & ~(LARGE_PAGE - 1);

  if (end > start)
    (void) madvise ((gpointer) start, end - start, MADV_HUGEPAGE);
#endif
}
