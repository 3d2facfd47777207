/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/** To be called before two thousand quarks are named: keeps the leak sanitizer from telling of GLib's first
 * table of them. Does nothing where there is no sanitizer. */
void quark_table_ignore (void);
