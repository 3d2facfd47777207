/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-admission.h"

#include <string.h>

#include "atlas-facet.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

/* What a member can be reached by is told in the same bits as what they agreed to. */
G_STATIC_ASSERT ((int) ATLAS_CHANNEL_EMAIL == (int) ATLAS_POINT_HAS_EMAIL);
G_STATIC_ASSERT ((int) ATLAS_CHANNEL_PHONE == (int) ATLAS_POINT_HAS_PHONE);
G_STATIC_ASSERT ((int) ATLAS_CHANNEL_POST == (int) ATLAS_POINT_HAS_POST);

/* In the order of AtlasLeftOut. */
static const struct
{
  const char *name;
  const char *label;
  gsize count;
} reasons[] = {
  { "written", N_ ("In the file"), offsetof (AtlasAdmissionCounts, written) },
  { "not_active", N_ ("Moved away or deceased"), offsetof (AtlasAdmissionCounts, not_active) },
  { "withdrawn", N_ ("Took consent back"), offsetof (AtlasAdmissionCounts, withdrawn) },
  { "expired", N_ ("Agreed for a time that is over"), offsetof (AtlasAdmissionCounts, expired) },
  { "no_consent", N_ ("Did not agree"), offsetof (AtlasAdmissionCounts, no_consent) },
  { "no_address", N_ ("Cannot be reached this way"), offsetof (AtlasAdmissionCounts, no_address) },
};

G_STATIC_ASSERT (G_N_ELEMENTS (reasons) == ATLAS_N_LEFT_OUT);

const char *
atlas_left_out_get_name (AtlasLeftOut reason)
{
  g_return_val_if_fail (reason < ATLAS_N_LEFT_OUT, NULL);

  return reasons[reason].name;
}

const char *
atlas_left_out_get_label (AtlasLeftOut reason)
{
  g_return_val_if_fail (reason < ATLAS_N_LEFT_OUT, NULL);

  return _ (reasons[reason].label);
}

gint64
atlas_admission_counts_get (const AtlasAdmissionCounts *self, AtlasLeftOut reason)
{
  g_return_val_if_fail (self != NULL && reason < ATLAS_N_LEFT_OUT, 0);

  return G_STRUCT_MEMBER (gint64, self, reasons[reason].count);
}

void
atlas_admission_counts_append_json (const AtlasAdmissionCounts *self, GString *out)
{
  g_return_if_fail (self != NULL && out != NULL);

  g_string_append_printf (out, "%s\"matched\":%" G_GINT64_FORMAT,
                          out->len > 0 && out->str[out->len - 1] == '{' ? "" : ",", self->matched);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    g_string_append_printf (out, ",\"%s\":%" G_GINT64_FORMAT, reasons[i].name,
                            atlas_admission_counts_get (self, i));
}

void
atlas_admission_init (AtlasAdmission *self, const AtlasExportTerms *terms)
{
  g_return_if_fail (self != NULL && terms != NULL);

  memset (self, 0, sizeof *self);
  self->terms = *terms;
  self->status = atlas_kind_find_field (&atlas_kind_member, "status", -1);
  self->consents = atlas_kind_find_field (&atlas_kind_member, "consents", -1);
  atlas_date_today (self->today);
}

/* Nobody is active who is said to be otherwise; of many nothing is said. */
static gboolean
is_active (const AtlasAdmission *self, AtlasRecord *member)
{
  const AtlasValue *status = atlas_record_get_value (member, self->status);

  return status->type != ATLAS_VALUE_TEXT ||
         (status->length == strlen ("active") && memcmp (status->text, "active", status->length) == 0);
}

