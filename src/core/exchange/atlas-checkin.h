/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"
#include "atlas-row-reader.h"

G_BEGIN_DECLS

/**
 * AtlasCheckinRefusal:
 * @line: of the file, from 1
 * @who: whom the row names, as it names them
 * @reason: a sentence in the person's language
 *
 * A row that could not be taken.
 */
typedef struct
{
  gint64 line;
  char *who, *reason;
} AtlasCheckinRefusal;

/**
 * AtlasCheckinReport:
 * @rows: below the headings
 * @changed: people on the event's list whose attendance is another now
 * @added: people who were not on the list
 * @same: people of whom the list said so already
 * @refused: (element-type AtlasCheckinRefusal): by line
 *
 * Each row is one of these.
 */
typedef struct
{
  guint rows, changed, added, same;
  GPtrArray *refused;
} AtlasCheckinReport;

/**
 * atlas_event_check_in:
 * @event: row id
 * @rows: a table with headings: "id", "email", "name" (or "given_name" and "family_name") and "status", by
 * the names that imports know them by
 *
 * Notes who came to an event, in one step. A row's person is who has its id; else its e-mail address; else
 * its name, whatever its accents and case. Where several have it, the one who is on the event's list is
 * meant. A row without a status says that they attended. Rows of nobody, or of several, are left out and told
 * of.
 *
 * Returns: (transfer full): NULL with ATLAS_IMPORT_ERROR where the table is broken or names nobody,
 * ATLAS_RECORD_ERROR or ATLAS_STORE_ERROR
 */
AtlasCheckinReport *atlas_event_check_in (
  AtlasRegister *self, gint64 event, AtlasRowReader *rows, GCancellable *cancellable, GError **error);
void atlas_checkin_report_free (AtlasCheckinReport *self);

/**
 * atlas_event_set_attendance:
 * @event: row id
 * @member: whom; put on the list where they are not on it
 * @status: a key of atlas_vocabulary_attendance
 *
 * Of one person, in one step: "Check in Ada Uwase". Nothing is written where the list says so already.
 */
gboolean atlas_event_set_attendance (
  AtlasRegister *self, gint64 event, AtlasRecord *member, const char *status, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasCheckinReport, atlas_checkin_report_free)

G_END_DECLS
