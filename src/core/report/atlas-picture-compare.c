/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-picture-compare.h"

#include <math.h>

#include "atlas-i18n.h"
#include "atlas-number.h"

/* What may be told of one count. */
typedef struct
{
  guint low, high;
  gboolean hidden; /* as too small */
} Told;

typedef struct
{
  AtlasPictureContent *content;
  AtlasPictureCompare *compare;
  AtlasSmallCell *cells; /* the areas', then the rest of each group */
  AtlasSmallTotal *groups;
  guint n_cells;
  Told (*told)[2]; /* of each area */
} Work;

static const guint *
get_pair (const Work *self, guint cell)
{
  guint n = self->content->areas->len;

  return cell < n ? self->compare->values[cell]->pair : self->compare->rest[cell - n];
}

static void
add_range (AtlasSmallTotal *total, guint low, guint high)
{
  total->low += low;
  total->high += high;
}

/* Totals of what is told of each cell, and no better. */
static void
add_up (Work *self, guint side)
{
  AtlasPictureCompare *compare = self->compare;
  guint most = self->content->smallest - 1;

  compare->sums[side] = (AtlasSmallTotal){ 0 };
  for (guint i = 0; i < compare->n_groups; i++)
    compare->totals[i][side] = (AtlasSmallTotal){ 0 };
  for (guint i = 0; i < self->n_cells; i++)
    {
      const AtlasSmallCell *cell = &self->cells[i];
      guint low = cell->hidden ? 1 : cell->count, high = cell->hidden ? most : cell->count;

      add_range (&compare->totals[cell->group][side], low, high);
      add_range (&compare->sums[side], low, high);
    }
}

/* Where all of @side are of @outer too: whether one number beside the other would leave a few who are of
 * @outer alone. Such a number is told as what it could be were those any few; where it could then also be one
 * that is too small itself, that it is less than the other is all that is told. */
static gboolean
get_range (const Work *self, guint cell, guint side, int outer, guint *low, guint *high)
{
  const guint *pair = get_pair (self, cell);
  guint most = self->content->smallest - 1;
  guint all;

  if (outer < 0 || pair[outer] <= most || pair[side] == 0 || pair[side] >= pair[outer])
    return FALSE;
  all = pair[outer];
  *low = all > 2 * most ? all - most : 1;
  *high = all - 1;
  return pair[side] >= *low;
}

/* @outer: of whom all of @side are a part; negative: nobody is known to be */
static void
hide_side (Work *self, guint side, int outer)
{
  AtlasPictureCompare *compare = self->compare;
  guint n = self->content->areas->len, low, high, most = self->content->smallest - 1;

  for (guint i = 0; i < self->n_cells; i++)
    self->cells[i] = (AtlasSmallCell){
      .count = get_range (self, i, side, outer, &low, &high) ? 0 : get_pair (self, i)[side],
      .group = i < n ? compare->groups[i] : i - n,
    };
  compare->sums[side] = atlas_small_cells_hide (self->cells, self->n_cells, self->content->smallest,
                                                self->groups, compare->n_groups);
  for (guint i = 0; i < compare->n_groups; i++)
    compare->totals[i][side] = self->groups[i];
  /* What is known of the larger side can tell which sums there were: a part's total is never exact then. */
  if (outer >= 0)
    add_up (self, side);
  for (guint i = 0; i < self->n_cells; i++)
    {
      const AtlasSmallCell *cell = &self->cells[i];
      Told told = {
        .low = cell->hidden ? 1 : cell->count,
        .high = cell->hidden ? most : cell->count,
        .hidden = cell->hidden,
      };

      if (get_range (self, i, side, outer, &low, &high))
        {
          told = (Told){ .low = low, .high = high };
          add_range (&compare->totals[cell->group][side], low, high);
          add_range (&compare->sums[side], low, high);
        }
      if (i < n)
        self->told[i][side] = told;
    }
}

static char *
format_told (const Work *self, const Told *told)
{
  if (told->hidden)
    return atlas_small_cells_format_hidden (self->content->smallest);
  return atlas_number_format_range (told->low, told->high);
}

