#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The measures of a map, and what facets count, worked out a second time from what `atlasctl export` writes as CSV.

measures.py ATLASCTL: prints TAP.
"""
import collections
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

BANDS = {"<=17": (0, 17), "18..24": (18, 24), "25..34": (25, 34), "35..44": (35, 44), "45..54": (45, 54), "55..64": (55, 64),
         ">=65": (65, 999)}


def ages(person):
    age = TODAY.year - int(person["birth_year"]) if person["birth_year"] else None
    return ["none"] if age is None else [band for band, (low, high) in BANDS.items() if low <= age <= high]


def cells(key, otherwise="none"):
    """The values of a person's field, several with semicolons between them."""
    return lambda person: [x for x in person[key].split(";") if x] or ([otherwise] if otherwise else [])


def last_confirmed(person):
    if not person["confirmed"]:
        return ["none"]
    return [">=-1y" if person["confirmed"] >= "2025-05-06" else "<-1y"]


def decades(person):
    if not person["arrival_year"]:
        return ["none"]
    year = int(person["arrival_year"])
    return ["<=1979" if year < 1980 else ">=2020" if year >= 2020 else f"{year // 10}0..{year // 10}9"]


# Of each field: the values a person has. Consents come with rules, skills by words: those are asked of `count` below.
FACETS = {
    "sex": cells("sex"),
    "age": ages,
    "education": cells("education.level"),
    "sector": cells("occupation.sector"),
    "occupation": lambda p: [p["occupation.code"][:2] or "none"],
    "interest": cells("interests", None),
    "confirmed": last_confirmed,
    "arrived": decades,
    "created": lambda p: [">=2026-01-01" if p["created"] >= "2026" else "2025-01-01..2025-12-31" if p["created"] >= "2025"
                          else "<=2024-12-31"],
    "status": cells("status", None),
}

# A query, whom it finds, and who would be found without what it says of the field itself.
FACET_QUERIES = (
    ("", {}),
    ("sex:female education:>=6", {"sex": is_woman, "education": has_degree}),
    ("-sex:male interest:teaching", {"-sex": lambda p: p["sex"] != "male", "interest": lambda p: "teaching" in p["interests"].split(";")}),
)


def ask_facets(database, query, *more):
    told = json.loads(run("--database", database, "--json", "facets", "--query", query, *more))
    return {facet["field"]: {x["value"]: x["members"] for x in facet["values"]} for facet in told}


def compare_facets(database, people):
    for query, terms in FACET_QUERIES:
        told = ask_facets(database, query)
        for field, work_out in FACETS.items():
            found = [p for p in people if all(holds(p) for name, holds in terms.items() if name != field)]
            expected = {value: 0 for value in told[field]}
            for value in (x for p in found for x in work_out(p)):
                expected[value] = expected.get(value, 0) + 1
            yield f"facet {field} of “{query}”", compare(told[field], expected)


def last_contacts(database):
    """The day on which each was last in touch: what we sent or said, and meetings, where somebody was reached."""
    days = {}
    for contact in json.loads(run("--database", database, "--json", "list", "--kind", "interactions")):
        if (contact.get("member") and (contact.get("direction") == "out" or contact["channel"] == "meeting")
                and contact.get("outcome") not in ("no-answer", "wrong-number")):
            days[contact["member"]] = max(days.get(contact["member"], ""), contact["date"])
    return days


def current_roles(database):
    """Names of the organisations in which each has a role today."""
    names = collections.defaultdict(set)
    for organisation in json.loads(run("--database", database, "--json", "list", "--kind", "organisations")):
        for role in organisation.get("roles", []):
            if role.get("since", "") <= TODAY.isoformat() <= role.get("until", "9999"):
                names[role["member"]].add(organisation["name"])
    return names


