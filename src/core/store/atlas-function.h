/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-value.h"

G_BEGIN_DECLS

/**
 * AtlasFunction:
 * @name: as SQL calls it
 * @n_values: how many values follow the text
 * @prepare: (transfer full): from the text, which is a parameter of the statement: asked once a statement;
 * NULL where it means nothing, and then no row is tested
 * @test: of one row. Values are borrowed. Any thread
 *
 * A test that only another folder knows, for conditions of queries: `name (:text, value, ...)` is 1 or 0.
 */
typedef struct
{
  const char *name;
  guint n_values;
  gpointer (*prepare) (const char *text);
  gboolean (*test) (gpointer prepared, const AtlasValue *values);
  GDestroyNotify free;
} AtlasFunction;

#define ATLAS_FUNCTION_MAX_VALUES 4

/** Before the first store is opened; once. @function: static */
void atlas_function_install (const AtlasFunction *function);

G_END_DECLS
