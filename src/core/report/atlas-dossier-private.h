/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-dossier.h"

G_BEGIN_DECLS

/* In three files: atlas-dossier.c gathers; atlas-dossier-json.c and atlas-dossier-pdf.c write. */

/** Appends the PDF to @buffer. */
gboolean atlas_dossier_append_pdf (AtlasDossier *self, AtlasPaper paper, GString *buffer, GError **error);

/** What can be said of @exports, for people. */
const char *atlas_dossier_explain_exports (void);

G_END_DECLS
