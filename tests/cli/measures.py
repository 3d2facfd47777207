#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The measures of a map, worked out a second time from what `atlasctl export` writes as CSV.

measures.py ATLASCTL: prints TAP.
"""
import csv
import datetime
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile

ATLASCTL = sys.argv[1]
NOW = "2026-05-06T07:08:09Z"
TODAY = datetime.date(2026, 5, 6)
CENSUS = {"CA-QC": 3135, "CA-ON": 1655, "CA-AB": 720, "CA-BC": 225, "CA-MB": 220, "CA-NB": 50, "CA-NS": 40, "CA-SK": 40,
          "CA-NL": 10}


def run(*arguments):
    environment = dict(os.environ, ATLAS_NOW=NOW)
    return subprocess.run([ATLASCTL, *arguments], check=True, env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True).stdout


def ask_map(database, measure, query=""):
    told = json.loads(run("--database", database, "--json", "map", "--measure", measure, "--query", query,
                          "--smallest", "1"))
    return {area["code"]: area["value"] for area in told["areas"]}


def is_woman(person):
    return person["sex"] == "female"


def has_degree(person):
    return person["education.level"] != "" and int(person["education.level"]) >= 6


def percentage(part, whole):
    return 100 * part / whole if whole else None


def women(people):
    return percentage(sum(map(is_woman, people)), sum(p["sex"] in ("female", "male", "other") for p in people))


def median_age(people):
    years = [int(p["birth_year"]) for p in people if p["birth_year"]]
    return TODAY.year - statistics.median(years) if years else None


def degrees(people):
    return percentage(sum(map(has_degree, people)), len(people))


def confirmed(people):
    since = (TODAY - datetime.timedelta(days=365)).isoformat()
    return sum(p["confirmed"] >= since for p in people)


def recorded(people):
    return sum(p["created"][:10] >= "2024-03-01" for p in people)


MEASURES = {
    "members": len,
    "women": women,
    "median-age": median_age,
    "share:education:>=6": degrees,
    "confirmed": confirmed,
    "change:2024-03-01": recorded,
}


def compare(got, expected):
    """Complaints about regions that differ; a region nobody lives in may be left out."""
    wrong = []
    for code in sorted(set(got) | set(expected)):
        a, b = got.get(code), expected.get(code)
        if (a is None) != (b is None) or (a is not None and abs(a - b) > 1e-6):
            wrong.append(f"{code}: {a}, not {b}")
    return wrong


def main():
    results = []
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "a.db")
        run("--database", database, "demo", "--members", "4000", "--seed", "5")
        people = list(csv.DictReader(io.StringIO(run("--database", database, "export", "--format", "csv"))))
        # The region of a person without one in the address is worked out from the position: asked of the map itself, so
        # only those who wrote one are compared.
        for query, chosen in (("has:location", None), ("sex:female", is_woman)):
            filtered = [p for p in people if (chosen is None or chosen(p))]
            if chosen is None:
                filtered = [p for p in filtered if p["location.latitude"]]
            for measure, work_out in MEASURES.items():
                got = ask_map(database, measure, query)
                expected = {}
                for code in got:
                    there = [p for p in filtered if p["address.region"] == code]
                    value = work_out(there)
                    expected[code] = value
                results.append((f"{measure} of {query}", compare(got, expected)))
        for measure, work_out in (("coverage", lambda n, total: 100 * n / total), ("not-reached", lambda n, total: total - n)):
            got = ask_map(database, measure)
            expected = {code: work_out(sum(p["address.region"] == code for p in people), CENSUS[code])
                        if code in CENSUS else None for code in got}
            results.append((measure, compare(got, expected)))
        placeless = [p for p in people if not p["address.region"] and p["location.latitude"]]
        results.append(("everybody placed wrote a region", [p["id"] for p in placeless]))

    print(f"1..{len(results)}")
    for number, (name, wrong) in enumerate(results, 1):
        print(f"{'not ok' if wrong else 'ok'} {number} {name}")
        for complaint in wrong[:10]:
            print(f"# {complaint}")
    return any(wrong for _, wrong in results)


if __name__ == "__main__":
    sys.exit(main())
