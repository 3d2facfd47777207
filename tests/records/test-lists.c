/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-record.h"

/* Properties that must hold of any text whatever: strings that have broken other programs, and lists that
 * chance has damaged. */

static const AtlasField *
get_member_field (const char *key)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_member, key, -1);

  g_assert_nonnull (field);
  return field;
}

static void
assert_survives (const char *key, const char *text)
{
  const AtlasField *field = get_member_field (key);
  g_auto (AtlasValue) value = { 0 };
  g_auto (AtlasValue) again = { 0 };
  g_autofree char *written = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (atlas_field_parse (field, text, &value, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (value.text, value.length, text, strlen (text));
  written = atlas_field_format (field, &value);
  g_assert_cmpstr (written, ==, text);
  g_assert_true (atlas_field_parse (field, written, &again, NULL));
  g_assert_true (atlas_value_equal (&value, &again));
  shown = atlas_field_display (field, &value);
  g_assert_cmpstr (shown, ==, text);
}

/* As an entry of a list, in the company of another. */
static void
assert_survives_in_list (const char *text)
{
  const AtlasField *field = get_member_field ("skills");
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
  g_auto (AtlasValue) again = { 0 };
  const char *const texts[] = { text, "nursing", NULL };
  g_auto (GStrv) read = NULL;
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;

  atlas_record_set_text (record, "given_name", "Ada");
  atlas_record_set_list (record, "skills", texts);
  g_assert_true (atlas_record_check (record, NULL, &error));
  g_assert_no_error (error);
  read = atlas_record_dup_list (record, "skills");
  g_assert_cmpstrv (read, (char **) texts);

  written = atlas_field_format (field, atlas_record_get_value (record, field));
  g_assert_true (atlas_field_parse (field, written, &again, &error));
  g_assert_no_error (error);
  g_assert_true (atlas_value_equal (atlas_record_get_value (record, field), &again));
}

static void
test_naughty_strings (void)
{
  g_autofree char *path = g_build_filename (
    g_getenv ("ATLAS_CORPUS_DIR") ? g_getenv ("ATLAS_CORPUS_DIR") : ".", "strings", "blns", "blns.txt", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_strings = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip_printf ("%s is missing", path);
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == '\0' || !g_utf8_validate (lines[i], -1, NULL) || strlen (lines[i]) > 1024)
        continue;
      assert_survives ("given_name", lines[i]);
      assert_survives ("notes", lines[i]);
      assert_survives_in_list (lines[i]);
      n_strings++;
    }
  g_assert_cmpuint (n_strings, >, 400);
}

static const struct
{
  const char *key, *json;
} seeds[] = {
  { "skills", "[\"nursing\",\"first aid\",\"\xc3\xa9t\xc3\xa9\",\"a\\nb\"]" },
  { "emails", "[\"ada@example.org\",\"a.b@c.ca\"]" },
  { "interests", "[\"remote\",\"teaching\"]" },
  { "languages", "[{\"code\":\"rw\",\"level\":\"C2\"},{\"code\":\"fr\"}]" },
  { "languages", "[{\"level\":\"C2\",\"x\":{\"y\":[1,null,true,\"z\"]},\"code\":\"rw\"}]" },
  { "consents",
    "[{\"purpose\":\"contact\",\"channel\":\"any\",\"status\":\"given\",\"date\":\"2020-01-01\"}]" },
};

/* One byte lost, doubled, or turned into one that means something to JSON. */
static void
damage (GRand *rand, GString *json)
{
  static const char bytes[] = "[]{}\",:\\ \t\n0-ntu\xff\x01";
  gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) json->len);

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      g_string_erase (json, (gssize) at, 1);
      break;
    case 1:
      g_string_insert_c (json, (gssize) at, json->str[at]);
      break;
    case 2:
      json->str[at] = bytes[g_rand_int_range (rand, 0, sizeof bytes - 1)];
      break;
    default:
      g_string_insert_c (json, (gssize) at, bytes[g_rand_int_range (rand, 0, sizeof bytes - 1)]);
      break;
    }
}

/* Where no damage is done to the shape, the stored form is reached in one step, and what passes the check
 * comes back through its entries to the same bytes. */
static void
test_damaged (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);
  guint n_good = 0, n_refused = 0;

  for (guint round = 0; round < 20000; round++)
    {
      const char *key = seeds[round % G_N_ELEMENTS (seeds)].key;
      const AtlasField *field = get_member_field (key);
      g_autoptr (GString) json = g_string_new (seeds[round % G_N_ELEMENTS (seeds)].json);
      g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
      AtlasValue *value = atlas_record_edit_value (record, field);
      g_auto (AtlasValue) once = { 0 };
      g_autofree char *shown = NULL;
      g_autoptr (GError) error = NULL;

      for (int n = g_rand_int_range (rand, 1, 4); n > 0 && json->len > 0; n--)
        damage (rand, json);
      atlas_value_borrow_text (value, json->str, json->len);
      atlas_field_normalise (field, value);
      atlas_value_copy (value, &once);
      atlas_field_normalise (field, value);
      g_assert_true (atlas_value_equal (value, &once));
      shown = atlas_field_display (field, value);

      if (!atlas_field_check_value (field, value, &error))
        {
          g_assert_error (error, ATLAS_RECORD_ERROR, error->code);
          n_refused++;
          continue;
        }
      g_assert_no_error (error);
      n_good++;
      if (field->items != NULL)
        {
          g_autoptr (GPtrArray) items = atlas_record_dup_items (record, key);

          atlas_record_set_items (record, key, items);
        }
      else
        {
          g_auto (GStrv) texts = atlas_record_dup_list (record, key);

          atlas_record_set_list (record, key, (const char *const *) texts);
        }
      g_assert_true (atlas_value_equal (value, &once));
    }
  g_test_message ("%u good, %u refused", n_good, n_refused);
  g_assert_cmpuint (n_good, >, 1000);
  g_assert_cmpuint (n_refused, >, 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lists/naughty-strings", test_naughty_strings);
  g_test_add_func ("/lists/damaged", test_damaged);
  return g_test_run ();
}
