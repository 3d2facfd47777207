/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record-editor.h"

G_BEGIN_DECLS

/* The editor in two files: atlas-record-editor.c is the form; atlas-record-editor-save.c saves, and follows
 * what changes elsewhere. */

/** A row and the fields it edits: those whose number in `line_of` is its own. */
typedef struct
{
  AtlasFieldRow *row;
  gboolean late; /* stored after the others, on which its reading depends */
  gboolean wrong;
  gboolean clashes; /* with what was changed elsewhere */
} AtlasEditorLine;

typedef enum
{
  ATLAS_EDITOR_NOTICE_NONE,
  ATLAS_EDITOR_NOTICE_MERGED,
  ATLAS_EDITOR_NOTICE_CONFLICT,
  ATLAS_EDITOR_NOTICE_DELETED,
} AtlasEditorNotice;

struct _AtlasRecordEditor
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkRevealer *notice;
  GtkLabel *notice_label;
  GtkButton *notice_other;
  GtkButton *notice_mine;
  GtkScrolledWindow *scrolled;
  GtkBox *form;
  GtkLabel *title;
  GtkRevealer *actions;
  GtkWidget *save_button;

  const AtlasKind *kind;
  AtlasSession *session;

  GArray *lines;        /* of AtlasEditorLine; empty until the first record */
  guint *line_of;       /* by the field's index */
  AtlasFieldRow *about; /* NULL: none */
  GHashTable *replaced; /* index of a field -> row that takes its place */

  /* What is in the database, or being written there; and what the form holds now. */
  AtlasRecord *base;
  AtlasRecord *draft;
  AtlasRecord *initial; /* what a new record began with; else NULL */
  guint serial;         /* of records set: a late answer must not be taken for another's */
  gboolean changed, valid;
  gboolean loading;
  gboolean tell_missing; /* whether it is time to say what is still to be filled in */

  GQueue saves;
  AtlasEditorNotice notice_kind;
  AtlasRecord *theirs;
};

/* atlas-record-editor.c */

/** Reads the form, checks it, and shows what is wrong. */
void atlas_record_editor_update (AtlasRecordEditor *self);

/** Shows @record in the rows; where @but_edited is given, only in those that do not differ from it. */
void atlas_record_editor_load (AtlasRecordEditor *self, AtlasRecord *record, AtlasRecord *but_edited);

/** Takes @record as what is in the database. */
void atlas_record_editor_set_base (AtlasRecordEditor *self, AtlasRecord *record);

/* atlas-record-editor-save.c */

/** Begins to write what the form holds. */
void atlas_record_editor_begin_save (AtlasRecordEditor *self);

/** What the register tells of. */
void atlas_record_editor_follow (AtlasRecordEditor *self, AtlasChange *change);

void atlas_record_editor_show_notice (AtlasRecordEditor *self, AtlasEditorNotice kind, const char *text);

/** The buttons of the notice: what was typed stays, or not. */
void atlas_record_editor_answer (AtlasRecordEditor *self, gboolean mine);

G_END_DECLS
