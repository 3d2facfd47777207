/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-refusal-view.h"

#include <adwaita.h>

#include "atlas-config.h"
#include "atlas-csv-writer.h"
#include "atlas-file-choice.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

/* A row. The refusal is the import's. */
#define ATLAS_TYPE_REFUSAL_ITEM (atlas_refusal_item_get_type ())
G_DECLARE_FINAL_TYPE (AtlasRefusalItem, atlas_refusal_item, ATLAS, REFUSAL_ITEM, GObject)

struct _AtlasRefusalItem
{
  GObject parent_instance;

  AtlasImport *import;
  const AtlasRefusal *refusal;
};

G_DEFINE_FINAL_TYPE (AtlasRefusalItem, atlas_refusal_item, G_TYPE_OBJECT)

static void
atlas_refusal_item_finalize (GObject *object)
{
  g_object_unref (ATLAS_REFUSAL_ITEM (object)->import);

  G_OBJECT_CLASS (atlas_refusal_item_parent_class)->finalize (object);
}

static void
atlas_refusal_item_class_init (AtlasRefusalItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_refusal_item_finalize;
}

static void
atlas_refusal_item_init (AtlasRefusalItem *self)
{
}

/* The view. */

struct _AtlasRefusalView
{
  GtkWidget parent_instance;

  AdwToastOverlay *toasts;
  GtkColumnView *list;
  GtkLabel *total;
  GtkWidget *save_rows;

  GListStore *items;
  GtkColumnViewColumn *columns[5];
  AtlasImportList which;
};

enum
{
  SAVE_ROWS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasRefusalView, atlas_refusal_view, GTK_TYPE_WIDGET)

typedef enum
{
  COLUMN_FILE,
  COLUMN_RECORD,
  COLUMN_LINE,
  COLUMN_FIELD,
  COLUMN_REASON,
  N_COLUMNS
} Column;

static const struct
{
  const char *title;
  gboolean number;
} columns[N_COLUMNS] = {
  [COLUMN_FILE] = { N_ ("File"), FALSE },
  /* Translators: which one of those in the file: the first, the second */
  [COLUMN_RECORD] = { N_ ("Number"), TRUE },
  /* Translators: of a text file */
  [COLUMN_LINE] = { N_ ("Line"), TRUE },
  [COLUMN_FIELD] = { N_ ("Field"), FALSE },
  [COLUMN_REASON] = { N_ ("Reason"), FALSE },
};

/* A field as people know it; a column of a table has its own heading. */
static const char *
name_field (const char *field)
{
  const AtlasKind *const *kinds = atlas_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    if (atlas_kind_find_field (kinds[i], field, -1) != NULL)
      return atlas_field_get_label (atlas_kind_find_field (kinds[i], field, -1));
  return field;
}

/* @locale: as people read it, rather than for other programs. */
static char *
dup_cell (const AtlasRefusal *refusal, Column column, gboolean locale)
{
  gint64 number;

  switch (column)
    {
    case COLUMN_FILE:
      return g_strdup (refusal->file);
    case COLUMN_FIELD:
      if (refusal->field == NULL)
        return g_strdup ("");
      return g_strdup (locale ? name_field (refusal->field) : refusal->field);
    case COLUMN_REASON:
      return g_strdup (refusal->reason);
    case COLUMN_RECORD:
    case COLUMN_LINE:
      number = column == COLUMN_RECORD ? refusal->record : refusal->line;
      return locale ? atlas_number_format (number) : g_strdup_printf ("%" G_GINT64_FORMAT, number);
    case N_COLUMNS:
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);
  gboolean number = columns[GPOINTER_TO_INT (column)].number;

  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  if (number)
    gtk_widget_add_css_class (label, "numeric");
  else if (GPOINTER_TO_INT (column) == COLUMN_REASON)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_width_chars (GTK_LABEL (label), 20);
    }
  else
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_label_set_width_chars (GTK_LABEL (label), 12);
    }
  gtk_list_item_set_child (list_item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer column)
{
  AtlasRefusalItem *item = gtk_list_item_get_item (list_item);
  g_autofree char *text = dup_cell (item->refusal, GPOINTER_TO_INT (column), TRUE);
  GtkWidget *label = gtk_list_item_get_child (list_item);

  gtk_label_set_text (GTK_LABEL (label), text);
  if (GPOINTER_TO_INT (column) == COLUMN_FILE || GPOINTER_TO_INT (column) == COLUMN_FIELD)
    gtk_widget_set_tooltip_text (label, text);
}

