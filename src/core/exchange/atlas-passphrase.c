/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-passphrase.h"

#include <math.h>
#include <string.h>
#include <sys/mman.h>

#include "atlas-i18n.h"

#define MAX_LENGTH 4096

struct _AtlasPassphrase
{
  gsize length;
  char text[];
};

static AtlasPassphrase *
passphrase_new (const char *text, gsize length, GError **error)
{
  const char *wrong = NULL;
  AtlasPassphrase *self;

  if (length == 0)
    wrong = _ ("the passphrase is empty");
  else if (length > MAX_LENGTH)
    wrong = _ ("the passphrase is too long");
  else if (memchr (text, '\n', length) != NULL || memchr (text, '\0', length) != NULL)
    wrong = _ ("a passphrase is one line of text");
  if (wrong != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, wrong);
      return NULL;
    }

  self = g_atomic_rc_box_alloc0 (sizeof *self + length + 1);
  mlock (self, sizeof *self + length + 1);
  self->length = length;
  memcpy (self->text, text, length);
  return self;
}

AtlasPassphrase *
atlas_passphrase_new (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return passphrase_new (text, strlen (text), error);
}

AtlasPassphrase *
atlas_passphrase_new_from_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *name = NULL;
  AtlasPassphrase *self = NULL;
  char text[MAX_LENGTH + 2];
  const char *end;
  gsize length;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  name = g_file_get_parse_name (file);
  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return NULL;
  if (g_input_stream_read_all (G_INPUT_STREAM (stream), text, sizeof text, &length, cancellable, error))
    {
      end = memchr (text, '\n', length);
      if (end != NULL)
        length = (gsize) (end - text);
      if (length > 0 && text[length - 1] == '\r')
        length--;
      self = passphrase_new (text, length, error);
    }
  explicit_bzero (text, sizeof text);
  if (self == NULL)
    g_prefix_error (error, "%s: ", name);
  return self;
}

AtlasPassphrase *
atlas_passphrase_ref (AtlasPassphrase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
wipe (gpointer data)
{
  AtlasPassphrase *self = data;
  gsize size = sizeof *self + self->length + 1;

  explicit_bzero (self, size);
  munlock (self, size);
}

void
atlas_passphrase_unref (AtlasPassphrase *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, wipe);
}

const char *
atlas_passphrase_get_text (const AtlasPassphrase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/* The bits of a character, by what kinds of them there are. */
static double
find_bits (const char *text)
{
  gboolean lower = FALSE, upper = FALSE, digit = FALSE, other = FALSE;
  double n;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      lower |= g_unichar_islower (c);
      upper |= g_unichar_isupper (c);
      digit |= g_unichar_isdigit (c);
      other |= !g_unichar_isalnum (c) && c != ' ';
    }
  /* Words, or a sentence. */
  if (!digit && !other)
    return 2.5;
  n = 26 * lower + 26 * upper + 10 * digit + 32 * other;
  return log2 (n);
}

AtlasStrength
atlas_passphrase_estimate (const char *text)
{
  gunichar before = 0;
  gint64 step_before = G_MAXINT64;
  double bits = 0, each;

  g_return_val_if_fail (text != NULL, ATLAS_STRENGTH_WEAK);

  each = find_bits (text);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gint64 step = (gint64) c - before;

      if (c != ' ')
        bits += ABS (step) <= 1 && step == step_before ? 0.5 : each;
      before = c;
      step_before = step;
    }
  return bits < 40 ? ATLAS_STRENGTH_WEAK : bits < 60 ? ATLAS_STRENGTH_FAIR : ATLAS_STRENGTH_GOOD;
}
