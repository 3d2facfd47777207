/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include <string.h>

#include "atlas-count-row.h"
#include "atlas-import-column-row.h"
#include "atlas-import-dialog.h"
#include "atlas-import-target.h"
#include "atlas-refusal-view.h"

/* An officer's whole import, with mistakes in it. */

/* As Excel writes it in French: Windows-1252, semicolons. A heading that says nothing, one that misleads, a
 * telephone as people write it, a day that can be read in two ways, and somebody without a name. */
#define TABLE                                                                             \
  "Nom;Pr\351nom;Courriel;T\351l\351phone;Ville;Province;Lieu d\222origine <x>;Vu le\r\n" \
  "Uwase;Ada;ada@example.org;(613) 555-0100;Ottawa;Ontario;Huye;03/04/2024\r\n"           \
  "Mugabo;Jean;jean@example.org;514 555 0101;Montr\351al;Qu\351bec;Gasabo;05/06/2024\r\n" \
  ";;;;Toronto;Ontario;Musanze;\r\n"                                                      \
  "Kayitesi;Aline;aline@example.org;514 555 0102;Montr\351al;Qu\351bec;Huye;01/02/2024\r\n"

typedef struct
{
  AtlasSession *session;
  char *folder;
  GtkWidget *dialog; /* NULL once it is gone */
  char *told;
} Fixture;

static void
on_told (AtlasSession *session, const char *message, gboolean undo, Fixture *fixture)
{
  g_free (fixture->told);
  fixture->told = g_strdup (message);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = app_test_session_new (0);
  fixture->folder =
    g_path_get_dirname (atlas_register_get_path (atlas_session_get_register (fixture->session)));
  g_signal_connect (fixture->session, "told", G_CALLBACK (on_told), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  app_test_run (50);
  g_assert_null (fixture->dialog);
  app_test_let_go (fixture->session);
  g_free (fixture->folder);
  g_free (fixture->told);
}

static GFile *
make_file (Fixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  if (content != NULL)
    g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static void
open_dialog (Fixture *fixture, GFile *file, GFile *second)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  g_list_store_append (files, file);
  if (second != NULL)
    g_list_store_append (files, second);
  fixture->dialog = atlas_import_dialog_new (fixture->session, G_LIST_MODEL (files));
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
}

static GtkWidget *
find (Fixture *fixture, const char *name)
{
  GtkWidget *widget = app_test_find (fixture->dialog, GTK_TYPE_WIDGET, name);

  g_assert_nonnull (widget);
  return widget;
}

static gboolean
is_face (Fixture *fixture, const char *name)
{
  return g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (find (fixture, "faces"))), name);
}

static gboolean
is_gone (gpointer data)
{
  return ((Fixture *) data)->dialog == NULL;
}

static gboolean
shows_columns (gpointer data)
{
  return is_face (data, "columns") && gtk_widget_get_sensitive (find (data, "columns"));
}

static gboolean
shows_trouble (gpointer data)
{
  return is_face (data, "trouble");
}

static gboolean
shows_refusals (gpointer data)
{
  return is_gone (data) || is_face (data, "refusals");
}

static gboolean
can_import (gpointer data)
{
  return is_face (data, "plan") && gtk_widget_get_sensitive (find (data, "import_button"));
}

static gint64
count_of (Fixture *fixture, const char *name)
{
  return atlas_count_row_get_count (ATLAS_COUNT_ROW (find (fixture, name)));
}

static gint64
count_members (Fixture *fixture, const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasQuery) parsed = atlas_query_parse (&atlas_kind_member, query, &error);
  gint64 n;

  g_assert_no_error (error);
  n = atlas_register_count (atlas_session_get_register (fixture->session), parsed, NULL, &error);
  g_assert_no_error (error);
  return n;
}

