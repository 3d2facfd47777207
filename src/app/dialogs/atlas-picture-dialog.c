/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-picture-dialog.h"

#include "atlas-file-choice.h"
#include "atlas-i18n.h"
#include "atlas-map-paint.h"
#include "atlas-map-picture.h"
#include "atlas-region.h"

/* While somebody types. */
#define TYPING_MS 250

struct _AtlasPictureDialog
{
  AdwWindow parent_instance;

  GtkDrawingArea *preview;
  AdwEntryRow *title_row;
  AdwComboRow *extent_row;
  AdwComboRow *size_row;
  GtkWidget *width_row, *height_row; /* where the size is none of those listed */
  GtkSpinButton *width, *height;
  AdwComboRow *format_row;
  AdwComboRow *layer_row;
  GtkSwitch *shaded;
  AdwActionRow *smallest_row;
  GtkSpinButton *smallest;
  GtkWidget *save;
  GtkWidget *copy;
  GtkWidget *print;

  AtlasSession *session;
  AtlasMeasure *measure;
  AtlasBreaks breaks;
  double own[ATLAS_SHADES_MAX - 1];
  guint n_own;
  gboolean counties, in_time;
  AtlasYearView years;
  GArray *framings; /* AtlasMapFraming: as the rows of the choice */

  AtlasMapPicture *picture; /* as it was asked for last; NULL before the first */
  cairo_surface_t *drawn;   /* of it, as large as the preview */
  GCancellable *drawing;
  guint typing_id;
  gboolean resizing; /* what is on its way differs in size alone */
  gboolean writing;  /* a thread: the picture stays what it is */
};

G_DEFINE_FINAL_TYPE (AtlasPictureDialog, atlas_picture_dialog, ADW_TYPE_WINDOW)

/* What lies over the areas, as the rows of the choice. */
enum
{
  LAYER_NOTHING,
  LAYER_PLACES,
  LAYER_HEAT,
};

/* Pixels, as the rows of the choice. */
static const struct
{
  guint width, height;
} sizes[] = { { 1280, 800 }, { 1920, 1080 }, { 3508, 2480 }, { 1200, 1200 } };

/* Of a file's name, as the rows of the choice; another may be typed where the file is chosen. */
static const char *const endings[] = { ".png", ".svg", ".pdf" };

static void
get_size (AtlasPictureDialog *self, guint *width, guint *height)
{
  guint chosen = adw_combo_row_get_selected (self->size_row);

  if (chosen < G_N_ELEMENTS (sizes))
    {
      *width = sizes[chosen].width;
      *height = sizes[chosen].height;
      return;
    }
  *width = (guint) gtk_spin_button_get_value_as_int (self->width);
  *height = (guint) gtk_spin_button_get_value_as_int (self->height);
}

/* What a thread makes a picture of. */
typedef struct
{
  AtlasRegister *records;
  AtlasPointSet *points;
  AtlasMeasure *measure;
  AtlasPictureOptions options;
  AtlasYearView years;
  gboolean counties;
  char *title;
  char *query;
  guint width, height; /* of the whole picture */
  int shown;           /* pixels that its width may take in the preview */
  AtlasMapPicture *picture;
  cairo_surface_t *drawn;
} Drawing;

static void
drawing_free (Drawing *self)
{
  g_object_unref (self->records);
  g_object_unref (self->points);
  atlas_measure_unref (self->measure);
  g_free (self->title);
  g_free (self->query);
  g_clear_pointer (&self->picture, atlas_map_picture_free);
  g_clear_pointer (&self->drawn, cairo_surface_destroy);
  g_free (self);
}

/* The page, @shown pixels wide. */
static cairo_surface_t *
draw_page (AtlasMapPicture *picture, guint width, guint height, int shown)
{
  double scale = (double) shown / width;
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_ARGB32, shown, (int) (height * scale + 0.5));
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  atlas_map_picture_draw (picture, cr, width, height, scale);
  cairo_destroy (cr);
  return surface;
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Drawing *self = data;
  GError *error = NULL;
  g_autoptr (AtlasPointSet) points = self->options.years
                                       ? atlas_point_set_view_years (self->points, self->options.years)
                                       : g_object_ref (self->points);
  g_autoptr (AtlasMeasured) regions =
    atlas_register_measure (self->records, self->measure, points, ATLAS_AREAS_REGIONS, cancellable, &error);
  g_autoptr (AtlasMeasured) counties = self->counties && error == NULL
                                         ? atlas_register_measure (self->records, self->measure, points,
                                                                   ATLAS_AREAS_COUNTIES, cancellable, &error)
                                         : NULL;

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->options.synthetic = atlas_register_is_synthetic (self->records);
  self->picture = atlas_map_picture_new (points, regions, counties, &self->options);
  if (self->picture == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s",
                               _ ("It can’t be drawn with these choices."));
      return;
    }
  self->drawn = draw_page (self->picture, self->width, self->height, self->shown);
  g_task_return_boolean (task, TRUE);
}

