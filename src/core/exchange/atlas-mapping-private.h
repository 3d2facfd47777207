/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-mapping.h"

G_BEGIN_DECLS

/** What a heading may turn out to be once all headings are known. */
typedef enum
{
  ATLAS_HEADING_UNKNOWN,
  ATLAS_HEADING_TARGET,    /* what `how` and `field` say */
  ATLAS_HEADING_NAME,      /* "Name", "Nom": a whole name, or beside "First name" the family's */
  ATLAS_HEADING_FULL_NAME, /* a whole name, told by others where they tell its parts */
  ATLAS_HEADING_ADDRESS,   /* "Address": a whole one, or the street beside a city */
  ATLAS_HEADING_FORMATTED, /* a whole address, told by others where they tell its parts */
} AtlasHeadingClass;

typedef struct
{
  AtlasHeadingClass class;
  AtlasMapHow how;
  const AtlasField *field;
  guint set;
  gboolean own; /* it is the key itself */
  double confidence;
} AtlasHeading;

/** What a heading says of a column of @kind's records; class UNKNOWN where it says nothing. */
void atlas_heading_read (const AtlasKind *kind, const char *text, AtlasHeading *heading);

/** What was taken from a heading beside the words of asking. */
typedef enum
{
  ATLAS_HEADING_DROPPED_MORE = 1 << 0,    /* what narrows a consent: a channel, a country */
  ATLAS_HEADING_DROPPED_COUNTRY = 1 << 1, /* a country, where nothing says that it is a question */
} AtlasHeadingDropped;

/**
 * atlas_heading_reduce:
 * @folded: receives what is left, folded to words
 * @dropped: receives what was taken beside the words of asking
 *
 * Takes the words of asking, the number of a question, and brackets that say how to answer it from a heading.
 * Brackets that say anything else ("of birth", "emergency contact") make it another heading.
 *
 * Returns: whether anything was taken away, and anything is left
 */
gboolean atlas_heading_reduce (const char *text, char *folded, gsize size, AtlasHeadingDropped *dropped);

/** Whether a heading names somebody or something else: a fax, an assistant's telephone, an account. Then
 * content proves nothing. */
gboolean atlas_heading_is_of_others (const char *text);

AtlasMapping *atlas_mapping_new (const AtlasKind *kind, guint n_columns);

/** As last time; NULL where there was none. */
AtlasMapping *atlas_mapping_recall (AtlasStore *store, const AtlasRow *headings);

G_END_DECLS
