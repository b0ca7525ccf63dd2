import type { NetworkDescription } from '../network/describe-network.js';
import type { TensorData } from '../network/tensor-data.js';
import { checkFeeds } from '../run/check-feeds.js';
import { Tape } from '../tfjs/tape.js';
import { dataOf } from '../tfjs/tensors.js';
import { tfjsOps } from '../tfjs/tfjs-ops.js';
import type { Value } from '../tfjs/value.js';
import { weightsFrom } from '../tfjs/weight-values.js';
import { type Batch, countExamples, pickExamples } from './batch.js';
import type { Metric } from './metric.js';
import { batchValues, type Run, weightValues } from './run.js';

/** The loss as `loss`, and each metric by its name. */
export type Evaluation = Readonly<Record<string, number>>;

/** Measures a network on examples, as it is when it is run: nothing is dropped, nothing learnt. */
export async function evaluate(
  run: Run,
  data: Batch,
  {
    metrics,
    batchSize,
    pause,
  }: {
    readonly metrics: Readonly<Record<string, Metric>>;
    readonly batchSize: number;
    /** Called between batches. */
    pause(): Promise<void>;
  },
): Promise<Evaluation> {
  const count = countExamples(data);
  const sums: Record<string, number> = {};
  for (let first = 0; first < count; first += batchSize) {
    const batch = batchFrom(data, first, Math.min(count, first + batchSize));
    for (const [name, value] of Object.entries(evaluateBatch(run, batch, metrics))) {
      sums[name] = (sums[name] ?? 0) + value * countExamples(batch);
    }
    await pause();
  }
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / count]));
}

/** Refuses what cannot be measured, so that it is known before training. */
export function checkExamples(
  inputs: NetworkDescription['inputs'],
  data: Batch,
  batchSize: number,
): void {
  const first = batchFrom(data, 0, Math.min(countExamples(data), batchSize));
  checkFeeds(inputs, inputs.keys(), first.inputs);
}

function batchFrom(data: Batch, start: number, end: number): Batch {
  return pickExamples(
    data,
    Array.from({ length: end - start }, (_, at) => start + at),
  );
}

function evaluateBatch(
  run: Run,
  batch: Batch,
  metrics: Readonly<Record<string, Metric>>,
): Record<string, number> {
  const { engine, network } = run;
  engine.use();
  const measured: Record<string, number> = {};
  engine.tf.tidy(() => {
    const ops = tfjsOps({ engine, tape: new Tape(engine.tf), training: undefined });
    const { inputs, targets } = batchValues(run, batch);
    const untrackedWeights = Array.from(weightValues(run), ([name, value]): [string, Value] => [
      name,
      { ...value, tracked: false },
    ]);
    const outputs = network(ops, weightsFrom(new Map(untrackedWeights)), inputs);
    measured.loss = run.loss(ops, outputs, targets).tensor.dataSync()[0]!;
    const readable = readWhenAsked(outputs, (value) => dataOf(engine, value));
    for (const [name, metric] of Object.entries(metrics)) {
      measured[name] = metric(readable, batch.targets);
    }
  });
  return measured;
}

/** Intermediate values may be large: only what a metric looks at is read. */
function readWhenAsked(
  outputs: Readonly<Record<string, Value>>,
  read: (value: Value) => TensorData,
): Record<string, TensorData> {
  const readable: Record<string, TensorData> = {};
  for (const [name, value] of Object.entries(outputs)) {
    Object.defineProperty(readable, name, { enumerable: true, get: () => read(value) });
  }
  return readable;
}
