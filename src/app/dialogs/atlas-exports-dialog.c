/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-exports-dialog.h"

#include "atlas-date.h"
#include "atlas-export-audit.h"
#include "atlas-file-choice.h"
#include "atlas-file-job.h"
#include "atlas-i18n.h"

/* --- one file ------------------------------------------------------------------------------------------- */

#define ATLAS_TYPE_EXPORT_ITEM (atlas_export_item_get_type ())
G_DECLARE_FINAL_TYPE (AtlasExportItem, atlas_export_item, ATLAS, EXPORT_ITEM, GObject)

struct _AtlasExportItem
{
  GObject parent_instance;

  GPtrArray *entries; /* which holds it */
  const AtlasExportEntry *entry;
};

G_DEFINE_FINAL_TYPE (AtlasExportItem, atlas_export_item, G_TYPE_OBJECT)

static void
atlas_export_item_finalize (GObject *object)
{
  g_clear_pointer (&ATLAS_EXPORT_ITEM (object)->entries, g_ptr_array_unref);
  G_OBJECT_CLASS (atlas_export_item_parent_class)->finalize (object);
}

static void
atlas_export_item_class_init (AtlasExportItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_export_item_finalize;
}

static void
atlas_export_item_init (AtlasExportItem *self)
{
}

/* --- the dialog ----------------------------------------------------------------------------------------- */

struct _AtlasExportsDialog
{
  AdwWindow parent_instance;

  GtkWidget *save;
  GtkWidget *filters;
  GtkDropDown *purpose, *period;
  GtkStack *faces;
  GtkListView *list;

  AtlasSession *session;
  GPtrArray *entries; /* of AtlasExportEntry; NULL until they are read */
  GCancellable *reading;
};

G_DEFINE_FINAL_TYPE (AtlasExportsDialog, atlas_exports_dialog, ADW_TYPE_WINDOW)

/* Lines. */

static GtkWidget *
add_label (GtkWidget *box, const char *first_class, const char *second_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (first_class != NULL)
    gtk_widget_add_css_class (label, first_class);
  if (second_class != NULL)
    gtk_widget_add_css_class (label, second_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
set_up_line (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  add_label (box, "heading", NULL);
  add_label (box, NULL, NULL);
  add_label (box, "dim-label", "caption");
  add_label (box, "dim-label", "caption");
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static char *
describe_time (const char *timestamp)
{
  g_autoptr (GDateTime) time = atlas_timestamp_to_date_time (timestamp, -1);
  g_autoptr (GDateTime) local = time != NULL ? g_date_time_to_local (time) : NULL;

  /* Translators: day and time of a change; see strftime(3) */
  return local != NULL ? g_strstrip (g_date_time_format (local, _ ("%e %B %Y, %H:%M"))) : g_strdup ("");
}

/* @text: (nullable): NULL: no line */
static GtkWidget *
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
  return gtk_widget_get_next_sibling (label);
}

static void
bind_line (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const AtlasExportEntry *entry = ATLAS_EXPORT_ITEM (gtk_list_item_get_item (item))->entry;
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *words = atlas_export_entry_describe (entry);
  g_autofree char *time = describe_time (entry->unit->time);
  g_autofree char *left_out = atlas_export_entry_describe_left_out (entry);

  label = set_text (label, entry->unit->label);
  label = set_text (label, words);
  label = set_text (label, time);
  set_text (label, left_out);
}

/* Reading. */

typedef struct
{
  char *since;
  AtlasExportFilter filter;
} Question;

static void
question_free (Question *self)
{
  g_free (self->since);
  g_free (self);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  GError *error = NULL;
  GPtrArray *entries = atlas_export_audit_list (source, &question->filter, cancellable, &error);

  if (entries != NULL)
    g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
is_filtered (AtlasExportsDialog *self)
{
  return gtk_drop_down_get_selected (self->purpose) > 0 || gtk_drop_down_get_selected (self->period) > 0;
}

static void
show_entries (AtlasExportsDialog *self)
{
  g_autoptr (GListStore) items = g_list_store_new (ATLAS_TYPE_EXPORT_ITEM);
  GtkNoSelection *selection;

  for (guint i = 0; i < self->entries->len; i++)
    {
      g_autoptr (AtlasExportItem) item = g_object_new (ATLAS_TYPE_EXPORT_ITEM, NULL);

      item->entries = g_ptr_array_ref (self->entries);
      item->entry = g_ptr_array_index (self->entries, i);
      g_list_store_append (items, item);
    }
  selection = gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&items)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  gtk_widget_set_sensitive (self->save, self->entries->len > 0);
  gtk_widget_set_visible (self->filters, self->entries->len > 0 || is_filtered (self));
  gtk_stack_set_visible_child_name (self->faces, self->entries->len > 0 ? "list"
                                                 : is_filtered (self)   ? "not-found"
                                                                        : "nothing");
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasExportsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->reading)
    return;
  g_clear_object (&self->reading);
  if (entries == NULL)
    {
      atlas_session_fail (self->session, _ ("The log can’t be read"), error);
      return;
    }
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_steal_pointer (&entries);
  show_entries (self);
}

static char *
dup_since (AtlasExportsDialog *self)
{
  static const int days[] = { 0, 30, 365 };
  guint period = gtk_drop_down_get_selected (self->period);
  char since[ATLAS_DATE_TEXT_SIZE];

  if (period == 0 || period >= G_N_ELEMENTS (days))
    return NULL;
  atlas_timestamp_format (atlas_timestamp_now_seconds () - days[period] * G_GINT64_CONSTANT (86400), since);
  return g_strdup (since);
}

static void
stop_reading (AtlasExportsDialog *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
read_log (AtlasExportsDialog *self)
{
  guint purpose = gtk_drop_down_get_selected (self->purpose);
  g_autoptr (GTask) task = NULL;
  Question *question;

  /* Also while the template is being built. */
  if (self->session == NULL)
    return;
  stop_reading (self);
  question = g_new0 (Question, 1);
  question->since = dup_since (self);
  question->filter.since = question->since;
  question->filter.by_purpose = purpose > 0;
  question->filter.purpose = (AtlasExportPurpose) (purpose > 0 ? purpose - 1 : 0);
  self->reading = g_cancellable_new ();
  task = g_task_new (atlas_session_get_register (self->session), self->reading, on_read, g_object_ref (self));
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, read_in_thread);
}

/* Saving. */

static gboolean
write_table (AtlasRegister *source, AtlasOutput *output, AtlasJob *job, gpointer entries, GError **error)
{
  atlas_export_audit_append_csv (entries, atlas_output_get_buffer (output));
  return atlas_output_finish (output, atlas_job_get_cancellable (job), error) &&
         atlas_output_publish (output, error);
}

static char *
describe_saved (gpointer entries)
{
  return g_strdup (_ ("Export log saved"));
}

void
atlas_exports_dialog_save (AtlasExportsDialog *self, GFile *file)
{
  static const AtlasFileJob job = { N_ ("The Table Was Not Saved"), write_table, describe_saved };

  g_return_if_fail (ATLAS_IS_EXPORTS_DIALOG (self) && self->entries != NULL);
  g_return_if_fail (G_IS_FILE (file));

  atlas_file_job_start (self->session, GTK_WINDOW (self), file, _ ("Saving the export log"), NULL, &job,
                        g_ptr_array_ref (self->entries), (GDestroyNotify) g_ptr_array_unref);
}

static void
on_file_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  AtlasExportsDialog *self = owner;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  if (self->session != NULL && self->entries != NULL)
    atlas_exports_dialog_save (self, file);
}

