/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-list.h"

#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

/* Rows from which on a list can be searched. */
#define LONG        10
#define MAX_HEIGHT  290
#define LABEL_CHARS 36

struct _AtlasFacetList
{
  GtkWidget parent_instance;

  char *field;
  GtkWidget *box;
  GtkWidget *search;
  GtkWidget *scroller;
  GtkWidget *rows;
  GtkWidget *empty;
  GHashTable *by_value; /* of the rows: check buttons by value */
  char **chosen;
  gboolean updating;
};

enum
{
  TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasFacetList, atlas_facet_list, GTK_TYPE_WIDGET)

#define EACH_ROW(self, row)                                                     \
  for (GtkWidget *row = gtk_widget_get_first_child ((self)->rows); row != NULL; \
       row = gtk_widget_get_next_sibling (row))

static const char *
get_value (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "value");
}

static void
on_toggled (AtlasFacetList *self, GtkCheckButton *row)
{
  if (!self->updating)
    g_signal_emit (self, signals[TOGGLED], 0, get_value (GTK_WIDGET (row)),
                   gtk_check_button_get_active (row));
}

static GtkWidget *
add_row (AtlasFacetList *self, const AtlasFacetCount *count)
{
  GtkWidget *row = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *label = gtk_label_new (count->label);
  GtkWidget *number = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LABEL_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  if (g_utf8_strlen (count->label, -1) > LABEL_CHARS)
    gtk_widget_set_tooltip_text (row, count->label);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (number, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), number);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (row), box);
  gtk_widget_add_css_class (row, "facet-row");
  g_object_set_data_full (G_OBJECT (row), "value", g_strdup (count->value), g_free);
  g_object_set_data_full (G_OBJECT (row), "label", g_strdup (count->label), g_free);
  g_object_set_data (G_OBJECT (row), "number", number);
  g_signal_connect_object (row, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->rows), row);
  g_hash_table_insert (self->by_value, (gpointer) get_value (row), row);
  return row;
}

