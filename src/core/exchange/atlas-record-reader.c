/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-record-reader.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-json-scanner.h"
#include "atlas-json-writer.h"

/* Room for groups ("address", ...) of one kind, and for a dotted key. */
#define MAX_GROUPS   16
#define MAX_KEY_SIZE 128

typedef struct
{
  const char *name; /* within the key of a field, so without a NUL behind it */
  gsize length;
} Group;

struct _AtlasRecordReader
{
  AtlasJsonScanner *scanner;
  const AtlasKind *kind; /* whose groups are listed */
  Group groups[MAX_GROUPS];
  guint n_groups;

  /* Of the record being read. */
  AtlasRecord *record;
  const char *text;
  gsize length;
  guint64 seen; /* bit i: field i was there */
  gboolean seen_id;
  gboolean synthetic;
  GString *extras[MAX_GROUPS + 1]; /* entries of unknown keys: of each group, and last those outside any */

  /* The first thing wrong with it. Reading goes on, as broken JSON is worse than a bad record. */
  GError *reason;
  char *field;
};

AtlasRecordReader *
atlas_record_reader_new (void)
{
  AtlasRecordReader *self = g_new0 (AtlasRecordReader, 1);

  self->scanner = atlas_json_scanner_new (NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (self->extras); i++)
    self->extras[i] = g_string_new (NULL);
  return self;
}

void
atlas_record_reader_free (AtlasRecordReader *self)
{
  if (self == NULL)
    return;
  atlas_json_scanner_free (self->scanner);
  for (guint i = 0; i < G_N_ELEMENTS (self->extras); i++)
    g_string_free (self->extras[i], TRUE);
  g_clear_error (&self->reason);
  g_free (self->field);
  g_free (self);
}

static void
list_groups (AtlasRecordReader *self, const AtlasKind *kind)
{
  if (self->kind == kind)
    return;
  self->kind = kind;
  self->n_groups = 0;
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *key = kind->fields[i].key;
      const char *dot = strchr (key, '.');
      gsize length = dot != NULL ? (gsize) (dot - key) : 0;
      guint j;

      if (dot == NULL)
        continue;
      g_assert (strchr (dot + 1, '.') == NULL);
      for (j = 0; j < self->n_groups; j++)
        if (self->groups[j].length == length && memcmp (self->groups[j].name, key, length) == 0)
          break;
      if (j < self->n_groups)
        continue;
      g_assert (self->n_groups < MAX_GROUPS);
      self->groups[self->n_groups++] = (Group){ key, length };
    }
}

static int
find_group (AtlasRecordReader *self, const char *key, gsize length)
{
  for (guint i = 0; i < self->n_groups; i++)
    if (self->groups[i].length == length && memcmp (self->groups[i].name, key, length) == 0)
      return (int) i;
  return -1;
}

/* Takes @reason. */
static void
note_fault (AtlasRecordReader *self, const char *field, gssize length, GError *reason)
{
  if (self->reason != NULL)
    {
      g_error_free (reason);
      return;
    }
  self->reason = reason;
  self->field = field == NULL ? NULL : length < 0 ? g_strdup (field) : g_strndup (field, (gsize) length);
}

static void
note_complaint (AtlasRecordReader *self, const char *field, gssize length, const char *complaint)
{
  note_fault (self, field, length,
              g_error_new_literal (ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, complaint));
}

/* A value of a type that @field can't hold: the field itself says what it wants. */
static void
note_wrong_type (AtlasRecordReader *self, const AtlasField *field)
{
  gboolean wants_number = field->type == ATLAS_FIELD_INTEGER || field->type == ATLAS_FIELD_REAL ||
                          field->type == ATLAS_FIELD_YEAR || field->type == ATLAS_FIELD_LEVEL;
  AtlasValue wrong = { 0 };
  GError *reason = NULL;

  if (wants_number)
    atlas_value_borrow_text (&wrong, "?", 1);
  else
    atlas_value_set_integer (&wrong, 0);
  if (atlas_field_check_value (field, &wrong, &reason))
    g_assert_not_reached ();
  note_fault (self, field->key, -1, reason);
}