/* The row of a column, which is on the screen. */
static GtkWidget *
find_column (GtkWidget *widget, const char *heading)
{
  if (ATLAS_IS_IMPORT_COLUMN_ROW (widget) && app_test_find_label (widget, heading) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_column (child, heading);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static AtlasImportTarget *
find_target (Fixture *fixture, const char *heading)
{
  GtkWidget *row = find_column (fixture->dialog, heading);

  g_assert_nonnull (row);
  return ATLAS_IMPORT_TARGET (app_test_find (row, ATLAS_TYPE_IMPORT_TARGET, NULL));
}

static void
select_in (Fixture *fixture, const char *name, const char *label)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (find (fixture, name));
  GListModel *model = gtk_drop_down_get_model (drop_down);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (item), label))
        {
          gtk_drop_down_set_selected (drop_down, i);
          return;
        }
    }
  g_assert_not_reached ();
}

static const char *
get_selected (Fixture *fixture, const char *name)
{
  gpointer item = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (find (fixture, name)));

  return item != NULL ? gtk_string_object_get_string (item) : NULL;
}

typedef struct
{
  const char *path;
  char *text;
} Wanted;

static gboolean
is_written (gpointer data)
{
  Wanted *wanted = data;

  return g_file_get_contents (wanted->path, &wanted->text, NULL, NULL);
}

static gboolean
can_undo (gpointer data)
{
  return atlas_session_get_undo_label (((Fixture *) data)->session) != NULL;
}

static gboolean
has_three (gpointer data)
{
  return count_members (data, NULL) == 3;
}

/* Where pictures are wanted, one face has to be gone before the next is seen. */
static void
take_picture (Fixture *fixture, const char *name)
{
  if (g_getenv ("ATLAS_PICTURES") != NULL)
    app_test_run (400);
  app_test_picture (fixture->dialog, name);
}

/* Looks at the columns, and puts them right: encoding, a target, the order of days. */
static void
correct_columns (Fixture *fixture)
{
  app_test_wait (shows_columns, fixture);
  app_test_run (100);
  take_picture (fixture, "import-columns");
  g_assert_cmpstr (get_selected (fixture, "encoding"), ==, "Windows-1252");
  g_assert_cmpstr (get_selected (fixture, "separator"), ==, "Semicolon");
  g_assert_cmpstr (get_selected (fixture, "headings"), ==, "Line 1");
  g_assert_cmpstr (get_selected (fixture, "kind"), ==, "People");
  g_assert_cmpstr (atlas_import_target_get_target (find_target (fixture, "Courriel")), ==, "emails");
  g_assert_nonnull (app_test_find_label (find_column (fixture->dialog, "Courriel"), "by its heading"));

  /* Another separator makes one column of it all, which is of no use; and back. */
  select_in (fixture, "separator", "Tab");
  app_test_wait (shows_columns, fixture);
  g_assert_false (gtk_widget_get_sensitive (find (fixture, "next")));
  select_in (fixture, "separator", "Semicolon");
  app_test_wait (shows_columns, fixture);
  app_test_run (100);
  g_assert_true (gtk_widget_get_sensitive (find (fixture, "next")));

  g_assert_nonnull (
    app_test_find_label (find_column (fixture->dialog, "Lieu d’origine <x>"), "not understood"));
  atlas_import_target_choose (find_target (fixture, "Lieu d’origine <x>"), "origin.district");
  g_assert_nonnull (app_test_find_label (find_column (fixture->dialog, "Lieu d’origine <x>"), "as you said"));
  atlas_import_target_choose (find_target (fixture, "Vu le"), "confirmed");
  g_assert_true (gtk_widget_get_visible (
    app_test_find (find_column (fixture->dialog, "Vu le"), GTK_TYPE_DROP_DOWN, NULL)));
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (app_test_find (find_column (fixture->dialog, "Vu le"), GTK_TYPE_DROP_DOWN, NULL)), 1);
  /* A slip of the hand, seen in the first rows. */
  atlas_import_target_choose (find_target (fixture, "Ville"), "address.street");
}

