/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * atlas_query_dup_words:
 * @text: a query of members
 *
 * What is searched for, for who does not write queries: `sector:Q education:>=6` is "Education: Bachelor’s or
 * higher; Sector: Health". What cannot be said so stands as it was written, at the end.
 *
 * Returns: (transfer full): in the user's language; "" for everyone
 */
char *atlas_query_dup_words (const char *text);

/** Values of a field, as AtlasQuerySaid has them, as a list; levels of education up to the highest as
 * "Bachelor’s or higher". (transfer full) */
char *atlas_query_dup_values_words (const char *field, char **values);

G_END_DECLS
