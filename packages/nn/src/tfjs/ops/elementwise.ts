import type { Tensor } from '@tensorflow/tfjs-core';
import { UnsupportedError } from '@tovec/core';
import type { Ops } from '../../network/ops.js';
import { type Context, record } from '../context.js';
import type { Tfjs } from '../engine.js';
import { sumToShape } from '../gradients/sum-to-shape.js';
import { alignLayouts } from '../layouts.js';
import type { Value } from '../value.js';

type BinaryName = 'add' | 'subtract' | 'multiply' | 'divide';
type UnaryName = 'relu' | 'sigmoid' | 'tanh' | 'exp' | 'log' | 'sqrt' | 'erf';

interface Binary {
  run(tf: Tfjs, a: Tensor, b: Tensor): Tensor;
  /** The gradients of both, from that of the result. */
  back(tf: Tfjs, gradient: Tensor, a: Tensor, b: Tensor): readonly [() => Tensor, () => Tensor];
}

const binaries: Readonly<Record<BinaryName, Binary>> = {
  add: {
    run: (tf, a, b) => tf.add(a, b),
    back: (_, gradient) => [() => gradient, () => gradient],
  },
  subtract: {
    run: (tf, a, b) => tf.sub(a, b),
    back: (tf, gradient) => [() => gradient, () => tf.neg(gradient)],
  },
  multiply: {
    run: (tf, a, b) => tf.mul(a, b),
    back: (tf, gradient, a, b) => [() => tf.mul(gradient, b), () => tf.mul(gradient, a)],
  },
  divide: {
    run: (tf, a, b) => tf.div(a, b),
    back: (tf, gradient, a, b) => [
      () => tf.div(gradient, b),
      () => tf.neg(tf.div(tf.mul(gradient, a), tf.mul(b, b))),
    ],
  },
};

interface Unary {
  run(tf: Tfjs, x: Tensor): Tensor;
  /** The gradient of x, from that of y = f(x). */
  back(tf: Tfjs, gradient: Tensor, y: Tensor, x: Tensor): Tensor;
}

const unaries: Readonly<Record<UnaryName, Unary>> = {
  relu: {
    run: (tf, x) => tf.relu(x),
    back: (tf, gradient, y) => tf.mul(gradient, tf.step(y)),
  },
  sigmoid: {
    run: (tf, x) => tf.sigmoid(x),
    back: (tf, gradient, y) => tf.mul(gradient, tf.mul(y, tf.sub(1, y))),
  },
  tanh: {
    run: (tf, x) => tf.tanh(x),
    back: (tf, gradient, y) => tf.mul(gradient, tf.sub(1, tf.mul(y, y))),
  },
  exp: {
    run: (tf, x) => tf.exp(x),
    back: (tf, gradient, y) => tf.mul(gradient, y),
  },
  log: {
    run: (tf, x) => tf.log(x),
    back: (tf, gradient, _, x) => tf.div(gradient, x),
  },
  sqrt: {
    run: (tf, x) => tf.sqrt(x),
    back: (tf, gradient, y) => tf.div(gradient, tf.mul(2, y)),
  },
  erf: {
    run: (tf, x) => tf.erf(x),
    back: (tf, gradient, _, x) =>
      tf.mul(gradient, tf.mul(2 / Math.sqrt(Math.PI), tf.exp(tf.neg(tf.mul(x, x))))),
  },
};

/** What goes element by element, along the memory of its operands. */
export function elementwiseOps(context: Context): Pick<Ops<Value>, BinaryName | UnaryName> {
  const { engine } = context;
  const { tf } = engine;

  const binary =
    ({ run, back }: Binary) =>
    (left: Value, right: Value): Value => {
      const [a, b] = alignLayouts(context, left, right);
      checkRank(a.tensor, b.tensor);
      const backward = (gradient: Tensor) => {
        const [ofA, ofB] = back(tf, gradient, a.tensor, b.tensor);
        return [
          () => sumToShape(engine, ofA(), a.tensor.shape),
          () => sumToShape(engine, ofB(), b.tensor.shape),
        ];
      };
      return record(context, [a, b], run(tf, a.tensor, b.tensor), backward, a.layout);
    };

  const unary =
    ({ run, back }: Unary) =>
    (x: Value): Value => {
      const y = run(tf, x.tensor);
      const backward = (gradient: Tensor) => [() => back(tf, gradient, y, x.tensor)];
      return record(context, [x], y, backward, x.layout);
    };

  return { ...mapValues(binaries, binary), ...mapValues(unaries, unary) };
}

/** Beyond six axes the WebAssembly backend gives wrong numbers without a word. */
function checkRank(a: Tensor, b: Tensor): void {
  const rank = Math.max(a.rank, b.rank);
  if (rank <= 6) return;
  throw new UnsupportedError(
    `TensorFlow.js goes element by element over 6 axes at most, but there are ${rank}. Reshape some into one.`,
  );
}

function mapValues<Name extends string, From, To>(
  record: Readonly<Record<Name, From>>,
  map: (from: From) => To,
): Record<Name, To> {
  const entries = Object.entries(record) as [Name, From][];
  return Object.fromEntries(entries.map(([name, from]) => [name, map(from)])) as Record<Name, To>;
}
