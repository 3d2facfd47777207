/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include <math.h>
#include <string.h>

#include "atlas-geodata.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-plan-mission.h"

static char *query_text, *base_text, *from_text, *to_text, *mode_name, *matrix_name, *request_name, *title;
static char **pins, **bars;
static double radius = NAN, budget = NAN, stop_hours = NAN, drive_km = NAN, balance = NAN, towns = NAN,
              seconds = NAN;

/* What was not given. */
#define NONE G_MININT64

static gint64 n_stops = NONE, seed = 1, not_met = NONE;
static gboolean everyone, fixed_order, curve, describe, save;

static const GOptionEntry options[] = {
  ATLAS_CLI_OPTION_QUERY (&query_text),
  { "base", 'b', 0, G_OPTION_ARG_FILENAME, &base_text, N_ ("From where the team sets out and comes back to"),
    N_ ("PLACE") },
  { "from", 'f', 0, G_OPTION_ARG_FILENAME, &from_text, N_ ("First day"), N_ ("DATE") },
  { "to", 't', 0, G_OPTION_ARG_FILENAME, &to_text, N_ ("Last day"), N_ ("DATE") },
  { "radius", 'r', 0, G_OPTION_ARG_DOUBLE, &radius, N_ ("How far people come to a stop (50)"), N_ ("KM") },
  { "stops", 'n', 0, G_OPTION_ARG_INT64, &n_stops, N_ ("At most so many stops (as many as fit)"), N_ ("N") },
  { "mode", 'm', 0, G_OPTION_ARG_FILENAME, &mode_name, N_ ("drive, fly or mixed (default)"), N_ ("MODE") },
  { "budget", 0, 0, G_OPTION_ARG_DOUBLE, &budget, N_ ("Travel and nights cost no more"), N_ ("AMOUNT") },
  { "hours", 0, 0, G_OPTION_ARG_DOUBLE, &stop_hours, N_ ("At each stop (3)"), N_ ("HOURS") },
  { "drive", 0, 0, G_OPTION_ARG_DOUBLE, &drive_km, N_ ("At most so far by road on one day (600)"),
    N_ ("KM") },
  { "not-met", 0, 0, G_OPTION_ARG_INT64, &not_met, N_ ("Who was met within so many days counts a quarter"),
    N_ ("DAYS") },
  { "balance", 0, 0, G_OPTION_ARG_DOUBLE, &balance,
    N_ ("What a woman and a man both reached are worth besides, in people (0)"), N_ ("N") },
  { "towns", 0, 0, G_OPTION_ARG_DOUBLE, &towns,
    N_ ("What part of the people may be given up for stops in larger towns (0.01)"), N_ ("PART") },
  { "everyone", 0, 0, G_OPTION_ARG_NONE, &everyone, N_ ("Count also who did not agree to be contacted"),
    NULL },
  { "pin", 'p', 0, G_OPTION_ARG_FILENAME_ARRAY, &pins,
    N_ ("There must be a stop here, on that day if one is given; may be repeated"), N_ ("PLACE[@DATE]") },
  { "order", 0, 0, G_OPTION_ARG_NONE, &fixed_order, N_ ("Pinned stops come in the order given"), NULL },
  { "bar", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &bars, N_ ("No stop here; may be repeated"), N_ ("PLACE") },
  { "matrix", 0, 0, G_OPTION_ARG_FILENAME, &matrix_name,
    N_ ("Distances of one's own: from,to,km,hours,cost,mode"), N_ ("FILE") },
  { "request", 0, 0, G_OPTION_ARG_FILENAME, &request_name,
    N_ ("Begin with what this file of --describe says"), N_ ("FILE") },
  { "describe", 0, 0, G_OPTION_ARG_NONE, &describe,
    N_ ("Only print what is asked for, as JSON with all that can be set"), NULL },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_ ("Of the random numbers (1)"), N_ ("N") },
  { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &seconds,
    N_ ("Search so long (a fixed number of steps: always the same plan)"), N_ ("S") },
  { "save", 0, 0, G_OPTION_ARG_NONE, &save, N_ ("Keep the plan as a new mission, a draft"), NULL },
  { "title", 0, 0, G_OPTION_ARG_FILENAME, &title, N_ ("Of that mission (its first places)"), N_ ("TITLE") },
  { "curve", 0, 0, G_OPTION_ARG_NONE, &curve, N_ ("Tell what fewer days reach"), NULL },
  { NULL },
};

