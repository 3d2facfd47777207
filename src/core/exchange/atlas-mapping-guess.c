/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-date.h"
#include "atlas-field-checks.h"
#include "atlas-i18n.h"
#include "atlas-mapping-private.h"
#include "atlas-region.h"
#include "atlas-uuid.h"

/* Which column is what, by headings and content. */

/* Titles and dates stand above the headings in many a workbook. */
#define MAX_ROWS_ABOVE 8
/* The share of values that must look like something. */
#define MOST 0.8

static char *
dup_cell (const AtlasRow *row, guint column)
{
  if (row == NULL || column >= row->n_cells)
    return g_strdup ("");
  return atlas_clean_text (row->cells[column].text, row->cells[column].length);
}

/* --- The row of headings. */

static double
rate_headings (const AtlasKind *kind, const AtlasRow *row, guint *n_known)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  double rate = 0;

  *n_known = 0;
  for (guint i = 0; i < row->n_cells; i++)
    {
      g_autofree char *text = dup_cell (row, i);
      AtlasHeading heading;

      atlas_heading_read (kind, text, &heading);
      if (heading.class == ATLAS_HEADING_UNKNOWN)
        continue;
      ++*n_known;
      /* The tenth telephone proves no more than the first. */
      if (heading.field == NULL || g_hash_table_add (seen, (gpointer) heading.field))
        rate += heading.confidence;
    }
  return rate;
}

/* A kind whose records can't be made of these columns is less likely meant. */
static double
rate_required (const AtlasKind *kind, const AtlasRow *row)
{
  guint n_required = 0, n_there = 0;

  for (guint f = 0; f < kind->n_fields; f++)
    {
      if ((kind->fields[f].flags & ATLAS_FIELD_REQUIRED) == 0)
        continue;
      n_required++;
      for (guint i = 0; i < row->n_cells; i++)
        {
          g_autofree char *text = dup_cell (row, i);
          AtlasHeading heading;

          atlas_heading_read (kind, text, &heading);
          if (heading.field == &kind->fields[f])
            {
              n_there++;
              break;
            }
        }
    }
  return n_there < n_required ? -2 : n_required > 1 ? 1 : 0;
}

/* Rows before the first record, as headings: the row where most is known, if anything is. */
static guint
find_headings (const AtlasKind *kind, const AtlasTableSample *sample, double *rate)
{
  guint n_rows = MIN (atlas_table_sample_get_n_rows (sample), MAX_ROWS_ABOVE), best = 0;

  *rate = 0;
  for (guint i = 0; i < n_rows; i++)
    {
      const AtlasRow *row = atlas_table_sample_get_row (sample, i);
      guint n_known;
      double r = rate_headings (kind, row, &n_known);

      /* Further down a row of data may hold a word or two that we know. */
      if (i > 0 && (n_known < 2 || r <= *rate + 1))
        continue;
      if (r > *rate)
        {
          *rate = r;
          best = i + 1;
        }
    }
  if (best > 0)
    *rate += rate_required (kind, atlas_table_sample_get_row (sample, best - 1));
  return best;
}

static gboolean
looks_like_data (const char *text)
{
  g_autofree char *email = atlas_clean_email (text);
  gsize n_digits = 0;

  for (const char *at = text; *at != '\0'; at++)
    n_digits += g_ascii_isdigit (*at);
  return email != NULL || (n_digits > 3 && n_digits * 2 >= strlen (text));
}

/* Nothing is known of any heading: they are headings still, unless they look like what stands below. */
static guint
guess_headings (const AtlasTableSample *sample)
{
  const AtlasRow *row;

  if (atlas_table_sample_get_n_rows (sample) == 0)
    return 0;
  row = atlas_table_sample_get_row (sample, 0);
  for (guint i = 0; i < row->n_cells; i++)
    {
      g_autofree char *text = dup_cell (row, i);

      if (looks_like_data (text))
        return 0;
    }
  return 1;
}

/* --- Content. */

typedef struct
{
  guint n, n_emails, n_phones, n_sexes, n_countries, n_regions, n_postcodes, n_occupations, n_positions;
} Look;

