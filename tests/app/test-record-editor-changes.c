/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "editor-test-support.h"

/* Somebody else changes @key meanwhile. */
static void
change_elsewhere (EditorTest *fixture, gint64 id, const char *key, const char *text)
{
  g_autoptr (AtlasRecord) record = editor_test_load (fixture, &atlas_kind_member, id);

  atlas_record_set_text (record, key, text);
  editor_test_add (fixture, record);
}

static gboolean
has_notice (EditorTest *fixture)
{
  return gtk_revealer_get_reveal_child (
    GTK_REVEALER (app_test_find (GTK_WIDGET (fixture->editor), GTK_TYPE_REVEALER, "notice")));
}

static void
test_elsewhere (void)
{
  EditorTest fixture;
  gint64 id = editor_test_set_up_person (&fixture);
  g_autoptr (AtlasRecord) saved = NULL;

  /* Where nothing is edited the form follows. */
  change_elsewhere (&fixture, id, "occupation.title", "Midwife");
  g_assert_cmpstr (editor_test_get_text (&fixture, "Occupation"), ==, "Midwife");
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));
  g_assert_false (has_notice (&fixture));

  /* Where other fields are, it takes theirs and keeps ours. */
  app_test_type (editor_test_find_row (&fixture, "Other names"), "Mine");
  change_elsewhere (&fixture, id, "occupation.title", "Doctor");
  g_assert_cmpstr (editor_test_get_text (&fixture, "Occupation"), ==, "Doctor");
  g_assert_cmpstr (editor_test_get_text (&fixture, "Other names"), ==, "Mine");
  g_assert_true (has_notice (&fixture));

  /* Where the same is, one chooses: mine ... */
  change_elsewhere (&fixture, id, "other_names", "Theirs");
  g_assert_cmpstr (editor_test_get_text (&fixture, "Other names"), ==, "Mine");
  g_assert_true (has_notice (&fixture));
  app_test_run (400);
  app_test_picture (GTK_WIDGET (fixture.editor), "editor-conflict");
  editor_test_click (app_test_find_button (GTK_WIDGET (fixture.editor), "Keep Mine"));
  g_assert_false (has_notice (&fixture));
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));
  saved = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "other_names"), ==, "Mine");
  g_assert_cmpstr (atlas_record_get_text (saved, "occupation.title"), ==, "Doctor");

  /* ... or theirs, and what does not clash stays. */
  app_test_type (editor_test_find_row (&fixture, "Other names"), "Mine again");
  app_test_type (editor_test_find_row (&fixture, "Street"), "2 Bank Street");
  change_elsewhere (&fixture, id, "other_names", "Theirs again");
  editor_test_click (app_test_find_button (GTK_WIDGET (fixture.editor), "Take Theirs"));
  g_assert_cmpstr (editor_test_get_text (&fixture, "Other names"), ==, "Theirs again");
  g_assert_cmpstr (editor_test_get_text (&fixture, "Street"), ==, "2 Bank Street");
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));

  /* What can't be understood is typing too. */
  app_test_type (editor_test_find_row (&fixture, "Year of birth"), "19x");
  change_elsewhere (&fixture, id, "notes", "Called today");
  g_assert_cmpstr (editor_test_get_text (&fixture, "Year of birth"), ==, "19x");
  g_assert_cmpstr (editor_test_get_text (&fixture, "Street"), ==, "2 Bank Street");
  editor_test_tear_down (&fixture);
}

static void
on_gone (AtlasRecordEditor *editor, gboolean *gone)
{
  *gone = TRUE;
}

