/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-toast.h"
#include "atlas-window-private.h"

#include "atlas-calendar-page.h"
#include "atlas-config.h"
#include "atlas-events-page.h"
#include "atlas-i18n.h"
#include "atlas-kind-words.h"
#include "atlas-map-page.h"
#include "atlas-missions-page.h"
#include "atlas-number.h"
#include "atlas-organisations-page.h"
#include "atlas-people-page.h"
#include "atlas-to-do-page.h"

G_DEFINE_FINAL_TYPE (AtlasWindow, atlas_window, ADW_TYPE_APPLICATION_WINDOW)

/* Pages are made when they are first shown: a form of forty rows is not what a window should begin with. */
static const struct
{
  const char *name;
  GType (*get_type) (void);
} page_types[ATLAS_WINDOW_N_PAGES] = {
  { "map", atlas_map_page_get_type },           { "people", atlas_people_page_get_type },
  { "events", atlas_events_page_get_type },     { "organisations", atlas_organisations_page_get_type },
  { "to-do", atlas_to_do_page_get_type },       { "missions", atlas_missions_page_get_type },
  { "calendar", atlas_calendar_page_get_type },
};

/* The kinds of which the number found is asked of the database; that of people the points know. */
static const AtlasKind *const counted[] = { &atlas_kind_event, &atlas_kind_organisation,
                                            &atlas_kind_mission };

static AtlasPage *
find_page (AtlasWindow *self, const char *name)
{
  GtkWidget *bin = adw_view_stack_get_child_by_name (self->pages, name);
  GtkWidget *page = bin ? adw_bin_get_child (ADW_BIN (bin)) : NULL;

  return page ? ATLAS_PAGE (page) : NULL;
}

AtlasPage *
atlas_window_get_page (AtlasWindow *self, const char *name)
{
  AtlasPage *page = find_page (self, name);

  for (guint i = 0; page == NULL && i < G_N_ELEMENTS (page_types); i++)
    if (g_str_equal (page_types[i].name, name))
      {
        page = g_object_new (page_types[i].get_type (), NULL);
        adw_bin_set_child (ADW_BIN (adw_view_stack_get_child_by_name (self->pages, name)), GTK_WIDGET (page));
        atlas_page_set_session (page, self->session);
      }
  return page;
}

AtlasPage *
atlas_window_get_visible_page (AtlasWindow *self)
{
  return atlas_window_get_page (self, adw_view_stack_get_visible_child_name (self->pages));
}

AtlasPage *
atlas_window_get_page_for_kind (AtlasWindow *self, const AtlasKind *kind)
{
  return atlas_window_get_page (self, kind == &atlas_kind_event          ? "events"
                                      : kind == &atlas_kind_organisation ? "organisations"
                                      : kind == &atlas_kind_mission      ? "missions"
                                                                         : "people");
}

gboolean
atlas_window_leave_pages (AtlasWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_types); i++)
    {
      AtlasPage *page = find_page (self, page_types[i].name);

      if (page != NULL && !atlas_page_leave (page))
        {
          adw_view_stack_set_visible_child_name (self->pages, page_types[i].name);
          return FALSE;
        }
    }
  return TRUE;
}

/* How many the search finds. */

/* As wide as @widest, whatever it says: the search is not to grow and shrink while somebody types in it. */
static void
set_found (AtlasWindow *self, const char *text, const char *widest)
{
  gtk_inscription_set_text (self->found, text);
  gtk_inscription_set_min_chars (self->found, (guint) g_utf8_strlen (widest, -1));
}

static void
show_found (AtlasWindow *self, gint64 found, gint64 all)
{
  g_autofree char *found_text = atlas_number_format (found);
  g_autofree char *all_text = atlas_number_format (all);
  g_autofree char *text = found == all
                            ? g_strdup (all_text)
                            /* Translators: how many are found, and among how many: "312 of 12,480" */
                            : g_strdup_printf (_ ("%s of %s"), found_text, all_text);
  g_autofree char *widest = g_strdup_printf (_ ("%s of %s"), all_text, all_text);

  set_found (self, text, found == all ? all_text : widest);
}

