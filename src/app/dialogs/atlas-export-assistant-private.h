/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-encryption-group.h"
#include "atlas-export-assistant.h"
#include "atlas-export-people.h"
#include "atlas-export-writing.h"

G_BEGIN_DECLS

/** What the records are narrowed down by. */
typedef enum
{
  WHICH_ALL,
  WHICH_FOUND, /* what the searches of the pages find */
  WHICH_QUERY, /* a text, from whoever opened the window, from a segment or a profile */
} AtlasExportWhich;

struct _AtlasExportAssistant
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwToast *toast; /* the last, while it is shown or waits */
  GtkWidget *export_button;
  GtkWidget *profile_group, *forget;
  AdwComboRow *profile;
  AdwComboRow *what, *which;
  GtkWidget *terms_group;
  GtkCheckButton *for_own, *for_contact, *for_share, *for_publish;
  AdwComboRow *channel, *basis;
  AdwEntryRow *partner;
  GtkWidget *pseudonyms_row;
  GtkSwitch *pseudonyms;
  AtlasExportPeople *people;
  AdwComboRow *format, *sheet;
  GtkWidget *first_row;
  GtkSpinButton *first_label;
  AdwActionRow *fields_row;
  AtlasEncryptionGroup *encryption;
  GtkLabel *hint;
  AdwEntryRow *profile_name;

  AtlasSession *session;
  GPtrArray *profiles; /* (element-type AtlasRecord): as the combo row lists them, behind "None" */
  GArray *whiches;     /* (element-type Which) */
  GPtrArray *formats;  /* (element-type utf8): keys, as the combo row lists them */
  char *given;         /* the query that the window was opened with, or the profile's; or NULL */
  GStrv fields;        /* NULL: what the terms propose */
  char *profile_used;  /* its name, while what is chosen is what it says */
  gboolean replacing;  /* the profile that is being kept is one that was there */
  gboolean setting;    /* several things at once */
};

/* The choices (atlas-export-choices.c). */

/** -1 while none is chosen. */
int atlas_export_assistant_get_purpose (AtlasExportAssistant *self);
void atlas_export_assistant_set_purpose (AtlasExportAssistant *self, int purpose);

/** The kind that is chosen; NULL: everything. */
const AtlasKind *atlas_export_assistant_get_kind (AtlasExportAssistant *self);
void atlas_export_assistant_set_kind (AtlasExportAssistant *self, const AtlasKind *kind);

const char *atlas_export_assistant_get_format (AtlasExportAssistant *self);
void atlas_export_assistant_set_format (AtlasExportAssistant *self, const char *format);

/** Texts are borrowed. */
void atlas_export_assistant_get_terms (AtlasExportAssistant *self, AtlasExportTerms *terms);

/** What can be narrowed down by, given what is chosen. */
void atlas_export_assistant_fill_what (AtlasExportAssistant *self);
void atlas_export_assistant_fill_which (AtlasExportAssistant *self);
void atlas_export_assistant_fill_formats (AtlasExportAssistant *self);
void atlas_export_assistant_fill_lists (AtlasExportAssistant *self); /* that never change */

/** The text that people are searched by, for a profile; "" for all. (transfer full) */
char *atlas_export_assistant_dup_query (AtlasExportAssistant *self);

/** (transfer full) (element-type AtlasQuery), NULL-terminated; NULL with @error */
GPtrArray *atlas_export_assistant_make_queries (AtlasExportAssistant *self, GError **error);

/** Of labels, whatever the format is. */
const AtlasLabelSheet *atlas_export_assistant_get_sheet (AtlasExportAssistant *self);

/** All of it. (transfer full): NULL with @error */
AtlasExportWriting *atlas_export_assistant_make_writing (AtlasExportAssistant *self, GError **error);

/* Profiles (atlas-export-profiles.c). */

void atlas_export_assistant_list_profiles (AtlasExportAssistant *self);
void atlas_export_assistant_apply_profile (AtlasExportAssistant *self, AtlasRecord *profile);
void atlas_export_assistant_keep_profile (AtlasExportAssistant *self, const char *name);
void atlas_export_assistant_forget_profile (AtlasExportAssistant *self, AtlasRecord *profile);

/** What is chosen is no longer what the profile says, if one was chosen: neither the list nor the log names
 * it. */
void atlas_export_assistant_leave_profile (AtlasExportAssistant *self);

/** Shows all anew, and counts. */
void atlas_export_assistant_refresh (AtlasExportAssistant *self);

G_END_DECLS
