/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-vocabulary-private.h"

#include "atlas-i18n.h"

/* International Standard Industrial Classification of All Economic Activities, Revision 4 (United Nations,
 * 2008): the 21 sections. */
static const AtlasTerm isic_sections[] = {
  { "A", N_ ("Agriculture, forestry and fishing") },
  { "B", N_ ("Mining and quarrying") },
  { "C", N_ ("Manufacturing") },
  { "D", N_ ("Electricity, gas, steam and air conditioning supply") },
  { "E", N_ ("Water supply; sewerage, waste management and remediation activities") },
  { "F", N_ ("Construction") },
  { "G", N_ ("Wholesale and retail trade; repair of motor vehicles and motorcycles") },
  { "H", N_ ("Transportation and storage") },
  { "I", N_ ("Accommodation and food service activities") },
  { "J", N_ ("Information and communication") },
  { "K", N_ ("Financial and insurance activities") },
  { "L", N_ ("Real estate activities") },
  { "M", N_ ("Professional, scientific and technical activities") },
  { "N", N_ ("Administrative and support service activities") },
  { "O", N_ ("Public administration and defence; compulsory social security") },
  { "P", N_ ("Education") },
  { "Q", N_ ("Human health and social work activities") },
  { "R", N_ ("Arts, entertainment and recreation") },
  { "S", N_ ("Other service activities") },
  { "T",
    N_ ("Activities of households as employers; undifferentiated goods- and services-producing activities of "
        "households for own use") },
  { "U", N_ ("Activities of extraterritorial organizations and bodies") },
};

const AtlasVocabulary atlas_vocabulary_sector = {
  .terms = isic_sections,
  .n_terms = G_N_ELEMENTS (isic_sections),
  .sorted = TRUE,
  .complaint = N_ ("must be the letter of a sector, A to U (ISIC Rev.4)"),
};
