/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-record.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-list.h"

/* As many are named where the beginning of an id fits several. */
#define MAX_NAMED 5

/* Finding. */

static gboolean
fail_ambiguous (const char *id, GPtrArray *found, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (found->len, MAX_NAMED); i++)
    {
      AtlasRecord *record = g_ptr_array_index (found, i);
      g_autofree char *title = atlas_record_dup_title (record);
      char text[ATLAS_UUID_TEXT_SIZE];

      atlas_uuid_format (atlas_record_get_uuid (record), text);
      g_string_append_printf (names, "%s%s (%s)", i > 0 ? ", " : "", text, title);
    }
  if (found->len > MAX_NAMED)
    g_string_append (names, ", …");
  g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN,
               _ ("Several ids begin with “%s”: %s. Give more of it."), id, names->str);
  return FALSE;
}

AtlasRecord *
atlas_cli_find_record (AtlasRegister *source, const AtlasKind *kind, const char *id, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);

  for (const AtlasKind *const *k = atlas_kinds (); *k; k++)
    {
      g_autoptr (GPtrArray) more = NULL;

      if (kind && *k != kind)
        continue;
      more = atlas_register_load_prefix (source, *k, id, MAX_NAMED + 1, error);
      if (more == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (found, g_steal_pointer (&more));
    }
  if (found->len == 1)
    return atlas_record_ref (g_ptr_array_index (found, 0));
  if (found->len > 1)
    fail_ambiguous (id, found, error);
  else
    g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN,
                 _ ("No record has an id that is or begins with “%s”. “atlasctl list” shows the ids."), id);
  return NULL;
}

/* Showing. */

static char *
dup_title_of (AtlasRegister *source, const AtlasField *field, const char *id)
{
  g_autoptr (AtlasRecord) record = NULL;
  AtlasUuid uuid;

  if (atlas_uuid_parse (id, -1, &uuid))
    record = atlas_register_load_uuid (source, field->refers, &uuid, NULL);
  if (record != NULL)
    return atlas_record_dup_title (record);
  /* Translators: a kind of record, such as "Person", that another one refers to */
  return g_strdup_printf (_ ("%s deleted or not yet here"), _ (field->refers->label));
}

/* "Ada Uwase (Chair, 1 January 2020)" */
static char *
display_item (AtlasRegister *source, AtlasRecord *item)
{
  const AtlasKind *kind = atlas_record_get_kind (item);
  const AtlasField *first = &kind->fields[0];
  g_autofree char *title = dup_title_of (source, first, atlas_record_get_text (item, first->key));
  g_autoptr (GString) more = g_string_new (NULL);

  for (guint i = 1; i < kind->n_fields; i++)
    if (atlas_record_has (item, &kind->fields[i]))
      {
        g_autofree char *text =
          atlas_field_display (&kind->fields[i], atlas_record_get_value (item, &kind->fields[i]));

        g_string_append_printf (more, "%s%s", more->len > 0 ? ", " : "", text);
      }
  return more->len > 0 ? g_strdup_printf ("%s (%s)", title, more->str) : g_steal_pointer (&title);
}

char *
atlas_cli_display (AtlasRegister *source, const AtlasField *field, const AtlasValue *value)
{
  g_autoptr (GPtrArray) items = NULL;
  GString *lines;

  if (value->type != ATLAS_VALUE_TEXT)
    return atlas_field_display (field, value);
  if (field->refers != NULL)
    {
      g_autofree char *id = g_strndup (value->text, value->length);

      return dup_title_of (source, field, id);
    }
  if (field->type != ATLAS_FIELD_ITEM_LIST || field->items->fields[0].refers == NULL ||
      (items = atlas_list_to_items (field, value->text, value->length, NULL)) == NULL)
    return atlas_field_display (field, value);
  lines = g_string_new (NULL);
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *item = display_item (source, g_ptr_array_index (items, i));

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", item);
    }
  return g_string_free (lines, FALSE);
}

/* Setting fields. */

static gboolean
is_settable (const AtlasField *field)
{
  return (field->flags & ATLAS_FIELD_AUTOMATIC) == 0;
}

