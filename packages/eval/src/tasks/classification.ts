import { check, createProgress, type Encoder, InvalidInputError } from '@tovec/core';
import type { LabelledDataset } from '../datasets/labelled.js';
import { fitProbe } from '../probe/fit-probe.js';
import { type Labelling, labellingOf } from '../probe/labelling.js';
import { likeliest } from '../probe/predict.js';
import {
  checkProbeOptions,
  type ProbeKind,
  probeKeys,
  probeKinds,
} from '../probe/probe-options.js';
import { checkSplitOptions, splitKeys } from '../probe/splits.js';
import { describeEncoder, provenanceOf, stopwatch } from '../results/result.js';
import {
  type BootstrapSettings,
  bootstrapTogether,
  intervalOfShare,
} from '../statistics/bootstrap.js';
import { pacer } from '../statistics/pause.js';
import {
  classResults,
  confusionOf,
  foundLabels,
  meanScores,
  scorerOf,
  type TestedRound,
} from './classification-scores.js';
import type {
  ClassificationOptions,
  ClassificationResult,
  ClassificationRound,
} from './classification-types.js';
import { divideItems } from './divide-items.js';
import { checkExtrinsicOptions } from './extrinsic-options.js';
import { embedDataset, listItems } from './labelled-items.js';
import { mapOf } from './vector-map.js';

/**
 * What a simple classifier makes of an encoder's vectors: they are computed once, a probe is trained
 * on some of them, and asked about the others. Logistic regression (multinomial, or one for each class)
 * or the nearest neighbours; accuracy, F1, precision and recall of each class, ROC curves. Where items
 * have several labels, the protocol is that of DeepWalk and node2vec.
 *
 * Items without a vector are left out and told of; the coverage is what is left.
 *
 * @throws InvalidInputError for options that cannot be; for a dataset without items, of one class, with
 *   more classes than items, or with a class that has too few for the split or the folds, or that comes
 *   to be tested only; what the encoder throws
 * @example
 * ```ts
 * import { classification, readLabelled } from '@tovec/eval';
 * import { createKeyedVectors } from '@tovec/vectors';
 *
 * const vectors = createKeyedVectors({
 *   items: ['cat', 'dog', 'cow', 'hen', 'tea', 'milk', 'beer', 'wine'],
 *   matrix: Float32Array.of(5, 1, 4, 2, 6, 1, 5, 0, 1, 4, 2, 5, 0, 6, 1, 5),
 *   dimensions: 2,
 * });
 * const file = 'cat a\ndog a\ncow a\nhen a\ntea d\nmilk d\nbeer d\nwine d\nrum d\n';
 * const dataset = await readLabelled(new TextEncoder().encode(file), { name: 'farm' });
 * const result = await classification(vectors, dataset, { folds: 4 });
 * console.log(result.accuracy, result.confusion, result.coverage?.toFixed(2));
 * // 1 [ [ 4, 0 ], [ 0, 4 ] ] 0.89
 * ```
 */
