import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Ops, ReduceOptions } from '../../network/ops.js';
import { type Context, record } from '../context.js';
import { rowMajor } from '../layouts.js';
import { memoryAxis, type Value } from '../value.js';

/** What brings several numbers together: sums, means, largest ones, shares. */
export function reductionOps(
  context: Context,
): Pick<Ops<Value>, 'mean' | 'sum' | 'max' | 'softmax'> {
  const { tf } = context.engine;

  /** Like `x`, whose reduced axes have length 1. (`broadcastTo` takes a hundred times as long.) */
  const repeat = (kept: Tensor, x: Tensor) => tf.mul(kept, tf.ones(x.shape));

  function reduction(
    reduce: (x: Tensor, axes: number[]) => Tensor,
    back: (gradient: Tensor, x: Tensor, kept: Tensor) => Tensor,
  ) {
    return (input: Value, axes?: readonly number[], options: ReduceOptions = {}): Value => {
      const all = input.tensor.shape.map((_, axis) => axis);
      const x = staysInPlace(input, axes ?? all, options) ? input : rowMajor(context, input);
      const places = (axes ?? all).map((axis) => memoryAxis(x, axis));
      const kept = reduce(x.tensor, places);
      const shape = options.keep
        ? kept.shape
        : kept.shape.filter((_, place) => !places.includes(place));
      const backward = (gradient: Tensor) => [
        () => back(tf.reshape(gradient, kept.shape), x.tensor, kept),
      ];
      const layout = options.keep ? x.layout : 'rowMajor';
      return record(context, [x], tf.reshape(kept, shape), backward, layout);
    };
  }

  const mean = reduction(
    (x, axes) => {
      // The mean of each channel of a picture is a kernel of its own.
      if (x.rank !== 4 || axes.toSorted().join() !== '1,2') return tf.mean(x, axes, true);
      return tf.avgPool(x as Tensor4D, [x.shape[1]!, x.shape[2]!], 1, 'valid');
    },
    (gradient, x) => repeat(tf.mul(gradient, gradient.size / x.size), x),
  );

  const sum = reduction(
    (x, axes) => tf.sum(x, axes, true),
    (gradient, x) => repeat(gradient, x),
  );

  /** The gradient is shared evenly between equals, as in PyTorch's `amax`. */
  const max = reduction(
    (x, axes) => tf.max(x, axes, true),
    (gradient, x, kept) => {
      const largest = tf.cast(tf.equal(x, kept), 'float32');
      const axes = x.shape.flatMap((_, axis) => (kept.shape[axis] === x.shape[axis] ? [] : [axis]));
      const count = axes.length === 0 ? largest : tf.sum(largest, axes, true);
      return tf.mul(largest, tf.div(gradient, count));
    },
  );

  function softmax(input: Value, axis = -1): Value {
    const place = memoryAxis(input, axis);
    const last = input.tensor.rank - 1;
    // TensorFlow.js has it over the last axis of memory.
    const order = input.tensor.shape
      .map((_, at) => at)
      .with(place, last)
      .with(last, place);
    const turn = (x: Tensor) => (place === last ? x : tf.transpose(x, order));
    const shares = tf.softmax(turn(input.tensor));
    const backward = (gradient: Tensor) => [
      () => {
        const weighted = tf.mul(turn(gradient), shares);
        const total = tf.sum(weighted, -1, true);
        return turn(tf.sub(weighted, tf.mul(shares, total)));
      },
    ];
    return record(context, [input], turn(shares), backward, input.layout);
  }

  return { mean, sum, max, softmax };
}

/** Whether what is left has the same order in memory as in the network. */
function staysInPlace(x: Value, axes: readonly number[], { keep }: ReduceOptions): boolean {
  if (x.layout === 'rowMajor' || keep) return true;
  const reduced = new Set(axes.map((axis) => memoryAxis(x, axis)));
  // [batch, height, width, channels]: the channels alone have moved.
  return reduced.has(3) || (reduced.has(1) && reduced.has(2));
}
