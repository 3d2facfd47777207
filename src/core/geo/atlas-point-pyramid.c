/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-point-pyramid.h"

static void
atlas_pyramid_clear (gpointer data)
{
  AtlasPyramid *self = data;

  for (guint level = 0; level < ATLAS_PYRAMID_LEVELS; level++)
    {
      g_free (self->keys[level]);
      g_free (self->children[level]);
      g_free (self->finest[level]);
    }
}

/* Merges the cells of @level + 1 four to one. */
static void
build_level (AtlasPyramid *self, guint level)
{
  const guint32 *below = self->keys[level + 1];
  guint n_below = self->n_cells[level + 1];
  guint n = 0;

  for (guint i = 0; i < n_below; i++)
    n += i == 0 || below[i] >> 2 != below[i - 1] >> 2;

  self->n_cells[level] = n;
  self->keys[level] = g_new (guint32, MAX (n, 1));
  self->children[level] = g_new (guint32, n + 1);
  self->finest[level] = g_new (guint32, n + 1);

  n = 0;
  for (guint i = 0; i < n_below; i++)
    if (i == 0 || below[i] >> 2 != below[i - 1] >> 2)
      {
        self->keys[level][n] = below[i] >> 2;
        self->children[level][n] = i;
        self->finest[level][n] = self->finest[level + 1][i];
        n++;
      }
  self->children[level][n] = n_below;
  self->finest[level][n] = self->finest[level + 1][n_below];
}

AtlasPyramid *
atlas_pyramid_new (guint32 *keys, guint n_keys)
{
  AtlasPyramid *self = g_atomic_rc_box_new0 (AtlasPyramid);
  guint32 *finest = g_new (guint32, n_keys + 1);

  for (guint i = 0; i <= n_keys; i++)
    finest[i] = i;
  self->n_cells[ATLAS_PYRAMID_FINEST] = n_keys;
  self->keys[ATLAS_PYRAMID_FINEST] = keys;
  self->finest[ATLAS_PYRAMID_FINEST] = finest;

  for (guint level = ATLAS_PYRAMID_FINEST; level-- > 0;)
    build_level (self, level);

  return self;
}

AtlasPyramid *
atlas_pyramid_ref (AtlasPyramid *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
atlas_pyramid_unref (AtlasPyramid *self)
{
  g_atomic_rc_box_release_full (self, atlas_pyramid_clear);
}
