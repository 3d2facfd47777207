/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-tags-row.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-list-caption.h"
#include "atlas-row-message.h"
#include "atlas-suggestion-sources.h"
#include "atlas-suggestions.h"
#include "atlas-wrap-layout.h"

struct _AtlasTagsRow
{
  AdwPreferencesRow parent_instance;

  const AtlasField *field;
  AtlasField single;
  gboolean switches;
  GtkWidget *flow;
  GPtrArray *tags;  /* of widgets, in their order; those not in use are hidden */
  GtkWidget *entry; /* for another; NULL among switches */
  AtlasSuggestions *suggestions;
  GtkLabel *message;

  GPtrArray *texts; /* of texts or keys, in order */
  AtlasValue value; /* as loaded; good until touched */
  gboolean touched, loading;
};

static void atlas_tags_row_field_row_init (AtlasFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasTagsRow,
                               atlas_tags_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_FIELD_ROW, atlas_tags_row_field_row_init))

static void
touch (AtlasTagsRow *self)
{
  self->touched = TRUE;
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}

static gboolean
find_text (AtlasTagsRow *self, const char *text, guint *index)
{
  return g_ptr_array_find_with_equal_func (self->texts, text, g_str_equal, index);
}

static const char *
get_label (AtlasTagsRow *self, const char *text)
{
  return self->field->vocabulary ? atlas_vocabulary_label_for (self->field->vocabulary, text) : text;
}

/* Tags. */

static void show_tags (AtlasTagsRow *self);

static void
on_removed (GtkWidget *button, AtlasTagsRow *self)
{
  guint index;

  if (!g_ptr_array_find (self->tags, gtk_widget_get_parent (button), &index) || index >= self->texts->len)
    return;
  g_ptr_array_remove_index (self->texts, index);
  show_tags (self);
  gtk_widget_grab_focus (self->entry);
  touch (self);
}

static GtkWidget *
new_tag (AtlasTagsRow *self)
{
  GtkWidget *tag = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  g_signal_connect (button, "clicked", G_CALLBACK (on_removed), self);
  gtk_widget_add_css_class (tag, "tag");
  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (tag), label);
  gtk_box_append (GTK_BOX (tag), button);
  gtk_widget_insert_before (tag, self->flow, self->entry);
  return tag;
}

static void
show_tags (AtlasTagsRow *self)
{
  while (self->tags->len < self->texts->len)
    g_ptr_array_add (self->tags, new_tag (self));
  for (guint i = 0; i < self->tags->len; i++)
    {
      GtkWidget *tag = g_ptr_array_index (self->tags, i);

      gtk_widget_set_visible (tag, i < self->texts->len);
      if (i < self->texts->len)
        gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (tag)),
                            get_label (self, g_ptr_array_index (self->texts, i)));
    }
}

/* What stands in the entry becomes a tag; FALSE if it can't. */
static gboolean
read_entry (AtlasTagsRow *self, AtlasValue *value, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  return atlas_field_parse (&self->single, text, value, error);
}

static void
set_entry_text (AtlasTagsRow *self, const char *text)
{
  self->loading = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->loading = FALSE;
}

static void
add_from_entry (AtlasTagsRow *self)
{
  g_auto (AtlasValue) value = { 0 };

  if (!read_entry (self, &value, NULL) || value.type != ATLAS_VALUE_TEXT)
    return;
  set_entry_text (self, "");
  if (!find_text (self, value.text, NULL))
    g_ptr_array_add (self->texts, g_strndup (value.text, value.length));
  show_tags (self);
  touch (self);
}

static void
on_entry_changed (AtlasTagsRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  gsize n = strlen (text);

  if (self->loading)
    return;

  /* What separates words in a file does so here. */
  if (n > 0 && (text[n - 1] == ';' || text[n - 1] == ','))
    {
      g_autofree char *before = g_strndup (text, n - 1);

      set_entry_text (self, before);
      add_from_entry (self);
      return;
    }
  touch (self);
  if (self->suggestions != NULL)
    atlas_suggestions_update (self->suggestions);
}

static void
on_suggestion_chosen (AtlasTagsRow *self, AtlasSuggestion *suggestion)
{
  set_entry_text (self, atlas_suggestion_get_text (suggestion));
  add_from_entry (self);
}

/* Backspace in an empty entry takes the last tag, as everywhere. */
static gboolean
on_key (AtlasTagsRow *self, guint key, guint code, GdkModifierType modifiers)
{
  if (key != GDK_KEY_BackSpace || *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0' ||
      self->texts->len == 0)
    return GDK_EVENT_PROPAGATE;
  g_ptr_array_remove_index (self->texts, self->texts->len - 1);
  show_tags (self);
  touch (self);
  return GDK_EVENT_STOP;
}

static void
add_entry (AtlasTagsRow *self)
{
  AtlasSuggestFunc suggest = atlas_suggestion_source_for (self->field);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Add…"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 10);
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_widget_set_valign (self->entry, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->entry, "inline-entry");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  atlas_field_get_label (self->field), -1);
  gtk_widget_set_parent (self->entry, self->flow);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_entry_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (add_from_entry), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (add_from_entry), self);
  gtk_widget_add_controller (self->entry, focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->entry, keys);
  if (suggest != NULL)
    {
      self->suggestions = atlas_suggestions_new (self->entry, suggest, self->field);
      g_signal_connect_swapped (self->suggestions, "chosen", G_CALLBACK (on_suggestion_chosen), self);
    }
}

/* Switches. */

