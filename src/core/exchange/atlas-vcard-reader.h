/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-row-reader.h"

G_BEGIN_DECLS

/**
 * AtlasVcardReader:
 *
 * Address cards of any version (2.1, 3.0, 4.0) as a table of members: the first row are the English names of
 * our fields, each card is a row. Values are as people wrote them, for atlas_clean(). What a card says and no
 * field of ours holds stands in the last column, line by line. Pictures are passed over.
 */
#define ATLAS_TYPE_VCARD_READER (atlas_vcard_reader_get_type ())
G_DECLARE_FINAL_TYPE (AtlasVcardReader, atlas_vcard_reader, ATLAS, VCARD_READER, AtlasRowReader)

AtlasRowReader *atlas_vcard_reader_new (GInputStream *stream);

/** Whether a file that begins so holds cards. */
gboolean atlas_vcard_reader_is_vcard (const char *bytes, gsize length);

G_END_DECLS
