/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

G_BEGIN_DECLS

/* The register in some files: atlas-register.c opens, reads and tells of changes; atlas-register-list.c
 * orders; atlas-register-write.c changes, atlas-register-delete.c takes away; atlas-register-points.c keeps
 * the point index. */

/** Record ids of a kind in one order, kept while the database stays as it is. */
typedef struct
{
  gint64 generation;
  const AtlasKind *kind;
  char *sort;
  GArray *ids;
} AtlasRegisterOrder;

struct _AtlasRegister
{
  GObject parent_instance;

  AtlasStore *store;
  GMainContext *context;
  GHashTable *words; /* of fields, once they were asked for; the main thread's */

  /* Guards what follows. */
  GMutex lock;
  AtlasPointIndex *points;
  gint64 points_generation; /* all commits up to this one are in it */
  guint n_following;        /* changes told of and not yet in it */
  gint64 followed;          /* generation of the newest change told of */
  guint16 points_day;       /* consents in it are those of this day, in days since 1970 */
  AtlasRegisterOrder order;

  /* Held by whoever builds or patches the point index: one at a time, in the order of the changes. Taken
   * before `lock`. */
  GMutex building;

  GSource *day_watch; /* looks whether another day has begun */
};

/** Begins keeping the point index in step; called once the store is open. */
void atlas_register_watch_points (AtlasRegister *self);
void atlas_register_unwatch_points (AtlasRegister *self);

/** Drops the debriefings that were begun of missions which were deleted a good while ago, and what is begun
 * of whatever never was. Writes only where there are any. */
void atlas_register_drop_drafts (AtlasRegister *self);

void atlas_register_order_clear (AtlasRegisterOrder *order);

/** What is known of atlas_register_list_words() at once; has it listed on a thread where that is out of date.
 * Of the main thread. @data: the register. (transfer full) (nullable) */
char **atlas_register_list_known_words (const AtlasKind *kind, const AtlasField *field, gpointer data);

G_END_DECLS
