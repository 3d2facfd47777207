/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "atlas-export.h"
#include "import-test-support.h"

/* --- Which column is what. */

static AtlasMapping *
guess (const char *text, AtlasStore *store)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (AtlasRowReader) reader = atlas_csv_reader_new (stream, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasTableSample) sample = atlas_table_sample_new (reader, NULL, &error);

  g_assert_no_error (error);
  return atlas_mapping_guess (NULL, sample, store);
}

/* "kind headings: heading=target/set ..." of what is not kept. */
static char *
format_mapping (const AtlasMapping *mapping)
{
  GString *out = g_string_new (NULL);

  g_string_printf (out, "%s %u:", mapping->kind->name, mapping->n_headings);
  for (guint i = 0; i < mapping->n_columns; i++)
    {
      if (mapping->columns[i].how == ATLAS_MAP_KEEP)
        continue;
      g_string_append_printf (out, " %s=%s", mapping->columns[i].heading,
                              atlas_mapping_get_target (mapping, i));
      if (mapping->columns[i].set > 0)
        g_string_append_printf (out, "/%u", mapping->columns[i].set);
    }
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *text;
  const char *mapping;
} tables[] = {
  { "id,given_name,address.city\n", "member 1: id=id given_name=given_name address.city=address.city" },
  { "Name,Phone,City\n", "member 1: Name=name Phone=phones City=address.city" },
  { "Nom;Prénom;Ville\n", "member 1: Nom=family_name Prénom=given_name Ville=address.city" },
  { "Name,Born,E-mail\n", "member 1: Name=name Born=birth_year E-mail=emails" },
  { "Nom complet;Prénom;Nom de famille\n",
    "member 1: Nom complet=leave Prénom=given_name Nom de famille=family_name" },
  { "Name;Address\n", "member 1: Name=name Address=address" },
  { "Name;Address;City\n", "member 1: Name=name Address=address.street City=address.city" },
  { "Niveau d’études;Année d'arrivée;Nom\n",
    "member 1: Niveau d’études=education.level Année d'arrivée=arrival_year Nom=name" },
  /* A title above the headings, and a column without one. */
  { "Diaspora list 2024\n\nLast name,First name,,E-mail\nUwase,Ada,x,a@b.org\n",
    "member 2: Last name=family_name First name=given_name E-mail=emails" },
  /* By content, with headings that say nothing, or none. */
  { "Name,A,B,C\nAda,a@b.org,+1 613 555 0100,K1A 0B1\n",
    "member 1: Name=name A=emails B=phones C=address.postcode" },
  { "Ada,a@b.org,+1 613 555 0100\nJean,c@d.org,+250 788 123 456\n",
    "member 0: Column 2=emails Column 3=phones" },
  { "Name,A,B,C\nA,F,Canada,ON\nB,M,Rwanda,QC\nC,M,USA,NY\n",
    "member 1: Name=name A=sex B=address.country C=address.region" },
  /* Whose name stands first, the heading says, or most of the capitals. */
  { "Nom et prénom\nUwase Ada\n", "member 1: Nom et prénom=name-family-first" },
  { "Names\nUWASE Ada\nMUGABO Jean\nSano Luc\n", "member 1: Names=name-family-first" },
  { "Names\nUWASE Ada\nJean Mugabo\nSano Luc\n", "member 1: Names=name" },
  { "Nom et prénom\nAda UWASE\nJean MUGABO\n", "member 1: Nom et prénom=name" },
  /* What only our own tables hold. */
  { "id,Name,extra\n1,Ada Uwase,yes\n2,Jean Mugabo,{no\n", "member 1: Name=name" },
  /* Outlook in French calls two columns "Titre": the one of the work is known by its words. */
  { "Titre,Nom,Titre\nMme,Ada,Infirmière\nM.,Jean,Enseignant\nDr,Rose,Médecin\n",
    "member 1: Nom=name Titre=occupation.title" },
  /* What is another's is not this person's. */
  { "Name,Home Fax,Spouse email\nAda,+1 613 555 0100,a@b.org\n", "member 1: Name=name" },
  /* Other kinds, by what the headings name. */
  { "Country,Province,Year,Source,Definition,Total\n",
    "estimate 1: Country=country Province=region Year=year Source=source Definition=definition Total=total" },
  { "Event,Start,Venue\n", "event 1: Event=title Start=start Venue=venue" },
  /* Surveys ask in sentences, with numbers, marks and brackets around. */
  { "1. Quel est votre nom complet ? *;Dans quelle ville habitez-vous ?;Quel est votre état ou province "
    "?;Numéro de téléphone (WhatsApp);Acceptez-vous d’être contacté(e) par l’ambassade ?;Autre (préciser)\n",
    "member 1: 1. Quel est votre nom complet ? *=name Dans quelle ville habitez-vous ?=address.city Quel est "
    "votre état ou province ?=address.region Numéro de téléphone (WhatsApp)=phones Acceptez-vous d’être "
    "contacté(e) par l’ambassade ?=agreed" },
  { "What is your full name? (as in passport)\tIn which year were you born?\tIn which city and state do you "
    "live?\tWhich languages do you speak? [all that apply]\tDo you agree to be contacted by the Embassy?\n",
    "member 1: What is your full name? (as in passport)=name In which year were you born?=birth_year In "
    "which "
    "city and state do you live?=address Which languages do you speak? [all that apply]=languages Do you "
    "agree "
    "to be contacted by the Embassy?=agreed" },
  /* What is asked of somebody else, or is answered with yes or no, is something else. */
  { "Name,What is your mother's name?,Is your address current?,Do you speak French?,Where were you born?\n",
    "member 1: Name=name" },
  /* In two languages, which must agree. */
  { "Nom / Last name;Prénom / First name;Tél./Phone;Ville/Country\n",
    "member 1: Nom / Last name=family_name Prénom / First name=given_name Tél./Phone=phones" },
  { "NOMS COMPLETS;N° DE TÉLÉPHONE;Année d'arrivée aux États-Unis;Position\nA;1;2010;Nurse\n",
    "member 1: NOMS COMPLETS=name N° DE TÉLÉPHONE=phones Année d'arrivée aux États-Unis=arrival_year "
    "Position=occupation.title" },
  { "Name;Position\nA;45.4215, -75.6972\n", "member 1: Name=name Position=position" },
  /* A second whole name is left where it says the same, else it helps where the first is missing. */
  { "Name,Full name\nAda Uwase,Ada Uwase\n", "member 1: Name=name Full name=leave" },
  { "Saved Name,Public Name\nAda Uwase,~Ada\n,~Jean\n", "member 1: Saved Name=name Public Name=name" },
  /* Outlook in French. */
  { "Prénom;Nom;Société;Titre du poste;Rue (bureau);Ville (bureau);Dép/Région (bureau);Code postal "
    "(bureau);Pays/Région "
    "(bureau);Rue (domicile);Rue (domicile) 2;Ville (domicile);Code postal (domicile);Téléphone "
    "(bureau);Téléphone 2 "
    "(bureau);Tél. mobile;Télécopie (bureau);Adresse de messagerie;Adresse de messagerie "
    "2;Sexe;Anniversaire\n",
    "member 1: Prénom=given_name Nom=family_name Société=occupation.employer Titre du poste=occupation.title "
    "Rue "
    "(bureau)=address.street/2 Ville (bureau)=address.city/2 Dép/Région (bureau)=address.region/2 Code "
    "postal "
    "(bureau)=address.postcode/2 Pays/Région (bureau)=address.country/2 Rue (domicile)=address.street/1 Rue "
    "(domicile) 2=address.street/1 Ville (domicile)=address.city/1 Code postal (domicile)=address.postcode/1 "
    "Téléphone (bureau)=phones/2 Téléphone 2 (bureau)=phones/2 Tél. mobile=phones Adresse de "
    "messagerie=emails "
    "Adresse de messagerie 2=emails Sexe=sex Anniversaire=birth_year" },
};

