/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include "atlas-facet-bar.h"
#include "atlas-facet-chip.h"
#include "atlas-facet-count.h"
#include "atlas-facet-list.h"
#include "atlas-facet-near.h"
#include "atlas-facet-range.h"
#include "atlas-number.h"
#include "atlas-search-entry.h"

/* The filters under the search field: what is chosen is written into the search, and what is typed there is
 * shown as chosen. */

typedef struct
{
  AtlasSession *session;
  AtlasFilter *filter;
  GtkWindow *window;
  GtkWidget *bar;
  gboolean was_open; /* a chip's popover */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *search = atlas_search_entry_new ();

  self->session = app_test_session_new (GPOINTER_TO_UINT (data));
  self->filter = atlas_session_get_filter (self->session, &atlas_kind_member);
  self->bar = g_object_new (ATLAS_TYPE_FACET_BAR, NULL);
  atlas_search_entry_set_filter (ATLAS_SEARCH_ENTRY (search), self->filter);
  gtk_box_append (GTK_BOX (box), search);
  gtk_box_append (GTK_BOX (box), self->bar);
  self->window = app_test_present (box, 800, 600);
  atlas_facet_bar_set_session (ATLAS_FACET_BAR (self->bar), self->session);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  /* Half a second after something was pointed at GTK 4.8 wants to show its tooltip, and complains where the
   * popover is gone by then. */
  if (self->was_open)
    app_test_run (600);
  gtk_window_destroy (self->window);
  atlas_session_close (self->session);
  g_object_unref (self->session);
  app_test_run (20);
}

static GtkWidget *
get_chip (Fixture *self, const char *field)
{
  GtkWidget *chip = app_test_find (self->bar, ATLAS_TYPE_FACET_CHIP, field);

  g_assert_nonnull (chip);
  return chip;
}

static gboolean
is_counted (gpointer bar)
{
  return atlas_facet_bar_is_settled (bar);
}

/* Opens a filter and waits for its counts. */
static GtkWidget *
open_chip (Fixture *self, const char *field)
{
  GtkMenuButton *button =
    GTK_MENU_BUTTON (app_test_find (get_chip (self, field), GTK_TYPE_MENU_BUTTON, NULL));

  self->was_open = TRUE;
  gtk_menu_button_popup (button);
  app_test_wait (is_counted, self->bar);
  g_assert_nonnull (gtk_menu_button_get_popover (button));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (gtk_menu_button_get_popover (button))));
  return GTK_WIDGET (gtk_menu_button_get_popover (button));
}

static void
close_chip (GtkWidget *popover)
{
  gtk_popover_popdown (GTK_POPOVER (popover));
  g_assert_false (gtk_widget_get_visible (popover));
}

static GtkWidget *
find_row (GtkWidget *popover, const char *label)
{
  GtkWidget *found = app_test_find_label (popover, label);

  return found ? gtk_widget_get_ancestor (found, GTK_TYPE_CHECK_BUTTON) : NULL;
}

static gboolean
is_checked (GtkWidget *popover, const char *label)
{
  GtkWidget *row = find_row (popover, label);

  g_assert_nonnull (row);
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (row));
}

static void
check (Fixture *self, GtkWidget *popover, const char *label, gboolean on)
{
  GtkWidget *row = find_row (popover, label);

  g_assert_nonnull (row);
  g_assert_cmpint (gtk_check_button_get_active (GTK_CHECK_BUTTON (row)), !=, on);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (row), on);
  app_test_wait (is_counted, self->bar);
}

/* What the chip shows once it has looked. */
static const char *
get_words (Fixture *self, const char *field)
{
  app_test_wait (is_counted, self->bar);
  return gtk_label_get_text (GTK_LABEL (app_test_find (get_chip (self, field), GTK_TYPE_LABEL, NULL)));
}

