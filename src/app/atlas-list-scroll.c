/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-list-scroll.h"

/* The position that is waited for, plus one; kept at the list. */
static G_DEFINE_QUARK (atlas_list_scroll_position, position)

  static void scroll (GtkWidget *rows, guint position)
{
  gtk_widget_activate_action (rows, "list.scroll-to-item", "u", position);
}

static gboolean
on_tick (GtkWidget *rows, GdkFrameClock *clock, gpointer data)
{
  gpointer position;

  if (gtk_widget_get_height (rows) == 0)
    return G_SOURCE_CONTINUE;
  position = g_object_steal_qdata (G_OBJECT (rows), position_quark ());
  scroll (rows, GPOINTER_TO_UINT (position) - 1);
  return G_SOURCE_REMOVE;
}

void
atlas_list_scroll_to (GtkWidget *rows, guint position)
{
  gboolean waiting;

  g_return_if_fail (GTK_IS_WIDGET (rows));

  waiting = g_object_get_qdata (G_OBJECT (rows), position_quark ()) != NULL;
  if (!waiting && gtk_widget_get_height (rows) > 0)
    {
      scroll (rows, position);
      return;
    }
  g_object_set_qdata (G_OBJECT (rows), position_quark (), GUINT_TO_POINTER (position + 1));
  if (!waiting)
    gtk_widget_add_tick_callback (rows, on_tick, NULL, NULL);
}

gboolean
atlas_list_scroll_is_waiting (GtkWidget *rows)
{
  g_return_val_if_fail (GTK_IS_WIDGET (rows), FALSE);

  return gtk_widget_get_mapped (rows) && g_object_get_qdata (G_OBJECT (rows), position_quark ()) != NULL;
}
