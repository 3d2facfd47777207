/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * atlas_ical_zone_find:
 * @name: a TZID as calendars write them
 *
 * Its name in the IANA database: the name itself, what stands behind a maker's prefix
 * ("/mozilla.org/20050126_1/America/Toronto"), or what Windows calls it ("Eastern Standard Time", Unicode
 * CLDR, windowsZones.xml, territory 001; those of the Americas, Africa and Europe).
 *
 * Returns: (transfer full) (nullable)
 */
char *atlas_ical_zone_find (const char *name);

/** The zone of that IANA name; NULL if there is none. Borrowed for ever: reading one takes a millisecond, and
 * a calendar has thousands of events in few. */
GTimeZone *atlas_ical_zone_get (const char *name);

G_END_DECLS
