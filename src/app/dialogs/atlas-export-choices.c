/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is chosen in the export assistant, and what there is to choose from. */
#include "atlas-export-assistant-private.h"

#include "atlas-i18n.h"
#include "atlas-query-words.h"

/* Purpose. */

static GtkCheckButton *
get_button (AtlasExportAssistant *self, AtlasExportPurpose purpose)
{
  GtkCheckButton *const buttons[] = { self->for_own, self->for_contact, self->for_share, self->for_publish };

  return buttons[purpose];
}

int
atlas_export_assistant_get_purpose (AtlasExportAssistant *self)
{
  for (int i = ATLAS_PURPOSE_OWN; i <= ATLAS_PURPOSE_PUBLISH; i++)
    if (gtk_check_button_get_active (get_button (self, i)))
      return i;
  return -1;
}

void
atlas_export_assistant_set_purpose (AtlasExportAssistant *self, int purpose)
{
  gtk_check_button_set_active (get_button (self, purpose), TRUE);
}

void
atlas_export_assistant_get_terms (AtlasExportAssistant *self, AtlasExportTerms *terms)
{
  static const AtlasChannel channels[] = { ATLAS_CHANNEL_EMAIL, ATLAS_CHANNEL_PHONE, ATLAS_CHANNEL_POST };
  const char *partner = gtk_editable_get_text (GTK_EDITABLE (self->partner));

  *terms = (AtlasExportTerms){ .purpose = MAX (0, atlas_export_assistant_get_purpose (self)) };
  if (terms->purpose == ATLAS_PURPOSE_OWN)
    terms->basis =
      atlas_vocabulary_get_key (&atlas_vocabulary_legal_basis, adw_combo_row_get_selected (self->basis));
  else if (terms->purpose == ATLAS_PURPOSE_CONTACT)
    terms->channel = channels[MIN (adw_combo_row_get_selected (self->channel), 2)];
  else if (terms->purpose == ATLAS_PURPOSE_SHARE)
    {
      while (g_ascii_isspace (*partner))
        partner++;
      terms->partner = *partner != '\0' ? partner : NULL;
      terms->pseudonymous = gtk_switch_get_active (self->pseudonyms);
    }
}

/* What. */

/* Of kinds that are internal, the contact log and missions are worth a file of their own. */
static gboolean
is_offered (const AtlasKind *kind)
{
  return !kind->internal || kind == &atlas_kind_interaction || kind == &atlas_kind_mission;
}

const AtlasKind *
atlas_export_assistant_get_kind (AtlasExportAssistant *self)
{
  guint at = adw_combo_row_get_selected (self->what);

  for (const AtlasKind *const *kind = atlas_kinds (); *kind != NULL; kind++)
    if (is_offered (*kind) && at-- == 0)
      return *kind;
  return NULL;
}

void
atlas_export_assistant_set_kind (AtlasExportAssistant *self, const AtlasKind *sought)
{
  guint at = 0;

  for (const AtlasKind *const *kind = atlas_kinds (); *kind != NULL; kind++)
    if (*kind == sought)
      break;
    else if (is_offered (*kind))
      at++;
  adw_combo_row_set_selected (self->what, at);
}

/* The first that is chosen stays so, if it is still there. */
static void
set_list (AdwComboRow *row, GtkStringList *list, guint selected)
{
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, MIN (selected, g_list_model_get_n_items (G_LIST_MODEL (list)) - 1));
  g_object_unref (list);
}

void
atlas_export_assistant_fill_what (AtlasExportAssistant *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (const AtlasKind *const *kind = atlas_kinds (); *kind != NULL; kind++)
    if (is_offered (*kind))
      gtk_string_list_append (list, _ ((*kind)->plural_label));
  gtk_string_list_append (list, _ ("Everything"));
  set_list (self->what, list, 0);
}

void
atlas_export_assistant_fill_lists (AtlasExportAssistant *self)
{
  GtkStringList *bases = gtk_string_list_new (NULL), *sheets = gtk_string_list_new (NULL);
  guint n_sheets;
  const AtlasLabelSheet *known = atlas_label_sheets (&n_sheets);

  for (guint i = 0; i < atlas_vocabulary_get_n_terms (&atlas_vocabulary_legal_basis); i++)
    gtk_string_list_append (bases, atlas_vocabulary_get_label (&atlas_vocabulary_legal_basis, i));
  set_list (self->basis, bases,
            (guint) atlas_vocabulary_find (&atlas_vocabulary_legal_basis, "public-task", -1));
  for (guint i = 0; i < n_sheets; i++)
    gtk_string_list_append (sheets, _ (known[i].label));
  set_list (self->sheet, sheets, 0);
}

