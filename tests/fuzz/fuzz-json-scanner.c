/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tokenizer ends, stays inside the text, keeps starts and ends in balance, and skips exactly what it can
 * read. */
#include "atlas-fuzz.h"
#include "atlas-json-scanner.h"

/* Reads to the end; TRUE if all of it is JSON. */
static gboolean
read_all (AtlasJsonScanner *scanner, gsize size)
{
  gsize last_end = 0;
  int depth = 0;

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      AtlasJsonToken token = atlas_json_scanner_next (scanner, &error);
      gsize start, end, length;

      g_assert_true ((token == ATLAS_JSON_INVALID) == (error != NULL));
      atlas_json_scanner_get_span (scanner, &start, &end);
      g_assert_cmpuint (start, <=, end);
      g_assert_cmpuint (end, <=, size);
      if (token == ATLAS_JSON_INVALID)
        {
          g_assert_cmpint (atlas_json_scanner_next (scanner, NULL), ==, ATLAS_JSON_INVALID);
          return FALSE;
        }
      g_assert_cmpuint (start, >=, last_end);
      last_end = end;

      if (token == ATLAS_JSON_KEY || token == ATLAS_JSON_STRING)
        {
          const char *text = atlas_json_scanner_get_text (scanner, &length);

          g_assert_true (length == 0 || text != NULL);
          g_assert_cmpuint (length, <=, end - start);
        }
      if (token == ATLAS_JSON_OBJECT_START || token == ATLAS_JSON_ARRAY_START)
        depth++;
      if (token == ATLAS_JSON_OBJECT_END || token == ATLAS_JSON_ARRAY_END)
        depth--;
      g_assert_cmpint (depth, >=, 0);
      g_assert_cmpint (depth, <=, ATLAS_JSON_MAX_DEPTH);
      if (token == ATLAS_JSON_END)
        {
          g_assert_cmpint (depth, ==, 0);
          return TRUE;
        }
    }
}

/* As read_all(), but skips the value at the top where it opens one. */
static gboolean
skip_all (AtlasJsonScanner *scanner)
{
  AtlasJsonToken token = atlas_json_scanner_next (scanner, NULL);

  if (token == ATLAS_JSON_OBJECT_START || token == ATLAS_JSON_ARRAY_START)
    if (!atlas_json_scanner_skip (scanner, NULL))
      return FALSE;
  while (token != ATLAS_JSON_END && token != ATLAS_JSON_INVALID)
    token = atlas_json_scanner_next (scanner, NULL);
  return token == ATLAS_JSON_END;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (AtlasJsonScanner) scanner = atlas_json_scanner_new ((const char *) data, size);
  gboolean valid = read_all (scanner, size);

  atlas_json_scanner_reset (scanner, (const char *) data, size);
  g_assert_cmpint (skip_all (scanner), ==, valid);
  return 0;
}
