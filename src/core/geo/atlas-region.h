/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The regions the atlas counts by: Canada's 13 provinces and territories, the 50 states and DC, Puerto Rico,
 * and Rwanda's 5 provinces. Each has a small stable index, 0..n-1, ordered by ISO 3166-2 code. */

#define ATLAS_REGION_NONE 255

guint atlas_region_get_n (void);
const char *atlas_region_get_code (guint region); /* ISO 3166-2, "CA-ON" */
/** In the current language where it is English or French; else English. Borrowed. */
const char *atlas_region_get_name (guint region);
const char *atlas_region_get_name_en (guint region);
const char *atlas_region_get_name_fr (guint region);
/** ISO 3166-1 alpha-2. */
const char *atlas_region_get_country (guint region);
/** Where a label stands, degrees. */
void atlas_region_get_label_point (guint region, double *latitude, double *longitude);
/** Degrees; across 180° (Alaska) west is smaller than -180. */
void atlas_region_get_box (guint region, double *south, double *west, double *north, double *east);

/** By ISO 3166-2 code; %ATLAS_REGION_NONE if there is none such. @length -1 if NUL-terminated. */
guint atlas_region_find (const char *code, gssize length);

/**
 * By what people write: code, name in English or French, postal or customary abbreviation ("ON", "Ont.",
 * "Calif."), any case and accents.
 * @country: alpha-2 to look in, or NULL. %ATLAS_REGION_NONE if there is none such.
 */
guint atlas_region_match (const char *text, gssize length, const char *country);

/** The region whose land the position lies in, or %ATLAS_REGION_NONE. Degrees. Under a microsecond for most
 * positions. */
guint atlas_region_at (double latitude, double longitude);

G_END_DECLS
