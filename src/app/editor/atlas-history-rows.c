/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-history-private.h"

#include "atlas-contact-dialog.h"
#include "atlas-date.h"
#include "atlas-field-change.h"
#include "atlas-i18n.h"
#include "atlas-journal.h"
#include "atlas-number.h"
#include "atlas-quick-edit.h"

/* So many are named in a line. */
#define MAX_NAMED 3

/* So many fields of one change are told. */
#define MAX_FIELDS 6

/* Words. */

static char *
display (AtlasRecord *record, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (atlas_record_get_kind (record), key, -1);

  return atlas_field_display (field, atlas_record_get_value (record, field));
}

/* The fields that say something, with dots between. */
static char *
join (AtlasRecord *record, const char *const *keys)
{
  GString *words = g_string_new (NULL);

  for (gsize i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *word = display (record, keys[i]);

      if (*word != '\0')
        g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", word);
    }
  return g_string_free (words, FALSE);
}

static gboolean
is_open (AtlasRecord *contact)
{
  return atlas_record_get_text (contact, "follow_up") != NULL &&
         atlas_record_get_text (contact, "follow_up_done") == NULL;
}

static char *
describe_contact (AtlasRecord *contact)
{
  static const char *const keys[] = { "date", "channel", "direction", "outcome", "officer", NULL };
  g_autofree char *words = join (contact, keys);
  g_autofree char *due = NULL;

  if (!is_open (contact))
    return g_steal_pointer (&words);
  due = display (contact, "follow_up");
  /* Translators: what a contact was, and below it the day by which something is to be done */
  return g_strdup_printf (_ ("%s\nFollow-up due %s"), words, due);
}

static char *
describe_time (const char *timestamp)
{
  g_autoptr (GDateTime) time = timestamp ? atlas_timestamp_to_date_time (timestamp, -1) : NULL;
  g_autoptr (GDateTime) local = time ? g_date_time_to_local (time) : NULL;

  /* Translators: day and time of a change; see strftime(3) */
  return local ? g_date_time_format (local, _ ("%e %B %Y, %H:%M")) : g_strdup ("");
}

static char *
describe_change (const AtlasJournalChange *change, const AtlasKind *kind)
{
  g_autoptr (GPtrArray) fields = atlas_field_changes_read (kind, change->type, change->changes);
  g_autofree char *time = describe_time (change->unit->time);
  GString *words = g_string_new (g_strstrip (time));
  guint n = 0;

  if (change->unit->author != NULL)
    g_string_append_printf (words, " · %s", change->unit->author);
  if (change->unit->state != ATLAS_UNIT_STATE_DONE)
    g_string_append_printf (words, " · %s", _ ("undone"));
  for (guint i = 0; change->type == ATLAS_CHANGE_UPDATE && i < fields->len; i++)
    {
      const AtlasFieldChange *field = g_ptr_array_index (fields, i);
      g_autofree char *text = NULL;

      /* That it was changed just then goes without saying. */
      if (field->field != NULL && (field->field->flags & ATLAS_FIELD_AUTOMATIC) != 0)
        continue;
      if (n++ == MAX_FIELDS)
        {
          g_string_append (words, "\n…");
          break;
        }
      text = atlas_field_change_describe (field);
      g_string_append_printf (words, "\n%s", text);
    }
  return g_string_free (words, FALSE);
}

/* What becomes of a row. */

static void
on_contact_activated (GtkWidget *row, AtlasSession *session)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "id");

  atlas_contact_dialog_open (row, session, *id);
}

static void
on_record_activated (GtkWidget *row, gpointer kind)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "id");

  gtk_widget_activate_action (row, "win.show-record", "(sx)", ((const AtlasKind *) kind)->name, *id);
}

static void
on_done (GtkWidget *button, AtlasSession *session)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
  gint64 *id = g_object_get_data (G_OBJECT (row), "id");

  atlas_quick_follow_up_done (session, *id);
}

static AdwActionRow *
new_row (const char *title, const char *subtitle)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (row, 2);
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_set_subtitle_lines (row, 0);
  return row;
}

static void
lead_to (AdwActionRow *row, AtlasRecord *record)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  gint64 id = atlas_record_get_id (record);

  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&id, sizeof id), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_add_css_class (arrow, "dim-label");
  adw_action_row_add_suffix (row, arrow);
}

