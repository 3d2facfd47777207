/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-references.h"

gboolean
atlas_field_refers_to (const AtlasField *self, const AtlasKind *target)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (target != NULL, FALSE);

  return self->items != NULL ? atlas_kind_refers_to (self->items, target) : self->refers == target;
}

gboolean
atlas_kind_refers_to (const AtlasKind *self, const AtlasKind *target)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->n_fields; i++)
    if (atlas_field_refers_to (&self->fields[i], target))
      return TRUE;
  return FALSE;
}

static char *
make_sql (const AtlasKind *kind, const AtlasKind *target, gboolean journal)
{
  const char *table = atlas_kind_get_table (kind)->name;
  const char *joint = "WHERE";
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "SELECT id FROM \"%s\"", table);
  for (guint i = 0; i < kind->n_fields; i++)
    if (atlas_field_refers_to (&kind->fields[i], target))
      {
        g_string_append_printf (sql,
                                kind->fields[i].items ? " %s instr (\"%s\", :id) > 0" : " %s \"%s\" = :id",
                                joint, kind->fields[i].column);
        joint = "OR";
      }
  if (journal)
    g_string_append_printf (
      sql, " UNION SELECT record FROM journal WHERE record_table = '%s' AND instr (changes, :id) > 0", table);
  g_string_append (sql, " ORDER BY 1");
  return g_string_free (sql, FALSE);
}

GArray *
atlas_references_list (AtlasConnection *connection,
                       const AtlasKind *kind,
                       const AtlasKind *target,
                       const char *id,
                       gboolean journal,
                       GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AtlasStatement) select = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *sql = NULL;

  g_return_val_if_fail (connection != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  if (!atlas_kind_refers_to (kind, target))
    return g_steal_pointer (&ids);
  sql = make_sql (kind, target, journal);
  select = atlas_statement_new (connection, sql, error);
  if (select == NULL)
    return NULL;
  atlas_statement_bind_text (select, ":id", id);
  while (atlas_statement_step (select, &failure))
    {
      gint64 row = atlas_statement_get_integer (select, 0);

      g_array_append_val (ids, row);
    }
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  return g_steal_pointer (&ids);
}
