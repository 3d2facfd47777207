/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-demo.h"
#include "atlas-query-private.h"
#include "atlas-region.h"
#include "query-test-support.h"

/* One text, and the same members everywhere: over the table, over the facets, in memory, counted and on the
 * map. Every term is tried alone, negated, and joined with others at random. */

#define N_JOINED 600

static const char *const terms[] = {
  /* Words. */
  "nurse",
  "uwase",
  "UWASE",
  "a",
  "z",
  "mont",
  "montreal",
  "québec",
  "quebec",
  "toronto",
  "\"toronto\"",
  "\"a\"",
  "nurse,teacher",
  "zzzzz",
  "o'neil",
  "\"bob\"",
  "say",
  "not",
  "near",
  "x)",
  "this*",
  "c++",
  "\"project management\"",
  "hyphen-ated",
  "ated",
  "ile",
  "sœurs",
  "soeurs",
  "straße",
  "strasse",
  "łøæ",
  "déjà",
  "deja",
  "東京",
  "عربى",
  "\"deja vu\"",
  "\"vu deja\"",
  "example.org",
  "1",
  "k1a",
  /* Places. */
  "region:CA-ON",
  "region:CA-QC",
  "region:CA-ON,CA-QC",
  "region:none",
  "region:US-NY,none",
  "region:ontario",
  "region:US-MA",
  "region:CA-NU",
  "country:CA",
  "country:US",
  "country:RW",
  "country:FR",
  "country:none",
  "country:CA,US,none",
  "city:toronto",
  "city:Montréal",
  "city:montreal",
  "city:paris",
  "city:\"paris, CA-ON\"",
  "city:hull",
  "city:ottawa",
  "city:none",
  "city:\"nowhere at all\"",
  "city:toronto,none",
  "city:\"new york\"",
  "city:kigali",
  "city:gatineau",
  "tag:press",
  "tag:none,press",
  "association:none",
  "association:\"les amis\"",
  "contacted:never",
  "contacted:>=-1y,none",
  "consent:publish,post",
  "postcode:K1A",
  "postcode:K",
  "postcode:1",
  "postcode:10001",
  "postcode:100011",
  "postcode:10001-1234",
  "postcode:10001-12,K1A",
  "postcode:g1a1a1",
  "postcode:\"G1A 1A1\"",
  "postcode:Z",
  "near:43.65,-79.38,30km",
  "near:Toronto,50km",
  "near:0,0,1km",
  "near:0,0,5000km",
  "near:0,0,20100km",
  "near:10,180,1km",
  "near:10,-180,1km",
  "near:10,179.99999,500km",
  "near:90,0,100km",
  "near:-90,0,100km",
  "near:90,0,2000km",
  "near:-89,100,9000km",
  "near:82.5,-62.35,1m",
  "near:45.4215,-75.6972,3km",
  "near:K1A,10mi",
  "near:60,-100,1500km",
  "near:-13.8,-171.8,1500km",
  "near:\"New York, US-NY\",100km",
  "near:45,-75,12000km",
  "bbox:-80,43,-79,44",
  "bbox:-180,-90,180,90",
  "bbox:170,-20,-170,20",
  "bbox:180,-90,-180,90",
  "bbox:0,0,0,0",
  "bbox:-180,80,180,90",
  "bbox:-76,45,-75,46",
  "bbox:10,-90,-10,90",
  "bbox:-180,-90,-180,90",
  "bbox:180,-90,180,90",
  "bbox:-75.6972,45.4215,-75.6972,45.4215",
  "area:\"county 36061; place CA-ON Toronto\"",
  "area:\"county 25025\"",
  "area:\"region CA-ON\"",
  "area:\"region CA-ON; -circle 43.65 -79.38 50km; region CA-QC\"",
  "area:\"circle 43.65 -79.38 300km\"",
  "area:\"circle 10 179.9 2000km; box -180 -90 0 0\"",
  "area:\"box -140 20 -50 70; -polygon 40 -90, 50 -90, 45 -70\"",
  "area:\"polygon 40 -90, 50 -90, 45 -70, 60 -60, 30 -100\"",
  "area:\"polygon -60 160, 60 160, 60 200, -60 200\"",
  "area:\"polygon 42 -84, 47 -84, 47 -74, 42 -74\",\"region US-NY\"",
  /* Choices and numbers. */
  "sex:female",
  "sex:male,other",
  "sex:none",
  "sex:undisclosed,none",
  "status:active",
  "status:moved,deceased",
  "status:none",
  "age:30",
  "age:25..40",
  "age:..40",
  "age:>=65",
  "age:<18,>65",
  "age:none",
  "age:0",
  "age:none,30..40",
  "age:>200",
  "born:1980..1989",
  "born:1980,1981",
  "born:<1950",
  "born:>=2000",
  "born:none",
  "born:1900",
  "born:2026",
  "education:>=6",
  "education:0",
  "education:8",
  "education:<3",
  "education:none",
  "education:none,7",
  "education:3..5",
  "occupation:2",
  "occupation:22",
  "occupation:222",
  "occupation:2221",
  "occupation:0",
  "occupation:none",
  "occupation:1,none,5",
  "sector:Q",
  "sector:A,none",
  "sector:none",
  "skill:nursing",
  "skill:c",
  "skill:\"project\"",
  "skill:soins",
  "skill:project,soins",
  "language:fr",
  "language:rw,en",
  "language:eo",
  "language:la,fr",
  "language:none",
  "language:eo,none",
  "language:iu",
  "interest:remote",
  "interest:teaching,mentoring",
  "interest:volunteering",
  "consent:email",
  "consent:phone",
  "consent:post",
  "consent:any",
  "consent:share",
  "consent:email,share",
  "has:email",
  "has:phone",
  "has:post",
  "has:location",
  "has:email,phone",
  "updated:2026",
  "updated:>=2026-01-01",
  "updated:<2026-03",
  "updated:2026-02",
  "updated:2026-02-28",
  "updated:none",
  "updated:2026-03-01..",
  "updated:..1970",
  "updated:1970-01-01",
  "updated:1902",
  "confirmed:none",
  "confirmed:2026-02-28",
  "confirmed:>2026-02-28",
  "confirmed:2026",
  "confirmed:..2026-02",
  "confirmed:-1y",
  "confirmed:>=-2m",
  "confirmed:<-67d,none",
  "confirmed:-3m..-2m",
  "updated:-1w..today",
  "updated:<=-10w",
  "created:1970-01-01",
  "created:none",
  "created:>=1971",
  "arrived:2011",
  "arrived:none",
  "arrived:..2012",
  "updated:>2026-02-28",
  "updated:none,2026-02",
  "updated:>2105",
  "updated:9999",
  /* The rest of the field table. */
  "family_name:uwase",
  "given_name:a",
  "given_name:none",
  "family_name:none",
  "family_name:\"de l'ile\"",
  "other_names:none",
  "citizenships:RW",
  "citizenships:RW,FR",
  "citizenships:none",
  "arrival_year:2010..2015",
  "arrival_year:none",
  "arrival_year:none,2011",
  "confirmed:>=2026",
  "confirmed:2026-02",
  "confirmed:none",
  "emails:a@example.org",
  "emails:none",
  "phones:none",
  "origin.district:gasabo",
  "origin.district:none",
  "origin.province:kigali",
  "location.precision:place",
  "location.precision:none",
  "location.source:import",
  "location.source:gazetteer,none",
  "preferred_language:fr",
  "preferred_language:none",
  "notes:say",
  "notes:none",
  "occupation.title:infirmiere",
  "occupation.employer:none",
  "occupation.years:2..5",
  "occupation.years:none",
  "education.field:none",
  "created:1970",
  "created:none",
  "address.street:rue",
  "address.street:none",
};

