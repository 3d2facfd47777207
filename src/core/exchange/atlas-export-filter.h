/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-export-terms.h"
#include "atlas-pseudonym.h"

G_BEGIN_DECLS

/**
 * AtlasExportFilter:
 *
 * Takes out of records of one kind what does not go along: fields that the terms do not cover or that were
 * not chosen, how somebody is reached who does not want that known, keys unknown to us, and the exact
 * position.
 */
typedef struct _AtlasExportFilter AtlasExportFilter;

/**
 * atlas_export_filter_new:
 * @fields: (nullable): keys of those that were chosen; NULL: what the terms propose
 * @pseudonyms: (nullable): outlives the filter
 *
 * Returns: (nullable): NULL where nothing is to be taken out of any record
 */
AtlasExportFilter *atlas_export_filter_new (const AtlasExportTerms *terms,
                                            const AtlasKind *kind,
                                            const char *const *fields,
                                            AtlasPseudonyms *pseudonyms);
void atlas_export_filter_free (AtlasExportFilter *self);

/** @channels: by which the person may be shown to be reached. */
void atlas_export_filter_apply (AtlasExportFilter *self, AtlasRecord *record, guint channels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasExportFilter, atlas_export_filter_free)

G_END_DECLS
