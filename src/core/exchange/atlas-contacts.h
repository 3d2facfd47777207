/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-admission.h"
#include "atlas-output.h"
#include "atlas-progress.h"
#include "atlas-register.h"

G_BEGIN_DECLS

typedef enum
{
  ATLAS_CONTACTS_CSV,
  ATLAS_CONTACTS_VCARD,  /* 3.0, RFC 2426 */
  ATLAS_CONTACTS_VCARD4, /* 4.0, RFC 6350 */
} AtlasContactFormat;

/**
 * AtlasContactSink:
 * @format: as the log names it
 * @begin: (nullable): before the first
 * @append: one who is to be contacted
 * @finish: (nullable): after the last
 * @profile: (nullable): the name of the export profile that it is written by, for the log
 *
 * What becomes of those whom a contact list takes: it writes them into the buffer of the output, and may
 * drain it.
 */
typedef struct
{
  const char *format;
  gboolean (*begin) (AtlasOutput *output, gboolean synthetic, gpointer data, GError **error);
  gboolean (*append) (
    AtlasOutput *output, AtlasRecord *member, gboolean synthetic, gpointer data, GError **error);
  gboolean (*finish) (AtlasOutput *output, gpointer data, GError **error);
  const char *profile;
} AtlasContactSink;

/**
 * atlas_contacts_write:
 * @excel: CSV with a byte order mark
 * @progress: (nullable): people looked at, out of how many
 * @counts: (out) (optional)
 *
 * Writes those who match @query, are active, agreed to be contacted by @channel and have not taken it back,
 * and can be reached by it: have an e-mail address, a telephone number, or of a postal address two of street,
 * city and postcode. Only what the channel needs goes out: name, languages, and the e-mail addresses,
 * telephone numbers or postal address; see atlas-contact-row.h and atlas-contact-card.h. The list is logged
 * with its counts as one line ("Contact list of 12 people"); so none comes of a database that is read-only.
 * May take long: not for the main thread of a window.
 *
 * Returns: FALSE with ATLAS_STORE_ERROR or G_IO_ERROR, whose message names the file
 */
gboolean atlas_contacts_write (AtlasRegister *self,
                               AtlasQuery *query,
                               AtlasChannel channel,
                               AtlasContactFormat format,
                               gboolean excel,
                               GOutputStream *stream,
                               AtlasProgressFunc progress,
                               gpointer user_data,
                               GCancellable *cancellable,
                               AtlasAdmissionCounts *counts,
                               GError **error);
/** As above, into a file: whole or not at all, readable by its owner alone. */
gboolean atlas_contacts_write_file (AtlasRegister *self,
                                    AtlasQuery *query,
                                    AtlasChannel channel,
                                    AtlasContactFormat format,
                                    gboolean excel,
                                    GFile *file,
                                    AtlasProgressFunc progress,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    AtlasAdmissionCounts *counts,
                                    GError **error);

/** As above, into @output, which is finished and published by it; encrypted, if the output is. */
gboolean atlas_contacts_write_text (AtlasRegister *self,
                                    AtlasQuery *query,
                                    AtlasChannel channel,
                                    AtlasContactFormat format,
                                    gboolean excel,
                                    AtlasOutput *output,
                                    AtlasProgressFunc progress,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    AtlasAdmissionCounts *counts,
                                    GError **error);

/** The same in the form that @sink gives it. */
gboolean atlas_contacts_write_to (AtlasRegister *self,
                                  AtlasQuery *query,
                                  AtlasChannel channel,
                                  const AtlasContactSink *sink,
                                  gpointer sink_data,
                                  AtlasOutput *output,
                                  AtlasProgressFunc progress,
                                  gpointer user_data,
                                  GCancellable *cancellable,
                                  AtlasAdmissionCounts *counts,
                                  GError **error);

/** Counts only, writing nothing: what the dialog shows before. */
gboolean atlas_contacts_count (AtlasRegister *self,
                               AtlasQuery *query,
                               AtlasChannel channel,
                               GCancellable *cancellable,
                               AtlasAdmissionCounts *counts,
                               GError **error);

G_END_DECLS
