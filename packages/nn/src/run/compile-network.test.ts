import { EncoderError, InvalidInputError, MissingItemError } from '@tovec/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Network } from '../network/network.js';
import { type CompileNetworkOptions, compileNetwork } from './compile-network.js';

const perceptron: Network = (ops, weights, { x }) => {
  const hidden = ops.relu(ops.linear(x!, weights('w1', [3, 2]), weights('b1', [3])));
  return { hidden, y: ops.linear(hidden, weights('w2', [1, 3])) };
};
const inputs = { x: { shape: ['batch', 2] } };
const weights = new Map([
  ['w1', Float32Array.of(1, 0, 0, 1, -1, -1)],
  ['b1', Float32Array.of(0, 0.5, 0)],
  ['w2', Float32Array.of(1, 10, 100)],
]);

async function compiled(network: Network, options: CompileNetworkOptions) {
  const result = await compileNetwork(network, options);
  onTestFinished(() => result.dispose());
  return result;
}

const row = (...numbers: number[]) => ({
  data: Float32Array.from(numbers),
  shape: [numbers.length / 2, 2],
});

describe('a compiled network', () => {
  test('computes all its named values, or those asked for', async () => {
    const network = await compiled(perceptron, { inputs, weights });
    const all = await network.run({ x: row(2, 3, -4, 1) });
    expect(all).toEqual({
      hidden: { data: Float32Array.of(2, 3.5, 0, 0, 1.5, 3), shape: [2, 3] },
      y: { data: Float32Array.of(37, 315), shape: [2, 1] },
    });
    expect(Object.keys(await network.run({ x: row(1, 1) }, { outputs: ['hidden'] }))).toEqual([
      'hidden',
    ]);
    expect(network.outputs.get('y')).toEqual({ shape: ['batch', 1], type: 'float32' });
  });

  test('needs only the weights and inputs of what was asked for', async () => {
    const two: Network = (ops, w, { a, b }) => ({
      a: ops.linear(a!, w('wa', [1, 1])),
      b2: ops.relu(b!),
    });
    await expect(
      compileNetwork(two, {
        inputs: { a: { shape: [1, 1] }, b: { shape: [1] } },
        weights: new Map(),
      }),
    ).rejects.toThrow("named 'a'");
    const network = await compiled(perceptron, {
      inputs,
      weights: new Map([...weights].filter(([name]) => name !== 'w2')),
      outputs: ['hidden'],
    });
    expect((await network.run({ x: row(1, 1) })).hidden!.shape).toEqual([1, 3]);
    await expect(network.run({ x: row(1, 1) }, { outputs: ['y'] })).rejects.toThrow(
      "The network has no value 'y'",
    );
  });

  test('takes weights one at a time, in any order', async () => {
    const streamed = async function* () {
      for (const [name, values] of [...weights].reverse()) {
        const shape = { w1: [3, 2], b1: [3], w2: [1, 3] }[name]!;
        yield { name, shape, values };
      }
    };
    const network = await compiled(perceptron, { inputs, weights: streamed() });
    expect((await network.run({ x: row(2, 3) })).y!.data).toEqual(Float32Array.of(37));
  });

  test('copies what it is fed, or takes it away when told to', async () => {
    const network = await compiled(perceptron, { inputs, weights });
    const kept = row(2, 3);
    await network.run({ x: kept });
    expect(kept.data).toHaveLength(2);
    const given = row(2, 3);
    await network.run({ x: given }, { transfer: true });
    expect(given.data).toHaveLength(0);
    const view = { data: new Float32Array([9, 9, 2, 3]).subarray(2), shape: [1, 2] };
    expect((await network.run({ x: view })).y!.data).toEqual(Float32Array.of(37));
    await network.run({ x: view }, { transfer: true });
    expect(view.data).toHaveLength(2);
    const memory = new WebAssembly.Memory({ initial: 1 });
    const fixed = { data: new Float32Array(memory.buffer), shape: [8192, 2] };
    expect((await network.run({ x: fixed }, { transfer: true })).y!.shape).toEqual([8192, 1]);
  });

  test('gives back what it took away, to be filled again', async () => {
    const network = await compiled(perceptron, { inputs, weights });
    let memory = row(2, 3).data;
    for (const first of [2, 4, 6]) {
      memory[0] = first;
      const given = { data: memory, shape: [1, 2] };
      const { hidden } = await network.run(
        { x: given },
        { transfer: true, reclaim: ({ x }) => (memory = x as typeof memory) },
      );
      expect(hidden!.data[0]).toBe(first);
      expect(given.data).toHaveLength(0);
      expect([...memory]).toEqual([first, 3]);
    }
    const part = { data: new Float32Array([9, 9, 2, 3]).subarray(2), shape: [1, 2] };
    await network.run(
      { x: part },
      { transfer: true, reclaim: ({ x }) => (memory = x as typeof memory) },
    );
    expect([...memory, ...part.data]).toEqual([2, 3, 2, 3]);
  });

  test('works off calls that overlap, each right', async () => {
    const network = await compiled(perceptron, { inputs, weights });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) => network.run({ x: row(n, 0) }, { outputs: ['y'] })),
    );
    expect(results.map(({ y }) => y!.data[0])).toEqual(Array.from({ length: 20 }, (_, n) => n + 5));
  });
});

