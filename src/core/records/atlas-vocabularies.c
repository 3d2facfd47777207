/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-vocabulary-private.h"

#include "atlas-i18n.h"

/* The small closed vocabularies of the share format. */

#define VOCABULARY(name, table) \
  const AtlasVocabulary name = { .terms = table, .n_terms = G_N_ELEMENTS (table) }

static const AtlasTerm sexes[] = {
  { "female", N_ ("Female"), "f;woman;femme;w" },
  { "male", N_ ("Male"), "m;man;homme;h" },
  { "other", N_ ("Other"), "x;non-binary;autre" },
  { "undisclosed", N_ ("Undisclosed"), "u;unknown;not stated;non précisé" },
};
VOCABULARY (atlas_vocabulary_sex, sexes);

static const AtlasTerm member_statuses[] = {
  { "active", N_ ("Active") },
  { "moved", N_ ("Moved away") },
  { "deceased", N_ ("Deceased") },
};
VOCABULARY (atlas_vocabulary_member_status, member_statuses);

static const AtlasTerm interests[] = {
  { "short-assignment", N_ ("Short assignment") },
  { "remote", N_ ("Remote work"), "remote" },
  { "mentoring", N_ ("Mentoring") },
  { "teaching", N_ ("Teaching") },
  { "return", N_ ("Return") },
  { "investing", N_ ("Investing") },
  { "philanthropy", N_ ("Philanthropy") },
  { "volunteering", N_ ("Volunteering") },
};
VOCABULARY (atlas_vocabulary_interest, interests);

/* International Standard Classification of Education 2011 (UNESCO), levels of attainment. */
static const AtlasTerm education_levels[] = {
  { "0", N_ ("Less than primary education"), "none;early childhood education" },
  { "1", N_ ("Primary education"), "primary" },
  { "2", N_ ("Lower secondary education"), "lower secondary" },
  { "3", N_ ("Upper secondary education"), "upper secondary;secondary;high school" },
  { "4", N_ ("Post-secondary non-tertiary education"), "post-secondary" },
  { "5", N_ ("Short-cycle tertiary education"), "short-cycle tertiary;diploma;college" },
  { "6", N_ ("Bachelor’s or equivalent level"), "bachelor;bachelor's;bachelors;licence;a0" },
  { "7", N_ ("Master’s or equivalent level"), "master;master's;masters" },
  { "8", N_ ("Doctoral or equivalent level"), "doctorate;doctoral;phd;doctorat" },
};

const AtlasVocabulary atlas_vocabulary_education_level = {
  .terms = education_levels,
  .n_terms = G_N_ELEMENTS (education_levels),
  .complaint = N_ ("must be a level of education from 0 to 8 (ISCED 2011)"),
};

/* Common European Framework of Reference for Languages (Council of Europe). */
static const AtlasTerm language_levels[] = {
  { "A1", N_ ("A1, beginner"), "beginner" },
  { "A2", N_ ("A2, elementary"), "elementary;basic" },
  { "B1", N_ ("B1, intermediate"), "intermediate" },
  { "B2", N_ ("B2, upper intermediate"), "upper intermediate" },
  { "C1", N_ ("C1, advanced"), "advanced;fluent" },
  { "C2", N_ ("C2, mastery"), "mastery;native;mother tongue" },
};
VOCABULARY (atlas_vocabulary_language_level, language_levels);

/* Whom a source counts: these are different people, and their numbers are never added up. */
static const AtlasTerm estimate_definitions[] = {
  { "born-in", N_ ("Born in the country of origin"), "birth;born" },
  { "citizen-of", N_ ("Citizens of the country of origin"), "citizenship;citizen" },
  { "ethnic-origin", N_ ("By ethnic or cultural origin"), "origin" },
  { "community", N_ ("As the community itself estimates"), "claim" },
};
VOCABULARY (atlas_vocabulary_estimate_definition, estimate_definitions);

static const AtlasTerm precisions[] = {
  { "exact", N_ ("Exact") },
  { "postcode", N_ ("Postcode") },
  { "place", N_ ("Place") },
  { "region", N_ ("Province or state") },
};
VOCABULARY (atlas_vocabulary_precision, precisions);

static const AtlasTerm location_sources[] = {
  { "officer", N_ ("Set by hand") },
  { "import", N_ ("From the imported file") },
  { "gazetteer", N_ ("From the address") },
};
VOCABULARY (atlas_vocabulary_location_source, location_sources);

static const AtlasTerm consent_purposes[] = {
  { "contact", N_ ("Being contacted") },
  { "share", N_ ("Sharing with partners") },
  { "publish", N_ ("Being named in public") },
};
VOCABULARY (atlas_vocabulary_consent_purpose, consent_purposes);

