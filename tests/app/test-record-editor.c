/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-map-view.h"
#include "atlas-record-editor.h"
#include "atlas-suggestion-sources.h"

/* A form in a window, with a database behind it. */
typedef struct
{
  AtlasSession *session;
  AtlasRegister *records;
  AtlasRecordEditor *editor;
  GtkWindow *window;
  char *told;
  char *failed;
} Fixture;

static void
on_told (AtlasSession *session, const char *message, gboolean undo, Fixture *fixture)
{
  g_free (fixture->told);
  fixture->told = g_strdup (message);
}

static void
on_failed (AtlasSession *session, const char *title, const GError *error, Fixture *fixture)
{
  g_free (fixture->failed);
  fixture->failed = g_strdup_printf ("%s: %s", title, error->message);
}

static void
set_up (Fixture *fixture, const AtlasKind *kind)
{
  *fixture = (Fixture){ 0 };
  fixture->session = app_test_session_new (0);
  fixture->records = atlas_session_get_register (fixture->session);
  g_signal_connect (fixture->session, "told", G_CALLBACK (on_told), fixture);
  g_signal_connect (fixture->session, "failed", G_CALLBACK (on_failed), fixture);
  fixture->editor = ATLAS_RECORD_EDITOR (atlas_record_editor_new (kind));
  atlas_record_editor_set_session (fixture->editor, fixture->session);
  fixture->window = app_test_present (GTK_WIDGET (fixture->editor), 420, 700);
}

static void
tear_down (Fixture *fixture)
{
  gtk_window_destroy (fixture->window);
  g_object_unref (fixture->session);
  g_free (fixture->told);
  g_free (fixture->failed);
}

static gboolean
is_saved (gpointer data)
{
  Fixture *fixture = data;

  return fixture->told != NULL || fixture->failed != NULL;
}

/* Saves, and gives what the database then holds. */
static AtlasRecord *
save (Fixture *fixture, const AtlasKind *kind)
{
  AtlasRecord *record;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->told, g_free);
  g_assert_true (atlas_record_editor_save (fixture->editor));
  app_test_wait (is_saved, fixture);
  g_assert_null (fixture->failed);
  record = atlas_register_load (
    fixture->records, kind, atlas_record_get_id (atlas_record_editor_get_record (fixture->editor)), &error);
  g_assert_no_error (error);
  return record;
}

/* The first row with that title within @root. */
static GtkWidget *
find_row_in (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row_in (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_row (Fixture *fixture, const char *title)
{
  GtkWidget *row = find_row_in (GTK_WIDGET (fixture->editor), title);

  g_assert_nonnull (row);
  return row;
}

static void
test_new (void)
{
  Fixture fixture;
  g_autoptr (AtlasRecord) nobody = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasRecord) saved = NULL;

  set_up (&fixture, &atlas_kind_member);
  atlas_record_editor_set_record (fixture.editor, nobody);
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));
  app_test_type (find_row (&fixture, "Given name"), "Ada");
  app_test_type (find_row (&fixture, "Year of birth"), "1985");
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-new");
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));
  g_assert_true (atlas_record_editor_is_valid (fixture.editor));
  saved = save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "given_name"), ==, "Ada");
  g_assert_cmpint (atlas_record_get_integer (saved, "birth_year"), ==, 1985);
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));
  tear_down (&fixture);
}

/* One of whom everything is known. */
static AtlasRecord *
new_person (void)
{
  static const char *const fields[][2] = {
    { "given_name", "Ada" },
    { "family_name", "Uwase" },
    { "other_names", "née <b>Mukamana</b> & Co" },
    { "sex", "female" },
    { "birth_year", "1985" },
    { "emails", "ada@example.org;ada.uwase@work.example.com" },
    { "phones", "+1 613 555 0100" },
    { "preferred_language", "rw" },
    { "address.street", "12 Elgin Street" },
    { "address.city", "Ottawa" },
    { "address.region", "CA-ON" },
    { "address.postcode", "K1A 0B1" },
    { "address.country", "CA" },
    { "origin.province", "Kigali" },
    { "origin.district", "Gasabo" },
    { "arrival_year", "2004" },
    { "citizenships", "RW;CA" },
    { "education.level", "7" },
    { "education.field", "Public health" },
    { "occupation.code", "2221" },
    { "occupation.title", "Nurse" },
    { "occupation.sector", "Q" },
    { "occupation.employer", "The Ottawa Hospital" },
    { "occupation.years", "12" },
    { "languages", "rw:C2;fr:C1;en:C1" },
    { "skills", "Nursing;Triage;Public speaking;Project management;Kinyarwanda interpretation" },
    { "interests", "mentoring;short-assignment" },
    { "consents",
      "contact:email:given:2025-03-01:Form;contact:any:withdrawn:2024-01-01:Call;share:any:given:2025-"
      "03-01:Form" },
    { "status", "active" },
    { "confirmed", "2026-10-01" },
    { "notes", "Prefers to be called in the evening.\nKnows the nurses’ association well." },
  };
  AtlasRecord *record = atlas_record_new (&atlas_kind_member);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GError) error = NULL;

      atlas_record_set_from_text (record, fields[i][0], fields[i][1], &error);
      g_assert_no_error (error);
    }
  atlas_record_set_extra (record, "{\"shoe_size\":39}");
  return record;
}

