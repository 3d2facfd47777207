/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "atlas-bitset.h"
#include "atlas-date.h"
#include "atlas-fold.h"
#include "atlas-json-writer.h"
#include "atlas-memory.h"
#include "atlas-number.h"
#include "atlas-uuid.h"
#include "atlas-value.h"

static void
test_uuid (void)
{
  static const struct
  {
    const char *text;
    const char *formatted; /* NULL: refused */
  } cases[] = {
    { "0b2c7d4e-1a2b-4c3d-8e9f-001122334455", "0b2c7d4e-1a2b-4c3d-8e9f-001122334455" },
    { "0B2C7D4E-1A2B-4C3D-8E9F-001122334455", "0b2c7d4e-1a2b-4c3d-8e9f-001122334455" },
    { "00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000" },
    { "0b2c7d4e1a2b4c3d8e9f001122334455", NULL },
    { "{0b2c7d4e-1a2b-4c3d-8e9f-001122334455}", NULL },
    { "0b2c7d4e-1a2b-4c3d-8e9f-00112233445", NULL },
    { "0b2c7d4e-1a2b-4c3d-8e9f-0011223344556", NULL },
    { "0b2c7d4e-1a2b-4c3d-8e9f-00112233445g", NULL },
    { "0b2c7d4e-1a2b-4c3d-8e9f+001122334455", NULL },
    { "", NULL },
  };
  AtlasUuid a, b;
  char text[ATLAS_UUID_TEXT_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean valid = atlas_uuid_parse (cases[i].text, -1, &a);

      g_assert_cmpint (valid, ==, cases[i].formatted != NULL);
      if (!valid)
        continue;
      atlas_uuid_format (&a, text);
      g_assert_cmpstr (text, ==, cases[i].formatted);
    }

  atlas_uuid_generate (&a);
  atlas_uuid_generate (&b);
  g_assert_false (atlas_uuid_equal (&a, &b));
  g_assert_false (atlas_uuid_is_nil (&a));
  atlas_uuid_format (&a, text);
  g_assert_cmpint (text[14], ==, '4');
  g_assert_nonnull (strchr ("89ab", text[19]));
  g_assert_true (atlas_uuid_parse (text, 36, &b));
  g_assert_true (atlas_uuid_equal (&a, &b));
  g_assert_cmpuint (atlas_uuid_hash (&a), ==, atlas_uuid_hash (&b));
}

