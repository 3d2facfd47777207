#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Import and export of a million members beside what sqlite3 takes for the same rows, and the other promises that
# scripts notice. Each pair is run in turn.
set -euo pipefail
build=${ATLAS_BUILD:?run ./dev bench}
members=${ATLAS_BENCH_MEMBERS:-1000000}
generator=${ATLAS_BENCH_GENERATOR:-$(dirname "$0")/../../../shared/bench/generate-members.c}
atlasctl=$build/src/cli/atlasctl
work=$(mktemp -d "${TMPDIR:-/tmp}/atlas-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

# gauge COMMAND...: runs it and leaves its seconds in $seconds and its largest resident set, in MiB, in $mib.
gauge ()
{
  read -r seconds mib < <(python3 - "$@" 3>&1 1>&2 <<'END_PYTHON'
import os, resource, subprocess, sys, time
start = time.monotonic()
status = subprocess.call(sys.argv[1:], stdout=open(os.devnull, "w"))
seconds = time.monotonic() - start
if status != 0:
    sys.exit(f"{sys.argv[1]} failed with status {status}")
os.write(3, f"{seconds:.2f} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f}\n".encode())
END_PYTHON
)
}

ratio ()
{
  awk -v a="$2" -v b="$3" -v what="$1" -v limit="$4" -v mib="$5" 'BEGIN {
    printf "%s: sqlite3 %.2f s, ours %.2f s in %d MiB, ratio %.2f (%s)\n", what, a, b, mib, b / a, limit
  }'
}

if [[ -f $generator ]] && command -v cc >/dev/null; then
  cc -O2 "$generator" -o "$work/generate" -lm
  "$work/generate" "$members" --format json >"$work/members.json"
else
  echo "no generator of members at $generator: taking our own sample data"
  "$atlasctl" --database "$work/source.db" demo --members "$members" >/dev/null 2>&1
  "$atlasctl" --database "$work/source.db" export --output "$work/members.json"
  rm -f "$work"/source.db*
fi

gauge "$atlasctl" --database "$work/first.db" init
gauge "$atlasctl" --database "$work/first.db" import "$work/members.json"
ours=$seconds peak=$mib
"$atlasctl" --database "$work/first.db" export --kind members --format csv --output "$work/members.csv"
gauge sqlite3 "$work/peer.db" '.mode csv' ".import $work/members.csv member"
peer=$seconds
rm -f "$work/peer.db"
ratio import "$peer" "$ours" 'at most 3, and under 250 MiB' "$peak"

if command -v ogr2ogr >/dev/null; then
  gauge ogr2ogr -f GPKG "$work/peer.gpkg" "$work/members.csv"
  peer=$seconds
  gauge "$atlasctl" --database "$work/table.db" init
  gauge "$atlasctl" --database "$work/table.db" import "$work/members.csv"
  awk -v a="$peer" -v b="$seconds" -v mib="$mib" 'BEGIN {
    printf "import of CSV: ogr2ogr %.2f s, ours %.2f s in %d MiB, ratio %.2f (at most 0.6)\n", a, b, mib, b / a
  }'
  rm -f "$work"/peer.gpkg "$work"/table.db*
else
  echo "import of CSV: no ogr2ogr here to compare with (gdal-bin)"
fi

gauge sqlite3 -json "$work/first.db" 'SELECT * FROM member'
peer=$seconds
gauge "$atlasctl" --database "$work/first.db" export --output "$work/out.json"
ratio export "$peer" "$seconds" 'at most 1' "$mib"

gauge "$atlasctl" --database "$work/first.db" --json concentrations
echo "concentrations: $seconds s in $mib MiB (under 0.5 s)"