def compare_links(database, people):
    """What other records say of people."""
    days, roles = last_contacts(database), current_roles(database)
    quarter, year = "2026-02-06", "2025-05-06"

    def contacts(person):
        day = days.get(person["id"])
        if day is None:
            return ["none"]
        return [span for span, holds in ((">=-3m", day >= quarter), (">=-1y", day >= year), ("<-1y", day < year)) if holds]

    for query, holds in (("", lambda p: True), ("sex:female", is_woman)):
        found = [p for p in people if holds(p)]
        for field, work_out in (("tag", cells("tags", None)), ("association", lambda p: roles.get(p["id"]) or ["none"]),
                                ("contacted", contacts)):
            told = {value.strip('"'): n for value, n in ask_facets(database, query, "--field", field)[field].items()}
            expected = collections.Counter(value for p in found for value in work_out(p))
            if field == "association":
                # Of very many only the largest are told of.
                expected = {value: n for value, n in expected.items() if value in told}
            yield f"facet {field} of “{query}”", compare(told, expected) + ([] if told else ["nothing is told of"])


def compare_with_count(database):
    """Each value finds as many as its facet says, also of what only the program itself can tell."""
    query = "sex:female,male"
    for field, n in (("language", 4), ("skill", 6), ("consent", 6), ("region", 3), ("city", 6),
                     ("tag", 3), ("association", 4), ("contacted", 4)):
        told = ask_facets(database, query, "--field", field)
        values = list(told[field])[:n]
        counted = {value: int(run("--database", database, "count", "--query", f"{query} {field}:{value}")) for value in values}
        yield f"facet {field} finds what it counts", compare({value: told[field][value] for value in values}, counted)


def by_pair(people):
    return [sum(map(has_degree, people)), sum(map(is_woman, people))]


def everyone_by_sector(people):
    return [len(people), sum(p["occupation.sector"] == "Q" for p in people)]


PAIRS = {
    "compare:education:>=6|sex:female": by_pair,
    'compare: | segment:"Health | care"': everyone_by_sector,
}


def thirds(values):
    """The class of each count: zeros and the lowest third 0; equal counts stay with the first of them."""
    told = sorted(v for v in values if v)
    parts = {}
    for at, value in enumerate(told):
        if value not in parts:
            parts[value] = max([at * 3 // len(told), *parts.values()]) if at else 0
    used = sorted(set(parts.values()))
    places = {1: [2], 2: [0, 2], 3: [0, 1, 2]}[len(used)]
    return [places[used.index(parts[v])] if v else 0 for v in values]


def check_pair(told, work_out, people):
    """Complaints about counts, colours and the totals of a comparison."""
    wrong = []
    areas = told["areas"]
    expected = [work_out([p for p in people if p["address.region"] == area["code"]]) for area in areas]
    wrong += [f"{area['code']}: {area['values']}, not {pair}" for area, pair in zip(areas, expected)
              if area["values"] != pair]
    shaded = [i for i, pair in enumerate(expected) if any(pair)]
    sides = [thirds([expected[i][side] for i in shaded]) for side in range(2)]
    for at, i in enumerate(shaded):
        if areas[i]["class"] != sides[1][at] * 3 + sides[0][at]:
            wrong.append(f"{areas[i]['code']}: class {areas[i]['class']}, not {sides[0][at]}, {sides[1][at]}")
    wrong += [f"{area['code']} is not empty" for area, pair in zip(areas, expected)
              if (area["fill"] == "zero") != (not any(pair))]
    return wrong


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
        run("--database", database, "add", "--kind", "segments", "--set", "name=Health | care", "--set",
            "query=sector:Q")
        for measure, work_out in PAIRS.items():
            told = json.loads(run("--database", database, "--json", "map", "--measure", measure, "--smallest", "1"))
            results.append((measure, check_pair(told, work_out, people)))
        for name, key in (("arrived", "arrival_year"), ("created", "created"), ("confirmed", "confirmed")):
            told = json.loads(run("--database", database, "--json", "concentrations", "--years", name))
            expected = collections.Counter(p[key][:4] for p in people)
            got = {str(line["year"] or ""): line["members"] for line in told}
            results.append((f"years of {name}", [f"{year}: {got.get(year, 0)}, not {expected[year]}"
                                                 for year in sorted(set(got) | set(expected))
                                                 if got.get(year, 0) != expected[year]]))
        results.extend(compare_facets(database, people))
        results.extend(compare_with_count(database))
        results.extend(compare_links(database, people))
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
