/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AtlasVocabulary:
 *
 * The words a field may hold: keys as they stand in files ("female", "CA", "22", "Q") with labels in the
 * person's language. Some are small and closed (sex), some come from Debian's iso-codes (countries,
 * languages), some are a hierarchy by prefix (ISCO-08).
 */
typedef struct _AtlasVocabulary AtlasVocabulary;

extern const AtlasVocabulary atlas_vocabulary_sex;
extern const AtlasVocabulary atlas_vocabulary_member_status;
extern const AtlasVocabulary atlas_vocabulary_interest;
extern const AtlasVocabulary atlas_vocabulary_education_level; /* ISCED 2011, keys "0" to "8" */
extern const AtlasVocabulary atlas_vocabulary_occupation; /* ISCO-08: major, sub-major and minor groups; any
                                                             1-4 digit code under a known group is valid */
extern const AtlasVocabulary atlas_vocabulary_sector;     /* ISIC Rev.4 sections, "A" to "U" */
extern const AtlasVocabulary atlas_vocabulary_country;    /* ISO 3166-1 alpha-2 */
extern const AtlasVocabulary atlas_vocabulary_language;   /* ISO 639-1 or, where there is none, 639-2/3 */
extern const AtlasVocabulary atlas_vocabulary_language_level; /* CEFR */
extern const AtlasVocabulary atlas_vocabulary_precision;
extern const AtlasVocabulary atlas_vocabulary_location_source;
extern const AtlasVocabulary atlas_vocabulary_consent_purpose;
extern const AtlasVocabulary atlas_vocabulary_channel;
extern const AtlasVocabulary atlas_vocabulary_consent_status;
extern const AtlasVocabulary atlas_vocabulary_estimate_definition;
extern const AtlasVocabulary atlas_vocabulary_event_type;
extern const AtlasVocabulary atlas_vocabulary_event_status;
extern const AtlasVocabulary atlas_vocabulary_attendance;
extern const AtlasVocabulary atlas_vocabulary_verdict;
extern const AtlasVocabulary atlas_vocabulary_export_purpose;
extern const AtlasVocabulary atlas_vocabulary_export_format;
extern const AtlasVocabulary atlas_vocabulary_export_identity;
extern const AtlasVocabulary atlas_vocabulary_legal_basis;
extern const AtlasVocabulary atlas_vocabulary_organisation_type;
extern const AtlasVocabulary atlas_vocabulary_organisation_status;
extern const AtlasVocabulary atlas_vocabulary_role;
extern const AtlasVocabulary atlas_vocabulary_interaction_channel;
extern const AtlasVocabulary atlas_vocabulary_direction;
extern const AtlasVocabulary atlas_vocabulary_outcome;
extern const AtlasVocabulary atlas_vocabulary_mission_type;
extern const AtlasVocabulary atlas_vocabulary_mission_status;
extern const AtlasVocabulary atlas_vocabulary_travel_mode;
extern const AtlasVocabulary atlas_vocabulary_budget_category;
extern const AtlasVocabulary atlas_vocabulary_yes_no;

guint atlas_vocabulary_get_n_terms (const AtlasVocabulary *self);
const char *atlas_vocabulary_get_key (const AtlasVocabulary *self, guint index);

/** The label of term @index in the current language. */
const char *atlas_vocabulary_get_label (const AtlasVocabulary *self, guint index);

/** Index of @key, exactly as it stands in files; -1 if it is none. @length -1 if NUL-terminated. */
int atlas_vocabulary_find (const AtlasVocabulary *self, const char *key, gssize length);

/** Whether a field may hold @key: a term or, for a hierarchy, a code under one. */
gboolean atlas_vocabulary_accepts (const AtlasVocabulary *self, const char *key, gssize length);

/**
 * atlas_vocabulary_get_pattern:
 *
 * Returns: (nullable): a regular expression (ECMA-262) that all keys match, where a field may hold more than
 * the terms listed: deeper ISCO-08 codes, and codes of other editions of a standard; NULL for a closed list
 */
const char *atlas_vocabulary_get_pattern (const AtlasVocabulary *self);

/** What to tell a person who gave something else: "must be one of: given, withdrawn". (transfer full) */
char *atlas_vocabulary_dup_complaint (const AtlasVocabulary *self);

/** The label of @key, of its nearest known group for a deeper code, or @key itself when unknown. Borrowed. */
const char *atlas_vocabulary_label_for (const AtlasVocabulary *self, const char *key);

/** Finds a term by what a person types: key, label, or English label, folded. NULL if none. */
const char *atlas_vocabulary_match (const AtlasVocabulary *self, const char *text);

G_END_DECLS
