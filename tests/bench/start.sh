#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# First frame of the window, with a database of a million members, beside a bare libadwaita window around libshumate's
# own map. Runs alternate, so that a slow minute of the machine slows both; medians count.
set -euo pipefail
runs=${ATLAS_BENCH_RUNS:-9}
members=${ATLAS_BENCH_MEMBERS:-1000000}
build=${ATLAS_BUILD:?run ./dev bench}
database=$("$(dirname "$0")/database")

first_frame ()
{
  ATLAS_BENCH_START_NS=$(date +%s%N) LD_PRELOAD=$build/tests/bench/first-frame.so "$@" 2>/dev/null
}

median ()
{
  sort -n | awk '{ v[NR] = $1 } END { print v[int ((NR + 1) / 2)] }'
}

bare=() ours=()
for ((i = 0; i <= runs; i++)); do
  a=$(first_frame "$build/tests/bench/bare-window")
  b=$(first_frame "$build/src/app/diaspora-atlas" --database "$database" --page map --size 1280x800)
  # The first of each warms the caches up.
  ((i == 0)) || { bare+=("$a") ours+=("$b"); }
done
bare_ms=$(printf '%s\n' "${bare[@]}" | median)
ours_ms=$(printf '%s\n' "${ours[@]}" | median)
awk -v a="$bare_ms" -v b="$ours_ms" -v n="$members" 'BEGIN {
  printf "first frame: bare window %.0f ms, ours with %d members %.0f ms, ratio %.2f (at most 1.50)\n", a, n, b, b / a
}'
