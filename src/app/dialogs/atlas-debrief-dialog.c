/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debrief-dialog.h"

#include "atlas-debrief-change.h"
#include "atlas-debrief-money.h"
#include "atlas-debrief-numbers.h"
#include "atlas-debrief-stop.h"
#include "atlas-debrief-text.h"
#include "atlas-debrief-writer.h"
#include "atlas-debriefing.h"
#include "atlas-fields-dialog.h"
#include "atlas-i18n.h"
#include "atlas-mission-requests.h"
#include "atlas-teller.h"

/* What is typed is kept this long after, at the latest. */
#define KEEP_MS 1500

struct _AtlasDebriefDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  GtkWidget *back, *next, *save, *report, *bar;
  GtkDropDown *steps;
  AdwToastOverlay *toasts;
  GtkStack *stack;

  GPtrArray *pages; /* GtkWidget: what is told on each; borrowed */
  GPtrArray *views; /* GtkWidget: its child of the stack; borrowed */
  AtlasDebriefMoney *money;
  AtlasDebriefNumbers *numbers; /* NULL: not written yet */

  AtlasSession *session;
  AtlasRecord *mission;
  AtlasDebriefing *debriefing;
  AtlasDebriefing *written; /* what was written last and can be undone; NULL: nothing */
  char *undo_label;         /* of that */
  AtlasDebriefWriter *writer;
  guint keeping;    /* source; 0: all is kept */
  guint writing;    /* how many are on their way */
  gboolean syncing; /* the list of steps follows the page, not the other way round */
  gboolean stale;   /* the mission changed while something of it was typed in a window before this one */
};

G_DEFINE_FINAL_TYPE (AtlasDebriefDialog, atlas_debrief_dialog, ADW_TYPE_WINDOW)

/* Keeping it. */

static void
keep_now (AtlasDebriefDialog *self)
{
  if (self->keeping == 0)
    return;
  g_clear_handle_id (&self->keeping, g_source_remove);
  atlas_debrief_writer_keep (self->writer, self->mission, self->debriefing);
}

static gboolean
on_keep_timeout (gpointer data)
{
  keep_now (data);
  return G_SOURCE_REMOVE;
}

static void
note (AtlasDebriefDialog *self)
{
  if (self->keeping == 0)
    self->keeping = g_timeout_add (KEEP_MS, on_keep_timeout, self);
}

/* Pages. */

static gboolean
is_at_numbers (AtlasDebriefDialog *self)
{
  return self->numbers != NULL && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "numbers") == 0;
}

static guint
get_step (AtlasDebriefDialog *self)
{
  return gtk_drop_down_get_selected (self->steps);
}

static void
update (AtlasDebriefDialog *self)
{
  gboolean numbers = is_at_numbers (self);
  guint step = get_step (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "debrief.back", numbers || step > 0);
  gtk_widget_set_visible (self->next, !numbers && step + 1 < self->pages->len);
  gtk_widget_set_visible (self->save, !numbers && step + 1 == self->pages->len);
  gtk_widget_set_visible (self->report, numbers);
  gtk_widget_set_visible (self->bar, !numbers);
  /* What is typed meanwhile would be in neither. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), self->writing == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "debrief.save", !numbers && self->writing == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "debrief.start-over", self->writing == 0);
}

static void
show_step (AtlasDebriefDialog *self, guint step)
{
  if (step >= self->pages->len)
    return;
  self->syncing = TRUE;
  gtk_drop_down_set_selected (self->steps, step);
  self->syncing = FALSE;
  gtk_stack_set_visible_child (self->stack, g_ptr_array_index (self->views, step));
  update (self);
  gtk_widget_grab_focus (g_ptr_array_index (self->pages, step));
}

static void
on_step_selected (AtlasDebriefDialog *self)
{
  if (!self->syncing && self->pages->len > 0)
    show_step (self, get_step (self));
}

static GtkWidget *
make_view (GtkWidget *page)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *viewport;

  gtk_widget_set_margin_top (page, 18);
  gtk_widget_set_margin_bottom (page, 24);
  gtk_widget_set_margin_start (page, 18);
  gtk_widget_set_margin_end (page, 18);
  adw_clamp_set_child (ADW_CLAMP (clamp), page);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  /* Lists within are as high as they want to be, not as low as they can. */
  viewport = gtk_viewport_new (NULL, NULL);
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), TRUE);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), clamp);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), viewport);
  return scroller;
}