/* Digits of a JSON number. What has at most 15 of them is an exact integer times or over an exact power of
 * ten, so one division gives the nearest double (W. D. Clinger, "How to Read Floating Point Numbers
 * Accurately", 1990); the rest is for the library. */
static void
read_number (const char *text, gsize length, AtlasValue *value)
{
  static const double powers[] = { 1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
  gboolean negative = text[0] == '-';
  gsize i = negative;
  guint n_digits = 0, n_decimals = 0;
  gboolean in_fraction = FALSE;
  gint64 digits = 0;

  for (; i < length && n_digits <= 15; i++)
    {
      if (text[i] == '.')
        {
          in_fraction = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (text[i]))
        break;
      digits = digits * 10 + (text[i] - '0');
      n_digits++;
      n_decimals += in_fraction;
    }

  if (i == length && n_digits <= 15)
    {
      if (!in_fraction)
        atlas_value_set_integer (value, negative ? -digits : digits);
      else
        atlas_value_set_real (value, (negative ? -1.0 : 1.0) * (double) digits / powers[n_decimals]);
    }
  else
    {
      g_autofree char *copy = g_strndup (text, length);
      gint64 integer;

      if (g_ascii_string_to_signed (copy, 10, G_MININT64, G_MAXINT64, &integer, NULL))
        atlas_value_set_integer (value, integer);
      else
        atlas_value_set_real (value, g_ascii_strtod (copy, NULL));
    }
}

/* FALSE only where the JSON is broken. */
static gboolean
read_field (AtlasRecordReader *self, const AtlasField *field, GError **error)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << atlas_kind_index_of (self->kind, field);
  AtlasJsonToken token = atlas_json_scanner_next (self->scanner, error);
  AtlasValue *value = atlas_record_edit_value (self->record, field);
  gsize length, start, end;
  const char *text;

  if (token == ATLAS_JSON_INVALID)
    return FALSE;
  if ((self->seen & bit) != 0)
    note_complaint (self, field->key, -1, _ ("is given twice"));
  self->seen |= bit;

  switch (token)
    {
    case ATLAS_JSON_NULL:
      return TRUE;

    case ATLAS_JSON_ARRAY_START:
      atlas_json_scanner_get_span (self->scanner, &start, NULL);
      if (!atlas_json_scanner_skip (self->scanner, error))
        return FALSE;
      if (!atlas_field_is_list (field))
        break;
      atlas_json_scanner_get_span (self->scanner, NULL, &end);
      atlas_value_borrow_text (value, self->text + start, end - start);
      return TRUE;

    case ATLAS_JSON_STRING:
      if (atlas_field_is_list (field))
        break;
      text = atlas_json_scanner_get_text (self->scanner, &length);
      /* What held escapes lies in the scanner's own buffer. */
      if (text >= self->text && text < self->text + self->length)
        atlas_value_borrow_text (value, text, length);
      else
        atlas_value_set_text (value, text, (gssize) length);
      return TRUE;

    case ATLAS_JSON_NUMBER:
      if (atlas_field_is_list (field))
        break;
      text = atlas_json_scanner_get_text (self->scanner, &length);
      read_number (text, length, value);
      return TRUE;

    default:
      if (!atlas_json_scanner_skip (self->scanner, error))
        return FALSE;
      break;
    }
  note_wrong_type (self, field);
  return TRUE;
}

static gboolean
read_id (AtlasRecordReader *self, GError **error)
{
  AtlasJsonToken token = atlas_json_scanner_next (self->scanner, error);
  gsize length;
  const char *text = atlas_json_scanner_get_text (self->scanner, &length);
  AtlasUuid uuid;

  if (token == ATLAS_JSON_INVALID)
    return FALSE;
  if (self->seen_id)
    note_complaint (self, "id", -1, _ ("is given twice"));
  self->seen_id = TRUE;

  if (token == ATLAS_JSON_NULL)
    return TRUE;
  if (token == ATLAS_JSON_STRING && atlas_uuid_parse (text, (gssize) length, &uuid) &&
      !atlas_uuid_is_nil (&uuid))
    {
      atlas_record_set_uuid (self->record, &uuid);
      return TRUE;
    }
  note_complaint (self, "id", -1,
                  _ ("must be a UUID, such as 123e4567-e89b-42d3-a456-426614174000; or leave it out"));
  return atlas_json_scanner_skip (self->scanner, error);
}

