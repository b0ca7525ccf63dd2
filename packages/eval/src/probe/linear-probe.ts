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
  const scaling = standardize ? features.scalingOf(train) : undefined;
  const select: Select = (rows, of = features) => of.select(rows, scaling);
  const targets = targetsOf(labelling, train);
  const lesson = { labelling, select, design: select(train), targets, items: train.length };
  const isBinary = labelling.classes.length === 2 && !labelling.multiLabel;
  return ({ kind, ...options }, start) => {
    const fit = { ...options, start: start?.weights };
    if (isBinary) return binary(lesson, fit);
    return kind === 'logistic' ? multinomial(lesson, fit) : oneVsRest(lesson, fit);
  };
}

/** What all probes of a training part share. */
interface Lesson {
  readonly labelling: Labelling;
  readonly select: Select;
  readonly design: Design;
  /** 1 where an item has a class, else 0; class after class. */
  readonly targets: Float32Array<ArrayBuffer>;
  readonly items: number;
}

async function multinomial(
  { labelling, select, design, targets }: Lesson,
  fit: FitOptions,
): Promise<LinearProbe> {
  const found = await fitSoftmax(design, labelling.classes.length, targets, fit);
  const { weights } = found;
  return { ...found, scores: (rows, of) => softmaxOf(scoresOf(select, rows, of, weights)) };
}

/** Two classes are one question: what is not the second is the first. */
async function binary(
  { select, design, targets, items }: Lesson,
  fit: FitOptions,
): Promise<LinearProbe> {
  const found = await fitLogistic(design, 1, targets.subarray(items), fit);
  return {
    ...found,
    scores: (rows, of) => {
      const [second] = scoresOf(select, rows, of, found.weights).labels;
      const shares = new Float64Array(2 * rows.length);
      for (const [row, score] of second!.entries()) {
        shares[rows.length + row] = sigmoid(score);
        shares[row] = 1 - shares[rows.length + row]!;
      }
      return shares;
    },
  };
}

async function oneVsRest(
  { labelling, select, design, targets, items }: Lesson,
  fit: FitOptions,
): Promise<LinearProbe> {
  const { classes, multiLabel } = labelling;
  // A label that all or none have is no question.
  const order = askable(targets, items);
  const own = rowsOf(targets, order, items);
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
        if (at < 0) share.fill(targets[label * items]!);
        else share.set(scores.labels[at]!.map(sigmoid));
      }
      return multiLabel ? shares : normalised(shares, rows.length);
    },
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
