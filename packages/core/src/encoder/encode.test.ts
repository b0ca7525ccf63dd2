import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProgressEvent } from '../progress/progress-event.js';
import { powersEncoder, powersOf } from '../testing/encoders.js';
import { sleep } from '../testing/helpers.js';
import { encode } from './encode.js';

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
