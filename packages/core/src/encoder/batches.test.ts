import { describe, expect, test } from 'vitest';
import { MissingItemError } from '../errors/missing-item-error.js';
import { powersEncoder, powersOf } from '../testing/encoders.js';
import { rejection, sleep } from '../testing/helpers.js';
import { encode } from './encode.js';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

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
  test('gives a free place to the next batch at once, without waiting for a slow one', async () => {
    let finishSlow = () => {};
    const slow = new Promise<void>((resolve) => {
      finishSlow = resolve;
    });
    const encoder = powersEncoder({
      limits: { maxBatch: 1, concurrent: true },
      async doEncode({ inputs }) {
        // The first batch ends only after the last has begun: in waves, it never would.
        if (inputs[0] === 0) await slow;
        if (inputs[0] === 5) finishSlow();
        return powersOf(inputs, 1);
      },
      dimensions: 1,
    });
    const { data } = await encode(encoder, upTo(6), { concurrency: 2 });
    expect([...data]).toEqual(upTo(6));
  });

  test.each([
    [true, 3],
    [false, 1],
  ])('runs as many batches at a time as it may (concurrent: %s)', async (concurrent, most) => {
    let active = 0;
    let highest = 0;
    const encoder = powersEncoder({
      limits: { maxBatch: 1, concurrent },
      async doEncode({ inputs }) {
        highest = Math.max(highest, ++active);
        await sleep(1);
        active--;
        return powersOf(inputs, 3);
      },
    });
    await encode(encoder, upTo(10), { concurrency: 3 });
    expect(highest).toBe(most);
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
    const error = await rejection(encode(encoder, upTo(2000), { signal }));
    expect(error.name).toBe('TimeoutError');
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
