/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "editor-test-support.h"
#include "people-test-support.h"

#include "atlas-contact-dialog.h"
#include "atlas-dossier-dialog.h"
#include "atlas-export.h"
#include "atlas-history.h"
#include "atlas-mentions-dialog.h"

/* What is known of a person beyond the record, as an officer reads it and adds to it. */

#define ADA_ID "11111111-1111-4111-8111-111111111111"

static gint64
add (PeopleTest *fixture, const AtlasKind *kind, const char *uuid, const char *const *fields)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (kind);
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (uuid != NULL)
    {
      AtlasUuid parsed;

      g_assert_true (atlas_uuid_parse (uuid, -1, &parsed));
      atlas_record_set_uuid (record, &parsed);
    }
  for (gsize i = 0; fields[i] != NULL; i += 2)
    {
      atlas_record_set_from_text (record, fields[i], fields[i + 1], &error);
      g_assert_no_error (error);
    }
  id = atlas_register_save (fixture->records, record, &error);
  g_assert_no_error (error);
  return id;
}

static GtkWidget *
get_history (PeopleTest *fixture)
{
  return app_test_find (GTK_WIDGET (fixture->page), ATLAS_TYPE_HISTORY, NULL);
}

static AdwExpanderRow *
get_section (PeopleTest *fixture, const char *title)
{
  GtkWidget *label = app_test_find_label (get_history (fixture), title);

  g_assert_nonnull (label);
  return ADW_EXPANDER_ROW (gtk_widget_get_ancestor (label, ADW_TYPE_EXPANDER_ROW));
}

static gboolean
is_settled (gpointer fixture)
{
  return atlas_history_is_settled (ATLAS_HISTORY (get_history (fixture)));
}

static void
open_section (PeopleTest *fixture, const char *title)
{
  adw_expander_row_set_expanded (get_section (fixture, title), TRUE);
  app_test_wait (is_settled, fixture);
  app_test_run (300);
}

static gboolean
says (PeopleTest *fixture, const char *section, const char *words)
{
  return app_test_find_label (GTK_WIDGET (get_section (fixture, section)), words) != NULL;
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ATLAS_IS_CONTACT_DIALOG (window))
        return window;
    }
  return NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return find_dialog () == NULL;
}

static void
set_up (PeopleTest *fixture)
{
  const char *ada[] = { "given_name", "Ada", "family_name", "Uwase", "address.city", "Ottawa", NULL };
  const char *bea[] = { "given_name", "Bea", "family_name", "Zuba", NULL };
  const char *community[] = { "name", "Rwandan Community of Ottawa", "roles",
                              "[{\"member\":\"" ADA_ID "\",\"role\":\"treasurer\",\"since\":\"2024-03-01\"}]",
                              NULL };
  const char *evening[] = { "title",      "Evening for newcomers",
                            "start",      "2026-05-03T18:00:00-04:00",
                            "attendance", "[{\"member\":\"" ADA_ID "\",\"status\":\"attended\"}]",
                            NULL };
  const char *call[] = { "date",      "2026-05-10", "channel", "phone",
                         "member",    ADA_ID,       "summary", "Asked about the skills fair",
                         "follow_up", "2026-06-01", NULL };

  people_test_set_up (fixture, 0, 1100, 900);
  add (fixture, &atlas_kind_member, ADA_ID, ada);
  add (fixture, &atlas_kind_member, NULL, bea);
  add (fixture, &atlas_kind_organisation, NULL, community);
  add (fixture, &atlas_kind_event, NULL, evening);
  add (fixture, &atlas_kind_interaction, NULL, call);
  people_test_settle (fixture);
}

