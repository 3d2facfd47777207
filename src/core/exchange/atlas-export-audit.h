/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-admission.h"
#include "atlas-journal.h"

G_BEGIN_DECLS

/* What left the register: who wrote which file, when, what for, with how many in it, and who was left out and
 * why. */

/**
 * AtlasExportEntry:
 * @unit: when, by whom, and in words what
 * @purpose: -1: none was said, as before files were written on terms, and in what one person is given about
 * themselves
 * @channel: of contacting; else 0
 * @partner, @basis, @profile, @format, @query, @file: (nullable)
 * @pseudonymous: whether names stayed behind
 * @encrypted: whether only holders of a key or passphrase can read it
 * @n_written: people, events and all that are in it
 * @asked: whether people were asked, so that @people says something
 * @of_member: whether it is of a list of one person's
 * @certain: of a list of one person's: FALSE where the file is older than the program kept who was in it
 *
 * One file that was written.
 */
typedef struct
{
  AtlasUnitInfo *unit;
  int purpose;
  AtlasChannel channel;
  char *partner, *basis, *profile, *format, *query, *file;
  gboolean pseudonymous;
  gboolean encrypted;
  gint64 n_written;
  gboolean asked;
  AtlasAdmissionCounts people;
  gboolean of_member;
  gboolean certain;
} AtlasExportEntry;

void atlas_export_entry_free (AtlasExportEntry *self);

/** "Sharing with a partner: Health Board · found by “nurse” · encrypted · nurses.xlsx · Ada"; of a list of
 * one person's without the search. (transfer full) */
char *atlas_export_entry_describe (const AtlasExportEntry *self);

/** What it was for and who got it, without the profile, search, file and author, which may name others.
 * (transfer full) */
char *atlas_export_entry_describe_purpose (const AtlasExportEntry *self);

/** "228 left out: 18 have moved or died, ..."; NULL where nobody was. (transfer full) */
char *atlas_export_entry_describe_left_out (const AtlasExportEntry *self);

/**
 * AtlasExportFilter:
 * @since: (nullable): a day or timestamp: nothing older
 * @by_purpose: whether only those of @purpose
 * @member: (nullable): only files which that person was in, or may have been in
 */
typedef struct
{
  const char *since;
  gboolean by_purpose;
  AtlasExportPurpose purpose;
  const AtlasUuid *member;
} AtlasExportFilter;

/**
 * atlas_export_audit_list:
 * @filter: (nullable)
 *
 * Reads the journal: for another thread than the window's.
 *
 * Returns: (transfer full) (element-type AtlasExportEntry): the newest first; NULL with @error
 */
GPtrArray *atlas_export_audit_list (AtlasRegister *source,
                                    const AtlasExportFilter *filter,
                                    GCancellable *cancellable,
                                    GError **error);

/** As CSV (atlas-csv-writer.h) with headings: when, by whom, what, purpose, channel, partner, basis,
 * profile, format, file, encrypted, search, written, and how many were left out for each reason. */
void atlas_export_audit_append_csv (GPtrArray *entries, GString *out);

G_END_DECLS
