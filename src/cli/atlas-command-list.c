/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include "atlas-cli-record.h"
#include "atlas-cli-table.h"
#include "atlas-i18n.h"

static char *kind_name, *query_text, *sort;
static int limit;

static const GOptionEntry options[] = {
  ATLAS_CLI_OPTION_KIND (&kind_name),
  ATLAS_CLI_OPTION_QUERY (&query_text),
  { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many"), N_ ("N") },
  { "sort", 's', 0, G_OPTION_ARG_FILENAME, &sort,
    N_ ("In the order of this field; with a minus in front the other way round (-updated)"), N_ ("FIELD") },
  { NULL },
};

/* Of an id, as many characters as tell people apart, and as “show” takes. */
#define ID_LENGTH 8

/* What writes one record after the other. */
typedef struct
{
  AtlasRegister *source;
  const AtlasKind *kind;
  gboolean synthetic;
  GString *json; /* or NULL: a table */
  AtlasCliTable *table;
  GPtrArray *columns; /* of const AtlasField */
  gboolean first;
} Writer;

static void
start_table (Writer *self)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  self->columns = g_ptr_array_new ();
  g_ptr_array_add (titles, (gpointer) _ ("Id"));
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (self->kind->fields[i].flags & ATLAS_FIELD_LISTED)
      {
        g_ptr_array_add (self->columns, (gpointer) &self->kind->fields[i]);
        g_ptr_array_add (titles, (gpointer) atlas_field_get_label (&self->kind->fields[i]));
      }
  self->table = atlas_cli_table_new ((const char *const *) titles->pdata, titles->len);
}

static void
write_row (Writer *self, AtlasRecord *record)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (record), id);
  g_ptr_array_add (cells, g_strndup (id, ID_LENGTH));
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AtlasField *field = g_ptr_array_index (self->columns, i);

      g_ptr_array_add (cells,
                       atlas_cli_display (self->source, field, atlas_record_get_value (record, field)));
    }
  atlas_cli_table_add (self->table, (const char *const *) cells->pdata);
}

static void
write_json (Writer *self, AtlasRecord *record)
{
  g_string_assign (self->json, self->first ? "\n" : ",\n");
  atlas_cli_append_record (self->json, record, self->synthetic);
  atlas_cli_print_json_text (self->json);
}

static gboolean
write_records (Writer *self, AtlasConnection *connection, GArray *ids, GError **error)
{
  g_autofree char *sql = g_strconcat (atlas_kind_select_sql (self->kind), " WHERE id = :id", NULL);
  g_autoptr (AtlasStatement) select = atlas_statement_new (connection, sql, error);
  g_autoptr (AtlasRecord) record = atlas_record_new (self->kind);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len && atlas_cli_can_print (); i++)
    {
      atlas_statement_bind_integer (select, ":id", g_array_index (ids, gint64, i));
      /* One that was deleted since the order was read is left out. */
      if (atlas_statement_step (select, &failure))
        {
          atlas_record_read_row (record, select, TRUE);
          if (self->json)
            write_json (self, record);
          else
            write_row (self, record);
          self->first = FALSE;
        }
      atlas_statement_reset (select);
      if (failure)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
write_all (AtlasCli *cli, AtlasRegister *source, const AtlasKind *kind, GArray *ids, GError **error)
{
  AtlasStore *store = atlas_register_get_store (source);
  AtlasConnection *connection = atlas_store_acquire_reader (store, error);
  Writer writer = { source, kind, atlas_register_is_synthetic (source), .first = TRUE };
  gboolean written;

  if (connection == NULL)
    return FALSE;
  if (cli->json)
    {
      writer.json = g_string_new (NULL);
      atlas_cli_print ("[");
    }
  else
    start_table (&writer);

  written = write_records (&writer, connection, ids, error);
  atlas_store_release_reader (store, connection);

  if (writer.json)
    {
      atlas_cli_print ("\n]\n");
      g_string_free (writer.json, TRUE);
    }
  g_clear_pointer (&writer.table, atlas_cli_table_finish);
  g_clear_pointer (&writer.columns, g_ptr_array_unref);
  return written;
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  const AtlasKind *kind = atlas_cli_find_kind (kind_name, error);
  g_autoptr (AtlasRegister) source = NULL;
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (GArray) ids = NULL;

  if (kind && limit < 0)
    atlas_cli_fail_usage (error, "%s", _ ("--limit must not be negative."));
  else if (kind)
    source = atlas_cli_open_for (cli, kind, query_text, &query, error);
  ids = source ? atlas_register_list_ids (source, query, sort, (guint) limit, NULL, error) : NULL;
  return ids && write_all (cli, source, kind, ids, error) ? ATLAS_CLI_DONE : ATLAS_CLI_FAILED;
}

const AtlasCommand atlas_command_list = {
  .name = "list",
  .summary = N_ ("list people, events, organisations, contacts"),
  .help =
    N_ ("People come in the order of their names, events the latest first. On a terminal the table is cut\n"
        "to its width. The first column is the beginning of the id, which “atlasctl show” takes.\n"
        "\n"
        "With --json: an array of whole records in the shape of the share file.\n"
        "\n"
        "Examples:\n"
        "  atlasctl list --query 'near:\"Toronto\",50km skill:nursing'\n"
        "  atlasctl list --sort -updated --limit 20\n"
        "  atlasctl list --kind events --query from:2026-01-01 --json\n"
        "  atlasctl list --kind interactions --query follow-up:due"),
  .dup_help = atlas_cli_dup_query_help,
  .options = options,
  .run = run,
};
