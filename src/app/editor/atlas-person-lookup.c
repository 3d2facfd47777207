/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-person-lookup.h"

#include "atlas-kind-words.h"

typedef struct
{
  char **uuids;
  AtlasQuery *query; /* rather than those */
  guint limit;
} Question;

static void
question_free (Question *self)
{
  g_strfreev (self->uuids);
  g_clear_pointer (&self->query, atlas_query_unref);
  g_free (self);
}

void
atlas_person_brief_free (AtlasPersonBrief *self)
{
  g_free (self->uuid);
  g_free (self->name);
  g_free (self->place);
  g_free (self->sex);
  g_free (self);
}

static AtlasPersonBrief *
make_brief (AtlasRecord *member)
{
  AtlasPersonBrief *self = g_new0 (AtlasPersonBrief, 1);
  const char *status = atlas_record_get_text (member, "status");
  g_autofree char *place = atlas_record_dup_town (member);
  char uuid[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (member), uuid);
  self->uuid = g_strdup (uuid);
  self->id = atlas_record_get_id (member);
  self->name = atlas_record_dup_title (member);
  self->place = place ? g_steal_pointer (&place) : g_strdup ("");
  self->sex = g_strdup (atlas_record_get_text (member, "sex"));
  self->active = status == NULL || g_str_equal (status, "active");
  return self;
}

static gboolean
look_up (AtlasRegister *records, char **uuids, GPtrArray *briefs, GCancellable *cancellable, GError **error)
{
  for (gsize i = 0; uuids[i] != NULL; i++)
    {
      g_autoptr (AtlasRecord) member = NULL;
      g_autoptr (GError) local_error = NULL;
      AtlasUuid uuid;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (atlas_uuid_parse (uuids[i], -1, &uuid))
        member = atlas_register_load_uuid (records, &atlas_kind_member, &uuid, &local_error);
      if (member != NULL)
        g_ptr_array_add (briefs, make_brief (member));
      else if (local_error == NULL ||
               g_error_matches (local_error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN))
        {
          AtlasPersonBrief *nobody = g_new0 (AtlasPersonBrief, 1);

          nobody->uuid = g_strdup (uuids[i]);
          g_ptr_array_add (briefs, nobody);
        }
      else
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
search (AtlasRegister *records,
        AtlasQuery *query,
        guint limit,
        GPtrArray *briefs,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (GArray) ids =
    atlas_register_list_ids (records, query, limit > 0 ? "" : NULL, limit, cancellable, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AtlasRecord) member = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      /* One that was deleted since is not found. */
      member = atlas_register_load (records, &atlas_kind_member, g_array_index (ids, gint64, i), NULL);
      if (member != NULL)
        g_ptr_array_add (briefs, make_brief (member));
    }
  return TRUE;
}

static void
answer_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  g_autoptr (GPtrArray) briefs = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_person_brief_free);
  GError *error = NULL;

  if (question->query != NULL ? search (source, question->query, question->limit, briefs, cancellable, &error)
                              : look_up (source, question->uuids, briefs, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&briefs), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* @question: (transfer full) */
static void
ask (AtlasRegister *records,
     Question *question,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (records, cancellable, callback, user_data);

  g_task_set_source_tag (task, atlas_person_lookup_finish);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, answer_in_thread);
}

void
atlas_person_lookup_async (AtlasRegister *records,
                           const char *const *uuids,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Question *question;

  g_return_if_fail (ATLAS_IS_REGISTER (records));
  g_return_if_fail (uuids != NULL);

  question = g_new0 (Question, 1);
  question->uuids = g_strdupv ((char **) uuids);
  ask (records, question, cancellable, callback, user_data);
}

void
atlas_person_search_async (AtlasRegister *records,
                           AtlasQuery *query,
                           guint limit,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Question *question;

  g_return_if_fail (ATLAS_IS_REGISTER (records));
  g_return_if_fail (query != NULL && atlas_query_get_kind (query) == &atlas_kind_member);

  question = g_new0 (Question, 1);
  question->query = atlas_query_ref (query);
  question->limit = limit;
  ask (records, question, cancellable, callback, user_data);
}

GPtrArray *
atlas_person_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, atlas_person_lookup_finish), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
