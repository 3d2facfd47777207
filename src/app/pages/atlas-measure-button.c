/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-measure-button.h"

#include <string.h>

#include "atlas-estimate.h"
#include "atlas-i18n.h"
#include "atlas-share-choice.h"

/* While somebody types. */
#define TYPING_MS 400

struct _AtlasMeasureButton
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkStack *names; /* as wide as the widest, so that nothing moves when another is chosen */
  GtkBox *types;
  GtkWidget *source_box;
  GtkDropDown *source;
  GtkLabel *gap;
  AtlasShareChoice *share;
  GtkEditable *since;
  GtkWidget *sides_box;
  GtkWidget *no_segments;
  GtkWidget *sides_grid;
  GtkDropDown *first_side;
  GtkDropDown *second_side;
  GtkWidget *classes_box;
  GtkDropDown *areas;
  GtkDropDown *breaks;
  GtkEditable *own;

  GtkCheckButton *checks[ATLAS_N_MEASURES];
  GtkStringList *sources;  /* the first stands for all of them */
  GtkStringList *segments; /* the first stands for everyone */
  AtlasMeasure *measure;
  double limits[ATLAS_SHADES_MAX - 1];
  guint n_limits;
  guint typing_id;
  gboolean restoring;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasMeasureButton, atlas_measure_button, GTK_TYPE_WIDGET)

static AtlasMeasureType
get_type (AtlasMeasureButton *self)
{
  for (guint i = 0; i < ATLAS_N_MEASURES; i++)
    if (gtk_check_button_get_active (self->checks[i]))
      return i;
  return ATLAS_MEASURE_MEMBERS;
}

static void
set_error (GtkEditable *entry, const char *message)
{
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (entry), message);
}

static gboolean
has_segments (AtlasMeasureButton *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->segments)) > 1;
}

/* NULL: everyone. */
static const char *
get_side (AtlasMeasureButton *self, GtkDropDown *side)
{
  guint selected = gtk_drop_down_get_selected (side);

  return selected > 0 && selected != GTK_INVALID_LIST_POSITION
           ? gtk_string_list_get_string (self->segments, selected)
           : NULL;
}

/* What is chosen, as the measure's text; NULL where something must be typed first. */
static char *
dup_chosen_text (AtlasMeasureButton *self)
{
  AtlasMeasureType type = get_type (self);
  const char *name = atlas_measure_type_get_name (type);
  const char *argument = NULL;
  g_autofree char *share = NULL;
  guint source;

  switch (type)
    {
    case ATLAS_MEASURE_COVERAGE:
    case ATLAS_MEASURE_NOT_REACHED:
      source = gtk_drop_down_get_selected (self->source);
      argument = source > 0 && source != GTK_INVALID_LIST_POSITION
                   ? gtk_string_list_get_string (self->sources, source)
                   : NULL;
      break;
    case ATLAS_MEASURE_SHARE:
      share = atlas_share_choice_dup_text (self->share);
      if (share == NULL)
        return NULL;
      argument = share;
      break;
    case ATLAS_MEASURE_CHANGE:
      argument = gtk_editable_get_text (self->since);
      if (*argument == '\0')
        return NULL;
      break;
    case ATLAS_MEASURE_COMPARE:
      if (!has_segments (self))
        return NULL;
      return atlas_measure_write_compare (get_side (self, self->first_side),
                                          get_side (self, self->second_side));
    case ATLAS_MEASURE_MEMBERS:
    case ATLAS_MEASURE_WOMEN:
    case ATLAS_MEASURE_MEDIAN_AGE:
    case ATLAS_MEASURE_CONFIRMED:
    case ATLAS_MEASURE_NOT_VISITED:
    case ATLAS_N_MEASURES:
    default:
      break;
    }
  return argument ? g_strconcat (name, ":", argument, NULL) : g_strdup (name);
}

/* Rising numbers with anything between; FALSE where it is something else. */
static gboolean
read_limits (AtlasMeasureButton *self)
{
  const char *text = gtk_editable_get_text (self->own);
  double limits[G_N_ELEMENTS (self->limits)];
  guint n = 0;

  while (*text != '\0')
    {
      char *end;
      double limit;

      text += strspn (text, " ,;");
      if (*text == '\0')
        break;
      limit = g_ascii_strtod (text, &end);
      if (end == text || n == G_N_ELEMENTS (limits) || (n > 0 && limit <= limits[n - 1]))
        return FALSE;
      limits[n++] = limit;
      text = end;
    }
  memcpy (self->limits, limits, n * sizeof *limits);
  self->n_limits = n;
  return TRUE;
}

