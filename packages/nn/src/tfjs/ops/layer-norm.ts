import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayerNormWeights, Ops } from '../../network/ops.js';
import { type Context, record } from '../context.js';
import { sumToShape } from '../gradients/sum-to-shape.js';
import { rowMajor } from '../layouts.js';
import type { Value } from '../value.js';

/** Normalises along the last axis (Ba et al., 2016). */
export function layerNormOps(context: Context): Pick<Ops<Value>, 'layerNorm'> {
  const { engine } = context;
  const { tf } = engine;

  function layerNorm(
    input: Value,
    { scale, offset }: LayerNormWeights<Value>,
    { epsilon }: { readonly epsilon: number },
  ): Value {
    const x = rowMajor(context, input);
    const centred = tf.sub(x.tensor, tf.mean(x.tensor, -1, true));
    const variance = tf.mean(tf.mul(centred, centred), -1, true);
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const normalized = tf.mul(centred, inverse);
    const result = tf.add(tf.mul(normalized, scale.tensor), offset.tensor);
    const backward = (gradient: Tensor) => [
      () => {
        const scaled = tf.mul(gradient, scale.tensor);
        const mean = tf.mean(scaled, -1, true);
        const spread = tf.mul(normalized, tf.mean(tf.mul(scaled, normalized), -1, true));
        return tf.mul(tf.sub(tf.sub(scaled, mean), spread), inverse);
      },
      () => sumToShape(engine, tf.mul(gradient, normalized), scale.tensor.shape),
      () => sumToShape(engine, gradient, offset.tensor.shape),
    ];
    return record(context, [x, scale, offset], result, backward);
  }

  return { layerNorm };
}