static GArray *
complement (GArray *ids, GArray *all)
{
  GArray *rest = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0, k = 0; i < all->len; i++)
    if (k < ids->len && g_array_index (ids, gint64, k) == g_array_index (all, gint64, i))
      k++;
    else
      g_array_append_val (rest, g_array_index (all, gint64, i));
  return rest;
}

/* Asks in every way; returns what all of them say. (transfer full) */
static GArray *
ask (Fixture *fixture, AtlasPointIndex *index, const char *text)
{
  g_autoptr (AtlasQuery) query = make_query (&atlas_kind_member, text);
  g_autofree char *normal = atlas_query_dup_normal_text (query);
  g_autoptr (AtlasQuery) again = make_query (&atlas_kind_member, normal);
  g_autofree char *normal_again = atlas_query_dup_normal_text (again);
  g_autoptr (GArray) ids = ask_table (fixture->source, query);
  g_autoptr (GArray) facets = ask_facets (fixture->source, query);
  g_autoptr (GArray) memory = ask_memory (fixture->source, query, index, TRUE);
  g_autoptr (GArray) rewritten = ask_memory (fixture->source, again, index, TRUE);
  g_autoptr (GArray) listed = NULL;
  g_autoptr (AtlasPointSet) set = NULL;
  g_autoptr (GError) error = NULL;

  assert_same_ids (facets, ids, text, "over the facets");
  assert_same_ids (memory, ids, text, "in memory");
  assert_same_ids (rewritten, ids, text, "as the program writes it");
  g_assert_cmpstr (normal_again, ==, normal);
  if (atlas_query_is_in_memory (query))
    {
      g_autoptr (GArray) alone = ask_memory (fixture->source, query, index, FALSE);

      assert_same_ids (alone, ids, text, "in memory alone");
    }
  g_assert_cmpint (atlas_register_count (fixture->source, query, NULL, &error), ==, ids->len);
  g_assert_no_error (error);
  listed = atlas_register_list_ids (fixture->source, query, "", 0, NULL, &error);
  g_assert_no_error (error);
  sort_ids (listed); /* they come in any order */
  assert_same_ids (listed, ids, text, "listed");
  set = atlas_register_match (fixture->source, query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (atlas_point_set_get_total (set)->members, ==, ids->len);
  return g_steal_pointer (&ids);
}

static char *
join_terms (GRand *random)
{
  GString *text = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (random, 2, 5);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", g_rand_int_range (random, 0, 3) == 0 ? "-" : "",
                            terms[g_rand_int_range (random, 0, G_N_ELEMENTS (terms))]);
  return g_string_free (text, FALSE);
}

