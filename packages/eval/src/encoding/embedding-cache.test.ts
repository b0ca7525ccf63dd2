import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineEncoder, type EncodeCall, InvalidInputError, SourceError } from '@tovec/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rejection } from '../testing/bytes.js';
import { embedItems } from './embed-items.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tovec-eval-cache-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Counts what it is asked; knows no input that starts with `?`, composes those with `+`. */
function counting<Input extends string | Uint8Array | number>(dimensions = 2) {
  const asked: Input[] = [];
  const encoder = defineEncoder({
    id: 'counting',
    modality: 'word',
    dimensions,
    limits: { maxBatch: 10, concurrent: true },
    capabilities: { deterministic: true, missing: 'report' },
    async doEncode({ inputs }: EncodeCall<Input>) {
      asked.push(...inputs);
      const kindOf = (input: Input) =>
        String(input)[0] === '?' ? 'missing' : String(input)[0] === '+' ? 'composed' : undefined;
      const notes = inputs.flatMap((input, row) => {
        const kind = kindOf(input);
        return kind ? [{ row, kind } as const] : [];
      });
      const rows = inputs.flatMap((input) =>
        Array.from({ length: dimensions }, (_, d) => String(input).length + d / 4),
      );
      return { vectors: Float32Array.from(rows), notes };
    },
  });
  return { encoder, asked };
}

const inputs = ['cat', 'tiger', '?', '+dog', 'cat'];
const cache = (key = 'model 1') => ({ directory: join(directory, 'kept'), key });

describe('embedding the items of a task', () => {
  test('asks for each different input once, and says what is missing', async () => {
    const { encoder, asked } = counting<string>();
    const embedded = await embedItems(encoder, inputs);
    expect(asked).toEqual(['cat', 'tiger', '?', '+dog']);
    expect(embedded.rows).toBe(5);
    expect([...embedded.row(4)]).toEqual([3, 3.25]);
    expect([...embedded.row(2)]).toEqual([0, 0]);
    expect([[...embedded.missing], [...embedded.composed]]).toEqual([[2], [3]]);
    expect(embedded.cached).toBe(false);
  });

  test('with a cache asks once for all evaluations', async () => {
    const { encoder, asked } = counting<string>();
    const first = await embedItems(encoder, inputs, { cache: cache() });
    const second = await embedItems(encoder, inputs, { cache: cache() });
    expect(asked).toHaveLength(4);
    expect([first.cached, second.cached]).toEqual([false, true]);
    expect(second.values).toEqual(first.values);
    expect(second.missing).toEqual(first.missing);
    expect(second.composed).toEqual(first.composed);
    // Nothing but whole entries.
    expect(await readdir(cache().directory)).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}\.safetensors$/),
    ]);
  });

  test('asks again for another model, other inputs, or other dimensions', async () => {
    const { encoder, asked } = counting<string>();
    await embedItems(encoder, ['ab', 'c'], { cache: cache() });
    await embedItems(encoder, ['ab', 'c'], { cache: cache('model 2') });
    await embedItems(encoder, ['a', 'bc'], { cache: cache() });
    await embedItems(encoder, ['c', 'ab'], { cache: cache() });
    expect(asked).toHaveLength(8);
    await embedItems(counting<string>(3).encoder, ['ab', 'c'], { cache: cache() });
    expect(await readdir(cache().directory)).toHaveLength(5);
  });

  test.each([
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, -3)],
    ['changed in its numbers', (bytes: Uint8Array) => bytes.with(bytes.length - 9, 1)],
    ['emptied', () => new Uint8Array(0)],
    ['no such file at all', () => new TextEncoder().encode('{"vectors": [1, 2]}')],
  ])('makes an entry anew that was %s', async (_, damage) => {
    const { encoder, asked } = counting<string>();
    const first = await embedItems(encoder, inputs, { cache: cache() });
    const path = join(cache().directory, (await readdir(cache().directory))[0]!);
    await writeFile(path, damage(new Uint8Array(await readFile(path))));
    const second = await embedItems(encoder, inputs, { cache: cache() });
    expect([second.cached, asked.length]).toEqual([false, 8]);
    expect(second.values).toEqual(first.values);
    expect((await embedItems(encoder, inputs, { cache: cache() })).cached).toBe(true);
  });

  test('leaves no entry behind when it is aborted', async () => {
    const abort = new AbortController();
    const { encoder } = counting<string>();
    const onProgress = () => abort.abort(new Error('enough'));
    const many = Array.from({ length: 50 }, (_, at) => `word ${at}`);
    const { signal } = abort;
    const run = embedItems(encoder, many, { cache: cache(), signal, onProgress });
    expect((await rejection(run)).message).toBe('enough');
    expect(await readdir(directory)).toEqual([]);
  });

  test('keeps vectors of bytes, but not of what has no bytes', async () => {
    const { encoder, asked } = counting<Uint8Array>();
    const bytes = [Uint8Array.of(1, 2), Uint8Array.of(3)];
    await embedItems(encoder, bytes, { cache: cache() });
    await embedItems(
      encoder,
      bytes.map((own) => own.slice()),
      { cache: cache() },
    );
    expect(asked).toHaveLength(2);
    const error = await rejection(embedItems(counting<number>().encoder, [1], { cache: cache() }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain('input 0 is neither; leave out cache');
  });

  test('says so where the directory cannot be made', async () => {
    await writeFile(join(directory, 'file'), '');
    const options = { cache: { directory: join(directory, 'file', 'kept'), key: 'x' } };
    expect(await rejection(embedItems(counting<string>().encoder, ['a'], options))).toBeInstanceOf(
      SourceError,
    );
  });
});
