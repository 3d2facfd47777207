/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-age-pyramid.h"

#include <math.h>

#include "atlas-i18n.h"
#include "atlas-number.h"

/* By indices of AtlasPointCount. */
#define WOMEN 1
#define MEN   2

#define N_AGES     (ATLAS_POINT_N_AGES - 1) /* but that which is not stated */
#define ROW_HEIGHT 20
#define BAR_HEIGHT 12
#define GAP        6
#define LEAST_ROOM 40 /* for the longest bar */
#define RADIUS     3
#define LEAST_BAR  2

typedef enum
{
  COLUMN_WOMEN,
  COLUMN_AGES,
  COLUMN_MEN,
  N_COLUMNS
} Column;

struct _AtlasAgePyramid
{
  GtkWidget parent_instance;

  /* As last drawn; NULL: nothing stands there, or not what it says now. The first row is the heading, and
   * then come the ages from the oldest on. */
  PangoLayout *layouts[N_AGES + 1][N_COLUMNS];

  guint counts[N_AGES][2]; /* women, men */
  guint longest;
  guint n_missing;
  char *description;
};

G_DEFINE_FINAL_TYPE (AtlasAgePyramid, atlas_age_pyramid, GTK_TYPE_WIDGET)

static const char *
get_age_label (guint age)
{
  static const char *const labels[N_AGES] = {
    N_ ("Under 18"), "18–24", "25–34", "35–44", "45–54", "55–64", N_ ("65 and older"),
  };

  return _ (labels[age]);
}

/* "25–34: 1,204 women, 998 men" (transfer full) */
static char *
describe_age (AtlasAgePyramid *self, guint age)
{
  g_autofree char *n_women = atlas_number_format (self->counts[age][0]);
  g_autofree char *n_men = atlas_number_format (self->counts[age][1]);
  g_autofree char *women = g_strdup_printf (ngettext ("%s woman", "%s women", self->counts[age][0]), n_women);
  g_autofree char *men = g_strdup_printf (ngettext ("%s man", "%s men", self->counts[age][1]), n_men);

  /* Translators: an age, as "25–34", and how many women and men have it */
  return g_strdup_printf (_ ("%s: %s, %s"), get_age_label (age), women, men);
}

static void
update_description (AtlasAgePyramid *self)
{
  GString *text = g_string_new (NULL);

  for (guint age = N_AGES; age-- > 0;)
    {
      g_autofree char *line = describe_age (self, age);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  g_free (self->description);
  self->description = g_string_free (text, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->description, -1);
}

/* Drawing. */

static void
get_accent (GtkWidget *widget, GdkRGBA *accent)
{
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_bg_color", accent))
    gdk_rgba_parse (accent, "#3584e4");
}

static char *
dup_text (AtlasAgePyramid *self, guint row, Column column)
{
  guint age = N_AGES - row;

  if (row == 0)
    return g_strdup (column == COLUMN_WOMEN ? _ ("Women") : column == COLUMN_MEN ? _ ("Men") : "");
  if (column == COLUMN_AGES)
    return g_strdup (get_age_label (age));
  return atlas_number_format (self->counts[age][column == COLUMN_MEN]);
}

static PangoLayout *
get_layout (AtlasAgePyramid *self, guint row, Column column)
{
  PangoLayout **layout = &self->layouts[row][column];

  if (*layout == NULL)
    {
      g_autofree char *text = dup_text (self, row, column);

      *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
    }
  return *layout;
}

/* The widest of the rows below the heading. */
static int
measure_column (AtlasAgePyramid *self, Column column)
{
  int widest = 0;

  for (guint row = 1; row <= N_AGES; row++)
    {
      int width;

      pango_layout_get_pixel_size (get_layout (self, row, column), &width, NULL);
      widest = MAX (widest, width);
    }
  return widest;
}

/* What the ages between the bars need, and the numbers beside them. */
static void
measure_columns (AtlasAgePyramid *self, int *ages, int *numbers)
{
  *ages = measure_column (self, COLUMN_AGES) + 2 * GAP;
  *numbers = MAX (measure_column (self, COLUMN_WOMEN), measure_column (self, COLUMN_MEN)) + GAP;
}

/* @align: 0: @x is its left end, 1: its right end, 0.5: its middle */
static void
draw_text (AtlasAgePyramid *self,
           GtkSnapshot *snapshot,
           guint row,
           Column column,
           double x,
           double align,
           double opacity)
{
  PangoLayout *layout = get_layout (self, row, column);
  GdkRGBA color;
  int width, height;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  color.alpha *= (float) opacity;
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (round (x - align * width),
                                                          round ((row + 0.5) * ROW_HEIGHT - height / 2.0)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* A bar that grows from @x to the left or to the right, and its number at its end. */
static void
draw_bar (AtlasAgePyramid *self,
          GtkSnapshot *snapshot,
          guint row,
          Column column,
          double x,
          double room,
          const GdkRGBA *color)
{
  gboolean leftward = column == COLUMN_WOMEN;
  guint count = self->counts[N_AGES - row][leftward ? 0 : 1];
  double length = round (room * count / self->longest);
  graphene_size_t corner = GRAPHENE_SIZE_INIT (RADIUS, RADIUS);
  graphene_size_t none = GRAPHENE_SIZE_INIT (0, 0);
  graphene_rect_t bounds;
  GskRoundedRect shape;

  length = count > 0 ? MAX (length, LEAST_BAR) : 0;
  bounds = GRAPHENE_RECT_INIT (leftward ? x - length : x, row * ROW_HEIGHT + (ROW_HEIGHT - BAR_HEIGHT) / 2,
                               length, BAR_HEIGHT);
  if (leftward)
    gsk_rounded_rect_init (&shape, &bounds, &corner, &none, &none, &corner);
  else
    gsk_rounded_rect_init (&shape, &bounds, &none, &corner, &corner, &none);
  if (length > 0)
    {
      gtk_snapshot_push_rounded_clip (snapshot, &shape);
      gtk_snapshot_append_color (snapshot, color, &bounds);
      gtk_snapshot_pop (snapshot);
    }
  draw_text (self, snapshot, row, column, leftward ? x - length - GAP : x + length + GAP, leftward ? 1 : 0,
             1);
}

static void
atlas_age_pyramid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AtlasAgePyramid *self = ATLAS_AGE_PYRAMID (widget);
  double middle = gtk_widget_get_width (widget) / 2.0;
  double left, right, room;
  int ages, numbers;
  GdkRGBA women, men;

  measure_columns (self, &ages, &numbers);
  left = round (middle - ages / 2.0);
  right = round (middle + ages / 2.0);
  room = MAX (left - numbers, 0);

  /* One hue, told apart by lightness as well as by side. */
  get_accent (widget, &women);
  men = women;
  men.alpha *= 0.6f;

  draw_text (self, snapshot, 0, COLUMN_WOMEN, left, 1, 0.55);
  draw_text (self, snapshot, 0, COLUMN_MEN, right, 0, 0.55);
  for (guint row = 1; row <= N_AGES; row++)
    {
      draw_text (self, snapshot, row, COLUMN_AGES, middle, 0.5, 0.8);
      draw_bar (self, snapshot, row, COLUMN_WOMEN, left, room, &women);
      draw_bar (self, snapshot, row, COLUMN_MEN, right, room, &men);
    }
}

static void
atlas_age_pyramid_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  int ages, numbers;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = (N_AGES + 1) * ROW_HEIGHT;
      return;
    }
  measure_columns (ATLAS_AGE_PYRAMID (widget), &ages, &numbers);
  *minimum = *natural = ages + 2 * (numbers + LEAST_ROOM);
}

