/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-encryption-group.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-row-message.h"

/* From so many keys on there is a field to find one. */
#define MANY_KEYS 8

/* In the order of the rows to choose from. */
typedef enum
{
  NOT_ENCRYPTED,
  WITH_PASSPHRASE,
  FOR_PEOPLE,
} How;

struct _AtlasEncryptionGroup
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *how;
  AdwPasswordEntryRow *passphrase, *repeat;
  GtkLabel *differs; /* of repeat */
  AdwActionRow *hint;
  GtkLevelBar *strength;
  AdwEntryRow *search;
  AdwActionRow *state;
  GtkSpinner *spinner;
  GtkWidget *compared_row;
  GtkCheckButton *compared;

  GPtrArray *key_rows; /* of AdwActionRow; NULL until the keys were asked for */
  GCancellable *listing;
  gboolean ready;
};

G_DEFINE_FINAL_TYPE (AtlasEncryptionGroup, atlas_encryption_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  PROP_0,
  PROP_READY,
  PROP_ENCRYPTED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* --- what is chosen ------------------------------------------------------------------------------------ */

static How
get_how (AtlasEncryptionGroup *self)
{
  return (How) adw_combo_row_get_selected (self->how);
}

static const char *
get_text (AdwPasswordEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static const AtlasOpenpgpKey *
get_key (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "key");
}

static gboolean
is_checked (GtkWidget *row)
{
  return gtk_check_button_get_active (
    GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row))));
}

static guint
count_checked (AtlasEncryptionGroup *self, gboolean only_strangers)
{
  guint n = 0;

  for (guint i = 0; self->key_rows != NULL && i < self->key_rows->len; i++)
    if (is_checked (self->key_rows->pdata[i]) &&
        !(only_strangers && get_key (self->key_rows->pdata[i])->trusted))
      n++;
  return n;
}

static gboolean
find_ready (AtlasEncryptionGroup *self)
{
  switch (get_how (self))
    {
    case WITH_PASSPHRASE:
      return *get_text (self->passphrase) != '\0' &&
             g_str_equal (get_text (self->passphrase), get_text (self->repeat));
    case FOR_PEOPLE:
      return count_checked (self, FALSE) > 0 &&
             (count_checked (self, TRUE) == 0 || gtk_check_button_get_active (self->compared));
    case NOT_ENCRYPTED:
    default:
      return TRUE;
    }
}

static void
show_strength (AtlasEncryptionGroup *self)
{
  static const char *const words[] = {
    N_ ("Four words that have nothing to do with each other are easy to keep and hard to guess."),
    N_ ("Easy to guess: make it longer."),
    N_ ("Fair: one more word makes it good."),
    N_ ("Hard to guess."),
  };
  const char *text = get_text (self->passphrase);
  guint strength = *text == '\0' ? 0 : 1 + (guint) atlas_passphrase_estimate (text);

  gtk_level_bar_set_value (self->strength, strength);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->hint), _ (words[strength]));
  adw_action_row_set_subtitle (
    self->hint,
    _ ("Tell it to the receiver by another way than the file. Without it nobody can read the file."));
}

static void
update (AtlasEncryptionGroup *self)
{
  const char *repeat = get_text (self->repeat);
  gboolean differs = !g_str_has_prefix (get_text (self->passphrase), repeat);
  gboolean ready = find_ready (self);

  show_strength (self);
  /* While the second is being typed it is no mistake that its end is missing. */
  atlas_row_message_set (self->differs, GTK_WIDGET (self->repeat), GTK_WIDGET (self->repeat),
                         differs ? _ ("the two are not the same") : NULL);
  gtk_widget_set_visible (self->compared_row, get_how (self) == FOR_PEOPLE && count_checked (self, TRUE) > 0);
  if (ready == self->ready)
    return;
  self->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

/* --- keys ---------------------------------------------------------------------------------------------- */

static void
show_state (AtlasEncryptionGroup *self, const char *title, const char *subtitle, gboolean waits)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state), title != NULL ? title : "");
  adw_action_row_set_subtitle (self->state, subtitle != NULL ? subtitle : "");
  gtk_spinner_set_spinning (self->spinner, waits);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), waits);
  gtk_widget_set_visible (GTK_WIDGET (self->state), title != NULL && get_how (self) == FOR_PEOPLE);
}

/* "ABCD EF01 ...", which one can read out. */
static char *
format_fingerprint (const char *fingerprint)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; fingerprint[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (out, ' ');
      g_string_append_c (out, fingerprint[i]);
    }
  return g_string_free (out, FALSE);
}

