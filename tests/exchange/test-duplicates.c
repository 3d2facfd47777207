/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-demo.h"
#include "atlas-duplicates.h"
#include "exchange-test-support.h"

/* --- a set whose true pairs are known ------------------------------------------------------------------ */

/* Records, and whose each is: two of one person are a true pair. */
typedef struct
{
  GPtrArray *members; /* AtlasRecord; the row id of each is its place, from 1 */
  GArray *people;     /* gint64 */
} Set;

static void
set_init (Set *set)
{
  set->members = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  set->people = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
set_clear (Set *set)
{
  g_clear_pointer (&set->members, g_ptr_array_unref);
  g_clear_pointer (&set->people, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Set, set_clear)

/* Takes the record. */
static void
set_add (Set *set, AtlasRecord *member, gint64 person)
{
  g_ptr_array_add (set->members, member);
  g_array_append_val (set->people, person);
  atlas_record_set_id (member, set->members->len);
}

static gint64
count_true_pairs (Set *set)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_int64_hash, g_int64_equal);
  gint64 n = 0;

  for (guint i = 0; i < set->people->len; i++)
    {
      gint64 *person = &g_array_index (set->people, gint64, i);
      guint before = GPOINTER_TO_UINT (g_hash_table_lookup (counts, person));

      n += before;
      g_hash_table_insert (counts, person, GUINT_TO_POINTER (before + 1));
    }
  return n;
}

static void
assert_quality (Set *set, const char *name, gint64 n_true, double least_precision, double least_recall)
{
  g_autoptr (AtlasDuplicates) duplicates = atlas_duplicates_new_for_records (set->members);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) pairs =
    atlas_duplicates_search (duplicates, ATLAS_DUPLICATES_THRESHOLD, NULL, NULL, NULL, NULL, NULL, &error);
  gint64 n_right = 0;
  double precision, recall;

  g_assert_no_error (error);
  g_assert_cmpint (count_true_pairs (set), ==, n_true);
  for (guint i = 0; i < pairs->len; i++)
    {
      const AtlasDuplicatePair *pair = &g_array_index (pairs, AtlasDuplicatePair, i);

      n_right += g_array_index (set->people, gint64, pair->left - 1) ==
                 g_array_index (set->people, gint64, pair->right - 1);
    }
  precision = (double) n_right / MAX (pairs->len, 1u);
  recall = (double) n_right / (double) n_true;
  g_test_message ("%s: precision %.4f, recall %.4f of %d pairs", name, precision, recall, (int) n_true);
  g_assert_cmpfloat (precision, >=, least_precision);
  g_assert_cmpfloat (recall, >=, least_recall);
}

/* --- Febrl --------------------------------------------------------------------------------------------- */

enum
{
  FEBRL_ID,
  FEBRL_GIVEN,
  FEBRL_FAMILY,
  FEBRL_NUMBER,
  FEBRL_STREET,
  FEBRL_ANNEX,
  FEBRL_CITY,
  FEBRL_POSTCODE,
  FEBRL_STATE,
  FEBRL_BIRTH,
  FEBRL_N,
};

/* The columns as an officer would have entered them; the state, which has no code here, and the id number are
 * left out, and of the date of birth the year alone is taken. */
static AtlasRecord *
make_febrl (char **cells)
{
  AtlasRecord *member = atlas_record_new (&atlas_kind_member);
  g_autofree char *street = g_strjoin (" ", cells[FEBRL_NUMBER], cells[FEBRL_STREET], NULL);
  g_autofree char *line =
    cells[FEBRL_ANNEX][0] ? g_strjoin (", ", street, cells[FEBRL_ANNEX], NULL) : g_strdup (street);
  g_autofree char *year = g_strndup (cells[FEBRL_BIRTH], 4);

  atlas_record_set_text (member, "given_name", cells[FEBRL_GIVEN]);
  atlas_record_set_text (member, "family_name", cells[FEBRL_FAMILY]);
  atlas_record_set_text (member, "address.street", g_strstrip (line));
  atlas_record_set_text (member, "address.city", cells[FEBRL_CITY]);
  atlas_record_set_text (member, "address.postcode", cells[FEBRL_POSTCODE]);
  if (g_ascii_strtoull (year, NULL, 10) >= 1900)
    atlas_record_set_integer (member, "birth_year", (gint64) g_ascii_strtoull (year, NULL, 10));
  return member;
}

