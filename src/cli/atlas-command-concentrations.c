/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include <math.h>
#include <string.h>

#include "atlas-cli-table.h"
#include "atlas-county.h"
#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-measure.h"
#include "atlas-json-writer.h"
#include "atlas-number.h"
#include "atlas-point-years.h"
#include "atlas-region.h"
#include "atlas-small-cells.h"

static char *by, *years_text, *query_text;
static gint64 smallest = 1;

static gboolean coverage;

static const GOptionEntry options[] = {
  { "by", 'b', 0, G_OPTION_ARG_FILENAME, &by, N_ ("country, region (default), county or place"),
    N_ ("WHAT") },
  { "years", 'y', 0, G_OPTION_ARG_FILENAME, &years_text, N_ ("By the year of: arrived, created or confirmed"),
    N_ ("WHAT") },
  { "coverage", 'c', 0, G_OPTION_ARG_NONE, &coverage,
    N_ ("With the estimates of regions or places, and members for 100 of them"), NULL },
  ATLAS_CLI_OPTION_QUERY (&query_text),
  { "smallest", 0, 0, G_OPTION_ARG_INT64, &smallest,
    N_ ("For paper: the smallest count that is told, such as 5"), N_ ("N") },
  { NULL },
};

typedef enum
{
  BY_COUNTRY,
  BY_REGION,
  BY_COUNTY,
  BY_PLACE,
} By;

static const char *const by_names[] = { "country", "region", "county", "place", NULL };

/* What is counted; all NULL for those whom no place is known of. */
typedef struct
{
  char *code;
  char *name;
  char *country;
  guint key; /* of the region or place; G_MAXUINT: neither */
  AtlasPointCount count;
  AtlasAreaValue covered;  /* with --coverage */
  gboolean hidden;         /* how many there are */
  gboolean sexes_hidden;   /* how many of each sex */
  gboolean counted_hidden; /* how many are compared with the estimate */
} Concentration;

static void
concentration_free (Concentration *self)
{
  g_free (self->code);
  g_free (self->name);
  g_free (self->country);
  g_free (self);
}

static Concentration *
add (GPtrArray *list, const AtlasPointCount *count)
{
  Concentration *added = g_new0 (Concentration, 1);

  added->count = *count;
  added->key = G_MAXUINT;
  added->covered.no_estimate = TRUE;
  added->covered.metro = ATLAS_PLACE_NONE;
  g_ptr_array_add (list, added);
  return added;
}

/* Those in no group: groups hold whom a country or place is known of. */
static void
add_rest (GPtrArray *list, AtlasPointSet *set, GArray *groups)
{
  AtlasPointCount rest = *atlas_point_set_get_total (set);

  for (guint i = 0; i < groups->len; i++)
    {
      const AtlasPointCount *count = &g_array_index (groups, AtlasPointGroup, i).count;

      rest.members -= count->members;
      for (guint s = 0; s < ATLAS_POINT_N_SEXES; s++)
        rest.by_sex[s] -= count->by_sex[s];
    }
  if (rest.members > 0)
    add (list, &rest);
}

static void
add_countries (GPtrArray *list, AtlasPointSet *set)
{
  g_autoptr (GArray) groups = atlas_point_set_list_countries (set);

  for (guint i = 0; i < groups->len; i++)
    {
      const AtlasPointGroup *group = &g_array_index (groups, AtlasPointGroup, i);
      Concentration *added = add (list, &group->count);

      added->code = g_strdup_printf ("%c%c", (char) (group->key >> 8), (char) group->key);
      added->name = g_strdup (atlas_vocabulary_label_for (&atlas_vocabulary_country, added->code));
      added->country = g_strdup (added->code);
    }
  add_rest (list, set, groups);
}

static void
add_regions (GPtrArray *list, AtlasPointSet *set)
{
  const AtlasPointCount *counts = atlas_point_set_get_regions (set);

  for (guint region = 0; region <= ATLAS_POINT_NO_REGION; region++)
    if (counts[region].members > 0)
      {
        Concentration *added = add (list, &counts[region]);

        if (region == ATLAS_POINT_NO_REGION)
          continue;
        added->key = region;
        added->code = g_strdup (atlas_region_get_code (region));
        added->name = g_strdup (atlas_region_get_name (region));
        added->country = g_strdup (atlas_region_get_country (region));
      }
}