static void
free_key (gpointer data)
{
  AtlasOpenpgpKey *key = data;

  g_free (key->fingerprint);
  g_free (key->owner);
  g_free (key);
}

static AtlasOpenpgpKey *
copy_key (const AtlasOpenpgpKey *key)
{
  AtlasOpenpgpKey *copy = g_memdup2 (key, sizeof *key);

  copy->fingerprint = g_strdup (key->fingerprint);
  copy->owner = g_strdup (key->owner);
  return copy;
}

/* A row whose title is plain text with a button to check before it. */
static GtkWidget *
new_check_row (AtlasEncryptionGroup *self,
               const char *title,
               const char *subtitle,
               GtkCheckButton **check_out)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  if (check_out != NULL)
    *check_out = GTK_CHECK_BUTTON (check);
  return row;
}

static GtkWidget *
new_key_row (AtlasEncryptionGroup *self, const AtlasOpenpgpKey *key)
{
  g_autofree char *fingerprint = format_fingerprint (key->fingerprint);
  /* Translators: the fingerprint of a key, then a remark */
  g_autofree char *subtitle =
    key->trusted ? g_strdup (fingerprint) : g_strdup_printf (_ ("%s\nNot certain to be theirs"), fingerprint);
  GtkWidget *row = new_check_row (self, key->owner, subtitle, NULL);

  g_object_set_data_full (G_OBJECT (row), "key", copy_key (key), free_key);
  return row;
}

static gboolean
is_found (const AtlasOpenpgpKey *key, const char *folded)
{
  g_autofree char *owner = g_utf8_casefold (key->owner, -1);
  g_autofree char *fingerprint = g_utf8_casefold (key->fingerprint, -1);

  return strstr (owner, folded) != NULL || strstr (fingerprint, folded) != NULL;
}

/* What is checked stays in sight. */
static void
show_keys (AtlasEncryptionGroup *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gboolean wanted = get_how (self) == FOR_PEOPLE;

  for (guint i = 0; self->key_rows != NULL && i < self->key_rows->len; i++)
    {
      GtkWidget *row = self->key_rows->pdata[i];

      gtk_widget_set_visible (row, wanted && (is_checked (row) || is_found (get_key (row), folded)));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->search),
                          wanted && self->key_rows != NULL && self->key_rows->len > MANY_KEYS);
}

static void
take_keys (AtlasEncryptionGroup *self, GPtrArray *keys)
{
  self->key_rows = g_ptr_array_new ();
  for (guint i = 0; i < keys->len; i++)
    {
      GtkWidget *row = new_key_row (self, g_ptr_array_index (keys, i));

      g_ptr_array_add (self->key_rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    }
  /* Beneath them. */
  g_object_ref (self->compared_row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->compared_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->compared_row);
  g_object_unref (self->compared_row);
  if (keys->len == 0)
    show_state (
      self, _ ("There are no keys of others on this computer"),
      _ ("Ask those who are to read the file for their public key, and import it with a program for keys "
         "or “gpg --import FILE”."),
      FALSE);
  else
    show_state (self, NULL, NULL, FALSE);
  show_keys (self);
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *keys = atlas_openpgp_list_keys (&error);

  if (keys != NULL)
    g_task_return_pointer (task, keys, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasEncryptionGroup *self = ATLAS_ENCRYPTION_GROUP (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) keys = g_task_propagate_pointer (G_TASK (result), &error);

  if (keys != NULL)
    take_keys (self, keys);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_state (self, _ ("The keys on this computer can’t be listed"), error->message, FALSE);
}

static void
list_keys (AtlasEncryptionGroup *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->listing != NULL)
    return;
  self->listing = g_cancellable_new ();
  show_state (self, _ ("Looking for keys…"), NULL, TRUE);
  task = g_task_new (self, self->listing, on_listed, NULL);
  g_task_run_in_thread (task, list_in_thread);
}

/* --- the group ----------------------------------------------------------------------------------------- */

static void
on_search_changed (AtlasEncryptionGroup *self)
{
  show_keys (self);
}

static void
on_how_changed (AtlasEncryptionGroup *self)
{
  How how = get_how (self);
  gboolean stated = *adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->state)) != '\0';

  gtk_widget_set_visible (GTK_WIDGET (self->passphrase), how == WITH_PASSPHRASE);
  gtk_widget_set_visible (GTK_WIDGET (self->repeat), how == WITH_PASSPHRASE);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), how == WITH_PASSPHRASE);
  gtk_widget_set_visible (GTK_WIDGET (self->state), how == FOR_PEOPLE && stated);
  if (how == FOR_PEOPLE)
    list_keys (self);
  show_keys (self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENCRYPTED]);
}

