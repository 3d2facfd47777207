/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-history-private.h"

#include "atlas-contact-dialog.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

/* So many rows are made at first; the rest when asked for. */
#define MAX_ROWS 50

typedef struct
{
  AdwExpanderRow *row;   /* NULL: there is no such section for this kind */
  GPtrArray *rows;       /* of GtkWidget, in it */
  GPtrArray *entries;    /* that were read; NULL: not yet */
  GCancellable *reading; /* NULL: nothing */
  guint n_shown;
} Section;

struct _AtlasHistory
{
  GtkWidget parent_instance;

  GtkWidget *group;
  Section sections[ATLAS_HISTORY_N_SECTIONS];

  const AtlasKind *kind;
  AtlasSession *session;
  AtlasRecord *record; /* NULL: none that is stored */
};

static void atlas_history_field_row_init (AtlasFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasHistory,
                               atlas_history,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_FIELD_ROW, atlas_history_field_row_init))

/* What takes a look through every event or the whole journal waits until it is asked for. */
static gboolean
is_costly (AtlasHistorySection section)
{
  return section == ATLAS_HISTORY_EVENTS || section == ATLAS_HISTORY_CHANGES ||
         section == ATLAS_HISTORY_EXPORTS;
}

static const AtlasKind *
get_source (AtlasHistory *self, AtlasHistorySection section)
{
  static const AtlasKind *const sources[] = { &atlas_kind_interaction, &atlas_kind_organisation,
                                              &atlas_kind_event };

  return section < G_N_ELEMENTS (sources) ? sources[section] : self->kind;
}

/* Reading. */

typedef struct
{
  AtlasHistorySection section;
  const AtlasKind *kind;
  AtlasUuid uuid;
  gint64 id;
  char *since; /* when it was recorded */
} Question;

static void
question_free (Question *self)
{
  g_free (self->since);
  g_free (self);
}

static GPtrArray *
read_entries (AtlasRegister *records, const Question *question, GCancellable *cancellable, GError **error)
{
  switch (question->section)
    {
    case ATLAS_HISTORY_CONTACTS:
      return atlas_links_list_contacts (records, question->kind, &question->uuid, cancellable, error);
    case ATLAS_HISTORY_ROLES:
      return atlas_links_list_roles (records, &question->uuid, cancellable, error);
    case ATLAS_HISTORY_EVENTS:
      return atlas_links_list_attendance (records, &question->uuid, cancellable, error);
    case ATLAS_HISTORY_CHANGES:
      return atlas_journal_list_changes (atlas_register_get_store (records),
                                         atlas_kind_get_table (question->kind), question->id, cancellable,
                                         error);
    case ATLAS_HISTORY_EXPORTS:
      {
        const AtlasExportFilter filter = { .since = question->since, .member = &question->uuid };

        return atlas_export_audit_list (records, &filter, cancellable, error);
      }
    case ATLAS_HISTORY_N_SECTIONS:
    default:
      g_assert_not_reached ();
    }
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *entries = read_entries (source, data, cancellable, &error);

  if (entries != NULL)
    g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
clear_rows (Section *section)
{
  for (guint i = 0; i < section->rows->len; i++)
    adw_expander_row_remove (section->row, g_ptr_array_index (section->rows, i));
  g_ptr_array_set_size (section->rows, 0);
}

static void show_rows (AtlasHistory *self, AtlasHistorySection which);

static void
on_more (GtkWidget *row, AtlasHistory *self)
{
  AtlasHistorySection which = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "section"));

  self->sections[which].n_shown = G_MAXUINT;
  show_rows (self, which);
}

static void
add_row (Section *section, GtkWidget *row)
{
  adw_expander_row_add_row (section->row, row);
  g_ptr_array_add (section->rows, row);
}

static void
show_rows (AtlasHistory *self, AtlasHistorySection which)
{
  Section *section = &self->sections[which];
  guint n = MIN (section->entries->len, section->n_shown);

  clear_rows (section);
  for (guint i = 0; i < n; i++)
    add_row (section, atlas_history_row_new (which, self->kind, g_ptr_array_index (section->entries, i),
                                             self->session));
  if (n < section->entries->len)
    {
      GtkWidget *more = adw_action_row_new ();
      g_autofree char *number = atlas_number_format (section->entries->len - n);
      g_autofree char *title =
        g_strdup_printf (ngettext ("Show %s more", "Show %s more", section->entries->len - n), number);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), title);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (more), TRUE);
      g_object_set_data (G_OBJECT (more), "section", GUINT_TO_POINTER (which));
      g_signal_connect (more, "activated", G_CALLBACK (on_more), self);
      add_row (section, more);
    }
}

