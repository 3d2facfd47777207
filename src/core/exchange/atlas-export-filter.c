/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export-filter.h"

#include "atlas-geocoder.h"

struct _AtlasExportFilter
{
  const AtlasKind *kind;
  gboolean *keep;  /* (array length=kind->n_fields) */
  guint *channels; /* (array length=kind->n_fields): by which a field says how somebody is reached; 0: it does
                      not */
  gboolean coarsen;
  AtlasPseudonyms *pseudonyms;
};

static gboolean
is_chosen (const AtlasExportTerms *terms, const AtlasKind *kind, guint index, const char *const *fields)
{
  const AtlasField *field = &kind->fields[index];

  if (fields == NULL)
    return atlas_export_terms_propose (terms, kind, field);
  return g_strv_contains (fields, field->key) && atlas_export_terms_cover (terms, kind, field);
}

AtlasExportFilter *
atlas_export_filter_new (const AtlasExportTerms *terms,
                         const AtlasKind *kind,
                         const char *const *fields,
                         AtlasPseudonyms *pseudonyms)
{
  AtlasExportFilter *self;

  g_return_val_if_fail (terms != NULL && kind != NULL, NULL);

  if (terms->purpose == ATLAS_PURPOSE_OWN && fields == NULL)
    return NULL;
  self = g_new0 (AtlasExportFilter, 1);
  self->kind = kind;
  self->keep = g_new (gboolean, kind->n_fields);
  self->channels = g_new0 (guint, kind->n_fields);
  self->coarsen = atlas_export_terms_coarsen (terms, kind);
  self->pseudonyms = kind == &atlas_kind_member ? pseudonyms : NULL;
  for (guint i = 0; i < kind->n_fields; i++)
    {
      self->keep[i] = is_chosen (terms, kind, i, fields);
      if (kind->fields[i].channel != NULL)
        self->channels[i] = atlas_channel_from_name (kind->fields[i].channel);
    }
  return self;
}

void
atlas_export_filter_free (AtlasExportFilter *self)
{
  if (self == NULL)
    return;
  g_free (self->keep);
  g_free (self->channels);
  g_free (self);
}

/* Where the record is counted on the map, as a place; FALSE where that is not known. */
static gboolean
find_place (AtlasRecord *record, double latitude, double longitude, AtlasGeocode *found)
{
  const char *city = atlas_record_get_text (record, "address.city");
  const char *region = atlas_record_get_text (record, "address.region");
  const char *country = atlas_record_get_text (record, "address.country");
  AtlasPlace place;
  guint index = atlas_gazetteer_place_of (
    city, -1, region != NULL ? atlas_region_find (region, -1) : ATLAS_REGION_NONE, latitude, longitude);

  if (!atlas_gazetteer_get_place (index, &place))
    return (region != NULL || city != NULL) && atlas_geocode_address (city, region, NULL, country, found);
  found->latitude = place.latitude;
  found->longitude = place.longitude;
  found->precision = ATLAS_PRECISION_PLACE;
  return TRUE;
}

static void
coarsen (AtlasRecord *record)
{
  static const char *const keys[] = { "location.latitude", "location.longitude", "location.precision",
                                      "location.source" };
  const AtlasKind *kind = atlas_record_get_kind (record);
  AtlasGeocode found;

  if (!atlas_record_has (record, atlas_kind_find_field (kind, "location.latitude", -1)) ||
      !atlas_record_has (record, atlas_kind_find_field (kind, "location.longitude", -1)))
    return;
  if (find_place (record, atlas_record_get_real (record, "location.latitude"),
                  atlas_record_get_real (record, "location.longitude"), &found))
    {
      atlas_record_set_real (record, "location.latitude", found.latitude);
      atlas_record_set_real (record, "location.longitude", found.longitude);
      atlas_record_set_text (record, "location.precision", atlas_precision_get_name (found.precision));
      atlas_record_set_text (record, "location.source", "gazetteer");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    atlas_record_unset (record, atlas_kind_find_field (kind, keys[i], -1));
}

void
atlas_export_filter_apply (AtlasExportFilter *self, AtlasRecord *record, guint channels)
{
  g_return_if_fail (self != NULL && record != NULL);

  if (self->coarsen)
    coarsen (record);
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (!self->keep[i] || (self->kind == &atlas_kind_member && (self->channels[i] & ~channels) != 0))
      atlas_record_unset (record, &self->kind->fields[i]);
  atlas_record_set_extra (record, NULL);
  if (self->pseudonyms != NULL)
    {
      AtlasUuid pseudonym;

      atlas_pseudonyms_get (self->pseudonyms, atlas_record_get_uuid (record), &pseudonym);
      atlas_record_set_uuid (record, &pseudonym);
    }
}