describe('what does not fit is refused', () => {
  test('weights, all that is wrong at once', async () => {
    const wrong = new Map([
      ['w1', new Float32Array(5)],
      ['b2', new Float32Array(3)],
      ['w2', new Float32Array(3)],
    ]);
    const error = await compileNetwork(perceptron, { inputs, weights: wrong }).catch((e) => e);
    expect(InvalidInputError.isInstance(error)).toBe(true);
    expect(error.message).toBe(
      [
        'The weights do not fit the network:',
        "  'w1' has 5 numbers, not the 6 of [3, 2]",
        "  'b1' is missing; there is 'b2'",
        "  'b2' is none of its weights",
      ].join('\n'),
    );
  });

  test('an output that there is not, with the one that was meant', async () => {
    const error = await compileNetwork(perceptron, { inputs, weights, outputs: ['hiden'] }).catch(
      (e) => e,
    );
    expect(MissingItemError.isInstance(error)).toBe(true);
    expect(error.message).toBe("The network has no value 'hiden'. Did you mean 'hidden'?");
  });

  test('outputs that are no list, or none', async () => {
    const network = await compiled(perceptron, { inputs, weights });
    for (const outputs of [[], 'y'] as never[]) {
      for (const refused of [
        compileNetwork(perceptron, { inputs, weights, outputs }),
        network.run({ x: row(1, 1) }, { outputs }),
      ]) {
        const error = await refused.catch((e: unknown) => e);
        expect(InvalidInputError.isInstance(error)).toBe(true);
      }
    }
  });

  test.each([
    ['a missing input', {}, "The input 'x' is missing."],
    ['an unknown input', { x: row(1, 1), z: row(1, 1) }, "The input 'z' is none of the inputs."],
    ['another rank', { x: { data: new Float32Array(2), shape: [2] } }, 'takes [batch, 2]'],
    ['another length', { x: { data: new Float32Array(3), shape: [1, 3] } }, 'given [1, 3]'],
    ['too few numbers', { x: { data: new Float32Array(3), shape: [2, 2] } }, 'needs 4 numbers'],
    ['another type', { x: { data: new Int32Array(2), shape: [1, 2] } }, 'give a Float32Array'],
  ])('%s', async (_, feeds, message) => {
    const network = await compiled(perceptron, { inputs, weights });
    const error = await network.run(feeds as never).catch((e) => e);
    expect(InvalidInputError.isInstance(error)).toBe(true);
    expect(error.message).toContain(message);
  });

  test('axes of one name with two lengths', async () => {
    const sum: Network = (ops, _, { a, b }) => ({ y: ops.add(a!, b!) });
    const shape = { shape: ['rows', 2] };
    const network = await compiled(sum, { inputs: { a: shape, b: shape }, weights: new Map() });
    await expect(network.run({ a: row(1, 1), b: row(1, 1, 2, 2) })).rejects.toThrow(
      "but was given [2, 2]; 'rows' is 1 in 'a'",
    );
  });
});