static gboolean
read_kind (AtlasRecordReader *self, GError **error)
{
  AtlasJsonToken token = atlas_json_scanner_next (self->scanner, error);
  gsize length;
  const char *text = atlas_json_scanner_get_text (self->scanner, &length);

  if (token == ATLAS_JSON_INVALID)
    return FALSE;
  if (token != ATLAS_JSON_STRING || length != strlen (self->kind->name) ||
      memcmp (text, self->kind->name, length) != 0)
    {
      g_autofree char *complaint = g_strdup_printf (_ ("must be “%s” here"), self->kind->name);

      note_complaint (self, "kind", -1, complaint);
    }
  return atlas_json_scanner_skip (self->scanner, error);
}

static gboolean
read_unknown (AtlasRecordReader *self, GString *extra, const char *key, gsize length, GError **error)
{
  if (extra->len > 0)
    g_string_append_c (extra, ',');
  atlas_json_append_string (extra, key, (gssize) length);
  g_string_append_c (extra, ':');
  return atlas_json_append_value (extra, self->scanner, error);
}

/* Within a group: its START has been read. */
static gboolean
read_group (AtlasRecordReader *self, const Group *group, GString *extra, GError **error)
{
  AtlasJsonToken token;
  char path[MAX_KEY_SIZE];

  memcpy (path, group->name, group->length);
  path[group->length] = '.';
  while ((token = atlas_json_scanner_next (self->scanner, error)) == ATLAS_JSON_KEY)
    {
      const AtlasField *field = NULL;
      gsize length, n;
      const char *key = atlas_json_scanner_get_text (self->scanner, &length);

      n = group->length + 1 + length;
      if (n < sizeof path)
        {
          memcpy (path + group->length + 1, key, length);
          field = atlas_kind_find_field (self->kind, path, (gssize) n);
        }
      if (field != NULL ? !read_field (self, field, error) : !read_unknown (self, extra, key, length, error))
        return FALSE;
    }
  return token == ATLAS_JSON_OBJECT_END;
}

/* "address": null names all of its parts. */
static void
name_group (AtlasRecordReader *self, const Group *group)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const char *key = self->kind->fields[i].key;

      if (strncmp (key, group->name, group->length) == 0 && key[group->length] == '.')
        self->seen |= G_GUINT64_CONSTANT (1) << i;
    }
}

static gboolean
begin_group (AtlasRecordReader *self, guint index, GError **error)
{
  const Group *group = &self->groups[index];
  AtlasJsonToken token = atlas_json_scanner_next (self->scanner, error);

  if (token == ATLAS_JSON_OBJECT_START)
    return read_group (self, group, self->extras[index], error);
  if (token == ATLAS_JSON_NULL)
    name_group (self, group);
  else if (token != ATLAS_JSON_INVALID)
    note_complaint (self, group->name, (gssize) group->length, _ ("must be an object"));
  return token != ATLAS_JSON_INVALID && atlas_json_scanner_skip (self->scanner, error);
}

static inline gboolean
is_key (const char *key, gsize length, const char *name)
{
  return length == strlen (name) && memcmp (key, name, length) == 0;
}

/* Whether the value after the key says "synthetic"; anything else is kept as unknown. */
static gboolean
read_synthetic (AtlasRecordReader *self, GError **error)
{
  GString *extra = self->extras[MAX_GROUPS];
  gsize before = extra->len;

  if (!read_unknown (self, extra, "synthetic", strlen ("synthetic"), error))
    return FALSE;
  if (!g_str_has_suffix (extra->str, ":true") && !g_str_has_suffix (extra->str, ":false"))
    return TRUE;
  self->synthetic |= g_str_has_suffix (extra->str, ":true");
  g_string_truncate (extra, before);
  return TRUE;
}

