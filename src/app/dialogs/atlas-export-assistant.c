/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export-assistant-private.h"

#include "atlas-config.h"
#include "atlas-field-chooser.h"
#include "atlas-file-choice.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

G_DEFINE_FINAL_TYPE (AtlasExportAssistant, atlas_export_assistant, ADW_TYPE_WINDOW)

/* Formats whose columns or keys can be chosen. */
static gboolean
has_fields (AtlasExportAssistant *self)
{
  static const char *const without[] = { "mailing", "labels", "vcard3", "vcard4", "ical", NULL };

  return atlas_export_assistant_get_purpose (self) >= 0 && atlas_export_assistant_get_kind (self) != NULL &&
         !g_strv_contains (without, atlas_export_assistant_get_format (self));
}

/* "All 24", or "Given name, City and 3 more". */
static void
show_fields (AtlasExportAssistant *self)
{
  const AtlasKind *kind = atlas_export_assistant_get_kind (self);
  g_autoptr (GString) words = g_string_new (NULL);
  AtlasExportTerms terms;
  guint n = 1; /* the id */

  gtk_widget_set_visible (GTK_WIDGET (self->fields_row), has_fields (self));
  if (kind == NULL)
    return;
  atlas_export_assistant_get_terms (self, &terms);
  for (guint i = 0; i < kind->n_fields; i++)
    n += atlas_export_terms_propose (&terms, kind, &kind->fields[i]);
  if (self->fields == NULL)
    g_string_printf (
      words, ngettext ("%u field, as the purpose needs it", "%u fields, as the purpose needs them", n), n);
  for (guint i = 0; self->fields != NULL && self->fields[i] != NULL; i++)
    {
      const AtlasField *field = atlas_kind_find_field (kind, self->fields[i], -1);

      if (i > 0)
        g_string_append (words, ", ");
      g_string_append (words, field != NULL ? atlas_field_get_label (field) : _ ("Id"));
    }
  adw_action_row_set_subtitle (self->fields_row, words->str);
}

static void
show_rows (AtlasExportAssistant *self)
{
  int purpose = atlas_export_assistant_get_purpose (self);
  gboolean labels = g_str_equal (atlas_export_assistant_get_format (self), "labels");
  const AtlasLabelSheet *sheet = atlas_export_assistant_get_sheet (self);

  gtk_widget_set_visible (GTK_WIDGET (self->channel), purpose == ATLAS_PURPOSE_CONTACT);
  gtk_widget_set_visible (GTK_WIDGET (self->basis), purpose == ATLAS_PURPOSE_OWN);
  gtk_widget_set_visible (GTK_WIDGET (self->partner), purpose == ATLAS_PURPOSE_SHARE);
  gtk_widget_set_visible (self->pseudonyms_row, purpose == ATLAS_PURPOSE_SHARE);
  gtk_widget_set_visible (self->terms_group, purpose >= 0 && purpose != ATLAS_PURPOSE_PUBLISH);
  gtk_widget_set_visible (GTK_WIDGET (self->people), purpose >= 0);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet), labels);
  gtk_widget_set_visible (self->first_row, labels);
  gtk_adjustment_set_upper (gtk_spin_button_get_adjustment (self->first_label), sheet->columns * sheet->rows);
  gtk_widget_set_sensitive (GTK_WIDGET (self->profile_name), purpose >= 0);
}

/* Why nothing can be written yet. (transfer full): NULL where it can */
static char *
dup_obstacle (AtlasExportAssistant *self)
{
  g_autoptr (AtlasExportWriting) writing = NULL;
  g_autoptr (GError) error = NULL;

  if (atlas_export_assistant_get_purpose (self) < 0)
    return g_strdup (_ ("Choose the purpose of the file."));
  writing = atlas_export_assistant_make_writing (self, &error);
  if (writing == NULL ||
      !atlas_export_writing_check (writing, atlas_session_get_register (self->session), &error))
    return g_strdup (error->message);
  if (!atlas_encryption_group_is_ready (self->encryption))
    return g_strdup (_ ("Say with which passphrase, or for whom, the file is encrypted."));
  if (atlas_export_people_get_count (self->people) == 0)
    return g_strdup (_ ("Nobody and nothing is left to be written."));
  return NULL;
}

gboolean
atlas_export_assistant_is_ready (AtlasExportAssistant *self)
{
  g_autofree char *obstacle = NULL;

  g_return_val_if_fail (ATLAS_IS_EXPORT_ASSISTANT (self), FALSE);

  obstacle = dup_obstacle (self);
  return obstacle == NULL && atlas_export_people_get_count (self->people) > 0;
}

