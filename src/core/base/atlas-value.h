/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ATLAS_VALUE_NULL,
  ATLAS_VALUE_INTEGER,
  ATLAS_VALUE_REAL,
  ATLAS_VALUE_TEXT,
} AtlasValueType;

/**
 * AtlasValue:
 *
 * One cell: what a field of a record or a column of a table holds. Text is UTF-8 without NUL. A text may be
 * *borrowed*, so that a reader can hand a million records to the store without copying them; a borrowed text
 * must outlive the value. A zeroed AtlasValue is NULL.
 */
typedef struct
{
  guint8 type;
  guint8 borrowed;
  guint32 length; /* of text, bytes */
  union
  {
    gint64 integer;
    double real;
    char *text;
  };
} AtlasValue;

void atlas_value_clear (AtlasValue *value);
void atlas_value_copy (const AtlasValue *from, AtlasValue *to);
void atlas_value_set_integer (AtlasValue *value, gint64 integer);
void atlas_value_set_real (AtlasValue *value, double real);

/** Copies @text; @length -1 if NUL-terminated; NULL clears. */
void atlas_value_set_text (AtlasValue *value, const char *text, gssize length);

/** Takes ownership of @text (transfer full). */
void atlas_value_take_text (AtlasValue *value, char *text);

/** Refers to @text, which need not be NUL-terminated and must outlive @value. */
void atlas_value_borrow_text (AtlasValue *value, const char *text, gsize length);

/** Equal type and content; an integer and a real of the same number are not equal. */
gboolean atlas_value_equal (const AtlasValue *a, const AtlasValue *b);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AtlasValue, atlas_value_clear)

G_END_DECLS
