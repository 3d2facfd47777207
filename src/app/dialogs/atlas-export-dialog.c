/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export-dialog.h"

#include "atlas-config.h"
#include "atlas-count-row.h"
#include "atlas-date.h"
#include "atlas-export.h"
#include "atlas-file-choice.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

#define N_KINDS 2

static const AtlasKind *const kinds[N_KINDS] = { &atlas_kind_member, &atlas_kind_event };

struct _AtlasExportDialog
{
  AdwWindow parent_instance;

  GtkWidget *export_button;
  AtlasCountRow *people, *events;
  GtkCheckButton *with_people, *with_events;
  GtkWidget *which;
  GtkCheckButton *only_found;
  AdwActionRow *found_row;
  GtkCheckButton *as_ndjson, *as_csv;
  GtkWidget *excel_row;
  GtkSwitch *excel;

  AtlasSession *session;
  GSettings *settings;
  GCancellable *counting;
  gint64 all[N_KINDS], found[N_KINDS]; /* ATLAS_COUNT_UNKNOWN until they are known */
};

G_DEFINE_FINAL_TYPE (AtlasExportDialog, atlas_export_dialog, ADW_TYPE_WINDOW)

/* What is chosen. */

static gboolean
is_chosen (AtlasExportDialog *self, guint kind)
{
  return gtk_check_button_get_active (kind == 0 ? self->with_people : self->with_events);
}

static gboolean
is_table (AtlasExportDialog *self)
{
  return gtk_check_button_get_active (self->as_csv);
}

static const char *
get_format (AtlasExportDialog *self)
{
  if (is_table (self))
    return "csv";
  return gtk_check_button_get_active (self->as_ndjson) ? "ndjson" : "json";
}

static const gint64 *
get_counts (AtlasExportDialog *self)
{
  return gtk_check_button_get_active (self->only_found) ? self->found : self->all;
}

/* (transfer full), NULL-terminated */
static GPtrArray *
make_queries (AtlasExportDialog *self)
{
  GPtrArray *queries = g_ptr_array_new_null_terminated (3, (GDestroyNotify) atlas_query_unref, TRUE);

  for (guint i = 0; i < N_KINDS; i++)
    if (is_chosen (self, i))
      {
        AtlasFilter *filter = atlas_session_get_filter (self->session, kinds[i]);

        g_ptr_array_add (queries, gtk_check_button_get_active (self->only_found)
                                    ? atlas_query_ref (atlas_filter_get_query (filter))
                                    : atlas_query_parse (kinds[i], NULL, NULL));
      }
  return queries;
}

static char *
make_suggestion (AtlasExportDialog *self)
{
  char today[ATLAS_DATE_TEXT_SIZE];
  const char *what = is_chosen (self, 0) && is_chosen (self, 1)
                       ? "diaspora-atlas"
                       /* Translators: the beginning of a file's name */
                       : (is_chosen (self, 0) ? _ ("people") : _ ("events"));

  atlas_date_today (today);
  return g_strdup_printf ("%s-%s.%s", what, today, get_format (self));
}

static void
update (AtlasExportDialog *self)
{
  const gint64 *counts = get_counts (self);
  gboolean something = FALSE;

  atlas_count_row_set_count (self->people, counts[0]);
  atlas_count_row_set_count (self->events, counts[1]);
  for (guint i = 0; i < N_KINDS; i++)
    something = something || (is_chosen (self, i) && counts[i] > 0);
  gtk_widget_set_sensitive (self->export_button, something);

  gtk_widget_set_visible (self->excel_row, is_table (self));
}

/* A table holds one kind: choosing one gives up the other. */

static void
on_kind_toggled (GtkCheckButton *button, AtlasExportDialog *self)
{
  GtkCheckButton *other = button == self->with_people ? self->with_events : self->with_people;

  if (is_table (self))
    gtk_check_button_set_active (other, !gtk_check_button_get_active (button));
  update (self);
}

