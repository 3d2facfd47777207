/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-geojson-reader.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-json-scanner.h"
#include "atlas-json-splitter.h"
#include "atlas-json-window.h"
#include "atlas-json-writer.h"
#include "atlas-uuid.h"

/* What is looked at to tell a collection from one feature. */
#define START_SIZE (64 * 1024)

typedef enum
{
  STATE_START,
  STATE_FIRST_KEY, /* of the collection */
  STATE_NEXT_KEY,
  STATE_FIRST_FEATURE,
  STATE_NEXT_FEATURE,
  STATE_TAIL, /* nothing but white space may follow */
  STATE_END,
} State;

struct _AtlasGeojsonReader
{
  AtlasPieceReader parent_instance;

  AtlasJsonWindow window;
  State state;
  gsize pending; /* bytes of the feature given out last */
  gint64 n_records;
  gboolean had_features;

  AtlasJsonScanner *scanner;
  GString *text; /* of the record */
  GString *key;
};

G_DEFINE_FINAL_TYPE (AtlasGeojsonReader, atlas_geojson_reader, ATLAS_TYPE_PIECE_READER)

/* --- a feature
 * ---------------------------------------------------------------------------------------------- */

/* What is gathered of one.
 * @reason: why it is refused; translated, static
 * @properties, @geometry: where their values begin in the text; 0: not there */
typedef struct
{
  const char *text;
  gsize length;
  AtlasUuid id;
  char *strange_id; /* JSON */
  gboolean have_id;
  gsize properties, geometry;
  gboolean titled, starts, named, located; /* named: its kind */
  const AtlasKind *kind;
  const char *field, *reason;
} Feature;

static gboolean
is_text (AtlasJsonScanner *scanner, const char *wanted)
{
  gsize length;
  const char *text = atlas_json_scanner_get_text (scanner, &length);

  return length == strlen (wanted) && memcmp (text, wanted, length) == 0;
}

/* Of the value that is next: where it begins. */
static gsize
look_ahead (const Feature *feature, AtlasJsonScanner *scanner)
{
  gsize end;

  atlas_json_scanner_get_span (scanner, NULL, &end);
  while (end < feature->length && (atlas_json_is_space (feature->text[end]) || feature->text[end] == ':'))
    end++;
  return end;
}

/* An id may be any text or number. */
static gboolean
read_id (Feature *feature, AtlasJsonScanner *scanner, GError **error)
{
  gsize from = look_ahead (feature, scanner), start, end, length;
  AtlasJsonToken token = atlas_json_scanner_next (scanner, error);
  const char *text;

  if (token == ATLAS_JSON_INVALID)
    return FALSE;
  if (token == ATLAS_JSON_STRING)
    {
      text = atlas_json_scanner_get_text (scanner, &length);
      if (atlas_uuid_parse (text, (gssize) length, &feature->id))
        {
          feature->have_id = TRUE;
          return TRUE;
        }
    }
  else if (token == ATLAS_JSON_NULL)
    return TRUE;
  else if (token != ATLAS_JSON_NUMBER)
    return token == ATLAS_JSON_OBJECT_START || token == ATLAS_JSON_ARRAY_START
             ? atlas_json_scanner_skip (scanner, error)
             : TRUE;
  atlas_json_scanner_get_span (scanner, &start, &end);
  g_free (feature->strange_id);
  feature->strange_id = g_strndup (feature->text + from, end - from);
  return TRUE;
}

/* The keys of the feature itself. FALSE with @error where it is no JSON. */
static gboolean
read_feature (Feature *feature, AtlasJsonScanner *scanner, GError **error)
{
  gboolean typed = FALSE;
  AtlasJsonToken token;

  atlas_json_scanner_reset (scanner, feature->text, feature->length);
  token = atlas_json_scanner_next (scanner, error);
  if (token != ATLAS_JSON_OBJECT_START)
    {
      feature->reason = _ ("a feature must be an object");
      return token != ATLAS_JSON_INVALID;
    }
  while ((token = atlas_json_scanner_next (scanner, error)) == ATLAS_JSON_KEY)
    {
      if (is_text (scanner, "id"))
        {
          if (!read_id (feature, scanner, error))
            return FALSE;
          continue;
        }
      if (is_text (scanner, "properties"))
        feature->properties = look_ahead (feature, scanner);
      else if (is_text (scanner, "geometry"))
        feature->geometry = look_ahead (feature, scanner);
      else if (is_text (scanner, "type"))
        {
          token = atlas_json_scanner_next (scanner, error);
          if (token == ATLAS_JSON_INVALID)
            return FALSE;
          typed = token == ATLAS_JSON_STRING && is_text (scanner, "Feature");
          if (token == ATLAS_JSON_OBJECT_START || token == ATLAS_JSON_ARRAY_START)
            {
              feature->reason = _ ("this is no feature: its “type” is missing or another");
              return TRUE;
            }
          continue;
        }
      if (!atlas_json_scanner_skip (scanner, error))
        return FALSE;
    }
  if (!typed)
    feature->reason = _ ("this is no feature: its “type” is missing or another");
  return token != ATLAS_JSON_INVALID;
}

