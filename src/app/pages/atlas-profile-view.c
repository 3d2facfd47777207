/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-profile-view.h"

#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-stat-row.h"
#include "atlas-vocabulary.h"

#define N_PLACES  8
#define N_SECTORS 6

struct _AtlasProfileView
{
  GtkWidget parent_instance;

  GtkWidget *sections;
  GtkWidget *sexes[ATLAS_POINT_N_SEXES];
  GtkWidget *consents[3];
  GtkWidget *ages[8];
  GtkWidget *education[10];
  GtkWidget *places_section, *places[N_PLACES];
  GtkWidget *sectors_section, *sectors[N_SECTORS];

  guint shown_places[N_PLACES];
  guint largest_place;
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
      atlas_stat_row_set (ATLAS_STAT_ROW (self->sexes[i]), count->by_sex[i], count->members, 0);
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
    atlas_stat_row_set (ATLAS_STAT_ROW (rows[i]), counts[i], members, longest);
}

static void
show_places (AtlasProfileView *self, const AtlasProfile *profile)
{
  guint n = 0;
  guint longest = 0;

  self->largest_place = ATLAS_PLACE_NONE;
  for (guint i = 0; i < profile->places->len && n < N_PLACES; i++)
    {
      const AtlasPointGroup *group = &g_array_index (profile->places, AtlasPointGroup, i);
      AtlasStatRow *row = ATLAS_STAT_ROW (gtk_button_get_child (GTK_BUTTON (self->places[n])));
      AtlasPlace place;

      if (!atlas_gazetteer_get_place (group->key, &place))
        continue;
      if (n == 0)
        {
          self->largest_place = group->key;
          longest = group->count.members;
        }
      self->shown_places[n] = group->key;
      atlas_stat_row_set_label (row, place.name);
      atlas_stat_row_set (row, group->count.members, profile->count.members, longest);
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
show_sectors (AtlasProfileView *self, const AtlasProfile *profile)
{
  guint counts[G_N_ELEMENTS (profile->by_sector)];
  guint longest = 0;
  guint n = 0;

  memcpy (counts, profile->by_sector, sizeof counts);
  for (; n < N_SECTORS; n++)
    {
      guint largest = 0;
      char key[2] = { 0 };

      /* [0] are those of whom it is not known. */
      for (guint i = 1; i < G_N_ELEMENTS (counts); i++)
        if (counts[i] > (largest ? counts[largest] : 0))
          largest = i;
      if (largest == 0)
        break;
      key[0] = (char) ('A' + largest - 1);
      longest = MAX (longest, counts[largest]);
      atlas_stat_row_set_label (ATLAS_STAT_ROW (self->sectors[n]),
                                atlas_vocabulary_label_for (&atlas_vocabulary_sector, key));
      atlas_stat_row_set (ATLAS_STAT_ROW (self->sectors[n]), counts[largest], profile->count.members,
                          longest);
      gtk_widget_set_visible (self->sectors[n], TRUE);
      counts[largest] = 0;
    }
  gtk_widget_set_visible (self->sectors_section, n > 0);
  for (; n < N_SECTORS; n++)
    gtk_widget_set_visible (self->sectors[n], FALSE);
}

static void
on_place_clicked (AtlasProfileView *self, GtkWidget *row)
{
  for (guint i = 0; i < N_PLACES; i++)
    if (self->places[i] == row)
      g_signal_emit (self, signals[PLACE_ACTIVATED], 0, self->shown_places[i]);
}

static GtkWidget *
add_section (AtlasProfileView *self, const char *title)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (section), heading);
  gtk_box_append (GTK_BOX (self->sections), section);
  return section;
}

static GtkWidget *
add_row (GtkWidget *section, const char *label, AtlasStatFormat format)
{
  GtkWidget *row = atlas_stat_row_new (label, format);

  gtk_box_append (GTK_BOX (section), row);
  return row;
}