static void
on_format_changed (AtlasExportDialog *self)
{
  if (is_table (self) && is_chosen (self, 0) == is_chosen (self, 1))
    {
      gtk_check_button_set_active (self->with_people, TRUE);
      gtk_check_button_set_active (self->with_events, FALSE);
    }
  update (self);
}

/* How many there are. */

typedef struct
{
  AtlasQuery *queries[2 * N_KINDS]; /* everything of each kind, then what is found */
  gint64 counts[2 * N_KINDS];
} Counting;

static void
counting_free (Counting *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->queries); i++)
    atlas_query_unref (self->queries[i]);
  g_free (self);
}

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Counting *counting = data;
  GError *error = NULL;

  for (guint i = 0; error == NULL && i < G_N_ELEMENTS (counting->queries); i++)
    counting->counts[i] = atlas_register_count (source, counting->queries[i], cancellable, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasExportDialog) self = data;
  const Counting *counting = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (self->session != NULL)
        atlas_session_fail (self->session, _ ("What is there can’t be counted"), error);
      return;
    }
  for (guint i = 0; i < N_KINDS; i++)
    {
      self->all[i] = counting->counts[i];
      self->found[i] = counting->counts[N_KINDS + i];
    }
  update (self);
}

static void
count (AtlasExportDialog *self)
{
  Counting *counting = g_new0 (Counting, 1);
  g_autoptr (GTask) task = NULL;

  for (guint i = 0; i < N_KINDS; i++)
    {
      AtlasFilter *filter = atlas_session_get_filter (self->session, kinds[i]);

      counting->queries[i] = atlas_query_parse (kinds[i], NULL, NULL);
      counting->queries[N_KINDS + i] = atlas_query_ref (atlas_filter_get_query (filter));
    }
  task =
    g_task_new (atlas_session_get_register (self->session), self->counting, on_counted, g_object_ref (self));
  g_task_set_task_data (task, counting, (GDestroyNotify) counting_free);
  g_task_run_in_thread (task, count_in_thread);
}

/* Writing. */

typedef struct
{
  AtlasSession *session;
  AtlasJob *job;
  GPtrArray *queries;
  const char *format;
  gboolean excel;
  GFile *file;
  char *name; /* as a person reads it */
  AtlasExportCounts counts;
} Writing;

