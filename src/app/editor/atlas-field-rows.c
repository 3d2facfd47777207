/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-field-rows.h"

#include "atlas-automatic-row.h"
#include "atlas-choice-row.h"
#include "atlas-consent-row.h"
#include "atlas-entry-row.h"
#include "atlas-item-list-row.h"
#include "atlas-long-text-row.h"
#include "atlas-position-row.h"
#include "atlas-reference-row.h"
#include "atlas-tags-row.h"
#include "atlas-text-list-row.h"

/* More words than this are found by typing, not in a menu. */
#define MAX_MENU 12

static gboolean
is_small (const AtlasField *field)
{
  return field->vocabulary != NULL && atlas_vocabulary_get_n_terms (field->vocabulary) <= MAX_MENU;
}

static GtkWidget *
new_row (const AtlasField *field)
{
  if ((field->flags & ATLAS_FIELD_AUTOMATIC) != 0)
    return atlas_automatic_row_new (field);
  if (field->refers != NULL)
    return atlas_reference_row_new (field);
  switch (field->type)
    {
    case ATLAS_FIELD_LONG_TEXT:
      return atlas_long_text_row_new (field);
    case ATLAS_FIELD_CHOICE:
    case ATLAS_FIELD_LEVEL:
      return is_small (field) ? atlas_choice_row_new (field) : atlas_entry_row_new (field);
    case ATLAS_FIELD_TEXT_LIST:
      /* What is checked - addresses, numbers - is long, and wants a line; mere words do not. */
      return field->check ? atlas_text_list_row_new (field) : atlas_tags_row_new (field, FALSE);
    case ATLAS_FIELD_CHOICE_LIST:
      return atlas_tags_row_new (field, is_small (field));
    case ATLAS_FIELD_ITEM_LIST:
      return field->items == &atlas_kind_consent ? atlas_consent_row_new (field)
                                                 : atlas_item_list_row_new (field);
    default:
      return atlas_entry_row_new (field);
    }
}

AtlasFieldRow *
atlas_field_row_new (const AtlasField *field)
{
  g_return_val_if_fail (field != NULL, NULL);
  return ATLAS_FIELD_ROW (new_row (field));
}

AtlasFieldRow *
atlas_field_row_new_for_several (const AtlasKind *kind, guint index, guint *n_fields)
{
  g_return_val_if_fail (kind != NULL && index < kind->n_fields, NULL);
  g_return_val_if_fail (n_fields != NULL, NULL);

  if (atlas_position_row_fits (kind, index))
    {
      *n_fields = ATLAS_POSITION_ROW_FIELDS;
      return ATLAS_FIELD_ROW (atlas_position_row_new (&kind->fields[index]));
    }
  *n_fields = 1;
  return atlas_field_row_new (&kind->fields[index]);
}
