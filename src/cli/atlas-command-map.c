/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include <math.h>

#include "atlas-i18n.h"
#include "atlas-map-picture.h"
#include "atlas-region.h"

static char *output, *format_name, *measure_text, *breaks_text, *query_text, *size_text, *extent_name, *by,
  *title, *bbox, *time_text;
static gint64 smallest = ATLAS_SMALL_CELLS_DEFAULT;
static gboolean places, heat;

static const GOptionEntry options[] = {
  ATLAS_CLI_OPTION_OUTPUT (&output),
  { "format", 'f', 0, G_OPTION_ARG_FILENAME, &format_name, N_ ("png, svg or pdf (as the file is named)"),
    N_ ("FORMAT") },
  { "measure", 'm', 0, G_OPTION_ARG_FILENAME, &measure_text, N_ ("What areas are shaded by (members)"),
    N_ ("MEASURE") },
  { "by", 'b', 0, G_OPTION_ARG_FILENAME, &by, N_ ("region (default), county in the USA, or place"),
    N_ ("WHAT") },
  { "breaks", 0, 0, G_OPTION_ARG_FILENAME, &breaks_text,
    N_ ("round (default), quantile, natural, equal, log, or the limits themselves: 10,100,1000"),
    N_ ("BREAKS") },
  ATLAS_CLI_OPTION_QUERY (&query_text),
  { "size", 's', 0, G_OPTION_ARG_FILENAME, &size_text, N_ ("In pixels, of PDF in points (1280x800; PDF: A4)"),
    N_ ("WxH") },
  { "extent", 'e', 0, G_OPTION_ARG_FILENAME, &extent_name,
    N_ ("all (default), canada, usa, or the code of a region: CA-ON"), N_ ("EXTENT") },
  { "bbox", 0, 0, G_OPTION_ARG_FILENAME, &bbox, N_ ("Only this box fills the map, in degrees"),
    N_ ("W,S,E,N") },
  { "time", 0, 0, G_OPTION_ARG_FILENAME, &time_text,
    N_ ("Only members of a year, or up to it: arrived:2009, created:..2024, confirmed:..2025"), N_ ("WHEN") },
  { "title", 't', 0, G_OPTION_ARG_FILENAME, &title, N_ ("Instead of the usual title"), N_ ("TITLE") },
  { "places", 'p', 0, G_OPTION_ARG_NONE, &places, N_ ("With a circle for each of the largest places"), NULL },
  { "heat", 0, 0, G_OPTION_ARG_NONE, &heat, N_ ("With how densely members live"), NULL },
  { "smallest", 0, 0, G_OPTION_ARG_INT64, &smallest, N_ ("The smallest count that is told (5); 1 tells all"),
    N_ ("N") },
  { NULL },
};

/* What was asked for, read. */
typedef struct
{
  AtlasPictureOptions picture;
  AtlasPictureFormat format;
  guint width, height;
  gboolean counties;
  AtlasYearView years;
} Request;

static gboolean
read_format (Request *request, GError **error)
{
  static const char *const names[] = { "png", "svg", "pdf", NULL };
  int format;

  if (format_name == NULL && output == NULL)
    return TRUE;
  format = format_name ? atlas_cli_find_choice ("--format", format_name, names, error)
                       : atlas_picture_format_find_for_file (output);
  if (format < 0 && format_name == NULL)
    return atlas_cli_fail_usage (
      error, _ ("“%s” does not end in .png, .svg or .pdf; say what it shall be: --format."), output);
  request->format = (AtlasPictureFormat) MAX (format, 0);
  return format >= 0;
}

static gboolean
read_size (Request *request, GError **error)
{
  guint64 width, height;
  char *end;

  if (size_text == NULL)
    {
      gboolean paper = request->format == ATLAS_PICTURE_PDF;

      request->width = paper ? ATLAS_PICTURE_A4_WIDTH : 1280;
      request->height = paper ? ATLAS_PICTURE_A4_HEIGHT : 800;
      return TRUE;
    }
  width = g_ascii_isdigit (*size_text) ? g_ascii_strtoull (size_text, &end, 10) : 0;
  if (width == 0 || *end != 'x' || !g_ascii_isdigit (end[1]))
    return atlas_cli_fail_usage (error, _ ("“%s” is no size: give width and height, such as 1280x800."),
                                 size_text);
  height = g_ascii_strtoull (end + 1, &end, 10);
  if (*end != '\0' || MIN (width, height) < ATLAS_PICTURE_MIN_SIZE ||
      MAX (width, height) > ATLAS_PICTURE_MAX_SIZE)
    return atlas_cli_fail_usage (error, _ ("“%s” is no size: width and height may be %d to %d."), size_text,
                                 ATLAS_PICTURE_MIN_SIZE, ATLAS_PICTURE_MAX_SIZE);
  request->width = (guint) width;
  request->height = (guint) height;
  return TRUE;
}

