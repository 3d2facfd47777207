/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-kind-private.h"

#include "atlas-date.h"
#include "atlas-field-checks.h"
#include "atlas-i18n.h"

/* One entry of the contact log: who was in touch with whom, how, what came of it, and what is still to be
 * done. */
static const AtlasField interaction_fields[] = {
  {
    .key = "date",
    .column = "date",
    .label = N_ ("Date"),
    .group = N_ ("Contact"),
    .type = ATLAS_FIELD_DATE,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED,
  },
  {
    .key = "member",
    .column = "member",
    .label = N_ ("Person"),
    .group = N_ ("Contact"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_LISTED | ATLAS_FIELD_LOWER_CASE | ATLAS_FIELD_ONE_OF,
    .check = atlas_check_uuid,
    .pattern = ATLAS_PATTERN_UUID,
    .max_length = 36,
    .refers = &atlas_kind_member,
    .hint = N_ ("The id of the person’s record"),
  },
  {
    .key = "organisation",
    .column = "organisation",
    .label = N_ ("Organisation"),
    .group = N_ ("Contact"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_LOWER_CASE | ATLAS_FIELD_ONE_OF,
    .check = atlas_check_uuid,
    .pattern = ATLAS_PATTERN_UUID,
    .max_length = 36,
    .refers = &atlas_kind_organisation,
    .hint = N_ ("The id of the organisation’s record"),
  },
  {
    .key = "event",
    .column = "event",
    .label = N_ ("Event"),
    .group = N_ ("Contact"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_LOWER_CASE,
    .check = atlas_check_uuid,
    .pattern = ATLAS_PATTERN_UUID,
    .max_length = 36,
    .refers = &atlas_kind_event,
    .hint = N_ ("The id of the event’s record, where it was about one or at one"),
  },
  {
    .key = "officer",
    .column = "officer",
    .label = N_ ("Officer"),
    .group = N_ ("Contact"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_LISTED,
    .search = "officer",
    .hint = N_ ("Who of us it was"),
  },
  {
    .key = "channel",
    .column = "channel",
    .label = N_ ("Channel"),
    .group = N_ ("Contact"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED,
    .vocabulary = &atlas_vocabulary_interaction_channel,
  },
  {
    .key = "direction",
    .column = "direction",
    .label = N_ ("Direction"),
    .group = N_ ("Contact"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_direction,
    .hint = N_ ("Whether we turned to them or they to us"),
  },
  {
    .key = "summary",
    .column = "summary",
    .label = N_ ("Summary"),
    .group = N_ ("Outcome"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_PERSONAL | ATLAS_FIELD_LISTED,
    .search = "summary",
  },
  {
    .key = "outcome",
    .column = "outcome",
    .label = N_ ("Outcome"),
    .group = N_ ("Outcome"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_LISTED,
    .vocabulary = &atlas_vocabulary_outcome,
  },
  {
    .key = "follow_up",
    .column = "follow_up",
    .label = N_ ("Follow-up due"),
    .group = N_ ("Follow-up"),
    .type = ATLAS_FIELD_DATE,
    .flags = ATLAS_FIELD_LISTED,
    .hint = N_ ("The day by which something is to be done"),
  },
  {
    .key = "follow_up_done",
    .column = "follow_up_done",
    .label = N_ ("Follow-up done"),
    .group = N_ ("Follow-up"),
    .type = ATLAS_FIELD_DATE,
    .hint = N_ ("The day on which it was done; none while it is still to be done"),
  },
  {
    .key = "notes",
    .column = "notes",
    .label = N_ ("Notes"),
    .group = N_ ("Notes"),
    .type = ATLAS_FIELD_LONG_TEXT,
    .flags = ATLAS_FIELD_PERSONAL,
    .search = "notes",
  },
  ATLAS_FIELDS_OF_TIME,
};

static gboolean
has (AtlasRecord *record, const char *key)
{
  return atlas_record_has (record, atlas_kind_find_field (&atlas_kind_interaction, key, -1));
}

static gboolean
check_interaction (AtlasRecord *record, const AtlasField **field, GError **error)
{
  if (!has (record, "member") && !has (record, "organisation"))
    return atlas_kind_refuse (record, "member", ATLAS_RECORD_ERROR_REQUIRED,
                              _ ("a contact is with a person or an organisation: one of them is needed"),
                              field, error);
  if (has (record, "follow_up_done") && !has (record, "follow_up"))
    return atlas_kind_refuse (record, "follow_up", ATLAS_RECORD_ERROR_REQUIRED,
                              _ ("is missing beside the day on which it was done"), field, error);
  return TRUE;
}

static AtlasKindState state;

const AtlasKind atlas_kind_interaction = {
  .name = "interaction",
  .plural = "interactions",
  .label = N_ ("Contact"),
  .plural_label = N_ ("Contact log"),
  .fields = interaction_fields,
  .n_fields = G_N_ELEMENTS (interaction_fields),
  .title_format = "summary",
  .nameless = N_ ("Contact without a summary"),
  .default_sort = "-date",
  .check = check_interaction,
  .internal = TRUE,
  .state = &state,
};
