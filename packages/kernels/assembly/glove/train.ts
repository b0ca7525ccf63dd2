// One step of AdaGrad for each co-occurrence, as Stanford's glove.c takes them.
import {
  clip, contexts, groupBytes, learningRate, rowBytes, tally, words,
} from './run';
import { largeStep, multiply, multiplyTwo, SMALL, smallStep, smallSteps, stepBias } from './steps';

/** What the strips of a call come to. */
let loss: f64 = 0;
let trained: f64 = 0;
let passed: f64 = 0;

/**
 * Trains on `count` strips, each entries of one row that follow each other: (row, first entry, entries),
 * u32. A word's row then stays in the first-level cache, and is stepped for two contexts at a time: its
 * two gradients are those before either step. Where a step is large, they are taken one after the other.
 */
export function trainStrips(
  strips: usize, count: u32, columns: usize, logs: usize, weights: usize,
): void {
  loss = 0; trained = 0; passed = 0;
  const end = strips + <usize>count * 12;
  for (let strip = strips; strip < end; strip += 12) {
    const word = words + <usize>load<u32>(strip) * rowBytes;
    let entry = <usize>load<u32>(strip, 4) << 2;
    const last = entry + (<usize>load<u32>(strip, 8) << 2);
    for (; entry + 4 < last; entry += 8) {
      const a = contexts + <usize>load<u32>(columns + entry) * rowBytes;
      const b = contexts + <usize>load<u32>(columns + entry, 4) * rowBytes;
      if (trainTwo(word, a, b, logs + entry, weights + entry)) continue;
      trainOne(word, a, logs + entry, weights + entry);
      trainOne(word, b, logs + entry + 4, weights + entry + 4);
    }
    if (entry < last) {
      const context = contexts + <usize>load<u32>(columns + entry) * rowBytes;
      trainOne(word, context, logs + entry, weights + entry);
    }
  }
  store<f64>(tally, load<f64>(tally) + loss);
  store<f64>(tally, load<f64>(tally, 8) + trained, 8);
  store<f64>(tally, load<f64>(tally, 16) + passed, 16);
}

/** Whether no component of the gradient is clipped and all steps are small. */
// @ts-ignore: decorator
@inline
function isSmall(largestSquare: f32): bool {
  return largestSquare * learningRate * learningRate < SMALL && largestSquare < clip * clip;
}

/** Steps a word and two contexts, unless one of the steps would be large. */
// @ts-ignore: decorator
@inline
function trainTwo(word: usize, a: usize, b: usize, logs: usize, weights: usize): bool {
  const products = multiplyTwo(word, a, b, groupBytes);
  const bias = load<f32>(word + groupBytes);
  const errorA = f32x4.extract_lane(products, 0) + bias + load<f32>(a + groupBytes) - load<f32>(logs);
  const errorB = f32x4.extract_lane(products, 1) + bias + load<f32>(b + groupBytes) - load<f32>(logs, 4);
  const weightedA = load<f32>(weights) * errorA, weightedB = load<f32>(weights, 4) * errorB;
  const largest = max(abs(weightedA), abs(weightedB));
  const norm = max(f32x4.extract_lane(products, 2), f32x4.extract_lane(products, 3));
  // Twice, since the word takes both steps. NaN is not small.
  if (!isSmall(2 * largest * largest * norm)) return false;
  loss += 0.5 * (<f64>weightedA * <f64>errorA + <f64>weightedB * <f64>errorB);
  trained += 2;
  const forA = f32x4.splat(weightedA * learningRate), forB = f32x4.splat(weightedB * learningRate);
  smallSteps(word, a, b, forA, forB, groupBytes);
  stepBias(a + groupBytes, weightedA);
  stepBias(b + groupBytes, weightedB);
  stepBias(word + groupBytes, weightedA);
  stepBias(word + groupBytes, weightedB);
  return true;
}

/** Steps a word and a context, unless its loss is not finite. */
function trainOne(word: usize, context: usize, logs: usize, weights: usize): void {
  const products = multiply(word, context, groupBytes);
  const biases = load<f32>(word + groupBytes) + load<f32>(context + groupBytes);
  const error = f32x4.extract_lane(products, 0) + biases - load<f32>(logs);
  const weighted = load<f32>(weights) * error;
  const cost = <f64>weighted * <f64>error;
  if (!(cost < Infinity)) { passed += 1; return; }
  loss += 0.5 * cost;
  trained += 1;
  const norm = max(f32x4.extract_lane(products, 1), f32x4.extract_lane(products, 2));
  if (isSmall(weighted * weighted * norm)) {
    smallStep(word, context, f32x4.splat(weighted * learningRate), groupBytes);
  } else largeStep(word, context, f32x4.splat(weighted), groupBytes);
  stepBias(word + groupBytes, weighted);
  stepBias(context + groupBytes, weighted);
}
