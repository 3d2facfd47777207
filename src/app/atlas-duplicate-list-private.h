/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-duplicate-list.h"

G_BEGIN_DECLS

/* The list in two files: atlas-duplicate-list.c lists; atlas-duplicate-list-work.c searches and sifts, on
 * workers. */

struct _AtlasDuplicateList
{
  GObject parent_instance;

  AtlasSession *session;
  GPtrArray *items;     /* as they are listed */
  GArray *found;        /* AtlasDuplicatePair: all that the search found; NULL: none has ended yet */
  GArray *together;     /* AtlasDuplicatePair: by hand */
  GHashTable *heirs;    /* gint64, gint64 */
  GHashTable *put_off;  /* AtlasDuplicatePair: to be listed last */
  GHashTable *deciding; /* AtlasDuplicatePair: not to be listed, until they are decided */
  GHashTable *touched;  /* gint64: members who have changed since they were listed */
  AtlasDuplicateCounts counts;
  guint n_all;

  AtlasJob *job;         /* of the search */
  gboolean changed;      /* while the search runs */
  GCancellable *sifting; /* what is listed is on its way */
  gboolean stale, watched, stopped;
};

/** Tells whoever listens. */
void atlas_duplicate_list_tell (AtlasDuplicateList *self);

/** Lists these, without those that are being decided, the ones that were put off last. */
void atlas_duplicate_list_set_pairs (AtlasDuplicateList *self, GArray *pairs);

/** Looks anew which pairs stand; nothing before any have been found. */
void atlas_duplicate_list_sift (AtlasDuplicateList *self);

G_END_DECLS
