/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-check-in-dialog.h"

#include <string.h>

#include "atlas-check-in-line.h"
#include "atlas-check-in-note.h"
#include "atlas-check-in-table.h"
#include "atlas-file-choice.h"
#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-person-lookup.h"
#include "atlas-toast.h"

/* More lines nobody reads: another letter is typed instead. */
#define MAX_LISTED 40
#define MAX_OTHERS 8
#define MAX_TYPED  256

struct _AtlasCheckInDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  AdwToastOverlay *toasts;
  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkLabel *summary;
  AdwToast *toast; /* that was shown last; NULL once it is gone */

  AtlasSession *session;
  gint64 event;
  GHashTable *known;    /* uuid -> Known: who was looked up */
  GPtrArray *people;    /* Known: on the event's list, by name; borrowed */
  GHashTable *statuses; /* uuid -> status, of the list */
  GPtrArray *others;    /* AtlasPersonBrief: who else is found */
  GCancellable *looking, *searching;
  GHashTable *asked;    /* set of uuid: who is being looked up */
  gboolean looking_all; /* and those who are known are, too */
  gboolean led_back;    /* to the entry, from a line that stood for somebody who is gone */
  guint writing;        /* how many are on their way */
};

G_DEFINE_FINAL_TYPE (AtlasCheckInDialog, atlas_check_in_dialog, ADW_TYPE_WINDOW)

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
get_status_words (AtlasCheckInDialog *self, const char *uuid)
{
  const char *status = g_hash_table_lookup (self->statuses, uuid);

  if (!g_hash_table_contains (self->statuses, uuid))
    return _ ("Not on the list");
  return *status != '\0' ? atlas_vocabulary_label_for (&atlas_vocabulary_attendance, status) : "";
}

static gboolean
has_come (AtlasCheckInDialog *self, const char *uuid)
{
  return g_strcmp0 (g_hash_table_lookup (self->statuses, uuid), "attended") == 0;
}

/* The line at that place of the list: one that is there is filled anew, which is quicker than to make one. */
static AtlasCheckInLine *
get_line (AtlasCheckInDialog *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);
  GtkWidget *line = row != NULL ? GTK_WIDGET (row) : atlas_check_in_line_new ();

  if (row == NULL)
    gtk_list_box_append (self->list, line);
  gtk_widget_set_visible (line, TRUE);
  return ATLAS_CHECK_IN_LINE (line);
}

/* NULL: nobody is found. */
static GtkListBoxRow *
get_first_line (AtlasCheckInDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  return row != NULL && gtk_widget_get_visible (GTK_WIDGET (row)) ? row : NULL;
}

static void
show_person (AtlasCheckInDialog *self, guint index, const AtlasPersonBrief *person)
{
  atlas_check_in_line_show_person (get_line (self, index), person, get_status_words (self, person->uuid),
                                   has_come (self, person->uuid));
}

