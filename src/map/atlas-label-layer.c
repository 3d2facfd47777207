/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-label-layer.h"

#include <libintl.h>
#include <math.h>

#include "atlas-gazetteer.h"
#include "atlas-label-placer.h"
#include "atlas-label-text.h"
#include "atlas-map-paint.h"
#include "atlas-map-style.h"
#include "atlas-mercator.h"
#include "atlas-region.h"
#include "atlas-stop-names.h"

#define FADE_US (150 * 1000)

/* What new labels may take of a frame. */
#define BUDGET_US (1 * 1000)

/* As the clusters, so that both change together. */
#define MARGIN 384

#define DOT_RADIUS 2.0

/* Drawn so many times smaller than they were placed for, names lie upon each other and say nothing. */
#define CROWDED 2.0

/* A circle no wider than a large city is named by what is under it; of one that covers more of the land a
 * place is the name only if it lies this near its middle, in radii. */
#define CITY_KM     80
#define NAMED_REACH 0.65

/* Of one this large the name would stand over land that is far from the place. */
#define NAMED_KM 400

/* Names of regions are read at these zooms; nearer, one stands in the region and knows. */
#define REGION_MIN_ZOOM 2.9
#define REGION_MAX_ZOOM 8.5

/* Countries named on the map: those an officer sees around Canada, the USA and Rwanda. The label's point,
 * degrees, and the zooms between which it stands. Names are ISO 3166-1's, translated by iso-codes. */
static const struct
{
  const char *name;
  double latitude, longitude, from_zoom, to_zoom;
} countries[] = {
  { "Canada", 58.2, -109.5, 0, 5.4 },
  { "United States", 39.6, -98.6, 0, 5.4 },
  { "Mexico", 24.0, -102.3, 2.4, 6 },
  { "Greenland", 73.5, -41.0, 2, 6 },
  { "Iceland", 64.9, -18.6, 3, 7 },
  { "Cuba", 21.9, -78.9, 4, 8 },
  { "Bahamas", 24.3, -76.3, 5, 9 },
  { "Haiti", 19.0, -72.6, 5, 9 },
  { "Dominican Republic", 18.8, -70.3, 5, 9 },
  { "Jamaica", 18.15, -77.3, 5, 9 },
  { "Puerto Rico", 18.22, -66.4, 5, 9 },
  { "Guatemala", 15.6, -90.3, 4.5, 8 },
  { "Honduras", 14.8, -86.6, 4.5, 8 },
  { "Nicaragua", 12.9, -85.0, 4.5, 8 },
  { "Costa Rica", 9.9, -84.1, 5, 8 },
  { "Panama", 8.5, -80.2, 4.5, 8 },
  { "Belize", 17.2, -88.6, 5.5, 9 },
  { "El Salvador", 13.7, -88.9, 5.5, 9 },
  { "Colombia", 3.9, -73.1, 3, 6 },
  { "Brazil", -10.0, -53.0, 2, 5 },
  { "Rwanda", -1.95, 29.95, 5, 8.5 },
  { "Burundi", -3.4, 29.9, 5.5, 8.5 },
  { "Uganda", 1.3, 32.4, 4.5, 7 },
  { "Kenya", 0.5, 37.9, 4, 7 },
  { "Ireland", 53.2, -8.0, 4, 7 },
  { "United Kingdom", 53.0, -1.7, 3.2, 6 },
  { "France", 46.6, 2.4, 3.2, 6 },
  { "Spain", 40.2, -3.6, 3.4, 6 },
  { "Portugal", 39.6, -8.1, 4, 7 },
  { "Belgium", 50.7, 4.6, 5, 8 },
  { "Germany", 51.1, 10.3, 3.4, 6 },
  { "Norway", 61.2, 8.9, 3.6, 6 },
  { "Sweden", 62.4, 15.6, 3.6, 6 },
};

/* A place with what is asked of it for every map: sorted by population, so that a look at those worth a label
 * ends early. */
typedef struct
{
  double x, y;
  guint population;
  guint index;
} Place;