static gboolean
read_keys (AtlasRecordReader *self, GError **error)
{
  AtlasJsonToken token;

  while ((token = atlas_json_scanner_next (self->scanner, error)) == ATLAS_JSON_KEY)
    {
      gsize length;
      const char *key = atlas_json_scanner_get_text (self->scanner, &length);
      const AtlasField *field = atlas_kind_find_field (self->kind, key, (gssize) length);
      int group;
      gboolean good;

      if (field != NULL)
        good = read_field (self, field, error);
      else if ((group = find_group (self, key, length)) >= 0)
        good = begin_group (self, (guint) group, error);
      else if (is_key (key, length, "id"))
        good = read_id (self, error);
      else if (is_key (key, length, "kind"))
        good = read_kind (self, error);
      else if (is_key (key, length, "synthetic"))
        good = read_synthetic (self, error);
      else
        good = read_unknown (self, self->extras[MAX_GROUPS], key, length, error);
      if (!good)
        return FALSE;
    }
  return token == ATLAS_JSON_OBJECT_END;
}

/* {"unknown":1,"address":{"unknown":2}} */
static void
set_extra (AtlasRecordReader *self)
{
  GString *out = self->extras[MAX_GROUPS];

  for (guint i = 0; i < self->n_groups; i++)
    {
      GString *entries = self->extras[i];

      if (entries->len == 0)
        continue;
      if (out->len > 0)
        g_string_append_c (out, ',');
      atlas_json_append_string (out, self->groups[i].name, (gssize) self->groups[i].length);
      g_string_append (out, ":{");
      g_string_append_len (out, entries->str, (gssize) entries->len);
      g_string_append_c (out, '}');
    }
  if (out->len == 0)
    return;
  g_string_prepend_c (out, '{');
  g_string_append_c (out, '}');
  atlas_record_set_extra (self->record, out->str);
}

static void
begin (AtlasRecordReader *self, AtlasRecord *record, const char *text, gsize length)
{
  atlas_json_scanner_reset (self->scanner, text, length);
  self->record = record;
  self->text = text;
  self->length = length;
  self->seen = 0;
  self->seen_id = FALSE;
  self->synthetic = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (self->extras); i++)
    if (self->extras[i]->len > 0)
      g_string_truncate (self->extras[i], 0);
  g_clear_error (&self->reason);
  g_clear_pointer (&self->field, g_free);
}

/* After the last token: hands on what was wrong, if anything. */
static gboolean
end (AtlasRecordReader *self, AtlasRecordFault *fault, GError **error)
{
  if (self->reason == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->reason));
  fault->field = g_steal_pointer (&self->field);
  return FALSE;
}

static gboolean
break_off (AtlasRecordReader *self, AtlasRecordFault *fault)
{
  atlas_json_scanner_get_span (self->scanner, &fault->at, NULL);
  return FALSE;
}

