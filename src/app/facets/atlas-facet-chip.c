/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-chip.h"

#include "atlas-facet-count.h"
#include "atlas-facet-section.h"
#include "atlas-i18n.h"

#define VALUE_CHARS 26
/* What a window of 600 pixels has room for. */
#define MAX_HEIGHT 440

struct _AtlasFacetChip
{
  GtkWidget parent_instance;

  const char *const *fields;
  char *title;
  GtkWidget *box;
  GtkWidget *button;
  GtkLabel *label;
  GtkWidget *clear;
  GtkWidget *popover;
  GPtrArray *sections; /* AtlasFacetSection, once it has been opened */

  AtlasSession *session;
  guint n_chosen;
  gboolean active;
};

enum
{
  PROP_0,
  PROP_ACTIVE,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasFacetChip, atlas_facet_chip, GTK_TYPE_WIDGET)

static AtlasFilter *
get_filter (AtlasFacetChip *self)
{
  return atlas_session_get_filter (self->session, &atlas_kind_member);
}

/* Of several fields each has its own name. */
static const char *
get_name (AtlasFacetChip *self, const char *field)
{
  if (self->fields[1] == NULL)
    return self->title;
  return g_str_equal (field, "near") ? _ ("Near") : atlas_facet_get_title (field);
}

static void
set_state (AtlasFacetChip *self, const char *words, guint n_chosen)
{
  gboolean active = n_chosen > 0;
  g_autofree char *number = g_strdup_printf ("%u", n_chosen);
  g_autofree char *spoken =
    active ? g_strdup_printf (
               /* Translators: a filter, and how many of its values are chosen: "Sex, 2 chosen" */
               ngettext ("%s, %s chosen", "%s, %s chosen", n_chosen), self->title, number)
           : g_strdup (self->title);

  /* Of a dozen chips a letter of the search changes one, or none. */
  if (n_chosen == self->n_chosen && g_str_equal (words, gtk_label_get_text (self->label)))
    return;
  self->n_chosen = n_chosen;
  gtk_label_set_text (self->label, words);
  gtk_widget_set_visible (self->clear, active);
  /* The focus is on the button within. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (self->button)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words, -1);
  if (active)
    gtk_widget_add_css_class (GTK_WIDGET (self), "active");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "active");
  if (active != self->active)
    {
      self->active = active;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
    }
}

static void
on_clear (AtlasFacetChip *self)
{
  g_autofree char *text = NULL;

  if (self->session == NULL)
    return;
  text = atlas_facet_chip_clear_text (self, atlas_filter_get_text (get_filter (self)));
  /* The button goes, and what had the focus with it. */
  gtk_widget_grab_focus (self->button);
  atlas_filter_set_text (get_filter (self), text);
}

/* The popover is made when it is first wanted. */

static void
on_popover_visible (AtlasFacetChip *self)
{
  gboolean open = gtk_widget_get_visible (self->popover);

  for (guint i = 0; i < self->sections->len; i++)
    atlas_facet_section_set_open (g_ptr_array_index (self->sections, i), open);
}

static void
make_sections (GtkMenuButton *button, gpointer data)
{
  AtlasFacetChip *self = data;
  GtkWidget *box, *scroller;

  if (self->popover != NULL)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (box, "facet-popover");
  for (guint i = 0; self->fields[i] != NULL; i++)
    {
      const char *heading = self->fields[1] == NULL                 ? NULL
                            : g_str_equal (self->fields[i], "near") ? NULL
                                                                    : get_name (self, self->fields[i]);
      GtkWidget *section = atlas_facet_section_new (self->fields[i], heading);

      atlas_facet_section_set_session (ATLAS_FACET_SECTION (section), self->session);
      g_ptr_array_add (self->sections, section);
      gtk_box_append (GTK_BOX (box), section);
    }
  scroller = gtk_scrolled_window_new ();
  gtk_widget_set_focusable (scroller, FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), scroller);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->popover), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title,
                                  -1);
  g_signal_connect_object (self->popover, "notify::visible", G_CALLBACK (on_popover_visible), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, self->popover);
}

/* GObject. */

static void
atlas_facet_chip_dispose (GObject *object)
{
  AtlasFacetChip *self = ATLAS_FACET_CHIP (object);

  if (self->box != NULL)
    {
      gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), NULL, NULL, NULL);
      atlas_facet_chip_set_session (self, NULL);
      g_clear_pointer (&self->box, gtk_widget_unparent);
    }

  G_OBJECT_CLASS (atlas_facet_chip_parent_class)->dispose (object);
}

