/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export-terms.h"

#include <string.h>

#include "atlas-i18n.h"

const char *
atlas_export_purpose_get_name (AtlasExportPurpose purpose)
{
  return atlas_vocabulary_get_key (&atlas_vocabulary_export_purpose, purpose);
}

int
atlas_export_purpose_find (const char *name)
{
  g_return_val_if_fail (name != NULL, -1);

  return atlas_vocabulary_find (&atlas_vocabulary_export_purpose, name, -1);
}

const char *
atlas_export_terms_get_basis (const AtlasExportTerms *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->basis != NULL)
    return self->basis;
  return self->purpose == ATLAS_PURPOSE_OWN ? "public-task" : "consent";
}

gboolean
atlas_export_terms_need_consent (const AtlasExportTerms *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->purpose != ATLAS_PURPOSE_OWN;
}

static gboolean
refuse (GError **error, const char *words)
{
  g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, words);
  return FALSE;
}

gboolean
atlas_export_terms_check (const AtlasExportTerms *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->purpose == ATLAS_PURPOSE_CONTACT && atlas_channel_get_name (self->channel) == NULL)
    return refuse (error, _ ("Say how people will be contacted: by e-mail, telephone or post."));
  if (self->purpose != ATLAS_PURPOSE_CONTACT && self->channel != 0)
    return refuse (error, _ ("A channel goes with contacting people only."));
  if (self->pseudonymous && self->purpose != ATLAS_PURPOSE_SHARE)
    return refuse (error, _ ("Pseudonyms are for files that are shared with a partner."));
  if (self->pseudonymous && (self->partner == NULL || *self->partner == '\0'))
    return refuse (error, _ ("Name the partner: each partner’s pseudonyms are different ones."));
  if (atlas_export_terms_need_consent (self) && self->basis != NULL && !g_str_equal (self->basis, "consent"))
    return refuse (error,
                   _ ("Whatever leaves this authority does so by consent; another legal basis goes with "
                      "its own records only."));
  return TRUE;
}

gboolean
atlas_export_terms_cover_kind (const AtlasExportTerms *self, const AtlasKind *kind)
{
  g_return_val_if_fail (self != NULL && kind != NULL, FALSE);

  switch (self->purpose)
    {
    case ATLAS_PURPOSE_OWN:
      return TRUE;
    case ATLAS_PURPOSE_CONTACT:
      return kind == &atlas_kind_member;
    case ATLAS_PURPOSE_SHARE:
    case ATLAS_PURPOSE_PUBLISH:
    default:
      return !kind->internal;
    }
}

static gboolean
is_position (const AtlasField *field)
{
  return g_str_has_prefix (field->key, "location.");
}

/* Whether it is said of this field what somebody is called. */
static gboolean
is_name (const AtlasField *field)
{
  return field->search != NULL && g_str_equal (field->search, "name");
}

gboolean
atlas_export_terms_cover (const AtlasExportTerms *self, const AtlasKind *kind, const AtlasField *field)
{
  gboolean personal;

  g_return_val_if_fail (self != NULL && kind != NULL && field != NULL, FALSE);

  if (self->purpose == ATLAS_PURPOSE_OWN)
    return TRUE;
  if (!atlas_export_terms_cover_kind (self, kind) ||
      (field->flags & (ATLAS_FIELD_INTERNAL | ATLAS_FIELD_AUTOMATIC)) != 0)
    return FALSE;
  personal = (field->flags & ATLAS_FIELD_PERSONAL) != 0 && !is_position (field);
  switch (self->purpose)
    {
    case ATLAS_PURPOSE_CONTACT:
      return !is_position (field) &&
             (field->channel == NULL || atlas_channel_from_name (field->channel) == self->channel);
    case ATLAS_PURPOSE_PUBLISH:
      return !personal || is_name (field);
    case ATLAS_PURPOSE_SHARE:
      return !personal || !self->pseudonymous;
    case ATLAS_PURPOSE_OWN:
    default:
      g_assert_not_reached ();
    }
}

gboolean
atlas_export_terms_propose (const AtlasExportTerms *self, const AtlasKind *kind, const AtlasField *field)
{
  if (!atlas_export_terms_cover (self, kind, field))
    return FALSE;
  if (self->purpose == ATLAS_PURPOSE_PUBLISH && kind == &atlas_kind_member)
    return (field->flags & ATLAS_FIELD_LISTED) != 0 || is_position (field);
  if (self->purpose != ATLAS_PURPOSE_CONTACT)
    return TRUE;
  return is_name (field) || field->channel != NULL || g_str_equal (field->key, "preferred_language") ||
         field->items == &atlas_kind_language ||
         (self->channel == ATLAS_CHANNEL_POST && g_str_has_prefix (field->key, "address."));
}

gboolean
atlas_export_terms_coarsen (const AtlasExportTerms *self, const AtlasKind *kind)
{
  const AtlasField *latitude;

  g_return_val_if_fail (self != NULL && kind != NULL, TRUE);

  latitude = atlas_kind_find_field (kind, "location.latitude", -1);
  return self->purpose != ATLAS_PURPOSE_OWN && latitude != NULL &&
         (latitude->flags & ATLAS_FIELD_PERSONAL) != 0;
}

static gboolean
check_field (const AtlasExportTerms *self, const AtlasKind *kind, const char *key, GError **error)
{
  const AtlasField *field = atlas_kind_find_field (kind, key, -1);

  if (g_str_equal (key, "id"))
    return TRUE;
  if (field == NULL)
    g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN,
                 _ ("“%s” is no field of %s; “atlasctl list --help” names them"), key, kind->plural);
  else if (!atlas_export_terms_cover (self, kind, field))
    /* Translators: a field's key, and a purpose such as “Sharing with a partner”. */
    g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE,
                 _ ("The purpose “%s” does not cover the field “%s”: leave it out."),
                 atlas_vocabulary_get_label (&atlas_vocabulary_export_purpose, self->purpose), key);
  else
    return TRUE;
  return FALSE;
}

gboolean
atlas_export_terms_check_fields (const AtlasExportTerms *self,
                                 const AtlasKind *kind,
                                 const char *const *fields,
                                 GError **error)
{
  g_return_val_if_fail (self != NULL && kind != NULL, FALSE);

  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    {
      if (!check_field (self, kind, fields[i], error))
        return FALSE;
      for (guint k = 0; k < i; k++)
        if (g_str_equal (fields[k], fields[i]))
          {
            g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, _ ("“%s” is named twice."),
                         fields[i]);
            return FALSE;
          }
    }
  return TRUE;
}

void
atlas_export_profile_get_terms (AtlasRecord *profile, AtlasExportTerms *terms)
{
  const char *purpose, *channel, *identity;

  g_return_if_fail (profile != NULL && terms != NULL);
  g_return_if_fail (atlas_record_get_kind (profile) == &atlas_kind_export_profile);

  purpose = atlas_record_get_text (profile, "purpose");
  channel = atlas_record_get_text (profile, "channel");
  identity = atlas_record_get_text (profile, "identity");
  memset (terms, 0, sizeof *terms);
  terms->purpose = (AtlasExportPurpose) MAX (0, atlas_export_purpose_find (purpose != NULL ? purpose : ""));
  terms->channel = channel != NULL ? atlas_channel_from_name (channel) : 0;
  terms->basis = atlas_record_get_text (profile, "basis");
  terms->partner = atlas_record_get_text (profile, "partner");
  terms->pseudonymous = identity != NULL && g_str_equal (identity, "pseudonymous");
}
