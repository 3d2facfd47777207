/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-check-in-list.h"

#include <string.h>

#include "atlas-check-in-line.h"
#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-person-lookup.h"

/* More lines nobody reads: another letter is typed instead. */
#define MAX_LISTED 40
#define MAX_OTHERS 8
#define MAX_TYPED  256

struct _AtlasCheckInList
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkSearchEntry *entry;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
  GtkLabel *summary;

  AtlasSession *session;
  GHashTable *known;    /* uuid -> Known: who was looked up */
  GPtrArray *people;    /* Known: on the event's list, by name; borrowed */
  GHashTable *statuses; /* uuid -> status, of the list */
  GPtrArray *others;    /* AtlasPersonBrief: who else is found */
  GCancellable *looking, *searching;
  GHashTable *asked;    /* set of uuid: who is being looked up */
  gboolean looking_all; /* and those who are known are, too */
  gboolean led_back;    /* to the entry, from a line that stood for somebody who is gone */
  gboolean talks;       /* whether lines offer to log a talk */
};

enum
{
  CHOSEN,
  TALK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasCheckInList, atlas_check_in_list, GTK_TYPE_WIDGET)

/* Somebody on the list, with what names are compared by: worked out once, for a list may be long. */
typedef struct
{
  AtlasPersonBrief *person; /* id 0: there is nobody any more */
  char *words;              /* of the name, folded */
  char *key;                /* by which names are sorted */
} Known;

static void
known_free (gpointer data)
{
  Known *self = data;

  atlas_person_brief_free (self->person);
  g_free (self->words);
  g_free (self->key);
  g_free (self);
}

static char *
fold (const char *text)
{
  char words[MAX_TYPED];

  atlas_fold_words (text, -1, words, sizeof words);
  return g_strdup (words);
}

/* @person: (transfer full) */
static Known *
known_new (AtlasPersonBrief *person)
{
  Known *self = g_new0 (Known, 1);

  self->person = person;
  if (person->name != NULL)
    {
      self->words = fold (person->name);
      self->key = g_utf8_collate_key (person->name, -1);
    }
  return self;
}

/* Whether each word that was typed begins one of the name. */
static gboolean
matches (const Known *known, char **typed)
{
  for (guint i = 0; typed[i] != NULL; i++)
    if (*typed[i] != '\0' && !atlas_fold_contains_prefix (known->words, typed[i]))
      return FALSE;
  return TRUE;
}

/* Lines. */

static const char *
get_status_words (AtlasCheckInList *self, const char *uuid)
{
  const char *status = g_hash_table_lookup (self->statuses, uuid);

  if (!g_hash_table_contains (self->statuses, uuid))
    return _ ("Not on the list");
  return *status != '\0' ? atlas_vocabulary_label_for (&atlas_vocabulary_attendance, status) : "";
}

static gboolean
has_come (AtlasCheckInList *self, const char *uuid)
{
  return g_strcmp0 (g_hash_table_lookup (self->statuses, uuid), "attended") == 0;
}

/* The line at that place of the list: one that is there is filled anew, which is quicker than to make one. */
static AtlasCheckInLine *
get_line (AtlasCheckInList *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);
  GtkWidget *line = row != NULL ? GTK_WIDGET (row) : atlas_check_in_line_new ();

  if (row == NULL)
    {
      atlas_check_in_line_set_talks (ATLAS_CHECK_IN_LINE (line), self->talks);
      gtk_list_box_append (self->list, line);
    }
  gtk_widget_set_visible (line, TRUE);
  return ATLAS_CHECK_IN_LINE (line);
}

/* NULL: nobody is found. */
static GtkListBoxRow *
get_first_line (AtlasCheckInList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  return row != NULL && gtk_widget_get_visible (GTK_WIDGET (row)) ? row : NULL;
}

static void
show_person (AtlasCheckInList *self, guint index, const AtlasPersonBrief *person)
{
  atlas_check_in_line_show_person (get_line (self, index), person, get_status_words (self, person->uuid),
                                   has_come (self, person->uuid));
}

