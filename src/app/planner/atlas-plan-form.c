/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-form.h"

#include "atlas-day-row.h"
#include "atlas-filter.h"
#include "atlas-i18n.h"
#include "atlas-place-row.h"
#include "atlas-query-said.h"
#include "atlas-query-words.h"
#include "atlas-search-entry.h"

typedef enum
{
  SECTION_TRIP,
  SECTION_STOPS,
  SECTION_TRAVEL,
  SECTION_PRICES,
  SECTION_PREFERENCES,
  N_SECTIONS
} Section;

/* A number of the request that is shown as a row: where it lies there, and what it may be. */
typedef struct
{
  Section section;
  gsize offset;
  gboolean whole; /* a guint; else a double */
  double minimum, maximum, step;
  guint digits;
  const char *title;
  const char *subtitle; /* or NULL */
} Number;

#define WHOLE(field) G_STRUCT_OFFSET (AtlasPlanRequest, field), TRUE
#define REAL(field)  G_STRUCT_OFFSET (AtlasPlanRequest, field), FALSE

static const Number numbers[] = {
  { SECTION_TRIP, WHOLE (max_stops), 0, ATLAS_PLAN_MAX_STOPS, 1, 0, N_ ("Most stops"),
    N_ ("0: as many as fit") },
  { SECTION_TRIP, REAL (radius_km), 1, 500, 10, 0, N_ ("Reach (km)"), N_ ("How far people come to a stop") },
  { SECTION_STOPS, REAL (stop_hours), 0.5, 24, 0.5, 1, N_ ("Hours at each stop"), NULL },
  { SECTION_STOPS, REAL (day_start), 0, 23, 0.5, 1, N_ ("Day begins (hour)"), NULL },
  { SECTION_STOPS, REAL (day_end), 1, 24, 0.5, 1, N_ ("Day ends (hour)"), NULL },
  { SECTION_STOPS, WHOLE (rest_after), 0, 30, 1, 0, N_ ("Days until a rest"), N_ ("0: no day of rest") },
  { SECTION_TRAVEL, REAL (drive_kmh), 10, 130, 5, 0, N_ ("Speed by road (km/h)"), NULL },
  { SECTION_TRAVEL, REAL (detour), 1, 3, 0.05, 2, N_ ("Detour by road"),
    N_ ("So many times the great circle") },
  { SECTION_TRAVEL, REAL (drive_km_day), 10, 1500, 50, 0, N_ ("Most driving a day (km)"), NULL },
  { SECTION_TRAVEL, REAL (drive_overhead), 0, 12, 0.25, 2, N_ ("Loading and parking (hours)"), NULL },
  { SECTION_TRAVEL, REAL (fly_from_km), 0, 5000, 50, 0, N_ ("Fly from (km)"), NULL },
  { SECTION_TRAVEL, REAL (fly_kmh), 100, 1000, 50, 0, N_ ("Speed by air (km/h)"), NULL },
  { SECTION_TRAVEL, REAL (fly_overhead), 0, 24, 0.5, 1, N_ ("At airports (hours)"), NULL },
  { SECTION_PRICES, REAL (budget), 0, 10000000, 500, 0, N_ ("Budget"), N_ ("0: any") },
  { SECTION_PRICES, REAL (price_km), 0, 100, 0.05, 2, N_ ("Each kilometre driven"), NULL },
  { SECTION_PRICES, REAL (price_flight), 0, 100000, 50, 0, N_ ("Each flight"), NULL },
  { SECTION_PRICES, REAL (price_flight_km), 0, 100, 0.05, 2, N_ ("Each kilometre flown"), NULL },
  { SECTION_PRICES, REAL (price_night), 0, 100000, 10, 0, N_ ("Each night"), NULL },
  { SECTION_PREFERENCES, WHOLE (not_met_days), 0, 3650, 30, 0, N_ ("Rather those not met for (days)"),
    N_ ("0: no matter when they were met") },
  { SECTION_PREFERENCES, REAL (towns), 0, 1, 0.01, 2, N_ ("Rather larger towns"),
    N_ ("What part of the people may be given up for them") },
  { SECTION_PREFERENCES, REAL (balance), 0, 10, 0.25, 2, N_ ("Balance of women and men"),
    N_ ("What a pair of both is worth, in people; 0: nothing") },
};

