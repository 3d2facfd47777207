/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicate-hint.h"

#include "atlas-duplicates.h"
#include "atlas-i18n.h"

/* Less sure ones are for whoever looks for them. */
#define SURE 0.9

struct _AtlasDuplicateHint
{
  GtkWidget parent_instance;

  GtkWidget *revealer;
  GtkLabel *label;
  GtkWidget *button;

  AtlasSession *session;
  gint64 member;
  GCancellable *looking;
};

G_DEFINE_FINAL_TYPE (AtlasDuplicateHint, atlas_duplicate_hint, GTK_TYPE_WIDGET)

/** Of the surest, or nobody. */
typedef struct
{
  gint64 member, other;
  char *title;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_free (self->title);
  g_free (self);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Answer *answer = data;
  g_autoptr (AtlasRecord) member = NULL;
  g_autoptr (AtlasRecord) other = NULL;
  g_autoptr (GArray) pairs = NULL;
  GError *error = NULL;

  member = atlas_register_load (source, &atlas_kind_member, answer->member, &error);
  pairs = member ? atlas_duplicates_find_alike (source, member, SURE, cancellable, &error) : NULL;
  if (pairs != NULL && pairs->len > 0)
    {
      answer->other = g_array_index (pairs, AtlasDuplicatePair, 0).left;
      other = atlas_register_load (source, &atlas_kind_member, answer->other, &error);
    }
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  answer->title = other ? atlas_record_dup_title (other) : NULL;
  g_task_return_boolean (task, TRUE);
}

static void
show_answer (AtlasDuplicateHint *self, const Answer *answer)
{
  if (answer->title != NULL)
    {
      /* Translators: somebody's name */
      g_autofree char *text = g_strdup_printf (_ ("Possibly recorded twice: %s"), answer->title);

      gtk_label_set_text (self->label, text);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "(xx)", answer->other, answer->member);
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), answer->title != NULL);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasDuplicateHint) self = data;
  /* A hint that can't be given is none: what is wrong with the database shows elsewhere. */
  gboolean good = g_task_propagate_boolean (G_TASK (result), NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->looking)
    return;
  g_clear_object (&self->looking);
  if (good && self->revealer != NULL)
    show_answer (self, g_task_get_task_data (G_TASK (result)));
}

static void
look (AtlasDuplicateHint *self)
{
  g_autoptr (GTask) task = NULL;
  Answer *answer;

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (self->session == NULL || self->member == 0)
    {
      gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
      return;
    }
  answer = g_new0 (Answer, 1);
  answer->member = self->member;
  self->looking = g_cancellable_new ();
  task =
    g_task_new (atlas_session_get_register (self->session), self->looking, on_looked, g_object_ref (self));
  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, answer, answer_free);
  g_task_run_in_thread (task, look_in_thread);
}

static void
on_changed (AtlasDuplicateHint *self, AtlasChange *change)
{
  if (atlas_change_is_everything (change) ||
      atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_member)) ||
      atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_verdict)))
    look (self);
}

void
atlas_duplicate_hint_set_member (AtlasDuplicateHint *self, AtlasSession *session, gint64 member)
{
  g_return_if_fail (ATLAS_IS_DUPLICATE_HINT (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  if (session == self->session && member == self->member)
    return;
  if (session != self->session)
    {
      if (self->session != NULL)
        g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
      if (session != NULL)
        g_signal_connect_object (atlas_session_get_register (session), "changed", G_CALLBACK (on_changed),
                                 self, G_CONNECT_SWAPPED);
      g_set_object (&self->session, session);
    }
  self->member = member;
  /* It is of somebody else. */
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  look (self);
}

gboolean
atlas_duplicate_hint_is_settled (AtlasDuplicateHint *self)
{
  g_return_val_if_fail (ATLAS_IS_DUPLICATE_HINT (self), TRUE);

  return self->looking == NULL && gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)) ==
                                    gtk_revealer_get_child_revealed (GTK_REVEALER (self->revealer));
}

static void
atlas_duplicate_hint_dispose (GObject *object)
{
  AtlasDuplicateHint *self = ATLAS_DUPLICATE_HINT (object);

  if (self->revealer != NULL)
    atlas_duplicate_hint_set_member (self, NULL, 0);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_duplicate_hint_parent_class)->dispose (object);
}

static void
atlas_duplicate_hint_class_init (AtlasDuplicateHintClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_duplicate_hint_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
atlas_duplicate_hint_init (AtlasDuplicateHint *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->revealer), GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), bar);
  gtk_widget_add_css_class (bar, "list-bar");
  self->label = GTK_LABEL (label);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (bar), label);
  self->button = gtk_button_new_with_mnemonic (_ ("_Compare"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "(xx)", (gint64) 0, (gint64) 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.compare");
  gtk_box_append (GTK_BOX (bar), self->button);
}

GtkWidget *
atlas_duplicate_hint_new (void)
{
  return g_object_new (ATLAS_TYPE_DUPLICATE_HINT, NULL);
}
