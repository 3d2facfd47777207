/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-share-writer.h"

#include <string.h>

#include "atlas-json-scanner.h"
#include "atlas-json-writer.h"

/* What JSON a kind's records become is worked out once, so that a record is written by walking two arrays:
 * no key is split, quoted or looked up while a million of them pass. */

typedef struct
{
  guint index; /* of the value */
  const AtlasField *field;
  char *name; /* `,"city":` */
  gsize name_length;
} Step;

/* Steps in a row within one object: the record's own, or a group's. */
typedef struct
{
  const char *group; /* within the key of a field, so without a NUL behind it; NULL: the record's own */
  gsize group_length;
  char *open; /* `,"address":{` */
  gsize open_length;
  GArray *steps;
} Part;

typedef struct _Plan Plan;

struct _Plan
{
  const AtlasKind *kind;
  GArray *parts;
  Plan *next;
};

/* All that have been made. They are few, static like their kinds, and only ever added in front. */
static Plan *plans;

static Part *
find_part (const Plan *plan, const char *group, gsize length)
{
  for (guint i = 0; i < plan->parts->len; i++)
    {
      Part *part = &g_array_index (plan->parts, Part, i);

      if (part->group != NULL && part->group_length == length && memcmp (part->group, group, length) == 0)
        return part;
    }
  return NULL;
}

static Part *
add_part (Plan *plan, const char *group, gsize length)
{
  Part part = { .group = group, .group_length = length };

  if (group != NULL)
    part.open = g_strdup_printf (",\"%.*s\":{", (int) length, group);
  part.open_length = part.open != NULL ? strlen (part.open) : 0;
  part.steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_append_val (plan->parts, part);
  return &g_array_index (plan->parts, Part, plan->parts->len - 1);
}

static Part *
take_part (Plan *plan, const char *key, const char *dot)
{
  guint n = plan->parts->len;
  Part *last = n > 0 ? &g_array_index (plan->parts, Part, n - 1) : NULL;
  Part *part;

  if (dot == NULL)
    return last != NULL && last->group == NULL ? last : add_part (plan, NULL, 0);
  /* Wherever in the table a group's fields stand, they become one object. */
  part = find_part (plan, key, (gsize) (dot - key));
  return part != NULL ? part : add_part (plan, key, (gsize) (dot - key));
}

static Plan *
plan_new (const AtlasKind *kind)
{
  Plan *plan = g_new0 (Plan, 1);

  plan->kind = kind;
  plan->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];
      const char *dot = strchr (field->key, '.');
      Step step = { .index = i, .field = field };

      step.name = g_strdup_printf (",\"%s\":", dot != NULL ? dot + 1 : field->key);
      step.name_length = strlen (step.name);
      g_array_append_val (take_part (plan, field->key, dot)->steps, step);
    }
  return plan;
}

static void
plan_free (Plan *plan)
{
  for (guint i = 0; i < plan->parts->len; i++)
    {
      Part *part = &g_array_index (plan->parts, Part, i);

      for (guint k = 0; k < part->steps->len; k++)
        g_free (g_array_index (part->steps, Step, k).name);
      g_array_unref (part->steps);
      g_free (part->open);
    }
  g_array_unref (plan->parts);
  g_free (plan);
}

static const Plan *
find_plan (const Plan *first, const AtlasKind *kind)
{
  while (first != NULL && first->kind != kind)
    first = first->next;
  return first;
}

static const Plan *
get_plan (const AtlasKind *kind)
{
  const Plan *found = find_plan (g_atomic_pointer_get (&plans), kind);
  Plan *made;

  if (G_LIKELY (found != NULL))
    return found;

  made = plan_new (kind);
  do
    {
      made->next = g_atomic_pointer_get (&plans);
      found = find_plan (made->next, kind);
      if (found != NULL) /* by another thread, just now */
        {
          plan_free (made);
          return found;
        }
    }
  while (!g_atomic_pointer_compare_and_exchange (&plans, made->next, made));
  return made;
}

/* What the extra holds for each part of the plan, as `,"key":value` in a row, and last for the record itself.
 */
typedef struct
{
  const Plan *plan;
  AtlasRecord *record;
  GString **texts;
} Extras;

static GString **
take_text (Extras *self, const Part *part)
{
  guint index = self->plan->parts->len;
  GString **text;

  if (part != NULL)
    index = (guint) (part - &g_array_index (self->plan->parts, Part, 0));
  text = &self->texts[index];
  if (*text == NULL)
    *text = g_string_new (NULL);
  return text;
}

/* A key that was unknown once may be a field by now, or be named as what every record has. */
static gboolean
is_taken (Extras *self, const Part *part, const char *key)
{
  g_autofree char *path = NULL;
  const AtlasField *field;

  if (part == NULL && (strcmp (key, "id") == 0 || strcmp (key, "kind") == 0))
    return TRUE;
  path = part != NULL ? g_strdup_printf ("%.*s.%s", (int) part->group_length, part->group, key) : NULL;
  field = atlas_kind_find_field (self->plan->kind, path != NULL ? path : key, -1);
  return field != NULL && atlas_record_has (self->record, field);
}

static gboolean read_keys (Extras *self, AtlasJsonScanner *scanner, const char *json, const Part *part);

