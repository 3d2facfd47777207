/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-measure.h"
#include "atlas-pair-shading.h"
#include "atlas-picture-heat.h"
#include "atlas-picture-places.h"
#include "atlas-point-years.h"
#include "atlas-small-cells.h"

G_BEGIN_DECLS

/* What a picture of the map says, before anything is drawn: every word and number, with small counts hidden.
 * Whoever draws, prints or writes it down sees this and not what it was made from. */

/**
 * AtlasPictureOptions:
 * @title: (nullable): instead of the one made from the measure
 * @query: (nullable): as it was typed; says whom the picture is of
 * @years: (nullable): of when these people are, where not of all time; the set is of them already
 * @own: (array length=n_own): limits, for %ATLAS_BREAKS_OWN
 * @plain: areas are not shaded, only named
 * @smallest: see atlas-small-cells.h
 * @places: with a circle for each of the largest places
 * @heat: with how densely members live
 * @synthetic: says that the people are invented
 */
typedef struct
{
  const char *title;
  const char *query;
  const AtlasYearView *years;
  AtlasBreaks breaks;
  double own[ATLAS_SHADES_MAX - 1];
  guint n_own;
  AtlasMapFraming framing;
  guint smallest;
  gboolean plain;
  gboolean places;
  gboolean heat;
  gboolean synthetic;
} AtlasPictureOptions;

/** How an area is filled. */
typedef enum
{
  ATLAS_PICTURE_SHADED,
  ATLAS_PICTURE_ZERO,        /* the land's own colour */
  ATLAS_PICTURE_UNKNOWN,     /* hatched: there is nothing to tell */
  ATLAS_PICTURE_HIDDEN,      /* dotted: too few people */
  ATLAS_PICTURE_NO_ESTIMATE, /* hatched; also where nobody is estimated */
  ATLAS_PICTURE_FEW,         /* dotted in grey: told, but a percentage or an average of few */
  ATLAS_PICTURE_N_FILLS,
} AtlasPictureFill;

/** "shaded", "zero", "unknown", "hidden", "no-estimate", "few". */
const char *atlas_picture_fill_get_name (AtlasPictureFill fill);

/**
 * AtlasPictureArea:
 * @key: region index, or a county's FIPS code
 * @shade: which of the shades, where @fill is SHADED
 * @value: what is shaded by; NaN where it is not to be told
 * @pair: of a comparison, each of the two numbers; NaN where it is not to be told
 * @text: as it is shown: "1,234", "<5", "52 %", "312 · <5"
 */
typedef struct
{
  guint key;
  gboolean is_county;
  AtlasPictureFill fill;
  guint shade;
  double value;
  double pair[2];
  char *name;
  char *text;
} AtlasPictureArea;

/** @limits: "1,000–4,999"; @n_areas: of the picture in this class */
typedef struct
{
  double rgb[3];
  double low, high;
  char *limits;
  guint n_areas;
} AtlasPictureShade;

/** As many as the cells of a comparison. */
#define ATLAS_PICTURE_MAX_SHADES MAX (ATLAS_SHADES_MAX, ATLAS_PAIR_CELLS)

/** A line of the table of totals: "Canada", "4,212". */
typedef struct
{
  char *name;
  char *text;
  gboolean is_sum;
} AtlasPictureTotal;

/**
 * AtlasPictureContent:
 * @legend_title: what the shades show
 * @shades: of a comparison its nine cells, see atlas_pair_cell()
 * @pair_names: of a comparison whom it compares, else NULL
 * @pair_limits: where each class of the two begins: "13+"; NULL where it has no area
 * @fill_labels: for the legend; NULL where there is no such area
 * @framing: its region's code is the program's own
 * @years: (nullable): as a query has them
 * @areas: (element-type AtlasPictureArea): rising by key, counties last
 * @totals: (element-type AtlasPictureTotal)
 * @places: (element-type AtlasPicturePlace): largest first
 * @heats: (element-type AtlasPictureHeat): of each frame of the map; empty: none
 * @notes: where all this is from, a line each
 * @date: "27 November 2026"
 */
typedef struct
{
  char *title;
  char *subtitle;
  char *legend_title;
  AtlasMapFraming framing;
  char *years;
  guint smallest;
  gboolean plain;
  gboolean synthetic;
  AtlasPictureShade shades[ATLAS_PICTURE_MAX_SHADES];
  guint n_shades;
  char *pair_names[2];
  char *pair_limits[2][ATLAS_PAIR_CLASSES];
  char *fill_labels[ATLAS_PICTURE_N_FILLS];
  guint n_filled[ATLAS_PICTURE_N_FILLS];
  GArray *areas;
  GArray *totals;
  GArray *places;
  GArray *heats;
  char **notes;
  char *date;
} AtlasPictureContent;

/**
 * atlas_picture_content_new:
 * @set: whom @regions counts
 * @regions: by region
 * @counties: (nullable): the same measure by county, which then stand instead of the states
 */
AtlasPictureContent *atlas_picture_content_new (AtlasPointSet *set,
                                                const AtlasMeasured *regions,
                                                const AtlasMeasured *counties,
                                                const AtlasPictureOptions *options);
void atlas_picture_content_free (AtlasPictureContent *self);

/** NULL if the picture has no such area. */
const AtlasPictureArea *
atlas_picture_content_find (const AtlasPictureContent *self, gboolean is_county, guint key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPictureContent, atlas_picture_content_free)

G_END_DECLS
