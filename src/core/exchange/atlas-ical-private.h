/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What both ways have in common, and how an event of a calendar becomes a record. */

/** The property that says by whose clocks a whole day is one. */
#define ATLAS_ICAL_DAY_ZONE "X-DIASPORA-ATLAS-TIMEZONE"

/** What stands for the address of an organiser who is known by name alone. */
#define ATLAS_ICAL_NO_ADDRESS "invalid:nomail"

/**
 * AtlasIcalZones:
 * @described: VTIMEZONE by TZID: libical's icaltimezone
 * @calendar: (nullable): the zone of times without one, its IANA name
 */
typedef struct
{
  GHashTable *described;
  char *calendar;
} AtlasIcalZones;

AtlasIcalZones *atlas_ical_zones_new (void);
void atlas_ical_zones_free (AtlasIcalZones *self);

/** Takes up the description of a zone. One that can't be trusted, since it changes more often than zones do,
 * is passed over. @text: VTIMEZONE, unfolded or not */
void atlas_ical_zones_add (AtlasIcalZones *self, const char *text);

/**
 * atlas_ical_event_read:
 * @text: VEVENT without components within it
 * @out: replaced by the JSON of the share format
 * @field: (out): what is at fault; static
 *
 * Returns: (nullable): why it is refused; translated, static
 */
const char *
atlas_ical_event_read (const char *text, const AtlasIcalZones *zones, GString *out, const char **field);

G_END_DECLS
