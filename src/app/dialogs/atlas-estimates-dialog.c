/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-estimates-dialog.h"

#include "atlas-estimate.h"
#include "atlas-i18n.h"
#include "atlas-import-dialog.h"
#include "atlas-number.h"
#include "atlas-record-list.h"
#include "atlas-record-pane.h"
#include "atlas-region.h"

struct _AtlasEstimatesDialog
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwLeaflet *leaflet;
  GtkStack *dialog_faces;
  GtkListView *estimates;
  GtkLabel *reference;
  AdwBin *pane_bin;

  AtlasSession *session;
  AtlasRecordList *records;
  GtkSingleSelection *selection;
  AtlasRecordPane *pane;
  gboolean syncing; /* the selection follows the editor, not the other way round */
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
show_row (AtlasRecordItem *item, GParamSpec *pspec, GtkWidget *box)
{
  AtlasRecord *record = atlas_record_item_get_record (item);
  GtkWidget *texts = gtk_widget_get_first_child (box);
  GtkWidget *area = gtk_widget_get_first_child (texts);
  g_autofree char *area_text = record ? dup_area (record) : NULL;
  g_autofree char *source = record ? atlas_record_dup_title (record) : NULL;
  g_autofree char *total = record ? dup_number (record, "total") : NULL;

  gtk_label_set_text (GTK_LABEL (area), area_text ? area_text : "");
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (area)), source ? source : "");
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), total ? total : "");
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
set_up_row (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), new_label ("body"));
  gtk_box_append (GTK_BOX (texts), new_label ("caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (texts), "dim-label");
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), new_label ("numeric"));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  AtlasRecordItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);

  show_row (item, NULL, box);
  g_signal_connect_object (item, "notify::record", G_CALLBACK (show_row), box, 0);
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), show_row,
                                        gtk_list_item_get_child (list_item));
}

/* List and editor show the same estimate. */

static void
show_pane (AtlasEstimatesDialog *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->pane_bin));
}

static void
select_shown (AtlasEstimatesDialog *self)
{
  gint64 id = atlas_record_pane_get_id (self->pane);
  guint position = GTK_INVALID_LIST_POSITION;

  if (id == 0 || !atlas_record_list_find (self->records, id, &position))
    position = GTK_INVALID_LIST_POSITION;
  if (gtk_single_selection_get_selected (self->selection) == position)
    return;
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->syncing = FALSE;
}

static void
on_selected (AtlasEstimatesDialog *self)
{
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  if (self->syncing || item == NULL)
    return;
  if (atlas_record_pane_show (self->pane, atlas_record_item_get_id (item)))
    show_pane (self);
  else
    select_shown (self);
}

static void
on_activated (AtlasEstimatesDialog *self, guint position)
{
  g_autoptr (AtlasRecordItem) item = g_list_model_get_item (G_LIST_MODEL (self->records), position);

  if (item != NULL && atlas_record_pane_show (self->pane, atlas_record_item_get_id (item)))
    {
      show_pane (self);
      atlas_record_editor_focus (atlas_record_pane_get_editor (self->pane));
    }
}

/* As long as there is nothing to list, the whole window says what could be. */
static void
update_faces (AtlasEstimatesDialog *self)
{
  guint n;

  atlas_record_list_get_ids (self->records, &n);
  gtk_stack_set_visible_child_name (self->dialog_faces, n > 0 || atlas_record_pane_is_open (self->pane) ||
                                                            !atlas_record_list_is_settled (self->records)
                                                          ? "estimates"
                                                          : "none");
}

static void
on_list_changed (AtlasEstimatesDialog *self)
{
  select_shown (self);
  update_faces (self);
}

static void
on_folded_changed (AtlasEstimatesDialog *self)
{
  if (self->pane != NULL && atlas_record_pane_is_open (self->pane))
    show_pane (self);
}

