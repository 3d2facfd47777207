/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * atlas_credit_read:
 * @html: (nullable): whose a map is, as map files say it, often in HTML; any bytes at all
 * @link: (out) (transfer full) (nullable): the first address in it, by https or http
 *
 * Returns: (transfer full) (nullable): its words in one line without any markup, at most a few hundred bytes
 * of UTF-8; NULL where there are none
 */
char *atlas_credit_read (const char *html, char **link);

/** A link that may be opened for a person: by https or http, to a server. */
gboolean atlas_credit_is_link (const char *link);

G_END_DECLS
