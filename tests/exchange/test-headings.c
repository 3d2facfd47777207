/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-test-support.h"

/* What single columns are taken for, and what is nobody's until somebody says so. */

/* The target of the column beside a name, "keep" where it is not understood. @value: in each of three rows
 * (transfer full) */
static char *
map (const char *heading, const char *value)
{
  g_autofree char *text = g_strdup_printf ("Name;\"%s\"\nAda Uwase;%s\nJean Mugabo;%s\nRose Sano;%s\n",
                                           heading, value, value, value);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (AtlasRowReader) reader = atlas_csv_reader_new (stream, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasTableSample) sample = atlas_table_sample_new (reader, NULL, &error);
  g_autoptr (AtlasMapping) mapping = NULL;

  g_assert_no_error (error);
  mapping = atlas_mapping_guess (&atlas_kind_member, sample, NULL);
  return g_strdup (atlas_mapping_get_target (mapping, 1));
}

static const struct
{
  const char *heading;
  const char *value;
  const char *target;
} headings[] = {
  /* Consent is as wide as its heading, never wider. */
  { "Agree to be contacted (by e-mail only)", "yes", "keep" },
  { "Agree to be contacted [by e-mail", "yes", "keep" },
  { "Consent (photos)", "yes", "keep" },
  { "Consentement (photos) / Consent (photos)", "oui", "keep" },
  { "Do you agree to be contacted (WhatsApp)?", "yes", "keep" },
  { "Do you agree to be contacted on WhatsApp?", "yes", "keep" },
  { "Agree to be contacted WhatsApp", "yes", "keep" },
  { "Do you consent to be contacted in Canada?", "yes", "keep" },
  { "Deceased (spouse)", "yes", "keep" },
  { "Do not email (newsletter)", "yes", "keep" },
  { "Do you agree to be contacted by the Embassy?", "yes", "agreed" },
  { "Please tell us: do you agree to be contacted?", "yes", "agreed" },
  { "Consent (yes/no)", "yes", "agreed" },
  { "Décédé(e)", "non", "deceased" },

  /* What is somebody else's, or of another place. */
  { "Phone (emergency contact)", "+1 613 555 0100", "keep" },
  { "Email (spouse)", "a@b.org", "keep" },
  { "What is your spouse's email?", "a@b.org", "keep" },
  { "Date of birth (child)", "1985-03-04", "keep" },
  { "Country (of birth)", "Rwanda", "keep" },
  { "Country of birth", "Rwanda", "keep" },
  { "Pays (de naissance)", "Rwanda", "keep" },
  { "City (where you were born)", "Huye", "keep" },

  /* How to write it. */
  { "Phone (WhatsApp)", "x", "phones" },
  { "Date of birth (YYYY-MM-DD)", "1985-03-04", "birth_year" },
  { "City (e.g. Ottawa)", "Huye", "address.city" },
  { "Full name (as it appears on your passport)", "x", "name" },
  { "Address (street, city, state)", "x", "address" },
  { "Address (state)", "Elm", "keep" },
  { "City (required)", "Huye", "address.city" },

  /* What is answered with yes or no. */
  { "Born in Canada", "yes", "keep" },
  { "Please tell us: is your address current?", "yes", "keep" },
  { "When did you arrive in Canada?", "2010", "arrival_year" },
  { "Arrival year in the USA", "2010", "arrival_year" },
  { "Année d'arrivée au Canada", "2010", "arrival_year" },
  { "What is your profession in Canada?", "Nurse", "occupation.title" },
  { "Phone number in Canada", "x", "phones" },
};

static void
test_headings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    {
      g_autofree char *got = map (headings[i].heading, headings[i].value);

      if (g_strcmp0 (got, headings[i].target) != 0)
        g_test_message ("%s", headings[i].heading);
      g_assert_cmpstr (got, ==, headings[i].target);
    }
}

/* --- What becomes of rows. */

static AtlasImport *
make_table (Fixture *fixture, const char *text)
{
  AtlasImport *import = atlas_import_new (fixture->source);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  atlas_import_add_stream (import, stream, "a.csv");
  return import;
}

static void
run_mapped (Fixture *fixture, const char *text, const char *const *maps, const char *expected)
{
  g_autoptr (AtlasImport) import = make_table (fixture, text);

  for (; *maps != NULL; maps++)
    g_assert_true (atlas_import_add_map (import, *maps, NULL));
  run_counted (import, expected);
}

/* A whole name tells what the column of a part does not; of two whole names the first counts. */
static void
test_half_names (Fixture *fixture, gconstpointer data)
{
  static const char *const maps[] = { "First name=given_name", "Full name=name", "Other=name", NULL };

  run_mapped (fixture,
              "First name,Full name,Other\n"
              "Ada,Ada Uwase,Adi Keza\n"
              ",Jean Mugabo,\n"
              "Luc,,\n",
              maps, "3 3 0 0 0 0 3");
  assert_query (fixture->source,
                "SELECT group_concat (given_name || ' ' || ifnull (family_name, '-') || ' ' || "
                "ifnull (extra, '-'), '; ') FROM (SELECT * FROM member ORDER BY given_name)",
                "Ada Uwase {\"columns\":{\"Other\":\"Adi Keza\"}}; Jean Mugabo -; Luc - -");
}

/* A messenger has a number where somebody has no name. */
static void
test_nameless (Fixture *fixture, gconstpointer data)
{
  static const char *const maps[] = { "Saved Name=name", "Public Name=name", NULL };

  run_mapped (fixture,
              "Saved Name,Public Name\n"
              "+1 613 555 0100,~Ada Uwase\n"
              "+1 613 555 0101,\n",
              maps, "2 1 0 0 0 1 1");
  assert_query (fixture->source, "SELECT given_name || ' ' || family_name || ' ' || extra FROM member",
                "Ada Uwase {\"columns\":{\"Saved Name\":\"+1 613 555 0100\"}}");
}

/* Latitude and longitude have columns of their own: a third that tells a position does not override them. */
static void
test_position (void)
{
  static const char text[] = "Name;Latitude;Longitude;Position\nAda Uwase;45.5;-75.5;45.4215, -75.6972\nRose "
                             "Sano;45.5;-75.5;45.4, -75.6\n";
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (AtlasRowReader) reader = atlas_csv_reader_new (stream, NULL);
  g_autoptr (AtlasTableSample) sample = atlas_table_sample_new (reader, NULL, NULL);
  g_autoptr (AtlasMapping) mapping = atlas_mapping_guess (&atlas_kind_member, sample, NULL);

  g_assert_cmpstr (atlas_mapping_get_target (mapping, 1), ==, "location.latitude");
  g_assert_cmpstr (atlas_mapping_get_target (mapping, 3), ==, "leave");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/headings/headings", test_headings);
  g_test_add_func ("/headings/position", test_position);
  EXCHANGE_TEST ("/headings/half-names", test_half_names);
  EXCHANGE_TEST ("/headings/nameless", test_nameless);
  return g_test_run ();
}