static void
on_toggled (GtkToggleButton *button, AtlasTagsRow *self)
{
  const char *key = gtk_widget_get_name (GTK_WIDGET (button));
  guint index;

  if (self->loading)
    return;
  if (gtk_toggle_button_get_active (button))
    g_ptr_array_add (self->texts, g_strdup (key));
  else if (find_text (self, key, &index))
    g_ptr_array_remove_index (self->texts, index);
  touch (self);
}

static void
add_switches (AtlasTagsRow *self)
{
  for (guint i = 0; i < atlas_vocabulary_get_n_terms (self->field->vocabulary); i++)
    {
      GtkWidget *button =
        gtk_toggle_button_new_with_label (atlas_vocabulary_get_label (self->field->vocabulary, i));

      gtk_widget_set_name (button, atlas_vocabulary_get_key (self->field->vocabulary, i));
      gtk_widget_add_css_class (button, "tag-switch");
      g_signal_connect (button, "toggled", G_CALLBACK (on_toggled), self);
      gtk_widget_set_parent (button, self->flow);
      g_ptr_array_add (self->tags, button);
    }
}

static void
show_switches (AtlasTagsRow *self)
{
  self->loading = TRUE;
  for (guint i = 0; i < self->tags->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->tags, i);

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                    find_text (self, gtk_widget_get_name (button), NULL));
    }
  self->loading = FALSE;
}

/* AtlasFieldRow. */

static void
load (AtlasFieldRow *row, AtlasRecord *record)
{
  AtlasTagsRow *self = ATLAS_TAGS_ROW (row);
  g_auto (GStrv) texts = atlas_record_dup_list (record, self->field->key);

  atlas_value_clear (&self->value);
  atlas_value_copy (atlas_record_get_value (record, self->field), &self->value);
  self->touched = FALSE;
  g_ptr_array_set_size (self->texts, 0);
  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    g_ptr_array_add (self->texts, g_strdup (texts[i]));
  if (self->switches)
    show_switches (self);
  else
    {
      set_entry_text (self, "");
      show_tags (self);
    }
}

static gboolean
store (AtlasFieldRow *row, AtlasRecord *record, GError **error)
{
  AtlasTagsRow *self = ATLAS_TAGS_ROW (row);
  g_auto (AtlasValue) last = { 0 };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  if (!self->touched)
    {
      atlas_value_clear (atlas_record_edit_value (record, self->field));
      atlas_value_copy (&self->value, atlas_record_edit_value (record, self->field));
      return TRUE;
    }
  for (guint i = 0; i < self->texts->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->texts, i));

  /* A word half typed counts, lest it be lost when one saves. */
  if (self->entry != NULL && !read_entry (self, &last, error))
    return FALSE;
  if (last.type == ATLAS_VALUE_TEXT && !find_text (self, last.text, NULL))
    g_strv_builder_add (builder, last.text);
  texts = g_strv_builder_end (builder);
  atlas_record_set_list (record, self->field->key, (const char *const *) texts);
  return TRUE;
}

static void
set_error (AtlasFieldRow *row, const char *message)
{
  AtlasTagsRow *self = ATLAS_TAGS_ROW (row);

  atlas_row_message_set (self->message, GTK_WIDGET (self), self->entry ? self->entry : GTK_WIDGET (self),
                         message);
}

static void
atlas_tags_row_field_row_init (AtlasFieldRowInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->set_error = set_error;
}

/* GObject. */

static gboolean
atlas_tags_row_grab_focus (GtkWidget *widget)
{
  AtlasTagsRow *self = ATLAS_TAGS_ROW (widget);

  return gtk_widget_grab_focus (self->entry ? self->entry : gtk_widget_get_first_child (self->flow));
}

static void
atlas_tags_row_dispose (GObject *object)
{
  AtlasTagsRow *self = ATLAS_TAGS_ROW (object);
  GtkWidget *child;

  if (self->suggestions != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->suggestions));
      self->suggestions = NULL;
    }
  while (self->flow != NULL && (child = gtk_widget_get_first_child (self->flow)) != NULL)
    gtk_widget_unparent (child);
  self->entry = NULL;
  self->flow = NULL;

  G_OBJECT_CLASS (atlas_tags_row_parent_class)->dispose (object);
}

static void
atlas_tags_row_finalize (GObject *object)
{
  AtlasTagsRow *self = ATLAS_TAGS_ROW (object);

  g_ptr_array_unref (self->tags);
  g_ptr_array_unref (self->texts);
  atlas_value_clear (&self->value);

  G_OBJECT_CLASS (atlas_tags_row_parent_class)->finalize (object);
}

static void
atlas_tags_row_class_init (AtlasTagsRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_tags_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_tags_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = atlas_tags_row_grab_focus;
}

static void
atlas_tags_row_init (AtlasTagsRow *self)
{
  self->tags = g_ptr_array_new ();
  self->texts = g_ptr_array_new_with_free_func (g_free);
}

GtkWidget *
atlas_tags_row_new (const AtlasField *field, gboolean switches)
{
  AtlasTagsRow *self;
  GtkBox *box;

  g_return_val_if_fail (field != NULL, NULL);
  g_return_val_if_fail (!switches || field->vocabulary != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_TAGS_ROW, NULL);
  self->field = field;
  self->single = atlas_list_single_field (field);
  self->switches = switches;
  box = atlas_list_caption_new (ADW_PREFERENCES_ROW (self), field);
  self->flow = adw_bin_new ();
  gtk_widget_set_layout_manager (self->flow, atlas_wrap_layout_new (6));
  gtk_widget_add_css_class (self->flow, "flow");
  gtk_box_append (box, self->flow);
  self->message = atlas_row_message_new_in (box);
  if (switches)
    add_switches (self);
  else
    add_entry (self);
  return GTK_WIDGET (self);
}
