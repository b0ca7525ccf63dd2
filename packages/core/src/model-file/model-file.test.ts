import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { ModelFileError } from '../errors/model-file-error.js';
import { SourceError } from '../errors/source-error.js';
import { writeSafetensors } from '../safetensors/write-safetensors.js';
import { chunked, rejection, temporaryDirectory } from '../testing/helpers.js';
import { Items } from './items.js';
import type { ModelFile } from './model-file.js';
import { readModelFile } from './read-model-file.js';
import { writeModelFile } from './write-model-file.js';

const vectors = Float32Array.of(1, 2, 3, 4, 5, 6);

const model: ModelFile = {
  encoder: 'word2vec',
  config: { architecture: 'cbow', window: 5, keep: ['a', null], nested: { sample: 1e-3 } },
  report: { tokens: 12, loss: [0.5, 0.25] },
  items: Items.from(['cat', 'naïve', '\udce9']),
  tensors: { vectors: { dtype: 'F32', shape: [3, 2], bytes: new Uint8Array(vectors.buffer) } },
};

async function modelPath(): Promise<string> {
  return join(await temporaryDirectory(), 'model.safetensors');
}

async function modelBytes(): Promise<Buffer> {
  const path = await modelPath();
  await writeModelFile(path, model);
  return readFile(path);
}

describe('a model file', () => {
  test('gives back the model', async () => {
    const path = await modelPath();
    await writeModelFile(path, model);
    const read = await readModelFile(path, { encoder: 'word2vec' });
    expect(read).toEqual(model);
    expect(read.items?.toArray()).toEqual(['cat', 'naïve', '\udce9']);
  });

  test('is read from any source, packed or not', async () => {
    const bytes = await modelBytes();
    for (const source of [bytes, chunked(bytes, 13), gzipSync(bytes)]) {
      expect(await readModelFile(source)).toEqual(model);
    }
  });

  test('needs neither report nor items', async () => {
    const path = await modelPath();
    await writeModelFile(path, { encoder: 'vgg16', config: {}, tensors: {} });
    expect(await readModelFile(path)).toEqual({ encoder: 'vgg16', config: {}, tensors: {} });
  });

  test('is read into the places that select gives, which is not asked for the items', async () => {
    const memory = new Uint8Array(new SharedArrayBuffer(24));
    const asked: string[] = [];
    await readModelFile(await modelBytes(), {
      select: ({ name }) => {
        asked.push(name);
        return memory;
      },
    });
    expect(asked).toEqual(['vectors']);
    expect([...new Float32Array(memory.buffer)]).toEqual([...vectors]);
  });

  test('reports a missing file as a SourceError, and keeps the old one when a save fails', async () => {
    const path = await modelPath();
    expect(await rejection(readModelFile(path))).toBeInstanceOf(SourceError);
    await writeModelFile(path, model);
    const controller = new AbortController();
    controller.abort();
    const failed = writeModelFile(path, { ...model, config: {} }, { signal: controller.signal });
    expect((await rejection(failed)).name).toBe('AbortError');
    expect(await readModelFile(path)).toEqual(model);
  });

  test('reserves the names of the item tensors', async () => {
    const tensors = {
      'items.utf8': { dtype: 'U8', shape: [0], bytes: new Uint8Array(0) },
    } as const;
    const error = await rejection(writeModelFile(await modelPath(), { ...model, tensors }));
    expect(error).toBeInstanceOf(InvalidInputError);
  });
});

