import { createRandom } from '@tovec/core';
import fc from 'fast-check';
import type { Network } from '../../network/network.js';
import type { Ops, Padding } from '../../network/ops.js';
import type { TensorData } from '../../network/tensor-data.js';

/** One use of an operation, with the shapes of its operands. */
export interface OpCase {
  readonly shapes: readonly (readonly number[])[];
  readonly build: <T>(ops: Ops<T>, ...operands: T[]) => T;
  /** Where it is only defined above 0. */
  readonly positive?: boolean | undefined;
  /** Operands that are not learnt by gradient. */
  readonly fixed?: readonly number[] | undefined;
  /** Operands that are ids below the number given, not numbers. */
  readonly ids?: Readonly<Record<number, number>> | undefined;
}

const length = fc.integer({ min: 1, max: 4 });
const shape = fc.array(length, { minLength: 1, maxLength: 4 });
const matrix = fc.tuple(length, length);

/** Two shapes that broadcast to one. */
const pair = fc
  .tuple(shape, fc.nat(3), fc.nat(15))
  .map(([whole, dropped, mask]): [number[], number[]] => {
    const other = whole.map((size, axis) => ((mask >> axis) & 1 ? 1 : size));
    return [whole, other.slice(Math.min(dropped, whole.length - 1))];
  });

/** A shape and one of its axes, counted from either end. */
const axisOf = fc
  .tuple(shape, fc.nat(3), fc.boolean())
  .map(([sizes, at, end]): [number[], number] => {
    const axis = at % sizes.length;
    return [sizes, end ? axis - sizes.length : axis];
  });

const reduced = fc
  .tuple(shape, fc.nat(15), fc.boolean())
  .map(([sizes, mask, keep]) => ({
    sizes,
    axes: sizes.flatMap((_, axis) => ((mask >> axis) & 1 ? [axis - sizes.length] : [])),
    keep,
  }))
  .filter(({ axes }) => axes.length > 0);

const padding: fc.Arbitrary<Padding> = fc.oneof(
  fc.constantFrom<Padding>('same', 0, 1),
  fc.tuple(fc.nat(1), fc.nat(1), fc.nat(1), fc.nat(1)),
);
const window = fc.record({
  size: fc.integer({ min: 2, max: 3 }),
  stride: fc.integer({ min: 1, max: 3 }),
  padding,
});
const picture = fc.tuple(
  fc.integer({ min: 1, max: 2 }),
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 3, max: 7 }),
  fc.integer({ min: 3, max: 7 }),
);

const convolution = fc
  .record({
    batch: fc.integer({ min: 1, max: 2 }),
    groups: fc.integer({ min: 1, max: 3 }),
    perGroup: fc.integer({ min: 1, max: 2 }),
    outPerGroup: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 3, max: 7 }),
    width: fc.integer({ min: 3, max: 7 }),
    kernel: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    stride: fc.integer({ min: 1, max: 3 }),
    padding,
    bias: fc.boolean(),
  })
  .map(({ batch, groups, perGroup, outPerGroup, height, width, kernel, stride, ...rest }) => {
    const shapes = [
      [batch, groups * perGroup, height, width],
      [groups * outPerGroup, perGroup, ...kernel],
      ...(rest.bias ? [[groups * outPerGroup]] : []),
    ];
    return op(shapes, (ops, x, weight, bias) =>
      ops.conv2d(x!, weight!, { bias, stride, groups, padding: rest.padding }),
    );
  });

/** What may be done to a value whose channels lie last in memory: each needs something else of it. */
const onChannelsLast: readonly (<T>(ops: Ops<T>, y: T, other: T) => T)[] = [
  (ops, y, other) => ops.multiply(y, other),
  (ops, y, other) => ops.subtract(other, y),
  (ops, y) => ops.multiply(y, ops.mean(y, [2, 3], { keep: true })),
  (ops, y) => ops.mean(y, [2, 3]),
  (ops, y) => ops.max(y, [1]),
  (ops, y) => ops.sum(y, [1, 2]),
  (ops, y) => ops.softmax(y, 1),
  (ops, y) => ops.softmax(y, 3),
  (ops, y) => ops.reshape(y, [0, -1]),
  (ops, y) => ops.transpose(y, [1, 0, 3, 2]),
  (ops, y) => ops.concat([y, ops.reshape(ops.tanh(y), [0, 0, 0, -1])], 1),
  (ops, y) => ops.slice(y, 1, 0, 1),
  (ops, y) => ops.slice(y, -1, 0, 2),
  (ops, y) => ops.slice(ops.slice(y, 3, 0, 1), 2, 0, 1),
  (ops, y) => ops.averagePool2d(ops.maxPool2d(y, { size: 2, stride: 1, padding: 1 }), { size: 2 }),
];

