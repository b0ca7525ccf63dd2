import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { embeddingsFrom } from './embeddings.js';
import { encode } from './encode.js';
import type { Encoder } from './encoder.js';

/** Takes vectors for what they are. */
function identity(dimensions: number): Encoder<readonly number[]> {
  return {
    specificationVersion: 'v1',
    id: 'identity',
    modality: 'vector',
    dimensions,
    limits: { maxBatch: 3, concurrent: true },
    capabilities: { deterministic: true, missing: 'report' },
    doEncode: async ({ inputs }) => ({ vectors: Float32Array.from(inputs.flat()), notes: [] }),
  };
}

const finite = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const tables = (dimensions: number) =>
  fc.array(fc.array(finite, { minLength: dimensions, maxLength: dimensions }), { maxLength: 8 });

const norm = (vector: Iterable<number>) => Math.hypot(...vector);

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  for (let index = 0; index < a.length; index++) dot += a[index]! * b[index]!;
  return dot / (norm(Array.from(a)) * norm(Array.from(b)));
}

describe('normalize', () => {
  test('makes each row as long as 1, and leaves zero rows and directions alone', async () => {
    const embeddings = await encode(
      identity(2),
      [
        [3, 4],
        [0, 0],
        [-2, 0],
      ],
      { normalize: true },
    );
    expect([...embeddings.data]).toEqual([0.6, 0.8, 0, 0, -1, 0].map(Math.fround));
  });

  test('does not write into the memory of the encoder', async () => {
    const own = Float32Array.of(3, 4);
    const encoder = { ...identity(2), doEncode: async () => ({ vectors: own, notes: [] }) };
    await encode(encoder, [[3, 4]], { normalize: true });
    expect(own).toEqual(Float32Array.of(3, 4));
  });

  test('gives unit length for vectors of any size', async () => {
    const large = fc.float({ noNaN: true, noDefaultInfinity: true });
    const vector = fc.array(large, { minLength: 5, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(vector, async (values) => {
        const { data } = await encode(identity(5), [values], { normalize: true });
        const expected = values.some((value) => value !== 0) ? 1 : 0;
        expect(Math.abs(norm(data) - expected)).toBeLessThan(1e-6);
      }),
    );
  });
});

describe('dimensions', () => {
  test('keeps the first ones', async () => {
    const embeddings = await encode(
      identity(4),
      [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
      { dimensions: 2 },
    );
    expect(embeddings).toMatchObject({ rows: 2, dimensions: 2, valuesPerRow: 2 });
    expect([...embeddings.data]).toEqual([1, 2, 5, 6]);
  });

  test('truncates before it normalizes', async () => {
    const options = { dimensions: 2, normalize: true };
    const embeddings = await encode(identity(3), [[3, 4, 99]], options);
    expect([...embeddings.data]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
  });
});

describe('precision int8', () => {
  test('scales the largest magnitude of each row to 127, and says by how much', async () => {
    const table = [
      [1, -2, 0.5],
      [0, 0, 0],
      [254, 127, -254],
    ];
    const embeddings = await encode(identity(3), table, { precision: 'int8' });
    expect([...embeddings.data]).toEqual([64, -127, 32, 0, 0, 0, 127, 64, -127]);
    expect([...embeddings.scales]).toEqual([Math.fround(2 / 127), 0, 2]);
    expect(embeddings.row(2)).toEqual(Int8Array.of(127, 64, -127));
  });

  test('gives back every number to half a step, whatever else is in the batch', async () => {
    await fc.assert(
      fc.asyncProperty(tables(5), async (table) => {
        const embeddings = await encode(identity(5), table, { precision: 'int8' });
        for (const [row, vector] of table.entries()) {
          const scale = embeddings.scales[row]!;
          for (const [dimension, value] of vector.entries()) {
            const back = embeddings.row(row)[dimension]! * scale;
            // Below the smallest normal number, a scale is itself rounded.
            expect(Math.abs(back - value)).toBeLessThanOrEqual(scale * 0.5001 + 1e-43);
          }
        }
      }),
    );
  });

  test('keeps cosine similarities', async () => {
    const wave = (phase: number) => Array.from({ length: 64 }, (_, x) => Math.sin(x * phase));
    const table = [wave(0.1), wave(0.2), wave(0.11)];
    const { data } = await encode(identity(64), table, { precision: 'int8' });
    const row = (index: number) => data.subarray(index * 64, index * 64 + 64);
    expect(cosine(row(0), row(1))).toBeCloseTo(cosine(table[0]!, table[1]!), 2);
    expect(cosine(row(0), row(2))).toBeCloseTo(cosine(table[0]!, table[2]!), 2);
  });
});

describe('precision binary', () => {
  test('packs signs as numpy does, the first dimension in the highest bit', async () => {
    // np.packbits(np.array([[1, -1, 0, 2, 3, -4, 5, 6, 7, -8], [-1] * 10]) > 0, axis=-1)
    const table = [[1, -1, 0, 2, 3, -4, 5, 6, 7, -8], new Array(10).fill(-1)];
    const embeddings = await encode(identity(10), table, { precision: 'binary' });
    expect(embeddings).toMatchObject({ rows: 2, dimensions: 10, valuesPerRow: 2 });
    expect([...embeddings].map((row) => [...row])).toEqual([
      [0b10011011, 0b10000000],
      [0, 0],
    ]);
  });
});

describe('rows', () => {
  test.each([-1, 2, 0.5, Number.NaN])('there is no row %s', async (index) => {
    const embeddings = await encode(identity(1), [[1], [2]]);
    expect(() => embeddings.row(index)).toThrow(/^row must be an integer from 0 to 1/);
  });
});

describe('embeddingsFrom', () => {
  test('wraps numbers without copying them', () => {
    const data = Float32Array.of(1, 2, 3, 4);
    const embeddings = embeddingsFrom(data, 2, [{ row: 1, kind: 'missing' }]);
    expect(embeddings.data).toBe(data);
    expect(embeddings).toMatchObject({ rows: 2, notes: [{ row: 1, kind: 'missing' }] });
  });

  test('refuses a length that does not fit', () => {
    expect(() => embeddingsFrom(new Float32Array(5), 2)).toThrow(InvalidInputError);
    expect(() => embeddingsFrom(new Float32Array(5), 0)).toThrow(InvalidInputError);
  });
});
