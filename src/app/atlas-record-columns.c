/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-record-columns.h"

#include <string.h>

#include "atlas-column-sorter.h"
#include "atlas-field-words.h"
#include "atlas-i18n.h"
#include "atlas-record-rows.h"

struct _AtlasRecordColumns
{
  GObject parent_instance;

  GtkColumnView *view; /* weak */
  const AtlasKind *kind;
  char *sort;
  gboolean setting;
};

enum
{
  COLUMNS_CHANGED,
  SORT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasRecordColumns, atlas_record_columns, G_TYPE_OBJECT)

/* Above and below the text, pixels. */
#define MARGIN 7

/* Cells. */

static gboolean
is_number (const AtlasField *field)
{
  return field->type == ATLAS_FIELD_INTEGER || field->type == ATLAS_FIELD_REAL ||
         field->type == ATLAS_FIELD_YEAR || field->type == ATLAS_FIELD_TIMESTAMP ||
         field->type == ATLAS_FIELD_DATE;
}

/* Somebody of the past: still there, but not to be taken for one who can be reached. */
static gboolean
is_past (AtlasRecord *record)
{
  const AtlasKind *kind = atlas_record_get_kind (record);
  const char *status =
    atlas_kind_find_field (kind, "status", -1) ? atlas_record_get_text (record, "status") : NULL;

  return status != NULL && (g_str_equal (status, "moved") || g_str_equal (status, "deceased") ||
                            g_str_equal (status, "cancelled"));
}

/* A row without a record has no height. Not by hiding what is in it: GTK would look for styles anew. */
static void
make_room (GtkInscription *cell, gboolean room)
{
  int margin = room ? MARGIN : 0;

  if (gtk_widget_get_margin_top (GTK_WIDGET (cell)) == margin)
    return;
  gtk_inscription_set_min_lines (cell, room ? 1 : 0);
  gtk_inscription_set_nat_lines (cell, room ? 1 : 0);
  gtk_widget_set_margin_top (GTK_WIDGET (cell), margin);
  gtk_widget_set_margin_bottom (GTK_WIDGET (cell), margin);
}

static void
show_cell (AtlasRecordRow *row, GParamSpec *pspec, GtkInscription *cell)
{
  const AtlasField *field = g_object_get_data (G_OBJECT (cell), "field");
  AtlasRecord *record = atlas_record_row_get_record (row);
  g_autofree char *text =
    record ? atlas_field_words_display (field, atlas_record_get_value (record, field)) : NULL;

  make_room (cell, atlas_record_row_is_there (row));
  /* One line, whatever is in it, and never markup: these are other people's words. */
  gtk_inscription_set_text (cell, text ? g_strdelimit (text, "\n\r\t\v\f", ' ') : "");
  if (record != NULL && is_past (record))
    gtk_widget_add_css_class (GTK_WIDGET (cell), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (cell), "dim-label");
}

static void
set_up_cell (GtkSignalListItemFactory *factory, GtkListItem *list_item, const AtlasField *field)
{
  /* Not a label: that measures every text, which is most of the time that scrolling takes. */
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  make_room (GTK_INSCRIPTION (cell), TRUE);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), is_number (field) ? 1 : 0);
  if (is_number (field))
    gtk_widget_add_css_class (cell, "numeric");
  g_object_set_data (G_OBJECT (cell), "field", (gpointer) field);
  gtk_list_item_set_child (list_item, cell);
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  AtlasRecordRow *row = gtk_list_item_get_item (list_item);
  GtkWidget *cell = gtk_list_item_get_child (list_item);

  show_cell (row, NULL, GTK_INSCRIPTION (cell));
  g_signal_connect_object (row, "notify::record", G_CALLBACK (show_cell), cell, 0);
}

static void
unbind_cell (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), show_cell,
                                        gtk_list_item_get_child (list_item));
}

/* Columns. A width that follows what is in sight would jump while one scrolls. */

static int
width_for (const AtlasField *field)
{
  switch (field->type)
    {
    case ATLAS_FIELD_INTEGER:
    case ATLAS_FIELD_YEAR:
      return 100;
    case ATLAS_FIELD_REAL:
    case ATLAS_FIELD_TIMESTAMP:
    case ATLAS_FIELD_DATE:
      return 120;
    case ATLAS_FIELD_DATE_TIME:
      return 200;
    default:
      return atlas_field_is_list (field) || field->type == ATLAS_FIELD_LONG_TEXT ? 220 : 130;
    }
}

