/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include "atlas-cli-record.h"
#include "atlas-cli-table.h"
#include "atlas-duplicates.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-number.h"

static char *query_text;
static double threshold = ATLAS_DUPLICATES_THRESHOLD;
static int limit;
static gboolean different;

static const GOptionEntry options[] = {
  { "query", 'q', 0, G_OPTION_ARG_FILENAME, &query_text, N_ ("Only pairs one of whom this query finds"),
    N_ ("QUERY") },
  { "threshold", 't', 0, G_OPTION_ARG_DOUBLE, &threshold, N_ ("The least probability, from 0 to 1 (0.65)"),
    N_ ("T") },
  { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many, the most probable first"), N_ ("N") },
  { "different", 0, 0, G_OPTION_ARG_NONE, &different,
    N_ ("Remember that the two people A and B are not the same"), NULL },
  { NULL },
};

/* --- telling ------------------------------------------------------------------------------------------- */

typedef struct
{
  AtlasRegister *source;
  AtlasCliTable *table; /* for people */
  GString *json;        /* for scripts */
  guint n_told;
} Teller;

static void
append_texts (GString *out, const char *key, char **texts)
{
  g_string_append_printf (out, ",\"%s\":[", key);
  for (guint i = 0; texts[i]; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      atlas_json_append_string (out, texts[i], -1);
    }
  g_string_append_c (out, ']');
}

static void
append_side (GString *out, const char *key, AtlasRecord *record)
{
  g_autofree char *title = atlas_record_dup_title (record);
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (record), id);
  g_string_append_printf (out, "\"%s\":\"%s\",\"%s_name\":", key, id, key);
  atlas_json_append_string (out, title, -1);
  g_string_append_c (out, ',');
}

static void
tell_as_json (Teller *self, AtlasRecord *left, AtlasRecord *right, const AtlasDuplicateEvidence *evidence)
{
  g_auto (GStrv) reasons = atlas_duplicate_evidence_list_reasons (evidence);
  g_auto (GStrv) doubts = atlas_duplicate_evidence_list_doubts (evidence);
  char score[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_truncate (self->json, 0);
  g_string_append (self->json, self->n_told > 0 ? ",\n{" : "\n{");
  append_side (self->json, "left", left);
  append_side (self->json, "right", right);
  g_string_append_printf (self->json, "\"score\":%s",
                          g_ascii_formatd (score, sizeof score, "%.6f", evidence->score));
  append_texts (self->json, "reasons", reasons);
  append_texts (self->json, "doubts", doubts);
  g_string_append_c (self->json, '}');
  atlas_cli_print_json_text (self->json);
}

static void
tell_as_row (Teller *self, AtlasRecord *left, AtlasRecord *right, const AtlasDuplicateEvidence *evidence)
{
  g_auto (GStrv) reasons = atlas_duplicate_evidence_list_reasons (evidence);
  g_autofree char *left_title = atlas_record_dup_title (left);
  g_autofree char *right_title = atlas_record_dup_title (right);
  g_autofree char *why = g_strjoinv (", ", reasons);
  g_autofree char *score = g_strdup_printf ("%.3f", evidence->score);
  char ids[2][ATLAS_UUID_TEXT_SIZE];
  const char *cells[] = { score, ids[0], left_title, ids[1], right_title, why };

  atlas_uuid_format (atlas_record_get_uuid (left), ids[0]);
  atlas_uuid_format (atlas_record_get_uuid (right), ids[1]);
  ids[0][8] = ids[1][8] = '\0';
  atlas_cli_table_add (self->table, cells);
}

static gboolean
tell_pair (Teller *self, const AtlasDuplicatePair *pair, GError **error)
{
  g_autoptr (AtlasRecord) left = NULL;
  g_autoptr (AtlasRecord) right = NULL;

  left = atlas_register_load (self->source, &atlas_kind_member, pair->left, error);
  right = left ? atlas_register_load (self->source, &atlas_kind_member, pair->right, error) : NULL;
  if (right == NULL)
    return FALSE;
  if (self->json != NULL)
    tell_as_json (self, left, right, &pair->evidence);
  else
    tell_as_row (self, left, right, &pair->evidence);
  self->n_told++;
  return TRUE;
}

static gboolean
tell_pairs (AtlasCli *cli, AtlasRegister *source, GArray *pairs, GError **error)
{
  const char *titles[] = { _ (">Score"), _ ("Id"), _ ("Person"), _ ("Id"), _ ("Person"), _ ("Because") };
  Teller teller = { .source = source };
  gboolean good = TRUE;

  if (cli->json)
    {
      teller.json = g_string_new (NULL);
      atlas_cli_print ("[");
    }
  else
    teller.table = atlas_cli_table_new (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; good && i < pairs->len && (limit == 0 || i < (guint) limit) && atlas_cli_can_print ();
       i++)
    good = tell_pair (&teller, &g_array_index (pairs, AtlasDuplicatePair, i), error);
  if (teller.json != NULL)
    {
      atlas_cli_print ("\n]\n");
      g_string_free (teller.json, TRUE);
    }
  g_clear_pointer (&teller.table, atlas_cli_table_finish);
  return good;
}

static void
say_counts (GArray *pairs, const AtlasDuplicateCounts *counts)
{
  g_autofree char *n_pairs = atlas_number_format (pairs->len);
  g_autofree char *members = atlas_number_format (counts->members);

  /* Translators: how many pairs, and among how many people. */
  atlas_cli_say (ngettext ("%s pair among %s people", "%s pairs among %s people", pairs->len), n_pairs,
                 members);
  if (counts->dismissed > 0)
    {
      g_autofree char *number = atlas_number_format (counts->dismissed);

      atlas_cli_say (ngettext ("%s pair was called different people and is not shown.",
                               "%s pairs were called different people and are not shown.",
                               (gulong) counts->dismissed),
                     number);
    }
  if (counts->left_out > 0)
    {
      g_autofree char *number = atlas_number_format (counts->left_out);

      atlas_cli_say (
        ngettext ("%s pair that has a frequent value in common was not compared by that value alone.",
                  "%s pairs that have a frequent value in common were not compared by that value "
                  "alone.",
                  (gulong) counts->left_out),
        number);
    }
}

static AtlasCliStatus
search (AtlasCli *cli, GError **error)
{
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasRegister) source = atlas_cli_open_for (cli, &atlas_kind_member, query_text, &query, error);
  g_autoptr (AtlasDuplicates) duplicates = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GArray) pairs = NULL;
  AtlasDuplicateCounts counts;

  if (source == NULL)
    return ATLAS_CLI_FAILED;
  if (!atlas_query_is_empty (query))
    {
      ids = atlas_register_list_ids (source, query, "", 0, cli->cancellable, error);
      if (ids == NULL)
        return ATLAS_CLI_FAILED;
    }
  duplicates = atlas_duplicates_new (source, atlas_cli_progress, NULL, cli->cancellable, error);
  pairs = duplicates ? atlas_duplicates_search (duplicates, threshold, ids, &counts, atlas_cli_progress, NULL,
                                                cli->cancellable, error)
                     : NULL;
  if (pairs == NULL)
    return ATLAS_CLI_FAILED;
  atlas_cli_end_progress ();
  if (!tell_pairs (cli, source, pairs, error))
    return ATLAS_CLI_FAILED;
  say_counts (pairs, &counts);
  return ATLAS_CLI_DONE;
}

