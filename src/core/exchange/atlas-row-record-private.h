/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-row-record.h"

G_BEGIN_DECLS

#define ATLAS_ROW_BIT_OF(self, field) \
  (G_GUINT64_CONSTANT (1) << atlas_kind_index_of ((self)->mapping->kind, field))

struct _AtlasRowRecords
{
  const AtlasMapping *mapping;
  gboolean has_all; /* fields: a table of our own */
  gboolean whole;   /* that, and unknown keys */
  guint *order;     /* of the columns: where the person lives comes before what depends on it */
  GPtrArray *names; /* headings, each once */
  guint n_sets;
  const AtlasField *notes;
  const AtlasField *country;
  const AtlasField *city;

  /* Of the row being read. */
  AtlasRecord *record;
  GString *scratch;
  GString *note;   /* lines for the notes */
  GString *kept;   /* entries of the extra's "columns" */
  char *own_extra; /* our own column of unknown keys */
  const char *sex; /* as a title tells it */
  gboolean has_whole_name;
  char *nameless; /* what stood for a name without a letter, and where */
  guint nameless_column;
  gboolean synthetic;
  guint withdrawals;
  guint64 named;
  guint64 good; /* fields that need no further look */
  GPtrArray *remarks;
  GError *reason; /* the first fault */
  char *field;
};

/** Takes @reason, which counts where it is the row's first; @field: a key, or a heading. */
void atlas_row_note_fault (AtlasRowRecords *self, const char *field, GError *reason);

/** Keeps a value under @name among what has no field of its own; @length: in bytes, or -1. */
void atlas_row_keep (AtlasRowRecords *self, const char *name, const char *text, gssize length);

/** Of a field that has nothing yet; @text: NULL or "" changes nothing. */
void atlas_row_set_text (AtlasRowRecords *self, const char *key, const char *text);

/** Once all cells are taken: a row that has no name but one without a letter is nobody's. */
void atlas_row_settle_name (AtlasRowRecords *self);

/** @words: for a person, behind the value that they are about. */
GError *atlas_row_make_reason (const char *words);

/** What a cell becomes, by what its column is mapped to; @text: not empty, without a guard against formulas.
 */
void atlas_row_take_cell (AtlasRowRecords *self, guint column, const char *text, gsize length);

G_END_DECLS
