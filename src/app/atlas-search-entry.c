/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-search-entry.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-search-help.h"
#include "atlas-search-suggestions.h"
#include "atlas-tooltip.h"

/* What is not understood is said once the person has stopped typing, for every term is wrong until its end.
 */
#define ERROR_PAUSE_MS 700

/* Letters of a word before fields are suggested unasked: "n" is a name sooner than it is "near:". */
#define LEAST_LETTERS 2

struct _AtlasSearchEntry
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *entry;
  GtkWidget *help;
  AtlasSearchSuggestions *suggestions;

  AtlasFilter *filter;
  GBinding *binding;

  GPtrArray *completions; /* that are suggested */
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

static gboolean
is_open (AtlasSearchEntry *self)
{
  return atlas_search_suggestions_is_open (self->suggestions);
}

static void
update_popover (AtlasSearchEntry *self)
{
  atlas_search_suggestions_update (self->suggestions, is_being_typed_in (self));
}

static void
forget_suggestions (AtlasSearchEntry *self)
{
  g_clear_pointer (&self->completions, g_ptr_array_unref);
  atlas_search_suggestions_set (self->suggestions, NULL);
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
        atlas_filter_complete (self->filter, text, cursor, &self->start, &self->end);
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
      if (wanted)
        {
          self->completions = g_steal_pointer (&completions);
          atlas_search_suggestions_set (self->suggestions, self->completions);
        }
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

/* Errors. */

static void
show_error (AtlasSearchEntry *self)
{
  const char *error = self->filter ? atlas_filter_get_error (self->filter) : NULL;

  atlas_search_suggestions_set_error (self->suggestions, error);
  atlas_set_tooltip (self->entry, error);
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
        atlas_search_suggestions_move (self->suggestions, 1);
      return TRUE;

    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      if (!is_open (self))
        return FALSE;
      atlas_search_suggestions_move (self->suggestions, -1);
      return TRUE;

    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      if (!is_open (self))
        return FALSE;
      take (self, MAX (atlas_search_suggestions_get_selected (self->suggestions), 0));
      return TRUE;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (!is_open (self))
        return FALSE;
      if (atlas_search_suggestions_get_selected (self->suggestions) >= 0)
        take (self, atlas_search_suggestions_get_selected (self->suggestions));
      else
        {
          forget_suggestions (self);
          update_popover (self);
        }
      return TRUE;

    case GDK_KEY_Escape:
      if (gtk_widget_get_visible (GTK_WIDGET (self->suggestions)))
        {
          forget_suggestions (self);
          atlas_search_suggestions_set_error (self->suggestions, NULL);
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
      gtk_widget_unparent (GTK_WIDGET (self->suggestions));
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

  gtk_popover_present (GTK_POPOVER (ATLAS_SEARCH_ENTRY (widget)->suggestions));
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
  self->suggestions = ATLAS_SEARCH_SUGGESTIONS (atlas_search_suggestions_new (self->entry));
  gtk_widget_set_parent (GTK_WIDGET (self->suggestions), GTK_WIDGET (self));
  g_signal_connect_object (self->suggestions, "taken", G_CALLBACK (take), self, G_CONNECT_SWAPPED);

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
                    : kind == &atlas_kind_mission
                      ? _ ("Search missions: titles, towns, or status:approved, region:CA-AB …")
                    : kind == &atlas_kind_organisation
                      ? _ ("Search organisations: names, places, or type:association, region:CA-ON …")
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
