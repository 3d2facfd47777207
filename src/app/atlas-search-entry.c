/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-search-entry.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-search-help.h"

/* What is not understood is said once the person has stopped typing, for every term is wrong until its end.
 */
#define ERROR_PAUSE_MS 700

/* Letters of a word before fields are suggested unasked: "n" is a name sooner than it is "near:". */
#define LEAST_LETTERS 2

#define POPOVER_WIDTH 320
#define ERROR_CHARS   40

struct _AtlasSearchEntry
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *entry;
  GtkWidget *help;
  GtkWidget *popover;
  GtkWidget *list;
  GtkWidget *error;

  AtlasFilter *filter;
  GBinding *binding;

  GPtrArray *completions; /* as the list's rows */
  gsize start, end;       /* the bytes they replace */
  gboolean composing;     /* an input method is at work: the keys are its own */
  guint suggest_idle;
  guint error_timeout;
};

G_DEFINE_FINAL_TYPE (AtlasSearchEntry, atlas_search_entry, GTK_TYPE_WIDGET)

static const char *
get_text (AtlasSearchEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static gsize
get_cursor (AtlasSearchEntry *self)
{
  const char *text = get_text (self);

  return (gsize) (g_utf8_offset_to_pointer (text, gtk_editable_get_position (GTK_EDITABLE (self->entry))) -
                  text);
}

static gboolean
is_being_typed_in (AtlasSearchEntry *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, self->entry);
}

/* The popover: suggestions, and below them what is not understood. It takes no focus, so that typing goes
 * on, and hangs below the field. */

static gboolean
has_suggestions (AtlasSearchEntry *self)
{
  return self->completions != NULL && self->completions->len > 0;
}

static gboolean
is_open (AtlasSearchEntry *self)
{
  return gtk_widget_get_visible (self->popover) && has_suggestions (self);
}

static void
update_popover (AtlasSearchEntry *self)
{
  gboolean error = gtk_label_get_text (GTK_LABEL (self->error))[0] != '\0';
  gboolean open = is_being_typed_in (self) && (has_suggestions (self) || error);

  gtk_widget_set_visible (self->list, has_suggestions (self));
  gtk_widget_set_visible (self->error, error);
  if (open && !gtk_widget_get_visible (self->popover))
    {
      int width = gtk_widget_get_width (self->entry), height = gtk_widget_get_height (self->entry);

      gtk_widget_set_size_request (self->popover, MIN (POPOVER_WIDTH, MAX (width, 1)), -1);
      gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle){ 0, 0, width, height });
      gtk_popover_popup (GTK_POPOVER (self->popover));
    }
  else if (!open && gtk_widget_get_visible (self->popover))
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_EXPANDED,
                               open && has_suggestions (self), -1);
}

static void
forget_suggestions (AtlasSearchEntry *self)
{
  GtkWidget *row;

  g_clear_pointer (&self->completions, g_ptr_array_unref);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
}

static void
add_suggestion (AtlasSearchEntry *self, const AtlasQueryCompletion *completion)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (completion->label);
  GtkWidget *hint = gtk_label_new (completion->hint);
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

/* @asked: by the person, and not merely by their typing */
static void
suggest (AtlasSearchEntry *self, gboolean asked)
{
  const char *text = get_text (self);
  gsize cursor = get_cursor (self);

  forget_suggestions (self);
  if (self->filter != NULL && is_being_typed_in (self))
    {
      g_autoptr (GPtrArray) completions =
        atlas_query_complete (atlas_filter_get_kind (self->filter), text, cursor, &self->start, &self->end);
      g_autofree char *word = g_strndup (text + self->start, cursor - self->start);
      gboolean after_colon =
        self->start > 0 && (text[self->start - 1] == ':' || text[self->start - 1] == ',');
      gboolean wanted = asked || after_colon || strlen (word) >= LEAST_LETTERS;

      for (guint i = 0; wanted && i < completions->len; i++)
        {
          const AtlasQueryCompletion *completion = g_ptr_array_index (completions, i);
          g_autofree char *stripped = g_strchomp (g_strdup (completion->text));

          /* One who has written it out needs no telling. */
          if (completions->len == 1 && !asked && g_str_equal (stripped, word))
            wanted = FALSE;
        }
      for (guint i = 0; wanted && i < completions->len; i++)
        add_suggestion (self, g_ptr_array_index (completions, i));
      if (wanted)
        self->completions = g_steal_pointer (&completions);
    }
  update_popover (self);
}