static guint
ask (Fixture *self, const char *text)
{
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, text, NULL);
  gint64 n = atlas_register_count (atlas_session_get_register (self->session), query, NULL, NULL);

  g_assert_cmpint (n, >=, 0);
  return (guint) n;
}

static void
assert_number (Fixture *self, GtkWidget *popover, const char *label, const char *query)
{
  g_autofree char *expected = atlas_number_format (ask (self, query));
  GtkWidget *row = find_row (popover, label);

  g_assert_nonnull (row);
  if (app_test_find_label (row, expected) == NULL)
    g_error ("%s is not %s", label, expected);
}

#define assert_text(expected) g_assert_cmpstr (atlas_filter_get_text (self->filter), ==, expected)

static void
test_write (Fixture *self, gconstpointer data)
{
  GtkWidget *popover = open_chip (self, "sex");
  GtkWidget *clear;

  app_test_picture (GTK_WIDGET (self->window), "facets-empty");
  app_test_picture (popover, "facet-sex");
  g_assert_cmpstr (get_words (self, "sex"), ==, "Sex");
  assert_number (self, popover, "Women", "sex:female");
  atlas_filter_set_text (self->filter, "\"power  grids\" -status:moved ");
  check (self, popover, "Women", TRUE);
  assert_text ("\"power  grids\" -status:moved sex:female");
  g_assert_cmpstr (get_words (self, "sex"), ==, "Sex: Women");
  check (self, popover, "Men", TRUE);
  assert_text ("\"power  grids\" -status:moved sex:female,male");
  g_assert_cmpstr (get_words (self, "sex"), ==, "Sex: Women +1");
  check (self, popover, "Women", FALSE);
  check (self, popover, "Men", FALSE);
  assert_text ("\"power  grids\" -status:moved");
  g_assert_cmpstr (get_words (self, "sex"), ==, "Sex");
  check (self, popover, "Men", TRUE);
  close_chip (popover);

  clear = app_test_find_button (get_chip (self, "sex"), "Clear Sex");
  g_assert_true (gtk_widget_get_visible (clear));
  app_test_click (clear);
  assert_text ("\"power  grids\" -status:moved");
  app_test_wait (is_counted, self->bar);
  g_assert_false (gtk_widget_get_visible (clear));
}

static void
test_read (Fixture *self, gconstpointer data)
{
  GtkWidget *popover;

  atlas_filter_set_text (self->filter, "SEX:woman,none nurse education:>=6");
  g_assert_cmpstr (get_words (self, "sex"), ==, "Sex: Women +1");
  g_assert_cmpstr (get_words (self, "education"), ==, "Education: Bachelor’s +2");
  popover = open_chip (self, "sex");
  g_assert_true (is_checked (popover, "Women"));
  g_assert_true (is_checked (popover, "Not stated"));
  g_assert_false (is_checked (popover, "Men"));

  /* Typed while it is open. */
  atlas_filter_set_text (self->filter, "sex:male nurse");
  app_test_wait (is_counted, self->bar);
  g_assert_true (is_checked (popover, "Men"));
  g_assert_false (is_checked (popover, "Women"));
  g_assert_cmpstr (get_words (self, "education"), ==, "Education");
  close_chip (popover);
}

