/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-record-list.h"

G_BEGIN_DECLS

/**
 * AtlasRecordRow:
 *
 * A place in a view. It stays where it is while what stands in it changes, so that the widgets that show it
 * are kept.
 *
 * Properties: "record" (AtlasRecord): notified when something else stands there
 */
#define ATLAS_TYPE_RECORD_ROW (atlas_record_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasRecordRow, atlas_record_row, ATLAS, RECORD_ROW, GObject)

/** NULL where nothing stands, or what does was not in sight yet. (transfer none) (nullable) */
AtlasRecord *atlas_record_row_get_record (AtlasRecordRow *self);

/** FALSE beyond the end of the list: whoever shows the row gives it no height. */
gboolean atlas_record_row_is_there (AtlasRecordRow *self);

/**
 * AtlasRecordRows:
 *
 * What a view shows of an AtlasRecordList, as a GListModel of AtlasRecordRow in the list's order, without a
 * frame that takes long. GTK holds some two hundred rows of widgets, which take a third of a second to make
 * and a tenth to take away. So where another search finds others, rows are kept and filled anew, those in
 * sight and these alone; where it finds fewer, what is too many stays, empty and without height. More are
 * made one by one, until there are so many that GTK makes no widgets for the rest. Single rows that come or
 * go are told of as they are. While the view is not to be seen nothing happens.
 *
 * Properties: "settled" (boolean): all that is in sight is as the list says, and as many rows as there
 *
 * Signals: "replaced": others than before stand in the rows from now on
 */
#define ATLAS_TYPE_RECORD_ROWS (atlas_record_rows_get_type ())
G_DECLARE_FINAL_TYPE (AtlasRecordRows, atlas_record_rows, ATLAS, RECORD_ROWS, GObject)

/** @view: (transfer none): a GtkScrollable, not kept alive, with rows of one height */
AtlasRecordRows *atlas_record_rows_new (AtlasRecordList *list, GtkWidget *view);

/** (transfer none) */
AtlasRecordList *atlas_record_rows_get_list (AtlasRecordRows *self);

gboolean atlas_record_rows_is_settled (AtlasRecordRows *self);

/** Has no fewer rows than the list at once, for somebody who wants one that may not be there yet. */
void atlas_record_rows_complete (AtlasRecordRows *self);

G_END_DECLS
