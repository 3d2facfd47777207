/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-row-record.h"

#include <string.h>

#include "atlas-consent.h"
#include "atlas-csv-writer.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-row-value.h"
#include "atlas-share-header.h"

#define BIT_OF(self, field) (G_GUINT64_CONSTANT (1) << atlas_kind_index_of ((self)->mapping->kind, field))

struct _AtlasRowRecords
{
  const AtlasMapping *mapping;
  gboolean has_all; /* fields: a table of our own */
  gboolean whole;   /* that, and unknown keys */
  guint *order;     /* of the columns: where the person lives comes before what depends on it */
  GPtrArray *names; /* headings, each once */
  guint n_sets;
  const AtlasField *notes;
  const AtlasField *country;

  /* Of the row being read. */
  AtlasRecord *record;
  GString *scratch;
  GString *note;   /* lines for the notes */
  GString *kept;   /* entries of the extra's "columns" */
  char *own_extra; /* our own column of unknown keys */
  const char *sex; /* as a title tells it */
  gboolean synthetic;
  guint withdrawals;
  guint64 named;
  guint64 good; /* fields that need no further look */
  GPtrArray *remarks;
  GError *reason; /* the first fault */
  char *field;
};

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
  g_ptr_array_unref (self->remarks);
  g_clear_error (&self->reason);
  g_free (self->field);
  g_free (self);
}

/* --- What can't be taken as it should. */

/* Takes @reason. */
static void
note_fault (AtlasRowRecords *self, const char *field, GError *reason)
{
  if (self->reason != NULL)
    {
      g_error_free (reason);
      return;
    }
  self->reason = reason;
  self->field = g_strdup (field);
}

static void
add_note (AtlasRowRecords *self, guint column, const char *text)
{
  if (self->note->len > 0)
    g_string_append_c (self->note, '\n');
  g_string_append_printf (self->note, "%s: %s", self->mapping->columns[column].heading, text);
}

static void
keep (AtlasRowRecords *self, const char *name, const char *text, gssize length)
{
  if (self->kept->len > 0)
    g_string_append_c (self->kept, ',');
  atlas_json_append_string (self->kept, name, -1);
  g_string_append_c (self->kept, ':');
  atlas_json_append_string (self->kept, text, length);
}

/* Takes @reason. */
static void
remark (AtlasRowRecords *self, guint column, const char *rest, GError *reason)
{
  AtlasRowRemark *remark = g_new0 (AtlasRowRemark, 1);

  remark->column = column;
  /* Translators: a value of a table, and why it was not taken: "soon": must be a day of the calendar */
  remark->reason = g_strdup_printf (_ ("“%s” %s"), rest, reason->message);
  g_error_free (reason);
  g_ptr_array_add (self->remarks, remark);
  if (self->notes != NULL)
    add_note (self, column, rest);
  else
    keep (self, g_ptr_array_index (self->names, column), rest, -1);
}

/* Takes @reason: @rest of a cell was not understood. */
static void
not_understood (AtlasRowRecords *self, guint column, const char *rest, GError *reason)
{
  const AtlasMapColumn *map = &self->mapping->columns[column];

  /* An estimate is nothing but its values: without its province it would be another. */
  if (map->reason == ATLAS_MAP_BY_KEY || self->mapping->kind == &atlas_kind_estimate ||
      (map->field != NULL && (map->field->flags & ATLAS_FIELD_REQUIRED) != 0))
    note_fault (self, map->field != NULL ? map->field->key : map->heading, reason);
  else
    remark (self, column, rest, reason);
}

/* --- Values. */

static const char *
get_country (AtlasRowRecords *self)
{
  const AtlasValue *value =
    self->country != NULL ? atlas_record_get_value (self->record, self->country) : NULL;

  /* A key of two letters, interned by the vocabulary's own terms. */
  return value != NULL && value->type == ATLAS_VALUE_TEXT
           ? atlas_record_get_text (self->record, self->country->key)
           : NULL;
}

static void
take_field (AtlasRowRecords *self, guint column, const char *text, gsize length)
{
  const AtlasMapColumn *map = &self->mapping->columns[column];
  AtlasValue *ours = atlas_record_edit_value (self->record, map->field);
  g_auto (AtlasValue) value = { 0 };
  g_autofree char *rest = NULL;
  AtlasCleanContext context = { NULL, map->day_order };
  GError *error = NULL;

  if (self->mapping->own && ours->type == ATLAS_VALUE_NULL &&
      atlas_row_take_exact (map->field, text, length, self->scratch, ours))
    {
      if (atlas_row_is_settled (map->field, ours))
        self->good |= BIT_OF (self, map->field);
      return;
    }
  self->good &= ~BIT_OF (self, map->field);
  context.country = map->field == self->country ? NULL : get_country (self);
  if (!atlas_clean (map->field, text, length, &context, &value, &rest, &error))
    not_understood (self, column, rest, error);
  if (value.type != ATLAS_VALUE_NULL && !atlas_row_value_add (map->field, ours, &value))
    keep (self, g_ptr_array_index (self->names, column), text, (gssize) length);
}

