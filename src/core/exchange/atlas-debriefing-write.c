/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debriefing-private.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-mission-audience.h"
#include "atlas-mission-events.h"
#include "atlas-references.h"

typedef struct
{
  const AtlasDebriefing *debriefing;
  GHashTable *known; /* id of somebody who is said to be new -> id by which they are known already */
  AtlasDebriefingCounts counts;
} Work;

char *
atlas_debriefing_stop_dup_name (const AtlasDebriefingStop *self, guint index)
{
  /* Translators: a stop of a mission: its number, and the place. */
  return g_strdup_printf (_ ("stop %u (%s)"), index + 1, self->place != NULL ? self->place : "?");
}

static void
format_id (AtlasRecord *record, char id[ATLAS_UUID_TEXT_SIZE])
{
  atlas_uuid_format (atlas_record_get_uuid (record), id);
}

/* Who is meant by an id: the same person under the id that they have. */
static const char *
resolve (const Work *self, const char *id)
{
  const char *known = id != NULL ? g_hash_table_lookup (self->known, id) : NULL;

  return known != NULL ? known : id;
}

/* --- Before anything is written: who is known. */

static gboolean
note_known (Work *self,
            AtlasRegister *source,
            AtlasRecord *person,
            GPtrArray *before,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (AtlasRecord) known = NULL;
  char id[ATLAS_UUID_TEXT_SIZE], other[ATLAS_UUID_TEXT_SIZE];

  if (!atlas_debriefing_find_known (source, person, &known, cancellable, error))
    return FALSE;
  for (guint i = 0; known == NULL && i < before->len; i++)
    if (atlas_debriefing_is_same_person (person, g_ptr_array_index (before, i)))
      known = atlas_record_ref (g_ptr_array_index (before, i));
  if (known == NULL)
    {
      g_ptr_array_add (before, person);
      return TRUE;
    }
  format_id (person, id);
  format_id (known, other);
  g_hash_table_insert (self->known, g_strdup (id), g_strdup (other));
  self->counts.known++;
  return TRUE;
}

static gboolean
find_known (Work *self, AtlasRegister *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new ();

  for (guint i = 0; i < self->debriefing->stops->len; i++)
    {
      const AtlasDebriefingStop *stop = g_ptr_array_index (self->debriefing->stops, i);

      for (guint k = 0; k < stop->people->len; k++)
        if (!note_known (self, source, g_ptr_array_index (stop->people, k), people, cancellable, error))
          return FALSE;
    }
  return TRUE;
}

/* --- Who came. */

static gboolean
save_people (Work *self, AtlasUnit *unit, const AtlasDebriefingStop *stop, GError **error)
{
  for (guint i = 0; i < stop->people->len; i++)
    {
      g_autoptr (AtlasRecord) person = atlas_record_copy (g_ptr_array_index (stop->people, i));
      char id[ATLAS_UUID_TEXT_SIZE];

      format_id (person, id);
      if (g_hash_table_contains (self->known, id))
        continue;
      atlas_register_place (person);
      if (!atlas_record_save (person, unit, FALSE, error))
        {
          g_autofree char *name = atlas_record_dup_title (person);

          g_prefix_error (error, "%s: ", name);
          return FALSE;
        }
      self->counts.people++;
    }
  return TRUE;
}

/* Puts somebody on a list. TRUE where it says something else now. */
static gboolean
set_status (GPtrArray *attendance, const char *member, const char *status)
{
  AtlasRecord *entry = NULL;

  for (guint i = 0; entry == NULL && i < attendance->len; i++)
    if (g_strcmp0 (atlas_record_get_text (g_ptr_array_index (attendance, i), "member"), member) == 0)
      entry = g_ptr_array_index (attendance, i);
  if (entry != NULL && g_strcmp0 (atlas_record_get_text (entry, "status"), status) == 0)
    return FALSE;
  if (entry == NULL)
    {
      entry = atlas_record_new (&atlas_kind_attendance);
      atlas_record_set_text (entry, "member", member);
      g_ptr_array_add (attendance, entry);
    }
  atlas_record_set_text (entry, "status", status);
  return TRUE;
}

static gboolean
is_held (GPtrArray *attendance)
{
  for (guint i = 0; i < attendance->len; i++)
    if (g_strcmp0 (atlas_record_get_text (g_ptr_array_index (attendance, i), "status"), "attended") == 0)
      return TRUE;
  return FALSE;
}

