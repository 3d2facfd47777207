// SPDX-License-Identifier: GPL-3.0-or-later
// Outlines and lines for drawing, in up to four levels of detail. All neighbours share their arcs while they are simplified, so that no gap opens between
// them. Points are Web Mercator on a grid of 1/16 pixel at the highest zoom that the level serves: the unit square is 2^GRID[level] steps wide.
import fs from 'node:fs';
import { feature, merge, mesh } from 'topojson-client';
import { topology } from 'topojson-server';
import { presimplify, simplify } from 'topojson-simplify';
import { u32, varints } from './binary.js';

export const LAYERS = ['countries', 'regions', 'lakes', 'rivers', 'counties', 'border0', 'border1', 'border2'];

// Level k serves zooms up to LEVEL_ZOOM[k]: a triangle smaller than PIXEL² at that zoom is left out (Visvalingam and Whyatt, 1993).
const LEVEL_ZOOM = [3, 5, 7, 10];
const PIXEL = 0.8;
const GRID = LEVEL_ZOOM.map((zoom) => zoom + 12);
const MAX_LATITUDE = 85.05;

function project([longitude, latitude]) {
  const phi = (Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude)) * Math.PI) / 180;
  return [longitude / 360 + 0.5, 0.5 - Math.asinh(Math.tan(phi)) / (2 * Math.PI)];
}

function mapPoints(coordinates, convert) {
  return typeof coordinates[0] === 'number' ? convert(coordinates) : coordinates.map((part) => mapPoints(part, convert));
}

function projected(features) {
  return {
    type: 'FeatureCollection',
    features: features.map(({ geometry, properties, id }) => ({
      type: 'Feature', id, properties,
      geometry: { type: geometry.type, coordinates: mapPoints(geometry.coordinates, project) },
    })),
  };
}

function levels(objects) {
  const weighed = presimplify(topology(objects));
  return LEVEL_ZOOM.map((zoom) => simplify(weighed, ((PIXEL / (256 * 2 ** zoom)) ** 2) / 2));
}

const quantise = (value, level) => Math.max(0, Math.min(2 ** GRID[level] - 1, Math.round(value * 2 ** GRID[level])));

function area(ring) {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
    sum += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
  return Math.abs(sum / 2);
}

// One layer at one level: features { id, first ring, rings, box }, rings { first byte, points, box }, and the points: for each ring x and y of the first, then
// differences, as zigzag varints (Protocol Buffers' sint32). Boxes are west, north, east, south.
class Layer {
  constructor(level) {
    this.level = level;
    this.features = [];
    this.rings = [];
    this.points = [];
    this.size = 0;
    this.count = 0;
  }

  addRings(id, rings, closed, minimumArea) {
    const first = this.rings.length / 6;
    const box = [0xffffffff, 0xffffffff, 0, 0];
    const kept = closed ? rings.filter((ring) => ring.length >= 4 && area(ring) >= minimumArea) : rings.filter((ring) => ring.length >= 2);

    for (const ring of kept) {
      const points = ring.map((point) => point.map((value) => quantise(value, this.level)))
        .filter(([x, y], i, all) => i === 0 || x !== all[i - 1][0] || y !== all[i - 1][1]);
      const xs = points.map((p) => p[0]);
      const ys = points.map((p) => p[1]);
      const ringBox = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];

      if (points.length < (closed ? 4 : 2))
        continue;
      const bytes = varints(points.flatMap(([x, y], i) => (i === 0 ? [x, y] : [x - points[i - 1][0], y - points[i - 1][1]])));
      this.rings.push(this.size, points.length, ...ringBox);
      this.points.push(bytes);
      this.size += bytes.length;
      this.count += points.length;
      box[0] = Math.min(box[0], ringBox[0]);
      box[1] = Math.min(box[1], ringBox[1]);
      box[2] = Math.max(box[2], ringBox[2]);
      box[3] = Math.max(box[3], ringBox[3]);
    }
    if (this.rings.length / 6 > first)
      this.features.push(id, first, this.rings.length / 6 - first, ...box);
  }

  sections(prefix) {
    return { [`${prefix}.f`]: u32(this.features), [`${prefix}.r`]: u32(this.rings), [`${prefix}.p`]: Buffer.concat(this.points) };
  }
}

function ringsOf(geometry) {
  switch (geometry?.type) {
    case 'Polygon': case 'MultiLineString': return geometry.coordinates;
    case 'MultiPolygon': return geometry.coordinates.flat();
    case 'LineString': return [geometry.coordinates];
    default: return [];
  }
}

// Islands and ponds too small to be seen are left out, except where a feature would vanish.
function addFeature(layer, id, geometry, closed, level) {
  const minimum = closed ? (1.5 / (256 * 2 ** LEVEL_ZOOM[level])) ** 2 : 0;
  const rings = ringsOf(geometry);
  const before = layer.features.length;

  layer.addRings(id, rings, closed, minimum);
  if (closed && layer.features.length === before && rings.length > 0)
    layer.addRings(id, [rings.reduce((a, b) => (area(a) >= area(b) ? a : b))], closed, 0);
}

const countryId = (code) => (code.charCodeAt(0) << 8) | code.charCodeAt(1);
const detailed = new Set(['CA', 'US', 'PR', 'RW']);
// Countries an officer can come near while looking at Canada, the USA or Rwanda; the rest of the world stays coarse.
const near = new Set(['MX', 'CU', 'BS', 'BM', 'PM', 'DO', 'HT', 'JM', 'VG', 'VI', 'UG', 'BI']);

