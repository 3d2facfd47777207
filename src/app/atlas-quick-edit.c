/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-quick-edit.h"

#include <stdio.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-i18n.h"

/* How long a follow-up is put off. */
#define LATER_DAYS 7

typedef struct
{
  AtlasSession *session;
  char *message;
} Edit;

static void
edit_free (Edit *self)
{
  g_object_unref (self->session);
  g_free (self->message);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Edit, edit_free)

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Edit) edit = data;
  g_autoptr (GError) error = NULL;

  if (atlas_register_save_finish (ATLAS_REGISTER (source), result, &error) != 0)
    atlas_session_tell (edit->session, edit->message, TRUE);
  else
    atlas_session_fail (edit->session, _ ("This was not saved"), error);
}

/* "%s" is the title, and nothing else is looked for in @message. */
static char *
make_message (const char *message, AtlasRecord *record)
{
  g_autofree char *title = atlas_record_dup_title (record);
  GString *made = g_string_new (message);

  g_string_replace (made, "%s", title, 1);
  return g_string_free (made, FALSE);
}

void
atlas_quick_edit (AtlasSession *session,
                  const AtlasKind *kind,
                  gint64 id,
                  const char *key,
                  const char *text,
                  const char *message)
{
  AtlasRegister *records;
  g_autoptr (AtlasRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  Edit *edit;

  g_return_if_fail (ATLAS_IS_SESSION (session));
  g_return_if_fail (kind != NULL && key != NULL && text != NULL && message != NULL);

  records = atlas_session_get_register (session);
  record = atlas_register_load (records, kind, id, &error);
  if (record == NULL || !atlas_record_set_from_text (record, key, text, &error))
    {
      atlas_session_fail (session, _ ("This was not saved"), error);
      return;
    }
  edit = g_new0 (Edit, 1);
  edit->session = g_object_ref (session);
  edit->message = make_message (message, record);
  atlas_register_save_async (records, record, NULL, on_saved, edit);
}

void
atlas_quick_follow_up_done (AtlasSession *session, gint64 contact)
{
  char today[ATLAS_DATE_TEXT_SIZE];

  atlas_date_today (today);
  atlas_quick_edit (session, &atlas_kind_interaction, contact, "follow_up_done", today, _ ("Done: %s"));
}

void
atlas_quick_follow_up_later (AtlasSession *session, gint64 contact)
{
  g_autoptr (AtlasRecord) record =
    atlas_register_load (atlas_session_get_register (session), &atlas_kind_interaction, contact, NULL);
  const char *due = record ? atlas_record_get_text (record, "follow_up") : NULL;
  char today[ATLAS_DATE_TEXT_SIZE];
  GDate day;
  char text[ATLAS_DATE_TEXT_SIZE];
  int year, month, day_of_month;

  atlas_date_today (today);
  if (due == NULL || strcmp (due, today) < 0)
    due = today;
  if (sscanf (due, "%d-%d-%d", &year, &month, &day_of_month) != 3)
    return;
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year);
  g_date_add_days (&day, LATER_DAYS);
  g_snprintf (text, sizeof text, "%04d-%02d-%02d", g_date_get_year (&day), (int) g_date_get_month (&day),
              g_date_get_day (&day));
  atlas_quick_edit (session, &atlas_kind_interaction, contact, "follow_up", text,
                    _ ("Put off by a week: %s"));
}

void
atlas_quick_confirm (AtlasSession *session, gint64 member)
{
  char today[ATLAS_DATE_TEXT_SIZE];

  atlas_date_today (today);
  atlas_quick_edit (session, &atlas_kind_member, member, "confirmed", today, _ ("%s was confirmed today"));
}
