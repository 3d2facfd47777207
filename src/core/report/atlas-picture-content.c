/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-picture-content.h"

#include <math.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-picture-compare.h"
#include "atlas-query-words.h"
#include "atlas-region.h"

/* What is counted together; every area is in one of these, and so is everybody else. */
typedef enum
{
  GROUP_CANADA,
  GROUP_USA,
  GROUP_ELSEWHERE,
  N_GROUPS,
} Group;

static const char *const fill_names[] = { "shaded", "zero", "unknown", "hidden", "no-estimate", "few" };

const char *
atlas_picture_fill_get_name (AtlasPictureFill fill)
{
  g_return_val_if_fail (fill < ATLAS_PICTURE_N_FILLS, NULL);

  return fill_names[fill];
}

/* Making one. */
typedef struct
{
  AtlasPictureContent *content;
  const AtlasPictureOptions *options;
  AtlasPointSet *set;
  const AtlasMeasured *regions;
  const AtlasMeasured *counties;
  AtlasShadingRule rule;
  AtlasMeasureType type;
  GArray *cells;  /* AtlasSmallCell: as the areas, then those that are counted but not drawn */
  GArray *values; /* const AtlasAreaValue *: as the areas */
} Maker;

static Group
get_group (guint region)
{
  const char *code = atlas_region_get_code (region);

  return g_str_has_prefix (code, "CA-")   ? GROUP_CANADA
         : g_str_has_prefix (code, "US-") ? GROUP_USA
                                          : GROUP_ELSEWHERE;
}

static gboolean
is_drawn (AtlasMapExtent extent, Group group)
{
  switch (extent)
    {
    case ATLAS_MAP_EXTENT_CANADA:
      return group == GROUP_CANADA;
    case ATLAS_MAP_EXTENT_USA:
      return group == GROUP_USA;
    default:
      return group != GROUP_ELSEWHERE;
    }
}

/* Whether the value is a part of people out of a hundred, so that those left out can be told from it too. */
static gboolean
is_share (const Maker *self)
{
  return self->type == ATLAS_MEASURE_WOMEN || self->type == ATLAS_MEASURE_SHARE;
}

/* Whether the areas' values are people, which add up. */
static gboolean
adds_up (const Maker *self)
{
  return self->type == ATLAS_MEASURE_MEMBERS || self->type == ATLAS_MEASURE_CONFIRMED ||
         self->type == ATLAS_MEASURE_CHANGE;
}

/* Of the people of whom the value tells. */
static guint
get_count (const Maker *self, const AtlasAreaValue *value)
{
  if (value->no_estimate)
    return 0;
  return self->type == ATLAS_MEASURE_MEMBERS ? value->members : adds_up (self) ? value->part : value->known;
}

/* Of what does not add up only the total is told. */
static void
add_cell (Maker *self, guint count, Group group)
{
  AtlasSmallCell cell = { count, adds_up (self) ? group : 0, FALSE };

  g_array_append_val (self->cells, cell);
}

static void
add_area (Maker *self, const AtlasMeasured *measured, const AtlasAreaValue *value, Group group)
{
  AtlasPictureArea area = {
    .key = value->key,
    .is_county = measured == self->counties,
    .value = value->value,
    .name = atlas_measured_dup_name (measured, value),
  };

  g_array_append_val (self->content->areas, area);
  g_array_append_val (self->values, value);
  add_cell (self, get_count (self, value), group);
}

/* Areas first, so that a cell is found by its area's index; then whoever is counted in no area of the
 * picture. */
static void
add_areas (Maker *self)
{
  AtlasMapExtent extent = self->options->framing.extent;
  gint64 rest[N_GROUPS] = { 0 };

  for (guint i = 0; i < self->regions->values->len; i++)
    {
      const AtlasAreaValue *value = &g_array_index (self->regions->values, AtlasAreaValue, i);
      Group group = get_group (value->key);

      rest[group] += get_count (self, value);
      if (!is_drawn (extent, group) || (group == GROUP_USA && self->counties != NULL))
        continue;
      rest[group] -= get_count (self, value);
      add_area (self, self->regions, value, group);
    }
  for (guint i = 0; self->counties != NULL && i < self->counties->values->len; i++)
    {
      const AtlasAreaValue *value = &g_array_index (self->counties->values, AtlasAreaValue, i);

      if (!is_drawn (extent, GROUP_USA))
        break;
      rest[GROUP_USA] -= get_count (self, value);
      add_area (self, self->counties, value, GROUP_USA);
    }

  if (self->type == ATLAS_MEASURE_MEMBERS)
    {
      rest[GROUP_ELSEWHERE] = atlas_point_set_get_total (self->set)->members;
      for (guint i = 0; i < self->regions->values->len; i++)
        {
          const AtlasAreaValue *value = &g_array_index (self->regions->values, AtlasAreaValue, i);

          if (get_group (value->key) != GROUP_ELSEWHERE)
            rest[GROUP_ELSEWHERE] -= value->members;
        }
    }
  for (guint i = 0; i < N_GROUPS; i++)
    add_cell (self, (guint) MAX (rest[i], 0), i);
}