static void
test_everywhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasPointIndex) index = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GArray) all = NULL;
  g_autoptr (GError) error = NULL;
  guint n_found = 0;

  atlas_demo_fill (fixture->source, 1500, 5, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  add_json (fixture->source, awkward_members);
  index = atlas_register_load_points (fixture->source, NULL, &error);
  g_assert_no_error (error);
  all = ask (fixture, index, "");
  g_assert_cmpuint (all->len, >, 1500);

  for (gsize i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autofree char *negated = g_strconcat ("-", terms[i], NULL);
      g_autoptr (GArray) ids = ask (fixture, index, terms[i]);
      g_autoptr (GArray) others = ask (fixture, index, negated);
      g_autoptr (GArray) expected = complement (ids, all);

      assert_same_ids (others, expected, negated, "the rest");
      n_found += ids->len > 0;
    }
  /* A table of terms that find nobody would prove nothing. */
  g_assert_cmpuint (n_found, >, G_N_ELEMENTS (terms) * 9 / 10);

  for (guint i = 0; i < N_JOINED; i++)
    {
      g_autofree char *text = join_terms (random);
      g_autoptr (GArray) ids = ask (fixture, index, text);
    }
}

/* Every value of every vocabulary, and every region. */
static void
test_every_value (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasPointIndex) index = NULL;
  g_autoptr (GError) error = NULL;

  atlas_demo_fill (fixture->source, 400, 6, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  add_json (fixture->source, awkward_members);
  index = atlas_register_load_points (fixture->source, NULL, &error);
  g_assert_no_error (error);

  for (const AtlasQueryField *field = atlas_query_get_fields (&atlas_kind_member); field->name != NULL;
       field++)
    {
      guint n = field->vocabulary != NULL ? atlas_vocabulary_get_n_terms (field->vocabulary) : 0;

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *text =
            g_strdup_printf ("%s:%s", field->name, atlas_vocabulary_get_key (field->vocabulary, i));
          g_autoptr (GArray) ids = ask (fixture, index, text);
        }
      for (guint i = 0; field->values != NULL && field->values[i] != NULL; i++)
        {
          g_autofree char *text = g_strdup_printf ("%s:%s", field->name, field->values[i]);
          g_autoptr (GArray) ids = ask (fixture, index, text);
        }
    }
  for (guint region = 0; region < atlas_region_get_n (); region++)
    {
      g_autofree char *text = g_strdup_printf ("region:%s", atlas_region_get_code (region));
      g_autoptr (GArray) ids = ask (fixture, index, text);
    }
}

