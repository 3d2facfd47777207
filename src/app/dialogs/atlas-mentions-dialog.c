/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mentions-dialog.h"

#include "atlas-contact-dialog.h"
#include "atlas-erasure.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

struct _AtlasMentionsDialog
{
  AdwWindow parent_instance;

  AdwPreferencesGroup *rows;
  GtkLabel *rest;

  AtlasSession *session;
};

G_DEFINE_FINAL_TYPE (AtlasMentionsDialog, atlas_mentions_dialog, ADW_TYPE_WINDOW)

/* What a row leads to. */
typedef struct
{
  const AtlasKind *kind;
  AtlasUuid uuid;
} Target;

/* Kinds that are shown somewhere. */
static gboolean
leads_somewhere (const AtlasKind *kind)
{
  return kind == &atlas_kind_member || kind == &atlas_kind_event || kind == &atlas_kind_organisation ||
         kind == &atlas_kind_interaction || kind == &atlas_kind_segment || kind == &atlas_kind_mission;
}

static void
show_record (AtlasMentionsDialog *self, const AtlasKind *kind, AtlasRecord *record)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (kind == &atlas_kind_interaction)
    atlas_contact_dialog_open (parent != NULL ? GTK_WIDGET (parent) : GTK_WIDGET (self), self->session,
                               atlas_record_get_id (record));
  else if (parent == NULL)
    return;
  else if (kind == &atlas_kind_segment)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-people", "s",
                                atlas_record_get_text (record, "query"));
  else
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-record", "(sx)", kind->name,
                                atlas_record_get_id (record));
}

static void
on_activated (AtlasMentionsDialog *self, AdwActionRow *row)
{
  const Target *target = g_object_get_data (G_OBJECT (row), "target");
  g_autoptr (AtlasRecord) record = NULL;

  if (self->session == NULL)
    return;
  record =
    atlas_register_load_uuid (atlas_session_get_register (self->session), target->kind, &target->uuid, NULL);
  if (record != NULL)
    show_record (self, target->kind, record);
  else
    {
      /* Somebody has deleted it since: that one is done. */
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_widget_set_sensitive (GTK_WIDGET (row), FALSE);
    }
}

/* "Event: Description, Notes" */
static char *
describe (const AtlasErasureMention *mention)
{
  g_autoptr (GString) fields = g_string_new (NULL);

  for (gsize i = 0; mention->fields[i] != NULL; i++)
    g_string_append_printf (
      fields, "%s%s", i > 0 ? ", " : "",
      atlas_field_get_label (atlas_kind_find_field (mention->kind, mention->fields[i], -1)));
  /* Translators: what a record is, and in which of its fields something stands: "Event: Description, Notes"
   */
  return g_strdup_printf (_ ("%s: %s"), _ (mention->kind->label), fields->str);
}

static GtkWidget *
make_row (AtlasMentionsDialog *self, const AtlasErasureMention *mention)
{
  g_autofree char *words = describe (mention);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", mention->title,
                                 "subtitle", words, "title-lines", 0, "subtitle-lines", 0, NULL);
  Target *target;

  if (!leads_somewhere (mention->kind))
    return row;
  target = g_new0 (Target, 1);
  target->kind = mention->kind;
  atlas_uuid_parse (mention->id, -1, &target->uuid);
  g_object_set_data_full (G_OBJECT (row), "target", target, g_free);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                                           GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  return row;
}

static void
atlas_mentions_dialog_dispose (GObject *object)
{
  g_clear_object (&ATLAS_MENTIONS_DIALOG (object)->session);

  G_OBJECT_CLASS (atlas_mentions_dialog_parent_class)->dispose (object);
}

static void
atlas_mentions_dialog_class_init (AtlasMentionsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_mentions_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-mentions-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasMentionsDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, AtlasMentionsDialog, rest);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
atlas_mentions_dialog_init (AtlasMentionsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
atlas_mentions_dialog_open (GtkWindow *parent, AtlasSession *session, GPtrArray *mentions, gint64 cut)
{
  AtlasMentionsDialog *self;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);
  g_return_val_if_fail (mentions != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_MENTIONS_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  for (guint i = 0; i < mentions->len; i++)
    adw_preferences_group_add (self->rows, make_row (self, g_ptr_array_index (mentions, i)));
  if (cut > 0)
    {
      g_autofree char *number = atlas_number_format (cut);
      g_autofree char *text =
        g_strdup_printf (ngettext ("... and up to %s more", "... and up to %s more", (gulong) cut), number);

      gtk_label_set_text (self->rest, text);
      gtk_widget_set_visible (GTK_WIDGET (self->rest), TRUE);
    }
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