static void
look_at_value (const char *text, Look *look)
{
  g_autofree char *email = atlas_clean_email (text);
  g_autofree char *phone = NULL;
  g_autofree char *postcode = NULL;
  double latitude, longitude;
  gsize n_digits = 0;

  for (const char *at = text; *at != '\0'; at++)
    n_digits += g_ascii_isdigit (*at);
  look->n++;
  look->n_emails += email != NULL;
  /* Ten digits without a sign between them may be anything. */
  if (n_digits >= 9 && (strpbrk (text, "+() -.") != NULL || text[0] == '0'))
    phone = atlas_clean_phone (text, NULL);
  look->n_phones += phone != NULL;
  look->n_sexes += atlas_clean_sex (text) != NULL;
  look->n_countries += strlen (text) > 2 && atlas_clean_country (text) != NULL;
  look->n_regions += atlas_clean_region (text, NULL) != NULL;
  postcode = atlas_clean_postcode (text, NULL);
  look->n_postcodes += strlen (postcode) == 7 && postcode[3] == ' ' && g_ascii_isdigit (postcode[1]);
  look->n_occupations += n_digits == 0 && atlas_clean_occupation (text) != NULL;
  look->n_positions += strchr (text, '.') != NULL && atlas_clean_position (text, &latitude, &longitude);
}

static void
look_at_column (const AtlasMapping *self, const AtlasTableSample *sample, guint column, Look *look)
{
  *look = (Look){ 0 };
  for (guint i = self->n_headings; i < atlas_table_sample_get_n_rows (sample); i++)
    {
      g_autofree char *text = dup_cell (atlas_table_sample_get_row (sample, i), column);

      if (text[0] != '\0')
        look_at_value (text, look);
    }
}

static gboolean
take_by_content (AtlasMapping *self, guint column, const char *key, guint n, guint of)
{
  const AtlasField *field = atlas_kind_find_field (self->kind, key, -1);
  AtlasMapColumn *to = &self->columns[column];

  if (field == NULL || n == 0 || n < MOST * of)
    return FALSE;
  /* Beside one whose heading says so there is no need to guess; lists take any number. */
  for (guint i = 0; i < self->n_columns && !atlas_field_is_list (field); i++)
    if (self->columns[i].field == field)
      return FALSE;
  to->how = ATLAS_MAP_FIELD;
  to->field = field;
  to->reason = ATLAS_MAP_BY_CONTENT;
  to->confidence = 0.7 * n / of;
  return TRUE;
}

static void
guess_by_content (AtlasMapping *self, const AtlasTableSample *sample, guint column)
{
  Look look;

  if (atlas_heading_is_of_others (self->columns[column].heading))
    return;
  look_at_column (self, sample, column, &look);
  if (look.n == 0 || take_by_content (self, column, "emails", look.n_emails, look.n) ||
      take_by_content (self, column, "phones", look.n_phones, look.n) ||
      take_by_content (self, column, "address.postcode", look.n_postcodes, look.n))
    return;
  /* A few words prove little. */
  if (look.n < 3 || take_by_content (self, column, "sex", look.n_sexes, look.n) ||
      take_by_content (self, column, "address.region", look.n_regions, look.n) ||
      take_by_content (self, column, "address.country", look.n_countries, look.n) ||
      take_by_content (self, column, "occupation.title", look.n_occupations, look.n))
    return;
  if (look.n_positions >= MOST * look.n &&
      atlas_kind_find_field (self->kind, "location.latitude", -1) != NULL)
    {
      self->columns[column].how = ATLAS_MAP_POSITION;
      self->columns[column].reason = ATLAS_MAP_BY_CONTENT;
      self->columns[column].confidence = 0.6;
    }
}

/* --- Headings that depend on others. */

static gboolean
has_field (const AtlasMapping *self, const char *key, int set)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].field != NULL && (set < 0 || self->columns[i].set == (guint) set) &&
        strcmp (self->columns[i].field->key, key) == 0)
      return TRUE;
  return FALSE;
}

static void
leave_to_others (AtlasMapColumn *column)
{
  column->how = ATLAS_MAP_LEAVE;
  column->field = NULL;
  column->reason = ATLAS_MAP_BY_OTHERS;
}

static void
take_field (AtlasMapping *self, AtlasMapColumn *column, const char *key)
{
  column->how = ATLAS_MAP_FIELD;
  column->field = atlas_kind_find_field (self->kind, key, -1);
}

