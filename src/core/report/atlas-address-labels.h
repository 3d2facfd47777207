/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-contacts.h"

G_BEGIN_DECLS

/**
 * AtlasLabelSheet:
 * @name: as a script says it: "5160"
 * @label: untranslated: N_("Avery 5160 (Letter, 30 labels)")
 * @page_width: of the paper; like all that follow in points, 1/72 inch
 * @left: from the paper's edge to the first label
 * @step_x: from one label's left edge to the next one's
 *
 * How labels lie on a sheet.
 */
typedef struct
{
  const char *name;
  const char *label;
  double page_width, page_height;
  double left, top;
  double width, height;
  double step_x, step_y;
  guint columns, rows;
} AtlasLabelSheet;

/** All that are known; the first is Avery 5160. */
const AtlasLabelSheet *atlas_label_sheets (guint *n_sheets);

/** By name, capitals aside; NULL if none. */
const AtlasLabelSheet *atlas_label_sheet_find (const char *name);

/**
 * AtlasLabelOptions:
 * @first: the label to begin with, from 1, for a sheet that has been begun
 * @from: (nullable): ISO 3166-1 code of the country that the letters are posted in, whose name is left out
 * @profile: (nullable): the name of the export profile that asks for them, for the log
 */
typedef struct
{
  const AtlasLabelSheet *sheet;
  guint first;
  const char *from;
  const char *profile;
} AtlasLabelOptions;

/**
 * atlas_address_labels_write:
 * @cramped: (out) (optional): (transfer full) (element-type utf8): names of those whose address did not fit
 * even in the smallest print, and was ended with "…"; the first hundred
 * @n_cramped: (out) (optional): how many they are
 *
 * A contact list by post (see atlas_contacts_write()) as a PDF of labels to be stuck on envelopes: the name
 * as the person writes it, the address as the post wants it. What is long is printed smaller, then wrapped.
 * Labels of invented people say so.
 */
gboolean atlas_address_labels_write (AtlasRegister *source,
                                     AtlasQuery *query,
                                     const AtlasLabelOptions *options,
                                     AtlasOutput *output,
                                     AtlasProgressFunc progress,
                                     gpointer user_data,
                                     GCancellable *cancellable,
                                     AtlasAdmissionCounts *counts,
                                     GPtrArray **cramped,
                                     gint64 *n_cramped,
                                     GError **error);

G_END_DECLS
