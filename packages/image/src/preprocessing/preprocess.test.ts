import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goldenPicture } from '../testing/pictures.js';
import { RESIZE_FILTERS } from './filters.js';
import { planCrop } from './plan-crop.js';
import { preprocess } from './preprocess.js';
import { kerasPreprocessing, timmPreprocessing, torchvisionPreprocessing } from './presets.js';
import { resizeRegion } from './resize.js';

const whole = (size: number) => ({ size, first: 0, count: size });
const side = fc.integer({ min: 1, max: 40 });
const filter = fc.constantFrom(...RESIZE_FILTERS);

describe('resizing', () => {
  test('leaves a picture of one colour as it is', () => {
    const colour = fc.tuple(...Array.from({ length: 3 }, () => fc.integer({ min: 0, max: 255 })));
    fc.assert(
      fc.property(side, side, side, side, filter, colour, (w, h, toWidth, toHeight, name, rgb) => {
        const data = Uint8Array.from({ length: w * h * 3 }, (_, at) => rgb[at % 3]!);
        const region = { x: whole(toWidth), y: whole(toHeight) };
        const result = resizeRegion({ data, width: w, height: h }, region, name).data;
        expect(result.every((value, at) => Math.abs(value - rgb[at % 3]!) <= 0)).toBe(true);
      }),
    );
  });

  test('to its own size changes nothing', () => {
    fc.assert(
      fc.property(side, side, filter, (width, height, name) => {
        const picture = goldenPicture(width, height, width);
        const region = { x: whole(width), y: whole(height) };
        expect(resizeRegion(picture, region, name)).toEqual(picture);
      }),
    );
  });

  test('a region is what the whole has there', () => {
    const cut = fc.tuple(side, fc.nat(), fc.nat()).map(([size, a, b]) => {
      const first = a % size;
      return { size, first, count: 1 + (b % (size - first)) };
    });
    fc.assert(
      fc.property(side, side, cut, cut, filter, (width, height, x, y, name) => {
        const picture = goldenPicture(width, height, 4);
        const part = resizeRegion(picture, { x, y }, name);
        const all = resizeRegion(picture, { x: whole(x.size), y: whole(y.size) }, name);
        for (let row = 0; row < y.count; row++) {
          const start = ((y.first + row) * x.size + x.first) * 3;
          const expected = all.data.subarray(start, start + x.count * 3);
          const given = part.data.subarray(row * x.count * 3, (row + 1) * x.count * 3);
          expect([...given]).toEqual([...expected]);
        }
      }),
    );
  });
});

describe('preprocessing', () => {
  test('only computes what is seen of very long pictures', () => {
    const preprocessing = torchvisionPreprocessing();
    for (const [width, height] of [
      [30_000, 10],
      [10, 30_000],
      [1, 1],
    ] as const) {
      const data = new Uint8Array(width * height * 3).fill(255);
      const numbers = preprocess({ data, width, height }, preprocessing);
      expect(numbers.length).toBe(3 * 224 * 224);
      expect(numbers[0]).toBeCloseTo((1 - 0.485) / 0.229, 5);
      expect(new Set(numbers).size).toBe(3);
    }
  });

  test('fills up with black what is too small, as torchvision does', () => {
    const data = new Uint8Array(3 * 3 * 3).fill(255);
    const preprocessing = {
      ...torchvisionPreprocessing({ resize: 3, crop: [4, 6] }),
      ...{ divisor: 1, mean: [0, 0, 0] as const, std: [1, 1, 1] as const },
    };
    const numbers = preprocess({ data, width: 3, height: 3 }, preprocessing);
    const rows = Array.from({ length: 4 }, (_, row) => [...numbers.subarray(row * 6, row * 6 + 6)]);
    expect(rows).toEqual([
      [0, 255, 255, 255, 0, 0],
      [0, 255, 255, 255, 0, 0],
      [0, 255, 255, 255, 0, 0],
      [0, 0, 0, 0, 0, 0],
    ]);
  });

  test('rounds the place of the crop to even, as Python does', () => {
    const firstOf = (size: number) =>
      planCrop(size, size, { size: [4, 4], resize: [size, size] }).x.first;
    expect([5, 6, 7, 8, 9].map(firstOf)).toEqual([0, 1, 2, 2, 2]);
  });

  test('of pixels side by side holds the same numbers', () => {
    const picture = goldenPicture(30, 20, 1);
    const preprocessing = kerasPreprocessing('caffe', { size: 8 });
    const planes = preprocess(picture, preprocessing);
    const data = new Float32Array(1 + 3 * 64);
    preprocess(picture, preprocessing, { data, start: 1, order: 'NHWC' });
    for (let at = 0; at < 3 * 64; at++)
      expect(data[1 + at]).toBe(planes[(at % 3) * 64 + Math.floor(at / 3)]);
  });
});

describe('a preprocessing', () => {
  test('is plain JSON', () => {
    for (const value of [
      kerasPreprocessing('caffe'),
      timmPreprocessing(),
      torchvisionPreprocessing(),
    ]) {
      expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    }
  });

  test('of timm keeps so much of the shorter side', () => {
    expect(timmPreprocessing().resize).toEqual({ shortest: 256 });
    expect(timmPreprocessing({ size: 288, cropPercentage: 0.95 }).resize).toEqual({
      shortest: 303,
    });
  });
});
