/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** As adw_toast_overlay_add_toast(), after those that were shown before by this. An overlay whose toasts are
 * taken away by atlas_toast_dismiss() has all its toasts from here. @toast: (transfer full) */
void atlas_toast_show (AdwToastOverlay *overlay, AdwToast *toast);

/** The same, in place of all that the overlay shows or would show. @toast: (transfer full) */
void atlas_toast_replace (AdwToastOverlay *overlay, AdwToast *toast);

/** As adw_toast_dismiss(), but not before it has come in: libadwaita 1.2 frees a toast twice that is
 * dismissed while it still moves. One that waits for its turn never comes. */
void atlas_toast_dismiss (AdwToast *toast);

G_END_DECLS
