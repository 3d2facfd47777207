/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-cli.h"

G_BEGIN_DECLS

/** As atlas_field_display(), with the titles of the records that @value refers to in place of their ids; of
 * one that is not there it is said so. (transfer full) */
char *atlas_cli_display (AtlasRegister *source, const AtlasField *field, const AtlasValue *value);

/**
 * atlas_cli_find_record:
 * @kind: (nullable): where to look; NULL: among all kinds
 * @id: a UUID, or as much of its beginning as no other record shares
 *
 * Returns: (transfer full): NULL with @error, which names the records that the beginning fits
 */
AtlasRecord *
atlas_cli_find_record (AtlasRegister *source, const AtlasKind *kind, const char *id, GError **error);

/** Sets fields from "key=value" (NULL-terminated), a time zone first, since times are read by it. FALSE with
 * a usage error where there is no such key. */
gboolean atlas_cli_set_fields (AtlasRecord *record, char **settings, GError **error);

/** Saves as one step, and tells what now stands: the id, or the record as JSON. */
AtlasCliStatus
atlas_cli_save_record (AtlasCli *cli, AtlasRegister *target, AtlasRecord *record, GError **error);

/** Tells what was saved: the id, or the record as JSON. */
void atlas_cli_print_record (AtlasCli *cli, AtlasRegister *target, AtlasRecord *record);

/** The keys that atlas_cli_set_fields() takes, one a line, for `--help`. (transfer full) */
char *atlas_cli_dup_fields_help (void);

G_END_DECLS
