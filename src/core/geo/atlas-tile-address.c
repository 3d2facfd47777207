/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-tile-address.h"

#include <string.h>

#include "atlas-i18n.h"

G_DEFINE_QUARK (atlas_tile_address_error, atlas_tile_address_error)

/* As long as what browsers take. */
#define MAX_LENGTH 2000

static gboolean
refuse (GError **error, const char *words)
{
  g_set_error_literal (error, ATLAS_TILE_ADDRESS_ERROR, ATLAS_TILE_ADDRESS_ERROR_INVALID, words);
  return FALSE;
}

static gboolean
is_plain (const char *address)
{
  for (const char *p = address; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;
  return TRUE;
}

/* What "{...}" at @p stands for, or NULL; @length: of it, with the braces. */
static const char *
read_placeholder (const char *p, gsize *length)
{
  static const char *const names[] = { "{z}", "{x}", "{y}", "{-y}", "{s}" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (p, names[i]))
      {
        *length = strlen (names[i]);
        return names[i];
      }
  return NULL;
}

static gboolean
check_placeholders (const char *address, GError **error)
{
  gsize length;

  for (const char *p = address; *p != '\0'; p++)
    {
      if (*p == '}')
        return refuse (error, _ ("A “}” without its “{” stands in the address."));
      if (*p != '{')
        continue;
      if (read_placeholder (p, &length) == NULL)
        return refuse (error, _ ("Between { and } only z, x, y, -y and s can stand."));
      p += length - 1;
    }
  if (strstr (address, "{z}") == NULL || strstr (address, "{x}") == NULL ||
      (strstr (address, "{y}") == NULL && strstr (address, "{-y}") == NULL))
    return refuse (error, _ ("The address needs {z}, {x} and {y} where zoom, column and row belong."));
  return TRUE;
}

static GUri *
parse (const char *address, GError **error)
{
  g_autofree char *tile = atlas_tile_address_expand (address, 0, 0, 0);

  return g_uri_parse (tile, G_URI_FLAGS_HAS_PASSWORD, error);
}

/* What stands in a host's name must not depend on the tile: another server would be asked than the person
 * was told of. */
static gboolean
is_one_host (const char *address)
{
  const char *host = strstr (address, "://") + strlen ("://");
  gsize end = strcspn (host, "/?#");
  const char *brace = memchr (host, '{', end);

  while (brace != NULL && g_str_has_prefix (brace, "{s}"))
    brace = memchr (brace + 1, '{', (gsize) (host + end - brace - 1));
  return brace == NULL;
}

gboolean
atlas_tile_address_check (const char *address, GError **error)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (address != NULL, FALSE);

  if (g_ascii_strncasecmp (address, "https://", 8) != 0 && g_ascii_strncasecmp (address, "http://", 7) != 0)
    return refuse (error, _ ("The address must begin with https://."));
  if (strlen (address) > MAX_LENGTH)
    return refuse (error, _ ("The address is too long."));
  if (!is_plain (address))
    return refuse (error, _ ("A space or an unusual character stands in the address."));
  if (!check_placeholders (address, error))
    return FALSE;
  uri = parse (address, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' || !is_one_host (address))
    return refuse (error, _ ("This is not the address of a server."));
  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (error, _ ("Leave out the user name or password before the “@”."));
  return TRUE;
}

char *
atlas_tile_address_dup_host (const char *address)
{
  g_autoptr (GUri) uri = NULL;
  const char *host;

  g_return_val_if_fail (address != NULL, NULL);

  uri = parse (address, NULL);
  host = uri ? g_uri_get_host (uri) : NULL;
  if (host == NULL)
    return g_strdup ("");
  if (g_uri_get_port (uri) >= 0)
    return g_strdup_printf (strchr (host, ':') ? "[%s]:%d" : "%s:%d", host, g_uri_get_port (uri));
  return g_strdup (host);
}

gboolean
atlas_tile_address_is_encrypted (const char *address)
{
  g_return_val_if_fail (address != NULL, FALSE);

  return g_ascii_strncasecmp (address, "https://", 8) == 0;
}

char *
atlas_tile_address_expand (const char *address, guint zoom, guint column, guint row)
{
  GString *tile;
  gsize length;

  g_return_val_if_fail (address != NULL, NULL);
  g_return_val_if_fail (zoom < 32, NULL);

  tile = g_string_new (NULL);
  for (const char *p = address; *p != '\0'; p += length)
    {
      const char *name = read_placeholder (p, &length);

      if (name == NULL)
        {
          g_string_append_c (tile, *p);
          length = 1;
        }
      else if (g_str_equal (name, "{s}"))
        g_string_append_c (tile, 'a');
      else
        g_string_append_printf (tile, "%u",
                                g_str_equal (name, "{z}")   ? zoom
                                : g_str_equal (name, "{x}") ? column
                                : g_str_equal (name, "{y}") ? row
                                                            : (1u << zoom) - 1 - row);
    }
  return g_string_free (tile, FALSE);
}
