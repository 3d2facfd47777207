/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-brief-private.h"

#include <math.h>
#include <string.h>

#include "atlas-i18n.h"
#include "atlas-itinerary-picture.h"
#include "atlas-mission-audience.h"
#include "atlas-mission-calendar.h"
#include "atlas-report-words.h"
#include "atlas-number.h"
#include "atlas-query-words.h"
#include "atlas-region.h"

#define MAP_SHARE 0.62 /* of the width */
#define MAX_FACTS 8
#define STOP_HEAD 170 /* points, of what is said of a stop before its tables */
#define TOP_FACTS 6

static void
write_row (AtlasPageWriter *page, const char *label, const char *text)
{
  if (text != NULL && *text != '\0')
    atlas_page_writer_row (page, label, text);
}

static void
write_field (AtlasPageWriter *page, AtlasRecord *record, const char *key)
{
  g_autofree char *text = atlas_report_display (record, key);

  write_row (page, atlas_field_get_label (atlas_kind_find_field (atlas_record_get_kind (record), key, -1)),
             text);
}

/* --- The head. */

static void
add_words (GString *out, char *words)
{
  if (words != NULL && *words != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", words);
  g_free (words);
}

/* One count by itself, with none that it could be subtracted from. */
static char *
format_alone (guint people, guint smallest)
{
  return atlas_report_format_count (people, people > 0 && people < smallest, smallest);
}

/* "Nurses in Ontario; a drawn area: 1,204 people" */
static void
write_mission_audience (AtlasPageWriter *page, const AtlasMissionBrief *self)
{
  const char *text = atlas_record_get_text (self->mission, "audience");
  g_autofree char *words = text != NULL ? atlas_query_dup_words (text) : NULL;
  g_autofree char *number = format_alone (self->n_audience, self->smallest);
  g_autofree char *people = NULL;

  if (words == NULL)
    return;
  /* Translators: whom a mission is for, and how many they are */
  people = g_strdup_printf (ngettext ("%s: %s person", "%s: %s people", self->n_audience), words, number);
  write_row (page, atlas_field_get_label (atlas_kind_find_field (&atlas_kind_mission, "audience", -1)),
             people);
}

static void
write_head (AtlasPageWriter *page, const AtlasMissionBrief *self)
{
  g_autofree char *title = atlas_record_dup_title (self->mission);
  g_autofree char *days = atlas_report_format_days (self->mission);
  g_autoptr (GString) words = g_string_new (_ ("Mission brief"));

  add_words (words, atlas_report_display (self->mission, "type"));
  add_words (words, atlas_report_display (self->mission, "status"));
  atlas_page_writer_text (page, ATLAS_TEXT_TITLE, title);
  atlas_page_writer_gap (page, 3);
  atlas_page_writer_text (page, ATLAS_TEXT_SUBTITLE, words->str);
  if (self->synthetic)
    atlas_page_writer_text (page, ATLAS_TEXT_SUBTITLE, _ ("Sample data: these people are invented."));
  atlas_page_writer_gap (page, 9);
  write_field (page, self->mission, "objective");
  write_row (page, _ ("Days"), days);
  write_row (page, _ ("Base"), atlas_record_get_text (self->mission, "base.place"));
  write_field (page, self->mission, "team");
  write_mission_audience (page, self);
  write_field (page, self->mission, "expected");
}

static void
draw_map (cairo_t *cr, double width, double height, gpointer data)
{
  const AtlasMissionBrief *self = data;

  atlas_itinerary_picture_draw (self->itinerary, cr, width, height);
}

/* --- The timetable. */

static char *
describe_stop (AtlasRecord *stop)
{
  const char *place = atlas_record_get_text (stop, "place");
  const char *venue = atlas_record_get_text (stop, "venue");
  const char *night = atlas_record_get_text (stop, "night");
  GString *text = g_string_new (place != NULL ? place : "");

  if (venue != NULL)
    g_string_append_printf (text, " · %s", venue);
  if (night != NULL)
    {
      g_string_append_c (text, '\n');
      /* Translators: %s is where a night is spent. */
      g_string_append_printf (text, _ ("Night: %s"), night);
    }
  return g_string_free (text, FALSE);
}

static void
write_entry (AtlasPageWriter *page, const AtlasMissionEntry *entry)
{
  gboolean leg = entry->type == ATLAS_MISSION_ENTRY_LEG;
  g_autofree char *hours = atlas_report_format_hours (atlas_record_get_text (entry->event, "start"),
                                                      atlas_record_get_text (entry->event, "end"),
                                                      atlas_record_get_text (entry->event, "timezone"));
  g_autofree char *what =
    leg ? g_strdup (atlas_record_get_text (entry->event, "title")) : describe_stop (entry->item);
  double distance = leg ? atlas_record_get_real (entry->item, "km") : 0;
  g_autofree char *km = distance > 0 ? atlas_number_format (llround (distance)) : NULL;
  double duration = leg ? atlas_record_get_real (entry->item, "hours") : 0;
  g_autofree char *way = duration > 0 ? atlas_number_format_hours (duration) : NULL;
  g_autofree char *expected = leg ? NULL : atlas_report_display (entry->item, "expected");
  const char *cells[] = { hours, what, km, way, expected };

  atlas_page_writer_table_row (page, cells, 0, FALSE);
}

static void
write_timetable (AtlasPageWriter *page, const AtlasMissionBrief *self)
{
  const AtlasPageColumn columns[] = {
    { _ ("When"), 3.8, FALSE },      { _ ("Leg or stop"), 5.8, FALSE }, { _ ("km"), 1.4, TRUE },
    { _ ("On the way"), 2.5, TRUE }, { _ ("Expected"), 2.8, TRUE },
  };
  g_autoptr (GPtrArray) entries = atlas_mission_list_entries (self->mission);
  g_autofree char *day = NULL;
  gboolean begun = FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      const AtlasMissionEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *own = NULL;

      if (entry->type == ATLAS_MISSION_ENTRY_WHOLE)
        continue;
      if (!begun)
        {
          atlas_report_begin_section (page, _ ("Timetable"));
          atlas_page_writer_begin_table (page, columns, G_N_ELEMENTS (columns));
          begun = TRUE;
        }
      own = atlas_report_format_day (atlas_record_get_text (entry->event, "start"));
      if (g_strcmp0 (own, day) != 0)
        {
          atlas_page_writer_table_heading (page, own);
          g_free (day);
          day = g_steal_pointer (&own);
        }
      write_entry (page, entry);
    }
  if (!begun)
    return;
  atlas_page_writer_end_table (page);
  atlas_page_writer_text (
    page, ATLAS_TEXT_FAINT,
    _ ("Times are by the clocks of each place; of a journey, of where it begins and ends."));
}

