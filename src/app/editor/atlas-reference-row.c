/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-reference-row.h"

#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-row-message.h"
#include "atlas-suggestions.h"

#define MAX_SUGGESTED 10
#define MAX_TYPED     256

struct _AtlasReferenceRow
{
  AdwEntryRow parent_instance;

  const AtlasField *field;
  AtlasSession *session;
  GtkWidget *open_button;
  GtkLabel *message;
  AtlasSuggestions *suggestions;
  GCancellable *searching;

  char *uuid;  /* NULL: none */
  char *title; /* how it is shown: while that stands in the entry, the value is @uuid */
  gint64 id;   /* 0: it is not there */
  gboolean loading;
};

static void atlas_reference_row_field_row_init (AtlasFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasReferenceRow,
                               atlas_reference_row,
                               ADW_TYPE_ENTRY_ROW,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_FIELD_ROW,
                                                      atlas_reference_row_field_row_init))

static const char *
get_text (AtlasReferenceRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self));
}

/* One record, by its index: well under a millisecond. */
static void
show_reference (AtlasReferenceRow *self, const char *uuid)
{
  g_autoptr (AtlasRecord) record = NULL;
  g_autofree char *kept = g_strdup (uuid);
  AtlasUuid parsed;

  g_free (self->uuid);
  self->uuid = g_steal_pointer (&kept);
  if (self->session != NULL && self->uuid != NULL && atlas_uuid_parse (self->uuid, -1, &parsed))
    record = atlas_register_load_uuid (atlas_session_get_register (self->session), self->field->refers,
                                       &parsed, NULL);
  g_free (self->title);
  self->title = record != NULL       ? atlas_record_dup_title (record)
                : self->uuid != NULL ? g_strdup (_ ("No longer here"))
                                     : g_strdup ("");
  self->id = record != NULL ? atlas_record_get_id (record) : 0;
  gtk_widget_set_visible (self->open_button, self->id != 0);
  if (!g_str_equal (get_text (self), self->title))
    gtk_editable_set_text (GTK_EDITABLE (self), self->title);
}

/* Looking for others. */

/* What tells it from others of that name. */
static char *
dup_detail (AtlasRecord *record)
{
  const AtlasKind *kind = atlas_record_get_kind (record);
  const AtlasField *start = atlas_kind_find_field (kind, "start", -1);

  if (start != NULL)
    return atlas_field_display (start, atlas_record_get_value (record, start));
  return g_strdup (atlas_record_get_text (record, "address.city"));
}

static void
search_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AtlasQuery *query = data;
  const AtlasKind *kind = atlas_query_get_kind (query);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) ids = NULL;
  GError *error = NULL;

  ids = atlas_register_list_ids (source, query, kind == &atlas_kind_member ? "" : NULL, MAX_SUGGESTED,
                                 cancellable, &error);
  if (ids == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AtlasRecord) record =
        atlas_register_load (source, kind, g_array_index (ids, gint64, i), NULL);
      g_autofree char *title = record ? atlas_record_dup_title (record) : NULL;
      g_autofree char *detail = record ? dup_detail (record) : NULL;
      char uuid[ATLAS_UUID_TEXT_SIZE];

      if (record == NULL)
        continue;
      atlas_uuid_format (atlas_record_get_uuid (record), uuid);
      g_ptr_array_add (found, atlas_suggestion_new (uuid, title, detail, NULL));
    }
  g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_ptr_array_unref);
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasReferenceRow) self = data;
  g_autoptr (GPtrArray) found = g_task_propagate_pointer (G_TASK (result), NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->searching)
    return;
  g_clear_object (&self->searching);
  if (found != NULL && self->suggestions != NULL)
    atlas_suggestions_offer (self->suggestions, found);
}

static void
stop_searching (AtlasReferenceRow *self)
{
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
}

static void
begin_search (AtlasReferenceRow *self)
{
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (GTask) task = NULL;
  char words[MAX_TYPED];

  stop_searching (self);
  /* Words alone: a name with a colon in it is no search for a field. */
  if (self->session == NULL || atlas_fold_words (get_text (self), -1, words, sizeof words) == 0 ||
      (query = atlas_query_parse (self->field->refers, words, NULL)) == NULL)
    {
      gtk_popover_popdown (GTK_POPOVER (self->suggestions));
      return;
    }
  self->searching = g_cancellable_new ();
  task = g_task_new (atlas_session_get_register (self->session), self->searching, on_searched,
                     g_object_ref (self));
  g_task_set_task_data (task, g_steal_pointer (&query), (GDestroyNotify) atlas_query_unref);
  g_task_run_in_thread (task, search_in_thread);
}

