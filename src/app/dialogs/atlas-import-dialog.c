/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-dialog.h"

#include "atlas-file-choice.h"
#include "atlas-i18n.h"
#include "atlas-import-dialog-private.h"
#include "atlas-number.h"

/* The way of an officer: columns and first rows of each table that needs it, what would happen, import. */

G_DEFINE_FINAL_TYPE (AtlasImportDialog, atlas_import_dialog, ADW_TYPE_WINDOW)

/* What stands where. */

static gboolean
is_face (AtlasImportDialog *self, const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->faces), name) == 0;
}

static void
show_face (AtlasImportDialog *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->faces, name);
}

static AtlasImportLook *
get_look (AtlasImportDialog *self)
{
  return g_ptr_array_index (self->looks, self->file);
}

static gboolean
is_table (AtlasImportDialog *self, guint file)
{
  return ((AtlasImportLook *) g_ptr_array_index (self->looks, file))->mapping != NULL;
}

/* A table before it under the same headings, whose walk serves this one too. */
static AtlasImportLook *
find_alike (AtlasImportDialog *self, guint file)
{
  for (guint i = 0; i < file; i++)
    if (atlas_import_look_is_alike (g_ptr_array_index (self->looks, file),
                                    g_ptr_array_index (self->looks, i)))
      return g_ptr_array_index (self->looks, i);
  return NULL;
}

/* The first table; -1: none. */
static int
find_table (AtlasImportDialog *self)
{
  for (guint i = 0; self->looks != NULL && i < self->looks->len; i++)
    if (is_table (self, i))
      return (int) i;
  return -1;
}

static int
find_table_before (AtlasImportDialog *self, guint before)
{
  for (guint i = before; self->looks != NULL && i > 0; i--)
    if (is_table (self, i - 1))
      return (int) i - 1;
  return -1;
}

static void
show_title (AtlasImportDialog *self)
{
  g_autofree char *name = NULL;

  if (self->finished)
    return;
  if (is_face (self, "columns") || is_face (self, "preview"))
    {
      adw_window_title_set_title (self->title, is_face (self, "columns") ? _ ("Columns") : _ ("First Rows"));
      adw_window_title_set_subtitle (self->title, get_look (self)->name);
      return;
    }
  if (is_face (self, "passphrase"))
    {
      g_autoptr (GFile) file = g_list_model_get_item (self->files, self->file);
      g_autofree char *base = g_file_get_basename (file);

      name = g_filename_display_name (base);
    }
  else
    name = atlas_import_dialog_dup_name (self);
  adw_window_title_set_title (self->title, _ ("Import"));
  adw_window_title_set_subtitle (self->title, name);
}

/* Where Back leads from here, if anywhere. */
static gboolean
has_back (AtlasImportDialog *self)
{
  if (self->importing || self->finished || self->files == NULL)
    return FALSE;
  if (is_face (self, "refusals") || is_face (self, "preview"))
    return TRUE;
  if (is_face (self, "columns"))
    return find_table_before (self, self->file) >= 0;
  return is_face (self, "plan") && self->looks != NULL && find_table_before (self, self->looks->len) >= 0;
}

/* Enter leads on, as long as nobody has gone anywhere with Tab: of itself GTK would begin at Cancel, the
 * first button there is. Whoever has gone to Cancel while something is worked out means that one. */
static void
lead_on (AtlasImportDialog *self, GtkWidget *forward)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  /* From what is gone GTK leads away, not the person. */
  if (focus == NULL || focus == forward || !gtk_widget_get_mapped (focus))
    self->led_off = FALSE;
  if (!self->led_off && forward != NULL && gtk_widget_is_sensitive (forward) &&
      (focus == NULL || focus == GTK_WIDGET (self->close) || focus == self->back || focus == self->next ||
       focus == self->import_button))
    gtk_widget_grab_focus (forward);
}

