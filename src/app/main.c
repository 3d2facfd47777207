/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "atlas-application.h"
#include "atlas-app.h"
#include "atlas-config.h"
#include "atlas-i18n.h"

int
main (int argc, char *argv[])
{
  const char *locale_dir = g_getenv ("ATLAS_LOCALE_DIR");
  g_autoptr (AtlasApplication) application = NULL;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir ? locale_dir : ATLAS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  atlas_app_init_resources ();
  application = atlas_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  return status == 0 && atlas_application_has_failed (application) ? 1 : status;
}
