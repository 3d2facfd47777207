/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * atlas_memory_expect_all:
 * @memory: fresh memory of @size bytes, not yet written to
 *
 * Says that all of it is about to be written, so that the kernel may hand it out in large pieces: where
 * touching a page is dear, as in a virtual machine, the columns of a million members come a third sooner.
 * Does nothing for less than a few megabytes and where the kernel has no such thing.
 */
void atlas_memory_expect_all (gpointer memory, gsize size);

/**
 * atlas_memory_box_new:
 * @size: in bytes
 *
 * Like g_atomic_rc_box_alloc(), and laid out for large pages from about a megabyte on, where memory of
 * malloc() seldom holds a whole one. Aligned for any type.
 *
 * Returns: (transfer full): not cleared
 */
gpointer atlas_memory_box_new (gsize size);
gpointer atlas_memory_box_ref (gpointer box);
void atlas_memory_box_unref (gpointer box);

G_END_DECLS
