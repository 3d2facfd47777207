/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-field-row.h"

G_BEGIN_DECLS

/**
 * AtlasConsentRow:
 *
 * A person's consents as the ledger that they are: what holds today for each purpose, in words, and below it
 * the entries, newest first. An entry can be added; those that are stored are only shown.
 */
#define ATLAS_TYPE_CONSENT_ROW (atlas_consent_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasConsentRow, atlas_consent_row, ATLAS, CONSENT_ROW, AdwPreferencesRow)

/** @field: a list of atlas_kind_consent */
GtkWidget *atlas_consent_row_new (const AtlasField *field);

/** Begins an entry, with the cursor in it. */
void atlas_consent_row_record (AtlasConsentRow *self);

G_END_DECLS
