/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-debrief.h"

#include "atlas-i18n.h"
#include "atlas-report-words.h"
#include "atlas-number.h"

static void
write_row (AtlasPageWriter *page, const char *label, const char *text)
{
  if (text != NULL && *text != '\0')
    atlas_page_writer_row (page, label, text);
}

static char *
format_alone (const AtlasMissionDebrief *self, guint count)
{
  return atlas_report_format_count (count, count > 0 && count < self->smallest, self->smallest);
}

static char *
format_cell (const AtlasMissionDebrief *self, const AtlasSmallCell *cell)
{
  return atlas_report_format_count (cell->count, cell->hidden, self->smallest);
}

/* Of so few that even a range would tell them, "<5". */
static char *
format_total (const AtlasMissionDebrief *self, const AtlasSmallTotal *total)
{
  return total->high > 0 && total->high < self->smallest ? atlas_small_cells_format_hidden (self->smallest)
                                                         : atlas_small_total_format (total);
}

/* --- The head. */

static void
add_words (GString *out, char *words)
{
  if (*words != '\0')
    g_string_append_printf (out, " · %s", words);
  g_free (words);
}

static void
write_head (AtlasPageWriter *page, AtlasMissionDebrief *self)
{
  g_autofree char *title = atlas_record_dup_title (self->mission);
  g_autofree char *days = atlas_report_format_days (self->mission);
  g_autofree char *objective = atlas_report_display (self->mission, "objective");
  g_autofree char *team = atlas_report_display (self->mission, "team");
  g_autoptr (GString) words = g_string_new (_ ("Debrief report"));

  add_words (words, atlas_report_display (self->mission, "type"));
  add_words (words, atlas_report_display (self->mission, "status"));
  atlas_page_writer_text (page, ATLAS_TEXT_TITLE, title);
  atlas_page_writer_gap (page, 3);
  atlas_page_writer_text (page, ATLAS_TEXT_SUBTITLE, words->str);
  if (self->synthetic)
    atlas_page_writer_text (page, ATLAS_TEXT_SUBTITLE, _ ("Sample data: these people are invented."));
  atlas_page_writer_gap (page, 9);
  write_row (page, _ ("Objective"), objective);
  write_row (page, _ ("Days"), days);
  write_row (page, _ ("Team"), team);
}

/* "12.40–15.00 CAD". */
static char *
format_cost (const AtlasReportSum *sum, const AtlasSmallTotal *reached)
{
  g_autofree char *low = atlas_report_format_amount (sum->spent / (double) reached->high, sum->currency);
  g_autofree char *high =
    reached->low > 0 ? atlas_report_format_amount (sum->spent / (double) reached->low, sum->currency) : NULL;

  return high == NULL || atlas_small_total_is_exact (reached) ? g_steal_pointer (&low)
                                                              : atlas_number_join_range (low, high);
}

char **
atlas_mission_debrief_list_costs (AtlasMissionDebrief *self)
{
  g_autoptr (GStrvBuilder) costs = g_strv_builder_new ();
  g_autoptr (GArray) sums = NULL;
  AtlasSmallTotal reached;

  g_return_val_if_fail (self != NULL, NULL);

  sums = atlas_report_sum_budget (self->mission);
  for (guint i = 0; atlas_mission_debrief_get_reached (self, &reached) && i < sums->len; i++)
    {
      const AtlasReportSum *sum = &g_array_index (sums, AtlasReportSum, i);
      g_autofree char *cost = sum->spent > 0 ? format_cost (sum, &reached) : NULL;

      if (cost != NULL)
        g_strv_builder_add (costs, cost);
    }
  return g_strv_builder_end (costs);
}

static void
write_costs (AtlasPageWriter *page, AtlasMissionDebrief *self)
{
  g_auto (GStrv) costs = atlas_mission_debrief_list_costs (self);

  for (guint i = 0; costs[i] != NULL; i++)
    write_row (page, _ ("Cost per person reached"), costs[i]);
}