/* Whether a picture would have nothing on it but the land. */
static gboolean
is_bare (AtlasPictureDialog *self)
{
  return !gtk_switch_get_active (self->shaded) &&
         adw_combo_row_get_selected (self->layer_row) == LAYER_NOTHING;
}

/* Not while what stands there is no longer what was asked for, nor where there is nothing to see. */
static void
set_ready (AtlasPictureDialog *self, gboolean ready)
{
  GtkWidget *buttons[] = { self->save, self->copy, self->print };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_widget_set_sensitive (buttons[i], ready && !is_bare (self));
}

/* What comes of the choices. */
static void
explain_choices (AtlasPictureDialog *self)
{
  gboolean all = gtk_spin_button_get_value_as_int (self->smallest) <= 1;

  adw_action_row_set_subtitle (
    ADW_ACTION_ROW (self->layer_row),
    is_bare (self) ? _ ("There is nothing on this map yet: shade its areas, or choose what lies "
                        "over them.")
                   : "");
  adw_action_row_set_subtitle (self->smallest_row,
                               all ? _ ("Every count is shown, also of one person, who may be identified")
                                   : _ ("Smaller ones are hidden, so that nobody can be identified"));
}

static void
on_drawn (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasPictureDialog *self = ATLAS_PICTURE_DIALOG (source);
  Drawing *drawing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  /* Whoever began another waits for that one. */
  if (g_task_get_cancellable (G_TASK (result)) != self->drawing)
    return;
  g_clear_object (&self->drawing);
  if (!done)
    {
      atlas_session_fail (self->session, _ ("The map can’t be drawn"), error);
      return;
    }
  g_clear_pointer (&self->picture, atlas_map_picture_free);
  g_clear_pointer (&self->drawn, cairo_surface_destroy);
  self->picture = g_steal_pointer (&drawing->picture);
  self->drawn = g_steal_pointer (&drawing->drawn);
  /* Choices made meanwhile are on their way. */
  set_ready (self, self->typing_id == 0 || self->resizing);
  gtk_widget_queue_draw (GTK_WIDGET (self->preview));
}

/* How many pixels wide the page is in the preview. */
static int
get_shown_width (AtlasPictureDialog *self, guint width, guint height)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self->preview));
  int room_x = MAX (gtk_widget_get_width (GTK_WIDGET (self->preview)), 300) * scale;
  int room_y = MAX (gtk_widget_get_height (GTK_WIDGET (self->preview)), 200) * scale;

  return MIN (room_x, (int) ((double) room_y * width / height));
}

/* To hide the ones alone would tell them: what is hidden must be one of two numbers at least. */
static guint
get_smallest (AtlasPictureDialog *self)
{
  guint smallest = (guint) gtk_spin_button_get_value_as_int (self->smallest);

  return atlas_small_cells_is_valid (smallest) ? smallest : smallest + 1;
}

static const AtlasMapFraming *
get_framing (AtlasPictureDialog *self)
{
  guint chosen = MIN (adw_combo_row_get_selected (self->extent_row), self->framings->len - 1);

  return &g_array_index (self->framings, AtlasMapFraming, chosen);
}

