/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-range.h"

#include "atlas-date.h"
#include "atlas-i18n.h"

#define OLDEST        120
#define FIRST_ARRIVAL 1930
#define DAY_CHARS     11

/* While somebody types or holds a button. */
#define TYPING_MS 400

struct _AtlasFacetRange
{
  GtkWidget parent_instance;

  char *field;
  GtkWidget *box;
  GtkWidget *from, *to; /* GtkEditable */
  gboolean days;
  guint typing_id;
  gboolean updating;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasFacetRange, atlas_facet_range, GTK_TYPE_WIDGET)

/* What stands there, as an end of a range; both empty: NULL. */
static char *
dup_value (AtlasFacetRange *self)
{
  g_autofree char *from = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->from))));
  g_autofree char *to = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->to))));

  if (from[0] == '\0' && to[0] == '\0')
    return NULL;
  return g_strconcat (from, "..", to, NULL);
}

static void
set_error (AtlasFacetRange *self, gboolean error)
{
  GtkWidget *const ends[] = { self->from, self->to };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      if (error)
        gtk_widget_add_css_class (ends[i], "error");
      else
        gtk_widget_remove_css_class (ends[i], "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (ends[i]), GTK_ACCESSIBLE_STATE_INVALID,
                                   error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
    }
}

static gboolean
on_typed (gpointer data)
{
  AtlasFacetRange *self = data;
  g_autofree char *typed = dup_value (self);
  g_autofree char *value =
    typed ? atlas_query_normalize_value (&atlas_kind_member, self->field, typed) : NULL;

  self->typing_id = 0;
  set_error (self, typed != NULL && value == NULL);
  if (typed == NULL || value != NULL)
    g_signal_emit (self, signals[CHANGED], 0, value);
  return G_SOURCE_REMOVE;
}

static void
on_changed (AtlasFacetRange *self)
{
  if (self->updating)
    return;
  g_clear_handle_id (&self->typing_id, g_source_remove);
  self->typing_id = g_timeout_add (TYPING_MS, on_typed, self);
}

static void
on_activated (AtlasFacetRange *self)
{
  g_clear_handle_id (&self->typing_id, g_source_remove);
  on_typed (self);
}

/* The number beyond the end stands for nothing. */
static double
get_blank (AtlasFacetRange *self, GtkSpinButton *spin)
{
  double low, high;

  gtk_spin_button_get_range (spin, &low, &high);
  return GTK_WIDGET (spin) == self->from ? low : high;
}

static gboolean
on_output (AtlasFacetRange *self, GtkSpinButton *spin)
{
  double value = gtk_spin_button_get_value (spin);
  g_autofree char *text = value == get_blank (self, spin) ? g_strdup ("") : g_strdup_printf ("%.0f", value);

  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (spin))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

/* Beyond the ends, too, there may be somebody, or a search asks for them: the blank stands beyond that then.
 */
static void
make_room (AtlasFacetRange *self, GtkSpinButton *spin, double number)
{
  gboolean first = GTK_WIDGET (spin) == self->from, was_updating = self->updating, blank;
  double low, high;

  gtk_spin_button_get_range (spin, &low, &high);
  if (number >= low + first && number <= high - !first)
    return;
  blank = gtk_spin_button_get_value (spin) == get_blank (self, spin);
  self->updating = TRUE;
  gtk_spin_button_set_range (spin, MIN (low, number - 1), MAX (high, number + 1));
  if (blank)
    gtk_spin_button_set_value (spin, get_blank (self, spin));
  self->updating = was_updating;
}

static int
on_input (AtlasFacetRange *self, double *value, GtkSpinButton *spin)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  gint64 number;

  if (text[0] == '\0')
    *value = get_blank (self, spin);
  else if (g_ascii_string_to_signed (text, 10, 0, 9999, &number, NULL))
    {
      *value = (double) number;
      make_room (self, spin, *value);
    }
  else
    {
      return GTK_INPUT_ERROR;
    }
  return TRUE;
}

