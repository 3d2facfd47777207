/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-output.h"
#include "atlas-page-writer.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * atlas_attendance_sheet_write:
 * @event: row id
 * @n_people: (out) (optional): how many stand on it
 *
 * The list for the door, as PDF: who was invited to an event or said that they come, by family name, with a
 * box to be ticked, their town and the language they prefer, and lines for those who come unasked. Nothing
 * else of them: neither address nor telephone number. Who declined is left out, and who died. The file is
 * logged as one of this authority's own. Not for the main thread of a window.
 *
 * Returns: FALSE with ATLAS_RECORD_ERROR, ATLAS_STORE_ERROR or G_IO_ERROR
 */
gboolean atlas_attendance_sheet_write (AtlasRegister *source,
                                       gint64 event,
                                       AtlasPaper paper,
                                       AtlasOutput *output,
                                       guint *n_people,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
