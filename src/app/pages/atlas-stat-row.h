/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  ATLAS_STAT_NUMBER, /* "2,104" */
  ATLAS_STAT_SHARE,  /* "52 %" */
} AtlasStatFormat;

/**
 * AtlasStatRow:
 *
 * A line of statistics: what is counted, a small bar, a number. Assistive tools read it whole: "Women: 2,104
 * of 4,212".
 */
#define ATLAS_TYPE_STAT_ROW (atlas_stat_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasStatRow, atlas_stat_row, ATLAS, STAT_ROW, GtkWidget)

/** @label: plain text; cut short where there is no room */
GtkWidget *atlas_stat_row_new (const char *label, AtlasStatFormat format);

/**
 * atlas_stat_row_set:
 * @label: (nullable): what is counted now; NULL: as before
 * @part: how many of @whole
 * @longest: of what a full bar would stand for; 0: @whole, which a trough then shows
 */
void atlas_stat_row_set (AtlasStatRow *self, const char *label, guint part, guint whole, guint longest);

/** "Women: 2,104 of 4,212 (50 %)"; borrowed until the next change. */
const char *atlas_stat_row_get_description (AtlasStatRow *self);

G_END_DECLS
