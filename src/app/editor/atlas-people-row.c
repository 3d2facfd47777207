/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-people-row-private.h"

#include "atlas-field-rows.h"
#include "atlas-i18n.h"
#include "atlas-line-label.h"

static void atlas_people_row_field_row_init (AtlasFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasPeopleRow,
                               atlas_people_row,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_FIELD_ROW, atlas_people_row_field_row_init))

static AtlasListedPerson *
get_listed (AtlasPeopleRow *self, guint position)
{
  g_autoptr (AtlasListedPerson) listed = g_list_model_get_item (G_LIST_MODEL (self->listed), position);

  return listed; /* the list's */
}

/* What the list makes must be made anew. */
static void
on_list_changed (AtlasPeopleRow *self)
{
  self->is_stored = FALSE;
  gtk_widget_set_visible (self->list_frame, g_list_model_get_n_items (G_LIST_MODEL (self->listed)) > 0);
  atlas_people_row_update_summary (self);
}

/* A line of the list. */

static const char *
get_choice (AtlasPeopleRow *self, AtlasListedPerson *listed)
{
  return atlas_record_get_text (atlas_listed_person_get_item (listed), self->choice->key);
}

static void
on_status_selected (GtkListItem *list_item, GParamSpec *pspec, GtkDropDown *status)
{
  AtlasListedPerson *listed = gtk_list_item_get_item (list_item);
  AtlasPeopleRow *self =
    ATLAS_PEOPLE_ROW (gtk_widget_get_ancestor (GTK_WIDGET (status), ATLAS_TYPE_PEOPLE_ROW));
  guint selected = gtk_drop_down_get_selected (status);
  const char *key;

  if (self == NULL || listed == NULL)
    return;
  key = selected > 0 ? atlas_vocabulary_get_key (self->choice->vocabulary, selected - 1) : NULL;
  if (g_strcmp0 (key, get_choice (self, listed)) == 0)
    return;
  atlas_record_set_text (atlas_listed_person_get_item (listed), self->choice->key, key);
  on_list_changed (self);
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}

static void
on_remove_clicked (GtkListItem *list_item, GtkButton *button)
{
  AtlasPeopleRow *self =
    ATLAS_PEOPLE_ROW (gtk_widget_get_ancestor (GTK_WIDGET (button), ATLAS_TYPE_PEOPLE_ROW));
  guint position;

  if (g_list_store_find (self->listed, gtk_list_item_get_item (list_item), &position))
    {
      g_list_store_remove (self->listed, position);
      on_list_changed (self);
      atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
    }
}

static GtkStringList *
make_choices (const AtlasVocabulary *vocabulary)
{
  GtkStringList *choices = gtk_string_list_new (NULL);

  gtk_string_list_append (choices, _ ("Not stated"));
  for (guint i = 0; i < atlas_vocabulary_get_n_terms (vocabulary); i++)
    gtk_string_list_append (choices, atlas_vocabulary_get_label (vocabulary, i));
  return choices;
}

/* From when until when: seldom looked at, so behind a button. */

static void
on_day_edited (AtlasFieldRow *row, GtkListItem *list_item)
{
  AtlasListedPerson *listed = gtk_list_item_get_item (list_item);
  AtlasPeopleRow *self =
    ATLAS_PEOPLE_ROW (gtk_widget_get_ancestor (gtk_list_item_get_child (list_item), ATLAS_TYPE_PEOPLE_ROW));
  g_autoptr (GError) error = NULL;

  if (self == NULL || listed == NULL)
    return;
  if (!atlas_field_row_store (row, atlas_listed_person_get_item (listed), &error))
    {
      atlas_field_row_set_error (row, error->message);
      return;
    }
  atlas_field_row_set_error (row, NULL);
  on_list_changed (self);
  atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
}

