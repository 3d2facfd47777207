/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-record.h"

#include <string.h>

#include "atlas-cli-table.h"
#include "atlas-i18n.h"

static char *kind_name;

static const GOptionEntry options[] = {
  ATLAS_CLI_OPTION_KIND (&kind_name),
  { NULL },
};

static guint
measure_labels (const AtlasKind *kind)
{
  guint width = 0;

  for (guint i = 0; i < kind->n_fields; i++)
    width = MAX (width, atlas_cli_get_width (atlas_field_get_label (&kind->fields[i])));
  return width;
}

/* A line for each line of @text, the label before the first. */
static void
append_lines (GString *out, const char *label, guint width, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    {
      guint taken = i == 0 ? atlas_cli_get_width (label) : 0;

      g_string_append_printf (out, "  %s%*s  ", i == 0 ? label : "", (int) (width - taken), "");
      atlas_cli_append_plain (out, lines[i]);
      g_string_append_c (out, '\n');
    }
}

static void
print_text (AtlasRegister *source, AtlasRecord *record)
{
  const AtlasKind *kind = atlas_record_get_kind (record);
  g_autofree char *title = atlas_record_dup_title (record);
  g_autoptr (GString) out = g_string_new (NULL);
  const char *extra = atlas_record_get_extra (record);
  const char *group = NULL;
  guint width = measure_labels (kind);
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_cli_append_plain (out, title);
  atlas_uuid_format (atlas_record_get_uuid (record), id);
  g_string_append_printf (out, "\n%s %s\n", _ (kind->label), id);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];
      g_autofree char *text = NULL;

      if (!atlas_record_has (record, field))
        continue;
      if (g_strcmp0 (group, atlas_field_get_group (field)) != 0)
        {
          group = atlas_field_get_group (field);
          g_string_append_printf (out, "\n%s\n", group ? group : "");
        }
      text = atlas_cli_display (source, field, atlas_record_get_value (record, field));
      append_lines (out, atlas_field_get_label (field), width, text);
    }
  if (extra)
    {
      /* Translators: what a file said that the program has no field for. */
      g_string_append_printf (out, "\n%s\n", _ ("Kept from a file"));
      append_lines (out, "", 0, extra);
    }
  atlas_cli_print (out->str);
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  const AtlasKind *kind = atlas_cli_find_kind (kind_name, error);
  g_autoptr (AtlasRegister) source = kind ? atlas_cli_open (cli, ATLAS_CLI_READ, error) : NULL;
  g_autoptr (AtlasRecord) record =
    source ? atlas_cli_find_record (source, kind_name ? kind : NULL, arguments[0], error) : NULL;

  if (record == NULL)
    return ATLAS_CLI_FAILED;
  if (cli->json)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      atlas_cli_append_record (out, record, atlas_register_is_synthetic (source));
      g_string_append_c (out, '\n');
      atlas_cli_print_json_text (out);
    }
  else
    print_text (source, record);
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_show = {
  .name = "show",
  .arguments = N_ ("ID"),
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_ ("show one record whole"),
  .help = N_ ("ID is the record's id, or as much of its beginning as no other shares.\n"
              "\n"
              "With --json: the record in the shape of the share file.\n"
              "\n"
              "Example:\n"
              "  atlasctl show 1b4e28ba"),
  .options = options,
  .run = run,
};
