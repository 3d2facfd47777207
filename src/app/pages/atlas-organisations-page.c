/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-organisations-page.h"

#include <adwaita.h>

#include "atlas-history.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-people-row.h"
#include "atlas-record-browser.h"
#include "atlas-region.h"
#include "atlas-term-choice.h"

struct _AtlasOrganisationsPage
{
  GtkWidget parent_instance;

  AtlasRecordBrowser *browser;
  GtkWidget *nothing;
  AtlasTermChoice *types;

  AtlasSession *session;
  AtlasHistory *history;
  AtlasPeopleRow *people;
};

static void atlas_organisations_page_page_init (AtlasPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasOrganisationsPage,
                               atlas_organisations_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_PAGE, atlas_organisations_page_page_init))

/* Lines. */

static char *
dup_place (AtlasRecord *record)
{
  const char *city = atlas_record_get_text (record, "address.city");
  const char *code = atlas_record_get_text (record, "address.region");
  guint region = code ? atlas_region_find (code, -1) : ATLAS_REGION_NONE;
  const char *name = region != ATLAS_REGION_NONE ? atlas_region_get_name (region) : code;
  const char *country = atlas_record_get_text (record, "address.country");

  if (name == NULL && country != NULL)
    name = atlas_vocabulary_label_for (&atlas_vocabulary_country, country);
  if (city != NULL && name != NULL)
    return g_strdup_printf ("%s, %s", city, name);
  return g_strdup (city ? city : name);
}

/* "Diaspora association · Ottawa, Ontario", and how many people are in it. */
static void
describe (AtlasRecord *record, char **title, char **detail, char **number)
{
  const AtlasField *roles = atlas_kind_find_field (&atlas_kind_organisation, "roles", -1);
  const char *type = atlas_record_get_text (record, "type");
  const char *status = atlas_record_get_text (record, "status");
  g_autofree char *place = dup_place (record);
  const char *parts[4] = { NULL };
  guint n = 0;

  if (type != NULL)
    parts[n++] = atlas_vocabulary_label_for (&atlas_vocabulary_organisation_type, type);
  if (place != NULL)
    parts[n++] = place;
  if (status != NULL && !g_str_equal (status, "active"))
    parts[n++] = atlas_vocabulary_label_for (&atlas_vocabulary_organisation_status, status);
  *title = atlas_record_dup_title (record);
  *detail = g_strjoinv (" · ", (char **) parts);
  if (atlas_record_has (record, roles))
    {
      g_autoptr (GPtrArray) items = atlas_record_dup_items (record, "roles");

      g_autofree char *people = atlas_number_format (items->len);

      *number = g_strdup_printf (ngettext ("%s person", "%s people", items->len), people);
    }
}

/* What is listed: the search says it. */

static AtlasFilter *
get_filter (AtlasOrganisationsPage *self)
{
  return atlas_session_get_filter (self->session, &atlas_kind_organisation);
}

static void
on_query_changed (AtlasOrganisationsPage *self)
{
  atlas_record_browser_set_query (self->browser, atlas_filter_get_query (get_filter (self)));
}

static void
on_clear_search (AtlasOrganisationsPage *self)
{
  if (self->session != NULL)
    atlas_filter_set_text (get_filter (self), "");
}

/* AtlasPage. */

