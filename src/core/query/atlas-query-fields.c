/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-private.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-fold.h"
#include "atlas-geocoder.h"
#include "atlas-i18n.h"
#include "atlas-query-parts.h"

static const char *const member_has[] = { "email", "phone", "post", "location", NULL };
static const char *const consent_values[] = { "email", "phone", "post", "any", "share", "publish", NULL };
static const char *const event_has[] = { "location", NULL };

static gboolean
parse_choice (AtlasQuery *query,
              const AtlasQueryField *field,
              AtlasQueryTerm *term,
              const AtlasQueryToken *token,
              GError **error)
{
  AtlasCondition *condition = atlas_condition_new (term, ATLAS_CONDITION_RANGES);
  GString *text = atlas_query_start_text (field->name);

  condition->facet = field->facet;
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      const char *key = "none";
      gint64 value = 0;

      if (!atlas_query_is_none (part))
        {
          key = atlas_vocabulary_match (field->vocabulary, part->text);
          if (key == NULL)
            {
              g_string_free (text, TRUE);
              return atlas_query_refuse_choice (field->name, part->text, field->vocabulary, error);
            }
          if (field->facet == ATLAS_FACET_COUNTRY)
            value = ATLAS_POINT_COUNTRY ((guchar) key[0], (guchar) key[1]);
          else if (field->facet == ATLAS_FACET_SECTOR)
            value = key[0];
          else
            value = 1 + atlas_vocabulary_find (field->vocabulary, key, -1);
        }
      atlas_condition_add_range (condition, value, value);
      atlas_query_add_text_part (text, key);
    }
  term->text = g_string_free (text, FALSE);
  return TRUE;
}

static gboolean
parse_region (AtlasQuery *query,
              const AtlasQueryField *field,
              AtlasQueryTerm *term,
              const AtlasQueryToken *token,
              GError **error)
{
  g_autoptr (GString) text = atlas_query_start_text (field->name);
  gboolean faceted = query->kind == &atlas_kind_member;
  AtlasCondition *condition = NULL;

  if (faceted)
    {
      condition = atlas_condition_new (term, ATLAS_CONDITION_RANGES);
      condition->facet = ATLAS_FACET_REGION;
    }

  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      guint region = ATLAS_REGION_NONE;
      const char *code = "none";

      if (!atlas_query_is_none (part))
        {
          region = atlas_region_match (part->text, -1, NULL);
          if (region == ATLAS_REGION_NONE)
            return atlas_query_refuse_region (field->name, part->text, error);
          code = atlas_region_get_code (region);
        }

      if (faceted)
        atlas_condition_add_range (condition, region, region);
      else if (region == ATLAS_REGION_NONE)
        atlas_query_add_record (term, "r.address_region IS NULL");
      else
        atlas_query_add_record (term, "r.address_region = %s", atlas_query_add_text (query, code));
      atlas_query_add_text_part (text, code);
    }
  term->text = g_strdup (text->str);
  return TRUE;
}

static gboolean
parse_event_country (AtlasQuery *query,
                     const AtlasQueryField *field,
                     AtlasQueryTerm *term,
                     const AtlasQueryToken *token,
                     GError **error)
{
  g_autoptr (GString) text = atlas_query_start_text (field->name);

  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      const char *key = "none";

      if (atlas_query_is_none (part))
        {
          atlas_query_add_record (term, "r.address_country IS NULL AND r.address_region IS NULL");
        }
      else
        {
          key = atlas_vocabulary_match (&atlas_vocabulary_country, part->text);
          if (key == NULL)
            return atlas_query_refuse_choice (field->name, part->text, &atlas_vocabulary_country, error);
          atlas_query_add_record (term, "ifnull (r.address_country, substr (r.address_region, 1, 2)) = %s",
                                  atlas_query_add_text (query, key));
        }
      atlas_query_add_text_part (text, key);
    }
  term->text = g_strdup (text->str);
  return TRUE;
}

