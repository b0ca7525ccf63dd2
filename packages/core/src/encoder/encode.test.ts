import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EncoderError } from '../errors/encoder-error.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';
import { MissingItemError } from '../errors/missing-item-error.js';
import { UnsupportedError } from '../errors/unsupported-error.js';
import type { ProgressEvent } from '../progress/progress-event.js';
import { rejection } from '../testing.js';
import { encode } from './encode.js';
import type { EncodeOptions } from './encode-options.js';
import type { EncodedBatch, Encoder, RowNote } from './encoder.js';
import { powersEncoder, powersOf, sleep } from './testing.js';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('encode', () => {
  test('gives a row per input, in order', async () => {
    const embeddings = await encode(powersEncoder(), [1, 2, 3, 4, 5, 6]);
    expect(embeddings).toMatchObject({ rows: 6, dimensions: 3, valuesPerRow: 3, notes: [] });
    expect([...embeddings].map((row) => [...row])).toEqual([
      [1, 1, 1],
      [2, 4, 8],
      [3, 9, 27],
      [4, 16, 64],
      [5, 25, 125],
      [6, 36, 216],
    ]);
    expect(embeddings.row(1).buffer).toBe(embeddings.data.buffer);
  });

  test('gives the same rows whatever the batches, costs and order of completion', async () => {
    const options = fc.record({
      inputs: fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 40 }),
      maxBatch: fc.integer({ min: 1, max: 10 }),
      batchSize: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
      maxBatchCost: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
      costs: fc.boolean(),
      concurrent: fc.boolean(),
      concurrency: fc.integer({ min: 1, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(options, async (given) => {
        const { inputs, maxBatch, maxBatchCost, concurrent, batchSize, concurrency } = given;
        let active = 0;
        const cost = (x: number) => Math.abs(x);
        const encoder = powersEncoder({
          limits: { maxBatch, concurrent, maxBatchCost },
          ...(given.costs && { cost }),
          async doEncode(call) {
            active++;
            expect(active).toBeLessThanOrEqual(concurrent ? concurrency : 1);
            expect(call.inputs.length).toBeLessThanOrEqual(Math.min(maxBatch, batchSize ?? 1024));
            expect(call.inputs.length).toBeGreaterThan(0);
            if (given.costs && maxBatchCost !== undefined && call.inputs.length > 1) {
              const dearest = Math.max(...call.inputs.map(cost));
              expect(dearest * call.inputs.length).toBeLessThanOrEqual(maxBatchCost);
            }
            for (let turn = (call.inputs[0]! + 9) % 4; turn > 0; turn--) await null;
            active--;
            const notes = call.inputs.map((x, row) => ({
              row,
              kind: 'truncated' as const,
              message: `${x}`,
            }));
            return { ...powersOf(call.inputs, 3), notes };
          },
        });
        const embeddings = await encode(encoder, inputs, { batchSize, concurrency });
        expect([...embeddings.data]).toEqual([...powersOf(inputs, 3).vectors]);
        expect(embeddings.notes).toEqual(
          inputs.map((x, row) => ({ row, kind: 'truncated', message: `${x}` })),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('takes any iterable, also one that is still arriving', async () => {
    async function* arriving() {
      yield 1;
      await sleep(1);
      yield 2;
    }
    for (const inputs of [
      [1, 2],
      new Set([1, 2]),
      new Map([
        [1, 0],
        [2, 0],
      ]).keys(),
      arriving(),
    ]) {
      expect([...(await encode(powersEncoder({ dimensions: 1 }), inputs)).data]).toEqual([1, 2]);
    }
  });

  test('of nothing is nothing, without a call', async () => {
    const encoder = powersEncoder();
    const embeddings = await encode(encoder, []);
    expect(embeddings.rows).toBe(0);
    expect([...embeddings]).toEqual([]);
    expect(encoder.calls).toEqual([]);
  });

  test('hands on the role, and no role when none was given', async () => {
    const encoder = powersEncoder();
    await encode(encoder, [1], { role: 'query' });
    await encode(encoder, [1]);
    expect(encoder.calls[0]?.role).toBe('query');
    expect('role' in encoder.calls[1]!).toBe(false);
  });

  test('tells its progress after each batch', async () => {
    const events: ProgressEvent[] = [];
    await encode(powersEncoder(), upTo(10), { onProgress: (event) => events.push(event) });
    expect(events.map(({ done }) => done)).toEqual([4, 8, 10]);
    expect(events[0]).toMatchObject({ phase: 'encode', unit: 'inputs', total: 10 });
  });
});

describe('batches', () => {
  test('put inputs of like cost together, the dearest first', async () => {
    const encoder = powersEncoder({ cost: (x) => x });
    await encode(encoder, [1, 9, 2, 8, 3, 7, 4], { batchSize: 3 });
    expect(encoder.calls.map(({ inputs }) => inputs)).toEqual([[9, 8, 7], [4, 3, 2], [1]]);
  });

  test('keep rows × the dearest within the budget, and let one that is beyond it go alone', async () => {
    const limits = { maxBatch: 10, concurrent: false, maxBatchCost: 8 };
    const encoder = powersEncoder({ limits, cost: (x) => x });
    await encode(encoder, [20, 4, 3, 2, 2, 2, 1, 1, 0]);
    expect(encoder.calls.map(({ inputs }) => inputs)).toEqual([[20], [4, 3], [2, 2, 2, 1], [1, 0]]);
  });

  test('are at most 1024 inputs where the encoder takes any number', async () => {
    const encoder = powersEncoder({ limits: { maxBatch: Infinity, concurrent: false } });
    await encode(encoder, upTo(1030));
    expect(encoder.calls.map(({ inputs }) => inputs.length)).toEqual([1024, 6]);
  });
});

describe('the pool', () => {
  /** Batches take as long as their first input says; notes when each begins and ends. */
  function timedEncoder(concurrent: boolean) {
    const log: string[] = [];
    const encoder = powersEncoder({
      limits: { maxBatch: 1, concurrent },
      async doEncode({ inputs }) {
        log.push(`+${inputs[0]}`);
        await sleep(inputs[0]!);
        log.push(`-${inputs[0]}`);
        return powersOf(inputs, 3);
      },
    });
    return { encoder, log };
  }

  test('gives a free place to the next batch at once, without waiting for a slow one', async () => {
    const { encoder, log } = timedEncoder(true);
    await encode(encoder, [90, 10, 11, 12], { concurrency: 2 });
    expect(log).toEqual(['+90', '+10', '-10', '+11', '-11', '+12', '-12', '-90']);
  });

  test('runs one batch at a time where the encoder cannot do more', async () => {
    const { encoder, log } = timedEncoder(false);
    await encode(encoder, [3, 2, 1], { concurrency: 8 });
    expect(log).toEqual(['+3', '-3', '+2', '-2', '+1', '-1']);
  });

  test('starts no batch after one has failed, tells those under way, and waits for them', async () => {
    const seen: (number | string)[] = [];
    const encoder = powersEncoder({
      limits: { maxBatch: 1, concurrent: true },
      async doEncode({ inputs, signal }) {
        seen.push(inputs[0]!);
        if (inputs[0] === 1) throw new MissingItemError('no such item', { item: '1' });
        await sleep(20);
        seen.push(signal?.aborted ? 'told' : 'not told');
        return powersOf(inputs, 3);
      },
    });
    const error = await rejection(encode(encoder, upTo(20), { concurrency: 2 }));
    expect(error).toBeInstanceOf(MissingItemError);
    expect(seen).toEqual([0, 1, 'told']);
  });
});

describe('an abort', () => {
  test('before the start means no call at all', async () => {
    const encoder = powersEncoder();
    const error = await rejection(encode(encoder, [1], { signal: AbortSignal.abort() }));
    expect(error.name).toBe('AbortError');
    expect(encoder.calls).toEqual([]);
  });

  test('ends the work within one batch, also when the encoder never pauses', async () => {
    let calls = 0;
    const encoder = powersEncoder({
      limits: { maxBatch: 1, concurrent: false },
      async doEncode({ inputs }) {
        calls++;
        for (const start = performance.now(); performance.now() - start < 2; ) {}
        return powersOf(inputs, 3);
      },
    });
    const signal = AbortSignal.timeout(20);
    const start = performance.now();
    const error = await rejection(encode(encoder, upTo(2000), { signal }));
    expect(error.name).toBe('TimeoutError');
    expect(performance.now() - start).toBeLessThan(1000);
    expect(calls).toBeLessThan(300);
  });

  test('reaches the encoder, and rejects with the reason that was given', async () => {
    const controller = new AbortController();
    const encoder = powersEncoder({
      doEncode: ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    });
    const encoding = encode(encoder, [1, 2], { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 5);
    expect((await rejection(encoding)).message).toBe('enough');
  });

  test('leaves no listener behind on a signal that lives on', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners++;
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners--;
      removeEventListener.apply(signal, args);
    };
    await encode(powersEncoder(), upTo(9), { signal });
    expect(listeners).toBe(0);
  });
});

describe('inputs that are refused', () => {
  test.each<[string, unknown, string]>([
    ['a lone string', 'word', "was 'word'. Wrap a single input in an array: ['word']"],
    ['a lone image', new Uint8Array(4), 'a Uint8Array of 4. Wrap a single input in an array'],
    ['a number', 5, 'was 5. Give an array'],
    ['nothing', undefined, 'was undefined. Give an array'],
    ['an object', { a: 1 }, 'was an object. Give an array'],
  ])('%s', async (_, inputs, message) => {
    const error = await rejection(encode(powersEncoder(), inputs as number[]));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test.each<[object, string]>([
    [{ batchSize: 0 }, 'batchSize must be an integer of at least 1, but was 0'],
    [{ concurrency: 1.5 }, 'concurrency must be an integer of at least 1, but was 1.5'],
    [{ normalize: 'yes' }, "normalize must be true or false, but was 'yes'"],
    [{ dimensions: 4 }, 'dimensions must be an integer from 1 to 3, but was 4'],
    [{ precision: 'int4' }, "precision must be one of 'float32', 'int8', 'binary', but was 'int4'"],
    [{ role: 'passage' }, "role must be one of 'query', 'document', but was 'passage'"],
    [{ normalise: true }, "EncodeOptions has no option 'normalise'. Did you mean 'normalize'?"],
  ])('options %o', async (options, message) => {
    const error = await rejection(encode(powersEncoder(), [1], options as EncodeOptions<'int8'>));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(message);
  });

  test('something that is no encoder', async () => {
    const none = await rejection(encode(undefined as unknown as Encoder, [1]));
    expect(none.message).toContain('encoder must be an encoder');
    const later = { ...powersEncoder(), specificationVersion: 'v2' };
    const error = await rejection(encode(later as unknown as Encoder<number>, [1]));
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error.message).toContain("follows specification 'v2', this @tovec/core knows 'v1'");
  });
});

describe('an encoder that breaks its contract is named', () => {
  const note = (row: number, kind = 'missing') => ({ row, kind }) as RowNote;
  const good = powersOf([1, 2], 3);

  test.each<[string, unknown, string]>([
    ['with nothing', undefined, 'must give { vectors: Float32Array }, but gave undefined'],
    ['with plain arrays', { vectors: [[1]], notes: [] }, 'but gave an array of 1'],
    [
      'with too few numbers',
      { vectors: new Float32Array(5), notes: [] },
      '2 inputs of 3 dimensions need 6 numbers, but doEncode gave 5',
    ],
    [
      'with NaN',
      { vectors: Float32Array.of(1, 2, 3, 4, Number.NaN, 6), notes: [] },
      'the vector of 2 has NaN in dimension 1',
    ],
    [
      'with an infinity',
      { vectors: Float32Array.of(1, -Infinity, 3, 4, 5, 6), notes: [] },
      'the vector of 1 has -Infinity in dimension 1',
    ],
    ['with notes of a wrong kind', { ...good, notes: [note(0, 'odd')] }, "has the kind 'odd'"],
    ['with a note beyond the batch', { ...good, notes: [note(2)] }, 'about row 2 of a batch of 2'],
    [
      'with notes that are no list',
      { ...good, notes: 'none' },
      "notes must be an array, but was 'none'",
    ],
  ])('%s', async (_, result, message) => {
    const encoder = powersEncoder({ doEncode: async () => result as EncodedBatch });
    const error = await rejection(encode(encoder, [1, 2]));
    expect(error).toBeInstanceOf(EncoderError);
    expect(error.message).toMatch(/^The encoder 'powers' broke its contract: /);
    expect(error.message).toContain(message);
  });

  test.each([Number.NaN, -1, Infinity])('with a cost of %s', async (cost) => {
    const error = await rejection(encode(powersEncoder({ cost: () => cost }), [1]));
    expect(error).toBeInstanceOf(EncoderError);
    expect(error.message).toContain("The encoder 'powers' says that input 0 costs");
  });
});
