/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-job.h"

G_BEGIN_DECLS

/**
 * AtlasJobBar:
 *
 * A strip that rises at the foot of the window when a job takes longer than half a second: what is going on,
 * how far it is, and a button that stops it.
 */
#define ATLAS_TYPE_JOB_BAR (atlas_job_bar_get_type ())
G_DECLARE_FINAL_TYPE (AtlasJobBar, atlas_job_bar, ATLAS, JOB_BAR, GtkWidget)

/** @jobs: (nullable) (element-type AtlasJob): those that are running; the first is shown */
void atlas_job_bar_set_jobs (AtlasJobBar *self, GListModel *jobs);

G_END_DECLS
