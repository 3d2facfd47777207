/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mapping.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "atlas-field-checks.h"
#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-mapping-private.h"
#include "atlas-record.h"

/* Targets that are no fields, in the order of AtlasMapHow; FIELD has none. */
static const char *const targets[] = {
  [ATLAS_MAP_KEEP] = "keep",
  [ATLAS_MAP_LEAVE] = "leave",
  [ATLAS_MAP_NAME] = "name",
  [ATLAS_MAP_FAMILY_FIRST] = "name-family-first",
  [ATLAS_MAP_ADDRESS] = "address",
  [ATLAS_MAP_POSITION] = "position",
  [ATLAS_MAP_NOTE] = "note",
  [ATLAS_MAP_AGREED] = "agreed",
  [ATLAS_MAP_AGREED_EMAIL] = "agreed-email",
  [ATLAS_MAP_AGREED_PHONE] = "agreed-phone",
  [ATLAS_MAP_AGREED_POST] = "agreed-post",
  [ATLAS_MAP_NO_EMAIL] = "no-email",
  [ATLAS_MAP_NO_PHONE] = "no-phone",
  [ATLAS_MAP_NO_POST] = "no-post",
  [ATLAS_MAP_DECEASED] = "deceased",
  [ATLAS_MAP_ID] = "id",
  [ATLAS_MAP_EXTRA] = "extra",
  [ATLAS_MAP_SYNTHETIC] = "synthetic",
};

static const char *const day_orders[] = { NULL, "day-first", "month-first" };

AtlasMapping *
atlas_mapping_new (const AtlasKind *kind, guint n_columns)
{
  AtlasMapping *self = g_new0 (AtlasMapping, 1);

  self->kind = kind;
  self->n_columns = n_columns;
  self->columns = g_new0 (AtlasMapColumn, n_columns);
  return self;
}

void
atlas_mapping_free (AtlasMapping *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_columns; i++)
    g_free (self->columns[i].heading);
  g_free (self->columns);
  g_free (self);
}

AtlasMapping *
atlas_mapping_copy (const AtlasMapping *self)
{
  AtlasMapping *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = atlas_mapping_new (self->kind, self->n_columns);
  copy->n_headings = self->n_headings;
  copy->own = self->own;
  for (guint i = 0; i < self->n_columns; i++)
    {
      copy->columns[i] = self->columns[i];
      copy->columns[i].heading = g_strdup (self->columns[i].heading);
    }
  return copy;
}

gboolean
atlas_mapping_can_name (const AtlasMapping *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->kind != &atlas_kind_member)
    return TRUE;
  for (guint i = 0; i < self->n_columns; i++)
    {
      const AtlasMapColumn *column = &self->columns[i];

      if (column->how == ATLAS_MAP_NAME || column->how == ATLAS_MAP_FAMILY_FIRST ||
          column->how == ATLAS_MAP_ID ||
          (column->field != NULL && (g_str_equal (column->field->key, "given_name") ||
                                     g_str_equal (column->field->key, "family_name"))))
        return TRUE;
    }
  return FALSE;
}

gboolean
atlas_mapping_is_useful (const AtlasMapping *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->n_columns; i++)
    switch (self->columns[i].how)
      {
      case ATLAS_MAP_FIELD:
      case ATLAS_MAP_NAME:
      case ATLAS_MAP_FAMILY_FIRST:
        return TRUE;
      default:
        break;
      }
  return FALSE;
}

/* What a kind must have for a target that is no field. */
static gboolean
suits (const AtlasKind *kind, AtlasMapHow how)
{
  static const char *const needs[G_N_ELEMENTS (targets)] = {
    [ATLAS_MAP_NAME] = "family_name",      [ATLAS_MAP_FAMILY_FIRST] = "family_name",
    [ATLAS_MAP_ADDRESS] = "address.city",  [ATLAS_MAP_POSITION] = "location.latitude",
    [ATLAS_MAP_AGREED] = "consents",       [ATLAS_MAP_AGREED_EMAIL] = "consents",
    [ATLAS_MAP_AGREED_PHONE] = "consents", [ATLAS_MAP_AGREED_POST] = "consents",
    [ATLAS_MAP_NO_EMAIL] = "consents",     [ATLAS_MAP_NO_PHONE] = "consents",
    [ATLAS_MAP_NO_POST] = "consents",      [ATLAS_MAP_DECEASED] = "status",
  };

  return needs[how] == NULL || atlas_kind_find_field (kind, needs[how], -1) != NULL;
}