typedef struct
{
  gint64 found, all;
} Counts;

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (AtlasQuery) everything = atlas_query_parse (atlas_query_get_kind (data), NULL, NULL);
  g_autofree Counts *counts = g_new0 (Counts, 1);
  GError *error = NULL;

  counts->found = atlas_register_count (source, data, cancellable, &error);
  if (counts->found >= 0)
    counts->all = atlas_register_count (source, everything, cancellable, &error);
  if (error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&counts), g_free);
  else
    g_task_return_error (task, error);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasWindow) self = data;
  g_autofree Counts *counts = g_task_propagate_pointer (G_TASK (result), NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->counting)
    return;
  g_clear_object (&self->counting);
  if (counts != NULL)
    show_found (self, counts->found, counts->all);
  else
    set_found (self, "", "");
}

static void
update_found (AtlasWindow *self)
{
  AtlasPointSet *points = self->session ? atlas_session_get_points (self->session) : NULL;
  const AtlasKind *kind;

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  if (self->session == NULL)
    return;

  kind = atlas_page_get_kind (atlas_window_get_visible_page (self));
  if (kind != &atlas_kind_member)
    {
      AtlasFilter *filter = atlas_session_get_filter (self->session, kind);
      g_autoptr (GTask) task = NULL;

      self->counting = g_cancellable_new ();
      task = g_task_new (atlas_session_get_register (self->session), self->counting, on_counted,
                         g_object_ref (self));
      g_task_set_task_data (task, atlas_query_ref (atlas_filter_get_query (filter)),
                            (GDestroyNotify) atlas_query_unref);
      g_task_run_in_thread (task, count_in_thread);
    }
  else if (points != NULL)
    show_found (self, atlas_point_set_get_total (points)->members,
                atlas_point_index_get_n_points (atlas_point_set_get_index (points)));
  else
    set_found (self, "", "");
}

static void
update_title (AtlasWindow *self)
{
  g_autofree char *name = self->path ? g_path_get_basename (self->path) : NULL;
  g_autofree char *title = NULL;

  if (name != NULL && g_str_has_suffix (name, ".db"))
    name[strlen (name) - 3] = '\0';
  title = name ? g_strdup_printf ("%s – Diaspora Atlas", name) : g_strdup ("Diaspora Atlas");
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_view_switcher_title_set_subtitle (self->switcher_title, name);
}

static void
update_undo_button (AtlasWindow *self)
{
  const char *label = self->session ? atlas_session_get_undo_label (self->session) : NULL;
  /* Translators: then follows what was done, as in "Undo: Edit Ada Uwase" */
  g_autofree char *tooltip = label ? g_strdup_printf (_ ("Undo: %s"), label) : g_strdup (_ ("Undo"));

  gtk_widget_set_tooltip_text (self->undo_button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->undo_button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  atlas_window_update_actions (self);
}

/* Filters are for people: where something else is searched there are none. */
static void
update_facets (AtlasWindow *self)
{
  gboolean people = atlas_page_get_kind (atlas_window_get_visible_page (self)) == &atlas_kind_member;

  gtk_widget_set_visible (self->facets_button, people);
  gtk_revealer_set_reveal_child (self->facets_revealer,
                                 people && g_settings_get_boolean (self->settings, "facets-visible"));
}

static void
on_page_changed (AtlasWindow *self)
{
  AtlasPage *page;
  const char *tooltip;

  /* Also while the template is being built. */
  if (self->settings == NULL || adw_view_stack_get_visible_child_name (self->pages) == NULL)
    return;

  page = atlas_window_get_visible_page (self);
  tooltip = atlas_kind_get_new_title (atlas_page_get_kind (page));
  gtk_widget_set_tooltip_text (self->new_button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->new_button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  if (self->session != NULL)
    atlas_search_entry_set_filter (self->search,
                                   atlas_session_get_filter (self->session, atlas_page_get_kind (page)));
  update_facets (self);
  update_found (self);
  g_settings_set_string (self->settings, "last-page", adw_view_stack_get_visible_child_name (self->pages));
}

/* What the session says. */

void
atlas_window_tell (AtlasWindow *self, const char *message)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);

  atlas_toast_show (self->toasts, adw_toast_new (markup));
}

