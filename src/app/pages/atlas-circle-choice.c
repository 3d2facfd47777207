/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-circle-choice.h"

/* Heat and circles tell the same and hide each other: one gives way to the other, until both are chosen. */
static void
on_heat_changed (GSettings *settings)
{
  gboolean heat = g_settings_get_boolean (settings, "show-heat");

  if (heat)
    g_settings_set_boolean (settings, "show-places", FALSE);
  g_settings_set_boolean (settings, "show-clusters",
                          !heat && !g_settings_get_boolean (settings, "show-places"));
}

/* What was turned on turns the other off. */
static void
on_changed (GSettings *settings, const char *key)
{
  if (g_str_equal (key, "show-heat"))
    {
      on_heat_changed (settings);
      return;
    }
  if (!g_settings_get_boolean (settings, key))
    {
      /* Without places there is nothing to split. */
      if (g_str_equal (key, "show-places"))
        g_settings_set_boolean (settings, "split-sexes", FALSE);
      return;
    }
  if (g_str_equal (key, "show-clusters"))
    g_settings_set_boolean (settings, "show-places", FALSE);
  else if (g_str_equal (key, "show-places"))
    g_settings_set_boolean (settings, "show-clusters", FALSE);
  else
    g_settings_set_boolean (settings, "show-places", TRUE);
}

void
atlas_circle_choice_add_actions (GActionMap *actions, GSettings *settings, AtlasMapView *map)
{
  static const char *const keys[] = { "show-clusters", "show-places", "split-sexes", "show-heat" };

  g_return_if_fail (G_IS_ACTION_MAP (actions));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (ATLAS_IS_MAP_VIEW (map));

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (settings, keys[i]);
      g_autofree char *signal = g_strconcat ("changed::", keys[i], NULL);

      g_action_map_add_action (actions, action);
      g_settings_bind (settings, keys[i], map, keys[i], G_SETTINGS_BIND_GET);
      g_signal_connect (settings, signal, G_CALLBACK (on_changed), NULL);
    }
}
