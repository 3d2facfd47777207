/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-progress.h"
#include "atlas-register.h"

G_BEGIN_DECLS

#define ATLAS_DEMO_DEFAULT_MEMBERS 12480

/** More would not fit the row ids of the map. */
#define ATLAS_DEMO_MAX_MEMBERS 20000000

/**
 * atlas_demo_fill:
 * @n_members: with an event for every hundred or so, an organisation for every 250 and an entry of the
 * contact log for every eight
 *
 * Fills an empty register with invented people with Rwandan-looking names, placed by real population weights,
 * and events; marks the database as synthetic. The same @n_members and @seed give the same database. One
 * unit: undo empties it again. Fails with ATLAS_STORE_ERROR_EXISTS where there are records.
 */
gboolean atlas_demo_fill (AtlasRegister *self,
                          guint n_members,
                          guint32 seed,
                          AtlasProgressFunc progress,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
