/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "editor-test-support.h"

#include "atlas-map-view.h"
#include "atlas-suggestion-sources.h"

/* What a field holds, as files have it. */
static char *
dup_format (AtlasRecord *record, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (atlas_record_get_kind (record), key, -1);

  g_assert_nonnull (field);
  return atlas_field_format (field, atlas_record_get_value (record, field));
}

static void
test_new (void)
{
  EditorTest fixture;
  g_autoptr (AtlasRecord) nobody = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasRecord) saved = NULL;

  editor_test_set_up (&fixture, &atlas_kind_member);
  atlas_record_editor_set_record (fixture.editor, nobody);
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));
  app_test_type (editor_test_find_row (&fixture, "Given name"), "Ada");
  app_test_type (editor_test_find_row (&fixture, "Year of birth"), "1985");
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-new");
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));
  g_assert_true (atlas_record_editor_is_valid (fixture.editor));
  saved = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "given_name"), ==, "Ada");
  g_assert_cmpint (atlas_record_get_integer (saved, "birth_year"), ==, 1985);
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));
  editor_test_tear_down (&fixture);
}

static void
test_untouched (void)
{
  EditorTest fixture;
  gint64 id = editor_test_set_up_person (&fixture);
  g_autoptr (AtlasRecord) before = editor_test_load (&fixture, &atlas_kind_member, id);

  /* Nothing to save: nothing is written. */
  g_assert_true (atlas_record_editor_save (fixture.editor));
  app_test_run (50);
  g_assert_null (fixture.told);
  g_assert_true (atlas_record_equal (before, atlas_record_editor_get_record (fixture.editor)));
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-full");
  editor_test_tear_down (&fixture);
}

/* What is typed into the row with that title. */
static const struct
{
  const char *title, *text, *key, *held;
} typed_member[] = {
  { "Given name", "Béa", "given_name", "Béa" },
  { "Family name", "<i>O’Hara</i> & Sons", "family_name", "<i>O’Hara</i> & Sons" },
  { "Other names", "\u202eاسم", "other_names", "\u202eاسم" },
  { "Year of birth", "1999", "birth_year", "1999" },
  { "Year of birth", "1999-05-03", "birth_year", "1999" },
  { "Preferred language", "French", "preferred_language", "fr" },
  { "Preferred language", "en", "preferred_language", "en" },
  { "Street", "1 Main St", "address.street", "1 Main St" },
  { "City", "Toronto", "address.city", "Toronto" },
  { "Province or state", "Quebec", "address.region", "CA-QC" },
  { "Province or state", "québec", "address.region", "CA-QC" },
  { "Province or state", "us-ny", "address.region", "US-NY" },
  { "Province or state", "DE-BE", "address.region", "DE-BE" },
  { "Postcode", "m5v 2t6", "address.postcode", "M5V 2T6" },
  { "Country", "United States", "address.country", "US" },
  { "Country", "ca", "address.country", "CA" },
  { "Country", "", "address.country", "" },
  { "Latitude", "45.4215", "location.latitude", "45.4215" },
  { "Longitude", "75.6972 W", "location.longitude", "-75.6972" },
  { "Province of origin", "Kigali", "origin.province", "Kigali" },
  { "District of origin", "Nyarugenge", "origin.district", "Nyarugenge" },
  { "Year of arrival", "2010", "arrival_year", "2010" },
  { "Field of education", "Law", "education.field", "Law" },
  { "Occupation group", "2212", "occupation.code", "2212" },
  { "Occupation group", "Health professionals", "occupation.code", "22" },
  { "Occupation", "Judge", "occupation.title", "Judge" },
  { "Sector", "Education", "occupation.sector", "P" },
  { "Employer", "The City", "occupation.employer", "The City" },
  { "Years of experience", "7", "occupation.years", "7" },
  { "Last confirmed", "2026-11-24", "confirmed", "2026-11-24" },
  { "Last confirmed", "24.11.2026", "confirmed", "2026-11-24" },
};