static void
set_number (GtkWidget *row, guint members)
{
  g_autofree char *number = atlas_number_format (members);
  const char *label = g_object_get_data (G_OBJECT (row), "label");
  g_autofree char *words = g_strdup_printf (
    /* Translators: a value and how many people have it: "Women, 6,470 people" */
    ngettext ("%s, %s person", "%s, %s people", members), label, number);

  gtk_label_set_text (g_object_get_data (G_OBJECT (row), "number"), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (members == 0)
    gtk_widget_add_css_class (row, "facet-empty");
  else
    gtk_widget_remove_css_class (row, "facet-empty");
}

static void
update_checks (AtlasFacetList *self)
{
  self->updating = TRUE;
  EACH_ROW (self, row)
  gtk_check_button_set_active (GTK_CHECK_BUTTON (row),
                               self->chosen != NULL &&
                                 g_strv_contains ((const char *const *) self->chosen, get_value (row)));
  self->updating = FALSE;
}

/* Searching. */

static guint
filter_rows (AtlasFacetList *self)
{
  char typed[256], words[512];
  guint n_shown = 0;

  atlas_fold_words (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1, typed, sizeof typed);
  EACH_ROW (self, row)
  {
    gboolean shown;

    atlas_fold_words (g_object_get_data (G_OBJECT (row), "label"), -1, words, sizeof words);
    shown = typed[0] == '\0' || atlas_fold_contains_prefix (words, typed);
    gtk_widget_set_visible (row, shown);
    n_shown += shown;
  }
  return n_shown;
}

static void
update_search (AtlasFacetList *self)
{
  guint n = g_hash_table_size (self->by_value);
  guint n_shown = filter_rows (self);

  gtk_widget_set_visible (self->search, atlas_facet_is_by_count (self->field) && n >= LONG);
  gtk_widget_set_visible (self->scroller, n_shown > 0);
  gtk_label_set_text (GTK_LABEL (self->empty),
                      n > 0 ? _ ("Not among the most frequent ones. Press Return to take it as it is.")
                            : _ ("Nobody has any."));
  gtk_widget_set_visible (self->empty, n_shown == 0);
}

/* The one row that is left or, where none is, what was typed. */
static void
on_search_activated (AtlasFacetList *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *quoted = atlas_query_quote_value (text, FALSE);
  g_autofree char *value = NULL;
  GtkWidget *only = NULL;
  guint n_shown = filter_rows (self);

  EACH_ROW (self, row)
  if (gtk_widget_get_visible (row) && only == NULL)
    only = row;
  if (n_shown == 1)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (only),
                                 !gtk_check_button_get_active (GTK_CHECK_BUTTON (only)));
  else if (n_shown == 0)
    value = atlas_query_normalize_value (&atlas_kind_member, self->field, quoted);
  if (value != NULL)
    g_signal_emit (self, signals[TOGGLED], 0, value, TRUE);
  if (n_shown == 1 || value != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

/* Escape leaves the search first, and then the popover. */
static void
on_search_stopped (AtlasFacetList *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (gtk_editable_get_text (GTK_EDITABLE (self->search))[0] != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

/* A check button of GTK keeps the focus to itself where arrows are pressed. */
static gboolean
on_key_pressed (AtlasFacetList *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *row = root ? gtk_root_get_focus (root) : NULL;
  gboolean down = key == GDK_KEY_Down || key == GDK_KEY_KP_Down;

  if ((modifiers & gtk_accelerator_get_default_mod_mask ()) != 0 ||
      (!down && key != GDK_KEY_Up && key != GDK_KEY_KP_Up) || row == NULL ||
      gtk_widget_get_parent (row) != self->rows)
    return FALSE;
  do
    row = down ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row);
  while (row != NULL && !gtk_widget_get_visible (row));
  if (row != NULL)
    gtk_widget_grab_focus (row);
  else if (!down && gtk_widget_get_visible (self->search))
    gtk_widget_grab_focus (self->search);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
  return TRUE;
}

/* The rows come after the popover has opened: the focus goes where it would have gone. */
static void
take_focus (AtlasFacetList *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (popover != NULL && gtk_widget_get_visible (popover) &&
      (focus == NULL || focus == popover || !gtk_widget_is_ancestor (focus, popover)))
    gtk_widget_child_focus (popover, GTK_DIR_TAB_FORWARD);
}

/* GObject. */

static void
atlas_facet_list_dispose (GObject *object)
{
  g_clear_pointer (&ATLAS_FACET_LIST (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_facet_list_parent_class)->dispose (object);
}

static void
atlas_facet_list_finalize (GObject *object)
{
  AtlasFacetList *self = ATLAS_FACET_LIST (object);

  g_free (self->field);
  g_strfreev (self->chosen);
  g_hash_table_unref (self->by_value);

  G_OBJECT_CLASS (atlas_facet_list_parent_class)->finalize (object);
}

static void
atlas_facet_list_class_init (AtlasFacetListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_facet_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_facet_list_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[TOGGLED] = g_signal_new ("toggled", ATLAS_TYPE_FACET_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
atlas_facet_list_init (AtlasFacetList *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->by_value = g_hash_table_new (g_str_hash, g_str_equal);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Search"), NULL);
  gtk_widget_set_visible (self->search, FALSE);
  g_signal_connect_object (self->search, "notify::text", G_CALLBACK (update_search), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (on_search_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (on_search_stopped), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->search);

  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->rows, keys);
  self->scroller = gtk_scrolled_window_new ();
  gtk_widget_set_focusable (self->scroller, FALSE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->rows);
  gtk_box_append (GTK_BOX (self->box), self->scroller);

  self->empty = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (self->empty), LABEL_CHARS - 6);
  gtk_label_set_max_width_chars (GTK_LABEL (self->empty), LABEL_CHARS - 6);
  gtk_label_set_xalign (GTK_LABEL (self->empty), 0);
  gtk_widget_add_css_class (self->empty, "dim-label");
  gtk_widget_add_css_class (self->empty, "facet-note");
  gtk_widget_set_visible (self->empty, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->empty);
}

GtkWidget *
atlas_facet_list_new (const char *field)
{
  AtlasFacetList *self;

  g_return_val_if_fail (field != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_FACET_LIST, NULL);
  self->field = g_strdup (field);
  /* A list that can be searched scrolls below its search, others with all that is around them. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  atlas_facet_is_by_count (field) ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  return GTK_WIDGET (self);
}

void
atlas_facet_list_clear (AtlasFacetList *self)
{
  GtkWidget *row;

  g_return_if_fail (ATLAS_IS_FACET_LIST (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_hash_table_remove_all (self->by_value);
  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);
  gtk_widget_set_visible (self->scroller, FALSE);
  gtk_label_set_text (GTK_LABEL (self->empty), _ ("Counting…"));
  gtk_widget_set_visible (self->empty, TRUE);
}

void
atlas_facet_list_set_counts (AtlasFacetList *self, const GPtrArray *counts)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean first;

  g_return_if_fail (ATLAS_IS_FACET_LIST (self));
  g_return_if_fail (counts != NULL);

  first = g_hash_table_size (self->by_value) == 0;

  for (guint i = 0; i < counts->len; i++)
    {
      const AtlasFacetCount *count = g_ptr_array_index (counts, i);
      GtkWidget *row = g_hash_table_lookup (self->by_value, count->value);

      set_number (row ? row : add_row (self, count), count->members);
      g_hash_table_add (there, count->value);
    }
  EACH_ROW (self, row)
  if (!g_hash_table_contains (there, get_value (row)))
    set_number (row, 0);
  update_checks (self);
  update_search (self);
  if (first)
    take_focus (self);
}

void
atlas_facet_list_set_failed (AtlasFacetList *self, const char *reason)
{
  g_autofree char *text = NULL;

  g_return_if_fail (ATLAS_IS_FACET_LIST (self));
  g_return_if_fail (reason != NULL);

  EACH_ROW (self, row)
  {
    gtk_label_set_text (g_object_get_data (G_OBJECT (row), "number"), "");
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    g_object_get_data (G_OBJECT (row), "label"), -1);
    gtk_widget_remove_css_class (row, "facet-empty");
  }
  /* Translators: in the place of the values of a filter; then follows why */
  text = g_strdup_printf (_ ("Could not be counted. %s"), reason);
  gtk_label_set_text (GTK_LABEL (self->empty), text);
  gtk_widget_set_visible (self->empty, TRUE);
}

void
atlas_facet_list_set_said (AtlasFacetList *self, const AtlasQuerySaid *said)
{
  g_return_if_fail (ATLAS_IS_FACET_LIST (self));
  g_return_if_fail (said != NULL);

  g_strfreev (self->chosen);
  self->chosen = g_strdupv (said->values);
  update_checks (self);
}
