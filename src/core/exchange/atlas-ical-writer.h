/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/**
 * AtlasIcalWriter:
 *
 * Events as iCalendar (RFC 5545), one after the other; escaped and folded by libical. Times are by the clocks
 * of the event's time zone, which is described (VTIMEZONE) before the first event there; in UTC where it has
 * none. From midnight to midnight is the whole day. Notes and who comes stay here, since a calendar is
 * for everyone to see; so does the capacity, for which there is no property.
 *
 * What a calendar can't hold: control characters but tab and line break, which become spaces; carriage
 * returns, which become "\n"; and blanks at a text's ends, which libical passes over.
 */
typedef struct _AtlasIcalWriter AtlasIcalWriter;

AtlasIcalWriter *atlas_ical_writer_new (void);
void atlas_ical_writer_free (AtlasIcalWriter *self);

/** What stands before the first event, and after the last. */
void atlas_ical_writer_begin (AtlasIcalWriter *self, GString *out);
void atlas_ical_writer_end (AtlasIcalWriter *self, GString *out);

void atlas_ical_writer_append (AtlasIcalWriter *self, GString *out, AtlasRecord *event, gboolean synthetic);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasIcalWriter, atlas_ical_writer_free)

G_END_DECLS