static void on_expanded (AdwExpanderRow *row, GParamSpec *pspec, AtlasHistory *self);

/* A row that is allowed to be opened opens, if nobody sees to it. */
static void
allow_opening (AdwExpanderRow *row, gboolean allow)
{
  if (adw_expander_row_get_enable_expansion (row) == allow)
    return;
  g_signal_handlers_block_matched (row, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_expanded, NULL);
  adw_expander_row_set_enable_expansion (row, allow);
  adw_expander_row_set_expanded (row, FALSE);
  g_signal_handlers_unblock_matched (row, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_expanded, NULL);
}

static void
take_entries (AtlasHistory *self, AtlasHistorySection which, GPtrArray *entries)
{
  Section *section = &self->sections[which];
  g_autofree char *summary = atlas_history_summarise (which, entries);

  g_clear_pointer (&section->entries, g_ptr_array_unref);
  section->entries = g_ptr_array_ref (entries);
  adw_expander_row_set_subtitle (section->row, g_strstrip (summary));
  /* Of exports nobody tells: opening it is how one looks again. */
  allow_opening (section->row, entries->len > 0 || which == ATLAS_HISTORY_EXPORTS);
  if (adw_expander_row_get_expanded (section->row))
    show_rows (self, which);
  else
    clear_rows (section);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasHistory) self = data;
  const Question *question = g_task_get_task_data (G_TASK (result));
  Section *section = &self->sections[question->section];
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != section->reading)
    return;
  g_clear_object (&section->reading);
  if (entries != NULL)
    take_entries (self, question->section, entries);
  else
    adw_expander_row_set_subtitle (section->row, error->message);
}

static void
stop_reading (Section *section)
{
  g_cancellable_cancel (section->reading);
  g_clear_object (&section->reading);
}

static void
begin_reading (AtlasHistory *self, AtlasHistorySection which)
{
  Section *section = &self->sections[which];
  Question *question;
  g_autoptr (GTask) task = NULL;

  stop_reading (section);
  if (section->row == NULL || self->session == NULL || self->record == NULL)
    return;
  question = g_new0 (Question, 1);
  question->section = which;
  question->kind = self->kind;
  question->uuid = *atlas_record_get_uuid (self->record);
  question->id = atlas_record_get_id (self->record);
  question->since = g_strdup (atlas_record_get_text (self->record, "created"));
  section->reading = g_cancellable_new ();
  task =
    g_task_new (atlas_session_get_register (self->session), section->reading, on_read, g_object_ref (self));
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, read_in_thread);
}

/* Sections. */

static void
on_expanded (AdwExpanderRow *row, GParamSpec *pspec, AtlasHistory *self)
{
  AtlasHistorySection which = 0;

  while (self->sections[which].row != row)
    which++;
  if (!adw_expander_row_get_expanded (row))
    return;
  if (self->sections[which].entries != NULL && which != ATLAS_HISTORY_EXPORTS)
    show_rows (self, which);
  else if (self->sections[which].reading == NULL)
    begin_reading (self, which);
}

/* What was read is not known any more; what is to be seen is read anew. */
static void
read_again (AtlasHistory *self, AtlasHistorySection which)
{
  Section *section = &self->sections[which];

  if (section->row == NULL)
    return;
  if (!is_costly (which) || adw_expander_row_get_expanded (section->row))
    {
      begin_reading (self, which);
      return;
    }
  stop_reading (section);
  g_clear_pointer (&section->entries, g_ptr_array_unref);
  clear_rows (section);
  adw_expander_row_set_subtitle (section->row, "");
  allow_opening (section->row, TRUE);
}

static void
begin_section (AtlasHistory *self, AtlasHistorySection which)
{
  Section *section = &self->sections[which];

  if (section->row == NULL)
    return;
  stop_reading (section);
  g_clear_pointer (&section->entries, g_ptr_array_unref);
  clear_rows (section);
  section->n_shown = MAX_ROWS;
  adw_expander_row_set_expanded (section->row, FALSE);
  adw_expander_row_set_subtitle (section->row, "");
  read_again (self, which);
}

static void
on_records_changed (AtlasHistory *self, AtlasChange *change)
{
  if (self->record == NULL)
    return;
  for (AtlasHistorySection i = 0; i < ATLAS_HISTORY_N_SECTIONS; i++)
    if (atlas_change_is_everything (change) ||
        atlas_change_touches (change, atlas_kind_get_table (get_source (self, i))))
      read_again (self, i);
}

