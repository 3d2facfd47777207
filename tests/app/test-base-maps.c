/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-page-fixture.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <sqlite3.h>

#include "atlas-base-map-control.h"
#include "atlas-base-map-dialog.h"
#include "atlas-base-maps.h"
#include "atlas-preferences-dialog.h"
#include "atlas-tile-address.h"
#include "tile-png.h"

/* What the map is painted over: chosen at the map, asked about before a server is, and given up without harm.
 */

#define FILE_COLOR   0xd02020
#define SERVER_COLOR 0x20b040

/* Far from anybody, from words and from lines. */
#define LATITUDE  33.0
#define LONGITUDE -60.0

typedef struct
{
  MapPageFixture page;
  SoupServer *server;
  guint n_requests;
  char *address, *path;
} Fixture;

static void
on_request (
  SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *self = data;
  g_autoptr (GBytes) png = tile_png_new (SERVER_COLOR, 256);

  self->n_requests++;
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, g_bytes_get_data (png, NULL),
                                    g_bytes_get_size (png));
}

static void
make_file (const char *path)
{
  g_autoptr (GBytes) png = tile_png_new (FILE_COLOR, 256);
  sqlite3 *db;
  sqlite3_stmt *stmt;

  g_remove (path);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db,
                "PRAGMA synchronous = OFF; CREATE TABLE metadata (name text, value text);"
                "CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob);"
                "INSERT INTO metadata VALUES ('name', 'Red_Sea'), ('maxzoom', '0'),"
                "('attribution', '&copy; <a href=\"https://red.example/\">Reds</a>')",
                NULL, NULL, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO tiles VALUES (0, 0, 0, ?)", -1, &stmt, NULL);
  sqlite3_bind_blob (stmt, 1, g_bytes_get_data (png, NULL), (int) g_bytes_get_size (png), SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
  sqlite3_finalize (stmt);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->address = g_strdup_printf ("http://127.0.0.1:%d/{z}/{x}/{y}.png", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->path = g_build_filename (g_get_tmp_dir (), "atlas-test-base.mbtiles", NULL);
  make_file (self->path);
  map_page_set_up (&self->page, GUINT_TO_POINTER (0));
  atlas_map_view_go_to (self->page.map, LATITUDE, LONGITUDE, 5, FALSE);
  map_page_settle (&self->page);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  static const char *const keys[] = { "base-map", "base-maps", "map-servers-allowed", "map-servers-agreed" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (self->page.settings, keys[i]);
  map_page_tear_down (&self->page, data);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_remove (self->path);
  g_free (self->address);
  g_free (self->path);
}

static guint32
get_color (Fixture *self)
{
  GtkWidget *map = GTK_WIDGET (self->page.map);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (map);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  guint32 color = 0;
  int width = gtk_widget_get_width (map), height = gtk_widget_get_height (map);

  map_page_settle (&self->page);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture =
    gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->page.window)), node,
                                 &GRAPHENE_RECT_INIT ((float) width / 2 + 20, (float) height / 2 + 20, 1, 1));
  gdk_texture_download (texture, (guchar *) &color, 4);
  return color & 0xffffff;
}

static void
activate (Fixture *self, const char *action, const char *target)
{
  GtkWidget *menu = app_test_find (self->page.page, GTK_TYPE_MENU_BUTTON, NULL);

  g_assert_true (target ? gtk_widget_activate_action (menu, action, "s", target)
                        : gtk_widget_activate_action (menu, action, NULL));
  app_test_run (20);
}

/* The window of that type that is open; NULL: none */
static GtkWidget *
find_window (GType type)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

static void
answer (const char *response)
{
  GtkWidget *question = find_window (ADW_TYPE_MESSAGE_DIALOG);

  g_assert_nonnull (question);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  app_test_run (20);
}

static char *
dup_chosen (Fixture *self)
{
  return g_settings_get_string (self->page.settings, "base-map");
}

static void
test_file (Fixture *self, gconstpointer data)
{
  g_autoptr (AtlasBaseMap) map = atlas_base_map_new_file ("Red_Sea", self->path, TRUE);
  guint32 built_in = get_color (self);
  GtkWidget *credits;

  atlas_base_maps_add (self->page.settings, map);
  activate (self, "base.choose", self->path);
  g_assert_cmphex (get_color (self), ==, FILE_COLOR);
  app_test_picture (self->page.page, "base-map-file");
  credits = app_test_find_label (self->page.page, "© Reds");
  g_assert_nonnull (credits);
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (credits)), "https://red.example/"));
  g_assert_cmpuint (self->n_requests, ==, 0);

  /* It is there again the next time. */
  map_page_close (&self->page);
  map_page_open (&self->page, 500, 400);
  g_assert_cmphex (get_color (self), ==, FILE_COLOR);

  activate (self, "base.choose", "built-in");
  g_assert_cmphex (get_color (self), ==, built_in);
  g_assert_null (app_test_find_label (self->page.page, "© Reds"));
}

