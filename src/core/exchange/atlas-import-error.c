/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import.h"

/* By itself, so that the reader alone can be linked. */
G_DEFINE_QUARK (atlas - import - error - quark, atlas_import_error)
