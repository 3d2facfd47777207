/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-row-reader.h"
#include "atlas-vcard-lines.h"

G_BEGIN_DECLS

/* One address card as a row of a table of members, filled line by line. */

typedef enum
{
  ATLAS_VCARD_ID,
  ATLAS_VCARD_GIVEN_NAME,
  ATLAS_VCARD_FAMILY_NAME,
  ATLAS_VCARD_OTHER_NAMES,
  ATLAS_VCARD_SEX,
  ATLAS_VCARD_BIRTH_YEAR,
  ATLAS_VCARD_EMAILS,
  ATLAS_VCARD_PHONES,
  ATLAS_VCARD_PREFERRED_LANGUAGE,
  ATLAS_VCARD_LANGUAGES,
  ATLAS_VCARD_STREET,
  ATLAS_VCARD_CITY,
  ATLAS_VCARD_REGION,
  ATLAS_VCARD_POSTCODE,
  ATLAS_VCARD_COUNTRY,
  ATLAS_VCARD_LATITUDE,
  ATLAS_VCARD_LONGITUDE,
  ATLAS_VCARD_TITLE,
  ATLAS_VCARD_EMPLOYER,
  ATLAS_VCARD_TAGS,
  ATLAS_VCARD_STATUS,
  ATLAS_VCARD_NOTES,
  ATLAS_VCARD_REST,
  ATLAS_VCARD_N_COLUMNS
} AtlasVcardColumn;

/**
 * AtlasVcardCard:
 * @columns: what stands in each, as the card says it
 */
typedef struct
{
  GString *columns[ATLAS_VCARD_N_COLUMNS];

  /* How good what stands there is; the lower the better, 0 where nothing stands. */
  int address_rank, language_rank;
  char *full_name;
  gboolean of_firm; /* and nobody in it is named */
} AtlasVcardCard;

/** The key of our field; of the last column what it is called. */
const char *atlas_vcard_column_get_key (AtlasVcardColumn column);

/** The field's name in English, by which the mapping finds it: a key of our own would have values taken to
 * the letter, which those of others are not. */
const char *atlas_vcard_column_get_heading (AtlasVcardColumn column);

AtlasVcardCard *atlas_vcard_card_new (void);
void atlas_vcard_card_free (AtlasVcardCard *self);
void atlas_vcard_card_clear (AtlasVcardCard *self);
void atlas_vcard_card_take (AtlasVcardCard *self, const AtlasVcardLine *line);
/** After the last line. */
void atlas_vcard_card_end (AtlasVcardCard *self);
/** Bytes. */
gsize atlas_vcard_card_get_size (const AtlasVcardCard *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasVcardCard, atlas_vcard_card_free)

G_END_DECLS
