/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AtlasProgressFunc:
 * @done: units of work finished: bytes read or records written
 * @total: the same unit, or 0 where it cannot be known
 *
 * Tells how far a long task is. Called on the thread that works, at most about every 50 ms; cancelling is a
 * GCancellable's business.
 */
typedef void (*AtlasProgressFunc) (gint64 done, gint64 total, gpointer user_data);

G_END_DECLS
