/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-json-scanner.h"
#include "atlas-list.h"

G_BEGIN_DECLS

/** This thread's scanner, for as long as it takes to read one list; to be given back. */
AtlasJsonScanner *atlas_list_take_scanner (const char *json, gsize length);
void atlas_list_give_scanner (AtlasJsonScanner *scanner);

/** The value of a token for a field that is no list, as a reader brings it; text is borrowed from the
 * scanner. FALSE for what no such field can hold. */
gboolean atlas_list_read_scalar (AtlasJsonScanner *scanner, AtlasJsonToken token, AtlasValue *value);

G_END_DECLS
