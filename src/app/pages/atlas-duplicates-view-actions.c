/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicates-view-private.h"

#include "atlas-i18n.h"
#include "atlas-member-merge.h"

/* One name where both have it. */
static char *
dup_names (AtlasRecord *left, AtlasRecord *right)
{
  g_autofree char *one = atlas_record_dup_title (left);
  g_autofree char *other = atlas_record_dup_title (right);

  return g_str_equal (one, other) ? g_steal_pointer (&one) : g_strdup_printf ("%s · %s", one, other);
}

typedef struct
{
  AtlasDuplicatesView *view;
  AtlasSession *session;
  gboolean merge; /* rather than calling them different people */
  AtlasDuplicatePair pair;
  AtlasRecord *left, *right;
  char **choices;
  char *message;
} Decision;

static void
decision_free (Decision *self)
{
  g_object_unref (self->view);
  g_object_unref (self->session);
  atlas_record_unref (self->left);
  atlas_record_unref (self->right);
  g_strfreev (self->choices);
  g_free (self->message);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decision, decision_free)

/* The pair that is shown makes room for the next one. */
static void
make_room (AtlasDuplicatesView *self)
{
  guint position;

  if (!atlas_duplicate_list_find (self->list, self->decided.left, self->decided.right, &position))
    return;
  atlas_duplicate_list_take_out (self->list, position);
  position = gtk_single_selection_get_selected (self->selection);
  if (position != GTK_INVALID_LIST_POSITION)
    atlas_duplicates_view_select (self, position);
}

static Decision *
begin_decision (AtlasDuplicatesView *self, gboolean merge)
{
  AtlasMergeDraft *draft = atlas_pair_view_get_draft (self->pair);
  Decision *decision = g_new0 (Decision, 1);
  g_autofree char *names = NULL;

  decision->view = g_object_ref (self);
  decision->session = g_object_ref (self->session);
  decision->merge = merge;
  decision->pair = *atlas_duplicate_item_get_pair (self->shown);
  decision->left = atlas_record_ref (atlas_merge_draft_get_left (draft));
  decision->right = atlas_record_ref (atlas_merge_draft_get_right (draft));
  decision->choices = atlas_merge_draft_dup_choices (draft);
  names = dup_names (decision->left, decision->right);
  /* Translators: one name, or two: "Merged: Ada Uwase · Adah Uwase" */
  decision->message =
    merge ? g_strdup_printf (_ ("Merged: %s"), names) : g_strdup_printf (_ ("Not the same: %s"), names);
  self->decided = decision->pair;
  make_room (self);
  return decision;
}

static void
decide_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Decision *decision = data;
  GError *error = NULL;
  g_autoptr (AtlasRecord) saved = NULL;

  if (decision->merge)
    saved =
      atlas_member_merge (source, atlas_record_get_uuid (decision->left),
                          atlas_record_get_uuid (decision->right), decision->choices, cancellable, &error);
  else
    saved = atlas_duplicates_dismiss (source, decision->left, decision->right, cancellable, &error);
  if (saved != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_decided (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Decision) decision = data;
  g_autoptr (GError) error = NULL;
  AtlasDuplicatesView *self = decision->view;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    atlas_session_tell (decision->session, decision->message, TRUE);
  else
    atlas_session_fail (decision->session,
                        decision->merge ? _ ("The two records were not merged") : _ ("This was not saved"),
                        error);
  if (self->session == decision->session)
    atlas_duplicate_list_decided (self->list, decision->pair.left, decision->pair.right);
}

static void
decide (AtlasDuplicatesView *self, gboolean merge)
{
  g_autoptr (GTask) task = NULL;
  Decision *decision;

  if (self->shown == NULL || atlas_pair_view_get_draft (self->pair) == NULL)
    return;
  decision = begin_decision (self, merge);
  if (merge)
    atlas_duplicate_list_add_heir (self->list, decision->pair.right, decision->pair.left);
  task = g_task_new (atlas_session_get_register (self->session), NULL, on_decided, decision);
  g_task_set_source_tag (task, decide);
  g_task_set_task_data (task, decision, NULL);
  g_task_run_in_thread (task, decide_in_thread);
}

static void
merge (GtkWidget *widget, const char *name, GVariant *parameter)
{
  decide (ATLAS_DUPLICATES_VIEW (widget), TRUE);
}

static void
call_different (GtkWidget *widget, const char *name, GVariant *parameter)
{
  decide (ATLAS_DUPLICATES_VIEW (widget), FALSE);
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
