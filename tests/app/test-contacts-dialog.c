/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include <string.h>

#include "atlas-contacts-dialog.h"
#include "atlas-contacts.h"
#include "atlas-count-row.h"
#include "atlas-journal.h"

#define N_MEMBERS 600

typedef struct
{
  AtlasSession *session;
  AtlasQuery *query;
  GtkWidget *dialog; /* NULL once it is gone */
  GFile *file;
  char *saved;
  char *failed;
} Fixture;

static void
on_saved (AtlasSession *session, const char *message, GFile *file, Fixture *fixture)
{
  g_free (fixture->saved);
  fixture->saved = g_strdup (message);
}

static void
on_failed (AtlasSession *session, const char *title, const GError *error, Fixture *fixture)
{
  g_free (fixture->failed);
  fixture->failed = g_strdup (error->message);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = app_test_session_new (N_MEMBERS);
  g_signal_connect (fixture->session, "saved", G_CALLBACK (on_saved), fixture);
  g_signal_connect (fixture->session, "failed", G_CALLBACK (on_failed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  app_test_run (50);
  app_test_let_go (fixture->session);
  g_clear_object (&fixture->file);
  g_clear_pointer (&fixture->query, atlas_query_unref);
  g_free (fixture->saved);
  g_free (fixture->failed);
}

static GtkWidget *
find (Fixture *fixture, const char *name)
{
  GtkWidget *widget = app_test_find (fixture->dialog, GTK_TYPE_WIDGET, name);

  g_assert_nonnull (widget);
  return widget;
}

static gint64
count_of (Fixture *fixture, const char *name)
{
  return atlas_count_row_get_count (ATLAS_COUNT_ROW (find (fixture, name)));
}

static gboolean
is_counted (gpointer fixture)
{
  return count_of (fixture, "written") != ATLAS_COUNT_UNKNOWN;
}

static void
open_dialog (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->query, atlas_query_unref);
  fixture->query = atlas_query_parse (&atlas_kind_member, text, &error);
  g_assert_no_error (error);
  fixture->dialog = atlas_contacts_dialog_new (fixture->session, fixture->query);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  /* Not on Cancel. */
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->dialog)) == find (fixture, "by_email"));
  g_assert_false (gtk_widget_get_sensitive (find (fixture, "save_button")));
  app_test_wait (is_counted, fixture);
}

static gboolean
is_told (gpointer data)
{
  Fixture *fixture = data;

  return fixture->saved != NULL || fixture->failed != NULL;
}

static char *
write_as (Fixture *fixture, const char *name)
{
  g_autofree char *folder =
    g_path_get_dirname (atlas_register_get_path (atlas_session_get_register (fixture->session)));
  g_autofree char *text = NULL;

  g_clear_pointer (&fixture->saved, g_free);
  g_clear_object (&fixture->file);
  fixture->file = g_file_new_build_filename (folder, name, NULL);
  atlas_contacts_dialog_write (ATLAS_CONTACTS_DIALOG (fixture->dialog), fixture->file);
  g_assert_null (fixture->dialog);
  app_test_wait (is_told, fixture);
  g_assert_null (fixture->failed);
  g_assert_true (g_file_get_contents (g_file_peek_path (fixture->file), &text, NULL, NULL));
  return g_steal_pointer (&text);
}

static guint
count_text (const char *text, const char *sought)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, sought)) != NULL; p += strlen (sought))
    n++;
  return n;
}

static void
assert_counts (Fixture *fixture, AtlasChannel channel)
{
  AtlasContactCounts counts;
  g_autoptr (GError) error = NULL;

  atlas_contacts_count (atlas_session_get_register (fixture->session), fixture->query, channel, NULL, &counts,
                        &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_of (fixture, "written"), ==, counts.written);
  g_assert_cmpint (count_of (fixture, "not_active"), ==, counts.not_active);
  g_assert_cmpint (count_of (fixture, "withdrawn"), ==, counts.withdrawn);
  g_assert_cmpint (count_of (fixture, "expired"), ==, counts.expired);
  g_assert_cmpint (count_of (fixture, "no_consent"), ==, counts.no_consent);
  g_assert_cmpint (count_of (fixture, "no_address"), ==, counts.no_address);
}