struct _AtlasPlanForm
{
  GtkWidget parent_instance;

  AtlasFilter *filter;
  AtlasSearchEntry *audience;
  GtkLabel *note;
  AdwActionRow *area;
  char *area_terms; /* what was drawn on the map, which nobody reads as a query has it; or NULL */
  AtlasPlaceRow *base, *stops;
  AtlasDayRow *from, *to;
  AdwComboRow *travel;
  AdwActionRow *ways;
  GtkWidget *drop_ways;
  AdwEntryRow *currency;
  GtkSwitch *contactable;
  GtkToggleButton *weekdays[7];
  GtkSpinButton *spins[G_N_ELEMENTS (numbers)];

  gboolean setting;
};

static guint changed_signal, stop_named_signal;

G_DEFINE_FINAL_TYPE (AtlasPlanForm, atlas_plan_form, GTK_TYPE_WIDGET)

static void
on_changed (AtlasPlanForm *self)
{
  if (!self->setting)
    g_signal_emit (self, changed_signal, 0);
}

/* Making it. */

static AdwPreferencesGroup *
add_group (GtkWidget *box, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (box), group);
  return ADW_PREFERENCES_GROUP (group);
}

/* (transfer none): the widget in the row with that title, named by it */
static GtkWidget *
make_row (GtkWidget *control, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (subtitle != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle,
                                    -1);
  return row;
}

static GtkWidget *
make_number (AtlasPlanForm *self, guint index)
{
  const Number *number = &numbers[index];
  GtkWidget *spin = gtk_spin_button_new_with_range (number->minimum, number->maximum, number->step);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), number->digits);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 5);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  self->spins[index] = GTK_SPIN_BUTTON (spin);
  return make_row (spin, _ (number->title), number->subtitle ? _ (number->subtitle) : NULL);
}

static void
add_numbers (AtlasPlanForm *self, Section section, AdwPreferencesGroup *group, AdwExpanderRow *expander)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      if (numbers[i].section != section)
        continue;
      if (expander != NULL)
        adw_expander_row_add_row (expander, make_number (self, i));
      else
        adw_preferences_group_add (group, make_number (self, i));
    }
}

static AdwExpanderRow *
add_expander (AdwPreferencesGroup *group, const char *title)
{
  GtkWidget *expander = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  adw_preferences_group_add (group, expander);
  return ADW_EXPANDER_ROW (expander);
}

static GtkWidget *
make_button (const char *icon, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

/* @audience: (nullable) */
static void
show_area (AtlasPlanForm *self, const char *audience)
{
  g_autoptr (AtlasQuerySaid) said = atlas_query_read_field (&atlas_kind_member, audience, "area");
  g_autofree char *words = said->terms != NULL ? atlas_query_dup_areas (audience) : NULL;

  g_free (self->area_terms);
  self->area_terms = g_strdup (said->terms);
  gtk_widget_set_visible (GTK_WIDGET (self->area), words != NULL);
  if (words != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->area), words);
}

static void
on_area_dropped (AtlasPlanForm *self)
{
  show_area (self, NULL);
  on_changed (self);
}

static GtkWidget *
make_area (AtlasPlanForm *self)
{
  GtkWidget *drop = make_button ("edit-clear-symbolic", _ ("Everywhere Instead"));

  self->area = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->area), FALSE);
  adw_action_row_set_title_lines (self->area, 0);
  adw_action_row_set_subtitle (self->area, _ ("Only who lives there"));
  adw_action_row_add_suffix (self->area, drop);
  gtk_widget_set_visible (GTK_WIDGET (self->area), FALSE);
  g_signal_connect_object (drop, "clicked", G_CALLBACK (on_area_dropped), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self->area);
}

