/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-cli.h"
#include "atlas-export-audit.h"

G_BEGIN_DECLS

/** Prints what left the database, the newest first: as JSON, as @csv, or for people. @limit: 0: all */
gboolean atlas_cli_print_exports (AtlasCli *cli,
                                  AtlasRegister *source,
                                  const AtlasExportFilter *filter,
                                  guint limit,
                                  gboolean csv,
                                  GError **error);

G_END_DECLS
