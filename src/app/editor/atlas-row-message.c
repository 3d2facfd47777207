/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-row-message.h"

GtkLabel *
atlas_row_message_new_in (GtkBox *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  g_return_val_if_fail (GTK_IS_BOX (box), NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "message");
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

GtkLabel *
atlas_row_message_new (GtkListBoxRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GtkWidget) child = NULL;

  g_return_val_if_fail (GTK_IS_LIST_BOX_ROW (row), NULL);

  child = gtk_list_box_row_get_child (row);
  if (child != NULL)
    g_object_ref (child);
  gtk_list_box_row_set_child (row, NULL);
  if (child != NULL)
    gtk_box_append (GTK_BOX (box), child);
  gtk_widget_add_css_class (box, "field");
  gtk_list_box_row_set_child (row, box);
  return atlas_row_message_new_in (GTK_BOX (box));
}

/* "must be a whole number" to "Must be a whole number". */
static char *
begin_sentence (const char *text)
{
  g_autofree char *first = g_utf8_strup (text, (gssize) (g_utf8_next_char (text) - text));

  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

void
atlas_row_message_set (GtkLabel *self, GtkWidget *row, GtkWidget *field, const char *error)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (GTK_IS_LABEL (self));
  g_return_if_fail (GTK_IS_WIDGET (row) && GTK_IS_WIDGET (field));

  if (error != NULL && *error != '\0')
    sentence = begin_sentence (error);
  if (sentence == NULL && !gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  gtk_label_set_text (self, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self), sentence != NULL);
  if (sentence != NULL)
    {
      gtk_widget_add_css_class (row, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence,
                                      -1);
    }
  else
    {
      gtk_widget_remove_css_class (row, "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
}
