/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GeoJSON (RFC 7946): a FeatureCollection of Points in WGS 84, longitude first, without "crs", which it has
 * done away with. Points have no ring whose direction would matter. */
#include "atlas-export-private.h"

#include <string.h>

#include "atlas-json-scanner.h"
#include "atlas-json-writer.h"

typedef struct
{
  const AtlasField *latitude, *longitude; /* of the kind that is being written */
  gboolean any;
  double west, south, east, north;
} Places;

static void
append_key (GString *out, const char *key)
{
  g_string_append_printf (out, ",\"%s\":", key); /* keys are plain */
}

/* A key that was unknown once may be one of ours by now, and stands but once. */
static gboolean
is_taken (const AtlasKind *kind, const AtlasValue *values, const char *key, gsize length)
{
  static const char *const own[] = { "kind", "synthetic" };
  const AtlasField *field = atlas_kind_find_field (kind, key, (gssize) length);

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (strlen (own[i]) == length && memcmp (own[i], key, length) == 0)
      return TRUE;
  return field != NULL && values[atlas_kind_index_of (kind, field)].type != ATLAS_VALUE_NULL;
}

/* Keys that we do not know, as they came. */
static void
append_extra (GString *out, const AtlasKind *kind, const AtlasValue *values)
{
  const AtlasValue *extra = &values[kind->n_fields];
  g_autoptr (AtlasJsonScanner) scanner = NULL;

  if (extra->type != ATLAS_VALUE_TEXT)
    return;
  scanner = atlas_json_scanner_new (extra->text, extra->length);
  if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_OBJECT_START)
    return;
  while (atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_KEY)
    {
      gsize before = out->len, length;
      const char *key = atlas_json_scanner_get_text (scanner, &length);

      if (is_taken (kind, values, key, length))
        {
          if (!atlas_json_scanner_skip (scanner, NULL))
            return;
          continue;
        }
      g_string_append_c (out, ',');
      atlas_json_append_string (out, key, (gssize) length);
      g_string_append_c (out, ':');
      if (!atlas_json_append_value (out, scanner, NULL))
        {
          g_string_truncate (out, before);
          return;
        }
    }
}

static void
stretch (Places *places, double latitude, double longitude)
{
  places->west = places->any ? MIN (places->west, longitude) : longitude;
  places->east = places->any ? MAX (places->east, longitude) : longitude;
  places->south = places->any ? MIN (places->south, latitude) : latitude;
  places->north = places->any ? MAX (places->north, latitude) : latitude;
  places->any = TRUE;
}

static gboolean
append_feature (AtlasExportRun *self, AtlasRecord *record, gboolean first, gpointer data, GError **error)
{
  Places *places = data;
  const AtlasKind *kind = atlas_record_get_kind (record);
  const AtlasValue *values = atlas_record_get_values (record);
  const AtlasValue *latitude = atlas_record_get_value (record, places->latitude);
  const AtlasValue *longitude = atlas_record_get_value (record, places->longitude);
  char id[ATLAS_UUID_TEXT_SIZE];

  if (latitude->type != ATLAS_VALUE_REAL || longitude->type != ATLAS_VALUE_REAL)
    {
      self->n_left_out++;
      return TRUE;
    }
  g_string_append (self->text, places->any ? ",\n" : "\n");
  stretch (places, latitude->real, longitude->real);
  atlas_uuid_format (atlas_record_get_uuid (record), id);
  g_string_append_printf (
    self->text, "{\"type\":\"Feature\",\"id\":\"%s\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[", id);
  atlas_json_append_real (self->text, longitude->real);
  g_string_append_c (self->text, ',');
  atlas_json_append_real (self->text, latitude->real);
  g_string_append_printf (self->text, "]},\"properties\":{\"kind\":\"%s\"", kind->name);
  if (self->synthetic)
    g_string_append (self->text, ",\"synthetic\":true");
  for (guint i = 0; i < kind->n_fields; i++)
    if (values[i].type != ATLAS_VALUE_NULL && &kind->fields[i] != places->latitude &&
        &kind->fields[i] != places->longitude)
      {
        append_key (self->text, kind->fields[i].key);
        atlas_field_append_json (&kind->fields[i], &values[i], self->text);
      }
  append_extra (self->text, kind, values);
  g_string_append (self->text, "}}");
  return TRUE;
}

static void
append_box (GString *out, const Places *places)
{
  const double sides[] = { places->west, places->south, places->east, places->north };

  g_string_append (out, ",\n\"bbox\":");
  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_string_append_c (out, i == 0 ? '[' : ',');
      atlas_json_append_real (out, sides[i]);
    }
  g_string_append_c (out, ']');
}

gboolean
atlas_export_write_places (AtlasExportRun *self, GError **error)
{
  Places places = { 0 };

  g_string_append (self->text, "{\"type\":\"FeatureCollection\",\n\"features\":[");
  for (guint i = 0; self->order->queries[i] != NULL; i++)
    {
      const AtlasKind *kind = atlas_query_get_kind (self->order->queries[i]);

      places.latitude = atlas_kind_find_field (kind, "location.latitude", -1);
      places.longitude = atlas_kind_find_field (kind, "location.longitude", -1);
      if (!atlas_export_run_write_records (self, i, append_feature, &places, error))
        return FALSE;
    }
  g_string_append (self->text, "\n]");
  /* Known only now; members of an object have no order. */
  if (places.any)
    append_box (self->text, &places);
  g_string_append (self->text, "}\n");
  return TRUE;
}
