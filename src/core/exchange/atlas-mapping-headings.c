/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-mapping-private.h"

/* What headings mean. The keys and labels of a kind's own table are asked first; here stand the words of
 * others: Google Contacts (until 2024 and since), Outlook 2010 and later in English and French, CiviCRM, and
 * the lists that people keep. Folded to words, but for apostrophes; "#" is any number. */
static const struct
{
  const AtlasKind *kind; /* NULL: any that has the field */
  const char *target;    /* a key, a target of atlas_mapping_set_target(), or a class in capitals */
  const char *headings;
} synonyms[] = {
  { &atlas_kind_member, "given_name",
    "first name;firstname;first names;forename;given names;prenom;prenoms;christian name" },
  { &atlas_kind_member, "family_name", "last name;lastname;last names;surname;nom de famille;family names" },
  { &atlas_kind_member, "NAME", "name;nom;noms" },
  { &atlas_kind_member, "FULL NAME",
    "full name;names;fullname;display name;file as;nom complet;prenom et nom;prenoms et noms;prenoms et nom;"
    "first and last name;given and family name;member name;member;contact name;amazina;full names;names in "
    "full;noms complets;saved name;public name;attendee name;participant name;nom du participant;nom du "
    "membre;name of member;name in full" },
  { &atlas_kind_member, "FAMILY FIRST",
    "nom et prenom;nom et prenoms;noms et prenoms;nom prenom;nom prenoms;noms prenoms;noms et prenom;nom s "
    "et "
    "prenom s;sort name;last name first name;last and first name;last name and first name;surname and given "
    "names;surname and other names;surname first name;family and given names;family name and given name;nom "
    "de famille et prenom;nom postnom et prenom;nom prenom s" },
  { &atlas_kind_member, "other_names",
    "middle name;middle names;additional name;deuxieme prenom;autres prenoms;nickname;maiden name;nom de "
    "jeune fille;surnom;short name" },
  { &atlas_kind_member, "sex", "gender;sexe;genre;igitsina" },
  { &atlas_kind_member, "birth_year",
    "birth year;date of birth;dob;birth date;birthdate;birthday;born;born on;annee de naissance;annee "
    "naissance;date de "
    "naissance;date naissance;ne le;nee le;ne e le;ne nee le;ne en;nee en;ne e "
    "en;naissance;anniversaire;yob;year born;when born;date born;"
    "year of birth yyyy;itariki y'amavuko;umwaka w'amavuko" },
  { NULL, "emails",
    "email;e mail;e mail address;email address;email addresses;courriel;courriels;adresse "
    "courriel;mail;adresse email;adresse de messagerie;adresse e mail;adresse electronique;mel;e mail # "
    "value;e mail # address;email #;email # value;primary email;adresse de messagerie #;imeyili" },
  { NULL, "phones",
    "phone;phones;telephone;telephones;phone number;phone numbers;telephone number;tel;mobile;mobile "
    "number;mobile phone;cell;cell phone;cellphone;cellulaire;portable;gsm;whatsapp;whatsapp number;numero "
    "de telephone;no de telephone;tel mobile;telephone mobile;phone #;phone # value;telephone #;contact "
    "number;primary phone;car phone;radio phone;company main phone;telephone principal;telephone "
    "voiture;telephone societe;telefoni;n° de telephone;n° telephone;n° de tel;n° tel;n de telephone;n tel;n "
    "telephone;no tel;no telephone;no de tel;numero de tel;numero telephone;numero de cellulaire;numero de "
    "portable;numero whatsapp;telephone cellulaire;telephone portable;contact phone;contact "
    "telephone;contact phone number;cell number;cellphone number;cell phone number;telephone no;phone no;tel "
    "no;mobile no;mobile phone number;formatted phone;tel cell" },
  { &atlas_kind_member, "preferred_language",
    "preferred language;langue preferee;langue de correspondance;language preference;correspondence "
    "language" },
  { NULL, "ADDRESS",
    "address;adresse;mailing address;adresse postale;postal address;full address;aderesi;adresse "
    "complete;where live;where reside;ou habitez;ou residez;city state;city and state;city and state "
    "live;city state live;city province;city and province;city and province live;ville province;ville et "
    "province;ville etat;ville et etat;city country;city and country;ville pays;ville et pays;current "
    "address" },
  { NULL, "FORMATTED", "formatted;formatted address" },
  { NULL, "address.street",
    "street;street address;street #;address line;address line #;address #;adresse #;adresse ligne #;rue;rue "
    "#;no et rue;supplemental address #;po box;address po box;extended address;boite postale" },
  { NULL, "address.city",
    "city;town;ville;municipality;municipalite;city of residence;ville de residence;place of "
    "residence;residence;lieu de residence;locality;city town;umujyi;city live;city reside;town live;ville "
    "habitez;ville residez;city or town;town city;current city;city of current residence" },
  { NULL, "address.region",
    "province;state;region;state province;province state;province etat;etat;province ou etat;province "
    "territory;state or province;prov;dep region;departement;etat ou province;province ou territoire;state "
    "or territory;province or territory;state of residence;province of residence;province de residence;etat "
    "de residence;state live;province live;etat habitez;province habitez;state or province live;us state" },
  { NULL, "address.postcode",
    "postal code;zip;zip code;zipcode;code postal;zip postal code;postal zip code;cp" },
  { NULL, "address.country",
    "country;pays;country of residence;pays de residence;pays region;country region;igihugu;country "
    "live;country reside;pays habitez;pays residez;current country;current country of residence;pays "
    "d'accueil;host country" },
  { NULL, "location.latitude", "latitude;lat" },
  { NULL, "location.longitude", "longitude;long;lng;lon" },
  { NULL, "position",
    "coordinates;coordonnees;location coordinates;gps;gps coordinates;lat long;lat lng;lat lon" },
  { &atlas_kind_member, "origin.province", "origin province;province d'origine;home province;intara" },
  { &atlas_kind_member, "origin.district",
    "origin district;district d'origine;home district;district;akarere;home town;hometown" },
  { &atlas_kind_member, "arrival_year",
    "arrival year;arrived;annee d'arrivee;date of arrival;date d'arrivee;year arrived;arrival date;year "
    "arrive;when arrive;year of entry;annee d'entree;date d'entree;arrival" },
  { &atlas_kind_member, "citizenships",
    "citizenship;nationality;nationalities;nationalite;nationalites;citoyennete;ubwenegihugu" },
  { &atlas_kind_member, "education.level",
    "education;education level;highest education;highest level of education;degree;highest degree;niveau "
    "d'etudes;niveau d'education;diplome;niveau de scolarite;scolarite;amashuri;level of education;level of "
    "study;niveau d'etude;niveau academique;academic level;dernier diplome;dernier diplome obtenu;diplome le "
    "plus eleve;plus haut diplome;plus haut niveau d'etudes" },
  { &atlas_kind_member, "education.field",
    "field of study;domaine d'etudes;field of education;major;discipline;specialization;specialisation" },
  { &atlas_kind_member, "occupation.title",
    "profession;job title;job;metier;emploi;poste;fonction;organization title;organization # title;titre du "
    "poste;current position;current job;akazi;position;current occupation;current profession;profession "
    "actuelle;occupation actuelle;profession occupation;poste actuel;poste occupe;fonction actuelle;emploi "
    "actuel;metier profession;profession metier" },
  { &atlas_kind_member, "occupation.code", "isco;isco code;isco 08;isco 08 code;code cite;cite 08" },
  { &atlas_kind_member, "occupation.sector", "industry;secteur;secteur d'activite;sector of activity" },
  { &atlas_kind_member, "occupation.employer",
    "company;organization;organisation;organization name;organization # name;current "
    "employer;employeur;societe;entreprise;company name;workplace;place of work;lieu de travail;name of "
    "employer;employer name;nom de l'employeur;nom de l'entreprise;current company;company organization" },
  { &atlas_kind_member, "occupation.years", "experience;experience years;annees d'experience" },
  { &atlas_kind_member, "languages",
    "language;langues;langue;languages spoken;langues parlees;spoken languages;indimi;languages "
    "speak;language speak;langues parlez;other languages" },
  { &atlas_kind_member, "skills",
    "skill;competences;competence;expertise;areas of expertise;domaines d'expertise" },
  { &atlas_kind_member, "interests", "areas of interest;interets;centres d'interet;engagement" },
  { &atlas_kind_member, "notes",
    "note;notes;note s;comments;comment;remarks;remarques;commentaires;commentaire;observations" },
  { &atlas_kind_member, "agreed",
    "consent;consents to contact;consent to contact;consent to be contacted;agrees to be contacted;may be "
    "contacted;may contact;ok to contact;consentement;accord;accord de contact;consent given;accepte d'etre "
    "contacte;accepte d'etre contacte e;accepte d'etre contactee;peut etre contacte;do agree to be "
    "contacted;do consent to be contacted;agree to be contacted;acceptez d'etre contacte;acceptez d'etre "
    "contactee;acceptez etre contacte;acceptez etre contactee;consentez a etre contacte;do accept to be "
    "contacted;may we contact;may embassy contact;may contact me;can we contact" },
  { &atlas_kind_member, "agreed-email",
    "email consent;e mail consent;consent email;consent to email;consent to e mail;email opt in;e mail opt "
    "in;may email;ok to email;accord email;accord e mail;accord courriel;consentement email;consentement e "
    "mail;consentement courriel;agrees to email;agrees to e mail" },
  { &atlas_kind_member, "agreed-phone",
    "phone consent;consent phone;consent to phone;consent to calls;phone opt in;may phone;may call;ok to "
    "call;accord telephone;accord tel;consentement telephone;consentement tel" },
  /* Not "mail consent": that may be either. */
  { &atlas_kind_member, "agreed-post",
    "post consent;postal consent;consent to post;post opt in;accord poste;accord courrier;consentement "
    "poste;consentement courrier" },
  { &atlas_kind_member, "no-email",
    "do not email;no bulk emails user opt out;email opt out;ne pas envoyer de courriel" },
  { &atlas_kind_member, "no-phone", "do not phone;do not call;ne pas telephoner;ne pas appeler" },
  { &atlas_kind_member, "no-post", "do not mail;do not post;ne pas envoyer de courrier" },
  { &atlas_kind_member, "deceased", "deceased;is deceased;decede;decedee" },

  { &atlas_kind_event, "title", "event;event title;name;titre;evenement;nom" },
  { &atlas_kind_event, "start",
    "start date;date;debut;event start date;date de debut;when;starts;date and time" },
  { &atlas_kind_event, "end", "end date;fin;event end date;date de fin;ends" },
  { &atlas_kind_event, "venue", "location;lieu;place;salle;endroit" },
  { &atlas_kind_event, "type", "event type;type d'evenement" },
  { &atlas_kind_event, "organiser", "organizer;organisateur;host;organized by;organised by" },
  { &atlas_kind_event, "capacity", "capacite;seats;places" },

  { &atlas_kind_estimate, "country", "country;pays" },
  { &atlas_kind_estimate, "region",
    "province;state;state province;province state;etat;province etat;province ou etat;geo region" },
  { &atlas_kind_estimate, "place", "city;ville;metropolitan area;cma;region metropolitaine;metro area;rmr" },
  { &atlas_kind_estimate, "year", "annee;reference year;census year;annee de reference" },
  { &atlas_kind_estimate, "source", "source name;publisher" },
  { &atlas_kind_estimate, "total",
    "number;count;population;nombre;effectif;estimate;estimation;people;persons;personnes;number of people" },
  { &atlas_kind_estimate, "female", "women;femmes;females" },
  { &atlas_kind_estimate, "male", "men;hommes;males" },
  { &atlas_kind_estimate, "low", "minimum;min;lower;lower bound;au moins;borne inferieure" },
  { &atlas_kind_estimate, "high", "maximum;max;upper;upper bound;au plus;borne superieure" },
  { &atlas_kind_estimate, "note", "notes;comment;comments;remarque;remarques" },
  { &atlas_kind_estimate, "link", "url;source url;lien;web address;website" },
};

