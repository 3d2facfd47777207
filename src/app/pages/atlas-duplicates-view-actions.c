/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicates-view-private.h"

#include "atlas-i18n.h"
#include "atlas-member-merge.h"

typedef struct
{
  AtlasDuplicatesView *view;
  AtlasSession *session;
  AtlasDuplicatePair pair;
  AtlasUuid left, right;
  char **choices;
  char *message;
} Decision;

static void
decision_free (Decision *self)
{
  g_object_unref (self->view);
  g_object_unref (self->session);
  g_strfreev (self->choices);
  g_free (self->message);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decision, decision_free)

static void
finish (Decision *decision, const char *failure, const GError *error)
{
  AtlasDuplicatesView *self = decision->view;

  if (error == NULL)
    atlas_session_tell (decision->session, decision->message, TRUE);
  else
    atlas_session_fail (decision->session, failure, error);
  if (self->session == decision->session)
    atlas_duplicate_list_decided (self->list, decision->pair.left, decision->pair.right);
}

/* Of what is shown, which makes room for the next pair. @format: for two names, or NULL */
static Decision *
begin_decision (AtlasDuplicatesView *self, const char *format)
{
  AtlasMergeDraft *draft = atlas_pair_view_get_draft (self->pair);
  AtlasRecord *left = atlas_merge_draft_get_left (draft);
  AtlasRecord *right = atlas_merge_draft_get_right (draft);
  g_autofree char *names = atlas_duplicates_view_dup_names (left, right);
  Decision *decision = g_new0 (Decision, 1);
  GString *message = g_string_new (format);
  guint position;

  g_string_replace (message, "%s", names, 1);
  decision->message = g_string_free (message, FALSE);
  decision->view = g_object_ref (self);
  decision->session = g_object_ref (self->session);
  decision->pair = *atlas_duplicate_item_get_pair (self->shown);
  decision->left = *atlas_record_get_uuid (left);
  decision->right = *atlas_record_get_uuid (right);
  decision->choices = atlas_merge_draft_dup_choices (draft);
  if (atlas_duplicate_list_find (self->list, decision->pair.left, decision->pair.right, &position))
    atlas_duplicate_list_take_out (self->list, position);
  self->decided = decision->pair;
  return decision;
}

static void
merge_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Decision *decision = data;
  GError *error = NULL;
  g_autoptr (AtlasRecord) merged =
    atlas_member_merge (source, &decision->left, &decision->right, decision->choices, cancellable, &error);

  if (merged != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_merged (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Decision) decision = data;
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  finish (decision, _ ("The two records were not merged"), error);
}

static void
merge (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasDuplicatesView *self = ATLAS_DUPLICATES_VIEW (widget);
  g_autoptr (GTask) task = NULL;
  Decision *decision;

  if (atlas_pair_view_get_draft (self->pair) == NULL || self->shown == NULL)
    return;
  /* Translators: one name, or two: "Merged: Ada Uwase · Adah Uwase" */
  decision = begin_decision (self, _ ("Merged: %s"));
  atlas_duplicate_list_add_heir (self->list, decision->pair.right, decision->pair.left);
  task = g_task_new (atlas_session_get_register (self->session), NULL, on_merged, decision);
  g_task_set_source_tag (task, merge);
  g_task_set_task_data (task, decision, NULL);
  g_task_run_in_thread (task, merge_in_thread);
}

static void
on_verdict_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Decision) decision = data;
  g_autoptr (GError) error = NULL;

  atlas_register_save_finish (ATLAS_REGISTER (source), result, &error);
  finish (decision, _ ("This was not saved"), error);
}

static void
call_different (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasDuplicatesView *self = ATLAS_DUPLICATES_VIEW (widget);
  AtlasMergeDraft *draft = atlas_pair_view_get_draft (self->pair);
  AtlasRegister *records;
  g_autoptr (AtlasRecord) verdict = NULL;
  g_autoptr (GError) error = NULL;

  if (draft == NULL || self->shown == NULL)
    return;
  records = atlas_session_get_register (self->session);
  verdict = atlas_duplicates_make_verdict (records, atlas_merge_draft_get_left (draft),
                                           atlas_merge_draft_get_right (draft), &error);
  if (verdict == NULL)
    {
      atlas_session_fail (self->session, _ ("This was not saved"), error);
      return;
    }
  /* Translators: one name, or two */
  atlas_register_save_async (records, verdict, NULL, on_verdict_saved,
                             begin_decision (self, _ ("Not the same: %s")));
}

static void
put_off (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasDuplicatesView *self = ATLAS_DUPLICATES_VIEW (widget);
  guint position = gtk_single_selection_get_selected (self->selection);

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  atlas_duplicate_list_put_off (self->list, position);
  atlas_duplicates_view_select (
    self, position + 1 < g_list_model_get_n_items (G_LIST_MODEL (self->list)) ? position : 0);
}

static void
go_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasDuplicatesView *self = ATLAS_DUPLICATES_VIEW (widget);

  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
atlas_duplicates_view_update_actions (AtlasDuplicatesView *self)
{
  gboolean open = atlas_pair_view_get_draft (self->pair) != NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicates.merge", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicates.different", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicates.later", open && n > 1);
}

void
atlas_duplicates_view_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "duplicates.merge", NULL, merge);
  gtk_widget_class_install_action (widget_class, "duplicates.different", NULL, call_different);
  gtk_widget_class_install_action (widget_class, "duplicates.later", NULL, put_off);
  gtk_widget_class_install_action (widget_class, "duplicates.back", NULL, go_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, 0, "duplicates.merge", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "duplicates.different", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, 0, "duplicates.later", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "duplicates.back", NULL);
}