/* --- What is asked for. */

static AtlasPlanSpot *
parse_spot (const char *option, const char *text, GError **error)
{
  g_autoptr (GError) failure = NULL;
  AtlasPlanSpot *spot = atlas_plan_spot_parse (text, &failure);

  if (spot == NULL)
    atlas_cli_fail_usage (error, "%s: %s", option, failure->message);
  return spot;
}

static gboolean
add_places (AtlasPlanRequest *request, GError **error)
{
  for (guint i = 0; pins != NULL && pins[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (pins[i], "@", 2);
      AtlasPlanSpot *spot = parse_spot ("--pin", parts[0] != NULL ? parts[0] : "", error);

      if (spot == NULL)
        return FALSE;
      g_ptr_array_add (request->pinned, atlas_plan_pin_new (spot, parts[0] != NULL ? parts[1] : NULL));
    }
  for (guint i = 0; bars != NULL && bars[i] != NULL; i++)
    {
      AtlasPlanSpot *spot = parse_spot ("--bar", bars[i], error);

      if (spot == NULL)
        return FALSE;
      g_ptr_array_add (request->barred, spot);
    }
  if (base_text != NULL)
    {
      g_clear_pointer (&request->base, atlas_plan_spot_free);
      request->base = parse_spot ("--base", base_text, error);
      if (request->base == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
set_text (char **field, const char *text)
{
  if (text != NULL)
    {
      g_free (*field);
      *field = g_strdup (text);
    }
}

static void
set_real (double *field, double value)
{
  if (!isnan (value))
    *field = value;
}

static gboolean
set_whole (guint *field, const char *option, gint64 value, GError **error)
{
  if (value == NONE)
    return TRUE;
  if (value < 0 || value > G_MAXINT)
    return atlas_cli_fail_usage (error, _ ("%s must not be negative."), option);
  *field = (guint) value;
  return TRUE;
}

static gboolean
read_matrix (AtlasPlanRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (matrix_name);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);

  return stream != NULL && atlas_plan_request_read_distances (request, G_INPUT_STREAM (stream), matrix_name,
                                                              cancellable, error);
}

/* What the file says, or what is usual. */
static AtlasPlanRequest *
begin_request (GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  AtlasPlanRequest *request;

  if (request_name == NULL)
    return atlas_plan_request_new ();
  if (!json_parser_load_from_file (parser, request_name, error))
    return NULL;
  if (json_parser_get_root (parser) == NULL)
    return atlas_plan_request_new ();
  request = atlas_plan_request_from_json (json_parser_get_root (parser), error);
  if (request == NULL)
    g_prefix_error (error, "%s: ", request_name);
  return request;
}

static AtlasPlanRequest *
make_request (GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasPlanRequest) request = begin_request (error);
  g_autoptr (GError) failure = NULL;

  if (request == NULL || !add_places (request, error))
    return NULL;
  set_text (&request->audience, query_text);
  set_text (&request->from, from_text);
  set_text (&request->to, to_text);
  set_real (&request->radius_km, radius);
  set_real (&request->budget, budget);
  set_real (&request->stop_hours, stop_hours);
  set_real (&request->drive_km_day, drive_km);
  set_real (&request->balance, balance);
  set_real (&request->towns, towns);
  if (mode_name != NULL)
    {
      int mode = atlas_cli_find_choice ("--mode", mode_name, atlas_plan_travel_names, error);

      if (mode < 0)
        return NULL;
      request->travel = (AtlasPlanTravel) mode;
    }
  if (!set_whole (&request->max_stops, "--stops", n_stops, error) ||
      !set_whole (&request->not_met_days, "--not-met", not_met, error))
    return NULL;
  if (everyone)
    request->contactable = FALSE;
  if (fixed_order)
    request->fixed_order = TRUE;
  if (matrix_name != NULL && !read_matrix (request, cancellable, error))
    return NULL;
  if (!atlas_plan_request_check (request, &failure))
    return atlas_cli_fail_usage (error, "%s", failure->message), NULL;
  return g_steal_pointer (&request);
}

/* --- For people. */

/* "2026-11-24T08:30:00-05:00": its clock. */
static char *
dup_clock (const char *time)
{
  return g_strndup (time + 11, 5);
}

static char *
dup_day (const char *time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (time, NULL);

  /* Translators: the heading of a day in a timetable, as g_date_time_format() has it: "Tue 24 Nov 2026" */
  return g_date_time_format (date, _ ("%a %-d %b %Y"));
}

static const char *
get_mode_label (AtlasLegMode mode)
{
  return mode == ATLAS_LEG_FLY ? _ ("fly") : mode == ATLAS_LEG_TRAIN ? _ ("train") : _ ("drive");
}

static void
append_leg (GString *out, const AtlasPlanLeg *leg, const char *to)
{
  g_autofree char *clock = dup_clock (leg->departure);
  g_autofree char *arrival = dup_clock (leg->arrival);

  g_autoptr (GString) plain = g_string_new (NULL);

  if (leg->hours == 0)
    return;
  atlas_cli_append_plain (plain, to);
  g_string_append_printf (out, "  %s  ", clock);
  /* Translators: drive, fly or train; to where; kilometres; when one is there */
  g_string_append_printf (out, _ ("%s to %s, %.0f km, there at %s"), get_mode_label (leg->mode), plain->str,
                          leg->km, arrival);
  if (leg->nights > 0)
    g_string_append_printf (out, ngettext (", %u night on the way", ", %u nights on the way", leg->nights),
                            leg->nights);
  g_string_append_c (out, '\n');
}

static void
append_day (GString *out, const char *time, char **last)
{
  g_autofree char *day = dup_day (time);

  if (g_strcmp0 (day, *last) == 0)
    return;
  g_string_append_printf (out, "%s%s\n", *last != NULL ? "\n" : "", day);
  g_free (*last);
  *last = g_steal_pointer (&day);
}

static void
append_stop (GString *out, const AtlasPlan *plan, const AtlasPlanStop *stop, char **last)
{
  g_autofree char *label = atlas_plan_spot_dup_label (stop->spot);
  g_autofree char *reason = atlas_plan_dup_reason (plan, stop);
  g_autofree char *begins = dup_clock (stop->begins);
  g_autofree char *ends = dup_clock (stop->ends);

  if (stop->leg.hours > 0)
    append_day (out, stop->leg.departure, last);
  append_leg (out, &stop->leg, label);
  append_day (out, stop->begins, last);
  g_string_append_printf (out, "  %s–%s  ", begins, ends);
  atlas_cli_append_plain (out, label);
  g_string_append (out, "\n         ");
  atlas_cli_append_plain (out, reason);
  g_string_append_c (out, '\n');
  if (stop->nights > 0)
    g_string_append_printf (
      out, ngettext ("         %u night here\n", "         %u nights here\n", stop->nights), stop->nights);
}

static void
append_totals (GString *out, const AtlasPlan *plan)
{
  g_autofree char *people = atlas_number_format (plan->people);
  g_autofree char *audience = atlas_number_format (plan->audience);
  g_autofree char *km = atlas_number_format (llround (plan->km));
  g_autofree char *cost = atlas_number_format (llround (plan->cost));
  g_autofree char *effects = atlas_plan_dup_effects (plan);
  double gap = atlas_plan_get_gap (plan);

  /* Translators: people reached, of how many; women and men of them */
  g_string_append_printf (out, _ ("\n%s of %s people reached: %u women, %u men\n"), people, audience,
                          plan->women, plan->men);
  g_string_append_printf (out, ngettext ("%u stop", "%u stops", plan->stops->len), plan->stops->len);
  g_string_append_printf (out, ngettext (", %u night", ", %u nights", plan->nights), plan->nights);
  g_string_append_printf (out, _ (", %s km, %.1f hours of travel, %s %s\n"), km, plan->hours, cost,
                          plan->request->currency);
  if (isfinite (gap))
    g_string_append_printf (out, _ ("No plan can reach more than %.1f%% more.\n"), gap * 100);
  if (effects != NULL)
    g_string_append_printf (out, "%s\n", effects);
}

static void
append_others (GString *out, const AtlasPlan *plan)
{
  for (guint i = 0; plan->alternatives != NULL && i < plan->alternatives->len; i++)
    {
      const AtlasPlanChange *change = g_ptr_array_index (plan->alternatives, i);
      g_autofree char *people = atlas_number_format (change->people);

      if (i == 0)
        g_string_append_printf (out, "\n%s\n", _ ("Instead:"));
      g_string_append_printf (out, ngettext ("  %s person: ", "  %s people: ", change->people), people);
      for (guint k = 0; k < change->stops->len; k++)
        {
          const AtlasPlanSpot *spot = g_ptr_array_index (change->stops, k);

          g_string_append (out, k > 0 ? ", " : "");
          atlas_cli_append_plain (out, spot->name);
        }
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; curve && plan->curve != NULL && i < plan->curve->len; i++)
    {
      const AtlasPlanDays *days = &g_array_index (plan->curve, AtlasPlanDays, i);
      g_autofree char *people = atlas_number_format (days->people);

      if (i == 0)
        g_string_append_printf (out, "\n%s\n", _ ("People reached by days:"));
      g_string_append_printf (out, "  %2u  %s\n", days->days, people);
    }
}

static void
print_plan (const AtlasPlan *plan)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *last = NULL;

  if (plan->stops->len == 0)
    {
      atlas_cli_print (_ ("Nobody can be reached within these days, hours and budget.\n"));
      return;
    }
  for (guint i = 0; i < plan->stops->len; i++)
    append_stop (out, plan, g_ptr_array_index (plan->stops, i), &last);
  if (plan->home.hours > 0)
    append_day (out, plan->home.departure, &last);
  append_leg (out, &plan->home, plan->request->base->name);
  append_totals (out, plan);
  append_others (out, plan);
  atlas_cli_print (out->str);
}

/* --- */

static void
print_node (JsonNode *node)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (GString) out = NULL;
  g_autofree char *text = NULL;

  json_generator_set_root (generator, node);
  text = json_generator_to_data (generator, NULL);
  out = g_string_new (text);
  g_string_append_c (out, '\n');
  atlas_cli_print_json_text (out);
}

