import { check, createProgress, type Encoder } from '@tovec/core';
import type { LabelledDataset } from '../datasets/labelled.js';
import { bagOfWords } from '../probe/bag-of-words.js';
import type { Features } from '../probe/features.js';
import { labellingOf } from '../probe/labelling.js';
import { checkProbeOptions } from '../probe/probe-options.js';
import { checkSplitOptions } from '../probe/splits.js';
import {
  describeEncoder,
  type EncoderIdentity,
  provenanceOf,
  stopwatch,
} from '../results/result.js';
import { bootstrap, weightedMean } from '../statistics/bootstrap.js';
import { pacer } from '../statistics/pause.js';
import { divideItems } from './divide-items.js';
import { checkExtrinsicOptions, type ExtrinsicSettings } from './extrinsic-options.js';
import { embedDataset, type ItemList, listItems } from './labelled-items.js';
import { drawExamples, type Lesson, learn } from './learning-curve.js';
import { baselinesFor, checkRivals, shotsFor } from './transfer-options.js';
import type {
  LearningCurve,
  LearningPoint,
  TransferOptions,
  TransferResult,
} from './transfer-types.js';

/**
 * Few-shot transfer: what an encoder that was trained elsewhere is worth where labelled examples are
 * few. Logistic regression is trained on 1, 2, 4, … examples of each class, drawn anew several times,
 * and tested on all other items; the same with other encoders (one trained on the target alone, say)
 * and with bags of words. All contestants learn from the same examples and are asked about the same
 * items: those that every encoder has a vector for. The examples of a draw grow: the first ones stay.
 *
 * Words of bags, and their weights, are those of all items that examples can be drawn from: labels are
 * few, texts are not.
 *
 * @throws InvalidInputError for options that cannot be; for a dataset without items, of one class, or
 *   with a class that has fewer examples than are asked for; what the encoders throw
 * @example
 * ```ts
 * import { readLabelled, transfer } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const items = ['cat', 'dog', 'cow', 'hen', 'tea', 'milk', 'beer', 'wine'];
 * const matrix = Float32Array.of(5, 1, 4, 2, 6, 1, 5, 0, 1, 4, 2, 5, 0, 6, 1, 5);
 * const vectors = createKeyedVectors({ items, matrix, dimensions: 2 });
 * const file = 'cat a\ndog a\ncow a\nhen a\ntea d\nmilk d\nbeer d\nwine d\n';
 * const dataset = await readLabelled(new TextEncoder().encode(file), { name: 'farm' });
 * const { curves } = await transfer(vectors, dataset, { baselines: ['one-hot'] });
 * for (const { contestant, points } of curves) {
 *   console.log(contestant, points.map(({ shots, accuracy }) => `${shots}: ${accuracy}`).join(', '));
 * }
 * // keyed-vectors 1: 1, 2: 1
 * // one-hot 1: 0.5, 2: 0.5
 * ```
 */
