/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasPage:
 *
 * One of the window's pages: map, people, events, organisations, what is to do, missions, the calendar. It is
 * given the session and shows what is in it.
 *
 * What a page wants of the window it asks by actions, through gtk_widget_activate_action():
 * - "win.show-record" ((sx): a kind's name, a row id): the page of that kind, with the record open
 * - "win.new-record" ((sa{ss}): a kind's name; fields by key, as a person types them): a new record open, not
 *   yet saved
 * - "win.show-people" (s: a query): the people whom it finds
 * - "win.show-page" (s: "map", "people", "events", "organisations", "to-do", "missions", "calendar",
 *   "duplicates")
 * - "win.compare" ((xx): row ids of two people): both beside each other
 * - "win.plan-mission" (s: a query): the composer of missions, with them as the audience
 * - "win.show-place" ((dd): latitude, longitude, in degrees): the map there
 * - "win.export-contacts" (s: a query): the dialog that writes a contact list of them
 * - "win.import", "win.export", "win.undo", "win.redo"
 */
#define ATLAS_TYPE_PAGE (atlas_page_get_type ())
G_DECLARE_INTERFACE (AtlasPage, atlas_page, ATLAS, PAGE, GtkWidget)

struct _AtlasPageInterface
{
  GTypeInterface parent_interface;

  void (*set_session) (AtlasPage *self, AtlasSession *session);
  const AtlasKind *(*get_kind) (AtlasPage *self);
  gboolean (*is_settled) (AtlasPage *self);
  void (*show_record) (AtlasPage *self, gint64 id);
  void (*new_record) (AtlasPage *self, GHashTable *fields);
  void (*show_place) (AtlasPage *self, double latitude, double longitude);
  gboolean (*leave) (AtlasPage *self);
};

/** @session: (nullable): none while no database is open */
void atlas_page_set_session (AtlasPage *self, AtlasSession *session);

/** What the search field asks for while the page is shown. */
const AtlasKind *atlas_page_get_kind (AtlasPage *self);

/** Whether all that is to be seen has been read and painted: for pictures. */
gboolean atlas_page_is_settled (AtlasPage *self);

/** Opens the record of the page's kind. Pages that edit none do nothing. */
void atlas_page_show_record (AtlasPage *self, gint64 id);

/** @fields: (nullable) (element-type utf8 utf8): what is known of it already, by key, as a person types it */
void atlas_page_new_record (AtlasPage *self, GHashTable *fields);

/** Shows the map there, degrees. Pages without one do nothing. */
void atlas_page_show_place (AtlasPage *self, double latitude, double longitude);

/** Saves what is being edited, before the database is closed. FALSE where it can't be saved as it stands: the
 * page then says why, and stays. */
gboolean atlas_page_leave (AtlasPage *self);

/** Sets in a new record what new_record() was told of it, and leaves out what can't be set.
 *
 * @fields: (nullable) (element-type utf8 utf8) */
void atlas_page_fill_draft (AtlasRecord *draft, GHashTable *fields);

G_END_DECLS
