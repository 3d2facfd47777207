/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-value.h"

#include <string.h>

void
atlas_value_clear (AtlasValue *value)
{
  g_return_if_fail (value != NULL);

  if (value->type == ATLAS_VALUE_TEXT && !value->borrowed)
    g_free (value->text);
  memset (value, 0, sizeof *value);
}

void
atlas_value_copy (const AtlasValue *from, AtlasValue *to)
{
  g_return_if_fail (from != NULL);
  g_return_if_fail (to != NULL);

  if (from == to)
    return;
  if (from->type == ATLAS_VALUE_TEXT)
    {
      atlas_value_set_text (to, from->text, from->length);
      return;
    }
  atlas_value_clear (to);
  *to = *from;
}

void
atlas_value_set_integer (AtlasValue *value, gint64 integer)
{
  atlas_value_clear (value);
  value->type = ATLAS_VALUE_INTEGER;
  value->integer = integer;
}

void
atlas_value_set_real (AtlasValue *value, double real)
{
  atlas_value_clear (value);
  value->type = ATLAS_VALUE_REAL;
  value->real = real;
}

void
atlas_value_set_text (AtlasValue *value, const char *text, gssize length)
{
  gsize n;
  char *copy;

  g_return_if_fail (value != NULL);

  if (text == NULL)
    {
      atlas_value_clear (value);
      return;
    }

  n = length < 0 ? strlen (text) : (gsize) length;
  copy = g_strndup (text, n);
  atlas_value_clear (value);
  value->type = ATLAS_VALUE_TEXT;
  value->length = (guint32) n;
  value->text = copy;
}

void
atlas_value_take_text (AtlasValue *value, char *text)
{
  atlas_value_clear (value);
  if (text == NULL)
    return;
  value->type = ATLAS_VALUE_TEXT;
  value->length = (guint32) strlen (text);
  value->text = text;
}

void
atlas_value_borrow_text (AtlasValue *value, const char *text, gsize length)
{
  g_return_if_fail (text != NULL);
  g_return_if_fail (length <= G_MAXUINT32);

  atlas_value_clear (value);
  value->type = ATLAS_VALUE_TEXT;
  value->borrowed = TRUE;
  value->length = (guint32) length;
  value->text = (char *) text;
}

gboolean
atlas_value_equal (const AtlasValue *a, const AtlasValue *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  if (a->type != b->type)
    return FALSE;

  switch ((AtlasValueType) a->type)
    {
    case ATLAS_VALUE_NULL:
      return TRUE;
    case ATLAS_VALUE_INTEGER:
      return a->integer == b->integer;
    case ATLAS_VALUE_REAL:
      return memcmp (&a->real, &b->real, sizeof a->real) == 0 || a->real == b->real;
    case ATLAS_VALUE_TEXT:
      return a->length == b->length && memcmp (a->text, b->text, a->length) == 0;
    default:
      g_assert_not_reached ();
    }
}
