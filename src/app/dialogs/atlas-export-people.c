/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export-people.h"

#include "atlas-count-row.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

/* As many are named for each reason: whoever wants more has a search for it. */
#define MAX_NAMED 500

struct _AtlasExportPeople
{
  AdwPreferencesGroup parent_instance;

  AtlasCountRow *written;
  AtlasCountRow *reasons[ATLAS_N_LEFT_OUT]; /* none for ATLAS_ADMITTED */
  GtkSpinner *spinner;

  GPtrArray *left_out; /* (element-type AtlasLeftOutPerson) (nullable) */
  AtlasAdmissionCounts counts;
  gint64 count;
  GCancellable *counting; /* of the answer that is being waited for */
};

enum
{
  PROP_0,
  PROP_COUNT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasExportPeople, atlas_export_people, ADW_TYPE_PREFERENCES_GROUP)

static void
show_counts (AtlasExportPeople *self, gint64 count, const AtlasAdmissionCounts *counts)
{
  self->count = count;
  atlas_count_row_set_count (self->written, count < 0 ? ATLAS_COUNT_UNKNOWN : count);
  for (guint i = ATLAS_ADMITTED + 1; i < ATLAS_N_LEFT_OUT; i++)
    {
      gint64 n = counts != NULL ? atlas_admission_counts_get (counts, i) : 0;

      atlas_count_row_set_count (self->reasons[i], n);
      gtk_widget_set_visible (GTK_WIDGET (self->reasons[i]), n > 0);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

/* Counting. */

typedef struct
{
  GPtrArray *queries;
  AtlasExportTerms terms; /* purpose and channel are all that matters, so no text is kept */
  gint64 count;
  AtlasAdmissionCounts people;
  GPtrArray *left_out;
} Counting;

static void
counting_free (Counting *self)
{
  g_ptr_array_unref (self->queries);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
  g_free (self);
}

static gboolean
count_query (
  AtlasRegister *source, Counting *counting, AtlasQuery *query, GCancellable *cancellable, GError **error)
{
  gint64 n;

  if (atlas_query_get_kind (query) == &atlas_kind_member &&
      atlas_export_terms_need_consent (&counting->terms))
    {
      if (!atlas_export_count (source, query, &counting->terms, MAX_NAMED, &counting->left_out, cancellable,
                               &counting->people, error))
        return FALSE;
      counting->count += counting->people.written;
      return TRUE;
    }
  n = atlas_register_count (source, query, cancellable, error);
  counting->count += n;
  return n >= 0;
}

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Counting *counting = data;
  GError *error = NULL;

  for (guint i = 0; i < counting->queries->len; i++)
    if (!count_query (source, counting, g_ptr_array_index (counting->queries, i), cancellable, &error))
      {
        g_task_return_error (task, error);
        return;
      }
  g_task_return_boolean (task, TRUE);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasExportPeople) self = data;
  Counting *counting = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean counted = g_task_propagate_boolean (G_TASK (result), &error);

  /* Something else was chosen meanwhile, or the window is gone. */
  if (g_task_get_cancellable (G_TASK (result)) != self->counting)
    return;
  g_clear_object (&self->counting);
  gtk_spinner_stop (self->spinner);
  if (!counted)
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), markup);
      return;
    }
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
  self->left_out = g_steal_pointer (&counting->left_out);
  self->counts = counting->people;
  show_counts (self, counting->count, &counting->people);
}

void
atlas_export_people_count (AtlasExportPeople *self,
                           AtlasSession *session,
                           GPtrArray *queries,
                           const AtlasExportTerms *terms)
{
  g_autoptr (GTask) task = NULL;
  Counting *counting;

  g_return_if_fail (ATLAS_IS_EXPORT_PEOPLE (self));
  g_return_if_fail (queries == NULL || terms != NULL);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), NULL);
  show_counts (self, ATLAS_COUNT_UNKNOWN, NULL);
  gtk_spinner_set_spinning (self->spinner, queries != NULL);
  if (queries == NULL)
    return;

  self->counting = g_cancellable_new ();
  counting = g_new0 (Counting, 1);
  counting->queries = g_ptr_array_ref (queries);
  counting->terms = (AtlasExportTerms){ .purpose = terms->purpose, .channel = terms->channel };
  task = g_task_new (atlas_session_get_register (session), self->counting, on_counted, g_object_ref (self));
  g_task_set_task_data (task, counting, (GDestroyNotify) counting_free);
  g_task_run_in_thread (task, count_in_thread);
}

