/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-facet.h"
#include "atlas-json-scanner.h"
#include "atlas-plan-problem-private.h"
#include "atlas-uuid.h"

/* Who was met when: the index knows the contact log; who came to an event stands with the event. */

/* One who came. */
typedef struct
{
  AtlasUuid member;
  guint16 day;
} Meeting;

/* What one entry of a list of attendance says. */
static gboolean
read_entry (AtlasJsonScanner *scanner, AtlasUuid *member)
{
  gboolean attended = FALSE, named = FALSE;

  for (;;)
    {
      AtlasJsonToken token = atlas_json_scanner_next (scanner, NULL);
      const char *text;
      gsize length;
      gboolean is_status, is_member;

      if (token != ATLAS_JSON_KEY)
        return attended && named;
      text = atlas_json_scanner_get_text (scanner, &length);
      is_status = length == strlen ("status") && memcmp (text, "status", length) == 0;
      is_member = length == strlen ("member") && memcmp (text, "member", length) == 0;
      token = atlas_json_scanner_next (scanner, NULL);
      if (token == ATLAS_JSON_STRING && (is_status || is_member))
        {
          text = atlas_json_scanner_get_text (scanner, &length);
          if (is_status)
            attended = length == strlen ("attended") && memcmp (text, "attended", length) == 0;
          else
            named = atlas_uuid_parse (text, (gssize) length, member);
        }
      else if (token == ATLAS_JSON_OBJECT_START || token == ATLAS_JSON_ARRAY_START)
        atlas_json_scanner_skip (scanner, NULL);
    }
}

/* Who came, of one event. A list that is none names nobody; `check` tells of it. Ours and not SQLite's own
 * json_each (), which takes eight times as long for the same lists. */
static void
read_attendance (AtlasJsonScanner *scanner, guint16 day, GArray *meetings)
{
  guint before = meetings->len;
  AtlasJsonToken token = atlas_json_scanner_next (scanner, NULL);

  if (token != ATLAS_JSON_ARRAY_START)
    return;
  for (;;)
    {
      Meeting meeting = { .day = day };

      token = atlas_json_scanner_next (scanner, NULL);
      if (token == ATLAS_JSON_OBJECT_START)
        {
          if (read_entry (scanner, &meeting.member))
            g_array_append_val (meetings, meeting);
        }
      else if (token == ATLAS_JSON_ARRAY_START)
        atlas_json_scanner_skip (scanner, NULL);
      else if (token == ATLAS_JSON_ARRAY_END || token == ATLAS_JSON_INVALID)
        break;
    }
  if (token == ATLAS_JSON_INVALID || atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_END)
    g_array_set_size (meetings, before);
}

/* (element-type Meeting) (transfer full): NULL with @error */
static GArray *
read_events (AtlasConnection *connection, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (
    connection,
    "SELECT start, attendance FROM event WHERE start IS NOT NULL AND attendance IS NOT NULL AND "
    "(status IS NULL OR status <> 'cancelled')",
    error);
  g_autoptr (AtlasJsonScanner) scanner = atlas_json_scanner_new ("", 0);
  g_autoptr (GArray) meetings = g_array_new (FALSE, FALSE, sizeof (Meeting));
  g_autoptr (GError) failure = NULL;
  guint16 today = atlas_facet_today ();

  if (select == NULL)
    return NULL;
  while (atlas_statement_step (select, &failure))
    {
      gsize start_length, length;
      const char *start = atlas_statement_get_text (select, 0, &start_length);
      const char *attendance = atlas_statement_get_text (select, 1, &length);
      guint16 day = start_length >= 10 ? atlas_facet_pack_day (start, 10) : 0;

      if (day == 0 || day > today)
        continue;
      atlas_json_scanner_reset (scanner, attendance, length);
      read_attendance (scanner, day, meetings);
    }
  if (failure == NULL)
    return g_steal_pointer (&meetings);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static int
compare_meetings (gconstpointer a, gconstpointer b)
{
  const Meeting *one = a, *other = b;
  int order = memcmp (&one->member, &other->member, sizeof (AtlasUuid));

  return order != 0 ? order : (int) other->day - (int) one->day;
}

/* Of each member the last meeting alone, in the order of the ids, which is that of the index on them: else
 * each look-up would read another page. */
static void
sort_meetings (GArray *meetings)
{
  guint n = 0;

  g_array_sort (meetings, compare_meetings);
  for (guint i = 0; i < meetings->len; i++)
    {
      const Meeting *meeting = &g_array_index (meetings, Meeting, i);

      if (n == 0 || memcmp (&g_array_index (meetings, Meeting, n - 1).member, &meeting->member,
                            sizeof (AtlasUuid)) != 0)
        g_array_index (meetings, Meeting, n++) = *meeting;
    }
  g_array_set_size (meetings, n);
}

static gboolean
note_meetings (
  AtlasConnection *connection, GArray *meetings, AtlasPointIndex *index, guint16 *met, GError **error)
{
  g_autoptr (AtlasStatement) select =
    atlas_statement_new (connection, "SELECT id FROM member WHERE uuid = :uuid", error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  sort_meetings (meetings);
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