static void
read_febrl (const char *text, Set *set)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 1; lines[i]; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);

      if (g_strv_length (cells) <= FEBRL_N)
        continue;
      for (guint j = 0; cells[j]; j++)
        g_strstrip (cells[j]);
      set_add (set, make_febrl (cells), g_ascii_strtoll (cells[FEBRL_ID] + strlen ("rec-"), NULL, 10));
    }
}

static void
test_febrl (void)
{
  static const int n_true[] = { 500, 1934, 6538 };
  const char *corpus = g_getenv ("ATLAS_CORPUS_DIR");

  for (guint i = 0; i < G_N_ELEMENTS (n_true); i++)
    {
      g_autofree char *name = g_strdup_printf ("dataset%u.csv", i + 1);
      g_autofree char *path = g_build_filename (corpus ? corpus : "", "dedupe", "febrl", name, NULL);
      g_autofree char *text = NULL;
      g_auto (Set) set = { 0 };

      if (!g_file_get_contents (path, &text, NULL, NULL))
        {
          g_test_skip ("The corpus of files that nobody here wrote is missing.");
          return;
        }
      set_init (&set);
      read_febrl (text, &set);
      assert_quality (&set, name, n_true[i], 0.99, 0.97);
    }
}

/* --- entered anew, carelessly -------------------------------------------------------------------------- */

static char *
replace_at (const char *text, gsize at, gsize length, const char *with)
{
  g_autofree char *head = g_strndup (text, at);

  return g_strconcat (head, with, text + at + length, NULL);
}

/* A key beside, one left out, one twice, two changed about; only in the ASCII letters. */
static char *
slip (GRand *random, const char *text)
{
  gsize length = strlen (text);
  gsize at = length > 1 ? (gsize) g_rand_int_range (random, 0, (gint32) length - 1) : 0;
  char two[3] = { 0 };

  if (length < 2 || !g_ascii_isalnum (text[at]) || !g_ascii_isalnum (text[at + 1]))
    return g_strdup (text);
  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      two[0] = (char) ('a' + g_rand_int_range (random, 0, 26));
      return replace_at (text, at, 1, two);
    case 1:
      return replace_at (text, at, 1, "");
    case 2:
      two[0] = two[1] = text[at];
      return replace_at (text, at, 1, two);
    default:
      two[0] = text[at + 1];
      two[1] = text[at];
      return replace_at (text, at, 2, two);
    }
}

/* As it is heard, and as a scanner reads it. */
static char *
mishear (GRand *random, const char *text)
{
  static const char *const changes[][2] = {
    { "k", "c" }, { "ph", "f" },  { "l", "r" }, { "r", "l" }, { "z", "s" },  { "y", "i" },
    { "w", "u" }, { "sh", "ch" }, { "l", "1" }, { "o", "0" }, { "rn", "m" }, { "m", "rn" },
    { "i", "l" }, { "e", "c" },   { "u", "v" }, { "s", "5" },
  };
  guint first = (guint) g_rand_int_range (random, 0, G_N_ELEMENTS (changes));

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      const char *const *change = changes[(first + i) % G_N_ELEMENTS (changes)];
      const char *at = strstr (text, change[0]);

      if (at != NULL)
        return replace_at (text, (gsize) (at - text), strlen (change[0]), change[1]);
    }
  return g_strdup (text);
}

static gboolean
change_text (AtlasRecord *member, const char *key, GRand *random, char *(*change) (GRand *, const char *) )
{
  const char *text = atlas_record_get_text (member, key);
  g_autofree char *changed = text ? change (random, text) : NULL;

  if (changed == NULL || *changed == '\0' || g_str_equal (changed, text))
    return FALSE;
  atlas_record_set_text (member, key, changed);
  return TRUE;
}

static gboolean
swap_names (AtlasRecord *member)
{
  g_autofree char *given = g_strdup (atlas_record_get_text (member, "given_name"));
  g_autofree char *family = g_strdup (atlas_record_get_text (member, "family_name"));

  atlas_record_set_text (member, "given_name", family);
  atlas_record_set_text (member, "family_name", given);
  return given != NULL && family != NULL;
}

