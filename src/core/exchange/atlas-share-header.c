/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-share-header.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-import.h"
#include "atlas-json-writer.h"
#include "atlas-share-format.h"

void
atlas_share_header_clear (AtlasShareHeader *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->office_id, g_free);
  g_clear_pointer (&self->office_name, g_free);
  g_clear_pointer (&self->exported, g_free);
  g_clear_pointer (&self->extra, g_free);
  self->synthetic = FALSE;
}

static gboolean
refuse (GError **error, AtlasImportError code, const char *message)
{
  g_set_error_literal (error, ATLAS_IMPORT_ERROR, (int) code, message);
  return FALSE;
}

static char *
dup_text (AtlasJsonScanner *scanner)
{
  gsize length;
  const char *text = atlas_json_scanner_get_text (scanner, &length);

  return g_strndup (text, length);
}

static gboolean
refuse_office (GError **error)
{
  return refuse (error, ATLAS_IMPORT_ERROR_FORMAT, _ ("“office” must be an object with “id” and “name”"));
}

static gboolean
read_office (AtlasShareHeader *self, AtlasJsonScanner *scanner, AtlasJsonToken token, GError **error)
{
  if (token != ATLAS_JSON_OBJECT_START)
    return refuse_office (error);

  while (atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_KEY)
    {
      g_autofree char *key = dup_text (scanner);
      char **to = strcmp (key, "id") == 0     ? &self->office_id
                  : strcmp (key, "name") == 0 ? &self->office_name
                                              : NULL;

      if (to == NULL)
        {
          if (!atlas_json_scanner_skip (scanner, NULL))
            return TRUE; /* told of by the next look at the scanner */
          continue;
        }
      token = atlas_json_scanner_next (scanner, NULL);
      if (token == ATLAS_JSON_STRING)
        {
          g_free (*to);
          *to = dup_text (scanner);
        }
      else if (token != ATLAS_JSON_NULL)
        {
          return refuse_office (error);
        }
    }
  return TRUE;
}

static gboolean
read_version (AtlasJsonScanner *scanner, AtlasJsonToken token, GError **error)
{
  g_autofree char *version = dup_text (scanner);
  g_autofree char *message = NULL;
  gint64 number;

  if (token == ATLAS_JSON_NUMBER && g_ascii_string_to_signed (version, 10, 1, G_MAXINT64, &number, NULL))
    {
      if (number <= ATLAS_SHARE_VERSION)
        return TRUE;
      message =
        g_strdup_printf (_ ("this file was written in version %s of the share format, and this program "
                            "reads version %d; update the program, or ask for the file in version %d"),
                         version, ATLAS_SHARE_VERSION, ATLAS_SHARE_VERSION);
    }
  else
    {
      message = g_strdup_printf (_ ("“version” must be %d"), ATLAS_SHARE_VERSION);
    }
  return refuse (error, ATLAS_IMPORT_ERROR_FORMAT, message);
}

static gboolean
refuse_long (GError **error)
{
  return refuse (error, ATLAS_IMPORT_ERROR_TOO_BIG,
                 _ ("what this program does not know of in the file would be kept, but is more than 8 MiB"));
}

static gboolean
keep_unknown (
  AtlasShareHeader *self, const char *key, gsize key_length, const char *text, gsize length, GError **error)
{
  g_autoptr (GString) entry = g_string_new ("{");
  char *merged;

  atlas_json_append_string (entry, key, (gssize) key_length);
  g_string_append_c (entry, ':');
  g_string_append_len (entry, text, (gssize) length);
  g_string_append_c (entry, '}');
  merged = atlas_share_extra_merge (self->extra, entry->str);
  g_free (self->extra);
  self->extra = merged;
  return strlen (merged) <= ATLAS_SHARE_MAX_EXTRA || refuse_long (error);
}