/* Picture, and where it stands: the point on the map and the text's corner from there. */
typedef struct
{
  AtlasLabelClass class;
  const char *text; /* borrowed from the data */
  double x, y;
  double dx, dy;
  gboolean dot;
  gboolean arriving;
} Label;

struct _AtlasLabelLayer
{
  AtlasDrawnLayer parent_instance;

  AtlasClusterLayer *clusters;
  AtlasItinerary *itinerary; /* or NULL */
  GArray *places;            /* Place; NULL until first needed */
  AtlasLabelTexts *texts;

  gboolean valid;
  AtlasMapBox box;
  double world;
  guint clusters_generation;
  gboolean with_clusters;

  GArray *labels;  /* Label */
  GArray *leaving; /* Label */

  guint more_id; /* labels are still to be made: another frame is asked for */

  guint tick_id;
  gint64 started;
  double progress;
};

G_DEFINE_TYPE (AtlasLabelLayer, atlas_label_layer, ATLAS_TYPE_DRAWN_LAYER)

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *first = a, *second = b;

  if (first->population != second->population)
    return first->population > second->population ? -1 : 1;
  return (first->index > second->index) - (first->index < second->index);
}

static GArray *
load_places (void)
{
  guint n = atlas_gazetteer_get_n_places ();
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (Place), n);

  for (guint i = 0; i < n; i++)
    {
      AtlasPlace place;
      Place own;

      if (!atlas_gazetteer_get_place (i, &place))
        continue;
      own =
        (Place){ atlas_mercator_x (place.longitude), atlas_mercator_y (place.latitude), place.population, i };
      g_array_append_val (places, own);
    }
  g_array_sort (places, compare_places);

  return places;
}

/* At every zoom level places of a third of the population of the level before join in. */
static double
least_population (double zoom)
{
  return zoom >= 12.5 ? 0 : 1.6e6 / pow (2.75, zoom - 3);
}

/* Placing */

/* One run of placing: everything in pixels of @world, from the corner of @box. */
typedef struct
{
  AtlasLabelLayer *layer;
  const AtlasMapFrame *frame;
  AtlasLabelPlacer *placer;
  const GArray *bubbles; /* AtlasBubble; NULL: not shown */
  gboolean *bubble_named;
  AtlasMapBox box;
  double world, zoom;
  gboolean short_of_time; /* not all labels could be made: the run is not to be used */
} Run;

static gboolean
is_in_box (const Run *run, double x, double y)
{
  return x >= run->box.west && x <= run->box.east && y >= run->box.north && y <= run->box.south;
}

static void
place_label (Run *run,
             AtlasLabelClass class,
             const char *text,
             double x,
             double y,
             double radius,
             double padding,
             AtlasLabelSides sides,
             gboolean dot)
{
  AtlasLabelLayer *self = run->layer;
  AtlasLabelText *picture = atlas_label_texts_measure (self->texts, class, text);
  double px = (x - run->box.west) * run->world, py = (y - run->box.north) * run->world;
  AtlasLabelRect rect;
  Label label;

  if (picture == NULL)
    {
      run->short_of_time = TRUE;
      return;
    }
  if (!atlas_label_placer_place (run->placer, px, py, picture->width, picture->height, radius, padding, sides,
                                 &rect))
    return;
  if (!atlas_label_texts_draw (self->texts, picture))
    run->short_of_time = TRUE;

  label = (Label){ class, text, x, y, rect.x - px, rect.y - py, dot, TRUE };
  g_array_append_val (self->labels, label);
}

static void
place_countries (Run *run)
{
  for (guint i = 0; i < G_N_ELEMENTS (countries) && !run->short_of_time; i++)
    {
      double x = atlas_mercator_x (countries[i].longitude), y = atlas_mercator_y (countries[i].latitude);

      if (run->zoom < countries[i].from_zoom || run->zoom >= countries[i].to_zoom || !is_in_box (run, x, y))
        continue;
      place_label (run, ATLAS_LABEL_COUNTRY, dgettext ("iso_3166-1", countries[i].name), x, y, 0, 4,
                   ATLAS_LABEL_CENTRED | ATLAS_LABEL_NEAR, FALSE);
    }
}