/* Apart from what is above, and its first rows with its headings. */
static void
begin_table (AtlasPageWriter *page)
{
  atlas_page_writer_gap (page, 5);
  atlas_page_writer_reserve (page, 76);
}

/* --- Who lives there. */

typedef struct
{
  const char *label;
  AtlasSmallCell cell;
} Fact;

static guint
add_fact (Fact *facts, guint n, const char *label, guint people)
{
  if (people > 0)
    facts[n++] = (Fact){ label, { .count = people } };
  return n;
}

static guint
list_sexes (const AtlasProfile *profile, Fact facts[MAX_FACTS])
{
  guint n = 0;

  for (guint i = 1; i < ATLAS_POINT_N_SEXES; i++)
    n = add_fact (facts, n, atlas_vocabulary_get_label (&atlas_vocabulary_sex, i - 1),
                  profile->count.by_sex[i]);
  return add_fact (facts, n, _ ("Not stated"), profile->count.by_sex[0]);
}

static guint
list_ages (const AtlasProfile *profile, Fact facts[MAX_FACTS])
{
  const char *const labels[ATLAS_POINT_N_AGES] = {
    _ ("Under 18"), "18–24", "25–34", "35–44", "45–54", "55–64", _ ("65 and older"), _ ("Not stated"),
  };
  guint n = 0;

  for (guint i = 0; i < ATLAS_POINT_N_AGES; i++)
    n = add_fact (facts, n, labels[i], profile->by_age[i]);
  return n;
}

