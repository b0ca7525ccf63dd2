import { describeNetwork } from '../network/describe-network.js';
import type { Network } from '../network/network.js';
import { openEngine } from '../tfjs/engine.js';
import { countExamples } from './batch.js';
import { type Fingerprint, prepareDirectory, restoreCheckpoint } from './checkpoint.js';
import { type Lesson, lessonOf } from './epoch-batches.js';
import { checkExamples } from './evaluate.js';
import { frozenWeights } from './freeze.js';
import type { TrainedNetwork } from './report.js';
import { isLearnt, keepFrozen, type Run, releaseRun } from './run.js';
import { runEpochs } from './run-epochs.js';
import { startWeights } from './start-weights.js';
import {
  checkTrainOptions,
  type TrainNetworkOptions,
  type TrainSettings,
} from './train-options.js';

/**
 * Trains a network, from new weights or on from others, with TensorFlow.js. The same seed gives the same
 * bytes on the same engine.
 *
 * @throws InvalidInputError when options, data and network do not fit together, or training diverges
 * @throws MissingDependencyError when TensorFlow.js is not installed
 *
 * @example
 * ```ts
 * import { adamW, binaryCrossEntropy, type Network, trainNetwork } from '@tovec/nn';
 *
 * const network: Network = (ops, weights, { x }) => {
 *   const hidden = ops.tanh(ops.linear(x!, weights('hidden.weight', [8, 2]), weights('hidden.bias', [8])));
 *   return { logits: ops.linear(hidden, weights('head.weight', [1, 8])) };
 * };
 * const { weights, report } = await trainNetwork(network, {
 *   inputs: { x: { shape: ['batch', 2] } },
 *   data: {
 *     inputs: { x: { data: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1), shape: [4, 2] } },
 *     targets: { label: { data: Float32Array.of(0, 1, 1, 0), shape: [4, 1] } },
 *   },
 *   loss: binaryCrossEntropy(),
 *   optimizer: adamW({ learningRate: 0.1 }),
 *   epochs: 100,
 * });
 * console.log(weights.size, report.epochs.at(-1)!.loss < 0.1); // 3 true
 * ```
 */
export async function trainNetwork(
  network: Network,
  options: TrainNetworkOptions,
): Promise<TrainedNetwork> {
  const settings = checkTrainOptions(options);
  settings.signal?.throwIfAborted();
  const lesson = lessonOf(settings.data, settings);
  const run = await startRun(network, settings);
  try {
    const fingerprint = fingerprintOf(run, settings, lesson);
    if (settings.checkpoint) await prepareDirectory(settings.checkpoint.directory);
    const resumed =
      settings.resume === undefined
        ? undefined
        : await restoreCheckpoint(settings.resume, run, fingerprint);
    return await runEpochs(run, settings, lesson, { fingerprint, resumed });
  } finally {
    releaseRun(run);
  }
}

async function startRun(network: Network, settings: TrainSettings): Promise<Run> {
  const { loss, optimizer, seed, clipNorm, freeze, validation } = settings;
  const { inputs, weights: specs } = describeNetwork(network, settings.inputs);
  if (validation) checkExamples(inputs, validation, settings.batchSize);
  const frozen = frozenWeights(specs, freeze);
  const weights = startWeights(specs, settings.weights ?? new Map(), seed);
  const state = new Map(
    specs
      .filter((spec) => isLearnt({ frozen }, spec))
      .map(({ name }) => [
        name,
        Array.from(
          { length: optimizer.stateArrays },
          () => new Float32Array(weights.get(name)!.length),
        ),
      ]),
  );
  const engine = await openEngine(settings.engine);
  const kept = keepFrozen(engine, { specs, frozen, weights });
  return {
    ...{ engine, network, inputs, loss, optimizer, seed, clipNorm },
    ...{ specs, frozen, weights, state, kept },
  };
}

/** What must be the same when a run goes on. */
function fingerprintOf(run: Run, settings: TrainSettings, lesson: Lesson): Fingerprint {
  const { epochs, batchSize, seed, clipNorm, freeze, earlyStopping, validation } = settings;
  return {
    ...{ epochs, batchSize, seed, clipNorm, freeze, earlyStopping },
    optimizer: run.optimizer.settings,
    engine: run.engine.name,
    examples: lesson.examples,
    stepsPerEpoch: lesson.stepsPerEpoch,
    'validation examples': validation && countExamples(validation),
    weights: run.specs.map(({ name, shape }) => `${name} [${shape.join(', ')}]`),
  };
}
