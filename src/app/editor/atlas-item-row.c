/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-item-row.h"

#include "atlas-consent-words.h"
#include "atlas-field-rows.h"
#include "atlas-field-words.h"
#include "atlas-i18n.h"
#include "atlas-stop-words.h"

struct _AtlasItemRow
{
  AdwExpanderRow parent_instance;

  const AtlasKind *kind;
  AtlasRecord *item;
  AtlasSession *session;
  guint order;
  gboolean saved, removed, loading, append_only;

  AtlasFieldRow **rows; /* one for each field; NULL until first opened */
  gboolean *wrong;
  GtkWidget *remove_button;
  GtkWidget *handle; /* by which it is dragged; or NULL */
};

enum
{
  EDITED,
  DROPPED,
  MOVED,
  STEPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasItemRow, atlas_item_row, ADW_TYPE_EXPANDER_ROW)

/* Words. */

static void
describe (AtlasItemRow *self, GString *title, GString *rest)
{
  if (self->kind == &atlas_kind_consent)
    {
      g_autofree char *words = atlas_consent_dup_title (self->item);
      g_autofree char *detail = atlas_consent_dup_detail (self->item);

      g_string_assign (title, words);
      g_string_assign (rest, detail);
      return;
    }
  if (atlas_stop_words_describe (self->item, title, rest))
    return;
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const AtlasField *field = &self->kind->fields[i];
      g_autofree char *words = atlas_field_words_display (field, atlas_record_get_value (self->item, field));
      GString *to = i == 0 ? title : rest;

      if (*words != '\0')
        g_string_append_printf (to, "%s%s", to->len > 0 ? " · " : "", words);
    }
  if (title->len == 0)
    g_string_append (title, _ (self->kind->nameless));
}

static void
show_words (AtlasItemRow *self)
{
  g_autoptr (GString) title = g_string_new (NULL);
  g_autoptr (GString) rest = g_string_new (NULL);

  describe (self, title, rest);
  if (self->removed)
    g_string_assign (rest, _ ("Will be removed when you save"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title->str);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), rest->str);
}

static void
show_removed (AtlasItemRow *self)
{
  const char *tooltip = self->removed ? _ ("Put Back") : _ ("Remove");

  gtk_button_set_icon_name (GTK_BUTTON (self->remove_button),
                            self->removed ? "edit-undo-symbolic" : "user-trash-symbolic");
  gtk_widget_set_tooltip_text (self->remove_button, tooltip);
  if (self->removed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "removed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "removed");
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), !self->removed);
  show_words (self);
}

static gboolean
is_kept (AtlasItemRow *self)
{
  return self->append_only && self->saved;
}

static void
show_kept (AtlasItemRow *self)
{
  gboolean kept = is_kept (self);

  gtk_widget_set_visible (self->remove_button, !kept);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), kept ? _ ("On record; add a new entry instead") : NULL);
  for (guint i = 0; self->rows != NULL && i < self->kind->n_fields; i++)
    gtk_widget_set_sensitive (GTK_WIDGET (self->rows[i]), !kept);
}

/* Fields. */

static void
set_error (AtlasItemRow *self, guint index, const char *message)
{
  self->wrong[index] = message != NULL;
  atlas_field_row_set_error (self->rows[index], message);
}

static void
on_field_edited (AtlasItemRow *self)
{
  if (self->loading)
    return;
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      g_autoptr (GError) error = NULL;

      atlas_field_row_set_draft (self->rows[i], self->item);
      if (!atlas_field_row_store (self->rows[i], self->item, &error))
        set_error (self, i, error->message);
      else
        set_error (self, i, NULL);
    }
  show_words (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
load_rows (AtlasItemRow *self)
{
  if (self->rows == NULL)
    return;
  self->loading = TRUE;
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      atlas_field_row_load (self->rows[i], self->item);
      atlas_field_row_set_draft (self->rows[i], self->item);
      set_error (self, i, NULL);
    }
  self->loading = FALSE;
}

/* Most items are only looked at. */
static void
on_expanded (AtlasItemRow *self)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)) || self->rows != NULL)
    return;

  self->rows = g_new0 (AtlasFieldRow *, self->kind->n_fields);
  self->wrong = g_new0 (gboolean, self->kind->n_fields);
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      self->rows[i] = atlas_field_row_new (&self->kind->fields[i]);
      atlas_field_row_set_session (self->rows[i], self->session);
      g_signal_connect_object (self->rows[i], "edited", G_CALLBACK (on_field_edited), self,
                               G_CONNECT_SWAPPED);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->rows[i]));
    }
  load_rows (self);
  show_kept (self);
}

static void
on_remove (AtlasItemRow *self)
{
  if (!self->saved)
    {
      g_signal_emit (self, signals[DROPPED], 0);
      return;
    }
  self->removed = !self->removed;
  show_removed (self);
  g_signal_emit (self, signals[EDITED], 0);
}

/* Moving. */

static GdkContentProvider *
on_drag_prepare (AtlasItemRow *self)
{
  return gdk_content_provider_new_typed (ATLAS_TYPE_ITEM_ROW, self);
}

static void
on_drag_begin (AtlasItemRow *self, GdkDrag *drag, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, paintable, 12, 12);
}

/* One of another list, or of another window, is none of ours. */
static gboolean
on_drop (AtlasItemRow *self, const GValue *value)
{
  AtlasItemRow *moved = g_value_get_object (value);

  if (moved == NULL || moved == self ||
      gtk_widget_get_parent (GTK_WIDGET (moved)) != gtk_widget_get_parent (GTK_WIDGET (self)))
    return FALSE;
  g_signal_emit (moved, signals[MOVED], 0, self);
  return TRUE;
}

