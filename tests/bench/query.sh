#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A new filter and a search beside plain SQLite on the records of the same invented people: of each query the median,
# of the queries the slowest, as `atlasctl bench` tells ours. SQLite has what it reads in its cache, as we have.
set -euo pipefail
build=${ATLAS_BUILD:?run ./dev bench}
members=${ATLAS_BENCH_MEMBERS:-1000000}
runs=${ATLAS_BENCH_RUNS:-9}
atlasctl=$build/src/cli/atlasctl
database=$("$(dirname "$0")/database")
work=$(mktemp -d "${TMPDIR:-/tmp}/atlas-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

# The filters that `atlasctl bench` times, and the same in SQL.
year=$(date +%Y)
email="(SELECT value ->> 'status' FROM json_each (consents)
  WHERE value ->> 'purpose' = 'contact' AND value ->> 'channel' IN ('email', 'any')
  ORDER BY value ->> 'date' DESC, key DESC LIMIT 1) = 'given'"
near="location_latitude BETWEEN 43.25 AND 44.15 AND location_longitude BETWEEN -80.05 AND -78.78
  AND 6371.0 * acos (min (1, sin (radians (location_latitude)) * sin (radians (43.70011))
    + cos (radians (location_latitude)) * cos (radians (43.70011)) * cos (radians (location_longitude + 79.4163)))) <= 50"
filters=(
  'sex:female' "sex = 'female'"
  'age:25..40' "$year - birth_year BETWEEN 25 AND 40"
  'education:>=6 sex:female' "education_level >= 6 AND sex = 'female'"
  'region:CA-ON,CA-QC consent:email' "address_region IN ('CA-ON', 'CA-QC') AND $email"
  'occupation:22 language:fr' "occupation_code LIKE '22%' AND languages LIKE '%\"code\":\"fr\"%'"
  'interest:remote,mentoring age:25..60 -region:US-TX' "(interests LIKE '%\"remote\"%' OR interests LIKE '%\"mentoring\"%')
    AND $year - birth_year BETWEEN 25 AND 60 AND address_region IS NOT 'US-TX'"
  'near:"Toronto",50km' "$near"
)
# Those of its searches that plain SQLite has a like for.
prefixes=(u uw uwa uwase mon)

# sqlite_ms SQL: the median of some runs in one process, the first of which fills the cache.
sqlite_ms ()
{
  local i
  {
    printf '%s\n' 'PRAGMA cache_size = -4000000;' '.timer on'
    for ((i = 0; i <= runs; i++)); do printf '%s;\n' "$1"; done
  } >"$work/peer.sql"
  sqlite3 -batch -readonly "$database" <"$work/peer.sql" | awk '$1 == "Run" && $2 == "Time:" { print $4 * 1000 }' |
    tail -n "$runs" | sort -n | awk '{ v[NR] = $1 } END { print v[int ((NR + 1) / 2)] }'
}

# ours NAME: that figure of `atlasctl bench`.
ours ()
{
  python3 -c 'import json, sys
for line in sys.stdin:
    figure = json.loads(line)
    if figure["name"] == sys.argv[1]:
        print(figure["value"])' "$1" <"$work/ours.json"
}

# compare WHAT OURS PEER...
compare ()
{
  local worst
  worst=$(printf '%s\n' "${@:3}" | sort -n | tail -n 1)
  awk -v what="$1" -v a="$worst" -v b="$2" -v n="$members" 'BEGIN {
    printf "%s: sqlite3 %.1f ms, ours %.1f ms with %d members, ratio %.3f\n", what, a, b, n, b / a
  }'
}

"$atlasctl" --json bench --members "$members" filter search >"$work/ours.json"

peers=()
for ((i = 0; i < ${#filters[@]}; i += 2)); do
  # A peer that finds others would be none.
  found=$("$atlasctl" --database "$database" count --query "${filters[i]}" 2>/dev/null)
  expected=$(sqlite3 -readonly "$database" "SELECT count (*) FROM member WHERE ${filters[i + 1]}")
  [[ $found == "$expected" ]] || echo "${filters[i]} finds $found people here and $expected in SQL" >&2
  peers+=("$(sqlite_ms "SELECT address_region, count (*) FROM member WHERE ${filters[i + 1]} GROUP BY address_region")")
done
compare filter "$(ours filter)" "${peers[@]}"

peers=()
for prefix in "${prefixes[@]}"; do
  peers+=("$(sqlite_ms "SELECT * FROM member WHERE family_name LIKE '$prefix%' OR given_name LIKE '$prefix%'
    ORDER BY family_name LIMIT 50")")
done
compare search "$(ours search)" "${peers[@]}"
