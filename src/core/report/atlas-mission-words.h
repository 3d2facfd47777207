/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-disclosure.h"
#include "atlas-output.h"
#include "atlas-page-writer.h"
#include "atlas-register.h"
#include "atlas-small-cells.h"

G_BEGIN_DECLS

/* What the reports on missions and events say alike. All texts are (transfer full). */

/** The field as people read it; "" where there is nothing. */
char *atlas_report_display (AtlasRecord *record, const char *key);

/** "Tuesday, 24 November 2026": the day that an ISO 8601 time names by its own clocks. */
char *atlas_report_format_day (const char *time);

/** "09:00–11:30", by the clocks of each end; with its day where the end is on another one, and with the name
 * of the zone (“EST”) at @zone. @end, @zone: (nullable) */
char *atlas_report_format_hours (const char *start, const char *end, const char *zone);

/** "24–27 November 2026" is not to be had in every language: "24 November 2026 – 27 November 2026", one day
 * where both are the same. (nullable): NULL where neither is set */
char *atlas_report_format_days (AtlasRecord *mission);

/** An amount of money: "1,240.00 CAD". @currency: (nullable) */
char *atlas_report_format_amount (double amount, const char *currency);

/** The title of a record by its id (UUID); NULL where it is not there. */
char *atlas_report_dup_title (AtlasRegister *source, const AtlasKind *kind, const char *id);

/** As above, the record. (transfer full) (nullable) */
AtlasRecord *atlas_report_load (AtlasRegister *source, const AtlasKind *kind, const char *id);

/** A count, or "<5". */
char *atlas_report_format_count (guint count, gboolean hidden, guint smallest);

/**
 * atlas_report_publish:
 * @name: of the kind of report, for the log: "brief"
 * @label: the line of the log
 * @people: (element-type gint64): row ids of whom it names; sorted here
 *
 * Logs the report that stands in the output's buffer as one of this authority's own papers, and gives the
 * file its name.
 */
gboolean atlas_report_publish (AtlasRegister *source,
                               AtlasOutput *output,
                               const char *name,
                               const char *label,
                               GArray *people,
                               GCancellable *cancellable,
                               GError **error);

/** A heading that stays with the first rows of the table below it. */
void atlas_report_begin_section (AtlasPageWriter *page, const char *heading);

/** Currencies and what they add up to. */
typedef struct
{
  char *currency; /* "" where none is said */
  double planned, spent;
} AtlasReportSum;

/** The budget of a mission by currency, in the order in which they come. (transfer full) (element-type
 * AtlasReportSum) */
GArray *atlas_report_sum_budget (AtlasRecord *mission);

/** The currency of a budget line: its own, or the mission's; "" where neither is said. Borrowed. */
const char *atlas_report_get_currency (AtlasRecord *mission, AtlasRecord *line);

/** A table of the budget with sums, under its heading; nothing where there is none. */
void atlas_report_write_budget (AtlasPageWriter *page, AtlasRecord *mission);

G_END_DECLS
