/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include "atlas-search-entry.h"
#include "atlas-search-help.h"
#include "atlas-tooltip.h"

/* The search field, by keys and clicks. */

typedef struct
{
  AtlasFilter *filter;
  GtkWindow *window;
  GtkWidget *search;
  GtkWidget *entry;
  GtkEventController *keys;
} Fixture;

static GtkEventController *
find_keys (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        return controller;
    }
  g_assert_not_reached ();
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const AtlasKind *kind = data ? data : &atlas_kind_member;

  self->filter = atlas_filter_new (kind);
  self->search = atlas_search_entry_new ();
  atlas_search_entry_set_filter (ATLAS_SEARCH_ENTRY (self->search), self->filter);
  self->window = app_test_present (self->search, 800, 600);
  self->entry = app_test_find (self->search, GTK_TYPE_SEARCH_ENTRY, NULL);
  self->keys = find_keys (self->entry);
  gtk_widget_grab_focus (self->search);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
  g_object_unref (self->filter);
  app_test_run (20);
}

/* As typing does: at the end, the cursor behind it. */
static void
type (Fixture *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  app_test_run (10);
}

static gboolean
press (Fixture *self, guint key)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (self->keys, "key-pressed", key, 0, 0, &handled);
  app_test_run (10);
  return handled;
}

static GtkListBox *
get_list (Fixture *self)
{
  return GTK_LIST_BOX (app_test_find (self->search, GTK_TYPE_LIST_BOX, NULL));
}

static gboolean
is_open (Fixture *self)
{
  GtkWidget *list = GTK_WIDGET (get_list (self));

  return gtk_widget_get_mapped (list) && gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) != NULL;
}

/* A popover is a surface of its own. */
static void
take_picture (Fixture *self, const char *name)
{
  app_test_run (200);
  app_test_picture (gtk_widget_get_ancestor (GTK_WIDGET (get_list (self)), GTK_TYPE_POPOVER), name);
}

static int
get_selected (Fixture *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (get_list (self));

  return row ? gtk_list_box_row_get_index (row) : -1;
}

static const char *
get_text (Fixture *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static gboolean
has_focus (Fixture *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, self->entry);
}

static void
test_filters_at_once (Fixture *self, gconstpointer data)
{
  /* No main loop in between: what is typed is asked for in that moment. */
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "sex:female");
  g_assert_cmpstr (atlas_filter_get_text (self->filter), ==, "sex:female");
  g_assert_null (atlas_filter_get_error (self->filter));

  /* And the other way round: a page that asks for something is seen in the field, and opens nothing. */
  gtk_window_set_focus (self->window, NULL);
  atlas_filter_set_text (self->filter, "region:CA-ON");
  app_test_run (10);
  g_assert_cmpstr (get_text (self), ==, "region:CA-ON");
  g_assert_false (is_open (self));
}

/* What is typed, how often Down is pressed, the key that takes, and what then stands there. */
static const struct
{
  const char *typed;
  guint downs;
  guint key;
  const char *text;
} completions[] = {
  { "reg", 0, GDK_KEY_Tab, "region:" },
  { "reg", 1, GDK_KEY_Return, "region:" },
  { "nurse reg", 0, GDK_KEY_Tab, "nurse region:" },
  { "-reg", 0, GDK_KEY_Tab, "-region:" },
  { "region:ontar", 0, GDK_KEY_Tab, "region:CA-ON " },
  { "region:CA-ON,queb", 1, GDK_KEY_KP_Enter, "region:CA-ON,CA-QC " },
  { "sex:f", 0, GDK_KEY_Tab, "sex:female " },
  { "sex:", 2, GDK_KEY_Return, "sex:male " },
  { "é sex:m", 1, GDK_KEY_Return, "é sex:male " },
  { "", 1, GDK_KEY_Return, "region:" },
  { "", 2, GDK_KEY_Return, "country:" },
};

