/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "editor-test-support.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-item-row.h"

static void
test_text_lists (void)
{
  EditorTest fixture;
  g_autoptr (AtlasRecord) saved = NULL;
  g_autoptr (AtlasRecord) fewer = NULL;

  editor_test_set_up_person (&fixture);
  app_test_type (editor_test_get_entry (&fixture, "E-mail addresses", 2), "third@example.org");
  app_test_type (editor_test_get_entry (&fixture, "E-mail addresses", 3), "nonsense");
  g_assert_false (atlas_record_editor_is_valid (fixture.editor));
  g_assert_nonnull (
    editor_test_find_message (editor_test_find_row (&fixture, "E-mail addresses"), "Is no e-mail address"));
  editor_test_scroll_to (&fixture, editor_test_find_row (&fixture, "E-mail addresses"));
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-wrong-list");
  app_test_type (editor_test_get_entry (&fixture, "E-mail addresses", 3), "");
  app_test_type (editor_test_get_entry (&fixture, "Telephone numbers", 0), "+1 416 555 0199 ext. 12");
  saved = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "emails"), ==,
                   "[\"ada@example.org\",\"ada.uwase@work.example.com\",\"third@example.org\"]");
  g_assert_cmpstr (atlas_record_get_text (saved, "phones"), ==, "[\"+1 416 555 0199 ext. 12\"]");

  /* Taken away by its button. */
  g_signal_emit_by_name (editor_test_get_entry (&fixture, "E-mail addresses", 1), "icon-press",
                         GTK_ENTRY_ICON_SECONDARY);
  g_signal_emit_by_name (editor_test_get_entry (&fixture, "Telephone numbers", 0), "icon-press",
                         GTK_ENTRY_ICON_SECONDARY);
  fewer = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (fewer, "emails"), ==,
                   "[\"ada@example.org\",\"third@example.org\"]");
  g_assert_null (atlas_record_get_text (fewer, "phones"));
  editor_test_tear_down (&fixture);
}

static void
test_tags (void)
{
  EditorTest fixture;
  GtkWidget *entry;
  g_autoptr (AtlasRecord) saved = NULL;

  editor_test_set_up_person (&fixture);
  editor_test_scroll_to (&fixture, editor_test_find_row (&fixture, "Skills"));
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-skills");
  entry = editor_test_get_entry (&fixture, "Skills", 0);
  app_test_type (entry, "Welding;");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  app_test_type (entry, "Nursing");
  g_signal_emit_by_name (entry, "activate"); /* is there already */
  app_test_type (entry, " Half typed ");     /* and counts */
  editor_test_click (app_test_find_button (editor_test_find_row (&fixture, "Skills"), "Remove"));

  entry = editor_test_get_entry (&fixture, "Citizenships", 0);
  app_test_type (entry, "Atlantis");
  g_assert_false (atlas_record_editor_is_valid (fixture.editor));
  app_test_type (entry, "France");
  g_assert_true (atlas_record_editor_is_valid (fixture.editor));
  g_signal_emit_by_name (entry, "activate");
  g_assert_nonnull (app_test_find_label (editor_test_find_row (&fixture, "Citizenships"), "France"));

  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (
      app_test_find (editor_test_find_row (&fixture, "Interests"), GTK_TYPE_TOGGLE_BUTTON, "teaching")),
    TRUE);
  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (
      app_test_find (editor_test_find_row (&fixture, "Interests"), GTK_TYPE_TOGGLE_BUTTON, "mentoring")),
    FALSE);
  saved = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "skills"), ==,
                   "[\"Triage\",\"Public speaking\",\"Project management\",\"Kinyarwanda "
                   "interpretation\",\"Welding\",\"Half typed\"]");
  g_assert_cmpstr (atlas_record_get_text (saved, "citizenships"), ==, "[\"RW\",\"CA\",\"FR\"]");
  g_assert_cmpstr (atlas_record_get_text (saved, "interests"), ==, "[\"short-assignment\",\"teaching\"]");
  editor_test_tear_down (&fixture);
}

/* The item rows of a list, in the order in which they are shown. */
static GtkWidget *
get_item (EditorTest *fixture, const char *title, guint index)
{
  GtkWidget *list = app_test_find (editor_test_find_row (fixture, title), GTK_TYPE_LIST_BOX, NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (ADW_IS_EXPANDER_ROW (child) && gtk_widget_get_visible (child) && index-- == 0)
      return child;
  return NULL;
}

static const char *
get_title (EditorTest *fixture, const char *list, guint index)
{
  GtkWidget *item = get_item (fixture, list, index);

  return item ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (item)) : NULL;
}