static void
write_summary (AtlasPageWriter *page, AtlasMissionDebrief *self)
{
  g_autofree char *planned = self->planned >= 0 ? atlas_number_format (self->planned) : NULL;
  g_autofree char *new_members = atlas_small_total_format (&self->new_members);
  g_autofree char *contacts = atlas_number_format (self->contacts);
  g_autofree char *open = atlas_number_format (self->tasks->len);
  g_autofree char *done = atlas_number_format (self->done);
  /* Translators: of what was to be done after a mission: how much is open, and how much done. */
  g_autofree char *tasks = g_strdup_printf (_ ("%s open, %s done"), open, done);
  g_autofree char *reached = NULL;
  AtlasSmallTotal total;

  if (atlas_mission_debrief_get_reached (self, &total))
    reached = format_total (self, &total);
  atlas_page_writer_heading (page, _ ("In short"));
  write_row (page, _ ("Planned for"), planned);
  atlas_page_writer_row (page, _ ("Reached"), reached != NULL ? reached : _ ("Nobody was noted"));
  atlas_page_writer_row (page, _ ("New members since it began"), new_members);
  atlas_page_writer_row (page, _ ("Contacts noted"), contacts);
  atlas_page_writer_row (page, _ ("Follow-ups"), tasks);
  write_costs (page, self);
}

/* --- By stop. */

static char *
format_share (const AtlasDebriefStop *stop, guint64 reached)
{
  g_autofree char *number = NULL;

  if (stop->planned <= 0)
    return NULL;
  number = atlas_number_format ((gint64) (100 * reached / (guint64) stop->planned));
  return g_strdup_printf (_ ("%s %%"), number);
}

static void
write_stop (AtlasPageWriter *page, const AtlasMissionDebrief *self, guint index)
{
  const AtlasDebriefStop *stop = g_ptr_array_index (self->stops, index);
  const char *place = atlas_record_get_text (stop->stop, "place");
  gboolean listed = stop->attended.high > 0 || stop->noted < 0;
  g_autofree char *name = g_strdup_printf ("%u. %s", index + 1, place != NULL ? place : "");
  g_autofree char *planned = stop->planned >= 0 ? atlas_number_format (stop->planned) : NULL;
  g_autofree char *invited = format_alone (self, stop->by_status[ATLAS_ATTENDANCE_INVITED]);
  g_autofree char *confirmed = format_alone (self, stop->by_status[ATLAS_ATTENDANCE_CONFIRMED]);
  g_autofree char *reached =
    listed ? format_total (self, &stop->attended) : atlas_number_format (stop->noted);
  g_autofree char *new_members = format_alone (self, stop->new_members);
  g_autofree char *share = !listed ? format_share (stop, (guint64) stop->noted)
                           : atlas_small_total_is_exact (&stop->attended)
                             ? format_share (stop, stop->attended.low)
                             : NULL;
  const char *cells[] = { name, planned, reached, share, invited, confirmed, new_members };

  atlas_page_writer_table_row (page, cells, 0, FALSE);
}

static void
write_stops (AtlasPageWriter *page, const AtlasMissionDebrief *self)
{
  const AtlasPageColumn columns[] = {
    { _ ("Stop"), 4.1, FALSE },       { _ ("Planned"), 2, TRUE },   { _ ("Reached"), 2.3, TRUE },
    { _ ("Share"), 1.6, TRUE },       { _ ("Invited"), 1.8, TRUE }, { _ ("Confirmed"), 2.4, TRUE },
    { _ ("New members"), 2.4, TRUE },
  };

  if (self->stops->len == 0)
    return;
  atlas_report_begin_section (page, _ ("Planned and reached"));
  atlas_page_writer_begin_table (page, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < self->stops->len; i++)
    write_stop (page, self, i);
  atlas_page_writer_end_table (page);
  atlas_page_writer_text (page, ATLAS_TEXT_FAINT,
                          _ ("Invited and confirmed are those of whom nothing more was noted."));
}

/* --- By sex. */

static void
write_sex_row (AtlasPageWriter *page,
               const AtlasMissionDebrief *self,
               const char *name,
               const AtlasSmallCell by_sex[ATLAS_POINT_N_SEXES],
               const AtlasSmallTotal *total,
               gboolean strong)
{
  char *counts[ATLAS_POINT_N_SEXES];
  g_autofree char *all = format_total (self, total);
  const char *cells[ATLAS_POINT_N_SEXES + 2] = { name };

  for (guint i = 0; i < ATLAS_POINT_N_SEXES; i++)
    {
      counts[i] = format_cell (self, &by_sex[(i + 1) % ATLAS_POINT_N_SEXES]);
      cells[i + 1] = counts[i];
    }
  cells[ATLAS_POINT_N_SEXES + 1] = all;
  atlas_page_writer_table_row (page, cells, 0, strong);
  for (guint i = 0; i < ATLAS_POINT_N_SEXES; i++)
    g_free (counts[i]);
}

