/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-check-in-line.h"

#include "atlas-i18n.h"

struct _AtlasCheckInLine
{
  AdwActionRow parent_instance;

  char *uuid;     /* NULL: somebody new */
  GtkWidget *add; /* the sign of somebody new, whether it is shown or not */
  GtkWidget *status, *come;
  GtkWidget *talk; /* NULL: none is offered */
};

G_DEFINE_FINAL_TYPE (AtlasCheckInLine, atlas_check_in_line, ADW_TYPE_ACTION_ROW)

static void
atlas_check_in_line_dispose (GObject *object)
{
  g_clear_object (&ATLAS_CHECK_IN_LINE (object)->add);

  G_OBJECT_CLASS (atlas_check_in_line_parent_class)->dispose (object);
}

static void
atlas_check_in_line_finalize (GObject *object)
{
  g_free (ATLAS_CHECK_IN_LINE (object)->uuid);

  G_OBJECT_CLASS (atlas_check_in_line_parent_class)->finalize (object);
}

static void
atlas_check_in_line_class_init (AtlasCheckInLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_check_in_line_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_check_in_line_finalize;
}

static void
atlas_check_in_line_init (AtlasCheckInLine *self)
{
  AdwActionRow *row = ADW_ACTION_ROW (self);

  self->add = g_object_ref_sink (gtk_image_new_from_icon_name ("contact-new-symbolic"));
  self->status = gtk_label_new (NULL);
  self->come = gtk_image_new_from_icon_name ("object-select-symbolic");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  adw_action_row_add_suffix (row, self->status);
  adw_action_row_add_suffix (row, self->come);
}

GtkWidget *
atlas_check_in_line_new (void)
{
  return g_object_new (ATLAS_TYPE_CHECK_IN_LINE, NULL);
}

/* Not hidden where it does not belong: its place would stay, and indent the name. */
static void
show_add (AtlasCheckInLine *self, gboolean shown)
{
  if (shown == (gtk_widget_get_parent (self->add) != NULL))
    return;
  if (shown)
    adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->add);
  else
    adw_action_row_remove (ADW_ACTION_ROW (self), self->add);
}

/* @uuid: NULL: somebody new; @status: NULL: none */
static void
show (AtlasCheckInLine *self,
      const char *uuid,
      const char *title,
      const char *subtitle,
      const char *status,
      gboolean come)
{
  char *before = self->uuid;

  self->uuid = g_strdup (uuid);
  g_free (before);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_label_set_text (GTK_LABEL (self->status), status != NULL ? status : "");
  gtk_widget_remove_css_class (self->status, come ? "dim-label" : "success");
  gtk_widget_add_css_class (self->status, come ? "success" : "dim-label");
  gtk_widget_set_visible (self->status, status != NULL);
  gtk_widget_set_visible (self->come, come);
  if (self->talk != NULL)
    {
      gtk_widget_set_visible (self->talk, uuid != NULL);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->talk), "s", uuid != NULL ? uuid : "");
    }
  show_add (self, uuid == NULL);
}

void
atlas_check_in_line_show_person (AtlasCheckInLine *self,
                                 const AtlasPersonBrief *person,
                                 const char *status,
                                 gboolean come)
{
  g_return_if_fail (ATLAS_IS_CHECK_IN_LINE (self));
  g_return_if_fail (person != NULL && person->uuid != NULL);

  show (self, person->uuid, person->name, person->place != NULL ? person->place : "", status, come);
}

void
atlas_check_in_line_show_new (AtlasCheckInLine *self, const char *name)
{
  g_autofree char *title = NULL;

  g_return_if_fail (ATLAS_IS_CHECK_IN_LINE (self));
  g_return_if_fail (name != NULL);

  /* Translators: %s is a name that was typed */
  title = g_strdup_printf (_ ("New person: %s"), name);
  show (self, NULL, title, _ ("Recorded, and put on the list"), NULL, FALSE);
}

void
atlas_check_in_line_set_talks (AtlasCheckInLine *self, gboolean talks)
{
  g_return_if_fail (ATLAS_IS_CHECK_IN_LINE (self));

  if (!talks || self->talk != NULL)
    return;
  self->talk = gtk_button_new_from_icon_name ("document-edit-symbolic");
  gtk_widget_set_tooltip_text (self->talk, _ ("Log a Talk (Ctrl+L)"));
  gtk_widget_set_valign (self->talk, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->talk, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->talk), "s", self->uuid != NULL ? self->uuid : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->talk), "check-in.talk-with");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->talk);
}

const char *
atlas_check_in_line_get_uuid (AtlasCheckInLine *self)
{
  g_return_val_if_fail (ATLAS_IS_CHECK_IN_LINE (self), NULL);
  return self->uuid;
}