static void
test_typed (void)
{
  EditorTest fixture;
  gint64 id = editor_test_set_up_person (&fixture);

  for (guint i = 0; i < G_N_ELEMENTS (typed_member); i++)
    {
      g_autoptr (AtlasRecord) before = editor_test_load (&fixture, &atlas_kind_member, id);
      g_autoptr (AtlasRecord) saved = NULL;
      g_autofree char *held = NULL;
      g_autofree char *was = dup_format (before, typed_member[i].key);

      g_test_message ("%s: %s", typed_member[i].title, typed_member[i].text);
      app_test_type (editor_test_find_row (&fixture, typed_member[i].title), typed_member[i].text);
      g_assert_true (atlas_record_editor_is_valid (fixture.editor));
      g_assert_cmpint (atlas_record_editor_is_changed (fixture.editor), ==,
                       !g_str_equal (was, typed_member[i].held));
      if (!atlas_record_editor_is_changed (fixture.editor))
        continue;
      saved = editor_test_save (&fixture, &atlas_kind_member);
      held = dup_format (saved, typed_member[i].key);
      g_assert_cmpstr (held, ==, typed_member[i].held);
      g_assert_false (atlas_record_editor_is_changed (fixture.editor));

      /* And nothing is lost on the way. */
      g_assert_cmpstr (atlas_record_get_extra (saved), ==, "{\"shoe_size\":39}");
      g_assert_cmpstr (atlas_record_get_text (saved, "consents"), ==,
                       atlas_record_get_text (before, "consents"));
    }
  editor_test_tear_down (&fixture);
}

static const struct
{
  const char *title, *text, *message;
} wrong_member[] = {
  { "Year of birth", "85", "Must be a year between 1900 and" },
  { "Year of birth", "soon", "Must be a year of four digits" },
  { "Years of experience", "seven", "Must be a whole number" },
  { "Years of experience", "99", "Must be between 0 and 90" },
  { "Latitude", "91", "Must be between -90 and 90" },
  { "Longitude", "west", "Must be a number" },
  { "Preferred language", "Klingonese", "Must be" },
  { "Country", "Atlantis", "Must be" },
  { "Province or state", "Somewhere", "Must be" },
  { "Occupation group", "abc", "Must be" },
  { "Sector", "ZZ", "Must be" },
  { "Last confirmed", "2026-02-30", "Must be a day of the calendar" },
  { "Last confirmed", "03/04/2026", "May be read in two ways" },
};

static void
test_wrong (void)
{
  EditorTest fixture;
  gint64 id = editor_test_set_up_person (&fixture);
  g_autoptr (AtlasRecord) before = editor_test_load (&fixture, &atlas_kind_member, id);

  for (guint i = 0; i < G_N_ELEMENTS (wrong_member); i++)
    {
      GtkWidget *row = editor_test_find_row (&fixture, wrong_member[i].title);
      g_autoptr (AtlasRecord) after = NULL;

      g_test_message ("%s: %s", wrong_member[i].title, wrong_member[i].text);
      app_test_type (row, wrong_member[i].text);
      g_assert_true (atlas_record_editor_is_changed (fixture.editor));
      g_assert_false (atlas_record_editor_is_valid (fixture.editor));
      g_assert_nonnull (editor_test_find_message (row, wrong_member[i].message));
      g_assert_false (atlas_record_editor_save (fixture.editor));
      app_test_run (20);
      after = editor_test_load (&fixture, &atlas_kind_member, id);
      g_assert_true (atlas_record_equal (before, after));

      atlas_record_editor_revert (fixture.editor);
      g_assert_false (atlas_record_editor_is_changed (fixture.editor));
      g_assert_true (atlas_record_editor_is_valid (fixture.editor));
      g_assert_null (editor_test_find_message (row, ""));
    }

  /* What does not fit together: one of two coordinates; nobody's name. */
  app_test_type (editor_test_find_row (&fixture, "Longitude"), "");
  g_assert_false (atlas_record_editor_is_valid (fixture.editor));
  g_assert_nonnull (editor_test_find_message (GTK_WIDGET (fixture.editor), ""));
  atlas_record_editor_revert (fixture.editor);
  app_test_type (editor_test_find_row (&fixture, "Given name"), "");
  g_assert_true (atlas_record_editor_is_valid (fixture.editor));
  app_test_type (editor_test_find_row (&fixture, "Family name"), " ");
  g_assert_false (atlas_record_editor_is_valid (fixture.editor));
  g_assert_nonnull (
    editor_test_find_message (editor_test_find_row (&fixture, "Given name"), "A person needs"));
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-nameless");
  editor_test_tear_down (&fixture);
}