static gboolean
parse_postcode (AtlasQuery *query,
                const AtlasQueryField *field,
                AtlasQueryTerm *term,
                const AtlasQueryToken *token,
                GError **error)
{
  AtlasCondition *condition = NULL;

  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      char folded[64];
      gsize n = atlas_facet_fold_postcode (part->text, -1, folded, sizeof folded);
      guint32 low, high;

      if (n == 0)
        return atlas_query_refuse_value (field->name, part->text,
                                         _ ("a postcode or its beginning, such as K1A or 902"), error);
      if (n > ATLAS_FACET_POSTCODE_LENGTH)
        {
          /* Longer than the facet knows: a ZIP+4. */
          atlas_query_add_record (
            term, "substr (replace (replace (upper (r.address_postcode), ' ', ''), '-', ''), 1, %u) = %s",
            (guint) n, atlas_query_add_text (query, folded));
          continue;
        }
      if (condition == NULL)
        {
          condition = atlas_condition_new (term, ATLAS_CONDITION_RANGES);
          condition->facet = ATLAS_FACET_POSTCODE;
        }
      atlas_facet_postcode_range (folded, &low, &high);
      atlas_condition_add_range (condition, low, high);
    }
  return TRUE;
}

static gboolean
parse_years (AtlasQuery *query,
             const AtlasQueryField *field,
             AtlasQueryTerm *term,
             const AtlasQueryToken *token,
             GError **error)
{
  AtlasCondition *condition = atlas_condition_new (term, ATLAS_CONDITION_RANGES);
  gboolean ages = strcmp (field->name, "age") == 0;
  gint64 latest = field->facet == ATLAS_FACET_ARRIVAL_YEAR ? 9999 : 32767;
  gint64 this_year = g_ascii_strtoll (query->today, NULL, 10);

  condition->facet = field->facet;
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      AtlasRange range;

      if (atlas_query_is_none (part))
        {
          atlas_condition_add_range (condition, 0, 0);
          continue;
        }
      if (!atlas_query_parse_range (part->text, ages ? 0 : 1, latest, &range))
        return atlas_query_refuse_value (field->name, part->text,
                                         ages ? _ ("years, such as 30, 25..40 or >=65")
                                              : _ ("a year, such as 1985, 1980..1989 or >=2000"),
                                         error);
      if (ages)
        range = (AtlasRange){ this_year - range.high, this_year - range.low };
      /* A year of 0 says that none is known. */
      atlas_condition_add_range (condition, MAX (range.low, 1), range.high);
    }
  return TRUE;
}

static gboolean
parse_education (AtlasQuery *query,
                 const AtlasQueryField *field,
                 AtlasQueryTerm *term,
                 const AtlasQueryToken *token,
                 GError **error)
{
  AtlasCondition *condition = atlas_condition_new (term, ATLAS_CONDITION_RANGES);

  condition->facet = ATLAS_FACET_EDUCATION;
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      AtlasRange range = { ATLAS_POINT_NO_EDUCATION, ATLAS_POINT_NO_EDUCATION };

      if (!atlas_query_is_none (part))
        {
          if (!atlas_query_parse_range (part->text, 0, 8, &range))
            {
              const char *key = atlas_vocabulary_match (field->vocabulary, part->text);

              if (key == NULL)
                return atlas_query_refuse_value (
                  field->name, part->text, _ ("a level from 0 to 8 (ISCED), such as 6, >=6 or 3..5"), error);
              range.low = range.high = g_ascii_strtoll (key, NULL, 10);
            }
          if (range.low > 8 || range.high < 0)
            return atlas_query_refuse_value (
              field->name, part->text, _ ("a level from 0 to 8 (ISCED), such as 6, >=6 or 3..5"), error);
          range.high = MIN (range.high, 8);
        }
      atlas_condition_add_range (condition, MAX (range.low, 0), range.high);
    }
  return TRUE;
}

