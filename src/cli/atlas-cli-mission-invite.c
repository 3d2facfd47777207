/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-mission.h"

#include "atlas-address-labels.h"
#include "atlas-cli-record.h"
#include "atlas-cli-table.h"
#include "atlas-contacts.h"
#include "atlas-i18n.h"
#include "atlas-invitation.h"
#include "atlas-mission-audience.h"
#include "atlas-mission-events.h"
#include "atlas-number.h"

/* Who is asked to come to a stop of a mission: counted by stop and language, put on the list of the event, or
 * written as a contact list. */

typedef struct
{
  const AtlasCliMission *options;
  AtlasCli *cli;
  AtlasRegister *source;
  AtlasRecord *mission;
  GPtrArray *stops;
  AtlasChannel channel; /* by which people are asked; ATLAS_CHANNEL_ALL: whichever they agreed to */
  const char *language; /* its code; "none"; NULL: any */
  int format;
  AtlasLabelOptions labels;
} Invite;

static const char *const channel_names[] = { "any", "email", "phone", "post", NULL };
#define CHANNEL_ANY 0
static const char *const format_names[] = { "csv", "vcard", "vcard3", "vcard4", "labels", NULL };
#define FORMAT_LABELS 4

static gboolean
read_labels (Invite *self, GError **error)
{
  const AtlasCliMission *options = self->options;

  if (self->channel != ATLAS_CHANNEL_POST)
    return atlas_cli_fail_usage (error, "%s", _ ("--format labels goes with --channel post only."));
  self->labels.sheet = atlas_label_sheet_find (options->sheet != NULL ? options->sheet : "5160");
  if (self->labels.sheet == NULL)
    return atlas_cli_fail_usage (error, _ ("There is no sheet “%s”; there are: 5160, L7160"), options->sheet);
  self->labels.first = options->first > 0 ? (guint) options->first : 1;
  if (self->labels.first > self->labels.sheet->columns * self->labels.sheet->rows)
    return atlas_cli_fail_usage (error, _ ("--first must be between 1 and %d, the labels of a sheet."),
                                 (int) (self->labels.sheet->columns * self->labels.sheet->rows));
  if (options->from != NULL && !atlas_vocabulary_accepts (&atlas_vocabulary_country, options->from, -1))
    return atlas_cli_fail_usage (error, _ ("“%s” is the code of no country; Canada’s is CA."), options->from);
  self->labels.from = options->from;
  return TRUE;
}

static gboolean
writes_list (const AtlasCliMission *options)
{
  return options->output != NULL || options->format != NULL || (options->stop != 0 && !options->add_to_event);
}

/* People are put on a list by whatever channel they agreed to; a contact list is of one. */
static gboolean
read_channel (Invite *self, GError **error)
{
  const AtlasCliMission *options = self->options;
  const char *name = options->channel != NULL      ? options->channel
                     : writes_list (self->options) ? "email"
                                                   : channel_names[CHANNEL_ANY];
  int channel = atlas_cli_find_choice ("--channel", name, channel_names, error);

  if (channel < 0)
    return FALSE;
  if (channel == CHANNEL_ANY && writes_list (options))
    return atlas_cli_fail_usage (error, "%s",
                                 _ ("A contact list is of one channel: --channel email, phone or post."));
  self->channel =
    channel == CHANNEL_ANY ? ATLAS_CHANNEL_ALL : atlas_channel_from_name (channel_names[channel]);
  return TRUE;
}

static gboolean
check_labels_alone (Invite *self, GError **error)
{
  const AtlasCliMission *options = self->options;

  if (self->format == FORMAT_LABELS ||
      (options->sheet == NULL && options->first == 0 && options->from == NULL))
    return TRUE;
  return atlas_cli_fail_usage (error, "%s", _ ("--sheet, --first and --from go with --format labels only."));
}

static gboolean
read_options (Invite *self, GError **error)
{
  const AtlasCliMission *options = self->options;

  if (!read_channel (self, error))
    return FALSE;
  self->format =
    options->format != NULL ? atlas_cli_find_choice ("--format", options->format, format_names, error) : 0;
  if (self->format < 0)
    return FALSE;
  if (options->language != NULL && g_ascii_strcasecmp (options->language, "none") == 0)
    self->language = "none";
  else if (options->language != NULL)
    {
      self->language = atlas_vocabulary_match (&atlas_vocabulary_language, options->language);
      if (self->language == NULL)
        return atlas_cli_fail_usage (error, _ ("“%s” is no language; French is fr."), options->language);
    }
  if (options->stop == 0 && !options->add_to_event && (options->output != NULL || options->format != NULL))
    return atlas_cli_fail_usage (error, "%s", _ ("A list is of one stop: say which with --stop."));
  return check_labels_alone (self, error) && (self->format != FORMAT_LABELS || read_labels (self, error));
}

