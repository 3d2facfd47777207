/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profiles in the export assistant. */
#include "atlas-export-assistant-private.h"

#include "atlas-i18n.h"
#include "atlas-toast.h"

void
atlas_export_assistant_list_profiles (AtlasExportAssistant *self)
{
  AtlasRegister *source = atlas_session_get_register (self->session);
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_export_profile, NULL, NULL);
  g_autoptr (GArray) ids = atlas_register_list_ids (source, all, "name", 0, NULL, NULL);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  self->profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  /* Translators: in a list of export profiles: none of them */
  gtk_string_list_append (list, C_ ("profile", "None"));
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      AtlasRecord *profile =
        atlas_register_load (source, &atlas_kind_export_profile, g_array_index (ids, gint64, i), NULL);
      g_autofree char *title = NULL;

      if (profile == NULL)
        continue;
      title = atlas_record_dup_title (profile);
      g_ptr_array_add (self->profiles, profile);
      gtk_string_list_append (list, title);
      if (g_strcmp0 (title, self->profile_used) == 0)
        selected = self->profiles->len;
    }
  self->setting = TRUE;
  adw_combo_row_set_model (self->profile, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->profile, selected);
  self->setting = FALSE;
  gtk_widget_set_visible (self->profile_group, self->profiles->len > 0);
  gtk_widget_set_visible (self->forget, selected > 0);
}

static void
set_channel (AtlasExportAssistant *self, AtlasChannel channel)
{
  guint at = 0;

  for (guint bits = channel; bits > 1; bits >>= 1)
    at++;
  adw_combo_row_set_selected (self->channel, at);
}

static const AtlasKind *
get_kind (AtlasRecord *profile)
{
  g_auto (GStrv) kinds = atlas_record_dup_list (profile, "kinds");

  if (kinds == NULL)
    return &atlas_kind_member;
  return kinds[1] == NULL ? atlas_kind_find (kinds[0]) : NULL;
}

void
atlas_export_assistant_apply_profile (AtlasExportAssistant *self, AtlasRecord *profile)
{
  const char *query = atlas_record_get_text (profile, "query");
  AtlasExportTerms terms;
  int basis;

  atlas_export_profile_get_terms (profile, &terms);
  self->setting = TRUE;
  atlas_export_assistant_set_kind (self, get_kind (profile));
  g_free (self->given);
  self->given = g_strdup (query != NULL ? query : "");
  atlas_export_assistant_fill_which (self);
  atlas_export_assistant_set_purpose (self, terms.purpose);
  if (terms.channel != 0)
    set_channel (self, terms.channel);
  basis = atlas_vocabulary_find (&atlas_vocabulary_legal_basis, atlas_export_terms_get_basis (&terms), -1);
  if (terms.purpose == ATLAS_PURPOSE_OWN && basis >= 0)
    adw_combo_row_set_selected (self->basis, (guint) basis);
  gtk_editable_set_text (GTK_EDITABLE (self->partner), terms.partner != NULL ? terms.partner : "");
  gtk_switch_set_active (self->pseudonyms, terms.pseudonymous);
  atlas_export_assistant_fill_formats (self);
  atlas_export_assistant_set_format (self, atlas_record_get_text (profile, "format"));
  g_strfreev (self->fields);
  self->fields = atlas_record_dup_list (profile, "fields");
  g_free (self->profile_used);
  self->profile_used = g_strdup (atlas_record_get_text (profile, "name"));
  self->setting = FALSE;
  atlas_export_assistant_refresh (self);
}

/* Keeping. */

static void
set_optional (AtlasRecord *profile, const char *key, const char *text)
{
  atlas_record_set_text (profile, key, text != NULL && *text != '\0' ? text : NULL);
}

