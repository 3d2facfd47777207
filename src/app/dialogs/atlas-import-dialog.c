/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-dialog.h"

#include "atlas-count-row.h"
#include "atlas-file-choice.h"
#include "atlas-i18n.h"
#include "atlas-import.h"
#include "atlas-job-bar.h"
#include "atlas-number.h"
#include "atlas-refusal-view.h"

struct _AtlasImportDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkButton *close;
  GtkWidget *back;
  GtkWidget *import_button;
  GtkStack *faces;
  GtkWidget *plan;
  GtkLabel *heading;
  GtkLabel *origin;
  GtkWidget *synthetic;
  GtkWidget *columns;
  AdwActionRow *unknown_columns;
  AtlasCountRow *added, *updated, *unchanged, *skipped, *refused, *unplaced, *remarked;
  AdwComboRow *on_duplicate;
  GtkLabel *summary;
  AtlasRefusalView *refusals;
  AdwStatusPage *trouble;
  AdwToastOverlay *toasts;
  AtlasJobBar *bar;

  AtlasSession *session;
  GListModel *files;
  GListStore *jobs;    /* the one that runs, for the bar */
  AtlasImport *import; /* the one that runs or ran last; NULL once the dialog is gone */
  AtlasJob *job;
  gboolean importing;  /* rather than looking what would happen */
  gboolean worthwhile; /* by the latest look, there is something to import */
  gboolean finished;
};

G_DEFINE_FINAL_TYPE (AtlasImportDialog, atlas_import_dialog, ADW_TYPE_WINDOW)

/* Words. */

static char *
dup_files_name (AtlasImportDialog *self)
{
  guint n = g_list_model_get_n_items (self->files);
  g_autofree char *number = atlas_number_format (n);

  if (n == 1)
    {
      g_autoptr (GFile) file = g_list_model_get_item (self->files, 0);
      g_autofree char *base = g_file_get_basename (file);

      return base ? g_filename_display_name (base) : g_file_get_parse_name (file);
    }
  return g_strdup_printf (ngettext ("%s file", "%s files", n), number);
}

/* Whether all of it is tables of estimates. */
static gboolean
holds_estimates (AtlasImportDialog *self)
{
  GPtrArray *tables = atlas_import_get_tables (self->import);

  for (guint i = 0; i < tables->len; i++)
    if (((AtlasImportTable *) g_ptr_array_index (tables, i))->mapping->kind != &atlas_kind_estimate)
      return FALSE;
  return tables->len == g_list_model_get_n_items (self->files);
}

static char *
make_heading (AtlasImportDialog *self, gint64 n)
{
  g_autofree char *number = atlas_number_format (n);

  if (n == 0)
    return g_strdup (_ ("There are no people or events in it"));
  if (holds_estimates (self))
    return g_strdup_printf (ngettext ("%s estimate", "%s estimates", (gulong) n), number);
  return g_strdup_printf (ngettext ("%s person or event", "%s people and events", (gulong) n), number);
}

/* Whose data it is, and what is to be said beside the counts. */
static char *
make_origin (AtlasImport *import)
{
  GPtrArray *offices = atlas_import_get_offices (import);
  const AtlasImportCounts *counts = atlas_import_get_counts (import);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < offices->len; i++)
    {
      if (i > 0)
        g_string_append (names, ", ");
      g_string_append (names, g_ptr_array_index (offices, i));
    }
  if (offices->len > 0)
    /* Translators: then follow the names of the offices that sent the file: "From Ottawa" */
    g_string_append_printf (out, _ ("From %s"), names->str);
  if (counts->read > 0 && counts->added == 0 && counts->updated == 0)
    {
      if (out->len > 0)
        g_string_append (out, "\n");
      g_string_append (out, counts->refused == counts->read ? _ ("None of it can be taken")
                                                            : _ ("Nothing of it is new here"));
    }
  return g_strdup (out->str);
}

/* What stands where. */

static void
show_face (AtlasImportDialog *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->faces, name);
}

