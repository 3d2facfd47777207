/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-kind.h"

G_BEGIN_DECLS

/* What the text of a query says of one field, and the text with that changed: for panels and facets, which
 * keep no copy of their own. All else that the person typed stays as it is, byte for byte. */

/**
 * AtlasQuerySays:
 * @ATLAS_QUERY_SAYS_NOTHING: no term of the field
 * @ATLAS_QUERY_SAYS_VALUES: one term, of values
 * @ATLAS_QUERY_SAYS_MORE: what a list of values can't show: terms that leave out, several terms, or a value
 * that is not understood
 * @ATLAS_QUERY_SAYS_UNREADABLE: the text is no query: a quote is open
 */
typedef enum
{
  ATLAS_QUERY_SAYS_NOTHING,
  ATLAS_QUERY_SAYS_VALUES,
  ATLAS_QUERY_SAYS_MORE,
  ATLAS_QUERY_SAYS_UNREADABLE,
} AtlasQuerySays;

/**
 * AtlasQuerySaid:
 * @values: NULL-terminated, never NULL: of the field's one term that asks for something, each once, as the
 * program itself writes them (see atlas_query_normalize_value())
 * @settable: whether other values can be set without a change to what the values don't show
 * @terms: (nullable): all of the field's terms as they stand, with blanks between
 */
typedef struct
{
  AtlasQuerySays says;
  gboolean settable;
  char **values;
  char *terms;
} AtlasQuerySaid;

/** @field: its name or the key it stands for; terms by either are found. @text: (nullable). (transfer full)
 */
AtlasQuerySaid *atlas_query_read_field (const AtlasKind *kind, const char *text, const char *field);
void atlas_query_said_free (AtlasQuerySaid *self);

/** Whether @value, as the program writes it, is among the values. */
gboolean atlas_query_said_has (const AtlasQuerySaid *self, const char *value);

/**
 * atlas_query_normalize_value:
 * @value: as it may stand behind the field's colon
 *
 * The value's one form: keys for names, "25..40", ">=65" and "<=17" for numbers, days likewise, quotes only
 * where they are needed or mean something. One that stands for several (education:>=6) gives the first.
 *
 * Returns: (transfer full) (nullable): NULL where it is not understood
 */
char *atlas_query_normalize_value (const AtlasKind *kind, const char *field, const char *value);

/**
 * atlas_query_quote_value:
 * @exact: in quotes, which for a skill means these very words and not such as begin so
 *
 * Returns: (transfer full): @text as a value that stands for just that
 */
char *atlas_query_quote_value (const char *text, gboolean exact);

/**
 * atlas_query_get_range:
 * @value: of a field of years, as the program writes it
 * @low, @high: -1 where that end is open
 *
 * Returns: FALSE where it is no range: "none"
 */
gboolean
atlas_query_get_range (const AtlasKind *kind, const char *field, const char *value, int *low, int *high);

/** The same of days: "YYYY-MM-DD", "" where that end is open. */
gboolean atlas_query_get_days (const char *value, char first[11], char last[11]);

/** (transfer full): @text with the field's one term made of @values, which stand as they are given; none
 * takes the term away. Where it is not settable @text itself. */
char *
atlas_query_set_field (const AtlasKind *kind, const char *text, const char *field, const char *const *values);

/** (transfer full): with one value more or less. */
char *atlas_query_toggle_value (
  const AtlasKind *kind, const char *text, const char *field, const char *value, gboolean on);

/** (transfer full): without any term of the field, also those that leave out. */
char *atlas_query_clear_field (const AtlasKind *kind, const char *text, const char *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasQuerySaid, atlas_query_said_free)

G_END_DECLS
