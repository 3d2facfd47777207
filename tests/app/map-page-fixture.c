/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-page-fixture.h"

#include "atlas-config.h"
#include "atlas-date.h"
#include "atlas-map-page.h"
#include "atlas-region-panel.h"
#include "atlas-region.h"

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MapPageFixture *self = data;

  g_free (self->asked);
  g_clear_pointer (&self->about, g_variant_unref);
  self->asked = g_strdup (g_action_get_name (G_ACTION (action)));
  self->about = parameter ? g_variant_ref (parameter) : NULL;
}

static void
install_actions (MapPageFixture *self)
{
  static const struct
  {
    const char *name, *type;
  } actions[] = {
    { "show-record", "(sx)" },  { "new-record", "(sa{ss})" }, { "show-people", "s" },
    { "export-contacts", "s" }, { "import", NULL },           { "new", NULL },
    { "show-page", "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GSimpleAction) action =
        g_simple_action_new (actions[i].name, actions[i].type ? G_VARIANT_TYPE (actions[i].type) : NULL);

      g_signal_connect (action, "activate", G_CALLBACK (on_action), self);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", G_ACTION_GROUP (group));
}

static gboolean
is_settled (gpointer data)
{
  MapPageFixture *self = data;

  return !atlas_session_is_loading (self->session) && atlas_page_is_settled (ATLAS_PAGE (self->page));
}

void
map_page_settle (MapPageFixture *self)
{
  app_test_run (30);
  app_test_wait (is_settled, self);
}

static gboolean
is_counted (gpointer data)
{
  MapPageFixture *self = data;

  return !atlas_session_is_loading (self->session) &&
         atlas_region_panel_is_settled (ATLAS_REGION_PANEL (self->panel));
}

/* Sooner: the numbers are there, the map may still be painted. */
void
map_page_count_again (MapPageFixture *self)
{
  app_test_wait (is_counted, self);
}

void
map_page_open (MapPageFixture *self, int width, int height)
{
  self->page = g_object_new (ATLAS_TYPE_MAP_PAGE, NULL);
  atlas_page_set_session (ATLAS_PAGE (self->page), self->session);
  self->window = app_test_present (self->page, width, height);
  install_actions (self);
  self->map = ATLAS_MAP_VIEW (app_test_find (self->page, ATLAS_TYPE_MAP_VIEW, NULL));
  self->panel = app_test_find (self->page, ATLAS_TYPE_REGION_PANEL, NULL);
  self->flap = ADW_FLAP (app_test_find (self->page, ADW_TYPE_FLAP, NULL));
  map_page_settle (self);
}

void
map_page_close (MapPageFixture *self)
{
  gtk_window_destroy (self->window);
  app_test_run (20);
}

void
map_page_set_up (MapPageFixture *self, gconstpointer n_members)
{
  self->settings = g_settings_new (ATLAS_APP_ID);
  self->session = app_test_session_new (GPOINTER_TO_UINT (n_members));
  map_page_open (self, 800, 600);
}

void
map_page_tear_down (MapPageFixture *self, gconstpointer data)
{
  static const char *const keys[] = { "map-latitude", "map-longitude",      "map-zoom",
                                      "show-regions", "show-clusters",      "show-events",
                                      "show-heat",    "show-time",          "time-of",
                                      "time-up-to",   "side-panel-visible", "segments-visible",
                                      "map-measure",  "map-breaks",         "map-own-breaks",
                                      "distance-unit" };

  map_page_close (self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (self->settings, keys[i]);
  g_object_unref (self->settings);
  g_object_unref (self->session);
  g_free (self->asked);
  g_clear_pointer (&self->about, g_variant_unref);
}

void
map_page_search (MapPageFixture *self, const char *text)
{
  atlas_filter_set_text (atlas_session_get_filter (self->session, &atlas_kind_member), text);
  map_page_count_again (self);
}

guint
map_page_count (MapPageFixture *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, text, &error);
  gint64 n;

  g_assert_no_error (error);
  n = atlas_register_count (atlas_session_get_register (self->session), query, NULL, &error);
  g_assert_no_error (error);
  return (guint) n;
}

AtlasPointSet *
map_page_get_points (MapPageFixture *self)
{
  return atlas_session_get_points (self->session);
}

const char *
map_page_get_label (MapPageFixture *self, const char *name)
{
  return gtk_label_get_text (GTK_LABEL (app_test_find (self->page, GTK_TYPE_LABEL, name)));
}

gboolean
map_page_is_shown (MapPageFixture *self, const char *name)
{
  return gtk_widget_get_mapped (app_test_find (self->page, GTK_TYPE_WIDGET, name));
}

void
map_page_click (MapPageFixture *self, const char *name)
{
  app_test_click (app_test_find (self->page, GTK_TYPE_BUTTON, name));
}

void
map_page_click_and_settle (MapPageFixture *self, const char *name)
{
  map_page_click (self, name);
  map_page_settle (self);
}

void
map_page_choose_region (MapPageFixture *self, const char *code)
{
  guint region = code ? atlas_region_find (code, -1) : ATLAS_REGION_NONE;

  atlas_map_view_set_selected_region (self->map, region);
  g_signal_emit_by_name (self->map, "region-activated", region);
  map_page_count_again (self);
}

void
map_page_save_event (
  MapPageFixture *self, gint64 *id, const char *title, const char *status, int days, gboolean placed)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_event);
  g_autoptr (GError) error = NULL;
  char start[ATLAS_DATE_TEXT_SIZE];

  atlas_timestamp_format (atlas_timestamp_now_seconds () + days * 86400, start);
  if (*id != 0)
    {
      atlas_record_unref (record);
      record =
        atlas_register_load (atlas_session_get_register (self->session), &atlas_kind_event, *id, &error);
      g_assert_no_error (error);
    }
  atlas_record_set_text (record, "title", title);
  atlas_record_set_text (record, "status", status);
  atlas_record_set_text (record, "start", start);
  if (placed)
    {
      atlas_record_set_real (record, "location.latitude", 43.65);
      atlas_record_set_real (record, "location.longitude", -79.38);
    }
  *id = atlas_register_save (atlas_session_get_register (self->session), record, &error);
  g_assert_no_error (error);
  app_test_run (50);
  map_page_settle (self);
}

guint
map_page_count_mapped_labels (GtkWidget *root, const char *text)
{
  guint n = GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) &&
            g_strcmp0 (gtk_label_get_text (GTK_LABEL (root)), text) == 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += map_page_count_mapped_labels (child, text);
  return n;
}