/* Which. */

typedef struct
{
  AtlasExportWhich which;
  char *text;
} Which;

static void
which_clear (gpointer data)
{
  g_free (((Which *) data)->text);
}

static void
add_which (AtlasExportAssistant *self,
           GtkStringList *list,
           AtlasExportWhich which,
           const char *text,
           const char *label)
{
  Which entry = { which, g_strdup (text) };

  g_array_append_val (self->whiches, entry);
  gtk_string_list_append (list, label);
}

static gboolean
has_filter (const AtlasKind *kind)
{
  return kind == &atlas_kind_member || kind == &atlas_kind_event || kind == &atlas_kind_organisation ||
         kind == &atlas_kind_mission;
}

/* What the page of that kind is searched by; "" for none. */
static const char *
get_searched (AtlasExportAssistant *self, const AtlasKind *kind)
{
  return has_filter (kind)
           ? atlas_query_get_text (atlas_filter_get_query (atlas_session_get_filter (self->session, kind)))
           : "";
}

static void
add_segments (AtlasExportAssistant *self, GtkStringList *list)
{
  g_auto (GStrv) names = atlas_register_list_segments (atlas_session_get_register (self->session), NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *text = atlas_query_text_with (NULL, "segment", names[i]);
      /* Translators: then follows the name of a saved segment */
      g_autofree char *label = g_strdup_printf (_ ("Segment: %s"), names[i]);

      add_which (self, list, WHICH_QUERY, text, label);
    }
}

void
atlas_export_assistant_fill_which (AtlasExportAssistant *self)
{
  const AtlasKind *kind = atlas_export_assistant_get_kind (self);
  const char *searched = kind != NULL ? get_searched (self, kind) : "";
  GtkStringList *list = gtk_string_list_new (NULL);
  guint selected = 0;

  if (self->whiches == NULL)
    {
      self->whiches = g_array_new (FALSE, FALSE, sizeof (Which));
      g_array_set_clear_func (self->whiches, which_clear);
    }
  g_array_set_size (self->whiches, 0);
  add_which (self, list, WHICH_ALL, NULL, kind == &atlas_kind_member ? _ ("Everybody") : _ ("All of them"));
  if (*searched != '\0')
    {
      /* Translators: what somebody searched for */
      g_autofree char *label = g_strdup_printf (_ ("Found by “%s”"), searched);

      /* Whoever has searched means what was found. */
      selected = self->whiches->len;
      add_which (self, list, WHICH_FOUND, NULL, label);
    }
  if (kind != NULL && self->given != NULL && *self->given != '\0' && g_strcmp0 (self->given, searched) != 0)
    {
      g_autofree char *words =
        kind == &atlas_kind_member ? atlas_query_dup_words (self->given) : g_strdup (self->given);
      g_autofree char *label = g_strdup_printf (_ ("Found by “%s”"), words);

      selected = self->whiches->len;
      add_which (self, list, WHICH_QUERY, self->given, label);
    }
  else if (self->given != NULL && *self->given == '\0')
    selected = 0;
  if (kind == &atlas_kind_member)
    add_segments (self, list);
  gtk_widget_set_visible (GTK_WIDGET (self->which), self->whiches->len > 1);
  set_list (self->which, list, selected);
}

static const Which *
get_which (AtlasExportAssistant *self)
{
  guint at = adw_combo_row_get_selected (self->which);

  return at < self->whiches->len ? &g_array_index (self->whiches, Which, at) : NULL;
}

char *
atlas_export_assistant_dup_query (AtlasExportAssistant *self)
{
  const Which *which = get_which (self);
  const AtlasKind *kind = atlas_export_assistant_get_kind (self);

  if (which == NULL || which->which == WHICH_ALL || kind == NULL)
    return g_strdup ("");
  return g_strdup (which->which == WHICH_FOUND ? get_searched (self, kind) : which->text);
}

static AtlasQuery *
make_query (AtlasExportAssistant *self, const AtlasKind *kind, GError **error)
{
  const Which *which = get_which (self);

  if (which != NULL && which->which == WHICH_FOUND)
    return atlas_query_ref (atlas_filter_get_query (atlas_session_get_filter (self->session, kind)));
  return atlas_register_parse_query (atlas_session_get_register (self->session), kind,
                                     which != NULL ? which->text : NULL, error);
}