/* Words around a heading that say which address, telephone or e-mail it is; the nearest to home is taken
 * first. */
static const struct
{
  const char *word;
  guint set;
} places[] = {
  { "home", 1 },          { "personal", 1 },        { "primary", 1 },     { "current", 1 },
  { "mailing", 1 },       { "domicile", 1 },        { "maison", 1 },      { "personnel", 1 },
  { "personnelle", 1 },   { "prive", 1 },           { "residential", 1 }, { "business", 2 },
  { "work", 2 },          { "bureau", 2 },          { "office", 2 },      { "travail", 2 },
  { "professionnel", 2 }, { "professionnelle", 2 }, { "other", 3 },       { "autre", 3 },
};

#define MAX_HEADING 256

/* Of a heading in the tables, which has its apostrophes. */
static char *
make_key (const char *kind, const char *heading)
{
  g_auto (GStrv) parts = g_strsplit (heading, "'", -1);
  g_autofree char *joined = g_strjoinv ("", parts);

  return g_strconcat (kind, ":", joined, NULL);
}

static void
add_name (GHashTable *table, const AtlasKind *kind, const char *name, const char *target)
{
  char folded[MAX_HEADING];

  atlas_fold_words (name, -1, folded, sizeof folded);
  g_hash_table_insert (table, make_key (kind->name, folded), (gpointer) target);
}