static void
make_days (GtkMenuButton *button, gpointer data)
{
  static const char *const keys[] = { "since", "until" };
  GtkListItem *list_item = data;
  AtlasListedPerson *listed = gtk_list_item_get_item (list_item);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *days = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (days), GTK_SELECTION_NONE);
  gtk_widget_set_size_request (days, 260, -1);
  for (guint i = 0; listed != NULL && i < G_N_ELEMENTS (keys); i++)
    {
      AtlasRecord *item = atlas_listed_person_get_item (listed);
      AtlasFieldRow *row =
        atlas_field_row_new (atlas_kind_find_field (atlas_record_get_kind (item), keys[i], -1));

      atlas_field_row_load (row, item);
      g_signal_connect_object (row, "edited", G_CALLBACK (on_day_edited), list_item, 0);
      gtk_list_box_append (GTK_LIST_BOX (days), GTK_WIDGET (row));
    }
  gtk_popover_set_child (GTK_POPOVER (popover), days);
  gtk_menu_button_set_popover (button, popover);
}

static GtkWidget *
make_days_button (GtkListItem *list_item)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_days, list_item, NULL);
  gtk_widget_set_tooltip_text (button, _ ("Since When and Until When"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static void
setup_line (AtlasPeopleRow *self, GtkListItem *list_item)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *who = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *place = atlas_line_label_new ("caption");
  GtkWidget *status = gtk_drop_down_new (G_LIST_MODEL (make_choices (self->choice->vocabulary)), NULL);
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_add_css_class (place, "dim-label");
  gtk_widget_set_valign (who, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (who, TRUE);
  gtk_box_append (GTK_BOX (who), atlas_line_label_new (NULL));
  gtk_box_append (GTK_BOX (who), place);
  gtk_box_append (GTK_BOX (line), who);

  gtk_widget_set_valign (status, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (status, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (status), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  atlas_field_get_label (self->choice), -1);
  g_signal_connect_object (status, "notify::selected", G_CALLBACK (on_status_selected), list_item,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), status);
  if (!self->is_attendance)
    gtk_box_append (GTK_BOX (line), make_days_button (list_item));

  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _ ("Remove from the List"));
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove_clicked), list_item, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), remove);
  gtk_list_item_set_child (list_item, line);
}

static void
show_person (GtkListItem *list_item)
{
  AtlasListedPerson *listed = gtk_list_item_get_item (list_item);
  const AtlasPersonBrief *person = atlas_listed_person_get_person (listed);
  GtkWidget *who = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *name = gtk_widget_get_first_child (who);
  GtkWidget *place = gtk_widget_get_next_sibling (name);
  gboolean gone = person != NULL && person->id == 0;

  gtk_label_set_text (GTK_LABEL (name), person == NULL ? "" : gone ? _ ("No longer here") : person->name);
  gtk_label_set_text (GTK_LABEL (place), person != NULL && !gone ? person->place : "");
  gtk_widget_set_visible (place, person != NULL && !gone && *person->place != '\0');
  if (gone)
    gtk_widget_add_css_class (name, "dim-label");
  else
    gtk_widget_remove_css_class (name, "dim-label");
  /* GTK asks the display where the pointer is each time that this is set. */
  if (gone != gtk_widget_get_has_tooltip (who))
    gtk_widget_set_tooltip_text (who, gone
                                        ? _ ("This person was deleted, or came from an office that did not "
                                             "share who it is")
                                        : NULL);
  gtk_list_item_set_activatable (list_item, person != NULL && !gone);
}

static void
bind_line (AtlasPeopleRow *self, GtkListItem *list_item)
{
  AtlasListedPerson *listed = gtk_list_item_get_item (list_item);
  GtkWidget *status =
    gtk_widget_get_next_sibling (gtk_widget_get_first_child (gtk_list_item_get_child (list_item)));
  const char *key = get_choice (self, listed);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (status),
                              key ? (guint) (atlas_vocabulary_find (self->choice->vocabulary, key, -1) + 1)
                                  : 0);
  g_signal_connect_swapped (listed, "notify::name", G_CALLBACK (show_person), list_item);
  show_person (list_item);
}

