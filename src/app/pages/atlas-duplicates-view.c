/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "atlas-duplicates-view-private.h"
#include "atlas-i18n.h"
#include "atlas-line-label.h"
#include "atlas-number.h"

enum
{
  PROP_0,
  PROP_N_PAIRS,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasDuplicatesView, atlas_duplicates_view, GTK_TYPE_WIDGET)

/* Lines. */

static char *
dup_title (AtlasDuplicatesView *self, gint64 id)
{
  g_autoptr (AtlasRecord) record = NULL;

  if (self->session != NULL)
    record = atlas_register_load (atlas_session_get_register (self->session), &atlas_kind_member, id, NULL);
  return record ? atlas_record_dup_title (record) : g_strdup (_ ("No longer here"));
}

static char *
dup_score (double score)
{
  return score > 0 ? g_strdup_printf (_ ("%d %%"), MIN ((int) lround (100 * score), 99)) : g_strdup ("");
}

static void
set_up_line (AtlasDuplicatesView *self, GtkListItem *list_item)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *score = gtk_label_new (NULL);

  gtk_widget_set_hexpand (texts, TRUE);
  for (guint i = 0; i < 2; i++)
    gtk_box_append (GTK_BOX (texts), atlas_line_label_new ("body"));
  gtk_box_append (GTK_BOX (texts), atlas_line_label_new ("caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (texts), "dim-label");
  gtk_widget_add_css_class (score, "numeric");
  gtk_widget_add_css_class (score, "dim-label");
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (line), score);
  gtk_list_item_set_child (list_item, line);
}

static void
bind_line (AtlasDuplicatesView *self, GtkListItem *list_item)
{
  const AtlasDuplicatePair *pair = atlas_duplicate_item_get_pair (gtk_list_item_get_item (list_item));
  GtkWidget *line = gtk_list_item_get_child (list_item);
  GtkWidget *texts = gtk_widget_get_first_child (line);
  GtkWidget *first = gtk_widget_get_first_child (texts);
  GtkWidget *second = gtk_widget_get_next_sibling (first);
  g_autofree char *left = dup_title (self, pair->left);
  g_autofree char *right = dup_title (self, pair->right);
  g_auto (GStrv) reasons = atlas_duplicate_evidence_list_reasons (&pair->evidence);
  g_autofree char *joined = g_strjoinv (" · ", reasons);
  const char *why = *joined != '\0' ? joined : atlas_pair_view_get_verdict (pair->evidence.score);
  g_autofree char *tooltip = g_strdup_printf ("%s\n%s\n%s", left, right, why);
  g_autofree char *score = dup_score (pair->evidence.score);

  gtk_label_set_text (GTK_LABEL (first), left);
  gtk_label_set_text (GTK_LABEL (second), right);
  gtk_widget_set_visible (second, !g_str_equal (left, right));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (texts)), why);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (line)), score);
  gtk_widget_set_tooltip_text (texts, tooltip);
  g_object_set_data (G_OBJECT (line), "item", gtk_list_item_get_item (list_item));
}

/* What is to be seen. */

static gboolean
is_filtered (AtlasDuplicatesView *self)
{
  return self->session != NULL && !atlas_query_is_empty (atlas_filter_get_query (
                                    atlas_session_get_filter (self->session, &atlas_kind_member)));
}

static void
show_progress (AtlasDuplicatesView *self)
{
  double fraction = atlas_job_get_fraction (self->job);
  g_autofree char *percent = g_strdup_printf (_ ("%d %%"), (int) (100 * MAX (fraction, 0)));
  /* Translators: then follows how far it is, in per cent */
  g_autofree char *text = g_strdup_printf (_ ("Searching: %s"), percent);

  gtk_progress_bar_set_fraction (self->progress, MAX (fraction, 0));
  if (atlas_duplicate_list_get_state (self->list) == ATLAS_DUPLICATES_KNOWN)
    gtk_label_set_text (self->count, text);
}