static void
update_parts (AtlasMeasureButton *self)
{
  AtlasMeasureType type = get_type (self);
  gboolean estimated = atlas_measure_type_is_estimated (type);

  gtk_widget_set_visible (self->source_box, estimated);
  gtk_widget_set_visible (GTK_WIDGET (self->share), type == ATLAS_MEASURE_SHARE);
  gtk_widget_set_visible (GTK_WIDGET (self->since), type == ATLAS_MEASURE_CHANGE);
  gtk_widget_set_visible (self->sides_box, type == ATLAS_MEASURE_COMPARE);
  gtk_widget_set_visible (self->sides_grid, has_segments (self));
  gtk_widget_set_visible (self->no_segments, !has_segments (self));
  /* Of two at once each has thirds. */
  gtk_widget_set_visible (self->classes_box, type != ATLAS_MEASURE_COMPARE);
  gtk_widget_set_visible (GTK_WIDGET (self->own),
                          gtk_drop_down_get_selected (self->breaks) == ATLAS_BREAKS_OWN);
  /* Estimates are of regions; of counties there is none. */
  gtk_widget_set_visible (GTK_WIDGET (self->areas), !estimated);
}

static void
update_label (AtlasMeasureButton *self)
{
  AtlasMeasureType type = atlas_measure_get_type (self->measure);
  /* Translators: of a button: "Regions show: Median age" */
  g_autofree char *spoken = g_strdup_printf (_ ("Regions show: %s"), atlas_measure_type_get_label (type));

  gtk_stack_set_visible_child_name (self->names, atlas_measure_type_get_name (type));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* Takes over what is chosen, where it can be understood. */
static void
take_over (AtlasMeasureButton *self)
{
  g_autofree char *text = dup_chosen_text (self);
  g_autoptr (GError) error = NULL;
  AtlasMeasure *measure = text != NULL ? atlas_measure_parse (text, &error) : NULL;

  g_clear_handle_id (&self->typing_id, g_source_remove);
  set_error (self->since, error ? error->message : NULL);
  set_error (self->own, read_limits (self) ? NULL : _ ("Write up to six increasing numbers"));
  if (measure != NULL)
    {
      atlas_measure_unref (self->measure);
      self->measure = measure;
    }
  update_label (self);
  if (!self->restoring)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_choice_changed (AtlasMeasureButton *self)
{
  if (self->restoring)
    return;
  update_parts (self);
  take_over (self);
}

static void
on_type_toggled (AtlasMeasureButton *self, GParamSpec *pspec, GtkCheckButton *check)
{
  if (gtk_check_button_get_active (check))
    on_choice_changed (self);
}

static gboolean
on_typing_timeout (gpointer data)
{
  AtlasMeasureButton *self = data;

  self->typing_id = 0;
  take_over (self);
  return G_SOURCE_REMOVE;
}

static void
on_entry_changed (AtlasMeasureButton *self)
{
  if (self->restoring)
    return;
  g_clear_handle_id (&self->typing_id, g_source_remove);
  self->typing_id = g_timeout_add (TYPING_MS, on_typing_timeout, self);
}

static GtkWidget *
make_name (AtlasMeasureType type)
{
  GtkWidget *label = gtk_label_new (atlas_measure_type_get_label (type));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static void
add_types (AtlasMeasureButton *self)
{
  for (guint i = 0; i < ATLAS_N_MEASURES; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (atlas_measure_type_get_label (i));

      gtk_stack_add_named (self->names, make_name (i), atlas_measure_type_get_name (i));
      self->checks[i] = GTK_CHECK_BUTTON (check);
      if (i > 0)
        gtk_check_button_set_group (self->checks[i], self->checks[0]);
      gtk_box_append (self->types, check);
    }
  gtk_check_button_set_active (self->checks[ATLAS_MEASURE_MEMBERS], TRUE);
  for (guint i = 0; i < ATLAS_N_MEASURES; i++)
    g_signal_connect_object (self->checks[i], "notify::active", G_CALLBACK (on_type_toggled), self,
                             G_CONNECT_SWAPPED);
}

static void
atlas_measure_button_dispose (GObject *object)
{
  AtlasMeasureButton *self = ATLAS_MEASURE_BUTTON (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_handle_id (&self->typing_id, g_source_remove);
  g_clear_pointer (&self->measure, atlas_measure_unref);
  g_clear_object (&self->sources);
  g_clear_object (&self->segments);
  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (atlas_measure_button_parent_class)->dispose (object);
}

static void
atlas_measure_button_class_init (AtlasMeasureButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_measure_button_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-measure-button.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, button);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, names);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, types);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, source_box);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, source);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, gap);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, share);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, since);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, sides_box);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, no_segments);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, sides_grid);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, first_side);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, second_side);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, classes_box);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, areas);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, breaks);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, own);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
}