static gboolean
is_whole_name (const AtlasMapColumn *column)
{
  return column->how == ATLAS_MAP_NAME || column->how == ATLAS_MAP_FAMILY_FIRST;
}

static void
settle_name (AtlasMapping *self, AtlasMapColumn *column, gboolean short_heading)
{
  gboolean given = has_field (self, "given_name", -1), family = has_field (self, "family_name", -1);

  if (short_heading && given && !family)
    take_field (self, column, "family_name");
  else if (given || family)
    leave_to_others (column);
}

static void
settle_address (AtlasMapping *self, AtlasMapColumn *column, gboolean formatted)
{
  gboolean parts = has_field (self, "address.city", (int) column->set) ||
                   has_field (self, "address.postcode", (int) column->set);

  if (parts && !formatted && !has_field (self, "address.street", (int) column->set))
    take_field (self, column, "address.street");
  else if (parts)
    leave_to_others (column);
}

static gboolean
is_same_text (const AtlasMapping *self, const AtlasTableSample *sample, guint a, guint b)
{
  for (guint i = self->n_headings; i < atlas_table_sample_get_n_rows (sample); i++)
    {
      g_autofree char *one = dup_cell (atlas_table_sample_get_row (sample, i), a);
      g_autofree char *other = dup_cell (atlas_table_sample_get_row (sample, i), b);

      if (strcmp (one, other) != 0)
        return FALSE;
    }
  return TRUE;
}

/* "Position" is a job, unless coordinates stand there. */
static void
settle_position (AtlasMapping *self, const AtlasTableSample *sample, guint column)
{
  Look look;

  if (g_ascii_strcasecmp (self->columns[column].heading, "position") != 0)
    return;
  look_at_column (self, sample, column, &look);
  if (look.n == 0 || look.n_positions < MOST * look.n)
    return;
  if (has_field (self, "location.latitude", -1))
    {
      leave_to_others (&self->columns[column]);
      return;
    }
  self->columns[column].how = ATLAS_MAP_POSITION;
  self->columns[column].field = NULL;
  self->columns[column].reason = ATLAS_MAP_BY_CONTENT;
  self->columns[column].confidence = 0.6;
}

static void
settle (AtlasMapping *self, const AtlasTableSample *sample, const AtlasHeading *headings)
{
  int named = -1;

  for (guint i = 0; i < self->n_columns; i++)
    switch (headings[i].class)
      {
      case ATLAS_HEADING_NAME:
      case ATLAS_HEADING_FULL_NAME:
        settle_name (self, &self->columns[i], headings[i].class == ATLAS_HEADING_NAME);
        /* One whole name is enough; another one counts where the first is missing. */
        if (is_whole_name (&self->columns[i]) && named >= 0 && is_same_text (self, sample, (guint) named, i))
          leave_to_others (&self->columns[i]);
        else if (is_whole_name (&self->columns[i]) && named < 0)
          named = (int) i;
        break;
      case ATLAS_HEADING_ADDRESS:
      case ATLAS_HEADING_FORMATTED:
        settle_address (self, &self->columns[i], headings[i].class == ATLAS_HEADING_FORMATTED);
        break;
      case ATLAS_HEADING_TARGET:
        if (headings[i].how == ATLAS_MAP_POSITION && has_field (self, "location.latitude", -1))
          leave_to_others (&self->columns[i]);
        settle_position (self, sample, i);
        break;
      case ATLAS_HEADING_UNKNOWN:
      default:
        break;
      }
}

/* --- The whole. */

static guint
count_columns (const AtlasTableSample *sample)
{
  guint n = 0;

  for (guint i = 0; i < atlas_table_sample_get_n_rows (sample); i++)
    n = MAX (n, atlas_table_sample_get_row (sample, i)->n_cells);
  return n;
}

static void
name_columns (AtlasMapping *self, const AtlasTableSample *sample)
{
  const AtlasRow *row =
    self->n_headings > 0 ? atlas_table_sample_get_row (sample, self->n_headings - 1) : NULL;

  for (guint i = 0; i < self->n_columns; i++)
    {
      char *heading = dup_cell (row, i);

      if (heading[0] == '\0')
        {
          g_free (heading);
          /* Translators: the heading of a column that has none. */
          heading = g_strdup_printf (_ ("Column %u"), i + 1);
        }
      g_free (self->columns[i].heading);
      self->columns[i].heading = heading;
    }
}