static gboolean
parse_occupation (AtlasQuery *query,
                  const AtlasQueryField *field,
                  AtlasQueryTerm *term,
                  const AtlasQueryToken *token,
                  GError **error)
{
  AtlasCondition *condition = atlas_condition_new (term, ATLAS_CONDITION_RANGES);
  g_autoptr (GString) text = atlas_query_start_text (field->name);

  condition->facet = ATLAS_FACET_OCCUPATION;
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      const char *code = part->text;
      guint16 low = 0xffff;
      guint16 high = 0xffff;

      if (!atlas_query_is_none (part))
        {
          if (!atlas_vocabulary_accepts (field->vocabulary, code, -1))
            code = atlas_vocabulary_match (field->vocabulary, part->text);
          if (code == NULL)
            return atlas_query_refuse_choice (field->name, part->text, field->vocabulary, error);
          atlas_facet_occupation_range (code, &low, &high);
        }
      atlas_condition_add_range (condition, low, high);
      atlas_query_add_text_part (text, code);
    }
  term->text = g_strdup (text->str);
  return TRUE;
}

static gboolean
parse_skill (AtlasQuery *query,
             const AtlasQueryField *field,
             AtlasQueryTerm *term,
             const AtlasQueryToken *token,
             GError **error)
{
  const AtlasQueryPart *part = g_ptr_array_index (token->parts, 0);

  if (atlas_query_parse_words (term, token, "skills"))
    return TRUE;
  return atlas_query_refuse_value (field->name, part->text, _ ("a skill or its beginning"), error);
}

static gboolean
parse_language (AtlasQuery *query,
                const AtlasQueryField *field,
                AtlasQueryTerm *term,
                const AtlasQueryToken *token,
                GError **error)
{
  g_autoptr (GString) text = atlas_query_start_text (field->name);
  AtlasCondition *condition = NULL;

  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      const char *code = "none";
      guint64 bit;
      gboolean exact;

      if (atlas_query_is_none (part))
        {
          AtlasCondition *nothing = atlas_condition_new (term, ATLAS_CONDITION_RANGES);

          nothing->facet = ATLAS_FACET_LANGUAGES;
          atlas_condition_add_range (nothing, 0, 0);
          atlas_query_add_text_part (text, code);
          continue;
        }
      code = atlas_vocabulary_match (field->vocabulary, part->text);
      if (code == NULL)
        return atlas_query_refuse_choice (field->name, part->text, field->vocabulary, error);
      atlas_query_add_text_part (text, code);

      bit = atlas_facet_language_bit (code, -1, &exact);
      if (!exact)
        {
          atlas_query_add_record (
            term, "EXISTS (SELECT 1 FROM json_each (r.languages) WHERE value ->> 'code' = %s)",
            atlas_query_add_text (query, code));
          continue;
        }
      if (condition == NULL)
        {
          condition = atlas_condition_new (term, ATLAS_CONDITION_MASK);
          condition->facet = ATLAS_FACET_LANGUAGES;
        }
      condition->mask |= bit;
    }
  term->text = g_strdup (text->str);
  return TRUE;
}

static gboolean
parse_interest (AtlasQuery *query,
                const AtlasQueryField *field,
                AtlasQueryTerm *term,
                const AtlasQueryToken *token,
                GError **error)
{
  AtlasCondition *condition = atlas_condition_new (term, ATLAS_CONDITION_MASK);
  g_autoptr (GString) text = atlas_query_start_text (field->name);

  condition->facet = field->facet;
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      const char *key = atlas_vocabulary_match (field->vocabulary, part->text);

      if (key == NULL)
        return atlas_query_refuse_choice (field->name, part->text, field->vocabulary, error);
      condition->mask |= G_GUINT64_CONSTANT (1) << atlas_vocabulary_find (field->vocabulary, key, -1);
      atlas_query_add_text_part (text, key);
    }
  term->text = g_strdup (text->str);
  return TRUE;
}

