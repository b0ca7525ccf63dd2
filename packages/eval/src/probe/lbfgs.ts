/** A function's value at a point, and its gradient there. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: Float64Array;
}

export interface LbfgsOptions {
  /** Where no component of the gradient is greater, the search ends. */
  readonly tolerance: number;
  /** The most steps. */
  readonly iterations: number;
}

/** Where a search ended. */
export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** Whether the gradient came below the tolerance. */
  readonly converged: boolean;
}

/** Pairs of steps and changes of the gradient that are remembered, as scikit-learn has SciPy do. */
const memory = 10;
/** A step must lower the function by this share of what the slope promises (Armijo) … */
const decrease = 1e-4;
/** … and the slope to this share (Wolfe). */
const curvature = 0.9;
/** The function is computed in single precision, row by row: smaller differences mean nothing. */
const noise = 1e-7;
/** Points of one line that are tried. */
const trials = 30;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly product: number;
}

/**
 * Minimises a smooth function by L-BFGS: the two-loop recursion (Nocedal 1980; Nocedal and Wright 2006,
 * algorithm 7.4), and a line search for the weak Wolfe conditions by bisection (Lewis and Overton 2013).
 * It asks for the function's value point by point, so that many functions that share their work can be
 * minimised side by side. Points that it asks for must not be changed, and gradients are its own.
 */
export function* lbfgs(
  start: Float64Array,
  { tolerance, iterations }: LbfgsOptions,
): Generator<Float64Array, Minimum, Evaluation> {
  let point = start;
  let { value, gradient } = yield point;
  const pairs: Pair[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (largest(gradient) <= tolerance)
      return { point, value, iterations: iteration, converged: true };
    const direction = descent(gradient, pairs);
    const slope = dot(direction, gradient);
    let [low, high] = [0, Number.POSITIVE_INFINITY];
    // Without a memory, the length of a gradient says nothing about that of a step.
    let length = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    let next: { readonly point: Float64Array; readonly found: Evaluation } | undefined;
    for (let trial = 0; trial < trials && next === undefined; trial++) {
      const tried = point.map((x, at) => x + length * direction[at]!);
      const found = yield tried;
      const allowed = value + decrease * length * slope + noise * Math.abs(value);
      if (!(found.value <= allowed)) high = length;
      else if (dot(found.gradient, direction) < curvature * slope) low = length;
      else next = { point: tried, found };
      length = high === Number.POSITIVE_INFINITY ? 2 * low : (low + high) / 2;
    }
    // Nothing better to be seen from here.
    if (next === undefined) return { point, value, iterations: iteration, converged: false };
    const step = minus(next.point, point);
    const change = minus(next.found.gradient, gradient);
    const product = dot(step, change);
    if (product > 0) pairs.push({ step, change, product });
    if (pairs.length > memory) pairs.shift();
    ({ point } = next);
    ({ value, gradient } = next.found);
  }
  const converged = largest(gradient) <= tolerance;
  return { point, value, iterations, converged };
}

/** Minus the gradient times what the pairs tell of the inverse Hessian. */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((x) => -x);
  const shares: number[] = [];
  for (const { step, change, product } of pairs.toReversed()) {
    const share = dot(step, direction) / product;
    shares.push(share);
    add(direction, -share, change);
  }
  const last = pairs.at(-1);
  if (last !== undefined) {
    const scale = last.product / dot(last.change, last.change);
    for (let at = 0; at < direction.length; at++) direction[at]! *= scale;
  }
  for (const { step, change, product } of pairs) {
    add(direction, shares.pop()! - dot(change, direction) / product, step);
  }
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

function add(a: Float64Array, factor: number, b: Float64Array): void {
  for (let at = 0; at < a.length; at++) a[at]! += factor * b[at]!;
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((x, at) => x - b[at]!);
}

function largest(gradient: Float64Array): number {
  let most = 0;
  for (const value of gradient) most = Math.max(most, Math.abs(value));
  return most;
}