/* What a field holds, as files have it. */
static char *
dup_format (AtlasRecord *record, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (atlas_record_get_kind (record), key, -1);

  g_assert_nonnull (field);
  return atlas_field_format (field, atlas_record_get_value (record, field));
}

static AtlasRecord *
load (Fixture *fixture, const AtlasKind *kind, gint64 id)
{
  g_autoptr (GError) error = NULL;
  AtlasRecord *record = atlas_register_load (fixture->records, kind, id, &error);

  g_assert_no_error (error);
  return record;
}

static gint64
add (Fixture *fixture, AtlasRecord *record)
{
  g_autoptr (GError) error = NULL;
  gint64 id = atlas_register_save (fixture->records, record, &error);

  g_assert_no_error (error);
  app_test_run (20);
  return id;
}

/* A person in the database and in the form. */
static gint64
set_up_person (Fixture *fixture)
{
  g_autoptr (AtlasRecord) person = new_person ();
  g_autoptr (AtlasRecord) stored = NULL;
  gint64 id;

  set_up (fixture, &atlas_kind_member);
  id = add (fixture, person);
  stored = load (fixture, &atlas_kind_member, id);
  atlas_record_editor_set_record (fixture->editor, stored);
  g_assert_false (atlas_record_editor_is_changed (fixture->editor));
  g_assert_true (atlas_record_editor_is_valid (fixture->editor));
  return id;
}

static void
scroll_to (Fixture *fixture, GtkWidget *widget)
{
  GtkWidget *scrolled = app_test_find (GTK_WIDGET (fixture->editor), GTK_TYPE_SCROLLED_WINDOW, "scrolled");
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  graphene_point_t point;

  app_test_run (300);
  g_assert_true (gtk_widget_compute_point (widget, scrolled, &GRAPHENE_POINT_INIT (0, 0), &point));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + point.y - 60);
  app_test_run (300);
}

static void
click (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
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
  Fixture fixture;
  gint64 id = set_up_person (&fixture);

  for (guint i = 0; i < G_N_ELEMENTS (typed_member); i++)
    {
      g_autoptr (AtlasRecord) before = load (&fixture, &atlas_kind_member, id);
      g_autoptr (AtlasRecord) saved = NULL;
      g_autofree char *held = NULL;
      g_autofree char *was = dup_format (before, typed_member[i].key);

      g_test_message ("%s: %s", typed_member[i].title, typed_member[i].text);
      app_test_type (find_row (&fixture, typed_member[i].title), typed_member[i].text);
      g_assert_true (atlas_record_editor_is_valid (fixture.editor));
      g_assert_cmpint (atlas_record_editor_is_changed (fixture.editor), ==,
                       !g_str_equal (was, typed_member[i].held));
      if (!atlas_record_editor_is_changed (fixture.editor))
        continue;
      saved = save (&fixture, &atlas_kind_member);
      held = dup_format (saved, typed_member[i].key);
      g_assert_cmpstr (held, ==, typed_member[i].held);
      g_assert_false (atlas_record_editor_is_changed (fixture.editor));

      /* And nothing is lost on the way. */
      g_assert_cmpstr (atlas_record_get_extra (saved), ==, "{\"shoe_size\":39}");
      g_assert_cmpstr (atlas_record_get_text (saved, "consents"), ==,
                       atlas_record_get_text (before, "consents"));
    }
  tear_down (&fixture);
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

static GtkWidget *
find_message (GtkWidget *root, const char *begins)
{
  if (GTK_IS_LABEL (root) && gtk_widget_has_css_class (root, "message") && gtk_widget_get_visible (root) &&
      g_str_has_prefix (gtk_label_get_text (GTK_LABEL (root)), begins))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_message (child, begins);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_wrong (void)
{
  Fixture fixture;
  gint64 id = set_up_person (&fixture);
  g_autoptr (AtlasRecord) before = load (&fixture, &atlas_kind_member, id);

  for (guint i = 0; i < G_N_ELEMENTS (wrong_member); i++)
    {
      GtkWidget *row = find_row (&fixture, wrong_member[i].title);
      g_autoptr (AtlasRecord) after = NULL;

      g_test_message ("%s: %s", wrong_member[i].title, wrong_member[i].text);
      app_test_type (row, wrong_member[i].text);
      g_assert_true (atlas_record_editor_is_changed (fixture.editor));
      g_assert_false (atlas_record_editor_is_valid (fixture.editor));
      g_assert_nonnull (find_message (row, wrong_member[i].message));
      g_assert_false (atlas_record_editor_save (fixture.editor));
      app_test_run (20);
      after = load (&fixture, &atlas_kind_member, id);
      g_assert_true (atlas_record_equal (before, after));

      atlas_record_editor_revert (fixture.editor);
      g_assert_false (atlas_record_editor_is_changed (fixture.editor));
      g_assert_true (atlas_record_editor_is_valid (fixture.editor));
      g_assert_null (find_message (row, ""));
    }

  /* What does not fit together: one of two coordinates; nobody's name. */
  app_test_type (find_row (&fixture, "Longitude"), "");
  g_assert_false (atlas_record_editor_is_valid (fixture.editor));
  g_assert_nonnull (find_message (GTK_WIDGET (fixture.editor), ""));
  atlas_record_editor_revert (fixture.editor);
  app_test_type (find_row (&fixture, "Given name"), "");
  g_assert_true (atlas_record_editor_is_valid (fixture.editor));
  app_test_type (find_row (&fixture, "Family name"), " ");
  g_assert_false (atlas_record_editor_is_valid (fixture.editor));
  g_assert_nonnull (find_message (find_row (&fixture, "Given name"), "A person needs"));
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-nameless");
  tear_down (&fixture);
}

static void
choose (Fixture *fixture, const char *title, guint position)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (fixture, title)), position);
}

