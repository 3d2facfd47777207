/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-xlsx-strings.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "atlas-i18n.h"
#include "atlas-xlsx-xml.h"

#define MAX_STRINGS (32 * 1024 * 1024)
#define MAX_BYTES   (G_GUINT64_CONSTANT (4) * 1024 * 1024 * 1024 - 1)

struct _AtlasXlsxStrings
{
  GArray *ends;  /* guint32: where each text ends in all of them */
  GString *text; /* of which the first bytes lie in the file, where there is one */
  gsize in_memory;

  int fd; /* -1: none */
  guint64 n_filed;
  char *mapped; /* all of them, once read */

  /* While reading. */
  gsize start; /* of the text that is being read, in `text` */
  gboolean in_item, in_text;
  guint phonetic;
};

/* --- escapes
 * ------------------------------------------------------------------------------------------------ */

/* The unit of an escape that @at begins; -1 if it begins none. */
static int
read_escape (const char *at, const char *end)
{
  int unit = 0;

  if (end - at < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_')
    return -1;
  for (int i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }
  return unit;
}

void
atlas_xlsx_unescape (GString *text, gsize start)
{
  char *to;
  const char *at, *end;

  g_return_if_fail (text != NULL && start <= text->len);

  at = strstr (text->str + start, "_x");
  if (at == NULL)
    return;
  to = text->str + (at - text->str);
  end = text->str + text->len;
  /* In place: no character is longer than its escape. */
  while (at < end)
    {
      int unit = *at == '_' ? read_escape (at, end) : -1;
      gunichar c;

      if (unit < 0)
        {
          *to++ = *at++;
          continue;
        }
      at += 7;
      c = (gunichar) unit;
      if (unit >= 0xd800 && unit < 0xdc00)
        {
          int low = read_escape (at, end);

          if (low >= 0xdc00 && low < 0xe000)
            {
              c = 0x10000 + ((gunichar) (unit - 0xd800) << 10) + (gunichar) (low - 0xdc00);
              at += 7;
            }
        }
      if (c == 0 || (c >= 0xd800 && c < 0xe000))
        c = 0xfffd;
      to += g_unichar_to_utf8 (c, to);
    }
  g_string_truncate (text, (gsize) (to - text->str));
}

/* --- reading
 * ------------------------------------------------------------------------------------------------ */

static gboolean
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, bytes, length);

      if (n < 0 && errno != EINTR)
        return FALSE;
      if (n > 0)
        {
          bytes += n;
          length -= (gsize) n;
        }
    }
  return TRUE;
}

/* Moves what is in memory into the file. */
static gboolean
spill (AtlasXlsxStrings *self)
{
  if (self->fd < 0)
    {
      g_autofree char *path = NULL;

      self->fd = g_file_open_tmp ("diaspora-atlas-XXXXXX", &path, NULL);
      if (self->fd < 0)
        return FALSE;
      g_unlink (path);
    }
  if (!write_all (self->fd, self->text->str, self->text->len))
    return FALSE;
  self->n_filed += self->text->len;
  g_string_truncate (self->text, 0);
  return TRUE;
}

static void
end_item (AtlasXlsxXml *xml, AtlasXlsxStrings *self)
{
  guint64 total;
  guint32 end;

  atlas_xlsx_unescape (self->text, self->start);
  total = self->n_filed + self->text->len;
  if (self->ends->len == MAX_STRINGS || total > MAX_BYTES)
    {
      atlas_xlsx_xml_fail (
        xml, ATLAS_IMPORT_ERROR_TOO_BIG,
        _ ("the workbook holds more text than can be read at once; save the sheet as CSV and "
           "import that"));
      return;
    }
  end = (guint32) total;
  g_array_append_val (self->ends, end);
  if (self->text->len > self->in_memory && !spill (self))
    atlas_xlsx_xml_fail (xml, ATLAS_IMPORT_ERROR_TOO_BIG,
                         _ ("the workbook holds more text than memory allows, and the folder for temporary "
                            "files has no room for it"));
}

