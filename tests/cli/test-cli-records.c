/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli-test-support.h"

#define TRIP_START "33333333"
#define TRIP       TRIP_START "-3333-4333-8333-333333333333"
#define HALL       "44444444-4444-4444-8444-444444444444"

#define TWIN   "22222222-3333-4444-8555-6666666666aa"
#define ADA    "11111111-2222-4333-8444-555555555501"
#define BEN    "11111111-2222-4333-8444-555555555502"
#define CHLOE  "22222222-2222-4333-8444-555555555503"
#define NOBODY "11111111-2222-4333-8444-5555555555ff"
#define FETE   "11111111-9999-4333-8444-555555555504"

/* Two whose ids begin alike, one whose does not, and an event that shares eight digits with the two. */
static const char people[] =
  "{\"format\":\"diaspora-atlas\",\"version\":1,\"members\":["
  "{\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"family_name\":\"Uwase\",\"sex\":\"female\","
  "\"address\":{\"city\":\"Ottawa\",\"region\":\"CA-ON\",\"country\":\"CA\"},\"skills\":[\"nursing\"],"
  "\"shoe\":{\"size\":38},\"updated\":\"2026-01-01T00:00:00Z\"},"
  "{\"id\":\"" BEN "\",\"given_name\":\"Ben\",\"family_name\":\"Mugisha\",\"sex\":\"male\","
  "\"updated\":\"2026-01-02T00:00:00Z\"},"
  "{\"id\":\"" CHLOE "\",\"given_name\":\"Chloé\",\"family_name\":\"Ingabire\","
  "\"updated\":\"2026-01-03T00:00:00Z\"}],"
  "\"events\":[{\"id\":\"" FETE "\",\"title\":\"Umuganura\",\"start\":\"2026-08-01T14:00:00-04:00\"}]}";

static void
set_up_people (Fixture *fixture, gconstpointer data)
{
  g_autofree char *made = NULL, *read = NULL;

  fixture_set_up (fixture, data);
  write_file (fixture, "people.json", people);
  made = run_ok (fixture, "init");
  read = run_ok (fixture, "import people.json");
  g_assert_cmpstr (read, ==, "4 added, 2 without a place\n");
}

#define PEOPLE_TEST(path, function) \
  g_test_add (path, Fixture, NULL, set_up_people, function, fixture_tear_down)

/* --- list, show, count --------------------------------------------------------------------------------- */

static const Step shown[] = {
  { "count", 0, "3\n", NULL },
  { "count --json", 0, "{\"count\":3}\n", NULL },
  { "count --kind event", 0, "1\n", NULL },
  { "count --query uwase", 0, "1\n", NULL },
  { "count --query -uwase", 0, "2\n", NULL }, /* what begins with a minus is still the option's value */
  { "count --query=-has:location", 0, "2\n", NULL },
  { "count -q 'sex:none'", 0, "1\n", NULL },
  { "list", 0, "Id *Given name *Family name *Chloé *Ben *Ada *", NULL },
  { "list", 0, "*11111111  Ada         Uwase        Ottawa  CA-ON *", NULL },
  { "list --sort given_name", 0, "*Ada *Ben *Chloé *", NULL },
  { "list --sort -given_name", 0, "*Chloé *Ben *Ada *", NULL },
  { "list --sort -updated --limit 1 --json", 0, "[\n{\"id\":\"" CHLOE "\"*\n]\n", NULL },
  { "list --limit 1", 0, "Id *\n22222222  Chloé *\n", NULL },
  { "list --query nobody", 0, "Id *\n", NULL },
  { "list --query nobody --json", 0, "[\n]\n", NULL },
  { "list --kind events", 0, "Id *Title *\n11111111  Umuganura *\n", NULL },
  { "list --kind events --json", 0, "[\n{\"id\":\"" FETE "\",\"title\":\"Umuganura\"*}\n]\n", NULL },
  { "show 2", 0, "Chloé Ingabire\nPerson " CHLOE "\n*", NULL },
  { "show " CHLOE, 0, "Chloé Ingabire\n*", NULL },
  { "show 22222222222243338444555555555503", 0, "Chloé Ingabire\n*", NULL },
  { "show 111111112222433384445555555555-01", 0, "Ada Uwase\n*", NULL },
  { "show --kind event 1", 0, "Umuganura\nEvent " FETE "\n*", NULL },
  { "show --kind events 11111111 --json", 0, "{\"id\":\"" FETE "\",*}\n", NULL },
  { "show 11111111-9", 0, "Umuganura\n*", NULL },
  { "show 1", 1, NULL, "*“1”*" ADA " (Ada Uwase), " BEN " (Ben Mugisha), " FETE " (Umuganura)*" },
  { "show --kind members 11111111", 1, NULL, "*" ADA "*" BEN "*Give more of it.\n" },
  { "show 3", 1, NULL, "*“3”*atlasctl list*" },
  { "show ''", 1, NULL, "*“”*" },
  { "show Ada", 1, NULL, "*“Ada”*" },
  { "show " ADA "0", 1, NULL, "*" },
  { "show --kind events 2", 1, NULL, "*“2”*" },
  { "show " ADA, 0, "*Sex *Female\n*City *Ottawa\n*Skills *nursing\n*{\"shoe\":{\"size\":38}}\n", NULL },
  { "show " ADA " --json", 0,
    "{\"id\":\"" ADA "\",*\"address\":{\"city\":\"Ottawa\",*\"shoe\":{\"size\":38}}\n", NULL },
};

