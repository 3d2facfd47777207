/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-page.h"

G_BEGIN_DECLS

/** The page on which missions are listed, by type too, and edited with the people in them. */
#define ATLAS_TYPE_MISSIONS_PAGE (atlas_missions_page_get_type ())
G_DECLARE_FINAL_TYPE (AtlasMissionsPage, atlas_missions_page, ATLAS, MISSIONS_PAGE, GtkWidget)

G_END_DECLS
