import { EncoderError } from '@tovec/core';
import { afterEach, expect, test, vi } from 'vitest';
import type { Network } from '../network/network.js';
import { compileNetwork } from './compile-network.js';

// A thread that loads everything, and dies when it should run something.
vi.mock('../generated/worker.js', () => ({
  workerSource: `
    const { parentPort } = require('node:worker_threads');
    const value = { name: 'x', type: 'float32', shape: [1] };
    parentPort.on('message', ({ kind, id }) => {
      if (kind === 'run') throw new Error('out of luck');
      parentPort.postMessage({ id, result: { inputs: [value], outputs: [value] } });
    });
  `,
}));

afterEach(() => vi.restoreAllMocks());

const network: Network = (ops, _, { x }) => ({ y: ops.relu(x!) });
const options = { inputs: { x: { shape: [1] } }, weights: new Map() };
const feeds = { x: { data: Float32Array.of(1), shape: [1] } };

test('when the thread fails, all that wait for it are told, and the next network gets another', async () => {
  const lost = await compileNetwork(network, options);
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => lost.run(feeds)));
  for (const outcome of outcomes) {
    const { reason } = outcome as PromiseRejectedResult;
    expect(EncoderError.isInstance(reason)).toBe(true);
    expect(reason.message).toBe(
      'The thread that runs networks failed (out of luck). Load the network again.',
    );
  }
  await expect(lost.run(feeds)).rejects.toThrow('The thread that runs networks failed');
  const next = await compileNetwork(network, options);
  await lost.dispose();
  await next.dispose();
});
