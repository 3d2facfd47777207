/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicates.h"

#include "atlas-i18n.h"

/* What the levels of a comparison are called. NULL: says nothing worth a word. */

static const char *const given_words[ATLAS_NAME_N_LEVELS] = {
  [ATLAS_NAME_SAME] = N_ ("same given name"),
  [ATLAS_NAME_PART] = N_ ("one given name is part of the other"),
  [ATLAS_NAME_VARIANT] = N_ ("given names are forms of one name"),
  [ATLAS_NAME_NEAR] = N_ ("given names a letter apart"),
  [ATLAS_NAME_FAR] = N_ ("given names two letters apart"),
  [ATLAS_NAME_OTHER] = N_ ("given name is among the other names"),
  [ATLAS_NAME_WEAK] = N_ ("given names hardly alike"),
  [ATLAS_NAME_DIFFERENT] = N_ ("given names differ"),
};
static const char *const family_words[ATLAS_NAME_N_LEVELS] = {
  [ATLAS_NAME_SAME] = N_ ("same family name"),
  [ATLAS_NAME_PART] = N_ ("one family name is part of the other"),
  [ATLAS_NAME_VARIANT] = N_ ("family names sound the same"),
  [ATLAS_NAME_NEAR] = N_ ("family names a letter apart"),
  [ATLAS_NAME_FAR] = N_ ("family names two letters apart"),
  [ATLAS_NAME_OTHER] = N_ ("family name is among the other names"),
  [ATLAS_NAME_WEAK] = N_ ("family names hardly alike"),
  [ATLAS_NAME_DIFFERENT] = N_ ("family names differ"),
};
static const char *const year_words[ATLAS_YEAR_N_LEVELS] = {
  [ATLAS_YEAR_SAME] = N_ ("same year of birth"),
  [ATLAS_YEAR_BESIDE] = N_ ("years of birth one apart"),
  [ATLAS_YEAR_SLIP] = N_ ("years of birth differ by a digit"),
  [ATLAS_YEAR_CLOSE] = N_ ("years of birth two or three apart"),
  [ATLAS_YEAR_DIFFERENT] = N_ ("years of birth differ"),
};
static const char *const phone_words[ATLAS_WAY_N_LEVELS] = {
  [ATLAS_WAY_SAME] = N_ ("same telephone number"),
  [ATLAS_WAY_NEAR] = N_ ("telephone numbers a digit apart"),
  [ATLAS_WAY_DIFFERENT] = N_ ("telephone numbers differ"),
};
static const char *const email_words[ATLAS_WAY_N_LEVELS] = {
  [ATLAS_WAY_SAME] = N_ ("same e-mail address"),
  [ATLAS_WAY_NEAR] = N_ ("e-mail addresses alike"),
  [ATLAS_WAY_DIFFERENT] = N_ ("e-mail addresses differ"),
};
static const char *const street_words[ATLAS_WAY_N_LEVELS] = {
  [ATLAS_WAY_SAME] = N_ ("same street"),
  [ATLAS_WAY_NEAR] = N_ ("streets spelt alike"),
  [ATLAS_WAY_DIFFERENT] = N_ ("streets differ"),
};
static const char *const city_words[ATLAS_WAY_N_LEVELS] = {
  [ATLAS_WAY_SAME] = N_ ("same city"),
  [ATLAS_WAY_NEAR] = N_ ("cities spelt alike"),
  [ATLAS_WAY_DIFFERENT] = N_ ("cities differ"),
};
static const char *const postcode_words[ATLAS_WAY_N_LEVELS] = {
  [ATLAS_WAY_SAME] = N_ ("same postcode"),
  [ATLAS_WAY_NEAR] = N_ ("postcodes a character apart"),
  [ATLAS_WAY_DIFFERENT] = N_ ("postcodes differ"),
};
static const char *const sex_words[ATLAS_WAY_N_LEVELS] = {
  [ATLAS_WAY_DIFFERENT] = N_ ("sexes differ"),
};
static const char *const district_words[ATLAS_WAY_N_LEVELS] = {
  [ATLAS_WAY_SAME] = N_ ("same district of origin"),
  [ATLAS_WAY_DIFFERENT] = N_ ("districts of origin differ"),
};

static void
add (GStrvBuilder *builder, const char *text)
{
  if (text != NULL)
    g_strv_builder_add (builder, _ (text));
}

static gboolean
has_same_door (const AtlasDuplicateEvidence *self)
{
  return self->street == ATLAS_WAY_SAME && self->number == ATLAS_WAY_SAME;
}

static void
add_way (GStrvBuilder *builder, const char *const *words, guint level, gboolean for_it)
{
  if (for_it ? level == ATLAS_WAY_SAME || level == ATLAS_WAY_NEAR : level == ATLAS_WAY_DIFFERENT)
    add (builder, words[level]);
}

static void
add_name (GStrvBuilder *builder, const char *const *words, guint level, gboolean for_it)
{
  if (for_it ? level > ATLAS_NAME_MISSING && level < ATLAS_NAME_WEAK : level >= ATLAS_NAME_WEAK)
    add (builder, words[level]);
}

static void
add_names (GStrvBuilder *builder, const AtlasDuplicateEvidence *self, gboolean for_it)
{
  if (!self->swapped)
    {
      add_name (builder, given_words, self->given, for_it);
      add_name (builder, family_words, self->family, for_it);
      return;
    }
  if (for_it)
    add (builder, self->given == ATLAS_NAME_SAME && self->family == ATLAS_NAME_SAME
                    ? N_ ("given and family name swapped")
                    : N_ ("given and family name swapped, and spelt alike"));
}

static char **
list (const AtlasDuplicateEvidence *self, gboolean for_it)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (for_it && self->told)
    add (builder, N_ ("another office says that they are one person"));
  add_way (builder, email_words, self->email, for_it);
  add_way (builder, phone_words, self->phone, for_it);
  add_names (builder, self, for_it);
  if (for_it ? self->year == ATLAS_YEAR_SAME || self->year == ATLAS_YEAR_BESIDE
             : self->year > ATLAS_YEAR_BESIDE)
    add (builder, year_words[self->year]);
  if (for_it && has_same_door (self))
    add (builder, N_ ("same street and number"));
  else
    add_way (builder, street_words, self->street, for_it);
  add_way (builder, postcode_words, self->postcode, for_it);
  /* The same city goes without saying where the postcode is the same. */
  if (!for_it || self->postcode != ATLAS_WAY_SAME)
    add_way (builder, city_words, self->city, for_it);
  add_way (builder, district_words, self->district, for_it);
  add_way (builder, sex_words, self->sex, for_it);
  if (for_it && self->through_third)
    add (builder, N_ ("both are like a third record"));
  return g_strv_builder_end (builder);
}

char **
atlas_duplicate_evidence_list_reasons (const AtlasDuplicateEvidence *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return list (self, TRUE);
}

char **
atlas_duplicate_evidence_list_doubts (const AtlasDuplicateEvidence *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return list (self, FALSE);
}
