/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-field.h"

#include <math.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-list.h"
#include "atlas-number.h"
#include "atlas-record.h"

#define MAX_TEXT      1024
#define MAX_LONG_TEXT (64 * 1024)
/* Of the JSON of a whole list. */
#define MAX_LIST (4 * 1024 * 1024)

const char *
atlas_field_get_label (const AtlasField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return _ (self->label);
}

const char *
atlas_field_get_group (const AtlasField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->group ? _ (self->group) : NULL;
}

guint
atlas_field_get_max_length (const AtlasField *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->max_length != 0)
    return self->max_length;
  return self->type == ATLAS_FIELD_LONG_TEXT ? MAX_LONG_TEXT : MAX_TEXT;
}

void
atlas_field_normalise (const AtlasField *self, AtlasValue *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (value != NULL);

  switch (self->type)
    {
    case ATLAS_FIELD_INTEGER:
    case ATLAS_FIELD_YEAR:
    case ATLAS_FIELD_LEVEL:
      /* Within ±2^53 every integer has its own double. */
      if (value->type == ATLAS_VALUE_REAL && value->real == trunc (value->real) &&
          fabs (value->real) <= 9007199254740992.0)
        atlas_value_set_integer (value, (gint64) value->real);
      return;

    case ATLAS_FIELD_REAL:
      if (value->type == ATLAS_VALUE_INTEGER)
        atlas_value_set_real (value, (double) value->integer);
      else if (value->type == ATLAS_VALUE_REAL && value->real == 0)
        value->real = 0; /* no -0 */
      return;

    default:
      break;
    }

  if (value->type != ATLAS_VALUE_TEXT)
    return;
  if (value->length == 0)
    atlas_value_clear (value);
  else if (atlas_field_is_list (self))
    atlas_list_normalise (self, value);
  else if ((self->flags & ATLAS_FIELD_LOWER_CASE) != 0)
    {
      for (guint i = 0; i < value->length; i++)
        if (g_ascii_isupper (value->text[i]))
          {
            atlas_value_take_text (value, g_ascii_strdown (value->text, value->length));
            break;
          }
    }
  else if (self->type == ATLAS_FIELD_TIMESTAMP)
    {
      char buffer[ATLAS_DATE_TEXT_SIZE];

      /* "2026-11-24T07:00:00Z", as most are; whether it is a time the check will tell. A 60th second would
         not stay one. */
      if (value->length == 20 && value->text[19] == 'Z' && value->text[10] == 'T' && value->text[17] < '6')
        return;
      if (atlas_timestamp_normalise (value->text, value->length, buffer) &&
          (value->length != strlen (buffer) || memcmp (buffer, value->text, value->length) != 0))
        atlas_value_set_text (value, buffer, -1);
    }
}

gboolean
atlas_field_is_within (const AtlasField *self, const char *object)
{
  gsize length;

  g_return_val_if_fail (self != NULL && object != NULL, FALSE);

  length = strlen (object);
  return strncmp (self->key, object, length) == 0 && self->key[length] == '.';
}

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, format, args));
  va_end (args);
  return FALSE;
}

static gboolean
refuse_long (gsize length, gsize limit, GError **error)
{
  g_autofree char *has = atlas_number_format ((gint64) length);
  g_autofree char *most = atlas_number_format ((gint64) limit);

  return refuse (error, _ ("is too long: it has %s bytes, and at most %s fit"), has, most);
}

/* The current year costs a look at the clock and the time zone, so ask only when a year comes near it. */
static gboolean
check_year (const AtlasField *self, gint64 year, GError **error)
{
  const int surely_past = 2024;
  int maximum = (int) self->maximum;

  if (year >= self->minimum && year <= (maximum != 0 ? maximum : surely_past))
    return TRUE;
  if (maximum == 0)
    maximum = atlas_date_this_year ();
  if (year >= self->minimum && year <= maximum)
    return TRUE;
  return refuse (error, _ ("must be a year between %d and %d"), (int) self->minimum, maximum);
}

