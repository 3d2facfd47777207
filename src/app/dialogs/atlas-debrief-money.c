/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debrief-money.h"

#include <adwaita.h>

#include "atlas-field-words.h"
#include "atlas-fields-dialog.h"
#include "atlas-i18n.h"
#include "atlas-report-words.h"

struct _AtlasDebriefMoney
{
  GtkWidget parent_instance;

  AdwPreferencesGroup *group;
  GtkLabel *sums;
  GPtrArray *lines; /* Line */

  AtlasSession *session;
  AtlasRecord *mission;
  AtlasDebriefing *debriefing; /* not owned */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasDebriefMoney, atlas_debrief_money, GTK_TYPE_WIDGET)

/* @record: as the budget has it, or as it is to be added; @row, @entry: borrowed */
typedef struct
{
  AtlasRecord *record;
  GtkWidget *row, *entry;
  char *planned; /* what the row says while nothing is wrong */
  gboolean good;
} Line;

static void
line_free (gpointer data)
{
  Line *self = data;

  atlas_record_unref (self->record);
  g_free (self->planned);
  g_free (self);
}

static const AtlasField *
get_spent (void)
{
  return atlas_kind_find_field (&atlas_kind_budget_line, "spent", -1);
}

/* What stands in the entry; FALSE with @error where it is no amount. An empty one says nothing. */
static gboolean
read_line (Line *line, AtlasRecord *expense, GError **error)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (line->entry));
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*stripped == '\0')
    {
      atlas_record_unset (expense, get_spent ());
      return TRUE;
    }
  return atlas_field_words_parse (get_spent (), stripped, NULL,
                                  atlas_record_edit_value (expense, get_spent ()), error) &&
         atlas_field_check_value (get_spent (), atlas_record_get_value (expense, get_spent ()), error);
}

/* @error: what is wrong with the amount; NULL: nothing is */
static void
show_fault (Line *line, const GError *error)
{
  AdwActionRow *row = ADW_ACTION_ROW (line->row);

  line->good = error == NULL;
  if (error != NULL)
    {
      adw_action_row_set_subtitle (row, atlas_field_without_key (get_spent (), error->message));
      gtk_widget_add_css_class (line->entry, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (line->entry), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
      return;
    }
  adw_action_row_set_subtitle (row, line->planned);
  gtk_widget_remove_css_class (line->entry, "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (line->entry), GTK_ACCESSIBLE_STATE_INVALID);
}

/* "Planned 1,200.00 CAD · Spent 900.00 CAD", for each currency. */
static void
show_sums (AtlasDebriefMoney *self, GPtrArray *budget)
{
  g_autoptr (AtlasRecord) mission = atlas_record_copy (self->mission);
  g_autoptr (GArray) sums = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  atlas_record_set_items (mission, "budget", budget);
  sums = atlas_report_sum_budget (mission);
  for (guint i = 0; i < sums->len; i++)
    {
      const AtlasReportSum *sum = &g_array_index (sums, AtlasReportSum, i);
      g_autofree char *planned = atlas_report_format_amount (sum->planned, sum->currency);
      g_autofree char *spent = atlas_report_format_amount (sum->spent, sum->currency);

      if (i > 0)
        g_string_append_c (text, '\n');
      /* Translators: two amounts of money */
      g_string_append_printf (text, _ ("Planned %s · Spent %s"), planned, spent);
    }
  gtk_label_set_text (self->sums, text->str);
}

/* All that is said goes into the debriefing, line by line, so that two of one name stay apart. */
static void
collect (AtlasDebriefMoney *self)
{
  g_autoptr (GPtrArray) budget = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);

  g_ptr_array_set_size (self->debriefing->expenses, 0);
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);
      g_autoptr (AtlasRecord) expense = atlas_record_copy (line->record);
      g_autoptr (GError) error = NULL;

      if (!read_line (line, expense, &error))
        atlas_record_unset (expense, get_spent ());
      show_fault (line, error);
      g_ptr_array_add (budget, atlas_record_ref (expense));
      if (atlas_record_has (expense, get_spent ()) && !atlas_record_equal (expense, line->record))
        g_ptr_array_add (self->debriefing->expenses, g_steal_pointer (&expense));
    }
  show_sums (self, budget);
}

