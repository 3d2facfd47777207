/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-section.h"

#include "atlas-facet-list.h"
#include "atlas-facet-near.h"
#include "atlas-facet-range.h"
#include "atlas-i18n.h"

#define NOTE_CHARS 30

struct _AtlasFacetSection
{
  GtkWidget parent_instance;

  char *field;
  GtkWidget *box;
  GtkLabel *note;
  GtkWidget *controls;
  AtlasFacetList *list;   /* or NULL */
  AtlasFacetRange *range; /* or NULL */
  AtlasFacetNear *near;   /* or NULL */

  AtlasSession *session;
  GCancellable *counting;
  gboolean open;
};

G_DEFINE_FINAL_TYPE (AtlasFacetSection, atlas_facet_section, GTK_TYPE_WIDGET)

static AtlasFilter *
get_filter (AtlasSession *session)
{
  return atlas_session_get_filter (session, &atlas_kind_member);
}

AtlasQuerySaid *
atlas_facet_read (AtlasSession *session, const char *field)
{
  AtlasFilter *filter = get_filter (session);
  AtlasQuerySaid *said = atlas_query_read_field (&atlas_kind_member, atlas_filter_get_text (filter), field);

  if (said->says == ATLAS_QUERY_SAYS_UNREADABLE)
    {
      atlas_query_said_free (said);
      said = atlas_query_read_field (&atlas_kind_member,
                                     atlas_query_get_text (atlas_filter_get_query (filter)), field);
      said->settable = FALSE;
    }
  return said;
}

char *
atlas_facet_said_dup_label (const AtlasQuerySaid *said, const char *field)
{
  guint n = g_strv_length (said->values);
  g_autofree char *first = NULL;

  if (said->says == ATLAS_QUERY_SAYS_NOTHING)
    return NULL;
  if (said->says == ATLAS_QUERY_SAYS_MORE || n == 0)
    /* Translators: what the search asks of a field is not simply a list of values */
    return g_strdup (_ ("custom"));
  if (g_str_equal (field, "near"))
    return atlas_facet_near_dup_label (said);
  first = atlas_facet_dup_label (field, said->values[0]);
  /* Translators: the first of some values, and how many others are chosen: "Master’s +1" */
  return n > 1 ? g_strdup_printf (_ ("%s +%u"), first, n - 1) : g_steal_pointer (&first);
}

/* Writing. */

static void
set_values (AtlasFacetSection *self, const char *const *values)
{
  AtlasFilter *filter = self->session ? get_filter (self->session) : NULL;
  g_autofree char *text = NULL;

  if (filter == NULL)
    return;
  text = atlas_query_set_field (&atlas_kind_member, atlas_filter_get_text (filter), self->field, values);
  atlas_filter_set_text (filter, text);
}

static void
on_toggled (AtlasFacetSection *self, const char *value, gboolean on)
{
  AtlasFilter *filter = self->session ? get_filter (self->session) : NULL;
  g_autofree char *text = NULL;

  if (filter == NULL)
    return;
  text =
    atlas_query_toggle_value (&atlas_kind_member, atlas_filter_get_text (filter), self->field, value, on);
  atlas_filter_set_text (filter, text);
}

static void
on_range_changed (AtlasFacetSection *self, const char *value)
{
  const char *const values[] = { value, NULL };

  set_values (self, values);
}

static void
on_near_changed (AtlasFacetSection *self, char **values)
{
  set_values (self, (const char *const *) values);
}

/* Counting. */

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasFacetSection) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) counts = atlas_register_count_facet_finish (ATLAS_REGISTER (source), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->counting)
    return;
  g_clear_object (&self->counting);
  if (counts != NULL)
    atlas_facet_list_set_counts (self->list, counts);
  else
    atlas_facet_list_set_failed (self->list, error->message);
}

static void
count (AtlasFacetSection *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  if (!self->open || self->session == NULL || self->list == NULL)
    return;
  self->counting = g_cancellable_new ();
  atlas_register_count_facet_async (
    atlas_session_get_register (self->session),
    atlas_query_get_text (atlas_filter_get_query (get_filter (self->session))), self->field, self->counting,
    on_counted, g_object_ref (self));
}

