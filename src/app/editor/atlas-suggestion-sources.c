/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-suggestion-sources.h"

#include <string.h>

#include "atlas-field-words.h"
#include "atlas-fold.h"
#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-postcode.h"
#include "atlas-region.h"

#define MAX_NAME      512
#define MAX_PLACES    30
#define MAX_POSTCODES 200

static void
add (
  GListStore *suggestions, const char *text, const char *label, const char *detail, const char *const *others)
{
  g_autoptr (AtlasSuggestion) suggestion = atlas_suggestion_new (text, label, detail, others);

  g_list_store_append (suggestions, suggestion);
}

/* How well a name fits what was typed, 0 best: it begins so, one of its words does; -1: not at all. */
static int
rank (const char *name, const char *typed)
{
  char folded[MAX_NAME];

  atlas_fold_words (name, -1, folded, sizeof folded);
  if (g_str_has_prefix (folded, typed))
    return 0;
  return atlas_fold_contains_prefix (folded, typed) ? 1 : -1;
}

static void
suggest_words (const AtlasField *field, const char *typed, AtlasRecord *draft, GListStore *suggestions)
{
  guint n = atlas_vocabulary_get_n_terms (field->vocabulary);

  for (int wanted = 0; wanted <= 1; wanted++)
    for (guint i = 0; i < n; i++)
      {
        const char *key = atlas_vocabulary_get_key (field->vocabulary, i);
        const char *label = atlas_vocabulary_get_label (field->vocabulary, i);
        int fits = *typed == '\0' ? 0 : rank (label, typed);

        if (fits != 0 && *typed != '\0' && g_ascii_strncasecmp (key, typed, strlen (typed)) == 0)
          fits = 0;
        if (fits == wanted)
          add (suggestions, key, label, key, NULL);
      }
}

static const char *
get_text (AtlasRecord *draft, const char *key)
{
  return draft && atlas_kind_find_field (atlas_record_get_kind (draft), key, -1)
           ? atlas_record_get_text (draft, key)
           : NULL;
}

static void
suggest_regions (const AtlasField *field, const char *typed, AtlasRecord *draft, GListStore *suggestions)
{
  /* "address.country" beside "address.region", "country" beside "region". */
  const char *country_key = g_str_has_prefix (field->key, "address.") ? "address.country" : "country";
  const char *country = get_text (draft, country_key);

  /* Those of the country first. */
  for (int turn = 0; turn < 2; turn++)
    for (guint i = 0; i < atlas_region_get_n (); i++)
      {
        const char *code = atlas_region_get_code (i);
        const char *name = atlas_region_get_name (i);
        const char *others[] = { country_key, atlas_region_get_country (i), NULL };
        gboolean here = country == NULL || g_str_equal (country, others[1]);

        if (here != (turn == 0))
          continue;
        if (*typed == '\0' || rank (name, typed) >= 0 || rank (code, typed) >= 0)
          add (suggestions, code, name, code, others);
      }
}

static void
add_place (GListStore *suggestions, const AtlasPlace *place)
{
  const char *others[] = { "address.country", place->country, NULL, NULL, NULL };
  g_autofree char *detail = NULL;

  if (place->region == ATLAS_REGION_NONE)
    {
      add (suggestions, place->name, place->name,
           atlas_vocabulary_label_for (&atlas_vocabulary_country, place->country), others);
      return;
    }
  others[2] = "address.region";
  others[3] = atlas_region_get_code (place->region);
  detail = g_strdup_printf ("%s, %s", atlas_region_get_name (place->region), place->country);
  add (suggestions, place->name, place->name, detail, others);
}

/* Those whose own name begins so, then those that are called so in another tongue: large ones first. */
static void
suggest_cities (const AtlasField *field, const char *typed, AtlasRecord *draft, GListStore *suggestions)
{
  guint places[MAX_PLACES];
  guint n;

  if (*typed == '\0')
    return;
  n = atlas_gazetteer_complete (typed, ATLAS_REGION_NONE, places, MAX_PLACES);
  for (int turn = 0; turn < 2; turn++)
    for (guint i = 0; i < n; i++)
      {
        AtlasPlace place;

        if (atlas_gazetteer_get_place (places[i], &place) && (rank (place.name, typed) == 0) == (turn == 0))
          add_place (suggestions, &place);
      }
}

static void
suggest_postcodes (const AtlasField *field, const char *typed, AtlasRecord *draft, GListStore *suggestions)
{
  const char *city = get_text (draft, "address.city");
  const char *region = get_text (draft, "address.region");
  char codes[MAX_POSTCODES][6];
  double latitudes[MAX_POSTCODES], longitudes[MAX_POSTCODES];
  guint place, n;

  if (city == NULL || region == NULL)
    return;
  place = atlas_gazetteer_find (city, -1, atlas_region_find (region, -1));
  if (place == ATLAS_PLACE_NONE)
    return;
  n = atlas_postcode_list (place, codes, latitudes, longitudes, MAX_POSTCODES);
  for (guint i = 0; i < n; i++)
    if (g_ascii_strncasecmp (codes[i], typed, strlen (typed)) == 0)
      add (suggestions, codes[i], codes[i], city, NULL);
}

static void
suggest_districts (const AtlasField *field, const char *typed, AtlasRecord *draft, GListStore *suggestions)
{
  const char *wanted = get_text (draft, "origin.province");

  for (int turn = 0; turn < 2; turn++)
    for (guint i = 0; i < atlas_gazetteer_get_n_districts (); i++)
      {
        const char *others[] = { "origin.province", NULL, NULL };
        const char *name = atlas_gazetteer_get_district (i, &others[1]);
        gboolean here = wanted == NULL || g_str_equal (wanted, others[1]);

        if (here == (turn == 0) && (*typed == '\0' || rank (name, typed) >= 0))
          add (suggestions, name, name, others[1], others);
      }
}

static void
suggest_provinces (const AtlasField *field, const char *typed, AtlasRecord *draft, GListStore *suggestions)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < atlas_gazetteer_get_n_districts (); i++)
    {
      const char *province;

      atlas_gazetteer_get_district (i, &province);
      if ((*typed == '\0' || rank (province, typed) >= 0) && g_hash_table_add (seen, (gpointer) province))
        add (suggestions, province, province, NULL, NULL);
    }
}

AtlasSuggestFunc
atlas_suggestion_source_for (const AtlasField *field)
{
  static const struct
  {
    const char *key;
    AtlasSuggestFunc suggest;
  } table[] = {
    { "address.city", suggest_cities },
    { "address.postcode", suggest_postcodes },
    { "origin.district", suggest_districts },
    { "origin.province", suggest_provinces },
  };

  g_return_val_if_fail (field != NULL, NULL);

  if (field->vocabulary != NULL)
    return suggest_words;
  if (atlas_field_is_region (field))
    return suggest_regions;
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].key, field->key))
      return table[i].suggest;
  return NULL;
}
