/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-field.h"
#include "atlas-table.h"

G_BEGIN_DECLS

struct _AtlasRecord;

/**
 * AtlasKind:
 * @name: "member": the `kind` of a line in NDJSON, and the name of the SQL table
 * @plural: "members": the array of a share file, and `--kind`
 * @fields: (array length=n_fields): in the order of files and editors
 *
 * A kind of record: its field table and, but for kinds that are only items of a list (language, consent,
 * attendance), its SQL table. The id (UUID) is no field: every record has one. Unknown keys of files lie in
 * the column "extra", which is no field either.
 */
struct _AtlasKind
{
  const char *name;
  const char *plural;
  const char *label;        /* N_("Person") */
  const char *plural_label; /* N_("People") */
  const AtlasField *fields;
  guint n_fields;
  guint
    n_short; /* of items: how many of the fields their short form "rw:C2" has; 0: all. The others need JSON */
  const char *title_format; /* keys of the fields that make a record's title, space-separated: "given_name
                               family_name" */
  const char *nameless;     /* N_("Nameless person"): the title where those fields are empty */
  /* Keys of the fields that records are listed by where nothing is asked, space-separated, at most two: with
     "-" before the first, the last come first. NULL: as they came. */
  const char *default_sort;
  /* What must fit together, after each field has been checked by itself; or NULL. See atlas_record_check().
   */
  gboolean (*check) (struct _AtlasRecord *record, const AtlasField **field, GError **error);
  gboolean internal;             /* what this authority notes down for itself: goes into its own files only */
  struct _AtlasKindState *state; /* private: lookup and table, made on first use */
};

extern const AtlasKind atlas_kind_member;
extern const AtlasKind atlas_kind_event;
extern const AtlasKind atlas_kind_estimate;
extern const AtlasKind atlas_kind_segment;
extern const AtlasKind atlas_kind_verdict;
extern const AtlasKind atlas_kind_export_profile;
extern const AtlasKind atlas_kind_organisation;
extern const AtlasKind atlas_kind_interaction;
extern const AtlasKind atlas_kind_mission;
/* Items of lists. */
extern const AtlasKind atlas_kind_language;
extern const AtlasKind atlas_kind_consent;
extern const AtlasKind atlas_kind_attendance;
extern const AtlasKind atlas_kind_role;
extern const AtlasKind atlas_kind_stop;
extern const AtlasKind atlas_kind_leg;
extern const AtlasKind atlas_kind_budget_line;

/** All kinds that have a table, NULL-terminated. */
const AtlasKind *const *atlas_kinds (void);

/** By name or plural, with "-" or "_" between words; NULL if none. */
const AtlasKind *atlas_kind_find (const char *name);

/** The field with that dotted key, NULL if none; a hash lookup. Its position is `field - kind->fields`. */
const AtlasField *atlas_kind_find_field (const AtlasKind *self, const char *key, gssize length);

static inline guint
atlas_kind_index_of (const AtlasKind *self, const AtlasField *field)
{
  return (guint) (field - self->fields);
}

/** The kind's table for the store: the fields' columns in order, then "extra". Set by the query layer's
 * derive function before the first store is opened. */
AtlasTable *atlas_kind_get_table (const AtlasKind *self);

/** For atlas_store_open(): the tables of all kinds, NULL-terminated. */
const AtlasTable *const *atlas_kind_tables (void);
const AtlasKind *atlas_kind_for_table (const AtlasTable *table);

G_END_DECLS
