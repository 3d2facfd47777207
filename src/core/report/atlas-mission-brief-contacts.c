/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-brief-private.h"

#include <string.h>

#include "atlas-admission.h"
#include "atlas-date.h"
#include "atlas-mission-words.h"

/* Who speaks for an organisation; of its plain members there may be many. */
#define MAX_SPEAKERS 3

static void
contact_free (gpointer data)
{
  AtlasBriefContact *self = data;

  g_free (self->organisation);
  g_free (self->name);
  g_free (self->role);
  g_free (self->phone);
  g_free (self->email);
  g_free (self);
}

static char *
dup_first (AtlasRecord *record, const char *key)
{
  g_auto (GStrv) texts = atlas_record_dup_list (record, key);

  return texts != NULL ? g_strdup (texts[0]) : NULL;
}

/* By the same rule as a contact list's. */
static gboolean
may_be_told (AtlasRecord *member, AtlasChannel channel)
{
  const AtlasExportTerms terms = { .purpose = ATLAS_PURPOSE_CONTACT, .channel = channel };
  AtlasAdmission admission;

  atlas_admission_init (&admission, &terms);
  return atlas_admission_judge (&admission, member, NULL) == ATLAS_ADMITTED;
}

static gboolean
is_today (AtlasRecord *role, const char *today)
{
  const char *since = atlas_record_get_text (role, "since");
  const char *until = atlas_record_get_text (role, "until");

  return (since == NULL || strcmp (since, today) <= 0) && (until == NULL || strcmp (until, today) >= 0);
}

static gboolean
speaks (AtlasRecord *role)
{
  static const char *const roles[] = { "chair",        "vice-chair",     "secretary", "treasurer",
                                       "board-member", "contact-person", "founder",   NULL };
  const char *name = atlas_record_get_text (role, "role");

  return name != NULL && g_strv_contains (roles, name);
}

static void
add_speaker (
  AtlasRegister *source, GPtrArray *contacts, const char *organisation, AtlasRecord *role, GArray *people)
{
  g_autoptr (AtlasRecord) member =
    atlas_report_load (source, &atlas_kind_member, atlas_record_get_text (role, "member"));
  AtlasBriefContact *contact;
  gint64 id;

  if (member == NULL || g_strcmp0 (atlas_record_get_text (member, "status"), "deceased") == 0)
    return;
  id = atlas_record_get_id (member);
  contact = g_new0 (AtlasBriefContact, 1);
  contact->organisation = g_strdup (organisation);
  contact->name = atlas_record_dup_title (member);
  contact->role = atlas_report_display (role, "role");
  contact->phone = may_be_told (member, ATLAS_CHANNEL_PHONE) ? dup_first (member, "phones") : NULL;
  contact->email = may_be_told (member, ATLAS_CHANNEL_EMAIL) ? dup_first (member, "emails") : NULL;
  g_ptr_array_add (contacts, contact);
  g_array_append_val (people, id);
}

static void
add_organisation (AtlasRegister *source, GPtrArray *contacts, AtlasRecord *organisation, GArray *people)
{
  g_autofree char *name = atlas_record_dup_title (organisation);
  g_autoptr (GPtrArray) roles = atlas_record_dup_items (organisation, "roles");
  AtlasBriefContact *contact = g_new0 (AtlasBriefContact, 1);
  char today[ATLAS_DATE_TEXT_SIZE];
  guint n = 0;

  contact->organisation = g_strdup (name);
  contact->phone = dup_first (organisation, "phones");
  contact->email = dup_first (organisation, "emails");
  g_ptr_array_add (contacts, contact);
  atlas_date_today (today);
  for (guint i = 0; i < roles->len && n < MAX_SPEAKERS; i++)
    {
      AtlasRecord *role = g_ptr_array_index (roles, i);

      if (!speaks (role) || !is_today (role, today))
        continue;
      add_speaker (source, contacts, name, role, people);
      n++;
    }
}

GPtrArray *
atlas_brief_list_contacts (AtlasRegister *source, GPtrArray *organisations, GArray *people, GError **error)
{
  GPtrArray *contacts = g_ptr_array_new_with_free_func (contact_free);

  for (guint i = 0; i < organisations->len; i++)
    add_organisation (source, contacts, g_ptr_array_index (organisations, i), people);
  return contacts;
}
