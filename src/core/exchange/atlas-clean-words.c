/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "atlas-clean.h"
#include "atlas-fold.h"

/* Words of everyday life for keys of vocabularies, in English and French whatever the program's language: a
 * list from Montréal is read in Washington. Folded. */
typedef struct
{
  const char *word;
  const char *key;
} Word;

static const Word sexes[] = {
  { "f", "female" },
  { "female", "female" },
  { "feminin", "female" },
  { "feminine", "female" },
  { "femme", "female" },
  { "femmes", "female" },
  { "fille", "female" },
  { "gabo", "male" },
  { "garcon", "male" },
  { "girl", "female" },
  { "gore", "female" },
  { "h", "male" },
  { "homme", "male" },
  { "hommes", "male" },
  { "lady", "female" },
  { "m", "male" },
  { "madame", "female" },
  { "male", "male" },
  { "man", "male" },
  { "masc", "male" },
  { "masculin", "male" },
  { "masculine", "male" },
  { "men", "male" },
  { "miss", "female" },
  { "mlle", "female" },
  { "mme", "female" },
  { "monsieur", "male" },
  { "mr", "male" },
  { "mrs", "female" },
  { "ms", "female" },
  { "non binaire", "other" },
  { "non binary", "other" },
  { "other", "other" },
  { "autre", "other" },
  { "prefer not to say", "undisclosed" },
  { "prefer not to answer", "undisclosed" },
  { "prefere ne pas repondre", "undisclosed" },
  { "je prefere ne pas repondre", "undisclosed" },
  { "ne souhaite pas repondre", "undisclosed" },
  { "umugabo", "male" },
  { "umugore", "female" },
  { "w", "female" },
  { "woman", "female" },
  { "women", "female" },
  { "x", "other" },
};

/* ISCED 2011 (UNESCO Institute for Statistics, 2012) and its mappings of the programmes of Canada, the USA,
 * France and Rwanda. */
static const Word educations[] = {
  { "a level", "3" },
  { "a levels", "3" },
  { "a0", "6" },
  { "a1", "5" },
  { "a2", "3" },
  { "associate", "5" },
  { "associate degree", "5" },
  { "ba", "6" },
  { "bac 2", "5" },
  { "bac 3", "6" },
  { "bac 5", "7" },
  { "bachelier", "6" },
  { "bachelor", "6" },
  { "bachelor degree", "6" },
  { "bachelor of arts", "6" },
  { "bachelor of science", "6" },
  { "bachelors", "6" },
  { "bachelors degree", "6" },
  { "beng", "6" },
  { "bs", "6" },
  { "bsc", "6" },
  { "bts", "5" },
  { "cegep", "4" },
  { "certificate", "4" },
  { "college", "5" },
  { "college diploma", "5" },
  { "dea", "7" },
  { "dec", "4" },
  { "dess", "7" },
  { "diploma", "5" },
  { "diplome detudes collegiales", "4" },
  { "diplome detudes secondaires", "3" },
  { "diplome universitaire de technologie", "5" },
  { "doctor", "8" },
  { "doctor of philosophy", "8" },
  { "doctoral", "8" },
  { "doctoral degree", "8" },
  { "doctorat", "8" },
  { "doctorate", "8" },
  { "dut", "5" },
  { "ecole primaire", "1" },
  { "ecole secondaire", "3" },
  { "elementary", "1" },
  { "elementary school", "1" },
  { "ged", "3" },
  { "graduate degree", "7" },
  { "high school", "3" },
  { "high school diploma", "3" },
  { "humanites", "3" },
  { "illiterate", "0" },
  { "licence", "6" },
  { "licencie", "6" },
  { "lower secondary", "2" },
  { "lycee", "3" },
  { "ma", "7" },
  { "maitrise", "7" },
  { "master", "7" },
  { "master degree", "7" },
  { "master of arts", "7" },
  { "master of science", "7" },
  { "masters", "7" },
  { "masters degree", "7" },
  { "mba", "7" },
  { "middle school", "2" },
  { "msc", "7" },
  { "no schooling", "0" },
  { "none", "0" },
  { "o level", "2" },
  { "ordinary level", "2" },
  { "phd", "8" },
  { "post secondary", "4" },
  { "primaire", "1" },
  { "primary", "1" },
  { "primary education", "1" },
  { "primary school", "1" },
  { "sans instruction", "0" },
  { "secondaire", "3" },
  { "secondary", "3" },
  { "secondary education", "3" },
  { "secondary school", "3" },
  { "tronc commun", "2" },
  { "undergraduate degree", "6" },
  { "universitaire", "6" },
  { "upper secondary", "3" },
};

/* ISCO-08 (ILO 2012), its index of occupational titles: only words that lie in one group, and as deep as they
 * go. "Teacher" says which two digits, "engineer" nothing at all. */