static void
test_choices (void)
{
  Fixture fixture;
  g_autoptr (AtlasRecord) saved = NULL;
  g_autoptr (AtlasRecord) cleared = NULL;

  set_up_person (&fixture);
  choose (&fixture, "Sex", 2);
  choose (&fixture, "Level of education", 9);
  choose (&fixture, "Status", 2);
  saved = save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "sex"), ==, "male");
  g_assert_cmpint (atlas_record_get_integer (saved, "education.level"), ==, 8);
  g_assert_cmpstr (atlas_record_get_text (saved, "status"), ==, "moved");

  /* "Not stated" is nothing at all, and not the lowest level. */
  choose (&fixture, "Sex", 0);
  choose (&fixture, "Level of education", 0);
  cleared = save (&fixture, &atlas_kind_member);
  g_assert_null (atlas_record_get_text (cleared, "sex"));
  g_assert_false (
    atlas_record_has (cleared, atlas_kind_find_field (&atlas_kind_member, "education.level", -1)));
  tear_down (&fixture);
}

/* The entries of a row that holds several, in order; NULL: there is none such. */
static GtkWidget *
find_entry (GtkWidget *root, guint *index)
{
  if (GTK_IS_ENTRY (root) && gtk_widget_get_visible (root) && (*index)-- == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child, index);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_entry (Fixture *fixture, const char *title, guint index)
{
  GtkWidget *entry = find_entry (find_row (fixture, title), &index);

  g_assert_nonnull (entry);
  return entry;
}

static void
test_text_lists (void)
{
  Fixture fixture;
  g_autoptr (AtlasRecord) saved = NULL;
  g_autoptr (AtlasRecord) fewer = NULL;

  set_up_person (&fixture);
  app_test_type (get_entry (&fixture, "E-mail addresses", 2), "third@example.org");
  app_test_type (get_entry (&fixture, "E-mail addresses", 3), "nonsense");
  g_assert_false (atlas_record_editor_is_valid (fixture.editor));
  g_assert_nonnull (find_message (find_row (&fixture, "E-mail addresses"), "Is no e-mail address"));
  scroll_to (&fixture, find_row (&fixture, "E-mail addresses"));
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-wrong-list");
  app_test_type (get_entry (&fixture, "E-mail addresses", 3), "");
  app_test_type (get_entry (&fixture, "Telephone numbers", 0), "+1 416 555 0199 ext. 12");
  saved = save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "emails"), ==,
                   "[\"ada@example.org\",\"ada.uwase@work.example.com\",\"third@example.org\"]");
  g_assert_cmpstr (atlas_record_get_text (saved, "phones"), ==, "[\"+1 416 555 0199 ext. 12\"]");

  /* Taken away by its button. */
  g_signal_emit_by_name (get_entry (&fixture, "E-mail addresses", 1), "icon-press", GTK_ENTRY_ICON_SECONDARY);
  g_signal_emit_by_name (get_entry (&fixture, "Telephone numbers", 0), "icon-press",
                         GTK_ENTRY_ICON_SECONDARY);
  fewer = save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (fewer, "emails"), ==,
                   "[\"ada@example.org\",\"third@example.org\"]");
  g_assert_null (atlas_record_get_text (fewer, "phones"));
  tear_down (&fixture);
}

