/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-consent.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-row-record-private.h"
#include "atlas-row-value.h"

/* What the cells of a row become. */

/* --- What can't be taken as it should. */

/* Takes @reason. */
void
atlas_row_note_fault (AtlasRowRecords *self, const char *field, GError *reason)
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

void
atlas_row_keep (AtlasRowRecords *self, const char *name, const char *text, gssize length)
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
    atlas_row_keep (self, g_ptr_array_index (self->names, column), rest, -1);
}

/* Takes @reason: @rest of a cell was not understood. */
static void
not_understood (AtlasRowRecords *self, guint column, const char *rest, GError *reason)
{
  const AtlasMapColumn *map = &self->mapping->columns[column];

  /* An estimate is nothing but its values: without its province it would be another. */
  if (map->reason == ATLAS_MAP_BY_KEY || self->mapping->kind == &atlas_kind_estimate ||
      (map->field != NULL && (map->field->flags & ATLAS_FIELD_REQUIRED) != 0))
    atlas_row_note_fault (self, map->field != NULL ? map->field->key : map->heading, reason);
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
        self->good |= ATLAS_ROW_BIT_OF (self, map->field);
      return;
    }
  self->good &= ~ATLAS_ROW_BIT_OF (self, map->field);
  context.country = map->field == self->country ? NULL : get_country (self);
  if (!atlas_clean (map->field, text, length, &context, &value, &rest, &error))
    not_understood (self, column, rest, error);
  if (value.type != ATLAS_VALUE_NULL && !atlas_row_value_add (map->field, ours, &value))
    atlas_row_keep (self, g_ptr_array_index (self->names, column), text, (gssize) length);
}

void
atlas_row_set_text (AtlasRowRecords *self, const char *key, const char *text)
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

/* Whether another column has told all of it. */
static gboolean
has_name (AtlasRowRecords *self)
{
  return self->has_whole_name || (atlas_record_get_text (self->record, "given_name") != NULL &&
                                  atlas_record_get_text (self->record, "family_name") != NULL);
}

static void
take_name (AtlasRowRecords *self, guint column, AtlasNameOrder order, const char *text)
{
  g_auto (AtlasCleanName) name = { 0 };

  if (has_name (self))
    {
      atlas_row_keep (self, g_ptr_array_index (self->names, column), text, -1);
      return;
    }
  /* As messengers mark a name that its owner chose. */
  while (*text == '~' || *text == ' ')
    text++;

  /* A messenger has the number where somebody has no name; another column may. */
  if (!has_letter (text))
    {
      if (self->nameless != NULL)
        atlas_row_keep (self, g_ptr_array_index (self->names, column), text, -1);
      else
        {
          self->nameless = g_strdup (text);
          self->nameless_column = column;
        }
      return;
    }
  self->has_whole_name = TRUE;
  atlas_clean_name (text, order, &name);
  atlas_row_set_text (self, "given_name", name.given);
  atlas_row_set_text (self, "family_name", name.family);
  if (name.other[0] != '\0')
    atlas_row_keep (self, "name title", name.other, -1);
  self->sex = name.sex;
}

void
atlas_row_settle_name (AtlasRowRecords *self)
{
  if (self->nameless == NULL)
    return;
  /* The last row of many a list counts the others. */
  if (atlas_record_get_text (self->record, "given_name") == NULL &&
      atlas_record_get_text (self->record, "family_name") == NULL)
    atlas_row_note_fault (
      self, "given_name",
      g_error_new (ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, _ ("“%s” is no name"), self->nameless));
  else
    atlas_row_keep (self, g_ptr_array_index (self->names, self->nameless_column), self->nameless, -1);
}

static void
take_address (AtlasRowRecords *self, const char *text)
{
  g_auto (AtlasCleanAddress) address = { 0 };

  atlas_clean_address (text, get_country (self), &address);
  atlas_row_set_text (self, "address.street", address.street);
  atlas_row_set_text (self, "address.city", address.city);
  atlas_row_set_text (self, "address.region", address.region);
  atlas_row_set_text (self, "address.postcode", address.postcode);
  atlas_row_set_text (self, "address.country", address.country);
}

GError *
atlas_row_make_reason (const char *words)
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
    not_understood (self, column, text,
                    atlas_row_make_reason (_ ("is no position; write it as 45.4215, -75.6972")));
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
  self->good &= ~ATLAS_ROW_BIT_OF (self, field);
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
    not_understood (self, column, text, atlas_row_make_reason (_ ("is neither yes nor no")));
  else if (how == ATLAS_MAP_DECEASED)
    atlas_row_set_text (self, "status", yes ? "deceased" : NULL);
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
    atlas_row_note_fault (
      self, "id",
      atlas_row_make_reason (
        _ ("must be a UUID, such as 123e4567-e89b-42d3-a456-426614174000; or leave it out")));
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
    atlas_row_note_fault (self, "extra",
                          atlas_row_make_reason (_ ("must be an object of JSON; or leave it out")));
}

void
atlas_row_take_cell (AtlasRowRecords *self, guint column, const char *text, gsize length)
{
  const AtlasMapColumn *map = &self->mapping->columns[column];
  g_autofree char *cleaned = NULL;

  if (map->how == ATLAS_MAP_LEAVE)
    return;
  if (memchr (text, '\0', length) != NULL)
    {
      atlas_row_note_fault (self, map->field != NULL ? map->field->key : map->heading,
                            atlas_row_make_reason (_ ("must not contain a NUL character")));
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
      take_name (self, column, ATLAS_NAME_ORDER_GIVEN_FIRST, cleaned);
      break;
    case ATLAS_MAP_FAMILY_FIRST:
      take_name (self, column, ATLAS_NAME_ORDER_FAMILY_FIRST, cleaned);
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
      atlas_row_keep (self, g_ptr_array_index (self->names, column), cleaned, -1);
      break;
    }
}
