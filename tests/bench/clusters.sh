#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Clusters of a million members after a new filter, and of one view, beside npm's supercluster with the same points and
# views. What it has to do anew for each filter, it does once here: load all points.
set -euo pipefail
members=${ATLAS_BENCH_MEMBERS:-1000000}
build=${ATLAS_BUILD:?run ./dev bench}
here=$(cd "$(dirname "$0")" && pwd)
peer=$build/bench-supercluster

if ! command -v npm >/dev/null; then
  echo "clusters: no npm here, so nothing to compare with"
  exit
fi
mkdir -p "$peer"
cp "$here"/supercluster/* "$peer"/
(cd "$peer" && npm install --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
database=$("$here/database")
sqlite3 "$database" 'SELECT location_longitude, location_latitude FROM member WHERE location_longitude IS NOT NULL' >"$peer/points.txt"

"$build/src/cli/atlasctl" --json bench --members "$members" filter view-3 view-7 view-12 >"$peer/ours.json"
node --max-old-space-size=8192 "$peer/run.js" "$peer/points.txt" "$peer/ours.json"