static void
on_typed (AtlasDebriefMoney *self)
{
  collect (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_line (AtlasDebriefMoney *self, AtlasRecord *record, AtlasRecord *said)
{
  Line *line = g_new0 (Line, 1);
  const char *currency = atlas_report_get_currency (self->mission, record);
  const AtlasField *amount = atlas_kind_find_field (&atlas_kind_budget_line, "amount", -1);
  AtlasRecord *shown = said != NULL ? said : record;
  g_autofree char *text =
    atlas_record_has (shown, get_spent ())
      ? atlas_field_words_format (get_spent (), atlas_record_get_value (shown, get_spent ()))
      : NULL;
  g_autofree char *planned = atlas_report_format_amount (atlas_record_get_real (record, "amount"), currency);
  /* Translators: %s is an amount of money */
  g_autofree char *subtitle = g_strdup_printf (_ ("Planned: %s"), planned);
  g_autofree char *name = NULL;
  const char *item = atlas_record_get_text (record, "item");

  line->record = atlas_record_copy (record);
  line->good = TRUE;
  line->row = adw_action_row_new ();
  line->entry = gtk_entry_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (line->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line->row), item != NULL ? item : "");
  line->planned = g_strdup (atlas_record_has (record, amount) ? subtitle : _ ("Not planned"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (line->row), line->planned);
  gtk_editable_set_text (GTK_EDITABLE (line->entry), text != NULL ? text : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (line->entry), 9);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (line->entry), 9);
  gtk_editable_set_alignment (GTK_EDITABLE (line->entry), 1);
  gtk_entry_set_placeholder_text (GTK_ENTRY (line->entry), _ ("Spent"));
  gtk_entry_set_input_purpose (GTK_ENTRY (line->entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_widget_set_valign (line->entry, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (line->entry, "numeric");
  /* Translators: what an entry is for; %s is an item of a budget */
  name = g_strdup_printf (_ ("Spent on %s"), item != NULL ? item : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (line->entry, "changed", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line->row), line->entry);
  if (*currency != '\0')
    {
      GtkWidget *label = gtk_label_new (currency);

      gtk_widget_add_css_class (label, "dim-label");
      adw_action_row_add_suffix (ADW_ACTION_ROW (line->row), label);
    }
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (line->row), line->entry);
  adw_preferences_group_add (self->group, line->row);
  g_ptr_array_add (self->lines, line);
}

/* What was said of a line of the budget; each is taken once. */
static AtlasRecord *
find_said (AtlasDebriefMoney *self, AtlasRecord *line, GHashTable *used)
{
  static const char *const keys[] = { "item", "currency" };
  GPtrArray *expenses = self->debriefing->expenses;

  for (guint i = 0; i < expenses->len; i++)
    {
      AtlasRecord *expense = g_ptr_array_index (expenses, i);
      gboolean same = atlas_record_get_real (expense, "amount") == atlas_record_get_real (line, "amount");

      for (guint k = 0; same && k < G_N_ELEMENTS (keys); k++)
        same =
          g_strcmp0 (atlas_record_get_text (expense, keys[k]), atlas_record_get_text (line, keys[k])) == 0;
      if (same && g_hash_table_add (used, expense))
        return expense;
    }
  return NULL;
}

static void
show_lines (AtlasDebriefMoney *self)
{
  g_autoptr (GPtrArray) budget = atlas_record_dup_items (self->mission, "budget");
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < budget->len; i++)
    add_line (self, g_ptr_array_index (budget, i), find_said (self, g_ptr_array_index (budget, i), used));
  for (guint i = 0; i < self->debriefing->expenses->len; i++)
    {
      AtlasRecord *expense = g_ptr_array_index (self->debriefing->expenses, i);
      g_autoptr (AtlasRecord) bare = atlas_record_copy (expense);

      atlas_record_unset (bare, get_spent ());
      if (!g_hash_table_contains (used, expense))
        add_line (self, bare, expense);
    }
}

static void
on_expense_done (AtlasDebriefMoney *self, AtlasRecord *expense)
{
  g_autoptr (AtlasRecord) bare = atlas_record_copy (expense);

  atlas_record_unset (bare, get_spent ());
  add_line (self, bare, expense);
  on_typed (self);
}

static void
add_expense (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const keys[] = { "item", "category", "spent", "currency", NULL };
  AtlasDebriefMoney *self = ATLAS_DEBRIEF_MONEY (widget);
  g_autoptr (AtlasRecord) expense = atlas_record_new (&atlas_kind_budget_line);
  AtlasFieldsDialog *dialog =
    atlas_fields_dialog_open (widget, self->session, _ ("New Expense"), expense, keys, NULL);

  atlas_fields_dialog_require (dialog, "spent");
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_expense_done), self, G_CONNECT_SWAPPED);
}

