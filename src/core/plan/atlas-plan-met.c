/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-facet.h"
#include "atlas-plan-problem-private.h"
#include "atlas-uuid.h"

/* Who was met when: the index knows the contact log; who came to an event stands with the event. */

/* One who came. */
typedef struct
{
  AtlasUuid member;
  guint16 day;
} Meeting;

/* (element-type Meeting) (transfer full): NULL with @error */
static GArray *
read_events (AtlasConnection *connection, GError **error)
{
  /* A list that is none names nobody; `check` tells of it. */
  g_autoptr (AtlasStatement) select = atlas_statement_new (
    connection,
    "SELECT e.start, a.value ->> 'member' FROM event AS e, json_each (e.attendance) AS a "
    "WHERE json_valid (e.attendance) AND (e.status IS NULL OR e.status <> 'cancelled') AND "
    "a.type = 'object' AND a.value ->> 'status' = 'attended'",
    error);
  g_autoptr (GArray) meetings = g_array_new (FALSE, FALSE, sizeof (Meeting));
  g_autoptr (GError) failure = NULL;
  guint16 today = atlas_facet_today ();

  if (select == NULL)
    return NULL;
  while (atlas_statement_step (select, &failure))
    {
      const char *start = atlas_statement_get_text (select, 0, NULL);
      const char *member = atlas_statement_get_text (select, 1, NULL);
      Meeting meeting = { .day =
                            start != NULL && strlen (start) >= 10 ? atlas_facet_pack_day (start, 10) : 0 };

      if (meeting.day > 0 && meeting.day <= today && member != NULL &&
          atlas_uuid_parse (member, -1, &meeting.member))
        g_array_append_val (meetings, meeting);
    }
  if (failure == NULL)
    return g_steal_pointer (&meetings);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static int
compare_meetings (gconstpointer a, gconstpointer b)
{
  return memcmp (&((const Meeting *) a)->member, &((const Meeting *) b)->member, sizeof (AtlasUuid));
}

/* In the order of the ids, which is that of the index on them: else each look-up would read another page. */
static gboolean
note_meetings (
  AtlasConnection *connection, GArray *meetings, AtlasPointIndex *index, guint16 *met, GError **error)
{
  g_autoptr (AtlasStatement) select =
    atlas_statement_new (connection, "SELECT id FROM member WHERE uuid = :uuid", error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  g_array_sort (meetings, compare_meetings);
  for (guint i = 0; i < meetings->len; i++)
    {
      const Meeting *meeting = &g_array_index (meetings, Meeting, i);
      guint row;

      atlas_statement_bind_uuid (select, ":uuid", &meeting->member);
      if (atlas_statement_step (select, &failure) &&
          atlas_point_index_find (index, atlas_statement_get_integer (select, 0), &row))
        met[row] = MAX (met[row], meeting->day);
      if (failure != NULL)
        break;
      atlas_statement_reset (select);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

guint16 *
atlas_plan_read_met (AtlasRegister *source, AtlasPointIndex *index, GCancellable *cancellable, GError **error)
{
  AtlasStore *store = atlas_register_get_store (source);
  AtlasConnection *connection = atlas_store_acquire_reader (store, error);
  const AtlasPointColumns *columns = atlas_point_index_get_columns (index);
  g_autofree guint16 *met = g_new0 (guint16, columns->n_points + 1);
  g_autoptr (GArray) meetings = NULL;
  gboolean done;

  if (connection == NULL)
    return NULL;
  if (columns->n_points > 0)
    memcpy (met, columns->contacted, columns->n_points * sizeof *met);
  atlas_connection_set_cancellable (connection, cancellable);
  meetings = read_events (connection, error);
  done = meetings != NULL && note_meetings (connection, meetings, index, met, error);
  atlas_connection_set_cancellable (connection, NULL);
  atlas_store_release_reader (store, connection);
  return done ? g_steal_pointer (&met) : NULL;
}