static gboolean
shorten_name (AtlasRecord *member, GRand *random)
{
  static const char *const forms[][2] = {
    { "Emmanuel", "Manu" }, { "Olivier", "Oli" }, { "Jacqueline", "Jackie" }, { "Joséphine", "Jo" },
    { "Daniel", "Dan" },    { "Robert", "Bob" },  { "Steven", "Steve" },      { "Patrick", "Pat" },
  };
  const char *given = atlas_record_get_text (member, "given_name");
  const char *gap = given ? strpbrk (given, "- ") : NULL;

  for (guint i = 0; given && i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (given, forms[i][0]))
      {
        atlas_record_set_text (member, "given_name", forms[i][1]);
        return TRUE;
      }
  if (gap == NULL)
    return FALSE;
  atlas_record_set_from_text (member, "given_name", gap + 1, NULL);
  return TRUE;
}

static gboolean
change_year (AtlasRecord *member, GRand *random)
{
  static const int steps[] = { 0, -1, 1, -10, 10 };
  gint64 year = atlas_record_get_integer (member, "birth_year");
  int step = steps[g_rand_int_range (random, 0, G_N_ELEMENTS (steps))];

  if (year == 0)
    return FALSE;
  if (step == 0)
    atlas_record_unset (member, atlas_kind_find_field (&atlas_kind_member, "birth_year", -1));
  else
    atlas_record_set_integer (member, "birth_year", year + step);
  return TRUE;
}

static gboolean
change_way (AtlasRecord *member, GRand *random, const char *key, const char *head, const char *tail)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_member, key, -1);
  g_autofree char *other = g_strdup_printf ("%s%d%s", head, g_rand_int_range (random, 1000, 10000), tail);
  const char *const texts[] = { other, NULL };

  if (!atlas_record_has (member, field))
    return FALSE;
  if (g_rand_boolean (random))
    atlas_record_unset (member, field);
  else
    atlas_record_set_list (member, key, texts);
  return TRUE;
}

static gboolean
change_place (AtlasRecord *member, GRand *random, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_member, key, -1);

  if (!atlas_record_has (member, field))
    return FALSE;
  if (g_rand_boolean (random))
    return change_text (member, key, random, slip);
  atlas_record_unset (member, field);
  return TRUE;
}

static gboolean
make_error (AtlasRecord *member, GRand *random)
{
  const char *name = g_rand_boolean (random) ? "given_name" : "family_name";

  switch (g_rand_int_range (random, 0, 11))
    {
    case 0:
    case 1:
      return change_text (member, name, random, slip);
    case 2:
    case 3:
      return change_text (member, name, random, mishear);
    case 4:
      return swap_names (member);
    case 5:
      return shorten_name (member, random);
    case 6:
      return change_year (member, random);
    case 7:
      return change_way (member, random, "emails", "somebody", "@example.net");
    case 8:
      return change_way (member, random, "phones", "+1613555", "");
    case 9:
      return change_place (member, random, "address.street");
    default:
      return change_place (member, random, g_rand_boolean (random) ? "address.postcode" : "address.city");
    }
}

/* Of three people one is entered a second time, with two or three errors. */
static void
test_careless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autoptr (AtlasQuery) all = make_query (&atlas_kind_member, NULL);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Set) set = { 0 };
  gint64 n_true = 0;

  set_init (&set);
  atlas_demo_fill (fixture->source, 3000, 11, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  ids = atlas_register_list_ids (fixture->source, all, "", 0, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      AtlasRecord *member =
        atlas_register_load (fixture->source, &atlas_kind_member, g_array_index (ids, gint64, i), &error);

      g_assert_no_error (error);
      set_add (&set, member, i);
      if (i % 3 == 0)
        {
          AtlasRecord *again = atlas_record_copy (member);
          int wanted = g_rand_int_range (random, 2, 4);

          for (guint tries = 0; wanted > 0 && tries < 100; tries++)
            wanted -= make_error (again, random);
          set_add (&set, again, i);
          n_true++;
        }
    }
  assert_quality (&set, "two or three errors each", n_true, 0.99, 0.8);
}

/* --- two people ---------------------------------------------------------------------------------------- */

#define HOME                                                                                                 \
  "\"phones\":[\"+1 613 555 0100\"],\"address\":{\"street\":\"12 Elm St\",\"city\":\"Ottawa\",\"postcode\":" \
  "\"K1A 0B1\",\"country\":\"CA\"},\"origin\":{\"province\":\"Northern\",\"district\":\"Musanze\"}"

