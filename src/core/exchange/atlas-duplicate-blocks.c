/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicate-blocks.h"

#include <string.h>

/* Bits of a key from its start to the end of each part; the key is that of five rounds of sorting. */
#define KEY_BITS 55
static const guint part_ends[] = { 24, 37, 47, 55 };
#define N_PARTS ATLAS_DUPLICATE_KEY_PARTS
G_STATIC_ASSERT (G_N_ELEMENTS (part_ends) == N_PARTS);

#define LEAST_LIMIT 8
#define MOST_LIMIT  400
#define COMPARISONS 8000000 /* about, of each way in */

guint
atlas_duplicate_block_limit (guint n)
{
  return CLAMP (COMPARISONS / MAX (n, 1u), LEAST_LIMIT, MOST_LIMIT);
}

/* --- keys ---------------------------------------------------------------------------------------------- */

static guint64
mix (guint64 value)
{
  value ^= value >> 31;
  value *= 0x9e3779b97f4a7c15u;
  value ^= value >> 29;
  return value * 0xbf58476d1ce4e5b9u;
}

/* The first part says what a member must have: 0 is nothing. */
static guint64
make_key (guint64 first, guint64 second, guint64 third, guint64 fourth)
{
  return mix (first) >> 40 << 31 | mix (second) >> 51 << 18 | mix (third) >> 54 << 8 | mix (fourth) >> 56;
}

/* Of two things whose order does not matter; 0 where one is missing. */
static guint64
combine (guint64 a, guint64 b)
{
  return a == 0 || b == 0 ? 0 : mix (a) + mix (b);
}

/* Of two things in their order. */
static guint64
join (guint64 a, guint64 b)
{
  return a == 0 || b == 0 ? 0 : mix (a) * 3 + mix (b);
}

guint64
atlas_duplicate_key_start (guint64 key, guint depth)
{
  g_return_val_if_fail (depth < N_PARTS, key);

  return key >> (KEY_BITS - part_ends[depth]);
}

guint
atlas_duplicate_make_keys (const AtlasDuplicateRow *row, guint way_in, guint64 keys[ATLAS_DUPLICATE_WAYS])
{
  guint64 given = row->given_code, family = row->family_code, street = row->street_code;
  guint64 given_initial = row->given_start & 0xff, family_initial = row->family_start & 0xff;
  guint64 year = (guint64) row->birth_year, city = row->city, postcode = row->postcode;
  guint64 initials = combine (given_initial, family_initial);
  guint64 first, second = year, third = city, fourth = street;
  guint n = 0;

  switch (way_in)
    {
    case 0:
      for (; n < ATLAS_DUPLICATE_WAYS && row->phones[n] != 0; n++)
        keys[n] = make_key (row->phones[n], initials, given, year);
      return n;
    case 1:
      for (; n < ATLAS_DUPLICATE_WAYS && row->emails[n] != 0; n++)
        keys[n] = make_key (row->emails[n], initials, given, year);
      return n;
    case 2:
      for (guint i = 0; i < ATLAS_DUPLICATE_WAYS && row->emails[i] != 0; i++)
        if (row->mailboxes[i] != 0)
          keys[n++] = make_key (row->mailboxes[i], initials, given, year);
      return n;
    case 3:
      first = combine (given, family);
      break;
    case 4:
      first = family;
      third = given_initial;
      fourth = city;
      break;
    case 5:
      first = given;
      third = family_initial;
      fourth = city;
      break;
    case ATLAS_DUPLICATE_WAY_BY_DOOR:
      first = join (street, row->number);
      second = postcode;
      third = initials;
      fourth = year;
      break;
    case 7:
      first = postcode;
      third = initials;
      break;
    case 8:
      first = family;
      second = postcode;
      third = given_initial;
      break;
    case 9:
      first = given;
      second = postcode;
      third = family_initial;
      break;
    case 10:
      first = combine (row->given_start, row->family_start);
      fourth = postcode;
      break;
    case 11:
      first = street;
      second = given;
      third = row->number;
      break;
    case 12:
      first = street;
      second = family;
      third = row->number;
      break;
    case 13:
      first = join (city, row->number);
      third = initials;
      break;
    default:
      g_assert_not_reached ();
    }
  if (first == 0)
    return 0;
  keys[0] = make_key (first, second, third, fourth);
  return 1;
}

/* --- sorting ------------------------------------------------------------------------------------------- */

#define DIGIT_BITS 11
#define N_DIGITS   (1u << DIGIT_BITS)
#define N_ROUNDS   (KEY_BITS / DIGIT_BITS)

/* By digits from the lowest up, each round keeping the order of the one before; all digits are counted at
 * once, and a round in which all fall together is left out. */
