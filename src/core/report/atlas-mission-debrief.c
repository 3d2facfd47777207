/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-debrief.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-export-log.h"
#include "atlas-i18n.h"
#include "atlas-mission-audience.h"
#include "atlas-mission-events.h"
#include "atlas-report-words.h"

static void
stop_free (gpointer data)
{
  AtlasDebriefStop *self = data;

  g_clear_pointer (&self->stop, atlas_record_unref);
  g_clear_pointer (&self->event, atlas_record_unref);
  g_free (self);
}

static void
place_free (gpointer data)
{
  AtlasDebriefPlace *self = data;

  g_free (self->name);
  g_free (self);
}

static void
task_free (gpointer data)
{
  AtlasDebriefTask *self = data;

  g_free (self->by);
  g_free (self->with);
  g_free (self->about);
  g_free (self);
}

void
atlas_mission_debrief_free (AtlasMissionDebrief *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->mission, atlas_record_unref);
  g_clear_pointer (&self->stops, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_clear_pointer (&self->named, g_array_unref);
  g_free (self);
}

typedef struct
{
  AtlasMissionDebrief *debrief;
  AtlasRegister *source;
  GCancellable *cancellable;
  GHashTable *attended; /* ids (UUID) of all who came */
  GHashTable *places;   /* name -> AtlasDebriefPlace, of the debrief */
} Gathering;

static gint64
get_count (AtlasRecord *record, const char *key)
{
  return atlas_record_has (record, atlas_kind_find_field (atlas_record_get_kind (record), key, -1))
           ? atlas_record_get_integer (record, key)
           : -1;
}

/* --- Who came. */

static void
add_place (Gathering *self, AtlasRecord *member)
{
  const char *city = atlas_record_get_text (member, "address.city");
  const char *region = atlas_record_get_text (member, "address.region");
  g_autofree char *name =
    g_strdup_printf ("%s%s%s", city != NULL ? city : "", city != NULL && region != NULL ? ", " : "",
                     region != NULL ? region : "");
  AtlasDebriefPlace *place = g_hash_table_lookup (self->places, name);

  if (place == NULL)
    {
      place = g_new0 (AtlasDebriefPlace, 1);
      place->name = g_strdup (name);
      g_ptr_array_add (self->debrief->places, place);
      g_hash_table_insert (self->places, place->name, place);
    }
  place->people.count++;
}

/* Somebody who was erased since still came. */
static void
add_attended (Gathering *self, AtlasDebriefStop *stop, const char *id)
{
  g_autoptr (AtlasRecord) member = atlas_report_load (self->source, &atlas_kind_member, id);
  const char *sex = member != NULL ? atlas_record_get_text (member, "sex") : NULL;
  guint index = sex != NULL ? (guint) (1 + atlas_vocabulary_find (&atlas_vocabulary_sex, sex, -1)) : 0;

  stop->by_sex[index].count++;
  if (!g_hash_table_add (self->attended, g_strdup (id)))
    return;
  self->debrief->by_sex[index].count++;
  if (member != NULL)
    add_place (self, member);
}

static void
read_attendance (Gathering *self, AtlasDebriefStop *stop)
{
  g_autoptr (GPtrArray) attendance = atlas_record_dup_items (stop->event, "attendance");

  for (guint i = 0; i < attendance->len; i++)
    {
      AtlasRecord *entry = g_ptr_array_index (attendance, i);
      const char *status = atlas_record_get_text (entry, "status");
      const char *member = atlas_record_get_text (entry, "member");
      int index = status != NULL ? atlas_vocabulary_find (&atlas_vocabulary_attendance, status, -1)
                                 : ATLAS_ATTENDANCE_INVITED;

      if (index < 0 || index >= ATLAS_N_ATTENDANCES)
        continue;
      stop->by_status[index]++;
      if (index == ATLAS_ATTENDANCE_ATTENDED && member != NULL)
        add_attended (self, stop, member);
    }
}

/* --- New members. */