static char *
dup_or_null (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/* As a query has it: the search, and the area; NULL: all. */
static char *
dup_audience (AtlasPlanForm *self)
{
  const char *text = atlas_filter_get_text (self->filter);
  const char *area = self->area_terms != NULL ? self->area_terms : "";
  gboolean both = *text != '\0' && *area != '\0';
  g_autofree char *whole = g_strconcat (text, both ? " " : "", area, NULL);

  return dup_or_null (whole);
}

static void
add_audience (AtlasPlanForm *self, GtkWidget *box)
{
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (_ ("For Whom"));
  GtkWidget *contactable = gtk_switch_new ();
  GtkWidget *group;

  self->audience = ATLAS_SEARCH_ENTRY (atlas_search_entry_new ());
  atlas_search_entry_set_filter (self->audience, self->filter);
  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->note, 0);
  gtk_label_set_wrap (self->note, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (inner), heading);
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->audience));
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), inner);

  self->contactable = GTK_SWITCH (contactable);
  g_signal_connect_object (contactable, "notify::active", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  group = adw_preferences_group_new ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_area (self));
  adw_preferences_group_add (
    ADW_PREFERENCES_GROUP (group),
    make_row (contactable, _ ("Only Who May Be Contacted"), _ ("Who agreed to be, by any channel")));
  gtk_box_append (GTK_BOX (box), group);
}

/* Return adds what stands there: a place, or several with semicolons between them. */
static void
on_stops_entered (AtlasPlanForm *self)
{
  g_autoptr (GPtrArray) spots = atlas_place_row_dup_spots (self->stops);

  /* The row says what is wrong. */
  if (spots == NULL || spots->len == 0)
    return;
  atlas_place_row_set_spot (self->stops, NULL);
  g_signal_emit (self, stop_named_signal, 0, spots);
}

static void
add_trip (AtlasPlanForm *self, GtkWidget *box)
{
  AdwPreferencesGroup *group = add_group (box, _ ("When and Where"));

  self->base = ATLAS_PLACE_ROW (atlas_place_row_new (_ ("Base")));
  self->from = ATLAS_DAY_ROW (atlas_day_row_new (_ ("First Day")));
  self->to = ATLAS_DAY_ROW (atlas_day_row_new (_ ("Last Day")));
  g_signal_connect_object (self->base, "place-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->from, "day-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->to, "day-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->base));
  adw_preferences_group_add (group, GTK_WIDGET (self->from));
  adw_preferences_group_add (group, GTK_WIDGET (self->to));
  self->stops = ATLAS_PLACE_ROW (atlas_place_row_new (_ ("Add a Stop In")));
  atlas_place_row_set_several (self->stops, TRUE);
  gtk_widget_set_tooltip_text (
    GTK_WIDGET (self->stops), _ ("A town, a postcode or a position, or several with ; between; then Return"));
  g_signal_connect_object (self->stops, "entry-activated", G_CALLBACK (on_stops_entered), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->stops));
  add_numbers (self, SECTION_TRIP, group, NULL);
}

/* The days of the week as this locale abbreviates them; bit 0 is Monday. */
static GtkWidget *
make_weekdays (AtlasPlanForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  for (guint i = 0; i < G_N_ELEMENTS (self->weekdays); i++)
    {
      /* The 4th of January 2027 is a Monday. */
      g_autoptr (GDateTime) day = g_date_time_new_utc (2027, 1, 4 + (int) i, 12, 0, 0);
      g_autofree char *name = g_date_time_format (day, "%A");
      g_autofree char *brief = g_utf8_substring (name, 0, 2);
      GtkWidget *button = gtk_toggle_button_new_with_label (brief);

      gtk_widget_add_css_class (button, "weekday");
      gtk_widget_set_tooltip_text (button, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect_object (button, "toggled", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), button);
      self->weekdays[i] = GTK_TOGGLE_BUTTON (button);
    }
  return box;
}

static void
add_weekdays (AtlasPlanForm *self, AdwExpanderRow *expander)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_ ("Days of Rest"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (box, "row-box");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), make_weekdays (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Days of Rest"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  adw_expander_row_add_row (expander, row);
}

