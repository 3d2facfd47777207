/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include <string.h>

#include "atlas-dossier-dialog.h"
#include "atlas-encryption-group.h"
#include "atlas-export-assistant.h"
#include "atlas-import-dialog.h"
#include "openpgp-test-support.h"

/* How a file is encrypted, as a person chooses it. */

static const char *why_not;

typedef struct
{
  AtlasEncryptionGroup *group;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = adw_preferences_page_new ();

  fixture->group = g_object_new (ATLAS_TYPE_ENCRYPTION_GROUP, NULL);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (fixture->group));
  fixture->window = app_test_present (page, 520, 560);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  app_test_run (20);
}

static GtkWidget *
find (Fixture *fixture, const char *name)
{
  GtkWidget *widget = app_test_find (GTK_WIDGET (fixture->group), GTK_TYPE_WIDGET, name);

  g_assert_nonnull (widget);
  return widget;
}

static void
choose (Fixture *fixture, guint how)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (find (fixture, "how")), how);
}

static gboolean
is_ready (Fixture *fixture)
{
  return atlas_encryption_group_is_ready (fixture->group);
}

static void
test_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasEncryptionChoice) choice = NULL;
  GtkWidget *repeat = find (fixture, "repeat");

  g_assert_true (is_ready (fixture));
  g_assert_null (atlas_encryption_group_dup_choice (fixture->group));
  choose (fixture, 1);
  g_assert_true (atlas_encryption_group_is_encrypted (fixture->group));
  g_assert_false (is_ready (fixture));

  app_test_type (find (fixture, "passphrase"), "correct horse battery");
  app_test_type (repeat, "correct");
  g_assert_false (is_ready (fixture));
  g_assert_false (gtk_widget_has_css_class (repeat, "error"));
  g_assert_nonnull (app_test_find_label (GTK_WIDGET (fixture->group), "Fair: one more word makes it good."));
  app_test_type (repeat, "correct mouse");
  g_assert_true (gtk_widget_has_css_class (repeat, "error"));
  app_test_picture (GTK_WIDGET (fixture->window), "encryption-passphrase");
  app_test_type (repeat, "correct horse battery");
  g_assert_false (gtk_widget_has_css_class (repeat, "error"));
  g_assert_true (is_ready (fixture));
  choice = atlas_encryption_group_dup_choice (fixture->group);
  g_assert_cmpstr (atlas_passphrase_get_text (choice->passphrase), ==, "correct horse battery");
  g_assert_null (choice->recipients);
  /* What was typed counts no more. */
  choose (fixture, 0);
  g_assert_null (atlas_encryption_group_dup_choice (fixture->group));
}

static GtkWidget *
find_row (Fixture *fixture, const char *title)
{
  GtkWidget *label = app_test_find_label (GTK_WIDGET (fixture->group), title);

  return label != NULL ? gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW) : NULL;
}

static gboolean
has_keys (gpointer data)
{
  return find_row (data, "Ada Uwase <" ADA_ADDRESS ">") != NULL;
}

static void
check (Fixture *fixture, const char *title)
{
  GtkWidget *row = find_row (fixture, title);
  GtkCheckButton *button = GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));

  gtk_check_button_set_active (button, !gtk_check_button_get_active (button));
}

