/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-export.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasExportPeople:
 *
 * How many records an export will write, who is left out of it, and why; each reason opens a list of those
 * whom it is about. Counts in the background.
 *
 * Properties: "count" (int64): records that will be written; -1 until that is known
 */
#define ATLAS_TYPE_EXPORT_PEOPLE (atlas_export_people_get_type ())
G_DECLARE_FINAL_TYPE (AtlasExportPeople, atlas_export_people, ATLAS, EXPORT_PEOPLE, AdwPreferencesGroup)

/** Counts anew. @queries: (element-type AtlasQuery): one a kind; NULL: nothing is to be counted yet */
void atlas_export_people_count (AtlasExportPeople *self,
                                AtlasSession *session,
                                GPtrArray *queries,
                                const AtlasExportTerms *terms);
gint64 atlas_export_people_get_count (AtlasExportPeople *self);

G_END_DECLS
