/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "atlas-record.h"

#define MEMBER &atlas_kind_member
#define EVENT  &atlas_kind_event

static const AtlasField *
get_field (const AtlasKind *kind, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (kind, key, -1);

  g_assert_nonnull (field);
  return field;
}

static AtlasRecord *
new_member (void)
{
  AtlasRecord *member = atlas_record_new (MEMBER);
  const char *const skills[] = { "nursing", "first aid", NULL };

  atlas_record_set_text (member, "given_name", "Ada");
  atlas_record_set_text (member, "family_name", "Uwase");
  atlas_record_set_integer (member, "birth_year", 1985);
  atlas_record_set_real (member, "location.latitude", 45.5);
  atlas_record_set_real (member, "location.longitude", -75.5);
  atlas_record_set_list (member, "skills", skills);
  atlas_record_set_extra (member, "{\"address\":{\"unit\":\"3\"}}");
  return member;
}

static void
test_values (void)
{
  g_autoptr (AtlasRecord) member = new_member ();
  g_auto (GStrv) skills = atlas_record_dup_list (member, "skills");
  const char *const expected[] = { "nursing", "first aid", NULL };

  g_assert_true (atlas_record_get_kind (member) == MEMBER);
  g_assert_cmpint (atlas_record_get_id (member), ==, 0);
  g_assert_true (atlas_uuid_is_nil (atlas_record_get_uuid (member)));
  g_assert_cmpstr (atlas_record_get_text (member, "given_name"), ==, "Ada");
  g_assert_cmpint (atlas_record_get_integer (member, "birth_year"), ==, 1985);
  g_assert_cmpfloat (atlas_record_get_real (member, "location.latitude"), ==, 45.5);
  g_assert_cmpstrv (skills, (char **) expected);
  g_assert_cmpstr (atlas_record_get_text (member, "skills"), ==, "[\"nursing\",\"first aid\"]");
  g_assert_cmpstr (atlas_record_get_extra (member), ==, "{\"address\":{\"unit\":\"3\"}}");

  g_assert_null (atlas_record_get_text (member, "notes"));
  g_assert_cmpint (atlas_record_get_integer (member, "arrival_year"), ==, 0);
  g_assert_null (atlas_record_dup_list (member, "emails"));

  atlas_record_set_text (member, "given_name", "");
  g_assert_false (atlas_record_has (member, get_field (MEMBER, "given_name")));
  atlas_record_unset (member, get_field (MEMBER, "skills"));
  g_assert_null (atlas_record_dup_list (member, "skills"));
  atlas_record_set_list (member, "skills", NULL);
  g_assert_false (atlas_record_has (member, get_field (MEMBER, "skills")));
  atlas_record_set_extra (member, "{}");
  g_assert_null (atlas_record_get_extra (member));

  atlas_record_reset (member);
  for (guint i = 0; i <= (MEMBER)->n_fields; i++)
    g_assert_cmpint (atlas_record_get_values (member)[i].type, ==, ATLAS_VALUE_NULL);
}

static void
test_copy (void)
{
  g_autoptr (AtlasRecord) member = new_member ();
  g_autoptr (AtlasRecord) copy = NULL;
  AtlasUuid uuid;

  atlas_uuid_generate (&uuid);
  atlas_record_set_uuid (member, &uuid);
  atlas_record_set_id (member, 12);
  copy = atlas_record_copy (member);
  g_assert_true (atlas_record_equal (member, copy));
  g_assert_cmpint (atlas_record_get_id (copy), ==, 12);
  g_assert_true (atlas_uuid_equal (atlas_record_get_uuid (copy), &uuid));

  /* Ids are no part of what a record says. */
  atlas_record_set_id (copy, 13);
  g_assert_true (atlas_record_equal (member, copy));

  atlas_record_set_text (copy, "given_name", "Adeline");
  g_assert_false (atlas_record_equal (member, copy));
  g_assert_cmpstr (atlas_record_get_text (member, "given_name"), ==, "Ada");
  atlas_record_set_text (copy, "given_name", "Ada");
  g_assert_true (atlas_record_equal (member, copy));
  atlas_record_set_extra (copy, "{\"x\":1}");
  g_assert_false (atlas_record_equal (member, copy));
}

