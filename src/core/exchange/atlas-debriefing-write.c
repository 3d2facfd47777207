/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debriefing-private.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-merged.h"
#include "atlas-mission-audience.h"
#include "atlas-mission-events.h"

typedef struct
{
  const AtlasDebriefing *debriefing;
  GHashTable *known; /* id of somebody who is said to be new -> id by which they are known already */
  AtlasDebriefingCounts counts;
} Work;

static void
format_id (AtlasRecord *record, char id[ATLAS_UUID_TEXT_SIZE])
{
  atlas_uuid_format (atlas_record_get_uuid (record), id);
}

/* Who is meant by an id, as things stand in the unit: the same person under the id that they have. @stands:
 * FALSE: nobody any more, as somebody was deleted or erased meanwhile. FALSE with @error */
static gboolean
resolve (const Work *self,
         AtlasUnit *unit,
         const char *id,
         char found[ATLAS_UUID_TEXT_SIZE],
         gboolean *stands,
         GError **error)
{
  const char *known = g_hash_table_lookup (self->known, id);
  AtlasUuid uuid, stays;

  *stands = FALSE;
  if (!atlas_uuid_parse (known != NULL ? known : id, -1, &uuid))
    return TRUE;
  if (!atlas_merged_find (atlas_unit_get_connection (unit), &uuid, &stays, stands, error))
    return FALSE;
  atlas_uuid_format (&stays, found);
  return TRUE;
}

/* --- Before anything is written: who is known. */

static gboolean
note_known (Work *self,
            AtlasRegister *source,
            AtlasRecord *person,
            const char *event,
            GPtrArray *before,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (AtlasRecord) known = NULL;
  char id[ATLAS_UUID_TEXT_SIZE], other[ATLAS_UUID_TEXT_SIZE];

  if (!atlas_debriefing_find_known (source, person, event, &known, cancellable, error))
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
        if (!note_known (self, source, g_ptr_array_index (stop->people, k), stop->event, people, cancellable,
                         error))
          return FALSE;
    }
  return TRUE;
}

/* --- Who is new. */

/* They agreed, or took it back, at the event, whoever knew them before: the entries that are new. */
static void
add_consents (AtlasRecord *known, AtlasRecord *person)
{
  g_autoptr (GPtrArray) consents = atlas_record_dup_items (known, "consents");
  g_autoptr (GPtrArray) said = atlas_record_dup_items (person, "consents");

  for (guint i = 0; i < said->len; i++)
    {
      AtlasRecord *consent = g_ptr_array_index (said, i);

      if (!g_ptr_array_find_with_equal_func (consents, consent, (GEqualFunc) atlas_record_equal, NULL))
        g_ptr_array_add (consents, atlas_record_ref (consent));
    }
  atlas_record_set_items (known, "consents", consents);
}

static gboolean
save_known (Work *self, AtlasUnit *unit, AtlasRecord *person, const char *id, GError **error)
{
  g_autoptr (AtlasRecord) known = NULL;
  g_autoptr (AtlasRecord) before = NULL;
  char found[ATLAS_UUID_TEXT_SIZE];
  gboolean stands;
  AtlasUuid uuid;

  if (!resolve (self, unit, id, found, &stands, error))
    return FALSE;
  if (!stands || !atlas_uuid_parse (found, -1, &uuid))
    return TRUE;
  known = atlas_record_load_uuid (atlas_unit_get_connection (unit), &atlas_kind_member, &uuid, error);
  if (known == NULL)
    return FALSE;
  before = atlas_record_copy (known);
  add_consents (known, person);
  return atlas_record_equal (before, known) || atlas_record_save (known, unit, FALSE, error);
}

static gboolean
save_people (Work *self, AtlasUnit *unit, const AtlasDebriefingStop *stop, GError **error)
{
  for (guint i = 0; i < stop->people->len; i++)
    {
      g_autoptr (AtlasRecord) person = atlas_record_copy (g_ptr_array_index (stop->people, i));
      char id[ATLAS_UUID_TEXT_SIZE];
      gboolean is_new;

      format_id (person, id);
      is_new = !g_hash_table_contains (self->known, id);
      if (is_new)
        atlas_register_place (person);
      if (is_new ? !atlas_record_save (person, unit, FALSE, error)
                 : !save_known (self, unit, person, id, error))
        {
          g_autofree char *name = atlas_record_dup_title (person);

          g_prefix_error (error, "%s: ", name);
          return FALSE;
        }
      self->counts.people += is_new;
    }
  return TRUE;
}

/* --- Who came. */

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

