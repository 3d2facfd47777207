/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-dossier-private.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "atlas-consent-words.h"
#include "atlas-date.h"
#include "atlas-field-change.h"
#include "atlas-i18n.h"

/* Points, of which 72 make an inch. */
static const struct
{
  double width, height;
} papers[ATLAS_N_PAPERS] = { { 595.28, 841.89 }, { 612, 792 } };

#define MARGIN      54
#define FOOT        36 /* of it, where the number of the page stands */
#define LABEL_WIDTH 150
#define GAP         12

#define FONT          "Sans 9.5"
#define TITLE_FONT    "Sans Bold 17"
#define HEADING_FONT  "Sans Bold 11.5"
#define SUBTITLE_FONT "Sans 9"

/* Where the next thing goes. Pages are counted by laying all out once without drawing. */
typedef struct
{
  AtlasDossier *dossier;
  cairo_t *cr;
  gboolean draws;
  double width, height, y;
  int page, n_pages;
} Writer;

static PangoLayout *
make_layout (Writer *self, const char *font, const char *text, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (self->cr);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static void
show_layout (Writer *self, PangoLayout *layout, double x, double y, double grey)
{
  if (!self->draws)
    return;
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, layout);
}

static void
write_foot (Writer *self)
{
  g_autofree char *number = g_strdup_printf ("%d", self->page);
  g_autofree char *total = g_strdup_printf ("%d", self->n_pages);
  /* Translators: the number of a page, and how many there are */
  g_autofree char *text = g_strdup_printf (_ ("Page %s of %s"), number, total);
  g_autoptr (PangoLayout) layout = make_layout (self, SUBTITLE_FONT, text, self->width - 2 * MARGIN);

  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  show_layout (self, layout, MARGIN, self->height - FOOT, 0.4);
}

static void
begin_page (Writer *self)
{
  self->page++;
  self->y = MARGIN;
}

static void
end_page (Writer *self)
{
  write_foot (self);
  if (self->draws)
    cairo_show_page (self->cr);
}

/* Whether @height has room on this page; else on the next, where there is nothing yet. */
static void
make_room (Writer *self, double height)
{
  if (self->y + height <= self->height - MARGIN || self->y <= MARGIN)
    return;
  end_page (self);
  begin_page (self);
}

/* Line by line, so that a long text goes on over the page. */
static void
write_lines (Writer *self, PangoLayout *layout, double x, double grey)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      PangoRectangle extents;
      int baseline = pango_layout_iter_get_baseline (iter);

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      make_room (self, (double) extents.height / PANGO_SCALE);
      if (self->draws)
        {
          cairo_set_source_rgb (self->cr, grey, grey, grey);
          cairo_move_to (self->cr, x, self->y + (double) (baseline - extents.y) / PANGO_SCALE);
          pango_cairo_show_layout_line (self->cr, line);
        }
      self->y += (double) extents.height / PANGO_SCALE;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static void
write_text (Writer *self, const char *font, const char *text, double grey)
{
  g_autoptr (PangoLayout) layout = make_layout (self, font, text, self->width - 2 * MARGIN);

  write_lines (self, layout, MARGIN, grey);
}

/* A heading stays with what follows. */
static void
write_heading (Writer *self, const char *text)
{
  g_autoptr (PangoLayout) layout = make_layout (self, HEADING_FONT, text, self->width - 2 * MARGIN);

  self->y += GAP;
  make_room (self, get_height (layout) + 3 * GAP);
  show_layout (self, layout, MARGIN, self->y, 0);
  self->y += get_height (layout) + 3;
  if (self->draws)
    {
      cairo_set_source_rgb (self->cr, 0.7, 0.7, 0.7);
      cairo_set_line_width (self->cr, 0.5);
      cairo_move_to (self->cr, MARGIN, self->y);
      cairo_line_to (self->cr, self->width - MARGIN, self->y);
      cairo_stroke (self->cr);
    }
  self->y += 5;
}

