/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-plan.h"

#include <adwaita.h>

#include "atlas-count-row.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

struct _AtlasImportPlan
{
  GtkWidget parent_instance;

  GtkWidget *page;
  GtkLabel *heading;
  GtkLabel *origin;
  GtkWidget *synthetic;
  GtkWidget *tables;
  GtkWidget *see_columns;
  AdwActionRow *unknown_columns;
  AtlasCountRow *added, *updated, *unchanged, *skipped, *refused, *unplaced, *remarked, *differing, *doubles;
  AtlasCountRow *doubled;
  AdwComboRow *on_duplicate;
  AdwComboRow *on_doubled;

  gboolean worthwhile;
};

enum
{
  LIST_WANTED,
  COLUMNS_WANTED,
  DUPLICATE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasImportPlan, atlas_import_plan, GTK_TYPE_WIDGET)

/* Words. */

/* What all of it is, where all files are tables of one kind; NULL otherwise. */
static const AtlasKind *
get_only_kind (AtlasImport *import, guint n_files)
{
  GPtrArray *tables = atlas_import_get_tables (import);
  const AtlasKind *kind = NULL;

  for (guint i = 0; i < tables->len; i++)
    {
      const AtlasKind *own = ((AtlasImportTable *) g_ptr_array_index (tables, i))->mapping->kind;

      if (i > 0 && own != kind)
        return NULL;
      kind = own;
    }
  return tables->len == n_files ? kind : NULL;
}

static char *
make_heading (AtlasImport *import, guint n_files)
{
  const AtlasKind *kind = get_only_kind (import, n_files);
  gint64 n = atlas_import_get_counts (import)->read;
  g_autofree char *number = atlas_number_format (n);

  if (n == 0)
    return g_strdup (_ ("There are no people or events in it"));
  if (kind == &atlas_kind_estimate)
    return g_strdup_printf (ngettext ("%s estimate", "%s estimates", (gulong) n), number);
  if (kind == &atlas_kind_member)
    return g_strdup_printf (ngettext ("%s person", "%s people", (gulong) n), number);
  if (kind == &atlas_kind_event)
    return g_strdup_printf (ngettext ("%s event", "%s events", (gulong) n), number);
  return g_strdup_printf (ngettext ("%s person or event", "%s people and events", (gulong) n), number);
}

/* Whose data it is, and what is to be said beside the counts. */
static char *
make_origin (AtlasImport *import)
{
  GPtrArray *offices = atlas_import_get_offices (import);
  const AtlasImportCounts *counts = atlas_import_get_counts (import);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < offices->len; i++)
    {
      if (i > 0)
        g_string_append (names, ", ");
      g_string_append (names, g_ptr_array_index (offices, i));
    }
  if (offices->len > 0)
    /* Translators: then follow the names of the offices that sent the file: "From Ottawa" */
    g_string_append_printf (out, _ ("From %s"), names->str);
  if (counts->read > 0 && counts->added == 0 && counts->updated == 0)
    {
      if (out->len > 0)
        g_string_append (out, "\n");
      g_string_append (out, counts->refused == counts->read ? _ ("None of it can be taken")
                                                            : _ ("Nothing of it is new here"));
    }
  return g_strdup (out->str);
}

/* What it shows. */

static AtlasCountRow *
get_row (AtlasImportPlan *self, AtlasImportList list)
{
  AtlasCountRow *const rows[ATLAS_IMPORT_N_LISTS] = {
    [ATLAS_IMPORT_ADDED] = self->added,         [ATLAS_IMPORT_UPDATED] = self->updated,
    [ATLAS_IMPORT_UNCHANGED] = self->unchanged, [ATLAS_IMPORT_SKIPPED] = self->skipped,
    [ATLAS_IMPORT_REFUSED] = self->refused,     [ATLAS_IMPORT_UNPLACED] = self->unplaced,
    [ATLAS_IMPORT_REMARKED] = self->remarked,   [ATLAS_IMPORT_DIFFERING] = self->differing,
    [ATLAS_IMPORT_DOUBLES] = self->doubles,     [ATLAS_IMPORT_DOUBLED] = self->doubled,
  };

  return rows[list];
}

