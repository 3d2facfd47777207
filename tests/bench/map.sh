#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Panning and zooming the map over a million members: milliseconds a frame, on GL where the display has it; and in the
# whole window, what the main thread itself does for each frame.
set -euo pipefail
build=${ATLAS_BUILD:?run ./dev bench}
members=${ATLAS_BENCH_MEMBERS:-1000000}

echo "with cairo:"
GSK_RENDERER=cairo "$build/tests/map/map-demo" --members "$members" --bench
echo "with GL:"
GDK_DEBUG='' GDK_DISABLE='' GSK_RENDERER=gl "$build/tests/map/map-demo" --members "$members" --bench

database=$("$(dirname "$0")/database")
echo "the main thread's own work:"
GSETTINGS_BACKEND=memory "$build/tests/bench/frames" "$database"
