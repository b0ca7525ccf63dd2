import { InvalidInputError, UnsupportedError } from '@tovec/core';
import { expect, test } from 'vitest';
import { rejection } from '../testing/helpers.js';
import { decodeImage } from './decode-image.js';

interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly palette?: readonly number[];
  readonly pixels: readonly number[];
  readonly compression?: number;
}

function bitmap({ width, height, bits, palette = [], pixels, compression = 0 }: Bitmap): Buffer {
  const header = Buffer.alloc(54);
  header.write('BM');
  header.writeUInt32LE(54 + palette.length, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(bits, 28);
  header.writeUInt32LE(compression, 30);
  return Buffer.concat([header, Buffer.from(palette), Buffer.from(pixels)]);
}

const decode = async (options: Bitmap) => [...(await decodeImage(bitmap(options))).data];
const colours = [30, 20, 10, 0, 60, 50, 40, 0];

test('bitmaps are read from the lowest row up, blue first, rows filled to four bytes', async () => {
  const pixels = [3, 2, 1, 6, 5, 4, 0, 0, 9, 8, 7, 12, 11, 10, 0, 0];
  const upwards = { width: 2, height: 2, bits: 24, pixels };
  expect(await decode(upwards)).toEqual([7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6]);
  expect(await decode({ ...upwards, height: -2 })).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test('bitmaps of 32 bits, and of 1, 4 and 8 with a palette', async () => {
  const one = { width: 1, height: 1 };
  expect(await decode({ ...one, bits: 32, pixels: [3, 2, 1, 0] })).toEqual([1, 2, 3]);
  const palette = { height: 1, palette: colours };
  const expected = [40, 50, 60, 10, 20, 30, 40, 50, 60];
  const rows = [
    { bits: 1, pixels: [0b1010_0000, 0, 0, 0] },
    { bits: 4, pixels: [0x10, 0x10, 0, 0] },
    { bits: 8, pixels: [1, 0, 1, 0] },
  ];
  for (const row of rows) expect(await decode({ ...palette, ...row, width: 3 })).toEqual(expected);
});

test('bitmaps that are cut, compressed or no bitmaps are refused', async () => {
  const cut = bitmap({ width: 9, height: 9, bits: 24, pixels: [1, 2, 3] });
  const error = await rejection(decodeImage(cut));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.message).toContain('the given image is truncated: 9×9 pixels end at byte 306');
  const packed = bitmap({ width: 1, height: 1, bits: 8, pixels: [], compression: 1 });
  expect(await rejection(decodeImage(packed))).toBeInstanceOf(UnsupportedError);
  const text = Buffer.from('BM is how this text begins, which is no bitmap at all, is it');
  expect(await rejection(decodeImage(text))).toBeInstanceOf(InvalidInputError);
  const huge = bitmap({ width: 60_000, height: 60_000, bits: 1, pixels: [] });
  expect((await rejection(decodeImage(huge))).message).toContain('more than 178956970 pixels');
});
