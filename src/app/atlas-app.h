/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Makes the templates and icons of this folder known to GTK. Before its first widget; any number of times.
 */
void atlas_app_init_resources (void);

G_END_DECLS
