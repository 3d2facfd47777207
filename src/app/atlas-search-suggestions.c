/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-search-suggestions.h"

#include "atlas-i18n.h"
#include "atlas-query.h"

#define WIDTH       320
#define ERROR_CHARS 40

struct _AtlasSearchSuggestions
{
  GtkPopover parent_instance;

  GtkWidget *entry; /* not held: the popover lives below it */
  GtkWidget *list;
  GtkWidget *error;
  guint n;
};

enum
{
  TAKEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasSearchSuggestions, atlas_search_suggestions, GTK_TYPE_POPOVER)

static void
on_row_activated (AtlasSearchSuggestions *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[TAKEN], 0, (guint) gtk_list_box_row_get_index (row));
}

/* @before: (nullable): the one above: what is said of both is shown once. */
static void
add_row (AtlasSearchSuggestions *self,
         const AtlasQueryCompletion *completion,
         const AtlasQueryCompletion *before)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (completion->label);
  gboolean repeated = before != NULL && g_strcmp0 (before->hint, completion->hint) == 0;
  GtkWidget *hint = gtk_label_new (repeated ? NULL : completion->hint);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", completion->label, completion->hint);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (hint), 1);
  gtk_label_set_ellipsize (GTK_LABEL (hint), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (hint), 40);
  gtk_widget_set_hexpand (hint, TRUE);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_widget_add_css_class (hint, "caption");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_can_focus (row, FALSE);
  gtk_widget_set_focus_on_click (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
atlas_search_suggestions_class_init (AtlasSearchSuggestionsClass *klass)
{
  signals[TAKEN] = g_signal_new ("taken", ATLAS_TYPE_SEARCH_SUGGESTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
atlas_search_suggestions_init (AtlasSearchSuggestions *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_SINGLE);
  gtk_widget_set_can_focus (self->list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Suggestions"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->list);

  self->error = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  /* Both: a popover asks for the height of the narrowest text it could be given. */
  gtk_label_set_width_chars (GTK_LABEL (self->error), ERROR_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (self->error), ERROR_CHARS);
  gtk_widget_add_css_class (self->error, "search-error");
  gtk_box_append (GTK_BOX (box), self->error);

  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "search-suggestions");
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
atlas_search_suggestions_new (GtkWidget *entry)
{
  AtlasSearchSuggestions *self;

  g_return_val_if_fail (GTK_IS_WIDGET (entry), NULL);

  self = g_object_new (ATLAS_TYPE_SEARCH_SUGGESTIONS, NULL);
  self->entry = entry;
  return GTK_WIDGET (self);
}

void
atlas_search_suggestions_set (AtlasSearchSuggestions *self, const GPtrArray *completions)
{
  GtkWidget *row;

  g_return_if_fail (ATLAS_IS_SEARCH_SUGGESTIONS (self));

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  self->n = completions ? completions->len : 0;
  for (guint i = 0; i < self->n; i++)
    add_row (self, g_ptr_array_index (completions, i), i > 0 ? g_ptr_array_index (completions, i - 1) : NULL);
}

void
atlas_search_suggestions_set_error (AtlasSearchSuggestions *self, const char *message)
{
  g_return_if_fail (ATLAS_IS_SEARCH_SUGGESTIONS (self));

  gtk_label_set_text (GTK_LABEL (self->error), message ? message : "");
}

void
atlas_search_suggestions_update (AtlasSearchSuggestions *self, gboolean wanted)
{
  gboolean error, open;

  g_return_if_fail (ATLAS_IS_SEARCH_SUGGESTIONS (self));

  error = gtk_label_get_text (GTK_LABEL (self->error))[0] != '\0';
  open = wanted && (self->n > 0 || error);
  gtk_widget_set_visible (self->list, self->n > 0);
  gtk_widget_set_visible (self->error, error);
  if (open && !gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      int width = gtk_widget_get_width (self->entry), height = gtk_widget_get_height (self->entry);

      gtk_widget_set_size_request (GTK_WIDGET (self), MIN (WIDTH, MAX (width, 1)), -1);
      gtk_popover_set_pointing_to (GTK_POPOVER (self), &(GdkRectangle){ 0, 0, width, height });
      gtk_popover_popup (GTK_POPOVER (self));
    }
  else if (!open && gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_popover_popdown (GTK_POPOVER (self));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_EXPANDED,
                               open && self->n > 0, -1);
}

gboolean
atlas_search_suggestions_is_open (AtlasSearchSuggestions *self)
{
  g_return_val_if_fail (ATLAS_IS_SEARCH_SUGGESTIONS (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self)) && self->n > 0;
}

int
atlas_search_suggestions_get_selected (AtlasSearchSuggestions *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (ATLAS_IS_SEARCH_SUGGESTIONS (self), -1);

  row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  return row ? gtk_list_box_row_get_index (row) : -1;
}

void
atlas_search_suggestions_move (AtlasSearchSuggestions *self, int by)
{
  GtkListBoxRow *row = NULL;
  int index;

  g_return_if_fail (ATLAS_IS_SEARCH_SUGGESTIONS (self));

  index = CLAMP (atlas_search_suggestions_get_selected (self) + by, -1, (int) self->n - 1);
  if (index >= 0)
    row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), index);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  if (row != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT,
                                    row, -1);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
}
