/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gpgme.h>

#include "atlas-openpgp.h"

G_BEGIN_DECLS

struct _AtlasEncryption
{
  GPtrArray *keys; /* of gpgme_key_t */
  AtlasPassphrase *passphrase;
};

/** A context of GPGME that speaks to GnuPG. NULL with ATLAS_OPENPGP_ERROR. */
gpgme_ctx_t atlas_openpgp_context_new (GError **error);

/** What @passphrase is asked of through the context, in place of a window of the agent. */
void atlas_openpgp_context_set_passphrase (gpgme_ctx_t context, AtlasPassphrase *passphrase);

/** Sets "GnuPG could not ...: why". Always FALSE. */
gboolean atlas_openpgp_fail (gpgme_error_t reason, GError **error);

/** Whether a secret key of this id is in the keyring. */
gboolean atlas_openpgp_has_secret_key (guint64 id);

/**
 * AtlasOpenpgpWork:
 *
 * One message on its way through GnuPG: a thread, a pipe whose far end is ours, and the stream at the other
 * side.
 */
typedef struct _AtlasOpenpgpWork AtlasOpenpgpWork;

/** Does the work, on the thread, with data for the pipe and for the stream. */
typedef gpgme_error_t (*AtlasOpenpgpRun) (gpgme_ctx_t context,
                                          gpgme_data_t pipe,
                                          gpgme_data_t stream,
                                          gpointer data);
/** Says what is wrong. */
typedef void (*AtlasOpenpgpDescribe) (
  gpgme_ctx_t context, gpgme_error_t reason, gint64 n_moved, gpointer data, GError **error);

/**
 * atlas_openpgp_work_new:
 * @context: (transfer full)
 * @stream: a GOutputStream, to which the work writes, or a GInputStream, from which it reads
 * @data: must outlive the work
 */
AtlasOpenpgpWork *atlas_openpgp_work_new (gpgme_ctx_t context,
                                          GObject *stream,
                                          AtlasOpenpgpRun run,
                                          AtlasOpenpgpDescribe describe,
                                          gpointer data,
                                          GError **error);

/** Our end of the pipe: a GOutputStream where the work writes to a GOutputStream, otherwise a GInputStream.
 * Borrowed. */
gpointer atlas_openpgp_work_get_end (AtlasOpenpgpWork *self);

/** Closes our end, waits for the thread, and says how it went. May be called again. */
gboolean atlas_openpgp_work_finish (AtlasOpenpgpWork *self, GError **error);

/** How many bytes have passed the stream at the other side. Any thread. */
gint64 atlas_openpgp_work_get_n_streamed (AtlasOpenpgpWork *self);

/** Stops the thread where it still works. */
void atlas_openpgp_work_free (AtlasOpenpgpWork *self);

G_END_DECLS