void
atlas_import_dialog_update_buttons (AtlasImportDialog *self)
{
  gboolean plan = is_face (self, "plan"), refusals = is_face (self, "refusals");
  gboolean passphrase = is_face (self, "passphrase");
  gboolean step = is_face (self, "columns") || is_face (self, "preview") || passphrase;
  GtkWidget *forward = plan ? self->import_button : step ? self->next : NULL;

  gtk_widget_set_visible (self->back, has_back (self));
  gtk_widget_set_visible (GTK_WIDGET (self->close), !refusals || self->finished);
  gtk_button_set_label (self->close, self->importing                     ? _ ("_Hide")
                                     : self->finished || !(plan || step) ? _ ("_Close")
                                                                         : _ ("_Cancel"));
  gtk_widget_set_visible (self->import_button, plan);
  gtk_widget_set_sensitive (self->import_button, self->job == NULL && self->import != NULL &&
                                                   atlas_import_plan_is_worthwhile (self->plan));
  gtk_widget_set_visible (self->next, step);
  gtk_widget_set_sensitive (self->next, step && self->job == NULL &&
                                          (passphrase ? atlas_import_passphrase_is_filled (self->passphrase)
                                                      : atlas_mapping_is_useful (get_look (self)->mapping)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->columns), self->job == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->passphrase), self->job == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->plan), !self->importing);
  gtk_window_set_default_widget (GTK_WINDOW (self), forward);
  lead_on (self, forward);
  show_title (self);
}

static void
update_buttons (AtlasImportDialog *self)
{
  if (self->files != NULL)
    atlas_import_dialog_update_buttons (self);
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

/* From step to step. */

static void
show_columns (AtlasImportDialog *self, guint file)
{
  self->file = file;
  atlas_import_columns_set_look (self->columns, get_look (self));
  show_face (self, "columns");
  update_buttons (self);
}

static void
show_preview (AtlasImportDialog *self)
{
  atlas_import_preview_set_look (self->preview, get_look (self));
  show_face (self, "preview");
}

/* To the next table whose columns are to be looked at, or to what would happen. */
static void
go_on (AtlasImportDialog *self, guint from)
{
  for (guint i = from; i < self->looks->len; i++)
    {
      AtlasImportLook *look = g_ptr_array_index (self->looks, i);
      AtlasImportLook *alike = find_alike (self, i);

      if (alike != NULL)
        {
          atlas_mapping_free (look->mapping);
          look->mapping = atlas_mapping_copy (alike->mapping);
        }
      else if (!atlas_import_look_is_clear (look))
        {
          show_columns (self, i);
          return;
        }
    }
  g_clear_object (&self->import);
  show_face (self, "plan");
  atlas_import_dialog_check (self);
}

/* Whether there is a passphrase to be asked for, which is done then. */
static gboolean
ask_passphrase (AtlasImportDialog *self, const GError *error)
{
  gboolean wrong = g_error_matches (error, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_WRONG_PASSPHRASE);

  if (!wrong && !g_error_matches (error, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_NEEDS_PASSPHRASE))
    return FALSE;
  atlas_import_passphrase_ask (self->passphrase, wrong ? _ ("this passphrase does not open the file") : NULL);
  show_face (self, "passphrase");
  update_buttons (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
  return TRUE;
}

static void
take_passphrase (AtlasImportDialog *self)
{
  g_autoptr (AtlasPassphrase) passphrase = atlas_import_passphrase_take (self->passphrase);

  if (passphrase == NULL)
    return;
  atlas_import_dialog_give_passphrase (self, passphrase);
  /* Where it stays until that is known to be the right one. */
  atlas_import_dialog_look (self);
}

void
atlas_import_dialog_looked (AtlasImportDialog *self, gboolean again, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (again)
        show_columns (self, self->file);
      else
        gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (error != NULL && !again && ask_passphrase (self, error))
    return;
  if (error != NULL)
    show_trouble (self, error);
  else if (again)
    show_columns (self, self->file);
  else
    go_on (self, 0);
}

void
atlas_import_dialog_checked (AtlasImportDialog *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* By the button at the foot: back to the columns, or there is nothing left to do here. */
      int file = self->looks != NULL ? find_table_before (self, self->looks->len) : -1;

      if (file >= 0)
        show_columns (self, (guint) file);
      else
        gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (error != NULL)
    show_trouble (self, error);
  else
    {
      const AtlasImportCounts *counts = atlas_import_get_counts (self->import);

      self->n_doubles = counts->doubles + counts->doubled - counts->united - counts->dropped;
      atlas_import_plan_set_import (self->plan, self->import, g_list_model_get_n_items (self->files),
                                    find_table (self) >= 0);
    }
}

/* Where those who may be recorded twice now can be looked at. */
static void
offer_comparing (AtlasImportDialog *self)
{
  g_autofree char *number = atlas_number_format (self->n_doubles);
  g_autofree char *message =
    g_strdup_printf (ngettext ("%s person may be recorded twice now", "%s people may be recorded twice now",
                               (gulong) self->n_doubles),
                     number);

  atlas_session_offer (self->session, message, _ ("_Compare"), "win.show-page::duplicates");
}

static gint64
get_generation (AtlasImportDialog *self)
{
  return atlas_store_get_generation (atlas_register_get_store (atlas_session_get_register (self->session)));
}

static void
tell_outcome (AtlasImportDialog *self)
{
  const AtlasImportCounts *counts;

  if (self->outcome == NULL)
    return;
  counts = atlas_import_get_counts (self->import);
  /* While its refusals were read another change may have come, which Undo would take back instead. */
  atlas_session_tell (self->session, self->outcome,
                      counts->added + counts->updated > 0 && get_generation (self) == self->generation);
  g_clear_pointer (&self->outcome, g_free);
  if (self->n_doubles > 0 && counts->added > 0)
    offer_comparing (self);
}

/* It has been done. */
static void
conclude (AtlasImportDialog *self)
{
  const AtlasImportCounts *counts = atlas_import_get_counts (self->import);
  g_autofree char *summary = atlas_import_dup_summary (self->import);
  g_autofree char *name = atlas_import_dialog_dup_name (self);

  self->importing = FALSE;
  self->finished = TRUE;
  self->generation = get_generation (self);
  /* Translators: a file, or how many; then what became of what it held: "members.json: 12 added" */
  self->outcome = g_strdup_printf (_ ("%s: %s"), name, summary);
  if (counts->refused == 0)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  adw_window_title_set_title (self->title, _ ("Import Finished"));
  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), TRUE);
  atlas_refusal_view_set_import (self->refusals, self->import, ATLAS_IMPORT_REFUSED);
  show_face (self, "refusals");
  gtk_window_present (GTK_WINDOW (self));
}

