import { InvalidInputError } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepPixels, type PixelAxis, pixelWeightBits, weighPixels } from './pixels/axis.js';
import type { PixelPicture } from './pixels/resample.js';
import { PixelWorkspace } from './pixels/workspace.js';
import { pixelNumbers, resamplePixels } from './pixels.js';

type Weights = Parameters<typeof weighPixels>[0];

/** A plain copy of the arithmetic, along rows; columns are rows of the picture turned over. */
function resampledRows({ data, width, height }: PixelPicture, weights: Weights): PixelPicture {
  const { starts, counts, taps } = weights;
  const result = new Uint8ClampedArray(starts.length * height * 3);
  for (let at = 0; at < result.length; at++) {
    const column = Math.floor(at / 3) % starts.length;
    const row = Math.floor(at / 3 / starts.length);
    let sum = 1 << (pixelWeightBits - 1);
    for (let tap = 0; tap < counts[column]!; tap++) {
      const pixel = data[(row * width + starts[column]! + tap) * 3 + (at % 3)]!;
      sum = (sum + Math.imul(pixel, weights.weights[column * taps + tap]!)) | 0;
    }
    result[at] = sum >> pixelWeightBits;
  }
  return { data: new Uint8Array(result.buffer), width: starts.length, height };
}

function turned({ data, width, height }: PixelPicture): PixelPicture {
  const result = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at++) {
    const pixel = Math.floor(at / 3);
    const to = (pixel % width) * height + Math.floor(pixel / width);
    result[to * 3 + (at % 3)] = data[at]!;
  }
  return { data: result, width: height, height: width };
}

const resampledColumns = (picture: PixelPicture, weights: Weights) =>
  turned(resampledRows(turned(picture), weights));