void
atlas_history_log_contact (AtlasHistory *self)
{
  g_return_if_fail (ATLAS_IS_HISTORY (self));

  if (self->session != NULL && self->record != NULL)
    atlas_contact_dialog_log (GTK_WIDGET (self), self->session, self->record);
}

gboolean
atlas_history_is_settled (AtlasHistory *self)
{
  g_return_val_if_fail (ATLAS_IS_HISTORY (self), TRUE);

  for (guint i = 0; i < ATLAS_HISTORY_N_SECTIONS; i++)
    if (self->sections[i].reading != NULL)
      return FALSE;
  return TRUE;
}

/* AtlasFieldRow. */

static void
load (AtlasFieldRow *row, AtlasRecord *record)
{
  AtlasHistory *self = ATLAS_HISTORY (row);
  gint64 id = atlas_record_get_id (record);
  gboolean same = self->record != NULL && atlas_record_get_id (self->record) == id;

  g_clear_pointer (&self->record, atlas_record_unref);
  if (id != 0)
    self->record = atlas_record_copy (record);
  gtk_widget_set_visible (GTK_WIDGET (self), id != 0);
  /* What was saved comes back, and the register has told of it. */
  if (!same)
    for (AtlasHistorySection i = 0; i < ATLAS_HISTORY_N_SECTIONS; i++)
      begin_section (self, i);
}

static void
set_session (AtlasFieldRow *row, AtlasSession *session)
{
  AtlasHistory *self = ATLAS_HISTORY (row);

  if (session == self->session)
    return;
  for (guint i = 0; i < ATLAS_HISTORY_N_SECTIONS; i++)
    stop_reading (&self->sections[i]);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
  g_clear_pointer (&self->record, atlas_record_unref);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (atlas_session_get_register (session), "changed", G_CALLBACK (on_records_changed),
                             self, G_CONNECT_SWAPPED);
}

static void
atlas_history_field_row_init (AtlasFieldRowInterface *iface)
{
  iface->load = load;
  iface->set_session = set_session;
}

/* GObject. */

static void
atlas_history_dispose (GObject *object)
{
  AtlasHistory *self = ATLAS_HISTORY (object);

  set_session (ATLAS_FIELD_ROW (self), NULL);
  for (guint i = 0; i < ATLAS_HISTORY_N_SECTIONS; i++)
    {
      g_clear_pointer (&self->sections[i].entries, g_ptr_array_unref);
      g_clear_pointer (&self->sections[i].rows, g_ptr_array_unref);
      self->sections[i].row = NULL;
    }
  g_clear_pointer (&self->group, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_history_parent_class)->dispose (object);
}

static void
atlas_history_class_init (AtlasHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_history_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
atlas_history_init (AtlasHistory *self)
{
  self->group = adw_preferences_group_new ();
  gtk_widget_set_parent (self->group, GTK_WIDGET (self));
}

static void
add_section (AtlasHistory *self, AtlasHistorySection which, const char *title)
{
  Section *section = &self->sections[which];

  section->row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  section->rows = g_ptr_array_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (section->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (section->row), title);
  g_signal_connect_object (section->row, "notify::expanded", G_CALLBACK (on_expanded), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), GTK_WIDGET (section->row));
}

GtkWidget *
atlas_history_new (const AtlasKind *kind)
{
  AtlasHistory *self;
  GtkWidget *log;

  g_return_val_if_fail (kind == &atlas_kind_member || kind == &atlas_kind_organisation, NULL);

  self = g_object_new (ATLAS_TYPE_HISTORY, NULL);
  self->kind = kind;
  add_section (self, ATLAS_HISTORY_CONTACTS, _ ("Contact log"));
  if (kind == &atlas_kind_member)
    {
      add_section (self, ATLAS_HISTORY_ROLES, _ ("Organisations"));
      add_section (self, ATLAS_HISTORY_EVENTS, _ ("Events"));
    }
  add_section (self, ATLAS_HISTORY_CHANGES, _ ("Changes"));
  if (kind == &atlas_kind_member)
    add_section (self, ATLAS_HISTORY_EXPORTS, _ ("Exports"));

  log = gtk_button_new_with_label (_ ("Log…"));
  gtk_widget_set_valign (log, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (log, _ ("Log a Contact (Ctrl+L)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (log), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Log a Contact"),
                                  -1);
  g_signal_connect_swapped (log, "clicked", G_CALLBACK (atlas_history_log_contact), self);
  adw_expander_row_add_action (self->sections[ATLAS_HISTORY_CONTACTS].row, log);
  return GTK_WIDGET (self);
}
