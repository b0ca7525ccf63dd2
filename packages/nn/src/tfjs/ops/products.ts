import type { Tensor } from '@tensorflow/tfjs-core';
import type { Ops } from '../../network/ops.js';
import { type Context, derive, record } from '../context.js';
import { matrixProduct, transposed } from '../gradients/matrix-product.js';
import { sumColumns } from '../gradients/sum-columns.js';
import { sumToShape } from '../gradients/sum-to-shape.js';
import { rowMajor } from '../layouts.js';
import type { Value } from '../value.js';

/** Products of matrices. */
export function productOps(context: Context): Pick<Ops<Value>, 'matMul' | 'linear'> {
  const { engine } = context;
  const { tf } = engine;

  /** Repeats the axes before the last two, so that those of both operands are the same. */
  const repeated = (x: Tensor, batch: readonly number[]): Tensor => {
    const shape = [...batch, ...x.shape.slice(-2)];
    return tf.util.arraysEqual(x.shape, shape) ? x : tf.mul(x, tf.ones([...batch, 1, 1]));
  };

  function matMul(left: Value, right: Value): Value {
    const [a, b] = [rowMajor(context, left), rowMajor(context, right)];
    const [batchA, batchB] = [a.tensor.shape.slice(0, -2), b.tensor.shape.slice(0, -2)];
    const batch = tf.broadcast_util.assertAndGetBroadcastShape(batchA, batchB);
    const [fullA, fullB] = [repeated(a.tensor, batch), repeated(b.tensor, batch)];
    const backward = (gradient: Tensor) => [
      () =>
        sumToShape(
          engine,
          matrixProduct(engine, gradient, transposed(engine, fullB)),
          a.tensor.shape,
        ),
      () =>
        sumToShape(
          engine,
          matrixProduct(engine, transposed(engine, fullA), gradient),
          b.tensor.shape,
        ),
    ];
    return record(context, [a, b], matrixProduct(engine, fullA, fullB), backward);
  }

  function linear(input: Value, weight: Value, bias?: Value): Value {
    const x = rowMajor(context, input);
    const [outputs, inputs] = weight.tensor.shape as [number, number];
    const rows = tf.reshape(x.tensor, [-1, inputs]);
    const turned = derive(context, weight, 'transposed', (tensor) => tf.transpose(tensor));
    const product = tf.matMul(rows, turned);
    const sum = bias === undefined ? product : tf.add(product, bias.tensor);
    const shape = [...x.tensor.shape.slice(0, -1), outputs];
    const backward = (gradient: Tensor) => {
      const flat = tf.reshape(gradient, [-1, outputs]);
      return [
        () => tf.reshape(tf.matMul(flat, weight.tensor), x.tensor.shape),
        () => tf.matMul(tf.transpose(flat), rows),
        () => sumColumns(engine, flat, outputs),
      ];
    };
    const used = bias === undefined ? [x, weight] : [x, weight, bias];
    return record(context, used, tf.reshape(sum, shape), backward);
  }

  return { matMul, linear };
}