static void
test_tags (void)
{
  Fixture fixture;
  GtkWidget *entry;
  g_autoptr (AtlasRecord) saved = NULL;

  set_up_person (&fixture);
  scroll_to (&fixture, find_row (&fixture, "Skills"));
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-skills");
  entry = get_entry (&fixture, "Skills", 0);
  app_test_type (entry, "Welding;");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  app_test_type (entry, "Nursing");
  g_signal_emit_by_name (entry, "activate"); /* is there already */
  app_test_type (entry, " Half typed ");     /* and counts */
  click (app_test_find_button (find_row (&fixture, "Skills"), "Remove"));

  entry = get_entry (&fixture, "Citizenships", 0);
  app_test_type (entry, "Atlantis");
  g_assert_false (atlas_record_editor_is_valid (fixture.editor));
  app_test_type (entry, "France");
  g_assert_true (atlas_record_editor_is_valid (fixture.editor));
  g_signal_emit_by_name (entry, "activate");
  g_assert_nonnull (app_test_find_label (find_row (&fixture, "Citizenships"), "France"));

  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (app_test_find (find_row (&fixture, "Interests"), GTK_TYPE_TOGGLE_BUTTON, "teaching")),
    TRUE);
  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (app_test_find (find_row (&fixture, "Interests"), GTK_TYPE_TOGGLE_BUTTON, "mentoring")),
    FALSE);
  saved = save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "skills"), ==,
                   "[\"Triage\",\"Public speaking\",\"Project management\",\"Kinyarwanda "
                   "interpretation\",\"Welding\",\"Half typed\"]");
  g_assert_cmpstr (atlas_record_get_text (saved, "citizenships"), ==, "[\"RW\",\"CA\",\"FR\"]");
  g_assert_cmpstr (atlas_record_get_text (saved, "interests"), ==, "[\"short-assignment\",\"teaching\"]");
  tear_down (&fixture);
}

static void
test_long_text (void)
{
  Fixture fixture;
  GtkTextView *view;
  g_autoptr (AtlasRecord) saved = NULL;

  set_up_person (&fixture);
  view = GTK_TEXT_VIEW (app_test_find (GTK_WIDGET (fixture.editor), GTK_TYPE_TEXT_VIEW, NULL));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "One\nTwo <b>&", -1);
  saved = save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "notes"), ==, "One\nTwo <b>&");
  scroll_to (&fixture, GTK_WIDGET (view));
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-notes");
  tear_down (&fixture);
}

/* The item rows of a list, in the order in which they are shown. */
static GtkWidget *
get_item (Fixture *fixture, const char *title, guint index)
{
  GtkWidget *list = app_test_find (find_row (fixture, title), GTK_TYPE_LIST_BOX, NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (ADW_IS_EXPANDER_ROW (child) && gtk_widget_get_visible (child) && index-- == 0)
      return child;
  return NULL;
}

static const char *
get_title (Fixture *fixture, const char *list, guint index)
{
  GtkWidget *item = get_item (fixture, list, index);

  return item ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (item)) : NULL;
}

static void
test_languages (void)
{
  Fixture fixture;
  GtkWidget *item, *row;
  g_autoptr (AtlasRecord) saved = NULL;

  set_up_person (&fixture);
  g_assert_cmpstr (get_title (&fixture, "Languages", 0), ==, "Kinyarwanda");
  g_assert_cmpstr (get_title (&fixture, "Languages", 1), ==, "French");
  click (app_test_find_button (find_row (&fixture, "Languages"), "Add"));
  item = get_item (&fixture, "Languages", 3);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (item)));

  /* A language without a name is none. */
  g_assert_false (atlas_record_editor_is_valid (fixture.editor));
  row = app_test_find (item, ADW_TYPE_ENTRY_ROW, NULL);
  app_test_type (row, "Swahili");
  g_assert_true (atlas_record_editor_is_valid (fixture.editor));
  row = app_test_find (item, ADW_TYPE_COMBO_ROW, NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 3);
  scroll_to (&fixture, item);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-languages");
  click (app_test_find_button (get_item (&fixture, "Languages", 2), "Remove"));
  saved = save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "languages"), ==,
                   "[{\"code\":\"rw\",\"level\":\"C2\"},{\"code\":\"fr\",\"level\":\"C1\"},{\"code\":"
                   "\"sw\",\"level\":\"B1\"}]");
  g_assert_null (get_item (&fixture, "Languages", 3));
  tear_down (&fixture);
}

