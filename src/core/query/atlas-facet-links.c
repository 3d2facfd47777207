/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-private.h"

#include <string.h>

#include "atlas-consent.h"
#include "atlas-fold.h"
#include "atlas-list.h"
#include "atlas-unit.h"

/* What is derived beside a member's one row of facets: of its lists, only where they say something (tags,
 * consents that end), and of records of other kinds that name it (roles, the contact log). A member of whom
 * there is nothing of that kind costs no row. */

const char atlas_facet_interaction_schema[] =
  "-- version 1\n"
  "CREATE TABLE interaction_facet (\n"
  "  id INTEGER PRIMARY KEY,\n"
  "  member BLOB NOT NULL,\n"
  "  day INTEGER NOT NULL\n"
  ") STRICT;\n"
  /* By member; its own order is its index, which is there while many rows are written, too. */
  "CREATE TABLE member_contact (\n"
  "  member BLOB NOT NULL,\n"
  "  interaction INTEGER NOT NULL,\n"
  "  day INTEGER NOT NULL,\n"
  "  PRIMARY KEY (member, interaction)\n"
  ") STRICT, WITHOUT ROWID";

const char atlas_facet_organisation_schema[] =
  "-- version 1\n"
  "CREATE TABLE organisation_name (\n"
  "  organisation INTEGER NOT NULL,\n"
  "  name TEXT NOT NULL,\n"
  "  PRIMARY KEY (organisation, name)\n"
  ") STRICT, WITHOUT ROWID;\n"
  "CREATE TABLE organisation_role (\n"
  "  organisation INTEGER NOT NULL,\n"
  "  entry INTEGER NOT NULL,\n"
  "  member BLOB NOT NULL,\n"
  "  since TEXT NOT NULL,\n"
  "  until TEXT NOT NULL,\n"
  "  PRIMARY KEY (organisation, entry)\n"
  ") STRICT, WITHOUT ROWID;\n"
  "CREATE INDEX organisation_role_member ON organisation_role (member)";

static guint
index_of (const AtlasKind *kind, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (kind, key, -1);

  g_assert (field != NULL);
  return atlas_kind_index_of (kind, field);
}

static gboolean
is_text (const AtlasValue *value)
{
  return value->type == ATLAS_VALUE_TEXT && value->length > 0;
}

static gboolean
is_word (const AtlasValue *value, const char *word)
{
  return is_text (value) && value->length == strlen (word) && memcmp (value->text, word, value->length) == 0;
}