/* Kind and folded heading -> target. Labels stand in the language that the program has when it first asks. */
static GHashTable *
build_synonyms (void)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const AtlasKind *const *kind = atlas_kinds (); *kind != NULL; kind++)
    for (guint i = 0; i < (*kind)->n_fields; i++)
      {
        const AtlasField *field = &(*kind)->fields[i];

        if ((field->flags & ATLAS_FIELD_AUTOMATIC) != 0)
          continue;
        add_name (table, *kind, _ (field->label), field->key);
        add_name (table, *kind, field->label, field->key);
        add_name (table, *kind, field->key, field->key);
      }
  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    {
      g_auto (GStrv) headings = g_strsplit (synonyms[i].headings, ";", -1);

      for (guint j = 0; headings[j] != NULL; j++)
        g_hash_table_insert (table,
                             make_key (synonyms[i].kind != NULL ? synonyms[i].kind->name : "", headings[j]),
                             (gpointer) synonyms[i].target);
    }
  return table;
}

/* What stands under @folded for @kind alone, or for any. */
static const char *
find_synonym (const char *kind, const char *folded)
{
  static GHashTable *table;
  static gsize once;
  g_autofree char *key = g_strconcat (kind, ":", folded, NULL);

  if (g_once_init_enter (&once))
    {
      table = build_synonyms ();
      g_once_init_leave (&once, 1);
    }
  return g_hash_table_lookup (table, key);
}

