/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-doubled.h"

#include "atlas-duplicate-intake.h"
#include "atlas-import.h"

/* Where somebody stands. */
typedef struct
{
  AtlasUuid uuid;
  gint64 line;
  guint file;
} Origin;

struct _AtlasImportDoubled
{
  AtlasDuplicateIntake *intake;
  GArray *origins; /* Origin of each that was taken in */
};

AtlasImportDoubled *
atlas_import_doubled_new (void)
{
  AtlasImportDoubled *self = g_new0 (AtlasImportDoubled, 1);

  self->intake = atlas_duplicate_intake_new ();
  self->origins = g_array_new (FALSE, FALSE, sizeof (Origin));
  return self;
}

void
atlas_import_doubled_free (AtlasImportDoubled *self)
{
  if (self == NULL)
    return;
  atlas_duplicate_intake_free (self->intake);
  g_array_unref (self->origins);
  g_free (self);
}

gboolean
atlas_import_doubled_look (AtlasImportDoubled *self,
                           AtlasImportMerge *merge,
                           guint file,
                           const AtlasImportEntry *entry,
                           AtlasImportDouble *found,
                           gboolean *is_doubled,
                           GError **error)
{
  Origin own = { .line = entry->line, .file = file };
  const Origin *earlier;
  guint index;
  AtlasUuid stays;
  gboolean stands;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (entry != NULL && found != NULL && is_doubled != NULL, FALSE);

  *is_doubled = FALSE;
  if (entry->refused || entry->said.had_id || atlas_record_get_kind (entry->record) != &atlas_kind_member ||
      self->origins->len == ATLAS_IMPORT_MOST_COMPARED)
    return TRUE;
  own.uuid = *atlas_record_get_uuid (entry->record);
  g_array_append_val (self->origins, own);
  if (!atlas_duplicate_intake_add (self->intake, entry->record, ATLAS_DUPLICATES_THRESHOLD, &index,
                                   &found->evidence))
    return TRUE;

  earlier = &g_array_index (self->origins, Origin, index);
  found->file = earlier->file;
  found->line = earlier->line;
  *is_doubled = atlas_uuid_equal (&earlier->uuid, &own.uuid);
  found->repeated = *is_doubled;
  found->certain = found->repeated || found->evidence.score >= ATLAS_DUPLICATES_SURE;
  /* Who has come in before, from this file or from another, was decided of then. */
  if (!*is_doubled)
    {
      if (!atlas_import_merge_resolve (merge, &own.uuid, &stays, &stands, error))
        return FALSE;
      if (stands)
        return TRUE;
    }
  return atlas_import_merge_resolve (merge, &earlier->uuid, &found->one, is_doubled, error);
}
