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

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/record-editor/new", test_new);
  return g_test_run ();
}
