import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { goldenPicture } from '../testing/pictures.js';
import type { ResizeFilter } from './filters.js';
import { preprocess } from './preprocess.js';
import type { Preprocessing } from './preprocessing.js';
import { kerasPreprocessing, timmPreprocessing, torchvisionPreprocessing } from './presets.js';
import { resizeRegion } from './resize.js';

// Made by tools/goldens/resize.py with Pillow, torchvision, timm and Keras.
type Resized = [number, number, number, number, number, ResizeFilter, string];
type Preprocessed = [string, number, number, number, string];
const goldens: { resized: Resized[]; preprocessed: Preprocessed[] } = JSON.parse(
  await readFile(new URL('../../fixtures/resize.json', import.meta.url), 'utf8'),
);

const sha = (data: Uint8Array) => createHash('sha256').update(data).digest('hex').slice(0, 24);
const whole = (size: number) => ({ size, first: 0, count: size });

test('resizes as Pillow does, to the last bit', () => {
  expect(goldens.resized.length).toBeGreaterThan(200);
  for (const [width, height, seed, toWidth, toHeight, filter, expected] of goldens.resized) {
    const picture = goldenPicture(width, height, seed);
    const region = { x: whole(toWidth), y: whole(toHeight) };
    const name = `${width}×${height} to ${toWidth}×${toHeight}, ${filter}, seed ${seed}`;
    expect([name, sha(resizeRegion(picture, region, filter).data)]).toEqual([name, expected]);
  }
});

test('preprocesses as torchvision, timm and Keras do, to the last bit', () => {
  expect(goldens.preprocessed.length).toBeGreaterThan(90);
  for (const [transform, width, height, seed, expected] of goldens.preprocessed) {
    const numbers = preprocess(goldenPicture(width, height, seed), presetOf(transform));
    const name = `${width}×${height}, ${transform}`;
    expect([name, sha(new Uint8Array(numbers.buffer))]).toEqual([name, expected]);
  }
});

function presetOf(transform: string): Preprocessing {
  const [tool, first, second, filterName] = transform.split(' ');
  const filter = filterName as ResizeFilter;
  switch (tool) {
    case 'torchvision':
      return torchvisionPreprocessing({ resize: Number(first), crop: Number(second), filter });
    case 'timm':
      return timmPreprocessing({ size: Number(first), cropPercentage: Number(second), filter });
    default:
      return kerasPreprocessing(first as 'caffe', { size: Number(second), filter });
  }
}
