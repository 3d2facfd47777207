/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-person-lookup.h"
#include "atlas-record.h"

G_BEGIN_DECLS

/**
 * AtlasListedPerson:
 *
 * A line of a list of people: what stands in the record, and who that is as far as it is known.
 *
 * Properties: "name" (string): "" until it is known who it is, and where there is no such person any more;
 * notified whenever something else about the person changed, too
 */
#define ATLAS_TYPE_LISTED_PERSON (atlas_listed_person_get_type ())
G_DECLARE_FINAL_TYPE (AtlasListedPerson, atlas_listed_person, ATLAS, LISTED_PERSON, GObject)

/** @item: of a kind with a "member", such as attendance; kept, unknown keys and all */
AtlasListedPerson *atlas_listed_person_new (AtlasRecord *item);

AtlasRecord *atlas_listed_person_get_item (AtlasListedPerson *self);
const char *atlas_listed_person_get_uuid (AtlasListedPerson *self);

/** Who it is; NULL until set. */
const AtlasPersonBrief *atlas_listed_person_get_person (AtlasListedPerson *self);

/** @person: copied. Whether it is another than it was, or something of it is. */
gboolean atlas_listed_person_set_person (AtlasListedPerson *self, const AtlasPersonBrief *person);

G_END_DECLS
