/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-pair-view.h"

#include <adwaita.h>
#include <math.h>

#include "atlas-field-words.h"
#include "atlas-i18n.h"
#include "atlas-links.h"
#include "atlas-number.h"
#include "atlas-pair-field.h"

/* How sure one must be for which word. */
#define ALMOST_CERTAIN 0.97
#define VERY_LIKELY    0.85

struct _AtlasPairView
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkScrolledWindow *scrolled;
  GtkLabel *verdict;
  GtkLabel *score;
  GtkWidget *for_box;
  GtkLabel *reasons;
  GtkWidget *against_box;
  GtkLabel *doubts;
  AdwBin *differences_bin;
  GtkExpander *same;
  AdwBin *same_bin;
  GtkLabel *follows;

  AtlasSession *session;
  AtlasDuplicatePair pair;
  AtlasMergeDraft *draft;
  GCancellable *counting;
};

G_DEFINE_FINAL_TYPE (AtlasPairView, atlas_pair_view, GTK_TYPE_WIDGET)

/* What speaks for it. */

const char *
atlas_pair_view_get_verdict (double score)
{
  if (score <= 0)
    return _ ("Put side by side by you");
  return score >= ALMOST_CERTAIN ? _ ("Almost certainly one person")
         : score >= VERY_LIKELY  ? _ ("Very likely one person")
                                 : _ ("Probably one person");
}

static void
show_texts (GtkWidget *box, GtkLabel *label, char **texts)
{
  g_autofree char *joined = g_strjoinv (" · ", texts);

  gtk_label_set_text (label, joined);
  gtk_widget_set_visible (box, *joined != '\0');
}

static void
show_evidence (AtlasPairView *self)
{
  const AtlasDuplicateEvidence *evidence = &self->pair.evidence;
  g_auto (GStrv) reasons = atlas_duplicate_evidence_list_reasons (evidence);
  g_auto (GStrv) doubts = atlas_duplicate_evidence_list_doubts (evidence);
  /* What is not certain is not 100 %. */
  g_autofree char *percent = g_strdup_printf (_ ("%d %%"), MIN ((int) lround (100 * evidence->score), 99));

  gtk_label_set_text (self->verdict, atlas_pair_view_get_verdict (evidence->score));
  gtk_label_set_text (self->score, percent);
  gtk_widget_set_visible (GTK_WIDGET (self->score), evidence->score > 0);
  show_texts (self->for_box, self->reasons, reasons);
  show_texts (self->against_box, self->doubts, doubts);
}

/* Field by field. */

static char *
dup_recorded (AtlasRecord *record)
{
  const AtlasField *created = atlas_kind_find_field (&atlas_kind_member, "created", -1);
  g_autofree char *day = atlas_field_words_display (created, atlas_record_get_value (record, created));

  /* Translators: the day on which somebody was written down */
  return *day != '\0' ? g_strdup_printf (_ ("recorded %s"), day) : g_strdup ("");
}

/* The name, which leads to the record, and what becomes of it. */
static GtkWidget *
new_heading (AtlasRecord *record, const char *fate)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *title = atlas_record_dup_title (record);
  g_autofree char *recorded = dup_recorded (record);
  g_autofree char *detail = *recorded != '\0' ? g_strdup_printf ("%s · %s", fate, recorded) : g_strdup (fate);
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *caption = gtk_label_new (detail);

  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (name), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_button_set_child (GTK_BUTTON (button), name);
  gtk_widget_set_tooltip_text (button, _ ("Show the Record"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pair-name");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-record");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sx)", atlas_kind_member.name,
                                    atlas_record_get_id (record));
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_wrap (GTK_LABEL (caption), TRUE);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_add_css_class (caption, "pair-fate");
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), caption);
  return box;
}

static GtkGrid *
new_grid (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  return GTK_GRID (grid);
}

static void
show_differences (AtlasPairView *self)
{
  GtkGrid *grid = new_grid ();
  g_autoptr (GtkSizeGroup) sides = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  AtlasRecord *const records[] = { atlas_merge_draft_get_left (self->draft),
                                   atlas_merge_draft_get_right (self->draft) };
  const char *const fates[] = { _ ("stays"), _ ("goes into the other") };
  guint n;
  const AtlasMergeField *fields = atlas_merge_draft_get_fields (self->draft, &n);
  int row = 1;

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      GtkWidget *heading = new_heading (records[i], fates[i]);

      gtk_size_group_add_widget (sides, heading);
      gtk_grid_attach (grid, heading, (int) i + 1, 0, 1, 1);
    }
  for (guint i = 0; i < n; i++)
    if (!fields[i].same)
      row += atlas_pair_field_attach (grid, row, self->draft, i, sides);
  if (row == 1)
    {
      GtkWidget *label = gtk_label_new (_ ("Both records say the same."));

      gtk_widget_add_css_class (label, "dim-label");
      gtk_grid_attach (grid, label, 1, row, 2, 1);
    }
  adw_bin_set_child (self->differences_bin, GTK_WIDGET (grid));
}