/** Numbers that look like noise, from a seed. */
function noise(count: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

const picture = (width: number, height: number, seed = 1): PixelPicture => ({
  data: noise(width * height * 3, seed),
  width,
  height,
});

/** Any weights that fit `size` source pixels, negative ones too, up to twice what they should sum up to. */
function weightsFor(size: number, count: number, taps: number, seed: number): Weights {
  const random = noise(count * (taps + 2), seed);
  const starts = random
    .slice(0, count)
    .sort()
    .map((value) => value % size)
    .sort();
  const counts = Int32Array.from(starts, (start, index) =>
    Math.min(size - start, 1 + (random[count + index]! % taps)),
  );
  const weights = Int32Array.from(random.subarray(2 * count), (value) =>
    Math.trunc(((value - 100) / 128 / taps) * 2 ** (pixelWeightBits + 1)),
  );
  return { starts: Int32Array.from(starts), counts, weights, taps };
}

describe('resampling', () => {
  const size = fc.integer({ min: 1, max: 50 });
  const taps = fc.integer({ min: 1, max: 9 });
  const shape = fc.tuple(size, size, size, size, taps, taps, fc.nat(1 << 20));

  test('is the plain arithmetic to the last bit, whatever the sizes and weights', () => {
    fc.assert(
      fc.property(shape, ([width, height, columns, rows, tapsAcross, tapsDown, seed]) => {
        const source = picture(width, height, seed);
        const x = weightsFor(width, columns, tapsAcross, seed + 1);
        const y = weightsFor(height, rows, tapsDown, seed + 2);
        const [across, down] = [weighPixels(x), weighPixels(y)];
        const rowsFirst = resampledColumns(resampledRows(source, x), y).data;
        expect(resamplePixels(source, { across, down })).toEqual(rowsFirst);
        const columnsFirst = resampledRows(resampledColumns(source, y), x).data;
        expect(resamplePixels(source, { across, down, downFirst: true })).toEqual(columnsFirst);
        const all = (count: number) => keepPixels(0, count);
        const wide = resamplePixels(source, { across, down: all(height) });
        expect(wide).toEqual(resampledRows(source, x).data);
        const tall = resamplePixels(source, { across: all(width), down });
        expect(tall).toEqual(resampledColumns(source, y).data);
      }),
      { numRuns: 60 },
    );
  });

  test('of long pictures goes strip by strip', () => {
    const source = picture(60, 9000);
    const x = weightsFor(60, 20, 5, 3);
    const starts = Int32Array.from({ length: 90 }, (_, row) => row * 99);
    const y = { ...weightsFor(9000, 90, 110, 4), starts, counts: starts.map(() => 110) };
    const region = { across: weighPixels(x), down: weighPixels(y) };
    const columnsFirst = resampledRows(resampledColumns(source, y), x).data;
    expect(resamplePixels(source, { ...region, downFirst: true })).toEqual(columnsFirst);
    expect(resamplePixels(source, region)).toEqual(
      resampledColumns(resampledRows(source, x), y).data,
    );
  });

  test('only brings in the columns that are wanted of wide pictures', () => {
    const source = picture(100_000, 12);
    const starts = Int32Array.of(70_000, 70_002);
    const x = { ...weightsFor(1000, 2, 4, 5), starts, counts: Int32Array.of(4, 3) };
    const result = resamplePixels(source, { across: weighPixels(x), down: keepPixels(0, 12) });
    expect(result).toEqual(resampledRows(source, x).data);
    expect(PixelWorkspace.take().memory.buffer.byteLength).toBeLessThan(8_000_000);
  });

  test('does not keep the memory that a huge row took', () => {
    const width = 12_000_000;
    const source = { data: new Uint8Array(width * 3).fill(9), width, height: 1 };
    const half = 1 << (pixelWeightBits - 1);
    const ends = { starts: Int32Array.of(0, width - 2), counts: Int32Array.of(2, 2), taps: 2 };
    const across = weighPixels({ ...ends, weights: Int32Array.of(half, half, half, half) });
    const result = resamplePixels(source, { across, down: keepPixels(0, 1) });
    expect([...result]).toEqual([9, 9, 9, 9, 9, 9]);
    expect(PixelWorkspace.take().memory.buffer.byteLength).toBeLessThan(1_000_000);
  });

  test.each<[string, PixelAxis, string]>([
    ['columns', keepPixels(3, 3), 'cannot have columns to 6'],
    ['weighed columns', weighPixels(weightsFor(60, 20, 5, 3)), 'cannot have columns to'],
  ])('refuses %s that are not there', (_, across, words) => {
    const call = () => resamplePixels(picture(5, 5), { across, down: keepPixels(0, 5) });
    expect(call).toThrow(InvalidInputError);
    expect(call).toThrow(words);
  });

  test('refuses weights out of order', () => {
    const weights = { counts: Int32Array.of(1, 1), weights: Int32Array.of(1, 1), taps: 1 };
    for (const starts of [Int32Array.of(1, 0), Int32Array.of(-1, 0)])
      expect(() => weighPixels({ ...weights, starts })).toThrow('starts must not fall');
  });
});

describe('numbers', () => {
  const tables = Float32Array.from({ length: 768 }, (_, index) => index / 7);
  const frame = { width: 5, height: 4, left: 2, top: 1, tables };
  const region = { across: keepPixels(0, 3), down: keepPixels(0, 2) };

  test.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('are looked up and put in their place: interleaved %s, blue first %s', (...how) => {
    const [interleaved, blueFirst] = how;
    const source = picture(3, 2);
    const numbers = pixelNumbers(source, region, { ...frame, interleaved, blueFirst });
    for (let place = 0; place < 60; place++) {
      const channel = interleaved ? place % 3 : Math.floor(place / 20);
      const pixel = interleaved ? Math.floor(place / 3) : place % 20;
      const [x, y] = [(pixel % 5) - 2, Math.floor(pixel / 5) - 1];
      const colour = blueFirst ? 2 - channel : channel;
      const inside = x >= 0 && x < 3 && y >= 0 && y < 2;
      const value = inside ? source.data[(y * 3 + x) * 3 + colour]! : 0;
      expect(numbers[place]).toBe(tables[colour * 256 + value]);
    }
  });

  test('are refused a frame that is too small', () => {
    const call = () => pixelNumbers(picture(3, 2), region, { ...frame, left: 3 });
    expect(call).toThrow('frame.left must be');
  });
});
