/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-import-open.h"

G_BEGIN_DECLS

/** What a file turned out to be. */
typedef enum
{
  ATLAS_IMPORT_FORM_RECORDS, /* records that name their own fields: JSON, GeoJSON, iCalendar */
  ATLAS_IMPORT_FORM_TEXT,    /* a table in text */
  ATLAS_IMPORT_FORM_BOOK,    /* a sheet of a workbook */
  ATLAS_IMPORT_FORM_CARDS,   /* address cards, which are read as a table */
  ATLAS_IMPORT_FORM_OBJECTS, /* JSON or GeoJSON with keys of others, which is read as a table */
} AtlasImportForm;

/**
 * AtlasImportChoice:
 * @dialect: of text; zeroed: to be found
 * @sheet: (nullable): of a workbook
 * @kind: (nullable): what the rows are
 * @n_headings: rows before the first record; -1: to be found
 * @passphrase: (nullable): of an encrypted file
 *
 * What a person has said of a table. The rest is found by itself.
 */
typedef struct
{
  AtlasCsvDialect dialect;
  char *sheet;
  const AtlasKind *kind;
  int n_headings;
  AtlasPassphrase *passphrase;
} AtlasImportChoice;

void atlas_import_choice_clear (AtlasImportChoice *self);

/**
 * AtlasImportLook:
 * @name: the file's, for people
 * @choice: by which it was looked at
 * @encrypted: whether it had to be decrypted
 * @dialect: what the text is written like
 * @sheets: (nullable): of a workbook, all that hold anything
 * @sheet: (nullable): which of them was read
 * @sample: (nullable): the first rows; NULL for RECORDS
 * @mapping: (nullable): of the columns, free to be changed; NULL for RECORDS
 *
 * A file before anything of it is imported: what it is, its first rows, and what its columns would become.
 */
typedef struct
{
  AtlasImportForm form;
  char *name;
  AtlasImportChoice choice;
  gboolean encrypted;
  AtlasCsvDialect dialect;
  GStrv sheets;
  char *sheet;
  AtlasTableSample *sample;
  AtlasMapping *mapping;
} AtlasImportLook;

/**
 * atlas_import_look_new:
 * @choice: (nullable)
 * @store: (nullable): where mappings are remembered
 *
 * Reads the beginning of a file. Any thread.
 *
 * Returns: (transfer full): NULL with @error, whose message begins with the file's name; ATLAS_OPENPGP_ERROR
 * where it is encrypted and can't be opened
 */
AtlasImportLook *atlas_import_look_new (
  GFile *file, const AtlasImportChoice *choice, AtlasStore *store, GCancellable *cancellable, GError **error);
void atlas_import_look_free (AtlasImportLook *self);

/** Whether its columns are known without a doubt: it is no table, or each bears our own key, or it is made of
 * address cards. */
gboolean atlas_import_look_is_clear (const AtlasImportLook *self);

/** Whether both are tables of the same kind under the same headings. */
gboolean atlas_import_look_is_alike (const AtlasImportLook *self, const AtlasImportLook *other);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AtlasImportChoice, atlas_import_choice_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasImportLook, atlas_import_look_free)

G_END_DECLS
