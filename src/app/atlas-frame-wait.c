/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-frame-wait.h"

typedef struct
{
  guint n_left;
  AtlasFrameFunc func;
} Wait;

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Wait *wait = data;

  if (wait->n_left-- > 0)
    return G_SOURCE_CONTINUE;
  wait->func (widget);
  return G_SOURCE_REMOVE;
}

guint
atlas_frame_wait (GtkWidget *widget, guint n_frames, AtlasFrameFunc func)
{
  Wait *wait;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 0);
  g_return_val_if_fail (func != NULL, 0);

  if (!gtk_widget_get_mapped (widget))
    {
      func (widget);
      return 0;
    }
  wait = g_new (Wait, 1);
  *wait = (Wait){ n_frames, func };
  return gtk_widget_add_tick_callback (widget, on_tick, wait, g_free);
}

void
atlas_frame_wait_cancel (GtkWidget *widget, guint *id)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (id != NULL);

  if (*id != 0)
    gtk_widget_remove_tick_callback (widget, *id);
  *id = 0;
}
