import { InvalidInputError } from '@tovec/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Network } from '../network/network.js';
import { compileNetwork } from './compile-network.js';
import { runBatches } from './run-batches.js';

const network: Network = (ops, _, { x, ids }) => ({
  sum: ops.add(ops.sum(x!, [1]), ops.constant(1)),
  kept: ids!,
  total: ops.sum(x!),
});

async function compiled(batch: number | 'batch') {
  const result = await compileNetwork(network, {
    inputs: { x: { shape: [batch, 2] }, ids: { shape: [batch], type: 'int32' } },
    weights: new Map(),
  });
  onTestFinished(() => result.dispose());
  return result;
}

const feeds = {
  x: { data: Float32Array.from({ length: 14 }, (_, index) => index), shape: [7, 2] },
  ids: { data: Int32Array.of(1, 2, 3, 4, 5, 6, 7), shape: [7] },
};
const outputs = ['sum', 'kept'];

describe('runBatches', () => {
  test.each([
    ['batch', 1],
    ['batch', 3],
    ['batch', 7],
    ['batch', 100],
    [3, undefined],
    [7, 7],
  ] as const)('gives one row for each, with %s rows said and %s asked for', async (said, batch) => {
    const runner = await compiled(said);
    expect(await runBatches(runner, feeds, { batch, outputs })).toEqual({
      sum: { data: Float32Array.of(2, 6, 10, 14, 18, 22, 26), shape: [7] },
      kept: feeds.ids,
    });
  });

  test('gives empty results for no rows', async () => {
    const runner = await compiled('batch');
    const empty = {
      x: { data: new Float32Array(0), shape: [0, 2] },
      ids: { data: new Int32Array(0), shape: [0] },
    };
    const { sum } = await runBatches(runner, empty, { outputs });
    expect(sum).toEqual({ data: new Float32Array(0), shape: [0] });
  });

  test('refuses what does not go by rows', async () => {
    const runner = await compiled('batch');
    const fixed = await compiled(3);
    const uneven = { ...feeds, ids: { data: Int32Array.of(1), shape: [1] } };
    for (const [run, message] of [
      [() => runBatches(runner, feeds), "The output 'total' has the shape []"],
      [() => runBatches(runner, uneven), "but 'x' has 7 and 'ids' has 1"],
      [() => runBatches(fixed, feeds, { batch: 2 }), 'takes 3 rows at a time'],
    ] as const) {
      const error = await run().catch((e) => e);
      expect(InvalidInputError.isInstance(error)).toBe(true);
      expect(error.message).toContain(message);
    }
  });
});
