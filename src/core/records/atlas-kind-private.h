/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-i18n.h"
#include "atlas-record.h"

G_BEGIN_DECLS

/** Slots of a kind's hash of keys: a power of two, more than twice the fields of any kind. */
#define ATLAS_KIND_SLOTS 128

/* What is worked out from a field table on first use. */
typedef struct _AtlasKindState
{
  gsize once;
  guint8 slots[ATLAS_KIND_SLOTS]; /* index of the field + 1; 0: empty */
  guint8 key_lengths[ATLAS_KIND_SLOTS / 2];
  AtlasTable table;
  char *select_sql;
} AtlasKindState;

/** The last two fields of a kind: when its record was made and changed. */
#define ATLAS_FIELDS_OF_TIME                                                                \
  {                                                                                         \
    .key = "created",                                                                       \
    .column = "created",                                                                    \
    .label = N_ ("Created"),                                                                \
    .group = N_ ("Status"),                                                                 \
    .type = ATLAS_FIELD_TIMESTAMP,                                                          \
    .flags = ATLAS_FIELD_AUTOMATIC,                                                         \
  },                                                                                        \
  {                                                                                         \
    .key = "updated", .column = "updated", .label = N_ ("Updated"), .group = N_ ("Status"), \
    .type = ATLAS_FIELD_TIMESTAMP, .flags = ATLAS_FIELD_AUTOMATIC,                          \
  }

AtlasKindState *atlas_kind_get_state (const AtlasKind *self);

/** The value of the column @index, counted as in [func@atlas_record_get_values]: the last is the extra. */
AtlasValue *atlas_record_edit_nth (AtlasRecord *record, guint index);

/** Whether the fields with these keys are both there or both missing. */
gboolean atlas_kind_check_pair (
  AtlasRecord *record, const char *latitude, const char *longitude, const AtlasField **field, GError **error);

/** The same for kinds that have a position. */
gboolean atlas_kind_check_position (AtlasRecord *record, const AtlasField **field, GError **error);

/** For rules of a kind: names @key as the field at fault and sets @error. */
gboolean atlas_kind_refuse (AtlasRecord *record,
                            const char *key,
                            AtlasRecordError code,
                            const char *reason,
                            const AtlasField **field,
                            GError **error);

G_END_DECLS
