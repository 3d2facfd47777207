/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-ical-private.h"

#include <libical/ical.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-ical-zone.h"
#include "atlas-json-writer.h"
#include "atlas-kind.h"
#include "atlas-uuid.h"

/* The namespace of ids made from UIDs: a UUID of version 4, drawn once. */
static const AtlasUuid uid_namespace = { { 0xe2, 0x5d, 0x91, 0x3c, 0x0b, 0x77, 0x4f, 0x1e, 0x9a, 0x64, 0xd8,
                                           0x03, 0x5c, 0xf1, 0x2e, 0x48 } };

/* --- zones
 * -------------------------------------------------------------------------------------------------- */

static void
zone_free (gpointer zone)
{
  icaltimezone_free (zone, 1);
}

AtlasIcalZones *
atlas_ical_zones_new (void)
{
  AtlasIcalZones *self = g_new0 (AtlasIcalZones, 1);

  self->described = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, zone_free);
  return self;
}

void
atlas_ical_zones_free (AtlasIcalZones *self)
{
  g_hash_table_unref (self->described);
  g_free (self->calendar);
  g_free (self);
}

/* libical works out every change of a zone from its beginning on: nothing more often than once a year, then.
 */
static gboolean
is_tame (icalcomponent *zone)
{
  guint n_parts = 0;

  for (icalcomponent *part = icalcomponent_get_first_component (zone, ICAL_ANY_COMPONENT); part != NULL;
       part = icalcomponent_get_next_component (zone, ICAL_ANY_COMPONENT))
    {
      guint n_dates = 0;

      if (++n_parts > 400)
        return FALSE;
      for (icalproperty *property = icalcomponent_get_first_property (part, ICAL_ANY_PROPERTY);
           property != NULL; property = icalcomponent_get_next_property (part, ICAL_ANY_PROPERTY))
        switch (icalproperty_isa (property))
          {
          case ICAL_RRULE_PROPERTY:
            {
              struct icalrecurrencetype rule = icalproperty_get_rrule (property);

              if (rule.freq != ICAL_YEARLY_RECURRENCE || rule.by_second[0] != ICAL_RECURRENCE_ARRAY_MAX ||
                  rule.by_minute[0] != ICAL_RECURRENCE_ARRAY_MAX ||
                  rule.by_hour[0] != ICAL_RECURRENCE_ARRAY_MAX ||
                  rule.by_year_day[0] != ICAL_RECURRENCE_ARRAY_MAX)
                return FALSE;
              break;
            }
          case ICAL_RDATE_PROPERTY:
            if (++n_dates > 400)
              return FALSE;
            break;
          case ICAL_DTSTART_PROPERTY:
            if (icalproperty_get_dtstart (property).year < 1600)
              return FALSE;
            break;
          default:
            break;
          }
    }
  return TRUE;
}

void
atlas_ical_zones_add (AtlasIcalZones *self, const char *text)
{
  icalcomponent *component = icalparser_parse_string (text);
  icalproperty *name;
  icaltimezone *zone;

  if (component == NULL)
    return;
  name = icalcomponent_isa (component) == ICAL_VTIMEZONE_COMPONENT
           ? icalcomponent_get_first_property (component, ICAL_TZID_PROPERTY)
           : NULL;
  if (name == NULL || icalproperty_get_tzid (name) == NULL || !is_tame (component) ||
      g_hash_table_size (self->described) > 1000)
    {
      icalcomponent_free (component);
      return;
    }
  zone = icaltimezone_new ();
  if (!icaltimezone_set_component (zone, component))
    {
      icalcomponent_free (component);
      icaltimezone_free (zone, 1);
      return;
    }
  g_hash_table_insert (self->described, g_strdup (icaltimezone_get_tzid (zone)), zone);
}

/* --- times
 * -------------------------------------------------------------------------------------------------- */

/* @zone: IANA name, or NULL where only the offset is known */
typedef struct
{
  char *text;
  char *zone;
  gboolean whole_day;
} Moment;

