/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-vocabulary-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "atlas-i18n.h"

/* Countries and languages as Debian's package iso-codes has them, with its translations. It is needed at run
 * time; where it is missing every well-formed code is accepted and stands for itself. */

#define ISO_JSON_DIR   "/usr/share/iso-codes/json"
#define ISO_LOCALE_DIR "/usr/share/locale"

#define COUNTRY_DOMAIN   "iso_3166-1"
#define LANGUAGE_DOMAIN  "iso_639-2"
#define LANGUAGE3_DOMAIN "iso_639-3"

/* Names in everyday use that the standard does not give. */
static const struct
{
  const char *code;
  const char *aliases;
} country_aliases[] = {
  { "CD", "DR Congo;DRC;RDC;Congo-Kinshasa;Zaire" },
  { "CG", "Congo-Brazzaville;Republic of Congo" },
  { "CI", "Ivory Coast" },
  { "GB", "UK;Great Britain;England;Scotland;Wales" },
  { "NL", "Holland;The Netherlands" },
  { "RU", "Russia" },
  { "TR", "Turkey" },
  { "US", "U.S.;U.S.A.;America" },
};

typedef struct
{
  AtlasTerm *terms;
  guint n_terms;
} Terms;

static const char *
get_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static int
compare_terms (gconstpointer a, gconstpointer b)
{
  return strcmp (((const AtlasTerm *) a)->key, ((const AtlasTerm *) b)->key);
}

static void
add_alias (GString *aliases, const char *alias)
{
  if (alias == NULL)
    return;
  if (aliases->len > 0)
    g_string_append_c (aliases, ';');
  g_string_append (aliases, alias);
}

static gboolean
is_letters (const char *text, gsize length, gboolean upper)
{
  for (gsize i = 0; i < length; i++)
    if (upper ? !g_ascii_isupper (text[i]) : !g_ascii_islower (text[i]))
      return FALSE;
  return TRUE;
}

static char *
dup_aliases (JsonObject *entry, const char *code)
{
  GString *aliases = g_string_new (NULL);

  add_alias (aliases, get_member (entry, "alpha_3"));
  add_alias (aliases, get_member (entry, "bibliographic"));
  add_alias (aliases, get_member (entry, "name"));
  add_alias (aliases, get_member (entry, "official_name"));
  for (guint i = 0; strlen (code) == 2 && i < G_N_ELEMENTS (country_aliases); i++)
    if (strcmp (country_aliases[i].code, code) == 0)
      add_alias (aliases, country_aliases[i].aliases);
  return g_string_free (aliases, FALSE);
}

/* Reads one of the package's files. The terms are never freed: keys and labels are lent out for good. */
static void
load_terms (Terms *result, const char *list, const char *domain)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  const char *dir = g_getenv ("ATLAS_ISO_CODES_DIR"); /* for tests */
  g_autofree char *path = g_strdup_printf ("%s/iso_%s.json", dir ? dir : ISO_JSON_DIR, list);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (AtlasTerm));
  JsonNode *root;
  JsonArray *entries = NULL;

  bindtextdomain (domain, ISO_LOCALE_DIR);
  bind_textdomain_codeset (domain, "UTF-8");

  if (!json_parser_load_from_file (parser, path, &error))
    {
      g_debug ("No list of codes: %s", error->message);
      return;
    }
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) &&
      json_object_has_member (json_node_get_object (root), list))
    entries = json_object_get_array_member (json_node_get_object (root), list);

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      const char *alpha_2 = get_member (entry, "alpha_2");
      const char *alpha_3 = get_member (entry, "alpha_3");
      const char *name = get_member (entry, "common_name");
      AtlasTerm term;

      if (name == NULL)
        name = get_member (entry, "name");
      /* "qaa-qtz" is a range, no code. */
      if (name == NULL || alpha_3 == NULL || strlen (alpha_3) != 3)
        continue;
      term.key = g_strdup (alpha_2 ? alpha_2 : alpha_3);
      term.label = g_strdup (name);
      term.aliases = dup_aliases (entry, term.key);
      g_array_append_val (terms, term);
    }

  g_array_sort (terms, compare_terms);
  result->n_terms = terms->len;
  result->terms = (AtlasTerm *) g_array_free (g_steal_pointer (&terms), FALSE);
}

static const AtlasTerm *
load_countries (guint *n_terms)
{
  static gsize once;
  static Terms countries;

  if (g_once_init_enter (&once))
    {
      load_terms (&countries, "3166-1", COUNTRY_DOMAIN);
      g_once_init_leave (&once, 1);
    }
  *n_terms = countries.n_terms;
  return countries.terms;
}

static const AtlasTerm *
load_languages (guint *n_terms)
{
  static gsize once;
  static Terms languages;

  if (g_once_init_enter (&once))
    {
      load_terms (&languages, "639-2", LANGUAGE_DOMAIN);
      g_once_init_leave (&once, 1);
    }
  *n_terms = languages.n_terms;
  return languages.terms;
}

/* ISO 639-3 has 7,900 languages, too many to choose from and 875 kB to read: only asked for codes that 639-2
 * lacks. It also knows "eng" beside "en". */
static const Terms *
load_all_languages (void)
{
  static gsize once;
  static Terms languages;

  if (g_once_init_enter (&once))
    {
      load_terms (&languages, "639-3", LANGUAGE3_DOMAIN);
      g_once_init_leave (&once, 1);
    }
  return &languages;
}

static gboolean
accepts_country (const char *key, gsize length)
{
  guint n_countries;

  load_countries (&n_countries);
  return n_countries == 0 && length == 2 && is_letters (key, length, TRUE);
}

/* By its three-letter code, which aliases begin with; 639-3 is sorted by two-letter code where there is one.
 */
static const AtlasTerm *
find_language (const char *key, const char **domain)
{
  guint n_terms;
  const AtlasTerm *terms;
  const Terms *all;

  if (strlen (key) != 3 || !is_letters (key, 3, FALSE))
    return NULL;

  terms = load_languages (&n_terms);
  *domain = LANGUAGE_DOMAIN;
  for (guint i = 0; i < n_terms; i++)
    if (strncmp (terms[i].aliases, key, 3) == 0)
      return &terms[i];

  all = load_all_languages ();
  *domain = LANGUAGE3_DOMAIN;
  {
    int index = atlas_terms_bisect (all->terms, all->n_terms, key, 3);

    return index >= 0 ? &all->terms[index] : NULL;
  }
}

static gboolean
accepts_language (const char *key, gsize length)
{
  const char *domain;
  char code[4] = "";
  guint n_languages;

  if (length < 2 || length > 3 || !is_letters (key, length, FALSE))
    return FALSE;
  load_languages (&n_languages);
  if (n_languages == 0)
    return TRUE;
  memcpy (code, key, length);
  return find_language (code, &domain) != NULL;
}

const AtlasVocabulary atlas_vocabulary_country = {
  .load = load_countries,
  .domain = COUNTRY_DOMAIN,
  .sorted = TRUE,
  .complaint = N_ ("must be the two-letter code of a country (ISO 3166-1), such as CA"),
  .pattern = "^[A-Z]{2}$",
  .accepts = accepts_country,
};

const AtlasVocabulary atlas_vocabulary_language = {
  .load = load_languages,
  .domain = LANGUAGE_DOMAIN,
  .sorted = TRUE,
  .complaint = N_ ("must be the code of a language (ISO 639), such as fr"),
  .pattern = "^[a-z]{2,3}$",
  .accepts = accepts_language,
  .find_other = find_language,
};