static void
on_closed (AtlasEstimatesDialog *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  gtk_widget_grab_focus (GTK_WIDGET (self->estimates));
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

  for (guint i = 0; estimates != NULL && i < estimates->len; i++)
    {
      const AtlasEstimate *estimate = g_ptr_array_index (estimates, i);
      char *line = atlas_estimate_dup_source_line (estimate);

      if (!estimate->reference || g_hash_table_contains (seen, line))
        {
          g_free (line);
          continue;
        }
      g_hash_table_add (seen, line);
      /* Translators: %s is a source of estimates, such as a census */
      g_string_append_printf (text, _ ("Comes with the program: %s."), line);
      g_string_append_c (text, '\n');
    }
  g_string_append (text, estimates ? atlas_estimate_explain_gap ("US") : error->message);
  gtk_label_set_text (self->reference, text->str);
  g_string_free (text, TRUE);
}

/* What is told. */

static void
on_told (AtlasEstimatesDialog *self, const char *message, gboolean undo)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (markup);

  if (undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "estimates.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Actions. */

static void
new_estimate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasEstimatesDialog *self = ATLAS_ESTIMATES_DIALOG (widget);
  g_autoptr (AtlasRecord) draft = atlas_record_new (&atlas_kind_estimate);

  /* Out of sight the form can't take the focus. */
  gtk_stack_set_visible_child_name (self->dialog_faces, "estimates");
  if (atlas_record_pane_create (self->pane, draft))
    {
      show_pane (self);
      atlas_record_editor_focus (atlas_record_pane_get_editor (self->pane));
    }
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
  return !atlas_record_pane_close (ATLAS_ESTIMATES_DIALOG (window)->pane) ||
         GTK_WINDOW_CLASS (atlas_estimates_dialog_parent_class)->close_request (window);
}

static void
atlas_estimates_dialog_dispose (GObject *object)
{
  AtlasEstimatesDialog *self = ATLAS_ESTIMATES_DIALOG (object);

  if (self->pane != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->pane, self);
      g_signal_handlers_disconnect_by_data (self->records, self);
      g_signal_handlers_disconnect_by_data (self->selection, self);
      if (self->session != NULL)
        {
          g_signal_handlers_disconnect_by_data (self->session, self);
          atlas_session_set_teller (self->session, NULL);
        }
      atlas_record_pane_set_session (self->pane, NULL);
      atlas_record_list_set_session (self->records, NULL);
    }
  self->pane = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->records);
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
  gtk_widget_class_bind_template_child (widget_class, AtlasEstimatesDialog, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AtlasEstimatesDialog, dialog_faces);
  gtk_widget_class_bind_template_child (widget_class, AtlasEstimatesDialog, estimates);
  gtk_widget_class_bind_template_child (widget_class, AtlasEstimatesDialog, reference);
  gtk_widget_class_bind_template_child (widget_class, AtlasEstimatesDialog, pane_bin);
  gtk_widget_class_bind_template_callback (widget_class, set_up_row);
  gtk_widget_class_bind_template_callback (widget_class, bind_row);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_folded_changed);

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
  gtk_widget_init_template (GTK_WIDGET (self));

  self->pane = ATLAS_RECORD_PANE (
    atlas_record_pane_new (&atlas_kind_estimate, NULL, "view-list-bullet-symbolic",
                           _ ("No Estimate Selected"), _ ("Choose one from the list, or add a new one.")));
  adw_bin_set_child (self->pane_bin, GTK_WIDGET (self->pane));
  g_object_bind_property (self->leaflet, "folded", self->pane, "can-close", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->pane, "notify::id", G_CALLBACK (on_list_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);

  self->records = atlas_record_list_new (&atlas_kind_estimate);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->records));
  gtk_list_view_set_model (self->estimates, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->records, "items-changed", G_CALLBACK (on_list_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->records, "notify::settled", G_CALLBACK (on_list_changed), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
atlas_estimates_dialog_new (AtlasSession *session)
{
  AtlasEstimatesDialog *self;

  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);

  self = g_object_new (ATLAS_TYPE_ESTIMATES_DIALOG, NULL);
  self->session = g_object_ref (session);
  atlas_record_pane_set_session (self->pane, session);
  atlas_record_list_set_session (self->records, session);
  g_signal_connect_object (session, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  atlas_session_set_teller (session, self);
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
