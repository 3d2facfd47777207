/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-record.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-kind-private.h"
#include "atlas-list.h"

struct _AtlasRecord
{
  gatomicrefcount ref_count;
  const AtlasKind *kind;
  gint64 id;
  AtlasUuid uuid;
  AtlasValue values[]; /* of the fields, then the extra: the order of the table's columns */
};

/* clang-format would put spaces around the hyphens of "atlas-record-error". */
G_DEFINE_QUARK (atlas_record_error, atlas_record_error)
G_DEFINE_BOXED_TYPE (AtlasRecord, atlas_record, atlas_record_ref, atlas_record_unref)

AtlasRecord *
atlas_record_new (const AtlasKind *kind)
{
  AtlasRecord *self;

  g_return_val_if_fail (kind != NULL, NULL);

  self = g_malloc0 (sizeof *self + (kind->n_fields + 1) * sizeof (AtlasValue));
  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  return self;
}

AtlasRecord *
atlas_record_ref (AtlasRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
clear_values (AtlasRecord *self)
{
  for (guint i = 0; i <= self->kind->n_fields; i++)
    if (self->values[i].type != ATLAS_VALUE_NULL)
      atlas_value_clear (&self->values[i]);
}

void
atlas_record_unref (AtlasRecord *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  clear_values (self);
  g_free (self);
}

AtlasRecord *
atlas_record_copy (AtlasRecord *self)
{
  AtlasRecord *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = atlas_record_new (self->kind);
  copy->id = self->id;
  copy->uuid = self->uuid;
  for (guint i = 0; i <= self->kind->n_fields; i++)
    atlas_value_copy (&self->values[i], &copy->values[i]);
  return copy;
}

void
atlas_record_reset (AtlasRecord *self)
{
  g_return_if_fail (self != NULL);

  clear_values (self);
  self->id = 0;
  memset (&self->uuid, 0, sizeof self->uuid);
}

static void
own_value (AtlasValue *value)
{
  if (value->type == ATLAS_VALUE_TEXT && value->borrowed)
    atlas_value_set_text (value, value->text, value->length);
}

void
atlas_record_own (AtlasRecord *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i <= self->kind->n_fields; i++)
    own_value (&self->values[i]);
}

const AtlasKind *
atlas_record_get_kind (AtlasRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind;
}

gint64
atlas_record_get_id (AtlasRecord *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->id;
}

void
atlas_record_set_id (AtlasRecord *self, gint64 id)
{
  g_return_if_fail (self != NULL);

  self->id = id;
}

const AtlasUuid *
atlas_record_get_uuid (AtlasRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->uuid;
}

void
atlas_record_set_uuid (AtlasRecord *self, const AtlasUuid *uuid)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (uuid != NULL);

  self->uuid = *uuid;
}

const AtlasValue *
atlas_record_get_values (AtlasRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->values;
}

const AtlasValue *
atlas_record_get_value (AtlasRecord *self, const AtlasField *field)
{
  return atlas_record_edit_value (self, field);
}

AtlasValue *
atlas_record_edit_value (AtlasRecord *self, const AtlasField *field)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (field >= self->kind->fields && field < self->kind->fields + self->kind->n_fields,
                        NULL);

  return &self->values[atlas_kind_index_of (self->kind, field)];
}

AtlasValue *
atlas_record_edit_nth (AtlasRecord *self, guint index)
{
  g_assert (index <= self->kind->n_fields);

  return &self->values[index];
}

gboolean
atlas_record_has (AtlasRecord *self, const AtlasField *field)
{
  return atlas_record_get_value (self, field)->type != ATLAS_VALUE_NULL;
}

void
atlas_record_unset (AtlasRecord *self, const AtlasField *field)
{
  atlas_value_clear (atlas_record_edit_value (self, field));
}

static AtlasValue *
value_of_key (AtlasRecord *self, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (self->kind, key, -1);

  if (field == NULL)
    {
      g_critical ("A %s has no field “%s”", self->kind->name, key);
      return NULL;
    }
  return atlas_record_edit_value (self, field);
}