static void
on_save_clicked (AtlasExportsDialog *self)
{
  char today[ATLAS_DATE_TEXT_SIZE];
  g_autofree char *suggestion = NULL;

  atlas_date_today (today);
  /* Translators: the beginning of a file's name */
  suggestion = g_strdup_printf ("%s-%s.csv", _ ("export-log"), today);
  atlas_file_choice_save (GTK_WINDOW (self), _ ("Save as Table"), suggestion, on_file_chosen, self);
}

gboolean
atlas_exports_dialog_is_settled (AtlasExportsDialog *self)
{
  g_return_val_if_fail (ATLAS_IS_EXPORTS_DIALOG (self), TRUE);

  return self->reading == NULL;
}

/* GObject. */

static void
atlas_exports_dialog_dispose (GObject *object)
{
  AtlasExportsDialog *self = ATLAS_EXPORTS_DIALOG (object);

  stop_reading (self);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (atlas_exports_dialog_parent_class)->dispose (object);
}

static void
atlas_exports_dialog_class_init (AtlasExportsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_exports_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-exports-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasExportsDialog, save);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportsDialog, filters);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportsDialog, purpose);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportsDialog, period);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportsDialog, faces);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportsDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, set_up_line);
  gtk_widget_class_bind_template_callback (widget_class, bind_line);
  gtk_widget_class_bind_template_callback (widget_class, read_log);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
atlas_exports_dialog_init (AtlasExportsDialog *self)
{
  g_autoptr (GtkStringList) purposes = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (purposes, _ ("For whatever purpose"));
  for (guint i = 0; i < atlas_vocabulary_get_n_terms (&atlas_vocabulary_export_purpose); i++)
    gtk_string_list_append (purposes, atlas_vocabulary_get_label (&atlas_vocabulary_export_purpose, i));
  gtk_drop_down_set_model (self->purpose, G_LIST_MODEL (purposes));
}

GtkWidget *
atlas_exports_dialog_new (AtlasSession *session)
{
  AtlasExportsDialog *self;

  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);

  self = g_object_new (ATLAS_TYPE_EXPORTS_DIALOG, NULL);
  self->session = g_object_ref (session);
  read_log (self);
  return GTK_WIDGET (self);
}

void
atlas_exports_dialog_open (GtkWindow *parent, AtlasSession *session)
{
  GtkWidget *self;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  self = atlas_exports_dialog_new (session);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}
