/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-private.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-fold.h"

/* Eight integers a member and the key of its name. What lies where in them, atlas-facet-private.h says;
 * `position` means something only where `has` says so. The number of the version stands for all that is not
 * in the text: raise it when a facet is derived or packed in another way. */
static const char schema[] = "-- version 5\n"
                             "CREATE TABLE member_facet (\n"
                             "  id INTEGER PRIMARY KEY,\n"
                             "  position INTEGER NOT NULL,\n"
                             "  traits INTEGER NOT NULL,\n"
                             "  life INTEGER NOT NULL,\n"
                             "  home INTEGER NOT NULL,\n"
                             "  address INTEGER NOT NULL,\n"
                             "  languages INTEGER NOT NULL,\n"
                             "  times INTEGER NOT NULL,\n"
                             "  name TEXT NOT NULL\n"
                             ") STRICT;\n"
                             /* The order in which people are listed; a million ids come in 0.1 s. */
                             "CREATE INDEX member_facet_name ON member_facet (name);\n"
                             /* See atlas-facet-block.c. */
                             "CREATE TABLE member_block (\n"
                             "  block INTEGER PRIMARY KEY,\n"
                             "  rows BLOB NOT NULL\n"
                             ") STRICT;\n"
                             "CREATE TABLE member_tag (\n"
                             "  id INTEGER NOT NULL,\n"
                             "  tag TEXT NOT NULL,\n"
                             "  PRIMARY KEY (id, tag)\n"
                             ") STRICT, WITHOUT ROWID;\n"
                             "CREATE INDEX member_tag_tag ON member_tag (tag);\n"
                             /* Once `day` has passed, `gone` are the consents that are over. */
                             "CREATE TABLE member_ending (\n"
                             "  id INTEGER NOT NULL,\n"
                             "  day INTEGER NOT NULL,\n"
                             "  gone INTEGER NOT NULL,\n"
                             "  PRIMARY KEY (id, day)\n"
                             ") STRICT, WITHOUT ROWID";

const char *
atlas_facet_get_schema (void)
{
  return schema;
}

typedef struct
{
  const char *sql;
  gsize offset;
  guint size;
} Description;

#define DESCRIBE(FACET, member, part, shift, mask) \
  [ATLAS_FACET_##FACET] = {                        \
    "(f." #part " >> " #shift " & " #mask ")",     \
    G_STRUCT_OFFSET (AtlasPointColumns, member),   \
    sizeof *((AtlasPointColumns *) 0)->member,     \
  },

static const Description descriptions[ATLAS_N_FACETS] = {
  [ATLAS_FACET_LANGUAGES] = { "f.languages", G_STRUCT_OFFSET (AtlasPointColumns, languages),
                              sizeof (guint64) },
  ATLAS_FACETS (DESCRIBE)
};

const char *
atlas_facet_get_sql (AtlasFacet facet)
{
  g_return_val_if_fail (facet < ATLAS_N_FACETS, NULL);

  return descriptions[facet].sql;
}

gconstpointer
atlas_facet_get_column (AtlasFacet facet, const AtlasPointColumns *columns, guint *size)
{
  g_return_val_if_fail (facet < ATLAS_N_FACETS, NULL);
  g_return_val_if_fail (columns != NULL && size != NULL, NULL);

  *size = descriptions[facet].size;
  return *(gconstpointer *) ((const char *) columns + descriptions[facet].offset);
}

void
atlas_facet_pack (const AtlasPoint *point, AtlasFacetRow *row)
{
  gboolean placed = (point->has & ATLAS_POINT_HAS_LOCATION) != 0;

  *row = (AtlasFacetRow){ .id = point->id, .languages = (gint64) point->languages };
  if (placed)
    row->position =
      (gint64) ((guint64) atlas_point_quantise (point->x) << 32 | atlas_point_quantise (point->y));
#define PACK(FACET, member, part, shift, mask) \
  row->part |= (gint64) ((guint64) (point->member & (mask)) << (shift));
  ATLAS_FACETS (PACK)
#undef PACK
}

void
atlas_facet_unpack (const AtlasFacetRow *row, AtlasPoint *point)
{
  *point = (AtlasPoint){ .id = row->id, .languages = (guint64) row->languages };
#define UNPACK(FACET, member, part, shift, mask) \
  point->member = (__typeof__ (point->member)) ((guint64) row->part >> (shift) & (mask));
  ATLAS_FACETS (UNPACK)
#undef UNPACK
  if (point->has & ATLAS_POINT_HAS_LOCATION)
    {
      point->x = atlas_point_unquantise ((guint32) ((guint64) row->position >> 32));
      point->y = atlas_point_unquantise ((guint32) row->position);
    }
  else
    {
      point->x = point->y = __builtin_nan ("");
    }
}

guint32
atlas_facet_pack_city (const char *text, gssize length)
{
  char folded[256];
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037); /* FNV-1a, folded to 31 bits */
  gsize n;

  g_return_val_if_fail (text != NULL, 0);

  n = atlas_fold_words (text, length, folded, sizeof folded);
  if (n == 0)
    return 0;
  for (gsize i = 0; i < n; i++)
    hash = (hash ^ (guchar) folded[i]) * G_GUINT64_CONSTANT (1099511628211);
  hash ^= hash >> 32;
  return MAX ((guint32) hash & 0x7fffffff, 1);
}