static void
set_session (AtlasPage *page, AtlasSession *session)
{
  AtlasOrganisationsPage *self = ATLAS_ORGANISATIONS_PAGE (page);

  if (session == self->session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (get_filter (self), self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (get_filter (self), "notify::query", G_CALLBACK (on_query_changed), self,
                               G_CONNECT_SWAPPED);
      on_query_changed (self);
    }
  atlas_term_choice_set_session (self->types, session);
  atlas_record_browser_set_session (self->browser, session);
}

static const AtlasKind *
get_kind (AtlasPage *page)
{
  return &atlas_kind_organisation;
}

static gboolean
is_settled (AtlasPage *page)
{
  AtlasOrganisationsPage *self = ATLAS_ORGANISATIONS_PAGE (page);

  return atlas_record_browser_is_settled (self->browser) && atlas_people_row_is_settled (self->people) &&
         atlas_history_is_settled (self->history);
}

static void
show_record (AtlasPage *page, gint64 id)
{
  atlas_record_browser_show (ATLAS_ORGANISATIONS_PAGE (page)->browser, id);
}

static void
new_record (AtlasPage *page, GHashTable *fields)
{
  AtlasOrganisationsPage *self = ATLAS_ORGANISATIONS_PAGE (page);
  g_autoptr (AtlasRecord) draft = atlas_record_new (&atlas_kind_organisation);

  atlas_record_set_text (draft, "status", "active");
  atlas_page_fill_draft (draft, fields);
  atlas_record_browser_create (self->browser, draft);
}

static gboolean
leave (AtlasPage *page)
{
  return atlas_record_pane_leave (atlas_record_browser_get_pane (ATLAS_ORGANISATIONS_PAGE (page)->browser));
}

static void
atlas_organisations_page_page_init (AtlasPageInterface *iface)
{
  iface->set_session = set_session;
  iface->get_kind = get_kind;
  iface->is_settled = is_settled;
  iface->show_record = show_record;
  iface->new_record = new_record;
  iface->leave = leave;
}

/* GObject. */

static void
log_contact (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasOrganisationsPage *self = ATLAS_ORGANISATIONS_PAGE (widget);

  if (atlas_record_pane_get_id (atlas_record_browser_get_pane (self->browser)) != 0)
    atlas_history_log_contact (self->history);
}

static void
atlas_organisations_page_dispose (GObject *object)
{
  AtlasOrganisationsPage *self = ATLAS_ORGANISATIONS_PAGE (object);

  if (self->browser != NULL)
    {
      set_session (ATLAS_PAGE (self), NULL);
      gtk_widget_unparent (GTK_WIDGET (self->browser));
    }
  self->browser = NULL;

  G_OBJECT_CLASS (atlas_organisations_page_parent_class)->dispose (object);
}

static void
atlas_organisations_page_class_init (AtlasOrganisationsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_organisations_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/diasporaatlas/DiasporaAtlas/atlas-organisations-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, AtlasOrganisationsPage, nothing);
  gtk_widget_class_install_action (widget_class, "organisations.log-contact", NULL, log_contact);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "organisations.log-contact",
                                       NULL);
}

static GtkWidget *
make_bar (AtlasOrganisationsPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->types = ATLAS_TERM_CHOICE (atlas_term_choice_new (&atlas_kind_organisation, "type", _ ("All types")));
  gtk_widget_add_css_class (bar, "list-bar");
  gtk_widget_add_css_class (bar, "at-top");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->types));
  return bar;
}

static AtlasRecordPane *
make_pane (AtlasOrganisationsPage *self)
{
  static const char *const roles[] = { "roles", NULL };
  AtlasRecordPane *pane = ATLAS_RECORD_PANE (atlas_record_pane_new (
    &atlas_kind_organisation, NULL, "atlas-organisations-symbolic", _ ("No Organisation Selected"),
    _ ("Choose one from the list, or add a new one.")));
  AtlasRecordEditor *editor = atlas_record_pane_get_editor (pane);

  self->history = ATLAS_HISTORY (atlas_history_new (&atlas_kind_organisation));
  atlas_record_editor_set_about (editor, ATLAS_FIELD_ROW (self->history));
  self->people =
    ATLAS_PEOPLE_ROW (atlas_people_row_new (atlas_kind_find_field (&atlas_kind_organisation, "roles", -1)));
  atlas_record_editor_replace_rows (editor, roles, ATLAS_FIELD_ROW (self->people));
  return pane;
}

static void
atlas_organisations_page_init (AtlasOrganisationsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->browser =
    ATLAS_RECORD_BROWSER (atlas_record_browser_new (make_pane (self), describe, _ ("Organisations")));
  atlas_record_browser_set_nothing (self->browser, self->nothing);
  atlas_record_browser_set_bar (self->browser, make_bar (self));
  g_signal_connect_object (self->browser, "clear-search", G_CALLBACK (on_clear_search), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->browser), GTK_WIDGET (self));
}
