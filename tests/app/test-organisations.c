/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "editor-test-support.h"

#include "atlas-organisations-page.h"
#include "atlas-people-row.h"
#include "atlas-to-do-page.h"

/* The pages of organisations and of what is to do. */

#define ADA_ID "11111111-1111-4111-8111-111111111111"

typedef struct
{
  AtlasSession *session;
  AtlasRegister *records;
  AtlasPage *page;
  GtkWindow *window;
  char *told;
} Test;

static void
on_told (AtlasSession *session, const char *message, gboolean undo, Test *test)
{
  g_free (test->told);
  test->told = g_strdup (message);
}

static void
on_failed (AtlasSession *session, const char *title, GError *error)
{
  g_error ("%s: %s", title, error->message);
}

static gint64
add (Test *test, const AtlasKind *kind, const char *uuid, const char *const *fields)
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
  id = atlas_register_save (test->records, record, &error);
  g_assert_no_error (error);
  return id;
}

static gboolean
is_settled (gpointer data)
{
  return atlas_page_is_settled (((Test *) data)->page);
}

static void
settle (Test *test)
{
  app_test_run (80);
  app_test_wait (is_settled, test);
  app_test_run (50);
}

static void
set_up (Test *test, gconstpointer get_type)
{
  const char *ada[] = {
    "given_name", "Ada",        "family_name",     "Uwase",    "address.city",
    "Ottawa",     "emails",     "ada@example.org", "consents", "contact:email:given:2024-01-01",
    "confirmed",  "2024-05-06", "status",          "active",   NULL
  };
  GType (*type) (void) = (GType (*) (void)) get_type;

  test->session = app_test_session_new (0);
  test->records = atlas_session_get_register (test->session);
  g_signal_connect (test->session, "failed", G_CALLBACK (on_failed), NULL);
  g_signal_connect (test->session, "told", G_CALLBACK (on_told), test);
  add (test, &atlas_kind_member, ADA_ID, ada);
  test->page = g_object_new (type (), NULL);
  atlas_page_set_session (test->page, test->session);
  test->window = app_test_present (GTK_WIDGET (test->page), 1100, 800);
  settle (test);
}

static void
tear_down (Test *test, gconstpointer data)
{
  gtk_window_destroy (test->window);
  atlas_session_close (test->session);
  g_object_unref (test->session);
  g_free (test->told);
}

static gboolean
shows (Test *test, const char *words)
{
  GtkWidget *label = app_test_find_label (GTK_WIDGET (test->page), words);

  return label != NULL && gtk_widget_get_mapped (label);
}

static gboolean
has_person (gpointer data)
{
  return shows (data, "Ada Uwase");
}

static gboolean
is_saved (gpointer data)
{
  return g_strcmp0 (((Test *) data)->told, "Added Les Amis du Rwanda") == 0;
}

/* From nothing: an organisation is written down, somebody put into it by name, and found by its type. */
static void
test_organisations (Test *test, gconstpointer data)
{
  GtkWidget *types;
  GtkWidget *editor = app_test_find (GTK_WIDGET (test->page), ATLAS_TYPE_RECORD_EDITOR, NULL);
  AtlasFilter *filter = atlas_session_get_filter (test->session, &atlas_kind_organisation);
  g_autoptr (AtlasQuery) all = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (AtlasRecord) saved = NULL;

  g_assert_true (shows (test, "No Organisations Yet"));
  app_test_picture (GTK_WIDGET (test->page), "organisations-none");
  atlas_page_new_record (test->page, NULL);
  app_test_run (100);
  app_test_type (editor_test_find_row_in (editor, "Name"), "Les Amis du Rwanda");
  g_assert_true (gtk_widget_activate_action (editor, "editor.save", NULL));
  app_test_wait (is_saved, test);
  all = atlas_query_parse (&atlas_kind_organisation, NULL, NULL);
  ids = atlas_register_list_ids (test->records, all, NULL, 0, NULL, NULL);
  g_assert_cmpuint (ids->len, ==, 1);

  /* Somebody is put into it elsewhere; the form shows who it is. */
  saved = atlas_register_load (test->records, &atlas_kind_organisation, g_array_index (ids, gint64, 0), NULL);
  g_assert_cmpstr (atlas_record_get_text (saved, "status"), ==, "active");
  g_assert_true (
    atlas_record_set_from_text (saved, "roles", "[{\"member\":\"" ADA_ID "\",\"role\":\"chair\"}]", NULL));
  g_assert_cmpint (atlas_register_save (test->records, saved, NULL), !=, 0);
  app_test_wait (has_person, test);
  settle (test);
  g_assert_true (shows (test, "1 person"));
  app_test_picture (GTK_WIDGET (test->page), "organisations");

  /* The choice of types is a part of the search, and follows it. */
  types = app_test_find (GTK_WIDGET (test->page), GTK_TYPE_DROP_DOWN, "type");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (types), 3);
  g_assert_cmpstr (atlas_filter_get_text (filter), ==, "type:employer");
  settle (test);
  g_assert_true (shows (test, "Nothing Found"));
  app_test_picture (GTK_WIDGET (test->page), "organisations-not-found");
  app_test_click (app_test_find_button (GTK_WIDGET (test->page), "_Clear the Search"));
  settle (test);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (types)), ==, 0);
  g_assert_false (shows (test, "Nothing Found"));
}