static void
watch_job (AtlasDuplicatesView *self, AtlasJob *job)
{
  if (job == self->job)
    return;
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_set_object (&self->job, job);
  if (job != NULL)
    {
      g_signal_connect_object (job, "notify::fraction", G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
      show_progress (self);
    }
}

static char *
dup_nothing_words (AtlasDuplicatesView *self)
{
  const AtlasDuplicateCounts *counts = atlas_duplicate_list_get_counts (self->list);
  g_autofree char *members = atlas_number_format (counts->members);

  if (counts->members == 0)
    return g_strdup (_ ("Nobody is recorded yet."));
  return g_strdup_printf (ngettext ("%s person was looked at. Nobody seems to be recorded twice.",
                                    "Among %s people nobody seems to be recorded twice.",
                                    (gulong) counts->members),
                          members);
}

static void
show_status (AtlasDuplicatesView *self, AtlasDuplicateState state)
{
  gboolean hidden = state == ATLAS_DUPLICATES_KNOWN && self->n_pairs > 0 && is_filtered (self);
  g_autofree char *nothing = state == ATLAS_DUPLICATES_KNOWN ? dup_nothing_words (self) : NULL;
  g_autofree char *number = atlas_number_format (self->n_pairs);
  g_autofree char *elsewhere =
    g_strdup_printf (ngettext ("The search finds neither person of the %s pair that there is.",
                               "The search finds nobody of the %s pairs that there are.", self->n_pairs),
                     number);

  gtk_widget_set_visible (self->status_progress, state == ATLAS_DUPLICATES_SEARCHING);
  gtk_widget_set_visible (self->search_button, state != ATLAS_DUPLICATES_SEARCHING && !hidden);
  gtk_widget_set_visible (self->clear_button, hidden);
  adw_status_page_set_icon_name (self->status, state == ATLAS_DUPLICATES_KNOWN && !hidden
                                                 ? "object-select-symbolic"
                                                 : "system-search-symbolic");
  switch (state)
    {
    case ATLAS_DUPLICATES_SEARCHING:
      adw_status_page_set_title (self->status, _ ("Searching for People Recorded Twice"));
      adw_status_page_set_description (
        self->status, _ ("Names, years of birth, telephone numbers, e-mail and postal addresses are weighed "
                         "together. You can go on working meanwhile."));
      break;
    case ATLAS_DUPLICATES_KNOWN:
      adw_status_page_set_title (self->status, hidden ? _ ("Nobody Found") : _ ("No Duplicates Found"));
      adw_status_page_set_description (self->status, hidden ? elsewhere : nothing);
      break;
    case ATLAS_DUPLICATES_UNKNOWN:
    default:
      adw_status_page_set_title (self->status, _ ("People Recorded Twice"));
      adw_status_page_set_description (self->status, _ ("The search was stopped. Nothing has been changed."));
      break;
    }
}

static void
show_count (AtlasDuplicatesView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *listed = atlas_number_format (n);
  g_autofree char *all = atlas_number_format (self->n_pairs);
  g_autofree char *members = atlas_number_format (atlas_duplicate_list_get_counts (self->list)->members);
  g_autofree char *among =
    g_strdup_printf (ngettext ("%s pair among %s people", "%s pairs among %s people", n), listed, members);
  g_autofree char *of =
    g_strdup_printf (ngettext ("%s of %s pair", "%s of %s pairs", self->n_pairs), listed, all);
  gboolean stale = atlas_duplicate_list_is_stale (self->list);

  if (self->job == NULL)
    gtk_label_set_text (self->count, stale                ? _ ("People have changed since")
                                     : is_filtered (self) ? of
                                                          : among);
  gtk_button_set_icon_name (self->refresh, self->job ? "process-stop-symbolic" : "view-refresh-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->refresh),
                               self->job ? _ ("Stop the Search") : _ ("Search Again"));
  if (stale && self->job == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->refresh), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->refresh), "accent");
}

/* The row of the pair that is selected, where there is one: the list itself would take the focus to wherever
 * it was last. */
