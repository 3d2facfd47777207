/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AtlasUuid:
 *
 * A universally unique identifier (RFC 4122) as its 16 bytes in network order, the form in which the store
 * keeps it.
 */
typedef struct
{
  guint8 bytes[16];
} AtlasUuid;

/** ATLAS_UUID_TEXT_SIZE: bytes that [func@atlas_uuid_format] writes, the closing NUL included. */
#define ATLAS_UUID_TEXT_SIZE 37

/** A new random identifier (version 4). */
void atlas_uuid_generate (AtlasUuid *uuid);

/**
 * atlas_uuid_parse:
 * @text: 36 characters, upper or lower case, any version
 * @length: bytes in @text, or -1 if NUL-terminated
 *
 * Returns: FALSE, leaving @uuid alone, if @text is anything but one UUID in the 8-4-4-4-12 form
 */
gboolean atlas_uuid_parse (const char *text, gssize length, AtlasUuid *uuid);

/** Writes the lower-case 8-4-4-4-12 form. */
void atlas_uuid_format (const AtlasUuid *uuid, char text[ATLAS_UUID_TEXT_SIZE]);

/** The identifier (version 5, RFC 4122, section 4.3) of what @sum, a SHA-1 begun with a namespace's bytes,
 * went over; closes @sum. */
void atlas_uuid_from_checksum (AtlasUuid *uuid, GChecksum *sum);

gboolean atlas_uuid_equal (const AtlasUuid *a, const AtlasUuid *b);

/** For GHashTable; @uuid is a pointer to AtlasUuid. */
guint atlas_uuid_hash (gconstpointer uuid);
gboolean atlas_uuid_is_nil (const AtlasUuid *uuid);

G_END_DECLS
