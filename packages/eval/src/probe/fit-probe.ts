import { InvalidInputError } from '@tovec/core';
import type { PauseIfDue } from '../statistics/pause.js';
import { DenseFeatures, type Features } from './features.js';
import { knnScores } from './knn.js';
import { classesOf, countClasses, type Labelling } from './labelling.js';
import { type LinearProbe, linearProbe, type Probe } from './linear-probe.js';
import { likeliest, shareFound } from './predict.js';
import { defaultGrid, type ProbeKind, type ProbeSettings } from './probe-options.js';
import { foldSplits } from './splits.js';

export interface FitProbeOptions {
  readonly kind: ProbeKind;
  readonly settings: ProbeSettings;
  /** Of the folds that c is chosen with. */
  readonly seed: number;
  readonly pauseIfDue: PauseIfDue;
}

/** A probe with the c that it was trained with; null for kNN. */
export interface FittedProbe extends Probe {
  readonly c: number | null;
}

/** Folds that c is chosen with, as in scikit-learn's `LogisticRegressionCV`. */
const mostFolds = 5;

/** Trains a classifier on some rows; where c is a list, with the one that does best in folds of them. */
export async function fitProbe(
  features: Features,
  labelling: Labelling,
  train: Uint32Array,
  { kind, settings, seed, pauseIfDue }: FitProbeOptions,
): Promise<FittedProbe> {
  const { c, standardize, tolerance, iterations, neighbors, distance } = settings;
  if (kind === 'knn') {
    const options = { neighbors: Math.min(neighbors, train.length), distance, pauseIfDue };
    const known = dense(features);
    return {
      ...{ c: null, converged: true },
      scores: (rows, of = features) => knnScores(known, labelling, train, rows, dense(of), options),
    };
  }
  const options = { kind, tolerance, iterations, pauseIfDue };
  const chosen =
    typeof c === 'number'
      ? c
      : await chooseC(features, labelling, train, {
          ...options,
          grid: c === 'cross-validation' ? defaultGrid : c,
          ...{ standardize, seed },
        });
  const fit = linearProbe(features, labelling, train, standardize);
  return { ...(await fit({ ...options, c: chosen })), c: chosen };
}

interface ChooseOptions extends Omit<FitProbeOptions, 'settings' | 'kind'> {
  readonly kind: 'logistic' | 'one-vs-rest';
  readonly tolerance: number;
  readonly iterations: number;
  readonly grid: readonly number[];
  readonly standardize: boolean;
}

/**
 * The c of a grid with the best mean score in folds: accuracy, or micro-averaged F1 where items have
 * several labels. Of equally good ones the smallest. From c to c, each search starts where the last one
 * ended.
 */
async function chooseC(
  features: Features,
  labelling: Labelling,
  train: Uint32Array,
  { grid, standardize, seed, ...options }: ChooseOptions,
): Promise<number> {
  const ordered = grid.toSorted((a, b) => a - b);
  if (ordered.length === 1) return ordered[0]!;
  const folds = foldsFor(labelling, train);
  const classes = classesOf(labelling);
  const own = classes && Uint32Array.from(train, (row) => classes[row]!);
  const totals = ordered.map(() => 0);
  for (const split of foldSplits(train.length, folds, own, seed)) {
    const inner = split.train.map((at) => train[at]!);
    const held = split.test.map((at) => train[at]!);
    const fit = linearProbe(features, labelling, inner, standardize);
    let probe: LinearProbe | undefined;
    for (const [at, c] of ordered.entries()) {
      probe = await fit({ ...options, c }, probe);
      const predicted = likeliest(await probe.scores(held), labelling, held);
      totals[at]! += shareFound(predicted, labelling, held);
    }
  }
  return ordered[totals.indexOf(Math.max(...totals))]!;
}

/** As many folds as every class can be in, five at most. */
function foldsFor(labelling: Labelling, train: Uint32Array): number {
  const { classes, multiLabel } = labelling;
  if (multiLabel) return Math.min(mostFolds, train.length);
  const counts = countClasses(labelling, train);
  const present = [...counts].filter((count) => count > 0);
  const least = Math.min(...present);
  if (least >= 2) return Math.min(mostFolds, least);
  const rare = classes[counts.indexOf(least)]!;
  throw new InvalidInputError(
    `c cannot be chosen by cross-validation, since the class '${rare}' has one item to train with; give one c, or more items.`,
    { argument: 'c', given: least },
  );
}

function dense(features: Features): DenseFeatures {
  if (features instanceof DenseFeatures) return features;
  throw new InvalidInputError('The probe knn takes vectors, not bags of words.', {
    ...{ argument: 'probe', given: 'knn' },
  });
}
