/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-field.h"

G_BEGIN_DECLS

/** Makes @row one that shows a list under the field's name, and gives the box for what is shown. (transfer
 * none) */
GtkBox *atlas_list_caption_new (AdwPreferencesRow *row, const AtlasField *field);

/** A field for one text of a list: e-mail addresses and telephone numbers are checked one by one. The field
 * is good for as long as @field is. */
AtlasField atlas_list_single_field (const AtlasField *field);

G_END_DECLS
