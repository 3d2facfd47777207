/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-prepare.h"

#include <string.h>

#include "atlas-append-only.h"
#include "atlas-mission-place.h"
#include "atlas-register.h"

/* The namespace of ids made from content: a UUID of version 4, drawn once. */
static const AtlasUuid content_namespace = { { 0x6b, 0x1f, 0x0e, 0x52, 0x93, 0xc7, 0x4d, 0x0a, 0x8e, 0x35,
                                               0x41, 0xd2, 0xb0, 0x7c, 0xa9, 0x16 } };

static void
add_bytes (GChecksum *sum, gconstpointer bytes, gsize length)
{
  g_checksum_update (sum, bytes, (gssize) length);
}

/* RFC 4122, section 4.3, over kind, keys and values. A value is written with its type and length, so that no
 * two contents read alike. */
static void
make_uuid (AtlasRecord *record)
{
  const AtlasKind *kind = atlas_record_get_kind (record);
  const AtlasValue *values = atlas_record_get_values (record);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  AtlasUuid uuid;

  add_bytes (sum, content_namespace.bytes, sizeof content_namespace.bytes);
  add_bytes (sum, kind->name, strlen (kind->name) + 1);
  for (guint i = 0; i <= kind->n_fields; i++)
    {
      const AtlasValue *value = &values[i];
      const char *key = i < kind->n_fields ? kind->fields[i].key : "extra";
      g_autofree char *number = NULL;

      switch ((AtlasValueType) value->type)
        {
        case ATLAS_VALUE_NULL:
          continue;
        case ATLAS_VALUE_TEXT:
          number = g_strdup_printf ("t%u:", value->length);
          break;
        case ATLAS_VALUE_INTEGER:
          number = g_strdup_printf ("i%" G_GINT64_FORMAT, value->integer);
          break;
        case ATLAS_VALUE_REAL:
        default:
          {
            char buffer[G_ASCII_DTOSTR_BUF_SIZE];

            number = g_strconcat ("r", g_ascii_dtostr (buffer, sizeof buffer, value->real), NULL);
            break;
          }
        }
      add_bytes (sum, key, strlen (key) + 1);
      add_bytes (sum, number, strlen (number));
      if (value->type == ATLAS_VALUE_TEXT)
        add_bytes (sum, value->text, value->length);
    }

  atlas_uuid_from_checksum (&uuid, sum);
  atlas_record_set_uuid (record, &uuid);
}

gboolean
atlas_import_prepare (AtlasRecord *record)
{
  const AtlasKind *kind = atlas_record_get_kind (record);
  const AtlasField *latitude = atlas_kind_find_field (kind, "location.latitude", -1);
  const AtlasField *source = atlas_kind_find_field (kind, "location.source", -1);

  if (atlas_uuid_is_nil (atlas_record_get_uuid (record)))
    make_uuid (record);
  if (kind == &atlas_kind_mission)
    atlas_mission_place (record, NULL);
  if (latitude == NULL)
    return FALSE;
  if (atlas_record_has (record, latitude))
    {
      if (!atlas_record_has (record, source))
        atlas_value_borrow_text (atlas_record_edit_value (record, source), "import", strlen ("import"));
      return TRUE;
    }
  if (kind == &atlas_kind_member || kind == &atlas_kind_organisation)
    atlas_register_place (record);
  return FALSE;
}

gboolean
atlas_import_check (AtlasRecord *record, AtlasRecordFault *fault, GError **error)
{
  const AtlasField *field = NULL;

  g_return_val_if_fail (record != NULL, FALSE);
  g_return_val_if_fail (fault != NULL, FALSE);

  if (atlas_append_only_check_days (record, &field, error))
    return TRUE;
  fault->field = g_strdup (field->key);
  return FALSE;
}
