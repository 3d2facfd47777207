/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "editor-test-support.h"

static void
on_told (AtlasSession *session, const char *message, gboolean undo, EditorTest *fixture)
{
  g_free (fixture->told);
  fixture->told = g_strdup (message);
}

static void
on_failed (AtlasSession *session, const char *title, const GError *error, EditorTest *fixture)
{
  g_free (fixture->failed);
  fixture->failed = g_strdup_printf ("%s: %s", title, error->message);
}

void
editor_test_set_up (EditorTest *fixture, const AtlasKind *kind)
{
  *fixture = (EditorTest){ 0 };
  fixture->session = app_test_session_new (0);
  fixture->records = atlas_session_get_register (fixture->session);
  g_signal_connect (fixture->session, "told", G_CALLBACK (on_told), fixture);
  g_signal_connect (fixture->session, "failed", G_CALLBACK (on_failed), fixture);
  fixture->editor = ATLAS_RECORD_EDITOR (atlas_record_editor_new (kind));
  atlas_record_editor_set_session (fixture->editor, fixture->session);
  fixture->window = app_test_present (GTK_WIDGET (fixture->editor), 420, 700);
}

void
editor_test_tear_down (EditorTest *fixture)
{
  gtk_window_destroy (fixture->window);
  g_object_unref (fixture->session);
  g_free (fixture->told);
  g_free (fixture->failed);
}

AtlasRecord *
editor_test_load (EditorTest *fixture, const AtlasKind *kind, gint64 id)
{
  g_autoptr (GError) error = NULL;
  AtlasRecord *record = atlas_register_load (fixture->records, kind, id, &error);

  g_assert_no_error (error);
  return record;
}

gint64
editor_test_add (EditorTest *fixture, AtlasRecord *record)
{
  g_autoptr (GError) error = NULL;
  gint64 id = atlas_register_save (fixture->records, record, &error);

  g_assert_no_error (error);
  app_test_run (20);
  return id;
}

static gboolean
is_saved (gpointer data)
{
  EditorTest *fixture = data;

  return fixture->told != NULL || fixture->failed != NULL;
}

/* Saves, and gives what the database then holds. */
AtlasRecord *
editor_test_save (EditorTest *fixture, const AtlasKind *kind)
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
GtkWidget *
editor_test_find_row_in (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = editor_test_find_row_in (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
editor_test_find_row (EditorTest *fixture, const char *title)
{
  GtkWidget *row = editor_test_find_row_in (GTK_WIDGET (fixture->editor), title);

  g_assert_nonnull (row);
  return row;
}

const char *
editor_test_get_text (EditorTest *fixture, const char *title)
{
  return gtk_editable_get_text (GTK_EDITABLE (editor_test_find_row (fixture, title)));
}

/* One of whom everything is known. */
AtlasRecord *
editor_test_new_person (void)
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

/* A person in the database and in the form. */
gint64
editor_test_set_up_person (EditorTest *fixture)
{
  g_autoptr (AtlasRecord) person = editor_test_new_person ();
  g_autoptr (AtlasRecord) stored = NULL;
  gint64 id;

  editor_test_set_up (fixture, &atlas_kind_member);
  id = editor_test_add (fixture, person);
  stored = editor_test_load (fixture, &atlas_kind_member, id);
  atlas_record_editor_set_record (fixture->editor, stored);
  g_assert_false (atlas_record_editor_is_changed (fixture->editor));
  g_assert_true (atlas_record_editor_is_valid (fixture->editor));
  return id;
}

void
editor_test_scroll_to (EditorTest *fixture, GtkWidget *widget)
{
  GtkWidget *scrolled = app_test_find (GTK_WIDGET (fixture->editor), GTK_TYPE_SCROLLED_WINDOW, "scrolled");
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  graphene_point_t point;

  app_test_run (300);
  g_assert_true (gtk_widget_compute_point (widget, scrolled, &GRAPHENE_POINT_INIT (0, 0), &point));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + point.y - 60);
  app_test_run (300);
}

void
editor_test_click (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

GtkWidget *
editor_test_find_message (GtkWidget *root, const char *begins)
{
  if (GTK_IS_LABEL (root) && gtk_widget_has_css_class (root, "message") && gtk_widget_get_visible (root) &&
      g_str_has_prefix (gtk_label_get_text (GTK_LABEL (root)), begins))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = editor_test_find_message (child, begins);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
editor_test_choose (EditorTest *fixture, const char *title, guint position)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (editor_test_find_row (fixture, title)), position);
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

GtkWidget *
editor_test_get_entry (EditorTest *fixture, const char *title, guint index)
{
  GtkWidget *entry = find_entry (editor_test_find_row (fixture, title), &index);

  g_assert_nonnull (entry);
  return entry;
}
