/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-wrap-layout.h"

struct _AtlasWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (AtlasWrapLayout, atlas_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkWidget *
next_visible (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

#define FOR_EACH_VISIBLE(child, widget)                                                      \
  for (GtkWidget *child = next_visible (gtk_widget_get_first_child (widget)); child != NULL; \
       child = next_visible (gtk_widget_get_next_sibling (child)))

/* As wide as it likes to be, if the line is. */
static int
measure_width (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return CLAMP (natural, minimum, MAX (minimum, width));
}

static int
measure_height (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
  return natural;
}

static void
allocate_child (GtkWidget *parent, GtkWidget *child, int x, int y, int width, int height, int line)
{
  gboolean mirrored = gtk_widget_get_direction (parent) == GTK_TEXT_DIR_RTL;
  GtkAllocation allocation = { mirrored ? line - x - width : x, y, width, height };

  gtk_widget_size_allocate (child, &allocation, -1);
}

/* Breaks the children into lines of @width; allocates them where @allocate says so. Returns the height. */
static int
lay_out (AtlasWrapLayout *self, GtkWidget *widget, int width, gboolean allocate)
{
  GtkWidget *first = next_visible (gtk_widget_get_first_child (widget));
  int y = 0;

  while (first != NULL)
    {
      GtkWidget *end = first;
      int x = 0, height = 0;

      do
        {
          int child_width = measure_width (end, width);

          if (x > 0 && x + child_width > width)
            break;
          height = MAX (height, measure_height (end, child_width));
          x += child_width + self->spacing;
          end = next_visible (gtk_widget_get_next_sibling (end));
        }
      while (end != NULL);

      x = 0;
      for (GtkWidget *child = first; allocate && child != end;
           child = next_visible (gtk_widget_get_next_sibling (child)))
        {
          gboolean last = next_visible (gtk_widget_get_next_sibling (child)) == NULL;
          int child_width = measure_width (child, width);

          if (last && gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
            child_width = MAX (child_width, width - x);
          allocate_child (widget, child, x, y, child_width, height, width);
          x += child_width + self->spacing;
        }
      y += height + (end != NULL ? self->spacing : 0);
      first = end;
    }
  return y;
}

static GtkSizeRequestMode
atlas_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
atlas_wrap_layout_measure (GtkLayoutManager *manager,
                           GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  AtlasWrapLayout *self = ATLAS_WRAP_LAYOUT (manager);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    FOR_EACH_VISIBLE (child, widget)
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? self->spacing : 0);
    }
  else if (for_size >= 0)
    *minimum = *natural = lay_out (self, widget, for_size, FALSE);
  else
    FOR_EACH_VISIBLE (child, widget)
  *minimum = *natural = MAX (*natural, measure_height (child, -1));
}

static void
atlas_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (ATLAS_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
atlas_wrap_layout_class_init (AtlasWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = atlas_wrap_layout_get_request_mode;
  manager_class->measure = atlas_wrap_layout_measure;
  manager_class->allocate = atlas_wrap_layout_allocate;
}

static void
atlas_wrap_layout_init (AtlasWrapLayout *self)
{
}

GtkLayoutManager *
atlas_wrap_layout_new (int spacing)
{
  AtlasWrapLayout *self = g_object_new (ATLAS_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}