static void
test_people (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_build_filename (g_get_tmp_dir (), "a.gpg", NULL);
  g_autofree char *line = g_strdup_printf ("--decrypt '%s'", g_file_peek_path (file));
  g_autoptr (AtlasEncryptionChoice) choice = NULL;
  g_autoptr (AtlasOutput) output = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *compared;

  if (why_not != NULL)
    {
      g_test_skip (why_not);
      return;
    }
  choose (fixture, 2);
  g_assert_false (is_ready (fixture));
  app_test_wait (has_keys, fixture);
  check (fixture, "Ada Uwase <" ADA_ADDRESS ">");
  g_assert_true (is_ready (fixture));
  compared = find_row (fixture, "I have compared the fingerprints");
  g_assert_false (gtk_widget_get_visible (compared));
  /* Whose key it is the person must know. */
  check (fixture, "A & B <" STRANGER_ADDRESS ">");
  g_assert_false (is_ready (fixture));
  g_assert_true (gtk_widget_get_visible (compared));
  check (fixture, "I have compared the fingerprints");
  g_assert_true (is_ready (fixture));
  app_test_run (50);
  app_test_picture (GTK_WIDGET (fixture->window), "encryption-people");

  choice = atlas_encryption_group_dup_choice (fixture->group);
  g_assert_cmpuint (g_strv_length (choice->recipients), ==, 2);
  g_assert_true (choice->trust_always);
  output = atlas_encryption_choice_open_file (choice, file, NULL, &error);
  g_assert_no_error (error);
  g_string_append (atlas_output_get_buffer (output), "Ada\n");
  g_assert_true (atlas_output_finish (output, NULL, &error) && atlas_output_publish (output, &error));
  text = openpgp_test_gpg (line, NULL);
  g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), "Ada\n", 4);
}

/* --- from window to window ----------------------------------------------------------------------------- */

#define SECRET "correct horse battery staple"

typedef struct
{
  AtlasSession *session;
  GtkWidget *dialog;
  char *told;
} Walk;

static void
on_saved (AtlasSession *session, const char *message, GFile *file, Walk *walk)
{
  g_free (walk->told);
  walk->told = g_strdup (message);
}

static void
on_told (AtlasSession *session, const char *message, gboolean undo, Walk *walk)
{
  g_free (walk->told);
  walk->told = g_strdup (message);
}

static gboolean
is_told (gpointer walk)
{
  return ((Walk *) walk)->told != NULL;
}

static GtkWidget *
find_in (Walk *walk, const char *name)
{
  GtkWidget *widget = app_test_find (walk->dialog, GTK_TYPE_WIDGET, name);

  g_assert_nonnull (widget);
  return widget;
}

static gboolean
can_export (gpointer walk)
{
  return gtk_widget_get_sensitive (find_in (walk, "export_button"));
}

static gboolean
is_face (Walk *walk, const char *name)
{
  return g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (find_in (walk, "faces"))), name);
}

static gboolean
is_asked (gpointer walk)
{
  return is_face (walk, "passphrase");
}

static gboolean
can_import (gpointer walk)
{
  return is_face (walk, "plan") && gtk_widget_get_sensitive (find_in (walk, "import_button"));
}

static void
export_file (Walk *walk, GFile *file)
{
  walk->dialog = atlas_export_assistant_new (walk->session);
  gtk_window_present (GTK_WINDOW (walk->dialog));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_in (walk, "for_own")), TRUE);
  app_test_wait (can_export, walk);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_in (walk, "how")), 1);
  g_assert_false (can_export (walk));
  app_test_type (find_in (walk, "passphrase"), SECRET);
  app_test_type (find_in (walk, "repeat"), SECRET);
  g_assert_true (can_export (walk));
  app_test_run (50);
  app_test_picture (walk->dialog, "export-encrypted");
  atlas_export_assistant_write (ATLAS_EXPORT_ASSISTANT (walk->dialog), file);
  app_test_wait (is_told, walk);
  g_clear_pointer (&walk->told, g_free);
}

static void
answer (Walk *walk, const char *passphrase)
{
  app_test_wait (is_asked, walk);
  app_test_type (find_in (walk, "entry"), passphrase);
  app_test_click (find_in (walk, "next"));
}

static gboolean
is_refused (gpointer walk)
{
  return is_face (walk, "passphrase") &&
         app_test_find_label (((Walk *) walk)->dialog, "This passphrase does not open the file") != NULL;
}

static gboolean
is_still (gpointer walk)
{
  return !gtk_stack_get_transition_running (GTK_STACK (find_in (walk, "faces")));
}

