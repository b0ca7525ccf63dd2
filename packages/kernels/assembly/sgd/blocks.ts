// Register blocks: the dot products of one or two input rows with six output rows, then the update
// of all those rows, while they are in registers and first-level cache. Each gradient is that of the
// rows as they were when its block began; with two inputs outputs are updated three at a time, and
// blocks follow one another, as plain SGD steps would.
//
// The shapes are V8's: it loads all rows of an iteration before it multiplies, so two inputs meet
// three outputs at a time (6 sums + 5 rows stay in its 15 registers; 12 sums would be spilled in
// every iteration), and the update is a function of its own so that the six gradients are spread
// over their registers before its loop and not again in each iteration.
import { lane0, lane1, lane2, lane3, mulAdd, sums } from '../simd';
import { ln, sigmoid } from './logistic';
import { LABELS, LIMITS, RATES } from './outputs';
import { idleAt } from './run';

/** How surely the model gave the right answer: 1 − |label − σ|, and 1 where nothing is learnt. */
// @ts-ignore: decorator
@inline
function likelihood(residual: v128, rates: v128): v128 {
  const isReal = f32x4.ne(rates, f32x4.splat(0));
  return f32x4.sub(f32x4.splat(1), v128.and(f32x4.abs(residual), isReal));
}

/** A gradient, or nothing where the logit is beyond its limit; NaN goes on, so that it shows. */
// @ts-ignore: decorator
@inline
function within(limits: v128, logits: v128, gradient: v128): v128 {
  return v128.andnot(gradient, f32x4.gt(f32x4.abs(logits), limits));
}

/** Two inputs against six outputs. Returns the log-likelihood of the twelve, in four lanes. */
export function block2x6(a0: usize, a1: usize, outputs: usize, bytes: usize): v128 {
  const b0 = <usize>load<u32>(outputs), b1 = <usize>load<u32>(outputs, 4);
  const b2 = <usize>load<u32>(outputs, 8), b3 = <usize>load<u32>(outputs, 12);
  const b4 = <usize>load<u32>(outputs, 16), b5 = <usize>load<u32>(outputs, 20);
  const none = f32x4.splat(0);
  let s00 = none, s01 = none, s02 = none, s10 = none, s11 = none, s12 = none;
  for (let k: usize = 0; k < bytes; k += 16) {
    const x0 = v128.load(a0 + k), x1 = v128.load(a1 + k);
    const y0 = v128.load(b0 + k), y1 = v128.load(b1 + k), y2 = v128.load(b2 + k);
    s00 = mulAdd(s00, x0, y0); s01 = mulAdd(s01, x0, y1); s02 = mulAdd(s02, x0, y2);
    s10 = mulAdd(s10, x1, y0); s11 = mulAdd(s11, x1, y1); s12 = mulAdd(s12, x1, y2);
  }
  // A block may be half full, as the last one of a way up a tree often is: it costs half then.
  const isFull = b3 != idleAt();
  let s03 = none, s04 = none, s05 = none, s13 = none, s14 = none, s15 = none;
  if (isFull) for (let k: usize = 0; k < bytes; k += 16) {
    const x0 = v128.load(a0 + k), x1 = v128.load(a1 + k);
    const y3 = v128.load(b3 + k), y4 = v128.load(b4 + k), y5 = v128.load(b5 + k);
    s03 = mulAdd(s03, x0, y3); s04 = mulAdd(s04, x0, y4); s05 = mulAdd(s05, x0, y5);
    s13 = mulAdd(s13, x1, y3); s14 = mulAdd(s14, x1, y4); s15 = mulAdd(s15, x1, y5);
  }
  // Labels and rates of outputs 0-3, then of 4, 5, 4, 5.
  const labels = v128.load(outputs, LABELS), rates = v128.load(outputs, RATES);
  const labelsEnd = v128.load64_splat(outputs, LABELS + 16);
  const ratesEnd = v128.load64_splat(outputs, RATES + 16);
  const limits = v128.load(outputs, LIMITS), limitsEnd = v128.load64_splat(outputs, LIMITS + 16);
  const x0 = sums(s00, s01, s02, s03), x1 = sums(s10, s11, s12, s13);
  const x2 = sums(s04, s05, s14, s15);
  const r0 = f32x4.sub(labels, sigmoid(x0)), r1 = f32x4.sub(labels, sigmoid(x1));
  const r2 = f32x4.sub(labelsEnd, sigmoid(x2));
  const g0 = within(limits, x0, f32x4.mul(r0, rates));
  const g1 = within(limits, x1, f32x4.mul(r1, rates));
  const g2 = within(limitsEnd, x2, f32x4.mul(r2, ratesEnd));
  update2x3(a0, a1, b0, b1, b2, bytes,
    lane0(g0), lane1(g0), lane2(g0), lane0(g1), lane1(g1), lane2(g1));
  if (isFull) {
    update2x3(a0, a1, b3, b4, b5, bytes,
      lane3(g0), lane0(g2), lane1(g2), lane3(g1), lane2(g2), lane3(g2));
  }
  const inner = f32x4.mul(likelihood(r0, rates), likelihood(r1, rates));
  return ln(f32x4.mul(inner, likelihood(r2, ratesEnd)));
}

