/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-position-row.h"

#include <math.h>

#include "atlas-field-rows.h"
#include "atlas-i18n.h"
#include "atlas-map-view.h"
#include "atlas-register.h"
#include "atlas-row-message.h"

#define MAP_HEIGHT 200

/* How far the arrow keys move the pin, pixels; with Shift one pixel. */
#define STEP 8

static const char *const keys[ATLAS_POSITION_ROW_FIELDS] = {
  "location.latitude",
  "location.longitude",
  "location.precision",
  "location.source",
};

enum
{
  LATITUDE,
  LONGITUDE,
  PRECISION,
  SOURCE,
};

struct _AtlasPositionRow
{
  AdwPreferencesRow parent_instance;

  const AtlasField *fields; /* the first of four */
  AtlasFieldRow *rows[ATLAS_POSITION_ROW_FIELDS];
  gboolean wrong[ATLAS_POSITION_ROW_FIELDS];
  AtlasMapView *map;
  GtkToggleButton *adjust;
  GtkWidget *advice;
  AdwActionRow *summary;
  GtkWidget *by_address;
  AdwExpanderRow *details;
  GtkLabel *message;

  AtlasRecord *loaded, *draft;
  double latitude, longitude; /* of the pin; NaN: none */
  gboolean loading;
};

static void atlas_position_row_field_row_init (AtlasFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasPositionRow,
                               atlas_position_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_FIELD_ROW,
                                                      atlas_position_row_field_row_init))

gboolean
atlas_position_row_fits (const AtlasKind *kind, guint index)
{
  g_return_val_if_fail (kind != NULL && index < kind->n_fields, FALSE);

  for (guint i = 0; i < ATLAS_POSITION_ROW_FIELDS; i++)
    if (index + i >= kind->n_fields || !g_str_equal (kind->fields[index + i].key, keys[i]))
      return FALSE;
  return TRUE;
}

static gboolean
has_position (AtlasPositionRow *self, AtlasRecord *record)
{
  return atlas_record_has (record, &self->fields[LATITUDE]) &&
         atlas_record_has (record, &self->fields[LONGITUDE]);
}

/* The map. */

static double
zoom_for (const char *precision)
{
  if (g_strcmp0 (precision, "region") == 0)
    return 5;
  return g_strcmp0 (precision, "place") == 0 ? 9 : 11;
}

static void
show_pin (AtlasPositionRow *self, double latitude, double longitude, const char *precision)
{
  if ((latitude == self->latitude && longitude == self->longitude) ||
      (isnan (latitude) && isnan (self->latitude)))
    return;
  self->latitude = latitude;
  self->longitude = longitude;
  atlas_map_view_set_pin (self->map, latitude, longitude);
  if (gtk_toggle_button_get_active (self->adjust))
    return;
  if (isnan (latitude))
    atlas_map_view_show_extent (self->map, ATLAS_MAP_EXTENT_ALL, FALSE);
  else
    atlas_map_view_go_to (self->map, latitude, longitude, zoom_for (precision), FALSE);
}

static gboolean
address_differs (AtlasRecord *a, AtlasRecord *b)
{
  static const char *const address[] = { "address.city", "address.region", "address.postcode",
                                         "address.country" };

  for (guint i = 0; i < G_N_ELEMENTS (address); i++)
    {
      const AtlasField *field = atlas_kind_find_field (atlas_record_get_kind (a), address[i], -1);

      if (field != NULL &&
          !atlas_value_equal (atlas_record_get_value (a, field), atlas_record_get_value (b, field)))
        return TRUE;
    }
  return FALSE;
}

/* The position as it will be once saved: an address that changed takes the pin with it, unless an officer
 * set that. */
static AtlasRecord *
preview (AtlasPositionRow *self)
{
  AtlasRecord *record = atlas_record_copy (self->draft);

  if (has_position (self, record) && g_strcmp0 (atlas_record_get_text (record, keys[SOURCE]), "officer") == 0)
    return record;
  if (!has_position (self, record) || address_differs (record, self->loaded))
    {
      atlas_record_set_text (record, keys[SOURCE], "gazetteer");
      atlas_register_place (record);
    }
  return record;
}