/* Numbers become "#"; the first of them is told. */
static void
replace_numbers (char *folded, guint *number)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  gsize n = 0;

  *number = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean digits = words[i][0] != '\0' && strspn (words[i], "0123456789") == strlen (words[i]);

      if (digits && *number == 0)
        *number = (guint) MIN (g_ascii_strtoull (words[i], NULL, 10), 99);
      n += g_strlcpy (folded + n, i > 0 ? " " : "", MAX_HEADING - n);
      n += g_strlcpy (folded + n, digits ? "#" : words[i], MAX_HEADING - n);
    }
}

static gboolean
set_target (const AtlasKind *kind, const char *target, double confidence, AtlasHeading *heading)
{
  static const struct
  {
    const char *name;
    AtlasHeadingClass class;
    AtlasMapHow how;
    const char *needs;
  } others[] = {
    { "NAME", ATLAS_HEADING_NAME, ATLAS_MAP_NAME, "family_name" },
    { "FULL NAME", ATLAS_HEADING_FULL_NAME, ATLAS_MAP_NAME, "family_name" },
    { "FAMILY FIRST", ATLAS_HEADING_FULL_NAME, ATLAS_MAP_FAMILY_FIRST, "family_name" },
    { "ADDRESS", ATLAS_HEADING_ADDRESS, ATLAS_MAP_ADDRESS, "address.city" },
    { "FORMATTED", ATLAS_HEADING_FORMATTED, ATLAS_MAP_ADDRESS, "address.city" },
    { "position", ATLAS_HEADING_TARGET, ATLAS_MAP_POSITION, "location.latitude" },
    { "agreed", ATLAS_HEADING_TARGET, ATLAS_MAP_AGREED, "consents" },
    { "agreed-email", ATLAS_HEADING_TARGET, ATLAS_MAP_AGREED_EMAIL, "consents" },
    { "agreed-phone", ATLAS_HEADING_TARGET, ATLAS_MAP_AGREED_PHONE, "consents" },
    { "agreed-post", ATLAS_HEADING_TARGET, ATLAS_MAP_AGREED_POST, "consents" },
    { "no-email", ATLAS_HEADING_TARGET, ATLAS_MAP_NO_EMAIL, "consents" },
    { "no-phone", ATLAS_HEADING_TARGET, ATLAS_MAP_NO_PHONE, "consents" },
    { "no-post", ATLAS_HEADING_TARGET, ATLAS_MAP_NO_POST, "consents" },
    { "deceased", ATLAS_HEADING_TARGET, ATLAS_MAP_DECEASED, "status" },
  };

  heading->confidence = confidence;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (strcmp (others[i].name, target) == 0)
      {
        if (atlas_kind_find_field (kind, others[i].needs, -1) == NULL)
          return FALSE;
        heading->class = others[i].class;
        heading->how = others[i].how;
        return TRUE;
      }
  heading->field = atlas_kind_find_field (kind, target, -1);
  if (heading->field == NULL)
    return FALSE;
  heading->class = ATLAS_HEADING_TARGET;
  heading->how = ATLAS_MAP_FIELD;
  return TRUE;
}