/* Those of one county: its places' together. */
static void
add_counties (GPtrArray *list, AtlasPointSet *set)
{
  g_autoptr (GArray) places = atlas_point_set_list_places (set);
  g_autoptr (GArray) counted = g_array_new (FALSE, FALSE, sizeof (AtlasPointGroup));
  g_autofree AtlasPointCount *counts = g_new0 (AtlasPointCount, ATLAS_COUNTY_N_CODES);

  for (guint i = 0; i < places->len; i++)
    {
      const AtlasPointGroup *place = &g_array_index (places, AtlasPointGroup, i);
      AtlasPointCount *count = &counts[atlas_county_of_place (place->key)];

      count->members += place->count.members;
      for (guint s = 0; s < ATLAS_POINT_N_SEXES; s++)
        count->by_sex[s] += place->count.by_sex[s];
    }
  for (guint code = ATLAS_COUNTY_NONE + 1; code < ATLAS_COUNTY_N_CODES; code++)
    {
      AtlasPointGroup group = { code, counts[code] };
      guint region = atlas_county_get_region (code);
      Concentration *added;

      if (counts[code].members == 0)
        continue;
      g_array_append_val (counted, group);
      added = add (list, &counts[code]);
      added->code = g_strdup_printf ("%05u", code);
      added->name = atlas_county_dup_long_name (code);
      added->country = g_strdup (region != ATLAS_REGION_NONE ? atlas_region_get_country (region) : "US");
    }
  add_rest (list, set, counted);
}

static void
add_places (GPtrArray *list, AtlasPointSet *set)
{
  g_autoptr (GArray) groups = atlas_point_set_list_places (set);

  for (guint i = 0; i < groups->len; i++)
    {
      const AtlasPointGroup *group = &g_array_index (groups, AtlasPointGroup, i);
      Concentration *added = add (list, &group->count);
      AtlasPlace place = { NULL };
      gboolean has_region;

      atlas_gazetteer_get_place (group->key, &place);
      added->key = group->key;
      has_region = place.region != ATLAS_REGION_NONE;
      added->code = g_strconcat (has_region ? atlas_region_get_code (place.region) : place.country, "/",
                                 place.name, NULL);
      added->name = g_strdup (place.name);
      added->country = g_strdup (place.country);
    }
  add_rest (list, set, groups);
}

/* What paper must not tell. A line's sexes add up to its people: where one of them is too few, none is told.
 */
static void
hide_small (Concentration *self)
{
  AtlasSmallCell cells[1 + ATLAS_POINT_N_SEXES] = { { self->count.members, 0, FALSE } };

  for (guint i = 0; i < ATLAS_POINT_N_SEXES; i++)
    cells[1 + i] = (AtlasSmallCell){ self->count.by_sex[i], 0, FALSE };
  atlas_small_cells_hide (cells, G_N_ELEMENTS (cells), (guint) smallest, NULL, 1);
  self->hidden = cells[0].hidden;
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    self->sexes_hidden |= cells[i].hidden;
}

/* Of each what is estimated of it. */
static gboolean
add_coverage (GPtrArray *list, AtlasRegister *source, AtlasPointSet *set, AtlasAreas areas, GError **error)
{
  g_autoptr (AtlasMeasure) measure =
    atlas_measure_parse (atlas_measure_type_get_name (ATLAS_MEASURE_COVERAGE), error);
  g_autoptr (AtlasMeasured) measured =
    measure ? atlas_register_measure (source, measure, set, areas, NULL, error) : NULL;

  if (measured == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      Concentration *it = g_ptr_array_index (list, i);
      const AtlasAreaValue *value = it->key != G_MAXUINT ? atlas_measured_find (measured, it->key) : NULL;

      if (value != NULL)
        it->covered = *value;
    }
  return TRUE;
}

/* A metropolitan area's people are the total of its places: who is compared with the estimate is not told
 * where a hidden place could be had by subtracting the others. */
