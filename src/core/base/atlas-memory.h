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

G_END_DECLS
