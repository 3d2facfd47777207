/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-kind-private.h"

#include "atlas-field-checks.h"
#include "atlas-i18n.h"

/* A journey of a few officers for a few days: whom it is for, where it stops, what it takes and what came of
 * it. What is held at the stops are events of their own. The order is that of the share format and of the
 * table's columns. */
static const AtlasField mission_fields[] = {
  {
    .key = "title",
    .column = "title",
    .label = N_ ("Title"),
    .group = N_ ("Mission"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_REQUIRED | ATLAS_FIELD_LISTED,
    .search = "title",
  },
  {
    .key = "objective",
    .column = "objective",
    .label = N_ ("Objective"),
    .group = N_ ("Mission"),
    .type = ATLAS_FIELD_LONG_TEXT,
    .search = "objective",
    .hint = N_ ("What is to be reached by going there"),
  },
  {
    .key = "type",
    .column = "type",
    .label = N_ ("Type"),
    .group = N_ ("Mission"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_LISTED,
    .vocabulary = &atlas_vocabulary_mission_type,
  },
  {
    .key = "status",
    .column = "status",
    .label = N_ ("Status"),
    .group = N_ ("Mission"),
    .type = ATLAS_FIELD_CHOICE,
    .flags = ATLAS_FIELD_LISTED,
    .vocabulary = &atlas_vocabulary_mission_status,
  },
  {
    .key = "start",
    .column = "start",
    .label = N_ ("First day"),
    .group = N_ ("Time"),
    .type = ATLAS_FIELD_DATE,
    .flags = ATLAS_FIELD_LISTED,
  },
  {
    .key = "end",
    .column = "end",
    .label = N_ ("Last day"),
    .group = N_ ("Time"),
    .type = ATLAS_FIELD_DATE,
    .flags = ATLAS_FIELD_LISTED,
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
    .hint = N_ ("That of the base, such as America/Toronto"),
  },
  {
    .key = "base.place",
    .column = "base_place",
    .label = N_ ("Place"),
    .group = N_ ("Base"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_LISTED,
    .search = "place",
    .hint = N_ ("Where it sets out from and comes back to"),
  },
  {
    .key = "base.region",
    .column = "base_region",
    .label = N_ ("Province or state"),
    .group = N_ ("Base"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_UPPER_CASE,
    .check = atlas_check_region,
    .pattern = ATLAS_PATTERN_REGION,
    .max_length = 6,
    .hint = N_ ("Its code (ISO 3166-2), such as CA-ON or US-NY"),
  },
  {
    .key = "base.country",
    .column = "base_country",
    .label = N_ ("Country"),
    .group = N_ ("Base"),
    .type = ATLAS_FIELD_CHOICE,
    .vocabulary = &atlas_vocabulary_country,
  },
  {
    .key = "base.latitude",
    .column = "base_latitude",
    .label = N_ ("Latitude"),
    .group = N_ ("Base"),
    .type = ATLAS_FIELD_REAL,
    .minimum = -90,
    .maximum = 90,
    .hint = N_ ("Degrees, north positive"),
  },
  {
    .key = "base.longitude",
    .column = "base_longitude",
    .label = N_ ("Longitude"),
    .group = N_ ("Base"),
    .type = ATLAS_FIELD_REAL,
    .minimum = -180,
    .maximum = 180,
    .hint = N_ ("Degrees, east positive"),
  },
  {
    .key = "team",
    .column = "team",
    .label = N_ ("Team"),
    .group = N_ ("Team"),
    .type = ATLAS_FIELD_TEXT_LIST,
    .flags = ATLAS_FIELD_PERSONAL,
    .search = "team",
    .max_length = 200,
    .hint = N_ ("Who of us goes"),
  },
  {
    .key = "audience",
    .column = "audience",
    .label = N_ ("Audience"),
    .group = N_ ("Audience"),
    .type = ATLAS_FIELD_TEXT,
    .max_length = 16384,
    .hint = N_ ("Whom it is for, as in the search field: segment:\"Nurses in Ontario\""),
  },
  {
    .key = "expected",
    .column = "expected",
    .label = N_ ("Expected"),
    .group = N_ ("Audience"),
    .type = ATLAS_FIELD_INTEGER,
    .flags = ATLAS_FIELD_LISTED,
    .minimum = 0,
    .maximum = 10000000,
    .hint = N_ ("How many people it is planned for"),
  },
  {
    .key = "reached",
    .column = "reached",
    .label = N_ ("Reached"),
    .group = N_ ("Audience"),
    .type = ATLAS_FIELD_INTEGER,
    .minimum = 0,
    .maximum = 10000000,
    .hint = N_ ("How many people came"),
  },
  {
    .key = "stops",
    .column = "stops",
    .label = N_ ("Stops"),
    .group = N_ ("Journey"),
    .type = ATLAS_FIELD_ITEM_LIST,
    .flags = ATLAS_FIELD_ORDERED,
    .items = &atlas_kind_stop,
    .search = "place",
  },
  {
    .key = "legs",
    .column = "legs",
    .label = N_ ("Legs"),
    .group = N_ ("Journey"),
    .type = ATLAS_FIELD_ITEM_LIST,
    .flags = ATLAS_FIELD_ORDERED,
    .items = &atlas_kind_leg,
  },
  {
    .key = "plan",
    .column = "plan",
    .label = N_ ("Settings of the plan"),
    .group = N_ ("Journey"),
    .type = ATLAS_FIELD_LONG_TEXT,
    .check = atlas_check_json_object,
    .max_length = 256 * 1024,
    .hint = N_ ("What it was planned by, a JSON object, so that it can be planned anew"),
  },
  {
    .key = "currency",
    .column = "currency",
    .label = N_ ("Currency"),
    .group = N_ ("Budget"),
    .type = ATLAS_FIELD_TEXT,
    .flags = ATLAS_FIELD_UPPER_CASE,
    .check = atlas_check_currency,
    .pattern = ATLAS_PATTERN_CURRENCY,
    .max_length = 3,
    .hint = N_ ("Its three letters, such as CAD or USD"),
  },
  {
    .key = "budget",
    .column = "budget",
    .label = N_ ("Budget"),
    .group = N_ ("Budget"),
    .type = ATLAS_FIELD_ITEM_LIST,
    .items = &atlas_kind_budget_line,
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

/* Each entry of a list by the rules of its own kind. */
static gboolean
check_items (AtlasRecord *record, const char *key, const AtlasField **field, GError **error)
{
  g_autoptr (GPtrArray) items = atlas_record_dup_items (record, key);

  for (guint i = 0; i < items->len; i++)
    {
      AtlasRecord *item = g_ptr_array_index (items, i);
      const AtlasField *fault = NULL;
      g_autoptr (GError) reason = NULL;
      g_autofree char *words = NULL;

      if (atlas_record_get_kind (item)->check (item, &fault, &reason))
        continue;
      words = g_strdup_printf (_ ("entry %u: %s: %s"), i + 1, fault->key, reason->message);
      return atlas_kind_refuse (record, key, ATLAS_RECORD_ERROR_VALUE, words, field, error);
    }
  return TRUE;
}

static gboolean
check_mission (AtlasRecord *record, const AtlasField **field, GError **error)
{
  const char *start = atlas_record_get_text (record, "start");
  const char *end = atlas_record_get_text (record, "end");

  if (start == NULL && end != NULL)
    return atlas_kind_refuse (record, "start", ATLAS_RECORD_ERROR_REQUIRED,
                              _ ("is missing beside the last day"), field, error);
  /* Days are compared as they are written. */
  if (end != NULL && g_strcmp0 (end, start) < 0)
    return atlas_kind_refuse (record, "end", ATLAS_RECORD_ERROR_VALUE, _ ("must not be before the first day"),
                              field, error);
  return atlas_kind_check_pair (record, "base.latitude", "base.longitude", field, error) &&
         check_items (record, "stops", field, error) && check_items (record, "legs", field, error);
}

static AtlasKindState state;

const AtlasKind atlas_kind_mission = {
  .name = "mission",
  .plural = "missions",
  .label = N_ ("Mission"),
  .plural_label = N_ ("Missions"),
  .fields = mission_fields,
  .n_fields = G_N_ELEMENTS (mission_fields),
  .title_format = "title",
  .nameless = N_ ("Untitled mission"),
  .default_sort = "-start",
  .check = check_mission,
  .internal = TRUE,
  .state = &state,
};
