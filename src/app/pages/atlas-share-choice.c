/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-share-choice.h"

#include <string.h>

#include "atlas-facet-count.h"
#include "atlas-i18n.h"
#include "atlas-query-said.h"
#include "atlas-query-words.h"
#include "atlas-query.h"

/* While somebody types. */
#define TYPING_MS 400

/* Of what an officer is asked for a share; behind them a search of one's own. */
static const char *const fields[] = { "education", "sector", "interest", "consent" };

#define OWN_SEARCH G_N_ELEMENTS (fields)

/* The level that one asks for first: a degree. */
#define FIRST_LEVEL "6"

struct _AtlasShareChoice
{
  GtkWidget parent_instance;

  GtkDropDown *field;
  GtkDropDown *value;
  GtkEditable *search;
  GtkLabel *problem;

  GPtrArray *values; /* of the field, as `value` lists them */
  guint typing_id;
  gboolean setting;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasShareChoice, atlas_share_choice, GTK_TYPE_WIDGET)

static gboolean
is_own_search (AtlasShareChoice *self)
{
  return gtk_drop_down_get_selected (self->field) >= OWN_SEARCH;
}

/* "education:>=6": who has a level has those below. */
static char *
make_text (const char *field, const char *value)
{
  const char *least = strcmp (field, "education") == 0 ? ">=" : "";

  return g_strconcat (field, ":", least, value, NULL);
}

static char *
make_label (const char *field, const char *text)
{
  g_autoptr (AtlasQuerySaid) said = atlas_query_read_field (&atlas_kind_member, text, field);

  return atlas_query_dup_values_words (field, said->values);
}

/* The values of the field that is chosen, of which the first that is asked for is chosen. */
static void
list_values (AtlasShareChoice *self)
{
  const char *field = is_own_search (self) ? NULL : fields[gtk_drop_down_get_selected (self->field)];
  g_autoptr (GPtrArray) values = field ? atlas_facet_list_values (field) : NULL;
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint first = 0;

  g_ptr_array_set_size (self->values, 0);
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const char *value = g_ptr_array_index (values, i);
      g_autofree char *label = NULL;
      char *text;

      /* Everybody has at least the lowest level, and nothing stated is no value to have. */
      if (strcmp (value, "none") == 0 || (strcmp (field, "education") == 0 && strcmp (value, "0") == 0))
        continue;
      if (strcmp (field, "education") == 0 && strcmp (value, FIRST_LEVEL) == 0)
        first = self->values->len;
      text = make_text (field, value);
      label = make_label (field, text);
      gtk_string_list_append (labels, label);
      g_ptr_array_add (self->values, text);
    }
  gtk_drop_down_set_model (self->value, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->value, first);
  gtk_widget_set_visible (GTK_WIDGET (self->value), field != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->search), field == NULL);
}

/* Segments are looked up when it is counted. */
static gboolean
check_search (const char *text, GError **error)
{
  g_autoptr (AtlasQuery) query = NULL;

  if (strcasestr (text, "segment:") != NULL)
    return TRUE;
  query = atlas_query_parse (&atlas_kind_member, text, error);
  return query != NULL;
}

static void
show_problem (AtlasShareChoice *self)
{
  g_autoptr (GError) error = NULL;

  if (is_own_search (self))
    check_search (gtk_editable_get_text (self->search), &error);
  gtk_label_set_text (self->problem, error ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->search), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->search), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_STATE_INVALID,
                               error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
take_over (AtlasShareChoice *self)
{
  g_clear_handle_id (&self->typing_id, g_source_remove);
  show_problem (self);
  if (!self->setting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_field_selected (AtlasShareChoice *self)
{
  g_autofree char *before = NULL;
  gboolean setting = self->setting;

  if (setting)
    return;
  /* A search of one's own begins with what was chosen. */
  before = is_own_search (self) && self->values->len > 0
             ? g_strdup (g_ptr_array_index (self->values, gtk_drop_down_get_selected (self->value)))
             : NULL;
  self->setting = TRUE;
  list_values (self);
  if (before != NULL)
    gtk_editable_set_text (self->search, before);
  self->setting = setting;
  if (is_own_search (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  take_over (self);
}

static void
on_value_selected (AtlasShareChoice *self)
{
  if (!self->setting)
    take_over (self);
}

static gboolean
on_typing_timeout (gpointer data)
{
  AtlasShareChoice *self = data;

  self->typing_id = 0;
  take_over (self);
  return G_SOURCE_REMOVE;
}

static void
on_search_changed (AtlasShareChoice *self)
{
  if (self->setting)
    return;
  g_clear_handle_id (&self->typing_id, g_source_remove);
  self->typing_id = g_timeout_add (TYPING_MS, on_typing_timeout, self);
}

static void
atlas_share_choice_dispose (GObject *object)
{
  AtlasShareChoice *self = ATLAS_SHARE_CHOICE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->typing_id, g_source_remove);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (atlas_share_choice_parent_class)->dispose (object);
}

static void
atlas_share_choice_class_init (AtlasShareChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_share_choice_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-share-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasShareChoice, field);
  gtk_widget_class_bind_template_child (widget_class, AtlasShareChoice, value);
  gtk_widget_class_bind_template_child (widget_class, AtlasShareChoice, search);
  gtk_widget_class_bind_template_child (widget_class, AtlasShareChoice, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_field_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_value_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
}

static void
atlas_share_choice_init (AtlasShareChoice *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->values = g_ptr_array_new_with_free_func (g_free);
  self->setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    gtk_string_list_append (titles, atlas_facet_get_title (fields[i]));
  /* Translators: in a list of what people can be counted by, after "Education", "Sector" … */
  gtk_string_list_append (titles, _ ("A search of your own"));
  gtk_drop_down_set_model (self->field, G_LIST_MODEL (titles));
  list_values (self);
  self->setting = FALSE;
}

char *
atlas_share_choice_dup_text (AtlasShareChoice *self)
{
  const char *text;
  guint selected;

  g_return_val_if_fail (ATLAS_IS_SHARE_CHOICE (self), NULL);

  if (is_own_search (self))
    {
      text = gtk_editable_get_text (self->search);
      return *text != '\0' && check_search (text, NULL) ? g_strdup (text) : NULL;
    }
  selected = gtk_drop_down_get_selected (self->value);
  return selected < self->values->len ? g_strdup (g_ptr_array_index (self->values, selected)) : NULL;
}

/* Whether @text is one of the values of the field that is chosen, which then is. */
static gboolean
select_value (AtlasShareChoice *self, const char *text)
{
  for (guint i = 0; i < self->values->len; i++)
    if (strcmp (g_ptr_array_index (self->values, i), text) == 0)
      {
        gtk_drop_down_set_selected (self->value, i);
        return TRUE;
      }
  return FALSE;
}

void
atlas_share_choice_set_text (AtlasShareChoice *self, const char *text)
{
  gboolean found = FALSE;

  g_return_if_fail (ATLAS_IS_SHARE_CHOICE (self));
  g_return_if_fail (text != NULL);

  self->setting = TRUE;
  for (guint i = 0; i <= OWN_SEARCH && !found; i++)
    {
      gtk_drop_down_set_selected (self->field, i);
      list_values (self);
      found = select_value (self, text);
    }
  if (!found)
    gtk_editable_set_text (self->search, text);
  self->setting = FALSE;
  show_problem (self);
}
