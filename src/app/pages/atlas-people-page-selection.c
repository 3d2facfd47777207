/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-people-page-private.h"

#include "atlas-discard-question.h"
#include "atlas-list-scroll.h"

/* Ids. */

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static gboolean
is_selected (AtlasPeoplePage *self, gint64 id)
{
  return g_array_binary_search (self->selected, &id, compare_ids, NULL);
}

static void
remember (AtlasPeoplePage *self, GtkBitset *positions)
{
  GtkBitsetIter iter;
  guint position, n_ids;
  const gint64 *ids = atlas_record_list_get_ids (self->list, &n_ids);

  g_array_set_size (self->selected, 0);
  if (gtk_bitset_iter_init_first (&iter, positions, &position))
    do
      if (position < n_ids)
        g_array_append_val (self->selected, ids[position]);
    while (gtk_bitset_iter_next (&iter, &position));
  g_array_sort (self->selected, compare_ids);
}

/* Where they stand now. */
static GtkBitset *
find_positions (AtlasPeoplePage *self)
{
  GtkBitset *positions = gtk_bitset_new_empty ();
  guint n_ids;
  const gint64 *ids = atlas_record_list_get_ids (self->list, &n_ids);

  if (self->selected->len == 1)
    {
      guint position;

      if (atlas_record_list_find (self->list, g_array_index (self->selected, gint64, 0), &position))
        gtk_bitset_add (positions, position);
    }
  else if (self->selected->len > 1)
    for (guint i = 0; i < n_ids; i++)
      if (is_selected (self, ids[i]))
        gtk_bitset_add (positions, i);
  return positions;
}

/* What is not there yet is selected once it is. */
static void
set_positions (AtlasPeoplePage *self, GtkBitset *positions)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, n);

  self->selecting = TRUE;
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), positions, all);
  self->selecting = FALSE;
}

/* Of rows that come a few in each frame: those at @positions at once. */
static void
make_sure_of (AtlasPeoplePage *self, GtkBitset *positions)
{
  if (!gtk_bitset_is_empty (positions) &&
      gtk_bitset_get_maximum (positions) >= g_list_model_get_n_items (G_LIST_MODEL (self->rows)))
    atlas_record_rows_complete (self->rows);
}

/* The list's keyboard cursor and scroll position. */

static GtkWidget *
find_list_view (AtlasPeoplePage *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      return child;
  return NULL;
}

void
atlas_people_page_scroll_to (AtlasPeoplePage *self, guint position)
{
  GtkWidget *rows = find_list_view (self);

  if (rows != NULL)
    atlas_list_scroll_to (rows, position);
}

gboolean
atlas_people_page_is_scrolling (AtlasPeoplePage *self)
{
  GtkWidget *rows = find_list_view (self);

  return rows != NULL && atlas_list_scroll_is_waiting (rows);
}

void
atlas_people_page_focus_list (AtlasPeoplePage *self)
{
  GtkWidget *rows = find_list_view (self);

  if (rows != NULL)
    gtk_widget_grab_focus (rows);
}

/* Leaving what is being edited. */

static void open_selected (AtlasPeoplePage *self);

static void
on_answered (gpointer owner, gboolean discard)
{
  AtlasPeoplePage *self = owner;
  g_autoptr (GtkBitset) asked_for = g_steal_pointer (&self->asked_for);

  self->asking = NULL;
  if (!discard)
    {
      /* Where another page was chosen meanwhile. */
      if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
        gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "people");
      atlas_people_page_show_editor (self, TRUE);
      atlas_record_editor_focus (self->editor);
      return;
    }
  atlas_record_editor_revert (self->editor);
  if (asked_for != NULL)
    {
      set_positions (self, asked_for);
      remember (self, asked_for);
      open_selected (self);
    }
}

gboolean
atlas_people_page_leave_editor (AtlasPeoplePage *self)
{
  if (atlas_record_editor_save (self->editor))
    return TRUE;
  if (self->asking == NULL)
    self->asking = atlas_discard_question_ask (GTK_WIDGET (self), on_answered);
  return FALSE;
}

/* Selecting. */

static void
open_selected (AtlasPeoplePage *self)
{
  g_autoptr (AtlasRecord) record = NULL;
  gint64 id = self->selected->len == 1 ? g_array_index (self->selected, gint64, 0) : 0;
  AtlasRecord *shown = atlas_record_editor_get_record (self->editor);

  if (id == 0 || shown == NULL || atlas_record_get_id (shown) != id)
    {
      if (id != 0)
        record =
          atlas_register_load (atlas_session_get_register (self->session), &atlas_kind_member, id, NULL);
      atlas_record_editor_set_record (self->editor, record);
    }
  atlas_people_page_update (self);
}

/* Whether somebody who asked for all got those rows only that had come by then. */
static gboolean
are_all_so_far (AtlasPeoplePage *self, GtkBitset *positions)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  return n > 1 && n < g_list_model_get_n_items (G_LIST_MODEL (self->list)) &&
         gtk_bitset_get_size (positions) == n;
}

