/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-contacts-dialog.h"
#include "atlas-export-dialog.h"
#include "atlas-import-dialog.h"
#include "atlas-preferences-dialog.h"

void
atlas_import_dialog_choose (GtkWindow *parent, AtlasSession *session)
{
}
void
atlas_import_dialog_open (GtkWindow *parent, AtlasSession *session, GListModel *files)
{
}
void
atlas_export_dialog_open (GtkWindow *parent, AtlasSession *session)
{
}
void
atlas_contacts_dialog_open (GtkWindow *parent, AtlasSession *session, AtlasQuery *query)
{
}
void
atlas_preferences_dialog_open (GtkWindow *parent, AtlasSession *session)
{
}
#include "atlas-backup.h"
__attribute__ ((weak)) gboolean atlas_backup_write (AtlasStore *store, const char *destination, AtlasProgressFunc progress, gpointer user_data, GCancellable *cancellable, GError **error) { return TRUE; }
__attribute__ ((weak)) gboolean atlas_backup_restore (const char *path, const char *backup, char **kept, GError **error) { return TRUE; }
__attribute__ ((weak)) gboolean atlas_backup_daily (AtlasStore *store, GCancellable *cancellable, GError **error) { return TRUE; }
