/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-page.h"

G_BEGIN_DECLS

/** Follow-ups that are due, of the contact log: what the number beside the page's name counts. */
#define ATLAS_TO_DO_FOLLOW_UPS "follow-up:due"

/** Who may be contacted and has not been confirmed for a year, or never. */
#define ATLAS_TO_DO_RECONTACT "-status:moved,deceased consent:any confirmed:none,<-1y"

/** The page with the lists that one works through: follow-ups that are due, the oldest first; people who are
 * to be contacted again, and pairs who may be recorded twice, among those whom the search finds. */
#define ATLAS_TYPE_TO_DO_PAGE (atlas_to_do_page_get_type ())
G_DECLARE_FINAL_TYPE (AtlasToDoPage, atlas_to_do_page, ATLAS, TO_DO_PAGE, GtkWidget)

void atlas_to_do_page_show_duplicates (AtlasToDoPage *self);

/** Sets two people beside each other, by their row ids. */
void atlas_to_do_page_compare (AtlasToDoPage *self, gint64 left, gint64 right);

G_END_DECLS
