/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-kind-private.h"

#include <string.h>

#include "atlas-append-only.h"
#include "atlas-i18n.h"

static const AtlasKind *const kinds[] = {
  &atlas_kind_member,       &atlas_kind_event,
  &atlas_kind_estimate,     &atlas_kind_segment,
  &atlas_kind_organisation, &atlas_kind_interaction,
  &atlas_kind_verdict,      &atlas_kind_export_profile,
  &atlas_kind_mission,      NULL,
};

const AtlasKind *const *
atlas_kinds (void)
{
  return kinds;
}

/* On a command line words are joined by hyphens, in keys by underscores. */
static gboolean
is_name (const char *name, const char *text)
{
  while (*name != '\0' && (*name == *text || (*name == '_' && *text == '-')))
    {
      name++;
      text++;
    }
  return *name == *text;
}

const AtlasKind *
atlas_kind_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; kinds[i] != NULL; i++)
    if (is_name (kinds[i]->name, name) || is_name (kinds[i]->plural, name))
      return kinds[i];
  return NULL;
}

/* FNV-1a; a reader asks for each key of each record, so the keys lie in a small open table. */
static guint
hash_key (const char *key, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) key[i]) * 16777619u;
  return hash ^ hash >> 15;
}

static void
fill_slots (const AtlasKind *self, AtlasKindState *state)
{
  g_assert (self->n_fields <= ATLAS_KIND_SLOTS / 2);

  for (guint i = 0; i < self->n_fields; i++)
    {
      gsize length = strlen (self->fields[i].key);
      guint slot = hash_key (self->fields[i].key, length);

      while (state->slots[slot % ATLAS_KIND_SLOTS] != 0)
        slot++;
      state->slots[slot % ATLAS_KIND_SLOTS] = (guint8) (i + 1);
      state->key_lengths[i] = (guint8) length;
    }
}

static void
fill_table (const AtlasKind *self, AtlasKindState *state)
{
  const char **columns = g_new0 (const char *, self->n_fields + 2);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  AtlasSearchColumn *search;
  GString *sql = g_string_new ("SELECT id, uuid");

  for (guint i = 0; i < self->n_fields; i++)
    {
      const char *name = self->fields[i].search;

      columns[i] = self->fields[i].column;
      /* "end" is a word of SQL. */
      g_string_append_printf (sql, ", \"%s\"", columns[i]);
      if (name != NULL && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, (gpointer) name);
    }
  columns[self->n_fields] = "extra";
  g_string_append_printf (sql, ", extra FROM \"%s\"", self->name);

  search = g_new0 (AtlasSearchColumn, names->len + 1);
  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GPtrArray) of_name = g_ptr_array_new ();

      search[i].name = g_ptr_array_index (names, i);
      for (guint j = 0; j < self->n_fields; j++)
        if (g_strcmp0 (self->fields[j].search, search[i].name) == 0)
          g_ptr_array_add (of_name, (gpointer) self->fields[j].column);
      g_ptr_array_add (of_name, NULL);
      search[i].columns = (const char *const *) g_ptr_array_free (g_steal_pointer (&of_name), FALSE);
    }

  for (guint i = 0; i < self->n_fields; i++)
    if (self->fields[i].flags & ATLAS_FIELD_APPEND_ONLY)
      state->table.guard = atlas_append_only_guard;
  state->table.name = self->name;
  state->table.columns = columns;
  state->table.n_columns = self->n_fields + 1;
  state->table.search = search;
  state->table.n_search = names->len;
  state->select_sql = g_string_free (sql, FALSE);
}

AtlasKindState *
atlas_kind_get_state (const AtlasKind *self)
{
  AtlasKindState *state = self->state;

  if (g_once_init_enter (&state->once))
    {
      fill_slots (self, state);
      fill_table (self, state);
      g_once_init_leave (&state->once, 1);
    }
  return state;
}

const AtlasField *
atlas_kind_find_field (const AtlasKind *self, const char *key, gssize length)
{
  AtlasKindState *state;
  gsize n;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  state = atlas_kind_get_state (self);
  n = length < 0 ? strlen (key) : (gsize) length;
  for (guint slot = hash_key (key, n);; slot++)
    {
      guint index = state->slots[slot % ATLAS_KIND_SLOTS];

      if (index == 0)
        return NULL;
      index--;
      if (state->key_lengths[index] == n && memcmp (self->fields[index].key, key, n) == 0)
        return &self->fields[index];
    }
}

AtlasTable *
atlas_kind_get_table (const AtlasKind *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &atlas_kind_get_state (self)->table;
}

const AtlasTable *const *
atlas_kind_tables (void)
{
  static const AtlasTable *tables[G_N_ELEMENTS (kinds)];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; kinds[i] != NULL; i++)
        tables[i] = atlas_kind_get_table (kinds[i]);
      g_once_init_leave (&once, 1);
    }
  return tables;
}

const AtlasKind *
atlas_kind_for_table (const AtlasTable *table)
{
  for (guint i = 0; kinds[i] != NULL; i++)
    if (atlas_kind_get_table (kinds[i]) == table)
      return kinds[i];
  return NULL;
}

const char *
atlas_kind_select_sql (const AtlasKind *kind)
{
  g_return_val_if_fail (kind != NULL, NULL);

  return atlas_kind_get_state (kind)->select_sql;
}

gboolean
atlas_kind_refuse (AtlasRecord *record,
                   const char *key,
                   AtlasRecordError code,
                   const char *reason,
                   const AtlasField **field,
                   GError **error)
{
  *field = atlas_kind_find_field (atlas_record_get_kind (record), key, -1);
  g_set_error_literal (error, ATLAS_RECORD_ERROR, (int) code, reason);
  return FALSE;
}

gboolean
atlas_kind_check_pair (
  AtlasRecord *record, const char *latitude, const char *longitude, const AtlasField **field, GError **error)
{
  const AtlasKind *kind = atlas_record_get_kind (record);
  gboolean north = atlas_record_has (record, atlas_kind_find_field (kind, latitude, -1));
  gboolean east = atlas_record_has (record, atlas_kind_find_field (kind, longitude, -1));

  if (north == east)
    return TRUE;
  if (north)
    return atlas_kind_refuse (record, longitude, ATLAS_RECORD_ERROR_REQUIRED,
                              _ ("is missing beside the latitude"), field, error);
  return atlas_kind_refuse (record, latitude, ATLAS_RECORD_ERROR_REQUIRED,
                            _ ("is missing beside the longitude"), field, error);
}

gboolean
atlas_kind_check_position (AtlasRecord *record, const AtlasField **field, GError **error)
{
  return atlas_kind_check_pair (record, "location.latitude", "location.longitude", field, error);
}
