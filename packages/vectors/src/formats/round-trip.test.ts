import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { decodeUtf8, InvalidInputError, type Items } from '@tovec/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKeyedVectors } from '../create-keyed-vectors.js';
import type { KeyedVectors } from '../keyed-vectors.js';
import { type VectorFormat, vectorFormats } from './format.js';
import { readVectors } from './read-vectors.js';
import { writeVectors } from './write-vectors.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tovec-vectors-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Names as bytes of any kind; which of them a format refuses is its own test. */
const names = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
  fc.uint8Array({ maxLength: 6 }).map((bytes) => decodeUtf8(bytes)),
  fc.constantFrom('\ufeff', '\r', 'a\r', ' ', '', '  a', 'b ', 'New York', '. . .', '\t', '12'),
);

const tables = fc
  .record({
    items: fc.uniqueArray(names, { maxLength: 12 }),
    dimensions: fc.integer({ min: 1, max: 7 }),
    seed: fc.infiniteStream(fc.float({ noNaN: true, noDefaultInfinity: true })),
  })
  .map(({ items, dimensions, seed }) =>
    createKeyedVectors({
      items,
      matrix: Float32Array.from({ length: items.length * dimensions }, () => seed.next().value),
      dimensions,
    }),
  );

function expectSame(read: KeyedVectors, written: KeyedVectors): void {
  expect([...read.items]).toEqual([...written.items]);
  expect(read.dimensions).toBe(written.dimensions);
  expect(new Uint8Array(read.matrix.values.slice().buffer)).toEqual(
    new Uint8Array(written.matrix.values.slice().buffer),
  );
}

function bytesOf({ matrix }: KeyedVectors): Uint8Array {
  const { buffer, byteOffset, byteLength } = matrix.values;
  return new Uint8Array(buffer, byteOffset, byteLength);
}

