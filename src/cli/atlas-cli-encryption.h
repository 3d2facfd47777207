/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-cli.h"
#include "atlas-output.h"

G_BEGIN_DECLS

/** The options by which a file is encrypted. */
typedef struct
{
  char **recipients;
  char *passphrase_file;
  gboolean trust_always;
  gboolean armor;
} AtlasCliEncryption;

#define ATLAS_CLI_OPTION_ENCRYPT_TO(variable)                                                       \
  {                                                                                                 \
    "encrypt-to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, variable,                                      \
      N_ ("Encrypt with OpenPGP for this key: e-mail address, fingerprint or id; may be repeated"), \
      N_ ("KEY")                                                                                    \
  }
#define ATLAS_CLI_OPTION_PASSPHRASE_FILE(variable)                                                  \
  {                                                                                                 \
    "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, variable,                                       \
      N_ ("Encrypt with OpenPGP for those who know the passphrase on the first line of this file"), \
      N_ ("FILE")                                                                                   \
  }
#define ATLAS_CLI_OPTION_TRUST_ALWAYS(variable)                                             \
  {                                                                                         \
    "trust-always", 0, 0, G_OPTION_ARG_NONE, variable,                                      \
      N_ ("Encrypt also for keys of which your keyring does not know whose they are"), NULL \
  }
#define ATLAS_CLI_OPTION_ARMOR(variable)                                                        \
  {                                                                                             \
    "armor", 0, 0, G_OPTION_ARG_NONE, variable, N_ ("Encrypt as text that stands a mail"), NULL \
  }

/** All of them, for a static AtlasCliEncryption. */
#define ATLAS_CLI_OPTIONS_ENCRYPTION(how)                       \
  ATLAS_CLI_OPTION_ENCRYPT_TO (&(how)->recipients),             \
    ATLAS_CLI_OPTION_PASSPHRASE_FILE (&(how)->passphrase_file), \
    ATLAS_CLI_OPTION_TRUST_ALWAYS (&(how)->trust_always), ATLAS_CLI_OPTION_ARMOR (&(how)->armor)

/** The passphrase in the file of that name, or of standard input for “-”. (transfer full): NULL with @error
 */
AtlasPassphrase *atlas_cli_read_passphrase (const char *name, GCancellable *cancellable, GError **error);

/** What is asked for: (transfer full) (nullable): NULL where nothing is, or with @error. */
AtlasEncryption *atlas_cli_make_encryption (AtlasCli *cli, const AtlasCliEncryption *how, GError **error);

/**
 * atlas_cli_open_output:
 * @name: (nullable): of a file; NULL or "-": standard output
 * @how: (nullable)
 *
 * Where a command writes, encrypted if that is asked for. What goes wrong in writing passes
 * atlas_cli_name_output() where this is standard output.
 *
 * Returns: (transfer full): NULL with @error
 */
AtlasOutput *
atlas_cli_open_output (AtlasCli *cli, const char *name, const AtlasCliEncryption *how, GError **error);

G_END_DECLS
