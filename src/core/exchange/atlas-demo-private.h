/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-demo-random.h"
#include "atlas-record.h"

G_BEGIN_DECLS

/* Nothing in a demonstration database is later than this day, except planned events. */
#define ATLAS_DEMO_TODAY "2026-11-01"

/**
 * AtlasDemoWorld: the towns of atlas-demo-data.c found in the gazetteer, and their postcodes.
 */
typedef struct _AtlasDemoWorld AtlasDemoWorld;

AtlasDemoWorld *atlas_demo_world_new (void);
void atlas_demo_world_free (AtlasDemoWorld *self);

/** The @index-th person of @seed, whatever the others: given an id, ready to be saved. */
void atlas_demo_make_member (AtlasDemoWorld *self, guint32 seed, guint index, AtlasRecord *record);

/** The @index-th event of @seed; its attendance is drawn from @n_members people's ids. */
void
atlas_demo_make_event (AtlasDemoWorld *self, guint32 seed, guint index, guint n_members, AtlasRecord *record);

/** The @index-th organisation of @seed, with some of @n_members people in it. */
void atlas_demo_make_organisation (
  AtlasDemoWorld *self, guint32 seed, guint index, guint n_members, AtlasRecord *record);
void atlas_demo_organisation_uuid (guint32 seed, guint index, AtlasUuid *uuid);

/** The @index-th entry of the contact log. */
void atlas_demo_make_interaction (
  guint32 seed, guint index, guint n_members, guint n_organisations, AtlasRecord *record);

/** The @index-th mission: the first of them lies ahead. */
void atlas_demo_make_mission (AtlasDemoWorld *self, guint32 seed, guint index, AtlasRecord *record);

/** A few people have tags. */
void atlas_demo_set_tags (guint32 seed, guint index, AtlasRecord *record);

/** Only the id of the @index-th person. */
void atlas_demo_member_uuid (guint32 seed, guint index, AtlasUuid *uuid);

/* For both kinds. */
typedef struct
{
  const char *name;
  const char *region;
  const char *country;
  const char *timezone;
  guint region_index;
  double latitude, longitude;
  guint population;
  guint weight;
  guint n_postcodes;
  char (*postcodes)[6];
  double *latitudes, *longitudes;
} AtlasDemoPlace;

const AtlasDemoPlace *atlas_demo_world_draw_place (AtlasDemoWorld *self, AtlasDemoRandom *random);

/** "YYYY-MM-DD", so many days before (or, negative, after) the demonstration's today. */
void atlas_demo_date (int days_ago, char buffer[40]);

/** A timestamp of that day. */
void atlas_demo_timestamp (AtlasDemoRandom *random, int days_ago, char buffer[40]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasDemoWorld, atlas_demo_world_free)

G_END_DECLS
