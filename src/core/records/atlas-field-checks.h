/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-field.h"

G_BEGIN_DECLS

/* What the checks of these demand, for field tables to name as the pattern. */
#define ATLAS_PATTERN_REGION   "^[A-Z]{2}-[A-Z0-9]{1,3}$"
#define ATLAS_PATTERN_TIMEZONE "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z][A-Za-z0-9_+-]*){0,2}$"
#define ATLAS_PATTERN_CURRENCY "^[A-Z]{3}$"
#define ATLAS_PATTERN_UUID     "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"

/* What field tables name as AtlasFieldCheck. They refuse what can't be meant, not what is merely unusual. */

/** One "@", a domain with a dot, no spaces; at most 254 bytes. */
gboolean atlas_check_email (const AtlasField *field, const char *text, gsize length, GError **error);

/** At least 5 digits among the usual signs; an extension may follow ("ext. 12", "x12", "poste 12"). */
gboolean atlas_check_phone (const AtlasField *field, const char *text, gsize length, GError **error);

/** The form of an ISO 3166-2 code: "CA-ON". */
gboolean atlas_check_region (const AtlasField *field, const char *text, gsize length, GError **error);

/** The form of a name of the IANA time zone database: "America/Toronto", "UTC". */
gboolean atlas_check_timezone (const AtlasField *field, const char *text, gsize length, GError **error);

/** A UUID in lower case. */
gboolean atlas_check_uuid (const AtlasField *field, const char *text, gsize length, GError **error);

/** The form of an ISO 4217 code: "CAD". */
gboolean atlas_check_currency (const AtlasField *field, const char *text, gsize length, GError **error);

/** A JSON object, and nothing behind it. */
gboolean atlas_check_json_object (const AtlasField *field, const char *text, gsize length, GError **error);

/** The name of a kind that has a table: "member". */
gboolean atlas_check_kind (const AtlasField *field, const char *text, gsize length, GError **error);

G_END_DECLS