static const struct
{
  const char *what;
  const char *left, *right;
  gboolean one_person;
  const char *reason; /* must be told of */
} couples[] = {
  { "the same", "{\"given_name\":\"Aline\",\"family_name\":\"Uwera\",\"birth_year\":1984," HOME "}",
    "{\"given_name\":\"ALINE\",\"family_name\":\"Uwera\",\"birth_year\":1984," HOME "}", TRUE,
    "same telephone number" },
  { "siblings", "{\"given_name\":\"Aline\",\"family_name\":\"Uwera\",\"birth_year\":1984," HOME "}",
    "{\"given_name\":\"Patrick\",\"family_name\":\"Uwera\",\"birth_year\":1987," HOME "}", FALSE, NULL },
  { "twins",
    "{\"given_name\":\"Aline\",\"family_name\":\"Uwera\",\"sex\":\"female\",\"birth_year\":1984," HOME "}",
    "{\"given_name\":\"Chantal\",\"family_name\":\"Uwera\",\"sex\":\"female\",\"birth_year\":1984," HOME "}",
    FALSE, NULL },
  { "a couple with one address for mail",
    "{\"given_name\":\"Eric\",\"family_name\":\"Mugisha\",\"sex\":\"male\",\"birth_year\":1980,\"emails\":["
    "\"home@example."
    "org\"]," HOME "}",
    "{\"given_name\":\"Diane\",\"family_name\":\"Mugisha\",\"sex\":\"female\",\"birth_year\":1980,\"emails\":"
    "[\"home@"
    "example.org\"]," HOME "}",
    FALSE, NULL },
  { "swapped", "{\"given_name\":\"Uwera\",\"family_name\":\"Aline\",\"birth_year\":1984," HOME "}",
    "{\"given_name\":\"Aline\",\"family_name\":\"Uwera\",\"birth_year\":1984," HOME "}", TRUE,
    "given and family name swapped" },
  { "a year apart",
    "{\"given_name\":\"Aline\",\"family_name\":\"Uwera\",\"birth_year\":1984,\"emails\":[\"aline.uwera@"
    "example.org\"]}",
    "{\"given_name\":\"Aline\",\"family_name\":\"Uwera\",\"birth_year\":1985,\"emails\":[\"Aline.Uwera@"
    "example.org\"]}",
    TRUE, "years of birth one apart" },
  { "two languages",
    "{\"given_name\":\"Pierre\",\"family_name\":\"Kalisa\",\"birth_year\":1970,\"phones\":[\"0788 123 "
    "456\"]}",
    "{\"given_name\":\"Petero\",\"family_name\":\"Karisa\",\"birth_year\":1970,\"phones\":[\"+250 788 123 "
    "456\"]}",
    TRUE, "given names are forms of one name" },
  { "one name in two fields",
    "{\"given_name\":\"Jean Bosco Habimana\",\"birth_year\":1970,\"emails\":[\"jb.habimana@example.org\"]}",
    "{\"given_name\":\"Jean-Bosco\",\"family_name\":\"Habimana\",\"birth_year\":1970,\"emails\":[\"jb."
    "habimana@example."
    "org\"]}",
    TRUE, "same given name" },
  { "married",
    "{\"given_name\":\"Espérance\",\"family_name\":\"Uwera\",\"birth_year\":1984,\"emails\":[\"espe84@"
    "example.org\"]," HOME "}",
    "{\"given_name\":\"Espérance\",\"family_name\":\"Tremblay\",\"birth_year\":1984,\"emails\":[\"espe84@"
    "example.org\"]," HOME "}",
    TRUE, "same e-mail address" },
  /* Of one firm, where mailboxes are numbered and telephones lie in one block. */
  { "colleagues",
    "{\"given_name\":\"Claude\",\"family_name\":\"Mugisha\",\"emails\":[\"c3@firm.rw\"],\"phones\":[\"613 "
    "555 "
    "0103\"]}",
    "{\"given_name\":\"Claudine\",\"family_name\":\"Mugisha\",\"emails\":[\"c4@firm.rw\"],\"phones\":[\"613 "
    "555 "
    "0104\"]}",
    FALSE, NULL },
  { "colleagues with names for mailboxes",
    "{\"given_name\":\"Marie\",\"family_name\":\"Ingabire\",\"emails\":[\"marie.i@firm.rw\"],\"phones\":["
    "\"613 555 "
    "0106\"]}",
    "{\"given_name\":\"Mary\",\"family_name\":\"Ingabire\",\"emails\":[\"mary.ing@firm.rw\"],\"phones\":["
    "\"613 555 "
    "0107\"]}",
    FALSE, NULL },
  { "a slip in both",
    "{\"given_name\":\"Claude\",\"family_name\":\"Mugisha\",\"emails\":[\"mugisha.c@firm.rw\"],\"phones\":["
    "\"613 555 "
    "0103\"]}",
    "{\"given_name\":\"Claude\",\"family_name\":\"Mugisha\",\"emails\":[\"mugisah.c@firm.rw\"],\"phones\":["
    "\"613 565 "
    "0103\"]}",
    TRUE, "telephone numbers a digit apart" },
  /* Among two people that is remarkable; among many it is not. */
  { "nothing but a name", "{\"given_name\":\"Eric\",\"family_name\":\"Uwimana\"}",
    "{\"given_name\":\"Eric\",\"family_name\":\"Uwimana\"}", TRUE, "same given name" },
};

