/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-points.h"

G_BEGIN_DECLS

/* A text of points, a line and a number at a time, and errors that say where. */
typedef struct
{
  const char *name;       /* of the file, for errors */
  const char *next, *end; /* of what is still to be read */
  const char *at, *line_end;
  gint64 line; /* from 1 */
} AtlasPointsText;

/** @text: @length bytes of anything */
void atlas_points_text_init (AtlasPointsText *self, const char *text, gsize length, const char *name);

/** Goes to the next line that holds anything but blanks. FALSE at the end. */
gboolean atlas_points_text_next_line (AtlasPointsText *self);

/** The next word of the line: what stands up to a blank. FALSE where there is none. */
gboolean atlas_points_text_next_word (AtlasPointsText *self, const char **word, gsize *length);

/** The next number of the line. FALSE with @error, which calls it @what ("x"), where there is none, or none
 * that is finite and at most %ATLAS_POINTS_TEXT_MAX. */
gboolean
atlas_points_text_next_number (AtlasPointsText *self, const char *what, double *number, GError **error);

/** The same for a whole number of at least @min and at most @max. */
gboolean atlas_points_text_next_whole (
  AtlasPointsText *self, const char *what, guint min, guint max, guint *number, GError **error);

/** FALSE with @error where the line goes on. */
gboolean atlas_points_text_end_line (AtlasPointsText *self, GError **error);

/** Sets an error that names file and line. Always FALSE. */
gboolean
atlas_points_text_fail (AtlasPointsText *self, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);

/** The largest number: squares of more would leave no room for differences. */
#define ATLAS_POINTS_TEXT_MAX 1e12

G_END_DECLS