/* @mission: (out): NULL where there is nothing to keep */
static gboolean
save_plan (AtlasRegister *target, const AtlasPlan *plan, AtlasRecord **mission, GError **error)
{
  gint64 id;

  if (plan->stops->len == 0)
    return TRUE;
  /* Ctrl+C ends the search; what was found by then is kept. */
  if (!atlas_plan_save (target, plan, title, &id, NULL, error))
    return FALSE;
  *mission = atlas_register_load (target, &atlas_kind_mission, id, error);
  return *mission != NULL;
}

/* With --save its "mission" is the id of that. */
static void
print_json (const AtlasPlan *plan, AtlasRecord *mission)
{
  g_autoptr (JsonNode) node = atlas_plan_to_json (plan);

  if (mission != NULL)
    {
      char id[ATLAS_UUID_TEXT_SIZE];

      atlas_uuid_format (atlas_record_get_uuid (mission), id);
      json_object_set_string_member (json_node_get_object (node), "mission", id);
    }
  print_node (node);
}

static void
tell_of_mission (AtlasRecord *mission)
{
  g_autofree char *name = atlas_record_dup_title (mission);
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (mission), id);
  /* Translators: a mission's title and its id, twice */
  atlas_cli_say (_ ("Kept as “%s”, mission %s. “atlasctl mission accept %s” makes its events."), name, id,
                 id);
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  g_autoptr (AtlasPlanRequest) request = NULL;
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasRegister) source = NULL;
  g_autoptr (AtlasPlanProblem) problem = NULL;
  g_autoptr (AtlasPlan) plan = NULL;
  g_autoptr (AtlasRecord) mission = NULL;
  gboolean saved;
  AtlasPlanOptions how = { .seed = (guint64) seed, .seconds = isnan (seconds) ? 0 : seconds };

  if (!isnan (seconds) && !(seconds > 0 && seconds <= 86400))
    return atlas_cli_fail_usage (error, "%s", _ ("--seconds must be more than 0.")), ATLAS_CLI_FAILED;
  if (title != NULL && !save)
    return atlas_cli_fail_usage (error, _ ("%s goes with %s."), "--title", "--save"), ATLAS_CLI_FAILED;
  if (describe && save)
    return atlas_cli_fail_usage (error, _ ("%s and %s do not go together."), "--describe", "--save"),
           ATLAS_CLI_FAILED;
  if (!atlas_cli_check_query (&atlas_kind_member, query_text, error))
    return ATLAS_CLI_FAILED;
  request = atlas_geodata_load (error) ? make_request (cli->cancellable, error) : NULL;
  if (request == NULL)
    return ATLAS_CLI_FAILED;
  if (describe)
    {
      g_autoptr (JsonNode) node = atlas_plan_request_to_json (request);

      print_node (node);
      return ATLAS_CLI_DONE;
    }
  source = save ? atlas_cli_open (cli, ATLAS_CLI_WRITE, error)
                : atlas_cli_open_for (cli, &atlas_kind_member, request->audience, &query, error);
  if (source == NULL)
    return ATLAS_CLI_FAILED;
  problem = atlas_plan_problem_new (source, request, cli->cancellable, error);
  plan = problem != NULL ? atlas_plan_solve (problem, request, &how, cli->cancellable, error) : NULL;
  if (plan == NULL)
    return ATLAS_CLI_FAILED;
  saved = !save || save_plan (source, plan, &mission, error);
  if (cli->json)
    print_json (plan, mission);
  else
    print_plan (plan);
  if (mission != NULL)
    tell_of_mission (mission);
  else if (save && saved)
    atlas_cli_say ("%s", _ ("There is no stop, so no mission was made."));
  return saved ? ATLAS_CLI_DONE : ATLAS_CLI_FAILED;
}

