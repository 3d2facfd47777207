/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ATLAS_PLACE_KEY_SIZE 160

/**
 * atlas_place_key:
 *
 * The form in which names of places and regions are looked up: [func@atlas_fold_words], and St, Ste, Mt, Ft
 * and a compass point's letter at the beginning written out. "St. John's" and "Saint Johns" give "saint
 * johns"; "Saint John" does not. The generator of the data makes the same keys (data/geo/generate/fold.js).
 *
 * Returns: bytes of the key; 0 for a text without letters or digits, or too long to be a name
 */
gsize atlas_place_key (const char *text, gssize length, char key[ATLAS_PLACE_KEY_SIZE]);

G_END_DECLS
