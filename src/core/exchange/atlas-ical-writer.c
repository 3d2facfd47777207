/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-ical-writer.h"

#include <libical/ical.h>
#include <string.h>

#include "atlas-address-lines.h"
#include "atlas-config.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-ical-private.h"
#include "atlas-ical-zone.h"

struct _AtlasIcalWriter
{
  GHashTable *zones; /* that have been described */
};

AtlasIcalWriter *
atlas_ical_writer_new (void)
{
  AtlasIcalWriter *self = g_new0 (AtlasIcalWriter, 1);

  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
atlas_ical_writer_free (AtlasIcalWriter *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->zones);
  g_free (self);
}

void
atlas_ical_writer_begin (AtlasIcalWriter *self, GString *out)
{
  g_return_if_fail (self != NULL && out != NULL);

  g_string_append (out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Diaspora Atlas//" ATLAS_VERSION
                        "//EN\r\nCALSCALE:GREGORIAN\r\n");
}

void
atlas_ical_writer_end (AtlasIcalWriter *self, GString *out)
{
  g_return_if_fail (self != NULL && out != NULL);

  g_string_append (out, "END:VCALENDAR\r\n");
}

static void
append_component (GString *out, icalcomponent *component)
{
  char *text = icalcomponent_as_ical_string_r (component);

  if (text != NULL)
    g_string_append (out, text);
  icalmemory_free_buffer (text);
}

/* --- texts
 * -------------------------------------------------------------------------------------------------- */

/* The library escapes what it must, but lets control characters through. */
static char *
clean (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      guchar c = (guchar) *text;

      if (c == '\r')
        {
          g_string_append_c (out, '\n');
          text += text[1] == '\n';
        }
      else
        g_string_append_c (out, (c < 0x20 && c != '\t' && c != '\n') || c == 0x7f ? ' ' : *text);
    }
  return g_string_free (out, FALSE);
}

static void
add_text (icalcomponent *component, icalproperty *(*make) (const char *text), const char *text)
{
  g_autofree char *cleaned = NULL;

  if (text == NULL || *text == '\0')
    return;
  cleaned = clean (text);
  icalcomponent_add_property (component, make (cleaned));
}

/* As people read it; NULL where there is nothing. */
static char *
dup_display (AtlasRecord *event, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_event, key, -1);

  return atlas_record_has (event, field) ? atlas_field_display (field, atlas_record_get_value (event, field))
                                         : NULL;
}

static void
add_location (icalcomponent *component, AtlasRecord *event)
{
  g_autofree char *region = atlas_address_dup_region (event);
  g_autofree char *country = dup_display (event, "address.country");
  const char *parts[] = {
    atlas_record_get_text (event, "venue"),
    atlas_record_get_text (event, "address.street"),
    atlas_record_get_text (event, "address.city"),
    region,
    atlas_record_get_text (event, "address.postcode"),
    country,
  };
  g_autoptr (GString) line = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? ", " : "", parts[i]);
  add_text (component, icalproperty_new_location, line->str);
}

static void
add_position (icalcomponent *component, AtlasRecord *event)
{
  struct icalgeotype position;

  if (!atlas_record_has (event, atlas_kind_find_field (&atlas_kind_event, "location.latitude", -1)))
    return;
  position.lat = atlas_record_get_real (event, "location.latitude");
  position.lon = atlas_record_get_real (event, "location.longitude");
  icalcomponent_add_property (component, icalproperty_new_geo (position));
}

/* A property that wants an address. Organisers are known by name; "invalid:nomail" is what calendars write
 * for one without e-mail. A name that a parameter can't hold stands in CONTACT as well, which is a text. */
static void
add_organiser (icalcomponent *component, AtlasRecord *event)
{
  const char *name = atlas_record_get_text (event, "organiser");
  g_autofree char *cleaned = NULL;
  icalproperty *property;

  if (name == NULL)
    return;
  cleaned = clean (name);
  property = icalproperty_new_organizer (ATLAS_ICAL_NO_ADDRESS);
  if (strpbrk (cleaned, "\"\\^\n\t") != NULL)
    {
      icalcomponent_add_property (component, icalproperty_new_contact (cleaned));
      g_strdelimit (cleaned, "\"", '\'');
      g_strdelimit (cleaned, "\\^\n\t", ' ');
    }
  icalproperty_add_parameter (property, icalparameter_new_cn (cleaned));
  icalcomponent_add_property (component, property);
}

