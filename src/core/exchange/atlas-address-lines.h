/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/** The region of a record's address as it stands on an envelope: letters that people write anyway ("ON"), or
 * else its name. (transfer full) (nullable) */
char *atlas_address_dup_region (AtlasRecord *record);

/**
 * atlas_address_dup_lines:
 * @from: (nullable): ISO 3166-1 code of the country that the letter is posted in
 *
 * The lines of an envelope, without the name, as the post of the country wants them: in capitals; for Canada
 * "CITY PROVINCE  POSTCODE" with two spaces (Canada Post, "Addressing guidelines"); for the USA "CITY STATE
 * ZIP" and no commas (USPS, Publication 28); elsewhere, Rwanda among them, which has no postcodes, the place,
 * its postcode before it, and the province where that is no number. The country's name is the last line,
 * unless it is @from.
 *
 * Returns: (transfer full): NULL-terminated
 */
GStrv atlas_address_dup_lines (AtlasRecord *record, const char *from);

G_END_DECLS
