/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-listed-person.h"

struct _AtlasListedPerson
{
  GObject parent_instance;

  AtlasRecord *item;
  AtlasPersonBrief *person;
};

enum
{
  PROP_0,
  PROP_NAME,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasListedPerson, atlas_listed_person, G_TYPE_OBJECT)

static void
atlas_listed_person_finalize (GObject *object)
{
  AtlasListedPerson *self = ATLAS_LISTED_PERSON (object);

  atlas_record_unref (self->item);
  g_clear_pointer (&self->person, atlas_person_brief_free);

  G_OBJECT_CLASS (atlas_listed_person_parent_class)->finalize (object);
}

static void
atlas_listed_person_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AtlasListedPerson *self = ATLAS_LISTED_PERSON (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->person && self->person->name ? self->person->name : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_listed_person_class_init (AtlasListedPersonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = atlas_listed_person_finalize;
  object_class->get_property = atlas_listed_person_get_property;

  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
atlas_listed_person_init (AtlasListedPerson *self)
{
}

AtlasListedPerson *
atlas_listed_person_new (AtlasRecord *item)
{
  AtlasListedPerson *self;

  g_return_val_if_fail (item != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_LISTED_PERSON, NULL);
  self->item = atlas_record_ref (item);
  return self;
}

AtlasRecord *
atlas_listed_person_get_item (AtlasListedPerson *self)
{
  g_return_val_if_fail (ATLAS_IS_LISTED_PERSON (self), NULL);
  return self->item;
}

const char *
atlas_listed_person_get_uuid (AtlasListedPerson *self)
{
  g_return_val_if_fail (ATLAS_IS_LISTED_PERSON (self), NULL);
  return atlas_record_get_text (self->item, "member");
}

const AtlasPersonBrief *
atlas_listed_person_get_person (AtlasListedPerson *self)
{
  g_return_val_if_fail (ATLAS_IS_LISTED_PERSON (self), NULL);
  return self->person;
}

static gboolean
is_same (const AtlasPersonBrief *a, const AtlasPersonBrief *b)
{
  return a->id == b->id && a->active == b->active && g_strcmp0 (a->uuid, b->uuid) == 0 &&
         g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->place, b->place) == 0 &&
         g_strcmp0 (a->sex, b->sex) == 0;
}

gboolean
atlas_listed_person_set_person (AtlasListedPerson *self, const AtlasPersonBrief *person)
{
  AtlasPersonBrief *copy;

  g_return_val_if_fail (ATLAS_IS_LISTED_PERSON (self), FALSE);
  g_return_val_if_fail (person != NULL, FALSE);

  if (self->person != NULL && is_same (self->person, person))
    return FALSE;
  copy = g_new0 (AtlasPersonBrief, 1);
  copy->uuid = g_strdup (person->uuid);
  copy->id = person->id;
  copy->name = g_strdup (person->name);
  copy->place = g_strdup (person->place);
  copy->sex = g_strdup (person->sex);
  copy->active = person->active;
  g_clear_pointer (&self->person, atlas_person_brief_free);
  self->person = copy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  return TRUE;
}