/* What an officer says of an event that was called off stays. */
static gboolean
is_expected (AtlasRecord *event)
{
  const char *status = atlas_record_get_text (event, "status");

  return status == NULL || g_str_equal (status, "planned") || g_str_equal (status, "confirmed");
}

static gboolean
write_attendance (
  Work *self, AtlasUnit *unit, const AtlasDebriefingStop *stop, const char *event_id, GError **error)
{
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (GPtrArray) attendance = NULL;
  gboolean changed = FALSE;
  AtlasUuid uuid;

  if (!atlas_uuid_parse (event_id, -1, &uuid))
    return TRUE;
  event = atlas_record_load_uuid (atlas_unit_get_connection (unit), &atlas_kind_event, &uuid, error);
  if (event == NULL)
    return FALSE;
  attendance = atlas_record_dup_items (event, "attendance");
  for (guint i = 0; i < stop->people->len; i++)
    {
      char id[ATLAS_UUID_TEXT_SIZE];

      format_id (g_ptr_array_index (stop->people, i), id);
      if (atlas_debriefing_stop_get_status (stop, id) == NULL &&
          set_status (attendance, resolve (self, id), "attended"))
        self->counts.attendance++, changed = TRUE;
    }
  for (guint i = 0; i < stop->attendance->len; i++)
    {
      AtlasRecord *entry = g_ptr_array_index (stop->attendance, i);

      if (set_status (attendance, resolve (self, atlas_record_get_text (entry, "member")),
                      atlas_record_get_text (entry, "status")))
        self->counts.attendance++, changed = TRUE;
    }
  if (is_held (attendance) && is_expected (event))
    {
      atlas_record_set_text (event, "status", "held");
      changed = TRUE;
    }
  atlas_record_set_items (event, "attendance", attendance);
  return !changed || atlas_record_save (event, unit, FALSE, error);
}

/* --- What was said. */

static gboolean
says_the_same (AtlasRecord *a, AtlasRecord *b)
{
  static const char *const keys[] = { "member", "date", "summary" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_strcmp0 (atlas_record_get_text (a, keys[i]), atlas_record_get_text (b, keys[i])) != 0)
      return FALSE;
  return TRUE;
}

/* Whether the log has it already. -1 with @error */
static int
is_logged (AtlasConnection *connection, AtlasRecord *contact, GError **error)
{
  g_autoptr (AtlasRecord) same =
    atlas_record_load_uuid (connection, &atlas_kind_interaction, atlas_record_get_uuid (contact), NULL);
  const char *member = atlas_record_get_text (contact, "member");
  g_autoptr (GArray) ids = NULL;

  if (same != NULL)
    return TRUE;
  if (member == NULL)
    return FALSE;
  ids = atlas_references_list (connection, &atlas_kind_interaction, &atlas_kind_member, member, FALSE, error);
  if (ids == NULL)
    return -1;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AtlasRecord) other =
        atlas_record_load (connection, &atlas_kind_interaction, g_array_index (ids, gint64, i), error);

      if (other == NULL)
        return -1;
      if (says_the_same (contact, other))
        return TRUE;
    }
  return FALSE;
}

static gboolean
write_contact (Work *self, AtlasUnit *unit, AtlasRecord *said, const char *event, GError **error)
{
  g_autoptr (AtlasRecord) contact = atlas_record_copy (said);
  const char *member = atlas_record_get_text (said, "member");
  int logged;

  if (member != NULL)
    atlas_record_set_text (contact, "member", resolve (self, member));
  if (event != NULL && atlas_record_get_text (contact, "event") == NULL)
    atlas_record_set_text (contact, "event", event);
  logged = is_logged (atlas_unit_get_connection (unit), contact, error);
  if (logged != FALSE)
    return logged > 0;
  self->counts.contacts++;
  self->counts.follow_ups += atlas_record_get_text (contact, "follow_up") != NULL;
  return atlas_record_save (contact, unit, FALSE, error);
}

static gboolean
write_contacts (
  Work *self, AtlasUnit *unit, const AtlasDebriefingStop *stop, const char *event, GError **error)
{
  for (guint i = 0; i < stop->contacts->len; i++)
    if (!write_contact (self, unit, g_ptr_array_index (stop->contacts, i), event, error))
      {
        /* Translators: an entry of the contact log, by its number in a file */
        g_prefix_error (error, _ ("contact %u: "), i + 1);
        return FALSE;
      }
  return TRUE;
}

