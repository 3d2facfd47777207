/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-demo-private.h"

#include "atlas-date.h"

/* Organisations, who has which role in them, and the contact log. Streams of their own, so that the people
 * are the same with them or without. */
enum
{
  STREAM_ORGANISATION = 11,
  STREAM_ROLES,
  STREAM_INTERACTION,
  STREAM_TAGS,
};

static const struct
{
  const char *type, *name, *abbreviation;
} templates[] = {
  { "association", "Rwandan Community of %s", "RC" },
  { "association", "Association rwandaise, %s", "AR" },
  { "association", "Rwandan Women’s Network, %s", NULL },
  { "association", "Intore Dance Troupe of %s", NULL },
  { "association", "Rwandan Students of %s", "RS" },
  { "partner", "%s–Kigali Friendship Society", NULL },
  { "host", "Newcomer Services of %s", NULL },
  { "employer", "%s General Hospital", NULL },
  { "partner", "%s Chamber of Commerce", NULL },
  { "institution", "Sister City Office for %s, Kigali", NULL },
};

static const char *const tags[] = { "press",   "choir",          "mentor 2026",
                                    "speaker", "volunteer pool", "investor list" };

void
atlas_demo_organisation_uuid (guint32 seed, guint index, AtlasUuid *uuid)
{
  AtlasDemoRandom random;

  atlas_demo_random_init (&random, seed, STREAM_ORGANISATION, index);
  atlas_demo_random_uuid (&random, uuid);
}

static void
set_roles (AtlasRecord *record, guint32 seed, guint index, guint n_members)
{
  static const char *const board[] = { "chair", "secretary", "treasurer", "contact-person" };
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  AtlasDemoRandom random;
  guint n;

  atlas_demo_random_init (&random, seed, STREAM_ROLES, index);
  n = MIN (n_members, 4 + atlas_demo_random_below (&random, 30));
  for (guint i = 0; i < n; i++)
    {
      AtlasRecord *item = atlas_record_new (&atlas_kind_role);
      int since = 30 + (int) atlas_demo_random_below (&random, 3000);
      AtlasUuid uuid;
      char text[ATLAS_DATE_TEXT_SIZE], id[ATLAS_UUID_TEXT_SIZE];

      atlas_demo_member_uuid (seed, atlas_demo_random_below (&random, n_members), &uuid);
      atlas_uuid_format (&uuid, id);
      atlas_record_set_text (item, "member", id);
      atlas_record_set_text (item, "role", i < G_N_ELEMENTS (board) ? board[i] : "member");
      atlas_demo_date (since, text);
      atlas_record_set_text (item, "since", text);
      if (atlas_demo_random_chance (&random, 12))
        {
          atlas_demo_date (since / 2, text);
          atlas_record_set_text (item, "until", text);
        }
      g_ptr_array_add (items, item);
    }
  if (items->len > 0)
    atlas_record_set_items (record, "roles", items);
}

void
atlas_demo_make_organisation (
  AtlasDemoWorld *self, guint32 seed, guint index, guint n_members, AtlasRecord *record)
{
  AtlasDemoRandom random;
  AtlasUuid uuid;
  const AtlasDemoPlace *place;
  guint which;
  GString *name;
  char text[ATLAS_DATE_TEXT_SIZE];
  g_autofree char *email = g_strdup_printf ("organisation.%u@example.org", index + 1);
  const char *emails[] = { email, NULL };

  atlas_demo_random_init (&random, seed, STREAM_ORGANISATION, index);
  atlas_demo_random_uuid (&random, &uuid);
  atlas_record_reset (record);
  atlas_record_set_uuid (record, &uuid);

  place = atlas_demo_world_draw_place (self, &random);
  which = atlas_demo_random_below (&random, G_N_ELEMENTS (templates));
  name = g_string_new (templates[which].name);
  g_string_replace (name, "%s", place->name, 1);
  atlas_record_set_text (record, "name", name->str);
  g_string_free (name, TRUE);
  if (templates[which].abbreviation != NULL)
    {
      g_autofree char *abbreviation =
        g_strdup_printf ("%s%.1s-%u", templates[which].abbreviation, place->region + 3, index + 1);

      atlas_record_set_text (record, "abbreviation", abbreviation);
    }
  atlas_record_set_text (record, "type", templates[which].type);
  atlas_record_set_text (record, "status",
                         atlas_demo_random_chance (&random, 84)   ? "active"
                         : atlas_demo_random_chance (&random, 70) ? "dormant"
                                                                  : "closed");
  atlas_record_set_list (record, "emails", emails);
  atlas_record_set_text (record, "address.city", place->name);
  atlas_record_set_text (record, "address.region", place->region);
  atlas_record_set_text (record, "address.country", place->country);
  atlas_record_set_real (record, "location.latitude", place->latitude);
  atlas_record_set_real (record, "location.longitude", place->longitude);
  atlas_record_set_text (record, "location.precision", "place");
  atlas_record_set_text (record, "location.source", "gazetteer");
  set_roles (record, seed, index, n_members);
  atlas_demo_timestamp (&random, 400, text);
  atlas_record_set_text (record, "created", text);
  atlas_demo_timestamp (&random, 200, text);
  atlas_record_set_text (record, "updated", text);
}