static const char *
get_reason_title (AtlasRefusalView *self)
{
  switch (self->which)
    {
    case ATLAS_IMPORT_REFUSED:
    case ATLAS_IMPORT_REMARKED:
      return _ (columns[COLUMN_REASON].title);
    case ATLAS_IMPORT_DOUBLES:
    case ATLAS_IMPORT_DOUBLED:
      /* Translators: of people who may stand here already: whom they look like */
      return _ ("Looks like");
    default:
      /* Translators: of a record: its name or title */
      return _ ("Name");
    }
}

/* What is to be copied: the selected rows, or all where none is. */
static gboolean
is_wanted (GtkSelectionModel *selection, gboolean only_selected, guint position)
{
  return !only_selected || gtk_selection_model_is_selected (selection, position);
}

/* For spreadsheets and letters: as CSV, or between tabs. */
static char *
make_table (AtlasRefusalView *self, gboolean csv, gboolean only_selected)
{
  GtkSelectionModel *selection = gtk_column_view_get_model (self->list);
  GString *out = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  const char *title;

  for (guint column = 0; column < N_COLUMNS; column++)
    {
      if (column > 0)
        g_string_append_c (out, csv ? ',' : '\t');
      title = column == COLUMN_REASON ? get_reason_title (self) : _ (columns[column].title);
      if (csv)
        atlas_csv_append_text (out, title, -1);
      else
        atlas_csv_append_tabbed (out, title);
    }
  g_string_append (out, csv ? ATLAS_CSV_LINE_END : "\n");

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AtlasRefusalItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (!is_wanted (selection, only_selected, i))
        continue;
      for (guint column = 0; column < N_COLUMNS; column++)
        {
          g_autofree char *text = dup_cell (item->refusal, column, FALSE);

          if (column > 0)
            g_string_append_c (out, csv ? ',' : '\t');
          if (csv)
            atlas_csv_append_text (out, text, -1);
          else
            atlas_csv_append_tabbed (out, text);
        }
      g_string_append (out, csv ? ATLAS_CSV_LINE_END : "\n");
    }
  return g_string_free (out, FALSE);
}

void
atlas_refusal_view_tell (AtlasRefusalView *self, const char *message)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);

  g_return_if_fail (ATLAS_IS_REFUSAL_VIEW (self));

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

static void
copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasRefusalView *self = ATLAS_REFUSAL_VIEW (widget);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (gtk_column_view_get_model (self->list));
  g_autofree char *table = make_table (self, FALSE, !gtk_bitset_is_empty (selected));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), table);
  atlas_refusal_view_tell (self, _ ("Copied to the clipboard"));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasRefusalView) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      g_autofree char *base = g_file_get_basename (G_FILE (source));
      g_autofree char *name = g_filename_display_name (base);

      message = g_strdup_printf (_ ("Saved as “%s”"), name);
    }
  else
    message = g_strdup_printf (_ ("The list was not saved: %s"), error->message);
  if (self->toasts != NULL)
    atlas_refusal_view_tell (self, message);
}