static void
test_show (Fixture *fixture, gconstpointer data)
{
  RUN_STEPS (fixture, shown);
}

/* --- add, edit, delete --------------------------------------------------------------------------------- */

static const Step changed[] = {
  { "edit 2222 --set birth_year=1985 --set notes='two\nlines'", 0, CHLOE "\n", NULL },
  { "show 2", 0, "*Year of birth *1985\n*Notes *two\n *lines\n*", NULL },
  { "edit 2222 --set birth_year= --json", 0, "{\"id\":\"" CHLOE "\",*}\n", NULL },
  { "count --query born:none", 0, "3\n", NULL },
  { "edit 2222 --set birth_year=1985", 0, "*", NULL },
  { "count --query born:1985", 0, "1\n", NULL },
  { "edit 2222 --set birth_year+=85", 2, NULL, "*birth_year*list*" },
  { "edit 2222 --set birth_year=85", 1, NULL, "atlasctl: birth_year: *" },
  { "edit 2222 --set birth_year=1990 --set sex=maybe", 1, NULL, "atlasctl: sex: *female*" },
  { "count --query born:1985", 0, "1\n", NULL }, /* all of it or nothing */
  { "edit 2222 --set given_name= --set family_name=", 1, NULL, "atlasctl: given_name: *name*" },
  { "edit 2222 --set location.latitude=45", 1, NULL, "atlasctl: location.*" },
  { "edit 3333 --set notes=x", 1, NULL, "*“3333”*" },
  { "edit 1111 --set notes=x", 1, NULL, "*“1111”*" },
  { "edit 2222 --set address.city=Gatineau --set address.region=ca-qc --json", 0,
    "*\"address\":{\"city\":\"Gatineau\",\"region\":\"CA-QC\"},\"location\":{*\"source\":\"gazetteer\"}*",
    NULL },
  { "edit 2222 --set location.latitude=45.5 --set location.longitude=-75.5 --json", 0,
    "*\"precision\":\"exact\",\"source\":\"officer\"*", NULL },
  { "edit 2222 --set languages='rw:C2;French:B1' --set interests=remote --json", 0,
    "*\"languages\":[{\"code\":\"rw\",\"level\":\"C2\"},{\"code\":\"fr\",\"level\":\"B1\"}],\"interests\":["
    "\"remote\"]*",
    NULL },
  { "edit 2222 --set consents=contact:email:given:2026-01-02:form --set emails=c@example.org", 0, "*", NULL },
  { "count --query consent:email", 0, "1\n", NULL },
  /* Of consents nothing is taken away; one is added. */
  { "edit 2222 --set consents=", 1, NULL, "atlasctl: consents: entry 1 *" },
  { "edit 2222 --set consents=contact:email:withdrawn:2025-01-01", 1, NULL, "atlasctl: consents: entry 1 *" },
  { "edit 2222 --set consents+=contact:any:withdrawn:2026-01-03:call --json", 0,
    "{*\"status\":\"given\",\"date\":\"2026-01-02\"*\"withdrawn\"*}\n", NULL },
  { "count --query consent:email", 0, "0\n", NULL },
  { "undo", 0, NULL, "*" },
  /* Roles and the contact log. */
  { "add --kind organisations --set name=Club --set abbreviation=C1 --set roles=" ADA ":chair:2020-01-01", 0,
    "*", NULL },
  { "count --query association:c1", 0, "1\n", NULL },
  { "count --query association:c2", 2, NULL, "atlasctl: *“c2”*Club*" },
  { "add --kind interactions --set channel=phone --set date=2026-02-01", 1, NULL, "atlasctl: member: *" },
  { "add --kind interactions --set member=" ADA
    " --set channel=phone --set direction=out --set date=2026-02-01 --set "
    "follow_up=2026-03-01",
    0, "*", NULL },
  { "list --kind interactions --query follow-up:due", 0, "*Ada Uwase*Telephone*\n", NULL },
  { "count --query contacted:2026-02", 0, "1\n", NULL },
  { "delete " ADA, 0, NULL, "*" },
  { "count --kind interactions", 0, "0\n", NULL },
  { "undo", 0, NULL, "*" },
  { "count --kind interactions", 0, "1\n", NULL },
  { "undo", 0, NULL, "*" },
  { "undo", 0, NULL, "*" },
  { "edit 2222 --set notes=a=b=c --json", 0, "*\"notes\":\"a=b=c\"*", NULL },
  { "edit --kind events 1111 --set title=Harvest", 0, FETE "\n", NULL },
  { "edit 1111 --kind events --set 'end=2026-08-01T13:00:00-04:00'", 1, NULL, "atlasctl: end: *" },
  { "add --set family_name=Nkusi --json", 0,
    "{\"id\":\"*\",\"family_name\":\"Nkusi\",\"created\":\"*\",\"updated\":\"*\"}\n", NULL },
  { "add --set notes=x", 1, NULL, "atlasctl: given_name: *" },
  { "add --kind events --set title=Dinner", 1, NULL, "atlasctl: start: *" },
  /* The event's own zone, named after the time. */
  { "add --kind events --set title=Dinner --set 'start=2026-07-01 18:30' --set timezone=America/Toronto "
    "--json",
    0, "*\"start\":\"2026-07-01T18:30:00-04:00\",\"timezone\":\"America/Toronto\"*", NULL },
  { "count --kind events", 0, "2\n", NULL },
  { "delete 2222", 0, NULL, "1 record deleted.*undo*" },
  { "delete 2222", 1, NULL, "*“2222”*" },
  { "delete 1111", 1, NULL, "*" },
  { "delete " ADA " " ADA, 2, NULL, "*twice*" },
  { "delete " ADA " " FETE, 2, NULL, "*" },
  { "delete " ADA " 3333", 1, NULL, "*“3333”*" },
  { "count", 0, "3\n", NULL },
  { "delete " ADA " " BEN " --json", 0, "{\"deleted\":2}\n", NULL },
  { "log --limit 1", 0, "*Delete 2 people *0 *0 *2*", NULL },
  { "count", 0, "1\n", NULL },
  { "undo", 0, NULL, "Undone: Delete 2 people\n" },
  { "undo --json", 0, "{\"label\":\"Delete Chloé Ingabire\"}\n", NULL },
  { "count", 0, "4\n", NULL },
  { "redo", 0, NULL, "Redone: Delete Chloé Ingabire\n" },
  { "redo --json", 0, "{\"label\":\"Delete 2 people\"}\n", NULL },
  { "redo", 1, NULL, "atlasctl: *" },
  { "count", 0, "1\n", NULL },
};

