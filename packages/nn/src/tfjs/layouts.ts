import { type Context, record } from './context.js';
import type { Value } from './value.js';

/** The same value, in memory as its shape says. */
export function rowMajor(context: Context, x: Value): Value {
  if (x.layout === 'rowMajor') return x;
  return turned(context, x, [0, 3, 1, 2], [0, 2, 3, 1], 'rowMajor');
}

/** The same value of four axes, its channels last in memory. */
export function channelsLast(context: Context, x: Value): Value {
  if (x.layout === 'channelsLast') return x;
  return turned(context, x, [0, 2, 3, 1], [0, 3, 1, 2], 'channelsLast');
}

/** Two values whose memory agrees, so that what goes element by element can go along it. */
export function alignLayouts(context: Context, a: Value, b: Value): [Value, Value] {
  if (a.layout === b.layout) return [a, b];
  const [turnedOne, other] = a.layout === 'channelsLast' ? [a, b] : [b, a];
  const pair: [Value, Value] =
    other.tensor.rank > 4
      ? [rowMajor(context, turnedOne), other]
      : [turnedOne, channelsLast(context, fourAxes(context, other))];
  return a.layout === 'channelsLast' ? pair : [pair[1], pair[0]];
}

function fourAxes(context: Context, x: Value): Value {
  const { shape, rank } = x.tensor;
  if (rank === 4) return x;
  const { tf } = context.engine;
  const tensor = tf.reshape(x.tensor, [...Array<number>(4 - rank).fill(1), ...shape]);
  return record(context, [x], tensor, (gradient) => [() => tf.reshape(gradient, shape)]);
}

function turned(
  context: Context,
  x: Value,
  order: number[],
  inverse: number[],
  layout: Value['layout'],
): Value {
  const { tf } = context.engine;
  const { shape } = x.tensor;
  const newShape = order.map((axis) => shape[axis]!);
  // Nothing moves where there is one channel, or one place.
  const [, second, third, fourth] = shape as [number, number, number, number];
  const stays =
    layout === 'channelsLast'
      ? second === 1 || third * fourth === 1
      : fourth === 1 || second * third === 1;
  const tensor = stays ? tf.reshape(x.tensor, newShape) : tf.transpose(x.tensor, order);
  return record(
    context,
    [x],
    tensor,
    (gradient) => [() => (stays ? tf.reshape(gradient, shape) : tf.transpose(gradient, inverse))],
    layout,
  );
}
