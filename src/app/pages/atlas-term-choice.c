/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-term-choice.h"

#include "atlas-query-said.h"

struct _AtlasTermChoice
{
  AdwBin parent_instance;

  const AtlasKind *kind;
  const AtlasField *field;
  GtkDropDown *values;
  AtlasFilter *filter; /* NULL while there is no session */
  gboolean syncing;    /* the choice follows the search, not the other way round */
};

G_DEFINE_FINAL_TYPE (AtlasTermChoice, atlas_term_choice, ADW_TYPE_BIN)

static void
show_value (AtlasTermChoice *self)
{
  const char *text = atlas_filter_get_text (self->filter);
  g_autoptr (AtlasQuerySaid) said = atlas_query_read_field (self->kind, text, self->field->key);
  guint selected = 0;

  if (said->says == ATLAS_QUERY_SAYS_VALUES && said->values[0] != NULL && said->values[1] == NULL)
    selected = (guint) (atlas_vocabulary_find (self->field->vocabulary, said->values[0], -1) + 1);
  self->syncing = TRUE;
  gtk_drop_down_set_selected (self->values, selected);
  gtk_widget_set_sensitive (GTK_WIDGET (self->values), said->settable);
  self->syncing = FALSE;
}

static void
on_selected (AtlasTermChoice *self)
{
  guint selected = gtk_drop_down_get_selected (self->values);
  const char *values[] = { NULL, NULL };
  g_autofree char *text = NULL;

  if (self->syncing || self->filter == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (selected > 0)
    values[0] = atlas_vocabulary_get_key (self->field->vocabulary, selected - 1);
  text = atlas_query_set_field (self->kind, atlas_filter_get_text (self->filter), self->field->key, values);
  atlas_filter_set_text (self->filter, text);
}

static void
atlas_term_choice_dispose (GObject *object)
{
  atlas_term_choice_set_session (ATLAS_TERM_CHOICE (object), NULL);

  G_OBJECT_CLASS (atlas_term_choice_parent_class)->dispose (object);
}

static void
atlas_term_choice_class_init (AtlasTermChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_term_choice_dispose;
}

static void
atlas_term_choice_init (AtlasTermChoice *self)
{
}

GtkWidget *
atlas_term_choice_new (const AtlasKind *kind, const char *key, const char *all)
{
  AtlasTermChoice *self;
  const AtlasField *field;
  GtkStringList *names;

  g_return_val_if_fail (kind != NULL && key != NULL && all != NULL, NULL);

  field = atlas_kind_find_field (kind, key, -1);
  g_return_val_if_fail (field != NULL && field->vocabulary != NULL, NULL);

  names = gtk_string_list_new (NULL);
  gtk_string_list_append (names, all);
  for (guint i = 0; i < atlas_vocabulary_get_n_terms (field->vocabulary); i++)
    gtk_string_list_append (names, atlas_vocabulary_get_label (field->vocabulary, i));

  self = g_object_new (ATLAS_TYPE_TERM_CHOICE, "hexpand", TRUE, NULL);
  self->kind = kind;
  self->field = field;
  self->values = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));
  gtk_widget_set_name (GTK_WIDGET (self->values), field->key);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->values), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  atlas_field_get_label (field), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->values));
  g_signal_connect_object (self->values, "notify::selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
atlas_term_choice_set_session (AtlasTermChoice *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_TERM_CHOICE (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  if (self->filter != NULL)
    g_signal_handlers_disconnect_by_data (self->filter, self);
  g_clear_object (&self->filter);
  if (session == NULL)
    return;
  self->filter = g_object_ref (atlas_session_get_filter (session, self->kind));
  g_signal_connect_object (self->filter, "notify::query", G_CALLBACK (show_value), self, G_CONNECT_SWAPPED);
  show_value (self);
}
