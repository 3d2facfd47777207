/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-export-audit.h"
#include "atlas-history.h"
#include "atlas-links.h"

G_BEGIN_DECLS

/* In two files: atlas-history.c reads and shows sections; atlas-history-rows.c makes their rows. */

typedef enum
{
  ATLAS_HISTORY_CONTACTS,
  ATLAS_HISTORY_ROLES,
  ATLAS_HISTORY_EVENTS,
  ATLAS_HISTORY_CHANGES,
  ATLAS_HISTORY_EXPORTS,
  ATLAS_HISTORY_N_SECTIONS
} AtlasHistorySection;

/** A row for one entry of a section. @entry: an AtlasLink, an AtlasJournalChange of @kind, or an
 * AtlasExportEntry */
GtkWidget *atlas_history_row_new (AtlasHistorySection section,
                                  const AtlasKind *kind,
                                  gpointer entry,
                                  AtlasSession *session);

/** What all entries come to, in a line: "Last: 3 May 2026, Telephone". (transfer full) */
char *atlas_history_summarise (AtlasHistorySection section, GPtrArray *entries);

G_END_DECLS