static GtkWidget *
make_end (AtlasFacetRange *self, const char *label, double low, double high, gboolean first)
{
  GtkWidget *end;
  GtkWidget *caption = gtk_label_new (label);

  if (self->days)
    {
      end = gtk_entry_new ();
      gtk_editable_set_width_chars (GTK_EDITABLE (end), DAY_CHARS);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (end), DAY_CHARS);
      /* Translators: how a day is typed: year, month, day */
      gtk_entry_set_placeholder_text (GTK_ENTRY (end), _ ("2025-01-31"));
      g_signal_connect_object (end, "activate", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
    }
  else
    {
      double blank = first ? low - 1 : high + 1;

      end = gtk_spin_button_new_with_range (first ? blank : low, first ? high : blank, 1);
      if (first)
        self->from = end;
      else
        self->to = end;
      gtk_spin_button_set_update_policy (GTK_SPIN_BUTTON (end), GTK_UPDATE_IF_VALID);
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (end), blank);
      g_signal_connect_object (end, "input", G_CALLBACK (on_input), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (end, "output", G_CALLBACK (on_output), self, G_CONNECT_SWAPPED);
      on_output (self, GTK_SPIN_BUTTON (end));
    }
  g_signal_connect_object (end, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (end, TRUE);
  gtk_widget_add_css_class (end, "numeric");
  gtk_label_set_mnemonic_widget (GTK_LABEL (caption), end);
  gtk_accessible_update_property (GTK_ACCESSIBLE (end), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (self->box), caption);
  gtk_box_append (GTK_BOX (self->box), end);
  return end;
}

/* GObject. */

static void
atlas_facet_range_dispose (GObject *object)
{
  AtlasFacetRange *self = ATLAS_FACET_RANGE (object);

  g_clear_handle_id (&self->typing_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_facet_range_parent_class)->dispose (object);
}

static void
atlas_facet_range_finalize (GObject *object)
{
  g_free (ATLAS_FACET_RANGE (object)->field);

  G_OBJECT_CLASS (atlas_facet_range_parent_class)->finalize (object);
}

static void
atlas_facet_range_class_init (AtlasFacetRangeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_facet_range_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_facet_range_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[CHANGED] = g_signal_new ("changed", ATLAS_TYPE_FACET_RANGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
atlas_facet_range_init (AtlasFacetRange *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (self->box, "facet-range");
}

GtkWidget *
atlas_facet_range_new (const char *field)
{
  AtlasFacetRange *self;
  gboolean age;

  g_return_val_if_fail (field != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_FACET_RANGE, NULL);
  self->field = g_strdup (field);
  age = g_str_equal (field, "age");
  self->days = !age && !g_str_equal (field, "arrived");
  self->updating = TRUE;
  self->from =
    make_end (self, _ ("From"), age ? 0 : FIRST_ARRIVAL, age ? OLDEST : atlas_date_this_year (), TRUE);
  self->to =
    make_end (self, _ ("to"), age ? 0 : FIRST_ARRIVAL, age ? OLDEST : atlas_date_this_year (), FALSE);
  self->updating = FALSE;
  return GTK_WIDGET (self);
}

static void
set_end (AtlasFacetRange *self, GtkWidget *end, const char *text)
{
  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (end)), text))
    return;
  gtk_editable_set_text (GTK_EDITABLE (end), text);
  if (!self->days)
    gtk_spin_button_update (GTK_SPIN_BUTTON (end));
}

void
atlas_facet_range_set_said (AtlasFacetRange *self, const AtlasQuerySaid *said)
{
  char first[11] = "", last[11] = "";
  int low = -1, high = -1;
  gboolean one;

  g_return_if_fail (ATLAS_IS_FACET_RANGE (self));
  g_return_if_fail (said != NULL);

  /* What is being typed comes to the query in a moment. */
  if (self->typing_id != 0)
    return;
  one = g_strv_length (said->values) == 1;
  if (one && self->days)
    atlas_query_get_days (said->values[0], first, last);
  else if (one && atlas_query_get_range (&atlas_kind_member, self->field, said->values[0], &low, &high))
    {
      if (low >= 0)
        g_snprintf (first, sizeof first, "%d", low);
      if (high >= 0)
        g_snprintf (last, sizeof last, "%d", high);
    }
  self->updating = TRUE;
  set_error (self, FALSE);
  set_end (self, self->from, first);
  set_end (self, self->to, last);
  self->updating = FALSE;
}