static void
test_change (Fixture *fixture, gconstpointer data)
{
  RUN_STEPS (fixture, changed);
}

static void
test_add_prints_id (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id =
    run_ok (fixture, "add --set given_name=Dan --set address.city=Ottawa --set address.region=CA-ON");
  g_autofree char *shown_line = NULL;

  g_strchomp (id);
  g_assert_cmpuint (strlen (id), ==, 36);
  shown_line = run_ok (fixture, "show %s", id);
  g_assert_true (g_str_has_prefix (shown_line, "Dan\nPerson "));
  g_assert_nonnull (strstr (shown_line, "45.4"));
}

/* --- undo and redo, whole databases compared ----------------------------------------------------------- */

static const char *const acts[] = {
  "edit 2222 --set birth_year=1985 --set address.city=Gatineau --set address.region=CA-QC",
  "edit " ADA " --set skills= --set notes=x --set location.latitude=1 --set location.longitude=2",
  "add --set given_name=Dan --set consents=contact:any:given",
  "add --kind events --set title=Dinner --set start=2026-07-01",
  "edit --kind events 1111 --set title=Harvest",
  "delete " BEN,
  "delete --kind events " FETE,
  "import more.json",
  "delete " ADA " " CHLOE,
};

static const char more[] =
  "[{\"id\":\"" ADA
  "\",\"given_name\":\"Ada\",\"family_name\":\"Keza\",\"updated\":\"2126-01-01T00:00:00Z\"},"
  "{\"given_name\":\"Eve\",\"new\":[1,{\"a\":null}]}]";

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sound = NULL;
  guint n = G_N_ELEMENTS (acts);

  write_file (fixture, "more.json", more);
  g_ptr_array_add (states, snapshot (fixture));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *out = run_ok (fixture, "%s", acts[i]);

      g_ptr_array_add (states, snapshot (fixture));
      g_assert_false (g_str_equal (states->pdata[i], states->pdata[i + 1]));
    }

  for (guint round = 0; round < 2; round++)
    {
      for (guint i = n; i-- > 0;)
        {
          g_autofree char *out = run_ok (fixture, "undo");
          g_autofree char *now = snapshot (fixture);

          assert_same (now, states->pdata[i]);
        }
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *out = run_ok (fixture, "redo");
          g_autofree char *now = snapshot (fixture);

          assert_same (now, states->pdata[i + 1]);
        }
    }
  sound = run_ok (fixture, "check"); /* search index, derived tables and journal too */
}