static void
test_consents (void)
{
  Fixture fixture;
  g_autoptr (AtlasRecord) saved = NULL;
  g_autofree char *expected = NULL;
  char today[ATLAS_DATE_TEXT_SIZE];
  const char *was;

  set_up_person (&fixture);
  was = atlas_record_get_text (atlas_record_editor_get_record (fixture.editor), "consents");
  atlas_date_today (today);

  /* Newest first; of one day, the later of the list. */
  g_assert_cmpstr (get_title (&fixture, "Consents", 0), ==, "Given: Sharing with other offices, Any channel");
  g_assert_cmpstr (get_title (&fixture, "Consents", 1), ==, "Given: Being contacted, E-mail");
  g_assert_cmpstr (get_title (&fixture, "Consents", 2), ==, "Withdrawn: Being contacted, Any channel");
  g_assert_nonnull (app_test_find_label (GTK_WIDGET (fixture.editor), "Agrees to be contacted: E-mail"));
  scroll_to (&fixture, get_item (&fixture, "Consents", 0));
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-consents");

  expected = g_strdup_printf ("%.*s,{\"purpose\":\"contact\",\"channel\":\"any\",\"status\":\"withdrawn\","
                              "\"date\":\"%s\"}]",
                              (int) strlen (was) - 1, was, today);
  click (app_test_find_button (find_row (&fixture, "Consents"), "Withdrawn"));
  g_assert_cmpstr (get_title (&fixture, "Consents", 0), ==, "Withdrawn: Being contacted, Any channel");
  g_assert_nonnull (app_test_find_label (GTK_WIDGET (fixture.editor), "Has not agreed to be contacted"));
  app_test_run (300);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-consent-new");

  /* What stands in the database is crossed out at first, and can be put back. */
  click (app_test_find_button (get_item (&fixture, "Consents", 2), "Remove"));
  app_test_run (300);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-consent-removed");
  click (app_test_find_button (get_item (&fixture, "Consents", 2), "Put Back"));
  saved = save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "consents"), ==, expected);

  /* One that was never saved just goes. */
  click (app_test_find_button (find_row (&fixture, "Consents"), "Given"));
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));
  click (app_test_find_button (get_item (&fixture, "Consents", 0), "Remove"));
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));
  tear_down (&fixture);
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
take (Fixture *fixture, const char *title, const char *key, const char *typed, const char *label)
{
  g_autoptr (AtlasSuggestion) suggestion =
    find_suggestion (key, typed, atlas_record_editor_get_record (fixture->editor), label);

  g_assert_nonnull (suggestion);
  g_signal_emit_by_name (app_test_find (find_row (fixture, title), ATLAS_TYPE_SUGGESTIONS, NULL), "chosen",
                         suggestion);
}

static void
test_suggestions (void)
{
  Fixture fixture;
  g_autoptr (AtlasRecord) saved = NULL;

  set_up_person (&fixture);
  take (&fixture, "City", "address.city", "new yo", "New York City");
  take (&fixture, "District of origin", "origin.district", "hu", "Huye");
  take (&fixture, "Occupation group", "occupation.code", "teach", "Teaching professionals");
  take (&fixture, "Preferred language", "preferred_language", "fre", "French");
  saved = save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "address.city"), ==, "New York City");
  g_assert_cmpstr (atlas_record_get_text (saved, "address.region"), ==, "US-NY");
  g_assert_cmpstr (atlas_record_get_text (saved, "address.country"), ==, "US");
  g_assert_cmpstr (atlas_record_get_text (saved, "origin.district"), ==, "Huye");
  g_assert_cmpstr (atlas_record_get_text (saved, "origin.province"), !=, "Kigali");
  g_assert_cmpstr (atlas_record_get_text (saved, "occupation.code"), ==, "23");
  g_assert_cmpstr (atlas_record_get_text (saved, "preferred_language"), ==, "fr");

  /* Postcodes are those of the city. */
  app_test_type (find_row (&fixture, "Postcode"), "");
  {
    g_autoptr (AtlasRecord) draft = save (&fixture, &atlas_kind_member);
    g_autoptr (AtlasSuggestion) there = find_suggestion ("address.postcode", "100", draft, "10001");
    g_autoptr (AtlasSuggestion) elsewhere = find_suggestion ("address.postcode", "", draft, "20500");

    g_assert_nonnull (there);
    g_assert_null (elsewhere);
  }
  tear_down (&fixture);
}

