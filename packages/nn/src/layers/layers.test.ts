import { describe, expect, test } from 'vitest';
import { describeNetwork } from '../network/describe-network.js';
import { normal } from '../network/initializers.js';
import type { Network } from '../network/network.js';
import { compileNetwork } from '../run/compile-network.js';
import { interpretNetwork } from '../tfjs/interpret-network.js';
import { initializeWeights } from '../weights/initialize-weights.js';
import { gelu, silu } from './activations.js';
import { batchNormLayer, convLayer } from './conv-layers.js';
import { linearLayer } from './linear-layer.js';
import { flatten, globalAveragePool2d } from './shapes.js';
import { squeezeExcite } from './squeeze-excite.js';

/** What both backends give, once they have been found to agree. */
async function outputsOf(network: Network, shape: readonly number[], given?: Float32Array) {
  const inputs = { x: { shape: ['batch', ...shape.slice(1)] } };
  const size = shape.reduce((product, length) => product * length, 1);
  const x = given ?? Float32Array.from({ length: size }, (_, at) => Math.sin(at * 1.7));
  // Not the usual start, where normalisations do nothing; variances are kept above 0.
  const specs = describeNetwork(network, inputs).weights.map((spec) => ({
    ...{ ...spec, initializer: normal(0.5) },
  }));
  const weights = new Map(
    [...initializeWeights(specs, 5)].map(([name, values]) => [
      name,
      name.endsWith('running_var') ? values.map((value) => 0.5 + Math.abs(value)) : values,
    ]),
  );
  await using compiled = await compileNetwork(network, { inputs, weights });
  await using interpreted = await interpretNetwork(network, { inputs, weights, engine: 'cpu' });
  const outputs = await compiled.run({ x: { data: x, shape } });
  const others = await interpreted.run({ x: { data: x, shape } });
  for (const [name, { data, shape: found }] of Object.entries(outputs)) {
    expect(others[name]!.shape).toEqual(found);
    const other = others[name]!.data as Float32Array;
    for (const [at, value] of (data as Float32Array).entries()) {
      expect(Math.abs(value - other[at]!)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
    }
  }
  const values = (name: string) => outputs[name]!.data as Float32Array;
  return { x, weights, outputs, values };
}

function expectClose(found: Float32Array, expected: ArrayLike<number>) {
  expect(found).toHaveLength(expected.length);
  for (const [at, value] of found.entries()) expect(value).toBeCloseTo(expected[at]!, 5);
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('layers, on both backends', () => {
  test('silu and gelu are what their definitions say', async () => {
    const points = Float32Array.of(-6, -3, -1, -0.1, 0, 0.5, 1, 2, 4, 6);
    const { values } = await outputsOf(
      (ops, _, { x }) => ({ silu: silu(ops, x!), gelu: gelu(ops, x!) }),
      [1, 10],
      points,
    );
    expectClose(
      values('silu'),
      Array.from(points, (x) => x * sigmoid(x)),
    );
    // scipy.stats.norm.cdf(points) * points
    expectClose(
      values('gelu'),
      [-0.0, -0.0040497, -0.1586553, -0.0460172, 0, 0.3457312, 0.8413447, 1.9544997, 3.9998733, 6],
    );
  });

  test('linear layers multiply and add, with a bias or without', async () => {
    const { x, weights, values } = await outputsOf(
      (ops, w, { x }) => ({
        a: linearLayer(ops, w.in('a'), x!, { outputs: 2 }),
        b: linearLayer(ops, w.in('b'), x!, { outputs: 1, bias: false }),
      }),
      [2, 3],
    );
    expect([...weights.keys()]).toEqual(['a.weight', 'a.bias', 'b.weight']);
    const dot = (name: string, row: number, out: number) =>
      [0, 1, 2].reduce((sum, i) => sum + x[3 * row + i]! * weights.get(name)![3 * out + i]!, 0);
    const bias = weights.get('a.bias')!;
    expectClose(
      values('a'),
      [0, 1].flatMap((row) => [0, 1].map((out) => dot('a.weight', row, out) + bias[out]!)),
    );
    expectClose(values('b'), [dot('b.weight', 0, 0), dot('b.weight', 1, 0)]);
  });

  test('convolutions are normalised by their running statistics', async () => {
    const { x, weights, outputs, values } = await outputsOf(
      (ops, w, { x }) => {
        const y = convLayer(ops, w.in('conv'), x!, {
          channels: 4,
          size: 1,
          groups: 2,
          bias: false,
        });
        return { y: batchNormLayer(ops, w.in('norm'), y, { epsilon: 0.1 }) };
      },
      [1, 2, 2, 2],
    );
    expect(outputs.y?.shape).toEqual([1, 4, 2, 2]);
    const of = (name: string, at: number) => weights.get(name)![at]!;
    const expected = [0, 1, 2, 3].flatMap((channel) =>
      [0, 1, 2, 3].map((pixel) => {
        const convolved = x[4 * Math.floor(channel / 2) + pixel]! * of('conv.weight', channel);
        const deviation = Math.sqrt(of('norm.running_var', channel) + 0.1);
        const normal = (convolved - of('norm.running_mean', channel)) / deviation;
        return normal * of('norm.weight', channel) + of('norm.bias', channel);
      }),
    );
    expectClose(values('y'), expected);
  });

  test('squeeze and excite weighs the channels', async () => {
    const { x, weights, values } = await outputsOf(
      (ops, w, { x }) => ({
        y: squeezeExcite(ops, w, x!, { reduced: 1, activation: (value) => ops.relu(value) }),
      }),
      [1, 2, 2, 2],
    );
    const of = (name: string) => weights.get(name)!;
    const means = [0, 4].map((at) => (x[at]! + x[at + 1]! + x[at + 2]! + x[at + 3]!) / 4);
    const reduce = of('conv_reduce.weight');
    const middle = Math.max(
      0,
      means[0]! * reduce[0]! + means[1]! * reduce[1]! + of('conv_reduce.bias')[0]!,
    );
    const gates = [0, 1].map((channel) =>
      sigmoid(middle * of('conv_expand.weight')[channel]! + of('conv_expand.bias')[channel]!),
    );
    expectClose(
      values('y'),
      Array.from(x, (value, at) => value * gates[at < 4 ? 0 : 1]!),
    );
  });

  test('feature maps are averaged, and flattened channel by channel', async () => {
    const { outputs, values, x } = await outputsOf(
      (ops, _, { x }) => ({ pooled: globalAveragePool2d(ops, x!), flat: flatten(ops, x!) }),
      [2, 3, 2, 2],
    );
    expect(outputs.pooled?.shape).toEqual([2, 3]);
    expect(values('pooled')[1]).toBeCloseTo((x[4]! + x[5]! + x[6]! + x[7]!) / 4, 6);
    expect(outputs.flat?.shape).toEqual([2, 12]);
    expect(values('flat')).toEqual(x);
  });
});

test('a layer whose number of inputs only the input tells is refused', () => {
  const network: Network = (ops, weights, { x }) => ({
    y: linearLayer(ops, weights, x!, { outputs: 2 }),
  });
  expect(() => describeNetwork(network, { x: { shape: ['batch', 'features'] } })).toThrow(
    'Axis -1 must have a known length, but the shape is [batch, features].',
  );
});
