import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { InvalidInputError, MissingItemError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import type { RawPixels } from '../input/image-input.js';
import { kerasPreprocessing } from '../preprocessing/presets.js';
import { rejection, sleep, temporaryDirectory } from '../testing/helpers.js';
import { pictureRunner } from '../testing/runners.js';
import { defineImageEncoder, type ImageEncoderDefinition } from './define-image-encoder.js';

/** Two by two pixels of one colour. */
const plain = (red: number, green = 0, blue = 0): RawPixels => ({
  data: Uint8Array.from([0, 1, 2, 3].flatMap(() => [red, green, blue])),
  width: 2,
  height: 2,
});
const raw = { ...kerasPreprocessing('tf', { size: 2 }), divisor: 1, mean: [0, 0, 0] as const };

function encoderOf(options: Partial<ImageEncoderDefinition> = {}, runner = pictureRunner()) {
  const encoder = defineImageEncoder({
    ...{ id: 'picture', runner, layer: 'mean', preprocessing: raw },
    ...options,
  });
  return { encoder, runner };
}

describe('an image encoder', () => {
  test('gives the vectors of a layer, a row for each picture', async () => {
    const { encoder } = encoderOf();
    expect(encoder).toMatchObject({ id: 'picture', modality: 'image', dimensions: 3 });
    expect(encoder).toMatchObject({ layer: 'mean', preprocessing: raw });
    expect(encoder.layers).toEqual(['map', 'mean', 'tokens', 'open']);
    const { data } = await encoder.encode([plain(1, 2, 3), plain(4, 5, 6)]);
    expect([...data]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('takes batches of 16, or of what was asked for', async () => {
    const pictures = Array.from({ length: 20 }, () => plain(1));
    const { encoder, runner } = encoderOf();
    await encoder.encode(pictures);
    expect(runner.log).toEqual(['run 16', 'run 4']);
    const small = encoderOf({ batchSize: 8 });
    await small.encoder.encode(pictures);
    expect(small.runner.log).toEqual(['run 8', 'run 8', 'run 4']);
  });

  test('fills up the batches of a network that takes one size only', async () => {
    const { encoder, runner } = encoderOf({ fixedBatch: 3 });
    const { data } = await encoder.encode([1, 2, 3, 4].map((red) => plain(red)));
    expect(runner.log).toEqual(['run 3', 'run 3']);
    expect([...data].filter((_, at) => at % 3 === 0)).toEqual([1, 2, 3, 4]);
  });

  test('lays the pixels out as the network wants them', async () => {
    const { encoder, runner } = encoderOf({ order: 'NHWC', layer: 'map', pooling: 'flatten' });
    const { data } = await encoder.encode([plain(1, 2, 3)]);
    expect([...data]).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]);
    expect(runner.shapes).toEqual([[1, 2, 2, 3]]);
    const seen = await encoderOf().encoder.preprocess(plain(1, 2, 3));
    expect(seen.shape).toEqual([1, 3, 2, 2]);
    expect([...seen.data]).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
  });

  test('decodes the next pictures while the network works', async () => {
    const runner = pictureRunner({ delay: 20 });
    const { encoder } = encoderOf({ batchSize: 1 }, runner);
    let read = 0;
    async function* arriving() {
      for (let red = 0; red < 6; red++) {
        read++;
        yield plain(red);
      }
    }
    const stream = encoder.encodeStream(arriving())[Symbol.asyncIterator]();
    await stream.next();
    expect(read).toBeGreaterThan(1);
    await stream.return?.();
  });

  test('disposes of the network', async () => {
    const { encoder, runner } = encoderOf();
    {
      await using used = encoder;
      await used.encode([plain(1)]);
    }
    expect(runner.log).toEqual(['run 1', 'dispose']);
    expect((await rejection(encoder.encode([plain(1)]))).message).toContain('disposed');
  });
});

describe('a layer that is a map', () => {
  const gradient = { data: Uint8Array.of(1, 0, 9, 2, 0, 9, 3, 0, 9, 6, 8, 9), width: 2, height: 2 };
  test.each([
    ['map', 'average', [3, 2, 9]],
    ['map', 'max', [6, 8, 9]],
    ['map', 'first', [1, 0, 9]],
    ['map', 'flatten', [1, 2, 3, 6, 0, 0, 0, 8, 9, 9, 9, 9]],
    ['tokens', 'average', [3, 2, 9]],
    ['tokens', 'first', [1, 0, 9]],
    ['mean', 'max', [3, 2, 9]],
  ] as const)('%s is pooled: %s', async (layer, pooling, expected) => {
    const { encoder } = encoderOf({ layer, pooling });
    expect(encoder.dimensions).toBe(expected.length);
    expect([...(await encoder.encode([gradient])).row(0)]).toEqual(expected);
  });

  test('is averaged by default, as in timm', () => {
    expect(encoderOf({ layer: 'map' }).encoder).toMatchObject({
      pooling: 'average',
      dimensions: 3,
    });
  });
});

describe('pictures that cannot be read', () => {
  const broken = Buffer.from('no picture');

  test('end the encoding', async () => {
    const { encoder } = encoderOf();
    const error = await rejection(encoder.encode([plain(1), broken, plain(2)]));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('not a picture');
  });

  test('or become rows of zeros with a note, and the rest goes on', async () => {
    const { encoder, runner } = encoderOf({ missing: 'report' });
    const inputs = ['/no/such/file.jpg', plain(1), broken, plain(2), new Uint8Array(0)];
    const { data, notes } = await encoder.encode(inputs);
    expect([...data]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0]);
    expect(notes.map(({ row, kind }) => [row, kind])).toEqual([
      [0, 'missing'],
      [2, 'missing'],
      [4, 'missing'],
    ]);
    expect(notes[0]?.message).toContain('/no/such/file.jpg');
    expect(notes[2]?.message).toContain('0 bytes');
    expect(runner.log).toEqual(['run 2']);
    expect([...(await encoder.encode([broken])).data]).toEqual([0, 0, 0]);
  });
});

test('a compressed picture that is damaged is one that cannot be read', async () => {
  const path = join(await temporaryDirectory(), 'broken.svg.gz');
  await writeFile(path, gzipSync('<svg/>').subarray(0, 12));
  const { encoder } = encoderOf({ missing: 'report' });
  const { notes } = await encoder.encode([plain(1), path]);
  expect(notes).toMatchObject([{ row: 1, kind: 'missing' }]);
});

describe('an encoder is refused', () => {
  test('for a layer that is not there, with what was meant', () => {
    const define = () => encoderOf({ layer: 'token' });
    expect(define).toThrow(MissingItemError);
    expect(define).toThrow("There is no layer 'token'. Did you mean 'tokens'");
  });

  test.each<[object, string]>([
    [{ layer: 'open' }, 'does not say how many numbers'],
    [{ pooling: 'mean' }, 'pooling must be one of'],
    [{ missing: 'skip' }, 'missing must be one of'],
    [{ batchSize: 0 }, 'batchSize must be'],
    [{ preprocessing: { ...raw, filter: 'cubic' } }, 'preprocessing.filter must be'],
    [{ background: 'black' }, 'background must be'],
  ])('for %o', (options, words) => {
    expect(() => encoderOf(options)).toThrow(words);
  });
});

describe('stopping', () => {
  test('ends within a batch', async () => {
    const { encoder } = encoderOf({ batchSize: 1 }, pictureRunner({ delay: 5 }));
    const pictures = Array.from({ length: 500 }, () => plain(1));
    const signal = AbortSignal.timeout(20);
    const started = performance.now();
    expect((await rejection(encoder.encode(pictures, { signal }))).name).toBe('TimeoutError');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('10,000 pictures stream through few buffers', async () => {
    const { encoder, runner } = encoderOf();
    let read = 0;
    let given = 0;
    let ahead = 0;
    async function* many() {
      for (; read < 10_000; read++) {
        ahead = Math.max(ahead, read - given);
        yield plain(read % 256);
      }
    }
    for await (const part of encoder.encodeStream(many())) {
      expect(part.row(0)[0]).toBe(part.start % 256);
      given += part.rows;
      if (given % 4096 === 0) await sleep(0);
    }
    expect(given).toBe(10_000);
    expect(ahead).toBeLessThanOrEqual(16 * 5);
    expect(runner.log.length).toBe(625);
  });
});