static void
set_text (AtlasRowRecords *self, const char *key, const char *text)
{
  const AtlasField *field = atlas_kind_find_field (self->mapping->kind, key, -1);

  if (text != NULL && text[0] != '\0' && field != NULL && !atlas_record_has (self->record, field))
    atlas_value_set_text (atlas_record_edit_value (self->record, field), text, -1);
}

static gboolean
has_letter (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalpha (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

static void
take_name (AtlasRowRecords *self, AtlasNameOrder order, const char *text)
{
  g_auto (AtlasCleanName) name = { 0 };

  /* The last row of many a list counts the others. */
  if (!has_letter (text))
    {
      note_fault (self, "given_name",
                  g_error_new (ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, _ ("“%s” is no name"), text));
      return;
    }
  atlas_clean_name (text, order, &name);
  set_text (self, "given_name", name.given);
  set_text (self, "family_name", name.family);
  if (name.other[0] != '\0')
    keep (self, "name title", name.other, -1);
  self->sex = name.sex;
}

static void
take_address (AtlasRowRecords *self, const char *text)
{
  g_auto (AtlasCleanAddress) address = { 0 };

  atlas_clean_address (text, get_country (self), &address);
  set_text (self, "address.street", address.street);
  set_text (self, "address.city", address.city);
  set_text (self, "address.region", address.region);
  set_text (self, "address.postcode", address.postcode);
  set_text (self, "address.country", address.country);
}

static GError *
make_reason (const char *words)
{
  return g_error_new_literal (ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, words);
}

static void
take_position (AtlasRowRecords *self, guint column, const char *text)
{
  double latitude, longitude;

  if (atlas_clean_position (text, &latitude, &longitude))
    {
      atlas_record_set_real (self->record, "location.latitude", latitude);
      atlas_record_set_real (self->record, "location.longitude", longitude);
    }
  else
    not_understood (self, column, text, make_reason (_ ("is no position; write it as 45.4215, -75.6972")));
}

/* @channels: one of them, or all */
static void
take_consent (AtlasRowRecords *self, guint column, guint channels, gboolean given)
{
  const AtlasField *field = atlas_kind_find_field (self->mapping->kind, "consents", -1);
  AtlasValue *ours = atlas_record_edit_value (self->record, field);
  g_autoptr (GString) json = g_string_new ("[{\"purpose\":\"contact\",\"channel\":");
  g_auto (AtlasValue) value = { 0 };

  atlas_json_append_string (
    json, channels == ATLAS_CHANNEL_ALL ? "any" : atlas_channel_get_name ((AtlasChannel) channels), -1);
  g_string_append_printf (json, ",\"status\":\"%s\"", given ? "given" : "withdrawn");
  if (given)
    {
      /* Translators: where a consent comes from; %s is the heading of a column, such as “May e-mail” */
      g_autofree char *source =
        g_strdup_printf (_ ("Imported list, column “%s”"), self->mapping->columns[column].heading);

      g_string_append (json, ",\"source\":");
      atlas_json_append_string (json, source, -1);
    }
  g_string_append (json, "}]");
  atlas_value_set_text (&value, json->str, (gssize) json->len);
  self->good &= ~BIT_OF (self, field);
  if (atlas_row_value_add (field, ours, &value) && !given)
    self->withdrawals |= channels;
}

static void
take_yes (AtlasRowRecords *self, guint column, const char *text)
{
  /* What "yes" agrees to, or wants not. */
  static const struct
  {
    guint channels;
    gboolean agreed;
  } meanings[] = {
    [ATLAS_MAP_AGREED] = { ATLAS_CHANNEL_ALL, TRUE },
    [ATLAS_MAP_AGREED_EMAIL] = { ATLAS_CHANNEL_EMAIL, TRUE },
    [ATLAS_MAP_AGREED_PHONE] = { ATLAS_CHANNEL_PHONE, TRUE },
    [ATLAS_MAP_AGREED_POST] = { ATLAS_CHANNEL_POST, TRUE },
    [ATLAS_MAP_NO_EMAIL] = { ATLAS_CHANNEL_EMAIL, FALSE },
    [ATLAS_MAP_NO_PHONE] = { ATLAS_CHANNEL_PHONE, FALSE },
    [ATLAS_MAP_NO_POST] = { ATLAS_CHANNEL_POST, FALSE },
  };
  AtlasMapHow how = self->mapping->columns[column].how;
  gboolean known, yes = atlas_clean_yes (text, &known);

  if (!known)
    not_understood (self, column, text, make_reason (_ ("is neither yes nor no")));
  else if (how == ATLAS_MAP_DECEASED)
    set_text (self, "status", yes ? "deceased" : NULL);
  /* Who wants no e-mail has not agreed to it yet by saying no to that. */
  else if (meanings[how].agreed || yes)
    take_consent (self, column, meanings[how].channels, meanings[how].agreed && yes);
}

static void
take_id (AtlasRowRecords *self, const char *text, gsize length)
{
  AtlasUuid uuid;

  if (atlas_uuid_parse (text, (gssize) length, &uuid) && !atlas_uuid_is_nil (&uuid))
    atlas_record_set_uuid (self->record, &uuid);
  else
    note_fault (
      self, "id",
      make_reason (_ ("must be a UUID, such as 123e4567-e89b-42d3-a456-426614174000; or leave it out")));
}

static void
take_extra (AtlasRowRecords *self, const char *text, gsize length)
{
  g_autoptr (AtlasJsonScanner) scanner = atlas_json_scanner_new (text, length);
  g_autoptr (GString) json = g_string_new (NULL);

  if (text[0] == '{' && atlas_json_append_value (json, scanner, NULL) &&
      atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_END)
    {
      g_free (self->own_extra);
      self->own_extra = g_strdup (json->str);
    }
  else
    note_fault (self, "extra", make_reason (_ ("must be an object of JSON; or leave it out")));
}

static void
take_cell (AtlasRowRecords *self, guint column, const char *text, gsize length)
{
  const AtlasMapColumn *map = &self->mapping->columns[column];
  g_autofree char *cleaned = NULL;

  if (map->how == ATLAS_MAP_LEAVE)
    return;
  if (memchr (text, '\0', length) != NULL)
    {
      note_fault (self, map->field != NULL ? map->field->key : map->heading,
                  make_reason (_ ("must not contain a NUL character")));
      return;
    }
  switch (map->how)
    {
    case ATLAS_MAP_FIELD:
      take_field (self, column, text, length);
      return;
    case ATLAS_MAP_ID:
      take_id (self, text, length);
      return;
    case ATLAS_MAP_EXTRA:
      take_extra (self, text, length);
      return;
    default:
      break;
    }

  cleaned = atlas_clean_text (text, length);
  if (cleaned[0] == '\0')
    return;
  switch (map->how)
    {
    case ATLAS_MAP_NAME:
      take_name (self, ATLAS_NAME_ORDER_GIVEN_FIRST, cleaned);
      break;
    case ATLAS_MAP_FAMILY_FIRST:
      take_name (self, ATLAS_NAME_ORDER_FAMILY_FIRST, cleaned);
      break;
    case ATLAS_MAP_ADDRESS:
      take_address (self, cleaned);
      break;
    case ATLAS_MAP_POSITION:
      take_position (self, column, cleaned);
      break;
    case ATLAS_MAP_NOTE:
      add_note (self, column, cleaned);
      break;
    case ATLAS_MAP_SYNTHETIC:
      self->synthetic |= strcmp (cleaned, "true") == 0;
      break;
    case ATLAS_MAP_AGREED:
    case ATLAS_MAP_AGREED_EMAIL:
    case ATLAS_MAP_AGREED_PHONE:
    case ATLAS_MAP_AGREED_POST:
    case ATLAS_MAP_NO_EMAIL:
    case ATLAS_MAP_NO_PHONE:
    case ATLAS_MAP_NO_POST:
    case ATLAS_MAP_DECEASED:
      take_yes (self, column, cleaned);
      break;
    case ATLAS_MAP_KEEP:
    default:
      keep (self, g_ptr_array_index (self->names, column), cleaned, -1);
      break;
    }
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

/* What follows from the rest, where nobody says otherwise. */
static void
derive (AtlasRowRecords *self)
{
  const AtlasKind *kind = self->mapping->kind;
  const AtlasField *code = atlas_kind_find_field (kind, "occupation.code", -1);
  const AtlasField *region = atlas_kind_find_field (kind, "address.region", -1);

  set_text (self, "sex", self->sex);
  if (code != NULL && !atlas_record_has (self->record, code) &&
      atlas_record_get_text (self->record, "occupation.title") != NULL)
    set_text (self, code->key,
              atlas_clean_occupation (atlas_record_get_text (self->record, "occupation.title")));
  if (region != NULL && atlas_record_has (self->record, region))
    {
      g_autofree char *country = g_strndup (atlas_record_get_text (self->record, region->key), 2);

      set_text (self, "address.country", country);
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
      keep (self, "notes", self->note->str, (gssize) self->note->len);
      return;
    }
  ours = atlas_record_edit_value (self->record, self->notes);
  atlas_value_set_text (&value, self->note->str, (gssize) self->note->len);
  self->good &= ~BIT_OF (self, self->notes);
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
      guard = atlas_csv_is_protected (cell->text, cell->length);
      if (set > 0 && map->set != set && is_address (map))
        keep (self, g_ptr_array_index (self->names, column), cell->text + guard,
              (gssize) (cell->length - guard));
      else
        take_cell (self, column, cell->text + guard, cell->length - guard);
    }
  for (guint i = self->mapping->n_columns; i < row->n_cells; i++)
    if (row->cells[i].length > 0)
      {
        g_autofree char *name = g_strdup_printf (_ ("Column %u"), i + 1);

        if (memchr (row->cells[i].text, '\0', row->cells[i].length) != NULL)
          note_fault (self, name, make_reason (_ ("must not contain a NUL character")));
        else
          keep (self, name, row->cells[i].text, (gssize) row->cells[i].length);
      }

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
        note_fault (self, key, reason);
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