/* A value behind its key. */
static gboolean
read_entry (Extras *self, AtlasJsonScanner *scanner, const char *json, const Part *part)
{
  gsize length, end;
  const char *text = atlas_json_scanner_get_text (scanner, &length);
  g_autofree char *key = g_strndup (text, length);
  const Part *group = part == NULL ? find_part (self->plan, key, length) : NULL;
  GString *out;

  if (group != NULL)
    {
      atlas_json_scanner_get_span (scanner, NULL, &end);
      while (json[end] == ':' || g_ascii_isspace (json[end]))
        end++;
      /* Anything but an object would be refused by every reader, ours too. */
      if (json[end] != '{')
        return atlas_json_scanner_skip (scanner, NULL);
      return read_keys (self, scanner, json, group);
    }
  if (is_taken (self, part, key))
    return atlas_json_scanner_skip (scanner, NULL);

  out = *take_text (self, part);
  g_string_append_c (out, ',');
  atlas_json_append_string (out, key, (gssize) length);
  g_string_append_c (out, ':');
  return atlas_json_append_value (out, scanner, NULL);
}

static gboolean
read_keys (Extras *self, AtlasJsonScanner *scanner, const char *json, const Part *part)
{
  AtlasJsonToken token = atlas_json_scanner_next (scanner, NULL);

  if (token != ATLAS_JSON_OBJECT_START)
    return FALSE;
  while ((token = atlas_json_scanner_next (scanner, NULL)) == ATLAS_JSON_KEY)
    if (!read_entry (self, scanner, json, part))
      return FALSE;
  return token == ATLAS_JSON_OBJECT_END;
}

static void
extras_clear (Extras *self)
{
  for (guint i = 0; self->texts != NULL && i <= self->plan->parts->len; i++)
    if (self->texts[i] != NULL)
      g_string_free (self->texts[i], TRUE);
  g_clear_pointer (&self->texts, g_free);
}

static void
extras_read (Extras *self, const AtlasValue *extra)
{
  g_autofree char *json = g_strndup (extra->text, extra->length);
  g_autoptr (AtlasJsonScanner) scanner = atlas_json_scanner_new (json, extra->length);

  self->texts = g_new0 (GString *, self->plan->parts->len + 1);
  /* Stored extras are valid, or the record would not have been saved. */
  if (!read_keys (self, scanner, json, NULL))
    extras_clear (self);
}

/* Unknown keys, the first of an object without its comma. */
static void
append_extra (GString *out, const GString *text, gsize start)
{
  gsize comma = out->len == start ? 1 : 0;

  g_string_append_len (out, text->str + comma, (gssize) (text->len - comma));
}

static void
append_part (GString *out, const Part *part, const AtlasValue *values, const GString *extra)
{
  gsize before = out->len, start = 0;

  if (part->group != NULL)
    {
      g_string_append_len (out, part->open, (gssize) part->open_length);
      start = out->len;
    }
  for (guint i = 0; i < part->steps->len; i++)
    {
      const Step *step = &g_array_index (part->steps, Step, i);
      const AtlasValue *value = &values[step->index];
      gsize comma = out->len == start ? 1 : 0;

      if (value->type == ATLAS_VALUE_NULL)
        continue;
      g_string_append_len (out, step->name + comma, (gssize) (step->name_length - comma));
      atlas_field_append_json (step->field, value, out);
    }
  if (part->group == NULL)
    return;

  if (extra != NULL)
    append_extra (out, extra, start);
  if (out->len == start)
    g_string_truncate (out, before);
  else
    g_string_append_c (out, '}');
}

/* Behind the opening brace and, where there are such, a first key and its comma. */
static void
append_content (GString *out, AtlasRecord *record)
{
  const Plan *plan = get_plan (atlas_record_get_kind (record));
  const AtlasValue *values = atlas_record_get_values (record);
  const AtlasValue *extra = &values[plan->kind->n_fields];
  Extras extras = { plan, record, NULL };
  char id[ATLAS_UUID_TEXT_SIZE];

  if (extra->type == ATLAS_VALUE_TEXT)
    extras_read (&extras, extra);

  atlas_uuid_format (atlas_record_get_uuid (record), id);
  g_string_append (out, "\"id\":\"");
  g_string_append_len (out, id, sizeof id - 1);
  g_string_append_c (out, '"');
  for (guint i = 0; i < plan->parts->len; i++)
    append_part (out, &g_array_index (plan->parts, Part, i), values,
                 extras.texts != NULL ? extras.texts[i] : NULL);
  if (extras.texts != NULL && extras.texts[plan->parts->len] != NULL)
    append_extra (out, extras.texts[plan->parts->len], 0);
  g_string_append_c (out, '}');
  extras_clear (&extras);
}

void
atlas_share_append_record (GString *out, AtlasRecord *record)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (record != NULL);

  g_string_append_c (out, '{');
  append_content (out, record);
}

void
atlas_share_append_line (GString *out, AtlasRecord *record, gboolean synthetic)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (record != NULL);

  g_string_append (out, "{\"kind\":\"");
  g_string_append (out, atlas_record_get_kind (record)->name);
  g_string_append (out, synthetic ? "\",\"synthetic\":true," : "\",");
  append_content (out, record);
  g_string_append_c (out, '\n');
}
