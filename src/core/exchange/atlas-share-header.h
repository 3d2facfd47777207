/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "atlas-json-scanner.h"

G_BEGIN_DECLS

/** Bytes that one unknown key, or all of them together, may take: they are kept in memory and in the
 * database. */
#define ATLAS_SHARE_MAX_EXTRA (8 * 1024 * 1024)

/**
 * AtlasShareHeader:
 * @synthetic: the file says that its people are invented
 * @extra: unknown keys, later kinds of records among them: a JSON object as text, or NULL
 *
 * What a share document says beside its records.
 */
typedef struct
{
  char *office_id;
  char *office_name;
  char *exported;
  gboolean synthetic;
  char *extra;
} AtlasShareHeader;

void atlas_share_header_clear (AtlasShareHeader *self);

/**
 * atlas_share_header_read:
 * @scanner: to be used; after a failure its span tells where
 * @key: (array length=key_length): any key but that of an array of records; NUL-terminated, and may hold NULs
 * @text: (array length=length): its value
 *
 * Returns: FALSE with ATLAS_IMPORT_ERROR
 */
gboolean atlas_share_header_read (AtlasShareHeader *self,
                                  AtlasJsonScanner *scanner,
                                  const char *key,
                                  gsize key_length,
                                  const char *text,
                                  gsize length,
                                  GError **error);

/** The keys of @ours and @theirs, JSON objects as text or NULL; of a key that both have the value of @theirs.
 * (transfer full) (nullable) */
char *atlas_share_extra_merge (const char *ours, const char *theirs);

G_END_DECLS