static void
add_ways (AtlasPlanForm *self, AdwExpanderRow *expander)
{
  GtkWidget *load =
    make_button ("document-open-symbolic",
                 _ ("Load a table with the headings from, to, km, hours and, if you like, cost and mode"));

  self->ways = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->ways), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->ways), _ ("Distances of Your Own"));
  adw_action_row_set_title_lines (self->ways, 0);
  adw_action_row_set_subtitle_lines (self->ways, 0);
  self->drop_ways = make_button ("edit-clear-symbolic", _ ("Do Without the Table"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->drop_ways), "plan.drop-ways");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (load), "plan.load-ways");
  adw_action_row_add_suffix (self->ways, self->drop_ways);
  adw_action_row_add_suffix (self->ways, load);
  adw_expander_row_add_row (expander, GTK_WIDGET (self->ways));
}

/* "12 ways between 5 places" */
static void
show_ways (AtlasPlanForm *self, const AtlasPlanRequest *request)
{
  guint n_ways = request->distances->len, n_places = request->spots->len;
  g_autofree char *places = NULL;
  g_autofree char *ways = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->drop_ways, n_ways > 0);
  if (n_ways == 0)
    {
      adw_action_row_set_subtitle (self->ways, _ ("None: ways are worked out"));
      return;
    }
  ways = g_strdup_printf (ngettext ("%u way", "%u ways", n_ways), n_ways);
  places = g_strdup_printf (ngettext ("%u place", "%u places", n_places), n_places);
  /* Translators: "12 ways", "5 places" */
  text = g_strdup_printf (_ ("%s between %s; others are worked out"), ways, places);
  adw_action_row_set_subtitle (self->ways, text);
}

static void
add_travel (AtlasPlanForm *self, GtkWidget *box)
{
  const char *const modes[] = { _ ("By road"), _ ("By air"), _ ("Road and air"), NULL };
  AdwPreferencesGroup *group = add_group (box, _ ("Travel"));
  g_autoptr (GtkStringList) list = gtk_string_list_new (modes);
  AdwExpanderRow *days, *distances;

  self->travel = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->travel), _ ("How"));
  adw_combo_row_set_model (self->travel, G_LIST_MODEL (list));
  g_signal_connect_object (self->travel, "notify::selected", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->travel));
  days = add_expander (group, _ ("Days and Stops"));
  add_numbers (self, SECTION_STOPS, group, days);
  add_weekdays (self, days);
  distances = add_expander (group, _ ("Speeds and Distances"));
  add_ways (self, distances);
  add_numbers (self, SECTION_TRAVEL, group, distances);
}

static void
add_prices (AtlasPlanForm *self, GtkWidget *box)
{
  AdwPreferencesGroup *group = add_group (box, _ ("Costs"));

  add_numbers (self, SECTION_PRICES, group, NULL);
  self->currency = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->currency), _ ("Currency"));
  g_signal_connect_object (self->currency, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->currency));
}

static void
add_preferences (AtlasPlanForm *self, GtkWidget *box)
{
  add_numbers (self, SECTION_PREFERENCES, add_group (box, _ ("Preferences")), NULL);
}

static void
atlas_plan_form_dispose (GObject *object)
{
  AtlasPlanForm *self = ATLAS_PLAN_FORM (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child != NULL)
    {
      atlas_search_entry_set_filter (self->audience, NULL);
      gtk_widget_unparent (child);
    }
  g_clear_object (&self->filter);
  g_clear_pointer (&self->area_terms, g_free);

  G_OBJECT_CLASS (atlas_plan_form_parent_class)->dispose (object);
}

