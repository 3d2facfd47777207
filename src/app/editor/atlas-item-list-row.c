/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-item-list-row.h"

#include "atlas-i18n.h"
#include "atlas-item-row.h"
#include "atlas-row-message.h"

struct _AtlasItemListRow
{
  AdwPreferencesRow parent_instance;

  const AtlasField *field;
  AtlasSession *session;
  GtkListBox *list;
  AdwActionRow *header;
  GPtrArray *rows; /* of AtlasItemRow, as they stand in the list; those not in use are hidden */
  GtkLabel *message;
  AtlasItemRow *wrong;

  AtlasValue value; /* as loaded; good until touched */
  gboolean touched;
};

static void atlas_item_list_row_field_row_init (AtlasFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasItemListRow,
                               atlas_item_list_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_FIELD_ROW,
                                                      atlas_item_list_row_field_row_init))

static AtlasItemRow *
get_row (AtlasItemListRow *self, guint index)
{
  return g_ptr_array_index (self->rows, index);
}

static gboolean
is_used (AtlasItemRow *row)
{
  return gtk_widget_get_visible (GTK_WIDGET (row));
}

/* What the list comes to. */

static void
describe (AtlasItemListRow *self, const AtlasValue *value)
{
  g_autofree char *text = NULL;

  if (value->type == ATLAS_VALUE_NULL)
    text = g_strdup (self->field->hint ? _ (self->field->hint) : _ ("None yet"));
  adw_action_row_set_subtitle (self->header, text ? text : "");
}

/* Items. */

static void
touch (AtlasItemListRow *self)
{
  self->touched = TRUE;
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}

static void
on_dropped (AtlasItemListRow *self, AtlasItemRow *row)
{
  gtk_widget_set_visible (GTK_WIDGET (row), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->header));
  touch (self);
}

/* Each row of @self->rows knows its place there. */
static void
put (AtlasItemListRow *self, AtlasItemRow *row, guint place)
{
  guint from;

  if (!g_ptr_array_find (self->rows, row, &from) || from == place || place >= self->rows->len)
    return;
  g_ptr_array_insert (self->rows, (int) place, g_ptr_array_steal_index (self->rows, from));
  for (guint i = 0; i < self->rows->len; i++)
    atlas_item_row_set_order (get_row (self, i), i);
  /* They are moved where they stand, so that the one that has the focus keeps it. */
  gtk_list_box_invalidate_sort (self->list);
  touch (self);
}

static void
on_moved (AtlasItemListRow *self, AtlasItemRow *to, AtlasItemRow *row)
{
  guint place;

  if (g_ptr_array_find (self->rows, to, &place))
    put (self, row, place);
}

/* Past rows that are free, and not over the end. */
static void
on_stepped (AtlasItemListRow *self, int step, AtlasItemRow *row)
{
  guint from, to;

  if (!g_ptr_array_find (self->rows, row, &from))
    return;
  to = from + (guint) step;
  while (to < self->rows->len && !is_used (get_row (self, to)))
    to += (guint) step;
  if (to < self->rows->len)
    put (self, row, to);
}

/* The heading stays above them. */
static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer header)
{
  if ((gpointer) a == header || (gpointer) b == header)
    return a == b ? 0 : (gpointer) a == header ? -1 : 1;
  return (int) atlas_item_row_get_order (ATLAS_ITEM_ROW (a)) -
         (int) atlas_item_row_get_order (ATLAS_ITEM_ROW (b));
}

static AtlasItemRow *
add_row (AtlasItemListRow *self)
{
  GtkWidget *row = atlas_item_row_new (self->field->items);

  atlas_item_row_set_session (ATLAS_ITEM_ROW (row), self->session);
  atlas_item_row_set_append_only (ATLAS_ITEM_ROW (row), (self->field->flags & ATLAS_FIELD_APPEND_ONLY) != 0);
  g_signal_connect_object (row, "edited", G_CALLBACK (touch), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "dropped", G_CALLBACK (on_dropped), self, G_CONNECT_SWAPPED);
  atlas_item_row_set_ordered (ATLAS_ITEM_ROW (row), (self->field->flags & ATLAS_FIELD_ORDERED) != 0);
  atlas_item_row_set_order (ATLAS_ITEM_ROW (row), self->rows->len);
  g_signal_connect_object (row, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "stepped", G_CALLBACK (on_stepped), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->rows, row);
  return ATLAS_ITEM_ROW (row);
}

