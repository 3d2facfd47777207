/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-kind-private.h"

#include "atlas-export-terms.h"
#include "atlas-field-checks.h"
#include "atlas-i18n.h"

/* An export that is made again and again, under a name. */
static const AtlasField profile_fields[] = {
  {
    .key = "name",
    .column = "name",
    .label = N_ ("Name"),
    .group = N_ ("Export profile"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED,
    .search = "name",
    .max_length = 200,
  },
  {
    .key = "kinds",
    .column = "kinds",
    .label = N_ ("Kinds"),
    .group = N_ ("Export profile"),
    .type = ATLAS_FIELD_TEXT_LIST,
    .flags = ATLAS_FIELD_LISTED,
    .check = atlas_check_kind,
    .max_length = 40,
    .hint = N_ ("Kinds of records, such as member; people where nothing is said"),
  },
  {
    .key = "query",
    .column = "query",
    .label = N_ ("Search"),
    .group = N_ ("Export profile"),
    .type = ATLAS_FIELD_TEXT,
    .hint = N_ ("As in the search field, such as nurse region:CA-ON"),
  },
  {
    .key = "purpose",
    .column = "purpose",
    .label = N_ ("Purpose"),
    .group = N_ ("Export profile"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED,
    .vocabulary = &atlas_vocabulary_export_purpose,
  },
  {
    .key = "channel",
    .column = "channel",
    .label = N_ ("Channel"),
    .group = N_ ("Export profile"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_channel,
    .hint = N_ ("How people will be contacted"),
  },
  {
    .key = "basis",
    .column = "basis",
    .label = N_ ("Legal basis"),
    .group = N_ ("Export profile"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_legal_basis,
    .hint = N_ ("Of this authority’s own records; for anybody else it is consent"),
  },
  {
    .key = "partner",
    .column = "partner",
    .label = N_ ("Partner"),
    .group = N_ ("Export profile"),
    .type = ATLAS_FIELD_TEXT,
    .max_length = 200,
    .hint = N_ ("Who receives the file"),
  },
  {
    .key = "identity",
    .column = "identity",
    .label = N_ ("Names"),
    .group = N_ ("Export profile"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_export_identity,
  },
  {
    .key = "format",
    .column = "format",
    .label = N_ ("Format"),
    .group = N_ ("Export profile"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED,
    .vocabulary = &atlas_vocabulary_export_format,
  },
  {
    .key = "fields",
    .column = "fields",
    .label = N_ ("Fields"),
    .group = N_ ("Export profile"),
    .type = ATLAS_FIELD_TEXT_LIST,
    .max_length = 100,
    .hint = N_ ("In the order of the columns; all that the purpose covers where nothing is said"),
  },
  {
    .key = "note",
    .column = "note",
    .label = N_ ("Note"),
    .group = N_ ("Export profile"),
    .type = ATLAS_FIELD_LONG_TEXT,
    .search = "note",
  },
  ATLAS_FIELDS_OF_TIME,
};

/* The kind whose fields are chosen, or NULL where several are exported together. */
static const AtlasKind *
find_kind (AtlasRecord *record)
{
  g_auto (GStrv) names = atlas_record_dup_list (record, "kinds");

  if (names == NULL)
    return &atlas_kind_member;
  return names[1] == NULL ? atlas_kind_find (names[0]) : NULL;
}

static gboolean
check_chosen (AtlasRecord *record, const AtlasExportTerms *terms, const AtlasField **field, GError **error)
{
  g_auto (GStrv) fields = atlas_record_dup_list (record, "fields");
  g_autoptr (GError) failure = NULL;
  const AtlasKind *kind = find_kind (record);

  if (fields == NULL)
    return TRUE;
  if (kind == NULL)
    return atlas_kind_refuse (record, "fields", ATLAS_RECORD_ERROR_VALUE,
                              _ ("can be chosen of one kind of record only"), field, error);
  return atlas_export_terms_check_fields (terms, kind, (const char *const *) fields, &failure) ||
         atlas_kind_refuse (record, "fields", ATLAS_RECORD_ERROR_VALUE, failure->message, field, error);
}

static gboolean
check_profile (AtlasRecord *record, const AtlasField **field, GError **error)
{
  g_autoptr (GError) failure = NULL;
  AtlasExportTerms terms;

  atlas_export_profile_get_terms (record, &terms);
  if (!atlas_export_terms_check (&terms, &failure))
    return atlas_kind_refuse (record, "purpose", ATLAS_RECORD_ERROR_VALUE, failure->message, field, error);
  return check_chosen (record, &terms, field, error);
}

static AtlasKindState state;

const AtlasKind atlas_kind_export_profile = {
  .name = "export_profile",
  .plural = "export_profiles",
  .label = N_ ("Export profile"),
  .plural_label = N_ ("Export profiles"),
  .fields = profile_fields,
  .n_fields = G_N_ELEMENTS (profile_fields),
  .title_format = "name",
  .nameless = N_ ("Export profile without a name"),
  .default_sort = "name",
  .check = check_profile,
  .internal = TRUE,
  .state = &state,
};
