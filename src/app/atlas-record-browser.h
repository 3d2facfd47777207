/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record-list.h"
#include "atlas-record-pane.h"

G_BEGIN_DECLS

/**
 * AtlasRecordBrowser:
 *
 * The records of one kind in a list and, beside it or in its place where there is little room, the one that
 * is chosen in a pane to be edited. For a page or a dialog.
 *
 * While there is nothing to list it shows what is put into it as "nothing" (see
 * atlas_record_browser_set_nothing()); while a search finds nothing, a way to clear it.
 *
 * Signals:
 * - "clear-search" (): the person wants to see all again
 */
#define ATLAS_TYPE_RECORD_BROWSER (atlas_record_browser_get_type ())
G_DECLARE_FINAL_TYPE (AtlasRecordBrowser, atlas_record_browser, ATLAS, RECORD_BROWSER, GtkWidget)

/** What a line of the list says of a record. All three: (transfer full), set to NULL before; a NULL is not
 * shown. @number stands at the end of the line. */
typedef void (*AtlasRecordBrowserDescribe) (AtlasRecord *record, char **title, char **detail, char **number);

/** @pane: of the kind whose records are listed; @label: what the list holds, for those who can't see it */
GtkWidget *
atlas_record_browser_new (AtlasRecordPane *pane, AtlasRecordBrowserDescribe describe, const char *label);

/** The same for a list with lines of its own.
 *
 * @source: of records of the pane's kind; @factory: makes a line of each of its items */
GtkWidget *atlas_record_browser_new_for_source (AtlasRecordPane *pane,
                                                AtlasRecordSource *source,
                                                GtkListItemFactory *factory,
                                                const char *label);

/** @nothing: what stands there while there are no records at all: a status page */
void atlas_record_browser_set_nothing (AtlasRecordBrowser *self, GtkWidget *nothing);

/** @bar: stands over the list: a choice of what is listed */
void atlas_record_browser_set_bar (AtlasRecordBrowser *self, GtkWidget *bar);

/** @session: (nullable): the pane is given it, too */
void atlas_record_browser_set_session (AtlasRecordBrowser *self, AtlasSession *session);

/** @query: (nullable): NULL: all */
void atlas_record_browser_set_query (AtlasRecordBrowser *self, AtlasQuery *query);

AtlasRecordPane *atlas_record_browser_get_pane (AtlasRecordBrowser *self);

/** Opens a record, or a new one that begins as @record; where there is room for one of the two, the pane is
 * seen. */
void atlas_record_browser_show (AtlasRecordBrowser *self, gint64 id);
void atlas_record_browser_create (AtlasRecordBrowser *self, AtlasRecord *record);

/** Whether all that is to be seen is the answer to what was asked, and at rest. */
gboolean atlas_record_browser_is_settled (AtlasRecordBrowser *self);

G_END_DECLS
