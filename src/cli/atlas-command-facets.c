/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include "atlas-cli-table.h"
#include "atlas-facet-count.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-number.h"

static char *field_name, *query_text;

static const GOptionEntry options[] = {
  { "field", 'f', 0, G_OPTION_ARG_FILENAME, &field_name, N_ ("Only this field, such as sex"), N_ ("FIELD") },
  ATLAS_CLI_OPTION_QUERY (&query_text),
  { NULL },
};

static void
append_facet (GString *out, const char *field, const GPtrArray *counts)
{
  g_string_append (out, "{\"field\":");
  atlas_json_append_string_or_null (out, field);
  g_string_append (out, ",\"values\":[");
  for (guint i = 0; i < counts->len; i++)
    {
      const AtlasFacetCount *count = g_ptr_array_index (counts, i);

      g_string_append (out, i > 0 ? ",\n  {\"value\":" : "\n  {\"value\":");
      atlas_json_append_string_or_null (out, count->value);
      g_string_append (out, ",\"label\":");
      atlas_json_append_string_or_null (out, count->label);
      g_string_append (out, ",\"members\":");
      atlas_json_append_integer (out, count->members);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}");
}

static void
print_facet (AtlasCliTable *table, const char *field, const GPtrArray *counts)
{
  for (guint i = 0; i < counts->len; i++)
    {
      const AtlasFacetCount *count = g_ptr_array_index (counts, i);
      g_autofree char *term = g_strconcat (field, ":", count->value, NULL);
      g_autofree char *members = atlas_number_format (count->members);
      const char *cells[] = { term, count->label, members };

      atlas_cli_table_add (table, cells);
    }
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  const char *const *fields = atlas_facet_list_fields ();
  int chosen = field_name ? atlas_cli_find_choice ("--field", field_name, fields, error) : 0;
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasRegister) source =
    chosen >= 0 ? atlas_cli_open_for (cli, &atlas_kind_member, query_text, &query, error) : NULL;
  g_autoptr (GPtrArray) facets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  guint first = (guint) MAX (chosen, 0);
  guint end = field_name ? first + 1 : g_strv_length ((char **) fields);

  if (source == NULL)
    return ATLAS_CLI_FAILED;
  for (guint i = first; i < end; i++)
    {
      GPtrArray *counts = atlas_register_count_facet (source, query_text, fields[i], cli->cancellable, error);

      if (counts == NULL)
        return ATLAS_CLI_FAILED;
      g_ptr_array_add (facets, counts);
    }

  if (cli->json)
    {
      g_autoptr (GString) out = g_string_new ("[");

      for (guint i = first; i < end; i++)
        {
          g_string_append (out, i > first ? ",\n" : "\n");
          append_facet (out, fields[i], g_ptr_array_index (facets, i - first));
        }
      g_string_append (out, "\n]\n");
      atlas_cli_print_json_text (out);
    }
  else
    {
      const char *titles[] = { _ ("Term"), _ ("Value"), _ (">People") };
      AtlasCliTable *table = atlas_cli_table_new (titles, G_N_ELEMENTS (titles));

      for (guint i = first; i < end; i++)
        print_facet (table, fields[i], g_ptr_array_index (facets, i - first));
      atlas_cli_table_finish (table);
    }
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_facets = {
  .name = "facets",
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("count people by what they have: sex, age, skills …"),
  .help = N_ (
    "For each field the values there are, and how many people each would find. What the query itself says\n"
    "of a field is set aside while that field is counted, all else in it holds: with\n"
    "--query 'sex:female education:7' the sexes are those of people with a master’s. Occupations, "
    "languages,\n"
    "skills and places come with the largest first, the most frequent ones of them.\n"
    "\n"
    "With --json: [{\"field\", \"values\": [{\"value\", \"label\", \"members\"}]}]. A value stands as a "
    "query takes\n"
    "it; the label is for people.\n"
    "\n"
    "Examples:\n"
    "  atlasctl facets --field education\n"
    "  atlasctl facets --query 'region:CA-ON consent:email' --json"),
  .options = options,
  .run = run,
};
