/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-import.h"
#include "atlas-xlsx-package.h"

G_BEGIN_DECLS

/**
 * AtlasXlsxXml:
 *
 * A part of a workbook read as XML, piece by piece. A document type is refused where it begins, so there are
 * no entities but the five of XML itself; nothing is fetched from anywhere; elements nest 256 deep at most.
 */
typedef struct _AtlasXlsxXml AtlasXlsxXml;

/** libxml2's own: local name, prefix, namespace, value and its end, for each. */
typedef struct
{
  const unsigned char **raw;
  int n;
} AtlasXlsxAttributes;

/**
 * AtlasXlsxHandler:
 *
 * What is called for elements in the root's own namespace, whichever that is (workbooks are written in the
 * "transitional" and the "strict" one), and for text in them. Names are local ones.
 */
typedef struct
{
  void (*start) (AtlasXlsxXml *xml,
                 const char *element,
                 const AtlasXlsxAttributes *attributes,
                 gpointer data);
  void (*end) (AtlasXlsxXml *xml, const char *element, gpointer data);
  void (*text) (AtlasXlsxXml *xml, const char *text, gsize length, gpointer data);
} AtlasXlsxHandler;

/** @package: where the part has been begun */
AtlasXlsxXml *atlas_xlsx_xml_new (AtlasXlsxPackage *package, const AtlasXlsxHandler *handler, gpointer data);
void atlas_xlsx_xml_free (AtlasXlsxXml *self);

/** Reads a piece of at most 16 KiB. FALSE at the end, and with @error. */
gboolean atlas_xlsx_xml_step (AtlasXlsxXml *self, GCancellable *cancellable, GError **error);

/** Begins with a part and reads all of it. FALSE where there is none, without an error, or with one. */
gboolean atlas_xlsx_xml_read_part (AtlasXlsxPackage *package,
                                   const char *name,
                                   const AtlasXlsxHandler *handler,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error);

/** For handlers: ends the reading with this error, unless there is one. */
void atlas_xlsx_xml_fail (AtlasXlsxXml *self, AtlasImportError code, const char *message);

/** The attribute of that local name, not NUL-terminated; NULL if there is none. */
const char *atlas_xlsx_attribute_get (const AtlasXlsxAttributes *attributes, const char *name, gsize *length);

/** (transfer full) (nullable) */
char *atlas_xlsx_attribute_dup (const AtlasXlsxAttributes *attributes, const char *name);

/** As XML writes them: "1", "true", "on". */
gboolean atlas_xlsx_attribute_get_boolean (const AtlasXlsxAttributes *attributes, const char *name);

/** -1 where there is none, or none within 0..G_MAXINT. */
int atlas_xlsx_attribute_get_integer (const AtlasXlsxAttributes *attributes, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasXlsxXml, atlas_xlsx_xml_free)

G_END_DECLS
