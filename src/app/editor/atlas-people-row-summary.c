/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-people-row-private.h"

#include "atlas-i18n.h"
#include "atlas-number.h"

/* Counts by status and sex. What is not stated counts as undisclosed, the last of the sexes. */

#define MAX_STATUSES 8
#define MAX_SEXES    8

typedef struct
{
  guint n_statuses, n_sexes;
  guint n[MAX_STATUSES][MAX_SEXES];
  guint of_status[MAX_STATUSES];
  guint of_sex[MAX_SEXES];
} Counts;

static void
count (AtlasPeopleRow *self, Counts *counts)
{
  counts->n_statuses = atlas_vocabulary_get_n_terms (&atlas_vocabulary_attendance);
  counts->n_sexes = atlas_vocabulary_get_n_terms (&atlas_vocabulary_sex);
  g_assert (counts->n_statuses < MAX_STATUSES && counts->n_sexes < MAX_SEXES);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->listed)); i++)
    {
      g_autoptr (AtlasListedPerson) listed = g_list_model_get_item (G_LIST_MODEL (self->listed), i);
      const AtlasPersonBrief *person = atlas_listed_person_get_person (listed);
      const char *status = atlas_record_get_text (atlas_listed_person_get_item (listed), "status");
      int row = status ? atlas_vocabulary_find (&atlas_vocabulary_attendance, status, -1) : -1;
      int column =
        person && person->sex ? atlas_vocabulary_find (&atlas_vocabulary_sex, person->sex, -1) : -1;

      if (row < 0)
        row = (int) counts->n_statuses;
      if (column < 0)
        column = (int) counts->n_sexes - 1;
      counts->n[row][column]++;
      counts->of_status[row]++;
      counts->of_sex[column]++;
    }
}

static void
put_label (AtlasPeopleRow *self, int column, int row, const char *text, gboolean heading)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, column == 0);
  if (heading)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
    }
  else if (column > 0)
    gtk_widget_add_css_class (label, "numeric");
  gtk_grid_attach (self->summary, label, column, row, 1, 1);
}

static void
put_number (AtlasPeopleRow *self, int column, int row, guint n)
{
  g_autofree char *text = atlas_number_format (n);

  put_label (self, column, row, text, FALSE);
}

static void
put_line (AtlasPeopleRow *self, int row, const char *name, const Counts *counts, const guint *of_sex, guint n)
{
  int column = 1;

  put_label (self, 0, row, name, FALSE);
  put_number (self, column++, row, n);
  for (guint i = 0; i < counts->n_sexes; i++)
    if (counts->of_sex[i] > 0)
      put_number (self, column++, row, of_sex[i]);
}

static void
fill_summary (AtlasPeopleRow *self, const Counts *counts)
{
  GtkWidget *child;
  guint total = g_list_model_get_n_items (G_LIST_MODEL (self->listed));
  int column = 1, row = 1;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->summary))) != NULL)
    gtk_grid_remove (self->summary, child);

  /* Translators: a column of numbers of people, beside those for women and men */
  put_label (self, column++, 0, _ ("All"), TRUE);
  for (guint i = 0; i < counts->n_sexes; i++)
    if (counts->of_sex[i] > 0)
      put_label (self, column++, 0, atlas_vocabulary_get_label (&atlas_vocabulary_sex, i), TRUE);

  for (guint i = 0; i <= counts->n_statuses; i++)
    if (counts->of_status[i] > 0)
      put_line (self, row++,
                i < counts->n_statuses ? atlas_vocabulary_get_label (&atlas_vocabulary_attendance, i)
                                       : _ ("Not stated"),
                counts, counts->n[i], counts->of_status[i]);
  if (row > 2)
    put_line (self, row, _ ("On the list"), counts, counts->of_sex, total);
}

static guint
count_of (const Counts *counts, const char *status)
{
  return counts->of_status[atlas_vocabulary_find (&atlas_vocabulary_attendance, status, -1)];
}

static void
show_room (AtlasPeopleRow *self, const Counts *counts)
{
  gint64 n_coming = count_of (counts, "confirmed") + count_of (counts, "attended");
  g_autofree char *coming = atlas_number_format (n_coming);
  g_autofree char *places = atlas_number_format (MAX (self->places, 0));
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->room), self->places >= 0 && n_coming > 0);
  if (self->places < 0 || n_coming == 0)
    return;
  /* Translators: how many have confirmed or come, and for how many there is room: "23 of 60 places taken" */
  text = g_strdup_printf (ngettext ("%s of %s place taken", "%s of %s places taken", (gulong) self->places),
                          coming, places);
  gtk_label_set_text (self->room, text);
  if (n_coming > self->places)
    gtk_widget_add_css_class (GTK_WIDGET (self->room), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->room), "warning");
}

void
atlas_people_row_update_summary (AtlasPeopleRow *self)
{
  Counts counts = { 0 };
  guint n;

  if (!self->is_attendance)
    return;
  n = g_list_model_get_n_items (G_LIST_MODEL (self->listed));

  count (self, &counts);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), n > 0);
  if (n > 0)
    fill_summary (self, &counts);
  show_room (self, &counts);
}
