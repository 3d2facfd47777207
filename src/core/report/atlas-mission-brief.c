/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-brief-private.h"

#include "atlas-date.h"
#include "atlas-export-log.h"
#include "atlas-i18n.h"
#include "atlas-links.h"
#include "atlas-mission-audience.h"
#include "atlas-mission-events.h"
#include "atlas-mission-itinerary.h"
#include "atlas-report-words.h"

#define MAX_ORGANISATIONS 10
#define MAX_ASSOCIATIONS  6
#define MAX_NOTES         5

static void
note_free (gpointer data)
{
  AtlasBriefNote *self = data;

  g_free (self->when);
  g_free (self->with);
  g_free (self->what);
  g_free (self);
}

static void
stop_free (gpointer data)
{
  AtlasBriefStop *self = data;

  g_clear_pointer (&self->stop, atlas_record_unref);
  g_clear_pointer (&self->event, atlas_record_unref);
  g_clear_pointer (&self->host, atlas_record_unref);
  g_clear_pointer (&self->everyone, atlas_profile_free);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->recent, g_ptr_array_unref);
  g_clear_pointer (&self->due, g_ptr_array_unref);
  g_free (self);
}

static void
brief_clear (AtlasMissionBrief *self)
{
  g_clear_pointer (&self->mission, atlas_record_unref);
  g_clear_pointer (&self->itinerary, atlas_itinerary_unref);
  g_clear_pointer (&self->stops, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AtlasMissionBrief, brief_clear)

typedef struct
{
  AtlasMissionBrief *brief;
  AtlasRegister *source;
  GCancellable *cancellable;
} Gathering;

/* Who is reached at a stop, with @more terms. (transfer full): NULL with @error */
static AtlasPointSet *
match (Gathering *self, guint stop, AtlasMissionReach reach, const char *more, GError **error)
{
  g_autofree char *text = atlas_mission_dup_stop_query (self->brief->mission, stop, reach, NULL, error);
  g_autofree char *whole = text != NULL ? g_strconcat (text, more, NULL) : NULL;
  g_autoptr (AtlasQuery) query =
    whole != NULL ? atlas_register_parse_query (self->source, &atlas_kind_member, whole, error) : NULL;

  return query != NULL ? atlas_register_match (self->source, query, self->cancellable, error) : NULL;
}

static gboolean
count (Gathering *self, guint stop, AtlasMissionReach reach, const char *more, guint *members, GError **error)
{
  g_autoptr (AtlasPointSet) set = match (self, stop, reach, more, error);

  if (set != NULL)
    *members = atlas_point_set_get_total (set)->members;
  return set != NULL;
}

static gboolean
count_audience (Gathering *self, guint index, AtlasBriefStop *stop, GError **error)
{
  static const char *const channels[] = { " consent:email has:email", " consent:phone has:phone",
                                          " consent:post has:post" };

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    if (!count (self, index, ATLAS_REACH_NEW, channels[i], &stop->reachable[i], error))
      return FALSE;
  return count (self, index, ATLAS_REACH_AUDIENCE, NULL, &stop->audience, error) &&
         count (self, index, ATLAS_REACH_NEW, NULL, &stop->fresh, error);
}

/* --- Organisations. */

static gboolean
is_closed (AtlasRecord *organisation)
{
  return g_strcmp0 (atlas_record_get_text (organisation, "status"), "closed") == 0;
}

/* The host, then those near. (transfer full) (element-type AtlasRecord): NULL with @error */
static GPtrArray *
list_organisations (Gathering *self, AtlasBriefStop *stop, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  g_autofree char *near = atlas_stop_dup_near (stop->stop);
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_organisation, near, error);
  g_autoptr (GArray) ids =
    query != NULL ? atlas_register_list_ids (self->source, query, NULL, 0, self->cancellable, error) : NULL;

  if (ids == NULL)
    return NULL;
  if (stop->host != NULL)
    g_ptr_array_add (list, atlas_record_ref (stop->host));
  for (guint i = 0; i < ids->len && list->len < MAX_ORGANISATIONS; i++)
    {
      g_autoptr (AtlasRecord) organisation =
        atlas_register_load (self->source, &atlas_kind_organisation, g_array_index (ids, gint64, i), NULL);

      if (organisation == NULL || is_closed (organisation) ||
          (stop->host != NULL && atlas_record_get_id (stop->host) == atlas_record_get_id (organisation)))
        continue;
      g_ptr_array_add (list, g_steal_pointer (&organisation));
    }
  return g_steal_pointer (&list);
}

/* --- The contact log. */

static char *
dup_with (Gathering *self, AtlasRecord *contact)
{
  g_autoptr (AtlasRecord) member =
    atlas_report_load (self->source, &atlas_kind_member, atlas_record_get_text (contact, "member"));
  g_autofree char *organisation = NULL;

  if (member != NULL)
    {
      gint64 id = atlas_record_get_id (member);

      g_array_append_val (self->brief->people, id);
      return atlas_record_dup_title (member);
    }
  organisation = atlas_report_dup_title (self->source, &atlas_kind_organisation,
                                         atlas_record_get_text (contact, "organisation"));
  return organisation != NULL ? g_steal_pointer (&organisation) : g_strdup ("");
}

static AtlasBriefNote *
make_note (Gathering *self, AtlasRecord *contact, const char *when)
{
  AtlasBriefNote *note = g_new0 (AtlasBriefNote, 1);
  g_autofree char *summary = atlas_report_display (contact, "summary");
  g_autofree char *officer = atlas_report_display (contact, "officer");
  g_autofree char *channel = atlas_report_display (contact, "channel");

  note->when = atlas_report_display (contact, when);
  note->with = dup_with (self, contact);
  note->what =
    g_strdup_printf ("%s%s%s", *summary != '\0' ? summary : channel, *officer != '\0' ? " · " : "", officer);
  return note;
}

