/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-encryption-group.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasFileJob:
 * @failed: untranslated heading where it does not work: N_("The Export Failed")
 * @write: writes, finishes and publishes the output; on a worker. Progress goes to atlas_job_progress() of
 * @job, which also has the cancellable.
 * @describe: on the main thread, once it is written: what is told of it. (transfer full)
 *
 * How a file is written that somebody asked for.
 */
typedef struct
{
  const char *failed;
  gboolean (*write) (
    AtlasRegister *source, AtlasOutput *output, AtlasJob *job, gpointer data, GError **error);
  char *(*describe) (gpointer data);
} AtlasFileJob;

/**
 * atlas_file_job_start:
 * @asker: (nullable): the window in which the file was asked for: out of sight while it is written, then
 * gone; but back as it was where the file can't be written, so that nothing need be chosen again
 * @title: translated: "Exporting people.csv"
 * @encryption: (nullable) (transfer full): how the file is encrypted on its way
 * @data: (transfer full): freed with @data_free on the main thread when all is told
 *
 * Writes @file as a job of the session, whole or not at all, and tells what became of it.
 */
void atlas_file_job_start (AtlasSession *session,
                           GtkWindow *asker,
                           GFile *file,
                           const char *title,
                           AtlasEncryptionChoice *encryption,
                           const AtlasFileJob *how,
                           gpointer data,
                           GDestroyNotify data_free);

/** A file's name as a person reads it. (transfer full) */
char *atlas_file_dup_display_name (GFile *file);

G_END_DECLS