static void
export_all (PeopleTest *fixture)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  AtlasQuery *queries[] = { all, NULL };
  g_autoptr (GError) error = NULL;

  atlas_export_write (fixture->records, queries, "json", FALSE, stream, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Of others nothing is told; of the person all, in one place, and what costs a long look only when it is
 * opened. */
static void
test_sections (void)
{
  PeopleTest fixture;

  set_up (&fixture);
  people_test_select_only (&fixture, 1);
  people_test_settle (&fixture);
  g_assert_true (says (&fixture, "Contact log", "Nothing logged yet"));
  g_assert_true (says (&fixture, "Organisations", "None"));
  open_section (&fixture, "Events");
  g_assert_true (says (&fixture, "Events", "None"));
  app_test_picture (GTK_WIDGET (fixture.page), "history-empty");

  people_test_select_only (&fixture, 0);
  people_test_settle (&fixture);
  g_assert_true (says (&fixture, "Contact log", "10 May 2026 · Telephone\nFollow-up due 1 June 2026"));
  g_assert_true (says (&fixture, "Organisations", "Rwandan Community of Ottawa"));
  g_assert_cmpstr (adw_expander_row_get_subtitle (get_section (&fixture, "Events")), ==, "");
  open_section (&fixture, "Organisations");
  g_assert_true (says (&fixture, "Organisations", "Treasurer since 1 March 2024"));
  open_section (&fixture, "Events");
  g_assert_true (says (&fixture, "Events", "Evening for newcomers"));
  app_test_picture (GTK_WIDGET (fixture.page), "history");

  /* What is changed is told at once where the section is open. */
  open_section (&fixture, "Changes");
  app_test_type (people_test_find_row (&fixture, "City"), "Toronto");
  people_test_act (&fixture, "people.save");
  people_test_settle (&fixture);
  g_assert_true (says (&fixture, "Changes", "Edit Ada Uwase"));
  app_test_picture (GTK_WIDGET (fixture.page), "history-changes");

  /* Which files they were in is read anew each time. */
  open_section (&fixture, "Exports");
  g_assert_true (says (&fixture, "Exports", "None"));
  export_all (&fixture);
  adw_expander_row_set_expanded (get_section (&fixture, "Exports"), FALSE);
  open_section (&fixture, "Exports");
  g_assert_true (says (&fixture, "Exports", "Export of 2 people"));
  app_test_picture (GTK_WIDGET (fixture.page), "history-exports");
  people_test_tear_down (&fixture);
}

/* A follow-up is done with one button; a call is logged without leaving the person. */
static void
test_contacts (void)
{
  PeopleTest fixture;
  GtkWidget *dialog;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (AtlasQuery) all = NULL;
  g_autoptr (AtlasRecord) logged = NULL;

  set_up (&fixture);
  people_test_select_only (&fixture, 0);
  people_test_settle (&fixture);
  open_section (&fixture, "Contact log");
  app_test_click (app_test_find_button (get_history (&fixture), "Done"));
  people_test_settle (&fixture);
  app_test_wait (is_settled, &fixture);
  g_assert_cmpstr (fixture.told, ==, "Done: Asked about the skills fair");
  g_assert_true (says (&fixture, "Contact log", "10 May 2026 · Telephone"));
  g_assert_null (app_test_find_button (get_history (&fixture), "Done"));

  people_test_act (&fixture, "people.log-contact");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  app_test_run (100);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "Contact with Ada Uwase");
  app_test_type (editor_test_find_row_in (dialog, "Summary"), "Will bring two friends");
  app_test_picture (dialog, "contact-dialog");
  g_assert_true (
    gtk_widget_activate_action (app_test_find (dialog, ATLAS_TYPE_RECORD_EDITOR, NULL), "editor.save", NULL));
  app_test_wait (has_no_dialog, NULL);
  people_test_settle (&fixture);
  g_assert_true (says (&fixture, "Contact log", "Will bring two friends"));

  all = atlas_query_parse (&atlas_kind_interaction, NULL, NULL);
  ids = atlas_register_list_ids (fixture.records, all, NULL, 0, NULL, NULL);
  g_assert_cmpuint (ids->len, ==, 2);
  logged =
    atlas_register_load (fixture.records, &atlas_kind_interaction, g_array_index (ids, gint64, 0), NULL);
  g_assert_cmpstr (atlas_record_get_text (logged, "member"), ==, ADA_ID);
  g_assert_nonnull (atlas_record_get_text (logged, "officer"));
  people_test_tear_down (&fixture);
}