static void
on_text_changed (AtlasReferenceRow *self)
{
  if (self->loading)
    return;
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
  begin_search (self);
}

static void
on_chosen (AtlasReferenceRow *self, AtlasSuggestion *suggestion)
{
  stop_searching (self);
  self->loading = TRUE;
  show_reference (self, atlas_suggestion_get_text (suggestion));
  self->loading = FALSE;
  gtk_editable_set_position (GTK_EDITABLE (self), -1);
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}

static void
on_open (AtlasReferenceRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWindow *parent = GTK_IS_WINDOW (root) ? gtk_window_get_transient_for (GTK_WINDOW (root)) : NULL;

  gtk_widget_activate_action (parent ? GTK_WIDGET (parent) : GTK_WIDGET (self), "win.show-record", "(sx)",
                              self->field->refers->name, self->id);
  if (parent != NULL)
    gtk_window_close (GTK_WINDOW (root));
}

/* AtlasFieldRow. */

static void
load (AtlasFieldRow *row, AtlasRecord *record)
{
  AtlasReferenceRow *self = ATLAS_REFERENCE_ROW (row);

  stop_searching (self);
  self->loading = TRUE;
  gtk_editable_set_enable_undo (GTK_EDITABLE (self), FALSE);
  show_reference (self, atlas_record_get_text (record, self->field->key));
  gtk_editable_set_enable_undo (GTK_EDITABLE (self), TRUE);
  self->loading = FALSE;
}

static gboolean
store (AtlasFieldRow *row, AtlasRecord *record, GError **error)
{
  AtlasReferenceRow *self = ATLAS_REFERENCE_ROW (row);
  const char *text = get_text (self);

  if (*text == '\0')
    atlas_record_set_text (record, self->field->key, NULL);
  else if (self->title != NULL && g_str_equal (text, self->title))
    atlas_record_set_text (record, self->field->key, self->uuid);
  else
    {
      g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, "%s",
                   _ ("is not known yet: choose one of those that are found"));
      return FALSE;
    }
  return TRUE;
}

static void
set_session (AtlasFieldRow *row, AtlasSession *session)
{
  AtlasReferenceRow *self = ATLAS_REFERENCE_ROW (row);

  stop_searching (self);
  g_set_object (&self->session, session);
}

static void
set_error (AtlasFieldRow *row, const char *message)
{
  atlas_row_message_set (ATLAS_REFERENCE_ROW (row)->message, GTK_WIDGET (row), GTK_WIDGET (row), message);
}

static void
atlas_reference_row_field_row_init (AtlasFieldRowInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->set_session = set_session;
  iface->set_error = set_error;
}

/* GObject. */

static void
atlas_reference_row_dispose (GObject *object)
{
  AtlasReferenceRow *self = ATLAS_REFERENCE_ROW (object);

  stop_searching (self);
  if (self->suggestions != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->suggestions));
  self->suggestions = NULL;
  g_clear_object (&self->session);

  G_OBJECT_CLASS (atlas_reference_row_parent_class)->dispose (object);
}

static void
atlas_reference_row_finalize (GObject *object)
{
  AtlasReferenceRow *self = ATLAS_REFERENCE_ROW (object);

  g_free (self->uuid);
  g_free (self->title);

  G_OBJECT_CLASS (atlas_reference_row_parent_class)->finalize (object);
}

static void
atlas_reference_row_class_init (AtlasReferenceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_reference_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_reference_row_finalize;
}

static void
atlas_reference_row_init (AtlasReferenceRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->message = atlas_row_message_new (GTK_LIST_BOX_ROW (self));
  self->open_button = gtk_button_new_from_icon_name ("go-next-symbolic");
  gtk_widget_set_tooltip_text (self->open_button, _ ("Show"));
  gtk_widget_set_valign (self->open_button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->open_button, FALSE);
  gtk_widget_add_css_class (self->open_button, "flat");
  g_signal_connect_swapped (self->open_button, "clicked", G_CALLBACK (on_open), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), self->open_button);
  self->suggestions = atlas_suggestions_new (GTK_WIDGET (self), NULL, NULL);
  g_signal_connect_swapped (self->suggestions, "chosen", G_CALLBACK (on_chosen), self);
  g_signal_connect (self, "changed", G_CALLBACK (on_text_changed), NULL);
}

GtkWidget *
atlas_reference_row_new (const AtlasField *field)
{
  AtlasReferenceRow *self;

  g_return_val_if_fail (field != NULL && field->refers != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_REFERENCE_ROW, "title", atlas_field_get_label (field), NULL);
  self->field = field;
  return GTK_WIDGET (self);
}
