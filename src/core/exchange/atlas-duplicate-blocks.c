/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicate-blocks.h"

#include <string.h>

/* Bits of a key from its start to the end of each part. */
#define KEY_BITS   55
#define FIRST_BITS 24
#define REST_BITS  (KEY_BITS - FIRST_BITS)
static const guint part_ends[] = { FIRST_BITS, 37, 47, KEY_BITS };
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

#define MEMBER_BITS 32

static guint64
make_entry (guint64 part, guint32 member)
{
  return part << MEMBER_BITS | member;
}

/* Sorts by @bits bits of the entries' upper halves, from @shift on; those of which these are the same keep
 * their order. @to may not be @from. */
static void
sort_by_digit (const guint64 *from, guint64 *to, guint n, guint shift, guint bits, guint32 *counts)
{
  guint n_digits = 1u << bits;
  guint32 sum = 0;

  memset (counts, 0, n_digits * sizeof *counts);
  for (guint i = 0; i < n; i++)
    counts[from[i] >> (MEMBER_BITS + shift) & (n_digits - 1)]++;
  for (guint digit = 0; digit < n_digits; digit++)
    {
      guint32 own = counts[digit];

      counts[digit] = sum;
      sum += own;
    }
  for (guint i = 0; i < n; i++)
    to[counts[from[i] >> (MEMBER_BITS + shift) & (n_digits - 1)]++] = from[i];
}

/* Two rounds do for the first part: a few thousand drawers are as many as a processor keeps an eye on. */
#define FIRST_DIGIT (FIRST_BITS / 2)

static void
sort_by_first (AtlasDuplicateBlocks *self)
{
  g_autofree guint32 *counts = g_new (guint32, 1u << FIRST_DIGIT);

  sort_by_digit (self->entries, self->scratch, self->n, 0, FIRST_DIGIT, counts);
  sort_by_digit (self->scratch, self->entries, self->n, FIRST_DIGIT, FIRST_DIGIT, counts);
}

#define REST_DIGIT 8
#define FEW        96

/* Entries of one block, by the rest of their keys; @spare has room for as many. */
static void
sort_by_rest (guint64 *entries, guint n, guint64 *spare)
{
  guint32 counts[1u << REST_DIGIT];

  if (n > FEW)
    {
      for (guint shift = 0; shift < REST_BITS; shift += 2 * REST_DIGIT)
        {
          sort_by_digit (entries, spare, n, shift, REST_DIGIT, counts);
          sort_by_digit (spare, entries, n, shift + REST_DIGIT, REST_DIGIT, counts);
        }
      return;
    }
  for (guint i = 1; i < n; i++)
    {
      guint64 entry = entries[i];
      guint at = i;

      for (; at > 0 && entries[at - 1] > entry; at--)
        entries[at] = entries[at - 1];
      entries[at] = entry;
    }
}

AtlasDuplicateBlocks *
atlas_duplicate_blocks_new (void)
{
  AtlasDuplicateBlocks *self = g_new0 (AtlasDuplicateBlocks, 1);

  self->spare = g_array_new (FALSE, FALSE, sizeof (guint64));
  return self;
}

void
atlas_duplicate_blocks_free (AtlasDuplicateBlocks *self)
{
  if (self == NULL)
    return;
  g_free (self->entries);
  g_free (self->scratch);
  g_free (self->rests);
  g_array_unref (self->spare);
  g_free (self);
}

static void
make_room (AtlasDuplicateBlocks *self, guint room)
{
  if (room <= self->room)
    return;
  self->room = room;
  self->entries = g_renew (guint64, self->entries, room);
  g_free (self->scratch);
  self->scratch = g_new (guint64, room);
}

static guint64
get_first (guint64 key)
{
  return key >> REST_BITS;
}

static guint32
get_rest (guint64 key)
{
  return (guint32) (key & (((guint64) 1 << REST_BITS) - 1));
}

void
atlas_duplicate_blocks_sort (AtlasDuplicateBlocks *self, AtlasDuplicateColumns *columns, guint way_in)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (columns != NULL);
  g_return_if_fail (way_in < ATLAS_DUPLICATE_WAYS_IN);

  if (self->rests == NULL || self->n_members != columns->n_members)
    {
      g_free (self->rests);
      self->rests = g_new (guint32, MAX (columns->n_members, 1u));
    }
  self->members = atlas_duplicate_columns_get (columns, 0);
  self->n_members = columns->n_members;
  self->way_in = way_in;
  self->n = 0;
  make_room (self, self->n_members + ATLAS_DUPLICATE_WAYS);
  for (guint i = 0; i < self->n_members; i++)
    {
      guint64 keys[ATLAS_DUPLICATE_WAYS];
      guint n = atlas_duplicate_make_keys (&self->members[i], way_in, keys);

      if (self->n + n > self->room)
        make_room (self, self->room + self->room / 2);
      for (guint j = 0; j < n; j++)
        self->entries[self->n++] = make_entry (get_first (keys[j]), i);
      /* Of all its keys it is the same. */
      if (n > 0)
        self->rests[i] = get_rest (keys[0]);
    }
  sort_by_first (self);
}

/* --- walking ------------------------------------------------------------------------------------------- */

/* The end of those that share so many bits of their upper halves, but for the last @shift, with the one at
 * @start. */
static guint
find_end (const guint64 *entries, guint start, guint end, guint shift)
{
  guint64 wanted = entries[start] >> (MEMBER_BITS + shift);

  for (guint i = start + 1; i < end; i++)
    if (entries[i] >> (MEMBER_BITS + shift) != wanted)
      return i;
  return end;
}