static gboolean
has_told (gpointer fixture)
{
  return ((PeopleTest *) fixture)->told != NULL;
}

static GtkWidget *
find_mentions (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ATLAS_IS_MENTIONS_DIALOG (window))
        return window;
    }
  return NULL;
}

static void
on_shown (GSimpleAction *action, GVariant *parameter, char **shown)
{
  g_free (*shown);
  *shown = g_variant_print (parameter, FALSE);
}

/* Stands for the window that shows records. */
static void
take_window_actions (PeopleTest *fixture, char **shown)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) show = g_simple_action_new ("show-record", G_VARIANT_TYPE ("(sx)"));

  g_signal_connect (show, "activate", G_CALLBACK (on_shown), shown);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (show));
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (fixture->page))), "win",
                                  G_ACTION_GROUP (group));
}

/* Asked once, since it can't be undone; whoever asked for it is then gone, and the log says why. */
static void
test_erase (void)
{
  PeopleTest fixture;
  GtkWidget *dialog;
  g_autoptr (AtlasQuery) ada = NULL;
  g_autoptr (GPtrArray) units = NULL;
  const char *clara[] = {
    "given_name", "Clara", "family_name", "Zuba", "notes", "Cousin of Ada Uwase", NULL
  };
  g_autofree char *shown = NULL;
  g_autofree char *expected = NULL;
  GtkWidget *mentions, *row;

  set_up (&fixture);
  take_window_actions (&fixture, &shown);
  expected =
    g_strdup_printf ("('member', %" G_GINT64_FORMAT ")", add (&fixture, &atlas_kind_member, NULL, clara));
  people_test_settle (&fixture);
  people_test_select_only (&fixture, 0);
  people_test_settle (&fixture);
  people_test_act (&fixture, "people.erase");
  dialog = people_test_find_dialog ();
  g_assert_nonnull (dialog);
  app_test_run (100);
  g_assert_nonnull (app_test_find_label (dialog, "Erase Ada Uwase for Good?"));
  /* The log is to say why. */
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "erase"));
  app_test_type (app_test_find (dialog, ADW_TYPE_ENTRY_ROW, NULL), "  ");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "erase"));
  /* And not who: it is kept for good. */
  app_test_type (app_test_find (dialog, ADW_TYPE_ENTRY_ROW, NULL), "uwase asked us to");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "erase"));
  app_test_picture (dialog, "erase-named");
  app_test_type (app_test_find (dialog, ADW_TYPE_ENTRY_ROW, NULL), "Letter of 12 May");
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "erase"));
  app_test_picture (dialog, "erase");
  g_clear_pointer (&fixture.told, g_free);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "erase");
  app_test_wait (has_told, &fixture);
  people_test_settle (&fixture);

  g_assert_cmpstr (fixture.told, ==, "Erased for good. Backups made before still hold the person.");
  /* Undo, out of habit, is not to take back what was done before. */
  g_clear_pointer (&fixture.told, g_free);
  atlas_session_undo (fixture.session, FALSE);
  g_assert_true (g_str_has_prefix (fixture.told, "Erasing can’t be undone. Undo again for: "));
  people_test_settle (&fixture);
  atlas_session_undo (fixture.session, FALSE);
  g_clear_pointer (&fixture.told, g_free);
  app_test_wait (has_told, &fixture);
  g_assert_true (g_str_has_prefix (fixture.told, "Undone: "));
  atlas_session_undo (fixture.session, TRUE);
  people_test_settle (&fixture);
  ada = atlas_query_parse (&atlas_kind_member, "uwase ottawa", NULL);
  g_assert_cmpint (atlas_register_count (fixture.records, ada, NULL, NULL), ==, 0);
  units = atlas_journal_list_units (atlas_register_get_store (fixture.records), 1, NULL);
  g_assert_nonnull (strstr (((const AtlasUnitInfo *) g_ptr_array_index (units, 0))->details,
                            "\"reason\":\"Letter of 12 May\""));

  /* What still says the name is listed, and leads to where it stands. */
  mentions = find_mentions ();
  g_assert_nonnull (mentions);
  app_test_run (50);
  row = app_test_find_label (mentions, "Person: Notes");
  g_assert_nonnull (row);
  g_assert_nonnull (app_test_find_label (mentions, "Clara Zuba"));
  app_test_picture (mentions, "mentions");
  gtk_widget_activate (gtk_widget_get_ancestor (row, ADW_TYPE_ACTION_ROW));
  g_assert_cmpstr (shown, ==, expected);
  gtk_window_destroy (GTK_WINDOW (mentions));
  people_test_tear_down (&fixture);
}