static const Word occupations[] = {
  { "accountant", "2411" },
  { "accounting clerk", "4311" },
  { "architect", "2161" },
  { "architecte", "2161" },
  { "auditor", "2411" },
  { "avocat", "2611" },
  { "avocate", "2611" },
  { "baker", "7512" },
  { "barber", "5141" },
  { "boulanger", "7512" },
  { "bus driver", "8331" },
  { "bookkeeper", "3313" },
  { "butcher", "7511" },
  { "caissier", "5230" },
  { "caissiere", "5230" },
  { "camionneur", "8332" },
  { "carpenter", "7115" },
  { "cashier", "5230" },
  { "chauffeur de camion", "8332" },
  { "chauffeur de taxi", "8322" },
  { "chef", "3434" },
  { "chemical engineer", "2145" },
  { "chemist", "2113" },
  { "civil engineer", "2142" },
  { "cleaner", "91" },
  { "coiffeur", "5141" },
  { "coiffeuse", "5141" },
  { "comptable", "2411" },
  { "cook", "5120" },
  { "cuisinier", "5120" },
  { "cuisiniere", "5120" },
  { "data scientist", "2120" },
  { "database administrator", "2521" },
  { "dentist", "2261" },
  { "dentiste", "2261" },
  { "developer", "251" },
  { "developpeur", "251" },
  { "developpeuse", "251" },
  { "developpeur logiciel", "2512" },
  { "dietitian", "2265" },
  { "economist", "2631" },
  { "economiste", "2631" },
  { "electrical engineer", "2151" },
  { "electrician", "741" },
  { "electricien", "741" },
  { "enseignant", "23" },
  { "enseignante", "23" },
  { "environmental engineer", "2143" },
  { "financial analyst", "2413" },
  { "graphic designer", "2166" },
  { "hairdresser", "5141" },
  { "infirmier", "2221" },
  { "infirmiere", "2221" },
  { "ingenieur civil", "2142" },
  { "interpreter", "2643" },
  { "journalist", "2642" },
  { "journaliste", "2642" },
  { "judge", "2612" },
  { "juge", "2612" },
  { "lawyer", "2611" },
  { "librarian", "2622" },
  { "mason", "7112" },
  { "mecanicien", "723" },
  { "mechanical engineer", "2144" },
  { "medecin", "221" },
  { "medical doctor", "221" },
  { "midwife", "2222" },
  { "musician", "2652" },
  { "musicien", "2652" },
  { "network engineer", "2523" },
  { "nurse", "2221" },
  { "nursing assistant", "5321" },
  { "optometrist", "2267" },
  { "painter", "7131" },
  { "pharmacien", "2262" },
  { "pharmacienne", "2262" },
  { "pharmacist", "2262" },
  { "physician", "221" },
  { "physicist", "2111" },
  { "physiotherapist", "2264" },
  { "physiotherapeute", "2264" },
  { "plombier", "7126" },
  { "plumber", "7126" },
  { "police officer", "5412" },
  { "policier", "5412" },
  { "primary school teacher", "2341" },
  { "professeur duniversite", "2310" },
  { "programmer", "2514" },
  { "programmeur", "2514" },
  { "psychologist", "2634" },
  { "psychologue", "2634" },
  { "receptionist", "4226" },
  { "receptionniste", "4226" },
  { "registered nurse", "2221" },
  { "rn", "2221" },
  { "sage femme", "2222" },
  { "secondary school teacher", "2330" },
  { "secretaire", "41" },
  { "secretary", "41" },
  { "security guard", "5414" },
  { "social worker", "2635" },
  { "software developer", "2512" },
  { "software engineer", "2512" },
  { "statistician", "2120" },
  { "statisticien", "2120" },
  { "surgeon", "2212" },
  { "systems administrator", "2522" },
  { "systems analyst", "2511" },
  { "tailor", "7531" },
  { "taxi driver", "8322" },
  { "teacher", "23" },
  { "traducteur", "2643" },
  { "traductrice", "2643" },
  { "translator", "2643" },
  { "travailleur social", "2635" },
  { "travailleuse sociale", "2635" },
  { "truck driver", "8332" },
  { "university professor", "2310" },
  { "veterinaire", "2250" },
  { "veterinarian", "2250" },
  { "waiter", "5131" },
  { "waitress", "5131" },
  { "web developer", "2513" },
  { "welder", "7212" },
  { "soudeur", "7212" },
  { "writer", "2641" },
};

static const Word languages[] = {
  { "allemand", "de" },    { "amharique", "am" }, { "anglais", "en" },     { "arabe", "ar" },
  { "chinois", "zh" },     { "chinese", "zh" },   { "english", "en" },     { "espagnol", "es" },
  { "farsi", "fa" },       { "flamand", "nl" },   { "francais", "fr" },    { "french", "fr" },
  { "german", "de" },      { "hebreu", "he" },    { "hindi", "hi" },       { "ikinyarwanda", "rw" },
  { "italien", "it" },     { "japonais", "ja" },  { "kinyarwanda", "rw" }, { "kirundi", "rn" },
  { "kiswahili", "sw" },   { "lingala", "ln" },   { "luganda", "lg" },     { "mandarin", "zh" },
  { "neerlandais", "nl" }, { "polonais", "pl" },  { "portugais", "pt" },   { "rundi", "rn" },
  { "russe", "ru" },       { "spanish", "es" },   { "suedois", "sv" },     { "swahili", "sw" },
  { "turc", "tr" },        { "wolof", "wo" },     { "zoulou", "zu" },
};