static gboolean
count_new_members (Gathering *self, GPtrArray *stops, guint index, guint *members, GError **error)
{
  const char *start = atlas_record_get_text (self->debrief->mission, "start");
  g_autoptr (GString) text = NULL;
  g_autofree char *near = NULL;
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasPointSet) set = NULL;

  *members = 0;
  if (start == NULL || !atlas_stop_is_placed (g_ptr_array_index (stops, index)))
    return TRUE;
  near = atlas_stop_dup_near (g_ptr_array_index (stops, index));
  text = g_string_new (NULL);
  g_string_append_printf (text, "created:>=%s -status:moved,deceased %s", start, near);
  for (guint i = 0; i < index; i++)
    {
      AtlasRecord *earlier = g_ptr_array_index (stops, i);
      g_autofree char *other = atlas_stop_is_placed (earlier) ? atlas_stop_dup_near (earlier) : NULL;

      if (other != NULL)
        g_string_append_printf (text, " -%s", other);
    }
  query = atlas_register_parse_query (self->source, &atlas_kind_member, text->str, error);
  set = query != NULL ? atlas_register_match (self->source, query, self->cancellable, error) : NULL;
  if (set == NULL)
    return FALSE;
  *members = atlas_point_set_get_total (set)->members;
  return TRUE;
}

static gboolean
gather_stop (Gathering *self, GPtrArray *stops, guint index, GError **error)
{
  AtlasDebriefStop *stop = g_new0 (AtlasDebriefStop, 1);
  g_autoptr (GError) failure = NULL;

  g_ptr_array_add (self->debrief->stops, stop);
  stop->stop = atlas_record_ref (g_ptr_array_index (stops, index));
  stop->planned = get_count (stop->stop, "expected");
  stop->noted = get_count (stop->stop, "reached");
  stop->event = atlas_stop_load_event (self->source, stop->stop, &failure);
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (stop->event != NULL)
    read_attendance (self, stop);
  if (!count_new_members (self, stops, index, &stop->new_members, error))
    return FALSE;
  return TRUE;
}

/* --- The contact log. */

static char *
dup_with (Gathering *self, AtlasRecord *contact)
{
  g_autoptr (AtlasRecord) member =
    atlas_report_load (self->source, &atlas_kind_member, atlas_record_get_text (contact, "member"));
  char *organisation;
  gint64 id;

  if (member != NULL)
    {
      id = atlas_record_get_id (member);
      g_array_append_val (self->debrief->named, id);
      return atlas_record_dup_title (member);
    }
  organisation = atlas_report_dup_title (self->source, &atlas_kind_organisation,
                                         atlas_record_get_text (contact, "organisation"));
  return organisation != NULL ? organisation : g_strdup ("");
}

static void
add_contact (Gathering *self, AtlasRecord *contact)
{
  AtlasDebriefTask *task;

  self->debrief->contacts++;
  if (atlas_record_get_text (contact, "follow_up_done") != NULL)
    self->debrief->done++;
  if (atlas_record_get_text (contact, "follow_up") == NULL ||
      atlas_record_get_text (contact, "follow_up_done") != NULL)
    return;
  task = g_new0 (AtlasDebriefTask, 1);
  task->by = atlas_report_display (contact, "follow_up");
  task->with = dup_with (self, contact);
  task->about = atlas_report_display (contact, "summary");
  g_ptr_array_add (self->debrief->tasks, task);
}

/* Those that @text finds, and which @seen does not hold yet; with @of_attended only with who came. */
static gboolean
add_contacts (Gathering *self, const char *text, gboolean of_attended, GHashTable *seen, GError **error)
{
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_interaction, text, error);
  g_autoptr (GArray) ids =
    query != NULL ? atlas_register_list_ids (self->source, query, "date", 0, self->cancellable, error) : NULL;

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (AtlasRecord) contact = atlas_register_load (self->source, &atlas_kind_interaction, id, NULL);
      const char *member = contact != NULL ? atlas_record_get_text (contact, "member") : NULL;

      if (contact == NULL ||
          (of_attended && (member == NULL || !g_hash_table_contains (self->attended, member))) ||
          !g_hash_table_add (seen, g_memdup2 (&id, sizeof id)))
        continue;
      add_contact (self, contact);
    }
  return ids != NULL;
}

