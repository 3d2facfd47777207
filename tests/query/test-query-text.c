/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query.h"

#include <string.h>

/* What is typed, and how the program itself would write it; or the error, whose message must hold a text. */
typedef struct
{
  const char *text;
  const char *normal; /* NULL: an error */
  AtlasQueryError code;
  const char *words; /* of the error */
} Pair;

#define SYNTAX NULL, ATLAS_QUERY_ERROR_SYNTAX
#define FIELD  NULL, ATLAS_QUERY_ERROR_FIELD
#define VALUE  NULL, ATLAS_QUERY_ERROR_VALUE

static const Pair member_pairs[] = {
  /* Nothing. */
  { "", "" },
  { "   \t ", "" },
  /* Words. */
  { "nurse", "nurse" },
  { "nurse toronto", "nurse toronto" },
  { "  nurse   toronto ", "nurse toronto" },
  { "-nurse", "-nurse" },
  { "\"senior nurse\"", "\"senior nurse\"" },
  { "-\"senior nurse\"", "-\"senior nurse\"" },
  { "“senior nurse”", "\"senior nurse\"" },
  { "„senior nurse“", "\"senior nurse\"" },
  { "nurse,doctor", "nurse,doctor" },
  { "nurse,", "nurse" },
  { ",nurse", "nurse" },
  { ",-nurse", ",-nurse" },
  { "-,-nurse", "-,-nurse" },
  { ",a:b", ",a:b" },
  { ",&,region:x,y", ",region:x,y" },
  { "x,region:CA", "x,region:CA" },
  { "Uwase, Ada", "Uwase Ada" },
  { "Smith & Sons", "Smith Sons" },
  { "d'Ivoire", "d'Ivoire" },
  { "Jean-Paul", "Jean-Paul" },
  { "Québec", "Québec" },
  { "10:30", "10:30" },
  { "\"say \\\"hi\\\"\"", "\"say \\\"hi\\\"\"" },
  { "a\\b", "a\\b" },
  { "\"a\\\\b\"", "\"a\\\\b\"" },
  { "\"region:CA-ON\"", "\"region:CA-ON\"" },
  { "OR", "OR" },
  /* Joined by "and" as it is; at either end, or within quotes, it is a word. */
  { "nurse and city:Toronto", "nurse city:Toronto" },
  { "sex:female AND nurse and toronto", "sex:female nurse toronto" },
  { "nurse and", "nurse and" },
  { "and nurse", "and nurse" },
  { "nurse \"and\" toronto", "nurse \"and\" toronto" },
  { "nurse -and toronto", "nurse -and toronto" },
  { "NEAR(a b)", "NEAR(a b)" },
  { "*", SYNTAX, "no letter" },
  { "\"\"", SYNTAX, "no letter" },
  { "&", SYNTAX, "“&”" },
  { "-", SYNTAX, "minus" },
  { "- nurse", SYNTAX, "minus" },
  { "--nurse", SYNTAX, "minus" },
  { "\"senior nurse", SYNTAX, "\"senior nurse" },
  { "city:\"new york", SYNTAX, "not closed" },
  { "\xff\xfe", SYNTAX, "UTF-8" },
  /* Fields. */
  { "foo:bar", FIELD, "“foo”" },
  { "foo:bar", FIELD, "region, country" },
  { "https://example.org", FIELD, "quotes" },
  { "region:", VALUE, "region:" },
  { "region: CA-ON", VALUE, "right after the colon" },
  { "region:,", VALUE, "region:" },
  { "REGION:ca-on", "region:CA-ON" },
  /* Regions. */
  { "region:CA-ON,CA-QC", "region:CA-ON,CA-QC" },
  { "region:CA-ON,", "region:CA-ON" },
  { "-region:CA-ON", "-region:CA-ON" },
  { "address.region:CA-ON", "region:CA-ON" },
  { "region:ontario", "region:CA-ON" },
  { "region:Québec", "region:CA-QC" },
  { "region:\"British Columbia\"", "region:CA-BC" },
  { "region:\"Colombie-Britannique\"", "region:CA-BC" },
  { "region:none", "region:none" },
  { "region:US-NY,none", "region:US-NY,none" },
  { "region:CA-XX", VALUE, "CA-ON" },
  { "region:atlantis", VALUE, "“atlantis”" },
  /* Countries. */
  { "country:CA", "country:CA" },
  { "country:ca", "country:CA" },
  { "country:Canada", "country:CA" },
  { "country:CA,US,RW", "country:CA,US,RW" },
  { "country:none", "country:none" },
  { "country:Narnia", VALUE, "two letters" },
  /* Cities, postcodes. */
  { "city:Toronto", "city:Toronto" },
  { "city:\"new york\"", "city:\"new york\"" },
  { "city:\"St. John's\",Halifax", "city:\"St. John's\",Halifax" },
  { "address.city:Toronto", "city:Toronto" },
  { "city:none", "city:none" },
  { "city:!!", VALUE, "a place" },
  { "postcode:K1A", "postcode:K1A" },
  { "postcode:\"K1A 0B1\"", "postcode:\"K1A 0B1\"" },
  { "postcode:902,10001-1234", "postcode:902,10001-1234" },
  { "postcode:--", VALUE, "K1A" },
  /* Sex, status. */
  { "sex:female", "sex:female" },
  { "sex:Female,MALE", "sex:female,male" },
  { "sex:none", "sex:none" },
  { "sex:women", VALUE, "female, male, other, undisclosed" },
  { "status:active", "status:active" },
  { "status:gone", VALUE, "active, moved, deceased" },
  /* Ages and years. */
  { "age:30", "age:30" },
  { "age:25..40", "age:25..40" },
  { "age:..40", "age:..40" },
  { "age:25..", "age:25.." },
  { "age:>=65", "age:>=65" },
  { "age:<18,>65", "age:<18,>65" },
  { "age:none", "age:none" },
  { "age:old", VALUE, "“old”" },
  { "age:40..25", VALUE, "25..40" },
  { "age:..", VALUE, "25..40" },
  { "age:1...5", VALUE, "25..40" },
  { "age:99999999999999999999", VALUE, "years" },
  { "born:1980..1989", "born:1980..1989" },
  { "birth_year:1985", "born:1985" },
  { "born:<1950", "born:<1950" },
  { "born:eighties", VALUE, "1980..1989" },
  /* Education, occupation, sector. */
  { "education:>=6", "education:>=6" },
  { "education:3,6..8", "education:3,6..8" },
  { "education:none", "education:none" },
  { "education:9", VALUE, "0 to 8" },
  { "education:wizardry", VALUE, "0 to 8" },
  { "education.level:7", "education:7" },
  { "occupation:22", "occupation:22" },
  { "occupation:2", "occupation:2" },
  { "occupation:2221,none", "occupation:2221,none" },
  { "occupation.code:22", "occupation:22" },
  { "occupation:99", VALUE, "ISCO-08" },
  { "occupation:astronaut", VALUE, "ISCO-08" },
  { "sector:Q", "sector:Q" },
  { "sector:q", "sector:Q" },
  { "sector:A,none", "sector:A,none" },
  { "sector:Z", VALUE, "A, B, C" },
  /* Skills, languages, interests. */
  { "skill:nursing", "skill:nursing" },
  { "skill:\"project management\"", "skill:\"project management\"" },
  { "-skill:nursing,teaching", "-skill:nursing,teaching" },
  { "skill:*", VALUE, "a skill" },
  { "language:fr", "language:fr" },
  { "language:French", "language:fr" },
  { "language:fr,rw,none", "language:fr,rw,none" },
  { "language:klingonese", VALUE, "language" },
  { "interest:remote,teaching", "interest:remote,teaching" },
  { "interest:Remote", "interest:remote" },
  { "interest:cooking", VALUE, "mentoring" },
  /* Consent, has. */
  { "consent:email", "consent:email" },
  { "consent:any", "consent:any" },
  { "consent:Email,share", "consent:email,share" },
  { "consent:fax", VALUE, "email, phone, post, any" },
  { "has:email has:location", "has:email has:location" },
  { "-has:phone", "-has:phone" },
  { "has:email,phone", "has:email,phone" },
  { "has:yacht", VALUE, "email, phone, post, location" },
  /* Days. */
  { "updated:2026", "updated:2026" },
  { "updated:>=2026-01-01", "updated:>=2026-01-01" },
  { "updated:2026-01..2026-03", "updated:2026-01..2026-03" },
  { "updated:<2026-02", "updated:<2026-02" },
  { "updated:2026-02-30", VALUE, "2026-11-24" },
  { "updated:yesterday", VALUE, "“yesterday”" },
  { "updated:2026-03..2026-01", VALUE, "2026-11" },
  /* Positions. */
  { "near:43.65,-79.38,30km", "near:43.65,-79.38,30km" },
  { "near:43.65,-79.38,30mi", "near:43.65,-79.38,30mi" },
  { "near:\"Toronto\",50km", "near:Toronto,50km" },
  { "near:\"Toronto, ON\",50km", "near:\"Toronto, ON\",50km" },
  { "near:\"New York, US-NY\",50km", "near:\"New York, US-NY\",50km" },
  { "near:Toronto,ON,50km", "near:Toronto,ON,50km" },
  { "near:K1A,10km", "near:K1A,10km" },
  { "near:Toronto", VALUE, "50km" },
  { "near:Toronto,50", VALUE, "50km" },
  { "near:Toronto,-5km", VALUE, "50km" },
  { "near:Toronto,0km", VALUE, "50km" },
  { "near:95,0,50km", VALUE, "latitude" },
  { "near:Xanadoopolis,50km", VALUE, "Xanadoopolis" },
  { "near:Springfield,50km", VALUE, "several places" },
  { "near:Springfield,50km", VALUE, "US-" },
  { "bbox:-80,43,-79,44", "bbox:-80,43,-79,44" },
  { "bbox:170,-10,-170,10", "bbox:170,-10,-170,10" },
  { "bbox:-80,43,-79", VALUE, "west, south, east, north" },
  { "bbox:-80,43,-79,44,5", VALUE, "west, south, east, north" },
  { "bbox:-80,44,-79,43", VALUE, "south" },
  { "bbox:-80,43,-79,94", VALUE, "“94”" },
  { "bbox:-80,43,-79,nan", VALUE, "“nan”" },
  { "bbox:-80,43,-79,0x10", VALUE, "“0x10”" },
  { "area:\"Region Ontario;-circle 43.65 -79.38 50km\"", "area:\"region CA-ON; -circle 43.65 -79.38 50km\"" },
  { "area:\"polygon 45 -75,46 -75,46 -74\",\"box 1 2 3 4\"",
    "area:\"polygon 45 -75, 46 -75, 46 -74\",\"box 1 2 3 4\"" },
  { "area:ontario", VALUE, "region, county, place, box, circle, polygon" },
  { "area:\"circle 43.65 -79.38\"", VALUE, "50km" },
  { "area:\"-region CA-ON\"", VALUE, "begins" },
  /* The rest of the field table. */
  { "citizenships:RW", "citizenships:RW" },
  { "family_name:uwase", "family_name:uwase" },
  { "arrival_year:2010..2015", "arrived:2010..2015" },
  { "arrived:none confirmed:none created:2026-02", "arrived:none confirmed:none created:2026-02" },
  { "confirmed:>=2026", "confirmed:>=2026" },
  { "emails:ada@example.org", "emails:ada@example.org" },
  { "origin.district:none", "origin.district:none" },
  { "location.precision:exact", "location.precision:exact" },
  { "location.latitude:43", VALUE, "near:" },
  { "arrival_year:soon", VALUE, "a year" },
  { "confirmed:soon", VALUE, "2026" },
  { "confirmed:>=-1y created:today", "confirmed:>=-1y created:today" },
  { "confirmed:1y", VALUE, "-1y" },
  { "city:\"London, Ontario\",paris", "city:\"London, CA-ON\",paris" },
  { "city:\", ON\"", VALUE, "place" },
  { "city:« new york »", "city:\"new york\"" },
  { "segment:Nurses", VALUE, "belongs to a database" },
  { "citizenships:Narnia", VALUE, "two letters" },
  /* All together, as in the interface's own examples. */
  { "nurse region:CA-ON sex:female age:25..40 -has:phone near:43.65,-79.38,30km",
    "nurse region:CA-ON sex:female age:25..40 -has:phone near:43.65,-79.38,30km" },
  { "skill:nursing language:fr interest:remote,teaching consent:email status:active updated:>=2026-01-01",
    "skill:nursing language:fr interest:remote,teaching consent:email status:active updated:>=2026-01-01" },
};