/* What files are written for: the purposes that people consent to, and what the authority does itself. In the
 * order of AtlasExportPurpose. */
static const AtlasTerm export_purposes[] = {
  { "own", N_ ("This authority’s own records"), "records;backup" },
  { "contact", N_ ("Contacting people") },
  { "share", N_ ("Sharing with a partner"), "partner" },
  { "publish", N_ ("Publishing") },
};
VOCABULARY (atlas_vocabulary_export_purpose, export_purposes);

static const AtlasTerm export_formats[] = {
  { "xlsx", N_ ("Workbook (XLSX)"), "excel;workbook" },
  { "csv", N_ ("Table (CSV)") },
  { "csv-excel", N_ ("Table for Excel (CSV)") },
  { "csv-excel-fr", N_ ("Table for Excel in French (CSV)") },
  { "mailing", N_ ("Table for mailings (CSV)") },
  { "labels", N_ ("Address labels (PDF)") },
  { "vcard3", N_ ("Contact cards (vCard 3.0)"), "vcard" },
  { "vcard4", N_ ("Contact cards (vCard 4.0)") },
  { "ical", N_ ("Calendar (iCalendar)"), "ics;calendar" },
  { "json", N_ ("Share file (JSON)"), "share file" },
  { "ndjson", N_ ("One record a line (NDJSON)") },
  { "geojson", N_ ("Points for maps (GeoJSON)") },
};
VOCABULARY (atlas_vocabulary_export_format, export_formats);

static const AtlasTerm export_identities[] = {
  { "named", N_ ("With names") },
  { "pseudonymous", N_ ("Under pseudonyms") },
};
VOCABULARY (atlas_vocabulary_export_identity, export_identities);

static const AtlasTerm channels[] = {
  { "email", N_ ("E-mail"), "mail;courriel" },
  { "phone", N_ ("Telephone"), "phone;tel" },
  { "post", N_ ("Post"), "letter;courrier" },
  { "any", N_ ("Any channel"), "all" },
};
VOCABULARY (atlas_vocabulary_channel, channels);

static const AtlasTerm consent_statuses[] = {
  { "given", N_ ("Given"), "yes" },
  { "withdrawn", N_ ("Withdrawn"), "no" },
};
VOCABULARY (atlas_vocabulary_consent_status, consent_statuses);

static const AtlasTerm event_types[] = {
  { "consultation", N_ ("Consultation") },
  { "town-hall", N_ ("Town hall") },
  { "focus-group", N_ ("Focus group") },
  { "skills-fair", N_ ("Skills fair") },
  { "business-forum", N_ ("Business forum") },
  { "consular", N_ ("Consular service") },
  { "cultural", N_ ("Cultural event") },
  { "commemoration", N_ ("Commemoration") },
  { "youth", N_ ("Youth event") },
  { "webinar", N_ ("Webinar") },
  { "other", N_ ("Other") },
};
VOCABULARY (atlas_vocabulary_event_type, event_types);

static const AtlasTerm event_statuses[] = {
  { "planned", N_ ("Planned") },
  { "confirmed", N_ ("Confirmed") },
  { "held", N_ ("Held") },
  { "cancelled", N_ ("Cancelled"), "canceled" },
};
VOCABULARY (atlas_vocabulary_event_status, event_statuses);

static const AtlasTerm attendances[] = {
  { "invited", N_ ("Invited") },   { "confirmed", N_ ("Confirmed") }, { "declined", N_ ("Declined") },
  { "attended", N_ ("Attended") }, { "absent", N_ ("Absent") },
};
VOCABULARY (atlas_vocabulary_attendance, attendances);

static const AtlasTerm verdicts[] = {
  { "different", N_ ("Different people") },
  { "same", N_ ("One person, merged") },
};
VOCABULARY (atlas_vocabulary_verdict, verdicts);
/* What allows personal data to be used: the cases of article 6 (1) of the EU's General Data Protection
 * Regulation that fit a register, and membership, on which associations rely. */
static const AtlasTerm legal_bases[] = {
  { "consent", N_ ("Consent") },
  { "membership", N_ ("Membership") },
  { "public-task", N_ ("Public task"), "public interest" },
  { "legitimate-interest", N_ ("Legitimate interest") },
  { "legal-obligation", N_ ("Legal obligation") },
  { "vital-interest", N_ ("Vital interest") },
};
VOCABULARY (atlas_vocabulary_legal_basis, legal_bases);