/* A count honours all else, but not what the filter itself says. */
static void
test_counts (Fixture *self, gconstpointer data)
{
  GtkWidget *popover;
  GtkWidget *row;

  atlas_filter_set_text (self->filter, "sex:female education:7,8 segment_that_is_no_field");
  atlas_filter_set_text (self->filter, "sex:female education:7,8");
  popover = open_chip (self, "sex");
  assert_number (self, popover, "Women", "sex:female education:7,8");
  assert_number (self, popover, "Men", "sex:male education:7,8");
  close_chip (popover);
  popover = open_chip (self, "education");
  assert_number (self, popover, "Primary", "sex:female education:1");
  assert_number (self, popover, "Doctorate", "sex:female education:8");

  atlas_filter_set_text (self->filter, "sex:other bbox:0,0,1,1");
  app_test_wait (is_counted, self->bar);
  row = find_row (popover, "Doctorate");
  g_assert_true (gtk_widget_has_css_class (row, "facet-empty"));
  close_chip (popover);

  /* Nothing is counted for one that is closed. */
  atlas_filter_set_text (self->filter, "sex:female");
  g_assert_false (atlas_facet_bar_is_counting (ATLAS_FACET_BAR (self->bar)));
  /* And what comes late is of no use any more. */
  gtk_menu_button_popup (
    GTK_MENU_BUTTON (app_test_find (get_chip (self, "education"), GTK_TYPE_MENU_BUTTON, NULL)));
  g_assert_true (atlas_facet_bar_is_counting (ATLAS_FACET_BAR (self->bar)));
  close_chip (popover);
  g_assert_false (atlas_facet_bar_is_counting (ATLAS_FACET_BAR (self->bar)));
}

/* Instead of counting for ever; numbers of an earlier search go, and come back. */
static void
test_failed (Fixture *self, gconstpointer data)
{
  GtkWidget *popover = open_chip (self, "sex");
  AtlasFacetList *list = ATLAS_FACET_LIST (app_test_find (popover, ATLAS_TYPE_FACET_LIST, NULL));
  g_autoptr (AtlasFacetList) fresh = g_object_ref_sink (ATLAS_FACET_LIST (atlas_facet_list_new ("sex")));
  g_autofree char *women = atlas_number_format (ask (self, "sex:female"));
  const char *complaint = "Could not be counted. The disk is gone.";

  /* Before anything was counted. */
  atlas_facet_list_clear (fresh);
  g_assert_nonnull (app_test_find_label (GTK_WIDGET (fresh), "Counting…"));
  atlas_facet_list_set_failed (fresh, "The disk is gone.");
  g_assert_null (app_test_find_label (GTK_WIDGET (fresh), "Counting…"));
  g_assert_true (gtk_widget_get_visible (app_test_find_label (GTK_WIDGET (fresh), complaint)));

  assert_number (self, popover, "Women", "sex:female");
  atlas_facet_list_set_failed (list, "The disk is gone.");
  g_assert_true (gtk_widget_get_visible (app_test_find_label (popover, complaint)));
  g_assert_null (app_test_find_label (find_row (popover, "Women"), women));

  atlas_filter_set_text (self->filter, "age:20..90");
  app_test_wait (is_counted, self->bar);
  assert_number (self, popover, "Women", "sex:female age:20..90");
  g_assert_null (app_test_find_label (popover, complaint));
  close_chip (popover);
}

/* The search field knows the saved searches, and filters count within one. */
static void
test_segments (Fixture *self, gconstpointer data)
{
  g_autoptr (AtlasRecord) segment = atlas_record_new (&atlas_kind_segment);
  g_autoptr (GPtrArray) completions = NULL;
  g_autoptr (GError) error = NULL;
  const AtlasQueryCompletion *first;
  GtkWidget *popover;
  gsize start, end;

  atlas_record_set_text (segment, "name", "Women, all");
  atlas_record_set_text (segment, "query", "sex:female");
  atlas_register_save (atlas_session_get_register (self->session), segment, &error);
  g_assert_no_error (error);
  completions = atlas_filter_complete (self->filter, "segment:wom", 11, &start, &end);
  g_assert_cmpuint (completions->len, ==, 1);
  first = g_ptr_array_index (completions, 0);
  g_assert_cmpstr (first->text, ==, "\"Women, all\" ");

  atlas_filter_set_text (self->filter, "segment:\"Women, all\"");
  popover = open_chip (self, "education");
  assert_number (self, popover, "Master’s", "sex:female education:7");
  check (self, popover, "Master’s", TRUE);
  assert_text ("segment:\"Women, all\" education:7");
  close_chip (popover);
}

