/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include "atlas-duplicates.h"
#include "atlas-duplicate-hint.h"
#include "atlas-duplicates-view.h"
#include "atlas-pair-view.h"
#include "atlas-to-do-page.h"

/* People who may be recorded twice, at the window. */

typedef struct
{
  AtlasSession *session;
  AtlasRegister *records;
  AtlasToDoPage *page;
  AtlasDuplicatesView *view;
  AtlasPairView *pair;
  GtkListView *list;
  GtkWindow *window;
  char *told;
  gboolean undo;
} Test;

static void
on_told (AtlasSession *session, const char *message, gboolean undo, Test *test)
{
  g_free (test->told);
  test->told = g_strdup (message);
  test->undo = undo;
}

static void
on_failed (AtlasSession *session, const char *title, GError *error)
{
  g_error ("%s: %s", title, error->message);
}

/* "key", "text", ... NULL. */
static gint64
add (Test *test, const char *const *fields)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
  g_autoptr (GError) error = NULL;
  gint64 id;

  for (gsize i = 0; fields[i] != NULL; i += 2)
    {
      atlas_record_set_from_text (record, fields[i], fields[i + 1], &error);
      g_assert_no_error (error);
    }
  id = atlas_register_save (test->records, record, &error);
  g_assert_no_error (error);
  return id;
}

/* Two pairs, the first the surer one, and somebody who is nobody else. */
static void
add_people (Test *test)
{
  static const char *const people[][17] = {
    { "given_name", "Ada", "family_name", "Uwase", "birth_year", "1984", "emails", "ada@example.org",
      "phones", "+1 613 555 0100", "address.city", "Ottawa", "skills", "nursing", "notes", "Met in Ottawa.",
      NULL },
    { "given_name", "Ada", "family_name", "Uwase Tremblay", "birth_year", "1984", "emails", "ada@example.org",
      "phones", "+1 613 555 0100", "address.city", "Toronto", "skills", "midwifery", "consents",
      "contact:email:withdrawn:2024-01-01", NULL },
    { "given_name", "Claudine", "family_name", "Mukamana", "birth_year", "1990", "phones", "+1 514 555 0123",
      "address.city", "Ottawa", NULL },
    { "given_name", "Mukamana", "family_name", "Claudine", "birth_year", "1990", "phones", "+1 514 555 0123",
      "address.city", "Gatineau", NULL },
    { "given_name", "Olivier", "family_name", "Habimana", "birth_year", "1960", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_assert_cmpint (add (test, people[i]), ==, i + 1);
}

static gboolean
is_settled (gpointer data)
{
  Test *test = data;

  return atlas_page_is_settled (ATLAS_PAGE (test->page)) && atlas_duplicates_view_is_settled (test->view);
}

static void
settle (Test *test)
{
  app_test_run (30);
  app_test_wait (is_settled, test);
  app_test_run (10);
}

static gboolean
is_told (gpointer data)
{
  return ((Test *) data)->told != NULL;
}

static void
wait_told (Test *test, const char *message)
{
  app_test_wait (is_told, test);
  g_assert_cmpstr (test->told, ==, message);
  g_assert_true (test->undo);
  g_clear_pointer (&test->told, g_free);
  settle (test);
}

static void
set_up (Test *test, gconstpointer people)
{
  test->session = app_test_session_new (0);
  test->records = atlas_session_get_register (test->session);
  g_signal_connect (test->session, "failed", G_CALLBACK (on_failed), NULL);
  g_signal_connect (test->session, "told", G_CALLBACK (on_told), test);
  if (people != NULL)
    add_people (test);
  test->page = g_object_new (ATLAS_TYPE_TO_DO_PAGE, NULL);
  atlas_page_set_session (ATLAS_PAGE (test->page), test->session);
  test->view =
    ATLAS_DUPLICATES_VIEW (app_test_find (GTK_WIDGET (test->page), ATLAS_TYPE_DUPLICATES_VIEW, NULL));
  test->pair = ATLAS_PAIR_VIEW (app_test_find (GTK_WIDGET (test->view), ATLAS_TYPE_PAIR_VIEW, NULL));
  test->list = GTK_LIST_VIEW (app_test_find (GTK_WIDGET (test->view), GTK_TYPE_LIST_VIEW, NULL));
  test->window = app_test_present (GTK_WIDGET (test->page), 1100, 800);
  /* Nobody searches before somebody looks. */
  g_assert_cmpuint (atlas_duplicates_view_get_n_pairs (test->view), ==, 0);
  atlas_to_do_page_show_duplicates (test->page);
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

static guint
count_listed (Test *test)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (test->list)));
}

