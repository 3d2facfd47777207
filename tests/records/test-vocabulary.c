/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "atlas-vocabulary.h"

#define ISO_CODES "/usr/share/iso-codes/json/iso_3166-1.json"

static gboolean
skip_without_iso_codes (void)
{
  if (g_file_test (ISO_CODES, G_FILE_TEST_EXISTS))
    return FALSE;
  g_test_skip ("The package iso-codes is not installed");
  return TRUE;
}

static const struct
{
  const char *name;
  const AtlasVocabulary *vocabulary;
  guint n_terms;
  const char *first;
} closed[] = {
  { "sex", &atlas_vocabulary_sex, 4, "female" },
  { "member status", &atlas_vocabulary_member_status, 3, "active" },
  { "interest", &atlas_vocabulary_interest, 8, "short-assignment" },
  { "education level", &atlas_vocabulary_education_level, 9, "0" },
  { "occupation", &atlas_vocabulary_occupation, 10 + 43 + 130, "0" },
  { "sector", &atlas_vocabulary_sector, 21, "A" },
  { "language level", &atlas_vocabulary_language_level, 6, "A1" },
  { "precision", &atlas_vocabulary_precision, 4, "exact" },
  { "location source", &atlas_vocabulary_location_source, 3, "officer" },
  { "consent purpose", &atlas_vocabulary_consent_purpose, 3, "contact" },
  { "channel", &atlas_vocabulary_channel, 4, "email" },
  { "consent status", &atlas_vocabulary_consent_status, 2, "given" },
  { "event type", &atlas_vocabulary_event_type, 11, "consultation" },
  { "event status", &atlas_vocabulary_event_status, 4, "planned" },
  { "attendance", &atlas_vocabulary_attendance, 5, "invited" },
  { "legal basis", &atlas_vocabulary_legal_basis, 6, "consent" },
  { "organisation type", &atlas_vocabulary_organisation_type, 6, "association" },
  { "organisation status", &atlas_vocabulary_organisation_status, 3, "active" },
  { "role", &atlas_vocabulary_role, 11, "member" },
  { "interaction channel", &atlas_vocabulary_interaction_channel, 7, "email" },
  { "direction", &atlas_vocabulary_direction, 2, "out" },
  { "outcome", &atlas_vocabulary_outcome, 7, "reached" },
};

static void
test_terms (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (closed); i++)
    {
      const AtlasVocabulary *vocabulary = closed[i].vocabulary;

      g_test_message ("%s", closed[i].name);
      g_assert_cmpuint (atlas_vocabulary_get_n_terms (vocabulary), ==, closed[i].n_terms);
      g_assert_cmpstr (atlas_vocabulary_get_key (vocabulary, 0), ==, closed[i].first);
      for (guint j = 0; j < closed[i].n_terms; j++)
        {
          const char *key = atlas_vocabulary_get_key (vocabulary, j);
          const char *label = atlas_vocabulary_get_label (vocabulary, j);

          g_assert_cmpint (atlas_vocabulary_find (vocabulary, key, -1), ==, (int) j);
          g_assert_true (atlas_vocabulary_accepts (vocabulary, key, -1));
          g_assert_cmpstr (atlas_vocabulary_match (vocabulary, key), ==, key);
          g_assert_true (g_utf8_validate (label, -1, NULL));
          g_assert_cmpuint (strlen (label), >, 1);
          g_assert_cmpstr (atlas_vocabulary_label_for (vocabulary, key), ==, label);
        }
      g_assert_cmpint (atlas_vocabulary_find (vocabulary, "no such key", -1), ==, -1);
      g_assert_cmpint (atlas_vocabulary_find (vocabulary, "A\0B", 3), ==, -1);
      g_assert_cmpint (atlas_vocabulary_find (vocabulary, "male\0", 5), ==, -1);
      g_assert_false (atlas_vocabulary_accepts (vocabulary, "", 0));
      g_assert_null (atlas_vocabulary_match (vocabulary, "no such label"));
    }
}