/* What stands before all else of @window, which can't be reached meanwhile. */
static GtkWindow *
find_front (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (other) == window && gtk_window_get_modal (other) &&
          gtk_widget_get_visible (GTK_WIDGET (other)))
        return find_front (other);
    }
  return window;
}

void
atlas_window_complain (AtlasWindow *self, const char *title, const char *message)
{
  GtkWidget *dialog = adw_message_dialog_new (find_front (GTK_WINDOW (self)), title, NULL);

  /* Plain text: the body is no markup unless told so. */
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_undo_toast_dismissed (AtlasWindow *self, AdwToast *toast)
{
  guint position;

  if (self->undo_toasts != NULL && g_list_store_find (self->undo_toasts, toast, &position))
    g_list_store_remove (self->undo_toasts, position);
}

/* An undo button speaks of the newest change; once that is another it must be gone. */
static void
dismiss_undo_toasts (AtlasWindow *self)
{
  g_autoptr (AdwToast) toast = NULL;

  while ((toast = g_list_model_get_item (G_LIST_MODEL (self->undo_toasts), 0)))
    {
      g_list_store_remove (self->undo_toasts, 0);
      atlas_toast_dismiss (toast);
      g_clear_object (&toast);
    }
}

static void
on_told (AtlasWindow *self, const char *message, gboolean undo)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);
  AdwToast *toast;

  dismiss_undo_toasts (self);
  /* A dialog in front says it itself. */
  if (!atlas_session_is_teller (self->session, self))
    return;
  toast = adw_toast_new (markup);
  if (undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
      g_object_set_data (G_OBJECT (toast), "generation",
                         GSIZE_TO_POINTER (atlas_store_get_generation (
                           atlas_register_get_store (atlas_session_get_register (self->session)))));
      g_list_store_append (self->undo_toasts, toast);
      g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_undo_toast_dismissed), self,
                               G_CONNECT_SWAPPED);
    }
  atlas_toast_show (self->toasts, toast);
}

static void
on_saved (AtlasWindow *self, const char *message, GFile *file)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);
  g_autofree char *uri = g_file_get_uri (file);
  AdwToast *toast;

  if (!atlas_session_is_teller (self->session, self))
    return;
  toast = adw_toast_new (markup);
  adw_toast_set_button_label (toast, _ ("Open _Folder"));
  adw_toast_set_action_name (toast, "win.open-folder");
  adw_toast_set_action_target (toast, "s", uri);
  atlas_toast_show (self->toasts, toast);
}

static void
on_offered (AtlasWindow *self, const char *message, const char *label, const char *action)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_button_label (toast, label);
  adw_toast_set_detailed_action_name (toast, action);
  atlas_toast_show (self->toasts, toast);
}

static void
on_failed (AtlasWindow *self, const char *title, const GError *error)
{
  atlas_window_complain (self, title, error->message);
}

static void
on_records_changed (AtlasWindow *self, AtlasChange *change, AtlasRegister *records)
{
  gint64 generation = atlas_store_get_generation (atlas_register_get_store (records));
  g_autoptr (AdwToast) toast = g_list_model_get_item (G_LIST_MODEL (self->undo_toasts), 0);

  if (toast != NULL &&
      GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (toast), "generation")) != (gsize) generation)
    dismiss_undo_toasts (self);
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    if (atlas_change_touches (change, atlas_kind_get_table (counted[i])))
      update_found (self);
  if (atlas_change_is_everything (change) ||
      atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_interaction)))
    atlas_window_update_to_do (self);
  gtk_revealer_set_reveal_child (self->sample_notice, atlas_register_is_synthetic (records));
}

