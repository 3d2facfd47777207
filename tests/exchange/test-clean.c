/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-clean.h"
#include "atlas-kind.h"

/* Each as a person wrote it, and what becomes of it; "!" before what is handed back. */
static const struct
{
  const char *key;
  const char *text;
  const char *expected;
  const char *country;
  AtlasDayOrder order;
} values[] = {
  { "given_name", "  Ada\xc2\xa0 ", "Ada" },
  { "given_name", "RenÃ©", "René" },
  { "given_name", "Zoe\xcc\x88", "Zoë" },
  { "given_name", "NÃO", "NÃO" },
  { "family_name", "Ã©tÃ© Ω", "Ã©tÃ© Ω" },
  { "family_name", "n/a", "" },
  { "family_name", "Nil", "Nil" },
  { "given_name", "NA", "NA" },
  { "notes", "NA", "" },
  { "address.city", "nil", "" },
  { "address.country", "NA", "NA" },
  { "address.country", "N/A", "" },
  { "citizenships", "RW; NA", "[\"RW\",\"NA\"]" },
  { "sex", "NA", "" },
  { "family_name", "Na Ubwenge", "Na Ubwenge" },
  { "notes", "l’Ã©tÃ©", "l’Ã©tÃ©" },
  { "notes", "lâ€™Ã©tÃ©", "l’été" },
  { "notes", "a\r\nb", "a\nb" },

  { "sex", "F", "female" },
  { "sex", "Mme", "female" },
  { "sex", "Homme", "male" },
  { "sex", "H", "male" },
  { "sex", "Féminin", "female" },
  { "sex", "undisclosed", "undisclosed" },
  { "sex", "1", "!1" },
  { "sex", "Unspecified", "" },
  { "sex", "Non spécifié", "" },
  { "sex", "Prefer not to say", "undisclosed" },
  { "sex", "Unknown", "undisclosed" },
  { "sex", "Non précisé", "undisclosed" },
  { "address.country", "Unknown", "" },
  { "family_name", "Unknown", "Unknown" },
  { "preferred_language", "English (United States)", "en" },
  { "preferred_language", "français (Canada)", "fr" },
  { "preferred_language", "English (slow)", "!English (slow)" },
  { "tags", "\"Diaspora\",\"Nurses\"", "[\"Diaspora\",\"Nurses\"]" },
  { "tags", "\"A\" and \"B\"", "[\"\\\"A\\\" and \\\"B\\\"\"]" },

  { "birth_year", "1985", "1985" },
  { "birth_year", "1985-04-03", "1985" },
  { "birth_year", "03/04/1985", "1985" },
  { "birth_year", "3 avril 1985", "1985" },
  { "birth_year", "31139", "1985" },
  { "birth_year", "12/1979", "1979" },
  { "birth_year", "mars 1979", "1979" },
  { "birth_year", "1979-1981", "!1979-1981" },
  { "birth_year", "long ago", "!long ago" },
  { "birth_year", "1492", "!1492" },
  { "birth_year", "0/0/00", "" },
  { "birth_year", "0000-00-00", "" },
  { "birth_year", "--12-24", "" },
  { "birth_year", "24/12", "" },
  { "birth_year", "13/14", "!13/14" },
  { "birth_year", "0", "!0" },
  { "arrival_year", "04/03", "!04/03" },

  { "confirmed", "2021-04-03", "2021-04-03" },
  { "confirmed", "3 April 2021", "2021-04-03" },
  { "confirmed", "April 3rd, 2021", "2021-04-03" },
  { "confirmed", "3 avr. 2021", "2021-04-03" },
  { "confirmed", "1er août 2021", "2021-08-01" },
  { "confirmed", "mardi 3 mars 2020", "2020-03-03" },
  { "confirmed", "20210403", "2021-04-03" },
  { "confirmed", "44289", "2021-04-03" },
  { "confirmed", "03/04/2021", "!03/04/2021" },
  { "confirmed", "03/04/2021", "2021-04-03", NULL, ATLAS_DAY_FIRST },
  { "confirmed", "03/04/2021", "2021-03-04", NULL, ATLAS_MONTH_FIRST },
  { "confirmed", "3.4.21", "2021-04-03", NULL, ATLAS_DAY_FIRST },
  { "confirmed", "25/12/2020", "2020-12-25", NULL, ATLAS_MONTH_FIRST },
  { "confirmed", "12/25/2020 12:00 AM", "2020-12-25" },
  { "confirmed", "31/02/2021", "!31/02/2021" },

  { "emails", "Ada <mailto:Ada.Uwase@Example.ORG>", "[\"Ada.Uwase@example.org\"]" },
  { "emails", "a@b.org; c@d.org, a@b.org", "[\"a@b.org\",\"c@d.org\"]" },
  { "emails", "a@b.org ::: c@d.org", "[\"a@b.org\",\"c@d.org\"]" },
  { "emails", "a@b.org; ask her brother", "[\"a@b.org\"]!ask her brother" },
  { "emails", "ada at example.org", "!ada at example.org" },

  { "phones", "(613) 555-0100", "[\"+16135550100\"]" },
  { "phones", "1.6135550100E+10", "[\"+16135550100\"]" },
  { "phones", "1,6135550100E+10", "[\"+16135550100\"]" },
  { "phones", "1.61355512E+10", "!1.61355512E+10" },
  { "phones", "1,61355E+10; 613 555 0100, 613-555-0101", "[\"+16135550100\",\"+16135550101\"]!1,61355E+10" },
  { "phones", "1-613-555-0100", "[\"+16135550100\"]" },
  { "phones", "613 555 0100 / 613-555-0101 et 613.555.0102",
    "[\"+16135550100\",\"+16135550101\",\"+16135550102\"]" },
  { "phones", "613/555/0100", "[\"+16135550100\"]" },
  { "phones", "613.555.0100 x12", "[\"+16135550100 ext. 12\"]" },
  { "phones", "613 555 0100 poste 12", "[\"+16135550100 ext. 12\"]" },
  { "phones", "0788 123 456", "[\"+250788123456\"]" },
  { "phones", "+250 0788 123 456", "[\"+250788123456\"]" },
  { "phones", "250788123456", "[\"+250788123456\"]" },
  { "phones", "00250788123456", "[\"+250788123456\"]" },
  { "phones", "011 250 788 123 456", "[\"+250788123456\"]" },
  { "phones", "06 12 34 56 78", "[\"+33612345678\"]", "FR" },
  { "phones", "+44 (0)20 7946 0018", "[\"+442079460018\"]" },
  { "phones", "Cell: 613-555-0100 / 0788123456", "[\"+16135550100\",\"+250788123456\"]" },
  { "phones", "tel:+16135550100; 0788123456", "[\"+16135550100\",\"+250788123456\"]" },
  { "phones", "555-0100", "!555-0100" },
  { "phones", "911", "!911" },
  { "phones", "06 12 34 56 78", "!06 12 34 56 78", "ZZ" },

  { "address.postcode", "k1a0b1", "K1A 0B1" },
  { "address.postcode", "2134", "02134", "US" },
  { "address.postcode", "205000003", "20500-0003", "US" },
  { "address.postcode", "sw1a 1aa", "SW1A 1AA", "GB" },
  { "address.region", "Ontario", "CA-ON" },
  { "address.region", "Qué.", "CA-QC" },
  { "address.region", "Colombie-Britannique", "CA-BC" },
  { "address.region", "ca-on", "CA-ON" },
  { "address.region", "NY", "US-NY" },
  { "address.region", "Bavaria", "!Bavaria" },
  { "address.country", "Canada", "CA" },
  { "address.country", "États-Unis", "US" },
  { "address.country", "USA", "US" },
  { "address.country", "Rwanda", "RW" },
  { "address.country", "Atlantis", "!Atlantis" },
  { "citizenships", "Rwanda, Canada", "[\"RW\",\"CA\"]" },
  { "citizenships", "Congo, The Democratic Republic of the", "[\"CD\"]" },
  { "citizenships", "RW/CA", "[\"RW\",\"CA\"]" },

  { "education.level", "Bachelor's degree", "6" },
  { "education.level", "Licence en droit", "6" },
  { "education.level", "Ph.D.", "8" },
  { "education.level", "Master of Science in Nursing", "7" },
  { "education.level", "7", "7" },
  { "education.level", "some", "!some" },
  { "occupation.code", "Nurse", "2221" },
  { "occupation.code", "infirmière", "2221" },
  { "occupation.code", "2221", "2221" },
  { "occupation.code", "engineer", "!engineer" },
  { "occupation.years", "12 years", "12" },
  { "preferred_language", "Français", "fr" },
  { "preferred_language", "fr_CA", "fr" },
  { "languages", "French (fluent), English - native; Kinyarwanda", "!French (fluent), English - native" },
  { "languages", "French (fluent), Kinyarwanda & anglais",
    "[{\"code\":\"fr\",\"level\":\"C1\"},{\"code\":\"rw\"},{\"code\":\"en\"}]" },
  { "languages", "rw:C2;fr:B1", "[{\"code\":\"rw\",\"level\":\"C2\"},{\"code\":\"fr\",\"level\":\"B1\"}]" },
  { "languages", "Klingonese", "!Klingonese" },
  { "skills", "nursing, French cooking", "[\"nursing\",\"French cooking\"]" },
  { "skills", "planning, budgets; nursing", "[\"planning, budgets\",\"nursing\"]" },
  { "interests", "mentoring and teaching", "[\"mentoring\",\"teaching\"]" },
  { "location.latitude", "45,4215", "45.4215" },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const AtlasField *field = atlas_kind_find_field (&atlas_kind_member, values[i].key, -1);
      AtlasCleanContext context = { values[i].country, values[i].order };
      g_auto (AtlasValue) value = { 0 };
      g_autofree char *rest = NULL;
      g_autofree char *text = NULL;
      g_autofree char *got = NULL;
      g_autoptr (GError) error = NULL;
      gboolean good =
        atlas_clean (field, values[i].text, strlen (values[i].text), &context, &value, &rest, &error);

      g_assert_true (good == (error == NULL));
      g_assert_true (good == (rest == NULL));
      text = value.type == ATLAS_VALUE_TEXT ? g_strndup (value.text, value.length)
                                            : atlas_field_format (field, &value);
      got = g_strconcat (text, rest != NULL ? "!" : "", rest, NULL);
      if (strcmp (values[i].key, "languages") == 0 && values[i].expected[0] == '!')
        g_assert_nonnull (strstr (got, values[i].expected));
      else
        g_assert_cmpstr (got, ==, values[i].expected);
      g_assert_true (atlas_field_check_value (field, &value, NULL));
    }
}

