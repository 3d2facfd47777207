/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-itinerary.h"
#include "atlas-mission-brief.h"

G_BEGIN_DECLS

/**
 * AtlasBriefContact:
 * @organisation: its name
 * @name, @role: who, and as what; NULL: the organisation itself
 * @phone, @email: (nullable): NULL where there is none, or the person did not agree to be reached by it
 */
typedef struct
{
  char *organisation, *name, *role, *phone, *email;
} AtlasBriefContact;

/** Of the contact log: @when as it is shown, @with whom, @what. */
typedef struct
{
  char *when, *with, *what;
} AtlasBriefNote;

/**
 * AtlasBriefStop:
 * @event, @host: (nullable): as the stop names them
 * @everyone: (nullable): who lives there; NULL where the stop has no position
 * @audience: of them, whom the mission is for; @fresh: who of these lives near no earlier stop;
 * @reachable: of those, who agreed to be contacted by e-mail, telephone and post and can be
 * @contacts: (element-type AtlasBriefContact): organisations that are near, and who speaks for them
 * @recent, @due: (element-type AtlasBriefNote)
 */
typedef struct
{
  AtlasRecord *stop, *event, *host;
  AtlasProfile *everyone;
  guint audience, fresh, reachable[3];
  GPtrArray *contacts, *recent, *due;
} AtlasBriefStop;

/** @people: (element-type gint64): row ids of whom it names; @n_audience: whom the mission is for, wherever
 * they live */
typedef struct
{
  AtlasRecord *mission;
  guint n_audience;
  AtlasItinerary *itinerary;
  GPtrArray *stops; /* AtlasBriefStop */
  GArray *people;
  guint smallest;
  gboolean synthetic;
} AtlasMissionBrief;

/** A page writer's function; @data is an AtlasMissionBrief. */
void atlas_mission_brief_draw (AtlasPageWriter *page, gpointer data);

/** The organisations near a stop and who speaks for them, and its host. NULL with @error. (transfer full)
 * (element-type AtlasBriefContact) @organisations: (element-type AtlasRecord); @people: told of whom it names
 */
GPtrArray *
atlas_brief_list_contacts (AtlasRegister *source, GPtrArray *organisations, GArray *people, GError **error);

G_END_DECLS
