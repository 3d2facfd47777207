/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-number.h"

char *
atlas_number_format (gint64 number)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}
