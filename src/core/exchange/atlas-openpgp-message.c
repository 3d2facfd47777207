/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-openpgp-message.h"

#include <string.h>

#define ARMOR "-----BEGIN PGP MESSAGE-----"

/* The tags of packets, RFC 9580, section 5. */
enum
{
  TAG_KEY_SESSION = 1,
  TAG_PASSPHRASE_SESSION = 3,
  TAG_ENCRYPTED = 9,
  TAG_MARKER = 10,
  TAG_PROTECTED = 18,
  TAG_AEAD = 20,
};

typedef struct
{
  guint tag;
  const guint8 *body;
  gsize size;      /* of the body, as the packet says */
  gsize available; /* of it, within what was given */
} Packet;

static gsize
read_number (const guint8 *bytes, guint n)
{
  gsize number = 0;

  for (guint i = 0; i < n; i++)
    number = number << 8 | bytes[i];
  return number;
}

/* How many bytes of length follow the first of a packet; 0 where it has no length, or none that is known. */
static guint
count_length_bytes (const guint8 *bytes, gsize length)
{
  if ((bytes[0] & 0x40) == 0)
    return (bytes[0] & 3) == 3 ? 0 : 1u << (bytes[0] & 3);
  if (length < 2 || (bytes[1] >= 224 && bytes[1] < 255))
    return 0;
  return bytes[1] < 192 ? 1 : bytes[1] < 224 ? 2 : 5;
}

static gsize
read_size (const guint8 *bytes, guint n)
{
  if ((bytes[0] & 0x40) == 0 || n == 1)
    return read_number (bytes + 1, n);
  if (n == 2)
    return ((gsize) (bytes[1] - 192) << 8) + bytes[2] + 192;
  return read_number (bytes + 2, 4);
}

/* FALSE where no packet begins here. Data whose length is told in parts has none of its own. */
static gboolean
read_packet (Packet *packet, const guint8 *bytes, gsize length)
{
  guint n;

  if (length < 1 || (bytes[0] & 0x80) == 0)
    return FALSE;
  packet->tag = bytes[0] & 0x40 ? bytes[0] & 0x3f : bytes[0] >> 2 & 0x0f;
  n = count_length_bytes (bytes, length);
  if (length < 1 + (gsize) n)
    return FALSE;
  packet->size = n > 0 ? read_size (bytes, n) : G_MAXSIZE;
  packet->body = bytes + 1 + n;
  packet->available = MIN (packet->size, length - 1 - n);
  return TRUE;
}

static gboolean
is_marker (const Packet *packet)
{
  return packet->tag == TAG_MARKER && packet->size == 3 && packet->available == 3 &&
         memcmp (packet->body, "PGP", 3) == 0;
}

static gboolean
add_session (AtlasOpenpgpMessage *self, const Packet *packet)
{
  guint64 key = 0;
  guint version;

  if (packet->size < 2)
    return FALSE;
  version = packet->body[0];
  if (packet->tag == TAG_PASSPHRASE_SESSION)
    {
      self->passphrase = TRUE;
      return version >= 4 && version <= 6;
    }
  if (packet->size < 10 || (version != 3 && version != 6))
    return FALSE;
  /* Version 6 names a fingerprint, of which no program of ours knows what to make yet. */
  if (version == 3)
    key = (guint64) read_number (packet->body + 1, 4) << 32 | read_number (packet->body + 5, 4);
  if (self->n_keys < ATLAS_OPENPGP_MAX_KEYS)
    self->keys[self->n_keys] = key;
  self->n_keys++;
  return TRUE;
}

static gboolean
read_packets (AtlasOpenpgpMessage *self, const guint8 *bytes, gsize length)
{
  Packet packet;

  for (; read_packet (&packet, bytes, length); bytes = packet.body + packet.size)
    {
      gboolean is_session = packet.tag == TAG_KEY_SESSION || packet.tag == TAG_PASSPHRASE_SESSION;

      /* The data, or a session key that is cut short: a message all the same, as whoever decrypts it will
       * say. */
      if (packet.tag == TAG_ENCRYPTED || packet.tag == TAG_PROTECTED || packet.tag == TAG_AEAD ||
          (is_session && packet.available < packet.size))
        return self->passphrase || self->n_keys > 0;
      if (is_session ? !add_session (self, &packet) : !is_marker (&packet))
        return FALSE;
      length -= (gsize) (packet.body - bytes) + packet.size;
    }
  return length == 0 && (self->passphrase || self->n_keys > 0);
}

/* What follows the empty line after the headers, up to the check sum. */
static guint8 *
decode_armor (const char *text, gsize length, gsize *n_out)
{
  const char *end = text + length;
  guint8 *out;
  int state = 0;
  guint save = 0;
  gsize n = 0;

  for (gboolean empty = FALSE; !empty;)
    {
      const char *line = memchr (text, '\n', (gsize) (end - text));

      if (line == NULL)
        return NULL;
      text = line + 1;
      while (text < end && (*text == ' ' || *text == '\t' || *text == '\r'))
        text++;
      empty = text < end && *text == '\n';
    }

  out = g_malloc ((gsize) (end - text) / 4 * 3 + 6);
  while (text < end && *text != '=' && *text != '-')
    {
      const char *line = memchr (text, '\n', (gsize) (end - text));
      const char *next = line != NULL ? line + 1 : end;

      n += g_base64_decode_step (text, (gsize) (next - text), out + n, &state, &save);
      text = next;
    }
  *n_out = n;
  return out;
}

gboolean
atlas_openpgp_message_read (AtlasOpenpgpMessage *self, const char *bytes, gsize length)
{
  static const char mark[] = "\xef\xbb\xbf";
  g_autofree guint8 *decoded = NULL;
  const char *text = bytes;
  gsize n = 0, n_text = length;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL || length == 0, FALSE);

  *self = (AtlasOpenpgpMessage){ 0 };
  if (length == 0)
    return FALSE;
  if (bytes[0] & 0x80 && (length < 3 || memcmp (bytes, mark, 3) != 0))
    return read_packets (self, (const guint8 *) bytes, length);

  if (bytes[0] & 0x80)
    text += 3, n_text -= 3;
  while (n_text > 0 && g_ascii_isspace (*text))
    text++, n_text--;
  if (n_text < strlen (ARMOR) || memcmp (text, ARMOR, strlen (ARMOR)) != 0)
    return FALSE;
  decoded = decode_armor (text, n_text, &n);
  return decoded != NULL && read_packets (self, decoded, n);
}
