/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-vocabulary.h"

G_BEGIN_DECLS

/**
 * AtlasTerm:
 * @key: as it stands in files
 * @label: English, N_(); its translation lies in the vocabulary's gettext domain
 * @aliases: other names that people type, separated by ";", or NULL
 */
typedef struct
{
  const char *key;
  const char *label;
  const char *aliases;
} AtlasTerm;

/**
 * AtlasVocabulary:
 * @terms: (array length=n_terms): in the order of choosing, or by key where @sorted
 * @load: gives @terms on first use instead, for what is read from iso-codes
 * @domain: gettext domain of the labels; NULL for our own
 * @sorted: @terms stand in the order of strcmp() on their keys, to be found by bisection
 * @complaint: what a person is told who gave something else, N_(); NULL: "must be one of" the keys
 * @pattern: regular expression of all keys a field may hold where @terms are not all of them
 * @accepts: whether @key, no term itself, may stand in a field too
 * @find_group: for such a key, the term that speaks for it, or -1
 * @find_other: for such a key, its untranslated label
 */
struct _AtlasVocabulary
{
  const AtlasTerm *terms;
  guint n_terms;
  const AtlasTerm *(*load) (guint *n_terms);
  const char *domain;
  gboolean sorted;
  const char *complaint;
  const char *pattern;
  gboolean (*accepts) (const char *key, gsize length);
  int (*find_group) (const AtlasVocabulary *self, const char *key, gsize length);
  const AtlasTerm *(*find_other) (const char *key, const char **domain);
};

/** The terms, loaded if need be. */
const AtlasTerm *atlas_vocabulary_get_terms (const AtlasVocabulary *self, guint *n_terms);

/** Index of @key among sorted @terms, or -1. */
int atlas_terms_bisect (const AtlasTerm *terms, guint n_terms, const char *key, gsize length);

G_END_DECLS