static void
test_date (void)
{
  static const struct
  {
    const char *text;
    gboolean valid;
  } dates[] = {
    { "2024-02-29", TRUE },  { "2023-02-29", FALSE }, { "1900-02-29", FALSE },  { "2000-02-29", TRUE },
    { "2024-04-31", FALSE }, { "2024-00-01", FALSE }, { "2024-13-01", FALSE },  { "2024-01-00", FALSE },
    { "2024-1-01", FALSE },  { "24-01-01", FALSE },   { "2024-01-01 ", FALSE }, { "", FALSE },
  };
  static const struct
  {
    const char *text;
    const char *normal; /* NULL: refused */
  } times[] = {
    { "2026-11-24T07:00:00Z", "2026-11-24T07:00:00Z" },
    { "2026-11-24T07:00:00.987Z", "2026-11-24T07:00:00Z" },
    { "2026-11-24T07:00:00+02:00", "2026-11-24T05:00:00Z" },
    { "2026-11-24 07:00-0330", "2026-11-24T10:30:00Z" },
    { "2026-01-01T00:30:00+01", "2025-12-31T23:30:00Z" },
    { "2026-11-24", "2026-11-24T00:00:00Z" },
    { "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z" },
    { "2026-11-24T07:00:00", NULL },
    { "2026-11-24T25:00:00Z", NULL },
    { "2026-11-24T07:60:00Z", NULL },
    { "2026-11-24T07:00:00.Z", NULL },
    { "2026-11-24T07:00:00+25:00", NULL },
    { "2026-11-24T07:00:00Zulu", NULL },
    { "yesterday", NULL },
  };
  static const struct
  {
    const char *text;
    const char *there; /* NULL: refused */
  } clocks[] = {
    { "2026-11-24T18:30-05:00", "2026-11-24 18:30:00 -0500" },
    { "2026-11-24 07:00-0330", "2026-11-24 07:00:00 -0330" },
    { "2026-11-24T18:30:05.5+02", "2026-11-24 18:30:05 +0200" },
    { "2026-11-24T18:30:00Z", "2026-11-24 18:30:00 +0000" },
    { "2026-11-24", "2026-11-24 00:00:00 +0000" },
    { "0000-01-01", NULL }, /* an instant, but none of GLib's years */
    { "2026-11-24T18:30", NULL },
    { "", NULL },
  };
  char buffer[ATLAS_DATE_TEXT_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      g_autoptr (GDateTime) then = atlas_timestamp_to_date_time (clocks[i].text, -1);
      g_autofree char *there = then ? g_date_time_format (then, "%Y-%m-%d %H:%M:%S %z") : NULL;

      g_assert_cmpstr (there, ==, clocks[i].there);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    g_assert_cmpint (atlas_date_is_valid (dates[i].text, -1), ==, dates[i].valid);
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      gboolean valid = atlas_timestamp_normalise (times[i].text, -1, buffer);

      g_test_message ("%s", times[i].text);
      g_assert_cmpint (valid, ==, times[i].normal != NULL);
      if (valid)
        g_assert_cmpstr (buffer, ==, times[i].normal);
    }

  /* Every day of four centuries, against GLib's calendar. */
  for (int day = 0; day < 146097; day += 13)
    {
      gint64 seconds = (gint64) (day - 73000) * 86400 + 3661, back;
      g_autoptr (GDateTime) reference = g_date_time_new_from_unix_utc (seconds);
      g_autofree char *expected = g_date_time_format (reference, "%Y-%m-%dT%H:%M:%SZ");

      atlas_timestamp_format (seconds, buffer);
      g_assert_cmpstr (buffer, ==, expected);
      g_assert_true (atlas_timestamp_parse (buffer, -1, &back, NULL));
      g_assert_cmpint (back, ==, seconds);
    }

  g_setenv ("ATLAS_NOW", "2026-09-30T12:00:00Z", TRUE);
  atlas_timestamp_now (buffer);
  g_assert_cmpstr (buffer, ==, "2026-09-30T12:00:00Z");
  atlas_date_today (buffer);
  g_assert_cmpstr (buffer, ==, "2026-09-30");
  g_assert_cmpint (atlas_date_this_year (), ==, 2026);
  g_unsetenv ("ATLAS_NOW");
}

static void
test_fold (void)
{
  static const struct
  {
    const char *text, *folded, *words;
  } cases[] = {
    { "Québec", "quebec", "quebec" },
    { "QUEBEC", "quebec", "quebec" },
    { "St. John's", "st. john's", "st johns" },
    { "St. John’s", "st. john's", "st johns" },
    { "Trois‑Rivières", "trois-rivieres", "trois rivieres" },
    { "Łódź Ærø Straße", "lodz aero strasse", "lodz aero strasse" },
    { "ﬁne Ⅷ", "fine viii", "fine viii" },
    { "  a  b  ", "  a  b  ", "a b" },
    { "", "", "" },
    { "a\xff"
      "b",
      "ab", "ab" },
    { "Ντίνα", "ντινα", "ντινα" },
  };
  char buffer[64];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = NULL;
      g_autofree char *folded = atlas_fold (cases[i].text, -1);

      g_assert_cmpstr (folded, ==, cases[i].folded);
      g_assert_cmpuint (atlas_fold_into (cases[i].text, -1, buffer, sizeof buffer), ==, strlen (folded));
      g_assert_cmpstr (buffer, ==, cases[i].folded);
      atlas_fold_words (cases[i].text, -1, buffer, sizeof buffer);
      g_assert_cmpstr (buffer, ==, cases[i].words);
      words = atlas_fold_dup_words (cases[i].text, -1);
      g_assert_cmpstr (words, ==, buffer);
    }

  /* Cut at a character, never within one. */
  g_assert_cmpuint (atlas_fold_into ("ΑΒΓ", -1, buffer, 4), ==, 2);
  g_assert_true (g_utf8_validate (buffer, -1, NULL));

  g_assert_true (atlas_fold_contains_prefix ("new york", "yor"));
  g_assert_true (atlas_fold_contains_prefix ("new-york", "york"));
  g_assert_false (atlas_fold_contains_prefix ("new york", "ork"));
  g_assert_true (atlas_fold_contains_prefix ("anything", ""));
}

