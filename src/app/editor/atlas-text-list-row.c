/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-text-list-row.h"

#include "atlas-i18n.h"
#include "atlas-list-caption.h"
#include "atlas-row-message.h"

struct _AtlasTextListRow
{
  AdwPreferencesRow parent_instance;

  const AtlasField *field;
  AtlasField single;
  GtkBox *box;
  GPtrArray *entries; /* of GtkEntry, in their order; those not in use are hidden */
  guint n_used;       /* the empty one at the end too */
  GtkLabel *message;
  guint wrong;       /* index of the entry that the message is about */
  GtkWidget *marked; /* the entry that shows it */

  AtlasValue value; /* as loaded; good until touched */
  gboolean touched, loading;
};

static void atlas_text_list_row_field_row_init (AtlasFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasTextListRow,
                               atlas_text_list_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_FIELD_ROW,
                                                      atlas_text_list_row_field_row_init))

static GtkEditable *
get_entry (AtlasTextListRow *self, guint index)
{
  return g_ptr_array_index (self->entries, index);
}

static void use_entries (AtlasTextListRow *self, guint n);

static void
on_text_changed (GtkEditable *entry, AtlasTextListRow *self)
{
  if (self->loading)
    return;
  self->touched = TRUE;
  if (entry == get_entry (self, self->n_used - 1) && *gtk_editable_get_text (entry) != '\0')
    use_entries (self, self->n_used + 1);
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}

static void
show_texts (AtlasTextListRow *self, const char *const *texts)
{
  guint n = texts ? g_strv_length ((char **) texts) : 0;

  self->loading = TRUE;
  use_entries (self, n + 1);
  for (guint i = 0; i <= n; i++)
    {
      const char *text = i < n ? texts[i] : "";

      if (!g_str_equal (gtk_editable_get_text (get_entry (self, i)), text))
        {
          gtk_editable_set_enable_undo (get_entry (self, i), FALSE);
          gtk_editable_set_text (get_entry (self, i), text);
          gtk_editable_set_enable_undo (get_entry (self, i), TRUE);
        }
    }
  self->loading = FALSE;
}

static GStrv
dup_texts (AtlasTextListRow *self, guint but)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->n_used; i++)
    if (i != but && *gtk_editable_get_text (get_entry (self, i)) != '\0')
      g_strv_builder_add (builder, gtk_editable_get_text (get_entry (self, i)));
  return g_strv_builder_end (builder);
}

static void
on_icon_pressed (GtkEntry *entry, GtkEntryIconPosition position, AtlasTextListRow *self)
{
  g_auto (GStrv) left = NULL;
  guint index;

  if (!g_ptr_array_find (self->entries, entry, &index))
    return;
  left = dup_texts (self, index);
  show_texts (self, (const char *const *) left);
  self->touched = TRUE;
  gtk_widget_grab_focus (GTK_WIDGET (get_entry (self, MIN (index, self->n_used - 1))));
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}

static void
use_entries (AtlasTextListRow *self, guint n)
{
  while (self->entries->len < n)
    {
      GtkWidget *entry = gtk_entry_new ();

      gtk_widget_add_css_class (entry, "inline-entry");
      gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      atlas_field_get_label (self->field), -1);
      gtk_entry_set_icon_tooltip_text (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY, _ ("Remove"));
      g_signal_connect (entry, "changed", G_CALLBACK (on_text_changed), self);
      g_signal_connect (entry, "icon-press", G_CALLBACK (on_icon_pressed), self);
      gtk_box_append (self->box, entry);
      g_ptr_array_add (self->entries, entry);
    }
  self->n_used = n;
  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkEntry *entry = GTK_ENTRY (get_entry (self, i));
      gboolean last = i + 1 == n;

      gtk_widget_set_visible (GTK_WIDGET (entry), i < n);
      gtk_entry_set_placeholder_text (entry, last ? (n == 1 ? _ ("Add…") : _ ("Add Another…")) : NULL);
      gtk_entry_set_icon_from_icon_name (entry, GTK_ENTRY_ICON_SECONDARY,
                                         last ? NULL : "list-remove-symbolic");
      if (!last)
        gtk_entry_set_icon_tooltip_text (entry, GTK_ENTRY_ICON_SECONDARY, _ ("Remove"));
    }
}

