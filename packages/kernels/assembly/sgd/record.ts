// The worker's record: its random state and what its predictions lost.
import { advanced, mixed } from '../random';
import { worker } from './run';

// While a kernel call runs these stand here; between calls, in the record.
let randomState: u64 = 0;
let loss: f64 = 0;
let predictions: f64 = 0;

export function takeUpRecord(): void {
  randomState = load<u64>(worker);
  loss = load<f64>(worker, 8);
  predictions = load<f64>(worker, 16);
}

export function putBackRecord(): void {
  store<u64>(worker, randomState);
  store<f64>(worker, loss, 8);
  store<f64>(worker, predictions, 16);
}

/** Adds what `count` predictions lost: the four lanes of their log-likelihood, in f64. */
// @ts-ignore: decorator
@inline
export function recordLoss(logLikelihood: v128, count: u32): void {
  const high = f32x4.shuffle(logLikelihood, logLikelihood, 2, 3, 2, 3);
  const sum = f64x2.add(f64x2.promote_low_f32x4(logLikelihood), f64x2.promote_low_f32x4(high));
  loss -= f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  predictions += <f64>count;
}

/** 64 random bits. */
// @ts-ignore: decorator
@inline
export function nextBits(): u64 {
  randomState = advanced(randomState);
  return mixed(randomState);
}
