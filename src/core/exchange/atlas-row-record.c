/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-row-record-private.h"

#include <string.h>

#include "atlas-csv-writer.h"
#include "atlas-i18n.h"
#include "atlas-row-value.h"
#include "atlas-share-header.h"

static void
remark_free (gpointer data)
{
  AtlasRowRemark *self = data;

  g_free (self->reason);
  g_free (self);
}

static gboolean
is_address (const AtlasMapColumn *column)
{
  return column->how == ATLAS_MAP_ADDRESS ||
         (column->how == ATLAS_MAP_FIELD && g_str_has_prefix (column->field->key, "address."));
}

/* 0: countries, of which regions, postcodes and telephone numbers are; 1: other parts of addresses; 2: the
 * rest. */
static guint
get_rank (const AtlasMapColumn *column)
{
  const char *key = column->field != NULL ? column->field->key : "";

  if (strcmp (key, "address.country") == 0 || strcmp (key, "country") == 0)
    return 0;
  return is_address (column) ? 1 : 2;
}

static void
order_columns (AtlasRowRecords *self)
{
  guint n = 0;

  self->order = g_new (guint, self->mapping->n_columns);
  for (guint rank = 0; rank <= 2; rank++)
    for (guint i = 0; i < self->mapping->n_columns; i++)
      if (get_rank (&self->mapping->columns[i]) == rank)
        self->order[n++] = i;
  for (guint i = 0; i < self->mapping->n_columns; i++)
    if (is_address (&self->mapping->columns[i]))
      self->n_sets = MAX (self->n_sets, self->mapping->columns[i].set + 1);
}

/* Two columns of one heading are told apart by a number. */
static void
name_columns (AtlasRowRecords *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  self->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->mapping->n_columns; i++)
    {
      char *name = g_strdup (self->mapping->columns[i].heading);

      for (guint n = 2; g_hash_table_contains (seen, name); n++)
        {
          g_free (name);
          name = g_strdup_printf ("%s (%u)", self->mapping->columns[i].heading, n);
        }
      g_hash_table_add (seen, name);
      g_ptr_array_add (self->names, name);
    }
}

static void
look_for_all (AtlasRowRecords *self)
{
  const AtlasMapping *mapping = self->mapping;
  guint64 mapped = 0, all = G_MAXUINT64 >> (64 - mapping->kind->n_fields);
  gboolean has_extra = FALSE;

  for (guint i = 0; i < mapping->n_columns; i++)
    {
      const AtlasMapColumn *column = &mapping->columns[i];

      if (column->how == ATLAS_MAP_FIELD)
        mapped |= G_GUINT64_CONSTANT (1) << atlas_kind_index_of (mapping->kind, column->field);
      has_extra |= column->how == ATLAS_MAP_EXTRA;
    }
  self->has_all = mapping->own && mapped == all;
  self->whole = self->has_all && has_extra;
}

AtlasRowRecords *
atlas_row_records_new (const AtlasMapping *mapping)
{
  AtlasRowRecords *self;

  g_return_val_if_fail (mapping != NULL, NULL);

  self = g_new0 (AtlasRowRecords, 1);
  self->mapping = mapping;
  self->notes = atlas_kind_find_field (mapping->kind, "notes", -1);
  if (self->notes == NULL)
    self->notes = atlas_kind_find_field (mapping->kind, "note", -1);
  self->country = atlas_kind_find_field (mapping->kind, "address.country", -1);
  if (self->country == NULL)
    self->country = atlas_kind_find_field (mapping->kind, "country", -1);
  self->city = atlas_kind_find_field (mapping->kind, "address.city", -1);
  self->scratch = g_string_new (NULL);
  self->note = g_string_new (NULL);
  self->kept = g_string_new (NULL);
  self->remarks = g_ptr_array_new_with_free_func (remark_free);
  order_columns (self);
  name_columns (self);
  look_for_all (self);
  return self;
}

