/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-words.h"

#include <math.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-export-log.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

char *
atlas_report_display (AtlasRecord *record, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (atlas_record_get_kind (record), key, -1);

  return atlas_field_display (field, atlas_record_get_value (record, field));
}

/* A day alone is that day's midnight. */
static GDateTime *
read_time (const char *time)
{
  return time != NULL ? atlas_timestamp_to_date_time (time, -1) : NULL;
}

char *
atlas_report_format_day (const char *time)
{
  g_autoptr (GDateTime) at = read_time (time);
  /* Translators: a day as a heading: "Tuesday, 24 November 2026"; see strftime() */
  char *text = at != NULL ? g_date_time_format (at, _ ("%A, %-e %B %Y")) : NULL;

  return text != NULL ? text : g_strdup ("");
}

static gboolean
is_same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

char *
atlas_report_format_hours (const char *start, const char *end, const char *zone)
{
  g_autoptr (GDateTime) first = read_time (start);
  g_autoptr (GDateTime) last = read_time (end);
  g_autoptr (GTimeZone) clocks = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;
  g_autoptr (GDateTime) there =
    clocks != NULL && first != NULL ? g_date_time_to_timezone (first, clocks) : NULL;
  g_autofree char *from = NULL, *to = NULL, *span = NULL;

  if (first == NULL)
    return g_strdup ("");
  from = g_date_time_format (first, "%H:%M");
  if (last != NULL && !g_date_time_equal (first, last))
    /* Translators: when something ends on another day: "Wed 25 Nov 11:30"; see strftime() */
    to = g_date_time_format (last, is_same_day (first, last) ? "%H:%M" : _ ("%a %-e %b %H:%M"));
  span = to != NULL ? atlas_number_join_range (from, to) : g_strdup (from);
  return there != NULL ? g_strdup_printf ("%s %s", span, g_date_time_get_timezone_abbreviation (there))
                       : g_steal_pointer (&span);
}

char *
atlas_report_format_days (AtlasRecord *mission)
{
  const char *start = atlas_record_get_text (mission, "start");
  const char *end = atlas_record_get_text (mission, "end");
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (start == NULL)
    return NULL;
  first = atlas_report_display (mission, "start");
  if (end == NULL || g_str_equal (start, end))
    return g_steal_pointer (&first);
  last = atlas_report_display (mission, "end");
  return g_strdup_printf ("%s – %s", first, last);
}

char *
atlas_report_format_amount (double amount, const char *currency)
{
  gint64 cents = (gint64) llround (fabs (amount) * 100);
  g_autofree char *whole = atlas_number_format (cents / 100);
  g_autofree char *text = g_strdup_printf ("%s%s", amount < 0 ? "−" : "", whole);
  g_autofree char *exact = NULL;

  /* Translators: money with its hundredths: "1,240.50" */
  if (cents % 100 != 0)
    exact = g_strdup_printf (C_ ("amount", "%s.%02d"), text, (int) (cents % 100));
  return currency != NULL && *currency != '\0'
           ? g_strdup_printf ("%s %s", exact != NULL ? exact : text, currency)
           : g_strdup (exact != NULL ? exact : text);
}

AtlasRecord *
atlas_report_load (AtlasRegister *source, const AtlasKind *kind, const char *id)
{
  AtlasUuid uuid;

  return id != NULL && atlas_uuid_parse (id, -1, &uuid) ? atlas_register_load_uuid (source, kind, &uuid, NULL)
                                                        : NULL;
}

char *
atlas_report_dup_title (AtlasRegister *source, const AtlasKind *kind, const char *id)
{
  g_autoptr (AtlasRecord) record = atlas_report_load (source, kind, id);

  return record != NULL ? atlas_record_dup_title (record) : NULL;
}

