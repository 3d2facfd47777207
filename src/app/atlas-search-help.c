/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-search-help.h"

#include "atlas-i18n.h"
#include "atlas-query.h"

#define WIDTH      380
#define MAX_HEIGHT 460

struct _AtlasSearchHelp
{
  GtkPopover parent_instance;

  const AtlasKind *kind;
  const AtlasKind *filled_for;
  GtkWidget *scroller;
};

enum
{
  EXAMPLE,
  FIELD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasSearchHelp, atlas_search_help, GTK_TYPE_POPOVER)

/* Examples are of the query language, which is the same everywhere; what they mean is translated. */
typedef struct
{
  const char *text, *meaning;
} Example;

static const Example member_examples[] = {
  { "nurse toronto", N_ ("Words: names, places, skills, occupations, notes. All must be there.") },
  { "region:CA-ON,CA-QC", N_ ("In Ontario or Quebec: a comma means “or”") },
  { "sex:female age:25..40", N_ ("Women from 25 to 40: a space means “and”") },
  { "near:\"Toronto, CA-ON\",50km", N_ ("Within 50 km of Toronto") },
  { "occupation:22 -sector:Q", N_ ("Health professionals outside health care: a minus means “not”") },
  { "language:fr education:>=6", N_ ("French speakers with a bachelor’s degree or more") },
  { "interest:remote,teaching consent:email", N_ ("Would work from afar or teach, and agreed to e-mail") },
  { "-has:phone updated:>=2026-01-01", N_ ("No telephone number, and changed this year") },
};

static const Example event_examples[] = {
  { "town hall", N_ ("Words: titles, places, organisers, notes. All must be there.") },
  { "type:skills-fair,business-forum", N_ ("Skills fairs and business forums: a comma means “or”") },
  { "from:2026-01-01 to:2026-12-31", N_ ("In the course of a year: a space means “and”") },
  { "region:CA-ON -status:cancelled", N_ ("In Ontario and not cancelled: a minus means “not”") },
  { "near:\"Toronto, CA-ON\",50km", N_ ("Within 50 km of Toronto") },
};

static const Example organisation_examples[] = {
  { "community ottawa", N_ ("Words: names, places, descriptions, notes. All must be there.") },
  { "type:association,partner", N_ ("Associations and partners: a comma means “or”") },
  { "type:employer region:CA-ON", N_ ("Employers in Ontario: a space means “and”") },
  { "type:association -status:closed", N_ ("Associations that still exist: a minus means “not”") },
  { "near:\"Toronto, CA-ON\",50km", N_ ("Within 50 km of Toronto") },
};

static const Example mission_examples[] = {
  { "skills calgary", N_ ("Words: titles, objectives, towns, names, notes. All must be there.") },
  { "type:consular,consultation", N_ ("Consular services and consultations: a comma means “or”") },
  { "from:2026-01-01 to:2026-12-31", N_ ("In the course of a year: a space means “and”") },
  { "region:CA-AB -status:draft", N_ ("With a stop in Alberta, and no draft: a minus means “not”") },
};

static const struct
{
  const AtlasKind *kind;
  const Example *examples;
  guint n;
} all_examples[] = {
  { &atlas_kind_member, member_examples, G_N_ELEMENTS (member_examples) },
  { &atlas_kind_event, event_examples, G_N_ELEMENTS (event_examples) },
  { &atlas_kind_organisation, organisation_examples, G_N_ELEMENTS (organisation_examples) },
  { &atlas_kind_mission, mission_examples, G_N_ELEMENTS (mission_examples) },
};

/* The place of the kind's own; people's, where it has none. */
static guint
find_examples (const AtlasKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_examples); i++)
    if (all_examples[i].kind == kind)
      return i;
  return 0;
}

static const Example *
get_examples (const AtlasKind *kind, guint *n)
{
  *n = all_examples[find_examples (kind)].n;
  return all_examples[find_examples (kind)].examples;
}