static void
test_guess (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (AtlasMapping) mapping = guess (tables[i].text, NULL);
      g_autofree char *got = format_mapping (mapping);
      g_autofree char *json = atlas_mapping_to_json (mapping);
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasMapping) again = atlas_mapping_from_json (json, &error);
      g_autofree char *got_again = NULL;

      g_assert_cmpstr (got, ==, tables[i].mapping);
      g_assert_no_error (error);
      got_again = format_mapping (again);
      g_assert_cmpstr (got_again, ==, got);
      for (guint j = 0; j < mapping->n_columns; j++)
        g_assert_cmpstr (atlas_mapping_get_reason (mapping, j), !=, "");
    }
}

/* What Google, Outlook and CiviCRM write is mapped without a word. */
static void
test_headers (void)
{
  static const struct
  {
    const char *name;
    const char *parts[8];
  } files[] = {
    { "google_contacts_2024_header.csv",
      { " First Name=given_name", " Last Name=family_name", " E-mail 2 - Value=emails",
        " Phone 1 - Value=phones", " Address 1 - City=address.city/1", " Organization Title=occupation.title",
        " Birthday=birth_year" } },
    { "google_contacts_old_header.csv",
      { " Name=leave", " Family Name=family_name", " Phone 7 - Value=phones",
        " Address 2 - Region=address.region/2", " Address 2 - Formatted=leave/2", " Gender=sex",
        " Organization 1 - Name=occupation.employer" } },
    { "outlook_2010_full_header.csv",
      { " E-mail 3 Address=emails", " Home Street 2=address.street/1", " Business City=address.city/2",
        " Other Country=address.country/3", " Mobile Phone=phones", " Company=occupation.employer",
        " Language=languages" } },
    { "civicrm_contacts_header.csv",
      { " Do Not Email=no-email", " Do Not Mail=no-post", " Deceased=deceased",
        " Postal Code=address.postcode", " Latitude=location.latitude",
        " Current Employer=occupation.employer", " Note(s)=notes" } },
    { "civicrm_participants_header.csv", { "member 1:", " Phone=phones", " State=address.region" } },
  };
  const char *corpus = g_getenv ("ATLAS_CORPUS_DIR");

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path =
        g_build_filename (corpus != NULL ? corpus : "", "csv", "headers", files[i].name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (AtlasMapping) mapping = NULL;
      g_autofree char *got = NULL;

      if (!g_file_get_contents (path, &text, NULL, NULL))
        {
          g_test_skip ("the corpus is not here");
          return;
        }
      mapping = guess (text, NULL);
      got = format_mapping (mapping);
      for (guint j = 0; j < G_N_ELEMENTS (files[i].parts) && files[i].parts[j] != NULL; j++)
        assert_contains (got, files[i].parts[j]);
      g_assert_null (strstr (got, "Fax"));
    }
}