static void
look_at_first_rows (Fixture *fixture)
{
  app_test_click (find (fixture, "next"));
  g_assert_true (is_face (fixture, "preview"));
  app_test_run (100);
  g_assert_nonnull (app_test_find_label (fixture->dialog, "Street"));
  app_test_click (find (fixture, "back"));
  g_assert_true (is_face (fixture, "columns"));
  app_test_run (100);
  atlas_import_target_choose (find_target (fixture, "Ville"), "address.city");

  app_test_click (find (fixture, "next"));
  app_test_run (100);
  take_picture (fixture, "import-first-rows");
  g_assert_null (app_test_find_label (fixture->dialog, "Street"));
  g_assert_nonnull (app_test_find_label (fixture->dialog, "Ada Uwase"));
  g_assert_nonnull (app_test_find_label (fixture->dialog, "(613) 555-0100"));
  g_assert_nonnull (app_test_find_label (fixture->dialog, "+1 613 555 0100") != NULL
                      ? app_test_find_label (fixture->dialog, "+1 613 555 0100")
                      : app_test_find_label (fixture->dialog, "+16135550100"));
}

static void
test_walk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_file (fixture, "liste.csv", TABLE);
  g_autoptr (GFile) to_mend = make_file (fixture, "to-mend.csv", NULL);
  g_autoptr (GString) mended = NULL;
  Wanted wanted = { g_file_peek_path (to_mend), NULL };

  open_dialog (fixture, file, NULL);
  correct_columns (fixture);
  look_at_first_rows (fixture);
  app_test_click (find (fixture, "next"));
  app_test_wait (can_import, fixture);
  /* Enter leads on, not back. */
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->dialog)) == find (fixture, "import_button"));
  g_assert_nonnull (app_test_find_label (fixture->dialog, "4 people"));
  g_assert_cmpint (count_of (fixture, "added"), ==, 3);
  g_assert_cmpint (count_of (fixture, "refused"), ==, 1);
  g_assert_cmpint (count_of (fixture, "remarked"), ==, 0);
  g_assert_cmpint (count_of (fixture, "doubles"), ==, 0);
  g_assert_cmpint (count_members (fixture, NULL), ==, 0);
  take_picture (fixture, "import-check");

  /* Each count is a list. */
  gtk_widget_activate (find (fixture, "added"));
  g_assert_true (is_face (fixture, "refusals"));
  app_test_run (100);
  g_assert_nonnull (app_test_find_label (fixture->dialog, "Ada Uwase"));
  g_assert_nonnull (app_test_find_label (fixture->dialog, "3 new"));
  g_assert_false (gtk_widget_get_visible (find (fixture, "save_rows")));
  take_picture (fixture, "import-list");
  app_test_click (find (fixture, "back"));

  app_test_click (find (fixture, "import_button"));
  app_test_wait (shows_refusals, fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_cmpint (count_members (fixture, NULL), ==, 3);
  g_assert_cmpint (count_members (fixture, "city:Ottawa origin.district:Huye has:phone"), ==, 1);

  /* The row that was refused is saved, mended and imported. */
  g_assert_true (gtk_widget_get_visible (find (fixture, "save_rows")));
  g_signal_emit_by_name (find (fixture, "refusals"), "save-rows", to_mend);
  app_test_wait (is_written, &wanted);
  g_assert_nonnull (strstr (wanted.text, "Musanze"));
  g_assert_null (strstr (wanted.text, "Gasabo"));
  take_picture (fixture, "import-rows-saved");
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  app_test_wait (is_gone, fixture);

  mended = g_string_new (wanted.text);
  g_free (wanted.text);
  g_assert_cmpuint (g_string_replace (mended, ",,,,Toronto", "Nyiraneza,Rose,,,Toronto", 1), ==, 1);
  g_object_unref (make_file (fixture, "to-mend.csv", mended->str));
  open_dialog (fixture, to_mend, NULL);
  app_test_wait (shows_columns, fixture);
  app_test_run (100);
  g_assert_cmpstr (atlas_import_target_get_target (find_target (fixture, "Lieu d’origine <x>")), ==,
                   "origin.district");
  g_assert_nonnull (app_test_find_label (fixture->dialog, "as last time"));
  app_test_click (find (fixture, "next"));
  app_test_click (find (fixture, "next"));
  app_test_wait (can_import, fixture);
  g_assert_cmpint (count_of (fixture, "added"), ==, 1);
  g_assert_cmpint (count_of (fixture, "refused"), ==, 0);
  app_test_click (find (fixture, "import_button"));
  app_test_wait (is_gone, fixture);
  g_assert_cmpint (count_members (fixture, NULL), ==, 4);
  g_assert_cmpstr (fixture->told, ==, "to-mend.csv: 1 added");

  /* Each import is one undo. */
  app_test_wait (can_undo, fixture);
  atlas_session_undo (fixture->session, FALSE);
  app_test_wait (has_three, fixture);
}