static void
test_custom (Fixture *self, gconstpointer data)
{
  GtkWidget *popover;

  /* What is left out stays, and others can be chosen. */
  atlas_filter_set_text (self->filter, "-sex:other nurse");
  g_assert_cmpstr (get_words (self, "sex"), ==, "Sex: custom");
  popover = open_chip (self, "sex");
  g_assert_nonnull (app_test_find_label (popover, "The search says more than can be shown here: -sex:other"));
  check (self, popover, "Women", TRUE);
  assert_text ("-sex:other nurse sex:female");
  app_test_picture (popover, "facet-custom");
  close_chip (popover);

  /* Several terms can't be shown, nor changed. */
  atlas_filter_set_text (self->filter, "language:fr language:en");
  g_assert_cmpstr (get_words (self, "language"), ==, "Language: custom");
  popover = open_chip (self, "language");
  g_assert_false (gtk_widget_is_sensitive (find_row (popover, "French")));
  close_chip (popover);
  app_test_click (app_test_find_button (get_chip (self, "language"), "Clear Language"));
  assert_text ("");

  /* While a quote is open filters show what is understood, and wait. */
  atlas_filter_set_text (self->filter, "sex:female \"open");
  g_assert_cmpstr (get_words (self, "sex"), ==, "Sex: Women");
  popover = open_chip (self, "sex");
  g_assert_false (gtk_widget_is_sensitive (find_row (popover, "Men")));
  atlas_filter_set_text (self->filter, "sex:female \"open\"");
  g_assert_true (gtk_widget_is_sensitive (find_row (popover, "Men")));
  close_chip (popover);
}

static gboolean
is_age_typed (gpointer filter)
{
  return g_str_equal (atlas_filter_get_text (filter), "nurse age:25..40");
}

static gboolean
is_arrival_typed (gpointer data)
{
  return g_str_equal (atlas_filter_get_text (data), "arrived:1920..1925");
}

static void
test_range (Fixture *self, gconstpointer data)
{
  GtkWidget *popover;
  GtkWidget *range, *from, *to;

  atlas_filter_set_text (self->filter, "nurse");
  popover = open_chip (self, "age");
  range = app_test_find (popover, ATLAS_TYPE_FACET_RANGE, NULL);
  from = app_test_find (range, GTK_TYPE_SPIN_BUTTON, NULL);
  to = gtk_widget_get_last_child (gtk_widget_get_parent (from));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (from)), ==, "");
  app_test_type (from, "25");
  app_test_type (to, "40");
  app_test_wait (is_age_typed, self->filter);
  app_test_wait (is_counted, self->bar);
  g_assert_cmpstr (get_words (self, "age"), ==, "Age: 25–40");
  app_test_picture (popover, "facet-age");

  check (self, popover, "65 and older", TRUE);
  assert_text ("nurse age:25..40,>=65");
  atlas_filter_set_text (self->filter, "age:<18");
  app_test_wait (is_counted, self->bar);
  g_assert_true (is_checked (popover, "Under 18"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (from)), ==, "");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (to)), ==, "17");
  close_chip (popover);

  /* Days are typed, whole months and years too. */
  popover = open_chip (self, "confirmed");
  app_test_picture (popover, "facet-time");
  range = app_test_find (popover, ATLAS_TYPE_FACET_RANGE, NULL);
  from = app_test_find (range, GTK_TYPE_ENTRY, NULL);
  app_test_type (from, "2024-1x");
  g_signal_emit_by_name (from, "activate");
  g_assert_true (gtk_widget_has_css_class (from, "error"));
  assert_text ("age:<18");
  app_test_type (from, "2024");
  g_signal_emit_by_name (from, "activate");
  g_assert_false (gtk_widget_has_css_class (from, "error"));
  assert_text ("age:<18 confirmed:>=2024-01-01");
  g_assert_cmpstr (get_words (self, "confirmed"), ==, "Last confirmed: Since 2024");
  app_test_wait (is_counted, self->bar);
  check (self, popover, "Never", TRUE);
  assert_text ("age:<18 confirmed:>=2024-01-01,none");

  /* Years long before those that are offered. */
  atlas_filter_set_text (self->filter, "arrived:..1925");
  from = app_test_find (popover, GTK_TYPE_SPIN_BUTTON, NULL);
  to = gtk_widget_get_last_child (gtk_widget_get_parent (from));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (from)), ==, "");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (to)), ==, "1925");
  app_test_type (from, "1920");
  gtk_spin_button_update (GTK_SPIN_BUTTON (from)); /* as where the focus leaves it */
  app_test_wait (is_arrival_typed, self->filter);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (from)), ==, "1920");
  app_test_type (from, "");
  gtk_spin_button_update (GTK_SPIN_BUTTON (from));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (from)), ==, "");
  close_chip (popover);
}