static void
update_buttons (AtlasImportDialog *self)
{
  const char *face = gtk_stack_get_visible_child_name (self->faces);
  gboolean refusals = g_strcmp0 (face, "refusals") == 0;
  gboolean plan = g_strcmp0 (face, "plan") == 0;

  gtk_widget_set_visible (self->back, refusals && !self->finished);
  gtk_widget_set_visible (GTK_WIDGET (self->close), !gtk_widget_get_visible (self->back));
  gtk_button_set_label (self->close, self->importing           ? _ ("_Hide")
                                     : self->finished || !plan ? _ ("_Close")
                                                               : _ ("_Cancel"));
  gtk_widget_set_visible (self->import_button, plan);
  gtk_widget_set_sensitive (self->import_button, self->job == NULL && self->worthwhile);
  gtk_widget_set_sensitive (self->plan, !self->importing);
}

static void
show_counts (AtlasImportDialog *self, const AtlasImportCounts *counts)
{
  atlas_count_row_set_count (self->added, counts->added);
  atlas_count_row_set_count (self->updated, counts->updated);
  atlas_count_row_set_count (self->unchanged, counts->unchanged);
  atlas_count_row_set_count (self->skipped, counts->skipped);
  atlas_count_row_set_count (self->refused, counts->refused);
  atlas_count_row_set_count (self->unplaced, counts->unplaced);
  atlas_count_row_set_count (self->remarked, counts->remarked);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->refused), counts->refused > 0);
}

/* Of tables: which columns went nowhere, and whether values were not understood. */
static void
show_tables (AtlasImportDialog *self)
{
  GPtrArray *tables = atlas_import_get_tables (self->import);
  g_autoptr (GString) unknown = g_string_new (NULL);

  for (guint i = 0; i < tables->len; i++)
    {
      g_autofree char *headings = atlas_import_table_dup_unknown (g_ptr_array_index (tables, i));

      if (headings != NULL)
        g_string_append_printf (unknown, "%s%s", unknown->len > 0 ? ", " : "", headings);
    }
  gtk_widget_set_visible (self->columns, tables->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->unknown_columns), unknown->len > 0);
  adw_action_row_set_subtitle (self->unknown_columns, unknown->str);
}

static void
show_plan (AtlasImportDialog *self)
{
  const AtlasImportCounts *counts = atlas_import_get_counts (self->import);
  g_autofree char *heading = make_heading (self, counts->read);
  g_autofree char *origin = make_origin (self->import);

  self->worthwhile = counts->added + counts->updated > 0;
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->origin, origin);
  gtk_widget_set_visible (GTK_WIDGET (self->origin), *origin != '\0');
  gtk_widget_set_visible (self->synthetic, atlas_import_is_synthetic (self->import));
  show_counts (self, counts);
  show_tables (self);
  atlas_refusal_view_set_import (self->refusals, self->import);
}

static void
show_trouble (AtlasImportDialog *self, const GError *error)
{
  g_autofree char *markup = g_markup_escape_text (error->message, -1);
  g_autofree char *text = g_strdup_printf ("%s\n\n%s", markup, _ ("Nothing has been changed."));

  adw_status_page_set_title (self->trouble,
                             self->importing ? _ ("The Import Failed") : _ ("This Can’t Be Imported"));
  adw_status_page_set_description (self->trouble, text);
  show_face (self, "trouble");
}

/* Running. */

typedef struct
{
  AtlasImportDialog *dialog;
  AtlasJob *job;
} Run;

