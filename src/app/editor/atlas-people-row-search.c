/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-people-row-private.h"

#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

#define MAX_SUGGESTED 10
#define MAX_TYPED     256

/* Only the answer to the newest question counts. */

static GCancellable *
begin (GCancellable **waiting)
{
  g_cancellable_cancel (*waiting);
  g_clear_object (waiting);
  return *waiting = g_cancellable_new ();
}

static gboolean
end (GCancellable **waiting, GAsyncResult *result)
{
  if (g_task_get_cancellable (G_TASK (result)) != *waiting)
    return FALSE;
  g_clear_object (waiting);
  return TRUE;
}

void
atlas_people_row_stop (AtlasPeopleRow *self)
{
  GCancellable **all[] = { &self->looking, &self->searching, &self->inviting };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_cancellable_cancel (*all[i]);
      g_clear_object (all[i]);
    }
}

/* Names. */

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasPeopleRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = atlas_person_lookup_finish (result, &error);

  if (!end (&self->looking, result))
    return;
  if (people != NULL)
    atlas_people_row_take_people (self, people);
  else
    atlas_session_fail (self->session, _ ("Names can’t be read"), error);
}

void
atlas_people_row_look_up (AtlasPeopleRow *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uuids = NULL;

  if (self->session == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->listed)); i++)
    {
      g_autoptr (AtlasListedPerson) listed = g_list_model_get_item (G_LIST_MODEL (self->listed), i);
      const char *uuid = atlas_listed_person_get_uuid (listed);

      if (uuid != NULL && !g_hash_table_contains (self->people, uuid))
        g_strv_builder_add (builder, uuid);
    }
  uuids = g_strv_builder_end (builder);
  if (*uuids != NULL)
    atlas_person_lookup_async (atlas_session_get_register (self->session), (const char *const *) uuids,
                               begin (&self->looking), on_looked_up, g_object_ref (self));
}

/* One at a time. */

static void
on_searched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasPeopleRow) self = data;
  g_autoptr (GPtrArray) people = atlas_person_lookup_finish (result, NULL);
  g_autoptr (GPtrArray) offered = g_ptr_array_new_with_free_func (g_object_unref);

  if (!end (&self->searching, result) || people == NULL)
    return;
  for (guint i = 0; i < people->len; i++)
    {
      const AtlasPersonBrief *person = g_ptr_array_index (people, i);

      g_ptr_array_add (offered, atlas_suggestion_new (person->uuid, person->name, person->place, NULL));
    }
  atlas_suggestions_offer (self->suggestions, offered);
}

void
atlas_people_row_search (AtlasPeopleRow *self)
{
  g_autoptr (AtlasQuery) query = NULL;
  char words[MAX_TYPED];

  /* Words alone: a name with a colon in it is no search for a field. */
  if (self->session == NULL ||
      atlas_fold_words (gtk_editable_get_text (self->entry), -1, words, sizeof words) == 0 ||
      (query = atlas_query_parse (&atlas_kind_member, words, NULL)) == NULL)
    {
      begin (&self->searching);
      g_clear_object (&self->searching);
      if (self->suggestions != NULL)
        gtk_popover_popdown (GTK_POPOVER (self->suggestions));
      return;
    }
  atlas_person_search_async (atlas_session_get_register (self->session), query, MAX_SUGGESTED,
                             begin (&self->searching), on_searched, g_object_ref (self));
}

static void
on_suggested_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasPeopleRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = atlas_person_lookup_finish (result, &error);
  g_autofree char *name = NULL;

  if (!end (&self->inviting, result))
    return;
  if (people == NULL)
    {
      atlas_session_fail (self->session, _ ("The person was not added"), error);
      return;
    }
  name = g_strdup (((const AtlasPersonBrief *) g_ptr_array_index (people, 0))->name);
  if (name != NULL && atlas_people_row_add_people (self, people) == 0)
    {
      g_autofree char *message = g_strdup_printf (_ ("%s is on the list already"), name);

      atlas_session_tell (self->session, message, FALSE);
    }
}

