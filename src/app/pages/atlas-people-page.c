/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-people-page-private.h"

#include "atlas-config.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

/* Below this width, pixels, list and editor take turns. */
#define FOLD_WIDTH   700
#define EDITOR_WIDTH 420

static void atlas_people_page_page_init (AtlasPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasPeoplePage,
                               atlas_people_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_PAGE, atlas_people_page_page_init))

/* What is to be seen. */

static const char *
choose_list_face (AtlasPeoplePage *self)
{
  AtlasFilter *filter;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    return "list";
  if (self->session == NULL || !atlas_record_list_is_settled (self->list))
    return "loading";
  /* What is shown stays while another answer is on its way. */
  if (atlas_record_list_is_loading (self->list))
    return gtk_stack_get_visible_child_name (self->list_stack);
  filter = atlas_session_get_filter (self->session, &atlas_kind_member);
  return atlas_query_is_empty (atlas_filter_get_query (filter)) ? "empty" : "nothing";
}

static const char *
choose_editor_face (AtlasPeoplePage *self)
{
  if (self->selected->len > 1)
    return "many";
  return atlas_record_editor_get_record (self->editor) != NULL ? "editor" : "none";
}

static void
show_number_selected (AtlasPeoplePage *self)
{
  g_autofree char *number = atlas_number_format (self->selected->len);
  g_autofree char *text =
    g_strdup_printf (ngettext ("%s person selected", "%s people selected", self->selected->len), number);

  gtk_label_set_text (self->selected_label, self->selected->len > 0 ? text : "");
  adw_status_page_set_title (self->many, text);
  gtk_widget_set_visible (self->compare_button, self->selected->len == 2);
}

static void
show_hint (AtlasPeoplePage *self, gboolean editing)
{
  AtlasRecord *shown = editing ? atlas_record_editor_get_record (self->editor) : NULL;

  atlas_duplicate_hint_set_member (self->hint, self->session, shown ? atlas_record_get_id (shown) : 0);
}

void
atlas_people_page_update (AtlasPeoplePage *self)
{
  const char *list_face = choose_list_face (self);
  const char *editor_face = choose_editor_face (self);
  gboolean welcoming = g_str_equal (list_face, "empty") && g_str_equal (editor_face, "none");

  gtk_stack_set_visible_child_name (self->list_stack, list_face);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (list_face, "loading"));
  gtk_stack_set_visible_child_name (self->editor_stack, editor_face);
  /* Of a search that finds nobody it stays: if it came and went with each letter, GTK would look up the
   * styles of all rows anew, 5 ms, since they stand beside it. */
  gtk_widget_set_visible (self->list_bar,
                          g_str_equal (list_face, "list") || g_str_equal (list_face, "nothing"));
  gtk_widget_set_visible (self->list_pane, !self->folded || !self->editing);
  gtk_widget_set_visible (self->editor_pane, (!self->folded || self->editing) && !welcoming);
  gtk_widget_set_visible (self->back_bar, self->folded);
  gtk_widget_set_size_request (self->editor_pane, self->folded ? -1 : EDITOR_WIDTH, -1);
  show_number_selected (self);
  show_hint (self, g_str_equal (editor_face, "editor"));
  atlas_people_page_update_actions (self);
}

void
atlas_people_page_show_editor (AtlasPeoplePage *self, gboolean editor)
{
  self->editing = editor;
  if (self->folded)
    atlas_people_page_update (self);
}

/* Which widgets are visible can't be changed while they are being allocated. */
static gboolean
fold (gpointer data)
{
  AtlasPeoplePage *self = data;

  self->folding_later = 0;
  atlas_people_page_update (self);
  return G_SOURCE_REMOVE;
}

static void
atlas_people_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (widget);
  gboolean folded = width < FOLD_WIDTH;

  gtk_widget_allocate (GTK_WIDGET (self->paned), width, height, baseline, NULL);
  if (folded == self->folded)
    return;
  self->folded = folded;
  if (self->folding_later == 0)
    self->folding_later = g_idle_add_full (G_PRIORITY_HIGH, fold, self, NULL);
}

static void
atlas_people_page_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (widget);

  gtk_widget_measure (GTK_WIDGET (self->paned), orientation, for_size, minimum, natural, NULL, NULL);

  /* Both panes side by side are wider than a phone, but fold then. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, 300);
}

/* Settings. */

static void
on_columns_changed (AtlasPeoplePage *self)
{
  g_auto (GStrv) keys = atlas_record_columns_dup_keys (self->columns);

  g_settings_set_strv (self->settings, "people-columns", (const char *const *) keys);
}

/* By name means by family name, then by given name: the register's own order. */
static void
apply_sort (AtlasPeoplePage *self)
{
  const char *sort = atlas_record_columns_get_sort (self->columns);

  atlas_record_list_set_sort (self->list, g_strcmp0 (sort, "family_name") == 0 ? NULL : sort);
}

static void
on_sort_changed (AtlasPeoplePage *self)
{
  g_settings_set_string (self->settings, "people-sort", atlas_record_columns_get_sort (self->columns));
  apply_sort (self);
  self->sorting = atlas_record_list_is_loading (self->list);
}

/* AtlasPage. */

static void
on_query_changed (AtlasPeoplePage *self)
{
  atlas_record_list_set_query (
    self->list, atlas_filter_get_query (atlas_session_get_filter (self->session, &atlas_kind_member)));
}

