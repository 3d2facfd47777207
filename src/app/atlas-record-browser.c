/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-record-browser.h"

#include <adwaita.h>

#include "atlas-i18n.h"
#include "atlas-line-label.h"
#include "atlas-list-scroll.h"

struct _AtlasRecordBrowser
{
  GtkWidget parent_instance;

  GtkStack *faces;
  AdwLeaflet *leaflet;
  AdwBin *bar_bin;
  GtkStack *list_faces;
  GtkListView *view;
  AdwBin *pane_bin;
  AdwBin *nothing_bin;

  AtlasRecordBrowserDescribe describe;
  AtlasSession *session;
  AtlasQuery *query;
  AtlasRecordSource *records;
  GtkSingleSelection *selection;
  AtlasRecordPane *pane;
  gboolean syncing; /* the selection follows the editor, not the other way round */
};

enum
{
  CLEAR_SEARCH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasRecordBrowser, atlas_record_browser, GTK_TYPE_WIDGET)

/* Lines: what it is called, and below that what tells it from others. */

static void
set_label (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

static void
show_line (AtlasRecordItem *item, GParamSpec *pspec, GtkWidget *line)
{
  AtlasRecord *record = atlas_record_item_get_record (item);
  AtlasRecordBrowser *self = g_object_get_data (G_OBJECT (line), "browser");
  GtkWidget *texts = gtk_widget_get_first_child (line);
  GtkWidget *title_label = gtk_widget_get_first_child (texts);
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *number = NULL;

  if (record != NULL)
    self->describe (record, &title, &detail, &number);
  gtk_label_set_text (GTK_LABEL (title_label), title ? title : "");
  set_label (gtk_widget_get_next_sibling (title_label), detail);
  set_label (gtk_widget_get_last_child (line), number);
}

/* Names of a kind often begin alike, as those of one association's branches: their end is to be seen, too. */
static GtkWidget *
make_text (const char *css_class)
{
  GtkWidget *label = atlas_line_label_new (css_class);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  return label;
}

static void
set_up_line (AtlasRecordBrowser *self, GtkListItem *list_item)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), make_text ("body"));
  gtk_box_append (GTK_BOX (texts), make_text ("caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (texts), "dim-label");
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (line), atlas_line_label_new ("numeric"));
  gtk_widget_set_margin_top (line, 6);
  gtk_widget_set_margin_bottom (line, 6);
  g_object_set_data (G_OBJECT (line), "browser", self);
  gtk_list_item_set_child (list_item, line);
}

static void
bind_line (AtlasRecordBrowser *self, GtkListItem *list_item)
{
  AtlasRecordItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *line = gtk_list_item_get_child (list_item);

  show_line (item, NULL, line);
  g_signal_connect_object (item, "notify::record", G_CALLBACK (show_line), line, 0);
}

static void
unbind_line (AtlasRecordBrowser *self, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), show_line,
                                        gtk_list_item_get_child (list_item));
}

/* List and pane show the same record. */

/* Where both are to be seen, the list keeps the focus. */
static void
show_pane (AtlasRecordBrowser *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->pane_bin));
}

static void
select_shown (AtlasRecordBrowser *self)
{
  gint64 id = atlas_record_pane_get_id (self->pane);
  guint position = GTK_INVALID_LIST_POSITION;

  if (id == 0 || !atlas_record_source_find (self->records, id, &position))
    position = GTK_INVALID_LIST_POSITION;
  if (gtk_single_selection_get_selected (self->selection) == position)
    return;
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->syncing = FALSE;
  if (position != GTK_INVALID_LIST_POSITION)
    atlas_list_scroll_to (GTK_WIDGET (self->view), position);
}

static void
on_selected (AtlasRecordBrowser *self)
{
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  if (self->syncing || !ATLAS_IS_RECORD_ITEM (item))
    return;
  if (atlas_record_pane_show (self->pane, atlas_record_item_get_id (item)))
    show_pane (self);
  else
    select_shown (self);
}