static void
unbind_line (AtlasPeopleRow *self, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), show_person, list_item);
}

static void
on_activated (AtlasPeopleRow *self, guint position)
{
  g_autoptr (AtlasListedPerson) listed =
    g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)), position);
  const AtlasPersonBrief *person = atlas_listed_person_get_person (listed);

  if (person != NULL && person->id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-record", "(sx)", atlas_kind_member.name,
                                person->id);
}

/* Who they are. */

/* A GtkStringSorter would go on with the names as they were before they were known. */
static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  const AtlasPersonBrief *first = atlas_listed_person_get_person (ATLAS_LISTED_PERSON ((gpointer) a));
  const AtlasPersonBrief *second = atlas_listed_person_get_person (ATLAS_LISTED_PERSON ((gpointer) b));
  const char *name = first && first->name ? first->name : "";
  const char *other = second && second->name ? second->name : "";

  return g_utf8_collate (name, other);
}

static void
take_person (AtlasPeopleRow *self, AtlasPersonBrief *person)
{
  g_hash_table_replace (self->people, person->uuid, person);
}

/* By name, if that is known. Whether something else is shown of the person then. */
static gboolean
show_known (AtlasPeopleRow *self, AtlasListedPerson *listed)
{
  const char *uuid = atlas_listed_person_get_uuid (listed);
  const AtlasPersonBrief *person = uuid != NULL ? g_hash_table_lookup (self->people, uuid) : NULL;

  return person != NULL && atlas_listed_person_set_person (listed, person);
}

static void
show_people (AtlasPeopleRow *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->listed)); i++)
    changed |= show_known (self, get_listed (self, i));
  if (!changed)
    return;
  gtk_sorter_changed (gtk_sort_list_model_get_sorter (GTK_SORT_LIST_MODEL (gtk_no_selection_get_model (
                        GTK_NO_SELECTION (gtk_list_view_get_model (self->list))))),
                      GTK_SORTER_CHANGE_DIFFERENT);
  atlas_people_row_update_summary (self);
}

void
atlas_people_row_take_people (AtlasPeopleRow *self, GPtrArray *people)
{
  g_ptr_array_set_free_func (people, NULL);
  for (guint i = 0; i < people->len; i++)
    take_person (self, g_ptr_array_index (people, i));
  show_people (self);
}

guint
atlas_people_row_add_people (AtlasPeopleRow *self, GPtrArray *people)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->listed));

  for (guint i = 0; i < n; i++)
    g_hash_table_add (there, (gpointer) atlas_listed_person_get_uuid (get_listed (self, i)));
  for (guint i = 0; i < people->len; i++)
    {
      const AtlasPersonBrief *person = g_ptr_array_index (people, i);
      g_autoptr (AtlasRecord) item = NULL;

      if (!g_hash_table_add (there, person->uuid))
        continue;
      item = atlas_record_new (self->field->items);
      atlas_record_set_text (item, "member", person->uuid);
      atlas_record_set_text (item, self->choice->key, self->is_attendance ? "invited" : "member");
      g_ptr_array_add (added, atlas_listed_person_new (item));
    }

  g_list_store_splice (self->listed, n, 0, added->pdata, added->len);
  atlas_people_row_take_people (self, people);
  if (added->len > 0)
    {
      on_list_changed (self);
      atlas_field_row_emit_changed (ATLAS_FIELD_ROW (self));
    }
  return added->len;
}

/* People were changed or deleted. */
static void
on_records_changed (AtlasPeopleRow *self, AtlasChange *change)
{
  if (!atlas_change_is_everything (change) &&
      !atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_member)))
    return;
  g_hash_table_remove_all (self->people);
  atlas_people_row_look_up (self);
}

/* AtlasFieldRow. */

static gboolean
is_listed_as (AtlasPeopleRow *self, guint position, AtlasRecord *item)
{
  return atlas_record_equal (atlas_listed_person_get_item (get_listed (self, position)), item);
}

