/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export-audit.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "atlas-csv-writer.h"
#include "atlas-disclosure.h"
#include "atlas-i18n.h"

void
atlas_export_entry_free (AtlasExportEntry *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->unit, atlas_unit_info_free);
  g_free (self->partner);
  g_free (self->basis);
  g_free (self->profile);
  g_free (self->format);
  g_free (self->query);
  g_free (self->file);
  g_free (self);
}

/* --- what the log says of a file ----------------------------------------------------------------------- */

static char *
dup_text (JsonObject *details, const char *key)
{
  return g_strdup (json_object_get_string_member_with_default (details, key, NULL));
}

/* What was written of each kind, and the first query. */
static void
read_kinds (AtlasExportEntry *self, JsonArray *kinds)
{
  for (guint i = 0; i < json_array_get_length (kinds); i++)
    {
      JsonNode *node = json_array_get_element (kinds, i);
      JsonObject *kind = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (kind == NULL)
        continue;
      self->n_written += json_object_get_int_member_with_default (kind, "count", 0);
      if (self->query == NULL)
        self->query = dup_text (kind, "query");
    }
}

static void
read_people (AtlasExportEntry *self, JsonObject *details)
{
  AtlasAdmissionCounts *people = &self->people;

  self->asked = json_object_has_member (details, "matched");
  people->matched = json_object_get_int_member_with_default (details, "matched", 0);
  people->written = json_object_get_int_member_with_default (details, "written", 0);
  people->not_active = json_object_get_int_member_with_default (details, "not_active", 0);
  people->withdrawn = json_object_get_int_member_with_default (details, "withdrawn", 0);
  people->expired = json_object_get_int_member_with_default (details, "expired", 0);
  people->no_consent = json_object_get_int_member_with_default (details, "no_consent", 0);
  people->no_address = json_object_get_int_member_with_default (details, "no_address", 0);
}

static void
read_details (AtlasExportEntry *self, JsonObject *details)
{
  const char *purpose = json_object_get_string_member_with_default (details, "purpose", NULL);
  const char *channel = json_object_get_string_member_with_default (details, "channel", NULL);

  self->purpose = purpose != NULL ? atlas_export_purpose_find (purpose) : -1;
  self->channel = channel != NULL ? atlas_channel_from_name (channel) : 0;
  self->partner = dup_text (details, "partner");
  self->basis = dup_text (details, "basis");
  self->profile = dup_text (details, "profile");
  self->format = dup_text (details, "format");
  self->query = dup_text (details, "query");
  self->file = dup_text (details, "file");
  self->pseudonymous = json_object_has_member (details, "pseudonyms");
  self->encrypted = json_object_has_member (details, "encrypted");
  read_people (self, details);
  self->n_written = self->people.written;
  if (json_object_has_member (details, "dossier"))
    self->n_written = 1;
  if (json_object_has_member (details, "kinds") &&
      JSON_NODE_HOLDS_ARRAY (json_object_get_member (details, "kinds")))
    {
      self->n_written = 0;
      read_kinds (self, json_object_get_array_member (details, "kinds"));
    }
}

/* NULL where the unit wrote no file. @unit: taken then only */
static AtlasExportEntry *
read_unit (AtlasUnitInfo *unit)
{
  g_autoptr (JsonNode) node = unit->details != NULL ? json_from_string (unit->details, NULL) : NULL;
  JsonObject *details = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *act;
  AtlasExportEntry *self;

  if (details == NULL)
    return NULL;
  act = json_object_get_string_member_with_default (details, "act", "");
  if (!g_str_equal (act, "export") && !g_str_equal (act, "contacts") &&
      !json_object_has_member (details, "dossier"))
    return NULL;
  self = g_new0 (AtlasExportEntry, 1);
  self->unit = unit;
  self->certain = TRUE;
  read_details (self, details);
  return self;
}

/* --- which of them -------------------------------------------------------------------------------------- */

/* @units: those which the person was in, the newest first */
static gboolean
may_hold (AtlasExportEntry *entry, GArray *units)
{
  for (guint i = 0; i < units->len; i++)
    if (g_array_index (units, gint64, i) == entry->unit->unit)
      return TRUE;
  /* Before files were written on terms nobody kept who was in them. */
  entry->certain = FALSE;
  return entry->purpose < 0 && entry->format != NULL;
}

static gboolean
is_wanted (AtlasExportEntry *entry, const AtlasExportFilter *filter, GArray *units)
{
  if (filter == NULL)
    return TRUE;
  return (filter->since == NULL || strcmp (entry->unit->time, filter->since) >= 0) &&
         (!filter->by_purpose || entry->purpose == (int) filter->purpose) &&
         (units == NULL || may_hold (entry, units));
}