static void
test_windows (void)
{
  Walk walk = { .session = app_test_session_new (30) };
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_build_filename (g_get_tmp_dir (), "members.json.gpg", NULL);

  if (why_not != NULL)
    {
      g_object_unref (walk.session);
      g_test_skip (why_not);
      return;
    }
  g_signal_connect (walk.session, "saved", G_CALLBACK (on_saved), &walk);
  export_file (&walk, file);
  app_test_run (50);
  g_assert_finalize_object (walk.session);

  /* Another office. */
  walk.session = app_test_session_new (0);
  g_signal_connect (walk.session, "told", G_CALLBACK (on_told), &walk);
  g_list_store_append (files, file);
  walk.dialog = atlas_import_dialog_new (walk.session, G_LIST_MODEL (files));
  gtk_window_present (GTK_WINDOW (walk.dialog));
  answer (&walk, "wrong");
  app_test_wait (is_refused, &walk);
  app_test_wait (is_still, &walk);
  app_test_picture (walk.dialog, "import-passphrase");
  answer (&walk, SECRET);
  app_test_wait (can_import, &walk);
  app_test_click (find_in (&walk, "import_button"));
  app_test_wait (is_told, &walk);
  g_assert_nonnull (strstr (walk.told, "members.json.gpg: "));
  g_assert_nonnull (strstr (walk.told, " added"));
  app_test_run (50);
  g_assert_finalize_object (walk.session);
  g_free (walk.told);
}

/* What a person is given of what is held on them can be sent to them. */
static void
test_dossier (void)
{
  Walk walk = { .session = app_test_session_new (3) };
  g_autoptr (GFile) file = g_file_new_build_filename (g_get_tmp_dir (), "held.pdf.gpg", NULL);
  g_autoptr (AtlasRecord) member =
    atlas_register_load (atlas_session_get_register (walk.session), &atlas_kind_member, 1, NULL);
  g_autofree char *name = atlas_record_dup_title (member);
  g_autofree char *told = g_strdup_printf ("Everything held on %s was written", name);
  g_autofree char *line = g_strdup_printf (
    "--batch --pinentry-mode loopback --passphrase '" SECRET "' --decrypt '%s'", g_file_peek_path (file));
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));
  g_autoptr (GBytes) text = NULL;

  if (why_not != NULL)
    {
      g_object_unref (walk.session);
      g_test_skip (why_not);
      return;
    }
  g_signal_connect (walk.session, "saved", G_CALLBACK (on_saved), &walk);
  walk.dialog = atlas_dossier_dialog_open (label, walk.session, member);
  g_assert_true (gtk_widget_get_sensitive (find_in (&walk, "save")));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_in (&walk, "how")), 1);
  g_assert_false (gtk_widget_get_sensitive (find_in (&walk, "save")));
  app_test_type (find_in (&walk, "passphrase"), SECRET);
  app_test_type (find_in (&walk, "repeat"), SECRET);
  g_assert_true (gtk_widget_get_sensitive (find_in (&walk, "save")));
  app_test_run (50);
  app_test_picture (walk.dialog, "dossier-encrypted");
  atlas_dossier_dialog_save (ATLAS_DOSSIER_DIALOG (walk.dialog), file);
  app_test_wait (is_told, &walk);
  g_assert_cmpstr (walk.told, ==, told);
  text = openpgp_test_gpg (line, NULL);
  g_assert_cmpuint (g_bytes_get_size (text), >, 4);
  g_assert_cmpmem (g_bytes_get_data (text, NULL), 4, "%PDF", 4);
  app_test_run (50);
  g_assert_finalize_object (walk.session);
  g_free (walk.told);
}

int
main (int argc, char **argv)
{
  int status;

  app_test_init (&argc, &argv);
  openpgp_test_begin (&why_not);
  g_test_add ("/encryption/passphrase", Fixture, NULL, set_up, test_passphrase, tear_down);
  g_test_add ("/encryption/people", Fixture, NULL, set_up, test_people, tear_down);
  g_test_add_func ("/encryption/windows", test_windows);
  g_test_add_func ("/encryption/dossier", test_dossier);
  status = g_test_run ();
  openpgp_test_end ();
  return status;
}
