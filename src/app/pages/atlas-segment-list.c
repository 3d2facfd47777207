/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-segment-list.h"

#include <string.h>

#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-query-said.h"
#include "atlas-segment-row.h"

struct _AtlasSegmentList
{
  GtkWidget parent_instance;

  GtkListBox *list;
  GtkWidget *save;
  GtkWidget *popover;
  GtkLabel *popover_title;
  GtkEditable *name;
  GtkWidget *accept;
  GtkLabel *complaint;

  AtlasSession *session;
  GPtrArray *segments; /* Segment, as the rows after "Everyone" */
  GCancellable *counting;
  gboolean counted; /* once, or it is on its way */
  gint64 renaming;  /* row id; 0: a new one is named */
  char *query;      /* of the new one */
  GActionMap *actions;
};

/* One saved search as the thread found it. */
typedef struct
{
  gint64 id;
  char *name;
  char *query;
  gint64 members; /* -1: its search is not understood */
  char *complaint;
} Segment;

G_DEFINE_FINAL_TYPE (AtlasSegmentList, atlas_segment_list, GTK_TYPE_WIDGET)

static void
segment_free (gpointer data)
{
  Segment *self = data;

  g_free (self->name);
  g_free (self->query);
  g_free (self->complaint);
  g_free (self);
}

/* Counting. */

static Segment *
segment_new (AtlasRegister *records, AtlasRecord *record, GCancellable *cancellable)
{
  Segment *self = g_new0 (Segment, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasPointSet) set = NULL;

  self->id = atlas_record_get_id (record);
  self->name = atlas_record_dup_title (record);
  self->query = g_strdup (atlas_record_get_text (record, "query"));
  query = atlas_register_parse_query (records, &atlas_kind_member, self->query, &error);
  set = query ? atlas_register_match (records, query, cancellable, &error) : NULL;
  self->members = set ? (gint64) atlas_point_set_get_total (set)->members : -1;
  self->complaint = error ? g_strdup (error->message) : NULL;
  return self;
}

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AtlasRegister *records = data;
  g_autoptr (GPtrArray) segments = g_ptr_array_new_with_free_func (segment_free);
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_segment, NULL, NULL);
  GError *error = NULL;
  g_autoptr (GArray) ids = atlas_register_list_ids (records, all, NULL, 0, cancellable, &error);

  for (guint i = 0; ids != NULL && i < ids->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (AtlasRecord) record =
        atlas_register_load (records, &atlas_kind_segment, g_array_index (ids, gint64, i), NULL);

      /* One that is gone meanwhile will be told of by the next change notice. */
      if (record != NULL)
        g_ptr_array_add (segments, segment_new (records, record, cancellable));
    }
  if (error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&segments), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
update_everyone (AtlasSegmentList *self)
{
  AtlasPointSet *points = self->session ? atlas_session_get_points (self->session) : NULL;
  guint n = points ? atlas_point_index_get_n_points (atlas_point_set_get_index (points)) : 0;

  if (points != NULL)
    atlas_segment_row_show_count (gtk_list_box_get_row_at_index (self->list, 0), n, NULL);
}

static char *
dup_search_for (const Segment *segment)
{
  return atlas_query_text_with (NULL, "segment", segment->name);
}

/* The row of what is being searched for; and whether there is something to save. */
static void
update_selection (AtlasSegmentList *self)
{
  AtlasFilter *filter = self->session ? atlas_session_get_filter (self->session, &atlas_kind_member) : NULL;
  const char *text = filter ? atlas_filter_get_text (filter) : "";
  gboolean can_save;
  GtkListBoxRow *found = *text == '\0' ? gtk_list_box_get_row_at_index (self->list, 0) : NULL;

  for (guint i = 0; i < self->segments->len && found == NULL; i++)
    {
      g_autofree char *search = dup_search_for (g_ptr_array_index (self->segments, i));

      if (strcmp (g_strchomp (search), text) == 0)
        found = gtk_list_box_get_row_at_index (self->list, (int) i + 1);
    }
  gtk_list_box_select_row (self->list, found);
  can_save = filter != NULL && *text != '\0' && found == NULL && atlas_filter_get_error (filter) == NULL;
  gtk_widget_set_sensitive (self->save, can_save);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, "replace")),
                               can_save);
}

