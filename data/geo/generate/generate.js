// SPDX-License-Identifier: GPL-3.0-or-later
// node generate.js FOLDER: writes regions.bin, places.bin and shapes.bin there. The same packages give the same bytes.
import path from 'node:path';
import { writeFile } from './binary.js';
import { packPlaces, packRegions, readPlaces } from './places.js';
import { packPostcodes } from './postcodes.js';
import { readRegions, readWorld } from './regions.js';
import { makeShapes } from './shapes.js';

const folder = process.argv[2] ?? '.';
const world = readWorld();
const regions = readRegions(world);
const { sections, counties, states } = makeShapes(world, regions);
const places = readPlaces();

writeFile(path.join(folder, 'shapes.bin'), sections);
writeFile(path.join(folder, 'regions.bin'), packRegions(regions, counties));
writeFile(path.join(folder, 'places.bin'), { ...packPlaces(places, regions, counties, states), ...packPostcodes(places, regions) });
console.log(`${places.list.length} places`);
