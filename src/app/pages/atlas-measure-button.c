/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-measure-button.h"

#include <string.h>

#include "atlas-estimate.h"
#include "atlas-i18n.h"
#include "atlas-share-choice.h"

/* While somebody types. */
#define TYPING_MS 400

/* Of a segment or a source, in a drop-down. */
#define NAME_CHARS     30
#define NAME_END_CHARS 8

/* Between a measure's name and its limits, in the text of them all. */
#define OWN_COLON ':'

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
  GtkWidget *since_error;
  GtkWidget *sides_box;
  GtkWidget *no_segments;
  GtkWidget *sides_grid;
  GtkDropDown *first_side;
  GtkDropDown *second_side;
  GtkWidget *classes_box;
  GtkDropDown *areas;
  GtkDropDown *breaks;
  GtkEditable *own;
  GtkWidget *own_error;

  GtkCheckButton *checks[ATLAS_N_MEASURES];
  GtkStringList *sources;  /* the first stands for all of them */
  GtkStringList *segments; /* the first stands for everyone */
  AtlasMeasure *measure;
  char *own_texts[ATLAS_N_MEASURES]; /* limits of members are none of a percentage */
  AtlasMeasureType own_of;           /* whose limits the entry has */
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

/* In words, below the field. */
static void
set_error (GtkEditable *entry, GtkWidget *label, const char *message)
{
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_label_set_text (GTK_LABEL (label), message != NULL ? message : "");
  gtk_widget_set_visible (label, message != NULL && gtk_widget_get_visible (GTK_WIDGET (entry)));
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
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

/* The entry has the limits of the measure that is chosen. */
static void
show_own (AtlasMeasureButton *self)
{
  AtlasMeasureType type = get_type (self);
  gboolean restoring = self->restoring;

  if (self->own_of == type)
    return;
  self->own_of = type;
  self->n_limits = 0;
  self->restoring = TRUE;
  gtk_editable_set_text (self->own, self->own_texts[type] ? self->own_texts[type] : "");
  self->restoring = restoring;
}

static void
update_parts (AtlasMeasureButton *self)
{
  AtlasMeasureType type = get_type (self);
  gboolean estimated = atlas_measure_type_is_estimated (type);

  show_own (self);
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
  set_error (self->since, self->since_error,
             text == NULL && get_type (self) == ATLAS_MEASURE_CHANGE
               ? _ ("Write since which day, such as 2026-01-01")
             : error != NULL ? error->message
                             : NULL);
  set_error (self->own, self->own_error,
             read_limits (self) ? NULL : _ ("Write up to six increasing numbers"));
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
  g_free (self->own_texts[self->own_of]);
  self->own_texts[self->own_of] = g_strdup (gtk_editable_get_text (self->own));
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
  for (guint i = 0; i < ATLAS_N_MEASURES; i++)
    g_clear_pointer (&self->own_texts[i], g_free);
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
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, since_error);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, sides_box);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, no_segments);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, sides_grid);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, first_side);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, second_side);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, classes_box);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, areas);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, breaks);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, own);
  gtk_widget_class_bind_template_child (widget_class, AtlasMeasureButton, own_error);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
}

/* A name of two hundred letters would make the popover wider than the window; its end may be what tells it
 * from others. */
static char *
dup_short_name (gpointer instance, const char *name)
{
  glong length = g_utf8_strlen (name, -1);
  g_autofree char *start = NULL;

  if (length <= NAME_CHARS)
    return g_strdup (name);
  start = g_utf8_substring (name, 0, NAME_CHARS - NAME_END_CHARS - 1);
  return g_strconcat (start, "…", g_utf8_offset_to_pointer (name, length - NAME_END_CHARS), NULL);
}

static void
show_names (GtkDropDown *drop_down, GtkStringList *names)
{
  GtkExpression *parameters[] = { gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string") };
  GtkExpression *shortened = gtk_cclosure_expression_new (
    G_TYPE_STRING, NULL, G_N_ELEMENTS (parameters), parameters, G_CALLBACK (dup_short_name), NULL, NULL);

  gtk_drop_down_set_expression (drop_down, shortened);
  gtk_expression_unref (shortened);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (names));
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
  show_names (self->source, self->sources);
  self->segments = gtk_string_list_new (everyone);
  show_names (self->first_side, self->segments);
  show_names (self->second_side, self->segments);
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

char *
atlas_measure_button_dup_own_text (AtlasMeasureButton *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (ATLAS_IS_MEASURE_BUTTON (self), NULL);

  for (guint i = 0; i < ATLAS_N_MEASURES; i++)
    if (self->own_texts[i] != NULL && self->own_texts[i][0] != '\0')
      g_string_append_printf (text, "%s%s%c%s", text->len > 0 ? "\n" : "", atlas_measure_type_get_name (i),
                              OWN_COLON, self->own_texts[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A line for each measure; limits alone are of the one that is chosen. */
static void
restore_own (AtlasMeasureButton *self, const char *own)
{
  g_auto (GStrv) lines = g_strsplit (own, "\n", -1);

  for (guint i = 0; i < ATLAS_N_MEASURES; i++)
    g_clear_pointer (&self->own_texts[i], g_free);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], OWN_COLON);
      AtlasMeasureType type = get_type (self);

      for (guint k = 0; colon != NULL && k < ATLAS_N_MEASURES; k++)
        if (strncmp (lines[i], atlas_measure_type_get_name (k), (gsize) (colon - lines[i])) == 0 &&
            atlas_measure_type_get_name (k)[colon - lines[i]] == '\0')
          type = k;
      g_free (self->own_texts[type]);
      self->own_texts[type] = g_strdup (colon != NULL ? colon + 1 : lines[i]);
    }
  self->own_of = ATLAS_N_MEASURES;
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
  restore_own (self, own);
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