static const char *
text_of (AtlasValue *value)
{
  if (value == NULL || value->type != ATLAS_VALUE_TEXT)
    return NULL;
  own_value (value);
  return value->text;
}

const char *
atlas_record_get_text (AtlasRecord *self, const char *key)
{
  g_return_val_if_fail (self != NULL, NULL);

  return text_of (value_of_key (self, key));
}

gint64
atlas_record_get_integer (AtlasRecord *self, const char *key)
{
  const AtlasValue *value;

  g_return_val_if_fail (self != NULL, 0);

  value = value_of_key (self, key);
  return value != NULL && value->type == ATLAS_VALUE_INTEGER ? value->integer : 0;
}

double
atlas_record_get_real (AtlasRecord *self, const char *key)
{
  const AtlasValue *value;

  g_return_val_if_fail (self != NULL, 0);

  value = value_of_key (self, key);
  return value != NULL && value->type == ATLAS_VALUE_REAL ? value->real : 0;
}

void
atlas_record_set_text (AtlasRecord *self, const char *key, const char *text)
{
  AtlasValue *value;

  g_return_if_fail (self != NULL);

  value = value_of_key (self, key);
  if (value != NULL)
    atlas_value_set_text (value, text != NULL && text[0] != '\0' ? text : NULL, -1);
}

void
atlas_record_set_integer (AtlasRecord *self, const char *key, gint64 number)
{
  AtlasValue *value;

  g_return_if_fail (self != NULL);

  value = value_of_key (self, key);
  if (value != NULL)
    atlas_value_set_integer (value, number);
}

void
atlas_record_set_real (AtlasRecord *self, const char *key, double number)
{
  AtlasValue *value;

  g_return_if_fail (self != NULL);

  value = value_of_key (self, key);
  if (value != NULL)
    atlas_value_set_real (value, number);
}

GStrv
atlas_record_dup_list (AtlasRecord *self, const char *key)
{
  const AtlasValue *value;
  g_auto (GStrv) texts = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  value = value_of_key (self, key);
  if (value == NULL || value->type != ATLAS_VALUE_TEXT)
    return NULL;
  texts = atlas_list_to_texts (value->text, value->length);
  return texts != NULL && texts[0] != NULL ? g_steal_pointer (&texts) : NULL;
}

void
atlas_record_set_list (AtlasRecord *self, const char *key, const char *const *texts)
{
  AtlasValue *value;

  g_return_if_fail (self != NULL);

  value = value_of_key (self, key);
  if (value != NULL)
    atlas_value_take_text (value, atlas_list_from_texts (texts));
}

GPtrArray *
atlas_record_dup_items (AtlasRecord *self, const char *key)
{
  const AtlasValue *value;
  const AtlasField *field;
  GPtrArray *items = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  value = value_of_key (self, key);
  field = value != NULL ? &self->kind->fields[value - self->values] : NULL;
  g_return_val_if_fail (field != NULL && field->items != NULL, NULL);

  if (value->type == ATLAS_VALUE_TEXT)
    items = atlas_list_to_items (field, value->text, value->length, NULL);
  return items ? items : g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
}

void
atlas_record_set_items (AtlasRecord *self, const char *key, GPtrArray *items)
{
  AtlasValue *value;

  g_return_if_fail (self != NULL);

  value = value_of_key (self, key);
  if (value != NULL)
    atlas_value_take_text (value, atlas_list_from_items (items));
}

const char *
atlas_record_get_extra (AtlasRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return text_of (&self->values[self->kind->n_fields]);
}

void
atlas_record_set_extra (AtlasRecord *self, const char *json)
{
  g_return_if_fail (self != NULL);

  atlas_value_set_text (&self->values[self->kind->n_fields],
                        json != NULL && strcmp (json, "{}") != 0 ? json : NULL, -1);
}