void
atlas_window_set_session (AtlasWindow *self, AtlasSession *session)
{
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
        g_signal_handlers_disconnect_by_data (atlas_session_get_filter (self->session, counted[i]), self);
      g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
      atlas_session_close (self->session);
    }
  g_set_object (&self->session, session);
  dismiss_undo_toasts (self);

  for (guint i = 0; i < G_N_ELEMENTS (page_types); i++)
    {
      AtlasPage *page = find_page (self, page_types[i].name);

      if (page != NULL)
        atlas_page_set_session (page, session);
    }
  atlas_job_bar_set_jobs (self->jobs, session ? atlas_session_get_jobs (session) : NULL);
  atlas_search_entry_set_filter (self->search, NULL);
  atlas_facet_bar_set_session (self->facets, session);

  if (session != NULL)
    {
      AtlasRegister *records = atlas_session_get_register (session);

      g_signal_connect_object (session, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "saved", G_CALLBACK (on_saved), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "offered", G_CALLBACK (on_offered), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::undo-label", G_CALLBACK (update_undo_button), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::redo-label", G_CALLBACK (update_undo_button), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "day-changed", G_CALLBACK (atlas_window_update_to_do), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::points", G_CALLBACK (update_found), self, G_CONNECT_SWAPPED);
      for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
        g_signal_connect_object (atlas_session_get_filter (session, counted[i]), "notify::query",
                                 G_CALLBACK (update_found), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (records, "changed", G_CALLBACK (on_records_changed), self, G_CONNECT_SWAPPED);
      gtk_revealer_set_reveal_child (self->sample_notice, atlas_register_is_synthetic (records));
      gtk_stack_set_visible_child_name (self->faces, "pages");
    }
  update_title (self);
  update_undo_button (self);
  atlas_window_update_to_do (self);
  on_page_changed (self);
}

/* GObject. */

AtlasJob *
atlas_window_dup_job (AtlasWindow *self)
{
  return self->session ? g_list_model_get_item (atlas_session_get_jobs (self->session), 0) : NULL;
}

static void
save_size (AtlasWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

static void
on_stop_answered (AtlasWindow *self, const char *response)
{
  if (!g_str_equal (response, "stop"))
    return;
  save_size (self);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
ask_about_job (AtlasWindow *self, AtlasJob *job)
{
  GtkWidget *widget = adw_message_dialog_new (GTK_WINDOW (self), _ ("Stop What Is Going On?"), NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  adw_message_dialog_format_body (
    dialog,
    /* Translators: first stands what is going on, as in "Importing members.json" */
    _ ("%s is not finished. Stopped now, it leaves everything as it was before."), atlas_job_get_title (job));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Keep Going"), "stop", _ ("_Stop and Close"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_stop_answered), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (widget));
}

static gboolean
atlas_window_close_request (GtkWindow *window)
{
  AtlasWindow *self = ATLAS_WINDOW (window);
  g_autoptr (AtlasJob) job = atlas_window_dup_job (self);

  if (!atlas_window_leave_pages (self))
    return GDK_EVENT_STOP;
  if (job != NULL)
    {
      ask_about_job (self, job);
      return GDK_EVENT_STOP;
    }
  atlas_window_stop_opening (self);
  save_size (self);
  return GTK_WINDOW_CLASS (atlas_window_parent_class)->close_request (window);
}

static void
atlas_window_dispose (GObject *object)
{
  AtlasWindow *self = ATLAS_WINDOW (object);

  if (self->session != NULL)
    atlas_window_set_session (self, NULL);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_handle_id (&self->centering, g_source_remove);
  g_cancellable_cancel (self->counting_to_do);
  g_clear_object (&self->counting_to_do);
  atlas_window_stop_opening (self);
  g_clear_object (&self->imports);
  g_clear_object (&self->undo_toasts);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (atlas_window_parent_class)->dispose (object);
}

static void
atlas_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (atlas_window_parent_class)->realize (widget);
  if (!ATLAS_WINDOW (widget)->drawn)
    atlas_window_watch_first_frame (ATLAS_WINDOW (widget));
}

static void
atlas_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (atlas_window_parent_class)->size_allocate (widget, width, height, baseline);
  atlas_window_resize_header (ATLAS_WINDOW (widget), width);
}

static void
atlas_window_finalize (GObject *object)
{
  g_free (ATLAS_WINDOW (object)->path);

  G_OBJECT_CLASS (atlas_window_parent_class)->finalize (object);
}

static void
atlas_window_class_init (AtlasWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = atlas_window_dispose;
  object_class->finalize = atlas_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = atlas_window_close_request;
  widget_class->realize = atlas_window_realize;
  widget_class->size_allocate = atlas_window_size_allocate;

  g_type_ensure (ATLAS_TYPE_FACET_BAR);
  g_type_ensure (ATLAS_TYPE_JOB_BAR);
  g_type_ensure (ATLAS_TYPE_SEARCH_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, faces);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, upgrading);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, switcher_title);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, header);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, search);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, facets_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, facets_revealer);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, facets);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, found);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, sample_notice);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, jobs);
  gtk_widget_class_bind_template_child (widget_class, AtlasWindow, recent_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_page_changed);
  atlas_window_class_install_actions (widget_class);
  atlas_window_class_install_backup_actions (widget_class);
  atlas_window_class_install_database_actions (widget_class);
}

