/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-field.h"

G_BEGIN_DECLS

/* Values as people write them, made into ours. Nothing is lost: what can't be understood is handed back for
 * the caller to keep or to refuse. None of it asks a network, the clock aside none depends on the machine. */

/** Which of the first two numbers of "03/04/2021" is the day. */
typedef enum
{
  ATLAS_DAY_ORDER_UNKNOWN,
  ATLAS_DAY_FIRST,
  ATLAS_MONTH_FIRST,
} AtlasDayOrder;

/**
 * AtlasCleanContext:
 * @country: (nullable): alpha-2, where the person lives: whose plan of telephone numbers, regions and
 * postcodes holds. NULL: Canada and the USA, where our offices are
 * @day_order: of dates in this column
 */
typedef struct
{
  const char *country;
  AtlasDayOrder day_order;
} AtlasCleanContext;

/**
 * atlas_clean:
 * @text: (array length=length): UTF-8, as it stands in a file
 * @value: (out caller-allocates): cleared first; what was understood, owned, in the stored form
 * @rest: (out) (nullable) (transfer full): what was not: all of @text, or entries of a list
 *
 * Makes a value for @field: telephone numbers E.164, e-mail addresses without "mailto:" and brackets,
 * postcodes, regions and countries by any of their names in English and French, sexes, dates, years, numbers
 * with separators of thousands, levels of education, occupations, languages, lists however they are
 * separated. "-", "n/a" and the like are no value.
 *
 * Returns: FALSE with @error (ATLAS_RECORD_ERROR, without the field's name) and @rest where something was
 * not understood
 */
gboolean atlas_clean (const AtlasField *field,
                      const char *text,
                      gsize length,
                      const AtlasCleanContext *context,
                      AtlasValue *value,
                      char **rest,
                      GError **error);

/**
 * atlas_clean_phone:
 * @country: (nullable): alpha-2; see AtlasCleanContext
 *
 * A telephone number in E.164, "+16135550100", with " ext. 12" behind it where there is one. Its rules are
 * those of the numbering plans of the countries where the diaspora lives (ITU-T E.164 and the national plans
 * that ITU lists): prefix, trunk digit and length. libphonenumber knows more, but would bring C++, ICU and
 * protobuf into a program that starts in milliseconds.
 *
 * Returns: (transfer full) (nullable): NULL where it is no number of that country or no number at all
 */
char *atlas_clean_phone (const char *text, const char *country);

/** Whether spreadsheets write a number of many digits so, "1.61355512E+10": what is left of it is a telephone
 * number only where no digit was cut. */
gboolean atlas_clean_is_rounded (const char *text);

/** The address alone: of "Ada <mailto:Ada@Example.org>" "Ada@example.org", as only the domain is the same in
 * any case. (transfer full) (nullable) */
char *atlas_clean_email (const char *text);

/** "K1A 0B1" of "k1a0b1"; "02134" of "2134" where @country is "US" (spreadsheets eat the zero); others in
 * capitals. (transfer full) */
char *atlas_clean_postcode (const char *text, const char *country);

/** ISO 3166-2 of Canada, the USA and Rwanda by any name, or another country's code as it stands. Borrowed for
 * ever; NULL where unknown. */
const char *atlas_clean_region (const char *text, const char *country);

/** Alpha-2; NULL where unknown. Borrowed for ever. */
const char *atlas_clean_country (const char *text);

/**
 * atlas_clean_date:
 * @date: "YYYY-MM-DD" in a buffer of ATLAS_DATE_TEXT_SIZE
 * @ambiguous: (out) (optional): whether it can't be told which is the day
 *
 * "2021-04-03", "3 April 2021", "April 3rd, 2021", "3 avr. 2021", "20210403", "03.04.2021", and the days as
 * spreadsheets count them ("44289"). "03/04/2021" as @order says.
 */
gboolean atlas_clean_date (const char *text, AtlasDayOrder order, char *date, gboolean *ambiguous);

/** What "25/12/2020" tells of the order of all dates beside it. */
AtlasDayOrder atlas_clean_find_day_order (const char *text);

/** What the person's locale says; UNKNOWN in "C". */
AtlasDayOrder atlas_clean_get_locale_day_order (void);

/** Keys of vocabularies by the words of everyday life, English and French, borrowed; NULL where it is not
 * certain what is meant. Occupations are ISCO-08, as deep as the word itself goes. */
const char *atlas_clean_sex (const char *text);
const char *atlas_clean_education (const char *text);
const char *atlas_clean_occupation (const char *text);
const char *atlas_clean_language (const char *text);
const char *atlas_clean_language_level (const char *text);

/** Whether "yes", "oui", "1", "x"; @known is FALSE for what is neither yes nor no. */
gboolean atlas_clean_yes (const char *text, gboolean *known);

/**
 * AtlasCleanName:
 * @sex: (nullable): "female" or "male", as a title tells it; borrowed
 *
 * The parts of a whole name, "" where there is none.
 */
typedef struct
{
  char *given, *family, *other;
  const char *sex;
} AtlasCleanName;

/** Which name stands first where neither capitals nor a comma tell. */
typedef enum
{
  ATLAS_NAME_ORDER_GIVEN_FIRST,
  ATLAS_NAME_ORDER_FAMILY_FIRST,
} AtlasNameOrder;

/**
 * atlas_clean_name:
 *
 * Splits a whole name: "UWASE Ada" and "Ada UWASE" by the capitals, "Uwase, Ada" by the comma, else as @order
 * says: the last word with what belongs to it ("Ada van der Berg") is the family's, or the first ("van der
 * Berg Ada"). Titles that tell the sex are used up; others, "Dr", are kept in @other.
 */
void atlas_clean_name (const char *text, AtlasNameOrder order, AtlasCleanName *name);

/**
 * atlas_clean_find_name_order:
 * @order: (out): on TRUE
 *
 * What "UWASE Ada" tells of the order of all names beside it.
 *
 * Returns: FALSE where a name tells nothing
 */
gboolean atlas_clean_find_name_order (const char *text, AtlasNameOrder *order);
void atlas_clean_name_clear (AtlasCleanName *name);

/**
 * AtlasCleanAddress:
 * @region, @country: (nullable): codes, borrowed
 *
 * The parts of an address, NULL where there is none.
 */
typedef struct
{
  char *street, *city, *postcode;
  const char *region, *country;
} AtlasCleanAddress;

/** Takes an address in one text apart, from its end: "12 Main St, Ottawa ON  K1A 0B1, Canada", "Ottawa (ON)",
 * with commas or line breaks, or else two spaces. */
void atlas_clean_address (const char *text, const char *country, AtlasCleanAddress *address);
void atlas_clean_address_clear (AtlasCleanAddress *address);

/** "45.4215, -75.6972" and the like; degrees. */
gboolean atlas_clean_position (const char *text, double *latitude, double *longitude);

/**
 * atlas_clean_text:
 *
 * The text without space around it, in Unicode's composed form (NFC), without characters that only break
 * lines or show nothing. Text that was UTF-8 and was read as Windows-1252 ("RenÃ©") is mended where each
 * character that is not ASCII takes part and letters come of it, which no text does by chance.
 *
 * Returns: (transfer full)
 */
char *atlas_clean_text (const char *text, gsize length);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AtlasCleanName, atlas_clean_name_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AtlasCleanAddress, atlas_clean_address_clear)

G_END_DECLS
