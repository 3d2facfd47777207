/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debriefing.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-mission-place.h"

static void
stop_free (gpointer data)
{
  AtlasDebriefingStop *self = data;

  g_free (self->place);
  g_free (self->region);
  g_free (self->event);
  g_ptr_array_unref (self->attendance);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->contacts);
  g_free (self->learnt);
  g_free (self);
}

static GPtrArray *
new_records (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
}

static AtlasDebriefingStop *
stop_new (AtlasRecord *stop)
{
  AtlasDebriefingStop *self = g_new0 (AtlasDebriefingStop, 1);

  self->place = g_strdup (atlas_record_get_text (stop, "place"));
  self->region = g_strdup (atlas_record_get_text (stop, "region"));
  self->event = g_strdup (atlas_record_get_text (stop, "event"));
  self->attendance = new_records ();
  self->people = new_records ();
  self->contacts = new_records ();
  self->reached = -1;
  return self;
}

AtlasDebriefing *
atlas_debriefing_new (AtlasRecord *mission)
{
  AtlasDebriefing *self;
  g_autoptr (GPtrArray) stops = NULL;

  g_return_val_if_fail (mission != NULL && atlas_record_get_kind (mission) == &atlas_kind_mission, NULL);

  self = g_new0 (AtlasDebriefing, 1);
  self->mission = *atlas_record_get_uuid (mission);
  self->stops = g_ptr_array_new_with_free_func (stop_free);
  self->expenses = new_records ();
  stops = atlas_record_dup_items (mission, "stops");
  for (guint i = 0; i < stops->len; i++)
    g_ptr_array_add (self->stops, stop_new (g_ptr_array_index (stops, i)));
  return self;
}

static GPtrArray *
copy_records (GPtrArray *records)
{
  GPtrArray *copies = new_records ();

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (copies, atlas_record_copy (g_ptr_array_index (records, i)));
  return copies;
}

AtlasDebriefing *
atlas_debriefing_copy (const AtlasDebriefing *self)
{
  AtlasDebriefing *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (AtlasDebriefing, 1);
  copy->mission = self->mission;
  copy->stops = g_ptr_array_new_with_free_func (stop_free);
  copy->expenses = copy_records (self->expenses);
  copy->status = g_strdup (self->status);
  copy->learnt = g_strdup (self->learnt);
  for (guint i = 0; i < self->stops->len; i++)
    {
      const AtlasDebriefingStop *stop = g_ptr_array_index (self->stops, i);
      AtlasDebriefingStop *other = g_new0 (AtlasDebriefingStop, 1);

      other->place = g_strdup (stop->place);
      other->region = g_strdup (stop->region);
      other->event = g_strdup (stop->event);
      other->attendance = copy_records (stop->attendance);
      other->people = copy_records (stop->people);
      other->contacts = copy_records (stop->contacts);
      other->learnt = g_strdup (stop->learnt);
      other->reached = stop->reached;
      g_ptr_array_add (copy->stops, other);
    }
  return copy;
}

void
atlas_debriefing_free (AtlasDebriefing *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->stops);
  g_ptr_array_unref (self->expenses);
  g_free (self->status);
  g_free (self->learnt);
  g_free (self);
}

gboolean
atlas_debriefing_is_empty (const AtlasDebriefing *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (guint i = 0; i < self->stops->len; i++)
    {
      const AtlasDebriefingStop *stop = g_ptr_array_index (self->stops, i);

      if (stop->attendance->len + stop->people->len + stop->contacts->len > 0 || stop->learnt != NULL ||
          stop->reached >= 0)
        return FALSE;
    }
  return self->expenses->len == 0 && self->learnt == NULL;
}

/* Who came. */

static AtlasRecord *
find_entry (const AtlasDebriefingStop *self, const char *member, guint *index)
{
  for (guint i = 0; i < self->attendance->len; i++)
    {
      AtlasRecord *entry = g_ptr_array_index (self->attendance, i);

      if (g_strcmp0 (atlas_record_get_text (entry, "member"), member) != 0)
        continue;
      if (index != NULL)
        *index = i;
      return entry;
    }
  return NULL;
}

const char *
atlas_debriefing_stop_get_status (const AtlasDebriefingStop *self, const char *member)
{
  AtlasRecord *entry;

  g_return_val_if_fail (self != NULL && member != NULL, NULL);

  entry = find_entry (self, member, NULL);
  return entry != NULL ? atlas_record_get_text (entry, "status") : NULL;
}

void
atlas_debriefing_stop_set_status (AtlasDebriefingStop *self, const char *member, const char *status)
{
  AtlasRecord *entry;
  guint index;

  g_return_if_fail (self != NULL && member != NULL);

  entry = find_entry (self, member, &index);
  if (status == NULL && entry != NULL)
    g_ptr_array_remove_index (self->attendance, index);
  if (status == NULL)
    return;
  if (entry == NULL)
    {
      entry = atlas_record_new (&atlas_kind_attendance);
      atlas_record_set_text (entry, "member", member);
      g_ptr_array_add (self->attendance, entry);
    }
  atlas_record_set_text (entry, "status", status);
}

