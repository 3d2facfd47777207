/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debriefing-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-import.h"
#include "atlas-mission-audience.h"
#include "atlas-record-reader.h"

/* More nobody reads at once. */
#define MAX_TOLD 20

typedef struct
{
  AtlasRegister *source;
  AtlasRecord *mission;
  GPtrArray *stops; /* of the mission */
  AtlasDebriefing *debriefing;
  AtlasRecordReader *reader;
  GPtrArray *faults; /* utf8 */
  GCancellable *cancellable;
} Reading;

/* --- What is wrong with it. */

/* @where: "stop 2 (Dallas), contact 1", or "" */
G_GNUC_PRINTF (3, 4)
static void
add_fault (Reading *self, const char *where, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->faults,
                   *where != '\0' ? g_strdup_printf ("%s: %s", where, reason) : g_steal_pointer (&reason));
}

/* A key that is mistyped would be passed over in silence. */
static void
check_keys (Reading *self, const char *where, JsonObject *object, const char *const *known)
{
  g_autoptr (GList) keys = json_object_get_members (object);

  for (GList *l = keys; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      {
        g_autofree char *all = g_strjoinv (", ", (char **) known);

        add_fault (self, where, _ ("%s: there is no such key; there are: %s"), (const char *) l->data, all);
      }
}

/* A text; NULL: none, or it is none. */
static const char *
read_text (Reading *self, const char *where, JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);
  const char *text;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      add_fault (self, where, _ ("%s: must be a text"), key);
      return NULL;
    }
  text = json_node_get_string (node);
  return *text != '\0' ? text : NULL;
}

static const char *
read_choice (
  Reading *self, const char *where, JsonObject *object, const char *key, const AtlasVocabulary *vocabulary)
{
  const char *text = read_text (self, where, object, key);
  g_autofree char *complaint = NULL;

  if (text == NULL || atlas_vocabulary_find (vocabulary, text, -1) >= 0)
    return text;
  complaint = atlas_vocabulary_dup_complaint (vocabulary);
  add_fault (self, where, "%s: “%s” %s", key, text, complaint);
  return NULL;
}

/* -1: nothing is said. */
static gint64
read_count (Reading *self, const char *where, JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return -1;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 &&
      json_node_get_int (node) >= 0)
    return json_node_get_int (node);
  add_fault (self, where, _ ("%s: must be a whole number from 0 on"), key);
  return -1;
}

/* The objects of an array; what is none is told of. (transfer container) (element-type JsonObject): with NULL
 * where one is none, so that numbers stay */
static GPtrArray *
list_objects (Reading *self, const char *where, JsonObject *object, const char *key)
{
  GPtrArray *objects = g_ptr_array_new ();
  JsonNode *node = json_object_get_member (object, key);
  JsonArray *array;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return objects;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      add_fault (self, where, _ ("%s: must be a list"), key);
      return objects;
    }
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      gboolean good = JSON_NODE_HOLDS_OBJECT (element);

      if (!good)
        add_fault (self, where, _ ("%s: entry %u must be an object"), key, i + 1);
      g_ptr_array_add (objects, good ? json_node_get_object (element) : NULL);
    }
  return objects;
}

/* One record as share files have it. (transfer full) (nullable) */
static AtlasRecord *
read_record (Reading *self, const char *where, const AtlasKind *kind, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (AtlasRecord) record = atlas_record_new (kind);
  AtlasRecordFault fault = { 0 };
  g_autoptr (GError) error = NULL;
  AtlasUuid uuid;

  if (!atlas_record_reader_read (self->reader, text, strlen (text), record, &fault, &error))
    {
      if (fault.field != NULL)
        add_fault (self, where, "%s: %s", fault.field, error->message);
      else
        add_fault (self, where, "%s", error->message);
      g_free (fault.field);
      return NULL;
    }
  atlas_record_own (record);
  if (atlas_uuid_is_nil (atlas_record_get_uuid (record)))
    {
      atlas_uuid_generate (&uuid);
      atlas_record_set_uuid (record, &uuid);
    }
  return g_steal_pointer (&record);
}