void
atlas_refusal_view_save (AtlasRefusalView *self, GFile *file)
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *table = NULL;

  g_return_if_fail (ATLAS_IS_REFUSAL_VIEW (self));
  g_return_if_fail (G_IS_FILE (file));

  settings = g_settings_new (ATLAS_APP_ID);
  table = make_table (self, TRUE, FALSE);
  text = g_string_new (g_settings_get_boolean (settings, "excel-csv") ? ATLAS_CSV_MARK : NULL);
  g_string_append (text, table);
  bytes = g_bytes_new (text->str, text->len);
  /* A reason may quote what somebody's record holds. */
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                       on_saved, g_object_ref (self));
}

static void
on_file_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  atlas_refusal_view_save (owner, file);
}

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_file_choice_save (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Save List"),
                          /* Translators: suggested name of a file; keep .csv */
                          _ ("refused.csv"), on_file_chosen, widget);
}

static void
on_rows_file_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  g_signal_emit (owner, signals[SAVE_ROWS], 0, file);
}

static void
save_rows (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_file_choice_save (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Save Rows to Mend"),
                          /* Translators: suggested name of a file; keep .csv */
                          _ ("to-mend.csv"), on_rows_file_chosen, widget);
}

static void
atlas_refusal_view_dispose (GObject *object)
{
  AtlasRefusalView *self = ATLAS_REFUSAL_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ATLAS_TYPE_REFUSAL_VIEW);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (atlas_refusal_view_parent_class)->dispose (object);
}

static void
atlas_refusal_view_class_init (AtlasRefusalViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_refusal_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-refusal-view.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, AtlasRefusalView, toasts);
  gtk_widget_class_bind_template_child (widget_class, AtlasRefusalView, list);
  gtk_widget_class_bind_template_child (widget_class, AtlasRefusalView, total);
  gtk_widget_class_bind_template_child (widget_class, AtlasRefusalView, save_rows);
  gtk_widget_class_install_action (widget_class, "refusals.save-rows", NULL, save_rows);
  gtk_widget_class_install_action (widget_class, "refusals.copy", NULL, copy);
  gtk_widget_class_install_action (widget_class, "refusals.save", NULL, save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "refusals.copy", NULL);

  signals[SAVE_ROWS] = g_signal_new ("save-rows", ATLAS_TYPE_REFUSAL_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
}

static void
atlas_refusal_view_init (AtlasRefusalView *self)
{
  g_autoptr (GtkMultiSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->items = g_list_store_new (ATLAS_TYPE_REFUSAL_ITEM);
  selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  gtk_column_view_set_model (self->list, GTK_SELECTION_MODEL (selection));

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GINT_TO_POINTER (i));
      column = gtk_column_view_column_new (_ (columns[i].title), factory);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, i == COLUMN_REASON);
      gtk_column_view_append_column (self->list, column);
      self->columns[i] = column; /* the view's */
    }
}

static gboolean
is_of_several_files (GPtrArray *refusals)
{
  const AtlasRefusal *first, *last;

  if (refusals->len == 0)
    return FALSE;
  first = g_ptr_array_index (refusals, 0);
  last = g_ptr_array_index (refusals, refusals->len - 1);
  return !g_str_equal (first->file, last->file);
}

/* How many are in a list, under it; "%s" is the number. Borrowed. */
static const char *
get_total (AtlasImportList list, gulong n)
{
  switch (list)
    {
    case ATLAS_IMPORT_ADDED:
      /* Translators: people and events that an import brings */
      return ngettext ("%s new", "%s new", n);
    case ATLAS_IMPORT_UPDATED:
      return ngettext ("%s updated", "%s updated", n);
    case ATLAS_IMPORT_UNCHANGED:
      return ngettext ("%s unchanged", "%s unchanged", n);
    case ATLAS_IMPORT_SKIPPED:
      return ngettext ("%s left out", "%s left out", n);
    case ATLAS_IMPORT_UNPLACED:
      return ngettext ("%s without a place", "%s without a place", n);
    case ATLAS_IMPORT_REMARKED:
      return ngettext ("%s value kept in the notes", "%s values kept in the notes", n);
    case ATLAS_IMPORT_DIFFERING:
      return ngettext ("%s differs and was not taken", "%s differ and were not taken", n);
    case ATLAS_IMPORT_DOUBLES:
      return ngettext ("%s may be here already", "%s may be here already", n);
    case ATLAS_IMPORT_DOUBLED:
      return ngettext ("%s listed twice", "%s listed twice", n);
    case ATLAS_IMPORT_REFUSED:
    case ATLAS_IMPORT_N_LISTS:
    default:
      return ngettext ("%s refused", "%s refused", n);
    }
}