/* Counts by length of code, and every group under a group that is there. */
static void
test_occupations (void)
{
  guint by_length[5] = { 0 };
  const AtlasVocabulary *isco = &atlas_vocabulary_occupation;

  for (guint i = 0; i < atlas_vocabulary_get_n_terms (isco); i++)
    {
      const char *key = atlas_vocabulary_get_key (isco, i);
      gsize length = strlen (key);

      by_length[MIN (length, 4)]++;
      if (length > 1)
        g_assert_cmpint (atlas_vocabulary_find (isco, key, (gssize) length - 1), >=, 0);
    }
  g_assert_cmpuint (by_length[1], ==, 10);
  g_assert_cmpuint (by_length[2], ==, 43);
  g_assert_cmpuint (by_length[3], ==, 130);
  g_assert_cmpuint (by_length[4], ==, 0);

  g_assert_true (atlas_vocabulary_accepts (isco, "2221", -1));
  g_assert_true (atlas_vocabulary_accepts (isco, "0110", -1));
  g_assert_false (atlas_vocabulary_accepts (isco, "2271", -1)); /* no group 227 */
  g_assert_false (atlas_vocabulary_accepts (isco, "22211", -1));
  g_assert_false (atlas_vocabulary_accepts (isco, "222x", -1));
  g_assert_false (atlas_vocabulary_accepts (isco, "27", -1));
  g_assert_cmpstr (atlas_vocabulary_label_for (isco, "2221"), ==, "Nursing and midwifery professionals");
  g_assert_cmpstr (atlas_vocabulary_label_for (isco, "22"), ==, "Health professionals");
  g_assert_cmpstr (atlas_vocabulary_label_for (isco, "9999"), ==, "9999");
  g_assert_cmpstr (atlas_vocabulary_match (isco, "medical DOCTORS"), ==, "221");
}

static const struct
{
  const AtlasVocabulary *vocabulary;
  const char *text, *key;
} matches[] = {
  { &atlas_vocabulary_sex, "F", "female" },
  { &atlas_vocabulary_sex, "Female", "female" },
  { &atlas_vocabulary_sex, "homme", "male" },
  { &atlas_vocabulary_interest, "short assignment", "short-assignment" },
  { &atlas_vocabulary_interest, "Remote work", "remote" },
  { &atlas_vocabulary_education_level, "Master’s or equivalent level", "7" },
  { &atlas_vocabulary_education_level, "Master's or equivalent level", "7" },
  { &atlas_vocabulary_education_level, "PhD", "8" },
  { &atlas_vocabulary_sector, "q", "Q" },
  { &atlas_vocabulary_sector, "education", "P" },
  { &atlas_vocabulary_language_level, "c1", "C1" },
  { &atlas_vocabulary_language_level, "Native", "C2" },
  { &atlas_vocabulary_channel, "e-mail", "email" },
  { &atlas_vocabulary_event_type, "Town Hall", "town-hall" },
  { &atlas_vocabulary_event_status, "canceled", "cancelled" },
};

static const struct
{
  const AtlasVocabulary *vocabulary;
  const char *text, *key;
} iso_matches[] = {
  { &atlas_vocabulary_country, "ca", "CA" },
  { &atlas_vocabulary_country, "Canada", "CA" },
  { &atlas_vocabulary_country, "RWANDA", "RW" },
  { &atlas_vocabulary_country, "RWA", "RW" },
  { &atlas_vocabulary_country, "USA", "US" },
  { &atlas_vocabulary_country, "United States of America", "US" },
  { &atlas_vocabulary_country, "Tanzania", "TZ" },
  { &atlas_vocabulary_country, "Tanzania, United Republic of", "TZ" },
  { &atlas_vocabulary_country, "Cote d'Ivoire", "CI" },
  { &atlas_vocabulary_country, "DRC", "CD" },
  { &atlas_vocabulary_country, "UK", "GB" },
  { &atlas_vocabulary_language, "French", "fr" },
  { &atlas_vocabulary_language, "fra", "fr" },
  { &atlas_vocabulary_language, "fre", "fr" },
  { &atlas_vocabulary_language, "kinyarwanda", "rw" },
  { &atlas_vocabulary_language, "Castilian", "es" },
  { &atlas_vocabulary_language, "suk", "suk" },
  { &atlas_vocabulary_language, "cgg", "cgg" }, /* Chiga: in 639-3 only */
  { &atlas_vocabulary_language, "zzz", NULL },
  { &atlas_vocabulary_country, "Atlantis", NULL },
};