static void
moment_clear (Moment *self)
{
  g_free (self->text);
  g_free (self->zone);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Moment, moment_clear)

static char *
format_local (const icaltimetype *time, GTimeZone *zone)
{
  g_autoptr (GDateTime) local =
    g_date_time_new (zone, time->year, time->month, time->day, time->is_date ? 0 : time->hour,
                     time->is_date ? 0 : time->minute, time->is_date ? 0 : MIN (time->second, 59));

  return local != NULL ? g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z") : NULL;
}

/* By the clocks of a zone that the file describes. */
static char *
format_described (const icaltimetype *time, icaltimezone *zone)
{
  icaltimetype copy = *time;
  int is_daylight;
  int offset;
  g_autoptr (GTimeZone) fixed = NULL;

  if (time->year < 1600 || time->year > 2582)
    return NULL;
  offset = icaltimezone_get_utc_offset (zone, &copy, &is_daylight);
  if (ABS (offset) > 24 * 3600)
    return NULL;
  fixed = g_time_zone_new_offset (offset);
  return format_local (time, fixed);
}

static char *
format_in_zone (const icaltimetype *time, const char *name)
{
  GTimeZone *zone = atlas_ical_zone_get (name);

  return zone != NULL ? format_local (time, zone) : NULL;
}

/* An instant, told by the clocks of the calendar's zone where it has one. */
static void
read_utc (const icaltimetype *time, const AtlasIcalZones *zones, Moment *moment)
{
  g_autoptr (GDateTime) instant = g_date_time_new_utc (time->year, time->month, time->day, time->hour,
                                                       time->minute, MIN (time->second, 59));
  GTimeZone *zone = zones->calendar != NULL ? atlas_ical_zone_get (zones->calendar) : NULL;
  g_autoptr (GDateTime) local = NULL;

  if (instant == NULL)
    return;
  if (zone != NULL)
    local = g_date_time_to_timezone (instant, zone);
  moment->text = local != NULL ? g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z")
                               : g_date_time_format (instant, "%Y-%m-%dT%H:%M:%SZ");
  if (local != NULL)
    moment->zone = g_strdup (zones->calendar);
}

/* FALSE where the zone is unknown. */
static gboolean
read_in_zone (const icaltimetype *time, const char *name, const AtlasIcalZones *zones, Moment *moment)
{
  icaltimezone *described;

  moment->zone = atlas_ical_zone_find (name);
  if (moment->zone != NULL)
    {
      moment->text = format_in_zone (time, moment->zone);
      return TRUE;
    }
  described = g_hash_table_lookup (zones->described, name);
  if (described == NULL)
    return FALSE;
  moment->text = format_described (time, described);
  return TRUE;
}

static const char *
get_zone_name (icalproperty *property)
{
  icalparameter *parameter = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);

  return parameter != NULL ? icalparameter_get_tzid (parameter) : NULL;
}

/* Why it can't be read; or NULL. */
static const char *
read_moment (const icaltimetype *time, const char *zone_name, const AtlasIcalZones *zones, Moment *moment)
{
  moment->whole_day = time->is_date;
  if (!time->is_date && icaltime_is_utc (*time))
    read_utc (time, zones, moment);
  else if (zone_name != NULL)
    {
      if (!read_in_zone (time, zone_name, zones, moment))
        return _ ("is in a time zone that nobody knows and the file does not describe before it");
    }
  else if (zones->calendar != NULL)
    read_in_zone (time, zones->calendar, zones, moment);
  else
    {
      g_autoptr (GTimeZone) local = g_time_zone_new_local ();

      moment->text = format_local (time, local);
    }
  return moment->text != NULL ? NULL : _ ("is no date and time");
}

/* --- the JSON
 * ----------------------------------------------------------------------------------------------- */

static void
append_key (GString *out, const char *key)
{
  g_string_append_printf (out, "%s\"%s\":", out->len > 1 ? "," : "", key);
}

static void
append_text (GString *out, const char *key, const char *text)
{
  g_autofree char *clean = NULL;

  if (text == NULL || *text == '\0')
    return;
  clean = g_utf8_make_valid (text, -1);
  append_key (out, key);
  atlas_json_append_string (out, clean, -1);
}