export async function classification<Input>(
  encoder: Encoder<Input>,
  dataset: LabelledDataset<NoInfer<Input>>,
  options: ClassificationOptions = {},
): Promise<ClassificationResult> {
  const elapsed = stopwatch();
  const keys = [...probeKeys, ...splitKeys, 'multiLabel'];
  const checked = checkExtrinsicOptions('ClassificationOptions', options, keys);
  const { bootstrap: settings, shared } = checked;
  if (options.multiLabel !== undefined) check.boolean('multiLabel', options.multiLabel);
  const probeSettings = checkProbeOptions(options);
  const list = listItems(dataset);
  const labelling = labellingOf(list.labels, options.multiLabel);
  const { lists, multiLabel } = labelling;
  const probe = chooseProbe(options.probe, multiLabel);
  const division = checkSplitOptions(options, { multiLabel, given: list.testFrom !== undefined });

  const { signal, onProgress } = options;
  const { embedded, features, used, missing, coverage } = await embedDataset(
    ...([encoder, list, shared, options] as const),
  );
  const splits = divideItems(labelling, used, division, settings.seed, list.testFrom);
  const progress = createProgress({
    ...{ phase: 'probe', unit: 'splits', total: splits.length, onProgress },
  });
  const pauseIfDue = pacer(signal);
  const tested: TestedRound[] = [];
  const rounds: ClassificationRound[] = [];
  for (const { train, test } of splits) {
    const fit = { kind: probe, settings: probeSettings, seed: settings.seed, pauseIfDue };
    const { c, converged, ...fitted } = await fitProbe(features, labelling, train, fit);
    const scores = await fitted.scores(test);
    const round = { test, scores, predicted: likeliest(scores, labelling, test) };
    tested.push(round);
    const scored = scorerOf(round, labelling)()!;
    rounds.push({ train: train.length, test: test.length, ...scored, c, converged });
    progress.report(tested.length);
  }

  const intervals = await intervalsOf(tested, labelling, settings, signal);
  const primaryMetric = multiLabel ? 'microF1' : 'accuracy';
  const scores = meanScores(tested.map((round) => scorerOf(round, labelling)))!;
  return {
    schemaVersion: 1,
    task: 'classification',
    ...(await provenanceOf({
      ...{ dataset, encoder: describeEncoder(encoder, options), bootstrap: settings },
      seconds: elapsed(),
    })),
    primaryMetric,
    score: scores[primaryMetric],
    interval: intervals[`${primaryMetric}Interval`],
    coverage,
    options: { probe, multiLabel, ...probeSettings, ...division, ...shared },
    ...{ ...scores, ...intervals, rounds },
    classes: classResults(tested, labelling),
    confusion: multiLabel ? null : confusionOf(tested, labelling),
    items: lists.length,
    used: used.length,
    missingItems: missing,
    composedItems: embedded.composed.size,
    found: foundLabels(tested, labelling, lists.length),
    labelCounts: lists.map(({ length }) => length),
    map: mapOf(features, labelling, used, settings.seed),
  };
}

function chooseProbe(given: ProbeKind | undefined, multiLabel: boolean): ProbeKind {
  const probe = given ?? (multiLabel ? 'one-vs-rest' : 'logistic');
  check.oneOf('probe', probe, probeKinds);
  if (!multiLabel || probe !== 'logistic') return probe;
  throw new InvalidInputError(
    "The probe 'logistic' gives each item one label, and here they have several; take 'one-vs-rest' or 'knn'.",
    { argument: 'probe', given: probe },
  );
}

/** Intervals over items: that of an accuracy of items tested once is binomial, others are resampled. */
async function intervalsOf(
  tested: readonly TestedRound[],
  labelling: Labelling,
  settings: BootstrapSettings,
  signal: AbortSignal | undefined,
) {
  // Items that were never tested are not drawn, and weigh nothing.
  const asked = [...new Set(tested.flatMap(({ test }) => [...test]))];
  const weightOf = new Float64Array(labelling.lists.length);
  const scorers = tested.map((round) => scorerOf(round, labelling));
  const statistic = (weights: ArrayLike<number>) => {
    for (const [at, item] of asked.entries()) weightOf[item] = weights[at]!;
    const scores = meanScores(scorers, weightOf);
    return [scores?.accuracy, scores?.macroF1, scores?.microF1, scores?.weightedF1].map(
      (score) => score ?? null,
    );
  };
  const [accuracy, macroF1, microF1, weightedF1] = await bootstrapTogether(
    ...([asked.length, 4, statistic, settings, signal] as const),
  );
  const right = Math.round(meanScores(scorers)!.accuracy * asked.length);
  return {
    accuracyInterval:
      tested.length === 1 ? intervalOfShare(right, asked.length, settings) : accuracy!,
    ...{ macroF1Interval: macroF1!, microF1Interval: microF1!, weightedF1Interval: weightedF1! },
  };
}
