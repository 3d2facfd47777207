/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-date.h"
#include "atlas-export-terms.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/* Who goes into a file, and who is left out. */

/**
 * AtlasAdmissionCounts:
 *
 * Each member counts once, for the first reason in this order.
 */
typedef struct
{
  gint64 matched;
  gint64 written;
  gint64 not_active; /* moved or deceased */
  gint64 withdrawn;  /* agreed once, took it back */
  gint64 expired;    /* agreed until a day that has passed */
  gint64 no_consent; /* never agreed to this purpose and channel */
  gint64 no_address; /* agreed, but no e-mail, telephone or postal address is known */
} AtlasAdmissionCounts;

/** Why somebody is left out; words for one person are in atlas_left_out_get_label(). */
typedef enum
{
  ATLAS_ADMITTED,
  ATLAS_LEFT_OUT_NOT_ACTIVE,
  ATLAS_LEFT_OUT_WITHDRAWN,
  ATLAS_LEFT_OUT_EXPIRED,
  ATLAS_LEFT_OUT_NO_CONSENT,
  ATLAS_LEFT_OUT_NO_ADDRESS,
} AtlasLeftOut;

#define ATLAS_N_LEFT_OUT (ATLAS_LEFT_OUT_NO_ADDRESS + 1)

/** "withdrawn", as counts are named in the log and in JSON; "written" for ATLAS_ADMITTED. */
const char *atlas_left_out_get_name (AtlasLeftOut reason);

/** In the person's language: "Took consent back". */
const char *atlas_left_out_get_label (AtlasLeftOut reason);

gint64 atlas_admission_counts_get (const AtlasAdmissionCounts *self, AtlasLeftOut reason);

/** Appends `,"matched":12,"written":7,...` to a JSON object, or without the comma as its first members. */
void atlas_admission_counts_append_json (const AtlasAdmissionCounts *self, GString *out);

/** "12 left out: 7 did not agree, 5 have no e-mail address"; NULL where nobody was. @channel: 0 where it is
 * not about contacting. (transfer full) */
char *atlas_admission_describe_left_out (const AtlasAdmissionCounts *counts, AtlasChannel channel);

/**
 * AtlasAdmission:
 *
 * The door of one export: what it lets in on the terms, as of the day on which it began.
 */
typedef struct
{
  AtlasExportTerms terms;
  const AtlasField *status, *consents; /* private */
  char today[ATLAS_DATE_TEXT_SIZE];    /* private */
  AtlasAdmissionCounts counts;
} AtlasAdmission;

void atlas_admission_init (AtlasAdmission *self, const AtlasExportTerms *terms);

/**
 * atlas_admission_judge:
 * @channels: (out) (optional): those by which the member may be shown to be reached, as AtlasChannel bits
 *
 * Counts the member, and says whether the terms let them in. Own records let everybody in. To be contacted
 * one has to be active, to have agreed to this channel, and to be reachable by it. Into what is shared or
 * published goes who is active and agreed to that by any channel; by the others nobody learns how they are
 * reached.
 */
AtlasLeftOut atlas_admission_judge (AtlasAdmission *self, AtlasRecord *member, guint *channels);

G_END_DECLS
