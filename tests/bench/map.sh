#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Panning and zooming the map over a million members: milliseconds a frame, on GL where the display has it.
set -euo pipefail
build=${ATLAS_BUILD:?run ./dev bench}
members=${ATLAS_BENCH_MEMBERS:-1000000}

echo "with cairo:"
GSK_RENDERER=cairo "$build/tests/map/map-demo" --members "$members" --bench
echo "with GL:"
GDK_DEBUG='' GDK_DISABLE='' GSK_RENDERER=gl "$build/tests/map/map-demo" --members "$members" --bench