/* Of several files only those are walked through that need it, tables under the same headings once; address
 * cards go straight to the check, where their columns can be looked at. Who may be here already is told. */
static void
test_several (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) first = make_file (fixture, "a.csv", "Name,Roots\nAda Uwase,Huye\n");
  g_autoptr (GFile) alike = make_file (fixture, "b.csv", "Name,Roots\nJean Mugabo,Gasabo\n");
  g_autoptr (GFile) cards = make_file (fixture, "c.vcf",
                                       "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Uwase;Ada;;;\r\nFN:Ada Uwase\r\n"
                                       "EMAIL:ada@example.org\r\nBDAY:1980-05-01\r\nEND:VCARD\r\n");

  open_dialog (fixture, first, alike);
  app_test_wait (shows_columns, fixture);
  app_test_run (100);
  g_assert_nonnull (app_test_find_label (fixture->dialog, "a.csv"));
  atlas_import_target_choose (find_target (fixture, "Roots"), "origin.district");
  app_test_click (find (fixture, "next"));
  app_test_click (find (fixture, "next"));
  app_test_wait (can_import, fixture);
  g_assert_false (gtk_widget_get_visible (find (fixture, "unknown_columns")));
  app_test_click (find (fixture, "import_button"));
  app_test_wait (is_gone, fixture);
  g_assert_cmpint (count_members (fixture, NULL), ==, 2);
  app_test_wait (can_undo, fixture);

  open_dialog (fixture, cards, NULL);
  app_test_wait (can_import, fixture);
  g_assert_cmpint (count_of (fixture, "added"), ==, 1);
  gtk_widget_activate (find (fixture, "see_columns"));
  g_assert_true (is_face (fixture, "columns"));
  app_test_run (100);
  take_picture (fixture, "import-cards");
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_parent (find (fixture, "separator"))));
  app_test_click (find (fixture, "next"));
  app_test_click (find (fixture, "next"));
  app_test_wait (can_import, fixture);
  app_test_click (find (fixture, "import_button"));
  app_test_wait (is_gone, fixture);
  g_assert_cmpint (count_members (fixture, NULL), ==, 3);
}

/* The same person from another list: no double is made unseen. */
static void
test_doubles (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) first = make_file (fixture, "a.csv",
                                       "given_name,family_name,emails,birth_year\n"
                                       "Ada,Uwase,ada.uwase@example.org,1980\n");
  g_autoptr (GFile) second = make_file (fixture, "b.csv",
                                        "family_name,given_name,birth_year,emails,address.city\n"
                                        "UWASE,Ada,1980,ada.uwase@example.org,Ottawa\n");

  open_dialog (fixture, first, NULL);
  app_test_wait (can_import, fixture);
  app_test_click (find (fixture, "import_button"));
  app_test_wait (is_gone, fixture);
  app_test_wait (can_undo, fixture);
  open_dialog (fixture, second, NULL);
  app_test_wait (can_import, fixture);
  g_assert_cmpint (count_of (fixture, "added"), ==, 1);
  g_assert_cmpint (count_of (fixture, "doubles"), ==, 1);
  gtk_widget_activate (find (fixture, "doubles"));
  app_test_run (100);
  g_assert_nonnull (app_test_find_label (fixture->dialog, "1 may be here already"));
  take_picture (fixture, "import-doubles");
}

