/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * atlas_debrief_text_new:
 * @title: above it
 * @hint: (nullable): what belongs there
 * @text: (nullable): what stands there
 * @changed: called with @owner and what stands there then; NULL: nothing
 *
 * A group with room for a few sentences. (transfer floating)
 */
GtkWidget *atlas_debrief_text_new (const char *title,
                                   const char *hint,
                                   const char *text,
                                   void (*changed) (gpointer owner, const char *text),
                                   gpointer owner);

G_END_DECLS
