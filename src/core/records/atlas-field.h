/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-value.h"
#include "atlas-vocabulary.h"

G_BEGIN_DECLS

typedef struct _AtlasKind AtlasKind;
typedef struct _AtlasField AtlasField;

typedef enum
{
  ATLAS_FIELD_TEXT,
  ATLAS_FIELD_LONG_TEXT,   /* several lines */
  ATLAS_FIELD_INTEGER,     /* minimum..maximum */
  ATLAS_FIELD_REAL,        /* minimum..maximum */
  ATLAS_FIELD_YEAR,        /* integer, minimum..maximum; a maximum of 0 is the current year */
  ATLAS_FIELD_DATE,        /* text, "YYYY-MM-DD" */
  ATLAS_FIELD_TIMESTAMP,   /* text, "YYYY-MM-DDTHH:MM:SSZ" */
  ATLAS_FIELD_DATE_TIME,   /* text, ISO 8601 with offset, kept as written */
  ATLAS_FIELD_CHOICE,      /* text, a key of the vocabulary */
  ATLAS_FIELD_LEVEL,       /* integer, whose decimal form is a key of the vocabulary */
  ATLAS_FIELD_TEXT_LIST,   /* JSON array of texts */
  ATLAS_FIELD_CHOICE_LIST, /* JSON array of keys */
  ATLAS_FIELD_ITEM_LIST,   /* JSON array of objects described by `items` */
} AtlasFieldType;

typedef enum
{
  ATLAS_FIELD_REQUIRED = 1 << 0,
  ATLAS_FIELD_PERSONAL = 1 << 1, /* tells who somebody is or how to reach them */
  ATLAS_FIELD_INDEXED = 1 << 2,
  ATLAS_FIELD_AUTOMATIC = 1 << 3,   /* the program writes it: created, updated */
  ATLAS_FIELD_LISTED = 1 << 4,      /* a column of lists by default */
  ATLAS_FIELD_UPPER_CASE = 1 << 5,  /* what is typed is made upper case: postcodes */
  ATLAS_FIELD_LOWER_CASE = 1 << 6,  /* what is typed or read is made lower case: ids, which are ASCII */
  ATLAS_FIELD_ONE_OF = 1 << 7,      /* of the kind's fields with this one must be there: a name */
  ATLAS_FIELD_APPEND_ONLY = 1 << 8, /* a list whose entries, once stored, are neither changed nor taken away:
                                       see atlas-append-only.h */
  ATLAS_FIELD_INTERNAL = 1 << 9, /* what this authority notes down for itself: goes into its own files only */
  ATLAS_FIELD_ORDERED = 1 << 10, /* a list in whose order there is meaning: a person may change it */
} AtlasFieldFlags;

/** Checks a value whose type is right already; sets @error (ATLAS_RECORD_ERROR) with words for a person. */
typedef gboolean (*AtlasFieldCheck) (const AtlasField *field, const char *text, gsize length, GError **error);

/**
 * AtlasField:
 * @key: dotted, as in CSV headings, `--set` and queries: "address.city"; nesting in JSON follows the dots
 * @column: the SQL column, and the journal's name: "address_city"
 * @label: untranslated, N_()
 * @group: untranslated heading under which editors show it: N_("Address")
 * @search: name of the search column that holds its words, or NULL
 * @check: for texts and list items of text; NULL: anything
 * @channel: "email", "phone" or "post" where somebody is reached by what stands here, or NULL
 * @pattern: regular expression (ECMA-262) that every text good enough for @check matches, for schemas; or
 * NULL
 *
 * One line of a field table: everything the program knows of a field.
 */
struct _AtlasField
{
  const char *key;
  const char *column;
  const char *label;
  const char *group;
  AtlasFieldType type;
  AtlasFieldFlags flags;
  const AtlasVocabulary *vocabulary;
  const AtlasKind *items;
  const AtlasKind *refers; /* the value is the id (UUID) of a record of this kind, or NULL */
  const char *search;
  const char *channel;
  AtlasFieldCheck check;
  const char *pattern;
  double minimum, maximum; /* of numbers; both 0: no limit */
  guint max_length;        /* of a text, bytes; 0: the common limit */
  const char *hint;        /* untranslated help for editors and --help, or NULL */
};

/** In the person's language. */
const char *atlas_field_get_label (const AtlasField *self);
const char *atlas_field_get_group (const AtlasField *self);

/** Longest text allowed, in bytes, of a text field or of each text of a list. */
guint atlas_field_get_max_length (const AtlasField *self);

/** Whether values are JSON arrays. */
static inline gboolean
atlas_field_is_list (const AtlasField *self)
{
  return self->type >= ATLAS_FIELD_TEXT_LIST;
}

/** Whether the field is one of those of an object in the record: of "address" those with keys as
 * "address.city". */
gboolean atlas_field_is_within (const AtlasField *self, const char *object);

/**
 * atlas_field_parse:
 * @text: as typed by a person, in a CSV cell or after `--set key=`; a date and time without an offset is
 * local; lists with ";" between entries; items as "code:level" (languages) or JSON; vocabulary keys or
 * labels; an empty text is NULL
 * @value: (out caller-allocates): cleared first
 *
 * Returns: FALSE with %ATLAS_RECORD_ERROR, its message without the field's name: "must be between 1900 and
 * 2026"
 */
gboolean atlas_field_parse (const AtlasField *self, const char *text, AtlasValue *value, GError **error);

/** The same, for dates and times without an offset from UTC in @zone; NULL: the machine's own. */
gboolean atlas_field_parse_in_zone (
  const AtlasField *self, const char *text, GTimeZone *zone, AtlasValue *value, GError **error);

/** What [func@atlas_field_parse] reads back as the same value; "" for NULL. (transfer full) */
char *atlas_field_format (const AtlasField *self, const AtlasValue *value);

/** As JSON; `null` for NULL. @self: (nullable): NULL where a text is JSON already, as in a list */
void atlas_field_append_json (const AtlasField *self, const AtlasValue *value, GString *out);

/** For people: vocabulary labels, dates and numbers in the locale's manner. Plain text, not markup. (transfer
 * full) */
char *atlas_field_display (const AtlasField *self, const AtlasValue *value);

/**
 * atlas_field_normalise:
 *
 * Puts a value as a reader brings it into the one form in which it is stored and compared: empty text and
 * empty list become NULL, timestamps UTC, an integer where a real is wanted a real and the other way round
 * where nothing is lost, lists minimal JSON with the keys of items in the order of their table. What can't be
 * right is left alone for [func@atlas_field_check_value] to refuse. A value in that form already is not
 * copied.
 */
void atlas_field_normalise (const AtlasField *self, AtlasValue *value);

/**
 * atlas_field_check_value:
 *
 * Checks a value already of the field's storage type (see AtlasFieldType) and normalised. The message lacks
 * the field's name: "must be between 1900 and 2026"; for an entry of a list it begins with its number: "entry
 * 2: is no e-mail address".
 */
gboolean atlas_field_check_value (const AtlasField *self, const AtlasValue *value, GError **error);

G_END_DECLS