/* A list is told of in the words of what failed in it. */
static void
test_rounded_among_others (void)
{
  static const char text[] = "613 555 0100; 1,61355E+10";
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_member, "phones", -1);
  g_auto (AtlasValue) value = { 0 };
  g_autofree char *rest = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (atlas_clean (field, text, strlen (text), NULL, &value, &rest, &error));
  g_assert_cmpstr (rest, ==, "1,61355E+10");
  g_assert_nonnull (strstr (error->message, "was rounded by a spreadsheet"));
}

static void
test_integers (void)
{
  static const struct
  {
    const char *text;
    gint64 number; /* -1: refused */
  } cases[] = {
    { "6105", 6105 },         { "6,105", 6105 },      { "6 105", 6105 },  { "6.105", 6105 },
    { "1’234’567", 1234567 }, { "6\u00a0105", 6105 }, { "6,10", -1 },     { "1,2345", -1 },
    { "12.0", 12 },           { "12.5", -1 },         { "about 12", -1 }, { "1,000.5", -1 },
  };
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_estimate, "total", -1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (AtlasValue) value = { 0 };
      g_autofree char *rest = NULL;
      gboolean good = atlas_clean (field, cases[i].text, strlen (cases[i].text), NULL, &value, &rest, NULL);

      g_assert_cmpint (good ? value.integer : -1, ==, cases[i].number);
    }
}