char *
atlas_report_format_count (guint count, gboolean hidden, guint smallest)
{
  return hidden ? atlas_small_cells_format_hidden (smallest) : atlas_number_format (count);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

gboolean
atlas_report_publish (AtlasRegister *source,
                      AtlasOutput *output,
                      const char *name,
                      const char *label,
                      GArray *people,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (AtlasDisclosure) disclosure = atlas_disclosure_new ();
  g_autoptr (GString) details = NULL;
  gint64 last = 0;
  guint n = 0;

  g_return_val_if_fail (output != NULL && name != NULL && label != NULL && people != NULL, FALSE);

  g_array_sort (people, compare_ids);
  for (guint i = 0; i < people->len; i++)
    {
      gint64 id = g_array_index (people, gint64, i);

      if (id == last)
        continue;
      atlas_disclosure_add (disclosure, id);
      last = id;
      n++;
    }
  details = g_string_new (NULL);
  g_string_append_printf (
    details, "{\"act\":\"export\",\"report\":\"%s\",\"format\":\"pdf\",\"purpose\":\"own\",\"written\":%u",
    name, n);
  return atlas_export_conclude (source, output, label, details, disclosure, cancellable, error);
}

void
atlas_report_begin_section (AtlasPageWriter *page, const char *heading)
{
  atlas_page_writer_reserve (page, 110);
  atlas_page_writer_heading (page, heading);
}

/* --- Money. */

static void
sum_clear (gpointer data)
{
  g_free (((AtlasReportSum *) data)->currency);
}

const char *
atlas_report_get_currency (AtlasRecord *mission, AtlasRecord *line)
{
  const char *currency = atlas_record_get_text (line, "currency");

  if (currency == NULL)
    currency = atlas_record_get_text (mission, "currency");
  return currency != NULL ? currency : "";
}

static AtlasReportSum *
find_sum (GArray *sums, const char *currency)
{
  AtlasReportSum sum = { NULL };

  for (guint i = 0; i < sums->len; i++)
    if (g_str_equal (g_array_index (sums, AtlasReportSum, i).currency, currency))
      return &g_array_index (sums, AtlasReportSum, i);
  sum.currency = g_strdup (currency);
  g_array_append_val (sums, sum);
  return &g_array_index (sums, AtlasReportSum, sums->len - 1);
}

GArray *
atlas_report_sum_budget (AtlasRecord *mission)
{
  GArray *sums = g_array_new (FALSE, FALSE, sizeof (AtlasReportSum));
  g_autoptr (GPtrArray) lines = atlas_record_dup_items (mission, "budget");

  g_array_set_clear_func (sums, sum_clear);
  for (guint i = 0; i < lines->len; i++)
    {
      AtlasRecord *line = g_ptr_array_index (lines, i);
      AtlasReportSum *sum = find_sum (sums, atlas_report_get_currency (mission, line));

      sum->planned += atlas_record_get_real (line, "amount");
      sum->spent += atlas_record_get_real (line, "spent");
    }
  return sums;
}

static char *
format_money (AtlasRecord *line, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_budget_line, key, -1);

  return atlas_record_has (line, field) ? atlas_report_format_amount (atlas_record_get_real (line, key), NULL)
                                        : NULL;
}

static void
write_line (AtlasPageWriter *page, AtlasRecord *mission, AtlasRecord *line)
{
  g_autofree char *item = atlas_report_display (line, "item");
  g_autofree char *category = atlas_report_display (line, "category");
  g_autofree char *planned = format_money (line, "amount");
  g_autofree char *spent = format_money (line, "spent");
  const char *cells[] = { item, category, planned, spent, atlas_report_get_currency (mission, line) };

  atlas_page_writer_table_row (page, cells, 0, FALSE);
}

void
atlas_report_write_budget (AtlasPageWriter *page, AtlasRecord *mission)
{
  const AtlasPageColumn columns[] = {
    { _ ("Item"), 5, FALSE },   { _ ("Category"), 4, FALSE },   { _ ("Planned"), 2.4, TRUE },
    { _ ("Spent"), 2.4, TRUE }, { _ ("Currency"), 2.4, FALSE },
  };
  g_autoptr (GPtrArray) lines = atlas_record_dup_items (mission, "budget");
  g_autoptr (GArray) sums = atlas_report_sum_budget (mission);

  if (lines->len == 0)
    return;
  atlas_report_begin_section (page, _ ("Budget"));
  atlas_page_writer_begin_table (page, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < lines->len; i++)
    write_line (page, mission, g_ptr_array_index (lines, i));
  for (guint i = 0; i < sums->len; i++)
    {
      const AtlasReportSum *sum = &g_array_index (sums, AtlasReportSum, i);
      g_autofree char *planned = atlas_report_format_amount (sum->planned, NULL);
      g_autofree char *spent = atlas_report_format_amount (sum->spent, NULL);
      const char *cells[] = { _ ("Sum"), NULL, planned, spent, sum->currency };

      atlas_page_writer_table_row (page, cells, 0, TRUE);
    }
  atlas_page_writer_end_table (page);
}
