/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-contact-row.h"

#include <string.h>

#include "atlas-csv-writer.h"

static void append_first (GString *out, AtlasRecord *member, const char *key);
static void append_others (GString *out, AtlasRecord *member, const char *key);
static void append_field (GString *out, AtlasRecord *member, const char *key);
static void append_label (GString *out, AtlasRecord *member, const char *key);

typedef struct
{
  guint channels; /* whose lists have it */
  const char *heading;
  void (*append) (GString *out, AtlasRecord *member, const char *key);
  const char *key;
} Column;

static const Column columns[] = {
  { ATLAS_CHANNEL_ALL, "given_name", append_field, "given_name" },
  { ATLAS_CHANNEL_ALL, "family_name", append_field, "family_name" },
  { ATLAS_CHANNEL_ALL, "preferred_language", append_field, "preferred_language" },
  { ATLAS_CHANNEL_ALL, "languages", append_field, "languages" },
  { ATLAS_CHANNEL_EMAIL, "email", append_first, "emails" },
  { ATLAS_CHANNEL_EMAIL, "other_emails", append_others, "emails" },
  { ATLAS_CHANNEL_PHONE, "phone", append_first, "phones" },
  { ATLAS_CHANNEL_PHONE, "other_phones", append_others, "phones" },
  { ATLAS_CHANNEL_POST, "address.street", append_field, "address.street" },
  { ATLAS_CHANNEL_POST, "address.city", append_field, "address.city" },
  { ATLAS_CHANNEL_POST, "address.region", append_field, "address.region" },
  { ATLAS_CHANNEL_POST, "address.postcode", append_field, "address.postcode" },
  { ATLAS_CHANNEL_POST, "address.country", append_field, "address.country" },
  { ATLAS_CHANNEL_POST, "country", append_label, "address.country" },
};

static void
append_first (GString *out, AtlasRecord *member, const char *key)
{
  g_auto (GStrv) texts = atlas_record_dup_list (member, key);

  if (texts != NULL)
    atlas_csv_append_text (out, texts[0], -1);
}

static void
append_others (GString *out, AtlasRecord *member, const char *key)
{
  g_auto (GStrv) texts = atlas_record_dup_list (member, key);
  g_autofree char *others = texts != NULL ? g_strjoinv (";", texts + 1) : NULL;

  if (others != NULL)
    atlas_csv_append_text (out, others, -1);
}

static void
append_field (GString *out, AtlasRecord *member, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_member, key, -1);

  atlas_csv_append_value (out, field, atlas_record_get_value (member, field));
}

static void
append_label (GString *out, AtlasRecord *member, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_member, key, -1);
  g_autofree char *label = atlas_field_display (field, atlas_record_get_value (member, field));

  atlas_csv_append_text (out, label, -1);
}

void
atlas_contact_append_headings (GString *out, AtlasChannel channel, gboolean synthetic, gboolean excel)
{
  g_return_if_fail (out != NULL);

  if (excel)
    g_string_append (out, ATLAS_CSV_MARK);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if ((columns[i].channels & channel) != 0)
      {
        if (i > 0)
          g_string_append_c (out, ',');
        g_string_append (out, columns[i].heading);
      }
  g_string_append (out, synthetic ? ",synthetic" ATLAS_CSV_LINE_END : ATLAS_CSV_LINE_END);
}

void
atlas_contact_append_row (GString *out, AtlasRecord *member, AtlasChannel channel, gboolean synthetic)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (member != NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if ((columns[i].channels & channel) != 0)
      {
        if (i > 0)
          g_string_append_c (out, ',');
        columns[i].append (out, member, columns[i].key);
      }
  g_string_append (out, synthetic ? ",true" ATLAS_CSV_LINE_END : ATLAS_CSV_LINE_END);
}