/* Beyond the last record there are rows that nobody sees. Keys lead there all the same: back to the last. */
static gboolean
come_back (AtlasPeoplePage *self, GtkBitset *positions)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autoptr (GtkBitset) seen = NULL;
  g_autoptr (GtkBitset) all = NULL;

  if (gtk_bitset_is_empty (positions) || gtk_bitset_get_maximum (positions) < n)
    return FALSE;
  seen = gtk_bitset_copy (positions);
  gtk_bitset_remove_range_closed (seen, n, gtk_bitset_get_maximum (positions));
  if (n > 0 && gtk_bitset_is_empty (seen))
    gtk_bitset_add (seen, n - 1);
  all = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)));
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), seen, all);
  if (n > 0 && gtk_widget_get_focus_child (GTK_WIDGET (self->view)) != NULL)
    {
      atlas_people_page_scroll_to (self, n - 1);
      atlas_people_page_focus_list (self);
    }
  return TRUE;
}

static void
on_selection_changed (AtlasPeoplePage *self)
{
  g_autoptr (GtkBitset) positions = NULL;
  gint64 first;

  if (self->selecting || self->session == NULL)
    return;
  positions = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (are_all_so_far (self, positions))
    {
      atlas_record_rows_complete (self->rows);
      gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
      return;
    }
  if (come_back (self, positions))
    return;
  first = self->selected->len == 1 ? g_array_index (self->selected, gint64, 0) : 0;

  if (!atlas_people_page_leave_editor (self))
    {
      g_autoptr (GtkBitset) before = find_positions (self);

      g_clear_pointer (&self->asked_for, gtk_bitset_unref);
      self->asked_for = gtk_bitset_copy (positions);
      set_positions (self, before);
      return;
    }
  remember (self, positions);
  if (self->selected->len != 1 || g_array_index (self->selected, gint64, 0) != first ||
      atlas_record_editor_get_record (self->editor) == NULL)
    open_selected (self);
  else
    atlas_people_page_update (self);
}

/* Selected rows that are in the list again are selected again; after a deletion, whoever has taken the
 * place. */
static void
on_items_changed (AtlasPeoplePage *self)
{
  g_autoptr (GtkBitset) positions = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint position;

  if (atlas_record_list_is_halfway (self->list))
    return;
  positions = find_positions (self);
  if (self->wanted != 0)
    make_sure_of (self, positions);
  if (gtk_bitset_is_empty (positions) && self->left_at != GTK_INVALID_LIST_POSITION && n > 0)
    {
      gtk_bitset_add (positions, MIN (self->left_at, n - 1));
      remember (self, positions);
      set_positions (self, positions);
      open_selected (self);
    }
  else
    set_positions (self, positions);

  if (self->wanted != 0 && atlas_record_list_find (self->list, self->wanted, &position))
    {
      self->wanted = 0;
      atlas_people_page_scroll_to (self, position);
    }
  atlas_people_page_update (self);
}

/* What another search finds is looked at from its beginning. The list may stand elsewhere though its
 * adjustment says 0, as when it was hidden: so it is told each time. */
static void
on_replaced (AtlasPeoplePage *self)
{
  atlas_people_page_scroll_to (self, 0);
}

static void
drop (AtlasPeoplePage *self, gint64 id)
{
  guint index;

  if (g_array_binary_search (self->selected, &id, compare_ids, &index))
    g_array_remove_index (self->selected, index);
}

/* Whether they are still there, who were selected then. */
typedef struct
{
  AtlasPeoplePage *page;
  GCancellable *cancellable;
  GArray *selected;
} Asked;

static void
asked_free (Asked *self)
{
  g_object_unref (self->page);
  g_object_unref (self->cancellable);
  g_array_unref (self->selected);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GArray) ids = atlas_register_list_ids_finish (ATLAS_REGISTER (source), result, NULL);
  AtlasPeoplePage *self = asked->page;
  g_autofree gboolean *there = NULL;
  guint n_before = self->selected->len;

  if (asked->cancellable != self->asking_who)
    return;
  g_clear_object (&self->asking_who);
  /* The list says why. */
  if (ids == NULL)
    return;
  /* Those selected are in order, all others would have to be sorted: of a million, while the window waits. */
  there = g_new0 (gboolean, asked->selected->len);
  for (guint i = 0; i < ids->len; i++)
    {
      guint index;

      if (g_array_binary_search (asked->selected, &g_array_index (ids, gint64, i), compare_ids, &index))
        there[index] = TRUE;
    }
  for (guint i = 0; i < asked->selected->len; i++)
    if (!there[i])
      drop (self, g_array_index (asked->selected, gint64, i));
  if (self->selected->len < n_before)
    atlas_people_page_update (self);
}

static void
stop_asking (AtlasPeoplePage *self)
{
  g_cancellable_cancel (self->asking_who);
  g_clear_object (&self->asking_who);
}