static const Step undo_ends[] = {
  { "undo", 0, NULL, "Undone: Import of people.json\n" },
  { "undo", 1, NULL, "atlasctl: *" },
  { "count", 0, "0\n", NULL },
  { "export", 0, "*", NULL }, /* logged, but no change that would cut off what was undone */
  { "redo", 0, NULL, "Redone: Import of people.json\n" },
  { "edit 2 --set notes=x", 0, "*", NULL },
  { "undo", 0, NULL, "Undone: Edit Chloé Ingabire\n" },
  { "edit 2 --set notes=y", 0, "*", NULL },
  { "redo", 1, NULL, "atlasctl: *" }, /* something else was done since */
  { "log", 0, "*Edit Chloé*Edit Chloé*undone for good\n*Import of people.json*", NULL },
  { "edit 2 --set notes=y", 0, "*", NULL }, /* changes nothing, so it is no step */
  { "log --json", 0, "[\n{\"unit\":4,*", NULL },
};

static void
test_undo_ends (Fixture *fixture, gconstpointer data)
{
  RUN_STEPS (fixture, undo_ends);
}

/* --- log ----------------------------------------------------------------------------------------------- */

static JsonObject *
get_unit (JsonNode *log, guint index)
{
  return json_array_get_object_element (json_node_get_array (log), index);
}

static JsonObject *
get_change (JsonNode *log, guint unit, guint index)
{
  return json_array_get_object_element (json_object_get_array_member (get_unit (log, unit), "changes"),
                                        index);
}