static void
atlas_encryption_group_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AtlasEncryptionGroup *self = ATLAS_ENCRYPTION_GROUP (object);

  switch (id)
    {
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    case PROP_ENCRYPTED:
      g_value_set_boolean (value, atlas_encryption_group_is_encrypted (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_encryption_group_dispose (GObject *object)
{
  AtlasEncryptionGroup *self = ATLAS_ENCRYPTION_GROUP (object);

  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_clear_pointer (&self->key_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (atlas_encryption_group_parent_class)->dispose (object);
}

static void
atlas_encryption_group_class_init (AtlasEncryptionGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = atlas_encryption_group_get_property;
  object_class->dispose = atlas_encryption_group_dispose;

  properties[PROP_READY] = g_param_spec_boolean (
    "ready", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ENCRYPTED] = g_param_spec_boolean (
    "encrypted", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-encryption-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasEncryptionGroup, how);
  gtk_widget_class_bind_template_child (widget_class, AtlasEncryptionGroup, passphrase);
  gtk_widget_class_bind_template_child (widget_class, AtlasEncryptionGroup, repeat);
  gtk_widget_class_bind_template_child (widget_class, AtlasEncryptionGroup, hint);
  gtk_widget_class_bind_template_child (widget_class, AtlasEncryptionGroup, strength);
  gtk_widget_class_bind_template_child (widget_class, AtlasEncryptionGroup, search);
  gtk_widget_class_bind_template_child (widget_class, AtlasEncryptionGroup, state);
  gtk_widget_class_bind_template_child (widget_class, AtlasEncryptionGroup, spinner);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_how_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
}

static void
atlas_encryption_group_init (AtlasEncryptionGroup *self)
{
  self->ready = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->differs = atlas_row_message_new (GTK_LIST_BOX_ROW (self->repeat));
  self->compared_row = new_check_row (
    self, _ ("I have compared the fingerprints"),
    _ ("With what the owners told by another way: in person, by telephone. Otherwise somebody else "
       "may read the file."),
    &self->compared);
  gtk_widget_set_visible (self->compared_row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->compared_row);
  show_strength (self);
}

gboolean
atlas_encryption_group_is_ready (AtlasEncryptionGroup *self)
{
  g_return_val_if_fail (ATLAS_IS_ENCRYPTION_GROUP (self), FALSE);

  return self->ready;
}

gboolean
atlas_encryption_group_is_encrypted (AtlasEncryptionGroup *self)
{
  g_return_val_if_fail (ATLAS_IS_ENCRYPTION_GROUP (self), FALSE);

  return get_how (self) != NOT_ENCRYPTED;
}

AtlasEncryptionChoice *
atlas_encryption_group_dup_choice (AtlasEncryptionGroup *self)
{
  g_autoptr (GStrvBuilder) recipients = NULL;
  AtlasEncryptionChoice *choice;

  g_return_val_if_fail (ATLAS_IS_ENCRYPTION_GROUP (self), NULL);
  g_return_val_if_fail (self->ready, NULL);

  if (get_how (self) == NOT_ENCRYPTED)
    return NULL;
  choice = g_new0 (AtlasEncryptionChoice, 1);
  if (get_how (self) == WITH_PASSPHRASE)
    {
      choice->passphrase = atlas_passphrase_new (get_text (self->passphrase), NULL);
      return choice;
    }
  recipients = g_strv_builder_new ();
  for (guint i = 0; i < self->key_rows->len; i++)
    if (is_checked (self->key_rows->pdata[i]))
      g_strv_builder_add (recipients, get_key (self->key_rows->pdata[i])->fingerprint);
  choice->recipients = g_strv_builder_end (recipients);
  choice->trust_always = count_checked (self, TRUE) > 0;
  return choice;
}

/* --- the choice ---------------------------------------------------------------------------------------- */

void
atlas_encryption_choice_free (AtlasEncryptionChoice *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->recipients);
  g_clear_pointer (&self->passphrase, atlas_passphrase_unref);
  g_free (self);
}

AtlasOutput *
atlas_encryption_choice_open_file (const AtlasEncryptionChoice *self,
                                   GFile *file,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_autoptr (AtlasEncryption) how = NULL;
  g_autoptr (AtlasOutput) output = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (self != NULL)
    {
      how = atlas_encryption_new ((const char *const *) self->recipients, self->passphrase,
                                  self->trust_always, error);
      if (how == NULL)
        return NULL;
    }
  output = atlas_output_new_for_file (file, cancellable, error);
  if (output == NULL || (how != NULL && !atlas_output_encrypt (output, how, FALSE, error)))
    return NULL;
  return g_steal_pointer (&output);
}