gboolean
atlas_share_header_read (AtlasShareHeader *self,
                         AtlasJsonScanner *scanner,
                         const char *key,
                         gsize key_length,
                         const char *text,
                         gsize length,
                         GError **error)
{
  g_autoptr (GError) fault = NULL;
  AtlasJsonToken token;
  const char *name = strlen (key) == key_length ? key : ""; /* no known one holds a NUL */
  gboolean known = TRUE;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (length > ATLAS_SHARE_MAX_EXTRA)
    return refuse_long (error);

  atlas_json_scanner_reset (scanner, text, length);
  token = atlas_json_scanner_next (scanner, &fault);
  if (fault != NULL)
    return refuse (error, ATLAS_IMPORT_ERROR_SYNTAX, fault->message);

  if (token == ATLAS_JSON_NULL)
    ; /* as good as absent */
  else if (strcmp (name, "format") == 0)
    {
      g_autofree char *format = dup_text (scanner);

      if (token != ATLAS_JSON_STRING || strcmp (format, ATLAS_SHARE_FORMAT) != 0)
        return refuse (error, ATLAS_IMPORT_ERROR_FORMAT,
                       _ ("this is not a share file: its “format” is not “diaspora-atlas”"));
    }
  else if (strcmp (name, "version") == 0)
    {
      if (!read_version (scanner, token, error))
        return FALSE;
    }
  else if (strcmp (name, "office") == 0)
    {
      if (!read_office (self, scanner, token, error))
        return FALSE;
    }
  else if (strcmp (name, "exported") == 0 && token == ATLAS_JSON_STRING)
    {
      g_free (self->exported);
      self->exported = dup_text (scanner);
    }
  else if (strcmp (name, "synthetic") == 0 && (token == ATLAS_JSON_TRUE || token == ATLAS_JSON_FALSE))
    {
      self->synthetic |= token == ATLAS_JSON_TRUE;
    }
  else
    {
      /* What it was written for is told of that file, and of none that we write. */
      known = token == ATLAS_JSON_STRING && (strcmp (name, "purpose") == 0 || strcmp (name, "partner") == 0 ||
                                             strcmp (name, "pseudonyms") == 0);
      if (!known)
        atlas_json_scanner_skip (scanner, NULL);
    }

  /* Whatever was made of it, it must be sound. */
  if (atlas_json_scanner_next (scanner, &fault) != ATLAS_JSON_END)
    return refuse (error, ATLAS_IMPORT_ERROR_SYNTAX,
                   fault != NULL ? fault->message : _ ("a value was expected"));
  return known || keep_unknown (self, key, key_length, text, length, error);
}

/* Calls @func with each key of the object @json, as a JSON string, and the minimal text of its value. */
static void
foreach_key (const char *json, void (*func) (const char *key, GString *value, gpointer data), gpointer data)
{
  g_autoptr (AtlasJsonScanner) scanner = atlas_json_scanner_new (json, strlen (json));

  if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_OBJECT_START)
    return;
  while (atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_KEY)
    {
      g_autoptr (GString) key = g_string_new (NULL);
      g_autoptr (GString) value = g_string_new (NULL);
      gsize length;
      const char *text = atlas_json_scanner_get_text (scanner, &length);

      atlas_json_append_string (key, text, (gssize) length);
      if (!atlas_json_append_value (value, scanner, NULL))
        return;
      func (key->str, value, data);
    }
}

typedef struct
{
  GHashTable *values; /* key -> text */
  GPtrArray *order;   /* keys, borrowed from values */
} Keys;

static void
collect_key (const char *key, GString *value, gpointer data)
{
  Keys *keys = data;
  char *own = g_strdup (key);

  if (!g_hash_table_contains (keys->values, key))
    g_ptr_array_add (keys->order, own);
  /* Where the key stands already, the table keeps that one, to which the order refers. */
  g_hash_table_insert (keys->values, own, g_strndup (value->str, value->len));
}

char *
atlas_share_extra_merge (const char *ours, const char *theirs)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  Keys keys = { values, order };
  GString *out;

  if (ours != NULL)
    foreach_key (ours, collect_key, &keys);
  if (theirs != NULL)
    foreach_key (theirs, collect_key, &keys);
  if (order->len == 0)
    return NULL;

  out = g_string_new ("{");
  for (guint i = 0; i < order->len; i++)
    {
      const char *key = g_ptr_array_index (order, i);

      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append (out, key);
      g_string_append_c (out, ':');
      g_string_append (out, g_hash_table_lookup (values, key));
    }
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}