/* <si> holds <t>, or several <r> with a <t> each; <rPh>, which tells how East Asian words are said, holds one
 * too that is no part of the text. */
static void
on_start (AtlasXlsxXml *xml, const char *element, const AtlasXlsxAttributes *attributes, gpointer data)
{
  AtlasXlsxStrings *self = data;

  if (strcmp (element, "si") == 0)
    {
      self->in_item = TRUE;
      self->start = self->text->len;
    }
  else if (strcmp (element, "rPh") == 0)
    self->phonetic++;
  else if (strcmp (element, "t") == 0)
    self->in_text = self->in_item && self->phonetic == 0;
}

static void
on_end (AtlasXlsxXml *xml, const char *element, gpointer data)
{
  AtlasXlsxStrings *self = data;

  if (strcmp (element, "t") == 0)
    self->in_text = FALSE;
  else if (strcmp (element, "rPh") == 0)
    self->phonetic -= self->phonetic > 0;
  else if (strcmp (element, "si") == 0 && self->in_item)
    {
      self->in_item = FALSE;
      end_item (xml, self);
    }
}

static void
on_text (AtlasXlsxXml *xml, const char *text, gsize length, gpointer data)
{
  AtlasXlsxStrings *self = data;

  if (!self->in_text)
    return;
  if (self->text->len - self->start + length > ATLAS_XLSX_MAX_TEXT)
    {
      atlas_xlsx_xml_fail (xml, ATLAS_IMPORT_ERROR_TOO_BIG,
                           _ ("the workbook holds a text longer than 1 MiB in one cell; shorten it there"));
      return;
    }
  g_string_append_len (self->text, text, (gssize) length);
}

/* Puts everything into one place to look into. */
static gboolean
conclude (AtlasXlsxStrings *self, GError **error)
{
  void *mapped;

  if (self->fd < 0)
    {
      self->mapped = self->text->str;
      return TRUE;
    }
  if (spill (self))
    {
      mapped = mmap (NULL, (gsize) self->n_filed, PROT_READ, MAP_PRIVATE, self->fd, 0);
      if (mapped != MAP_FAILED)
        {
          self->mapped = mapped;
          return TRUE;
        }
    }
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  return FALSE;
}

AtlasXlsxStrings *
atlas_xlsx_strings_read (
  AtlasXlsxPackage *package, const char *name, gsize in_memory, GCancellable *cancellable, GError **error)
{
  static const AtlasXlsxHandler handler = { .start = on_start, .end = on_end, .text = on_text };
  g_autoptr (AtlasXlsxStrings) self = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (package != NULL, NULL);

  self = g_new0 (AtlasXlsxStrings, 1);
  self->fd = -1;
  self->in_memory = in_memory;
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->text = g_string_new (NULL);
  if (name != NULL && !atlas_xlsx_xml_read_part (package, name, &handler, self, cancellable, &failure) &&
      failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return conclude (self, error) ? g_steal_pointer (&self) : NULL;
}

void
atlas_xlsx_strings_free (AtlasXlsxStrings *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    {
      if (self->mapped != NULL)
        munmap (self->mapped, (gsize) self->n_filed);
      close (self->fd);
    }
  g_array_unref (self->ends);
  g_string_free (self->text, TRUE);
  g_free (self);
}

guint
atlas_xlsx_strings_get_n (AtlasXlsxStrings *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->ends->len;
}

const char *
atlas_xlsx_strings_get (AtlasXlsxStrings *self, guint index, gsize *length)
{
  const guint32 *ends;
  guint32 start;

  g_return_val_if_fail (self != NULL && index < self->ends->len, NULL);

  ends = (const guint32 *) (gconstpointer) self->ends->data;
  start = index > 0 ? ends[index - 1] : 0;
  *length = ends[index] - start;
  return self->mapped + start;
}