static gboolean
on_suggest_idle (gpointer data)
{
  AtlasSearchEntry *self = data;

  self->suggest_idle = 0;
  suggest (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
take (AtlasSearchEntry *self, guint index)
{
  const AtlasQueryCompletion *completion = g_ptr_array_index (self->completions, index);
  const char *text = get_text (self);
  gsize end = self->end;
  g_autofree char *before = g_strndup (text, self->start);
  g_autofree char *all = NULL;
  long position;

  /* It brings the space after it. */
  if (g_str_has_suffix (completion->text, " ") && text[end] == ' ')
    end++;
  all = g_strconcat (before, completion->text, text + end, NULL);
  position = g_utf8_strlen (before, -1) + g_utf8_strlen (completion->text, -1);
  forget_suggestions (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), all);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), (int) position);
  update_popover (self);
}

static int
get_selected (AtlasSearchEntry *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  return row ? gtk_list_box_row_get_index (row) : -1;
}

static void
move_selection (AtlasSearchEntry *self, int by)
{
  int index = CLAMP (get_selected (self) + by, -1, (int) self->completions->len - 1);
  GtkListBoxRow *row = index >= 0 ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), index) : NULL;

  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  if (row != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT,
                                    row, -1);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
}

static void
on_row_activated (AtlasSearchEntry *self, GtkListBoxRow *row)
{
  take (self, gtk_list_box_row_get_index (row));
}

/* Errors. */

static void
show_error (AtlasSearchEntry *self)
{
  const char *error = self->filter ? atlas_filter_get_error (self->filter) : NULL;

  gtk_label_set_text (GTK_LABEL (self->error), error ? error : "");
  gtk_widget_set_tooltip_text (self->entry, error);
  if (error != NULL)
    {
      gtk_widget_add_css_class (self->entry, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
  else
    {
      gtk_widget_remove_css_class (self->entry, "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  error ? error : "", -1);
  update_popover (self);
}

static gboolean
on_error_timeout (gpointer data)
{
  AtlasSearchEntry *self = data;

  self->error_timeout = 0;
  show_error (self);
  return G_SOURCE_REMOVE;
}

/* What is put right is so at once; what is wrong may only be half typed. */
static void
on_text_changed (AtlasSearchEntry *self)
{
  g_clear_handle_id (&self->error_timeout, g_source_remove);
  if (self->filter != NULL && atlas_filter_get_error (self->filter) == NULL)
    show_error (self);
  else
    self->error_timeout = g_timeout_add (ERROR_PAUSE_MS, on_error_timeout, self);

  /* The cursor moves after the text has changed. */
  if (self->suggest_idle == 0)
    self->suggest_idle = g_idle_add_full (G_PRIORITY_DEFAULT, on_suggest_idle, self, NULL);
}

/* Keys. */

static gboolean
on_key_pressed (AtlasSearchEntry *self, guint key, guint code, GdkModifierType modifiers)
{
  if (self->composing || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      if (!is_open (self))
        suggest (self, TRUE);
      if (is_open (self))
        move_selection (self, 1);
      return TRUE;

    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      if (!is_open (self))
        return FALSE;
      move_selection (self, -1);
      return TRUE;

    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      if (!is_open (self))
        return FALSE;
      take (self, MAX (get_selected (self), 0));
      return TRUE;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (!is_open (self))
        return FALSE;
      if (get_selected (self) >= 0)
        take (self, get_selected (self));
      else
        {
          forget_suggestions (self);
          update_popover (self);
        }
      return TRUE;

    case GDK_KEY_Escape:
      if (gtk_widget_get_visible (self->popover))
        {
          forget_suggestions (self);
          gtk_label_set_text (GTK_LABEL (self->error), "");
          update_popover (self);
          return TRUE;
        }
      if (get_text (self)[0] == '\0')
        return FALSE;
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
      return TRUE;

    default:
      return FALSE;
    }
}

static void
on_preedit_changed (AtlasSearchEntry *self, const char *preedit)
{
  self->composing = preedit[0] != '\0';
}

static void
on_focus_left (AtlasSearchEntry *self)
{
  forget_suggestions (self);
  update_popover (self);
}

/* Help. */

static void
on_example (AtlasSearchEntry *self, const char *example)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), example);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
on_field (AtlasSearchEntry *self, const char *field)
{
  const char *text = get_text (self);
  const char *space = text[0] != '\0' && !g_str_has_suffix (text, " ") ? " " : "";
  g_autofree char *all = g_strconcat (text, space, field, NULL);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), all);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/* GObject. */

static void
atlas_search_entry_dispose (GObject *object)
{
  AtlasSearchEntry *self = ATLAS_SEARCH_ENTRY (object);

  if (self->box != NULL)
    {
      atlas_search_entry_set_filter (self, NULL);
      g_clear_handle_id (&self->suggest_idle, g_source_remove);
      g_clear_handle_id (&self->error_timeout, g_source_remove);
      g_clear_pointer (&self->completions, g_ptr_array_unref);
      g_clear_pointer (&self->popover, gtk_widget_unparent);
      g_clear_pointer (&self->box, gtk_widget_unparent);
    }

  G_OBJECT_CLASS (atlas_search_entry_parent_class)->dispose (object);
}

static gboolean
atlas_search_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ATLAS_SEARCH_ENTRY (widget)->entry);
}

