/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-credit.h"

#include <stdlib.h>
#include <string.h>

/* Longer credits are cut: they stand in a corner of the map. */
#define MAX_TEXT 240

/* Of what is read at all. */
#define MAX_HTML 8192

gboolean
atlas_credit_is_link (const char *link)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (link != NULL, FALSE);

  uri = g_uri_parse (link, G_URI_FLAGS_NONE, NULL);
  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_str_equal (g_uri_get_scheme (uri), "https") || g_str_equal (g_uri_get_scheme (uri), "http"));
}

/* Appends what "&...;" at @p stands for; returns how many bytes it takes, 0 if it is none. */
static gsize
read_entity (const char *p, GString *text)
{
  static const struct
  {
    const char *name, *text;
  } names[] = {
    { "&amp;", "&" },  { "&lt;", "<" },   { "&gt;", ">" },     { "&quot;", "\"" }, { "&apos;", "'" },
    { "&copy;", "©" }, { "&nbsp;", " " }, { "&middot;", "·" }, { "&ndash;", "–" }, { "&reg;", "®" },
  };
  gunichar code;
  char *end = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (p, names[i].name))
      {
        g_string_append (text, names[i].text);
        return strlen (names[i].name);
      }
  if (p[1] != '#' || !g_ascii_isxdigit (p[2 + (p[2] == 'x')]))
    return 0;
  code = (gunichar) (p[2] == 'x' ? g_ascii_strtoull (p + 3, &end, 16) : g_ascii_strtoull (p + 2, &end, 10));
  if (*end != ';' || !g_unichar_validate (code) || !g_unichar_isprint (code))
    return 0;
  g_string_append_unichar (text, code);
  return (gsize) (end + 1 - p);
}

/* The value of href in the tag from @tag up to @end, or NULL. */
static char *
read_link (const char *tag, const char *end)
{
  g_autofree char *inside = g_strndup (tag, (gsize) (end - tag));
  g_autofree char *lower = g_ascii_strdown (inside, -1);
  const char *href = strstr (lower, "href");
  g_autoptr (GString) link = NULL;
  const char *p;
  char quote;

  if (href == NULL)
    return NULL;
  p = inside + (href - lower) + strlen ("href");
  p += strspn (p, " \t\r\n");
  if (*p != '=')
    return NULL;
  p++;
  p += strspn (p, " \t\r\n");
  quote = *p == '"' || *p == '\'' ? *p++ : '\0';
  link = g_string_new (NULL);
  while (*p != '\0' && *p != quote && (quote != '\0' || !g_ascii_isspace (*p)))
    {
      gsize length = *p == '&' ? read_entity (p, link) : 0;

      if (length == 0)
        g_string_append_c (link, *p);
      p += MAX (length, 1);
    }
  return atlas_credit_is_link (link->str) ? g_strdup (link->str) : NULL;
}

static gboolean
is_tag (const char *tag, const char *name)
{
  gsize length = strlen (name);

  return g_ascii_strncasecmp (tag, name, length) == 0 && !g_ascii_isalnum (tag[length]);
}

/* From "<" at @p to behind the tag, and behind what a script or a style holds. */
static const char *
skip_tag (const char *p)
{
  static const char *const hidden[][2] = { { "<script", "</script" }, { "<style", "</style" } };
  const char *end = strchr (p, '>');

  if (g_str_has_prefix (p, "<!--"))
    {
      end = strstr (p + 4, "-->");
      return end ? end + 3 : p + strlen (p);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (hidden); i++)
    if (is_tag (p, hidden[i][0]))
      {
        while (*p != '\0' && !is_tag (p, hidden[i][1]))
          p++;
        end = strchr (p, '>');
      }
  return end ? end + 1 : p + strlen (p);
}

/* Blanks in one, none at the ends. */
static char *
tidy (const char *text)
{
  GString *line = g_string_new (NULL);
  gboolean blank = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || !g_unichar_isprint (c))
        {
          blank = line->len > 0;
          continue;
        }
      if (line->len + 8 > MAX_TEXT)
        {
          g_string_append (line, "…");
          break;
        }
      if (blank)
        g_string_append_c (line, ' ');
      blank = FALSE;
      g_string_append_unichar (line, c);
    }
  return g_string_free (line, FALSE);
}

char *
atlas_credit_read (const char *html, char **link)
{
  g_autofree char *valid = NULL, *line = NULL, *first = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (link != NULL)
    *link = NULL;
  if (html == NULL)
    return NULL;

  valid = g_utf8_make_valid (html, (gssize) strnlen (html, MAX_HTML));
  for (const char *p = valid; *p != '\0';)
    {
      gsize length = 0;

      if (*p == '<' && (g_ascii_isalpha (p[1]) || p[1] == '/' || p[1] == '!'))
        {
          const char *end = skip_tag (p);

          if (first == NULL && is_tag (p, "<a"))
            first = read_link (p, end);
          if (is_tag (p, "<br") || is_tag (p, "<p") || is_tag (p, "</p"))
            g_string_append_c (text, ' ');
          p = end;
          continue;
        }
      if (*p == '&')
        length = read_entity (p, text);
      if (length == 0)
        g_string_append_c (text, *p);
      p += MAX (length, 1);
    }

  line = tidy (text->str);
  if (*line == '\0')
    return NULL;
  if (link != NULL)
    *link = g_steal_pointer (&first);
  return g_steal_pointer (&line);
}