function update2x3(
  a0: usize, a1: usize, b0: usize, b1: usize, b2: usize, bytes: usize,
  g00: v128, g01: v128, g02: v128, g10: v128, g11: v128, g12: v128,
): void {
  for (let k: usize = 0; k < bytes; k += 16) {
    const x0 = v128.load(a0 + k), x1 = v128.load(a1 + k);
    const y0 = v128.load(b0 + k), y1 = v128.load(b1 + k), y2 = v128.load(b2 + k);
    v128.store(a0 + k, mulAdd(mulAdd(mulAdd(x0, g00, y0), g01, y1), g02, y2));
    v128.store(a1 + k, mulAdd(mulAdd(mulAdd(x1, g10, y0), g11, y1), g12, y2));
    v128.store(b0 + k, mulAdd(mulAdd(y0, g00, x0), g10, x1));
    v128.store(b1 + k, mulAdd(mulAdd(y1, g01, x0), g11, x1));
    v128.store(b2 + k, mulAdd(mulAdd(y2, g02, x0), g12, x1));
  }
}

/**
 * One input against six outputs. The input's update is added to the row `update`: to the input
 * itself in skip-gram, to a gradient for all contexts in CBOW. Returns the log-likelihood.
 */
export function block1x6(input: usize, update: usize, outputs: usize, bytes: usize): v128 {
  const b0 = <usize>load<u32>(outputs), b1 = <usize>load<u32>(outputs, 4);
  const b2 = <usize>load<u32>(outputs, 8), b3 = <usize>load<u32>(outputs, 12);
  const b4 = <usize>load<u32>(outputs, 16), b5 = <usize>load<u32>(outputs, 20);
  const none = f32x4.splat(0);
  let s0 = none, s1 = none, s2 = none, s3 = none, s4 = none, s5 = none;
  for (let k: usize = 0; k < bytes; k += 16) {
    const x = v128.load(input + k);
    s0 = mulAdd(s0, x, v128.load(b0 + k)); s1 = mulAdd(s1, x, v128.load(b1 + k));
    s2 = mulAdd(s2, x, v128.load(b2 + k)); s3 = mulAdd(s3, x, v128.load(b3 + k));
    s4 = mulAdd(s4, x, v128.load(b4 + k)); s5 = mulAdd(s5, x, v128.load(b5 + k));
  }
  const rates = v128.load(outputs, RATES), ratesEnd = v128.load64_zero(outputs, RATES + 16);
  const x0 = sums(s0, s1, s2, s3), x1 = sums(s4, s5, none, none);
  const r0 = f32x4.sub(v128.load(outputs, LABELS), sigmoid(x0));
  const r1 = f32x4.sub(v128.load64_zero(outputs, LABELS + 16), sigmoid(x1));
  const g0 = within(v128.load(outputs, LIMITS), x0, f32x4.mul(r0, rates));
  const g1 = within(v128.load64_zero(outputs, LIMITS + 16), x1, f32x4.mul(r1, ratesEnd));
  // An input that is updated itself is loaded once: a fifth of the whole step.
  if (input == update) {
    updateInput1x6(input, b0, b1, b2, b3, b4, b5, bytes,
      lane0(g0), lane1(g0), lane2(g0), lane3(g0), lane0(g1), lane1(g1));
  } else {
    update1x6(input, update, b0, b1, b2, b3, b4, b5, bytes,
      lane0(g0), lane1(g0), lane2(g0), lane3(g0), lane0(g1), lane1(g1));
  }
  return ln(f32x4.mul(likelihood(r0, rates), likelihood(r1, ratesEnd)));
}

// With one input there is room for all six gradients, and for three outputs at a time.
function update1x6(
  input: usize, update: usize,
  b0: usize, b1: usize, b2: usize, b3: usize, b4: usize, b5: usize, bytes: usize,
  g0: v128, g1: v128, g2: v128, g3: v128, g4: v128, g5: v128,
): void {
  for (let k: usize = 0; k < bytes; k += 16) {
    const x = v128.load(input + k), u = v128.load(update + k);
    const y0 = v128.load(b0 + k), y1 = v128.load(b1 + k), y2 = v128.load(b2 + k);
    const half = mulAdd(mulAdd(mulAdd(u, g0, y0), g1, y1), g2, y2);
    v128.store(b0 + k, mulAdd(y0, g0, x));
    v128.store(b1 + k, mulAdd(y1, g1, x));
    v128.store(b2 + k, mulAdd(y2, g2, x));
    const y3 = v128.load(b3 + k), y4 = v128.load(b4 + k), y5 = v128.load(b5 + k);
    v128.store(update + k, mulAdd(mulAdd(mulAdd(half, g3, y3), g4, y4), g5, y5));
    v128.store(b3 + k, mulAdd(y3, g3, x));
    v128.store(b4 + k, mulAdd(y4, g4, x));
    v128.store(b5 + k, mulAdd(y5, g5, x));
  }
}

function updateInput1x6(
  input: usize,
  b0: usize, b1: usize, b2: usize, b3: usize, b4: usize, b5: usize, bytes: usize,
  g0: v128, g1: v128, g2: v128, g3: v128, g4: v128, g5: v128,
): void {
  for (let k: usize = 0; k < bytes; k += 16) {
    const x = v128.load(input + k);
    const y0 = v128.load(b0 + k), y1 = v128.load(b1 + k), y2 = v128.load(b2 + k);
    const half = mulAdd(mulAdd(mulAdd(x, g0, y0), g1, y1), g2, y2);
    v128.store(b0 + k, mulAdd(y0, g0, x));
    v128.store(b1 + k, mulAdd(y1, g1, x));
    v128.store(b2 + k, mulAdd(y2, g2, x));
    const y3 = v128.load(b3 + k), y4 = v128.load(b4 + k), y5 = v128.load(b5 + k);
    v128.store(input + k, mulAdd(mulAdd(mulAdd(half, g3, y3), g4, y4), g5, y5));
    v128.store(b3 + k, mulAdd(y3, g3, x));
    v128.store(b4 + k, mulAdd(y4, g4, x));
    v128.store(b5 + k, mulAdd(y5, g5, x));
  }
}