static void
write_sexes (AtlasPageWriter *page, const AtlasMissionDebrief *self)
{
  /* As wide as their words. */
  static const double shares[ATLAS_POINT_N_SEXES] = { 0, 2, 2, 1.8, 2.8 };
  AtlasPageColumn columns[ATLAS_POINT_N_SEXES + 2] = { { _ ("Stop"), 3.2, FALSE } };

  if (self->people.high == 0)
    return;
  for (guint i = 1; i < ATLAS_POINT_N_SEXES; i++)
    columns[i] =
      (AtlasPageColumn){ atlas_vocabulary_get_label (&atlas_vocabulary_sex, i - 1), shares[i], TRUE };
  columns[ATLAS_POINT_N_SEXES] = (AtlasPageColumn){ _ ("Not stated"), 2, TRUE };
  columns[ATLAS_POINT_N_SEXES + 1] = (AtlasPageColumn){ _ ("All"), 2.3, TRUE };
  atlas_report_begin_section (page, _ ("Who came"));
  atlas_page_writer_begin_table (page, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < self->stops->len; i++)
    {
      const AtlasDebriefStop *stop = g_ptr_array_index (self->stops, i);
      const char *place = atlas_record_get_text (stop->stop, "place");
      g_autofree char *name = g_strdup_printf ("%u. %s", i + 1, place != NULL ? place : "");

      write_sex_row (page, self, name, stop->by_sex, &stop->attended, FALSE);
    }
  write_sex_row (page, self, _ ("Each person once"), self->by_sex, &self->people, TRUE);
  atlas_page_writer_end_table (page);
}

/* --- By place. */

static void
write_places (AtlasPageWriter *page, const AtlasMissionDebrief *self)
{
  const AtlasPageColumn columns[] = { { _ ("Town"), 6, FALSE },
                                      { _ ("People"), 2, TRUE },
                                      { NULL, 7, FALSE } };

  if (self->places->len == 0)
    return;
  atlas_report_begin_section (page, _ ("Where they came from"));
  atlas_page_writer_begin_table (page, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < self->places->len; i++)
    {
      const AtlasDebriefPlace *place = g_ptr_array_index (self->places, i);
      g_autofree char *people = format_cell (self, &place->people);
      const char *cells[] = { *place->name != '\0' ? place->name : _ ("Not known"), people, NULL };

      atlas_page_writer_table_row (page, cells, 0, FALSE);
    }
  atlas_page_writer_end_table (page);
}

static void
write_tasks (AtlasPageWriter *page, const AtlasMissionDebrief *self)
{
  const AtlasPageColumn columns[] = { { _ ("Follow up by"), 2.4, FALSE },
                                      { _ ("With"), 4, FALSE },
                                      { _ ("About"), 8.6, FALSE } };

  if (self->tasks->len == 0)
    return;
  atlas_report_begin_section (page, _ ("Still to be done"));
  atlas_page_writer_begin_table (page, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < self->tasks->len; i++)
    {
      const AtlasDebriefTask *task = g_ptr_array_index (self->tasks, i);
      const char *cells[] = { task->by, task->with, task->about };

      atlas_page_writer_table_row (page, cells, 0, FALSE);
    }
  atlas_page_writer_end_table (page);
}

static void
write_notes (AtlasPageWriter *page, AtlasRecord *mission)
{
  g_autofree char *notes = atlas_report_display (mission, "notes");

  if (*notes == '\0')
    return;
  atlas_page_writer_heading (page, _ ("Notes"));
  atlas_page_writer_text (page, ATLAS_TEXT_BODY, notes);
}

void
atlas_mission_debrief_draw (AtlasPageWriter *page, gpointer data)
{
  AtlasMissionDebrief *self = data;

  write_head (page, self);
  write_summary (page, self);
  write_stops (page, self);
  write_sexes (page, self);
  write_places (page, self);
  write_tasks (page, self);
  atlas_report_write_budget (page, self->mission);
  write_notes (page, self->mission);
}
