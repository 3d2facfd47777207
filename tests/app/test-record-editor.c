/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include "atlas-record-editor.h"

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

static GtkWidget *
find_row (Fixture *fixture, const char *title)
{
  GtkWidget *label = app_test_find_label (GTK_WIDGET (fixture->editor), title);

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (label, ADW_TYPE_PREFERENCES_ROW);
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

static void
test_untouched (void)
{
  Fixture fixture;
  g_autoptr (AtlasRecord) person = new_person ();
  g_autoptr (GError) error = NULL;

  set_up (&fixture, &atlas_kind_member);
  atlas_register_save (fixture.records, person, &error);
  g_assert_no_error (error);
  gtk_window_set_default_size (fixture.window, 420, 3600);
  atlas_record_editor_set_record (fixture.editor, person);
  app_test_run (600);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-full");
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));
  g_assert_true (atlas_record_editor_is_valid (fixture.editor));
  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/record-editor/new", test_new);
  g_test_add_func ("/record-editor/untouched", test_untouched);
  return g_test_run ();
}