static void
test_value (void)
{
  static const char borrowed[] = "borrowed text";
  g_auto (AtlasValue) a = { 0 }, b = { 0 };

  g_assert_true (atlas_value_equal (&a, &b));
  atlas_value_set_integer (&a, 7);
  g_assert_false (atlas_value_equal (&a, &b));
  atlas_value_set_real (&b, 7);
  g_assert_false (atlas_value_equal (&a, &b));
  atlas_value_set_integer (&b, 7);
  g_assert_true (atlas_value_equal (&a, &b));

  atlas_value_borrow_text (&a, borrowed, 8);
  g_assert_true (a.text == borrowed);
  atlas_value_set_text (&b, "borrowed", -1);
  g_assert_true (atlas_value_equal (&a, &b));
  atlas_value_copy (&a, &b);
  g_assert_true (b.text != borrowed);
  g_assert_cmpmem (b.text, b.length, "borrowed", 8);
  atlas_value_copy (&b, &b);
  g_assert_cmpmem (b.text, b.length, "borrowed", 8);

  atlas_value_take_text (&a, g_strdup ("taken"));
  g_assert_cmpuint (a.length, ==, 5);
  atlas_value_set_text (&a, NULL, -1);
  g_assert_cmpint (a.type, ==, ATLAS_VALUE_NULL);
}

static void
test_bitset (void)
{
  static const guint sizes[] = { 0, 1, 63, 64, 65, 200 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      guint n = sizes[i];
      g_autoptr (AtlasBitset) all = atlas_bitset_new (n);
      g_autoptr (AtlasBitset) third = atlas_bitset_new (n);
      g_autoptr (AtlasBitset) rest = NULL;
      guint expected = 0;

      atlas_bitset_fill (all, TRUE);
      g_assert_cmpuint (atlas_bitset_count (all), ==, n);
      for (guint bit = 0; bit < n; bit += 3, expected++)
        atlas_bitset_set (third, bit);
      g_assert_cmpuint (atlas_bitset_count (third), ==, expected);
      rest = atlas_bitset_copy (third);
      atlas_bitset_not (rest);
      g_assert_cmpuint (atlas_bitset_count (rest), ==, n - expected);
      for (guint bit = 0; bit < n; bit++)
        g_assert_cmpint (atlas_bitset_get (rest, bit), ==, bit % 3 != 0);
      atlas_bitset_or (rest, third);
      g_assert_cmpuint (atlas_bitset_count (rest), ==, n);
      atlas_bitset_and (all, third);
      g_assert_cmpuint (atlas_bitset_count (all), ==, expected);
      if (n > 0)
        {
          atlas_bitset_unset (all, 0);
          g_assert_cmpuint (atlas_bitset_count (all), ==, expected - 1);
        }
    }
}