static gboolean
is_same_list (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const Segment *first = g_ptr_array_index (a, i), *second = g_ptr_array_index (b, i);

      if (first->id != second->id || strcmp (first->name, second->name) != 0)
        return FALSE;
    }
  return TRUE;
}

/* @segments: (transfer full). Rows stay where nothing but their numbers changes. */
static void
show_segments (AtlasSegmentList *self, GPtrArray *segments)
{
  gboolean same = is_same_list (self->segments, segments);
  GtkListBoxRow *row;

  g_ptr_array_unref (self->segments);
  self->segments = segments;
  while (!same && (row = gtk_list_box_get_row_at_index (self->list, 1)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < segments->len; i++)
    {
      const Segment *segment = g_ptr_array_index (segments, i);

      if (!same)
        gtk_list_box_append (self->list, atlas_segment_row_new (segment->name, segment->id));
      atlas_segment_row_show_count (gtk_list_box_get_row_at_index (self->list, (int) i + 1), segment->members,
                                    segment->complaint);
    }
  update_selection (self);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasSegmentList *self = ATLAS_SEGMENT_LIST (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) segments = g_task_propagate_pointer (G_TASK (result), &error);

  /* Whoever began another waits for that one. */
  if (g_task_get_cancellable (G_TASK (result)) != self->counting)
    return;
  g_clear_object (&self->counting);
  if (segments != NULL)
    show_segments (self, g_steal_pointer (&segments));
  else
    atlas_session_fail (self->session, _ ("The segments can’t be read"), error);
}

static void
stop (AtlasSegmentList *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

static void
count (AtlasSegmentList *self)
{
  g_autoptr (GTask) task = NULL;

  stop (self);
  self->counting = g_cancellable_new ();
  task = g_task_new (self, self->counting, on_counted, NULL);
  g_task_set_task_data (task, g_object_ref (atlas_session_get_register (self->session)), g_object_unref);
  g_task_run_in_thread (task, count_in_thread);
}

/* They are counted among the same points as everybody, and not before these are there. */
static void
on_points (AtlasSegmentList *self)
{
  gboolean first = !self->counted;

  update_everyone (self);
  self->counted = self->counted || atlas_session_get_points (self->session) != NULL;
  if (first && self->counted)
    count (self);
}

static void
on_changed (AtlasSegmentList *self, AtlasChange *change)
{
  if (self->counted && atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_segment)))
    count (self);
}

static void
on_row_activated (AtlasSegmentList *self, GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);
  g_autofree char *search =
    index > 0 ? g_strchomp (dup_search_for (g_ptr_array_index (self->segments, (guint) index - 1)))
              : g_strdup ("");

  atlas_filter_set_text (atlas_session_get_filter (self->session, &atlas_kind_member), search);
}

/* Naming. */