static GtkWidget *
new_plain (const char *text, gboolean dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (dim)
    gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
show_same (AtlasPairView *self)
{
  GtkGrid *grid = new_grid ();
  guint n;
  const AtlasMergeField *fields = atlas_merge_draft_get_fields (self->draft, &n);
  int row = 0;
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;

  for (guint i = 0; i < n; i++)
    if (fields[i].same)
      {
        g_autofree char *text =
          atlas_pair_field_dup_text (&fields[i], atlas_merge_draft_get_left (self->draft));

        gtk_grid_attach (grid, new_plain (atlas_pair_field_get_title (&fields[i]), TRUE), 0, row, 1, 1);
        gtk_grid_attach (grid, new_plain (text, FALSE), 1, row++, 1, 1);
      }
  number = atlas_number_format (row);
  title = g_strdup_printf (
    ngettext ("The same in both: %s field", "The same in both: %s fields", (gulong) row), number);
  gtk_expander_set_label (self->same, title);
  gtk_widget_set_visible (GTK_WIDGET (self->same), row > 0);
  gtk_widget_add_css_class (GTK_WIDGET (grid), "pair-same");
  adw_bin_set_child (self->same_bin, GTK_WIDGET (grid));
}

/* What else goes with it. */

typedef struct
{
  AtlasUuid uuid;
  guint events, roles, contacts;
} Links;

static guint
count (GPtrArray *links)
{
  guint n = links ? links->len : 0;

  g_clear_pointer (&links, g_ptr_array_unref);
  return n;
}

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Links *links = data;
  GError *error = NULL;

  links->contacts =
    count (atlas_links_list_contacts (source, &atlas_kind_member, &links->uuid, cancellable, &error));
  if (error == NULL)
    links->roles = count (atlas_links_list_roles (source, &links->uuid, cancellable, &error));
  if (error == NULL)
    links->events = count (atlas_links_list_attendance (source, &links->uuid, cancellable, &error));
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* @format: with "%s" for the number */
static void
add_count (GStrvBuilder *parts, const char *format, guint n)
{
  g_autofree char *number = atlas_number_format (n);
  GString *text = g_string_new (format);

  g_string_replace (text, "%s", number, 1);
  if (n > 0)
    g_strv_builder_add (parts, text->str);
  g_string_free (text, TRUE);
}

static void
show_follows (AtlasPairView *self, const Links *links)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *text = NULL;

  add_count (builder, ngettext ("%s event", "%s events", links->events), links->events);
  add_count (builder, ngettext ("%s role in an organisation", "%s roles in organisations", links->roles),
             links->roles);
  add_count (builder, ngettext ("%s logged contact", "%s logged contacts", links->contacts), links->contacts);
  parts = g_strv_builder_end (builder);
  joined = g_strjoinv (" · ", parts);
  text = *joined != '\0'
           /* Translators: then follows what: "2 events · 1 logged contact" */
           ? g_strdup_printf (_ ("Moves to the record that stays: %s"), joined)
           : g_strdup (_ ("No event, role or contact stands with the record that goes."));
  gtk_label_set_text (self->follows, text);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasPairView) self = data;
  gboolean good = g_task_propagate_boolean (G_TASK (result), NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->counting)
    return;
  g_clear_object (&self->counting);
  if (good && self->follows != NULL)
    show_follows (self, g_task_get_task_data (G_TASK (result)));
}

