/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli-test-support.h"
#include "openpgp-test-support.h"

/* What leaves the database: encrypted on its way, and told afterwards. */

#define ADA "11111111-2222-4333-8444-555555555501"
#define BEN "11111111-2222-4333-8444-555555555502"

#define AGREED \
  "\"consents\":[{\"purpose\":\"share\",\"channel\":\"any\",\"status\":\"given\",\"date\":\"2026-01-01\"}]"
#define PEOPLE                                                                         \
  "[{\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"family_name\":\"Uwase\"," AGREED "}," \
  "{\"id\":\"" BEN "\",\"given_name\":\"Ben\"}]"

static const char *why_not;

static const Step encrypted[] = {
  { "export --passphrase-file pass --output out.json.gpg", 0, NULL, "2 records written: out.json.gpg\n" },
  { "export --encrypt-to " ADA_ADDRESS " --armor", 0, "-----BEGIN PGP MESSAGE-----*", NULL },
  { "--json export --encrypt-to " ADA_ADDRESS " --format csv --output out.csv.gpg", 0, "{\"file\":*", NULL },
  { "contacts --channel email --encrypt-to " ADA_ADDRESS " --output list.gpg", 0, NULL, "*" },
  { "dossier " BEN " --encrypt-to " ADA_ADDRESS " --output ben.pdf.gpg", 0, NULL,
    "1 record written: ben.pdf.gpg\n" },
  { "dossier " BEN " --encrypt-to " ADA_ADDRESS, 2, NULL, "*--output*" },
  /* Nothing is written that nobody could read, or anybody. */
  { "export --encrypt-to nobody@example.org --output bad.gpg", 1, NULL, "*no key of “nobody@example.org”*" },
  { "export --encrypt-to " STRANGER_ADDRESS " --output bad.gpg", 1, NULL, "*--lsign-key*" },
  { "export --passphrase-file empty --output bad.gpg", 1, NULL, "*empty: the passphrase is empty*" },
  { "export --armor --output bad.gpg", 2, NULL, "*--armor*" },
  { "export --encrypt-to " STRANGER_ADDRESS " --trust-always --output fine.gpg", 0, NULL,
    "2 records written*" },
  /* And back. */
  { "import out.json.gpg", 1, NULL, "*out.json.gpg: *--passphrase-file*" },
  { "import out.json.gpg --passphrase-file wrong", 1, NULL, "*out.json.gpg: *not its passphrase*" },
  { "import out.json.gpg --passphrase-file pass", 0, "2 unchanged\n", NULL },
  { "import out.csv.gpg", 0, "2 unchanged\n", NULL },
};

static void
test_encrypted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GBytes) paper = NULL;

  if (why_not != NULL)
    {
      g_test_skip (why_not);
      return;
    }
  write_file (fixture, "people.json", PEOPLE);
  write_file (fixture, "pass", "correct horse\n");
  write_file (fixture, "wrong", "correct mouse\n");
  write_file (fixture, "empty", "\n");
  g_free (run_ok (fixture, "import people.json"));
  RUN_STEPS (fixture, encrypted);
  folder = list_folder (fixture);
  path = path_of (fixture, "ben.pdf.gpg");
  line = g_strdup_printf ("--decrypt '%s'", path);
  paper = openpgp_test_gpg (line, NULL);
  g_assert_cmpmem (g_bytes_get_data (paper, NULL), 5, "%PDF-", 5);
  g_assert_null (strstr (folder, "bad.gpg"));
}

static const Step told[] = {
  { "log --exports", 0, "Step *\n", NULL },
  { "export --purpose share --output nobody.json", 2, NULL, "*who receives the file*" },
  { "export --purpose share --partner ' Board ' --output board.json", 0, NULL,
    "1 record written*1 left out*" },
  { "export --output all.json", 0, NULL, "2 records written*" },
  { "dossier " BEN " --output ben.json", 0, NULL, "*" },
  { "log --exports", 0,
    "*Everything held on one person*ben.json*Export of 2 people*own records*all.json*Export of 1 "
    "person*Sharing "
    "with a partner: Board*board.json*1 left out: 1 did not agree*",
    NULL },
  { "log --exports --purpose share --csv", 0,
    "time,author,label,purpose*,share,,Board,consent,*,1,0,0,0,1,0\r\n", NULL },
  { "export --query ada --output one.json", 0, NULL, "1 record*" },
  { "log --exports --limit 1", 0, "*own records · found by “ada” · * · one.json*", NULL },
  { "add --kind export-profile --set name=Calls --set purpose=contact --set channel=phone --set format=csv",
    0, "*", NULL },
  { "export --profile Calls --purpose publish --output calls.csv", 0, NULL, "0 records written*" },
  { "add --kind export-profile --set name=Envelopes --set purpose=contact --set channel=post --set "
    "format=labels",
    0, "*", NULL },
  { "export --profile Envelopes --output labels.pdf", 0, NULL, "0 records written*" },
  { "log --exports --limit 1", 0, "*Contacting people · Post · Envelopes · *labels.pdf*", NULL },
  { "log --exports --since 2999-01-01 --json", 0, "[\n]\n", NULL },
  { "--json log --exports --member " ADA, 0, "*\"purpose\":\"own\"*\"certain\":true*\"purpose\":\"share\"*",
    NULL },
  { "log --exports --member nobody", 1, NULL, "*" },
  { "log --exports --since yesterday", 2, NULL, "*yesterday*" },
  { "log --since 2026-01-01", 2, NULL, "*--exports*" },
};

static void
test_told (Fixture *fixture, gconstpointer data)
{
  g_autofree char *of_ben = NULL;
  g_autofree char *dossier = NULL;

  write_file (fixture, "people.json", PEOPLE);
  g_free (run_ok (fixture, "import people.json"));
  RUN_STEPS (fixture, told);

  /* Ben was in what the office kept, and in what he was given, but not at the partner's. */
  of_ben = run_ok (fixture, "--json log --exports --member " BEN);
  assert_has (of_ben, "all.json");
  assert_has (of_ben, "ben.json");
  g_assert_null (strstr (of_ben, "board.json"));
  dossier = run_ok (fixture, "dossier " BEN);
  assert_has (dossier, "Export of 2 people");
  g_assert_null (strstr (dossier, "all.json"));
  g_assert_null (strstr (dossier, "board.json"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  openpgp_test_begin (&why_not);
  EMPTY_TEST ("/cli-exports/encrypted", test_encrypted);
  EMPTY_TEST ("/cli-exports/told", test_told);
  status = g_test_run ();
  openpgp_test_end ();
  return status;
}