static gboolean
atlas_age_pyramid_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  AtlasAgePyramid *self = ATLAS_AGE_PYRAMID (widget);
  int row = y / ROW_HEIGHT;
  g_autofree char *text = NULL;

  if (keyboard || row < 1 || row > N_AGES)
    return FALSE;
  text = describe_age (self, N_AGES - (guint) row);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (
    tooltip, &(const GdkRectangle){ 0, row * ROW_HEIGHT, gtk_widget_get_width (widget), ROW_HEIGHT });
  return TRUE;
}

static void
forget_layouts (AtlasAgePyramid *self)
{
  for (guint row = 0; row <= N_AGES; row++)
    for (guint column = 0; column < N_COLUMNS; column++)
      g_clear_object (&self->layouts[row][column]);
}

static void
atlas_age_pyramid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (atlas_age_pyramid_parent_class)->css_changed (widget, change);

  /* Another font. */
  forget_layouts (ATLAS_AGE_PYRAMID (widget));
  gtk_widget_queue_resize (widget);
}

static void
atlas_age_pyramid_finalize (GObject *object)
{
  forget_layouts (ATLAS_AGE_PYRAMID (object));
  g_free (ATLAS_AGE_PYRAMID (object)->description);

  G_OBJECT_CLASS (atlas_age_pyramid_parent_class)->finalize (object);
}

static void
atlas_age_pyramid_class_init (AtlasAgePyramidClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = atlas_age_pyramid_finalize;
  widget_class->css_changed = atlas_age_pyramid_css_changed;
  widget_class->snapshot = atlas_age_pyramid_snapshot;
  widget_class->measure = atlas_age_pyramid_measure;
  widget_class->query_tooltip = atlas_age_pyramid_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "age-pyramid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
atlas_age_pyramid_init (AtlasAgePyramid *self)
{
  self->longest = 1;
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Ages of women and men"), -1);
  update_description (self);
}

GtkWidget *
atlas_age_pyramid_new (void)
{
  return g_object_new (ATLAS_TYPE_AGE_PYRAMID, NULL);
}

static guint
count_digits (guint number)
{
  guint n = 1;

  for (; number >= 10; number /= 10)
    n++;
  return n;
}

void
atlas_age_pyramid_set_profile (AtlasAgePyramid *self, const AtlasProfile *profile)
{
  guint digits;

  g_return_if_fail (ATLAS_IS_AGE_PYRAMID (self));
  g_return_if_fail (profile != NULL);

  digits = count_digits (self->longest);
  self->longest = 1;
  self->n_missing = profile->count.members;
  for (guint age = 0; age < N_AGES; age++)
    {
      const guint counts[2] = { profile->by_age_sex[age][WOMEN], profile->by_age_sex[age][MEN] };

      for (guint side = 0; side < 2; side++)
        {
          if (self->counts[age][side] != counts[side])
            g_clear_object (&self->layouts[N_AGES - age][side == 0 ? COLUMN_WOMEN : COLUMN_MEN]);
          self->counts[age][side] = counts[side];
          self->longest = MAX (self->longest, counts[side]);
          self->n_missing -= counts[side];
        }
    }
  update_description (self);
  /* Digits are all of one width: as many of them need no more room. */
  if (count_digits (self->longest) == digits)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  else
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

guint
atlas_age_pyramid_get_n_missing (AtlasAgePyramid *self)
{
  g_return_val_if_fail (ATLAS_IS_AGE_PYRAMID (self), 0);

  return self->n_missing;
}

const char *
atlas_age_pyramid_get_description (AtlasAgePyramid *self)
{
  g_return_val_if_fail (ATLAS_IS_AGE_PYRAMID (self), NULL);

  return self->description;
}