static void
test_deleted_elsewhere (void)
{
  EditorTest fixture;
  gint64 id = editor_test_set_up_person (&fixture);
  g_autoptr (AtlasRecord) saved = NULL;
  gboolean gone = FALSE;

  g_signal_connect (fixture.editor, "gone", G_CALLBACK (on_gone), &gone);
  app_test_type (editor_test_find_row (&fixture, "Other names"), "Mine");
  g_assert_true (atlas_register_delete (fixture.records, &atlas_kind_member, &id, 1, NULL));
  app_test_run (50);
  g_assert_false (gone);
  g_assert_cmpstr (editor_test_get_text (&fixture, "Other names"), ==, "Mine");
  editor_test_click (app_test_find_button (GTK_WIDGET (fixture.editor), "Keep as New"));
  saved = editor_test_save (&fixture, &atlas_kind_member);
  g_assert_cmpstr (atlas_record_get_text (saved, "other_names"), ==, "Mine");
  g_assert_cmpstr (atlas_record_get_text (saved, "given_name"), ==, "Ada");
  g_assert_cmpstr (atlas_record_get_extra (saved), ==, "{\"shoe_size\":39}");

  /* Where nothing was typed there is nothing to ask. */
  id = atlas_record_get_id (saved);
  g_assert_true (atlas_register_delete (fixture.records, &atlas_kind_member, &id, 1, NULL));
  app_test_run (50);
  g_assert_true (gone);
  g_assert_null (atlas_record_editor_get_record (fixture.editor));
  editor_test_tear_down (&fixture);
}

static gint64
count_people (EditorTest *fixture)
{
  g_autoptr (AtlasQuery) everybody = atlas_query_parse (&atlas_kind_member, NULL, NULL);

  return atlas_register_count (fixture->records, everybody, NULL, NULL);
}

/* Whether the database holds what was typed last: everything before it is written by then. */
static gboolean
has_ada (EditorTest *fixture, const char *family_name)
{
  g_autoptr (AtlasQuery) everybody = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autoptr (GArray) ids = atlas_register_list_ids (fixture->records, everybody, "given_name", 0, NULL, NULL);
  g_autoptr (AtlasRecord) ada = NULL;

  if (ids->len == 0)
    return FALSE;
  ada = editor_test_load (fixture, &atlas_kind_member, g_array_index (ids, gint64, 0));
  return g_strcmp0 (atlas_record_get_text (ada, "given_name"), "Ada 4") == 0 &&
         g_strcmp0 (atlas_record_get_text (ada, "family_name"), family_name) == 0;
}

static gboolean
has_given_name (gpointer fixture)
{
  return has_ada (fixture, NULL);
}

static gboolean
has_both_names (gpointer fixture)
{
  return has_ada (fixture, "Not saved");
}

/* Saved, and typed on while that is going on: the last word counts, and there is one person. */
static void
test_quick (void)
{
  EditorTest fixture;
  g_autoptr (AtlasRecord) nobody = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasRecord) other = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasRecord) saved = NULL;
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autoptr (GArray) ids = NULL;

  editor_test_set_up (&fixture, &atlas_kind_member);
  atlas_record_editor_set_record (fixture.editor, nobody);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("Ada %u", i);

      app_test_type (editor_test_find_row (&fixture, "Given name"), name);
      g_assert_true (atlas_record_editor_save (fixture.editor));
      g_assert_false (atlas_record_editor_is_changed (fixture.editor));
    }
  app_test_type (editor_test_find_row (&fixture, "Family name"), "Not saved");
  app_test_wait (has_given_name, &fixture);
  app_test_run (100);
  g_assert_cmpint (count_people (&fixture), ==, 1);
  g_assert_cmpstr (editor_test_get_text (&fixture, "Given name"), ==, "Ada 4");
  g_assert_cmpstr (editor_test_get_text (&fixture, "Family name"), ==, "Not saved");
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));

  /* On to another person while the last is still being written. */
  g_assert_true (atlas_record_editor_save (fixture.editor));
  atlas_record_editor_set_record (fixture.editor, other);
  app_test_type (editor_test_find_row (&fixture, "Given name"), "Bea");
  app_test_wait (has_both_names, &fixture);
  ids = atlas_register_list_ids (fixture.records, query, "given_name", 0, NULL, NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  saved = editor_test_load (&fixture, &atlas_kind_member, g_array_index (ids, gint64, 0));
  g_assert_cmpstr (atlas_record_get_text (saved, "given_name"), ==, "Ada 4");
  g_assert_cmpstr (atlas_record_get_text (saved, "family_name"), ==, "Not saved");
  g_assert_cmpstr (editor_test_get_text (&fixture, "Given name"), ==, "Bea");
  editor_test_tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/record-editor-changes/elsewhere", test_elsewhere);
  g_test_add_func ("/record-editor-changes/deleted-elsewhere", test_deleted_elsewhere);
  g_test_add_func ("/record-editor-changes/quick", test_quick);
  return g_test_run ();
}