static const Pair event_pairs[] = {
  { "town hall", "town hall" },
  { "type:consultation", "type:consultation" },
  { "type:town-hall,youth", "type:town-hall,youth" },
  { "type:party", VALUE, "consultation" },
  { "status:planned", "status:planned" },
  { "from:2026-11-01 to:2026-11-30", "from:2026-11-01 to:2026-11-30" },
  { "start:2026-11", "start:2026-11" },
  { "start:>=2026-11-24", "start:>=2026-11-24" },
  { "start:+2w from:today", "start:+2w from:today" },
  { "from:soon", VALUE, "2026-11-24" },
  { "region:Ontario", "region:CA-ON" },
  { "country:Canada", "country:CA" },
  { "city:Ottawa", "city:Ottawa" },
  { "near:43.65,-79.38,30km", "near:43.65,-79.38,30km" },
  { "bbox:-80,43,-79,44", "bbox:-80,43,-79,44" },
  { "area:\"box -80 43 -79 44\"", "area:\"box -80 43 -79 44\"" },
  { "has:location", "has:location" },
  { "has:email", VALUE, "location" },
  { "updated:2026", "updated:2026" },
  { "capacity:>=100", "capacity:>=100" },
  { "organiser:embassy", "organiser:embassy" },
  { "sex:female", FIELD, "type, status" },
};