/* The name of a rule, or limits. */
static gboolean
read_breaks (Request *request, GError **error)
{
  const char *p = breaks_text;
  int breaks = breaks_text ? atlas_breaks_find (breaks_text) : ATLAS_BREAKS_ROUND;

  if (breaks >= 0 && breaks != ATLAS_BREAKS_OWN)
    {
      request->picture.breaks = (AtlasBreaks) breaks;
      return TRUE;
    }
  request->picture.breaks = ATLAS_BREAKS_OWN;
  do
    {
      char *end;
      double limit = g_ascii_strtod (p, &end);
      guint n = request->picture.n_own;

      if (end == p || !isfinite (limit) || (*end != ',' && *end != '\0') ||
          n == G_N_ELEMENTS (request->picture.own) || (n > 0 && limit <= request->picture.own[n - 1]))
        return atlas_cli_fail_usage (
          error,
          _ ("“%s” does not say how to part values: give round, quantile, natural, equal, log, or up to %d "
             "rising limits, such as 10,100,1000."),
          breaks_text, (int) G_N_ELEMENTS (request->picture.own));
      request->picture.own[request->picture.n_own++] = limit;
      p = *end == ',' ? end + 1 : end;
    }
  while (*p != '\0');
  return TRUE;
}

/* What of the world fills the map. */
static gboolean
read_framing (AtlasMapFraming *framing, GError **error)
{
  const char *names[ATLAS_N_MAP_EXTENTS + 2] = { NULL };
  guint region = extent_name ? atlas_region_find (extent_name, -1) : ATLAS_REGION_NONE;
  AtlasCliBox box;
  int extent = ATLAS_MAP_EXTENT_ALL;

  for (guint i = 0; i < ATLAS_N_MAP_EXTENTS; i++)
    names[i] = atlas_map_extent_get_name (i);
  names[ATLAS_N_MAP_EXTENTS] = "CA-ON…";
  if (region != ATLAS_REGION_NONE && atlas_map_extent_holds (ATLAS_MAP_EXTENT_ALL, region))
    framing->region = atlas_region_get_code (region);
  else if (extent_name != NULL)
    extent = atlas_cli_find_choice ("--extent", extent_name, names, error);
  if (extent < 0)
    return FALSE;
  framing->extent = MIN ((AtlasMapExtent) extent, ATLAS_N_MAP_EXTENTS - 1);
  if (bbox == NULL)
    return TRUE;

  if (!atlas_cli_parse_box (bbox, &box, error))
    return FALSE;
  if (framing->region != NULL)
    return atlas_cli_fail_usage (error, "%s",
                                 _ ("A region and --bbox both say what fills the map; give one."));
  framing->has_box = TRUE;
  framing->box =
    (AtlasDegreeBox){ box.south, box.west, box.north, box.east + (box.east < box.west ? 360 : 0) };
  if (!atlas_degree_box_is_valid (&framing->box))
    return atlas_cli_fail_usage (
      error,
      _ ("“%s” can’t be drawn: a box is at most %d degrees wide and at least %s wide and high, between 85 "
         "degrees south and north."),
      bbox, ATLAS_DEGREE_BOX_MAX_WIDTH, "0.05");
  return TRUE;
}

static gboolean
read_time (Request *request, GError **error)
{
  if (time_text == NULL)
    return TRUE;
  if (!atlas_year_view_parse (time_text, &request->years))
    return atlas_cli_fail_usage (
      error,
      _ ("“%s” won't do for --time; give arrived, created or confirmed and a year, or "
         "all up to one: arrived:2009, arrived:..2009"),
      time_text);
  request->picture.years = &request->years;
  return TRUE;
}

