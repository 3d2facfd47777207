/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-suggestions.h"

#include "atlas-fold.h"
#include "atlas-i18n.h"

#define MAX_TYPED 256

struct _AtlasSuggestion
{
  GObject parent_instance;

  char *text, *label, *detail;
  char **others;
};

struct _AtlasSuggestions
{
  GtkPopover parent_instance;

  GtkWidget *entry; /* the parent */
  AtlasSuggestFunc suggest;
  const AtlasField *field;
  AtlasRecord *draft;
  gboolean watching; /* what it scrolls with */

  GListStore *found;
  GtkSingleSelection *selection;
  GtkListView *view;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (AtlasSuggestion, atlas_suggestion, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (AtlasSuggestions, atlas_suggestions, GTK_TYPE_POPOVER)

/* One suggestion. */

static void
atlas_suggestion_finalize (GObject *object)
{
  AtlasSuggestion *self = ATLAS_SUGGESTION (object);

  g_free (self->text);
  g_free (self->label);
  g_free (self->detail);
  g_strfreev (self->others);

  G_OBJECT_CLASS (atlas_suggestion_parent_class)->finalize (object);
}

static void
atlas_suggestion_class_init (AtlasSuggestionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_suggestion_finalize;
}

static void
atlas_suggestion_init (AtlasSuggestion *self)
{
}

AtlasSuggestion *
atlas_suggestion_new (const char *text, const char *label, const char *detail, const char *const *others)
{
  AtlasSuggestion *self;

  g_return_val_if_fail (text != NULL && label != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_SUGGESTION, NULL);
  self->text = g_strdup (text);
  self->label = g_strdup (label);
  self->detail = g_strdup (detail);
  self->others = g_strdupv ((char **) others);
  return self;
}

const char *
atlas_suggestion_get_text (AtlasSuggestion *self)
{
  g_return_val_if_fail (ATLAS_IS_SUGGESTION (self), NULL);
  return self->text;
}

const char *
atlas_suggestion_get_label (AtlasSuggestion *self)
{
  g_return_val_if_fail (ATLAS_IS_SUGGESTION (self), NULL);
  return self->label;
}

const char *const *
atlas_suggestion_get_others (AtlasSuggestion *self)
{
  g_return_val_if_fail (ATLAS_IS_SUGGESTION (self), NULL);
  return (const char *const *) self->others;
}

/* The list. */

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (detail), 1);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_item_set_child (item, box);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  AtlasSuggestion *suggestion = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (label), suggestion->label);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), suggestion->label);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (label)),
                      suggestion->detail ? suggestion->detail : "");
}

static void
scroll_to (AtlasSuggestions *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

/* GDK 4.8 has no answer for a popover whose place is off the screen. */
static gboolean
is_in_sight (GtkWidget *widget)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  graphene_rect_t bounds, window;

  if (root == NULL || !gtk_widget_get_mapped (widget) || !gtk_widget_compute_bounds (widget, root, &bounds))
    return FALSE;
  graphene_rect_init (&window, 0, 0, (float) gtk_widget_get_width (root),
                      (float) gtk_widget_get_height (root));
  return graphene_rect_intersection (&window, &bounds, NULL);
}

static void
close_list (AtlasSuggestions *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* Nor for one that is scrolled away. */
static void
watch_scrolling (AtlasSuggestions *self)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (self->entry, GTK_TYPE_SCROLLED_WINDOW);

  if (self->watching || scrolled == NULL)
    return;
  self->watching = TRUE;
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)),
                           "value-changed", G_CALLBACK (close_list), self, G_CONNECT_SWAPPED);
}

static void
show_found (AtlasSuggestions *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->found)) == 0 || !is_in_sight (self->entry))
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }
  gtk_widget_set_size_request (GTK_WIDGET (self), gtk_widget_get_width (self->entry), -1);
  scroll_to (self, 0);
  watch_scrolling (self);
  gtk_popover_popup (GTK_POPOVER (self));
}

static void
show (AtlasSuggestions *self, const char *typed)
{
  if (self->suggest == NULL)
    return;
  g_list_store_remove_all (self->found);
  self->suggest (self->field, typed, self->draft, self->found);
  show_found (self);
}

static void
choose (AtlasSuggestions *self, guint position)
{
  g_autoptr (AtlasSuggestion) suggestion = g_list_model_get_item (G_LIST_MODEL (self->found), position);

  gtk_popover_popdown (GTK_POPOVER (self));
  if (suggestion != NULL)
    g_signal_emit (self, chosen_signal, 0, suggestion);
}

