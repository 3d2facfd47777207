/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-kind-private.h"

#include "atlas-date.h"
#include "atlas-field-checks.h"
#include "atlas-i18n.h"

/* A gathering. The order is that of the share format and of the table's columns. */
static const AtlasField event_fields[] = {
  {
    .key = "title",
    .column = "title",
    .label = N_ ("Title"),
    .group = N_ ("Event"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED,
    .search = "title",
  },
  {
    .key = "type",
    .column = "type",
    .label = N_ ("Type"),
    .group = N_ ("Event"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_LISTED,
    .vocabulary = &atlas_vocabulary_event_type,
  },
  {
    .key = "status",
    .column = "status",
    .label = N_ ("Status"),
    .group = N_ ("Event"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_LISTED,
    .vocabulary = &atlas_vocabulary_event_status,
  },
  {
    .key = "start",
    .column = "start",
    .label = N_ ("Start"),
    .group = N_ ("Time"),
    .type = ATLAS_FIELD_DATE_TIME,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED | ATLAS_FIELD_INDEXED,
    .hint = N_ ("Date and time, such as 2026-11-24 18:30"),
  },
  {
    .key = "end",
    .column = "end",
    .label = N_ ("End"),
    .group = N_ ("Time"),
    .type = ATLAS_FIELD_DATE_TIME,
  },
  {
    .key = "timezone",
    .column = "timezone",
    .label = N_ ("Time zone"),
    .group = N_ ("Time"),
    .type = ATLAS_FIELD_TEXT,
    .check = atlas_check_timezone,
    .pattern = ATLAS_PATTERN_TIMEZONE,
    .max_length = 64,
    .hint = N_ ("Its name, such as America/Toronto"),
  },
  {
    .key = "venue",
    .column = "venue",
    .label = N_ ("Venue"),
    .group = N_ ("Address"),
    .type = ATLAS_FIELD_TEXT,
    .search = "place",
  },
  {
    .key = "address.street",
    .column = "address_street",
    .label = N_ ("Street"),
    .group = N_ ("Address"),
    .type = ATLAS_FIELD_TEXT,
    .search = "place",
  },
  {
    .key = "address.city",
    .column = "address_city",
    .label = N_ ("City"),
    .group = N_ ("Address"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_LISTED,
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
    .flags = ATLAS_FIELD_UPPER_CASE,
    .max_length = 32,
  },
  {
    .key = "address.country",
    .column = "address_country",
    .label = N_ ("Country"),
    .group = N_ ("Address"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_country,
  },
  {
    .key = "location.latitude",
    .column = "location_latitude",
    .label = N_ ("Latitude"),
    .group = N_ ("Position"),
    .type = ATLAS_FIELD_REAL,
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
    .key = "capacity",
    .column = "capacity",
    .label = N_ ("Capacity"),
    .group = N_ ("Organisation"),
    .type = ATLAS_FIELD_INTEGER,
    .minimum = 0,
    .maximum = 10000000,
    .hint = N_ ("How many people there is room for"),
  },
  {
    .key = "organiser",
    .column = "organiser",
    .label = N_ ("Organiser"),
    .group = N_ ("Organisation"),
    .type = ATLAS_FIELD_TEXT,
    .search = "organiser",
  },
  {
    .key = "description",
    .column = "description",
    .label = N_ ("Description"),
    .group = N_ ("Organisation"),
    .type = ATLAS_FIELD_LONG_TEXT,
    .search = "description",
  },
  {
    .key = "tags",
    .column = "tags",
    .label = N_ ("Tags"),
    .group = N_ ("Tags"),
    .type = ATLAS_FIELD_TEXT_LIST,
    .flags = ATLAS_FIELD_INTERNAL,
    .search = "tags",
    .max_length = 100,
    .hint = N_ ("Words of your own to find it by"),
  },
  {
    .key = "attendance",
    .column = "attendance",
    .label = N_ ("Attendance"),
    .group = N_ ("Attendance"),
    .type = ATLAS_FIELD_ITEM_LIST,
    .flags = ATLAS_FIELD_INTERNAL | ATLAS_FIELD_PERSONAL,
    .items = &atlas_kind_attendance,
  },
  {
    .key = "notes",
    .column = "notes",
    .label = N_ ("Notes"),
    .group = N_ ("Notes"),
    .type = ATLAS_FIELD_LONG_TEXT,
    .flags = ATLAS_FIELD_INTERNAL,
    .search = "notes",
  },
  ATLAS_FIELDS_OF_TIME,
};

static gboolean
get_instant (AtlasRecord *record, const char *key, gint64 *seconds)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_event, key, -1);
  const AtlasValue *value = atlas_record_get_value (record, field);

  return value->type == ATLAS_VALUE_TEXT && atlas_timestamp_parse (value->text, value->length, seconds, NULL);
}

static gboolean
check_event (AtlasRecord *record, const AtlasField **field, GError **error)
{
  gint64 start, end;

  if (get_instant (record, "start", &start) && get_instant (record, "end", &end) && end < start)
    return atlas_kind_refuse (record, "end", ATLAS_RECORD_ERROR_VALUE, _ ("must not be before the start"),
                              field, error);
  return atlas_kind_check_position (record, field, error);
}

static AtlasKindState state;

const AtlasKind atlas_kind_event = {
  .name = "event",
  .plural = "events",
  .label = N_ ("Event"),
  .plural_label = N_ ("Events"),
  .fields = event_fields,
  .n_fields = G_N_ELEMENTS (event_fields),
  .title_format = "title",
  .nameless = N_ ("Untitled event"),
  .default_sort = "-start",
  .check = check_event,
  .state = &state,
};