static gboolean
check_number (const AtlasField *self, const AtlasValue *value, GError **error)
{
  double number;

  if (self->type == ATLAS_FIELD_REAL)
    {
      if (value->type != ATLAS_VALUE_REAL || !isfinite (value->real))
        return refuse (error, _ ("must be a number"));
      number = value->real;
    }
  else
    {
      if (value->type != ATLAS_VALUE_INTEGER)
        return refuse (error, self->type == ATLAS_FIELD_YEAR ? _ ("must be a year of four digits")
                                                             : _ ("must be a whole number"));
      if (self->type == ATLAS_FIELD_YEAR)
        return check_year (self, value->integer, error);
      number = (double) value->integer;
    }

  if (self->minimum == 0 && self->maximum == 0)
    return TRUE;
  if (number >= self->minimum && number <= self->maximum)
    return TRUE;
  if (self->type == ATLAS_FIELD_LEVEL)
    {
      g_autofree char *complaint = atlas_vocabulary_dup_complaint (self->vocabulary);

      return refuse (error, "%s", complaint);
    }
  return refuse (error, _ ("must be between %.0f and %.0f"), self->minimum, self->maximum);
}

static gboolean
check_text (const AtlasField *self, const char *text, gsize length, GError **error)
{
  gint64 seconds;

  if (memchr (text, '\0', length) != NULL)
    return refuse (error, _ ("must not contain a NUL character"));

  switch (self->type)
    {
    case ATLAS_FIELD_DATE:
      if (!atlas_date_is_valid (text, (gssize) length))
        return refuse (error, _ ("must be a day of the calendar, written as 2026-11-24"));
      return TRUE;
    case ATLAS_FIELD_TIMESTAMP:
      if (!atlas_timestamp_parse (text, (gssize) length, &seconds, NULL))
        return refuse (error, _ ("must be a date and time, written as 2026-11-24T07:00:00Z"));
      return TRUE;
    case ATLAS_FIELD_DATE_TIME:
      /* A bare date has no time; and the year must have four digits for texts to sort by time. */
      if (length <= 10 || length >= ATLAS_DATE_TEXT_SIZE ||
          !atlas_timestamp_parse (text, (gssize) length, &seconds, NULL))
        return refuse (error, _ ("must be a date and time with its offset from UTC, written as "
                                 "2026-11-24T18:30:00-05:00"));
      return TRUE;
    case ATLAS_FIELD_CHOICE:
      if (!atlas_vocabulary_accepts (self->vocabulary, text, (gssize) length))
        {
          g_autofree char *complaint = atlas_vocabulary_dup_complaint (self->vocabulary);

          return refuse (error, "%s", complaint);
        }
      return TRUE;
    default:
      /* The form first: "must be a code such as CA-ON" says more than a limit does. */
      if (self->check != NULL && !self->check (self, text, length, error))
        return FALSE;
      if (length > atlas_field_get_max_length (self))
        return refuse_long (length, atlas_field_get_max_length (self), error);
      return TRUE;
    }
}

gboolean
atlas_field_check_value (const AtlasField *self, const AtlasValue *value, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  if (value->type == ATLAS_VALUE_NULL)
    return TRUE;

  switch (self->type)
    {
    case ATLAS_FIELD_INTEGER:
    case ATLAS_FIELD_REAL:
    case ATLAS_FIELD_YEAR:
    case ATLAS_FIELD_LEVEL:
      return check_number (self, value, error);

    case ATLAS_FIELD_TEXT_LIST:
    case ATLAS_FIELD_CHOICE_LIST:
    case ATLAS_FIELD_ITEM_LIST:
      if (value->type != ATLAS_VALUE_TEXT)
        return refuse (error, _ ("must be a list"));
      if (value->length > MAX_LIST)
        return refuse_long (value->length, MAX_LIST, error);
      return atlas_list_check (self, value->text, value->length, error);

    default:
      if (value->type != ATLAS_VALUE_TEXT)
        return refuse (error, _ ("must be a text"));
      return check_text (self, value->text, value->length, error);
    }
}
