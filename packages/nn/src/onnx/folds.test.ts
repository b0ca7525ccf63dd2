import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Graph } from '../network/graph.js';
import type { Network } from '../network/network.js';
import { recordNetwork } from '../network/record/record-network.js';
import { acceptWeights } from '../weights/accept-weights.js';
import type { WeightPlace } from './external-data.js';
import { foldBatchNorms, foldWeights, scaleRows } from './fold-batch-norms.js';
import { foldTransposes, transposeMatrix } from './fold-transposes.js';
import { neededGraph } from './needed-graph.js';
import { splitProducts } from './split-products.js';

function stored(network: Network, inputs: Parameters<typeof recordNetwork>[1], outputs?: string[]) {
  return foldTransposes(neededGraph(recordNetwork(network, inputs), outputs));
}

const operations = (graph: Graph<{ name: string }>) =>
  graph.nodes.map(({ op, inputs, output }) => `${output} = ${op}(${inputs.join(', ')})`);

describe('transposed weights', () => {
  const layers: Network = (ops, weights, { x, ids }) => {
    const tied = weights('tied', [10, 4]);
    const hidden = ops.linear(ops.gather(tied, ids!), weights('w', [4, 4]), weights('b', [4]));
    return {
      hidden,
      again: ops.linear(hidden, weights('w', [4, 4])),
      logits: ops.linear(x!, tied),
    };
  };
  const inputs = { x: { shape: [2, 3, 4] }, ids: { shape: [2, 3], type: 'int32' } } as const;

  test('are stored that way, unless they are used as they are too', () => {
    const graph = stored(layers, inputs);
    expect(graph.weights.map(({ name, dims }) => `${name} ${dims}`)).toEqual([
      'tied 10,4',
      'w.transposed 4,4',
      'b 4',
    ]);
    expect(operations(graph)).toEqual([
      'gather_1 = Gather(tied, ids)',
      'matmul_1 = MatMul(gather_1, w.transposed)',
      'hidden = Add(matmul_1, b)',
      'again = MatMul(hidden, w.transposed)',
      'transpose_3 = Transpose(tied)',
      'logits = MatMul(x, transpose_3)',
    ]);
  });

  test('have rows and columns changed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 70 }),
        (rows, columns) => {
          const values = Float32Array.from({ length: rows * columns }, (_, index) => index);
          const transposed = transposeMatrix(values, rows, columns);
          expect(transposed[(columns - 1) * rows]).toBe(columns - 1);
          expect(transposeMatrix(transposed, columns, rows)).toEqual(values);
        },
      ),
    );
  });
});

describe('batch normalisation', () => {
  const network: Network = (ops, weights, { x }) => {
    const conv = ops.conv2d(x!, weights('kernel', [2, 1, 1, 1]), { bias: weights('bias', [2]) });
    const { scale, offset, mean, variance } = {
      ...{ scale: weights('bn.scale', [2]), offset: weights('bn.offset', [2]) },
      ...{ mean: weights('bn.mean', [2]), variance: weights('bn.variance', [2]) },
    };
    return { conv, y: ops.batchNorm(conv, { scale, offset, mean, variance }, { epsilon: 1 }) };
  };
  const inputs = { x: { shape: [1, 1, 2, 2] } };
  const values = new Map([
    ['kernel', Float32Array.of(1, 2)],
    ['bias', Float32Array.of(10, 20)],
    ['bn.scale', Float32Array.of(3, 4)],
    ['bn.offset', Float32Array.of(5, 6)],
    ['bn.mean', Float32Array.of(7, 8)],
    ['bn.variance', Float32Array.of(3, 15)],
  ]);

  test('goes into the convolution before it', async () => {
    const graph = stored(network, inputs, ['y']);
    const { graph: folded, folds } = foldBatchNorms(graph);
    expect(operations(folded)).toEqual(['y = Conv(x, kernel, kernel.bias of y)']);
    const specs = graph.weights.map(({ spec }) => spec);
    const factors = new Map<string, Float64Array>();
    const weights = new Map<string, Float32Array>();
    for await (const { spec, values: given } of foldWeights(
      acceptWeights(specs, specs, values),
      folds,
      factors,
    )) {
      weights.set(spec.name, given);
    }
    expect(factors.get('kernel')).toEqual(Float64Array.of(1.5, 1));
    expect(weights).toEqual(
      new Map([
        ['kernel', Float32Array.of(1, 2)],
        ['kernel.bias of y', Float32Array.of(5 + 3 * 1.5, 6 + 12)],
      ]),
    );
  });

  test('stays where the convolution itself is asked for', () => {
    const graph = stored(network, inputs);
    expect(foldBatchNorms(graph).folds).toEqual([]);
    expect(operations(foldBatchNorms(graph).graph)).toEqual(operations(graph));
  });

  test('scales rows, also from within one', () => {
    const values = Float32Array.of(1, 1, 1, 1);
    scaleRows(values, { factors: Float64Array.of(2, 3, 5), size: 2, start: 1 });
    expect(values).toEqual(Float32Array.of(2, 3, 3, 5));
  });
});

test('very large products are computed in parts, whose rows lie together', () => {
  const network: Network = (ops, weights, { x }) => ({
    y: ops.linear(x!, weights('w', [40, 2]), weights('b', [40])),
  });
  const graph = stored(network, { x: { shape: ['n', 2] } });
  const places = new Map<string, WeightPlace>([
    ['w', { offset: 64, length: 320 }],
    ['b', { offset: 384, length: 160 }],
  ]);
  expect(operations(splitProducts(graph, places, 320))).toEqual(operations(graph));
  const split = splitProducts(graph, places, 128);
  expect(operations(split)).toEqual([
    'y.part0 = Gemm(x, w.part0, b.part0)',
    'y.part1 = Gemm(x, w.part1, b.part1)',
    'y.part2 = Gemm(x, w.part2, b.part2)',
    'y = Concat(y.part0, y.part1, y.part2)',
  ]);
  expect(places.get('w.part2')).toEqual({ offset: 64 + 32 * 8, length: 8 * 8 });
  expect(places.get('b.part1')).toEqual({ offset: 384 + 16 * 4, length: 16 * 4 });
  expect(split.weights.map(({ name, dims }) => `${name} ${dims}`)).toEqual([
    ...['w.part0 16,2', 'b.part0 16', 'w.part1 16,2', 'b.part1 16', 'w.part2 8,2', 'b.part2 8'],
  ]);
});
