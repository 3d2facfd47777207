/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events and missions as a calendar. */
#include "atlas-export-private.h"

#include "atlas-ical-writer.h"
#include "atlas-mission-calendar.h"

static gboolean
append_event (AtlasExportRun *self, AtlasRecord *record, gboolean first, gpointer data, GError **error)
{
  atlas_ical_writer_append (data, self->text, record, self->synthetic);
  return TRUE;
}

static gboolean
append_mission (AtlasExportRun *self, AtlasRecord *record, gboolean first, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) entries = atlas_mission_list_entries (record);

  if (entries->len == 0)
    self->n_left_out++;
  for (guint i = 0; i < entries->len; i++)
    {
      const AtlasMissionEntry *entry = g_ptr_array_index (entries, i);

      atlas_ical_writer_append (data, self->text, entry->event, self->synthetic);
    }
  return TRUE;
}

gboolean
atlas_export_write_calendar (AtlasExportRun *self, GError **error)
{
  g_autoptr (AtlasIcalWriter) writer = atlas_ical_writer_new ();

  atlas_ical_writer_begin (writer, self->text);
  for (guint i = 0; self->order->queries[i] != NULL; i++)
    if (!atlas_export_run_write_records (self, i,
                                         atlas_query_get_kind (self->order->queries[i]) == &atlas_kind_mission
                                           ? append_mission
                                           : append_event,
                                         writer, error))
      return FALSE;
  atlas_ical_writer_end (writer, self->text);
  return TRUE;
}
