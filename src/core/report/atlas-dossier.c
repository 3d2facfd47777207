/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-dossier-private.h"

#include <string.h>

#include "atlas-disclosure.h"
#include "atlas-export-log.h"
#include "atlas-i18n.h"
#include "atlas-merged.h"
#include "atlas-output.h"
#include "atlas-references.h"

void
atlas_dossier_free (AtlasDossier *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->member, atlas_record_unref);
  g_clear_pointer (&self->organisations, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->verdicts, g_ptr_array_unref);
  g_clear_pointer (&self->merged, g_array_unref);
  g_clear_pointer (&self->exports, g_ptr_array_unref);
  g_free (self->office);
  g_free (self);
}

/* Nothing older than the person's record can hold it. */
static gboolean
gather_exports (AtlasDossier *self, AtlasRegister *source, GCancellable *cancellable, GError **error)
{
  const AtlasExportFilter filter = {
    .since = atlas_record_get_text (self->member, "created"),
    .member = atlas_record_get_uuid (self->member),
  };

  self->exports = atlas_export_audit_list (source, &filter, cancellable, error);
  return self->exports != NULL;
}

static gboolean
read_verdicts (AtlasDossier *self, AtlasConnection *reader, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (self->member), id);
  ids = atlas_references_list (reader, &atlas_kind_verdict, &atlas_kind_member, id, FALSE, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      AtlasRecord *verdict =
        atlas_record_load (reader, &atlas_kind_verdict, g_array_index (ids, gint64, i), error);

      if (verdict == NULL)
        return FALSE;
      g_ptr_array_add (self->verdicts, verdict);
    }
  return ids != NULL;
}

/* (transfer full) (element-type gint64): rows of the records that were merged into the person's */
static GArray *
read_merged (AtlasDossier *self, AtlasConnection *reader, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  self->merged = atlas_merged_list_uuids (reader, atlas_record_get_uuid (self->member), error);
  if (self->merged == NULL)
    return NULL;
  g_array_remove_index (self->merged, 0); /* their own */
  for (guint i = 0; i < self->merged->len; i++)
    {
      g_autoptr (GArray) more =
        atlas_merged_list_rows (reader, &g_array_index (self->merged, AtlasUuid, i), error);

      if (more == NULL)
        return NULL;
      g_array_append_vals (rows, more->data, more->len);
    }
  return g_steal_pointer (&rows);
}

/* What was said of the record beside others, and what became part of it. */
static gboolean
gather_merged (AtlasDossier *self, AtlasRegister *source, GCancellable *cancellable, GError **error)
{
  AtlasStore *store = atlas_register_get_store (source);
  AtlasConnection *reader = atlas_store_acquire_reader (store, error);
  g_autoptr (GArray) rows = NULL;

  if (reader == NULL)
    return FALSE;
  self->verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  if (read_verdicts (self, reader, error))
    rows = read_merged (self, reader, error);
  atlas_store_release_reader (store, reader);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      g_autoptr (GPtrArray) changes =
        atlas_journal_list_changes (store, atlas_kind_get_table (&atlas_kind_member),
                                    g_array_index (rows, gint64, i), cancellable, error);

      if (changes == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (self->changes, g_steal_pointer (&changes));
    }
  return rows != NULL;
}

AtlasDossier *
atlas_dossier_new (AtlasRegister *source, gint64 member, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasDossier) self = NULL;
  const AtlasUuid *uuid;
  AtlasUuid office;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);

  self = g_new0 (AtlasDossier, 1);
  self->synthetic = atlas_register_is_synthetic (source);
  self->member = atlas_register_load (source, &atlas_kind_member, member, error);
  if (self->member == NULL)
    return NULL;
  /* A database that can't be written to may have no office yet. */
  atlas_register_get_office (source, &office, &self->office, NULL);
  uuid = atlas_record_get_uuid (self->member);
  self->organisations = atlas_links_list_roles (source, uuid, cancellable, error);
  if (self->organisations != NULL)
    self->events = atlas_links_list_attendance (source, uuid, cancellable, error);
  if (self->events != NULL)
    self->contacts = atlas_links_list_contacts (source, &atlas_kind_member, uuid, cancellable, error);
  if (self->contacts != NULL)
    self->changes =
      atlas_journal_list_changes (atlas_register_get_store (source),
                                  atlas_kind_get_table (&atlas_kind_member), member, cancellable, error);
  if (self->changes == NULL || !gather_merged (self, source, cancellable, error) ||
      !gather_exports (self, source, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
atlas_dossier_explain_exports (void)
{
  return _ (
    "Lists and files that this person was in. Of those that are not certain, which an earlier version of "
    "this program wrote, only is known how many people were in them.");
}

/* Writing. */

static gboolean
is_pdf (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = atlas_openpgp_dup_inner_name (base);
  const char *dot = strrchr (name, '.');

  return dot != NULL && g_ascii_strcasecmp (dot, ".pdf") == 0;
}

/* Into memory: one person is small, and only a whole file is worth its name. */
static gboolean
fill (AtlasDossier *self, gboolean pdf, AtlasPaper paper, GString *buffer, GError **error)
{
  g_autofree char *json = NULL;

  if (pdf)
    return atlas_dossier_append_pdf (self, paper, buffer, error);
  json = atlas_dossier_to_json (self);
  g_string_append (buffer, json);
  return TRUE;
}

gboolean
atlas_dossier_write (
  AtlasDossier *self, GFile *file, AtlasPaper paper, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasOutput) output = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);
  g_return_val_if_fail (paper < ATLAS_N_PAPERS, FALSE);

  output = atlas_output_new_for_file (file, cancellable, error);
  return output != NULL && fill (self, is_pdf (file), paper, atlas_output_get_buffer (output), error) &&
         atlas_output_finish (output, cancellable, error) && atlas_output_publish (output, error);
}

gboolean
atlas_dossier_save_to (AtlasRegister *source,
                       gint64 member,
                       AtlasOutput *output,
                       gboolean pdf,
                       AtlasPaper paper,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (AtlasDossier) self = NULL;
  g_autoptr (GString) details = g_string_new ("{\"dossier\":1");
  g_autoptr (AtlasDisclosure) people = atlas_disclosure_new ();

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);
  g_return_val_if_fail (output != NULL, FALSE);
  g_return_val_if_fail (paper < ATLAS_N_PAPERS, FALSE);

  self =
    atlas_export_check_log (source, error) ? atlas_dossier_new (source, member, cancellable, error) : NULL;
  atlas_disclosure_add (people, member);
  return self != NULL && fill (self, pdf, paper, atlas_output_get_buffer (output), error) &&
         atlas_export_conclude (source, output, _ ("Everything held on one person, written to a file"),
                                details, people, cancellable, error);
}

gboolean
atlas_dossier_save (AtlasRegister *source,
                    gint64 member,
                    GFile *file,
                    AtlasPaper paper,
                    AtlasEncryption *how,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (AtlasOutput) output = NULL;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  output = atlas_output_new_for_file (file, cancellable, error);
  return output != NULL && (how == NULL || atlas_output_encrypt (output, how, FALSE, error)) &&
         atlas_dossier_save_to (source, member, output, is_pdf (file), paper, cancellable, error);
}
