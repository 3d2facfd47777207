/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * atlas_query_dup_words:
 * @text: a query of members
 *
 * What is searched for, for who does not write queries: `sector:Q education:>=6` is "Education: Bachelor’s or
 * higher; Sector: Health", and what was drawn on the map "a drawn area" rather than its corners. What cannot
 * be said so stands as it was written, before the areas.
 *
 * Returns: (transfer full): in the user's language; "" for everyone
 */
char *atlas_query_dup_words (const char *text);

/** Values of a field, as AtlasQuerySaid has them, as a list; levels of education up to the highest as
 * "Bachelor’s or higher". (transfer full) */
char *atlas_query_dup_values_words (const char *field, char **values);

/**
 * atlas_query_dup_areas:
 * @text: (nullable): a query of members
 *
 * Returns: (transfer full) (nullable): its areas in words: "Houston, Texas" of what was chosen, "A drawn
 * area", "2 drawn areas"; NULL where it names none
 */
char *atlas_query_dup_areas (const char *text);

G_END_DECLS