/** Every operation over shapes and options: what each backend is held against. */
export const opCases: Readonly<Record<string, fc.Arbitrary<OpCase>>> = {
  add: pair.map((shapes) => op(shapes, (ops, a, b) => ops.add(a!, b!))),
  subtract: pair.map(([a, b]) => op([b, a], (ops, x, y) => ops.subtract(x!, y!))),
  multiply: pair.map((shapes) => op(shapes, (ops, a, b) => ops.multiply(a!, b!))),
  divide: pair.map((shapes) => positive(shapes, (ops, a, b) => ops.divide(a!, b!))),
  constant: shape.map((sizes) =>
    op([sizes], (ops, x) =>
      ops.add(
        ops.multiply(x!, ops.constant(3)),
        ops.constant(
          [4],
          sizes.map(() => 1),
        ),
      ),
    ),
  ),
  'a constant of ids': shape.map((sizes) =>
    op([sizes], (ops, x) => ops.gather(x!, ops.constant(Int32Array.of(0, sizes[0]! - 1, 0)))),
  ),
  relu: shape.map((sizes) => op([sizes], (ops, x) => ops.relu(x!))),
  sigmoid: shape.map((sizes) => op([sizes], (ops, x) => ops.sigmoid(x!))),
  tanh: shape.map((sizes) => op([sizes], (ops, x) => ops.tanh(x!))),
  exp: shape.map((sizes) => op([sizes], (ops, x) => ops.exp(ops.tanh(x!)))),
  log: shape.map((sizes) => positive([sizes], (ops, x) => ops.log(x!))),
  sqrt: shape.map((sizes) => positive([sizes], (ops, x) => ops.sqrt(x!))),
  erf: shape.map((sizes) => op([sizes], (ops, x) => ops.erf(x!))),
  matMul: fc
    .tuple(shape, length, fc.boolean())
    .map(([sizes, columns, alone]) =>
      op([alone ? [2, ...sizes] : [2, sizes.at(-1)!], [sizes.at(-1)!, columns]], (ops, x, y) =>
        ops.matMul(x!, y!),
      ),
    ),
  'matMul in batches': fc
    .tuple(length, length, matrix, length, fc.nat(3))
    .map(([first, second, [rows, inner], columns, ones]) =>
      op(
        [
          [ones & 1 ? 1 : first, second, rows, inner],
          [first, ones & 2 ? 1 : second, inner, columns],
        ],
        (ops, x, y) => ops.matMul(x!, y!),
      ),
    ),
  linear: fc
    .tuple(shape, length, fc.boolean())
    .map(([sizes, outputs, bias]) =>
      op(
        [sizes, [outputs, sizes.at(-1)!], ...(bias ? [[outputs]] : [])],
        (ops, x, weight, offset) => ops.linear(x!, weight!, offset),
      ),
    ),
  softmax: axisOf.map(([sizes, axis]) => op([sizes], (ops, x) => ops.softmax(x!, axis))),
  mean: reduced.map(({ sizes, axes, keep }) =>
    op([sizes], (ops, x) => ops.mean(x!, axes, { keep })),
  ),
  sum: reduced.map(({ sizes, axes, keep }) => op([sizes], (ops, x) => ops.sum(x!, axes, { keep }))),
  max: reduced.map(({ sizes, axes, keep }) => op([sizes], (ops, x) => ops.max(x!, axes, { keep }))),
  'mean of all': shape.map((sizes) => op([sizes], (ops, x) => ops.mean(x!))),
  reshape: shape.map((sizes) =>
    op([[3, ...sizes]], (ops, x) =>
      ops.multiply(ops.reshape(x!, [0, -1]), ops.reshape(x!, [3, -1])),
    ),
  ),
  transpose: fc.tuple(shape, fc.infiniteStream(fc.nat(100))).map(([sizes, stream]) => {
    const keys = sizes.map(() => stream.next().value as number);
    const order = sizes.map((_, axis) => axis).sort((a, b) => keys[a]! - keys[b]!);
    return op([sizes], (ops, x) => ops.transpose(x!, order));
  }),
  concat: axisOf.map(([sizes, axis]) => {
    const place = axis < 0 ? axis + sizes.length : axis;
    return op([sizes, sizes.with(place, 2), sizes], (ops, a, b, c) =>
      ops.concat([a!, b!, c!], axis),
    );
  }),
  slice: fc
    .tuple(axisOf, fc.nat(2), fc.constantFrom(undefined, 4, 9, -1), fc.boolean())
    .map(([[sizes, axis], start, end, fromEnd]) => {
      const place = axis < 0 ? axis + sizes.length : axis;
      const from = fromEnd ? start - 6 : start;
      return op([sizes.with(place, 6)], (ops, x) => ops.slice(x!, axis, from, end));
    }),
  gather: fc.tuple(shape, matrix).map(([table, ids]) => ({
    ...op([table, ids], (ops, rows, places) => ops.gather(rows!, places!)),
    ids: { 1: table[0]! },
  })),
  conv2d: convolution,
  'depthwise conv2d': fc
    .tuple(picture, fc.integer({ min: 1, max: 2 }), window)
    .map(([[batch, channels, ...size], multiplier, { size: kernel, stride, padding: pads }]) =>
      op(
        [
          [batch, channels, ...size],
          [channels * multiplier, 1, kernel, kernel],
        ],
        (ops, x, weight) => ops.conv2d(x!, weight!, { groups: channels, stride, padding: pads }),
      ),
    ),
  maxPool2d: fc
    .tuple(picture, window)
    .map(([sizes, options]) => op([sizes], (ops, x) => ops.maxPool2d(x!, options))),
  averagePool2d: fc
    .tuple(picture, window)
    .map(([sizes, options]) => op([sizes], (ops, x) => ops.averagePool2d(x!, options))),
  batchNorm: fc.tuple(picture, fc.integer({ min: 2, max: 4 })).map(([sizes, rank]) => {
    const channel = [sizes[1]];
    const shapes = [sizes.slice(0, rank), channel, channel, channel, channel];
    const normalized = positive(shapes, (ops, x, scale, offset, mean, variance) =>
      ops.batchNorm(
        x!,
        { scale: scale!, offset: offset!, mean: mean!, variance: variance! },
        // Large, so that differences are not of the curve where numbers hardly differ from one another.
        { epsilon: 0.1 },
      ),
    );
    return { ...normalized, fixed: [3, 4] };
  }),
  layerNorm: shape
    .filter((sizes) => sizes.at(-1)! > 1)
    .map((sizes) =>
      op([sizes, [sizes.at(-1)!], [sizes.at(-1)!]], (ops, x, scale, offset) =>
        ops.layerNorm(x!, { scale: scale!, offset: offset! }, { epsilon: 0.1 }),
      ),
    ),
  dropout: fc
    .tuple(shape, fc.constantFrom(0, 0.3, 0.8))
    .map(([sizes, rate]) => op([sizes], (ops, x) => ops.dropout(x!, rate))),
  'a value with its channels last': picture.chain(([batch, channels, ...size]) =>
    fc.constantFrom(...onChannelsLast).map((follow) =>
      op(
        [
          [batch, channels, ...size],
          [channels, 1, 1],
        ],
        (ops, x, other) =>
          // Pooling leaves them last; windows of one place change nothing.
          follow(ops, ops.averagePool2d(x!, { size: 1 }), other!),
      ),
    ),
  ),
};

