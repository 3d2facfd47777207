/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-connection-private.h"
#include "atlas-progress.h"

G_BEGIN_DECLS

/**
 * AtlasCopy:
 *
 * A copy of a database in the making: a file of its own beside the name that it is to get, readable by its
 * owner alone. Freed before it was published, it leaves nothing behind. Errors speak of that name.
 */
typedef struct _AtlasCopy AtlasCopy;

/** How the names of copies in the making begin. */
#define ATLAS_COPY_PREFIX ".diaspora-atlas-copy-"

AtlasCopy *atlas_copy_new (const char *destination, GError **error);
void atlas_copy_free (AtlasCopy *self);

/**
 * atlas_copy_fill:
 * @source: inside a transaction that has read, so that all pages are of one state
 * @progress: (nullable): bytes copied, out of how many
 *
 * The copy is a single file, whatever the journal mode of @source.
 */
gboolean atlas_copy_fill (AtlasCopy *self,
                          AtlasConnection *source,
                          AtlasProgressFunc progress,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error);

/**
 * atlas_copy_verify:
 * @thorough: indexes are compared with their tables, too
 * @sound: (out): whether what was copied holds together
 *
 * Where only something derived is damaged, it is taken out of the copy, and made anew when that is opened.
 */
gboolean atlas_copy_verify (
  AtlasCopy *self, gboolean thorough, GCancellable *cancellable, gboolean *sound, GError **error);

/** Closes the copy and sees it onto the disk. */
gboolean atlas_copy_finish (AtlasCopy *self, GError **error);

/** Gives the finished copy its name; without @replace only where nothing has it. */
gboolean atlas_copy_publish (AtlasCopy *self, gboolean replace, GError **error);

/** In one step gives the finished copy its name, and @aside, which nothing has, to what had that name. FALSE,
 * with nothing changed, where the file system can't do so. */
gboolean atlas_copy_exchange (AtlasCopy *self, const char *aside);

/** Copies all pages from one connection to another, which must hold nothing yet. */
gboolean atlas_copy_pages (AtlasConnection *from,
                           AtlasConnection *to,
                           AtlasProgressFunc progress,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasCopy, atlas_copy_free)

G_END_DECLS