/* The largest, and among those that are as large the first code. */
static guint
list_occupations (const AtlasProfile *profile, Fact facts[MAX_FACTS], guint smallest)
{
  gboolean taken[G_N_ELEMENTS (profile->by_occupation)] = { FALSE };
  guint n = 0;

  while (n < TOP_FACTS)
    {
      guint best = 0;
      char code[4];

      for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
        if (!taken[i] && (taken[best] || profile->by_occupation[i] > profile->by_occupation[best]))
          best = i;
      /* A list of the largest ends before those that are not told. */
      if (taken[best] || profile->by_occupation[best] == 0 || profile->by_occupation[best] < smallest)
        break;
      taken[best] = TRUE;
      g_snprintf (code, sizeof code, "%02u", best);
      n = add_fact (facts, n, atlas_vocabulary_label_for (&atlas_vocabulary_occupation, code),
                    profile->by_occupation[best]);
    }
  return n;
}

/* Counts that are too small become "<5". Returns what all may be told to be. */
static AtlasSmallTotal
hide (Fact *facts, guint n, guint smallest)
{
  AtlasSmallCell cells[MAX_FACTS];
  AtlasSmallTotal total;

  for (guint i = 0; i < n; i++)
    cells[i] = facts[i].cell;
  total = atlas_small_cells_hide (cells, n, smallest, NULL, 1);
  for (guint i = 0; i < n; i++)
    facts[i].cell = cells[i];
  return total;
}

static char *
format_fact (const Fact *fact, guint smallest)
{
  return atlas_report_format_count (fact->cell.count, fact->cell.hidden, smallest);
}

static void
write_facts (AtlasPageWriter *page, Fact facts[3][MAX_FACTS], const guint n[3], guint smallest)
{
  const AtlasPageColumn columns[] = {
    { _ ("Sex"), 2.4, FALSE },        { NULL, 1.3, TRUE }, { NULL, 0.3, FALSE },
    { _ ("Age"), 3.3, FALSE },        { NULL, 1.3, TRUE }, { NULL, 0.3, FALSE },
    { _ ("Occupation"), 5.7, FALSE }, { NULL, 1.3, TRUE },
  };
  guint rows = MAX (n[0], MAX (n[1], n[2]));

  begin_table (page);
  atlas_page_writer_begin_table (page, columns, G_N_ELEMENTS (columns));
  for (guint row = 0; row < rows; row++)
    {
      char *counts[3] = { NULL };
      const char *cells[G_N_ELEMENTS (columns)] = { NULL };

      for (guint i = 0; i < 3; i++)
        {
          if (row >= n[i])
            continue;
          counts[i] = format_fact (&facts[i][row], smallest);
          cells[3 * i] = facts[i][row].label;
          cells[3 * i + 1] = counts[i];
        }
      atlas_page_writer_table_row (page, cells, 0, FALSE);
      for (guint i = 0; i < 3; i++)
        g_free (counts[i]);
    }
  atlas_page_writer_end_table (page);
}

static void
write_audience (AtlasPageWriter *page, const AtlasMissionBrief *self, const AtlasBriefStop *stop)
{
  g_autofree char *audience = format_alone (stop->audience, self->smallest);
  g_autofree char *fresh = format_alone (stop->fresh, self->smallest);
  g_autofree char *email = format_alone (stop->reachable[0], self->smallest);
  g_autofree char *phone = format_alone (stop->reachable[1], self->smallest);
  g_autofree char *post = format_alone (stop->reachable[2], self->smallest);
  /* Translators: of whom a mission is for: how many live near a stop, and near no earlier one. */
  g_autofree char *who =
    stop->fresh == stop->audience
      ? g_strdup (audience)
      : g_strdup_printf (_ ("%s; %s of them live near no earlier stop"), audience, fresh);
  /* Translators: how many people can be asked to come, by which way. */
  g_autofree char *how =
    g_strdup_printf (_ ("%s by e-mail, %s by telephone, %s by post"), email, phone, post);

  atlas_page_writer_row (page, _ ("Audience"), who);
  atlas_page_writer_row (page, _ ("May be invited"), how);
}

