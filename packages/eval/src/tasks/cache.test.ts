import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, defineEncoder, type EncodeCall } from '@tovec/core';
import { expect, test } from 'vitest';
import { classification } from './classification.js';
import { clustering } from './clustering.js';
import { transfer } from './transfer.js';

/** Counts how many inputs it is asked for. */
function counting() {
  const asked = { inputs: 0 };
  const encoder = defineEncoder({
    id: 'counting',
    modality: 'word',
    dimensions: 3,
    limits: { maxBatch: 10, concurrent: true },
    capabilities: { deterministic: true, missing: 'report' },
    async doEncode({ inputs }: EncodeCall<string>) {
      asked.inputs += inputs.length;
      const rows = inputs.flatMap((input) => {
        const random = createRandom(Number(input));
        return Array.from({ length: 3 }, () => random.normal());
      });
      return { vectors: Float32Array.from(rows), notes: [] };
    },
  });
  return { encoder, asked };
}

test('tasks on the same items share a cache, and rivals have no part in it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'tovec-eval-tasks-'));
  try {
    const items = Array.from({ length: 40 }, (_, at) => ({
      item: String(at),
      labels: [at % 2 === 0 ? 'even' : 'odd'],
    }));
    const dataset = { name: 'numbers', items };
    const options = { cache: { directory, key: 'model 1' }, resamples: 0 };
    const [own, rival] = [counting(), counting()];
    const first = await classification(own.encoder, dataset, options);
    expect(own.asked.inputs).toBe(40);
    expect((await classification(own.encoder, dataset, options)).found).toEqual(first.found);
    await clustering(own.encoder, dataset, { ...options, normalize: true });
    for (let run = 0; run < 2; run++) {
      const rivals = { rival: rival.encoder };
      await transfer(own.encoder, dataset, { ...options, rivals, draws: 1, shots: [2] });
    }
    expect([own.asked.inputs, rival.asked.inputs]).toEqual([40, 80]);
    expect(await readdir(directory)).toHaveLength(1);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
