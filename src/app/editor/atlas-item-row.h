/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-record.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasItemRow:
 *
 * One item of a list - a language, a consent - in words; opened, a row for each of its fields.
 *
 * What was saved once is not gone at a click: it is crossed out, and can be put back until the record is
 * saved. An entry of a ledger that was saved can only be looked at.
 *
 * Signals: "edited" (); "dropped" (): an item that was never saved is not wanted after all; "moved"
 * (AtlasItemRow *to): it is to stand where that one does; "stepped" (int): or so many places further on.
 */
#define ATLAS_TYPE_ITEM_ROW (atlas_item_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasItemRow, atlas_item_row, ATLAS, ITEM_ROW, AdwExpanderRow)

GtkWidget *atlas_item_row_new (const AtlasKind *kind);

/** Whether the list is a ledger; before its item is set. */
void atlas_item_row_set_append_only (AtlasItemRow *self, gboolean append_only);

/** Whether there is meaning in the order: it can be dragged, or moved by keys, then. */
void atlas_item_row_set_ordered (AtlasItemRow *self, gboolean ordered);

/** @item: copied; @order: its place in the list; @saved: whether it stands in the database */
void atlas_item_row_set_item (AtlasItemRow *self, AtlasRecord *item, guint order, gboolean saved);

/** For rows of its fields that look something up. @session: (nullable) */
void atlas_item_row_set_session (AtlasItemRow *self, AtlasSession *session);

/** As it is edited now. (transfer none) */
AtlasRecord *atlas_item_row_get_item (AtlasItemRow *self);
guint atlas_item_row_get_order (AtlasItemRow *self);
void atlas_item_row_set_order (AtlasItemRow *self, guint order);
gboolean atlas_item_row_is_removed (AtlasItemRow *self);

/** FALSE with an error that names the field: "Language: is missing". */
gboolean atlas_item_row_check (AtlasItemRow *self, GError **error);

/** Opens it, with the cursor in the first field at fault, or else the first. */
void atlas_item_row_focus (AtlasItemRow *self);

G_END_DECLS