const AtlasCommand atlas_command_plan = {
  .name = "plan",
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("propose a mission: where to stop, in what order, on which days"),
  .help = N_ (
    "Proposes the stops with which a team from --base, between --from and --to, reaches the most people of\n"
    "--query who agreed to be contacted and live within --radius of a stop, each counted once. Days, hours\n"
    "and budget are kept; the team is back on the last day. Places are written as “Toronto, ON”, as a\n"
    "postcode or as latitude,longitude. Ways are great circles, by road 1.3 times that; --matrix has better\n"
    "ones. With mode mixed what can be driven in a day is driven, what is farther than --drive is flown.\n"
    "Times are those of the place. Ctrl+C ends the search with the best plan so far.\n"
    "\n"
    "All that can be set is printed by --describe, and read back by --request. --save keeps the plan as a\n"
    "mission, a draft, in one step that can be undone; “atlasctl mission accept” makes its events. With\n"
    "--json the plan’s “mission” is its id then.\n"
    "\n"
    "Examples:\n"
    "  atlasctl plan --query skill:nursing --base Ottawa --from 2026-12-01 --to 2026-12-05\n"
    "  atlasctl plan --base Ottawa --from 2026-12-01 --to 2026-12-03 --mode drive --stops 4 --json\n"
    "  atlasctl plan --base Washington --from 2026-12-01 --to 2026-12-04 --pin 'Dallas, TX@2026-12-02'\n"
    "  atlasctl plan --base Ottawa --from 2026-12-01 --to 2026-12-05 --save --title 'Nurses in Ontario'"),
  .options = options,
  .run = run,
};
