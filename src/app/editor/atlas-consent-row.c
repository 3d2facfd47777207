/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-consent-row.h"

#include <string.h>

#include "atlas-consent-words.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-item-row.h"
#include "atlas-number.h"
#include "atlas-row-message.h"

struct _AtlasConsentRow
{
  AdwPreferencesRow parent_instance;

  const AtlasField *field;
  GtkListBox *list;
  AdwActionRow *header;
  GPtrArray *holds;       /* of AdwActionRow, by purpose */
  AdwExpanderRow *ledger; /* the entries that are stored */
  GPtrArray *entries;     /* of AdwActionRow in it */
  GPtrArray *added;       /* of AtlasItemRow, in the order in which they were begun */
  GtkLabel *message;
  AtlasItemRow *wrong;

  AtlasValue value; /* as loaded */
};

static void atlas_consent_row_field_row_init (AtlasFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasConsentRow,
                               atlas_consent_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_FIELD_ROW, atlas_consent_row_field_row_init))

/* What holds. */

static void
show_what_holds (AtlasConsentRow *self, const AtlasValue *value)
{
  char today[ATLAS_DATE_TEXT_SIZE];

  atlas_date_today (today);
  for (guint i = 0; i < self->holds->len; i++)
    {
      const char *purpose = atlas_vocabulary_get_key (&atlas_vocabulary_consent_purpose, i);
      gboolean any = value->type == ATLAS_VALUE_TEXT;
      g_autofree char *words =
        atlas_consents_describe (any ? value->text : NULL, any ? value->length : 0, purpose, today);

      adw_action_row_set_subtitle (g_ptr_array_index (self->holds, i), words);
    }
}

/* Entries. */

static const char *
get_day (AtlasRecord *entry)
{
  const char *day = atlas_record_get_text (entry, "date");

  return day != NULL ? day : "";
}

static AdwActionRow *
new_action_row (void)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_widget_set_focusable (row, FALSE);
  return ADW_ACTION_ROW (row);
}

/* Newest first; of one day the later entry first. */
static GArray *
make_order (GPtrArray *items)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < items->len; i++)
    {
      guint at = order->len;

      while (at > 0 && strcmp (get_day (g_ptr_array_index (items, g_array_index (order, guint, at - 1))),
                               get_day (g_ptr_array_index (items, i))) <= 0)
        at--;
      g_array_insert_val (order, at, i);
    }
  return order;
}

static void
show_entries (AtlasConsentRow *self, GPtrArray *items)
{
  g_autoptr (GArray) order = make_order (items);
  g_autofree char *number = atlas_number_format (items->len);
  g_autofree char *title = g_strdup_printf (ngettext ("%s entry", "%s entries", items->len), number);

  while (self->entries->len < items->len)
    {
      AdwActionRow *row = new_action_row ();

      adw_expander_row_add_row (self->ledger, GTK_WIDGET (row));
      g_ptr_array_add (self->entries, row);
    }
  for (guint i = 0; i < self->entries->len; i++)
    {
      AdwActionRow *row = g_ptr_array_index (self->entries, i);

      gtk_widget_set_visible (GTK_WIDGET (row), i < items->len);
      if (i < items->len)
        {
          AtlasRecord *entry = g_ptr_array_index (items, g_array_index (order, guint, i));
          g_autofree char *words = atlas_consent_dup_title (entry);
          g_autofree char *detail = atlas_consent_dup_detail (entry);

          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
          adw_action_row_set_subtitle (row, detail);
        }
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->ledger), title);
  gtk_widget_set_visible (GTK_WIDGET (self->ledger), items->len > 0);
}

/* Adding. */

static void
on_edited (AtlasConsentRow *self)
{
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}

static void
on_dropped (AtlasConsentRow *self, AtlasItemRow *row)
{
  if (self->wrong == row)
    self->wrong = NULL;
  gtk_widget_child_focus (GTK_WIDGET (self->header), GTK_DIR_TAB_FORWARD);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_ptr_array_remove (self->added, row);
  on_edited (self);
}

void
atlas_consent_row_record (AtlasConsentRow *self)
{
  g_autoptr (AtlasRecord) entry = atlas_record_new (&atlas_kind_consent);
  GtkWidget *row = atlas_item_row_new (&atlas_kind_consent);
  char today[ATLAS_DATE_TEXT_SIZE];

  g_return_if_fail (ATLAS_IS_CONSENT_ROW (self));

  atlas_date_today (today);
  atlas_record_set_text (entry, "purpose", "contact");
  atlas_record_set_text (entry, "channel", "any");
  atlas_record_set_text (entry, "status", "given");
  atlas_record_set_text (entry, "date", today);
  atlas_item_row_set_item (ATLAS_ITEM_ROW (row), entry, self->added->len, FALSE);
  g_signal_connect_object (row, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "dropped", G_CALLBACK (on_dropped), self, G_CONNECT_SWAPPED);
  gtk_list_box_insert (self->list, row, (int) self->holds->len + 1); /* below what holds, above the rest */
  g_ptr_array_add (self->added, row);
  on_edited (self);
  atlas_item_row_focus (ATLAS_ITEM_ROW (row));
}

