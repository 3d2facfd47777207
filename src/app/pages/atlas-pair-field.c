/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-pair-field.h"

#include <string.h>

#include "atlas-consent-words.h"
#include "atlas-date.h"
#include "atlas-field-words.h"
#include "atlas-i18n.h"

/* More of a long text is in its tooltip. */
#define MAX_LINES 8

/* Of what a field is called. */
#define TITLE_CHARS 14

/* Words. */

const char *
atlas_pair_field_get_title (const AtlasMergeField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  return field->n_fields > 1 ? atlas_field_get_group (field->fields) : atlas_field_get_label (field->fields);
}

static void
append (GString *text, const char *separator, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", part);
}

static gboolean
has_purpose (GPtrArray *consents, const char *purpose)
{
  for (guint i = 0; i < consents->len; i++)
    if (g_strcmp0 (atlas_record_get_text (g_ptr_array_index (consents, i), "purpose"), purpose) == 0)
      return TRUE;
  return FALSE;
}

/* "Being contacted – Agreed: E-mail", a line for each purpose of which anything is known. */
static void
append_consents (GString *text, AtlasRecord *record, const AtlasField *field)
{
  const AtlasValue *value = atlas_record_get_value (record, field);
  g_autoptr (GPtrArray) consents = atlas_record_dup_items (record, field->key);
  const AtlasVocabulary *purposes = &atlas_vocabulary_consent_purpose;
  char today[ATLAS_DATE_TEXT_SIZE];

  if (value->type != ATLAS_VALUE_TEXT)
    return;
  atlas_date_today (today);
  for (guint i = 0; i < atlas_vocabulary_get_n_terms (purposes); i++)
    {
      const char *purpose = atlas_vocabulary_get_key (purposes, i);
      g_autofree char *words = atlas_consents_describe (value->text, value->length, purpose, today);
      g_autofree char *line = NULL;

      if (!has_purpose (consents, purpose))
        continue;
      line = g_strdup_printf ("%s – %s", atlas_vocabulary_get_label (purposes, i), words);
      append (text, "\n", line);
    }
}

char *
atlas_pair_field_dup_text (const AtlasMergeField *field, AtlasRecord *record)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (field != NULL && record != NULL, NULL);

  for (guint i = 0; i < field->n_fields; i++)
    {
      const AtlasField *one = &field->fields[i];
      const AtlasValue *value = atlas_record_get_value (record, one);

      if (one->items == &atlas_kind_consent)
        append_consents (text, record, one);
      else if (one->type == ATLAS_FIELD_TEXT_LIST)
        {
          g_auto (GStrv) entries = atlas_record_dup_list (record, one->key);
          g_autofree char *lines = entries ? g_strjoinv ("\n", entries) : NULL;

          append (text, "\n", lines);
        }
      else
        {
          g_autofree char *words = atlas_field_words_display (one, value);

          append (text, ", ", words);
        }
    }
  return g_string_free (text, FALSE);
}

/* Choosing. */

/* The cells of a line, while it is there. */
typedef struct
{
  AtlasMergeDraft *draft;
  guint index;
  GtkWidget *cells[2];
  GtkWidget *buttons[3]; /* by AtlasMergeSide; the last may be missing */
} Line;

static void
show_chosen (Line *line)
{
  guint n;
  AtlasMergeSide side = atlas_merge_draft_get_fields (line->draft, &n)[line->index].side;

  for (AtlasMergeSide i = ATLAS_MERGE_LEFT; i <= ATLAS_MERGE_RIGHT; i++)
    if (side == i || side == ATLAS_MERGE_BOTH)
      gtk_widget_add_css_class (line->cells[i], "chosen");
    else
      gtk_widget_remove_css_class (line->cells[i], "chosen");
}

static void
on_toggled (GtkCheckButton *button, Line *line)
{
  if (!gtk_check_button_get_active (button))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (line->buttons); i++)
    if (line->buttons[i] == GTK_WIDGET (button))
      atlas_merge_draft_choose (line->draft, line->index, (AtlasMergeSide) i);
  show_chosen (line);
}

static GtkWidget *
new_text (const char *text)
{
  gboolean empty = *text == '\0';
  GtkWidget *label = gtk_label_new (empty ? _ ("Nothing") : text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), MAX_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (empty)
    gtk_widget_add_css_class (label, "dim-label");
  if (strlen (text) > 100)
    gtk_widget_set_tooltip_text (label, text);
  return label;
}