static void
atlas_search_entry_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (atlas_search_entry_parent_class)->size_allocate (widget, width, height, baseline);

  gtk_popover_present (GTK_POPOVER (ATLAS_SEARCH_ENTRY (widget)->popover));
}

static void
atlas_search_entry_class_init (AtlasSearchEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_search_entry_dispose;
  widget_class->grab_focus = atlas_search_entry_grab_focus;
  widget_class->size_allocate = atlas_search_entry_size_allocate;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "atlas-search");
}

static void
make_popover (AtlasSearchEntry *self)
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

  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_widget_add_css_class (self->popover, "search-suggestions");
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

static void
make_help (AtlasSearchEntry *self)
{
  GtkWidget *popover = atlas_search_help_new ();

  self->help = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->help), "help-about-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->help), popover);
  gtk_widget_set_tooltip_text (self->help, _ ("How to Search"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->help), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How to Search"), -1);
  gtk_widget_add_css_class (self->help, "flat");
  g_signal_connect_object (popover, "example", G_CALLBACK (on_example), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "field", G_CALLBACK (on_field), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->help);
}

static void
atlas_search_entry_init (AtlasSearchEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEditable *delegate;

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->entry = gtk_search_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search"),
                                  GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE, GTK_ACCESSIBLE_AUTOCOMPLETE_LIST, -1);
  gtk_box_append (GTK_BOX (self->box), self->entry);
  make_help (self);
  make_popover (self);

  delegate = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  g_signal_connect_object (delegate, "preedit-changed", G_CALLBACK (on_preedit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "notify::text", G_CALLBACK (on_text_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  /* Before the text field and the window's focus keys see them. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_focus_left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, focus);
}

GtkWidget *
atlas_search_entry_new (void)
{
  return g_object_new (ATLAS_TYPE_SEARCH_ENTRY, NULL);
}

void
atlas_search_entry_set_filter (AtlasSearchEntry *self, AtlasFilter *filter)
{
  const char *placeholder = "";

  g_return_if_fail (ATLAS_IS_SEARCH_ENTRY (self));
  g_return_if_fail (filter == NULL || ATLAS_IS_FILTER (filter));

  g_clear_pointer (&self->binding, g_binding_unbind);
  g_set_object (&self->filter, filter);
  if (filter != NULL)
    {
      const AtlasKind *kind = atlas_filter_get_kind (filter);

      placeholder = kind == &atlas_kind_event
                      ? _ ("Search events: titles, places, or type:town-hall, from:2026-01-01 …")
                      : _ ("Search people: names, places, skills, or region:CA-ON, age:25..40 …");
      atlas_search_help_set_kind (
        ATLAS_SEARCH_HELP (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->help))), kind);
      self->binding = g_object_bind_property (filter, "text", self->entry, "text",
                                              G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
    }
  else
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_object_set (self->entry, "placeholder-text", placeholder, NULL);
  gtk_widget_set_sensitive (self->help, filter != NULL);
  forget_suggestions (self);
  show_error (self);
}