/* (transfer full): NULL with @error */
static AtlasQuery *
make_query (Invite *self, guint stop, GError **error)
{
  g_autofree char *text =
    atlas_mission_dup_stop_query (self->mission, stop, ATLAS_REACH_NEW, self->language, error);

  return text != NULL ? atlas_register_parse_query (self->source, &atlas_kind_member, text, error) : NULL;
}

/* --- Counted. */

static char *
describe_languages (AtlasInvitation *invitation)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < invitation->languages->len; i++)
    {
      const AtlasInvitationLanguage *language =
        &g_array_index (invitation->languages, AtlasInvitationLanguage, i);
      g_autofree char *number = atlas_number_format (language->people);

      g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "",
                              atlas_invitation_language_get_label (language), number);
    }
  return g_string_free (text, FALSE);
}

static void
add_row (AtlasCliTable *table, AtlasRecord *stop, guint index, AtlasInvitation *invitation)
{
  g_autofree char *number = g_strdup_printf ("%u", index + 1);
  g_autofree char *matched = atlas_number_format (invitation->counts.matched);
  g_autofree char *asked = atlas_number_format (invitation->counts.written);
  g_autofree char *languages = describe_languages (invitation);
  const char *cells[] = { number, atlas_record_get_text (stop, "place"), matched, asked, languages };

  atlas_cli_table_add (table, cells);
}

static void
append_json (GString *json, AtlasRecord *stop, guint index, AtlasInvitation *invitation)
{
  JsonBuilder *builder = json_builder_new ();
  const struct
  {
    const char *key;
    gint64 count;
  } numbers[] = {
    { "stop", index + 1 },
    { "matched", invitation->counts.matched },
    { "asked", invitation->counts.written },
    { "not_active", invitation->counts.not_active },
    { "withdrawn", invitation->counts.withdrawn },
    { "expired", invitation->counts.expired },
    { "no_consent", invitation->counts.no_consent },
    { "no_address", invitation->counts.no_address },
  };
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "place");
  json_builder_add_string_value (builder, atlas_record_get_text (stop, "place"));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      json_builder_set_member_name (builder, numbers[i].key);
      json_builder_add_int_value (builder, numbers[i].count);
    }
  json_builder_set_member_name (builder, "languages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < invitation->languages->len; i++)
    {
      const AtlasInvitationLanguage *language =
        &g_array_index (invitation->languages, AtlasInvitationLanguage, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "language");
      json_builder_add_string_value (builder, language->code != NULL ? language->code : "none");
      json_builder_set_member_name (builder, "people");
      json_builder_add_int_value (builder, language->people);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_object_unref (builder);
  g_string_append_printf (json, "%s%s", json->len > 1 ? ",\n" : "\n", text);
}

/* FALSE with @error; a stop that lies nowhere is passed over, and told of. @json, @table: one of them */
static gboolean
count_stop (
  Invite *self, guint index, GString *json, AtlasCliTable *table, gboolean *passed_over, GError **error)
{
  AtlasRecord *stop = g_ptr_array_index (self->stops, index);
  g_autoptr (GError) failure = NULL;
  g_autoptr (AtlasQuery) query = make_query (self, index, &failure);
  g_autoptr (AtlasInvitation) invitation = NULL;

  if (g_error_matches (failure, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE))
    {
      atlas_cli_say ("%s", failure->message);
      *passed_over = TRUE;
      return TRUE;
    }
  if (query == NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  invitation = atlas_invitation_new (self->source, query, self->channel, self->cli->cancellable, error);
  if (invitation == NULL)
    return FALSE;
  if (table != NULL)
    add_row (table, stop, index, invitation);
  else
    append_json (json, stop, index, invitation);
  return TRUE;
}

static AtlasCliStatus
count (Invite *self, GError **error)
{
  const char *titles[] = { _ (">Stop"), _ ("Place"), _ (">Live there"), _ (">Can be asked"),
                           _ ("Languages") };
  g_autoptr (GString) json = g_string_new ("[");
  AtlasCliTable *table = NULL;
  gboolean done = TRUE, passed_over = FALSE;

  if (!self->cli->json)
    table = atlas_cli_table_new (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; done && i < self->stops->len; i++)
    done = count_stop (self, i, json, table, &passed_over, error);
  if (table != NULL)
    atlas_cli_table_finish (table);
  if (!done)
    return ATLAS_CLI_FAILED;
  if (self->cli->json)
    {
      g_string_append (json, "\n]\n");
      atlas_cli_print_json_text (json);
    }
  return passed_over ? ATLAS_CLI_REFUSED : ATLAS_CLI_DONE;
}

/* --- Put on the list. */

static gboolean
add_to_event (Invite *self, guint index, GError **error)
{
  AtlasRecord *stop = g_ptr_array_index (self->stops, index);
  g_autofree char *name = atlas_stop_dup_name (stop, index);
  g_autoptr (GError) failure = NULL;
  g_autoptr (AtlasRecord) event = atlas_stop_load_event (self->source, stop, &failure);
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasInvitation) invitation = NULL;
  guint n_added;

  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (event == NULL)
    {
      g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN,
                   _ ("%s has no event yet: “atlasctl mission accept” makes it."), name);
      return FALSE;
    }
  query = make_query (self, index, error);
  invitation = query != NULL
                 ? atlas_invitation_new (self->source, query, self->channel, self->cli->cancellable, error)
                 : NULL;
  if (invitation == NULL || !atlas_event_invite (self->source, atlas_record_get_id (event), invitation,
                                                 &n_added, self->cli->cancellable, error))
    return FALSE;
  /* Translators: the second %s is a stop of a mission: "stop 2 (Ottawa)". */
  atlas_cli_say (ngettext ("%u person invited to %s", "%u people invited to %s", n_added), n_added, name);
  return TRUE;
}