/* Members lie all over the memory: those that will be wanted soon are sent for, two lines of the cache each.
 * Who stands alone is not wanted. */
#define AHEAD 32

static void
send_for (AtlasDuplicateBlocks *self, const guint64 *entries, guint start, guint end, guint n, guint shift)
{
  shift += MEMBER_BITS;
  for (guint i = start; i < MIN (end, n); i++)
    if (entries[i - 1] >> shift == entries[i] >> shift ||
        (i + 1 < n && entries[i] >> shift == entries[i + 1] >> shift))
      {
        const char *member = (const char *) &self->members[atlas_duplicate_entry_get_member (entries[i])];

        __builtin_prefetch (member);
        __builtin_prefetch (member + 64);
      }
}

/* One large block, told apart by the second part of the key, and so on: @entries are sorted by the rest. */
static gboolean
walk_deeper (AtlasDuplicateBlocks *self,
             const guint64 *entries,
             guint n,
             guint depth,
             guint limit,
             AtlasDuplicateBlockFunc func,
             gpointer data)
{
  guint shift = KEY_BITS - part_ends[depth];
  guint start = 0;

  while (start < n)
    {
      guint next = find_end (entries, start, n, shift);
      guint own = next - start;
      gboolean go_on = TRUE;

      send_for (self, entries, start + AHEAD, next + AHEAD, n, shift);
      if (own > 1 && (own <= limit || depth + 1 == N_PARTS))
        go_on = func (entries + start, own, MIN (own, limit), data);
      else if (own > 1)
        go_on = walk_deeper (self, entries + start, own, depth + 1, limit, func, data);
      if (!go_on)
        return FALSE;
      start = next;
    }
  return TRUE;
}

/* Puts the block into the scratch, sorted by the rest of the key. */
static guint64 *
sort_block (AtlasDuplicateBlocks *self, guint start, guint n)
{
  guint64 *entries = self->scratch + start;

  for (guint i = 0; i < n; i++)
    {
      guint32 member = atlas_duplicate_entry_get_member (self->entries[start + i]);

      entries[i] = make_entry (self->rests[member], member);
    }
  if (self->spare->len < n)
    g_array_set_size (self->spare, n);
  sort_by_rest (entries, n, (guint64 *) self->spare->data);
  return entries;
}

gboolean
atlas_duplicate_blocks_foreach (AtlasDuplicateBlocks *self,
                                guint limit,
                                AtlasDuplicateBlockFunc func,
                                gpointer data)
{
  guint start = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  while (start < self->n)
    {
      guint next = find_end (self->entries, start, self->n, 0);
      guint own = next - start;
      gboolean go_on = TRUE;

      send_for (self, self->entries, start + AHEAD, next + AHEAD, self->n, 0);
      if (own > limit)
        go_on = walk_deeper (self, sort_block (self, start, own), own, 1, limit, func, data);
      else if (own > 1)
        go_on = func (self->entries + start, own, own, data);
      if (!go_on)
        return FALSE;
      start = next;
    }
  return TRUE;
}

/* --- looking up ---------------------------------------------------------------------------------------- */

void
atlas_duplicate_blocks_settle (AtlasDuplicateBlocks *self, guint limit)
{
  guint start = 0;

  g_return_if_fail (self != NULL);

  while (start < self->n)
    {
      guint next = find_end (self->entries, start, self->n, 0);

      if (next - start > limit)
        {
          guint64 first = self->entries[start] >> MEMBER_BITS;
          const guint64 *sorted = sort_block (self, start, next - start);

          for (guint i = start; i < next; i++)
            self->entries[i] = make_entry (first, atlas_duplicate_entry_get_member (sorted[i - start]));
        }
      start = next;
    }
  g_clear_pointer (&self->scratch, g_free);
  g_clear_pointer (&self->rests, g_free);
  g_array_set_size (self->spare, 0);
  self->entries = g_renew (guint64, self->entries, MAX (self->n, 1u));
  self->room = 0;
}

/* The whole key of an entry. */
static guint64
get_key (AtlasDuplicateBlocks *self, guint64 entry)
{
  guint64 keys[ATLAS_DUPLICATE_WAYS];

  atlas_duplicate_make_keys (&self->members[atlas_duplicate_entry_get_member (entry)], self->way_in, keys);
  return entry >> MEMBER_BITS << REST_BITS | get_rest (keys[0]);
}

/* The first whose key is not below @key. */
static guint
find_key (AtlasDuplicateBlocks *self, guint low, guint high, guint64 key, gboolean whole)
{
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      guint64 entry = self->entries[middle];

      if ((whole ? get_key (self, entry) : entry >> MEMBER_BITS << REST_BITS) < key)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const guint64 *
atlas_duplicate_blocks_find (AtlasDuplicateBlocks *self, guint64 key, guint limit, guint *n)
{
  guint start = 0, end;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n != NULL, NULL);

  end = self->n;
  for (guint depth = 0; depth < N_PARTS; depth++)
    {
      guint shift = KEY_BITS - part_ends[depth];
      guint64 part = key >> shift;

      start = find_key (self, start, end, part << shift, depth > 0);
      end = find_key (self, start, end, (part + 1) << shift, depth > 0);
      if (end - start <= limit)
        break;
    }
  *n = MIN (end - start, limit);
  return self->entries + start;
}
