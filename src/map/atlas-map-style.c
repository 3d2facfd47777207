/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-style.h"

#include <math.h>

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
};

/* Ends and middle of the ramps; the steps between are computed. */
static const guint32 light_ramp[3] = { 0xd9eeea, 0x58aaa5, 0x06464b };
static const guint32 dark_ramp[3] = { 0x21444a, 0x248280, 0x9af0dc };

typedef struct
{
  double l, a, b;
} OkLab;

static double
to_linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
from_linear (double channel)
{
  channel = CLAMP (channel, 0, 1);
  return channel <= 0.0031308 ? channel * 12.92 : 1.055 * pow (channel, 1 / 2.4) - 0.055;
}

static OkLab
to_oklab (guint32 hex)
{
  double r = to_linear ((hex >> 16 & 0xff) / 255.0);
  double g = to_linear ((hex >> 8 & 0xff) / 255.0);
  double b = to_linear ((hex & 0xff) / 255.0);
  double l = cbrt (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = cbrt (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = cbrt (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

  return (OkLab){
    0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
  };
}

static void
from_oklab (OkLab lab, GdkRGBA *color)
{
  double l = pow (lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
  double m = pow (lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
  double s = pow (lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);

  color->red = from_linear (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  color->green = from_linear (-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  color->blue = from_linear (-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
  color->alpha = 1;
}

const AtlasMapStyle *
atlas_map_style_get (gboolean dark)
{
  return dark ? &dark_style : &light_style;
}

void
atlas_map_style_get_class_color (gboolean dark, guint index, guint n_classes, GdkRGBA *color)
{
  const guint32 *ramp = dark ? dark_ramp : light_ramp;
  double t;
  OkLab from, to;

  g_return_if_fail (index < n_classes);
  g_return_if_fail (color != NULL);

  t = (index + 0.5) / n_classes * 2;
  from = to_oklab (ramp[t < 1 ? 0 : 1]);
  to = to_oklab (ramp[t < 1 ? 1 : 2]);
  t -= t < 1 ? 0 : 1;
  from_oklab (
    (OkLab){ from.l + (to.l - from.l) * t, from.a + (to.a - from.a) * t, from.b + (to.b - from.b) * t },
    color);
}
