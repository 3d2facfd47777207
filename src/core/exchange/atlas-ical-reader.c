/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-ical-reader.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-ical-private.h"
#include "atlas-ical-zone.h"
#include "atlas-import.h"

#define BLOCK_SIZE    (64 * 1024)
#define MAX_COMPONENT (4 * 1024 * 1024)
#define MAX_LINE      MAX_COMPONENT

typedef enum
{
  OUTSIDE,
  IN_EVENT,
  IN_ZONE,
} Place;

struct _AtlasIcalReader
{
  AtlasPieceReader parent_instance;

  GInputStream *stream;
  gint64 n_read;
  char *block;
  gsize at, end; /* of what has been read and not used */
  gboolean exhausted;

  GString *line;
  gboolean line_too_long;
  gint64 line_number; /* of `line` */

  AtlasIcalZones *zones;
  Place place;
  guint depth;        /* of components within the one that is gathered */
  GString *component; /* its text */
  gboolean too_long;
  gint64 first_line;
  gint64 n_records;
  gboolean had_calendar;
  GString *text; /* of the record */
};

G_DEFINE_FINAL_TYPE (AtlasIcalReader, atlas_ical_reader, ATLAS_TYPE_PIECE_READER)

/* --- lines
 * -------------------------------------------------------------------------------------------------- */

static gboolean
fill (AtlasIcalReader *self, GCancellable *cancellable, GError **error)
{
  gssize n = g_input_stream_read (self->stream, self->block, BLOCK_SIZE, cancellable, error);

  if (n < 0)
    return FALSE;
  self->at = 0;
  self->end = (gsize) n;
  self->n_read += n;
  self->exhausted = n == 0;
  return TRUE;
}

static void
append_to_line (AtlasIcalReader *self, const char *bytes, gsize n)
{
  if (self->line->len + n > MAX_LINE)
    self->line_too_long = TRUE;
  else
    g_string_append_len (self->line, bytes, (gssize) n);
}

/* The next line as it stands, its end cut off. FALSE at the end, and with @error. */
static gboolean
read_line (AtlasIcalReader *self, GCancellable *cancellable, GError **error)
{
  gboolean any = FALSE;

  g_string_truncate (self->line, 0);
  self->line_too_long = FALSE;
  for (;;)
    {
      const char *from, *newline;
      gsize n;

      if (self->at == self->end)
        {
          if (!self->exhausted && !fill (self, cancellable, error))
            return FALSE;
          if (self->exhausted)
            break;
        }
      from = self->block + self->at;
      newline = memchr (from, '\n', self->end - self->at);
      n = newline != NULL ? (gsize) (newline - from) : self->end - self->at;
      append_to_line (self, from, n);
      any = TRUE;
      self->at += n + (newline != NULL);
      if (newline != NULL)
        break;
    }
  if (!any)
    return FALSE;
  self->line_number++;
  if (self->line->len > 0 && self->line->str[self->line->len - 1] == '\r')
    g_string_truncate (self->line, self->line->len - 1);
  return TRUE;
}

/* Whether the line is "BEGIN:VEVENT" or the like. */
static gboolean
is_line (AtlasIcalReader *self, const char *wanted)
{
  gsize n = strlen (wanted);

  return g_ascii_strncasecmp (self->line->str, wanted, n) == 0 &&
         strspn (self->line->str + n, " \t") == self->line->len - n;
}

static gboolean
begins_line (AtlasIcalReader *self, const char *wanted)
{
  return g_ascii_strncasecmp (self->line->str, wanted, strlen (wanted)) == 0;
}

/* --- components
 * --------------------------------------------------------------------------------------------- */

static void
add_line (AtlasIcalReader *self)
{
  if (self->line_too_long || self->component->len + self->line->len + 2 > MAX_COMPONENT)
    self->too_long = TRUE;
  if (self->too_long)
    return;
  g_string_append_len (self->component, self->line->str, (gssize) self->line->len);
  g_string_append (self->component, "\r\n");
}

static void
begin_component (AtlasIcalReader *self, Place place)
{
  self->place = place;
  self->depth = 0;
  self->too_long = FALSE;
  self->first_line = self->line_number;
  g_string_truncate (self->component, 0);
  add_line (self);
}

/* NUL bytes become spaces; what is no UTF-8 is taken for what Windows writes. Folded lines may be cut within
 * a character, so it is unfolded first. */
static char *
dup_component (AtlasIcalReader *self)
{
  g_autoptr (GString) unfolded = g_string_sized_new (self->component->len);
  const char *text = self->component->str;
  gsize n = self->component->len;
  char *converted;

  for (gsize i = 0; i < n; i++)
    {
      if (i + 2 < n && text[i] == '\r' && text[i + 1] == '\n' && (text[i + 2] == ' ' || text[i + 2] == '\t'))
        i += 2;
      else
        g_string_append_c (unfolded, text[i] != '\0' ? text[i] : ' ');
    }
  if (g_utf8_validate (unfolded->str, (gssize) unfolded->len, NULL))
    return g_strdup (unfolded->str);
  converted = g_convert_with_fallback (unfolded->str, (gssize) unfolded->len, "UTF-8", "WINDOWS-1252", " ",
                                       NULL, NULL, NULL);
  return converted != NULL ? converted : g_utf8_make_valid (unfolded->str, (gssize) unfolded->len);
}