static void
show_position (AtlasPositionRow *self)
{
  g_autoptr (AtlasRecord) record = preview (self);
  g_autofree char *source = NULL;
  g_autofree char *precision = NULL;
  g_autofree char *text = NULL;

  if (!has_position (self, record))
    {
      show_pin (self, NAN, NAN, NULL);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->summary), _ ("Not on the map"));
      adw_action_row_set_subtitle (self->summary, _ ("Give a city and a province, or set the pin by hand"));
      gtk_widget_set_visible (self->by_address, FALSE);
      return;
    }

  show_pin (self, atlas_record_get_real (record, keys[LATITUDE]),
            atlas_record_get_real (record, keys[LONGITUDE]), atlas_record_get_text (record, keys[PRECISION]));
  source =
    atlas_field_display (&self->fields[SOURCE], atlas_record_get_value (record, &self->fields[SOURCE]));
  precision =
    atlas_field_display (&self->fields[PRECISION], atlas_record_get_value (record, &self->fields[PRECISION]));
  /* Translators: how exact a position is, its latitude and longitude: "Place · 43.6532, -79.3832" */
  text = g_strdup_printf (_ ("%s · %.4f, %.4f"), *precision ? precision : _ ("Precision not stated"),
                          self->latitude, self->longitude);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->summary), *source ? source : _ ("On the map"));
  adw_action_row_set_subtitle (self->summary, text);
  gtk_widget_set_visible (self->by_address,
                          g_strcmp0 (atlas_record_get_text (record, keys[SOURCE]), "gazetteer") != 0);
}

/* Changing it. */

static void
load_rows (AtlasPositionRow *self, AtlasRecord *record, guint from)
{
  self->loading = TRUE;
  for (guint i = from; i < ATLAS_POSITION_ROW_FIELDS; i++)
    atlas_field_row_load (self->rows[i], record);
  self->loading = FALSE;
}

static void
set_by_hand (AtlasPositionRow *self, double latitude, double longitude)
{
  g_autoptr (AtlasRecord) record = NULL;

  if (self->draft == NULL)
    return;
  /* A metre is as exact as anybody clicks. */
  latitude = round (CLAMP (latitude, -90, 90) * 1e5) / 1e5;
  longitude = round (CLAMP (longitude, -180, 180) * 1e5) / 1e5;
  record = atlas_record_copy (self->draft);
  atlas_record_set_real (record, keys[LATITUDE], latitude);
  atlas_record_set_real (record, keys[LONGITUDE], longitude);
  atlas_record_set_text (record, keys[PRECISION], "exact");
  atlas_record_set_text (record, keys[SOURCE], "officer");
  load_rows (self, record, LATITUDE);
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}

static void
on_by_address (AtlasPositionRow *self)
{
  g_autoptr (AtlasRecord) record = NULL;

  if (self->draft == NULL)
    return;
  record = atlas_record_copy (self->draft);
  atlas_record_set_text (record, keys[SOURCE], "gazetteer");
  atlas_register_place (record);
  gtk_toggle_button_set_active (self->adjust, FALSE);
  load_rows (self, record, LATITUDE);
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}

/* Typed coordinates are an officer's; where there are none any more, nobody's. */
static void
on_row_edited (AtlasPositionRow *self, AtlasFieldRow *row)
{
  g_autoptr (AtlasRecord) record = NULL;

  if (self->loading || self->draft == NULL)
    return;
  if (row == self->rows[LATITUDE] || row == self->rows[LONGITUDE])
    {
      gboolean there;

      record = atlas_record_copy (self->draft);
      for (guint i = LATITUDE; i <= LONGITUDE; i++)
        atlas_field_row_store (self->rows[i], record, NULL);
      there = has_position (self, record);
      atlas_record_set_text (record, keys[PRECISION], there ? "exact" : NULL);
      atlas_record_set_text (record, keys[SOURCE], there ? "officer" : NULL);
      load_rows (self, record, PRECISION);
    }
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}

static void
on_picked (AtlasPositionRow *self, double latitude, double longitude)
{
  set_by_hand (self, latitude, longitude);
}