static GtkWidget *
new_contact_row (const AtlasLink *link, AtlasSession *session)
{
  g_autofree char *title = atlas_record_dup_title (link->record);
  g_autofree char *words = describe_contact (link->record);
  AdwActionRow *row = new_row (title, words);

  if (is_open (link->record))
    {
      GtkWidget *done = gtk_button_new_with_label (_ ("Done"));

      gtk_widget_set_valign (done, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (done, _ ("What was to be done is done"));
      g_signal_connect_object (done, "clicked", G_CALLBACK (on_done), session, 0);
      adw_action_row_add_suffix (row, done);
    }
  lead_to (row, link->record);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_contact_activated), session, 0);
  return GTK_WIDGET (row);
}

static GtkWidget *
new_record_row (const AtlasLink *link)
{
  g_autofree char *title = atlas_record_dup_title (link->record);
  g_autofree char *words = atlas_link_describe (link);
  AdwActionRow *row = new_row (title, words);

  lead_to (row, link->record);
  g_signal_connect (row, "activated", G_CALLBACK (on_record_activated),
                    (gpointer) atlas_record_get_kind (link->record));
  return GTK_WIDGET (row);
}

static char *
describe_export (const AtlasExportEntry *entry)
{
  g_autofree char *time = describe_time (entry->unit->time);
  g_autofree char *words = atlas_export_entry_describe (entry);

  return g_strdup_printf ("%s\n%s%s", g_strstrip (time), words,
                          /* Translators: follows on what a file was written for */
                          entry->certain ? "" : _ (" · not certain"));
}

GtkWidget *
atlas_history_row_new (AtlasHistorySection section,
                       const AtlasKind *kind,
                       gpointer entry,
                       AtlasSession *session)
{
  const AtlasJournalChange *change = entry;
  g_autofree char *words = NULL;

  switch (section)
    {
    case ATLAS_HISTORY_CONTACTS:
      return new_contact_row (entry, session);
    case ATLAS_HISTORY_ROLES:
    case ATLAS_HISTORY_EVENTS:
      return new_record_row (entry);
    case ATLAS_HISTORY_CHANGES:
      words = describe_change (change, kind);
      return GTK_WIDGET (new_row (change->unit->label, words));
    case ATLAS_HISTORY_EXPORTS:
      words = describe_export (entry);
      return GTK_WIDGET (new_row (((const AtlasExportEntry *) entry)->unit->label, words));
    case ATLAS_HISTORY_N_SECTIONS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* Summaries. */

static char *
summarise_contacts (GPtrArray *links)
{
  static const char *const keys[] = { "date", "channel", "outcome", NULL };
  AtlasRecord *newest = ((const AtlasLink *) g_ptr_array_index (links, 0))->record;
  g_autofree char *last = join (newest, keys);
  AtlasRecord *due = NULL;
  g_autofree char *day = NULL;

  for (guint i = 0; i < links->len; i++)
    {
      AtlasRecord *contact = ((const AtlasLink *) g_ptr_array_index (links, i))->record;

      if (is_open (contact) && (due == NULL || g_strcmp0 (atlas_record_get_text (contact, "follow_up"),
                                                          atlas_record_get_text (due, "follow_up")) < 0))
        due = contact;
    }
  if (due == NULL)
    return g_steal_pointer (&last);
  day = display (due, "follow_up");
  /* Translators: the last contact, and below it the day by which something is to be done */
  return g_strdup_printf (_ ("%s\nFollow-up due %s"), last, day);
}

static char *
name_some (GPtrArray *links)
{
  GString *names = g_string_new (NULL);
  guint n = MIN (links->len, MAX_NAMED);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title =
        atlas_record_dup_title (((const AtlasLink *) g_ptr_array_index (links, i))->record);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", title);
    }
  if (links->len > n)
    {
      g_autofree char *rest = atlas_number_format (links->len - n);

      g_string_append (names, ", ");
      /* Translators: behind the names of some */
      g_string_append_printf (names, ngettext ("%s more", "%s more", links->len - n), rest);
    }
  return g_string_free (names, FALSE);
}

char *
atlas_history_summarise (AtlasHistorySection section, GPtrArray *entries)
{
  if (entries->len == 0)
    return g_strdup (section == ATLAS_HISTORY_CONTACTS ? _ ("Nothing logged yet") : _ ("None"));
  if (section == ATLAS_HISTORY_CONTACTS)
    return summarise_contacts (entries);
  if (section == ATLAS_HISTORY_CHANGES)
    return describe_time (((const AtlasJournalChange *) g_ptr_array_index (entries, 0))->unit->time);
  if (section == ATLAS_HISTORY_EXPORTS)
    return describe_time (((const AtlasExportEntry *) g_ptr_array_index (entries, 0))->unit->time);
  return name_some (entries);
}
