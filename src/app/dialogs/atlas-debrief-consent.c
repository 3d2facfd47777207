/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debrief-consent.h"

#include "atlas-debriefing.h"
#include "atlas-i18n.h"

/* By the answer; NULL: none, or no. */
static const char *const channels[] = { NULL, "email", "phone", "any" };

static guint
get_answer (AtlasRecord *person)
{
  g_autoptr (GPtrArray) consents = atlas_record_dup_items (person, "consents");

  for (guint i = 0; i < consents->len; i++)
    for (guint k = 1; k < G_N_ELEMENTS (channels); k++)
      if (g_strcmp0 (atlas_record_get_text (g_ptr_array_index (consents, i), "channel"), channels[k]) == 0)
        return k;
  return 0;
}

GtkWidget *
atlas_debrief_consent_new (AtlasRecord *person)
{
  const char *answers[] = { _ ("Not asked, or no"), _ ("Yes, by e-mail"), _ ("Yes, by telephone"),
                            _ ("Yes, in any way"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (answers);
  GtkWidget *row = adw_combo_row_new ();

  g_return_val_if_fail (person != NULL, row);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("May We Contact Them?"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("As they answered when they were asked"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), get_answer (person));
  gtk_widget_set_name (row, "consent");
  return row;
}

void
atlas_debrief_consent_store (GtkWidget *row, AtlasRecord *person, const char *date, const char *event)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  guint answer;

  g_return_if_fail (ADW_IS_COMBO_ROW (row));
  g_return_if_fail (person != NULL && date != NULL);

  answer = adw_combo_row_get_selected (ADW_COMBO_ROW (row));
  if (answer == get_answer (person))
    return;
  atlas_record_set_items (person, "consents", none);
  if (answer > 0 && answer < G_N_ELEMENTS (channels))
    atlas_debriefing_note_consent (person, channels[answer], date, event);
}

gboolean
atlas_debrief_consent_is_given (AtlasRecord *person)
{
  g_return_val_if_fail (person != NULL, FALSE);

  return get_answer (person) > 0;
}
