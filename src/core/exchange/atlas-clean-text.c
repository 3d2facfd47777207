/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-clean.h"
#include "atlas-fold.h"
#include "atlas-text-encoding.h"

/* Texts, names and numbers. */

/* Characters that show nothing: what web pages and word processors leave behind. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0x200b || c == 0xfeff || c == 0x2060 || c == 0xad || c == 0x200e || c == 0x200f;
}

static gboolean
is_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80 || (guchar) text[i] < ' ')
      return FALSE;
  return TRUE;
}

char *
atlas_clean_text (const char *text, gsize length)
{
  g_autofree char *mended = NULL;
  g_autofree char *composed = NULL;
  g_autoptr (GString) out = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  while (length > 0 && g_ascii_isspace (text[0]))
    text++, length--;
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if (is_ascii (text, length))
    return g_strndup (text, length);

  mended = atlas_text_mend (text, length);
  composed = mended != NULL ? g_utf8_normalize (mended, -1, G_NORMALIZE_DEFAULT_COMPOSE)
                            : g_utf8_normalize (text, (gssize) length, G_NORMALIZE_DEFAULT_COMPOSE);
  if (composed == NULL)
    return g_strndup (text, length);

  out = g_string_sized_new (length);
  for (const char *at = composed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      /* No-break spaces, narrow or not, are spaces; line ends are LF. */
      if (c == 0xa0 || c == 0x202f || c == 0x2007)
        c = ' ';
      else if (c == 0x2028 || c == 0x2029)
        c = '\n';
      else if (c == '\r')
        {
          if (at[1] == '\n')
            continue;
          c = '\n';
        }
      if (is_invisible (c))
        continue;
      if (out->len > 0 || !g_unichar_isspace (c))
        g_string_append_unichar (out, c);
    }
  while (out->len > 0)
    {
      const char *last = g_utf8_find_prev_char (out->str, out->str + out->len);

      if (last == NULL || !g_unichar_isspace (g_utf8_get_char (last)))
        break;
      g_string_truncate (out, (gsize) (last - out->str));
    }
  return g_strdup (out->str);
}

gboolean
atlas_clean_yes (const char *text, gboolean *known)
{
  static const char *const yes[] = { "1", "y", "yes", "true", "x", "oui", "o", "vrai", "yego" };
  static const char *const no[] = { "0", "n", "no", "false", "non", "faux", "oya" };
  char folded[32];

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (known != NULL, FALSE);

  *known = TRUE;
  if (atlas_fold_words (text, -1, folded, sizeof folded) == 0)
    {
      *known = text[0] == '\0';
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    if (strcmp (folded, yes[i]) == 0)
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    if (strcmp (folded, no[i]) == 0)
      return FALSE;
  *known = FALSE;
  return FALSE;
}

/* --- Names. */

static const struct
{
  const char *folded;
  const char *sex; /* NULL: tells none, and is kept */
} titles[] = {
  { "mr", "male" },     { "mrs", "female" },    { "ms", "female" },
  { "miss", "female" }, { "monsieur", "male" }, { "madame", "female" },
  { "mme", "female" },  { "mlle", "female" },   { "mademoiselle", "female" },
  { "sir", "male" },    { "dr", NULL },         { "dre", NULL },
  { "prof", NULL },     { "professor", NULL },  { "professeur", NULL },
  { "rev", NULL },      { "pasteur", NULL },    { "pastor", NULL },
  { "hon", NULL },      { "me", NULL },         { "eng", NULL },
  { "ing", NULL },
};

static const char *const particles[] = {
  "van", "von", "de",  "del", "della", "der", "den", "des", "du",    "da",  "dos", "di",
  "la",  "le",  "bin", "ibn", "ben",   "el",  "al",  "st",  "saint", "ter", "ten",
};

static int
find_title (const char *word)
{
  char folded[32];

  if (atlas_fold_words (word, -1, folded, sizeof folded) == 0)
    return -1;
  /* "M." is monsieur, and "M" an initial. */
  if (strcmp (word, "M.") == 0)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (strcmp (titles[i].folded, folded) == 0)
      /* "Me" and "Eng" are titles only with their dot or as the first of three words; the dot decides. */
      return (strcmp (folded, "me") == 0 || strcmp (folded, "eng") == 0) && strchr (word, '.') == NULL
               ? -1
               : (int) i;
  return -1;
}

static gboolean
is_particle (const char *word)
{
  char folded[16];

  atlas_fold_words (word, -1, folded, sizeof folded);
  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    if (strcmp (particles[i], folded) == 0)
      return TRUE;
  return FALSE;
}

/* Two letters or more, all capitals. */
static gboolean
is_capitals (const char *word)
{
  guint n = 0;

  for (; *word != '\0'; word = g_utf8_next_char (word))
    {
      gunichar c = g_utf8_get_char (word);

      if (g_unichar_islower (c))
        return FALSE;
      n += g_unichar_isupper (c);
    }
  return n >= 2;
}

static char *
join (GPtrArray *words, guint from, guint to)
{
  GString *out = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    g_string_append_printf (out, "%s%s", i > from ? " " : "", (const char *) g_ptr_array_index (words, i));
  return g_string_free (out, FALSE);
}

/* Words of @text without titles. */
static GPtrArray *
split_words (const char *text, AtlasCleanName *name)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\n\r", -1);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  GString *kept = g_string_new (name->other);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      int title;

      if (parts[i][0] == '\0')
        continue;
      title = words->len == 0 ? find_title (parts[i]) : -1;
      if (title < 0)
        g_ptr_array_add (words, g_strdup (parts[i]));
      else if (titles[title].sex != NULL)
        name->sex = titles[title].sex;
      else
        g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "", parts[i]);
    }
  g_free (name->other);
  name->other = g_string_free (kept, FALSE);
  return words;
}

