/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasSegmentList:
 *
 * The saved searches with how many people each finds at present, under "Everyone". Choosing one puts it into
 * the search; the one that the search is shows as chosen. What is searched for can be saved as a new one;
 * each can be renamed and deleted, which can be undone.
 */
#define ATLAS_TYPE_SEGMENT_LIST (atlas_segment_list_get_type ())
G_DECLARE_FINAL_TYPE (AtlasSegmentList, atlas_segment_list, ATLAS, SEGMENT_LIST, GtkWidget)

void atlas_segment_list_set_session (AtlasSegmentList *self, AtlasSession *session);

/** Whether counts are on their way. */
gboolean atlas_segment_list_is_counting (AtlasSegmentList *self);

/** Opens the field for the name of a segment with this search. */
void atlas_segment_list_save (AtlasSegmentList *self, const char *query);

G_END_DECLS