static void
redraw (AtlasPictureDialog *self)
{
  AtlasPointSet *points = atlas_session_get_points (self->session);
  const char *title = gtk_editable_get_text (GTK_EDITABLE (self->title_row));
  guint layer = adw_combo_row_get_selected (self->layer_row);
  gboolean plain = !gtk_switch_get_active (self->shaded);
  const AtlasMapFraming *framing = get_framing (self);
  g_autoptr (GTask) task = NULL;
  Drawing *drawing;

  g_clear_handle_id (&self->typing_id, g_source_remove);
  if (points == NULL || self->writing)
    return;
  drawing = g_new0 (Drawing, 1);
  drawing->records = g_object_ref (atlas_session_get_register (self->session));
  drawing->points = g_object_ref (points);
  /* Without shades nothing is measured but who lives where. */
  drawing->measure = plain ? atlas_measure_parse (atlas_measure_type_get_name (ATLAS_MEASURE_MEMBERS), NULL)
                           : atlas_measure_ref (self->measure);
  drawing->years = self->years;
  drawing->counties = self->counties && framing->has_box && !plain;
  drawing->title = *title != '\0' ? g_strdup (title) : NULL;
  drawing->query = g_strdup (atlas_query_get_text (atlas_session_get_points_query (self->session)));
  drawing->options = (AtlasPictureOptions){
    .title = drawing->title,
    .query = *drawing->query != '\0' ? drawing->query : NULL,
    .breaks = self->breaks,
    .n_own = self->n_own,
    .framing = *framing,
    .years = self->in_time ? &drawing->years : NULL,
    .plain = plain,
    .smallest = get_smallest (self),
    .places = layer == LAYER_PLACES,
    .heat = layer == LAYER_HEAT,
  };
  for (guint i = 0; i < self->n_own; i++)
    drawing->options.own[i] = self->own[i];
  get_size (self, &drawing->width, &drawing->height);
  drawing->shown = get_shown_width (self, drawing->width, drawing->height);

  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  self->drawing = g_cancellable_new ();
  task = g_task_new (self, self->drawing, on_drawn, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, drawing, (GDestroyNotify) drawing_free);
  g_task_run_in_thread (task, draw_in_thread);
}

static gboolean
on_typing_timeout (gpointer data)
{
  AtlasPictureDialog *self = data;

  self->typing_id = 0;
  redraw (self);
  return G_SOURCE_REMOVE;
}

static void
redraw_soon (AtlasPictureDialog *self)
{
  if (self->session == NULL || self->writing)
    return;
  g_clear_handle_id (&self->typing_id, g_source_remove);
  self->typing_id = g_timeout_add (TYPING_MS, on_typing_timeout, self);
}

/* Until it is drawn anew nothing is saved, copied or printed that shows what has just been hidden. */
static void
on_option_changed (AtlasPictureDialog *self)
{
  self->resizing = FALSE;
  set_ready (self, FALSE);
  explain_choices (self);
  redraw_soon (self);
}

static void
on_size_chosen (AtlasPictureDialog *self)
{
  gboolean other = adw_combo_row_get_selected (self->size_row) == G_N_ELEMENTS (sizes);

  gtk_widget_set_visible (self->width_row, other);
  gtk_widget_set_visible (self->height_row, other);
  on_option_changed (self);
}

static void
on_resized (AtlasPictureDialog *self)
{
  self->resizing = self->resizing || self->typing_id == 0;
  redraw_soon (self);
}

static void
draw_preview (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  AtlasPictureDialog *self = data;
  double page_width, page_height, scale;

  if (self->drawn == NULL)
    return;
  page_width = cairo_image_surface_get_width (self->drawn);
  page_height = cairo_image_surface_get_height (self->drawn);
  scale = MIN (width / page_width, height / page_height);
  cairo_translate (cr, (width - page_width * scale) / 2, (height - page_height * scale) / 2);
  cairo_scale (cr, scale, scale);
  /* The edge of the sheet, on whatever lies behind it. */
  cairo_set_source_rgba (cr, 0, 0, 0, 0.15);
  cairo_rectangle (cr, -1 / scale, -1 / scale, page_width + 2 / scale, page_height + 2 / scale);
  cairo_fill (cr);
  cairo_set_source_surface (cr, self->drawn, 0, 0);
  cairo_paint (cr);
}

/* What is done with it. */

typedef struct
{
  GFile *file;
  guint width, height;
} Writing;

