/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-member-links.h"

#include <string.h>

#include "atlas-record.h"
#include "atlas-references.h"

typedef struct
{
  AtlasUnit *unit;
  char from[ATLAS_UUID_TEXT_SIZE];
  char to[ATLAS_UUID_TEXT_SIZE];
} Move;

static gboolean
move_value (const Move *move, AtlasRecord *record, const AtlasField *field)
{
  if (field->refers != &atlas_kind_member ||
      g_strcmp0 (atlas_record_get_text (record, field->key), move->from) != 0)
    return FALSE;
  atlas_record_set_text (record, field->key, move->to);
  return TRUE;
}

/* How much an entry of attendance tells. */
static guint
rank_attendance (AtlasRecord *item)
{
  static const char *const statuses[] = { "invited", "declined", "confirmed", "absent", "attended" };
  const char *status = atlas_record_get_text (item, "status");

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (status, statuses[i]) == 0)
      return i + 1;
  return 0;
}

static gboolean
is_same_entry (AtlasRecord *a, AtlasRecord *b)
{
  if (atlas_record_get_kind (a) == &atlas_kind_attendance)
    return g_strcmp0 (atlas_record_get_text (a, "member"), atlas_record_get_text (b, "member")) == 0;
  return atlas_record_equal (a, b);
}

static void
drop_doubled (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    for (guint j = i + 1; j < items->len;)
      {
        AtlasRecord *first = g_ptr_array_index (items, i), *second = g_ptr_array_index (items, j);

        if (!is_same_entry (first, second))
          {
            j++;
            continue;
          }
        if (atlas_record_get_kind (first) == &atlas_kind_attendance &&
            rank_attendance (second) > rank_attendance (first))
          atlas_record_set_text (first, "status", atlas_record_get_text (second, "status"));
        g_ptr_array_remove_index (items, j);
      }
}

static void
move_items (const Move *move, AtlasRecord *record, const AtlasField *field)
{
  g_autoptr (GPtrArray) items = atlas_record_dup_items (record, field->key);
  gboolean moved = FALSE;

  for (guint i = 0; i < items->len; i++)
    for (guint j = 0; j < field->items->n_fields; j++)
      moved |= move_value (move, g_ptr_array_index (items, i), &field->items->fields[j]);
  if (moved)
    {
      drop_doubled (items);
      atlas_record_set_items (record, field->key, items);
    }
}

static gboolean
move_record (const Move *move, const AtlasKind *kind, gint64 id, GError **error)
{
  g_autoptr (AtlasRecord) record = NULL;

  record = atlas_record_load (atlas_unit_get_connection (move->unit), kind, id, error);
  if (record == NULL)
    return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].items != NULL && atlas_field_refers_to (&kind->fields[i], &atlas_kind_member))
      move_items (move, record, &kind->fields[i]);
    else
      move_value (move, record, &kind->fields[i]);
  if (kind == &atlas_kind_verdict &&
      g_strcmp0 (atlas_record_get_text (record, "member"), atlas_record_get_text (record, "other")) == 0)
    return atlas_record_delete (record, move->unit, error);
  return atlas_record_save (record, move->unit, FALSE, error);
}

gboolean
atlas_member_links_move (
  AtlasUnit *unit, const AtlasUuid *from, const AtlasUuid *to, GCancellable *cancellable, GError **error)
{
  Move move = { .unit = unit };

  g_return_val_if_fail (unit != NULL, FALSE);
  g_return_val_if_fail (from != NULL && to != NULL, FALSE);

  atlas_uuid_format (from, move.from);
  atlas_uuid_format (to, move.to);
  for (const AtlasKind *const *kind = atlas_kinds (); *kind; kind++)
    {
      g_autoptr (GArray) ids = atlas_references_list (atlas_unit_get_connection (unit), *kind,
                                                      &atlas_kind_member, move.from, FALSE, error);

      if (ids == NULL)
        return FALSE;
      for (guint i = 0; i < ids->len; i++)
        if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
            !move_record (&move, *kind, g_array_index (ids, gint64, i), error))
          return FALSE;
    }
  return TRUE;
}
