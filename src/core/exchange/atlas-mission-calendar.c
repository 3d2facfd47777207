/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-calendar.h"

#include <string.h>

#include "atlas-csv-writer.h"
#include "atlas-date.h"
#include "atlas-i18n.h"

/* The namespace of ids made of a mission's id and what an entry is: a UUID of version 4, drawn once. */
static const guint8 namespace[] = { 0xd3, 0x5b, 0x29, 0x70, 0x8e, 0x14, 0x4f, 0xc2,
                                    0xb1, 0x6a, 0x07, 0x9d, 0x52, 0xe8, 0x3c, 0xf4 };

void
atlas_mission_entry_free (AtlasMissionEntry *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->item, atlas_record_unref);
  g_clear_pointer (&self->event, atlas_record_unref);
  g_free (self);
}

/* An entry that keeps its id while others come and go before it: by what it is, and which of those that are
 * alike it is. */
static AtlasMissionEntry *
entry_new (
  AtlasRecord *mission, AtlasMissionEntryType type, AtlasRecord *item, const char *what, GHashTable *seen)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  AtlasMissionEntry *self = g_new0 (AtlasMissionEntry, 1);
  guint nth = GPOINTER_TO_UINT (g_hash_table_lookup (seen, what));
  g_autofree char *number = g_strdup_printf ("%u", nth);
  AtlasUuid uuid;

  g_hash_table_insert (seen, g_strdup (what), GUINT_TO_POINTER (nth + 1));
  g_checksum_update (sum, namespace, sizeof namespace);
  g_checksum_update (sum, atlas_record_get_uuid (mission)->bytes, sizeof uuid.bytes);
  g_checksum_update (sum, (const guchar *) what, (gssize) strlen (what) + 1);
  g_checksum_update (sum, (const guchar *) number, -1);
  atlas_uuid_from_checksum (&uuid, sum);

  self->type = type;
  self->item = item != NULL ? atlas_record_ref (item) : NULL;
  self->event = atlas_record_new (&atlas_kind_event);
  atlas_record_set_uuid (self->event, &uuid);
  return self;
}

static void
copy_text (AtlasRecord *from, const char *from_key, AtlasRecord *to, const char *to_key)
{
  const char *text = atlas_record_get_text (from, from_key);

  if (text != NULL)
    atlas_record_set_text (to, to_key, text);
}

static void
copy_position (AtlasRecord *from, const char *latitude, const char *longitude, AtlasRecord *to)
{
  const AtlasKind *kind = atlas_record_get_kind (from);

  if (!atlas_record_has (from, atlas_kind_find_field (kind, latitude, -1)) ||
      !atlas_record_has (from, atlas_kind_find_field (kind, longitude, -1)))
    return;
  atlas_record_set_real (to, "location.latitude", atlas_record_get_real (from, latitude));
  atlas_record_set_real (to, "location.longitude", atlas_record_get_real (from, longitude));
}

/* When it was made and last changed is that of the mission. */
static void
copy_stamps (AtlasRecord *mission, AtlasRecord *event)
{
  const char *status = atlas_record_get_text (mission, "status");

  atlas_record_set_text (event, "status",
                         status == NULL || g_str_equal (status, "draft") ? "planned" : "confirmed");
  copy_text (mission, "created", event, "created");
  copy_text (mission, "updated", event, "updated");
}

/* --- The whole. */

static const char *
find_zone (AtlasRecord *mission, GPtrArray *stops)
{
  const char *zone = atlas_record_get_text (mission, "timezone");

  for (guint i = 0; zone == NULL && i < stops->len; i++)
    zone = atlas_record_get_text (g_ptr_array_index (stops, i), "timezone");
  return zone != NULL ? zone : "UTC";
}

static char *
format_midnight (const char *day, int plus, GTimeZone *zone)
{
  g_autoptr (GDateTime) midnight =
    g_date_time_new (zone, (int) g_ascii_strtoll (day, NULL, 10), (int) g_ascii_strtoll (day + 5, NULL, 10),
                     (int) g_ascii_strtoll (day + 8, NULL, 10), 0, 0, 0);
  g_autoptr (GDateTime) then = midnight != NULL ? g_date_time_add_days (midnight, plus) : NULL;

  return then != NULL ? g_date_time_format (then, "%Y-%m-%dT%H:%M:%S%:z") : NULL;
}

/* A line behind the others, where there is something to say. */
static void
append_line (GString *text, const char *words, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%s%s", words, value);
}

