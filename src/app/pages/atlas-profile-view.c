/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-profile-view.h"

#include <adwaita.h>

#include "atlas-age-pyramid.h"
#include "atlas-facet.h"
#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-stat-row.h"
#include "atlas-vocabulary.h"

#define N_PLACES  8
#define LIST_ROWS 8

#define SECTION_GAP 18
#define ROW_GAP     6

/* A chart of the most frequent of many: its rows stand ready, in the order of their numbers. */
typedef struct
{
  GtkWidget *section;
  GtkWidget *rows[LIST_ROWS];
  guint n_rows;
} List;

struct _AtlasProfileView
{
  GtkWidget parent_instance;

  GtkWidget *sections;
  GtkWidget *people[3]; /* sections */
  GtkWidget *charts[2];
  GtkWidget *sexes[ATLAS_POINT_N_SEXES];
  GtkWidget *consents[3];
  AtlasAgePyramid *ages;
  GtkLabel *ages_missing;
  GtkWidget *education[10];
  GtkWidget *places_section, *places[N_PLACES];
  List sectors, occupations, languages, interests, associations;
  GtkWidget *contacts[ATLAS_POINT_N_CONTACTS];

  guint shown_places[N_PLACES];
  guint largest_place;

  AtlasProfile *profile; /* of which only the first parts are shown; NULL: all is shown */
  guint n_shown;
  guint tick_id;
};

enum
{
  PLACE_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasProfileView, atlas_profile_view, GTK_TYPE_WIDGET)

static void
show_sexes (AtlasProfileView *self, const AtlasPointCount *count)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sexes); i++)
    {
      atlas_stat_row_set (ATLAS_STAT_ROW (self->sexes[i]), NULL, count->by_sex[i], count->members, 0);
      gtk_widget_set_visible (self->sexes[i], count->by_sex[i] > 0);
    }
}

/* Bars of one chart are compared with each other. */
static void
show_bars (GtkWidget *const *rows, const guint *counts, guint n, guint members)
{
  guint longest = 1;

  for (guint i = 0; i < n; i++)
    longest = MAX (longest, counts[i]);
  for (guint i = 0; i < n; i++)
    atlas_stat_row_set (ATLAS_STAT_ROW (rows[i]), NULL, counts[i], members, longest);
}

static void
show_places (AtlasProfileView *self, const AtlasProfile *profile)
{
  guint n = 0;
  guint longest = 0;

  for (guint i = 0; i < profile->places->len && n < N_PLACES; i++)
    {
      const AtlasPointGroup *group = &g_array_index (profile->places, AtlasPointGroup, i);
      AtlasStatRow *row = ATLAS_STAT_ROW (gtk_button_get_child (GTK_BUTTON (self->places[n])));
      AtlasPlace place;

      if (!atlas_gazetteer_get_place (group->key, &place))
        continue;
      if (n == 0)
        longest = group->count.members;
      self->shown_places[n] = group->key;
      atlas_stat_row_set (row, place.name, group->count.members, profile->count.members, longest);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->places[n]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      atlas_stat_row_get_description (row), -1);
      gtk_widget_set_visible (self->places[n], TRUE);
      n++;
    }
  gtk_widget_set_visible (self->places_section, n > 0);
  for (; n < N_PLACES; n++)
    gtk_widget_set_visible (self->places[n], FALSE);
}

static void
show_ages (AtlasProfileView *self, const AtlasProfile *profile)
{
  guint n_missing;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  atlas_age_pyramid_set_profile (self->ages, profile);
  n_missing = atlas_age_pyramid_get_n_missing (self->ages);
  number = atlas_number_format (n_missing);
  /* Translators: under a chart of women and men by age: how many it leaves out */
  text = g_strdup_printf (_ ("%s not shown: age not stated, or neither woman nor man"), number);
  gtk_label_set_text (self->ages_missing, text);
  gtk_widget_set_visible (GTK_WIDGET (self->ages_missing), n_missing > 0);
}

/* What the counts of a list stand for. @buffer: for who needs one */
#define LABEL_BUFFER 4
typedef const char *(*LabelFunc) (guint index, char buffer[LABEL_BUFFER]);

static const char *
get_sector (guint index, char buffer[LABEL_BUFFER])
{
  g_snprintf (buffer, LABEL_BUFFER, "%c", 'A' + (int) index);
  return atlas_vocabulary_label_for (&atlas_vocabulary_sector, buffer);
}

