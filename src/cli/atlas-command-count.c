/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include "atlas-i18n.h"

static char *kind_name, *query_text;

static const GOptionEntry options[] = {
  ATLAS_CLI_OPTION_KIND (&kind_name),
  ATLAS_CLI_OPTION_QUERY (&query_text),
  { NULL },
};

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  const AtlasKind *kind = atlas_cli_find_kind (kind_name, error);
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasRegister) source = kind ? atlas_cli_open_for (cli, kind, query_text, &query, error) : NULL;
  gint64 count = source ? atlas_register_count (source, query, NULL, error) : -1;
  g_autofree char *text = NULL;

  if (count < 0)
    return ATLAS_CLI_FAILED;
  text = g_strdup_printf (cli->json ? "{\"count\":%" G_GINT64_FORMAT "}\n" : "%" G_GINT64_FORMAT "\n", count);
  atlas_cli_print (text);
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_count = {
  .name = "count",
  .summary = N_ ("say how many records there are"),
  .help = N_ ("With --json: {\"count\"}. “atlasctl list --help” tells how a query is written.\n"
              "\n"
              "Examples:\n"
              "  atlasctl count\n"
              "  atlasctl count --query 'region:CA-ON consent:email'\n"
              "  atlasctl count --kind events --query 'from:2026-01-01'"),
  .options = options,
  .run = run,
};