/* Other ways in which a number would tell of a few people: a share made of few. */
static gboolean
hides_value (const Maker *self, const AtlasAreaValue *value)
{
  guint smallest = self->options->smallest;

  return !adds_up (self) &&
         atlas_small_cells_hides_share (value->known, is_share (self) ? value->part : 0, smallest);
}

static const char *
get_unknown_text (void)
{
  /* Translators: in a map or table, where there is no number */
  return C_ ("value", "–");
}

/* Which areas are told of, and what the others show instead. */
static void
hide_areas (Maker *self)
{
  AtlasPictureContent *content = self->content;

  for (guint i = 0; i < content->areas->len; i++)
    {
      AtlasPictureArea *area = &g_array_index (content->areas, AtlasPictureArea, i);
      const AtlasAreaValue *value = g_array_index (self->values, const AtlasAreaValue *, i);
      AtlasSmallCell *cell = &g_array_index (self->cells, AtlasSmallCell, i);

      cell->hidden |= hides_value (self, value);
      if (value->no_estimate || atlas_measure_is_of_nobody (self->regions->measure, value))
        area->fill = ATLAS_PICTURE_NO_ESTIMATE;
      else if (isnan (value->value))
        area->fill = ATLAS_PICTURE_UNKNOWN;
      else if (cell->hidden)
        area->fill = ATLAS_PICTURE_HIDDEN;
      else if (self->rule.counts && value->value == 0)
        area->fill = ATLAS_PICTURE_ZERO;
      else if (atlas_measure_is_of_few (self->regions->measure, value))
        area->fill = ATLAS_PICTURE_FEW;

      if (area->fill == ATLAS_PICTURE_UNKNOWN)
        area->text = self->type == ATLAS_MEASURE_NOT_VISITED
                       ? atlas_measure_format (self->regions->measure, value)
                       : g_strdup (get_unknown_text ());
      else if (area->fill != ATLAS_PICTURE_HIDDEN)
        area->text = atlas_measure_format (self->regions->measure, value);
      else if (adds_up (self))
        area->text = atlas_small_cells_format_hidden (self->options->smallest);
      else
        /* Translators: in a map or table, instead of a number that would tell of very few people */
        area->text = g_strdup (C_ ("value", "too few"));
      if (area->fill != ATLAS_PICTURE_SHADED && area->fill != ATLAS_PICTURE_ZERO &&
          area->fill != ATLAS_PICTURE_FEW)
        area->value = NAN;
      content->n_filled[area->fill]++;
    }
}

/* A comparison: what may be told of two numbers at once. @totals: of each group and of all, as texts */
static void
compare_areas (Maker *self, char *totals[N_GROUPS + 1])
{
  guint n = self->content->areas->len;
  g_autofree guint *groups = g_new (guint, MAX (n, 1));
  guint rest[N_GROUPS][2] = { { 0 } };
  AtlasSmallTotal told[N_GROUPS][2];
  AtlasPictureCompare compare = {
    .measured = self->regions,
    .values = (const AtlasAreaValue *const *) (gpointer) self->values->data,
    .groups = groups,
    .rest = rest,
    .n_groups = N_GROUPS,
    .totals = told,
  };

  for (guint i = 0; i < self->regions->values->len; i++)
    {
      const AtlasAreaValue *value = &g_array_index (self->regions->values, AtlasAreaValue, i);

      for (guint side = 0; side < 2; side++)
        rest[get_group (value->key)][side] += value->pair[side];
    }
  for (guint i = 0; i < n; i++)
    {
      const AtlasPictureArea *area = &g_array_index (self->content->areas, AtlasPictureArea, i);

      groups[i] = area->is_county ? GROUP_USA : get_group (area->key);
      for (guint side = 0; side < 2; side++)
        rest[groups[i]][side] -= MIN (compare.values[i]->pair[side], rest[groups[i]][side]);
    }
  atlas_picture_compare_fill (self->content, &compare);

  for (guint i = 0; i <= N_GROUPS; i++)
    {
      const AtlasSmallTotal *total = i < N_GROUPS ? told[i] : compare.sums;
      g_autofree char *first = atlas_small_total_format (&total[0]);
      g_autofree char *second = atlas_small_total_format (&total[1]);
      gboolean any = i < GROUP_ELSEWHERE || total[0].high > 0 || total[1].high > 0;

      totals[i] = any ? atlas_measure_join_pair (first, second) : NULL;
    }
}