static void
atlas_facet_chip_finalize (GObject *object)
{
  AtlasFacetChip *self = ATLAS_FACET_CHIP (object);

  g_free (self->title);
  g_ptr_array_unref (self->sections);

  G_OBJECT_CLASS (atlas_facet_chip_parent_class)->finalize (object);
}

static void
atlas_facet_chip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, ATLAS_FACET_CHIP (object)->active);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_facet_chip_class_init (AtlasFacetChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = atlas_facet_chip_dispose;
  object_class->finalize = atlas_facet_chip_finalize;
  object_class->get_property = atlas_facet_chip_get_property;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "facet");

  properties[PROP_ACTIVE] = g_param_spec_boolean (
    "active", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
atlas_facet_chip_init (AtlasFacetChip *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");

  self->sections = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, VALUE_CHARS);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (content), arrow);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), content);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), make_sections, self, NULL);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_box_append (GTK_BOX (self->box), self->button);

  self->clear = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_set_visible (self->clear, FALSE);
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (on_clear), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->clear);
}

GtkWidget *
atlas_facet_chip_new (const char *title, const char *const *fields)
{
  AtlasFacetChip *self;
  g_autofree char *clear = NULL;

  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (fields != NULL && fields[0] != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_FACET_CHIP, NULL);
  self->title = g_strdup (title);
  self->fields = fields;
  gtk_widget_set_name (GTK_WIDGET (self), fields[0]);
  /* Translators: takes a filter away: "Clear Sex" */
  clear = g_strdup_printf (_ ("Clear %s"), title);
  gtk_widget_set_tooltip_text (self->clear, clear);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear), GTK_ACCESSIBLE_PROPERTY_LABEL, clear, -1);
  atlas_facet_chip_update (self);
  return GTK_WIDGET (self);
}

void
atlas_facet_chip_set_session (AtlasFacetChip *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_FACET_CHIP (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  g_set_object (&self->session, session);
  for (guint i = 0; i < self->sections->len; i++)
    atlas_facet_section_set_session (g_ptr_array_index (self->sections, i), session);
  atlas_facet_chip_update (self);
}

/* "Sex: Women"; of several fields the first that says something, and how many others do. */
void
atlas_facet_chip_update (AtlasFacetChip *self)
{
  g_autofree char *words = NULL;
  guint n_fields = 0, n_chosen = 0;

  g_return_if_fail (ATLAS_IS_FACET_CHIP (self));

  for (guint i = 0; self->session != NULL && self->fields[i] != NULL; i++)
    {
      g_autoptr (AtlasQuerySaid) said = atlas_facet_read (self->session, self->fields[i]);
      g_autofree char *label = atlas_facet_said_dup_label (said, self->fields[i]);
      gboolean is_near = g_str_equal (self->fields[i], "near");

      if (label == NULL)
        continue;
      n_fields++;
      n_chosen += is_near ? 1 : MAX (g_strv_length (said->values), 1);
      if (words == NULL)
        /* Translators: a filter and what is chosen of it: "Sex: Women" */
        words = g_strdup_printf (_ ("%s: %s"), get_name (self, self->fields[i]), label);
    }
  if (n_fields > 1)
    {
      g_autofree char *first = g_steal_pointer (&words);

      words = g_strdup_printf (_ ("%s +%u"), first, n_fields - 1);
    }
  set_state (self, words ? words : self->title, n_chosen);
}

gboolean
atlas_facet_chip_is_active (AtlasFacetChip *self)
{
  g_return_val_if_fail (ATLAS_IS_FACET_CHIP (self), FALSE);

  return self->active;
}

gboolean
atlas_facet_chip_is_open (AtlasFacetChip *self)
{
  g_return_val_if_fail (ATLAS_IS_FACET_CHIP (self), FALSE);

  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

gboolean
atlas_facet_chip_is_counting (AtlasFacetChip *self)
{
  g_return_val_if_fail (ATLAS_IS_FACET_CHIP (self), FALSE);

  for (guint i = 0; i < self->sections->len; i++)
    if (atlas_facet_section_is_counting (g_ptr_array_index (self->sections, i)))
      return TRUE;
  return FALSE;
}

char *
atlas_facet_chip_clear_text (AtlasFacetChip *self, const char *text)
{
  char *left;

  g_return_val_if_fail (ATLAS_IS_FACET_CHIP (self), NULL);

  left = g_strdup (text);
  for (guint i = 0; self->fields[i] != NULL; i++)
    {
      g_autofree char *before = left;

      left = atlas_query_clear_field (&atlas_kind_member, before, self->fields[i]);
    }
  return left;
}
