/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-estimates-dialog.h"

#include "atlas-estimate.h"
#include "atlas-i18n.h"
#include "atlas-import-dialog.h"
#include "atlas-number.h"
#include "atlas-record-browser.h"
#include "atlas-region.h"
#include "atlas-teller.h"

struct _AtlasEstimatesDialog
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwBin *bin;
  GtkWidget *nothing;
  GtkLabel *reference;
  GtkWidget *numbers;
  GtkGrid *grid;

  AtlasSession *session;
  AtlasRecordBrowser *browser;
};

G_DEFINE_FINAL_TYPE (AtlasEstimatesDialog, atlas_estimates_dialog, ADW_TYPE_WINDOW)

/* Rows: the area and the number, and below them who says so. */

static char *
dup_area (AtlasRecord *record)
{
  const char *place = atlas_record_get_text (record, "place");
  const char *code = atlas_record_get_text (record, "region");
  const char *country = atlas_record_get_text (record, "country");
  guint region = code ? atlas_region_find (code, -1) : ATLAS_REGION_NONE;

  if (place != NULL)
    return g_strdup (place);
  if (region != ATLAS_REGION_NONE)
    return g_strdup (atlas_region_get_name (region));
  return g_strdup (country ? atlas_vocabulary_label_for (&atlas_vocabulary_country, country) : "");
}

static char *
dup_number (AtlasRecord *record, const char *key)
{
  const AtlasValue *value =
    atlas_record_get_value (record, atlas_kind_find_field (&atlas_kind_estimate, key, -1));

  return value->type == ATLAS_VALUE_INTEGER ? atlas_number_format (value->integer) : g_strdup ("");
}

static void
describe (AtlasRecord *record, char **title, char **detail, char **number)
{
  *title = dup_area (record);
  *detail = atlas_record_dup_title (record);
  *number = dup_number (record, "total");
}

/* A line of the numbers that come with the program; @row counts on. */
static void
add_line (AtlasEstimatesDialog *self, int *row, const char *text, const char *number)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_grid_attach (self->grid, label, 0, *row, number ? 1 : 2, 1);
  if (number == NULL)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
      gtk_widget_add_css_class (label, "heading");
    }
  else
    {
      GtkWidget *value = gtk_label_new (number);

      gtk_label_set_xalign (GTK_LABEL (value), 1);
      gtk_widget_set_hexpand (value, TRUE);
      gtk_widget_add_css_class (value, "numeric");
      gtk_grid_attach (self->grid, value, 1, *row, 1, 1);
    }
  (*row)++;
}

static void
add_note (AtlasEstimatesDialog *self, int *row, const char *note)
{
  GtkWidget *label;

  add_line (self, row, note, NULL);
  label = gtk_grid_get_child_at (self->grid, 0, *row - 1);
  gtk_widget_remove_css_class (label, "heading");
  gtk_widget_add_css_class (label, "caption");
}

static void
add_estimate (AtlasEstimatesDialog *self, int *row, const AtlasEstimate *estimate)
{
  g_autofree char *number = atlas_number_format (estimate->total);
  const char *area = estimate->place != NULL ? estimate->place
                     : estimate->region != ATLAS_REGION_NONE
                       ? atlas_region_get_name (estimate->region)
                       : atlas_vocabulary_label_for (&atlas_vocabulary_country, estimate->country);

  add_line (self, row, area, number);
}

/* What comes with the program, and why no more does. */
static void
show_reference (AtlasEstimatesDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) estimates =
    atlas_register_list_estimates (atlas_session_get_register (self->session), &error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *text = g_string_new (NULL);
  int row = 0;

  for (guint i = 0; estimates != NULL && i < estimates->len; i++)
    {
      const AtlasEstimate *estimate = g_ptr_array_index (estimates, i);
      g_autofree char *line = NULL;

      if (!estimate->reference)
        continue;
      line = atlas_estimate_dup_source_line (estimate);
      if (!g_hash_table_contains (seen, line))
        {
          /* Translators: %s is a source of estimates, such as a census */
          g_string_append_printf (text, _ ("Comes with the program: %s."), line);
          g_string_append_c (text, '\n');
          add_line (self, &row, line, NULL);
          if (estimate->note != NULL)
            add_note (self, &row, estimate->note);
          g_hash_table_add (seen, g_steal_pointer (&line));
        }
      add_estimate (self, &row, estimate);
    }
  gtk_widget_set_visible (self->numbers, row > 0);
  g_string_append (text, estimates ? atlas_estimate_explain_gap ("US") : error->message);
  gtk_label_set_text (self->reference, text->str);
  g_string_free (text, TRUE);
}

