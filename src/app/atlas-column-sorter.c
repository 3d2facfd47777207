/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-column-sorter.h"

struct _AtlasColumnSorter
{
  GtkSorter parent_instance;

  const AtlasField *field;
};

G_DEFINE_FINAL_TYPE (AtlasColumnSorter, atlas_column_sorter, GTK_TYPE_SORTER)

/* Whom the column view asked first. Main thread only. */
static AtlasColumnSorter *first_asked;

static GtkOrdering
atlas_column_sorter_compare (GtkSorter *sorter, gpointer a, gpointer b)
{
  if (first_asked == NULL)
    first_asked = ATLAS_COLUMN_SORTER (sorter);
  return GTK_ORDERING_SMALLER;
}

static GtkSorterOrder
atlas_column_sorter_get_order (GtkSorter *sorter)
{
  return GTK_SORTER_ORDER_PARTIAL;
}

static void
atlas_column_sorter_class_init (AtlasColumnSorterClass *klass)
{
  GTK_SORTER_CLASS (klass)->compare = atlas_column_sorter_compare;
  GTK_SORTER_CLASS (klass)->get_order = atlas_column_sorter_get_order;
}

static void
atlas_column_sorter_init (AtlasColumnSorter *self)
{
}

GtkSorter *
atlas_column_sorter_new (const AtlasField *field)
{
  AtlasColumnSorter *self;

  g_return_val_if_fail (field != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_COLUMN_SORTER, NULL);
  self->field = field;
  return GTK_SORTER (self);
}

const AtlasField *
atlas_column_sorter_find (GtkSorter *sorter, gboolean *descending)
{
  g_autoptr (GObject) a = NULL;
  g_autoptr (GObject) b = NULL;

  g_return_val_if_fail (GTK_IS_SORTER (sorter), NULL);
  g_return_val_if_fail (descending != NULL, NULL);

  a = g_object_new (G_TYPE_OBJECT, NULL);
  b = g_object_new (G_TYPE_OBJECT, NULL);
  first_asked = NULL;
  *descending = gtk_sorter_compare (sorter, a, b) == GTK_ORDERING_LARGER;
  return first_asked != NULL ? first_asked->field : NULL;
}
