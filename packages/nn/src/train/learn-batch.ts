import { InvalidInputError } from '@tovec/core';
import { Tape } from '../tfjs/tape.js';
import { tfjsOps } from '../tfjs/tfjs-ops.js';
import { shapeOf } from '../tfjs/value.js';
import { weightsFrom } from '../tfjs/weight-values.js';
import type { Batch } from './batch.js';
import { clipGradients, gradientNorm } from './clip-gradients.js';
import { batchValues, isLearnt, type Run, streams, weightValues } from './run.js';

/** One step: the loss of a batch, its gradients, and the weights moved against them. */
export function learnBatch(run: Run, batch: Batch, step: number, totalSteps: number): number {
  const { optimizer, clipNorm } = run;
  const { loss, gradients, statistics } = differentiateBatch(run, batch, step);
  const norm = gradientNorm(gradients.values());
  if (!Number.isFinite(loss) || !Number.isFinite(norm)) throw diverged(run, loss, step);
  if (clipNorm !== undefined) clipGradients(gradients.values(), norm, clipNorm);
  const learningRate = optimizer.rateAt(step, totalSteps);
  for (const { name, shape } of run.specs) {
    const gradient = gradients.get(name);
    if (gradient === undefined) continue;
    const decays = optimizer.decays(name, shape);
    const move = { state: run.state.get(name)!, step: step + 1, learningRate, decays };
    optimizer.update(run.weights.get(name)!, gradient, move);
  }
  for (const [name, values] of statistics) run.weights.get(name)!.set(values);
  return loss;
}

interface Differentiated {
  readonly loss: number;
  readonly gradients: ReadonlyMap<string, Float32Array>;
  /** New values of running statistics. */
  readonly statistics: ReadonlyMap<string, Float32Array>;
}

/** Nothing of the engine is left behind. */
function differentiateBatch(run: Run, batch: Batch, step: number): Differentiated {
  const { engine, network, frozen, seed } = run;
  engine.use();
  const { tf } = engine;
  const statistics = new Map<string, Float32Array>();
  const gradients = new Map<string, Float32Array>();
  let loss = Number.NaN;
  tf.tidy(() => {
    const tape = new Tape(tf);
    const training = {
      random: streams.dropout(seed, step),
      note: (name: string, values: Float32Array) => statistics.set(name, values),
      isFrozen: (name: string) => frozen.has(name),
    };
    const ops = tfjsOps({ engine, tape, training });
    const { inputs, targets } = batchValues(run, batch);
    const weights = weightValues(run);
    const scalar = run.loss(ops, network(ops, weightsFrom(weights), inputs), targets);
    if (scalar.tensor.size !== 1) {
      throw new InvalidInputError(
        `The loss must be one number, but is [${shapeOf(scalar).join(', ')}]. Take its mean.`,
        { argument: 'loss' },
      );
    }
    loss = scalar.tensor.dataSync()[0]!;
    const learnt = run.specs.filter((spec) => isLearnt(run, spec));
    const tensors = tape.gradients(
      scalar,
      learnt.map(({ name }) => weights.get(name)!),
    );
    learnt.forEach(({ name }, at) => {
      // The plain backend gives out the array it holds.
      gradients.set(name, tensors[at]!.dataSync<'float32'>().slice());
    });
  });
  return { loss, gradients, statistics };
}

function diverged({ optimizer, clipNorm }: Run, loss: number, step: number): InvalidInputError {
  const { learningRate } = optimizer.settings;
  const what = Number.isFinite(loss) ? 'its gradients are not finite' : `its loss is ${loss}`;
  const clip = clipNorm === undefined ? ', or set clipNorm, e.g. to 1' : '';
  return new InvalidInputError(
    `training has diverged: at step ${step + 1} ${what}. Lower the learningRate of ${learningRate}${clip}, ` +
      'and see that the data holds finite numbers only',
    { argument: 'learningRate', given: learningRate },
  );
}
