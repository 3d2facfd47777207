/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-consent.h"
#include "atlas-kind.h"

G_BEGIN_DECLS

/* On which terms records leave the register: what for, whom it asks, and so which fields may go along. */

/** In the order of atlas_vocabulary_export_purpose. */
typedef enum
{
  ATLAS_PURPOSE_OWN,     /* backup, another office of this authority: nobody is asked */
  ATLAS_PURPOSE_CONTACT, /* to reach people by one channel */
  ATLAS_PURPOSE_SHARE,   /* for a partner outside of this authority */
  ATLAS_PURPOSE_PUBLISH,
} AtlasExportPurpose;

/**
 * AtlasExportTerms:
 * @channel: of CONTACT the one channel; else 0
 * @basis: (nullable): what allows it, of atlas_vocabulary_legal_basis; NULL: consent, or of OWN the public
 * task
 * @partner: (nullable): who receives it; needed where it is @pseudonymous
 * @pseudonymous: ids are replaced by others, which are this partner's alone, and whatever tells who somebody
 * is stays behind; of SHARE only
 *
 * All zero: own records, as they stand.
 */
typedef struct
{
  AtlasExportPurpose purpose;
  AtlasChannel channel;
  const char *basis;
  const char *partner;
  gboolean pseudonymous;
} AtlasExportTerms;

/** "own", "contact", "share", "publish". */
const char *atlas_export_purpose_get_name (AtlasExportPurpose purpose);

/** By name; -1 if none. */
int atlas_export_purpose_find (const char *name);

const char *atlas_export_terms_get_basis (const AtlasExportTerms *self);

/** Whether it hangs on the consent of each person who goes into the file. */
gboolean atlas_export_terms_need_consent (const AtlasExportTerms *self);

/** Whether all belongs together: contact with a channel, pseudonyms with a partner and with sharing. FALSE
 * with ATLAS_RECORD_ERROR. */
gboolean atlas_export_terms_check (const AtlasExportTerms *self, GError **error);

/**
 * atlas_export_terms_cover_kind:
 *
 * Whether records of the kind may go: notes on whom we met and like kinds are this authority's alone; people
 * are contacted, and nobody else.
 */
gboolean atlas_export_terms_cover_kind (const AtlasExportTerms *self, const AtlasKind *kind);

/**
 * atlas_export_terms_cover:
 * @field: of @kind
 *
 * Whether the field may go along:
 * - own records: every field;
 * - for anybody else none that is internal (notes, consents, tags, who came, who has which role) or written
 * by the program (created, updated);
 * - to contact people by one channel: not how they are reached by another, and not their position;
 * - to a partner: how somebody is reached, each channel as far as that person agreed to share it (see
 *   AtlasAdmission); positions as those of the place;
 * - to a partner under pseudonyms: nothing personal, but positions as those of the place;
 * - to publish: not how somebody is reached, nor the year of birth or the employer: names, and what is not
 *   personal; positions as those of the place.
 */
gboolean
atlas_export_terms_cover (const AtlasExportTerms *self, const AtlasKind *kind, const AtlasField *field);

/**
 * atlas_export_terms_propose:
 *
 * Whether the field goes along where nobody has chosen: all that are covered, but to contact people what a
 * letter needs, which is names, languages, and how they are reached; and of people to be named in public what
 * lists show of them, and their place on the map.
 */
gboolean
atlas_export_terms_propose (const AtlasExportTerms *self, const AtlasKind *kind, const AtlasField *field);

/** Whether the positions of the kind are personal, and so become those of the place where terms are other
 * than own records. */
gboolean atlas_export_terms_coarsen (const AtlasExportTerms *self, const AtlasKind *kind);

/**
 * atlas_export_terms_check_fields:
 * @fields: (nullable): keys of fields of @kind, or "id"; NULL-terminated
 *
 * FALSE with ATLAS_RECORD_ERROR that names the first that there is not, that comes twice, or that is not
 * covered, and says what to do.
 */
gboolean atlas_export_terms_check_fields (const AtlasExportTerms *self,
                                          const AtlasKind *kind,
                                          const char *const *fields,
                                          GError **error);

/**
 * atlas_export_profile_get_terms:
 * @profile: of atlas_kind_export_profile
 *
 * The terms as they stand in a profile; texts are borrowed from it.
 */
void atlas_export_profile_get_terms (AtlasRecord *profile, AtlasExportTerms *terms);

G_END_DECLS
