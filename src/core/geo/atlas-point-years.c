/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-point-years.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-point-set-private.h"

/* All that a column can say: a year, or a day since 1970; 0: not known. */
#define N_VALUES (G_MAXUINT16 + 1)

#define FIRST_DAY_YEAR 1970

static const char *const names[ATLAS_N_TIMES] = { "arrived", "created", "confirmed" };

const char *
atlas_time_get_name (AtlasTime time)
{
  g_return_val_if_fail (time < ATLAS_N_TIMES, NULL);

  return names[time];
}

int
atlas_time_find (const char *name)
{
  g_return_val_if_fail (name != NULL, -1);

  for (int i = 0; i < ATLAS_N_TIMES; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return -1;
}

char *
atlas_year_view_to_text (const AtlasYearView *self)
{
  g_return_val_if_fail (self != NULL && self->time < ATLAS_N_TIMES, NULL);

  return g_strdup_printf ("%s:%s%d", names[self->time], self->up_to ? ".." : "", self->year);
}

gboolean
atlas_year_view_parse (const char *text, AtlasYearView *view)
{
  g_autofree char *name = NULL;
  const char *colon;
  gint64 year;
  int time;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (view != NULL, FALSE);

  colon = strchr (text, ':');
  name = colon ? g_strndup (text, (gsize) (colon - text)) : NULL;
  time = name ? atlas_time_find (name) : -1;
  if (time < 0)
    return FALSE;
  view->time = (AtlasTime) time;
  view->up_to = g_str_has_prefix (colon + 1, "..");
  if (!g_ascii_string_to_signed (colon + (view->up_to ? 3 : 1), 10, 1, 9999, &year, NULL))
    return FALSE;
  view->year = (int) year;
  return TRUE;
}

char *
atlas_year_view_dup_words (const AtlasYearView *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (self->time)
    {
    case ATLAS_TIME_CREATED:
      /* Translators: whom a map shows; "%d" is a year */
      return self->up_to ? g_strdup_printf (_ ("Recorded up to %d"), self->year)
                         : g_strdup_printf (_ ("Recorded in %d"), self->year);
    case ATLAS_TIME_CONFIRMED:
      return self->up_to ? g_strdup_printf (_ ("Last confirmed up to %d"), self->year)
                         : g_strdup_printf (_ ("Last confirmed in %d"), self->year);
    case ATLAS_TIME_ARRIVED:
    case ATLAS_N_TIMES:
    default:
      return self->up_to ? g_strdup_printf (_ ("Arrived up to %d"), self->year)
                         : g_strdup_printf (_ ("Arrived in %d"), self->year);
    }
}

static const guint16 *
get_column (AtlasPointSet *self, AtlasTime time)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (self->index);

  return time == ATLAS_TIME_ARRIVED   ? columns->arrival_year
         : time == ATLAS_TIME_CREATED ? columns->created
                                      : columns->confirmed;
}

static gboolean
is_leap (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* The first value that belongs to @year or to a later one. */
static guint
get_first_value (AtlasTime time, int year)
{
  guint day = 0;

  if (time == ATLAS_TIME_ARRIVED)
    return (guint) CLAMP (year, 1, N_VALUES);
  for (int before = FIRST_DAY_YEAR; before < year && day < N_VALUES; before++)
    day += is_leap (before) ? 366 : 365;
  return CLAMP (day, 1, N_VALUES);
}

static void
add_year (AtlasYears *self, GArray *counts, int year, guint n)
{
  if (n == 0 && counts->len == 0)
    return;
  if (counts->len == 0)
    self->first = year;
  g_array_append_val (counts, n);
  self->n_known += n;
  if (n > 0)
    self->last = year;
}

AtlasYears *
atlas_point_set_count_years (AtlasPointSet *self, AtlasTime time)
{
  g_autofree guint *values = NULL;
  g_autoptr (GArray) counts = NULL;
  AtlasPointIterator iterator;
  const guint16 *column;
  AtlasYears *years;
  guint row, value;
  int year;

  g_return_val_if_fail (ATLAS_IS_POINT_SET (self), NULL);
  g_return_val_if_fail (time < ATLAS_N_TIMES, NULL);

  column = get_column (self, time);
  values = g_new0 (guint, N_VALUES);
  iterator = atlas_point_iterator_init (self);
  while (atlas_point_iterator_next (&iterator, &row))
    values[column[row]]++;

  years = g_new0 (AtlasYears, 1);
  years->n_unknown = values[0];
  years->last = years->first - 1;
  counts = g_array_new (FALSE, FALSE, sizeof (guint));
  value = 1;
  for (year = time == ATLAS_TIME_ARRIVED ? 1 : FIRST_DAY_YEAR; value < N_VALUES; year++)
    {
      guint end = get_first_value (time, year + 1), n = 0;

      for (; value < end; value++)
        n += values[value];
      add_year (years, counts, year, n);
    }
  years->counts = (guint *) (gpointer) g_array_free (g_steal_pointer (&counts), FALSE);
  return years;
}

void
atlas_years_free (AtlasYears *self)
{
  if (self == NULL)
    return;
  g_free (self->counts);
  g_free (self);
}

guint
atlas_years_get (const AtlasYears *self, int year)
{
  g_return_val_if_fail (self != NULL, 0);

  return year >= self->first && year <= self->last ? self->counts[year - self->first] : 0;
}

AtlasPointSet *
atlas_point_set_restrict_years (AtlasPointSet *self, AtlasTime time, int from, int to)
{
  const guint16 *column;
  AtlasBitset *rows;
  guint first, end;

  g_return_val_if_fail (ATLAS_IS_POINT_SET (self), NULL);
  g_return_val_if_fail (time < ATLAS_N_TIMES, NULL);

  column = get_column (self, time);
  first = get_first_value (time, from);
  end = get_first_value (time, MIN (to, G_MAXUINT16) + 1);
  rows = atlas_bitset_new (atlas_point_index_get_n_points (self->index));
  for (guint word = 0; word < rows->n_words; word++)
    {
      guint n = MIN (64, rows->n_bits - word * 64);
      guint64 bits = 0;

      for (guint bit = 0; bit < n; bit++)
        bits |= (guint64) (column[word * 64 + bit] >= first && column[word * 64 + bit] < end) << bit;
      rows->words[word] = self->rows ? bits & self->rows->words[word] : bits;
    }
  return atlas_point_set_new (self->index, rows);
}

AtlasPointSet *
atlas_point_set_view_years (AtlasPointSet *self, const AtlasYearView *view)
{
  g_return_val_if_fail (view != NULL, NULL);

  return atlas_point_set_restrict_years (self, view->time, view->up_to ? G_MININT : view->year, view->year);
}