void
atlas_import_dialog_imported (AtlasImportDialog *self, const GError *error)
{
  const char *stopped = _ ("The import was stopped. Nothing has been changed.");

  if (error == NULL)
    conclude (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_trouble (self, error);
      self->importing = FALSE;
      gtk_window_present (GTK_WINDOW (self));
    }
  else
    {
      self->importing = FALSE;
      if (gtk_widget_get_visible (GTK_WIDGET (self)))
        adw_toast_overlay_add_toast (self->toasts, adw_toast_new (stopped));
      else
        {
          atlas_session_tell (self->session, stopped, FALSE);
          gtk_window_destroy (GTK_WINDOW (self));
        }
    }
}

/* What the person does. */

static void
on_duplicate_changed (AtlasImportDialog *self)
{
  /* Also while the template is being built, and of no use once it runs. */
  if (self->import != NULL && !self->importing && !self->finished)
    atlas_import_dialog_check (self);
}

static void
on_list_wanted (AtlasImportDialog *self, guint list)
{
  atlas_refusal_view_set_import (self->refusals, self->import, (AtlasImportList) list);
  show_face (self, "refusals");
}

static void
on_columns_wanted (AtlasImportDialog *self)
{
  int file = find_table (self);

  if (file >= 0)
    show_columns (self, (guint) file);
}

static void
on_corrected (AtlasImportDialog *self)
{
  atlas_import_dialog_look_again (self);
}

static void
on_save_rows (AtlasImportDialog *self, GFile *file)
{
  atlas_import_dialog_save_rows (self, file);
}

static void
on_next_clicked (AtlasImportDialog *self)
{
  if (is_face (self, "passphrase"))
    take_passphrase (self);
  else if (is_face (self, "columns"))
    show_preview (self);
  else
    go_on (self, self->file + 1);
}