static gboolean
is_taken (AtlasSegmentList *self, const char *name)
{
  g_autofree char *wanted = atlas_fold (name, -1);

  for (guint i = 0; i < self->segments->len; i++)
    {
      const Segment *segment = g_ptr_array_index (self->segments, i);
      g_autofree char *folded = atlas_fold (segment->name, -1);

      if (segment->id != self->renaming && strcmp (folded, wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
on_name_changed (AtlasSegmentList *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  const char *complaint = is_taken (self, name) ? _ ("A segment with this name already exists.") : NULL;

  gtk_label_set_text (self->complaint, complaint ? complaint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), complaint != NULL);
  gtk_widget_set_sensitive (self->accept, *name != '\0' && complaint == NULL);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasSession) session = data;
  g_autoptr (GError) error = NULL;

  if (atlas_register_save_finish (ATLAS_REGISTER (source), result, &error) == 0)
    atlas_session_fail (session, _ ("The segment could not be saved"), error);
}

static void
on_name_entered (AtlasSegmentList *self)
{
  AtlasRegister *records = atlas_session_get_register (self->session);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_autoptr (AtlasRecord) segment = NULL;
  g_autoptr (GError) error = NULL;

  if (!gtk_widget_get_sensitive (self->accept))
    return;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  if (self->renaming != 0)
    segment = atlas_register_load (records, &atlas_kind_segment, self->renaming, &error);
  else
    segment = atlas_record_new (&atlas_kind_segment);
  if (segment == NULL)
    {
      atlas_session_fail (self->session, _ ("The segment could not be saved"), error);
      return;
    }
  atlas_record_set_text (segment, "name", name);
  if (self->renaming == 0)
    atlas_record_set_text (segment, "query", self->query);
  atlas_register_save_async (records, segment, NULL, on_saved, g_object_ref (self->session));
}

static void
open_popover (AtlasSegmentList *self, GtkWidget *beside, const char *title, const char *name)
{
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (beside, GTK_WIDGET (self), &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                                 &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                  (int) bounds.size.width, (int) bounds.size.height });
  gtk_label_set_text (self->popover_title, title);
  gtk_editable_set_text (self->name, name);
  on_name_changed (self);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

void
atlas_segment_list_save (AtlasSegmentList *self, const char *query)
{
  g_return_if_fail (ATLAS_IS_SEGMENT_LIST (self));
  g_return_if_fail (query != NULL);

  self->renaming = 0;
  g_free (self->query);
  self->query = g_strdup (query);
  open_popover (self, self->save, _ ("Save as Segment"), "");
}

static void
on_save_clicked (AtlasSegmentList *self)
{
  atlas_segment_list_save (
    self, atlas_filter_get_text (atlas_session_get_filter (self->session, &atlas_kind_member)));
}

/* Actions of a row. */

static void
rename_segment (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AtlasSegmentList *self = data;
  gint64 id = g_variant_get_int64 (parameter);

  for (guint i = 0; i < self->segments->len; i++)
    {
      const Segment *segment = g_ptr_array_index (self->segments, i);
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) i + 1);

      if (segment->id != id)
        continue;
      self->renaming = id;
      open_popover (self, GTK_WIDGET (row), _ ("Rename Segment"), segment->name);
    }
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasSession) session = data;
  g_autoptr (GError) error = NULL;

  if (atlas_register_delete_finish (ATLAS_REGISTER (source), result, &error))
    atlas_session_tell (session, _ ("Segment deleted"), TRUE);
  else
    atlas_session_fail (session, _ ("The segment could not be deleted"), error);
}

static void
delete_segment (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AtlasSegmentList *self = data;
  gint64 id = g_variant_get_int64 (parameter);

  atlas_register_delete_async (atlas_session_get_register (self->session), &atlas_kind_segment, &id, 1, NULL,
                               on_deleted, g_object_ref (self->session));
}

static AtlasRecord *
load_segment (AtlasSegmentList *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  AtlasRecord *segment =
    atlas_register_load (atlas_session_get_register (self->session), &atlas_kind_segment, id, &error);

  if (segment == NULL)
    atlas_session_fail (self->session, _ ("The segment can’t be read"), error);
  return segment;
}

/* Puts what it searches for into the search field, where it can be changed. */
static void
edit_segment (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AtlasSegmentList *self = data;
  g_autoptr (AtlasRecord) segment = load_segment (self, g_variant_get_int64 (parameter));

  if (segment != NULL)
    atlas_filter_set_text (atlas_session_get_filter (self->session, &atlas_kind_member),
                           atlas_record_get_text (segment, "query"));
}

static void
on_replaced (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasSession) session = data;
  g_autoptr (GError) error = NULL;

  if (atlas_register_save_finish (ATLAS_REGISTER (source), result, &error) != 0)
    atlas_session_tell (session, _ ("Segment changed"), TRUE);
  else
    atlas_session_fail (session, _ ("The segment could not be saved"), error);
}

/* What was searched for within the segment itself becomes that and what it was. */
static char *
dup_replacement (AtlasRecord *segment, const char *text)
{
  g_autoptr (AtlasQuerySaid) said = atlas_query_read_field (&atlas_kind_member, text, "segment");
  g_autofree char *own = atlas_query_quote_value (atlas_record_get_text (segment, "name"), FALSE);
  g_autofree char *value = atlas_query_normalize_value (&atlas_kind_member, "segment", own);
  g_autofree char *rest = NULL;

  if (said->says != ATLAS_QUERY_SAYS_VALUES || !said->settable || g_strv_length (said->values) != 1 ||
      g_strcmp0 (said->values[0], value) != 0)
    return g_strdup (text);
  rest = atlas_query_clear_field (&atlas_kind_member, text, "segment");
  return g_strconcat (atlas_record_get_text (segment, "query"), " ", g_strstrip (rest), NULL);
}