/* (transfer full) (element-type AtlasBriefNote): NULL with @error */
static GPtrArray *
list_notes (Gathering *self, AtlasPointSet *set, GPtrArray *organisations, gboolean due, GError **error)
{
  const char *end = atlas_record_get_text (self->brief->mission, "end");
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (note_free);
  g_autoptr (GPtrArray) links = NULL;
  char today[ATLAS_DATE_TEXT_SIZE];

  atlas_date_today (today);
  /* What will be due while they are there. */
  links = atlas_links_list_contacts_among (self->source, set, organisations,
                                           !due                                        ? NULL
                                           : end != NULL && g_strcmp0 (end, today) > 0 ? end
                                                                                       : today,
                                           MAX_NOTES, self->cancellable, error);
  for (guint i = 0; links != NULL && i < links->len; i++)
    g_ptr_array_add (notes, make_note (self, ((const AtlasLink *) g_ptr_array_index (links, i))->record,
                                       due ? "follow_up" : "date"));
  return links != NULL ? g_steal_pointer (&notes) : NULL;
}

/* --- */

static gboolean
gather_people (Gathering *self, guint index, AtlasBriefStop *stop, GError **error)
{
  g_autoptr (AtlasPointSet) everyone = match (self, index, ATLAS_REACH_EVERYONE, NULL, error);
  g_autoptr (GPtrArray) organisations = NULL;

  if (everyone == NULL)
    return FALSE;
  stop->everyone = atlas_point_set_profile (everyone, -1, atlas_date_this_year ());
  if (!atlas_register_count_associations (self->source, everyone, -1, MAX_ASSOCIATIONS, stop->everyone,
                                          self->cancellable, error) ||
      !count_audience (self, index, stop, error))
    return FALSE;
  organisations = list_organisations (self, stop, error);
  if (organisations == NULL)
    return FALSE;
  stop->contacts = atlas_brief_list_contacts (self->source, organisations, self->brief->people, error);
  stop->recent = stop->contacts != NULL ? list_notes (self, everyone, organisations, FALSE, error) : NULL;
  stop->due = stop->recent != NULL ? list_notes (self, everyone, organisations, TRUE, error) : NULL;
  return stop->due != NULL;
}

static gboolean
gather_stop (Gathering *self, guint index, AtlasRecord *record, GError **error)
{
  AtlasBriefStop *stop = g_new0 (AtlasBriefStop, 1);
  g_autoptr (GError) failure = NULL;

  g_ptr_array_add (self->brief->stops, stop);
  stop->stop = atlas_record_ref (record);
  stop->host =
    atlas_report_load (self->source, &atlas_kind_organisation, atlas_record_get_text (record, "host"));
  stop->event = atlas_stop_load_event (self->source, record, &failure);
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  return !atlas_stop_is_placed (record) || gather_people (self, index, stop, error);
}

/* All whom the mission is for. */
static gboolean
gather_audience (Gathering *self, GError **error)
{
  const char *text = atlas_record_get_text (self->brief->mission, "audience");
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasPointSet) set = NULL;

  if (text == NULL)
    return TRUE;
  query = atlas_register_parse_query (self->source, &atlas_kind_member, text, error);
  set = query != NULL ? atlas_register_match (self->source, query, self->cancellable, error) : NULL;
  if (set != NULL)
    self->brief->n_audience = atlas_point_set_get_total (set)->members;
  return set != NULL;
}

static gboolean
gather (Gathering *self, gint64 mission, GError **error)
{
  AtlasMissionBrief *brief = self->brief;
  g_autoptr (GPtrArray) stops = NULL;

  brief->mission = atlas_register_load (self->source, &atlas_kind_mission, mission, error);
  if (brief->mission == NULL)
    return FALSE;
  brief->synthetic = atlas_register_is_synthetic (self->source);
  brief->itinerary = atlas_itinerary_new_for_mission (brief->mission);
  brief->stops = g_ptr_array_new_with_free_func (stop_free);
  brief->people = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!gather_audience (self, error))
    return FALSE;
  stops = atlas_record_dup_items (brief->mission, "stops");
  for (guint i = 0; i < stops->len; i++)
    if (!gather_stop (self, i, g_ptr_array_index (stops, i), error))
      return FALSE;
  return TRUE;
}

gboolean
atlas_mission_brief_write (AtlasRegister *source,
                           gint64 mission,
                           AtlasPaper paper,
                           guint smallest,
                           AtlasOutput *output,
                           GCancellable *cancellable,
                           GError **error)
{
  g_auto (AtlasMissionBrief) brief = { .smallest = smallest };
  Gathering gathering = { &brief, source, cancellable };
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);
  g_return_val_if_fail (paper < ATLAS_N_PAPERS && output != NULL, FALSE);
  g_return_val_if_fail (atlas_small_cells_is_valid (smallest), FALSE);

  if (!atlas_export_check_log (source, error) || !gather (&gathering, mission, error))
    return FALSE;
  title = atlas_record_dup_title (brief.mission);
  /* Translators: a line of the log; %s is a mission. */
  label = g_strdup_printf (_ ("Mission brief of %s"), title);
  return atlas_page_writer_run (paper, title, title, atlas_mission_brief_draw, &brief,
                                atlas_output_get_buffer (output), error) &&
         atlas_report_publish (source, output, "brief", label, brief.people, cancellable, error);
}
