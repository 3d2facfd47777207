/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-fold.h"
#include "atlas-mapping-private.h"

/* Headings that are sentences: "1. What is your full name? (as in your passport)", "Veuillez indiquer votre
 * adresse". Surveys (KoboToolbox, Google Forms) write their questions there. What is left once the words of
 * asking are gone is looked up as any heading is; a word more than that, and it is not understood. */

/* Folded. Not "de" nor "et", which are of the things themselves. */
static const char *const asking[] = {
  "what",     "whats",    "which",   "is",        "are",      "was",     "were",         "your",
  "you",      "the",      "please",  "kindly",    "enter",    "provide", "indicate",     "type",
  "write",    "select",   "choose",  "tell",      "us",       "in",      "at",           "do",
  "did",      "quel",     "quelle",  "quels",     "quelles",  "est",     "sont",         "votre",
  "vos",      "vous",     "dans",    "en",        "veuillez", "merci",   "indiquer",     "indiquez",
  "preciser", "precisez", "saisir",  "saisissez", "entrer",   "entrez",  "donner",       "donnez",
  "inscrire", "ecrire",   "ecrivez", "sil",       "plait",    "svp",     "actuellement", "currently",
  NULL,
};

/* A question that begins so is answered with yes or no: "Is your address current?" is no address, nor is
 * "Please tell us: is your address current?" */
static const char *const deciding[] = { "is", "are", "was", "were", "do", "did", "est", NULL };

/* One that begins so is not, whatever follows. */
static const char *const wondering[] = { "what",    "whats", "which", "when",   "where",
                                         "who",     "how",   "quel",  "quelle", "quels",
                                         "quelles", "ou",    "quand", "depuis", NULL };

/* What in brackets adds nothing, not even to a question of consent: "contacté(e)", "(yes/no)". */
static const char *const idle[] = { "e",           "s",      "es",        "yes",         "no",
                                    "oui",         "non",    "y",         "n",           "required",
                                    "optional",    "requis", "mandatory", "obligatoire", "facultatif",
                                    "facultative", NULL };

/* What in brackets says how to write a value, not whose or which it is. */
static const char *const manner[] = {
  "all",        "that",      "apply",      "applies",  "if",     "any",      "applicable", "tous",
  "toutes",     "yyyy",      "mm",         "dd",       "aaaa",   "jj",       "format",     "year",
  "annee",      "only",      "whatsapp",   "cell",     "mobile", "portable", "preferred",  "main",
  "cellulaire", "principal", "principale", "with",     "avec",   "area",     "include",    "including",
  "code",       "indicatif", "full",       "complete", "and",    NULL,
};

/* Several of them say what belongs to the whole; one alone says that only that is meant. */
static const char *const parts[] = { "first",  "last", "street", "city",  "state", "province",
                                     "postal", "zip",  "rue",    "ville", "etat",  NULL };

/* Brackets that begin so hold an example. */
static const char *const examples[] = { "e g ",     "eg ",          "ex ",         "example ",
                                        "exemple ", "par exemple ", "for example " };

/* Behind a question they say no more of what is asked; those of a country or a channel say more than nothing
 * where it is consent that is asked for. */
static const struct
{
  const char *words;
  AtlasHeadingDropped dropped;
} tails[] = {
  { " by embassy", 0 },
  { " by consulate", 0 },
  { " by us", 0 },
  { " by embassy of rwanda", 0 },
  { " par lambassade", 0 },
  { " par le consulat", 0 },
  { " par nous", 0 },
  { " aux etats unis", ATLAS_HEADING_DROPPED_MORE | ATLAS_HEADING_DROPPED_COUNTRY },
  { " united states", ATLAS_HEADING_DROPPED_MORE | ATLAS_HEADING_DROPPED_COUNTRY },
  { " aux usa", ATLAS_HEADING_DROPPED_MORE | ATLAS_HEADING_DROPPED_COUNTRY },
  { " au canada", ATLAS_HEADING_DROPPED_MORE | ATLAS_HEADING_DROPPED_COUNTRY },
  { " canada", ATLAS_HEADING_DROPPED_MORE | ATLAS_HEADING_DROPPED_COUNTRY },
  { " usa", ATLAS_HEADING_DROPPED_MORE | ATLAS_HEADING_DROPPED_COUNTRY },
  { " whatsapp", ATLAS_HEADING_DROPPED_MORE },
};

/* "3", "q3": the number of a question. */
static gboolean
is_number (const char *word)
{
  gsize at = word[0] == 'q' ? 1 : 0;

  return word[at] != '\0' && strspn (word + at, "0123456789") == strlen (word + at);
}