/* A few words, each for some bits. */
static gboolean
parse_bits (AtlasQuery *query,
            const AtlasQueryField *field,
            AtlasQueryTerm *term,
            const AtlasQueryToken *token,
            GError **error)
{
  /* Channels as AtlasPoint has them: contact in the low three bits of the consents, share in the next. */
  static const guint consent_bits[] = { 1, 2, 4, 7, 070, ATLAS_POINT_CONSENT_PUBLISH };
  static const guint has_bits[] = {
    ATLAS_POINT_HAS_EMAIL,
    ATLAS_POINT_HAS_PHONE,
    ATLAS_POINT_HAS_POST,
    ATLAS_POINT_HAS_LOCATION,
  };
  const guint *bits = field->facet == ATLAS_FACET_CONSENTS ? consent_bits : has_bits;
  AtlasCondition *condition = atlas_condition_new (term, ATLAS_CONDITION_MASK);
  g_autoptr (GString) text = atlas_query_start_text (field->name);

  condition->facet = field->facet;
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      guint value = 0;

      while (field->values[value] != NULL && g_ascii_strcasecmp (field->values[value], part->text) != 0)
        value++;
      if (field->values[value] == NULL)
        return atlas_query_refuse_values (field->name, part->text, field->values, error);
      condition->mask |= bits[value];
      atlas_query_add_text_part (text, field->values[value]);
    }
  term->text = g_strdup (text->str);
  return TRUE;
}

static gboolean
parse_event_has (AtlasQuery *query,
                 const AtlasQueryField *field,
                 AtlasQueryTerm *term,
                 const AtlasQueryToken *token,
                 GError **error)
{
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);

      if (g_ascii_strcasecmp (part->text, "location") != 0)
        return atlas_query_refuse_values (field->name, part->text, field->values, error);
      atlas_query_add_record (term, "r.location_latitude IS NOT NULL AND r.location_longitude IS NOT NULL");
    }
  return TRUE;
}

/* Of a contact one says never rather than none. */
static gboolean
is_never (const AtlasQueryField *field, const AtlasQueryPart *part)
{
  return field->facet == ATLAS_FACET_CONTACTED && !part->quoted &&
         g_ascii_strcasecmp (part->text, "never") == 0;
}

/* A facet that is an instant, in seconds since 1970, or a day. */
static gboolean
parse_days (AtlasQuery *query,
            const AtlasQueryField *field,
            AtlasQueryTerm *term,
            const AtlasQueryToken *token,
            GError **error)
{
  AtlasCondition *condition = atlas_condition_new (term, ATLAS_CONDITION_RANGES);
  gboolean instant = field->facet == ATLAS_FACET_UPDATED;
  gint64 unit = instant ? 1 : ATLAS_FACET_DAY;
  gint64 largest = instant ? G_MAXUINT32 : G_MAXUINT16;

  condition->facet = field->facet;
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      char first[11], last[11];
      gint64 low = 0;
      gint64 high = G_MAXINT64;

      if (atlas_query_is_none (part) || is_never (field, part))
        {
          atlas_condition_add_range (condition, 0, 0);
          continue;
        }
      if (!atlas_query_parse_days (part->text, query->today, first, last))
        return atlas_query_refuse_days (field->name, part->text, error);
      atlas_timestamp_parse (first, -1, &low, NULL);
      if (atlas_timestamp_parse (last, -1, &high, NULL))
        high += ATLAS_FACET_DAY - 1;
      /* 0 says that none is known. */
      atlas_condition_add_range (condition, CLAMP (low / unit, 1, largest), CLAMP (high / unit, 0, largest));
    }
  return TRUE;
}

