/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-contact-card.h"

#include <string.h>

#include "atlas-address-lines.h"
#include "atlas-i18n.h"
#include "atlas-vcard-writer.h"

/* As people read it; "" where there is nothing. */
static char *
display (AtlasRecord *member, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_member, key, -1);

  return atlas_field_display (field, atlas_record_get_value (member, field));
}

/* @name: the property with its type; the one to be used stands first in the record. */
static void
append_each (GString *out, const char *name, AtlasVcardVersion version, AtlasRecord *member, const char *key)
{
  g_auto (GStrv) texts = atlas_record_dup_list (member, key);

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_autofree char *preferred = g_strconcat (name, version == ATLAS_VCARD_3 ? ",PREF" : ";PREF=1", NULL);

      atlas_vcard_append_line (out, i == 0 && texts[1] != NULL ? preferred : name, texts[i]);
    }
}

static void
append_address (GString *out, AtlasVcardVersion version, AtlasRecord *member)
{
  g_autofree char *region = atlas_address_dup_region (member);
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

  atlas_vcard_append_parts (out, version == ATLAS_VCARD_3 ? "ADR;TYPE=HOME,POSTAL" : "ADR;TYPE=home", parts,
                            G_N_ELEMENTS (parts), ';');
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

/* vCard 4.0 has no separators in times: "20261124T070000Z". */
static void
append_change (GString *out, AtlasVcardVersion version, AtlasRecord *member)
{
  const char *updated = atlas_record_get_text (member, "updated");
  g_autoptr (GString) bare = g_string_new (updated);

  if (version == ATLAS_VCARD_4)
    {
      g_string_replace (bare, "-", "", 0);
      g_string_replace (bare, ":", "", 0);
    }
  atlas_vcard_append_line (out, "REV", bare->str);
}

void
atlas_contact_append_card (
  GString *out, AtlasRecord *member, guint channels, AtlasVcardVersion version, gboolean synthetic)
{
  const char *name[5] = { NULL };
  const char *categories[] = { "Diaspora Atlas", synthetic ? _ ("Synthetic data") : NULL };
  g_autofree char *title = NULL;
  char uid[sizeof "urn:uuid:" + ATLAS_UUID_TEXT_SIZE] = "urn:uuid:";

  g_return_if_fail (out != NULL);
  g_return_if_fail (member != NULL);

  g_string_append (out, version == ATLAS_VCARD_3 ? "BEGIN:VCARD\r\nVERSION:3.0\r\n"
                                                 : "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:individual\r\n");
  name[0] = atlas_record_get_text (member, "family_name");
  name[1] = atlas_record_get_text (member, "given_name");
  title = atlas_record_dup_title (member);
  atlas_vcard_append_parts (out, "N", name, G_N_ELEMENTS (name), ';');
  atlas_vcard_append_line (out, "FN", title);

  if ((channels & ATLAS_CHANNEL_EMAIL) != 0)
    append_each (out, version == ATLAS_VCARD_3 ? "EMAIL;TYPE=INTERNET" : "EMAIL", version, member, "emails");
  if ((channels & ATLAS_CHANNEL_PHONE) != 0)
    append_each (out, version == ATLAS_VCARD_3 ? "TEL;TYPE=VOICE" : "TEL;TYPE=voice", version, member,
                 "phones");
  if ((channels & ATLAS_CHANNEL_POST) != 0)
    append_address (out, version, member);
  if (channels == ATLAS_CHANNEL_ALL)
    {
      const char *employer = atlas_record_get_text (member, "occupation.employer");

      atlas_vcard_append_line (out, "TITLE", atlas_record_get_text (member, "occupation.title"));
      atlas_vcard_append_parts (out, "ORG", &employer, 1, ';');
    }

  append_note (out, member, synthetic);
  atlas_vcard_append_parts (out, "CATEGORIES", categories, synthetic ? 2 : 1, ',');
  atlas_uuid_format (atlas_record_get_uuid (member), uid + strlen (uid));
  atlas_vcard_append_line (out, "UID", uid);
  append_change (out, version, member);
  g_string_append (out, "END:VCARD\r\n");
}