/* Shaded where at least one of the two is told. */
static void
fill_area (Work *self, guint i)
{
  AtlasPictureArea *area = &g_array_index (self->content->areas, AtlasPictureArea, i);
  const Told *told = self->told[i];
  g_autofree char *first = format_told (self, &told[0]);
  g_autofree char *second = format_told (self, &told[1]);

  area->text = atlas_measure_join_pair (first, second);
  area->value = NAN;
  for (guint side = 0; side < 2; side++)
    area->pair[side] = told[side].low == told[side].high && !told[side].hidden ? told[side].low : NAN;
  if (told[0].high == 0 && told[1].high == 0)
    area->fill = ATLAS_PICTURE_ZERO;
  else if ((told[0].hidden || told[0].high == 0) && (told[1].hidden || told[1].high == 0))
    area->fill = ATLAS_PICTURE_HIDDEN;
  self->content->n_filled[area->fill]++;
}

static void
label_axis (Work *self, guint side, const AtlasPairAxis *axis, char *limits[ATLAS_PAIR_CLASSES])
{
  AtlasPictureContent *content = self->content;

  content->pair_names[side] = atlas_measure_dup_side_name (self->compare->measured->measure, side);
  for (guint class = 0; class < ATLAS_PAIR_CLASSES; class ++)
    {
      if (!atlas_pair_axis_has (axis, class))
        continue;
      content->pair_limits[side][class] = atlas_measure_format_from (axis->low[class]);
      limits[class] = atlas_number_format_range ((gint64) axis->low[class], (gint64) axis->high[class]);
    }
}

static void
shade (Work *self)
{
  AtlasPictureContent *content = self->content;
  guint n = content->areas->len;
  g_autofree double *values = g_new (double, MAX (n, 1));
  char *limits[2][ATLAS_PAIR_CLASSES] = { { NULL } };
  AtlasPairAxis axes[2];

  for (guint side = 0; side < 2; side++)
    {
      gboolean any_hidden = FALSE;

      for (guint i = 0; i < n; i++)
        {
          gboolean shaded = g_array_index (content->areas, AtlasPictureArea, i).fill == ATLAS_PICTURE_SHADED;
          const Told *told = &self->told[i][side];

          values[i] = shaded && !told->hidden ? told->low : NAN;
          any_hidden |= shaded && told->hidden;
        }
      atlas_pair_axis_init (&axes[side], values, n);
      /* What is too small to be told is of the lowest class. */
      if (any_hidden)
        atlas_pair_axis_lower (&axes[side], 1);
      label_axis (self, side, &axes[side], limits[side]);
    }

  content->n_shades = ATLAS_PAIR_CELLS;
  for (guint i = 0; i < ATLAS_PAIR_CELLS; i++)
    {
      const char *first = limits[0][i % ATLAS_PAIR_CLASSES], *second = limits[1][i / ATLAS_PAIR_CLASSES];

      content->shades[i].low = content->shades[i].high = NAN;
      content->shades[i].limits =
        first != NULL && second != NULL ? atlas_measure_join_pair (first, second) : g_strdup ("");
      atlas_pair_get_color (i, FALSE, content->shades[i].rgb);
    }
  for (guint i = 0; i < n; i++)
    {
      AtlasPictureArea *area = &g_array_index (content->areas, AtlasPictureArea, i);
      guint classes[2] = { 0, 0 };

      if (area->fill != ATLAS_PICTURE_SHADED)
        continue;
      for (guint side = 0; side < 2; side++)
        if (!self->told[i][side].hidden)
          classes[side] = atlas_pair_axis_find (&axes[side], self->told[i][side].low);
      area->shade = atlas_pair_cell (classes[0], classes[1]);
      content->shades[area->shade].n_areas++;
    }
  for (guint side = 0; side < 2; side++)
    for (guint class = 0; class < ATLAS_PAIR_CLASSES; class ++)
      g_free (limits[side][class]);
}

void
atlas_picture_compare_fill (AtlasPictureContent *content, AtlasPictureCompare *compare)
{
  guint n_cells;
  Work self;

  g_return_if_fail (content != NULL && compare != NULL);

  n_cells = content->areas->len + compare->n_groups;
  self = (Work){
    .content = content,
    .compare = compare,
    .cells = g_new0 (AtlasSmallCell, n_cells),
    .groups = g_new0 (AtlasSmallTotal, compare->n_groups),
    .n_cells = n_cells,
    .told = g_malloc0_n (content->areas->len + 1, sizeof *self.told),
  };
  for (guint side = 0; side < 2; side++)
    hide_side (&self, side, compare->measured->holds[1 - side] ? 1 - (int) side : -1);
  for (guint i = 0; i < content->areas->len; i++)
    fill_area (&self, i);
  shade (&self);

  g_free (self.cells);
  g_free (self.groups);
  g_free (self.told);
}