static void
assert_field (JsonObject *change, const char *key, const char *expected)
{
  JsonNode *pair = json_object_get_member (json_object_get_object_member (change, "fields"), key);
  g_autofree char *text = NULL;

  g_assert_nonnull (pair);
  text = json_to_string (pair, FALSE);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first =
    run_ok (fixture, "edit 2 --set birth_year=1985 --set skills='a;b' --set address.city=Ottawa");
  g_autofree char *second = run_ok (fixture, "delete " BEN);
  g_autofree char *third = run_ok (fixture, "export --output out.json");
  g_autofree char *text = run_ok (fixture, "log --json");
  g_autofree char *keys = NULL, *change_keys = NULL, *field_keys = NULL, *limited = NULL;
  g_autoptr (JsonNode) log = parse_json (text), one = NULL;
  JsonObject *change;

  g_assert_cmpuint (json_array_get_length (json_node_get_array (log)), ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (json_object_get_int_member (get_unit (log, i), "unit"), ==, 4 - i);
  keys = keys_of (get_unit (log, 0));
  g_assert_cmpstr (keys, ==, "unit,label,time,author,office,state,added,changed,deleted,details,changes");
  g_assert_cmpstr (json_object_get_string_member (get_unit (log, 0), "label"), ==, "Export of 2 people");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (get_unit (log, 0), "changes")), ==,
                    0);
  g_assert_cmpstr (
    json_object_get_string_member (json_object_get_object_member (get_unit (log, 0), "details"), "act"), ==,
    "export");

  change = get_change (log, 1, 0);
  g_assert_cmpstr (json_object_get_string_member (change, "change"), ==, "deleted");
  g_assert_cmpstr (json_object_get_string_member (change, "id"), ==, BEN);
  assert_field (change, "given_name", "{\"before\":\"Ben\",\"after\":null}");

  change = get_change (log, 2, 0);
  change_keys = keys_of (change);
  g_assert_cmpstr (change_keys, ==, "kind,id,change,fields");
  g_assert_cmpstr (json_object_get_string_member (change, "kind"), ==, "member");
  g_assert_cmpstr (json_object_get_string_member (change, "change"), ==, "changed");
  assert_field (change, "birth_year", "{\"before\":null,\"after\":1985}");
  assert_field (change, "skills", "{\"before\":null,\"after\":[\"a\",\"b\"]}");
  assert_field (change, "address.city", "{\"before\":null,\"after\":\"Ottawa\"}");
  field_keys = keys_of (json_object_get_object_member (change, "fields"));
  g_assert_cmpstr (
    field_keys, ==,
    "birth_year,address.city,location.latitude,location.longitude,location.precision,location.source,"
    "skills,updated");

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (get_unit (log, 3), "changes")), ==,
                    4);
  g_assert_cmpstr (json_object_get_string_member (get_change (log, 3, 3), "kind"), ==, "event");
  g_assert_cmpstr (json_object_get_string_member (get_change (log, 3, 3), "change"), ==, "added");

  limited = run_ok (fixture, "log --json --limit 1");
  one = parse_json (limited);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (one)), ==, 1);
}

/* --- what people may ask of those who hold data on them ------------------------------------------------- */