static gboolean
has_nothing_due (gpointer data)
{
  return shows (data, "Nothing Is Due");
}

static gboolean
has_nobody_left (gpointer data)
{
  return shows (data, "Nobody to Contact Again");
}

static gboolean
is_back (gpointer data)
{
  return shows (data, "Ada Uwase");
}

/* The list may follow the change before whoever made it is told that it is done. */
static gboolean
has_put_off (gpointer data)
{
  return g_strcmp0 (((Test *) data)->told, "Put off by a week: Send the forms") == 0;
}

static gboolean
has_confirmed (gpointer data)
{
  return g_strcmp0 (((Test *) data)->told, "Ada Uwase was confirmed today") == 0;
}

/* The oldest first; what is put off or done goes from the list, and comes back with undo. */
static void
test_to_do (Test *test, gconstpointer data)
{
  const char *old[] = { "date",    "2026-01-02",     "channel",   "phone",      "member", ADA_ID,
                        "summary", "Send the forms", "follow_up", "2026-01-09", NULL };
  GtkWidget *page = GTK_WIDGET (test->page);
  GtkWidget *tab;

  g_assert_true (shows (test, "Nothing Is Due"));
  app_test_picture (page, "to-do-nothing");
  add (test, &atlas_kind_interaction, NULL, old);
  app_test_wait (is_back, test);
  settle (test);
  g_assert_true (shows (test, "overdue since 9 January 2026 · Send the forms"));
  app_test_picture (page, "to-do");

  app_test_click (app_test_find_button (page, "Later"));
  app_test_wait (has_nothing_due, test);
  app_test_wait (has_put_off, test);
  atlas_session_undo (test->session, FALSE);
  app_test_wait (is_back, test);
  app_test_click (app_test_find_button (page, "Done"));
  app_test_wait (has_nothing_due, test);

  tab = gtk_widget_get_ancestor (app_test_find_label (page, "To Contact Again"), GTK_TYPE_TOGGLE_BUTTON);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), TRUE);
  app_test_wait (is_back, test);
  settle (test);
  app_test_picture (page, "to-do-recontact");
  g_assert_true (shows (test, "confirmed 6 May 2024 · Ottawa · ada@example.org"));
  app_test_click (app_test_find_button (page, "Confirmed"));
  app_test_wait (has_nobody_left, test);
  app_test_wait (has_confirmed, test);
}

/* Branches are called alike, but for their end. */
static void
test_long_names (Test *test, gconstpointer data)
{
  const char *branch[] = { "name", "Rwandan Community Association of Greater Charlotte", "type",
                           "association", NULL };
  GtkWidget *label;

  add (test, &atlas_kind_organisation, NULL, branch);
  settle (test);
  label = app_test_find_label (GTK_WIDGET (test->page), branch[1]);
  g_assert_nonnull (label);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add ("/organisations/page", Test, atlas_organisations_page_get_type, set_up, test_organisations,
              tear_down);
  g_test_add ("/organisations/long-names", Test, atlas_organisations_page_get_type, set_up, test_long_names,
              tear_down);
  g_test_add ("/organisations/to-do", Test, atlas_to_do_page_get_type, set_up, test_to_do, tear_down);
  return g_test_run ();
}