static void
test_completions (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (completions); i++)
    {
      type (self, completions[i].typed);
      for (guint k = 0; k < completions[i].downs; k++)
        g_assert_true (press (self, GDK_KEY_Down));
      g_assert_cmpint (get_selected (self), ==, (int) completions[i].downs - 1);
      g_assert_true (press (self, completions[i].key));
      g_assert_cmpstr (get_text (self), ==, completions[i].text);
      g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (self->entry)), ==,
                       g_utf8_strlen (completions[i].text, -1));
      g_assert_true (has_focus (self));
      press (self, GDK_KEY_Escape);
      type (self, "");
    }
}

/* Field, then value, without a letter more than needed; what follows stays. */
static void
test_walk (Fixture *self, gconstpointer data)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "se toronto");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), 2);
  app_test_run (10);
  g_assert_true (is_open (self));
  take_picture (self, "search-fields");
  g_assert_true (press (self, GDK_KEY_Down));
  g_assert_cmpint (get_selected (self), ==, 0);
  g_assert_true (press (self, GDK_KEY_Up));
  g_assert_cmpint (get_selected (self), ==, -1);
  g_assert_true (press (self, GDK_KEY_Tab));
  g_assert_cmpstr (get_text (self), ==, "sex: toronto");

  /* The values offer themselves. */
  g_assert_true (is_open (self));
  g_assert_true (press (self, GDK_KEY_Down));
  g_assert_true (press (self, GDK_KEY_Return));
  g_assert_cmpstr (get_text (self), ==, "sex:female toronto");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (self->entry)), ==, 11);
  g_assert_null (atlas_filter_get_error (self->filter));
}

static void
test_click (Fixture *self, gconstpointer data)
{
  GtkListBoxRow *row;

  type (self, "language:fren");
  g_assert_true (is_open (self));
  row = gtk_list_box_get_row_at_index (get_list (self), 0);
  g_signal_emit_by_name (get_list (self), "row-activated", row);
  g_assert_cmpstr (get_text (self), ==, "language:fr ");
  g_assert_true (has_focus (self));
}

static void
test_keys_pass (Fixture *self, gconstpointer data)
{
  /* With nothing to take, keys are those of the field and the window. */
  type (self, "zzz");
  g_assert_false (is_open (self));
  g_assert_false (press (self, GDK_KEY_Tab));
  g_assert_false (press (self, GDK_KEY_Return));
  g_assert_false (press (self, GDK_KEY_Up));
  g_assert_false (press (self, GDK_KEY_a));

  /* One letter is a name sooner than a field; Return then takes nothing that was not chosen. */
  type (self, "s");
  g_assert_false (is_open (self));
  type (self, "se");
  g_assert_true (is_open (self));
  g_assert_true (press (self, GDK_KEY_Return));
  g_assert_false (is_open (self));
  g_assert_cmpstr (get_text (self), ==, "se");
}

static void
test_escape (Fixture *self, gconstpointer data)
{
  type (self, "sex:f");
  g_assert_true (is_open (self));
  g_assert_true (press (self, GDK_KEY_Escape));
  g_assert_false (is_open (self));
  g_assert_cmpstr (get_text (self), ==, "sex:f");
  g_assert_true (press (self, GDK_KEY_Escape));
  g_assert_cmpstr (get_text (self), ==, "");
  g_assert_cmpstr (atlas_filter_get_text (self->filter), ==, "");
  g_assert_false (press (self, GDK_KEY_Escape));
}

static gboolean
shows_error (gpointer data)
{
  Fixture *self = data;

  return gtk_widget_has_css_class (self->entry, "error");
}