static gboolean
read_request (Request *request, GError **error)
{
  static const char *const by_names[] = { "region", "county", "place", NULL };
  int what = 0;

  if (output == NULL && format_name != NULL)
    return atlas_cli_fail_usage (error, "%s", _ ("--format needs a file: --output FILE."));
  if (!read_framing (&request->picture.framing, error))
    return FALSE;
  if (by != NULL)
    what = atlas_cli_find_choice ("--by", by, by_names, error);
  if (what < 0 || !atlas_cli_check_smallest (smallest, error) || !read_time (request, error))
    return FALSE;

  request->picture.title = title;
  request->picture.query = query_text;
  request->picture.smallest = (guint) smallest;
  request->picture.places = places || what == 2;
  request->picture.heat = heat;
  /* Both lie over what areas are shaded by, if anything was asked for. */
  request->picture.plain = (heat || what == 2) && measure_text == NULL;
  request->counties = what == 1;
  return read_format (request, error) && read_size (request, error) && read_breaks (request, error);
}

/* Telling what is drawn. */

static void
add_text (JsonBuilder *builder, const char *key, const char *text)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, text);
}

static void
add_element (JsonBuilder *builder, double number)
{
  if (isnan (number))
    json_builder_add_null_value (builder);
  else if (number == floor (number) && fabs (number) < 1e15)
    json_builder_add_int_value (builder, (gint64) number);
  else
    json_builder_add_double_value (builder, number);
}

static void
add_number (JsonBuilder *builder, const char *key, double number)
{
  json_builder_set_member_name (builder, key);
  add_element (builder, number);
}

static void
begin_array (JsonBuilder *builder, const char *key)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
}

