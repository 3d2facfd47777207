/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include "atlas-config.h"
#include "atlas-preferences-dialog.h"

static GtkWidget *
find (GtkWidget *dialog, const char *name)
{
  GtkWidget *widget = app_test_find (dialog, GTK_TYPE_WIDGET, name);

  g_assert_nonnull (widget);
  return widget;
}

static char *
get_office (AtlasSession *session)
{
  return atlas_store_dup_setting (atlas_register_get_store (atlas_session_get_register (session)),
                                  "office.name");
}

static gboolean
is_named (gpointer session)
{
  g_autofree char *name = get_office (session);

  return g_strcmp0 (name, "Ottawa") == 0;
}

static gboolean
is_nameless (gpointer session)
{
  g_autofree char *name = get_office (session);

  return name == NULL;
}

static void
test_settings (void)
{
  static const struct
  {
    const char *row, *key;
    const char *nicks[3];
  } table[] = {
    { "color_scheme", "color-scheme", { "system", "light", "dark" } },
    { "distance_unit", "distance-unit", { "automatic", "km", "miles" } },
  };
  g_autoptr (GSettings) settings = g_settings_new (ATLAS_APP_ID);
  GtkWidget *dialog = atlas_preferences_dialog_new (NULL);

  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_false (gtk_widget_get_visible (find (dialog, "office_group")));
  g_assert_false (gtk_widget_get_visible (find (dialog, "data_group")));

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      AdwComboRow *row = ADW_COMBO_ROW (find (dialog, table[i].row));

      g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)), ==, 3);
      for (guint j = 0; j < 3; j++)
        {
          g_autofree char *nick = NULL;

          adw_combo_row_set_selected (row, j);
          nick = g_settings_get_string (settings, table[i].key);
          g_assert_cmpstr (nick, ==, table[i].nicks[j]);
        }
      g_settings_set_string (settings, table[i].key, table[i].nicks[1]);
      g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 1);
      g_settings_reset (settings, table[i].key);
    }

  g_assert_false (gtk_switch_get_active (GTK_SWITCH (find (dialog, "excel"))));
  gtk_switch_set_active (GTK_SWITCH (find (dialog, "excel")), TRUE);
  g_assert_true (g_settings_get_boolean (settings, "excel-csv"));
  g_settings_reset (settings, "excel-csv");
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_test_run (20);
}

static void
test_office (void)
{
  AtlasSession *session = app_test_session_new (0);
  GtkWidget *dialog = atlas_preferences_dialog_new (session);
  GtkWidget *office = find (dialog, "office");
  const char *path = atlas_register_get_path (atlas_session_get_register (session));

  gtk_window_present (GTK_WINDOW (dialog));
  app_test_type (office, "  Ottawa ");
  g_assert_true (is_nameless (session));
  g_signal_emit_by_name (office, "apply");
  app_test_wait (is_named, session);
  app_test_run (100);
  g_assert_nonnull (app_test_find_label (dialog, "The office’s name was saved"));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (find (dialog, "database"))), ==, path);
  app_test_run (300);
  app_test_picture (dialog, "preferences");
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_test_run (20);

  /* It is remembered, and can be taken away. */
  dialog = atlas_preferences_dialog_new (session);
  office = find (dialog, "office");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (office)), ==, "Ottawa");
  gtk_window_present (GTK_WINDOW (dialog));
  app_test_type (office, "");
  g_signal_emit_by_name (office, "apply");
  app_test_wait (is_nameless, session);
  app_test_run (50);
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_test_run (20);
  app_test_let_go (session);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/preferences/settings", test_settings);
  g_test_add_func ("/preferences/office", test_office);
  return g_test_run ();
}