/* An event's day is the one that its own place writes: the date as it stands. */
static gboolean
parse_event_days (AtlasQuery *query,
                  const AtlasQueryField *field,
                  AtlasQueryTerm *term,
                  const AtlasQueryToken *token,
                  GError **error)
{
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      char first[11], last[11];

      if (!atlas_query_parse_days (part->text, query->today, first, last))
        return atlas_query_refuse_days (field->name, part->text, error);
      if (strcmp (field->name, "from") == 0)
        atlas_query_add_record (term, "substr (r.start, 1, 10) >= %s", atlas_query_add_text (query, first));
      else
        atlas_query_add_record (term, "substr (r.start, 1, 10) <= %s", atlas_query_add_text (query, last));
    }
  return TRUE;
}

static const AtlasQueryField member_fields[] = {
  { "region", "address.region", N_ ("Province or state: its code or name"), parse_region,
    ATLAS_FACET_REGION },
  { "country", "address.country", N_ ("Country: its two letters or name"), parse_choice, ATLAS_FACET_COUNTRY,
    &atlas_vocabulary_country },
  { "city", "address.city", N_ ("City or town, such as Toronto or \"London, ON\""), atlas_query_parse_city,
    ATLAS_FACET_CITY },
  { "postcode", "address.postcode", N_ ("Postcode or its beginning"), parse_postcode, ATLAS_FACET_POSTCODE },
  { "near", NULL, N_ ("Within a distance of a place or a position: near:\"Toronto\",50km"),
    atlas_query_parse_near },
  { "bbox", NULL, N_ ("Within a box: west, south, east, north in degrees"), atlas_query_parse_bbox },
  { "area", NULL, N_ ("Within an area, as it is drawn on the map"), atlas_query_parse_area },
  { "sex", "sex", N_ ("Sex"), parse_choice, ATLAS_FACET_SEX, &atlas_vocabulary_sex },
  { "age", NULL, N_ ("Age in years, such as 25..40 or >=65"), parse_years, ATLAS_FACET_BIRTH_YEAR },
  { "born", "birth_year", N_ ("Year of birth, such as 1980..1989"), parse_years, ATLAS_FACET_BIRTH_YEAR },
  { "education", "education.level", N_ ("Level of education, 0 to 8, such as >=6"), parse_education,
    ATLAS_FACET_EDUCATION, &atlas_vocabulary_education_level },
  { "occupation", "occupation.code", N_ ("Occupation group: a code (ISCO-08) or its beginning"),
    parse_occupation, ATLAS_FACET_OCCUPATION, &atlas_vocabulary_occupation },
  { "sector", "occupation.sector", N_ ("Sector of work, A to U (ISIC)"), parse_choice, ATLAS_FACET_SECTOR,
    &atlas_vocabulary_sector },
  { "skill", "skills", N_ ("A skill or its beginning"), parse_skill },
  { "language", "languages", N_ ("Language spoken"), parse_language, ATLAS_FACET_LANGUAGES,
    &atlas_vocabulary_language },
  { "preferred", "preferred_language", N_ ("Language preferred, or none"), atlas_query_parse_plain, 0,
    &atlas_vocabulary_language },
  { "interest", "interests", N_ ("How someone would like to take part"), parse_interest,
    ATLAS_FACET_INTERESTS, &atlas_vocabulary_interest },
  { "consent", "consents", N_ ("Agreed to be contacted this way"), parse_bits, ATLAS_FACET_CONSENTS, NULL,
    consent_values },
  { "has", NULL, N_ ("What is known: an e-mail address, a position ..."), parse_bits, ATLAS_FACET_HAS, NULL,
    member_has },
  { "status", "status", N_ ("Status"), parse_choice, ATLAS_FACET_STATUS, &atlas_vocabulary_member_status },
  { "updated", "updated", N_ ("Day of the last change, such as >=2026-01-01"), parse_days,
    ATLAS_FACET_UPDATED },
  { "confirmed", "confirmed",
    N_ ("Day when last confirmed, such as -1y (within a year), <2025-01-01 or none"), parse_days,
    ATLAS_FACET_CONFIRMED },
  { "created", "created", N_ ("Day when recorded, such as 2026 or >=2026-01-01"), parse_days,
    ATLAS_FACET_CREATED },
  { "contacted", NULL, N_ ("Day of the last contact, such as >=2026-01-01, <-1y or never"), parse_days,
    ATLAS_FACET_CONTACTED },
  { "association", NULL, N_ ("An organisation in which someone has a role, by its name"),
    atlas_query_parse_association },
  { "tag", "tags", N_ ("A tag, all of it"), atlas_query_parse_tag },
  { "arrived", "arrival_year", N_ ("Year of arrival, such as 2010..2015"), parse_years,
    ATLAS_FACET_ARRIVAL_YEAR },
  { "segment", NULL, N_ ("A saved search, by its name: segment:\"Nurses in Ontario\""),
    atlas_query_parse_segment },
  { NULL },
};

