/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-paper-dialog.h"

#include "atlas-config.h"
#include "atlas-encryption-group.h"
#include "atlas-file-choice.h"
#include "atlas-i18n.h"
#include "atlas-small-cells.h"

struct _AtlasPaperDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *save;
  AdwPreferencesGroup *about;
  AdwComboRow *paper;
  GtkWidget *smallest_row;
  GtkSpinButton *smallest;
  guint chosen; /* what it shows */
  AtlasEncryptionGroup *encryption;

  GSettings *settings;
  AtlasSession *session;
  const AtlasPaperKind *kind;
  AtlasRecord *record;
};

G_DEFINE_FINAL_TYPE (AtlasPaperDialog, atlas_paper_dialog, ADW_TYPE_WINDOW)

static void
work_free (gpointer data)
{
  AtlasPaperWork *self = data;

  atlas_record_unref (self->record);
  g_free (self);
}

/* What was chosen last. */
static void
show_choice (AtlasPaperDialog *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "paper");
  int paper = *name != '\0' ? atlas_paper_find (name) : -1;

  adw_combo_row_set_selected (self->paper, paper >= 0 ? (guint) paper : atlas_paper_get_usual ());
  gtk_spin_button_set_value (self->smallest, g_settings_get_int (self->settings, "paper-smallest"));
}

/* To leave out the ones alone would tell them: between 1 and 3 there is nothing. */
static void
on_smallest_changed (AtlasPaperDialog *self)
{
  guint smallest = (guint) gtk_spin_button_get_value_as_int (self->smallest);

  if (atlas_small_cells_is_valid (smallest))
    self->chosen = smallest;
  else
    gtk_spin_button_set_value (self->smallest, self->chosen > smallest ? smallest - 1 : smallest + 1);
}

/* The paper that is usual here is not kept as a choice: it follows the country. */
static void
keep_choice (AtlasPaperDialog *self)
{
  AtlasPaper paper = (AtlasPaper) adw_combo_row_get_selected (self->paper);
  const char *const names[ATLAS_N_PAPERS] = { [ATLAS_PAPER_A4] = "a4", [ATLAS_PAPER_LETTER] = "letter" };

  g_settings_set_string (self->settings, "paper", paper == atlas_paper_get_usual () ? "" : names[paper]);
  if (self->kind->counts)
    g_settings_set_int (self->settings, "paper-smallest", (int) self->chosen);
}

static char *
format_title (const char *format, AtlasRecord *record)
{
  g_autofree char *title = atlas_record_dup_title (record);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (format), title);
#pragma GCC diagnostic pop
}

void
atlas_paper_dialog_save (AtlasPaperDialog *self, GFile *file)
{
  AtlasPaperWork *work;
  g_autofree char *job = NULL;

  g_return_if_fail (ATLAS_IS_PAPER_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (atlas_encryption_group_is_ready (self->encryption));

  keep_choice (self);
  work = g_new0 (AtlasPaperWork, 1);
  work->record = atlas_record_ref (self->record);
  work->paper = (AtlasPaper) adw_combo_row_get_selected (self->paper);
  work->smallest = self->chosen;
  job = format_title (self->kind->job, self->record);
  atlas_file_job_start (self->session, GTK_WINDOW (self), file, job,
                        atlas_encryption_group_dup_choice (self->encryption), &self->kind->how, work,
                        work_free);
}

static void
on_file_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  AtlasPaperDialog *self = owner;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  /* Closed while it was asked, or something was typed since. */
  if (self->session != NULL && atlas_encryption_group_is_ready (self->encryption))
    atlas_paper_dialog_save (self, file);
}

static void
on_save_clicked (AtlasPaperDialog *self)
{
  g_autofree char *suggestion = g_strconcat (
    _ (self->kind->file), atlas_encryption_group_is_encrypted (self->encryption) ? ".gpg" : "", NULL);

  atlas_file_choice_save (GTK_WINDOW (self), _ (self->kind->title), suggestion, on_file_chosen, self);
}

static void
update (AtlasPaperDialog *self)
{
  gtk_widget_set_sensitive (self->save, atlas_encryption_group_is_ready (self->encryption));
}

static void
atlas_paper_dialog_dispose (GObject *object)
{
  AtlasPaperDialog *self = ATLAS_PAPER_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->record, atlas_record_unref);

  G_OBJECT_CLASS (atlas_paper_dialog_parent_class)->dispose (object);
}

static void
atlas_paper_dialog_class_init (AtlasPaperDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_paper_dialog_dispose;
  g_type_ensure (ATLAS_TYPE_ENCRYPTION_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-paper-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasPaperDialog, title);
  gtk_widget_class_bind_template_child (widget_class, AtlasPaperDialog, save);
  gtk_widget_class_bind_template_child (widget_class, AtlasPaperDialog, about);
  gtk_widget_class_bind_template_child (widget_class, AtlasPaperDialog, paper);
  gtk_widget_class_bind_template_child (widget_class, AtlasPaperDialog, smallest_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasPaperDialog, smallest);
  gtk_widget_class_bind_template_child (widget_class, AtlasPaperDialog, encryption);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_smallest_changed);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
atlas_paper_dialog_init (AtlasPaperDialog *self)
{
  self->settings = g_settings_new (ATLAS_APP_ID);
  self->chosen = ATLAS_SMALL_CELLS_DEFAULT;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
atlas_paper_dialog_open (GtkWidget *widget,
                         AtlasSession *session,
                         const AtlasPaperKind *kind,
                         AtlasRecord *record)
{
  AtlasPaperDialog *self;
  GtkRoot *root;
  g_autofree char *name = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);
  g_return_val_if_fail (kind != NULL, NULL);
  g_return_val_if_fail (record != NULL && atlas_record_get_id (record) != 0, NULL);

  root = gtk_widget_get_root (widget);
  self = g_object_new (ATLAS_TYPE_PAPER_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);
  self->session = g_object_ref (session);
  self->kind = kind;
  self->record = atlas_record_copy (record);
  name = atlas_record_dup_title (record);
  gtk_window_set_title (GTK_WINDOW (self), _ (kind->title));
  adw_window_title_set_title (self->title, _ (kind->title));
  adw_window_title_set_subtitle (self->title, name);
  adw_preferences_group_set_description (self->about, _ (kind->description));
  gtk_widget_set_visible (self->smallest_row, kind->counts);
  show_choice (self);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
