import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportOnnx, type Network } from '@tovec/nn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDirectory, runCli, runJson } from './testing/run-cli.js';

let directory: string;
let remove: () => Promise<void>;
const run = (...args: string[]) => runCli(directory, ['onnx', 'info', ...args]);

const network: Network = (ops, weights, { x }) => {
  const hidden = ops.relu(ops.linear(x!, weights('layer.weight', [3, 2])));
  return { hidden, y: ops.sum(hidden, [1]) };
};

beforeAll(async () => {
  ({ path: directory, remove } = await makeDirectory());
  await exportOnnx(
    network,
    {
      inputs: { x: { shape: ['n', 2] } },
      weights: new Map([['layer.weight', Float32Array.of(1, 2, 3, 4, 5, 6)]]),
      outputs: ['y'],
    },
    join(directory, 'net.onnx'),
  );
});
afterAll(() => remove());

describe.concurrent('tovec onnx info', () => {
  test('lists inputs, outputs, every tensor and the weights', async () => {
    const { code, stdout, stderr } = await run('net.onnx');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^model +net\.onnx\nproducer +tovec\nopsets +ai\.onnx \d+\nweights +\d/);
    expect(stdout).toMatch(/\ninputs\n {2}x +float32 +n × 2\n/);
    expect(stdout).toMatch(/\noutputs\n {2}y +float32 +n +ReduceSum\n/);
    expect(stdout).toMatch(/\n {2}hidden +float32 +n × 3 +Relu\n/);
    expect(stdout).toMatch(/\n {2}layer\.weight +float32 +\d × \d +24 B\n/);
  });

  test('says all of it in JSON', async () => {
    expect(await runJson(directory, ['onnx', 'info', 'net.onnx'])).toMatchObject({
      ...{ model: 'net.onnx', producer: 'tovec', opsets: { 'ai.onnx': expect.any(Number) } },
      inputs: [{ name: 'x', kind: 'input', type: 'float32', shape: ['n', 2] }],
      outputs: [{ name: 'y', op: 'ReduceSum' }],
      tensors: expect.arrayContaining([expect.objectContaining({ name: 'hidden', op: 'Relu' })]),
      weights: expect.arrayContaining([
        expect.objectContaining({ name: 'layer.weight', bytes: 24 }),
      ]),
    });
  });

  test('shortens the lists', async () => {
    const { stdout } = await run('net.onnx', '--tensors', '--grep', 'hid');
    expect(stdout).toContain('hidden');
    expect(stdout).not.toContain('layer.weight');
    expect(stdout).toMatch(/\ntensors\n {2}hidden [^\n]*\n$/);
  });

  test.each([
    ['none.onnx', 'There is no file none.onnx'],
    ['package.onnx', 'not an ONNX model'],
  ])('fails with one line for %s', async (file, message) => {
    if (file === 'package.onnx') await writeFile(join(directory, file), 'no network at all');
    const { code, stdout, stderr } = await run(file);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error: [^\n]*\n$/);
    expect(stderr).toContain(message);
  });
});