static GtkColumnViewColumn *
new_column (const AtlasField *field)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new (atlas_field_get_label (field), factory);
  g_autoptr (GtkSorter) sorter = atlas_column_sorter_new (field);

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cell), (gpointer) field);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell), NULL);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, width_for (field));
  gtk_column_view_column_set_expand (column, field->type == ATLAS_FIELD_TEXT);
  gtk_column_view_column_set_sorter (column, sorter);
  g_object_set_data (G_OBJECT (column), "field", (gpointer) field);
  return column;
}

static const AtlasField *
get_field (GtkColumnViewColumn *column)
{
  return g_object_get_data (G_OBJECT (column), "field");
}

static GtkColumnViewColumn *
find_column (AtlasRecordColumns *self, const AtlasField *field)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (get_field (column) == field)
        return column; /* the view holds it */
    }
  return NULL;
}

static const AtlasField *
find_field (AtlasRecordColumns *self, const char *key)
{
  return atlas_kind_find_field (self->kind, key, -1);
}

/* Shows in the headings what the rows are sorted by. */
static void
show_sort (AtlasRecordColumns *self)
{
  const char *key = self->sort;
  gboolean descending = key != NULL && *key == '-';
  const AtlasField *field = key ? find_field (self, descending ? key + 1 : key) : NULL;
  gboolean was_setting = self->setting;

  self->setting = TRUE;
  gtk_column_view_sort_by_column (self->view, field ? find_column (self, field) : NULL,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->setting = was_setting;
}

static void
on_sorter_changed (AtlasRecordColumns *self)
{
  gboolean descending;
  const AtlasField *field;
  g_autofree char *sort = NULL;

  if (self->setting || self->view == NULL)
    return;
  field = atlas_column_sorter_find (gtk_column_view_get_sorter (self->view), &descending);
  if (field == NULL)
    return;
  sort = g_strconcat (descending ? "-" : "", field->key, NULL);
  if (g_strcmp0 (sort, self->sort) == 0)
    return;
  g_free (self->sort);
  self->sort = g_steal_pointer (&sort);
  g_signal_emit (self, signals[SORT_CHANGED], 0);
}

static void
on_columns_changed (AtlasRecordColumns *self)
{
  /* Dragging takes a column out and puts it in again. */
  if (!self->setting && self->view != NULL)
    g_signal_emit (self, signals[COLUMNS_CHANGED], 0);
}

/* The chooser. */

static void
on_chosen (GtkCheckButton *check, AtlasRecordColumns *self)
{
  const AtlasField *field = g_object_get_data (G_OBJECT (check), "field");
  GtkColumnViewColumn *column = find_column (self, field);

  if (gtk_check_button_get_active (check) == (column != NULL))
    return;
  if (column == NULL)
    {
      g_autoptr (GtkColumnViewColumn) added = new_column (field);

      gtk_column_view_append_column (self->view, added);
      show_sort (self);
    }
  else if (g_list_model_get_n_items (gtk_column_view_get_columns (self->view)) > 1)
    gtk_column_view_remove_column (self->view, column);
  else
    gtk_check_button_set_active (check, TRUE); /* without a column there is no list */
}

static void
fill_chooser (AtlasRecordColumns *self, GtkBox *box)
{
  const char *group = NULL;

  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const AtlasField *field = &self->kind->fields[i];
      GtkWidget *check;

      if (g_strcmp0 (group, field->group) != 0)
        {
          GtkWidget *heading = gtk_label_new (atlas_field_get_group (field));

          group = field->group;
          gtk_label_set_xalign (GTK_LABEL (heading), 0);
          gtk_widget_set_margin_top (heading, i > 0 ? 9 : 0);
          gtk_widget_add_css_class (heading, "caption-heading");
          gtk_widget_add_css_class (heading, "dim-label");
          gtk_box_append (box, heading);
        }
      check = gtk_check_button_new_with_label (atlas_field_get_label (field));
      g_object_set_data (G_OBJECT (check), "field", (gpointer) field);
      gtk_widget_set_name (check, field->key);
      g_signal_connect_object (check, "toggled", G_CALLBACK (on_chosen), self, 0);
      gtk_box_append (box, check);
    }
}