static GtkWidget *
find_row (AtlasDuplicatesView *self)
{
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->view)); row != NULL && item != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *line = gtk_widget_get_first_child (row);

      if (line != NULL && g_object_get_data (G_OBJECT (line), "item") == item)
        return row;
    }
  return NULL;
}

void
atlas_duplicates_view_focus_list (AtlasDuplicatesView *self)
{
  GtkWidget *row = find_row (self);

  if (gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    gtk_widget_grab_focus (row != NULL ? row : GTK_WIDGET (self->view));
}

static void
show_pane (AtlasDuplicatesView *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->pair_pane);
}

void
atlas_duplicates_view_select (AtlasDuplicatesView *self, guint position)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
  /* The keyboard's cursor stays with its row, wherever that goes. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    atlas_duplicates_view_focus_list (self);
}

static void
show_selected (AtlasDuplicatesView *self)
{
  AtlasDuplicateItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item != self->shown)
    {
      g_set_object (&self->shown, item);
      atlas_pair_view_show (self->pair, item ? atlas_duplicate_item_get_pair (item) : NULL);
    }
  atlas_duplicates_view_update_actions (self);
}

/* What was decided and undone is shown again. */
static void
show_what_came_back (AtlasDuplicatesView *self)
{
  guint position;

  if (self->decided.left != 0 &&
      atlas_duplicate_list_find (self->list, self->decided.left, self->decided.right, &position))
    {
      self->decided.left = 0;
      atlas_duplicates_view_select (self, position);
    }
}

static void
update (AtlasDuplicatesView *self)
{
  AtlasDuplicateState state = atlas_duplicate_list_get_state (self->list);
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;
  gboolean had = g_str_equal (gtk_stack_get_visible_child_name (self->faces), "pairs");
  guint n = atlas_duplicate_list_get_n_all (self->list);

  watch_job (self, atlas_duplicate_list_get_job (self->list));
  if (n != self->n_pairs)
    {
      self->n_pairs = n;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_PAIRS]);
    }
  show_what_came_back (self);
  gtk_stack_set_visible_child_name (self->faces, any ? "pairs" : "status");
  if (any)
    show_count (self);
  else
    show_status (self, state);
  if (!any)
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  show_selected (self);
  if (any && !had)
    atlas_duplicates_view_focus_list (self);
}

static void
on_activated (AtlasDuplicatesView *self)
{
  show_pane (self);
  gtk_widget_child_focus (GTK_WIDGET (self->pair), GTK_DIR_TAB_FORWARD);
}

static void
on_folded (AtlasDuplicatesView *self)
{
  if (self->back_bar != NULL)
    gtk_widget_set_visible (self->back_bar, adw_leaflet_get_folded (self->leaflet));
}

/* The search. */

static void
search (AtlasDuplicatesView *self)
{
  if (self->job != NULL)
    g_cancellable_cancel (atlas_job_get_cancellable (self->job));
  else
    atlas_duplicate_list_search (self->list, TRUE);
}

static void
clear_search (AtlasDuplicatesView *self)
{
  atlas_filter_set_text (atlas_session_get_filter (self->session, &atlas_kind_member), "");
}

