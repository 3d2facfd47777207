/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-kind-private.h"

#include "atlas-date.h"
#include "atlas-field-checks.h"
#include "atlas-i18n.h"

/* How many people live somewhere, as some source says. What different sources say is never added up or
 * averaged. */
static const AtlasField estimate_fields[] = {
  {
    .key = "country",
    .column = "country",
    .label = N_ ("Country"),
    .group = N_ ("Area"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED,
    .vocabulary = &atlas_vocabulary_country,
  },
  {
    .key = "region",
    .column = "region",
    .label = N_ ("Province or state"),
    .group = N_ ("Area"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_LISTED | ATLAS_FIELD_UPPER_CASE,
    .check = atlas_check_region,
    .pattern = ATLAS_PATTERN_REGION,
    .max_length = 6,
    .hint = N_ ("Its code (ISO 3166-2), such as CA-ON; none where the estimate is of the whole country"),
  },
  {
    .key = "place",
    .column = "place",
    .label = N_ ("City or metropolitan area"),
    .group = N_ ("Area"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_LISTED,
    .search = "area",
    .hint = N_ ("None where the estimate is of the whole province or state"),
  },
  {
    .key = "year",
    .column = "year",
    .label = N_ ("Year"),
    .group = N_ ("Source"),
    .type = ATLAS_FIELD_YEAR,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED,
    .minimum = 1900,
  },
  {
    .key = "source",
    .column = "source",
    .label = N_ ("Source"),
    .group = N_ ("Source"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED,
    .search = "source",
    .hint = N_ ("Who says so, such as Statistics Canada, Census of Population"),
  },
  {
    .key = "definition",
    .column = "definition",
    .label = N_ ("Who is counted"),
    .group = N_ ("Source"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED,
    .vocabulary = &atlas_vocabulary_estimate_definition,
  },
  {
    .key = "total",
    .column = "total",
    .label = N_ ("Total"),
    .group = N_ ("Numbers"),
    .type = ATLAS_FIELD_INTEGER,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED,
    .minimum = 0,
    .maximum = 1000000000,
  },
  {
    .key = "female",
    .column = "female",
    .label = N_ ("Women"),
    .group = N_ ("Numbers"),
    .type = ATLAS_FIELD_INTEGER,
    .minimum = 0,
    .maximum = 1000000000,
  },
  {
    .key = "male",
    .column = "male",
    .label = N_ ("Men"),
    .group = N_ ("Numbers"),
    .type = ATLAS_FIELD_INTEGER,
    .minimum = 0,
    .maximum = 1000000000,
  },
  {
    .key = "low",
    .column = "low",
    .label = N_ ("At least"),
    .group = N_ ("Numbers"),
    .type = ATLAS_FIELD_INTEGER,
    .minimum = 0,
    .maximum = 1000000000,
    .hint = N_ ("Where the source gives a range, or how sure it is"),
  },
  {
    .key = "high",
    .column = "high",
    .label = N_ ("At most"),
    .group = N_ ("Numbers"),
    .type = ATLAS_FIELD_INTEGER,
    .minimum = 0,
    .maximum = 1000000000,
  },
  {
    .key = "note",
    .column = "note",
    .label = N_ ("Note"),
    .group = N_ ("Notes"),
    .type = ATLAS_FIELD_LONG_TEXT,
    .search = "note",
  },
  {
    .key = "link",
    .column = "link",
    .label = N_ ("Link"),
    .group = N_ ("Notes"),
    .type = ATLAS_FIELD_TEXT,
    .hint = N_ ("Where it can be read, such as a web address"),
  },
  ATLAS_FIELDS_OF_TIME,
};

/* FALSE where none is stated. */
static gboolean
get_number (AtlasRecord *record, const char *key, gint64 *number)
{
  const AtlasValue *value =
    atlas_record_get_value (record, atlas_kind_find_field (&atlas_kind_estimate, key, -1));

  *number = value->type == ATLAS_VALUE_INTEGER ? value->integer : 0;
  return value->type == ATLAS_VALUE_INTEGER;
}

static gboolean
check_estimate (AtlasRecord *record, const AtlasField **field, GError **error)
{
  const AtlasField *region_field = atlas_kind_find_field (&atlas_kind_estimate, "region", -1);
  const AtlasField *country_field = atlas_kind_find_field (&atlas_kind_estimate, "country", -1);
  const AtlasValue *region = atlas_record_get_value (record, region_field);
  const AtlasValue *country = atlas_record_get_value (record, country_field);
  gint64 total, female, male, low, high;
  gboolean has_low = get_number (record, "low", &low), has_high = get_number (record, "high", &high);

  if (region->type == ATLAS_VALUE_TEXT && country->type == ATLAS_VALUE_TEXT &&
      (region->length < 2 || country->length != 2 || region->text[0] != country->text[0] ||
       region->text[1] != country->text[1]))
    return atlas_kind_refuse (record, "region", ATLAS_RECORD_ERROR_VALUE, _ ("lies in another country"),
                              field, error);
  get_number (record, "total", &total);
  get_number (record, "female", &female);
  get_number (record, "male", &male);
  if (female + male > total)
    return atlas_kind_refuse (record, "total", ATLAS_RECORD_ERROR_VALUE,
                              _ ("must not be less than women and men together"), field, error);
  if (has_low && low > total)
    return atlas_kind_refuse (record, "low", ATLAS_RECORD_ERROR_VALUE, _ ("must not be above the total"),
                              field, error);
  if (has_high && high < total)
    return atlas_kind_refuse (record, "high", ATLAS_RECORD_ERROR_VALUE, _ ("must not be below the total"),
                              field, error);
  return TRUE;
}

static AtlasKindState state;

const AtlasKind atlas_kind_estimate = {
  .name = "estimate",
  .plural = "estimates",
  .label = N_ ("Estimate"),
  .plural_label = N_ ("Estimates"),
  .fields = estimate_fields,
  .n_fields = G_N_ELEMENTS (estimate_fields),
  .title_format = "source year",
  .nameless = N_ ("Estimate without a source"),
  .default_sort = "source",
  .check = check_estimate,
  .state = &state,
};