static void
step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[STEPPED], 0, g_variant_get_int32 (parameter));
}

/* GObject. */

static void
atlas_item_row_finalize (GObject *object)
{
  AtlasItemRow *self = ATLAS_ITEM_ROW (object);

  g_clear_pointer (&self->item, atlas_record_unref);
  g_clear_object (&self->session);
  g_free (self->rows);
  g_free (self->wrong);

  G_OBJECT_CLASS (atlas_item_row_parent_class)->finalize (object);
}

static void
atlas_item_row_class_init (AtlasItemRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = atlas_item_row_finalize;

  signals[EDITED] =
    g_signal_new ("edited", ATLAS_TYPE_ITEM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DROPPED] =
    g_signal_new ("dropped", ATLAS_TYPE_ITEM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] = g_signal_new ("moved", ATLAS_TYPE_ITEM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, ATLAS_TYPE_ITEM_ROW);
  signals[STEPPED] = g_signal_new ("stepped", ATLAS_TYPE_ITEM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_install_action (widget_class, "item.step", "i", step);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "item.step", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Up, GDK_ALT_MASK, "item.step", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "item.step", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Down, GDK_ALT_MASK, "item.step", "i", 1);
}

static void
atlas_item_row_init (AtlasItemRow *self)
{
  self->remove_button = gtk_button_new ();
  gtk_widget_set_valign (self->remove_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->remove_button, "flat");
  g_signal_connect_swapped (self->remove_button, "clicked", G_CALLBACK (on_remove), self);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->remove_button);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (on_expanded), NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "item.step", FALSE);
}

GtkWidget *
atlas_item_row_new (const AtlasKind *kind)
{
  AtlasItemRow *self;

  g_return_val_if_fail (kind != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_ITEM_ROW, NULL);
  self->kind = kind;
  return GTK_WIDGET (self);
}

void
atlas_item_row_set_item (AtlasItemRow *self, AtlasRecord *item, guint order, gboolean saved)
{
  g_return_if_fail (ATLAS_IS_ITEM_ROW (self));
  g_return_if_fail (item != NULL);

  g_clear_pointer (&self->item, atlas_record_unref);
  self->item = atlas_record_copy (item);
  self->order = order;
  self->saved = saved;
  self->removed = FALSE;
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
  load_rows (self);
  show_removed (self);
  show_kept (self);
}

void
atlas_item_row_set_append_only (AtlasItemRow *self, gboolean append_only)
{
  g_return_if_fail (ATLAS_IS_ITEM_ROW (self));

  self->append_only = append_only;
}

void
atlas_item_row_set_ordered (AtlasItemRow *self, gboolean ordered)
{
  GtkDragSource *source;
  GtkDropTarget *target;

  g_return_if_fail (ATLAS_IS_ITEM_ROW (self));

  if (!ordered || self->handle != NULL)
    return;
  self->handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  gtk_widget_set_tooltip_text (self->handle, _ ("Drag to another place, or press Alt+Up or Alt+Down"));
  gtk_widget_set_cursor_from_name (self->handle, "grab");
  gtk_widget_add_css_class (self->handle, "dim-label");
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), self->handle);
  source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (on_drag_prepare), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (on_drag_begin), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (source));
  target = gtk_drop_target_new (ATLAS_TYPE_ITEM_ROW, GDK_ACTION_MOVE);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "item.step", TRUE);
}

void
atlas_item_row_set_session (AtlasItemRow *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_ITEM_ROW (self));

  g_set_object (&self->session, session);
  for (guint i = 0; self->rows != NULL && i < self->kind->n_fields; i++)
    atlas_field_row_set_session (self->rows[i], session);
}

AtlasRecord *
atlas_item_row_get_item (AtlasItemRow *self)
{
  g_return_val_if_fail (ATLAS_IS_ITEM_ROW (self), NULL);
  return self->item;
}

guint
atlas_item_row_get_order (AtlasItemRow *self)
{
  g_return_val_if_fail (ATLAS_IS_ITEM_ROW (self), 0);
  return self->order;
}

void
atlas_item_row_set_order (AtlasItemRow *self, guint order)
{
  g_return_if_fail (ATLAS_IS_ITEM_ROW (self));
  self->order = order;
}

gboolean
atlas_item_row_is_removed (AtlasItemRow *self)
{
  g_return_val_if_fail (ATLAS_IS_ITEM_ROW (self), FALSE);
  return self->removed;
}

gboolean
atlas_item_row_check (AtlasItemRow *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const AtlasField *fault = NULL;

  g_return_val_if_fail (ATLAS_IS_ITEM_ROW (self), FALSE);

  for (guint i = 0; self->rows != NULL && i < self->kind->n_fields; i++)
    if (!atlas_field_row_store (self->rows[i], self->item, &local_error))
      {
        fault = &self->kind->fields[i];
        break;
      }
  if (fault == NULL && atlas_record_check (self->item, &fault, &local_error))
    return TRUE;

  if (self->rows != NULL)
    set_error (self, atlas_kind_index_of (self->kind, fault),
               atlas_field_without_key (fault, local_error->message));
  g_set_error (error, ATLAS_RECORD_ERROR, local_error->code, "%s: %s", atlas_field_get_label (fault),
               atlas_field_without_key (fault, local_error->message));
  return FALSE;
}

void
atlas_item_row_focus (AtlasItemRow *self)
{
  g_return_if_fail (ATLAS_IS_ITEM_ROW (self));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  for (guint i = 0; self->rows != NULL && i < self->kind->n_fields; i++)
    if (self->wrong[i])
      {
        gtk_widget_grab_focus (GTK_WIDGET (self->rows[i]));
        return;
      }
  if (self->rows != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->rows[0]));
}
