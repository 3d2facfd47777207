/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** As adw_toast_overlay_add_toast(), of a toast that may be taken away by atlas_toast_dismiss(). @toast:
 * (transfer full) */
void atlas_toast_show (AdwToastOverlay *overlay, AdwToast *toast);

/** As adw_toast_dismiss(), but not before it has come in: libadwaita 1.2 frees a toast twice that is
 * dismissed while it still moves. */
void atlas_toast_dismiss (AdwToast *toast);

G_END_DECLS