static void
test_choices (void)
{
  EditorTest fixture;
  g_autoptr (AtlasRecord) saved = NULL;
  g_autoptr (AtlasRecord) cleared = NULL;

  editor_test_set_up_person (&fixture);
  editor_test_choose (&fixture, "Sex", 2);
  editor_test_choose (&fixture, "Level of education", 9);
  editor_test_choose (&fixture, "Status", 2);
  saved = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "sex"), ==, "male");
  g_assert_cmpint (atlas_record_get_integer (saved, "education.level"), ==, 8);
  g_assert_cmpstr (atlas_record_get_text (saved, "status"), ==, "moved");

  /* "Not stated" is nothing at all, and not the lowest level. */
  editor_test_choose (&fixture, "Sex", 0);
  editor_test_choose (&fixture, "Level of education", 0);
  cleared = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_null (atlas_record_get_text (cleared, "sex"));
  g_assert_false (
    atlas_record_has (cleared, atlas_kind_find_field (&atlas_kind_member, "education.level", -1)));
  editor_test_tear_down (&fixture);
}

static void
test_long_text (void)
{
  EditorTest fixture;
  GtkTextView *view;
  g_autoptr (AtlasRecord) saved = NULL;

  editor_test_set_up_person (&fixture);
  view = GTK_TEXT_VIEW (app_test_find (GTK_WIDGET (fixture.editor), GTK_TYPE_TEXT_VIEW, NULL));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "One\nTwo <b>&", -1);
  saved = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "notes"), ==, "One\nTwo <b>&");
  editor_test_scroll_to (&fixture, GTK_WIDGET (view));
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-notes");
  editor_test_tear_down (&fixture);
}

/* A suggestion among those for @typed, as the list under the entry shows them. */
static AtlasSuggestion *
find_suggestion (const char *key, const char *typed, AtlasRecord *draft, const char *label)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_member, key, -1);
  g_autoptr (GListStore) found = g_list_store_new (ATLAS_TYPE_SUGGESTION);

  atlas_suggestion_source_for (field) (field, typed, draft, found);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (found)); i++)
    {
      g_autoptr (AtlasSuggestion) suggestion = g_list_model_get_item (G_LIST_MODEL (found), i);

      if (g_str_equal (atlas_suggestion_get_label (suggestion), label))
        return g_steal_pointer (&suggestion);
    }
  return NULL;
}

static void
take (EditorTest *fixture, const char *title, const char *key, const char *typed, const char *label)
{
  g_autoptr (AtlasSuggestion) suggestion =
    find_suggestion (key, typed, atlas_record_editor_get_record (fixture->editor), label);

  g_assert_nonnull (suggestion);
  g_signal_emit_by_name (app_test_find (editor_test_find_row (fixture, title), ATLAS_TYPE_SUGGESTIONS, NULL),
                         "chosen", suggestion);
}

static void
test_suggestions (void)
{
  EditorTest fixture;
  g_autoptr (AtlasRecord) saved = NULL;

  editor_test_set_up_person (&fixture);
  take (&fixture, "City", "address.city", "new yo", "New York City");
  take (&fixture, "District of origin", "origin.district", "hu", "Huye");
  take (&fixture, "Occupation group", "occupation.code", "teach", "Teaching professionals");
  take (&fixture, "Preferred language", "preferred_language", "fre", "French");
  saved = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "address.city"), ==, "New York City");
  g_assert_cmpstr (atlas_record_get_text (saved, "address.region"), ==, "US-NY");
  g_assert_cmpstr (atlas_record_get_text (saved, "address.country"), ==, "US");
  g_assert_cmpstr (atlas_record_get_text (saved, "origin.district"), ==, "Huye");
  g_assert_cmpstr (atlas_record_get_text (saved, "origin.province"), !=, "Kigali");
  g_assert_cmpstr (atlas_record_get_text (saved, "occupation.code"), ==, "23");
  g_assert_cmpstr (atlas_record_get_text (saved, "preferred_language"), ==, "fr");

  /* Postcodes are those of the city. */
  app_test_type (editor_test_find_row (&fixture, "Postcode"), "");
  {
    g_autoptr (AtlasRecord) draft = editor_test_save (&fixture, &atlas_kind_member);
    g_autoptr (AtlasSuggestion) there = find_suggestion ("address.postcode", "100", draft, "10001");
    g_autoptr (AtlasSuggestion) elsewhere = find_suggestion ("address.postcode", "", draft, "20500");

    g_assert_nonnull (there);
    g_assert_null (elsewhere);
  }
  editor_test_tear_down (&fixture);
}

