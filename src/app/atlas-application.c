/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-application.h"

#include "atlas-config.h"
#include "atlas-i18n.h"
#include "atlas-picture.h"
#include "atlas-window.h"

struct _AtlasApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  gboolean failed; /* of a run that takes a picture */
};

G_DEFINE_FINAL_TYPE (AtlasApplication, atlas_application, ADW_TYPE_APPLICATION)

static const GOptionEntry entries[] = {
  { "database", 'd', 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open this database"), N_ ("FILE") },
  { "page", 'p', 0, G_OPTION_ARG_STRING, NULL,
    N_ ("Show this page: map, people, events, organisations, to-do or duplicates"), N_ ("NAME") },
  { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Save a picture of the window as PNG, and quit"),
    N_ ("FILE") },
  { "size", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Size of the window in pixels, such as 1280x800"),
    N_ ("WxH") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[FILE…]") },
  { 0 },
};

/* Actions. */

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (data));

  /* Each may have something to save first, and then stays if it can't. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static void
about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char *const developers[] = { "The Diaspora Atlas developers", NULL };

  adw_show_about_window (
    gtk_application_get_active_window (data), "application-name", "Diaspora Atlas", "application-icon",
    ATLAS_APP_ID, "version", ATLAS_VERSION, "developer-name", _ ("The Diaspora Atlas developers"),
    "developers", developers, "license-type", GTK_LICENSE_GPL_3_0, "website", "https://diasporaatlas.org",
    "issue-url", "https://diasporaatlas.org/issues",
    /* Translators: put your names here, one a line */
    "translator-credits", _ ("translator-credits"), "comments",
    _ ("See where the people of a diaspora live, and keep in touch with those who agreed to it."), NULL);
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = quit },
  { .name = "about", .activate = about },
};

/* Settings that are the whole program's. */

static void
update_color_scheme (AtlasApplication *self)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT,
    ADW_COLOR_SCHEME_FORCE_LIGHT,
    ADW_COLOR_SCHEME_FORCE_DARK,
  };
  int scheme = g_settings_get_enum (self->settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (scheme, 0, (int) G_N_ELEMENTS (schemes) - 1)]);
}

static AtlasWindow *
get_window (AtlasApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return window != NULL && ATLAS_IS_WINDOW (window) ? ATLAS_WINDOW (window)
                                                    : atlas_window_new (ADW_APPLICATION (self));
}

/* Command line. */

static void
on_picture_saved (gpointer widget, const GError *error, gpointer user_data)
{
  AtlasApplication *self = user_data;

  if (error != NULL)
    {
      g_printerr ("diaspora-atlas: %s\n", error->message);
      self->failed = TRUE;
    }
  gtk_window_destroy (GTK_WINDOW (widget));
}

static gboolean
parse_size (const char *text, int *width, int *height)
{
  char extra;

  return sscanf (text, "%dx%d%c", width, height, &extra) == 2 && *width >= 100 && *height >= 100 &&
         *width <= 16384 && *height <= 16384;
}

static int
atlas_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  const char *size, *page;
  int width, height;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("diaspora-atlas %s\n", ATLAS_VERSION);
      return 0;
    }
  if (g_variant_dict_lookup (options, "size", "&s", &size) && !parse_size (size, &width, &height))
    {
      g_printerr (_ ("diaspora-atlas: “%s” is no size; write it as in 1280x800, from 100 to 16384\n"), size);
      return 2;
    }
  if (g_variant_dict_lookup (options, "page", "&s", &page) && !g_str_equal (page, "map") &&
      !g_str_equal (page, "people") && !g_str_equal (page, "events") &&
      !g_str_equal (page, "organisations") && !g_str_equal (page, "to-do") &&
      !g_str_equal (page, "missions") && !g_str_equal (page, "calendar") && !g_str_equal (page, "duplicates"))
    {
      g_printerr (_ ("diaspora-atlas: there is no page “%s”; there are: map, people, events, organisations, "
                     "to-do, missions, calendar, duplicates\n"),
                  page);
      return 2;
    }
  if (g_variant_dict_contains (options, "screenshot"))
    {
      /* A picture is of the data, not of what this person did last; and it is not remembered as such. */
      g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
      g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }
  return -1;
}

/* A relative path is of where the command was given, not of where the program first started. */
static GFile *
get_file (GApplicationCommandLine *line, const char *argument)
{
  return g_application_command_line_create_file_for_arg (line, argument);
}

