import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { InvalidInputError, SourceError, UnsupportedError } from '@tovec/core';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { rejection, temporaryDirectory } from '../testing/helpers.js';
import { goldenPicture } from '../testing/pictures.js';
import { decodeImage } from './decode-image.js';

const images = fileURLToPath(new URL('../../../../../shared/data/images/', import.meta.url));
const noise = goldenPicture(64, 48, 2);
const raw = { width: 64, height: 48, channels: 3 } as const;
const fromNoise = () => sharp(Buffer.from(noise.data), { raw });
const pixel = (...values: number[]) => ({ data: Uint8Array.from(values), width: 1, height: 1 });
const bytesOf = async (input: Parameters<typeof decodeImage>[0], background?: 'ignore') => [
  ...(await decodeImage(input, { background })).data,
];

describe('a picture', () => {
  test('comes from a path, a URL object, bytes, a pipeline or pixels, all the same', async () => {
    const folder = await temporaryDirectory();
    const path = join(folder, 'noise.png');
    const png = await fromNoise().png().toBuffer();
    await writeFile(path, png);
    const inputs = [path, pathToFileURL(path), png, new Uint8Array(png), fromNoise(), noise];
    for (const input of inputs) expect(await decodeImage(input)).toEqual(noise);
  });

  test('leaves the pipeline as it was', async () => {
    const pipeline = fromNoise().resize(2, 1);
    expect((await decodeImage(pipeline)).width).toBe(2);
    expect((await pipeline.png().toBuffer({ resolveWithObject: true })).info.format).toBe('png');
  });

  test.each(['png', 'jpeg', 'webp', 'tiff'] as const)(
    'is turned upright as EXIF of a %s says',
    async (format) => {
      const wide = () =>
        sharp(Buffer.from([255, 255, 255, 0, 0, 0]), {
          raw: { width: 2, height: 1, channels: 3 },
        }).resize(16, 8, { kernel: 'nearest' });
      const file = await wide().withMetadata({ orientation: 6 }).toFormat(format).toBuffer();
      const { data, width, height } = await decodeImage(file);
      expect([width, height, data[0]! > 250, data.at(-1)! < 5]).toEqual([8, 16, true, true]);
      const plain = await decodeImage(await wide().toFormat(format).toBuffer());
      expect([plain.width, plain.height]).toEqual([16, 8]);
    },
  );

  test('of transparency stands on white, on what was asked for, or on what lies beneath', async () => {
    const clear = pixel(200, 100, 0, 0);
    expect(await bytesOf(clear)).toEqual([255, 255, 255]);
    expect(await bytesOf(clear, 'ignore')).toEqual([200, 100, 0]);
    const { data } = await decodeImage(pixel(200, 100, 0, 51), { background: [0, 0, 100] });
    expect([...data]).toEqual([40, 20, 80]);
    const png = await sharp(Buffer.from([200, 100, 0, 0]), {
      raw: { width: 1, height: 1, channels: 4 },
    })
      .png()
      .toBuffer();
    expect(await bytesOf(png)).toEqual([255, 255, 255]);
    expect(await bytesOf(pixel(7, 0))).toEqual([255, 255, 255]);
  });

  test('of grey is spread over the channels', async () => {
    expect(await bytesOf(pixel(7))).toEqual([7, 7, 7]);
    const png = await fromNoise().toColourspace('b-w').png().toBuffer();
    const { data } = await decodeImage(png);
    expect(data.length).toBe(64 * 48 * 3);
    expect([data[0], data[1]]).toEqual([data[2], data[2]]);
  });

  test('of 16 bits keeps the higher eight, of fractions the nearest', async () => {
    const deep = Uint16Array.of(0x12ff, 0x8080, 0xffff);
    expect(await bytesOf({ data: deep, width: 1, height: 1 })).toEqual([0x12, 0x80, 0xff]);
    const png = await sharp(deep, { raw: { width: 1, height: 1, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    expect((await sharp(png).metadata()).depth).toBe('ushort');
    expect(await bytesOf(png)).toEqual([0x12, 0x80, 0xff]);
    const fractions = Float32Array.of(0, 0.5, 1);
    expect(await bytesOf({ data: fractions, width: 1, height: 1 })).toEqual([0, 128, 255]);
  });

  test('of CMYK becomes sRGB', async () => {
    const red = sharp({ create: { width: 8, height: 8, channels: 3, background: '#e80000' } });
    const cmyk = await red.toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    const [r, g, b] = await bytesOf(cmyk);
    expect(r).toBeGreaterThan(200);
    expect(Math.max(g!, b!)).toBeLessThan(60);
  });

  test('of several frames is the first', async () => {
    const frames = Buffer.concat([Buffer.alloc(12, 10), Buffer.alloc(12, 250)]);
    const gif = await sharp(frames, { raw: { width: 2, height: 4, channels: 3, pageHeight: 2 } })
      .gif()
      .toBuffer();
    expect((await sharp(gif).metadata()).pages).toBe(2);
    const { height, data } = await decodeImage(gif);
    expect([height, data[0]! < 100]).toEqual([2, true]);
  });

  test('keeps its numbers, whatever its colour profile', async () => {
    const png = await fromNoise().png().withIccProfile('p3').toBuffer();
    expect((await sharp(png).metadata()).hasProfile).toBe(true);
    const plain = await sharp(png, { ignoreIcc: true }).raw().toBuffer();
    expect(Buffer.from((await decodeImage(png)).data).equals(plain)).toBe(true);
  });

  test.skipIf(!existsSync(images))('of a JPEG has the very bytes that Pillow gives', async () => {
    const { createHash } = await import('node:crypto');
    const { data, width, height } = await decodeImage(join(images, 'hot_dog.jpg'));
    const sha = createHash('sha256').update(data).digest('hex');
    expect([width, height, sha.slice(0, 24)]).toEqual([512, 384, '9c6750dca82df0467f09ec73']);
  });
});

describe('a bad picture is named in the error', () => {
  test('when it is none', async () => {
    const error = await rejection(decodeImage(Buffer.from('hello, no picture')));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('the given image is not a picture that can be read');
    expect(error.message).toContain('68 65 6c 6c 6f');
  });

  test('when it is empty, a folder or not there', async () => {
    const folder = await temporaryDirectory();
    await writeFile(join(folder, 'empty.jpg'), '');
    const empty = await rejection(decodeImage(join(folder, 'empty.jpg')));
    expect(empty).toBeInstanceOf(InvalidInputError);
    expect(empty.message).toMatch(/empty\.jpg is empty \(0 bytes\)/);
    expect(await rejection(decodeImage(folder))).toBeInstanceOf(InvalidInputError);
    const missing = await rejection(decodeImage(join(folder, 'none.jpg')));
    expect(missing).toBeInstanceOf(SourceError);
    expect(missing.message).toContain('none.jpg');
  });

  test.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)(
    'when a %s is truncated',
    async (format) => {
      const whole = await fromNoise().toFormat(format).toBuffer();
      for (const part of [0.95, 0.5, 0.1]) {
        const error = await rejection(decodeImage(whole.subarray(0, whole.length * part)));
        expect(error).toBeInstanceOf(InvalidInputError);
        expect(error.message).toMatch(/the given image is (truncated or damaged|not a picture)/);
      }
    },
  );

  test('when it has more pixels than allowed, before they are decoded', async () => {
    const png = await fromNoise().png().toBuffer();
    for (const input of [png, noise]) {
      const error = await rejection(decodeImage(input, { maxPixels: 3000 }));
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toMatch(/is 64×48, which is more than 3000 pixels. Raise maxPixels/);
    }
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="30000" height="30000"/>',
    );
    expect((await rejection(decodeImage(svg))).message).toContain('more than 178956970 pixels');
  });

  test('when it is HEIC, with the way out', async () => {
    const heic = Buffer.concat([
      Buffer.from([0, 0, 0, 24]),
      Buffer.from('ftypheic\0\0\0\0mif1heic'),
    ]);
    const error = await rejection(decodeImage(heic));
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error.message).toContain('Convert it to JPEG');
  });

  test.each<[string, object, string]>([
    ['five channels', { ...pixel(1, 2, 3, 4, 5), channels: 5 }, 'there are 5'],
    ['a wrong length', { data: new Uint8Array(7), width: 2, height: 2 }, '7 values for 2×2'],
    ['another length', { data: new Uint8Array(8), width: 2, height: 2, channels: 3 }, 'has 8'],
    ['no width', { data: new Uint8Array(3), width: 0, height: 1 }, 'width must be'],
    ['plain numbers', { data: [1, 2, 3], width: 1, height: 1 }, 'an array of 3'],
    ['fractions beyond 1', { data: Float32Array.of(255), width: 1, height: 1 }, 'from 0 to 1'],
  ])('when pixels have %s', async (_, input, words) => {
    const error = await rejection(decodeImage(input as never));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(words);
  });

  test('when it is something else', async () => {
    for (const input of [5, null, {}, () => {}]) {
      expect((await rejection(decodeImage(input as never))).message).toMatch(/^A picture must be/);
    }
    const broken = sharp(Buffer.from('no picture'));
    expect((await rejection(decodeImage(broken))).message).toContain('sharp pipeline could not');
  });

  test('unless it was stopped', async () => {
    const options = { signal: AbortSignal.abort() };
    expect((await rejection(decodeImage(noise, options))).name).toBe('AbortError');
  });
});

describe('options', () => {
  test.each([
    [{ background: 'black' }, 'background must be'],
    [{ background: [0, 0, 256] }, 'background must be'],
    [{ maxPixels: 0 }, 'maxPixels must be'],
    [{ maxPixel: 1 }, "Did you mean 'maxPixels'"],
  ])('are checked: %o', async (options, words) => {
    expect((await rejection(decodeImage(noise, options as object))).message).toContain(words);
  });
});
