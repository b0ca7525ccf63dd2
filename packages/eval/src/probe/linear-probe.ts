import type { Features } from './features.js';
import type { Labelling } from './labelling.js';
import { type Design, type FitOptions, fitLogistic, fitSoftmax, type Weights } from './logistic.js';

/** A classifier of rows of features, trained. */
export interface Probe {
  /**
   * The likelihood of each class, `classes × rows` numbers.
   *
   * @param of whose rows; default: those it was trained with
   */
  scores(rows: Uint32Array, of?: Features): Promise<Float64Array> | Float64Array;
  readonly converged: boolean;
}

/** A linear classifier, and what the next one can start from. */
export interface LinearProbe extends Probe {
  readonly weights: Weights;
  readonly iterations: number;
}

export interface LinearProbeOptions extends Omit<FitOptions, 'start'> {
  readonly kind: 'logistic' | 'one-vs-rest';
}

type Select = (rows: Uint32Array, of?: Features) => Design;

/** A linear probe that waits for its regularisation: rows are made ready once for all of a grid. */
export function linearProbe(
  features: Features,
  labelling: Labelling,
  train: Uint32Array,
  standardize: boolean,
): (options: LinearProbeOptions, start?: LinearProbe) => Promise<LinearProbe> {
  const { classes } = labelling;
  const scaling = standardize ? features.scalingOf(train) : undefined;
  const select: Select = (rows, of = features) => of.select(rows, scaling);
  const design = select(train);
  const targets = targetsOf(labelling, train);
  const asked = askable(targets, train.length);
  return async ({ kind, ...options }, start) => {
    const fit = { ...options, start: start?.weights };
    const isBinary = classes.length === 2 && !labelling.multiLabel;
    if (kind === 'logistic' && !isBinary) {
      const found = await fitSoftmax(design, classes.length, targets, fit);
      const { weights } = found;
      return { ...found, scores: (rows, of) => softmaxOf(scoresOf(select, rows, of, weights)) };
    }
    // Of two classes, one says all. A label that all or none have needs no probe.
    const order = isBinary ? [1] : asked;
    const own = rowsOf(targets, order, train.length);
    const found =
      order.length > 0
        ? await fitLogistic(design, order.length, own, fit)
        : { weights: [], converged: true, iterations: 0 };
    return {
      ...found,
      scores: (rows, of) => {
        const scores = scoresOf(select, rows, of, found.weights);
        const shares = new Float64Array(classes.length * rows.length);
        for (const [label] of classes.entries()) {
          const at = order.indexOf(label);
          const share = shares.subarray(label * rows.length, (label + 1) * rows.length);
          if (at < 0) share.fill(targets[label * train.length]!);
          else share.set(scores.labels[at]!.map(sigmoid));
        }
        if (isBinary) {
          for (let row = 0; row < rows.length; row++) shares[row] = 1 - shares[rows.length + row]!;
        }
        return labelling.multiLabel || isBinary ? shares : normalised(shares, rows.length);
      },
    };
  };
}

/** 1 where an item has a class, else 0; class after class. */
function targetsOf({ classes, lists }: Labelling, items: Uint32Array): Float32Array<ArrayBuffer> {
  const targets = new Float32Array(classes.length * items.length);
  for (const [at, item] of items.entries()) {
    for (const label of lists[item]!) targets[label * items.length + at] = 1;
  }
  return targets;
}

/** Labels that some items have and others do not. */
function askable(targets: Float32Array, items: number): number[] {
  return Array.from({ length: targets.length / items }, (_, label) => label).filter((label) => {
    const own = targets.subarray(label * items, (label + 1) * items);
    return own.includes(0) && own.includes(1);
  });
}

function rowsOf(targets: Float32Array, order: readonly number[], items: number): Float32Array {
  const own = new Float32Array(order.length * items);
  for (const [at, label] of order.entries()) {
    own.set(targets.subarray(label * items, (label + 1) * items), at * items);
  }
  return own;
}

interface LabelScores {
  readonly rows: number;
  readonly labels: readonly Float64Array[];
}

function scoresOf(
  select: Select,
  rows: Uint32Array,
  of: Features | undefined,
  weights: Weights,
): LabelScores {
  if (rows.length === 0 || weights.length === 0) {
    return { rows: rows.length, labels: weights.map(() => new Float64Array(0)) };
  }
  const scores = select(rows, of).scores(weights);
  const labels = weights.map((_, label) =>
    Float64Array.from(scores.subarray(label * rows.length, (label + 1) * rows.length)),
  );
  return { rows: rows.length, labels };
}

function softmaxOf({ rows, labels }: LabelScores): Float64Array {
  const out = new Float64Array(labels.length * rows);
  for (let row = 0; row < rows; row++) {
    const most = labels.reduce((top, own) => Math.max(top, own[row]!), Number.NEGATIVE_INFINITY);
    for (const [label, own] of labels.entries())
      out[label * rows + row] = Math.exp(own[row]! - most);
  }
  return normalised(out, rows);
}

function normalised(shares: Float64Array, rows: number): Float64Array {
  for (let row = 0; row < rows; row++) {
    let total = 0;
    for (let at = row; at < shares.length; at += rows) total += shares[at]!;
    if (total > 0) for (let at = row; at < shares.length; at += rows) shares[at]! /= total;
  }
  return shares;
}

function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score));
}