static void
sort_keys (AtlasDuplicateBlocks *self)
{
  g_autofree guint32 *counts = g_new0 (guint32, N_ROUNDS * N_DIGITS);
  guint64 *keys = g_new (guint64, MAX (self->n, 1u));
  guint32 *rows = g_new (guint32, MAX (self->n, 1u));

  for (guint i = 0; i < self->n; i++)
    for (guint round = 0; round < N_ROUNDS; round++)
      counts[round * N_DIGITS + (self->keys[i] >> (round * DIGIT_BITS) & (N_DIGITS - 1))]++;
  for (guint round = 0; round < N_ROUNDS && self->n > 0; round++)
    {
      guint32 *count = counts + round * N_DIGITS;
      guint shift = round * DIGIT_BITS;
      guint64 *swap_keys = self->keys;
      guint32 *swap_rows = self->rows;
      guint32 sum = 0;

      if (count[self->keys[0] >> shift & (N_DIGITS - 1)] == self->n)
        continue;
      for (guint digit = 0; digit < N_DIGITS; digit++)
        {
          guint32 own = count[digit];

          count[digit] = sum;
          sum += own;
        }
      for (guint i = 0; i < self->n; i++)
        {
          guint32 to = count[self->keys[i] >> shift & (N_DIGITS - 1)]++;

          keys[to] = self->keys[i];
          rows[to] = self->rows[i];
        }
      self->keys = keys;
      self->rows = rows;
      keys = swap_keys;
      rows = swap_rows;
    }
  g_free (keys);
  g_free (rows);
}

AtlasDuplicateBlocks *
atlas_duplicate_blocks_new (AtlasDuplicateColumns *columns, guint way_in)
{
  AtlasDuplicateBlocks *self;
  guint room;

  g_return_val_if_fail (columns != NULL, NULL);
  g_return_val_if_fail (way_in < ATLAS_DUPLICATE_WAYS_IN, NULL);

  self = g_new0 (AtlasDuplicateBlocks, 1);
  self->members = atlas_duplicate_columns_get (columns, 0);
  room = columns->n_members + ATLAS_DUPLICATE_WAYS;
  self->keys = g_new (guint64, room);
  self->rows = g_new (guint32, room);
  for (guint i = 0; i < columns->n_members; i++)
    {
      guint n;

      if (self->n + ATLAS_DUPLICATE_WAYS > room)
        {
          room += room / 2;
          self->keys = g_renew (guint64, self->keys, room);
          self->rows = g_renew (guint32, self->rows, room);
        }
      n = atlas_duplicate_make_keys (atlas_duplicate_columns_get (columns, i), way_in, self->keys + self->n);
      for (guint j = 0; j < n; j++)
        self->rows[self->n++] = i;
    }
  sort_keys (self);
  return self;
}

void
atlas_duplicate_blocks_free (AtlasDuplicateBlocks *self)
{
  if (self == NULL)
    return;
  g_free (self->keys);
  g_free (self->rows);
  g_free (self);
}

/* --- walking ------------------------------------------------------------------------------------------- */

/* The end of those that share the first @depth + 1 parts with the one at @start. */
static guint
find_end (AtlasDuplicateBlocks *self, guint start, guint end, guint depth)
{
  guint shift = KEY_BITS - part_ends[depth];
  guint64 wanted = self->keys[start] >> shift;

  for (guint i = start + 1; i < end; i++)
    if (self->keys[i] >> shift != wanted)
      return i;
  return end;
}

/* Members lie all over the memory: those that will be wanted soon are sent for, two lines of the cache each.
 */
#define AHEAD 32

static void
send_for (AtlasDuplicateBlocks *self, guint start, guint end)
{
  for (guint i = start; i < MIN (end, self->n); i++)
    {
      const char *member = (const char *) &self->members[self->rows[i]];

      __builtin_prefetch (member);
      __builtin_prefetch (member + 64);
    }
}

static gboolean
walk (AtlasDuplicateBlocks *self,
      guint start,
      guint end,
      guint depth,
      guint limit,
      AtlasDuplicateBlockFunc func,
      gpointer data)
{
  while (start < end)
    {
      guint next = find_end (self, start, end, depth);
      guint n = next - start;
      gboolean go_on = TRUE;

      send_for (self, start + AHEAD, next + AHEAD);
      if (n > 1 && (n <= limit || depth + 1 == N_PARTS))
        go_on = func (self->rows + start, n, MIN (n, limit), data);
      else if (n > 1)
        go_on = walk (self, start, next, depth + 1, limit, func, data);
      if (!go_on)
        return FALSE;
      start = next;
    }
  return TRUE;
}

gboolean
atlas_duplicate_blocks_foreach (AtlasDuplicateBlocks *self,
                                guint limit,
                                AtlasDuplicateBlockFunc func,
                                gpointer data)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  return walk (self, 0, self->n, 0, limit, func, data);
}

/* The first whose key is not below @key. */
static guint
find_key (AtlasDuplicateBlocks *self, guint low, guint high, guint64 key)
{
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->keys[middle] < key)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const guint32 *
atlas_duplicate_blocks_find (AtlasDuplicateBlocks *self, guint64 key, guint limit, guint *n)
{
  guint start = 0, end;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n != NULL, NULL);

  end = self->n;
  for (guint depth = 0; depth < N_PARTS; depth++)
    {
      guint shift = KEY_BITS - part_ends[depth];
      guint64 first = key >> shift << shift;
      guint64 last = shift == 0 ? key : first | ((G_GUINT64_CONSTANT (1) << shift) - 1);

      start = find_key (self, start, end, first);
      end = find_key (self, start, end, last + 1);
      if (end - start <= limit)
        break;
    }
  *n = MIN (end - start, limit);
  return self->rows + start;
}