static const AtlasQueryField event_fields[] = {
  { "type", NULL, N_ ("Type of event"), atlas_query_parse_plain, 0, &atlas_vocabulary_event_type },
  { "status", NULL, N_ ("Status"), atlas_query_parse_plain, 0, &atlas_vocabulary_event_status },
  { "from", NULL, N_ ("On this day or later"), parse_event_days },
  { "to", NULL, N_ ("On this day or earlier"), parse_event_days },
  { "start", NULL, N_ ("Day, month or year, such as 2026-11 or >=2026-11-24"), atlas_query_parse_plain },
  { "region", "address.region", N_ ("Province or state: its code or name"), parse_region },
  { "country", "address.country", N_ ("Country: its two letters or name"), parse_event_country, 0,
    &atlas_vocabulary_country },
  { "city", "address.city", N_ ("City or town, such as Toronto or \"London, ON\""),
    atlas_query_parse_event_city },
  { "near", NULL, N_ ("Within a distance of a place or a position: near:\"Toronto\",50km"),
    atlas_query_parse_near },
  { "bbox", NULL, N_ ("Within a box: west, south, east, north in degrees"), atlas_query_parse_bbox },
  { "area", NULL, N_ ("Within an area, as it is drawn on the map"), atlas_query_parse_area },
  { "has", NULL, N_ ("What is known: a position"), parse_event_has, 0, NULL, event_has },
  { "mission", NULL, N_ ("Held at a stop of a mission, by the id of its record"),
    atlas_query_parse_event_mission },
  { "tag", "tags", N_ ("A tag, all of it"), atlas_query_parse_tag },
  { "updated", NULL, N_ ("Day of the last change, such as >=2026-01-01"), atlas_query_parse_plain },
  { NULL },
};

static const AtlasQueryField organisation_fields[] = {
  { "type", NULL, N_ ("Type of organisation"), atlas_query_parse_plain, 0,
    &atlas_vocabulary_organisation_type },
  { "status", NULL, N_ ("Status"), atlas_query_parse_plain, 0, &atlas_vocabulary_organisation_status },
  { "tag", "tags", N_ ("A tag, all of it"), atlas_query_parse_tag },
  { "member", "roles", N_ ("Someone with a role in it, by the id of the record"),
    atlas_query_parse_reference },
  { "region", "address.region", N_ ("Province or state: its code or name"), parse_region },
  { "country", "address.country", N_ ("Country: its two letters or name"), parse_event_country, 0,
    &atlas_vocabulary_country },
  { "city", "address.city", N_ ("City or town, such as Toronto or \"London, ON\""),
    atlas_query_parse_event_city },
  { "near", NULL, N_ ("Within a distance of a place or a position: near:\"Toronto\",50km"),
    atlas_query_parse_near },
  { "bbox", NULL, N_ ("Within a box: west, south, east, north in degrees"), atlas_query_parse_bbox },
  { "area", NULL, N_ ("Within an area, as it is drawn on the map"), atlas_query_parse_area },
  { "has", NULL, N_ ("What is known: a position"), parse_event_has, 0, NULL, event_has },
  { "updated", NULL, N_ ("Day of the last change, such as >=2026-01-01"), atlas_query_parse_plain },
  { NULL },
};

