/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-suggestions.h"

G_BEGIN_DECLS

/** What can be suggested for a field: the words of its vocabulary, or the places of the gazetteer where it is
 * part of an address. NULL: nothing. */
AtlasSuggestFunc atlas_suggestion_source_for (const AtlasField *field);

G_END_DECLS
