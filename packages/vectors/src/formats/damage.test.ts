import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeUtf8, InvalidInputError, ModelFileError, SourceError } from '@tovec/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKeyedVectors } from '../create-keyed-vectors.js';
import { vectorFormats } from './format.js';
import { readVectors } from './read-vectors.js';
import { writeVectors } from './write-vectors.js';

const text = (content: string) => encodeUtf8(content);

/** A word2vec binary file; each row is a name and its numbers. */
function binary(header: string, rows: [string, ...number[]][], end = '\n'): Uint8Array {
  const parts = rows.flatMap(([name, ...values]) => [
    text(`${name} `),
    new Uint8Array(Float32Array.from(values).buffer),
    text(end),
  ]);
  return Buffer.concat([text(header), ...parts]);
}

async function failureOf(bytes: Uint8Array, options = {}): Promise<ModelFileError> {
  try {
    await readVectors(bytes, options);
  } catch (error) {
    if (ModelFileError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('text', () => {
  it.each([
    ['a 1 2 3\nb 4 5 6\nc 7 8\n', 3, 'the row has 2 numbers, but 3 were expected'],
    ['a 1 2\nb 3 4\nc 5 6 7\n', 3, 'the row has 3 numbers, but 2 were expected'],
    ['a 1 2\nb 3 x4\nc 5 6\n', 2, 'number 2 of the row is "x4", which is no number'],
    ['a 1 2\n\nc 5 6\n', 2, 'the line is empty, but 2 were expected'],
    ['2 2\na 1 2 3\nb 4 5 6\n', 2, 'the row has 3 numbers, but 2 were expected'],
    ['2 4\na 1 2 3\nb 4 5 6\n', 2, 'the row has 3 numbers, but 4 were expected'],
    ['a 1 2\nb 3 nan\n', 2, "row 2 ('b') holds a number that is no finite float32"],
    ['a 1 2\nb 3 1e39\n', 2, 'no finite float32'],
    ['2 2\na 1 2\nb 3 inf\n', 3, 'no finite float32'],
  ])('%j is refused at line %i: %s', async (content, line, message) => {
    const error = await failureOf(text(content));
    expect(error.message).toContain(message);
    expect(error.message).toContain('the given bytes: ');
    expect(error.line).toBe(line);
  });

  it.each([
    ['3 2\na 1 2\nb 3 4\n', 'promises 3 rows, but the file ends after 2'],
    ['1 2\na 1 2\nb 3 4\n', 'promises 1 rows, but there are more'],
    ['99999999999 300\na 1 2\n', 'the file is truncated or damaged'],
    ['2 0\na\nb\n', 'promises 0 dimensions'],
    ['1 999999999\na 1\n', 'promises 999999999 dimensions'],
  ])('the header of %j lies: %s', async (content, message) => {
    expect((await failureOf(text(content), { format: 'word2vec-text' })).message).toContain(
      message,
    );
  });

  it('leaves rows out that are not finite, when told', async () => {
    const read = await readVectors(text('a 1 2\nb nan 4\nc 5 6\nb 7 8\n'), { notFinite: 'skip' });
    expect([...read.keys()]).toEqual(['a', 'c', 'b']);
    expect(read.get('b')).toEqual(Float32Array.of(7, 8));
    expect(read.reading).toEqual({ format: 'glove', rows: 4, duplicates: 0, notFinite: 1 });
  });

  it('reads what other programs write: tabs, blanks at the end, CRLF, a byte order mark', async () => {
    const read = await readVectors(
      text('\ufeff2 2 \r\nthe\t0.5 \t-1 \r\nNew York 1e-3 2\t\r\n\r\n'),
    );
    expect([...read.keys()]).toEqual(['the', 'New York']);
    expect([...read.get('New York')]).toEqual([Math.fround(0.001), 2]);
  });

  it('takes the dimensions of GloVe from most of its first lines', async () => {
    const read = await readVectors(text('at 3 1 2\n. . . 3 4\n7 5 6\n'), { format: 'glove' }).catch(
      (error: unknown) => error,
    );
    // `at 3` ends in a number, like a row that is too long: refused rather than guessed.
    expect((read as Error).message).toContain('the row has 3 numbers, but 2 were expected');
    expect([...(await readVectors(text('7 5 6\n. . . 3 4\n'))).keys()]).toEqual(['7', '. . .']);
  });
});

describe('word2vec binary', () => {
  const rows: [string, ...number[]][] = [
    ['</s>', 1, 2],
    ['caf\udce9', 3, 4],
    ['\nb', 5, 6],
  ];

  it('is read with and without a newline behind each row, stray bytes and all', async () => {
    for (const end of ['\n', '']) {
      const read = await readVectors(binary('3 2\n', rows, end), { format: 'word2vec-binary' });
      expect([...read.keys()]).toEqual(['</s>', 'caf\udce9', '\nb']);
      expect(read.get('\nb')).toEqual(Float32Array.of(5, 6));
    }
  });

  it.each([
    ['4 2\n', 'promises 4 rows, but the file ends in row 4'],
    ['2 2\n', 'promises 2 rows, but more follows'],
    ['3 5\n', 'the file is truncated or damaged'],
    ['3 1\n', 'row 4|more follows|promises 3 rows'],
    ['3 99999999\n', 'promises 99999999 dimensions'],
    ['three 2\n', 'must be the number of rows and the dimensions'],
  ])('with the header %j is refused: %s', async (header, message) => {
    const error = await failureOf(binary(header, rows), { format: 'word2vec-binary' });
    expect(error.message).toMatch(new RegExp(message));
  });

  it('says at which byte a row stands that is not finite', async () => {
    const bytes = binary('2 1\n', [
      ['a', 1],
      ['b', Number.NaN],
    ]);
    expect(await failureOf(bytes, { format: 'word2vec-binary' })).toMatchObject({ offset: 11 });
  });
});

describe('npy', () => {
  const words = text('a\nb\n');
  function npy(dict: string, data: Uint8Array, version = 1): Uint8Array {
    const header = text(`${dict}\n`);
    const length = [header.length & 255, header.length >> 8, ...(version > 1 ? [0, 0] : [])];
    const start = Uint8Array.of(0x93, ...text('NUMPY'), version, 0, ...length);
    return Buffer.concat([start, header, data]);
  }
  const dictOf = (descr: string, shape = '(2, 1)', order = 'False') =>
    `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`;
  const bytesOf = (put: (view: DataView) => void, bytes: number) => {
    const view = new DataView(new ArrayBuffer(bytes));
    put(view);
    return new Uint8Array(view.buffer);
  };

  it.each([
    ['<f4', 1, (v: DataView) => [v.setFloat32(0, 1.5, true), v.setFloat32(4, -2, true)], 8],
    ['>f4', 2, (v: DataView) => [v.setFloat32(0, 1.5), v.setFloat32(4, -2)], 8],
    ['<f8', 3, (v: DataView) => [v.setFloat64(0, 1.5, true), v.setFloat64(8, -2, true)], 16],
    ['>f8', 1, (v: DataView) => [v.setFloat64(0, 1.5), v.setFloat64(8, -2)], 16],
    ['<f2', 1, (v: DataView) => [v.setUint16(0, 0x3e00, true), v.setUint16(2, 0xc000, true)], 4],
  ] as const)('is read as %s, file version %i', async (descr, version, put, bytes) => {
    const file = npy(dictOf(descr), bytesOf(put, bytes), version);
    const read = await readVectors(file, { words });
    expect([...read.matrix.values]).toEqual([1.5, -2]);
  });

  it.each([
    [dictOf('<i4'), "type 'i4'"],
    [dictOf('<f4', '(2, 1)', 'True'), 'stored by columns'],
    [dictOf('<f4', '(2,)'), 'a table of rows × dimensions is needed'],
    [dictOf('<f4', '(3, 1)'), 'truncated or damaged'],
    [dictOf('<f4', '(2, 0)'), 'has 0 columns'],
    [dictOf('<f4', '(99999999999999999999, 1)'), 'truncated or damaged'],
    ['{}', 'is not understood'],
  ])('with the header %j is refused: %s', async (dict, message) => {
    expect((await failureOf(npy(dict, new Uint8Array(8)), { words })).message).toContain(message);
  });

  it('needs as many items as rows, and to be told where they are', async () => {
    const file = npy(dictOf('<f4'), new Uint8Array(8));
    expect((await failureOf(file, { words: text('a\n') })).message).toContain(
      'there are 1 items for the 2 rows',
    );
    await expect(readVectors(file)).rejects.toThrow(InvalidInputError);
  });
});

describe('any file', () => {
  it.each([
    ['', 'the file is empty'],
    ['hello\n', 'no file of vectors that is known'],
    ['PK\u0003\u0004', 'a zip archive'],
    ['\udcba\u0016O/', 'a fastText model'],
    ['\udc80\u0002', 'a Python pickle'],
  ])('%j is refused: %s', async (content, message) => {
    expect((await failureOf(text(content))).message).toContain(message);
  });

  it('must exist', async () => {
    await expect(readVectors('/nowhere/vectors.txt')).rejects.toThrow(SourceError);
  });

  it.each([
    { limit: 0 },
    { format: 'csv' },
    { limt: 5 },
    { duplicates: 'last' },
    { notFinite: 'keep' },
  ])('is not read with the options %j', async (options) => {
    await expect(readVectors(text('a 1\n'), options as object)).rejects.toThrow(InvalidInputError);
  });
});

describe('reading is safe from damage', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tovec-damage-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const mutation = fc.record({
    kind: fc.constantFrom('set', 'cut', 'insert', 'remove', 'repeat'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  });

  it.each(vectorFormats)('%s: damaged files are read or refused, never worse', async (format) => {
    const vectors = createKeyedVectors({
      items: ['the', 'of', 'naïve', 'x'],
      matrix: Float32Array.from({ length: 4 * 3 }, (_, at) => Math.cos(at) / 3),
      dimensions: 3,
      counts: Float64Array.of(4, 3, 2, 1),
    });
    const path = join(folder, 'valid.npy');
    await writeVectors(path, vectors, { format });
    const valid = new Uint8Array(await readFile(path));
    const words = text('the\nof\nnaïve\nx\n');
    await fc.assert(
      fc.asyncProperty(
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(format, 'auto' as const),
        fc.boolean(),
        async (mutations, asked, streamed) => {
          const damaged = mutations.reduce(mutate, valid);
          const stream = async function* () {
            yield damaged;
          };
          try {
            const source = streamed ? stream() : damaged;
            const read = await readVectors(source, { format: asked, words });
            expect(read.matrix.values.length).toBeLessThanOrEqual(damaged.length);
            expect(read.size).toBe(read.items.length);
            for (const value of read.matrix.values) expect(Number.isFinite(value)).toBe(true);
          } catch (error) {
            expect(ModelFileError.isInstance(error), String(error)).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it.each([...vectorFormats, 'auto'] as const)(
    '%s: any bytes are refused or read',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
          try {
            await readVectors(bytes, { format, words: bytes });
          } catch (error) {
            expect(ModelFileError.isInstance(error), String(error)).toBe(true);
          }
        }),
        { numRuns: 300 },
      );
    },
  );
});

interface Mutation {
  readonly kind: string;
  readonly at: number;
  readonly bytes: Uint8Array;
}

function mutate(file: Uint8Array, { kind, at, bytes }: Mutation): Uint8Array {
  const place = Math.floor(at * file.length);
  const [before, after] = [file.subarray(0, place), file.subarray(place)];
  switch (kind) {
    case 'set':
      return Buffer.concat([before, bytes, after.subarray(bytes.length)]);
    case 'cut':
      return before;
    case 'insert':
      return Buffer.concat([before, bytes, after]);
    case 'remove':
      return Buffer.concat([before, after.subarray(bytes.length)]);
    default:
      return Buffer.concat([file, after]);
  }
}
