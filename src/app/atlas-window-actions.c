/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-window-private.h"

#include "atlas-estimates-dialog.h"
#include "atlas-export-assistant.h"
#include "atlas-exports-dialog.h"
#include "atlas-folder.h"
#include "atlas-i18n.h"
#include "atlas-import-dialog.h"
#include "atlas-preferences-dialog.h"

/* Records. */

static void
show_record (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasWindow *self = ATLAS_WINDOW (widget);
  const AtlasKind *kind;
  const char *kind_name;
  AtlasPage *page;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &kind_name, &id);
  kind = atlas_kind_find (kind_name);
  if (kind == NULL)
    return;
  page = atlas_window_get_page_for_kind (self, kind);
  adw_view_stack_set_visible_child (self->pages, gtk_widget_get_parent (GTK_WIDGET (page)));
  atlas_page_show_record (page, id);
}

static void
begin_record (AtlasWindow *self, const AtlasKind *kind, GHashTable *fields)
{
  AtlasPage *page = atlas_window_get_page_for_kind (self, kind);

  adw_view_stack_set_visible_child (self->pages, gtk_widget_get_parent (GTK_WIDGET (page)));
  atlas_page_new_record (page, fields);
}

static void
new_record (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GHashTable) fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GVariantIter) iter = NULL;
  const AtlasKind *kind;
  const char *kind_name;
  char *key, *text;

  g_variant_get (parameter, "(&sa{ss})", &kind_name, &iter);
  while (g_variant_iter_next (iter, "{ss}", &key, &text))
    g_hash_table_insert (fields, key, text);
  kind = atlas_kind_find (kind_name);
  if (kind != NULL)
    begin_record (ATLAS_WINDOW (widget), kind, fields);
}

static void
new_on_page (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasWindow *self = ATLAS_WINDOW (widget);

  begin_record (self, atlas_page_get_kind (atlas_window_get_visible_page (self)), NULL);
}

/* Searching. */

static void
show_people (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasWindow *self = ATLAS_WINDOW (widget);

  atlas_filter_set_text (atlas_session_get_filter (self->session, &atlas_kind_member),
                         g_variant_get_string (parameter, NULL));
  atlas_window_show_page (self, "people");
}

static void
search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (ATLAS_WINDOW (widget)->search));
}

static void
show_place (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasWindow *self = ATLAS_WINDOW (widget);
  double latitude, longitude;

  g_variant_get (parameter, "(dd)", &latitude, &longitude);
  atlas_window_show_page (self, "map");
  atlas_page_show_place (atlas_window_get_visible_page (self), latitude, longitude);
}

static void
show_page (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_window_show_page (ATLAS_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
plan_mission (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasWindow *self = ATLAS_WINDOW (widget);

  atlas_window_show_page (self, "missions");
  gtk_widget_activate_action_variant (GTK_WIDGET (atlas_window_get_page (self, "missions")), "missions.plan",
                                      parameter);
}

static void
compare (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 left, right;

  g_variant_get (parameter, "(xx)", &left, &right);
  atlas_window_compare (ATLAS_WINDOW (widget), left, right);
}

/* The journal. */

/* Ctrl+Z comes to the window before it comes to what has the focus; but in a text one first takes back what
 * one has just typed. Whether there is anything, GtkText shows only by changing. */
static gboolean
undo_typing (AtlasWindow *self, gboolean redo)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && GTK_IS_TEXT (focus))
    {
      g_autofree char *before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (focus)));

      gtk_widget_activate_action (focus, redo ? "text.redo" : "text.undo", NULL);
      return !g_str_equal (before, gtk_editable_get_text (GTK_EDITABLE (focus)));
    }
  if (focus != NULL && GTK_IS_TEXT_VIEW (focus))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus));

      if (!(redo ? gtk_text_buffer_get_can_redo (buffer) : gtk_text_buffer_get_can_undo (buffer)))
        return FALSE;
      if (redo)
        gtk_text_buffer_redo (buffer);
      else
        gtk_text_buffer_undo (buffer);
      return TRUE;
    }
  return FALSE;
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasWindow *self = ATLAS_WINDOW (widget);

  if (!undo_typing (self, FALSE))
    atlas_session_undo (self->session, FALSE);
}

static void
redo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasWindow *self = ATLAS_WINDOW (widget);

  if (!undo_typing (self, TRUE))
    atlas_session_undo (self->session, TRUE);
}

/* Files. */

static void
import (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_import_dialog_choose (GTK_WINDOW (widget), ATLAS_WINDOW (widget)->session);
}

static void export(GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_export_assistant_open (GTK_WINDOW (widget), ATLAS_WINDOW (widget)->session, NULL);
}

static void
export_contacts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasWindow *self = ATLAS_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasQuery) query =
    atlas_register_parse_query (atlas_session_get_register (self->session), &atlas_kind_member,
                                g_variant_get_string (parameter, NULL), &error);

  if (query != NULL)
    atlas_export_assistant_open (GTK_WINDOW (self), self->session, query);
  else
    atlas_window_complain (self, _ ("The search is not understood"), error->message);
}

static void
export_found_contacts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasWindow *self = ATLAS_WINDOW (widget);

  atlas_export_assistant_open (
    GTK_WINDOW (self), self->session,
    atlas_filter_get_query (atlas_session_get_filter (self->session, &atlas_kind_member)));
}

static void
exports (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_exports_dialog_open (GTK_WINDOW (widget), ATLAS_WINDOW (widget)->session);
}

static void
estimates (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_estimates_dialog_open (GTK_WINDOW (widget), ATLAS_WINDOW (widget)->session);
}

static void
preferences (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_preferences_dialog_open (GTK_WINDOW (widget), ATLAS_WINDOW (widget)->session);
}

static void
open_folder (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  atlas_folder_show (widget, file);
}

void
atlas_window_update_actions (AtlasWindow *self)
{
  /* What needs an open database. */
  static const char *const always[] = {
    "win.show-record",  "win.new-record", "win.new",       "win.show-people",     "win.search",
    "win.show-page",    "win.import",     "win.export",    "win.export-contacts", "win.export-found-contacts",
    "win.back-up",      "win.show-place", "win.estimates", "win.compare",         "win.exports",
    "win.plan-mission",
  };
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean open = self->session != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    gtk_widget_action_set_enabled (widget, always[i], open);
  gtk_widget_action_set_enabled (widget, "win.undo",
                                 open && atlas_session_get_undo_label (self->session) != NULL);
  gtk_widget_action_set_enabled (widget, "win.redo",
                                 open && atlas_session_get_redo_label (self->session) != NULL);
}

void
atlas_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-record", "(sx)", show_record);
  gtk_widget_class_install_action (widget_class, "win.new-record", "(sa{ss})", new_record);
  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_on_page);
  gtk_widget_class_install_action (widget_class, "win.show-people", "s", show_people);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page);
  gtk_widget_class_install_action (widget_class, "win.compare", "(xx)", compare);
  gtk_widget_class_install_action (widget_class, "win.plan-mission", "s", plan_mission);
  gtk_widget_class_install_action (widget_class, "win.show-place", "(dd)", show_place);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export);
  gtk_widget_class_install_action (widget_class, "win.exports", NULL, exports);
  gtk_widget_class_install_action (widget_class, "win.export-contacts", "s", export_contacts);
  gtk_widget_class_install_action (widget_class, "win.export-found-contacts", NULL, export_found_contacts);
  gtk_widget_class_install_action (widget_class, "win.open-folder", "s", open_folder);
  gtk_widget_class_install_action (widget_class, "win.estimates", NULL, estimates);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences);
}
