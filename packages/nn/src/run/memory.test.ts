import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { workerSource } from '../generated/worker.js';
import { describeNetwork } from '../network/describe-network.js';
import type { Network } from '../network/network.js';
import { compileNetwork } from './compile-network.js';

/** Weights of 12 MB: enough to go through a file. */
const network: Network = (ops, weights, { x }) => {
  const conv = ops.conv2d(x!, weights('kernel', [16, 3, 3, 3]), { padding: 1 });
  const statistics = {
    scale: weights('scale', [16]),
    offset: weights('offset', [16]),
    mean: weights('mean', [16]),
    variance: weights('variance', [16]),
  };
  const normalized = ops.relu(ops.batchNorm(conv, statistics, { epsilon: 1e-3 }));
  const flat = ops.reshape(normalized, [0, -1]);
  return { normalized, y: ops.linear(flat, weights('w', [190, 16 * 32 * 32])) };
};
const inputs = { x: { shape: ['batch', 3, 32, 32] } };
const { weights: specs } = describeNetwork(network, inputs);
const picture = {
  data: new Float32Array(3072).map((_, at) => Math.sin(at)),
  shape: [1, 3, 32, 32],
};

async function* weights() {
  for (const { name, shape } of specs) {
    const size = shape.reduce((product, length) => product * length, 1);
    const values = Float32Array.from({ length: size }, (_, at) => Math.cos(at + name.length) ** 2);
    yield { name, shape, values };
  }
}

/** A folder that temporary files go to while the test runs. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tovec-nn-'));
  for (const variable of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(variable, folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  return folder;
}

describe('memory', () => {
  test('stays flat when networks are loaded and disposed of a hundred times', async () => {
    const small: Network = (ops, w, { x }) => ({ y: ops.linear(x!, w('w', [512, 512])) });
    const values = new Map([['w', new Float32Array(512 * 512)]]);
    const once = async () => {
      const compiled = await compileNetwork(small, {
        inputs: { x: { shape: [1, 512] } },
        weights: values,
        threads: 1,
      });
      await compiled.run({ x: { data: new Float32Array(512), shape: [1, 512] } });
      await compiled.dispose();
    };
    for (let round = 0; round < 20; round++) await once();
    const before = process.memoryUsage.rss();
    for (let round = 0; round < 80; round++) await once();
    // 80 copies of the weights alone would be 84 MB.
    expect(process.memoryUsage.rss() - before).toBeLessThan(40e6);
  }, 60_000);

  test('is given back to the disk, too, when weights have gone through a file', async () => {
    const folder = temporaryFolder();
    const leftover = `tovec-onnx-${hostname().replaceAll(/[^\w.]/g, '_')}-4194305-x`;
    mkdirSync(join(folder, leftover));
    const compiled = await compileNetwork(network, { inputs, weights: weights() });
    expect((await compiled.run({ x: picture })).y!.shape).toEqual([1, 190]);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(readdirSync(folder)).not.toContain(leftover);
    expect((await compiled.run({ x: picture }, { outputs: ['y'] })).y!.shape).toEqual([1, 190]);
    await compiled.dispose();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is given back when weights turn out not to fit', async () => {
    const folder = temporaryFolder();
    const wrong = async function* () {
      for await (const weight of weights()) if (weight.name !== 'mean') yield weight;
    };
    await expect(compileNetwork(network, { inputs, weights: wrong() })).rejects.toThrow(
      "'mean' is missing",
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('folding what goes through a file changes nothing', async () => {
  const folded = await compileNetwork(network, { inputs, weights: weights(), outputs: ['y'] });
  onTestFinished(() => folded.dispose());
  // Asked for, the convolution's result must be there: nothing is folded.
  const tapped: Network = (ops, w, given) => {
    let conv: unknown;
    const outputs = network(
      {
        ...ops,
        batchNorm: (x, ...rest) => {
          conv = x;
          return ops.batchNorm(x, ...rest);
        },
      },
      w,
      given,
    );
    return { ...outputs, conv: conv as typeof outputs.y };
  };
  const whole = await compileNetwork(tapped, { inputs, weights: weights() });
  onTestFinished(() => whole.dispose());
  const { y } = await folded.run({ x: picture });
  const { y: expected } = await whole.run({ x: picture });
  const largest = Math.max(...(expected!.data as Float32Array).map(Math.abs));
  for (const [at, value] of (y!.data as Float32Array).entries()) {
    expect(Math.abs(value - Number(expected!.data[at]))).toBeLessThan(1e-5 * largest);
  }
});

test('a process ends by itself while networks are loaded', async () => {
  const runtime = createRequire(import.meta.url).resolve('onnxruntime-node');
  const script = `
    const { Worker } = require('node:worker_threads');
    const worker = new Worker(${JSON.stringify(workerSource)}, {
      eval: true, workerData: { runtime: ${JSON.stringify(runtime)} },
    });
    worker.once('message', () => worker.unref());
    worker.postMessage({ kind: 'open', id: 1, session: 1, model: new Uint8Array([1]), options: {} });
  `;
  const { stderr } = await promisify(execFile)(process.execPath, ['-e', script], {
    timeout: 20_000,
  });
  expect(stderr).toBe('');
});