static const char *
get_occupation (guint index, char buffer[LABEL_BUFFER])
{
  g_snprintf (buffer, LABEL_BUFFER, "%02u", index);
  return atlas_vocabulary_label_for (&atlas_vocabulary_occupation, buffer);
}

static const char *
get_language (guint index, char buffer[LABEL_BUFFER])
{
  const char *code = atlas_facet_get_language (index);

  return code != NULL ? atlas_vocabulary_label_for (&atlas_vocabulary_language, code) : _ ("Other languages");
}

static const char *
get_interest (guint index, char buffer[LABEL_BUFFER])
{
  return index < atlas_vocabulary_get_n_terms (&atlas_vocabulary_interest)
           ? atlas_vocabulary_get_label (&atlas_vocabulary_interest, index)
           : _ ("Other");
}

static void
show_list (List *list, const guint *counts, guint n_counts, LabelFunc get_label, guint members)
{
  g_autofree guint *left = g_memdup2 (counts, n_counts * sizeof *counts);
  guint longest = 0;
  guint n = 0;

  for (; n < list->n_rows; n++)
    {
      AtlasStatRow *row = ATLAS_STAT_ROW (list->rows[n]);
      char buffer[LABEL_BUFFER];
      guint largest = 0;

      for (guint i = 1; i < n_counts; i++)
        if (left[i] > left[largest])
          largest = i;
      if (left[largest] == 0)
        break;
      longest = MAX (longest, left[largest]);
      atlas_stat_row_set (row, get_label (largest, buffer), left[largest], members, longest);
      gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
      left[largest] = 0;
    }
  gtk_widget_set_visible (list->section, n > 0);
  for (; n < list->n_rows; n++)
    gtk_widget_set_visible (list->rows[n], FALSE);
}

static void
show_associations (AtlasProfileView *self, const AtlasProfile *profile)
{
  List *list = &self->associations;
  guint longest = 0;

  for (guint i = 0; i < list->n_rows; i++)
    {
      const AtlasProfileAssociation *association =
        i < profile->associations->len ? g_ptr_array_index (profile->associations, i) : NULL;

      gtk_widget_set_visible (list->rows[i], association != NULL);
      if (association == NULL)
        continue;
      longest = MAX (longest, association->members);
      atlas_stat_row_set (ATLAS_STAT_ROW (list->rows[i]), association->name, association->members,
                          profile->count.members, longest);
    }
  gtk_widget_set_visible (list->section, profile->associations->len > 0);
}

static void
on_place_clicked (AtlasProfileView *self, GtkWidget *row)
{
  for (guint i = 0; i < N_PLACES; i++)
    if (self->places[i] == row)
      g_signal_emit (self, signals[PLACE_ACTIVATED], 0, self->shown_places[i]);
}

/* Sections and rows come and go: without a sibling, or GTK would look up all styles of those anew. What is
 * hidden leaves no gap. */
static void
append_apart (GtkWidget *box, GtkWidget *child, int gap)
{
  GtkWidget *bin = adw_bin_new ();

  gtk_widget_set_margin_top (child, gap);
  adw_bin_set_child (ADW_BIN (bin), child);
  gtk_box_append (GTK_BOX (box), bin);
}

static GtkWidget *
add_section (AtlasProfileView *self, const char *title)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *heading = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (section), heading);
  gtk_widget_set_visible (section, FALSE);
  append_apart (self->sections, section, gtk_widget_get_first_child (self->sections) ? SECTION_GAP : 0);
  return section;
}

static GtkWidget *
add_row (GtkWidget *section, const char *label, AtlasStatFormat format)
{
  GtkWidget *row = atlas_stat_row_new (label, format);

  append_apart (section, row, ROW_GAP);
  return row;
}

static void
make_list (AtlasProfileView *self, List *list, const char *title, guint n_rows)
{
  g_assert (n_rows <= LIST_ROWS);

  list->section = add_section (self, title);
  list->n_rows = n_rows;
  for (guint i = 0; i < n_rows; i++)
    list->rows[i] = add_row (list->section, "", ATLAS_STAT_NUMBER);
}

