/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-toast.h"

/* A toast has come in after so many milliseconds. */
#define COMING_MS 600

static GQuark
shown_quark (void)
{
  return g_quark_from_static_string ("atlas-toast-shown");
}

void
atlas_toast_show (AdwToastOverlay *overlay, AdwToast *toast)
{
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (ADW_IS_TOAST (toast));

  g_object_set_qdata (G_OBJECT (toast), shown_quark (), GSIZE_TO_POINTER (g_get_monotonic_time () / 1000));
  adw_toast_overlay_add_toast (overlay, toast);
}

static gboolean
on_come (gpointer toast)
{
  adw_toast_dismiss (toast);
  return G_SOURCE_REMOVE;
}

void
atlas_toast_dismiss (AdwToast *toast)
{
  gint64 age;

  g_return_if_fail (ADW_IS_TOAST (toast));

  age = g_get_monotonic_time () / 1000 -
        (gint64) GPOINTER_TO_SIZE (g_object_get_qdata (G_OBJECT (toast), shown_quark ()));
  if (age >= COMING_MS)
    adw_toast_dismiss (toast);
  else
    g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) (COMING_MS - age), on_come, g_object_ref (toast),
                        g_object_unref);
}