static void
test_near (Fixture *self, gconstpointer data)
{
  GtkWidget *popover = open_chip (self, "near");
  GtkWidget *near = app_test_find (popover, ATLAS_TYPE_FACET_NEAR, NULL);
  GtkWidget *entry = app_test_find (near, GTK_TYPE_SEARCH_ENTRY, NULL);
  GtkWidget *radius = app_test_find (near, GTK_TYPE_SPIN_BUTTON, NULL);

  app_test_type (entry, "toron");
  assert_text ("");
  app_test_picture (popover, "facet-near");
  app_test_click (gtk_widget_get_ancestor (app_test_find_label (near, "Toronto"), GTK_TYPE_BUTTON));
  assert_text ("near:\"Toronto, CA-ON\",50km");
  g_assert_cmpstr (get_words (self, "near"), ==, "Near: Toronto, CA-ON, 50 km");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (radius), 120);
  assert_text ("near:\"Toronto, CA-ON\",120km");

  /* As it is typed elsewhere. */
  atlas_filter_set_text (self->filter, "near:Ottawa,ON,30mi city:Gatineau");
  g_assert_cmpstr (get_words (self, "near"), ==, "Near: Ottawa, ON, 30 miles +1");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Ottawa, ON");
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (radius)), ==, 30);
  g_assert_nonnull (app_test_find_label (near, "miles"));
  app_test_wait (is_counted, self->bar);
  g_assert_true (is_checked (popover, "Gatineau"));

  app_test_type (entry, "nowhere at all");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  assert_text ("near:Ottawa,ON,30mi city:Gatineau");
  app_test_type (entry, "");
  assert_text ("city:Gatineau");

  /* Another place leaves the distance as it is. */
  atlas_filter_set_text (self->filter, "near:Ottawa,2.5mi");
  app_test_type (entry, "Gatineau");
  g_signal_emit_by_name (entry, "activate");
  assert_text ("near:Gatineau,2.5mi");
  close_chip (popover);
}

/* A long list is searched; what is not in it is taken as it is typed. */
static void
test_search (Fixture *self, gconstpointer data)
{
  GtkWidget *popover = open_chip (self, "skill");
  GtkWidget *list = app_test_find (popover, ATLAS_TYPE_FACET_LIST, NULL);
  GtkWidget *entry = app_test_find (list, GTK_TYPE_SEARCH_ENTRY, NULL);

  g_assert_true (gtk_widget_get_visible (entry));
  app_test_picture (popover, "facet-skill");
  app_test_type (entry, "tour");
  g_assert_true (gtk_widget_get_visible (find_row (popover, "tourism")));
  g_assert_false (gtk_widget_get_visible (find_row (popover, "nursing")));
  g_signal_emit_by_name (entry, "activate");
  assert_text ("skill:\"tourism\"");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  app_test_type (entry, "zither");
  g_signal_emit_by_name (entry, "activate");
  assert_text ("skill:\"tourism\",zither");
  app_test_wait (is_counted, self->bar);
  g_assert_true (is_checked (popover, "zither…"));

  app_test_type (entry, "x");
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_true (gtk_widget_get_visible (popover));
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_false (gtk_widget_get_visible (popover));
}

