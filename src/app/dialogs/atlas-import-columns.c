/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-columns.h"

#include <adwaita.h>

#include "atlas-i18n.h"
#include "atlas-import-column-row.h"
#include "atlas-number.h"
#include "atlas-wrap-layout.h"

/* Rows that may hold the headings. */
#define MAX_HEADINGS 9

struct _AtlasImportColumns
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *facts;
  GtkLabel *form;
  GtkDropDown *kind, *encoding, *separator, *sheet, *headings;
  GtkLabel *notice;
  GtkListView *list;

  AtlasImportLook *look;
  GtkStringList *items; /* one for each column; only their number matters */
  gboolean setting;
};

enum
{
  MAPPED,
  CORRECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasImportColumns, atlas_import_columns, GTK_TYPE_WIDGET)

static const struct
{
  AtlasEncoding encoding;
  const char *label;
} encodings[] = {
  { ATLAS_ENCODING_UTF_8, "UTF-8" },
  { ATLAS_ENCODING_WINDOWS_1252, "Windows-1252" },
  { ATLAS_ENCODING_MAC_ROMAN, "Mac OS Roman" },
  { ATLAS_ENCODING_IBM_850, "MS-DOS 850" },
  { ATLAS_ENCODING_UTF_16_LE, "UTF-16 LE" },
  { ATLAS_ENCODING_UTF_16_BE, "UTF-16 BE" },
};

static const struct
{
  char separator;
  const char *label;
} separators[] = {
  { ',', N_ ("Comma") },
  { ';', N_ ("Semicolon") },
  /* Translators: the character */
  { '\t', N_ ("Tab") },
  /* Translators: the character | */
  { '|', N_ ("Bar") },
};

/* Those that come in tables. */
static const AtlasKind *const kinds[] = { &atlas_kind_member, &atlas_kind_event, &atlas_kind_estimate };

/* What is known of the file. */

static void
select_fact (GtkDropDown *fact, GtkStringList *model, guint selected)
{
  gtk_drop_down_set_model (fact, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (fact, selected);
  g_object_unref (model);
}

static void
show_kind (AtlasImportColumns *self)
{
  GtkStringList *model = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gtk_string_list_append (model, _ (kinds[i]->plural_label));
      if (kinds[i] == self->look->mapping->kind)
        selected = i;
    }
  select_fact (self->kind, model, selected);
}

static void
show_text (AtlasImportColumns *self)
{
  const AtlasCsvDialect *dialect = &self->look->dialect;
  GtkStringList *model = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gtk_string_list_append (model, encodings[i].label);
      if (encodings[i].encoding == dialect->encoding)
        selected = i;
    }
  select_fact (self->encoding, model, selected);

  model = gtk_string_list_new (NULL);
  selected = GTK_INVALID_LIST_POSITION;
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      gtk_string_list_append (model, _ (separators[i].label));
      if (separators[i].separator == dialect->separator)
        selected = i;
    }
  if (selected == GTK_INVALID_LIST_POSITION)
    {
      const char other[] = { dialect->separator, '\0' };

      gtk_string_list_append (model, other);
      selected = G_N_ELEMENTS (separators);
    }
  select_fact (self->separator, model, selected);
}

static void
show_sheets (AtlasImportColumns *self)
{
  GtkStringList *model = gtk_string_list_new ((const char *const *) self->look->sheets);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; self->look->sheets[i] != NULL; i++)
    if (g_strcmp0 (self->look->sheets[i], self->look->sheet) == 0)
      selected = i;
  select_fact (self->sheet, model, selected);
}

static void
show_headings (AtlasImportColumns *self)
{
  guint n = MIN (MAX_HEADINGS, atlas_table_sample_get_n_rows (self->look->sample));
  GtkStringList *model = gtk_string_list_new (NULL);

  /* Translators: a table that has no row of headings */
  gtk_string_list_append (model, _ ("None"));
  for (guint i = 0; i < MAX (n, self->look->mapping->n_headings); i++)
    {
      const AtlasRow *row = atlas_table_sample_get_row (self->look->sample, i);
      g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT, row->line);
      g_autofree char *label = g_strdup_printf (_ ("Line %s"), line);

      gtk_string_list_append (model, label);
    }
  select_fact (self->headings, model, self->look->mapping->n_headings);
}