static gboolean
find_target (const AtlasKind *kind, const char *target, AtlasMapHow *how, const AtlasField **field)
{
  *how = ATLAS_MAP_FIELD;
  *field = atlas_kind_find_field (kind, target, -1);
  if (*field != NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    if (targets[i] != NULL && strcmp (targets[i], target) == 0 && suits (kind, (AtlasMapHow) i))
      {
        *how = (AtlasMapHow) i;
        return TRUE;
      }
  return FALSE;
}

const char **
atlas_mapping_list_targets (const AtlasKind *kind)
{
  static const AtlasMapHow before[] = { ATLAS_MAP_NAME, ATLAS_MAP_FAMILY_FIRST, ATLAS_MAP_ADDRESS,
                                        ATLAS_MAP_POSITION };
  static const AtlasMapHow behind[] = { ATLAS_MAP_NOTE,         ATLAS_MAP_AGREED,
                                        ATLAS_MAP_AGREED_EMAIL, ATLAS_MAP_AGREED_PHONE,
                                        ATLAS_MAP_AGREED_POST,  ATLAS_MAP_NO_EMAIL,
                                        ATLAS_MAP_NO_PHONE,     ATLAS_MAP_NO_POST,
                                        ATLAS_MAP_DECEASED,     ATLAS_MAP_ID };
  GPtrArray *list = g_ptr_array_new ();

  g_return_val_if_fail (kind != NULL, NULL);

  g_ptr_array_add (list, (gpointer) targets[ATLAS_MAP_KEEP]);
  g_ptr_array_add (list, (gpointer) targets[ATLAS_MAP_LEAVE]);
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    if (suits (kind, before[i]))
      g_ptr_array_add (list, (gpointer) targets[before[i]]);
  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & ATLAS_FIELD_AUTOMATIC) == 0)
      g_ptr_array_add (list, (gpointer) kind->fields[i].key);
  for (guint i = 0; i < G_N_ELEMENTS (behind); i++)
    if (suits (kind, behind[i]))
      g_ptr_array_add (list, (gpointer) targets[behind[i]]);
  g_ptr_array_add (list, NULL);
  return (const char **) g_ptr_array_free (list, FALSE);
}

const char *
atlas_mapping_get_target_label (const AtlasKind *kind, const char *target)
{
  static const char *const labels[] = {
    /* Translators: what becomes of a column of a table */
    [ATLAS_MAP_KEEP] = N_ ("Keep, but don’t show"),
    [ATLAS_MAP_LEAVE] = N_ ("Leave out"),
    [ATLAS_MAP_NAME] = N_ ("Whole name"),
    [ATLAS_MAP_FAMILY_FIRST] = N_ ("Whole name, family name first"),
    [ATLAS_MAP_ADDRESS] = N_ ("Whole address"),
    [ATLAS_MAP_POSITION] = N_ ("Position (latitude, longitude)"),
    [ATLAS_MAP_NOTE] = N_ ("A line of the notes"),
    [ATLAS_MAP_AGREED] = N_ ("Yes: agreed to be contacted"),
    [ATLAS_MAP_AGREED_EMAIL] = N_ ("Yes: agreed to e-mail"),
    [ATLAS_MAP_AGREED_PHONE] = N_ ("Yes: agreed to calls"),
    [ATLAS_MAP_AGREED_POST] = N_ ("Yes: agreed to post"),
    [ATLAS_MAP_NO_EMAIL] = N_ ("Yes: no e-mail wanted"),
    [ATLAS_MAP_NO_PHONE] = N_ ("Yes: no calls wanted"),
    [ATLAS_MAP_NO_POST] = N_ ("Yes: no post wanted"),
    [ATLAS_MAP_DECEASED] = N_ ("Yes: has died"),
    [ATLAS_MAP_ID] = N_ ("Our own number (UUID)"),
    [ATLAS_MAP_EXTRA] = N_ ("What our own file keeps"),
    [ATLAS_MAP_SYNTHETIC] = N_ ("Mark of invented people"),
  };
  AtlasMapHow how;
  const AtlasField *field;

  g_return_val_if_fail (kind != NULL && target != NULL, NULL);

  if (!find_target (kind, target, &how, &field))
    return target;
  return field != NULL ? atlas_field_get_label (field) : _ (labels[how]);
}