static void
atlas_plan_form_class_init (AtlasPlanFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_plan_form_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "plan-form");

  changed_signal =
    g_signal_new ("changed", ATLAS_TYPE_PLAN_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  stop_named_signal = g_signal_new ("stops-named", ATLAS_TYPE_PLAN_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
atlas_plan_form_init (AtlasPlanForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->filter = atlas_filter_new (&atlas_kind_member);
  g_signal_connect_object (self->filter, "notify::text", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  add_audience (self, box);
  add_trip (self, box);
  add_travel (self, box);
  add_prices (self, box);
  add_preferences (self, box);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

/* Public. */

GtkWidget *
atlas_plan_form_new (void)
{
  return g_object_new (ATLAS_TYPE_PLAN_FORM, NULL);
}

void
atlas_plan_form_set_register (AtlasPlanForm *self, AtlasRegister *records)
{
  g_return_if_fail (ATLAS_IS_PLAN_FORM (self));

  atlas_filter_set_register (self->filter, records);
}

static double
get_number (const Number *number, const AtlasPlanRequest *request)
{
  return number->whole ? G_STRUCT_MEMBER (guint, request, number->offset)
                       : G_STRUCT_MEMBER (double, request, number->offset);
}

void
atlas_plan_form_set_request (AtlasPlanForm *self, const AtlasPlanRequest *request)
{
  g_autofree char *search = NULL;

  g_return_if_fail (ATLAS_IS_PLAN_FORM (self));
  g_return_if_fail (request != NULL);

  self->setting = TRUE;
  show_area (self, request->audience);
  search = atlas_query_clear_field (&atlas_kind_member, request->audience, "area");
  atlas_filter_set_text (self->filter, search);
  gtk_switch_set_active (self->contactable, request->contactable);
  atlas_place_row_set_spot (self->base, request->base);
  atlas_day_row_set_day (self->from, request->from);
  atlas_day_row_set_day (self->to, request->to);
  adw_combo_row_set_selected (self->travel, request->travel);
  gtk_editable_set_text (GTK_EDITABLE (self->currency), request->currency != NULL ? request->currency : "");
  for (guint i = 0; i < G_N_ELEMENTS (self->weekdays); i++)
    gtk_toggle_button_set_active (self->weekdays[i], (request->rest_weekdays & 1u << i) != 0);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    gtk_spin_button_set_value (self->spins[i], get_number (&numbers[i], request));
  show_ways (self, request);
  self->setting = FALSE;
}

static void
take_text (char **place, char *text)
{
  g_free (*place);
  *place = text;
}

void
atlas_plan_form_store (AtlasPlanForm *self, AtlasPlanRequest *request)
{
  const AtlasPlanSpot *base;

  g_return_if_fail (ATLAS_IS_PLAN_FORM (self));
  g_return_if_fail (request != NULL);

  base = atlas_place_row_get_spot (self->base);
  take_text (&request->audience, dup_audience (self));
  g_clear_pointer (&request->base, atlas_plan_spot_free);
  request->base = base != NULL ? atlas_plan_spot_copy (base) : NULL;
  take_text (&request->from, g_strdup (atlas_day_row_get_day (self->from)));
  take_text (&request->to, g_strdup (atlas_day_row_get_day (self->to)));
  take_text (&request->currency, dup_or_null (gtk_editable_get_text (GTK_EDITABLE (self->currency))));
  request->contactable = gtk_switch_get_active (self->contactable);
  request->travel = (AtlasPlanTravel) adw_combo_row_get_selected (self->travel);
  request->rest_weekdays = 0;
  for (guint i = 0; i < G_N_ELEMENTS (self->weekdays); i++)
    request->rest_weekdays |= gtk_toggle_button_get_active (self->weekdays[i]) ? 1u << i : 0;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      double value = gtk_spin_button_get_value (self->spins[i]);

      if (numbers[i].whole)
        G_STRUCT_MEMBER (guint, request, numbers[i].offset) = (guint) value;
      else
        G_STRUCT_MEMBER (double, request, numbers[i].offset) = value;
    }
}

const char *
atlas_plan_form_get_audience_error (AtlasPlanForm *self)
{
  g_return_val_if_fail (ATLAS_IS_PLAN_FORM (self), NULL);

  return atlas_filter_get_error (self->filter);
}

void
atlas_plan_form_set_audience_note (AtlasPlanForm *self, const char *text)
{
  g_return_if_fail (ATLAS_IS_PLAN_FORM (self));

  gtk_label_set_text (self->note, text);
}