/** Takes about a second on one core. */
const slow: Network = (ops, _, { x }) => {
  let y = ops.tanh(x!);
  for (let step = 0; step < 40; step++) y = ops.tanh(ops.matMul(y, x!));
  return { y };
};
const slowInputs = { x: { shape: [700, 700] } };
const slowFeeds = () => ({ x: { data: new Float32Array(490_000).fill(1e-3), shape: [700, 700] } });

describe('while it runs', () => {
  test('the event loop goes on', async () => {
    const network = await compiled(slow, { inputs: slowInputs, weights: new Map(), threads: 1 });
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    await network.run(slowFeeds());
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });

  test('an abort rejects at once, and leaves it fit for use', async () => {
    const network = await compiled(slow, { inputs: slowInputs, weights: new Map(), threads: 1 });
    const controller = new AbortController();
    const runs = [1, 2, 3].map(() => network.run(slowFeeds(), { signal: controller.signal }));
    const outcomes = Promise.allSettled(runs);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const start = performance.now();
    controller.abort(new Error('enough'));
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: new Error('enough') });
    }
    expect(performance.now() - start).toBeLessThan(100);
    expect((await network.run(slowFeeds())).y!.shape).toEqual([700, 700]);
  });

  test('disposing waits for it, and refuses what comes later', async () => {
    const network = await compileNetwork(slow, {
      inputs: slowInputs,
      weights: new Map(),
      threads: 1,
    });
    const run = network.run(slowFeeds());
    const disposed = network.dispose();
    await expect(network.run(slowFeeds())).rejects.toThrow('The network has been disposed of.');
    expect((await run).y!.shape).toEqual([700, 700]);
    await disposed;
    await network.dispose();
  });

  test('others run beside it where that is asked for, and give the same', async () => {
    const network = await compiled(perceptron, { inputs, weights, parallel: 3 });
    const rows = Array.from({ length: 20 }, (_, at) => row(at, -at, 2, at));
    const results = await Promise.all(rows.map((x) => network.run({ x })));
    const alone = await compiled(perceptron, { inputs, weights });
    for (const [at, x] of rows.entries()) expect(results[at]).toEqual(await alone.run({ x }));
    await network.dispose();
    expect((await alone.run({ x: row(2, 3) })).y!.data).toEqual(Float32Array.of(37));
  });

  test('a short one beside it need not wait', async () => {
    const either: Network = (ops, w, { x }) => ({
      short: ops.relu(x!),
      ...slow(ops, w, { x: x! }),
    });
    const network = await compiled(either, {
      ...{ inputs: slowInputs, weights: new Map(), threads: 1, parallel: 2 },
    });
    await network.run(slowFeeds(), { outputs: ['short'] });
    await network.run(slowFeeds(), { outputs: ['y'] });
    const order: string[] = [];
    const long = network.run(slowFeeds(), { outputs: ['y'] }).then(() => order.push('long'));
    // Each set of outputs has sessions of its own; the first of each share a thread, so two are asked.
    const shorts = [1, 2].map(() =>
      network.run(slowFeeds(), { outputs: ['short'] }).then(() => order.push('short')),
    );
    await Promise.all([long, ...shorts]);
    expect(order[0]).toBe('short');
  });

  test('no sessions at all, or a thousand, are refused', async () => {
    for (const parallel of [0, 1.5, 1000]) {
      const error = await compileNetwork(perceptron, { inputs, weights, parallel }).catch((e) => e);
      expect(error).toBeInstanceOf(InvalidInputError);
    }
  });

  test('a failure inside onnxruntime is an error that says so', async () => {
    const reshape: Network = (ops, _, { x }) => ({ y: ops.reshape(x!, [7]) });
    const network = await compiled(reshape, {
      inputs: { x: { shape: ['n'] } },
      weights: new Map(),
    });
    const error = await network
      .run({ x: { data: new Float32Array(3), shape: [3] } })
      .catch((e) => e);
    expect(EncoderError.isInstance(error)).toBe(true);
    expect(error.message).toContain('The network could not be run');
    expect((await network.run({ x: { data: new Float32Array(7), shape: [7] } })).y!.shape).toEqual([
      7,
    ]);
  });
});