static void
hide_metros (GPtrArray *list)
{
  g_autoptr (GHashTable) groups = g_hash_table_new (NULL, NULL); /* place of the centre -> group */
  g_autofree AtlasSmallCell *cells = g_new (AtlasSmallCell, MAX (list->len, 1));
  g_autofree AtlasSmallTotal *totals = g_new0 (AtlasSmallTotal, MAX (list->len, 1));
  guint n_cells = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const Concentration *it = g_ptr_array_index (list, i);
      gpointer metro = GUINT_TO_POINTER (it->covered.metro);

      if (it->covered.metro == ATLAS_PLACE_NONE)
        continue;
      if (!g_hash_table_contains (groups, metro))
        g_hash_table_insert (groups, metro, GUINT_TO_POINTER (g_hash_table_size (groups)));
      cells[n_cells++] =
        (AtlasSmallCell){ it->count.members, GPOINTER_TO_UINT (g_hash_table_lookup (groups, metro)), FALSE };
    }
  atlas_small_cells_hide (cells, n_cells, (guint) smallest, totals, g_hash_table_size (groups));
  for (guint i = 0; i < list->len; i++)
    {
      Concentration *it = g_ptr_array_index (list, i);
      gpointer metro = GUINT_TO_POINTER (it->covered.metro), group;

      it->counted_hidden = it->hidden || (it->covered.known > 0 && it->covered.known < smallest) ||
                           (it->covered.metro != ATLAS_PLACE_NONE &&
                            g_hash_table_lookup_extended (groups, metro, NULL, &group) &&
                            !atlas_small_total_is_exact (&totals[GPOINTER_TO_UINT (group)]));
    }
}

/* Largest first, though not among those of whom it is not told; those without a place after others of their
 * number. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const Concentration *x = *(Concentration *const *) a, *y = *(Concentration *const *) b;

  if (x->hidden != y->hidden)
    return x->hidden ? 1 : -1;
  if (!x->hidden && x->count.members != y->count.members)
    return x->count.members > y->count.members ? -1 : 1;
  if (x->code == NULL || y->code == NULL)
    return (x->code == NULL) - (y->code == NULL);
  return g_strcmp0 (x->code, y->code);
}

static guint
count_sex (const Concentration *self, const char *sex)
{
  return self->count.by_sex[1 + atlas_vocabulary_find (&atlas_vocabulary_sex, sex, -1)];
}

static void
append_text (GString *out, const char *key, const char *text)
{
  g_string_append_printf (out, "\"%s\":", key);
  atlas_json_append_string_or_null (out, text);
  g_string_append_c (out, ',');
}

static void
append_count (GString *out, const char *key, guint count, gboolean hidden)
{
  g_string_append_printf (out, "\"%s\":", key);
  if (hidden)
    g_string_append (out, "null");
  else
    atlas_json_append_integer (out, count);
}

static void
append_percentage (GString *out, const char *key, double value, gboolean hidden)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (
    out, ",\"%s\":%s", key,
    hidden || !isfinite (value) ? "null" : g_ascii_formatd (number, sizeof number, "%.1f", value));
}

static void
append_coverage (GString *out, const Concentration *self)
{
  const AtlasAreaValue *value = &self->covered;
  gboolean none = value->no_estimate;

  g_string_append_c (out, ',');
  append_count (out, "estimate_low", value->estimate[0], none);
  g_string_append_c (out, ',');
  append_count (out, "estimate_high", value->estimate[1], none);
  g_string_append_c (out, ',');
  append_count (out, "counted", value->known, none || self->counted_hidden);
  append_percentage (out, "coverage_low", value->low, none || self->counted_hidden);
  append_percentage (out, "coverage_high", value->high, none || self->counted_hidden);
}

static void
print_json (GPtrArray *list)
{
  static const char *const sexes[] = { "female", "male", "other", "undisclosed" };
  g_autoptr (GString) out = g_string_new ("[");

  for (guint i = 0; i < list->len; i++)
    {
      const Concentration *it = g_ptr_array_index (list, i);

      g_string_append (out, i > 0 ? ",\n{" : "\n{");
      append_text (out, "code", it->code);
      append_text (out, "name", it->name);
      append_text (out, "country", it->country);
      append_count (out, "members", it->count.members, it->hidden);
      for (guint s = 0; s < G_N_ELEMENTS (sexes); s++)
        {
          g_string_append_c (out, ',');
          append_count (out, sexes[s], count_sex (it, sexes[s]), it->sexes_hidden);
        }
      if (coverage)
        append_coverage (out, it);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "\n]\n");
  atlas_cli_print_json_text (out);
}

/* Of a sex only whether it is told. (transfer full) */
static char *
format_sex (const Concentration *self, guint count)
{
  return self->sexes_hidden ? g_strdup (C_ ("value", "–")) : atlas_number_format (count);
}

