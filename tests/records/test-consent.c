/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-consent-words.h"
#include "atlas-consent.h"

#define E ATLAS_CHANNEL_EMAIL
#define P ATLAS_CHANNEL_PHONE
#define L ATLAS_CHANNEL_POST

/* Entries written short: purpose, channel, status, date. */
#define C(channel, status, date) \
  "{\"purpose\":\"contact\",\"channel\":\"" channel "\",\"status\":\"" status "\",\"date\":\"" date "\"}"
#define S(channel, status, date) \
  "{\"purpose\":\"share\",\"channel\":\"" channel "\",\"status\":\"" status "\",\"date\":\"" date "\"}"
#define U(channel, status) "{\"purpose\":\"contact\",\"channel\":\"" channel "\",\"status\":\"" status "\"}"

static const struct
{
  const char *why;
  const char *json;
  guint given, withdrawn;
} cases[] = {
  { "nothing at all", NULL, 0, 0 },
  { "no text", "", 0, 0 },
  { "no entry", "[]", 0, 0 },
  { "one channel", "[" C ("email", "given", "2020-01-01") "]", E, 0 },
  { "another", "[" C ("phone", "given", "2020-01-01") "]", P, 0 },
  { "by letter", "[" C ("post", "given", "2020-01-01") "]", L, 0 },
  { "any speaks for all", "[" C ("any", "given", "2020-01-01") "]", E | P | L, 0 },
  { "only ever withdrawn", "[" C ("email", "withdrawn", "2020-01-01") "]", 0, 0 },
  { "withdrawn since", "[" C ("email", "given", "2020-01-01") "," C ("email", "withdrawn", "2021-01-01") "]",
    0, E },
  { "given again", "[" C ("email", "withdrawn", "2020-01-01") "," C ("email", "given", "2021-01-01") "]", E,
    0 },
  { "dates count, not the order",
    "[" C ("email", "withdrawn", "2021-01-01") "," C ("email", "given", "2020-01-01") "]", 0, E },
  { "one day: withdrawal first",
    "[" C ("email", "withdrawn", "2020-01-01") "," C ("email", "given", "2020-01-01") "]", 0, E },
  { "one day: withdrawal last",
    "[" C ("email", "given", "2020-01-01") "," C ("email", "withdrawn", "2020-01-01") "]", 0, E },
  { "one day: given twice", "[" C ("email", "given", "2020-01-01") "," C ("email", "given", "2020-01-01") "]",
    E, 0 },
  { "any, less one", "[" C ("any", "given", "2020-01-01") "," C ("phone", "withdrawn", "2020-06-01") "]",
    E | L, P },
  { "one, less any", "[" C ("email", "given", "2020-01-01") "," C ("any", "withdrawn", "2020-06-01") "]", 0,
    E },
  { "one after any was withdrawn",
    "[" C ("any", "withdrawn", "2020-01-01") "," C ("email", "given", "2020-06-01") "]", E, 0 },
  { "any given after one was withdrawn",
    "[" C ("email", "withdrawn", "2020-01-01") "," C ("any", "given", "2020-06-01") "]", E | P | L, 0 },
  { "an older any does not undo",
    "[" C ("email", "given", "2020-06-01") "," C ("any", "withdrawn", "2020-01-01") "]", E, 0 },
  { "any withdrawn on the same day",
    "[" C ("email", "given", "2020-01-01") "," C ("any", "withdrawn", "2020-01-01") "]", 0, E },
  { "other purpose", "[" S ("email", "given", "2020-01-01") "]", 0, 0 },
  { "other purpose withdrawn",
    "[" C ("email", "given", "2020-01-01") "," S ("any", "withdrawn", "2022-01-01") "]", E, 0 },
  { "undated", "[" U ("email", "given") "]", E, 0 },
  { "an undated consent is older", "[" U ("email", "given") "," C ("email", "withdrawn", "1990-01-01") "]", 0,
    E },
  { "an undated withdrawal beats every consent",
    "[" U ("email", "withdrawn") "," C ("email", "given", "1990-01-01") "]", 0, E },
  { "an undated withdrawal, later in the list",
    "[" C ("email", "given", "1990-01-01") "," U ("email", "withdrawn") "]", 0, E },
  { "an undated withdrawal of another channel",
    "[" C ("email", "given", "1990-01-01") "," U ("phone", "withdrawn") "]", E, 0 },
  { "both undated", "[" U ("email", "given") "," U ("email", "withdrawn") "]", 0, E },
  { "both undated, turned", "[" U ("email", "withdrawn") "," U ("email", "given") "]", 0, E },
  { "three in a row",
    "[" C ("email", "given", "2019-01-01") "," C ("email", "withdrawn", "2020-01-01") "," C (
      "email", "given", "2021-01-01") "]",
    E, 0 },
  { "channels apart",
    "[" C ("email", "given", "2019-01-01") "," C ("phone", "withdrawn", "2020-01-01") "," C (
      "post", "given", "2021-01-01") "]",
    E | L, 0 },
  { "unknown channel", "[" C ("pigeon", "given", "2019-01-01") "]", 0, 0 },
  { "unknown status", "[" C ("email", "perhaps", "2019-01-01") "]", 0, 0 },
  { "unknown status does not undo",
    "[" C ("email", "given", "2019-01-01") "," C ("email", "perhaps", "2020-01-01") "]", E, 0 },
  { "keys in another order",
    "[{\"date\":\"2020-01-01\",\"status\":\"given\",\"channel\":\"email\",\"purpose\":\"contact\"}]", E, 0 },
  { "unknown keys",
    "[{\"x\":{\"status\":\"withdrawn\"},\"purpose\":\"contact\",\"y\":[1,[2]],\"channel\":\"email\","
    "\"status\":"
    "\"given\",\"n\":null,\"a key longer than any\":1.5}]",
    E, 0 },
  { "escapes", "[{\"purpose\":\"cont\\u0061ct\",\"chann\\u0065l\":\"email\",\"status\":\"given\"}]", E, 0 },
  { "white space", " [ { \"purpose\" : \"contact\" , \"channel\" : \"email\" , \"status\" : \"given\" } ] ",
    E, 0 },
  { "no purpose", "[{\"channel\":\"email\",\"status\":\"given\"}]", 0, 0 },
  { "no array", C ("email", "given", "2019-01-01"), 0, 0 },
  { "cut short", "[" C ("email", "given", "2019-01-01") ",{\"purpose\":\"con", 0, 0 },
  { "an entry that is none", "[" C ("email", "given", "2019-01-01") ",7]", 0, 0 },
};

