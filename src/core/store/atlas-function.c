/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-function.h"

#include "atlas-connection-private.h"

#define MAX_FUNCTIONS 8

static const AtlasFunction *functions[MAX_FUNCTIONS];
static guint n_functions;
static GMutex lock;

void
atlas_function_install (const AtlasFunction *function)
{
  g_return_if_fail (function != NULL);
  g_return_if_fail (function->n_values <= ATLAS_FUNCTION_MAX_VALUES);

  g_mutex_lock (&lock);
  g_assert (n_functions < MAX_FUNCTIONS);
  functions[n_functions++] = function;
  g_mutex_unlock (&lock);
}

static void
get_value (sqlite3_value *from, AtlasValue *to)
{
  *to = (AtlasValue){ 0 };
  switch (sqlite3_value_type (from))
    {
    case SQLITE_INTEGER:
      atlas_value_set_integer (to, sqlite3_value_int64 (from));
      break;
    case SQLITE_FLOAT:
      atlas_value_set_real (to, sqlite3_value_double (from));
      break;
    case SQLITE_TEXT:
      atlas_value_borrow_text (to, (const char *) sqlite3_value_text (from),
                               (gsize) sqlite3_value_bytes (from));
      break;
    default:
      break;
    }
}

static void
call (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const AtlasFunction *function = sqlite3_user_data (context);
  AtlasValue arguments[ATLAS_FUNCTION_MAX_VALUES];
  gpointer prepared = sqlite3_get_auxdata (context, 0);

  if (prepared == NULL)
    {
      const char *text = (const char *) sqlite3_value_text (values[0]);

      prepared = text != NULL ? function->prepare (text) : NULL;
      if (prepared == NULL)
        return;
      sqlite3_set_auxdata (context, 0, prepared, function->free);
      /* Where SQLite could not keep it, it is gone already. */
      prepared = sqlite3_get_auxdata (context, 0);
      if (prepared == NULL)
        {
          sqlite3_result_error_nomem (context);
          return;
        }
    }

  for (guint i = 0; i < function->n_values; i++)
    get_value (values[i + 1], &arguments[i]);
  sqlite3_result_int (context, function->test (prepared, arguments));
}

int
atlas_functions_add (sqlite3 *db)
{
  int code = SQLITE_OK;

  g_mutex_lock (&lock);
  for (guint i = 0; i < n_functions && code == SQLITE_OK; i++)
    code = sqlite3_create_function_v2 (db, functions[i]->name, 1 + (int) functions[i]->n_values,
                                       SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                       (gpointer) functions[i], call, NULL, NULL, NULL);
  g_mutex_unlock (&lock);
  return code;
}
