/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "missions-test-support.h"

static void
on_told (AtlasSession *session, const char *message, gboolean undo, MissionsTest *test)
{
  g_free (test->told);
  test->told = g_strdup (message);
}

static void
on_failed (AtlasSession *session, const char *title, GError *error)
{
  g_error ("%s: %s", title, error->message);
}

static void
on_show (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MissionsTest *test = data;
  const char *kind;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &kind, &id);
  g_free (test->asked);
  test->asked = g_strdup_printf ("show %s %" G_GINT64_FORMAT, kind, id);
}

static void
on_new (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MissionsTest *test = data;
  g_autoptr (GVariant) fields = NULL;
  const char *kind, *start = "";

  g_variant_get (parameter, "(&s@a{ss})", &kind, &fields);
  g_variant_lookup (fields, "start", "&s", &start);
  g_free (test->asked);
  test->asked = g_strdup_printf ("new %s %s", kind, start);
}

gint64
missions_test_add (MissionsTest *test, const AtlasKind *kind, const char *const *fields)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (kind);
  g_autoptr (GError) error = NULL;
  gint64 id;

  for (gsize i = 0; fields[i] != NULL; i += 2)
    {
      if (g_str_equal (fields[i], "id"))
        {
          AtlasUuid uuid;

          g_assert_true (atlas_uuid_parse (fields[i + 1], -1, &uuid));
          atlas_record_set_uuid (record, &uuid);
          continue;
        }
      atlas_record_set_from_text (record, fields[i], fields[i + 1], &error);
      g_assert_no_error (error);
    }
  id = atlas_register_save (test->records, record, &error);
  g_assert_no_error (error);
  return id;
}

gint64
missions_test_add_mission (MissionsTest *test, const char *title, const char *start, const char *end)
{
  const char *fields[] = { "title", title, "status",     "approved",     "start", start,
                           "end",   end,   "base.place", "Ottawa",       "stops", STOPS,
                           "legs",  LEGS,  "plan",       "{\"days\":3}", NULL };

  return missions_test_add (test, &atlas_kind_mission, fields);
}

gint64
missions_test_add_event (MissionsTest *test, const char *title, const char *start, const char *end)
{
  const char *fields[] = { "title", title, "start", start, "end", end, NULL };

  return missions_test_add (test, &atlas_kind_event, fields);
}

static gboolean
is_settled (gpointer data)
{
  return atlas_page_is_settled (((MissionsTest *) data)->page);
}

void
missions_test_settle (MissionsTest *test)
{
  app_test_run (20);
  app_test_wait (is_settled, test);
  app_test_run (20);
}

void
missions_test_set_up (MissionsTest *test, gconstpointer get_type)
{
  static const GActionEntry entries[] = {
    { "show-record", on_show, "(sx)" },
    { "new-record", on_new, "(sa{ss})" },
  };
  GType (*type) (void) = (GType (*) (void)) get_type;
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  test->session = app_test_session_new (0);
  test->records = atlas_session_get_register (test->session);
  g_signal_connect (test->session, "failed", G_CALLBACK (on_failed), NULL);
  g_signal_connect (test->session, "told", G_CALLBACK (on_told), test);
  test->page = g_object_new (type (), NULL);
  atlas_page_set_session (test->page, test->session);
  test->window = app_test_present (GTK_WIDGET (test->page), 1100, 760);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), test);
  gtk_widget_insert_action_group (GTK_WIDGET (test->window), "win", G_ACTION_GROUP (actions));
  missions_test_settle (test);
}

void
missions_test_tear_down (MissionsTest *test, gconstpointer data)
{
  gtk_window_destroy (test->window);
  atlas_session_close (test->session);
  g_object_unref (test->session);
  g_free (test->told);
  g_free (test->asked);
}

gboolean
missions_test_shows (MissionsTest *test, const char *words)
{
  GtkWidget *label = app_test_find_label (GTK_WIDGET (test->page), words);

  return label != NULL && gtk_widget_get_mapped (label);
}