static void
test_error (Fixture *self, gconstpointer data)
{
  GtkWidget *label;

  type (self, "colour:blue");
  g_assert_nonnull (atlas_filter_get_error (self->filter));
  /* Not while one is typing. */
  g_assert_false (shows_error (self));
  app_test_wait (shows_error, self);
  label = app_test_find_label (self->search, atlas_filter_get_error (self->filter));
  g_assert_nonnull (label);
  g_assert_true (gtk_widget_get_mapped (label));
  g_assert_cmpstr (atlas_get_tooltip (self->entry), ==, atlas_filter_get_error (self->filter));
  g_assert_true (has_focus (self));
  take_picture (self, "search-error");

  /* What is put right is so at once. */
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "blue");
  g_assert_false (shows_error (self));
  g_assert_false (gtk_widget_get_visible (label));
  g_assert_null (atlas_get_tooltip (self->entry));
}

/* Leaving the field closes what hangs below it; that it is not understood is still to be seen. */
static void
test_leave (Fixture *self, gconstpointer data)
{
  type (self, "colour:blue");
  app_test_wait (shows_error, self);
  gtk_window_set_focus (self->window, NULL);
  app_test_run (10);
  g_assert_true (shows_error (self));
  type (self, "sex:f");
  g_assert_false (is_open (self));
}

static void
test_examples (void)
{
  const AtlasKind *const kinds[] = { &atlas_kind_member, &atlas_kind_event };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *const *examples = atlas_search_help_list_examples (kinds[i]);

      g_assert_cmpuint (g_strv_length ((GStrv) examples), >=, 5);
      for (guint k = 0; examples[k] != NULL; k++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (AtlasQuery) query = atlas_query_parse (kinds[i], examples[k], &error);

          g_assert_no_error (error);
          g_assert_false (atlas_query_is_empty (query));
        }
    }
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
click (GtkWidget *root, const char *text)
{
  GtkWidget *label = app_test_find_label (root, text);

  g_assert_nonnull (label);
  app_test_click (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON));
}

static void
test_help (Fixture *self, gconstpointer kind)
{
  GtkWidget *button = app_test_find (self->search, GTK_TYPE_MENU_BUTTON, NULL);
  GtkWidget *help = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  const char *example = atlas_search_help_list_examples (kind)[1];
  const char *const *fields = atlas_query_list_fields (kind);

  type (self, "");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  app_test_wait (is_mapped, help);
  app_test_run (100);
  app_test_picture (help, kind == &atlas_kind_event ? "search-help-events" : "search-help");
  click (help, example);
  g_assert_cmpstr (get_text (self), ==, example);
  g_assert_cmpstr (atlas_filter_get_text (self->filter), ==, example);

  /* Every field is there to begin a term with. */
  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *text = g_strconcat (fields[i], ":", NULL);

      g_assert_nonnull (app_test_find_label (help, text));
    }
  type (self, "nurse");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  click (help, "region:");
  g_assert_cmpstr (get_text (self), ==, "nurse region:");
  app_test_run (50);
  g_assert_true (has_focus (self));
}

static void
test_without_filter (Fixture *self, gconstpointer data)
{
  type (self, "region:ontario");
  atlas_search_entry_set_filter (ATLAS_SEARCH_ENTRY (self->search), NULL);
  g_assert_cmpstr (get_text (self), ==, "");
  g_assert_cmpstr (atlas_filter_get_text (self->filter), ==, "region:ontario");
  press (self, GDK_KEY_Down);
  g_assert_false (is_open (self));
}

#define ADD(name, kind, test) g_test_add ("/search-entry/" name, Fixture, kind, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  ADD ("at-once", NULL, test_filters_at_once);
  ADD ("completions", NULL, test_completions);
  ADD ("walk", NULL, test_walk);
  ADD ("click", NULL, test_click);
  ADD ("keys-pass", NULL, test_keys_pass);
  ADD ("escape", NULL, test_escape);
  ADD ("error", NULL, test_error);
  ADD ("leave", NULL, test_leave);
  ADD ("help", &atlas_kind_member, test_help);
  ADD ("help-events", &atlas_kind_event, test_help);
  ADD ("without-filter", NULL, test_without_filter);
  g_test_add_func ("/search-entry/examples", test_examples);
  return g_test_run ();
}