/* Each channel has its own counts and words; and they add up. */
static void
test_channels (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *button;
    AtlasChannel channel;
    const char *words;
  } table[] = {
    { "by_phone", ATLAS_CHANNEL_PHONE, "Never agreed to be called" },
    { "by_post", ATLAS_CHANNEL_POST, "Never agreed to get letters" },
    { "by_email", ATLAS_CHANNEL_EMAIL, "Never agreed to get e-mail" },
  };
  g_autofree char *heading = g_strdup_printf ("All %d people", N_MEMBERS);

  open_dialog (fixture, NULL);
  assert_counts (fixture, ATLAS_CHANNEL_EMAIL);
  g_assert_nonnull (app_test_find_label (fixture->dialog, heading));
  g_assert_cmpint (count_of (fixture, "written"), >, 0);
  g_assert_cmpint (count_of (fixture, "no_consent"), >, 0);
  g_assert_cmpint (count_of (fixture, "written") + count_of (fixture, "not_active") +
                     count_of (fixture, "withdrawn") + count_of (fixture, "expired") +
                     count_of (fixture, "no_consent") + count_of (fixture, "no_address"),
                   ==, N_MEMBERS);
  app_test_picture (fixture->dialog, "contacts");

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      gtk_check_button_set_active (GTK_CHECK_BUTTON (find (fixture, table[i].button)), TRUE);
      g_assert_false (gtk_widget_get_sensitive (find (fixture, "save_button")));
      g_assert_nonnull (app_test_find_label (fixture->dialog, table[i].words));
      app_test_wait (is_counted, fixture);
      assert_counts (fixture, table[i].channel);
    }

  /* Two in haste: the last one counts. */
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (fixture, "by_post")), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (fixture, "by_phone")), TRUE);
  app_test_wait (is_counted, fixture);
  app_test_run (100);
  assert_counts (fixture, ATLAS_CHANNEL_PHONE);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) units = NULL;
  const AtlasUnitInfo *info;
  g_autofree char *text = NULL;
  g_autofree char *card = NULL;
  g_autofree char *message = NULL;
  gint64 written, matched;

  open_dialog (fixture, "sex:female region:CA-ON,CA-QC");
  g_assert_nonnull (app_test_find_label (fixture->dialog, "“sex:female region:CA-ON,CA-QC”"));
  app_test_picture (fixture->dialog, "contacts-found");
  written = count_of (fixture, "written");
  matched = written + count_of (fixture, "not_active") + count_of (fixture, "withdrawn") +
            count_of (fixture, "expired") + count_of (fixture, "no_consent") +
            count_of (fixture, "no_address");
  g_assert_cmpint (written, >, 1);
  g_assert_cmpint (matched, <, N_MEMBERS);
  text = write_as (fixture, "list.csv");
  g_assert_cmpuint (count_text (text, "\r\n"), ==, written + 1);
  message =
    g_strdup_printf ("Contact list of %d people – %d left out", (int) written, (int) (matched - written));
  g_assert_cmpstr (fixture->saved, ==, message);

  units = atlas_journal_list_units (atlas_register_get_store (atlas_session_get_register (fixture->session)),
                                    1, NULL);
  info = g_ptr_array_index (units, 0);
  g_assert_nonnull (strstr (info->details, "\"act\":\"contacts\",\"channel\":\"email\""));
  g_assert_nonnull (strstr (info->details, "sex:female region:CA-ON,CA-QC"));

  open_dialog (fixture, "sex:female region:CA-ON,CA-QC");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find (fixture, "format")), 1);
  g_assert_false (gtk_widget_get_visible (find (fixture, "excel_row")));
  card = write_as (fixture, "list.vcf");
  g_assert_cmpuint (count_text (card, "BEGIN:VCARD\r\n"), ==, written);
}

/* Nobody to write to: nothing to save. */
static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture, "qwertzuiop");
  g_assert_cmpint (count_of (fixture, "written"), ==, 0);
  g_assert_false (gtk_widget_get_sensitive (find (fixture, "save_button")));
  g_assert_nonnull (app_test_find_label (fixture->dialog, "0 people found by"));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
#define add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  add ("/contacts-dialog/channels", test_channels);
  add ("/contacts-dialog/list", test_list);
  add ("/contacts-dialog/nobody", test_nobody);
  return g_test_run ();
}