static void
show_counts (AtlasImportPlan *self, AtlasImport *import)
{
  const AtlasImportCounts *counts = atlas_import_get_counts (import);

  atlas_count_row_set_count (self->added, counts->added);
  atlas_count_row_set_count (self->updated, counts->updated);
  atlas_count_row_set_count (self->unchanged, counts->unchanged);
  atlas_count_row_set_count (self->skipped, counts->skipped);
  atlas_count_row_set_count (self->refused, counts->refused);
  atlas_count_row_set_count (self->unplaced, counts->unplaced);
  atlas_count_row_set_count (self->remarked, counts->remarked);
  atlas_count_row_set_count (self->differing, counts->differing);
  atlas_count_row_set_count (self->doubles, counts->doubles);
  atlas_count_row_set_count (self->doubled, counts->doubled);
  gtk_widget_set_visible (GTK_WIDGET (self->on_doubled), counts->doubled > 0);
  for (guint i = 0; i < ATLAS_IMPORT_N_LISTS; i++)
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (get_row (self, i)),
                                      atlas_import_get_list (import, i)->len > 0);
}

/* Of tables: which columns went nowhere, and whether values were not understood. */
static void
show_tables (AtlasImportPlan *self, AtlasImport *import, gboolean columns)
{
  GPtrArray *tables = atlas_import_get_tables (import);
  g_autoptr (GString) unknown = g_string_new (NULL);

  for (guint i = 0; i < tables->len; i++)
    {
      g_autofree char *headings = atlas_import_table_dup_unknown (g_ptr_array_index (tables, i));

      if (headings != NULL)
        g_string_append_printf (unknown, "%s%s", unknown->len > 0 ? ", " : "", headings);
    }
  gtk_widget_set_visible (self->tables, tables->len > 0);
  gtk_widget_set_visible (self->see_columns, columns);
  gtk_widget_set_visible (GTK_WIDGET (self->unknown_columns), unknown->len > 0);
  adw_action_row_set_subtitle (self->unknown_columns, unknown->str);
}

/* What the person does. */

/* In the order of the list. */
static const struct
{
  AtlasOnDuplicate what;
  const char *words;
} doubled_choices[] = {
  { ATLAS_ON_DUPLICATE_ADD, N_ ("They can be compared and merged afterwards") },
  { ATLAS_ON_DUPLICATE_UPDATE,
    N_ ("Where it is certain: the first row counts, the second fills in what it leaves open") },
  { ATLAS_ON_DUPLICATE_SKIP, N_ ("Where it is certain: the second row is left out") },
};

static void
update_duplicate_words (AtlasImportPlan *self)
{
  static const char *const words[] = {
    [ATLAS_ON_DUPLICATE_UPDATE] = N_ ("What was changed last wins; an older file replaces nothing"),
    [ATLAS_ON_DUPLICATE_SKIP] = N_ ("Only what is not here yet comes in"),
    [ATLAS_ON_DUPLICATE_ADD] = N_ ("They come in once more, beside those that are here"),
  };
  guint selected = adw_combo_row_get_selected (self->on_duplicate);

  if (selected < G_N_ELEMENTS (words))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->on_duplicate), _ (words[selected]));
  selected = adw_combo_row_get_selected (self->on_doubled);
  if (selected < G_N_ELEMENTS (doubled_choices))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->on_doubled), _ (doubled_choices[selected].words));
}

static void
on_duplicate_changed (AtlasImportPlan *self)
{
  update_duplicate_words (self);
  g_signal_emit (self, signals[DUPLICATE_CHANGED], 0);
}

