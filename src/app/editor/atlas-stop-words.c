/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-stop-words.h"

#include "atlas-date.h"
#include "atlas-field-words.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

static GDateTime *
get_time (AtlasRecord *record, const char *key)
{
  const char *text = key != NULL ? atlas_record_get_text (record, key) : NULL;

  return text != NULL ? atlas_timestamp_to_date_time (text, -1) : NULL;
}

static gboolean
is_same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

char *
atlas_stop_words_dup_span (AtlasRecord *record, const char *start, const char *end)
{
  g_autoptr (GDateTime) first = get_time (record, start);
  g_autoptr (GDateTime) last = get_time (record, end);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (first == NULL)
    first = g_steal_pointer (&last);
  if (first == NULL)
    return g_strdup ("");
  /* Translators: a day and time in short, as in "24 Nov, 18:30"; see the documentation of
   * g_date_time_format().
   */
  from = g_date_time_format (first, _ ("%-e %b, %H:%M"));
  if (last == NULL)
    return g_steal_pointer (&from);
  to = g_date_time_format (last, is_same_day (first, last) ? "%H:%M" : _ ("%-e %b, %H:%M"));
  return g_strdup_printf ("%s – %s", from, to);
}

static GDateTime *
get_day (AtlasRecord *mission, const char *key)
{
  const char *text = atlas_record_get_text (mission, key);

  return text == NULL ? NULL
                      : g_date_time_new_utc ((int) g_ascii_strtoll (text, NULL, 10),
                                             (int) g_ascii_strtoll (text + 5, NULL, 10),
                                             (int) g_ascii_strtoll (text + 8, NULL, 10), 0, 0, 0);
}

char *
atlas_stop_words_dup_days (AtlasRecord *mission)
{
  g_autoptr (GDateTime) first = get_day (mission, "start");
  g_autoptr (GDateTime) last = get_day (mission, "end");
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (first == NULL)
    return NULL;
  if (last == NULL || is_same_day (first, last))
    return g_date_time_format (first, _ ("%-e %B %Y"));
  to = g_date_time_format (last, _ ("%-e %B %Y"));
  if (g_date_time_get_year (first) != g_date_time_get_year (last))
    from = g_date_time_format (first, _ ("%-e %B %Y"));
  else if (g_date_time_get_month (first) != g_date_time_get_month (last))
    /* Translators: the first day of several within a year, as in "30 November – 2 December 2026" */
    from = g_date_time_format (first, _ ("%-e %B"));
  else
    {
      /* Translators: the first day of several within a month, as in "1–6 December 2026" */
      from = g_date_time_format (first, _ ("%-e"));
      return g_strdup_printf ("%s–%s", from, to);
    }
  return g_strdup_printf ("%s – %s", from, to);
}

static void
add_part (GString *rest, const char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (rest, "%s%s", rest->len > 0 ? " · " : "", text);
}

static char *
dup_words (AtlasRecord *item, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (atlas_record_get_kind (item), key, -1);

  return atlas_field_words_display (field, atlas_record_get_value (item, field));
}

static void
describe_stop (AtlasRecord *stop, GString *title, GString *rest)
{
  g_autofree char *region = dup_words (stop, "region");
  g_autofree char *when = atlas_stop_words_dup_span (stop, "arrival", "departure");
  g_autofree char *expected = dup_words (stop, "expected");
  g_autofree char *reached = dup_words (stop, "reached");
  g_autofree char *people = NULL;
  const char *place = atlas_record_get_text (stop, "place");

  g_string_append (title, place != NULL ? place : _ (atlas_kind_stop.nameless));
  if (*region != '\0')
    g_string_append_printf (title, ", %s", region);
  add_part (rest, when);
  add_part (rest, atlas_record_get_text (stop, "venue"));
  if (*reached != '\0' && *expected != '\0')
    /* Translators: how many people came, and how many were expected */
    people = g_strdup_printf (_ ("%s of %s people"), reached, expected);
  else if (*expected != '\0')
    people = g_strdup_printf (_ ("%s expected"), expected);
  else if (*reached != '\0')
    people = g_strdup_printf (_ ("%s came"), reached);
  add_part (rest, people);
  if (g_strcmp0 (atlas_record_get_text (stop, "pinned"), "yes") == 0)
    add_part (rest, _ ("Pinned"));
}

static void
describe_leg (AtlasRecord *leg, GString *title, GString *rest)
{
  const char *from = atlas_record_get_text (leg, "from");
  const char *to = atlas_record_get_text (leg, "to");
  g_autofree char *mode = dup_words (leg, "mode");
  g_autofree char *when = atlas_stop_words_dup_span (leg, "departure", "arrival");
  double distance = atlas_record_get_real (leg, "km");
  g_autofree char *km = distance > 0 ? atlas_number_format ((gint64) (distance + 0.5)) : g_strdup ("");
  g_autofree char *far = *km != '\0' ? g_strdup_printf (_ ("%s km"), km) : NULL;
  double hours = atlas_record_get_real (leg, "hours");
  g_autofree char *time = hours > 0 ? atlas_number_format_hours (hours) : NULL;

  if (from != NULL || to != NULL)
    g_string_append_printf (title, "%s → %s", from != NULL ? from : "…", to != NULL ? to : "…");
  else
    g_string_append (title, _ (atlas_kind_leg.nameless));
  add_part (rest, mode);
  add_part (rest, when);
  add_part (rest, far);
  add_part (rest, time);
}

gboolean
atlas_stop_words_describe (AtlasRecord *item, GString *title, GString *rest)
{
  const AtlasKind *kind;

  g_return_val_if_fail (item != NULL && title != NULL && rest != NULL, FALSE);

  kind = atlas_record_get_kind (item);
  if (kind == &atlas_kind_stop)
    describe_stop (item, title, rest);
  else if (kind == &atlas_kind_leg)
    describe_leg (item, title, rest);
  else
    return FALSE;
  return TRUE;
}