static AtlasLeftOut
judge (const AtlasAdmission *self, AtlasRecord *member, guint *channels)
{
  const AtlasValue *consents = atlas_record_get_value (member, self->consents);
  gboolean known = consents->type == ATLAS_VALUE_TEXT;
  gboolean contact = self->terms.purpose == ATLAS_PURPOSE_CONTACT;
  guint asked = contact ? self->terms.channel : ATLAS_CHANNEL_ALL;
  AtlasConsentStatus status;

  if (!is_active (self, member))
    return ATLAS_LEFT_OUT_NOT_ACTIVE;
  atlas_consents_get_status (known ? consents->text : NULL, known ? consents->length : 0,
                             atlas_export_purpose_get_name (self->terms.purpose), self->today, &status);
  *channels = status.given & asked;
  if (*channels == 0)
    return (status.withdrawn & asked) != 0 ? ATLAS_LEFT_OUT_WITHDRAWN
           : (status.expired & asked) != 0 ? ATLAS_LEFT_OUT_EXPIRED
                                           : ATLAS_LEFT_OUT_NO_CONSENT;
  if (contact && (atlas_facet_get_channels (atlas_record_get_values (member)) & asked) == 0)
    return ATLAS_LEFT_OUT_NO_ADDRESS;
  return ATLAS_ADMITTED;
}

AtlasLeftOut
atlas_admission_judge (AtlasAdmission *self, AtlasRecord *member, guint *channels)
{
  AtlasLeftOut reason = ATLAS_ADMITTED;
  guint open = ATLAS_CHANNEL_ALL;

  g_return_val_if_fail (self != NULL, ATLAS_LEFT_OUT_NO_CONSENT);
  g_return_val_if_fail (member != NULL, ATLAS_LEFT_OUT_NO_CONSENT);

  if (atlas_export_terms_need_consent (&self->terms))
    reason = judge (self, member, &open);
  self->counts.matched++;
  G_STRUCT_MEMBER (gint64, &self->counts, reasons[reason].count)++;
  if (channels != NULL)
    *channels = open;
  return reason;
}

static const char *
no_address_words (AtlasChannel channel, gulong n)
{
  switch (channel)
    {
    case ATLAS_CHANNEL_EMAIL:
      return ngettext ("%s has no e-mail address", "%s have no e-mail address", n);
    case ATLAS_CHANNEL_PHONE:
      return ngettext ("%s has no telephone number", "%s have no telephone number", n);
    case ATLAS_CHANNEL_POST:
    default:
      return ngettext ("%s has no postal address", "%s have no postal address", n);
    }
}

/* @words has one "%s", for the number. */
static void
append_reason (GString *out, gint64 n, const char *words)
{
  g_autofree char *number = atlas_number_format (n);
  const char *place = strstr (words, "%s");

  g_assert (place != NULL);
  if (n == 0)
    return;
  if (out->len > 0)
    g_string_append (out, ", ");
  g_string_append_len (out, words, place - words);
  g_string_append (out, number);
  g_string_append (out, place + strlen ("%s"));
}

char *
atlas_admission_describe_left_out (const AtlasAdmissionCounts *counts, AtlasChannel channel)
{
  gint64 n;
  g_autoptr (GString) words = NULL;
  g_autofree char *number = NULL;

  g_return_val_if_fail (counts != NULL, NULL);

  n = counts->matched - counts->written;
  if (n <= 0)
    return NULL;

  words = g_string_new (NULL);
  append_reason (words, counts->not_active,
                 ngettext ("%s has moved or died", "%s have moved or died", (gulong) counts->not_active));
  append_reason (words, counts->withdrawn,
                 ngettext ("%s took consent back", "%s took consent back", (gulong) counts->withdrawn));
  append_reason (words, counts->expired,
                 ngettext ("%s agreed for a time that is over", "%s agreed for a time that is over",
                           (gulong) counts->expired));
  append_reason (words, counts->no_consent,
                 ngettext ("%s did not agree", "%s did not agree", (gulong) counts->no_consent));
  append_reason (words, counts->no_address, no_address_words (channel, (gulong) counts->no_address));
  number = atlas_number_format (n);
  /* Translators: how many people, and why: "12 left out: 7 did not agree, 5 have no e-mail address". */
  return g_strdup_printf (ngettext ("%s left out: %s", "%s left out: %s", (gulong) n), number, words->str);
}