/* The two or three numbers of a point, as they are written. */
static void
read_coordinates (Feature *feature, AtlasJsonScanner *scanner, GString *longitude, GString *latitude)
{
  GString *const numbers[] = { longitude, latitude };
  guint n = 0;
  AtlasJsonToken token = atlas_json_scanner_next (scanner, NULL);

  while (token == ATLAS_JSON_ARRAY_START &&
         (token = atlas_json_scanner_next (scanner, NULL)) == ATLAS_JSON_NUMBER)
    {
      gsize length;
      const char *text = atlas_json_scanner_get_text (scanner, &length);

      if (n < G_N_ELEMENTS (numbers))
        g_string_append_len (numbers[n], text, (gssize) length);
      n++;
      token = ATLAS_JSON_ARRAY_START; /* and on */
    }
  if (token != ATLAS_JSON_ARRAY_END || n < 2)
    {
      feature->field = "location";
      feature->reason = _ ("“coordinates” of a point must be longitude and latitude");
    }
}

/* The geometry must be a point, or none. What it is was checked to be JSON. */
static void
read_geometry (Feature *feature, AtlasJsonScanner *scanner, GString *longitude, GString *latitude)
{
  g_autofree char *type = NULL;
  gboolean read = FALSE;

  if (feature->geometry == 0)
    return;
  atlas_json_scanner_reset (scanner, feature->text + feature->geometry, feature->length - feature->geometry);
  switch (atlas_json_scanner_next (scanner, NULL))
    {
    case ATLAS_JSON_NULL:
      return;
    case ATLAS_JSON_OBJECT_START:
      break;
    default:
      feature->field = "location";
      feature->reason = _ ("“geometry” must be an object");
      return;
    }
  while (atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_KEY)
    if (is_text (scanner, "type") && type == NULL)
      {
        gsize length;
        const char *text;

        if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_STRING)
          break;
        text = atlas_json_scanner_get_text (scanner, &length);
        type = g_strndup (text, length);
        if (strcmp (type, "Point") != 0)
          break;
      }
    else if (is_text (scanner, "coordinates") && !read && g_strcmp0 (type, "Point") == 0)
      {
        read_coordinates (feature, scanner, longitude, latitude);
        read = TRUE;
        if (feature->reason != NULL)
          return;
      }
    else if (is_text (scanner, "coordinates") && !read && type == NULL)
      {
        /* "type" may come behind; nothing but a point begins with a number. */
        read_coordinates (feature, scanner, longitude, latitude);
        read = TRUE;
        if (feature->reason != NULL)
          {
            feature->reason = NULL;
            break;
          }
      }
    else if (!atlas_json_scanner_skip (scanner, NULL))
      break;
  if (read && g_strcmp0 (type, "Point") == 0)
    {
      feature->located = TRUE;
      return;
    }
  feature->field = "location";
  feature->reason = _ ("its geometry is no point, and only a point is a place where somebody is");
}

/* A property and its value, unless it is one that we say ourselves. */
static gboolean
copy_property (AtlasGeojsonReader *self, Feature *feature, GError **error)
{
  gsize before = self->text->len;
  gsize length;
  const char *key = atlas_json_scanner_get_text (self->scanner, &length);

  g_string_truncate (self->key, 0);
  g_string_append_len (self->key, key, (gssize) length);
  if (strlen (self->key->str) == self->key->len)
    {
      feature->titled |= strcmp (self->key->str, "title") == 0;
      feature->starts |= strcmp (self->key->str, "start") == 0;
      feature->named |= strcmp (self->key->str, "kind") == 0;
      if (strcmp (self->key->str, "id") == 0)
        {
          Feature own = { .text = feature->text + feature->properties,
                          .length = feature->length - feature->properties };
          gboolean read = read_id (&own, self->scanner, error);

          if (own.have_id && !feature->have_id)
            {
              feature->have_id = TRUE;
              feature->id = own.id;
            }
          if (own.strange_id != NULL && feature->strange_id == NULL)
            feature->strange_id = g_steal_pointer (&own.strange_id);
          g_free (own.strange_id);
          return read;
        }
    }
  g_string_append (self->text, self->text->len > 1 ? "," : "");
  atlas_json_append_string (self->text, self->key->str, (gssize) self->key->len);
  g_string_append_c (self->text, ':');
  if (!atlas_json_append_value (self->text, self->scanner, error))
    return FALSE;
  /* Tables that were made into GeoJSON have every column in every row. */
  if (g_str_has_suffix (self->text->str + before, ":null"))
    g_string_truncate (self->text, before);
  return TRUE;
}

