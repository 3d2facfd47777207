/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-address-labels.h"
#include "atlas-address-lines.h"
#include "exchange-test-support.h"

#define CONSENT                                                                                          \
  "\"consents\":[{\"purpose\":\"contact\",\"channel\":\"post\",\"status\":\"given\",\"date\":\"2025-01-" \
  "01\"}]"

static const struct
{
  const char *address; /* JSON */
  const char *from;
  const char *lines;
} addresses[] = {
  { "\"street\":\"10 Élgin St\\nApt "
    "4\",\"city\":\"Ottawa\",\"region\":\"CA-ON\",\"postcode\":\"K1P5K6\",\"country\":"
    "\"CA\"",
    NULL, "10 ÉLGIN ST|APT 4|OTTAWA ON  K1P 5K6|CANADA" },
  { "\"street\":\"10 Elgin St\",\"city\":\"Ottawa\",\"region\":\"CA-ON\",\"postcode\":\"K1P "
    "5K6\",\"country\":\"CA\"",
    "CA", "10 ELGIN ST|OTTAWA ON  K1P 5K6" },
  { "\"street\":\"1714 New Hampshire Ave "
    "NW\",\"city\":\"Washington\",\"region\":\"US-DC\",\"postcode\":\"20009\","
    "\"country\":\"US\"",
    "CA", "1714 NEW HAMPSHIRE AVE NW|WASHINGTON DC 20009|UNITED STATES" },
  { "\"street\":\"KN 3 Ave\",\"city\":\"Kigali\",\"country\":\"RW\"", NULL, "KN 3 AVE|KIGALI|RWANDA" },
  { "\"street\":\"1 rue X\",\"city\":\"Lyon\",\"postcode\":\"69001\",\"country\":\"FR\"", NULL,
    "1 RUE X|69001 LYON|FRANCE" },
  { "\"city\":\"Ottawa\"", NULL, "OTTAWA" },
};

static void
test_lines (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *json =
        g_strdup_printf ("{\"given_name\":\"A\",\"address\":{%s}}", addresses[i].address);
      g_autoptr (AtlasRecord) member = make_record (&atlas_kind_member, json);
      g_auto (GStrv) lines = atlas_address_dup_lines (member, addresses[i].from);
      g_autofree char *joined = g_strjoinv ("|", lines);

      g_assert_cmpstr (joined, ==, addresses[i].lines);
    }
}

/* Labels lie on the paper, and beside each other. */
static void
test_sheets (Fixture *fixture, gconstpointer data)
{
  guint n;
  const AtlasLabelSheet *sheets = atlas_label_sheets (&n);

  g_assert_cmpuint (n, ==, 2);
  for (guint i = 0; i < n; i++)
    {
      const AtlasLabelSheet *sheet = &sheets[i];
      double right = sheet->left + (sheet->columns - 1) * sheet->step_x + sheet->width;
      double bottom = sheet->top + (sheet->rows - 1) * sheet->step_y + sheet->height;

      g_assert_cmpfloat_with_epsilon (sheet->page_width - right, sheet->left, 0.1);
      g_assert_cmpfloat_with_epsilon (sheet->page_height - bottom, sheet->top, 0.1);
      g_assert_cmpfloat (sheet->step_x, >=, sheet->width);
      g_assert_cmpfloat (sheet->step_y, >=, sheet->height);
      g_assert_true (atlas_label_sheet_find (sheet->name) == sheet);
    }
  g_assert_true (atlas_label_sheet_find ("l7160") == &sheets[1]);
  g_assert_null (atlas_label_sheet_find ("A4"));
}

static guint
count_pages (const char *pdf, gsize length)
{
  const char *end = pdf + length;
  guint n = 0;

  while ((pdf = memmem (pdf, (gsize) (end - pdf), "/Type /Page", 11)) != NULL)
    {
      pdf += 11;
      n += *pdf != 's'; /* "/Pages" is the list of them */
    }
  return n;
}

/* Those who agreed are on sheets, from the label on that is said; whose address does not fit is named. */
static void
test_labels (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AtlasOutput) output = atlas_output_new (stream);
  g_autoptr (AtlasQuery) query = make_query (&atlas_kind_member, NULL);
  g_autofree char *street = g_strnfill (1000, 'x');
  g_autofree char *endless = g_strdup_printf ("{\"given_name\":\"Endless\",\"address\":{\"street\":\"%s\","
                                              "\"city\":\"Kigali\"}," CONSENT "}",
                                              street);
  AtlasLabelOptions options = { atlas_label_sheet_find ("5160"), 30, "CA" };
  AtlasAdmissionCounts counts;
  g_autoptr (GPtrArray) cramped = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *unit = NULL;
  gint64 n_cramped;
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);

  add_record (fixture, &atlas_kind_member,
              "{\"given_name\":\"Ada\",\"family_name\":\"Uwase <b>&\",\"address\":{\"street\":\"1 Main St\","
              "\"city\":\"Ottawa\"}," CONSENT "}");
  add_record (fixture, &atlas_kind_member, endless);
  add_record (fixture, &atlas_kind_member,
              "{\"given_name\":\"Ben\",\"address\":{\"street\":\"1 Main St\",\"city\":\"Ottawa\"}}");
  g_assert_true (atlas_address_labels_write (fixture->source, query, &options, output, NULL, NULL, NULL,
                                             &counts, &cramped, &n_cramped, &error));
  g_assert_no_error (error);
  g_assert_cmpint (counts.written, ==, 2);
  g_assert_cmpint (counts.no_consent, ==, 1);
  g_assert_cmpint (n_cramped, ==, 1);
  g_assert_cmpuint (cramped->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (cramped, 0), ==, "Endless");
  g_assert_cmpmem (g_memory_output_stream_get_data (memory), 5, "%PDF-", 5);
  g_assert_cmpuint (
    count_pages (g_memory_output_stream_get_data (memory), g_memory_output_stream_get_data_size (memory)), ==,
    2);
  unit = dup_last_unit (fixture);
  g_assert_nonnull (strstr (unit, "Contact list of 2 people|{\"act\":\"contacts\",\"channel\":\"post\","
                                  "\"format\":\"labels\""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  EXCHANGE_TEST ("/address-labels/lines", test_lines);
  EXCHANGE_TEST ("/address-labels/sheets", test_sheets);
  EXCHANGE_TEST ("/address-labels/labels", test_labels);
  return g_test_run ();
}