void
atlas_people_row_add_suggested (AtlasPeopleRow *self, AtlasSuggestion *suggestion)
{
  const char *uuids[] = { atlas_suggestion_get_text (suggestion), NULL };

  if (self->session != NULL)
    atlas_person_lookup_async (atlas_session_get_register (self->session), uuids, begin (&self->inviting),
                               on_suggested_found, g_object_ref (self));
  gtk_editable_set_text (self->entry, "");
}

/* All who are found. */

static gint64
get_n_found (AtlasPeopleRow *self)
{
  AtlasPointSet *points = self->session ? atlas_session_get_points (self->session) : NULL;

  return points ? atlas_point_set_get_total (points)->members : 0;
}

void
atlas_people_row_update_invite (AtlasPeopleRow *self)
{
  gint64 n = get_n_found (self);
  const char *search =
    self->session ? atlas_filter_get_text (atlas_session_get_filter (self->session, &atlas_kind_member)) : "";
  g_autofree char *number = atlas_number_format (n);
  g_autofree char *most = atlas_number_format (ATLAS_PEOPLE_ROW_MAX_INVITED);
  g_autofree char *label = NULL;
  g_autofree char *tooltip = NULL;

  if (*search == '\0')
    label = g_strdup_printf (ngettext ("Invite Everyone (%s)", "Invite Everyone (%s)", (gulong) n), number);
  else
    label = g_strdup_printf (
      ngettext ("Invite the %s Person Found", "Invite the %s People Found", (gulong) n), number);
  if (n > ATLAS_PEOPLE_ROW_MAX_INVITED)
    tooltip =
      g_strdup_printf (_ ("Search on the page People for those whom you want here, %s at most"), most);
  else if (*search != '\0')
    /* Translators: %s is what was searched for on the page People */
    tooltip = g_strdup_printf (_ ("All whom the page People shows: “%s”"), search);
  else
    tooltip = g_strdup (_ ("A search on the page People narrows this down"));

  gtk_button_set_label (self->invite, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->invite), tooltip);
  gtk_widget_set_sensitive (GTK_WIDGET (self->invite),
                            self->inviting == NULL && n > 0 && n <= ATLAS_PEOPLE_ROW_MAX_INVITED);
}

static void
tell_invited (AtlasPeopleRow *self, guint n_added, guint n_left_out)
{
  g_autofree char *added = atlas_number_format (n_added);
  g_autofree char *left_out = atlas_number_format (n_left_out);
  g_autofree char *message =
    g_strdup_printf (ngettext ("%s person added to the list", "%s people added to the list", n_added), added);

  if (n_left_out > 0)
    {
      g_autofree char *rest = g_strdup_printf (
        ngettext ("%s has moved away or died", "%s have moved away or died", n_left_out), left_out);
      g_autofree char *both = g_strdup_printf ("%s – %s", message, rest);

      atlas_session_tell (self->session, both, FALSE);
    }
  else
    atlas_session_tell (self->session, message, FALSE);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasPeopleRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = atlas_person_lookup_finish (result, &error);

  if (!end (&self->inviting, result))
    return;
  if (people != NULL)
    {
      guint n = people->len;
      guint n_added;

      for (guint i = people->len; i-- > 0;)
        if (!((const AtlasPersonBrief *) g_ptr_array_index (people, i))->active)
          g_ptr_array_remove_index (people, i);
      n -= people->len;
      n_added = atlas_people_row_add_people (self, people);
      tell_invited (self, n_added, n);
    }
  else
    atlas_session_fail (self->session, _ ("The people found were not added"), error);
  atlas_people_row_update_invite (self);
}

void
atlas_people_row_invite_found (AtlasPeopleRow *self)
{
  AtlasFilter *filter;

  if (self->session == NULL)
    return;
  filter = atlas_session_get_filter (self->session, &atlas_kind_member);
  atlas_person_search_async (atlas_session_get_register (self->session), atlas_filter_get_query (filter), 0,
                             begin (&self->inviting), on_found, g_object_ref (self));
  atlas_people_row_update_invite (self);
}
