/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dates and times as they stand in records: ISO 8601 text. They are compared as text, so each has one
 * canonical form. */

/** Bytes of the longest form, "2026-11-24T07:00:00.123456+02:00", and the closing NUL. */
#define ATLAS_DATE_TEXT_SIZE 40

/** Whether @text (@length bytes, -1 if NUL-terminated) is a real day of the proleptic Gregorian calendar as
 * "YYYY-MM-DD". */
gboolean atlas_date_is_valid (const char *text, gssize length);

/**
 * atlas_timestamp_normalise:
 * @text: ISO 8601 date and time with "Z" or an offset; fractions of a second are cut; a bare date means its
 * first second in UTC
 * @buffer: receives "YYYY-MM-DDTHH:MM:SSZ"
 *
 * Returns: FALSE if @text is no instant
 */
gboolean atlas_timestamp_normalise (const char *text, gssize length, char buffer[ATLAS_DATE_TEXT_SIZE]);

/**
 * atlas_timestamp_parse:
 *
 * Returns: FALSE if @text is no instant; else @seconds since 1970-01-01T00:00:00Z and, where not NULL,
 * @offset in seconds east of UTC
 */
gboolean atlas_timestamp_parse (const char *text, gssize length, gint64 *seconds, int *offset);

/**
 * atlas_timestamp_to_date_time:
 *
 * Takes all that atlas_timestamp_parse() does, which GLib's own reader does not.
 *
 * Returns: (transfer full) (nullable): the instant by the clocks of its own offset; NULL if @text is
 * none, or lies outside the years 1 to 9999
 */
GDateTime *atlas_timestamp_to_date_time (const char *text, gssize length);

/** Writes "YYYY-MM-DDTHH:MM:SSZ". */
void atlas_timestamp_format (gint64 seconds, char buffer[ATLAS_DATE_TEXT_SIZE]);

/**
 * Now, in canonical form, to the second. The environment variable ATLAS_NOW (a timestamp) stands in for the
 * clock, so that tests and demo data are the same on any day.
 */
void atlas_timestamp_now (char buffer[ATLAS_DATE_TEXT_SIZE]);

/** Seconds since 1970; honours ATLAS_NOW. */
gint64 atlas_timestamp_now_seconds (void);

/** Today's date in the local zone as "YYYY-MM-DD"; honours ATLAS_NOW. */
void atlas_date_today (char buffer[ATLAS_DATE_TEXT_SIZE]);

/** This year in the local zone; honours ATLAS_NOW. */
int atlas_date_this_year (void);

G_END_DECLS
