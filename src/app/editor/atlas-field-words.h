/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/* What a person reads and types for a value that stands in the database as a code. */

/** Whether the field holds the code of a region (ISO 3166-2), which people know by its name. */
gboolean atlas_field_is_region (const AtlasField *field);

/** For lists: as atlas_field_display(), but regions by name, and days short. (transfer full) */
char *atlas_field_words_display (const AtlasField *field, const AtlasValue *value);

/** For an entry: what atlas_field_words_parse() reads back, as easy to read as that allows. (transfer full)
 */
char *atlas_field_words_format (const AtlasField *field, const AtlasValue *value);

/**
 * atlas_field_words_parse:
 * @draft: (nullable): the record that the field belongs to, whose other fields may tell what is meant: a
 * region's country, an event's time zone
 *
 * As atlas_field_parse().
 */
gboolean atlas_field_words_parse (
  const AtlasField *field, const char *text, AtlasRecord *draft, AtlasValue *value, GError **error);

/** "birth_year: must be a whole number" without the key, for where the message stands by the field. (transfer
 * none) */
const char *atlas_field_without_key (const AtlasField *field, const char *message);

/** The code of the value, where the words of it are something else: "CA-ON". (transfer full) (nullable) */
char *atlas_field_words_dup_code (const AtlasField *field, const AtlasValue *value);

/** What an editor says of an empty field that must be filled: "required", "required, or Family name"; NULL of
 * others. (transfer full) (nullable) */
char *atlas_field_words_dup_need (const AtlasField *field);

G_END_DECLS
