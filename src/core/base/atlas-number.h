/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * atlas_number_format:
 *
 * A whole number with the locale's separators, or English ones where no language is set: "12,480". Messages
 * take it as `%s`, since `%" G_GINT64_FORMAT` can't stand in a string that is to be translated.
 *
 * Returns: (transfer full)
 */
char *atlas_number_format (gint64 number);

G_END_DECLS