static const AtlasQueryField interaction_fields[] = {
  { "member", NULL, N_ ("With whom, by the id of the record"), atlas_query_parse_reference },
  { "organisation", NULL, N_ ("With which organisation, by the id of the record"),
    atlas_query_parse_reference },
  { "event", NULL, N_ ("About which event, by the id of the record"), atlas_query_parse_reference },
  { "date", NULL, N_ ("Day, month or year, such as 2026-11 or >=-3m"), atlas_query_parse_plain },
  { "follow-up", "follow_up", N_ ("What is to be done: due, open, done, or by when"),
    atlas_query_parse_follow_up },
  { "channel", NULL, N_ ("Channel"), atlas_query_parse_plain, 0, &atlas_vocabulary_interaction_channel },
  { "direction", NULL, N_ ("Direction"), atlas_query_parse_plain, 0, &atlas_vocabulary_direction },
  { "outcome", NULL, N_ ("Outcome"), atlas_query_parse_plain, 0, &atlas_vocabulary_outcome },
  { "updated", NULL, N_ ("Day of the last change, such as >=2026-01-01"), atlas_query_parse_plain },
  { NULL },
};

static const AtlasQueryField mission_fields[] = {
  { "type", NULL, N_ ("Type of mission"), atlas_query_parse_plain, 0, &atlas_vocabulary_mission_type },
  { "status", NULL, N_ ("Status"), atlas_query_parse_plain, 0, &atlas_vocabulary_mission_status },
  { "from", NULL, N_ ("On this day or later"), atlas_query_parse_mission_days },
  { "to", NULL, N_ ("On this day or earlier"), atlas_query_parse_mission_days },
  { "start", NULL, N_ ("Day, month or year, such as 2026-11 or >=2026-11-24"), atlas_query_parse_plain },
  { "region", NULL, N_ ("Province or state in which it stops: its code or name"),
    atlas_query_parse_mission_region },
  { "country", NULL, N_ ("Country in which it stops: its two letters or name"),
    atlas_query_parse_mission_country, 0, &atlas_vocabulary_country },
  { "place", NULL, N_ ("City or town in which it stops"), atlas_query_parse_mission_place },
  { "event", NULL, N_ ("What is held at a stop, by the id of the record"),
    atlas_query_parse_mission_reference },
  { "id", NULL, N_ ("The mission itself, by the id of the record"), atlas_query_parse_mission_id },
  { "host", NULL, N_ ("The host of a stop, by the id of the record"), atlas_query_parse_mission_reference },
  { "tag", "tags", N_ ("A tag, all of it"), atlas_query_parse_tag },
  { "updated", NULL, N_ ("Day of the last change, such as >=2026-01-01"), atlas_query_parse_plain },
  { NULL },
};

const AtlasQueryField *
atlas_query_get_fields (const AtlasKind *kind)
{
  static const AtlasQueryField none[] = { { NULL } };

  return kind == &atlas_kind_member         ? member_fields
         : kind == &atlas_kind_event        ? event_fields
         : kind == &atlas_kind_organisation ? organisation_fields
         : kind == &atlas_kind_interaction  ? interaction_fields
         : kind == &atlas_kind_mission      ? mission_fields
                                            : none;
}

const AtlasQueryField *
atlas_query_find_field (const AtlasKind *kind, const char *name)
{
  for (const AtlasQueryField *field = atlas_query_get_fields (kind); field->name != NULL; field++)
    if (strcmp (field->name, name) == 0 || g_strcmp0 (field->key, name) == 0)
      return field;
  return NULL;
}