export async function transfer<Input>(
  encoder: Encoder<Input>,
  dataset: LabelledDataset<NoInfer<Input>>,
  options: TransferOptions<NoInfer<Input>> = {},
): Promise<TransferResult> {
  const elapsed = stopwatch();
  const { bootstrap: settings, shared } = checkExtrinsicOptions('TransferOptions', options, [
    ...['rivals', 'baselines', 'shots', 'draws', 'trainFraction'],
    ...['c', 'standardize', 'tolerance', 'iterations'],
  ]);
  const { c, standardize, tolerance, iterations } = checkProbeOptions(options);
  const { draws = 10, trainFraction, signal, onProgress } = options;
  check.integer('draws', draws, { min: 1 });
  const rivals = checkRivals(options.rivals);
  const list = listItems(dataset);
  const baselines = baselinesFor(list.inputs, options.baselines);
  const labelling = labellingOf(list.labels, false);
  const division = checkSplitOptions(
    { trainFraction },
    { multiLabel: false, given: list.testFrom !== undefined },
  );

  const identity = describeEncoder(encoder, options);
  const name = identity.name ?? identity.id;
  const { embedded, used } = await embedAll({ [name]: encoder, ...rivals }, list, shared, options);
  const [split] = divideItems(labelling, used, division, settings.seed, list.testFrom);
  const { train: pool, test } = split!;
  const contestants: Contestant[] = [
    ...[...embedded].map(
      ([contestant, vectors], at): Contestant => ({
        ...{ contestant, kind: at === 0 ? 'encoder' : 'rival', features: vectors.features },
        encoder: at === 0 ? identity : describeEncoder(rivals[contestant]!, { name: contestant }),
      }),
    ),
    ...baselines.map(
      (kind): Contestant => ({
        ...{ contestant: kind, kind: 'baseline' },
        features: bagOfWords(list.inputs as readonly string[], pool, kind).features,
      }),
    ),
  ];

  const shots = shotsFor(options.shots, labelling, pool);
  const lesson: Lesson = {
    ...{ labelling, test, settings: { c, standardize, tolerance, iterations } },
    ...{ seed: settings.seed, pauseIfDue: pacer(signal) },
  };
  const progress = createProgress({
    ...{ phase: 'probe', unit: 'classifiers', onProgress },
    total: contestants.length * shots.length * draws,
  });
  let done = 0;
  const hits = new Float64Array(list.inputs.length);
  const curves: LearningCurve[] = [];
  for (const { features, ...contestant } of contestants) {
    const points: LearningPoint[] = [];
    for (const count of shots) {
      const lessons: Awaited<ReturnType<typeof learn>>[] = [];
      for (let draw = 0; draw < draws; draw++) {
        const examples = drawExamples(labelling, pool, count, settings.seed, draw);
        const learnt = await learn(features, examples, lesson);
        lessons.push(learnt);
        if (contestant.kind === 'encoder') for (const item of learnt.right) hits[item]!++;
        progress.report(++done);
      }
      const accuracy = weightedMean(lessons.map((one) => one.accuracy));
      const macroF1 = weightedMean(lessons.map((one) => one.macroF1));
      const [interval] = await bootstrap(draws, [accuracy], settings, signal);
      points.push({
        ...{ shots: count, accuracy: accuracy()!, interval: draws > 1 ? interval! : null },
        macroF1: macroF1()!,
        unconverged: lessons.filter(({ converged }) => !converged).length,
      });
    }
    const meanAccuracy = points.reduce((sum, { accuracy }) => sum + accuracy / points.length, 0);
    curves.push({ ...contestant, dimensions: features.dimensions, points, meanAccuracy });
  }

  const isTested = new Set(test);
  const rate = (item: number) => Number((hits[item]! / (shots.length * draws)).toFixed(6));
  const found = list.inputs.map((_, item) => (isTested.has(item) ? rate(item) : null));
  const [interval] = await bootstrap(
    test.length,
    [weightedMean(Float64Array.from(test, (item) => found[item]!))],
    ...([settings, signal] as const),
  );
  const own = embedded.get(name)!;
  return {
    schemaVersion: 1,
    task: 'transfer',
    ...(await provenanceOf({
      ...{ dataset, encoder: identity, bootstrap: settings, seconds: elapsed() },
    })),
    primaryMetric: 'meanAccuracy',
    score: curves[0]!.meanAccuracy,
    interval: interval!,
    coverage: own.coverage,
    options: {
      ...{ c, standardize, tolerance, iterations, shots, draws, baselines },
      ...{ trainFraction: division.trainFraction, ...shared },
    },
    curves,
    classes: labelling.classes,
    items: list.inputs.length,
    pool: pool.length,
    tested: test.length,
    missingItems: own.missing,
    found,
  };
}

interface Contestant {
  readonly contestant: string;
  readonly kind: LearningCurve['kind'];
  readonly features: Features;
  readonly encoder?: EncoderIdentity | undefined;
}

/** The vectors of all encoders, by name, and the items that count for every one of them. */
async function embedAll<Input>(
  encoders: Readonly<Record<string, Encoder<Input>>>,
  list: ItemList<Input>,
  shared: ExtrinsicSettings,
  { cache, ...options }: TransferOptions<Input>,
) {
  const embedded = new Map<string, Awaited<ReturnType<typeof embedDataset>>>();
  for (const [name, encoder] of Object.entries(encoders)) {
    // The key of a cache stands for one model, which is the first.
    const own = embedded.size === 0 ? cache : undefined;
    embedded.set(name, await embedDataset(encoder, list, shared, { ...options, cache: own }));
  }
  const lists = [...embedded.values()].map(({ used }) => new Set(used));
  const all = Uint32Array.from(list.inputs, (_, at) => at);
  return { embedded, used: all.filter((at) => lists.every((one) => one.has(at))) };
}
