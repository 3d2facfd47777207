/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-place-key.h"

#include <string.h>

#include "atlas-fold.h"

static const struct
{
  const char *word, *full;
} abbreviations[] = { { "st", "saint" }, { "ste", "sainte" }, { "mt", "mount" }, { "ft", "fort" } };

/* "N. Vancouver": a letter at the beginning, with more to follow. */
static const char *
compass_point (char letter)
{
  switch (letter)
    {
    case 'n':
      return "north";
    case 'e':
      return "east";
    case 's':
      return "south";
    case 'w':
      return "west";
    default:
      return NULL;
    }
}

gsize
atlas_place_key (const char *text, gssize length, char key[ATLAS_PLACE_KEY_SIZE])
{
  char folded[ATLAS_PLACE_KEY_SIZE];
  gsize to = 0;

  g_return_val_if_fail (text != NULL, 0);
  g_return_val_if_fail (key != NULL, 0);

  key[0] = '\0';
  if ((length < 0 ? strlen (text) : (gsize) length) >= ATLAS_PLACE_KEY_SIZE - 8 ||
      atlas_fold_words (text, length, folded, sizeof folded) == 0)
    return 0;

  for (const char *word = folded; *word != '\0';)
    {
      gsize n = strcspn (word, " ");
      const char *written = word;
      gsize n_written = n;

      if (to == 0 && n == 1 && word[n] == ' ' && compass_point (*word))
        {
          written = compass_point (*word);
          n_written = strlen (written);
        }
      for (guint i = 0; i < G_N_ELEMENTS (abbreviations); i++)
        if (n == strlen (abbreviations[i].word) && memcmp (word, abbreviations[i].word, n) == 0)
          {
            written = abbreviations[i].full;
            n_written = strlen (written);
          }
      if (to + n_written + 2 > ATLAS_PLACE_KEY_SIZE)
        return 0;
      if (to > 0)
        key[to++] = ' ';
      memcpy (key + to, written, n_written);
      to += n_written;
      word += n + (word[n] == ' ');
    }
  key[to] = '\0';
  return to;
}