static void
writing_free (Writing *self)
{
  atlas_job_end (self->job);
  g_object_unref (self->job);
  g_object_unref (self->session);
  g_ptr_array_unref (self->queries);
  g_object_unref (self->file);
  g_free (self->name);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Writing *writing = data;
  GError *error = NULL;

  if (atlas_export_write_file (source, (AtlasQuery *const *) writing->queries->pdata, writing->format,
                               writing->excel, writing->file, atlas_job_progress, writing->job, cancellable,
                               &writing->counts, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static char *
make_message (const Writing *writing)
{
  g_autofree char *number = atlas_number_format (writing->counts.written);
  gulong n = (gulong) writing->counts.written;

  if (writing->queries->len > 1)
    return g_strdup_printf (
      ngettext ("%s person or event exported as “%s”", "%s people and events exported as “%s”", n), number,
      writing->name);
  if (atlas_query_get_kind (g_ptr_array_index (writing->queries, 0)) == &atlas_kind_event)
    return g_strdup_printf (ngettext ("%s event exported as “%s”", "%s events exported as “%s”", n), number,
                            writing->name);
  return g_strdup_printf (ngettext ("%s person exported as “%s”", "%s people exported as “%s”", n), number,
                          writing->name);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  /* Not the task's to free, whose last reference may be the worker's. */
  g_autoptr (Writing) writing = data;
  g_autoptr (GError) error = NULL;

  atlas_job_end (writing->job);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autofree char *message = make_message (writing);

      atlas_session_tell_saved (writing->session, message, writing->file);
    }
  else
    atlas_session_fail (writing->session, _ ("The Export Failed"), error);
}

void
atlas_export_dialog_write (AtlasExportDialog *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *base = NULL;
  g_autofree char *title = NULL;
  Writing *writing;

  g_return_if_fail (ATLAS_IS_EXPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  base = g_file_get_basename (file);
  writing = g_new0 (Writing, 1);
  writing->session = g_object_ref (self->session);
  writing->queries = make_queries (self);
  writing->format = get_format (self);
  writing->excel = gtk_switch_get_active (self->excel);
  writing->file = g_object_ref (file);
  writing->name = base ? g_filename_display_name (base) : g_file_get_parse_name (file);
  title = g_strdup_printf (_ ("Exporting %s"), writing->name);
  writing->job = atlas_session_start_job (self->session, title);

  task = g_task_new (atlas_session_get_register (self->session), atlas_job_get_cancellable (writing->job),
                     on_written, writing);
  /* What was written just before the cancelling is told as written. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, writing, NULL);
  g_task_run_in_thread (task, write_in_thread);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_file_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  AtlasExportDialog *self = owner;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  if (self->session != NULL)
    atlas_export_dialog_write (self, file);
}

static void
on_export_clicked (AtlasExportDialog *self)
{
  g_autofree char *suggestion = make_suggestion (self);

  atlas_file_choice_save (GTK_WINDOW (self), _ ("Export"), suggestion, on_file_chosen, self);
}

/* GObject. */

static void
atlas_export_dialog_dispose (GObject *object)
{
  AtlasExportDialog *self = ATLAS_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (atlas_export_dialog_parent_class)->dispose (object);
}

static void
atlas_export_dialog_finalize (GObject *object)
{
  g_object_unref (ATLAS_EXPORT_DIALOG (object)->counting);

  G_OBJECT_CLASS (atlas_export_dialog_parent_class)->finalize (object);
}

static void
atlas_export_dialog_class_init (AtlasExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = atlas_export_dialog_dispose;
  object_class->finalize = atlas_export_dialog_finalize;

  g_type_ensure (ATLAS_TYPE_COUNT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportDialog, people);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportDialog, events);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportDialog, with_people);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportDialog, with_events);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportDialog, which);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportDialog, only_found);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportDialog, found_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportDialog, as_ndjson);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportDialog, as_csv);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportDialog, excel_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportDialog, excel);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_format_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_export_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
atlas_export_dialog_init (AtlasExportDialog *self)
{
  self->counting = g_cancellable_new ();
  self->settings = g_settings_new (ATLAS_APP_ID);
  for (guint i = 0; i < N_KINDS; i++)
    self->all[i] = self->found[i] = ATLAS_COUNT_UNKNOWN;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->with_people));
  g_settings_bind (self->settings, "excel-csv", self->excel, "active", G_SETTINGS_BIND_DEFAULT);
}

static void
show_searches (AtlasExportDialog *self)
{
  const char *people = atlas_query_get_text (
    atlas_filter_get_query (atlas_session_get_filter (self->session, &atlas_kind_member)));
  const char *events = atlas_query_get_text (
    atlas_filter_get_query (atlas_session_get_filter (self->session, &atlas_kind_event)));
  g_autoptr (GString) out = g_string_new (NULL);

  if (*people != '\0')
    /* Translators: then follows what the person is searching for among people */
    g_string_append_printf (out, _ ("People: %s"), people);
  if (*events != '\0')
    {
      if (out->len > 0)
        g_string_append_c (out, '\n');
      g_string_append_printf (out, _ ("Events: %s"), events);
    }
  adw_action_row_set_subtitle (self->found_row, out->str);
  gtk_widget_set_visible (self->which, out->len > 0);
  /* Whoever has searched means what was found. */
  gtk_check_button_set_active (self->only_found, out->len > 0);
}

GtkWidget *
atlas_export_dialog_new (AtlasSession *session)
{
  AtlasExportDialog *self;

  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);

  self = g_object_new (ATLAS_TYPE_EXPORT_DIALOG, NULL);
  self->session = g_object_ref (session);
  show_searches (self);
  update (self);
  count (self);
  return GTK_WIDGET (self);
}

void
atlas_export_dialog_open (GtkWindow *parent, AtlasSession *session)
{
  GtkWidget *self;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  self = atlas_export_dialog_new (session);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}