/* --- remembering --------------------------------------------------------------------------------------- */

static AtlasCliStatus
call_different (AtlasCli *cli, char **arguments, GError **error)
{
  g_autoptr (AtlasRegister) target = atlas_cli_open (cli, ATLAS_CLI_WRITE, error);
  g_autoptr (AtlasRecord) a = NULL;
  g_autoptr (AtlasRecord) b = NULL;
  g_autoptr (AtlasRecord) verdict = NULL;

  a = target ? atlas_cli_find_record (target, &atlas_kind_member, arguments[0], error) : NULL;
  b = a ? atlas_cli_find_record (target, &atlas_kind_member, arguments[1], error) : NULL;
  if (b == NULL)
    return ATLAS_CLI_FAILED;
  verdict = atlas_duplicates_dismiss (target, a, b, cli->cancellable, error);
  if (verdict == NULL)
    return ATLAS_CLI_FAILED;
  atlas_cli_print_record (cli, target, verdict);
  return ATLAS_CLI_DONE;
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  guint n_arguments = arguments ? g_strv_length (arguments) : 0;

  if (!(threshold >= 0 && threshold <= 1))
    atlas_cli_fail_usage (error, "%s", _ ("--threshold must be between 0 and 1."));
  else if (limit < 0)
    atlas_cli_fail_usage (error, "%s", _ ("--limit must not be negative."));
  else if (different && n_arguments != 2)
    atlas_cli_fail_usage (error, "%s", _ ("Say which two people are different: --different A B."));
  else if (!different && n_arguments > 0)
    atlas_cli_fail_usage (error, _ ("“%s” is too much here; ids are given with --different."), arguments[0]);
  else
    return different ? call_different (cli, arguments, error) : search (cli, error);
  return ATLAS_CLI_USAGE;
}

const AtlasCommand atlas_command_duplicates = {
  .name = "duplicates",
  .arguments = N_ ("[--different A B]"),
  .max_arguments = 2,
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("find people who are recorded twice"),
  .help =
    N_ ("Pairs of records that may be one person’s, the most probable first, with what speaks for it. Names\n"
        "(also swapped, misspelt, shortened, in another language), sex, year of birth, telephone, e-mail,\n"
        "address and origin are weighed together; a rare name says more than a frequent one. People who\n"
        "share a telephone or an address but not a given name are a family, not doubles.\n"
        "\n"
        "What was called different people with --different is not told of again; “atlasctl undo” takes that\n"
        "back. “atlasctl merge A B” makes one record of two.\n"
        "\n"
        "With --json: [{\"left\", \"left_name\", \"right\", \"right_name\", \"score\", \"reasons\", "
        "\"doubts\"}]; left\n"
        "and right are ids, left the one that was recorded first.\n"
        "\n"
        "Examples:\n"
        "  atlasctl duplicates --limit 50\n"
        "  atlasctl duplicates --query 'region:CA-ON' --threshold 0.9 --json\n"
        "  atlasctl duplicates --different 1b4e28ba 6fa459ea"),
  .options = options,
  .run = run,
};
