import { InvalidInputError } from '@tovec/core';
import { describe, expect, test } from 'vitest';
import { countParameters, describeNetwork } from './describe-network.js';
import type { Dimension } from './dimension.js';
import type { Network } from './network.js';
import type { Ops } from './ops.js';

/** The shape that an operation gives, with the inputs of these shapes. */
function shapeAfter(
  build: <T>(ops: Ops<T>, ...values: T[]) => T,
  ...shapes: (readonly Dimension[])[]
): readonly Dimension[] {
  const names = shapes.map((_, index) => `x${index}`);
  const inputs = Object.fromEntries(names.map((name, index) => [name, { shape: shapes[index]! }]));
  const network: Network = (ops, _, given) => ({ y: build(ops, ...names.map((n) => given[n]!)) });
  return describeNetwork(network, inputs).outputs.get('y')!.shape;
}

describe('the shapes of operations', () => {
  test('broadcast as in NumPy', () => {
    expect(shapeAfter((ops, a, b) => ops.add(a, b), ['batch', 3, 1], [5])).toEqual(['batch', 3, 5]);
    expect(shapeAfter((ops, a, b) => ops.add(a, b), ['n', 1], ['n', 4])).toEqual(['n', 4]);
    expect(() => shapeAfter((ops, a, b) => ops.add(a, b), [2, 3], [4])).toThrow(
      'add was given a [2, 3], b [4], but takes shapes that broadcast to one.',
    );
    expect(() => shapeAfter((ops, a, b) => ops.add(a, b), ['n'], ['m'])).toThrow(InvalidInputError);
  });

  test('reduce, keeping axes only where asked to', () => {
    expect(shapeAfter((ops, x) => ops.mean(x, [-1]), ['n', 4])).toEqual(['n']);
    expect(shapeAfter((ops, x) => ops.mean(x, [2, 3]), ['n', 4, 7, 7])).toEqual(['n', 4]);
    expect(shapeAfter((ops, x) => ops.max(x, [2, 3], { keep: true }), ['n', 4, 7, 7])).toEqual([
      ...['n', 4, 1, 1],
    ]);
    expect(shapeAfter((ops, x) => ops.sum(x), ['n', 4])).toEqual([]);
  });

  test('follow names through reshapes', () => {
    const heads = shapeAfter((ops, x) => ops.reshape(x, [0, 0, 4, -1]), ['batch', 'tokens', 64]);
    expect(heads).toEqual(['batch', 'tokens', 4, 16]);
    expect(shapeAfter((ops, x) => ops.reshape(x, [0, 0, -1]), heads)).toEqual([
      ...['batch', 'tokens', 64],
    ]);
    expect(shapeAfter((ops, x) => ops.reshape(x, [-1, 64]), ['batch', 'tokens', 64])).toEqual([
      ...['batch*tokens', 64],
    ]);
    expect(shapeAfter((ops, x) => ops.reshape(x, [-1, 4]), ['batch', 'tokens', 6])).toEqual([
      ...['(6*batch*tokens)/(4)', 4],
    ]);
    expect(() => shapeAfter((ops, x) => ops.reshape(x, [4, 4]), [3, 4])).toThrow(
      'reshape was given x [3, 4], but takes as many numbers as it has, not [4, 4].',
    );
  });

  test('add up lengths that only the input tells', () => {
    const after = (cut: <T>(ops: Ops<T>, x: T) => T) =>
      shapeAfter(
        (ops, x, y) => cut(ops, ops.concat([x, y, x], 1)),
        ['n', 'tokens', 8],
        ['n', 2, 8],
      );
    expect(after((_, x) => x)).toEqual(['n', '(tokens+tokens+2)', 8]);
    expect(after((ops, x) => ops.slice(x, 1, 2))).toEqual(['n', '(tokens+tokens)', 8]);
    expect(after((ops, x) => ops.slice(x, 1, 0, 1))).toEqual(['n', 1, 8]);
    expect(shapeAfter((ops, x) => ops.slice(x, 0, -2), [5])).toEqual([2]);
    expect(shapeAfter((ops, x) => ops.slice(x, 0, 3, 99), [5])).toEqual([2]);
  });

  test('count windows, by any rule of padding', () => {
    const after = (padding: number | 'same', size: Dimension = 32) =>
      shapeAfter(
        (ops, x, kernel) => ops.conv2d(x, kernel, { stride: 2, padding }),
        ['n', 3, size, size],
        [8, 3, 3, 3],
      );
    expect(after(0)).toEqual(['n', 8, 15, 15]);
    expect(after(1)).toEqual(['n', 8, 16, 16]);
    expect(after('same', 33)).toEqual(['n', 8, 17, 17]);
    const some = '(floor((size-1)/2)+1)';
    expect(after(1, 'size')).toEqual(['n', 8, some, some]);
    expect(() => after('same', 'size')).toThrow('needs a height and width that are known');
    expect(() => after(0, 2)).toThrow('takes pictures of at least 3 × 3, padding included');
  });

  test('refuse kernels for another number of channels', () => {
    const build = <T>(ops: Ops<T>, x: T, kernel: T) => ops.conv2d(x, kernel, { groups: 2 });
    expect(() => shapeAfter(build, ['n', 4, 8, 8], [8, 4, 3, 3])).toThrow(
      'a kernel [out, channels / 2 groups, height, width]',
    );
    expect(shapeAfter(build, ['n', 4, 8, 8], [8, 2, 3, 3])).toEqual(['n', 8, 6, 6]);
  });
});

describe('describeNetwork', () => {
  test('takes one weight asked for twice as one, and refuses it in two shapes', () => {
    const tied: Network = (_, weights) => ({ a: weights('w', [2, 3]), b: weights('w', [2, 3]) });
    expect(countParameters(tied, {})).toBe(6);
    const torn: Network = (_, weights) => ({ a: weights('w', [2, 3]), b: weights('w', [3, 2]) });
    expect(() => describeNetwork(torn, {})).toThrow(
      "asks for the weight 'w' with the shapes [2, 3] and [3, 2]",
    );
  });

  test('names the weights of parts', () => {
    const nested: Network = (_, weights) => ({ a: weights.in('block').in('1')('w', [2]) });
    expect(describeNetwork(nested, {}).weights.map(({ name }) => name)).toEqual(['block.1.w']);
  });

  test('counts running statistics, and tells them from what is learnt', () => {
    const network: Network = (ops, weights, { x }) => ({
      y: ops.batchNorm(
        x!,
        {
          scale: weights('scale', [4]),
          offset: weights('offset', [4]),
          mean: weights('mean', [4], { trainable: false }),
          variance: weights('variance', [4], { trainable: false }),
        },
        { epsilon: 1e-3 },
      ),
    });
    const description = describeNetwork(network, { x: { shape: ['n', 4, 8, 8] } });
    expect(description.parameters).toBe(16);
    expect(description.weights.map(({ trainable }) => trainable)).toEqual([
      ...[true, true, false, false],
    ]);
  });

  test('refuses a value with the name of an input', () => {
    const network: Network = (ops, _, { x }) => ({ x: ops.relu(x!) });
    expect(() => describeNetwork(network, { x: { shape: [1] } })).toThrow("named 'x'");
  });
});