static void
write_associations (AtlasPageWriter *page, const AtlasMissionBrief *self, const AtlasProfile *profile)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; profile->associations != NULL && i < profile->associations->len; i++)
    {
      const AtlasProfileAssociation *association = g_ptr_array_index (profile->associations, i);
      g_autofree char *number = atlas_number_format (association->members);

      if (association->members < self->smallest)
        continue;
      g_string_append_printf (text, "%s%s (%s)", text->len > 0 ? ", " : "", association->name, number);
    }
  write_row (page, _ ("Have a role in"), text->str);
}

static void
write_people (AtlasPageWriter *page, const AtlasMissionBrief *self, const AtlasBriefStop *stop)
{
  Fact facts[3][MAX_FACTS];
  guint n[3] = {
    list_sexes (stop->everyone, facts[0]),
    list_ages (stop->everyone, facts[1]),
    list_occupations (stop->everyone, facts[2], self->smallest),
  };
  AtlasSmallTotal total = hide (facts[0], n[0], self->smallest);
  AtlasSmallTotal by_age = hide (facts[1], n[1], self->smallest);
  g_autofree char *people = NULL;
  g_autofree char *radius = g_strdup_printf ("%g", atlas_stop_get_radius (stop->stop));
  g_autofree char *text = NULL;

  /* One total stands over both, so it tells no more than either allows. */
  total.low = MIN (total.low, by_age.low);
  total.high = MAX (total.high, by_age.high);
  people = stop->everyone->count.members > 0 && stop->everyone->count.members < self->smallest
             ? atlas_small_cells_format_hidden (self->smallest)
             : atlas_small_total_format (&total);
  /* Translators: the first %s is a number of people, the second one of kilometres. */
  text = g_strdup_printf (_ ("%s people within %s km"), people, radius);
  atlas_page_writer_row (page, _ ("Who lives there"), text);
  write_audience (page, self, stop);
  write_associations (page, self, stop->everyone);
  if (n[0] + n[1] + n[2] > 0)
    write_facts (page, facts, n, self->smallest);
}

/* --- A stop. */

/* An organisation, and below it who speaks for it. */
static void
write_contacts (AtlasPageWriter *page, GPtrArray *contacts)
{
  const AtlasPageColumn columns[] = {
    { _ ("Organisation"), 4.8, FALSE },
    { _ ("Role"), 2.6, FALSE },
    { _ ("Telephone"), 3.2, FALSE },
    { _ ("E-mail"), 6, FALSE },
  };

  begin_table (page);
  atlas_page_writer_begin_table (page, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < contacts->len; i++)
    {
      const AtlasBriefContact *contact = g_ptr_array_index (contacts, i);
      gboolean whole = contact->name == NULL;
      const char *cells[] = { whole ? contact->organisation : contact->name, contact->role, contact->phone,
                              contact->email };

      atlas_page_writer_table_row (page, cells, 0, whole);
    }
  atlas_page_writer_end_table (page);
}

static void
write_notes (AtlasPageWriter *page, const char *when, const char *what, GPtrArray *notes)
{
  const AtlasPageColumn columns[] = { { when, 4.2, FALSE },
                                      { _ ("With"), 3.9, FALSE },
                                      { what, 8.8, FALSE } };

  if (notes->len == 0)
    return;
  begin_table (page);
  atlas_page_writer_begin_table (page, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < notes->len; i++)
    {
      const AtlasBriefNote *note = g_ptr_array_index (notes, i);
      const char *cells[] = { note->when, note->with, note->what };

      atlas_page_writer_table_row (page, cells, 0, FALSE);
    }
  atlas_page_writer_end_table (page);
}

