#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The solvers of atlasctl on files of others, where they lie in the shared corpus, and on invented ones: how far each answer is
# from the best that is known, or else from the bound, and how long it took.
set -euo pipefail
build=${ATLAS_BUILD:?run ./dev bench}
atlasctl=$build/src/cli/atlasctl
corpus=$(dirname "$0")/../../../shared/corpus/plan
places=$build/tests/bench/places
ninja -C "$build" tests/bench/places > /dev/null
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
# As people live, and evenly clustered.
for n in 1000 13509; do
  "$places" "$n" tsplib > "$work/places-$n.tsp"
  tour "$work/places-$n.tsp" 1
  tour "$work/places-$n.tsp" 10
done
spread 1000 1 > "$work/spread-1000.tsp"
spread 13509 1 > "$work/spread-13509.tsp"
tour "$work/spread-1000.tsp" 1
tour "$work/spread-1000.tsp" 10
tour "$work/spread-13509.tsp" 1
tour "$work/spread-13509.tsp" 10

# cover FILE SITES KM: what is reached in a second beside the most that is known, which is what ten reach.
cover ()
{
  for seconds in 1 10; do
    "$atlasctl" cover --json --sites "$2" --radius "$3" --seconds "$seconds" "$1" > "$work/out-$seconds"
  done
  awk -v name="$(basename "$1" .csv)" -v sites="$2" -v radius="$3" -v soon="$(figure "$work/out-1" covered)" \
    -v late="$(figure "$work/out-10" covered)" -v bound="$(figure "$work/out-10" upper_bound)" 'BEGIN {
      best = soon > late ? soon : late
      printf "cover %-12s %3d sites of %3d km: %.0f reached, %.2f %% below the best known, %.2f %% below the bound\n", name, sites,
        radius, soon, (1 - soon / best) * 100, (1 - soon / bound) * 100 }'
}

"$places" 3000 > "$work/places-3000.csv"
"$places" 20000 > "$work/places-20000.csv"
for try in '10 100' '50 100' '100 50' '20 300'; do
  read -r sites radius <<< "$try"
  cover "$work/places-3000.csv" "$sites" "$radius"
  cover "$work/places-20000.csv" "$sites" "$radius"
done

# The most by budget: T. Tsiligirides, "Heuristic Methods Applied to Orienteering", 1984, problem 1.
declare -A most=([05]=10 [10]=15 [15]=45 [20]=65 [25]=90 [30]=110 [35]=135 [40]=155 [46]=175 [50]=190 [55]=205 [60]=225
  [65]=240 [70]=260 [73]=265 [75]=270 [80]=280 [85]=285)
for file in "$corpus"/op/*.txt; do
  [[ -e $file ]] || continue
  budget=$(basename "$file" .txt)
  budget=${budget##*_}
  "$atlasctl" orient --json "$file" > "$work/out"
  printf 'orient %-42s score %s of %s known, bound %s\n' "$(basename "$file" .txt)" "$(figure "$work/out" score)" \
    "${most[$budget]:-?}" "$(figure "$work/out" upper_bound)"
done