static void
split_by_comma (const char *text, const char *comma, AtlasCleanName *name)
{
  g_autofree char *before = g_strndup (text, (gsize) (comma - text));
  g_autoptr (GPtrArray) family = split_words (before, name);
  g_autoptr (GPtrArray) given = split_words (comma + 1, name);

  name->family = join (family, 0, family->len);
  name->given = join (given, 0, given->len);
}

/* One run of capitals at either end is the family's, "UWASE Ada": from @from to before @to. All in capitals
 * say nothing. */
static gboolean
find_capitals (GPtrArray *words, guint *from, guint *to)
{
  guint n_capitals = 0, first = 0;

  for (guint i = 0; i < words->len; i++)
    if (is_capitals (g_ptr_array_index (words, i)) && n_capitals++ == 0)
      first = i;
  if (n_capitals == 0 || n_capitals == words->len || (first > 0 && first + n_capitals < words->len))
    return FALSE;
  for (guint i = first; i < first + n_capitals; i++)
    if (!is_capitals (g_ptr_array_index (words, i)))
      return FALSE;
  *from = first;
  *to = first + n_capitals;
  return TRUE;
}

/* One word and the particles before it. */
static void
find_family (GPtrArray *words, AtlasNameOrder order, guint *from, guint *to)
{
  *from = words->len > 1 ? words->len - 1 : words->len;
  *to = words->len;
  if (words->len < 2 || order == ATLAS_NAME_ORDER_GIVEN_FIRST)
    return;
  *from = 0;
  *to = 1;
  while (*to + 1 < words->len && is_particle (g_ptr_array_index (words, *to - 1)))
    ++*to;
}

gboolean
atlas_clean_find_name_order (const char *text, AtlasNameOrder *order)
{
  g_auto (AtlasCleanName) name = { 0 };
  g_autoptr (GPtrArray) words = NULL;
  guint from, to;

  g_return_val_if_fail (text != NULL && order != NULL, FALSE);

  words = split_words (text, &name);
  if (strchr (text, ',') != NULL || !find_capitals (words, &from, &to))
    return FALSE;
  *order = from == 0 ? ATLAS_NAME_ORDER_FAMILY_FIRST : ATLAS_NAME_ORDER_GIVEN_FIRST;
  return TRUE;
}

void
atlas_clean_name (const char *text, AtlasNameOrder order, AtlasCleanName *name)
{
  g_autoptr (GPtrArray) words = NULL;
  const char *comma;
  guint from, to;

  g_return_if_fail (text != NULL);
  g_return_if_fail (name != NULL);

  *name = (AtlasCleanName){ 0 };
  comma = strchr (text, ',');
  if (comma != NULL && strchr (comma + 1, ',') == NULL)
    {
      split_by_comma (text, comma, name);
      return;
    }

  words = split_words (text, name);
  if (!find_capitals (words, &from, &to))
    find_family (words, order, &from, &to);
  while (to == words->len && from > 1 && from < to && is_particle (g_ptr_array_index (words, from - 1)))
    from--;

  name->family = join (words, from, to);
  name->given = from == 0 ? join (words, to, words->len) : join (words, 0, from);
}

void
atlas_clean_name_clear (AtlasCleanName *name)
{
  g_clear_pointer (&name->given, g_free);
  g_clear_pointer (&name->family, g_free);
  g_clear_pointer (&name->other, g_free);
  name->sex = NULL;
}