static void
append_property (GString *out, const char *key, icalcomponent *event, icalproperty_kind kind)
{
  icalproperty *property = icalcomponent_get_first_property (event, kind);
  icalvalue *value = property != NULL ? icalproperty_get_value (property) : NULL;

  if (value != NULL && icalvalue_isa (value) == ICAL_TEXT_VALUE)
    append_text (out, key, icalvalue_get_text (value));
}

/* The UID, with what tells a changed repetition from the others. */
static void
append_id (GString *out, icalcomponent *event)
{
  const char *uid = icalcomponent_get_uid (event);
  icalproperty *change = icalcomponent_get_first_property (event, ICAL_RECURRENCEID_PROPERTY);
  g_autoptr (GChecksum) sum = NULL;
  char text[ATLAS_UUID_TEXT_SIZE];
  AtlasUuid uuid;

  if (uid == NULL || *uid == '\0')
    return;
  if (change != NULL || !atlas_uuid_parse (uid, -1, &uuid))
    {
      sum = g_checksum_new (G_CHECKSUM_SHA1);
      g_checksum_update (sum, uid_namespace.bytes, sizeof uid_namespace.bytes);
      g_checksum_update (sum, (const guchar *) uid, -1);
      if (change != NULL)
        {
          char *when = icalproperty_get_value_as_string_r (change);

          g_checksum_update (sum, (const guchar *) "\n", 1);
          g_checksum_update (sum, (const guchar *) (when != NULL ? when : ""), -1);
          icalmemory_free_buffer (when);
        }
      atlas_uuid_from_checksum (&uuid, sum);
    }
  atlas_uuid_format (&uuid, text);
  append_text (out, "id", text);
}

static void
append_status (GString *out, icalcomponent *event)
{
  icalproperty *property = icalcomponent_get_first_property (event, ICAL_STATUS_PROPERTY);

  if (property == NULL)
    return;
  switch (icalproperty_get_status (property))
    {
    case ICAL_STATUS_TENTATIVE:
      append_text (out, "status", "planned");
      break;
    case ICAL_STATUS_CONFIRMED:
      append_text (out, "status", "confirmed");
      break;
    case ICAL_STATUS_CANCELLED:
      append_text (out, "status", "cancelled");
      break;
    default:
      break;
    }
}

/* A category that is one of our types, by its key or its name; the others are kept. */
static void
append_categories (GString *out, icalcomponent *event)
{
  g_autoptr (GString) others = g_string_new (NULL);
  gboolean typed = FALSE;

  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_CATEGORIES_PROPERTY);
       property != NULL; property = icalcomponent_get_next_property (event, ICAL_CATEGORIES_PROPERTY))
    {
      const char *category = icalproperty_get_categories (property);
      const char *type = category != NULL && !typed && g_utf8_validate (category, -1, NULL)
                           ? atlas_vocabulary_match (&atlas_vocabulary_event_type, category)
                           : NULL;

      if (type != NULL)
        append_text (out, "type", type);
      else if (category != NULL && *category != '\0')
        {
          g_autofree char *clean = g_utf8_make_valid (category, -1);

          g_string_append_c (others, others->len > 0 ? ',' : '[');
          atlas_json_append_string (others, clean, -1);
        }
      typed = typed || type != NULL;
    }
  if (others->len == 0)
    return;
  append_key (out, "categories");
  g_string_append (out, others->str);
  g_string_append_c (out, ']');
}