static void
on_activated (AtlasRecordBrowser *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->records), position);

  if (ATLAS_IS_RECORD_ITEM (item) &&
      atlas_record_pane_show (self->pane, atlas_record_item_get_id (ATLAS_RECORD_ITEM (item))))
    {
      show_pane (self);
      atlas_record_editor_focus (atlas_record_pane_get_editor (self->pane));
    }
}

static gboolean
is_searching (AtlasRecordBrowser *self)
{
  return self->query != NULL && !atlas_query_is_empty (self->query);
}

/* While an answer is on its way, what was there stays. */
static void
update_faces (AtlasRecordBrowser *self)
{
  gboolean none = atlas_record_source_get_n_records (self->records) == 0;

  if (none && !atlas_record_source_is_current (self->records))
    return;
  gtk_stack_set_visible_child_name (self->list_faces, none && is_searching (self) ? "nothing-found" : "list");
  gtk_stack_set_visible_child_name (
    self->faces,
    none && !is_searching (self) && !atlas_record_pane_is_open (self->pane) ? "nothing" : "records");
}

static void
on_list_changed (AtlasRecordBrowser *self)
{
  select_shown (self);
  update_faces (self);
}

static void
on_folded_changed (AtlasRecordBrowser *self)
{
  if (self->pane != NULL && atlas_record_pane_is_open (self->pane))
    show_pane (self);
}

static void
on_closed (AtlasRecordBrowser *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_clear_search (AtlasRecordBrowser *self)
{
  g_signal_emit (self, signals[CLEAR_SEARCH], 0);
}

/* GObject. */

static void
atlas_record_browser_dispose (GObject *object)
{
  AtlasRecordBrowser *self = ATLAS_RECORD_BROWSER (object);

  if (self->pane != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->pane, self);
      g_signal_handlers_disconnect_by_data (self->records, self);
      g_signal_handlers_disconnect_by_data (self->selection, self);
      atlas_record_pane_set_session (self->pane, NULL);
      atlas_record_source_set_session (self->records, NULL);
    }
  self->pane = NULL;
  if (self->faces != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->faces));
  self->faces = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->records);
  g_clear_object (&self->session);
  g_clear_pointer (&self->query, atlas_query_unref);

  G_OBJECT_CLASS (atlas_record_browser_parent_class)->dispose (object);
}

static void
atlas_record_browser_class_init (AtlasRecordBrowserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_record_browser_dispose;

  signals[CLEAR_SEARCH] = g_signal_new ("clear-search", ATLAS_TYPE_RECORD_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-record-browser.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordBrowser, faces);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordBrowser, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordBrowser, bar_bin);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordBrowser, list_faces);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordBrowser, view);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordBrowser, pane_bin);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordBrowser, nothing_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_folded_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_search);
}

static void
atlas_record_browser_init (AtlasRecordBrowser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
list_records (AtlasRecordBrowser *self)
{
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->records));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->records, "items-changed", G_CALLBACK (on_list_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->records, "notify::current", G_CALLBACK (on_list_changed), self,
                           G_CONNECT_SWAPPED);
}

/* Lines that say what @describe says. */
static GtkListItemFactory *
make_factory (AtlasRecordBrowser *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_line), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_line), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_line), self, G_CONNECT_SWAPPED);
  return factory;
}