static void
place_regions (Run *run)
{
  if (run->zoom < REGION_MIN_ZOOM || run->zoom > REGION_MAX_ZOOM)
    return;

  for (guint i = 0; i < atlas_region_get_n () && !run->short_of_time; i++)
    {
      const char *name = atlas_region_get_name (i);
      const char *code = atlas_region_get_code (i);
      double latitude, longitude, south, west, north, east, x, y, width, height;
      const AtlasLabelText *picture;

      atlas_region_get_label_point (i, &latitude, &longitude);
      x = atlas_mercator_x (longitude);
      y = atlas_mercator_y (latitude);
      if (!is_in_box (run, x, y))
        continue;

      /* The whole name where the region is wide enough, else its letters, else nothing. */
      atlas_region_get_box (i, &south, &west, &north, &east);
      width = (atlas_mercator_x (east) - atlas_mercator_x (west)) * run->world;
      height = (atlas_mercator_y (south) - atlas_mercator_y (north)) * run->world;
      picture = atlas_label_texts_measure (run->layer->texts, ATLAS_LABEL_REGION, name);
      if (picture == NULL)
        {
          run->short_of_time = TRUE;
          return;
        }
      if (picture->width > width * 0.9)
        name = strchr (code, '-') != NULL ? strchr (code, '-') + 1 : code;
      if (width < 24 || height < 14)
        continue;
      place_label (run, ATLAS_LABEL_REGION, name, x, y, 0, 2, ATLAS_LABEL_CENTRED | ATLAS_LABEL_NEAR, FALSE);
    }
}

/* Whether the place is where the people of a circle are, and not merely one of many that it hides. */
static gboolean
stands_for (const Run *run, const AtlasBubble *bubble, const Place *place)
{
  /* Of the latitude; see atlas_mercator_latitude(). */
  double cosine = 1 / cosh (G_PI * (1 - 2 * bubble->y));
  double radius_km = bubble->radius / run->world * ATLAS_MERCATOR_EQUATOR_KM * cosine;

  if (radius_km > NAMED_KM)
    return FALSE;
  return radius_km < CITY_KM ||
         hypot (bubble->x - place->x, bubble->y - place->y) * run->world < bubble->radius * NAMED_REACH;
}

static void
place_places (Run *run, guint least, guint most)
{
  const GArray *places = run->layer->places;
  AtlasItinerary *itinerary = run->layer->itinerary;

  for (guint i = 0; i < places->len && !run->short_of_time; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      AtlasPlace named;
      AtlasLabelClass class;
      int bubble;

      if (place->population < least)
        break;
      if (place->population >= most || !is_in_box (run, place->x, place->y) ||
          (itinerary != NULL && atlas_stop_names_has (itinerary, place->x, place->y, run->world)) ||
          !atlas_gazetteer_get_place (place->index, &named))
        continue;

      class = place->population >= 750000  ? ATLAS_LABEL_METROPOLIS
              : place->population >= 60000 ? ATLAS_LABEL_CITY
                                           : ATLAS_LABEL_TOWN;
      bubble = run->bubbles ? atlas_bubbles_find (run->bubbles, run->world, place->x, place->y, 3) : -1;
      if (bubble >= 0)
        {
          const AtlasBubble *over = &g_array_index (run->bubbles, AtlasBubble, bubble);

          /* A circle bears the name of the largest place under it, or none: where there is no room for
           * Chicago's, it is not Cicero. */
          if (!run->bubble_named[bubble] && stands_for (run, over, place))
            {
              run->bubble_named[bubble] = TRUE;
              place_label (run, class, named.name, over->x, over->y, over->radius + 3, 1,
                           ATLAS_LABEL_RIGHT | ATLAS_LABEL_BELOW | ATLAS_LABEL_ABOVE | ATLAS_LABEL_LEFT,
                           FALSE);
            }
          continue;
        }
      place_label (run, class, named.name, place->x, place->y, DOT_RADIUS + 3, 3,
                   ATLAS_LABEL_RIGHT | ATLAS_LABEL_LEFT | ATLAS_LABEL_ABOVE | ATLAS_LABEL_BELOW, TRUE);
    }
}