/* --- The mission itself. */

/* A paragraph of its own, unless it stands there. */
static gboolean
add_notes (AtlasRecord *record, const char *learnt)
{
  const char *notes = atlas_record_get_text (record, "notes");
  g_autofree char *both = NULL;

  if (learnt == NULL || (notes != NULL && strstr (notes, learnt) != NULL))
    return FALSE;
  both = notes != NULL ? g_strconcat (notes, "\n\n", learnt, NULL) : g_strdup (learnt);
  atlas_record_set_text (record, "notes", both);
  return TRUE;
}

static gboolean
is_in_currency (AtlasRecord *mission, AtlasRecord *line, AtlasRecord *expense)
{
  const char *usual = atlas_record_get_text (mission, "currency");
  const char *planned = atlas_record_get_text (line, "currency");
  const char *spent = atlas_record_get_text (expense, "currency");

  return g_strcmp0 (planned != NULL ? planned : usual, spent != NULL ? spent : usual) == 0;
}

static gboolean
is_planned_as (AtlasRecord *line, AtlasRecord *expense)
{
  const AtlasField *amount = atlas_kind_find_field (&atlas_kind_budget_line, "amount", -1);

  return atlas_value_equal (atlas_record_get_value (line, amount), atlas_record_get_value (expense, amount));
}

/* The budget's line for an expense; NULL: it has none. Two may have one name: then what was planned tells
 * which. @used: lines that others are for */
static AtlasRecord *
find_line (AtlasRecord *mission, GPtrArray *budget, AtlasRecord *expense, GHashTable *used)
{
  g_autofree char *item = g_utf8_casefold (atlas_record_get_text (expense, "item"), -1);
  AtlasRecord *found = NULL;

  for (guint i = 0; i < budget->len; i++)
    {
      AtlasRecord *line = g_ptr_array_index (budget, i);
      g_autofree char *other = g_utf8_casefold (atlas_record_get_text (line, "item"), -1);

      if (!g_str_equal (item, other) || !is_in_currency (mission, line, expense) ||
          g_hash_table_contains (used, line))
        continue;
      if (found == NULL || (is_planned_as (line, expense) && !is_planned_as (found, expense)))
        found = line;
    }
  if (found != NULL)
    g_hash_table_add (used, found);
  return found;
}

static void
write_expenses (Work *self, AtlasRecord *mission)
{
  g_autoptr (GPtrArray) budget = atlas_record_dup_items (mission, "budget");
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  GPtrArray *expenses = self->debriefing->expenses;
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_budget_line, "spent", -1);

  for (guint i = 0; i < expenses->len; i++)
    {
      AtlasRecord *expense = g_ptr_array_index (expenses, i);
      AtlasRecord *line = find_line (mission, budget, expense, used);

      if (line == NULL)
        {
          g_ptr_array_add (budget, atlas_record_copy (expense));
          g_hash_table_add (used, g_ptr_array_index (budget, budget->len - 1));
        }
      else if (!atlas_record_has (line, field) ||
               atlas_record_get_real (line, "spent") != atlas_record_get_real (expense, "spent"))
        atlas_record_set_real (line, "spent", atlas_record_get_real (expense, "spent"));
      else
        continue;
      self->counts.expenses++;
    }
  atlas_record_set_items (mission, "budget", budget);
}

static gboolean
write_mission (Work *self, AtlasUnit *unit, AtlasRecord *mission, GPtrArray *stops, GError **error)
{
  g_autoptr (AtlasRecord) before = atlas_record_copy (mission);

  for (guint i = 0; i < stops->len; i++)
    {
      const AtlasDebriefingStop *said = g_ptr_array_index (self->debriefing->stops, i);

      add_notes (g_ptr_array_index (stops, i), said->learnt);
      if (said->reached >= 0)
        atlas_record_set_integer (g_ptr_array_index (stops, i), "reached", said->reached);
    }
  atlas_record_set_items (mission, "stops", stops);
  write_expenses (self, mission);
  add_notes (mission, self->debriefing->learnt);
  if (self->debriefing->status != NULL)
    atlas_record_set_text (mission, "status", self->debriefing->status);
  return atlas_record_equal (before, mission) || atlas_record_save (mission, unit, FALSE, error);
}

