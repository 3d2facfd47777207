/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-config.h"

#include "atlas-geodata.h"

#include <string.h>

#include "atlas-i18n.h"

#define MAGIC   "ATLASGEO"
#define VERSION 1

typedef struct
{
  char magic[8];
  guint32 version;
  guint32 n_sections;
} Header;

typedef struct
{
  char name[16];
  guint32 offset;
  guint32 size;
} Section;

G_STATIC_ASSERT (sizeof (Header) == 16);
G_STATIC_ASSERT (sizeof (Section) == 24);

/* The files are little-endian and read in place. */
G_STATIC_ASSERT (G_BYTE_ORDER == G_LITTLE_ENDIAN);

static const char *const file_names[] = { "regions", "places", "shapes" };
static GMappedFile *files[G_N_ELEMENTS (file_names)];

G_DEFINE_QUARK (atlas_geodata_error, atlas_geodata_error)

static const Section *
get_sections (GMappedFile *file, guint *n)
{
  const char *contents = g_mapped_file_get_contents (file);

  *n = ((const Header *) (gconstpointer) contents)->n_sections;
  return (const Section *) (gconstpointer) (contents + sizeof (Header));
}

/* Texts are read up to their NUL: the last byte of a section of strings must be one. */
static gboolean
section_is_sound (GMappedFile *file, const Section *section)
{
  gsize length = g_mapped_file_get_length (file);

  if (section->name[15] != '\0' || section->offset % 8 != 0 || section->offset > length ||
      section->size > length - section->offset)
    return FALSE;
  return strcmp (section->name, "strings") != 0 ||
         (section->size > 0 &&
          g_mapped_file_get_contents (file)[section->offset + section->size - 1] == '\0');
}

static GMappedFile *
open_file (const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &reason);
  const Header *header;
  const Section *sections;
  guint n;

  if (file == NULL)
    {
      g_set_error (error, ATLAS_GEODATA_ERROR, ATLAS_GEODATA_ERROR_MISSING,
                   _ ("The geographic data can't be read: %s. Install the program again."), reason->message);
      return NULL;
    }

  header = (const Header *) (gconstpointer) g_mapped_file_get_contents (file);
  if (g_mapped_file_get_length (file) < sizeof *header ||
      memcmp (header->magic, MAGIC, sizeof header->magic) != 0)
    goto damaged;
  if (header->version != VERSION)
    {
      g_set_error (error, ATLAS_GEODATA_ERROR, ATLAS_GEODATA_ERROR_VERSION,
                   _ ("“%s” belongs to another version of the program. Install the program again."), path);
      return NULL;
    }
  if (header->n_sections > (g_mapped_file_get_length (file) - sizeof *header) / sizeof (Section))
    goto damaged;
  sections = get_sections (file, &n);
  for (guint i = 0; i < n; i++)
    if (!section_is_sound (file, &sections[i]))
      goto damaged;
  return g_steal_pointer (&file);

damaged:
  g_set_error (error, ATLAS_GEODATA_ERROR, ATLAS_GEODATA_ERROR_DAMAGED,
               _ ("“%s” is damaged or cut short. Install the program again."), path);
  return NULL;
}

char *
atlas_geodata_dup_path (const char *folder, const char *name)
{
  const char *data = g_getenv ("ATLAS_DATA_DIR");

  return g_build_filename (data ? data : ATLAS_PKGDATADIR, folder, name, NULL);
}

static gpointer
load_files (gpointer unused)
{
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (file_names) && error == NULL; i++)
    {
      g_autofree char *name = g_strconcat (file_names[i], ".bin", NULL);
      g_autofree char *path = atlas_geodata_dup_path ("geo", name);

      files[i] = open_file (path, &error);
    }
  return error;
}

gboolean
atlas_geodata_load (GError **error)
{
  static GOnce once = G_ONCE_INIT;
  const GError *failure = g_once (&once, load_files, NULL);

  if (failure == NULL)
    return TRUE;
  if (error)
    *error = g_error_copy (failure);
  return FALSE;
}

gboolean
atlas_geodata_check_file (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  file = open_file (path, error);
  return file != NULL;
}

gconstpointer
atlas_geodata_get_section (const char *file, const char *section, gsize item_size, guint *n_items)
{
  *n_items = 0;
  if (!atlas_geodata_load (NULL))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (file_names); i++)
    {
      const Section *sections;
      guint n;

      if (!g_str_equal (file_names[i], file))
        continue;
      sections = get_sections (files[i], &n);
      for (guint s = 0; s < n; s++)
        if (g_str_equal (sections[s].name, section))
          {
            *n_items = (guint) (sections[s].size / item_size);
            return g_mapped_file_get_contents (files[i]) + sections[s].offset;
          }
    }
  return NULL;
}