static void
on_adjust (AtlasPositionRow *self)
{
  gboolean active = gtk_toggle_button_get_active (self->adjust);

  /* A map that takes the wheel would stop whoever scrolls through the form. */
  gtk_widget_set_can_target (GTK_WIDGET (self->map), active);
  gtk_widget_set_can_focus (GTK_WIDGET (self->map), active);
  atlas_map_view_set_picking (self->map, active);
  gtk_widget_set_visible (self->advice, active);
  if (active)
    gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

static gboolean
on_key (AtlasPositionRow *self, guint key, guint code, GdkModifierType modifiers)
{
  int step = (modifiers & GDK_SHIFT_MASK) != 0 ? 1 : STEP;
  double latitude, longitude, zoom, degrees;

  atlas_map_view_get_position (self->map, &latitude, &longitude, &zoom);
  if (!isnan (self->latitude))
    {
      latitude = self->latitude;
      longitude = self->longitude;
    }
  degrees = step * 360 / (256 * exp2 (zoom));
  switch (key)
    {
    case GDK_KEY_Left:
      longitude -= degrees;
      break;
    case GDK_KEY_Right:
      longitude += degrees;
      break;
    case GDK_KEY_Up:
      latitude += degrees * cos (latitude * G_PI / 180);
      break;
    case GDK_KEY_Down:
      latitude -= degrees * cos (latitude * G_PI / 180);
      break;
    case GDK_KEY_Escape:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      gtk_toggle_button_set_active (self->adjust, FALSE);
      gtk_widget_grab_focus (GTK_WIDGET (self->adjust));
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  set_by_hand (self, latitude, longitude);
  return GDK_EVENT_STOP;
}

/* AtlasFieldRow. */

static void
load (AtlasFieldRow *row, AtlasRecord *record)
{
  AtlasPositionRow *self = ATLAS_POSITION_ROW (row);

  g_clear_pointer (&self->loaded, atlas_record_unref);
  self->loaded = atlas_record_copy (record);
  gtk_toggle_button_set_active (self->adjust, FALSE);
  load_rows (self, record, LATITUDE);
  self->latitude = 1000; /* no place, so that the map comes back to the pin */
}

static gboolean
store (AtlasFieldRow *row, AtlasRecord *record, GError **error)
{
  AtlasPositionRow *self = ATLAS_POSITION_ROW (row);
  gboolean right = TRUE;

  for (guint i = 0; i < ATLAS_POSITION_ROW_FIELDS; i++)
    {
      g_autoptr (GError) local_error = NULL;

      self->wrong[i] = !atlas_field_row_store (self->rows[i], record, &local_error);
      atlas_field_row_set_error (self->rows[i], self->wrong[i] ? local_error->message : NULL);
      if (!self->wrong[i])
        continue;
      if (right)
        g_set_error (error, local_error->domain, local_error->code, "%s: %s",
                     atlas_field_get_label (&self->fields[i]), local_error->message);
      right = FALSE;
    }
  return right;
}

static void
set_draft (AtlasFieldRow *row, AtlasRecord *draft)
{
  AtlasPositionRow *self = ATLAS_POSITION_ROW (row);

  atlas_record_ref (draft);
  g_clear_pointer (&self->draft, atlas_record_unref);
  self->draft = draft;
  for (guint i = 0; i < ATLAS_POSITION_ROW_FIELDS; i++)
    atlas_field_row_set_draft (self->rows[i], draft);
  show_position (self);
}

static void
set_error (AtlasFieldRow *row, const char *message)
{
  AtlasPositionRow *self = ATLAS_POSITION_ROW (row);

  atlas_row_message_set (self->message, GTK_WIDGET (self), GTK_WIDGET (self->details), message);
}

static void
atlas_position_row_field_row_init (AtlasFieldRowInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->set_draft = set_draft;
  iface->set_error = set_error;
}

/* GObject. */

static gboolean
atlas_position_row_grab_focus (GtkWidget *widget)
{
  AtlasPositionRow *self = ATLAS_POSITION_ROW (widget);

  for (guint i = 0; i < ATLAS_POSITION_ROW_FIELDS; i++)
    if (self->wrong[i])
      {
        adw_expander_row_set_expanded (self->details, TRUE);
        return gtk_widget_grab_focus (GTK_WIDGET (self->rows[i]));
      }
  return gtk_widget_grab_focus (GTK_WIDGET (self->adjust));
}

static void
atlas_position_row_dispose (GObject *object)
{
  AtlasPositionRow *self = ATLAS_POSITION_ROW (object);

  g_clear_pointer (&self->loaded, atlas_record_unref);
  g_clear_pointer (&self->draft, atlas_record_unref);

  G_OBJECT_CLASS (atlas_position_row_parent_class)->dispose (object);
}

static void
atlas_position_row_class_init (AtlasPositionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_position_row_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = atlas_position_row_grab_focus;
}

static GtkWidget *
build_map (AtlasPositionRow *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkEventController *input = gtk_event_controller_key_new ();

  self->map = ATLAS_MAP_VIEW (atlas_map_view_new ());
  atlas_map_view_set_show_legend (self->map, FALSE);
  atlas_map_view_set_show_controls (self->map, FALSE);
  atlas_map_view_set_show_regions (self->map, FALSE);
  atlas_map_view_set_show_clusters (self->map, FALSE);
  g_object_bind_property (adw_style_manager_get_default (), "dark", self->map, "dark", G_BINDING_SYNC_CREATE);
  gtk_widget_set_size_request (GTK_WIDGET (self->map), -1, MAP_HEIGHT);
  gtk_widget_set_overflow (overlay, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (overlay, "position-map");
  g_signal_connect_swapped (self->map, "place-picked", G_CALLBACK (on_picked), self);
  gtk_event_controller_set_propagation_phase (input, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (input, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), input);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->map));

  self->adjust = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (_ ("Adjust")));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->adjust), _ ("Move the pin by hand"));
  gtk_widget_set_halign (GTK_WIDGET (self->adjust), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self->adjust), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->adjust), 6);
  gtk_widget_set_margin_end (GTK_WIDGET (self->adjust), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self->adjust), "osd");
  g_signal_connect_swapped (self->adjust, "toggled", G_CALLBACK (on_adjust), self);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->adjust));

  self->advice = gtk_label_new (_ ("Click where it is, or move the pin with the arrow keys"));
  gtk_label_set_wrap (GTK_LABEL (self->advice), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->advice), GTK_JUSTIFY_CENTER);
  gtk_widget_set_halign (self->advice, GTK_ALIGN_FILL);
  gtk_widget_set_valign (self->advice, GTK_ALIGN_END);
  gtk_widget_add_css_class (self->advice, "osd");
  gtk_widget_add_css_class (self->advice, "caption");
  gtk_widget_add_css_class (self->advice, "map-advice");
  gtk_widget_set_can_target (self->advice, FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->advice);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, "holds-rows");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), overlay);
  on_adjust (self);
  return row;
}