static void
make_people_rows (AtlasProfileView *self)
{
  GtkWidget *section = add_section (self, _ ("Sex"));

  /* In the order of reading; by index of AtlasPointCount. */
  self->sexes[1] = add_row (section, _ ("Women"), ATLAS_STAT_NUMBER);
  self->sexes[2] = add_row (section, _ ("Men"), ATLAS_STAT_NUMBER);
  self->sexes[3] = add_row (section, _ ("Other"), ATLAS_STAT_NUMBER);
  self->sexes[4] = add_row (section, _ ("Undisclosed"), ATLAS_STAT_NUMBER);
  self->sexes[0] = add_row (section, _ ("Not stated"), ATLAS_STAT_NUMBER);

  section = add_section (self, _ ("Agreed to Be Contacted"));
  self->consents[0] = add_row (section, _ ("By e-mail"), ATLAS_STAT_SHARE);
  self->consents[1] = add_row (section, _ ("By telephone"), ATLAS_STAT_SHARE);
  self->consents[2] = add_row (section, _ ("By post"), ATLAS_STAT_SHARE);
}

static void
make_chart_rows (AtlasProfileView *self)
{
  static const char *const ages[] = {
    N_ ("Under 18"), "18–24", "25–34", "35–44", "45–54", "55–64", N_ ("65 and older"), N_ ("Not stated"),
  };
  /* ISCED 0 to 8, in as few words as a chart has room for. */
  static const char *const levels[] = {
    N_ ("Below primary"),  N_ ("Primary"),    N_ ("Lower secondary"), N_ ("Upper secondary"),
    N_ ("Post-secondary"), N_ ("College"),    N_ ("Bachelor’s"),      N_ ("Master’s"),
    N_ ("Doctorate"),      N_ ("Not stated"),
  };
  GtkWidget *section = add_section (self, _ ("Age"));

  for (guint i = 0; i < G_N_ELEMENTS (self->ages); i++)
    self->ages[i] = add_row (section, _ (ages[i]), ATLAS_STAT_NUMBER);

  section = add_section (self, _ ("Education"));
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
      gtk_box_append (GTK_BOX (self->places_section), self->places[i]);
    }
  gtk_box_set_spacing (GTK_BOX (self->places_section), 0);

  self->sectors_section = add_section (self, _ ("Sectors of Work"));
  for (guint i = 0; i < N_SECTORS; i++)
    self->sectors[i] = add_row (self->sectors_section, "", ATLAS_STAT_NUMBER);
}

static void
atlas_profile_view_dispose (GObject *object)
{
  g_clear_pointer (&ATLAS_PROFILE_VIEW (object)->sections, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_profile_view_parent_class)->dispose (object);
}

static void
atlas_profile_view_class_init (AtlasProfileViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_profile_view_dispose;

  signals[PLACE_ACTIVATED] = g_signal_new ("place-activated", ATLAS_TYPE_PROFILE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
atlas_profile_view_init (AtlasProfileView *self)
{
  self->largest_place = ATLAS_PLACE_NONE;
  self->sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_parent (self->sections, GTK_WIDGET (self));
  make_people_rows (self);
  make_chart_rows (self);
  make_list_rows (self);
}

void
atlas_profile_view_set_profile (AtlasProfileView *self, const AtlasProfile *profile)
{
  guint members;

  g_return_if_fail (ATLAS_IS_PROFILE_VIEW (self));
  g_return_if_fail (profile != NULL);

  members = profile->count.members;
  show_sexes (self, &profile->count);
  for (guint i = 0; i < G_N_ELEMENTS (self->consents); i++)
    atlas_stat_row_set (ATLAS_STAT_ROW (self->consents[i]), profile->by_consent[i], members, 0);
  show_bars (self->ages, profile->by_age, G_N_ELEMENTS (self->ages), members);
  gtk_widget_set_visible (self->ages[7], profile->by_age[7] > 0);
  show_bars (self->education, profile->by_education, G_N_ELEMENTS (self->education), members);
  gtk_widget_set_visible (self->education[9], profile->by_education[9] > 0);
  show_places (self, profile);
  show_sectors (self, profile);
}

guint
atlas_profile_view_get_largest_place (AtlasProfileView *self)
{
  g_return_val_if_fail (ATLAS_IS_PROFILE_VIEW (self), ATLAS_PLACE_NONE);
  return self->largest_place;
}
