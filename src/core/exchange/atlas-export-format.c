/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export-private.h"

#include <string.h>

#include "atlas-i18n.h"

static const AtlasExportFormat formats[] = {
  { "json", atlas_export_write_document, ATLAS_EXPORT_TAKES_ALL },
  { "ndjson", atlas_export_write_lines, ATLAS_EXPORT_TAKES_ALL },
  { "csv", atlas_export_write_table, ATLAS_EXPORT_TAKES_ONE },
  { "csv-excel", atlas_export_write_excel_table, ATLAS_EXPORT_TAKES_ONE },
  { "csv-excel-fr", atlas_export_write_french_table, ATLAS_EXPORT_TAKES_ONE },
  { "xlsx", atlas_export_write_sheet, ATLAS_EXPORT_TAKES_ONE },
  { "geojson", atlas_export_write_places, ATLAS_EXPORT_TAKES_ALL },
  { "vcard", atlas_export_write_cards3, ATLAS_EXPORT_TAKES_MEMBERS },
  { "vcard3", atlas_export_write_cards3, ATLAS_EXPORT_TAKES_MEMBERS },
  { "vcard4", atlas_export_write_cards4, ATLAS_EXPORT_TAKES_MEMBERS },
  { "mailing", atlas_export_write_mailing, ATLAS_EXPORT_TAKES_MEMBERS },
  { "ical", atlas_export_write_calendar, ATLAS_EXPORT_TAKES_EVENTS },
};

const char *const *
atlas_export_list_formats (void)
{
  static const char *names[G_N_ELEMENTS (formats) + 1];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
        names[i] = formats[i].name;
      g_once_init_leave (&once, 1);
    }
  return names;
}

const AtlasExportFormat *
atlas_export_format_find (const char *name, GError **error)
{
  g_autofree char *known = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].name, name) == 0)
      return &formats[i];
  known = g_strjoinv (", ", (char **) atlas_export_list_formats ());
  g_set_error (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_FORMAT,
               _ ("There is no format “%s”; there are: %s"), name, known);
  return NULL;
}

static gboolean
has_place (const AtlasKind *kind)
{
  return atlas_kind_find_field (kind, "location.latitude", -1) != NULL;
}

/* Readers take a record that names both as whole, and what it does not name as empty. */
static gboolean
seems_whole (const AtlasExportOrder *order)
{
  return order->fields != NULL && g_strv_contains (order->fields, "created") &&
         g_strv_contains (order->fields, "updated");
}

/* What is wrong with that format for those records and terms; NULL if nothing is. */
static const char *
find_fault (const AtlasExportFormat *format, const AtlasExportOrder *order)
{
  AtlasQuery *const *queries = order->queries;
  const AtlasKind *kind = atlas_query_get_kind (queries[0]);

  switch (format->takes)
    {
    case ATLAS_EXPORT_TAKES_ONE:
      if (queries[1] != NULL)
        return _ (
          "A CSV file or sheet holds one kind of record: export people and events one after the other, or "
          "choose another format.");
      break;
    case ATLAS_EXPORT_TAKES_MEMBERS:
      if (format->write == atlas_export_write_mailing && order->terms.purpose != ATLAS_PURPOSE_CONTACT)
        return _ ("A table for mailings is for contacting people: choose that purpose, or another format.");
      if (queries[1] != NULL || kind != &atlas_kind_member)
        return _ ("A vCard holds a person: export people with it, and nothing else.");
      if (order->terms.pseudonymous)
        return _ ("A vCard is about a name, and under pseudonyms there is none: choose another format.");
      break;
    case ATLAS_EXPORT_TAKES_EVENTS:
      for (guint i = 0; queries[i] != NULL; i++)
        if (atlas_query_get_kind (queries[i]) != &atlas_kind_event &&
            atlas_query_get_kind (queries[i]) != &atlas_kind_mission)
          return _ ("A calendar holds events and missions: export these with it, and nothing else.");
      break;
    case ATLAS_EXPORT_TAKES_ALL:
    default:
      if (seems_whole (order))
        return _ ("A record with “created” and “updated” is read as a whole one: leave one of them out of "
                  "the fields, "
                  "or write all fields.");
      break;
    }
  if (format->write != atlas_export_write_places)
    return NULL;
  for (guint i = 0; queries[i] != NULL; i++)
    if (!has_place (atlas_query_get_kind (queries[i])))
      return _ (
        "GeoJSON holds what has a position, and records of this kind have none: choose another format.");
  if (order->terms.purpose == ATLAS_PURPOSE_CONTACT)
    return _ ("GeoJSON shows where people live, which nobody needs to contact them: choose another format.");
  if (order->fields != NULL && !(g_strv_contains (order->fields, "location.latitude") &&
                                 g_strv_contains (order->fields, "location.longitude")))
    return _ ("GeoJSON shows positions: choose latitude and longitude among the fields, or another format.");
  return NULL;
}

gboolean
atlas_export_format_check (const AtlasExportFormat *format, const AtlasExportOrder *order, GError **error)
{
  const char *words = find_fault (format, order);

  if (words != NULL)
    g_set_error_literal (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_FORMAT, words);
  return words == NULL;
}
