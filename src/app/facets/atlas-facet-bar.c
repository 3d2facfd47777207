/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-bar.h"

#include <adwaita.h>

#include "atlas-facet-chip.h"
#include "atlas-frame-wait.h"
#include "atlas-i18n.h"

#define N_CHIPS    G_N_ELEMENTS (chips)
#define WHEEL_STEP 60 /* pixels */
/* The frame with a letter has its answer to show, too, and those after it what is counted for that. */
#define N_FRAMES 3
#define FADE     24 /* pixels at the ends under which there is more, see style.css */

/* In the order of the question: who, with what, where, when. */
static const struct
{
  const char *title;
  const char *fields[4];
} chips[] = {
  { N_ ("Sex"), { "sex" } },
  { N_ ("Age"), { "age" } },
  { N_ ("Education"), { "education" } },
  { N_ ("Sector"), { "sector" } },
  { N_ ("Occupation"), { "occupation" } },
  { N_ ("Language"), { "language" } },
  { N_ ("Skill"), { "skill" } },
  { N_ ("Interest"), { "interest" } },
  { N_ ("Consent"), { "consent" } },
  { N_ ("Region"), { "region" } },
  { N_ ("Place"), { "near", "city" } },
  { N_ ("Association"), { "association" } },
  { N_ ("Tag"), { "tag" } },
  { N_ ("Last contact"), { "contacted" } },
  { N_ ("Dates"), { "confirmed", "arrived", "created" } },
  { N_ ("Status"), { "status" } },
};

struct _AtlasFacetBar
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *scroller;
  GtkWidget *clear;
  AtlasFacetChip *chips[N_CHIPS];
  GtkWidget *wanted; /* the chip to be brought in sight, once it has its size */
  guint wanted_tick, n_ticks;
  guint update_wait; /* until the chips say what the search says */

  AtlasSession *session;
};

G_DEFINE_FINAL_TYPE (AtlasFacetBar, atlas_facet_bar, GTK_TYPE_WIDGET)

static void
update_clear (AtlasFacetBar *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < N_CHIPS; i++)
    any |= atlas_facet_chip_is_active (self->chips[i]);
  gtk_widget_set_visible (self->clear, any);
}

/* What narrows the search is not to be out of sight. */

/* Nothing moves under somebody who is choosing. */
static gboolean
is_any_open (AtlasFacetBar *self)
{
  for (guint i = 0; i < N_CHIPS; i++)
    if (atlas_facet_chip_is_open (self->chips[i]))
      return TRUE;
  return FALSE;
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AtlasFacetBar *self = ATLAS_FACET_BAR (widget);
  GtkAdjustment *scroll = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  graphene_rect_t bounds;

  /* Its label has just changed: it is as wide as that only after the next layout. */
  if (gtk_widget_get_width (self->wanted) == 0 || self->n_ticks++ == 0)
    return G_SOURCE_CONTINUE;
  if (!is_any_open (self) &&
      gtk_widget_compute_bounds (self->wanted, gtk_widget_get_parent (self->wanted), &bounds))
    gtk_adjustment_clamp_page (scroll, bounds.origin.x - FADE, bounds.origin.x + bounds.size.width + FADE);
  self->wanted = NULL;
  self->wanted_tick = 0;
  return G_SOURCE_REMOVE;
}

/* Of several at once the first. */
static void
on_active (AtlasFacetBar *self, GParamSpec *pspec, AtlasFacetChip *chip)
{
  update_clear (self);
  if (!atlas_facet_chip_is_active (chip) || is_any_open (self) || self->wanted != NULL)
    return;
  self->wanted = GTK_WIDGET (chip);
  self->n_ticks = 0;
  self->wanted_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

/* Following the search. */

static void
update_chips (gpointer data)
{
  AtlasFacetBar *self = data;

  self->update_wait = 0;
  for (guint i = 0; i < N_CHIPS; i++)
    atlas_facet_chip_update (self->chips[i]);
}

static void
on_search_changed (AtlasFacetBar *self)
{
  if (self->update_wait == 0)
    self->update_wait = atlas_frame_wait (GTK_WIDGET (self), N_FRAMES, update_chips);
}

static void
on_clear (AtlasFacetBar *self)
{
  AtlasFilter *filter = self->session ? atlas_session_get_filter (self->session, &atlas_kind_member) : NULL;
  g_autofree char *text = filter ? g_strdup (atlas_filter_get_text (filter)) : NULL;

  if (filter == NULL)
    return;
  for (guint i = 0; i < N_CHIPS; i++)
    {
      g_autofree char *before = text;

      text = atlas_facet_chip_clear_text (self->chips[i], before);
    }
  gtk_widget_child_focus (GTK_WIDGET (self->chips[0]), GTK_DIR_TAB_FORWARD);
  atlas_filter_set_text (filter, text);
}

/* The wheel, too, moves it sideways. */
static gboolean
on_scroll (AtlasFacetBar *self, double dx, double dy)
{
  GtkAdjustment *scroll = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));

  gtk_adjustment_set_value (scroll, gtk_adjustment_get_value (scroll) + dy * WHEEL_STEP);
  return dy != 0;
}