/* A part of an address, a telephone or an e-mail address: what there may be several of. */
static gboolean
comes_in_sets (const AtlasHeading *heading)
{
  return heading->class == ATLAS_HEADING_ADDRESS || heading->class == ATLAS_HEADING_FORMATTED ||
         (heading->field != NULL &&
          (g_str_has_prefix (heading->field->key, "address.") ||
           strcmp (heading->field->key, "emails") == 0 || strcmp (heading->field->key, "phones") == 0));
}

/* @folded without a word of `places` at either end, whose set is told; FALSE where there is none. */
static gboolean
strip_place (char *folded, guint *set)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      gsize n = strlen (places[i].word), length = strlen (folded);

      if (length <= n + 1)
        continue;
      if (strncmp (folded, places[i].word, n) == 0 && folded[n] == ' ')
        memmove (folded, folded + n + 1, length - n);
      else if (strcmp (folded + length - n, places[i].word) == 0 && folded[length - n - 1] == ' ')
        folded[length - n - 1] = '\0';
      else
        continue;
      *set = places[i].set;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_folded (const AtlasKind *kind, const char *folded, double confidence, AtlasHeading *heading)
{
  const char *target = find_synonym (kind->name, folded);

  if (target != NULL && set_target (kind, target, confidence, heading))
    return TRUE;
  target = find_synonym ("", folded);
  return target != NULL && set_target (kind, target, confidence, heading);
}

static gboolean
read_part (const AtlasKind *kind, const char *folded, guint set, AtlasHeading *heading)
{
  AtlasHeading part = { 0 };

  if (!read_folded (kind, folded, 0.85, &part) || !comes_in_sets (&part))
    return FALSE;
  part.set = set;
  *heading = part;
  return TRUE;
}

static void
read_words (const AtlasKind *kind, char *folded, AtlasHeading *heading)
{
  guint number, set;
  gsize n;

  replace_numbers (folded, &number);
  /* "Address 1 - City" */
  if (g_str_has_prefix (folded, "address # ") &&
      read_part (kind, folded + strlen ("address # "), number, heading))
    return;
  if (read_folded (kind, folded, 0.9, heading))
    return;

  /* "Business Street 2", "Rue (bureau) 2" */
  n = strlen (folded);
  if (n > 2 && strcmp (folded + n - 2, " #") == 0)
    folded[n - 2] = '\0';
  if (strip_place (folded, &set))
    read_part (kind, folded, set, heading);
  else if (n > 2)
    read_part (kind, folded, 0, heading);
}

/* Whether what was taken from a heading may have changed what it means. */
static gboolean
is_changed (const AtlasHeading *heading, AtlasHeadingDropped dropped)
{
  switch (heading->how)
    {
    case ATLAS_MAP_AGREED:
    case ATLAS_MAP_AGREED_EMAIL:
    case ATLAS_MAP_AGREED_PHONE:
    case ATLAS_MAP_AGREED_POST:
    case ATLAS_MAP_NO_EMAIL:
    case ATLAS_MAP_NO_PHONE:
    case ATLAS_MAP_NO_POST:
    case ATLAS_MAP_DECEASED:
      return (dropped & ATLAS_HEADING_DROPPED_MORE) != 0;
    default:
      break;
    }
  /* "Born in Canada" is answered with yes or no, "Arrived in Canada" with a year. */
  return (dropped & ATLAS_HEADING_DROPPED_COUNTRY) != 0 && !comes_in_sets (heading) &&
         (heading->field == NULL || strcmp (heading->field->key, "arrival_year") != 0);
}