void
atlas_row_records_free (AtlasRowRecords *self)
{
  if (self == NULL)
    return;
  g_free (self->order);
  g_ptr_array_unref (self->names);
  g_string_free (self->scratch, TRUE);
  g_string_free (self->note, TRUE);
  g_string_free (self->kept, TRUE);
  g_free (self->own_extra);
  g_free (self->nameless);
  g_ptr_array_unref (self->remarks);
  g_clear_error (&self->reason);
  g_free (self->field);
  g_free (self);
}

/* --- The whole. */

/* The lowest set of parts of an address that has anything. */
static guint
find_set (AtlasRowRecords *self, const AtlasRow *row)
{
  guint best = G_MAXUINT;

  if (self->n_sets <= 1)
    return 0;
  for (guint i = 0; i < MIN (row->n_cells, self->mapping->n_columns); i++)
    if (row->cells[i].length > 0 && is_address (&self->mapping->columns[i]))
      best = MIN (best, self->mapping->columns[i].set);
  return best == G_MAXUINT ? 0 : best;
}

/* "Dallas, TX" in a column of towns tells two things. */
static void
split_city (AtlasRowRecords *self)
{
  const char *city = self->city != NULL ? atlas_record_get_text (self->record, self->city->key) : NULL;
  g_auto (AtlasCleanAddress) parts = { 0 };

  if (city == NULL || strpbrk (city, ",(") == NULL || atlas_record_get_text (self->record, "address.region"))
    return;
  atlas_clean_address (city, atlas_record_get_text (self->record, "address.country"), &parts);
  if (parts.city == NULL || parts.region == NULL || parts.street != NULL || parts.postcode != NULL)
    return;
  atlas_row_set_text (self, "address.region", parts.region);
  atlas_row_set_text (self, "address.country", parts.country);
  atlas_value_set_text (atlas_record_edit_value (self->record, self->city), parts.city, -1);
}

/* What follows from the rest, where nobody says otherwise. */
static void
derive (AtlasRowRecords *self)
{
  const AtlasKind *kind = self->mapping->kind;
  const AtlasField *code = atlas_kind_find_field (kind, "occupation.code", -1);
  const AtlasField *region = atlas_kind_find_field (kind, "address.region", -1);

  atlas_row_set_text (self, "sex", self->sex);
  if (code != NULL && !atlas_record_has (self->record, code) &&
      atlas_record_get_text (self->record, "occupation.title") != NULL)
    atlas_row_set_text (self, code->key,
                        atlas_clean_occupation (atlas_record_get_text (self->record, "occupation.title")));
  if (region != NULL && atlas_record_has (self->record, region))
    {
      g_autofree char *country = g_strndup (atlas_record_get_text (self->record, region->key), 2);

      atlas_row_set_text (self, "address.country", country);
    }
}

static void
name_fields (AtlasRowRecords *self)
{
  const AtlasKind *kind = self->mapping->kind;
  const AtlasValue *values = atlas_record_get_values (self->record);
  const AtlasField *region;

  self->named = self->has_all ? G_MAXUINT64 : 0;
  if (self->has_all)
    return;
  for (guint i = 0; i < kind->n_fields; i++)
    if (values[i].type != ATLAS_VALUE_NULL)
      self->named |= G_GUINT64_CONSTANT (1) << i;
  region = atlas_kind_find_field (kind, "address.region", -1);
  /* A province says of which country it is. */
  if (region != NULL && atlas_record_has (self->record, region))
    self->named |= G_GUINT64_CONSTANT (1)
                   << atlas_kind_index_of (kind, atlas_kind_find_field (kind, "address.country", -1));
}

static void
set_notes (AtlasRowRecords *self)
{
  AtlasValue *ours;
  g_auto (AtlasValue) value = { 0 };

  if (self->note->len == 0)
    return;
  if (self->notes == NULL)
    {
      atlas_row_keep (self, "notes", self->note->str, (gssize) self->note->len);
      return;
    }
  ours = atlas_record_edit_value (self->record, self->notes);
  atlas_value_set_text (&value, self->note->str, (gssize) self->note->len);
  self->good &= ~ATLAS_ROW_BIT_OF (self, self->notes);
  atlas_row_value_add (self->notes, ours, &value);
}

