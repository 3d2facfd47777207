/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events as a calendar. */
#include "atlas-export-private.h"

#include "atlas-ical-writer.h"

static gboolean
append_event (AtlasExportRun *self, AtlasRecord *record, gboolean first, gpointer data, GError **error)
{
  atlas_ical_writer_append (data, self->text, record, self->synthetic);
  return TRUE;
}

gboolean
atlas_export_write_calendar (AtlasExportRun *self, GError **error)
{
  g_autoptr (AtlasIcalWriter) writer = atlas_ical_writer_new ();

  atlas_ical_writer_begin (writer, self->text);
  if (!atlas_export_run_write_records (self, 0, append_event, writer, error))
    return FALSE;
  atlas_ical_writer_end (writer, self->text);
  return TRUE;
}
