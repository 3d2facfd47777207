/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-people-page-private.h"

#include "atlas-dossier-dialog.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-person-requests.h"

/* New. */

static void
open_new (AtlasPeoplePage *self, AtlasRecord *record)
{
  atlas_people_page_unselect (self);
  atlas_record_editor_set_record (self->editor, record);
  atlas_people_page_show_editor (self, TRUE);
  atlas_people_page_update (self);
  atlas_record_editor_focus (self->editor);
}

void
atlas_people_page_begin (AtlasPeoplePage *self, GHashTable *fields)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);

  if (self->session == NULL || !atlas_people_page_leave_editor (self))
    return;
  atlas_record_set_text (record, "status", "active");
  atlas_page_fill_draft (record, fields);
  open_new (self, record);
}

static void
new_person (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_people_page_begin (ATLAS_PEOPLE_PAGE (widget), NULL);
}

/* What somebody agreed to is theirs alone, and the program writes times itself. */
static void
forget_what_is_personal (AtlasRecord *record)
{
  const AtlasKind *kind = atlas_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & ATLAS_FIELD_AUTOMATIC) != 0 ||
        kind->fields[i].items == &atlas_kind_consent || g_str_equal (kind->fields[i].key, "confirmed"))
      atlas_record_unset (record, &kind->fields[i]);
}

static void
duplicate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (widget);
  g_autoptr (AtlasRecord) copy = NULL;
  const AtlasUuid nil = { 0 };

  if (self->session == NULL || self->selected->len != 1 || !atlas_people_page_leave_editor (self) ||
      atlas_record_editor_get_record (self->editor) == NULL)
    return;
  copy = atlas_record_copy (atlas_record_editor_get_record (self->editor));
  atlas_record_set_id (copy, 0);
  atlas_record_set_uuid (copy, &nil);
  forget_what_is_personal (copy);
  open_new (self, copy);
}

/* Deleting. */

typedef struct
{
  AtlasPeoplePage *page;
  AtlasSession *session;
  guint n;
  char *title; /* of the only one */
} Deletion;

static void
deletion_free (Deletion *self)
{
  g_object_unref (self->page);
  g_object_unref (self->session);
  g_free (self->title);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deletion, deletion_free)

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Deletion) deletion = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = atlas_number_format (deletion->n);
  g_autofree char *message = NULL;

  if (!atlas_register_delete_finish (ATLAS_REGISTER (source), result, &error))
    {
      deletion->page->left_at = GTK_INVALID_LIST_POSITION;
      atlas_session_fail (deletion->session, _ ("Nothing was deleted"), error);
      return;
    }
  message = deletion->title
              ? g_strdup_printf (_ ("Deleted %s"), deletion->title)
              : g_strdup_printf (ngettext ("Deleted %s person", "Deleted %s people", deletion->n), number);
  atlas_session_tell (deletion->session, message, TRUE);
  deletion->page->left_at = GTK_INVALID_LIST_POSITION;
}

static void
delete_selected (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (widget);
  g_autoptr (GtkBitset) positions = NULL;
  AtlasRecord *shown = atlas_record_editor_get_record (self->editor);
  Deletion *deletion;

  if (self->session == NULL || self->selected->len == 0)
    return;
  deletion = g_new0 (Deletion, 1);
  deletion->page = g_object_ref (self);
  deletion->session = g_object_ref (self->session);
  deletion->n = self->selected->len;
  if (self->selected->len == 1 && shown != NULL)
    {
      deletion->title = atlas_record_dup_title (shown);
      /* Whoever deletes a person does not want what they were just typing about them. */
      atlas_record_editor_revert (self->editor);
    }
  positions = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  self->left_at = gtk_bitset_is_empty (positions) ? 0 : gtk_bitset_get_minimum (positions);
  atlas_register_delete_async (atlas_session_get_register (self->session), &atlas_kind_member,
                               &g_array_index (self->selected, gint64, 0), self->selected->len, NULL,
                               on_deleted, deletion);
}

/* The rest. */

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_record_editor_save (ATLAS_PEOPLE_PAGE (widget)->editor);
}

