/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-exports.h"

#include <string.h>

#include "atlas-cli-record.h"
#include "atlas-cli-table.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-journal.h"
#include "atlas-json-scanner.h"
#include "atlas-json-writer.h"
#include "atlas-number.h"

static int limit;
static gboolean exports, csv;
static char *since, *purpose, *member;

static const GOptionEntry options[] = {
  { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("Only the newest N steps"), N_ ("N") },
  { "exports", 'e', 0, G_OPTION_ARG_NONE, &exports, N_ ("Only what left the database: exports and lists"),
    NULL },
  { "since", 0, 0, G_OPTION_ARG_FILENAME, &since, N_ ("Exports: from this day on"), N_ ("DAY") },
  { "purpose", 'p', 0, G_OPTION_ARG_FILENAME, &purpose,
    N_ ("Exports: only those for this: own, contact, share or publish"), N_ ("PURPOSE") },
  { "member", 'm', 0, G_OPTION_ARG_FILENAME, &member, N_ ("Exports: only those that this person was in"),
    N_ ("ID") },
  { "csv", 0, 0, G_OPTION_ARG_NONE, &csv, N_ ("Exports: as a table in CSV"), NULL },
  { NULL },
};

/* In the order of AtlasUnitState and AtlasChangeType. */
static const char *const state_names[] = { "done", "undone", "dropped" };
static const char *const type_names[] = { "added", "changed", "deleted" };

/* --- JSON ---------------------------------------------------------------------------------------------- */

/* What a unit changed, one record after the other: an import may have a million. */
typedef struct
{
  GString *out;
  AtlasJsonScanner *scanner;
  gboolean first;
} Changes;

/* The journal keeps what a column holds: of a list its JSON as a text. */
static gboolean
append_value (Changes *self, gboolean is_json)
{
  AtlasJsonToken token = atlas_json_scanner_next (self->scanner, NULL);
  gsize length;
  const char *text = atlas_json_scanner_get_text (self->scanner, &length);

  switch (token)
    {
    case ATLAS_JSON_STRING:
      if (is_json)
        g_string_append_len (self->out, text, (gssize) length);
      else
        atlas_json_append_string (self->out, text, (gssize) length);
      return TRUE;
    case ATLAS_JSON_NUMBER:
      g_string_append_len (self->out, text, (gssize) length);
      return TRUE;
    case ATLAS_JSON_NULL:
      g_string_append (self->out, "null");
      return TRUE;
    default:
      return FALSE;
    }
}

/* The value after a key of the journal's object: a pair for an update, else the one value that came or went.
 */
static gboolean
append_change (Changes *self, gboolean is_json, gboolean is_pair, AtlasChangeType type)
{
  if (is_pair && atlas_json_scanner_next (self->scanner, NULL) != ATLAS_JSON_ARRAY_START)
    return FALSE;
  g_string_append (self->out, "{\"before\":");
  if (type == ATLAS_CHANGE_INSERT)
    g_string_append (self->out, "null");
  else if (!append_value (self, is_json))
    return FALSE;
  g_string_append (self->out, ",\"after\":");
  if (type == ATLAS_CHANGE_DELETE)
    g_string_append (self->out, "null");
  else if (!append_value (self, is_json))
    return FALSE;
  g_string_append_c (self->out, '}');
  return !is_pair || atlas_json_scanner_next (self->scanner, NULL) == ATLAS_JSON_ARRAY_END;
}

/* Names a column as files do. @is_json: whether it holds JSON */
static void
append_key (GString *out, const AtlasKind *kind, const char *column, gsize length, gboolean *is_json)
{
  *is_json = FALSE;
  for (guint i = 0; kind && i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];

      if (strlen (field->column) != length || memcmp (field->column, column, length) != 0)
        continue;
      *is_json = atlas_field_is_list (field);
      atlas_json_append_string (out, field->key, -1);
      return;
    }
  *is_json = kind && length == strlen ("extra") && memcmp (column, "extra", length) == 0;
  atlas_json_append_string (out, column, (gssize) length);
}