/* The list itself, over the form. */
static void
test_popover (void)
{
  Fixture fixture;
  GtkWidget *popover;

  set_up_person (&fixture);
  app_test_run (300);
  gtk_widget_grab_focus (find_row (&fixture, "City"));
  app_test_run (300);
  app_test_type (find_row (&fixture, "City"), "tor");
  app_test_run (300);
  popover = app_test_find (find_row (&fixture, "City"), ATLAS_TYPE_SUGGESTIONS, NULL);
  g_assert_true (gtk_widget_get_visible (popover));
  app_test_picture (popover, "editor-suggestions");
  app_test_type (find_row (&fixture, "City"), "qqqqq");
  app_test_run (300);
  g_assert_false (gtk_widget_get_visible (popover));
  tear_down (&fixture);
}

static void
test_position (void)
{
  Fixture fixture;
  GtkWidget *map;
  g_autoptr (AtlasRecord) placed = NULL;
  g_autoptr (AtlasRecord) picked = NULL;
  g_autoptr (AtlasRecord) moved = NULL;
  g_autoptr (AtlasRecord) back = NULL;

  set_up_person (&fixture);
  placed = atlas_record_ref (atlas_record_editor_get_record (fixture.editor));
  g_assert_cmpstr (atlas_record_get_text (placed, "location.source"), ==, "gazetteer");
  map = app_test_find (GTK_WIDGET (fixture.editor), ATLAS_TYPE_MAP_VIEW, NULL);
  scroll_to (&fixture, map);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-position");

  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (app_test_find_button (GTK_WIDGET (fixture.editor), "Adjust")), TRUE);
  g_signal_emit_by_name (map, "place-picked", 45.123456, -75.5);
  app_test_run (300);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-adjust");
  picked = save (&fixture, &atlas_kind_member);
  g_assert_cmpfloat (atlas_record_get_real (picked, "location.latitude"), ==, 45.12346);
  g_assert_cmpfloat (atlas_record_get_real (picked, "location.longitude"), ==, -75.5);
  g_assert_cmpstr (atlas_record_get_text (picked, "location.source"), ==, "officer");
  g_assert_cmpstr (atlas_record_get_text (picked, "location.precision"), ==, "exact");

  /* An address that changes does not take away what was set by hand. */
  app_test_type (find_row (&fixture, "City"), "Toronto");
  app_test_type (find_row (&fixture, "Postcode"), "");
  moved = save (&fixture, &atlas_kind_member);
  g_assert_cmpfloat (atlas_record_get_real (moved, "location.latitude"), ==, 45.12346);

  click (app_test_find_button (GTK_WIDGET (fixture.editor), "Place by Address"));
  back = save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (back, "location.source"), ==, "gazetteer");
  g_assert_cmpstr (atlas_record_get_text (back, "location.precision"), ==, "place");
  g_assert_cmpfloat (atlas_record_get_real (back, "location.latitude"), <, 44);
  tear_down (&fixture);
}

static void
test_untouched (void)
{
  Fixture fixture;
  gint64 id = set_up_person (&fixture);
  g_autoptr (AtlasRecord) before = load (&fixture, &atlas_kind_member, id);

  /* Nothing to save: nothing is written. */
  g_assert_true (atlas_record_editor_save (fixture.editor));
  app_test_run (50);
  g_assert_null (fixture.told);
  g_assert_true (atlas_record_equal (before, atlas_record_editor_get_record (fixture.editor)));
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-full");
  tear_down (&fixture);
}

static void
test_revert (void)
{
  Fixture fixture;
  GtkWidget *row;

  set_up_person (&fixture);
  row = find_row (&fixture, "Other names");
  app_test_type (row, "Nobody");
  app_test_type (get_entry (&fixture, "E-mail addresses", 2), "x");
  click (app_test_find_button (find_row (&fixture, "Consents"), "Withdrawn"));
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));
  app_test_run (400);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-changed");
  click (app_test_find_button (GTK_WIDGET (fixture.editor), "editor.revert"));
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));
  g_assert_true (atlas_record_editor_is_valid (fixture.editor));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "née <b>Mukamana</b> & Co");
  tear_down (&fixture);
}

/* Somebody else changes @key meanwhile. */
static void
change_elsewhere (Fixture *fixture, gint64 id, const char *key, const char *text)
{
  g_autoptr (AtlasRecord) record = load (fixture, &atlas_kind_member, id);

  atlas_record_set_text (record, key, text);
  add (fixture, record);
}

static gboolean
has_notice (Fixture *fixture)
{
  return gtk_revealer_get_reveal_child (
    GTK_REVEALER (app_test_find (GTK_WIDGET (fixture->editor), GTK_TYPE_REVEALER, "notice")));
}

