/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-cluster-layer.h"
#include "atlas-map-numerals.h"

G_BEGIN_DECLS

/* Shared by atlas-cluster-layer.c (what circles there are) and -draw.c (how they look). */

/* A bubble on its way: from where and what it was to what it is. A leaving one fades on its way into the one
 * that took it in. */
typedef struct
{
  AtlasBubble bubble;
  double from_x, from_y, from_radius;
  gboolean arriving; /* was not there before: fades in */
  gboolean covered;  /* where its number would stand, by a smaller one on top */
  guint reached;     /* of its members, where some are told apart */
} AtlasMovingBubble;

struct _AtlasClusterLayer
{
  AtlasDrawnLayer parent_instance;

  AtlasPointSet *points;
  AtlasPointSet *scale;   /* NULL: the points */
  AtlasPointSet *reached; /* of the points, who is told apart; NULL: nobody */

  /* Circles on places instead. */
  gboolean on_places, split;
  AtlasPlaceCircles *circles; /* of the points, or of those before, until they are counted */
  GCancellable *counting;
  GArray *largest; /* guint by level + 1, 0: not known yet */

  /* What the bubbles were computed for. */
  gboolean valid;
  AtlasMapBox box;
  double world;
  guint level;

  GArray *bubbles;     /* AtlasBubble */
  GArray *moving;      /* AtlasMovingBubble, as bubbles */
  GArray *leaving;     /* AtlasMovingBubble */
  GHashTable *by_cell; /* cell of the level -> index in bubbles + 1 */
  guint64 *cells;      /* the table's keys */
  guint generation;

  guint tick_id;
  gint64 started; /* frame time, 0: the animation has not had a frame yet */
  double progress;

  AtlasClusterFadeFunc is_faded; /* or NULL */
  gpointer fade_data;

  gboolean has_hovered;
  guint64 hovered_cell;
  guint8 hovered_level;

  AtlasMapNumerals *numerals;
  guint n_painted;   /* in this frame */
  guint painting_id; /* of what was left for the next */
  GHashTable *pies;  /* what a split circle looks like -> GdkTexture */
};

/** Where it is at this part of its way. */
void atlas_moving_now (const AtlasMovingBubble *self, double progress, double *x, double *y, double *radius);

void atlas_cluster_layer_init_drawing (AtlasClusterLayer *self);
void atlas_cluster_layer_dispose_drawing (AtlasClusterLayer *self);

void atlas_cluster_layer_stop_painting (AtlasClusterLayer *self);

/** Another font, or other colours: all is made anew. */
void atlas_cluster_layer_forget_drawing (AtlasClusterLayer *self);

void
atlas_cluster_layer_draw_bubbles (AtlasClusterLayer *self, GtkSnapshot *snapshot, const AtlasMapFrame *frame);

G_END_DECLS