static void
make_people_rows (AtlasProfileView *self)
{
  GtkWidget *section = self->people[0] = add_section (self, _ ("Sex"));

  /* In the order of reading; by index of AtlasPointCount. */
  self->sexes[1] = add_row (section, _ ("Women"), ATLAS_STAT_NUMBER);
  self->sexes[2] = add_row (section, _ ("Men"), ATLAS_STAT_NUMBER);
  self->sexes[3] = add_row (section, _ ("Other"), ATLAS_STAT_NUMBER);
  self->sexes[4] = add_row (section, _ ("Undisclosed"), ATLAS_STAT_NUMBER);
  self->sexes[0] = add_row (section, _ ("Not stated"), ATLAS_STAT_NUMBER);

  section = self->people[1] = add_section (self, _ ("Agreed to Be Contacted"));
  self->consents[0] = add_row (section, _ ("By e-mail"), ATLAS_STAT_SHARE);
  self->consents[1] = add_row (section, _ ("By telephone"), ATLAS_STAT_SHARE);
  self->consents[2] = add_row (section, _ ("By post"), ATLAS_STAT_SHARE);

  section = self->people[2] = add_section (self, _ ("Last Contact"));
  self->contacts[0] = add_row (section, _ ("Last 3 months"), ATLAS_STAT_NUMBER);
  self->contacts[1] = add_row (section, _ ("3–12 months ago"), ATLAS_STAT_NUMBER);
  self->contacts[2] = add_row (section, _ ("Longer ago"), ATLAS_STAT_NUMBER);
  self->contacts[3] = add_row (section, _ ("Never"), ATLAS_STAT_NUMBER);
}

static void
make_chart_rows (AtlasProfileView *self)
{
  /* ISCED 0 to 8, in as few words as a chart has room for. */
  static const char *const levels[] = {
    N_ ("Below primary"),  N_ ("Primary"),    N_ ("Lower secondary"), N_ ("Upper secondary"),
    N_ ("Post-secondary"), N_ ("College"),    N_ ("Bachelor’s"),      N_ ("Master’s"),
    N_ ("Doctorate"),      N_ ("Not stated"),
  };
  GtkWidget *section = self->charts[0] = add_section (self, _ ("Age"));

  self->ages = ATLAS_AGE_PYRAMID (atlas_age_pyramid_new ());
  gtk_widget_set_margin_top (GTK_WIDGET (self->ages), ROW_GAP);
  gtk_box_append (GTK_BOX (section), GTK_WIDGET (self->ages));
  self->ages_missing = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->ages_missing, 0);
  gtk_label_set_wrap (self->ages_missing, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->ages_missing), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->ages_missing), "dim-label");
  append_apart (section, GTK_WIDGET (self->ages_missing), ROW_GAP);

  section = self->charts[1] = add_section (self, _ ("Education"));
  for (guint i = 0; i < G_N_ELEMENTS (self->education); i++)
    self->education[i] = add_row (section, _ (levels[i]), ATLAS_STAT_NUMBER);
}

static void
make_list_rows (AtlasProfileView *self)
{
  self->places_section = add_section (self, _ ("Largest Places"));
  for (guint i = 0; i < N_PLACES; i++)
    {
      self->places[i] = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->places[i]), atlas_stat_row_new ("", ATLAS_STAT_NUMBER));
      gtk_widget_add_css_class (self->places[i], "flat");
      gtk_widget_add_css_class (self->places[i], "region-panel-row");
      g_signal_connect_object (self->places[i], "clicked", G_CALLBACK (on_place_clicked), self,
                               G_CONNECT_SWAPPED);
      append_apart (self->places_section, self->places[i], 0);
    }

  make_list (self, &self->occupations, _ ("Occupations"), 6);
  make_list (self, &self->sectors, _ ("Sectors of Work"), 6);
  make_list (self, &self->languages, _ ("Languages"), 6);
  make_list (self, &self->interests, _ ("Interests"), 8);
  make_list (self, &self->associations, _ ("Associations"), 6);
}

/* Showing. At each letter of a search all of it is told anew, which is more than one frame has time for: a
 * part is told in each of the next frames. */

static void
show_sections (GtkWidget *const *sections, guint n, gboolean any)
{
  for (guint i = 0; i < n; i++)
    gtk_widget_set_visible (sections[i], any);
}

/* Of nobody nothing is shown. */
static void
show_people (AtlasProfileView *self, const AtlasProfile *profile)
{
  show_sections (self->people, G_N_ELEMENTS (self->people), profile->count.members > 0);
  show_sexes (self, &profile->count);
  for (guint i = 0; i < G_N_ELEMENTS (self->consents); i++)
    atlas_stat_row_set (ATLAS_STAT_ROW (self->consents[i]), NULL, profile->by_consent[i],
                        profile->count.members, 0);
  show_bars (self->contacts, profile->by_contact, G_N_ELEMENTS (self->contacts), profile->count.members);
}

