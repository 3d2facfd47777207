/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "atlas-field-checks.h"
#include "atlas-kind.h"
#include "atlas-record.h"

/* The promise to other offices, word for word. */
static const char *const member_keys[] = {
  "given_name",
  "family_name",
  "other_names",
  "sex",
  "birth_year",
  "emails",
  "phones",
  "preferred_language",
  "address.street",
  "address.city",
  "address.region",
  "address.postcode",
  "address.country",
  "location.latitude",
  "location.longitude",
  "location.precision",
  "location.source",
  "origin.province",
  "origin.district",
  "arrival_year",
  "citizenships",
  "education.level",
  "education.field",
  "occupation.code",
  "occupation.title",
  "occupation.sector",
  "occupation.employer",
  "occupation.years",
  "languages",
  "skills",
  "interests",
  "tags",
  "consents",
  "status",
  "confirmed",
  "notes",
  "created",
  "updated",
  NULL,
};

static const char *const event_keys[] = {
  "title",
  "type",
  "status",
  "start",
  "end",
  "timezone",
  "venue",
  "address.street",
  "address.city",
  "address.region",
  "address.postcode",
  "address.country",
  "location.latitude",
  "location.longitude",
  "location.precision",
  "location.source",
  "capacity",
  "organiser",
  "description",
  "tags",
  "attendance",
  "notes",
  "created",
  "updated",
  NULL,
};

static const char *const language_keys[] = { "code", "level", NULL };
static const char *const consent_keys[] = { "purpose", "channel", "status",  "date", "source",
                                            "basis",   "wording", "expires", NULL };
static const char *const role_keys[] = { "member", "role", "since", "until", NULL };
static const char *const organisation_keys[] = {
  "name",
  "abbreviation",
  "other_names",
  "type",
  "status",
  "tags",
  "emails",
  "phones",
  "website",
  "address.street",
  "address.city",
  "address.region",
  "address.postcode",
  "address.country",
  "location.latitude",
  "location.longitude",
  "location.precision",
  "location.source",
  "description",
  "roles",
  "notes",
  "created",
  "updated",
  NULL,
};
static const char *const interaction_keys[] = {
  "date",    "member",    "organisation",   "event", "officer", "channel", "direction", "summary",
  "outcome", "follow_up", "follow_up_done", "notes", "created", "updated", NULL,
};
static const char *const mission_keys[] = {
  "title",    "objective",  "type",        "status",       "start",         "end",
  "timezone", "base.place", "base.region", "base.country", "base.latitude", "base.longitude",
  "team",     "audience",   "expected",    "reached",      "stops",         "legs",
  "currency", "budget",     "tags",        "plan",         "notes",         "created",
  "updated",  NULL,
};
static const char *const stop_keys[] = {
  "place", "region", "country", "latitude", "longitude", "timezone", "arrival", "departure", "night",
  "event", "venue",  "host",    "radius",   "expected",  "reached",  "pinned",  "notes",     NULL,
};
static const char *const leg_keys[] = { "mode", "from",  "to",   "departure", "arrival",
                                        "km",   "hours", "cost", NULL };
static const char *const budget_keys[] = { "item", "category", "amount", "currency", "spent", NULL };
static const char *const attendance_keys[] = { "member", "status", NULL };

static const struct
{
  const AtlasKind *kind;
  const char *const *keys;
} tables[] = {
  { &atlas_kind_member, member_keys },
  { &atlas_kind_event, event_keys },
  { &atlas_kind_language, language_keys },
  { &atlas_kind_consent, consent_keys },
  { &atlas_kind_attendance, attendance_keys },
  { &atlas_kind_role, role_keys },
  { &atlas_kind_organisation, organisation_keys },
  { &atlas_kind_interaction, interaction_keys },
  { &atlas_kind_mission, mission_keys },
  { &atlas_kind_stop, stop_keys },
  { &atlas_kind_leg, leg_keys },
  { &atlas_kind_budget_line, budget_keys },
};

static void
test_keys (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      const AtlasKind *kind = tables[i].kind;

      g_assert_cmpuint (kind->n_fields, ==, g_strv_length ((char **) tables[i].keys));
      for (guint j = 0; j < kind->n_fields; j++)
        g_assert_cmpstr (kind->fields[j].key, ==, tables[i].keys[j]);
    }
}