static void
name_button (GtkWidget *button, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* A cell that is chosen by clicking anywhere in it. */
static GtkWidget *
new_cell (const AtlasMergeField *field, const char *text, AtlasMergeSide side)
{
  GtkWidget *button = gtk_check_button_new ();
  const char *title = atlas_pair_field_get_title (field);
  const char *words = *text != '\0' ? text : _ ("Nothing");
  /* Translators: a field, and what the record on that side says there */
  g_autofree char *name = side == ATLAS_MERGE_LEFT
                            ? g_strdup_printf (_ ("%s from the left: %s"), title, words)
                            : g_strdup_printf (_ ("%s from the right: %s"), title, words);

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), new_text (text));
  name_button (button, name);
  return button;
}

static void
line_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* All are one choice. */
static void
join (Line *line, AtlasMergeSide side)
{
  GtkCheckButton *first = GTK_CHECK_BUTTON (line->buttons[ATLAS_MERGE_LEFT]);

  for (guint i = 1; i < G_N_ELEMENTS (line->buttons); i++)
    if (line->buttons[i] != NULL)
      gtk_check_button_set_group (GTK_CHECK_BUTTON (line->buttons[i]), first);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (line->buttons[side]), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (line->buttons); i++)
    if (line->buttons[i] != NULL)
      g_signal_connect_data (line->buttons[i], "toggled", G_CALLBACK (on_toggled), line,
                             i == 0 ? line_free : NULL, 0);
  show_chosen (line);
}

static void
attach_choice (GtkGrid *grid, int row, AtlasMergeDraft *draft, guint index, GtkWidget *cells[2])
{
  guint n;
  const AtlasMergeField *field = &atlas_merge_draft_get_fields (draft, &n)[index];
  Line *line = g_new0 (Line, 1);

  line->draft = draft;
  line->index = index;
  for (guint i = 0; i < 2; i++)
    line->cells[i] = line->buttons[i] = cells[i];
  if (field->unites)
    {
      g_autofree char *name = g_strdup_printf (_ ("%s from both"), atlas_pair_field_get_title (field));

      line->buttons[ATLAS_MERGE_BOTH] = gtk_check_button_new_with_label (_ ("Both"));
      name_button (line->buttons[ATLAS_MERGE_BOTH], name);
      gtk_widget_set_valign (line->buttons[ATLAS_MERGE_BOTH], GTK_ALIGN_CENTER);
      gtk_grid_attach (grid, line->buttons[ATLAS_MERGE_BOTH], 3, row, 1, 1);
    }
  join (line, field->side);
}

/* What nobody chooses: what comes of it, below both. */
static void
attach_settled (GtkGrid *grid, int row, AtlasMergeDraft *draft, const AtlasMergeField *field)
{
  g_autoptr (AtlasRecord) merged = atlas_merge_draft_make (draft);
  g_autofree char *text = atlas_pair_field_dup_text (field, merged);
  g_autofree char *words =
    g_strdup_printf ("%s\n%s", _ ("All entries are kept, and the strictest counts. Then holds:"),
                     *text != '\0' ? text : _ ("Nothing"));
  GtkWidget *label = new_text (words);

  gtk_label_set_lines (GTK_LABEL (label), -1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (label, "pair-result");
  gtk_widget_add_css_class (label, "caption");
  gtk_grid_attach (grid, label, 1, row, 2, 1);
}

int
atlas_pair_field_attach (GtkGrid *grid, int row, AtlasMergeDraft *draft, guint index, GtkSizeGroup *sides)
{
  guint n;
  const AtlasMergeField *field = &atlas_merge_draft_get_fields (draft, &n)[index];
  AtlasRecord *const records[] = { atlas_merge_draft_get_left (draft), atlas_merge_draft_get_right (draft) };
  GtkWidget *title = gtk_label_new (atlas_pair_field_get_title (field));
  GtkWidget *cells[2];

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (title), TITLE_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (title), TITLE_CHARS);
  gtk_widget_set_valign (title, GTK_ALIGN_START);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_widget_add_css_class (title, "pair-title");
  gtk_grid_attach (grid, title, 0, row, 1, 1);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = atlas_pair_field_dup_text (field, records[i]);

      cells[i] = field->settled ? new_text (text) : new_cell (field, text, (AtlasMergeSide) i);
      gtk_widget_set_valign (cells[i], field->settled ? GTK_ALIGN_START : GTK_ALIGN_FILL);
      gtk_widget_add_css_class (cells[i], "pair-cell");
      gtk_widget_set_hexpand (cells[i], TRUE);
      gtk_size_group_add_widget (sides, cells[i]);
      gtk_grid_attach (grid, cells[i], (int) i + 1, row, 1, 1);
    }
  if (!field->settled)
    {
      attach_choice (grid, row, draft, index, cells);
      return 1;
    }
  attach_settled (grid, row + 1, draft, field);
  return 2;
}
