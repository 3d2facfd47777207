/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-column-row.h"

#include "atlas-i18n.h"
#include "atlas-import-target.h"

#define N_SAMPLES 3
/* Characters of one of them. */
#define SAMPLE_LENGTH 40

struct _AtlasImportColumnRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *heading;
  GtkLabel *samples;
  GtkWidget *unknown; /* an icon */
  GtkLabel *reason;
  AtlasImportTarget *target;
  GtkWidget *choices;
  GtkDropDown *dates; /* NULL until it is wanted: most columns hold no days, and there may be hundreds */

  AtlasImportLook *look;
  guint column;
  gboolean setting;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasImportColumnRow, atlas_import_column_row, GTK_TYPE_WIDGET)

/* The first values that differ, on one line. */
static char *
make_samples (const AtlasImportLook *look, guint column)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = look->mapping->n_headings;
       i < atlas_table_sample_get_n_rows (look->sample) && values->len < N_SAMPLES; i++)
    {
      const AtlasRow *row = atlas_table_sample_get_row (look->sample, i);
      g_autofree char *text = column < row->n_cells
                                ? atlas_clean_text (row->cells[column].text, row->cells[column].length)
                                : g_strdup ("");

      g_strdelimit (text, "\r\n\t", ' ');
      if (text[0] == '\0' || g_ptr_array_find_with_equal_func (values, text, g_str_equal, NULL))
        continue;
      if (g_utf8_strlen (text, -1) > SAMPLE_LENGTH)
        {
          g_autofree char *start = g_utf8_substring (text, 0, SAMPLE_LENGTH);

          g_ptr_array_add (values, g_strconcat (start, "…", NULL));
        }
      else
        g_ptr_array_add (values, g_steal_pointer (&text));
    }
  if (values->len == 0)
    return g_strdup (_ ("Empty"));
  g_ptr_array_add (values, NULL);
  return g_strjoinv (" · ", (char **) values->pdata);
}

static gboolean
is_unknown (const AtlasMapColumn *column)
{
  return column->reason == ATLAS_MAP_BY_NOTHING && column->how == ATLAS_MAP_KEEP;
}

static void on_dates_selected (AtlasImportColumnRow *self);

static void
make_dates (AtlasImportColumnRow *self)
{
  /* In the order of AtlasDayOrder. */
  const char *const orders[] = { _ ("03/04: March or April?"), _ ("03/04 is 3 April"), _ ("03/04 is 4 March"),
                                 NULL };

  self->dates = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (orders));
  gtk_widget_add_css_class (GTK_WIDGET (self->dates), "import-dates");
  gtk_widget_set_halign (GTK_WIDGET (self->dates), GTK_ALIGN_END);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->dates), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Order of day and month"), -1);
  g_signal_connect_object (self->dates, "notify::selected", G_CALLBACK (on_dates_selected), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->choices), GTK_WIDGET (self->dates));
}

static void
update_dates (AtlasImportColumnRow *self)
{
  gboolean open = atlas_mapping_has_open_dates (self->look->mapping, self->column, self->look->sample);

  if (open && self->dates == NULL)
    make_dates (self);
  if (self->dates == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->dates), open);
  /* Where nobody says so, dates that can be read in two ways are not taken. */
  gtk_drop_down_set_selected (self->dates, (guint) self->look->mapping->columns[self->column].day_order);
}

/* What depends on the choice. */
static void
update (AtlasImportColumnRow *self)
{
  AtlasMapping *mapping = self->look->mapping;
  AtlasMapColumn *column = &mapping->columns[self->column];

  self->setting = TRUE;
  atlas_import_target_set (self->target, mapping->kind, column->heading,
                           atlas_mapping_get_target (mapping, self->column));
  gtk_label_set_text (self->reason, atlas_mapping_get_reason (mapping, self->column));
  gtk_widget_set_visible (self->unknown, is_unknown (column));
  if (is_unknown (column))
    gtk_widget_add_css_class (GTK_WIDGET (self), "unknown");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unknown");
  update_dates (self);
  self->setting = FALSE;
}

static void
on_chosen (AtlasImportColumnRow *self, const char *target)
{
  if (self->look == NULL || !atlas_mapping_set_target (self->look->mapping, self->column, target, NULL))
    return;
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_dates_selected (AtlasImportColumnRow *self)
{
  AtlasMapColumn *column;

  if (self->setting || self->look == NULL)
    return;
  column = &self->look->mapping->columns[self->column];
  column->day_order = (AtlasDayOrder) gtk_drop_down_get_selected (self->dates);
  column->reason = ATLAS_MAP_BY_PERSON;
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* GObject. */

static void
atlas_import_column_row_dispose (GObject *object)
{
  AtlasImportColumnRow *self = ATLAS_IMPORT_COLUMN_ROW (object);

  self->look = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_import_column_row_parent_class)->dispose (object);
}

static void
atlas_import_column_row_class_init (AtlasImportColumnRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_import_column_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "importcolumn");

  signals[CHANGED] = g_signal_new ("changed", ATLAS_TYPE_IMPORT_COLUMN_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
add_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
atlas_import_column_row_init (AtlasImportColumnRow *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->choices = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), words);
  self->heading = add_label (words, "heading");
  self->samples = add_label (words, "dim-label");
  gtk_box_append (GTK_BOX (words), line);
  self->unknown = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic", "accessible-role",
                                GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_box_append (GTK_BOX (line), self->unknown);
  self->reason = add_label (line, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->reason), "import-reason");

  self->target = ATLAS_IMPORT_TARGET (atlas_import_target_new ());
  g_signal_connect_object (self->target, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (self->choices, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self->target), GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (self->choices), GTK_WIDGET (self->target));
  gtk_box_append (GTK_BOX (self->box), self->choices);
}

GtkWidget *
atlas_import_column_row_new (void)
{
  return g_object_new (ATLAS_TYPE_IMPORT_COLUMN_ROW, NULL);
}

void
atlas_import_column_row_set (AtlasImportColumnRow *self, AtlasImportLook *look, guint column)
{
  g_autofree char *samples = NULL;

  g_return_if_fail (ATLAS_IS_IMPORT_COLUMN_ROW (self));
  g_return_if_fail (look == NULL || (look->mapping != NULL && column < look->mapping->n_columns));

  self->look = look;
  self->column = column;
  if (look == NULL)
    return;
  samples = make_samples (look, column);
  gtk_label_set_text (self->heading, look->mapping->columns[column].heading);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->heading), look->mapping->columns[column].heading);
  gtk_label_set_text (self->samples, samples);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->samples), samples);
  update (self);
}