/* --- All of it. */

static gboolean
needs_event (const AtlasDebriefingStop *said)
{
  return said->attendance->len + said->people->len > 0;
}

static AtlasRecord *
load_mission (AtlasUnit *unit, const Work *self, GPtrArray **stops, GError **error)
{
  g_autoptr (AtlasRecord) mission = atlas_record_load_uuid (
    atlas_unit_get_connection (unit), &atlas_kind_mission, &self->debriefing->mission, error);

  if (mission == NULL)
    return NULL;
  *stops = atlas_record_dup_items (mission, "stops");
  if ((*stops)->len == self->debriefing->stops->len)
    return g_steal_pointer (&mission);
  g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE,
                       _ ("the stops of the mission have changed in the meantime"));
  g_clear_pointer (stops, g_ptr_array_unref);
  return NULL;
}

static gboolean
has_event (AtlasUnit *unit, AtlasRecord *stop)
{
  const char *id = atlas_record_get_text (stop, "event");
  g_autoptr (AtlasRecord) event = NULL;
  AtlasUuid uuid;

  if (id == NULL || !atlas_uuid_parse (id, -1, &uuid))
    return FALSE;
  event = atlas_record_load_uuid (atlas_unit_get_connection (unit), &atlas_kind_event, &uuid, NULL);
  return event != NULL;
}

/* Where somebody was, and nothing is held so far or it was deleted, it is made. */
static gboolean
make_events (Work *self, AtlasUnit *unit, AtlasRecord *mission, GPtrArray *stops, GError **error)
{
  for (guint i = 0; i < stops->len; i++)
    if (needs_event (g_ptr_array_index (self->debriefing->stops, i)) &&
        !has_event (unit, g_ptr_array_index (stops, i)))
      return atlas_mission_make_events_in (unit, atlas_record_get_id (mission), NULL, error);
  return TRUE;
}

static gboolean
write_stop (Work *self, AtlasUnit *unit, const AtlasDebriefingStop *said, AtlasRecord *stop, GError **error)
{
  const char *event = atlas_record_get_text (stop, "event");

  if (event == NULL && needs_event (said))
    {
      g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE,
                           _ ("it has no arrival, and so no event that somebody could have come to: give it "
                              "one, or say only how many were reached"));
      return FALSE;
    }
  return save_people (self, unit, said, error) &&
         (!needs_event (said) || write_attendance (self, unit, said, event, error)) &&
         write_contacts (self, unit, said, event, error);
}

static gboolean
write_all (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *self = data;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) stops = NULL;
  g_autoptr (AtlasRecord) old = load_mission (unit, self, &before, error);
  g_autoptr (AtlasRecord) mission = NULL;

  if (old == NULL || !make_events (self, unit, old, before, error))
    return FALSE;
  mission = load_mission (unit, self, &stops, error);
  for (guint i = 0; mission != NULL && i < stops->len; i++)
    {
      const AtlasDebriefingStop *said = g_ptr_array_index (self->debriefing->stops, i);

      if (!write_stop (self, unit, said, g_ptr_array_index (stops, i), error))
        {
          g_autofree char *name = atlas_debriefing_stop_dup_name (said, i);

          g_prefix_error (error, "%s: ", name);
          return FALSE;
        }
    }
  return mission != NULL && write_mission (self, unit, mission, stops, error) &&
         atlas_mission_note_reached_in (unit, atlas_record_get_id (mission), NULL, error);
}

gboolean
atlas_debriefing_write (const AtlasDebriefing *self,
                        AtlasRegister *source,
                        AtlasDebriefingCounts *counts,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Work work = { self, known, { 0 } };
  g_autoptr (AtlasRecord) mission = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);

  mission = atlas_register_load_uuid (source, &atlas_kind_mission, &self->mission, error);
  if (mission == NULL || !find_known (&work, source, cancellable, error))
    return FALSE;
  title = atlas_record_dup_title (mission);
  /* Translators: what undo names; %s is a mission. */
  label = g_strdup_printf (_ ("Debrief %s"), title);
  if (!atlas_register_write (source, label, ATLAS_UNIT_DEFAULT, write_all, &work, cancellable, error))
    return FALSE;
  if (counts != NULL)
    *counts = work.counts;
  return TRUE;
}