static void
block_bubbles (Run *run)
{
  for (guint i = 0; run->bubbles != NULL && i < run->bubbles->len; i++)
    {
      const AtlasBubble *bubble = &g_array_index (run->bubbles, AtlasBubble, i);
      /* A circle's corners are empty: block the square that reaches nine tenths of the way. */
      double half = bubble->radius * 0.9 + 1;
      AtlasLabelRect rect = { (bubble->x - run->box.west) * run->world - half,
                              (bubble->y - run->box.north) * run->world - half, 2 * half, 2 * half };

      atlas_label_placer_block (run->placer, &rect);
    }
}

static gboolean
on_more (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ATLAS_LABEL_LAYER (widget)->more_id = 0;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

static void
ask_for_more (AtlasLabelLayer *self)
{
  if (self->more_id == 0)
    self->more_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_more, NULL, NULL);
}

/* Fading */

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AtlasLabelLayer *self = ATLAS_LABEL_LAYER (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (self->started == 0)
    self->started = now;
  self->progress = CLAMP ((double) (now - self->started) / FADE_US, 0, 1);
  gtk_widget_queue_draw (widget);
  if (self->progress < 1)
    return G_SOURCE_CONTINUE;

  g_array_set_size (self->leaving, 0);
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
stop_fading (AtlasLabelLayer *self)
{
  if (self->tick_id != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
      self->tick_id = 0;
    }
  self->progress = 1;
  g_array_set_size (self->leaving, 0);
}

static gboolean
label_equal (const Label *a, const Label *b)
{
  return a->text == b->text && a->class == b->class;
}

/* Marks what is new and keeps what is gone for as long as it fades. */
static void
start_fading (AtlasLabelLayer *self, const GArray *old)
{
  gboolean animate = TRUE;
  g_autoptr (GHashTable) by_text = g_hash_table_new (NULL, NULL);

  stop_fading (self);
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animate, NULL);
  if (!animate || old->len == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  for (guint i = 0; i < self->labels->len; i++)
    {
      Label *label = &g_array_index (self->labels, Label, i);

      g_hash_table_insert (by_text, (gpointer) label->text, label);
    }
  for (guint i = 0; i < old->len; i++)
    {
      const Label *label = &g_array_index (old, Label, i);
      Label *now = g_hash_table_lookup (by_text, label->text);

      if (now != NULL && label_equal (now, label))
        now->arriving = FALSE;
      else
        g_array_append_val (self->leaving, *label);
    }

  self->started = 0;
  self->progress = 0;
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static void
place_all (Run *run)
{
  double least = least_population (run->zoom);

  place_countries (run);
  /* The largest cities say where one is sooner than the names of regions do. */
  place_places (run, MAX (least, 900000), G_MAXUINT);
  place_regions (run);
  place_places (run, least, MAX (least, 900000));
}

/* What is drawn stays until all labels of the new view are made. */
static void
ensure (AtlasLabelLayer *self, const AtlasMapFrame *frame)
{
  gboolean with_clusters = gtk_widget_get_visible (GTK_WIDGET (self->clusters));
  guint generation = atlas_cluster_layer_get_generation (self->clusters);
  /* Placed for a world no larger than it is drawn: what is clear of each other there is so here. */
  double zoom = floor (frame->zoom * 4 + 0.01) / 4;
  g_autoptr (AtlasLabelPlacer) placer = NULL;
  g_autoptr (GArray) old = NULL;
  g_autofree gboolean *bubble_named = NULL;
  AtlasMapBox box;
  Run run;

  atlas_map_frame_get_box (frame, MARGIN, &box);
  if (with_clusters)
    atlas_cluster_layer_ensure (self->clusters, frame);
  if (self->valid && self->world == 256 * exp2 (zoom) && memcmp (&self->box, &box, sizeof box) == 0 &&
      self->with_clusters == with_clusters &&
      self->clusters_generation == atlas_cluster_layer_get_generation (self->clusters))
    return;

  /* To make circles takes the frame's time: their names come with the next one. */
  if (generation != atlas_cluster_layer_get_generation (self->clusters) && self->labels->len > 0)
    {
      ask_for_more (self);
      return;
    }
  if (self->places == NULL)
    self->places = load_places ();
  old = g_steal_pointer (&self->labels);
  self->labels = g_array_new (FALSE, FALSE, sizeof (Label));
  placer = atlas_label_placer_new ();
  run = (Run){ self, frame, placer, NULL, NULL, box, 256 * exp2 (zoom), zoom, FALSE };
  if (with_clusters)
    {
      run.bubbles = atlas_cluster_layer_get_bubbles (self->clusters);
      run.bubble_named = bubble_named = g_new0 (gboolean, MAX (run.bubbles->len, 1));
      block_bubbles (&run);
    }
  if (self->itinerary != NULL)
    atlas_stop_names_block (self->itinerary, placer, &box, run.world);
  place_all (&run);

  if (self->world > CROWDED * frame->world)
    {
      g_array_set_size (old, 0);
      stop_fading (self);
    }
  self->valid = !run.short_of_time;
  if (run.short_of_time)
    {
      g_array_unref (self->labels);
      self->labels = g_steal_pointer (&old);
      ask_for_more (self);
      return;
    }
  self->world = run.world;
  self->box = box;
  self->with_clusters = with_clusters;
  self->clusters_generation = atlas_cluster_layer_get_generation (self->clusters);
  start_fading (self, old);
}

/* Drawing */

static void
draw_label (AtlasLabelLayer *self, GtkSnapshot *snapshot, const AtlasMapFrame *frame, const Label *label)
{
  gboolean dark = atlas_drawn_layer_get_dark (ATLAS_DRAWN_LAYER (self));
  const AtlasMapStyle *style = atlas_map_style_get (dark);
  AtlasLabelText *picture = atlas_label_texts_measure (self->texts, label->class, label->text);
  double x = atlas_map_frame_x (frame, label->x), y = atlas_map_frame_y (frame, label->y);
  double left, top, width, height;

  /* All were forgotten, as with another font or in the dark. */
  if (picture == NULL || !atlas_label_texts_draw (self->texts, picture))
    {
      ask_for_more (self);
      return;
    }

  left = atlas_map_frame_snap (frame, x + label->dx - picture->margin);
  top = atlas_map_frame_snap (frame, y + label->dy - picture->margin);
  width = gdk_texture_get_width (picture->texture) / (double) frame->scale;
  height = gdk_texture_get_height (picture->texture) / (double) frame->scale;
  if (left + width < 0 || top + height < 0 || left > frame->width || top > frame->height)
    return;

  if (label->dot)
    {
      atlas_map_paint_disc (snapshot, x, y, DOT_RADIUS + 1, &style->halo);
      atlas_map_paint_disc (snapshot, x, y, DOT_RADIUS, &style->place_dot);
    }
  gtk_snapshot_append_texture (snapshot, picture->texture, &GRAPHENE_RECT_INIT (left, top, width, height));
}

static void
draw_labels (AtlasLabelLayer *self,
             GtkSnapshot *snapshot,
             const AtlasMapFrame *frame,
             const GArray *labels,
             gboolean arriving,
             double opacity)
{
  if (opacity < 1)
    gtk_snapshot_push_opacity (snapshot, opacity);
  for (guint i = 0; i < labels->len; i++)
    {
      const Label *label = &g_array_index (labels, Label, i);

      if (label->arriving == arriving)
        draw_label (self, snapshot, frame, label);
    }
  if (opacity < 1)
    gtk_snapshot_pop (snapshot);
}

static void
atlas_label_layer_draw (AtlasDrawnLayer *layer, GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  AtlasLabelLayer *self = ATLAS_LABEL_LAYER (layer);

  /* At first, where there is nothing to go on showing, all are made at once. */
  atlas_label_texts_begin (self->texts, atlas_drawn_layer_get_dark (layer), frame->scale,
                           self->world > 0 ? BUDGET_US : G_MAXINT64);
  ensure (self, frame);

  if (self->progress >= 1)
    {
      for (guint i = 0; i < self->labels->len; i++)
        draw_label (self, snapshot, frame, &g_array_index (self->labels, Label, i));
      return;
    }

  draw_labels (self, snapshot, frame, self->leaving, FALSE, 1 - self->progress);
  draw_labels (self, snapshot, frame, self->leaving, TRUE, 1 - self->progress);
  draw_labels (self, snapshot, frame, self->labels, FALSE, 1);
  draw_labels (self, snapshot, frame, self->labels, TRUE, self->progress);
}

static void
atlas_label_layer_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  AtlasLabelLayer *self = ATLAS_LABEL_LAYER (widget);

  GTK_WIDGET_CLASS (atlas_label_layer_parent_class)->css_changed (widget, change);

  /* Another font. */
  atlas_label_texts_clear (self->texts);
  self->valid = FALSE;
  gtk_widget_queue_draw (widget);
}

static void
atlas_label_layer_unmap (GtkWidget *widget)
{
  AtlasLabelLayer *self = ATLAS_LABEL_LAYER (widget);

  stop_fading (self);
  if (self->more_id != 0)
    gtk_widget_remove_tick_callback (widget, self->more_id);
  self->more_id = 0;

  GTK_WIDGET_CLASS (atlas_label_layer_parent_class)->unmap (widget);
}

static void
atlas_label_layer_dispose (GObject *object)
{
  g_clear_object (&ATLAS_LABEL_LAYER (object)->clusters);

  G_OBJECT_CLASS (atlas_label_layer_parent_class)->dispose (object);
}

static void
atlas_label_layer_finalize (GObject *object)
{
  AtlasLabelLayer *self = ATLAS_LABEL_LAYER (object);

  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->labels, g_array_unref);
  g_clear_pointer (&self->leaving, g_array_unref);
  g_clear_pointer (&self->texts, atlas_label_texts_free);
  g_clear_pointer (&self->itinerary, atlas_itinerary_unref);

  G_OBJECT_CLASS (atlas_label_layer_parent_class)->finalize (object);
}