static void
update (AtlasExportAssistant *self)
{
  g_autofree char *obstacle = NULL;

  if (self->session == NULL || self->setting)
    return;
  show_rows (self);
  show_fields (self);
  obstacle = dup_obstacle (self);
  gtk_label_set_text (self->hint,
                      obstacle != NULL
                        ? obstacle
                        : _ ("The file tells who people are: give it only to those who may have it. The "
                             "log keeps what it was for, who was in it, and how many were left out."));
  /* The words stand far below the button that can't be pressed. */
  gtk_widget_set_tooltip_text (self->export_button, obstacle);
  gtk_widget_set_sensitive (self->export_button,
                            obstacle == NULL && atlas_export_people_get_count (self->people) > 0);
}

static void
count (AtlasExportAssistant *self)
{
  g_autoptr (GPtrArray) queries = NULL;
  AtlasExportTerms terms;

  atlas_export_assistant_get_terms (self, &terms);
  if (atlas_export_assistant_get_purpose (self) >= 0)
    queries = atlas_export_assistant_make_queries (self, NULL);
  atlas_export_people_count (self->people, self->session, queries, &terms);
}

/* Fields that were chosen stay, as far as the purpose covers them. */
static void
check_fields (AtlasExportAssistant *self)
{
  const AtlasKind *kind = atlas_export_assistant_get_kind (self);
  AtlasExportTerms terms;

  atlas_export_assistant_get_terms (self, &terms);
  if (self->fields != NULL && (kind == NULL || !atlas_export_terms_check_fields (
                                                 &terms, kind, (const char *const *) self->fields, NULL)))
    g_clear_pointer (&self->fields, g_strfreev);
}

void
atlas_export_assistant_refresh (AtlasExportAssistant *self)
{
  if (self->session == NULL || self->setting)
    return;
  self->setting = TRUE;
  atlas_export_assistant_fill_formats (self);
  check_fields (self);
  self->setting = FALSE;
  count (self);
  update (self);
}

/* Choosing. */

static void
on_changed (AtlasExportAssistant *self)
{
  if (!self->setting)
    atlas_export_assistant_leave_profile (self);
  atlas_export_assistant_refresh (self);
}

/* What changes nothing of who goes along. */
static void
on_detail_changed (AtlasExportAssistant *self)
{
  if (!self->setting)
    atlas_export_assistant_leave_profile (self);
  update (self);
}

static void
on_what_chosen (AtlasExportAssistant *self)
{
  if (self->session == NULL || self->setting)
    return;
  self->setting = TRUE;
  g_clear_pointer (&self->given, g_free);
  g_clear_pointer (&self->fields, g_strfreev);
  atlas_export_assistant_fill_which (self);
  self->setting = FALSE;
  on_changed (self);
}

/* Both the one that is chosen and the one that is no longer say so. */
static void
on_purpose_toggled (GtkCheckButton *button, AtlasExportAssistant *self)
{
  if (gtk_check_button_get_active (button))
    on_changed (self);
}

static void
on_profile_chosen (AtlasExportAssistant *self)
{
  guint at = adw_combo_row_get_selected (self->profile);

  if (self->session == NULL || self->setting)
    return;
  gtk_widget_set_visible (self->forget, at > 0);
  if (at == 0)
    g_clear_pointer (&self->profile_used, g_free);
  if (at > 0 && at <= self->profiles->len)
    atlas_export_assistant_apply_profile (self, g_ptr_array_index (self->profiles, at - 1));
}

static void
on_forget_clicked (AtlasExportAssistant *self)
{
  guint at = adw_combo_row_get_selected (self->profile);

  if (at > 0 && at <= self->profiles->len)
    atlas_export_assistant_forget_profile (self, g_ptr_array_index (self->profiles, at - 1));
}

static void
on_keep (AtlasExportAssistant *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->profile_name))));

  if (*name != '\0' && atlas_export_assistant_get_purpose (self) >= 0)
    atlas_export_assistant_keep_profile (self, name);
}

static void
on_fields_chosen (AtlasExportAssistant *self, char **fields)
{
  g_strfreev (self->fields);
  self->fields = g_strdupv (fields);
  atlas_export_assistant_leave_profile (self);
  update (self);
}

static void
on_fields_activated (AtlasExportAssistant *self)
{
  AtlasExportTerms terms;
  GtkWidget *chooser;

  atlas_export_assistant_get_terms (self, &terms);
  chooser = atlas_field_chooser_new (&terms, atlas_export_assistant_get_kind (self),
                                     (const char *const *) self->fields);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (on_fields_chosen), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (chooser), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (chooser));
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  /* What is undone is the keeping or deleting of a profile, which then says something else. */
  atlas_export_assistant_leave_profile (ATLAS_EXPORT_ASSISTANT (widget));
  atlas_session_undo (ATLAS_EXPORT_ASSISTANT (widget)->session, FALSE);
}

static void
on_records_changed (AtlasExportAssistant *self, AtlasChange *change)
{
  if (self->session == NULL)
    return;
  if (atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_export_profile)))
    atlas_export_assistant_list_profiles (self);
  else
    count (self);
}

/* Writing. */

