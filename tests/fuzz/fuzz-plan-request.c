/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mission is planned by, whatever is in it: as a mission of another office brings it, in JSON, and as
 * a table of distances. What was read is the same when it is written and read again, and is asked for or
 * refused. */
#include <string.h>

#include "atlas-fuzz.h"
#include "atlas-plan-request.h"

static void
check_request (const AtlasPlanRequest *request)
{
  g_autoptr (JsonNode) node = atlas_plan_request_to_json (request);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (JsonNode) read = json_from_string (text, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refused = NULL;
  g_autoptr (AtlasPlanRequest) again = NULL;

  g_assert_nonnull (read);
  again = atlas_plan_request_from_json (read, &error);
  g_assert_no_error (error);
  g_assert_true (atlas_plan_request_equal (request, again));
  if (atlas_plan_request_check (request, &refused))
    {
      g_assert_cmpuint (atlas_plan_request_get_n_days (request), >=, 1);
      g_assert_cmpuint (atlas_plan_request_get_n_days (request), <=, ATLAS_PLAN_MAX_DAYS);
    }
  else
    g_assert_nonnull (refused);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (AtlasPlanRequest) table = atlas_plan_request_new ();
  g_autoptr (JsonNode) node = g_utf8_validate (text, -1, NULL) ? json_from_string (text, NULL) : NULL;
  g_autoptr (GError) error = NULL;

  if (atlas_plan_request_read_distances (table, stream, "fuzz", NULL, &error))
    check_request (table);
  else
    g_assert_true (g_str_has_prefix (error->message, "fuzz"));
  g_clear_error (&error);
  if (node != NULL)
    {
      g_autoptr (AtlasPlanRequest) request = atlas_plan_request_from_json (node, &error);

      g_assert_true ((request == NULL) == (error != NULL));
      if (request != NULL)
        check_request (request);
    }
  return 0;
}