describe.each(vectorFormats)('the format %s', (format) => {
  it('brings back every name byte for byte and every number to the bit, or refuses to write', async () => {
    const path = join(folder, `any-${format}.npy`);
    let written = 0;
    await fc.assert(
      fc.asyncProperty(tables, async (vectors) => {
        try {
          await writeVectors(path, vectors, { format });
        } catch (error) {
          expect(InvalidInputError.isInstance(error)).toBe(true);
          expect((error as Error).message).toMatch(/Write the format 'tovec'/);
          return;
        }
        written++;
        const read = await readVectors(path, { format });
        expectSame(read, vectors);
        expect(read.reading).toEqual({ format, rows: read.size, duplicates: 0, notFinite: 0 });
      }),
      { numRuns: 60 },
    );
    expect(written).toBeGreaterThan(10);
  });

  it('is known by its content, whatever the name, also through gzip and a stream', async () => {
    const vectors = createKeyedVectors({
      items: ['the', 'naïve', '日本'],
      matrix: Float32Array.from({ length: 3 * 5 }, (_, at) => Math.sin(at)),
      dimensions: 5,
    });
    const path = join(folder, `sniffed-${format}`);
    await writeVectors(path, vectors, { format });
    const words = format === 'npy' ? { words: `${path}.words.txt` } : {};
    const bytes = await readFile(path);
    const halves = async function* () {
      yield bytes.subarray(0, 20);
      yield bytes.subarray(20);
    };
    for (const source of [path, new Uint8Array(bytes), halves(), new Uint8Array(gzipSync(bytes))]) {
      const read = await readVectors(source, words);
      expectSame(read, vectors);
      expect(read.reading?.format).toBe(format);
    }
  });

  it.each([
    { rows: 4, dimensions: 60_000 },
    { rows: 150_000, dimensions: 3 },
  ])('holds $rows rows of $dimensions numbers', async ({ rows, dimensions }) => {
    const vectors = createKeyedVectors({
      items: Array.from({ length: rows }, (_, row) => `w${row}`),
      matrix: Float32Array.from({ length: rows * dimensions }, (_, at) => Math.sin(at)),
      dimensions,
    });
    const path = join(folder, `large-${format}.npy`);
    await writeVectors(path, vectors, { format });
    const read = await readVectors(path);
    expect(Buffer.compare(bytesOf(read), bytesOf(vectors))).toBe(0);
    expect(read.rowOf(`w${rows - 1}`)).toBe(rows - 1);
  });

  it('is read the same in whatever pieces it comes', async () => {
    const path = join(folder, `pieces-${format}.npy`);
    const vectors = createKeyedVectors({
      items: ['the', 'naïve', 'of'],
      matrix: Float32Array.from({ length: 3 * 5 }, (_, at) => Math.sin(at)),
      dimensions: 5,
    });
    await writeVectors(path, vectors, { format });
    const bytes = new Uint8Array(await readFile(path));
    const words = join(folder, `pieces-${format}.words.txt`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = async function* () {
          for (const [at, place] of places.slice(1).entries()) {
            yield bytes.subarray(places[at], place);
          }
        };
        expectSame(await readVectors(pieces(), { words }), vectors);
      }),
      { numRuns: 30 },
    );
  });

  it('reads the first rows only when limited', async () => {
    const vectors = createKeyedVectors({
      items: Array.from({ length: 100 }, (_, row) => `w${row}`),
      matrix: Float32Array.from({ length: 200 }, (_, at) => at),
      dimensions: 2,
    });
    const path = join(folder, `limited-${format}.npy`);
    await writeVectors(path, vectors, { format });
    const read = await readVectors(path, { limit: 7 });
    expect([read.size, read.matrix.values.length]).toEqual([7, 14]);
    expect(read.get('w6')).toEqual(Float32Array.of(12, 13));
    expect((await readVectors(path, { limit: 1000 })).size).toBe(100);
  });

  it('keeps the first of items that are there twice, and says so', async () => {
    const path = join(folder, `twice-${format}.npy`);
    await writeTwice(path, format);
    const read = await readVectors(path);
    expect([...read.keys()]).toEqual(['a', 'b', 'c']);
    expect(read.get('a')).toEqual(Float32Array.of(1, 2));
    expect(read.get('c')).toEqual(Float32Array.of(7, 8));
    expect(read.reading).toMatchObject({ rows: 5, duplicates: 2 });
    await expect(readVectors(path, { duplicates: 'throw' })).rejects.toThrow(
      /row 3 \('a'\) has an item that an earlier row has already/,
    );
  });

  it('leaves the old file whole when writing fails', async () => {
    const path = join(folder, `kept-${format}.npy`);
    await writeFile(path, 'old');
    const signal = AbortSignal.abort();
    const vectors = createKeyedVectors({ items: ['a'], matrix: Float32Array.of(1), dimensions: 1 });
    await expect(writeVectors(path, vectors, { format, signal })).rejects.toThrow();
    expect(await readFile(path, 'utf8')).toBe('old');
  });
});

/** Five rows, of the items a, b, a, c, b: as no writer of ours would write them. */
async function writeTwice(path: string, format: VectorFormat): Promise<void> {
  const vectors = createKeyedVectors({
    items: ['a', 'b', 'x', 'c', 'y'],
    matrix: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
    dimensions: 2,
  });
  const { utf8 } = vectors.items as Items;
  utf8[2] = 'a'.charCodeAt(0);
  utf8[4] = 'b'.charCodeAt(0);
  await writeVectors(path, vectors, { format });
}

it('keeps counts and what the items are in a tovec file', async () => {
  const path = join(folder, 'counts.safetensors');
  const counts = Float64Array.of(3, 2 ** 40);
  await writeVectors(
    path,
    createKeyedVectors({
      ...{ items: ['1', '2'], matrix: Float32Array.of(1, 2), dimensions: 1, counts },
      modality: 'node',
    }),
  );
  const read = await readVectors(path);
  expect([read.modality, read.countOf('2')]).toEqual(['node', 2 ** 40]);
});

it('asks for the format when the name does not say it', async () => {
  const vectors = createKeyedVectors({ items: ['a'], matrix: Float32Array.of(1), dimensions: 1 });
  await expect(writeVectors(join(folder, 'x.dat'), vectors)).rejects.toThrow('word2vec-binary');
  await expect(
    writeVectors(join(folder, 'x'), vectors, { format: 'xml' as 'npy' }),
  ).rejects.toThrow(InvalidInputError);
});