static void
forget_added (AtlasConsentRow *self)
{
  for (guint i = 0; i < self->added->len; i++)
    gtk_list_box_remove (self->list, g_ptr_array_index (self->added, i));
  g_ptr_array_set_size (self->added, 0);
  self->wrong = NULL;
}

/* AtlasFieldRow. */

static void
load (AtlasFieldRow *row, AtlasRecord *record)
{
  AtlasConsentRow *self = ATLAS_CONSENT_ROW (row);
  const AtlasValue *value = atlas_record_get_value (record, self->field);
  g_autoptr (GPtrArray) items = atlas_record_dup_items (record, self->field->key);

  atlas_value_clear (&self->value);
  atlas_value_copy (value, &self->value);
  forget_added (self);
  adw_expander_row_set_expanded (self->ledger, FALSE);
  show_entries (self, items);
  show_what_holds (self, value);
}

/* What is stored stays as it stands, and what is new comes behind it. */
static gboolean
store (AtlasFieldRow *row, AtlasRecord *record, GError **error)
{
  AtlasConsentRow *self = ATLAS_CONSENT_ROW (row);
  AtlasValue *value = atlas_record_edit_value (record, self->field);
  g_autoptr (GPtrArray) items = NULL;

  self->wrong = NULL;
  for (guint i = 0; i < self->added->len; i++)
    if (!atlas_item_row_check (g_ptr_array_index (self->added, i), error))
      {
        self->wrong = g_ptr_array_index (self->added, i);
        return FALSE;
      }
  atlas_value_clear (value);
  atlas_value_copy (&self->value, value);
  if (self->added->len > 0)
    {
      items = atlas_record_dup_items (record, self->field->key);
      for (guint i = 0; i < self->added->len; i++)
        g_ptr_array_add (items,
                         atlas_record_ref (atlas_item_row_get_item (g_ptr_array_index (self->added, i))));
      atlas_record_set_items (record, self->field->key, items);
    }
  show_what_holds (self, atlas_record_get_value (record, self->field));
  return TRUE;
}

static void
set_error (AtlasFieldRow *row, const char *message)
{
  AtlasConsentRow *self = ATLAS_CONSENT_ROW (row);

  /* An entry that is open says so itself, by the field. */
  if (self->wrong != NULL && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self->wrong)))
    message = NULL;
  atlas_row_message_set (self->message, GTK_WIDGET (self), GTK_WIDGET (self->header), message);
}

static void
atlas_consent_row_field_row_init (AtlasFieldRowInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->set_error = set_error;
}

/* GObject. */

static gboolean
atlas_consent_row_grab_focus (GtkWidget *widget)
{
  AtlasConsentRow *self = ATLAS_CONSENT_ROW (widget);

  if (self->wrong == NULL)
    return gtk_widget_child_focus (GTK_WIDGET (self->header), GTK_DIR_TAB_FORWARD);
  atlas_item_row_focus (self->wrong);
  return TRUE;
}

static void
atlas_consent_row_finalize (GObject *object)
{
  AtlasConsentRow *self = ATLAS_CONSENT_ROW (object);

  g_ptr_array_unref (self->holds);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->added);
  atlas_value_clear (&self->value);

  G_OBJECT_CLASS (atlas_consent_row_parent_class)->finalize (object);
}

static void
atlas_consent_row_class_init (AtlasConsentRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_consent_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = atlas_consent_row_grab_focus;
}

static void
add_what_holds (AtlasConsentRow *self)
{
  for (guint i = 0; i < atlas_vocabulary_get_n_terms (&atlas_vocabulary_consent_purpose); i++)
    {
      AdwActionRow *row = new_action_row ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     atlas_vocabulary_get_label (&atlas_vocabulary_consent_purpose, i));
      gtk_list_box_append (self->list, GTK_WIDGET (row));
      g_ptr_array_add (self->holds, row);
    }
}

static void
atlas_consent_row_init (AtlasConsentRow *self)
{
  GtkWidget *record = gtk_button_new_with_mnemonic (_ ("Record _Consent…"));

  self->holds = g_ptr_array_new ();
  self->entries = g_ptr_array_new ();
  self->added = g_ptr_array_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->header = new_action_row ();
  self->ledger = ADW_EXPANDER_ROW (adw_expander_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->ledger), FALSE);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "within-row");
  gtk_list_box_append (self->list, GTK_WIDGET (self->header));
  add_what_holds (self);
  gtk_list_box_append (self->list, GTK_WIDGET (self->ledger));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "holds-rows");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (self->list));
  self->message = atlas_row_message_new (GTK_LIST_BOX_ROW (self));

  adw_action_row_set_subtitle (self->header, _ ("Entries stay. A later one takes an earlier one back."));
  gtk_widget_set_valign (record, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (record, _ ("Write down that a consent was given or withdrawn"));
  g_signal_connect_swapped (record, "clicked", G_CALLBACK (atlas_consent_row_record), self);
  adw_action_row_add_suffix (self->header, record);
}

GtkWidget *
atlas_consent_row_new (const AtlasField *field)
{
  AtlasConsentRow *self;

  g_return_val_if_fail (field != NULL && field->items == &atlas_kind_consent, NULL);

  self = g_object_new (ATLAS_TYPE_CONSENT_ROW, "title", atlas_field_get_label (field), NULL);
  self->field = field;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->header), atlas_field_get_label (field));
  return GTK_WIDGET (self);
}
