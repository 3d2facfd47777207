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

# Workbooks of 100,000 people beside openpyxl, which writes what it has in memory already; we read the database to
# write, and map, clean, place and check each row when we read.
sheet=$work/sheet.xlsx
if /usr/bin/python3 -c 'import openpyxl' 2>/dev/null; then
  "$atlasctl" --database "$work/sheet.db" demo --members "${ATLAS_BENCH_ROWS:-100000}" >/dev/null 2>&1
  gauge "$atlasctl" --database "$work/sheet.db" export --format xlsx --output "$sheet"
  write=$seconds write_mib=$mib
  "$atlasctl" --database "$work/empty.db" init >/dev/null 2>&1
  gauge "$atlasctl" --database "$work/empty.db" import --dry-run "$sheet"
  read=$seconds read_mib=$mib
  read -r peer_read peer_write < <(/usr/bin/python3 - "$sheet" "$work/peer.xlsx" <<'END_PYTHON'
import sys, time, openpyxl
start = time.monotonic()
rows = list(openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True))
middle = time.monotonic()
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet("People")
for row in rows:
    sheet.append(row)
book.save(sys.argv[2])
print(f"{middle - start:.2f} {time.monotonic() - middle:.2f}")
END_PYTHON
)
  awk -v a="$peer_write" -v b="$write" -v c="$peer_read" -v d="$read" -v m="$write_mib" -v n="$read_mib" 'BEGIN {
    printf "xlsx export: openpyxl %.2f s, ours %.2f s in %d MiB, %.1f times as fast (at least 5)\n", a, b, m, a / b
    printf "xlsx import: openpyxl %.2f s, ours %.2f s in %d MiB, %.1f times as fast (at least 5)\n", c, d, n, c / d
  }'
else
  echo "xlsx: no python3-openpyxl here"
fi

# Contact cards beside python3-vobject, which parses them and does no more.
if /usr/bin/python3 -c 'import vobject' 2>/dev/null; then
  [[ -f $work/sheet.db ]] ||
    "$atlasctl" --database "$work/sheet.db" demo --members "${ATLAS_BENCH_ROWS:-100000}" >/dev/null 2>&1
  "$atlasctl" --database "$work/sheet.db" export --format vcard --output "$work/cards.vcf" >/dev/null 2>&1
  gauge "$atlasctl" --database "$work/cards.db" init
  gauge "$atlasctl" --database "$work/cards.db" import --dry-run "$work/cards.vcf"
  read=$seconds read_mib=$mib
  gauge /usr/bin/python3 -c 'import sys, vobject
for card in vobject.readComponents(open(sys.argv[1], newline="", encoding="utf-8")):
  pass' "$work/cards.vcf"
  awk -v a="$seconds" -v b="$read" -v m="$read_mib" 'BEGIN {
    printf "vcard import: vobject %.2f s, ours %.2f s in %d MiB, %.1f times as fast (at least 5)\n", a, b, m, a / b
  }'
else
  echo "vcard: no python3-vobject here"
fi

gauge "$atlasctl" --database "$work/first.db" --json concentrations
echo "concentrations: $seconds s in $mib MiB (under 0.5 s)"
