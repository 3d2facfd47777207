/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-dossier-private.h"

#include "atlas-consent-words.h"
#include "atlas-date.h"
#include "atlas-field-change.h"
#include "atlas-i18n.h"

typedef struct
{
  AtlasDossier *dossier;
  AtlasPageWriter *page;
} Writer;

/* What is said. */

static char *
display (AtlasRecord *record, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (atlas_record_get_kind (record), key, -1);

  return atlas_field_display (field, atlas_record_get_value (record, field));
}

static char *
display_time (const char *timestamp)
{
  g_autoptr (GDateTime) time = timestamp ? atlas_timestamp_to_date_time (timestamp, -1) : NULL;
  g_autoptr (GDateTime) local = time ? g_date_time_to_local (time) : NULL;
  char *text = local ? g_date_time_format (local, _ ("%e %B %Y, %H:%M")) : NULL;

  return text ? g_strstrip (text) : g_strdup ("");
}

static void
write_head (Writer *self)
{
  g_autofree char *name = atlas_record_dup_title (self->dossier->member);
  /* Translators: %s is a person */
  g_autofree char *title = g_strdup_printf (_ ("What we hold on %s"), name);
  char now[ATLAS_DATE_TEXT_SIZE];
  g_autofree char *time = NULL;

  atlas_timestamp_now (now);
  time = display_time (now);
  atlas_page_writer_text (self->page, ATLAS_TEXT_TITLE, title);
  atlas_page_writer_gap (self->page, 3);
  if (self->dossier->office != NULL)
    atlas_page_writer_text (self->page, ATLAS_TEXT_SUBTITLE, self->dossier->office);
  atlas_page_writer_text (self->page, ATLAS_TEXT_SUBTITLE, time);
  if (self->dossier->synthetic)
    atlas_page_writer_text (self->page, ATLAS_TEXT_SUBTITLE, _ ("Sample data: this person is invented."));
}

static void
write_record (Writer *self)
{
  AtlasRecord *member = self->dossier->member;
  const char *group = NULL;

  for (guint i = 0; i < atlas_kind_member.n_fields; i++)
    {
      const AtlasField *field = &atlas_kind_member.fields[i];
      g_autofree char *text = NULL;

      if (!atlas_record_has (member, field) || field->items == &atlas_kind_consent)
        continue;
      text = atlas_field_display (field, atlas_record_get_value (member, field));
      if (g_strcmp0 (group, field->group) != 0)
        {
          group = field->group;
          atlas_page_writer_heading (self->page,
                                     group ? atlas_field_get_group (field) : _ (atlas_kind_member.label));
        }
      atlas_page_writer_row (self->page, atlas_field_get_label (field), text);
    }
  if (atlas_record_get_extra (member) != NULL)
    atlas_page_writer_row (self->page, _ ("Kept from a file"), atlas_record_get_extra (member));
}

static void
write_consents (Writer *self)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_member, "consents", -1);
  const AtlasValue *value = atlas_record_get_value (self->dossier->member, field);
  g_autoptr (GPtrArray) entries = atlas_record_dup_items (self->dossier->member, field->key);
  gboolean any = value->type == ATLAS_VALUE_TEXT;
  char today[ATLAS_DATE_TEXT_SIZE];

  atlas_date_today (today);
  atlas_page_writer_heading (self->page, atlas_field_get_label (field));
  for (guint i = 0; i < atlas_vocabulary_get_n_terms (&atlas_vocabulary_consent_purpose); i++)
    {
      g_autofree char *words =
        atlas_consents_describe (any ? value->text : NULL, any ? value->length : 0,
                                 atlas_vocabulary_get_key (&atlas_vocabulary_consent_purpose, i), today);

      atlas_page_writer_row (self->page, atlas_vocabulary_get_label (&atlas_vocabulary_consent_purpose, i),
                             words);
    }
  for (guint i = 0; i < entries->len; i++)
    {
      AtlasRecord *entry = g_ptr_array_index (entries, i);
      g_autofree char *title = atlas_consent_dup_title (entry);
      g_autofree char *detail = atlas_consent_dup_detail (entry);
      g_autofree char *text = g_strdup_printf ("%s\n%s", title, detail);

      atlas_page_writer_row (self->page, i == 0 ? _ ("Entries") : "", text);
    }
}

static void
write_none (Writer *self)
{
  atlas_page_writer_text (self->page, ATLAS_TEXT_FAINT, _ ("None"));
}

static void
write_links (Writer *self, const char *heading, GPtrArray *links, const char *label_key)
{
  atlas_page_writer_heading (self->page, heading);
  if (links->len == 0)
    write_none (self);
  for (guint i = 0; i < links->len; i++)
    {
      const AtlasLink *link = g_ptr_array_index (links, i);
      g_autofree char *label = display (link->record, label_key);
      g_autofree char *words = atlas_link_describe (link);

      atlas_page_writer_row (self->page, label, words);
    }
}