static void
atlas_position_row_init (AtlasPositionRow *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "within-row");
  gtk_list_box_append (GTK_LIST_BOX (list), build_map (self));

  self->summary = ADW_ACTION_ROW (adw_action_row_new ());
  gtk_widget_set_focusable (GTK_WIDGET (self->summary), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->summary), FALSE);
  self->by_address = gtk_button_new_with_label (_ ("Place by Address"));
  gtk_widget_set_valign (self->by_address, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->by_address, "clicked", G_CALLBACK (on_by_address), self);
  adw_action_row_add_suffix (self->summary, self->by_address);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->summary));

  self->details = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->details), _ ("Coordinates"));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->details));

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "holds-rows");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), list);
  self->message = atlas_row_message_new (GTK_LIST_BOX_ROW (self));
  self->latitude = self->longitude = NAN;
}

GtkWidget *
atlas_position_row_new (const AtlasField *first)
{
  AtlasPositionRow *self;

  g_return_val_if_fail (first != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_POSITION_ROW, "title", _ ("Position"), NULL);
  self->fields = first;
  for (guint i = 0; i < ATLAS_POSITION_ROW_FIELDS; i++)
    {
      self->rows[i] = atlas_field_row_new (&first[i]);
      g_signal_connect_object (self->rows[i], "edited", G_CALLBACK (on_row_edited), self, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (self->details, GTK_WIDGET (self->rows[i]));
    }
  return GTK_WIDGET (self);
}