static void
test_borrow (void)
{
  g_autoptr (AtlasRecord) member = atlas_record_new (MEMBER);
  g_autoptr (AtlasRecord) copy = NULL;
  g_autofree char *file = g_strdup ("AdaUwaseKigali");
  AtlasValue *given = atlas_record_edit_value (member, get_field (MEMBER, "given_name"));
  AtlasValue *family = atlas_record_edit_value (member, get_field (MEMBER, "family_name"));
  AtlasValue *city = atlas_record_edit_value (member, get_field (MEMBER, "address.city"));
  g_autofree char *title = NULL;

  atlas_value_borrow_text (given, file, 3);
  atlas_value_borrow_text (family, file + 3, 5);
  atlas_value_borrow_text (city, file + 8, 6);

  title = atlas_record_dup_title (member);
  g_assert_cmpstr (title, ==, "Ada Uwase");
  g_assert_true (atlas_record_check (member, NULL, NULL));
  g_assert_true (given->text == file);

  /* To end it in NUL, the text must be copied. */
  g_assert_cmpstr (atlas_record_get_text (member, "given_name"), ==, "Ada");
  g_assert_false (given->borrowed);
  g_assert_true (family->borrowed);

  copy = atlas_record_copy (member);
  g_assert_true (atlas_record_equal (member, copy));
  atlas_record_own (member);
  memset (file, 'x', strlen (file));
  g_assert_cmpstr (atlas_record_get_text (member, "address.city"), ==, "Kigali");
  g_assert_cmpstr (atlas_record_get_text (copy, "family_name"), ==, "Uwase");
}

static void
test_items (void)
{
  g_autoptr (AtlasRecord) member = atlas_record_new (MEMBER);
  g_autoptr (AtlasRecord) again = atlas_record_new (MEMBER);
  g_autoptr (GPtrArray) none = atlas_record_dup_items (member, "consents");
  g_autoptr (GPtrArray) items = NULL;
  AtlasRecord *first;

  g_assert_cmpuint (none->len, ==, 0);

  atlas_record_set_text (member, "languages",
                         "[{\"code\":\"rw\",\"level\":\"C2\",\"since\":{\"year\":1990}},{\"code\":\"fr\"}]");
  items = atlas_record_dup_items (member, "languages");
  g_assert_cmpuint (items->len, ==, 2);
  first = g_ptr_array_index (items, 0);
  g_assert_true (atlas_record_get_kind (first) == &atlas_kind_language);
  g_assert_cmpstr (atlas_record_get_text (first, "code"), ==, "rw");
  g_assert_cmpstr (atlas_record_get_extra (first), ==, "{\"since\":{\"year\":1990}}");

  atlas_record_set_items (again, "languages", items);
  g_assert_true (atlas_record_equal (member, again));

  atlas_record_set_text (first, "level", "C1");
  g_ptr_array_add (items, atlas_record_new (&atlas_kind_language)); /* an empty row of an editor */
  atlas_record_set_items (again, "languages", items);
  g_assert_cmpstr (atlas_record_get_text (again, "languages"), ==,
                   "[{\"code\":\"rw\",\"level\":\"C1\",\"since\":{\"year\":1990}},{\"code\":\"fr\"}]");

  g_ptr_array_set_size (items, 0);
  atlas_record_set_items (again, "languages", items);
  g_assert_null (atlas_record_get_text (again, "languages"));

  /* Only an extra, only empty items, and an empty one first. */
  g_ptr_array_add (items, atlas_record_new (&atlas_kind_language));
  atlas_record_set_items (again, "languages", items);
  g_assert_null (atlas_record_get_text (again, "languages"));
  first = atlas_record_new (&atlas_kind_language);
  atlas_record_set_extra (first, "{\"x\":1}");
  g_ptr_array_add (items, first);
  atlas_record_set_items (again, "languages", items);
  g_assert_cmpstr (atlas_record_get_text (again, "languages"), ==, "[{\"x\":1}]");
}