/* The same person twice in one list is told of before anything is written, and becomes what one says. */
static void
test_doubled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_file (fixture, "a.csv",
                                      "given_name,family_name,emails,birth_year,address.city\n"
                                      "Ada,Uwase,ada.uwase@example.org,1980,\n"
                                      "Jean,Mugabo,jean@example.org,1975,Ottawa\n"
                                      "UWASE,Ada,ada.uwase@example.org,1980,Ottawa\n");
  AdwComboRow *choice;

  open_dialog (fixture, file, NULL);
  app_test_wait (can_import, fixture);
  choice = ADW_COMBO_ROW (find (fixture, "on_doubled"));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (choice)));
  g_assert_cmpint (count_of (fixture, "doubled"), ==, 1);
  g_assert_cmpint (count_of (fixture, "added"), ==, 3);
  take_picture (fixture, "import-twice");
  gtk_widget_activate (find (fixture, "doubled"));
  app_test_run (100);
  g_assert_nonnull (app_test_find_label (fixture->dialog, "1 listed twice"));
  take_picture (fixture, "import-twice-list");
  app_test_click (find (fixture, "back"));

  adw_combo_row_set_selected (choice, 1);
  app_test_wait (can_import, fixture);
  g_assert_cmpint (count_of (fixture, "added"), ==, 2);
  g_assert_cmpint (count_of (fixture, "updated"), ==, 1);
  g_assert_cmpint (count_of (fixture, "doubled"), ==, 1);
  app_test_click (find (fixture, "import_button"));
  app_test_wait (is_gone, fixture);
  app_test_wait (can_undo, fixture);
  g_assert_cmpint (count_members (fixture, NULL), ==, 2);
  g_assert_cmpint (count_members (fixture, "uwase ottawa"), ==, 1);
}

/* What is no table says so, and what to do. */
static void
test_trouble (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name, *content, *words;
  } table[] = {
    { "empty.csv", "\n\n", "empty" },
    { "letter.xlsx", "PK\003\004 no workbook", "letter.xlsx" },
    { "locked.xlsx", "\320\317\021\340\241\261\032\341", "locked.xlsx" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GFile) file = make_file (fixture, table[i].name, table[i].content);
      AdwStatusPage *page;

      open_dialog (fixture, file, NULL);
      app_test_wait (shows_trouble, fixture);
      page = ADW_STATUS_PAGE (find (fixture, "trouble"));
      g_test_message ("%s", adw_status_page_get_description (page));
      g_assert_nonnull (strstr (adw_status_page_get_description (page), table[i].words));
      g_assert_false (gtk_widget_get_visible (find (fixture, "next")));
      g_assert_false (gtk_widget_get_visible (find (fixture, "import_button")));
      gtk_window_close (GTK_WINDOW (fixture->dialog));
      app_test_wait (is_gone, fixture);
    }
}

/* Nobody can be recorded without a name: that is said before each row is refused. */
static void
test_nameless (Fixture *fixture, gconstpointer data)
{
  static const char notice[] =
    "No column holds names, and nobody can be recorded without one. Say which does.";
  g_autoptr (GFile) file = make_file (fixture, "list.csv", "E-mail,Who\nada@example.org,Ada Uwase\n");
  AtlasImportTarget *target;

  open_dialog (fixture, file, NULL);
  app_test_wait (shows_columns, fixture);
  app_test_run (100);
  g_assert_nonnull (app_test_find_label (fixture->dialog, notice));
  target = find_target (fixture, "Who");
  g_assert_false (pango_layout_is_ellipsized (
    gtk_label_get_layout (GTK_LABEL (app_test_find_label (GTK_WIDGET (target), "Keep, but don’t show")))));
  atlas_import_target_choose (target, "name-family-first");
  app_test_run (100);
  g_assert_null (app_test_find_label (fixture->dialog, notice));
  target = find_target (fixture, "Who");
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (
    GTK_LABEL (app_test_find_label (GTK_WIDGET (target), "Whole name, family name first")))));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add ("/import-assistant/walk", Fixture, NULL, set_up, test_walk, tear_down);
  g_test_add ("/import-assistant/several", Fixture, NULL, set_up, test_several, tear_down);
  g_test_add ("/import-assistant/doubles", Fixture, NULL, set_up, test_doubles, tear_down);
  g_test_add ("/import-assistant/doubled", Fixture, NULL, set_up, test_doubled, tear_down);
  g_test_add ("/import-assistant/trouble", Fixture, NULL, set_up, test_trouble, tear_down);
  g_test_add ("/import-assistant/nameless", Fixture, NULL, set_up, test_nameless, tear_down);
  return g_test_run ();
}
