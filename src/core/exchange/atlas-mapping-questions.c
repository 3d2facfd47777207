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

/* A question that begins so is answered with yes or no: "Is your address current?" is no address. */
static const char *const deciding[] = { "is", "are", "was", "were", "do", "did", "est", NULL };

/* Behind a question they say no more of what is asked. */
static const char *const tails[] = {
  " by embassy",
  " by consulate",
  " by us",
  " by embassy of rwanda",
  " par lambassade",
  " par le consulat",
  " par nous",
  " aux etats unis",
  " united states",
  " aux usa",
  " au canada",
  " canada",
  " usa",
  " whatsapp",
};

/* Without what stands in brackets, unless that is all of it. */
static char *
drop_brackets (const char *text)
{
  GString *out = g_string_new (NULL);
  guint depth = 0;

  for (const char *at = text; *at != '\0'; at++)
    if (*at == '(' || *at == '[')
      depth++;
    else if ((*at == ')' || *at == ']') && depth > 0)
      depth--;
    else if (depth == 0)
      g_string_append_c (out, *at);
  return g_string_free (out, FALSE);
}

/* "3", "q3": the number of a question. */
static gboolean
is_number (const char *word)
{
  gsize at = word[0] == 'q' ? 1 : 0;

  return word[at] != '\0' && strspn (word + at, "0123456789") == strlen (word + at);
}

static void
drop_tail (char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    if (g_str_has_suffix (text, tails[i]))
      {
        text[strlen (text) - strlen (tails[i])] = '\0';
        return;
      }
}

gboolean
atlas_heading_reduce (const char *text, char *folded, gsize size)
{
  g_autofree char *outside = drop_brackets (text);
  g_autofree char *before = NULL;
  g_auto (GStrv) words = NULL;
  gsize n = 0;
  guint first = 0;

  g_return_val_if_fail (text != NULL && folded != NULL && size > 0, FALSE);

  atlas_fold_words (text, -1, folded, size);
  before = g_strdup (folded);
  atlas_fold_words (outside, -1, folded, size);
  words = g_strsplit (folded, " ", -1);
  while (words[first] != NULL && words[first + 1] != NULL && is_number (words[first]))
    first++;
  folded[0] = '\0';
  for (guint i = first; words[i] != NULL; i++)
    {
      gboolean decides = i == first && g_strv_contains (deciding, words[i]);

      if (!decides && g_strv_contains (asking, words[i]))
        continue;
      n += g_strlcpy (folded + n, n > 0 ? " " : "", size - n);
      n += g_strlcpy (folded + n, words[i], size - n);
    }
  drop_tail (folded);
  return folded[0] != '\0' && strcmp (folded, before) != 0;
}
