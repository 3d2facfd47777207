/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-kind-private.h"

#include "atlas-date.h"
#include "atlas-field-checks.h"
#include "atlas-i18n.h"

/* What a mission's lists hold: where it stops, how it gets there, what it costs. */

static gboolean
get_instant (AtlasRecord *record, const char *key, gint64 *seconds)
{
  const char *text = atlas_record_get_text (record, key);

  return text != NULL && atlas_timestamp_parse (text, -1, seconds, NULL);
}

/* Whether @late is not before @early, where both are there. */
static gboolean
check_order (AtlasRecord *record,
             const char *early,
             const char *late,
             const char *reason,
             const AtlasField **field,
             GError **error)
{
  gint64 first, last;

  if (get_instant (record, early, &first) && get_instant (record, late, &last) && last < first)
    return atlas_kind_refuse (record, late, ATLAS_RECORD_ERROR_VALUE, reason, field, error);
  return TRUE;
}

static const AtlasField stop_fields[] = {
  {
    .key = "place",
    .column = "place",
    .label = N_ ("Place"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_REQUIRED,
    .hint = N_ ("City or town"),
  },
  {
    .key = "region",
    .column = "region",
    .label = N_ ("Province or state"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_UPPER_CASE,
    .check = atlas_check_region,
    .pattern = ATLAS_PATTERN_REGION,
    .max_length = 6,
    .hint = N_ ("Its code (ISO 3166-2), such as CA-ON or US-NY"),
  },
  {
    .key = "country",
    .column = "country",
    .label = N_ ("Country"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_country,
  },
  {
    .key = "latitude",
    .column = "latitude",
    .label = N_ ("Latitude"),
    .type = ATLAS_FIELD_REAL,
    .minimum = -90,
    .maximum = 90,
    .hint = N_ ("Degrees, north positive"),
  },
  {
    .key = "longitude",
    .column = "longitude",
    .label = N_ ("Longitude"),
    .type = ATLAS_FIELD_REAL,
    .minimum = -180,
    .maximum = 180,
    .hint = N_ ("Degrees, east positive"),
  },
  {
    .key = "timezone",
    .column = "timezone",
    .label = N_ ("Time zone"),
    .type = ATLAS_FIELD_TEXT,
    .check = atlas_check_timezone,
    .pattern = ATLAS_PATTERN_TIMEZONE,
    .max_length = 64,
    .hint = N_ ("Its name, such as America/Toronto"),
  },
  {
    .key = "arrival",
    .column = "arrival",
    .label = N_ ("Arrival"),
    .type = ATLAS_FIELD_DATE_TIME,
    .hint = N_ ("Date and time, such as 2026-11-24 18:30"),
  },
  {
    .key = "departure",
    .column = "departure",
    .label = N_ ("Departure"),
    .type = ATLAS_FIELD_DATE_TIME,
  },
  {
    .key = "night",
    .column = "night",
    .label = N_ ("Night"),
    .type = ATLAS_FIELD_TEXT,
    .hint = N_ ("Where the night is spent; nothing where the journey goes on"),
  },
  {
    .key = "event",
    .column = "event",
    .label = N_ ("Event"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_LOWER_CASE,
    .check = atlas_check_uuid,
    .pattern = ATLAS_PATTERN_UUID,
    .max_length = 36,
    .refers = &atlas_kind_event,
    .hint = N_ ("What is held there, an event of its own"),
  },
  {
    .key = "venue",
    .column = "venue",
    .label = N_ ("Venue"),
    .type = ATLAS_FIELD_TEXT,
  },
  {
    .key = "host",
    .column = "host",
    .label = N_ ("Host"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_LOWER_CASE,
    .check = atlas_check_uuid,
    .pattern = ATLAS_PATTERN_UUID,
    .max_length = 36,
    .refers = &atlas_kind_organisation,
    .hint = N_ ("The organisation that receives us"),
  },
  {
    .key = "radius",
    .column = "radius",
    .label = N_ ("Radius (km)"),
    .type = ATLAS_FIELD_REAL,
    .minimum = 0,
    .maximum = 5000,
    .hint = N_ ("How far people come from, in kilometres"),
  },
  {
    .key = "expected",
    .column = "expected",
    .label = N_ ("Expected"),
    .type = ATLAS_FIELD_INTEGER,
    .minimum = 0,
    .maximum = 10000000,
    .hint = N_ ("How many people the stop is planned for"),
  },
  {
    .key = "reached",
    .column = "reached",
    .label = N_ ("Reached"),
    .type = ATLAS_FIELD_INTEGER,
    .minimum = 0,
    .maximum = 10000000,
    .hint = N_ ("How many people came"),
  },
  {
    .key = "pinned",
    .column = "pinned",
    .label = N_ ("Pinned"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_yes_no,
    .hint = N_ ("Whether the stop stays when the journey is planned anew"),
  },
  {
    .key = "notes",
    .column = "notes",
    .label = N_ ("Notes"),
    .type = ATLAS_FIELD_LONG_TEXT,
  },
};

static gboolean
check_stop (AtlasRecord *record, const AtlasField **field, GError **error)
{
  return check_order (record, "arrival", "departure", _ ("must not be before the arrival"), field, error) &&
         atlas_kind_check_pair (record, "latitude", "longitude", field, error);
}

static AtlasKindState stop_state;

const AtlasKind atlas_kind_stop = {
  .name = "stop",
  .plural = "stops",
  .label = N_ ("Stop"),
  .plural_label = N_ ("Stops"),
  .fields = stop_fields,
  .n_fields = G_N_ELEMENTS (stop_fields),
  /* "Toronto:CA-ON"; what else is said of a stop needs JSON. */
  .n_short = 3,
  .title_format = "place",
  .nameless = N_ ("Stop"),
  .check = check_stop,
  .state = &stop_state,
};

static const AtlasField leg_fields[] = {
  {
    .key = "mode",
    .column = "mode",
    .label = N_ ("How"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_REQUIRED,
    .vocabulary = &atlas_vocabulary_travel_mode,
  },
  {
    .key = "from",
    .column = "from",
    .label = N_ ("From"),
    .type = ATLAS_FIELD_TEXT,
  },
  {
    .key = "to",
    .column = "to",
    .label = N_ ("To"),
    .type = ATLAS_FIELD_TEXT,
  },
  {
    .key = "departure",
    .column = "departure",
    .label = N_ ("Departure"),
    .type = ATLAS_FIELD_DATE_TIME,
    .hint = N_ ("Date and time, such as 2026-11-24 18:30"),
  },
  {
    .key = "arrival",
    .column = "arrival",
    .label = N_ ("Arrival"),
    .type = ATLAS_FIELD_DATE_TIME,
  },
  {
    .key = "km",
    .column = "km",
    .label = N_ ("Distance (km)"),
    .type = ATLAS_FIELD_REAL,
    .minimum = 0,
    .maximum = 50000,
  },
  {
    .key = "hours",
    .column = "hours",
    .label = N_ ("Hours on the way"),
    .type = ATLAS_FIELD_REAL,
    .minimum = 0,
    .maximum = 1000,
  },
  {
    .key = "cost",
    .column = "cost",
    .label = N_ ("Cost"),
    .type = ATLAS_FIELD_REAL,
    .minimum = 0,
    .maximum = 1000000000,
    .hint = N_ ("In the currency of the mission"),
  },
};

static gboolean
check_leg (AtlasRecord *record, const AtlasField **field, GError **error)
{
  return check_order (record, "departure", "arrival", _ ("must not be before the departure"), field, error);
}

static AtlasKindState leg_state;

const AtlasKind atlas_kind_leg = {
  .name = "leg",
  .plural = "legs",
  .label = N_ ("Leg"),
  .plural_label = N_ ("Legs"),
  .fields = leg_fields,
  .n_fields = G_N_ELEMENTS (leg_fields),
  /* "drive:Toronto:Ottawa" */
  .n_short = 3,
  .title_format = "from to",
  .nameless = N_ ("Leg"),
  .check = check_leg,
  .state = &leg_state,
};

static const AtlasField budget_fields[] = {
  {
    .key = "item",
    .column = "item",
    .label = N_ ("Item"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_REQUIRED,
  },
  {
    .key = "category",
    .column = "category",
    .label = N_ ("Category"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_budget_category,
  },
  {
    .key = "amount",
    .column = "amount",
    .label = N_ ("Planned"),
    .type = ATLAS_FIELD_REAL,
    .minimum = 0,
    .maximum = 1000000000,
  },
  {
    .key = "currency",
    .column = "currency",
    .label = N_ ("Currency"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_UPPER_CASE,
    .check = atlas_check_currency,
    .pattern = ATLAS_PATTERN_CURRENCY,
    .max_length = 3,
    .hint = N_ ("That of the mission where nothing is said"),
  },
  {
    .key = "spent",
    .column = "spent",
    .label = N_ ("Spent"),
    .type = ATLAS_FIELD_REAL,
    .minimum = 0,
    .maximum = 1000000000,
  },
};

static AtlasKindState budget_state;

const AtlasKind atlas_kind_budget_line = {
  .name = "budget_line",
  .plural = "budget",
  .label = N_ ("Budget line"),
  .plural_label = N_ ("Budget"),
  .fields = budget_fields,
  .n_fields = G_N_ELEMENTS (budget_fields),
  .title_format = "item",
  .nameless = N_ ("Budget line"),
  .state = &budget_state,
};