static void
test_names (void)
{
  static const struct
  {
    const char *text, *given, *family, *other, *sex;
  } cases[] = {
    { "Ada Uwase", "Ada", "Uwase", "", NULL },
    { "UWASE Ada", "Ada", "UWASE", "", NULL },
    { "UWASE MUKAMANA Ada Marie", "Ada Marie", "UWASE MUKAMANA", "", NULL },
    { "Ada UWASE", "Ada", "UWASE", "", NULL },
    { "ADA UWASE", "ADA", "UWASE", "", NULL },
    { "Uwase, Ada", "Ada", "Uwase", "", NULL },
    { "Mme Ada van der Berg", "Ada", "van der Berg", "", "female" },
    { "M. Jean Mugabo", "Jean", "Mugabo", "", "male" },
    { "Dr. Jean Mugabo", "Jean", "Mugabo", "Dr.", NULL },
    { "Uwase", "Uwase", "", "", NULL },
    { "", "", "", "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (AtlasCleanName) name = { 0 };

      atlas_clean_name (cases[i].text, ATLAS_NAME_ORDER_GIVEN_FIRST, &name);
      g_assert_cmpstr (name.given, ==, cases[i].given);
      g_assert_cmpstr (name.family, ==, cases[i].family);
      g_assert_cmpstr (name.other, ==, cases[i].other);
      g_assert_cmpstr (name.sex, ==, cases[i].sex);
    }
}

/* Where nothing else tells, the order of the column does. */
static void
test_names_family_first (void)
{
  static const struct
  {
    const char *text, *given, *family;
    int order; /* what it tells of the others; -1: nothing */
  } cases[] = {
    { "Uwase Ada", "Ada", "Uwase", -1 },
    { "Uwase Ada Marie", "Ada Marie", "Uwase", -1 },
    { "van der Berg Ada", "Ada", "van der Berg", -1 },
    { "Mme Uwase Ada", "Ada", "Uwase", -1 },
    { "UWASE Ada", "Ada", "UWASE", ATLAS_NAME_ORDER_FAMILY_FIRST },
    { "Ada UWASE", "Ada", "UWASE", ATLAS_NAME_ORDER_GIVEN_FIRST },
    { "UWASE ADA", "ADA", "UWASE", -1 },
    { "Ada UWASE Marie", "UWASE Marie", "Ada", -1 },
    { "Uwase, Ada", "Ada", "Uwase", -1 },
    { "Uwase", "Uwase", "", -1 },
    { "de la", "la", "de", -1 },
    { "", "", "", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (AtlasCleanName) name = { 0 };
      AtlasNameOrder order;

      atlas_clean_name (cases[i].text, ATLAS_NAME_ORDER_FAMILY_FIRST, &name);
      g_assert_cmpstr (name.given, ==, cases[i].given);
      g_assert_cmpstr (name.family, ==, cases[i].family);
      g_assert_cmpint (atlas_clean_find_name_order (cases[i].text, &order) ? (int) order : -1, ==,
                       cases[i].order);
    }
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *text, *street, *city, *region, *postcode, *country;
  } cases[] = {
    { "Ottawa, ON", NULL, "Ottawa", "CA-ON", NULL, NULL },
    { "Ottawa (Ontario)", NULL, "Ottawa", "CA-ON", NULL, NULL },
    { "Ottawa ON K1A 0B1", NULL, "Ottawa", "CA-ON", "K1A 0B1", NULL },
    { "12 Main St, Apt 4, Ottawa ON  K1A0B1, Canada", "12 Main St, Apt 4", "Ottawa", "CA-ON", "K1A 0B1",
      "CA" },
    { "12 Main St\nBoston, MA 02134\nUSA", "12 Main St", "Boston", "US-MA", "02134", "US" },
    { "12 Main St  Silver Spring  MD  20901  US", "12 Main St", "Silver Spring", "US-MD", "20901", "US" },
    { "Ottawa ON  K1A 0B1", NULL, "Ottawa", "CA-ON", "K1A 0B1", NULL },
    { "New York, NY", NULL, "New York", "US-NY", NULL, NULL },
    { "Montréal", NULL, "Montréal", NULL, NULL, NULL },
    { "Paris, France", NULL, "Paris", NULL, NULL, "FR" },
    { "", NULL, NULL, NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (AtlasCleanAddress) address = { 0 };

      atlas_clean_address (cases[i].text, NULL, &address);
      g_assert_cmpstr (address.street, ==, cases[i].street);
      g_assert_cmpstr (address.city, ==, cases[i].city);
      g_assert_cmpstr (address.region, ==, cases[i].region);
      g_assert_cmpstr (address.postcode, ==, cases[i].postcode);
      g_assert_cmpstr (address.country, ==, cases[i].country);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clean/values", test_values);
  g_test_add_func ("/clean/rounded-among-others", test_rounded_among_others);
  g_test_add_func ("/clean/integers", test_integers);
  g_test_add_func ("/clean/names", test_names);
  g_test_add_func ("/clean/names-family-first", test_names_family_first);
  g_test_add_func ("/clean/addresses", test_addresses);
  return g_test_run ();
}
