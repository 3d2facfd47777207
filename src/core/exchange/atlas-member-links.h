/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-kind.h"
#include "atlas-unit.h"

G_BEGIN_DECLS

/**
 * atlas_member_links_move:
 *
 * Lets every field of every kind that holds the id of the member @from, by itself or in an entry of a list,
 * hold @to instead: the field tables say which ones do (AtlasField.refers). Entries of a list that then say
 * the same become one; who is twice on the list of an event is there once, as attended where either is. A
 * verdict on the two themselves goes.
 */
gboolean atlas_member_links_move (
  AtlasUnit *unit, const AtlasUuid *from, const AtlasUuid *to, GCancellable *cancellable, GError **error);

G_END_DECLS