/* Circles and boxes at random, near poles and across 180 degrees, small and large. */
static void
test_random_places (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasPointIndex) index = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3000; i++)
    {
      char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (latitude, sizeof latitude, "%.6f", g_rand_double_range (random, -90, 90));
      g_ascii_formatd (longitude, sizeof longitude, "%.6f", g_rand_double_range (random, -180, 180));
      g_string_append_printf (json,
                              "%s{\"given_name\":\"P%u\",\"location\":{\"latitude\":%s,\"longitude\":%s}}",
                              i > 0 ? "," : "", i, latitude, longitude);
    }
  g_string_append_c (json, ']');
  add_json (fixture->source, json->str);
  add_json (fixture->source, awkward_members);
  index = atlas_register_load_points (fixture->source, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < 400; i++)
    {
      double latitude = g_rand_double_range (random, -90, 90);
      double longitude = g_rand_double_range (random, -180, 180);
      g_autofree char *near = g_strdup_printf (
        "near:%.4f,%.4f,%dkm", i % 7 == 0 ? (i % 2 ? 89.5 : -89.5) : latitude, i % 5 == 0 ? 179.9 : longitude,
        (int) (i % 3 == 0 ? g_rand_int_range (random, 1, 300) : g_rand_int_range (random, 300, 21000)));
      double south = g_rand_double_range (random, -90, 90);
      g_autofree char *box = g_strdup_printf ("bbox:%.4f,%.4f,%.4f,%.4f", longitude, MIN (south, latitude),
                                              g_rand_double_range (random, -180, 180), MAX (south, latitude));
      g_autofree char *area = g_strdup_printf (
        "area:\"polygon %.4f %.4f, %.4f %.4f, %.4f %.4f, %.4f %.4f; -circle %.4f %.4f %dkm\"", south,
        longitude, latitude, longitude + 60, g_rand_double_range (random, -90, 90),
        g_rand_double_range (random, -200, 200), g_rand_double_range (random, -90, 90),
        g_rand_double_range (random, -200, 200), latitude, longitude, g_rand_int_range (random, 10, 3000));
      g_autoptr (GArray) in_area = ask (fixture, index, area);
      g_autoptr (GArray) in_circle = ask (fixture, index, near);
      g_autoptr (GArray) in_box = ask (fixture, index, box);
    }
}