/* --- Whom it speaks of. */

static AtlasCheckinRow *
make_row (Reading *self, const char *where, JsonObject *object)
{
  AtlasCheckinRow *row = g_new0 (AtlasCheckinRow, 1);

  row->id = g_strdup (read_text (self, where, object, "member"));
  row->email = g_strdup (read_text (self, where, object, "email"));
  row->name = g_strdup (read_text (self, where, object, "name"));
  return row;
}

/* --- A stop. */

/* Of one stop, what names people. */
typedef struct
{
  GPtrArray *attendance, *contacts; /* JsonObject or NULL */
  GPtrArray *rows;                  /* AtlasCheckinRow or NULL: of attendance, then of contacts */
} Named;

static char *
name_entry (const char *stop, const char *format, guint index)
{
  g_autofree char *entry = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  entry = g_strdup_printf (format, index + 1);
#pragma GCC diagnostic pop
  return g_strdup_printf ("%s, %s", stop, entry);
}

static char *
name_attendance (const char *stop, guint index)
{
  /* Translators: which line of a list it is, in a file */
  return name_entry (stop, _ ("attendance %u"), index);
}

static char *
name_contact (const char *stop, guint index)
{
  return name_entry (stop, _ ("contact %u"), index);
}

static void
add_row (GPtrArray *rows, AtlasCheckinRow *row)
{
  g_ptr_array_add (rows, row);
}

static void
free_row (gpointer row)
{
  if (row != NULL)
    atlas_checkin_row_free (row);
}

static void
read_names (Reading *self, const char *stop, JsonObject *object, Named *named)
{
  named->attendance = list_objects (self, stop, object, "attendance");
  named->contacts = list_objects (self, stop, object, "contacts");
  named->rows = g_ptr_array_new_with_free_func (free_row);
  for (guint i = 0; i < named->attendance->len; i++)
    {
      JsonObject *entry = g_ptr_array_index (named->attendance, i);
      g_autofree char *where = name_attendance (stop, i);

      add_row (named->rows, entry != NULL ? make_row (self, where, entry) : NULL);
    }
  for (guint i = 0; i < named->contacts->len; i++)
    {
      JsonObject *entry = g_ptr_array_index (named->contacts, i);
      g_autofree char *where = name_contact (stop, i);
      gboolean with_person =
        entry != NULL &&
        (json_object_has_member (entry, "member") || json_object_has_member (entry, "email") ||
         json_object_has_member (entry, "name") || !json_object_has_member (entry, "organisation"));

      add_row (named->rows, with_person ? make_row (self, where, entry) : NULL);
    }
}

static void
named_clear (Named *self)
{
  g_ptr_array_unref (self->attendance);
  g_ptr_array_unref (self->contacts);
  g_ptr_array_unref (self->rows);
}

static void
read_attendance (Reading *self, const char *where, JsonObject *object, AtlasCheckinRow *row, guint stop)
{
  static const char *const keys[] = { "member", "email", "name", "status", NULL };
  const char *status = read_choice (self, where, object, "status", &atlas_vocabulary_attendance);
  char id[ATLAS_UUID_TEXT_SIZE];

  check_keys (self, where, object, keys);
  if (row->reason != NULL)
    {
      add_fault (self, where, "%s", row->reason);
      return;
    }
  atlas_uuid_format (&row->found, id);
  atlas_debriefing_stop_set_status (g_ptr_array_index (self->debriefing->stops, stop), id,
                                    status != NULL ? status : "attended");
}

/* What most contacts at a stop say, where this one says nothing. */
static void
fill_in (Reading *self, JsonObject *object, guint stop, const char *member)
{
  static const char *const keys[] = {
    "date", "event", "officer", "channel", "direction", "outcome", "member"
  };
  g_autoptr (AtlasRecord) usual =
    atlas_debriefing_new_contact (self->mission, g_ptr_array_index (self->stops, stop), member);

  json_object_remove_member (object, "email");
  json_object_remove_member (object, "name");
  if (member != NULL)
    json_object_remove_member (object, "member");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!json_object_has_member (object, keys[i]) && atlas_record_get_text (usual, keys[i]) != NULL)
      json_object_set_string_member (object, keys[i], atlas_record_get_text (usual, keys[i]));
}

