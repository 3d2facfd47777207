/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-base-map.h"

#include "atlas-credit.h"
#include "atlas-tile-address.h"

/* What a base map is, where its tiles are and whose it is. */

static void
test_address (void)
{
  static const struct
  {
    const char *address, *host, *tile; /* tile 3/1/2 */
    gboolean encrypted;
  } good[] = {
    { "https://tile.openstreetmap.org/{z}/{x}/{y}.png", "tile.openstreetmap.org",
      "https://tile.openstreetmap.org/3/1/2.png", TRUE },
    { "http://localhost:8080/{z}-{x}-{-y}?key=a%20b", "localhost:8080",
      "http://localhost:8080/3-1-5?key=a%20b", FALSE },
    { "HTTPS://{s}.tiles.example/t?x={x}&y={y}&z={z}", "a.tiles.example",
      "HTTPS://a.tiles.example/t?x=1&y=2&z=3", TRUE },
  };
  static const char *const bad[] = {
    "",
    "tile.example/{z}/{x}/{y}",
    "ftp://tile.example/{z}/{x}/{y}",
    "file:///etc/{z}/{x}/{y}",
    "https://tile.example/{z}/{x}.png",
    "https://tile.example/{x}/{y}.png",
    "https://tile.example/{z}/{x}/{y}{r}.png",
    "https://tile.example/{z}/{x}/{y}}.png",
    "https://tile.example/{z}/{x}/{y",
    "https:///{z}/{x}/{y}",
    "https://{x}.example/{z}/{x}/{y}",
    "https://{s}{z}.example/{z}/{x}/{y}",
    "https://ada:secret@tile.example/{z}/{x}/{y}",
    "https://ada@tile.example/{z}/{x}/{y}",
    "https://tile.example/{z}/{x}/{y} .png",
    "https://tile.example/{z}/{x}/{y}\n",
    "https://tile.example/é/{z}/{x}/{y}",
    "https://tile.example:port/{z}/{x}/{y}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *host = NULL, *tile = NULL;

      atlas_tile_address_check (good[i].address, &error);
      g_assert_no_error (error);
      host = atlas_tile_address_dup_host (good[i].address);
      tile = atlas_tile_address_expand (good[i].address, 3, 1, 2);
      g_assert_cmpstr (host, ==, good[i].host);
      g_assert_cmpstr (tile, ==, good[i].tile);
      g_assert_cmpint (atlas_tile_address_is_encrypted (good[i].address), ==, good[i].encrypted);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      if (atlas_tile_address_check (bad[i], &error))
        g_error ("“%s” was taken", bad[i]);
      g_assert_error (error, ATLAS_TILE_ADDRESS_ERROR, ATLAS_TILE_ADDRESS_ERROR_INVALID);
    }
}

static void
test_credit (void)
{
  static const struct
  {
    const char *html, *text, *link;
  } cases[] = {
    { NULL, NULL, NULL },
    { "", NULL, NULL },
    { " <b> </b>\n", NULL, NULL },
    { "Natural Earth", "Natural Earth", NULL },
    { "&copy; <a href=\"https://www.openstreetmap.org/copyright\">OpenStreetMap</a> contributors",
      "© OpenStreetMap contributors", "https://www.openstreetmap.org/copyright" },
    { "<A target=_blank HREF=http://one.example/a?b=1&amp;c=2 >One</A><br><a href='https://two.example'>Two",
      "One Two", "http://one.example/a?b=1&c=2" },
    { "<a href=\"javascript:alert(1)\">x</a> <a href='file:///etc/passwd'>y</a>", "x y", NULL },
    { "a<script>alert('<b>')</script><style>p{}</style><!-- no > --> b", "a b", NULL },
    { "1 < 2 & 3 &amp;&lt;&#233;&#x41;&#0;&bogus;", "1 < 2 & 3 &<éA&#0;&bogus;", NULL },
    { "left open <a href=\"https://x.example", "left open", "https://x.example" },
    { "bad \xff bytes", "bad \xef\xbf\xbd bytes", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *link = NULL;
      g_autofree char *text = atlas_credit_read (cases[i].html, &link);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (link, ==, cases[i].link);
    }
}

static void
assert_kept (AtlasBaseMap *map)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (atlas_base_map_to_variant (map));
  g_autoptr (AtlasBaseMap) again = atlas_base_map_from_variant (variant);

  g_assert_nonnull (again);
  g_assert_cmpint (again->type, ==, map->type);
  g_assert_cmpstr (again->id, ==, map->place);
  g_assert_cmpstr (again->name, ==, map->name);
  g_assert_cmpstr (again->place, ==, map->place);
  g_assert_cmpstr (again->credit, ==, map->credit);
  g_assert_cmpstr (again->link, ==, map->link);
  g_assert_cmpuint (again->max_zoom, ==, map->max_zoom);
  g_assert_cmpint (again->has_names, ==, map->has_names);
  /* Kept, OpenStreetMap's would be one of the person's own. */
  g_assert_cmpint (atlas_base_map_equal (again, map), ==, g_str_equal (map->id, map->place));
}

/* Kept among the settings, where anybody may write. */
static void
test_variant (void)
{
  static const char *const bad[] = {
    "'x'",
    "@a{sv} {}",
    "{'name': <'No place'>}",
    "{'name': <''>, 'address': <'https://tile.example/{z}/{x}/{y}'>}",
    "{'name': <'Bad'>, 'address': <'https://tile.example/'>}",
    "{'name': <'Relative'>, 'file': <b'map.mbtiles'>}",
    "{'name': <7>, 'address': <'https://tile.example/{z}/{x}/{y}'>}",
  };
  g_autoptr (AtlasBaseMap) file = atlas_base_map_new_file ("Bad bytes", "/maps/\xff.mbtiles", FALSE);
  g_autoptr (AtlasBaseMap) address =
    atlas_base_map_new_address ("A", "https://a.example/{z}/{x}/{y}", "© A", "https://a.example", 17, TRUE);
  g_autoptr (AtlasBaseMap) cleaned = NULL;
  g_autoptr (GVariant) odd = g_variant_ref_sink (
    g_variant_new_parsed ("{'name': <'Odd'>, 'address': <'https://a.example/{z}/{x}/{y}'>,"
                          "'link': <'javascript:x'>, 'max-zoom': <uint32 400>, 'more': <1>}"));

  assert_kept (file);
  assert_kept (address);
  assert_kept (atlas_base_map_get_openstreetmap ());
  cleaned = atlas_base_map_from_variant (odd);
  g_assert_false (atlas_base_map_equal (cleaned, address));
  g_assert_null (cleaned->link);
  g_assert_cmpuint (cleaned->max_zoom, ==, ATLAS_BASE_MAP_MAX_LEVEL);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_parsed (bad[i]));

      g_assert_null (atlas_base_map_from_variant (variant));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base-map/address", test_address);
  g_test_add_func ("/base-map/credit", test_credit);
  g_test_add_func ("/base-map/variant", test_variant);
  return g_test_run ();
}
