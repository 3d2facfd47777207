/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the compiler reads once for the whole folder instead of once a file: the libraries, none of our own
 * headers. Each file includes what it uses all the same; -Db_pch=false shows whether it does. */
#include <gtk/gtk.h>
#include <shumate/shumate.h>