static char *
dup_typed (AtlasCheckInDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
show_summary (AtlasCheckInDialog *self)
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
get_focused_line (AtlasCheckInDialog *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  GtkWidget *line = focus != NULL ? gtk_widget_get_ancestor (focus, ATLAS_TYPE_CHECK_IN_LINE) : NULL;

  return line != NULL ? ATLAS_CHECK_IN_LINE (line) : NULL;
}

static gboolean
stands_for (GtkListBoxRow *row, const char *uuid)
{
  return gtk_widget_get_visible (GTK_WIDGET (row)) &&
         g_strcmp0 (atlas_check_in_line_get_uuid (ATLAS_CHECK_IN_LINE (row)), uuid) == 0;
}

/* Lines are filled anew, and the next Return is meant for whoever had the focus. @uuid: NULL: somebody new */
static void
follow (AtlasCheckInDialog *self, AtlasCheckInLine *line, const char *uuid)
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
show_lines (AtlasCheckInDialog *self)
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
show_list (AtlasCheckInDialog *self)
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
  g_autoptr (AtlasCheckInDialog) self = data;
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
look_up (AtlasCheckInDialog *self, gboolean all)
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

/* @all: those who are known may have changed. FALSE where the event is gone. */
static gboolean
read_list (AtlasCheckInDialog *self, gboolean all)
{
  AtlasRegister *source = atlas_session_get_register (self->session);
  g_autoptr (AtlasRecord) event = atlas_register_load (source, &atlas_kind_event, self->event, NULL);
  g_autoptr (GPtrArray) attendance = event != NULL ? atlas_record_dup_items (event, "attendance") : NULL;
  g_autofree char *title = NULL;

  if (event == NULL)
    return FALSE;
  title = atlas_record_dup_title (event);
  adw_window_title_set_subtitle (self->heading, title);
  g_hash_table_remove_all (self->statuses);
  for (guint i = 0; i < attendance->len; i++)
    {
      AtlasRecord *entry = g_ptr_array_index (attendance, i);
      const char *uuid = atlas_record_get_text (entry, "member");
      const char *status = atlas_record_get_text (entry, "status");

      if (uuid != NULL)
        g_hash_table_insert (self->statuses, g_strdup (uuid), g_strdup (status != NULL ? status : ""));
    }
  look_up (self, all);
  show_list (self);
  return TRUE;
}

static void
on_records_changed (AtlasCheckInDialog *self, AtlasChange *change)
{
  gboolean all = atlas_change_is_everything (change) ||
                 atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_member));

  if (!all && !atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_event)))
    return;
  if (!read_list (self, all))
    gtk_window_destroy (GTK_WINDOW (self));
}

/* Who else there is. */

static void
on_searched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasCheckInDialog) self = data;
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
on_typed (AtlasCheckInDialog *self)
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

/* Noting. */

typedef struct
{
  AtlasCheckInDialog *dialog;
  AtlasSession *session;
  char *name;
} Note;

static void
note_free (Note *self)
{
  g_object_unref (self->dialog);
  g_object_unref (self->session);
  g_free (self->name);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Note, note_free)

static void
on_noted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Note) note = data;
  g_autoptr (GError) error = NULL;

  note->dialog->writing--;
  if (atlas_check_in_note_finish (ATLAS_REGISTER (source), result, &error))
    {
      /* Translators: %s is a person who came to an event */
      g_autofree char *message = g_strdup_printf (_ ("Checked in %s"), note->name);

      atlas_session_tell (note->session, message, TRUE);
    }
  else
    {
      g_autofree char *message = g_strdup_printf (_ ("%s was not checked in"), note->name);

      atlas_session_fail (note->session, message, error);
    }
}

/* The next one at the door has another name. */
static void
clear_entry (AtlasCheckInDialog *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
check_in (AtlasCheckInDialog *self, GtkListBoxRow *row)
{
  g_autofree char *uuid = g_strdup (atlas_check_in_line_get_uuid (ATLAS_CHECK_IN_LINE (row)));
  g_autofree char *typed = dup_typed (self);
  g_autofree char *name =
    g_strdup (uuid != NULL ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : typed);
  Note *note;

  if (self->session == NULL)
    return;
  if (uuid != NULL && has_come (self, uuid))
    {
      g_autofree char *message = g_strdup_printf (_ ("%s is checked in already"), name);

      atlas_session_tell (self->session, message, FALSE);
      clear_entry (self);
      return;
    }
  note = g_new0 (Note, 1);
  note->dialog = g_object_ref (self);
  note->session = g_object_ref (self->session);
  note->name = g_strdup (name);
  self->writing++;
  atlas_check_in_note_async (atlas_session_get_register (self->session), self->event, uuid, name, on_noted,
                             note);
  clear_entry (self);
}

static void
on_row_activated (AtlasCheckInDialog *self, GtkListBoxRow *row)
{
  check_in (self, row);
}

/* Return takes the first who is found. Nobody new is recorded by it: what is mistyped would become a person;
 * nor is a Return that was meant for a line that is gone. */
static void
on_entered (AtlasCheckInDialog *self)
{
  GtkListBoxRow *row = get_first_line (self);
  g_autofree char *typed = dup_typed (self);

  if (*typed == '\0' || row == NULL)
    return;
  if (atlas_check_in_line_get_uuid (ATLAS_CHECK_IN_LINE (row)) != NULL && !self->led_back)
    check_in (self, row);
  else
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
on_down (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasCheckInDialog *self = ATLAS_CHECK_IN_DIALOG (widget);
  GtkListBoxRow *row = get_first_line (self);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Who came, as another program or a sheet has it. */

static void
on_table_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  AtlasCheckInDialog *self = owner;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  if (self->session != NULL)
    atlas_check_in_table (GTK_WINDOW (self), self->session, self->event, file);
}

static void
choose_table (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const suffixes[] = { "csv", "tsv", "txt", NULL };

  atlas_file_choice_open (GTK_WINDOW (widget), _ ("Check In from a Table"), _ ("Tables"), suffixes, FALSE,
                          on_table_chosen, widget);
}

/* What is told. */

static void
on_toast_dismissed (AtlasCheckInDialog *self, AdwToast *toast)
{
  if (self->toast == toast)
    g_clear_object (&self->toast);
}

/* Its button takes back what came last: an older one would not do what it says. */
static void
dismiss_toast (AtlasCheckInDialog *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  if (toast != NULL)
    atlas_toast_dismiss (toast);
}

static void
on_told (AtlasCheckInDialog *self, const char *message, gboolean undo)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (markup);

  if (undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "check-in.undo");
    }
  dismiss_toast (self);
  self->toast = g_object_ref (toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_toast_dismissed), self, G_CONNECT_SWAPPED);
  atlas_toast_show (self->toasts, toast);
}

