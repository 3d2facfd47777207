/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into any GTK 4 program: prints the milliseconds from the start of its process to the end of the
 * first frame of its first window, and ends it. The same gauge for us and for our peer, with no word of it in
 * either. */
#include <dlfcn.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* The gauge is loaded before main(), which is where both programs begin to be of their own making; the time
 * that the linker takes for the same libraries is counted from the moment noted by whoever started us. */
static double
get_start_ms (void)
{
  const char *text = g_getenv ("ATLAS_BENCH_START_NS");

  return text ? g_ascii_strtoll (text, NULL, 10) / 1e6 : 0;
}

static double
get_now_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
on_after_paint (GdkFrameClock *clock, GtkWidget *window)
{
  if (gtk_widget_get_width (window) == 0 || !gtk_widget_get_mapped (window))
    return;
  printf ("%.1f\n", get_now_ms () - get_start_ms ());
  fflush (stdout);
  _exit (0);
}

static void
on_realize (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint), window);
}

void
gtk_window_present (GtkWindow *window)
{
  static void (*present) (GtkWindow *);

  if (present == NULL)
    present = (void (*) (GtkWindow *)) dlsym (RTLD_NEXT, "gtk_window_present");
  if (gtk_widget_get_realized (GTK_WIDGET (window)))
    on_realize (GTK_WIDGET (window));
  else
    g_signal_connect (window, "realize", G_CALLBACK (on_realize), NULL);
  present (window);
}
