import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { ModelFileError } from '../errors/model-file-error.js';
import { openSource } from '../sources/open-source.js';
import { chunked, rejection, temporaryDirectory } from '../testing/helpers.js';
import { readSafetensors, type SelectTensor } from './read-safetensors.js';
import { DTYPE_BYTES, type TensorDtype, type TensorToWrite } from './tensor.js';
import { writeSafetensors } from './write-safetensors.js';

async function readBytes(bytes: Uint8Array, select?: SelectTensor) {
  await using reader = await openSource(bytes);
  return await readSafetensors(reader, { select });
}

/** A file with this header, however wrong, and this much data. */
function fileOf(header: string | object, dataBytes = 0, claimedLength?: number): Uint8Array {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(claimedLength ?? json.length));
  return Buffer.concat([length, json, Buffer.alloc(dataBytes)]);
}

const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

describe('a safetensors file', () => {
  test('of the reference implementation is read', async () => {
    // safetensors 0.8.0: safetensors.numpy.save({'weights': np.arange(6, dtype=np.float32).reshape(2, 3) / 2,
    //   'ids': np.array([1, -2, 3], dtype=np.int64), 'mask': np.array([True, False, True]),
    //   'empty': np.zeros((0, 4), dtype=np.float16)},
    //   metadata={'made': 'by the reference implementation', 'ünï': '✓'})
    const file = Buffer.from(
      'OAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJtYWRlIjoiYnkgdGhlIHJlZmVyZW5jZSBpbXBsZW1lbnRhdGlvbiIsIsO8bsOv' +
        'Ijoi4pyTIn0sImlkcyI6eyJkdHlwZSI6Ikk2NCIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzAsMjRdfSwid2VpZ2h0' +
        'cyI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMiwzXSwiZGF0YV9vZmZzZXRzIjpbMjQsNDhdfSwiZW1wdHkiOnsiZHR5cGUi' +
        'OiJGMTYiLCJzaGFwZSI6WzAsNF0sImRhdGFfb2Zmc2V0cyI6WzQ4LDQ4XX0sIm1hc2siOnsiZHR5cGUiOiJCT09MIiwic2hh' +
        'cGUiOlszXSwiZGF0YV9vZmZzZXRzIjpbNDgsNTFdfX0BAAAAAAAAAP7/////////AwAAAAAAAAAAAAAAAAAAPwAAgD8AAMA/' +
        'AAAAQAAAIEABAAE=',
      'base64',
    );
    const { metadata, tensors } = await readBytes(file);
    expect(metadata).toEqual({ made: 'by the reference implementation', ünï: '✓' });
    expect(new Set(tensors.keys())).toEqual(new Set(['weights', 'ids', 'mask', 'empty']));
    const weights = tensors.get('weights');
    expect(weights?.info).toEqual({ name: 'weights', dtype: 'F32', shape: [2, 3], byteLength: 24 });
    expect(weights?.bytes).toEqual(floats(0, 0.5, 1, 1.5, 2, 2.5));
    expect(new BigInt64Array(tensors.get('ids')?.bytes.buffer as ArrayBuffer)).toEqual(
      BigInt64Array.of(1n, -2n, 3n),
    );
    expect(tensors.get('mask')?.bytes).toEqual(Uint8Array.of(1, 0, 1));
    expect(tensors.get('empty')?.info.shape).toEqual([0, 4]);
  });

  test('gives back what was written, each tensor aligned to its elements', async () => {
    const path = join(await temporaryDirectory(), 'a.safetensors');
    const tensor = fc.record({
      dtype: fc.constantFrom(...(Object.keys(DTYPE_BYTES) as TensorDtype[])),
      shape: fc.array(fc.nat(4), { maxLength: 3 }),
    });
    const names = fc.uniqueArray(
      fc.string({ unit: 'grapheme', maxLength: 6 }).filter((name) => name !== '__metadata__'),
      { maxLength: 6 },
    );
    const text = fc.string({ unit: 'grapheme', maxLength: 8 });
    const metadata = fc.dictionary(text, text, { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(names, metadata, fc.infiniteStream(tensor), async (all, meta, stream) => {
        const tensors: TensorToWrite[] = all.map((name) => {
          const { dtype, shape } = stream.next().value as Pick<TensorToWrite, 'dtype' | 'shape'>;
          const size = shape.reduce((product, length) => product * length, DTYPE_BYTES[dtype]);
          const bytes = Uint8Array.from({ length: size }, (_, index) => index * 7 + name.length);
          return { name, dtype, shape, bytes };
        });
        await writeSafetensors(path, { metadata: meta, tensors });
        const file = await readFile(path);
        const read = await readBytes(file);
        expect(Object.entries(read.metadata)).toEqual(Object.entries(meta));
        expect(read.tensors.size).toBe(tensors.length);
        for (const { name, dtype, shape, bytes } of tensors) {
          const found = read.tensors.get(name);
          expect(found?.info).toEqual({ name, dtype, shape, byteLength: bytes.length });
          expect(found?.bytes).toEqual(bytes);
        }
        const header = Number(file.readBigUInt64LE());
        expect(header % 8).toBe(0);
        const json = JSON.parse(file.subarray(8, 8 + header).toString());
        for (const { name, dtype } of tensors) {
          expect(json[name].data_offsets[0] % DTYPE_BYTES[dtype]).toBe(0);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('is read straight into the places that select gives', async () => {
    const path = join(await temporaryDirectory(), 'a.safetensors');
    await writeSafetensors(path, {
      tensors: [
        { name: 'table', dtype: 'F32', shape: [2, 2], bytes: floats(1, 2, 3, 4) },
        { name: 'unwanted', dtype: 'F32', shape: [1], bytes: floats(5) },
        { name: 'other', dtype: 'F32', shape: [1], bytes: floats(6) },
      ],
    });
    const memory = new SharedArrayBuffer(64);
    for (const source of [path, chunked(await readFile(path), 7)]) {
      await using reader = await openSource(source);
      const { tensors } = await readSafetensors(reader, {
        select: ({ name, byteLength }) =>
          name === 'table'
            ? new Uint8Array(memory, 8, byteLength)
            : name === 'unwanted'
              ? 'skip'
              : undefined,
      });
      expect([...new Float32Array(memory, 8, 4)]).toEqual([1, 2, 3, 4]);
      expect([...tensors.keys()]).toEqual(['table', 'other']);
      new Uint8Array(memory).fill(0);
    }
  });

  test('may have no tensors', async () => {
    expect((await readBytes(fileOf({}))).tensors.size).toBe(0);
  });

  test('may name a tensor like a property of every object', async () => {
    const file = fileOf('{"__proto__":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}', 2);
    expect((await readBytes(file)).tensors.get('__proto__')?.bytes).toHaveLength(2);
  });
});

const tensor = { dtype: 'U8', shape: [4], data_offsets: [0, 4] };

describe('a bad file', () => {
  test.each<[string, Uint8Array, string]>([
    ['empty', new Uint8Array(0), 'ends after 0 bytes'],
    ['shorter than its length', new Uint8Array(7), 'ends after 7 bytes'],
    ['of something else', Buffer.from('some text, no tensors'), 'not a safetensors file'],
    ['with a header beyond its end', fileOf({}, 0, 1000), 'claims a header of 1000 bytes'],
    ['with an enormous header', fileOf({}, 0, 2 ** 52), 'claims a header of 4503599627370496'],
    ['without a header', fileOf({}, 0, 0), 'claims a header of 0 bytes'],
    [
      'whose header is not UTF-8',
      fileOf('{"\xff"}', 0).map((b) => (b === 0xc3 ? 0xff : b)),
      'UTF-8',
    ],
    ['whose header is not JSON', fileOf('{"a":}'), 'not JSON'],
    ['whose header is no object', fileOf('[1,2]'), 'not a JSON object'],
    ['nested too deep', fileOf('{"a":'.repeat(500)), 'nested deeper than 3 levels'],
    [
      'with two tensors of one name',
      fileOf('{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"\\u0061":1}'),
      'names "a" twice',
    ],
    [
      'with a key twice in a tensor',
      fileOf('{"a":{"dtype":"U8","dtype":"U8"}}'),
      'names "dtype" twice',
    ],
    ['whose tensor is a number', fileOf({ a: 1 }), "the tensor 'a' is described by 1"],
    [
      'of an unknown dtype',
      fileOf({ a: { ...tensor, dtype: 'F8' } }, 4),
      "the dtype 'F8'; known are F64",
    ],
    [
      'with a dtype of every object',
      fileOf({ a: { ...tensor, dtype: 'toString' } }, 4),
      'the dtype',
    ],
    ['with a negative shape', fileOf({ a: { ...tensor, shape: [-4] } }, 4), 'no proper shape'],
    ['with a shape of halves', fileOf({ a: { ...tensor, shape: [0.5] } }, 4), 'no proper shape'],
    ['without a shape', fileOf({ a: { ...tensor, shape: undefined } }, 4), 'no proper shape'],
    [
      'without offsets',
      fileOf({ a: { ...tensor, data_offsets: [0] } }, 4),
      'no proper data_offsets',
    ],
    ['with offsets backwards', fileOf({ a: { ...tensor, data_offsets: [4, 0] } }, 4), 'hold -4'],
    ['whose shape does not fit', fileOf({ a: { ...tensor, shape: [5] } }, 4), 'takes 5 bytes'],
    [
      'whose shape overflows',
      fileOf({ a: { dtype: 'F64', shape: [2 ** 31, 2 ** 31], data_offsets: [0, 0] } }),
      'takes more than 2^53 bytes',
    ],
    [
      'with overlapping tensors',
      fileOf({ a: tensor, b: { ...tensor, data_offsets: [2, 6] } }, 6),
      "the tensor 'b' overlaps",
    ],
    [
      'with a gap between tensors',
      fileOf({ a: tensor, b: { ...tensor, data_offsets: [5, 9] } }, 9),
      "the tensor 'b' leaves a gap",
    ],
    ['that is truncated', fileOf({ a: tensor }, 3), 'it is truncated'],
    ['with data after its end', fileOf({ a: tensor }, 5), 'followed by other data'],
    ['whose metadata is no object', fileOf({ __metadata__: 'x' }), '__metadata__ must be'],
    ['whose metadata has numbers', fileOf({ __metadata__: { a: 1 } }), '__metadata__ must be'],
  ])('%s is a ModelFileError that says so', async (_, file, message) => {
    const error = await rejection(readBytes(file));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
    expect(error.message).toMatch(/^the given bytes: .*\(at byte \d+\)$/s);
  });

  test('is noticed in a stream too, where no size is known', async () => {
    const read = async (file: Uint8Array) => {
      await using reader = await openSource(chunked(file, 11));
      return await readSafetensors(reader);
    };
    for (const file of [fileOf({ a: tensor }, 3), fileOf({ a: tensor }, 5), fileOf({}, 0, 1000)]) {
      expect(await rejection(read(file))).toBeInstanceOf(ModelFileError);
    }
  });

  test('that claims a huge tensor cannot make a reader of a stream allocate it', async () => {
    const huge = { dtype: 'U8', shape: [2 ** 40], data_offsets: [0, 2 ** 40] };
    await using reader = await openSource(chunked(fileOf({ huge }, 1000), 100));
    let asked = false;
    const reading = readSafetensors(reader, {
      select: () => {
        asked = true;
        return undefined;
      },
    });
    expect(await rejection(reading)).toBeInstanceOf(ModelFileError);
    expect(asked).toBe(false);
  });
});

test('a stream may hold tensors larger than what is taken on trust', async () => {
  const size = (1 << 24) + 5;
  const file = fileOf({ a: { dtype: 'U8', shape: [size], data_offsets: [0, size] } }, size);
  file[file.length - 1] = 9;
  const target = new Uint8Array(size);
  for (const select of [undefined, () => target, () => 'skip' as const]) {
    await using reader = await openSource(chunked(file, 1 << 20));
    const { tensors } = await readSafetensors(reader, { select });
    if (select?.() !== 'skip') expect(tensors.get('a')?.bytes.at(-1)).toBe(9);
  }
});

describe('writing refuses', () => {
  const good: TensorToWrite = { name: 'a', dtype: 'U8', shape: [4], bytes: new Uint8Array(4) };

  test.each<[string, TensorToWrite[], string]>([
    ['bytes that do not fit', [{ ...good, shape: [5] }], 'which is 5 bytes, but has 4'],
    ['a name twice', [good, good], 'is there twice'],
    ['the reserved name', [{ ...good, name: '__metadata__' }], 'reserved name'],
    ['an unknown dtype', [{ ...good, dtype: 'F8' as TensorDtype }], "unknown dtype 'F8'"],
    ['a negative shape', [{ ...good, shape: [-2, -2] }], 'impossible shape [-2, -2]'],
  ])('%s', async (_, tensors, message) => {
    const path = join(await temporaryDirectory(), 'a.safetensors');
    const error = await rejection(writeSafetensors(path, { tensors }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('a place of the wrong size from select', async () => {
    const error = await rejection(readBytes(fileOf({ a: tensor }, 4), () => new Uint8Array(5)));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain("4 bytes for the tensor 'a', but gave 5");
  });
});
