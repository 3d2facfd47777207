/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-demo.h"

#include "atlas-demo-private.h"
#include "atlas-geodata.h"
#include "atlas-i18n.h"
#include "atlas-share-format.h"

/* One event for so many people, and never fewer than a few. */
#define MEMBERS_PER_EVENT 100

/* Likewise; of organisations there are never more than an officer can know by name. */
#define MEMBERS_PER_ORGANISATION 250
#define MAX_ORGANISATIONS        400
#define MEMBERS_PER_INTERACTION  8
#define MEMBERS_PER_MISSION      1000
#define MAX_MISSIONS             40

static gboolean
is_empty (AtlasRegister *self, GError **error)
{
  for (const AtlasKind *const *kind = atlas_kinds (); *kind; kind++)
    {
      g_autoptr (AtlasQuery) all = atlas_query_parse (*kind, NULL, error);
      gint64 count = all ? atlas_register_count (self, all, NULL, error) : -1;

      if (count < 0)
        return FALSE;
      if (count > 0)
        {
          g_set_error (
            error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS,
            _ ("“%s” holds records. Invented people go into an empty database only: name another file."),
            atlas_register_get_path (self));
          return FALSE;
        }
    }
  return TRUE;
}

typedef struct
{
  guint n_members;
  guint32 seed;
  AtlasProgressFunc progress;
  gpointer progress_data;
} Fill;

/* Part of the unit, like the people: given up or undone, a database is marked no longer, and its office is
 * what it was. */
static gboolean
mark (AtlasUnit *unit, guint32 seed, GError **error)
{
  AtlasDemoRandom random;
  AtlasUuid office;
  char office_id[ATLAS_UUID_TEXT_SIZE];

  atlas_demo_random_init (&random, seed, 99, 0);
  atlas_demo_random_uuid (&random, &office);
  atlas_uuid_format (&office, office_id);
  return atlas_unit_set_setting (unit, ATLAS_SHARE_SETTING_SYNTHETIC, "1", error) &&
         atlas_unit_set_setting (unit, "office.id", office_id, error) &&
         atlas_unit_set_setting (unit, "office.name", "Synthetic data", error);
}

static gboolean
fill (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  const Fill *self = data;
  g_autoptr (AtlasDemoWorld) world = atlas_demo_world_new ();
  g_autoptr (AtlasRecord) member = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasRecord) event = atlas_record_new (&atlas_kind_event);
  g_autoptr (AtlasRecord) organisation = atlas_record_new (&atlas_kind_organisation);
  g_autoptr (AtlasRecord) interaction = atlas_record_new (&atlas_kind_interaction);
  g_autoptr (AtlasRecord) mission = atlas_record_new (&atlas_kind_mission);
  gboolean any = self->n_members > 0;
  guint n_events = any ? MAX (12, self->n_members / MEMBERS_PER_EVENT) : 0;
  guint n_organisations = any ? CLAMP (self->n_members / MEMBERS_PER_ORGANISATION, 8, MAX_ORGANISATIONS) : 0;
  guint n_interactions = self->n_members / MEMBERS_PER_INTERACTION;
  guint n_missions = any ? CLAMP (self->n_members / MEMBERS_PER_MISSION, 5, MAX_MISSIONS) : 0;

  if (!mark (unit, self->seed, error))
    return FALSE;
  for (guint i = 0; i < self->n_members; i++)
    {
      if (i % 256 == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (self->progress)
            self->progress (i, self->n_members + n_events, self->progress_data);
        }
      atlas_demo_make_member (world, self->seed, i, member);
      if (!atlas_record_save (member, unit, TRUE, error))
        return FALSE;
      atlas_record_set_id (member, 0);
    }
  for (guint i = 0; i < n_events; i++)
    {
      atlas_demo_make_event (world, self->seed, i, self->n_members, event);
      if (!atlas_record_save (event, unit, TRUE, error))
        return FALSE;
      atlas_record_set_id (event, 0);
    }
  for (guint i = 0; i < n_organisations; i++)
    {
      atlas_demo_make_organisation (world, self->seed, i, self->n_members, organisation);
      if (!atlas_record_save (organisation, unit, TRUE, error))
        return FALSE;
      atlas_record_set_id (organisation, 0);
    }
  for (guint i = 0; i < n_interactions; i++)
    {
      atlas_demo_make_interaction (self->seed, i, self->n_members, n_organisations, interaction);
      if (!atlas_record_save (interaction, unit, TRUE, error))
        return FALSE;
      atlas_record_set_id (interaction, 0);
    }
  for (guint i = 0; i < n_missions; i++)
    {
      atlas_demo_make_mission (world, self->seed, i, mission);
      if (!atlas_record_save (mission, unit, TRUE, error))
        return FALSE;
      atlas_record_set_id (mission, 0);
    }
  return TRUE;
}

gboolean
atlas_demo_fill (AtlasRegister *self,
                 guint n_members,
                 guint32 seed,
                 AtlasProgressFunc progress,
                 gpointer user_data,
                 GCancellable *cancellable,
                 GError **error)
{
  Fill work = { n_members, seed, progress, user_data };

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);

  if (!atlas_geodata_load (error) || !is_empty (self, error))
    return FALSE;

  return atlas_register_write (self, _ ("Sample data"), ATLAS_UNIT_BULK, fill, &work, cancellable, error);
}