/* Only the lines that are others: at the door one of a thousand changes every few seconds. */
static void
show_items (AtlasPeopleRow *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) listed = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->listed));
  guint front = 0, back = 0, most = MIN (n, items->len);

  while (front < most && is_listed_as (self, front, g_ptr_array_index (items, front)))
    front++;
  while (back < most - front &&
         is_listed_as (self, n - 1 - back, g_ptr_array_index (items, items->len - 1 - back)))
    back++;
  for (guint i = front; i < items->len - back; i++)
    {
      AtlasListedPerson *line = atlas_listed_person_new (g_ptr_array_index (items, i));

      show_known (self, line);
      g_ptr_array_add (listed, line);
    }
  g_list_store_splice (self->listed, front, n - front - back, listed->pdata, listed->len);
}

static void
load (AtlasFieldRow *row, AtlasRecord *record)
{
  AtlasPeopleRow *self = ATLAS_PEOPLE_ROW (row);
  const AtlasValue *value = atlas_record_get_value (record, self->field);
  g_autoptr (GPtrArray) items = NULL;

  /* What was just saved comes back: the list is not to jump. */
  if (self->is_stored && self->id != 0 && self->id == atlas_record_get_id (record) &&
      atlas_value_equal (value, &self->stored))
    return;

  self->id = atlas_record_get_id (record);
  items = atlas_record_dup_items (record, self->field->key);
  show_items (self, items);
  on_list_changed (self);
  atlas_value_clear (&self->stored);
  atlas_value_copy (value, &self->stored);
  self->is_stored = TRUE;
  gtk_editable_set_text (self->entry, "");
  atlas_people_row_stop (self);
  atlas_people_row_look_up (self);
  atlas_people_row_update_invite (self);
}

/* A form is stored at each key that is pressed, and a list may be long: it is written out only where it
 * changed. */
static gboolean
store (AtlasFieldRow *row, AtlasRecord *record, GError **error)
{
  AtlasPeopleRow *self = ATLAS_PEOPLE_ROW (row);
  AtlasValue *value = atlas_record_edit_value (record, self->field);

  if (!self->is_stored)
    {
      g_autoptr (GPtrArray) items = g_ptr_array_new ();

      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->listed)); i++)
        g_ptr_array_add (items, atlas_listed_person_get_item (get_listed (self, i)));
      atlas_record_set_items (record, self->field->key, items);
      atlas_value_clear (&self->stored);
      atlas_value_copy (value, &self->stored);
      self->is_stored = TRUE;
      return TRUE;
    }
  atlas_value_clear (value);
  atlas_value_copy (&self->stored, value);
  return TRUE;
}

static void
set_session (AtlasFieldRow *row, AtlasSession *session)
{
  AtlasPeopleRow *self = ATLAS_PEOPLE_ROW (row);

  if (session == self->session)
    return;
  atlas_people_row_stop (self);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
    }
  g_set_object (&self->session, session);
  g_hash_table_remove_all (self->people);
  if (session != NULL)
    {
      g_signal_connect_object (session, "notify::points", G_CALLBACK (atlas_people_row_update_invite), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (atlas_session_get_register (session), "changed",
                               G_CALLBACK (on_records_changed), self, G_CONNECT_SWAPPED);
    }
  atlas_people_row_update_invite (self);
}

static void
set_draft (AtlasFieldRow *row, AtlasRecord *draft)
{
  AtlasPeopleRow *self = ATLAS_PEOPLE_ROW (row);
  const AtlasField *capacity = atlas_kind_find_field (&atlas_kind_event, "capacity", -1);
  gint64 places;

  if (!self->is_attendance)
    return;
  places = atlas_record_has (draft, capacity) ? atlas_record_get_integer (draft, "capacity") : -1;
  if (places == self->places)
    return;
  self->places = places;
  atlas_people_row_update_summary (self);
}