static gboolean
copy_properties (AtlasGeojsonReader *self, Feature *feature, GError **error)
{
  AtlasJsonToken token;

  g_string_assign (self->text, "{");
  if (feature->properties == 0)
    return TRUE;
  atlas_json_scanner_reset (self->scanner, feature->text + feature->properties,
                            feature->length - feature->properties);
  token = atlas_json_scanner_next (self->scanner, error);
  if (token == ATLAS_JSON_NULL)
    return TRUE;
  if (token != ATLAS_JSON_OBJECT_START)
    {
      feature->reason = _ ("“properties” must be an object");
      return TRUE;
    }
  while ((token = atlas_json_scanner_next (self->scanner, error)) == ATLAS_JSON_KEY)
    if (!copy_property (self, feature, error))
      return FALSE;
  return TRUE;
}

static void
append_key (GString *text, const char *key)
{
  g_string_append_printf (text, "%s\"%s\":", text->len > 1 ? "," : "", key);
}

/* The record as the share format has it. */
static gboolean
make_record (AtlasGeojsonReader *self, Feature *feature, GError **error)
{
  g_autoptr (GString) longitude = g_string_new (NULL);
  g_autoptr (GString) latitude = g_string_new (NULL);
  char id[ATLAS_UUID_TEXT_SIZE];

  if (!read_feature (feature, self->scanner, error))
    return FALSE;
  if (feature->reason == NULL)
    read_geometry (feature, self->scanner, longitude, latitude);
  if (feature->reason != NULL || !copy_properties (self, feature, error))
    return feature->reason != NULL;

  if (feature->have_id)
    {
      atlas_uuid_format (&feature->id, id);
      append_key (self->text, "id");
      g_string_append_printf (self->text, "\"%s\"", id);
    }
  if (feature->strange_id != NULL)
    {
      append_key (self->text, "feature_id");
      g_string_append (self->text, feature->strange_id);
    }
  if (feature->located)
    {
      append_key (self->text, "location.longitude");
      g_string_append (self->text, longitude->str);
      append_key (self->text, "location.latitude");
      g_string_append (self->text, latitude->str);
    }
  g_string_append_c (self->text, '}');
  if (!feature->named)
    feature->kind = feature->titled && feature->starts ? &atlas_kind_event : &atlas_kind_member;
  return TRUE;
}

static gboolean
give_feature (AtlasGeojsonReader *self, AtlasPiece *piece)
{
  gint64 line = self->window.line;
  g_autoptr (GError) error = NULL;
  Feature feature = { 0 };
  gboolean good;

  switch (atlas_json_window_measure (&self->window, 0, ATLAS_JSON_MAX_RECORD, TRUE, &feature.length))
    {
    case ATLAS_JSON_VALUE_BREAKS_OFF:
      return atlas_json_window_fail_early_end (&self->window);
    case ATLAS_JSON_VALUE_TOO_LONG:
      self->pending = feature.length;
      piece->record = ++self->n_records;
      piece->line = line;
      piece->reason = _ ("the record is longer than 4 MiB");
      return TRUE;
    case ATLAS_JSON_VALUE_WHOLE:
    default:
      break;
    }
  if (feature.length == 0)
    return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, 0, _ ("a value was expected"));

  feature.text = atlas_json_window_get_text (&self->window);
  self->pending = feature.length;
  piece->record = ++self->n_records;
  piece->line = line;
  good = make_record (self, &feature, &error);
  g_free (feature.strange_id);
  if (!good)
    return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, 0,
                                   error != NULL ? error->message : _ ("a value was expected"));
  piece->field = feature.field;
  piece->reason = feature.reason;
  if (feature.reason != NULL)
    return TRUE;
  piece->kind = feature.kind;
  piece->text = self->text->str;
  piece->length = self->text->len;
  return TRUE;
}

