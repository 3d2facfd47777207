/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-points-text.h"

#include <math.h>
#include <string.h>

#include "atlas-i18n.h"

/* Bytes of a word that an error shows, and that a number may have. */
#define MAX_SHOWN  40
#define MAX_NUMBER 64

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f' || c == '\0';
}

void
atlas_points_text_init (AtlasPointsText *self, const char *text, gsize length, const char *name)
{
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  *self = (AtlasPointsText){ name, text, text + length, text, text, 0 };
}

static void
skip_blanks (AtlasPointsText *self)
{
  while (self->at < self->line_end && is_blank (*self->at))
    self->at++;
}

gboolean
atlas_points_text_next_line (AtlasPointsText *self)
{
  while (self->next < self->end)
    {
      const char *end = memchr (self->next, '\n', (gsize) (self->end - self->next));

      self->at = self->next;
      self->line_end = end ? end : self->end;
      self->next = end ? end + 1 : self->end;
      self->line++;
      skip_blanks (self);
      if (self->at < self->line_end)
        return TRUE;
    }
  self->at = self->line_end = self->end;
  return FALSE;
}

gboolean
atlas_points_text_next_word (AtlasPointsText *self, const char **word, gsize *length)
{
  skip_blanks (self);
  *word = self->at;
  while (self->at < self->line_end && !is_blank (*self->at))
    self->at++;
  *length = (gsize) (self->at - *word);
  return *length > 0;
}

static char *
dup_shown (const char *word, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (word, (gssize) MIN (length, MAX_SHOWN));

  return g_strconcat (valid, length > MAX_SHOWN ? "…" : NULL, NULL);
}

gboolean
atlas_points_text_next_number (AtlasPointsText *self, const char *what, double *number, GError **error)
{
  const char *word;
  gsize length;
  char copy[MAX_NUMBER + 1];
  char *end = copy;

  if (!atlas_points_text_next_word (self, &word, &length))
    return atlas_points_text_fail (self, error, _ ("the number for %s is missing"), what);
  if (length <= MAX_NUMBER)
    {
      memcpy (copy, word, length);
      copy[length] = '\0';
      *number = g_ascii_strtod (copy, &end);
    }
  if (end != copy + length || !isfinite (*number) || fabs (*number) > ATLAS_POINTS_TEXT_MAX)
    {
      g_autofree char *shown = dup_shown (word, length);

      return atlas_points_text_fail (self, error, _ ("“%s” is no number for %s"), shown, what);
    }
  return TRUE;
}

gboolean
atlas_points_text_next_whole (
  AtlasPointsText *self, const char *what, guint min, guint max, guint *number, GError **error)
{
  double value;

  if (!atlas_points_text_next_number (self, what, &value, error))
    return FALSE;
  if (value != floor (value) || value < min || value > max)
    return atlas_points_text_fail (self, error, _ ("%s must be a whole number from %u to %u"), what, min,
                                   max);
  *number = (guint) value;
  return TRUE;
}

gboolean
atlas_points_text_end_line (AtlasPointsText *self, GError **error)
{
  const char *word;
  gsize length;
  g_autofree char *shown = NULL;

  if (!atlas_points_text_next_word (self, &word, &length))
    return TRUE;
  shown = dup_shown (word, length);
  return atlas_points_text_fail (self, error, _ ("“%s” is one value too many"), shown);
}

gboolean
atlas_points_text_fail (AtlasPointsText *self, GError **error, const char *format, ...)
{
  g_autofree char *what = NULL, *line = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (self->line, 1));
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  /* Translators: a file, the number of a line in it, and what is wrong there. */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("%s: line %s: %s"), self->name, line, what);
  return FALSE;
}