static int
atlas_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  AtlasApplication *self = ATLAS_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_autoptr (GListStore) imports = g_list_store_new (G_TYPE_FILE);
  g_autofree const char **files = NULL;
  g_autofree char *database = NULL;
  AtlasWindow *window = get_window (self);
  const char *argument;

  if (g_variant_dict_lookup (options, "database", "^&ay", &argument))
    {
      g_autoptr (GFile) file = get_file (line, argument);

      database = g_file_get_path (file);
    }
  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &files);
  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    {
      g_autoptr (GFile) file = get_file (line, files[i]);
      g_autofree char *path = g_file_get_path (file);

      if (database == NULL && path != NULL && atlas_store_is_database (path))
        database = g_steal_pointer (&path);
      else
        g_list_store_append (imports, file);
    }

  if (g_variant_dict_lookup (options, "page", "&s", &argument))
    atlas_window_show_page (window, argument);
  if (g_variant_dict_lookup (options, "size", "&s", &argument))
    {
      int width, height;

      parse_size (argument, &width, &height);
      gtk_window_unmaximize (GTK_WINDOW (window));
      gtk_window_set_default_size (GTK_WINDOW (window), width, height);
    }
  if (database != NULL || atlas_window_get_path (window) == NULL)
    atlas_window_open (window, database);
  if (g_list_model_get_n_items (G_LIST_MODEL (imports)) > 0)
    atlas_window_import (window, G_LIST_MODEL (imports));

  if (g_variant_dict_lookup (options, "screenshot", "^&ay", &argument))
    {
      g_autoptr (GFile) file = get_file (line, argument);

      if (g_file_peek_path (file) == NULL)
        {
          g_application_command_line_printerr (line, _ ("diaspora-atlas: “%s” is no file on this computer\n"),
                                               argument);
          gtk_window_destroy (GTK_WINDOW (window));
          return 2;
        }
      /* No frame, which is the desktop's and would count into the size. */
      gtk_widget_add_css_class (GTK_WIDGET (window), "picture");
      atlas_picture_save (GTK_WIDGET (window), (AtlasPictureReady) atlas_window_is_settled,
                          g_file_peek_path (file), on_picture_saved, self);
    }
  gtk_window_present (GTK_WINDOW (window));
  return 0;
}

static void
atlas_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (get_window (ATLAS_APPLICATION (application))));
}

static void
set_accels (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } table[] = {
    { "app.quit", { "<Control>q" } },
    { "win.search", { "<Control>f" } },
    { "win.facets-visible", { "<Shift><Control>f" } },
    { "win.new", { "<Control>n" } },
    { "win.undo", { "<Control>z" } },
    { "win.redo", { "<Shift><Control>z", "<Control>y" } },
    { "win.import", { "<Control>i" } },
    { "win.export", { "<Control>e" } },
    { "win.open-database", { "<Control>o" } },
    { "win.preferences", { "<Control>comma" } },
    { "win.show-page::map", { "<Control>1" } },
    { "win.show-page::people", { "<Control>2" } },
    { "win.show-page::events", { "<Control>3" } },
    { "win.show-page::organisations", { "<Control>4" } },
    { "win.show-page::to-do", { "<Control>5" } },
    { "win.show-page::missions", { "<Control>6" } },
    { "win.show-page::calendar", { "<Control>7" } },
    { "window.close", { "<Control>w" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_application_set_accels_for_action (application, table[i].action,
                                           (const char *const *) table[i].accels);
}

static void
atlas_application_startup (GApplication *application)
{
  AtlasApplication *self = ATLAS_APPLICATION (application);

  G_APPLICATION_CLASS (atlas_application_parent_class)->startup (application);

  self->settings = g_settings_new (ATLAS_APP_ID);
  g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (update_color_scheme), self,
                           G_CONNECT_SWAPPED);
  update_color_scheme (self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accels (GTK_APPLICATION (self));
}

static void
atlas_application_finalize (GObject *object)
{
  g_clear_object (&ATLAS_APPLICATION (object)->settings);

  G_OBJECT_CLASS (atlas_application_parent_class)->finalize (object);
}

static void
atlas_application_class_init (AtlasApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = atlas_application_finalize;
  application_class->startup = atlas_application_startup;
  application_class->activate = atlas_application_activate;
  application_class->handle_local_options = atlas_application_handle_local_options;
  application_class->command_line = atlas_application_command_line;
}

static void
atlas_application_init (AtlasApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  g_application_set_option_context_summary (
    G_APPLICATION (self), _ ("A FILE that is an atlas database is opened; any other is offered for import."));
}

AtlasApplication *
atlas_application_new (void)
{
  return g_object_new (ATLAS_TYPE_APPLICATION, "application-id", ATLAS_APP_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, "resource-base-path",
                       "/org/diasporaatlas/DiasporaAtlas", NULL);
}

gboolean
atlas_application_has_failed (AtlasApplication *self)
{
  g_return_val_if_fail (ATLAS_IS_APPLICATION (self), TRUE);
  return self->failed;
}
