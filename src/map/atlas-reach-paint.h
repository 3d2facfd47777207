/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * atlas_reach_paint:
 * @x, @y: its middle
 * @members: of whom @reached are filled and blue; the others are hollow, with an orange rim: told apart
 * without any colour, too. The two colours are those of Okabe and Ito that the colour-blind tell apart best
 *
 * A circle of those whom a mission reaches and misses. Where it is both, the filled part is the share of
 * those reached, clockwise from the top, and the middle is left for a number.
 */
void atlas_reach_paint (
  GtkSnapshot *snapshot, double x, double y, double radius, guint members, guint reached, gboolean dark);

G_END_DECLS
