/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include <errno.h>
#include <gio/gunixoutputstream.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-share-writer.h"

/* Between two pictures of the bar. */
#define PROGRESS_INTERVAL (50 * G_TIME_SPAN_MILLISECOND)
#define BAR_WIDTH         40

/* Characters that drive a terminal or turn the direction of writing (Unicode's Bidi_Control but for the two
 * marks, which are part of ordinary Hebrew and Arabic text). */
static gboolean
is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

void
atlas_cli_append_plain (GString *out, const char *text)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  for (const char *p = text; *p;)
    {
      gunichar c = g_utf8_get_char_validated (p, -1);
      const char *next = c >= (gunichar) -2 ? p + 1 : g_utf8_next_char (p);

      if (c == '\n' || c == '\t' || c == '\r' || c == 0x2028 || c == 0x2029)
        g_string_append_c (out, ' ');
      else if (c >= (gunichar) -2 || is_control (c))
        g_string_append (out, "\xef\xbf\xbd");
      else
        g_string_append_len (out, p, next - p);
      p = next;
    }
}

/* The first failure of printing, an errno; 0: none. */
static int print_failure;

static void
print_bytes (const char *text, gsize length)
{
  if (print_failure == 0 && fwrite (text, 1, length, stdout) < length)
    print_failure = errno;
}

void
atlas_cli_print (const char *text)
{
  print_bytes (text, strlen (text));
}

gboolean
atlas_cli_can_print (void)
{
  return print_failure == 0;
}

int
atlas_cli_finish_printing (void)
{
  if (fflush (stdout) != 0 && print_failure == 0)
    print_failure = errno;
  return print_failure;
}

void
atlas_cli_say (const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  atlas_cli_end_progress ();
  atlas_cli_append_plain (line, text);
  g_string_append_c (line, '\n');
  atlas_cli_finish_printing ();
  fwrite (line->str, 1, line->len, stderr);
}

void
atlas_cli_name_output (GError **error)
{
  if (error && *error && (*error)->domain == G_IO_ERROR &&
      !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    /* Translators: comes before a reason why something could not be written. */
    g_prefix_error (error, "%s: ", _ ("standard output"));
}

GFile *
atlas_cli_get_output_file (const char *name)
{
  return name == NULL || g_str_equal (name, "-") ? NULL : g_file_new_for_commandline_arg (name);
}

GOutputStream *
atlas_cli_get_output (void)
{
  atlas_cli_finish_printing ();
  return g_unix_output_stream_new (STDOUT_FILENO, FALSE);
}

void
atlas_cli_say_written (gint64 n, const char *name)
{
  g_autofree char *number = atlas_number_format (n);

  /* Translators: a number, and a file's name. */
  atlas_cli_say (ngettext ("%s record written: %s", "%s records written: %s", (gulong) n), number, name);
}

/* Progress. */

static gint64 next_picture;
static gboolean bar_stands;

void
atlas_cli_progress (gint64 done, gint64 total, gpointer user_data)
{
  static int is_terminal = -1;
  gint64 now = g_get_monotonic_time ();
  GString *line;

  if (is_terminal < 0)
    is_terminal = isatty (STDERR_FILENO);
  if (!is_terminal || now < next_picture)
    return;
  next_picture = now + PROGRESS_INTERVAL;
  bar_stands = TRUE;

  line = g_string_new ("\r");
  if (total > 0)
    {
      int filled = (int) (BAR_WIDTH * MIN (done, total) / total);

      g_string_append_c (line, '[');
      for (int i = 0; i < BAR_WIDTH; i++)
        g_string_append_c (line, i < filled ? '#' : '.');
      g_string_append_printf (line, "] %3d %%", (int) (100 * MIN (done, total) / total));
    }
  else
    {
      /* Only a stream has no known end, and it is counted in bytes. */
      g_autofree char *size = g_format_size ((guint64) done);

      g_string_append (line, size);
    }
  g_string_append (line, "\033[K");
  fwrite (line->str, 1, line->len, stderr);
  g_string_free (line, TRUE);
}

void
atlas_cli_end_progress (void)
{
  if (bar_stands)
    fputs ("\r\033[K", stderr);
  bar_stands = FALSE;
}

/* JSON. */

void
atlas_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *json = json_to_string (root, FALSE);

  g_string_append (text, json);
  g_string_append_c (text, '\n');
  atlas_cli_print_json_text (text);
  g_object_unref (builder);
}

void
atlas_cli_print_json_text (const GString *json)
{
  const char *from = json->str, *end = json->str + json->len;
  const char *lead;

  /* UTF-8 writes U+0080 to U+009F as C2 80 to C2 9F; within JSON they can only stand in a string. */
  while ((lead = memchr (from, 0xc2, (gsize) (end - from))) != NULL && lead + 1 < end)
    {
      char escaped[8];

      print_bytes (from, (gsize) (lead - from));
      if ((guchar) lead[1] < 0xa0)
        print_bytes (escaped, (gsize) g_snprintf (escaped, sizeof escaped, "\\u%04x", (guchar) lead[1]));
      else
        print_bytes (lead, 2);
      from = lead + 2;
    }
  print_bytes (from, (gsize) (end - from));
}

void
atlas_cli_append_record (GString *out, AtlasRecord *record, gboolean synthetic)
{
  gsize start = out->len;

  atlas_share_append_record (out, record);
  /* Read again by an import, invented people must stay known as such. */
  if (synthetic)
    g_string_insert (out, (gssize) start + 1, "\"synthetic\":true,");
}