static const char *
name_form (const AtlasImportLook *look)
{
  switch (look->form)
    {
    case ATLAS_IMPORT_FORM_BOOK:
      return _ ("Workbook");
    case ATLAS_IMPORT_FORM_CARDS:
      return _ ("Address cards");
    case ATLAS_IMPORT_FORM_OBJECTS:
      return _ ("JSON of another program");
    case ATLAS_IMPORT_FORM_TEXT:
    case ATLAS_IMPORT_FORM_RECORDS:
    default:
      return _ ("Table in text");
    }
}

static void
show_fact (GtkDropDown *fact, gboolean visible)
{
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (fact)), visible);
}

static void
show_facts (AtlasImportColumns *self)
{
  const AtlasImportLook *look = self->look;
  gboolean cards = look->form == ATLAS_IMPORT_FORM_CARDS;

  self->setting = TRUE;
  gtk_label_set_text (self->form, name_form (look));
  show_kind (self);
  show_headings (self);
  if (look->form == ATLAS_IMPORT_FORM_TEXT)
    show_text (self);
  if (look->sheets != NULL)
    show_sheets (self);
  show_fact (self->kind, !cards);
  show_fact (self->headings, !cards && look->form != ATLAS_IMPORT_FORM_OBJECTS);
  show_fact (self->encoding, look->form == ATLAS_IMPORT_FORM_TEXT);
  show_fact (self->separator, look->form == ATLAS_IMPORT_FORM_TEXT);
  show_fact (self->sheet, look->sheets != NULL);
  self->setting = FALSE;
}

static void
show_notice (AtlasImportColumns *self)
{
  const AtlasMapping *mapping = self->look->mapping;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < mapping->n_columns; i++)
    n += mapping->columns[i].reason == ATLAS_MAP_BY_NOTHING && mapping->columns[i].how == ATLAS_MAP_KEEP;
  number = atlas_number_format (n);
  if (mapping->n_columns == 0)
    text = g_strdup (_ ("There is nothing on this sheet. Choose another one above."));
  else if (!atlas_mapping_is_useful (mapping))
    text = g_strdup (_ ("None of the columns is understood. Say at least which one holds the names, or check "
                        "what stands above."));
  else if (!atlas_mapping_can_name (mapping))
    text = g_strdup (_ ("No column holds names, and nobody can be recorded without one. Say which does."));
  else if (n > 0)
    text =
      g_strdup_printf (ngettext ("%s column was not understood: it is kept with the people, but not shown.",
                                 "%s columns were not understood: they are kept with the people, but not "
                                 "shown.",
                                 n),
                       number);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), text != NULL);
  gtk_label_set_text (self->notice, text != NULL ? text : "");
}

/* What the person says. */

static void
on_fact_selected (AtlasImportColumns *self)
{
  if (!self->setting && self->look != NULL)
    g_signal_emit (self, signals[CORRECTED], 0);
}