static void
add_status (icalcomponent *component, AtlasRecord *event)
{
  static const struct
  {
    const char *ours;
    icalproperty_status theirs;
  } statuses[] = {
    { "planned", ICAL_STATUS_TENTATIVE },
    { "confirmed", ICAL_STATUS_CONFIRMED },
    { "held", ICAL_STATUS_CONFIRMED },
    { "cancelled", ICAL_STATUS_CANCELLED },
  };
  const char *status = atlas_record_get_text (event, "status");

  for (gsize i = 0; status != NULL && i < G_N_ELEMENTS (statuses); i++)
    if (strcmp (statuses[i].ours, status) == 0)
      icalcomponent_add_property (component, icalproperty_new_status (statuses[i].theirs));
}

/* --- times
 * -------------------------------------------------------------------------------------------------- */

typedef struct
{
  GTimeZone *zone; /* NULL: UTC */
  const char *name;
  icaltimezone *known; /* libical's */
} Zone;

/* The day of the last change that one part of a zone's description tells of; INT_MAX of one that goes on. */
static int
get_last_change (icalcomponent *part)
{
  int last = 0;

  for (icalproperty *property = icalcomponent_get_first_property (part, ICAL_ANY_PROPERTY); property != NULL;
       property = icalcomponent_get_next_property (part, ICAL_ANY_PROPERTY))
    {
      icaltimetype time = icaltime_null_time ();

      if (icalproperty_isa (property) == ICAL_DTSTART_PROPERTY)
        time = icalproperty_get_dtstart (property);
      else if (icalproperty_isa (property) == ICAL_RDATE_PROPERTY)
        time = icalproperty_get_rdate (property).time;
      else if (icalproperty_isa (property) == ICAL_RRULE_PROPERTY)
        {
          time = icalproperty_get_rrule (property).until;
          if (icaltime_is_null_time (time))
            return G_MAXINT;
        }
      last = MAX (last, (time.year * 12 + time.month) * 31 + time.day);
    }
  return last;
}

/* A zone is described from 1895 on, which few programs care for and some stumble over: what ended before 1990
 * is left out, but for the last of it, which may still be in force. */
static void
forget_the_past (icalcomponent *zone)
{
  const int recent = 1990 * 12 * 31;
  g_autoptr (GPtrArray) old = g_ptr_array_new ();
  icalcomponent *newest = NULL;

  for (icalcomponent *part = icalcomponent_get_first_component (zone, ICAL_ANY_COMPONENT); part != NULL;
       part = icalcomponent_get_next_component (zone, ICAL_ANY_COMPONENT))
    if (get_last_change (part) < recent)
      {
        g_ptr_array_add (old, part);
        if (newest == NULL || get_last_change (part) > get_last_change (newest))
          newest = part;
      }
  for (guint i = 0; i < old->len; i++)
    if (g_ptr_array_index (old, i) != newest)
      {
        icalcomponent_remove_component (zone, g_ptr_array_index (old, i));
        icalcomponent_free (g_ptr_array_index (old, i));
      }
}

/* libical puts a name of its own before those of its zones; other programs know them without. */
static icalcomponent *
describe_zone (const Zone *zone)
{
  icalcomponent *component = icalcomponent_new_clone (icaltimezone_get_component (zone->known));
  icalproperty *name = icalcomponent_get_first_property (component, ICAL_TZID_PROPERTY);

  if (name != NULL)
    icalproperty_set_tzid (name, zone->name);
  forget_the_past (component);
  return component;
}

static void
find_zone (AtlasIcalWriter *self, GString *out, AtlasRecord *event, Zone *zone)
{
  icalcomponent *component;

  zone->name = atlas_record_get_text (event, "timezone");
  zone->known = zone->name != NULL ? icaltimezone_get_builtin_timezone (zone->name) : NULL;
  zone->zone = zone->known != NULL ? atlas_ical_zone_get (zone->name) : NULL;
  if (zone->zone == NULL || !g_hash_table_add (self->zones, g_strdup (zone->name)))
    return;
  component = describe_zone (zone);
  append_component (out, component);
  icalcomponent_free (component);
}