static gboolean
has_question (gpointer data)
{
  return find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL;
}

static gboolean
is_file_chosen (gpointer data)
{
  Fixture *self = data;
  g_autofree char *chosen = dup_chosen (self);

  return g_str_equal (chosen, self->path);
}

/* As the file dialog gives it. */
static void
test_add_file (Fixture *self, gconstpointer data)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (AtlasBaseMapControl) control =
    atlas_base_map_control_new (self->page.map, self->page.page, menu, self->page.settings);
  g_autoptr (GMenuModel) choices = NULL;
  g_autoptr (AtlasBaseMap) map = NULL;
  g_autofree char *label = NULL;
  guint32 built_in = get_color (self);

  atlas_base_map_control_add_file (control, "/proc/self/status");
  app_test_wait (has_question, NULL);
  g_assert_nonnull (app_test_find_label (find_window (ADW_TYPE_MESSAGE_DIALOG), "This Map Can’t Be Used"));
  answer ("close");
  g_assert_cmphex (get_color (self), ==, built_in);

  atlas_base_map_control_add_file (control, self->path);
  app_test_wait (is_file_chosen, self);
  g_assert_cmphex (get_color (self), ==, FILE_COLOR);
  /* As the file calls itself, and no letter of that marks a key. */
  choices = g_menu_model_get_item_link (G_MENU_MODEL (menu), 0, G_MENU_LINK_SECTION);
  g_assert_cmpint (g_menu_model_get_n_items (choices), ==, 3);
  g_menu_model_get_item_attribute (choices, 2, G_MENU_ATTRIBUTE_LABEL, "s", &label);
  g_assert_cmpstr (label, ==, "Red__Sea");

  /* Whether our own names stand over it is remembered with it. */
  activate (self, "base.names", NULL);
  map = atlas_base_maps_find (self->page.settings, self->path);
  g_assert_false (map->has_names);
  g_assert_cmphex (get_color (self), ==, FILE_COLOR);
}

/* Puts the page where a word can be said, with none said yet. */
static GtkWidget *
wrap_page (Fixture *self)
{
  g_autoptr (GtkWidget) page = g_object_ref (self->page.page);
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *before = gtk_widget_get_parent (page);

  if (ADW_IS_TOAST_OVERLAY (before))
    adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (before), NULL);
  gtk_window_set_child (self->page.window, NULL);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  gtk_window_set_child (self->page.window, overlay);
  return overlay;
}

/* A file that was chosen once and is gone, or is not what it was. */
static void
test_fallback (Fixture *self, gconstpointer data)
{
  g_autoptr (AtlasBaseMap) map = atlas_base_map_new_file ("Red Sea", self->path, TRUE);
  guint32 built_in = get_color (self);

  /* From the start. */
  g_remove (self->path);
  map_page_close (&self->page);
  atlas_base_maps_add (self->page.settings, map);
  atlas_base_maps_choose (self->page.settings, self->path);
  map_page_open (&self->page, 500, 400);
  g_assert_cmphex (get_color (self), ==, built_in);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      GtkWidget *overlay;
      g_autofree char *chosen = NULL;
      g_autofree char *words =
        g_strdup_printf (i == 0 ? "There is no file “%s”." : "“%s” is not an MBTiles file.", self->path);

      if (i == 1)
        g_file_set_contents (self->path, "This is no map at all, but a letter.", -1, &error);
      g_assert_no_error (error);
      overlay = wrap_page (self);
      atlas_base_maps_choose (self->page.settings, self->path);
      map_page_settle (&self->page);
      chosen = dup_chosen (self);
      g_assert_cmpstr (chosen, ==, "built-in");
      g_assert_nonnull (app_test_find_label (overlay, words));
    }
  g_assert_cmphex (get_color (self), ==, built_in);
}

