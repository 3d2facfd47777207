/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-app.h"

#include "atlas-app-resources.h"

void
atlas_app_init_resources (void)
{
  /* By name, since a static library gives up what nobody names. */
  g_resources_register (atlas_app_get_resource ());
}
