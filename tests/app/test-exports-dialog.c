/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include <string.h>

#include "atlas-contacts.h"
#include "atlas-export.h"
#include "atlas-exports-dialog.h"

/* What left the register, as an officer who answers for it reads it. */

typedef struct
{
  AtlasSession *session;
  GtkWidget *dialog;
  gboolean saved;
} Fixture;

static void
on_saved (AtlasSession *session, const char *message, GFile *file, Fixture *fixture)
{
  fixture->saved = TRUE;
}

static gboolean
is_saved (gpointer fixture)
{
  return ((Fixture *) fixture)->saved;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = app_test_session_new (30);
  g_signal_connect (fixture->session, "saved", G_CALLBACK (on_saved), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  app_test_run (20);
  g_assert_finalize_object (fixture->session);
}

/* For a partner, and a list to write letters to. */
static void
write_files (Fixture *fixture)
{
  AtlasRegister *source = atlas_session_get_register (fixture->session);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AtlasOutput) output = atlas_output_new (stream);
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  AtlasQuery *queries[] = { query, NULL };
  const AtlasExportOrder order = {
    .queries = queries,
    .format = "csv",
    .terms = { .purpose = ATLAS_PURPOSE_SHARE, .partner = "Board <of> Health & Co" },
  };
  g_autoptr (GError) error = NULL;

  atlas_export_write_order (source, &order, output, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  atlas_contacts_write (source, query, ATLAS_CHANNEL_POST, ATLAS_CONTACTS_CSV, FALSE, stream, NULL, NULL,
                        NULL, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_settled (gpointer fixture)
{
  return atlas_exports_dialog_is_settled (ATLAS_EXPORTS_DIALOG (((Fixture *) fixture)->dialog));
}

static void
open_dialog (Fixture *fixture)
{
  fixture->dialog = atlas_exports_dialog_new (fixture->session);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  app_test_wait (is_settled, fixture);
}

static GtkWidget *
find (Fixture *fixture, const char *name)
{
  return app_test_find (fixture->dialog, GTK_TYPE_WIDGET, name);
}

static void
assert_face (Fixture *fixture, const char *name)
{
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find (fixture, "faces"))), ==, name);
}

static guint
count_lines (Fixture *fixture)
{
  return g_list_model_get_n_items (
    G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (find (fixture, "list")))));
}

static void
choose (Fixture *fixture, const char *name, guint which)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find (fixture, name)), which);
  app_test_wait (is_settled, fixture);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture);
  assert_face (fixture, "nothing");
  g_assert_false (gtk_widget_get_sensitive (find (fixture, "save")));
  g_assert_false (gtk_widget_get_visible (find (fixture, "filters")));
  app_test_run (50);
  app_test_picture (fixture->dialog, "exports-empty");
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_build_filename (g_get_tmp_dir (), "log.csv", NULL);
  g_autofree char *text = NULL;

  write_files (fixture);
  open_dialog (fixture);
  assert_face (fixture, "list");
  g_assert_cmpuint (count_lines (fixture), ==, 2);
  app_test_run (100);
  app_test_picture (fixture->dialog, "exports");

  choose (fixture, "purpose", 1 + ATLAS_PURPOSE_SHARE);
  g_assert_cmpuint (count_lines (fixture), ==, 1);
  choose (fixture, "period", 1);
  g_assert_cmpuint (count_lines (fixture), ==, 1);
  choose (fixture, "purpose", 1 + ATLAS_PURPOSE_PUBLISH);
  assert_face (fixture, "not-found");
  g_assert_true (gtk_widget_get_visible (find (fixture, "filters")));
  choose (fixture, "purpose", 1 + ATLAS_PURPOSE_CONTACT);
  g_assert_cmpuint (count_lines (fixture), ==, 1);

  atlas_exports_dialog_save (ATLAS_EXPORTS_DIALOG (fixture->dialog), file);
  app_test_wait (is_saved, fixture);
  g_assert_true (g_file_get_contents (g_file_peek_path (file), &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "time,author,label,purpose,"));
  g_assert_nonnull (strstr (text, ",contact,post,"));
  g_assert_null (strstr (text, "share"));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add ("/exports-dialog/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/exports-dialog/list", Fixture, NULL, set_up, test_list, tear_down);
  return g_test_run ();
}