/* Types until the list is there: windows of other tests on the same display may take the focus in between,
 * which closes it. */
static gboolean
is_list_open (gpointer row)
{
  GtkWidget *list = app_test_find (row, ATLAS_TYPE_SUGGESTIONS, NULL);

  if (!gtk_widget_get_visible (list))
    {
      gtk_widget_grab_focus (row);
      app_test_type (row, "to");
      app_test_type (row, "tor");
    }
  return gtk_widget_get_visible (list);
}

/* The list itself, over the form. */
static void
test_popover (void)
{
  EditorTest fixture;
  GtkWidget *row, *list;

  editor_test_set_up_person (&fixture);
  row = editor_test_find_row (&fixture, "City");
  editor_test_scroll_to (&fixture, row);
  list = app_test_find (row, ATLAS_TYPE_SUGGESTIONS, NULL);
  g_assert_false (gtk_widget_get_visible (list));
  app_test_wait (is_list_open, row);
  app_test_picture (list, "editor-suggestions");
  app_test_type (row, "qqqqq");
  g_assert_false (gtk_widget_get_visible (list));
  editor_test_tear_down (&fixture);
}

static void
test_position (void)
{
  EditorTest fixture;
  GtkWidget *map;
  g_autoptr (AtlasRecord) placed = NULL;
  g_autoptr (AtlasRecord) picked = NULL;
  g_autoptr (AtlasRecord) moved = NULL;
  g_autoptr (AtlasRecord) back = NULL;

  editor_test_set_up_person (&fixture);
  placed = atlas_record_ref (atlas_record_editor_get_record (fixture.editor));
  g_assert_cmpstr (atlas_record_get_text (placed, "location.source"), ==, "gazetteer");
  map = app_test_find (GTK_WIDGET (fixture.editor), ATLAS_TYPE_MAP_VIEW, NULL);
  editor_test_scroll_to (&fixture, map);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-position");

  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (app_test_find_button (GTK_WIDGET (fixture.editor), "Adjust")), TRUE);
  g_signal_emit_by_name (map, "place-picked", 45.123456, -75.5);
  app_test_run (300);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-adjust");
  picked = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_cmpfloat (atlas_record_get_real (picked, "location.latitude"), ==, 45.12346);
  g_assert_cmpfloat (atlas_record_get_real (picked, "location.longitude"), ==, -75.5);
  g_assert_cmpstr (atlas_record_get_text (picked, "location.source"), ==, "officer");
  g_assert_cmpstr (atlas_record_get_text (picked, "location.precision"), ==, "exact");

  /* An address that changes does not take away what was set by hand. */
  app_test_type (editor_test_find_row (&fixture, "City"), "Toronto");
  app_test_type (editor_test_find_row (&fixture, "Postcode"), "");
  moved = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_cmpfloat (atlas_record_get_real (moved, "location.latitude"), ==, 45.12346);

  editor_test_click (app_test_find_button (GTK_WIDGET (fixture.editor), "Place by Address"));
  back = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (back, "location.source"), ==, "gazetteer");
  g_assert_cmpstr (atlas_record_get_text (back, "location.precision"), ==, "place");
  g_assert_cmpfloat (atlas_record_get_real (back, "location.latitude"), <, 44);
  editor_test_tear_down (&fixture);
}

static void
test_revert (void)
{
  EditorTest fixture;
  GtkWidget *row;

  editor_test_set_up_person (&fixture);
  row = editor_test_find_row (&fixture, "Other names");
  app_test_type (row, "Nobody");
  app_test_type (editor_test_get_entry (&fixture, "E-mail addresses", 2), "x");
  editor_test_click (app_test_find_button (editor_test_find_row (&fixture, "Consents"), "Record _Consent…"));
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));
  app_test_run (400);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-changed");
  editor_test_click (app_test_find_button (GTK_WIDGET (fixture.editor), "editor.revert"));
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));
  g_assert_true (atlas_record_editor_is_valid (fixture.editor));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "née <b>Mukamana</b> & Co");
  editor_test_tear_down (&fixture);
}

