/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-plan-request.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * AtlasPlanForm:
 *
 * What a mission is asked to be: for whom, when and from where, how one travels, what it may cost and what is
 * preferred. Stops that are pinned or barred are not of the form: they are said where they stand. Distances
 * of one's own are told of; the actions "plan.load-ways" and "plan.drop-ways" of whoever holds it change
 * them.
 *
 * Signals: "changed" (): something else is asked now; "stops-named" (GPtrArray of AtlasPlanSpot): there are
 * to be stops there
 */
#define ATLAS_TYPE_PLAN_FORM (atlas_plan_form_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPlanForm, atlas_plan_form, ATLAS, PLAN_FORM, GtkWidget)

GtkWidget *atlas_plan_form_new (void);

/** @records: (nullable): whose segments and places the audience may name */
void atlas_plan_form_set_register (AtlasPlanForm *self, AtlasRegister *records);

/** Shows it; does not say "changed". */
void atlas_plan_form_set_request (AtlasPlanForm *self, const AtlasPlanRequest *request);

/** Writes what stands there into @request; all that the form does not show stays. */
void atlas_plan_form_store (AtlasPlanForm *self, AtlasPlanRequest *request);

/** Why the audience is not understood, for a person; NULL where it is. */
const char *atlas_plan_form_get_audience_error (AtlasPlanForm *self);

/** What is said beneath the audience: how many they are. @text: plain */
void atlas_plan_form_set_audience_note (AtlasPlanForm *self, const char *text);

G_END_DECLS