/* Only what is told of makes classes: limits that a hidden value drew would tell it. */
static void
shade_areas (Maker *self)
{
  AtlasPictureContent *content = self->content;
  guint n = content->areas->len;
  g_autofree double *values = g_new (double, MAX (n, 1));
  AtlasShade shades[ATLAS_SHADES_MAX];

  for (guint i = 0; i < n; i++)
    {
      const AtlasPictureArea *area = &g_array_index (content->areas, AtlasPictureArea, i);

      values[i] = area->fill == ATLAS_PICTURE_FEW ? NAN : area->value;
    }
  content->n_shades = atlas_shading_classify (&self->rule, values, n, shades);

  for (guint i = 0; i < content->n_shades; i++)
    {
      AtlasPictureShade *shade = &content->shades[i];

      shade->low = shades[i].low;
      shade->high = shades[i].high;
      shade->limits = atlas_measure_format_range (self->regions->measure, shades[i].low, shades[i].high);
      atlas_shading_get_color (&self->rule, shades, content->n_shades, i, FALSE, shade->rgb);
    }
  for (guint i = 0; i < n; i++)
    {
      AtlasPictureArea *area = &g_array_index (content->areas, AtlasPictureArea, i);
      int at = area->fill == ATLAS_PICTURE_SHADED
                 ? atlas_shading_find (&self->rule, shades, content->n_shades, area->value)
                 : -1;

      if (at >= 0)
        {
          area->shade = (guint) at;
          content->shades[at].n_areas++;
        }
    }
}

static void
label_fills (Maker *self)
{
  AtlasPictureContent *content = self->content;
  g_autofree char *smallest = atlas_number_format (content->smallest);

  if (content->n_filled[ATLAS_PICTURE_ZERO] > 0)
    content->fill_labels[ATLAS_PICTURE_ZERO] =
      g_strdup (self->type == ATLAS_MEASURE_COMPARE ? atlas_measure_get_neither_label () : _ ("None"));
  if (content->n_filled[ATLAS_PICTURE_UNKNOWN] > 0)
    content->fill_labels[ATLAS_PICTURE_UNKNOWN] = g_strdup (atlas_measured_get_unknown_label (self->regions));
  if (content->n_filled[ATLAS_PICTURE_HIDDEN] > 0)
    content->fill_labels[ATLAS_PICTURE_HIDDEN] = adds_up (self) || self->type == ATLAS_MEASURE_COMPARE
                                                   ? g_strdup_printf (_ ("Fewer than %s"), smallest)
                                                   : g_strdup (_ ("Too few to tell"));
  if (content->n_filled[ATLAS_PICTURE_NO_ESTIMATE] > 0)
    content->fill_labels[ATLAS_PICTURE_NO_ESTIMATE] =
      g_strdup (atlas_measured_get_unknown_label (self->regions));
  if (content->n_filled[ATLAS_PICTURE_FEW] > 0)
    content->fill_labels[ATLAS_PICTURE_FEW] = atlas_measure_dup_few_label ();
}

static void
add_total (Maker *self, const char *name, char *text, gboolean is_sum)
{
  AtlasPictureTotal total = { g_strdup (name), text, is_sum };

  g_array_append_val (self->content->totals, total);
}

/* A table of countries where numbers are people; else one number for all, if the areas that are not told of
 * can't be told from it either. */