static const struct
{
  const char *title, *text, *key, *held;
} typed_event[] = {
  { "Title", "Town hall", "title", "Town hall" },
  { "Time zone", "America/Toronto", "timezone", "America/Toronto" },
  { "Start", "2026-11-24 18:30", "start", "2026-11-24T18:30:00-05:00" },
  { "End", "2026-11-24 20:00", "end", "2026-11-24T20:00:00-05:00" },
  { "Venue", "City Hall", "venue", "City Hall" },
  { "City", "Toronto", "address.city", "Toronto" },
  { "Province or state", "Ontario", "address.region", "CA-ON" },
  { "Country", "Canada", "address.country", "CA" },
  { "Capacity", "250", "capacity", "250" },
  { "Organiser", "The consulate", "organiser", "The consulate" },
};

static void
test_event (void)
{
  EditorTest fixture;
  g_autoptr (AtlasRecord) nothing = atlas_record_new (&atlas_kind_event);
  g_autoptr (AtlasRecord) saved = NULL;
  g_autoptr (AtlasRecord) moved = NULL;

  editor_test_set_up (&fixture, &atlas_kind_event);
  atlas_record_editor_set_record (fixture.editor, nothing);
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));

  /* A new form does not begin with complaints; it has them once one wants to save. */
  app_test_type (editor_test_find_row (&fixture, "Venue"), "City Hall");
  g_assert_null (editor_test_find_message (GTK_WIDGET (fixture.editor), ""));
  g_assert_false (atlas_record_editor_save (fixture.editor));
  g_assert_nonnull (editor_test_find_message (editor_test_find_row (&fixture, "Title"), "Is missing"));
  for (guint i = 0; i < G_N_ELEMENTS (typed_event); i++)
    app_test_type (editor_test_find_row (&fixture, typed_event[i].title), typed_event[i].text);
  editor_test_choose (&fixture, "Type", 2);
  editor_test_choose (&fixture, "Status", 1);
  g_assert_true (atlas_record_editor_is_valid (fixture.editor));
  saved = editor_test_save (&fixture, &atlas_kind_event);
  for (guint i = 0; i < G_N_ELEMENTS (typed_event); i++)
    {
      g_autofree char *held = dup_format (saved, typed_event[i].key);

      g_assert_cmpstr (held, ==, typed_event[i].held);
    }
  g_assert_cmpstr (atlas_record_get_text (saved, "type"), ==, "town-hall");
  g_assert_cmpstr (atlas_record_get_text (saved, "status"), ==, "planned");
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-event");

  /* Half past six is half past six, wherever. */
  app_test_type (editor_test_find_row (&fixture, "Time zone"), "America/Phoenix");
  moved = editor_test_save (&fixture, &atlas_kind_event);
  g_assert_cmpstr (atlas_record_get_text (moved, "start"), ==, "2026-11-24T18:30:00-07:00");

  app_test_type (editor_test_find_row (&fixture, "End"), "2026-11-24 17:00");
  g_assert_false (atlas_record_editor_is_valid (fixture.editor));
  g_assert_nonnull (
    editor_test_find_message (editor_test_find_row (&fixture, "End"), "Must not be before the start"));
  app_test_type (editor_test_find_row (&fixture, "End"), "later");
  g_assert_nonnull (
    editor_test_find_message (editor_test_find_row (&fixture, "End"), "Must be a date and time"));
  editor_test_tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/record-editor/new", test_new);
  g_test_add_func ("/record-editor/untouched", test_untouched);
  g_test_add_func ("/record-editor/typed", test_typed);
  g_test_add_func ("/record-editor/wrong", test_wrong);
  g_test_add_func ("/record-editor/choices", test_choices);
  g_test_add_func ("/record-editor/long-text", test_long_text);
  g_test_add_func ("/record-editor/suggestions", test_suggestions);
  g_test_add_func ("/record-editor/popover", test_popover);
  g_test_add_func ("/record-editor/position", test_position);
  g_test_add_func ("/record-editor/revert", test_revert);
  g_test_add_func ("/record-editor/event", test_event);
  return g_test_run ();
}
