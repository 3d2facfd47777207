/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-long-text-row.h"

#include "atlas-i18n.h"
#include "atlas-row-message.h"

struct _AtlasLongTextRow
{
  AdwPreferencesRow parent_instance;

  const AtlasField *field;
  GtkTextView *view;
  GtkWidget *caption;
  GtkLabel *message;
  gboolean loading;
};

static void atlas_long_text_row_field_row_init (AtlasFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasLongTextRow,
                               atlas_long_text_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_FIELD_ROW,
                                                      atlas_long_text_row_field_row_init))

static char *
dup_text (AtlasLongTextRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
on_text_changed (AtlasLongTextRow *self)
{
  if (!self->loading)
    atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}

/* AtlasFieldRow. */

static void
load (AtlasFieldRow *row, AtlasRecord *record)
{
  AtlasLongTextRow *self = ATLAS_LONG_TEXT_ROW (row);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *before = dup_text (self);
  g_autofree char *text = atlas_field_format (self->field, atlas_record_get_value (record, self->field));

  if (g_str_equal (before, text))
    return;
  self->loading = TRUE;
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
  self->loading = FALSE;
}

static gboolean
store (AtlasFieldRow *row, AtlasRecord *record, GError **error)
{
  AtlasLongTextRow *self = ATLAS_LONG_TEXT_ROW (row);
  g_autofree char *text = dup_text (self);
  g_auto (AtlasValue) value = { 0 };

  if (!atlas_field_parse (self->field, text, &value, error))
    return FALSE;
  atlas_value_clear (atlas_record_edit_value (record, self->field));
  atlas_value_copy (&value, atlas_record_edit_value (record, self->field));
  return TRUE;
}

static void
set_error (AtlasFieldRow *row, const char *message)
{
  AtlasLongTextRow *self = ATLAS_LONG_TEXT_ROW (row);

  atlas_row_message_set (self->message, GTK_WIDGET (self), GTK_WIDGET (self->view), message);
}

static void
atlas_long_text_row_field_row_init (AtlasFieldRowInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->set_error = set_error;
}

/* GObject. */

static gboolean
atlas_long_text_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ATLAS_LONG_TEXT_ROW (widget)->view));
}

static void
atlas_long_text_row_class_init (AtlasLongTextRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = atlas_long_text_row_grab_focus;
}

static void
atlas_long_text_row_init (AtlasLongTextRow *self)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->view = GTK_TEXT_VIEW (view);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_left_margin (self->view, 12);
  gtk_text_view_set_right_margin (self->view, 12);
  gtk_text_view_set_top_margin (self->view, 12);
  gtk_text_view_set_bottom_margin (self->view, 12);
  gtk_widget_set_size_request (view, -1, 96);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (on_text_changed),
                            self);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "long-text");
  self->caption = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->caption), 0);
  gtk_widget_set_visible (self->caption, FALSE);
  gtk_widget_add_css_class (self->caption, "caption");
  gtk_widget_add_css_class (self->caption, "dim-label");
  gtk_box_append (GTK_BOX (box), self->caption);
  gtk_box_append (GTK_BOX (box), view);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  self->message = atlas_row_message_new (GTK_LIST_BOX_ROW (self));
}

GtkWidget *
atlas_long_text_row_new (const AtlasField *field)
{
  AtlasLongTextRow *self;

  g_return_val_if_fail (field != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_LONG_TEXT_ROW, "title", atlas_field_get_label (field), NULL);
  self->field = field;
  /* Under a heading that says the same it would be noise. */
  gtk_label_set_text (GTK_LABEL (self->caption), atlas_field_get_label (field));
  gtk_widget_set_visible (self->caption, g_strcmp0 (field->label, field->group) != 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  atlas_field_get_label (field), -1);
  if (field->hint != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ (field->hint));
  return GTK_WIDGET (self);
}