static void
check_pair (const AtlasKind *kind, const Pair *pair)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasQuery) query = atlas_query_parse (kind, pair->text, &error);
  g_autoptr (AtlasQuery) again = NULL;
  g_autofree char *normal = NULL;
  g_autofree char *normal_again = NULL;
  g_autofree char *shown = NULL;

  if (pair->normal == NULL)
    {
      g_assert_null (query);
      g_assert_error (error, ATLAS_QUERY_ERROR, (int) pair->code);
      /* A text of any bytes; what a test prints must be UTF-8. */
      shown = g_utf8_make_valid (pair->text, -1);
      g_test_message ("%s: %s", shown, error->message);
      g_assert_nonnull (strstr (error->message, pair->words));
      return;
    }

  g_assert_no_error (error);
  g_assert_nonnull (query);
  normal = atlas_query_dup_normal_text (query);
  g_assert_cmpstr (normal, ==, pair->normal);
  g_assert_cmpstr (atlas_query_get_text (query), ==, pair->text);
  g_assert_true (atlas_query_get_kind (query) == kind);
  g_assert_cmpint (atlas_query_is_empty (query), ==, normal[0] == '\0');

  again = atlas_query_parse (kind, normal, &error);
  g_assert_no_error (error);
  normal_again = atlas_query_dup_normal_text (again);
  g_assert_cmpstr (normal_again, ==, normal);
  g_assert_cmpstr (atlas_query_get_sql (again), ==, atlas_query_get_sql (query));
}

