import type { Ops } from '../network/ops.js';
import { type Context, record } from './context.js';
import { batchNormOps } from './ops/batch-norm.js';
import { convolutionOps } from './ops/convolution.js';
import { elementwiseOps } from './ops/elementwise.js';
import { layerNormOps } from './ops/layer-norm.js';
import { poolingOps } from './ops/pooling.js';
import { productOps } from './ops/products.js';
import { reductionOps } from './ops/reductions.js';
import { shapeOps } from './ops/shapes.js';
import { shapeOf, type Value } from './value.js';

/** The operations, executed at once by TensorFlow.js and noted on the tape. */
export function tfjsOps(context: Context): Ops<Value> {
  const { engine, training } = context;
  const { tf } = engine;
  const elementwise = elementwiseOps(context);
  const shapes = shapeOps(context);

  function constant(values: number | ArrayLike<number>, shape?: readonly number[]): Value {
    if (typeof values === 'number') return untracked(tf.scalar(values));
    // Ids may be constants too.
    const ids = values instanceof Int32Array;
    const typed = ids || values instanceof Float32Array ? values : Float32Array.from(values);
    const dtype = ids ? 'int32' : 'float32';
    return untracked(tf.tensor(typed, shape === undefined ? [typed.length] : [...shape], dtype));
  }

  function dropout(x: Value, rate: number): Value {
    if (training === undefined || rate === 0) return x;
    const kept = new Float32Array(x.tensor.size);
    const threshold = rate * 2 ** 32;
    for (let at = 0; at < kept.length; at++) {
      kept[at] = training.random.uint32() >= threshold ? 1 / (1 - rate) : 0;
    }
    const mask = tf.tensor(kept, x.tensor.shape);
    const tensor = tf.mul(x.tensor, mask);
    return record(context, [x], tensor, (gradient) => [() => tf.mul(gradient, mask)], x.layout);
  }

  return {
    training: training !== undefined,
    shapeOf,
    constant,
    dropout,
    ...elementwise,
    ...shapes,
    ...productOps(context),
    ...reductionOps(context),
    ...convolutionOps(context, { ...elementwise, ...shapes }),
    ...poolingOps(context),
    ...batchNormOps(context, shapes),
    ...layerNormOps(context),
  };
}

/** A value that no gradient is wanted for. */
export function untracked(tensor: Value['tensor']): Value {
  return { tensor, layout: 'rowMajor', tracked: false };
}