/* Who exactly. */
static const struct
{
  const char *text;
  const char *names;
} exact[] = {
  { "region:CA-ON", "Ontario Ottawa Parisontario Shared Toronto" },
  { "region:CA-QC", "Hull Montreal Québec" },
  { "region:US-NY", "Shortzip Zip" },
  { "region:US-MA", "Mismatch" },
  { "region:CA-NU", "Alert" },
  { "country:RW", "Kigali Mismatch" },
  { "country:FR", "Paris" },
  { "country:US", "Shortzip Zip" },
  { "city:paris", "Paris Parisontario" },
  { "city:\"Paris, ON\"", "Parisontario" },
  { "city:\"Montréal, Ontario\"", "" },
  { "city:\"paris, CA-ON\",toronto", "Parisontario Toronto" },
  { "city:TORONTO", "Toronto" },
  { "city:montréal", "Montreal" },
  { "city:quebec", "Québec" },
  { "city:\"nowhere at all\"", "Nowhere" },
  { "postcode:K1A", "Shared" },
  { "postcode:k1a0b1", "Shared" },
  { "postcode:10001", "Shortzip Zip" },
  { "postcode:10001-1234", "Zip" },
  { "postcode:10001-12", "Zip" },
  { "sex:female", "Ontario" },
  { "sex:other,undisclosed", "Everything Nowhere" },
  { "born:1980..1981", "Ontario Toronto" },
  { "born:1900", "Nullisland" },
  { "age:0", "Ottawa" },
  { "age:45,46", "Ontario Toronto" },
  { "age:>100", "Nullisland" },
  { "status:moved,deceased", "Nowhere Ottawa" },
  { "education:0", "Québec" },
  { "education:>=6", "Zip" },
  { "education:0..8", "Québec Zip" },
  { "occupation:2", "Kigali Shortzip" },
  { "occupation:22", "Kigali" },
  { "occupation:0", "Everything" },
  { "sector:Q", "Shortzip" },
  { "interest:teaching", "Everything Shortzip Zip" },
  { "interest:remote,mentoring", "Everything Zip" },
  { "language:rw", "Kigali Québec" },
  { "language:eo", "Everything Paris" },
  { "language:la", "Parisontario" },
  { "language:la,iu", "Everything Parisontario" },
  { "consent:email", "Everything Toronto" },
  { "consent:phone", "Everything Montreal" },
  { "consent:share", "Everything Shared" },
  { "has:email", "Shared Toronto" },
  { "has:phone", "Montreal Shared" },
  { "has:post", "Québec Shared" },
  { "skill:soins", "Kigali" },
  { "skill:project", "Hyphen-Ated" },
  { "infirmiere", "Kigali" },
  { "INFIRMIÈRE", "Kigali" },
  { "unicode", "Ünïcödé" },
  { "\"o'neil\"", "Quotes" },
  { "infirm\\", "Kigali" },
  { "\"say hi\"", "Quotes" },
  /* Before 1970 only that there is a date is known. */
  { "updated:..1970", "Old Older" },
  { "updated:1970-01-01", "Old Older" },
  { "updated:1902", "" },
  { "-updated:none", "Late March Offset Old Older" },
  { "updated:2026-02", "Late" },
  { "updated:2026-03-01", "March Offset" },
  { "updated:2026-02-28..2026-03", "Late March Offset" },
  { "confirmed:2026-02", "Late" },
  /* 66 days before 6 May 2026 is 1 March. */
  { "confirmed:>=-66d", "March" },
  { "confirmed:<-66d", "Late" },
  { "confirmed:-67d", "Late March" },
  { "citizenships:RW", "Paris Parisontario" },
  { "citizenships:FR", "Paris" },
  { "origin.district:gasabo", "Kigali" },
  { "preferred_language:fr", "Shared" },
  { "arrival_year:2011", "Late" },
  { "near:10,180,1km", "Datelineeast Datelinewest" },
  /* The map ends at 85.05 degrees; who is beyond it stands at its edge. */
  { "near:85.06,0,10km", "Northpole" },
  { "near:-85.06,45,10km", "Southpole" },
  { "near:90,0,560km", "Northpole" },
  { "bbox:-180,85,180,90", "Northpole" },
  { "near:0,0,1km", "Nullisland" },
  { "near:45.4215,-75.6972,5km -city:ottawa", "Hull Ottawa" },
  { "bbox:170,-20,-170,20", "Datelineeast Datelinewest Fiji Samoa" },
  { "bbox:-76,45,-75,46 -has:post", "Hull Ottawa" },
  { "bbox:-180,-20,-170,20", "Datelinewest Samoa" },
  { "bbox:170,-20,180,20", "Datelineeast Fiji" },
  { "area:\"box 170 -20 180 20\"", "Datelineeast Fiji" },
  { "area:\"polygon -20 170, 20 170, 20 190, -20 190\"", "Datelineeast Datelinewest Fiji Samoa" },
  { "area:\"region CA-ON; -circle 45.4215 -75.6972 10km\"", "Ontario Parisontario Toronto" },
};

static void
test_exact (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasPointIndex) index = NULL;
  g_autoptr (GError) error = NULL;

  add_json (fixture->source, awkward_members);
  index = atlas_register_load_points (fixture->source, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (exact); i++)
    {
      g_autoptr (GArray) ids = ask (fixture, index, exact[i].text);
      g_autofree char *names = list_names (fixture->source, ids);

      g_test_message ("%s", exact[i].text);
      g_assert_cmpstr (names, ==, exact[i].names);
    }
}