static void
on_chooser_shown (GtkWidget *popover, AtlasRecordColumns *self)
{
  GtkWidget *box = g_object_get_data (G_OBJECT (popover), "box");

  if (gtk_widget_get_first_child (box) == NULL)
    fill_chooser (self, GTK_BOX (box));
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_CHECK_BUTTON (child))
      gtk_check_button_set_active (GTK_CHECK_BUTTON (child),
                                   find_column (self, g_object_get_data (G_OBJECT (child), "field")) != NULL);
}

GtkWidget *
atlas_record_columns_new_chooser (AtlasRecordColumns *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_return_val_if_fail (ATLAS_IS_RECORD_COLUMNS (self), NULL);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 400);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 12);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  g_object_set_data (G_OBJECT (popover), "box", box);
  g_signal_connect_object (popover, "show", G_CALLBACK (on_chooser_shown), self, 0);
  return popover;
}

/* GObject. */

static void
atlas_record_columns_finalize (GObject *object)
{
  AtlasRecordColumns *self = ATLAS_RECORD_COLUMNS (object);

  g_clear_weak_pointer (&self->view);
  g_free (self->sort);

  G_OBJECT_CLASS (atlas_record_columns_parent_class)->finalize (object);
}

static void
atlas_record_columns_class_init (AtlasRecordColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_record_columns_finalize;

  signals[COLUMNS_CHANGED] = g_signal_new ("columns-changed", ATLAS_TYPE_RECORD_COLUMNS, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SORT_CHANGED] = g_signal_new ("sort-changed", ATLAS_TYPE_RECORD_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
}

static void
atlas_record_columns_init (AtlasRecordColumns *self)
{
}

AtlasRecordColumns *
atlas_record_columns_new (GtkColumnView *view, const AtlasKind *kind)
{
  AtlasRecordColumns *self;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_RECORD_COLUMNS, NULL);
  g_set_weak_pointer (&self->view, view);
  self->kind = kind;
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed", G_CALLBACK (on_sorter_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_columns (view), "items-changed",
                           G_CALLBACK (on_columns_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
atlas_record_columns_set_keys (AtlasRecordColumns *self, const char *const *keys)
{
  GListModel *columns;
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  g_return_if_fail (ATLAS_IS_RECORD_COLUMNS (self));
  g_return_if_fail (keys != NULL);

  for (gsize i = 0; keys[i] != NULL; i++)
    {
      const AtlasField *field = find_field (self, keys[i]);

      if (field != NULL && !g_ptr_array_find (fields, field, NULL))
        g_ptr_array_add (fields, (gpointer) field);
    }
  for (guint i = 0, none = fields->len == 0; none && i < self->kind->n_fields; i++)
    if ((self->kind->fields[i].flags & ATLAS_FIELD_LISTED) != 0)
      g_ptr_array_add (fields, (gpointer) &self->kind->fields[i]);

  self->setting = TRUE;
  columns = gtk_column_view_get_columns (self->view);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  for (guint i = 0; i < fields->len; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = new_column (g_ptr_array_index (fields, i));

      gtk_column_view_append_column (self->view, column);
    }
  self->setting = FALSE;
  show_sort (self);
}

GStrv
atlas_record_columns_dup_keys (AtlasRecordColumns *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GListModel *columns;

  g_return_val_if_fail (ATLAS_IS_RECORD_COLUMNS (self), NULL);

  columns = gtk_column_view_get_columns (self->view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_strv_builder_add (builder, get_field (column)->key);
    }
  return g_strv_builder_end (builder);
}

void
atlas_record_columns_set_sort (AtlasRecordColumns *self, const char *sort)
{
  g_return_if_fail (ATLAS_IS_RECORD_COLUMNS (self));

  g_free (self->sort);
  self->sort = NULL;
  if (sort != NULL && find_field (self, *sort == '-' ? sort + 1 : sort) != NULL)
    self->sort = g_strdup (sort);
  show_sort (self);
}

const char *
atlas_record_columns_get_sort (AtlasRecordColumns *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_COLUMNS (self), NULL);
  return self->sort;
}
