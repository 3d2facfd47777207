/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debriefing-private.h"

#include "atlas-fold.h"
#include "atlas-merged.h"
#include "atlas-mission-events.h"

/* Whom a file means by an id, an address or a name. */

static gboolean
has_email (AtlasRecord *person, const char *email)
{
  g_auto (GStrv) emails = atlas_record_dup_list (person, "emails");
  g_autofree char *wanted = g_utf8_casefold (email, -1);

  for (guint i = 0; emails != NULL && emails[i] != NULL; i++)
    {
      g_autofree char *other = g_utf8_casefold (emails[i], -1);

      if (g_str_equal (wanted, other))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_called (AtlasRecord *person, const char *name)
{
  g_autofree char *title = atlas_record_dup_title (person);
  g_autofree char *folded = atlas_fold_dup_words (title, -1);
  g_autofree char *wanted = atlas_fold_dup_words (name, -1);

  return g_str_equal (folded, wanted);
}

/* Of those whom the file says to be new, who may be meant. (transfer container) (element-type AtlasRecord) */
static GPtrArray *
list_new (const AtlasDebriefing *debriefing, const AtlasCheckinRow *row)
{
  GPtrArray *people = g_ptr_array_new ();

  for (guint i = 0; i < debriefing->stops->len; i++)
    {
      const AtlasDebriefingStop *stop = g_ptr_array_index (debriefing->stops, i);

      for (guint k = 0; k < stop->people->len; k++)
        {
          AtlasRecord *person = g_ptr_array_index (stop->people, k);

          if (row->email != NULL ? has_email (person, row->email)
                                 : row->name != NULL && is_called (person, row->name))
            g_ptr_array_add (people, person);
        }
    }
  return people;
}

/* Of several who share an address, those of that name, if there are any. */
static void
narrow (GPtrArray *people, const char *name)
{
  guint called = 0;

  for (guint i = 0; i < people->len; i++)
    called += is_called (g_ptr_array_index (people, i), name);
  for (guint i = called > 0 ? people->len : 0; i-- > 0;)
    if (!is_called (g_ptr_array_index (people, i), name))
      g_ptr_array_remove_index (people, i);
}

/* Whether the row is done: somebody new is meant, or several may be. */
static gboolean
find_new (const AtlasDebriefing *debriefing, AtlasCheckinRow *row)
{
  AtlasRecord *person = atlas_debriefing_find_person (debriefing, row->id);
  g_autoptr (GPtrArray) people = NULL;

  if (person != NULL)
    row->found = *atlas_record_get_uuid (person);
  if (person != NULL || row->id != NULL)
    return person != NULL;
  people = list_new (debriefing, row);
  if (people->len > 1 && row->email != NULL && row->name != NULL)
    narrow (people, row->name);
  if (people->len == 0)
    return FALSE;
  atlas_checkin_row_take (row, people, row->email != NULL ? row->email : row->name);
  return TRUE;
}

/* The id of somebody who was merged into another since becomes the other's. */
static gboolean
follow (AtlasConnection *connection, const AtlasDebriefing *debriefing, AtlasCheckinRow *row, GError **error)
{
  AtlasUuid uuid, stays;
  gboolean stands;
  char id[ATLAS_UUID_TEXT_SIZE];

  if (row->id == NULL || !atlas_uuid_parse (row->id, -1, &uuid) ||
      atlas_debriefing_find_person (debriefing, row->id) != NULL)
    return TRUE;
  if (!atlas_merged_find (connection, &uuid, &stays, &stands, error))
    return FALSE;
  if (!stands)
    return TRUE;
  atlas_uuid_format (&stays, id);
  g_free (row->id);
  row->id = g_strdup (id);
  return TRUE;
}

static gboolean
follow_all (AtlasRegister *source, const AtlasDebriefing *debriefing, GPtrArray *rows, GError **error)
{
  AtlasStore *store = atlas_register_get_store (source);
  AtlasConnection *connection = atlas_store_acquire_reader (store, error);
  gboolean done = connection != NULL;

  for (guint i = 0; done && i < rows->len; i++)
    if (g_ptr_array_index (rows, i) != NULL)
      done = follow (connection, debriefing, g_ptr_array_index (rows, i), error);
  if (connection != NULL)
    atlas_store_release_reader (store, connection);
  return done;
}

gboolean
atlas_debriefing_find_people (AtlasRegister *source,
                              const AtlasDebriefing *debriefing,
                              AtlasRecord *stop,
                              GPtrArray *rows,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (GError) failure = NULL;
  g_autoptr (AtlasRecord) event = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);
  g_return_val_if_fail (debriefing != NULL && stop != NULL && rows != NULL, FALSE);

  if (rows->len > 0 && !follow_all (source, debriefing, rows, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (g_ptr_array_index (rows, i) != NULL && !find_new (debriefing, g_ptr_array_index (rows, i)))
      g_ptr_array_add (others, g_ptr_array_index (rows, i));
  if (others->len == 0)
    return TRUE;
  event = atlas_stop_load_event (source, stop, &failure);
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (event == NULL)
    event = atlas_record_new (&atlas_kind_event);
  return atlas_checkin_find_people (source, event, others, cancellable, error);
}