static void
replace_segment (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AtlasSegmentList *self = data;
  g_autoptr (AtlasRecord) segment = load_segment (self, g_variant_get_int64 (parameter));
  g_autofree char *query = NULL;

  if (segment == NULL)
    return;
  query = dup_replacement (
    segment, atlas_filter_get_text (atlas_session_get_filter (self->session, &atlas_kind_member)));
  atlas_record_set_text (segment, "query", query);
  atlas_register_save_async (atlas_session_get_register (self->session), segment, NULL, on_replaced,
                             g_object_ref (self->session));
}

static void
add_actions (AtlasSegmentList *self)
{
  static const GActionEntry entries[] = {
    { .name = "edit", .activate = edit_segment, .parameter_type = "x" },
    { .name = "replace", .activate = replace_segment, .parameter_type = "x" },
    { .name = "rename", .activate = rename_segment, .parameter_type = "x" },
    { .name = "delete", .activate = delete_segment, .parameter_type = "x" },
  };
  GSimpleActionGroup *actions = g_simple_action_group_new ();

  self->actions = G_ACTION_MAP (actions);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "segments", G_ACTION_GROUP (actions));
}

/* GObject. */

static void
atlas_segment_list_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (atlas_segment_list_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (GTK_POPOVER (ATLAS_SEGMENT_LIST (widget)->popover));
}

static void
atlas_segment_list_dispose (GObject *object)
{
  AtlasSegmentList *self = ATLAS_SEGMENT_LIST (object);
  GtkWidget *child;

  if (self->session != NULL)
    atlas_segment_list_set_session (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (atlas_segment_list_parent_class)->dispose (object);
}

static void
atlas_segment_list_finalize (GObject *object)
{
  AtlasSegmentList *self = ATLAS_SEGMENT_LIST (object);

  g_ptr_array_unref (self->segments);
  g_free (self->query);
  g_object_unref (self->actions);
  G_OBJECT_CLASS (atlas_segment_list_parent_class)->finalize (object);
}

static void
atlas_segment_list_class_init (AtlasSegmentListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = atlas_segment_list_dispose;
  object_class->finalize = atlas_segment_list_finalize;
  widget_class->size_allocate = atlas_segment_list_size_allocate;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-segment-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasSegmentList, list);
  gtk_widget_class_bind_template_child (widget_class, AtlasSegmentList, save);
  gtk_widget_class_bind_template_child (widget_class, AtlasSegmentList, popover);
  gtk_widget_class_bind_template_child (widget_class, AtlasSegmentList, popover_title);
  gtk_widget_class_bind_template_child (widget_class, AtlasSegmentList, name);
  gtk_widget_class_bind_template_child (widget_class, AtlasSegmentList, accept);
  gtk_widget_class_bind_template_child (widget_class, AtlasSegmentList, complaint);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_name_entered);
}

static void
atlas_segment_list_init (AtlasSegmentList *self)
{
  GtkEventController *focus;

  self->segments = g_ptr_array_new_with_free_func (segment_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_append (self->list, atlas_segment_row_new (_ ("Everyone"), 0));
  add_actions (self);
  /* Within the list what is selected goes with the focus. Left behind it would say that this is shown. */
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "leave", G_CALLBACK (update_selection), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), focus);
  update_selection (self);
}

void
atlas_segment_list_set_session (AtlasSegmentList *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_SEGMENT_LIST (self));

  if (self->session == session)
    return;
  if (self->session != NULL)
    {
      stop (self);
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
      g_signal_handlers_disconnect_by_data (atlas_session_get_filter (self->session, &atlas_kind_member),
                                            self);
      show_segments (self, g_ptr_array_new_with_free_func (segment_free));
      self->counted = FALSE;
    }
  g_set_object (&self->session, session);
  /* What was being named belonged to the other database. */
  self->renaming = 0;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), session != NULL);
  atlas_segment_row_show_count (gtk_list_box_get_row_at_index (self->list, 0), 0, NULL);
  update_selection (self);
  if (session == NULL)
    return;

  g_signal_connect_object (session, "notify::points", G_CALLBACK (on_points), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (atlas_session_get_register (session), "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (atlas_session_get_register (session), "points-changed", G_CALLBACK (count), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (atlas_session_get_filter (session, &atlas_kind_member), "notify::text",
                           G_CALLBACK (update_selection), self, G_CONNECT_SWAPPED);
  on_points (self);
}

gboolean
atlas_segment_list_is_counting (AtlasSegmentList *self)
{
  g_return_val_if_fail (ATLAS_IS_SEGMENT_LIST (self), FALSE);

  return self->counting != NULL;
}