/* What other records say of people, and tags. */
static void
test_links (Fixture *self, gconstpointer data)
{
  GtkWidget *popover = open_chip (self, "tag");

  app_test_picture (popover, "facet-tag");
  assert_number (self, popover, "choir", "tag:choir");
  check (self, popover, "choir", TRUE);
  assert_text ("tag:choir");
  g_assert_cmpstr (get_words (self, "tag"), ==, "Tag: choir");
  check (self, popover, "mentor 2026", TRUE);
  assert_text ("tag:choir,\"mentor 2026\"");
  close_chip (popover);

  atlas_filter_set_text (self->filter, "");
  popover = open_chip (self, "contacted");
  app_test_picture (popover, "facet-last-contact");
  assert_number (self, popover, "Within the last year", "contacted:>=-1y");
  assert_number (self, popover, "Never", "contacted:never");
  check (self, popover, "Never", TRUE);
  assert_text ("contacted:none");
  atlas_filter_set_text (self->filter, "contacted:never");
  app_test_wait (is_counted, self->bar);
  g_assert_true (is_checked (popover, "Never"));
  close_chip (popover);

  atlas_filter_set_text (self->filter, "");
  popover = open_chip (self, "association");
  app_test_picture (popover, "facet-association");
  assert_number (self, popover, "In none", "association:none");
  check (self, popover, "In none", TRUE);
  assert_text ("association:none");
  close_chip (popover);
}

static void
test_clear_all (Fixture *self, gconstpointer data)
{
  GtkWidget *clear = app_test_find_button (self->bar, "Clear All Filters");

  g_assert_false (gtk_widget_get_visible (clear));
  atlas_filter_set_text (
    self->filter, "nurse sex:female -language:en age:25..40  education:7,8 near:Toronto,50km has:email");
  app_test_wait (is_counted, self->bar);
  app_test_picture (GTK_WIDGET (self->window), "facets-active");
  g_assert_true (gtk_widget_get_visible (clear));
  app_test_click (clear);
  assert_text ("nurse has:email");
  app_test_wait (is_counted, self->bar);
  g_assert_false (gtk_widget_get_visible (clear));
}

static gboolean
is_open (gpointer button)
{
  GtkPopover *popover = gtk_menu_button_get_popover (button);

  return popover != NULL && gtk_widget_get_mapped (GTK_WIDGET (popover));
}

static void
press (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
  g_assert_true (handled);
}

/* Arrows go from filter to filter; a key opens one, with its first value at hand. */
static void
test_keys (Fixture *self, gconstpointer data)
{
  GtkWidget *sex = app_test_find (get_chip (self, "sex"), GTK_TYPE_MENU_BUTTON, NULL);
  GtkWidget *age = app_test_find (get_chip (self, "age"), GTK_TYPE_MENU_BUTTON, NULL);
  GtkWidget *status = app_test_find (get_chip (self, "status"), GTK_TYPE_MENU_BUTTON, NULL);
  GtkWidget *scroller = app_test_find (self->bar, GTK_TYPE_SCROLLED_WINDOW, NULL);
  GtkAdjustment *scroll = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));
  GtkWidget *focus, *popover;

  gtk_widget_child_focus (GTK_WIDGET (self->bar), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (self->window), sex));
  gtk_widget_child_focus (GTK_WIDGET (self->bar), GTK_DIR_RIGHT);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (self->window), age));
  gtk_widget_child_focus (GTK_WIDGET (self->bar), GTK_DIR_LEFT);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (self->window), sex));

  gtk_widget_activate (gtk_window_get_focus (self->window));
  app_test_wait (is_open, sex);
  app_test_wait (is_counted, self->bar);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (sex)));
  focus = gtk_window_get_focus (self->window);
  g_assert_true (GTK_IS_CHECK_BUTTON (focus));
  g_assert_true (gtk_widget_is_ancestor (focus, popover));
  press (gtk_widget_get_parent (focus), GDK_KEY_Down);
  g_assert_true (gtk_window_get_focus (self->window) == find_row (popover, "Men"));
  press (gtk_widget_get_parent (focus), GDK_KEY_Up);
  g_assert_true (gtk_window_get_focus (self->window) == focus);
  close_chip (popover);

  /* In one of two fields the upper one. */
  popover = open_chip (self, "near");
  focus = gtk_window_get_focus (self->window);
  g_assert_nonnull (gtk_widget_get_ancestor (focus, GTK_TYPE_SEARCH_ENTRY));
  g_assert_nonnull (gtk_widget_get_ancestor (focus, ATLAS_TYPE_FACET_NEAR));
  close_chip (popover);

  /* The focus brings what it is on into view. */
  gtk_adjustment_set_value (scroll, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll), ==, 0);
  gtk_widget_grab_focus (status);
  app_test_run (50);
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll), >, 0);
}

