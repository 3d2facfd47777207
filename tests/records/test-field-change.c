/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "atlas-field-change.h"
#include "atlas-kind.h"

/* What the journal says of a record, as people read it. */
static void
test_changes (void)
{
  static const struct
  {
    AtlasChangeType type;
    const char *changes, *words;
  } cases[] = {
    { ATLAS_CHANGE_UPDATE, "{\"address_city\":[\"Toronto\",\"Ottawa\"]}", "City: Toronto → Ottawa" },
    { ATLAS_CHANGE_UPDATE, "{\"address_city\":[null,\"Ottawa\"]}", "City: Ottawa" },
    { ATLAS_CHANGE_UPDATE, "{\"address_city\":[\"Ottawa\",null]}", "City: no longer Ottawa" },
    { ATLAS_CHANGE_UPDATE, "{\"birth_year\":[1980,1981],\"sex\":[\"male\",\"female\"]}",
      "Year of birth: 1980 → 1981|Sex: Male → Female" },
    { ATLAS_CHANGE_UPDATE, "{\"location_latitude\":[45.0,45.5]}", "Latitude: 45 → 45.5" },
    { ATLAS_CHANGE_UPDATE, "{\"skills\":[null,\"[\\\"nursing\\\"]\"]}", "Skills: nursing" },
    { ATLAS_CHANGE_UPDATE, "{\"extra\":[null,\"{}\"]}", "What a file told beyond our fields" },
    { ATLAS_CHANGE_DELETE, "{\"given_name\":\"Ada\"}", "Given name: no longer Ada" },
    { ATLAS_CHANGE_INSERT, "{\"given_name\":\"Ada\"}", "Given name: Ada" },
    { ATLAS_CHANGE_INSERT, NULL, "" },
    { ATLAS_CHANGE_UPDATE, "{\"given_name\":[\"Ada\"", "" },
    { ATLAS_CHANGE_UPDATE, "[]", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) changes =
        atlas_field_changes_read (&atlas_kind_member, cases[i].type, cases[i].changes);
      g_autoptr (GString) words = g_string_new (NULL);

      for (guint k = 0; k < changes->len; k++)
        {
          g_autofree char *text = atlas_field_change_describe (g_ptr_array_index (changes, k));

          g_string_append_printf (words, "%s%s", k > 0 ? "|" : "", text);
        }
      g_assert_cmpstr (words->str, ==, cases[i].words);
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/field-change/words", test_changes);
  return g_test_run ();
}