static void
show_charts (AtlasProfileView *self, const AtlasProfile *profile)
{
  show_sections (self->charts, G_N_ELEMENTS (self->charts), profile->count.members > 0);
  show_ages (self, profile);
  show_bars (self->education, profile->by_education, G_N_ELEMENTS (self->education), profile->count.members);
  gtk_widget_set_visible (self->education[9], profile->by_education[9] > 0);
}

static void
show_work (AtlasProfileView *self, const AtlasProfile *profile)
{
  guint members = profile->count.members;

  show_list (&self->occupations, profile->by_occupation, G_N_ELEMENTS (profile->by_occupation),
             get_occupation, members);
  /* [0] are those of whom it is not known. */
  show_list (&self->sectors, profile->by_sector + 1, G_N_ELEMENTS (profile->by_sector) - 1, get_sector,
             members);
}

static void
show_rest (AtlasProfileView *self, const AtlasProfile *profile)
{
  guint members = profile->count.members;

  show_list (&self->languages, profile->by_language, G_N_ELEMENTS (profile->by_language), get_language,
             members);
  show_list (&self->interests, profile->by_interest, G_N_ELEMENTS (profile->by_interest), get_interest,
             members);
  show_associations (self, profile);
}

/* From above to below. */
static void (*const parts[]) (AtlasProfileView *self, const AtlasProfile *profile) = {
  show_people, show_charts, show_places, show_work, show_rest,
};

static void
stop (AtlasProfileView *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  g_clear_pointer (&self->profile, atlas_profile_free);
}

static void
show_part (AtlasProfileView *self)
{
  parts[self->n_shown++](self, self->profile);
  if (self->n_shown == G_N_ELEMENTS (parts))
    stop (self);
}

static gboolean
on_next_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AtlasProfileView *self = ATLAS_PROFILE_VIEW (widget);
  guint id = self->tick_id;

  self->tick_id = 0;
  show_part (self);
  if (self->profile == NULL)
    return G_SOURCE_REMOVE;
  self->tick_id = id;
  return G_SOURCE_CONTINUE;
}

static void
show_all (AtlasProfileView *self)
{
  while (self->profile != NULL)
    show_part (self);
}

static void
atlas_profile_view_unmap (GtkWidget *widget)
{
  /* There may be no next frame. */
  show_all (ATLAS_PROFILE_VIEW (widget));

  GTK_WIDGET_CLASS (atlas_profile_view_parent_class)->unmap (widget);
}

static void
atlas_profile_view_dispose (GObject *object)
{
  stop (ATLAS_PROFILE_VIEW (object));
  g_clear_pointer (&ATLAS_PROFILE_VIEW (object)->sections, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_profile_view_parent_class)->dispose (object);
}

static void
atlas_profile_view_class_init (AtlasProfileViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_profile_view_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = atlas_profile_view_unmap;

  signals[PLACE_ACTIVATED] = g_signal_new ("place-activated", ATLAS_TYPE_PROFILE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
atlas_profile_view_init (AtlasProfileView *self)
{
  self->largest_place = ATLAS_PLACE_NONE;
  self->sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->sections, GTK_WIDGET (self));
  make_people_rows (self);
  make_chart_rows (self);
  make_list_rows (self);
}

static guint
find_largest_place (const AtlasProfile *profile)
{
  AtlasPlace place;

  for (guint i = 0; i < profile->places->len; i++)
    {
      guint key = g_array_index (profile->places, AtlasPointGroup, i).key;

      if (atlas_gazetteer_get_place (key, &place))
        return key;
    }
  return ATLAS_PLACE_NONE;
}

void
atlas_profile_view_set_profile (AtlasProfileView *self, AtlasProfile *profile, gboolean at_once)
{
  g_return_if_fail (ATLAS_IS_PROFILE_VIEW (self));
  g_return_if_fail (profile != NULL);

  stop (self);
  self->profile = profile;
  self->n_shown = 0;
  self->largest_place = find_largest_place (profile);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && !at_once)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_next_frame, NULL, NULL);
  else
    show_all (self);
}

gboolean
atlas_profile_view_is_settled (AtlasProfileView *self)
{
  g_return_val_if_fail (ATLAS_IS_PROFILE_VIEW (self), TRUE);
  return self->profile == NULL;
}

guint
atlas_profile_view_get_largest_place (AtlasProfileView *self)
{
  g_return_val_if_fail (ATLAS_IS_PROFILE_VIEW (self), ATLAS_PLACE_NONE);
  return self->largest_place;
}
