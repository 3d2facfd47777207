/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "atlas-json-scanner.h"

static JsonNode *
read_number (AtlasJsonScanner *scanner)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);
  gsize length;
  const char *text = atlas_json_scanner_get_text (scanner, &length);
  g_autofree char *copy = g_strndup (text, length);

  if (strpbrk (copy, ".eE") == NULL)
    json_node_set_int (node, g_ascii_strtoll (copy, NULL, 10));
  else
    json_node_set_double (node, g_ascii_strtod (copy, NULL));
  return node;
}

/* The value that @token begins, as json-glib would hold it. */
static JsonNode *
read_node (AtlasJsonScanner *scanner, AtlasJsonToken token, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  gsize length;
  const char *text;

  switch (token)
    {
    case ATLAS_JSON_OBJECT_START:
      {
        JsonObject *object = json_object_new ();

        node = json_node_new (JSON_NODE_OBJECT);
        json_node_take_object (node, object);
        while ((token = atlas_json_scanner_next (scanner, error)) == ATLAS_JSON_KEY)
          {
            g_autofree char *key = NULL;
            JsonNode *member;

            text = atlas_json_scanner_get_text (scanner, &length);
            key = g_strndup (text, length);
            member = read_node (scanner, atlas_json_scanner_next (scanner, error), error);
            if (member == NULL)
              return NULL;
            json_object_set_member (object, key, member);
          }
        if (token == ATLAS_JSON_INVALID)
          return NULL;
        g_assert_cmpint (token, ==, ATLAS_JSON_OBJECT_END);
        return g_steal_pointer (&node);
      }

    case ATLAS_JSON_ARRAY_START:
      {
        JsonArray *array = json_array_new ();

        node = json_node_new (JSON_NODE_ARRAY);
        json_node_take_array (node, array);
        while ((token = atlas_json_scanner_next (scanner, error)) != ATLAS_JSON_ARRAY_END)
          {
            JsonNode *element = read_node (scanner, token, error);

            if (element == NULL)
              return NULL;
            json_array_add_element (array, element);
          }
        return g_steal_pointer (&node);
      }

    case ATLAS_JSON_STRING:
      {
        g_autofree char *copy = NULL;

        text = atlas_json_scanner_get_text (scanner, &length);
        g_assert_true (g_utf8_validate_len (text, length, NULL) || memchr (text, 0, length) != NULL);
        copy = g_strndup (text, length);
        return json_node_init_string (json_node_alloc (), copy);
      }

    case ATLAS_JSON_NUMBER:
      return read_number (scanner);
    case ATLAS_JSON_TRUE:
      return json_node_init_boolean (json_node_alloc (), TRUE);
    case ATLAS_JSON_FALSE:
      return json_node_init_boolean (json_node_alloc (), FALSE);
    case ATLAS_JSON_NULL:
      return json_node_init_null (json_node_alloc ());

    case ATLAS_JSON_INVALID:
      return NULL;
    case ATLAS_JSON_END:
    case ATLAS_JSON_OBJECT_END:
    case ATLAS_JSON_ARRAY_END:
    case ATLAS_JSON_KEY:
    default:
      g_assert_not_reached ();
    }
}

/* Reads the whole of @text from memory that ends right behind it, so that a sanitizer sees a read beyond. */
static JsonNode *
read_text (const char *text, gsize length, GError **error)
{
  g_autofree char *exact = g_memdup2 (text, MAX (length, 1));
  g_autoptr (AtlasJsonScanner) scanner = atlas_json_scanner_new (exact, length);
  g_autoptr (JsonNode) node = read_node (scanner, atlas_json_scanner_next (scanner, error), error);

  if (node != NULL && atlas_json_scanner_next (scanner, error) != ATLAS_JSON_END)
    return NULL;
  return g_steal_pointer (&node);
}