describe('a file that is no such model', () => {
  const metadata = {
    'tovec.formatVersion': '1',
    'tovec.encoder': 'word2vec',
    'tovec.config': '{}',
  };
  const u8 = (name: string, ...values: number[]) =>
    ({ name, dtype: 'U8', shape: [values.length], bytes: Uint8Array.from(values) }) as const;
  const u32 = (name: string, ...values: number[]) => {
    const bytes = new Uint8Array(Uint32Array.from(values).buffer);
    return { name, dtype: 'U32', shape: [values.length], bytes } as const;
  };

  test.each<[string, Parameters<typeof writeSafetensors>[1], string]>([
    ['without metadata', { tensors: [] }, 'is not a tovec model'],
    [
      'of a later version',
      { metadata: { ...metadata, 'tovec.formatVersion': '2' }, tensors: [] },
      "format version '2', this tovec reads 1",
    ],
    [
      'of another encoder',
      { metadata: { ...metadata, 'tovec.encoder': 'glove' }, tensors: [] },
      "belongs to the encoder 'glove', not 'word2vec'",
    ],
    [
      'with a config that is not JSON',
      { metadata: { ...metadata, 'tovec.config': '{' }, tensors: [] },
      'tovec.config is not JSON',
    ],
    [
      'with a config that is no object',
      { metadata: { ...metadata, 'tovec.config': '[]' }, tensors: [] },
      'tovec.config is not a JSON object',
    ],
    [
      'with a bottomless report',
      { metadata: { ...metadata, 'tovec.report': '['.repeat(100_000) }, tensors: [] },
      'tovec.report is nested deeper than 64 levels',
    ],
    [
      'with half of the items',
      { metadata, tensors: [u8('items.utf8', 97)] },
      'items.utf8 and items.offsets must be',
    ],
    [
      'with offsets of another type',
      { metadata, tensors: [u8('items.utf8', 97), u8('items.offsets', 0, 1)] },
      'items.utf8 and items.offsets must be',
    ],
    [
      'with falling offsets',
      { metadata, tensors: [u8('items.utf8', 97, 98), u32('items.offsets', 0, 2, 1, 2)] },
      'items.offsets fall from 2 to 1 at item 1',
    ],
    [
      'with offsets beyond the names',
      { metadata, tensors: [u8('items.utf8', 97), u32('items.offsets', 0, 2)] },
      'items.offsets end at 2, but the names are 1 bytes',
    ],
  ])('%s is a ModelFileError that names the file', async (_, content, message) => {
    const path = await modelPath();
    await writeSafetensors(path, content);
    const error = await rejection(readModelFile(path, { encoder: 'word2vec' }));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
    expect(error.message.startsWith(path)).toBe(true);
  });
});

/** Only these may come out of a damaged file. */
function expectRefused(error: unknown): void {
  expect(
    ModelFileError.isInstance(error) || InvalidInputError.isInstance(error),
    String(error),
  ).toBe(true);
}

describe('a damaged file', () => {
  test('is read as something or refused, whichever bit is flipped', async () => {
    const good = await modelBytes();
    for (let index = 0; index < good.length; index++) {
      for (const bit of [0x01, 0x20, 0x80]) {
        const bad = Uint8Array.from(good);
        bad[index]! ^= bit;
        await readModelFile(bad).catch(expectRefused);
      }
    }
  });

  test('is refused wherever it is cut off', async () => {
    const good = await modelBytes();
    for (let length = 0; length < good.length; length++) {
      const cut = good.subarray(0, length);
      expectRefused(await rejection(readModelFile(cut)));
      if (length % 16 === 0) expectRefused(await rejection(readModelFile(chunked(cut, 50))));
    }
  });

  test('is refused with anything after its end', async () => {
    const good = await modelBytes();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 20 }), async (more) => {
        expectRefused(await rejection(readModelFile(Buffer.concat([good, more]))));
      }),
      { numRuns: 30 },
    );
  });

  test('never does worse, however it is mixed up', async () => {
    const good = await modelBytes();
    const path = await modelPath();
    const edits = fc.array(
      fc.record({
        at: fc.nat(good.length - 1),
        remove: fc.nat(12),
        insert: fc.oneof(
          fc.uint8Array({ maxLength: 12 }),
          fc
            .constantFrom('9', '99999999999999', '-', '[[', '{"a":', ']', '"', '0,', '1e9')
            .map((text) => Buffer.from(text)),
        ),
      }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(edits, async (all) => {
        let bad: Uint8Array = good;
        for (const { at, remove, insert } of all) {
          bad = Buffer.concat([bad.subarray(0, at), insert, bad.subarray(at + remove)]);
        }
        await readModelFile(bad).catch(expectRefused);
        await readModelFile(chunked(bad, 100)).catch(expectRefused);
      }),
      { numRuns: 1000 },
    );
    await writeFile(path, good.subarray(0, -1));
    expectRefused(await rejection(readModelFile(path)));
  });
});
