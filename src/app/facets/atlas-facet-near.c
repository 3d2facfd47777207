/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-near.h"

#include "atlas-config.h"
#include "atlas-distance-unit.h"
#include "atlas-facet-count.h"
#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-query.h"
#include "atlas-region.h"

#define MAX_OFFERED 6
#define PLACE_CHARS 26
#define RADIUS      50
#define MAX_RADIUS  20000

struct _AtlasFacetNear
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *place;
  GtkWidget *offers;
  GtkWidget *radius;
  GtkLabel *unit;
  GtkLabel *error;

  GSettings *settings;
  gboolean miles;
  gboolean updating;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasFacetNear, atlas_facet_near, GTK_TYPE_WIDGET)

static const char *
get_place (AtlasFacetNear *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->place));
}

static void
forget_offers (AtlasFacetNear *self)
{
  GtkWidget *offer;

  while ((offer = gtk_widget_get_first_child (self->offers)) != NULL)
    gtk_box_remove (GTK_BOX (self->offers), offer);
  gtk_widget_set_visible (self->offers, FALSE);
}

static void
set_error (AtlasFacetNear *self, const char *message)
{
  gtk_label_set_text (self->error, message ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), message != NULL);
  if (message != NULL)
    gtk_widget_add_css_class (self->place, "error");
  else
    gtk_widget_remove_css_class (self->place, "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->place), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  message ? message : "", -1);
}

/* Asks for the place if there is one of that name, and else says why there is none. */
static void
apply (AtlasFacetNear *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (get_place (self)));
  g_autofree char *place = atlas_query_quote_value (typed, FALSE);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *distance = g_strconcat (
    g_ascii_formatd (number, sizeof number, "%g", gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->radius))),
    self->miles ? "mi" : "km", NULL);
  const char *const values[] = { place, distance, NULL };
  g_autofree char *text = g_strdup_printf ("near:%s,%s", place, distance);
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (GError) error = NULL;

  forget_offers (self);
  if (typed[0] == '\0')
    {
      set_error (self, NULL);
      g_signal_emit (self, signals[CHANGED], 0, NULL);
      return;
    }
  query = atlas_query_parse (&atlas_kind_member, text, &error);
  set_error (self, error ? error->message : NULL);
  if (query != NULL)
    g_signal_emit (self, signals[CHANGED], 0, values);
}

static void
on_offer_clicked (AtlasFacetNear *self, GtkWidget *offer)
{
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (offer), "name"));

  self->updating = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->place), name);
  self->updating = FALSE;
  gtk_widget_grab_focus (self->place);
  apply (self);
}

static void
add_offer (AtlasFacetNear *self, const AtlasPlace *place)
{
  gboolean known = place->region != ATLAS_REGION_NONE;
  const char *region = known ? atlas_region_get_name (place->region)
                             : atlas_vocabulary_label_for (&atlas_vocabulary_country, place->country);
  GtkWidget *offer = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (place->name);
  GtkWidget *where = gtk_label_new (region);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", place->name, region);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (where), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (where, "dim-label");
  gtk_widget_add_css_class (where, "caption");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), where);
  gtk_button_set_child (GTK_BUTTON (offer), box);
  gtk_widget_add_css_class (offer, "flat");
  gtk_widget_add_css_class (offer, "facet-offer");
  gtk_accessible_update_property (GTK_ACCESSIBLE (offer), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (offer), "name",
                          known
                            ? g_strdup_printf ("%s, %s", place->name, atlas_region_get_code (place->region))
                            : g_strdup (place->name),
                          g_free);
  g_signal_connect_object (offer, "clicked", G_CALLBACK (on_offer_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->offers), offer);
}

static void
on_place_changed (AtlasFacetNear *self)
{
  guint places[MAX_OFFERED];
  guint n;

  if (self->updating)
    return;
  set_error (self, NULL);
  forget_offers (self);
  n = get_place (self)[0] != '\0'
        ? atlas_gazetteer_complete (get_place (self), ATLAS_REGION_NONE, places, G_N_ELEMENTS (places))
        : 0;
  for (guint i = 0; i < n; i++)
    {
      AtlasPlace place;

      if (atlas_gazetteer_get_place (places[i], &place))
        add_offer (self, &place);
    }
  gtk_widget_set_visible (self->offers, n > 0);
  if (get_place (self)[0] == '\0')
    apply (self);
}

static void
on_radius_changed (AtlasFacetNear *self)
{
  if (!self->updating && get_place (self)[0] != '\0')
    apply (self);
}

static void
on_stopped (AtlasFacetNear *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

/* GObject. */

static void
atlas_facet_near_dispose (GObject *object)
{
  AtlasFacetNear *self = ATLAS_FACET_NEAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (atlas_facet_near_parent_class)->dispose (object);
}

/* What is typed first; in a popover that is new GTK would begin with the distance. */
static gboolean
atlas_facet_near_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ATLAS_FACET_NEAR (widget)->place);
}