/* A line each for what was said, and what is to be done. */
static void
write_contacts (Writer *self)
{
  static const char *const first[] = { "channel", "direction", "outcome", "officer" };
  static const char *const rest[] = { "summary", "follow_up", "follow_up_done", "notes" };
  GPtrArray *links = self->dossier->contacts;

  atlas_page_writer_heading (self->page, _ ("Contact log"));
  if (links->len == 0)
    write_none (self);
  for (guint i = 0; i < links->len; i++)
    {
      AtlasRecord *contact = ((const AtlasLink *) g_ptr_array_index (links, i))->record;
      g_autofree char *date = display (contact, "date");
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint k = 0; k < G_N_ELEMENTS (first); k++)
        {
          g_autofree char *word = display (contact, first[k]);

          if (*word != '\0')
            g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", word);
        }
      for (guint k = 0; k < G_N_ELEMENTS (rest); k++)
        {
          const AtlasField *field = atlas_kind_find_field (&atlas_kind_interaction, rest[k], -1);
          g_autofree char *word = display (contact, rest[k]);

          if (*word != '\0')
            g_string_append_printf (text, "\n%s: %s", atlas_field_get_label (field), word);
        }
      atlas_page_writer_row (self->page, date, text->str);
    }
}

static void
write_changes (Writer *self)
{
  GPtrArray *changes = self->dossier->changes;

  atlas_page_writer_heading (self->page, _ ("Changes"));
  if (changes->len == 0)
    write_none (self);
  for (guint i = 0; i < changes->len; i++)
    {
      const AtlasJournalChange *change = g_ptr_array_index (changes, i);
      g_autoptr (GPtrArray) fields =
        atlas_field_changes_read (&atlas_kind_member, change->type, change->changes);
      g_autofree char *time = display_time (change->unit->time);
      GString *text = g_string_new (change->unit->label);

      if (change->unit->author != NULL)
        g_string_append_printf (text, " · %s", change->unit->author);
      for (guint k = 0; k < fields->len; k++)
        {
          g_autofree char *words = atlas_field_change_describe (g_ptr_array_index (fields, k));

          g_string_append_printf (text, "\n%s", words);
        }
      atlas_page_writer_row (self->page, time, text->str);
      g_string_free (text, TRUE);
    }
}

static void
write_verdicts (Writer *self)
{
  GPtrArray *verdicts = self->dossier->verdicts;
  char own[ATLAS_UUID_TEXT_SIZE];

  if (verdicts->len == 0)
    return;
  atlas_uuid_format (atlas_record_get_uuid (self->dossier->member), own);
  atlas_page_writer_heading (self->page, _ ("Compared with other records"));
  for (guint i = 0; i < verdicts->len; i++)
    {
      AtlasRecord *verdict = g_ptr_array_index (verdicts, i);
      const char *member = atlas_record_get_text (verdict, "member");
      const char *other = atlas_record_get_text (verdict, "other");
      const char *note = atlas_record_get_text (verdict, "note");
      g_autofree char *word = display (verdict, "verdict");
      g_autofree char *text = g_strdup_printf ("%s%s%s", g_strcmp0 (member, own) == 0 ? other : member,
                                               note != NULL ? "\n" : "", note != NULL ? note : "");

      atlas_page_writer_row (self->page, word, text);
    }
}

static void
write_exports (Writer *self)
{
  GPtrArray *exports = self->dossier->exports;

  atlas_page_writer_heading (self->page, _ ("Exports"));
  if (exports->len == 0)
    write_none (self);
  else
    atlas_page_writer_text (self->page, ATLAS_TEXT_FAINT, atlas_dossier_explain_exports ());
  for (guint i = 0; i < exports->len; i++)
    {
      const AtlasExportEntry *entry = g_ptr_array_index (exports, i);
      g_autofree char *time = display_time (entry->unit->time);
      g_autofree char *words = atlas_export_entry_describe_purpose (entry);
      g_autofree char *text = g_strdup_printf ("%s\n%s%s", entry->unit->label, words,
                                               /* Translators: follows on what a file was written for */
                                               entry->certain ? "" : _ (" · not certain"));

      atlas_page_writer_row (self->page, time, text);
    }
}

static void
write_all (AtlasPageWriter *page, gpointer user_data)
{
  Writer self = { .dossier = user_data, .page = page };

  write_head (&self);
  write_record (&self);
  write_consents (&self);
  write_links (&self, _ ("Organisations"), self.dossier->organisations, "name");
  write_links (&self, _ ("Events"), self.dossier->events, "title");
  write_contacts (&self);
  write_verdicts (&self);
  write_changes (&self);
  write_exports (&self);
}

gboolean
atlas_dossier_append_pdf (AtlasDossier *self, AtlasPaper paper, GString *buffer, GError **error)
{
  g_autofree char *title = atlas_record_dup_title (self->member);

  return atlas_page_writer_run (paper, title, NULL, write_all, self, buffer, error);
}
