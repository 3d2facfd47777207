/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * atlas_import_find_stranger:
 * @bytes: (array length=length): how the file begins; 4 KiB tell all of them apart
 * @may_be_book: whether a ZIP archive may be a workbook that is read
 *
 * People choose the wrong file, or one that another program has written in its own way.
 *
 * Returns: (nullable): translated: which it is and what to do about it; NULL where it is none that is known
 */
const char *atlas_import_find_stranger (const char *bytes, gsize length, gboolean may_be_book);

/** Whether a text begins as JSON does, or has not begun. */
gboolean atlas_import_may_be_json (const char *name, const char *bytes, gsize length);

G_END_DECLS