static void
undo_last (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasCheckInDialog *self = ATLAS_CHECK_IN_DIALOG (widget);

  if (self->session != NULL)
    atlas_session_undo (self->session, FALSE);
}

static void
atlas_check_in_dialog_dispose (GObject *object)
{
  AtlasCheckInDialog *self = ATLAS_CHECK_IN_DIALOG (object);

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
      atlas_session_set_teller (self->session, NULL);
    }
  g_clear_object (&self->session);
  g_clear_object (&self->toast);
  g_cancellable_cancel (self->looking);
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->looking);
  g_clear_object (&self->searching);

  G_OBJECT_CLASS (atlas_check_in_dialog_parent_class)->dispose (object);
}

static void
atlas_check_in_dialog_finalize (GObject *object)
{
  AtlasCheckInDialog *self = ATLAS_CHECK_IN_DIALOG (object);

  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->others);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->statuses);

  G_OBJECT_CLASS (atlas_check_in_dialog_parent_class)->finalize (object);
}

static void
atlas_check_in_dialog_class_init (AtlasCheckInDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_check_in_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_check_in_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-check-in-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasCheckInDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AtlasCheckInDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, AtlasCheckInDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, AtlasCheckInDialog, list);
  gtk_widget_class_bind_template_child (widget_class, AtlasCheckInDialog, summary);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_install_action (widget_class, "check-in.undo", NULL, undo_last);
  gtk_widget_class_install_action (widget_class, "check-in.down", NULL, on_down);
  gtk_widget_class_install_action (widget_class, "check-in.table", NULL, choose_table);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "check-in.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "check-in.down", NULL);
}

static void
atlas_check_in_dialog_init (AtlasCheckInDialog *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, known_free);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->people = g_ptr_array_new ();
  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_person_brief_free);
  self->statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The entry takes Escape for itself. */
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (gtk_window_close), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
atlas_check_in_dialog_open (GtkWidget *widget, AtlasSession *session, gint64 event)
{
  AtlasCheckInDialog *self;
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);

  root = gtk_widget_get_root (widget);
  self = g_object_new (ATLAS_TYPE_CHECK_IN_DIALOG, NULL);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  self->session = g_object_ref (session);
  self->event = event;
  if (!read_list (self, FALSE))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return NULL;
    }
  g_signal_connect_object (session, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (atlas_session_get_register (session), "changed", G_CALLBACK (on_records_changed),
                           self, G_CONNECT_SWAPPED);
  atlas_session_set_teller (session, self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return GTK_WIDGET (self);
}

gboolean
atlas_check_in_dialog_is_settled (AtlasCheckInDialog *self)
{
  g_return_val_if_fail (ATLAS_IS_CHECK_IN_DIALOG (self), FALSE);

  return self->looking == NULL && self->searching == NULL && self->writing == 0;
}
