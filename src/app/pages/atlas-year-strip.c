/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-year-strip.h"

/* Pixels: of a bar, and of one that would be hardly seen otherwise. */
#define BAR_HEIGHT 10
#define MIN_BAR    6

struct _AtlasYearStrip
{
  GtkWidget parent_instance;

  GDateYear year;
  guint32 first, last; /* Julian; 0: the months' names */
  gboolean tentative;
};

G_DEFINE_FINAL_TYPE (AtlasYearStrip, atlas_year_strip, GTK_TYPE_WIDGET)

static guint32
get_month_start (GDateYear year, int month)
{
  GDate day;

  g_date_clear (&day, 1);
  if (month > 12)
    g_date_set_dmy (&day, 1, G_DATE_JANUARY, (GDateYear) (year + 1));
  else
    g_date_set_dmy (&day, 1, (GDateMonth) month, year);
  return g_date_get_julian (&day);
}

static double
get_x (AtlasYearStrip *self, guint32 julian, int width)
{
  guint32 start = get_month_start (self->year, 1);
  guint32 end = get_month_start (self->year, 13);
  double x = (double) width * ((double) CLAMP (julian, start, end) - start) / (end - start);

  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? width - x : x;
}

static void
snapshot_months (AtlasYearStrip *self, GtkSnapshot *snapshot, int width, int height, const GdkRGBA *color)
{
  for (int month = 1; month <= 12; month++)
    {
      g_autoptr (GDateTime) day = g_date_time_new_utc (self->year, month, 1, 0, 0, 0);
      g_autofree char *name = g_date_time_format (day, "%b");
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), name);
      double from = get_x (self, get_month_start (self->year, month), width);
      double to = get_x (self, get_month_start (self->year, month + 1), width);
      int text_width, text_height;

      pango_layout_set_width (layout, (int) (ABS (to - from) * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
      pango_layout_get_pixel_size (layout, &text_width, &text_height);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (
        snapshot, &GRAPHENE_POINT_INIT ((float) MIN (from, to), (float) (height - text_height) / 2));
      gtk_snapshot_append_layout (snapshot, layout, color);
      gtk_snapshot_restore (snapshot);
    }
}

static void
snapshot_bar (AtlasYearStrip *self, GtkSnapshot *snapshot, int width, int height, const GdkRGBA *color)
{
  double from = get_x (self, self->first, width), to = get_x (self, self->last + 1, width);
  double left = MIN (from, to), length = MAX (MIN_BAR, ABS (to - from));
  GskRoundedRect bar;
  GdkRGBA fill = *color;

  left = MIN (left, width - length);
  gsk_rounded_rect_init_from_rect (
    &bar, &GRAPHENE_RECT_INIT ((float) left, (float) (height - BAR_HEIGHT) / 2, (float) length, BAR_HEIGHT),
    BAR_HEIGHT / 2);
  if (self->tentative)
    fill.alpha *= 0.4f;
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, &fill, &bar.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
atlas_year_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AtlasYearStrip *self = ATLAS_YEAR_STRIP (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GdkRGBA color, faint;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  if (self->first == 0)
    {
      snapshot_months (self, snapshot, width, height, &color);
      return;
    }
  faint = (GdkRGBA){ 0.5f, 0.5f, 0.5f, 0.25f };
  for (int month = 1; month <= 13; month++)
    {
      double x = get_x (self, get_month_start (self->year, month), width);

      gtk_snapshot_append_color (snapshot, &faint,
                                 &GRAPHENE_RECT_INIT ((float) MIN (x, width - 1), 0, 1, (float) height));
    }
  snapshot_bar (self, snapshot, width, height, &color);
}

static void
atlas_year_strip_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : 24;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 24;
}

static void
atlas_year_strip_class_init (AtlasYearStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = atlas_year_strip_snapshot;
  widget_class->measure = atlas_year_strip_measure;
  gtk_widget_class_set_css_name (widget_class, "yearstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
atlas_year_strip_init (AtlasYearStrip *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
atlas_year_strip_new (GDateYear year, const AtlasCalendarEntry *entry)
{
  AtlasYearStrip *self = g_object_new (ATLAS_TYPE_YEAR_STRIP, NULL);

  self->year = year;
  if (entry != NULL)
    {
      self->first = entry->first;
      self->last = entry->last;
      self->tentative = entry->tentative;
    }
  return GTK_WIDGET (self);
}