static void
add_group_totals (Maker *self, char *totals[N_GROUPS + 1])
{
  AtlasMapExtent extent = self->options->framing.extent;
  const char *names[N_GROUPS + 1] = {
    [GROUP_CANADA] = atlas_vocabulary_label_for (&atlas_vocabulary_country, "CA"),
    [GROUP_USA] = atlas_vocabulary_label_for (&atlas_vocabulary_country, "US"),
    [GROUP_ELSEWHERE] = _ ("Elsewhere or not known"),
    [N_GROUPS] = _ ("Total"),
  };

  for (guint i = 0; i <= N_GROUPS; i++)
    {
      if (totals[i] != NULL && (extent == ATLAS_MAP_EXTENT_ALL || (i < N_GROUPS && is_drawn (extent, i))))
        add_total (self, names[i], totals[i], i == N_GROUPS);
      else
        g_free (totals[i]);
    }
}

static void
add_totals (Maker *self, const AtlasSmallTotal groups[N_GROUPS], const AtlasSmallTotal *sum)
{
  AtlasMapExtent extent = self->options->framing.extent;

  if (adds_up (self))
    {
      char *totals[N_GROUPS + 1] = { NULL };

      for (guint i = 0; i < N_GROUPS; i++)
        totals[i] =
          i == GROUP_ELSEWHERE && groups[i].high == 0 ? NULL : atlas_small_total_format (&groups[i]);
      totals[N_GROUPS] = atlas_small_total_format (sum);
      add_group_totals (self, totals);
    }
  else if (extent == ATLAS_MAP_EXTENT_ALL)
    {
      const AtlasAreaValue *total = &self->regions->total;

      if (!isnan (total->value) && atlas_small_total_is_exact (sum) && !hides_value (self, total))
        add_total (self, _ ("Overall"), atlas_measure_format (self->regions->measure, total), TRUE);
    }
}

/* The parts that a share is made of must each be safe: those whom it counts and those whom it leaves out. */
static void
add_share_to_total (Maker *self, AtlasSmallTotal *sum)
{
  guint n = self->content->areas->len;
  g_autofree AtlasSmallCell *parts = g_new0 (AtlasSmallCell, MAX (n, 1));

  for (guint left_out = 0; left_out < 2; left_out++)
    {
      AtlasSmallTotal part;

      for (guint i = 0; i < n; i++)
        {
          const AtlasAreaValue *value = g_array_index (self->values, const AtlasAreaValue *, i);

          parts[i].count = left_out ? value->known - value->part : value->part;
        }
      part = atlas_small_cells_hide (parts, n, self->options->smallest, NULL, 1);
      if (!atlas_small_total_is_exact (&part))
        *sum = part;
    }
}

static char *
format_date (void)
{
  char now[ATLAS_DATE_TEXT_SIZE];
  g_autoptr (GDateTime) utc = NULL, local = NULL;

  atlas_timestamp_now (now);
  utc = atlas_timestamp_to_date_time (now, -1);
  local = g_date_time_to_local (utc);
  /* Translators: the date of a picture, see g_date_time_format(): "27 November 2026" */
  return g_date_time_format (local, _ ("%-d %B %Y"));
}

/* On one line, and without what neither paper nor XML has a place for: control characters. */
static char *
dup_clean (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (out, g_unichar_iscntrl (g_utf8_get_char (p)) ? ' ' : g_utf8_get_char (p));
  return g_strstrip (g_string_free (out, FALSE));
}

/* Of values that nobody expects, each once for all that it explains. */
static void
add_explanations (const Maker *self, GStrvBuilder *notes)
{
  g_autoptr (GHashTable) added = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->values->len && !self->options->plain; i++)
    {
      const char *why = atlas_measure_explain (self->regions->measure,
                                               g_array_index (self->values, const AtlasAreaValue *, i));
      AtlasPictureFill fill = g_array_index (self->content->areas, AtlasPictureArea, i).fill;

      if (why != NULL && fill != ATLAS_PICTURE_HIDDEN && g_hash_table_add (added, (gpointer) why))
        g_strv_builder_add (notes, why);
    }
}