static void
give_event (AtlasIcalReader *self, AtlasPiece *piece)
{
  g_autofree char *component = NULL;

  piece->kind = &atlas_kind_event;
  piece->record = ++self->n_records;
  piece->line = self->first_line;
  if (self->too_long)
    {
      piece->reason = _ ("the record is longer than 4 MiB");
      return;
    }
  component = dup_component (self);
  piece->reason = atlas_ical_event_read (component, self->zones, self->text, &piece->field);
  if (piece->reason != NULL)
    return;
  piece->text = self->text->str;
  piece->length = self->text->len;
}

/* Within an event or a zone. Alarms and the like are left out of an event; of a zone the parts are needed,
 * and nothing within these. */
static void
take_line (AtlasIcalReader *self, AtlasPiece *piece)
{
  guint kept = self->place == IN_ZONE ? 1 : 0;

  if (begins_line (self, "BEGIN:"))
    {
      if (++self->depth <= kept)
        add_line (self);
      return;
    }
  if (begins_line (self, "END:") && self->depth > 0)
    {
      if (self->depth-- <= kept)
        add_line (self);
      return;
    }
  if (self->depth <= kept)
    add_line (self);
  if (!begins_line (self, "END:"))
    return;
  if (self->place == IN_EVENT)
    give_event (self, piece);
  else if (!self->too_long)
    {
      g_autofree char *zone = dup_component (self);

      atlas_ical_zones_add (self->zones, zone);
    }
  self->place = OUTSIDE;
}

static gboolean
take_outer_line (AtlasIcalReader *self, GError **error)
{
  if (is_line (self, "BEGIN:VCALENDAR"))
    self->had_calendar = TRUE;
  else if (!self->had_calendar && self->line->len > 0)
    {
      g_set_error_literal (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT,
                           _ ("this is no calendar: it does not begin with “BEGIN:VCALENDAR”"));
      return FALSE;
    }
  else if (is_line (self, "BEGIN:VEVENT"))
    begin_component (self, IN_EVENT);
  else if (is_line (self, "BEGIN:VTIMEZONE"))
    begin_component (self, IN_ZONE);
  else if (begins_line (self, "X-WR-TIMEZONE:"))
    {
      g_autofree char *name =
        g_strstrip (g_utf8_make_valid (self->line->str + strlen ("X-WR-TIMEZONE:"), -1));

      g_free (self->zones->calendar);
      self->zones->calendar = atlas_ical_zone_find (name);
    }
  return TRUE;
}

static gboolean
fail_early_end (AtlasIcalReader *self, GError **error)
{
  if (self->had_calendar)
    return atlas_import_fail_at_line (self->first_line, ATLAS_IMPORT_ERROR_SYNTAX,
                                      _ ("the file breaks off here; part of it is missing. Fetch it again."),
                                      error);
  g_set_error_literal (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT, _ ("the file is empty"));
  return FALSE;
}

static gboolean
atlas_ical_reader_next (AtlasPieceReader *reader,
                        AtlasPiece *piece,
                        GCancellable *cancellable,
                        GError **error)
{
  AtlasIcalReader *self = ATLAS_ICAL_READER (reader);
  g_autoptr (GError) failure = NULL;

  while (piece->record == 0)
    {
      if (!read_line (self, cancellable, &failure))
        {
          if (failure != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&failure));
              return FALSE;
            }
          return self->place != OUTSIDE || !self->had_calendar ? fail_early_end (self, error) : FALSE;
        }
      if (self->line_number == 1 && g_str_has_prefix (self->line->str, "\357\273\277"))
        g_string_erase (self->line, 0, 3);
      if (self->place != OUTSIDE)
        take_line (self, piece);
      else if (!take_outer_line (self, error))
        return FALSE;
    }
  return TRUE;
}

static gint64
atlas_ical_reader_get_n_read (AtlasPieceReader *reader)
{
  return ATLAS_ICAL_READER (reader)->n_read;
}

/* --- the object
 * --------------------------------------------------------------------------------------------- */

static void
atlas_ical_reader_finalize (GObject *object)
{
  AtlasIcalReader *self = ATLAS_ICAL_READER (object);

  g_clear_object (&self->stream);
  g_free (self->block);
  g_string_free (self->line, TRUE);
  g_string_free (self->component, TRUE);
  g_string_free (self->text, TRUE);
  atlas_ical_zones_free (self->zones);
  G_OBJECT_CLASS (atlas_ical_reader_parent_class)->finalize (object);
}

static void
atlas_ical_reader_class_init (AtlasIcalReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_ical_reader_finalize;
  ATLAS_PIECE_READER_CLASS (klass)->next = atlas_ical_reader_next;
  ATLAS_PIECE_READER_CLASS (klass)->get_n_read = atlas_ical_reader_get_n_read;
}

static void
atlas_ical_reader_init (AtlasIcalReader *self)
{
  self->block = g_malloc (BLOCK_SIZE);
  self->line = g_string_new (NULL);
  self->component = g_string_new (NULL);
  self->text = g_string_new (NULL);
  self->zones = atlas_ical_zones_new ();
}

AtlasIcalReader *
atlas_ical_reader_new (GInputStream *stream)
{
  AtlasIcalReader *self;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  self = g_object_new (ATLAS_TYPE_ICAL_READER, NULL);
  self->stream = g_object_ref (stream);
  return self;
}

gboolean
atlas_ical_reader_sniff (const char *bytes, gsize length)
{
  static const char start[] = "BEGIN:VCALENDAR";
  gsize i = length >= 3 && memcmp (bytes, "\357\273\277", 3) == 0 ? 3 : 0;

  while (i < length && g_ascii_isspace (bytes[i]))
    i++;
  return length - i >= sizeof start - 1 && g_ascii_strncasecmp (bytes + i, start, sizeof start - 1) == 0;
}
