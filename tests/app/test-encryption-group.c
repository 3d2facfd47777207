/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include <string.h>

#include "atlas-encryption-group.h"
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

int
main (int argc, char **argv)
{
  int status;

  app_test_init (&argc, &argv);
  openpgp_test_begin (&why_not);
  g_test_add ("/encryption-group/passphrase", Fixture, NULL, set_up, test_passphrase, tear_down);
  g_test_add ("/encryption-group/people", Fixture, NULL, set_up, test_people, tear_down);
  status = g_test_run ();
  openpgp_test_end ();
  return status;
}
