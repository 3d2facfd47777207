/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-to-do-page.h"

#include <adwaita.h>
#include <string.h>

#include "atlas-consent.h"
#include "atlas-contact-dialog.h"
#include "atlas-date.h"
#include "atlas-duplicates-view.h"
#include "atlas-i18n.h"
#include "atlas-kind-words.h"
#include "atlas-line-label.h"
#include "atlas-number.h"
#include "atlas-quick-edit.h"
#include "atlas-record-list.h"
#include "atlas-wrap-layout.h"

typedef enum
{
  FOLLOW_UPS,
  RECONTACT,
  N_LISTS
} List;

struct _AtlasToDoPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkStack *stack;
  GtkStack *faces[N_LISTS];
  GtkListView *views[N_LISTS];
  GtkToggleButton *tabs[N_LISTS];
  GtkLabel *counts[N_LISTS];
  GtkToggleButton *duplicates_tab;
  GtkLabel *duplicates_count;
  AtlasDuplicatesView *duplicates;

  AtlasSession *session;
  AtlasRecordList *records[N_LISTS];
};

static void atlas_to_do_page_page_init (AtlasPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasToDoPage,
                               atlas_to_do_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_PAGE, atlas_to_do_page_page_init))

/* Whom a line is about. */

/* One record, by its index: well under a millisecond. (transfer full) (nullable) */
static AtlasRecord *
load_reference (AtlasToDoPage *self, AtlasRecord *contact, const AtlasKind *kind)
{
  const char *text = atlas_record_get_text (contact, kind->name);
  AtlasUuid uuid;

  if (self->session == NULL || text == NULL || !atlas_uuid_parse (text, -1, &uuid))
    return NULL;
  return atlas_register_load_uuid (atlas_session_get_register (self->session), kind, &uuid, NULL);
}

static AtlasRecord *
dup_subject (AtlasToDoPage *self, AtlasRecord *record)
{
  AtlasRecord *subject;

  if (atlas_record_get_kind (record) == &atlas_kind_member)
    return atlas_record_ref (record);
  subject = load_reference (self, record, &atlas_kind_member);
  return subject != NULL ? subject : load_reference (self, record, &atlas_kind_organisation);
}

/* Words. */

static char *
display (AtlasRecord *record, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (atlas_record_get_kind (record), key, -1);

  return atlas_field_display (field, atlas_record_get_value (record, field));
}

static void
append_part (GString *words, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", part);
}

static char *
describe_follow_up (AtlasRecord *contact)
{
  GString *words = g_string_new (NULL);
  const char *due = atlas_record_get_text (contact, "follow_up");
  g_autofree char *day = display (contact, "follow_up");
  g_autofree char *summary = display (contact, "summary");
  g_autofree char *when = NULL;
  char today[ATLAS_DATE_TEXT_SIZE];

  atlas_date_today (today);
  when = due != NULL && strcmp (due, today) < 0 ? g_strdup_printf (_ ("overdue since %s"), day)
                                                : g_strdup (_ ("due today"));
  append_part (words, when);
  append_part (words, summary);
  return g_string_free (words, FALSE);
}

/* By what a person may be reached, with the address or number where there is one. */
static void
append_channels (GString *words, AtlasRecord *member)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_member, "consents", -1);
  const AtlasValue *consents = atlas_record_get_value (member, field);
  guint channels = consents->type == ATLAS_VALUE_TEXT
                     ? atlas_consents_evaluate (consents->text, consents->length, "contact")
                     : 0;
  static const char *const keys[] = { "emails", "phones" };

  for (guint i = 0; i < ATLAS_N_CHANNELS; i++)
    {
      g_auto (GStrv) addresses = i < G_N_ELEMENTS (keys) ? atlas_record_dup_list (member, keys[i]) : NULL;

      if ((channels & 1u << i) == 0)
        continue;
      if (addresses != NULL && addresses[0] != NULL)
        append_part (words, addresses[0]);
      else if (i == G_N_ELEMENTS (keys))
        append_part (words, atlas_vocabulary_label_for (&atlas_vocabulary_channel, "post"));
    }
}

static char *
describe_member (AtlasRecord *member)
{
  GString *words = g_string_new (NULL);
  g_autofree char *place = atlas_record_dup_town (member);
  g_autofree char *day = display (member, "confirmed");
  g_autofree char *confirmed =
    *day != '\0' ? g_strdup_printf (_ ("confirmed %s"), day) : g_strdup (_ ("never confirmed"));

  append_part (words, confirmed);
  append_part (words, place);
  append_channels (words, member);
  return g_string_free (words, FALSE);
}

/* Lines. */

