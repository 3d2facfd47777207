/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-dossier-dialog.h"

#include "atlas-dossier.h"
#include "atlas-encryption-group.h"
#include "atlas-file-choice.h"
#include "atlas-file-job.h"
#include "atlas-i18n.h"

struct _AtlasDossierDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *save;
  AdwComboRow *form;
  AtlasEncryptionGroup *encryption;

  AtlasSession *session;
  AtlasRecord *member;
};

G_DEFINE_FINAL_TYPE (AtlasDossierDialog, atlas_dossier_dialog, ADW_TYPE_WINDOW)

/* In the order of the list. */
enum
{
  FORM_PDF,
  FORM_JSON
};

/* What is written, once the dialog is gone. */
typedef struct
{
  gint64 member;
  char *name;
  gboolean pdf;
} Writing;

static void
writing_free (Writing *self)
{
  g_free (self->name);
  g_free (self);
}

static gboolean
write_dossier (AtlasRegister *source, AtlasOutput *output, AtlasJob *job, gpointer data, GError **error)
{
  const Writing *writing = data;

  return atlas_dossier_save_to (source, writing->member, output, writing->pdf, atlas_paper_get_usual (),
                                atlas_job_get_cancellable (job), error);
}

static char *
describe (gpointer data)
{
  const Writing *writing = data;

  /* Translators: %s is a person */
  return g_strdup_printf (_ ("Everything held on %s was written"), writing->name);
}

void
atlas_dossier_dialog_save (AtlasDossierDialog *self, GFile *file)
{
  static const AtlasFileJob job = { N_ ("The file was not written"), write_dossier, describe };
  Writing *writing;

  g_return_if_fail (ATLAS_IS_DOSSIER_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (atlas_encryption_group_is_ready (self->encryption));

  writing = g_new0 (Writing, 1);
  writing->member = atlas_record_get_id (self->member);
  writing->name = atlas_record_dup_title (self->member);
  writing->pdf = adw_combo_row_get_selected (self->form) == FORM_PDF;
  atlas_file_job_start (self->session, GTK_WINDOW (self), file, _ ("Writing everything held on a person"),
                        atlas_encryption_group_dup_choice (self->encryption), &job, writing,
                        (GDestroyNotify) writing_free);
}

static void
on_file_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  AtlasDossierDialog *self = owner;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  /* Closed while it was asked, or something was typed since. */
  if (self->session != NULL && atlas_encryption_group_is_ready (self->encryption))
    atlas_dossier_dialog_save (self, file);
}

static void
on_save_clicked (AtlasDossierDialog *self)
{
  const char *name = adw_combo_row_get_selected (self->form) == FORM_PDF ? _ ("everything-held.pdf")
                                                                         /* Translators: the name of a file */
                                                                         : _ ("everything-held.json");
  g_autofree char *suggestion =
    g_strconcat (name, atlas_encryption_group_is_encrypted (self->encryption) ? ".gpg" : "", NULL);

  atlas_file_choice_save (GTK_WINDOW (self), _ ("Save Everything Held"), suggestion, on_file_chosen, self);
}

static void
update (AtlasDossierDialog *self)
{
  gtk_widget_set_sensitive (self->save, atlas_encryption_group_is_ready (self->encryption));
}

static void
atlas_dossier_dialog_dispose (GObject *object)
{
  AtlasDossierDialog *self = ATLAS_DOSSIER_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->member, atlas_record_unref);

  G_OBJECT_CLASS (atlas_dossier_dialog_parent_class)->dispose (object);
}

static void
atlas_dossier_dialog_class_init (AtlasDossierDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_dossier_dialog_dispose;
  g_type_ensure (ATLAS_TYPE_ENCRYPTION_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-dossier-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasDossierDialog, title);
  gtk_widget_class_bind_template_child (widget_class, AtlasDossierDialog, save);
  gtk_widget_class_bind_template_child (widget_class, AtlasDossierDialog, form);
  gtk_widget_class_bind_template_child (widget_class, AtlasDossierDialog, encryption);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
atlas_dossier_dialog_init (AtlasDossierDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
atlas_dossier_dialog_open (GtkWidget *widget, AtlasSession *session, AtlasRecord *member)
{
  AtlasDossierDialog *self;
  GtkRoot *root;
  g_autofree char *name = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);
  g_return_val_if_fail (member != NULL && atlas_record_get_id (member) != 0, NULL);

  root = gtk_widget_get_root (widget);
  name = atlas_record_dup_title (member);
  self = g_object_new (ATLAS_TYPE_DOSSIER_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);
  self->session = g_object_ref (session);
  self->member = atlas_record_copy (member);
  adw_window_title_set_subtitle (self->title, name);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