/* By name; else by address, which begins with "mailto:". Where there is no address, CONTACT may say more. */
static void
append_organiser (GString *out, icalcomponent *event)
{
  icalproperty *property = icalcomponent_get_first_property (event, ICAL_ORGANIZER_PROPERTY);
  icalproperty *contact = icalcomponent_get_first_property (event, ICAL_CONTACT_PROPERTY);
  icalparameter *name =
    property != NULL ? icalproperty_get_first_parameter (property, ICAL_CN_PARAMETER) : NULL;
  const char *address = property != NULL ? icalproperty_get_organizer (property) : ATLAS_ICAL_NO_ADDRESS;
  const char *text = name != NULL ? icalparameter_get_cn (name) : NULL;

  if (g_strcmp0 (address, ATLAS_ICAL_NO_ADDRESS) == 0)
    address = NULL;
  if (address == NULL && contact != NULL)
    text = icalproperty_get_contact (contact);
  if (text == NULL || *text == '\0')
    text = address;
  if (text != NULL && g_ascii_strncasecmp (text, "mailto:", 7) == 0)
    text += 7;
  append_text (out, "organiser", text);
}

static void
append_position (GString *out, icalcomponent *event)
{
  icalproperty *property = icalcomponent_get_first_property (event, ICAL_GEO_PROPERTY);
  struct icalgeotype position;

  if (property == NULL)
    return;
  position = icalproperty_get_geo (property);
  /* What is none is not worth losing the event for. */
  if (!(position.lat >= -90 && position.lat <= 90 && position.lon >= -180 && position.lon <= 180))
    return;
  append_key (out, "location");
  g_string_append (out, "{\"latitude\":");
  atlas_json_append_real (out, position.lat);
  g_string_append (out, ",\"longitude\":");
  atlas_json_append_real (out, position.lon);
  g_string_append_c (out, '}');
}

static void
append_stamp (GString *out, const char *key, icalcomponent *event, icalproperty_kind kind)
{
  icalproperty *property = icalcomponent_get_first_property (event, kind);
  icalvalue *value = property != NULL ? icalproperty_get_value (property) : NULL;
  icaltimetype time;
  g_autoptr (GDateTime) instant = NULL;
  g_autofree char *text = NULL;

  if (value == NULL || icalvalue_isa (value) != ICAL_DATETIME_VALUE)
    return;
  time = icalvalue_get_datetime (value);
  instant =
    g_date_time_new_utc (time.year, time.month, time.day, time.hour, time.minute, MIN (time.second, 59));
  text = instant != NULL ? g_date_time_format (instant, "%Y-%m-%dT%H:%M:%SZ") : NULL;
  append_text (out, key, text);
}

/* Rules of repetition are not worked out: an officer sees that there is one. */
static void
append_notes (GString *out, icalcomponent *event)
{
  static const icalproperty_kind kinds[] = { ICAL_RRULE_PROPERTY, ICAL_RDATE_PROPERTY };
  g_autoptr (GString) rules = g_string_new (NULL);
  g_autofree char *notes = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (icalproperty *property = icalcomponent_get_first_property (event, kinds[i]);
         property != NULL && rules->len < 1000; property = icalcomponent_get_next_property (event, kinds[i]))
      {
        char *rule = icalproperty_get_value_as_string_r (property);

        if (rule != NULL)
          g_string_append_printf (rules, "%s%s", rules->len > 0 ? "; " : "", rule);
        icalmemory_free_buffer (rule);
      }
  if (rules->len == 0)
    return;
  /* Translators: "%s" is a rule as calendars write it: "FREQ=YEARLY". */
  notes = g_strdup_printf (
    _ ("This event repeats in the calendar it comes from (%s); only the first time was read."), rules->str);
  append_text (out, "notes", notes);
}

/* --- an event
 * ----------------------------------------------------------------------------------------------- */

static gboolean
get_time (icalproperty *property, icaltimetype *time)
{
  icalvalue *value = property != NULL ? icalproperty_get_value (property) : NULL;

  switch (value != NULL ? icalvalue_isa (value) : ICAL_NO_VALUE)
    {
    case ICAL_DATE_VALUE:
      *time = icalvalue_get_date (value);
      time->is_date = 1;
      return TRUE;
    case ICAL_DATETIME_VALUE:
      *time = icalvalue_get_datetime (value);
      return TRUE;
    default:
      return FALSE;
    }
}

