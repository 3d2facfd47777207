/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-filter.h"

#include <string.h>

struct _AtlasFilter
{
  GObject parent_instance;

  const AtlasKind *kind;
  AtlasRegister *records;
  char *text;
  AtlasQuery *query;
  char *error;
};

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_QUERY,
  PROP_ERROR,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasFilter, atlas_filter, G_TYPE_OBJECT)

static void
atlas_filter_finalize (GObject *object)
{
  AtlasFilter *self = ATLAS_FILTER (object);

  g_free (self->text);
  g_free (self->error);
  g_clear_object (&self->records);
  atlas_query_unref (self->query);

  G_OBJECT_CLASS (atlas_filter_parent_class)->finalize (object);
}

static void
atlas_filter_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AtlasFilter *self = ATLAS_FILTER (object);

  switch (id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_QUERY:
      g_value_set_boxed (value, self->query);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_filter_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TEXT:
      atlas_filter_set_text (ATLAS_FILTER (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_filter_class_init (AtlasFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = atlas_filter_finalize;
  object_class->get_property = atlas_filter_get_property;
  object_class->set_property = atlas_filter_set_property;

  properties[PROP_TEXT] = g_param_spec_string (
    "text", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_QUERY] =
    g_param_spec_boxed ("query", NULL, NULL, ATLAS_TYPE_QUERY, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] =
    g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
atlas_filter_init (AtlasFilter *self)
{
  self->text = g_strdup ("");
}

AtlasFilter *
atlas_filter_new (const AtlasKind *kind)
{
  AtlasFilter *self;

  g_return_val_if_fail (kind != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_FILTER, NULL);
  self->kind = kind;
  self->query = atlas_query_parse (kind, NULL, NULL);
  return self;
}

const AtlasKind *
atlas_filter_get_kind (AtlasFilter *self)
{
  g_return_val_if_fail (ATLAS_IS_FILTER (self), NULL);
  return self->kind;
}

const char *
atlas_filter_get_text (AtlasFilter *self)
{
  g_return_val_if_fail (ATLAS_IS_FILTER (self), NULL);
  return self->text;
}

static AtlasQuery *
parse (AtlasFilter *self, const char *text, GError **error)
{
  return self->records ? atlas_register_parse_query (self->records, self->kind, text, error)
                       : atlas_query_parse (self->kind, text, error);
}

/* The longest beginning of @text, by whole words, that can be understood. */
static AtlasQuery *
parse_beginning (AtlasFilter *self, const char *text)
{
  g_autofree char *beginning = g_strdup (text);
  AtlasQuery *query = NULL;
  char *blank;

  while (query == NULL && (blank = strrchr (g_strchomp (beginning), ' ')) != NULL)
    {
      *blank = '\0';
      query = parse (self, beginning, NULL);
    }
  return query ? query : atlas_query_parse (self->kind, NULL, NULL);
}

static void
understand (AtlasFilter *self)
{
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char *complaint;

  query = parse (self, self->text, &error);
  if (query == NULL)
    query = parse_beginning (self, self->text);
  before = atlas_query_dup_normal_text (self->query);
  after = atlas_query_dup_normal_text (query);
  /* A blank more or a value written in another way asks for nothing new; but where the text reads as before,
   * a segment that it names may be another, or the day. */
  if (!g_str_equal (before, after) || !atlas_query_equal (self->query, query))
    {
      atlas_query_unref (self->query);
      self->query = atlas_query_ref (query);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
    }
  complaint = error ? error->message : NULL;
  if (g_strcmp0 (complaint, self->error) != 0)
    {
      g_free (self->error);
      self->error = g_strdup (complaint);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
    }
}

void
atlas_filter_set_text (AtlasFilter *self, const char *text)
{
  g_return_if_fail (ATLAS_IS_FILTER (self));

  if (text == NULL)
    text = "";
  if (g_str_equal (text, self->text))
    return;

  g_object_freeze_notify (G_OBJECT (self));
  g_free (self->text);
  self->text = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  understand (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
atlas_filter_refresh (AtlasFilter *self)
{
  g_return_if_fail (ATLAS_IS_FILTER (self));

  g_object_freeze_notify (G_OBJECT (self));
  understand (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
atlas_filter_set_register (AtlasFilter *self, AtlasRegister *records)
{
  g_return_if_fail (ATLAS_IS_FILTER (self));
  g_return_if_fail (records == NULL || ATLAS_IS_REGISTER (records));

  g_set_object (&self->records, records);
}

GPtrArray *
atlas_filter_complete (AtlasFilter *self, const char *text, gsize cursor, gsize *start, gsize *end)
{
  g_return_val_if_fail (ATLAS_IS_FILTER (self), NULL);

  return self->records ? atlas_register_complete_query (self->records, self->kind, text, cursor, start, end)
                       : atlas_query_complete (self->kind, text, cursor, start, end);
}

AtlasQuery *
atlas_filter_get_query (AtlasFilter *self)
{
  g_return_val_if_fail (ATLAS_IS_FILTER (self), NULL);
  return self->query;
}

const char *
atlas_filter_get_error (AtlasFilter *self)
{
  g_return_val_if_fail (ATLAS_IS_FILTER (self), NULL);
  return self->error;
}
