/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-invitation.h"

#include "atlas-export-rows.h"
#include "atlas-i18n.h"

static void
language_clear (gpointer data)
{
  g_free (((AtlasInvitationLanguage *) data)->code);
}

void
atlas_invitation_free (AtlasInvitation *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->languages, g_array_unref);
  g_clear_pointer (&self->members, g_array_unref);
  g_free (self);
}

const char *
atlas_invitation_language_get_label (const AtlasInvitationLanguage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->code != NULL ? atlas_vocabulary_label_for (&atlas_vocabulary_language, self->code)
                            : _ ("Not stated");
}

static void
add_language (AtlasInvitation *self, const char *code)
{
  AtlasInvitationLanguage language = { NULL, 1 };

  for (guint i = 0; i < self->languages->len; i++)
    {
      AtlasInvitationLanguage *known = &g_array_index (self->languages, AtlasInvitationLanguage, i);

      if (g_strcmp0 (known->code, code) != 0)
        continue;
      known->people++;
      return;
    }
  language.code = g_strdup (code);
  g_array_append_val (self->languages, language);
}

static int
compare_languages (gconstpointer a, gconstpointer b)
{
  const AtlasInvitationLanguage *x = a, *y = b;

  return x->people != y->people ? (x->people > y->people ? -1 : 1) : g_strcmp0 (x->code, y->code);
}

AtlasInvitation *
atlas_invitation_new (
  AtlasRegister *source, AtlasQuery *query, AtlasChannel channel, GCancellable *cancellable, GError **error)
{
  const AtlasExportTerms terms = { .purpose = ATLAS_PURPOSE_CONTACT, .channel = channel };
  g_autoptr (AtlasInvitation) self = NULL;
  g_autoptr (AtlasExportRows) rows = NULL;
  g_autoptr (GError) failure = NULL;
  AtlasAdmission admission;
  AtlasRecord *member;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (query != NULL && atlas_query_get_kind (query) == &atlas_kind_member, NULL);
  g_return_val_if_fail (atlas_channel_get_name (channel) != NULL, NULL);

  rows = atlas_export_rows_new (source, cancellable, error);
  if (rows == NULL || !atlas_export_rows_begin (rows, query, error))
    return NULL;
  self = g_new0 (AtlasInvitation, 1);
  self->languages = g_array_new (FALSE, FALSE, sizeof (AtlasInvitationLanguage));
  g_array_set_clear_func (self->languages, language_clear);
  self->members = g_array_new (FALSE, FALSE, sizeof (AtlasUuid));
  atlas_admission_init (&admission, &terms);
  while ((member = atlas_export_rows_next (rows, &failure)) != NULL)
    if (atlas_admission_judge (&admission, member, NULL) == ATLAS_ADMITTED)
      {
        add_language (self, atlas_record_get_text (member, "preferred_language"));
        g_array_append_val (self->members, *atlas_record_get_uuid (member));
      }
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  g_array_sort (self->languages, compare_languages);
  self->counts = admission.counts;
  return g_steal_pointer (&self);
}

/* --- Onto an event's list. */

typedef struct
{
  gint64 event;
  AtlasInvitation *invitation;
  guint n_added;
} Invite;

static void
add_invited (Invite *self, GPtrArray *attendance)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < attendance->len; i++)
    g_hash_table_add (known, (gpointer) atlas_record_get_text (g_ptr_array_index (attendance, i), "member"));
  for (guint i = 0; i < self->invitation->members->len; i++)
    {
      char id[ATLAS_UUID_TEXT_SIZE];
      AtlasRecord *entry;

      atlas_uuid_format (&g_array_index (self->invitation->members, AtlasUuid, i), id);
      if (g_hash_table_contains (known, id))
        continue;
      entry = atlas_record_new (&atlas_kind_attendance);
      atlas_record_set_text (entry, "member", id);
      atlas_record_set_text (entry, "status", "invited");
      g_ptr_array_add (attendance, entry);
      self->n_added++;
    }
}

static gboolean
invite (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Invite *self = data;
  g_autoptr (AtlasRecord) event =
    atlas_record_load (atlas_unit_get_connection (unit), &atlas_kind_event, self->event, error);
  g_autoptr (GPtrArray) attendance = event != NULL ? atlas_record_dup_items (event, "attendance") : NULL;

  if (attendance == NULL)
    return FALSE;
  add_invited (self, attendance);
  if (self->n_added == 0)
    return TRUE;
  atlas_record_set_items (event, "attendance", attendance);
  return atlas_record_save (event, unit, FALSE, error);
}

gboolean
atlas_event_invite (AtlasRegister *self,
                    gint64 event,
                    AtlasInvitation *invitation,
                    guint *n_added,
                    GCancellable *cancellable,
                    GError **error)
{
  Invite work = { event, invitation, 0 };
  g_autoptr (AtlasRecord) record = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);
  g_return_val_if_fail (invitation != NULL, FALSE);

  record = atlas_register_load (self, &atlas_kind_event, event, error);
  if (record == NULL)
    return FALSE;
  title = atlas_record_dup_title (record);
  /* Translators: what undo names; %s is an event. */
  label = g_strdup_printf (_ ("Invite people to %s"), title);
  if (!atlas_register_write (self, label, ATLAS_UNIT_DEFAULT, invite, &work, cancellable, error))
    return FALSE;
  if (n_added != NULL)
    *n_added = work.n_added;
  return TRUE;
}