static void
atlas_measure_button_init (AtlasMeasureButton *self)
{
  const char *all[] = { _ ("All sources, as a range"), NULL };
  const char *everyone[] = { _ ("Everyone"), NULL };

  self->measure = atlas_measure_parse ("members", NULL);
  self->restoring = TRUE;
  g_type_ensure (ATLAS_TYPE_SHARE_CHOICE);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sources = gtk_string_list_new (all);
  gtk_drop_down_set_model (self->source, G_LIST_MODEL (self->sources));
  self->segments = gtk_string_list_new (everyone);
  gtk_drop_down_set_model (self->first_side, G_LIST_MODEL (self->segments));
  gtk_drop_down_set_model (self->second_side, G_LIST_MODEL (self->segments));
  gtk_label_set_text (self->gap, atlas_estimate_explain_gap ("US"));
  add_types (self);
  update_parts (self);
  update_label (self);
  self->restoring = FALSE;
}

AtlasMeasure *
atlas_measure_button_get_measure (AtlasMeasureButton *self)
{
  g_return_val_if_fail (ATLAS_IS_MEASURE_BUTTON (self), NULL);

  return self->measure;
}

AtlasBreaks
atlas_measure_button_get_breaks (AtlasMeasureButton *self, const double **own, guint *n_own)
{
  AtlasBreaks breaks;

  g_return_val_if_fail (ATLAS_IS_MEASURE_BUTTON (self), ATLAS_BREAKS_ROUND);
  g_return_val_if_fail (own != NULL && n_own != NULL, ATLAS_BREAKS_ROUND);

  breaks = gtk_drop_down_get_selected (self->breaks);
  *own = self->limits;
  *n_own = breaks == ATLAS_BREAKS_OWN ? self->n_limits : 0;
  /* Until there are limits. */
  return breaks == ATLAS_BREAKS_OWN && self->n_limits == 0 ? ATLAS_BREAKS_ROUND : breaks;
}

const char *
atlas_measure_button_get_own_text (AtlasMeasureButton *self)
{
  g_return_val_if_fail (ATLAS_IS_MEASURE_BUTTON (self), NULL);

  return gtk_editable_get_text (self->own);
}

static guint
find_segment (AtlasMeasureButton *self, const char *name)
{
  for (guint i = 1; name != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->segments)); i++)
    if (strcmp (gtk_string_list_get_string (self->segments, i), name) == 0)
      return i;
  return 0;
}

/* Which segments there are is known later. */
static void
restore_side (AtlasMeasureButton *self, GtkDropDown *drop_down, AtlasMeasure *measure, guint side)
{
  g_autofree char *name = atlas_measure_dup_side_segment (measure, side);

  if (name != NULL && find_segment (self, name) == 0)
    gtk_string_list_append (self->segments, name);
  gtk_drop_down_set_selected (drop_down, find_segment (self, name));
}

static gboolean
has_source (AtlasMeasureButton *self, const char *source)
{
  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (self->sources)); i++)
    if (strcmp (gtk_string_list_get_string (self->sources, i), source) == 0)
      return TRUE;
  return FALSE;
}

static void
select_source (AtlasMeasureButton *self, const char *source)
{
  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (self->sources)); i++)
    if (strcmp (gtk_string_list_get_string (self->sources, i), source) == 0)
      {
        gtk_drop_down_set_selected (self->source, i);
        return;
      }
  gtk_drop_down_set_selected (self->source, 0);
}