static void
set_error (AtlasFieldRow *row, const char *message)
{
  AtlasPeopleRow *self = ATLAS_PEOPLE_ROW (row);

  gtk_label_set_text (self->message, message ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
}

static void
atlas_people_row_field_row_init (AtlasFieldRowInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->set_session = set_session;
  iface->set_draft = set_draft;
  iface->set_error = set_error;
}

/* GObject. */

static gboolean
atlas_people_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ATLAS_PEOPLE_ROW (widget)->entry));
}

static void
atlas_people_row_dispose (GObject *object)
{
  AtlasPeopleRow *self = ATLAS_PEOPLE_ROW (object);

  if (self->people != NULL)
    set_session (ATLAS_FIELD_ROW (self), NULL);
  if (self->suggestions != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->suggestions));
      self->suggestions = NULL;
    }
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->listed);
  g_clear_pointer (&self->people, g_hash_table_unref);

  G_OBJECT_CLASS (atlas_people_row_parent_class)->dispose (object);
}

static void
atlas_people_row_finalize (GObject *object)
{
  atlas_value_clear (&ATLAS_PEOPLE_ROW (object)->stored);

  G_OBJECT_CLASS (atlas_people_row_parent_class)->finalize (object);
}

static void
atlas_people_row_class_init (AtlasPeopleRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = atlas_people_row_dispose;
  object_class->finalize = atlas_people_row_finalize;
  widget_class->grab_focus = atlas_people_row_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-people-row.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeopleRow, content);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeopleRow, summary);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeopleRow, room);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeopleRow, entry);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeopleRow, invite);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeopleRow, list_frame);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeopleRow, list);
  gtk_widget_class_bind_template_child (widget_class, AtlasPeopleRow, message);
  gtk_widget_class_bind_template_callback (widget_class, setup_line);
  gtk_widget_class_bind_template_callback (widget_class, bind_line);
  gtk_widget_class_bind_template_callback (widget_class, unbind_line);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback_full (widget_class, "atlas_people_row_search",
                                                G_CALLBACK (atlas_people_row_search));
  gtk_widget_class_bind_template_callback_full (widget_class, "atlas_people_row_invite_found",
                                                G_CALLBACK (atlas_people_row_invite_found));
}

static void
atlas_people_row_init (AtlasPeopleRow *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;
  GtkSorter *by_name = GTK_SORTER (gtk_custom_sorter_new (compare_names, NULL, NULL));

  self->listed = g_list_store_new (ATLAS_TYPE_LISTED_PERSON);
  self->people =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) atlas_person_brief_free);
  self->places = -1;
  gtk_widget_init_template (GTK_WIDGET (self));

  selection = gtk_no_selection_new (
    G_LIST_MODEL (gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->listed)), by_name)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_widget_set_visible (self->list_frame, FALSE);

  self->suggestions = atlas_suggestions_new (GTK_WIDGET (self->entry), NULL, NULL);
  g_signal_connect_object (self->suggestions, "chosen", G_CALLBACK (atlas_people_row_add_suggested), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
atlas_people_row_new (const AtlasField *field)
{
  AtlasPeopleRow *self;

  g_return_val_if_fail (field != NULL && field->items != NULL, NULL);
  g_return_val_if_fail (field->items == &atlas_kind_attendance || field->items == &atlas_kind_role, NULL);

  self = g_object_new (ATLAS_TYPE_PEOPLE_ROW, NULL);
  self->field = field;
  self->is_attendance = field->items == &atlas_kind_attendance;
  self->choice = atlas_kind_find_field (field->items, self->is_attendance ? "status" : "role", -1);
  gtk_widget_set_visible (GTK_WIDGET (self->invite), self->is_attendance);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), FALSE);
  return GTK_WIDGET (self);
}

gboolean
atlas_people_row_is_settled (AtlasPeopleRow *self)
{
  g_return_val_if_fail (ATLAS_IS_PEOPLE_ROW (self), FALSE);
  return self->looking == NULL && self->inviting == NULL;
}