char *
atlas_record_dup_title (AtlasRecord *self)
{
  g_autoptr (GString) title = g_string_new (NULL);
  const char *key;

  g_return_val_if_fail (self != NULL, NULL);

  for (key = self->kind->title_format; key != NULL && *key != '\0';)
    {
      const char *end = strchrnul (key, ' ');
      const AtlasField *field = atlas_kind_find_field (self->kind, key, end - key);
      const AtlasValue *value = atlas_record_get_value (self, field);

      if (value->type != ATLAS_VALUE_NULL && title->len > 0)
        g_string_append_c (title, ' ');
      if (value->type == ATLAS_VALUE_TEXT)
        g_string_append_len (title, value->text, value->length);
      else if (value->type == ATLAS_VALUE_INTEGER)
        g_string_append_printf (title, "%" G_GINT64_FORMAT, value->integer);
      key = *end == ' ' ? end + 1 : end;
    }
  g_strstrip (title->str);
  return g_strdup (title->str[0] != '\0' ? title->str : _ (self->kind->nameless));
}

/* The zone of the record itself, in which a person means "18:30" for its start; NULL where none is known. */
static GTimeZone *
dup_zone (AtlasRecord *self)
{
  const AtlasField *field = atlas_kind_find_field (self->kind, "timezone", -1);
  const char *name = field ? atlas_record_get_text (self, field->key) : NULL;

  return name ? g_time_zone_new_identifier (name) : NULL;
}

gboolean
atlas_record_set_from_text (AtlasRecord *self, const char *key, const char *text, GError **error)
{
  const AtlasField *field;
  g_autoptr (GTimeZone) zone = NULL;
  g_auto (AtlasValue) value = { 0 };

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  field = atlas_kind_find_field (self->kind, key, -1);
  if (field == NULL)
    {
      g_autoptr (GString) keys = g_string_new (NULL);

      for (guint i = 0; i < self->kind->n_fields; i++)
        g_string_append_printf (keys, "%s%s", i > 0 ? ", " : "", self->kind->fields[i].key);
      g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN,
                   _ ("There is no field “%s”. The fields are: %s"), key, keys->str);
      return FALSE;
    }
  if (field->type == ATLAS_FIELD_DATE_TIME)
    zone = dup_zone (self);
  if (!atlas_field_parse_in_zone (field, text, zone, &value, error))
    {
      g_prefix_error (error, "%s: ", field->key);
      return FALSE;
    }
  atlas_value_clear (atlas_record_edit_value (self, field));
  *atlas_record_edit_value (self, field) = value;
  memset (&value, 0, sizeof value);
  return TRUE;
}

gboolean
atlas_record_check (AtlasRecord *self, const AtlasField **fault, GError **error)
{
  const AtlasKind *kind;
  const AtlasField *at_fault = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  kind = self->kind;
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];
      AtlasValue *value = &self->values[i];
      gboolean good = TRUE;

      if (value->type == ATLAS_VALUE_TEXT && atlas_field_is_list (field) &&
          atlas_list_is_good (field, value->text, value->length))
        continue;
      if (value->type != ATLAS_VALUE_NULL)
        {
          atlas_field_normalise (field, value);
          good = atlas_field_check_value (field, value, error);
        }
      if (good && value->type == ATLAS_VALUE_NULL && (field->flags & ATLAS_FIELD_REQUIRED) != 0)
        {
          g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_REQUIRED, _ ("is missing"));
          good = FALSE;
        }
      if (!good)
        {
          at_fault = field;
          break;
        }
    }
  if (at_fault == NULL && (kind->check == NULL || kind->check (self, &at_fault, error)))
    return TRUE;

  g_assert (at_fault != NULL);
  g_prefix_error (error, "%s: ", at_fault->key);
  if (fault != NULL)
    *fault = at_fault;
  return FALSE;
}

gboolean
atlas_record_equal (AtlasRecord *a, AtlasRecord *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  if (a->kind != b->kind)
    return FALSE;
  for (guint i = 0; i <= a->kind->n_fields; i++)
    if (!atlas_value_equal (&a->values[i], &b->values[i]))
      return FALSE;
  return TRUE;
}
