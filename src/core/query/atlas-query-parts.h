/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-query-private.h"

G_BEGIN_DECLS

/* What the parsers of fields share. */

/** "field:", to be followed by parts. */
GString *atlas_query_start_text (const char *field);
void atlas_query_add_text_part (GString *text, const char *part);

/** Whether the part is the word none: the field is empty. A quoted one is not. */
gboolean atlas_query_is_none (const AtlasQueryPart *part);

/** A condition over `r` from the formatted SQL, which holds names of parameters but never what was typed. */
void atlas_query_add_record (AtlasQueryTerm *term, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Each sets @error and returns FALSE: what was typed, and what may be. */
gboolean atlas_query_refuse_value (const char *field, const char *value, const char *allowed, GError **error);
gboolean
atlas_query_refuse_values (const char *field, const char *value, const char *const *allowed, GError **error);
gboolean atlas_query_refuse_choice (const char *field,
                                    const char *value,
                                    const AtlasVocabulary *vocabulary,
                                    GError **error);
gboolean atlas_query_refuse_region (const char *field, const char *value, GError **error);
gboolean atlas_query_refuse_days (const char *field, const char *value, GError **error);

/** By the field table alone. */
gboolean atlas_query_parse_plain (AtlasQuery *query,
                                  const AtlasQueryField *field,
                                  AtlasQueryTerm *term,
                                  const AtlasQueryToken *token,
                                  GError **error);

/* Places and positions (atlas-query-places.c). */
gboolean atlas_query_parse_city (AtlasQuery *query,
                                 const AtlasQueryField *field,
                                 AtlasQueryTerm *term,
                                 const AtlasQueryToken *token,
                                 GError **error);
gboolean atlas_query_parse_event_city (AtlasQuery *query,
                                       const AtlasQueryField *field,
                                       AtlasQueryTerm *term,
                                       const AtlasQueryToken *token,
                                       GError **error);
gboolean atlas_query_parse_near (AtlasQuery *query,
                                 const AtlasQueryField *field,
                                 AtlasQueryTerm *term,
                                 const AtlasQueryToken *token,
                                 GError **error);
gboolean atlas_query_parse_bbox (AtlasQuery *query,
                                 const AtlasQueryField *field,
                                 AtlasQueryTerm *term,
                                 const AtlasQueryToken *token,
                                 GError **error);

/* What is kept beside the record (atlas-query-links.c). */
gboolean atlas_query_parse_tag (AtlasQuery *query,
                                const AtlasQueryField *field,
                                AtlasQueryTerm *term,
                                const AtlasQueryToken *token,
                                GError **error);
gboolean atlas_query_parse_association (AtlasQuery *query,
                                        const AtlasQueryField *field,
                                        AtlasQueryTerm *term,
                                        const AtlasQueryToken *token,
                                        GError **error);
gboolean atlas_query_parse_reference (AtlasQuery *query,
                                      const AtlasQueryField *field,
                                      AtlasQueryTerm *term,
                                      const AtlasQueryToken *token,
                                      GError **error);
gboolean atlas_query_parse_follow_up (AtlasQuery *query,
                                      const AtlasQueryField *field,
                                      AtlasQueryTerm *term,
                                      const AtlasQueryToken *token,
                                      GError **error);

/** The whole id of a record, or at least its first digits. (transfer full): lower case; NULL if it is none */
char *atlas_query_read_id (const char *text);

/* Missions (atlas-query-missions.c). */
gboolean atlas_query_parse_mission_days (AtlasQuery *query,
                                         const AtlasQueryField *field,
                                         AtlasQueryTerm *term,
                                         const AtlasQueryToken *token,
                                         GError **error);
gboolean atlas_query_parse_mission_region (AtlasQuery *query,
                                           const AtlasQueryField *field,
                                           AtlasQueryTerm *term,
                                           const AtlasQueryToken *token,
                                           GError **error);
gboolean atlas_query_parse_mission_country (AtlasQuery *query,
                                            const AtlasQueryField *field,
                                            AtlasQueryTerm *term,
                                            const AtlasQueryToken *token,
                                            GError **error);
gboolean atlas_query_parse_mission_place (AtlasQuery *query,
                                          const AtlasQueryField *field,
                                          AtlasQueryTerm *term,
                                          const AtlasQueryToken *token,
                                          GError **error);
gboolean atlas_query_parse_mission_reference (AtlasQuery *query,
                                              const AtlasQueryField *field,
                                              AtlasQueryTerm *term,
                                              const AtlasQueryToken *token,
                                              GError **error);
gboolean atlas_query_parse_mission_id (AtlasQuery *query,
                                       const AtlasQueryField *field,
                                       AtlasQueryTerm *term,
                                       const AtlasQueryToken *token,
                                       GError **error);
gboolean atlas_query_parse_event_mission (AtlasQuery *query,
                                          const AtlasQueryField *field,
                                          AtlasQueryTerm *term,
                                          const AtlasQueryToken *token,
                                          GError **error);

/* Areas (atlas-query-area.c). */
gboolean atlas_query_parse_area (AtlasQuery *query,
                                 const AtlasQueryField *field,
                                 AtlasQueryTerm *term,
                                 const AtlasQueryToken *token,
                                 GError **error);

G_END_DECLS