static void
append_fields (Changes *self, const AtlasKind *kind, AtlasChangeType type, const char *changes)
{
  gboolean is_pair = kind == NULL || type == ATLAS_CHANGE_UPDATE;
  gsize start = self->out->len;

  if (self->scanner == NULL)
    self->scanner = atlas_json_scanner_new (changes, strlen (changes));
  else
    atlas_json_scanner_reset (self->scanner, changes, strlen (changes));
  g_string_append (self->out, ",\"fields\":{");
  if (atlas_json_scanner_next (self->scanner, NULL) == ATLAS_JSON_OBJECT_START)
    for (guint i = 0;; i++)
      {
        AtlasJsonToken token = atlas_json_scanner_next (self->scanner, NULL);
        gboolean is_json;
        gsize length;
        const char *column = atlas_json_scanner_get_text (self->scanner, &length);

        if (token == ATLAS_JSON_OBJECT_END)
          {
            g_string_append_c (self->out, '}');
            return;
          }
        if (token != ATLAS_JSON_KEY)
          break;
        if (i > 0)
          g_string_append_c (self->out, ',');
        append_key (self->out, kind, column, length, &is_json);
        g_string_append_c (self->out, ':');
        if (!append_change (self, is_json, is_pair, kind ? type : ATLAS_CHANGE_UPDATE))
          break;
      }
  /* “atlasctl check” is there to tell of a damaged journal. */
  g_string_truncate (self->out, start);
}

static gboolean
print_change (const char *table,
              gint64 id,
              const AtlasUuid *uuid,
              AtlasChangeType type,
              const char *changes,
              gpointer user_data)
{
  Changes *self = user_data;
  const AtlasKind *kind = atlas_kind_find (table);
  char text[ATLAS_UUID_TEXT_SIZE];

  g_string_assign (self->out, self->first ? "\n  {\"kind\":" : ",\n  {\"kind\":");
  self->first = FALSE;
  atlas_json_append_string (self->out, kind ? kind->name : table, -1);
  atlas_uuid_format (uuid, text);
  if (kind)
    g_string_append_printf (self->out, ",\"id\":\"%s\"", text);
  else
    g_string_append (self->out, ",\"id\":null");
  g_string_append_printf (self->out, ",\"change\":\"%s\"", type_names[type]);
  if (changes)
    append_fields (self, kind, type, changes);
  g_string_append_c (self->out, '}');
  atlas_cli_print_json_text (self->out);
  return atlas_cli_can_print ();
}

static void
append_text (GString *out, const char *key, const char *text)
{
  g_string_append (out, key);
  atlas_json_append_string_or_null (out, text);
}

static void
print_unit (const AtlasUnitInfo *unit, gboolean first)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_printf (out, "%s{\"unit\":%" G_GINT64_FORMAT, first ? "\n" : ",\n", unit->unit);
  append_text (out, ",\"label\":", unit->label);
  append_text (out, ",\"time\":", unit->time);
  append_text (out, ",\"author\":", unit->author);
  append_text (out, ",\"office\":", unit->office);
  append_text (out, ",\"state\":", state_names[unit->state]);
  g_string_append_printf (out,
                          ",\"added\":%" G_GINT64_FORMAT ",\"changed\":%" G_GINT64_FORMAT
                          ",\"deleted\":%" G_GINT64_FORMAT ",\"details\":%s,\"changes\":[",
                          unit->n_inserted, unit->n_updated, unit->n_deleted,
                          unit->details ? unit->details : "null");
  atlas_cli_print_json_text (out);
}

static gboolean
print_json (AtlasStore *store, GPtrArray *units, GError **error)
{
  gboolean done = TRUE;

  atlas_cli_print ("[");
  for (guint i = 0; done && i < units->len && atlas_cli_can_print (); i++)
    {
      const AtlasUnitInfo *unit = g_ptr_array_index (units, i);
      Changes changes = { g_string_new (NULL), NULL, TRUE };

      print_unit (unit, i == 0);
      done = atlas_journal_foreach (store, unit->unit, print_change, &changes, error);
      atlas_cli_print (changes.first ? "]}" : "\n ]}");
      g_string_free (changes.out, TRUE);
      g_clear_pointer (&changes.scanner, atlas_json_scanner_free);
    }
  atlas_cli_print ("\n]\n");
  return done;
}

/* --- a table ------------------------------------------------------------------------------------------- */

static const char *
get_state_label (AtlasUnitState state)
{
  return state == ATLAS_UNIT_STATE_DONE     ? ""
         : state == ATLAS_UNIT_STATE_UNDONE ? _ ("undone")
                                            : _ ("undone for good");
}

