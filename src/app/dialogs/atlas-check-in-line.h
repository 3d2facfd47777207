/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-person-lookup.h"

G_BEGIN_DECLS

/**
 * AtlasCheckInLine:
 *
 * A line of the list at the door: somebody, or somebody new. It is filled anew rather than made anew: the
 * list changes with each letter that is typed.
 */
#define ATLAS_TYPE_CHECK_IN_LINE (atlas_check_in_line_get_type ())
G_DECLARE_FINAL_TYPE (AtlasCheckInLine, atlas_check_in_line, ATLAS, CHECK_IN_LINE, AdwActionRow)

GtkWidget *atlas_check_in_line_new (void);

/** @status: how they stand on the list, in words; @come: whether they are there already */
void atlas_check_in_line_show_person (AtlasCheckInLine *self,
                                      const AtlasPersonBrief *person,
                                      const char *status,
                                      gboolean come);

/** Offers to record somebody who is not known. @name: as it was typed */
void atlas_check_in_line_show_new (AtlasCheckInLine *self, const char *name);

/** Whether there is a button by which a talk with the person is logged: the action "check-in.talk-with" (s:
 * id). */
void atlas_check_in_line_set_talks (AtlasCheckInLine *self, gboolean talks);

/** Whom it shows; NULL: somebody new. */
const char *atlas_check_in_line_get_uuid (AtlasCheckInLine *self);

G_END_DECLS