static void
test_couples (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (couples); i++)
    {
      g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
      g_autoptr (AtlasDuplicates) duplicates = NULL;
      g_autoptr (GArray) pairs = NULL;
      g_autoptr (GArray) found = NULL;
      g_autoptr (AtlasRecord) incoming = NULL;
      const AtlasDuplicatePair *pair;
      g_auto (GStrv) reasons = NULL;

      g_ptr_array_add (members, make_record (&atlas_kind_member, couples[i].left));
      g_ptr_array_add (members, make_record (&atlas_kind_member, couples[i].right));
      atlas_record_set_id (g_ptr_array_index (members, 0), 1);
      atlas_record_set_id (g_ptr_array_index (members, 1), 2);
      duplicates = atlas_duplicates_new_for_records (members);
      pairs = atlas_duplicates_search (duplicates, 0, NULL, NULL, NULL, NULL, NULL, NULL);
      pair = pairs->len > 0 ? &g_array_index (pairs, AtlasDuplicatePair, 0) : NULL;
      g_test_message ("%s: %.4f", couples[i].what, pair ? pair->evidence.score : 0.0);
      g_assert_cmpint (pair != NULL && pair->evidence.score >= ATLAS_DUPLICATES_THRESHOLD, ==,
                       couples[i].one_person);
      if (couples[i].reason != NULL)
        {
          reasons = atlas_duplicate_evidence_list_reasons (&pair->evidence);
          if (!g_strv_contains ((const char *const *) reasons, couples[i].reason))
            g_error ("no “%s” in: %s", couples[i].reason, g_strjoinv (", ", reasons));
        }

      /* As if the second were about to come in. */
      incoming = atlas_record_copy (g_ptr_array_index (members, 1));
      g_ptr_array_remove_index (members, 1);
      g_clear_pointer (&duplicates, atlas_duplicates_free);
      duplicates = atlas_duplicates_new_for_records (members);
      for (guint again = 0; again < 2; again++)
        {
          g_clear_pointer (&found, g_array_unref);
          found = atlas_duplicates_find (duplicates, incoming, ATLAS_DUPLICATES_THRESHOLD, 0);
          g_assert_cmpuint (found->len, ==, couples[i].one_person);
        }
    }
}

/* --- what officers said -------------------------------------------------------------------------------- */

