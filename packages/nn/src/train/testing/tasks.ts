import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@tovec/core';
import { onTestFinished } from 'vitest';
import { batchNormLayer, convLayer } from '../../layers/conv-layers.js';
import { linearLayer } from '../../layers/linear-layer.js';
import type { Network } from '../../network/network.js';
import type { Batch } from '../batch.js';

/** A small network with a bit of everything that training treats on its own. */
export const smallNetwork: Network = (ops, weights, { x }) => {
  const convolved = convLayer(ops, weights.in('conv'), x!, { channels: 4, size: 3, padding: 1 });
  const normed = batchNormLayer(ops, weights.in('norm'), convolved, { epsilon: 1e-5 });
  const pooled = ops.mean(ops.relu(normed), [2, 3]);
  const dropped = ops.dropout(pooled, 0.1);
  return {
    features: pooled,
    logits: linearLayer(ops, weights.in('head'), dropped, { outputs: 2 }),
  };
};

export const smallInputs = { x: { shape: ['batch', 1, 6, 6] } } as const;

/** Pictures with a bar: upright ones are 0, lying ones are 1. */
export function bars(count: number, seed: number): Batch {
  const random = createRandom(seed);
  const label = Int32Array.from({ length: count }, () => random.integer(2));
  const data = new Float32Array(count * 36);
  for (let picture = 0; picture < count; picture++) {
    const place = random.integer(6);
    for (let at = 0; at < 36; at++) {
      const line = label[picture] === 0 ? at % 6 : Math.floor(at / 6);
      data[picture * 36 + at] = (line === place ? 1 : 0) + 0.3 * random.normal();
    }
  }
  return {
    inputs: { x: { data, shape: [count, 1, 6, 6] } },
    targets: { label: { data: label, shape: [count] } },
  };
}

export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'tovec-nn-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