static AtlasMissionEntry *
make_whole (AtlasRecord *mission, GPtrArray *stops, GHashTable *seen)
{
  const char *start = atlas_record_get_text (mission, "start");
  const char *end = atlas_record_get_text (mission, "end");
  g_auto (GStrv) team = atlas_record_dup_list (mission, "team");
  g_autofree char *names = team != NULL ? g_strjoinv (", ", team) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  const char *name = find_zone (mission, stops);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  AtlasMissionEntry *self;

  if (zone == NULL)
    {
      name = "UTC";
      zone = g_time_zone_new_utc ();
    }
  first = start != NULL ? format_midnight (start, 0, zone) : NULL;
  last = start != NULL ? format_midnight (end != NULL ? end : start, 1, zone) : NULL;
  if (first == NULL || last == NULL)
    return NULL;
  self = entry_new (mission, ATLAS_MISSION_ENTRY_WHOLE, NULL, "whole", seen);
  copy_text (mission, "title", self->event, "title");
  atlas_record_set_text (self->event, "start", first);
  atlas_record_set_text (self->event, "end", last);
  atlas_record_set_text (self->event, "timezone", name);
  append_line (text, "", atlas_record_get_text (mission, "objective"));
  /* Translators: who goes on a mission; names follow. */
  append_line (text, _ ("Team: "), names);
  if (text->len > 0)
    atlas_record_set_text (self->event, "description", text->str);
  copy_text (mission, "base.place", self->event, "address.city");
  copy_text (mission, "base.region", self->event, "address.region");
  copy_text (mission, "base.country", self->event, "address.country");
  copy_position (mission, "base.latitude", "base.longitude", self->event);
  return self;
}

/* --- Stops and legs. */

/* From the one time to the other; a single one is both. FALSE where there is none. */
static gboolean
set_times (AtlasRecord *item, const char *first, const char *last, AtlasRecord *event)
{
  const char *start = atlas_record_get_text (item, first);
  const char *end = atlas_record_get_text (item, last);

  if (start == NULL && end == NULL)
    return FALSE;
  atlas_record_set_text (event, "start", start != NULL ? start : end);
  /* RFC 5545, section 3.8.2.2: an end is later than its start. */
  if (start != NULL && end != NULL && !g_str_equal (start, end))
    atlas_record_set_text (event, "end", end);
  return TRUE;
}

static AtlasMissionEntry *
make_stop (AtlasRecord *mission, AtlasRecord *stop, GHashTable *seen)
{
  const char *place = atlas_record_get_text (stop, "place");
  const char *title = atlas_record_get_text (mission, "title");
  g_autofree char *what = g_strdup_printf ("stop\n%s", place != NULL ? place : "");
  /* Translators: where a mission stops, and what the mission is called */
  g_autofree char *words =
    g_strdup_printf (_ ("%s (%s)"), place != NULL ? place : "", title != NULL ? title : "");
  g_autoptr (GString) text = g_string_new (NULL);
  AtlasMissionEntry *self = entry_new (mission, ATLAS_MISSION_ENTRY_STOP, stop, what, seen);

  if (!set_times (stop, "arrival", "departure", self->event))
    {
      atlas_mission_entry_free (self);
      return NULL;
    }
  atlas_record_set_text (self->event, "title", words);
  copy_text (stop, "timezone", self->event, "timezone");
  copy_text (stop, "venue", self->event, "venue");
  copy_text (stop, "place", self->event, "address.city");
  copy_text (stop, "region", self->event, "address.region");
  copy_text (stop, "country", self->event, "address.country");
  copy_position (stop, "latitude", "longitude", self->event);
  /* Translators: where the night of a mission is spent; a name follows. */
  append_line (text, _ ("Night: "), atlas_record_get_text (stop, "night"));
  if (text->len > 0)
    atlas_record_set_text (self->event, "description", text->str);
  return self;
}

static const char *
zone_of_place (GPtrArray *stops, AtlasRecord *mission, const char *place)
{
  for (guint i = 0; place != NULL && i < stops->len; i++)
    {
      AtlasRecord *stop = g_ptr_array_index (stops, i);

      if (g_strcmp0 (atlas_record_get_text (stop, "place"), place) == 0)
        return atlas_record_get_text (stop, "timezone");
    }
  return g_strcmp0 (atlas_record_get_text (mission, "base.place"), place) == 0
           ? atlas_record_get_text (mission, "timezone")
           : NULL;
}

static char *
dup_display (AtlasRecord *item, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (atlas_record_get_kind (item), key, -1);

  return atlas_record_has (item, field) ? atlas_field_display (field, atlas_record_get_value (item, field))
                                        : NULL;
}

