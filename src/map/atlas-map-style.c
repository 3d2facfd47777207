/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-style.h"

/* 0xrrggbb with an opacity in hundredths. */
#define RGBA(hex, percent)                                                                                  \
  {                                                                                                         \
    ((hex) >> 16 & 0xff) / 255.0f, ((hex) >> 8 & 0xff) / 255.0f, ((hex) &0xff) / 255.0f, (percent) / 100.0f \
  }

static const AtlasMapStyle light_style = {
  .water = RGBA (0xcfdce3, 100),
  .land = RGBA (0xf6f4ef, 100),
  .neighbour = RGBA (0xe9e7e1, 100),
  .shore = RGBA (0x8fa6b3, 70),
  .river = RGBA (0xb4c8d3, 100),
  .country_border = RGBA (0x8b8478, 85),
  .region_border = RGBA (0x8f8a80, 60),
  .county_border = RGBA (0x8f8a80, 25),
  .country_text = RGBA (0x5b564e, 100),
  .region_text = RGBA (0x57544d, 100),
  .place_text = RGBA (0x33322f, 100),
  .halo = RGBA (0xfbfaf7, 85),
  .place_dot = RGBA (0x4b4a46, 100),
  .hover = RGBA (0x1c4a4c, 75),
  .selection = RGBA (0x12393b, 100),
  .selection_halo = RGBA (0xffffff, 70),
  .mark = RGBA (0xc64600, 100),
  .mark_edge = RGBA (0xffffff, 95),
  .pin = RGBA (0xc01c28, 100),
  .hatch = RGBA (0x8f8a80, 70),
};

static const AtlasMapStyle dark_style = {
  .water = RGBA (0x15191f, 100),
  .land = RGBA (0x2a2f36, 100),
  .neighbour = RGBA (0x20242a, 100),
  .shore = RGBA (0x4a5763, 55),
  .river = RGBA (0x1b222a, 100),
  .country_border = RGBA (0x8994a1, 65),
  .region_border = RGBA (0x87929e, 38),
  .county_border = RGBA (0x87929e, 16),
  .country_text = RGBA (0xc3cbd4, 100),
  .region_text = RGBA (0xc9d1d9, 100), /* also over the lightest shade */
  .place_text = RGBA (0xdfe4e9, 100),
  .halo = RGBA (0x14181d, 80),
  .place_dot = RGBA (0xc3cad2, 100),
  .hover = RGBA (0xdff5f0, 75),
  .selection = RGBA (0xf2fffc, 100),
  .selection_halo = RGBA (0x0b1216, 70),
  .mark = RGBA (0xff7800, 100),
  .mark_edge = RGBA (0x14181d, 90),
  .pin = RGBA (0xe01b24, 100),
  .hatch = RGBA (0x87929e, 55),
};

const AtlasMapStyle *
atlas_map_style_get (gboolean dark)
{
  return dark ? &dark_style : &light_style;
}