static void
test_json_writer (void)
{
  static const struct
  {
    const char *text, *json;
  } strings[] = {
    { "plain", "\"plain\"" },
    { "", "\"\"" },
    { "a\"b\\c/d", "\"a\\\"b\\\\c/d\"" },
    { "\n\t\r\b\f\x01\x1f", "\"\\n\\t\\r\\b\\f\\u0001\\u001f\"" },
    { "Québec — “x”", "\"Québec — “x”\"" },
    { "a\u2028b\u2029", "\"a\\u2028b\\u2029\"" },
    { "\xe2\x80\xa6", "\"…\"" },
  };
  static const struct
  {
    double value;
    const char *json;
  } reals[] = {
    { 45.4215, "45.4215" },
    { -75.7, "-75.7" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 0, "0" },
    { 1e300, "1e+300" },
    { 43.6532012939453, "43.6532012939453" },
    { NAN, "null" },
    { INFINITY, "null" },
  };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_string_truncate (out, 0);
      atlas_json_append_string (out, strings[i].text, -1);
      g_assert_cmpstr (out->str, ==, strings[i].json);
    }
  g_string_truncate (out, 0);
  atlas_json_append_string_or_null (out, "a\"");
  atlas_json_append_string_or_null (out, NULL);
  g_assert_cmpstr (out->str, ==, "\"a\\\"\"null");

  for (gsize i = 0; i < G_N_ELEMENTS (reals); i++)
    {
      g_string_truncate (out, 0);
      atlas_json_append_real (out, reals[i].value);
      g_assert_cmpstr (out->str, ==, reals[i].json);
    }
  for (guint i = 0; i < 10000; i++)
    {
      double value = g_rand_double_range (random, -180, 180);

      g_string_truncate (out, 0);
      atlas_json_append_real (out, value);
      g_assert_true (g_ascii_strtod (out->str, NULL) == value);
    }
  g_string_truncate (out, 0);
  atlas_json_append_integer (out, G_MININT64);
  g_assert_cmpstr (out->str, ==, "-9223372036854775808");
}

static void
test_number (void)
{
  static const struct
  {
    gint64 number;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { 7, "7" },
    { -7, "−7" },
    { 999, "999" },
    { 1000, "1,000" },
    { -1000, "−1,000" },
    { 12480, "12,480" },
    { 1000000, "1,000,000" },
    { -123456, "−123,456" },
    { G_MAXINT64, "9,223,372,036,854,775,807" },
    { G_MININT64, "−9,223,372,036,854,775,808" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = atlas_number_format (cases[i].number);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* With a number below zero a dash would not be told from a minus. */
static void
test_number_range (void)
{
  g_autofree char *above = atlas_number_format_range (1000, 4999);
  g_autofree char *below = atlas_number_format_range (-200, 0);
  g_autofree char *one = atlas_number_format_range (-5, -5);

  g_assert_cmpstr (above, ==, "1,000–4,999");
  g_assert_cmpstr (below, ==, "−200 to 0");
  g_assert_cmpstr (one, ==, "−5");
}

static void
test_number_hours (void)
{
  static const struct
  {
    double hours;
    const char *text;
  } cases[] = {
    { 0, "0 h" },      { -1, "0 h" }, { 0.003, "0 h" },      { 0.75, "45 min" },
    { 0.9999, "1 h" }, { 2, "2 h" },  { 2.5, "2 h 30 min" }, { 26.99, "26 h 59 min" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = atlas_number_format_hours (cases[i].hours);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Sizes on both sides of where large pages begin and of a page's end: all bytes are one's own, and aligned.
 */
static void
test_memory_box (void)
{
  static const gsize sizes[] = { 0, 1, 100, 699040, 699051, 1 << 20, (2 << 20) - 16, (2 << 20) + 1, 5 << 20 };
  char *boxes[G_N_ELEMENTS (sizes)];

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      boxes[i] = atlas_memory_box_new (sizes[i]);
      g_assert_cmpuint ((guintptr) boxes[i] % _Alignof(max_align_t), ==, 0);
      memset (boxes[i], (int) i + 1, sizes[i]);
      g_assert_true (atlas_memory_box_ref (boxes[i]) == boxes[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      atlas_memory_box_unref (boxes[i]);
      for (gsize at = 0; at < sizes[i]; at++)
        if (boxes[i][at] != (char) (i + 1))
          g_error ("byte %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " was written over", at, sizes[i]);
      atlas_memory_box_unref (boxes[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/uuid", test_uuid);
  g_test_add_func ("/base/date", test_date);
  g_test_add_func ("/base/fold", test_fold);
  g_test_add_func ("/base/value", test_value);
  g_test_add_func ("/base/bitset", test_bitset);
  g_test_add_func ("/base/json-writer", test_json_writer);
  g_test_add_func ("/base/number", test_number);
  g_test_add_func ("/base/number-range", test_number_range);
  g_test_add_func ("/base/number-hours", test_number_hours);
  g_test_add_func ("/base/memory-box", test_memory_box);
  return g_test_run ();
}