static void
writing_free (Writing *self)
{
  g_object_unref (self->file);
  g_free (self);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AtlasPictureDialog *self = source;
  Writing *writing = data;
  g_autofree char *name = g_file_get_basename (writing->file);
  int format = name ? atlas_picture_format_find_for_file (name) : -1;
  /* A sheet of A4, whatever the shape of the picture on a screen. */
  gboolean paper = format == ATLAS_PICTURE_PDF;
  GError *error = NULL;

  if (format < 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME, "%s",
                               _ ("The file’s name must end in .png, .svg or .pdf."));
      return;
    }
  if (atlas_map_picture_write (self->picture, writing->file, format,
                               paper ? ATLAS_PICTURE_A4_WIDTH : writing->width,
                               paper ? ATLAS_PICTURE_A4_HEIGHT : writing->height, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasPictureDialog *self = ATLAS_PICTURE_DIALOG (source);
  GFile *file = ((Writing *) g_task_get_task_data (G_TASK (result)))->file;
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  self->writing = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      atlas_session_fail (self->session, _ ("The picture was not saved"), error);
      return;
    }
  message = g_strdup_printf (_ ("Saved %s"), name);
  atlas_session_tell_saved (self->session, message, file);
  gtk_window_close (GTK_WINDOW (self));
}

void
atlas_picture_dialog_write (AtlasPictureDialog *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  Writing *writing;

  g_return_if_fail (ATLAS_IS_PICTURE_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->picture == NULL || self->writing)
    return;
  /* So that the picture stays the one that is being written. */
  self->writing = TRUE;
  g_clear_handle_id (&self->typing_id, g_source_remove);
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  writing = g_new0 (Writing, 1);
  writing->file = g_object_ref (file);
  get_size (self, &writing->width, &writing->height);
  task = g_task_new (self, NULL, on_written, NULL);
  g_task_set_task_data (task, writing, (GDestroyNotify) writing_free);
  g_task_run_in_thread (task, write_in_thread);
}

static void
on_file_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  atlas_picture_dialog_write (owner, file);
}

static void
on_save_clicked (AtlasPictureDialog *self)
{
  guint format = adw_combo_row_get_selected (self->format_row);
  /* Translators: the name of a file, before its ending ".png" */
  g_autofree char *name = g_strconcat (_ ("map"), endings[MIN (format, G_N_ELEMENTS (endings) - 1)], NULL);

  atlas_file_choice_save (GTK_WINDOW (self), _ ("Save Picture"), name, on_file_chosen, self);
}

static void
on_copy_clicked (AtlasPictureDialog *self)
{
  guint width, height;
  cairo_surface_t *surface;
  g_autoptr (GdkTexture) texture = NULL;

  get_size (self, &width, &height);
  surface = draw_page (self->picture, width, height, (int) width);
  texture = atlas_map_paint_texture (surface, GDK_MEMORY_DEFAULT);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  atlas_session_tell (self->session, _ ("Picture copied"), FALSE);
}

static void
on_draw_page (AtlasPictureDialog *self, GtkPrintContext *context)
{
  double width = gtk_print_context_get_width (context), height = gtk_print_context_get_height (context);

  atlas_map_picture_draw (self->picture, gtk_print_context_get_cairo_context (context), width, height,
                          gtk_print_context_get_dpi_x (context) / 72);
}

static void
on_printed (AtlasPictureDialog *self, GtkPrintOperationResult result, GtkPrintOperation *operation)
{
  g_autoptr (GError) error = NULL;

  /* To ask for an error where there is none is one. */
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    gtk_print_operation_get_error (operation, &error);
  if (error != NULL)
    atlas_session_fail (self->session, _ ("The map was not printed"), error);
}

static void
on_print_clicked (AtlasPictureDialog *self)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) page = gtk_page_setup_new ();

  gtk_page_setup_set_orientation (page, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (operation, page);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, atlas_map_picture_get_content (self->picture)->title);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (on_draw_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_printed), self, G_CONNECT_SWAPPED);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), NULL);
}

/* GObject. */

static void
atlas_picture_dialog_dispose (GObject *object)
{
  AtlasPictureDialog *self = ATLAS_PICTURE_DIALOG (object);

  g_clear_handle_id (&self->typing_id, g_source_remove);
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (atlas_picture_dialog_parent_class)->dispose (object);
}

static void
atlas_picture_dialog_finalize (GObject *object)
{
  AtlasPictureDialog *self = ATLAS_PICTURE_DIALOG (object);

  g_clear_pointer (&self->measure, atlas_measure_unref);
  g_clear_pointer (&self->framings, g_array_unref);
  g_clear_pointer (&self->picture, atlas_map_picture_free);
  g_clear_pointer (&self->drawn, cairo_surface_destroy);
  G_OBJECT_CLASS (atlas_picture_dialog_parent_class)->finalize (object);
}

