/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-vcard-reader.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-import.h"
#include "atlas-vcard-card.h"
#include "atlas-vcard-lines.h"

struct _AtlasVcardReader
{
  AtlasRowReader parent_instance;

  AtlasVcardLines *lines;
  AtlasVcardCard *card;
  gboolean headed;
  AtlasCell cells[ATLAS_VCARD_N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (AtlasVcardReader, atlas_vcard_reader, ATLAS_TYPE_ROW_READER)

static void
give (AtlasVcardReader *self, gint64 line, AtlasRow *row)
{
  for (guint i = 0; i < ATLAS_VCARD_N_COLUMNS; i++)
    {
      self->cells[i].text = self->headed ? self->card->columns[i]->str : atlas_vcard_column_get_heading (i);
      self->cells[i].length = self->headed ? self->card->columns[i]->len : strlen (self->cells[i].text);
    }
  row->cells = self->cells;
  row->n_cells = ATLAS_VCARD_N_COLUMNS;
  row->line = line;
  row->literal = TRUE;
}

static gboolean
is_vcard (const AtlasVcardLine *line)
{
  g_autofree char *text = g_strstrip (g_strdup (line->value));

  return g_ascii_strcasecmp (text, "VCARD") == 0;
}

static gboolean
atlas_vcard_reader_next (AtlasRowReader *base, AtlasRow *row, GCancellable *cancellable, GError **error)
{
  AtlasVcardReader *self = ATLAS_VCARD_READER (base);
  g_autoptr (GError) local_error = NULL;
  AtlasVcardLine line;
  gint64 begin = 0;
  guint depth = 0; /* an agent's card stands within another */

  atlas_vcard_card_clear (self->card);
  if (!self->headed)
    {
      give (self, 1, row);
      self->headed = TRUE;
      return TRUE;
    }

  while (atlas_vcard_lines_next (self->lines, &line, cancellable, &local_error))
    {
      if (strcmp (line.name, "BEGIN") == 0 && is_vcard (&line))
        {
          depth++;
          if (depth == 1)
            begin = line.number;
        }
      else if (strcmp (line.name, "END") == 0 && is_vcard (&line) && depth > 0)
        {
          depth--;
          if (depth > 0)
            continue;
          atlas_vcard_card_end (self->card);
          give (self, begin, row);
          if (self->card->of_firm)
            {
              row->reason = _ ("this card is of an organisation, not of a person");
            }
          return TRUE;
        }
      else if (depth == 1)
        {
          atlas_vcard_card_take (self->card, &line);
          if (atlas_vcard_card_get_size (self->card) > ATLAS_VCARD_MAX_BYTES)
            {
              atlas_import_fail_at_line (begin, ATLAS_IMPORT_ERROR_SYNTAX,
                                         _ ("the card that begins here is longer than 4 MiB"), error);
              return FALSE;
            }
        }
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (depth > 0)
    atlas_import_fail_at_line (
      begin, ATLAS_IMPORT_ERROR_SYNTAX,
      _ ("the card that begins here does not end; part of the file is missing. Fetch it again."), error);
  return FALSE;
}

static gint64
atlas_vcard_reader_get_position (AtlasRowReader *base)
{
  return atlas_vcard_lines_get_position (ATLAS_VCARD_READER (base)->lines);
}

static void
atlas_vcard_reader_finalize (GObject *object)
{
  AtlasVcardReader *self = ATLAS_VCARD_READER (object);

  atlas_vcard_lines_free (self->lines);
  atlas_vcard_card_free (self->card);
  G_OBJECT_CLASS (atlas_vcard_reader_parent_class)->finalize (object);
}

static void
atlas_vcard_reader_class_init (AtlasVcardReaderClass *klass)
{
  AtlasRowReaderClass *reader_class = ATLAS_ROW_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = atlas_vcard_reader_finalize;
  reader_class->n_headings = 1;
  reader_class->next = atlas_vcard_reader_next;
  reader_class->get_position = atlas_vcard_reader_get_position;
}

static void
atlas_vcard_reader_init (AtlasVcardReader *self)
{
  self->card = atlas_vcard_card_new ();
}

AtlasRowReader *
atlas_vcard_reader_new (GInputStream *stream)
{
  AtlasVcardReader *self;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  self = g_object_new (ATLAS_TYPE_VCARD_READER, NULL);
  self->lines = atlas_vcard_lines_new (stream);
  return ATLAS_ROW_READER (self);
}

gboolean
atlas_vcard_reader_is_vcard (const char *bytes, gsize length)
{
  static const char word[] = "BEGIN:VCARD";
  gsize at = 0, from = 0, step = 1;

  g_return_val_if_fail (bytes != NULL || length == 0, FALSE);

  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    from = 3;
  else if (length >= 2 && (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0))
    {
      from = bytes[0] == '\xff' ? 2 : 3;
      step = 2;
    }
  else if (length >= 2 && (bytes[0] == '\0' || bytes[1] == '\0'))
    {
      from = bytes[0] == '\0';
      step = 2;
    }
  while (from < length && g_ascii_isspace (bytes[from]))
    from += step;
  for (; at < sizeof word - 1 && from < length; from += step, at++)
    if (g_ascii_toupper (bytes[from]) != word[at])
      return FALSE;
  return at == sizeof word - 1;
}