/* Events are asked of the database alone. */
static const struct
{
  const char *text;
  const char *titles;
} events[] = {
  { "", "A B C D" },
  { "type:webinar", "B" },
  { "type:webinar,cultural", "B C" },
  { "-type:webinar", "A C D" },
  { "status:none", "D" },
  { "from:2026-11-24", "A B C" },
  { "to:2026-11-24", "A D" },
  { "from:2026-11 to:2026-11-30", "A" },
  { "start:2026-11-24", "A" },
  { "start:2026-12", "B" },
  { "start:>2026-11-24", "B C" },
  { "start:<2026", "D" },
  { "region:CA-ON", "A" },
  { "region:none", "C D" },
  { "country:CA", "A B" },
  { "country:FR", "C" },
  { "country:none", "D" },
  { "city:ottawa", "A" },
  { "city:\"ottawa, on\"", "A" },
  { "city:\"ottawa, qc\"", "" },
  { "city:MONTREAL", "B" },
  { "city:none", "D" },
  { "has:location", "A D" },
  { "-has:location", "B C" },
  { "near:45.42,-75.69,20km", "A" },
  { "near:0,180,10km", "D" },
  { "bbox:170,-10,-170,10", "D" },
  { "area:\"box 170 -10 -170 10\"", "D" },
  { "area:\"polygon -10 170, 10 170, 10 190, -10 190\"", "D" },
  { "bbox:-76,45,-75,46", "A" },
  { "capacity:100..200", "A" },
  { "capacity:none", "B C D" },
  { "fair", "A" },
  { "fair,gala", "A C" },
  { "-fair", "B C D" },
  { "timezone:toronto", "A" },
  { "updated:2026", "A" },
  { "attendance:11111111-2222-4333-8444-555555555501", "B" },
};

static void
test_events (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_json (fixture->source, "{\"format\":\"diaspora-atlas\",\"events\":["
                             "{\"title\":\"A\",\"venue\":\"Fair "
                             "hall\",\"start\":\"2026-11-24T20:00:00-05:00\",\"type\":\"skills-fair\","
                             "\"status\":\"planned\",\"address\":{\"city\":\"Ottawa\",\"region\":\"CA-ON\"},"
                             "\"location\":{\"latitude\":45.42,"
                             "\"longitude\":-75.69},\"capacity\":150,\"timezone\":\"America/"
                             "Toronto\",\"updated\":\"2026-01-01T00:00:00Z\"},"
                             "{\"title\":\"B\",\"start\":\"2026-12-01T20:00:00Z\",\"type\":\"webinar\","
                             "\"status\":\"held\",\"address\":"
                             "{\"city\":\"Montréal\",\"region\":\"CA-QC\"},\"attendance\":[{\"member\":"
                             "\"11111111-2222-4333-8444-555555555501\","
                             "\"status\":\"invited\"}]},"
                             "{\"title\":\"C\",\"description\":\"Gala\",\"start\":\"2027-01-01T00:00:00+05:"
                             "00\",\"type\":\"cultural\",\"status\":"
                             "\"cancelled\",\"address\":{\"city\":\"Paris\",\"country\":\"FR\"}},"
                             "{\"title\":\"D\",\"start\":\"2025-01-01T00:00:00Z\",\"location\":{\"latitude\":"
                             "0,\"longitude\":-180}}]}");

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autoptr (AtlasQuery) query = make_query (&atlas_kind_event, events[i].text);
      g_autofree char *normal = atlas_query_dup_normal_text (query);
      g_autoptr (AtlasQuery) again = make_query (&atlas_kind_event, normal);
      g_autoptr (GArray) ids = ask_table (fixture->source, query);
      g_autoptr (GArray) rewritten = ask_table (fixture->source, again);
      g_autoptr (GArray) listed = atlas_register_list_ids (fixture->source, query, "title", 0, NULL, &error);
      g_autoptr (GString) titles = g_string_new (NULL);

      g_assert_no_error (error);
      g_test_message ("%s", events[i].text);
      assert_same_ids (rewritten, ids, events[i].text, "as the program writes it");
      g_assert_cmpint (atlas_register_count (fixture->source, query, NULL, &error), ==, ids->len);
      for (guint k = 0; k < listed->len; k++)
        {
          g_autoptr (AtlasRecord) record = atlas_register_load (fixture->source, &atlas_kind_event,
                                                                g_array_index (listed, gint64, k), &error);

          g_assert_no_error (error);
          g_string_append_printf (titles, "%s%s", k > 0 ? " " : "", atlas_record_get_text (record, "title"));
        }
      g_assert_cmpstr (titles->str, ==, events[i].titles);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  QUERY_TEST ("/query/match/exact", test_exact);
  QUERY_TEST ("/query/match/events", test_events);
  QUERY_TEST ("/query/match/everywhere", test_everywhere);
  QUERY_TEST ("/query/match/every-value", test_every_value);
  QUERY_TEST ("/query/match/random-places", test_random_places);
  return g_test_run ();
}
