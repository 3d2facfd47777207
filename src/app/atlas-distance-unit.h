/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** Whether people of a locale ("en_US.UTF-8") count in miles: those of the United States, the United
 * Kingdom, Liberia and Myanmar. */
gboolean atlas_distance_locale_uses_miles (const char *locale);

/** What the setting "distance-unit" says; automatic is the locale that the person measures by. */
gboolean atlas_distance_uses_miles (GSettings *settings);

G_END_DECLS
