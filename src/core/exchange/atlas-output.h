/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-openpgp.h"

G_BEGIN_DECLS

/**
 * AtlasOutput:
 *
 * Where an export goes: text gathered in a buffer and handed on in large pieces, to a stream or into a file.
 * The file is written beside its name, readable by its owner alone, and takes its name only when all of it
 * lies on the disk; until then one that stands there stays as it was. What is no ordinary file (a terminal,
 * a pipe) is written as it comes.
 */
typedef struct _AtlasOutput AtlasOutput;

AtlasOutput *atlas_output_new (GOutputStream *stream);

/** NULL with G_IO_ERROR, whose message names the file. */
AtlasOutput *atlas_output_new_for_file (GFile *file, GCancellable *cancellable, GError **error);

/**
 * atlas_output_encrypt:
 * @armor: as text that stands a mail
 *
 * What is written from now on is encrypted; to be called before anything is.
 *
 * Returns: FALSE with ATLAS_OPENPGP_ERROR
 */
gboolean atlas_output_encrypt (AtlasOutput *self, AtlasEncryption *how, gboolean armor, GError **error);

/** (nullable): NULL where the text is written as it is. Borrowed. */
AtlasEncryption *atlas_output_get_encryption (AtlasOutput *self);

/** Throws away what was not published. */
void atlas_output_free (AtlasOutput *self);

/** What is next to be written: append to it, then drain it. */
GString *atlas_output_get_buffer (AtlasOutput *self);

/** Hands the buffer on once it is worth a call; to be called after each record. */
gboolean atlas_output_drain (AtlasOutput *self, GCancellable *cancellable, GError **error);

/** Hands on the rest; of a file, all lies on the disk then. */
gboolean atlas_output_finish (AtlasOutput *self, GCancellable *cancellable, GError **error);

/** Gives the finished file its name. Nothing to do for a stream. */
gboolean atlas_output_publish (AtlasOutput *self, GError **error);

/** The file as a person knows it, or NULL for a stream. */
const char *atlas_output_get_name (AtlasOutput *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasOutput, atlas_output_free)

G_END_DECLS