/* --- the collection
 * ----------------------------------------------------------------------------------------- */

typedef enum
{
  FORM_NONE,
  FORM_COLLECTION,
  FORM_FEATURE,
  FORM_GEOMETRY,
} Form;

/* What the first keys of a file say that it is. */
static Form
look_at (const char *bytes, gsize length)
{
  static const char *const geometries[] = { "Point",   "MultiPoint",   "LineString",        "MultiLineString",
                                            "Polygon", "MultiPolygon", "GeometryCollection" };
  g_autoptr (AtlasJsonScanner) scanner = atlas_json_scanner_new (bytes, length);

  if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_OBJECT_START)
    return FORM_NONE;
  while (atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_KEY)
    {
      if (is_text (scanner, "features"))
        return FORM_COLLECTION;
      if (!is_text (scanner, "type"))
        {
          if (!atlas_json_scanner_skip (scanner, NULL))
            return FORM_NONE;
          continue;
        }
      if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_STRING)
        return FORM_NONE;
      if (is_text (scanner, "FeatureCollection"))
        return FORM_COLLECTION;
      if (is_text (scanner, "Feature"))
        return FORM_FEATURE;
      for (gsize i = 0; i < G_N_ELEMENTS (geometries); i++)
        if (is_text (scanner, geometries[i]))
          return FORM_GEOMETRY;
      return FORM_NONE;
    }
  return FORM_NONE;
}

static gboolean
read_start (AtlasGeojsonReader *self, AtlasPiece *piece)
{
  if (atlas_json_window_peek_at (&self->window, 2) >= 0 &&
      memcmp (atlas_json_window_get_text (&self->window), "\357\273\277", 3) == 0)
    atlas_json_window_consume (&self->window, 3);
  atlas_json_window_peek_at (&self->window, START_SIZE);
  if (atlas_json_window_peek (&self->window) != '{')
    return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_FORMAT, 0,
                                   _ ("this is no GeoJSON: a “{” was expected"));
  if (look_at (atlas_json_window_get_text (&self->window), atlas_json_window_get_n (&self->window)) ==
      FORM_FEATURE)
    {
      self->had_features = TRUE;
      self->state = STATE_TAIL;
      return give_feature (self, piece);
    }
  atlas_json_window_consume (&self->window, 1);
  self->state = STATE_FIRST_KEY;
  return TRUE;
}

/* The name of a key that is at the start, and its colon. */
static gboolean
read_name (AtlasGeojsonReader *self, gboolean *is_features)
{
  gsize length;

  if (atlas_json_window_measure (&self->window, 0, ATLAS_JSON_MAX_RECORD, TRUE, &length) !=
      ATLAS_JSON_VALUE_WHOLE)
    return atlas_json_window_fail_early_end (&self->window);
  *is_features = length == 10 && memcmp (atlas_json_window_get_text (&self->window), "\"features\"", 10) == 0;
  atlas_json_window_consume (&self->window, length);
  if (atlas_json_window_peek (&self->window) != ':')
    return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, 0,
                                   _ ("a colon is missing after a name"));
  atlas_json_window_consume (&self->window, 1);
  return atlas_json_window_peek (&self->window) >= 0 || atlas_json_window_fail_early_end (&self->window);
}

static gboolean
read_key (AtlasGeojsonReader *self)
{
  gboolean is_features = FALSE;
  gsize length;

  if (atlas_json_window_peek (&self->window) != '"')
    return atlas_json_window_peek (&self->window) < 0
             ? atlas_json_window_fail_early_end (&self->window)
             : atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, 0,
                                       _ ("a name in quotes was expected"));
  if (!read_name (self, &is_features))
    return FALSE;
  self->state = STATE_NEXT_KEY;
  if (is_features && atlas_json_window_peek (&self->window) == '[')
    {
      atlas_json_window_consume (&self->window, 1);
      self->had_features = TRUE;
      self->state = STATE_FIRST_FEATURE;
      return TRUE;
    }
  /* "bbox", "crs", and what others have put there. */
  if (atlas_json_window_measure (&self->window, 0, ATLAS_JSON_MAX_RECORD, TRUE, &length) ==
      ATLAS_JSON_VALUE_BREAKS_OFF)
    return atlas_json_window_fail_early_end (&self->window);
  if (length == 0)
    return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, 0, _ ("a value was expected"));
  atlas_json_window_consume (&self->window, length);
  return TRUE;
}