static void
add_page (AtlasDebriefDialog *self, GtkStringList *names, GtkWidget *page, const char *name)
{
  GtkWidget *view = make_view (page);

  gtk_stack_add_child (self->stack, view);
  g_ptr_array_add (self->pages, page);
  g_ptr_array_add (self->views, view);
  gtk_string_list_append (names, name);
}

static void
on_learnt (gpointer owner, const char *text)
{
  AtlasDebriefDialog *self = owner;

  g_free (self->debriefing->learnt);
  self->debriefing->learnt = g_strdup (text);
  note (self);
}

static const char *const statuses[] = { "reported", "held", "under-way" };

static void
on_status_selected (AtlasDebriefDialog *self, GParamSpec *property, AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);

  if (selected >= G_N_ELEMENTS (statuses))
    return;
  g_free (self->debriefing->status);
  self->debriefing->status = g_strdup (statuses[selected]);
  note (self);
}

static GtkWidget *
make_outcome (AtlasDebriefDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      gtk_string_list_append (names,
                              atlas_vocabulary_label_for (&atlas_vocabulary_mission_status, statuses[i]));
      if (g_strcmp0 (self->debriefing->status, statuses[i]) == 0)
        selected = i;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("The Mission Is Now"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  gtk_widget_set_name (row, "status");
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_status_selected), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box),
                  atlas_debrief_text_new (_ ("What Was Learnt"), _ ("It goes into the notes of the mission."),
                                          self->debriefing->learnt, on_learnt, self));
  return box;
}

static void
clear_pages (AtlasDebriefDialog *self)
{
  for (guint i = 0; i < self->views->len; i++)
    gtk_stack_remove (self->stack, g_ptr_array_index (self->views, i));
  g_ptr_array_set_size (self->views, 0);
  g_ptr_array_set_size (self->pages, 0);
  self->money = NULL;
}

static void
make_pages (AtlasDebriefDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  clear_pages (self);
  for (guint i = 0; i < self->debriefing->stops->len; i++)
    {
      const AtlasDebriefingStop *stop = g_ptr_array_index (self->debriefing->stops, i);
      GtkWidget *page = atlas_debrief_stop_new (self->session, self->mission, self->debriefing, i);
      g_autofree char *name = g_strdup_printf ("%u. %s", i + 1, stop->place != NULL ? stop->place : "");

      g_signal_connect_object (page, "changed", G_CALLBACK (note), self, G_CONNECT_SWAPPED);
      add_page (self, names, page, name);
    }
  self->money =
    ATLAS_DEBRIEF_MONEY (atlas_debrief_money_new (self->session, self->mission, self->debriefing));
  g_signal_connect_object (self->money, "changed", G_CALLBACK (note), self, G_CONNECT_SWAPPED);
  add_page (self, names, GTK_WIDGET (self->money), _ ("Expenses"));
  add_page (self, names, make_outcome (self), _ ("Outcome"));
  self->syncing = TRUE;
  gtk_drop_down_set_model (self->steps, G_LIST_MODEL (names));
  self->syncing = FALSE;
  show_step (self, 0);
}

/* What is said unless somebody says otherwise. */
static AtlasDebriefing *
begin (AtlasRecord *mission)
{
  AtlasDebriefing *debriefing = atlas_debriefing_new (mission);

  debriefing->status = g_strdup (statuses[0]);
  return debriefing;
}

/* @debriefing: (transfer full): is told from now on */
static void
take (AtlasDebriefDialog *self, AtlasDebriefing *debriefing)
{
  AtlasDebriefing *before = self->debriefing;

  self->debriefing = debriefing;
  make_pages (self);
  atlas_debriefing_free (before);
}

static void
start_over (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasDebriefDialog *self = ATLAS_DEBRIEF_DIALOG (widget);

  take (self, begin (self->mission));
  note (self);
}

/* Writing it. */

