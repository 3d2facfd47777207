/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

static gboolean
is_idle (gpointer session)
{
  return !atlas_session_is_loading (session) &&
         g_list_model_get_n_items (atlas_session_get_jobs (session)) == 0;
}

/* Whether the session has heard of the change and counted anew. */
typedef struct
{
  AtlasSession *session;
  guint members;
} Expected;

static guint
count_members (AtlasSession *session)
{
  return atlas_point_set_get_total (atlas_session_get_points (session))->members;
}

static gboolean
is_as_expected (gpointer data)
{
  const Expected *expected = data;

  return is_idle (expected->session) && count_members (expected->session) == expected->members;
}

static void
wait_for_members (AtlasSession *session, guint members)
{
  Expected expected = { session, members };

  app_test_wait (is_as_expected, &expected);
}

static void
on_told (AtlasSession *session, const char *message, gboolean undo, char **last)
{
  g_free (*last);
  *last = g_strdup (message);
}

static void
count (guint *n)
{
  ++*n;
}

/* Over midnight what counts from today is asked anew, and nothing else is. */
static void
test_day (void)
{
  g_autoptr (AtlasSession) session = NULL;
  AtlasFilter *filter;
  guint n_days = 0, n_queries = 0;

  g_setenv ("ATLAS_NOW", "2026-03-01T23:59:00Z", TRUE);
  session = app_test_session_new (50);
  filter = atlas_session_get_filter (session, &atlas_kind_member);
  atlas_filter_set_text (filter, "confirmed:none,<-1y");
  g_signal_connect_swapped (session, "day-changed", G_CALLBACK (count), &n_days);
  g_signal_connect_swapped (filter, "notify::query", G_CALLBACK (count), &n_queries);
  atlas_session_look_at_day (session);
  g_assert_cmpuint (n_days, ==, 0);
  g_setenv ("ATLAS_NOW", "2026-03-02T00:01:00Z", TRUE);
  atlas_session_look_at_day (session);
  g_assert_cmpuint (n_days, ==, 1);
  g_assert_cmpuint (n_queries, ==, 1);

  atlas_filter_set_text (filter, "sex:female");
  g_assert_cmpuint (n_queries, ==, 2);
  g_setenv ("ATLAS_NOW", "2026-03-03T00:01:00Z", TRUE);
  atlas_session_look_at_day (session);
  g_assert_cmpuint (n_days, ==, 2);
  g_assert_cmpuint (n_queries, ==, 2);
  g_unsetenv ("ATLAS_NOW");
  app_test_wait (is_idle, session);
  atlas_session_close (session);
}

static void
test_filter (void)
{
  g_autoptr (AtlasSession) session = app_test_session_new (400);
  AtlasFilter *filter = atlas_session_get_filter (session, &atlas_kind_member);
  guint women;

  g_assert_cmpuint (count_members (session), ==, 400);
  atlas_filter_set_text (filter, "sex:female");
  /* Until they are counted the points are still everybody. */
  g_assert_cmpstr (atlas_query_get_text (atlas_session_get_points_query (session)), ==, "");
  app_test_wait (is_idle, session);
  g_assert_cmpstr (atlas_query_get_text (atlas_session_get_points_query (session)), ==, "sex:female");
  women = count_members (session);
  g_assert_cmpuint (women, >, 100);
  g_assert_cmpuint (women, <, 300);

  /* Of what is not understood the beginning counts, and why is said. */
  atlas_filter_set_text (filter, "sex:female colour:red");
  g_assert_nonnull (strstr (atlas_filter_get_error (filter), "colour"));
  app_test_wait (is_idle, session);
  g_assert_cmpuint (count_members (session), ==, women);
  atlas_filter_set_text (filter, "sex:female city:\"new");
  g_assert_nonnull (atlas_filter_get_error (filter));
  app_test_wait (is_idle, session);
  g_assert_cmpuint (count_members (session), ==, women);

  /* Not what an earlier letter meant: nobody has the word "region". */
  atlas_filter_set_text (filter, "region");
  app_test_wait (is_idle, session);
  g_assert_cmpuint (count_members (session), ==, 0);
  atlas_filter_set_text (filter, "region:XX");
  g_assert_nonnull (atlas_filter_get_error (filter));
  app_test_wait (is_idle, session);
  g_assert_cmpuint (count_members (session), ==, 400);

  atlas_filter_set_text (filter, "");
  g_assert_null (atlas_filter_get_error (filter));
  app_test_wait (is_idle, session);
  g_assert_cmpuint (count_members (session), ==, 400);
}

static void
test_undo (void)
{
  g_autoptr (AtlasSession) session = app_test_session_new (50);
  AtlasRegister *records = atlas_session_get_register (session);
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (session, "told", G_CALLBACK (on_told), &told);
  atlas_record_set_text (record, "given_name", "Ada");
  atlas_record_set_text (record, "family_name", "Uwase");
  g_assert_cmpint (atlas_register_save (records, record, &error), >, 0);
  g_assert_no_error (error);
  wait_for_members (session, 51);
  g_assert_nonnull (strstr (atlas_session_get_undo_label (session), "Ada Uwase"));
  g_assert_null (atlas_session_get_redo_label (session));

  atlas_session_undo (session, FALSE);
  wait_for_members (session, 50);
  g_assert_nonnull (strstr (told, "Ada Uwase"));
  g_assert_nonnull (strstr (atlas_session_get_redo_label (session), "Ada Uwase"));

  atlas_session_undo (session, TRUE);
  wait_for_members (session, 51);
}

static gboolean
draw (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
test_jobs (void)
{
  g_autoptr (AtlasSession) session = app_test_session_new (0);
  g_autoptr (AtlasJob) first = atlas_session_start_job (session, "One");
  g_autoptr (AtlasJob) second = atlas_session_start_job (session, "Two");
  guint drawing;

  g_assert_cmpuint (g_list_model_get_n_items (atlas_session_get_jobs (session)), ==, 2);
  g_assert_cmpfloat (atlas_job_get_fraction (first), <, 0);
  /* Also while something is drawn without end. */
  drawing = g_idle_add_full (GDK_PRIORITY_REDRAW, draw, NULL, NULL);
  atlas_job_progress (3, 4, first);
  for (guint i = 0; i < 100; i++)
    g_main_context_iteration (NULL, FALSE);
  g_source_remove (drawing);
  g_assert_cmpfloat (atlas_job_get_fraction (first), ==, 0.75);
  atlas_job_end (first);
  g_assert_cmpuint (g_list_model_get_n_items (atlas_session_get_jobs (session)), ==, 1);
  atlas_job_end (first);
  atlas_job_end (second);
  g_assert_cmpuint (g_list_model_get_n_items (atlas_session_get_jobs (session)), ==, 0);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/session/filter", test_filter);
  g_test_add_func ("/session/day", test_day);
  g_test_add_func ("/session/undo", test_undo);
  g_test_add_func ("/session/jobs", test_jobs);
  return g_test_run ();
}
