import { InvalidInputError, MissingDependencyError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import type { Network } from '../network/network.js';
import { type EngineChoice, openEngine } from './engine.js';
import { interpretNetwork } from './interpret-network.js';

const network: Network = (ops, weights, { x }) => ({
  sum: ops.add(x!, weights('bias', [3])),
  product: ops.linear(x!, weights('weight', [2, 3])),
});
const inputs = { x: { shape: ['batch', 3] } };
const weights = new Map([
  ['bias', Float32Array.of(1, 2, 3)],
  ['weight', Float32Array.of(1, 0, 0, 0, 1, 1)],
]);
const x = { data: Float32Array.of(1, 10, 100), shape: [1, 3] };

describe('an engine', () => {
  test('is the one asked for, and can be changed in between', async () => {
    const [wasm, cpu] = [await openEngine('wasm'), await openEngine('cpu')];
    expect(cpu.tf.getBackend()).toBe('cpu');
    wasm.use();
    expect(wasm.tf.getBackend()).toBe('wasm');
    cpu.use();
    expect(cpu.tf.getBackend()).toBe('cpu');
  });

  test('is the fastest that is installed, where none is named', async () => {
    const native = await openEngine('node').catch((error: unknown) => {
      expect(MissingDependencyError.isInstance(error)).toBe(true);
      expect((error as Error).message).toContain('@tensorflow/tfjs-node');
      return undefined;
    });
    expect((await openEngine()).name).toBe(native === undefined ? 'wasm' : 'node');
  });

  test('must be known', async () => {
    await expect(openEngine('webgl' as EngineChoice)).rejects.toThrow(InvalidInputError);
  });
});

describe('interpretNetwork', () => {
  test('gives the outputs asked for, and frees everything in the end', async () => {
    const { tf } = await openEngine('wasm');
    const before = tf.memory().numTensors;
    const interpreted = await interpretNetwork(network, { inputs, weights, engine: 'wasm' });
    expect(interpreted.engine).toBe('wasm');
    const all = await interpreted.run({ x });
    expect(all).toEqual({
      sum: { data: Float32Array.of(2, 12, 103), shape: [1, 3] },
      product: { data: Float32Array.of(1, 110), shape: [1, 2] },
    });
    const during = tf.memory().numTensors;
    expect(Object.keys(await interpreted.run({ x }, { outputs: ['sum'] }))).toEqual(['sum']);
    expect(tf.memory().numTensors).toBe(during);
    await interpreted.dispose();
    await interpreted.dispose();
    expect(tf.memory().numTensors).toBe(before);
    await expect(interpreted.run({ x })).rejects.toThrow('disposed');
  });

  test('says what does not fit', async () => {
    await using interpreted = await interpretNetwork(network, { inputs, weights, engine: 'cpu' });
    await expect(interpreted.run({ x: { ...x, shape: [3, 1] } })).rejects.toThrow("The input 'x'");
    await expect(interpreted.run({ x }, { outputs: ['sun'] })).rejects.toThrow(
      "Did you mean 'sum'?",
    );
    const none = { data: new Float32Array(), shape: [0, 3] };
    await expect(interpreted.run({ x: none })).rejects.toThrow(InvalidInputError);
    const few = new Map([...weights].slice(1));
    await expect(interpretNetwork(network, { inputs, weights: few })).rejects.toThrow(
      "'bias' is missing",
    );
    const aborted = AbortSignal.abort(new Error('enough'));
    await expect(interpreted.run({ x }, { signal: aborted })).rejects.toThrow('enough');
  });
});