/* There is nothing any more of which it could be told. */
static void
give_up (AtlasDebriefDialog *self)
{
  g_clear_handle_id (&self->keeping, g_source_remove);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean reload_mission (AtlasDebriefDialog *self);

typedef struct
{
  AtlasDebriefDialog *dialog;
  AtlasSession *session;
  AtlasJob *job;
} Work;

static void
work_free (Work *self)
{
  g_object_unref (self->dialog);
  g_object_unref (self->session);
  g_object_unref (self->job);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static void
show_numbers (AtlasDebriefDialog *self)
{
  if (self->numbers == NULL)
    {
      self->numbers = ATLAS_DEBRIEF_NUMBERS (
        atlas_debrief_numbers_new (self->session, atlas_record_get_id (self->mission)));
      gtk_stack_add_named (self->stack, make_view (GTK_WIDGET (self->numbers)), "numbers");
    }
  atlas_debrief_numbers_reload (self->numbers);
  gtk_stack_set_visible_child_name (self->stack, "numbers");
  update (self);
  gtk_widget_grab_focus (self->report);
}

/* It is told; from here on something else would be, which is not to be taken for a correction of it.
 * @written: (transfer full) */
static void
begin_anew (AtlasDebriefDialog *self, AtlasDebriefing *written)
{
  AtlasRegister *source = atlas_session_get_register (self->session);
  g_autoptr (AtlasRecord) mission =
    atlas_register_load (source, &atlas_kind_mission, atlas_record_get_id (self->mission), NULL);
  AtlasDebriefing *debriefing;

  if (mission != NULL)
    {
      atlas_record_unref (self->mission);
      self->mission = g_steal_pointer (&mission);
    }
  debriefing = begin (self->mission);
  g_free (debriefing->status);
  debriefing->status = g_strdup (written->status);
  g_clear_pointer (&self->written, atlas_debriefing_free);
  self->written = written;
  g_free (self->undo_label);
  self->undo_label = atlas_journal_dup_undo_label (atlas_register_get_store (source));
  take (self, debriefing);
  show_numbers (self);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Work) work = data;
  AtlasDebriefDialog *self = work->dialog;
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasDebriefing) written = atlas_debrief_writer_write_finish (result, &error);

  atlas_job_end (work->job);
  self->writing--;
  if (self->session != NULL)
    update (self);
  if (written == NULL)
    {
      atlas_session_fail (work->session, _ ("The Debrief Was Not Saved"), error);
      /* What changed meanwhile has waited. */
      if (self->session != NULL && !reload_mission (self))
        give_up (self);
      return;
    }
  if (self->session != NULL)
    begin_anew (self, g_steal_pointer (&written));
  atlas_session_tell (work->session, _ ("The debrief is saved"), TRUE);
}

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasDebriefDialog *self = ATLAS_DEBRIEF_DIALOG (widget);
  Work *work;

  if (self->session == NULL || self->writing > 0)
    return;
  if (!atlas_debrief_money_check (self->money))
    {
      show_step (self, self->pages->len - 2);
      atlas_debrief_money_check (self->money);
      return;
    }
  work = g_new0 (Work, 1);
  work->dialog = g_object_ref (self);
  work->session = g_object_ref (self->session);
  work->job = atlas_session_start_job (self->session, _ ("Saving the debrief"));
  self->writing++;
  g_clear_handle_id (&self->keeping, g_source_remove);
  update (self);
  atlas_debrief_writer_write_async (self->writer, self->mission, self->debriefing,
                                    atlas_job_get_cancellable (work->job), on_written, work);
}

static void
go_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasDebriefDialog *self = ATLAS_DEBRIEF_DIALOG (widget);

  if (is_at_numbers (self))
    show_step (self, self->pages->len - 1);
  else if (get_step (self) > 0)
    show_step (self, get_step (self) - 1);
}

static void
go_on (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasDebriefDialog *self = ATLAS_DEBRIEF_DIALOG (widget);

  if (!is_at_numbers (self))
    show_step (self, get_step (self) + 1);
}

static void
write_report (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasDebriefDialog *self = ATLAS_DEBRIEF_DIALOG (widget);

  if (self->session != NULL)
    atlas_mission_requests_debrief (widget, self->session, self->mission);
}

/* Records changed, by whomever. */

static void
on_fields_closed (AtlasDebriefDialog *self)
{
  gboolean stale = self->stale;

  self->stale = FALSE;
  if (stale && self->session != NULL && !reload_mission (self))
    give_up (self);
}

