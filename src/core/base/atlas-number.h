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

/** "1,000–4,999", or one number where both are the same; and of numbers that are texts already. (transfer
 * full) */
char *atlas_number_format_range (gint64 low, gint64 high);
char *atlas_number_join_range (const char *low, const char *high);

/** The largest of 1, 2, 5, 10, 20 ... and 0.5, 0.2, 0.1 ... that is no more than @most, but for rounding:
 * what a scale bar stands for. @most: above 0 */
double atlas_number_round_down (double most);

/** So many hours as people say them, to the minute: "45 min", "2 h", "2 h 30 min". Never negative. (transfer
 * full) */
char *atlas_number_format_hours (double hours);

G_END_DECLS
