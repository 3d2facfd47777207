/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-progress.h"

G_BEGIN_DECLS

/**
 * AtlasJob:
 *
 * Something long that goes on in the background, as the window shows it: what it is, how far it is, and a way
 * to stop it. Made and ended on the main thread; progress may come from any.
 *
 * Properties: "title" (string), "fraction" (0 to 1, negative while unknown), "running" (boolean).
 */
#define ATLAS_TYPE_JOB (atlas_job_get_type ())
G_DECLARE_FINAL_TYPE (AtlasJob, atlas_job, ATLAS, JOB, GObject)

/** @title: translated, as a heading over its progress: "Importing members.json" */
AtlasJob *atlas_job_new (const char *title);

const char *atlas_job_get_title (AtlasJob *self);
double atlas_job_get_fraction (AtlasJob *self);
GCancellable *atlas_job_get_cancellable (AtlasJob *self);

/** An AtlasProgressFunc, whose user data is the job. Any thread. */
void atlas_job_progress (gint64 done, gint64 total, gpointer job);

/** It has ended, one way or another. */
void atlas_job_end (AtlasJob *self);
gboolean atlas_job_is_running (AtlasJob *self);

G_END_DECLS
