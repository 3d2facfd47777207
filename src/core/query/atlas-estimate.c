/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-estimate.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "atlas-geodata.h"
#include "atlas-i18n.h"
#include "atlas-region.h"

/* The share files of data/reference. */
static const char *const reference_files[] = { "canada-census-2016.json" };

static void
estimate_free (AtlasEstimate *self)
{
  g_free (self->place);
  g_free (self->source);
  g_free (self->definition);
  g_free (self->note);
  g_free (self->link);
  g_free (self);
}

static const AtlasField *
field_of (const char *key)
{
  return atlas_kind_find_field (&atlas_kind_estimate, key, -1);
}

static char *
dup_text (AtlasRecord *record, const char *key)
{
  return g_strdup (atlas_record_get_text (record, key));
}

static gint64
get_number (AtlasRecord *record, const char *key, gint64 otherwise)
{
  const AtlasValue *value = atlas_record_get_value (record, field_of (key));

  return value->type == ATLAS_VALUE_INTEGER ? value->integer : otherwise;
}

static AtlasEstimate *
estimate_new (AtlasRecord *record, gboolean reference)
{
  const char *country = atlas_record_get_text (record, "country");
  const char *region = atlas_record_get_text (record, "region");
  AtlasEstimate *self = g_new0 (AtlasEstimate, 1);

  g_strlcpy (self->country, country ? country : "", sizeof self->country);
  self->region = region ? atlas_region_find (region, -1) : ATLAS_REGION_NONE;
  self->place = dup_text (record, "place");
  self->year = (int) get_number (record, "year", 0);
  self->source = dup_text (record, "source");
  self->definition = dup_text (record, "definition");
  self->total = get_number (record, "total", 0);
  self->low = get_number (record, "low", self->total);
  self->high = get_number (record, "high", self->total);
  self->female = get_number (record, "female", -1);
  self->male = get_number (record, "male", -1);
  self->note = dup_text (record, "note");
  self->link = dup_text (record, "link");
  self->reference = reference;
  return self;
}

/* Of a region the program does not know nothing can be shown. */
static gboolean
is_of_use (const AtlasEstimate *self, AtlasRecord *record)
{
  return self->source != NULL && self->definition != NULL &&
         (self->region != ATLAS_REGION_NONE || atlas_record_get_text (record, "region") == NULL);
}

static gboolean
is_of_same (const AtlasEstimate *a, const AtlasEstimate *b)
{
  return a->region == b->region && strcmp (a->country, b->country) == 0 &&
         g_strcmp0 (a->place, b->place) == 0 && strcmp (a->source, b->source) == 0 &&
         strcmp (a->definition, b->definition) == 0;
}

/* The latest year stands for its source. */
static void
add (GPtrArray *list, AtlasRecord *record, gboolean reference)
{
  AtlasEstimate *added = estimate_new (record, reference);

  if (!is_of_use (added, record))
    {
      estimate_free (added);
      return;
    }
  for (guint i = 0; i < list->len; i++)
    {
      AtlasEstimate *other = g_ptr_array_index (list, i);

      if (!is_of_same (added, other))
        continue;
      /* What the office has of the same year stands before what came with the program. */
      if (added->year >= other->year)
        {
          g_ptr_array_index (list, i) = added;
          added = other;
        }
      estimate_free (added);
      return;
    }
  g_ptr_array_add (list, added);
}

static AtlasRecord *
record_from_json (JsonObject *object)
{
  AtlasRecord *record = atlas_record_new (&atlas_kind_estimate);

  for (guint i = 0; i < atlas_kind_estimate.n_fields; i++)
    {
      const AtlasField *field = &atlas_kind_estimate.fields[i];
      JsonNode *node = json_object_get_member (object, field->key);

      if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
        continue;
      if (json_node_get_value_type (node) == G_TYPE_STRING)
        atlas_record_set_text (record, field->key, json_node_get_string (node));
      else
        *atlas_record_edit_value (record, field) =
          (AtlasValue){ .type = ATLAS_VALUE_INTEGER, .integer = json_node_get_int (node) };
    }
  return record;
}

/* (transfer full) (element-type AtlasRecord) */
static GPtrArray *
read_reference (const char *name, GError **error)
{
  g_autofree char *path = atlas_geodata_dup_path ("reference", name);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *document;
  JsonArray *estimates;
  GPtrArray *records;

  if (!json_parser_load_from_mapped_file (parser, path, error))
    {
      g_prefix_error (error, _ ("The estimates that come with the program can’t be read: "));
      return NULL;
    }
  document = json_node_get_object (json_parser_get_root (parser));
  estimates = json_object_get_array_member (document, "estimates");
  records = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  for (guint i = 0; i < json_array_get_length (estimates); i++)
    g_ptr_array_add (records, record_from_json (json_array_get_object_element (estimates, i)));
  return records;
}

/* The files that come with the program don't change while it runs: read once, since they are asked for at
 * each letter of a search. */
static gboolean
add_reference (GPtrArray *list, guint file, GError **error)
{
  static GMutex lock;
  static GPtrArray *records[G_N_ELEMENTS (reference_files)];
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (records[file] == NULL)
    records[file] = read_reference (reference_files[file], error);
  if (records[file] == NULL)
    return FALSE;
  for (guint i = 0; i < records[file]->len; i++)
    add (list, g_ptr_array_index (records[file], i), TRUE);
  return TRUE;
}

static gboolean
add_own (AtlasRegister *self, GPtrArray *list, GError **error)
{
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_estimate, NULL, NULL);
  g_autoptr (GArray) ids = atlas_register_list_ids (self, all, NULL, 0, NULL, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AtlasRecord) record =
        atlas_register_load (self, &atlas_kind_estimate, g_array_index (ids, gint64, i), error);

      if (record == NULL)
        return FALSE;
      add (list, record, FALSE);
    }
  return TRUE;
}

GPtrArray *
atlas_register_list_estimates (AtlasRegister *self, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) estimate_free);

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reference_files); i++)
    if (!add_reference (list, i, error))
      return NULL;
  return add_own (self, list, error) ? g_steal_pointer (&list) : NULL;
}

const char *
atlas_estimate_explain_gap (const char *country)
{
  g_return_val_if_fail (country != NULL, NULL);

  if (strcmp (country, "US") != 0)
    return NULL;
  return _ (
    "No estimate for the USA comes with the program: the American Community Survey does not list Rwanda "
    "separately, and its “Other Eastern Africa” is not Rwanda.");
}

char *
atlas_estimate_dup_source_line (const AtlasEstimate *self)
{
  const char *definition;

  g_return_val_if_fail (self != NULL, NULL);

  definition = atlas_vocabulary_label_for (&atlas_vocabulary_estimate_definition, self->definition);
  /* Translators: a source of estimates and whom it counts: "Statistics Canada, 2016 Census (Born in the
   * country)". */
  return g_strdup_printf (_ ("%s (%s)"), self->source, definition ? definition : self->definition);
}