static const Step held[] = {
  { "import more.json", 0, "2 added\n", NULL },
  { "dossier 2", 0,
    "{\"format\":\"diaspora-atlas-dossier\",*\"member\":{\"id\":\"" CHLOE
    "\"*\"organisations\":[\n]*\"contacts\":[\n]*",
    NULL },
  { "dossier " ADA, 0,
    "*\"organisations\":[\n{\"id\":*,\"name\":\"Club\",\"role\":\"chair\"}\n]*\"contacts\":[\n*Called about "
    "the "
    "fair*\"label\":\"Import of people.json\"*",
    NULL },
  /* What was searched for about others is not hers to read; what became of her double is. */
  { "export --query -gatete --output secret.json", 0, "", "*" },
  { "import twin.json", 0, "1 added*", NULL },
  { "merge " ADA " " TWIN, 0, "*", "*" },
  { "dossier " ADA, 0,
    "*\"changes\"*\"before\":\"Twinname\"*\"merged\":[\n\"" TWIN "\"\n],\n\"verdicts\":[\n*\"other\":\"" TWIN
    "\"*\"exports\":[*{\"act\":\"export\",\"format\":\"json\",\"kinds\":[{\"kind\":\"member\",\"count\":*}],*"
    "}"
    "*",
    NULL },
  { "dossier " ADA " --output ada.json", 0, NULL, "1 record written: ada.json\n" },
  { "dossier " ADA " --output ada.pdf --paper letter", 0, NULL, "1 record written: ada.pdf\n" },
  { "dossier " ADA " --paper legal", 2, NULL, "*a4*letter*" },
  { "dossier 1111", 1, NULL, "*" },
  { "log --limit 1", 0, "*Everything held on one person, written to a file*", NULL },
  { "list --kind interaction --query follow-up:due --json", 0, "*Called about the fair*", NULL },
  { "erase " ADA, 2, NULL, "*--reason*" },
  { "erase " NOBODY " --reason r", 1, NULL, "*there is nobody with the id " NOBODY "*" },
  { "erase " ADA " --reason 'Mrs Uwase wrote'", 1, NULL, "*the reason names the person*" },
  { "count --query uwase", 0, "1\n", NULL },
  { "erase " ADA " --reason 'By letter' --json", 0,
    "{\"erased\":1,\"contacts\":1,\"roles\":1,\"events\":0,\"traces\":false,\"mentions\":[],\"mentions_cut\":"
    "0}\n",
    NULL },
  { "show " ADA, 1, NULL, "*" },
  { "count", 0, "2\n", NULL },
  { "count --kind interaction", 0, "0\n", NULL },
  { "log --json --limit 1", 0, "*\"details\":{\"erased\":1,*\"reason\":\"By letter\"}*", NULL },
  { "undo", 0, "*", "*" },
  { "count --query uwase", 0, "0\n", NULL },
  { "check", 0, NULL, "All is well.\n" },
};

static void
test_held (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pdf = NULL, *told = NULL;

  write_file (fixture, "more.json",
              "{\"organisations\":[{\"name\":\"Club\",\"roles\":[{\"member\":\"" ADA
              "\",\"role\":\"chair\"}]}],\"interactions\":[{\"date\":\"2026-01-02\",\"channel\":\"phone\","
              "\"member\":\"" ADA "\",\"summary\":\"Called about the fair\",\"follow_up\":\"2026-01-03\"}]}");
  write_file (fixture, "twin.json", "[{\"id\":\"" TWIN "\",\"given_name\":\"Twinname\"}]");
  RUN_STEPS (fixture, held);
  told = read_file (fixture, "ada.json");
  g_assert_null (strstr (told, "gatete"));
  g_assert_null (strstr (told, "secret.json"));
  pdf = read_file (fixture, "ada.pdf");
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
}