static void
go_back (AtlasImportDialog *self)
{
  int file = -1;

  if (!has_back (self))
    return;
  if (is_face (self, "refusals"))
    {
      show_face (self, "plan");
      return;
    }
  if (is_face (self, "preview"))
    file = (int) self->file;
  else
    {
      /* A dry run of what is about to be changed is of no use. */
      atlas_import_dialog_stop (self);
      file = find_table_before (self, is_face (self, "plan") ? self->looks->len : self->file);
    }
  if (file >= 0)
    show_columns (self, (guint) file);
}

static void
on_back_clicked (AtlasImportDialog *self)
{
  go_back (self);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_back (ATLAS_IMPORT_DIALOG (widget));
}

static void
on_import_clicked (AtlasImportDialog *self)
{
  atlas_import_dialog_import (self);
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
  g_clear_pointer (&self->passphrases, g_ptr_array_unref);
  self->passphrases = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_passphrase_unref);
  g_ptr_array_set_size (self->passphrases, (int) g_list_model_get_n_items (files));
  g_clear_object (&self->import);
  name = atlas_import_dialog_dup_name (self);
  heading = g_strdup_printf (_ ("Reading %s"), name);
  atlas_import_plan_set_heading (self->plan, heading);
  show_face (self, "plan");
  atlas_import_dialog_look (self);
}

static const char *const suffixes[] = { "json", "ndjson", "jsonl", "geojson", "csv", "tsv",
                                        "tab",  "txt",    "xlsx",  "xlsm",    "vcf", "vcard",
                                        "ics",  "ical",   "gpg",   "pgp",     "asc", NULL };

static void
on_others_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  set_files (owner, files);
}

static void
on_choose_clicked (AtlasImportDialog *self)
{
  atlas_file_choice_open (GTK_WINDOW (self), _ ("Import"), _ ("Share files, tables and cards"), suffixes,
                          TRUE, on_others_chosen, self);
}

/* Tab and the arrows come by here, and what GTK does of itself does not. */
static void
atlas_import_dialog_move_focus (GtkWidget *widget, GtkDirectionType direction)
{
  ATLAS_IMPORT_DIALOG (widget)->led_off = TRUE;
  GTK_WIDGET_CLASS (atlas_import_dialog_parent_class)->move_focus (widget, direction);
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

  tell_outcome (self);
  if (self->jobs != NULL)
    atlas_import_dialog_stop (self);
  if (self->looks != NULL)
    atlas_import_columns_set_look (self->columns, NULL);
  g_clear_pointer (&self->looks, g_ptr_array_unref);
  g_clear_pointer (&self->passphrases, g_ptr_array_unref);
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
  widget_class->move_focus = atlas_import_dialog_move_focus;

  g_type_ensure (ATLAS_TYPE_IMPORT_COLUMNS);
  g_type_ensure (ATLAS_TYPE_IMPORT_PASSPHRASE);
  g_type_ensure (ATLAS_TYPE_IMPORT_PLAN);
  g_type_ensure (ATLAS_TYPE_IMPORT_PREVIEW);
  g_type_ensure (ATLAS_TYPE_JOB_BAR);
  g_type_ensure (ATLAS_TYPE_REFUSAL_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, close);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, back);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, next);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, faces);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, passphrase);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, plan);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, refusals);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportDialog, bar);
  gtk_widget_class_bind_template_callback (widget_class, on_duplicate_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_list_wanted);
  gtk_widget_class_bind_template_callback (widget_class, on_columns_wanted);
  gtk_widget_class_bind_template_callback (widget_class, on_corrected);
  gtk_widget_class_bind_template_callback (widget_class, on_save_rows);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_import_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked);
  gtk_widget_class_bind_template_callback (widget_class, update_buttons);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "import.back", NULL);
}

static void
atlas_import_dialog_init (AtlasImportDialog *self)
{
  self->jobs = g_list_store_new (ATLAS_TYPE_JOB);
  gtk_widget_init_template (GTK_WIDGET (self));
  atlas_job_bar_set_jobs (self->bar, G_LIST_MODEL (self->jobs));
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

  atlas_file_choice_open (parent, _ ("Import"), _ ("Share files, tables and cards"), suffixes, TRUE,
                          on_files_chosen, session);
}