/* "1-2": whose records are beside each other; "" for nobody's. */
static void
assert_shown (Test *test, const char *expected)
{
  AtlasMergeDraft *draft = atlas_pair_view_get_draft (test->pair);
  g_autofree char *shown =
    draft ? g_strdup_printf ("%d-%d", (int) atlas_record_get_id (atlas_merge_draft_get_left (draft)),
                             (int) atlas_record_get_id (atlas_merge_draft_get_right (draft)))
          : g_strdup ("");

  g_assert_cmpstr (shown, ==, expected);
}

static gboolean
shows (Test *test, const char *words)
{
  GtkWidget *label = app_test_find_label (GTK_WIDGET (test->view), words);

  return label != NULL && gtk_widget_get_mapped (label);
}

/* The cell, which is chosen as a click does. */
static void
choose (Test *test, const char *words)
{
  GtkWidget *label = app_test_find_label (GTK_WIDGET (test->pair), words);

  g_assert_nonnull (label);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_widget_get_ancestor (label, GTK_TYPE_CHECK_BUTTON)),
                               TRUE);
}

static void
act (Test *test, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->pair), action, NULL));
}

static void
assert_text (Test *test, gint64 id, const char *key, const char *expected)
{
  g_autoptr (AtlasRecord) record = atlas_register_load (test->records, &atlas_kind_member, id, NULL);

  g_assert_nonnull (record);
  g_assert_cmpstr (atlas_record_get_text (record, key), ==, expected);
}

static void
undo (Test *test, const char *message)
{
  atlas_session_undo (test->session, FALSE);
  app_test_wait (is_told, test);
  g_assert_cmpstr (test->told, ==, message);
  g_clear_pointer (&test->told, g_free);
  settle (test);
}

/* One merge with a field from the right, and back again; one pair that is none, and stays away. */
static void
test_decide (Test *test, gconstpointer data)
{
  g_assert_cmpuint (atlas_duplicates_view_get_n_pairs (test->view), ==, 2);
  g_assert_true (shows (test, "2 pairs among 5 people"));
  assert_shown (test, "1-2");
  g_assert_true (shows (test, "Family name"));
  g_assert_true (shows (test, "Uwase Tremblay"));
  g_assert_true (shows (test, "No event, role or contact stands with the record that goes."));
  /* What is the same needs no choice. */
  gtk_expander_set_expanded (GTK_EXPANDER (app_test_find (GTK_WIDGET (test->pair), GTK_TYPE_EXPANDER, NULL)),
                             TRUE);
  g_assert_true (shows (test, "1984"));
  g_assert_null (
    gtk_widget_get_ancestor (app_test_find_label (GTK_WIDGET (test->pair), "1984"), GTK_TYPE_CHECK_BUTTON));
  app_test_picture (GTK_WIDGET (test->page), "duplicates");
  choose (test, "Uwase Tremblay");
  choose (test, "nursing");
  act (test, "duplicates.merge");
  /* At once, before anything is written. */
  assert_shown (test, "3-4");
  g_assert_cmpuint (count_listed (test), ==, 1);
  wait_told (test, "Merged: Ada Uwase · Ada Uwase Tremblay");
  assert_text (test, 1, "family_name", "Uwase Tremblay");
  assert_text (test, 1, "skills", "[\"nursing\"]");
  assert_text (test, 1, "address.city", "Ottawa");
  g_assert_cmpuint (atlas_duplicates_view_get_n_pairs (test->view), ==, 1);

  undo (test, "Undone: Merge Ada Uwase and Ada Uwase Tremblay");
  assert_shown (test, "1-2");
  g_assert_cmpuint (count_listed (test), ==, 2);
  assert_text (test, 1, "family_name", "Uwase");

  act (test, "duplicates.different");
  assert_shown (test, "3-4");
  wait_told (test, "Not the same: Ada Uwase · Ada Uwase Tremblay");
  g_assert_cmpuint (count_listed (test), ==, 1);
  undo (test, "Undone: Tell Ada Uwase and Ada Uwase Tremblay apart");
  assert_shown (test, "1-2");
  act (test, "duplicates.different");
  wait_told (test, "Not the same: Ada Uwase · Ada Uwase Tremblay");
  /* Nor does another search find it. */
  app_test_click (app_test_find_button (GTK_WIDGET (test->view), "Search Again"));
  settle (test);
  assert_shown (test, "3-4");
  g_assert_cmpuint (count_listed (test), ==, 1);

  act (test, "duplicates.merge");
  wait_told (test, "Merged: Claudine Mukamana · Mukamana Claudine");
  assert_shown (test, "");
  g_assert_true (shows (test, "No Duplicates Found"));
}