/* Of the whole table, as those who are selected may not be among those who are searched for. */
static void
ask_who_is_there (AtlasPeoplePage *self)
{
  g_autoptr (AtlasQuery) everybody = atlas_query_parse (&atlas_kind_member, "", NULL);
  Asked *asked;

  stop_asking (self);
  if (self->selected->len == 0)
    return;
  self->asking_who = g_cancellable_new ();
  asked = g_new0 (Asked, 1);
  asked->page = g_object_ref (self);
  asked->cancellable = g_object_ref (self->asking_who);
  asked->selected = g_array_copy (self->selected);
  atlas_register_list_ids_async (atlas_session_get_register (self->session), everybody, NULL, 0,
                                 self->asking_who, on_listed, asked);
}

/* Who was deleted, or whose addition was undone, is not selected any more. */
static void
on_changed (AtlasPeoplePage *self, AtlasChange *change)
{
  guint n_ids, n_before = self->selected->len;
  const gint64 *ids;

  if (atlas_change_is_everything (change))
    {
      ask_who_is_there (self);
      return;
    }
  ids = atlas_change_get_ids (change, atlas_kind_get_table (&atlas_kind_member), ATLAS_CHANGE_DELETE, &n_ids);
  for (guint i = 0; i < n_ids; i++)
    drop (self, ids[i]);
  if (self->selected->len < n_before)
    atlas_people_page_update (self);
}

void
atlas_people_page_watch (AtlasPeoplePage *self, AtlasSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (atlas_session_get_register (self->session), on_changed, self);
  stop_asking (self);
  if (session != NULL)
    g_signal_connect_object (atlas_session_get_register (session), "changed", G_CALLBACK (on_changed), self,
                             G_CONNECT_SWAPPED);
}

/* Now there are rows, too, for all who are selected. */
static void
on_rows_settled (AtlasPeoplePage *self)
{
  g_autoptr (GtkBitset) positions = NULL;

  if (self->selected->len == 0 || !atlas_record_rows_is_settled (self->rows))
    return;
  positions = find_positions (self);
  set_positions (self, positions);
}

/* In an order just asked for, one wants to see the beginning, or whoever is selected. */
static void
on_loading_changed (AtlasPeoplePage *self)
{
  if (self->sorting && !atlas_record_list_is_loading (self->list))
    {
      g_autoptr (GtkBitset) positions = find_positions (self);

      self->sorting = FALSE;
      make_sure_of (self, positions);
      atlas_people_page_scroll_to (self,
                                   gtk_bitset_is_empty (positions) ? 0 : gtk_bitset_get_minimum (positions));
    }
  atlas_people_page_update (self);
}

void
atlas_people_page_select (AtlasPeoplePage *self, gint64 id)
{
  g_autoptr (GtkBitset) positions = NULL;

  g_array_set_size (self->selected, 0);
  g_array_append_val (self->selected, id);
  positions = find_positions (self);
  make_sure_of (self, positions);
  set_positions (self, positions);
  self->wanted = id;
  if (!gtk_bitset_is_empty (positions))
    {
      self->wanted = 0;
      atlas_people_page_scroll_to (self, gtk_bitset_get_minimum (positions));
    }
  open_selected (self);
}

void
atlas_people_page_unselect (AtlasPeoplePage *self)
{
  g_autoptr (GtkBitset) none = gtk_bitset_new_empty ();

  g_array_set_size (self->selected, 0);
  set_positions (self, none);
}

/* What was added is selected once it is there. */
static void
on_saved (AtlasPeoplePage *self, gint64 id)
{
  AtlasRecord *shown = atlas_record_editor_get_record (self->editor);
  g_autoptr (GtkBitset) positions = NULL;

  if (shown == NULL || atlas_record_get_id (shown) != id || is_selected (self, id))
    return;
  g_array_set_size (self->selected, 0);
  g_array_append_val (self->selected, id);
  self->wanted = id;
  on_items_changed (self);
}

static void
on_gone (AtlasPeoplePage *self)
{
  atlas_people_page_show_editor (self, FALSE);
  atlas_people_page_update (self);
}

static void
on_row_activated (AtlasPeoplePage *self)
{
  atlas_people_page_show_editor (self, TRUE);
  atlas_record_editor_focus (self->editor);
}

void
atlas_people_page_init_selection (AtlasPeoplePage *self)
{
  self->rows = atlas_record_rows_new (self->list, GTK_WIDGET (self->view));
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (on_selection_changed), self);

  /* After the selection has told its own listeners. */
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_connect_swapped (self->rows, "replaced", G_CALLBACK (on_replaced), self);
  g_signal_connect_swapped (self->rows, "notify::settled", G_CALLBACK (on_rows_settled), self);
  g_signal_connect_swapped (self->list, "notify::loading", G_CALLBACK (on_loading_changed), self);
  g_signal_connect_swapped (self->list, "notify::settled", G_CALLBACK (atlas_people_page_update), self);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (on_row_activated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "saved", G_CALLBACK (on_saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "gone", G_CALLBACK (on_gone), self, G_CONNECT_SWAPPED);
}