static void
test_targets (void)
{
  g_autoptr (AtlasMapping) mapping = guess ("Name,Home town\n", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (atlas_mapping_find_column (mapping, "HOME TOWN"), ==, 1);
  g_assert_cmpint (atlas_mapping_find_column (mapping, "2"), ==, 1);
  g_assert_cmpint (atlas_mapping_find_column (mapping, "3"), ==, -1);
  g_assert_true (atlas_mapping_set_target (mapping, 1, "origin.district", &error));
  g_assert_cmpstr (atlas_mapping_get_target (mapping, 1), ==, "origin.district");
  g_assert_cmpstr (atlas_mapping_get_reason (mapping, 1), ==, "as you said");
  g_assert_false (atlas_mapping_set_target (mapping, 1, "shoes", &error));
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN);
  assert_contains (error->message, "family_name");
  g_clear_error (&error);
  g_assert_null (atlas_mapping_from_json ("{\"kind\":\"member\",\"columns\":[{\"heading\":\"a\"}]}", &error));
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE);
}

/* --- What becomes of rows. */

static AtlasImport *
make_table_import (Fixture *fixture, const char *text)
{
  AtlasImport *import = atlas_import_new (fixture->source);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  atlas_import_add_stream (import, stream, "a.csv");
  return import;
}