AtlasRecord *
atlas_debriefing_find_person (const AtlasDebriefing *self, const char *member)
{
  AtlasUuid uuid;

  g_return_val_if_fail (self != NULL, NULL);

  if (member == NULL || !atlas_uuid_parse (member, -1, &uuid))
    return NULL;
  for (guint i = 0; i < self->stops->len; i++)
    {
      const AtlasDebriefingStop *stop = g_ptr_array_index (self->stops, i);

      for (guint k = 0; k < stop->people->len; k++)
        if (atlas_uuid_equal (atlas_record_get_uuid (g_ptr_array_index (stop->people, k)), &uuid))
          return g_ptr_array_index (stop->people, k);
    }
  return NULL;
}

/* What records begin with. */

/* The day of arrival by the clocks of the place; else the mission's first; else today. What is told was said
 * today at the latest: somebody may tell of a stop before the day that was planned for it. */
static void
set_day (AtlasRecord *mission, AtlasRecord *stop, AtlasRecord *contact)
{
  const char *arrival = atlas_record_get_text (stop, "arrival");
  const char *start = atlas_record_get_text (mission, "start");
  const char *zone = atlas_stop_get_timezone (stop);
  g_autoptr (GDateTime) time = arrival != NULL ? atlas_timestamp_to_date_time (arrival, -1) : NULL;
  g_autoptr (GTimeZone) there = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;
  g_autoptr (GDateTime) by_clock =
    time != NULL && there != NULL ? g_date_time_to_timezone (time, there) : NULL;
  GDateTime *used = by_clock != NULL ? by_clock : time;
  g_autofree char *day = used != NULL ? g_date_time_format (used, "%Y-%m-%d") : NULL;
  const char *planned = day != NULL ? day : start;
  char today[ATLAS_DATE_TEXT_SIZE];

  atlas_date_today (today);
  atlas_record_set_text (contact, "date", planned != NULL && strcmp (planned, today) < 0 ? planned : today);
}

AtlasRecord *
atlas_debriefing_new_contact (AtlasRecord *mission, AtlasRecord *stop, const char *member)
{
  AtlasRecord *contact;
  g_auto (GStrv) team = NULL;
  AtlasUuid uuid;

  g_return_val_if_fail (mission != NULL && stop != NULL, NULL);

  contact = atlas_record_new (&atlas_kind_interaction);
  team = atlas_record_dup_list (mission, "team");
  atlas_uuid_generate (&uuid);
  atlas_record_set_uuid (contact, &uuid);
  set_day (mission, stop, contact);
  if (member != NULL)
    atlas_record_set_text (contact, "member", member);
  if (atlas_record_get_text (stop, "event") != NULL)
    atlas_record_set_text (contact, "event", atlas_record_get_text (stop, "event"));
  if (team != NULL && team[0] != NULL)
    atlas_record_set_text (contact, "officer", team[0]);
  atlas_record_set_text (contact, "channel", "event");
  atlas_record_set_text (contact, "direction", "out");
  atlas_record_set_text (contact, "outcome", "reached");
  return contact;
}

AtlasRecord *
atlas_debriefing_new_person (AtlasRecord *stop)
{
  static const char *const keys[][2] = { { "place", "address.city" },
                                         { "region", "address.region" },
                                         { "country", "address.country" } };
  AtlasRecord *person;
  AtlasUuid uuid;

  g_return_val_if_fail (stop != NULL, NULL);

  person = atlas_record_new (&atlas_kind_member);
  atlas_uuid_generate (&uuid);
  atlas_record_set_uuid (person, &uuid);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (atlas_record_get_text (stop, keys[i][0]) != NULL)
      atlas_record_set_text (person, keys[i][1], atlas_record_get_text (stop, keys[i][0]));
  return person;
}

void
atlas_debriefing_note_consent (AtlasRecord *person, const char *channel, const char *date, const char *event)
{
  g_autoptr (GPtrArray) consents = NULL;
  g_autofree char *source = NULL;
  AtlasRecord *consent;

  g_return_if_fail (person != NULL && atlas_record_get_kind (person) == &atlas_kind_member);
  g_return_if_fail (channel != NULL && date != NULL);

  consents = atlas_record_dup_items (person, "consents");
  consent = atlas_record_new (&atlas_kind_consent);
  atlas_record_set_text (consent, "purpose", "contact");
  atlas_record_set_text (consent, "channel", channel);
  atlas_record_set_text (consent, "status", "given");
  atlas_record_set_text (consent, "date", date);
  /* Translators: how it is known that somebody agreed to be contacted; %s is an event. */
  source = event != NULL ? g_strdup_printf (_ ("asked at %s"), event) : g_strdup (_ ("asked in person"));
  atlas_record_set_text (consent, "source", source);
  g_ptr_array_add (consents, consent);
  atlas_record_set_items (person, "consents", consents);
}
