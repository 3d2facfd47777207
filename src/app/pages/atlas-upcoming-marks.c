/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-upcoming-marks.h"

#include <math.h>

#include "atlas-i18n.h"

void
atlas_upcoming_events_mark (AtlasUpcomingEvents *events, AtlasMapView *map, gboolean shown)
{
  g_autofree AtlasMapMark *marks = NULL;
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  guint n, n_marks = 0;

  g_return_if_fail (ATLAS_IS_UPCOMING_EVENTS (events));
  g_return_if_fail (ATLAS_IS_MAP_VIEW (map));

  n = shown ? atlas_upcoming_events_get_n (events) : 0;
  marks = g_new (AtlasMapMark, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      const AtlasUpcomingEvent *event = atlas_upcoming_events_get (events, i);
      g_autofree char *when = NULL;
      char *title;

      if (isnan (event->latitude) || isnan (event->longitude))
        continue;
      when = atlas_upcoming_event_dup_when (event);
      /* Translators: an event and when it is */
      title = g_strdup_printf (_ ("%s\n%s"), event->title, when);
      g_ptr_array_add (titles, title);
      marks[n_marks++] = (AtlasMapMark){ event->id, event->latitude, event->longitude, title };
    }
  atlas_map_view_set_marks (map, marks, n_marks);
}
