/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-merge-draft.h"

#include "atlas-member-merge.h"

/* Whose fields go as a whole. */
static const char *const objects[] = { "address", "location" };

struct _AtlasMergeDraft
{
  AtlasRecord *left, *right;
  GArray *fields;         /* AtlasMergeField */
  AtlasMergeSide *firsts; /* what each took at first */
};

/* --- comparing ----------------------------------------------------------------------------------------- */

/* How many fields from @first on go together. */
static guint
count_together (guint first)
{
  const AtlasKind *kind = &atlas_kind_member;
  guint n = 1;

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    if (atlas_field_is_within (&kind->fields[first], objects[i]))
      while (first + n < kind->n_fields && atlas_field_is_within (&kind->fields[first + n], objects[i]))
        n++;
  return n;
}

static gboolean
is_equal (const AtlasMergeField *self, AtlasRecord *a, AtlasRecord *b)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (!atlas_value_equal (atlas_record_get_value (a, &self->fields[i]),
                            atlas_record_get_value (b, &self->fields[i])))
      return FALSE;
  return TRUE;
}

static gboolean
has_any (const AtlasMergeField *self, AtlasRecord *record)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (atlas_record_has (record, &self->fields[i]))
      return TRUE;
  return FALSE;
}

/* Where a position is only looked up from its address there is nothing to choose. */
static gboolean
is_placed_by_hand (AtlasRecord *record)
{
  const char *source = atlas_record_get_text (record, "location.source");

  return source != NULL && !g_str_equal (source, "gazetteer");
}

static gboolean
is_position (const AtlasMergeField *field)
{
  return g_str_has_prefix (field->fields[0].key, "location.");
}

/* The line before it, if there is one, is that of the address. */
static gboolean
is_wanted (AtlasMergeDraft *self, const AtlasMergeField *field)
{
  const AtlasMergeField *before =
    self->fields->len > 0 ? &g_array_index (self->fields, AtlasMergeField, self->fields->len - 1) : NULL;

  if ((field->fields[0].flags & ATLAS_FIELD_AUTOMATIC) != 0 ||
      (!has_any (field, self->left) && !has_any (field, self->right)))
    return FALSE;
  if (!is_position (field))
    return TRUE;
  return !field->same && (is_placed_by_hand (self->left) || is_placed_by_hand (self->right)) &&
         (before == NULL || !g_str_has_prefix (before->fields[0].key, "address.") || before->same);
}

/* @one: what comes of left and right; @other: of right and left */
static void
compare (AtlasMergeDraft *self, AtlasMergeField *field, AtlasRecord *one, AtlasRecord *other)
{
  AtlasFieldType type = field->fields[0].type;
  gboolean texts = type == ATLAS_FIELD_TEXT_LIST || type == ATLAS_FIELD_CHOICE_LIST;
  gboolean of_left, of_right;

  of_left = is_equal (field, one, self->left);
  /* A list of texts that has all of the other is what both come to, in whichever order; of one language two
   * records may tell different levels. */
  of_right = is_equal (field, one, self->right) || (texts && is_equal (field, other, self->right));
  field->same = is_equal (field, self->left, self->right) || (texts && of_left && of_right);
  field->settled = (field->fields[0].flags & ATLAS_FIELD_APPEND_ONLY) != 0;
  field->unites = !of_left && !of_right;
  field->side = of_left ? ATLAS_MERGE_LEFT : of_right ? ATLAS_MERGE_RIGHT : ATLAS_MERGE_BOTH;
}

static void
list_fields (AtlasMergeDraft *self)
{
  g_autoptr (AtlasRecord) one = atlas_member_merge_make (self->left, self->right);
  g_autoptr (AtlasRecord) other = atlas_member_merge_make (self->right, self->left);

  for (guint i = 0; i < atlas_kind_member.n_fields;)
    {
      AtlasMergeField field = { .fields = &atlas_kind_member.fields[i], .n_fields = count_together (i) };

      i += field.n_fields;
      compare (self, &field, one, other);
      if (is_wanted (self, &field))
        g_array_append_val (self->fields, field);
    }
  self->firsts = g_new (AtlasMergeSide, self->fields->len);
  for (guint i = 0; i < self->fields->len; i++)
    self->firsts[i] = g_array_index (self->fields, AtlasMergeField, i).side;
}

AtlasMergeDraft *
atlas_merge_draft_new (AtlasRecord *left, AtlasRecord *right)
{
  AtlasMergeDraft *self;

  g_return_val_if_fail (left != NULL && atlas_record_get_kind (left) == &atlas_kind_member, NULL);
  g_return_val_if_fail (right != NULL && atlas_record_get_kind (right) == &atlas_kind_member, NULL);

  self = g_new0 (AtlasMergeDraft, 1);
  self->left = atlas_record_ref (left);
  self->right = atlas_record_ref (right);
  self->fields = g_array_new (FALSE, FALSE, sizeof (AtlasMergeField));
  list_fields (self);
  return self;
}

void
atlas_merge_draft_free (AtlasMergeDraft *self)
{
  if (self == NULL)
    return;
  atlas_record_unref (self->left);
  atlas_record_unref (self->right);
  g_array_unref (self->fields);
  g_free (self->firsts);
  g_free (self);
}

AtlasRecord *
atlas_merge_draft_get_left (AtlasMergeDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->left;
}

AtlasRecord *
atlas_merge_draft_get_right (AtlasMergeDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->right;
}

const AtlasMergeField *
atlas_merge_draft_get_fields (AtlasMergeDraft *self, guint *n_fields)
{
  g_return_val_if_fail (self != NULL && n_fields != NULL, NULL);

  *n_fields = self->fields->len;
  return (const AtlasMergeField *) (gconstpointer) self->fields->data;
}

/* --- choosing ------------------------------------------------------------------------------------------ */

void
atlas_merge_draft_choose (AtlasMergeDraft *self, guint index, AtlasMergeSide side)
{
  AtlasMergeField *field;

  g_return_if_fail (self != NULL && index < self->fields->len);
  field = &g_array_index (self->fields, AtlasMergeField, index);
  g_return_if_fail (!field->same && !field->settled);
  g_return_if_fail (side != ATLAS_MERGE_BOTH || field->unites);

  field->side = side;
}

char **
atlas_merge_draft_dup_choices (AtlasMergeDraft *self)
{
  g_autoptr (GStrvBuilder) choices = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const AtlasMergeField *field = &g_array_index (self->fields, AtlasMergeField, i);

      for (guint j = 0; field->side != self->firsts[i] && j < field->n_fields; j++)
        {
          g_autofree char *choice =
            g_strconcat (field->fields[j].key, field->side == ATLAS_MERGE_LEFT ? "=left" : "=right", NULL);

          g_strv_builder_add (choices, choice);
        }
    }
  return g_strv_builder_end (choices);
}

AtlasRecord *
atlas_merge_draft_make (AtlasMergeDraft *self)
{
  g_auto (GStrv) choices = NULL;
  AtlasRecord *merged;

  g_return_val_if_fail (self != NULL, NULL);

  choices = atlas_merge_draft_dup_choices (self);
  merged = atlas_member_merge_make (self->left, self->right);
  for (guint i = 0; choices[i]; i++)
    {
      /* The side of a field that may be chosen: it can't fail. */
      gboolean good = atlas_member_merge_choose (merged, self->left, self->right, choices[i], NULL);

      g_warn_if_fail (good);
    }
  return merged;
}