static void
add_item (AtlasItemListRow *self, AtlasRecord *item)
{
  guint last = self->rows->len;
  AtlasItemRow *row;

  /* At the end, in a row that is free if there is one there. */
  while (last > 0 && !is_used (get_row (self, last - 1)))
    last--;
  row = last < self->rows->len ? get_row (self, last) : add_row (self);
  atlas_item_row_set_item (row, item, last, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
  touch (self);
  atlas_item_row_focus (row);
}

static void
on_add (AtlasItemListRow *self)
{
  g_autoptr (AtlasRecord) item = atlas_record_new (self->field->items);

  add_item (self, item);
}

/* AtlasFieldRow. */

static void
load (AtlasFieldRow *row, AtlasRecord *record)
{
  AtlasItemListRow *self = ATLAS_ITEM_LIST_ROW (row);
  const AtlasValue *value = atlas_record_get_value (record, self->field);
  g_autoptr (GPtrArray) items = atlas_record_dup_items (record, self->field->key);

  atlas_value_clear (&self->value);
  atlas_value_copy (value, &self->value);
  self->touched = FALSE;
  while (self->rows->len < items->len)
    add_row (self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (i < items->len)
        atlas_item_row_set_item (get_row (self, i), g_ptr_array_index (items, i), i, TRUE);
      gtk_widget_set_visible (GTK_WIDGET (get_row (self, i)), i < items->len);
    }
  describe (self, value);
}

static gboolean
store (AtlasFieldRow *row, AtlasRecord *record, GError **error)
{
  AtlasItemListRow *self = ATLAS_ITEM_LIST_ROW (row);
  g_autoptr (GPtrArray) used = g_ptr_array_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);

  self->wrong = NULL;
  if (!self->touched)
    {
      atlas_value_clear (atlas_record_edit_value (record, self->field));
      atlas_value_copy (&self->value, atlas_record_edit_value (record, self->field));
      return TRUE;
    }
  for (guint i = 0; i < self->rows->len; i++)
    if (is_used (get_row (self, i)) && !atlas_item_row_is_removed (get_row (self, i)))
      g_ptr_array_add (used, get_row (self, i));
  for (guint i = 0; i < used->len; i++)
    {
      if (!atlas_item_row_check (g_ptr_array_index (used, i), error))
        {
          self->wrong = g_ptr_array_index (used, i);
          return FALSE;
        }
      g_ptr_array_add (items, atlas_record_ref (atlas_item_row_get_item (g_ptr_array_index (used, i))));
    }
  atlas_record_set_items (record, self->field->key, items);
  describe (self, atlas_record_get_value (record, self->field));
  return TRUE;
}

static void
set_session (AtlasFieldRow *row, AtlasSession *session)
{
  AtlasItemListRow *self = ATLAS_ITEM_LIST_ROW (row);

  g_set_object (&self->session, session);
  for (guint i = 0; i < self->rows->len; i++)
    atlas_item_row_set_session (get_row (self, i), session);
}

static void
set_error (AtlasFieldRow *row, const char *message)
{
  AtlasItemListRow *self = ATLAS_ITEM_LIST_ROW (row);

  /* An item that is open says so itself, by the field. */
  if (self->wrong != NULL && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self->wrong)))
    message = NULL;
  atlas_row_message_set (self->message, GTK_WIDGET (self), GTK_WIDGET (self->header), message);
}

static void
atlas_item_list_row_field_row_init (AtlasFieldRowInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->set_session = set_session;
  iface->set_error = set_error;
}

/* GObject. */

static gboolean
atlas_item_list_row_grab_focus (GtkWidget *widget)
{
  AtlasItemListRow *self = ATLAS_ITEM_LIST_ROW (widget);

  if (self->wrong == NULL)
    return gtk_widget_child_focus (GTK_WIDGET (self->header), GTK_DIR_TAB_FORWARD);
  atlas_item_row_focus (self->wrong);
  return TRUE;
}

static void
atlas_item_list_row_finalize (GObject *object)
{
  AtlasItemListRow *self = ATLAS_ITEM_LIST_ROW (object);

  g_ptr_array_unref (self->rows);
  g_clear_object (&self->session);
  atlas_value_clear (&self->value);

  G_OBJECT_CLASS (atlas_item_list_row_parent_class)->finalize (object);
}

static void
atlas_item_list_row_class_init (AtlasItemListRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_item_list_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = atlas_item_list_row_grab_focus;
}

static void
atlas_item_list_row_init (AtlasItemListRow *self)
{
  self->rows = g_ptr_array_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->header = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->header), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self->header), FALSE);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "within-row");
  gtk_list_box_append (self->list, GTK_WIDGET (self->header));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "holds-rows");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (self->list));
  self->message = atlas_row_message_new (GTK_LIST_BOX_ROW (self));
}

GtkWidget *
atlas_item_list_row_new (const AtlasField *field)
{
  g_autofree char *tooltip = NULL;
  GtkWidget *add_button;
  AtlasItemListRow *self;

  g_return_val_if_fail (field != NULL && field->items != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_ITEM_LIST_ROW, "title", atlas_field_get_label (field), NULL);
  self->field = field;
  if ((field->flags & ATLAS_FIELD_ORDERED) != 0)
    gtk_list_box_set_sort_func (self->list, compare_rows, self->header, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->header), atlas_field_get_label (field));
  if (field->hint != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->header), _ (field->hint));
  add_button = gtk_button_new_with_label (_ ("Add"));
  tooltip = g_strdup_printf (_ ("Add to %s"), atlas_field_get_label (field));
  gtk_widget_set_valign (add_button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (add_button, tooltip);
  g_signal_connect_swapped (add_button, "clicked", G_CALLBACK (on_add), self);
  adw_action_row_add_suffix (self->header, add_button);
  return GTK_WIDGET (self);
}
