// SPDX-License-Identifier: GPL-3.0-or-later
// run.js POINTS OURS: times supercluster over POINTS ("longitude|latitude" a line) and sets the figures beside those of
// `atlasctl --json bench`. The views are those of src/cli/atlas-command-bench.c.
import { readFileSync } from 'node:fs';
import Supercluster from 'supercluster';

const REBUILDS = 3;
const REPEATS = 201;
const VIEWS = { 3: [-130, 25, -60, 60], 7: [-80, 42, -72, 46.5], 12: [-79.6, 43.55, -79.2, 43.8] };

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function time(times, work) {
  return median(Array.from({ length: times }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }));
}

const [, , pointsPath, oursPath] = process.argv;
const points = readFileSync(pointsPath, 'utf8').trimEnd().split('\n').map((line) => ({
  type: 'Feature',
  properties: {},
  geometry: { type: 'Point', coordinates: line.split('|').map(Number) },
}));
const ours = Object.fromEntries(readFileSync(oursPath, 'utf8').trimEnd().split('\n').map((line) => {
  const figure = JSON.parse(line);
  return [figure.name, figure.value];
}));

function report(what, peer, own, part) {
  console.log(`${what}: supercluster ${peer.toFixed(4)} ms, ours ${own.toFixed(4)} ms, ` +
    `1/${(peer / own).toFixed(0)} (at most 1/${part})`);
}

let index;
const rebuild = time(REBUILDS, () => {
  index = new Supercluster({ radius: 60, maxZoom: 16 }).load(points);
});
console.log(`${points.length} points`);
report('a new filter', rebuild, ours.filter, 100);
for (const [zoom, box] of Object.entries(VIEWS))
  report(`a view at zoom ${zoom}`, time(REPEATS, () => index.getClusters(box, Number(zoom))), ours[`view-${zoom}`], 5);