static AtlasImport *
run_table (Fixture *fixture, const char *text, const char *expected)
{
  AtlasImport *import = make_table_import (fixture, text);

  run_counted (import, expected);
  return import;
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  static const char list[] =
    "Nom;Prénom;Sexe;Date de naissance;Courriel;Téléphone;Ville;Province;Profession;Plat préféré\r\n"
    "UWASE;Ada;Femme;03/04/1985;ada@example.org;(613) 555-0100;Ottawa;Ontario;Infirmière;isombe\r\n"
    ";;;;;;;;;\r\n"
    "MUGABO;Jean;H;12/1979;jean at example;0788 123 456;Montréal;Qué.;Ingénieur;\r\n";
  g_autoptr (AtlasImport) import = run_table (fixture, list, "2 2 0 0 0 0 0");
  GPtrArray *remarks = atlas_import_get_remarks (import);
  const AtlasRefusal *remark;

  assert_query (
    fixture->source,
    "SELECT given_name || sex || birth_year || emails || phones || address_region || address_country || "
    "occupation_code || occupation_title || extra FROM member WHERE family_name = 'UWASE'",
    "Adafemale1985[\"ada@example.org\"][\"+16135550100\"]CA-ONCA2221Infirmière{\"columns\":{\"Plat "
    "préféré\":\"isombe\"}}");
  assert_query (fixture->source,
                "SELECT notes || birth_year || phones FROM member WHERE family_name = 'MUGABO'",
                "Courriel: jean at example1979[\"+250788123456\"]");
  g_assert_cmpuint (remarks->len, ==, 1);
  g_assert_cmpint (atlas_import_get_counts (import)->remarked, ==, 1);
  remark = g_ptr_array_index (remarks, 0);
  g_assert_cmpint (remark->line, ==, 4);
  g_assert_cmpint (remark->record, ==, 2);
  g_assert_cmpstr (remark->field, ==, "Courriel");
  assert_contains (remark->reason, "“jean at example” is no e-mail address");
  g_object_unref (run_table (fixture, list, "2 0 0 2 0 0 0"));
  assert_sound (fixture->source);

  /* All of it is one step. */
  undo (fixture->source);
  assert_query (fixture->source, "SELECT COUNT(*) FROM member", "0");
}

/* Of several addresses one is taken, and whole; of several telephones all. */
static void
test_sets (Fixture *fixture, gconstpointer data)
{
  g_object_unref (run_table (
    fixture,
    "First Name,Last Name,Home Street,Home City,Business Street,Business City,Home Phone,Business Phone,Do "
    "Not Email,Deceased\n"
    "Ada,Uwase,1 A St,Ottawa,2 B St,Toronto,613 555 0100,416 555 0101,1,0\n"
    "Jean,Mugabo,,,2 B St,Toronto,,416-555-0102,No,Yes\n",
    "2 2 0 0 0 0 0"));
  assert_query (
    fixture->source,
    "SELECT address_street || '|' || address_city || phones || consents || extra FROM member WHERE "
    "given_name = 'Ada'",
    "1 A St|Ottawa[\"+16135550100\",\"+14165550101\"][{\"purpose\":\"contact\",\"channel\":\"email\","
    "\"status\":\"withdrawn\",\"date\":\"2026-05-06\"}]{\"columns\":{\"Business Street\":\"2 B "
    "St\",\"Business City\":"
    "\"Toronto\"}}");
  assert_query (
    fixture->source,
    "SELECT address_street || '|' || address_city || status FROM member WHERE given_name = 'Jean'",
    "2 B St|Torontodeceased");
}

/* A list that says "do not e-mail" takes consent back as of the day on which it is read: once, however often
 * that is, and whatever was agreed to before. */
