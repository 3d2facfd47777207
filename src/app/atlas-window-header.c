/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-window-private.h"

/* The header: what it has room for. */

/* Pixels: a title in the middle of the header no longer fits there. */
#define NARROW 500

/* Strictly in the middle, a title needs as much room at its start as the buttons take at its end: no window
 * would be narrower than 389 pixels, nor would its title be read. Undo is in the menu too. By the window's
 * width alone: as pages' names fit or not by the policy itself, either would bring about the other. */
static void
center_title (AtlasWindow *self, int width)
{
  gboolean narrow = width > 0 && width < NARROW;

  adw_header_bar_set_centering_policy (self->header,
                                       narrow ? ADW_CENTERING_POLICY_LOOSE : ADW_CENTERING_POLICY_STRICT);
  gtk_widget_set_visible (self->undo_button, !narrow);
}

static gboolean
on_centering (gpointer data)
{
  ATLAS_WINDOW (data)->centering = 0;
  center_title (data, gtk_widget_get_width (data));
  return G_SOURCE_REMOVE;
}

/* Not while sizes are allocated: that would ask for another size. */
void
atlas_window_resize_header (AtlasWindow *self, int width)
{
  if (self->centering == 0 && gtk_widget_get_visible (self->undo_button) == (width < NARROW))
    self->centering = g_idle_add_full (G_PRIORITY_HIGH, on_centering, self, NULL);
}

/* So that a window may open narrow. */
static void
on_default_width (AtlasWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    center_title (self, width);
}

void
atlas_window_init_header (AtlasWindow *self)
{
  g_signal_connect (self, "notify::default-width", G_CALLBACK (on_default_width), NULL);
}