static AtlasRecordBrowser *
make (AtlasRecordPane *pane, AtlasRecordSource *source, const char *label)
{
  AtlasRecordBrowser *self = g_object_new (ATLAS_TYPE_RECORD_BROWSER, NULL);

  self->pane = pane;
  self->records = source;
  adw_bin_set_child (self->pane_bin, GTK_WIDGET (pane));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  list_records (self);
  g_object_bind_property (self->leaflet, "folded", pane, "can-close", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (pane, "notify::id", G_CALLBACK (on_list_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
  return self;
}

GtkWidget *
atlas_record_browser_new (AtlasRecordPane *pane, AtlasRecordBrowserDescribe describe, const char *label)
{
  AtlasRecordBrowser *self;
  g_autoptr (GtkListItemFactory) factory = NULL;

  g_return_val_if_fail (ATLAS_IS_RECORD_PANE (pane), NULL);
  g_return_val_if_fail (describe != NULL && label != NULL, NULL);

  self = make (pane, ATLAS_RECORD_SOURCE (atlas_record_list_new (atlas_record_pane_get_kind (pane))), label);
  self->describe = describe;
  factory = make_factory (self);
  gtk_list_view_set_factory (self->view, factory);
  return GTK_WIDGET (self);
}

GtkWidget *
atlas_record_browser_new_for_source (AtlasRecordPane *pane,
                                     AtlasRecordSource *source,
                                     GtkListItemFactory *factory,
                                     const char *label)
{
  AtlasRecordBrowser *self;

  g_return_val_if_fail (ATLAS_IS_RECORD_PANE (pane), NULL);
  g_return_val_if_fail (ATLAS_IS_RECORD_SOURCE (source), NULL);
  g_return_val_if_fail (GTK_IS_LIST_ITEM_FACTORY (factory) && label != NULL, NULL);

  self = make (pane, g_object_ref (source), label);
  gtk_list_view_set_factory (self->view, factory);
  return GTK_WIDGET (self);
}

void
atlas_record_browser_set_nothing (AtlasRecordBrowser *self, GtkWidget *nothing)
{
  g_return_if_fail (ATLAS_IS_RECORD_BROWSER (self));

  adw_bin_set_child (self->nothing_bin, nothing);
}

void
atlas_record_browser_set_bar (AtlasRecordBrowser *self, GtkWidget *bar)
{
  g_return_if_fail (ATLAS_IS_RECORD_BROWSER (self));

  adw_bin_set_child (self->bar_bin, bar);
}

void
atlas_record_browser_set_session (AtlasRecordBrowser *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_RECORD_BROWSER (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  if (session == self->session)
    return;
  g_set_object (&self->session, session);
  atlas_record_pane_set_session (self->pane, session);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  atlas_record_source_set_session (self->records, session);
  update_faces (self);
}

void
atlas_record_browser_set_query (AtlasRecordBrowser *self, AtlasQuery *query)
{
  g_return_if_fail (ATLAS_IS_RECORD_BROWSER (self));

  if (query != NULL)
    atlas_query_ref (query);
  g_clear_pointer (&self->query, atlas_query_unref);
  self->query = query;
  atlas_record_source_set_query (self->records, query);
  update_faces (self);
}

AtlasRecordPane *
atlas_record_browser_get_pane (AtlasRecordBrowser *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_BROWSER (self), NULL);
  return self->pane;
}

void
atlas_record_browser_show (AtlasRecordBrowser *self, gint64 id)
{
  g_return_if_fail (ATLAS_IS_RECORD_BROWSER (self));

  if (atlas_record_pane_show (self->pane, id))
    show_pane (self);
}

void
atlas_record_browser_create (AtlasRecordBrowser *self, AtlasRecord *record)
{
  g_return_if_fail (ATLAS_IS_RECORD_BROWSER (self));

  if (self->session == NULL)
    return;
  /* Out of sight the form can't take the focus. */
  gtk_stack_set_visible_child_name (self->faces, "records");
  if (atlas_record_pane_create (self->pane, record))
    {
      show_pane (self);
      atlas_record_editor_focus (atlas_record_pane_get_editor (self->pane));
    }
}

gboolean
atlas_record_browser_is_settled (AtlasRecordBrowser *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_BROWSER (self), TRUE);

  return self->session == NULL || (atlas_record_source_is_current (self->records) &&
                                   !atlas_list_scroll_is_waiting (GTK_WIDGET (self->view)) &&
                                   !gtk_stack_get_transition_running (self->faces) &&
                                   !adw_leaflet_get_child_transition_running (self->leaflet));
}
