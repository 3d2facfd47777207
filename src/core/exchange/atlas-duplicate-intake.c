/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicate-intake.h"

#include "atlas-duplicate-blocks.h"

/* A block that grows beyond a limit is split by the next part of its key: so that in the end each way in
 * costs about so many comparisons, beside reading and writing the records. */
#define COMPARISONS 200000
#define LEAST_LIMIT 16
#define MOST_LIMIT  400

#define FIRST_SLOTS (1u << 12)

/* Of chains and slots: what is no entry. */
#define NOTHING 0
#define SPLIT   G_MAXUINT32

/* One member in one block; its number counts from 1, so that 0 is nothing. */
typedef struct
{
  guint32 member;
  guint32 next;
} Entry;

/* A block: by its way in, how many parts of the key its members share, and these. */
typedef struct
{
  guint64 name; /* 0: free */
  guint32 first;
} __attribute__ ((packed, aligned (4))) Slot;

struct _AtlasDuplicateIntake
{
  AtlasDuplicateColumns *columns;
  AtlasDuplicateScale *scale;
  guint next_count; /* of members, when the shares of words are worked out anew */

  GArray *entries; /* Entry; the first is none */
  Slot *slots;
  guint32 mask;
  guint n_slots;
  guint limit;

  GArray *seen;  /* guint32 of each member: with whom it was compared last, from 1 */
  GArray *alike; /* guint32: members to be compared with the one that comes in, from 1 */
};