gboolean
atlas_record_check_apart (AtlasRecord *record, const char **key, GError **error)
{
  const AtlasField *field = NULL;
  GError *reason = NULL;
  gsize n;

  g_return_val_if_fail (record != NULL, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (atlas_record_check (record, &field, &reason))
    return TRUE;
  n = strlen (field->key);
  if (strncmp (reason->message, field->key, n) == 0 && strncmp (reason->message + n, ": ", 2) == 0)
    {
      char *message = g_strdup (reason->message + n + 2);

      g_free (reason->message);
      reason->message = message;
    }
  *key = field->key;
  g_propagate_error (error, reason);
  return FALSE;
}

gboolean
atlas_record_check_others (AtlasRecord *record, guint64 good, const char **key, GError **error)
{
  const AtlasKind *kind = atlas_record_get_kind (record);
  const AtlasValue *values = atlas_record_get_values (record);
  const AtlasField *field = NULL;
  gboolean all = TRUE;

  g_return_val_if_fail (key != NULL, FALSE);

  for (guint i = 0; i < kind->n_fields && all; i++)
    all = (good >> i & 1) != 0 ||
          (values[i].type == ATLAS_VALUE_NULL && (kind->fields[i].flags & ATLAS_FIELD_REQUIRED) == 0);
  /* Where anything is left to be said, all of it is: in the order of the fields. */
  if (all && (kind->check == NULL || kind->check (record, &field, NULL)))
    return TRUE;
  return atlas_record_check_apart (record, key, error);
}

/* Checks what the fields themselves can't see, and puts the values into their stored form. */
static void
check (AtlasRecordReader *self)
{
  const char *key = NULL;
  GError *reason = NULL;

  if (self->reason == NULL && !atlas_record_check_apart (self->record, &key, &reason))
    note_fault (self, key, -1, reason);
}

gboolean
atlas_record_reader_read (AtlasRecordReader *self,
                          const char *text,
                          gsize length,
                          AtlasRecord *record,
                          AtlasRecordFault *fault,
                          GError **error)
{
  AtlasJsonToken token;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);
  g_return_val_if_fail (fault != NULL, FALSE);

  *fault = (AtlasRecordFault){ 0 };
  begin (self, record, text, length);
  list_groups (self, atlas_record_get_kind (record));

  token = atlas_json_scanner_next (self->scanner, error);
  if (token == ATLAS_JSON_INVALID)
    return break_off (self, fault);
  if (token == ATLAS_JSON_OBJECT_START)
    {
      if (!read_keys (self, error))
        return break_off (self, fault);
    }
  else
    {
      note_complaint (self, NULL, -1, _ ("a record must be an object"));
      if (!atlas_json_scanner_skip (self->scanner, error))
        return break_off (self, fault);
    }
  if (atlas_json_scanner_next (self->scanner, error) == ATLAS_JSON_INVALID)
    return break_off (self, fault);

  set_extra (self);
  check (self);
  return end (self, fault, error);
}

const AtlasKind *
atlas_record_reader_find_kind (
  AtlasRecordReader *self, const char *text, gsize length, AtlasRecordFault *fault, GError **error)
{
  const AtlasKind *kind = NULL;
  gboolean found = FALSE;
  AtlasJsonToken token;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (fault != NULL, NULL);

  *fault = (AtlasRecordFault){ 0 };
  begin (self, NULL, text, length);
  token = atlas_json_scanner_next (self->scanner, error);
  if (token == ATLAS_JSON_INVALID)
    {
      break_off (self, fault);
      return NULL;
    }
  if (token != ATLAS_JSON_OBJECT_START)
    {
      note_complaint (self, NULL, -1, _ ("a record must be an object"));
      end (self, fault, error);
      return NULL;
    }

  while (!found && (token = atlas_json_scanner_next (self->scanner, error)) == ATLAS_JSON_KEY)
    {
      gsize n;
      const char *key = atlas_json_scanner_get_text (self->scanner, &n);

      found = is_key (key, n, "kind");
      if (!found && !atlas_json_scanner_skip (self->scanner, error))
        token = ATLAS_JSON_INVALID;
      if (token == ATLAS_JSON_INVALID)
        break;
    }
  if (found)
    token = atlas_json_scanner_next (self->scanner, error);
  if (token == ATLAS_JSON_INVALID)
    {
      break_off (self, fault);
      return NULL;
    }

  if (found && token == ATLAS_JSON_STRING)
    {
      gsize n;
      const char *name = atlas_json_scanner_get_text (self->scanner, &n);

      for (guint i = 0; kind == NULL && atlas_kinds ()[i] != NULL; i++)
        if (is_key (name, n, atlas_kinds ()[i]->name))
          kind = atlas_kinds ()[i];
    }
  if (kind == NULL)
    {
      g_autoptr (GString) names = g_string_new (NULL);
      g_autofree char *complaint = NULL;

      for (guint i = 0; atlas_kinds ()[i] != NULL; i++)
        g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", atlas_kinds ()[i]->name);
      complaint = g_strdup_printf (found ? _ ("must be one of: %s") : _ ("is missing; it must be one of: %s"),
                                   names->str);
      note_complaint (self, "kind", -1, complaint);
      end (self, fault, error);
    }
  return kind;
}

guint64
atlas_record_reader_get_named (AtlasRecordReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->seen;
}

gboolean
atlas_record_reader_get_synthetic (AtlasRecordReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->synthetic;
}