/* The comma between two entries, or what closes them: then @closed. */
static gboolean
read_between (AtlasGeojsonReader *self, char close, gboolean first, gboolean *closed)
{
  int c = atlas_json_window_peek (&self->window);

  *closed = c == close;
  if (*closed || (!first && c == ','))
    atlas_json_window_consume (&self->window, 1);
  else if (!first && c >= 0)
    return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, 0,
                                   _ ("a comma or a closing bracket is missing"));
  if (c < 0 || (!*closed && atlas_json_window_peek (&self->window) < 0))
    return atlas_json_window_fail_early_end (&self->window);
  return TRUE;
}

static gboolean
step (AtlasGeojsonReader *self, AtlasPiece *piece)
{
  gboolean closed;

  switch (self->state)
    {
    case STATE_START:
      return read_start (self, piece);
    case STATE_FIRST_KEY:
    case STATE_NEXT_KEY:
      if (!read_between (self, '}', self->state == STATE_FIRST_KEY, &closed))
        return FALSE;
      if (!closed)
        return read_key (self);
      self->state = STATE_TAIL;
      return self->had_features ||
             atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_FORMAT, 0,
                                     _ ("this GeoJSON holds no features, so nothing says who is there"));
    case STATE_FIRST_FEATURE:
    case STATE_NEXT_FEATURE:
      if (!read_between (self, ']', self->state == STATE_FIRST_FEATURE, &closed))
        return FALSE;
      self->state = closed ? STATE_NEXT_KEY : STATE_NEXT_FEATURE;
      return closed || give_feature (self, piece);
    case STATE_TAIL:
      self->state = STATE_END;
      return atlas_json_window_peek (&self->window) < 0 ||
             atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, 0,
                                     _ ("there is more text after the end"));
    case STATE_END:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
atlas_geojson_reader_next (AtlasPieceReader *reader,
                           AtlasPiece *piece,
                           GCancellable *cancellable,
                           GError **error)
{
  AtlasGeojsonReader *self = ATLAS_GEOJSON_READER (reader);

  if (self->pending > 0)
    atlas_json_window_consume (&self->window, self->pending);
  self->pending = 0;
  self->window.cancellable = cancellable;
  while (self->state != STATE_END && piece->record == 0)
    if (!step (self, piece) || self->window.failure != NULL)
      {
        g_assert (self->window.failure != NULL);
        if (error != NULL)
          *error = g_error_copy (self->window.failure);
        memset (piece, 0, sizeof *piece);
        return FALSE;
      }
  self->window.cancellable = NULL;
  return piece->record != 0;
}

static gint64
atlas_geojson_reader_get_n_read (AtlasPieceReader *reader)
{
  return ATLAS_GEOJSON_READER (reader)->window.n_read;
}

static void
atlas_geojson_reader_finalize (GObject *object)
{
  AtlasGeojsonReader *self = ATLAS_GEOJSON_READER (object);

  atlas_json_window_clear (&self->window);
  atlas_json_scanner_free (self->scanner);
  g_string_free (self->text, TRUE);
  g_string_free (self->key, TRUE);
  G_OBJECT_CLASS (atlas_geojson_reader_parent_class)->finalize (object);
}

static void
atlas_geojson_reader_class_init (AtlasGeojsonReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_geojson_reader_finalize;
  ATLAS_PIECE_READER_CLASS (klass)->next = atlas_geojson_reader_next;
  ATLAS_PIECE_READER_CLASS (klass)->get_n_read = atlas_geojson_reader_get_n_read;
}

static void
atlas_geojson_reader_init (AtlasGeojsonReader *self)
{
  self->scanner = atlas_json_scanner_new (NULL, 0);
  self->text = g_string_new (NULL);
  self->key = g_string_new (NULL);
}

AtlasGeojsonReader *
atlas_geojson_reader_new (GInputStream *stream)
{
  AtlasGeojsonReader *self;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  self = g_object_new (ATLAS_TYPE_GEOJSON_READER, NULL);
  atlas_json_window_init (&self->window, stream);
  return self;
}

gboolean
atlas_geojson_reader_sniff (const char *bytes, gsize length)
{
  if (length >= 3 && memcmp (bytes, "\357\273\277", 3) == 0)
    return look_at (bytes + 3, length - 3) != FORM_NONE;
  return look_at (bytes, length) != FORM_NONE;
}