void
atlas_duplicates_view_set_session (AtlasDuplicatesView *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_DUPLICATES_VIEW (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  if (session == self->session)
    return;
  g_set_object (&self->session, session);
  self->decided.left = 0;
  atlas_pair_view_set_session (self->pair, session);
  atlas_duplicate_list_set_session (self->list, session);
}

void
atlas_duplicates_view_compare (AtlasDuplicatesView *self, gint64 left, gint64 right)
{
  guint position;

  g_return_if_fail (ATLAS_IS_DUPLICATES_VIEW (self));

  if (self->session == NULL || left == right)
    return;
  atlas_duplicate_list_put_together (self->list, left, right);
  if (!atlas_duplicate_list_find (self->list, left, right, &position))
    return;
  atlas_duplicates_view_select (self, position);
  show_pane (self);
  atlas_duplicates_view_focus_list (self);
}

guint
atlas_duplicates_view_get_n_pairs (AtlasDuplicatesView *self)
{
  g_return_val_if_fail (ATLAS_IS_DUPLICATES_VIEW (self), 0);
  return self->n_pairs;
}

gboolean
atlas_duplicates_view_is_settled (AtlasDuplicatesView *self)
{
  g_return_val_if_fail (ATLAS_IS_DUPLICATES_VIEW (self), TRUE);

  return atlas_duplicate_list_is_settled (self->list) && atlas_pair_view_is_settled (self->pair) &&
         !gtk_stack_get_transition_running (self->faces) &&
         !adw_leaflet_get_child_transition_running (self->leaflet);
}

/* GObject. */

static void
atlas_duplicates_view_map (GtkWidget *widget)
{
  AtlasDuplicatesView *self = ATLAS_DUPLICATES_VIEW (widget);

  GTK_WIDGET_CLASS (atlas_duplicates_view_parent_class)->map (widget);
  atlas_duplicate_list_set_watched (self->list, TRUE);
  atlas_duplicates_view_focus_list (self);
}

static void
atlas_duplicates_view_unmap (GtkWidget *widget)
{
  atlas_duplicate_list_set_watched (ATLAS_DUPLICATES_VIEW (widget)->list, FALSE);
  GTK_WIDGET_CLASS (atlas_duplicates_view_parent_class)->unmap (widget);
}

static void
atlas_duplicates_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_N_PAIRS)
    g_value_set_uint (value, ATLAS_DUPLICATES_VIEW (object)->n_pairs);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
atlas_duplicates_view_dispose (GObject *object)
{
  AtlasDuplicatesView *self = ATLAS_DUPLICATES_VIEW (object);

  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      g_signal_handlers_disconnect_by_data (self->selection, self);
      watch_job (self, NULL);
      atlas_pair_view_set_session (self->pair, NULL);
      atlas_duplicate_list_set_session (self->list, NULL);
    }
  g_clear_object (&self->list);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->session);
  self->back_bar = NULL;
  if (self->faces != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->faces));
  self->faces = NULL;

  G_OBJECT_CLASS (atlas_duplicates_view_parent_class)->dispose (object);
}

static void
atlas_duplicates_view_class_init (AtlasDuplicatesViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = atlas_duplicates_view_dispose;
  object_class->get_property = atlas_duplicates_view_get_property;
  widget_class->map = atlas_duplicates_view_map;
  widget_class->unmap = atlas_duplicates_view_unmap;

  properties[PROP_N_PAIRS] =
    g_param_spec_uint ("n-pairs", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (ATLAS_TYPE_PAIR_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-duplicates-view.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, AtlasDuplicatesView, faces);
  gtk_widget_class_bind_template_child (widget_class, AtlasDuplicatesView, status);
  gtk_widget_class_bind_template_child (widget_class, AtlasDuplicatesView, status_progress);
  gtk_widget_class_bind_template_child (widget_class, AtlasDuplicatesView, progress);
  gtk_widget_class_bind_template_child (widget_class, AtlasDuplicatesView, search_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasDuplicatesView, clear_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasDuplicatesView, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AtlasDuplicatesView, count);
  gtk_widget_class_bind_template_child (widget_class, AtlasDuplicatesView, refresh);
  gtk_widget_class_bind_template_child (widget_class, AtlasDuplicatesView, view);
  gtk_widget_class_bind_template_child (widget_class, AtlasDuplicatesView, back_bar);
  gtk_widget_class_bind_template_child (widget_class, AtlasDuplicatesView, pair_pane);
  gtk_widget_class_bind_template_child (widget_class, AtlasDuplicatesView, pair);
  gtk_widget_class_bind_template_callback (widget_class, set_up_line);
  gtk_widget_class_bind_template_callback (widget_class, bind_line);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_bind_template_callback (widget_class, search);
  gtk_widget_class_bind_template_callback (widget_class, clear_search);

  atlas_duplicates_view_class_install_actions (widget_class);
}

static void
atlas_duplicates_view_init (AtlasDuplicatesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->list = atlas_duplicate_list_new ();
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->list));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (show_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "updated", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  on_folded (self);
  update (self);
}
