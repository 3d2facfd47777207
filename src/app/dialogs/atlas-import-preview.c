/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-preview.h"

#include <adwaita.h>

#include "atlas-i18n.h"
#include "atlas-import-example.h"
#include "atlas-number.h"

/* Rows that are shown: enough to see a mistake, and read in no time. */
#define N_EXAMPLES 25

struct _AtlasImportPreview
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *caption;
  GListStore *examples;
};

G_DEFINE_FINAL_TYPE (AtlasImportPreview, atlas_import_preview, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_fault (const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic", "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign", GTK_ALIGN_START, NULL);

  gtk_widget_add_css_class (box, "import-fault");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), make_label (text, NULL));
  return box;
}

/* Label, what it becomes, and what stands in the file. */
static void
attach_line (GtkGrid *grid, const AtlasImportExampleLine *line, int row)
{
  GtkWidget *label = make_label (line->label, "dim-label");
  GtkWidget *value = make_label (line->value, line->was != NULL ? "import-cleaned" : NULL);

  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_label_set_width_chars (GTK_LABEL (value), 10);
  gtk_label_set_max_width_chars (GTK_LABEL (value), 30);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  if (line->fault != NULL)
    {
      gtk_grid_attach (grid, make_fault (line->fault), 1, row, 2, 1);
      return;
    }
  gtk_grid_attach (grid, value, 1, row, line->was != NULL ? 1 : 2, 1);
  if (line->was != NULL)
    {
      GtkWidget *was = make_label (line->was, "dim-label");

      gtk_label_set_width_chars (GTK_LABEL (was), 8);
      gtk_label_set_max_width_chars (GTK_LABEL (was), 24);
      gtk_widget_set_hexpand (was, TRUE);
      gtk_grid_attach (grid, was, 2, row, 1, 1);
    }
}

static GtkWidget *
make_card (AtlasImportExample *example)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = make_label (atlas_import_example_get_title (example), "heading");
  GtkWidget *grid = gtk_grid_new ();
  GPtrArray *lines = atlas_import_example_get_lines (example);
  g_autofree char *number = atlas_number_format (atlas_import_example_get_line (example));
  g_autofree char *where = g_strdup_printf (_ ("Line %s"), number);
  GtkWidget *line = make_label (where, "dim-label");

  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (top), title);
  gtk_label_set_wrap (GTK_LABEL (line), FALSE);
  gtk_box_append (GTK_BOX (top), line);
  gtk_box_append (GTK_BOX (card), top);
  if (atlas_import_example_get_refusal (example) != NULL)
    {
      g_autofree char *words =
        g_strdup_printf (_ ("Refused: %s"), atlas_import_example_get_refusal (example));

      gtk_box_append (GTK_BOX (card), make_fault (words));
    }
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  for (guint i = 0; i < lines->len; i++)
    attach_line (GTK_GRID (grid), g_ptr_array_index (lines, i), (int) i);
  gtk_box_append (GTK_BOX (card), grid);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "import-example");
  return card;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (item, make_card (gtk_list_item_get_item (item)));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (item, NULL);
}

static void
atlas_import_preview_dispose (GObject *object)
{
  AtlasImportPreview *self = ATLAS_IMPORT_PREVIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->examples);

  G_OBJECT_CLASS (atlas_import_preview_parent_class)->dispose (object);
}

static void
atlas_import_preview_class_init (AtlasImportPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_import_preview_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
atlas_import_preview_init (AtlasImportPreview *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_scrollable_new ();
  GtkWidget *list;

  self->examples = g_list_store_new (ATLAS_TYPE_IMPORT_EXAMPLE);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  list = gtk_list_view_new (
    GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->examples)))), factory);
  gtk_widget_add_css_class (list, "import-examples");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The first rows, as they will become"), -1);
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 720);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);

  self->caption = GTK_LABEL (make_label (NULL, "import-notice"));
  gtk_label_set_justify (self->caption, GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (self->caption, 0.5F);
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "dim-label");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->caption));
  gtk_box_append (GTK_BOX (self->box), scrolled);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
show_caption (AtlasImportPreview *self, guint n)
{
  g_autofree char *number = atlas_number_format (n);
  g_autofree char *text =
    n == 0 ? g_strdup (_ ("Below the headings there are no rows"))
           : g_strdup_printf (
               ngettext ("The first row as it will become; on the right, where it differs, what stands in "
                         "the file",
                         "The first %s rows as they will become; on the right, where it differs, what stands "
                         "in the file",
                         n),
               number);

  gtk_label_set_text (self->caption, text);
}

void
atlas_import_preview_set_look (AtlasImportPreview *self, const AtlasImportLook *look)
{
  g_autoptr (AtlasRowRecords) records = NULL;
  guint n = 0;

  g_return_if_fail (ATLAS_IS_IMPORT_PREVIEW (self));
  g_return_if_fail (look == NULL || look->mapping != NULL);

  g_list_store_remove_all (self->examples);
  if (look == NULL)
    return;
  records = atlas_row_records_new (look->mapping);
  for (guint i = look->mapping->n_headings;
       i < atlas_table_sample_get_n_rows (look->sample) && n < N_EXAMPLES; i++)
    {
      const AtlasRow *row = atlas_table_sample_get_row (look->sample, i);
      g_autoptr (AtlasImportExample) example = NULL;

      if (atlas_row_is_empty (row))
        continue;
      example = atlas_import_example_new (records, look->mapping, row);
      g_list_store_append (self->examples, example);
      n++;
    }
  show_caption (self, n);
}
