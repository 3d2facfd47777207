/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-kind-private.h"

#include "atlas-field-checks.h"
#include "atlas-i18n.h"

/* What an officer said of two records: that they are different people, however alike; or that they were one
 * person, whose records were merged. Then `member` is the record that stayed and `other` the id that is no
 * more, by which a file may still name the person. */
static const AtlasField verdict_fields[] = {
  {
    .key = "member",
    .column = "member",
    .label = N_ ("Person"),
    .group = N_ ("Comparison"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED | ATLAS_FIELD_LOWER_CASE,
    .check = atlas_check_uuid,
    .pattern = ATLAS_PATTERN_UUID,
    .max_length = 36,
    .refers = &atlas_kind_member,
  },
  {
    .key = "other",
    .column = "other",
    .label = N_ ("Other record"),
    .group = N_ ("Comparison"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED | ATLAS_FIELD_LOWER_CASE,
    .check = atlas_check_uuid,
    .pattern = ATLAS_PATTERN_UUID,
    .max_length = 36,
    .refers = &atlas_kind_member,
  },
  {
    .key = "verdict",
    .column = "verdict",
    .label = N_ ("Verdict"),
    .group = N_ ("Comparison"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED,
    .vocabulary = &atlas_vocabulary_verdict,
  },
  {
    .key = "note",
    .column = "note",
    .label = N_ ("Note"),
    .group = N_ ("Comparison"),
    .type = ATLAS_FIELD_LONG_TEXT,
    .search = "note",
  },
  ATLAS_FIELDS_OF_TIME,
};

static AtlasKindState state;

const AtlasKind atlas_kind_verdict = {
  .name = "verdict",
  .plural = "verdicts",
  .label = N_ ("Verdict on two records"),
  .plural_label = N_ ("Verdicts on two records"),
  .fields = verdict_fields,
  .n_fields = G_N_ELEMENTS (verdict_fields),
  .title_format = "member",
  .nameless = N_ ("Verdict on two records"),
  .internal = TRUE,
  .state = &state,
};
