/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-checkin-private.h"

#include "atlas-fold.h"
#include "atlas-i18n.h"

/* Whom rows mean: those on the event's list first, then everybody. */

/* As many who bear a name are looked at; where there are more the name alone tells nobody. */
#define MAX_NAMESAKES 500

/* People by an address or a name, folded: a GPtrArray of AtlasRecord each. */
typedef struct
{
  GHashTable *ids;    /* of the event's list: AtlasUuid, owned by the records */
  GHashTable *emails; /* of the event's list */
  GHashTable *names;  /* of the event's list */
  GPtrArray *listed;  /* AtlasRecord */
} People;

static void
people_clear (People *self)
{
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->emails, g_hash_table_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->listed, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (People, people_clear)

/* @key: (transfer full) */
static void
add_under (GHashTable *table, char *key, AtlasRecord *person)
{
  GPtrArray *people = g_hash_table_lookup (table, key);

  if (people == NULL)
    {
      people = g_ptr_array_new ();
      g_hash_table_insert (table, g_strdup (key), people);
    }
  if (!g_ptr_array_find (people, person, NULL))
    g_ptr_array_add (people, person);
  g_free (key);
}

/* "Ada Uwase" and "Uwase Ada" are one name. */
static void
add_names (GHashTable *table, AtlasRecord *person)
{
  const char *given = atlas_record_get_text (person, "given_name");
  const char *family = atlas_record_get_text (person, "family_name");
  g_autofree char *title = atlas_record_dup_title (person);
  g_autofree char *turned =
    g_strdup_printf ("%s %s", family != NULL ? family : "", given != NULL ? given : "");

  add_under (table, atlas_fold_dup_words (title, -1), person);
  add_under (table, atlas_fold_dup_words (turned, -1), person);
}

static void
add_emails (GHashTable *table, AtlasRecord *person)
{
  g_auto (GStrv) emails = atlas_record_dup_list (person, "emails");

  for (guint i = 0; emails != NULL && emails[i] != NULL; i++)
    add_under (table, g_utf8_casefold (emails[i], -1), person);
}

static void
people_init (People *self)
{
  self->listed = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  self->ids = g_hash_table_new (atlas_uuid_hash, (GEqualFunc) atlas_uuid_equal);
  self->emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

/* Somebody of the list who is not there any more is nobody. */
static void
read_list (People *self, AtlasConnection *connection, AtlasRecord *event)
{
  g_autoptr (GPtrArray) attendance = atlas_record_dup_items (event, "attendance");

  for (guint i = 0; i < attendance->len; i++)
    {
      const char *id = atlas_record_get_text (g_ptr_array_index (attendance, i), "member");
      AtlasRecord *person = NULL;
      AtlasUuid uuid;

      if (id != NULL && atlas_uuid_parse (id, -1, &uuid))
        person = atlas_record_load_uuid (connection, &atlas_kind_member, &uuid, NULL);
      if (person == NULL)
        continue;
      g_ptr_array_add (self->listed, person);
      g_hash_table_add (self->ids, (gpointer) atlas_record_get_uuid (person));
      add_names (self->names, person);
      add_emails (self->emails, person);
    }
}

/* --- Everybody. */

/* Whoever has one of the addresses that the list does not know, in one pass over the members. */
static gboolean
read_emails (AtlasConnection *connection,
             GPtrArray *rows,
             People *listed,
             GHashTable *emails,
             GPtrArray *keep,
             GError **error)
{
  g_autoptr (AtlasStatement) select = NULL;
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) failure = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const AtlasCheckinRow *row = g_ptr_array_index (rows, i);
      g_autofree char *key = row->email != NULL ? g_utf8_casefold (row->email, -1) : NULL;

      if (key != NULL && !g_hash_table_contains (listed->emails, key))
        g_hash_table_add (wanted, g_steal_pointer (&key));
    }
  if (g_hash_table_size (wanted) == 0)
    return TRUE;
  select = atlas_statement_new (connection,
                                "SELECT m.id, e.value FROM member AS m, json_each (m.emails) AS e", error);
  if (select == NULL)
    return FALSE;
  while (failure == NULL && atlas_statement_step (select, &failure))
    {
      const char *email = atlas_statement_get_text (select, 1, NULL);
      g_autofree char *key = email != NULL ? g_utf8_casefold (email, -1) : NULL;
      AtlasRecord *person;

      if (key == NULL || !g_hash_table_contains (wanted, key))
        continue;
      person =
        atlas_record_load (connection, &atlas_kind_member, atlas_statement_get_integer (select, 0), &failure);
      if (person == NULL)
        break;
      g_ptr_array_add (keep, person);
      add_under (emails, g_steal_pointer (&key), person);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* All who bear the name. (transfer full) (element-type AtlasRecord): NULL with @error. @too_many: (out): more
 * might than are looked at */
static GPtrArray *
find_namesakes (
  AtlasRegister *source, const char *name, gboolean *too_many, GCancellable *cancellable, GError **error)
{
  g_autofree char *folded = atlas_fold_dup_words (name, -1);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (GArray) ids = NULL;

  *too_many = FALSE;
  if (*folded == '\0')
    return g_steal_pointer (&people);
  query = atlas_query_parse (&atlas_kind_member, folded, error);
  ids = query != NULL ? atlas_register_list_ids (source, query, NULL, MAX_NAMESAKES + 1, cancellable, error)
                      : NULL;
  *too_many = ids != NULL && ids->len > MAX_NAMESAKES;
  if (*too_many)
    return g_steal_pointer (&people);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (AtlasRecord) person =
        atlas_register_load (source, &atlas_kind_member, g_array_index (ids, gint64, i), NULL);
      g_autoptr (GHashTable) names =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

      if (person == NULL)
        continue;
      add_names (names, person);
      if (g_hash_table_contains (names, folded))
        g_ptr_array_add (people, g_steal_pointer (&person));
    }
  return ids != NULL ? g_steal_pointer (&people) : NULL;
}

/* --- One row. */

void
atlas_checkin_row_take (AtlasCheckinRow *row, GPtrArray *people, const char *by)
{
  g_autofree char *number = NULL;

  if (people->len == 1)
    {
      row->found = *atlas_record_get_uuid (g_ptr_array_index (people, 0));
      return;
    }
  number = g_strdup_printf ("%u", people->len);
  /* Translators: the first %s is a number, the second an e-mail address or a name. */
  row->reason = g_strdup_printf (_ ("%s people have “%s”: say which one, by the id"), number, by);
}

static gboolean
find_by_id (AtlasConnection *connection, AtlasCheckinRow *row, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (AtlasRecord) person = NULL;
  AtlasUuid uuid;

  if (!atlas_uuid_parse (row->id, -1, &uuid))
    {
      row->reason = g_strdup_printf (_ ("“%s” is no id"), row->id);
      return TRUE;
    }
  person = atlas_record_find_uuid (connection, &atlas_kind_member, &uuid, &failure);
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (person != NULL)
    row->found = uuid;
  else
    row->reason = g_strdup_printf (_ ("nobody has the id “%s”"), row->id);
  return TRUE;
}

/* Of several who share an address, such as a family, the one of that name. (transfer container) */
static GPtrArray *
narrow (GPtrArray *people, const char *name)
{
  g_autofree char *folded = name != NULL ? atlas_fold_dup_words (name, -1) : NULL;
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  for (guint i = 0; folded != NULL && people->len > 1 && i < people->len; i++)
    {
      g_autoptr (GHashTable) names =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

      add_names (names, g_ptr_array_index (people, i));
      if (g_hash_table_contains (names, folded))
        g_ptr_array_add (left, g_ptr_array_index (people, i));
    }
  return left->len > 0 ? g_steal_pointer (&left) : g_ptr_array_ref (people);
}

static gboolean
find_by_email (AtlasCheckinRow *row, People *listed, GHashTable *emails)
{
  g_autofree char *key = g_utf8_casefold (row->email, -1);
  GPtrArray *people = g_hash_table_lookup (listed->emails, key);
  g_autoptr (GPtrArray) left = NULL;

  if (people == NULL)
    people = g_hash_table_lookup (emails, key);
  if (people == NULL)
    return FALSE;
  left = narrow (people, row->name);
  atlas_checkin_row_take (row, left, row->email);
  return TRUE;
}

static gboolean
find_by_name (
  AtlasRegister *source, AtlasCheckinRow *row, People *listed, GCancellable *cancellable, GError **error)
{
  g_autofree char *folded = atlas_fold_dup_words (row->name, -1);
  GPtrArray *people = g_hash_table_lookup (listed->names, folded);
  g_autoptr (GPtrArray) all = NULL;
  gboolean too_many;

  if (people != NULL)
    {
      atlas_checkin_row_take (row, people, row->name);
      return TRUE;
    }
  all = find_namesakes (source, row->name, &too_many, cancellable, error);
  if (all == NULL)
    return FALSE;
  if (too_many)
    row->reason =
      g_strdup_printf (_ ("too many people are called “%s”: say which one, by the id"), row->name);
  else if (all->len == 0)
    row->reason = g_strdup_printf (_ ("nobody is called “%s”"), row->name);
  else
    atlas_checkin_row_take (row, all, row->name);
  return TRUE;
}

static gboolean
find_one (AtlasRegister *source,
          AtlasConnection *connection,
          AtlasCheckinRow *row,
          People *listed,
          GHashTable *emails,
          GCancellable *cancellable,
          GError **error)
{
  if (row->id != NULL)
    return find_by_id (connection, row, error);
  if (row->email != NULL && find_by_email (row, listed, emails))
    return TRUE;
  if (row->name != NULL)
    return find_by_name (source, row, listed, cancellable, error);
  row->reason = row->email != NULL ? g_strdup_printf (_ ("nobody has the address “%s”"), row->email)
                                   : g_strdup (_ ("the row names nobody"));
  return TRUE;
}

gboolean
atlas_checkin_find_people (
  AtlasRegister *source, AtlasRecord *event, GPtrArray *rows, GCancellable *cancellable, GError **error)
{
  AtlasStore *store = atlas_register_get_store (source);
  AtlasConnection *connection = atlas_store_acquire_reader (store, error);
  g_auto (People) listed = { NULL };
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  g_autoptr (GHashTable) emails =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  gboolean done;

  if (connection == NULL)
    return FALSE;
  atlas_connection_set_cancellable (connection, cancellable);
  people_init (&listed);
  read_list (&listed, connection, event);
  done = read_emails (connection, rows, &listed, emails, keep, error);
  for (guint i = 0; done && i < rows->len; i++)
    done = find_one (source, connection, g_ptr_array_index (rows, i), &listed, emails, cancellable, error);
  atlas_connection_set_cancellable (connection, NULL);
  atlas_store_release_reader (store, connection);
  return done;
}