static void
atlas_facet_near_class_init (AtlasFacetNearClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_facet_near_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = atlas_facet_near_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[CHANGED] = g_signal_new ("changed", ATLAS_TYPE_FACET_NEAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
set_unit (AtlasFacetNear *self, gboolean miles)
{
  self->miles = miles;
  gtk_label_set_text (self->unit, miles ? _ ("miles") : _ ("km"));
}

static void
atlas_facet_near_init (AtlasFacetNear *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *within = gtk_label_new (_ ("Within"));

  self->settings = g_settings_new (ATLAS_APP_ID);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->place = gtk_search_entry_new ();
  g_object_set (self->place, "placeholder-text", _ ("Near a town or postcode"), NULL);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->place), PLACE_CHARS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->place), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Near a town or postcode"), -1);
  g_signal_connect_object (self->place, "notify::text", G_CALLBACK (on_place_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->place, "activate", G_CALLBACK (apply), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->place, "stop-search", G_CALLBACK (on_stopped), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->place);

  self->offers = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_visible (self->offers, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->offers);

  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_xalign (self->error, 0);
  gtk_label_set_max_width_chars (self->error, PLACE_CHARS);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "search-error");
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->error));

  self->radius = gtk_spin_button_new_with_range (1, MAX_RADIUS, 5);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->radius), RADIUS);
  gtk_widget_set_hexpand (self->radius, TRUE);
  gtk_widget_add_css_class (self->radius, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->radius), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Distance"), -1);
  g_signal_connect_object (self->radius, "value-changed", G_CALLBACK (on_radius_changed), self,
                           G_CONNECT_SWAPPED);
  self->unit = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (within, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->unit), "dim-label");
  gtk_widget_add_css_class (line, "facet-range");
  gtk_box_append (GTK_BOX (line), within);
  gtk_box_append (GTK_BOX (line), self->radius);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->unit));
  gtk_box_append (GTK_BOX (self->box), line);
  set_unit (self, atlas_distance_uses_miles (self->settings));
}

GtkWidget *
atlas_facet_near_new (void)
{
  return g_object_new (ATLAS_TYPE_FACET_NEAR, NULL);
}

/* Place and distance, of values such as "Toronto, CA-ON" and 50km. NULL where there is none. */
static char *
split (const AtlasQuerySaid *said, double *distance, gboolean *miles)
{
  guint n = g_strv_length (said->values);
  g_autoptr (GString) place = g_string_new (NULL);
  char *unit;

  if (n < 2)
    return NULL;
  for (guint i = 0; i + 1 < n; i++)
    {
      g_autofree char *part = atlas_facet_dup_label ("near", said->values[i]);

      g_string_append_printf (place, "%s%s", i > 0 ? ", " : "", part);
    }
  *distance = g_ascii_strtod (said->values[n - 1] + (said->values[n - 1][0] == '"'), &unit);
  while (*unit == ' ')
    unit++;
  *miles = g_ascii_strncasecmp (unit, "mi", 2) == 0;
  if (!*miles && g_ascii_strncasecmp (unit, "km", 2) != 0)
    *distance /= 1000;
  return g_string_free (g_steal_pointer (&place), FALSE);
}

void
atlas_facet_near_set_said (AtlasFacetNear *self, const AtlasQuerySaid *said)
{
  g_autofree char *place = NULL;
  double distance;
  gboolean miles;

  g_return_if_fail (ATLAS_IS_FACET_NEAR (self));
  g_return_if_fail (said != NULL);

  place = split (said, &distance, &miles);
  self->updating = TRUE;
  if (place != NULL)
    {
      set_unit (self, miles);
      gtk_spin_button_set_digits (GTK_SPIN_BUTTON (self->radius), distance == (int) distance ? 0 : 1);
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->radius), distance);
      gtk_editable_set_text (GTK_EDITABLE (self->place), place);
      set_error (self, NULL);
      forget_offers (self);
    }
  else if (said->says == ATLAS_QUERY_SAYS_NOTHING && !gtk_widget_get_visible (self->offers) &&
           !gtk_widget_get_visible (GTK_WIDGET (self->error)))
    {
      set_unit (self, atlas_distance_uses_miles (self->settings));
      gtk_editable_set_text (GTK_EDITABLE (self->place), "");
    }
  self->updating = FALSE;
}

char *
atlas_facet_near_dup_label (const AtlasQuerySaid *said)
{
  g_autofree char *place = NULL;
  g_autofree char *number = NULL;
  double distance;
  gboolean miles;

  g_return_val_if_fail (said != NULL, NULL);

  place = split (said, &distance, &miles);
  if (place == NULL)
    return NULL;
  number = g_strdup_printf ("%g", distance);
  /* Translators: a place, and a distance from it */
  return g_strdup_printf (miles ? _ ("%s, %s miles") : _ ("%s, %s km"), place, number);
}