static void
read_contact (Reading *self, const char *where, JsonObject *object, AtlasCheckinRow *row, guint stop)
{
  AtlasDebriefingStop *said = g_ptr_array_index (self->debriefing->stops, stop);
  g_autoptr (AtlasRecord) contact = NULL;
  char id[ATLAS_UUID_TEXT_SIZE];

  if (row != NULL && row->reason != NULL)
    {
      add_fault (self, where, "%s", row->reason);
      return;
    }
  if (row != NULL)
    atlas_uuid_format (&row->found, id);
  fill_in (self, object, stop, row != NULL ? id : NULL);
  contact = read_record (self, where, &atlas_kind_interaction, object);
  if (contact != NULL && atlas_record_get_extra (contact) != NULL)
    add_fault (self, where, _ ("the contact log has no place for %s"), atlas_record_get_extra (contact));
  else if (contact != NULL)
    g_ptr_array_add (said->contacts, g_steal_pointer (&contact));
}

static gboolean
read_named (Reading *self, const char *name, JsonObject *object, guint stop, GError **error)
{
  Named named;
  gboolean found;

  read_names (self, name, object, &named);
  found = atlas_debriefing_find_people (self->source, self->debriefing, g_ptr_array_index (self->stops, stop),
                                        named.rows, self->cancellable, error);
  for (guint i = 0; found && i < named.attendance->len; i++)
    {
      JsonObject *entry = g_ptr_array_index (named.attendance, i);
      g_autofree char *where = name_attendance (name, i);

      if (entry != NULL)
        read_attendance (self, where, entry, g_ptr_array_index (named.rows, i), stop);
    }
  for (guint i = 0; found && i < named.contacts->len; i++)
    {
      JsonObject *entry = g_ptr_array_index (named.contacts, i);
      g_autofree char *where = name_contact (name, i);

      if (entry != NULL)
        read_contact (self, where, entry, g_ptr_array_index (named.rows, named.attendance->len + i), stop);
    }
  named_clear (&named);
  return found;
}

/* Of all stops, before anybody is looked for among them. */
static void
read_people (Reading *self, const char *name, JsonObject *object, guint stop)
{
  AtlasDebriefingStop *said = g_ptr_array_index (self->debriefing->stops, stop);
  g_autoptr (GPtrArray) people = list_objects (self, name, object, "people");

  for (guint i = 0; i < people->len; i++)
    {
      g_autofree char *where = name_entry (name, _ ("new person %u"), i);
      JsonObject *entry = g_ptr_array_index (people, i);
      AtlasRecord *person = entry != NULL ? read_record (self, where, &atlas_kind_member, entry) : NULL;

      if (person != NULL)
        g_ptr_array_add (said->people, person);
    }
}

/* --- Which stop. */

static gboolean
is_at (const AtlasDebriefingStop *stop, const char *place, const char *region)
{
  g_autofree char *wanted = atlas_fold_dup_words (place, -1);
  g_autofree char *here = stop->place != NULL ? atlas_fold_dup_words (stop->place, -1) : NULL;

  return g_strcmp0 (wanted, here) == 0 &&
         (region == NULL || stop->region == NULL || g_ascii_strcasecmp (region, stop->region) == 0);
}

/* By what is held there, which stays with a stop that is moved or called otherwise. -1: none */
static int
find_stop_of_event (Reading *self, const char *event)
{
  for (guint i = 0; event != NULL && i < self->debriefing->stops->len; i++)
    {
      const AtlasDebriefingStop *stop = g_ptr_array_index (self->debriefing->stops, i);

      if (stop->event != NULL && g_ascii_strcasecmp (stop->event, event) == 0)
        return (int) i;
    }
  return -1;
}

