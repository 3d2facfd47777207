/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-duplicate-compare.h"

/* People of one firm: their mailboxes are numbered, their telephones lie in one block. What is elsewhere a
 * slip of the pen tells them apart. */

/* Telephones that are in one block have all digits in common but so many at the end. */
#define BLOCK 100

/* With whom everybody has an address: by the first part of the domain, "yahoo" of "yahoo.fr". */
static const char *const providers[] = {
  "gmail",      "googlemail", "yahoo",     "ymail",  "rocketmail", "hotmail",   "outlook",
  "live",       "msn",        "icloud",    "me",     "mac",        "aol",       "proton",
  "protonmail", "gmx",        "mail",      "yandex", "videotron",  "sympatico", "bell",
  "rogers",     "shaw",       "telus",     "cogeco", "eastlink",   "comcast",   "verizon",
  "att",        "sbcglobal",  "bellsouth", "cox",    "charter",    "orange",    "wanadoo",
  "free",       "laposte",    "sfr",       "skynet", "telenet",    "bluewin",   NULL,
};

/* The domain with its "@"; NULL where there is none, or a provider's. */
static const char *
find_firm (const char *address, gsize length)
{
  const char *at = memrchr (address, '@', length);
  const char *end = address + length;
  const char *dot = at != NULL ? memchr (at, '.', (gsize) (end - at)) : NULL;
  gsize n;

  if (dot == NULL)
    return NULL;
  n = (gsize) (dot - at) - 1;
  for (guint i = 0; providers[i] != NULL; i++)
    if (strlen (providers[i]) == n && g_ascii_strncasecmp (providers[i], at + 1, n) == 0)
      return NULL;
  return at;
}

gboolean
atlas_duplicate_are_colleagues (AtlasDuplicateScale *self,
                                const AtlasDuplicateRow *a,
                                const AtlasDuplicateRow *b)
{
  AtlasDuplicateWords *words = self->columns->emails;
  gboolean colleagues = FALSE;

  for (guint i = 0; i < ATLAS_DUPLICATE_WAYS && a->emails[i] != 0; i++)
    for (guint j = 0; j < ATLAS_DUPLICATE_WAYS && b->emails[j] != 0; j++)
      {
        gsize n_left, n_right;
        const char *left = atlas_duplicate_words_get (words, a->emails[i], &n_left);
        const char *right = atlas_duplicate_words_get (words, b->emails[j], &n_right);
        const char *firm = find_firm (left, n_left), *other = find_firm (right, n_right);

        if (a->emails[i] == b->emails[j])
          return FALSE;
        colleagues |= firm != NULL && other != NULL && left + n_left - firm == right + n_right - other &&
                      memcmp (firm, other, (gsize) (left + n_left - firm)) == 0;
      }
  return colleagues;
}

gboolean
atlas_duplicate_are_numbered_emails (AtlasDuplicateScale *self,
                                     const AtlasDuplicateRow *a,
                                     const AtlasDuplicateRow *b)
{
  AtlasDuplicateWords *words = self->columns->emails;
  gboolean numbered = FALSE;

  for (guint i = 0; i < ATLAS_DUPLICATE_WAYS && a->emails[i] != 0; i++)
    for (guint j = 0; j < ATLAS_DUPLICATE_WAYS && b->emails[j] != 0; j++)
      {
        gsize n_left, n_right, at = 0;
        const char *left = atlas_duplicate_words_get (words, a->emails[i], &n_left);
        const char *right = atlas_duplicate_words_get (words, b->emails[j], &n_right);

        if (!atlas_duplicate_words_is_slip (words, a->emails[i], b->emails[j]))
          continue;
        while (at < MIN (n_left, n_right) && left[at] == right[at])
          at++;
        /* Beside a slip among letters that of a number proves nothing. */
        if (at == n_left || at == n_right || !g_ascii_isdigit (left[at]) || !g_ascii_isdigit (right[at]))
          return FALSE;
        numbered = TRUE;
      }
  return numbered;
}

gboolean
atlas_duplicate_are_in_one_block (const AtlasDuplicateRow *a, const AtlasDuplicateRow *b)
{
  for (guint i = 0; i < ATLAS_DUPLICATE_WAYS && a->phones[i] != 0; i++)
    for (guint j = 0; j < ATLAS_DUPLICATE_WAYS && b->phones[j] != 0; j++)
      if (a->phones[i] != b->phones[j] && a->phones[i] / BLOCK == b->phones[j] / BLOCK)
        return TRUE;
  return FALSE;
}
