/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasTermChoice:
 *
 * A drop-down that is a part of the search: it writes which value of a field is wanted, and shows what the
 * search says of that field. Where the search says more than a drop-down can, it shows all, and is greyed out
 * if choosing would lose something.
 */
#define ATLAS_TYPE_TERM_CHOICE (atlas_term_choice_get_type ())
G_DECLARE_FINAL_TYPE (AtlasTermChoice, atlas_term_choice, ATLAS, TERM_CHOICE, AdwBin)

/** @key: of a field of @kind with a vocabulary, whose query field is called the same; @all: what stands for
 * every value, as "All types" */
GtkWidget *atlas_term_choice_new (const AtlasKind *kind, const char *key, const char *all);

/** @session: (nullable): whose filter of the kind it is a part of */
void atlas_term_choice_set_session (AtlasTermChoice *self, AtlasSession *session);

G_END_DECLS