/* -1 where it is none, which is told. @taken: for each stop, whether another entry is of its event */
static int
find_stop (Reading *self, const char *where, JsonObject *object, const gboolean *taken)
{
  GPtrArray *stops = self->debriefing->stops;
  gint64 number = read_count (self, where, object, "stop");
  const char *place = read_text (self, where, object, "place");
  const char *region = read_text (self, where, object, "region");
  int found = -1;

  if (number > 0 && number <= stops->len && !taken[number - 1] &&
      (place == NULL || is_at (g_ptr_array_index (stops, number - 1), place, region)))
    return (int) number - 1;
  for (guint i = 0; place != NULL && i < stops->len; i++)
    if (!taken[i] && is_at (g_ptr_array_index (stops, i), place, region))
      {
        if (found >= 0)
          {
            add_fault (self, where, _ ("place: the mission stops at %s more than once: say which “stop”"),
                       place);
            return -1;
          }
        found = (int) i;
      }
  if (found < 0 && place != NULL)
    add_fault (self, where, _ ("place: the mission does not stop at “%s”"), place);
  else if (found < 0)
    add_fault (self, where, _ ("stop: must be a number from 1 to %u, or “place” must say where"), stops->len);
  return found;
}

/* @index: of a stop of the mission */
static char *
dup_stop_name (const Reading *self, guint index)
{
  const AtlasDebriefingStop *stop = g_ptr_array_index (self->debriefing->stops, index);

  return atlas_stop_format_name (stop->place, index);
}

/* Which stop each entry tells of; -1: none. (transfer full) */
static int *
find_stops (Reading *self, GPtrArray *objects)
{
  g_autofree gboolean *taken = g_new0 (gboolean, self->debriefing->stops->len + 1);
  g_autofree gboolean *told = g_new0 (gboolean, self->debriefing->stops->len + 1);
  int *found = g_new (int, objects->len + 1);

  for (guint i = 0; i < objects->len; i++)
    {
      JsonObject *object = g_ptr_array_index (objects, i);
      g_autofree char *where = g_strdup_printf (_ ("entry %u of the stops"), i + 1);

      found[i] = object != NULL ? find_stop_of_event (self, read_text (self, where, object, "event")) : -1;
      if (found[i] >= 0)
        taken[found[i]] = TRUE;
    }
  for (guint i = 0; i < objects->len; i++)
    {
      JsonObject *object = g_ptr_array_index (objects, i);
      g_autofree char *where = g_strdup_printf (_ ("entry %u of the stops"), i + 1);

      if (found[i] < 0 && object != NULL)
        found[i] = find_stop (self, where, object, taken);
      if (found[i] < 0)
        continue;
      if (told[found[i]])
        {
          g_autofree char *name = dup_stop_name (self, (guint) found[i]);

          add_fault (self, where, _ ("“%s” is named twice."), name);
          found[i] = -1;
          continue;
        }
      told[found[i]] = TRUE;
    }
  return found;
}

static gboolean
read_stops (Reading *self, JsonObject *root, GError **error)
{
  static const char *const keys[] = { "stop",   "place",    "region", "event",   "attendance",
                                      "people", "contacts", "learnt", "reached", NULL };
  g_autoptr (GPtrArray) objects = list_objects (self, "", root, "stops");
  g_autofree int *found = find_stops (self, objects);

  for (guint i = 0; i < objects->len; i++)
    {
      JsonObject *object = g_ptr_array_index (objects, i);
      AtlasDebriefingStop *said;
      g_autofree char *name = NULL;

      if (found[i] < 0)
        continue;
      said = g_ptr_array_index (self->debriefing->stops, found[i]);
      name = dup_stop_name (self, (guint) found[i]);
      check_keys (self, name, object, keys);
      read_people (self, name, object, (guint) found[i]);
      said->reached = read_count (self, name, object, "reached");
      g_free (said->learnt);
      said->learnt = g_strdup (read_text (self, name, object, "learnt"));
    }
  for (guint i = 0; i < objects->len; i++)
    {
      g_autofree char *name = found[i] >= 0 ? dup_stop_name (self, (guint) found[i]) : NULL;

      if (name != NULL && !read_named (self, name, g_ptr_array_index (objects, i), (guint) found[i], error))
        return FALSE;
    }
  return TRUE;
}

