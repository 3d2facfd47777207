/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-event-sections.h"

#include <gtk/gtk.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-i18n.h"

struct _AtlasEventHeading
{
  GObject parent_instance;

  const char *title;
  guint count;
};

enum
{
  UPCOMING,
  PAST,
  N_SECTIONS
};

static const struct
{
  const char *title;
  const char *sort;
  const char *term; /* of a query, with the last day before it or the first */
} parts[N_SECTIONS] = {
  [UPCOMING] = { N_ ("Upcoming"), "start", "from" },
  [PAST] = { N_ ("Past"), "-start", "to" },
};

typedef struct
{
  AtlasRecordList *list;
  AtlasEventHeading *heading;
} Section;

struct _AtlasEventSections
{
  GObject parent_instance;

  AtlasQuery *query;
  char today[ATLAS_DATE_TEXT_SIZE];
  Section sections[N_SECTIONS];
  GtkFlattenListModel *flat;
};

enum
{
  HEADING_PROP_0,
  HEADING_PROP_COUNT,
  N_HEADING_PROPERTIES
};

enum
{
  PROP_0,
  PROP_CURRENT
};

static GParamSpec *heading_properties[N_HEADING_PROPERTIES];

static void atlas_event_sections_list_model_init (GListModelInterface *iface);
static void atlas_event_sections_source_init (AtlasRecordSourceInterface *iface);

G_DEFINE_FINAL_TYPE (AtlasEventHeading, atlas_event_heading, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasEventSections,
                               atlas_event_sections,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, atlas_event_sections_list_model_init)
                                 G_IMPLEMENT_INTERFACE (ATLAS_TYPE_RECORD_SOURCE,
                                                        atlas_event_sections_source_init))

/* Headings. */

static void
atlas_event_heading_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case HEADING_PROP_COUNT:
      g_value_set_uint (value, ATLAS_EVENT_HEADING (object)->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_event_heading_class_init (AtlasEventHeadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = atlas_event_heading_get_property;

  heading_properties[HEADING_PROP_COUNT] =
    g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_HEADING_PROPERTIES, heading_properties);
}

static void
atlas_event_heading_init (AtlasEventHeading *self)
{
}

const char *
atlas_event_heading_get_title (AtlasEventHeading *self)
{
  g_return_val_if_fail (ATLAS_IS_EVENT_HEADING (self), NULL);
  return _ (self->title);
}

guint
atlas_event_heading_get_count (AtlasEventHeading *self)
{
  g_return_val_if_fail (ATLAS_IS_EVENT_HEADING (self), 0);
  return self->count;
}

/* Sections. */

static void
on_list_changed (AtlasEventSections *self, guint position, guint removed, guint added, GListModel *list)
{
  for (guint i = 0; i < N_SECTIONS; i++)
    if (G_LIST_MODEL (self->sections[i].list) == list)
      {
        self->sections[i].heading->count = g_list_model_get_n_items (list);
        g_object_notify_by_pspec (G_OBJECT (self->sections[i].heading),
                                  heading_properties[HEADING_PROP_COUNT]);
      }
}

static void
on_current_changed (AtlasEventSections *self)
{
  g_object_notify (G_OBJECT (self), "current");
}

/* "from:2026-11-24" or "to:2026-11-23" */
static char *
make_day_term (AtlasEventSections *self, guint part)
{
  g_autoptr (GDate) day = NULL;
  g_autofree char *text = NULL;
  int year, month, of_month;

  if (part == UPCOMING)
    return g_strdup_printf ("%s:%s", parts[part].term, self->today);

  year = (int) g_ascii_strtoll (self->today, NULL, 10);
  month = (int) g_ascii_strtoll (self->today + strlen ("YYYY-"), NULL, 10);
  of_month = (int) g_ascii_strtoll (self->today + strlen ("YYYY-MM-"), NULL, 10);
  day = g_date_new_dmy ((GDateDay) of_month, (GDateMonth) month, (GDateYear) year);
  g_date_subtract_days (day, 1);
  return g_strdup_printf ("%s:%04d-%02d-%02d", parts[part].term, g_date_get_year (day),
                          g_date_get_month (day), g_date_get_day (day));
}

static void
update_queries (AtlasEventSections *self)
{
  const char *text = self->query ? atlas_query_get_text (self->query) : "";

  for (guint i = 0; i < N_SECTIONS; i++)
    {
      g_autofree char *day = make_day_term (self, i);
      g_autofree char *both = g_strdup_printf ("%s %s", text, day);
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_event, both, &error);

      if (query != NULL)
        atlas_record_list_set_query (self->sections[i].list, query);
      else
        g_warning ("%s", error->message);
    }
}

/* GListModel. */

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (ATLAS_EVENT_SECTIONS (model)->flat));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (ATLAS_EVENT_SECTIONS (model)->flat), position);
}

static void
atlas_event_sections_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* AtlasRecordSource. */

static void
set_session (AtlasRecordSource *source, AtlasSession *session)
{
  AtlasEventSections *self = ATLAS_EVENT_SECTIONS (source);

  for (guint i = 0; i < N_SECTIONS; i++)
    atlas_record_list_set_session (self->sections[i].list, session);
}

