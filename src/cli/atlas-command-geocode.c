/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include <stdio.h>
#include <string.h>

#include "atlas-geocoder.h"
#include "atlas-geodata.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"

/* A line of an address longer than this holds no address. */
#define MAX_LINE (64 * 1024)

/* Answers gathered before they are written. */
#define DRAIN_SIZE (64 * 1024)

typedef struct
{
  gboolean json;
  GString *out;
  gboolean first;
  gboolean tell_candidates;
} Answers;

static void
append_json_text (GString *out, const char *key, const char *text)
{
  g_string_append (out, key);
  atlas_json_append_string_or_null (out, text && *text ? text : NULL);
}

static void
append_json (Answers *self, const char *text, gssize length, const AtlasGeocode *found, const char *place)
{
  GString *out = self->out;
  const char *precision = atlas_precision_get_name (found->precision);

  g_string_append (out, self->first ? "\n{\"query\":" : ",\n{\"query\":");
  atlas_json_append_string (out, text, length);
  g_string_append (out, ",\"latitude\":");
  if (precision)
    atlas_json_append_real (out, found->latitude);
  else
    g_string_append (out, "null");
  g_string_append (out, ",\"longitude\":");
  if (precision)
    atlas_json_append_real (out, found->longitude);
  else
    g_string_append (out, "null");
  append_json_text (out, ",\"precision\":", precision);
  append_json_text (out, ",\"country\":", found->country);
  append_json_text (
    out, ",\"region\":", found->region != ATLAS_REGION_NONE ? atlas_region_get_code (found->region) : NULL);
  append_json_text (out, ",\"place\":", place);
  g_string_append_c (out, '}');
}

static void
append_row (Answers *self, const char *text, const AtlasGeocode *found, const char *place)
{
  GString *out = self->out;

  atlas_cli_append_plain (out, text);
  if (found->precision != ATLAS_PRECISION_NONE)
    g_string_append_printf (out, "\t%.5f\t%.5f\t%s", found->latitude, found->longitude,
                            atlas_precision_get_name (found->precision));
  else
    g_string_append (out, "\t-\t-\t-");
  g_string_append_printf (out, "\t%s\t%s\t%s\n", found->country[0] ? found->country : "-",
                          found->region != ATLAS_REGION_NONE ? atlas_region_get_code (found->region) : "-",
                          place ? place : "-");
}

static void
say_candidates (const char *text, const AtlasGeocode *found)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < found->n_candidates; i++)
    {
      AtlasPlace place;

      if (atlas_gazetteer_get_place (found->candidates[i], &place))
        g_string_append_printf (names, "%s%s, %s", i > 0 ? "; " : "", place.name,
                                place.region != ATLAS_REGION_NONE ? atlas_region_get_code (place.region)
                                                                  : place.country);
    }
  /* Translators: a place's name as given, and the places that have it. */
  atlas_cli_say (_ ("“%s” could be several places, so add the region: %s"), text, names->str);
}

/* @text is NUL-terminated UTF-8. */
static void
answer (Answers *self, const char *text)
{
  AtlasGeocode found;
  AtlasPlace place = { NULL };

  atlas_geocode_text (text, -1, &found);
  if (found.place != ATLAS_PLACE_NONE)
    atlas_gazetteer_get_place (found.place, &place);
  if (self->json)
    append_json (self, text, -1, &found, place.name);
  else
    append_row (self, text, &found, place.name);
  self->first = FALSE;
  if (self->tell_candidates && found.n_candidates > 0)
    say_candidates (text, &found);
  if (self->out->len > DRAIN_SIZE)
    {
      atlas_cli_print_json_text (self->out);
      g_string_truncate (self->out, 0);
    }
}

static gboolean
fail_line (gint64 number, const char *why, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  /* Translators: the number of a line, and what is wrong with it. */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("standard input: line %s: %s"), text, why);
  return FALSE;
}

static gboolean
answer_input (Answers *self, GError **error)
{
  g_autofree char *line = NULL;
  size_t size = 0;
  ssize_t length;
  gint64 number = 0;

  while (atlas_cli_can_print () && (length = getline (&line, &size, stdin)) >= 0)
    {
      number++;
      if (length > 0 && line[length - 1] == '\n')
        line[--length] = '\0';
      if (length > 0 && line[length - 1] == '\r')
        line[--length] = '\0';
      if (length > MAX_LINE)
        return fail_line (number, _ ("it is too long to be an address"), error);
      if (!g_utf8_validate (line, length, NULL))
        return fail_line (number, _ ("it is not written in UTF-8; convert the file first"), error);
      answer (self, line);
    }
  if (ferror (stdin))
    return fail_line (number + 1, _ ("it can't be read"), error);
  return TRUE;
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  gboolean input = g_str_equal (arguments[0], "-") && arguments[1] == NULL;
  Answers answers = { cli->json, NULL, TRUE, !input && !cli->json };
  gboolean answered = TRUE;

  if (!atlas_geodata_load (error))
    return ATLAS_CLI_FAILED;
  answers.out = g_string_new (cli->json ? "[" : NULL);
  if (input)
    answered = answer_input (&answers, error);
  else
    for (guint i = 0; arguments[i]; i++)
      answer (&answers, arguments[i]);
  if (answered && cli->json)
    g_string_append (answers.out, "\n]\n");
  if (answered || !cli->json)
    atlas_cli_print_json_text (answers.out);
  g_string_free (answers.out, TRUE);
  return answered ? ATLAS_CLI_DONE : ATLAS_CLI_FAILED;
}

const AtlasCommand atlas_command_geocode = {
  .name = "geocode",
  .arguments = N_ ("TEXT…"),
  .min_arguments = 1,
  .max_arguments = -1,
  .summary = N_ ("find where addresses lie, without a network"),
  .help =
    N_ ("Each TEXT is an address: a postcode, a town with or without its province, a province. A lone “-”\n"
        "reads them from standard input, one a line. Prints a line for each, in order, with tabs between\n"
        "text, latitude, longitude, precision (postcode, place or region), country, region and place; “-”\n"
        "stands for what is not known. A name that several towns bear has no answer. Needs no database.\n"
        "\n"
        "With --json: [{\"query\", \"latitude\", \"longitude\", \"precision\", \"country\", \"region\", "
        "\"place\"}],\n"
        "with null for what is not known; degrees (WGS 84), country and region are ISO 3166 codes.\n"
        "\n"
        "Examples:\n"
        "  atlasctl geocode 'Toronto, ON' 'K1A 0B1' 'Montréal (Québec)'\n"
        "  cut -d, -f3 addresses.csv | atlasctl geocode -"),
  .run = run,
};