/* --- The whole. */

static void
read_expenses (Reading *self, JsonObject *root)
{
  const AtlasField *spent = atlas_kind_find_field (&atlas_kind_budget_line, "spent", -1);
  g_autoptr (GPtrArray) objects = list_objects (self, "", root, "expenses");

  for (guint i = 0; i < objects->len; i++)
    {
      JsonObject *object = g_ptr_array_index (objects, i);
      g_autofree char *where = g_strdup_printf (_ ("expense %u"), i + 1);
      g_autoptr (AtlasRecord) expense =
        object != NULL ? read_record (self, where, &atlas_kind_budget_line, object) : NULL;

      if (expense == NULL)
        continue;
      if (atlas_record_get_extra (expense) != NULL)
        add_fault (self, where, _ ("a budget has no place for %s"), atlas_record_get_extra (expense));
      else if (!atlas_record_has (expense, spent))
        add_fault (self, where, _ ("spent: is missing"));
      else
        g_ptr_array_add (self->debriefing->expenses, g_steal_pointer (&expense));
    }
}

static void
check_mission (Reading *self, JsonObject *root)
{
  const char *said = read_text (self, "", root, "mission");
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (&self->debriefing->mission, id);
  if (said != NULL && g_ascii_strcasecmp (said, id) != 0)
    add_fault (self, "", _ ("mission: the file tells of another one, %s"), said);
}

static gboolean
read_root (Reading *self, JsonNode *root, GError **error)
{
  static const char *const keys[] = { "mission", "stops", "expenses", "status", "learnt", NULL };
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT,
                           _ ("must be a JSON object with “stops”, “expenses”, “status” and “learnt”"));
      return FALSE;
    }
  object = json_node_get_object (root);
  check_keys (self, "", object, keys);
  check_mission (self, object);
  self->debriefing->status =
    g_strdup (read_choice (self, "", object, "status", &atlas_vocabulary_mission_status));
  self->debriefing->learnt = g_strdup (read_text (self, "", object, "learnt"));
  read_expenses (self, object);
  return read_stops (self, object, error);
}

static void
set_faults (GPtrArray *faults, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < faults->len && i < MAX_TOLD; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", (const char *) g_ptr_array_index (faults, i));
  if (faults->len > MAX_TOLD)
    {
      g_string_append (text, "; ");
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", faults->len - MAX_TOLD),
                              faults->len - MAX_TOLD);
    }
  g_set_error_literal (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_SYNTAX, text->str);
}

AtlasDebriefing *
atlas_debriefing_from_json (AtlasRegister *source,
                            AtlasRecord *mission,
                            const char *text,
                            gssize length,
                            GPtrArray **faults,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GPtrArray) stops = NULL;
  g_autoptr (AtlasDebriefing) self = NULL;
  g_autoptr (AtlasRecordReader) reader = NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;
  Reading reading;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (mission != NULL && text != NULL, NULL);

  if (!json_parser_load_from_data (parser, text, length, &failure))
    {
      g_set_error (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_SYNTAX, _ ("broken JSON: %s"),
                   failure->message);
      return NULL;
    }
  stops = atlas_record_dup_items (mission, "stops");
  self = atlas_debriefing_new (mission);
  reader = atlas_record_reader_new ();
  reading = (Reading){ source, mission, stops, self, reader, found, cancellable };
  if (!read_root (&reading, json_parser_get_root (parser), error))
    return NULL;
  if (found->len > 0 && faults == NULL)
    {
      set_faults (found, error);
      return NULL;
    }
  if (faults != NULL)
    *faults = g_steal_pointer (&found);
  return g_steal_pointer (&self);
}