static void
test_match (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (matches); i++)
    g_assert_cmpstr (atlas_vocabulary_match (matches[i].vocabulary, matches[i].text), ==, matches[i].key);
}

static void
test_iso_match (void)
{
  if (skip_without_iso_codes ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (iso_matches); i++)
    g_assert_cmpstr (atlas_vocabulary_match (iso_matches[i].vocabulary, iso_matches[i].text), ==,
                     iso_matches[i].key);
}

static void
test_iso_codes (void)
{
  const AtlasVocabulary *countries = &atlas_vocabulary_country;
  const AtlasVocabulary *languages = &atlas_vocabulary_language;

  if (skip_without_iso_codes ())
    return;

  g_assert_cmpuint (atlas_vocabulary_get_n_terms (countries), >=, 249);
  g_assert_cmpuint (atlas_vocabulary_get_n_terms (languages), >=, 480);
  for (guint i = 0; i < atlas_vocabulary_get_n_terms (countries); i++)
    {
      const char *key = atlas_vocabulary_get_key (countries, i);

      g_assert_cmpuint (strlen (key), ==, 2);
      g_assert_cmpint (atlas_vocabulary_find (countries, key, 2), ==, (int) i);
    }
  for (guint i = 0; i < atlas_vocabulary_get_n_terms (languages); i++)
    g_assert_cmpint (atlas_vocabulary_find (languages, atlas_vocabulary_get_key (languages, i), -1), ==,
                     (int) i);

  g_assert_cmpstr (atlas_vocabulary_label_for (countries, "TZ"), ==, "Tanzania");
  g_assert_cmpstr (atlas_vocabulary_label_for (languages, "rw"), ==, "Kinyarwanda");
  g_assert_cmpstr (atlas_vocabulary_label_for (languages, "es"), ==, "Spanish");
  g_assert_cmpstr (atlas_vocabulary_label_for (languages, "eng"), ==, "English");
  g_assert_cmpstr (atlas_vocabulary_label_for (languages, "cgg"), ==, "Chiga");
  g_assert_cmpstr (atlas_vocabulary_label_for (countries, "XX"), ==, "XX");

  g_assert_true (atlas_vocabulary_accepts (languages, "eng", -1));
  g_assert_true (atlas_vocabulary_accepts (languages, "cgg", -1));
  g_assert_false (atlas_vocabulary_accepts (languages, "zzz", -1));
  g_assert_false (atlas_vocabulary_accepts (languages, "EN", -1));
  g_assert_false (atlas_vocabulary_accepts (languages, "e", -1));
  g_assert_false (atlas_vocabulary_accepts (countries, "XX", -1));
  g_assert_false (atlas_vocabulary_accepts (countries, "ca", -1));
  g_assert_false (atlas_vocabulary_accepts (countries, "CAN", -1));
}

/* Messages in the locale "fr_FR.UTF-8", which need not be installed: it is C.UTF-8 by another name. In one
 * whose name begins with "C" newer C libraries translate nothing, whatever LANGUAGE says. */
static gboolean
speak_french (void)
{
  g_autofree char *folder = g_dir_make_tmp ("atlas-locale.XXXXXX", NULL);
  g_autofree char *link = g_build_filename (folder, "fr_FR.UTF-8", NULL);
  gboolean spoken;

  g_assert_cmpint (symlink ("/usr/lib/locale/C.utf8", link), ==, 0);
  g_setenv ("LANGUAGE", "fr", TRUE);
  g_setenv ("LOCPATH", folder, TRUE);
  spoken = setlocale (LC_MESSAGES, "fr_FR.UTF-8") != NULL;
  g_unsetenv ("LOCPATH");
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return spoken;
}