static void
set_query (AtlasRecordSource *source, AtlasQuery *query)
{
  AtlasEventSections *self = ATLAS_EVENT_SECTIONS (source);

  g_return_if_fail (query == NULL || atlas_query_get_kind (query) == &atlas_kind_event);

  if (query != NULL)
    atlas_query_ref (query);
  g_clear_pointer (&self->query, atlas_query_unref);
  self->query = query;
  update_queries (self);
}

static gboolean
is_current (AtlasRecordSource *source)
{
  AtlasEventSections *self = ATLAS_EVENT_SECTIONS (source);

  for (guint i = 0; i < N_SECTIONS; i++)
    if (!atlas_record_source_is_current (ATLAS_RECORD_SOURCE (self->sections[i].list)))
      return FALSE;
  return TRUE;
}

static guint
get_n_records (AtlasRecordSource *source)
{
  AtlasEventSections *self = ATLAS_EVENT_SECTIONS (source);
  guint n = 0;

  for (guint i = 0; i < N_SECTIONS; i++)
    n += g_list_model_get_n_items (G_LIST_MODEL (self->sections[i].list));
  return n;
}

static gboolean
find (AtlasRecordSource *source, gint64 id, guint *position)
{
  AtlasEventSections *self = ATLAS_EVENT_SECTIONS (source);
  guint before = 0;

  for (guint i = 0; i < N_SECTIONS; i++)
    {
      before++; /* the heading */
      if (atlas_record_list_find (self->sections[i].list, id, position))
        {
          *position += before;
          return TRUE;
        }
      before += g_list_model_get_n_items (G_LIST_MODEL (self->sections[i].list));
    }
  return FALSE;
}

static void
atlas_event_sections_source_init (AtlasRecordSourceInterface *iface)
{
  iface->set_session = set_session;
  iface->set_query = set_query;
  iface->is_current = is_current;
  iface->get_n_records = get_n_records;
  iface->find = find;
}

/* GObject. */

static void
atlas_event_sections_dispose (GObject *object)
{
  AtlasEventSections *self = ATLAS_EVENT_SECTIONS (object);

  if (self->flat != NULL)
    g_signal_handlers_disconnect_by_data (self->flat, self);
  g_clear_object (&self->flat);
  for (guint i = 0; i < N_SECTIONS; i++)
    {
      Section *section = &self->sections[i];

      if (section->list != NULL)
        {
          g_signal_handlers_disconnect_by_data (section->list, self);
          atlas_record_list_set_session (section->list, NULL);
        }
      g_clear_object (&section->list);
      g_clear_object (&section->heading);
    }
  g_clear_pointer (&self->query, atlas_query_unref);

  G_OBJECT_CLASS (atlas_event_sections_parent_class)->dispose (object);
}

static void
atlas_event_sections_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_CURRENT:
      g_value_set_boolean (value, atlas_record_source_is_current (ATLAS_RECORD_SOURCE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_event_sections_class_init (AtlasEventSectionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = atlas_event_sections_dispose;
  object_class->get_property = atlas_event_sections_get_property;

  g_object_class_override_property (object_class, PROP_CURRENT, "current");
}

static void
atlas_event_sections_init (AtlasEventSections *self)
{
  GListStore *models = g_list_store_new (G_TYPE_LIST_MODEL);

  atlas_date_today (self->today);
  for (guint i = 0; i < N_SECTIONS; i++)
    {
      Section *section = &self->sections[i];
      g_autoptr (GListStore) headings = g_list_store_new (ATLAS_TYPE_EVENT_HEADING);

      section->list = atlas_record_list_new (&atlas_kind_event);
      atlas_record_list_set_sort (section->list, parts[i].sort);
      section->heading = g_object_new (ATLAS_TYPE_EVENT_HEADING, NULL);
      section->heading->title = parts[i].title;
      g_signal_connect_object (section->list, "items-changed", G_CALLBACK (on_list_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (section->list, "notify::current", G_CALLBACK (on_current_changed), self,
                               G_CONNECT_SWAPPED);
      g_list_store_append (headings, section->heading);
      g_list_store_append (models, headings);
      g_list_store_append (models, section->list);
    }
  self->flat = gtk_flatten_list_model_new (G_LIST_MODEL (models));
  g_signal_connect_object (self->flat, "items-changed", G_CALLBACK (g_list_model_items_changed), self,
                           G_CONNECT_SWAPPED);
  update_queries (self);
}

AtlasEventSections *
atlas_event_sections_new (void)
{
  return g_object_new (ATLAS_TYPE_EVENT_SECTIONS, NULL);
}

void
atlas_event_sections_update_day (AtlasEventSections *self)
{
  char today[ATLAS_DATE_TEXT_SIZE];

  g_return_if_fail (ATLAS_IS_EVENT_SECTIONS (self));

  atlas_date_today (today);
  if (g_str_equal (today, self->today))
    return;
  memcpy (self->today, today, sizeof today);
  update_queries (self);
}
