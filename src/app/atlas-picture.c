/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-picture.h"

#include "atlas-i18n.h"

/* Frames in a row in which all was ready: what a frame sets off (a label laid out anew, a tile) is there in
 * the one after the next. */
#define QUIET_FRAMES 4

typedef struct
{
  GtkWidget *widget;
  AtlasPictureReady ready;
  char *path;
  AtlasPictureDone done;
  gpointer user_data;
  guint n_quiet;
  guint tick;
} Picture;

static void
picture_free (gpointer data)
{
  Picture *self = data;

  g_free (self->path);
  g_free (self);
}

static gboolean
save (Picture *self, GError **error)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (self->widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int scale = gtk_widget_get_scale_factor (self->widget);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gtk_snapshot_scale (snapshot, scale, scale);
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (self->widget),
                          gtk_widget_get_height (self->widget));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, "nothing to draw yet");
      return FALSE;
    }

  texture =
    gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (self->widget)), node, NULL);
  if (!gdk_texture_save_to_png (texture, self->path))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   _ ("The picture can’t be written to “%s”. Does the folder exist, and is there space?"),
                   self->path);
      return FALSE;
    }
  return TRUE;
}

static void
on_after_paint (GdkFrameClock *clock, Picture *self)
{
  g_autoptr (GError) error = NULL;

  self->n_quiet = self->ready (self->widget) ? self->n_quiet + 1 : 0;
  if (self->n_quiet < QUIET_FRAMES)
    return;
  if (!save (self, &error) && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED))
    return;

  gtk_widget_remove_tick_callback (self->widget, self->tick);
  self->done (self->widget, error, self->user_data);
  g_signal_handlers_disconnect_by_data (clock, self);
}

/* So that there is a next frame. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static void
on_realized (GtkWidget *widget, Picture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  g_signal_connect_data (clock, "after-paint", G_CALLBACK (on_after_paint), self,
                         (GClosureNotify) (void (*) (void)) picture_free, G_CONNECT_AFTER);
  self->tick = gtk_widget_add_tick_callback (widget, on_tick, NULL, NULL);
}

void
atlas_picture_save (
  GtkWidget *widget, AtlasPictureReady ready, const char *path, AtlasPictureDone done, gpointer user_data)
{
  Picture *self;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (ready != NULL && path != NULL && done != NULL);

  self = g_new0 (Picture, 1);
  self->widget = widget;
  self->ready = ready;
  self->path = g_strdup (path);
  self->done = done;
  self->user_data = user_data;
  if (gtk_widget_get_realized (widget))
    on_realized (widget, self);
  else
    g_signal_connect (widget, "realize", G_CALLBACK (on_realized), self);
}