type Build = <T>(ops: Ops<T>, ...operands: (T | undefined)[]) => T;

function op(shapes: OpCase['shapes'], build: Build): OpCase {
  return { shapes, build };
}

function positive(shapes: OpCase['shapes'], build: Build): OpCase {
  return { shapes, build, positive: true };
}

/** The case as a network: its operands are the inputs `x0`, `x1`, …, its result is `y`. */
export function networkOf({ build }: OpCase): Network {
  return (ops, _, inputs) => {
    const operands = Object.keys(inputs).toSorted();
    return { y: build(ops, ...operands.map((name) => inputs[name]!)) };
  };
}

/** The inputs of {@link networkOf}. */
export function inputsOf({ shapes, ids = {} }: OpCase) {
  const entries = shapes.map((sizes, at) => {
    const type = at in ids ? ('int32' as const) : ('float32' as const);
    return [`x${at}`, { shape: sizes, type }] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * Operands whose numbers all differ by 0.05 and more and lie off 0, so that a small step changes
 * neither a maximum nor a sign.
 */
export function operandsOf(opCase: OpCase, seed: number): TensorData[] {
  const random = createRandom(seed);
  return opCase.shapes.map((sizes, at) => {
    const size = sizes.reduce((product, axis) => product * axis, 1);
    const below = opCase.ids?.[at];
    if (below !== undefined) {
      const data = Int32Array.from({ length: size }, () => random.integer(below));
      return { data, shape: sizes };
    }
    const ranks = random.shuffle(Array.from({ length: size }, (_, place) => place));
    const data = Float32Array.from(ranks, (rank) =>
      opCase.positive ? 0.5 + 0.05 * rank : 0.05 * (rank - Math.floor(size / 2)) + 0.025,
    );
    return { data, shape: sizes };
  });
}