static void
write_row (Writer *self, const char *label, const char *text)
{
  g_autoptr (PangoLayout) name = make_layout (self, FONT, label, LABEL_WIDTH);
  g_autoptr (PangoLayout) value =
    make_layout (self, FONT, text, self->width - 2 * MARGIN - LABEL_WIDTH - GAP);
  double top, height = get_height (name);
  int page;

  make_room (self, height);
  top = self->y;
  page = self->page;
  show_layout (self, name, MARGIN, top, 0.4);
  write_lines (self, value, MARGIN + LABEL_WIDTH + GAP, 0);
  if (self->page == page)
    self->y = MAX (self->y, top + height);
  self->y += 3;
}

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
  write_text (self, TITLE_FONT, title, 0);
  self->y += 3;
  if (self->dossier->office != NULL)
    write_text (self, SUBTITLE_FONT, self->dossier->office, 0.4);
  write_text (self, SUBTITLE_FONT, time, 0.4);
  if (self->dossier->synthetic)
    write_text (self, SUBTITLE_FONT, _ ("Sample data: this person is invented."), 0.4);
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
          write_heading (self, group ? atlas_field_get_group (field) : _ (atlas_kind_member.label));
        }
      write_row (self, atlas_field_get_label (field), text);
    }
  if (atlas_record_get_extra (member) != NULL)
    write_row (self, _ ("Kept from a file"), atlas_record_get_extra (member));
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
  write_heading (self, atlas_field_get_label (field));
  for (guint i = 0; i < atlas_vocabulary_get_n_terms (&atlas_vocabulary_consent_purpose); i++)
    {
      g_autofree char *words =
        atlas_consents_describe (any ? value->text : NULL, any ? value->length : 0,
                                 atlas_vocabulary_get_key (&atlas_vocabulary_consent_purpose, i), today);

      write_row (self, atlas_vocabulary_get_label (&atlas_vocabulary_consent_purpose, i), words);
    }
  for (guint i = 0; i < entries->len; i++)
    {
      AtlasRecord *entry = g_ptr_array_index (entries, i);
      g_autofree char *title = atlas_consent_dup_title (entry);
      g_autofree char *detail = atlas_consent_dup_detail (entry);
      g_autofree char *text = g_strdup_printf ("%s\n%s", title, detail);

      write_row (self, i == 0 ? _ ("Entries") : "", text);
    }
}

static void
write_none (Writer *self)
{
  write_text (self, FONT, _ ("None"), 0.4);
}

static void
write_links (Writer *self, const char *heading, GPtrArray *links, const char *label_key)
{
  write_heading (self, heading);
  if (links->len == 0)
    write_none (self);
  for (guint i = 0; i < links->len; i++)
    {
      const AtlasLink *link = g_ptr_array_index (links, i);
      g_autofree char *label = display (link->record, label_key);
      g_autofree char *words = atlas_link_describe (link);

      write_row (self, label, words);
    }
}

/* A line each for what was said, and what is to be done. */
static void
write_contacts (Writer *self)
{
  static const char *const first[] = { "channel", "direction", "outcome", "officer" };
  static const char *const rest[] = { "summary", "follow_up", "follow_up_done", "notes" };
  GPtrArray *links = self->dossier->contacts;

  write_heading (self, _ ("Contact log"));
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
      write_row (self, date, text->str);
    }
}

static void
write_changes (Writer *self)
{
  GPtrArray *changes = self->dossier->changes;

  write_heading (self, _ ("Changes"));
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
      write_row (self, time, text->str);
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
  write_heading (self, _ ("Compared with other records"));
  for (guint i = 0; i < verdicts->len; i++)
    {
      AtlasRecord *verdict = g_ptr_array_index (verdicts, i);
      const char *member = atlas_record_get_text (verdict, "member");
      const char *other = atlas_record_get_text (verdict, "other");
      const char *note = atlas_record_get_text (verdict, "note");
      g_autofree char *word = display (verdict, "verdict");
      g_autofree char *text = g_strdup_printf ("%s%s%s", g_strcmp0 (member, own) == 0 ? other : member,
                                               note != NULL ? "\n" : "", note != NULL ? note : "");

      write_row (self, word, text);
    }
}

static void
write_exports (Writer *self)
{
  GPtrArray *exports = self->dossier->exports;

  write_heading (self, _ ("Exports"));
  if (exports->len == 0)
    write_none (self);
  else
    write_text (self, FONT, atlas_dossier_explain_exports (), 0.4);
  for (guint i = 0; i < exports->len; i++)
    {
      const AtlasExportEntry *entry = g_ptr_array_index (exports, i);
      g_autofree char *time = display_time (entry->unit->time);
      g_autofree char *words = atlas_export_entry_describe_purpose (entry);
      g_autofree char *text = g_strdup_printf ("%s\n%s%s", entry->unit->label, words,
                                               /* Translators: follows on what a file was written for */
                                               entry->certain ? "" : _ (" · not certain"));

      write_row (self, time, text);
    }
}

static void
write_all (Writer *self)
{
  self->page = 0;
  begin_page (self);
  write_head (self);
  write_record (self);
  write_consents (self);
  write_links (self, _ ("Organisations"), self->dossier->organisations, "name");
  write_links (self, _ ("Events"), self->dossier->events, "title");
  write_contacts (self);
  write_verdicts (self);
  write_changes (self);
  write_exports (self);
  end_page (self);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

gboolean
atlas_dossier_append_pdf (AtlasDossier *self, AtlasPaper paper, GString *buffer, GError **error)
{
  Writer writer = { .dossier = self, .width = papers[paper].width, .height = papers[paper].height };
  cairo_surface_t *surface =
    cairo_pdf_surface_create_for_stream (append, buffer, writer.width, writer.height);
  g_autofree char *title = atlas_record_dup_title (self->member);
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Diaspora Atlas");
  writer.cr = cairo_create (surface);
  write_all (&writer);
  writer.n_pages = writer.page;
  writer.draws = TRUE;
  write_all (&writer);
  status = cairo_status (writer.cr);
  cairo_destroy (writer.cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  /* Translators: %s is cairo's own reason, such as "out of memory" */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The pages could not be written: %s."),
               cairo_status_to_string (status));
  return FALSE;
}