static gboolean
gather_contacts (Gathering *self, GError **error)
{
  const char *start = atlas_record_get_text (self->debrief->mission, "start");
  const char *end = atlas_record_get_text (self->debrief->mission, "end");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree char *on_days = NULL;

  for (guint i = 0; i < self->debrief->stops->len; i++)
    {
      const AtlasDebriefStop *stop = g_ptr_array_index (self->debrief->stops, i);
      g_autofree char *text = stop->event != NULL
                                ? g_strconcat ("event:", atlas_record_get_text (stop->stop, "event"), NULL)
                                : NULL;

      if (text != NULL && !add_contacts (self, text, FALSE, seen, error))
        return FALSE;
    }
  if (start == NULL)
    return TRUE;
  on_days = g_strdup_printf ("date:%s..%s", start, end != NULL ? end : start);
  return add_contacts (self, on_days, TRUE, seen, error);
}

/* --- What may be told. */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const AtlasDebriefPlace *const *x = a, *const *y = b;

  return (*x)->people.count != (*y)->people.count ? ((*x)->people.count > (*y)->people.count ? -1 : 1)
                                                  : g_strcmp0 ((*x)->name, (*y)->name);
}

/* Sexes of stops are one table, with the stops' own totals. */
static void
hide_stops (AtlasMissionDebrief *self)
{
  guint n = self->stops->len;
  g_autofree AtlasSmallCell *cells = g_new0 (AtlasSmallCell, n * ATLAS_POINT_N_SEXES + 1);
  g_autofree AtlasSmallTotal *totals = g_new0 (AtlasSmallTotal, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const AtlasDebriefStop *stop = g_ptr_array_index (self->stops, i);

      memcpy (cells + i * ATLAS_POINT_N_SEXES, stop->by_sex, sizeof stop->by_sex);
      for (guint k = 0; k < ATLAS_POINT_N_SEXES; k++)
        cells[i * ATLAS_POINT_N_SEXES + k].group = i;
    }
  atlas_small_cells_hide (cells, n * ATLAS_POINT_N_SEXES, self->smallest, totals, n);
  for (guint i = 0; i < n; i++)
    {
      AtlasDebriefStop *stop = g_ptr_array_index (self->stops, i);

      memcpy (stop->by_sex, cells + i * ATLAS_POINT_N_SEXES, sizeof stop->by_sex);
      stop->attended = totals[i];
    }
}

static void
hide_places (AtlasMissionDebrief *self)
{
  g_autofree AtlasSmallCell *cells = g_new0 (AtlasSmallCell, self->places->len + 1);

  g_ptr_array_sort (self->places, compare_places);
  for (guint i = 0; i < self->places->len; i++)
    cells[i] = ((const AtlasDebriefPlace *) g_ptr_array_index (self->places, i))->people;
  atlas_small_cells_hide (cells, self->places->len, self->smallest, NULL, 1);
  for (guint i = 0; i < self->places->len; i++)
    ((AtlasDebriefPlace *) g_ptr_array_index (self->places, i))->people = cells[i];
}

/* Where hardly anybody came twice, everybody counted once is what the stops come to: what is hidden there is
 * hidden here, and never alone, for the total would tell it. */
static void
hide_once (AtlasMissionDebrief *self)
{
  guint n_hidden = 0, largest = ATLAS_POINT_N_SEXES;

  for (guint k = 0; k < ATLAS_POINT_N_SEXES; k++)
    {
      for (guint i = 0; i < self->stops->len; i++)
        self->by_sex[k].hidden |=
          ((const AtlasDebriefStop *) g_ptr_array_index (self->stops, i))->by_sex[k].hidden;
      n_hidden += self->by_sex[k].hidden && self->by_sex[k].count > 0;
      if (!self->by_sex[k].hidden && self->by_sex[k].count > 0 &&
          (largest == ATLAS_POINT_N_SEXES || self->by_sex[k].count > self->by_sex[largest].count))
        largest = k;
    }
  if (n_hidden == 1 && largest < ATLAS_POINT_N_SEXES)
    self->by_sex[largest].hidden = TRUE;
}

