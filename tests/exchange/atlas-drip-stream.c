/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-drip-stream.h"

#include <string.h>

#define ATLAS_TYPE_DRIP_STREAM (atlas_drip_stream_get_type ())
G_DECLARE_FINAL_TYPE (AtlasDripStream, atlas_drip_stream, ATLAS, DRIP_STREAM, GInputStream)

struct _AtlasDripStream
{
  GInputStream parent_instance;

  char *text;
  gsize length, at, step;
};

G_DEFINE_FINAL_TYPE (AtlasDripStream, atlas_drip_stream, G_TYPE_INPUT_STREAM)

static gssize
atlas_drip_stream_read (
  GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  AtlasDripStream *self = ATLAS_DRIP_STREAM (stream);
  gsize n = MIN (MIN (count, self->step), self->length - self->at);

  memcpy (buffer, self->text + self->at, n);
  self->at += n;
  return (gssize) n;
}

static void
atlas_drip_stream_finalize (GObject *object)
{
  g_free (ATLAS_DRIP_STREAM (object)->text);
  G_OBJECT_CLASS (atlas_drip_stream_parent_class)->finalize (object);
}

static void
atlas_drip_stream_class_init (AtlasDripStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_drip_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = atlas_drip_stream_read;
}

static void
atlas_drip_stream_init (AtlasDripStream *self)
{
}

GInputStream *
atlas_drip_stream_new (const char *text, gsize length, gsize step)
{
  AtlasDripStream *self = g_object_new (ATLAS_TYPE_DRIP_STREAM, NULL);

  self->text = g_memdup2 (text, MAX (length, 1));
  self->length = length;
  self->step = step;
  return G_INPUT_STREAM (self);
}
