#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Missions among a million members: how soon there is a plan, how good it is, how fast it mends itself.
set -euo pipefail
build=${ATLAS_BUILD:?run ./dev bench}
here=$(cd "$(dirname "$0")" && pwd)

ninja -C "$build" tests/bench/plan >/dev/null
"$build/tests/bench/plan" "$("$here/database")"