/* The package's own translations, and matching in the language that is set. */
static void
test_french (void)
{
  if (skip_without_iso_codes ())
    return;
  if (!g_file_test ("/usr/share/locale/fr/LC_MESSAGES/iso_3166-1.mo", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("Translations of iso-codes are not installed");
      return;
    }

  if (speak_french ())
    {
      g_assert_cmpstr (atlas_vocabulary_label_for (&atlas_vocabulary_country, "US"), ==, "États-Unis");
      g_assert_cmpstr (atlas_vocabulary_label_for (&atlas_vocabulary_country, "DE"), ==, "Allemagne");
      g_assert_cmpstr (atlas_vocabulary_match (&atlas_vocabulary_country, "etats-unis"), ==, "US");
      g_assert_cmpstr (atlas_vocabulary_match (&atlas_vocabulary_country, "Germany"), ==, "DE");
      g_assert_cmpstr (atlas_vocabulary_match (&atlas_vocabulary_language, "anglais"), ==, "en");
    }
  else
    g_test_skip ("No locale can be made here");

  g_setenv ("LANGUAGE", "en", TRUE);
  setlocale (LC_MESSAGES, "");
  g_assert_cmpstr (atlas_vocabulary_label_for (&atlas_vocabulary_country, "DE"), ==, "Germany");
}

/* Without the package every well-formed code will do, and stands for itself. */
static void
test_missing_package (void)
{
  if (!g_test_subprocess ())
    {
      g_setenv ("ATLAS_ISO_CODES_DIR", "/nonexistent", TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_unsetenv ("ATLAS_ISO_CODES_DIR");
      g_test_trap_assert_passed ();
      return;
    }
  g_assert_cmpuint (atlas_vocabulary_get_n_terms (&atlas_vocabulary_country), ==, 0);
  g_assert_true (atlas_vocabulary_accepts (&atlas_vocabulary_country, "CA", -1));
  g_assert_true (atlas_vocabulary_accepts (&atlas_vocabulary_language, "rw", -1));
  g_assert_true (atlas_vocabulary_accepts (&atlas_vocabulary_language, "kin", -1));
  g_assert_false (atlas_vocabulary_accepts (&atlas_vocabulary_country, "Canada", -1));
  g_assert_false (atlas_vocabulary_accepts (&atlas_vocabulary_country, "ca", -1));
  g_assert_false (atlas_vocabulary_accepts (&atlas_vocabulary_language, "english", -1));
  g_assert_cmpstr (atlas_vocabulary_label_for (&atlas_vocabulary_country, "CA"), ==, "CA");
  g_assert_cmpstr (atlas_vocabulary_label_for (&atlas_vocabulary_language, "kin"), ==, "kin");
  g_assert_null (atlas_vocabulary_match (&atlas_vocabulary_country, "Canada"));
}

static void
test_complaint (void)
{
  g_autofree char *status = atlas_vocabulary_dup_complaint (&atlas_vocabulary_consent_status);
  g_autofree char *level = atlas_vocabulary_dup_complaint (&atlas_vocabulary_education_level);

  g_assert_cmpstr (status, ==, "must be one of: given, withdrawn");
  g_assert_cmpstr (level, ==, "must be a level of education from 0 to 8 (ISCED 2011)");
}

static gpointer
load_in_thread (gpointer data)
{
  return (gpointer) atlas_vocabulary_match (&atlas_vocabulary_country, "Canada");
}

static void
test_threads (void)
{
  GThread *threads[4];

  if (skip_without_iso_codes ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("match", load_in_thread, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpstr (g_thread_join (threads[i]), ==, "CA");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vocabulary/threads", test_threads);
  g_test_add_func ("/vocabulary/terms", test_terms);
  g_test_add_func ("/vocabulary/occupations", test_occupations);
  g_test_add_func ("/vocabulary/match", test_match);
  g_test_add_func ("/vocabulary/iso-match", test_iso_match);
  g_test_add_func ("/vocabulary/iso-codes", test_iso_codes);
  g_test_add_func ("/vocabulary/french", test_french);
  g_test_add_func ("/vocabulary/missing-package", test_missing_package);
  g_test_add_func ("/vocabulary/complaint", test_complaint);
  return g_test_run ();
}