static const Step missions[] = {
  { "mission list", 0, "Id *Title*Stops*Expected*\n", NULL },
  { "mission list --json", 0, "[\n]\n", NULL },
  { "add --kind missions --set type=consular", 1, NULL, "atlasctl: title: *" },
  { "add --kind missions --set title=T --set end=2026-12-03", 1, NULL, "atlasctl: start: *" },
  { "import trip.json", 0, "*", "*" },
  { "mission list", 0, "*" TRIP_START "*Prairies*Consular service*Draft*1 December 2026*Ottawa*2*100*\n",
    NULL },
  { "mission list --query region:CA-MB --json", 0, "[\n{\"id\":\"" TRIP "\"*\n]\n", NULL },
  { "mission list --query region:CA-BC", 0, "Id*\n", NULL },
  { "mission list --query colour:red", 2, NULL, "*colour*" },
  { "mission show 3333", 0,
    "Prairies\n*Team: A. Uwase\n*09:00 \342\200\223 13:00 *Ottawa*Winnipeg*1700*Winnipeg*40*Calgary*60*\n",
    NULL },
  { "mission show 3333 --json", 0, "{\"id\":\"" TRIP "\"*}\n", NULL },
  { "mission show", 2, NULL, "*ID*" },
  { "mission show 1111", 1, NULL, "*" },
  { "mission walk 3333", 2, NULL, "*list, show, export*" },
  { "mission list 3333", 2, NULL, "*3333*" },
  { "mission export 3333 --format pdf", 2, NULL, "*ics*csv*" },
  { "mission export 3333", 0,
    "BEGIN:VCALENDAR*SUMMARY:Prairies*By air*SUMMARY:Winnipeg*UID:" HALL
    "*SUMMARY:Town hall*END:VCALENDAR\r\n",
    NULL },
  { "mission export 3333 --format json", 0,
    "{*\"missions\":[\n{\"id\":\"" TRIP "\"*\n],\n\"events\":[\n{\"id\":\"" HALL "\"*\n]}\n", NULL },
  { "mission export 3333 --format csv", 0,
    "type,title,start,*\r\nleg,*,2026-12-01T09:00:00-05:00,*\r\nstop,*Winnipeg*\r\nstop,*Calgary*\r\n",
    NULL },
  { "mission export 3333 --output trip.ics", 0, NULL, "2 records written: trip.ics\n" },
  { "list --kind missions", 0, "*Prairies*", NULL },
  { "count --kind missions --query status:draft", 0, "1\n", NULL },
  { "edit --kind missions 3333 --set status=approved --json", 0, "*\"status\":\"approved\"*", NULL },
  { "export --kind missions --format csv", 0, "id,title,*Prairies*", NULL },
  { "export --kind missions,events --format ical", 0, "BEGIN:VCALENDAR*SUMMARY:Prairies*", NULL },
  { "export --kind missions --format geojson", 2, NULL, "*position*" },
  { "export --kind missions --purpose share --partner P", 2, NULL, "*" },
  { "delete --kind missions 3333", 0, NULL, "*" },
  { "count --kind missions", 0, "0\n", NULL },
  { "undo", 0, NULL, "*" },
  { "mission show 3333", 0, "Prairies\n*", NULL },
  { "check", 0, NULL, "All is well.\n" },
};

static void
test_missions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *calendar = NULL;

  write_file (
    fixture, "trip.json",
    "{\"events\":[{\"id\":\"" HALL "\",\"title\":\"Town hall\",\"start\":\"2026-12-01T18:00:00-06:00\"}],"
    "\"missions\":[{\"id\":\"" TRIP "\",\"title\":\"Prairies\",\"type\":\"consular\",\"status\":\"draft\","
    "\"start\":\"2026-12-01\",\"end\":\"2026-12-03\",\"base\":{\"place\":\"Ottawa\"},"
    "\"team\":[\"A. Uwase\"],\"expected\":100,\"stops\":[{\"place\":\"Winnipeg\",\"expected\":40,"
    "\"event\":\"" HALL "\",\"arrival\":\"2026-12-01T15:00:00-06:00\","
    "\"departure\":\"2026-12-02T09:00:00-06:00\"},{\"place\":\"Calgary\",\"expected\":60,"
    "\"arrival\":\"2026-12-02T12:00:00-07:00\"}],\"legs\":[{\"mode\":\"fly\",\"from\":\"Ottawa\","
    "\"to\":\"Winnipeg\",\"km\":1700,\"departure\":\"2026-12-01T09:00:00-05:00\","
    "\"arrival\":\"2026-12-01T13:00:00-06:00\"}]}]}");
  RUN_STEPS (fixture, missions);
  calendar = read_file (fixture, "trip.ics");
  g_assert_true (g_str_has_prefix (calendar, "BEGIN:VCALENDAR\r\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  PEOPLE_TEST ("/records/show", test_show);
  PEOPLE_TEST ("/records/change", test_change);
  PEOPLE_TEST ("/records/add-prints-id", test_add_prints_id);
  PEOPLE_TEST ("/records/undo", test_undo);
  PEOPLE_TEST ("/records/undo-ends", test_undo_ends);
  PEOPLE_TEST ("/records/log", test_log);
  PEOPLE_TEST ("/records/held", test_held);
  PEOPLE_TEST ("/records/missions", test_missions);
  return g_test_run ();
}