static gint64
get_count (const AtlasImportCounts *counts, AtlasImportList list)
{
  const gint64 all[ATLAS_IMPORT_N_LISTS] = {
    [ATLAS_IMPORT_ADDED] = counts->added,         [ATLAS_IMPORT_UPDATED] = counts->updated,
    [ATLAS_IMPORT_UNCHANGED] = counts->unchanged, [ATLAS_IMPORT_SKIPPED] = counts->skipped,
    [ATLAS_IMPORT_REFUSED] = counts->refused,     [ATLAS_IMPORT_UNPLACED] = counts->unplaced,
    [ATLAS_IMPORT_REMARKED] = counts->remarked,   [ATLAS_IMPORT_DIFFERING] = counts->differing,
    [ATLAS_IMPORT_DOUBLES] = counts->doubles,     [ATLAS_IMPORT_DOUBLED] = counts->doubled,
  };

  return all[list];
}

static char *
make_total (AtlasImport *import, AtlasImportList list)
{
  gint64 n = get_count (atlas_import_get_counts (import), list);
  guint listed = atlas_import_get_list (import, list)->len;
  g_autofree char *n_text = atlas_number_format (n);
  g_autofree char *listed_text = atlas_number_format (listed);
  GString *text;

  if (n > listed)
    return g_strdup_printf (_ ("The first %s of %s"), listed_text, n_text);
  text = g_string_new (get_total (list, (gulong) n));
  g_string_replace (text, "%s", n_text, 1);
  return g_string_free (text, FALSE);
}

/* Only what is faulty has a field and a reason; of the rest it is told who they are. */
static void
set_columns (AtlasRefusalView *self, GPtrArray *list)
{
  gboolean faults = self->which == ATLAS_IMPORT_REFUSED || self->which == ATLAS_IMPORT_REMARKED;

  gtk_column_view_column_set_visible (self->columns[COLUMN_FILE], is_of_several_files (list));
  gtk_column_view_column_set_visible (self->columns[COLUMN_FIELD],
                                      faults || self->which == ATLAS_IMPORT_DIFFERING);
  gtk_column_view_column_set_title (self->columns[COLUMN_REASON], get_reason_title (self));
}

void
atlas_refusal_view_set_import (AtlasRefusalView *self, AtlasImport *import, AtlasImportList list)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *total = NULL;
  GPtrArray *refusals;

  g_return_if_fail (ATLAS_IS_REFUSAL_VIEW (self));
  g_return_if_fail (import == NULL || ATLAS_IS_IMPORT (import));

  self->which = list;
  if (import == NULL)
    {
      g_list_store_remove_all (self->items);
      return;
    }

  refusals = atlas_import_get_list (import, list);
  for (guint i = 0; i < refusals->len; i++)
    {
      AtlasRefusalItem *item = g_object_new (ATLAS_TYPE_REFUSAL_ITEM, NULL);

      item->import = g_object_ref (import);
      item->refusal = g_ptr_array_index (refusals, i);
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata,
                       items->len);
  set_columns (self, refusals);
  gtk_widget_set_visible (self->save_rows,
                          list == ATLAS_IMPORT_REFUSED && atlas_import_get_tables (import)->len > 0);
  total = make_total (import, list);
  gtk_label_set_text (self->total, total);
}