void
atlas_measure_button_restore (AtlasMeasureButton *self,
                              const char *measure,
                              const char *breaks,
                              const char *own)
{
  g_autoptr (AtlasMeasure) parsed = NULL;
  int found;

  g_return_if_fail (ATLAS_IS_MEASURE_BUTTON (self));
  g_return_if_fail (measure != NULL && breaks != NULL && own != NULL);

  parsed = atlas_measure_parse (measure, NULL);
  found = atlas_breaks_find (breaks);
  self->restoring = TRUE;
  if (parsed != NULL)
    {
      AtlasMeasureType type = atlas_measure_get_type (parsed);
      const char *colon = strchr (measure, ':');
      const char *argument = colon ? colon + 1 : "";

      gtk_check_button_set_active (self->checks[type], TRUE);
      if (atlas_measure_type_is_estimated (type))
        {
          /* Which sources there are is known later; then it stays, if it is among them. */
          if (*argument != '\0' && !has_source (self, argument))
            gtk_string_list_append (self->sources, argument);
          select_source (self, argument);
        }
      else if (type == ATLAS_MEASURE_COMPARE)
        {
          restore_side (self, self->first_side, parsed, 0);
          restore_side (self, self->second_side, parsed, 1);
        }
      else if (type == ATLAS_MEASURE_SHARE)
        atlas_share_choice_set_text (self->share, argument);
      else if (type == ATLAS_MEASURE_CHANGE)
        gtk_editable_set_text (self->since, argument);
    }
  gtk_editable_set_text (self->own, own);
  if (found >= 0)
    gtk_drop_down_set_selected (self->breaks, (guint) found);
  update_parts (self);
  self->restoring = FALSE;
  take_over (self);
}

void
atlas_measure_button_set_estimates (AtlasMeasureButton *self, GPtrArray *estimates)
{
  g_autofree char *chosen = NULL;
  guint selected;

  g_return_if_fail (ATLAS_IS_MEASURE_BUTTON (self));

  selected = gtk_drop_down_get_selected (self->source);
  if (selected > 0 && selected != GTK_INVALID_LIST_POSITION)
    chosen = g_strdup (gtk_string_list_get_string (self->sources, selected));

  self->restoring = TRUE;
  gtk_string_list_splice (self->sources, 1, g_list_model_get_n_items (G_LIST_MODEL (self->sources)) - 1,
                          NULL);
  for (guint i = 0; estimates != NULL && i < estimates->len; i++)
    {
      const AtlasEstimate *estimate = g_ptr_array_index (estimates, i);

      if (!has_source (self, estimate->source))
        gtk_string_list_append (self->sources, estimate->source);
    }
  select_source (self, chosen ? chosen : "");
  self->restoring = FALSE;
  /* What was chosen is no longer there. */
  if (chosen != NULL && !has_source (self, chosen))
    take_over (self);
}

void
atlas_measure_button_set_segments (AtlasMeasureButton *self, const char *const *names)
{
  g_autofree char *first = NULL, *second = NULL;
  gboolean had, lost;

  g_return_if_fail (ATLAS_IS_MEASURE_BUTTON (self));

  had = has_segments (self);
  first = g_strdup (get_side (self, self->first_side));
  second = g_strdup (get_side (self, self->second_side));

  self->restoring = TRUE;
  gtk_string_list_splice (self->segments, 1, g_list_model_get_n_items (G_LIST_MODEL (self->segments)) - 1,
                          names);
  lost = find_segment (self, first) == 0 && find_segment (self, second) == 0;
  /* The two that come first, or the only one and everyone. */
  gtk_drop_down_set_selected (self->first_side, lost && has_segments (self) ? 1 : find_segment (self, first));
  gtk_drop_down_set_selected (self->second_side, lost
                                                   ? find_segment (self, names && names[0] ? names[1] : NULL)
                                                   : find_segment (self, second));
  update_parts (self);
  self->restoring = FALSE;
  lost = (first != NULL && find_segment (self, first) == 0) ||
         (second != NULL && find_segment (self, second) == 0) || !had;
  if (get_type (self) == ATLAS_MEASURE_COMPARE && lost && has_segments (self))
    take_over (self);
}

AtlasMapAreas
atlas_measure_button_get_areas (AtlasMeasureButton *self)
{
  g_return_val_if_fail (ATLAS_IS_MEASURE_BUTTON (self), ATLAS_MAP_AREAS_BY_ZOOM);

  return gtk_drop_down_get_selected (self->areas);
}

void
atlas_measure_button_set_areas (AtlasMeasureButton *self, AtlasMapAreas areas)
{
  g_return_if_fail (ATLAS_IS_MEASURE_BUTTON (self));
  g_return_if_fail (areas < ATLAS_MAP_N_AREAS);

  gtk_drop_down_set_selected (self->areas, areas);
}
