/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-debrief.h"

#include <json-glib/json-glib.h>

#include "atlas-report-words.h"

static void
add_text (JsonBuilder *builder, const char *key, const char *text)
{
  json_builder_set_member_name (builder, key);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

/* Null where it is negative: where nothing is known. */
static void
add_number (JsonBuilder *builder, const char *key, gint64 number)
{
  json_builder_set_member_name (builder, key);
  if (number >= 0)
    json_builder_add_int_value (builder, number);
  else
    json_builder_add_null_value (builder);
}

static void
add_total (JsonBuilder *builder, const char *key, const AtlasSmallTotal *total)
{
  add_number (builder, key, atlas_small_total_is_exact (total) ? (gint64) total->low : -1);
}

static void
add_sexes (JsonBuilder *builder, const AtlasSmallCell by_sex[ATLAS_POINT_N_SEXES])
{
  json_builder_set_member_name (builder, "by_sex");
  json_builder_begin_object (builder);
  for (guint i = 1; i < ATLAS_POINT_N_SEXES; i++)
    add_number (builder, atlas_vocabulary_get_key (&atlas_vocabulary_sex, i - 1),
                by_sex[i].hidden ? -1 : (gint64) by_sex[i].count);
  add_number (builder, "not_stated", by_sex[0].hidden ? -1 : (gint64) by_sex[0].count);
  json_builder_end_object (builder);
}

/* One count that is told alone. */
static gint64
tell (const AtlasMissionDebrief *self, guint count)
{
  return count > 0 && count < self->smallest ? -1 : (gint64) count;
}

static void
add_stop (JsonBuilder *builder, const AtlasMissionDebrief *self, guint index)
{
  const AtlasDebriefStop *stop = g_ptr_array_index (self->stops, index);
  gboolean listed = stop->attended.high > 0 || stop->noted < 0;

  json_builder_begin_object (builder);
  add_number (builder, "stop", index + 1);
  add_text (builder, "place", atlas_record_get_text (stop->stop, "place"));
  add_text (builder, "event", stop->event != NULL ? atlas_record_get_text (stop->stop, "event") : NULL);
  add_number (builder, "planned", stop->planned);
  for (guint i = 0; i < ATLAS_N_ATTENDANCES; i++)
    if (i != ATLAS_ATTENDANCE_ATTENDED)
      add_number (builder, atlas_vocabulary_get_key (&atlas_vocabulary_attendance, i),
                  tell (self, stop->by_status[i]));
  add_total (builder, "attended", &stop->attended);
  json_builder_set_member_name (builder, "reached");
  if (!listed)
    json_builder_add_int_value (builder, stop->noted);
  else if (atlas_small_total_is_exact (&stop->attended))
    json_builder_add_int_value (builder, (gint64) stop->attended.low);
  else
    json_builder_add_null_value (builder);
  add_sexes (builder, stop->by_sex);
  add_number (builder, "new_members", tell (self, stop->new_members));
  json_builder_end_object (builder);
}

static void
add_places (JsonBuilder *builder, const AtlasMissionDebrief *self)
{
  json_builder_set_member_name (builder, "by_place");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->places->len; i++)
    {
      const AtlasDebriefPlace *place = g_ptr_array_index (self->places, i);

      json_builder_begin_object (builder);
      add_text (builder, "place", *place->name != '\0' ? place->name : NULL);
      add_number (builder, "attended", place->people.hidden ? -1 : (gint64) place->people.count);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_tasks (JsonBuilder *builder, const AtlasMissionDebrief *self)
{
  add_number (builder, "contacts", self->contacts);
  json_builder_set_member_name (builder, "follow_ups");
  json_builder_begin_object (builder);
  add_number (builder, "open", self->tasks->len);
  add_number (builder, "done", self->done);
  json_builder_end_object (builder);
}

static void
add_budget (JsonBuilder *builder, AtlasMissionDebrief *self)
{
  g_autoptr (GArray) sums = atlas_report_sum_budget (self->mission);
  AtlasSmallTotal reached;
  gboolean any = atlas_mission_debrief_get_reached (self, &reached) && atlas_small_total_is_exact (&reached);

  json_builder_set_member_name (builder, "budget");
  json_builder_begin_array (builder);
  for (guint i = 0; i < sums->len; i++)
    {
      const AtlasReportSum *sum = &g_array_index (sums, AtlasReportSum, i);

      json_builder_begin_object (builder);
      add_text (builder, "currency", *sum->currency != '\0' ? sum->currency : NULL);
      json_builder_set_member_name (builder, "planned");
      json_builder_add_double_value (builder, sum->planned);
      json_builder_set_member_name (builder, "spent");
      json_builder_add_double_value (builder, sum->spent);
      json_builder_set_member_name (builder, "cost_per_person");
      if (any && sum->spent > 0)
        json_builder_add_double_value (builder, sum->spent / (double) reached.low);
      else
        json_builder_add_null_value (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Whoever attended, or else the number that was noted. */
static void
add_reached (JsonBuilder *builder, AtlasMissionDebrief *self)
{
  AtlasSmallTotal reached;

  if (atlas_mission_debrief_get_reached (self, &reached))
    add_total (builder, "reached", &reached);
  else
    add_number (builder, "reached", self->noted);
}

static void
add_mission (JsonBuilder *builder, AtlasRecord *mission)
{
  static const char *const keys[] = { "title", "type", "status", "start", "end" };
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (mission), id);
  json_builder_set_member_name (builder, "mission");
  json_builder_begin_object (builder);
  add_text (builder, "id", id);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    add_text (builder, keys[i], atlas_record_get_text (mission, keys[i]));
  json_builder_end_object (builder);
}

char *
atlas_mission_debrief_to_json (AtlasMissionDebrief *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  add_mission (builder, self->mission);
  add_number (builder, "planned", self->planned);
  add_total (builder, "attended", &self->people);
  add_reached (builder, self);
  add_sexes (builder, self->by_sex);
  add_total (builder, "new_members", &self->new_members);
  json_builder_set_member_name (builder, "stops");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->stops->len; i++)
    add_stop (builder, self, i);
  json_builder_end_array (builder);
  add_places (builder, self);
  add_tasks (builder, self);
  add_budget (builder, self);
  add_number (builder, "smallest", self->smallest);
  json_builder_set_member_name (builder, "synthetic");
  json_builder_add_boolean_value (builder, self->synthetic);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