static void
fill_profile (AtlasExportAssistant *self, AtlasRecord *profile, const char *name)
{
  const AtlasKind *kind = atlas_export_assistant_get_kind (self);
  g_autofree char *query = atlas_export_assistant_dup_query (self);
  g_autofree char *partner = NULL;
  g_autoptr (GPtrArray) kinds = g_ptr_array_new ();
  AtlasExportTerms terms;

  atlas_export_assistant_get_terms (self, &terms);
  partner = g_strdup (terms.partner);
  if (partner != NULL)
    g_strchomp (partner);
  for (const AtlasKind *const *each = atlas_kinds (); *each != NULL; each++)
    if (kind != NULL ? *each == kind : atlas_export_terms_cover_kind (&terms, *each))
      g_ptr_array_add (kinds, (gpointer) (*each)->name);
  g_ptr_array_add (kinds, NULL);
  atlas_record_set_text (profile, "name", name);
  atlas_record_set_list (profile, "kinds", (const char *const *) kinds->pdata);
  set_optional (profile, "query", query);
  atlas_record_set_text (profile, "purpose", atlas_export_purpose_get_name (terms.purpose));
  set_optional (profile, "channel", terms.channel != 0 ? atlas_channel_get_name (terms.channel) : NULL);
  set_optional (profile, "basis", terms.basis);
  set_optional (profile, "partner", partner);
  set_optional (profile, "identity", terms.pseudonymous ? "pseudonymous" : NULL);
  atlas_record_set_text (profile, "format", atlas_export_assistant_get_format (self));
  atlas_record_set_list (
    profile, "fields",
    gtk_widget_get_visible (GTK_WIDGET (self->fields_row)) ? (const char *const *) self->fields : NULL);
}

/* The profile of that name, to be kept anew; or a new one. (transfer full) */
static AtlasRecord *
find_profile (AtlasExportAssistant *self, const char *name)
{
  for (guint i = 0; i < self->profiles->len; i++)
    if (g_strcmp0 (atlas_record_get_text (g_ptr_array_index (self->profiles, i), "name"), name) == 0)
      return atlas_record_copy (g_ptr_array_index (self->profiles, i));
  return atlas_record_new (&atlas_kind_export_profile);
}

static void
on_toast_dismissed (AtlasExportAssistant *self, AdwToast *toast)
{
  if (self->toast == toast)
    g_clear_object (&self->toast);
}

/* Undo takes back what came last: an older toast's would not do what it says. */
static void
tell (AtlasExportAssistant *self, const char *words, gboolean undo)
{
  g_autofree char *markup = g_markup_escape_text (words, -1);
  AdwToast *toast = adw_toast_new (markup);
  g_autoptr (AdwToast) before = g_steal_pointer (&self->toast);

  if (undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "export.undo");
    }
  if (before != NULL)
    atlas_toast_dismiss (before);
  self->toast = g_object_ref (toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_toast_dismissed), self, G_CONNECT_SWAPPED);
  atlas_toast_show (self->toasts, toast);
}

void
atlas_export_assistant_leave_profile (AtlasExportAssistant *self)
{
  if (self->profile_used == NULL)
    return;
  g_clear_pointer (&self->profile_used, g_free);
  self->setting = TRUE;
  adw_combo_row_set_selected (self->profile, 0);
  self->setting = FALSE;
  gtk_widget_set_visible (self->forget, FALSE);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasExportAssistant) self = data;
  g_autoptr (GError) error = NULL;
  gboolean kept = atlas_register_save_finish (ATLAS_REGISTER (source), result, &error) != 0;

  if (self->session == NULL)
    return;
  if (kept)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->profile_name), "");
      atlas_export_assistant_list_profiles (self);
      tell (self, self->replacing ? _ ("The profile is replaced") : _ ("The profile is kept"), TRUE);
    }
  else
    tell (self, error->message, FALSE);
}

void
atlas_export_assistant_keep_profile (AtlasExportAssistant *self, const char *name)
{
  g_autoptr (AtlasRecord) profile = find_profile (self, name);

  self->replacing = atlas_record_get_id (profile) != 0;
  fill_profile (self, profile, name);
  g_free (self->profile_used);
  self->profile_used = g_strdup (name);
  atlas_register_save_async (atlas_session_get_register (self->session), profile, NULL, on_kept,
                             g_object_ref (self));
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasExportAssistant) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = atlas_register_delete_finish (ATLAS_REGISTER (source), result, &error);

  if (self->session == NULL)
    return;
  atlas_export_assistant_list_profiles (self);
  if (done)
    tell (self, _ ("The profile is deleted"), TRUE);
  else
    tell (self, error->message, FALSE);
}

void
atlas_export_assistant_forget_profile (AtlasExportAssistant *self, AtlasRecord *profile)
{
  gint64 id = atlas_record_get_id (profile);

  g_clear_pointer (&self->profile_used, g_free);
  atlas_register_delete_async (atlas_session_get_register (self->session), &atlas_kind_export_profile, &id, 1,
                               NULL, on_forgotten, g_object_ref (self));
}
