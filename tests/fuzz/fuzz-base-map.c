/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is typed as the address of a map server leads to the one server that the person is told of,
 * whatever the tile; whatever a map file says of its makers becomes plain words and a link that may be
 * opened. */
#include <gio/gio.h>
#include <string.h>

#include "atlas-credit.h"
#include "atlas-fuzz.h"
#include "atlas-tile-address.h"

static void
try_address (const char *text)
{
  static const guint tiles[][3] = { { 0, 0, 0 }, { 19, 524287, 0 }, { 3, 2, 7 } };
  g_autoptr (GError) error = NULL;
  gboolean good = atlas_tile_address_check (text, &error);
  g_autofree char *host = NULL;

  g_assert_true (good == (error == NULL));
  if (!good)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  host = atlas_tile_address_dup_host (text);
  g_assert_cmpstr (host, !=, "");
  for (gsize i = 0; i < G_N_ELEMENTS (tiles); i++)
    {
      g_autofree char *tile = atlas_tile_address_expand (text, tiles[i][0], tiles[i][1], tiles[i][2]);
      g_autofree char *tile_host = atlas_tile_address_dup_host (tile);
      g_autoptr (GUri) uri = g_uri_parse (tile, G_URI_FLAGS_HAS_PASSWORD, &error);

      g_assert_no_error (error);
      g_assert_null (strpbrk (tile, "{} \n"));
      g_assert_null (g_uri_get_userinfo (uri));
      g_assert_cmpstr (tile_host, ==, host);
    }
}

static void
try_credit (const char *text)
{
  g_autofree char *link = NULL;
  g_autofree char *words = atlas_credit_read (text, &link);

  g_assert_true (words != NULL || link == NULL);
  g_assert_true (link == NULL || atlas_credit_is_link (link));
  if (words == NULL)
    return;
  g_assert_true (g_utf8_validate (words, -1, NULL));
  g_assert_cmpuint (strlen (words), <=, 250);
  g_assert_null (strpbrk (words, "\n\t\r"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);

  try_address (text);
  try_credit (text);
  return 0;
}