static void
test_corpus (void)
{
  const char *corpus = g_getenv ("ATLAS_CORPUS_DIR");
  g_autofree char *folder =
    g_build_filename (corpus ? corpus : "", "json", "JSONTestSuite", "test_parsing", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_read = 0, n_compared = 0;

  if (dir == NULL)
    {
      g_test_skip ("the JSON corpus is not here");
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL, reference_error = NULL;
      g_autoptr (JsonNode) node = NULL, reference = NULL;
      gsize length;

      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      node = read_text (text, length, &error);
      n_read++;

      if (g_str_has_prefix (name, "n_") && (node != NULL || error == NULL))
        g_error ("%s was accepted", name);
      if (!g_str_has_prefix (name, "y_"))
        continue;
      if (error != NULL)
        g_error ("%s was refused: %s", name, error->message);

      /* json-glib cuts a text at NUL, as our copy does; what it refuses itself is no reference. */
      reference = json_from_string (text, &reference_error);
      if (reference == NULL)
        continue;
      n_compared++;
      if (!json_node_equal (node, reference))
        {
          g_autofree char *ours = json_to_string (node, FALSE);
          g_autofree char *theirs = json_to_string (reference, FALSE);

          g_error ("%s: %s instead of %s", name, ours, theirs);
        }
    }

  g_assert_cmpuint (n_read, >=, 300);
  g_assert_cmpuint (n_compared, >=, 80);
}

typedef struct
{
  const char *text;
  int code; /* -1: valid */
  gsize fault;
} Case;

static const Case cases[] = {
  { "{\"a\":1}", -1, 0 },
  { " [ ] ", -1, 0 },
  { "\"12345678\\n12345678\"", -1, 0 },
  { "\"\\ud83d\\ude00\"", -1, 0 },
  { "", ATLAS_JSON_ERROR_SYNTAX, 0 },
  { "[1,]", ATLAS_JSON_ERROR_SYNTAX, 3 },
  { "{\"a\":1,}", ATLAS_JSON_ERROR_SYNTAX, 7 },
  { "{\"a\" 1}", ATLAS_JSON_ERROR_SYNTAX, 5 },
  { "{\"a\"", ATLAS_JSON_ERROR_SYNTAX, 4 },
  { "[1 2]", ATLAS_JSON_ERROR_SYNTAX, 3 },
  { "[1}", ATLAS_JSON_ERROR_SYNTAX, 2 },
  { "{]", ATLAS_JSON_ERROR_SYNTAX, 1 },
  { "[]]", ATLAS_JSON_ERROR_SYNTAX, 2 },
  { "nul", ATLAS_JSON_ERROR_SYNTAX, 0 },
  { "[01]", ATLAS_JSON_ERROR_SYNTAX, 1 },
  { "[1.]", ATLAS_JSON_ERROR_SYNTAX, 1 },
  { "[1e]", ATLAS_JSON_ERROR_SYNTAX, 1 },
  { "[-]", ATLAS_JSON_ERROR_SYNTAX, 1 },
  { "// no", ATLAS_JSON_ERROR_SYNTAX, 0 },
  { "\"12345678\n\"", ATLAS_JSON_ERROR_SYNTAX, 9 },
  { "\"1234567\x1f\"", ATLAS_JSON_ERROR_SYNTAX, 8 },
  { "\"\\x\"", ATLAS_JSON_ERROR_SYNTAX, 1 },
  { "\"\\u12g4\"", ATLAS_JSON_ERROR_SYNTAX, 1 },
  { "\"\\ud83d\"", ATLAS_JSON_ERROR_ENCODING, 1 },
  { "\"\\ude00\"", ATLAS_JSON_ERROR_ENCODING, 1 },
  { "\"\\ud83d\\u0041\"", ATLAS_JSON_ERROR_ENCODING, 1 },
  { "\"123456789\xff\"", ATLAS_JSON_ERROR_ENCODING, 10 },
  { "\"\xc0\xaf\"", ATLAS_JSON_ERROR_ENCODING, 1 },         /* overlong */
  { "\"\xe0\x80\xaf\"", ATLAS_JSON_ERROR_ENCODING, 1 },     /* overlong */
  { "\"\xed\xa0\x80\"", ATLAS_JSON_ERROR_ENCODING, 1 },     /* a surrogate */
  { "\"\xf4\x90\x80\x80\"", ATLAS_JSON_ERROR_ENCODING, 1 }, /* beyond Unicode */
  { "\"\xe2\x82", ATLAS_JSON_ERROR_ENCODING, 1 },
  { "\"open", ATLAS_JSON_ERROR_SYNTAX, 5 },
};

static void
test_faults (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autofree char *exact = g_memdup2 (c->text, MAX (strlen (c->text), 1));
      g_autoptr (AtlasJsonScanner) scanner = atlas_json_scanner_new (exact, strlen (c->text));
      g_autoptr (GError) error = NULL, again = NULL;
      AtlasJsonToken token;
      gsize start;

      do
        token = atlas_json_scanner_next (scanner, &error);
      while (token != ATLAS_JSON_END && token != ATLAS_JSON_INVALID);
      atlas_json_scanner_get_span (scanner, &start, NULL);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      if (c->code < 0)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, ATLAS_JSON_ERROR, c->code);
      g_assert_cmpuint (start, ==, c->fault);

      g_assert_cmpint (atlas_json_scanner_next (scanner, &again), ==, ATLAS_JSON_INVALID);
      g_assert_cmpstr (again->message, ==, error->message);
      g_assert_false (atlas_json_scanner_skip (scanner, NULL));
    }
}