static void
test_title (void)
{
  static const struct
  {
    const char *given, *family, *title;
  } titles[] = {
    { "Ada", "Uwase", "Ada Uwase" },   { "Ada", NULL, "Ada" },
    { NULL, "Uwase", "Uwase" },        { NULL, NULL, "Nameless person" },
    { "  ", NULL, "Nameless person" },
  };
  g_autoptr (AtlasRecord) event = atlas_record_new (EVENT);
  g_autofree char *untitled = atlas_record_dup_title (event);

  g_assert_cmpstr (untitled, ==, "Untitled event");
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr (AtlasRecord) member = atlas_record_new (MEMBER);
      g_autofree char *title = NULL;

      atlas_record_set_text (member, "given_name", titles[i].given);
      atlas_record_set_text (member, "family_name", titles[i].family);
      title = atlas_record_dup_title (member);
      g_assert_cmpstr (title, ==, titles[i].title);
    }
}

/* Records as `key=value` lines, and the field at fault with its message; NULL where all is well. */
static const struct
{
  const AtlasKind *kind;
  const char *const values[8];
  const char *fault, *message;
} checks[] = {
  { MEMBER, { "given_name=Ada" }, NULL, NULL },
  { MEMBER, { "family_name=Uwase" }, NULL, NULL },
  { MEMBER, { NULL }, "given_name", "given_name: a person needs a given name or a family name" },
  { MEMBER, { "given_name=  " }, "given_name", "given_name: a person needs a given name or a family name" },
  { MEMBER, { "other_names=Ada" }, "given_name", "given_name: a person needs a given name or a family name" },
  { MEMBER,
    { "given_name=A", "location.latitude=45" },
    "location.longitude",
    "location.longitude: is missing beside the latitude" },
  { MEMBER,
    { "given_name=A", "location.longitude=45" },
    "location.latitude",
    "location.latitude: is missing beside the longitude" },
  { MEMBER, { "given_name=A", "location.latitude=45", "location.longitude=-75" }, NULL, NULL },
  { EVENT, { "title=T", "start=2026-11-24T18:30:00Z" }, NULL, NULL },
  { EVENT, { "start=2026-11-24T18:30:00Z" }, "title", "title: is missing" },
  { EVENT, { "title=T" }, "start", "start: is missing" },
  { EVENT,
    { "title=T", "start=2026-11-24T18:30:00Z", "end=2026-11-24T18:29:59Z" },
    "end",
    "end: must not be before the start" },
  { EVENT, { "title=T", "start=2026-11-24T18:30:00Z", "end=2026-11-24T18:30:00Z" }, NULL, NULL },
  /* As texts the end is before the start; as times it is an hour later. */
  { EVENT, { "title=T", "start=2026-11-24T18:30:00-05:00", "end=2026-11-24T18:30:00-06:00" }, NULL, NULL },
  { EVENT,
    { "title=T", "start=2026-11-24T18:30:00-05:00", "end=2026-11-24T19:00:00-04:00" },
    "end",
    "end: must not be before the start" },
  { EVENT,
    { "title=T", "start=2026-11-24T18:30:00Z", "location.latitude=1" },
    "location.longitude",
    "location.longitude: is missing beside the latitude" },
};

static void
test_check (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autoptr (AtlasRecord) record = atlas_record_new (checks[i].kind);
      const AtlasField *fault = NULL;
      g_autoptr (GError) error = NULL;
      gboolean good;

      for (guint j = 0; checks[i].values[j] != NULL; j++)
        {
          g_auto (GStrv) pair = g_strsplit (checks[i].values[j], "=", 2);

          g_assert_true (atlas_record_set_from_text (record, pair[0], pair[1], &error));
          g_assert_no_error (error);
        }
      good = atlas_record_check (record, &fault, &error);
      g_assert_cmpint (good, ==, checks[i].message == NULL);
      if (good)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_cmpstr (error->message, ==, checks[i].message);
      g_assert_cmpstr (fault->key, ==, checks[i].fault);
    }
}