void
atlas_import_columns_get_choice (AtlasImportColumns *self, AtlasImportChoice *choice)
{
  const AtlasImportLook *look;
  guint encoding, separator, sheet, kind;
  gboolean same_rows;

  g_return_if_fail (ATLAS_IS_IMPORT_COLUMNS (self));
  g_return_if_fail (self->look != NULL && choice != NULL);

  look = self->look;
  encoding = gtk_drop_down_get_selected (self->encoding);
  separator = gtk_drop_down_get_selected (self->separator);
  sheet = gtk_drop_down_get_selected (self->sheet);
  kind = gtk_drop_down_get_selected (self->kind);

  *choice = look->choice;
  choice->sheet = g_strdup (look->choice.sheet);
  if (look->form == ATLAS_IMPORT_FORM_TEXT && encoding < G_N_ELEMENTS (encodings) &&
      encodings[encoding].encoding != look->dialect.encoding)
    choice->dialect.encoding = encodings[encoding].encoding;
  if (look->form == ATLAS_IMPORT_FORM_TEXT && separator < G_N_ELEMENTS (separators) &&
      separators[separator].separator != look->dialect.separator)
    choice->dialect.separator = separators[separator].separator;
  if (look->sheets != NULL && sheet < g_strv_length (look->sheets))
    {
      g_free (choice->sheet);
      choice->sheet = g_strdup (look->sheets[sheet]);
    }
  if (kind < G_N_ELEMENTS (kinds) && kinds[kind] != look->mapping->kind)
    choice->kind = kinds[kind];
  /* In another sheet, or between other separators, the headings stand elsewhere. */
  same_rows = g_strcmp0 (choice->sheet, look->sheet) == 0 &&
              choice->dialect.separator == look->choice.dialect.separator &&
              choice->dialect.encoding == look->choice.dialect.encoding;
  if (!same_rows)
    choice->n_headings = -1;
  else if (gtk_drop_down_get_selected (self->headings) != look->mapping->n_headings)
    choice->n_headings = (int) gtk_drop_down_get_selected (self->headings);
}

static void
on_row_changed (AtlasImportColumns *self)
{
  show_notice (self);
  g_signal_emit (self, signals[MAPPED], 0);
}

/* The list. */

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, AtlasImportColumns *self)
{
  GtkWidget *row = atlas_import_column_row_new ();

  g_signal_connect_object (row, "changed", G_CALLBACK (on_row_changed), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, AtlasImportColumns *self)
{
  if (self->look != NULL)
    atlas_import_column_row_set (ATLAS_IMPORT_COLUMN_ROW (gtk_list_item_get_child (item)), self->look,
                                 gtk_list_item_get_position (item));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, AtlasImportColumns *self)
{
  atlas_import_column_row_set (ATLAS_IMPORT_COLUMN_ROW (gtk_list_item_get_child (item)), NULL, 0);
}

/* GObject. */

static void
atlas_import_columns_dispose (GObject *object)
{
  AtlasImportColumns *self = ATLAS_IMPORT_COLUMNS (object);

  self->look = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), ATLAS_TYPE_IMPORT_COLUMNS);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (atlas_import_columns_parent_class)->dispose (object);
}

static void
atlas_import_columns_class_init (AtlasImportColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_import_columns_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-import-columns.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasImportColumns, box);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportColumns, facts);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportColumns, form);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportColumns, kind);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportColumns, encoding);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportColumns, separator);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportColumns, sheet);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportColumns, headings);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportColumns, notice);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportColumns, list);
  gtk_widget_class_bind_template_callback (widget_class, on_fact_selected);

  signals[MAPPED] = g_signal_new ("mapped", ATLAS_TYPE_IMPORT_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[CORRECTED] = g_signal_new ("corrected", ATLAS_TYPE_IMPORT_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
}

static void
atlas_import_columns_init (AtlasImportColumns *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->facts, atlas_wrap_layout_new (6));
  self->items = gtk_string_list_new (NULL);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

void
atlas_import_columns_set_look (AtlasImportColumns *self, AtlasImportLook *look)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_return_if_fail (ATLAS_IS_IMPORT_COLUMNS (self));
  g_return_if_fail (look == NULL || look->mapping != NULL);

  /* The rows let go of the look before. */
  gtk_string_list_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), NULL);
  self->look = look;
  if (look == NULL)
    return;
  show_facts (self);
  show_notice (self);
  for (guint i = 0; i < look->mapping->n_columns; i++)
    g_ptr_array_add (names, look->mapping->columns[i].heading);
  g_ptr_array_add (names, NULL);
  gtk_string_list_splice (self->items, 0, 0, (const char *const *) names->pdata);
}
