/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-page.h"

G_BEGIN_DECLS

#define ATLAS_TYPE_EVENTS_PAGE (atlas_events_page_get_type ())
G_DECLARE_FINAL_TYPE (AtlasEventsPage, atlas_events_page, ATLAS, EVENTS_PAGE, GtkWidget)

G_END_DECLS