/* What is put off comes last; what the search does not find is not listed; who is written down anew is looked
 * at by itself; two people may be set beside each other who are not alike. */
static void
test_list (Test *test, gconstpointer data)
{
  static const char *const bob[] = { "given_name", "Olivier", "family_name",     "Habimana", "birth_year",
                                     "1960",       "emails",  "bob@example.org", NULL };
  AtlasFilter *filter = atlas_session_get_filter (test->session, &atlas_kind_member);

  act (test, "duplicates.later");
  assert_shown (test, "3-4");
  g_assert_cmpuint (count_listed (test), ==, 2);
  act (test, "duplicates.later");
  assert_shown (test, "1-2");

  atlas_filter_set_text (filter, "city:Gatineau");
  settle (test);
  assert_shown (test, "3-4");
  g_assert_cmpuint (count_listed (test), ==, 1);
  g_assert_true (shows (test, "1 of 2 pairs"));
  atlas_filter_set_text (filter, "Habimana");
  settle (test);
  g_assert_true (shows (test, "Nobody Found"));
  app_test_click (app_test_find_button (GTK_WIDGET (test->view), "_Clear Search"));
  settle (test);
  g_assert_cmpuint (count_listed (test), ==, 2);

  add (test, bob);
  settle (test);
  g_assert_cmpuint (count_listed (test), ==, 3);

  /* What is listed says what people are called now. */
  {
    g_autoptr (AtlasRecord) record = atlas_register_load (test->records, &atlas_kind_member, 2, NULL);

    atlas_record_set_text (record, "family_name", "Uwase-Tremblay");
    g_assert_cmpint (atlas_register_save (test->records, record, NULL), ==, 2);
    settle (test);
    g_assert_true (shows (test, "Ada Uwase-Tremblay"));
    g_assert_false (shows (test, "Ada Uwase Tremblay"));
  }

  atlas_to_do_page_compare (test->page, 5, 1);
  assert_shown (test, "1-5");
  g_assert_true (shows (test, "Put side by side by you"));
  settle (test);
  assert_shown (test, "1-5");
  gtk_window_set_default_size (test->window, 420, 700);
  app_test_run (200);
  gtk_widget_activate_action (GTK_WIDGET (test->list), "list.activate-item", "u", 1);
  settle (test);
  app_test_picture (GTK_WIDGET (test->page), "duplicates-narrow");
}

static gboolean
has_looked (gpointer hint)
{
  return atlas_duplicate_hint_is_settled (hint);
}

static gboolean
is_hinted (GtkWidget *hint, const char *words)
{
  GtkWidget *revealer = gtk_widget_get_first_child (hint);

  app_test_wait (has_looked, hint);
  return gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)) && app_test_find_label (hint, words) != NULL;
}

/* On a person's own page: who has the same name and more, and is not known to be somebody else. */
static void
test_hint (Test *test, gconstpointer data)
{
  GtkWidget *hint = atlas_duplicate_hint_new ();
  GtkWindow *window = app_test_present (hint, 400, 100);

  atlas_duplicate_hint_set_member (ATLAS_DUPLICATE_HINT (hint), test->session, 1);
  g_assert_true (is_hinted (hint, "Possibly recorded twice: Ada Uwase Tremblay"));
  app_test_picture (hint, "duplicate-hint");
  atlas_duplicate_hint_set_member (ATLAS_DUPLICATE_HINT (hint), test->session, 5);
  g_assert_false (is_hinted (hint, "Possibly recorded twice: Ada Uwase Tremblay"));
  atlas_duplicate_hint_set_member (ATLAS_DUPLICATE_HINT (hint), test->session, 4);
  g_assert_true (is_hinted (hint, "Possibly recorded twice: Claudine Mukamana"));
  act (test, "duplicates.later");
  act (test, "duplicates.different");
  wait_told (test, "Not the same: Claudine Mukamana · Mukamana Claudine");
  g_assert_false (is_hinted (hint, "Possibly recorded twice: Claudine Mukamana"));
  gtk_window_destroy (window);
}

static void
test_nobody (Test *test, gconstpointer data)
{
  g_assert_true (shows (test, "No Duplicates Found"));
  assert_shown (test, "");
  app_test_picture (GTK_WIDGET (test->page), "duplicates-none");
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add ("/duplicates-view/decide", Test, "people", set_up, test_decide, tear_down);
  g_test_add ("/duplicates-view/list", Test, "people", set_up, test_list, tear_down);
  g_test_add ("/duplicates-view/hint", Test, "people", set_up, test_hint, tear_down);
  g_test_add ("/duplicates-view/nobody", Test, NULL, set_up, test_nobody, tear_down);
  return g_test_run ();
}
