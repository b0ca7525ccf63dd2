import { copyFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { InvalidInputError, ModelFileError, type TensorDtype, writeSafetensors } from '@tovec/core';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { zeros } from '../network/initializers.js';
import type { WeightSpec } from '../network/network.js';
import { denseOrder, kernelOrder, type NameMap } from './name-map.js';
import { readWeights, streamWeights } from './stream-weights.js';
import { writeWeights } from './write-weights.js';

const spec = (name: string, shape: number[]): WeightSpec => ({
  ...{ name, shape, trainable: true, initializer: zeros },
});
const counting = (size: number) => Float32Array.from({ length: size }, (_, index) => index);
const sizeOf = (shape: readonly number[]) => shape.reduce((size, length) => size * length, 1);

async function temporaryFile(name = 'weights.safetensors') {
  const directory = await mkdtemp(join(tmpdir(), 'tovec-nn-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return join(directory, name);
}

/** A file with these tensors, filled with 0, 1, 2, … */
async function fileOf(tensors: Record<string, number[]>, dtype: TensorDtype = 'F32') {
  const path = await temporaryFile();
  await writeSafetensors(path, {
    tensors: Object.entries(tensors).map(([name, shape]) => {
      const numbers = counting(sizeOf(shape));
      const bytes = new Uint8Array(
        dtype === 'I16' ? Int16Array.from(numbers).buffer : numbers.buffer,
      );
      return { name, dtype, shape, bytes };
    }),
  });
  return path;
}

async function refusal(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.unreachable(),
    (error: unknown) => error as Error,
  );
}

describe('weights', () => {
  test('come back as they were written, in the order of the network', async () => {
    const path = await temporaryFile();
    const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.infiniteStream(shapes),
        fc.float32Array(),
        async (all, of, pool) => {
          const weights = all
            .filter((name) => name !== '__metadata__')
            .map((name) => spec(name, of.next().value as number[]));
          const values = new Map(
            weights.map(({ name, shape }, shift) => [
              name,
              Float32Array.from({ length: sizeOf(shape) }, (_, at) => pool[at + shift] ?? at),
            ]),
          );
          await writeWeights(path, weights, values, { metadata: { made: 'here' } });
          const read = await readWeights(path, { weights });
          expect([...read]).toEqual([...values]);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('share one piece of memory where that is asked for, each good until the next', async () => {
    const path = await fileOf({ a: [2], b: [3] });
    const weights = [spec('a', [2]), spec('b', [3])];
    const seen: Float32Array[] = [];
    for await (const { values } of streamWeights(path, { weights, reuse: true })) {
      expect([...values]).toEqual([...counting(values.length)]);
      seen.push(values);
    }
    expect(seen[0]!.buffer).toBe(seen[1]!.buffer);
    expect(seen[0]!.length).toBe(0);
    const apart: Float32Array[] = [];
    for await (const { values } of streamWeights(path, { weights })) apart.push(values);
    expect(apart[0]!.buffer).not.toBe(apart[1]!.buffer);
  });

  test('of any dtype become float32', async () => {
    const path = await fileOf({ a: [2, 2] }, 'I16');
    const read = await readWeights(path, { weights: [spec('a', [2, 2])] });
    expect(read.get('a')).toEqual(Float32Array.of(0, 1, 2, 3));
  });

  test('arrive one at a time, with progress, and only those that are wanted', async () => {
    const path = await fileOf({ a: [2], 'unused.x': [1000], b: [3] });
    const events: [number, number | undefined][] = [];
    const arrived: string[] = [];
    const weights = [spec('b', [3]), spec('a', [2])];
    const options = { weights, ignore: ['unused.*'] };
    for await (const { name } of streamWeights(path, {
      ...options,
      onProgress: ({ done, total }) => events.push([done, total]),
    })) {
      arrived.push(name);
    }
    expect(arrived).toEqual(['a', 'b']);
    expect(events).toEqual([
      [8, 20],
      [20, 20],
    ]);
  });

  test('of a sharded model are read by its index', async () => {
    const shards = [await fileOf({ a: [2] }), await fileOf({ b: [3] })];
    const directory = dirname(shards[0]!);
    await rename(shards[0]!, join(directory, 'first.safetensors'));
    await copyFile(shards[1]!, join(directory, 'second.safetensors'));
    const index = join(directory, 'model.safetensors.index.json');
    const weightMap = { a: 'first.safetensors', b: 'second.safetensors' };
    await writeFile(index, JSON.stringify({ weight_map: weightMap }));
    const weights = [spec('b', [3]), spec('a', [2])];
    expect([...(await readWeights(index, { weights })).keys()]).toEqual(['b', 'a']);
    const error = await refusal(readWeights(index, { weights: [spec('a', [3])] }));
    expect(error.message).toContain(index);
    expect(error.message).toContain("Unexpected (1): 'b' [3]");
  });

  test('stop coming when aborted', async () => {
    const path = await fileOf({ a: [2], b: [3] });
    const weights = [spec('a', [2]), spec('b', [3])];
    const controller = new AbortController();
    const reading = (async () => {
      for await (const _ of streamWeights(path, { weights, signal: controller.signal })) {
        controller.abort();
      }
    })();
    expect((await refusal(reading)).name).toBe('AbortError');
  });
});

describe('a layout', () => {
  const layout: NameMap = {
    find: ({ name, shape }) => {
      switch (name) {
        case 'conv.weight':
          return { tensor: ['conv/kernel', 'conv/kernel:0'], order: kernelOrder };
        case 'fc.weight':
          // Two pixels of three channels, flattened with the channels last.
          return { tensor: 'fc/kernel', shape: [6, 4], split: [1, 2, 3, 4], order: kernelOrder };
        case 'head.weight':
          return { tensor: 'head/kernel', order: denseOrder };
        default:
          return { tensor: 'flat', shape: [sizeOf(shape)] };
      }
    },
    ignore: ['optimizer/*'],
  };

  test('says how each tensor becomes a weight', async () => {
    const weights = [
      spec('conv.weight', [2, 3, 1, 2]),
      spec('fc.weight', [4, 6]),
      spec('head.weight', [2, 3]),
      spec('shaped', [2, 1, 2]),
      spec('shared', [4]),
    ];
    for (const kernel of ['conv/kernel', 'conv/kernel:0']) {
      const path = await fileOf({
        ...{ [kernel]: [1, 2, 3, 2], 'fc/kernel': [6, 4], 'head/kernel': [3, 2], flat: [4] },
        'optimizer/step': [1],
      });
      const read = await readWeights(path, { weights, layout });
      // Out of [x, channel, out]: number = x · 6 + channel · 2 + out.
      expect([...read.get('conv.weight')!]).toEqual([0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11]);
      // Out of [x, channel, out]: number = x · 12 + channel · 4 + out.
      expect([...read.get('fc.weight')!.slice(0, 6)]).toEqual([0, 12, 4, 16, 8, 20]);
      expect([...read.get('head.weight')!]).toEqual([0, 2, 4, 1, 3, 5]);
      expect([...read.get('shaped')!]).toEqual([0, 1, 2, 3]);
      expect([...read.get('shared')!]).toEqual([0, 1, 2, 3]);
    }
  });

  test('has the shape of the file in its messages', async () => {
    const path = await fileOf({ 'head/kernel': [2, 3] });
    const error = await refusal(
      readWeights(path, { weights: [spec('head.weight', [2, 3])], layout }),
    );
    expect(error.message).toContain("'head/kernel' is [2, 3], not [3, 2]");
  });
});

describe('a file of something else', () => {
  test('is refused with everything that is wrong, before any data is read', async () => {
    const path = await fileOf({ 'fc.weights': [2, 3], 'fc.bias': [3], extra: [1], good: [2] });
    const weights = [
      spec('fc.weight', [2, 3]),
      spec('fc.bias', [2]),
      spec('good', [2]),
      spec('gone', [7]),
    ];
    const events: unknown[] = [];
    const reading = readWeights(path, { weights, onProgress: (event) => events.push(event) });
    const error = await refusal(reading);
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message.replace(path, 'FILE')).toMatchInlineSnapshot(`
      "FILE: these are not the weights of the network
        Missing (2): 'fc.weight' [2, 3] (there is 'fc.weights'), 'gone' [7]
        Unexpected (2): 'fc.weights' [2, 3], 'extra' [1]
        Of another shape (1): 'fc.bias' is [3], not [2]"
    `);
    expect(events).toEqual([]);
  });

  test('gives a message of bearable length', async () => {
    const path = await fileOf(
      Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`t${n}`, [1]])),
    );
    const weights = Array.from({ length: 500 }, (_, n) => spec(`a.weight.of.layer.${n}`, [n + 1]));
    const { message } = await refusal(readWeights(path, { weights }));
    expect(message).toContain('not even by name');
    expect(message).toContain('Missing (500): ');
    expect(message).toContain(', and 480 more');
    expect(message.length).toBeLessThan(3000);
  });

  test.each<[string, Uint8Array, string]>([
    [
      'a header beyond its end',
      Buffer.from('\x00\x10\x00\x00\x00\x00\x00\x00{}'),
      'a header of 4096',
    ],
    ['an oversized header', Buffer.from('ffffffffffffff7f7b7d', 'hex'), 'claims a header of'],
    ['no header', Buffer.from('\x89PNG\r\n\x1a\n and so on'), 'not a safetensors file'],
    ['a header that is no JSON', Buffer.from('0200000000000000' + '7b7b', 'hex'), 'not JSON'],
    ['nothing', new Uint8Array(0), 'ends after 0 bytes'],
  ])('or with %s is a ModelFileError', async (_, bytes, message) => {
    const error = await refusal(readWeights(bytes, { weights: [] }));
    expect(error).toBeInstanceOf(ModelFileError);
    expect(error.message).toContain(message);
    const path = await temporaryFile();
    await writeFile(path, bytes);
    expect(await refusal(readWeights(path, { weights: [] }))).toBeInstanceOf(ModelFileError);
  });
});

describe('writing refuses', () => {
  const weights = [spec('fc.weight', [2])];

  test.each<[string, Map<string, Float32Array>, string]>([
    ['a missing weight', new Map(), "the weight 'fc.weight' is missing"],
    [
      'a stranger',
      new Map([
        ['fc.weight', counting(2)],
        ['fc.wieght', counting(2)],
      ]),
      "'fc.wieght' is no weight of the network. Is it 'fc.weight'?",
    ],
    ['a weight of another size', new Map([['fc.weight', counting(3)]]), 'is 2 numbers, but has 3'],
  ])('%s', async (_, values, message) => {
    const error = await refusal(writeWeights(await temporaryFile(), weights, values));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });
});
