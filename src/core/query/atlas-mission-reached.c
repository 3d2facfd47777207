/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-i18n.h"
#include "atlas-mission-events.h"

typedef struct
{
  gint64 mission;
  AtlasMissionReached reached;
} Work;

/* How many attended the event of a stop; each of them goes into @everybody. -1 where there is no list. */
static gint64
count_attended (AtlasConnection *connection, AtlasRecord *stop, GHashTable *everybody)
{
  const char *id = atlas_record_get_text (stop, "event");
  g_autoptr (GHashTable) here = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (GPtrArray) attendance = NULL;
  AtlasUuid uuid;
  gboolean is_held = FALSE;

  if (id == NULL || !atlas_uuid_parse (id, -1, &uuid))
    return -1;
  /* One that was deleted since says nothing any more. */
  event = atlas_record_load_uuid (connection, &atlas_kind_event, &uuid, NULL);
  if (event == NULL)
    return -1;
  attendance = atlas_record_dup_items (event, "attendance");
  for (guint i = 0; i < attendance->len; i++)
    {
      AtlasRecord *entry = g_ptr_array_index (attendance, i);
      const char *member = atlas_record_get_text (entry, "member");
      const char *status = atlas_record_get_text (entry, "status");

      /* A list of those who were invited does not say that nobody came. */
      is_held |= g_strcmp0 (status, "attended") == 0 || g_strcmp0 (status, "absent") == 0;
      if (member == NULL || g_strcmp0 (status, "attended") != 0)
        continue;
      g_hash_table_add (here, g_strdup (member));
      g_hash_table_add (everybody, g_strdup (member));
    }
  return is_held ? (gint64) g_hash_table_size (here) : -1;
}

static gboolean
note_reached (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  AtlasConnection *connection = atlas_unit_get_connection (unit);
  g_autoptr (AtlasRecord) mission = atlas_record_load (connection, &atlas_kind_mission, work->mission, error);
  g_autoptr (AtlasRecord) before = mission != NULL ? atlas_record_copy (mission) : NULL;
  g_autoptr (GPtrArray) stops = mission != NULL ? atlas_record_dup_items (mission, "stops") : NULL;
  g_autoptr (GHashTable) everybody = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 by_hand = 0; /* at stops without a list */

  for (guint i = 0; stops != NULL && i < stops->len; i++)
    {
      AtlasRecord *stop = g_ptr_array_index (stops, i);
      gint64 n = count_attended (connection, stop, everybody);

      if (n < 0)
        {
          by_hand += atlas_record_get_integer (stop, "reached");
          continue;
        }
      atlas_record_set_integer (stop, "reached", n);
      work->reached.stops++;
    }
  if (stops == NULL || work->reached.stops == 0)
    return stops != NULL;
  work->reached.people = g_hash_table_size (everybody);
  atlas_record_set_items (mission, "stops", stops);
  atlas_record_set_integer (mission, "reached", work->reached.people + by_hand);
  work->reached.changed = !atlas_record_equal (before, mission);
  return !work->reached.changed || atlas_record_save (mission, unit, FALSE, error);
}

gboolean
atlas_mission_note_reached_in (AtlasUnit *unit, gint64 mission, AtlasMissionReached *reached, GError **error)
{
  Work work = { .mission = mission };

  g_return_val_if_fail (unit != NULL, FALSE);

  if (!note_reached (unit, &work, NULL, error))
    return FALSE;
  if (reached != NULL)
    *reached = work.reached;
  return TRUE;
}

gboolean
atlas_mission_note_reached (AtlasRegister *self,
                            gint64 mission,
                            AtlasMissionReached *reached,
                            GCancellable *cancellable,
                            GError **error)
{
  Work work = { .mission = mission };
  g_autoptr (AtlasRecord) record = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);

  record = atlas_register_load (self, &atlas_kind_mission, mission, error);
  if (record == NULL)
    return FALSE;
  title = atlas_record_dup_title (record);
  /* Translators: what undo names; %s is a mission. */
  label = g_strdup_printf (_ ("Note who was reached by %s"), title);
  if (!atlas_register_write (self, label, ATLAS_UNIT_DEFAULT, note_reached, &work, cancellable, error))
    return FALSE;
  if (reached != NULL)
    *reached = work.reached;
  return TRUE;
}
