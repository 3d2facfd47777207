/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-checkin.h"

G_BEGIN_DECLS

/**
 * AtlasCheckinRow:
 * @id, @email, @name, @status: (nullable): as they stand
 * @found: (out) whom it means, where @reason is NULL
 * @reason: (nullable): why it means nobody
 */
typedef struct
{
  gint64 line;
  char *id, *email, *name, *status;
  AtlasUuid found;
  char *reason;
} AtlasCheckinRow;

/** A GDestroyNotify. */
void atlas_checkin_row_free (gpointer data);

/** (transfer full) (element-type AtlasCheckinRow): NULL with @error */
GPtrArray *atlas_checkin_read_rows (AtlasRowReader *reader, GCancellable *cancellable, GError **error);

/** Finds whom each row means. @event: whose list is looked at first. FALSE with @error */
gboolean atlas_checkin_find_people (
  AtlasRegister *source, AtlasRecord *event, GPtrArray *rows, GCancellable *cancellable, GError **error);

/** @row means the one of @people, not empty, whom it names @by; it means nobody where there are several. */
void atlas_checkin_row_take (AtlasCheckinRow *row, GPtrArray *people, const char *by);

/** "Ada Uwase, ada@example.org". (transfer full) */
char *atlas_checkin_row_describe (const AtlasCheckinRow *self);

G_END_DECLS
