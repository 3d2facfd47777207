/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A keyring of its own for one test program, which goes with its agent when the test's folder does.
 */

#define ADA_ADDRESS      "ada@example.org"      /* ours, and certain */
#define STRANGER_ADDRESS "stranger@example.org" /* nobody says whose it is */
#define OTHER_ADDRESS    "other@example.org"    /* certain, and only its public half is here */
#define OLD_ADDRESS      "old@example.org"      /* expired in 2020 */

/** Makes the keyring; FALSE where GnuPG or its agent can't run here, and @why says so. (transfer none) */
gboolean openpgp_test_begin (const char **why);
/** Stops the agent and removes the keyring. */
void openpgp_test_end (void);

/** The standard output of gpg, which must end well. @line: arguments as for a shell; @input: (nullable)
 * (transfer full) */
GBytes *openpgp_test_gpg (const char *line, GBytes *input);

/** The fingerprint of the key of an address. (transfer full) */
char *openpgp_test_find (const char *address);
