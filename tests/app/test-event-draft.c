/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "events-test-support.h"

#include "atlas-date.h"
#include "atlas-event-draft.h"

/* A new event begins with what is known. */
static void
test_draft (void)
{
  static const struct
  {
    const char *key, *text;
    const char *timezone, *start;
  } table[] = {
    { "address.region", "US-AZ", "America/Phoenix", "2026-12-01T18:00:00-07:00" },
    { "address.region", "US-NY", "America/New_York", "2026-12-01T18:00:00-05:00" },
    { "address.region", "Nunavut", NULL, NULL },
    { "timezone", "Africa/Kigali", "Africa/Kigali", "2026-12-01T18:00:00+02:00" },
    { "start", "2027-01-05 10:00", "UTC", "2027-01-05T10:00:00Z" },
    { "no.such.field", "x", "UTC", "2026-12-01T18:00:00+00:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (AtlasRecord) event = NULL;
      gint64 expected, start, end;

      g_hash_table_insert (fields, (gpointer) table[i].key, (gpointer) table[i].text);
      event = atlas_event_draft_new (fields);
      g_assert_cmpstr (atlas_record_get_text (event, "status"), ==, "planned");
      g_assert_null (atlas_record_get_text (event, "title"));
      g_assert_true (atlas_timestamp_parse (atlas_record_get_text (event, "start"), -1, &start, NULL));
      g_assert_true (atlas_timestamp_parse (atlas_record_get_text (event, "end"), -1, &end, NULL));
      if (table[i].timezone == NULL)
        {
          g_assert_true (g_str_has_prefix (atlas_record_get_text (event, "timezone"), "America/"));
          g_assert_cmpstr (atlas_record_get_text (event, "address.region"), ==, "CA-NU");
          continue;
        }
      g_assert_cmpstr (atlas_record_get_text (event, "timezone"), ==, table[i].timezone);
      g_assert_true (atlas_timestamp_parse (table[i].start, -1, &expected, NULL));
      g_assert_cmpint (start, ==, expected);
      if (!g_str_equal (table[i].key, "start"))
        g_assert_cmpint (end - start, ==, 2 * 60 * 60);
    }
}

int
main (int argc, char *argv[])
{
  g_setenv ("ATLAS_NOW", EVENTS_TEST_NOW, TRUE);
  app_test_init (&argc, &argv);
  g_test_add_func ("/event-draft/new", test_draft);
  return g_test_run ();
}