static void
run_free (Run *self)
{
  g_object_unref (self->dialog);
  g_object_unref (self->job);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static void
conclude_check (AtlasImportDialog *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* By the button at the foot: there is nothing left to do here. */
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (error != NULL)
    show_trouble (self, error);
  else
    show_plan (self);
}

static void
conclude_import (AtlasImportDialog *self, const GError *error)
{
  const AtlasImportCounts *counts = atlas_import_get_counts (self->import);
  g_autofree char *summary = NULL;
  g_autofree char *name = dup_files_name (self);
  g_autofree char *message = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      const char *words = _ ("The import was stopped. Nothing has been changed.");

      self->importing = FALSE;
      if (gtk_widget_get_visible (GTK_WIDGET (self)))
        adw_toast_overlay_add_toast (self->toasts, adw_toast_new (words));
      else
        {
          atlas_session_tell (self->session, words, FALSE);
          gtk_window_destroy (GTK_WINDOW (self));
        }
      return;
    }
  if (error != NULL)
    {
      show_trouble (self, error);
      self->importing = FALSE;
      gtk_window_present (GTK_WINDOW (self));
      return;
    }

  self->importing = FALSE;
  self->finished = TRUE;
  summary = atlas_import_dup_summary (self->import);
  /* Translators: a file, or how many; then what became of what it held: "members.json: 12 added" */
  message = g_strdup_printf (_ ("%s: %s"), name, summary);
  atlas_session_tell (self->session, message, counts->added + counts->updated > 0);
  if (counts->refused == 0)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  adw_window_title_set_title (self->title, _ ("Import Finished"));
  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), TRUE);
  atlas_refusal_view_set_import (self->refusals, self->import);
  show_face (self, "refusals");
  gtk_window_present (GTK_WINDOW (self));
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Run) run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasImportDialog) self = g_object_ref (run->dialog);

  atlas_import_run_finish (ATLAS_IMPORT (source), result, &error);
  atlas_job_end (run->job);
  /* Another has been begun, or the dialog is gone. */
  if (ATLAS_IMPORT (source) != self->import)
    return;

  g_clear_object (&self->job);
  g_list_store_remove_all (self->jobs);
  if (self->importing)
    conclude_import (self, error);
  else
    conclude_check (self, error);
  if (self->import != NULL)
    update_buttons (self);
}

static void
stop (AtlasImportDialog *self)
{
  if (self->job != NULL)
    g_cancellable_cancel (atlas_job_get_cancellable (self->job));
  g_clear_object (&self->job);
  g_list_store_remove_all (self->jobs);
}

/* @job: (transfer full) */
static void
run (AtlasImportDialog *self, AtlasJob *job)
{
  Run *run = g_new0 (Run, 1);

  stop (self);
  self->job = job;
  g_list_store_append (self->jobs, job);
  g_clear_object (&self->import);
  self->import = atlas_import_new (atlas_session_get_register (self->session));
  for (guint i = 0; i < g_list_model_get_n_items (self->files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (self->files, i);

      atlas_import_add_file (self->import, file);
    }
  atlas_import_set_on_duplicate (self->import,
                                 (AtlasOnDuplicate) adw_combo_row_get_selected (self->on_duplicate));
  atlas_import_set_dry_run (self->import, !self->importing);
  atlas_import_set_progress (self->import, atlas_job_progress, job);

  run->dialog = g_object_ref (self);
  run->job = g_object_ref (job);
  atlas_import_run_async (self->import, atlas_job_get_cancellable (job), on_run, run);
  update_buttons (self);
}

static void
check (AtlasImportDialog *self)
{
  g_autofree char *name = dup_files_name (self);
  g_autofree char *title = g_strdup_printf (_ ("Reading %s"), name);

  run (self, atlas_job_new (title));
}

static void
begin_import (AtlasImportDialog *self)
{
  g_autofree char *name = dup_files_name (self);
  g_autofree char *title = g_strdup_printf (_ ("Importing %s"), name);

  self->importing = TRUE;
  run (self, atlas_session_start_job (self->session, title));
}

/* What the person does. */

static void
update_duplicate_words (AtlasImportDialog *self)
{
  static const char *const words[] = {
    [ATLAS_ON_DUPLICATE_UPDATE] = N_ ("What was changed last wins; an older file replaces nothing"),
    [ATLAS_ON_DUPLICATE_SKIP] = N_ ("Only what is not here yet comes in"),
    [ATLAS_ON_DUPLICATE_ADD] = N_ ("They come in once more, beside those that are here"),
  };
  guint selected = adw_combo_row_get_selected (self->on_duplicate);

  if (selected < G_N_ELEMENTS (words))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->on_duplicate), _ (words[selected]));
}

static void
on_duplicate_changed (AtlasImportDialog *self)
{
  update_duplicate_words (self);
  /* Also while the template is being built, and of no use once it runs. */
  if (self->import != NULL && !self->importing && !self->finished)
    check (self);
}