static const Word levels[] = {
  { "advanced", "C1" },
  { "avance", "C1" },
  { "basic", "A2" },
  { "beginner", "A1" },
  { "bilingue", "C2" },
  { "bilingual", "C2" },
  { "bon", "B2" },
  { "bonne", "B2" },
  { "courant", "C1" },
  { "debutant", "A1" },
  { "elementaire", "A2" },
  { "elementary", "A2" },
  { "fluent", "C1" },
  { "good", "B2" },
  { "intermediaire", "B1" },
  { "intermediate", "B1" },
  { "langue maternelle", "C2" },
  { "maternelle", "C2" },
  { "mother tongue", "C2" },
  { "native", "C2" },
  { "notions", "A1" },
  { "upper intermediate", "B2" },
};

/* The tables are short, and read as people read them: the order of the alphabet is not relied upon. */
static GHashTable *
build (const Word *words, guint n)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    g_hash_table_insert (table, (gpointer) words[i].word, (gpointer) words[i].key);
  return table;
}

static const char *
find (GHashTable **table, gsize *once, const Word *words, guint n, const char *text)
{
  char folded[128];
  const char *key;

  if (g_once_init_enter (once))
    {
      *table = build (words, n);
      g_once_init_leave (once, 1);
    }
  if (atlas_fold_words (text, -1, folded, sizeof folded) == 0)
    return NULL;
  key = g_hash_table_lookup (*table, folded);
  /* "Ph.D.", "B.Sc." */
  if (key == NULL && strchr (text, '.') != NULL && strlen (folded) <= 8)
    {
      g_auto (GStrv) parts = g_strsplit (folded, " ", -1);
      g_autofree char *joined = g_strjoinv ("", parts);

      key = g_hash_table_lookup (*table, joined);
    }
  return key;
}

#define FIND(words, text)                                           \
  G_STMT_START                                                      \
  {                                                                 \
    static GHashTable *table;                                       \
    static gsize once;                                              \
                                                                    \
    g_return_val_if_fail (text != NULL, NULL);                      \
    return find (&table, &once, words, G_N_ELEMENTS (words), text); \
  }                                                                 \
  G_STMT_END

const char *
atlas_clean_sex (const char *text)
{
  FIND (sexes, text);
}

const char *
atlas_clean_occupation (const char *text)
{
  FIND (occupations, text);
}

static const char *
find_education (const char *text)
{
  FIND (educations, text);
}

static const char *
find_language (const char *text)
{
  FIND (languages, text);
}

static const char *
find_level (const char *text)
{
  FIND (levels, text);
}

/* "Master's degree in Public Health", "Licence en droit", "BSc Nursing": what the words before the subject
 * say. */
const char *
atlas_clean_education (const char *text)
{
  static const char *const seams[] = { " in ", " en ", " of ", " de ", " (", ",", " - " };
  const char *key;

  g_return_val_if_fail (text != NULL, NULL);

  key = find_education (text);
  for (guint i = 0; key == NULL && i < G_N_ELEMENTS (seams); i++)
    {
      const char *seam = strstr (text, seams[i]);
      g_autofree char *head = seam != NULL ? g_strndup (text, (gsize) (seam - text)) : NULL;

      if (head != NULL)
        key = find_education (head);
    }
  if (key == NULL)
    key = atlas_vocabulary_match (&atlas_vocabulary_education_level, text);
  return key;
}

/* "English (United States)": a program's language again, by its name. */
static const char *
find_language_of_country (const char *text)
{
  const char *open = strchr (text, '(');
  g_autofree char *language = open != NULL ? g_strndup (text, (gsize) (open - text)) : NULL;
  g_autofree char *country = open != NULL ? g_strndup (open + 1, strcspn (open + 1, ")")) : NULL;

  if (open == NULL || !g_str_has_suffix (text, ")") || atlas_clean_country (country) == NULL)
    return NULL;
  return atlas_clean_language (g_strchomp (language));
}

/* "fr-CA" and "en_US" are languages of programs. */
const char *
atlas_clean_language (const char *text)
{
  const char *key;

  g_return_val_if_fail (text != NULL, NULL);

  key = find_language (text);
  if (key == NULL)
    key = atlas_vocabulary_match (&atlas_vocabulary_language, text);
  if (key == NULL && (strlen (text) == 5 || strlen (text) == 6) && strpbrk (text, "-_") != NULL &&
      g_ascii_isalpha (text[strlen (text) - 1]) && g_ascii_isalpha (text[strlen (text) - 2]))
    {
      g_autofree char *head = g_ascii_strdown (text, (gssize) strcspn (text, "-_"));

      key = atlas_vocabulary_match (&atlas_vocabulary_language, head);
    }
  return key != NULL ? key : find_language_of_country (text);
}

const char *
atlas_clean_language_level (const char *text)
{
  const char *key;

  g_return_val_if_fail (text != NULL, NULL);

  key = find_level (text);
  return key != NULL ? key : atlas_vocabulary_match (&atlas_vocabulary_language_level, text);
}