const char *const *
atlas_search_help_list_examples (const AtlasKind *kind)
{
  static const char *lists[G_N_ELEMENTS (all_examples)][G_N_ELEMENTS (member_examples) + 1];
  const Example *examples;
  const char **list;
  guint n;

  g_return_val_if_fail (kind != NULL, NULL);

  list = lists[find_examples (kind)];
  examples = get_examples (kind, &n);
  for (guint i = 0; i < n; i++)
    list[i] = examples[i].text;
  return list;
}

static void
on_example_clicked (AtlasSearchHelp *self, GtkWidget *button)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[EXAMPLE], 0, g_object_get_data (G_OBJECT (button), "text"));
}

static void
on_field_clicked (AtlasSearchHelp *self, GtkWidget *button)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[FIELD], 0, g_object_get_data (G_OBJECT (button), "text"));
}

static void
add_heading (GtkWidget *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "search-help-heading");
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_button (AtlasSearchHelp *self, GtkWidget *box, const char *text, const char *meaning, GCallback clicked)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = gtk_label_new (text);
  GtkWidget *second = gtk_label_new (meaning);
  g_autofree char *label = g_strdup_printf ("%s – %s", text, meaning);

  gtk_label_set_xalign (GTK_LABEL (first), 0);
  gtk_label_set_wrap (GTK_LABEL (first), TRUE);
  gtk_widget_add_css_class (first, "monospace");
  gtk_label_set_xalign (GTK_LABEL (second), 0);
  gtk_label_set_wrap (GTK_LABEL (second), TRUE);
  gtk_widget_add_css_class (second, "caption");
  gtk_widget_add_css_class (second, "dim-label");
  gtk_box_append (GTK_BOX (lines), first);
  gtk_box_append (GTK_BOX (lines), second);
  gtk_button_set_child (GTK_BUTTON (button), lines);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "search-help-row");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "text", g_strdup (text), g_free);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

/* Not before somebody looks: that is some thirty widgets. */
static void
fill (AtlasSearchHelp *self)
{
  GtkWidget *box;
  const char *const *fields;
  const Example *examples;
  guint n;

  if (self->kind == NULL || self->filled_for == self->kind)
    return;

  self->filled_for = self->kind;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  add_heading (box, _ ("Examples"));
  examples = get_examples (self->kind, &n);
  for (guint i = 0; i < n; i++)
    add_button (self, box, examples[i].text, _ (examples[i].meaning), G_CALLBACK (on_example_clicked));

  add_heading (box, _ ("What Can Be Asked For"));
  fields = atlas_query_list_fields (self->kind);
  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *text = g_strconcat (fields[i], ":", NULL);

      add_button (self, box, text, atlas_query_describe_field (self->kind, fields[i]),
                  G_CALLBACK (on_field_clicked));
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
}

static void
atlas_search_help_map (GtkWidget *widget)
{
  fill (ATLAS_SEARCH_HELP (widget));

  GTK_WIDGET_CLASS (atlas_search_help_parent_class)->map (widget);
}

static void
atlas_search_help_class_init (AtlasSearchHelpClass *klass)
{
  GTK_WIDGET_CLASS (klass)->map = atlas_search_help_map;

  signals[EXAMPLE] = g_signal_new ("example", ATLAS_TYPE_SEARCH_HELP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FIELD] = g_signal_new ("field", ATLAS_TYPE_SEARCH_HELP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
atlas_search_help_init (AtlasSearchHelp *self)
{
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_max_content_width (GTK_SCROLLED_WINDOW (self->scroller), WIDTH);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_popover_set_child (GTK_POPOVER (self), self->scroller);
}

GtkWidget *
atlas_search_help_new (void)
{
  return g_object_new (ATLAS_TYPE_SEARCH_HELP, NULL);
}

void
atlas_search_help_set_kind (AtlasSearchHelp *self, const AtlasKind *kind)
{
  g_return_if_fail (ATLAS_IS_SEARCH_HELP (self));

  self->kind = kind;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill (self);
}