static void
atlas_picture_dialog_class_init (AtlasPictureDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = atlas_picture_dialog_dispose;
  object_class->finalize = atlas_picture_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-picture-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, extent_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, size_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, width_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, height_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, width);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, height);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, layer_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, shaded);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, smallest_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, smallest);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, save);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, copy);
  gtk_widget_class_bind_template_child (widget_class, AtlasPictureDialog, print);
  gtk_widget_class_bind_template_callback (widget_class, on_option_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_size_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_print_clicked);
}

static void
atlas_picture_dialog_init (AtlasPictureDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_ready (self, FALSE);
  explain_choices (self);
  gtk_drawing_area_set_draw_func (self->preview, draw_preview, self, NULL);
  g_signal_connect_object (self->preview, "resize", G_CALLBACK (on_resized), self, G_CONNECT_SWAPPED);
}

static void
add_framing (AtlasPictureDialog *self, GtkStringList *names, const char *name, const AtlasMapFraming *framing)
{
  gtk_string_list_append (names, name);
  g_array_append_val (self->framings, *framing);
}

/* What the window shows comes first, where it is not all anyway. */
static void
add_framings (AtlasPictureDialog *self, const AtlasPictureShown *shown)
{
  static const char *const extents[ATLAS_N_MAP_EXTENTS] = {
    [ATLAS_MAP_EXTENT_ALL] = N_ ("Canada and the USA"),
    [ATLAS_MAP_EXTENT_CANADA] = N_ ("Canada"),
    [ATLAS_MAP_EXTENT_USA] = N_ ("USA"),
  };
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->framings = g_array_new (FALSE, FALSE, sizeof (AtlasMapFraming));
  if (shown->box != NULL)
    {
      AtlasMapFraming framing = { .has_box = TRUE, .box = *shown->box };

      add_framing (self, names, _ ("What Is on Show"), &framing);
    }
  for (guint i = 0; i < ATLAS_N_MAP_EXTENTS; i++)
    {
      AtlasMapFraming framing = { .extent = i };

      add_framing (self, names, _ (extents[i]), &framing);
    }
  if (shown->region != NULL)
    {
      guint region = atlas_region_find (shown->region, -1);
      AtlasMapFraming framing = { .region = atlas_region_get_code (region) };

      add_framing (self, names, atlas_region_get_name (region), &framing);
    }
  adw_combo_row_set_model (self->extent_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->extent_row, 0);
}

GtkWidget *
atlas_picture_dialog_new (AtlasSession *session, const AtlasPictureShown *shown)
{
  AtlasPictureDialog *self;

  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);
  g_return_val_if_fail (shown != NULL && shown->measure != NULL, NULL);
  g_return_val_if_fail (shown->n_own < ATLAS_SHADES_MAX, NULL);

  self = g_object_new (ATLAS_TYPE_PICTURE_DIALOG, NULL);
  self->measure = atlas_measure_ref (shown->measure);
  self->breaks = shown->breaks;
  self->n_own = shown->n_own;
  for (guint i = 0; i < shown->n_own; i++)
    self->own[i] = shown->own[i];
  self->counties = shown->counties;
  self->in_time = shown->years != NULL;
  if (self->in_time)
    self->years = *shown->years;
  gtk_switch_set_active (self->shaded, !shown->plain);
  adw_combo_row_set_selected (self->layer_row, shown->heat     ? LAYER_HEAT
                                               : shown->places ? LAYER_PLACES
                                                               : LAYER_NOTHING);
  add_framings (self, shown);
  explain_choices (self);
  /* From here on every choice draws anew. */
  self->session = g_object_ref (session);
  g_clear_handle_id (&self->typing_id, g_source_remove);
  g_signal_connect_object (session, "notify::points", G_CALLBACK (on_option_changed), self,
                           G_CONNECT_SWAPPED);
  redraw (self);
  return GTK_WIDGET (self);
}

gboolean
atlas_picture_dialog_is_drawing (AtlasPictureDialog *self)
{
  g_return_val_if_fail (ATLAS_IS_PICTURE_DIALOG (self), FALSE);

  return self->drawing != NULL || self->typing_id != 0;
}