static void
on_count_activated (AtlasCountRow *row, AtlasImportPlan *self)
{
  for (guint i = 0; i < ATLAS_IMPORT_N_LISTS; i++)
    if (get_row (self, i) == row)
      g_signal_emit (self, signals[LIST_WANTED], 0, i);
}

static void
on_see_columns_activated (AtlasImportPlan *self)
{
  g_signal_emit (self, signals[COLUMNS_WANTED], 0);
}

/* GObject. */

static void
atlas_import_plan_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ATLAS_TYPE_IMPORT_PLAN);

  G_OBJECT_CLASS (atlas_import_plan_parent_class)->dispose (object);
}

static void
atlas_import_plan_class_init (AtlasImportPlanClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_import_plan_dispose;
  g_type_ensure (ATLAS_TYPE_COUNT_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-import-plan.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, page);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, heading);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, origin);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, synthetic);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, added);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, updated);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, unchanged);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, skipped);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, refused);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, unplaced);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, remarked);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, differing);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, doubles);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, doubled);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, tables);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, see_columns);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, unknown_columns);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, on_duplicate);
  gtk_widget_class_bind_template_child (widget_class, AtlasImportPlan, on_doubled);
  gtk_widget_class_bind_template_callback (widget_class, on_count_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_see_columns_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_duplicate_changed);

  signals[LIST_WANTED] = g_signal_new ("list-wanted", ATLAS_TYPE_IMPORT_PLAN, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[COLUMNS_WANTED] = g_signal_new ("columns-wanted", ATLAS_TYPE_IMPORT_PLAN, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DUPLICATE_CHANGED] = g_signal_new ("duplicate-changed", ATLAS_TYPE_IMPORT_PLAN, G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
atlas_import_plan_init (AtlasImportPlan *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_duplicate_words (self);
}

void
atlas_import_plan_set_heading (AtlasImportPlan *self, const char *heading)
{
  g_return_if_fail (ATLAS_IS_IMPORT_PLAN (self));

  gtk_label_set_text (self->heading, heading);
  gtk_widget_set_visible (GTK_WIDGET (self->origin), FALSE);
}

void
atlas_import_plan_set_import (AtlasImportPlan *self, AtlasImport *import, guint n_files, gboolean columns)
{
  const AtlasImportCounts *counts;
  g_autofree char *heading = NULL;
  g_autofree char *origin = NULL;

  g_return_if_fail (ATLAS_IS_IMPORT_PLAN (self));
  g_return_if_fail (ATLAS_IS_IMPORT (import));

  counts = atlas_import_get_counts (import);
  self->worthwhile = counts->added + counts->updated > 0;
  heading = make_heading (import, n_files);
  origin = make_origin (import);
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->origin, origin);
  gtk_widget_set_visible (GTK_WIDGET (self->origin), *origin != '\0');
  gtk_widget_set_visible (self->synthetic, atlas_import_is_synthetic (import));
  show_counts (self, import);
  show_tables (self, import, columns);
}

gboolean
atlas_import_plan_is_worthwhile (AtlasImportPlan *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT_PLAN (self), FALSE);

  return self->worthwhile;
}

AtlasOnDuplicate
atlas_import_plan_get_on_duplicate (AtlasImportPlan *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT_PLAN (self), ATLAS_ON_DUPLICATE_UPDATE);

  return (AtlasOnDuplicate) adw_combo_row_get_selected (self->on_duplicate);
}

AtlasOnDuplicate
atlas_import_plan_get_on_doubled (AtlasImportPlan *self)
{
  guint selected;

  g_return_val_if_fail (ATLAS_IS_IMPORT_PLAN (self), ATLAS_ON_DUPLICATE_ADD);

  selected = adw_combo_row_get_selected (self->on_doubled);
  return selected < G_N_ELEMENTS (doubled_choices) ? doubled_choices[selected].what : ATLAS_ON_DUPLICATE_ADD;
}