/* From DTEND, or DURATION, or of a whole day alone. FALSE where nothing says. */
static gboolean
get_end (icalcomponent *event, const icaltimetype *start, icaltimetype *end)
{
  icalproperty *duration = icalcomponent_get_first_property (event, ICAL_DURATION_PROPERTY);
  icalvalue *value = duration != NULL ? icalproperty_get_value (duration) : NULL;

  if (get_time (icalcomponent_get_first_property (event, ICAL_DTEND_PROPERTY), end))
    return TRUE;
  *end = *start;
  if (value != NULL && icalvalue_isa (value) == ICAL_DURATION_VALUE)
    {
      int seconds = icaldurationtype_as_int (icalvalue_get_duration (value));

      if (seconds < 0 || seconds > 366 * 24 * 3600)
        return FALSE;
      icaltime_adjust (end, 0, 0, 0, seconds);
      return TRUE;
    }
  if (!start->is_date)
    return FALSE;
  icaltime_adjust (end, 1, 0, 0, 0);
  return TRUE;
}

/* Of a whole day that we wrote ourselves: its zone. */
static const char *
get_zone_of_day (icalcomponent *event)
{
  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_X_PROPERTY); property != NULL;
       property = icalcomponent_get_next_property (event, ICAL_X_PROPERTY))
    if (g_strcmp0 (icalproperty_get_x_name (property), ATLAS_ICAL_DAY_ZONE) == 0)
      return icalproperty_get_x (property);
  return NULL;
}

/* @zone_of_day: of times that are whole days; or NULL */
static const char *
get_zone_for (icalproperty *property, const icaltimetype *time, const char *zone_of_day)
{
  return time->is_date ? zone_of_day : get_zone_name (property);
}

static const char *
append_times (GString *out, icalcomponent *event, const AtlasIcalZones *zones, const char **field)
{
  icalproperty *property = icalcomponent_get_first_property (event, ICAL_DTSTART_PROPERTY);
  icalproperty *end_property = icalcomponent_get_first_property (event, ICAL_DTEND_PROPERTY);
  g_auto (Moment) start = { 0 };
  g_auto (Moment) end = { 0 };
  const char *zone_of_day = get_zone_of_day (event);
  icaltimetype time, end_time;
  const char *reason;

  *field = "start";
  if (!get_time (property, &time))
    return _ ("is missing, or is no date and time");
  reason = read_moment (&time, get_zone_for (property, &time, zone_of_day), zones, &start);
  if (reason != NULL)
    return reason;
  append_text (out, "start", start.text);
  if (get_end (event, &time, &end_time))
    {
      *field = "end";
      reason = read_moment (
        &end_time, get_zone_for (end_property != NULL ? end_property : property, &end_time, zone_of_day),
        zones, &end);
      if (reason != NULL)
        return reason;
      append_text (out, "end", end.text);
    }
  *field = NULL;
  append_text (out, "timezone", start.zone);
  return NULL;
}

const char *
atlas_ical_event_read (const char *text, const AtlasIcalZones *zones, GString *out, const char **field)
{
  icalcomponent *event = icalparser_parse_string (text);
  const char *reason;

  g_string_assign (out, "{");
  *field = NULL;
  if (event == NULL || icalcomponent_isa (event) != ICAL_VEVENT_COMPONENT)
    {
      if (event != NULL)
        icalcomponent_free (event);
      return _ ("the event can’t be read: its lines are broken");
    }
  append_id (out, event);
  append_property (out, "title", event, ICAL_SUMMARY_PROPERTY);
  reason = append_times (out, event, zones, field);
  append_categories (out, event);
  append_status (out, event);
  append_property (out, "venue", event, ICAL_LOCATION_PROPERTY);
  append_position (out, event);
  append_organiser (out, event);
  append_property (out, "description", event, ICAL_DESCRIPTION_PROPERTY);
  append_notes (out, event);
  append_stamp (out, "created", event, ICAL_CREATED_PROPERTY);
  append_stamp (out, "updated", event, ICAL_LASTMODIFIED_PROPERTY);
  g_string_append_c (out, '}');
  icalcomponent_free (event);
  return reason;
}
