/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-kind-private.h"

#include "atlas-i18n.h"

/* A search worth keeping, under a name. Who is in it is asked anew each time. */
static const AtlasField segment_fields[] = {
  {
    .key = "name",
    .column = "name",
    .label = N_ ("Name"),
    .group = N_ ("Segment"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED,
    .search = "name",
    .max_length = 200,
  },
  {
    .key = "query",
    .column = "query",
    .label = N_ ("Search"),
    .group = N_ ("Segment"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_LISTED,
    .hint = N_ ("As in the search field, such as nurse region:CA-ON"),
  },
  {
    .key = "note",
    .column = "note",
    .label = N_ ("Note"),
    .group = N_ ("Segment"),
    .type = ATLAS_FIELD_LONG_TEXT,
    .search = "note",
  },
  ATLAS_FIELDS_OF_TIME,
};

static AtlasKindState state;

const AtlasKind atlas_kind_segment = {
  .name = "segment",
  .plural = "segments",
  .label = N_ ("Segment"),
  .plural_label = N_ ("Segments"),
  .fields = segment_fields,
  .n_fields = G_N_ELEMENTS (segment_fields),
  .title_format = "name",
  .nameless = N_ ("Segment without a name"),
  .default_sort = "name",
  .internal = TRUE,
  .state = &state,
};