/* @parent: (nullable): of any window */
static GtkWidget *
find_chooser (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER_DIALOG (window) &&
          (parent == NULL || gtk_window_get_transient_for (GTK_WINDOW (window)) == parent))
        return window;
    }
  return NULL;
}

static gboolean
has_named_file (gpointer chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  return file != NULL;
}

static void
on_saved (AtlasSession *session, const char *message, GFile *file, char **said)
{
  g_free (*said);
  *said = g_strdup (message);
}

static gboolean
is_set (gpointer text)
{
  return *(char **) text != NULL;
}

/* Two windows ask where to save what is held on two people: each file gets its own person. */
static void
test_two_dossiers (void)
{
  PeopleTest fixture;
  AtlasRecord *members[2];
  GtkWindow *windows[2];
  GtkWidget *dialogs[2];
  GtkWidget *choosers[2];
  g_autofree char *said = NULL;
  g_autofree char *folder = g_dir_make_tmp ("atlas-dossier-XXXXXX", NULL);
  g_autoptr (GFile) where = g_file_new_for_path (folder);

  set_up (&fixture);
  g_signal_connect (fixture.session, "saved", G_CALLBACK (on_saved), &said);
  for (guint i = 0; i < 2; i++)
    {
      const char *const fields[] = { "given_name", i == 0 ? "Aline" : "Bosco", "family_name", "Keza", NULL };
      gint64 id = add (&fixture, &atlas_kind_member, NULL, fields);

      members[i] = atlas_register_load (fixture.records, &atlas_kind_member, id, NULL);
      windows[i] = app_test_present (gtk_label_new (NULL), 100, 100);
      dialogs[i] = atlas_dossier_dialog_open (gtk_window_get_child (windows[i]), fixture.session, members[i]);
      app_test_run (50);
      app_test_click (app_test_find (dialogs[i], GTK_TYPE_WIDGET, "save"));
      choosers[i] = find_chooser (GTK_WINDOW (dialogs[i]));
      g_assert_nonnull (choosers[i]);
    }

  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (choosers[0]), where, NULL);
  app_test_wait (has_named_file, choosers[0]);
  gtk_dialog_response (GTK_DIALOG (choosers[0]), GTK_RESPONSE_ACCEPT);
  app_test_wait (is_set, &said);
  {
    g_autofree char *name = atlas_record_dup_title (members[0]);
    g_autofree char *expected = g_strdup_printf ("Everything held on %s was written", name);

    g_assert_cmpstr (said, ==, expected);
  }
  people_test_settle (&fixture);

  /* The other window goes, and its question with it. */
  gtk_window_destroy (windows[1]);
  gtk_window_destroy (windows[0]);
  g_assert_null (find_chooser (NULL));
  for (guint i = 0; i < 2; i++)
    atlas_record_unref (members[i]);
  people_test_tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/history/sections", test_sections);
  g_test_add_func ("/history/contacts", test_contacts);
  g_test_add_func ("/history/erase", test_erase);
  g_test_add_func ("/history/two-dossiers", test_two_dossiers);
  return g_test_run ();
}