static AtlasRecord *
get_record (GtkListItem *list_item)
{
  AtlasRecordItem *item = gtk_list_item_get_item (list_item);

  return item ? atlas_record_item_get_record (item) : NULL;
}

static AtlasToDoPage *
get_page (GtkListItem *list_item)
{
  return ATLAS_TO_DO_PAGE (
    gtk_widget_get_ancestor (gtk_list_item_get_child (list_item), ATLAS_TYPE_TO_DO_PAGE));
}

static void
show_line (GtkListItem *list_item)
{
  AtlasToDoPage *self = get_page (list_item);
  AtlasRecord *record = get_record (list_item);
  GtkWidget *texts = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *title = gtk_widget_get_first_child (texts);
  GtkWidget *detail = gtk_widget_get_next_sibling (title);
  g_autoptr (AtlasRecord) subject = self && record ? dup_subject (self, record) : NULL;
  g_autofree char *name = subject ? atlas_record_dup_title (subject) : NULL;
  g_autofree char *words = NULL;

  if (record != NULL)
    words = atlas_record_get_kind (record) == &atlas_kind_member ? describe_member (record)
                                                                 : describe_follow_up (record);
  gtk_label_set_text (GTK_LABEL (title), name ? name : record ? _ ("No longer here") : "");
  gtk_label_set_text (GTK_LABEL (detail), words ? words : "");
  gtk_widget_set_tooltip_text (texts, words);
}

static void
on_done (GtkListItem *list_item)
{
  AtlasRecord *record = get_record (list_item);

  if (record == NULL)
    return;
  if (atlas_record_get_kind (record) == &atlas_kind_member)
    atlas_quick_confirm (get_page (list_item)->session, atlas_record_get_id (record));
  else
    atlas_quick_follow_up_done (get_page (list_item)->session, atlas_record_get_id (record));
}

static void
on_later (GtkListItem *list_item)
{
  AtlasRecord *record = get_record (list_item);

  if (record != NULL)
    atlas_quick_follow_up_later (get_page (list_item)->session, atlas_record_get_id (record));
}

static void
on_log (GtkListItem *list_item)
{
  AtlasToDoPage *self = get_page (list_item);
  AtlasRecord *record = get_record (list_item);
  g_autoptr (AtlasRecord) subject = record ? dup_subject (self, record) : NULL;

  if (record != NULL)
    atlas_contact_dialog_log (GTK_WIDGET (self), self->session, subject);
}

static void
add_button (
  GtkWidget *line, GtkListItem *list_item, const char *label, const char *tooltip, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_object (button, "clicked", clicked, list_item, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (gtk_widget_get_last_child (line)), button);
}

/* Who and what, and beside it the buttons; beneath it where the window is narrow. */
static GtkWidget *
set_up_line (GtkListItem *list_item)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_layout_manager (line, atlas_wrap_layout_new (6));
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), atlas_line_label_new ("body"));
  gtk_box_append (GTK_BOX (texts), atlas_line_label_new ("caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (texts), "dim-label");
  gtk_box_append (GTK_BOX (line), texts);
  gtk_widget_set_hexpand (buttons, TRUE);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (line), buttons);
  gtk_list_item_set_child (list_item, line);
  return line;
}

static void
set_up_follow_up (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *line = set_up_line (list_item);

  add_button (line, list_item, _ ("Log…"), _ ("Log a Contact"), G_CALLBACK (on_log));
  add_button (line, list_item, _ ("Later"), _ ("Put off by a week"), G_CALLBACK (on_later));
  add_button (line, list_item, _ ("Done"), _ ("What was to be done is done"), G_CALLBACK (on_done));
}

static void
set_up_member (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *line = set_up_line (list_item);

  add_button (line, list_item, _ ("Log…"), _ ("Log a Contact"), G_CALLBACK (on_log));
  add_button (line, list_item, _ ("Confirmed"), _ ("What is known of the person was confirmed today"),
              G_CALLBACK (on_done));
}

static void
bind_line (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  g_signal_connect_swapped (gtk_list_item_get_item (list_item), "notify::record", G_CALLBACK (show_line),
                            list_item);
  show_line (list_item);
}

static void
unbind_line (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (list_item), list_item);
}

static void
on_activated (AtlasToDoPage *self, guint position, GtkListView *view)
{
  g_autoptr (AtlasRecordItem) item =
    g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (view)), position);
  AtlasRecord *record = item ? atlas_record_item_get_record (item) : NULL;
  g_autoptr (AtlasRecord) subject = record ? dup_subject (self, record) : NULL;

  if (subject != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-record", "(sx)",
                                atlas_record_get_kind (subject)->name, atlas_record_get_id (subject));
}

/* Lists. */

