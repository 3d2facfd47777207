/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-encryption.h"
#include "atlas-cli-record.h"

#include "atlas-dossier.h"
#include "atlas-i18n.h"

static char *output_name;
static char *paper_name;
static AtlasCliEncryption encryption;

static const GOptionEntry options[] = {
  ATLAS_CLI_OPTION_OUTPUT (&output_name),
  { "paper", 0, 0, G_OPTION_ARG_FILENAME, &paper_name, N_ ("Of a PDF: a4 or letter; usual here without it"),
    N_ ("PAPER") },
  ATLAS_CLI_OPTION_ENCRYPT_TO (&encryption.recipients),
  ATLAS_CLI_OPTION_PASSPHRASE_FILE (&encryption.passphrase_file),
  ATLAS_CLI_OPTION_TRUST_ALWAYS (&encryption.trust_always),
  { NULL },
};

static AtlasCliStatus
print_json (AtlasRegister *source, gint64 id, GError **error)
{
  g_autoptr (AtlasDossier) dossier = atlas_dossier_new (source, id, NULL, error);
  g_autoptr (GString) out = NULL;
  g_autofree char *json = NULL;

  if (dossier == NULL)
    return ATLAS_CLI_FAILED;
  json = atlas_dossier_to_json (dossier);
  out = g_string_new (json);
  atlas_cli_print_json_text (out);
  return ATLAS_CLI_DONE;
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  static const char *const papers[] = { "a4", "letter", NULL };
  int paper = paper_name ? atlas_cli_find_choice ("--paper", paper_name, papers, error)
                         : (int) atlas_paper_get_usual ();
  g_autoptr (AtlasRegister) source = paper >= 0 ? atlas_cli_open (cli, ATLAS_CLI_READ, error) : NULL;
  g_autoptr (AtlasRecord) member =
    source ? atlas_cli_find_record (source, &atlas_kind_member, arguments[0], error) : NULL;
  g_autoptr (GFile) file = member ? atlas_cli_get_output_file (output_name) : NULL;

  g_autoptr (AtlasEncryption) how = NULL;
  g_autoptr (GError) failure = NULL;

  if (member == NULL)
    return ATLAS_CLI_FAILED;
  how = atlas_cli_make_encryption (cli, &encryption, &failure);
  if (how != NULL && file == NULL)
    atlas_cli_fail_usage (&failure, "%s", _ ("--encrypt-to and --passphrase-file go with --output here."));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return ATLAS_CLI_FAILED;
    }
  if (file == NULL)
    return print_json (source, atlas_record_get_id (member), error);
  if (!atlas_dossier_save (source, atlas_record_get_id (member), file, (AtlasPaper) paper, how, NULL, error))
    return ATLAS_CLI_FAILED;
  atlas_cli_say_written (1, output_name);
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_dossier = {
  .name = "dossier",
  .arguments = N_ ("ID"),
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_ ("write everything held on one person"),
  .help = N_ (
    "For a person who asks what is held on them: the record, consents, organisations, events, the contact\n"
    "log, what was changed when and by whom, and which exports they were in. As PDF in your\n"
    "language where the file's name ends so, else as JSON, on standard output without --output. ID is the\n"
    "record's id, or as much of its beginning as no other shares. A file that is written is noted in the\n"
    "log. It can be encrypted, to be sent to the person: “gpg --decrypt” opens it.\n"
    "\n"
    "JSON: {\"format\", \"version\", \"made\", \"office\", \"member\", \"organisations\", \"events\", "
    "\"contacts\",\n"
    "\"changes\", \"merged\", \"verdicts\", \"exports\", \"exports_note\"}.\n"
    "\n"
    "Examples:\n"
    "  atlasctl dossier 1b4e28ba\n"
    "  atlasctl dossier 1b4e28ba --output dossier.pdf --paper letter\n"
    "  atlasctl dossier 1b4e28ba --output dossier.pdf.gpg --passphrase-file passphrase.txt"),
  .options = options,
  .run = run,
};
