/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-kind.h"
#include "atlas-bitset.h"
#include "atlas-point-index.h"
#include "atlas-statement.h"

G_BEGIN_DECLS

/**
 * AtlasQuery:
 *
 * What an officer typed in the search field, understood: words and `field:value` terms joined by *and*.
 * Immutable, reference-counted, any thread. The language is described in the help of the program and in
 * README; the same text gives the same members on the map, in lists, in exports and in atlasctl.
 */
typedef struct _AtlasQuery AtlasQuery;

typedef enum
{
  ATLAS_QUERY_ERROR_SYNTAX, /* an open quote, a stray minus ... */
  ATLAS_QUERY_ERROR_FIELD,  /* unknown field; the message lists those there are */
  ATLAS_QUERY_ERROR_VALUE,  /* unknown value; the message lists what is allowed */
} AtlasQueryError;

#define ATLAS_QUERY_ERROR (atlas_query_error_quark ())
GQuark atlas_query_error_quark (void);

#define ATLAS_TYPE_QUERY (atlas_query_get_type ())
GType atlas_query_get_type (void);

/**
 * atlas_query_parse:
 * @kind: what is searched
 * @text: (nullable): the query; NULL or blank matches everything
 *
 * Returns: (transfer full): NULL with #ATLAS_QUERY_ERROR
 */
AtlasQuery *atlas_query_parse (const AtlasKind *kind, const char *text, GError **error);
AtlasQuery *atlas_query_ref (AtlasQuery *self);
void atlas_query_unref (AtlasQuery *self);

const AtlasKind *atlas_query_get_kind (AtlasQuery *self);
const char *atlas_query_get_text (AtlasQuery *self);

/** The query as the program itself would write it: fields by their short names, values by their keys. Read
 * again it gives the same. (transfer full) */
char *atlas_query_dup_normal_text (AtlasQuery *self);

/** Whether both ask for the same: also what a segment held and which day it was when they were read goes into
 * that, which the text does not tell. */
gboolean atlas_query_equal (AtlasQuery *one, AtlasQuery *other);

/**
 * AtlasQueryScope:
 * @find_segment: the search of the segment of that name, as people write it; NULL with an error that says
 * which there are. (transfer full)
 * @list_segments: (nullable): the names of all segments, for completion. (transfer full): NULL-terminated
 * @list_words: (nullable): the texts that records have in a list of texts, the most frequent first, as far as
 * they are known at once, for completion. (transfer full) (nullable): NULL-terminated
 * @find_organisation: (nullable): whether there is an organisation of that name or id; FALSE with an error
 * that says which there are
 * @list_organisations: (nullable): as @list_segments
 *
 * What a text may refer to beyond itself.
 */
typedef struct
{
  char *(*find_segment) (const char *name, gpointer data, GError **error);
  char **(*list_segments) (gpointer data);
  gboolean (*find_organisation) (const char *name, gpointer data, GError **error);
  char **(*list_organisations) (gpointer data);
  gpointer data;
  char **(*list_words) (const AtlasKind *kind, const AtlasField *field, gpointer data);
} AtlasQueryScope;

/** As atlas_query_parse(), where names of segments mean something. @scope is not needed afterwards: what a
 * segment held then is what the query goes on meaning. See atlas_register_parse_query(). */
AtlasQuery *
atlas_query_parse_in (const AtlasKind *kind, const char *text, const AtlasQueryScope *scope, GError **error);

gboolean atlas_query_is_empty (AtlasQuery *self); /* matches everything */

/** Whether the packed columns alone can answer it, with no look at the database. */
gboolean atlas_query_is_in_memory (AtlasQuery *self);

/** (transfer full): @text with `field:value` added, or the field's term replaced; NULL takes the field away.
 * A
 * @value with a space is quoted; commas separate several values, and one that holds quotes is taken as it
 * stands. For panels and facets that write queries. */
char *atlas_query_text_with (const char *text, const char *field, const char *value);

/**
 * atlas_query_match_rows:
 * @connection: (nullable): may be NULL where atlas_query_is_in_memory()
 *
 * Returns: (transfer full): the rows of @index that match; NULL with @error
 */
AtlasBitset *atlas_query_match_rows (AtlasQuery *self,
                                     AtlasPointIndex *index,
                                     AtlasConnection *connection,
                                     GError **error);

/** The query as an SQL condition over the alias `r` of the kind's table, with its parameters bound by
 * atlas_query_bind(). Borrowed. "1" matches everything. */
const char *atlas_query_get_sql (AtlasQuery *self);
void atlas_query_bind (AtlasQuery *self, AtlasStatement *statement);

/* Completion, for the window. */
typedef struct
{
  char *text;  /* what to put in place of the word at the cursor: "region:CA-ON " */
  char *label; /* "Ontario" */
  char *hint;  /* "Province or state"; of a segment what it searches for */
} AtlasQueryCompletion;

/** (transfer full) (element-type AtlasQueryCompletion): up to 12; @start, @end: (out): the bytes of @text
 * they replace. Fields at the start of a word, values after the colon. */
GPtrArray *
atlas_query_complete (const AtlasKind *kind, const char *text, gsize cursor, gsize *start, gsize *end);

/** As atlas_query_complete(), where `segment:` is completed too. @scope: (nullable). See
 * atlas_register_complete_query(). */
GPtrArray *atlas_query_complete_in (const AtlasKind *kind,
                                    const char *text,
                                    gsize cursor,
                                    const AtlasQueryScope *scope,
                                    gsize *start,
                                    gsize *end);

/** (transfer none): the fields a query of @kind may name, NULL-terminated; and what one holds, in words. */
const char *const *atlas_query_list_fields (const AtlasKind *kind);
const char *atlas_query_describe_field (const AtlasKind *kind, const char *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasQuery, atlas_query_unref)

G_END_DECLS