static void
set_extra (AtlasRowRecords *self)
{
  g_autofree char *columns = NULL;
  g_autofree char *merged = NULL;

  if (self->kept->len == 0)
    {
      if (self->own_extra != NULL)
        atlas_record_set_extra (self->record, self->own_extra);
      return;
    }
  columns = g_strdup_printf ("{\"columns\":{%s}}", self->kept->str);
  merged = atlas_share_extra_merge (columns, self->own_extra);
  atlas_record_set_extra (self->record, merged);
}

static void
begin (AtlasRowRecords *self, AtlasRecord *record)
{
  self->record = record;
  g_string_truncate (self->note, 0);
  g_string_truncate (self->kept, 0);
  g_clear_pointer (&self->own_extra, g_free);
  self->sex = NULL;
  self->has_whole_name = FALSE;
  g_clear_pointer (&self->nameless, g_free);
  self->synthetic = FALSE;
  self->withdrawals = 0;
  self->good = 0;
  if (self->remarks->len > 0)
    g_ptr_array_set_size (self->remarks, 0);
  g_clear_error (&self->reason);
  g_clear_pointer (&self->field, g_free);
}

gboolean
atlas_row_records_read (
  AtlasRowRecords *self, const AtlasRow *row, AtlasRecord *record, AtlasRecordFault *fault, GError **error)
{
  guint set;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (row != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);
  g_return_val_if_fail (fault != NULL, FALSE);

  *fault = (AtlasRecordFault){ 0 };
  begin (self, record);
  set = find_set (self, row);
  for (guint i = 0; i < self->mapping->n_columns; i++)
    {
      guint column = self->order[i];
      const AtlasMapColumn *map = &self->mapping->columns[column];
      const AtlasCell *cell = column < row->n_cells ? &row->cells[column] : NULL;
      gsize guard;

      if (cell == NULL || cell->length == 0)
        continue;
      guard = row->literal ? 0 : atlas_csv_is_protected (cell->text, cell->length);
      if (set > 0 && map->set != set && is_address (map))
        atlas_row_keep (self, g_ptr_array_index (self->names, column), cell->text + guard,
                        (gssize) (cell->length - guard));
      else
        atlas_row_take_cell (self, column, cell->text + guard, cell->length - guard);
    }
  for (guint i = self->mapping->n_columns; i < row->n_cells; i++)
    if (row->cells[i].length > 0)
      {
        g_autofree char *name = g_strdup_printf (_ ("Column %u"), i + 1);

        if (memchr (row->cells[i].text, '\0', row->cells[i].length) != NULL)
          atlas_row_note_fault (self, name, atlas_row_make_reason (_ ("must not contain a NUL character")));
        else
          atlas_row_keep (self, name, row->cells[i].text, (gssize) row->cells[i].length);
      }

  atlas_row_settle_name (self);
  if (!self->mapping->own)
    split_city (self);
  name_fields (self);
  if (!self->mapping->own)
    derive (self);
  set_notes (self);
  set_extra (self);
  if (self->reason == NULL)
    {
      GError *reason = NULL;
      const char *key = NULL;

      if (!atlas_record_check_others (record, self->good, &key, &reason))
        atlas_row_note_fault (self, key, reason);
    }
  if (self->reason == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->reason));
  fault->field = g_steal_pointer (&self->field);
  return FALSE;
}

GPtrArray *
atlas_row_records_get_remarks (AtlasRowRecords *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->remarks;
}

guint64
atlas_row_records_get_named (AtlasRowRecords *self, gboolean *whole)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (whole != NULL, 0);

  *whole = self->whole;
  return self->named;
}

guint
atlas_row_records_get_withdrawals (AtlasRowRecords *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->withdrawals;
}

gboolean
atlas_row_records_get_synthetic (AtlasRowRecords *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->synthetic;
}