static gboolean
is_in_sight (gpointer chip)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (chip, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (chip, scroller, &bounds) && bounds.size.width > 0 &&
         bounds.origin.x >= 0 &&
         bounds.origin.x + bounds.size.width <= (float) gtk_widget_get_width (scroller);
}

/* A filter that something else has written is brought in sight. */
static void
test_sight (Fixture *self, gconstpointer data)
{
  g_assert_false (is_in_sight (get_chip (self, "confirmed")));
  atlas_filter_set_text (self->filter, "arrived:..1992");
  app_test_wait (is_in_sight, get_chip (self, "confirmed"));
  app_test_picture (GTK_WIDGET (self->window), "facets-in-sight");
  atlas_filter_set_text (self->filter, "arrived:..1992 sex:female");
  app_test_wait (is_in_sight, get_chip (self, "sex"));
}

/* Each of them, to be looked at. */
static void
test_pictures (Fixture *self, gconstpointer data)
{
  static const char *const fields[] = { "education", "sector",  "occupation", "language",
                                        "interest",  "consent", "region",     "status" };

  if (g_getenv ("ATLAS_PICTURES") == NULL)
    {
      g_test_skip ("Only for pictures");
      return;
    }
  atlas_filter_set_text (self->filter, "interest:teaching,remote education:7 sector:Q");
  app_test_run (100);
  app_test_picture (GTK_WIDGET (self->window), "facets-chosen");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *popover = open_chip (self, fields[i]);
      g_autofree char *name = g_strconcat ("facet-", fields[i], NULL);

      app_test_run (100);
      app_test_picture (popover, name);
      close_chip (popover);
    }
}

#define FACET_TEST(path, n, func) g_test_add (path, Fixture, GUINT_TO_POINTER (n), set_up, func, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);

  FACET_TEST ("/facet-bar/write", 300, test_write);
  FACET_TEST ("/facet-bar/read", 20, test_read);
  FACET_TEST ("/facet-bar/counts", 300, test_counts);
  FACET_TEST ("/facet-bar/failed", 300, test_failed);
  FACET_TEST ("/facet-bar/segments", 300, test_segments);
  FACET_TEST ("/facet-bar/custom", 20, test_custom);
  FACET_TEST ("/facet-bar/range", 300, test_range);
  FACET_TEST ("/facet-bar/near", 300, test_near);
  FACET_TEST ("/facet-bar/search", 300, test_search);
  FACET_TEST ("/facet-bar/links", 300, test_links);
  FACET_TEST ("/facet-bar/clear-all", 20, test_clear_all);
  FACET_TEST ("/facet-bar/keys", 20, test_keys);
  FACET_TEST ("/facet-bar/sight", 20, test_sight);
  FACET_TEST ("/facet-bar/pictures", 300, test_pictures);

  return g_test_run ();
}