/* How finely heat tells where somebody lives, and of whom it doesn't. */
static void
add_heat_note (Maker *self, GStrvBuilder *notes)
{
  const AtlasPictureHeat *heat = &g_array_index (self->content->heats, AtlasPictureHeat, 0);
  g_autofree char *km = atlas_number_format ((gint64) lround (2 * heat->sigma_km));
  g_autofree char *smallest = atlas_number_format (self->options->smallest);
  g_autofree char *note =
    self->options->smallest > 1
      ? g_strdup_printf (_ ("Heat is smoothed over %s km; where fewer than %s live it is left out."), km,
                         smallest)
      : g_strdup_printf (_ ("Heat is smoothed over %s km."), km);

  g_strv_builder_add (notes, note);
}

static void
add_words (Maker *self)
{
  AtlasPictureContent *content = self->content;
  const AtlasPictureOptions *options = self->options;
  g_autofree char *smallest = atlas_number_format (options->smallest);
  g_autofree char *measure = atlas_measure_dup_title (self->regions->measure);
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();
  g_autofree char *words = atlas_query_dup_words (options->query ? options->query : "");
  g_autofree char *query = dup_clean (words);
  g_autofree char *title = dup_clean (options->title ? options->title : "");
  g_autofree char *years = NULL, *when = NULL;

  content->date = format_date ();
  years = options->years ? atlas_year_view_dup_words (options->years) : NULL;
  when = years ? g_strconcat (years, " · ", content->date, NULL) : g_strdup (content->date);
  content->legend_title = dup_clean (measure);
  if (*title != '\0')
    content->title = g_steal_pointer (&title);
  else if (content->plain)
    content->title = g_strdup (options->places ? _ ("Members by place") : _ ("Where members live"));
  else
    content->title =
      g_strdup_printf (self->counties ? _ ("%s by province and county") : _ ("%s by province and state"),
                       content->legend_title);
  /* Translators: whom a map shows, then its date: "Only Sector: Health · 27 November 2026" */
  content->subtitle = *query ? g_strdup_printf (_ ("Only %s · %s"), query, when)
                             : g_strdup_printf (_ ("All members · %s"), when);

  if (options->framing.has_box || options->framing.region != NULL)
    g_strv_builder_add (notes,
                        _ ("What the legend counts is of all areas, also of those outside of this map."));
  for (guint i = 0; self->regions->sources != NULL && self->regions->sources[i] != NULL; i++)
    {
      g_autofree char *source = g_strdup_printf (_ ("Estimate: %s"), self->regions->sources[i]);

      g_strv_builder_add (notes, source);
    }
  if (options->smallest > 1)
    {
      g_autofree char *note = g_strdup_printf (
        _ ("Counts below %s are not told, and totals that would tell them are given as a range."), smallest);

      g_strv_builder_add (notes, note);
    }
  if (atlas_measured_has_ranges (self->regions) && !content->plain)
    {
      g_autofree char *note = g_strconcat (atlas_measure_get_ranges_note (), ".", NULL);

      g_strv_builder_add (notes, note);
    }
  add_explanations (self, notes);
  if (options->heat)
    add_heat_note (self, notes);
  if (self->type == ATLAS_MEASURE_COMPARE)
    g_strv_builder_add (notes, _ ("Whoever belongs to both is counted in both."));
  if (self->type == ATLAS_MEASURE_COMPARE && options->places)
    g_strv_builder_add (notes, _ ("Circles are of all members, not only of those who are compared."));
  g_strv_builder_add (notes,
                      _ ("Map: Natural Earth · US Census Bureau · GeoNames (CC BY 4.0) · Statistics Canada. "
                         "Lambert’s azimuthal equal-area projection."));
  content->notes = g_strv_builder_end (notes);
}

static void
clear_area (gpointer data)
{
  AtlasPictureArea *self = data;

  g_free (self->name);
  g_free (self->text);
}

static void
clear_total (gpointer data)
{
  AtlasPictureTotal *self = data;

  g_free (self->name);
  g_free (self->text);
}

/* What lies over the areas, of what the map shows on a page of the usual shape. */
static void
add_layers (Maker *self)
{
  static const AtlasLabelRect page = { 0, 0, 640, 440 };
  AtlasPictureContent *content = self->content;
  guint smallest = self->options->smallest;
  AtlasPictureFrame frames[ATLAS_PICTURE_MAX_FRAMES];
  guint n = atlas_picture_map_layout (&content->framing, &page, 1, frames);

  if (self->options->places)
    {
      g_array_unref (content->places);
      content->places = atlas_picture_list_places (self->set, content->framing.extent, frames, n, smallest);
    }
  if (self->options->heat)
    {
      g_array_unref (content->heats);
      content->heats = atlas_picture_heat_list (self->set, frames, n, smallest);
    }
}

