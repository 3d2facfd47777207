/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** @discard: TRUE: what was typed is not wanted */
typedef void (*AtlasDiscardAnswered) (gpointer owner, gboolean discard);

/** Asks whether what was typed, and can't be saved as it stands, is to be thrown away. @owner: the widget in
 * whose window it is asked; it is not answered once that is gone. (transfer none): the window's */
AdwMessageDialog *atlas_discard_question_ask (GtkWidget *owner, AtlasDiscardAnswered answered);

G_END_DECLS
