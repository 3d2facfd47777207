/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-check-private.h"

#include "atlas-erase.h"
#include "atlas-i18n.h"
#include "atlas-journal.h"
#include "atlas-number.h"
#include "atlas-unit-private.h"

/* Units: which entries are theirs, and what can be undone and redone. What the entries say of each record is
 * looked at in atlas-check-story.c. */

typedef struct
{
  gint64 id;
  const char *label; /* until the next step */
  AtlasUnitState state;
  gint64 first, last; /* 0: changed nothing */
  gint64 counts[ATLAS_UNIT_N_TYPES];
} Unit;

/* By type, of records; with all that stand in the range and how many of those are the unit's own. */
#define COUNT_ENTRIES                                                                \
  "SELECT count (*), count (*) FILTER (WHERE unit = :unit),"                         \
  " count (*) FILTER (WHERE type = 0 AND record_table <> '" ATLAS_UNIT_SETTING "')," \
  " count (*) FILTER (WHERE type = 1 AND record_table <> '" ATLAS_UNIT_SETTING "')," \
  " count (*) FILTER (WHERE type = 2 AND record_table <> '" ATLAS_UNIT_SETTING "')"  \
  " FROM journal WHERE id BETWEEN :first AND :last"

static const char *
find_fault_of_entries (const Unit *unit, AtlasStatement *count, gint64 reached, GError **error)
{
  gint64 n_expected = unit->first == 0 ? 0 : unit->last - unit->first + 1;

  if (unit->first != 0 && (unit->first > unit->last || unit->first <= reached))
    return _ ("it lays claim to entries of another");

  atlas_statement_bind_integer (count, ":unit", unit->id);
  atlas_statement_bind_integer (count, ":first", unit->first);
  atlas_statement_bind_integer (count, ":last", unit->first == 0 ? -1 : unit->last);
  if (!atlas_statement_step (count, error))
    return NULL;
  if (atlas_statement_get_integer (count, 0) != n_expected)
    return _ ("entries are missing");
  if (atlas_statement_get_integer (count, 1) != n_expected)
    return _ ("it lays claim to entries of another");
  for (guint i = 0; i < ATLAS_UNIT_N_TYPES; i++)
    if (atlas_statement_get_integer (count, i + 2) != unit->counts[i])
      return _ ("its entries are not as many as it says");
  return NULL;
}

static void
read_unit (AtlasStatement *select, Unit *unit)
{
  unit->id = atlas_statement_get_integer (select, 0);
  unit->label = atlas_statement_get_text (select, 1, NULL);
  unit->state = (AtlasUnitState) atlas_statement_get_integer (select, 2);
  unit->first = atlas_statement_get_integer (select, 3);
  unit->last = atlas_statement_get_integer (select, 4);
  for (guint i = 0; i < ATLAS_UNIT_N_TYPES; i++)
    unit->counts[i] = atlas_statement_get_integer (select, i + 5);
}

#define SELECT_UNITS                                                          \
  "SELECT id, label, state, ifnull (first_entry, 0), ifnull (last_entry, 0)," \
  " n_inserted, n_updated, n_deleted FROM unit ORDER BY id"