static AtlasMissionEntry *
make_leg (AtlasRecord *mission, AtlasRecord *leg, GPtrArray *stops, GHashTable *seen)
{
  const char *from = atlas_record_get_text (leg, "from");
  const char *to = atlas_record_get_text (leg, "to");
  g_autofree char *mode = dup_display (leg, "mode");
  g_autofree char *km = dup_display (leg, "km");
  g_autofree char *hours = dup_display (leg, "hours");
  g_autofree char *what = g_strdup_printf ("leg\n%s\n%s", from != NULL ? from : "", to != NULL ? to : "");
  /* Translators: how one travels, from where to where */
  g_autofree char *title = g_strdup_printf (_ ("%s: %s → %s"), mode != NULL ? mode : atlas_kind_leg.label,
                                            from != NULL ? from : "?", to != NULL ? to : "?");
  g_autoptr (GString) text = g_string_new (NULL);
  const char *zone = zone_of_place (stops, mission, from);
  AtlasMissionEntry *self = entry_new (mission, ATLAS_MISSION_ENTRY_LEG, leg, what, seen);

  if (!set_times (leg, "departure", "arrival", self->event))
    {
      atlas_mission_entry_free (self);
      return NULL;
    }
  atlas_record_set_text (self->event, "title", title);
  if (zone != NULL)
    atlas_record_set_text (self->event, "timezone", zone);
  append_line (text, _ ("Kilometres: "), km);
  append_line (text, _ ("Hours on the way: "), hours);
  if (text->len > 0)
    atlas_record_set_text (self->event, "description", text->str);
  if (from != NULL)
    atlas_record_set_text (self->event, "address.city", from);
  return self;
}

/* By time; what begins together as it came, the whole first. */
static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const AtlasMissionEntry *const *first = a;
  const AtlasMissionEntry *const *second = b;
  gint64 starts[2] = { 0, 0 };

  if ((*first)->type == ATLAS_MISSION_ENTRY_WHOLE || (*second)->type == ATLAS_MISSION_ENTRY_WHOLE)
    return (*first)->type == ATLAS_MISSION_ENTRY_WHOLE ? -1 : 1;
  atlas_timestamp_parse (atlas_record_get_text ((*first)->event, "start"), -1, &starts[0], NULL);
  atlas_timestamp_parse (atlas_record_get_text ((*second)->event, "start"), -1, &starts[1], NULL);
  if (starts[0] != starts[1])
    return starts[0] < starts[1] ? -1 : 1;
  return (int) (*first)->type - (int) (*second)->type;
}

GPtrArray *
atlas_mission_list_entries (AtlasRecord *mission)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_mission_entry_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) stops = NULL;
  g_autoptr (GPtrArray) legs = NULL;
  AtlasMissionEntry *entry;

  g_return_val_if_fail (mission != NULL && atlas_record_get_kind (mission) == &atlas_kind_mission, entries);

  stops = atlas_record_dup_items (mission, "stops");
  legs = atlas_record_dup_items (mission, "legs");
  entry = make_whole (mission, stops, seen);
  if (entry != NULL)
    g_ptr_array_add (entries, entry);
  for (guint i = 0; i < legs->len; i++)
    if ((entry = make_leg (mission, g_ptr_array_index (legs, i), stops, seen)) != NULL)
      g_ptr_array_add (entries, entry);
  for (guint i = 0; i < stops->len; i++)
    if ((entry = make_stop (mission, g_ptr_array_index (stops, i), seen)) != NULL)
      g_ptr_array_add (entries, entry);
  for (guint i = 0; i < entries->len; i++)
    copy_stamps (mission, ((AtlasMissionEntry *) g_ptr_array_index (entries, i))->event);
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

/* --- The table. */

static void
append_cell (GString *out, AtlasRecord *record, const char *key)
{
  const AtlasField *field =
    record != NULL ? atlas_kind_find_field (atlas_record_get_kind (record), key, -1) : NULL;

  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, ',');
  if (field != NULL)
    atlas_csv_append_value (out, field, atlas_record_get_value (record, field));
}

void
atlas_mission_write_timetable (AtlasRecord *mission, GString *out)
{
  static const char *const of_event[] = { "title", "start", "end", "timezone" };
  static const char *const of_item[] = { "place", "region", "country", "latitude", "longitude", "km",
                                         "hours", "cost",   "night",   "expected", "reached",   "notes" };
  g_autoptr (GPtrArray) entries = atlas_mission_list_entries (mission);

  g_string_append (out, "type,title,start,end,timezone,place,region,country,latitude,longitude,km,hours,cost,"
                        "night,expected,reached,notes" ATLAS_CSV_LINE_END);
  for (guint i = 0; i < entries->len; i++)
    {
      const AtlasMissionEntry *entry = g_ptr_array_index (entries, i);

      if (entry->item == NULL)
        continue;
      g_string_append (out, entry->type == ATLAS_MISSION_ENTRY_STOP ? "stop" : "leg");
      for (guint k = 0; k < G_N_ELEMENTS (of_event); k++)
        append_cell (out, entry->event, of_event[k]);
      for (guint k = 0; k < G_N_ELEMENTS (of_item); k++)
        append_cell (out, entry->item, of_item[k]);
      g_string_append (out, ATLAS_CSV_LINE_END);
    }
}