static void
update (AtlasToDoPage *self)
{
  for (List i = 0; i < N_LISTS; i++)
    {
      g_autofree char *number = NULL;
      guint n;

      atlas_record_list_get_ids (self->records[i], &n);
      /* While an answer is on its way, what was there stays. */
      if (n == 0 && (!atlas_record_list_is_settled (self->records[i]) ||
                     atlas_record_list_is_loading (self->records[i])))
        continue;
      number = atlas_number_format (n);
      gtk_label_set_text (self->counts[i], number);
      gtk_widget_set_visible (GTK_WIDGET (self->counts[i]), n > 0);
      gtk_stack_set_visible_child_name (self->faces[i], n > 0 ? "list" : "nothing");
    }
}

/* A day is what it was when the query was read, and a window may be open for weeks. */
static void
ask (AtlasToDoPage *self)
{
  AtlasRegister *records;
  AtlasFilter *filter;
  g_autofree char *found = NULL;
  g_autofree char *text = NULL;
  g_autoptr (AtlasQuery) follow_ups = NULL;
  g_autoptr (AtlasQuery) members = NULL;

  if (self->session == NULL)
    return;
  records = atlas_session_get_register (self->session);
  filter = atlas_session_get_filter (self->session, &atlas_kind_member);
  found = atlas_query_dup_normal_text (atlas_filter_get_query (filter));
  text = g_strjoin (" ", ATLAS_TO_DO_RECONTACT, found, NULL);
  follow_ups = atlas_register_parse_query (records, &atlas_kind_interaction, ATLAS_TO_DO_FOLLOW_UPS, NULL);
  members = atlas_register_parse_query (records, &atlas_kind_member, text, NULL);
  atlas_record_list_set_query (self->records[FOLLOW_UPS], follow_ups);
  atlas_record_list_set_query (self->records[RECONTACT], members);
}

static void
on_tab_toggled (AtlasToDoPage *self)
{
  /* Also while the template is being built. */
  if (self->duplicates == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack,
                                    gtk_toggle_button_get_active (self->duplicates_tab)    ? "duplicates"
                                    : gtk_toggle_button_get_active (self->tabs[RECONTACT]) ? "recontact"
                                                                                           : "follow-ups");
}

static void
on_pairs_counted (AtlasToDoPage *self)
{
  guint n = atlas_duplicates_view_get_n_pairs (self->duplicates);
  g_autofree char *number = atlas_number_format (n);

  gtk_label_set_text (self->duplicates_count, number);
  gtk_widget_set_visible (GTK_WIDGET (self->duplicates_count), n > 0);
}

void
atlas_to_do_page_show_duplicates (AtlasToDoPage *self)
{
  g_return_if_fail (ATLAS_IS_TO_DO_PAGE (self));

  gtk_toggle_button_set_active (self->duplicates_tab, TRUE);
}

void
atlas_to_do_page_compare (AtlasToDoPage *self, gint64 left, gint64 right)
{
  g_return_if_fail (ATLAS_IS_TO_DO_PAGE (self));

  gtk_toggle_button_set_active (self->duplicates_tab, TRUE);
  atlas_duplicates_view_compare (self->duplicates, left, right);
}

/* AtlasPage. */

static void
set_session (AtlasPage *page, AtlasSession *session)
{
  AtlasToDoPage *self = ATLAS_TO_DO_PAGE (page);

  if (session == self->session)
    return;
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (atlas_session_get_filter (self->session, &atlas_kind_member),
                                            self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (atlas_session_get_filter (session, &atlas_kind_member), "notify::query",
                               G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "day-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
    }
  ask (self);
  for (List i = 0; i < N_LISTS; i++)
    atlas_record_list_set_session (self->records[i], session);
  atlas_duplicates_view_set_session (self->duplicates, session);
  update (self);
}

static const AtlasKind *
get_kind (AtlasPage *page)
{
  return &atlas_kind_member;
}

static gboolean
is_settled (AtlasPage *page)
{
  AtlasToDoPage *self = ATLAS_TO_DO_PAGE (page);

  for (List i = 0; self->session != NULL && i < N_LISTS; i++)
    if (!atlas_record_list_is_settled (self->records[i]) || atlas_record_list_is_loading (self->records[i]))
      return FALSE;
  return !gtk_stack_get_transition_running (self->stack) &&
         (!gtk_widget_get_mapped (GTK_WIDGET (self->duplicates)) ||
          atlas_duplicates_view_is_settled (self->duplicates));
}

/* New people are made where people are. */
static void
new_record (AtlasPage *page, GHashTable *fields)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  gtk_widget_activate_action (GTK_WIDGET (page), "win.new-record", "(s@a{ss})", atlas_kind_member.name,
                              g_variant_builder_end (&builder));
}

