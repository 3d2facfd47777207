// SPDX-License-Identifier: GPL-3.0-or-later
// The container that src/core/geo/atlas-geodata.c maps into memory:
//   "ATLASGEO", u32 version, u32 number of sections, then for each section { char name[16], u32 offset, u32 size }, then the sections, each at a multiple of 8 bytes.
// Everything is little-endian.
import fs from 'node:fs';

export const VERSION = 1;

export function u32(values) {
  return Buffer.from(Uint32Array.from(values).buffer);
}

export function i32(values) {
  return Buffer.from(Int32Array.from(values).buffer);
}


// Signed integers, small ones in few bytes: zigzag, then seven bits a byte, low ones first.
export function varints(values) {
  const bytes = [];
  for (const value of values) {
    let rest = (value < 0 ? -value * 2 - 1 : value * 2) >>> 0;
    while (rest >= 0x80) {
      bytes.push((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.push(rest);
  }
  return Buffer.from(bytes);
}

// NUL-terminated texts, each kept once; offset 0 is the empty text.
export class Strings {
  constructor() {
    this.parts = [Buffer.from([0])];
    this.size = 1;
    this.known = new Map([['', 0]]);
  }

  add(text) {
    let offset = this.known.get(text);
    if (offset === undefined) {
      const bytes = Buffer.from(`${text}\0`, 'utf8');
      offset = this.size;
      this.known.set(text, offset);
      this.parts.push(bytes);
      this.size += bytes.length;
    }
    return offset;
  }

  buffer() {
    return Buffer.concat(this.parts);
  }
}

export function writeFile(path, sections) {
  const names = Object.keys(sections);
  const header = Buffer.alloc(16 + names.length * 24);
  const chunks = [header];
  let offset = header.length;

  header.write('ATLASGEO', 0, 'latin1');
  header.writeUInt32LE(VERSION, 8);
  header.writeUInt32LE(names.length, 12);
  names.forEach((name, i) => {
    const pad = (8 - (offset % 8)) % 8;
    const data = sections[name];

    if (name.length > 15)
      throw new Error(`section name too long: ${name}`);
    chunks.push(Buffer.alloc(pad), data);
    offset += pad;
    header.write(name, 16 + i * 24, 'latin1');
    header.writeUInt32LE(offset, 16 + i * 24 + 16);
    header.writeUInt32LE(data.length, 16 + i * 24 + 20);
    offset += data.length;
  });
  fs.writeFileSync(path, Buffer.concat(chunks));
  console.log(`${path}: ${(offset / 1024).toFixed(0)} KiB`);
}
