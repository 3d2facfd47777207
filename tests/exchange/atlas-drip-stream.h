/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A stream over a text that gives at most so many bytes at a time, as a slow pipe does. */
GInputStream *atlas_drip_stream_new (const char *text, gsize length, gsize step);
