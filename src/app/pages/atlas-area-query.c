/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-area-query.h"

#include "atlas-query.h"
#include "atlas-region.h"

/* An area narrows those that the search names; but it is not named twice where these people are what is
 * searched for already. */
static char *
dup_with_area (const char *query, AtlasSelection *selection)
{
  g_autofree char *area = atlas_selection_to_text (selection);
  g_autofree char *term = g_strdup_printf ("area:\"%s\"", area);
  g_autofree char *last = g_strconcat (" ", term, NULL);

  if (g_str_equal (query, term) || g_str_has_suffix (query, last))
    return g_strdup (query);
  return query[0] != '\0' ? g_strconcat (query, last, NULL) : g_steal_pointer (&term);
}

/* The region takes the place of those that the search names: somebody lives here, so it is one of them. */
char *
atlas_area_query_dup (const char *query, guint region, AtlasSelection *selection)
{
  g_return_val_if_fail (query != NULL, NULL);

  if (selection != NULL)
    return dup_with_area (query, selection);
  if (region == ATLAS_REGION_NONE)
    return g_strdup (query);
  return atlas_query_text_with (query, "region", atlas_region_get_code (region));
}
