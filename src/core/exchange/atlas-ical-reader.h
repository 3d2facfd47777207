/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-piece-reader.h"

G_BEGIN_DECLS

/**
 * AtlasIcalReader:
 *
 * Events of an iCalendar file (RFC 5545), which libical takes apart, one at a time. The id is the UID where
 * that is a UUID, and else made from it, so that a calendar read again finds its events. Times get their
 * offset from UTC from the time zone's name, which also becomes the event's (see atlas_ical_zone_find()), or
 * from its description in the file, where the name is nobody's; those of no zone are by the calendar's own
 * zone (X-WR-TIMEZONE), or the machine's. A whole day is from midnight to midnight.
 *
 * Of events that repeat the first is read, and its notes say how it repeats; a changed one (RECURRENCE-ID) is
 * an event of its own. To-do lists, alarms and who was invited are passed over. A text that is no UTF-8 is
 * taken for Windows-1252.
 */
#define ATLAS_TYPE_ICAL_READER (atlas_ical_reader_get_type ())
G_DECLARE_FINAL_TYPE (AtlasIcalReader, atlas_ical_reader, ATLAS, ICAL_READER, AtlasPieceReader)

/** Whether a file that begins so is a calendar. */
gboolean atlas_ical_reader_sniff (const char *bytes, gsize length);

AtlasIcalReader *atlas_ical_reader_new (GInputStream *stream);

G_END_DECLS