static void
test_evaluate (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AtlasConsentStatus status;
      gsize length = cases[i].json ? strlen (cases[i].json) : 0;

      g_test_message ("%s", cases[i].why);
      atlas_consents_get_status (cases[i].json, length, "contact", NULL, &status);
      g_assert_cmpuint (status.given, ==, cases[i].given);
      g_assert_cmpuint (status.withdrawn, ==, cases[i].withdrawn);
      g_assert_cmpuint (status.expired, ==, 0);
      g_assert_cmpuint (atlas_consents_evaluate (cases[i].json, length, "contact"), ==, cases[i].given);
    }
}

#define X(channel, status, date, expires)                                                                 \
  "{\"purpose\":\"contact\",\"channel\":\"" channel "\",\"status\":\"" status "\",\"date\":\"" date "\"," \
  "\"basis\":\"membership\",\"expires\":\"" expires "\"}"

/* As of 2026-05-06. */
static const struct
{
  const char *why;
  const char *json;
  guint given, withdrawn, expired;
  const char *expires; /* by e-mail */
} ending[] = {
  { "ends later", "[" X ("email", "given", "2020-01-01", "2026-05-07") "]", E, 0, 0, "2026-05-07" },
  { "ends today", "[" X ("email", "given", "2020-01-01", "2026-05-06") "]", E, 0, 0, "2026-05-06" },
  { "ended yesterday", "[" X ("email", "given", "2020-01-01", "2026-05-05") "]", 0, 0, E, "2026-05-05" },
  { "of all channels, one given anew",
    "[" X ("any", "given", "2020-01-01", "2021-01-01") "," C ("email", "given", "2021-02-01") "]", E, 0,
    P | L, "" },
  { "an older one does not come back",
    "[" C ("email", "given", "2019-01-01") "," X ("email", "given", "2020-01-01", "2021-01-01") "]", 0, 0, E,
    "2021-01-01" },
  { "renewed",
    "[" X ("email", "given", "2020-01-01", "2021-01-01") "," X (
      "email", "given", "2021-01-01", "2030-01-01") "]",
    E, 0, 0, "2030-01-01" },
  { "taken back before its end",
    "[" X ("email", "given", "2020-01-01", "2030-01-01") "," C ("email", "withdrawn", "2021-01-01") "]", 0, E,
    0, "" },
  { "nobody can agree tomorrow", "[" C ("email", "given", "2026-05-07") "]", 0, 0, 0, "" },
  { "a day to come does not beat what was taken back",
    "[" C ("email", "given", "2020-01-01") "," C ("email", "given", "2099-01-01") "," C (
      "email", "withdrawn", "2026-05-06") "]",
    0, E, 0, "" },
  { "who takes back is heard at once",
    "[" C ("email", "given", "2020-01-01") "," C ("email", "withdrawn", "2099-01-01") "]", 0, E, 0, "" },
  { "one day: the first end counts",
    "[" X ("email", "given", "2020-01-01", "2030-01-01") "," X (
      "email", "given", "2020-01-01", "2021-01-01") "]",
    0, 0, E, "2021-01-01" },
  { "one day, turned",
    "[" X ("email", "given", "2020-01-01", "2021-01-01") "," X (
      "email", "given", "2020-01-01", "2030-01-01") "]",
    0, 0, E, "2021-01-01" },
  { "one day: an end is stricter than none",
    "[" X ("email", "given", "2020-01-01", "2021-01-01") "," C ("email", "given", "2020-01-01") "]", 0, 0, E,
    "2021-01-01" },
};