static void
test_tokens (void)
{
  static const char text[] = "{\"name\": \"A\\u00e9\\\\b\", \"skip\": {\"x\": [1, {\"y\": 2}]}, \"n\": "
                             "-1.5e+3, \"nul\": \"a\\u0000b\"}";
  static const AtlasJsonToken expected[] = {
    ATLAS_JSON_OBJECT_START, ATLAS_JSON_KEY, ATLAS_JSON_STRING, ATLAS_JSON_KEY,        ATLAS_JSON_KEY,
    ATLAS_JSON_NUMBER,       ATLAS_JSON_KEY, ATLAS_JSON_STRING, ATLAS_JSON_OBJECT_END, ATLAS_JSON_END,
  };
  static const char *const texts[] = {
    NULL, "name", "Aé\\b", "skip", "n", "-1.5e+3", "nul", NULL, NULL, NULL
  };
  g_autoptr (AtlasJsonScanner) scanner = atlas_json_scanner_new (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      gsize length, start, end;
      const char *got;

      g_assert_cmpint (atlas_json_scanner_next (scanner, &error), ==, expected[i]);
      g_assert_no_error (error);
      got = atlas_json_scanner_get_text (scanner, &length);
      if (texts[i] != NULL)
        g_assert_cmpmem (got, length, texts[i], strlen (texts[i]));
      if (expected[i] == ATLAS_JSON_NUMBER)
        {
          atlas_json_scanner_get_span (scanner, &start, &end);
          g_assert_cmpmem (text + start, end - start, "-1.5e+3", 7);
          g_assert_true (got == text + start);
        }
      if (i == 3)
        {
          g_assert_true (atlas_json_scanner_skip (scanner, &error));
          atlas_json_scanner_get_span (scanner, NULL, &end);
          g_assert_cmpint (text[end], ==, ',');
        }
      if (i == 7)
        g_assert_cmpmem (got, length, "a\0b", 3);
    }
}

static void
test_depth (void)
{
  for (guint depth = ATLAS_JSON_MAX_DEPTH; depth <= ATLAS_JSON_MAX_DEPTH + 1; depth++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = NULL;

      for (guint i = 0; i < depth; i++)
        g_string_append_c (text, '[');
      for (guint i = 0; i < depth; i++)
        g_string_append_c (text, ']');
      node = read_text (text->str, text->len, &error);
      if (depth <= ATLAS_JSON_MAX_DEPTH)
        g_assert_no_error (error);
      else
        g_assert_error (error, ATLAS_JSON_ERROR, ATLAS_JSON_ERROR_DEPTH);
    }
}

/* A special byte at every place in relation to the eight-byte steps. */
static void
test_alignment (void)
{
  for (guint n = 0; n < 40; n++)
    {
      g_autofree char *filler = g_strnfill (n, 'x');
      g_autofree char *text = g_strdup_printf ("\"%sé\\t%s\"", filler, filler);
      g_autofree char *expected = g_strdup_printf ("%sé\t%s", filler, filler);
      g_autofree char *exact = g_memdup2 (text, strlen (text));
      g_autoptr (AtlasJsonScanner) scanner = atlas_json_scanner_new (exact, strlen (text));
      gsize length;
      const char *got;

      g_assert_cmpint (atlas_json_scanner_next (scanner, NULL), ==, ATLAS_JSON_STRING);
      got = atlas_json_scanner_get_text (scanner, &length);
      g_assert_cmpmem (got, length, expected, strlen (expected));
    }
}

/* Every text, cut and mangled, ends in END or INVALID and reads nothing beyond its end. */
static void
test_mangled (void)
{
  static const char *const texts[] = {
    "{\"id\":\"0b2c\",\"emails\":[\"a@example.org\"],\"location\":{\"latitude\":45.4,\"longitude\":-75.7e0}}",
    "[\"\\ud83d\\ude00\",\"Kigali — Rwanda\",true,false,null,0,-0,1E-2,[[[]]],{}]",
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint round = 0; round < 20000; round++)
    {
      const char *from = texts[round % G_N_ELEMENTS (texts)];
      gsize length = (gsize) g_rand_int_range (random, 1, (int) strlen (from) + 1);
      g_autofree char *text = g_memdup2 (from, length);
      g_autoptr (AtlasJsonScanner) scanner = atlas_json_scanner_new (text, length);
      guint n_tokens = 0;
      AtlasJsonToken token;

      for (int i = g_rand_int_range (random, 0, 4); i > 0; i--)
        text[g_rand_int_range (random, 0, (int) length)] = (char) g_rand_int_range (random, 0, 256);
      do
        token = atlas_json_scanner_next (scanner, NULL);
      while (token != ATLAS_JSON_END && token != ATLAS_JSON_INVALID && ++n_tokens <= length);
      g_assert_cmpuint (n_tokens, <=, length);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-scanner/corpus", test_corpus);
  g_test_add_func ("/json-scanner/faults", test_faults);
  g_test_add_func ("/json-scanner/tokens", test_tokens);
  g_test_add_func ("/json-scanner/depth", test_depth);
  g_test_add_func ("/json-scanner/alignment", test_alignment);
  g_test_add_func ("/json-scanner/mangled", test_mangled);
  return g_test_run ();
}
