/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-curve.h"

#include <math.h>

#include "atlas-i18n.h"
#include "atlas-number.h"

#define HEIGHT     96
#define LEAST_STEP 14 /* pixels from day to day */
#define MOST_STEP  44
#define TOP        20 /* for the number above the plan's own day */
#define BOTTOM     18 /* for the days */
#define SIDE       10
#define DOT        2.5
#define OWN_DOT    4.5
#define LINE_WIDTH 2.0

struct _AtlasPlanCurve
{
  GtkWidget parent_instance;

  GArray *people; /* guint: by days, from one on */
  guint days;     /* of the plan */
  guint most;
  char *description;
};

G_DEFINE_FINAL_TYPE (AtlasPlanCurve, atlas_plan_curve, GTK_TYPE_WIDGET)

/* (transfer full): "3 days: 1,204 people" */
static char *
describe_day (AtlasPlanCurve *self, guint day)
{
  guint count = g_array_index (self->people, guint, day - 1);
  g_autofree char *n_days = atlas_number_format (day);
  g_autofree char *n_people = atlas_number_format (count);
  g_autofree char *days = g_strdup_printf (ngettext ("%s day", "%s days", day), n_days);
  g_autofree char *people = g_strdup_printf (ngettext ("%s person", "%s people", count), n_people);

  /* Translators: how many people a mission of so many days reaches: "3 days: 1,204 people" */
  return g_strdup_printf (_ ("%s: %s"), days, people);
}

static void
update_description (AtlasPlanCurve *self)
{
  GString *text = g_string_new (NULL);

  for (guint day = 1; day <= self->people->len; day++)
    {
      g_autofree char *line = describe_day (self, day);

      g_string_append_printf (text, "%s%s", day > 1 ? "\n" : "", line);
    }
  g_free (self->description);
  self->description = g_string_free (text, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->description, -1);
}

static double
get_step (AtlasPlanCurve *self)
{
  double room = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * SIDE;

  return self->people->len > 1 ? MIN (room / (self->people->len - 1), MOST_STEP) : 0;
}

/* Where the people of so many days are. */
static graphene_point_t
get_point (AtlasPlanCurve *self, guint day)
{
  double room = HEIGHT - TOP - BOTTOM;
  double part = self->most > 0 ? (double) g_array_index (self->people, guint, day - 1) / self->most : 0;

  return GRAPHENE_POINT_INIT ((float) (SIDE + (day - 1) * get_step (self)),
                              (float) (TOP + room * (1 - part)));
}

static void
draw_text (AtlasPlanCurve *self, GtkSnapshot *snapshot, const char *text, double x, double y, double opacity)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  double widest = gtk_widget_get_width (GTK_WIDGET (self));
  GdkRGBA color;
  int width;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  color.alpha *= (float) opacity;
  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
    snapshot,
    &GRAPHENE_POINT_INIT ((float) round (CLAMP (x - width / 2.0, 0, MAX (widest - width, 0))), (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* The first day, the last and the plan's own, as far as they do not stand upon each other. */
static void
draw_days (AtlasPlanCurve *self, GtkSnapshot *snapshot)
{
  guint last = self->people->len;
  const guint days[] = { self->days, 1, last };
  double drawn[G_N_ELEMENTS (days)];
  guint n_drawn = 0;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *number = NULL;
      gboolean taken = days[i] < 1 || days[i] > last;
      double x;

      if (taken)
        continue;
      x = get_point (self, days[i]).x;
      for (guint k = 0; k < n_drawn; k++)
        taken |= fabs (drawn[k] - x) < LEAST_STEP;
      if (taken)
        continue;
      drawn[n_drawn++] = x;
      number = atlas_number_format (days[i]);
      draw_text (self, snapshot, number, x, HEIGHT - BOTTOM + 3, days[i] == self->days ? 1 : 0.6);
    }
}

static void
draw_line (AtlasPlanCurve *self, GtkSnapshot *snapshot, const GdkRGBA *accent)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, HEIGHT));
  guint last = self->people->len;

  for (guint day = 1; day <= last; day++)
    {
      graphene_point_t point = get_point (self, day);

      cairo_line_to (cr, point.x, point.y);
    }
  gdk_cairo_set_source_rgba (cr, accent);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve (cr);
  cairo_line_to (cr, get_point (self, last).x, HEIGHT - BOTTOM);
  cairo_line_to (cr, get_point (self, 1).x, HEIGHT - BOTTOM);
  cairo_close_path (cr);
  cairo_set_source_rgba (cr, accent->red, accent->green, accent->blue, accent->alpha * 0.14);
  cairo_fill (cr);
  for (guint day = 1; day <= last; day++)
    {
      graphene_point_t point = get_point (self, day);

      if (get_step (self) < LEAST_STEP / 2.0 && day != self->days)
        continue;
      cairo_new_sub_path (cr);
      cairo_arc (cr, point.x, point.y, day == self->days ? OWN_DOT : DOT, 0, 2 * G_PI);
      gdk_cairo_set_source_rgba (cr, accent);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
}

