/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-kind-private.h"

#include "atlas-field-checks.h"
#include "atlas-i18n.h"

/* A person. The order is that of the share format and of the table's columns. */
static const AtlasField member_fields[] = {
  {
    .key = "given_name",
    .column = "given_name",
    .label = N_ ("Given name"),
    .group = N_ ("Name"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_PERSONAL | ATLAS_FIELD_LISTED | ATLAS_FIELD_ONE_OF,
    .search = "name",
  },
  {
    .key = "family_name",
    .column = "family_name",
    .label = N_ ("Family name"),
    .group = N_ ("Name"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_PERSONAL | ATLAS_FIELD_LISTED | ATLAS_FIELD_INDEXED | ATLAS_FIELD_ONE_OF,
    .search = "name",
  },
  {
    .key = "other_names",
    .column = "other_names",
    .label = N_ ("Other names"),
    .group = N_ ("Name"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_PERSONAL,
    .search = "name",
    .hint = N_ ("Middle names, a maiden name, how friends say it"),
  },
  {
    .key = "sex",
    .column = "sex",
    .label = N_ ("Sex"),
    .group = N_ ("Name"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_sex,
  },
  {
    .key = "birth_year",
    .column = "birth_year",
    .label = N_ ("Year of birth"),
    .group = N_ ("Name"),
    .type = ATLAS_FIELD_YEAR,
    .flags = ATLAS_FIELD_PERSONAL,
    .minimum = 1900,
  },
  {
    .key = "emails",
    .column = "emails",
    .label = N_ ("E-mail addresses"),
    .group = N_ ("Contact"),
    .type = ATLAS_FIELD_TEXT_LIST,
    .flags = ATLAS_FIELD_PERSONAL,
    .check = atlas_check_email,
    .max_length = 254,
  },
  {
    .key = "phones",
    .column = "phones",
    .label = N_ ("Telephone numbers"),
    .group = N_ ("Contact"),
    .type = ATLAS_FIELD_TEXT_LIST,
    .flags = ATLAS_FIELD_PERSONAL,
    .check = atlas_check_phone,
    .max_length = 64,
    .hint = N_ ("With the country’s prefix: +1 613 555 0100"),
  },
  {
    .key = "preferred_language",
    .column = "preferred_language",
    .label = N_ ("Preferred language"),
    .group = N_ ("Contact"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_language,
  },
  {
    .key = "address.street",
    .column = "address_street",
    .label = N_ ("Street"),
    .group = N_ ("Address"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_PERSONAL,
  },
  {
    .key = "address.city",
    .column = "address_city",
    .label = N_ ("City"),
    .group = N_ ("Address"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_LISTED | ATLAS_FIELD_INDEXED,
    .search = "place",
  },
  {
    .key = "address.region",
    .column = "address_region",
    .label = N_ ("Province or state"),
    .group = N_ ("Address"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_LISTED | ATLAS_FIELD_INDEXED | ATLAS_FIELD_UPPER_CASE,
    .check = atlas_check_region,
    .pattern = ATLAS_PATTERN_REGION,
    .max_length = 6,
    .hint = N_ ("Its code (ISO 3166-2), such as CA-ON or US-NY"),
  },
  {
    .key = "address.postcode",
    .column = "address_postcode",
    .label = N_ ("Postcode"),
    .group = N_ ("Address"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_PERSONAL | ATLAS_FIELD_UPPER_CASE,
    .max_length = 32,
  },
  {
    .key = "address.country",
    .column = "address_country",
    .label = N_ ("Country"),
    .group = N_ ("Address"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_INDEXED,
    .vocabulary = &atlas_vocabulary_country,
  },
  {
    .key = "location.latitude",
    .column = "location_latitude",
    .label = N_ ("Latitude"),
    .group = N_ ("Position"),
    .type = ATLAS_FIELD_REAL,
    .flags = ATLAS_FIELD_PERSONAL,
    .minimum = -90,
    .maximum = 90,
    .hint = N_ ("Degrees, north positive"),
  },
  {
    .key = "location.longitude",
    .column = "location_longitude",
    .label = N_ ("Longitude"),
    .group = N_ ("Position"),
    .type = ATLAS_FIELD_REAL,
    .flags = ATLAS_FIELD_PERSONAL,
    .minimum = -180,
    .maximum = 180,
    .hint = N_ ("Degrees, east positive"),
  },
  {
    .key = "location.precision",
    .column = "location_precision",
    .label = N_ ("Precision"),
    .group = N_ ("Position"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_precision,
  },
  {
    .key = "location.source",
    .column = "location_source",
    .label = N_ ("Source of the position"),
    .group = N_ ("Position"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_location_source,
  },
  {
    .key = "origin.province",
    .column = "origin_province",
    .label = N_ ("Province of origin"),
    .group = N_ ("Origin"),
    .type = ATLAS_FIELD_TEXT,
    .search = "place",
  },
  {
    .key = "origin.district",
    .column = "origin_district",
    .label = N_ ("District of origin"),
    .group = N_ ("Origin"),
    .type = ATLAS_FIELD_TEXT,
    .search = "place",
  },
  {
    .key = "arrival_year",
    .column = "arrival_year",
    .label = N_ ("Year of arrival"),
    .group = N_ ("Origin"),
    .type = ATLAS_FIELD_YEAR,
    .minimum = 1900,
  },
  {
    .key = "citizenships",
    .column = "citizenships",
    .label = N_ ("Citizenships"),
    .group = N_ ("Origin"),
    .type = ATLAS_FIELD_CHOICE_LIST,
    .vocabulary = &atlas_vocabulary_country,
  },
  {
    .key = "education.level",
    .column = "education_level",
    .label = N_ ("Level of education"),
    .group = N_ ("Education and work"),
    .type = ATLAS_FIELD_LEVEL,
    .vocabulary = &atlas_vocabulary_education_level,
    .minimum = 0,
    .maximum = 8,
    .hint = N_ ("The highest completed (ISCED 2011)"),
  },
  {
    .key = "education.field",
    .column = "education_field",
    .label = N_ ("Field of education"),
    .group = N_ ("Education and work"),
    .type = ATLAS_FIELD_TEXT,
    .search = "work",
  },
  {
    .key = "occupation.code",
    .column = "occupation_code",
    .label = N_ ("Occupation group"),
    .group = N_ ("Education and work"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_occupation,
    .hint = N_ ("A code of one to four digits (ISCO-08)"),
  },
  {
    .key = "occupation.title",
    .column = "occupation_title",
    .label = N_ ("Occupation"),
    .group = N_ ("Education and work"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_LISTED,
    .search = "work",
  },
  {
    .key = "occupation.sector",
    .column = "occupation_sector",
    .label = N_ ("Sector"),
    .group = N_ ("Education and work"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_sector,
  },
  {
    .key = "occupation.employer",
    .column = "occupation_employer",
    .label = N_ ("Employer"),
    .group = N_ ("Education and work"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_PERSONAL,
    .search = "work",
  },
  {
    .key = "occupation.years",
    .column = "occupation_years",
    .label = N_ ("Years of experience"),
    .group = N_ ("Education and work"),
    .type = ATLAS_FIELD_INTEGER,
    .minimum = 0,
    .maximum = 90,
  },
  {
    .key = "languages",
    .column = "languages",
    .label = N_ ("Languages"),
    .group = N_ ("Languages and skills"),
    .type = ATLAS_FIELD_ITEM_LIST,
    .items = &atlas_kind_language,
  },
  {
    .key = "skills",
    .column = "skills",
    .label = N_ ("Skills"),
    .group = N_ ("Languages and skills"),
    .type = ATLAS_FIELD_TEXT_LIST,
    .search = "skills",
  },
  {
    .key = "interests",
    .column = "interests",
    .label = N_ ("Interests"),
    .group = N_ ("Languages and skills"),
    .type = ATLAS_FIELD_CHOICE_LIST,
    .vocabulary = &atlas_vocabulary_interest,
    .hint = N_ ("How this person would like to take part"),
  },
  {
    .key = "tags",
    .column = "tags",
    .label = N_ ("Tags"),
    .group = N_ ("Tags"),
    .type = ATLAS_FIELD_TEXT_LIST,
    .search = "tags",
    .max_length = 100,
    .hint = N_ ("Words of your own to find them by"),
  },
  {
    .key = "consents",
    .column = "consents",
    .label = N_ ("Consents"),
    .group = N_ ("Consents"),
    .type = ATLAS_FIELD_ITEM_LIST,
    .flags = ATLAS_FIELD_APPEND_ONLY,
    .items = &atlas_kind_consent,
    .hint = N_ ("What was agreed to and taken back, when and how we know"),
  },
  {
    .key = "status",
    .column = "status",
    .label = N_ ("Status"),
    .group = N_ ("Status"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_INDEXED,
    .vocabulary = &atlas_vocabulary_member_status,
  },
  {
    .key = "confirmed",
    .column = "confirmed",
    .label = N_ ("Last confirmed"),
    .group = N_ ("Status"),
    .type = ATLAS_FIELD_DATE,
    .hint = N_ ("The day this person last said that the record is right"),
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
  {
    .key = "created",
    .column = "created",
    .label = N_ ("Created"),
    .group = N_ ("Status"),
    .type = ATLAS_FIELD_TIMESTAMP,
    .flags = ATLAS_FIELD_AUTOMATIC,
  },
  {
    .key = "updated",
    .column = "updated",
    .label = N_ ("Updated"),
    .group = N_ ("Status"),
    .type = ATLAS_FIELD_TIMESTAMP,
    .flags = ATLAS_FIELD_AUTOMATIC | ATLAS_FIELD_INDEXED | ATLAS_FIELD_LISTED,
  },
};

static gboolean
has_words (AtlasRecord *record, const AtlasField *field)
{
  const AtlasValue *value = atlas_record_get_value (record, field);

  if (value->type != ATLAS_VALUE_TEXT)
    return FALSE;
  for (guint i = 0; i < value->length; i++)
    if (!g_ascii_isspace (value->text[i]))
      return TRUE;
  return FALSE;
}

static gboolean
check_member (AtlasRecord *record, const AtlasField **field, GError **error)
{
  gboolean named = FALSE;

  for (guint i = 0; i < atlas_kind_member.n_fields; i++)
    if ((atlas_kind_member.fields[i].flags & ATLAS_FIELD_ONE_OF) != 0)
      named |= has_words (record, &atlas_kind_member.fields[i]);
  if (!named)
    return atlas_kind_refuse (record, "given_name", ATLAS_RECORD_ERROR_REQUIRED,
                              _ ("a person needs a given name or a family name"), field, error);
  return atlas_kind_check_position (record, field, error);
}

static AtlasKindState state;

const AtlasKind atlas_kind_member = {
  .name = "member",
  .plural = "members",
  .label = N_ ("Person"),
  .plural_label = N_ ("People"),
  .fields = member_fields,
  .n_fields = G_N_ELEMENTS (member_fields),
  .title_format = "given_name family_name",
  .nameless = N_ ("Nameless person"),
  .default_sort = "family_name given_name",
  .check = check_member,
  .state = &state,
};
