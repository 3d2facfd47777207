/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record-rows.h"

G_BEGIN_DECLS

struct _AtlasRecordRow
{
  GObject parent_instance;

  AtlasRecordRows *rows; /* NULL once that is gone, or the row is */
  guint position;
  AtlasRecordItem *item; /* NULL: nothing */
  gboolean stale;        /* something else stands there meanwhile, or nobody has looked yet */
  gboolean there;        /* as it was last told */
};

/** Puts @item there and tells who shows the row. @item: (nullable) (transfer none) */
void atlas_record_row_set_item (AtlasRecordRow *self, AtlasRecordItem *item);

/* Of its rows. */

/** Nobody holds that row any more. */
void atlas_record_rows_forget (AtlasRecordRows *self, AtlasRecordRow *row);

/** There is something to fill, to make or to take away in the frames to come. */
void atlas_record_rows_begin_work (AtlasRecordRows *self);

G_END_DECLS