static void
atlas_plan_curve_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AtlasPlanCurve *self = ATLAS_PLAN_CURVE (widget);
  GdkRGBA accent;

  if (self->people->len == 0)
    return;
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_color", &accent))
    gdk_rgba_parse (&accent, "#3584e4");
  draw_line (self, snapshot, &accent);
  draw_days (self, snapshot);
  if (self->days >= 1 && self->days <= self->people->len)
    {
      graphene_point_t point = get_point (self, self->days);
      g_autofree char *number = atlas_number_format (g_array_index (self->people, guint, self->days - 1));

      draw_text (self, snapshot, number, point.x, MAX (point.y - OWN_DOT - 17, 0), 1);
    }
}

static void
atlas_plan_curve_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 160;
}

static gboolean
atlas_plan_curve_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  AtlasPlanCurve *self = ATLAS_PLAN_CURVE (widget);
  double step = get_step (self);
  g_autofree char *text = NULL;
  int day = step > 0 ? (int) lround ((x - SIDE) / step) + 1 : 1;

  if (keyboard || day < 1 || day > (int) self->people->len)
    return FALSE;
  text = describe_day (self, (guint) day);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
atlas_plan_curve_finalize (GObject *object)
{
  AtlasPlanCurve *self = ATLAS_PLAN_CURVE (object);

  g_array_unref (self->people);
  g_free (self->description);

  G_OBJECT_CLASS (atlas_plan_curve_parent_class)->finalize (object);
}

static void
atlas_plan_curve_class_init (AtlasPlanCurveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = atlas_plan_curve_finalize;
  widget_class->snapshot = atlas_plan_curve_snapshot;
  widget_class->measure = atlas_plan_curve_measure;
  widget_class->query_tooltip = atlas_plan_curve_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "plan-curve");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
atlas_plan_curve_init (AtlasPlanCurve *self)
{
  self->people = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("People reached by days"), -1);
  update_description (self);
}

GtkWidget *
atlas_plan_curve_new (void)
{
  return g_object_new (ATLAS_TYPE_PLAN_CURVE, NULL);
}

void
atlas_plan_curve_set_people (AtlasPlanCurve *self, const guint *people, guint n_days, guint days)
{
  g_return_if_fail (ATLAS_IS_PLAN_CURVE (self));
  g_return_if_fail (people != NULL || n_days == 0);

  g_array_set_size (self->people, 0);
  self->most = 0;
  for (guint i = 0; i < n_days; i++)
    {
      g_array_append_val (self->people, people[i]);
      self->most = MAX (self->most, people[i]);
    }
  self->days = days;
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
atlas_plan_curve_get_description (AtlasPlanCurve *self)
{
  g_return_val_if_fail (ATLAS_IS_PLAN_CURVE (self), NULL);

  return self->description;
}
