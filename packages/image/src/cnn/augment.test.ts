import { createRandom } from '@tovec/core';
import type { TensorData } from '@tovec/nn';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { augmentPictures } from './augment.js';

const batch = (data: ArrayLike<number>, shape: number[]) => ({
  inputs: { pixels: { data: Float32Array.from(data), shape } as TensorData },
  targets: { label: { data: Int32Array.of(0), shape: [1] } as TensorData },
});

test('a picture that is neither mirrored nor moved stays as it is', () => {
  const given = batch([1, 2, 3, 4, 5, 6], [1, 3, 1, 2]);
  const augment = augmentPictures({ flip: false, shift: 0 });
  expect(augment(given, createRandom(1))).toEqual(given);
});

test('mirroring and moving keep pixels or make them 0, and channels together', () => {
  const pixel = fc.integer({ min: 1, max: 1000 });
  fc.assert(
    fc.property(fc.array(pixel, { minLength: 48, maxLength: 48 }), fc.nat(), (red, seed) => {
      const data = [...red, ...red.map((value) => 2 * value), ...red.map((value) => -value)];
      const given = batch(data, [1, 3, 6, 8]);
      const { inputs } = augmentPictures({ shift: 2 })(given, createRandom(seed));
      const moved = inputs.pixels!.data as Float32Array;
      for (let at = 0; at < 48; at++) {
        const value = moved[at]!;
        if (value !== 0) expect(red).toContain(value);
        expect(moved[48 + at]).toBe(2 * value);
        expect(moved[96 + at]! + value).toBe(0);
      }
      // Moved by two at most, at least 4 × 6 pixels are still there.
      expect(moved.subarray(0, 48).filter((value) => value !== 0).length).toBeGreaterThanOrEqual(
        24,
      );
    }),
  );
});

test('about half of the pictures are mirrored', () => {
  const rows = 400;
  const given = batch(
    Array.from({ length: rows * 6 }, (_, at) => at % 2),
    [rows, 3, 1, 2],
  );
  const { inputs } = augmentPictures({ shift: 0 })(given, createRandom(1));
  const data = inputs.pixels!.data as Float32Array;
  const mirrored = Array.from({ length: rows }, (_, row) => data[row * 6]!).filter(Boolean).length;
  expect(mirrored).toBeGreaterThan(160);
  expect(mirrored).toBeLessThan(240);
});