/* Something of it is typed in a window before this one: TRUE, and the pages that it is for wait for it. */
static gboolean
wait_for_fields (AtlasDebriefDialog *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (!ATLAS_IS_FIELDS_DIALOG (window) || gtk_widget_in_destruction (GTK_WIDGET (window)) ||
          gtk_window_get_transient_for (window) != GTK_WINDOW (self))
        continue;
      if (!self->stale)
        g_signal_connect_object (window, "destroy", G_CALLBACK (on_fields_closed), self, G_CONNECT_SWAPPED);
      self->stale = TRUE;
      return TRUE;
    }
  return FALSE;
}

/* What was told of the mission as it was, for the mission as it is. FALSE: it can't be. */
static gboolean
take_over (AtlasDebriefDialog *self, AtlasRecord *mission)
{
  AtlasRegister *source = atlas_session_get_register (self->session);
  g_autofree char *json = atlas_debriefing_to_json (self->debriefing);
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  AtlasDebriefing *debriefing = atlas_debriefing_from_json (source, mission, json, -1, &faults, NULL, &error);
  gboolean numbers = is_at_numbers (self);
  guint step = get_step (self);
  AtlasRecord *before;

  if (debriefing == NULL)
    {
      atlas_session_fail (self->session, _ ("The mission can’t be read"), error);
      return FALSE;
    }
  before = self->mission;
  self->mission = atlas_record_ref (mission);
  atlas_record_unref (before);
  take (self, debriefing);
  if (numbers)
    show_numbers (self);
  else
    show_step (self, MIN (step, self->pages->len - 1));
  if (faults->len > 0)
    {
      g_autofree char *message = NULL;

      g_ptr_array_add (faults, NULL);
      message = g_strjoinv ("\n", (char **) faults->pdata);
      error = g_error_new_literal (ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, message);
      atlas_session_fail (self->session, _ ("Left Out of the Debrief"), error);
    }
  return TRUE;
}

/* What was told is not lost by it, and can be told otherwise. */
static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasDebriefDialog *self = ATLAS_DEBRIEF_DIALOG (widget);
  AtlasDebriefing *anew = self->debriefing;
  gboolean ours;

  if (self->session == NULL || !is_at_numbers (self))
    return;
  ours =
    self->written != NULL && g_strcmp0 (atlas_session_get_undo_label (self->session), self->undo_label) == 0;
  atlas_session_undo (self->session, FALSE);
  if (!ours)
    return;
  self->debriefing = g_steal_pointer (&self->written);
  if (!take_over (self, self->mission))
    {
      self->written = g_steal_pointer (&self->debriefing);
      self->debriefing = anew;
      return;
    }
  atlas_debriefing_free (anew);
  show_step (self, self->pages->len - 1);
  note (self);
}

/* FALSE where the mission is gone. */
static gboolean
reload_mission (AtlasDebriefDialog *self)
{
  AtlasRegister *source = atlas_session_get_register (self->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasRecord) mission =
    atlas_register_load (source, &atlas_kind_mission, atlas_record_get_id (self->mission), &error);

  if (mission == NULL)
    {
      if (g_error_matches (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN))
        return FALSE;
      atlas_session_fail (self->session, _ ("The mission can’t be read"), error);
      return TRUE;
    }
  if (!atlas_debrief_differs (mission, self->mission))
    {
      atlas_record_unref (self->mission);
      self->mission = g_steal_pointer (&mission);
    }
  else if (self->writing == 0 && !wait_for_fields (self))
    take_over (self, mission);
  return TRUE;
}

static void
on_records_changed (AtlasDebriefDialog *self, AtlasChange *change)
{
  gboolean everything = atlas_change_is_everything (change);
  gboolean people = everything || atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_member));
  gboolean events = everything || atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_event));

  if ((everything || atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_mission))) &&
      !reload_mission (self))
    {
      give_up (self);
      return;
    }
  for (guint i = 0; (people || events) && i < self->pages->len; i++)
    if (ATLAS_IS_DEBRIEF_STOP (g_ptr_array_index (self->pages, i)))
      atlas_debrief_stop_reload (g_ptr_array_index (self->pages, i), people);
  if (is_at_numbers (self))
    atlas_debrief_numbers_reload (self->numbers);
}

static void
atlas_debrief_dialog_dispose (GObject *object)
{
  AtlasDebriefDialog *self = ATLAS_DEBRIEF_DIALOG (object);

  if (self->session != NULL)
    {
      if (self->keeping != 0 || atlas_debrief_writer_is_keeping (self->writer))
        atlas_debrief_writer_keep_last (self->writer, self->mission, self->debriefing);
      g_clear_handle_id (&self->keeping, g_source_remove);
      g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
    }
  g_clear_object (&self->session);

  G_OBJECT_CLASS (atlas_debrief_dialog_parent_class)->dispose (object);
}

