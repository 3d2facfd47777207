/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Every string a person reads passes through one of these. Core and window share one gettext domain. */

#include <libintl.h>

#undef ngettext /* libintl's own macro, under optimisation */

#define _(String)                     dgettext (GETTEXT_PACKAGE, String)
#define N_(String)                    (String)
#define C_(Context, String)           g_dpgettext2 (GETTEXT_PACKAGE, Context, String)
#define NC_(Context, String)          (String)
#define ngettext(Singular, Plural, N) dngettext (GETTEXT_PACKAGE, Singular, Plural, N)
