/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-page.h"

G_BEGIN_DECLS

#define ATLAS_TYPE_PEOPLE_PAGE (atlas_people_page_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPeoplePage, atlas_people_page, ATLAS, PEOPLE_PAGE, GtkWidget)

G_END_DECLS