/* A reader's values are put into their stored form, and a bad one is named. */
static void
test_check_readers_values (void)
{
  g_autoptr (AtlasRecord) member = new_member ();
  const AtlasField *fault = NULL;
  g_autoptr (GError) error = NULL;

  atlas_record_set_text (member, "skills", "[ \"nursing\" ]");
  atlas_record_set_text (member, "updated", "2026-11-24T09:00:00+02:00");
  atlas_value_set_integer (atlas_record_edit_value (member, get_field (MEMBER, "location.latitude")), 45);
  atlas_value_set_text (atlas_record_edit_value (member, get_field (MEMBER, "notes")), "", 0);
  g_assert_true (atlas_record_check (member, &fault, &error));
  g_assert_no_error (error);
  g_assert_null (fault);
  g_assert_cmpstr (atlas_record_get_text (member, "skills"), ==, "[\"nursing\"]");
  g_assert_cmpstr (atlas_record_get_text (member, "updated"), ==, "2026-11-24T07:00:00Z");
  g_assert_cmpfloat (atlas_record_get_real (member, "location.latitude"), ==, 45.0);
  g_assert_false (atlas_record_has (member, get_field (MEMBER, "notes")));

  atlas_record_set_text (member, "emails", "[\"ada@example.org\",\"ada\"]");
  g_assert_false (atlas_record_check (member, &fault, &error));
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE);
  g_assert_cmpstr (error->message, ==, "emails: entry 2: is no e-mail address; write it as name@example.org");
  g_assert_cmpstr (fault->key, ==, "emails");
}

static void
test_set_from_text (void)
{
  g_autoptr (AtlasRecord) member = new_member ();
  g_autoptr (GError) error = NULL;

  g_assert_true (atlas_record_set_from_text (member, "birth_year", "", &error));
  g_assert_no_error (error);
  g_assert_false (atlas_record_has (member, get_field (MEMBER, "birth_year")));

  g_assert_true (atlas_record_set_from_text (member, "birth_year", "1990", &error));
  g_assert_false (atlas_record_set_from_text (member, "birth_year", "1066", &error));
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE);
  g_assert_true (g_str_has_prefix (error->message, "birth_year: must be a year between 1900 and "));
  g_assert_cmpint (atlas_record_get_integer (member, "birth_year"), ==, 1990);
  g_clear_error (&error);

  g_assert_false (atlas_record_set_from_text (member, "adress.city", "Ottawa", &error));
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN);
  g_assert_true (
    g_str_has_prefix (error->message, "There is no field “adress.city”. The fields are: given_name, "));
}

/* "18:30" is a time by the clocks of the event's own place, where they are known. */
static void
test_zone (void)
{
  g_autoptr (AtlasRecord) event = atlas_record_new (EVENT);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/Toronto");

  if (zone == NULL)
    {
      g_test_skip ("The time zone database is not installed");
      return;
    }
  g_assert_true (atlas_record_set_from_text (event, "timezone", "America/Toronto", NULL));
  g_assert_true (atlas_record_set_from_text (event, "start", "2026-07-01 18:30", NULL));
  g_assert_cmpstr (atlas_record_get_text (event, "start"), ==, "2026-07-01T18:30:00-04:00");
  g_assert_true (atlas_record_set_from_text (event, "end", "2026-12-01 18:30", NULL));
  g_assert_cmpstr (atlas_record_get_text (event, "end"), ==, "2026-12-01T18:30:00-05:00");
  g_assert_true (atlas_record_set_from_text (event, "end", "2026-12-01 18:30+02:00", NULL));
  g_assert_cmpstr (atlas_record_get_text (event, "end"), ==, "2026-12-01T18:30:00+02:00");
}

/* Words and numbers alike, as the kind's title says. */
static void
test_title_with_year (void)
{
  g_autoptr (AtlasRecord) estimate = atlas_record_new (&atlas_kind_estimate);
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;

  atlas_record_set_text (estimate, "source", "Census");
  without = atlas_record_dup_title (estimate);
  g_assert_cmpstr (without, ==, "Census");
  g_assert_true (atlas_record_set_from_text (estimate, "year", "2025", NULL));
  with = atlas_record_dup_title (estimate);
  g_assert_cmpstr (with, ==, "Census 2025");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/values", test_values);
  g_test_add_func ("/record/copy", test_copy);
  g_test_add_func ("/record/borrow", test_borrow);
  g_test_add_func ("/record/items", test_items);
  g_test_add_func ("/record/title", test_title);
  g_test_add_func ("/record/check", test_check);
  g_test_add_func ("/record/check-readers-values", test_check_readers_values);
  g_test_add_func ("/record/set-from-text", test_set_from_text);
  g_test_add_func ("/record/zone", test_zone);
  g_test_add_func ("/record/title-with-year", test_title_with_year);

  return g_test_run ();
}