gboolean
atlas_debrief_money_check (AtlasDebriefMoney *self)
{
  g_return_val_if_fail (ATLAS_IS_DEBRIEF_MONEY (self), FALSE);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      if (line->good)
        continue;
      gtk_widget_grab_focus (line->entry);
      return FALSE;
    }
  return TRUE;
}

static void
atlas_debrief_money_dispose (GObject *object)
{
  AtlasDebriefMoney *self = ATLAS_DEBRIEF_MONEY (object);
  GtkWidget *child;

  for (guint i = 0; i < self->lines->len; i++)
    g_signal_handlers_disconnect_by_data (((const Line *) g_ptr_array_index (self->lines, i))->entry, self);
  g_ptr_array_set_size (self->lines, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  g_clear_pointer (&self->mission, atlas_record_unref);

  G_OBJECT_CLASS (atlas_debrief_money_parent_class)->dispose (object);
}

static void
atlas_debrief_money_finalize (GObject *object)
{
  g_ptr_array_unref (ATLAS_DEBRIEF_MONEY (object)->lines);

  G_OBJECT_CLASS (atlas_debrief_money_parent_class)->finalize (object);
}

static gboolean
atlas_debrief_money_grab_focus (GtkWidget *widget)
{
  AtlasDebriefMoney *self = ATLAS_DEBRIEF_MONEY (widget);

  return self->lines->len > 0 &&
         gtk_widget_grab_focus (((const Line *) g_ptr_array_index (self->lines, 0))->entry);
}

static void
atlas_debrief_money_class_init (AtlasDebriefMoneyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_debrief_money_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_debrief_money_finalize;
  widget_class->grab_focus = atlas_debrief_money_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "money.add", NULL, add_expense);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "money.add", NULL);
}

static void
atlas_debrief_money_init (AtlasDebriefMoney *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Add…"));

  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->sums = GTK_LABEL (gtk_label_new (NULL));
  adw_preferences_group_set_title (self->group, _ ("What Was Spent"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "money.add");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_preferences_group_set_header_suffix (self->group, button);
  gtk_label_set_xalign (self->sums, 0);
  gtk_label_set_wrap (self->sums, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->sums), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->sums), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->group));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sums));
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

GtkWidget *
atlas_debrief_money_new (AtlasSession *session, AtlasRecord *mission, AtlasDebriefing *debriefing)
{
  AtlasDebriefMoney *self;

  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);
  g_return_val_if_fail (mission != NULL && debriefing != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_DEBRIEF_MONEY, NULL);
  self->session = g_object_ref (session);
  self->mission = atlas_record_ref (mission);
  self->debriefing = debriefing;
  show_lines (self);
  collect (self);
  return GTK_WIDGET (self);
}