static const char *
get_text (Fixture *fixture, const char *title)
{
  return gtk_editable_get_text (GTK_EDITABLE (find_row (fixture, title)));
}

static void
test_elsewhere (void)
{
  Fixture fixture;
  gint64 id = set_up_person (&fixture);
  g_autoptr (AtlasRecord) saved = NULL;

  /* Where nothing is edited the form follows. */
  change_elsewhere (&fixture, id, "occupation.title", "Midwife");
  g_assert_cmpstr (get_text (&fixture, "Occupation"), ==, "Midwife");
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));
  g_assert_false (has_notice (&fixture));

  /* Where other fields are, it takes theirs and keeps ours. */
  app_test_type (find_row (&fixture, "Other names"), "Mine");
  change_elsewhere (&fixture, id, "occupation.title", "Doctor");
  g_assert_cmpstr (get_text (&fixture, "Occupation"), ==, "Doctor");
  g_assert_cmpstr (get_text (&fixture, "Other names"), ==, "Mine");
  g_assert_true (has_notice (&fixture));

  /* Where the same is, one chooses: mine ... */
  change_elsewhere (&fixture, id, "other_names", "Theirs");
  g_assert_cmpstr (get_text (&fixture, "Other names"), ==, "Mine");
  g_assert_true (has_notice (&fixture));
  app_test_run (400);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-conflict");
  click (app_test_find_button (GTK_WIDGET (fixture.editor), "Keep Mine"));
  g_assert_false (has_notice (&fixture));
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));
  saved = save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "other_names"), ==, "Mine");
  g_assert_cmpstr (atlas_record_get_text (saved, "occupation.title"), ==, "Doctor");

  /* ... or theirs, and what does not clash stays. */
  app_test_type (find_row (&fixture, "Other names"), "Mine again");
  app_test_type (find_row (&fixture, "Street"), "2 Bank Street");
  change_elsewhere (&fixture, id, "other_names", "Theirs again");
  click (app_test_find_button (GTK_WIDGET (fixture.editor), "Take Theirs"));
  g_assert_cmpstr (get_text (&fixture, "Other names"), ==, "Theirs again");
  g_assert_cmpstr (get_text (&fixture, "Street"), ==, "2 Bank Street");
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));

  /* What can't be understood is typing too. */
  app_test_type (find_row (&fixture, "Year of birth"), "19x");
  change_elsewhere (&fixture, id, "notes", "Called today");
  g_assert_cmpstr (get_text (&fixture, "Year of birth"), ==, "19x");
  g_assert_cmpstr (get_text (&fixture, "Street"), ==, "2 Bank Street");
  tear_down (&fixture);
}

static void
on_gone (AtlasRecordEditor *editor, gboolean *gone)
{
  *gone = TRUE;
}

static void
test_deleted_elsewhere (void)
{
  Fixture fixture;
  gint64 id = set_up_person (&fixture);
  g_autoptr (AtlasRecord) saved = NULL;
  gboolean gone = FALSE;

  g_signal_connect (fixture.editor, "gone", G_CALLBACK (on_gone), &gone);
  app_test_type (find_row (&fixture, "Other names"), "Mine");
  g_assert_true (atlas_register_delete (fixture.records, &atlas_kind_member, &id, 1, NULL));
  app_test_run (50);
  g_assert_false (gone);
  g_assert_cmpstr (get_text (&fixture, "Other names"), ==, "Mine");
  click (app_test_find_button (GTK_WIDGET (fixture.editor), "Keep as New"));
  saved = save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "other_names"), ==, "Mine");
  g_assert_cmpstr (atlas_record_get_text (saved, "given_name"), ==, "Ada");
  g_assert_cmpstr (atlas_record_get_extra (saved), ==, "{\"shoe_size\":39}");

  /* Where nothing was typed there is nothing to ask. */
  id = atlas_record_get_id (saved);
  g_assert_true (atlas_register_delete (fixture.records, &atlas_kind_member, &id, 1, NULL));
  app_test_run (50);
  g_assert_true (gone);
  g_assert_null (atlas_record_editor_get_record (fixture.editor));
  tear_down (&fixture);
}

static gint64
count_people (Fixture *fixture)
{
  g_autoptr (AtlasQuery) everybody = atlas_query_parse (&atlas_kind_member, NULL, NULL);

  return atlas_register_count (fixture->records, everybody, NULL, NULL);
}