static void
set_subject (
  AtlasRecord *record, AtlasDemoRandom *random, guint32 seed, guint n_members, guint n_organisations)
{
  gboolean with_organisation = n_organisations > 0 && atlas_demo_random_chance (random, 12);
  char id[ATLAS_UUID_TEXT_SIZE];
  AtlasUuid uuid;

  if (with_organisation)
    {
      atlas_demo_organisation_uuid (seed, atlas_demo_random_below (random, n_organisations), &uuid);
      atlas_uuid_format (&uuid, id);
      atlas_record_set_text (record, "organisation", id);
      if (atlas_demo_random_chance (random, 50))
        return;
    }
  atlas_demo_member_uuid (seed, atlas_demo_random_below (random, n_members), &uuid);
  atlas_uuid_format (&uuid, id);
  atlas_record_set_text (record, "member", id);
}

void
atlas_demo_make_interaction (
  guint32 seed, guint index, guint n_members, guint n_organisations, AtlasRecord *record)
{
  static const char *const officers[] = { "Officer A", "Officer B", "Officer C" };
  static const char *const channels[] = { "email", "email",   "phone", "phone",
                                          "phone", "meeting", "post",  "message" };
  static const char *const outcomes[] = { "reached",      "reached",      "reached",  "no-answer",
                                          "left-message", "wrong-number", "declined", "do-not-contact" };
  static const char *const summaries[] = { "Asked to confirm the address",   "Invited to the town hall",
                                           "Offered to mentor students",     "Asked about consular services",
                                           "Talked about investing at home", "Thanked for volunteering" };
  AtlasDemoRandom random;
  AtlasUuid uuid;
  char text[ATLAS_DATE_TEXT_SIZE];
  int days_ago;

  atlas_demo_random_init (&random, seed, STREAM_INTERACTION, index);
  atlas_demo_random_uuid (&random, &uuid);
  atlas_record_reset (record);
  atlas_record_set_uuid (record, &uuid);

  days_ago = (int) atlas_demo_random_below (&random, 800);
  set_subject (record, &random, seed, n_members, n_organisations);
  atlas_demo_date (days_ago, text);
  atlas_record_set_text (record, "date", text);
  atlas_record_set_text (record, "officer",
                         officers[atlas_demo_random_below (&random, G_N_ELEMENTS (officers))]);
  atlas_record_set_text (record, "channel",
                         channels[atlas_demo_random_below (&random, G_N_ELEMENTS (channels))]);
  atlas_record_set_text (record, "direction", atlas_demo_random_chance (&random, 75) ? "out" : "in");
  atlas_record_set_text (record, "summary",
                         summaries[atlas_demo_random_below (&random, G_N_ELEMENTS (summaries))]);
  atlas_record_set_text (record, "outcome",
                         outcomes[atlas_demo_random_below (&random, G_N_ELEMENTS (outcomes))]);
  if (atlas_demo_random_chance (&random, 25))
    {
      int due = days_ago - 14 - (int) atlas_demo_random_below (&random, 60);

      atlas_demo_date (due, text);
      atlas_record_set_text (record, "follow_up", text);
      if (due > 0 && atlas_demo_random_chance (&random, 70))
        {
          atlas_demo_date (due / 2, text);
          atlas_record_set_text (record, "follow_up_done", text);
        }
    }
  atlas_demo_timestamp (&random, days_ago, text);
  atlas_record_set_text (record, "created", text);
  atlas_record_set_text (record, "updated", text);
}

void
atlas_demo_set_tags (guint32 seed, guint index, AtlasRecord *record)
{
  AtlasDemoRandom random;
  const char *chosen[3] = { NULL };

  atlas_demo_random_init (&random, seed, STREAM_TAGS, index);
  if (!atlas_demo_random_chance (&random, 6))
    return;
  chosen[0] = tags[atlas_demo_random_below (&random, G_N_ELEMENTS (tags))];
  if (atlas_demo_random_chance (&random, 25))
    chosen[1] = tags[atlas_demo_random_below (&random, G_N_ELEMENTS (tags))];
  if (chosen[1] == chosen[0])
    chosen[1] = NULL;
  atlas_record_set_list (record, "tags", chosen);
}
