/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-contact-card.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-region.h"
#include "atlas-vcard-writer.h"

/* As people read it; "" where there is nothing. */
static char *
display (AtlasRecord *member, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_member, key, -1);

  return atlas_field_display (field, atlas_record_get_value (member, field));
}

static void
append_each (GString *out, const char *name, AtlasRecord *member, const char *key)
{
  g_auto (GStrv) texts = atlas_record_dup_list (member, key);

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      /* The one to be used stands first in the record. */
      g_autofree char *preferred = g_strconcat (name, ",PREF", NULL);

      atlas_vcard_append_line (out, i == 0 && texts[1] != NULL ? preferred : name, texts[i]);
    }
}

/* As it stands on an envelope: letters that people write anyway ("ON"), or else the name. */
static char *
dup_region (AtlasRecord *member)
{
  const char *code = atlas_record_get_text (member, "address.region");
  guint region;

  if (code == NULL)
    return NULL;
  if (strlen (code) > 3 && g_ascii_isalpha (code[3]))
    return g_strdup (code + 3);
  region = atlas_region_find (code, -1);
  return g_strdup (region != ATLAS_REGION_NONE ? atlas_region_get_name (region) : code);
}

static void
append_address (GString *out, AtlasRecord *member)
{
  g_autofree char *region = dup_region (member);
  g_autofree char *country = display (member, "address.country");
  const char *parts[] = {
    NULL, /* post office box */
    NULL, /* what stands above the street */
    atlas_record_get_text (member, "address.street"),
    atlas_record_get_text (member, "address.city"),
    region,
    atlas_record_get_text (member, "address.postcode"),
    country,
  };

  atlas_vcard_append_parts (out, "ADR;TYPE=HOME,POSTAL", parts, G_N_ELEMENTS (parts), ';');
}

static void
append_note_line (GString *note, const char *label, const char *text)
{
  if (*text == '\0')
    return;
  if (note->len > 0)
    g_string_append_c (note, '\n');
  g_string_append_printf (note, "%s: %s", label, text);
}

static void
append_note (GString *out, AtlasRecord *member, gboolean synthetic)
{
  g_autoptr (GString) note = g_string_new (NULL);
  g_autofree char *preferred = display (member, "preferred_language");
  g_autofree char *languages = display (member, "languages");

  append_note_line (note, _ ("Preferred language"), preferred);
  append_note_line (note, _ ("Languages"), languages);
  if (synthetic)
    append_note_line (note, _ ("Synthetic data"), _ ("this person is invented"));
  atlas_vcard_append_line (out, "NOTE", note->str);
}

void
atlas_contact_append_card (GString *out, AtlasRecord *member, AtlasChannel channel, gboolean synthetic)
{
  const char *name[5] = { NULL };
  const char *categories[] = { "Diaspora Atlas", synthetic ? _ ("Synthetic data") : NULL };
  g_autofree char *title = NULL;
  char uid[sizeof "urn:uuid:" + ATLAS_UUID_TEXT_SIZE] = "urn:uuid:";

  g_return_if_fail (out != NULL);
  g_return_if_fail (member != NULL);

  g_string_append (out, "BEGIN:VCARD\r\nVERSION:3.0\r\n");
  name[0] = atlas_record_get_text (member, "family_name");
  name[1] = atlas_record_get_text (member, "given_name");
  title = atlas_record_dup_title (member);
  atlas_vcard_append_parts (out, "N", name, G_N_ELEMENTS (name), ';');
  atlas_vcard_append_line (out, "FN", title);

  switch (channel)
    {
    case ATLAS_CHANNEL_EMAIL:
      append_each (out, "EMAIL;TYPE=INTERNET", member, "emails");
      break;
    case ATLAS_CHANNEL_PHONE:
      append_each (out, "TEL;TYPE=VOICE", member, "phones");
      break;
    case ATLAS_CHANNEL_POST:
    default:
      append_address (out, member);
    }

  append_note (out, member, synthetic);
  atlas_vcard_append_parts (out, "CATEGORIES", categories, synthetic ? 2 : 1, ',');
  atlas_uuid_format (atlas_record_get_uuid (member), uid + strlen (uid));
  atlas_vcard_append_line (out, "UID", uid);
  atlas_vcard_append_line (out, "REV", atlas_record_get_text (member, "updated"));
  g_string_append (out, "END:VCARD\r\n");
}
