/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-kind-private.h"

#include "atlas-field-checks.h"
#include "atlas-i18n.h"

/* The kinds that are only entries of another record's list. */

static const AtlasField language_fields[] = {
  {
    .key = "code",
    .column = "code",
    .label = N_ ("Language"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_REQUIRED,
    .vocabulary = &atlas_vocabulary_language,
  },
  {
    .key = "level",
    .column = "level",
    .label = N_ ("Level"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_language_level,
  },
};

static AtlasKindState language_state;

const AtlasKind atlas_kind_language = {
  .name = "language",
  .plural = "languages",
  .label = N_ ("Language"),
  .plural_label = N_ ("Languages"),
  .fields = language_fields,
  .n_fields = G_N_ELEMENTS (language_fields),
  .title_format = "code",
  .nameless = N_ ("Language"),
  .state = &language_state,
};

static const AtlasField consent_fields[] = {
  {
    .key = "purpose",
    .column = "purpose",
    .label = N_ ("Purpose"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_REQUIRED,
    .vocabulary = &atlas_vocabulary_consent_purpose,
  },
  {
    .key = "channel",
    .column = "channel",
    .label = N_ ("Channel"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_REQUIRED,
    .vocabulary = &atlas_vocabulary_channel,
  },
  {
    .key = "status",
    .column = "status",
    .label = N_ ("Given or withdrawn"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_REQUIRED,
    .vocabulary = &atlas_vocabulary_consent_status,
  },
  {
    .key = "date",
    .column = "date",
    .label = N_ ("Date"),
    .type = ATLAS_FIELD_DATE,
  },
  {
    .key = "source",
    .column = "source",
    .label = N_ ("Source"),
    .type = ATLAS_FIELD_TEXT,
    .hint = N_ ("How we know: a form, a letter, a call"),
  },
  {
    .key = "basis",
    .column = "basis",
    .label = N_ ("Legal basis"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_legal_basis,
    .hint = N_ ("What allows it; where nothing is said, the consent itself"),
  },
  {
    .key = "wording",
    .column = "wording",
    .label = N_ ("Wording"),
    .type = ATLAS_FIELD_TEXT,
    .max_length = 200,
    .hint = N_ ("Which version of the text was agreed to"),
  },
  {
    .key = "expires",
    .column = "expires",
    .label = N_ ("Expires"),
    .type = ATLAS_FIELD_DATE,
    .hint = N_ ("The last day on which it counts"),
  },
};

static AtlasKindState consent_state;

const AtlasKind atlas_kind_consent = {
  .name = "consent",
  .plural = "consents",
  .label = N_ ("Consent"),
  .plural_label = N_ ("Consents"),
  .fields = consent_fields,
  .n_fields = G_N_ELEMENTS (consent_fields),
  /* As it was before there were others behind: a source may hold colons. */
  .n_short = 5,
  .title_format = "purpose",
  .nameless = N_ ("Consent"),
  .state = &consent_state,
};

static const AtlasField attendance_fields[] = {
  {
    .key = "member",
    .column = "member",
    .label = N_ ("Person"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LOWER_CASE,
    .check = atlas_check_uuid,
    .pattern = ATLAS_PATTERN_UUID,
    .max_length = 36,
    .refers = &atlas_kind_member,
  },
  {
    .key = "status",
    .column = "status",
    .label = N_ ("Attendance"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_attendance,
  },
};

static AtlasKindState attendance_state;

const AtlasKind atlas_kind_attendance = {
  .name = "attendance",
  .plural = "attendance",
  .label = N_ ("Attendance"),
  .plural_label = N_ ("Attendance"),
  .fields = attendance_fields,
  .n_fields = G_N_ELEMENTS (attendance_fields),
  .title_format = "member",
  .nameless = N_ ("Person"),
  .state = &attendance_state,
};

static const AtlasField role_fields[] = {
  {
    .key = "member",
    .column = "member",
    .label = N_ ("Person"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LOWER_CASE,
    .check = atlas_check_uuid,
    .pattern = ATLAS_PATTERN_UUID,
    .max_length = 36,
    .refers = &atlas_kind_member,
  },
  {
    .key = "role",
    .column = "role",
    .label = N_ ("Role"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_role,
  },
  {
    .key = "since",
    .column = "since",
    .label = N_ ("Since"),
    .type = ATLAS_FIELD_DATE,
  },
  {
    .key = "until",
    .column = "until",
    .label = N_ ("Until"),
    .type = ATLAS_FIELD_DATE,
    .hint = N_ ("The last day; none while it goes on"),
  },
};

static AtlasKindState role_state;

const AtlasKind atlas_kind_role = {
  .name = "role",
  .plural = "roles",
  .label = N_ ("Role"),
  .plural_label = N_ ("Roles"),
  .fields = role_fields,
  .n_fields = G_N_ELEMENTS (role_fields),
  .title_format = "member",
  .nameless = N_ ("Person"),
  .state = &role_state,
};