static void
test_withdrawals (Fixture *fixture, gconstpointer data)
{
#define LISTED   "id,First Name,Last Name,Do Not Email\n" ADA ",Ada,Uwase,1\n"
#define NAMELESS "First Name,Last Name,Do Not Mail\nJean,Mugabo,yes\n"
#define AGREED(date) \
  "{\"purpose\":\"contact\",\"channel\":\"any\",\"status\":\"given\",\"date\":\"" date "\"}"
  static const char dates[] =
    "SELECT group_concat (value ->> 'channel' || ' ' || (value ->> 'status') || ' ' || (value ->> 'date'))"
    " FROM member, json_each (consents) WHERE family_name = 'Uwase'";

  add_record (fixture, &atlas_kind_member,
              "{\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"family_name\":\"Uwase\",\"consents\":[" AGREED (
                "2020-01-01") "]}");
  assert_count (fixture, "consent:email", 1);
  g_object_unref (run_table (fixture, LISTED, "1 0 1 0 0 0 1"));
  assert_query (fixture->source, dates, "any given 2020-01-01,email withdrawn 2026-05-06");
  assert_count (fixture, "consent:email", 0);
  assert_count (fixture, "consent:phone", 1);

  g_setenv ("ATLAS_NOW", "2026-05-09T07:08:09Z", TRUE);
  g_object_unref (run_table (fixture, LISTED, "1 0 0 1 0 0 0"));
  assert_query (fixture->source, dates, "any given 2020-01-01,email withdrawn 2026-05-06");

  /* Without an id a row is known again by what it says, on any day. */
  g_object_unref (run_table (fixture, NAMELESS, "1 1 0 0 0 0 1"));
  g_setenv ("ATLAS_NOW", "2026-05-10T07:08:09Z", TRUE);
  g_object_unref (run_table (fixture, NAMELESS, "1 0 0 1 0 0 0"));
  assert_query (fixture->source, "SELECT consents ->> '$[0].date' FROM member WHERE family_name = 'Mugabo'",
                "2026-05-09");
  assert_sound (fixture->source);
}

/* A spreadsheet that was exported, worked on, and read back: what was changed in it is taken, though nobody
 * changes the date in a cell, and what it has no column for stays. */
static void
test_edited (Fixture *fixture, gconstpointer data)
{
#define OURS                                                                                            \
  "{\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"family_name\":\"Uwase\",\"phones\":[\"+16135550100\"]," \
  "\"emails\":[\"a@b.org\"],\"birth_year\":1985,\"notes\":\"N\",\"created\":\"" DAY1                    \
  "\",\"updated\":\"" DAY1 "\"}"
#define STANDS                                                                                     \
  "SELECT given_name || ifnull (family_name, '-') || phones || ifnull (emails, '-') || birth_year" \
  " || ifnull (notes, '-') || ' ' || updated FROM member"
  g_autoptr (AtlasImport) undated = NULL;
  g_autoptr (AtlasImport) taken = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *exported = NULL, *counts = NULL;
  g_autoptr (GString) edited = NULL;
  const AtlasRefusal *difference;

  add_record (fixture, &atlas_kind_member, OURS);
  exported = export_all (fixture->source, "csv");
  edited = g_string_new (exported);
  g_object_unref (run_table (fixture, exported, "1 0 0 1 0 0 0"));
  g_string_replace (edited, "+16135550100", "+16135550111", 0);
  g_object_unref (run_table (fixture, edited->str, "1 0 1 0 0 0 1"));
  assert_query (fixture->source, STANDS, "AdaUwase[\"+16135550111\"][\"a@b.org\"]1985N " NOW);
  /* Read once more, it is older than what came of it. */
  g_object_unref (run_table (fixture, edited->str, "1 0 0 0 1 0 0"));
  undo (fixture->source);
  /* An empty cell of it says that there is nothing. */
  g_string_assign (edited, exported);
  g_string_replace (edited, "a@b.org", "", 0);
  g_object_unref (run_table (fixture, edited->str, "1 0 1 0 0 0 1"));
  assert_query (fixture->source, STANDS, "AdaUwase[\"+16135550100\"]-1985N " NOW);
  undo (fixture->source);

  /* In another table it is a cell that was not filled in. */
  g_object_unref (run_table (
    fixture, "id,given_name,family_name,phones,emails,updated\n" ADA ",Adah,,+16135550122,," DAY2 "\n",
    "1 0 1 0 0 0 1"));
  assert_query (fixture->source, STANDS, "AdahUwase[\"+16135550122\"][\"a@b.org\"]1985N " DAY2);

  /* Without a date, nobody knows which is newer: it is told, and taken where that is asked for. */
  undated = run_table (fixture, "id,First name,Phone\n" ADA ",Adah,+16135550133\n", "1 0 0 0 1 0 0");
  g_assert_cmpint (atlas_import_get_counts (undated)->differing, ==, 1);
  difference = g_ptr_array_index (atlas_import_get_list (undated, ATLAS_IMPORT_DIFFERING), 0);
  g_assert_cmpstr (difference->field, ==, "phones");
  g_assert_cmpstr (difference->reason, ==, "Adah Uwase");
  g_assert_cmpint (difference->line, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_clear_object (&taken);
      taken = make_table_import (fixture, "id,First name,Phone,Comment\n" ADA ",Adah,+16135550133,\n");
      atlas_import_set_take_undated (taken, TRUE);
      atlas_import_run (taken, NULL, &error);
      g_assert_no_error (error);
      g_free (counts);
      counts = format_counts (taken);
      g_assert_cmpstr (counts, ==, i == 0 ? "1 0 1 0 0 0 1" : "1 0 0 1 0 0 0");
      g_assert_cmpint (atlas_import_get_counts (taken)->differing, ==, 0);
      assert_query (fixture->source, STANDS, "AdahUwase[\"+16135550133\"][\"a@b.org\"]1985N " NOW);
    }
  assert_sound (fixture->source);
}

