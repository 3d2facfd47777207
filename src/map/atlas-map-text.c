/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-text.h"

#include <math.h>

#include "atlas-i18n.h"
#include "atlas-number.h"

void
atlas_map_text_short_count (guint count, char text[ATLAS_MAP_COUNT_SIZE])
{
  /* Asked for once: each circle of each frame has such a number. */
  static const char *thousand, *million;
  double value = count;
  const char *suffix;

  if (count < 1000)
    {
      g_snprintf (text, ATLAS_MAP_COUNT_SIZE, "%u", count);
      return;
    }

  if (thousand == NULL)
    {
      /* Translators: thousand, as in "1.2k" */
      thousand = C_ ("number", "k");
      /* Translators: million, as in "1.2M" */
      million = C_ ("number", "M");
    }
  value /= 1000;
  suffix = thousand;
  if (value >= 999.5)
    {
      value /= 1000;
      suffix = million;
    }

  /* One decimal below ten, and only where it says something. */
  if (value < 9.95 && fabs (value - round (value)) >= 0.05)
    g_snprintf (text, ATLAS_MAP_COUNT_SIZE, "%.1f%s", value, suffix);
  else
    g_snprintf (text, ATLAS_MAP_COUNT_SIZE, "%.0f%s", value, suffix);
}

char *
atlas_map_text_members (guint count)
{
  g_autofree char *number = atlas_number_format (count);

  /* Translators: %s is a whole number with its separators */
  return g_strdup_printf (ngettext ("%s member", "%s members", count), number);
}
