#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The solvers of atlasctl on files of others, where they lie in the shared corpus, and on invented ones: how far each answer is
# from the best that is known, or else from the bound, and how long it took.
set -euo pipefail
build=${ATLAS_BUILD:?run ./dev bench}
atlasctl=$build/src/cli/atlasctl
corpus=$(dirname "$0")/../../../shared/corpus/plan
work=$(mktemp -d "${TMPDIR:-/tmp}/atlas-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

# figure FILE KEY: a number of the first line of its JSON.
figure ()
{
  sed -n "1s/.*\"$2\":\([-+.0-9a-z]*\).*/\1/p" "$1"
}

# tour FILE SECONDS [SHORTEST]
tour ()
{
  local began=${EPOCHREALTIME/[.,]/}
  "$atlasctl" route --json --seconds "$2" "$1" > "$work/out"
  awk -v name="$(basename "$1" .tsp)" -v length_="$(figure "$work/out" length)" -v bound="$(figure "$work/out" lower_bound)" \
    -v best="${3:-}" -v seconds="$((${EPOCHREALTIME/[.,]/} - began))" 'BEGIN {
      printf "tour  %-22s %12.0f  %5.1f s", name, length_, seconds / 1e6
      if (best != "") printf "  %.2f %% above the shortest", (length_ / best - 1) * 100
      if (bound != "null") printf "  %.2f %% above the bound", (length_ / bound - 1) * 100
      print "" }'
}

# spread N SEED: points at random, most of them in clusters.
spread ()
{
  awk -v n="$1" -v seed="$2" 'BEGIN {
    srand (seed)
    for (i = 0; i < n / 50; i++) { cx[i] = rand () * 1e6; cy[i] = rand () * 1e6 }
    print "TYPE: TSP\nEDGE_WEIGHT_TYPE: EUC_2D\nDIMENSION: " n "\nNODE_COORD_SECTION"
    for (i = 1; i <= n; i++) {
      c = int (rand () * n / 50)
      if (i % 3 == 0) print i, int (rand () * 1e6), int (rand () * 1e6)
      else print i, int (cx[c] + (rand () - 0.5) * 5e4), int (cy[c] + (rand () - 0.5) * 5e4)
    } }'
}

while read -r name shortest; do
  [[ ! -e $corpus/tsp/$name.tsp ]] || tour "$corpus/tsp/$name.tsp" 1 "$shortest"
done << 'END'
burma14 3323
att48 10628
berlin52 7542
kroA100 21282
ch150 6528
END
spread 1000 1 > "$work/spread-1000.tsp"
spread 13509 1 > "$work/spread-13509.tsp"
tour "$work/spread-1000.tsp" 1
tour "$work/spread-1000.tsp" 10
tour "$work/spread-13509.tsp" 1
tour "$work/spread-13509.tsp" 10

awk 'BEGIN { srand (2); print "latitude,longitude,weight"
  for (i = 0; i < 25000; i++) print 30 + rand () * 18, -120 + rand () * 50, 1 + int (1 / (rand () + 0.001)) }' > "$work/towns.csv"
for try in '10 100' '50 100' '100 50' '20 300'; do
  read -r sites radius <<< "$try"
  for seconds in 1 10; do
    "$atlasctl" cover --json --sites "$sites" --radius "$radius" --seconds "$seconds" "$work/towns.csv" > "$work/out"
    printf 'cover %3d sites of %3d km %s s: %s reached, gap to the bound %s\n' "$sites" "$radius" "$seconds" \
      "$(figure "$work/out" covered)" "$(figure "$work/out" gap)"
  done
done

for file in "$corpus"/op/*.txt; do
  [[ -e $file ]] || continue
  "$atlasctl" orient --json "$file" > "$work/out"
  printf 'orient %-42s score %s, bound %s\n' "$(basename "$file" .txt)" "$(figure "$work/out" score)" \
    "$(figure "$work/out" upper_bound)"
done