/* Where most names say "UWASE Ada" by their capitals, "Mukamana Rose" among them is meant so too. */
static void
find_name_orders (AtlasMapping *self, const AtlasTableSample *sample)
{
  for (guint c = 0; c < self->n_columns; c++)
    {
      guint n[] = { [ATLAS_NAME_ORDER_GIVEN_FIRST] = 0, [ATLAS_NAME_ORDER_FAMILY_FIRST] = 0 }, n_names = 0;

      if (!is_whole_name (&self->columns[c]))
        continue;
      for (guint i = self->n_headings; i < atlas_table_sample_get_n_rows (sample); i++)
        {
          g_autofree char *text = dup_cell (atlas_table_sample_get_row (sample, i), c);
          AtlasNameOrder order;

          n_names += text[0] != '\0';
          if (atlas_clean_find_name_order (text, &order))
            n[order]++;
        }
      if (n[ATLAS_NAME_ORDER_FAMILY_FIRST] * 2 > n_names)
        self->columns[c].how = ATLAS_MAP_FAMILY_FIRST;
      else if (n[ATLAS_NAME_ORDER_GIVEN_FIRST] * 2 > n_names)
        self->columns[c].how = ATLAS_MAP_NAME;
    }
}

/* The order of day and month in a column is that of its first date that can be read in one way only. */
static void
find_day_orders (AtlasMapping *self, const AtlasTableSample *sample)
{
  for (guint c = 0; c < self->n_columns; c++)
    {
      AtlasMapColumn *column = &self->columns[c];

      if (column->field == NULL || column->field->type != ATLAS_FIELD_DATE ||
          column->day_order != ATLAS_DAY_ORDER_UNKNOWN)
        continue;
      for (guint i = self->n_headings;
           i < atlas_table_sample_get_n_rows (sample) && column->day_order == ATLAS_DAY_ORDER_UNKNOWN; i++)
        {
          g_autofree char *text = dup_cell (atlas_table_sample_get_row (sample, i), c);

          column->day_order = atlas_clean_find_day_order (text);
        }
      if (column->day_order == ATLAS_DAY_ORDER_UNKNOWN)
        column->day_order = atlas_clean_get_locale_day_order ();
    }
}

/* Whether a cell may stand in a column that only tables of our own have: of ids, or of unknown keys. */
static gboolean
is_our_own (AtlasMapHow how, const char *text)
{
  AtlasUuid uuid;

  return how == ATLAS_MAP_ID ? atlas_uuid_parse (text, -1, &uuid)
                             : atlas_check_json_object (NULL, text, strlen (text), NULL);
}

/* "id" of another program's list: 1, 2, 3; "extra": "yes". In a table of our own these would be mistakes. */
static void
keep_foreign (AtlasMapping *self, const AtlasTableSample *sample)
{
  for (guint c = 0; c < self->n_columns && !self->own; c++)
    {
      gboolean ours = FALSE, others = FALSE;

      if (self->columns[c].how != ATLAS_MAP_ID && self->columns[c].how != ATLAS_MAP_EXTRA)
        continue;
      for (guint i = self->n_headings; i < atlas_table_sample_get_n_rows (sample); i++)
        {
          g_autofree char *text = dup_cell (atlas_table_sample_get_row (sample, i), c);

          if (text[0] != '\0' && is_our_own (self->columns[c].how, text))
            ours = TRUE;
          else if (text[0] != '\0')
            others = TRUE;
        }
      if (others && !ours)
        {
          self->columns[c].how = ATLAS_MAP_KEEP;
          self->columns[c].reason = ATLAS_MAP_BY_CONTENT;
        }
    }
}

