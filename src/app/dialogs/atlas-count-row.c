/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-count-row.h"

#include "atlas-number.h"

struct _AtlasCountRow
{
  AdwActionRow parent_instance;

  GtkLabel *label;
  gint64 count;
};

enum
{
  PROP_0,
  PROP_COUNT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasCountRow, atlas_count_row, ADW_TYPE_ACTION_ROW)

static void
atlas_count_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_COUNT:
      g_value_set_int64 (value, ATLAS_COUNT_ROW (object)->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_count_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_COUNT:
      atlas_count_row_set_count (ATLAS_COUNT_ROW (object), g_value_get_int64 (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_count_row_class_init (AtlasCountRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = atlas_count_row_get_property;
  object_class->set_property = atlas_count_row_set_property;

  properties[PROP_COUNT] =
    g_param_spec_int64 ("count", NULL, NULL, ATLAS_COUNT_UNKNOWN, G_MAXINT64, ATLAS_COUNT_UNKNOWN,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
atlas_count_row_init (AtlasCountRow *self)
{
  GtkWidget *more = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  self->count = ATLAS_COUNT_UNKNOWN;
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->label));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), more);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  g_object_bind_property (self, "activatable", more, "visible", G_BINDING_SYNC_CREATE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
}

void
atlas_count_row_set_count (AtlasCountRow *self, gint64 count)
{
  g_autofree char *text = NULL;

  g_return_if_fail (ATLAS_IS_COUNT_ROW (self));
  g_return_if_fail (count >= ATLAS_COUNT_UNKNOWN);

  if (self->count == count)
    return;
  self->count = count;
  text = count == ATLAS_COUNT_UNKNOWN ? g_strdup ("") : atlas_number_format (count);
  gtk_label_set_text (self->label, text);
  if (count == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "dim-label");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

gint64
atlas_count_row_get_count (AtlasCountRow *self)
{
  g_return_val_if_fail (ATLAS_IS_COUNT_ROW (self), ATLAS_COUNT_UNKNOWN);
  return self->count;
}