/* No more exact than its parts. */
static void
sum_new_members (AtlasMissionDebrief *self)
{
  self->new_members = (AtlasSmallTotal){ 0, 0 };
  for (guint i = 0; i < self->stops->len; i++)
    {
      guint n = ((const AtlasDebriefStop *) g_ptr_array_index (self->stops, i))->new_members;
      gboolean hidden = n > 0 && n < self->smallest;

      self->new_members.low += hidden ? 1 : n;
      self->new_members.high += hidden ? self->smallest - 1 : n;
    }
}

static void
sum_up (AtlasMissionDebrief *self)
{
  gint64 planned = -1, noted = -1;

  for (guint i = 0; i < self->stops->len; i++)
    {
      const AtlasDebriefStop *stop = g_ptr_array_index (self->stops, i);

      if (stop->planned >= 0)
        planned = MAX (planned, 0) + stop->planned;
      if (stop->noted >= 0)
        noted = MAX (noted, 0) + stop->noted;
    }
  self->planned = get_count (self->mission, "expected");
  self->noted = get_count (self->mission, "reached");
  if (self->planned < 0)
    self->planned = planned;
  if (self->noted < 0)
    self->noted = noted;
  self->people = atlas_small_cells_hide (self->by_sex, ATLAS_POINT_N_SEXES, self->smallest, NULL, 1);
  hide_stops (self);
  hide_once (self);
  hide_places (self);
  sum_new_members (self);
}

static gboolean
gather (Gathering *self, gint64 mission, GError **error)
{
  AtlasMissionDebrief *debrief = self->debrief;
  g_autoptr (GPtrArray) stops = NULL;

  debrief->mission = atlas_register_load (self->source, &atlas_kind_mission, mission, error);
  if (debrief->mission == NULL)
    return FALSE;
  debrief->synthetic = atlas_register_is_synthetic (self->source);
  debrief->stops = g_ptr_array_new_with_free_func (stop_free);
  debrief->places = g_ptr_array_new_with_free_func (place_free);
  debrief->tasks = g_ptr_array_new_with_free_func (task_free);
  debrief->named = g_array_new (FALSE, FALSE, sizeof (gint64));
  stops = atlas_record_dup_items (debrief->mission, "stops");
  for (guint i = 0; i < stops->len; i++)
    if (!gather_stop (self, stops, i, error))
      return FALSE;
  return gather_contacts (self, error);
}

AtlasMissionDebrief *
atlas_mission_debrief_new (
  AtlasRegister *source, gint64 mission, guint smallest, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasMissionDebrief) self = NULL;
  g_autoptr (GHashTable) attended = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  Gathering gathering;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (atlas_small_cells_is_valid (smallest), NULL);

  self = g_new0 (AtlasMissionDebrief, 1);
  self->smallest = smallest;
  gathering = (Gathering){ self, source, cancellable, attended, places };
  if (!gather (&gathering, mission, error))
    return NULL;
  sum_up (self);
  return g_steal_pointer (&self);
}

gboolean
atlas_mission_debrief_get_reached (AtlasMissionDebrief *self, AtlasSmallTotal *reached)
{
  g_return_val_if_fail (self != NULL && reached != NULL, FALSE);

  *reached = self->people;
  if (reached->high == 0 && self->noted > 0)
    reached->low = reached->high = (guint64) self->noted;
  return reached->high > 0;
}

gboolean
atlas_mission_debrief_write (AtlasMissionDebrief *self,
                             AtlasRegister *source,
                             AtlasPaper paper,
                             AtlasOutput *output,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (self != NULL && ATLAS_IS_REGISTER (source), FALSE);
  g_return_val_if_fail (paper < ATLAS_N_PAPERS && output != NULL, FALSE);

  title = atlas_record_dup_title (self->mission);
  /* Translators: a line of the log; %s is a mission. */
  label = g_strdup_printf (_ ("Debrief report of %s"), title);
  return atlas_export_check_log (source, error) &&
         atlas_page_writer_run (paper, title, title, atlas_mission_debrief_draw, self,
                                atlas_output_get_buffer (output), error) &&
         atlas_report_publish (source, output, "debrief", label, self->named, cancellable, error);
}