/* (transfer full) */
static char *
format_estimate (const Concentration *self)
{
  g_autofree char *low = NULL, *high = NULL;

  if (self->covered.no_estimate)
    return g_strdup (C_ ("value", "–"));
  low = atlas_number_format (self->covered.estimate[0]);
  high = atlas_number_format (self->covered.estimate[1]);
  return strcmp (low, high) == 0 ? g_steal_pointer (&low) : atlas_number_join_range (low, high);
}

static char *
format_counted (const Concentration *self)
{
  if (self->covered.no_estimate)
    return g_strdup (C_ ("value", "–"));
  return self->counted_hidden ? atlas_small_cells_format_hidden ((guint) smallest)
                              : atlas_number_format (self->covered.known);
}

static char *
format_coverage (const Concentration *self)
{
  g_autoptr (AtlasMeasure) measure =
    atlas_measure_parse (atlas_measure_type_get_name (ATLAS_MEASURE_COVERAGE), NULL);

  if (self->covered.no_estimate || self->counted_hidden)
    return g_strdup (C_ ("value", "–"));
  return atlas_measure_format (measure, &self->covered);
}

static void
print_table (GPtrArray *list)
{
  const char *titles[] = { _ ("Code"), _ ("Name"), _ (">People"), _ (">Female"), _ (">Male"), _ (">Other"),
                           /* Translators: people who would not say their sex, or of whom it is not known */
                           _ (">Not stated"), _ (">Estimate"), _ (">Counted"), _ (">Coverage") };
  guint n_columns = G_N_ELEMENTS (titles) - (coverage ? 0 : 3);
  AtlasCliTable *table = atlas_cli_table_new (titles, n_columns);

  for (guint i = 0; i < list->len; i++)
    {
      const Concentration *it = g_ptr_array_index (list, i);
      g_autofree char *members = it->hidden ? atlas_small_cells_format_hidden ((guint) smallest)
                                            : atlas_number_format (it->count.members);
      g_autofree char *female = format_sex (it, count_sex (it, "female"));
      g_autofree char *male = format_sex (it, count_sex (it, "male"));
      g_autofree char *other = format_sex (it, count_sex (it, "other"));
      g_autofree char *rest = format_sex (it, it->count.by_sex[0] + count_sex (it, "undisclosed"));
      g_autofree char *estimate = format_estimate (it);
      g_autofree char *counted = format_counted (it);
      g_autofree char *covered = format_coverage (it);
      const char *cells[] = { it->code ? it->code : "-",
                              it->name                        ? it->name
                              : g_strcmp0 (by, "county") == 0 ? _ ("In no county of the USA")
                                                              : _ ("No place known"),
                              members,
                              female,
                              male,
                              other,
                              rest,
                              estimate,
                              counted,
                              covered };

      atlas_cli_table_add (table, cells);
    }
  atlas_cli_table_finish (table);
}

/* By year. */

static gboolean
is_hidden (guint count)
{
  return count > 0 && count < smallest;
}

static void
print_years_json (const AtlasYears *years)
{
  g_autoptr (GString) out = g_string_new ("[");

  for (int year = years->first; year <= years->last; year++)
    {
      guint count = atlas_years_get (years, year);

      g_string_append_printf (out, "\n{\"year\":%d,", year);
      append_count (out, "members", count, is_hidden (count));
      g_string_append (out, "},");
    }
  g_string_append (out, "\n{\"year\":null,");
  append_count (out, "members", years->n_unknown, is_hidden (years->n_unknown));
  g_string_append (out, "}\n]\n");
  atlas_cli_print_json_text (out);
}

static void
add_year (AtlasCliTable *table, const char *year, guint count)
{
  g_autofree char *members =
    is_hidden (count) ? atlas_small_cells_format_hidden ((guint) smallest) : atlas_number_format (count);
  const char *cells[] = { year, members };

  atlas_cli_table_add (table, cells);
}

static void
print_years_table (const AtlasYears *years)
{
  const char *titles[] = { _ ("Year"), _ (">People") };
  AtlasCliTable *table = atlas_cli_table_new (titles, G_N_ELEMENTS (titles));

  for (int year = years->first; year <= years->last; year++)
    {
      char text[16];

      g_snprintf (text, sizeof text, "%d", year);
      add_year (table, text, atlas_years_get (years, year));
    }
  add_year (table, _ ("Not known"), years->n_unknown);
  atlas_cli_table_finish (table);
}