/* "as in your passport": the name in it, where "passport" alone is a passport's. */
static gboolean
is_as_in_passport (const char *const *words)
{
  static const char *const all[] = { "as",       "comme",     "tel",      "que",       "it",      "appears",
                                     "on",       "in",        "your",     "dans",      "le",      "sur",
                                     "votre",    "the",       "official", "documents", "written", "id",
                                     "passport", "passeport", NULL };

  if (words[0] == NULL ||
      (strcmp (words[0], "as") != 0 && strcmp (words[0], "comme") != 0 && strcmp (words[0], "tel") != 0))
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    if (!g_strv_contains (all, words[i]))
      return FALSE;
  return TRUE;
}

/* Whether what stands in brackets may be left out. */
static gboolean
judge_brackets (const char *inside, AtlasHeadingDropped *dropped)
{
  char folded[128];
  g_auto (GStrv) words = NULL;

  /* What is cut can't be judged. */
  if (strlen (inside) >= sizeof folded)
    return FALSE;
  atlas_fold_words (inside, -1, folded, sizeof folded);
  words = g_strsplit (folded, " ", -1);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    if (g_str_has_prefix (folded, examples[i]))
      {
        *dropped |= ATLAS_HEADING_DROPPED_MORE;
        return TRUE;
      }
  if (is_as_in_passport ((const char *const *) words))
    {
      *dropped |= ATLAS_HEADING_DROPPED_MORE;
      return TRUE;
    }
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == '\0' || g_strv_contains (idle, words[i]) || g_strv_contains (asking, words[i]))
        continue;
      if (!g_strv_contains (manner, words[i]) && !(words[1] != NULL && g_strv_contains (parts, words[i])))
        return FALSE;
      *dropped |= ATLAS_HEADING_DROPPED_MORE;
    }
  return TRUE;
}

/* Without what stands in brackets; NULL where that says more than how to answer. */
static char *
drop_brackets (const char *text, AtlasHeadingDropped *dropped)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) inside = g_string_new (NULL);
  guint depth = 0;

  for (const char *at = text; *at != '\0'; at++)
    if (*at == '(' || *at == '[')
      {
        depth++;
        g_string_append_c (inside, ' ');
      }
    else if ((*at == ')' || *at == ']') && depth > 0)
      {
        if (--depth > 0)
          continue;
        if (!judge_brackets (inside->str, dropped))
          return NULL;
        g_string_truncate (inside, 0);
      }
    else
      g_string_append_c (depth > 0 ? inside : out, *at);
  if (!judge_brackets (inside->str, dropped))
    return NULL;
  return g_strdup (out->str);
}

static void
drop_tail (char *text, AtlasHeadingDropped *dropped)
{
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    if (g_str_has_suffix (text, tails[i].words))
      {
        text[strlen (text) - strlen (tails[i].words)] = '\0';
        *dropped |= tails[i].dropped;
        return;
      }
}

gboolean
atlas_heading_reduce (const char *text, char *folded, gsize size, AtlasHeadingDropped *dropped)
{
  g_autofree char *outside = NULL;
  g_autofree char *before = NULL;
  g_auto (GStrv) words = NULL;
  gboolean asked = FALSE;
  gsize n = 0;
  guint first = 0;

  g_return_val_if_fail (text != NULL && folded != NULL && size > 0 && dropped != NULL, FALSE);

  *dropped = 0;
  outside = drop_brackets (text, dropped);
  if (outside == NULL)
    return FALSE;
  atlas_fold_words (text, -1, folded, size);
  before = g_strdup (folded);
  atlas_fold_words (outside, -1, folded, size);
  words = g_strsplit (folded, " ", -1);
  while (words[first] != NULL && words[first + 1] != NULL && is_number (words[first]))
    first++;
  folded[0] = '\0';
  for (guint i = first; words[i] != NULL; i++)
    {
      asked |= g_strv_contains (wondering, words[i]);
      if (g_strv_contains (asking, words[i]) && (asked || !g_strv_contains (deciding, words[i])))
        continue;
      n += g_strlcpy (folded + n, n > 0 ? " " : "", size - n);
      n += g_strlcpy (folded + n, words[i], size - n);
    }
  drop_tail (folded, dropped);
  if (asked)
    *dropped &= ~ATLAS_HEADING_DROPPED_COUNTRY;
  return folded[0] != '\0' && strcmp (folded, before) != 0;
}