static char *
dup_typed (AtlasCheckInList *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
show_summary (AtlasCheckInList *self)
{
  guint n_come = 0;
  GHashTableIter iter;
  gpointer status;
  g_autofree char *come = NULL, *all = NULL, *text = NULL;

  g_hash_table_iter_init (&iter, self->statuses);
  while (g_hash_table_iter_next (&iter, NULL, &status))
    n_come += g_str_equal (status, "attended");
  come = atlas_number_format (n_come);
  all = atlas_number_format (g_hash_table_size (self->statuses));
  /* Translators: how many have come, of how many that are on a list */
  text = g_strdup_printf (_ ("%s of %s have come"), come, all);
  gtk_label_set_text (self->summary, text);
}

/* The line that has the focus; NULL: none. */
static AtlasCheckInLine *
get_focused_line (AtlasCheckInList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *line = focus != NULL ? gtk_widget_get_ancestor (focus, ATLAS_TYPE_CHECK_IN_LINE) : NULL;

  return line != NULL && gtk_widget_is_ancestor (line, GTK_WIDGET (self)) ? ATLAS_CHECK_IN_LINE (line) : NULL;
}

static gboolean
stands_for (GtkListBoxRow *row, const char *uuid)
{
  return gtk_widget_get_visible (GTK_WIDGET (row)) &&
         g_strcmp0 (atlas_check_in_line_get_uuid (ATLAS_CHECK_IN_LINE (row)), uuid) == 0;
}

/* Lines are filled anew, and the next Return is meant for whoever had the focus. @uuid: NULL: somebody new */
static void
follow (AtlasCheckInList *self, AtlasCheckInLine *line, const char *uuid)
{
  GtkListBoxRow *row;

  if (stands_for (GTK_LIST_BOX_ROW (line), uuid))
    return;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (stands_for (row, uuid))
      {
        gtk_widget_grab_focus (GTK_WIDGET (row));
        return;
      }
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  self->led_back = TRUE;
}

static void
show_lines (AtlasCheckInList *self)
{
  AtlasCheckInLine *focused = get_focused_line (self);
  g_autofree char *uuid = focused != NULL ? g_strdup (atlas_check_in_line_get_uuid (focused)) : NULL;
  g_autofree char *text = dup_typed (self);
  g_autofree char *typed = fold (text);
  g_auto (GStrv) words = g_strsplit (typed, " ", -1);
  GtkListBoxRow *rest;
  guint n = 0;

  for (guint i = 0; i < self->people->len && n < MAX_LISTED; i++)
    {
      const Known *known = g_ptr_array_index (self->people, i);

      if (matches (known, words))
        show_person (self, n++, known->person);
    }
  for (guint i = 0; *typed != '\0' && i < self->others->len; i++)
    {
      const AtlasPersonBrief *person = g_ptr_array_index (self->others, i);

      if (!g_hash_table_contains (self->statuses, person->uuid))
        show_person (self, n++, person);
    }
  /* Not before it is known that there is nobody of that name. */
  if (*typed != '\0' && self->searching == NULL && self->looking == NULL)
    atlas_check_in_line_show_new (get_line (self, n++), text);
  while ((rest = gtk_list_box_get_row_at_index (self->list, (int) n++)) != NULL)
    gtk_widget_set_visible (GTK_WIDGET (rest), FALSE);
  if (focused != NULL)
    follow (self, focused, uuid);
  show_summary (self);
}

/* Who is on the list. */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const Known *const *x = a, *const *y = b;
  int order = strcmp ((*x)->key, (*y)->key);

  return order != 0 ? order : strcmp ((*x)->person->uuid, (*y)->person->uuid);
}

static void
show_list (AtlasCheckInList *self)
{
  GHashTableIter iter;
  gpointer uuid;

  g_ptr_array_set_size (self->people, 0);
  g_hash_table_iter_init (&iter, self->statuses);
  while (g_hash_table_iter_next (&iter, &uuid, NULL))
    {
      Known *known = g_hash_table_lookup (self->known, uuid);

      if (known != NULL && known->person->id != 0)
        g_ptr_array_add (self->people, known);
    }
  g_ptr_array_sort (self->people, compare_names);
  show_lines (self);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasCheckInList) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = atlas_person_lookup_finish (result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->looking || self->session == NULL)
    return;
  g_clear_object (&self->looking);
  g_hash_table_remove_all (self->asked);
  if (people == NULL)
    {
      atlas_session_fail (self->session, _ ("Names can’t be read"), error);
      show_lines (self);
      return;
    }
  g_ptr_array_set_free_func (people, NULL);
  /* They may take the place of others, whom the list would still have. */
  g_ptr_array_set_size (self->people, 0);
  for (guint i = 0; i < people->len; i++)
    {
      Known *known = known_new (g_ptr_array_index (people, i));

      g_hash_table_replace (self->known, known->person->uuid, known);
    }
  show_list (self);
}

/* Those of the list about whom nothing is known yet, or all; of whom a look-up that is under way for all
 * would have told, this one has to. */
