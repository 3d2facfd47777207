/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-choice-row.h"

#include "atlas-field-words.h"
#include "atlas-i18n.h"
#include "atlas-row-message.h"

/* Labels longer than this, in characters, stand beneath the title instead of beside it. */
#define LONG_LABEL 22

struct _AtlasChoiceRow
{
  AdwComboRow parent_instance;

  const AtlasField *field;
  GtkStringList *labels; /* "Not stated", the terms, and what the record holds if it is none of these */
  GtkLabel *message;
  char *other; /* key of that */
  gboolean loading;
};

static void atlas_choice_row_field_row_init (AtlasFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasChoiceRow,
                               atlas_choice_row,
                               ADW_TYPE_COMBO_ROW,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_FIELD_ROW, atlas_choice_row_field_row_init))

static void
on_selected (AtlasChoiceRow *self)
{
  if (!self->loading)
    atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}

/* AtlasFieldRow. */

static void
load (AtlasFieldRow *row, AtlasRecord *record)
{
  AtlasChoiceRow *self = ATLAS_CHOICE_ROW (row);
  const AtlasValue *value = atlas_record_get_value (record, self->field);
  guint n_terms = atlas_vocabulary_get_n_terms (self->field->vocabulary);
  g_autofree char *key = atlas_field_format (self->field, value);
  int index = atlas_vocabulary_find (self->field->vocabulary, key, -1);
  guint selected = index >= 0 ? (guint) index + 1 : 0;

  self->loading = TRUE;
  if (self->other != NULL)
    {
      gtk_string_list_remove (self->labels, n_terms + 1);
      g_clear_pointer (&self->other, g_free);
    }
  if (index < 0 && value->type != ATLAS_VALUE_NULL)
    {
      g_autofree char *label = atlas_field_display (self->field, value);

      gtk_string_list_append (self->labels, label);
      self->other = g_steal_pointer (&key);
      selected = n_terms + 1;
    }
  if (adw_combo_row_get_selected (ADW_COMBO_ROW (self)) != selected)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self), selected);
  self->loading = FALSE;
}

static gboolean
store (AtlasFieldRow *row, AtlasRecord *record, GError **error)
{
  AtlasChoiceRow *self = ATLAS_CHOICE_ROW (row);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  AtlasValue *value = atlas_record_edit_value (record, self->field);
  const char *key;

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    {
      atlas_value_clear (value);
      return TRUE;
    }
  key = selected <= atlas_vocabulary_get_n_terms (self->field->vocabulary)
          ? atlas_vocabulary_get_key (self->field->vocabulary, selected - 1)
          : self->other;
  if (self->field->type == ATLAS_FIELD_LEVEL)
    {
      atlas_value_clear (value);
      atlas_value_set_integer (value, g_ascii_strtoll (key, NULL, 10));
    }
  else
    atlas_value_set_text (value, key, -1);
  return TRUE;
}

static void
set_error (AtlasFieldRow *row, const char *message)
{
  atlas_row_message_set (ATLAS_CHOICE_ROW (row)->message, GTK_WIDGET (row), GTK_WIDGET (row), message);
}

static void
atlas_choice_row_field_row_init (AtlasFieldRowInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->set_error = set_error;
}

/* GObject. */

static void
atlas_choice_row_finalize (GObject *object)
{
  AtlasChoiceRow *self = ATLAS_CHOICE_ROW (object);

  g_clear_object (&self->labels);
  g_free (self->other);

  G_OBJECT_CLASS (atlas_choice_row_parent_class)->finalize (object);
}

static void
atlas_choice_row_class_init (AtlasChoiceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_choice_row_finalize;
}

static void
atlas_choice_row_init (AtlasChoiceRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->message = atlas_row_message_new (GTK_LIST_BOX_ROW (self));
}

GtkWidget *
atlas_choice_row_new (const AtlasField *field)
{
  g_autofree char *need = NULL;
  AtlasChoiceRow *self;
  glong longest = 0;

  g_return_val_if_fail (field != NULL && field->vocabulary != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_CHOICE_ROW, "title", atlas_field_get_label (field), NULL);
  self->field = field;
  self->labels = gtk_string_list_new (NULL);
  need = atlas_field_words_dup_need (field);
  gtk_string_list_append (self->labels, need != NULL ? need : _ ("Not stated"));
  for (guint i = 0; i < atlas_vocabulary_get_n_terms (field->vocabulary); i++)
    {
      const char *label = atlas_vocabulary_get_label (field->vocabulary, i);

      gtk_string_list_append (self->labels, label);
      longest = MAX (longest, g_utf8_strlen (label, -1));
    }
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (self), longest > LONG_LABEL);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (self->labels));
  if (field->hint != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ (field->hint));
  g_signal_connect (self, "notify::selected", G_CALLBACK (on_selected), NULL);
  return GTK_WIDGET (self);
}