AtlasDuplicateIntake *
atlas_duplicate_intake_new (void)
{
  AtlasDuplicateIntake *self = g_new0 (AtlasDuplicateIntake, 1);

  self->columns = atlas_duplicate_columns_new ();
  self->scale = atlas_duplicate_scale_new (self->columns);
  self->next_count = 1;
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_size (self->entries, 1);
  self->slots = g_new0 (Slot, FIRST_SLOTS);
  self->mask = FIRST_SLOTS - 1;
  self->seen = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->alike = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

void
atlas_duplicate_intake_free (AtlasDuplicateIntake *self)
{
  if (self == NULL)
    return;
  atlas_duplicate_scale_free (self->scale);
  atlas_duplicate_columns_free (self->columns);
  g_array_unref (self->entries);
  g_free (self->slots);
  g_array_unref (self->seen);
  g_array_unref (self->alike);
  g_free (self);
}

guint
atlas_duplicate_intake_get_n (AtlasDuplicateIntake *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->columns->n_members;
}

static const AtlasDuplicateRow *
get_row (AtlasDuplicateIntake *self, guint32 member)
{
  return atlas_duplicate_columns_get (self->columns, member - 1);
}

static Entry *
get_entry (AtlasDuplicateIntake *self, guint32 number)
{
  return &g_array_index (self->entries, Entry, number);
}

/* --- blocks -------------------------------------------------------------------------------------------- */

static guint64
make_name (guint way, guint depth, guint64 key)
{
  return (atlas_duplicate_key_start (key, depth) * ATLAS_DUPLICATE_KEY_PARTS + depth) *
           ATLAS_DUPLICATE_WAYS_IN +
         way + 1;
}

static Slot *
find_slot (Slot *slots, guint32 mask, guint64 name)
{
  guint64 hash = name * 0x9e3779b97f4a7c15u;
  guint32 at = (guint32) (hash >> 32) & mask;

  while (slots[at].name != 0 && slots[at].name != name)
    at = (at + 1) & mask;
  return &slots[at];
}

static void
grow (AtlasDuplicateIntake *self)
{
  guint32 mask = self->mask * 2 + 1;
  Slot *slots = g_new0 (Slot, (gsize) mask + 1);

  for (guint32 i = 0; i <= self->mask; i++)
    if (self->slots[i].name != 0)
      *find_slot (slots, mask, self->slots[i].name) = self->slots[i];
  g_free (self->slots);
  self->slots = slots;
  self->mask = mask;
}

static Slot *
take_slot (AtlasDuplicateIntake *self, guint64 name)
{
  Slot *slot = find_slot (self->slots, self->mask, name);

  if (slot->name != 0)
    return slot;
  if (self->n_slots >= (self->mask + 1) / 4 * 3)
    {
      grow (self);
      slot = find_slot (self->slots, self->mask, name);
    }
  self->n_slots++;
  slot->name = name;
  return slot;
}

/* Its members go each into the block of its own at the next depth. Of those with several keys of one way in
 * it is the one that led here. */
static void
split (AtlasDuplicateIntake *self, guint way, guint depth, guint64 name)
{
  Slot *slot = take_slot (self, name);
  guint32 number = slot->first;

  slot->first = SPLIT;
  while (number != NOTHING)
    {
      Entry *entry = get_entry (self, number);
      guint32 next = entry->next;
      guint64 keys[ATLAS_DUPLICATE_WAYS];
      guint n = atlas_duplicate_make_keys (get_row (self, entry->member), way, keys);
      guint k = 0;

      while (k + 1 < n && make_name (way, depth, keys[k]) != name)
        k++;
      slot = take_slot (self, make_name (way, depth + 1, keys[k]));
      entry->next = slot->first;
      slot->first = number;
      number = next;
    }
}

static guint
count_chain (AtlasDuplicateIntake *self, guint32 number)
{
  guint n = 0;

  for (; number != NOTHING && n < self->limit; n++)
    number = get_entry (self, number)->next;
  return n;
}

/* The block that a member of that key belongs to. */
static Slot *
find_block (AtlasDuplicateIntake *self, guint way, guint64 key)
{
  for (guint depth = 0;; depth++)
    {
      guint64 name = make_name (way, depth, key);
      Slot *slot = take_slot (self, name);

      if (slot->first != SPLIT)
        {
          if (depth + 1 == ATLAS_DUPLICATE_KEY_PARTS || count_chain (self, slot->first) < self->limit)
            return slot;
          split (self, way, depth, name);
        }
    }
}

/* Lists those of its block, the latest first and only so many, and adds @member to it. */
static void
enter_block (AtlasDuplicateIntake *self, guint way, guint64 key, guint32 member)
{
  Slot *slot = find_block (self, way, key);
  Entry entry = { member, slot->first };
  guint n = 0;

  for (guint32 number = slot->first; number != NOTHING && n < self->limit; n++)
    {
      const Entry *other = get_entry (self, number);
      guint32 *seen = &g_array_index (self->seen, guint32, other->member - 1);

      if (*seen != member && other->member != member)
        {
          *seen = member;
          g_array_append_val (self->alike, other->member);
        }
      number = other->next;
    }
  slot->first = self->entries->len;
  g_array_append_val (self->entries, entry);
}

/* --- members ------------------------------------------------------------------------------------------- */

/* As many come in as are there, and what is frequent may have changed. */
static void
count_words (AtlasDuplicateIntake *self)
{
  AtlasDuplicateColumns *columns = self->columns;

  if (columns->n_members < self->next_count)
    return;
  atlas_duplicate_scale_prepare (self->scale, columns->members, columns->n_members);
  self->next_count = columns->n_members * 2;
}

gboolean
atlas_duplicate_intake_add (AtlasDuplicateIntake *self,
                            AtlasRecord *member,
                            double threshold,
                            guint *earlier,
                            AtlasDuplicateEvidence *evidence)
{
  const AtlasDuplicateRates rates = ATLAS_DUPLICATE_USUAL_RATES;
  AtlasDuplicateRow row;
  guint32 number, none = 0;
  guint32 best = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (member != NULL, FALSE);
  g_return_val_if_fail (earlier != NULL && evidence != NULL, FALSE);

  count_words (self);
  atlas_duplicate_columns_pack_record (self->columns, member, &row);
  atlas_duplicate_scale_set_n (self->scale, self->columns->n_members);
  atlas_duplicate_scale_prepare (self->scale, &row, 1);
  atlas_duplicate_columns_append (self->columns, &row, atlas_record_get_id (member));
  g_array_append_val (self->seen, none);
  number = self->columns->n_members;
  self->limit = CLAMP (COMPARISONS / number, LEAST_LIMIT, MOST_LIMIT);

  g_array_set_size (self->alike, 0);
  for (guint way = 0; way < ATLAS_DUPLICATE_WAYS_IN; way++)
    {
      guint64 keys[ATLAS_DUPLICATE_WAYS];
      guint n = atlas_duplicate_make_keys (&row, way, keys);

      for (guint i = 0; i < n; i++)
        enter_block (self, way, keys[i], number);
    }
  for (guint i = 0; i < self->alike->len; i++)
    {
      guint32 other = g_array_index (self->alike, guint32, i);
      AtlasDuplicateEvidence found = { 0 };
      double score;

      if (!atlas_duplicate_scale_consider (self->scale, get_row (self, other), &row))
        continue;
      atlas_duplicate_scale_weigh (self->scale, get_row (self, other), &row, &found);
      score = atlas_duplicate_evidence_judge (&found, &rates, self->columns->n_members);
      if (score < threshold ||
          (best != 0 && (score < evidence->score || (score == evidence->score && other > best))))
        continue;
      best = other;
      *evidence = found;
    }
  *earlier = best - 1;
  return best != 0;
}