static void
stop_counting (AtlasPairView *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

static void
count_links (AtlasPairView *self)
{
  Links *links = g_new0 (Links, 1);
  g_autoptr (GTask) task = NULL;

  stop_counting (self);
  self->counting = g_cancellable_new ();
  links->uuid = *atlas_record_get_uuid (atlas_merge_draft_get_right (self->draft));
  task =
    g_task_new (atlas_session_get_register (self->session), self->counting, on_counted, g_object_ref (self));
  g_task_set_source_tag (task, count_links);
  g_task_set_task_data (task, links, g_free);
  g_task_run_in_thread (task, count_in_thread);
}

/* Both. */

/* What is in the grid knows the draft. */
static void
clear (AtlasPairView *self)
{
  stop_counting (self);
  if (self->content != NULL)
    {
      adw_bin_set_child (self->differences_bin, NULL);
      adw_bin_set_child (self->same_bin, NULL);
    }
  g_clear_pointer (&self->draft, atlas_merge_draft_free);
}

static void
load (AtlasPairView *self)
{
  AtlasRegister *records;
  g_autoptr (AtlasRecord) left = NULL;
  g_autoptr (AtlasRecord) right = NULL;

  clear (self);
  if (self->session == NULL || self->pair.left == 0)
    {
      gtk_widget_set_visible (self->content, FALSE);
      return;
    }
  records = atlas_session_get_register (self->session);
  left = atlas_register_load (records, &atlas_kind_member, self->pair.left, NULL);
  right = atlas_register_load (records, &atlas_kind_member, self->pair.right, NULL);
  gtk_widget_set_visible (self->content, left != NULL && right != NULL);
  /* One of them has just gone: the list is about to say so. */
  if (left == NULL || right == NULL)
    return;
  self->draft = atlas_merge_draft_new (left, right);
  show_evidence (self);
  show_differences (self);
  show_same (self);
  gtk_label_set_text (self->follows, "");
  count_links (self);
}

static gboolean
contains (AtlasChange *change, gint64 id)
{
  guint n;
  const gint64 *ids =
    atlas_change_get_ids (change, atlas_kind_get_table (&atlas_kind_member), ATLAS_CHANGE_UPDATE, &n);

  for (guint i = 0; i < n; i++)
    if (ids[i] == id)
      return TRUE;
  return FALSE;
}

/* What was chosen was of what they said before. */
static void
on_changed (AtlasPairView *self, AtlasChange *change)
{
  if (self->draft != NULL && (atlas_change_is_everything (change) || contains (change, self->pair.left) ||
                              contains (change, self->pair.right)))
    load (self);
}

void
atlas_pair_view_show (AtlasPairView *self, const AtlasDuplicatePair *pair)
{
  g_return_if_fail (ATLAS_IS_PAIR_VIEW (self));

  self->pair = pair ? *pair : (AtlasDuplicatePair){ 0 };
  load (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

void
atlas_pair_view_set_session (AtlasPairView *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_PAIR_VIEW (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  if (session == self->session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (atlas_session_get_register (session), "changed", G_CALLBACK (on_changed), self,
                             G_CONNECT_SWAPPED);
  atlas_pair_view_show (self, NULL);
}

AtlasMergeDraft *
atlas_pair_view_get_draft (AtlasPairView *self)
{
  g_return_val_if_fail (ATLAS_IS_PAIR_VIEW (self), NULL);
  return self->draft;
}

gboolean
atlas_pair_view_is_settled (AtlasPairView *self)
{
  g_return_val_if_fail (ATLAS_IS_PAIR_VIEW (self), TRUE);
  return self->counting == NULL;
}

/* GObject. */

static void
atlas_pair_view_dispose (GObject *object)
{
  AtlasPairView *self = ATLAS_PAIR_VIEW (object);

  clear (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  self->follows = NULL;

  G_OBJECT_CLASS (atlas_pair_view_parent_class)->dispose (object);
}

static void
atlas_pair_view_class_init (AtlasPairViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_pair_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-pair-view.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, AtlasPairView, content);
  gtk_widget_class_bind_template_child (widget_class, AtlasPairView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, AtlasPairView, verdict);
  gtk_widget_class_bind_template_child (widget_class, AtlasPairView, score);
  gtk_widget_class_bind_template_child (widget_class, AtlasPairView, for_box);
  gtk_widget_class_bind_template_child (widget_class, AtlasPairView, reasons);
  gtk_widget_class_bind_template_child (widget_class, AtlasPairView, against_box);
  gtk_widget_class_bind_template_child (widget_class, AtlasPairView, doubts);
  gtk_widget_class_bind_template_child (widget_class, AtlasPairView, differences_bin);
  gtk_widget_class_bind_template_child (widget_class, AtlasPairView, same);
  gtk_widget_class_bind_template_child (widget_class, AtlasPairView, same_bin);
  gtk_widget_class_bind_template_child (widget_class, AtlasPairView, follows);
}

static void
atlas_pair_view_init (AtlasPairView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
