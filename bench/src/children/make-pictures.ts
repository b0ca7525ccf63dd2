// Writes JPEG files that are as hard to decode as photographs, in a process of its own:
//
//   node make-pictures.js '{ "folder": …, "count": 64, "width": 500, "height": 375 }'
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom, importOptional } from '@tovec/core';

export interface MakePicturesInput {
  readonly folder: string;
  readonly count: number;
  readonly width: number;
  readonly height: number;
}

export interface MakePicturesOutput {
  readonly bytes: number;
}

const { default: sharp } = await importOptional('sharp', '*', () => import('sharp'));
const input = JSON.parse(process.argv[2] ?? '') as MakePicturesInput;
const { folder, count, width, height } = input;
await mkdir(folder, { recursive: true });
let bytes = 0;
for (let picture = 0; picture < count; picture++) {
  const file = join(folder, `${String(picture).padStart(4, '0')}.jpg`);
  // Noise of three scales has edges and texture, and about the bytes of a photograph.
  const layers = await Promise.all([4, 24, 96].map((cells) => noise(picture, cells)));
  const mixed = layers[0]!.map((_, at) => {
    const value = 0.55 * layers[0]![at]! + 0.33 * layers[1]![at]! + 0.12 * layers[2]![at]!;
    return Math.round(value);
  });
  const raw = { width, height, channels: 3 } as const;
  bytes += (await sharp(mixed, { raw }).jpeg({ quality: 90 }).toFile(file)).size;
}
const output: MakePicturesOutput = { bytes };
console.log(JSON.stringify(output));

/** Random colours on a grid of so many cells, made as large as the picture. */
async function noise(seed: number, cells: number): Promise<Uint8Array> {
  const random = createRandom(1, seed, cells);
  const grid = Uint8Array.from({ length: cells * cells * 3 }, () => random.integer(256));
  const raw = { width: cells, height: cells, channels: 3 } as const;
  return sharp(grid, { raw }).resize(width, height, { fit: 'fill' }).raw().toBuffer();
}