static gboolean
fail_key (const AtlasKind *kind, const char *key, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    if (is_settable (&kind->fields[i]))
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", kind->fields[i].key);
  return atlas_cli_fail_usage (error, _ ("There is no field “%s” to set; there are: %s"), key, known->str);
}

/* What @text says, behind what the list holds. */
static gboolean
add_to_list (AtlasRecord *record, const AtlasField *field, const char *text, GError **error)
{
  g_auto (AtlasValue) before = { 0 };
  const AtlasValue *added;

  atlas_value_copy (atlas_record_get_value (record, field), &before);
  if (!atlas_record_set_from_text (record, field->key, text, error))
    return FALSE;
  added = atlas_record_get_value (record, field);
  if (added->type != ATLAS_VALUE_TEXT)
    atlas_value_copy (&before, atlas_record_edit_value (record, field));
  else if (before.type == ATLAS_VALUE_TEXT)
    /* Lists are stored as JSON arrays without white space, and neither is empty. */
    atlas_value_take_text (
      atlas_record_edit_value (record, field),
      g_strdup_printf ("%.*s,%s", (int) before.length - 1, before.text, added->text + 1));
  return TRUE;
}

static gboolean
set_field (AtlasRecord *record, const char *setting, gboolean zones, GError **error)
{
  const AtlasKind *kind = atlas_record_get_kind (record);
  const char *equals = strchr (setting, '=');
  gboolean add = equals != NULL && equals > setting && equals[-1] == '+';
  g_autofree char *key = g_strndup (setting, equals ? (gsize) (equals - setting) - add : strlen (setting));
  const AtlasField *field = atlas_kind_find_field (kind, key, -1);

  if (equals == NULL)
    return atlas_cli_fail_usage (error, _ ("“%s” sets nothing: write --set KEY=VALUE."), setting);
  if (field == NULL || !is_settable (field))
    return fail_key (kind, key, error);
  if (g_str_equal (key, "timezone") != zones)
    return TRUE;
  if (!add)
    return atlas_record_set_from_text (record, key, equals + 1, error);
  if (!atlas_field_is_list (field))
    return atlas_cli_fail_usage (error, _ ("“%s” is no list to add to: write --set %s=VALUE."), key, key);
  return add_to_list (record, field, equals + 1, error);
}

gboolean
atlas_cli_set_fields (AtlasRecord *record, char **settings, GError **error)
{
  for (int zones = TRUE; zones >= FALSE; zones--)
    for (guint i = 0; settings[i]; i++)
      if (!set_field (record, settings[i], zones, error))
        return FALSE;
  return TRUE;
}

AtlasCliStatus
atlas_cli_save_record (AtlasCli *cli, AtlasRegister *target, AtlasRecord *record, GError **error)
{
  if (atlas_register_save (target, record, error) == 0)
    return ATLAS_CLI_FAILED;
  atlas_cli_print_record (cli, target, record);
  return ATLAS_CLI_DONE;
}

void
atlas_cli_print_record (AtlasCli *cli, AtlasRegister *target, AtlasRecord *record)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (cli->json)
    atlas_cli_append_record (out, record, atlas_register_is_synthetic (target));
  else
    {
      char id[ATLAS_UUID_TEXT_SIZE];

      atlas_uuid_format (atlas_record_get_uuid (record), id);
      g_string_append (out, id);
    }
  g_string_append_c (out, '\n');
  atlas_cli_print_json_text (out);
}

char *
atlas_cli_dup_fields_help (void)
{
  GString *out = g_string_new (NULL);

  for (const AtlasKind *const *kind = atlas_kinds (); *kind; kind++)
    {
      if (out->len > 0)
        g_string_append_c (out, '\n');
      /* Translators: %s is a kind of record, "members". */
      g_string_append_printf (out, _ ("Fields of %s:"), (*kind)->plural);
      g_string_append_c (out, '\n');
      for (guint i = 0; i < (*kind)->n_fields; i++)
        {
          const AtlasField *field = &(*kind)->fields[i];

          if (!is_settable (field))
            continue;
          g_string_append_printf (out, "  %-20s %s", field->key, atlas_field_get_label (field));
          if (field->hint)
            g_string_append_printf (out, ". %s", _ (field->hint));
          g_string_append_c (out, '\n');
        }
    }
  return g_string_free (out, FALSE);
}