static void
test_verdict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) verdict = NULL;
  g_autoptr (AtlasRecord) again = NULL;
  g_autoptr (AtlasRecord) a = NULL;
  g_autoptr (AtlasRecord) b = NULL;
  g_autoptr (GError) error = NULL;

  add_record (fixture, &atlas_kind_member, couples[0].left);
  add_record (fixture, &atlas_kind_member, couples[0].right);
  a = atlas_register_load (fixture->source, &atlas_kind_member, 1, &error);
  b = atlas_register_load (fixture->source, &atlas_kind_member, 2, &error);
  g_assert_no_error (error);
  g_assert_null (atlas_duplicates_make_verdict (fixture->source, a, a, &error));
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE);
  g_clear_error (&error);

  verdict = atlas_duplicates_make_verdict (fixture->source, b, a, &error);
  g_assert_no_error (error);
  atlas_register_save (fixture->source, verdict, &error);
  g_assert_no_error (error);
  again = atlas_duplicates_make_verdict (fixture->source, a, b, &error);
  g_assert_cmpint (atlas_record_get_id (again), ==, atlas_record_get_id (verdict));

  for (guint undone = 0; undone < 2; undone++)
    {
      g_autoptr (AtlasDuplicates) duplicates =
        atlas_duplicates_new (fixture->source, NULL, NULL, NULL, &error);
      g_autoptr (GArray) pairs = NULL;
      AtlasDuplicateCounts counts;

      g_assert_no_error (error);
      pairs = atlas_duplicates_search (duplicates, 0.5, NULL, &counts, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (pairs->len, ==, undone);
      g_assert_cmpint (counts.dismissed, ==, 1 - (int) undone);
      if (undone == 0)
        undo (fixture->source);
    }
  assert_sound (fixture->source);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (AtlasDuplicates) duplicates = NULL;
  g_autoptr (GError) error = NULL;

  add_record (fixture, &atlas_kind_member, couples[0].left);
  duplicates = atlas_duplicates_new (fixture->source, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_null (atlas_duplicates_search (duplicates, 0.5, NULL, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- names --------------------------------------------------------------------------------------------- */

static const struct
{
  const char *a, *b;
  AtlasLikeness likeness;
} words[] = {
  { "uwimana", "uwimana", ATLAS_LIKENESS_SAME },     { "kalisa", "karisa", ATLAS_LIKENESS_VARIANT },
  { "philippe", "filip", ATLAS_LIKENESS_VARIANT },   { "nshimiyimana", "nshimimana", ATLAS_LIKENESS_VARIANT },
  { "william", "bill", ATLAS_LIKENESS_VARIANT },     { "pierre", "petero", ATLAS_LIKENESS_VARIANT },
  { "habimana", "habinana", ATLAS_LIKENESS_NEAR },   { "rukundo", "rukudno", ATLAS_LIKENESS_NEAR },
  { "niyonsaba", "niyonzima", ATLAS_LIKENESS_WEAK }, { "j", "jean", ATLAS_LIKENESS_WEAK },
  { "aline", "patrick", ATLAS_LIKENESS_NONE },       { "uwase", "uwineza", ATLAS_LIKENESS_NONE },
  { "munyaneza", "munyanerwa", ATLAS_LIKENESS_FAR },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (guint turned = 0; turned < 2; turned++)
      {
        const char *a = turned ? words[i].b : words[i].a, *b = turned ? words[i].a : words[i].b;
        AtlasNameWord a_word, b_word;

        g_test_message ("%s, %s", a, b);
        atlas_name_word_init (&a_word, a, strlen (a));
        atlas_name_word_init (&b_word, b, strlen (b));
        g_assert_cmpint (atlas_name_likeness (a, strlen (a), &a_word, b, strlen (b), &b_word), ==,
                         words[i].likeness);
      }
}

/* One slip is one slip, however it is counted. */
static void
test_slips (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < 20000; i++)
    {
      char texts[2][8];
      gsize lengths[2];

      for (guint side = 0; side < 2; side++)
        {
          lengths[side] = (gsize) g_rand_int_range (random, 0, 7);
          for (gsize j = 0; j < lengths[side]; j++)
            texts[side][j] = (char) ('a' + g_rand_int_range (random, 0, 3));
        }
      g_assert_cmpint (atlas_name_is_slip (texts[0], lengths[0], texts[1], lengths[1]), ==,
                       atlas_name_distance (texts[0], lengths[0], texts[1], lengths[1], 1) <= 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duplicates/words", test_words);
  g_test_add_func ("/duplicates/slips", test_slips);
  g_test_add_func ("/duplicates/febrl", test_febrl);
  EXCHANGE_TEST ("/duplicates/careless", test_careless);
  EXCHANGE_TEST ("/duplicates/couples", test_couples);
  EXCHANGE_TEST ("/duplicates/verdict", test_verdict);
  EXCHANGE_TEST ("/duplicates/cancel", test_cancel);
  return g_test_run ();
}
