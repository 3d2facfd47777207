/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The share format, as its reader and its writer both know it. */

#define ATLAS_SHARE_FORMAT  "diaspora-atlas"
#define ATLAS_SHARE_VERSION 1

/** Setting of a database: what stood in share files beside the kinds of records that this version knows; a
 * JSON object as text, written back on export. */
#define ATLAS_SHARE_SETTING_EXTRA "share.extra"

/** Setting of a database: "1" where its people are invented. */
#define ATLAS_SHARE_SETTING_SYNTHETIC "synthetic"