/* GObject. */

static void
atlas_facet_bar_dispose (GObject *object)
{
  AtlasFacetBar *self = ATLAS_FACET_BAR (object);

  if (self->wanted_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->wanted_tick);
  self->wanted_tick = 0;
  atlas_frame_wait_cancel (GTK_WIDGET (self), &self->update_wait);
  if (self->box != NULL)
    atlas_facet_bar_set_session (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_facet_bar_parent_class)->dispose (object);
}

static void
atlas_facet_bar_class_init (AtlasFacetBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_facet_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "facet-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
atlas_facet_bar_init (AtlasFacetBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkEventController *wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkWidget *bin = adw_bin_new ();

  /* A narrow window scrolls it sideways; the focus brings a filter into view. */
  self->scroller = gtk_scrolled_window_new ();
  gtk_widget_set_focusable (self->scroller, FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
  gtk_scrollable_set_hscroll_policy (
    GTK_SCROLLABLE (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->scroller))),
    GTK_SCROLL_NATURAL);
  gtk_widget_set_hexpand (self->scroller, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), self->scroller);
  g_signal_connect_object (wheel, "scroll", G_CALLBACK (on_scroll), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->scroller, wheel);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Filters"), -1);

  self->clear = gtk_button_new_with_label (_ ("Clear All"));
  gtk_widget_set_tooltip_text (self->clear, _ ("Clear All Filters"));
  for (guint i = 0; i < N_CHIPS; i++)
    {
      GtkWidget *chip = atlas_facet_chip_new (_ (chips[i].title), chips[i].fields);

      self->chips[i] = ATLAS_FACET_CHIP (chip);
      g_signal_connect_object (chip, "notify::active", G_CALLBACK (on_active), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), chip);
    }
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_add_css_class (self->clear, "facet-clear");
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (on_clear), self, G_CONNECT_SWAPPED);
  gtk_widget_set_margin_start (self->clear, 6);
  gtk_widget_set_visible (self->clear, FALSE);
  /* Where it comes and goes it has no sibling: GTK would look up all styles of that anew. */
  adw_bin_set_child (ADW_BIN (bin), self->clear);
  gtk_box_append (GTK_BOX (self->box), bin);
}

void
atlas_facet_bar_set_session (AtlasFacetBar *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_FACET_BAR (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (atlas_session_get_filter (self->session, &atlas_kind_member), self);
  g_set_object (&self->session, session);
  for (guint i = 0; i < N_CHIPS; i++)
    atlas_facet_chip_set_session (self->chips[i], session);
  if (session != NULL)
    {
      AtlasFilter *filter = atlas_session_get_filter (session, &atlas_kind_member);

      g_signal_connect_object (filter, "notify::text", G_CALLBACK (on_search_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (filter, "notify::query", G_CALLBACK (on_search_changed), self,
                               G_CONNECT_SWAPPED);
    }
}

gboolean
atlas_facet_bar_is_counting (AtlasFacetBar *self)
{
  g_return_val_if_fail (ATLAS_IS_FACET_BAR (self), FALSE);

  for (guint i = 0; i < N_CHIPS; i++)
    if (atlas_facet_chip_is_counting (self->chips[i]))
      return TRUE;
  return FALSE;
}

gboolean
atlas_facet_bar_is_settled (AtlasFacetBar *self)
{
  g_return_val_if_fail (ATLAS_IS_FACET_BAR (self), FALSE);

  /* Where nobody sees it there may be no next frame. */
  return (self->update_wait == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self))) &&
         !atlas_facet_bar_is_counting (self);
}