/* What every line of every table must have for the rest of the program to work from it. */
static void
test_fields (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      const AtlasKind *kind = tables[i].kind;

      for (guint j = 0; j < kind->n_fields; j++)
        {
          const AtlasField *field = &kind->fields[j];
          g_autofree char *column = g_strdelimit (g_strdup (field->key), ".", '_');
          gboolean chosen = field->type == ATLAS_FIELD_CHOICE || field->type == ATLAS_FIELD_LEVEL ||
                            field->type == ATLAS_FIELD_CHOICE_LIST;

          g_test_message ("%s %s", kind->name, field->key);
          g_assert_cmpstr (field->column, ==, column);
          g_assert_nonnull (field->label);
          g_assert_cmpint (field->vocabulary != NULL, ==, chosen);
          g_assert_cmpint (field->items != NULL, ==, field->type == ATLAS_FIELD_ITEM_LIST);
          g_assert_cmpfloat (field->minimum, <=, field->type == ATLAS_FIELD_YEAR ? 2000 : field->maximum);
          g_assert_true (atlas_kind_find_field (kind, field->key, -1) == field);
          g_assert_cmpuint (atlas_kind_index_of (kind, field), ==, j);
          /* An id is checked as one, and lower case. */
          if (field->refers != NULL)
            {
              g_assert_cmpstr (field->pattern, ==, ATLAS_PATTERN_UUID);
              g_assert_true (field->check == atlas_check_uuid);
              g_assert_true (field->flags & ATLAS_FIELD_LOWER_CASE);
              g_assert_true (atlas_kind_find (field->refers->name) == field->refers);
            }
          if (atlas_kind_find (kind->name) == kind)
            g_assert_nonnull (atlas_field_get_group (field));
        }
    }
}

static void
test_find (void)
{
  g_assert_true (atlas_kind_find ("member") == &atlas_kind_member);
  g_assert_true (atlas_kind_find ("events") == &atlas_kind_event);
  g_assert_null (atlas_kind_find ("language"));
  g_assert_null (atlas_kind_find (""));

  g_assert_null (atlas_kind_find_field (&atlas_kind_member, "", 0));
  g_assert_null (atlas_kind_find_field (&atlas_kind_member, "address", -1));
  g_assert_null (atlas_kind_find_field (&atlas_kind_member, "id", -1));
  g_assert_null (atlas_kind_find_field (&atlas_kind_member, "Sex", -1));
  g_assert_nonnull (atlas_kind_find_field (&atlas_kind_member, "sexes", 3));
}

static void
test_tables (void)
{
  const AtlasTable *const *all = atlas_kind_tables ();
  guint n_tables = 0;

  for (; all[n_tables] != NULL; n_tables++)
    {
      const AtlasTable *table = all[n_tables];
      const AtlasKind *kind = atlas_kind_for_table (table);

      g_assert_true (kind == atlas_kinds ()[n_tables]);
      g_assert_true (atlas_kind_get_table (kind) == table);
      g_assert_cmpstr (table->name, ==, kind->name);
      g_assert_cmpuint (table->n_columns, ==, kind->n_fields + 1);
      for (guint i = 0; i < kind->n_fields; i++)
        g_assert_cmpstr (table->columns[i], ==, kind->fields[i].column);
      g_assert_cmpstr (table->columns[kind->n_fields], ==, "extra");
    }
  g_assert_cmpuint (n_tables, ==, 9);
}

static void
test_search (void)
{
  const AtlasTable *table = atlas_kind_get_table (&atlas_kind_member);
  static const char *const names[] = { "name", "place", "work", "skills", "tags", "notes" };
  static const char *const of_name[] = { "given_name", "family_name", "other_names", NULL };

  g_assert_cmpuint (table->n_search, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < table->n_search; i++)
    g_assert_cmpstr (table->search[i].name, ==, names[i]);
  g_assert_cmpstrv ((char **) table->search[0].columns, (char **) of_name);
}

static void
test_select (void)
{
  const char *sql = atlas_kind_select_sql (&atlas_kind_event);

  g_assert_true (g_str_has_prefix (sql, "SELECT id, uuid, \"title\", \"type\""));
  g_assert_nonnull (strstr (sql, "\"end\""));
  g_assert_true (g_str_has_suffix (sql, ", extra FROM \"event\""));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kind/keys", test_keys);
  g_test_add_func ("/kind/fields", test_fields);
  g_test_add_func ("/kind/find", test_find);
  g_test_add_func ("/kind/tables", test_tables);
  g_test_add_func ("/kind/search", test_search);
  g_test_add_func ("/kind/select", test_select);
  return g_test_run ();
}
