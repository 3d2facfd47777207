/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trip-test-support.h"

/* clang-format off */
#define OTTAWA  "\"location\":{\"latitude\":45.42,\"longitude\":-75.69},\"address\":{\"city\":\"Ottawa\",\"region\":\"CA-ON\"}"
#define TORONTO "\"location\":{\"latitude\":43.65,\"longitude\":-79.38},\"address\":{\"city\":\"Toronto\",\"region\":\"CA-ON\"}"
#define AGREED  "\"consents\":[{\"purpose\":\"contact\",\"channel\":\"email\",\"status\":\"given\",\"date\":\"2025-01-01\"}]"
#define TOOK_BACK "\"consents\":[{\"purpose\":\"contact\",\"channel\":\"email\",\"status\":\"given\",\"date\":\"2025-01-01\"}," \
                  "{\"purpose\":\"contact\",\"channel\":\"email\",\"status\":\"withdrawn\",\"date\":\"2025-02-01\"}]"

static const char people[] =
  "{\"members\":["
  "{\"id\":\"" ID ("01") "\",\"created\":\"2026-05-02T10:00:00Z\",\"given_name\":\"Ada\",\"family_name\":\"Uwase\",\"sex\":\"female\",\"emails\":[\"ada@example.org\"],"
    "\"preferred_language\":\"fr\",\"birth_year\":1980," AGREED "," OTTAWA "},"
  "{\"id\":\"" ID ("02") "\",\"given_name\":\"Ben\",\"family_name\":\"Mugisha\",\"sex\":\"male\",\"emails\":[\"home@example.org\"],"
    "\"preferred_language\":\"en\"," AGREED "," OTTAWA "},"
  "{\"id\":\"" ID ("03") "\",\"given_name\":\"Cleo\",\"family_name\":\"Éa\",\"sex\":\"female\",\"emails\":[\"home@example.org\"],"
    AGREED "," OTTAWA "},"
  "{\"id\":\"" ID ("04") "\",\"created\":\"2026-05-02T10:00:00Z\",\"given_name\":\"Dan\",\"sex\":\"male\",\"emails\":[\"dan@example.org\"]," TOOK_BACK "," OTTAWA "},"
  "{\"id\":\"" ID ("05") "\",\"given_name\":\"Eve\",\"emails\":[\"eve@example.org\"]," AGREED ",\"status\":\"moved\"," OTTAWA "},"
  "{\"id\":\"" ID ("06") "\",\"given_name\":\"Ben\",\"family_name\":\"Mugisha\",\"sex\":\"male\",\"emails\":[\"ben2@example.org\"],"
    "\"preferred_language\":\"fr\"," AGREED "," TORONTO "},"
  "{\"id\":\"" ID ("07") "\",\"created\":\"2026-05-02T10:00:00Z\",\"given_name\":\"Fay\",\"sex\":\"female\"," AGREED "," TORONTO "},"
  "{\"id\":\"" ID ("08") "\",\"given_name\":\"Gil\",\"family_name\":\"Mugisha\",\"sex\":\"male\",\"emails\":[\"gil@example.org\"],\"tags\":[\"out\"],"
    AGREED "," TORONTO "}],"
  "\"organisations\":[{\"id\":\"" HOST "\",\"name\":\"Les Amis\",\"phones\":[\"+16135550100\"]," OTTAWA ","
    "\"roles\":[{\"member\":\"" ID ("01") "\",\"role\":\"chair\"}]}],"
  "\"interactions\":[{\"id\":\"" ID ("c0") "\",\"date\":\"2026-05-02\",\"channel\":\"meeting\",\"direction\":\"out\",\"member\":\"" ID ("01") "\",\"summary\":\"Asked for a hall\","
    "\"follow_up\":\"2026-05-06\"}],"
  "\"missions\":[{\"id\":\"" MISSION "\",\"title\":\"Spring\",\"type\":\"skills\",\"start\":\"2026-05-01\",\"end\":\"2026-05-03\","
    "\"audience\":\"-tag:out\",\"currency\":\"CAD\",\"expected\":10,\"base\":{\"place\":\"Montréal\",\"latitude\":45.5,\"longitude\":-73.57},"
    "\"stops\":["
    "{\"place\":\"Ottawa\",\"region\":\"CA-ON\",\"country\":\"CA\",\"latitude\":45.42,\"longitude\":-75.69,\"timezone\":\"America/Toronto\","
      "\"arrival\":\"2026-05-01T18:00:00Z\",\"departure\":\"2026-05-01T21:00:00Z\",\"venue\":\"Town hall\",\"host\":\"" HOST "\",\"radius\":40,\"expected\":4},"
    "{\"place\":\"Toronto\",\"region\":\"CA-ON\",\"country\":\"CA\",\"latitude\":43.65,\"longitude\":-79.38,\"timezone\":\"America/Toronto\","
      "\"arrival\":\"2026-05-03T10:00:00-04:00\",\"radius\":500,\"expected\":6},"
    "{\"place\":\"Nowhere at all\"}],"
    "\"legs\":[{\"mode\":\"drive\",\"from\":\"Montréal\",\"to\":\"Ottawa\",\"km\":200},{\"mode\":\"train\",\"from\":\"Ottawa\",\"to\":\"Toronto\","
      "\"departure\":\"2026-05-02T09:00:00-04:00\"},{\"mode\":\"fly\",\"from\":\"Toronto\",\"to\":\"Montréal\",\"departure\":\"2026-05-03T18:00:00-04:00\"}],"
    "\"budget\":[{\"item\":\"Car\",\"amount\":300,\"spent\":250},{\"item\":\"Hall\",\"amount\":100,\"spent\":50},"
      "{\"item\":\"Flight\",\"amount\":500,\"spent\":450,\"currency\":\"USD\"}]}]}";
/* clang-format on */

gint64
trip_find (AtlasRegister *source, const AtlasKind *kind, const char *id)
{
  AtlasUuid uuid;
  g_autoptr (AtlasRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (atlas_uuid_parse (id, -1, &uuid));
  record = atlas_register_load_uuid (source, kind, &uuid, &error);
  g_assert_no_error (error);
  return atlas_record_get_id (record);
}

void
trip_set_up (Trip *trip, gconstpointer data)
{
  fixture_set_up (&trip->base, data);
  add_json (trip->base.source, people);
  trip->mission = trip_find (trip->base.source, &atlas_kind_mission, MISSION);
}

void
trip_tear_down (Trip *trip, gconstpointer data)
{
  fixture_tear_down (&trip->base, data);
}

AtlasRecord *
trip_load_mission (Trip *trip)
{
  return atlas_register_load (trip->base.source, &atlas_kind_mission, trip->mission, NULL);
}

char *
trip_undo (Trip *trip)
{
  g_autoptr (GError) error = NULL;
  char *label = NULL;

  atlas_journal_undo (atlas_register_get_store (trip->base.source), NULL, NULL, NULL, &label, &error);
  g_assert_no_error (error);
  return label;
}