gboolean
atlas_mapping_set_target (AtlasMapping *self, guint column, const char *target, GError **error)
{
  AtlasMapHow how;
  const AtlasField *field;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (column < self->n_columns, FALSE);
  g_return_val_if_fail (target != NULL, FALSE);

  if (!find_target (self->kind, target, &how, &field))
    {
      g_autoptr (GString) known = g_string_new (NULL);

      for (guint i = 0; i < self->kind->n_fields; i++)
        g_string_append_printf (known, "%s, ", self->kind->fields[i].key);
      for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
        if (targets[i] != NULL && suits (self->kind, (AtlasMapHow) i))
          g_string_append_printf (known, "%s, ", targets[i]);
      g_string_truncate (known, known->len - 2);
      g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN,
                   _ ("a column can’t go into “%s”; it can into: %s"), target, known->str);
      return FALSE;
    }
  self->columns[column].how = how;
  self->columns[column].field = field;
  self->columns[column].reason = ATLAS_MAP_BY_PERSON;
  self->columns[column].confidence = 1;
  return TRUE;
}

const char *
atlas_mapping_get_target (const AtlasMapping *self, guint column)
{
  g_return_val_if_fail (self != NULL && column < self->n_columns, NULL);

  return self->columns[column].how == ATLAS_MAP_FIELD ? self->columns[column].field->key
                                                      : targets[self->columns[column].how];
}

int
atlas_mapping_find_column (const AtlasMapping *self, const char *heading)
{
  char wanted[256], folded[256];
  guint64 number;

  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (heading != NULL, -1);

  for (guint i = 0; i < self->n_columns; i++)
    if (strcmp (self->columns[i].heading, heading) == 0)
      return (int) i;
  atlas_fold_words (heading, -1, wanted, sizeof wanted);
  for (guint i = 0; i < self->n_columns && wanted[0] != '\0'; i++)
    {
      atlas_fold_words (self->columns[i].heading, -1, folded, sizeof folded);
      if (strcmp (folded, wanted) == 0)
        return (int) i;
    }
  if (g_ascii_string_to_unsigned (heading, 10, 1, self->n_columns, &number, NULL))
    return (int) number - 1;
  return -1;
}

/* What values look like that go into a field. */
static const char *
get_look (const AtlasMapColumn *column)
{
  if (column->field == NULL)
    return _ ("looks like positions");
  if (column->field->check == atlas_check_email)
    return _ ("looks like e-mail addresses");
  if (column->field->check == atlas_check_phone)
    return _ ("looks like telephone numbers");
  if (column->field->check == atlas_check_region)
    return _ ("looks like provinces or states");
  if (column->field->vocabulary == &atlas_vocabulary_country)
    return _ ("looks like countries");
  if (column->field->vocabulary == &atlas_vocabulary_sex)
    return _ ("looks like “female” and “male”");
  if (g_str_has_suffix (column->field->key, "postcode"))
    return _ ("looks like postcodes");
  return _ ("by its content");
}

const char *
atlas_mapping_get_reason (const AtlasMapping *self, guint column)
{
  g_return_val_if_fail (self != NULL && column < self->n_columns, NULL);

  switch (self->columns[column].reason)
    {
    case ATLAS_MAP_BY_KEY:
    case ATLAS_MAP_BY_HEADING:
      return _ ("by its heading");
    case ATLAS_MAP_BY_CONTENT:
      return get_look (&self->columns[column]);
    case ATLAS_MAP_BY_MEMORY:
      return _ ("as last time");
    case ATLAS_MAP_BY_PERSON:
      return _ ("as you said");
    case ATLAS_MAP_BY_OTHERS:
      return _ ("other columns say the same");
    case ATLAS_MAP_BY_NOTHING:
    default:
      return _ ("not understood");
    }
}

/* --- As data. */

char *
atlas_mapping_to_json (const AtlasMapping *self)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  g_string_printf (out, "{\"kind\":\"%s\",\"headings\":%u,\"columns\":[", self->kind->name, self->n_headings);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const AtlasMapColumn *column = &self->columns[i];

      g_string_append (out, i > 0 ? ",{\"heading\":" : "{\"heading\":");
      atlas_json_append_string (out, column->heading, -1);
      g_string_append_printf (out, ",\"target\":\"%s\"", atlas_mapping_get_target (self, i));
      if (column->set > 0)
        g_string_append_printf (out, ",\"set\":%u", column->set);
      if (day_orders[column->day_order] != NULL)
        g_string_append_printf (out, ",\"dates\":\"%s\"", day_orders[column->day_order]);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}");
  return g_strdup (out->str);
}

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE,
                       _ ("this does not say which column goes where"));
  return FALSE;
}

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static guint
get_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  gint64 number =
    node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
      ? json_node_get_int (node)
      : 0;

  return (guint) CLAMP (number, 0, 1000);
}