/* Who is not there any more is on no list. FALSE with @error */
static gboolean
note_status (Work *self,
             AtlasUnit *unit,
             GPtrArray *attendance,
             const char *id,
             const char *status,
             gboolean *changed,
             GError **error)
{
  char found[ATLAS_UUID_TEXT_SIZE];
  gboolean stands;

  if (!resolve (self, unit, id, found, &stands, error))
    return FALSE;
  if (stands && set_status (attendance, found, status))
    self->counts.attendance++, *changed = TRUE;
  return TRUE;
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
          !note_status (self, unit, attendance, id, "attended", &changed, error))
        return FALSE;
    }
  for (guint i = 0; i < stop->attendance->len; i++)
    {
      AtlasRecord *entry = g_ptr_array_index (stop->attendance, i);

      if (!note_status (self, unit, attendance, atlas_record_get_text (entry, "member"),
                        atlas_record_get_text (entry, "status"), &changed, error))
        return FALSE;
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
write_contact (Work *self, AtlasUnit *unit, AtlasRecord *said, const char *event, GError **error)
{
  g_autoptr (AtlasRecord) contact = atlas_record_copy (said);
  const char *member = atlas_record_get_text (said, "member");
  char found[ATLAS_UUID_TEXT_SIZE];
  gboolean stands = TRUE;
  int logged;

  if (member != NULL && !resolve (self, unit, member, found, &stands, error))
    return FALSE;
  if (!stands)
    return TRUE;
  if (member != NULL)
    atlas_record_set_text (contact, "member", found);
  if (event != NULL && atlas_record_get_text (contact, "event") == NULL)
    atlas_record_set_text (contact, "event", event);
  logged = atlas_debriefing_is_logged (atlas_unit_get_connection (unit), contact, error);
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

/* Whether it stands there as a paragraph of its own, or several. */
static gboolean
has_paragraph (const char *notes, const char *learnt)
{
  g_autofree char *wanted = g_strstrip (g_strdup (learnt));
  g_autofree char *spaced = g_strdup_printf ("\n\n%s\n\n", wanted);
  g_autofree char *all = g_strdup_printf ("\n\n%s\n\n", notes);

  return strstr (all, spaced) != NULL;
}

/* A paragraph of its own, unless it stands there. */
static gboolean
add_notes (AtlasRecord *record, const char *learnt)
{
  const char *notes = atlas_record_get_text (record, "notes");
  g_autofree char *both = NULL;

  if (learnt == NULL || (notes != NULL && has_paragraph (notes, learnt)))
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
  AtlasRecord *mission = atlas_record_load_uuid (atlas_unit_get_connection (unit), &atlas_kind_mission,
                                                 &self->debriefing->mission, error);

  if (mission != NULL)
    *stops = atlas_record_dup_items (mission, "stops");
  return mission;
}

/* Whether it is told of that stop: by what is held there, else by where it is. */
static gboolean
is_of (const AtlasDebriefingStop *said, AtlasRecord *stop)
{
  const char *event = atlas_record_get_text (stop, "event");

  if (said->event != NULL && event != NULL)
    return g_str_equal (said->event, event);
  return g_strcmp0 (said->place, atlas_record_get_text (stop, "place")) == 0 &&
         g_strcmp0 (said->region, atlas_record_get_text (stop, "region")) == 0;
}

static gboolean
check_stops (const Work *self, GPtrArray *stops, GError **error)
{
  gboolean same = stops->len == self->debriefing->stops->len;

  for (guint i = 0; same && i < stops->len; i++)
    same = is_of (g_ptr_array_index (self->debriefing->stops, i), g_ptr_array_index (stops, i));
  if (!same)
    g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE,
                         _ ("the stops of the mission have changed in the meantime"));
  return same;
}

/* -1 with @error */
static int
has_event (AtlasUnit *unit, AtlasRecord *stop, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (AtlasRecord) event = atlas_record_find_id (atlas_unit_get_connection (unit), &atlas_kind_event,
                                                        atlas_record_get_text (stop, "event"), &failure);

  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), -1;
  return event != NULL;
}

/* Where somebody was, and nothing is held so far or it was deleted, it is made; what is held elsewhere is
 * left as it is. */
static gboolean
make_events (Work *self, AtlasUnit *unit, AtlasRecord *mission, GPtrArray *stops, GError **error)
{
  g_autofree gboolean *wanted = g_new0 (gboolean, stops->len + 1);
  gboolean any = FALSE;

  for (guint i = 0; i < stops->len; i++)
    {
      int has = has_event (unit, g_ptr_array_index (stops, i), error);

      if (has < 0)
        return FALSE;
      wanted[i] = !has && needs_event (g_ptr_array_index (self->debriefing->stops, i));
      any |= wanted[i];
    }
  return !any ||
         atlas_mission_make_events_at (unit, atlas_record_get_id (mission), wanted, stops->len, error);
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
  return (!needs_event (said) || write_attendance (self, unit, said, event, error)) &&
         write_contacts (self, unit, said, event, error);
}

/* All people first: what is said at one stop may be of somebody who is new at another. */
static gboolean
write_stops (Work *self, AtlasUnit *unit, GPtrArray *stops, GError **error)
{
  for (guint i = 0; i < 2 * stops->len; i++)
    {
      guint index = i % stops->len;
      const AtlasDebriefingStop *said = g_ptr_array_index (self->debriefing->stops, index);

      if (i < stops->len ? !save_people (self, unit, said, error)
                         : !write_stop (self, unit, said, g_ptr_array_index (stops, index), error))
        {
          g_autofree char *name = atlas_stop_format_name (said->place, index);

          g_prefix_error (error, "%s: ", name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
write_all (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *self = data;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) stops = NULL;
  g_autoptr (AtlasRecord) old = load_mission (unit, self, &before, error);
  g_autoptr (AtlasRecord) mission = NULL;

  if (old == NULL || !check_stops (self, before, error) || !make_events (self, unit, old, before, error))
    return FALSE;
  mission = load_mission (unit, self, &stops, error);
  return mission != NULL && write_stops (self, unit, stops, error) &&
         write_mission (self, unit, mission, stops, error) &&
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