static void
show_note (AtlasFacetSection *self, const AtlasQuerySaid *said)
{
  g_autofree char *note = NULL;

  if (atlas_filter_get_error (get_filter (self->session)) != NULL && !said->settable)
    note = g_strdup (_ ("The search is not understood yet."));
  else if (said->says == ATLAS_QUERY_SAYS_MORE)
    /* Translators: then follows a part of the search, as it was typed */
    note = g_strdup_printf (_ ("The search says more than can be shown here: %s"), said->terms);
  gtk_label_set_text (self->note, note ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

static void
update (AtlasFacetSection *self)
{
  g_autoptr (AtlasQuerySaid) said = NULL;

  if (!self->open || self->session == NULL)
    return;
  said = atlas_facet_read (self->session, self->field);
  if (self->list != NULL)
    atlas_facet_list_set_said (self->list, said);
  if (self->range != NULL)
    atlas_facet_range_set_said (self->range, said);
  if (self->near != NULL)
    atlas_facet_near_set_said (self->near, said);
  gtk_widget_set_sensitive (self->controls, said->settable);
  show_note (self, said);
}

/* GObject. */

static void
atlas_facet_section_dispose (GObject *object)
{
  AtlasFacetSection *self = ATLAS_FACET_SECTION (object);

  self->open = FALSE;
  atlas_facet_section_set_session (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_facet_section_parent_class)->dispose (object);
}

static void
atlas_facet_section_finalize (GObject *object)
{
  g_free (ATLAS_FACET_SECTION (object)->field);

  G_OBJECT_CLASS (atlas_facet_section_parent_class)->finalize (object);
}

static void
atlas_facet_section_class_init (AtlasFacetSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_facet_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_facet_section_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
atlas_facet_section_init (AtlasFacetSection *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static gboolean
has_range (const char *field)
{
  static const char *const ranges[] = { "age", "arrived", "confirmed", "contacted", "created", NULL };

  return g_strv_contains (ranges, field);
}

static void
add_controls (AtlasFacetSection *self)
{
  GtkBox *controls = GTK_BOX (self->controls);

  if (g_str_equal (self->field, "near"))
    {
      self->near = ATLAS_FACET_NEAR (atlas_facet_near_new ());
      g_signal_connect_object (self->near, "changed", G_CALLBACK (on_near_changed), self, G_CONNECT_SWAPPED);
      gtk_box_append (controls, GTK_WIDGET (self->near));
      return;
    }
  self->list = ATLAS_FACET_LIST (atlas_facet_list_new (self->field));
  g_signal_connect_object (self->list, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_box_append (controls, GTK_WIDGET (self->list));
  if (has_range (self->field))
    {
      self->range = ATLAS_FACET_RANGE (atlas_facet_range_new (self->field));
      g_signal_connect_object (self->range, "changed", G_CALLBACK (on_range_changed), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (controls, GTK_WIDGET (self->range));
    }
}

GtkWidget *
atlas_facet_section_new (const char *field, const char *heading)
{
  AtlasFacetSection *self;

  g_return_val_if_fail (field != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_FACET_SECTION, NULL);
  self->field = g_strdup (field);
  if (heading != NULL)
    {
      GtkWidget *label = gtk_label_new (heading);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "heading");
      gtk_widget_add_css_class (label, "facet-heading");
      gtk_box_append (GTK_BOX (self->box), label);
    }
  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->note, TRUE);
  gtk_label_set_wrap_mode (self->note, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (self->note, NOTE_CHARS);
  gtk_label_set_max_width_chars (self->note, NOTE_CHARS);
  gtk_label_set_xalign (self->note, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "facet-note");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->note));

  self->controls = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), self->controls);
  add_controls (self);
  return GTK_WIDGET (self);
}

void
atlas_facet_section_set_session (AtlasFacetSection *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_FACET_SECTION (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (get_filter (self->session), self);
      g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
    }
  g_set_object (&self->session, session);
  count (self);
  if (session == NULL)
    return;
  g_signal_connect_object (get_filter (session), "notify::text", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_filter (session), "notify::error", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_filter (session), "notify::query", G_CALLBACK (count), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (atlas_session_get_register (session), "points-changed", G_CALLBACK (count), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

void
atlas_facet_section_set_open (AtlasFacetSection *self, gboolean open)
{
  g_return_if_fail (ATLAS_IS_FACET_SECTION (self));

  if (open == self->open)
    return;
  self->open = open;
  if (open && self->list != NULL)
    atlas_facet_list_clear (self->list);
  if (open && self->near != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->near));
  update (self);
  count (self);
}

gboolean
atlas_facet_section_is_counting (AtlasFacetSection *self)
{
  g_return_val_if_fail (ATLAS_IS_FACET_SECTION (self), FALSE);

  return self->counting != NULL;
}