gint64
atlas_export_people_get_count (AtlasExportPeople *self)
{
  g_return_val_if_fail (ATLAS_IS_EXPORT_PEOPLE (self), ATLAS_COUNT_UNKNOWN);

  return self->count;
}

/* The list of those who are left out for a reason. */

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  GtkWidget *label = gtk_label_new (gtk_string_object_get_string (item));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_top (label, 9);
  gtk_widget_set_margin_bottom (label, 9);
  return label;
}

static GListModel *
list_names (AtlasExportPeople *self, AtlasLeftOut reason)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; self->left_out != NULL && i < self->left_out->len; i++)
    {
      const AtlasLeftOutPerson *person = g_ptr_array_index (self->left_out, i);

      if (person->reason == reason)
        gtk_string_list_append (names, person->name);
    }
  return G_LIST_MODEL (names);
}

static void
on_reason_activated (AtlasExportPeople *self, AdwActionRow *row)
{
  AtlasLeftOut reason = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "atlas-reason"));
  g_autoptr (GListModel) names = list_names (self, reason);
  gint64 n = atlas_admission_counts_get (&self->counts, reason);
  GtkWidget *window =
    g_object_new (ADW_TYPE_WINDOW, "title", atlas_left_out_get_label (reason), "modal", TRUE, "default-width",
                  380, "default-height", 480, "transient-for", gtk_widget_get_root (GTK_WIDGET (self)),
                  "destroy-with-parent", TRUE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  if (n > g_list_model_get_n_items (names))
    {
      g_autofree char *all = atlas_number_format (n);
      g_autofree char *named = atlas_number_format (g_list_model_get_n_items (names));
      g_autofree char *words = g_strdup_printf (_ ("The first %s of %s"), named, all);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), words);
    }
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  atlas_left_out_get_label (reason), -1);
  gtk_list_box_bind_model (GTK_LIST_BOX (list), names, make_row, NULL, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_window_present (GTK_WINDOW (window));
}

/* GObject. */

static void
atlas_export_people_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_COUNT:
      g_value_set_int64 (value, ATLAS_EXPORT_PEOPLE (object)->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_export_people_dispose (GObject *object)
{
  AtlasExportPeople *self = ATLAS_EXPORT_PEOPLE (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);

  G_OBJECT_CLASS (atlas_export_people_parent_class)->dispose (object);
}

static void
atlas_export_people_class_init (AtlasExportPeopleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = atlas_export_people_get_property;
  object_class->dispose = atlas_export_people_dispose;

  properties[PROP_COUNT] =
    g_param_spec_int64 ("count", NULL, NULL, ATLAS_COUNT_UNKNOWN, G_MAXINT64, ATLAS_COUNT_UNKNOWN,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
atlas_export_people_init (AtlasExportPeople *self)
{
  self->count = ATLAS_COUNT_UNKNOWN;
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Who goes along"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->spinner));
  self->written = g_object_new (ATLAS_TYPE_COUNT_ROW, "title", _ ("In the file"), NULL);
  gtk_widget_set_name (GTK_WIDGET (self->written), "written");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->written));
  for (guint i = ATLAS_ADMITTED + 1; i < ATLAS_N_LEFT_OUT; i++)
    {
      /* Translators: then follows why people are left out of a file: “Left out – Did not agree” */
      g_autofree char *title = g_strdup_printf (_ ("Left out – %s"), atlas_left_out_get_label (i));

      self->reasons[i] =
        g_object_new (ATLAS_TYPE_COUNT_ROW, "title", title, "activatable", TRUE, "visible", FALSE, NULL);
      gtk_widget_set_name (GTK_WIDGET (self->reasons[i]), atlas_left_out_get_name (i));
      g_object_set_data (G_OBJECT (self->reasons[i]), "atlas-reason", GUINT_TO_POINTER (i));
      g_signal_connect_object (self->reasons[i], "activated", G_CALLBACK (on_reason_activated), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->reasons[i]));
    }
}
