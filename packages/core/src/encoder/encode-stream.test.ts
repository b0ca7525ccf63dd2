import { describe, expect, test, vi } from 'vitest';
import type { ProgressEvent } from '../progress/progress-event.js';
import { powersEncoder, powersOf } from '../testing/encoders.js';
import { rejection, sleep } from '../testing/helpers.js';
import { defineEncoder } from './define-encoder.js';
import { type EmbeddingsPart, encodeStream } from './encode-stream.js';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

async function collect<Part>(parts: AsyncIterable<Part>): Promise<Part[]> {
  const collected: Part[] = [];
  for await (const part of parts) collected.push(part);
  return collected;
}

describe('encodeStream', () => {
  test('gives batches in order, whichever ends first, with what they belong to', async () => {
    const encoder = powersEncoder({
      dimensions: 1,
      async doEncode({ inputs }) {
        await sleep(inputs[0] === 0 ? 10 : 0);
        return powersOf(inputs, 1);
      },
    });
    const parts = await collect(encodeStream(encoder, upTo(10)));
    expect(parts.map(({ start }) => start)).toEqual([0, 4, 8]);
    expect(parts.map(({ inputs }) => inputs.length)).toEqual([4, 4, 2]);
    expect(parts.flatMap(({ data }) => [...data])).toEqual(upTo(10));
    expect([...parts[1]!.row(1)]).toEqual([5]);
  });

  test('takes the options of encode, and keeps notes with their part', async () => {
    const encoder = powersEncoder({
      async doEncode({ inputs }) {
        return { ...powersOf(inputs, 3), notes: [{ row: 1, kind: 'composed' }] };
      },
    });
    const options = { normalize: true, dimensions: 2, precision: 'int8', batchSize: 2 } as const;
    const parts = await collect(encodeStream(encoder, [1, 2, 3, 4], options));
    expect(parts.map(({ dimensions }) => dimensions)).toEqual([2, 2]);
    expect(parts[1]!.notes).toEqual([{ row: 1, kind: 'composed' }]);
    expect([...parts[0]!.row(1)]).toEqual([64, 127]);
  });

  test('of nothing is nothing', async () => {
    expect(await collect(encodeStream(powersEncoder(), []))).toEqual([]);
  });

  test('is a method of every defined encoder', async () => {
    const encoder = defineEncoder(powersEncoder());
    expect((await collect(encoder.encodeStream([1, 2])))[0]?.rows).toBe(2);
    await encoder.dispose();
    expect((await rejection(collect(encoder.encodeStream([1])))).message).toContain('disposed');
  });

  test('holds no more inputs than batches × concurrency, however many there are', async () => {
    let read = 0;
    let taken = 0;
    async function* many() {
      for (; read < 1000; read++) {
        expect(read - taken).toBeLessThanOrEqual(4 * 3 + 4);
        yield read;
      }
    }
    for await (const part of encodeStream(powersEncoder(), many(), { concurrency: 3 })) {
      taken += part.rows;
    }
    expect(taken).toBe(1000);
  });

  test('reads no further while nobody takes what is ready', async () => {
    let read = 0;
    function* many() {
      for (;;) yield read++;
    }
    const stream = encodeStream(powersEncoder(), many(), { concurrency: 2 });
    await stream.next();
    await sleep(5);
    expect(read).toBeLessThanOrEqual(4 * 3);
    await stream.return();
  });

  test('gives what is ready while the next input is still awaited', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    async function* arriving() {
      yield* [1, 2, 3, 4];
      await released;
      yield 5;
    }
    const stream = encodeStream(powersEncoder({ dimensions: 1 }), arriving());
    const first = (await stream.next()).value as EmbeddingsPart<number>;
    expect([...first.data]).toEqual([1, 2, 3, 4]);
    release();
    const second = (await stream.next()).value as EmbeddingsPart<number>;
    expect([...second.data]).toEqual([5]);
  });

  test('tells its progress, with the total where it is known', async () => {
    const events: ProgressEvent[] = [];
    const onProgress = (event: ProgressEvent) => events.push(event);
    await collect(encodeStream(powersEncoder(), upTo(6), { onProgress }));
    await collect(encodeStream(powersEncoder(), new Set([1]), { onProgress }));
    expect(events.map(({ done, total }) => [done, total])).toEqual([
      [4, 6],
      [6, 6],
      [1, undefined],
    ]);
  });
});

describe('the end of a stream', () => {
  test('is the first failure, after those under way were told and have ended', async () => {
    let active = 0;
    const told = vi.fn();
    const encoder = powersEncoder({
      limits: { maxBatch: 1, concurrent: true },
      async doEncode({ inputs, signal }) {
        if (inputs[0] === 2) throw new Error('no such item');
        active++;
        signal?.addEventListener('abort', told);
        await sleep(5);
        active--;
        return powersOf(inputs, 3);
      },
    });
    expect((await rejection(collect(encodeStream(encoder, upTo(9))))).message).toBe('no such item');
    expect(active).toBe(0);
    expect(told).toHaveBeenCalled();
  });

  test('is a failure of the inputs', async () => {
    async function* failing() {
      yield 1;
      throw new Error('no more');
    }
    const error = await rejection(collect(encodeStream(powersEncoder(), failing())));
    expect(error.message).toBe('no more');
  });

  test('closes the inputs when the loop is left', async () => {
    const closed = vi.fn();
    function* many() {
      try {
        for (let x = 0; ; x++) yield x;
      } finally {
        closed();
      }
    }
    for await (const part of encodeStream(powersEncoder(), many())) {
      if (part.start > 10) break;
    }
    expect(closed).toHaveBeenCalledTimes(1);
  });

  test('is an abort, also while it waits for an input that never comes', async () => {
    async function* silent() {
      yield 1;
      await new Promise(() => {});
    }
    const signal = AbortSignal.timeout(10);
    const error = await rejection(collect(encodeStream(powersEncoder(), silent(), { signal })));
    expect(error.name).toBe('TimeoutError');
  });

  test('before the start means no call at all', async () => {
    const encoder = powersEncoder();
    const options = { signal: AbortSignal.abort() };
    expect((await rejection(collect(encodeStream(encoder, [1], options)))).name).toBe('AbortError');
    expect(encoder.calls).toEqual([]);
  });

  test('comes at once for a lone string, and for options nobody reads', async () => {
    const words = defineEncoder(powersEncoder());
    const error = await rejection(collect(words.encodeStream('word' as never)));
    expect(error.message).toContain("['word']");
    const misspelt = { batchsize: 2 } as object;
    expect((await rejection(collect(words.encodeStream([], misspelt)))).message).toContain(
      "Did you mean 'batchSize'",
    );
  });
});
