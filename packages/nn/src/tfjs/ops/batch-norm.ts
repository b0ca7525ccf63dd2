import type { Tensor } from '@tensorflow/tfjs-core';
import type { BatchNormOptions, BatchNormWeights, Ops } from '../../network/ops.js';
import { readTensors } from '../arrays.js';
import { type Context, record, type Training } from '../context.js';
import { channelStatistics } from '../gradients/channel-statistics.js';
import { normalizedGradient, normalizedSums } from '../gradients/normalized-gradient.js';
import { channelsLast } from '../layouts.js';
import type { Value } from '../value.js';

/** Normalises each channel, as PyTorch does (Ioffe & Szegedy, 2015). */
export function batchNormOps(
  context: Context,
  { reshape }: Pick<Ops<Value>, 'reshape'>,
): Pick<Ops<Value>, 'batchNorm'> {
  const { engine, training } = context;
  const { tf } = engine;

  function batchNorm(
    input: Value,
    weights: BatchNormWeights<Value>,
    options: BatchNormOptions,
  ): Value {
    const { rank, shape } = input.tensor;
    if (rank !== 2 && rank !== 4) {
      const pictures = reshape(input, [0, 0, -1, 1]);
      return reshape(batchNorm(pictures, weights, options), shape);
    }
    // Pictures lie channels last; of a matrix the last axis is that of the channels anyway.
    const x = input.tensor.rank === 4 ? channelsLast(context, input) : input;
    const frozen = training?.isFrozen(weights.mean.weight ?? '') ?? true;
    const own = frozen ? runningStatistics(weights) : channelStatistics(engine, x.tensor);
    if (training !== undefined && !frozen) noteStatistics(training, x, weights, own, options);

    const [scale, offset] = readTensors(engine, [weights.scale.tensor, weights.offset.tensor]);
    const inverse = own.variance.map((variance) => 1 / Math.sqrt(variance + options.epsilon));
    const factor = Float32Array.from(inverse, (it, channel) => it * scale![channel]!);
    const shift = factor.map((it, channel) => offset![channel]! - own.mean[channel]! * it);
    const result = tf.add(tf.mul(x.tensor, tf.tensor1d(factor)), tf.tensor1d(shift));

    const backward = (gradient: Tensor) => {
      const { plain, weighted } = normalizedSums(engine, gradient, x.tensor, own.mean, inverse);
      return [
        () =>
          frozen
            ? tf.mul(gradient, tf.tensor1d(factor))
            : normalizedGradient(engine, gradient, x.tensor, {
                ...{ mean: own.mean, inverse, factor, plain, weighted },
              }),
        () => tf.tensor1d(Float32Array.from(weighted)),
        () => tf.tensor1d(Float32Array.from(plain)),
      ];
    };
    return record(context, [x, weights.scale, weights.offset], result, backward, x.layout);
  }

  function runningStatistics({ mean, variance }: BatchNormWeights<Value>) {
    const [means, variances] = readTensors(engine, [mean.tensor, variance.tensor]);
    return { mean: Float64Array.from(means!), variance: Float64Array.from(variances!) };
  }

  /** As in PyTorch, the running variance is of the unbiased kind, though the batch's own is not. */
  function noteStatistics(
    { note }: Training,
    { tensor }: Value,
    { mean, variance }: BatchNormWeights<Value>,
    own: { readonly mean: Float64Array; readonly variance: Float64Array },
    { momentum = 0.9 }: BatchNormOptions,
  ): void {
    const count = tensor.size / own.mean.length;
    const unbiased = count > 1 ? count / (count - 1) : 1;
    const [means, variances] = readTensors(engine, [mean.tensor, variance.tensor]);
    const mix = (before: number, now: number) => momentum * before + (1 - momentum) * now;
    const noted = (weight: Value, values: ArrayLike<number>, next: (at: number) => number) => {
      if (weight.weight === undefined) return;
      note(
        weight.weight,
        Float32Array.from(values, (_, at) => next(at)),
      );
    };
    noted(mean, means!, (at) => mix(means![at]!, own.mean[at]!));
    noted(variance, variances!, (at) => mix(variances![at]!, own.variance[at]! * unbiased));
  }

  return { batchNorm };
}
