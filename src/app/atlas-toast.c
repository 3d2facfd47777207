/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-toast.h"

/* A toast has come in after so many microseconds, as frames count them. */
#define COMING_US 600000

/* The toasts of an overlay: it is given one at a time, so that it is known when each begins to come in. */
typedef struct
{
  AdwToastOverlay *overlay; /* whose data this is */
  AdwToast *current;        /* the overlay has it; or NULL */
  gulong dismissed;         /* handler of its signal */
  GQueue waiting;           /* AdwToast */
  guint tick;               /* while the current one comes in */
  gint64 first_frame;       /* in which it does; 0: not yet */
  gboolean leaving;         /* it is to go as soon as it has come in */
  guint next;               /* the next one comes at once */
} Toasts;

static void show_next (Toasts *self);

static GQuark
toasts_quark (void)
{
  return g_quark_from_static_string ("atlas-toasts");
}

/* Of an overlay, and of a toast that is still shown or waits. */
static Toasts *
get_toasts (gpointer object)
{
  return g_object_get_qdata (object, toasts_quark ());
}

static void
let_go (AdwToast *toast)
{
  g_object_set_qdata (G_OBJECT (toast), toasts_quark (), NULL);
  g_object_unref (toast);
}

static void
forget_current (Toasts *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->overlay), self->tick);
  self->tick = 0;
  if (self->current == NULL)
    return;
  g_clear_signal_handler (&self->dismissed, self->current);
  let_go (g_steal_pointer (&self->current));
}

static void
toasts_free (gpointer data)
{
  Toasts *self = data;

  /* Its callbacks are gone with the overlay. */
  self->tick = 0;
  g_clear_handle_id (&self->next, g_source_remove);
  forget_current (self);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) let_go);
  g_free (self);
}

static gboolean
on_frame (GtkWidget *overlay, GdkFrameClock *clock, gpointer data)
{
  Toasts *self = data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (self->first_frame == 0)
    self->first_frame = now;
  if (now - self->first_frame < COMING_US)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  if (self->leaving)
    adw_toast_dismiss (self->current);
  return G_SOURCE_REMOVE;
}

static gboolean
on_next (gpointer data)
{
  Toasts *self = data;

  self->next = 0;
  show_next (self);
  return G_SOURCE_REMOVE;
}

/* An overlay that is being destroyed dismisses its toast, too, and must not get another. */
static void
on_dismissed (Toasts *self)
{
  forget_current (self);
  if (self->next == 0 && !g_queue_is_empty (&self->waiting))
    self->next = g_idle_add (on_next, self);
}

static void
show_next (Toasts *self)
{
  AdwToast *toast = g_queue_pop_head (&self->waiting);

  if (toast == NULL)
    return;
  self->current = toast;
  self->first_frame = 0;
  self->leaving = FALSE;
  adw_toast_overlay_add_toast (self->overlay, g_object_ref (toast));
  /* After the overlay's own. */
  self->dismissed =
    g_signal_connect_data (toast, "dismissed", G_CALLBACK (on_dismissed), self, NULL, G_CONNECT_SWAPPED);
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->overlay), on_frame, self, NULL);
}

void
atlas_toast_show (AdwToastOverlay *overlay, AdwToast *toast)
{
  Toasts *self;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (ADW_IS_TOAST (toast));

  self = get_toasts (overlay);
  if (self == NULL)
    {
      self = g_new0 (Toasts, 1);
      self->overlay = overlay;
      g_object_set_qdata_full (G_OBJECT (overlay), toasts_quark (), self, toasts_free);
    }
  g_object_set_qdata (G_OBJECT (toast), toasts_quark (), self);
  g_queue_push_tail (&self->waiting, toast);
  if (self->current == NULL && self->next == 0)
    show_next (self);
}

void
atlas_toast_replace (AdwToastOverlay *overlay, AdwToast *toast)
{
  Toasts *self;
  AdwToast *waiting;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (ADW_IS_TOAST (toast));

  self = get_toasts (overlay);
  while (self != NULL && (waiting = g_queue_peek_tail (&self->waiting)) != NULL)
    atlas_toast_dismiss (waiting);
  if (self != NULL && self->current != NULL)
    atlas_toast_dismiss (self->current);
  atlas_toast_show (overlay, toast);
}

void
atlas_toast_dismiss (AdwToast *toast)
{
  Toasts *self;

  g_return_if_fail (ADW_IS_TOAST (toast));

  self = get_toasts (toast);
  if (self == NULL)
    return;
  if (toast == self->current)
    {
      self->leaving = TRUE;
      if (self->tick == 0)
        adw_toast_dismiss (toast);
    }
  else if (g_queue_remove (&self->waiting, toast))
    {
      g_signal_emit_by_name (toast, "dismissed");
      let_go (toast);
    }
}