static void
atlas_debrief_dialog_finalize (GObject *object)
{
  AtlasDebriefDialog *self = ATLAS_DEBRIEF_DIALOG (object);

  g_clear_handle_id (&self->keeping, g_source_remove);
  g_clear_pointer (&self->mission, atlas_record_unref);
  g_clear_pointer (&self->debriefing, atlas_debriefing_free);
  g_clear_pointer (&self->written, atlas_debriefing_free);
  g_clear_pointer (&self->writer, atlas_debrief_writer_unref);
  g_free (self->undo_label);
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->views);

  G_OBJECT_CLASS (atlas_debrief_dialog_parent_class)->finalize (object);
}

static void
atlas_debrief_dialog_class_init (AtlasDebriefDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_debrief_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_debrief_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-debrief-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasDebriefDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AtlasDebriefDialog, back);
  gtk_widget_class_bind_template_child (widget_class, AtlasDebriefDialog, next);
  gtk_widget_class_bind_template_child (widget_class, AtlasDebriefDialog, save);
  gtk_widget_class_bind_template_child (widget_class, AtlasDebriefDialog, report);
  gtk_widget_class_bind_template_child (widget_class, AtlasDebriefDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, AtlasDebriefDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, AtlasDebriefDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, AtlasDebriefDialog, stack);
  gtk_widget_class_bind_template_callback (widget_class, on_step_selected);
  gtk_widget_class_install_action (widget_class, "debrief.back", NULL, go_back);
  gtk_widget_class_install_action (widget_class, "debrief.next", NULL, go_on);
  gtk_widget_class_install_action (widget_class, "debrief.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "debrief.report", NULL, write_report);
  gtk_widget_class_install_action (widget_class, "debrief.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "debrief.start-over", NULL, start_over);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "debrief.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "debrief.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "debrief.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "debrief.next", NULL);
}

static void
atlas_debrief_dialog_init (AtlasDebriefDialog *self)
{
  self->pages = g_ptr_array_new ();
  self->views = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AtlasDebriefDialog *
atlas_debrief_dialog_open (GtkWidget *widget, AtlasSession *session, AtlasRecord *mission)
{
  AtlasDebriefDialog *self;
  GtkRoot *root;
  g_autofree char *title = NULL;
  AtlasDebriefing *kept;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);
  g_return_val_if_fail (mission != NULL && atlas_record_get_id (mission) != 0, NULL);

  root = gtk_widget_get_root (widget);
  self = g_object_new (ATLAS_TYPE_DEBRIEF_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);
  self->session = g_object_ref (session);
  self->writer = atlas_debrief_writer_new (session);
  self->mission = atlas_record_copy (mission);
  title = atlas_record_dup_title (mission);
  adw_window_title_set_subtitle (self->heading, title);
  kept = atlas_debriefing_take_up (atlas_session_get_register (session), self->mission);
  self->debriefing = kept != NULL ? kept : begin (self->mission);
  g_signal_connect_object (atlas_session_get_register (session), "changed", G_CALLBACK (on_records_changed),
                           self, G_CONNECT_SWAPPED);
  atlas_teller_begin (GTK_WIDGET (self), self->toasts, session, "debrief.undo");
  gtk_window_present (GTK_WINDOW (self));
  make_pages (self);
  if (kept != NULL)
    atlas_teller_show (self->toasts, _ ("The debrief is as you left it"), _ ("_Start Over"),
                       "debrief.start-over");
  return self;
}

gboolean
atlas_debrief_dialog_is_settled (AtlasDebriefDialog *self)
{
  g_return_val_if_fail (ATLAS_IS_DEBRIEF_DIALOG (self), FALSE);

  for (guint i = 0; i < self->pages->len; i++)
    if (ATLAS_IS_DEBRIEF_STOP (g_ptr_array_index (self->pages, i)) &&
        !atlas_debrief_stop_is_settled (g_ptr_array_index (self->pages, i)))
      return FALSE;
  return self->writing == 0 && !atlas_debrief_writer_is_keeping (self->writer) &&
         (self->numbers == NULL || atlas_debrief_numbers_is_settled (self->numbers));
}