static const AtlasTerm organisation_types[] = {
  { "association", N_ ("Diaspora association"), "diaspora association" },
  { "institution", N_ ("Institution at home"), "institution at home" },
  { "employer", N_ ("Employer") },
  { "host", N_ ("Host"), "host organisation" },
  { "partner", N_ ("Partner") },
  { "other", N_ ("Other") },
};
VOCABULARY (atlas_vocabulary_organisation_type, organisation_types);

static const AtlasTerm organisation_statuses[] = {
  { "active", N_ ("Active") },
  { "dormant", N_ ("Dormant"), "inactive" },
  { "closed", N_ ("Closed"), "dissolved" },
};
VOCABULARY (atlas_vocabulary_organisation_status, organisation_statuses);

static const AtlasTerm roles[] = {
  { "member", N_ ("Member") },
  { "chair", N_ ("Chair"), "president;chairperson;chairman;chairwoman" },
  { "vice-chair", N_ ("Vice-chair"), "vice-president;deputy" },
  { "secretary", N_ ("Secretary") },
  { "treasurer", N_ ("Treasurer") },
  { "board-member", N_ ("Member of the board"), "board;committee member" },
  { "contact-person", N_ ("Contact person"), "contact;focal point" },
  { "founder", N_ ("Founder") },
  { "employee", N_ ("Employee"), "staff" },
  { "volunteer", N_ ("Volunteer") },
  { "other", N_ ("Other") },
};
VOCABULARY (atlas_vocabulary_role, roles);

static const AtlasTerm interaction_channels[] = {
  { "email", N_ ("E-mail"), "mail;courriel" },
  { "phone", N_ ("Telephone"), "phone;tel;call" },
  { "post", N_ ("Post"), "letter;courrier" },
  { "meeting", N_ ("Meeting"), "visit;in person" },
  { "event", N_ ("Event") },
  { "message", N_ ("Message"), "sms;text;chat;whatsapp" },
  { "other", N_ ("Other") },
};
VOCABULARY (atlas_vocabulary_interaction_channel, interaction_channels);

static const AtlasTerm directions[] = {
  { "out", N_ ("From us"), "outgoing;outbound" },
  { "in", N_ ("To us"), "incoming;inbound" },
};
VOCABULARY (atlas_vocabulary_direction, directions);

static const AtlasTerm outcomes[] = {
  { "reached", N_ ("Reached") },
  { "left-message", N_ ("Left a message"), "voicemail" },
  { "no-answer", N_ ("No answer") },
  { "wrong-number", N_ ("Wrong number or address"), "wrong number;wrong address;bounced" },
  { "declined", N_ ("Declined") },
  { "do-not-contact", N_ ("Asked not to be contacted"), "do not contact;opt-out" },
  { "other", N_ ("Other") },
};
VOCABULARY (atlas_vocabulary_outcome, outcomes);

static const AtlasTerm mission_types[] = {
  { "consultation", N_ ("Consultation") },
  { "consular", N_ ("Consular service"), "consular services" },
  { "skills", N_ ("Skills"), "skills-fair" },
  { "investment", N_ ("Investment"), "business" },
  { "youth", N_ ("Youth") },
  { "cultural", N_ ("Culture"), "cultural event" },
};
VOCABULARY (atlas_vocabulary_mission_type, mission_types);

/* In the order in which a mission goes through them. */
static const AtlasTerm mission_statuses[] = {
  { "draft", N_ ("Draft"), "planned" }, { "approved", N_ ("Approved") }, { "under-way", N_ ("Under way") },
  { "held", N_ ("Held"), "done" },      { "reported", N_ ("Reported") },
};
VOCABULARY (atlas_vocabulary_mission_status, mission_statuses);

static const AtlasTerm travel_modes[] = {
  { "drive", N_ ("By car"), "car;road" },
  { "fly", N_ ("By air"), "plane;flight;air" },
  { "train", N_ ("By train"), "rail" },
};
VOCABULARY (atlas_vocabulary_travel_mode, travel_modes);

static const AtlasTerm budget_categories[] = {
  { "travel", N_ ("Travel"), "transport" },
  { "lodging", N_ ("Lodging"), "hotel;accommodation" },
  { "meals", N_ ("Meals and allowances"), "meals;per diem;allowance" },
  { "venue", N_ ("Venues"), "hall;room" },
  { "printing", N_ ("Printing") },
  { "communication", N_ ("Communication") },
  { "other", N_ ("Other") },
};
VOCABULARY (atlas_vocabulary_budget_category, budget_categories);

static const AtlasTerm yes_no[] = {
  { "yes", N_ ("Yes"), "true;1;x" },
  { "no", N_ ("No"), "false;0" },
};
VOCABULARY (atlas_vocabulary_yes_no, yes_no);