/* AtlasFieldRow. */

static void
load (AtlasFieldRow *row, AtlasRecord *record)
{
  AtlasTextListRow *self = ATLAS_TEXT_LIST_ROW (row);
  g_auto (GStrv) texts = atlas_record_dup_list (record, self->field->key);

  atlas_value_clear (&self->value);
  atlas_value_copy (atlas_record_get_value (record, self->field), &self->value);
  self->touched = FALSE;
  show_texts (self, (const char *const *) texts);
}

static gboolean
store (AtlasFieldRow *row, AtlasRecord *record, GError **error)
{
  AtlasTextListRow *self = ATLAS_TEXT_LIST_ROW (row);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  if (!self->touched)
    {
      atlas_value_clear (atlas_record_edit_value (record, self->field));
      atlas_value_copy (&self->value, atlas_record_edit_value (record, self->field));
      return TRUE;
    }
  for (guint i = 0; i < self->n_used; i++)
    {
      g_auto (AtlasValue) value = { 0 };

      self->wrong = i;
      if (!atlas_field_parse (&self->single, gtk_editable_get_text (get_entry (self, i)), &value, error))
        return FALSE;
      if (value.type == ATLAS_VALUE_TEXT)
        {
          g_autofree char *text = g_strndup (value.text, value.length);

          g_strv_builder_add (builder, text);
        }
    }
  texts = g_strv_builder_end (builder);
  atlas_record_set_list (record, self->field->key, (const char *const *) texts);
  return TRUE;
}

static void
set_error (AtlasFieldRow *row, const char *message)
{
  AtlasTextListRow *self = ATLAS_TEXT_LIST_ROW (row);
  GtkWidget *entry = GTK_WIDGET (get_entry (self, MIN (self->wrong, self->n_used - 1)));

  /* Only the line that is wrong is marked, and another one may be now. */
  if (self->marked != NULL && (message == NULL || self->marked != entry))
    atlas_row_message_set (self->message, self->marked, self->marked, NULL);
  self->marked = message != NULL ? entry : NULL;
  if (message == NULL)
    return;
  gtk_box_reorder_child_after (self->box, GTK_WIDGET (self->message), entry);
  atlas_row_message_set (self->message, entry, entry, message);
}

static void
atlas_text_list_row_field_row_init (AtlasFieldRowInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->set_error = set_error;
}

/* GObject. */

static gboolean
atlas_text_list_row_grab_focus (GtkWidget *widget)
{
  AtlasTextListRow *self = ATLAS_TEXT_LIST_ROW (widget);
  guint index = gtk_widget_get_visible (GTK_WIDGET (self->message)) ? self->wrong : 0;

  return gtk_widget_grab_focus (GTK_WIDGET (get_entry (self, MIN (index, self->n_used - 1))));
}

static void
atlas_text_list_row_finalize (GObject *object)
{
  AtlasTextListRow *self = ATLAS_TEXT_LIST_ROW (object);

  g_ptr_array_unref (self->entries);
  atlas_value_clear (&self->value);

  G_OBJECT_CLASS (atlas_text_list_row_parent_class)->finalize (object);
}

static void
atlas_text_list_row_class_init (AtlasTextListRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_text_list_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = atlas_text_list_row_grab_focus;
}

static void
atlas_text_list_row_init (AtlasTextListRow *self)
{
  self->entries = g_ptr_array_new ();
}

GtkWidget *
atlas_text_list_row_new (const AtlasField *field)
{
  AtlasTextListRow *self;

  g_return_val_if_fail (field != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_TEXT_LIST_ROW, NULL);
  self->field = field;
  self->single = atlas_list_single_field (field);
  self->box = atlas_list_caption_new (ADW_PREFERENCES_ROW (self), field);
  self->message = atlas_row_message_new_in (self->box);
  use_entries (self, 1);
  return GTK_WIDGET (self);
}