static void
atlas_label_layer_class_init (AtlasLabelLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = atlas_label_layer_dispose;
  object_class->finalize = atlas_label_layer_finalize;
  widget_class->css_changed = atlas_label_layer_css_changed;
  widget_class->unmap = atlas_label_layer_unmap;
  ATLAS_DRAWN_LAYER_CLASS (klass)->draw = atlas_label_layer_draw;
  gtk_widget_class_set_css_name (widget_class, "labels");
}

static void
atlas_label_layer_init (AtlasLabelLayer *self)
{
  self->texts = atlas_label_texts_new (GTK_WIDGET (self));
  self->labels = g_array_new (FALSE, FALSE, sizeof (Label));
  self->leaving = g_array_new (FALSE, FALSE, sizeof (Label));
  self->progress = 1;
}

AtlasLabelLayer *
atlas_label_layer_new (ShumateViewport *viewport, AtlasClusterLayer *clusters)
{
  AtlasLabelLayer *self;

  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);
  g_return_val_if_fail (ATLAS_IS_CLUSTER_LAYER (clusters), NULL);

  self = g_object_new (ATLAS_TYPE_LABEL_LAYER, "viewport", viewport, NULL);
  self->clusters = g_object_ref (clusters);

  return self;
}

gboolean
atlas_label_layer_is_animating (AtlasLabelLayer *self)
{
  g_return_val_if_fail (ATLAS_IS_LABEL_LAYER (self), FALSE);

  return self->tick_id != 0 || self->more_id != 0;
}

void
atlas_label_layer_set_itinerary (AtlasLabelLayer *self, AtlasItinerary *itinerary)
{
  g_return_if_fail (ATLAS_IS_LABEL_LAYER (self));

  if (itinerary != NULL)
    atlas_itinerary_ref (itinerary);
  g_clear_pointer (&self->itinerary, atlas_itinerary_unref);
  self->itinerary = itinerary;
  self->valid = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