static void
add_classes (JsonBuilder *builder, const AtlasPictureContent *content)
{
  begin_array (builder, "classes");
  for (guint i = 0; i < content->n_shades; i++)
    {
      const AtlasPictureShade *shade = &content->shades[i];
      g_autofree char *color =
        g_strdup_printf ("#%02x%02x%02x", (guint) lround (shade->rgb[0] * 255),
                         (guint) lround (shade->rgb[1] * 255), (guint) lround (shade->rgb[2] * 255));

      json_builder_begin_object (builder);
      add_number (builder, "low", shade->low);
      add_number (builder, "high", shade->high);
      add_text (builder, "limits", shade->limits);
      add_number (builder, "areas", shade->n_areas);
      add_text (builder, "color", color);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  begin_array (builder, "fills");
  for (guint i = 0; i < ATLAS_PICTURE_N_FILLS; i++)
    if (content->fill_labels[i] != NULL)
      {
        json_builder_begin_object (builder);
        add_text (builder, "fill", atlas_picture_fill_get_name (i));
        add_text (builder, "label", content->fill_labels[i]);
        add_number (builder, "areas", content->n_filled[i]);
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
}

static void
add_areas (JsonBuilder *builder, const AtlasPictureContent *content)
{
  begin_array (builder, "areas");
  for (guint i = 0; i < content->areas->len; i++)
    {
      const AtlasPictureArea *area = &g_array_index (content->areas, AtlasPictureArea, i);
      g_autofree char *fips = g_strdup_printf ("%05u", area->key);

      json_builder_begin_object (builder);
      add_text (builder, "code", area->is_county ? fips : atlas_region_get_code (area->key));
      add_text (builder, "name", area->name);
      add_text (builder, "fill", atlas_picture_fill_get_name (area->fill));
      add_number (builder, "class", area->fill == ATLAS_PICTURE_SHADED ? area->shade : NAN);
      add_number (builder, "value", area->value);
      if (content->pair_names[0] != NULL)
        {
          begin_array (builder, "values");
          for (guint side = 0; side < 2; side++)
            add_element (builder, area->pair[side]);
          json_builder_end_array (builder);
        }
      add_text (builder, "text", area->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_totals (JsonBuilder *builder, const AtlasPictureContent *content)
{
  begin_array (builder, "totals");
  for (guint i = 0; i < content->totals->len; i++)
    {
      const AtlasPictureTotal *total = &g_array_index (content->totals, AtlasPictureTotal, i);

      json_builder_begin_object (builder);
      add_text (builder, "name", total->name);
      add_text (builder, "text", total->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  begin_array (builder, "places");
  for (guint i = 0; i < content->places->len; i++)
    {
      const AtlasPicturePlace *place = &g_array_index (content->places, AtlasPicturePlace, i);

      json_builder_begin_object (builder);
      add_text (builder, "name", place->name);
      add_number (builder, "members", place->members);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* To a hundredth: what the colour tells. */
static void
add_heat (JsonBuilder *builder, const AtlasPictureContent *content)
{
  begin_array (builder, "heat");
  for (guint i = 0; i < content->heats->len; i++)
    {
      const GArray *spots = g_array_index (content->heats, AtlasPictureHeat, i).spots;

      for (guint k = 0; k < spots->len; k++)
        {
          const AtlasPictureSpot *spot = &g_array_index (spots, AtlasPictureSpot, k);

          json_builder_begin_object (builder);
          add_number (builder, "latitude", spot->latitude);
          add_number (builder, "longitude", spot->longitude);
          add_number (builder, "heat", round (MIN (spot->heat, 1) * 100) / 100);
          json_builder_end_object (builder);
        }
    }
  json_builder_end_array (builder);
}

/* What fills the map, and of when it is, where that was asked for. */
static void
add_view (JsonBuilder *builder, const AtlasPictureContent *content)
{
  const AtlasMapFraming *framing = &content->framing;

  add_text (builder, "extent",
            framing->region ? framing->region : atlas_map_extent_get_name (framing->extent));
  if (framing->has_box)
    {
      double east = framing->box.east - (framing->box.east > 180 ? 360 : 0);
      const double edges[] = { framing->box.west, framing->box.south, east, framing->box.north };

      begin_array (builder, "bbox");
      for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
        add_element (builder, edges[i]);
      json_builder_end_array (builder);
    }
  if (content->years != NULL)
    add_text (builder, "time", content->years);
  json_builder_set_member_name (builder, "shaded");
  json_builder_add_boolean_value (builder, !content->plain);
}

static void
print_json (const AtlasPictureContent *content, const Request *request, AtlasMeasure *measure)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (output != NULL)
    {
      add_text (builder, "file", output);
      add_text (builder, "format", atlas_picture_format_get_name (request->format));
      add_number (builder, "width", request->width);
      add_number (builder, "height", request->height);
    }
  add_text (builder, "title", content->title);
  add_text (builder, "subtitle", content->subtitle);
  add_text (builder, "date", content->date);
  add_text (builder, "measure", atlas_measure_get_text (measure));
  add_text (builder, "legend", content->legend_title);
  if (content->pair_names[0] != NULL)
    {
      begin_array (builder, "compared");
      for (guint side = 0; side < 2; side++)
        json_builder_add_string_value (builder, content->pair_names[side]);
      json_builder_end_array (builder);
    }
  add_view (builder, content);
  add_number (builder, "smallest", content->smallest);
  json_builder_set_member_name (builder, "synthetic");
  json_builder_add_boolean_value (builder, content->synthetic);
  add_classes (builder, content);
  add_areas (builder, content);
  add_totals (builder, content);
  add_heat (builder, content);
  begin_array (builder, "sources");
  for (guint i = 0; content->notes[i] != NULL; i++)
    json_builder_add_string_value (builder, content->notes[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  atlas_cli_print_json (builder);
}

static AtlasMapPicture *
make_picture (
  AtlasRegister *source, AtlasQuery *query, AtlasMeasure *measure, Request *request, GError **error)
{
  const AtlasYearView *years = request->picture.years;
  g_autoptr (AtlasPointSet) all = atlas_register_match (source, query, NULL, error);
  g_autoptr (AtlasPointSet) set =
    all && years ? atlas_point_set_view_years (all, years) : g_steal_pointer (&all);
  g_autoptr (AtlasMeasured) regions =
    set ? atlas_register_measure (source, measure, set, ATLAS_AREAS_REGIONS, NULL, error) : NULL;
  g_autoptr (AtlasMeasured) counties = NULL;

  if (regions == NULL)
    return NULL;
  if (request->counties)
    {
      counties = atlas_register_measure (source, measure, set, ATLAS_AREAS_COUNTIES, NULL, error);
      if (counties == NULL)
        return NULL;
    }
  request->picture.synthetic = atlas_register_is_synthetic (source);
  return atlas_map_picture_new (set, regions, counties, &request->picture);
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  Request request = { 0 };
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasMeasure) measure = NULL;
  g_autoptr (AtlasRegister) source = NULL;
  g_autoptr (AtlasMapPicture) picture = NULL;
  g_autoptr (GFile) file = output != NULL ? g_file_new_for_commandline_arg (output) : NULL;

  if (output == NULL && !cli->json)
    {
      atlas_cli_fail_usage (error, "%s", _ ("Say where the picture shall go: --output FILE."));
      return ATLAS_CLI_FAILED;
    }
  if (!read_request (&request, error))
    return ATLAS_CLI_FAILED;
  measure = atlas_measure_parse (measure_text ? measure_text : "members", error);
  if (measure != NULL)
    source = atlas_cli_open_for (cli, &atlas_kind_member, query_text, &query, error);
  picture = source ? make_picture (source, query, measure, &request, error) : NULL;
  if (picture == NULL)
    return ATLAS_CLI_FAILED;
  if (file != NULL && !atlas_map_picture_write (picture, file, request.format, request.width, request.height,
                                                cli->cancellable, error))
    return ATLAS_CLI_FAILED;
  if (cli->json)
    print_json (atlas_map_picture_get_content (picture), &request, measure);
  else
    atlas_cli_say (_ ("Map written: %s"), output);
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_map = {
  .name = "map",
  .summary = N_ ("draw the map as a picture, with no display"),
  .help = N_ (
    "A page as from an atlas: provinces and states shaded, with title, legend, scale, sources and date.\n"
    "It needs no display, and is what the window exports and prints. A file is its owner's alone, written\n"
    "whole or not at all. “atlasctl list --help” tells how a query is written.\n"
    "\n"
    "Measures: members, coverage, coverage:SOURCE, not-reached, not-reached:SOURCE, women, median-age,\n"
    "share:QUERY, confirmed, change:2026-01-01, not-visited (days since a held event or mission was within\n"
    "reach), compare:QUERY | QUERY. The last counts both and shades by both at once; the first | outside of\n"
    "double quotes parts them, and an empty QUERY means everyone.\n"
    "\n"
    "What goes on paper must not tell of single people: counts below --smallest are shown as “<5”, what is\n"
    "made of so few is left out, and a total that would tell them is a range. --smallest 1 tells all.\n"
    "\n"
    "--heat and --by place leave areas without shades unless a --measure is given. Heat is made of cells "
    "with\n"
    "--smallest members or more, two kilometres wide at least. --time keeps those of a year, or up to it.\n"
    "\n"
    "With --json: what is drawn, with or without --output: {\"title\", \"subtitle\", \"date\", \"measure\",\n"
    "\"legend\", \"extent\", \"bbox\" and \"time\" if given, \"shaded\", \"smallest\", \"synthetic\", "
    "\"classes\": [{\"low\", \"high\", \"limits\", "
    "\"areas\", \"color\"}],\n"
    "\"fills\": [{\"fill\", \"label\", \"areas\"}], \"areas\": [{\"code\", \"name\", \"fill\", \"class\", "
    "\"value\", \"text\"}],\n"
    "\"totals\": [{\"name\", \"text\"}], \"places\": [{\"name\", \"members\"}],\n"
    "\"heat\": [{\"latitude\", \"longitude\", \"heat\"}], \"sources\"}. A value that "
    "is not told\n"
    "is null. Of a comparison \"compared\" names the two, and each area has \"values\", two numbers, instead "
    "of\n"
    "a value; classes are the cells of the legend's square, from the lower left, row by row.\n"
    "\n"
    "Examples:\n"
    "  atlasctl map --output map.png\n"
    "  atlasctl map --output nurses.pdf --query skill:nursing --title 'Our nurses' --places\n"
    "  atlasctl map --output women.svg --measure women --extent canada --size 1600x1000\n"
    "  atlasctl map --output then.png --heat --time arrived:..1999 --bbox -80,43,-71,46\n"
    "  atlasctl map --output both.pdf --measure 'compare:segment:\"Nurses\" | segment:\"Teachers\"'"),
  .options = options,
  .run = run,
};