static void
on_activated (AtlasSuggestions *self, guint position)
{
  choose (self, position);
}

static void
walk (AtlasSuggestions *self, gboolean down)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  guint at = gtk_single_selection_get_selected (self->selection);

  if (at == GTK_INVALID_LIST_POSITION)
    at = down ? 0 : n - 1;
  else
    at = (at + (down ? 1 : n - 1)) % n;
  gtk_single_selection_set_selected (self->selection, at);
  scroll_to (self, at);
}

static gboolean
on_key (AtlasSuggestions *self, guint key, guint code, GdkModifierType modifiers)
{
  gboolean visible = gtk_widget_get_visible (GTK_WIDGET (self));
  guint at = gtk_single_selection_get_selected (self->selection);

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      if (visible)
        walk (self, TRUE);
      else
        atlas_suggestions_open (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      if (!visible)
        return GDK_EVENT_PROPAGATE;
      walk (self, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (!visible || at == GTK_INVALID_LIST_POSITION)
        return GDK_EVENT_PROPAGATE;
      choose (self, at);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
      if (visible && at != GTK_INVALID_LIST_POSITION)
        choose (self, at);
      return GDK_EVENT_PROPAGATE;
    case GDK_KEY_Escape:
      if (!visible)
        return GDK_EVENT_PROPAGATE;
      gtk_popover_popdown (GTK_POPOVER (self));
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* GObject. */

static void
atlas_suggestions_dispose (GObject *object)
{
  AtlasSuggestions *self = ATLAS_SUGGESTIONS (object);

  g_clear_pointer (&self->draft, atlas_record_unref);
  g_clear_object (&self->found);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (atlas_suggestions_parent_class)->dispose (object);
}

static void
atlas_suggestions_class_init (AtlasSuggestionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_suggestions_dispose;

  chosen_signal = g_signal_new ("chosen", ATLAS_TYPE_SUGGESTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, ATLAS_TYPE_SUGGESTION);
}

static void
atlas_suggestions_init (AtlasSuggestions *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), NULL);
  self->found = g_list_store_new (ATLAS_TYPE_SUGGESTION);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->found)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  self->view =
    GTK_LIST_VIEW (gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory));
  gtk_list_view_set_single_click_activate (self->view, TRUE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->view), FALSE);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (on_activated), self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 260);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));

  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (self), scrolled);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "menu");
  gtk_widget_add_css_class (GTK_WIDGET (self), "suggestions");
}

AtlasSuggestions *
atlas_suggestions_new (GtkWidget *entry, AtlasSuggestFunc suggest, const AtlasField *field)
{
  AtlasSuggestions *self;
  GtkEditable *text;
  GtkEventController *keys, *focus;

  g_return_val_if_fail (GTK_IS_EDITABLE (entry), NULL);
  g_return_val_if_fail (suggest == NULL || field != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_SUGGESTIONS, NULL);
  self->entry = entry;
  self->suggest = suggest;
  self->field = field;
  gtk_widget_set_parent (GTK_WIDGET (self), entry);

  /* Before the entry itself, for which Down and Return mean something else. */
  text = gtk_editable_get_delegate (GTK_EDITABLE (entry));
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (text), keys);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (close_list), self);
  gtk_widget_add_controller (GTK_WIDGET (text), focus);
  return self;
}

void
atlas_suggestions_set_draft (AtlasSuggestions *self, AtlasRecord *draft)
{
  g_return_if_fail (ATLAS_IS_SUGGESTIONS (self));

  if (draft != NULL)
    atlas_record_ref (draft);
  g_clear_pointer (&self->draft, atlas_record_unref);
  self->draft = draft;
}

void
atlas_suggestions_update (AtlasSuggestions *self)
{
  const char *text;
  char typed[MAX_TYPED];

  g_return_if_fail (ATLAS_IS_SUGGESTIONS (self));

  text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  if (!gtk_widget_is_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)))))
    return;
  if (atlas_fold_words (text, -1, typed, sizeof typed) == 0)
    gtk_popover_popdown (GTK_POPOVER (self));
  else
    show (self, typed);
}

void
atlas_suggestions_offer (AtlasSuggestions *self, GPtrArray *offered)
{
  g_return_if_fail (ATLAS_IS_SUGGESTIONS (self));
  g_return_if_fail (offered != NULL);

  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)), offered->pdata,
                       offered->len);
  show_found (self);
}

void
atlas_suggestions_open (AtlasSuggestions *self)
{
  g_return_if_fail (ATLAS_IS_SUGGESTIONS (self));

  show (self, "");
}