/* Saved, and typed on while that is going on: the last word counts, and there is one person. */
static void
test_quick (void)
{
  Fixture fixture;
  g_autoptr (AtlasRecord) nobody = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasRecord) other = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasRecord) saved = NULL;
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autoptr (GArray) ids = NULL;

  set_up (&fixture, &atlas_kind_member);
  atlas_record_editor_set_record (fixture.editor, nobody);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("Ada %u", i);

      app_test_type (find_row (&fixture, "Given name"), name);
      g_assert_true (atlas_record_editor_save (fixture.editor));
      g_assert_false (atlas_record_editor_is_changed (fixture.editor));
    }
  app_test_type (find_row (&fixture, "Family name"), "Not saved");
  app_test_run (500);
  g_assert_cmpint (count_people (&fixture), ==, 1);
  g_assert_cmpstr (get_text (&fixture, "Given name"), ==, "Ada 4");
  g_assert_cmpstr (get_text (&fixture, "Family name"), ==, "Not saved");
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));

  /* On to another person while the last is still being written. */
  g_assert_true (atlas_record_editor_save (fixture.editor));
  atlas_record_editor_set_record (fixture.editor, other);
  app_test_type (find_row (&fixture, "Given name"), "Bea");
  app_test_run (300);
  ids = atlas_register_list_ids (fixture.records, query, "given_name", 0, NULL, NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  saved = load (&fixture, &atlas_kind_member, g_array_index (ids, gint64, 0));
  g_assert_cmpstr (atlas_record_get_text (saved, "given_name"), ==, "Ada 4");
  g_assert_cmpstr (atlas_record_get_text (saved, "family_name"), ==, "Not saved");
  g_assert_cmpstr (get_text (&fixture, "Given name"), ==, "Bea");
  tear_down (&fixture);
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
  Fixture fixture;
  g_autoptr (AtlasRecord) nothing = atlas_record_new (&atlas_kind_event);
  g_autoptr (AtlasRecord) saved = NULL;
  g_autoptr (AtlasRecord) moved = NULL;

  set_up (&fixture, &atlas_kind_event);
  atlas_record_editor_set_record (fixture.editor, nothing);
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));

  /* A new form does not begin with complaints; it has them once one wants to save. */
  app_test_type (find_row (&fixture, "Venue"), "City Hall");
  g_assert_null (find_message (GTK_WIDGET (fixture.editor), ""));
  g_assert_false (atlas_record_editor_save (fixture.editor));
  g_assert_nonnull (find_message (find_row (&fixture, "Title"), "Is missing"));
  for (guint i = 0; i < G_N_ELEMENTS (typed_event); i++)
    app_test_type (find_row (&fixture, typed_event[i].title), typed_event[i].text);
  choose (&fixture, "Type", 2);
  choose (&fixture, "Status", 1);
  g_assert_true (atlas_record_editor_is_valid (fixture.editor));
  saved = save (&fixture, &atlas_kind_event);
  for (guint i = 0; i < G_N_ELEMENTS (typed_event); i++)
    {
      g_autofree char *held = dup_format (saved, typed_event[i].key);

      g_assert_cmpstr (held, ==, typed_event[i].held);
    }
  g_assert_cmpstr (atlas_record_get_text (saved, "type"), ==, "town-hall");
  g_assert_cmpstr (atlas_record_get_text (saved, "status"), ==, "planned");
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-event");

  /* Half past six is half past six, wherever. */
  app_test_type (find_row (&fixture, "Time zone"), "America/Vancouver");
  moved = save (&fixture, &atlas_kind_event);
  g_assert_cmpstr (atlas_record_get_text (moved, "start"), ==, "2026-11-24T18:30:00-08:00");

  app_test_type (find_row (&fixture, "End"), "2026-11-24 17:00");
  g_assert_false (atlas_record_editor_is_valid (fixture.editor));
  g_assert_nonnull (find_message (find_row (&fixture, "End"), "Must not be before the start"));
  app_test_type (find_row (&fixture, "End"), "later");
  g_assert_nonnull (find_message (find_row (&fixture, "End"), "Must be a date and time"));
  tear_down (&fixture);
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
  g_test_add_func ("/record-editor/text-lists", test_text_lists);
  g_test_add_func ("/record-editor/tags", test_tags);
  g_test_add_func ("/record-editor/long-text", test_long_text);
  g_test_add_func ("/record-editor/languages", test_languages);
  g_test_add_func ("/record-editor/consents", test_consents);
  g_test_add_func ("/record-editor/suggestions", test_suggestions);
  g_test_add_func ("/record-editor/popover", test_popover);
  g_test_add_func ("/record-editor/position", test_position);
  g_test_add_func ("/record-editor/revert", test_revert);
  g_test_add_func ("/record-editor/elsewhere", test_elsewhere);
  g_test_add_func ("/record-editor/deleted-elsewhere", test_deleted_elsewhere);
  g_test_add_func ("/record-editor/quick", test_quick);
  g_test_add_func ("/record-editor/event", test_event);
  return g_test_run ();
}
