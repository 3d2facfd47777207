/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-private.h"

#include <math.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-fold.h"
#include "atlas-geocoder.h"
#include "atlas-mercator.h"
#include "atlas-unit.h"

/* Where the fields that matter stand in a member's row: looked up once. */
typedef struct
{
  guint sex, birth_year, emails, phones;
  guint street, city, region, postcode, country, latitude, longitude;
  guint education, occupation, sector;
  guint languages, interests, consents, status, updated;
  guint confirmed, created, arrival_year;
  guint family_name, given_name;
} Columns;

static guint
index_of (const char *key)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_member, key, -1);

  g_assert (field != NULL);
  return atlas_kind_index_of (&atlas_kind_member, field);
}

static const Columns *
get_columns (void)
{
  static Columns columns;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      columns = (Columns){
        .sex = index_of ("sex"),
        .birth_year = index_of ("birth_year"),
        .emails = index_of ("emails"),
        .phones = index_of ("phones"),
        .street = index_of ("address.street"),
        .city = index_of ("address.city"),
        .region = index_of ("address.region"),
        .postcode = index_of ("address.postcode"),
        .country = index_of ("address.country"),
        .latitude = index_of ("location.latitude"),
        .longitude = index_of ("location.longitude"),
        .education = index_of ("education.level"),
        .occupation = index_of ("occupation.code"),
        .sector = index_of ("occupation.sector"),
        .languages = index_of ("languages"),
        .interests = index_of ("interests"),
        .consents = index_of ("consents"),
        .status = index_of ("status"),
        .updated = index_of ("updated"),
        .confirmed = index_of ("confirmed"),
        .created = index_of ("created"),
        .arrival_year = index_of ("arrival_year"),
        .family_name = index_of ("family_name"),
        .given_name = index_of ("given_name"),
      };
      g_once_init_leave (&once, 1);
    }
  return &columns;
}

static gboolean
is_text (const AtlasValue *value)
{
  return value->type == ATLAS_VALUE_TEXT && value->length > 0;
}

static gboolean
get_number (const AtlasValue *value, double *number)
{
  if (value->type == ATLAS_VALUE_REAL)
    *number = value->real;
  else if (value->type == ATLAS_VALUE_INTEGER)
    *number = (double) value->integer;
  else
    return FALSE;
  return TRUE;
}

/* 1 + the index in the vocabulary; 0 for nothing and for what is no key. */
static guint8
choice (const AtlasVocabulary *vocabulary, const AtlasValue *value)
{
  return is_text (value) ? (guint8) (1 + atlas_vocabulary_find (vocabulary, value->text, value->length)) : 0;
}

/* Lists are stored without white space, each text as a JSON string (see atlas-list.h), and keys hold nothing
 * that would be escaped: so a list of keys is read by its quotes. */
static guint16
read_interests (const AtlasValue *value)
{
  const char *at, *end;
  guint bits = 0;

  if (!is_text (value))
    return 0;
  at = value->text;
  end = at + value->length;
  while ((at = memchr (at, '"', (gsize) (end - at))) != NULL)
    {
      const char *close = memchr (at + 1, '"', (gsize) (end - at - 1));
      int index;

      if (close == NULL)
        break;
      index = atlas_vocabulary_find (&atlas_vocabulary_interest, at + 1, close - at - 1);
      if (index >= 0 && index < 16)
        bits |= 1u << index;
      at = close + 1;
    }
  return (guint16) bits;
}

/* Items are stored with the code first, and inside a string no quote stands without a backslash: so this sign
 * is found at the start of an item only. It is not looked for by memmem(), which makes a table for each of a
 * million short texts. */
static guint64
read_languages (const AtlasValue *value)
{
  static const char sign[] = "{\"code\":\"";
  const char *at, *end;
  guint64 bits = 0;

  if (!is_text (value))
    return 0;
  at = value->text;
  end = at + value->length;
  while ((at = memchr (at, sign[0], (gsize) (end - at))) != NULL)
    {
      const char *close;

      if ((gsize) (end - at) < sizeof sign - 1 || memcmp (at, sign, sizeof sign - 1) != 0)
        {
          at++;
          continue;
        }
      at += sizeof sign - 1;
      close = memchr (at, '"', (gsize) (end - at));
      if (close == NULL)
        break;
      bits |= atlas_facet_language_bit (at, close - at, NULL);
      at = close + 1;
    }
  return bits;
}

