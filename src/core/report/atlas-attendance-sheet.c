/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-attendance-sheet.h"

#include "atlas-export-log.h"
#include "atlas-i18n.h"
#include "atlas-mission-words.h"
#include "atlas-number.h"

/* Lines for whoever was not expected, and how high a line is that a hand fills, points. */
#define EMPTY_LINES 12
#define LINE_HEIGHT 20

typedef struct
{
  char *name, *town, *language, *status;
  char *key; /* of the order */
} Person;

typedef struct
{
  AtlasRecord *event;
  GPtrArray *people; /* Person */
  GArray *ids;
  gboolean synthetic;
} Sheet;

static void
person_free (gpointer data)
{
  Person *self = data;

  g_free (self->name);
  g_free (self->town);
  g_free (self->language);
  g_free (self->status);
  g_free (self->key);
  g_free (self);
}

static void
sheet_clear (Sheet *self)
{
  g_clear_pointer (&self->event, atlas_record_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

static int
compare_people (gconstpointer a, gconstpointer b)
{
  const Person *const *x = a, *const *y = b;

  return g_strcmp0 ((*x)->key, (*y)->key);
}

/* "Uwase, Ada": found at a door by the family's name. */
static char *
make_name (AtlasRecord *member)
{
  const char *given = atlas_record_get_text (member, "given_name");
  const char *family = atlas_record_get_text (member, "family_name");

  return given != NULL && family != NULL ? g_strdup_printf ("%s, %s", family, given)
                                         : atlas_record_dup_title (member);
}

static void
add_person (Sheet *self, AtlasRecord *member, AtlasRecord *entry)
{
  Person *person = g_new0 (Person, 1);
  gint64 id = atlas_record_get_id (member);

  person->name = make_name (member);
  person->town = atlas_report_display (member, "address.city");
  person->language = atlas_report_display (member, "preferred_language");
  person->status = atlas_report_display (entry, "status");
  person->key = g_utf8_collate_key (person->name, -1);
  g_ptr_array_add (self->people, person);
  g_array_append_val (self->ids, id);
}

static gboolean
is_expected (AtlasRecord *entry)
{
  const char *status = atlas_record_get_text (entry, "status");

  return status == NULL || (!g_str_equal (status, "declined") && !g_str_equal (status, "absent"));
}

/* Somebody who was deleted since is not there any more. */
static gboolean
gather (Sheet *self, AtlasRegister *source, gint64 event, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) attendance = NULL;

  self->event = atlas_register_load (source, &atlas_kind_event, event, error);
  if (self->event == NULL)
    return FALSE;
  self->synthetic = atlas_register_is_synthetic (source);
  self->people = g_ptr_array_new_with_free_func (person_free);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  attendance = atlas_record_dup_items (self->event, "attendance");
  for (guint i = 0; i < attendance->len; i++)
    {
      AtlasRecord *entry = g_ptr_array_index (attendance, i);
      g_autoptr (AtlasRecord) member = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (is_expected (entry))
        member = atlas_report_load (source, &atlas_kind_member, atlas_record_get_text (entry, "member"));
      if (member != NULL && g_strcmp0 (atlas_record_get_text (member, "status"), "deceased") != 0)
        add_person (self, member, entry);
    }
  g_ptr_array_sort (self->people, compare_people);
  return TRUE;
}

static char *
dup_place (AtlasRecord *event)
{
  const char *venue = atlas_record_get_text (event, "venue");
  const char *city = atlas_record_get_text (event, "address.city");

  return g_strdup_printf ("%s%s%s", venue != NULL ? venue : "", venue != NULL && city != NULL ? ", " : "",
                          city != NULL ? city : "");
}

static void
write_head (AtlasPageWriter *page, const Sheet *self)
{
  const char *start = atlas_record_get_text (self->event, "start");
  g_autofree char *title = atlas_record_dup_title (self->event);
  g_autofree char *day = atlas_report_format_day (start);
  g_autofree char *hours = atlas_report_format_hours (start, atlas_record_get_text (self->event, "end"),
                                                      atlas_record_get_text (self->event, "timezone"));
  g_autofree char *place = dup_place (self->event);
  g_autofree char *when = g_strdup_printf ("%s, %s%s%s", day, hours, *place != '\0' ? " · " : "", place);
  g_autofree char *number = atlas_number_format (self->people->len);
  g_autofree char *people =
    g_strdup_printf (ngettext ("%s person is expected", "%s people are expected", self->people->len), number);

  atlas_page_writer_text (page, ATLAS_TEXT_TITLE, title);
  atlas_page_writer_gap (page, 3);
  atlas_page_writer_text (page, ATLAS_TEXT_SUBTITLE, when);
  atlas_page_writer_text (page, ATLAS_TEXT_SUBTITLE, people);
  if (self->synthetic)
    atlas_page_writer_text (page, ATLAS_TEXT_SUBTITLE, _ ("Sample data: these people are invented."));
  atlas_page_writer_gap (page, 9);
}

static void
draw (AtlasPageWriter *page, gpointer data)
{
  const Sheet *self = data;
  const AtlasPageColumn columns[] = {
    { NULL, 0.6, FALSE },           { _ ("Name"), 5, FALSE },   { _ ("Town"), 3, FALSE },
    { _ ("Language"), 2.4, FALSE }, { _ ("Answer"), 2, FALSE },
  };
  const char *const empty[] = { ATLAS_PAGE_TICK_BOX, NULL, NULL, NULL, NULL };

  write_head (page, self);
  atlas_page_writer_begin_table (page, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < self->people->len; i++)
    {
      const Person *person = g_ptr_array_index (self->people, i);
      const char *cells[] = { ATLAS_PAGE_TICK_BOX, person->name, person->town, person->language,
                              person->status };

      atlas_page_writer_table_row (page, cells, 0, FALSE);
    }
  atlas_page_writer_end_table (page);
  atlas_page_writer_heading (page, _ ("Came unasked"));
  atlas_page_writer_begin_table (page, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < EMPTY_LINES; i++)
    atlas_page_writer_table_row (page, empty, LINE_HEIGHT, FALSE);
  atlas_page_writer_end_table (page);
}

gboolean
atlas_attendance_sheet_write (AtlasRegister *source,
                              gint64 event,
                              AtlasPaper paper,
                              AtlasOutput *output,
                              guint *n_people,
                              GCancellable *cancellable,
                              GError **error)
{
  g_auto (Sheet) self = { NULL };
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);
  g_return_val_if_fail (paper < ATLAS_N_PAPERS && output != NULL, FALSE);

  if (!atlas_export_check_log (source, error) || !gather (&self, source, event, cancellable, error))
    return FALSE;
  title = atlas_record_dup_title (self.event);
  /* Translators: a line of the log; %s is an event. */
  label = g_strdup_printf (_ ("Day sheet of %s"), title);
  if (!atlas_page_writer_run (paper, title, title, draw, &self, atlas_output_get_buffer (output), error) ||
      !atlas_report_publish (source, output, "sheet", label, self.ids, cancellable, error))
    return FALSE;
  if (n_people != NULL)
    *n_people = self.people->len;
  return TRUE;
}