static void
look_up (AtlasCheckInList *self, gboolean all)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uuids = NULL;
  GHashTableIter iter;
  gpointer uuid;
  guint n_new = 0;

  self->looking_all = all || (self->looking != NULL && self->looking_all);
  g_hash_table_iter_init (&iter, self->statuses);
  while (g_hash_table_iter_next (&iter, &uuid, NULL))
    {
      gboolean known = g_hash_table_contains (self->known, uuid);

      if (self->looking_all || !known)
        g_strv_builder_add (builder, uuid);
      n_new += all || (!known && !g_hash_table_contains (self->asked, uuid));
    }
  if (n_new == 0)
    return;
  uuids = g_strv_builder_end (builder);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_hash_table_remove_all (self->asked);
  for (guint i = 0; uuids[i] != NULL; i++)
    g_hash_table_add (self->asked, g_strdup (uuids[i]));
  self->looking = g_cancellable_new ();
  atlas_person_lookup_async (atlas_session_get_register (self->session), (const char *const *) uuids,
                             self->looking, on_looked_up, g_object_ref (self));
}

/* Who else there is. */

static void
on_searched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasCheckInList) self = data;
  g_autoptr (GPtrArray) people = atlas_person_lookup_finish (result, NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->searching || self->session == NULL)
    return;
  g_clear_object (&self->searching);
  g_ptr_array_set_size (self->others, 0);
  if (people != NULL)
    g_ptr_array_extend_and_steal (self->others, g_steal_pointer (&people));
  show_lines (self);
}

static void
on_typed (AtlasCheckInList *self)
{
  g_autofree char *text = dup_typed (self);
  g_autofree char *typed = fold (text);
  g_autoptr (AtlasQuery) query = *typed != '\0' ? atlas_query_parse (&atlas_kind_member, typed, NULL) : NULL;

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  self->led_back = FALSE;
  g_ptr_array_set_size (self->others, 0);
  if (query != NULL && self->session != NULL)
    {
      self->searching = g_cancellable_new ();
      atlas_person_search_async (atlas_session_get_register (self->session), query, MAX_OTHERS,
                                 self->searching, on_searched, g_object_ref (self));
    }
  show_lines (self);
}

/* Choosing. */

static void
choose (AtlasCheckInList *self, GtkListBoxRow *row)
{
  g_autofree char *uuid = g_strdup (atlas_check_in_line_get_uuid (ATLAS_CHECK_IN_LINE (row)));
  g_autofree char *typed = dup_typed (self);
  g_autofree char *name =
    g_strdup (uuid != NULL ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : typed);

  if (self->session != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, uuid, name);
}

static void
on_row_activated (AtlasCheckInList *self, GtkListBoxRow *row)
{
  choose (self, row);
}

/* Return takes the first who is found. Nobody new is recorded by it: what is mistyped would become a person;
 * nor is a Return that was meant for a line that is gone. */
static void
on_entered (AtlasCheckInList *self)
{
  GtkListBoxRow *row = get_first_line (self);
  g_autofree char *typed = dup_typed (self);

  if (*typed == '\0' || row == NULL)
    return;
  if (atlas_check_in_line_get_uuid (ATLAS_CHECK_IN_LINE (row)) != NULL && !self->led_back)
    choose (self, row);
  else
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
on_down (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkListBoxRow *row = get_first_line (ATLAS_CHECK_IN_LIST (widget));

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* @line: (nullable) */
static void
talk_with (AtlasCheckInList *self, AtlasCheckInLine *line)
{
  g_autofree char *uuid = line != NULL ? g_strdup (atlas_check_in_line_get_uuid (line)) : NULL;
  g_autofree char *name =
    line != NULL ? g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (line))) : NULL;

  if (self->talks && uuid != NULL)
    g_signal_emit (self, signals[TALK], 0, uuid, name);
}

/* With the one who has the focus, by the key. */
static void
on_talk (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasCheckInList *self = ATLAS_CHECK_IN_LIST (widget);

  talk_with (self, get_focused_line (self));
}

/* With the one whose line the button is in, whoever has the focus. */
static void
on_talk_with (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasCheckInList *self = ATLAS_CHECK_IN_LIST (widget);
  const char *uuid = g_variant_get_string (parameter, NULL);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (stands_for (row, uuid))
      {
        talk_with (self, ATLAS_CHECK_IN_LINE (row));
        return;
      }
}

static gboolean
atlas_check_in_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ATLAS_CHECK_IN_LIST (widget)->entry));
}

