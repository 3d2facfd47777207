/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-entry-row.h"

#include <string.h>

#include "atlas-date-button.h"
#include "atlas-field-words.h"
#include "atlas-i18n.h"
#include "atlas-row-message.h"
#include "atlas-suggestion-sources.h"
#include "atlas-suggestions.h"

struct _AtlasEntryRow
{
  AdwEntryRow parent_instance;

  const AtlasField *field;
  GtkLabel *message;
  GtkLabel *need; /* that it must be filled, while it is not; or NULL */
  GtkLabel *code; /* of fields whose words are not what is stored */

  AtlasSuggestions *suggestions; /* NULL: none */
  AtlasRecord *draft;

  /* What was loaded or chosen, and how it is shown: while that stands in the entry the value is this. */
  AtlasValue value;
  char *words;
  char *zone;
  gboolean loading;
};

static void atlas_entry_row_field_row_init (AtlasFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasEntryRow,
                               atlas_entry_row,
                               ADW_TYPE_ENTRY_ROW,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_FIELD_ROW, atlas_entry_row_field_row_init))

static const char *
get_text (AtlasEntryRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self));
}

/* A time is one of a time zone: another field, which may change too. */
static char *
dup_zone (AtlasEntryRow *self, AtlasRecord *record)
{
  return self->field->type == ATLAS_FIELD_DATE_TIME && record != NULL &&
             atlas_kind_find_field (atlas_record_get_kind (record), "timezone", -1) != NULL
           ? g_strdup (atlas_record_get_text (record, "timezone"))
           : NULL;
}

/* Whether what was loaded still stands there, and means the same. */
static gboolean
is_untouched (AtlasEntryRow *self, AtlasRecord *draft)
{
  g_autofree char *zone = dup_zone (self, draft);

  return self->words != NULL && g_str_equal (get_text (self), self->words) &&
         g_strcmp0 (zone, self->zone) == 0;
}

static gboolean
parse (AtlasEntryRow *self, AtlasRecord *draft, AtlasValue *value, GError **error)
{
  if (is_untouched (self, draft))
    {
      atlas_value_clear (value);
      atlas_value_copy (&self->value, value);
      return TRUE;
    }
  return atlas_field_words_parse (self->field, get_text (self), draft, value, error);
}

static void
show_code (AtlasEntryRow *self)
{
  g_auto (AtlasValue) value = { 0 };
  g_autofree char *code = NULL;

  if (self->code == NULL)
    return;
  if (parse (self, self->draft, &value, NULL))
    code = atlas_field_words_dup_code (self->field, &value);
  gtk_label_set_text (self->code, code ? code : "");
  gtk_widget_set_visible (GTK_WIDGET (self->code), code != NULL);
}

static void
show_need (AtlasEntryRow *self)
{
  if (self->need != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->need), *get_text (self) == '\0');
}

static void
on_text_changed (AtlasEntryRow *self)
{
  show_need (self);
  if (self->loading)
    return;
  show_code (self);
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
  if (self->suggestions != NULL)
    atlas_suggestions_update (self->suggestions);
}

/* Shows @value, and forgets what was typed. */
static void
set_value (AtlasEntryRow *self, const AtlasValue *value)
{
  g_autofree char *words = atlas_field_words_format (self->field, value);

  atlas_value_clear (&self->value);
  atlas_value_copy (value, &self->value);
  g_free (self->words);
  self->words = g_steal_pointer (&words);

  /* Text that stays must not lose its cursor. */
  if (!g_str_equal (get_text (self), self->words))
    gtk_editable_set_text (GTK_EDITABLE (self), self->words);
  show_need (self);
  show_code (self);
}

/* Taking a suggestion, or a day from the calendar. */

static void
choose_text (AtlasEntryRow *self, const char *text)
{
  g_auto (AtlasValue) value = { 0 };

  if (!atlas_field_words_parse (self->field, text, self->draft, &value, NULL))
    return;
  self->loading = TRUE;
  set_value (self, &value);
  self->loading = FALSE;
  gtk_editable_set_position (GTK_EDITABLE (self), -1);
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}

static void
on_suggestion_chosen (AtlasEntryRow *self, AtlasSuggestion *suggestion)
{
  const char *const *others = atlas_suggestion_get_others (suggestion);

  choose_text (self, atlas_suggestion_get_text (suggestion));
  for (gsize i = 0; others != NULL && others[i] != NULL; i += 2)
    atlas_field_row_emit_told (ATLAS_FIELD_ROW (self), others[i], others[i + 1]);
}

static void
on_suggestions_asked (AtlasEntryRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  atlas_suggestions_open (self->suggestions);
}

static void
add_suggestions (AtlasEntryRow *self, AtlasSuggestFunc suggest)
{
  GtkWidget *button;

  self->suggestions = atlas_suggestions_new (GTK_WIDGET (self), suggest, self->field);
  g_signal_connect_swapped (self->suggestions, "chosen", G_CALLBACK (on_suggestion_chosen), self);
  if (self->field->vocabulary == NULL)
    return;

  /* Words one may not think of, to look through. The keyboard has Down for that. */
  button = gtk_button_new_from_icon_name ("pan-down-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Show All"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_suggestions_asked), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
}

static void
add_need (AtlasEntryRow *self)
{
  g_autofree char *need = atlas_field_words_dup_need (self->field);

  if (need == NULL)
    return;
  self->need = GTK_LABEL (gtk_label_new (need));
  gtk_widget_set_name (GTK_WIDGET (self->need), "need");
  gtk_widget_add_css_class (GTK_WIDGET (self->need), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->need), "dim-label");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->need));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_REQUIRED,
                                  (self->field->flags & ATLAS_FIELD_REQUIRED) != 0,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, need, -1);
}

