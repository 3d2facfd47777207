/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-listed.h"

#include "atlas-i18n.h"
#include "atlas-import-private.h"

#define MAX_LISTED 10000

static gboolean
has_room (AtlasImport *self, AtlasImportList which)
{
  if (self->lists[which]->len < MAX_LISTED)
    return TRUE;
  self->n_cut[which]++;
  return FALSE;
}

static const char *
get_file_name (AtlasImport *self, guint file)
{
  return ((AtlasImportFile *) g_ptr_array_index (self->files, file))->name;
}

void
atlas_import_list_word (AtlasImport *self,
                        AtlasImportList which,
                        guint file,
                        const AtlasImportEntry *entry,
                        const char *field,
                        const char *reason)
{
  AtlasRefusal *refusal;

  g_return_if_fail (ATLAS_IS_IMPORT (self));
  g_return_if_fail (entry != NULL);

  if (!has_room (self, which))
    return;
  refusal = g_new0 (AtlasRefusal, 1);
  refusal->file = g_strdup (get_file_name (self, file));
  refusal->record = entry->number;
  refusal->line = entry->line;
  refusal->field = g_strdup (field);
  refusal->reason = g_strdup (reason);
  g_ptr_array_add (self->lists[which], refusal);
}

void
atlas_import_list_record (
  AtlasImport *self, AtlasImportList which, guint file, const AtlasImportEntry *entry, const char *field)
{
  g_autofree char *title = NULL;

  g_return_if_fail (ATLAS_IS_IMPORT (self));
  g_return_if_fail (entry != NULL);

  if (self->lists[which]->len < MAX_LISTED)
    title = atlas_record_dup_title (entry->record);
  atlas_import_list_word (self, which, file, entry, field, title);
}

/* @other: (nullable) (transfer full) */
static char *
dup_title (AtlasRecord *other)
{
  return other != NULL ? atlas_record_dup_title (other) : g_strdup ("?");
}

static char *
dup_reasons (const AtlasDuplicateEvidence *evidence)
{
  g_auto (GStrv) reasons = atlas_duplicate_evidence_list_reasons (evidence);

  return g_strjoinv (", ", reasons);
}

void
atlas_import_list_double (AtlasImport *self,
                          AtlasConnection *connection,
                          guint file,
                          const AtlasImportEntry *entry,
                          const AtlasDuplicatePair *pair)
{
  g_autoptr (AtlasRecord) other = NULL;
  g_autofree char *title = NULL;
  g_autofree char *other_title = NULL;
  g_autofree char *whom = NULL;
  g_autofree char *why = NULL;
  g_autofree char *words = NULL;
  const char *city;

  g_return_if_fail (ATLAS_IS_IMPORT (self));
  g_return_if_fail (entry != NULL && pair != NULL);

  if (!has_room (self, ATLAS_IMPORT_DOUBLES))
    return;
  other = atlas_record_load (connection, &atlas_kind_member, pair->left, NULL);
  title = atlas_record_dup_title (entry->record);
  other_title = dup_title (other);
  city = other != NULL ? atlas_record_get_text (other, "address.city") : NULL;
  whom = city != NULL ? g_strdup_printf ("%s (%s)", other_title, city) : g_strdup (other_title);
  why = dup_reasons (&pair->evidence);
  /* Translators: somebody new, somebody who stands here already, and what they have in common: "Ada Uwase may
   * be Ada UWASE (Ottawa): same e-mail address" */
  words = g_strdup_printf (_ ("%s may be %s: %s"), title, whom, why);
  atlas_import_list_word (self, ATLAS_IMPORT_DOUBLES, file, entry, NULL, words);
}

void
atlas_import_list_doubled (AtlasImport *self,
                           AtlasConnection *connection,
                           guint file,
                           const AtlasImportEntry *entry,
                           const AtlasImportDouble *found)
{
  g_autoptr (AtlasRecord) other = NULL;
  g_autofree char *title = NULL;
  g_autofree char *other_title = NULL;
  g_autofree char *line = NULL;
  g_autofree char *why = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (ATLAS_IS_IMPORT (self));
  g_return_if_fail (entry != NULL && found != NULL);

  if (!has_room (self, ATLAS_IMPORT_DOUBLED))
    return;
  other = atlas_record_load_uuid (connection, &atlas_kind_member, &found->one, NULL);
  title = atlas_record_dup_title (entry->record);
  other_title = dup_title (other);
  line = g_strdup_printf ("%" G_GINT64_FORMAT, found->line);
  why = dup_reasons (&found->evidence);
  if (found->file != file)
    /* Translators: somebody in a file; the line and the name of another file, who stands there and is most
     * probably the same person, and what the two have in common. */
    words = g_strdup_printf (_ ("%s: line %s of %s has %s: %s"), title, line,
                             get_file_name (self, found->file), other_title, why);
  else
    /* Translators: somebody in a file; a line of it, who stands there and is most probably the same person,
     * and what the two have in common: "Ada UWASE: line 2 has Ada Uwase: same e-mail address" */
    words = g_strdup_printf (_ ("%s: line %s has %s: %s"), title, line, other_title, why);
  atlas_import_list_word (self, ATLAS_IMPORT_DOUBLED, file, entry, NULL, words);
}
