/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debriefing-private.h"

#include "atlas-json-writer.h"
#include "atlas-list.h"
#include "atlas-share-writer.h"

/* Writing it down. What atlas-debriefing-read.c reads. */

static void
append_key (GString *out, const char *key)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  g_string_append_printf (out, "\"%s\":", key);
}

static void
append_text (GString *out, const char *key, const char *text)
{
  if (text == NULL)
    return;
  append_key (out, key);
  atlas_json_append_string (out, text, -1);
}

/* Items of a list, which have no id of their own. */
static void
append_items (GString *out, const char *key, GPtrArray *items)
{
  g_autofree char *json = items->len > 0 ? atlas_list_from_items (items) : NULL;

  if (json == NULL)
    return;
  append_key (out, key);
  g_string_append (out, json);
}

static void
append_records (GString *out, const char *key, GPtrArray *records)
{
  if (records->len == 0)
    return;
  append_key (out, key);
  g_string_append_c (out, '[');
  for (guint i = 0; i < records->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      atlas_share_append_record (out, g_ptr_array_index (records, i));
    }
  g_string_append_c (out, ']');
}

static void
append_stop (GString *out, const AtlasDebriefingStop *stop, guint index)
{
  g_string_append_c (out, '{');
  append_key (out, "stop");
  g_string_append_printf (out, "%u", index + 1);
  append_text (out, "place", stop->place);
  append_text (out, "region", stop->region);
  append_text (out, "event", stop->event);
  append_items (out, "attendance", stop->attendance);
  append_records (out, "people", stop->people);
  append_records (out, "contacts", stop->contacts);
  append_text (out, "learnt", stop->learnt);
  if (stop->reached >= 0)
    {
      append_key (out, "reached");
      g_string_append_printf (out, "%" G_GINT64_FORMAT, stop->reached);
    }
  g_string_append_c (out, '}');
}

char *
atlas_debriefing_to_json (const AtlasDebriefing *self)
{
  g_autoptr (GString) out = g_string_new ("{");
  char id[ATLAS_UUID_TEXT_SIZE];

  g_return_val_if_fail (self != NULL, NULL);

  atlas_uuid_format (&self->mission, id);
  append_text (out, "mission", id);
  append_key (out, "stops");
  g_string_append_c (out, '[');
  for (guint i = 0; i < self->stops->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_stop (out, g_ptr_array_index (self->stops, i), i);
    }
  g_string_append_c (out, ']');
  append_items (out, "expenses", self->expenses);
  append_text (out, "status", self->status);
  append_text (out, "learnt", self->learnt);
  g_string_append_c (out, '}');
  return g_string_free (g_steal_pointer (&out), FALSE);
}
