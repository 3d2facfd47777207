/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-xlsx-xml.h"

#include <libxml/parser.h>
#include <string.h>

#include "atlas-i18n.h"

/* Small, so that few rows are kept at a time: a cell takes some 30 bytes. */
#define PIECE_SIZE (16 * 1024)

struct _AtlasXlsxXml
{
  AtlasXlsxPackage *package;
  const AtlasXlsxHandler *handler;
  gpointer data;
  xmlParserCtxt *parser;
  const xmlChar *namespace; /* of the root; the parser's own, so that pointers can be compared */
  gboolean rooted;
  gboolean ended;
  GError *failure;
  char buffer[PIECE_SIZE];
};

void
atlas_xlsx_xml_fail (AtlasXlsxXml *self, AtlasImportError code, const char *message)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (message != NULL);

  if (self->failure == NULL)
    g_set_error_literal (&self->failure, ATLAS_IMPORT_ERROR, code, message);
  xmlStopParser (self->parser);
}

static void
on_start (void *data,
          const xmlChar *name,
          const xmlChar *prefix,
          const xmlChar *namespace,
          int n_namespaces,
          const xmlChar **namespaces,
          int n_attributes,
          int n_defaulted,
          const xmlChar **attributes)
{
  AtlasXlsxXml *self = data;
  AtlasXlsxAttributes given = { attributes, n_attributes };

  if (!self->rooted)
    {
      self->rooted = TRUE;
      self->namespace = namespace;
    }
  if (namespace == self->namespace && self->failure == NULL)
    self->handler->start (self, (const char *) name, &given, self->data);
}

static void
on_end (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *namespace)
{
  AtlasXlsxXml *self = data;

  if (namespace == self->namespace && self->failure == NULL && self->handler->end != NULL)
    self->handler->end (self, (const char *) name, self->data);
}

static void
on_text (void *data, const xmlChar *text, int length)
{
  AtlasXlsxXml *self = data;

  if (self->failure == NULL && self->handler->text != NULL)
    self->handler->text (self, (const char *) text, (gsize) length, self->data);
}

/* No workbook has one; those that do want entities, and these to be expanded a billion times or fetched from
 * elsewhere. */
static void
on_document_type (void *data, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
  atlas_xlsx_xml_fail (data, ATLAS_IMPORT_ERROR_FORMAT,
                       _ ("a part of the workbook declares a document type, which no workbook does; it was "
                          "not read, since this may be meant to do harm"));
}

static void
on_error (void *data, const xmlError *error)
{
  AtlasXlsxXml *self = data;

  if (self->failure == NULL && error->level == XML_ERR_FATAL)
    g_set_error (
      &self->failure, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_SYNTAX,
      _ ("the workbook is damaged: its XML breaks in line %d. Open it in a spreadsheet program and "
         "save it anew."),
      error->line);
}

AtlasXlsxXml *
atlas_xlsx_xml_new (AtlasXlsxPackage *package, const AtlasXlsxHandler *handler, gpointer data)
{
  static const xmlSAXHandler sax = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = on_start,
    .endElementNs = on_end,
    .characters = on_text,
    .cdataBlock = on_text,
    .internalSubset = on_document_type,
    .serror = (xmlStructuredErrorFunc) on_error,
  };
  AtlasXlsxXml *self;

  g_return_val_if_fail (package != NULL, NULL);
  g_return_val_if_fail (handler != NULL && handler->start != NULL, NULL);

  self = g_new0 (AtlasXlsxXml, 1);
  self->package = package;
  self->handler = handler;
  self->data = data;
  self->parser = xmlCreatePushParserCtxt ((xmlSAXHandler *) &sax, self, NULL, 0, NULL);
  xmlCtxtUseOptions (self->parser, XML_PARSE_NONET);
  return self;
}

void
atlas_xlsx_xml_free (AtlasXlsxXml *self)
{
  if (self == NULL)
    return;
  xmlFreeParserCtxt (self->parser);
  g_clear_error (&self->failure);
  g_free (self);
}

gboolean
atlas_xlsx_xml_step (AtlasXlsxXml *self, GCancellable *cancellable, GError **error)
{
  gssize n;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->ended)
    return FALSE;
  n = atlas_xlsx_package_read (self->package, self->buffer, sizeof self->buffer, cancellable, error);
  if (n < 0)
    {
      self->ended = TRUE;
      return FALSE;
    }
  self->ended = n == 0;
  if (xmlParseChunk (self->parser, self->buffer, (int) n, n == 0) != XML_ERR_OK && self->failure == NULL &&
      xmlCtxtGetLastError (self->parser) != NULL)
    on_error (self, xmlCtxtGetLastError (self->parser));
  if (self->failure == NULL)
    return !self->ended;
  self->ended = TRUE;
  g_propagate_error (error, g_steal_pointer (&self->failure));
  return FALSE;
}

gboolean
atlas_xlsx_xml_read_part (AtlasXlsxPackage *package,
                          const char *name,
                          const AtlasXlsxHandler *handler,
                          gpointer data,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (AtlasXlsxXml) xml = NULL;
  g_autoptr (GError) failure = NULL;

  if (!atlas_xlsx_package_begin (package, name, error))
    return FALSE;
  xml = atlas_xlsx_xml_new (package, handler, data);
  while (atlas_xlsx_xml_step (xml, cancellable, &failure))
    ;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

const char *
atlas_xlsx_attribute_get (const AtlasXlsxAttributes *attributes, const char *name, gsize *length)
{
  for (int i = 0; i < attributes->n; i++)
    {
      const xmlChar **attribute = attributes->raw + (gsize) 5 * (gsize) i;

      if (strcmp ((const char *) attribute[0], name) == 0)
        {
          *length = (gsize) (attribute[4] - attribute[3]);
          return (const char *) attribute[3];
        }
    }
  *length = 0;
  return NULL;
}

char *
atlas_xlsx_attribute_dup (const AtlasXlsxAttributes *attributes, const char *name)
{
  gsize length;
  const char *text = atlas_xlsx_attribute_get (attributes, name, &length);

  return g_strndup (text, length); /* NULL of NULL */
}

gboolean
atlas_xlsx_attribute_get_boolean (const AtlasXlsxAttributes *attributes, const char *name)
{
  gsize length;
  const char *text = atlas_xlsx_attribute_get (attributes, name, &length);

  return (length == 1 && *text == '1') || (length == 4 && memcmp (text, "true", 4) == 0) ||
         (length == 2 && memcmp (text, "on", 2) == 0);
}

int
atlas_xlsx_attribute_get_integer (const AtlasXlsxAttributes *attributes, const char *name)
{
  gsize length;
  const char *text = atlas_xlsx_attribute_get (attributes, name, &length);
  int number = 0;

  if (length == 0 || length > 9)
    return -1;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      number = number * 10 + (text[i] - '0');
    }
  return number;
}