GPtrArray *
atlas_export_audit_list (AtlasRegister *source,
                         const AtlasExportFilter *filter,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_export_entry_free);
  g_autoptr (GPtrArray) units = NULL;
  g_autoptr (GArray) held = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);

  if (filter != NULL && filter->member != NULL)
    {
      held = atlas_disclosure_list_units (source, filter->member, cancellable, error);
      if (held == NULL)
        return NULL;
    }
  units = atlas_journal_list_units (atlas_register_get_store (source), 0, error);
  if (units == NULL)
    return NULL;
  for (guint i = 0; i < units->len; i++)
    {
      AtlasExportEntry *entry = read_unit (g_ptr_array_index (units, i));

      if (entry == NULL)
        continue;
      /* Taken. */
      g_ptr_array_index (units, i) = NULL;
      entry->of_member = held != NULL;
      if (is_wanted (entry, filter, held))
        g_ptr_array_add (entries, entry);
      else
        atlas_export_entry_free (entry);
    }
  return g_steal_pointer (&entries);
}

/* --- in words ------------------------------------------------------------------------------------------- */

static const char *
get_purpose_label (const AtlasExportEntry *self)
{
  return self->purpose >= 0
           ? atlas_vocabulary_get_label (&atlas_vocabulary_export_purpose, (guint) self->purpose)
           : NULL;
}

static void
add_words (GString *out, const char *words)
{
  if (words != NULL && *words != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", words);
}

static void
add_query (GString *out, const char *query)
{
  g_autofree char *words = NULL;

  if (query == NULL || *query == '\0')
    return;
  /* Translators: what somebody searched for, of whom a file was written */
  words = g_strdup_printf (_ ("found by “%s”"), query);
  add_words (out, words);
}

static void
add_format (GString *out, const char *format)
{
  if (format != NULL)
    add_words (out, atlas_vocabulary_label_for (&atlas_vocabulary_export_format, format));
}

static char *
dup_base_name (const char *file)
{
  return file != NULL ? g_path_get_basename (file) : NULL;
}

static GString *
begin_description (const AtlasExportEntry *self)
{
  GString *out = g_string_new (get_purpose_label (self));

  if (self->partner != NULL)
    g_string_append_printf (out, "%s%s", out->len > 0 ? ": " : "", self->partner);
  if (self->channel != 0)
    add_words (
      out, atlas_vocabulary_label_for (&atlas_vocabulary_channel, atlas_channel_get_name (self->channel)));
  return out;
}

char *
atlas_export_entry_describe_purpose (const AtlasExportEntry *self)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  out = begin_description (self);
  if (self->pseudonymous)
    add_words (out, _ ("without names"));
  add_format (out, self->format);
  return g_string_free (out, FALSE);
}

char *
atlas_export_entry_describe (const AtlasExportEntry *self)
{
  g_autofree char *base = NULL;
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  out = begin_description (self);
  add_words (out, self->profile);
  /* It may be for somebody else's name. */
  if (!self->of_member)
    add_query (out, self->query);
  if (self->pseudonymous)
    add_words (out, _ ("without names"));
  add_format (out, self->format);
  if (self->encrypted)
    add_words (out, _ ("encrypted"));
  base = dup_base_name (self->file);
  add_words (out, base);
  add_words (out, self->unit->author);
  return g_string_free (out, FALSE);
}

char *
atlas_export_entry_describe_left_out (const AtlasExportEntry *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->asked ? atlas_admission_describe_left_out (&self->people, self->channel) : NULL;
}

/* --- as a table ----------------------------------------------------------------------------------------- */

static void
append_cell (GString *out, const char *text)
{
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, ',');
  atlas_csv_append_text (out, text != NULL ? text : "", -1);
}

static void
append_number (GString *out, gint64 number)
{
  g_string_append_printf (out, ",%" G_GINT64_FORMAT, number);
}

void
atlas_export_audit_append_csv (GPtrArray *entries, GString *out)
{
  static const char *const headings[] = { "time",      "author", "label",   "purpose", "channel",
                                          "partner",   "basis",  "profile", "format",  "file",
                                          "encrypted", "query",  "written" };

  g_return_if_fail (entries != NULL && out != NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    append_cell (out, headings[i]);
  for (AtlasLeftOut i = ATLAS_ADMITTED + 1; i < ATLAS_N_LEFT_OUT; i++)
    append_cell (out, atlas_left_out_get_name (i));
  g_string_append (out, ATLAS_CSV_LINE_END);
  for (guint i = 0; i < entries->len; i++)
    {
      const AtlasExportEntry *entry = g_ptr_array_index (entries, i);

      append_cell (out, entry->unit->time);
      append_cell (out, entry->unit->author);
      append_cell (out, entry->unit->label);
      append_cell (out, entry->purpose >= 0
                          ? atlas_export_purpose_get_name ((AtlasExportPurpose) entry->purpose)
                          : NULL);
      append_cell (out, entry->channel != 0 ? atlas_channel_get_name (entry->channel) : NULL);
      append_cell (out, entry->partner);
      append_cell (out, entry->basis);
      append_cell (out, entry->profile);
      append_cell (out, entry->format);
      append_cell (out, entry->file);
      append_cell (out, entry->encrypted ? "true" : "false");
      append_cell (out, entry->query);
      append_number (out, entry->n_written);
      for (AtlasLeftOut k = ATLAS_ADMITTED + 1; k < ATLAS_N_LEFT_OUT; k++)
        append_number (out, atlas_admission_counts_get (&entry->people, k));
      g_string_append (out, ATLAS_CSV_LINE_END);
    }
}