static void
write_stop_heading (AtlasPageWriter *page, const AtlasBriefStop *stop, guint index)
{
  const char *place = atlas_record_get_text (stop->stop, "place");
  const char *code = atlas_record_get_text (stop->stop, "region");
  guint region = code != NULL ? atlas_region_find (code, -1) : ATLAS_REGION_NONE;
  const char *name = region != ATLAS_REGION_NONE ? atlas_region_get_name (region) : code;
  g_autofree char *heading = g_strdup_printf ("%u. %s%s%s", index + 1, place != NULL ? place : "",
                                              name != NULL ? ", " : "", name != NULL ? name : "");

  /* When, where and how many there are is looked up together. */
  atlas_page_writer_reserve (page, STOP_HEAD);
  atlas_report_begin_section (page, heading);
}

static void
write_stop_time (AtlasPageWriter *page, AtlasRecord *stop)
{
  const char *arrival = atlas_record_get_text (stop, "arrival");
  g_autofree char *day = atlas_report_format_day (arrival);
  g_autofree char *hours = atlas_report_format_hours (arrival, atlas_record_get_text (stop, "departure"),
                                                      atlas_record_get_text (stop, "timezone"));
  g_autofree char *text = arrival != NULL ? g_strdup_printf ("%s, %s", day, hours) : NULL;

  write_row (page, _ ("When"), text);
}

static void
write_stop (AtlasPageWriter *page, const AtlasMissionBrief *self, guint index)
{
  const AtlasBriefStop *stop = g_ptr_array_index (self->stops, index);
  g_autofree char *event = stop->event != NULL ? atlas_record_dup_title (stop->event) : NULL;
  g_autofree char *host = stop->host != NULL ? atlas_record_dup_title (stop->host) : NULL;

  write_stop_heading (page, stop, index);
  write_stop_time (page, stop->stop);
  write_row (page, _ ("Event"), event);
  write_field (page, stop->stop, "venue");
  write_row (page, _ ("Host"), host);
  write_field (page, stop->stop, "night");
  write_field (page, stop->stop, "notes");
  if (stop->everyone == NULL)
    {
      atlas_page_writer_text (page, ATLAS_TEXT_FAINT,
                              _ ("It is not known where this stop lies, so nobody is counted there."));
      return;
    }
  write_people (page, self, stop);
  if (stop->contacts->len > 0)
    write_contacts (page, stop->contacts);
  write_notes (page, _ ("Last contact"), _ ("About"), stop->recent);
  write_notes (page, _ ("Follow up by"), _ ("About"), stop->due);
}

/* --- The sheet of contacts: the hosts and who speaks for them, all on one page. */

static void
write_contact_sheet (AtlasPageWriter *page, const AtlasMissionBrief *self)
{
  g_auto (GStrv) team = atlas_record_dup_list (self->mission, "team");
  g_autofree char *names = team != NULL ? g_strjoinv (", ", team) : NULL;
  g_autoptr (GPtrArray) contacts = g_ptr_array_new ();

  for (guint i = 0; i < self->stops->len; i++)
    {
      const AtlasBriefStop *stop = g_ptr_array_index (self->stops, i);
      g_autofree char *host = stop->host != NULL ? atlas_record_dup_title (stop->host) : NULL;

      for (guint k = 0; host != NULL && stop->contacts != NULL && k < stop->contacts->len; k++)
        {
          AtlasBriefContact *contact = g_ptr_array_index (stop->contacts, k);

          if (g_strcmp0 (contact->organisation, host) == 0)
            g_ptr_array_add (contacts, contact);
        }
    }
  if (contacts->len == 0)
    return;
  atlas_report_begin_section (page, _ ("Contacts"));
  write_row (page, _ ("Team"), names);
  write_contacts (page, contacts);
}

void
atlas_mission_brief_draw (AtlasPageWriter *page, gpointer data)
{
  const AtlasMissionBrief *self = data;

  write_head (page, self);
  atlas_page_writer_gap (page, 9);
  atlas_page_writer_draw (page, atlas_page_writer_get_width (page) * MAP_SHARE, draw_map, data);
  write_timetable (page, self);
  for (guint i = 0; i < self->stops->len; i++)
    write_stop (page, self, i);
  atlas_report_write_budget (page, self->mission);
  write_contact_sheet (page, self);
  write_field (page, self->mission, "notes");
}