static AtlasMapping *
guess_kind (const AtlasKind *kind, const AtlasTableSample *sample, guint n_headings)
{
  AtlasMapping *self = atlas_mapping_new (kind, count_columns (sample));
  g_autofree AtlasHeading *headings = g_new0 (AtlasHeading, self->n_columns);
  gboolean all_own = n_headings > 0, has_id = FALSE;

  self->n_headings = n_headings;
  name_columns (self, sample);
  for (guint i = 0; i < self->n_columns && n_headings > 0; i++)
    {
      AtlasMapColumn *column = &self->columns[i];

      atlas_heading_read (kind, column->heading, &headings[i]);
      all_own &= headings[i].own;
      has_id |= headings[i].own && headings[i].how == ATLAS_MAP_ID;
      if (headings[i].class == ATLAS_HEADING_UNKNOWN)
        continue;
      column->how = headings[i].how;
      column->field = headings[i].field;
      column->set = headings[i].set;
      column->reason = headings[i].own ? ATLAS_MAP_BY_KEY : ATLAS_MAP_BY_HEADING;
      column->confidence = headings[i].confidence;
    }
  self->own = all_own && has_id;
  keep_foreign (self, sample);
  settle (self, sample, headings);
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].reason == ATLAS_MAP_BY_NOTHING)
      guess_by_content (self, sample, i);
  find_name_orders (self, sample);
  find_day_orders (self, sample);
  return self;
}

AtlasMapping *
atlas_mapping_guess (const AtlasKind *kind, const AtlasTableSample *sample, AtlasStore *store)
{
  return atlas_mapping_guess_below (kind, sample, store, -1);
}

/* Of all kinds, or the one that is @kind, that of which most headings are. */
static const AtlasKind *
find_kind (const AtlasKind *kind, const AtlasTableSample *sample, guint *n_headings)
{
  const AtlasKind *best = kind != NULL ? kind : &atlas_kind_member;
  double best_rate;

  *n_headings = find_headings (best, sample, &best_rate);
  for (guint i = 0; kind == NULL && atlas_kinds ()[i] != NULL; i++)
    {
      double rate;
      guint n = find_headings (atlas_kinds ()[i], sample, &rate);

      if (rate > best_rate)
        {
          best = atlas_kinds ()[i];
          best_rate = rate;
          *n_headings = n;
        }
    }
  if (*n_headings == 0)
    *n_headings = guess_headings (sample);
  return best;
}

AtlasMapping *
atlas_mapping_guess_below (const AtlasKind *kind,
                           const AtlasTableSample *sample,
                           AtlasStore *store,
                           int told_headings)
{
  const AtlasKind *best;
  guint n_headings;

  g_return_val_if_fail (sample != NULL, NULL);

  best = find_kind (kind, sample, &n_headings);
  if (told_headings >= 0)
    n_headings = MIN ((guint) told_headings, atlas_table_sample_get_n_rows (sample));
  if (store != NULL && n_headings > 0)
    {
      const AtlasRow *row = atlas_table_sample_get_row (sample, n_headings - 1);
      g_autoptr (AtlasMapping) last = atlas_mapping_recall (store, row);

      if (last != NULL && (kind == NULL || last->kind == kind) && last->n_columns == count_columns (sample))
        {
          last->n_headings = n_headings;
          name_columns (last, sample);
          find_day_orders (last, sample);
          return g_steal_pointer (&last);
        }
    }
  return guess_kind (best, sample, n_headings);
}

gboolean
atlas_mapping_has_open_dates (const AtlasMapping *self, guint column, const AtlasTableSample *sample)
{
  const AtlasField *field;
  gboolean open = FALSE;

  g_return_val_if_fail (self != NULL && column < self->n_columns, FALSE);
  g_return_val_if_fail (sample != NULL, FALSE);

  field = self->columns[column].field;
  if (field == NULL || field->type != ATLAS_FIELD_DATE)
    return FALSE;
  for (guint i = self->n_headings; i < atlas_table_sample_get_n_rows (sample); i++)
    {
      g_autofree char *text = dup_cell (atlas_table_sample_get_row (sample, i), column);
      char date[ATLAS_DATE_TEXT_SIZE];
      gboolean ambiguous = FALSE;

      if (atlas_clean_find_day_order (text) != ATLAS_DAY_ORDER_UNKNOWN)
        return FALSE;
      atlas_clean_date (text, ATLAS_DAY_ORDER_UNKNOWN, date, &ambiguous);
      open |= ambiguous;
    }
  return open;
}