static void
test_consent (Fixture *self, gconstpointer data)
{
  g_autoptr (AtlasBaseMap) map = NULL;
  g_autofree char *chosen = NULL;
  const char *remove = "Remove Green";
  g_autofree char *encrypted = NULL;
  guint32 built_in = get_color (self);
  guint n;
  GtkWidget *dialog, *preferences;

  /* The address is typed; nothing is asked of the server for it. */
  activate (self, "base.add-address", NULL);
  dialog = find_window (ATLAS_TYPE_BASE_MAP_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (dialog)),
                                         app_test_find (dialog, ADW_TYPE_ENTRY_ROW, "address")));
  g_assert_false (gtk_widget_get_sensitive (app_test_find_button (dialog, "_Add")));
  app_test_type (app_test_find (dialog, ADW_TYPE_ENTRY_ROW, "address"), "http://127.0.0.1/{z}/{x}.png");
  g_assert_false (gtk_widget_get_sensitive (app_test_find_button (dialog, "_Add")));
  app_test_type (app_test_find (dialog, ADW_TYPE_ENTRY_ROW, "address"), self->address);
  app_test_type (app_test_find (dialog, ADW_TYPE_ENTRY_ROW, "credit"), "© Greens");
  app_test_type (app_test_find (dialog, ADW_TYPE_ENTRY_ROW, "link"), "javascript:alert(1)");
  g_assert_false (gtk_widget_get_sensitive (app_test_find_button (dialog, "_Add")));
  app_test_type (app_test_find (dialog, ADW_TYPE_ENTRY_ROW, "link"), "https://green.example/");
  app_test_picture (dialog, "base-map-dialog");
  app_test_click (app_test_find_button (dialog, "_Add"));
  app_test_run (20);

  /* The person says no: all is as it was. */
  app_test_picture (find_window (ADW_TYPE_MESSAGE_DIALOG), "base-map-consent");
  answer ("cancel");
  g_assert_cmphex (get_color (self), ==, built_in);
  chosen = dup_chosen (self);
  g_assert_cmpstr (chosen, ==, "built-in");
  g_assert_cmpuint (self->n_requests, ==, 0);
  g_assert_false (g_settings_get_boolean (self->page.settings, "map-servers-allowed"));

  /* Not even a setting written by somebody else is an answer. */
  atlas_base_maps_choose (self->page.settings, self->address);
  g_assert_cmphex (get_color (self), ==, built_in);
  g_settings_set_boolean (self->page.settings, "map-servers-allowed", TRUE);
  g_assert_cmphex (get_color (self), ==, built_in);
  g_assert_cmpuint (self->n_requests, ==, 0);

  activate (self, "base.choose", self->address);
  answer ("use");
  g_assert_cmphex (get_color (self), ==, SERVER_COLOR);
  g_assert_cmpuint (self->n_requests, >, 0);
  g_assert_nonnull (app_test_find_label (self->page.page, "© Greens"));
  /* What is said of a map anew is shown at once, and it is the same server. */
  map = atlas_base_map_new_address ("Green", self->address, "© All Greens", NULL, 18, TRUE);
  atlas_base_maps_add (self->page.settings, map);
  map_page_settle (&self->page);
  g_assert_nonnull (app_test_find_label (self->page.page, "© All Greens"));
  g_clear_pointer (&map, atlas_base_map_unref);
  /* The same by an encrypted connection was not asked about, nor the other way round. */
  encrypted = g_strconcat ("https", self->address + strlen ("http"), NULL);
  map = atlas_base_map_new_address ("Encrypted", encrypted, NULL, NULL, 19, TRUE);
  g_assert_false (atlas_base_maps_may_use (self->page.settings, map));
  g_clear_pointer (&map, atlas_base_map_unref);
  /* OpenStreetMap is another server. */
  g_assert_false (atlas_base_maps_may_use (self->page.settings, atlas_base_map_get_openstreetmap ()));

  /* Switched off, nothing is asked for any more, wherever one looks. */
  preferences = atlas_preferences_dialog_new (NULL);
  gtk_window_present (GTK_WINDOW (preferences));
  app_test_run (20);
  app_test_picture (preferences, "base-map-preferences");
  gtk_switch_set_active (GTK_SWITCH (app_test_find (app_test_find (preferences, GTK_TYPE_WIDGET, "base_maps"),
                                                    GTK_TYPE_SWITCH, NULL)),
                         FALSE);
  g_assert_cmphex (get_color (self), ==, built_in);
  n = self->n_requests;
  atlas_map_view_go_to (self->page.map, 20, -60, 7, FALSE);
  map_page_settle (&self->page);
  activate (self, "base.choose", self->address);
  answer ("cancel");
  atlas_map_view_go_to (self->page.map, LATITUDE, LONGITUDE, 8, FALSE);
  g_assert_cmphex (get_color (self), ==, built_in);
  g_assert_cmpuint (self->n_requests, ==, n);

  /* On again, the answer for this server is remembered; removed, it is forgotten. */
  g_settings_set_boolean (self->page.settings, "map-servers-allowed", TRUE);
  g_assert_cmphex (get_color (self), ==, SERVER_COLOR);
  app_test_click (app_test_find_button (preferences, remove));
  g_assert_cmphex (get_color (self), ==, built_in);
  map = atlas_base_maps_find (self->page.settings, self->address);
  g_assert_null (map);
  map = atlas_base_map_new_address ("Again", self->address, NULL, NULL, 19, TRUE);
  g_assert_false (atlas_base_maps_may_use (self->page.settings, map));
  gtk_window_destroy (GTK_WINDOW (preferences));
}

#define ADD(name, test) g_test_add ("/base-maps/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  ADD ("file", test_file);
  ADD ("add-file", test_add_file);
  ADD ("fallback", test_fallback);
  ADD ("consent", test_consent);
  return g_test_run ();
}