/* By the clocks of the zone; FALSE where there is no such time. */
static gboolean
read_time (AtlasRecord *event, const char *key, const Zone *zone, icaltimetype *time)
{
  const char *text = atlas_record_get_text (event, key);
  g_autoptr (GDateTime) instant = text != NULL ? atlas_timestamp_to_date_time (text, -1) : NULL;
  g_autoptr (GDateTime) local = NULL;

  if (instant == NULL)
    return FALSE;
  local = zone->zone != NULL ? g_date_time_to_timezone (instant, zone->zone) : g_date_time_to_utc (instant);
  if (local == NULL)
    return FALSE;
  *time = icaltime_null_time ();
  time->year = g_date_time_get_year (local);
  time->month = g_date_time_get_month (local);
  time->day = g_date_time_get_day_of_month (local);
  time->hour = g_date_time_get_hour (local);
  time->minute = g_date_time_get_minute (local);
  time->second = g_date_time_get_second (local);
  if (zone->zone == NULL)
    time->zone = icaltimezone_get_utc_timezone ();
  return TRUE;
}

static gboolean
is_midnight (const icaltimetype *time)
{
  return time->hour == 0 && time->minute == 0 && time->second == 0;
}

static void
add_time (icalcomponent *component,
          icalproperty *(*make) (icaltimetype time),
          icaltimetype time,
          const Zone *zone)
{
  icalproperty *property = make (time);

  if (zone->zone != NULL && !time.is_date)
    icalproperty_add_parameter (property, icalparameter_new_tzid (zone->name));
  icalcomponent_add_property (component, property);
}

/* A day is a day wherever one is; where it is ours, only we ask. */
static void
add_zone_of_day (icalcomponent *component, const Zone *zone)
{
  icalproperty *property = icalproperty_new_x (zone->name);

  icalproperty_set_x_name (property, ATLAS_ICAL_DAY_ZONE);
  icalcomponent_add_property (component, property);
}

static void
add_times (icalcomponent *component, AtlasRecord *event, const Zone *zone)
{
  icaltimetype start, end;
  gboolean ends;

  if (!read_time (event, "start", zone, &start))
    return;
  ends = read_time (event, "end", zone, &end);
  if (ends && zone->zone != NULL && is_midnight (&start) && is_midnight (&end) &&
      icaltime_compare_date_only (start, end) < 0)
    {
      start.is_date = end.is_date = 1;
      add_zone_of_day (component, zone);
    }
  add_time (component, icalproperty_new_dtstart, start, zone);
  if (ends)
    add_time (component, icalproperty_new_dtend, end, zone);
}

/* @key: a timestamp */
static void
add_stamp (icalcomponent *component,
           icalproperty *(*make) (icaltimetype time),
           AtlasRecord *event,
           const char *key,
           gboolean wanted)
{
  const Zone utc = { 0 };
  g_autoptr (GDateTime) now = NULL;
  icaltimetype time;

  if (!read_time (event, key, &utc, &time))
    {
      if (!wanted)
        return;
      time = icaltime_from_timet_with_zone ((time_t) atlas_timestamp_now_seconds (), FALSE,
                                            icaltimezone_get_utc_timezone ());
    }
  icalcomponent_add_property (component, make (time));
}

/* --- an event
 * ----------------------------------------------------------------------------------------------- */

void
atlas_ical_writer_append (AtlasIcalWriter *self, GString *out, AtlasRecord *event, gboolean synthetic)
{
  icalcomponent *component;
  g_autofree char *type = NULL;
  Zone zone;
  char id[ATLAS_UUID_TEXT_SIZE];

  g_return_if_fail (self != NULL && out != NULL);
  g_return_if_fail (event != NULL && atlas_record_get_kind (event) == &atlas_kind_event);

  find_zone (self, out, event, &zone);
  component = icalcomponent_new (ICAL_VEVENT_COMPONENT);
  atlas_uuid_format (atlas_record_get_uuid (event), id);
  icalcomponent_add_property (component, icalproperty_new_uid (id));
  /* Without METHOD the time of the last change, RFC 5545, section 3.8.7.2. */
  add_stamp (component, icalproperty_new_dtstamp, event, "updated", TRUE);
  add_stamp (component, icalproperty_new_created, event, "created", FALSE);
  add_stamp (component, icalproperty_new_lastmodified, event, "updated", FALSE);
  add_times (component, event, &zone);
  add_text (component, icalproperty_new_summary, atlas_record_get_text (event, "title"));
  add_text (component, icalproperty_new_description, atlas_record_get_text (event, "description"));
  add_location (component, event);
  add_position (component, event);
  add_organiser (component, event);
  add_status (component, event);
  type = dup_display (event, "type");
  add_text (component, icalproperty_new_categories, type);
  if (synthetic)
    add_text (component, icalproperty_new_categories, _ ("Synthetic data"));
  append_component (out, component);
  icalcomponent_free (component);
}