/* An estimate without its province would be another: it is refused, and can be mended in the file of refused
 * rows. */
static void
test_estimates (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasImport) import =
    make_table_import (fixture, "Country,Province,Year,Source,Definition,Total,Women\n"
                                "Canada,Ontario,2021,\"=cmd, or so\",community,\"2,500\",\"1,300\"\n"
                                "Canada,Bavaria,2021,\"=cmd, or so\",community,40\n"
                                "Canada,Quebec,2021,A,community,many,\n");
  g_autoptr (GFile) refused = make_file (fixture, "refused.csv");
  g_autofree char *text = NULL;
  g_autofree char *got = NULL;
  g_autoptr (GString) mended = NULL;
  g_autoptr (GError) error = NULL;

  atlas_import_set_refused_file (import, refused);
  atlas_import_run (import, NULL, &error);
  g_assert_no_error (error);
  got = format_refusals (import);
  g_assert_cmpstr (got, ==,
                   "2:3:region:is no province or state of that country\n3:4:total:must be a whole number");
  assert_query (fixture->source, "SELECT country || region || total || female || source FROM estimate",
                "CACA-ON25001300=cmd, or so");
  text = read_file (refused);
  g_assert_cmpstr (
    text, ==,
    "\xef\xbb\xbf"
    "Country,Province,Year,Source,Definition,Total,Women," ATLAS_REFUSED_HEADING "\r\n"
    "Canada,Bavaria,2021,\"'=cmd, or so\",community,40,,region: is no province or state of that "
    "country\r\n"
    "Canada,Quebec,2021,A,community,many,,total: must be a whole number\r\n");

  mended = g_string_new (text);
  g_string_replace (mended, "Bavaria", "Alberta", 1);
  g_string_replace (mended, "many", "4000", 1);
  g_object_unref (run_table (fixture, mended->str, "2 2 0 0 0 0 0"));
  assert_query (fixture->source,
                "SELECT total || source || COALESCE (extra, '') FROM estimate WHERE region = 'CA-AB'",
                "40=cmd, or so");
}

static void
take_the_name (gint64 done, gint64 total, gpointer data)
{
  g_mkdir (data, 0700);
}

/* The records are kept before the file of refused rows gets its name: where that fails, only that has failed.
 */