static void
on_refused_activated (AtlasImportDialog *self)
{
  show_face (self, "refusals");
}

static void
on_back_clicked (AtlasImportDialog *self)
{
  show_face (self, "plan");
}

static void
on_import_clicked (AtlasImportDialog *self)
{
  begin_import (self);
}

static void
on_close_clicked (AtlasImportDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
set_files (AtlasImportDialog *self, GListModel *files)
{
  g_autofree char *name = NULL;
  g_autofree char *heading = NULL;

  g_set_object (&self->files, files);
  name = dup_files_name (self);
  adw_window_title_set_subtitle (self->title, name);
  heading = g_strdup_printf (_ ("Reading %s"), name);
  gtk_label_set_text (self->heading, heading);
  gtk_widget_set_visible (GTK_WIDGET (self->origin), FALSE);
  show_face (self, "plan");
  check (self);
}

static const char *const suffixes[] = {
  "json", "ndjson", "jsonl", "geojson", "csv", "tsv", "tab", "txt", NULL
};

static void
on_others_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  set_files (owner, files);
}

static void
on_choose_clicked (AtlasImportDialog *self)
{
  atlas_file_choice_open (GTK_WINDOW (self), _ ("Import"), _ ("Share files and tables"), suffixes, TRUE,
                          on_others_chosen, self);
}

/* GObject. */

static gboolean
atlas_import_dialog_close_request (GtkWindow *window)
{
  AtlasImportDialog *self = ATLAS_IMPORT_DIALOG (window);

  if (!self->importing)
    return GTK_WINDOW_CLASS (atlas_import_dialog_parent_class)->close_request (window);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  return GDK_EVENT_STOP;
}

static void
atlas_import_dialog_dispose (GObject *object)
{
  AtlasImportDialog *self = ATLAS_IMPORT_DIALOG (object);

  if (self->jobs != NULL)
    stop (self);
  g_clear_object (&self->import);
  g_clear_object (&self->jobs);
  g_clear_object (&self->files);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (atlas_import_dialog_parent_class)->dispose (object);
}

static void
atlas_import_dialog_class_init (AtlasImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_import_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = atlas_import_dialog_close_request;

  g_type_ensure (ATLAS_TYPE_COUNT_ROW);
  g_type_ensure (ATLAS_TYPE_JOB_BAR);
  g_type_ensure (ATLAS_TYPE_REFUSAL_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, close);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, back);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, faces);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, plan);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, origin);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, synthetic);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, added);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, updated);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, unchanged);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, skipped);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, refused);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, unplaced);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, remarked);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, unknown_columns);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, on_duplicate);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, refusals);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, bar);
  gtk_widget_class_bind_template_callback (widget_class, on_duplicate_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_refused_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_import_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked);
  gtk_widget_class_bind_template_callback (widget_class, update_buttons);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
atlas_import_dialog_init (AtlasImportDialog *self)
{
  self->jobs = g_list_store_new (ATLAS_TYPE_JOB);
  gtk_widget_init_template (GTK_WIDGET (self));
  atlas_job_bar_set_jobs (self->bar, G_LIST_MODEL (self->jobs));
  update_duplicate_words (self);
}

GtkWidget *
atlas_import_dialog_new (AtlasSession *session, GListModel *files)
{
  AtlasImportDialog *self;

  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (files) && g_list_model_get_n_items (files) > 0, NULL);

  self = g_object_new (ATLAS_TYPE_IMPORT_DIALOG, NULL);
  self->session = g_object_ref (session);
  set_files (self, files);
  return GTK_WIDGET (self);
}

void
atlas_import_dialog_open (GtkWindow *parent, AtlasSession *session, GListModel *files)
{
  GtkWidget *self;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  self = atlas_import_dialog_new (session, files);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}

static void
on_files_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  atlas_import_dialog_open (parent, owner, files);
}

void
atlas_import_dialog_choose (GtkWindow *parent, AtlasSession *session)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (ATLAS_IS_SESSION (session));

  atlas_file_choice_open (parent, _ ("Import"), _ ("Share files and tables"), suffixes, TRUE, on_files_chosen,
                          session);
}