/* By place: those in @list. */
static void
print_places (AtlasCli *cli, GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    hide_small (g_ptr_array_index (list, i));
  hide_metros (list);
  g_ptr_array_sort (list, compare);
  if (cli->json)
    print_json (list);
  else
    print_table (list);
}

static gboolean
read_choices (int *what, int *time, GError **error)
{
  const char *time_names[ATLAS_N_TIMES + 1] = { NULL };

  for (guint i = 0; i < ATLAS_N_TIMES; i++)
    time_names[i] = atlas_time_get_name (i);
  *what = BY_REGION;
  *time = -1;
  if (!atlas_cli_check_smallest (smallest, error))
    return FALSE;
  if (by != NULL && years_text != NULL)
    return atlas_cli_fail_usage (error, "%s", _ ("Give --by or --years, not both."));
  if (by != NULL)
    *what = atlas_cli_find_choice ("--by", by, by_names, error);
  if (years_text != NULL)
    *time = atlas_cli_find_choice ("--years", years_text, time_names, error);
  if (coverage && (years_text != NULL || (*what != BY_REGION && *what != BY_PLACE)))
    return *what >= 0 && atlas_cli_fail_usage (error, "%s",
                                               _ ("--coverage goes with --by region or --by place: there are "
                                                  "estimates of these."));
  return *what >= 0 && (years_text == NULL || *time >= 0);
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  static void (*const add_all[]) (GPtrArray *, AtlasPointSet *) = { add_countries, add_regions, add_counties,
                                                                    add_places };
  int what, time;
  gboolean read = read_choices (&what, &time, error);
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasRegister) source =
    read ? atlas_cli_open_for (cli, &atlas_kind_member, query_text, &query, error) : NULL;
  g_autoptr (AtlasPointSet) set = source ? atlas_register_match (source, query, NULL, error) : NULL;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) concentration_free);

  if (set == NULL)
    return ATLAS_CLI_FAILED;
  if (time >= 0)
    {
      g_autoptr (AtlasYears) years = atlas_point_set_count_years (set, (AtlasTime) time);

      (cli->json ? print_years_json : print_years_table) (years);
      return ATLAS_CLI_DONE;
    }
  add_all[what](list, set);
  if (coverage &&
      !add_coverage (list, source, set, what == BY_PLACE ? ATLAS_AREAS_PLACES : ATLAS_AREAS_REGIONS, error))
    return ATLAS_CLI_FAILED;
  print_places (cli, list);
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_concentrations = {
  .name = "concentrations",
  .summary = N_ ("count people by country, province, county or town"),
  .help = N_ (
    "The largest comes first. Who has no known place is counted on a line of its own; so is, by county,\n"
    "who lives outside the USA. Whose sex is not recorded is counted among all, but under no sex.\n"
    "“atlasctl list --help” tells how a query is written.\n"
    "\n"
    "With --years arrived, created or confirmed people are counted by the year in which that was, each year\n"
    "from the first to the last, and at the end those of whom it is not known.\n"
    "\n"
    "With --coverage each region, or metropolitan area, has what is estimated of it, the lowest and the "
    "highest\n"
    "of all sources, and members for 100 of these. An estimate of a place is of its metropolitan area: with "
    "it\n"
    "are compared all members counted in places within 40 km, each in the area whose centre is nearest.\n"
    "\n"
    "With --smallest 5 it can be given away: fewer people than that stand as “<5”, in JSON as null, and\n"
    "where that is so of one sex, none is told.\n"
    "\n"
    "With --json: [{\"code\", \"name\", \"country\", \"members\", \"female\", \"male\", \"other\",\n"
    "\"undisclosed\"}]. The code is ISO 3166-1 of a country, ISO 3166-2 of a region, FIPS of a county, of a\n"
    "town its region and name (CA-ON/Ottawa); code, name and country are null for those without a place.\n"
    "--coverage adds \"estimate_low\", \"estimate_high\", \"counted\" (whom the estimate is compared with),\n"
    "\"coverage_low\" and \"coverage_high\" (per cent), null where there is no estimate.\n"
    "By year: [{\"year\", \"members\"}], the last with null for a year.\n"
    "\n"
    "Examples:\n"
    "  atlasctl concentrations\n"
    "  atlasctl concentrations --by place --query 'country:CA skill:nursing'\n"
    "  atlasctl concentrations --by place --coverage --query country:CA\n"
    "  atlasctl concentrations --years arrived --query region:CA-ON"),
  .options = options,
  .run = run,
};