static void
test_refused_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasImport) import =
    make_table_import (fixture, "given_name,birth_year\nAda,1985\nBen,long ago\n");
  g_autoptr (GFile) refused = make_file (fixture, "refused.csv");
  g_autoptr (GError) error = NULL;

  atlas_import_set_refused_file (import, refused);
  atlas_import_set_progress (import, take_the_name, (gpointer) g_file_peek_path (refused));
  g_assert_true (atlas_import_run (import, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (atlas_import_get_refused_failure (import));
  g_assert_cmpuint (atlas_import_get_n_refused_files (import), ==, 0);
  assert_query (fixture->source, "SELECT group_concat (given_name) FROM member", "Ada");
  g_assert_cmpint (g_rmdir (g_file_peek_path (refused)), ==, 0);
}

/* What a person said of a column holds for the next table with these headings; undoing the import forgets it.
 */
static void
test_memory (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "Name,Roots\nAda Uwase,Huye\n", next[] = "name;ROOTS\nJean Mugabo;Musanze\n";
  g_autoptr (AtlasImport) import = make_table_import (fixture, text);
  g_autoptr (AtlasMapping) mapping = NULL;
  g_autoptr (AtlasMapping) forgotten = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (atlas_import_add_map (import, "Roots", &error));
  g_clear_error (&error);
  g_assert_true (atlas_import_add_map (import, "roots=origin.district", &error));
  atlas_import_run (import, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (run_table (fixture, next, "1 1 0 0 0 0 1"));
  assert_query (fixture->source, "SELECT origin_district FROM member WHERE given_name = 'Jean'", "Musanze");

  mapping = guess (next, atlas_register_get_store (fixture->source));
  g_assert_cmpstr (atlas_mapping_get_reason (mapping, 1), ==, "as last time");
  undo (fixture->source);
  undo (fixture->source);
  forgotten = guess (next, atlas_register_get_store (fixture->source));
  g_assert_cmpstr (atlas_mapping_get_target (forgotten, 1), ==, "keep");
}

/* Files that can't be read change nothing. */
static void
test_failures (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *map;
    const char *message;
  } cases[] = {
    { "colour,size\nred,5\n", NULL, "*a.csv: *none of its columns*“colour”, “size”*" },
    { "Name\nAda\n\"Jean\n", NULL, "*a.csv: line 3: *quote*" },
    { "Name\nAda\n", "Phone=phones", "*a.csv: there is no column “Phone”; there are: “Name”*" },
    { "Name\nAda\n", "Name=shoes", "*a.csv: *“shoes”*given_name*" },
    { "", NULL, "*a.csv: *empty*" },
  };
  g_autofree char *before = dump (fixture->source, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AtlasImport) import = make_table_import (fixture, cases[i].text);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      if (cases[i].map != NULL)
        g_assert_true (atlas_import_add_map (import, cases[i].map, NULL));
      g_assert_false (atlas_import_run (import, NULL, &error));
      if (!g_pattern_match_simple (cases[i].message, error->message))
        g_error ("“%s” is not like “%s”", error->message, cases[i].message);
      after = dump (fixture->source, TRUE);
      assert_same_dump (after, before);
    }
}

/* NUL bytes, and keys of ours that hold what they must not. */
static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "id,given_name,birth_year,skills,address.city\n"
                             "no uuid,A,,,\n"
                             ",B,long ago,,\n"
                             ",C\0D,,,\n"
                             ",,,x,\n"
                             ",E,,a;b,Ottawa\n";
  g_autoptr (AtlasImport) import = atlas_import_new (fixture->source);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GError) error = NULL;
  g_autofree char *got = NULL;

  atlas_import_add_stream (import, stream, "a.csv");
  atlas_import_run (import, NULL, &error);
  g_assert_no_error (error);
  got = format_refusals (import);
  g_assert_cmpstr (got, ==,
                   "1:2:id:must be a UUID, such as 123e4567-e89b-42d3-a456-426614174000; or leave it out\n"
                   "2:3:birth_year:must be a year of four digits\n"
                   "3:4:given_name:must not contain a NUL character\n"
                   "4:5:given_name:a person needs a given name or a family name");
}

/* --- There and back. */

