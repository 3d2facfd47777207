/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-disclosure.h"
#include "atlas-output.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/** Whether the log can be written: to be asked before the first byte goes out, for nothing leaves the
 * database that its log does not know of. FALSE with ATLAS_STORE_ERROR_READ_ONLY */
gboolean atlas_export_check_log (AtlasRegister *source, GError **error);

/**
 * atlas_export_conclude:
 * @label: "Export of 12 people"
 * @details: a JSON object that lacks its closing brace, to which the file's name is added
 * @people: (nullable): who is in it, to be kept with the act
 *
 * Ends what went to @output: the file is brought to the disk, the act written into the log, and then the file
 * given its name, so that no list of people lies about that the log does not know of.
 */
gboolean atlas_export_conclude (AtlasRegister *source,
                                AtlasOutput *output,
                                const char *label,
                                GString *details,
                                AtlasDisclosure *people,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