/* Actions. */

static void
new_estimate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasEstimatesDialog *self = ATLAS_ESTIMATES_DIALOG (widget);
  g_autoptr (AtlasRecord) draft = atlas_record_new (&atlas_kind_estimate);

  atlas_record_browser_create (self->browser, draft);
}

static void
import (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_import_dialog_choose (GTK_WINDOW (widget), ATLAS_ESTIMATES_DIALOG (widget)->session);
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_session_undo (ATLAS_ESTIMATES_DIALOG (widget)->session, FALSE);
}

static void
redo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_session_undo (ATLAS_ESTIMATES_DIALOG (widget)->session, TRUE);
}

/* GObject. */

/* What can't be saved is asked about by the pane, and the window stays. */
static gboolean
atlas_estimates_dialog_close_request (GtkWindow *window)
{
  AtlasEstimatesDialog *self = ATLAS_ESTIMATES_DIALOG (window);

  return !atlas_record_pane_close (atlas_record_browser_get_pane (self->browser)) ||
         GTK_WINDOW_CLASS (atlas_estimates_dialog_parent_class)->close_request (window);
}

static void
atlas_estimates_dialog_dispose (GObject *object)
{
  AtlasEstimatesDialog *self = ATLAS_ESTIMATES_DIALOG (object);

  if (self->browser != NULL)
    atlas_record_browser_set_session (self->browser, NULL);
  self->browser = NULL;
  g_clear_object (&self->session);

  G_OBJECT_CLASS (atlas_estimates_dialog_parent_class)->dispose (object);
}

static void
atlas_estimates_dialog_class_init (AtlasEstimatesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_estimates_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = atlas_estimates_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-estimates-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasEstimatesDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, AtlasEstimatesDialog, bin);
  gtk_widget_class_bind_template_child (widget_class, AtlasEstimatesDialog, nothing);
  gtk_widget_class_bind_template_child (widget_class, AtlasEstimatesDialog, reference);
  gtk_widget_class_bind_template_child (widget_class, AtlasEstimatesDialog, numbers);
  gtk_widget_class_bind_template_child (widget_class, AtlasEstimatesDialog, grid);

  gtk_widget_class_install_action (widget_class, "estimates.new", NULL, new_estimate);
  gtk_widget_class_install_action (widget_class, "estimates.import", NULL, import);
  gtk_widget_class_install_action (widget_class, "estimates.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "estimates.redo", NULL, redo);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "estimates.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, "estimates.import", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "estimates.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "estimates.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
atlas_estimates_dialog_init (AtlasEstimatesDialog *self)
{
  GtkWidget *pane;

  gtk_widget_init_template (GTK_WIDGET (self));

  pane =
    atlas_record_pane_new (&atlas_kind_estimate, NULL, "view-list-bullet-symbolic",
                           _ ("No Estimate Selected"), _ ("Choose one from the list, or add a new one."));
  self->browser =
    ATLAS_RECORD_BROWSER (atlas_record_browser_new (ATLAS_RECORD_PANE (pane), describe, _ ("Estimates")));
  atlas_record_browser_set_nothing (self->browser, self->nothing);
  adw_bin_set_child (self->bin, GTK_WIDGET (self->browser));
}

GtkWidget *
atlas_estimates_dialog_new (AtlasSession *session)
{
  AtlasEstimatesDialog *self;

  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);

  self = g_object_new (ATLAS_TYPE_ESTIMATES_DIALOG, NULL);
  self->session = g_object_ref (session);
  atlas_record_browser_set_session (self->browser, session);
  atlas_teller_begin (GTK_WIDGET (self), self->toasts, session, "estimates.undo");
  show_reference (self);
  return GTK_WIDGET (self);
}

void
atlas_estimates_dialog_open (GtkWindow *parent, AtlasSession *session)
{
  GtkWidget *self;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  self = atlas_estimates_dialog_new (session);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}