static gboolean
on_drop (AtlasWindow *self, const GValue *value)
{
  GSList *dropped = g_value_get_boxed (value);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (GSList *l = dropped; l != NULL; l = l->next)
    {
      g_autofree char *path = g_file_get_path (l->data);

      if (path != NULL && atlas_store_is_database (path))
        {
          atlas_window_open (self, path);
          return TRUE;
        }
      g_list_store_append (files, l->data);
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (files)) == 0)
    return FALSE;
  atlas_window_import (self, G_LIST_MODEL (files));
  return TRUE;
}

static void
atlas_window_init (AtlasWindow *self)
{
  GtkDropTarget *drop;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->undo_toasts = g_list_store_new (ADW_TYPE_TOAST);
  atlas_window_init_header (self);
  self->settings = g_settings_new (ATLAS_APP_ID);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  {
    g_autoptr (GAction) visible = g_settings_create_action (self->settings, "facets-visible");

    g_action_map_add_action (G_ACTION_MAP (self), visible);
  }
  g_signal_connect_object (self->settings, "changed::facets-visible", G_CALLBACK (update_facets), self,
                           G_CONNECT_SWAPPED);

  drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));

  {
    g_autofree char *last = g_settings_get_string (self->settings, "last-page");

    adw_view_stack_set_visible_child_name (self->pages, last);
  }
  on_page_changed (self);
  update_title (self);
  update_undo_button (self);
}

AtlasWindow *
atlas_window_new (AdwApplication *application)
{
  return g_object_new (ATLAS_TYPE_WINDOW, "application", application, NULL);
}

gboolean
atlas_window_show_page (AtlasWindow *self, const char *name)
{
  g_return_val_if_fail (ATLAS_IS_WINDOW (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (g_str_equal (name, "duplicates"))
    {
      atlas_window_show_duplicates (self);
      return TRUE;
    }
  if (adw_view_stack_get_child_by_name (self->pages, name) == NULL)
    return FALSE;
  adw_view_stack_set_visible_child_name (self->pages, name);
  return TRUE;
}

AtlasSession *
atlas_window_get_session (AtlasWindow *self)
{
  g_return_val_if_fail (ATLAS_IS_WINDOW (self), NULL);
  return self->session;
}

const char *
atlas_window_get_path (AtlasWindow *self)
{
  g_return_val_if_fail (ATLAS_IS_WINDOW (self), NULL);
  return self->path;
}

gboolean
atlas_window_is_settled (AtlasWindow *self)
{
  g_return_val_if_fail (ATLAS_IS_WINDOW (self), FALSE);

  if (self->opening != NULL || gtk_stack_get_transition_running (self->faces))
    return FALSE;
  if (self->session == NULL)
    return TRUE;
  return !atlas_session_is_loading (self->session) && self->counting == NULL &&
         self->counting_to_do == NULL && atlas_facet_bar_is_settled (self->facets) &&
         g_list_model_get_n_items (atlas_session_get_jobs (self->session)) == 0 &&
         atlas_page_is_settled (atlas_window_get_visible_page (self));
}