/* Undone units can be redone only while no later one stands. @n_claimed: entries that units lay claim to. */
static gboolean
check_units (AtlasCheck *self, gint64 *n_claimed, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (self->connection, SELECT_UNITS, error);
  g_autoptr (AtlasStatement) count =
    select ? atlas_statement_new (self->connection, COUNT_ENTRIES, error) : NULL;
  g_autoptr (GError) local_error = NULL;
  gint64 reached = 0, undone = 0;
  Unit unit;

  *n_claimed = 0;
  if (count == NULL)
    return FALSE;
  while (atlas_statement_step (select, &local_error))
    {
      const char *fault;

      read_unit (select, &unit);
      fault = find_fault_of_entries (&unit, count, reached, &local_error);
      atlas_statement_reset (count);
      if (local_error)
        break;
      if (fault == NULL && unit.state == ATLAS_UNIT_STATE_UNDONE)
        undone = unit.id;
      else if (fault == NULL && unit.state == ATLAS_UNIT_STATE_DONE && unit.first != 0 && undone != 0)
        fault = _ ("it came after what was undone, and that could still be redone");
      if (fault)
        {
          /* As text: a format macro within a marked string would hide the rest of it from translators. */
          g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, unit.id);

          /* Translators: a step's number and what it did, and one of the reasons in this file. */
          atlas_check_add_alike (self,
                                 _ ("The journal of unit %s (“%s”) is damaged: %s. The records are not "
                                    "affected, but it can't be undone. Restore a backup if it must be."),
                                 number, unit.label, fault);
        }
      if (unit.first != 0)
        {
          reached = MAX (reached, unit.last);
          *n_claimed += unit.last - unit.first + 1;
        }
    }
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/* Entries that no unit claims, and such that speak of nothing we know. */
static gboolean
check_strays (AtlasCheck *self, gint64 n_claimed, GError **error)
{
  g_autoptr (AtlasStatement) tables = NULL;
  g_autoptr (GError) local_error = NULL;
  gint64 n;

  if (!atlas_connection_query_integer (self->connection, "SELECT count (*) FROM journal", 0, &n, error))
    return FALSE;
  if (n > n_claimed)
    {
      g_autofree char *number = atlas_number_format (n - n_claimed);

      atlas_check_add (self,
                       ngettext ("%s entry of the journal belongs to no unit. The records are not affected.",
                                 "%s entries of the journal belong to no unit. The records are not affected.",
                                 (gulong) (n - n_claimed)),
                       number);
    }

  tables = atlas_statement_new (self->connection,
                                "SELECT record_table, count (*) FROM journal GROUP BY record_table", error);
  if (tables == NULL)
    return FALSE;
  while (atlas_statement_step (tables, &local_error))
    {
      const char *name = atlas_statement_get_text (tables, 0, NULL);

      if (!g_str_equal (name, ATLAS_UNIT_SETTING) && !g_str_equal (name, ATLAS_ERASED) &&
          atlas_store_find_table (self->store, name) == NULL)
        atlas_check_add (
          self,
          _ ("The journal speaks of a table “%s” that does not exist. What it says of it can't be undone."),
          name);
    }
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_settings (AtlasCheck *self, GError **error)
{
  gint64 n;

  if (!atlas_connection_query_integer (self->connection,
                                       "SELECT count (*) FROM journal"
                                       " WHERE record_table = '" ATLAS_UNIT_SETTING "' AND NOT ("
                                       "type = 1 AND ifnull (json_valid (changes), 0))",
                                       0, &n, error))
    return FALSE;
  if (n > 0)
    {
      g_autofree char *number = atlas_number_format (n);

      atlas_check_add (self,
                       ngettext ("%s entry of the journal about a setting is damaged and can't be undone.",
                                 "%s entries of the journal about settings are damaged and can't be undone.",
                                 (gulong) n),
                       number);
    }
  return TRUE;
}

/* An id is given out once; where the memory of that is behind, one that was undone could come again. */
static gboolean
check_sequence (AtlasCheck *self, const AtlasTable *table, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT max (ifnull ((SELECT max (id) FROM \"%s\"), 0),"
                     " ifnull ((SELECT max (record) FROM journal WHERE record_table = '%s'), 0))"
                     " > ifnull ((SELECT value FROM sequence WHERE name = '%s'), 0)",
                     table->name, table->name, table->name);
  gint64 behind;

  if (!atlas_connection_query_integer (self->connection, sql, 0, &behind, error))
    return FALSE;
  if (behind)
    atlas_check_add (
      self,
      _ ("The file does not know the highest row number of “%s” given out. Another program has "
         "changed the file; restore a backup."),
      table->name);
  return TRUE;
}

gboolean
atlas_check_journal (AtlasCheck *self, GError **error)
{
  gint64 n_claimed, generation;

  if (!atlas_connection_query_integer (
        self->connection, "SELECT value FROM sequence WHERE name = 'generation'", 0, &generation, error))
    return FALSE;
  if (generation < 1)
    atlas_check_add (self,
                     _ ("The file does not count its changes, so other programs that have it open do not see "
                        "them. Restore a backup."));

  atlas_check_begin_alike (self);
  if (!check_units (self, &n_claimed, error))
    return FALSE;
  atlas_check_end_alike (self);

  if (!check_strays (self, n_claimed, error) || !check_settings (self, error))
    return FALSE;
  for (guint i = 0; i < self->store->n_tables; i++)
    if (!check_sequence (self, self->store->tables[i], error) ||
        !atlas_check_stories (self, self->store->tables[i], error))
      return FALSE;
  return TRUE;
}
