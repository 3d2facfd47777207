/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-encryption.h"

#include "atlas-i18n.h"

AtlasPassphrase *
atlas_cli_read_passphrase (const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (g_str_equal (name, "-") ? "/dev/stdin" : name);

  return atlas_passphrase_new_from_file (file, cancellable, error);
}

AtlasEncryption *
atlas_cli_make_encryption (AtlasCli *cli, const AtlasCliEncryption *how, GError **error)
{
  g_autoptr (AtlasPassphrase) passphrase = NULL;

  if (how == NULL || (how->recipients == NULL && how->passphrase_file == NULL))
    {
      if (how != NULL && (how->armor || how->trust_always))
        atlas_cli_fail_usage (
          error, "%s", _ ("--armor and --trust-always go with --encrypt-to or --passphrase-file only."));
      return NULL;
    }
  if (how->passphrase_file != NULL)
    {
      passphrase = atlas_cli_read_passphrase (how->passphrase_file, cli->cancellable, error);
      if (passphrase == NULL)
        return NULL;
    }
  return atlas_encryption_new ((const char *const *) how->recipients, passphrase, how->trust_always, error);
}

AtlasOutput *
atlas_cli_open_output (AtlasCli *cli, const char *name, const AtlasCliEncryption *how, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AtlasEncryption) encryption = atlas_cli_make_encryption (cli, how, &local_error);
  g_autoptr (GFile) file = atlas_cli_get_output_file (name);
  g_autoptr (AtlasOutput) output = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (file != NULL)
    output = atlas_output_new_for_file (file, cli->cancellable, error);
  else
    {
      g_autoptr (GOutputStream) stream = atlas_cli_get_output ();

      output = atlas_output_new (stream);
    }
  if (output == NULL || (encryption != NULL && !atlas_output_encrypt (output, encryption, how->armor, error)))
    return NULL;
  return g_steal_pointer (&output);
}