static void
atlas_check_in_list_dispose (GObject *object)
{
  AtlasCheckInList *self = ATLAS_CHECK_IN_LIST (object);

  g_clear_object (&self->session);
  g_cancellable_cancel (self->looking);
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->looking);
  g_clear_object (&self->searching);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_check_in_list_parent_class)->dispose (object);
}

static void
atlas_check_in_list_finalize (GObject *object)
{
  AtlasCheckInList *self = ATLAS_CHECK_IN_LIST (object);

  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->others);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->statuses);

  G_OBJECT_CLASS (atlas_check_in_list_parent_class)->finalize (object);
}

static void
atlas_check_in_list_class_init (AtlasCheckInListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_check_in_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_check_in_list_finalize;
  widget_class->grab_focus = atlas_check_in_list_grab_focus;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[TALK] = g_signal_new ("talk", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-check-in-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasCheckInList, box);
  gtk_widget_class_bind_template_child (widget_class, AtlasCheckInList, entry);
  gtk_widget_class_bind_template_child (widget_class, AtlasCheckInList, scroller);
  gtk_widget_class_bind_template_child (widget_class, AtlasCheckInList, list);
  gtk_widget_class_bind_template_child (widget_class, AtlasCheckInList, summary);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_install_action (widget_class, "check-in.down", NULL, on_down);
  gtk_widget_class_install_action (widget_class, "check-in.talk", NULL, on_talk);
  gtk_widget_class_install_action (widget_class, "check-in.talk-with", "s", on_talk_with);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "check-in.down", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "check-in.talk", NULL);
}

static void
atlas_check_in_list_init (AtlasCheckInList *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, known_free);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->people = g_ptr_array_new ();
  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_person_brief_free);
  self->statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
atlas_check_in_list_new (void)
{
  return g_object_new (ATLAS_TYPE_CHECK_IN_LIST, NULL);
}

void
atlas_check_in_list_set_session (AtlasCheckInList *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_CHECK_IN_LIST (self));

  g_set_object (&self->session, session);
}

void
atlas_check_in_list_set_talks (AtlasCheckInList *self, gboolean talks, int max_height)
{
  g_return_if_fail (ATLAS_IS_CHECK_IN_LIST (self));

  self->talks = talks;
  gtk_scrolled_window_set_max_content_height (self->scroller, max_height);
  gtk_scrolled_window_set_propagate_natural_height (self->scroller, TRUE);
}

void
atlas_check_in_list_set_statuses (AtlasCheckInList *self, GHashTable *statuses, gboolean all)
{
  GHashTableIter iter;
  gpointer uuid, status;

  g_return_if_fail (ATLAS_IS_CHECK_IN_LIST (self));
  g_return_if_fail (self->session != NULL && statuses != NULL);

  g_hash_table_remove_all (self->statuses);
  g_hash_table_iter_init (&iter, statuses);
  while (g_hash_table_iter_next (&iter, &uuid, &status))
    g_hash_table_insert (self->statuses, g_strdup (uuid), g_strdup (status));
  look_up (self, all);
  show_list (self);
}

void
atlas_check_in_list_add_statuses (GHashTable *statuses, GPtrArray *attendance)
{
  g_return_if_fail (statuses != NULL && attendance != NULL);

  for (guint i = 0; i < attendance->len; i++)
    {
      AtlasRecord *entry = g_ptr_array_index (attendance, i);
      const char *uuid = atlas_record_get_text (entry, "member");
      const char *status = atlas_record_get_text (entry, "status");

      if (uuid != NULL)
        g_hash_table_insert (statuses, g_strdup (uuid), g_strdup (status != NULL ? status : ""));
    }
}

gboolean
atlas_check_in_list_has_come (AtlasCheckInList *self, const char *uuid)
{
  g_return_val_if_fail (ATLAS_IS_CHECK_IN_LIST (self), FALSE);
  g_return_val_if_fail (uuid != NULL, FALSE);

  return has_come (self, uuid);
}

/* The next one at the door has another name. */
void
atlas_check_in_list_clear (AtlasCheckInList *self)
{
  g_return_if_fail (ATLAS_IS_CHECK_IN_LIST (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

GtkSearchEntry *
atlas_check_in_list_get_entry (AtlasCheckInList *self)
{
  g_return_val_if_fail (ATLAS_IS_CHECK_IN_LIST (self), NULL);

  return self->entry;
}

gboolean
atlas_check_in_list_is_settled (AtlasCheckInList *self)
{
  g_return_val_if_fail (ATLAS_IS_CHECK_IN_LIST (self), FALSE);

  return self->looking == NULL && self->searching == NULL;
}