static void
atlas_to_do_page_page_init (AtlasPageInterface *iface)
{
  iface->set_session = set_session;
  iface->get_kind = get_kind;
  iface->is_settled = is_settled;
  iface->new_record = new_record;
}

/* GObject. */

static void
atlas_to_do_page_map (GtkWidget *widget)
{
  ask (ATLAS_TO_DO_PAGE (widget));

  GTK_WIDGET_CLASS (atlas_to_do_page_parent_class)->map (widget);
}

static void
atlas_to_do_page_dispose (GObject *object)
{
  AtlasToDoPage *self = ATLAS_TO_DO_PAGE (object);

  if (self->content != NULL)
    set_session (ATLAS_PAGE (self), NULL);
  self->duplicates = NULL;
  g_clear_pointer (&self->content, gtk_widget_unparent);
  for (List i = 0; i < N_LISTS; i++)
    {
      if (self->records[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->records[i], self);
      g_clear_object (&self->records[i]);
    }

  G_OBJECT_CLASS (atlas_to_do_page_parent_class)->dispose (object);
}

static void
atlas_to_do_page_class_init (AtlasToDoPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_to_do_page_dispose;
  widget_class->map = atlas_to_do_page_map;

  g_type_ensure (ATLAS_TYPE_DUPLICATES_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-to-do-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, AtlasToDoPage, content);
  gtk_widget_class_bind_template_child (widget_class, AtlasToDoPage, stack);
  gtk_widget_class_bind_template_child_full (widget_class, "follow_ups_faces", FALSE,
                                             G_STRUCT_OFFSET (AtlasToDoPage, faces[FOLLOW_UPS]));
  gtk_widget_class_bind_template_child_full (widget_class, "recontact_faces", FALSE,
                                             G_STRUCT_OFFSET (AtlasToDoPage, faces[RECONTACT]));
  gtk_widget_class_bind_template_child_full (widget_class, "follow_ups", FALSE,
                                             G_STRUCT_OFFSET (AtlasToDoPage, views[FOLLOW_UPS]));
  gtk_widget_class_bind_template_child_full (widget_class, "recontact", FALSE,
                                             G_STRUCT_OFFSET (AtlasToDoPage, views[RECONTACT]));
  gtk_widget_class_bind_template_child_full (widget_class, "follow_ups_tab", FALSE,
                                             G_STRUCT_OFFSET (AtlasToDoPage, tabs[FOLLOW_UPS]));
  gtk_widget_class_bind_template_child_full (widget_class, "recontact_tab", FALSE,
                                             G_STRUCT_OFFSET (AtlasToDoPage, tabs[RECONTACT]));
  gtk_widget_class_bind_template_child_full (widget_class, "follow_ups_count", FALSE,
                                             G_STRUCT_OFFSET (AtlasToDoPage, counts[FOLLOW_UPS]));
  gtk_widget_class_bind_template_child_full (widget_class, "recontact_count", FALSE,
                                             G_STRUCT_OFFSET (AtlasToDoPage, counts[RECONTACT]));
  gtk_widget_class_bind_template_child (widget_class, AtlasToDoPage, duplicates_tab);
  gtk_widget_class_bind_template_child (widget_class, AtlasToDoPage, duplicates_count);
  gtk_widget_class_bind_template_child (widget_class, AtlasToDoPage, duplicates);
  gtk_widget_class_bind_template_callback (widget_class, on_pairs_counted);
  gtk_widget_class_bind_template_callback (widget_class, set_up_follow_up);
  gtk_widget_class_bind_template_callback (widget_class, set_up_member);
  gtk_widget_class_bind_template_callback (widget_class, bind_line);
  gtk_widget_class_bind_template_callback (widget_class, unbind_line);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_tab_toggled);
}

static void
atlas_to_do_page_init (AtlasToDoPage *self)
{
  static const struct
  {
    const AtlasKind *kind;
    const char *sort;
  } lists[N_LISTS] = { { &atlas_kind_interaction, "follow_up" }, { &atlas_kind_member, "confirmed" } };

  gtk_widget_init_template (GTK_WIDGET (self));
  for (List i = 0; i < N_LISTS; i++)
    {
      g_autoptr (GtkNoSelection) selection = NULL;

      self->records[i] = atlas_record_list_new (lists[i].kind);
      atlas_record_list_set_sort (self->records[i], lists[i].sort);
      selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->records[i])));
      gtk_list_view_set_model (self->views[i], GTK_SELECTION_MODEL (selection));
      g_signal_connect_object (self->records[i], "items-changed", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
      g_signal_connect_object (self->records[i], "notify::settled", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->records[i], "notify::loading", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
    }
}