/* --- Written. */

static AtlasCliStatus
write_list (Invite *self, guint stop, GError **error)
{
  static const AtlasContactFormat formats[] = { ATLAS_CONTACTS_CSV, ATLAS_CONTACTS_VCARD,
                                                ATLAS_CONTACTS_VCARD, ATLAS_CONTACTS_VCARD4 };
  const AtlasCliMission *options = self->options;
  g_autoptr (AtlasQuery) query = make_query (self, stop, error);
  g_autoptr (AtlasOutput) to =
    query != NULL ? atlas_cli_open_output (self->cli, options->output, options->encryption, error) : NULL;
  g_autoptr (GFile) file = atlas_cli_get_output_file (options->output);
  g_autofree char *left_out = NULL;
  AtlasAdmissionCounts counts = { 0 };
  gboolean done;

  if (to == NULL)
    return ATLAS_CLI_FAILED;
  done = self->format == FORMAT_LABELS
           ? atlas_address_labels_write (self->source, query, &self->labels, to, atlas_cli_progress, NULL,
                                         self->cli->cancellable, &counts, NULL, NULL, error)
           : atlas_contacts_write_text (self->source, query, self->channel, formats[self->format], FALSE, to,
                                        atlas_cli_progress, NULL, self->cli->cancellable, &counts, error);
  if (!done && file == NULL)
    atlas_cli_name_output (error);
  if (!done)
    return ATLAS_CLI_FAILED;
  if (file != NULL)
    atlas_cli_say_written (counts.written, options->output);
  left_out = atlas_admission_describe_left_out (&counts, self->channel);
  if (left_out != NULL)
    atlas_cli_say ("%s", left_out);
  return ATLAS_CLI_DONE;
}

static AtlasCliStatus
run (Invite *self, GError **error)
{
  const AtlasCliMission *options = self->options;
  guint first = options->stop > 0 ? (guint) options->stop - 1 : 0;
  guint end = options->stop > 0 ? first + 1 : self->stops->len;

  if (options->stop < 0 || (options->stop > 0 && first >= self->stops->len))
    {
      atlas_cli_fail_usage (error, _ ("Say of which stop: --stop 1 to %u."), self->stops->len);
      return ATLAS_CLI_FAILED;
    }
  for (guint i = first; options->add_to_event && i < end; i++)
    if (!add_to_event (self, i, error))
      return ATLAS_CLI_FAILED;
  if (options->stop > 0 && writes_list (options))
    return write_list (self, first, error);
  return options->add_to_event ? ATLAS_CLI_DONE : count (self, error);
}

AtlasCliStatus
atlas_cli_mission_invite (AtlasCli *cli, const AtlasCliMission *options, const char *id, GError **error)
{
  Invite self = { .options = options, .cli = cli };
  g_autoptr (AtlasRegister) source =
    read_options (&self, error)
      ? atlas_cli_open (cli, options->add_to_event ? ATLAS_CLI_WRITE : ATLAS_CLI_READ, error)
      : NULL;
  g_autoptr (AtlasRecord) mission =
    source != NULL ? atlas_cli_find_record (source, &atlas_kind_mission, id, error) : NULL;
  g_autoptr (GPtrArray) stops = mission != NULL ? atlas_record_dup_items (mission, "stops") : NULL;

  if (stops == NULL)
    return ATLAS_CLI_FAILED;
  self.source = source;
  self.mission = mission;
  self.stops = stops;
  return run (&self, error);
}