/* A heading in words, or in a sentence. */
static void
read_text (const AtlasKind *kind, const char *text, AtlasHeading *heading)
{
  char folded[MAX_HEADING];
  AtlasHeadingDropped dropped;

  if (atlas_fold_words (text, -1, folded, sizeof folded) > 0)
    read_words (kind, folded, heading);
  if (heading->class != ATLAS_HEADING_UNKNOWN ||
      !atlas_heading_reduce (text, folded, sizeof folded, &dropped))
    return;
  read_words (kind, folded, heading);
  if (heading->class != ATLAS_HEADING_UNKNOWN && is_changed (heading, dropped))
    *heading = (AtlasHeading){ 0 };
  heading->confidence = MIN (heading->confidence, 0.8);
}

/* "Nom" beside "Last name" is the family's, beside "Full name" the whole. */
static gboolean
unite (AtlasHeading *heading, const AtlasHeading *other)
{
  if (heading->class == ATLAS_HEADING_NAME &&
      (other->class == ATLAS_HEADING_FULL_NAME ||
       (other->field != NULL && strcmp (other->field->key, "family_name") == 0)))
    {
      *heading = *other;
      return TRUE;
    }
  if (other->class == ATLAS_HEADING_NAME &&
      (heading->class == ATLAS_HEADING_FULL_NAME ||
       (heading->field != NULL && strcmp (heading->field->key, "family_name") == 0)))
    return TRUE;
  return heading->class == other->class && heading->field == other->field &&
         (heading->how == other->how || heading->class == ATLAS_HEADING_FULL_NAME);
}

/* "Prénom / First name": in two languages, which must mean the same. */
static void
read_both (const AtlasKind *kind, const char *text, AtlasHeading *heading)
{
  g_auto (GStrv) parts = g_strsplit (text, strchr (text, '|') != NULL ? "|" : "/", -1);
  AtlasHeading united = { 0 };

  if (g_strv_length (parts) < 2)
    return;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      AtlasHeading part = { 0 };

      read_text (kind, parts[i], &part);
      if (part.class == ATLAS_HEADING_UNKNOWN)
        return;
      if (i == 0)
        united = part;
      else if (!unite (&united, &part))
        return;
    }
  *heading = united;
}

void
atlas_heading_read (const AtlasKind *kind, const char *text, AtlasHeading *heading)
{
  static const struct
  {
    const char *key;
    AtlasMapHow how;
  } own[] = {
    { "id", ATLAS_MAP_ID },
    { "extra", ATLAS_MAP_EXTRA },
    { "synthetic", ATLAS_MAP_SYNTHETIC },
  };

  *heading = (AtlasHeading){ 0 };
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (strcmp (own[i].key, text) == 0)
      {
        *heading = (AtlasHeading){ ATLAS_HEADING_TARGET, own[i].how, .own = TRUE, .confidence = 1 };
        return;
      }
  heading->field = atlas_kind_find_field (kind, text, -1);
  if (heading->field != NULL)
    {
      heading->class = ATLAS_HEADING_TARGET;
      heading->how = ATLAS_MAP_FIELD;
      heading->own = TRUE;
      heading->confidence = 1;
      return;
    }
  if (strcmp (text, ATLAS_REFUSED_HEADING) == 0)
    {
      *heading = (AtlasHeading){ ATLAS_HEADING_TARGET, ATLAS_MAP_LEAVE, .own = TRUE, .confidence = 1 };
      return;
    }
  read_text (kind, text, heading);
  if (heading->class == ATLAS_HEADING_UNKNOWN && strpbrk (text, "/|") != NULL)
    read_both (kind, text, heading);
}

gboolean
atlas_heading_is_of_others (const char *text)
{
  static const char *const words[] = {
    "fax",      "telecopie", "id",        "pager",  "assistant",  "spouse",    "emergency", "manager",
    "urgence",  "conjoint",  "account",   "telex",  "isdn",       "rnis",      "callback",  "rappel",
    "passport", "passeport", "reference", "parent", "referred",   "extension", "tty",       "tdd",
    "enfant",   "children",  "spouses",   "wife",   "husband",    "child",     "partner",   "mother",
    "father",   "mothers",   "fathers",   "epoux",  "epouse",     "mere",      "pere",      "kin",
    "sponsor",  "birth",     "naissance", "born",   "birthplace", "origin",    "origine",
  };
  char folded[MAX_HEADING];
  g_auto (GStrv) parts = NULL;

  atlas_fold_words (text, -1, folded, sizeof folded);
  parts = g_strsplit (folded, " ", -1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strv_contains ((const char *const *) parts, words[i]))
      return TRUE;
  return FALSE;
}
