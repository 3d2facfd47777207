/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-row-record.h"

G_BEGIN_DECLS

/**
 * AtlasImportExampleLine:
 * @label: the field's, or a heading
 * @value: as it will stand there
 * @was: (nullable): as it stands in the file, where that is something else
 * @fault: (nullable): why it was not understood
 */
typedef struct
{
  char *label;
  char *value;
  char *was;
  char *fault;
} AtlasImportExampleLine;

/**
 * AtlasImportExample:
 *
 * A row of a table and the record that it will become.
 */
#define ATLAS_TYPE_IMPORT_EXAMPLE (atlas_import_example_get_type ())
G_DECLARE_FINAL_TYPE (AtlasImportExample, atlas_import_example, ATLAS, IMPORT_EXAMPLE, GObject)

/** @records: by @mapping */
AtlasImportExample *
atlas_import_example_new (AtlasRowRecords *records, const AtlasMapping *mapping, const AtlasRow *row);

/** "Ada Uwase". Borrowed. */
const char *atlas_import_example_get_title (AtlasImportExample *self);
/** In the file. */
gint64 atlas_import_example_get_line (AtlasImportExample *self);
/** Why the whole row is refused, or NULL. Borrowed. */
const char *atlas_import_example_get_refusal (AtlasImportExample *self);
/** (element-type AtlasImportExampleLine). Borrowed. */
GPtrArray *atlas_import_example_get_lines (AtlasImportExample *self);

G_END_DECLS
