import type { LinearRows, LinearTargets } from '@tovec/kernels';
import type { PauseIfDue } from '../statistics/pause.js';
import { type Evaluation, type LbfgsOptions, lbfgs, type Minimum } from './lbfgs.js';

/** What a linear classifier is trained on and asked about: rows of numbers, dense or sparse. */
export type Design = Pick<
  LinearRows,
  'rows' | 'dimensions' | 'scores' | 'softmaxLoss' | 'logisticLoss'
>;

/** `dimensions + 1` numbers for each label, the intercept last. */
export type Weights = readonly Float64Array[];

export interface FitOptions extends LbfgsOptions {
  /** Minimised is c · Σ loss + ½‖w‖², the intercepts left out. */
  readonly c: number;
  /** Where to start from; default: zeros. */
  readonly start?: Weights | undefined;
  readonly pauseIfDue: PauseIfDue;
}

export interface LinearFit {
  readonly weights: Weights;
  readonly converged: boolean;
  /** Steps taken, by the label with most of them. */
  readonly iterations: number;
}

/**
 * Multinomial logistic regression with L2 regularisation, as scikit-learn's `LogisticRegression` has
 * it: its function divided by c times the number of rows, so that the tolerance is that of the mean
 * loss.
 */
export async function fitSoftmax(
  design: Design,
  labels: number,
  targets: LinearTargets,
  { c, start, pauseIfDue, ...limits }: FitOptions,
): Promise<LinearFit> {
  const width = design.dimensions + 1;
  const loss = design.softmaxLoss(labels, targets);
  const evaluate = (point: Float64Array): Evaluation => {
    const gradient = new Float64Array(point.length);
    const gradients = partsOf(gradient, width);
    const weights = partsOf(point, width);
    let value = loss.evaluate(weights, gradients) / design.rows;
    for (const [label, own] of weights.entries()) {
      value += regularise(own, gradients[label]!, c, design.rows);
    }
    return { value, gradient };
  };
  const first = new Float64Array(labels * width);
  for (const [label, own] of (start ?? []).entries()) first.set(own, label * width);
  const search = lbfgs(first, limits);
  let asked = search.next();
  while (!asked.done) {
    await pauseIfDue();
    asked = search.next(evaluate(asked.value));
  }
  const { point, converged, iterations } = asked.value;
  return { weights: partsOf(point, width), converged, iterations };
}

/**
 * A logistic regression for each label. All of them go through the rows together, each with a search
 * of its own, until the last is done.
 */
export async function fitLogistic(
  design: Design,
  labels: number,
  targets: LinearTargets,
  { c, start, pauseIfDue, ...limits }: FitOptions,
): Promise<LinearFit> {
  const width = design.dimensions + 1;
  const loss = design.logisticLoss(labels, targets);
  const found = new Array<Minimum>(labels);
  let running = Array.from({ length: labels }, (_, label) => {
    const search = lbfgs(start?.[label] ?? new Float64Array(width), limits);
    return { label, search, asked: search.next() };
  });
  while (running.length > 0) {
    await pauseIfDue();
    const order = running.map(({ label }) => label);
    const points = running.map(({ asked }) => asked.value as Float64Array);
    const gradients = points.map(() => new Float64Array(width));
    const losses = loss.evaluate(order, points, gradients);
    for (const [at, one] of running.entries()) {
      const gradient = gradients[at]!;
      const value = losses[at]! / design.rows + regularise(points[at]!, gradient, c, design.rows);
      one.asked = one.search.next({ value, gradient });
      if (one.asked.done) found[one.label] = one.asked.value;
    }
    running = running.filter(({ asked }) => !asked.done);
  }
  return {
    weights: found.map(({ point }) => point),
    converged: found.every(({ converged }) => converged),
    iterations: Math.max(...found.map(({ iterations }) => iterations)),
  };
}

/** Makes a gradient of a sum that of the mean and adds the regularisation to it; its value. */
function regularise(
  weights: Float64Array,
  gradient: Float64Array,
  c: number,
  rows: number,
): number {
  const strength = 1 / (c * rows);
  const last = weights.length - 1;
  let square = 0;
  for (let at = 0; at < last; at++) {
    square += weights[at]! ** 2;
    gradient[at] = gradient[at]! / rows + strength * weights[at]!;
  }
  gradient[last]! /= rows;
  return (strength * square) / 2;
}

function partsOf(values: Float64Array, width: number): Float64Array[] {
  return Array.from({ length: values.length / width }, (_, at) =>
    values.subarray(at * width, (at + 1) * width),
  );
}
