/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-memory.h"

#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

#define LARGE_PAGE ((gsize) 2 << 20)

/* A last piece of this size is worth a large page of its own, though the rest of it is wasted. */
#define LARGE_ENOUGH (LARGE_PAGE / 3)

static gsize
round_up (gsize size, gsize unit)
{
  return (size + unit - 1) / unit * unit;
}

/* 4 kB, and up to 64 elsewhere than on a PC. */
static gsize
get_page (void)
{
  return (gsize) sysconf (_SC_PAGESIZE);
}

void
atlas_memory_expect_all (gpointer memory, gsize size)
{
#ifdef MADV_HUGEPAGE
  guintptr start = round_up ((guintptr) memory, LARGE_PAGE);
  guintptr end = ((guintptr) memory + size) & ~(LARGE_PAGE - 1);

  if (end > start)
    (void) madvise ((gpointer) start, end - start, MADV_HUGEPAGE);
#endif
}

/* Before what the box holds. */
typedef struct
{
  gint n_refs;  /* atomic */
  gsize mapped; /* 0: from g_malloc() */
} Header;

#define HEADER_SIZE (round_up (sizeof (Header), _Alignof(max_align_t)))

static Header *
get_header (gpointer box)
{
  return (Header *) (gpointer) ((char *) box - HEADER_SIZE);
}

/* Pages of their own that begin where a large one may; NULL where the system gives none. */
static gpointer
map (gsize size)
{
  char *memory = mmap (NULL, size + LARGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  char *start;

  if (memory == MAP_FAILED)
    return NULL;
  start = (char *) round_up ((guintptr) memory, LARGE_PAGE);
  if (start > memory)
    munmap (memory, start - memory);
  if (start < memory + LARGE_PAGE)
    munmap (start + size, memory + LARGE_PAGE - start);
  atlas_memory_expect_all (start, size);
  return start;
}

gpointer
atlas_memory_box_new (gsize size)
{
  /* A byte at least, so that the box's own address lies within its memory: who looks for leaks goes by that.
   */
  gsize total = HEADER_SIZE + MAX (size, 1);
  gsize mapped = 0;
  Header *header = NULL;

  if (total >= LARGE_ENOUGH)
    {
      mapped = round_up (total, total % LARGE_PAGE >= LARGE_ENOUGH ? LARGE_PAGE : get_page ());
      header = map (mapped);
    }
  if (header == NULL)
    {
      mapped = 0;
      header = g_malloc (total);
    }

  header->n_refs = 1;
  header->mapped = mapped;
  return (char *) header + HEADER_SIZE;
}

gpointer
atlas_memory_box_ref (gpointer box)
{
  g_return_val_if_fail (box != NULL, NULL);

  g_atomic_int_inc (&get_header (box)->n_refs);
  return box;
}

void
atlas_memory_box_unref (gpointer box)
{
  Header *header;

  g_return_if_fail (box != NULL);

  header = get_header (box);
  if (!g_atomic_int_dec_and_test (&header->n_refs))
    return;
  if (header->mapped > 0)
    munmap (header, header->mapped);
  else
    g_free (header);
}