guint
atlas_facet_get_channels (const AtlasValue *values)
{
  const Columns *c = get_columns ();
  guint has = 0;

  g_return_val_if_fail (values != NULL, 0);

  if (is_text (&values[c->emails]))
    has |= ATLAS_POINT_HAS_EMAIL;
  if (is_text (&values[c->phones]))
    has |= ATLAS_POINT_HAS_PHONE;
  if (is_text (&values[c->street]) + is_text (&values[c->city]) + is_text (&values[c->postcode]) >= 2)
    has |= ATLAS_POINT_HAS_POST;
  return has;
}

/* Text of a value as the geocoder wants it. */
static const char *
terminate (const AtlasValue *value, char *buffer, gsize size)
{
  gsize n;

  if (!is_text (value))
    return NULL;
  n = MIN (value->length, size - 1);
  memcpy (buffer, value->text, n);
  buffer[n] = '\0';
  return buffer;
}

/* What the address says, where it does not say the region outright. */
static void
derive_region_from_address (const Columns *c, const AtlasValue *values, AtlasPoint *point)
{
  char city[256], region[64], postcode[64], country[8];
  AtlasGeocode found;

  if (!is_text (&values[c->city]) && !is_text (&values[c->postcode]) && !is_text (&values[c->region]))
    return;
  if (!atlas_geocode_address (terminate (&values[c->city], city, sizeof city),
                              terminate (&values[c->region], region, sizeof region),
                              terminate (&values[c->postcode], postcode, sizeof postcode),
                              terminate (&values[c->country], country, sizeof country), &found))
    return;

  point->region = (guint8) found.region;
  if (found.place != ATLAS_PLACE_NONE)
    point->place = found.place;
}

static void
derive_home (const Columns *c, const AtlasValue *values, AtlasPoint *point)
{
  const AtlasValue *city = &values[c->city];
  const AtlasValue *region = &values[c->region];
  const AtlasValue *country = &values[c->country];
  double latitude = 0, longitude = 0;
  gboolean placed;

  placed = get_number (&values[c->latitude], &latitude) && get_number (&values[c->longitude], &longitude) &&
           isfinite (latitude) && isfinite (longitude);
  point->x = placed ? atlas_mercator_x (longitude) : NAN;
  point->y = placed ? atlas_mercator_y (latitude) : NAN;
  if (placed)
    point->has |= ATLAS_POINT_HAS_LOCATION;

  if (is_text (region))
    point->region = (guint8) atlas_region_find (region->text, region->length);
  if (point->region == ATLAS_POINT_NO_REGION)
    derive_region_from_address (c, values, point);
  if (point->region == ATLAS_POINT_NO_REGION && placed)
    point->region = (guint8) atlas_region_at (latitude, longitude);

  if (is_text (country) && country->length == 2)
    point->country = ATLAS_POINT_COUNTRY ((guchar) country->text[0], (guchar) country->text[1]);
  else if (point->region != ATLAS_POINT_NO_REGION)
    {
      const char *code = atlas_region_get_country (point->region);

      point->country = ATLAS_POINT_COUNTRY ((guchar) code[0], (guchar) code[1]);
    }

  if (is_text (city))
    {
      guint place = ATLAS_PLACE_NONE;

      point->city = atlas_facet_pack_city (city->text, city->length);
      if (point->region != ATLAS_POINT_NO_REGION)
        place = atlas_gazetteer_find (city->text, city->length, point->region);
      if (place != ATLAS_PLACE_NONE)
        {
          point->place = place;
          point->has |= ATLAS_POINT_HAS_PLACE_NAME;
        }
    }
  if (point->place == ATLAS_POINT_NO_PLACE && placed)
    point->place = atlas_gazetteer_nearest (latitude, longitude, ATLAS_PLACE_NEAR_KM);
}

