/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-page.h"

G_BEGIN_DECLS

/** The page on which organisations are listed, by type too, and edited with the people in them. */
#define ATLAS_TYPE_ORGANISATIONS_PAGE (atlas_organisations_page_get_type ())
G_DECLARE_FINAL_TYPE (AtlasOrganisationsPage, atlas_organisations_page, ATLAS, ORGANISATIONS_PAGE, GtkWidget)

G_END_DECLS
