/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-shading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "atlas-class-breaks.h"

G_STATIC_ASSERT (ATLAS_SHADES_MAX == ATLAS_CLASS_BREAKS_MAX);

static const char *const breaks_names[ATLAS_N_BREAKS] = { "round", "quantile", "natural",
                                                          "equal", "log",      "own" };

const char *
atlas_breaks_get_name (AtlasBreaks breaks)
{
  g_return_val_if_fail (breaks < ATLAS_N_BREAKS, NULL);

  return breaks_names[breaks];
}

int
atlas_breaks_find (const char *name)
{
  g_return_val_if_fail (name != NULL, -1);

  for (int i = 0; i < ATLAS_N_BREAKS; i++)
    if (strcmp (breaks_names[i], name) == 0)
      return i;
  return -1;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

/* Sorted values into classes: @classes[i] is the class of @values[i], rising from 0. */

static guint
part_by_quantiles (const double *values, guint n, guint max_classes, guint *classes)
{
  guint class = 0;

  for (guint i = 0; i < n; i++)
    {
      /* Equal values are not parted: they stay with the first of them. */
      if (i > 0 && values[i] != values[i - 1])
        class = MAX (class, (guint) ((guint64) i * max_classes / n));
      classes[i] = class;
    }
  return max_classes;
}

static guint
part_by_width (const double *values, guint n, guint max_classes, gboolean logarithmic, guint *classes)
{
  double first = logarithmic ? log (values[0]) : values[0];
  double last = logarithmic ? log (values[n - 1]) : values[n - 1];

  for (guint i = 0; i < n; i++)
    {
      double value = logarithmic ? log (values[i]) : values[i];
      double part = last > first ? (value - first) / (last - first) : 0;

      classes[i] = MIN ((guint) (part * max_classes), max_classes - 1);
    }
  return max_classes;
}

static guint
part_by_limits (const double *values, guint n, const double *limits, guint n_limits, guint *classes)
{
  for (guint i = 0; i < n; i++)
    {
      classes[i] = 0;
      while (classes[i] < n_limits && values[i] >= limits[classes[i]])
        classes[i]++;
    }
  return n_limits + 1;
}

/* Squared deviation of the values @from..@to, of which the running sums are known. */
static double
get_deviation (const double *sums, const double *squares, guint from, guint to)
{
  double sum = sums[to] - sums[from];

  return MAX (squares[to] - squares[from] - sum * sum / (to - from), 0);
}

/* Exactly, by dynamic programming over the different values: costs[k][i] is the least deviation of the first
 * i of them in k + 1 classes. */
static guint
part_naturally (const double *values, guint n, guint max_classes, guint *classes)
{
  g_autofree guint *starts = g_new (guint, n + 1);
  g_autofree double *sums = g_new0 (double, n + 1);
  g_autofree double *squares = g_new0 (double, n + 1);
  g_autofree double *costs = NULL;
  g_autofree guint *cuts = NULL;
  guint n_runs = 0, n_classes;

  /* From their middle, so that squares of large numbers do not eat up the digits. */
  for (guint i = 0; i < n; i++)
    {
      double value = values[i] - values[n / 2];

      sums[i + 1] = sums[i] + value;
      squares[i + 1] = squares[i] + value * value;
      if (i == 0 || values[i] != values[i - 1])
        starts[n_runs++] = i;
    }
  starts[n_runs] = n;
  n_classes = MIN (max_classes, n_runs);

  costs = g_new (double, (gsize) n_classes *(n_runs + 1));
  cuts = g_new0 (guint, (gsize) n_classes * (n_runs + 1));
  for (guint k = 0; k < n_classes; k++)
    for (guint i = k + 1; i <= n_runs; i++)
      {
        double *cost = &costs[k * (n_runs + 1) + i];

        *cost = k == 0 ? get_deviation (sums, squares, 0, starts[i]) : INFINITY;
        for (guint cut = k; k > 0 && cut < i; cut++)
          {
            double found =
              costs[(k - 1) * (n_runs + 1) + cut] + get_deviation (sums, squares, starts[cut], starts[i]);

            if (found < *cost)
              {
                *cost = found;
                cuts[k * (n_runs + 1) + i] = cut;
              }
          }
      }

  for (guint k = n_classes, end = n_runs; k-- > 0;)
    {
      guint start = cuts[k * (n_runs + 1) + end];

      for (guint i = starts[start]; i < starts[end]; i++)
        classes[i] = k;
      end = start;
    }
  return n_classes;
}

/* The roundest step of the series 1, 2, 2.5, 5 with which @max_classes reach from @low to @high. */
static double
find_step (double low, double high, guint max_classes, gboolean whole)
{
  static const double mantissas[] = { 1, 2, 2.5, 5, 10 };
  double power = pow (10, floor (log10 ((high - low) / max_classes)));

  if (whole)
    power = MAX (power, 1);
  for (guint i = 0; i < G_N_ELEMENTS (mantissas); i++)
    {
      double step = mantissas[i] * power;

      if (whole && step != floor (step))
        continue;
      if (ceil (high / step) - floor (low / step) <= max_classes)
        return step;
    }
  return 20 * power;
}

static guint
append_classes (const double *values, guint n, const guint *classes, AtlasShade *shades)
{
  guint n_shades = 0;

  for (guint i = 0; i < n; i++)
    {
      if (i == 0 || classes[i] != classes[i - 1])
        shades[n_shades++] = (AtlasShade){ .low = values[i] };
      shades[n_shades - 1].high = values[i];
      shades[n_shades - 1].n_values++;
    }
  return n_shades;
}

/* Classes between round limits, which stand in the legend in place of the values. */
static guint
classify_roundly (
  const double *values, guint n, guint max_classes, gboolean whole, guint *classes, AtlasShade *shades)
{
  double step, first, last;
  guint n_shades;

  if (values[0] == values[n - 1] || max_classes == 1)
    return part_by_width (values, n, 1, FALSE, classes), append_classes (values, n, classes, shades);

  /* The largest value may lie on the last limit itself: no part of a hundred is above a hundred. */
  step = find_step (values[0], values[n - 1], max_classes, whole);
  first = floor (values[0] / step);
  last = ceil (values[n - 1] / step) - 1;
  for (guint i = 0; i < n; i++)
    classes[i] = (guint) (MIN (floor (values[i] / step), last) - first);
  n_shades = append_classes (values, n, classes, shades);
  for (guint i = 0, shade = 0; i < n; i++)
    if (i + 1 == n || classes[i + 1] != classes[i])
      {
        shades[shade].low = (first + classes[i]) * step;
        shades[shade].high = (first + classes[i] + 1) * step;
        /* "25–34" and "35–44", unless the last limit is itself a value. */
        if (whole && values[i] < shades[shade].high)
          shades[shade].high -= 1;
        shade++;
      }
  return n_shades;
}

/* Classes between the limits that somebody chose, which stand in the legend in place of the values, as round
 * ones do. Only the outer ends are values. */
static guint
classify_by_limits (
  const AtlasShadingRule *rule, const double *values, guint n, guint *classes, AtlasShade *shades)
{
  gboolean whole = rule->counts || rule->whole;
  guint n_shades, shade = 0;

  part_by_limits (values, n, rule->own, rule->n_own, classes);
  n_shades = append_classes (values, n, classes, shades);
  for (guint i = 0; i < n; i++)
    {
      guint class = classes[i];

      if (i + 1 < n && classes[i + 1] == class)
        continue;
      if (class > 0)
        shades[shade].low = rule->counts ? ceil (rule->own[class - 1]) : rule->own[class - 1];
      /* Nought is of no class. */
      if (rule->counts && shades[shade].low == 0)
        shades[shade].low = 1;
      if (class < rule->n_own)
        shades[shade].high = whole ? ceil (rule->own[class]) - 1 : rule->own[class];
      /* "34.5" is told in whole numbers, but is no such number. */
      shades[shade].high = MAX (shades[shade].high, shades[shade].low);
      shade++;
    }
  return n_shades;
}

static guint
classify_counts_roundly (const double *values, guint n, guint max_classes, AtlasShade *shades)
{
  g_autofree guint *counts = g_new (guint, n);
  AtlasClassBreak found[ATLAS_CLASS_BREAKS_MAX];
  guint n_found;

  for (guint i = 0; i < n; i++)
    counts[i] = (guint) values[i];
  n_found = atlas_class_breaks (counts, n, max_classes, found);
  for (guint i = 0; i < n_found; i++)
    shades[i] = (AtlasShade){ found[i].low, found[i].high, found[i].n_values, FALSE };
  return n_found;
}

/* @values: sorted, at least one. */
static guint
classify_sorted (
  const AtlasShadingRule *rule, const double *values, guint n, guint max_classes, AtlasShade *shades)
{
  g_autofree guint *classes = g_new (guint, n);

  switch (rule->breaks)
    {
    case ATLAS_BREAKS_QUANTILE:
      part_by_quantiles (values, n, max_classes, classes);
      break;
    case ATLAS_BREAKS_NATURAL:
      part_naturally (values, n, max_classes, classes);
      break;
    case ATLAS_BREAKS_EQUAL:
      part_by_width (values, n, max_classes, FALSE, classes);
      break;
    case ATLAS_BREAKS_LOGARITHMIC:
      part_by_width (values, n, max_classes, values[0] > 0, classes);
      break;
    case ATLAS_BREAKS_OWN:
      return classify_by_limits (rule, values, n, classes, shades);
    case ATLAS_BREAKS_ROUND:
    case ATLAS_N_BREAKS:
    default:
      return rule->counts && values[0] >= 0
               ? classify_counts_roundly (values, n, max_classes, shades)
               : classify_roundly (values, n, max_classes, rule->whole, classes, shades);
    }
  return append_classes (values, n, classes, shades);
}

guint
atlas_shading_classify (const AtlasShadingRule *rule,
                        const double *values,
                        guint n_values,
                        AtlasShade shades[ATLAS_SHADES_MAX])
{
  g_autofree double *sorted = NULL;
  guint n = 0, n_below = 0, n_shades = 0, max_classes, max_below, n_below_shades;

  g_return_val_if_fail (rule != NULL, 0);
  g_return_val_if_fail (values != NULL || n_values == 0, 0);
  g_return_val_if_fail (shades != NULL, 0);

  sorted = g_new (double, n_values + 1);
  for (guint i = 0; i < n_values; i++)
    if (!isnan (values[i]) && !(rule->counts && values[i] == 0))
      sorted[n++] = values[i];
  if (n == 0)
    return 0;
  qsort (sorted, n, sizeof *sorted, compare_doubles);

  max_classes = CLAMP (rule->max_classes, 1, ATLAS_SHADES_MAX);
  while (rule->diverging && n_below < n && sorted[n_below] < rule->middle)
    n_below++;
  if (n_below == 0 || n_below == n || rule->breaks == ATLAS_BREAKS_OWN)
    {
      n_shades = classify_sorted (rule, sorted, n, max_classes, shades);
    }
  else
    {
      /* Each side in as many classes as its part of the values deserves, but never none. */
      max_classes = MAX (max_classes, 2);
      max_below = rule->one_sided ? 1 : CLAMP ((n_below * max_classes + n / 2) / n, 1, max_classes - 1);
      n_shades = classify_sorted (rule, sorted, n_below, max_below, shades);
      /* Round limits may reach across. */
      shades[n_shades - 1].high = MIN (shades[n_shades - 1].high, rule->middle);
      n_below_shades = n_shades;
      n_shades +=
        classify_sorted (rule, sorted + n_below, n - n_below, max_classes - max_below, shades + n_shades);
      shades[n_below_shades].low = MAX (shades[n_below_shades].low, rule->middle);
    }
  for (guint i = 0; i < n_shades; i++)
    shades[i].below = rule->diverging && shades[i].low < rule->middle;
  return n_shades;
}

int
atlas_shading_find (const AtlasShadingRule *rule, const AtlasShade *shades, guint n_shades, double value)
{
  g_return_val_if_fail (rule != NULL, -1);

  if (isnan (value) || (rule->counts && value == 0))
    return -1;
  for (guint i = n_shades; i-- > 1;)
    if (value >= shades[i].low)
      return (int) i;
  return n_shades > 0 ? 0 : -1;
}

/* Colours. */

/* Ends and middle of the ramps; the steps between are computed. */
typedef guint32 Ramp[3];

/* Of a ramp for one side alone, at least. */
#define ONE_SIDED_STEPS 4

static const Ramp light_above = { 0xd9eeea, 0x58aaa5, 0x06464b };
static const Ramp dark_above = { 0x21444a, 0x248280, 0x9af0dc };
static const Ramp light_below = { 0xf8e6d2, 0xd98f4a, 0x7a3403 };
static const Ramp dark_below = { 0x4a3524, 0xa9652a, 0xffc48a };

typedef struct
{
  double l, a, b;
} OkLab;

static double
to_linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
from_linear (double channel)
{
  channel = CLAMP (channel, 0, 1);
  return channel <= 0.0031308 ? channel * 12.92 : 1.055 * pow (channel, 1 / 2.4) - 0.055;
}

static OkLab
to_oklab (guint32 hex)
{
  double r = to_linear ((hex >> 16 & 0xff) / 255.0);
  double g = to_linear ((hex >> 8 & 0xff) / 255.0);
  double b = to_linear ((hex & 0xff) / 255.0);
  double l = cbrt (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = cbrt (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = cbrt (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

  return (OkLab){
    0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
  };
}

static void
from_oklab (OkLab lab, double rgb[3])
{
  double l = pow (lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
  double m = pow (lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
  double s = pow (lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);

  rgb[0] = from_linear (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  rgb[1] = from_linear (-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  rgb[2] = from_linear (-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
}

/* The step @index of @n, in the middle of its part of the ramp: fewer steps lie nearer the ramp's middle. */
static void
get_step (const Ramp ramp, guint index, guint n, double rgb[3])
{
  double t = (index + 0.5) / n * 2;
  guint half = t < 1 ? 0 : 1;
  OkLab from = to_oklab (ramp[half]), to = to_oklab (ramp[half + 1]);

  t -= half;
  from_oklab (
    (OkLab){ from.l + (to.l - from.l) * t, from.a + (to.a - from.a) * t, from.b + (to.b - from.b) * t }, rgb);
}

void
atlas_shading_get_color (const AtlasShadingRule *rule,
                         const AtlasShade *shades,
                         guint n_shades,
                         guint index,
                         gboolean dark,
                         double rgb[3])
{
  guint n_below = 0, longest;

  g_return_if_fail (rule != NULL);
  g_return_if_fail (index < n_shades);
  g_return_if_fail (rgb != NULL);

  if (!rule->diverging)
    {
      /* One value alone is of the middle of the ramp, but nothing of it is little. */
      if (n_shades == 1 && shades != NULL && shades[0].high == 0)
        n_shades = MAX (rule->max_classes, 1);
      get_step (dark ? dark_above : light_above, index, n_shades, rgb);
      return;
    }
  while (n_below < n_shades && shades[n_below].below)
    n_below++;
  if (rule->one_sided)
    {
      guint n_above = n_shades - n_below, n = MAX (n_above, ONE_SIDED_STEPS);

      /* The uppermost is always the strongest, and what lies below the middle is pale; of several classes
       * there, which only limits of one's own or nothing above make, the nearest to it. */
      if (index < n_below)
        get_step (dark ? dark_below : light_below, n_below - 1 - index, MAX (n_below, ONE_SIDED_STEPS), rgb);
      else
        get_step (dark ? dark_above : light_above, n - n_above + index - n_below, n, rgb);
      return;
    }
  /* Both sides by the same steps, so that the same depth means about the same distance from the middle. */
  longest = MAX (n_below, n_shades - n_below);
  if (index < n_below)
    get_step (dark ? dark_below : light_below, n_below - 1 - index, longest, rgb);
  else
    get_step (dark ? dark_above : light_above, index - n_below, longest, rgb);
}