GPtrArray *
atlas_export_assistant_make_queries (AtlasExportAssistant *self, GError **error)
{
  g_autoptr (GPtrArray) queries =
    g_ptr_array_new_null_terminated (2, (GDestroyNotify) atlas_query_unref, TRUE);
  const AtlasKind *chosen = atlas_export_assistant_get_kind (self);
  AtlasExportTerms terms;

  atlas_export_assistant_get_terms (self, &terms);
  for (const AtlasKind *const *kind = atlas_kinds (); *kind != NULL; kind++)
    {
      AtlasQuery *query;

      /* Everything is what the purpose covers of it. */
      if (chosen != NULL ? *kind != chosen : !atlas_export_terms_cover_kind (&terms, *kind))
        continue;
      query = make_query (self, *kind, error);
      if (query == NULL)
        return NULL;
      g_ptr_array_add (queries, query);
    }
  return g_steal_pointer (&queries);
}

/* Formats. */

const char *
atlas_export_assistant_get_format (AtlasExportAssistant *self)
{
  guint at = adw_combo_row_get_selected (self->format);

  return self->formats != NULL && at < self->formats->len ? g_ptr_array_index (self->formats, at) : "json";
}

void
atlas_export_assistant_set_format (AtlasExportAssistant *self, const char *format)
{
  for (guint i = 0; i < self->formats->len; i++)
    if (g_str_equal (g_ptr_array_index (self->formats, i), format))
      adw_combo_row_set_selected (self->format, i);
}

static gboolean
fits (AtlasExportAssistant *self, GPtrArray *queries, const char *format)
{
  AtlasExportWriting writing = { .queries = queries, .format = format };

  atlas_export_assistant_get_terms (self, &writing.terms);
  /* Who receives it can be said later. */
  if (writing.terms.purpose == ATLAS_PURPOSE_SHARE && writing.terms.partner == NULL)
    writing.terms.partner = "?";
  return atlas_export_writing_check (&writing, atlas_session_get_register (self->session), NULL);
}

/* The vocabulary's order is that of what officers ask for most; to contact people it is the table for
 * mailings. */
void
atlas_export_assistant_fill_formats (AtlasExportAssistant *self)
{
  g_autoptr (GPtrArray) queries = atlas_export_assistant_make_queries (self, NULL);
  g_autofree char *before = g_strdup (atlas_export_assistant_get_format (self));
  g_autoptr (GPtrArray) formats = g_ptr_array_new ();
  GtkStringList *list;
  guint selected = 0;

  for (guint i = 0; queries != NULL && i < atlas_vocabulary_get_n_terms (&atlas_vocabulary_export_format);
       i++)
    {
      const char *key = atlas_vocabulary_get_key (&atlas_vocabulary_export_format, i);

      if (fits (self, queries, key))
        g_ptr_array_insert (formats, g_str_equal (key, "mailing") ? 0 : -1, (gpointer) key);
    }
  if (formats->len == 0)
    g_ptr_array_add (formats, (gpointer) "json");
  list = gtk_string_list_new (NULL);
  for (guint i = 0; i < formats->len; i++)
    {
      const char *key = g_ptr_array_index (formats, i);

      gtk_string_list_append (list, atlas_vocabulary_label_for (&atlas_vocabulary_export_format, key));
      if (self->formats != NULL && g_str_equal (key, before))
        selected = i;
    }
  g_clear_pointer (&self->formats, g_ptr_array_unref);
  self->formats = g_steal_pointer (&formats);
  set_list (self->format, list, selected);
}

const AtlasLabelSheet *
atlas_export_assistant_get_sheet (AtlasExportAssistant *self)
{
  guint n_sheets;
  const AtlasLabelSheet *sheets = atlas_label_sheets (&n_sheets);

  return &sheets[MIN (adw_combo_row_get_selected (self->sheet), n_sheets - 1)];
}

AtlasExportWriting *
atlas_export_assistant_make_writing (AtlasExportAssistant *self, GError **error)
{
  g_autoptr (GPtrArray) queries = atlas_export_assistant_make_queries (self, error);
  AtlasExportWriting *writing;

  if (queries == NULL)
    return NULL;
  writing = g_new0 (AtlasExportWriting, 1);
  writing->queries = g_steal_pointer (&queries);
  writing->format = atlas_export_assistant_get_format (self);
  atlas_export_assistant_get_terms (self, &writing->terms);
  writing->terms.partner = writing->partner = g_strdup (writing->terms.partner);
  if (writing->partner != NULL)
    g_strchomp (writing->partner);
  writing->fields = gtk_widget_get_visible (GTK_WIDGET (self->fields_row)) ? g_strdupv (self->fields) : NULL;
  writing->profile = g_strdup (self->profile_used);
  writing->sheet = atlas_export_assistant_get_sheet (self);
  writing->first = (guint) gtk_spin_button_get_value_as_int (self->first_label);
  return writing;
}