AtlasPictureContent *
atlas_picture_content_new (AtlasPointSet *set,
                           const AtlasMeasured *regions,
                           const AtlasMeasured *counties,
                           const AtlasPictureOptions *options)
{
  g_autoptr (AtlasPictureContent) self = NULL;
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (AtlasSmallCell));
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (const AtlasAreaValue *));
  AtlasSmallTotal groups[N_GROUPS], sum;
  Maker maker;

  g_return_val_if_fail (ATLAS_IS_POINT_SET (set), NULL);
  g_return_val_if_fail (regions != NULL && regions->areas == ATLAS_AREAS_REGIONS, NULL);
  g_return_val_if_fail (counties == NULL || counties->areas == ATLAS_AREAS_COUNTIES, NULL);
  g_return_val_if_fail (options != NULL && atlas_small_cells_is_valid (options->smallest), NULL);

  self = g_new0 (AtlasPictureContent, 1);
  self->framing = options->framing;
  if (self->framing.region != NULL)
    self->framing.region = atlas_region_get_code (atlas_region_find (self->framing.region, -1));
  self->years = options->years ? atlas_year_view_to_text (options->years) : NULL;
  self->plain = options->plain;
  self->smallest = options->smallest;
  self->synthetic = options->synthetic;
  self->areas = g_array_new (FALSE, FALSE, sizeof (AtlasPictureArea));
  self->totals = g_array_new (FALSE, FALSE, sizeof (AtlasPictureTotal));
  self->places = g_array_new (FALSE, FALSE, sizeof (AtlasPicturePlace));
  self->heats = g_array_new (FALSE, FALSE, sizeof (AtlasPictureHeat));
  g_array_set_clear_func (self->areas, clear_area);
  g_array_set_clear_func (self->totals, clear_total);

  maker = (Maker){
    .content = self,
    .options = options,
    .set = set,
    .regions = regions,
    .counties = counties,
    .type = atlas_measure_get_type (regions->measure),
    .cells = cells,
    .values = values,
  };
  atlas_measure_init_rule (regions->measure, options->breaks, &maker.rule);
  memcpy (maker.rule.own, options->own, sizeof options->own);
  maker.rule.n_own = options->n_own;

  add_areas (&maker);
  sum = atlas_small_cells_hide ((AtlasSmallCell *) (gpointer) cells->data, cells->len, options->smallest,
                                groups, N_GROUPS);
  if (maker.type == ATLAS_MEASURE_COMPARE)
    {
      char *totals[N_GROUPS + 1];

      compare_areas (&maker, totals);
      for (guint side = 0; side < 2; side++)
        {
          g_autofree char *name = self->pair_names[side];

          self->pair_names[side] = dup_clean (name);
        }
      label_fills (&maker);
      add_group_totals (&maker, totals);
    }
  else
    {
      if (is_share (&maker))
        add_share_to_total (&maker, &sum);
      hide_areas (&maker);
      shade_areas (&maker);
      label_fills (&maker);
      add_totals (&maker, groups, &sum);
    }
  add_layers (&maker);
  add_words (&maker);
  return g_steal_pointer (&self);
}

void
atlas_picture_content_free (AtlasPictureContent *self)
{
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->legend_title);
  for (guint i = 0; i < self->n_shades; i++)
    g_free (self->shades[i].limits);
  for (guint side = 0; side < 2; side++)
    {
      g_free (self->pair_names[side]);
      for (guint i = 0; i < ATLAS_PAIR_CLASSES; i++)
        g_free (self->pair_limits[side][i]);
    }
  for (guint i = 0; i < ATLAS_PICTURE_N_FILLS; i++)
    g_free (self->fill_labels[i]);
  g_array_unref (self->areas);
  g_array_unref (self->totals);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->heats, g_array_unref);
  g_free (self->years);
  g_strfreev (self->notes);
  g_free (self->date);
  g_free (self);
}

const AtlasPictureArea *
atlas_picture_content_find (const AtlasPictureContent *self, gboolean is_county, guint key)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->areas->len; i++)
    {
      const AtlasPictureArea *area = &g_array_index (self->areas, AtlasPictureArea, i);

      if (area->key == key && area->is_county == is_county)
        return area;
    }
  return NULL;
}