static char *
export_csv (AtlasRegister *source, const AtlasKind *kind)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AtlasQuery) query = make_query (kind, NULL);
  AtlasQuery *queries[] = { query, NULL };
  g_autoptr (GError) error = NULL;

  atlas_export_write (source, queries, "csv", FALSE, stream, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write (stream, "", 1, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
check_there_and_back (Fixture *fixture, const AtlasKind *kind)
{
  g_autofree char *csv = export_csv (fixture->source, kind);
  g_autofree char *again = NULL;
  g_autoptr (AtlasImport) import = make_table_import (fixture, csv);
  Fixture other = { 0 };
  g_autoptr (AtlasImport) import_other = NULL;
  g_autoptr (GError) error = NULL;

  /* Into the same: nothing changes. */
  atlas_import_run (import, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (atlas_import_get_counts (import)->read, >, 0);
  g_assert_cmpint (atlas_import_get_counts (import)->unchanged, ==, atlas_import_get_counts (import)->read);

  /* Into an empty one: the same bytes come out. */
  fixture_set_up (&other, NULL);
  import_other = make_table_import (&other, csv);
  atlas_import_run (import_other, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (atlas_import_get_counts (import_other)->added, ==, atlas_import_get_counts (import)->read);
  again = export_csv (other.source, kind);
  assert_same_dump (again, csv);
  g_clear_object (&import_other);
  fixture_tear_down (&other, NULL);
}

static void
add_naughty (const char *text, gpointer unit)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
  g_autoptr (GError) error = NULL;
  const char *const list[] = { text, "a;b", "'=1", NULL };

  if (strlen (text) > 1000)
    return;
  atlas_record_set_text (record, "given_name", "A");
  atlas_record_set_text (record, "family_name", text);
  atlas_record_set_text (record, "notes", text);
  atlas_record_set_list (record, "skills", list);
  atlas_record_save (record, unit, FALSE, &error);
  g_assert_no_error (error);
}

static void
test_naughty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AtlasUnit *unit = atlas_unit_begin (atlas_register_get_store (fixture->source), "Add", 0, &error);
  gboolean there;

  g_assert_no_error (error);
  there = foreach_naughty_string (add_naughty, unit);
  atlas_unit_commit (unit, &error);
  g_assert_no_error (error);
  atlas_unit_free (unit);
  if (there)
    check_there_and_back (fixture, &atlas_kind_member);
}

static void
test_own (Fixture *fixture, gconstpointer data)
{
  add_record (
    fixture, &atlas_kind_member,
    "{\"id\":\"" ADA "\",\"given_name\":\" RenÃ© \",\"family_name\":\"=1+1\",\"sex\":\"female\","
    "\"birth_year\":1985,\"emails\":[\"A@b.org\"],\"phones\":[\"613-555-0100\",\"+250 788\"],"
    "\"address\":{\"city\":\"Ottawa\",\"postcode\":\"k1a0b1\",\"x-own\":5},\"location\":{\"latitude\":45.4,"
    "\"longitude\":-75.7,\"source\":\"officer\"},\"languages\":[{\"code\":\"rw\",\"level\":\"C2\"},{\"code\":"
    "\"fr\"}],"
    "\"consents\":[{\"purpose\":\"contact\",\"channel\":\"email\",\"status\":\"given\",\"date\":\"2026-01-"
    "01\","
    "\"source\":\"form: 5\"}],\"notes\":\"a\\r\\nb\\n\",\"x-list\":[1,{\"a\":null}],"
    "\"confirmed\":\"2026-01-02\"}");
  add_record (fixture, &atlas_kind_member, "{\"id\":\"" BEN "\",\"given_name\":\"-\"}");
  add_record (fixture, &atlas_kind_event,
              "{\"id\":\"" FAIR "\",\"title\":\"n/a\",\"start\":\"2026-06-01T18:30:00-04:00\",\"timezone\":"
              "\"America/Toronto\",\"attendance\":[{\"member\":\"" ADA "\",\"status\":\"invited\"}]}");
  check_there_and_back (fixture, &atlas_kind_member);
  check_there_and_back (fixture, &atlas_kind_event);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-table/guess", test_guess);
  g_test_add_func ("/import-table/headers", test_headers);
  g_test_add_func ("/import-table/targets", test_targets);
  EXCHANGE_TEST ("/import-table/rows", test_rows);
  EXCHANGE_TEST ("/import-table/sets", test_sets);
  EXCHANGE_TEST ("/import-table/refused-late", test_refused_late);
  EXCHANGE_TEST ("/import-table/edited", test_edited);
  EXCHANGE_TEST ("/import-table/withdrawals", test_withdrawals);
  EXCHANGE_TEST ("/import-table/estimates", test_estimates);
  EXCHANGE_TEST ("/import-table/memory", test_memory);
  EXCHANGE_TEST ("/import-table/failures", test_failures);
  EXCHANGE_TEST ("/import-table/refusals", test_refusals);
  EXCHANGE_TEST ("/import-table/naughty", test_naughty);
  EXCHANGE_TEST ("/import-table/own", test_own);
  return g_test_run ();
}