static void
on_date_chosen (AtlasEntryRow *self, const char *date, AtlasDateButton *button)
{
  const char *time = strchr (get_text (self), ' ');
  g_autofree char *text = NULL;

  /* The hour stays when an event is moved to another day. */
  if (self->field->type == ATLAS_FIELD_DATE_TIME)
    text = g_strconcat (date, time ? time : " 18:00", NULL);
  else
    text = g_strdup (date);
  choose_text (self, text);
}

static void
on_date_wanted (AtlasEntryRow *self, AtlasDateButton *button)
{
  g_auto (AtlasValue) value = { 0 };

  if (parse (self, self->draft, &value, NULL) && value.type == ATLAS_VALUE_TEXT && value.length >= 10)
    {
      g_autofree char *date = g_strndup (value.text, 10);

      atlas_date_button_set_date (button, date);
    }
  else
    atlas_date_button_set_date (button, NULL);
}

static void
add_calendar (AtlasEntryRow *self)
{
  GtkWidget *button = atlas_date_button_new ();

  g_signal_connect_swapped (button, "wanted", G_CALLBACK (on_date_wanted), self);
  g_signal_connect_swapped (button, "chosen", G_CALLBACK (on_date_chosen), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
}

/* AtlasFieldRow. */

static void
load (AtlasFieldRow *row, AtlasRecord *record)
{
  AtlasEntryRow *self = ATLAS_ENTRY_ROW (row);

  self->loading = TRUE;
  g_clear_pointer (&self->draft, atlas_record_unref);
  g_free (self->zone);
  self->zone = dup_zone (self, record);
  /* Undoing one's typing must not bring back another person's name. */
  gtk_editable_set_enable_undo (GTK_EDITABLE (self), FALSE);
  set_value (self, atlas_record_get_value (record, self->field));
  gtk_editable_set_enable_undo (GTK_EDITABLE (self), TRUE);
  self->loading = FALSE;
}

static gboolean
store (AtlasFieldRow *row, AtlasRecord *record, GError **error)
{
  AtlasEntryRow *self = ATLAS_ENTRY_ROW (row);
  g_auto (AtlasValue) value = { 0 };

  if (!parse (self, record, &value, error))
    return FALSE;
  atlas_value_clear (atlas_record_edit_value (record, self->field));
  atlas_value_copy (&value, atlas_record_edit_value (record, self->field));
  return TRUE;
}

static void
set_draft (AtlasFieldRow *row, AtlasRecord *draft)
{
  AtlasEntryRow *self = ATLAS_ENTRY_ROW (row);

  atlas_record_ref (draft);
  g_clear_pointer (&self->draft, atlas_record_unref);
  self->draft = draft;
  if (self->suggestions != NULL)
    atlas_suggestions_set_draft (self->suggestions, draft);
}

static void
set_error (AtlasFieldRow *row, const char *message)
{
  atlas_row_message_set (ATLAS_ENTRY_ROW (row)->message, GTK_WIDGET (row), GTK_WIDGET (row), message);
}

static void
atlas_entry_row_field_row_init (AtlasFieldRowInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->set_draft = set_draft;
  iface->set_error = set_error;
}

/* GObject. */

static void
atlas_entry_row_dispose (GObject *object)
{
  AtlasEntryRow *self = ATLAS_ENTRY_ROW (object);

  if (self->suggestions != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->suggestions));
      self->suggestions = NULL;
    }
  g_clear_pointer (&self->draft, atlas_record_unref);

  G_OBJECT_CLASS (atlas_entry_row_parent_class)->dispose (object);
}

static void
atlas_entry_row_finalize (GObject *object)
{
  AtlasEntryRow *self = ATLAS_ENTRY_ROW (object);

  atlas_value_clear (&self->value);
  g_free (self->words);
  g_free (self->zone);

  G_OBJECT_CLASS (atlas_entry_row_parent_class)->finalize (object);
}

static void
atlas_entry_row_class_init (AtlasEntryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_entry_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_entry_row_finalize;
}

static void
atlas_entry_row_init (AtlasEntryRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->message = atlas_row_message_new (GTK_LIST_BOX_ROW (self));
  g_signal_connect (self, "changed", G_CALLBACK (on_text_changed), NULL);
}

static GtkInputPurpose
get_purpose (const AtlasField *field)
{
  switch (field->type)
    {
    case ATLAS_FIELD_INTEGER:
    case ATLAS_FIELD_YEAR:
      return GTK_INPUT_PURPOSE_DIGITS;
    case ATLAS_FIELD_REAL:
      return GTK_INPUT_PURPOSE_NUMBER;
    default:
      return GTK_INPUT_PURPOSE_FREE_FORM;
    }
}

GtkWidget *
atlas_entry_row_new (const AtlasField *field)
{
  AtlasEntryRow *self;
  AtlasSuggestFunc suggest;

  g_return_val_if_fail (field != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_ENTRY_ROW, "title", atlas_field_get_label (field), NULL);
  self->field = field;
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self), get_purpose (field));
  if (field->hint != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ (field->hint));
  if (field->vocabulary != NULL || atlas_field_is_region (field))
    {
      self->code = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_set_visible (GTK_WIDGET (self->code), FALSE);
      gtk_widget_add_css_class (GTK_WIDGET (self->code), "dim-label");
      gtk_widget_add_css_class (GTK_WIDGET (self->code), "numeric");
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->code));
    }
  add_need (self);
  suggest = atlas_suggestion_source_for (field);
  if (suggest != NULL)
    add_suggestions (self, suggest);
  if (field->type == ATLAS_FIELD_DATE || field->type == ATLAS_FIELD_DATE_TIME)
    add_calendar (self);
  return GTK_WIDGET (self);
}
