/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-place-row.h"

#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-region.h"
#include "atlas-row-message.h"
#include "atlas-suggestions.h"

#define MAX_PLACES 20

struct _AtlasPlaceRow
{
  AdwEntryRow parent_instance;

  AtlasSuggestions *suggestions;
  GtkLabel *message;
  AtlasPlanSpot *spot; /* NULL: what stands there is none */
  gboolean several;    /* with semicolons between them */
  gboolean setting;
};

static guint changed_signal;

/* Suggestions are asked for by field. */
static const AtlasField place_field = { .key = "place", .type = ATLAS_FIELD_TEXT };

G_DEFINE_FINAL_TYPE (AtlasPlaceRow, atlas_place_row, ADW_TYPE_ENTRY_ROW)

static void
suggest (const AtlasField *field, const char *typed, AtlasRecord *draft, GListStore *suggestions)
{
  guint places[MAX_PLACES];
  guint n = *typed == '\0' ? 0 : atlas_gazetteer_complete (typed, ATLAS_REGION_NONE, places, MAX_PLACES);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AtlasPlanSpot) spot = atlas_plan_spot_new_for_place (places[i]);
      g_autofree char *text = atlas_plan_spot_dup_label (spot);
      guint region = spot->region ? atlas_region_find (spot->region, -1) : ATLAS_REGION_NONE;
      g_autoptr (AtlasSuggestion) suggestion = NULL;

      suggestion = atlas_suggestion_new (
        text, spot->name, region != ATLAS_REGION_NONE ? atlas_region_get_name (region) : spot->country, NULL);
      g_list_store_append (suggestions, suggestion);
    }
}

static void
take (AtlasPlaceRow *self, AtlasPlanSpot *spot)
{
  g_clear_pointer (&self->spot, atlas_plan_spot_free);
  self->spot = spot;
  g_signal_emit (self, changed_signal, 0);
}

/* While one types, a name that is not finished is no mistake. */
static void
on_text_changed (AtlasPlaceRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));

  if (self->setting)
    return;
  atlas_row_message_set (self->message, GTK_WIDGET (self), GTK_WIDGET (self), NULL);
  take (self, *text != '\0' ? atlas_plan_spot_parse (text, NULL) : NULL);
  atlas_suggestions_update (self->suggestions);
}

static void
on_chosen (AtlasPlaceRow *self, AtlasSuggestion *suggestion)
{
  const char *text = atlas_suggestion_get_text (suggestion);

  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  gtk_editable_set_position (GTK_EDITABLE (self), -1);
  self->setting = FALSE;
  atlas_row_message_set (self->message, GTK_WIDGET (self), GTK_WIDGET (self), NULL);
  take (self, atlas_plan_spot_parse (text, NULL));
}

/* (transfer full): all that stand there; NULL with @error, about the first that is none */
static GPtrArray *
parse (AtlasPlaceRow *self, GError **error)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));
  g_auto (GStrv) parts = g_strsplit (text, ";", self->several ? -1 : 1);
  g_autoptr (GPtrArray) spots = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_plan_spot_free);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      AtlasPlanSpot *spot;

      if (*g_strstrip (parts[i]) == '\0')
        continue;
      spot = atlas_plan_spot_parse (parts[i], error);
      if (spot == NULL)
        return NULL;
      g_ptr_array_add (spots, spot);
    }
  return g_steal_pointer (&spots);
}

static void
on_left (AtlasPlaceRow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) spots = parse (self, &error);

  atlas_row_message_set (self->message, GTK_WIDGET (self), GTK_WIDGET (self),
                         error != NULL ? error->message : NULL);
}

static void
atlas_place_row_dispose (GObject *object)
{
  AtlasPlaceRow *self = ATLAS_PLACE_ROW (object);

  if (self->suggestions != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->suggestions));
  self->suggestions = NULL;
  g_clear_pointer (&self->spot, atlas_plan_spot_free);

  G_OBJECT_CLASS (atlas_place_row_parent_class)->dispose (object);
}

static void
atlas_place_row_class_init (AtlasPlaceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_place_row_dispose;

  changed_signal = g_signal_new ("place-changed", ATLAS_TYPE_PLACE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
atlas_place_row_init (AtlasPlaceRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->message = atlas_row_message_new (GTK_LIST_BOX_ROW (self));
  self->suggestions = atlas_suggestions_new (GTK_WIDGET (self), suggest, &place_field);
  g_signal_connect_swapped (self->suggestions, "chosen", G_CALLBACK (on_chosen), self);
  g_signal_connect (self, "changed", G_CALLBACK (on_text_changed), NULL);
  g_signal_connect (self, "entry-activated", G_CALLBACK (on_left), NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
atlas_place_row_new (const char *title)
{
  return g_object_new (ATLAS_TYPE_PLACE_ROW, "title", title, NULL);
}

const AtlasPlanSpot *
atlas_place_row_get_spot (AtlasPlaceRow *self)
{
  g_return_val_if_fail (ATLAS_IS_PLACE_ROW (self), NULL);

  return self->spot;
}

void
atlas_place_row_set_several (AtlasPlaceRow *self, gboolean several)
{
  g_return_if_fail (ATLAS_IS_PLACE_ROW (self));

  self->several = several;
}

GPtrArray *
atlas_place_row_dup_spots (AtlasPlaceRow *self)
{
  g_return_val_if_fail (ATLAS_IS_PLACE_ROW (self), NULL);

  return parse (self, NULL);
}

void
atlas_place_row_set_spot (AtlasPlaceRow *self, const AtlasPlanSpot *spot)
{
  g_autofree char *text = NULL;

  g_return_if_fail (ATLAS_IS_PLACE_ROW (self));

  text = spot != NULL ? atlas_plan_spot_dup_label (spot) : g_strdup ("");
  g_clear_pointer (&self->spot, atlas_plan_spot_free);
  self->spot = spot != NULL ? atlas_plan_spot_copy (spot) : NULL;
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  self->setting = FALSE;
  atlas_row_message_set (self->message, GTK_WIDGET (self), GTK_WIDGET (self), NULL);
}