static void
test_expiry (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ending); i++)
    {
      gsize length = strlen (ending[i].json);
      AtlasConsentStatus status;

      g_test_message ("%s", ending[i].why);
      atlas_consents_get_status (ending[i].json, length, "contact", "2026-05-06", &status);
      g_assert_cmpuint (status.given, ==, ending[i].given);
      g_assert_cmpuint (status.withdrawn, ==, ending[i].withdrawn);
      g_assert_cmpuint (status.expired, ==, ending[i].expired);
      g_assert_cmpstr (status.expires[0], ==, ending[i].expires);
      g_assert_cmpuint (atlas_consents_evaluate (ending[i].json, length, "contact"), ==, ending[i].given);
    }
}

static void
test_share (void)
{
  const char *json = "[" C ("email", "given", "2020-01-01") "," S ("any", "given", "2020-01-01") "]";

  g_assert_cmpuint (atlas_consents_evaluate (json, strlen (json), "share"), ==, ATLAS_CHANNEL_ALL);
  g_assert_cmpuint (atlas_consents_evaluate (json, strlen (json), "contact"), ==, E);
}

/* The text need not end in NUL. */
static void
test_length (void)
{
  g_autofree char *json = g_strconcat ("[" C ("email", "given", "2020-01-01") "]", "garbage", NULL);

  g_assert_cmpuint (atlas_consents_evaluate (json, strlen (json) - 7, "contact"), ==, E);
}

static void
test_channels (void)
{
  static const char *const names[] = { "email", "phone", "post" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      AtlasChannel channel = atlas_channel_from_name (names[i]);

      g_assert_cmpuint (channel, ==, 1u << i);
      g_assert_cmpstr (atlas_channel_get_name (channel), ==, names[i]);
    }
  g_assert_cmpuint (atlas_channel_from_name ("any"), ==, 0);
  g_assert_cmpuint (atlas_channel_from_name (""), ==, 0);
  g_assert_null (atlas_channel_get_name (E | P));
}

/* What an officer reads, and what a person is told that is held on them. */
static void
test_words (void)
{
  static const struct
  {
    const char *json, *words;
  } holds[] = {
    { NULL, "Not agreed to" },
    { "[" C ("email", "withdrawn", "2020-01-01") "]", "Not agreed to" },
    { "[" C ("any", "given", "2020-01-01") "]", "Agreed" },
    { "[" C ("email", "given", "2020-01-01") "]", "Agreed: E-mail" },
    { "[" C ("any", "given", "2020-01-01") "," C ("any", "withdrawn", "2021-01-01") "]", "Withdrawn" },
    { "[" C ("any", "given", "2020-01-01") "," C ("post", "withdrawn", "2021-01-01") "]",
      "Agreed: E-mail, Telephone · Withdrawn: Post" },
    { "[{\"purpose\":\"contact\",\"channel\":\"any\",\"status\":\"given\",\"expires\":\"2027-03-01\"}]",
      "Agreed, until 1 March 2027" },
    { "[{\"purpose\":\"contact\",\"channel\":\"any\",\"status\":\"given\",\"expires\":\"2026-05-05\"}]",
      "Agreed once, but no longer valid" },
    { "[{\"purpose\":\"contact\",\"channel\":\"email\",\"status\":\"given\",\"expires\":\"2026-05-06\"},"
      "{\"purpose\":\"contact\",\"channel\":\"phone\",\"status\":\"given\",\"expires\":\"2026-05-05\"}]",
      "Agreed: E-mail (until 6 May 2026) · No longer valid: Telephone" },
  };
  g_autoptr (AtlasRecord) entry = atlas_record_new (&atlas_kind_consent);
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (holds); i++)
    {
      g_autofree char *words = atlas_consents_describe (
        holds[i].json, holds[i].json ? strlen (holds[i].json) : 0, "contact", "2026-05-06");

      g_assert_cmpstr (words, ==, holds[i].words);
    }
  atlas_record_set_text (entry, "purpose", "publish");
  atlas_record_set_text (entry, "channel", "any");
  atlas_record_set_text (entry, "status", "given");
  atlas_record_set_text (entry, "source", "Form");
  atlas_record_set_text (entry, "expires", "2027-03-01");
  title = atlas_consent_dup_title (entry);
  detail = atlas_consent_dup_detail (entry);
  g_assert_cmpstr (title, ==, "Given: Being named in public, Any channel");
  g_assert_cmpstr (detail, ==, "Without a date · Form · until 1 March 2027");
}

int
main (int argc, char *argv[])
{
  g_setenv ("ATLAS_NOW", "2026-05-06T07:08:09Z", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/consent/evaluate", test_evaluate);
  g_test_add_func ("/consent/expiry", test_expiry);
  g_test_add_func ("/consent/share", test_share);
  g_test_add_func ("/consent/length", test_length);
  g_test_add_func ("/consent/channels", test_channels);
  g_test_add_func ("/consent/words", test_words);
  return g_test_run ();
}