static void
set_session (AtlasPage *page, AtlasSession *session)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (page);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (atlas_session_get_filter (self->session, &atlas_kind_member), self);
  atlas_people_page_unselect (self);
  /* Before the list drops the rows of those deleted. */
  atlas_people_page_watch (self, session);
  g_set_object (&self->session, session);
  atlas_record_editor_set_session (self->editor, session);
  if (session != NULL)
    {
      AtlasFilter *filter = atlas_session_get_filter (session, &atlas_kind_member);

      g_signal_connect_object (filter, "notify::query", G_CALLBACK (on_query_changed), self,
                               G_CONNECT_SWAPPED);
      atlas_record_list_set_query (self->list, atlas_filter_get_query (filter));
    }
  atlas_record_list_set_session (self->list, session);
  atlas_people_page_show_editor (self, FALSE);
  atlas_people_page_update (self);
}

static const AtlasKind *
get_kind (AtlasPage *page)
{
  return &atlas_kind_member;
}

static gboolean
is_settled (AtlasPage *page)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (page);

  return self->session == NULL ||
         (atlas_record_list_is_settled (self->list) && !atlas_record_list_is_loading (self->list) &&
          atlas_record_rows_is_settled (self->rows) && atlas_history_is_settled (self->history) &&
          atlas_duplicate_hint_is_settled (self->hint) && self->folding_later == 0 &&
          !atlas_people_page_is_scrolling (self) && !gtk_stack_get_transition_running (self->list_stack));
}

static void
show_record (AtlasPage *page, gint64 id)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (page);

  if (self->session != NULL && atlas_people_page_leave_editor (self))
    {
      atlas_people_page_select (self, id);
      atlas_people_page_show_editor (self, TRUE);
    }
}

static void
new_record (AtlasPage *page, GHashTable *fields)
{
  atlas_people_page_begin (ATLAS_PEOPLE_PAGE (page), fields);
}

static gboolean
leave (AtlasPage *page)
{
  return atlas_people_page_leave_editor (ATLAS_PEOPLE_PAGE (page));
}

static void
atlas_people_page_page_init (AtlasPageInterface *iface)
{
  iface->set_session = set_session;
  iface->get_kind = get_kind;
  iface->is_settled = is_settled;
  iface->show_record = show_record;
  iface->new_record = new_record;
  iface->leave = leave;
}

/* GObject. */

/* Another page was chosen: what is being edited is saved, or asked about. */
static void
atlas_people_page_unmap (GtkWidget *widget)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  GTK_WIDGET_CLASS (atlas_people_page_parent_class)->unmap (widget);
  if (self->session != NULL && root != NULL && gtk_widget_get_mapped (GTK_WIDGET (root)))
    atlas_people_page_leave_editor (self);
}

static void
atlas_people_page_dispose (GObject *object)
{
  AtlasPeoplePage *self = ATLAS_PEOPLE_PAGE (object);

  g_clear_handle_id (&self->folding_later, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (atlas_session_get_filter (self->session, &atlas_kind_member), self);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->session);
  g_clear_object (&self->columns);
  if (self->paned != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->paned));
  self->paned = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->list);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->asked_for, gtk_bitset_unref);
  g_cancellable_cancel (self->asking_who);
  g_clear_object (&self->asking_who);

  G_OBJECT_CLASS (atlas_people_page_parent_class)->dispose (object);
}

static void
atlas_people_page_finalize (GObject *object)
{
  g_array_unref (ATLAS_PEOPLE_PAGE (object)->selected);

  G_OBJECT_CLASS (atlas_people_page_parent_class)->finalize (object);
}

static void
atlas_people_page_class_init (AtlasPeoplePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_people_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_people_page_finalize;
  widget_class->size_allocate = atlas_people_page_size_allocate;
  widget_class->measure = atlas_people_page_measure;
  widget_class->unmap = atlas_people_page_unmap;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, paned);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, view);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, list_bar);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, selected_label);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, delete_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, editor_pane);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, back_bar);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, editor_stack);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, many);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, compare_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeoplePage, editor_bin);
  atlas_people_page_class_install_actions (widget_class);
}

static void
init_columns (AtlasPeoplePage *self)
{
  g_auto (GStrv) keys = g_settings_get_strv (self->settings, "people-columns");
  g_autofree char *sort = g_settings_get_string (self->settings, "people-sort");

  self->columns = atlas_record_columns_new (self->view, &atlas_kind_member);
  atlas_record_columns_set_sort (self->columns, sort);
  atlas_record_columns_set_keys (self->columns, (const char *const *) keys);
  apply_sort (self);
  g_signal_connect_object (self->columns, "columns-changed", G_CALLBACK (on_columns_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->columns, "sort-changed", G_CALLBACK (on_sort_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->columns_button, atlas_record_columns_new_chooser (self->columns));
}

static void
atlas_people_page_init (AtlasPeoplePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_settings_new (ATLAS_APP_ID);
  self->selected = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->left_at = GTK_INVALID_LIST_POSITION;
  self->list = atlas_record_list_new (&atlas_kind_member);
  self->editor = ATLAS_RECORD_EDITOR (atlas_record_editor_new (&atlas_kind_member));
  self->history = ATLAS_HISTORY (atlas_history_new (&atlas_kind_member));
  atlas_record_editor_set_about (self->editor, ATLAS_FIELD_ROW (self->history));
  self->hint = ATLAS_DUPLICATE_HINT (atlas_duplicate_hint_new ());
  {
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

    gtk_widget_set_vexpand (GTK_WIDGET (self->editor), TRUE);
    gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->editor));
    gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->hint));
    adw_bin_set_child (self->editor_bin, box);
  }
  init_columns (self);
  atlas_people_page_init_selection (self);
  atlas_people_page_init_keys (self);
  atlas_people_page_update (self);
}