static void
test_members (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (member_pairs); i++)
    check_pair (&atlas_kind_member, &member_pairs[i]);
}

static void
test_events (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (event_pairs); i++)
    check_pair (&atlas_kind_event, &event_pairs[i]);
}

static void
test_null (void)
{
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, NULL, NULL);

  g_assert_nonnull (query);
  g_assert_true (atlas_query_is_empty (query));
  g_assert_true (atlas_query_is_in_memory (query));
  g_assert_cmpstr (atlas_query_get_sql (query), ==, "1");
}

/* No text that someone types may reach the SQL itself. */
static void
test_sql_holds_no_text (void)
{
  static const char *const texts[] = {
    "zebra",
    "\"zebra zebra\"",
    "city:zebra",
    "skill:zebra",
    "family_name:zebra",
    "postcode:zebra",
    "postcode:zebrazebra",
    "occupation.employer:zebra",
    "notes:zebra",
    "-zebra,zebra",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, texts[i], &error);
      g_autofree char *sql = NULL;

      g_assert_no_error (error);
      sql = g_ascii_strdown (atlas_query_get_sql (query), -1);
      g_assert_null (strstr (sql, "zebra"));
      g_assert_nonnull (strstr (sql, ":q1"));
    }
}

static void
test_in_memory (void)
{
  static const struct
  {
    const char *text;
    gboolean in_memory;
  } pairs[] = {
    { "", TRUE },
    { "region:CA-ON sex:female age:25..40 education:>=6 occupation:22 sector:Q interest:remote consent:email",
      TRUE },
    { "city:Toronto postcode:K1A near:43,-79,5km bbox:-80,43,-79,44 has:email updated:2026 language:fr",
      TRUE },
    { "language:qu", FALSE },
    { "nurse", FALSE },
    { "region:CA-ON nurse", FALSE },
    { "postcode:10001-1234", FALSE },
    { "citizenships:RW", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, pairs[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpint (atlas_query_is_in_memory (query), ==, pairs[i].in_memory);
    }
}

static void
test_text_with (void)
{
  static const struct
  {
    const char *text, *field, *value, *expected;
  } pairs[] = {
    { NULL, "region", "CA-ON", "region:CA-ON" },
    { "", "region", "CA-ON", "region:CA-ON" },
    { "nurse", "region", "CA-ON", "nurse region:CA-ON" },
    { "region:CA-QC nurse", "region", "CA-ON", "region:CA-ON nurse" },
    { "region:CA-QC nurse region:US-NY", "region", "CA-ON", "region:CA-ON nurse" },
    { "region:CA-QC nurse", "region", NULL, "nurse" },
    { "nurse  region:CA-QC", "region", NULL, "nurse" },
    { "-region:CA-QC", "region", "CA-ON", "-region:CA-QC region:CA-ON" },
    { "nurse", "city", "New York", "nurse city:\"New York\"" },
    { "nurse", "city", "Washington, DC", "nurse city:\"Washington, DC\"" },
    { "nurse", "region", "CA-ON,CA-QC", "nurse region:CA-ON,CA-QC" },
    { "nurse", "near", "43.65,-79.38,30km", "nurse near:43.65,-79.38,30km" },
    { "nurse", "near", "\"Toronto, ON\",50km", "nurse near:\"Toronto, ON\",50km" },
    { "\"open", "region", "CA-ON", "\"open" },
    { "nurse", "region", NULL, "nurse" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *text = atlas_query_text_with (pairs[i].text, pairs[i].field, pairs[i].value);

      g_assert_cmpstr (text, ==, pairs[i].expected);
    }
}

static char *
apply (const char *text, gsize start, gsize end, const char *with)
{
  return g_strdup_printf ("%.*s%s%s", (int) start, text, with, text + end);
}

/* @text with a | for the cursor; the first completion must give @expected, or none may come. */
static void
test_complete (void)
{
  static const struct
  {
    const char *text, *expected, *label;
  } pairs[] = {
    { "re|", "region:", "region" },
    { "nurse re|", "nurse region:", "region" },
    { "-re|", "-region:", "region" },
    { "region:ont|", "region:CA-ON ", "Ontario" },
    { "region:CA-O|", "region:CA-ON ", "Ontario" },
    { "region:CA-ON,que|", "region:CA-ON,CA-QC ", NULL },
    { "sex:f|", "sex:female ", NULL },
    { "sex:f| nurse", "sex:female  nurse", NULL },
    { "sex:f|,male", "sex:female,male", "Female" },
    { "sex:male,f|emale nurse", "sex:male,female  nurse", NULL },
    { "sex:ma|le,female nurse", "sex:male,female nurse", NULL },
    { "-sex:f|", "-sex:female ", NULL },
    { "SEX:F|", "SEX:female ", NULL },
    { "nurse| toronto", NULL, NULL },
    { "re|gion:CA-ON", "region:CA-ON", "region" },
    { "city:\"new yor|k\" nurse", "city:\"New York City\"  nurse", NULL },
    { "city:\"new yo| rk\" nurse", "city:\"New York City\"  nurse", NULL },
    { "city:\"new yor|", "city:\"New York City\" ", NULL },
    { "city:\"new yor|k\",Toronto", "city:\"New York City\",Toronto", NULL },
    { "has:e|", "has:email ", "email" },
    { "interest:remote,te|", "interest:remote,teaching ", "Teaching" },
    { "status:|", "status:active ", NULL },
    { "citizenships:Rwa|", "citizenships:RW ", "Rwanda" },
    { "|", "region:", "region" },
    { "nurse |", "nurse region:", "region" },
    { "consent:em|", "consent:email ", "email" },
    { "language:Kinya|", "language:rw ", NULL },
    { "city:Toro|", "city:Toronto ", "Toronto" },
    { "city:\"new yor|", "city:\"New York City\" ", NULL },
    { "near:Toro|", "near:\"Toronto, CA-ON\",50km ", "Toronto" },
    { "country:Rwa|", "country:RW ", "Rwanda" },
    { "xyzzy|", NULL, NULL },
    { "region:xyzzy|", NULL, NULL },
    { "nosuch:a|", NULL, NULL },
    { "\"quoted re|", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const char *bar = strchr (pairs[i].text, '|');
      g_autofree char *text = g_strdup_printf ("%.*s%s", (int) (bar - pairs[i].text), pairs[i].text, bar + 1);
      gsize start, end;
      g_autoptr (GPtrArray) completions =
        atlas_query_complete (&atlas_kind_member, text, (gsize) (bar - pairs[i].text), &start, &end);
      const AtlasQueryCompletion *first;
      g_autofree char *result = NULL;

      g_test_message ("%s", pairs[i].text);
      g_assert_cmpuint (completions->len, <=, 12);
      if (pairs[i].expected == NULL)
        {
          g_assert_cmpuint (completions->len, ==, 0);
          continue;
        }
      g_assert_cmpuint (completions->len, >, 0);
      first = g_ptr_array_index (completions, 0);
      result = apply (text, start, end, first->text);
      g_assert_cmpstr (result, ==, pairs[i].expected);
      if (pairs[i].label != NULL)
        g_assert_cmpstr (first->label, ==, pairs[i].label);
      g_assert_nonnull (first->hint);
    }
}

/* Whatever is offered can be searched. */
static void
test_completions_parse (void)
{
  for (const AtlasKind *const *kind = atlas_kinds (); *kind != NULL; kind++)
    {
      const char *const *fields = atlas_query_list_fields (*kind);

      for (guint i = 0; fields[i] != NULL; i++)
        {
          g_autofree char *text = g_strdup_printf ("%s:", fields[i]);
          g_autoptr (GPtrArray) completions = NULL;
          gsize start, end;

          g_assert_nonnull (atlas_query_describe_field (*kind, fields[i]));
          completions = atlas_query_complete (*kind, text, strlen (text), &start, &end);
          for (guint k = 0; k < completions->len; k++)
            {
              const AtlasQueryCompletion *completion = g_ptr_array_index (completions, k);
              g_autofree char *result = apply (text, start, end, completion->text);
              g_autoptr (GError) error = NULL;
              g_autoptr (AtlasQuery) query = atlas_query_parse (*kind, result, &error);

              g_assert_no_error (error);
              g_assert_nonnull (query);
            }
        }
      g_assert_null (atlas_query_describe_field (*kind, "nosuch"));
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("ATLAS_NOW", "2026-11-24T07:00:00Z", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/query/text/members", test_members);
  g_test_add_func ("/query/text/events", test_events);
  g_test_add_func ("/query/text/null", test_null);
  g_test_add_func ("/query/text/sql-holds-no-text", test_sql_holds_no_text);
  g_test_add_func ("/query/text/in-memory", test_in_memory);
  g_test_add_func ("/query/text/text-with", test_text_with);
  g_test_add_func ("/query/text/complete", test_complete);
  g_test_add_func ("/query/text/completions-parse", test_completions_parse);

  return g_test_run ();
}