gsize
atlas_facet_fold_postcode (const char *text, gssize length, char *buffer, gsize size)
{
  gsize n;
  gsize to = 0;

  g_return_val_if_fail (text != NULL, 0);
  g_return_val_if_fail (buffer != NULL && size > 0, 0);

  n = length < 0 ? strlen (text) : (gsize) length;
  for (gsize i = 0; i < n && to + 1 < size; i++)
    if (g_ascii_isalnum (text[i]))
      buffer[to++] = g_ascii_toupper (text[i]);
  buffer[to] = '\0';
  return to;
}

static guint32
pack_postcode (const char *folded, guint filler)
{
  guint32 packed = 0;

  for (guint i = 0; i < ATLAS_FACET_POSTCODE_LENGTH; i++)
    {
      guint digit = filler;

      if (*folded != '\0')
        {
          digit = g_ascii_isdigit (*folded) ? (guint) (*folded - '0') + 1 : (guint) (*folded - 'A') + 11;
          folded++;
        }
      packed = packed * 37 + digit;
    }
  return packed;
}

guint32
atlas_facet_pack_postcode (const char *text, gssize length)
{
  char folded[ATLAS_FACET_POSTCODE_LENGTH + 1];

  g_return_val_if_fail (text != NULL, 0);

  atlas_facet_fold_postcode (text, length, folded, sizeof folded);
  return pack_postcode (folded, 0);
}

void
atlas_facet_postcode_range (const char *folded, guint32 *low, guint32 *high)
{
  g_return_if_fail (folded != NULL && low != NULL && high != NULL);

  *low = pack_postcode (folded, 0);
  *high = pack_postcode (folded, 36);
}

guint16
atlas_facet_pack_day (const char *text, gssize length)
{
  gint64 seconds;

  g_return_val_if_fail (text != NULL, 0);

  if (!atlas_timestamp_parse (text, length, &seconds, NULL))
    return 0;
  return (guint16) CLAMP (seconds / ATLAS_FACET_DAY, 1, G_MAXUINT16);
}

guint16
atlas_facet_today (void)
{
  char today[ATLAS_DATE_TEXT_SIZE];

  atlas_date_today (today);
  return atlas_facet_pack_day (today, -1);
}

static guint16
pack_occupation (const char *digits, gsize length, guint filler)
{
  guint packed = 0;

  for (guint i = 0; i < 4; i++)
    packed = packed << 4 | (i < length ? (guint) (digits[i] - '0') : filler);
  return (guint16) packed;
}

guint16
atlas_facet_pack_occupation (const char *text, gssize length)
{
  gsize n;

  g_return_val_if_fail (text != NULL, 0xffff);

  n = length < 0 ? strlen (text) : (gsize) length;
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isdigit (text[i]))
      return 0xffff;
  return n > 4 ? 0xffff : pack_occupation (text, n, 0xf);
}

void
atlas_facet_occupation_range (const char *digits, guint16 *low, guint16 *high)
{
  gsize length;

  g_return_if_fail (digits != NULL && low != NULL && high != NULL);

  length = MIN (strlen (digits), 4);
  *low = pack_occupation (digits, length, 0);
  *high = pack_occupation (digits, length, 0xf);
}

/* The languages that have a bit of their own, in the order of the bits: those of Rwanda and its neighbours,
 * of the countries where most of its people abroad live, and the world's largest. Never reordered; one may be
 * added behind when the version in the schema is raised. */
static const char languages[][3] = {
  "rw", "en", "fr", "sw", "rn", "lg", "ln", "ki", "lu", "kg", "zu", "xh", "af", "am", "ti", "om",
  "so", "ha", "yo", "ig", "wo", "ff", "mg", "sn", "ny", "pt", "es", "de", "it", "nl", "sv", "nb",
  "no", "da", "fi", "pl", "ru", "uk", "ro", "el", "tr", "ar", "he", "fa", "ur", "hi", "bn", "pa",
  "gu", "ta", "te", "ml", "mr", "ne", "zh", "ja", "ko", "vi", "th", "id", "tl", "ht", "iu",
};

G_STATIC_ASSERT (G_N_ELEMENTS (languages) == 63);

guint64
atlas_facet_language_bit (const char *code, gssize length, gboolean *exact)
{
  gsize n;

  g_return_val_if_fail (code != NULL, 0);

  n = length < 0 ? strlen (code) : (gsize) length;
  for (guint i = 0; n == 2 && i < G_N_ELEMENTS (languages); i++)
    if (languages[i][0] == code[0] && languages[i][1] == code[1])
      {
        if (exact != NULL)
          *exact = TRUE;
        return G_GUINT64_CONSTANT (1) << i;
      }

  if (exact != NULL)
    *exact = FALSE;
  return G_GUINT64_CONSTANT (1) << 63;
}

const char *
atlas_facet_get_language (guint bit)
{
  return bit < G_N_ELEMENTS (languages) ? languages[bit] : NULL;
}