static gboolean
run_for_id (AtlasConnection *connection, const char *sql, gint64 id, GError **error)
{
  g_autoptr (AtlasStatement) statement = atlas_statement_new (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  atlas_statement_bind_integer (statement, ":id", id);
  return atlas_statement_run (statement, error);
}

/* --- Tags. */

static gboolean
derive_tags (AtlasConnection *connection, const AtlasDerivedRow *row, const AtlasValue *tags, GError **error)
{
  g_auto (GStrv) texts = NULL;

  if (!row->fresh && !run_for_id (connection, "DELETE FROM member_tag WHERE id = :id", row->id, error))
    return FALSE;
  if (tags == NULL || !is_text (tags))
    return TRUE;

  texts = atlas_list_to_texts (tags->text, tags->length);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_autoptr (AtlasStatement) insert = NULL;
      char folded[512];

      /* One without a letter or digit can't be asked for. */
      if (atlas_fold_words (texts[i], -1, folded, sizeof folded) == 0)
        continue;
      insert = atlas_statement_new (connection,
                                    "INSERT OR IGNORE INTO member_tag (id, tag) VALUES (:id, :tag)", error);
      if (insert == NULL)
        return FALSE;
      atlas_statement_bind_integer (insert, ":id", row->id);
      atlas_statement_bind_text (insert, ":tag", folded);
      if (!atlas_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Consents that end. Nothing that is derived depends on the day, so what holds once a day has passed
 * stands ready beside what holds while nothing is over. */

typedef struct
{
  guint day, bits;
} Ending;

static void
add_ending (Ending *endings, guint *n, const char *day, guint bits)
{
  endings[(*n)++] = (Ending){ atlas_facet_pack_day (day, -1), bits };
}

static int
compare_endings (gconstpointer a, gconstpointer b)
{
  const Ending *x = a, *y = b;

  return x->day < y->day ? -1 : x->day > y->day;
}

/* The last of the days, "" where one has no end. */
static const char *
find_last (const AtlasConsentStatus *status)
{
  const char *last = NULL;

  for (guint i = 0; i < ATLAS_N_CHANNELS; i++)
    {
      if ((status->given & 1u << i) == 0)
        continue;
      if (status->expires[i][0] == '\0')
        return "";
      if (last == NULL || strcmp (status->expires[i], last) > 0)
        last = status->expires[i];
    }
  return last != NULL ? last : "";
}

/* Many say nothing of a purpose, and each look at the list costs as much as all else that is derived of it.
 */
static void
read_purpose (const AtlasValue *consents, const char *quoted, const char *purpose, AtlasConsentStatus *status)
{
  if (memmem (consents->text, consents->length, quoted, strlen (quoted)) != NULL)
    atlas_consents_get_status (consents->text, consents->length, purpose, NULL, status);
}

guint8
atlas_facet_pack_consents (const AtlasValue *consents,
                           AtlasFacetEnding endings[ATLAS_FACET_MAX_ENDINGS],
                           guint *n_endings)
{
  AtlasConsentStatus contact = { 0 }, share = { 0 }, publish = { 0 };
  Ending all[ATLAS_FACET_MAX_ENDINGS];
  guint n = 0, gone = 0;

  *n_endings = 0;
  if (!is_text (consents))
    return 0;
  read_purpose (consents, "\"contact\"", "contact", &contact);
  read_purpose (consents, "\"share\"", "share", &share);
  read_purpose (consents, "\"publish\"", "publish", &publish);

  for (guint i = 0; i < ATLAS_N_CHANNELS; i++)
    {
      if (contact.expires[i][0] != '\0')
        add_ending (all, &n, contact.expires[i], 1u << i);
      if (share.expires[i][0] != '\0')
        add_ending (all, &n, share.expires[i], 1u << (i + ATLAS_N_CHANNELS));
    }
  if (find_last (&publish)[0] != '\0')
    add_ending (all, &n, find_last (&publish), ATLAS_POINT_CONSENT_PUBLISH);

  qsort (all, n, sizeof *all, compare_endings);
  for (guint i = 0; i < n; i++)
    {
      gone |= all[i].bits;
      if (i + 1 == n || all[i + 1].day != all[i].day)
        endings[(*n_endings)++] = (AtlasFacetEnding){ (guint16) all[i].day, (guint8) gone };
    }
  return (guint8) (contact.given | share.given << ATLAS_N_CHANNELS |
                   (publish.given != 0 ? ATLAS_POINT_CONSENT_PUBLISH : 0) |
                   (n > 0 ? ATLAS_POINT_CONSENT_ENDS : 0));
}

static gboolean
derive_endings (AtlasConnection *connection,
                const AtlasDerivedRow *row,
                const AtlasValue *consents,
                GError **error)
{
  AtlasFacetEnding endings[ATLAS_FACET_MAX_ENDINGS];
  guint n = 0;

  if (!row->fresh && !run_for_id (connection, "DELETE FROM member_ending WHERE id = :id", row->id, error))
    return FALSE;
  if (consents == NULL || !is_text (consents) ||
      memmem (consents->text, consents->length, "\"expires\"", strlen ("\"expires\"")) == NULL)
    return TRUE;
  atlas_facet_pack_consents (consents, endings, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AtlasStatement) insert = atlas_statement_new (
        connection, "INSERT INTO member_ending (id, day, gone) VALUES (:id, :day, :gone)", error);

      if (insert == NULL)
        return FALSE;
      atlas_statement_bind_integer (insert, ":id", row->id);
      atlas_statement_bind_integer (insert, ":day", endings[i].day);
      atlas_statement_bind_integer (insert, ":gone", endings[i].gone);
      if (!atlas_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
atlas_facet_derive_lists (AtlasConnection *connection, const AtlasDerivedRow *row, GError **error)
{
  static guint tags, consents;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      tags = index_of (&atlas_kind_member, "tags");
      consents = index_of (&atlas_kind_member, "consents");
      g_once_init_leave (&once, 1);
    }
  return derive_tags (connection, row, row->values ? &row->values[tags] : NULL, error) &&
         derive_endings (connection, row, row->values ? &row->values[consents] : NULL, error);
}

/* --- The contact log. */

/* The day on which a member was reached by us, 0 where it was not: what we sent or said, and meetings whoever
 * asked for them; not what merely came in, nor where nobody answered or it was not them. */
static guint
find_contact_day (const AtlasValue *values)
{
  static guint date, channel, direction, outcome;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      date = index_of (&atlas_kind_interaction, "date");
      channel = index_of (&atlas_kind_interaction, "channel");
      direction = index_of (&atlas_kind_interaction, "direction");
      outcome = index_of (&atlas_kind_interaction, "outcome");
      g_once_init_leave (&once, 1);
    }
  if (!is_text (&values[date]) ||
      (!is_word (&values[direction], "out") && !is_word (&values[channel], "meeting")) ||
      is_word (&values[outcome], "no-answer") || is_word (&values[outcome], "wrong-number"))
    return 0;
  return MIN (atlas_facet_pack_day (values[date].text, values[date].length), ATLAS_FACET_MAX_CONTACTED);
}

/* Takes out what is derived of an interaction. @had: whether it named a member, which is then in @member */
static gboolean
forget_interaction (AtlasConnection *connection, gint64 id, AtlasUuid *member, gboolean *had, GError **error)
{
  g_autoptr (AtlasStatement) find =
    atlas_statement_new (connection, "SELECT member FROM interaction_facet WHERE id = :id", error);
  g_autoptr (AtlasStatement) remove = NULL;
  g_autoptr (GError) failure = NULL;

  *had = FALSE;
  if (find == NULL)
    return FALSE;
  atlas_statement_bind_integer (find, ":id", id);
  if (!atlas_statement_step (find, &failure))
    return failure == NULL || (g_propagate_error (error, g_steal_pointer (&failure)), FALSE);
  *had = atlas_statement_get_uuid (find, 0, member);
  atlas_statement_reset (find);

  remove = atlas_statement_new (
    connection, "DELETE FROM member_contact WHERE member = :member AND interaction = :id", error);
  if (remove == NULL)
    return FALSE;
  atlas_statement_bind_uuid (remove, ":member", member);
  atlas_statement_bind_integer (remove, ":id", id);
  return atlas_statement_run (remove, error) &&
         run_for_id (connection, "DELETE FROM interaction_facet WHERE id = :id", id, error);
}

static gboolean
add_contact (AtlasConnection *connection, gint64 id, const AtlasUuid *member, guint day, GError **error)
{
  static const char *const inserts[] = {
    "INSERT INTO interaction_facet (id, member, day) VALUES (:id, :member, :day)",
    "INSERT INTO member_contact (interaction, member, day) VALUES (:id, :member, :day)",
  };

  /* Who was not reached is found by the log alone. */
  for (guint i = 0; i < (day > 0 ? 2 : 1); i++)
    {
      g_autoptr (AtlasStatement) insert = atlas_statement_new (connection, inserts[i], error);

      if (insert == NULL)
        return FALSE;
      atlas_statement_bind_integer (insert, ":id", id);
      atlas_statement_bind_uuid (insert, ":member", member);
      atlas_statement_bind_integer (insert, ":day", day);
      if (!atlas_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
atlas_facet_derive_interaction (AtlasUnit *unit,
                                const AtlasTable *table,
                                const AtlasDerivedRow *row,
                                GError **error)
{
  AtlasConnection *connection = atlas_unit_get_connection (unit);
  guint member_column = index_of (&atlas_kind_interaction, "member");
  AtlasUuid before, after;
  gboolean had = FALSE, has = FALSE;

  if (!row->fresh && !forget_interaction (connection, row->id, &before, &had, error))
    return FALSE;
  if (row->values != NULL && is_text (&row->values[member_column]))
    has =
      atlas_uuid_parse (row->values[member_column].text, (gssize) row->values[member_column].length, &after);
  if (has && !add_contact (connection, row->id, &after, find_contact_day (row->values), error))
    return FALSE;
  if (had && !(has && atlas_uuid_equal (&before, &after)) &&
      !atlas_facet_refresh_contacted (unit, &before, error))
    return FALSE;
  return !has || atlas_facet_refresh_contacted (unit, &after, error);
}

/* --- Organisations. */

static gboolean
add_name (AtlasConnection *connection, gint64 id, const char *text, gssize length, GError **error)
{
  g_autoptr (AtlasStatement) insert = NULL;
  char folded[512];

  if (atlas_fold_words (text, length, folded, sizeof folded) == 0)
    return TRUE;
  insert = atlas_statement_new (
    connection, "INSERT OR IGNORE INTO organisation_name (organisation, name) VALUES (:id, :name)", error);
  if (insert == NULL)
    return FALSE;
  atlas_statement_bind_integer (insert, ":id", id);
  atlas_statement_bind_text (insert, ":name", folded);
  return atlas_statement_run (insert, error);
}

static gboolean
derive_names (AtlasConnection *connection, const AtlasDerivedRow *row, GError **error)
{
  static const char *const keys[] = { "name", "abbreviation" };
  const AtlasValue *others = &row->values[index_of (&atlas_kind_organisation, "other_names")];
  g_auto (GStrv) texts = is_text (others) ? atlas_list_to_texts (others->text, others->length) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const AtlasValue *value = &row->values[index_of (&atlas_kind_organisation, keys[i])];

      if (is_text (value) && !add_name (connection, row->id, value->text, (gssize) value->length, error))
        return FALSE;
    }
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    if (!add_name (connection, row->id, texts[i], -1, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_role (AtlasConnection *connection, gint64 id, guint entry, AtlasRecord *role, GError **error)
{
  const char *member = atlas_record_get_text (role, "member");
  const char *since = atlas_record_get_text (role, "since");
  const char *until = atlas_record_get_text (role, "until");
  g_autoptr (AtlasStatement) insert = NULL;
  AtlasUuid uuid;

  if (member == NULL || !atlas_uuid_parse (member, -1, &uuid))
    return TRUE;
  insert = atlas_statement_new (connection,
                                "INSERT INTO organisation_role (organisation, entry, member, since, until) "
                                "VALUES (:id, :entry, :member, :since, :until)",
                                error);
  if (insert == NULL)
    return FALSE;
  atlas_statement_bind_integer (insert, ":id", id);
  atlas_statement_bind_integer (insert, ":entry", entry);
  atlas_statement_bind_uuid (insert, ":member", &uuid);
  /* Days compare as texts: before all and after all. */
  atlas_statement_bind_text (insert, ":since", since ? since : "0000");
  atlas_statement_bind_text (insert, ":until", until ? until : "9999-99");
  return atlas_statement_run (insert, error);
}

static gboolean
derive_roles (AtlasConnection *connection, const AtlasDerivedRow *row, GError **error)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_organisation, "roles", -1);
  const AtlasValue *roles = &row->values[atlas_kind_index_of (&atlas_kind_organisation, field)];
  g_autoptr (GPtrArray) items =
    is_text (roles) ? atlas_list_to_items (field, roles->text, roles->length, NULL) : NULL;

  for (guint i = 0; items != NULL && i < items->len; i++)
    if (!add_role (connection, row->id, i, g_ptr_array_index (items, i), error))
      return FALSE;
  return TRUE;
}

gboolean
atlas_facet_derive_organisation (AtlasUnit *unit,
                                 const AtlasTable *table,
                                 const AtlasDerivedRow *row,
                                 GError **error)
{
  AtlasConnection *connection = atlas_unit_get_connection (unit);

  if (!row->fresh &&
      (!run_for_id (connection, "DELETE FROM organisation_name WHERE organisation = :id", row->id, error) ||
       !run_for_id (connection, "DELETE FROM organisation_role WHERE organisation = :id", row->id, error)))
    return FALSE;
  return row->values == NULL ||
         (derive_names (connection, row, error) && derive_roles (connection, row, error));
}