// A layer at those levels that are worth having; who asks for another is given the next coarser one.
function pack(wanted, make) {
  return wanted.map((level) => {
    const layer = new Layer(level);
    make(layer, level);
    return layer;
  });
}

function worldLayers(world, regions) {
  const index = new Map(regions.map((region, i) => [region.feature, i]));
  const input = projected(world.map((item) => ({ ...item, properties: { country: item.properties.iso_a2, region: index.get(item) } })));
  const byLevel = levels({ world: input });
  const geometries = (topo) => topo.objects.world.geometries;
  const codes = [...new Set(world.map((item) => item.properties.iso_a2))].filter((code) => /^[A-Z]{2}$/.test(code)).sort();

  return {
    countries: pack([0, 1, 2], (layer, level) => {
      for (const code of codes) {
        const topo = byLevel[detailed.has(code) ? level : near.has(code) ? Math.min(level, 2) : Math.min(level, 1)];
        if (detailed.has(code) && code !== 'RW' && level > 0)
          continue; // their regions cover them
        addFeature(layer, countryId(code), merge(topo, geometries(topo).filter((g) => g.properties.country === code)), true, Math.min(level, 1));
      }
    }),
    regions: pack([0, 1, 2, 3], (layer, level) => {
      const topo = byLevel[level];
      const found = geometries(topo).filter((g) => g.properties.region !== undefined).sort((a, b) => a.properties.region - b.properties.region);
      for (const geometry of found)
        addFeature(layer, geometry.properties.region, feature(topo, geometry).geometry, true, level);
    }),
    border0: pack([0, 1, 2], (layer, level) => {
      const topo = byLevel[Math.min(level, 2)];
      addFeature(layer, 0, mesh(topo, topo.objects.world, (a, b) => a !== b && a.properties.country !== b.properties.country), false, level);
    }),
    border1: pack([0, 1, 2, 3], (layer, level) => {
      const topo = byLevel[level];
      const inner = (a, b) => a !== b && a.properties.country === b.properties.country && a.properties.region !== undefined;
      addFeature(layer, 0, mesh(topo, topo.objects.world, inner), false, level);
    }),
  };
}

function lakeLayer() {
  const lakes = JSON.parse(fs.readFileSync('node_modules/mapeo-offline-map/dist/lakes.json'));
  const byLevel = levels({ lakes: projected(lakes.features) });
  return pack([0, 1, 2], (layer, level) => {
    for (const geometry of byLevel[level].objects.lakes.geometries)
      addFeature(layer, geometry.properties.scalerank ?? 9, feature(byLevel[level], geometry).geometry, true, level);
  });
}

function riverLayer() {
  const rivers = JSON.parse(fs.readFileSync('node_modules/mapeo-offline-map/dist/rivers.json'));
  const ours = rivers.features.filter(({ geometry }) => {
    const points = geometry.type === 'LineString' ? geometry.coordinates : geometry.coordinates.flat();
    return points.some(([x, y]) => x < -50 && y > 14) || points.some(([x, y]) => x > 26 && x < 34 && y > -6 && y < 3);
  });
  const byLevel = levels({ rivers: projected(ours) });
  return pack([0, 1, 2], (layer, level) => {
    for (const geometry of byLevel[level].objects.rivers.geometries)
      if (geometry.properties.min_zoom <= LEVEL_ZOOM[level] + 1.5)
        addFeature(layer, Math.round(geometry.properties.min_zoom * 10), feature(byLevel[level], geometry).geometry, false, level);
  });
}

function countyLayers() {
  const us = JSON.parse(fs.readFileSync('node_modules/us-atlas/counties-10m.json'));
  const counties = feature(us, us.objects.counties).features.filter(({ id }) => Number(id.slice(0, 2)) <= 56 || id.startsWith('72'));
  const byLevel = levels({ counties: projected(counties) });
  const names = counties.map(({ id, properties }) => ({ fips: Number(id), name: properties.name })).sort((a, b) => a.fips - b.fips);

  return {
    names,
    states: new Map(us.objects.states.geometries.map(({ id, properties }) => [properties.name, Number(id)])),
    counties: pack([2], (layer, level) => {
      for (const geometry of byLevel[level].objects.counties.geometries)
        addFeature(layer, Number(geometry.id), feature(byLevel[level], geometry).geometry, true, level);
    }),
    border2: pack([2], (layer, level) => {
      const topo = byLevel[level];
      addFeature(layer, 0, mesh(topo, topo.objects.counties, (a, b) => a !== b && a.id.slice(0, 2) === b.id.slice(0, 2)), false, level);
    }),
  };
}

export function makeShapes(world, regions) {
  const { names, states, ...counties } = countyLayers();
  const layers = { ...worldLayers(world, regions), lakes: lakeLayer(), rivers: riverLayer(), ...counties };
  const sections = {};

  LAYERS.forEach((name, i) => {
    layers[name].forEach((layer) => Object.assign(sections, layer.sections(`${i}.${layer.level}`)));
    console.log(name, layers[name].map((layer) => `${layer.level}: ${layer.count} points`).join(', '));
  });
  return { sections, counties: names, states };
}