static void
show_on_map (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (widget);
  AtlasRecord *shown = self->selected->len == 1 ? atlas_record_editor_get_record (self->editor) : NULL;

  if (shown != NULL &&
      atlas_record_has (shown, atlas_kind_find_field (&atlas_kind_member, "location.latitude", -1)))
    gtk_widget_activate_action (widget, "win.show-place", "(dd)",
                                atlas_record_get_real (shown, "location.latitude"),
                                atlas_record_get_real (shown, "location.longitude"));
  else
    gtk_widget_activate_action (widget, "win.show-page", "s", "map");
}

static void
log_contact (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (widget);

  if (self->selected->len == 1)
    atlas_history_log_contact (self->history);
}

/* The only one who is selected, as the database has them. */
static AtlasRecord *
get_only (AtlasPeoplePage *self)
{
  AtlasRecord *shown = self->selected->len == 1 ? atlas_record_editor_get_record (self->editor) : NULL;

  return shown != NULL && atlas_record_get_id (shown) != 0 ? shown : NULL;
}

static void
erase (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (widget);
  AtlasRecord *member = get_only (self);

  if (member != NULL)
    atlas_person_requests_erase (widget, self->session, member);
}

static void
write_dossier (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (widget);
  AtlasRecord *member = get_only (self);

  if (member != NULL)
    atlas_dossier_dialog_open (widget, self->session, member);
}

static void
compare (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (widget);

  if (self->selected->len == 2)
    gtk_widget_activate_action (widget, "win.compare", "(xx)", g_array_index (self->selected, gint64, 0),
                                g_array_index (self->selected, gint64, 1));
}

static void
clear_search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (widget);

  if (self->session != NULL)
    atlas_filter_set_text (atlas_session_get_filter (self->session, &atlas_kind_member), "");
}

static void
go_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (widget);

  atlas_people_page_show_editor (self, FALSE);
  atlas_people_page_focus_list (self);
}

void
atlas_people_page_update_actions (AtlasPeoplePage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean any = self->session != NULL && self->selected->len > 0;

  gtk_widget_action_set_enabled (widget, "people.new", self->session != NULL);
  gtk_widget_action_set_enabled (widget, "people.duplicate", any && self->selected->len == 1);
  gtk_widget_action_set_enabled (widget, "people.compare", any && self->selected->len == 2);
  gtk_widget_action_set_enabled (widget, "people.delete", any);
  gtk_widget_action_set_enabled (widget, "people.log-contact", any && self->selected->len == 1);
  gtk_widget_action_set_enabled (widget, "people.erase", any && self->selected->len == 1);
  gtk_widget_action_set_enabled (widget, "people.dossier", any && self->selected->len == 1);
  gtk_widget_action_set_enabled (widget, "people.show-on-map", self->session != NULL);
}

void
atlas_people_page_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "people.new", NULL, new_person);
  gtk_widget_class_install_action (widget_class, "people.duplicate", NULL, duplicate);
  gtk_widget_class_install_action (widget_class, "people.compare", NULL, compare);
  gtk_widget_class_install_action (widget_class, "people.delete", NULL, delete_selected);
  gtk_widget_class_install_action (widget_class, "people.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "people.show-on-map", NULL, show_on_map);
  gtk_widget_class_install_action (widget_class, "people.log-contact", NULL, log_contact);
  gtk_widget_class_install_action (widget_class, "people.erase", NULL, erase);
  gtk_widget_class_install_action (widget_class, "people.dossier", NULL, write_dossier);
  gtk_widget_class_install_action (widget_class, "people.clear-search", NULL, clear_search);
  gtk_widget_class_install_action (widget_class, "people.back", NULL, go_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "people.duplicate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "people.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "people.log-contact", NULL);
}

static void
add_shortcut (GtkWidget *widget, guint key, const char *action)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (key, 0), gtk_named_action_new (action)));
  gtk_widget_add_controller (widget, controller);
}

/* Keys that mean something only where the focus is: Delete in a text deletes a letter. */
void
atlas_people_page_init_keys (AtlasPeoplePage *self)
{
  add_shortcut (GTK_WIDGET (self->view), GDK_KEY_Delete, "people.delete");
  add_shortcut (GTK_WIDGET (self->view), GDK_KEY_KP_Delete, "people.delete");
  add_shortcut (GTK_WIDGET (self->editor), GDK_KEY_Escape, "people.back");
}