static void
print_table (GPtrArray *units)
{
  const char *titles[] = { _ (">Step"),    _ ("Time (UTC)"), _ ("What"), _ (">Added"),
                           _ (">Changed"), _ (">Deleted"),   _ ("By"),   _ ("State") };
  AtlasCliTable *table = atlas_cli_table_new (titles, G_N_ELEMENTS (titles));

  for (guint i = 0; i < units->len && atlas_cli_can_print (); i++)
    {
      const AtlasUnitInfo *unit = g_ptr_array_index (units, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, unit->unit);
      g_autofree char *time = g_strndup (unit->time, strlen ("2026-11-24T07:00"));
      g_autofree char *added = atlas_number_format (unit->n_inserted);
      g_autofree char *changed = atlas_number_format (unit->n_updated);
      g_autofree char *deleted = atlas_number_format (unit->n_deleted);
      const char *cells[] = { number,       g_strdelimit (time, "T", ' '),
                              unit->label,  added,
                              changed,      deleted,
                              unit->author, get_state_label (unit->state) };

      atlas_cli_table_add (table, cells);
    }
  atlas_cli_table_finish (table);
}

/* --- exports ------------------------------------------------------------------------------------------- */

static gboolean
check_options (AtlasExportFilter *filter, GError **error)
{
  static const char *const purposes[] = { "own", "contact", "share", "publish", NULL };
  int found = purpose != NULL ? atlas_cli_find_choice ("--purpose", purpose, purposes, error) : 0;

  if (found < 0)
    return FALSE;
  if (limit < 0)
    return atlas_cli_fail_usage (error, "%s", _ ("--limit must not be negative."));
  if (!exports && (since != NULL || purpose != NULL || member != NULL || csv))
    return atlas_cli_fail_usage (error, "%s",
                                 _ ("--since, --purpose, --member and --csv go with --exports only."));
  if (since != NULL && !atlas_date_is_valid (since, -1))
    return atlas_cli_fail_usage (error, _ ("--since: “%s” is no day as 2026-11-24"), since);
  filter->since = since;
  filter->by_purpose = purpose != NULL;
  filter->purpose = (AtlasExportPurpose) found;
  return TRUE;
}

static AtlasCliStatus
run_exports (AtlasCli *cli, AtlasRegister *source, AtlasExportFilter *filter, GError **error)
{
  g_autoptr (AtlasRecord) person = NULL;

  if (member != NULL)
    {
      person = atlas_cli_find_record (source, &atlas_kind_member, member, error);
      if (person == NULL)
        return ATLAS_CLI_FAILED;
      filter->member = atlas_record_get_uuid (person);
    }
  return atlas_cli_print_exports (cli, source, filter, (guint) limit, csv, error) ? ATLAS_CLI_DONE
                                                                                  : ATLAS_CLI_FAILED;
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  g_autoptr (AtlasRegister) source = NULL;
  g_autoptr (GPtrArray) units = NULL;
  AtlasExportFilter filter = { 0 };
  AtlasStore *store;

  if (check_options (&filter, error))
    source = atlas_cli_open (cli, ATLAS_CLI_READ, error);
  if (source == NULL)
    return ATLAS_CLI_FAILED;
  if (exports)
    return run_exports (cli, source, &filter, error);
  store = atlas_register_get_store (source);
  units = atlas_journal_list_units (store, (guint) limit, error);
  if (units == NULL)
    return ATLAS_CLI_FAILED;
  if (cli->json)
    return print_json (store, units, error) ? ATLAS_CLI_DONE : ATLAS_CLI_FAILED;
  print_table (units);
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_log = {
  .name = "log",
  .summary = N_ ("tell what was done, when and by whom"),
  .help = N_ (
    "The newest step comes first, in UTC. Exports and contact lists are in it too.\n"
    "\n"
    "With --json: [{\"unit\", \"label\", \"time\", \"author\", \"office\", \"state\" (done, "
    "undone, dropped),\n"
    "\"added\", \"changed\", \"deleted\", \"details\", \"changes\"}], where \"changes\" is an "
    "array of {\"kind\",\n"
    "\"id\", \"change\" (added, changed, deleted), \"fields\": {KEY: {\"before\", \"after\"}}}. "
    "What was added\n"
    "and stands has no \"fields\": the record itself tells.\n"
    "\n"
    "With --exports only what left the database: what for, to whom, how many were left out and why.\n"
    "--member tells which files a person was in; of files that an earlier version wrote that is not\n"
    "known, and they are marked as not certain. With --json: [{\"unit\", \"label\", \"time\", \"author\",\n"
    "\"office\", \"purpose\", \"written\", \"certain\" (with --member), \"details\"}].\n"
    "\n"
    "Examples:\n"
    "  atlasctl log --limit 20\n"
    "  atlasctl log --exports --since 2026-01-01 --csv\n"
    "  atlasctl log --json --limit 1"),
  .options = options,
  .run = run,
};