void
atlas_facet_derive_point (gint64 id, const AtlasValue *values, AtlasPoint *point)
{
  const Columns *c = get_columns ();
  gint64 seconds;

  g_return_if_fail (values != NULL);
  g_return_if_fail (point != NULL);

  *point = (AtlasPoint){
    .id = id,
    .region = ATLAS_POINT_NO_REGION,
    .place = ATLAS_POINT_NO_PLACE,
    .education = ATLAS_POINT_NO_EDUCATION,
    .occupation = 0xffff,
    .sex = choice (&atlas_vocabulary_sex, &values[c->sex]),
    .status = choice (&atlas_vocabulary_member_status, &values[c->status]),
    .interests = read_interests (&values[c->interests]),
    .languages = read_languages (&values[c->languages]),
    .has = (guint8) atlas_facet_get_channels (values),
  };

  if (values[c->birth_year].type == ATLAS_VALUE_INTEGER)
    point->birth_year = (guint16) CLAMP (values[c->birth_year].integer, 0, 32767);
  if (values[c->arrival_year].type == ATLAS_VALUE_INTEGER)
    point->arrival_year = (guint16) CLAMP (values[c->arrival_year].integer, 0, 32767);
  if (values[c->education].type == ATLAS_VALUE_INTEGER)
    point->education = (guint8) CLAMP (values[c->education].integer, 0, 8);
  if (is_text (&values[c->occupation]))
    point->occupation =
      atlas_facet_pack_occupation (values[c->occupation].text, values[c->occupation].length);
  if (is_text (&values[c->sector]) && g_ascii_isupper (values[c->sector].text[0]))
    point->sector = (guint8) values[c->sector].text[0];
  if (is_text (&values[c->postcode]))
    point->postcode = atlas_facet_pack_postcode (values[c->postcode].text, values[c->postcode].length);
  if (is_text (&values[c->consents]))
    {
      AtlasFacetEnding endings[ATLAS_FACET_MAX_ENDINGS];
      guint n_endings;

      point->consents = atlas_facet_pack_consents (&values[c->consents], endings, &n_endings);
    }
  if (is_text (&values[c->updated]) &&
      atlas_timestamp_parse (values[c->updated].text, values[c->updated].length, &seconds, NULL))
    point->updated = (guint32) CLAMP (seconds, 1, G_MAXUINT32); /* 0 says that none is known */

  if (is_text (&values[c->confirmed]))
    point->confirmed = atlas_facet_pack_day (values[c->confirmed].text, values[c->confirmed].length);
  if (is_text (&values[c->created]))
    point->created = atlas_facet_pack_day (values[c->created].text, values[c->created].length);

  derive_home (c, values, point);
}

/* Longest of the two parts; beyond that names no longer matter to their order. */
#define NAME_SIZE 128

static char *
append_name (char *to, const AtlasValue *value)
{
  /* Those of no such name come last: behind all characters. */
  static const char last[] = "\xf4\x8f\xbf\xbf";

  if (!is_text (value))
    return g_stpcpy (to, last);
  return to + atlas_fold_into (value->text, value->length, to, NAME_SIZE);
}

gsize
atlas_facet_derive_name (const AtlasValue *values, char name[ATLAS_FACET_NAME_SIZE])
{
  const Columns *c = get_columns ();
  char *to = append_name (name, &values[c->family_name]);

  /* Before every letter, so that "Uwa" comes before "Uwase" whatever the given names. */
  *to++ = '\x01';
  return (gsize) (append_name (to, &values[c->given_name]) - name);
}

void
atlas_facet_install (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      AtlasTable *table = atlas_kind_get_table (&atlas_kind_member);

      table->derive_schema = atlas_facet_get_schema ();
      table->derive = atlas_facet_derive_member;
      table->prepare = atlas_facet_prepare_member;
      table->prepared_size = sizeof (AtlasFacetPrepared);
      table = atlas_kind_get_table (&atlas_kind_organisation);
      table->derive_schema = atlas_facet_organisation_schema;
      table->derive = atlas_facet_derive_organisation;
      table = atlas_kind_get_table (&atlas_kind_interaction);
      table->derive_schema = atlas_facet_interaction_schema;
      table->derive = atlas_facet_derive_interaction;
      g_once_init_leave (&once, 1);
    }
}
