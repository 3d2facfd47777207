/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-field-checks.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-json-scanner.h"
#include "atlas-record.h"

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, reason);
  return FALSE;
}

/* Letters, digits and hyphens between dots; bytes above ASCII are letters of some script. */
static gboolean
is_domain (const char *text, gsize length)
{
  gsize label = 0;
  guint n_dots = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c == '.')
        {
          if (label == 0 || text[i - 1] == '-')
            return FALSE;
          label = 0;
          n_dots++;
          continue;
        }
      if (!g_ascii_isalnum (c) && c < 0x80 && (c != '-' || label == 0))
        return FALSE;
      if (++label > 63)
        return FALSE;
    }
  return n_dots > 0 && label > 0 && text[length - 1] != '-';
}

static gboolean
is_mailbox (const char *text, gsize length)
{
  if (length == 0 || length > 64 || text[0] == '.' || text[length - 1] == '.')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c <= ' ' || c == 0x7f || strchr ("<>()[],;:\\\"@", c) != NULL)
        return FALSE;
      if (c == '.' && text[i + 1] == '.')
        return FALSE;
    }
  return TRUE;
}

gboolean
atlas_check_email (const AtlasField *field, const char *text, gsize length, GError **error)
{
  const char *at = memrchr (text, '@', length);
  gsize mailbox = at ? (gsize) (at - text) : 0;

  if (at != NULL && length <= 254 && is_mailbox (text, mailbox) && is_domain (at + 1, length - mailbox - 1))
    return TRUE;
  return refuse (error, _ ("is no e-mail address; write it as name@example.org"));
}

/* "ext. 12", "x12", "poste 12", "#12". */
static gboolean
is_extension (const char *text, gsize length)
{
  static const char *const words[] = { "extension", "ext", "poste", "x", "#" };
  gsize at = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize n = strlen (words[i]);

      if (length > n && g_ascii_strncasecmp (text, words[i], n) == 0)
        {
          at = n;
          break;
        }
    }
  if (at == 0)
    return FALSE;
  while (at < length && (text[at] == '.' || text[at] == ':' || text[at] == ' '))
    at++;
  if (at == length)
    return FALSE;
  for (; at < length; at++)
    if (!g_ascii_isdigit (text[at]))
      return FALSE;
  return TRUE;
}

gboolean
atlas_check_phone (const AtlasField *field, const char *text, gsize length, GError **error)
{
  guint n_digits = 0;
  gsize i;

  for (i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (text[i]))
        n_digits++;
      else if (text[i] == '\0' || strchr (text[i] == '+' && n_digits > 0 ? "" : "+ -.()/", text[i]) == NULL)
        break;
    }
  if (n_digits < 5)
    return refuse (error, _ ("is no telephone number; it needs at least five digits"));
  if (n_digits > 20)
    return refuse (error, _ ("is no telephone number; it has more than twenty digits"));
  if (i < length && !is_extension (text + i, length - i))
    return refuse (error, _ ("is no telephone number; write it as +1 613 555 0100"));
  return TRUE;
}

gboolean
atlas_check_region (const AtlasField *field, const char *text, gsize length, GError **error)
{
  gboolean good =
    length >= 4 && length <= 6 && g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]) && text[2] == '-';

  for (gsize i = 3; good && i < length; i++)
    good = g_ascii_isupper (text[i]) || g_ascii_isdigit (text[i]);
  return good ||
         refuse (error, _ ("must be the code of a province or state (ISO 3166-2), such as CA-ON or US-NY"));
}

gboolean
atlas_check_timezone (const AtlasField *field, const char *text, gsize length, GError **error)
{
  gboolean start = TRUE;
  guint n_slashes = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '/'
            ? start || ++n_slashes > 2
            : (start ? !g_ascii_isalpha (text[i])
                     : !g_ascii_isalnum (text[i]) && (text[i] == '\0' || !strchr ("_+-", text[i]))))
        goto bad;
      start = text[i] == '/';
    }
  if (!start)
    return TRUE;

bad:
  return refuse (error, _ ("must be the name of a time zone, such as America/Toronto"));
}

gboolean
atlas_check_uuid (const AtlasField *field, const char *text, gsize length, GError **error)
{
  AtlasUuid uuid;
  gboolean good = atlas_uuid_parse (text, (gssize) length, &uuid);

  /* Texts are compared as they stand. */
  for (gsize i = 0; good && i < length; i++)
    good = !g_ascii_isupper (text[i]);
  return good ||
         refuse (error, _ ("must be the id of a record, such as 123e4567-e89b-42d3-a456-426614174000"));
}

gboolean
atlas_check_currency (const AtlasField *field, const char *text, gsize length, GError **error)
{
  gboolean good = length == 3;

  for (gsize i = 0; good && i < length; i++)
    good = g_ascii_isupper (text[i]);
  return good || refuse (error, _ ("must be the three letters of a currency (ISO 4217), such as CAD or USD"));
}

gboolean
atlas_check_json_object (const AtlasField *field, const char *text, gsize length, GError **error)
{
  g_autoptr (AtlasJsonScanner) scanner = atlas_json_scanner_new (text, length);

  if (atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_OBJECT_START &&
      atlas_json_scanner_skip (scanner, NULL) && atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_END)
    return TRUE;
  return refuse (error, _ ("must be a JSON object, such as {\"days\": 3}"));
}

gboolean
atlas_check_kind (const AtlasField *field, const char *text, gsize length, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (const AtlasKind *const *kind = atlas_kinds (); *kind != NULL; kind++)
    {
      if (strlen ((*kind)->name) == length && memcmp ((*kind)->name, text, length) == 0)
        return TRUE;
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", (*kind)->name);
    }
  g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, _ ("must be one of: %s"), known->str);
  return FALSE;
}