static gboolean
read_column (AtlasMapping *self, guint index, JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *heading = object != NULL ? get_string (object, "heading") : NULL;
  const char *target = object != NULL ? get_string (object, "target") : NULL;
  const char *dates = object != NULL ? get_string (object, "dates") : NULL;
  AtlasMapColumn *column = &self->columns[index];

  if (heading == NULL || target == NULL)
    return fail (error);
  column->heading = g_strdup (heading);
  if (!atlas_mapping_set_target (self, index, target, error))
    return FALSE;
  column->set = get_number (object, "set");
  for (guint i = 1; i < G_N_ELEMENTS (day_orders); i++)
    if (g_strcmp0 (dates, day_orders[i]) == 0)
      column->day_order = (AtlasDayOrder) i;
  return TRUE;
}

AtlasMapping *
atlas_mapping_from_json (const char *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (AtlasMapping) self = NULL;
  const AtlasKind *kind = NULL;
  JsonNode *root, *columns = NULL;
  JsonObject *object;

  g_return_val_if_fail (json != NULL, NULL);

  if (!json_parser_load_from_data (parser, json, -1, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    {
      object = json_node_get_object (root);
      columns = json_object_get_member (object, "columns");
      if (get_string (object, "kind") != NULL)
        kind = atlas_kind_find (get_string (object, "kind"));
    }
  if (kind == NULL || columns == NULL || !JSON_NODE_HOLDS_ARRAY (columns) ||
      json_array_get_length (json_node_get_array (columns)) > 16384)
    {
      fail (error);
      return NULL;
    }
  self = atlas_mapping_new (kind, json_array_get_length (json_node_get_array (columns)));
  self->n_headings = get_number (object, "headings");
  for (guint i = 0; i < self->n_columns; i++)
    if (!read_column (self, i, json_array_get_element (json_node_get_array (columns), i), error))
      return NULL;
  return g_steal_pointer (&self);
}

/* --- Remembered. */

/* A mapping is known again by its headings, folded; the name of the setting holds a digest of them. */
static void
add_heading (GChecksum *sum, const char *heading)
{
  char folded[256];
  gsize n = atlas_fold_words (heading, -1, folded, sizeof folded);

  g_checksum_update (sum, (const guchar *) folded, (gssize) n + 1);
}

static char *
make_setting (GChecksum *sum)
{
  return g_strdup_printf ("mapping.%.20s", g_checksum_get_string (sum));
}

/* A file of refused rows is mapped as the table they came from. */
static gboolean
is_refused_heading (const char *heading)
{
  return strcmp (heading, ATLAS_REFUSED_HEADING) == 0;
}

gboolean
atlas_mapping_remember (const AtlasMapping *self, AtlasUnit *unit, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *setting = NULL;
  g_autofree char *json = NULL;
  AtlasMapping table;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (unit != NULL, FALSE);

  if (self->n_headings == 0 || self->n_columns == 0)
    return TRUE;
  table = *self;
  while (table.n_columns > 1 && is_refused_heading (table.columns[table.n_columns - 1].heading))
    table.n_columns--;
  for (guint i = 0; i < table.n_columns; i++)
    add_heading (sum, table.columns[i].heading);
  setting = make_setting (sum);
  json = atlas_mapping_to_json (&table);
  return atlas_unit_set_setting (unit, setting, json, error);
}

/* One column more, which is left out. */
static void
add_refused_column (AtlasMapping *self)
{
  self->columns = g_renew (AtlasMapColumn, self->columns, self->n_columns + 1);
  self->columns[self->n_columns++] =
    (AtlasMapColumn){ .heading = g_strdup (ATLAS_REFUSED_HEADING), .how = ATLAS_MAP_LEAVE };
}

AtlasMapping *
atlas_mapping_recall (AtlasStore *store, const AtlasRow *headings)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *setting = NULL;
  g_autofree char *json = NULL;
  guint n_refused = 0;
  AtlasMapping *self;

  for (guint i = 0; i < headings->n_cells; i++)
    {
      g_autofree char *text = atlas_clean_text (headings->cells[i].text, headings->cells[i].length);

      /* Behind the others; twice where a row was mended and refused again. */
      if (is_refused_heading (text))
        {
          n_refused++;
          continue;
        }
      if (text[0] == '\0')
        {
          g_free (text);
          text = g_strdup_printf (_ ("Column %u"), i + 1);
        }
      add_heading (sum, text);
    }
  setting = make_setting (sum);
  json = atlas_store_dup_setting (store, setting);
  self = json != NULL ? atlas_mapping_from_json (json, NULL) : NULL;
  for (guint i = 0; self != NULL && i < n_refused; i++)
    add_refused_column (self);
  for (guint i = 0; self != NULL && i < self->n_columns; i++)
    self->columns[i].reason = ATLAS_MAP_BY_MEMORY;
  return self;
}