void
atlas_export_assistant_write (AtlasExportAssistant *self, GFile *file)
{
  AtlasExportWriting *writing;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (ATLAS_IS_EXPORT_ASSISTANT (self));
  g_return_if_fail (G_IS_FILE (file));

  writing = atlas_export_assistant_make_writing (self, &error);
  if (writing == NULL)
    {
      atlas_session_fail (self->session, _ ("The Export Failed"), error);
      return;
    }
  atlas_export_writing_start (writing, self->session, GTK_WINDOW (self), file,
                              atlas_encryption_group_dup_choice (self->encryption));
}

static void
on_file_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  AtlasExportAssistant *self = owner;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  if (self->session != NULL)
    atlas_export_assistant_write (self, file);
}

static void
on_export_clicked (AtlasExportAssistant *self)
{
  g_autoptr (AtlasExportWriting) writing = NULL;
  g_autofree char *name = NULL;
  g_autofree char *suggestion = NULL;

  /* What is typed just now counts, too. */
  gtk_spin_button_update (self->first_label);
  writing = atlas_export_assistant_make_writing (self, NULL);
  name = writing != NULL ? atlas_export_writing_suggest_name (writing) : NULL;
  if (name == NULL)
    return;
  suggestion = g_strconcat (name, atlas_encryption_group_is_encrypted (self->encryption) ? ".gpg" : "", NULL);
  atlas_file_choice_save (GTK_WINDOW (self), _ ("Export"), suggestion, on_file_chosen, self);
}

/* GObject. */

static void
atlas_export_assistant_dispose (GObject *object)
{
  AtlasExportAssistant *self = ATLAS_EXPORT_ASSISTANT (object);

  g_clear_object (&self->toast);
  g_clear_object (&self->session);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_pointer (&self->whiches, g_array_unref);
  g_clear_pointer (&self->formats, g_ptr_array_unref);
  g_clear_pointer (&self->given, g_free);
  g_clear_pointer (&self->fields, g_strfreev);
  g_clear_pointer (&self->profile_used, g_free);

  G_OBJECT_CLASS (atlas_export_assistant_parent_class)->dispose (object);
}

static void
atlas_export_assistant_class_init (AtlasExportAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_export_assistant_dispose;

  g_type_ensure (ATLAS_TYPE_ENCRYPTION_GROUP);
  g_type_ensure (ATLAS_TYPE_EXPORT_PEOPLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-export-assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, toasts);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, export_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, profile_group);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, profile);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, forget);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, what);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, which);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, for_own);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, for_contact);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, for_share);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, for_publish);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, terms_group);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, channel);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, basis);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, partner);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, pseudonyms_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, pseudonyms);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, people);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, format);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, sheet);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, first_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, first_label);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, fields_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, encryption);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, hint);
  gtk_widget_class_bind_template_child (widget_class, AtlasExportAssistant, profile_name);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_detail_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_what_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_purpose_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_profile_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_forget_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
  gtk_widget_class_bind_template_callback (widget_class, on_fields_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_export_clicked);
  gtk_widget_class_install_action (widget_class, "export.undo", NULL, undo);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
atlas_export_assistant_init (AtlasExportAssistant *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static AtlasExportAssistant *
make (AtlasSession *session, const char *query, int purpose)
{
  AtlasExportAssistant *self = g_object_new (ATLAS_TYPE_EXPORT_ASSISTANT, NULL);

  self->setting = TRUE;
  self->session = g_object_ref (session);
  self->given = g_strdup (query);
  atlas_export_assistant_fill_lists (self);
  atlas_export_assistant_fill_what (self);
  atlas_export_assistant_fill_which (self);
  if (purpose >= 0)
    atlas_export_assistant_set_purpose (self, purpose);
  self->setting = FALSE;
  atlas_export_assistant_list_profiles (self);
  atlas_export_assistant_refresh (self);
  g_signal_connect_object (atlas_session_get_register (session), "changed", G_CALLBACK (on_records_changed),
                           self, G_CONNECT_SWAPPED);
  /* Of itself GTK would begin at Cancel, and Enter close what was just opened. */
  gtk_widget_grab_focus (GTK_WIDGET (self->what));
  return self;
}

GtkWidget *
atlas_export_assistant_new (AtlasSession *session)
{
  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);

  return GTK_WIDGET (make (session, NULL, -1));
}

GtkWidget *
atlas_export_assistant_new_for_contacts (AtlasSession *session, AtlasQuery *query)
{
  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  return GTK_WIDGET (make (session, atlas_query_get_text (query), ATLAS_PURPOSE_CONTACT));
}

void
atlas_export_assistant_open (GtkWindow *parent, AtlasSession *session, AtlasQuery *query)
{
  GtkWidget *self;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  self = query != NULL ? atlas_export_assistant_new_for_contacts (session, query)
                       : atlas_export_assistant_new (session);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}
