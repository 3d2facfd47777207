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

database=$build/bench-$members.db
if [[ ! -f $database ]]; then
  rm -f "$database.new"* # of a run that was interrupted
  "$build/src/cli/atlasctl" --database "$database.new" demo --members "$members" >&2
  mv "$database.new" "$database"
fi
echo "the main thread's own work:"
GSETTINGS_BACKEND=memory "$build/tests/bench/frames" "$database"