static void
test_languages (void)
{
  EditorTest fixture;
  GtkWidget *item, *row;
  g_autoptr (AtlasRecord) saved = NULL;

  editor_test_set_up_person (&fixture);

  /* What stands in the database is crossed out at first, and can be put back. */
  editor_test_click (app_test_find_button (get_item (&fixture, "Languages", 0), "Remove"));
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));
  editor_test_click (app_test_find_button (get_item (&fixture, "Languages", 0), "Put Back"));
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));

  g_assert_cmpstr (get_title (&fixture, "Languages", 0), ==, "Kinyarwanda");
  g_assert_cmpstr (get_title (&fixture, "Languages", 1), ==, "French");
  editor_test_click (app_test_find_button (editor_test_find_row (&fixture, "Languages"), "Add"));
  item = get_item (&fixture, "Languages", 3);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (item)));

  /* A language without a name is none. */
  g_assert_false (atlas_record_editor_is_valid (fixture.editor));
  row = app_test_find (item, ADW_TYPE_ENTRY_ROW, NULL);
  app_test_type (row, "Swahili");
  g_assert_true (atlas_record_editor_is_valid (fixture.editor));
  row = app_test_find (item, ADW_TYPE_COMBO_ROW, NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 3);
  editor_test_scroll_to (&fixture, item);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-languages");
  editor_test_click (app_test_find_button (get_item (&fixture, "Languages", 2), "Remove"));
  saved = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "languages"), ==,
                   "[{\"code\":\"rw\",\"level\":\"C2\"},{\"code\":\"fr\",\"level\":\"C1\"},{\"code\":"
                   "\"sw\",\"level\":\"B1\"}]");
  g_assert_null (get_item (&fixture, "Languages", 3));
  editor_test_tear_down (&fixture);
}

static gboolean
says (EditorTest *fixture, const char *words)
{
  return app_test_find_label (editor_test_find_row (fixture, "Consents"), words) != NULL;
}

/* The entry that is being written. */
static GtkWidget *
find_new_entry (EditorTest *fixture)
{
  return app_test_find (editor_test_find_row (fixture, "Consents"), ATLAS_TYPE_ITEM_ROW, NULL);
}

/* What holds stands above; the entries that are stored can't be changed, and a new one is added to them. */
static void
test_consents (void)
{
  EditorTest fixture;
  g_autoptr (AtlasRecord) saved = NULL;
  g_autofree char *expected = NULL;
  char today[ATLAS_DATE_TEXT_SIZE];
  GtkWidget *ledger, *row;
  const char *was;

  editor_test_set_up_person (&fixture);
  was = atlas_record_get_text (atlas_record_editor_get_record (fixture.editor), "consents");
  atlas_date_today (today);

  g_assert_true (says (&fixture, "Agreed: E-mail"));
  g_assert_true (says (&fixture, "Not agreed to"));
  ledger = get_item (&fixture, "Consents", 0);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (ledger)), ==, "3 entries");
  g_assert_null (app_test_find (ledger, GTK_TYPE_EDITABLE, NULL));
  g_assert_null (app_test_find_button (ledger, "Remove"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ledger), TRUE);
  app_test_run (300);
  g_assert_true (says (&fixture, "Given: Sharing with partners, Any channel"));
  g_assert_true (says (&fixture, "Withdrawn: Being contacted, Any channel"));
  editor_test_scroll_to (&fixture, ledger);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-consents");

  expected = g_strdup_printf ("%.*s,{\"purpose\":\"contact\",\"channel\":\"any\",\"status\":\"withdrawn\","
                              "\"date\":\"%s\"}]",
                              (int) strlen (was) - 1, was, today);
  editor_test_click (app_test_find_button (editor_test_find_row (&fixture, "Consents"), "Record _Consent…"));
  g_assert_true (says (&fixture, "Agreed"));
  row = editor_test_find_row_in (find_new_entry (&fixture), "Given or withdrawn");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  g_assert_true (says (&fixture, "Withdrawn: E-mail"));
  app_test_run (300);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-consent-new");
  saved = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "consents"), ==, expected);
  g_assert_null (find_new_entry (&fixture));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (ledger)), ==, "4 entries");

  /* One that was never saved just goes. */
  editor_test_click (app_test_find_button (editor_test_find_row (&fixture, "Consents"), "Record _Consent…"));
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));
  editor_test_click (app_test_find_button (find_new_entry (&fixture), "Remove"));
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));
  editor_test_tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/record-editor-lists/text-lists", test_text_lists);
  g_test_add_func ("/record-editor-lists/tags", test_tags);
  g_test_add_func ("/record-editor-lists/languages", test_languages);
  g_test_add_func ("/record-editor-lists/consents", test_consents);
  return g_test_run ();
}
